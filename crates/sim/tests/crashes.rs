//! The controller cut off at every commit, before and after it, with and without its trials: the job ends as if nothing
//! had happened.

use std::sync::Arc;

use tunesmith_executor::Outcome;
use tunesmith_metrics::MetricDefinition;
use tunesmith_sim::{Casualties, CutOff, Row, Script, Simulation, Trainer, World};
use tunesmith_space::{Configuration, Domain, Parameter, SpaceDefinition, Value};
use tunesmith_study::{
    Budget, EarlyStopping, Event, Goal, JobSpec, JobStatus, Objective, Run, SPEC_VERSION, Search, StrategyName,
    ValidSpec,
};

fn job(strategy: StrategyName, seed: u64, trials: u64, parallel: u32, early_stop: EarlyStopping) -> ValidSpec {
    let parameters = vec![
        Parameter::new("x", Domain::float(-1.0, 1.0)),
        Parameter::new("n", Domain::int(1, 8)),
        Parameter::new("o", Domain::choice(["a", "b"])),
    ];
    ValidSpec::new(JobSpec {
        version: SPEC_VERSION,
        name: "job".into(),
        space: SpaceDefinition { parameters, ..SpaceDefinition::default() },
        objective: Objective::new("loss", Goal::Minimize),
        metrics: vec![MetricDefinition::new("loss", "loss=(.*)")],
        search: Search { strategy, seed, early_stop, ..Search::default() },
        budget: Budget::new(trials, parallel),
        run: Run::new(vec!["train".into()], "/".into()),
        asked: None,
    })
    .expect("a valid job")
}

/// Durations and losses that depend on the values alone; every seventh kind of run fails.
fn trainer() -> Trainer {
    Arc::new(|spec| {
        let params: Configuration = serde_json::from_str(&spec.files["params.json"]).expect("params");
        let number = |name: &str| params.get(name).and_then(Value::as_f64).expect("a number");
        let category = if params.get("o") == Some(&Value::from("b")) { 0.3 } else { 0.0 };
        let loss = number("x").powi(2) + 0.1 * number("n") + category;
        let mixed = params.to_string().bytes().fold(7u64, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b)));
        let epochs = 6;
        let pace = 10 + (mixed % 90) as i64;
        Script {
            prints: (0..epochs).map(|e| (pace * (e + 1), loss + 1.0 / (e + 1) as f64)).collect(),
            duration_ms: pace * (epochs + 1),
            outcome: Outcome::Exited(i32::from(mixed % 7 == 3)),
        }
    })
}

fn simulation(valid: &ValidSpec) -> (tempfile::TempDir, Simulation) {
    let folder = tempfile::tempdir().expect("a folder");
    let simulation = Simulation::new(World::new(trainer()), valid.clone(), folder.path());
    (folder, simulation)
}

/// Whatever happened: each trial ended once, no attempt ran twice, nothing is left running.
async fn accounted_for(simulation: &Simulation, trials: u64) {
    let study = simulation.stored().await;
    assert!(study.status().is_over(), "{:?}", study.status());
    assert_eq!(study.trials().len() as u64, trials);
    let mut ended: Vec<u64> = (simulation.store.events("job").iter())
        .filter_map(|r| if let Event::TrialEnded { trial, .. } = r.event { Some(trial) } else { None })
        .collect();
    ended.sort_unstable();
    assert_eq!(ended, (1..=trials).collect::<Vec<_>>());
    assert!(simulation.world.starts().iter().all(|(_, n)| *n == 1), "{:?}", simulation.world.starts());
    assert_eq!(simulation.world.living(), 0);
}

async fn crash_everywhere(valid: ValidSpec, casualties: Casualties, same_table: bool) {
    let trials = valid.spec.budget.trials;
    let (_folder, mut undisturbed) = simulation(&valid);
    let expected = Row::table(&undisturbed.session(None).await.expect("it ends"));
    accounted_for(&undisturbed, trials).await;
    let commits = undisturbed.store.commits();
    for cut_off in (1..=commits).flat_map(|n| [CutOff::Before(n), CutOff::After(n)]) {
        let (_folder, mut disturbed) = simulation(&valid);
        assert!(disturbed.session(Some(cut_off)).await.is_none(), "{cut_off:?} did not happen");
        disturbed.crash(casualties);
        let study = disturbed.session(None).await.expect("it ends");
        accounted_for(&disturbed, trials).await;
        if same_table {
            assert_eq!(Row::table(&study), expected, "{cut_off:?}");
        }
    }
}

#[tokio::test]
async fn one_at_a_time_every_crash_leaves_the_same_table() {
    for seed in 0..4 {
        for casualties in [Casualties::Controller, Casualties::Everything] {
            crash_everywhere(job(StrategyName::Bayesian, seed, 12, 1, EarlyStopping::Off), casualties, true).await;
        }
    }
}

#[tokio::test]
async fn in_parallel_a_crash_of_the_controller_leaves_the_same_table() {
    for seed in 0..4 {
        for strategy in [StrategyName::Random, StrategyName::Bayesian] {
            let valid = job(strategy, seed, 14, 4, EarlyStopping::Off);
            crash_everywhere(valid, Casualties::Controller, true).await;
        }
    }
}

#[tokio::test]
async fn early_stopping_decides_the_same_after_a_crash() {
    for seed in 0..4 {
        let valid = job(StrategyName::Random, seed, 24, 3, EarlyStopping::Median);
        let (_folder, mut undisturbed) = simulation(&valid);
        let table = Row::table(&undisturbed.session(None).await.expect("it ends"));
        assert!(table.iter().any(|r| r.status == tunesmith_study::TrialStatus::Stopped), "the rule was met");
        crash_everywhere(valid, Casualties::Controller, true).await;
    }
}

#[tokio::test]
async fn in_parallel_a_crash_of_everything_loses_and_doubles_nothing() {
    for seed in 0..4 {
        let valid = job(StrategyName::Random, seed, 14, 4, EarlyStopping::Median);
        crash_everywhere(valid, Casualties::Everything, false).await;
    }
}

#[tokio::test]
async fn a_session_that_crashes_again_and_again_ends_all_the_same() {
    for seed in 0..20u64 {
        let valid = job(StrategyName::Bayesian, seed, 10, 1, EarlyStopping::Off);
        let (_folder, mut undisturbed) = simulation(&valid);
        let expected = Row::table(&undisturbed.session(None).await.expect("it ends"));
        let (_folder, mut disturbed) = simulation(&valid);
        let mut random = seed;
        let mut sessions = 0;
        let study = loop {
            sessions += 1;
            assert!(sessions < 500, "no progress: {:?}", disturbed.store.events("job").last());
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let next = disturbed.store.commits() + 1 + (random >> 33) as usize % 16;
            let cut_off = if random & (1 << 40) == 0 { CutOff::Before(next) } else { CutOff::After(next) };
            if let Some(study) = disturbed.session(Some(cut_off)).await {
                break study;
            }
            disturbed.crash(if random & (1 << 41) == 0 { Casualties::Controller } else { Casualties::Everything });
        };
        accounted_for(&disturbed, 10).await;
        assert_eq!(Row::table(&study), expected, "seed {seed}");
        assert_eq!(study.status(), JobStatus::Completed);
    }
}
