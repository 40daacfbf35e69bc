//! Controllers that share a database: who runs which job, and who is alive.
//!
//! A controller is a row that is touched every [`RENEW`]; whose row was not touched for [`LEASE`] is taken to be dead, by the
//! database's clock alone. A job belongs to one controller at a time, and each change of hands raises its `term`. Every commit
//! names holder and term in the very statement that locks the job's row, so whoever was taken to be dead and was not cannot write:
//! this does not rest on any clock.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::SqlStore;
use super::database::{Arg, Change, Database, Row, args, postgres_query};
use crate::StoreError;
use crate::data_dir::LockHolder;
use crate::store::{JobId, Orphan};

/// How often a controller says that it is alive.
const RENEW: Duration = Duration::from_millis(1500);
/// Whoever was not heard of for so long is taken to be dead; the view `alive` says the same.
const LEASE: Duration = Duration::from_secs(6);

const NEW_ID: &str = "SELECT gen_random_uuid()::text";
// Said anew as a whole: somebody may have struck it off, taking it to be dead.
const ALIVE: &str = "INSERT INTO controllers (id, note, serves, machine, pid, url) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (id) DO UPDATE SET seen = clock_timestamp(), url = excluded.url";
const FORGET_OLD: &str = "DELETE FROM controllers WHERE seen < clock_timestamp() - interval '1 day'";
const NEIGHBOURS: &str = "SELECT id, pid FROM controllers WHERE machine = $1";
// From somebody who is struck off at once; from somebody who is silent only where $4 says that silence means something.
const CLAIM: &str = "UPDATE jobs SET holder = $2, term = term + 1, served = $3
    WHERE name = $1 AND (holder IS NULL OR holder = $2
        OR NOT EXISTS (SELECT 1 FROM controllers WHERE id = jobs.holder)
        OR ($4 = 1 AND NOT EXISTS (SELECT 1 FROM alive WHERE id = jobs.holder)))
    RETURNING id, term";
const OWN: &str = "UPDATE jobs SET holder = $2, term = 1, served = $3 WHERE id = $1";
const FENCE: &str = "UPDATE jobs SET term = term WHERE id = $1 AND holder = $2 AND term = $3";
const RELEASE: &str = "UPDATE jobs SET holder = NULL WHERE id = $1 AND holder = $2";
const RELEASE_ALL: &str = "UPDATE jobs SET holder = NULL WHERE holder = $1";
const LEAVE: &str = "DELETE FROM controllers WHERE id = $1";
const HOLDER: &str = "SELECT note, serves FROM jobs JOIN alive ON alive.id = jobs.holder WHERE name = $1";
const SILENT_HOLDER: &str =
    "SELECT note, serves FROM jobs JOIN controllers ON controllers.id = jobs.holder WHERE name = $1";
// One's own among them: a job whose taking up went wrong half way is in nobody's hands.
const ORPHANS: &str = "SELECT name, coalesce(holder = $1, false) FROM jobs
    WHERE status IN ('in-progress', 'stopping') AND served = 1
    AND (holder = $1 OR NOT EXISTS (SELECT 1 FROM alive WHERE id = jobs.holder)) ORDER BY id";
const CONTROLLERS: &str = "SELECT note, url, serves, (SELECT count(*) FROM jobs WHERE holder = alive.id
        AND status IN ('in-progress', 'stopping'))
    FROM alive ORDER BY joined";
const DUTY: &str = "INSERT INTO duties (name, holder) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET holder = $2
    WHERE duties.holder = $2 OR NOT EXISTS (SELECT 1 FROM controllers WHERE id = duties.holder)
        OR ($3 = 1 AND NOT EXISTS (SELECT 1 FROM alive WHERE id = duties.holder))
    RETURNING holder";
const DUTY_AT: &str =
    "SELECT url FROM duties JOIN alive ON alive.id = duties.holder WHERE name = $1 AND url IS NOT NULL";
const HAS_DUTY: &str = "SELECT 1 FROM duties WHERE name = $1 AND holder = $2 FOR SHARE";

/// A controller among those that share a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Controller {
    /// What it is, for people.
    pub note: String,
    /// Where clients reach it, if they do.
    pub url: Option<String>,
    /// A server, and not a terminal.
    pub serves: bool,
    /// How many jobs it runs.
    pub jobs: u64,
}

/// Who does something that one of the servers does for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    /// This one.
    Mine,
    /// The one that is reached there.
    At(String),
    /// Nobody now.
    Nobody,
}

/// A controller's place among those that share a database; without it being dropped its leases run on.
#[derive(Debug)]
pub(crate) struct Membership {
    renewing: JoinHandle<()>,
}

impl Drop for Membership {
    fn drop(&mut self) {
        self.renewing.abort();
    }
}

/// Who this controller is to the others, and which jobs are its own.
#[derive(Debug, Default)]
pub(super) struct Leases {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// None: this process only reads.
    who: Option<Who>,
    terms: HashMap<JobId, i64>,
    /// Since when every renewal succeeded, each within a lease of the one before.
    steady: Option<Instant>,
}

/// A controller as it signs.
#[derive(Debug, Clone)]
struct Who {
    id: String,
    note: String,
    serves: bool,
    machine: Option<String>,
    url: Option<String>,
}

impl Who {
    fn signature(&self) -> Vec<Arg> {
        let pid = std::process::id();
        args![&*self.id, &*self.note, self.serves, self.machine.as_ref(), pid, self.url.as_ref()]
    }
}

impl Leases {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn who(&self) -> Option<Who> {
        self.state().who.clone()
    }

    /// How much longer the database must be reached without a break before the silence of others means that they are dead: after
    /// a failure of the database all are silent until they have had time to say that they are not.
    fn unsteady_for(&self) -> Duration {
        self.state().steady.map_or(LEASE, |since| LEASE.saturating_sub(since.elapsed()))
    }

    fn is_steady(&self) -> bool {
        self.unsteady_for().is_zero()
    }
}

impl SqlStore {
    /// Takes a place among the controllers, under a name for people, and keeps it.
    pub(crate) async fn join(&self, verb: &str, job: &str) -> Result<Membership, StoreError> {
        let Database::Postgres { options, .. } = &self.db else {
            return Err(self.damaged(&"a file has one controller alone"));
        };
        let what = [verb, job].join(" ");
        let note = format!("tunesmith {} (process {} on {})", what.trim_end(), std::process::id(), host());
        self.change(FORGET_OLD, args![]).await?;
        let id = self.one(NEW_ID, args![], |row: &Row| Ok(row.at::<String>(0)?)).await?;
        let id = id.ok_or_else(|| self.damaged(&"no name could be had"))?;
        let who = Who { id, note, serves: job.is_empty(), machine: machine(), url: None };
        self.change(ALIVE, who.signature()).await?;
        *self.leases.state() = State { who: Some(who), terms: HashMap::new(), steady: Some(Instant::now()) };
        let renewing = tokio::spawn(renew(options.as_ref().clone(), Arc::clone(&self.leases)));
        Ok(Membership { renewing })
    }

    /// Strikes controllers of this machine off whose process is gone: nobody needs to wait for their leases.
    pub(crate) async fn bury_the_dead(&self) -> Result<(), StoreError> {
        let Some(machine) = machine() else { return Ok(()) };
        let read = |row: &Row| Ok((row.at::<String>(0)?, row.at::<i64>(1)?));
        for (id, pid) in self.all(NEIGHBOURS, args![machine], read).await? {
            if !is_alive(pid) {
                self.change(LEAVE, args![id]).await?;
            }
        }
        Ok(())
    }

    /// Lets others know where clients reach this controller.
    pub(crate) async fn reached_at(&self, url: &str) -> Result<(), StoreError> {
        let signature = self.leases.state().who.as_mut().map(|who| {
            who.url = Some(url.to_owned());
            who.signature()
        });
        match signature {
            Some(signature) => self.change(ALIVE, signature).await,
            None => Ok(()),
        }
    }

    /// Gives up place and jobs at once.
    pub(crate) async fn leave(&self, membership: Membership) {
        drop(membership);
        let Some(who) = std::mem::take(&mut *self.leases.state()).who else { return };
        // What cannot be told now is seen by its lease.
        let _ = self.change(RELEASE_ALL, args![&*who.id]).await;
        let _ = self.change(LEAVE, args![who.id]).await;
    }

    /// Who runs a job now.
    pub(crate) async fn job_holder(&self, job: &str) -> Result<Option<LockHolder>, StoreError> {
        self.holder_by(HOLDER, job).await
    }

    async fn holder_by(&self, sql: &'static str, job: &str) -> Result<Option<LockHolder>, StoreError> {
        let read = |row: &Row| {
            let serves = row.at::<i64>(1)? != 0;
            Ok(LockHolder { job: if serves { String::new() } else { job.to_owned() }, note: row.at(0)? })
        };
        self.one(sql, args![job], read).await
    }

    /// The controllers that live, the longest-lived first; none where the store is a file.
    pub async fn controllers(&self) -> Result<Vec<Controller>, StoreError> {
        if !self.is_shared() {
            return Ok(Vec::new());
        }
        let read = |row: &Row| {
            let (serves, jobs) = (row.at::<i64>(2)? != 0, row.at::<i64>(3)? as u64);
            Ok(Controller { note: row.at(0)?, url: row.at(1)?, serves, jobs })
        };
        self.all(CONTROLLERS, args![], read).await
    }

    /// Takes something up that one of the servers does for all, unless another one has; says who has it then. To be asked again
    /// and again: whoever was taken to be dead has it no more.
    pub async fn duty(&self, name: &str) -> Result<Duty, StoreError> {
        if !self.is_shared() {
            return Ok(Duty::Mine);
        }
        // Whoever has left has nothing to do for others.
        let Some(who) = self.leases.who() else { return Ok(Duty::Nobody) };
        self.bury_the_dead().await?;
        if !self.changed(DUTY, args![name, who.id, self.leases.is_steady()]).await?.is_empty() {
            return Ok(Duty::Mine);
        }
        let url = self.one(DUTY_AT, args![name], |row: &Row| Ok(row.at::<String>(0)?)).await?;
        Ok(url.map_or(Duty::Nobody, Duty::At))
    }

    /// Whether this controller has a duty now, and keeps it until the transaction ends.
    pub(super) async fn has_duty(&self, change: &mut Change<'_>, name: &str) -> Result<bool, sqlx::Error> {
        if !self.is_shared() {
            return Ok(true);
        }
        let Some(who) = self.leases.who() else { return Ok(false) };
        Ok(!change.all(HAS_DUTY, args![name, who.id]).await?.is_empty())
    }

    /// Takes the right to write a job, where controllers share the database. A terminal whose user goes on with a job of somebody
    /// who is silent waits until that means something.
    pub(super) async fn claim(&self, name: &str) -> Result<(), StoreError> {
        let Some(who) = self.leases.who() else { return Ok(()) };
        loop {
            let steady = self.leases.is_steady();
            let read = |row: &Row| Ok::<_, sqlx::Error>((row.at::<i64>(0)?, row.at::<i64>(1)?));
            let rows = self.changed(CLAIM, args![name, &*who.id, who.serves, steady]).await?;
            if let Some(claimed) = rows.first() {
                let (job, term) = read(claimed).map_err(|e| self.failed(e))?;
                self.leases.state().terms.insert(job, term);
                return Ok(());
            }
            let Some(holder) = self.holder_by(SILENT_HOLDER, name).await? else { return Ok(()) };
            if steady || who.serves || self.job_holder(name).await?.is_some() {
                return Err(StoreError::JobInUse { job: name.to_owned(), holder });
            }
            tokio::time::sleep(self.leases.unsteady_for() + RENEW).await;
        }
    }

    /// Whoever makes a job has it.
    pub(super) async fn own(&self, change: &mut Change<'_>, job: JobId) -> Result<(), sqlx::Error> {
        let Some(who) = self.leases.who() else { return Ok(()) };
        change.run(OWN, args![job, who.id, who.serves]).await.map(drop)
    }

    /// A job that was made is on record.
    pub(super) fn owned(&self, job: JobId) {
        self.leases.state().terms.insert(job, 1);
    }

    /// Locks a job's row for the transaction, and whether this controller may write it.
    pub(super) async fn fence(&self, change: &mut Change<'_>, job: JobId) -> Result<bool, sqlx::Error> {
        let Some(who) = self.leases.who() else { return Ok(true) };
        // Without a term it was never claimed, or is another's by now.
        let term = self.leases.state().terms.get(&job).copied().unwrap_or(-1);
        Ok(change.run(FENCE, args![job, who.id, term]).await? > 0)
    }

    /// Lets a job go that nothing more is to be done with.
    pub(super) async fn release_job(&self, job: JobId) -> Result<(), StoreError> {
        let Some(who) = self.leases.who() else { return Ok(()) };
        self.leases.state().terms.remove(&job);
        self.change(RELEASE, args![job, who.id]).await
    }

    /// Jobs of servers that nobody else runs.
    pub(super) async fn orphaned(&self) -> Result<Vec<Orphan>, StoreError> {
        let Some(who) = self.leases.who().filter(|who| who.serves) else { return Ok(Vec::new()) };
        if !self.leases.is_steady() {
            return Ok(Vec::new());
        }
        self.bury_the_dead().await?;
        self.all(ORPHANS, args![who.id], |row: &Row| Ok(Orphan { job: row.at(0)?, is_own: row.at(1)? })).await
    }

    /// This controller's name among the others.
    pub(super) fn identity(&self) -> Option<String> {
        self.leases.who().map(|who| who.id)
    }
}

/// Says again and again that a controller is alive, over a connection of its own: no load of other statements holds it up.
async fn renew(options: PgConnectOptions, leases: Arc<Leases>) {
    let mut beat = interval(RENEW);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut connection: Option<PgConnection> = None;
    let mut last = Instant::now();
    loop {
        beat.tick().await;
        let Some(who) = leases.who() else { return };
        let renewed = tokio::time::timeout(LEASE, touch(&options, &mut connection, &who)).await;
        let mut state = leases.state();
        if renewed.is_ok_and(|done| done.is_ok()) {
            // One that came late says that others may have been as late.
            let was_in_time = last.elapsed() < LEASE;
            last = Instant::now();
            state.steady = state.steady.filter(|_| was_in_time).or(Some(last));
        } else {
            state.steady = None;
            connection = None;
        }
    }
}

async fn touch(options: &PgConnectOptions, held: &mut Option<PgConnection>, who: &Who) -> Result<(), sqlx::Error> {
    let connection = match held {
        Some(connection) => connection,
        None => held.insert(options.connect().await?),
    };
    postgres_query(ALIVE.to_owned(), who.signature()).execute(connection).await?;
    Ok(())
}

/// What this machine is called, for people.
fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name = name.trim();
    if name.is_empty() { "another machine".to_owned() } else { name.to_owned() }
}

/// What tells this machine from others, and the process ids that are seen here from those of a container; none where that cannot
/// be known.
fn machine() -> Option<String> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let processes = std::fs::read_link("/proc/self/ns/pid").ok()?;
    Some(format!("{} {}", boot.trim(), processes.display()))
}

/// Whether a process of this machine is there, and is more than what its parent has not looked at yet.
fn is_alive(pid: i64) -> bool {
    let Some(process) = i32::try_from(pid).ok().and_then(Pid::from_raw) else { return false };
    if test_kill_process(process) == Err(Errno::SRCH) {
        return false;
    }
    // Of other users' processes nothing may be seen but that they are there.
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return true };
    // The name before the state is in brackets, and may hold some itself.
    stat.rsplit_once(") ").is_none_or(|(_, rest)| !rest.starts_with(['Z', 'X']))
}
