//! What the benchmarks work on.

use tunesmith_engine::Observation;
use tunesmith_space::{Configuration, Parameter, SearchSpace, SpaceDefinition, Value, parse_spec};

/// Eight parameters: real, logarithmic, whole, categorical.
pub fn space() -> SearchSpace {
    let specs = ["log:1e-5..1e-1", "0.0..1.0", "1..64", "a,b,c", "log:1..1000", "0..0.5/0.1", "bool", "-5.0..5.0"];
    let parameters =
        specs.iter().enumerate().map(|(i, s)| Parameter::new(format!("p{i}"), parse_spec(s).expect("a specification")));
    let definition = SpaceDefinition { parameters: parameters.collect(), ..SpaceDefinition::default() };
    SearchSpace::new(definition).expect("a space")
}

/// So many observations at random points.
pub fn observations(space: &SearchSpace, n: usize) -> Vec<Observation> {
    let request = tunesmith_engine::Request { space, seed: 1, observations: &[], pending: &[], count: n };
    let points = tunesmith_engine::StrategyKind::Random.build().suggest(&request).proposals;
    points.into_iter().map(|p| Observation::new(p.params.clone(), Some(loss(&p.params)))).collect()
}

fn loss(point: &Configuration) -> f64 {
    let number = |name: &str| point.get(name).and_then(Value::as_f64).unwrap_or(0.0);
    (number("p0").log10() + 3.0).powi(2)
        + (number("p1") - 0.3).powi(2)
        + 0.02 * number("p7").powi(2)
        + 0.01 * number("p2")
}
