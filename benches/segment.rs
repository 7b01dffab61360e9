//! Speed of the text layer, beside its peers on the same bytes.
//!
//! `BITEXT_DATA` names a directory with `scale/law.en` and `scale/law.zh`; without it the text is made of a few
//! sentences of our own, repeated. Feature `bench-peers` adds sentencex.

use std::{fs, hint::black_box, path::PathBuf, time::Duration};

use bitext::{Lang, SegmentOptions, Segmenter, detect};
use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use unicode_segmentation::UnicodeSegmentation;

const SIZE: usize = 1 << 20;

const ENGLISH: &str = "Mr. Lin said on Feb. 3 that output rose 3.5 per cent to 280 million tonnes. “It was a good year,” \
    he added. Prices, which had fallen in the U.S. and elsewhere, recovered (see page 4). What comes next?\n";
const CHINESE: &str = "林先生二月三日表示，产量增长3.5%，达到2.8亿吨。他说：“今年收成很好。”此前下跌的价格（见第4页）\
    已经回升。接下来会怎样？我们还不知道！\n";

/// About a megabyte of text: real where there is data.
fn text(file: &str, own: &str) -> String {
    let real = std::env::var_os("BITEXT_DATA")
        .map(|data| PathBuf::from(data).join("scale").join(file))
        .and_then(|path| fs::read_to_string(path).ok());
    let mut text = real.unwrap_or_else(|| own.repeat(SIZE / own.len()));
    let mut end = text.len().min(SIZE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

fn group<'c>(
    criterion: &'c mut Criterion,
    name: &str,
    bytes: usize,
) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group
        .throughput(Throughput::Bytes(bytes as u64))
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    group
}

fn benches(criterion: &mut Criterion) {
    let segmenter = Segmenter::new(SegmentOptions::default());
    let jieba = jieba_rs::Jieba::new();
    for (lang, file, own) in [
        (Lang::English, "law.en", ENGLISH),
        (Lang::Chinese, "law.zh", CHINESE),
    ] {
        let text = text(file, own);
        let code = lang.code();
        let mut group = group(criterion, code, text.len());
        group.bench_function("detect", |b| b.iter(|| detect(black_box(&text))));
        group.bench_function("paragraphs", |b| {
            b.iter(|| segmenter.paragraphs(black_box(&text)))
        });
        group.bench_function("sentences", |b| {
            b.iter(|| segmenter.sentences(black_box(&text), lang))
        });
        group.bench_function("sentences/unicode-segmentation", |b| {
            b.iter(|| black_box(&text).split_sentence_bound_indices().count());
        });
        #[cfg(feature = "bench-peers")]
        group.bench_function("sentences/sentencex", |b| {
            b.iter(|| sentencex::get_sentence_boundaries(code, black_box(&text)).len());
        });
        group.bench_function("clauses", |b| {
            b.iter(|| segmenter.clauses(black_box(&text), lang))
        });
        group.bench_function("words", |b| {
            b.iter(|| segmenter.words(black_box(&text), lang))
        });
        if lang == Lang::Chinese {
            group.bench_function("words/jieba-rs", |b| {
                b.iter(|| jieba.cut(black_box(&text), false).len())
            });
        } else {
            group.bench_function("words/unicode-segmentation", |b| {
                b.iter(|| black_box(&text).split_word_bound_indices().count());
            });
        }
        group.finish();
    }
}

criterion_group!(segment, benches);
criterion_main!(segment);
