//! Points that somebody knows of are tried first: a user's own, and what was best elsewhere.

use tunesmith_space::Configuration;

use super::{Answer, Proposal, Request, Strategy};

/// Points to start with, and where they come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct FirstPoints {
    /// The user's own.
    pub(super) given: Vec<Configuration>,
    /// The best of other jobs.
    pub(super) transferred: Vec<Configuration>,
}

impl FirstPoints {
    /// Each with the word for where it comes from.
    fn iter(&self) -> impl Iterator<Item = (&Configuration, &'static str)> {
        self.given.iter().map(|p| (p, "given")).chain(self.transferred.iter().map(|p| (p, "transfer")))
    }
}

/// Tries known points before it asks another strategy.
pub(super) struct KnownPoints {
    points: FirstPoints,
    then: Box<dyn Strategy>,
}

impl KnownPoints {
    pub(super) fn new(points: FirstPoints, then: Box<dyn Strategy>) -> Self {
        Self { points, then }
    }
}

impl Strategy for KnownPoints {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        let space = request.space;
        let seen = request.observations.iter().map(|o| &o.params).chain(request.pending);
        let mut proposals: Vec<Proposal> = Vec::new();
        for (point, origin) in self.points.iter() {
            // A point of another space becomes the nearest of this one, and what it lacks is in the middle.
            let params = space.decode(&space.encode(point));
            let again = seen.clone().any(|s| *s == params) || proposals.iter().any(|p| p.params == params);
            if proposals.len() < request.count && !again && space.is_feasible(&params) {
                proposals.push(Proposal { params, origin, reason: None });
            }
        }
        if proposals.len() == request.count {
            return Answer { proposals, exhausted: false };
        }
        let pending: Vec<Configuration> =
            request.pending.iter().cloned().chain(proposals.iter().map(|p| p.params.clone())).collect();
        let count = request.count - proposals.len();
        let mut answer = self.then.suggest(&Request { pending: &pending, count, ..*request });
        proposals.append(&mut answer.proposals);
        Answer { proposals, exhausted: answer.exhausted }
    }
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Domain, Parameter, SearchSpace, SpaceDefinition, Value};

    use super::super::{Observation, StrategyKind};
    use super::*;

    #[test]
    fn given_points_come_first_and_within_the_space() {
        let parameters = vec![Parameter::new("x", Domain::float(0.0, 1.0))];
        let space = SearchSpace::new(SpaceDefinition { parameters, ..SpaceDefinition::default() }).expect("a space");
        let at = |x: f64| [("x".to_owned(), Value::Float(x))].into_iter().collect::<Configuration>();
        let points = FirstPoints { given: vec![at(0.25)], transferred: vec![at(7.0)] };
        let mut strategy = KnownPoints::new(points, StrategyKind::Random.build());
        let mut suggest = |observations: &[Observation], count| {
            let request = Request { space: &space, seed: 1, observations, pending: &[], count };
            strategy.suggest(&request).proposals
        };
        let first = suggest(&[], 3);
        assert_eq!(first.len(), 3);
        assert_eq!((&first[0].params, first[0].origin), (&at(0.25), "given"));
        assert_eq!(first[1].params, at(1.0), "the nearest point of this space");
        assert_eq!(first[2].origin, "random");
        let seen: Vec<Observation> = first.into_iter().map(|p| Observation::new(p.params, Some(0.0))).collect();
        assert!(suggest(&seen, 1).iter().all(|p| p.origin == "random"));
        assert_eq!(suggest(&seen[..1], 1)[0].params, at(1.0), "the same after a restart");
    }
}
