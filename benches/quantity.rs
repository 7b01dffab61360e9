//! Recognition of quantities: bytes per second of news, and of text made to be slow.

use std::{hint::black_box, time::Duration};

use bitext::{
    Lang,
    quantity::{link, quantities},
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const ZH: &str = "公司周四公布，截至12月底止季度收入同比增长8%至2801.5亿元人民币，净利润489.5亿元，高于分析师预期。\
云业务营收317亿元，较上年同期增长13%，人工智能相关产品连续六个季度实现三位数增长。公司宣布，未来三年将投入超过3800亿元，\
用于云计算和人工智能基础设施，总额超过过去十年的总和。该股在香港早盘上涨近10%，报138.5港元，为2021年11月以来最高水平。\
管理层在电话会议上表示，行业的需求正在改善，客户对新产品的反应十分积极，但他没有给出下一财年的具体目标。";

const EN: &str = "The company said on Thursday that revenue rose 8 per cent to 280.2 billion yuan in the three months through \
December, beating analysts' estimates, while net income reached 48.9 billion yuan. Its cloud unit brought in 31.7 billion yuan, \
13 percent more than a year earlier, and sales of related products grew at triple-digit rates for the sixth quarter in a row. It \
plans to spend more than 380 billion yuan over the next three years, more than in the past decade. The shares rose almost 10% to \
HK$138.50 in Hong Kong, the highest since November 2021. Executives said that demand was improving and that customers liked the \
new products, but gave no target for the next fiscal year.";

fn news(c: &mut Criterion) {
    let mut group = c.benchmark_group("quantities");
    for (name, text, lang) in [("zh", ZH, Lang::Chinese), ("en", EN, Lang::English)] {
        let text = text.repeat(20);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| quantities(black_box(&text), lang).len())
        });
    }
    group.finish();
}

fn hostile(c: &mut Criterion) {
    let mut group = c.benchmark_group("hostile");
    let texts = [
        ("one character", "一".repeat(100_000)),
        ("one digit", "9".repeat(100_000)),
        ("scales", "万亿".repeat(50_000)),
        ("ranges", "一到".repeat(50_000)),
        ("dates", "3年".repeat(50_000)),
        ("numbers", "3 ".repeat(50_000)),
        ("years", "year ".repeat(20_000)),
        ("parts of days", "morning of ".repeat(10_000)),
    ];
    for (name, text) in texts {
        let lang = if text.is_ascii() && name != "one digit" {
            Lang::English
        } else {
            Lang::Chinese
        };
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| quantities(black_box(&text), lang).len())
        });
    }
    group.finish();
}

fn linking(c: &mut Criterion) {
    let (zh, en) = (quantities(ZH, Lang::Chinese), quantities(EN, Lang::English));
    c.bench_function("link", |b| {
        b.iter(|| link(black_box(&zh), black_box(&en)).len())
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_secs(1));
    targets = news, hostile, linking
}
criterion_main!(benches);
