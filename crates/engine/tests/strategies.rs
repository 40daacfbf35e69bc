//! What every strategy must do, whatever it is asked.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tunesmith_engine::{Known, Observation, Request, StrategyKind, best};
use tunesmith_space::{Configuration, Domain, Parameter, SearchSpace, SpaceDefinition, Value, parse_spec};

fn space(parameters: &[(&str, &str)]) -> SearchSpace {
    let parameters = parameters.iter().map(|(n, s)| Parameter::new(*n, parse_spec(s).expect("a spec"))).collect();
    SearchSpace::new(SpaceDefinition { parameters, ..SpaceDefinition::default() }).expect("valid")
}

fn mixed() -> SearchSpace {
    space(&[("lr", "log:1e-5..1e-1"), ("n", "1..64"), ("drop", "0..0.5/0.1"), ("o", "a,b,c"), ("f", "bool")])
}

/// Runs a strategy in batches, telling the losses of each batch before the next.
fn study(
    kind: StrategyKind,
    space: &SearchSpace,
    seed: u64,
    trials: usize,
    batch: usize,
    loss: impl Fn(&Configuration) -> Option<f64>,
) -> Vec<Observation> {
    let mut strategy = kind.build();
    let mut seen = Vec::new();
    while seen.len() < trials {
        let count = batch.min(trials - seen.len());
        let answer = strategy.suggest(&Request { space, seed, observations: &seen, pending: &[], count });
        if answer.proposals.is_empty() {
            assert!(answer.exhausted);
            break;
        }
        seen.extend(answer.proposals.into_iter().map(|p| Observation::new(p.params.clone(), loss(&p.params))));
    }
    seen
}

#[expect(clippy::unnecessary_wraps, reason = "one of several loss functions, of which others can fail")]
fn bowl(c: &Configuration) -> Option<f64> {
    let number = |name: &str| c.get(name).and_then(Value::as_f64).unwrap_or(0.0);
    let category = if c.get("o") == Some(&Value::from("b")) { 0.0 } else { 1.0 };
    Some((number("lr").log10() + 3.0).powi(2) + (number("n") - 20.0).abs() / 20.0 + number("drop") + category)
}

const ALL: [StrategyKind; 4] = [StrategyKind::Bayesian, StrategyKind::Random, StrategyKind::Tpe, StrategyKind::CmaEs];

#[test]
fn same_seed_same_points_with_or_without_what_was_kept() {
    let space = mixed();
    for kind in ALL {
        let kept = study(kind, &space, 5, 24, 1, bowl);
        assert_eq!(kept, study(kind, &space, 5, 24, 1, bowl));
        assert_ne!(kept, study(kind, &space, 6, 24, 1, bowl));
        // A strategy that is thrown away before every question answers the same.
        for n in 0..24 {
            let request = Request { space: &space, seed: 5, observations: &kept[..n], pending: &[], count: 1 };
            assert_eq!(kind.build().suggest(&request).proposals[0].params, kept[n].params, "{kind:?} {n}");
        }
    }
}

#[test]
fn how_many_threads_ask_at_once_changes_nothing() {
    let space = mixed();
    for kind in ALL {
        let alone = study(kind, &space, 5, 20, 2, bowl);
        for threads in [2, 8] {
            std::thread::scope(|scope| {
                let asking: Vec<_> =
                    (0..threads).map(|_| scope.spawn(|| study(kind, &space, 5, 20, 2, bowl))).collect();
                for answers in asking {
                    assert_eq!(answers.join().expect("it does not panic"), alone, "{kind:?}, {threads} threads");
                }
            });
        }
    }
}

#[test]
fn no_point_comes_twice_until_a_finite_space_is_used_up() {
    let space = space(&[("a", "1..3"), ("b", "x,y"), ("c", "bool")]);
    for kind in [ALL.as_slice(), &[StrategyKind::Grid]].concat() {
        for batch in [1, 5] {
            let seen = study(kind, &space, 1, 50, batch, |c| c.get("a").and_then(Value::as_f64));
            let points: BTreeSet<String> = seen.iter().map(|o| o.params.to_string()).collect();
            assert_eq!((seen.len(), points.len()), (12, 12), "{kind:?}");
        }
    }
}

/// Close to the optimum points differ by less than what is left of a number that people can read.
#[test]
fn no_number_comes_twice_where_all_are_close_together() {
    let space = space(&[("x", "-5.0..5.0")]);
    let loss = |c: &Configuration| c.get("x").and_then(Value::as_f64).map(|x| (x - 1.0).powi(2) + 0.2);
    for kind in ALL {
        for seed in 0..4 {
            let seen = study(kind, &space, seed, 60, 2, loss);
            let points: BTreeSet<String> = seen.iter().map(|o| o.params.to_string()).collect();
            assert_eq!(points.len(), seen.len(), "{kind:?}, seed {seed}");
        }
    }
}

#[test]
fn grid_goes_through_all_combinations_in_order() {
    let space = space(&[("a", "1..2"), ("b", "x,y,z")]);
    let seen: Vec<String> =
        study(StrategyKind::Grid, &space, 1, 9, 4, |_| None).iter().map(|o| o.params.to_string()).collect();
    assert_eq!(seen, ["a=1 b=x", "a=1 b=y", "a=1 b=z", "a=2 b=x", "a=2 b=y", "a=2 b=z"]);
}

#[test]
fn pending_points_are_neither_repeated_nor_crowded() {
    let space = space(&[("x", "0.0..1.0")]);
    let seen = study(StrategyKind::Bayesian, &space, 3, 12, 1, |c| {
        c.get("x").and_then(Value::as_f64).map(|x| (x - 0.3).powi(2))
    });
    let mut pending = Vec::new();
    for _ in 0..4 {
        let request = Request { space: &space, seed: 3, observations: &seen, pending: &pending, count: 1 };
        pending.push(StrategyKind::Bayesian.build().suggest(&request).proposals.remove(0).params);
    }
    let points: BTreeSet<String> = pending.iter().map(ToString::to_string).collect();
    assert_eq!(points.len(), 4, "{points:?}");
}

#[test]
fn bayesian_finds_what_random_does_not() {
    let space = mixed();
    let best =
        |kind, seed| study(kind, &space, seed, 40, 1, bowl).iter().filter_map(|o| o.loss).fold(f64::INFINITY, f64::min);
    let (mut bayesian, mut random) = (0.0, 0.0);
    for seed in 0..5 {
        bayesian += best(StrategyKind::Bayesian, seed);
        random += best(StrategyKind::Random, seed);
    }
    assert!(bayesian < 0.5 * random, "{bayesian} {random}");
}

#[test]
fn rules_are_kept() {
    let mut definition = mixed().definition().clone();
    definition.constraints.push("n <= 32 or lr < 0.001".into());
    definition.forbidden.push("o == 'c'".into());
    definition.parameters[2].when = Some("f".into());
    let space = SearchSpace::new(definition).expect("valid");
    for kind in ALL {
        let seen = study(kind, &space, 2, 30, 3, bowl);
        let points: BTreeSet<String> = seen.iter().map(|o| o.params.to_string()).collect();
        assert_eq!(points.len(), seen.len(), "{kind:?} repeats a point");
        for observation in seen {
            assert!(space.is_feasible(&observation.params), "{}", observation.params);
            assert_eq!(
                observation.params.get("drop").is_some(),
                observation.params.get("f") == Some(&Value::Bool(true))
            );
        }
    }
}

type Loss<'l> = &'l dyn Fn(&Configuration) -> Option<f64>;

#[test]
fn hostile_losses_neither_panic_nor_stall() {
    let space = mixed();
    let huge = |c: &Configuration| bowl(c).map(|y| y * 1e300);
    let tiny = |c: &Configuration| bowl(c).map(|y| y * 1e-300);
    let half_failed = |c: &Configuration| bowl(c).filter(|_| c.to_string().len().is_multiple_of(2));
    let nan = |c: &Configuration| Some(if c.get("f") == Some(&Value::Bool(true)) { f64::NAN } else { f64::INFINITY });
    let losses: [Loss<'_>; 6] = [&|_| Some(1.0), &huge, &tiny, &half_failed, &|_| None, &nan];
    for loss in losses {
        for kind in [StrategyKind::Bayesian, StrategyKind::Tpe, StrategyKind::CmaEs] {
            assert_eq!(study(kind, &space, 4, 20, 2, loss).len(), 20, "{kind:?}");
        }
    }
}

#[test]
fn many_parameters_and_many_categories() {
    let wide: Vec<(String, String)> = (0..100).map(|i| (format!("p{i}"), "0.0..1.0".to_owned())).collect();
    let wide: Vec<(&str, &str)> = wide.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        study(StrategyKind::Bayesian, &space(&wide), 1, 12, 1, |c| c.get("p3").and_then(Value::as_f64)).len(),
        12
    );
    let categories = Domain::Choice { choices: (0..1000).map(|i| Value::Text(format!("c{i}"))).collect() };
    let definition =
        SpaceDefinition { parameters: vec![Parameter::new("c", categories)], ..SpaceDefinition::default() };
    let many = SearchSpace::new(definition).expect("valid");
    assert_eq!(study(StrategyKind::Bayesian, &many, 1, 20, 1, |c| Some(c.to_string().len() as f64)).len(), 20);
    let single = space(&[("x", "0.5..0.5")]);
    assert_eq!(study(StrategyKind::Bayesian, &single, 1, 5, 1, |_| Some(1.0)).len(), 1);
}

#[test]
fn failures_only_and_then_values() {
    let space = mixed();
    let mut seen: Vec<Observation> = study(StrategyKind::Random, &space, 1, 63, 63, |_| None);
    for observation in &mut seen[60..] {
        observation.loss = Some(1.0);
    }
    let request = Request { space: &space, seed: 1, observations: &seen, pending: &[], count: 1 };
    assert_eq!(StrategyKind::Bayesian.build().suggest(&request).proposals.len(), 1);
}

#[test]
fn thousands_of_observations_are_answered() {
    let space = mixed();
    let random = study(StrategyKind::Random, &space, 1, 2000, 100, bowl);
    let request = Request { space: &space, seed: 1, observations: &random, pending: &[], count: 2 };
    assert_eq!(StrategyKind::Bayesian.build().suggest(&request).proposals.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_mixture_of_losses_is_taken(losses in prop::collection::vec(prop_oneof![
        4 => (-1e3f64..1e3).prop_map(Some), 1 => Just(None), 1 => Just(Some(f64::NAN)),
        1 => Just(Some(1e300)), 1 => Just(Some(-1e300)), 1 => Just(Some(0.0)), 1 => Just(Some(f64::NEG_INFINITY)),
    ], 1..24), seed in any::<u64>(), batch in 1usize..4) {
        let space = mixed();
        let next = std::cell::Cell::new(0);
        let loss = |_: &Configuration| { let i = next.get(); next.set(i + 1); losses[i % losses.len()] };
        for kind in [StrategyKind::Bayesian, StrategyKind::Tpe, StrategyKind::CmaEs] {
            next.set(0);
            let seen = study(kind, &space, seed, losses.len() + 2, batch, loss);
            let points: BTreeSet<String> = seen.iter().map(|o| o.params.to_string()).collect();
            prop_assert_eq!(points.len(), seen.len());
        }
    }
}

#[test]
fn requirements_and_several_objectives_are_taken_into_account() {
    let space = mixed();
    let number = |c: &Configuration, name: &str| c.get(name).and_then(Value::as_f64).unwrap_or(0.0);
    for kind in [StrategyKind::Bayesian, StrategyKind::Tpe] {
        for (objectives, required) in [(1, true), (2, false), (2, true), (3, false)] {
            let mut strategy = kind.build();
            let mut seen: Vec<Observation> = Vec::new();
            while seen.len() < 30 {
                let request = Request { space: &space, seed: 2, observations: &seen, pending: &[], count: 2 };
                let proposals = strategy.suggest(&request).proposals;
                assert_eq!(proposals.len(), 2);
                for proposal in proposals {
                    let c = proposal.params;
                    let further = [number(&c, "n"), number(&c, "drop")][..objectives - 1].to_vec();
                    let excess = if required { vec![number(&c, "n") - 16.0] } else { Vec::new() };
                    let loss = bowl(&c).filter(|_| seen.len() % 7 != 3);
                    seen.push(Observation { further, excess, ..Observation::new(c, loss) });
                }
            }
            let points: BTreeSet<String> = seen.iter().map(|o| o.params.to_string()).collect();
            assert_eq!(points.len(), seen.len());
            let best = best(&seen);
            assert!(!best.is_empty() && best.iter().all(|i| seen[*i].excess.iter().all(|x| *x <= 0.0)));
            if required {
                let met = |half: &[Observation]| half.iter().filter(|o| o.excess[0] <= 0.0).count();
                assert!(met(&seen[20..]) >= 6, "{kind:?} {objectives}: of the last ten {} meet it", met(&seen[20..]));
            }
        }
    }
}

#[test]
fn a_model_says_what_it_expects() {
    let space = mixed();
    let seen = study(StrategyKind::Bayesian, &space, 3, 30, 1, bowl);
    let request = Request { space: &space, seed: 3, observations: &seen, pending: &[], count: 1 };
    let proposal = StrategyKind::Bayesian.build().suggest(&request).proposals.remove(0);
    let reason = proposal.reason.expect("a model proposed it");
    assert!(reason.low <= reason.mean && reason.mean <= reason.high, "{reason:?}");
    assert!((0.0..=1.0).contains(&reason.better.expect("one objective")) && reason.feasible.is_none());
    let loss = bowl(&proposal.params).expect("a loss");
    assert!((reason.mean - loss).abs() < 6.0 * (reason.high - reason.low), "{reason:?} {loss}");
}

#[test]
fn earlier_jobs_help_and_change_nothing_of_the_rules() {
    let space = mixed();
    let parent = study(StrategyKind::Random, &space, 9, 40, 40, bowl);
    let contrary: Vec<Observation> =
        parent.iter().map(|o| Observation::new(o.params.clone(), o.loss.map(|l| -l))).collect();
    let best_of = |parents: Vec<Vec<Observation>>, seed| {
        let mut strategy = StrategyKind::Bayesian.build_knowing(Known { parents, ..Known::default() });
        let mut seen: Vec<Observation> = Vec::new();
        while seen.len() < 12 {
            let request = Request { space: &space, seed, observations: &seen, pending: &[], count: 1 };
            let proposal = strategy.suggest(&request).proposals.remove(0);
            seen.push(Observation::new(proposal.params.clone(), bowl(&proposal.params)));
        }
        let points: BTreeSet<String> = seen.iter().map(|o| o.params.to_string()).collect();
        assert_eq!(points.len(), seen.len());
        seen.iter().filter_map(|o| o.loss).fold(f64::INFINITY, f64::min)
    };
    let sum = |parents: &dyn Fn() -> Vec<Vec<Observation>>| (0..8).map(|seed| best_of(parents(), seed)).sum::<f64>();
    let (none, alike, both) =
        (sum(&Vec::new), sum(&|| vec![parent.clone()]), sum(&|| vec![contrary.clone(), parent.clone(), Vec::new()]));
    assert!(alike < 0.8 * none && both < none, "{none} {alike} {both}");
}

#[test]
fn with_trials_stopped_at_rungs_a_model_beats_chance() {
    let space = mixed();
    let best = |kind: StrategyKind, seed| {
        let (rule, mut strategy) = (tunesmith_engine::early_stop::RungRule::new(1, 27), kind.build());
        let mut reached: Vec<Vec<f64>> = vec![Vec::new(); 28];
        let mut seen: Vec<Observation> = Vec::new();
        while seen.len() < 60 {
            let request = Request { space: &space, seed, observations: &seen, pending: &[], count: 1 };
            let params = strategy.suggest(&request).proposals.remove(0).params;
            let end = bowl(&params).expect("a loss");
            let mut loss = 0.0;
            for epoch in 1..=27 {
                loss = end + 4.0 * (-0.2 * f64::from(epoch)).exp();
                let stops = rule.judge(epoch as usize, loss, &reached[epoch as usize]).is_some();
                reached[epoch as usize].push(loss);
                if stops {
                    break;
                }
            }
            seen.push(Observation::new(params, Some(loss)));
        }
        seen.iter().filter_map(|o| o.loss).fold(f64::INFINITY, f64::min)
    };
    let sum = |kind| (0..4).map(|seed| best(kind, seed)).sum::<f64>();
    let (model, chance) = (sum(StrategyKind::Hyperband), sum(StrategyKind::Random));
    assert!(model < 0.7 * chance, "{model} {chance}");
}

#[test]
fn a_batch_on_a_noisy_function_spreads() {
    let space = space(&[("x", "0.0..1.0"), ("y", "0.0..1.0"), ("z", "log:1e-4..1")]);
    let noise = std::cell::Cell::new(0);
    let noisy = |c: &Configuration| {
        noise.set(noise.get() + 1);
        let number = |name: &str| c.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        Some((number("x") - 0.6).powi(2) + 0.4 * (f64::from(noise.get()) * 0.618_034).fract())
    };
    let seen = study(StrategyKind::Bayesian, &space, 1, 48, 8, noisy);
    let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 0.02);
    let mut crowded = 0;
    for batch in seen.chunks(8).skip(1) {
        let points: Vec<Vec<f64>> = batch.iter().map(|o| space.encode(&o.params)).collect();
        crowded += (0..8).filter(|i| (0..*i).any(|j| near(&points[*i], &points[j]))).count();
    }
    assert!(crowded <= 6, "{crowded} of 40 points are next to another one of their batch");
}

#[test]
fn a_batch_is_what_one_by_one_with_the_others_pending_is() {
    // A plateau, on which a batch is drawn to one place if what it would find there counts as progress again and again.
    let space = space(&[("c", "log:0.01..100"), ("s", "log:0.01..100")]);
    let plateau = |p: &Configuration| {
        let log = |name: &str| p.get(name).and_then(Value::as_f64).unwrap_or(1.0).log10();
        Some((log("c") + 0.2).powi(2).max(0.1))
    };
    let seen = study(StrategyKind::Bayesian, &space, 1, 8, 8, plateau);
    let request = Request { space: &space, seed: 1, observations: &seen, pending: &[], count: 8 };
    let batch = StrategyKind::Bayesian.build().suggest(&request).proposals;
    let mut pending = Vec::new();
    while pending.len() < batch.len() {
        let request = Request { pending: &pending, count: 1, ..request };
        pending.push(StrategyKind::Bayesian.build().suggest(&request).proposals.remove(0).params);
    }
    let batch: Vec<String> = batch.iter().map(|p| p.params.to_string()).collect();
    assert_eq!(batch, pending.iter().map(ToString::to_string).collect::<Vec<_>>());
}

#[test]
fn a_finite_space_too_large_to_count_has_no_repeats_either() {
    let space = space(&[("a", "log:1..1000000000000"), ("b", "log:1..1000000000000")]);
    assert_eq!(space.cardinality(), None);
    let seen = study(StrategyKind::Random, &space, 3, 4096, 64, |_| Some(0.0));
    let points: BTreeSet<String> = seen.iter().map(|o| o.params.to_string()).collect();
    assert_eq!(points.len(), seen.len());
}
