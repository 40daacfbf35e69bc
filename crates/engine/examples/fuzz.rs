//! Asks every strategy about random spaces with random, mostly hostile, losses, for as long as it is told:
//!
//!     cargo run --release -p tunesmith-engine --example fuzz -- 3600 [first seed]
//!
//! It stops at the first panic, point outside its space, point that comes twice, number that is none, or answer that takes more
//! than a minute, and says which seed it was.
#![expect(clippy::disallowed_methods, reason = "it watches the time, outside the engine")]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use tunesmith_engine::analysis::{Learned, importance};
use tunesmith_engine::{Known, Observation, Request, StrategyKind, best};
use tunesmith_space::{Configuration, Domain, Parameter, Scale, SearchSpace, SpaceDefinition, Value};

/// Random numbers of the fuzzer's own (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn domain(dice: &mut Dice) -> Domain {
    match dice.below(8) {
        0 => Domain::float(1e-8, 10f64.powf(8.0 * dice.uniform())).with_scale(Scale::Log),
        1 => Domain::float(-1e12 * dice.uniform(), 1e12),
        2 => Domain::int(1, 1 + dice.below(5) as i64),
        3 => Domain::int(1, 1_000_000).with_scale(Scale::Log),
        4 => Domain::Bool,
        5 => Domain::Choice { choices: (0..=dice.below(40)).map(|i| Value::Text(format!("c{i}"))).collect() },
        6 => {
            let x = dice.uniform();
            Domain::float(x, x)
        }
        _ => Domain::float(0.0, 1.0),
    }
}

fn space(dice: &mut Dice) -> Option<SearchSpace> {
    let most = if dice.below(10) == 0 { 60 } else { 8 };
    let dimension = 1 + dice.below(most);
    let mut parameters: Vec<Parameter> =
        (0..dimension).map(|i| Parameter::new(format!("p{i}"), domain(dice))).collect();
    if dice.below(4) == 0 {
        parameters.push(Parameter::new("on", Domain::Bool));
        parameters[0].when = Some("on".to_owned());
    }
    SearchSpace::new(SpaceDefinition { parameters, ..SpaceDefinition::default() }).ok()
}

fn loss(dice: &mut Dice, params: &Configuration, kind: u64) -> Option<f64> {
    let sum: f64 = params.iter().filter_map(|(_, v)| v.as_f64()).map(|x| x.abs().min(1e6).ln_1p()).sum();
    match kind {
        0 => Some(1.0),
        1 => Some(sum * 1e300),
        2 => Some(sum * 1e-300),
        3 => (dice.below(2) == 0).then_some(sum),
        4 => None,
        5 => Some([f64::NAN, f64::INFINITY, -1e308, 1e308, 0.0, -0.0, f64::MIN_POSITIVE][dice.below(7) as usize]),
        6 => Some(f64::from_bits(dice.next())),
        7 => Some(if dice.below(5) == 0 { 1e30 } else { sum }),
        _ => Some(sum + dice.uniform()),
    }
}

/// One job of a random kind; what went wrong, if something did.
fn job(seed: u64) -> Result<(), String> {
    let mut dice = Dice(seed);
    let Some(space) = space(&mut dice) else { return Ok(()) };
    let kinds = [
        StrategyKind::Bayesian,
        StrategyKind::Bayesian,
        StrategyKind::Bayesian,
        StrategyKind::Tpe,
        StrategyKind::CmaEs,
        StrategyKind::Random,
        StrategyKind::Hyperband,
    ];
    let kind = kinds[dice.below(kinds.len() as u64) as usize];
    let (objectives, limits) = (1 + dice.below(8).saturating_sub(5) as usize, dice.below(6).saturating_sub(4) as usize);
    let (what, trials) = (dice.below(10), 5 + dice.below(60) as usize);
    let parents: Vec<Vec<Observation>> = (0..dice.below(8).saturating_sub(5))
        .map(|_| {
            let request = Request { space: &space, seed, observations: &[], pending: &[], count: 12 };
            let points = StrategyKind::Random.build().suggest(&request).proposals;
            points.into_iter().map(|p| Observation::new(p.params.clone(), loss(&mut dice, &p.params, what))).collect()
        })
        .collect();
    let mut strategy = kind.build_knowing(Known { parents, ..Known::default() });
    let mut seen: Vec<Observation> = Vec::new();
    let mut points = BTreeSet::new();
    while seen.len() < trials {
        let begun = Instant::now();
        let count = 1 + dice.below(4) as usize;
        let answer = strategy.suggest(&Request { space: &space, seed, observations: &seen, pending: &[], count });
        if begun.elapsed() > Duration::from_mins(1) {
            return Err(format!("{kind:?} took {:?} after {}", begun.elapsed(), seen.len()));
        }
        if answer.proposals.len() < count && !answer.exhausted {
            return Err(format!("{kind:?} gave {} of {count} and is not exhausted", answer.proposals.len()));
        }
        for proposal in answer.proposals {
            if !space.holds(&proposal.params) {
                return Err(format!("{kind:?}: {} is outside", proposal.params));
            }
            if !points.insert(proposal.params.to_string())
                && !space.parameters().iter().any(|p| p.domain.cardinality().is_none())
            {
                return Err(format!("{kind:?}: {} comes twice", proposal.params));
            }
            if proposal
                .reason
                .is_some_and(|r| r.mean.is_nan() || r.acquisition.is_nan() || r.better.is_some_and(f64::is_nan))
            {
                return Err(format!("{kind:?}: {:?}", proposal.reason));
            }
            let further = (1..objectives).map(|_| dice.uniform()).collect();
            let excess = (0..limits).map(|_| dice.uniform() - 0.7).collect();
            let loss = loss(&mut dice, &proposal.params, what);
            seen.push(Observation { further, excess, ..Observation::new(proposal.params, loss) });
        }
        if answer.exhausted {
            break;
        }
    }
    let Some(first) = best(&seen).first().copied() else { return Ok(()) };
    if importance(&space, &seen).is_some_and(|all| all.iter().any(|i| i.share.is_nan() || i.low > i.high)) {
        return Err("importance is no number".to_owned());
    }
    if let Some(learned) = Learned::from(&space, &seen, &seen[first].params) {
        let (lead, gain, left_out) = (learned.lead(), learned.further_gain(), learned.left_out());
        let slice = learned.slice(&seen[first].params, 0);
        if gain.is_nan()
            || lead.expected.is_nan()
            || left_out.rank_correlation.is_nan()
            || slice.iter().any(|p| p.mean.is_nan())
        {
            return Err(format!("analysis: {gain} {lead:?}"));
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "what it found is what it is for")]
fn main() {
    let argument = |i: usize| std::env::args().nth(i).and_then(|a| a.parse::<u64>().ok());
    let (seconds, first) = (argument(1).unwrap_or(60), argument(2).unwrap_or(0));
    let begun = Instant::now();
    let mut seed = first;
    while begun.elapsed() < Duration::from_secs(seconds) {
        let outcome = std::panic::catch_unwind(|| job(seed)).unwrap_or_else(|_| Err("it panicked".to_owned()));
        if let Err(problem) = outcome {
            println!("seed {seed}: {problem}");
            std::process::exit(1);
        }
        seed += 1;
    }
    println!("{} jobs without a fault, seeds {first} to {}", seed - first, seed - 1);
}
