//! What a variant is asked and how it answers, by the minute and in all.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Minutes that are kept: three days.
const KEPT: usize = 3 * 24 * 60;
/// Upper ends of the buckets of answering times, in seconds.
pub(crate) const BUCKETS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0, 10.0];

/// One minute of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Minute {
    /// Its beginning, in milliseconds since the epoch.
    pub at_ms: i64,
    /// Requests that were sent to a model.
    pub invocations: u64,
    /// Answers with a status from 400 to 499.
    pub errors_4xx: u64,
    /// Answers with a status from 500 on, and requests without an answer.
    pub errors_5xx: u64,
    /// Answers that came.
    pub answers: u64,
    /// Sum of the times that models took, in microseconds.
    pub latency_us: u64,
    /// The least of them.
    pub least_us: u64,
    /// The greatest of them.
    pub most_us: u64,
    /// Sum of the times that were spent on the way, in microseconds.
    pub overhead_us: u64,
}

/// All counts of a variant since the server started.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counts {
    /// Everything.
    pub total: Minute,
    /// Answers by the time that the model took: at most so many seconds, how many.
    pub buckets: Vec<(f64, u64)>,
    /// The latest minutes, oldest first; those without requests are left out.
    pub minutes: Vec<Minute>,
}

/// Counts as they grow.
#[derive(Debug, Default)]
pub(crate) struct Counter(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    total: Minute,
    buckets: [u64; BUCKETS.len()],
    minutes: VecDeque<Minute>,
}

impl Counter {
    /// A request was answered with a status, or not at all; the model took `model`, everything `all`.
    pub(crate) fn add(&self, at_ms: i64, status: Option<u16>, model: Duration, all: Duration) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = at_ms - at_ms.rem_euclid(60_000);
        if state.minutes.back().is_none_or(|m| m.at_ms < minute) {
            state.minutes.push_back(Minute { at_ms: minute, ..Minute::default() });
            if state.minutes.len() > KEPT {
                state.minutes.pop_front();
            }
        }
        if status.is_some() {
            for (bucket, end) in state.buckets.iter_mut().zip(BUCKETS) {
                *bucket += u64::from(model.as_secs_f64() <= end);
            }
        }
        let state = &mut *state;
        for slot in state.minutes.back_mut().into_iter().chain([&mut state.total]) {
            slot.add(status, model.as_micros() as u64, all.saturating_sub(model).as_micros() as u64);
        }
    }

    pub(crate) fn read(&self) -> Counts {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Counts {
            total: state.total,
            buckets: BUCKETS.into_iter().zip(state.buckets).collect(),
            minutes: state.minutes.iter().copied().collect(),
        }
    }
}

impl Minute {
    fn add(&mut self, status: Option<u16>, model_us: u64, overhead_us: u64) {
        self.invocations += 1;
        match status {
            Some(400..=499) => self.errors_4xx += 1,
            Some(500..) | None => self.errors_5xx += 1,
            Some(_) => {}
        }
        if status.is_some() {
            self.least_us = if self.answers == 0 { model_us } else { self.least_us.min(model_us) };
            self.most_us = self.most_us.max(model_us);
            self.answers += 1;
            self.latency_us += model_us;
            self.overhead_us += overhead_us;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_apart_and_the_total_is_of_all() {
        let counter = Counter::default();
        let ms = Duration::from_millis;
        counter.add(59_999, Some(200), ms(4), ms(5));
        counter.add(60_000, Some(404), ms(8), ms(9));
        counter.add(60_001, None, ms(0), ms(50));
        let counts = counter.read();
        assert_eq!(counts.minutes.iter().map(|m| (m.at_ms, m.invocations)).collect::<Vec<_>>(), [(0, 1), (60_000, 2)]);
        let total = counts.total;
        assert_eq!((total.invocations, total.errors_4xx, total.errors_5xx, total.answers), (3, 1, 1, 2));
        assert_eq!((total.latency_us, total.least_us, total.most_us, total.overhead_us), (12_000, 4_000, 8_000, 2_000));
        assert_eq!(counts.buckets[2], (0.005, 1));
    }
}
