//! Tuning jobs from first to last command.

use proptest::prelude::*;
use tunesmith_metrics::MetricDefinition;
use tunesmith_space::{Configuration, Domain, Parameter, SpaceDefinition, Value};
use tunesmith_study::{
    Aim, Budget, Command, CommandError, EndReason, Event, Extension, Goal, JobSpec, JobStatus, Objective, Outcome,
    Recorded, Requirement, RetryOn, Run, SPEC_VERSION, Search, StopReason, Study, Suggestion, TrialStatus, ValidSpec,
};

fn spec(trials: u64, parallel: u32) -> JobSpec {
    JobSpec {
        version: SPEC_VERSION,
        name: "job".into(),
        space: SpaceDefinition { parameters: vec![Parameter::new("x", Domain::float(0.0, 1.0))], ..Default::default() },
        objective: Objective::new("m", Goal::Maximize),
        metrics: vec![MetricDefinition::new("m", "m=(.*)")],
        search: Search::default(),
        budget: Budget::new(trials, parallel),
        run: Run::new(vec!["true".into()], "/".into()),
        asked: None,
    }
}

/// A study, its log, and shortcuts for what a controller does.
struct Driver {
    study: Study,
    log: Vec<Recorded>,
    now: i64,
}

impl Driver {
    fn new(spec: JobSpec) -> Self {
        let (study, first) = Study::create(ValidSpec::new(spec).expect("a valid job"), 0);
        let mut driver = Self { study, log: vec![first], now: 0 };
        driver.send(Command::StartSession);
        driver
    }

    fn try_send(&mut self, command: Command) -> Result<(), CommandError> {
        self.now += 10;
        let events = self.study.handle(self.now, command)?;
        self.log.extend(events);
        Ok(())
    }

    fn send(&mut self, command: Command) {
        self.try_send(command).expect("accepted");
    }

    /// Suggests and launches whatever fits; returns the trials that run.
    fn fill(&mut self) -> Vec<u64> {
        let n = self.study.wanted_suggestions();
        let at = self.study.trials().len();
        let point = |i: usize| Suggestion {
            params: [("x".to_owned(), Value::Float((at + i) as f64 / 1000.0))].into_iter().collect::<Configuration>(),
            origin: "test".into(),
            expected: None,
        };
        self.send(Command::Suggested { suggestions: (0..n).map(point).collect(), exhausted: false });
        self.send(Command::Launch);
        self.study.trials().iter().filter(|t| t.current().is_some()).map(|t| t.number).collect()
    }

    fn end(&mut self, trial: u64, outcome: Outcome, value: Option<f64>) {
        let attempt = self.study.trial(trial).and_then(|t| t.current()).expect("runs").clone();
        self.send(Command::AttemptEnded {
            trial,
            attempt: attempt.number,
            token: attempt.token,
            outcome,
            values: vec![value],
            duration_ms: 5,
            misread: None,
        });
    }

    fn ok(&mut self, trial: u64, value: f64) {
        self.end(trial, exit(0), Some(value));
    }

    fn status(&self, trial: u64) -> TrialStatus {
        self.study.trial(trial).expect("exists").status
    }
}

fn exit(code: i32) -> Outcome {
    Outcome::Exited { code, tail: vec!["last words".into()] }
}

#[test]
fn a_job_runs_to_its_number_of_trials() {
    let mut d = Driver::new(spec(5, 2));
    assert_eq!(d.fill(), [1, 2]);
    d.ok(2, 0.5);
    assert_eq!(d.fill(), [1, 3]);
    d.ok(1, 0.7);
    d.ok(3, 0.6);
    assert_eq!(d.fill(), [4, 5]);
    d.ok(4, 0.1);
    d.ok(5, 0.2);
    assert_eq!(d.study.status(), JobStatus::Completed);
    assert_eq!(d.study.ending(), Some(&EndReason::AllTrials));
    assert_eq!(d.study.best(), Some(1));
    let order: Vec<u64> = d.study.observed().map(|t| t.number).collect();
    assert_eq!(order, [2, 1, 3, 4, 5], "observations come in the order in which they ended");
}

#[test]
fn what_counts_as_an_observation() {
    let mut job = spec(9, 9);
    job.run.retry_on = RetryOn::Never;
    let mut d = Driver::new(job);
    d.fill();
    d.ok(1, 0.5);
    d.end(2, exit(0), None);
    d.end(3, exit(0), Some(f64::NAN));
    d.end(4, exit(3), Some(0.9));
    d.end(5, Outcome::TimedOut { tail: vec![] }, Some(0.4));
    d.end(6, Outcome::TimedOut { tail: vec![] }, None);
    d.send(Command::StopTrial { trial: 7, reason: StopReason::User });
    d.end(7, Outcome::Stopped, Some(0.3));
    let got: Vec<_> = (1..=7).map(|n| (d.status(n), d.study.trial(n).and_then(|t| t.objective))).collect();
    assert_eq!(
        got,
        [
            (TrialStatus::Completed, Some(0.5)),
            (TrialStatus::Failed, None),
            (TrialStatus::Failed, None),
            (TrialStatus::Failed, None),
            (TrialStatus::Stopped, Some(0.4)),
            (TrialStatus::Failed, None),
            (TrialStatus::Stopped, Some(0.3)),
        ]
    );
    let cause = |n| d.study.trial(n).and_then(|t| t.cause.clone()).expect("a cause").text;
    assert!(cause(2).contains("matched no line"));
    assert!(cause(3).contains("NaN"));
    assert_eq!(cause(4), "exit 3: last words");
}

#[test]
fn five_first_failures_end_the_job_with_their_cause() {
    let mut d = Driver::new(spec(100, 2));
    for n in 1..=5 {
        d.fill();
        d.end(n, exit(1), None);
    }
    assert_eq!(d.study.status(), JobStatus::Stopping);
    d.end(6, Outcome::Stopped, None);
    assert_eq!(d.study.status(), JobStatus::Failed);
    let Some(EndReason::FirstTrialsFailed { trials: 5, cause }) = d.study.ending() else { panic!() };
    assert_eq!((cause.text.as_str(), cause.tail.len()), ("exit 1: last words", 1));
}

#[test]
fn one_success_among_the_first_keeps_the_job_going() {
    let mut d = Driver::new(spec(100, 1));
    for n in 1..=20 {
        d.fill();
        if n == 4 { d.ok(n, 0.1) } else { d.end(n, exit(1), None) }
    }
    assert_eq!(d.study.status(), JobStatus::InProgress);
}

#[test]
fn a_check_runs_one_trial_until_a_value_is_seen() {
    let mut job = spec(10, 4);
    job.run.check = true;
    let mut d = Driver::new(job.clone());
    assert_eq!(d.fill(), [1]);
    d.send(Command::Report { trial: 1, attempt: 1, token: 1, values: vec![0.5] });
    assert_eq!(d.fill(), [1, 2, 3, 4]);

    let mut d = Driver::new(job);
    d.fill();
    d.end(1, exit(1), None);
    assert_eq!(d.fill(), [2], "a crash says nothing about the pattern");
    d.end(2, exit(0), None);
    let Some(EndReason::NoObjective { trial: 2, cause }) = d.study.ending() else { panic!("{:?}", d.study.ending()) };
    assert!(cause.text.contains("matched no line") && d.study.status() == JobStatus::Failed);
}

#[test]
fn no_success_at_all_is_a_failed_job() {
    let mut d = Driver::new(spec(2, 2));
    d.fill();
    d.end(1, exit(1), None);
    d.end(2, exit(1), None);
    assert_eq!((d.study.status(), d.study.ending()), (JobStatus::Failed, Some(&EndReason::NoTrialSucceeded)));
}

#[test]
fn lost_attempts_are_tried_again_with_the_same_values() {
    let lost = || Outcome::Lost { reason: "gone".into() };
    let mut d = Driver::new(spec(1, 1));
    d.fill();
    let params = d.study.trial(1).expect("exists").params.clone();
    d.end(1, lost(), None);
    d.fill();
    d.end(1, lost(), None);
    d.fill();
    assert_eq!(d.study.trial(1).map(|t| (t.attempts.len(), t.params.clone())), Some((3, params)));
    d.end(1, lost(), None);
    assert_eq!(d.status(1), TrialStatus::Failed, "two retries by default");
}

#[test]
fn exit_codes_can_be_worth_a_retry() {
    let mut job = spec(2, 2);
    job.run.retry_on = RetryOn::ExitCodes(vec![75]);
    let mut d = Driver::new(job);
    d.fill();
    d.end(1, exit(75), None);
    d.end(2, exit(1), None);
    assert_eq!((d.status(1), d.status(2)), (TrialStatus::Queued, TrialStatus::Failed));
}

#[test]
fn a_stale_message_is_recorded_and_ignored() {
    let mut d = Driver::new(spec(1, 1));
    d.fill();
    let old = d.study.trial(1).and_then(|t| t.current()).expect("runs").clone();
    d.end(1, Outcome::Interrupted, None);
    d.fill();
    d.send(Command::AttemptEnded {
        trial: 1,
        attempt: old.number,
        token: old.token,
        outcome: exit(0),
        values: vec![Some(9.0)],
        duration_ms: 1,
        misread: None,
    });
    assert_eq!(d.status(1), TrialStatus::Running);
    assert!(matches!(d.log.last().expect("events").event, Event::StaleIgnored { trial: 1, attempt: 1, token: 1 }));
}

#[test]
fn interrupting_a_session_keeps_its_trials_for_the_next() {
    let mut d = Driver::new(spec(3, 2));
    d.fill();
    d.send(Command::Drain);
    d.ok(1, 0.1);
    assert!(d.fill() == [2] && !d.study.is_idle());
    d.send(Command::Interrupt);
    d.end(2, Outcome::Stopped, Some(0.2));
    assert!(d.study.is_idle());
    assert_eq!((d.study.status(), d.status(2)), (JobStatus::InProgress, TrialStatus::Queued));
    d.send(Command::StartSession);
    assert_eq!(d.fill(), [2, 3]);
}

#[test]
fn stopping_a_job_stops_what_runs_and_drops_what_waits() {
    let mut d = Driver::new(spec(9, 2));
    d.fill();
    d.end(1, Outcome::Interrupted, None);
    d.send(Command::StopJob);
    assert_eq!((d.status(1), d.study.status()), (TrialStatus::Stopped, JobStatus::Stopping));
    d.end(2, Outcome::Stopped, Some(0.5));
    assert_eq!((d.study.status(), d.study.best()), (JobStatus::Stopped, Some(2)));
    assert_eq!(d.try_send(Command::StopJob), Err(CommandError::Over("stopped")));
    d.send(Command::Extend(Extension::to(4)));
    assert_eq!(d.fill(), [3, 4]);
}

#[test]
fn limits_end_a_job() {
    let mut job = spec(100, 1);
    job.objective.target = Some(0.9);
    let mut d = Driver::new(job);
    d.fill();
    d.ok(1, 0.9);
    assert_eq!(d.study.ending(), Some(&EndReason::TargetReached { trial: 1 }));

    let mut job = spec(100, 1);
    job.budget.stop_when_no_gain = Some(3);
    let mut d = Driver::new(job);
    for (n, value) in [(1, 0.1), (2, 0.5), (3, 0.5), (4, 0.2), (5, 0.4)] {
        d.fill();
        d.ok(n, value);
    }
    assert_eq!(d.study.ending(), Some(&EndReason::NoGain { trials: 3 }));

    // A gain of less than it takes is none; small ones add up.
    let mut job = spec(100, 1);
    job.budget.stop_when_no_gain = Some(3);
    job.budget.least_gain = 0.01;
    let mut d = Driver::new(job);
    for (n, value) in [(1, 0.5), (2, 0.504), (3, 0.506), (4, 0.509), (5, 0.51), (6, 0.511)] {
        d.fill();
        d.ok(n, value);
    }
    assert_eq!((d.study.ending(), d.study.best()), (Some(&EndReason::NoGain { trials: 3 }), Some(6)));

    let mut job = spec(100, 1);
    job.budget.time_s = Some(100.0);
    let mut d = Driver::new(job);
    d.fill();
    d.now += 60_000;
    d.send(Command::Tick);
    // A pause of a day between two sessions does not count.
    d.now += 86_400_000;
    d.send(Command::StartSession);
    assert_eq!(d.study.status(), JobStatus::InProgress);
    d.now += 45_000;
    d.end(1, Outcome::Interrupted, None);
    d.fill();
    assert_eq!(d.study.status(), JobStatus::InProgress, "only recorded time counts: the tick left no event");
    d.now += 60_000;
    d.send(Command::Tick);
    d.ok(1, 0.1);
    assert_eq!((d.study.status(), d.study.ending()), (JobStatus::Completed, Some(&EndReason::TimeUp)));

    let mut job = spec(1000, 1);
    job.budget.converged = true;
    let mut d = Driver::new(job);
    let mut n = 0;
    while d.study.status() == JobStatus::InProgress {
        n += 1;
        d.fill();
        d.ok(n, if n < 12 { n as f64 } else { 12.0 });
    }
    assert_eq!((d.study.ending(), n), (Some(&EndReason::Converged), 22));
}

#[test]
fn what_was_extended_is_not_ended_by_the_limit_it_had_met() {
    let mut job = spec(100, 1);
    job.objective.target = Some(0.9);
    let mut d = Driver::new(job);
    d.fill();
    d.ok(1, 0.95);
    d.send(Command::Extend(Extension::to(4)));
    assert_eq!(d.fill(), [2], "who extends a job that has reached its target wants more");
    d.ok(2, 0.97);
    assert_eq!(d.study.ending(), Some(&EndReason::TargetReached { trial: 2 }));

    let mut job = spec(100, 1);
    job.budget.time_s = Some(10.0);
    let mut d = Driver::new(job);
    d.fill();
    d.now += 11_000;
    d.send(Command::Tick);
    assert_eq!(d.study.deadline_ms(d.now), None, "nobody waits for a deadline that is past");
    d.end(1, Outcome::Stopped, Some(0.1));
    assert_eq!(d.study.ending(), Some(&EndReason::TimeUp));
    let more = |time_s| Command::Extend(Extension { time_s, ..Extension::to(5) });
    assert_eq!(d.try_send(more(None)), Err(CommandError::TimeUsedUp));
    d.send(more(Some(60.0)));
    assert_eq!(d.fill(), [2]);
}

#[test]
fn a_stop_is_kept_through_a_crash_and_an_unknown_stop_runs_again() {
    let mut d = Driver::new(spec(9, 3));
    d.fill();
    d.send(Command::StopTrial { trial: 1, reason: StopReason::User });
    d.end(1, Outcome::Interrupted, Some(0.5));
    assert_eq!(d.status(1), TrialStatus::Stopped);
    // Nobody asked for this one: the machine went down and told the supervisor to stop.
    d.end(2, Outcome::Stopped, Some(0.5));
    assert_eq!(d.status(2), TrialStatus::Queued);
    // However often sessions stop a trial, its retries are not used up by it.
    for _ in 0..4 {
        d.send(Command::StartSession);
        d.fill();
        d.send(Command::Interrupt);
        d.end(3, Outcome::Stopped, None);
        d.end(2, Outcome::Stopped, None);
    }
    d.send(Command::StartSession);
    d.fill();
    d.end(3, Outcome::Lost { reason: "gone".into() }, None);
    assert_eq!(d.status(3), TrialStatus::Queued);
}

#[test]
fn specs_are_refused_with_place_and_fix() {
    let refused = |change: &dyn Fn(&mut JobSpec)| {
        let mut job = spec(1, 1);
        change(&mut job);
        let error = ValidSpec::new(job).expect_err("refused");
        (error.0[0].place.clone(), error.to_string())
    };
    for (change, place, text) in [
        (&(|j: &mut JobSpec| j.name = "../x".into()) as &dyn Fn(&mut JobSpec), "name", "no job name"),
        (&|j| j.run.command.clear(), "command", "no command"),
        (&|j| j.run.command.push("{lr}".into()), "command", "the placeholder {lr} is no parameter (known: {x}"),
        (&|j| j.objective.metric = "auc".into(), "objective.metric", "not among the metrics (known: `m`)"),
        (&|j| j.budget.trials = 0, "budget.trials", "at least 1"),
        (&|j| j.search.strategy = tunesmith_study::StrategyName::Grid, "search.strategy", "`x` is continuous"),
        (&|j| j.metrics[0].pattern = "m=.".into(), "metrics.m", "has no group"),
        (&|j| j.space.parameters[0].domain = Domain::float(1.0, 0.0), "params.x", "is empty"),
        (&|j| j.version = 99, "version", "newer Tunesmith"),
    ] {
        let (at, message) = refused(change);
        assert_eq!(at, place);
        assert!(message.contains(text), "{message}");
    }
}

proptest! {
    /// Whatever happens in whatever order: counters agree with the trials, a replay of the log (through JSON, as it
    /// is stored) gives the same state, and the job can always be brought to its end.
    #[test]
    fn any_history_can_be_replayed(steps in prop::collection::vec((0u8..12, 0u64..6, -1.0f64..1.0), 0..120), parallel in 1u32..4) {
        let mut job = spec(12, parallel);
        job.run.retry_on = RetryOn::ExitCodes(vec![9]);
        let mut d = Driver::new(job);
        for (kind, pick, value) in steps {
            let running = d.fill();
            let trial = running.get(pick as usize % running.len().max(1)).copied();
            match (kind, trial) {
                (0..=4, Some(t)) => d.ok(t, value),
                (5, Some(t)) => d.end(t, exit(1), None),
                (6, Some(t)) => d.end(t, exit(9), None),
                (7, Some(t)) => d.end(t, Outcome::Interrupted, None),
                (8, Some(t)) => { let _ = d.try_send(Command::StopTrial { trial: t, reason: StopReason::User }); }
                (9, Some(t)) => d.end(t, Outcome::Stopped, Some(value)),
                (10, _) => { d.send(Command::Drain); d.send(Command::StartSession); }
                (11, _) if value > 0.95 => { let _ = d.try_send(Command::StopJob); }
                _ => {}
            }
            let counters = d.study.counters();
            let count = |s: TrialStatus| d.study.trials().iter().filter(|t| t.status == s).count() as u64;
            prop_assert_eq!(counters.running, count(TrialStatus::Running));
            prop_assert_eq!(counters.queued, count(TrialStatus::Queued));
            prop_assert_eq!(counters.over(), d.study.observed().count() as u64);
            prop_assert!(counters.running <= u64::from(parallel));
        }
        let json: Vec<String> = d.log.iter().map(|r| serde_json::to_string(r).expect("json")).collect();
        let events = json.iter().map(|j| serde_json::from_str(j).expect("its own json"));
        let again = Study::replay(events).expect("valid").expect("created");
        prop_assert_eq!(again.trials(), d.study.trials());
        prop_assert_eq!((again.status(), again.counters(), again.best(), again.seq()), (d.study.status(), d.study.counters(), d.study.best(), d.study.seq()));
        let mut guard = 0;
        while !d.study.status().is_over() {
            for t in d.fill() { if d.study.trial(t).is_some_and(|t| t.current().is_some()) { d.ok(t, 0.0); } }
            guard += 1;
            prop_assert!(guard < 50);
        }
    }
}

fn with_latency(further: bool, require: &[&str]) -> JobSpec {
    let mut spec = spec(10, 4);
    spec.metrics.push(MetricDefinition::new("latency", "latency=(.*)"));
    if further {
        spec.objective.further.push(Aim { metric: "latency".into(), goal: Goal::Minimize });
    }
    spec.objective.require = require.iter().map(|text| Requirement::parse(text).expect("a requirement")).collect();
    spec
}

impl Driver {
    fn pair(&mut self, trial: u64, value: Option<f64>, latency: Option<f64>) {
        let attempt = self.study.trial(trial).and_then(|t| t.current()).expect("runs").clone();
        self.send(Command::AttemptEnded {
            trial,
            attempt: attempt.number,
            token: attempt.token,
            outcome: exit(0),
            values: vec![value, latency],
            duration_ms: 5000,
            misread: None,
        });
    }
}

#[test]
fn several_objectives_leave_a_front() {
    let mut d = Driver::new(with_latency(true, &[]));
    d.fill();
    d.pair(1, Some(0.9), Some(20.0));
    d.pair(2, Some(0.8), Some(10.0));
    assert_eq!((d.study.front(), d.study.best(), d.study.since_best()), (&[1, 2][..], None, 0));
    d.pair(3, Some(0.8), Some(15.0));
    assert_eq!((d.study.front(), d.study.since_best()), (&[1, 2][..], 1));
    d.pair(4, Some(0.95), Some(10.0));
    assert_eq!((d.study.front(), d.study.since_best()), (&[4][..], 0));
    d.fill();
    d.pair(5, Some(0.99), None);
    assert_eq!(d.status(5), TrialStatus::Failed);
    assert!(d.study.trial(5).and_then(|t| t.cause.clone()).expect("a cause").text.contains("`latency`"));
    let again = Study::replay(d.log.clone()).expect("valid").expect("a study");
    assert_eq!(again.front(), d.study.front());
}

#[test]
fn only_what_meets_the_requirements_is_best() {
    let mut d = Driver::new(with_latency(false, &["latency < 15", "@duration <= 60"]));
    d.fill();
    d.pair(1, Some(0.9), Some(20.0));
    assert_eq!((d.study.best(), d.status(1)), (None, TrialStatus::Completed));
    d.pair(2, Some(0.5), Some(10.0));
    d.pair(3, Some(0.6), Some(15.0));
    assert_eq!(d.study.best(), Some(2), "the bound itself is not below it");
    let measured = d.study.measured(d.study.trial(1).expect("a trial")).expect("measured");
    assert_eq!((measured.losses, measured.excess), (vec![-0.9], vec![5.0, -55.0]));
}

#[test]
fn objectives_that_do_not_hold_together_are_refused() {
    let refused = |change: &dyn Fn(&mut JobSpec), text: &str| {
        let mut spec = with_latency(true, &[]);
        change(&mut spec);
        let errors = ValidSpec::new(spec).expect_err("refused").to_string();
        assert!(errors.contains(text), "{errors}");
    };
    refused(&|s| s.objective.target = Some(1.0), "a target is for one objective, there are 2");
    refused(&|s| s.budget.converged = true, "for one objective");
    refused(&|s| s.search.early_stop = tunesmith_study::EarlyStopping::Median, "early stopping is for one objective");
    refused(&|s| s.objective.further[0].metric = "m".into(), "there twice");
    refused(
        &|s| s.objective.require.push(Requirement::parse("size < 1").expect("one")),
        "`size` is not among the metrics",
    );
}

#[test]
fn ranges_change_and_old_trials_stay() {
    let mut d = Driver::new(spec(2, 2));
    d.fill();
    d.ok(1, 1.0);
    d.ok(2, 2.0);
    let wider = Parameter::new("x", Domain::float(2.0, 3.0));
    let unknown = Extension { params: vec![Parameter::new("y", Domain::float(0.0, 1.0))], ..Extension::to(4) };
    assert!(
        matches!(d.try_send(Command::Extend(unknown)), Err(CommandError::Ranges(text)) if text.contains("has `x`"))
    );
    let wrong = Extension { params: vec![Parameter::new("x", Domain::float(3.0, 2.0))], ..Extension::to(4) };
    assert!(matches!(d.try_send(Command::Extend(wrong)), Err(CommandError::Ranges(_))));
    d.send(Command::Extend(Extension { params: vec![wider], ..Extension::to(4) }));
    assert_eq!((d.study.status(), d.study.best(), d.study.ranges()), (JobStatus::InProgress, Some(2), 1));
    // A point that was on its way is of the old range, and not tried.
    let point = |x| Suggestion {
        params: [("x".to_owned(), Value::Float(x))].into_iter().collect(),
        origin: "test".into(),
        expected: None,
    };
    d.send(Command::Suggested { suggestions: vec![point(0.5), point(2.5)], exhausted: false });
    assert_eq!((d.study.trials().len(), d.study.wanted_suggestions()), (3, 1));
    let again = Study::replay(d.log.clone()).expect("valid").expect("a study");
    assert_eq!(again.space().definition(), d.study.space().definition());
}

#[test]
fn every_early_stop_is_told_as_one() {
    let (epoch, value) = (7, 0.25);
    let early = [
        StopReason::Median { epoch, value, median: 0.5 },
        StopReason::Rung { epoch, value, cutoff: 0.5 },
        StopReason::Curve { epoch, expected: value, best: 0.5, chance: 0.03 },
        StopReason::Diverged { epoch },
    ];
    assert!(early.iter().all(|reason| StopReason::is_early(&reason.to_string())));
    let others = [StopReason::User, StopReason::JobEnds, StopReason::LastEpoch { epoch }, StopReason::Session];
    assert!(!others.iter().any(|reason| StopReason::is_early(&reason.to_string())));
}

#[test]
fn points_that_are_tried_again_are_compared_by_their_means() {
    let mut d = Driver::new(spec(3, 3));
    d.fill();
    d.ok(1, 0.9);
    d.ok(2, 0.95);
    d.ok(3, 0.5);
    assert_eq!(d.study.best_value(), Some((2, 0.95)));
    let point = |d: &Driver, n| d.study.trial(n).expect("a trial").params.clone();
    let again = vec![point(&d, 2), point(&d, 1)];
    let few = Extension { again: again.clone(), ..Extension::to(4) };
    assert!(matches!(d.try_send(Command::Extend(few)), Err(CommandError::TooFewTrials { have: 3 })));
    d.send(Command::Extend(Extension { again, ..Extension::to(5) }));
    assert_eq!((d.study.trials().len(), d.study.wanted_suggestions(), d.status(4)), (5, 0, TrialStatus::Queued));
    d.send(Command::Launch);
    d.ok(4, 0.6);
    let near = |best: Option<(u64, f64)>, n, value: f64| best.is_some_and(|(m, v)| m == n && (v - value).abs() < 1e-12);
    assert!(near(d.study.best_value(), 2, 0.775), "the only one that was tried twice");
    d.ok(5, 0.8);
    assert!(near(d.study.best_value(), 1, 0.85), "{:?}", d.study.best_value());
    assert_eq!(d.study.best(), Some(1));
    let replayed = Study::replay(d.log.clone()).expect("valid").expect("a study");
    assert_eq!(replayed.best_value(), d.study.best_value());
}

/// A job whose trials cost one a second, and may cost so much.
fn priced(cost: f64) -> JobSpec {
    let mut job = spec(100, 2);
    job.run.price = Some(3600.0);
    job.budget.cost = Some(cost);
    job
}

#[test]
fn a_job_ends_when_its_trials_have_cost_what_they_may() {
    let mut d = Driver::new(priced(20.0));
    assert_eq!(d.fill(), [1, 2]);
    let start = d.now;
    assert_eq!(d.study.cost(start), Some(0.0));
    // Two at a time cost two a second.
    assert_eq!(d.study.deadline_ms(start), Some(start + 10_000));
    d.now += 4_000;
    assert_eq!(d.study.cost(d.now), Some(8.0));
    // What waits costs nothing.
    d.study.note_wait(2, true, d.now);
    assert_eq!(d.study.cost(d.now), Some(4.0));
    assert_eq!(d.study.deadline_ms(d.now), Some(d.now + 16_000));
    d.now += 1_000;
    d.study.note_wait(2, false, d.now);
    assert_eq!(d.study.cost(d.now + 1_000), Some(6.0 + 1.0));
    // What was lost has cost something as well.
    d.end(1, Outcome::Lost { reason: "gone".into() }, None);
    d.send(Command::Launch);
    assert!(d.study.cost(d.now).is_some_and(|c| c < 1.0), "five milliseconds, as was told, and what runs");
    d.now = d.study.deadline_ms(d.now).expect("a deadline");
    d.send(Command::Tick);
    assert_eq!(d.study.status(), JobStatus::Stopping);
    d.end(1, Outcome::Stopped, Some(0.1));
    d.end(2, Outcome::Stopped, Some(0.2));
    assert_eq!(d.study.ending(), Some(&EndReason::MoneySpent { limit: 20.0 }));
    assert_eq!(d.study.status(), JobStatus::Completed);
    // What is told of them in the end is less than what was waited for them.
    assert!(d.study.cost(d.now).is_some_and(|cost| cost < 20.0));
    assert!(matches!(d.try_send(Command::Extend(Extension::to(5))), Err(CommandError::MoneySpent(_))));
    // It goes on with more.
    let mut d = Driver::new(priced(0.001));
    d.fill();
    d.ok(1, 0.5);
    d.ok(2, 0.5);
    assert_eq!(d.study.ending(), Some(&EndReason::MoneySpent { limit: 0.001 }));
    let more = |cost| Command::Extend(Extension { cost, ..Extension::to(5) });
    assert!(matches!(d.try_send(more(None)), Err(CommandError::MoneySpent(_))));
    d.send(more(Some(20.0)));
    assert_eq!(d.fill(), [3, 4]);
    let again = Study::replay(d.log.clone()).expect("valid").expect("a job");
    assert_eq!(again.cost(d.now), d.study.cost(d.now));
}

#[test]
fn a_limit_of_money_needs_a_price() {
    let mut job = priced(1.0);
    job.run.price = None;
    let errors = ValidSpec::new(job).expect_err("refused");
    assert!(errors.to_string().contains("only with a price"), "{errors}");
    let mut job = priced(-1.0);
    job.run.price = Some(f64::NAN);
    let errors = ValidSpec::new(job).expect_err("refused").to_string();
    assert!(errors.contains("must be 0 or more") && errors.contains("must be above 0"), "{errors}");
}

#[test]
fn who_is_preempted_runs_again_and_that_is_no_retry() {
    let mut job = spec(1, 1);
    job.run.retries = 0;
    let mut d = Driver::new(job);
    for _ in 0..3 {
        assert_eq!(d.fill(), [1]);
        d.end(1, Outcome::Preempted { reason: "for others".into() }, None);
        assert_eq!(d.status(1), TrialStatus::Queued);
    }
    d.fill();
    d.ok(1, 0.5);
    assert_eq!((d.status(1), d.study.trial(1).map(|t| t.attempts.len())), (TrialStatus::Completed, Some(4)));
}
