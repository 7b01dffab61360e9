//! The stages that have no benchmark of their own: language, names, look-up of words, comparable text, files of units.
//! `segment`, `quantity`, `lexicon`, `align` and `memory` measure the others.

use std::{fs, hint::black_box, path::Path, time::Duration};

use bitext::{
    Aligner, Lang, Mode, Segmenter, align, detect,
    format::{
        ReadOptions, UnitWriter,
        tmx::{Header, Reader, Writer},
    },
    memory::{Unit, units},
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// The two texts of a corpus, Chinese first.
fn corpus(name: &str) -> (String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpora")
        .join(name);
    let text = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
    (text("zh.txt"), text("en.txt"))
}

fn language(c: &mut Criterion) {
    let (zh, en) = corpus("parallel/story-ferry");
    let mut group = c.benchmark_group("detect");
    for (name, text) in [("zh", zh), ("en", en)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| detect(black_box(&text)).confidence));
    }
    group.finish();
}

fn words(c: &mut Criterion) {
    let (zh, en) = corpus("parallel/story-ferry");
    let segmenter = Segmenter::default();
    let mut group = c.benchmark_group("words");
    for (name, text, lang) in [("zh", zh, Lang::Chinese), ("en", en, Lang::English)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| segmenter.words(black_box(&text), lang).len())
        });
    }
    group.finish();
}

fn comparable(c: &mut Criterion) {
    let (zh, en) = corpus("comparable/phone-launch");
    let aligner = Aligner::builder().mode(Mode::Comparable).build().unwrap();
    let mut group = c.benchmark_group("comparable");
    group.throughput(Throughput::Bytes((zh.len() + en.len()) as u64));
    group.bench_function("phone-launch", |b| {
        b.iter(|| aligner.align(black_box(&zh), black_box(&en)).links.len());
    });
    group.finish();
}

fn files(c: &mut Criterion) {
    let (zh, en) = corpus("parallel/story-ferry");
    let list: Vec<Unit> = units(&align(&zh, &en), &zh, &en).collect();
    let write = || {
        let mut writer = Writer::new(Vec::new(), Header::default());
        for unit in &list {
            writer.write(unit).unwrap();
        }
        writer.finish().unwrap();
        writer.into_inner()
    };
    let file = write();
    let mut group = c.benchmark_group("tmx");
    group.throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function("write", |b| b.iter(|| write().len()));
    group.bench_function("read", |b| {
        b.iter(|| Reader::new(black_box(&file[..]), ReadOptions::default()).count());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_secs(1));
    targets = language, words, comparable, files
}
criterion_main!(benches);
