//! Buckets and keys on this machine's disk: what goes into training jobs, and what comes out of them.
//!
//! A [`ObjectStore`] is a folder: one file an object, under a name of our own making and in its bucket's folder, and an index
//! (`index.db`) that says which key each file is. A key is any text: it never becomes part of a path. An object is written to
//! a file of its own, flushed to the disk, and only then entered in the index, in place of an earlier one in the same
//! transaction; so a reader sees the old object or the new one, a crash leaves at most a file that nobody names (removed by
//! [`ObjectStore::sweep`]), and several processes may use the store at once.
//!
//! ```
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use tunesmith_objects::{ObjectStore, PutOptions};
//!
//! let folder = tempfile::tempdir()?;
//! let store = ObjectStore::open(folder.path()).await?;
//! store.create_bucket("models", 0).await?;
//! let mut upload = store.upload("models", "a/../b.txt").await?;
//! upload.write(b"hello").await?;
//! upload.finish(PutOptions::default(), 0).await?;
//! let object = store.object("models", "a/../b.txt").await?;
//! assert_eq!(std::fs::read(store.file(&object))?, b"hello");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # It is not
//! - a wire protocol: that is the S3 face of the server;
//! - versioned: an object that is overwritten is gone.

mod bucket;
mod error;
mod listing;
mod multipart;
mod object;
mod store;
mod upload;
mod uri;

pub use bucket::Bucket;
pub use error::ObjectError;
pub use listing::{Listing, ListingQuery};
pub use multipart::{MultipartUpload, Part};
pub use object::{Condition, Object, ObjectMeta, PutOptions};
pub use store::ObjectStore;
pub use upload::Upload;
pub use uri::ObjectUri;
