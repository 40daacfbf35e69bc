//! The next answer, worked out while the other program is busy.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tunesmith_engine::{Answer, Observation, Request, Strategy};
use tunesmith_space::{Configuration, SearchSpace};

/// What an answer depends on besides the number of points.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) space: Arc<SearchSpace>,
    pub(super) seed: u64,
    pub(super) observations: Arc<Vec<Observation>>,
}

/// A strategy that may be at work on a thread of its own. The answers are those that it gives when it is asked.
pub(super) struct Ahead {
    /// Absent while it is at work.
    strategy: Option<Box<dyn Strategy>>,
    work: Option<JoinHandle<(Box<dyn Strategy>, Answer)>>,
    /// Points that the work in progress is about.
    count: usize,
}

impl Ahead {
    pub(super) fn new(strategy: Box<dyn Strategy>) -> Self {
        Self { strategy: Some(strategy), work: None, count: 0 }
    }

    /// Starts to answer the next question, which will be about so many points if it is like the last one.
    pub(super) fn start(&mut self, state: State, count: usize) {
        let Some(mut strategy) = self.take().0 else { return };
        self.count = count;
        self.work = Some(thread::spawn(move || {
            let answer = ask(&mut *strategy, &state, &[], count);
            // The observations are let go before anybody adds to them.
            drop(state);
            (strategy, answer)
        }));
    }

    /// The answer to a question: the one that was worked out, where it is the same question.
    pub(super) fn answer(&mut self, state: &State, pending: &[Configuration], count: usize) -> Answer {
        let fits = self.count == count && pending.is_empty();
        let (strategy, ready) = self.take();
        let mut strategy = strategy.expect("it comes back from every piece of work");
        let answer = ready.filter(|_| fits).unwrap_or_else(|| ask(&mut *strategy, state, pending, count));
        self.strategy = Some(strategy);
        answer
    }

    /// Nothing is at work any more; what was worked out is of no use.
    pub(super) fn stop(&mut self) {
        self.strategy = self.take().0;
    }

    /// The strategy, and the answer where one was worked on.
    fn take(&mut self) -> (Option<Box<dyn Strategy>>, Option<Answer>) {
        match self.work.take().map(JoinHandle::join) {
            Some(Ok((strategy, answer))) => (Some(strategy), Some(answer)),
            // It panicked, and goes on doing so here.
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => (self.strategy.take(), None),
        }
    }
}

fn ask(strategy: &mut dyn Strategy, state: &State, pending: &[Configuration], count: usize) -> Answer {
    strategy.suggest(&Request {
        space: &state.space,
        seed: state.seed,
        observations: &state.observations,
        pending,
        count,
    })
}
