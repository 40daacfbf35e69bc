//! What Slurm says of a job, and what it means for a run.

use crate::run::Outcome;

/// A column of `squeue --Format`: its name and its width in characters.
const COLUMNS: [(&str, usize); 5] =
    [("JobArrayID", 40), ("State", 24), ("RestartCnt", 12), ("NodeList", 64), ("Reason", 120)];

/// The columns as `squeue` is asked for them.
pub(crate) fn columns() -> String {
    COLUMNS.map(|(name, width)| format!("{name}:{width}")).join(",")
}

/// One job as Slurm shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Its id, that of an array's task with the task's number: `12` or `12_3`.
    pub(crate) id: String,
    /// Its state in Slurm's own word, such as `PENDING`.
    pub(crate) state: String,
    /// How often it was started again.
    pub(crate) restarts: u32,
    /// Where it is or was.
    pub(crate) nodes: String,
    /// Why it is in its state, where Slurm says so.
    pub(crate) reason: String,
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It has not begun, or not again.
    Waiting,
    /// It has a node.
    Running,
    /// Nothing of it runs any more.
    Over,
}

impl Shown {
    /// One line of the list; none where it is not as asked for.
    pub(crate) fn of_line(line: &str) -> Option<Self> {
        let chars: Vec<char> = line.chars().collect();
        let mut from = 0;
        let mut fields = COLUMNS.iter().map(|(_, width)| {
            let field: String = chars.iter().skip(from).take(*width).collect();
            from += width;
            field.trim().to_owned()
        });
        let (id, state) = (fields.next()?, fields.next()?);
        let (restarts, nodes, reason) = (fields.next()?, fields.next()?, fields.next()?);
        let known =
            |text: String| if ["N/A", "None", "(null)", "n/a"].contains(&text.as_str()) { String::new() } else { text };
        let is_id = id.starts_with(|c: char| c.is_ascii_digit());
        (is_id && !state.is_empty()).then(|| Self {
            id,
            state,
            restarts: restarts.parse().unwrap_or(0),
            nodes: known(nodes),
            reason: known(reason),
        })
    }

    /// The answer of `scontrol show job --oneliner`.
    pub(crate) fn of_record(id: &str, record: &str) -> Option<Self> {
        let field = |name: &str| {
            let word = record.split_whitespace().find_map(|w| w.strip_prefix(name)?.strip_prefix('='))?;
            (!["(null)", "None", "N/A"].contains(&word)).then(|| word.to_owned())
        };
        Some(Self {
            id: id.to_owned(),
            state: field("JobState")?,
            restarts: field("Restarts").and_then(|r| r.parse().ok()).unwrap_or(0),
            nodes: field("NodeList").unwrap_or_default(),
            reason: field("Reason").unwrap_or_default(),
        })
    }

    /// How it stands.
    pub(crate) fn standing(&self) -> Standing {
        match self.state.as_str() {
            "PENDING" | "REQUEUED" | "REQUEUE_HOLD" | "REQUEUE_FED" | "SPECIAL_EXIT" | "RESV_DEL_HOLD" => {
                Standing::Waiting
            }
            "RUNNING" | "COMPLETING" | "CONFIGURING" | "SUSPENDED" | "SIGNALING" | "STAGE_OUT" | "STOPPED"
            | "RESIZING" => Standing::Running,
            _ => Standing::Over,
        }
    }

    /// For people: `pending: Priority`, `running on n1`.
    pub(crate) fn note(&self) -> String {
        let state = self.state.to_lowercase().replace('_', " ");
        let about = match self.standing() {
            Standing::Running if !self.nodes.is_empty() => format!("{state} on {}", self.nodes),
            _ if !self.reason.is_empty() => format!("{state}: {}", self.reason),
            _ => state,
        };
        format!("Slurm job {}: {about}", self.id)
    }

    /// What ended a run that did not end by itself and that we did not stop.
    pub(crate) fn outcome(&self) -> Outcome {
        let on = if self.nodes.is_empty() { String::new() } else { format!(" on {}", self.nodes) };
        let id = &self.id;
        match self.state.as_str() {
            "PREEMPTED" => Outcome::Preempted(format!("Slurm job {id}{on} made room for another")),
            "TIMEOUT" | "DEADLINE" => Outcome::TimedOut,
            "NODE_FAIL" => Outcome::Lost(format!("Slurm job {id}: its node{} failed", on.trim_start_matches(" on"))),
            "BOOT_FAIL" => {
                Outcome::Lost(format!("Slurm job {id}: its node{} did not start", on.trim_start_matches(" on")))
            }
            "OUT_OF_MEMORY" => Outcome::Signaled(9),
            "CANCELLED" => Outcome::Lost(format!("Slurm job {id}{on} was cancelled, and not by Tunesmith")),
            _ if self.restarts > 0 => Outcome::Lost(format!(
                "Slurm job {id}: its node failed or was taken away, and Slurm started it again (restart {})",
                self.restarts
            )),
            state => Outcome::Lost(format!(
                "Slurm job {id}{on} is {}, and left no word",
                state.to_lowercase().replace('_', " ")
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(fields: [&str; 5]) -> String {
        let padded = fields.iter().zip(COLUMNS).map(|(field, (_, width))| format!("{field:<width$}"));
        padded.collect::<Vec<_>>().concat()
    }

    #[test]
    fn lists_and_records_are_read() {
        let shown = Shown::of_line(&line(["12_3", "PENDING", "0", "", "Priority"])).expect("a job");
        assert_eq!((shown.standing(), shown.note().as_str()), (Standing::Waiting, "Slurm job 12_3: pending: Priority"));
        let shown = Shown::of_line(&line(["7", "RUNNING", "0", "n[1-2]", "None"])).expect("a job");
        assert_eq!(shown.note(), "Slurm job 7: running on n[1-2]");
        assert_eq!(Shown::of_line("slurm_load_jobs error: Unable to contact slurm controller"), None);
        assert_eq!(Shown::of_line(""), None);
        let record = "JobId=2 JobName=x| b UserId=root(0) JobState=NODE_FAIL Reason=NodeDown Restarts=0 NodeList=n1";
        let shown = Shown::of_record("2", record).expect("a job");
        assert_eq!((shown.standing(), shown.nodes.as_str()), (Standing::Over, "n1"));
        assert_eq!(shown.outcome(), Outcome::Lost("Slurm job 2: its node n1 failed".into()));
    }

    #[test]
    fn ends_that_are_nobodys_doing_are_told_apart() {
        let outcome = |state: &str, restarts: &str| {
            Shown::of_line(&line(["5", state, restarts, "n2", ""])).expect("a job").outcome()
        };
        assert!(matches!(outcome("PREEMPTED", "0"), Outcome::Preempted(why) if why.contains("on n2 made room")));
        assert!(matches!(outcome("CANCELLED", "0"), Outcome::Lost(why) if why.contains("not by Tunesmith")));
        assert!(matches!(outcome("PENDING", "1"), Outcome::Lost(why) if why.contains("started it again")));
        assert_eq!(outcome("TIMEOUT", "0"), Outcome::TimedOut);
    }
}
