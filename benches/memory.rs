//! Memories: import, exact and fuzzy search, concordance, beside a plain scan.
//!
//! Run with `cargo bench --bench memory --features store`. The memory is 50,000 units recombined from `corpora/`;
//! figures for more come from `examples/tm_scale.rs`, which also measures recall.

#[path = "../examples/recombine/mod.rs"]
mod recombine;

use std::{hint::black_box, time::Duration};

use bitext::{
    Lang,
    memory::{
        Lookup, LookupOptions, Method, Query, SqliteStore, Store, Volatile, find_phrase,
        search::Segment,
    },
};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use rapidfuzz::distance::levenshtein;

use recombine::Random;

const UNITS: usize = 50_000;

fn memory(criterion: &mut Criterion) {
    let texts = recombine::texts(UNITS);
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::create(folder.path().join("memory")).unwrap();
    let mut volatile = Volatile::default();
    let mut units = texts.iter().map(|pair| Ok(recombine::unit(pair)));
    store.import(&mut units).unwrap();
    let mut units = texts.iter().map(|pair| Ok(recombine::unit(pair)));
    volatile.import(&mut units).unwrap();

    let mut group = criterion.benchmark_group("memory");
    group
        .measurement_time(Duration::from_secs(3))
        .sample_size(10);
    let few: Vec<_> = texts.iter().take(5000).map(recombine::unit).collect();
    group.throughput(Throughput::Elements(few.len() as u64));
    group.bench_function("import", |bencher| {
        let new = || {
            let folder = tempfile::tempdir().unwrap();
            let store = SqliteStore::create(folder.path().join("memory")).unwrap();
            (folder, store)
        };
        bencher.iter_batched(
            new,
            |(folder, mut store)| {
                store.import(&mut few.iter().cloned().map(Ok)).unwrap();
                (folder, store)
            },
            BatchSize::PerIteration,
        );
    });

    for lang in [Lang::Chinese, Lang::English] {
        let side = |pair: &(String, String)| match lang {
            Lang::Chinese => pair.1.clone(),
            _ => pair.0.clone(),
        };
        let mut random = Random(5);
        let queries: Vec<String> = (0..40)
            .map(|_| {
                let (text, other) = (
                    side(&texts[random.below(UNITS)]),
                    side(&texts[random.below(UNITS)]),
                );
                recombine::perturbed(&text, &other, lang, 15, &mut random)
            })
            .collect();
        let known: Vec<String> = (0..40).map(|_| side(&texts[random.below(UNITS)])).collect();
        let code = lang.code();
        group.throughput(Throughput::Elements(40));
        let mut exact = Lookup::new(LookupOptions::default().method(Method::Exact));
        group.bench_function(format!("{code} exact"), |bencher| {
            bencher.iter(|| {
                for query in &known {
                    black_box(exact.find(&store, &Query::new(query, lang)).unwrap());
                }
            });
        });
        let mut lookup = Lookup::default();
        group.bench_function(format!("{code} fuzzy, one file"), |bencher| {
            bencher.iter(|| {
                for query in &queries {
                    black_box(lookup.find(&store, &Query::new(query, lang)).unwrap());
                }
            });
        });
        group.bench_function(format!("{code} fuzzy, working memory"), |bencher| {
            bencher.iter(|| {
                for query in &queries {
                    black_box(lookup.find(&volatile, &Query::new(query, lang)).unwrap());
                }
            });
        });
        group.bench_function(format!("{code} concordance"), |bencher| {
            let joint = if lang == Lang::Chinese { "" } else { " " };
            let phrase = |query: &String| {
                let segment = Segment::new(query, lang);
                segment.tokens().take(3).collect::<Vec<_>>().join(joint)
            };
            let phrases: Vec<String> = queries.iter().map(phrase).collect();
            bencher.iter(|| {
                for phrase in &phrases {
                    black_box(find_phrase(&store, phrase, lang, 20).unwrap());
                }
            });
        });
        let all: Vec<Vec<char>> = texts
            .iter()
            .map(|pair| side(pair).chars().collect())
            .collect();
        group.throughput(Throughput::Elements(1));
        group.bench_function(format!("{code} peer: scan with rapidfuzz"), |bencher| {
            let comparator = levenshtein::BatchComparator::new(queries[0].chars());
            let arguments = levenshtein::Args::default().score_cutoff(0.7);
            bencher.iter(|| {
                let like = all.iter().filter(|text| {
                    let text = text.iter().copied();
                    comparator
                        .normalized_similarity_with_args(text, &arguments)
                        .is_some()
                });
                like.count()
            });
        });
    }
}

criterion_group!(benches, memory);
criterion_main!(benches);
