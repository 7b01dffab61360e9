//! Loading and look-up of the bundled translation table. Run with `cargo bench --bench lexicon`.

use std::{hint::black_box, time::Duration};

use bitext::{
    Lang,
    lexicon::{Lexicon, Table},
};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

static TABLE: &[u8] = include_bytes!("../src/lexicon/data/table.bin");

/// Every 101st word of each side, found through the translations of single characters, and as many unknown ones.
fn words(table: &Table) -> Vec<(String, Lang)> {
    let mut words = Vec::new();
    for c in '\u{4e00}'..'\u{9fa5}' {
        table.translations(&c.to_string(), Lang::Chinese, &mut |english, _| {
            words.push((english.to_owned(), Lang::English));
            words.push((format!("{english}q"), Lang::English));
        });
        words.push((c.to_string(), Lang::Chinese));
    }
    words.sort();
    words.dedup();
    // Neighbours in the alphabet are no neighbours in a text.
    let count = words.len();
    (0..count)
        .map(|index| words[index * 7919 % count].clone())
        .collect()
}

fn table(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("table");
    group
        .measurement_time(Duration::from_secs(2))
        .sample_size(20);
    group.bench_function("load", |bencher| {
        bencher.iter(|| Table::from_bytes(black_box(TABLE)).unwrap());
    });
    let table = Table::from_bytes(TABLE).unwrap();
    let words = words(&table);
    group.throughput(Throughput::Elements(words.len() as u64));
    group.bench_function("frequency of every word", |bencher| {
        bencher.iter_batched(
            || (),
            |()| {
                words
                    .iter()
                    .filter_map(|(word, lang)| table.frequency(word, *lang))
                    .sum::<f32>()
            },
            BatchSize::SmallInput,
        );
    });
    group.bench_function("all translations of every word", |bencher| {
        bencher.iter(|| {
            let mut length = 0;
            for (word, lang) in &words {
                table.translations(word, *lang, &mut |translation, _| {
                    length += translation.len()
                });
            }
            length
        });
    });
}

criterion_group!(benches, table);
criterion_main!(benches);
