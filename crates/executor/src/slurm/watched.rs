//! One run in Slurm's hands: what is known of it, and when it is over.

use std::time::Duration;

use tokio::time::Instant;

use super::state::{Shown, Standing};
use crate::folder::{Claim, Follower, RunFolder};
use crate::process::wall_clock_ms;
use crate::run::{Exit, Outcome};

/// How long a word is awaited from a job that is over: what a node has written may take a while to be seen elsewhere.
const SETTLE: Duration = Duration::from_secs(15);
/// How long a folder may stay unreadable before a job that is over is given up.
const UNREADABLE: Duration = Duration::from_mins(10);

/// A run from its launch to its end.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) folder: RunFolder,
    /// Slurm's id of its job; none until it has one.
    pub(super) job: Option<String>,
    /// Where its report was read to; none while another task reads.
    pub(super) follower: Option<Follower>,
    /// Seconds it has to end in when it is asked to.
    pub(super) grace_s: f64,
    /// What was said of it last.
    pub(super) note: String,
    pub(super) stop: Stop,
    /// How it stands, as Slurm said last.
    view: Option<View>,
    /// How it ended by its own word, where only Slurm can say why.
    heard: Option<Exit>,
    /// Since when it is over without a word, its folder being readable.
    silent: Option<Instant>,
    /// Since when it is over and its folder cannot be read.
    unreadable: Option<Instant>,
}

/// Whether it was asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It was not.
    No,
    /// It is to be, as soon as it has a job.
    Wanted,
    /// It was asked; by force at this moment.
    Asked {
        /// When.
        force_at: Instant,
    },
    /// It was ended by force.
    Forced,
}

/// What Slurm says of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum View {
    /// It is there.
    Shown(Shown),
    /// Slurm knows nothing of it any more.
    Gone,
}

/// What its folder says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Looked {
    pub(super) exit: Option<Exit>,
    /// Who began it, where that could be read.
    pub(super) claim: Option<Claim>,
    /// The last line of what its script printed, for want of anything better.
    pub(super) printed: Option<String>,
    /// The folder could be read.
    pub(super) readable: bool,
    /// When it was begun, in milliseconds since the epoch.
    pub(super) begun_ms: Option<i64>,
}

impl Watched {
    pub(super) fn new(folder: RunFolder, grace_s: f64) -> Self {
        Self {
            follower: Some(Follower::new(&folder)),
            folder,
            job: None,
            grace_s,
            note: String::new(),
            stop: Stop::No,
            view: None,
            heard: None,
            silent: None,
            unreadable: None,
        }
    }

    /// Takes what Slurm says; true when the line for people has changed.
    pub(super) fn seen(&mut self, view: View) -> bool {
        let note = match &view {
            View::Shown(shown) => shown.note(),
            View::Gone => self.note.clone(),
        };
        self.view = Some(view);
        let changed = note != self.note;
        self.note = note;
        changed
    }

    /// Where it was, now that it is over.
    pub(super) fn last_note(&self) -> Option<String> {
        let job = self.job.as_ref()?;
        let on = match &self.view {
            Some(View::Shown(shown)) if !shown.nodes.is_empty() => format!(" on {}", shown.nodes),
            _ => String::new(),
        };
        Some(format!("Slurm job {job}{on}"))
    }

    /// Whether it has not begun, as far as Slurm says.
    pub(super) fn waits(&self) -> bool {
        matches!(&self.view, Some(View::Shown(shown)) if shown.standing() == Standing::Waiting)
    }

    /// Takes what the folder says; how the run ended, once that is sure.
    pub(super) fn judge(&mut self, looked: Looked, now: Instant) -> Option<Exit> {
        let begun = match &looked.claim {
            Some(Claim::By(start)) => Some(start),
            _ => None,
        };
        let over = match &self.view {
            None => false,
            Some(View::Gone) => true,
            // What Slurm starts again, or will, runs nothing: the first start was all.
            Some(View::Shown(shown)) => {
                shown.standing() == Standing::Over || begun.is_some_and(|start| shown.restarts > start.restarts)
            }
        };
        if let Some(exit) = looked.exit.or_else(|| self.heard.take()) {
            return self.explained(exit, over);
        }
        if !over {
            (self.silent, self.unreadable) = (None, None);
            return None;
        }
        if !looked.readable {
            let since = *self.unreadable.get_or_insert(now);
            self.silent = None;
            let reason = || format!("its folder {} cannot be read", self.folder.path().display());
            return (now - since >= UNREADABLE).then(|| Exit::without_output(Outcome::Lost(reason())));
        }
        self.unreadable = None;
        let since = *self.silent.get_or_insert(now);
        if now - since < SETTLE {
            return None;
        }
        // The job that Slurm took from us twice, because its first answer got lost: the other one runs.
        if let Some(start) = begun.filter(|start| Some(&start.job) != self.job.as_ref()) {
            self.job = Some(start.job.clone());
            (self.view, self.silent) = (None, None);
            return None;
        }
        // What it took has been taken, whatever came of it.
        let duration_ms = looked.begun_ms.map_or(0, |begun| (wall_clock_ms() - begun).max(0));
        Some(Exit { duration_ms, ..Exit::without_output(self.without_a_word(looked.printed)) })
    }

    /// An end by the run's own word; none while only Slurm could say why it was ended.
    fn explained(&mut self, exit: Exit, over: bool) -> Option<Exit> {
        let by_a_signal = matches!(exit.outcome, Outcome::Stopped | Outcome::Signaled(_));
        if !by_a_signal || self.stop != Stop::No {
            return Some(exit);
        }
        let outcome = match &self.view {
            Some(View::Shown(shown)) if over => {
                // A job of this name that is simply over ended of itself.
                let by_itself = exit.outcome != Outcome::Stopped && ["COMPLETED", "FAILED"].contains(&&*shown.state);
                if by_itself { exit.outcome.clone() } else { shown.outcome() }
            }
            Some(View::Gone) if exit.outcome == Outcome::Stopped => {
                Outcome::Lost("it was told to end, and not by Tunesmith".to_owned())
            }
            Some(View::Gone) => exit.outcome.clone(),
            // The list is asked for again in a moment.
            _ => {
                self.heard = Some(exit);
                return None;
            }
        };
        Some(Exit { outcome, ..exit })
    }

    fn without_a_word(&self, printed: Option<String>) -> Outcome {
        if self.stop != Stop::No {
            return Outcome::Stopped;
        }
        let outcome = if let Some(View::Shown(shown)) = &self.view {
            shown.outcome()
        } else {
            let job = self.job.as_deref().unwrap_or("?");
            Outcome::Lost(format!("Slurm knows nothing of job {job} any more, and it left no word"))
        };
        match (outcome, printed) {
            (Outcome::Lost(reason), Some(line)) => Outcome::Lost(format!("{reason}: {line}")),
            (outcome, _) => outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Start;

    const JOB: &str = "7";

    fn watched() -> Watched {
        Watched { job: Some(JOB.into()), ..Watched::new(RunFolder::at("/nowhere"), 10.0) }
    }

    fn shown(state: &str, restarts: u32) -> View {
        let (id, nodes) = (JOB.to_owned(), "n1".to_owned());
        View::Shown(Shown { id, state: state.to_owned(), restarts, nodes, reason: String::new() })
    }

    fn nothing() -> Looked {
        Looked { exit: None, claim: None, printed: None, readable: true, begun_ms: None }
    }

    fn begun(job: &str) -> Looked {
        let start = Start { job: job.to_owned(), restarts: 0, node: "n1".to_owned() };
        Looked { claim: Some(Claim::By(start)), ..nothing() }
    }

    fn ended(outcome: Outcome) -> Looked {
        Looked { exit: Some(Exit::without_output(outcome)), ..begun(JOB) }
    }

    /// The judgement now, and once a word was awaited long enough.
    fn judged(run: &mut Watched, looked: &Looked) -> Option<Outcome> {
        let now = Instant::now();
        let at_once = run.judge(looked.clone(), now);
        at_once.or_else(|| run.judge(looked.clone(), now + SETTLE)).map(|e| e.outcome)
    }

    #[tokio::test]
    async fn a_word_counts_whatever_slurm_says() {
        let mut run = watched();
        assert_eq!(run.judge(ended(Outcome::Exited(0)), Instant::now()).map(|e| e.outcome), Some(Outcome::Exited(0)));
        run.seen(shown("NODE_FAIL", 0));
        assert_eq!(judged(&mut run, &ended(Outcome::Exited(3))), Some(Outcome::Exited(3)));
    }

    #[tokio::test]
    async fn who_ended_it_is_asked_of_slurm() {
        let mut run = watched();
        assert_eq!(judged(&mut run, &ended(Outcome::Stopped)), None);
        run.seen(shown("COMPLETING", 0));
        assert_eq!(judged(&mut run, &nothing()), None);
        run.seen(shown("PREEMPTED", 0));
        assert!(matches!(judged(&mut run, &nothing()), Some(Outcome::Preempted(_))));

        let mut run = watched();
        run.seen(shown("CANCELLED", 0));
        assert!(matches!(judged(&mut run, &ended(Outcome::Signaled(15))), Some(Outcome::Lost(_))));
        let mut run = watched();
        run.seen(shown("COMPLETED", 0));
        assert_eq!(judged(&mut run, &ended(Outcome::Signaled(11))), Some(Outcome::Signaled(11)));
        let mut run = watched();
        run.stop = Stop::Forced;
        assert_eq!(judged(&mut run, &ended(Outcome::Stopped)), Some(Outcome::Stopped));
    }

    #[tokio::test]
    async fn a_job_that_is_gone_is_lost_once_nothing_can_come_any_more() {
        let mut run = watched();
        run.seen(shown("RUNNING", 0));
        assert_eq!(judged(&mut run, &begun(JOB)), None);
        run.seen(shown("NODE_FAIL", 0));
        assert_eq!(run.judge(begun(JOB), Instant::now()), None, "a word may be on its way");
        assert!(matches!(judged(&mut run, &begun(JOB)), Some(Outcome::Lost(why)) if why.contains("node n1 failed")));
        let mut run = watched();
        run.seen(View::Gone);
        let looked = Looked { printed: Some("tunesmith: not found".into()), ..nothing() };
        assert!(
            matches!(judged(&mut run, &looked), Some(Outcome::Lost(why)) if why.ends_with(": tunesmith: not found"))
        );
    }

    #[tokio::test]
    async fn a_second_start_is_an_end_and_a_first_one_is_not() {
        let mut run = watched();
        run.seen(shown("PENDING", 0));
        assert_eq!(judged(&mut run, &nothing()), None);
        // It has begun since Slurm was asked.
        assert_eq!(judged(&mut run, &begun(JOB)), None);
        assert_eq!(judged(&mut run, &ended(Outcome::Signaled(15))), None);
        let mut run = watched();
        // Its node failed before it had begun: the second start is its first.
        run.seen(shown("RUNNING", 1));
        assert_eq!(judged(&mut run, &nothing()), None);
        assert!(matches!(judged(&mut run, &begun(JOB)), Some(Outcome::Lost(_))));
        let mut run = watched();
        run.seen(shown("PENDING", 1));
        assert!(matches!(judged(&mut run, &begun(JOB)), Some(Outcome::Lost(why)) if why.contains("started it again")));
    }

    #[tokio::test]
    async fn a_job_that_was_taken_twice_is_followed_where_it_runs() {
        let mut run = watched();
        run.seen(shown("COMPLETED", 0));
        assert_eq!(judged(&mut run, &begun("6")), None);
        assert_eq!(run.job.as_deref(), Some("6"));
        assert_eq!(judged(&mut run, &ended(Outcome::Exited(0))), Some(Outcome::Exited(0)));
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_read_is_waited_for() {
        let mut run = watched();
        run.seen(shown("COMPLETED", 0));
        let now = Instant::now();
        let unreadable = Looked { readable: false, ..nothing() };
        assert_eq!(run.judge(unreadable.clone(), now), None);
        assert_eq!(run.judge(unreadable.clone(), now + SETTLE * 2), None);
        assert!(run.judge(unreadable, now + UNREADABLE).is_some());
        assert_eq!(run.judge(ended(Outcome::Exited(0)), now).map(|e| e.outcome), Some(Outcome::Exited(0)));
    }
}
