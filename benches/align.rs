//! Alignment: sentence pairs per second of parallel text, and of text made to be slow. `examples/scaling.rs` shows how
//! time and memory grow with the length.

use std::{fs, hint::black_box, path::Path, time::Duration};

use bitext::{AlignOptions, Aligner, Lang, text};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn aligner(evidence: bool) -> Aligner {
    let mut options = AlignOptions::default();
    options.source_lang = Some(Lang::Chinese);
    options.target_lang = Some(Lang::English);
    options.evidence = evidence;
    Aligner::builder().options(options).build().unwrap()
}

/// The texts of all parallel corpora, one after the other, some times over.
fn corpora(times: usize) -> (String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/parallel");
    let mut folders: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    let text = |name: &str| -> String {
        let texts = folders
            .iter()
            .map(|folder| fs::read_to_string(folder.join(name)).unwrap());
        texts.collect::<String>().repeat(times)
    };
    (text("zh.txt"), text("en.txt"))
}

fn lines(c: &mut Criterion, name: &str, (source, target): &(String, String), evidence: bool) {
    let aligner = aligner(evidence);
    let (source_spans, target_spans) = (text::lines(source), text::lines(target));
    let pairs = source_spans.len().max(target_spans.len());
    let mut group = c.benchmark_group("align");
    group.throughput(Throughput::Elements(pairs as u64));
    group.bench_function(name, |b| {
        b.iter(|| {
            let both = (
                (source.as_str(), &*source_spans),
                (target.as_str(), &*target_spans),
            );
            black_box(aligner.align_segments(both.0, both.1))
                .links
                .len()
        });
    });
    group.finish();
}

fn parallel(c: &mut Criterion) {
    let texts = corpora(8);
    lines(c, "corpora", &texts, false);
    lines(c, "corpora with evidence", &texts, true);
}

fn hostile(c: &mut Criterion) {
    let equal = (
        "同样的一行，没有新的内容。\n".repeat(4000),
        "The same line again.\n".repeat(4000),
    );
    lines(c, "equal lines", &equal, false);
    let one = |count: usize| -> (String, String) {
        let line = |i: usize| format!("第{i}行。\n");
        let chinese: String = (0..count).map(line).collect();
        (chinese, "Nothing of it.\n".to_owned())
    };
    lines(c, "one line against many", &one(4000), false);
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(3));
    targets = parallel, hostile
}
criterion_main!(benches);
