//! A tuning job as text: read from `tune.toml`, and written as `tune.toml`, as a command line, and as code for the SageMaker SDK.
//!
//! What a user writes becomes a [`Draft`], which becomes the one [`JobSpec`](tunesmith_study::JobSpec) in [`Draft::finish`] and
//! nowhere else. Every problem is found at once and has its place in the text.
//!
//! ```
//! use std::path::Path;
//!
//! use tunesmith_jobfile::{read_text, write};
//!
//! let text = "command = \"python train.py --lr {lr}\"\n\
//!             [params]\nlr = \"log:1e-5..1e-1\"\n\
//!             [metrics]\naccuracy = 'accuracy = ([0-9.]+)'\n\
//!             [objective]\nmetric = \"accuracy\"\ngoal = \"maximize\"\n";
//! let job = read_text("tune.toml", text, Path::new("/work"))?.finish()?.spec;
//! assert_eq!(write::command_line(&job).expect("a command"),
//!     "tunesmith tune --name train -P 'lr=log:1e-5..0.1' --metric 'accuracy=accuracy = ([0-9.]+)' --maximize accuracy \\\n  \
//!      --dir /work -- python train.py --lr {lr}");
//! let again = read_text("tune.toml", &write::toml(&job).expect("a command"), Path::new("/"))?.finish()?.spec;
//! assert_eq!(again, job);
//! # Ok::<(), tunesmith_jobfile::Problems>(())
//! ```
//!
//! # It is not
//! - a check of the machine: whether the command is there is the matter of whoever runs it;
//! - the form in which jobs are stored.

/// Variables of a terminal that say which programs a command finds: a job that is handed to a server takes them along, and they say
/// nothing of the job itself.
pub const OF_THE_TERMINAL: [&str; 5] = ["PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "LD_LIBRARY_PATH"];

mod choice;
mod draft;
mod duration;
mod file;
mod objective;
mod problems;
pub mod program;
mod words;
pub mod write;

pub use choice::StrategyChoice;
pub use draft::Draft;
pub use duration::parse_seconds;
pub use file::read_text;
pub use objective::objective_from;
pub use problems::{Problems, Source};
pub use words::{early_stop, early_stop_word, retry_on, words_of};
