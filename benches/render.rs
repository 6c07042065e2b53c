//! How fast pages are planned and rendered.

mod common;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use skillreg::check;
use skillreg::history::History;
use skillreg::registry::Date;
use skillreg::site::{Content, Options, Plan};
use skillreg::theme::Theme;

fn pages(criterion: &mut Criterion) {
    let corpus = common::Corpus::of(200, 1_000);
    let clock = Date::new(2021, 11, 19).expect("a day");
    let checked = check::check(corpus.root(), None, clock).expect("a readable registry");
    let registry = checked.registry.expect("a registry without errors");
    let history = History::default();
    let theme = Theme::embedded().expect("the default theme");
    let options = Options { base_url: "https://example.com/".to_owned() };
    let plan = Plan::new(&registry, &history, theme.assets(), &options);
    let renderer = theme.renderer(plan.shared()).expect("a renderer");

    let mut group = criterion.benchmark_group("render");
    group.sample_size(10);
    group.bench_function("plan", |bench| {
        bench.iter(|| black_box(Plan::new(&registry, &history, theme.assets(), &options).files().len()));
    });
    group.throughput(Throughput::Elements(plan.files().len() as u64));
    group.bench_function("all files", |bench| {
        bench.iter(|| {
            for index in 0..plan.files().len() {
                match plan.content(index) {
                    Some(Content::Page(page)) => drop(black_box(renderer.render(&page).expect("a page"))),
                    other => drop(black_box(other)),
                }
            }
        });
    });
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
