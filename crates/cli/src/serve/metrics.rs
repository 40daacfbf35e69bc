//! What the server counts, in Prometheus's text format.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use tunesmith_controller::Clock;
use tunesmith_store::{Catalogue as _, SqliteStore};

/// Upper ends of the buckets of answering times, in seconds.
const BUCKETS: [f64; 8] = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0];

/// Counts of one server.
pub(crate) struct Metrics {
    store: Arc<SqliteStore>,
    clock: Arc<dyn Clock>,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    /// Answers by HTTP status.
    answers: BTreeMap<u16, u64>,
    buckets: [u64; BUCKETS.len()],
    seconds: f64,
}

impl Metrics {
    pub(crate) fn new(store: Arc<SqliteStore>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, counts: Mutex::default() }
    }

    /// A request begins: the moment, in milliseconds.
    pub(crate) fn begin(&self) -> i64 {
        self.clock.now_ms()
    }

    /// A request that began then was answered with this status.
    pub(crate) fn answered(&self, begun_ms: i64, status: u16) {
        let seconds = (self.clock.now_ms() - begun_ms).max(0) as f64 / 1000.0;
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.answers.entry(status).or_default() += 1;
        counts.seconds += seconds;
        for (bucket, end) in counts.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= end);
        }
    }

    /// Everything, as text.
    pub(crate) async fn text(&self) -> String {
        let mut out = String::new();
        {
            let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            out += "# HELP tunesmith_requests_total Requests answered, by HTTP status.\n# TYPE tunesmith_requests_total counter\n";
            for (status, n) in &counts.answers {
                let _ = writeln!(out, "tunesmith_requests_total{{status=\"{status}\"}} {n}");
            }
            out += "# HELP tunesmith_request_seconds Time to answer.\n# TYPE tunesmith_request_seconds histogram\n";
            let all: u64 = counts.answers.values().sum();
            for (n, end) in counts.buckets.iter().zip(BUCKETS) {
                let _ = writeln!(out, "tunesmith_request_seconds_bucket{{le=\"{end}\"}} {n}");
            }
            let _ = writeln!(out, "tunesmith_request_seconds_bucket{{le=\"+Inf\"}} {all}");
            let _ = writeln!(out, "tunesmith_request_seconds_sum {}", counts.seconds);
            let _ = writeln!(out, "tunesmith_request_seconds_count {all}");
        }
        if let Ok(totals) = self.store.totals().await {
            out += "# HELP tunesmith_jobs Jobs in the store, by status.\n# TYPE tunesmith_jobs gauge\n";
            for (status, n) in totals.jobs {
                let _ = writeln!(out, "tunesmith_jobs{{status=\"{status}\"}} {n}");
            }
            out += "# HELP tunesmith_trials Trials in the store, by how their run stands.\n# TYPE tunesmith_trials gauge\n";
            for (status, n) in totals.trials {
                let _ = writeln!(out, "tunesmith_trials{{status=\"{status}\"}} {n}");
            }
        }
        out
    }
}
