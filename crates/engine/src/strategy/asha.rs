//! Successive halving by a parameter: little of a resource for many points, more for the best of them.
//!
//! Rungs are values of one whole-number parameter (epochs, rows, trees), each three times the one before. Whenever a trial is wanted,
//! the best third of a rung is promoted to the next one, the highest rung first, and where nobody is due, a new point starts at the lowest
//! (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning", algorithm 2). New points come from the Gaussian
//! process over the highest rung that has enough of them (Falkner et al. 2018, "BOHB", section 3.2, with a process in place of
//! densities).

use tunesmith_space::{Configuration, Domain, SearchSpace, Value};

use super::bayesian::Bayesian;
use super::{Answer, Observation, Proposal, Request, Strategy};

/// One of so many is promoted.
const REDUCTION: usize = 3;

/// Keeps the process's cache.
pub(super) struct Asha {
    /// Index of the parameter that is the resource.
    resource: usize,
    points: Bayesian,
}

impl Asha {
    pub(super) fn new(resource: usize) -> Self {
        Self { resource, points: Bayesian::default() }
    }
}

/// A point without the resource, and how far it has come.
struct Climber {
    params: Configuration,
    /// Its observation at each rung; none where it was not there.
    at: Vec<Option<Observation>>,
    /// The highest rung that it is at or on the way to.
    highest: usize,
}

impl Strategy for Asha {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        let Some(course) = Course::of(request.space, self.resource) else { return Answer::default() };
        let mut climbers = course.climbers(request);
        let mut answer = Answer::default();
        while answer.proposals.len() < request.count
            && let Some((i, rung)) = due(&climbers, course.rungs.len())
        {
            climbers[i].highest = rung;
            let params = course.at(&climbers[i].params, rung);
            answer.proposals.push(Proposal { params, origin: "promoted", reason: None });
        }
        let left = request.count - answer.proposals.len();
        if left == 0 {
            return answer;
        }
        let model = course.model_rung(&climbers);
        let (mut observations, mut pending) = (Vec::new(), Vec::new());
        for climber in climbers {
            match climber.at.into_iter().nth(model).flatten() {
                Some(observation) => observations.push(observation),
                None => pending.push(climber.params),
            }
        }
        let inner =
            Request { space: &course.space, observations: &observations, pending: &pending, count: left, ..*request };
        let more = self.points.suggest(&inner);
        let lowest = |p: Proposal| Proposal { params: course.at(&p.params, 0), ..p };
        answer.proposals.extend(more.proposals.into_iter().map(lowest));
        answer.exhausted = more.exhausted;
        answer
    }
}

/// The rungs, and the space of the points that climb them.
struct Course<'a> {
    whole: &'a SearchSpace,
    resource: &'a str,
    space: SearchSpace,
    rungs: Vec<i64>,
}

impl<'a> Course<'a> {
    /// None where the resource is no whole number or the only parameter, which the check of a job refuses.
    fn of(whole: &'a SearchSpace, resource: usize) -> Option<Self> {
        let parameter = whole.parameters().get(resource)?;
        let Domain::Int { low, high, .. } = parameter.domain else { return None };
        let mut definition = whole.definition().clone();
        definition.parameters.remove(resource);
        // Rules may name it.
        definition.statics.set(&parameter.name, Value::Int(high));
        let space = SearchSpace::new(definition).ok()?;
        let mut rungs = vec![low.max(1)];
        while let Some(next) = rungs.last().map(|r| r.saturating_mul(REDUCTION as i64)).filter(|r| *r < high) {
            rungs.push(next);
        }
        if rungs.last().is_some_and(|last| *last < high) {
            rungs.push(high);
        }
        Some(Self { whole, resource: &parameter.name, space, rungs })
    }

    /// A point with a rung's value of the resource.
    fn at(&self, point: &Configuration, rung: usize) -> Configuration {
        let value = |name: &str| {
            if name == self.resource { Some(Value::Int(self.rungs[rung])) } else { point.get(name).cloned() }
        };
        self.whole.parameters().iter().filter_map(|p| Some((p.name.clone(), value(&p.name)?))).collect()
    }

    /// Every point that was tried or is under way, in the order in which they came.
    fn climbers(&self, request: &Request<'_>) -> Vec<Climber> {
        let mut climbers: Vec<Climber> = Vec::new();
        let observed = request.observations.iter().map(|o| (&o.params, Some(o)));
        for (params, observation) in observed.chain(request.pending.iter().map(|p| (p, None))) {
            let reached = params.get(self.resource).and_then(Value::as_f64).unwrap_or(0.0);
            let rung = self.rungs.iter().rposition(|r| *r as f64 <= reached).unwrap_or(0);
            let own: Configuration = (params.iter())
                .filter(|(name, _)| *name != self.resource)
                .map(|(name, value)| (name.to_owned(), value.clone()))
                .collect();
            let known = climbers.iter().position(|c| c.params == own);
            let i = known.unwrap_or_else(|| {
                climbers.push(Climber { params: own.clone(), at: vec![None; self.rungs.len()], highest: 0 });
                climbers.len() - 1
            });
            let climber = &mut climbers[i];
            climber.highest = climber.highest.max(rung);
            climber.at[rung] =
                observation.map(|o| Observation { params: own, ..o.clone() }).or(climber.at[rung].take());
        }
        climbers
    }

    /// The highest rung at which there are enough observations for a model; the lowest where there are nowhere.
    fn model_rung(&self, climbers: &[Climber]) -> usize {
        let enough = 2 + self.space.dimension();
        let values = |rung: &usize| climbers.iter().filter(|c| loss(c, *rung).is_some()).count();
        (0..self.rungs.len()).rev().find(|rung| values(rung) > enough).unwrap_or(0)
    }
}

fn loss(climber: &Climber, rung: usize) -> Option<f64> {
    climber.at[rung].as_ref().and_then(|o| o.loss).filter(|l| l.is_finite())
}

/// Who is promoted next, and to which rung.
fn due(climbers: &[Climber], rungs: usize) -> Option<(usize, usize)> {
    (0..rungs - 1).rev().find_map(|rung| {
        let mut ranked: Vec<(f64, usize)> =
            climbers.iter().enumerate().filter_map(|(i, c)| Some((loss(c, rung)?, i))).collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let go_on = climbers.iter().filter(|c| c.at[rung].is_some()).count() / REDUCTION;
        ranked.into_iter().take(go_on).map(|(_, i)| (i, rung + 1)).find(|(i, _)| climbers[*i].highest == rung)
    })
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Parameter, SpaceDefinition};

    use super::*;

    #[test]
    fn the_best_third_climbs() {
        let parameters = vec![
            Parameter::new("x", Domain::float(0.0, 1.0)),
            Parameter::new("epochs", Domain::int(1, 20)),
            Parameter::new("c", Domain::choice(["a", "b"])),
        ];
        let space = SearchSpace::new(SpaceDefinition { parameters, ..Default::default() }).expect("valid");
        assert_eq!(Course::of(&space, 1).expect("a course").rungs, [1, 3, 9, 20]);
        assert!(Course::of(&space, 0).is_none());
        let mut strategy = Asha::new(1);
        let mut seen: Vec<Observation> = Vec::new();
        let number = |o: &Configuration, name: &str| o.get(name).and_then(Value::as_f64).expect("a number");
        while seen.len() < 60 {
            let request = Request { space: &space, seed: 3, observations: &seen, pending: &[], count: 2 };
            let answer = strategy.suggest(&request);
            assert_eq!(answer.proposals.len(), 2);
            for p in answer.proposals {
                let loss = (number(&p.params, "x") - 0.7).abs() + 1.0 / number(&p.params, "epochs");
                seen.push(Observation::new(p.params, Some(loss)));
            }
        }
        let at = |epochs: f64| seen.iter().filter(|o| (number(&o.params, "epochs") - epochs).abs() < 0.1).count();
        let counts = [at(1.0), at(3.0), at(9.0), at(20.0)];
        assert_eq!(counts.iter().sum::<usize>(), 60);
        assert!(counts.windows(2).all(|w| w[1] * 2 <= w[0] + 2 && w[1] > 0), "{counts:?}");
        // Whoever is at the top was at every rung below, and the best of all is there.
        let best = seen.iter().min_by(|a, b| a.loss.unwrap_or(9.0).total_cmp(&b.loss.unwrap_or(9.0))).expect("some");
        assert!((number(&best.params, "epochs") - 20.0).abs() < 0.1 && (number(&best.params, "x") - 0.7).abs() < 0.05);
        assert_eq!(seen.iter().filter(|o| number(&o.params, "x") == number(&best.params, "x")).count(), 4);
    }
}
