//! Pages of lists.

use serde_json::{Value, json};
use tunesmith_store::PageQuery;

use crate::wire::ApiError;

/// Rows of a page when the request does not say.
const DEFAULT: u64 = 10;

/// Where a page starts and ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    offset: u64,
    limit: u64,
    /// Stands for the rest of the request: a token holds only for the list it came from.
    print: u64,
}

impl Page {
    /// From the members that all lists have; `request` is everything else that decides what is listed.
    pub(crate) fn of(max_results: Option<i64>, token: Option<&str>, request: &str) -> Result<Self, ApiError> {
        let print =
            request.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        let offset = match token {
            None => 0,
            Some(token) => {
                let offset = token.split_once('-').and_then(|(offset, of)| {
                    (of == format!("{print:016x}")).then(|| u64::from_str_radix(offset, 16).ok()).flatten()
                });
                offset.filter(|o| i64::try_from(*o).is_ok()).ok_or_else(|| {
                    ApiError::validation("The NextToken is not one of this list; start again without it.")
                })?
            }
        };
        Ok(Self { offset, limit: max_results.map_or(DEFAULT, |n| n as u64), print })
    }

    /// The part of a query that is about pages; one row more than wanted shows whether there is a next page.
    pub(crate) fn apply(&self, query: &mut PageQuery) {
        query.offset = self.offset;
        query.limit = self.limit + 1;
    }

    /// The rows of this page, and the token of the next.
    pub(crate) fn cut<T>(&self, mut rows: Vec<T>) -> (Vec<T>, Option<String>) {
        let more = rows.len() as u64 > self.limit;
        rows.truncate(self.limit as usize);
        (rows, more.then(|| format!("{:x}-{:016x}", self.offset + self.limit, self.print)))
    }

    /// The part of a whole list that is this page, and the token of the next.
    pub(crate) fn slice<T>(&self, rows: Vec<T>) -> (Vec<T>, Option<String>) {
        self.cut(rows.into_iter().skip(self.offset as usize).collect())
    }
}

/// An answer with the token of the next page, under the name that its service has for it; a last page has none: one that leads
/// nowhere would make some clients ask for ever.
pub(crate) fn with_token(mut told: Value, member: &str, next: Option<String>) -> Value {
    if let Some(next) = next {
        told[member] = json!(next);
    }
    told
}

/// Members by which lists of jobs are narrowed down; moments in seconds, after and before.
pub(crate) struct Filters {
    pub(crate) name_contains: Option<String>,
    pub(crate) created: [Option<f64>; 2],
    pub(crate) modified: [Option<f64>; 2],
    pub(crate) sort_order: Option<String>,
}

impl Filters {
    /// The part of a query that they are.
    pub(crate) fn query(self) -> PageQuery {
        PageQuery {
            name_contains: self.name_contains,
            created_after: milliseconds(self.created[0]),
            created_before: milliseconds(self.created[1]),
            updated_after: milliseconds(self.modified[0]),
            updated_before: milliseconds(self.modified[1]),
            descending: is_descending(self.sort_order.as_deref()),
            ..PageQuery::default()
        }
    }
}

/// What a list is in unless it says so: ascending.
pub(crate) fn is_descending(sort_order: Option<&str>) -> bool {
    sort_order == Some("Descending")
}

/// Milliseconds from seconds.
pub(crate) fn milliseconds(seconds: Option<f64>) -> Option<i64> {
    seconds.map(|s| (s * 1000.0) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_hold_for_their_list_alone() {
        let page = Page::of(Some(2), None, "a").expect("a page");
        let (rows, token) = page.slice(vec![1, 2, 3]);
        assert_eq!(rows, [1, 2]);
        let next = Page::of(Some(2), token.as_deref(), "a").expect("a page");
        assert_eq!(next.slice(vec![1, 2, 3]), (vec![3], None));
        assert!(Page::of(Some(2), token.as_deref(), "b").is_err());
        for bad in ["", "x", "-", "ffffffffffffffff-0", "zz-cbf29ce484222325"] {
            assert!(Page::of(None, Some(bad), "a").is_err(), "{bad}");
        }
    }
}
