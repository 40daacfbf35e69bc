//! Processes told apart even when their ids are used again, or are another machine's.

use std::fs;
use std::sync::LazyLock;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use serde::{Deserialize, Serialize};

/// This machine since it was started, and which process ids are seen on it (a container has its own).
static HERE: LazyLock<Option<String>> = LazyLock::new(|| {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let processes = fs::read_link("/proc/self/ns/pid").ok()?;
    Some(format!("{} {}", boot.trim(), processes.display()))
});

/// A process id together with the moment the kernel started it, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Identity {
    pid: u32,
    /// Clock ticks since boot, where the system tells (Linux).
    started: Option<u64>,
    /// On this machine, where the system tells.
    #[serde(default)]
    machine: Option<String>,
}

impl Identity {
    pub(crate) fn of(pid: u32) -> Self {
        Self { pid, started: start_ticks(pid), machine: HERE.clone() }
    }

    /// Whether it is, or was, on another machine, or on this one before it was started anew.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.machine.is_some() && self.machine != *HERE
    }

    /// True while this very process is there.
    fn is_same(&self) -> bool {
        !self.is_elsewhere() && (self.started.is_none() || start_ticks(self.pid) == self.started)
    }

    /// Sends a signal to the process, when it is still the same.
    pub(crate) fn signal(&self, signal: Signal) {
        if let (true, Some(pid)) = (self.is_same(), self.as_pid()) {
            // A process that is gone needs no signal.
            let _ = kill_process(pid, signal);
        }
    }

    /// Sends a signal to the whole group that the process leads. The group may outlive its leader, whose id is not
    /// used again while the group is there.
    pub(crate) fn signal_group(&self, signal: Signal) {
        let leader_replaced = self.started.is_some() && start_ticks(self.pid).is_some_and(|t| Some(t) != self.started);
        if let (false, Some(pid)) = (leader_replaced || self.is_elsewhere(), self.as_pid()) {
            let _ = kill_process_group(pid, signal);
        }
    }

    fn as_pid(&self) -> Option<Pid> {
        Pid::from_raw(i32::try_from(self.pid).ok()?)
    }
}

/// Field 22 of `/proc/PID/stat`; the name in field 2 may hold spaces and parentheses, so reading starts after it.
fn start_ticks(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()
}
