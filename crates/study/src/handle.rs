//! Commands to events: every decision of a tuning job.

use crate::cause::Cause;
use crate::event::{Command, CommandError, EndReason, Event, Extension, Outcome, Recorded, StopReason, Suggestion};
use crate::limits;
use crate::spec::{DURATION_METRIC, RetryOn};
use crate::state::{JobStatus, Study};
use crate::training::Training;
use crate::trial::{Trial, TrialStatus};
use crate::validate::ValidSpec;

/// Events of one command, applied as they are decided.
struct Step<'a> {
    study: &'a mut Study,
    now_ms: i64,
    events: Vec<Recorded>,
}

impl Study {
    /// Carries out a command at a time (milliseconds since the epoch) and returns what happened, already applied.
    pub fn handle(&mut self, now_ms: i64, command: Command) -> Result<Vec<Recorded>, CommandError> {
        let mut step = Step { study: self, now_ms, events: Vec::new() };
        step.carry_out(command)?;
        step.conclude();
        Ok(step.events)
    }
}

/// Cut off with the controller, by the end of a session, for somebody else's sake, or by nobody we know of (the machine going
/// down).
fn is_nobodys_doing(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Interrupted | Outcome::Stopped | Outcome::Preempted { .. })
}

impl Step<'_> {
    fn emit(&mut self, event: Event) {
        let recorded = self.study.record(self.now_ms, event);
        self.events.push(recorded);
    }

    fn carry_out(&mut self, command: Command) -> Result<(), CommandError> {
        match command {
            Command::StartSession => self.emit(Event::SessionStarted),
            Command::Extend(extension) => self.extend(extension)?,
            Command::Suggested { suggestions, exhausted } => self.suggested(suggestions, exhausted),
            Command::Launch => self.launch(),
            Command::Report { trial, attempt, token, values } => {
                if self.is_current(trial, attempt, token) {
                    self.study.seen_value |= values.iter().any(|v| v.is_finite());
                    self.study.push_curve(trial, &values);
                }
            }
            Command::AttemptEnded { trial, attempt, token, outcome, values, duration_ms, misread } => {
                if self.is_current(trial, attempt, token) {
                    self.attempt_ended(trial, attempt, outcome, values, duration_ms, misread);
                }
            }
            Command::StopTrial { trial, reason } => self.stop_trial(trial, reason)?,
            Command::StopJob => match self.study.status() {
                JobStatus::InProgress => self.emit(Event::JobStopping { reason: EndReason::User }),
                JobStatus::Stopping => {}
                status => return Err(CommandError::Over(status.name())),
            },
            Command::Drain => self.study.draining = true,
            Command::Interrupt => {
                self.study.draining = true;
                self.stop_running(&StopReason::Session);
            }
            Command::Tick => {}
        }
        Ok(())
    }

    fn extend(&mut self, extension: Extension) -> Result<(), CommandError> {
        let Extension { trials, time_s, cost, .. } = extension;
        if self.study.spec().is_single_training() {
            return Err(CommandError::SingleTraining);
        }
        let have = self.study.trials().len() as u64;
        if trials.is_some_and(|n| n < have + (extension.again.len() as u64).max(1)) {
            return Err(CommandError::TooFewTrials { have });
        }
        let run_time = self.study.clock().elapsed_ms(self.now_ms);
        let used_up = |seconds: f64| run_time as f64 >= seconds * 1000.0;
        if trials.is_some() && time_s.or(self.study.spec().budget.time_s).is_some_and(used_up) {
            return Err(CommandError::TimeUsedUp);
        }
        let spent = self.study.cost(self.now_ms).unwrap_or(0.0);
        // What a command took is a little less than was waited for it: a job that has ended by its limit has reached it.
        let has_ended_so = cost.is_none() && matches!(self.study.ending(), Some(EndReason::MoneySpent { .. }));
        let is_spent = cost.or(self.study.spec().budget.cost).is_some_and(|limit| spent >= limit);
        if trials.is_some() && (has_ended_so || is_spent) {
            return Err(CommandError::MoneySpent(format!("{spent:.2}")));
        }
        if !extension.params.is_empty() {
            let spec = self.study.spec().with_ranges(&extension.params).map_err(CommandError::Ranges)?;
            ValidSpec::new(spec).map_err(|errors| CommandError::Ranges(errors.to_string()))?;
        }
        let again = extension.again.clone();
        self.emit(Event::Extended(extension));
        for params in again {
            let trial = self.study.trials().len() as u64 + 1;
            self.emit(Event::TrialSuggested { trial, params, origin: "repeat".to_owned(), expected: None });
        }
        Ok(())
    }

    fn suggested(&mut self, suggestions: Vec<Suggestion>, exhausted: bool) {
        let wanted = self.study.wanted_suggestions();
        // An answer that comes after a stop or a drain was wanted once and is not now: it is not even recorded, and the
        // next session asks again.
        // Nor is a point of ranges that were changed in between.
        let usable =
            suggestions.into_iter().filter(|s| self.study.ranges() == 0 || self.study.space().holds(&s.params));
        for Suggestion { params, origin, expected } in usable.take(wanted).collect::<Vec<_>>() {
            let trial = self.study.trials().len() as u64 + 1;
            self.emit(Event::TrialSuggested { trial, params, origin, expected });
        }
        if exhausted && wanted > 0 {
            self.emit(Event::SpaceExhausted);
        }
    }

    fn launch(&mut self) {
        if self.study.status() != JobStatus::InProgress || self.study.draining {
            return;
        }
        let free = self.study.slots().saturating_sub(self.study.counters().running);
        let waiting: Vec<(u64, u32)> = (self.study.pending())
            .filter(|t| t.status == TrialStatus::Queued)
            .take(free as usize)
            .map(|t| (t.number, t.attempts.len() as u32 + 1))
            .collect();
        for (trial, attempt) in waiting {
            let token = self.study.next_token();
            self.emit(Event::AttemptCreated { trial, attempt, token });
        }
    }

    /// Whether a message is about the attempt that runs now; records it when it is stale.
    fn is_current(&mut self, trial: u64, attempt: u32, token: u64) -> bool {
        let current = self.study.trial(trial).and_then(Trial::current);
        let fits = current.is_some_and(|a| a.number == attempt && a.token == token);
        if !fits {
            self.emit(Event::StaleIgnored { trial, attempt, token });
        }
        fits
    }

    fn attempt_ended(
        &mut self,
        number: u64,
        attempt: u32,
        outcome: Outcome,
        values: Vec<Option<f64>>,
        duration_ms: i64,
        misread: Option<String>,
    ) {
        let value = self.objective_of(&values, &outcome, duration_ms);
        let lacking = self.study.spec().lacking(&values);
        let verdict = match (self.judge(number, &outcome, value, misread), lacking) {
            (Verdict::End { status: TrialStatus::Completed, .. }, Some(metric)) => {
                let text =
                    format!("no value of `{metric}`: its pattern matched no line, or its last value is no number");
                let tail = if let Outcome::Exited { tail, .. } = &outcome { tail.clone() } else { Vec::new() };
                Verdict::End { status: TrialStatus::Failed, cause: Some(Cause { text, tail }) }
            }
            (verdict, _) => verdict,
        };
        let lacks_no_objective = self.study.spec().measured(value, &values, duration_ms).is_some();
        self.emit(Event::AttemptEnded { trial: number, attempt, outcome, values, duration_ms });
        match verdict {
            Verdict::Requeue => self.emit(Event::TrialRequeued { trial: number }),
            Verdict::End { status, cause } => {
                let whole = value.filter(|v| v.is_finite()).filter(|_| lacks_no_objective);
                let objective = if status == TrialStatus::Failed { None } else { whole };
                self.emit(Event::TrialEnded { trial: number, status, objective, cause });
            }
        }
    }

    fn objective_of(&self, values: &[Option<f64>], outcome: &Outcome, duration_ms: i64) -> Option<f64> {
        if self.study.spec().objective.metric == DURATION_METRIC {
            // How long a failed or stopped command took says nothing.
            return matches!(outcome, Outcome::Exited { code: 0, .. }).then(|| duration_ms as f64 / 1000.0);
        }
        self.study.valid().objective_index().and_then(|i| values.get(i).copied().flatten())
    }

    /// What becomes of a trial whose attempt ended so.
    fn judge(&self, number: u64, outcome: &Outcome, value: Option<f64>, misread: Option<String>) -> Verdict {
        let end = |status, cause| Verdict::End { status, cause };
        let Some(trial) = self.study.trial(number) else { return Verdict::Requeue };
        let run = &self.study.spec().run;
        let usable = value.is_some_and(f64::is_finite);
        if let Outcome::Exited { code: 0, tail } = outcome {
            return match value {
                Some(v) if v.is_finite() => end(TrialStatus::Completed, None),
                Some(v) => end(TrialStatus::Failed, Some(Cause::new(format!("the objective's last value is {v}")))),
                None => {
                    let text = misread.map_or_else(
                        || {
                            format!(
                                "no objective: the pattern of `{}` matched no line",
                                self.study.spec().objective.metric
                            )
                        },
                        |held| format!("no objective: the group of the pattern held `{held}`, which is no number"),
                    );
                    end(TrialStatus::Failed, Some(Cause { text, tail: tail.clone() }))
                }
            };
        }
        // A stop that was asked for is carried out, whatever ended the attempt.
        if let Some(
            reason @ (StopReason::User
            | StopReason::Median { .. }
            | StopReason::Rung { .. }
            | StopReason::Curve { .. }
            | StopReason::Diverged { .. }
            | StopReason::LastEpoch { .. }
            | StopReason::JobEnds),
        ) = &trial.stopping
        {
            return end(TrialStatus::Stopped, Some(Cause::new(reason.to_string())));
        }
        // Not the trial's doing, and not counted as a retry.
        if is_nobodys_doing(outcome) || trial.stopping.is_some() {
            return if self.study.status() == JobStatus::InProgress {
                Verdict::Requeue
            } else {
                end(TrialStatus::Stopped, Some(Cause::new("interrupted")))
            };
        }
        if matches!(outcome, Outcome::TimedOut { .. }) && usable {
            return end(TrialStatus::Stopped, Cause::of(outcome));
        }
        let infrastructure = matches!(outcome, Outcome::Lost { .. });
        let again = match &run.retry_on {
            RetryOn::Never => false,
            RetryOn::Infrastructure => infrastructure,
            RetryOn::Failure => !matches!(outcome, Outcome::NotStarted { .. }),
            RetryOn::ExitCodes(codes) => {
                infrastructure || matches!(outcome, Outcome::Exited { code, .. } if codes.contains(code))
            }
        };
        let counts = |o: &Option<Outcome>| !o.as_ref().is_some_and(is_nobodys_doing);
        let counted = trial.attempts.iter().filter(|a| counts(&a.outcome)).count();
        let training = Training::of(&run.trainings, &trial.params);
        let retries = training.and_then(|t| t.retries).unwrap_or(run.retries);
        if again && counted <= retries as usize && self.study.status() == JobStatus::InProgress {
            return Verdict::Requeue;
        }
        end(TrialStatus::Failed, Cause::of(outcome))
    }

    fn stop_trial(&mut self, number: u64, reason: StopReason) -> Result<(), CommandError> {
        let trial = self.study.trial(number).ok_or(CommandError::NoSuchTrial(number))?;
        if trial.current().is_none() {
            return Err(CommandError::NotRunning { trial: number, status: trial.status.name() });
        }
        if trial.stopping.is_none() {
            self.emit(Event::StopRequested { trial: number, reason });
        }
        Ok(())
    }

    fn stop_running(&mut self, reason: &StopReason) {
        let running: Vec<u64> =
            self.study.pending().filter(|t| t.current().is_some() && t.stopping.is_none()).map(|t| t.number).collect();
        for trial in running {
            self.emit(Event::StopRequested { trial, reason: reason.clone() });
        }
    }

    /// What follows from the new state: a limit reached, the end of the job.
    fn conclude(&mut self) {
        if self.study.status() == JobStatus::InProgress
            && let Some(reason) = limits::reached(self.study, self.now_ms)
        {
            self.emit(Event::JobStopping { reason });
        }
        if self.study.status() == JobStatus::Stopping {
            self.stop_running(&StopReason::JobEnds);
            let waiting: Vec<u64> =
                self.study.pending().filter(|t| t.status == TrialStatus::Queued).map(|t| t.number).collect();
            for trial in waiting {
                let cause = Some(Cause::new(StopReason::JobEnds.to_string()));
                self.emit(Event::TrialEnded { trial, status: TrialStatus::Stopped, objective: None, cause });
            }
        }
        self.end_if_done();
    }

    fn end_if_done(&mut self) {
        let (study, counters) = (&*self.study, self.study.counters());
        if study.status().is_over() || counters.running + counters.queued > 0 {
            return;
        }
        let reason = match study.ending() {
            Some(reason) => reason.clone(),
            None if study.exhausted() => EndReason::SpaceExhausted,
            None if study.trials().len() as u64 >= study.spec().budget.trials => EndReason::AllTrials,
            None => return,
        };
        let (status, reason) = match reason {
            EndReason::User => (JobStatus::Stopped, reason),
            EndReason::FirstTrialsFailed { .. } | EndReason::NoObjective { .. } => (JobStatus::Failed, reason),
            _ if counters.with_value() == 0 => (JobStatus::Failed, EndReason::NoTrialSucceeded),
            _ => (JobStatus::Completed, reason),
        };
        self.emit(Event::JobEnded { status, reason });
    }
}

enum Verdict {
    Requeue,
    End { status: TrialStatus, cause: Option<Cause> },
}
