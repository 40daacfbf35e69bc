//! The files of one run.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::identity::Identity;
use serde::{Deserialize, Serialize};

use crate::run::{Exit, RunSpec};

/// The folder of a run and the names within it.
#[derive(Debug, Clone)]
pub struct RunFolder(PathBuf);

/// Who may begin a run that is not under a lock, because whoever launched it is on another machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Claim {
    /// It was begun by this start of a job.
    By(Start),
    /// It was given up before it was begun, and never will be.
    GivenUp,
}

/// One start of an engine's job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The engine's id of the job.
    pub job: String,
    /// How often it had been started before.
    pub restarts: u32,
    /// Where.
    pub node: String,
}

/// Where an engine has a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceNote {
    /// The engine's id of its job, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// How it stands, one line for people.
    pub note: String,
    /// It has not begun.
    pub waits: bool,
    /// When it was first seen running, in milliseconds since the epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_ms: Option<i64>,
}

/// Whether a supervisor lives in a folder.
pub(crate) enum Liveness {
    /// It holds the lock.
    Alive,
    /// Nobody holds it; now we do, and no supervisor can start until it is dropped.
    Dead(File),
}

impl RunFolder {
    /// Names of the files that are ours in it, and the values that it was given.
    pub const FILES: [&str; 14] = [
        "log",
        "log.tail",
        "log.tail.old",
        "report.jsonl",
        "exit.json",
        "heartbeat",
        "run.json",
        "supervisor.lock",
        "revoked",
        "params.json",
        "begun",
        "place.json",
        "slurm.sh",
        "slurm.out",
    ];

    /// The folder at a path; nothing is made.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The command's output; while it grows beyond its limit, its head.
    pub fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    pub(crate) fn log_tail(&self) -> PathBuf {
        self.0.join("log.tail")
    }

    pub(crate) fn log_tail_old(&self) -> PathBuf {
        self.0.join("log.tail.old")
    }

    pub(crate) fn report(&self) -> PathBuf {
        self.0.join("report.jsonl")
    }

    pub(crate) fn exit_file(&self) -> PathBuf {
        self.0.join("exit.json")
    }

    pub(crate) fn heartbeat(&self) -> PathBuf {
        self.0.join("heartbeat")
    }

    fn spec_file(&self) -> PathBuf {
        self.0.join("run.json")
    }

    fn lock_file(&self) -> PathBuf {
        self.0.join("supervisor.lock")
    }

    fn revoked(&self) -> PathBuf {
        self.0.join("revoked")
    }

    /// Makes the folder and writes what the supervisor needs.
    pub(crate) fn create(&self, spec: &RunSpec) -> io::Result<()> {
        // What an earlier life of the data directory left here is not this run's.
        match fs::remove_dir_all(&self.0) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::create_dir_all(&self.0)?;
        for (name, content) in &spec.files {
            fs::write(self.0.join(name), content)?;
        }
        fs::write(self.spec_file(), serde_json::to_vec(spec)?)
    }

    pub(crate) fn spec(&self) -> io::Result<RunSpec> {
        Ok(serde_json::from_slice(&fs::read(self.spec_file())?)?)
    }

    /// How the run ended, when it has.
    pub fn exit(&self) -> Option<Exit> {
        serde_json::from_slice(&fs::read(self.exit_file()).ok()?).ok()
    }

    /// Writes the end in one piece: the file is whole or absent.
    pub(crate) fn write_exit(&self, exit: &Exit) -> io::Result<()> {
        let draft = self.0.join("exit.json.new");
        let mut file = File::create(&draft)?;
        file.write_all(&serde_json::to_vec(exit)?)?;
        drop(file);
        fs::rename(draft, self.exit_file())
    }

    /// Signs the lock with a process: the supervisor first, then the command.
    pub(crate) fn sign(mut lock: &File, process: &Identity) -> io::Result<()> {
        lock.write_all(format!("{}\n", serde_json::to_string(process)?).as_bytes())
    }

    /// Whether its supervisor was on another machine: what became of it cannot be seen from here, nor can it be told anything.
    pub fn is_elsewhere(&self) -> bool {
        self.supervisor().is_some_and(|supervisor| supervisor.is_elsewhere())
    }

    /// The supervisor, where it has signed.
    pub(crate) fn supervisor(&self) -> Option<Identity> {
        self.signature(0)
    }

    /// The command, where it was started.
    pub(crate) fn command(&self) -> Option<Identity> {
        self.signature(1)
    }

    fn signature(&self, line: usize) -> Option<Identity> {
        let signed = fs::read_to_string(self.lock_file()).ok()?;
        serde_json::from_str(signed.lines().nth(line)?).ok()
    }

    /// Takes the supervisor's lock, unless another has it or the run was given up.
    pub(crate) fn claim(&self) -> io::Result<Option<File>> {
        let lock = match self.liveness()? {
            Liveness::Alive => return Ok(None),
            Liveness::Dead(lock) => lock,
        };
        Ok((!self.revoked().exists()).then_some(lock))
    }

    /// The file for signatures of a run that was claimed in another way; with its lock, where the file system has some.
    pub(crate) fn signatures(&self) -> io::Result<File> {
        let file = File::create(self.lock_file())?;
        let _ = file.try_lock();
        Ok(file)
    }

    pub(crate) fn liveness(&self) -> io::Result<Liveness> {
        let file = File::options().create(true).truncate(false).write(true).open(self.lock_file())?;
        match file.try_lock() {
            Ok(()) => Ok(Liveness::Dead(file)),
            Err(TryLockError::WouldBlock) => Ok(Liveness::Alive),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Claims the run, which only one ever does: none where we are the first, else who was. It needs no lock that works
    /// between machines, only that a file is made once.
    pub(crate) fn claim_once(&self, claim: &Claim) -> io::Result<Option<Claim>> {
        let draft = self.0.join(format!("begun.{}", std::process::id()));
        fs::write(&draft, serde_json::to_vec(claim)?)?;
        // A link is made whole or not at all, also over NFS, where the answer to a creation may get lost.
        let linked = fs::hard_link(&draft, self.begun());
        let _ = fs::remove_file(draft);
        match linked {
            Ok(()) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let held = self.claimed()?;
                Ok((held != *claim).then_some(held))
            }
            Err(error) => Err(error),
        }
    }

    /// Whether nobody supervises the run any more, or ever did; true where there is no folder.
    pub fn is_abandoned(&self) -> bool {
        !self.0.exists() || matches!(self.liveness(), Ok(Liveness::Dead(_)))
    }

    /// Who claimed the run.
    pub(crate) fn claimed(&self) -> io::Result<Claim> {
        Ok(serde_json::from_slice(&fs::read(self.begun())?)?)
    }

    /// When it was claimed, by the file system's clock, in milliseconds since the epoch.
    pub(crate) fn begun_ms(&self) -> Option<i64> {
        let at = fs::metadata(self.begun()).ok()?.modified().ok()?;
        i64::try_from(at.duration_since(std::time::UNIX_EPOCH).ok()?.as_millis()).ok()
    }

    fn begun(&self) -> PathBuf {
        self.0.join("begun")
    }

    fn place_file(&self) -> PathBuf {
        self.0.join("place.json")
    }

    /// Where an engine has the run, for whoever looks; none for runs of this machine.
    pub fn place(&self) -> Option<PlaceNote> {
        serde_json::from_slice(&fs::read(self.place_file()).ok()?).ok()
    }

    /// Notes where an engine has the run, and how it stands there.
    pub(crate) fn note_place(&self, place: &PlaceNote) {
        let draft = self.0.join("place.json.new");
        // A note that cannot be written now is written with the next change.
        let _ = serde_json::to_vec(place)
            .map(|text| fs::write(&draft, text).and_then(|()| fs::rename(&draft, self.place_file())));
    }

    /// The script that an engine is given.
    pub(crate) fn script(&self) -> PathBuf {
        self.0.join("slurm.sh")
    }

    /// The last line of what that script itself printed.
    pub(crate) fn printed(&self) -> Option<String> {
        let text = fs::read(self.0.join("slurm.out")).ok()?;
        let text = String::from_utf8_lossy(&text);
        text.lines().rev().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned)
    }

    /// Gives the run up for good; `_lock` shows that no supervisor lives.
    pub(crate) fn revoke(&self, _lock: &File) -> io::Result<()> {
        fs::write(self.revoked(), "")
    }
}
