//! What the server counts, in Prometheus's text format.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use tunesmith_controller::Clock;
use tunesmith_hosting::{Hosting, VariantView};
use tunesmith_store::{Catalogue as _, SqlStore};

/// Upper ends of the buckets of answering times, in seconds.
const BUCKETS: [f64; 8] = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0];

/// Counts of one server.
pub(crate) struct Metrics {
    store: Arc<SqlStore>,
    clock: Arc<dyn Clock>,
    hosting: Arc<Hosting>,
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
    pub(crate) fn new(store: Arc<SqlStore>, clock: Arc<dyn Clock>, hosting: Arc<Hosting>) -> Self {
        Self { store, clock, hosting, counts: Mutex::default() }
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
        self.endpoints(&mut out);
        out
    }

    /// What endpoints are asked and how they answer.
    fn endpoints(&self, out: &mut String) {
        let views = self.hosting.views();
        if views.is_empty() {
            return;
        }
        let variants: Vec<(String, &VariantView)> = views
            .iter()
            .flat_map(|view| view.variants.iter().map(|v| (view.endpoint.name.clone(), v)))
            .map(|(endpoint, v)| (format!("endpoint=\"{endpoint}\",variant=\"{}\"", v.name), v))
            .collect();
        *out += "# HELP tunesmith_invocations_total Requests sent to models, by how they ended.\n# TYPE tunesmith_invocations_total counter\n";
        for (labels, v) in &variants {
            let total = &v.counts.total;
            let good = total.invocations - total.errors_4xx - total.errors_5xx;
            for (answer, n) in [("2xx", good), ("4xx", total.errors_4xx), ("5xx", total.errors_5xx)] {
                let _ = writeln!(out, "tunesmith_invocations_total{{{labels},answer=\"{answer}\"}} {n}");
            }
        }
        *out += "# HELP tunesmith_model_seconds Time that models took to answer.\n# TYPE tunesmith_model_seconds histogram\n";
        for (labels, v) in &variants {
            for (end, n) in &v.counts.buckets {
                let _ = writeln!(out, "tunesmith_model_seconds_bucket{{{labels},le=\"{end}\"}} {n}");
            }
            let total = &v.counts.total;
            let _ = writeln!(out, "tunesmith_model_seconds_bucket{{{labels},le=\"+Inf\"}} {}", total.answers);
            let _ = writeln!(out, "tunesmith_model_seconds_sum{{{labels}}} {}", total.latency_us as f64 / 1e6);
            let _ = writeln!(out, "tunesmith_model_seconds_count{{{labels}}} {}", total.answers);
        }
        *out += "# HELP tunesmith_instances Model processes that answer.\n# TYPE tunesmith_instances gauge\n";
        for (labels, v) in &variants {
            let _ = writeln!(out, "tunesmith_instances{{{labels}}} {}", v.ready);
        }
    }
}
