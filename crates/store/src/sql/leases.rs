//! Controllers that share a database: who runs which job, and who is alive.
//!
//! A controller is a row that is touched every [`RENEW`]; whose row was not touched for [`LEASE`] is taken to be dead, by the
//! database's clock alone. A job belongs to one controller at a time, and each change of hands raises its `term`. Every commit
//! names holder and term in the very statement that locks the job's row, so whoever was taken to be dead and was not cannot write:
//! this does not rest on any clock.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::SqlStore;
use super::database::{Change, Database, Row, args};
use crate::StoreError;
use crate::data_dir::LockHolder;
use crate::store::JobId;

/// How often a controller says that it is alive.
const RENEW: Duration = Duration::from_millis(1500);
/// Whoever was not heard of for so long is taken to be dead; the statements below say the same.
const LEASE: Duration = Duration::from_secs(6);

const JOIN: &str = "INSERT INTO controllers (id, note, serves, machine, pid)
    VALUES (gen_random_uuid()::text, $1, $2, $3, $4) RETURNING id";
const NEIGHBOURS: &str = "SELECT id, pid FROM controllers WHERE machine = $1";
const FORGET_OLD: &str = "DELETE FROM controllers WHERE seen < clock_timestamp() - interval '1 day'";
const ALIVE: &str = "UPDATE controllers SET seen = clock_timestamp() WHERE id = $1";
const REACHED: &str = "UPDATE controllers SET url = $2 WHERE id = $1";
const CLAIM: &str = "UPDATE jobs SET holder = $2, term = term + 1, served = greatest(served, $3)
    WHERE name = $1 AND (holder IS NULL OR holder = $2 OR NOT EXISTS (SELECT 1 FROM controllers
        WHERE id = jobs.holder AND seen > clock_timestamp() - interval '6 seconds'))
    RETURNING id, term";
const OWN: &str = "UPDATE jobs SET holder = $2, term = 1, served = $3 WHERE id = $1";
const FENCE: &str = "UPDATE jobs SET term = term WHERE id = $1 AND holder = $2 AND term = $3";
const RELEASE: &str = "UPDATE jobs SET holder = NULL WHERE id = $1 AND holder = $2";
const RELEASE_ALL: &str = "UPDATE jobs SET holder = NULL WHERE holder = $1";
const LEAVE: &str = "DELETE FROM controllers WHERE id = $1";
const HOLDER: &str = "SELECT note, serves FROM jobs JOIN controllers ON controllers.id = jobs.holder
    WHERE name = $1 AND seen > clock_timestamp() - interval '6 seconds'";
const ORPHANS: &str = "SELECT name FROM jobs WHERE status IN ('in-progress', 'stopping') AND served = 1
    AND NOT EXISTS (SELECT 1 FROM controllers
        WHERE id = jobs.holder AND seen > clock_timestamp() - interval '6 seconds')
    ORDER BY id LIMIT 100";
const SERVERS: &str = "SELECT url FROM controllers WHERE serves = 1 AND url IS NOT NULL
    AND seen > clock_timestamp() - interval '6 seconds' ORDER BY joined";

const DUTY: &str = "INSERT INTO duties (name, holder) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET holder = $2
    WHERE duties.holder = $2 OR NOT EXISTS (SELECT 1 FROM controllers
        WHERE id = duties.holder AND seen > clock_timestamp() - interval '6 seconds')
    RETURNING holder";
const DUTY_AT: &str = "SELECT url FROM duties JOIN controllers ON controllers.id = duties.holder
    WHERE name = $1 AND url IS NOT NULL AND seen > clock_timestamp() - interval '6 seconds'";

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
    id: Option<String>,
    serves: bool,
    terms: HashMap<JobId, i64>,
    /// Since when every renewal succeeded.
    steady: Option<Instant>,
}

impl Leases {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn identity(&self) -> Option<(String, bool)> {
        let state = self.state();
        state.id.clone().map(|id| (id, state.serves))
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
        let serves = job.is_empty();
        let joined = async {
            let mut change = self.db.begin().await?;
            change.run(FORGET_OLD, args![]).await?;
            let pid = std::process::id();
            let made = change.all(JOIN, args![note, serves, machine(), pid]).await?;
            let id: String = made.first().ok_or(sqlx::Error::RowNotFound)?.at(0)?;
            change.commit().await?;
            Ok(id)
        };
        let id = joined.await.map_err(|e| self.failed(e))?;
        *self.leases.state() =
            State { id: Some(id.clone()), serves, terms: HashMap::new(), steady: Some(Instant::now()) };
        let leases = std::sync::Arc::clone(&self.leases);
        let renewing = tokio::spawn(renew(options.as_ref().clone(), id, leases));
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
        match self.leases.identity() {
            Some((id, _)) => self.change(REACHED, args![id, url]).await,
            None => Ok(()),
        }
    }

    /// Gives up place and jobs at once.
    pub(crate) async fn leave(&self, membership: Membership) {
        drop(membership);
        let Some((id, _)) = self.leases.identity() else { return };
        *self.leases.state() = State::default();
        // What cannot be told now is seen by its lease.
        let _ = self.change(RELEASE_ALL, args![&*id]).await;
        let _ = self.change(LEAVE, args![id]).await;
    }

    /// Who runs a job now.
    pub(crate) async fn job_holder(&self, job: &str) -> Result<Option<LockHolder>, StoreError> {
        let read = |row: &Row| {
            let serves = row.at::<i64>(1)? != 0;
            Ok(LockHolder { job: if serves { String::new() } else { job.to_owned() }, note: row.at(0)? })
        };
        self.one(HOLDER, args![job], read).await
    }

    /// Addresses of the servers that live, the longest-lived first; none where the store is a file.
    pub async fn servers(&self) -> Result<Vec<String>, StoreError> {
        if !self.is_shared() {
            return Ok(Vec::new());
        }
        self.all(SERVERS, args![], |row: &Row| Ok(row.at(0)?)).await
    }

    /// Takes something up that one of the servers does for all, unless another one has; says who has it then. To be asked again
    /// and again: whoever was taken to be dead has it no more.
    pub async fn duty(&self, name: &str) -> Result<Duty, StoreError> {
        let Some((id, _)) = self.leases.identity() else { return Ok(Duty::Mine) };
        let taken = async {
            let mut change = self.db.begin().await?;
            let mine = !change.all(DUTY, args![name, id]).await?.is_empty();
            change.commit().await?;
            Ok(mine)
        };
        if taken.await.map_err(|e| self.failed(e))? {
            return Ok(Duty::Mine);
        }
        let url = self.one(DUTY_AT, args![name], |row: &Row| Ok(row.at::<String>(0)?)).await?;
        Ok(url.map_or(Duty::Nobody, Duty::At))
    }

    /// Takes the right to write a job, where controllers share the database.
    pub(super) async fn claim(&self, name: &str) -> Result<(), StoreError> {
        let Some((id, serves)) = self.leases.identity() else { return Ok(()) };
        let claimed = async {
            let mut change = self.db.begin().await?;
            let rows = change.all(CLAIM, args![name, id, serves]).await?;
            let term = rows.first().map(|row| Ok::<_, sqlx::Error>((row.at::<i64>(0)?, row.at::<i64>(1)?))).transpose();
            change.commit().await?;
            term
        };
        match claimed.await.map_err(|e| self.failed(e))? {
            Some((job, term)) => {
                self.leases.state().terms.insert(job, term);
                Ok(())
            }
            None => match self.job_holder(name).await? {
                Some(holder) => Err(StoreError::JobInUse { job: name.to_owned(), holder }),
                // There is no such job, or it became free in this very moment, and will be so the next time.
                None => Ok(()),
            },
        }
    }

    /// Whoever makes a job has it.
    pub(super) async fn own(&self, change: &mut Change<'_>, job: JobId) -> Result<(), sqlx::Error> {
        let Some((id, serves)) = self.leases.identity() else { return Ok(()) };
        change.run(OWN, args![job, id, serves]).await?;
        self.leases.state().terms.insert(job, 1);
        Ok(())
    }

    /// Locks a job's row for the transaction, and whether this controller may write it.
    pub(super) async fn fence(&self, change: &mut Change<'_>, job: JobId) -> Result<bool, sqlx::Error> {
        let Some((id, _)) = self.leases.identity() else { return Ok(true) };
        // Without a term it was never claimed, or is another's by now.
        let term = self.leases.state().terms.get(&job).copied().unwrap_or(-1);
        Ok(change.run(FENCE, args![job, id, term]).await? > 0)
    }

    /// Lets a job go that nothing more is to be done with.
    pub(super) async fn release_job(&self, job: JobId) -> Result<(), StoreError> {
        let Some((id, _)) = self.leases.identity() else { return Ok(()) };
        self.leases.state().terms.remove(&job);
        self.change(RELEASE, args![job, id]).await
    }

    /// Jobs of servers that nobody runs. None for who only reads, who is no server, and who has not reached the database without
    /// a break for as long as a lease: after a failure of the database all look dead until they have had time to say that they
    /// are not.
    pub(super) async fn orphaned(&self) -> Result<Vec<String>, StoreError> {
        let may = {
            let state = self.leases.state();
            state.serves && state.steady.is_some_and(|since| since.elapsed() >= LEASE)
        };
        if !may {
            return Ok(Vec::new());
        }
        self.bury_the_dead().await?;
        self.all(ORPHANS, args![], |row: &Row| Ok(row.at(0)?)).await
    }

    /// This controller's name among the others.
    pub(super) fn identity(&self) -> Option<String> {
        self.leases.identity().map(|(id, _)| id)
    }
}

/// Says again and again that a controller is alive, over a connection of its own: no load of other statements holds it up.
async fn renew(options: PgConnectOptions, id: String, leases: std::sync::Arc<Leases>) {
    let mut beat = interval(RENEW);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut connection: Option<PgConnection> = None;
    loop {
        beat.tick().await;
        let renewed = tokio::time::timeout(LEASE, touch(&options, &mut connection, &id)).await;
        if renewed.is_ok_and(|done| done.is_ok()) {
            leases.state().steady.get_or_insert_with(Instant::now);
        } else {
            leases.state().steady = None;
            connection = None;
        }
    }
}

async fn touch(options: &PgConnectOptions, held: &mut Option<PgConnection>, id: &str) -> Result<(), sqlx::Error> {
    let connection = match held {
        Some(connection) => connection,
        None => held.insert(options.connect().await?),
    };
    sqlx::query(ALIVE).bind(id).execute(connection).await?;
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
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return false };
    // The name before the state is in brackets, and may hold some itself.
    stat.rsplit_once(") ").is_none_or(|(_, rest)| !rest.starts_with(['Z', 'X']))
}
