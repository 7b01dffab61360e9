//! The stages that have no benchmark of their own: folding, names, comparable text, checks, filters, files of units,
//! reports, scores. `segment`, `quantity`, `lexicon`, `align` and `memory` measure the others.

use std::{fs, hint::black_box, path::Path, time::Duration};

use bitext::{
    Aligner, Lang, Mode, Segmenter, align, check, eval,
    filter::{self, Filters},
    format::{FileType, ReadOptions, beads::IndexBead},
    memory::{Unit, units},
    name,
    report::{self, Layout, html::Labels},
    text::Folding,
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

/// The units of one of the corpora, a few times over.
fn memory() -> (Vec<Unit>, usize) {
    let (zh, en) = corpus("parallel/story-ferry");
    let list: Vec<Unit> = units(&align(&zh, &en), &zh, &en).collect();
    (list, zh.len() + en.len())
}

fn folding(c: &mut Criterion) {
    let (zh, en) = corpus("parallel/story-ferry");
    let mut group = c.benchmark_group("fold");
    for (name, text) in [("zh", zh), ("en", en)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| Folding::ALL.fold(black_box(&text)).len())
        });
    }
    group.finish();
}

/// Names that are spelled, customary, transliterated, and no pairs.
const NAMES: [(&str, &str); 8] = [
    ("Xi Jinping", "习近平"),
    ("Hangzhou", "杭州"),
    ("Chiang Kai-shek", "蒋介石"),
    ("Hsi Chin-p'ing", "习近平"),
    ("Trump", "特朗普"),
    ("Zelensky", "泽连斯基"),
    ("Zelensky", "特朗普"),
    ("Nanjing", "河水"),
];

fn names(c: &mut Criterion) {
    let (zh, en) = corpus("comparable/cloud-investment");
    let words = Segmenter::default().words(&en, Lang::English);
    let mut group = c.benchmark_group("names");
    group.throughput(Throughput::Elements(NAMES.len() as u64));
    group.bench_function("similarity", |b| {
        b.iter(|| -> f32 {
            let pairs = black_box(NAMES).into_iter();
            pairs.map(|(en, zh)| name::similarity(en, zh)).sum()
        });
    });
    group.throughput(Throughput::Bytes(en.len() as u64));
    group.bench_function("candidates", |b| {
        b.iter(|| name::candidates(black_box(&en), &words, &|word| word == "the").len());
    });
    group.throughput(Throughput::Bytes(zh.len() as u64));
    group.bench_function("sounds", |b| {
        b.iter(|| name::sound_spans(black_box(&zh)).len())
    });
    group.bench_function("find, spelled", |b| {
        b.iter(|| name::find("Beijing", black_box(&zh)).is_some());
    });
    group.bench_function("find, transliterated", |b| {
        b.iter(|| name::find("Zelensky", black_box(&zh)).is_some());
    });
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

fn quality(c: &mut Criterion) {
    let (list, _) = memory();
    let mut group = c.benchmark_group("units");
    group.throughput(Throughput::Elements(list.len() as u64));
    group.bench_function("check", |b| {
        b.iter(|| -> usize {
            let reports = list.iter().map(|unit| check::check(black_box(unit)));
            reports.map(|report| report.findings.len()).sum()
        });
    });
    group.bench_function("filter", |b| {
        b.iter(|| {
            let mut filters = Filters::new(filter::Options::default());
            list.iter()
                .filter(|unit| filters.judge(black_box(unit)).is_none())
                .count()
        });
    });
    group.finish();
}

fn files(c: &mut Criterion) {
    let (list, _) = memory();
    for format in [
        FileType::Tmx,
        FileType::Xliff,
        FileType::Tsv,
        FileType::Jsonl,
    ] {
        let write = || {
            let mut file = Vec::new();
            let mut writer = format.writer(&mut file).unwrap();
            for unit in &list {
                writer.write(unit).unwrap();
            }
            writer.finish().unwrap();
            drop(writer);
            file
        };
        let file = write();
        let mut group = c.benchmark_group(format!("{format:?}").to_lowercase());
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function("write", |b| b.iter(|| write().len()));
        group.bench_function("read", |b| {
            b.iter(|| {
                let reader = format.reader(black_box(&file[..]), ReadOptions::default());
                reader.unwrap().count()
            });
        });
        group.finish();
    }
}

fn reports(c: &mut Criterion) {
    let (zh, en) = corpus("parallel/story-ferry");
    let alignment = align(&zh, &en);
    let mut group = c.benchmark_group("report");
    group.throughput(Throughput::Elements(alignment.links.len() as u64));
    group.bench_function("table", |b| {
        b.iter(|| {
            let mut out = Vec::new();
            let layout = Layout::new(100).coloured(true);
            report::text::write(&mut out, black_box(&alignment), &zh, &en, layout).unwrap();
            out.len()
        });
    });
    group.bench_function("page", |b| {
        b.iter(|| {
            let mut out = Vec::new();
            let labels = Labels::new("a", "b");
            report::html::write(&mut out, black_box(&alignment), &zh, &en, labels).unwrap();
            out.len()
        });
    });
    group.finish();
}

/// Beads of a long text against themselves, every tenth changed.
fn scores(c: &mut Criterion) {
    let bead = |at: usize, wide: bool| {
        IndexBead::new(
            vec![at],
            if wide {
                vec![2 * at, 2 * at + 1]
            } else {
                vec![2 * at]
            },
        )
    };
    let gold: Vec<IndexBead> = (0..10_000).map(|at| bead(at, true)).collect();
    let found: Vec<IndexBead> = (0..10_000).map(|at| bead(at, at % 10 > 0)).collect();
    let mut group = c.benchmark_group("eval");
    group.throughput(Throughput::Elements(gold.len() as u64));
    group.bench_function("beads", |b| {
        b.iter(|| eval::beads(black_box(&gold), black_box(&found)).strict.f1());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_secs(1));
    targets = folding, names, comparable, quality, files, reports, scores
}
criterion_main!(benches);
