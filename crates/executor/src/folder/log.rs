//! A log that keeps its head and its tail, however much is written.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::files::RunFolder;

/// Writes a log within a limit: the first half of the limit goes to `log`; what follows goes to a tail in two pieces,
/// of which the older is thrown away when the younger is full. [`LogWriter::finish`] puts head and tail together.
#[derive(Debug)]
pub(crate) struct LogWriter {
    folder: RunFolder,
    /// None before the first byte: a command that prints nothing leaves no log.
    file: Option<File>,
    /// Bytes that the current file may still take.
    room: u64,
    piece: u64,
    in_tail: bool,
    /// Bytes thrown away with old pieces.
    dropped: u64,
    old_piece: u64,
}

impl LogWriter {
    pub(crate) fn new(folder: &RunFolder, limit: u64) -> Self {
        let piece = (limit / 4).max(1024);
        let room = limit.saturating_sub(2 * piece).max(1024);
        Self { folder: folder.clone(), file: None, room, piece, in_tail: false, dropped: 0, old_piece: 0 }
    }

    pub(crate) fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            if self.room == 0 {
                self.next_piece()?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(usize::try_from(self.room).unwrap_or(usize::MAX)));
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(File::create(self.folder.log())?),
            };
            file.write_all(now)?;
            self.room -= now.len() as u64;
            bytes = later;
        }
        Ok(())
    }

    fn next_piece(&mut self) -> io::Result<()> {
        if self.in_tail {
            self.dropped += self.old_piece;
            self.old_piece = self.piece;
            fs::rename(self.folder.log_tail(), self.folder.log_tail_old())?;
        }
        self.file = Some(File::create(self.folder.log_tail())?);
        self.in_tail = true;
        self.room = self.piece;
        Ok(())
    }

    /// Puts head and tail into `log`, with a line between them that says how much is missing.
    pub(crate) fn finish(self) -> io::Result<()> {
        if !self.in_tail {
            return Ok(());
        }
        let mut log = File::options().append(true).open(self.folder.log())?;
        if self.dropped > 0 {
            write!(log, "{}", gap(self.dropped))?;
        }
        for piece in [self.folder.log_tail_old(), self.folder.log_tail()] {
            if piece.exists() {
                io::copy(&mut File::open(&piece)?, &mut log)?;
                fs::remove_file(piece)?;
            }
        }
        Ok(())
    }

    /// Frees what the log takes, but for its first lines; for a disk that is full.
    pub(crate) fn shrink(self) {
        const KEEP: u64 = 16 << 10;
        if let Ok(file) = File::options().write(true).open(self.folder.log())
            && file.metadata().is_ok_and(|m| m.len() > KEEP)
        {
            // Nothing better can be done on a full disk than to try.
            let _ = file.set_len(KEEP);
        }
        for piece in [self.folder.log_tail_old(), self.folder.log_tail()] {
            let _ = fs::remove_file(piece);
        }
    }
}

fn gap(bytes: u64) -> String {
    format!("\n[... {bytes} bytes left out: the log is longer than its limit; head and tail are kept ...]\n")
}

/// Bytes of a run's log as it is now; less than before where a piece of its tail was given up.
pub fn log_length(folder: &RunFolder) -> u64 {
    let pieces = [folder.log(), folder.log_tail_old(), folder.log_tail()];
    pieces.iter().filter_map(|piece| fs::metadata(piece).ok()).map(|m| m.len()).sum()
}

/// The log of a run, finished or growing, from byte `from` of what there is (head and tail, as they are now).
pub fn read_log(folder: &RunFolder, from: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut skip = from;
    // A run that printed nothing has a folder and no log; a run that never was has neither.
    fs::metadata(folder.path())?;
    for piece in [folder.log(), folder.log_tail_old(), folder.log_tail()] {
        let mut file = match File::open(piece) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        let length = file.metadata()?.len();
        if skip >= length {
            skip -= length;
            continue;
        }
        file.seek(SeekFrom::Start(skip))?;
        file.read_to_end(&mut bytes)?;
        skip = 0;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(limit: u64, lines: usize) -> (tempfile::TempDir, RunFolder, String) {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = RunFolder::at(dir.path());
        let mut writer = LogWriter::new(&folder, limit);
        let mut whole = String::new();
        for i in 0..lines {
            let line = format!("line {i}\n");
            writer.write(line.as_bytes()).expect("written");
            whole += &line;
        }
        writer.finish().expect("finished");
        (dir, folder, whole)
    }

    #[test]
    fn a_short_log_is_kept_whole() {
        for lines in [1, 10, 300, 700] {
            let (_dir, folder, whole) = written(8192, lines);
            assert_eq!(fs::read_to_string(folder.log()).expect("a log"), whole, "{lines} lines");
        }
    }

    #[test]
    fn a_long_log_keeps_head_and_tail() {
        let (_dir, folder, whole) = written(8192, 50_000);
        let log = fs::read_to_string(folder.log()).expect("a log");
        assert!(log.len() < 8192 + 200, "{}", log.len());
        assert!(log.starts_with("line 0\nline 1\n") && log.ends_with("line 49998\nline 49999\n"));
        let (head, rest) = log.split_once("\n[... ").expect("a gap");
        let (missing, tail) = rest.split_once(" bytes left out").expect("a count");
        let tail = tail.split_once("...]\n").expect("the end of the gap").1;
        let missing: usize = missing.parse().expect("a number");
        assert_eq!(head.len() + missing + tail.len(), whole.len());
        assert!(!folder.log_tail().exists() && !folder.log_tail_old().exists());
    }
}
