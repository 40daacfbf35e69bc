//! Factorisation, likelihood, acquisition, and a whole suggestion, by the number of observations.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use tunesmith_engine::internals::Workbench;
use tunesmith_engine::{Request, StrategyKind};
use tunesmith_engine_bench::{observations, space};

fn parts(c: &mut Criterion) {
    let space = space();
    for n in [50, 100, 200] {
        let bench = Workbench::new(&space, &observations(&space, n));
        c.bench_with_input(BenchmarkId::new("factorisation", n), &bench, |b, bench| b.iter(|| bench.factorise()));
        c.bench_with_input(BenchmarkId::new("likelihood and gradient", n), &bench, |b, bench| {
            b.iter(|| bench.likelihood())
        });
        c.bench_with_input(BenchmarkId::new("acquisition at 500 points", n), &bench, |b, bench| {
            b.iter(|| bench.acquisition(500))
        });
    }
}

fn suggestions(c: &mut Criterion) {
    let space = space();
    for (n, count) in [(50, 1), (100, 1), (200, 1), (1000, 1), (100, 10)] {
        let observations = observations(&space, n);
        let request = Request { space: &space, seed: 1, observations: &observations, pending: &[], count };
        // Hyper-parameters are fitted once, before: most questions find them fitted.
        let mut strategy = StrategyKind::Bayesian.build();
        strategy.suggest(&request);
        c.bench_function(&format!("{count} of bayesian/{n}"), |b| b.iter(|| strategy.suggest(&request)));
    }
    for kind in [StrategyKind::Tpe, StrategyKind::CmaEs, StrategyKind::Random] {
        let observations = observations(&space, 1000);
        let request = Request { space: &space, seed: 1, observations: &observations, pending: &[], count: 1 };
        let mut strategy = kind.build();
        c.bench_function(&format!("1 of {kind:?}/1000"), |b| b.iter(|| strategy.suggest(&request)));
    }
}

criterion_group! {
    name = engine;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2));
    targets = parts, suggestions
}
criterion_main!(engine);
