//! Listing a bucket, in pages.

use crate::object::{COLUMNS, Object, from_row};
use crate::{ObjectError, ObjectStore};

/// Rows that are looked at in one query.
const AT_ONCE: i64 = 500;

/// Which objects are wanted.
#[derive(Debug, Clone, Default)]
pub struct ListingQuery {
    /// Keys that start so.
    pub prefix: String,
    /// Keys that hold this after the prefix are rolled up into their beginning.
    pub delimiter: Option<String>,
    /// Only what comes after this key (or rolled-up beginning).
    pub after: String,
    /// At most so many objects and beginnings.
    pub limit: usize,
}

/// A page of a bucket.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Objects, by key.
    pub objects: Vec<Object>,
    /// Rolled-up beginnings, in order.
    pub prefixes: Vec<String>,
    /// Where the next page starts ([`ListingQuery::after`]); none when this is the last.
    pub next: Option<String>,
}

impl ObjectStore {
    /// One page of a bucket, in the order of the keys' bytes.
    pub async fn list(&self, bucket: &str, query: &ListingQuery) -> Result<Listing, ObjectError> {
        self.bucket(bucket).await?;
        let mut listing = Listing::default();
        let delimiter = query.delimiter.as_deref().filter(|d| !d.is_empty());
        let prefix = query.prefix.as_bytes();
        // The first key that is wanted: inclusive.
        let mut from = if query.after.is_empty() {
            prefix.to_vec()
        } else {
            let rolled_up = delimiter.is_some_and(|d| {
                query.after.as_bytes().starts_with(prefix) && query.after[query.prefix.len()..].ends_with(d)
            });
            // After a rolled-up beginning comes what no longer starts so; after a key, the next longer text.
            let after = if rolled_up { successor(query.after.as_bytes()) } else { after(query.after.as_bytes()) };
            after.max(prefix.to_vec())
        };
        let mut last = String::new();
        let sql = format!("SELECT {COLUMNS} FROM objects WHERE bucket = $1 AND key >= $2 ORDER BY key LIMIT $3");
        'pages: loop {
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(bucket)
                .bind(from.as_slice())
                .bind(AT_ONCE)
                .fetch_all(self.reader())
                .await?;
            let complete = (rows.len() as i64) < AT_ONCE;
            for row in rows {
                let object = from_row(&row)?;
                if !object.key.as_bytes().starts_with(prefix) {
                    break 'pages;
                }
                if listing.objects.len() + listing.prefixes.len() >= query.limit {
                    listing.next = Some(last);
                    break 'pages;
                }
                let rest = &object.key[query.prefix.len()..];
                if let Some(at) = delimiter.and_then(|d| rest.find(d).map(|at| at + d.len())) {
                    let beginning = object.key[..query.prefix.len() + at].to_owned();
                    from = successor(beginning.as_bytes());
                    last.clone_from(&beginning);
                    listing.prefixes.push(beginning);
                    continue 'pages;
                }
                from = after(object.key.as_bytes());
                last.clone_from(&object.key);
                listing.objects.push(object);
            }
            if complete {
                break;
            }
        }
        Ok(listing)
    }
}

impl ObjectStore {
    /// All objects whose keys start so, in the order of the keys' bytes.
    pub async fn list_all(&self, bucket: &str, prefix: &str) -> Result<Vec<Object>, ObjectError> {
        let mut found = Vec::new();
        let mut query = ListingQuery { prefix: prefix.to_owned(), limit: 1000, ..ListingQuery::default() };
        loop {
            let page = self.list(bucket, &query).await?;
            found.extend(page.objects);
            match page.next {
                Some(next) => query.after = next,
                None => return Ok(found),
            }
        }
    }
}

/// The least text above this one.
fn after(key: &[u8]) -> Vec<u8> {
    [key, &[0]].concat()
}

/// The least text above all that start so.
fn successor(beginning: &[u8]) -> Vec<u8> {
    let mut next = beginning.to_vec();
    // UTF-8 has no byte 0xff.
    if let Some(last) = next.last_mut() {
        *last += 1;
    }
    next
}
