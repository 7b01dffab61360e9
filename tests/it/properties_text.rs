//! Laws of the text layer over any text.

use std::{fs, path::PathBuf, time::Duration};

use bitext::{
    Lang, SegmentOptions, Segmenter, Span, detect,
    segment::{QuotationStyle, Wrapping},
    text::{Folded, Folding, fold_char},
};
use cpu_time::ThreadTime;
use proptest::prelude::*;

fn segmenters() -> Vec<Segmenter> {
    [
        (QuotationStyle::Customary, Wrapping::Width),
        (QuotationStyle::Whole, Wrapping::Width),
        (QuotationStyle::Split, Wrapping::Width),
        (QuotationStyle::Customary, Wrapping::Case),
    ]
    .into_iter()
    .map(|(style, wrapping)| {
        let mut options = SegmentOptions::default();
        options.quotation = style;
        options.wrapping = wrapping;
        Segmenter::new(options)
    })
    .collect()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Spans are in order, on character boundaries, not empty, without blanks at their edges; only blanks lie between them.
#[track_caller]
fn check(text: &str, spans: &[Span]) {
    let mut at = 0;
    for span in spans {
        assert!(span.start() >= at, "out of order: {spans:?} in {text:?}");
        let gap = text.get(at..span.start()).expect("a boundary");
        assert!(
            gap.chars().all(is_blank),
            "{gap:?} lies between in {text:?}"
        );
        let inside = span.get(text).expect("a boundary");
        assert!(
            !inside.is_empty() && !inside.starts_with(is_blank) && !inside.ends_with(is_blank),
            "{inside:?}"
        );
        at = span.end();
    }
    assert!(
        text[at..].chars().all(is_blank),
        "the end of {text:?} is lost: {spans:?}"
    );
}

#[track_caller]
fn check_all(text: &str) {
    for lang in [Lang::English, Lang::Chinese] {
        for segmenter in segmenters() {
            let paragraphs = segmenter.paragraphs(text);
            check(text, &paragraphs);
            let sentences = segmenter.sentences(text, lang);
            check(text, &sentences);
            assert!(
                sentences
                    .iter()
                    .all(|s| paragraphs.iter().any(|p| p.contains(*s)))
            );
            let clauses = segmenter.clauses(text, lang);
            check(text, &clauses);
            assert!(
                clauses
                    .iter()
                    .all(|c| sentences.iter().any(|s| s.contains(*c)))
            );
            assert_eq!(sentences, segmenter.sentences(text, lang));
        }
        // Where widths say nothing, no more lines are joined.
        if let [by_width, .., by_case] = segmenters().as_slice() {
            let (wide, narrow) = (by_width.paragraphs(text), by_case.paragraphs(text));
            assert!(narrow.iter().all(|it| wide.iter().any(|p| p.contains(*it))));
        }
        let words: Vec<Span> = segmenters()[0]
            .words(text, lang)
            .iter()
            .map(|word| word.span)
            .collect();
        check(text, &words);
    }
    let found = detect(text);
    assert!((0.0..=1.0).contains(&found.confidence));
    let folded = Folded::new(text, Folding::ALL);
    assert_eq!(folded.as_str().chars().count(), text.chars().count());
    assert_eq!(folded.original(Span::of(folded.as_str())), Span::of(text));
    for ((at, _), (original, _)) in folded.as_str().char_indices().zip(text.char_indices()) {
        assert_eq!(folded.original_offset(at), original);
    }
}

/// Bits of both languages, layout and marks: far denser in traps than random characters.
fn bits() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "Mr. ",
        "He said ",
        "the firm rose 3.5%",
        "U.S. ",
        ". ",
        "...",
        "! ",
        "?",
        "\"",
        "“",
        "”",
        "‘",
        "’",
        "(",
        ")",
        "[1]",
        "e.g. ",
        "1. ",
        "a) ",
        "A",
        "and ",
        "that ",
        ", ",
        "; ",
        ": ",
        " – ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{3000}",
        "\u{a0}",
        "\u{200b}",
        "\u{feff}",
        "\u{c}",
        "他说",
        "：",
        "“",
        "我走了。",
        "你呢？",
        "”",
        "「",
        "」",
        "《",
        "！",
        "》",
        "（",
        "）",
        "，",
        "、",
        "；",
        "……",
        "——",
        "2024年",
        "３．１４％",
        "09988.HK",
        "https://a.b/c。",
        "a@b.cn",
        "⼈⺠",
        "𠮷",
        "e\u{301}",
        "繁體中文",
        "かな",
        "한국",
        "'s",
        "-",
        "#",
        "😀",
        "\u{0}",
        "。",
        "｡",
    ]);
    prop::collection::vec(bit, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_cut_lawfully(text in any::<String>()) {
        check_all(&text);
    }

    #[test]
    fn mixtures_are_cut_lawfully(text in bits()) {
        check_all(&text);
    }

    #[test]
    fn folding_is_idempotent(c in any::<char>()) {
        prop_assert_eq!(fold_char(fold_char(c)), fold_char(c));
    }
}

#[test]
fn real_text_is_cut_lawfully_at_any_place() {
    let Some(data) = std::env::var_os("BITEXT_DATA").map(PathBuf::from) else {
        return;
    };
    for file in ["seed/alibaba.en.txt", "seed/alibaba.zh.txt"] {
        let text = fs::read_to_string(data.join(file)).unwrap_or_default();
        for (at, _) in text.char_indices().step_by(37) {
            check_all(&text[at..]);
            check_all(&text[..at]);
        }
    }
}

/// A sentence alone is one sentence: cutting again changes nothing.
#[test]
fn cutting_twice_changes_nothing() {
    let texts = [
        (
            Lang::English,
            "Mr. Li came. He said (twice) that it rose 3.5 per cent! “Really?” she asked. Nobody spoke.",
        ),
        (
            Lang::Chinese,
            "他走了。“你呢？我不走。”她说。价格涨了3.5%！怎么办？《跑吧！》好看。",
        ),
    ];
    let segmenter = Segmenter::default();
    for (lang, text) in texts {
        for sentence in segmenter.sentences(text, lang) {
            let alone = sentence.slice(text);
            assert_eq!(
                segmenter.sentences(alone, lang),
                [Span::of(alone)],
                "{alone}"
            );
        }
    }
}

/// A megabyte of one mark, or of a few that nest, takes about as long as a megabyte of text.
#[test]
fn time_is_linear() {
    let units = [
        ".", "!", "\"", "“", "”", "(", ")", "a", "。", "“。", "’", ". ", "1. ", "a) ", "…", "的",
        "的，", "a, ", "Ab.", "Abc%.Ab", "万", "\n", "\r", "a\n", "[1", ".[1]", "A.", "'", "-",
        "–a", "a@", "a.", "http://", "1,", "，“", " ", "\u{3000}", "《", "said ", "that is ",
        "人王", "阿",
    ];
    let segmenter = Segmenter::default();
    for unit in units {
        for lang in [Lang::English, Lang::Chinese] {
            let run = |size: usize| {
                // An odd number of units: pairs are a special case of some rules.
                let text = unit.repeat((size / unit.len()) | 1);
                let start = ThreadTime::now();
                check(&text, &segmenter.sentences(&text, lang));
                check(&text, &segmenter.clauses(&text, lang));
                let words = segmenter.words(&text, lang);
                check(
                    &text,
                    &words.iter().map(|word| word.span).collect::<Vec<_>>(),
                );
                let _ = detect(&text);
                let _ = Folded::new(&text, Folding::ALL);
                start.elapsed()
            };
            // Sixteen times the text may take up to eighty times as long where memory is slow; quadratic code takes 256,
            // however often it is tried. Processor time: what else the machine does is not counted.
            let is_linear = || {
                let small = run(1 << 15).max(Duration::from_millis(2));
                run(1 << 19) < small * 80
            };
            assert!(
                (0..5).any(|_| is_linear()),
                "{unit:?} takes more than its length"
            );
        }
    }
}
