//! What hostile input is thrown at: one function for each reader and each stage, which any bytes go into and nothing may
//! come out of but laws that hold.
//!
//! `fuzz/` runs these functions under a fuzzer, `fuzz.rs` replays the inputs that are kept: the two cannot drift apart.

use std::io::{BufRead, Read};

use bitext::{
    AlignOptions, Aligner, Lang, Mode, Segmenter, Span,
    align::Limits,
    check, eval,
    format::{
        FileType, FormatError, ReadOptions, UnitReader, beads, ces, corrections,
        decode::{Decoder, Undecodable},
        ladder, moses, srt, tmx, unpack,
    },
    lexicon::{Glossary, Table, TermFormat},
    memory::{
        Side, Unit,
        search::{Assessment, SearchOptions, Searcher, Texts},
    },
    quantity,
    segment::{QuotationStyle, SrxRules},
};

/// The name of a target and its function.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All targets; the names are those of the files in `fuzz/fuzz_targets` and the folders in `tests/data/fuzz`.
pub(crate) const TARGETS: [Target; 31] = [
    ("tmx", |data| units(FileType::Tmx, data)),
    ("xliff", |data| units(FileType::Xliff, data)),
    ("tbx", |data| units(FileType::Tbx, data)),
    ("tsv", |data| units(FileType::Tsv, data)),
    ("jsonl", |data| units(FileType::Jsonl, data)),
    ("paracrawl", |data| units(FileType::Paracrawl, data)),
    ("srt", subtitles),
    ("moses", parallel_lines),
    ("beads", index_lists),
    ("ladder", hunalign_ladder),
    ("ces", opus_links),
    ("corrections", corrected),
    ("answers", answers),
    ("gold", gold),
    ("tmx_rules", violations),
    ("weights", weights),
    ("options", options),
    ("decode", decoded),
    ("unpack", unpacked),
    ("glossary_tsv", |data| terms(TermFormat::Tsv, data)),
    ("glossary_csv", |data| terms(TermFormat::Csv, data)),
    ("glossary_tbx", |data| terms(TermFormat::Tbx, data)),
    ("glossary_tmx", |data| terms(TermFormat::Tmx, data)),
    ("glossary_cedict", |data| terms(TermFormat::Cedict, data)),
    ("table", table),
    ("srx", rules),
    ("align", aligned),
    ("quantities", quantities),
    ("segment", segmented),
    ("compare", compared),
    ("memory", remembered),
];

/// The target of that name.
///
/// # Panics
///
/// There is none.
pub(crate) fn run(name: &str, data: &[u8]) {
    let (_, target) = TARGETS
        .iter()
        .find(|(known, _)| *known == name)
        .expect("a target");
    target(data);
}

/// A file of units: after an error there is nothing more, and what was read can be written and read again.
fn units(format: FileType, data: &[u8]) {
    let options = ReadOptions::new("en".parse().ok(), "zh".parse().ok());
    let mut reader = format.reader(data, options.clone()).expect("all features");
    let mut read = Vec::new();
    for unit in reader.by_ref() {
        match unit {
            Ok(unit) => read.push(unit),
            Err(error) => {
                explained(&error);
                break;
            }
        }
    }
    assert!(
        reader.next().is_none_or(|again| again.is_ok()),
        "an error is the end"
    );
    let _ = reader.left_out();
    let Some(mut writer) = format.writer(Vec::new()) else {
        return;
    };
    let written: Vec<&Unit> = read
        .iter()
        .filter(|unit| writer.write(unit).is_ok())
        .collect();
    let counts = writer.finish().expect("memory takes everything");
    assert!(
        counts.units + counts.unpaired >= written.len(),
        "every unit is accounted for"
    );
    drop(writer);
    let mut bytes = Vec::new();
    let mut writer = format.writer(&mut bytes).expect("as before");
    for unit in &written {
        writer.write(unit).expect("as before");
    }
    let counts = writer.finish().expect("as before");
    drop(writer);
    let again: Vec<_> = format
        .reader(bytes.as_slice(), options)
        .expect("as before")
        .collect();
    for unit in &again {
        if let Err(error) = unit {
            panic!(
                "what was written cannot be read: {error}\n{}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
    assert_eq!(again.len(), counts.units, "as many units as were written");
    if counts.units == written.len() && counts.replaced == 0 && counts.codes == 0 {
        for (unit, again) in written.iter().zip(again.iter().flatten()) {
            // Formats of one line a text leave white space at its edges out.
            let texts = |unit: &Unit| {
                (
                    unit.source.text().trim().to_owned(),
                    unit.target.text().trim().to_owned(),
                )
            };
            assert_eq!(texts(unit), texts(again), "the texts that were written");
        }
    }
}

/// An error says where, and what was expected.
fn explained(error: &FormatError) {
    assert!(!error.to_string().is_empty());
    if let Some(position) = error.position() {
        assert!(position.line > 0, "{error}");
    }
}

fn subtitles(data: &[u8]) {
    units(FileType::Srt, data);
    let _ = srt::text(data);
}

fn parallel_lines(data: &[u8]) {
    let (source, target) = halves(data);
    let options = ReadOptions::default();
    for unit in moses::Reader::new(source, target, &options) {
        if let Err(error) = unit {
            explained(&error);
            break;
        }
    }
}

fn index_lists(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match beads::read(&text) {
        Ok(found) => {
            let _ = bitext::eval::beads(&found, &found);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn hunalign_ladder(data: &[u8]) {
    match ladder::read(&String::from_utf8_lossy(data)) {
        Ok(found) => {
            let mut written = Vec::new();
            if ladder::write(&mut written, &found).is_ok() {
                let text = String::from_utf8(written).expect("UTF-8");
                ladder::read(&text).expect("what was written can be read");
            }
        }
        Err(error) => explained(&error),
    }
}

fn opus_links(data: &[u8]) {
    for link in ces::Reader::new(data) {
        match link {
            Ok(link) => drop(link.bead()),
            Err(error) => return explained(&error),
        }
    }
}

/// Three sentences a side, for what is read beside the texts.
const TEXTS: (&str, &str) = (
    "It rained. The river rose by 3 metres. Nobody came.",
    "下雨了。河水涨了三米。没有人来。",
);

/// Corrections of other texts are refused; given the right digest, they are followed or refused with a reason.
fn corrected(data: &[u8]) {
    let mut read = match corrections::read(&String::from_utf8_lossy(data)) {
        Ok(read) => read,
        Err(error) => return explained(&error),
    };
    let aligner = Aligner::default();
    let (source, target) = TEXTS;
    let (source_spans, target_spans) = aligner.segments(source, target);
    let (source, target) = ((source, &*source_spans), (target, &*target_spans));
    let _ = read.pins(source, target);
    for (side, (text, spans)) in [(&mut read.source, source), (&mut read.target, target)] {
        (side.bytes, side.segments) = (text.len(), spans.len());
        side.digest = format!("{:016x}", bitext::text::digest(text, spans.iter().copied()));
    }
    if let Ok(pins) = read.pins(source, target) {
        let beads = read
            .beads
            .iter()
            .filter(|it| !it.source.is_empty() && !it.target.is_empty());
        match aligner.align_segments_pinned(source, target, &pins) {
            Ok(alignment) => {
                let confirmed = alignment
                    .links
                    .iter()
                    .filter(|link| link.confirmed && link.is_pair());
                assert_eq!(
                    confirmed.count(),
                    beads.count(),
                    "what a person settled is there"
                );
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// Answers to score: whatever was read can be measured against itself.
fn answers(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for name in ["answers.jsonl", "gold.tsv", "answers"] {
        match eval::read(&text, name) {
            Ok(documents) => {
                let same: Vec<_> = documents.values().map(|it| (it, it)).collect();
                drop(eval::measures(&same));
            }
            Err(error) => explained(&error),
        }
    }
}

fn gold(data: &[u8]) {
    match eval::gold_rows(&String::from_utf8_lossy(data)) {
        Ok(rows) => drop(rows.iter().map(eval::GoldRow::hulls).collect::<Vec<_>>()),
        Err(error) => explained(&error),
    }
}

/// A file of which somebody wants to know what is wrong with it.
fn violations(data: &[u8]) {
    let mut last = 0;
    let mut each = |violation: tmx::Violation| {
        assert!(
            violation.position.line >= last,
            "in the order of the file: {violation:?}"
        );
        last = violation.position.line;
    };
    if let Err(error) = tmx::validate(data, &mut each) {
        explained(&error);
    }
}

/// Weights that can be read can be written and read again, and aligned with, however odd they are.
fn weights(data: &[u8]) {
    let Ok(weights) = String::from_utf8_lossy(data).parse::<bitext::score::model::Weights>() else {
        return;
    };
    assert_eq!(weights.to_string().parse(), Ok(weights.clone()));
    let mut options = AlignOptions::default();
    options.weights = weights;
    followed(options);
}

fn options(data: &[u8]) {
    if let Ok(options) = serde_json::from_slice(data) {
        followed(options);
    }
}

/// Options are refused when the aligner is built, or can be followed.
fn followed(options: AlignOptions) {
    let Ok(aligner) = Aligner::builder().options(options).build() else {
        return;
    };
    for link in aligner.align(TEXTS.0, TEXTS.1).links {
        assert!((0.0..=1.0).contains(&link.score.value()), "{link:?}");
    }
}

/// Bytes in any encoding: what comes out is UTF-8, and the same in small steps.
fn decoded(data: &[u8]) {
    for encoding in [
        None,
        Some("gb18030"),
        Some("big5"),
        Some("utf-16le"),
        Some("iso-2022-jp"),
    ] {
        let mut text = String::new();
        let mut decoder = Decoder::new(data, encoding, Undecodable::Replace).expect("an encoding");
        decoder
            .read_to_string(&mut text)
            .expect("everything can be replaced");
        let mut all = Vec::new();
        let mut strict = Decoder::new(data, encoding, Undecodable::Stop).expect("an encoding");
        if strict.read_to_end(&mut all).is_ok() {
            assert_eq!(all, text.as_bytes());
        }
    }
}

/// Packed bytes; what they unfold to is bounded, as it should be wherever they come from.
fn unpacked(data: &[u8]) {
    if let Ok(reader) = unpack::unpack(data) {
        let mut bounded = bitext::format::Bounded::new(reader, 1 << 20);
        let mut sum = 0;
        while let Ok(read @ [_, ..]) = bounded.fill_buf() {
            let length = read.len();
            sum += length;
            bounded.consume(length);
        }
        assert!(sum <= 1 << 20);
    }
}

fn terms(format: TermFormat, data: &[u8]) {
    match Glossary::read(format, data) {
        Ok(glossary) => {
            let _ = (glossary.is_empty(), glossary.len(Lang::Chinese));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A table, with its checksum put right as well: whoever writes a bad table can do that too.
fn table(data: &[u8]) {
    use bitext::lexicon::Lexicon;

    for bytes in [data.to_vec(), summed(data)] {
        let Ok(table) = Table::from_bytes(bytes) else {
            continue;
        };
        for (term, lang) in [
            ("river", Lang::English),
            ("河", Lang::Chinese),
            ("", Lang::English),
        ] {
            table.translations(term, lang, &mut |_, _| {});
            let _ = (
                table.frequency(term, lang),
                table.contains(term, lang),
                table.lemma(term),
            );
        }
    }
}

/// The bytes with the checksum that the format asks for (`src/lexicon/table/mod.rs`).
fn summed(data: &[u8]) -> Vec<u8> {
    let mut bytes = data.to_vec();
    let step = |sum: u64, word: u64| {
        (sum ^ word)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29)
    };
    if let Some((header, rest)) = bytes.split_at_mut_checked(24) {
        let (words, tail) = rest.as_chunks::<8>();
        let sum = words.iter().fold(rest.len() as u64, |sum, word| {
            step(sum, u64::from_le_bytes(*word))
        });
        let sum = tail
            .iter()
            .fold(sum, |sum, byte| step(sum, u64::from(*byte)));
        header[16..24].copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

fn rules(data: &[u8]) {
    let (file, text) = halves(data);
    let Ok(rules) = SrxRules::parse(&String::from_utf8_lossy(file)) else {
        return;
    };
    let text = String::from_utf8_lossy(text);
    for language in ["en", "zh-CN"] {
        in_order(&rules.sentences(&text, language), &text);
    }
    let segmenter = Segmenter::default().with_rules(rules);
    in_order(&segmenter.sentences(&text, Lang::English), &text);
}

/// Two texts in every mode: links point into them, and beads account for every sentence in order.
fn aligned(data: &[u8]) {
    let (source, target) = halves(data);
    let (source, target) = (
        String::from_utf8_lossy(source),
        String::from_utf8_lossy(target),
    );
    for mode in [Mode::Parallel, Mode::Comparable, Mode::Auto] {
        let aligner = Aligner::builder()
            .mode(mode)
            .build()
            .expect("options in range");
        // Comparable text takes time by the product of the sentences.
        let Ok(alignment) = aligner.align_within(&source, &target, Limits::new(None, Some(200)))
        else {
            return;
        };
        for link in &alignment.links {
            for (segments, text) in [(&link.source, &source), (&link.target, &target)] {
                assert!(
                    segments
                        .iter()
                        .all(|segment| segment.span.get(text).is_some()),
                    "{link:?}"
                );
            }
            for item in &link.evidence {
                assert!(
                    item.source.get(&source).is_some() && item.target.get(&target).is_some(),
                    "{link:?}"
                );
                assert!(item.weight.is_finite(), "{link:?}");
            }
        }
        if mode == Mode::Parallel {
            let indices: Vec<usize> = alignment
                .links
                .iter()
                .flat_map(|link| &link.source)
                .map(|segment| segment.index)
                .collect();
            let blank_last = alignment
                .links
                .iter()
                .all(|link| link.reason != Some(bitext::align::Reason::Blank));
            assert!(!blank_last || indices.is_sorted(), "{indices:?}");
        }
        let mut page = Vec::new();
        bitext::report::text::write(
            &mut page,
            &alignment,
            &source,
            &target,
            bitext::report::Layout::new(40),
        )
        .expect("memory takes everything");
    }
}

fn quantities(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for lang in [Lang::English, Lang::Chinese] {
        let found = quantity::quantities(&text, lang);
        for item in &found {
            assert!(item.span.get(&text).is_some(), "{item:?}");
            for reference in [None, Some("2025-02-28"), Some("nonsense")] {
                let _ = item.records(reference);
            }
        }
        let _ = quantity::unit_mentions(&text, lang, &found);
    }
}

fn segmented(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = bitext::detect(&text);
    for quotation in [QuotationStyle::Whole, QuotationStyle::Split] {
        let mut options = bitext::SegmentOptions::default();
        options.quotation = quotation;
        let segmenter = Segmenter::new(options);
        in_order(&segmenter.paragraphs(&text), &text);
        for lang in [Lang::English, Lang::Chinese] {
            let sentences = segmenter.sentences(&text, lang);
            in_order(&sentences, &text);
            nothing_between(&sentences, &text);
            in_order(&segmenter.clauses(&text, lang), &text);
            let words: Vec<Span> = segmenter
                .words(&text, lang)
                .iter()
                .map(|word| word.span)
                .collect();
            in_order(&words, &text);
        }
    }
}

/// Quantities of two texts: comparing is the same either way round, and links point at quantities.
fn compared(data: &[u8]) {
    let (source, target) = halves(data);
    let english = quantity::quantities(&String::from_utf8_lossy(source), Lang::English);
    let chinese = quantity::quantities(&String::from_utf8_lossy(target), Lang::Chinese);
    for a in english.iter().take(20) {
        for b in chinese.iter().take(20) {
            let (there, back) = (quantity::compare(a, b), quantity::compare(b, a));
            assert_eq!(there.relation, back.relation, "{a:?} {b:?}");
        }
    }
    for link in quantity::link(&english, &chinese) {
        assert!(link.source < english.len() && link.target < chinese.len());
        assert!((0.0..=1.0).contains(&link.score), "{link:?}");
    }
}

/// A unit of two texts: it can be checked, and found by itself.
fn remembered(data: &[u8]) {
    let (source, target) = halves(data);
    let (source, target) = (
        String::from_utf8_lossy(source),
        String::from_utf8_lossy(target),
    );
    let language = |name: &str| name.parse().expect("a tag");
    let unit = Unit::new(
        Side::new(language("en"), source.as_ref()),
        Side::new(language("zh"), target.as_ref()),
    );
    for finding in check::check(&unit).findings {
        assert!(
            finding
                .source
                .iter()
                .all(|span| span.get(&source).is_some()),
            "{finding:?}"
        );
        assert!(
            finding
                .target
                .iter()
                .all(|span| span.get(&target).is_some()),
            "{finding:?}"
        );
    }
    let mut texts = Texts::default();
    texts.push(Some(&target), Some(&source));
    let mut searcher = Searcher::new(SearchOptions::default());
    for (query, lang) in [(&source, Lang::English), (&target, Lang::Chinese)] {
        let Ok(hits) = searcher.fuzzy(&texts, query, lang);
        // A text without letters or digits has nothing to be found by.
        assert!(hits.iter().all(|hit| hit.score == 100), "{hits:?}");
        let Ok(all) = searcher.exhaustive(&texts, query, lang, &mut |_, _, _| {
            Ok(Some(Assessment::default()))
        });
        assert_eq!(
            hits, all,
            "the index finds what comparing with everything finds"
        );
    }
}

/// Spans lie in the text, in order, and do not overlap.
fn in_order(spans: &[Span], text: &str) {
    let mut end = 0;
    for span in spans {
        assert!(span.get(text).is_some() && span.start() >= end, "{spans:?}");
        end = span.end();
    }
}

/// Nothing but white space, zero-width space and byte order marks is left out of all spans.
fn nothing_between(spans: &[Span], text: &str) {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}');
    let mut end = 0;
    for span in spans
        .iter()
        .copied()
        .chain([Span::new(text.len(), text.len())])
    {
        let left_out = &text[end..span.start()];
        assert!(left_out.chars().all(blank), "{left_out:?} is left out");
        end = span.end();
    }
}

/// The two parts that the first zero byte separates; everything and nothing without one.
fn halves(data: &[u8]) -> (&[u8], &[u8]) {
    let at = data
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(data.len());
    (&data[..at], data.get(at + 1..).unwrap_or_default())
}
