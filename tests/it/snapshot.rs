//! Output that people read, as they see it.

use bitext::{AlignOptions, Aligner, Mode, report};

fn table(mode: Mode, source: &str, target: &str, width: usize) -> String {
    let mut options = AlignOptions::default();
    options.mode = mode;
    let alignment = Aligner::builder()
        .options(options)
        .build()
        .unwrap()
        .align(source, target);
    let mut table = Vec::new();
    report::text::write(&mut table, &alignment, source, target, width).unwrap();
    String::from_utf8(table).unwrap()
}

#[test]
fn parallel_text_as_a_table() {
    let source = "The works cost 380 million yuan. They were finished on May 3, two years late. Nobody came.";
    let target = "工程耗资3.8亿元，5月3日完工，晚了两年。当天下着雨。没有人来。";
    insta::assert_snapshot!(table(Mode::Parallel, source, target, 80));
}

#[test]
fn comparable_text_as_a_table() {
    let source = "Profit fell 12 per cent to 4.5 billion yuan in the third quarter. Shares rose.";
    let target = "该公司周二发布公告。第三季度净利润45.2亿元，同比下降12%，低于预期。";
    insta::assert_snapshot!(table(Mode::Comparable, source, target, 100));
}
