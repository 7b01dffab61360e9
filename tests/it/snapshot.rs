//! Output that people read, as they see it.

use bitext::{
    AlignOptions, Aligner, Alignment, Mode,
    report::{self, Layout},
};

const PARALLEL: (&str, &str) = (
    "The works cost 380 million yuan. They were finished on May 3, two years late. Nobody came.",
    "工程耗资3.8亿元，5月3日完工，晚了两年。当天下着雨。没有人来。",
);
const COMPARABLE: (&str, &str) = (
    "Profit fell 12 per cent to 4.5 billion yuan in the third quarter. Shares rose.",
    "该公司周二发布公告。第三季度净利润45.2亿元，同比下降12%，低于预期。",
);

fn aligned(mode: Mode, (source, target): (&str, &str)) -> Alignment {
    let mut options = AlignOptions::default();
    options.mode = mode;
    let aligner = Aligner::builder().options(options).build().unwrap();
    aligner.align(source, target)
}

fn table(mode: Mode, texts: (&str, &str), layout: Layout) -> String {
    let mut table = Vec::new();
    let alignment = aligned(mode, texts);
    report::text::write(&mut table, &alignment, texts.0, texts.1, layout).unwrap();
    String::from_utf8(table).unwrap()
}

/// Codes of colours as `<36>`, so that a snapshot shows them.
fn visible(text: &str) -> String {
    text.replace("\x1b[0m", "<>")
        .split("\x1b[")
        .enumerate()
        .map(|(index, part)| match part.split_once('m') {
            Some((code, rest)) if index > 0 => format!("<{code}>{rest}"),
            _ => part.to_owned(),
        })
        .collect()
}

#[test]
fn parallel_text_as_a_table() {
    insta::assert_snapshot!(table(Mode::Parallel, PARALLEL, Layout::new(80)));
}

#[test]
fn comparable_text_as_a_table() {
    insta::assert_snapshot!(table(Mode::Comparable, COMPARABLE, Layout::new(100)));
}

#[test]
fn a_narrow_window_gets_the_texts_one_below_the_other() {
    insta::assert_snapshot!(table(Mode::Parallel, PARALLEL, Layout::new(36)));
}

#[test]
fn evidence_has_one_hue_on_both_sides() {
    let coloured = table(
        Mode::Comparable,
        COMPARABLE,
        Layout::new(100).coloured(true),
    );
    insta::assert_snapshot!(visible(&coloured));
}

#[test]
fn colours_change_neither_words_nor_columns() {
    for width in [30, 60, 100, 200] {
        let coloured = visible(&table(
            Mode::Parallel,
            PARALLEL,
            Layout::new(width).coloured(true),
        ));
        let mut bare = String::new();
        for part in coloured.split('<') {
            bare.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
        }
        let plain = table(Mode::Parallel, PARALLEL, Layout::new(width));
        let trimmed = |text: &str| -> Vec<String> {
            text.lines()
                .map(|line| line.trim_end().to_owned())
                .collect()
        };
        assert_eq!(trimmed(&bare), trimmed(&plain), "{width}");
    }
}

#[test]
fn pairs_and_unpaired_sentences_are_explained() {
    let alignment = aligned(Mode::Comparable, COMPARABLE);
    let explained = |number: usize| {
        let mut out = Vec::new();
        let layout = Layout::new(80);
        let beside = report::explain::Beside::default();
        let found =
            report::explain::write(&mut out, &alignment, COMPARABLE, number, &beside, layout);
        let found = found.unwrap();
        (found, String::from_utf8(out).unwrap())
    };
    insta::assert_snapshot!("a_pair_explained", explained(1).1);
    let unpaired = alignment
        .links
        .iter()
        .position(|link| !link.is_pair())
        .unwrap();
    insta::assert_snapshot!("an_unpaired_sentence_explained", explained(unpaired + 1).1);
    assert_eq!(explained(0), (false, String::new()));
    assert_eq!(explained(alignment.links.len() + 1), (false, String::new()));
}
