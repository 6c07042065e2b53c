//! How fast filings are read: by serde, into the tree with places, and scanned for personal numbers.

#![allow(clippy::disallowed_methods, reason = "writes what it measures")]

mod common;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use skillreg::registry::personal;
use skillreg::registry::records::batch::Batch;
use skillreg::registry::records::filing::Filing;
use skillreg::yaml::Tree;

fn parse(criterion: &mut Criterion) {
    let corpus = common::Corpus::of(100, 10_000);
    let filings = corpus.texts("institutions");
    let batches = corpus.texts("certificates");
    let bytes = |texts: &[String]| Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum());

    let mut group = criterion.benchmark_group("filings");
    group.throughput(bytes(&filings));
    group.bench_function("serde", |bench| {
        bench.iter(|| filings.iter().filter(|text| serde_yaml::from_str::<Filing>(text).is_ok()).count());
    });
    group.bench_function("tree", |bench| {
        bench.iter(|| filings.iter().filter(|text| Tree::parse(text).is_ok()).count());
    });
    group.bench_function("personal", |bench| {
        bench.iter(|| filings.iter().map(|text| personal::scan(text).len()).sum::<usize>());
    });
    group.finish();

    let mut group = criterion.benchmark_group("batches");
    group.throughput(bytes(&batches));
    group.bench_function("serde", |bench| {
        bench.iter(|| batches.iter().filter(|text| serde_yaml::from_str::<Batch>(text).is_ok()).count());
    });
    group.bench_function("tree", |bench| {
        bench.iter(|| batches.iter().filter(|text| Tree::parse(text).is_ok()).count());
    });
    group.bench_function("personal", |bench| {
        bench.iter(|| batches.iter().map(|text| personal::scan(text).len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
