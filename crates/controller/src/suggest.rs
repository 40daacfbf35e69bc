//! Carries questions to the optimiser and answers back, off the dispatcher's own thread.

use std::sync::mpsc::{self, Sender};
use std::thread;

use tokio::sync::mpsc::UnboundedSender;
use tunesmith_engine::{Answer, Known, Observation, Reason, Request, Strategy, StrategyKind};
use tunesmith_space::{Configuration, SearchSpace};
use tunesmith_store::JobId;
use tunesmith_study::{EarlierTrial, Expectation, Goal, Measured, StrategyName, Study, WarmStart, WarmStartKind};

use crate::message::Message;

/// How suggestions are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suggester {
    /// On a thread for each job whose questions are hard, so that they hold up nobody.
    Threads,
    /// At once, on the caller's thread: for simulations.
    Inline,
}

/// A question: what became known since the last one, what is pending, how many points are wanted.
#[derive(Debug)]
pub(crate) struct Question {
    /// The space, where it has changed since the last one.
    pub(crate) space: Option<Box<SearchSpace>>,
    pub(crate) news: Vec<Observation>,
    pub(crate) pending: Vec<Configuration>,
    pub(crate) count: usize,
}

/// The optimiser of one job, wherever it runs.
pub(crate) enum Advisor {
    Thread(Sender<Question>),
    Inline { mind: Box<Mind>, job: JobId, replies: UnboundedSender<Message> },
}

/// All that an answer depends on.
pub(crate) struct Mind {
    space: SearchSpace,
    seed: u64,
    strategy: Box<dyn Strategy>,
    observations: Vec<Observation>,
    /// Those within the space, where its ranges were changed; else all count.
    within: Option<Vec<Observation>>,
}

impl Mind {
    fn new(study: &Study) -> Self {
        let valid = study.valid();
        let kind = match valid.spec.search.strategy {
            StrategyName::Bayesian => StrategyKind::Bayesian,
            StrategyName::Random => StrategyKind::Random,
            StrategyName::Grid => StrategyKind::Grid,
            StrategyName::Hyperband => StrategyKind::Hyperband,
            StrategyName::Tpe => StrategyKind::Tpe,
            StrategyName::Asha => {
                let resource = valid.spec.search.resource.as_deref().unwrap_or_default();
                // The check of a job refuses one without it.
                let index = valid.space.parameters().iter().position(|p| p.name == resource).unwrap_or(usize::MAX);
                StrategyKind::Asha(index)
            }
            StrategyName::CmaEs => StrategyKind::CmaEs,
        };
        let (space, seed) = (valid.space.clone(), valid.spec.search.seed);
        let goal = valid.spec.objective.goal;
        let mut known = Known { first: valid.spec.search.first.clone(), parents: Vec::new() };
        let mut observations = Vec::new();
        let earlier = |t: &EarlierTrial| Observation::new(t.params.clone(), t.objective.map(|v| goal.as_loss(v)));
        match &valid.spec.search.warm_start {
            Some(WarmStart { kind: WarmStartKind::Identical, trials }) => {
                observations.extend(trials.iter().map(earlier));
            }
            Some(WarmStart { kind: WarmStartKind::Transfer, trials }) => {
                let parents = trials.iter().map(|t| t.parent + 1).max().unwrap_or(0);
                let of = |parent: usize| trials.iter().filter(move |t| t.parent == parent).map(earlier).collect();
                known.parents = (0..parents).map(of).collect();
            }
            None => {}
        }
        let within = (study.ranges() > 0).then(|| observations.clone());
        Self { space, seed, strategy: kind.build_knowing(known), observations, within }
    }

    fn answer(&mut self, question: Question) -> Answer {
        let (space, is_within) = (&self.space, |space: &SearchSpace, o: &Observation| space.holds(&o.params));
        if let Some(within) = &mut self.within {
            within.extend(question.news.iter().filter(|o| is_within(space, o)).cloned());
        }
        self.observations.extend(question.news);
        if let Some(space) = question.space {
            self.within = Some(self.observations.iter().filter(|o| is_within(&space, o)).cloned().collect());
            self.space = *space;
        }
        self.strategy.suggest(&Request {
            space: &self.space,
            seed: self.seed,
            observations: self.within.as_ref().unwrap_or(&self.observations),
            pending: &question.pending,
            count: question.count,
        })
    }
}

/// A trial as the optimiser sees it.
pub(crate) fn observation(params: Configuration, measured: Option<Measured>) -> Observation {
    let failed = Observation::new(params, None);
    let Some(Measured { losses, excess }) = measured else { return failed };
    Observation { loss: losses.first().copied(), further: losses[1..].to_vec(), excess, ..failed }
}

/// What the optimiser expects, in the objective's own direction; none where that is beyond what can be stored.
pub(crate) fn expectation(reason: Reason, goal: Goal) -> Option<Expectation> {
    let value = |loss| goal.as_loss(loss);
    let (low, high) = match goal {
        Goal::Minimize => (reason.low, reason.high),
        Goal::Maximize => (value(reason.high), value(reason.low)),
    };
    let Reason { better, feasible, acquisition, .. } = reason;
    let expected = Expectation { mean: value(reason.mean), low, high, better, feasible, acquisition };
    let numbers = [expected.mean, low, high, acquisition].into_iter().chain(better).chain(feasible);
    numbers.into_iter().all(f64::is_finite).then_some(expected)
}

impl Advisor {
    pub(crate) fn new(how: Suggester, job: JobId, study: &Study, replies: UnboundedSender<Message>) -> Self {
        let mut mind = Mind::new(study);
        let is_easy = matches!(
            study.spec().search.strategy,
            StrategyName::Random | StrategyName::Grid | StrategyName::Tpe | StrategyName::CmaEs
        );
        if how == Suggester::Inline || is_easy {
            return Self::Inline { mind: Box::new(mind), job, replies };
        }
        let (sender, questions) = mpsc::channel();
        thread::spawn(move || {
            // Ends with the job's sender, or when nobody wants the answer any more.
            for question in questions {
                let answer = mind.answer(question);
                if replies.send(Message::Suggested { job, answer }).is_err() {
                    return;
                }
            }
        });
        Self::Thread(sender)
    }

    pub(crate) fn ask(&mut self, question: Question) {
        match self {
            // The thread ends before its sender only by a panic, which is a bug that shows as a stalled job.
            Self::Thread(sender) => drop(sender.send(question)),
            Self::Inline { mind, job, replies } => {
                let answer = mind.answer(question);
                drop(replies.send(Message::Suggested { job: *job, answer }));
            }
        }
    }
}
