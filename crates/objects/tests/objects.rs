//! Buckets and keys against a simple model, and what a crash leaves.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use tunesmith_objects::{Condition, Listing, ListingQuery, ObjectError, ObjectMeta, ObjectStore, PutOptions};

fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(test)
}

async fn store_in(folder: &tempfile::TempDir) -> ObjectStore {
    let store = ObjectStore::open(folder.path()).await.expect("a store");
    store.create_bucket("bucket", 1).await.expect("a bucket");
    store
}

async fn put(store: &ObjectStore, key: &str, content: &str) -> Result<String, ObjectError> {
    put_if(store, key, content, Condition::None).await
}

async fn put_if(store: &ObjectStore, key: &str, content: &str, condition: Condition) -> Result<String, ObjectError> {
    let mut upload = store.upload("bucket", key).await?;
    upload.write(content.as_bytes()).await?;
    Ok(upload.finish(PutOptions { meta: ObjectMeta::default(), condition }, 2).await?.etag)
}

async fn content(store: &ObjectStore, key: &str) -> String {
    let object = store.object("bucket", key).await.expect("an object");
    std::fs::read_to_string(store.file(&object)).expect("its file")
}

fn files(folder: &tempfile::TempDir) -> usize {
    let entries = |path: &std::path::Path| -> Vec<std::path::PathBuf> {
        std::fs::read_dir(path).map(|d| d.flatten().map(|e| e.path()).collect()).unwrap_or_default()
    };
    let folders = entries(folder.path()).into_iter().filter(|p| p.is_dir());
    folders.flat_map(|bucket| entries(&bucket)).map(|shard| entries(&shard).len()).sum()
}

#[test]
fn what_is_written_is_read_and_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let store = store_in(&folder).await;
        let etag = put(&store, "a/b", "one").await.expect("put");
        assert_eq!(etag, "f97c5d29941bfb1b2fdab0874906ab82", "md5 of `one`");
        put(&store, "a/b", "two").await.expect("put");
        assert_eq!(content(&store, "a/b").await, "two");
        assert_eq!(files(&folder), 1, "the earlier file is gone");
        assert!(store.delete("bucket", "a/b").await.expect("deleted"));
        assert!(!store.delete("bucket", "a/b").await.expect("nothing to delete"));
        assert!(matches!(store.object("bucket", "a/b").await, Err(ObjectError::NoSuchKey { .. })));
        assert!(matches!(store.object("other", "a/b").await, Err(ObjectError::NoSuchBucket(_))));
        assert_eq!(files(&folder), 0);
    });
}

#[test]
fn conditions_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let store = store_in(&folder).await;
        let etag = put_if(&store, "k", "one", Condition::Absent).await.expect("it was absent");
        let again = put_if(&store, "k", "two", Condition::Absent).await;
        assert!(matches!(again, Err(ObjectError::ConditionFailed)), "{again:?}");
        assert_eq!((content(&store, "k").await.as_str(), files(&folder)), ("one", 1));
        put_if(&store, "k", "two", Condition::Matches(etag.clone())).await.expect("it matches");
        assert!(matches!(put_if(&store, "k", "3", Condition::Matches(etag)).await, Err(ObjectError::ConditionFailed)));
    });
}

#[test]
fn no_key_leaves_its_bucket() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let store = store_in(&folder).await;
        let long = "x".repeat(1024);
        let keys =
            ["..", "../../etc/passwd", "/", "/etc/passwd", "a//b", "a\0b", "\u{1F600}/ü", " ", ".", &long, "a\nb"];
        for key in keys {
            put(&store, key, key).await.expect("any text is a key");
        }
        for key in keys {
            let object = store.object("bucket", key).await.expect("an object");
            let file = store.file(&object);
            assert_eq!(std::fs::read_to_string(&file).expect("its file"), key);
            let bucket = folder.path().join("bucket").canonicalize().expect("the bucket's folder");
            assert!(file.canonicalize().expect("a file").starts_with(bucket), "{key:?}");
        }
        let listed =
            store.list("bucket", &ListingQuery { limit: 100, ..ListingQuery::default() }).await.expect("a list");
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        assert_eq!(listed.objects.iter().map(|o| o.key.as_str()).collect::<Vec<_>>(), sorted);
        for bad in ["", &"x".repeat(1025)] {
            assert!(matches!(put(&store, bad, "").await, Err(ObjectError::BadKey(_))));
        }
        for bad in ["..", "a/b", "ab", "A-b", "-ab", "a..b", "index.db/"] {
            assert!(matches!(store.create_bucket(bad, 1).await, Err(ObjectError::BadBucketName(_))), "{bad}");
        }
    });
}

#[test]
fn parts_become_one_object() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let store = store_in(&folder).await;
        let id = store.begin_multipart("bucket", "big", ObjectMeta::default(), 1).await.expect("begun");
        let upload = store.multipart("bucket", "big", &id).await.expect("an upload");
        let mut etags = Vec::new();
        for (number, text) in [(2, "world"), (1, "lost"), (1, "hello "), (7, "unused")] {
            let mut part = store.upload_part(&upload).await.expect("a part");
            part.write(text.as_bytes()).await.expect("written");
            etags.push((number, store.finish_part(&upload, number, part, &BTreeMap::new(), 2).await.expect("a part")));
        }
        assert_eq!(files(&folder), 3, "a part that came again replaced the first");
        let complete =
            async |parts: &[(u32, Option<String>)]| store.complete_multipart(&upload, parts, &Condition::None, 3).await;
        for bad in [vec![], vec![(2, None), (1, None)], vec![(3, None)], vec![(1, Some("0".repeat(32)))]] {
            assert!(matches!(complete(&bad).await, Err(ObjectError::BadPart { .. })), "{bad:?}");
        }
        let object = complete(&[(1, Some(etags[2].1.clone())), (2, None)]).await.expect("complete");
        assert_eq!((content(&store, "big").await.as_str(), object.size), ("hello world", 11));
        assert!(object.etag.ends_with("-2"), "{}", object.etag);
        assert_eq!(files(&folder), 1);
        assert!(matches!(store.multipart("bucket", "big", &id).await, Err(ObjectError::NoSuchUpload(_))));
    });
}

#[test]
fn a_newer_format_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        drop(store_in(&folder).await);
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("index.db"));
        let mut index = sqlx::ConnectOptions::connect(&options).await.expect("the index");
        sqlx::raw_sql("PRAGMA user_version = 99").execute(&mut index).await.expect("written");
        let opened = ObjectStore::open(folder.path()).await;
        assert!(matches!(opened, Err(ObjectError::Newer { found: 99, known: 1, .. })), "{opened:?}");
    });
}

#[test]
fn what_a_crash_left_is_swept() {
    let folder = tempfile::tempdir().expect("a folder");
    run(async {
        let store = store_in(&folder).await;
        put(&store, "k", "kept").await.expect("put");
        let mut upload = store.upload("bucket", "lost").await.expect("an upload");
        upload.write(b"lost").await.expect("written");
        // As if the process had ended here.
        std::mem::forget(upload);
        assert_eq!(files(&folder), 2);
        assert_eq!(store.sweep(Duration::from_hours(1)).await.expect("swept"), 0, "it may still be on its way");
        assert_eq!(store.sweep(Duration::ZERO).await.expect("swept"), 1);
        assert_eq!(content(&store, "k").await, "kept");
    });
}

/// All pages of a listing.
async fn pages(store: &ObjectStore, query: ListingQuery) -> (Vec<String>, Vec<String>) {
    let (mut keys, mut prefixes, mut after) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page: Listing = store.list("bucket", &ListingQuery { after, ..query.clone() }).await.expect("a page");
        assert!(page.objects.len() + page.prefixes.len() <= query.limit);
        keys.extend(page.objects.into_iter().map(|o| o.key));
        prefixes.extend(page.prefixes);
        match page.next {
            Some(next) => after = next,
            None => return (keys, prefixes),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn listings_are_those_of_a_sorted_map(
        keys in proptest::collection::btree_set("[ab/]{1,5}", 1..24),
        prefix in "[ab/]{0,2}",
        delimiter in proptest::option::of(Just("/".to_owned())),
        limit in 1usize..5,
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        run(async {
            let store = store_in(&folder).await;
            for key in &keys {
                put(&store, key, "").await.expect("put");
            }
            let query = ListingQuery { prefix: prefix.clone(), delimiter: delimiter.clone(), after: String::new(), limit };
            let (listed, prefixes) = pages(&store, query).await;
            let (mut want_keys, mut want_prefixes) = (Vec::new(), Vec::new());
            for key in keys.iter().filter(|k| k.starts_with(&prefix)) {
                match delimiter.as_ref().and_then(|d| key[prefix.len()..].find(d.as_str())) {
                    Some(at) => want_prefixes.push(key[..=prefix.len() + at].to_owned()),
                    None => want_keys.push(key.clone()),
                }
            }
            want_prefixes.dedup();
            assert_eq!((listed, prefixes), (want_keys, want_prefixes));
        });
    }
}
