//! What trials cost: time at a price.

use crate::spec::JobSpec;
use crate::state::Study;
use crate::training::Training;
use crate::trial::Trial;

const HOUR_MS: f64 = 3_600_000.0;

impl JobSpec {
    /// What an hour of a trial costs; none where no price is known.
    pub fn price_of(&self, params: &tunesmith_space::Configuration) -> Option<f64> {
        match Training::of(&self.run.trainings, params) {
            Some(training) => {
                // On the controller's own machine there is one, however many were asked for.
                let machines = if training.placement.is_some() { training.instances.max(1) } else { 1 };
                training.price.map(|price| price * f64::from(machines))
            }
            None => self.run.price,
        }
    }

    /// What so much time of a trial costs.
    pub fn cost_of(&self, params: &tunesmith_space::Configuration, spent_ms: i64) -> Option<f64> {
        self.price_of(params).map(|price| price * spent_ms.max(0) as f64 / HOUR_MS)
    }
}

impl Trial {
    /// Milliseconds that its attempts ran so far; what waits for an engine costs nothing.
    pub fn spent_ms(&self, now_ms: i64) -> i64 {
        let running = self.current().filter(|_| !self.waits);
        self.spent_ms + running.map_or(0, |attempt| (now_ms - self.began_ms.unwrap_or(attempt.started_ms)).max(0))
    }
}

impl Study {
    /// What all trials have cost so far; none where no price is known.
    pub fn cost(&self, now_ms: i64) -> Option<f64> {
        let costs = self.trials().iter().filter_map(|t| self.spec().cost_of(&t.params, t.spent_ms(now_ms)));
        costs.reduce(|a, b| a + b)
    }

    /// When the cost is reached that the job may have, as long as what runs now goes on running.
    pub(crate) fn spent_at_ms(&self, now_ms: i64) -> Option<i64> {
        let left = self.spec().budget.cost? - self.cost(now_ms).unwrap_or(0.0);
        if left <= 0.0 {
            return Some(now_ms);
        }
        let running = self.pending().filter(|t| t.current().is_some() && !t.waits);
        let rate: f64 = running.filter_map(|t| self.spec().price_of(&t.params)).sum();
        // Rounded up: at that moment it is reached, and not a little later.
        (rate > 0.0).then(|| now_ms + (left / rate * HOUR_MS).ceil().min(1e15) as i64)
    }

    /// Whether a trial waits for an engine, as the engine says; it is not recorded, and said again after a restart.
    pub fn note_wait(&mut self, trial: u64, waits: bool, now_ms: i64) {
        let Some(trial) = (trial as usize).checked_sub(1).and_then(|at| self.trials_mut().get_mut(at)) else { return };
        if trial.waits && !waits {
            trial.began_ms = Some(now_ms);
        }
        trial.waits = waits;
    }
}
