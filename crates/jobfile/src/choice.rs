//! Which strategy: one by name, or the one that suits the job.

use tunesmith_space::SpaceDefinition;
use tunesmith_study::StrategyName;

/// From so many trials on, or so many at a time, a model of every point is not worth its time.
const MANY_TRIALS: u64 = 2_000;
const MANY_AT_A_TIME: u32 = 50;

/// What a user says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrategyChoice {
    /// This one.
    Named(StrategyName),
    /// The one that suits.
    Auto,
}

impl StrategyChoice {
    /// Reads the word.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        let names: Vec<&str> = StrategyName::ALL.iter().map(|(_, name)| *name).collect();
        let found = StrategyName::ALL.iter().find(|(_, name)| *name == text);
        found.map(|(s, _)| Self::Named(*s)).ok_or_else(|| format!("expected one of {}, auto", names.join(", ")))
    }

    /// The strategy, and why it was chosen where the user left that open.
    pub fn settle(self, space: &SpaceDefinition, trials: u64, parallel: u32) -> (StrategyName, Option<String>) {
        if let Self::Named(name) = self {
            return (name, None);
        }
        let (name, why) = match space.cardinality() {
            Some(all) if all <= trials => {
                (StrategyName::Grid, format!("{trials} trials are enough for all {all} combinations"))
            }
            _ if trials >= MANY_TRIALS && space.parameters.iter().all(|p| !p.domain.is_categorical()) => (
                StrategyName::CmaEs,
                format!("{trials} trials over numbers alone are more than a Gaussian process pays for"),
            ),
            _ if trials >= MANY_TRIALS => {
                (StrategyName::Tpe, format!("{trials} trials are more than a Gaussian process pays for"))
            }
            _ if parallel >= MANY_AT_A_TIME => (
                StrategyName::Tpe,
                format!("{parallel} trials at a time leave a Gaussian process little to learn from"),
            ),
            _ => (StrategyName::Bayesian, format!("{trials} trials are few, and each should count")),
        };
        (name, Some(why))
    }
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Domain, Parameter};

    use super::*;

    #[test]
    fn the_strategy_suits_the_job() {
        let space = |domain| SpaceDefinition { parameters: vec![Parameter::new("x", domain)], ..Default::default() };
        let settled = |domain, trials, parallel| StrategyChoice::Auto.settle(&space(domain), trials, parallel).0;
        assert_eq!(settled(Domain::int(1, 30), 30, 1), StrategyName::Grid);
        assert_eq!(settled(Domain::int(1, 31), 30, 1), StrategyName::Bayesian);
        assert_eq!(settled(Domain::float(0.0, 1.0), 30, 4), StrategyName::Bayesian);
        assert_eq!(settled(Domain::float(0.0, 1.0), 5_000, 4), StrategyName::CmaEs);
        let mixed = SpaceDefinition {
            parameters: vec![
                Parameter::new("x", Domain::float(0.0, 1.0)),
                Parameter::new("c", Domain::choice(["a", "b"])),
            ],
            ..SpaceDefinition::default()
        };
        assert_eq!(StrategyChoice::Auto.settle(&mixed, 5_000, 4).0, StrategyName::Tpe);
        assert_eq!(settled(Domain::float(0.0, 1.0), 500, 64), StrategyName::Tpe);
        let named = StrategyChoice::parse("random").expect("a name");
        assert_eq!(named.settle(&space(Domain::int(1, 2)), 30, 1), (StrategyName::Random, None));
        assert!(StrategyChoice::parse("best").is_err_and(|e| e.contains("cma-es, auto")));
    }
}
