//! How fast a registry is checked: the first time, and with what an earlier run kept.

#![allow(clippy::disallowed_methods, reason = "writes what it measures")]

mod common;

use std::fs;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use skillreg::check;
use skillreg::registry::Date;

fn whole(criterion: &mut Criterion) {
    let corpus = common::Corpus::of(1_000, 10_000);
    let kept = corpus.root().join(skillreg::cache::FOLDER);
    let check = || {
        let clock = Date::new(2021, 11, 19).expect("a day");
        check::check(corpus.root(), None, clock).expect("a registry").report.has_errors()
    };
    assert!(!check(), "the corpus has faults");
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    let forget = || drop(fs::remove_dir_all(&kept));
    group.bench_function("first", |bench| bench.iter_batched(forget, |()| check(), BatchSize::PerIteration));
    group.bench_function("again", |bench| bench.iter(check));
    group.finish();
}

criterion_group!(benches, whole);
criterion_main!(benches);
