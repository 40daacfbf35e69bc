//! Channels as named pipes: one for each pass over the data.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;

use flate2::read::MultiGzDecoder;
use nix::sys::stat::Mode;

use super::channels::shuffle;

/// Serves `files` one after the other through `<path>_0`, then through `<path>_1`, and so on, for as long as somebody reads.
/// The thread ends with the process.
/// Each pass shuffles them anew where there is a seed.
pub(crate) fn serve(path: &Path, mut files: Vec<PathBuf>, gzipped: bool, seed: Option<u64>) -> io::Result<()> {
    let name = path.display().to_string();
    let make = move |pass: u32| -> io::Result<PathBuf> {
        let pipe = PathBuf::from(format!("{name}_{pass}"));
        nix::unistd::mkfifo(&pipe, Mode::from_bits_truncate(0o600))?;
        Ok(pipe)
    };
    let mut pipe = make(0)?;
    thread::spawn(move || {
        for pass in 1.. {
            // Waits until somebody opens the other end.
            let Ok(mut end) = File::options().write(true).open(&pipe) else { return };
            // The next one is there before this one ends.
            let Ok(next) = make(pass) else { return };
            // The first pass has them in the order in which they came.
            if let Some(seed) = seed.filter(|_| pass > 1) {
                shuffle(&mut files, seed.wrapping_add(pass.into()));
            }
            for file in &files {
                let copied = File::open(file).and_then(|mut from| {
                    if gzipped {
                        io::copy(&mut MultiGzDecoder::new(from), &mut end)
                    } else {
                        io::copy(&mut from, &mut end)
                    }
                });
                // A reader that stopped early has had enough of this pass.
                if copied.is_err() {
                    break;
                }
            }
            let _ = end.flush();
            let _ = fs::remove_file(&pipe);
            pipe = next;
        }
    });
    Ok(())
}
