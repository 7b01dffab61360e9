//! Files of units: what is written is read back, files of other programs are understood, hostile ones do no harm.

use std::io::Read;

use bitext::{
    Score, Span,
    format::{
        FormatError, ReadOptions, UnitReader, UnitWriter, Written,
        beads::IndexBead,
        ces, columns,
        decode::{Decoder, Undecodable},
        glossary, ladder, moses, paracrawl, srt, tbx, tmx, units_jsonl, unpack, xliff,
    },
    memory::{Code, CodeKind, Content, Place, Property, Side, Status, Subflow, Timestamp, Unit},
    quantity::Relation,
    score::{Evidence, EvidenceKind},
};
use proptest::prelude::*;

/// What a format can hold of inline codes.
#[derive(Copy, Clone, Debug, PartialEq)]
enum Dialect {
    Tmx,
    Xliff1,
    Xliff2,
}

/// Text with everything that may be in the way of XML, lines and columns.
fn text() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        4 => any::<char>(),
        4 => proptest::char::range('一', '龥'),
        4 => proptest::char::range('a', 'z'),
        2 => proptest::char::range('\0', '\u{20}'),
        2 => proptest::sample::select(vec!['<', '&', '>', '"', '\'', ']', '\\', '\r', '\u{85}', '\u{2028}', '\u{fffe}', '␁', '\u{fffd}', '😀', '𠮷', '\u{feff}']),
    ];
    proptest::collection::vec(c, 0..12).prop_map(|chars| chars.into_iter().collect())
}

/// Text without characters that XML cannot hold.
fn tame() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        text.chars()
            .filter(|&c| {
                c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\t' | '\n' | '\r')
            })
            .collect()
    })
}

fn content(dialect: Dialect) -> impl Strategy<Value = Content> {
    proptest::collection::vec((0_u8..7, text(), tame(), any::<bool>()), 0..4).prop_map(
        move |parts| {
            // Never blank: a blank side is no pair.
            let mut content = Content::from("a");
            for (number, (shape, plain, native, named)) in parts.into_iter().enumerate() {
                let pair = format!("p{number}");
                let role = (named && dialect != Dialect::Xliff2).then(|| "bold".to_owned());
                let placeholder = |kind| {
                    let mut code = Code::new(kind)
                        .with_id(format!("x{number}"))
                        .with_content(native.clone());
                    if kind != CodeKind::Unknown {
                        code.role.clone_from(&role);
                    }
                    code
                };
                match shape {
                    0 => {
                        let mut open = Code::new(CodeKind::Open)
                            .with_pair(&pair)
                            .with_content(native.clone());
                        let mut close = Code::new(CodeKind::Close)
                            .with_pair(&pair)
                            .with_content(native);
                        open.role = role;
                        match dialect {
                            Dialect::Tmx => open.id = Some("7".to_owned()),
                            Dialect::Xliff1 => {
                                (open.id, close.id) =
                                    (Some("7".to_owned()), Some(format!("c{number}")))
                            }
                            Dialect::Xliff2 => open.id = Some(pair),
                        }
                        content.push_code(open);
                        content.push_str(&plain);
                        content.push_code(close);
                    }
                    1 => {
                        let mut code = placeholder(CodeKind::Placeholder);
                        if dialect == Dialect::Tmx {
                            code.association = Some("p".to_owned());
                        } else {
                            code.equivalent = named.then_some("□".to_owned());
                        }
                        if dialect != Dialect::Xliff2 && named {
                            let inner = Content::from("titl\u{e9} <b>");
                            code.subflows.push(Subflow::new(0, inner));
                        }
                        content.push_code(code);
                        content.push_str(&plain);
                    }
                    2 => content.push_code(placeholder(CodeKind::IsolatedOpen)),
                    3 => content.push_code(placeholder(CodeKind::IsolatedClose)),
                    4 => {
                        let mut start =
                            Code::new(CodeKind::HighlightStart).with_id(format!("h{number}"));
                        start.role = role;
                        content.push_code(start);
                        content.push_str(&plain);
                        content.push_code(Code::new(CodeKind::HighlightEnd));
                    }
                    5 => content.push_code(placeholder(CodeKind::Unknown)),
                    _ => content.push_str(&plain),
                }
            }
            content
        },
    )
}

fn unit(dialect: Dialect) -> impl Strategy<Value = Unit> {
    let sides = (
        content(dialect),
        content(dialect),
        proptest::sample::select(vec!["zh-Hans", "zh-Hant", "zh", "zh-CN"]),
    );
    let known = (
        proptest::option::of(0.0_f32..=1.0),
        0..3_u8,
        proptest::option::of(0_u64..4_000_000_000),
    );
    let said = (
        proptest::option::of("[!-~]{1,6}"),
        tame(),
        tame(),
        proptest::option::of("[a-z/.]{1,9}"),
    );
    (sides, known, said, any::<bool>()).prop_map(
        |(
            (source, target, chinese),
            (score, status, seconds),
            (id, note, value, document),
            full,
        )| {
            let mut unit = Unit::new(
                Side::new("en".parse().unwrap(), source),
                Side::new(chinese.parse().unwrap(), target),
            );
            unit.score = score.map(Score::new);
            unit.status =
                [Status::Automatic, Status::Confirmed, Status::Rejected][usize::from(status)];
            unit.created = seconds.map(Timestamp::from_unix);
            unit.id = id;
            unit.provenance.source_document = document;
            if full {
                unit.notes.push(note);
                unit.properties.push(Property::new("domain", value.clone()));
                unit.properties.push(Property::new("x-bitext-score", value));
                unit.changed = unit.created;
                unit.provenance.author = Some("A. U. Thor".to_owned());
                unit.provenance.tool = Some("other <tool>".to_owned());
                unit.kind = Some(bitext::align::LinkKind::Statement);
                let spans = (Span::of(unit.source.text()), Span::of(unit.target.text()));
                let evidence = Evidence::new(EvidenceKind::Quantity, spans.0, spans.1, -0.1);
                unit.evidence = vec![evidence, evidence.with_relation(Relation::Equal)];
                let mut place = Place::new(spans.0);
                unit.source.segments.push(place);
                place.index = Some(3);
                place.origin = Some(Span::new(7, 9));
                unit.source.segments.push(place);
            }
            unit
        },
    )
}

fn versions() -> impl Strategy<Value = tbx::Version> {
    proptest::sample::select(vec![tbx::Version::V2, tbx::Version::V3])
}

/// The units of one concept: each after the first brings in one term.
fn concept() -> impl Strategy<Value = Vec<Unit>> {
    let side = |tags: [&'static str; 2]| {
        let more = (0..2_usize, tame(), any::<bool>());
        proptest::collection::vec(more, 0..3).prop_map(move |more| {
            let mut sides = vec![(Side::new(tags[0].parse().unwrap(), "term"), None)];
            let mut more: Vec<_> = more.into_iter().enumerate().collect();
            // The terms of a language stand together.
            more.sort_by_key(|(_, (tag, ..))| *tag);
            for (number, (tag, text, noted)) in more {
                let text = format!("{number}{text}");
                let side = Side::new(tags[tag].parse().unwrap(), text.as_str());
                sides.push((side, noted.then_some(text)));
            }
            sides
        })
    };
    let chinese = side(["zh-Hant", "zh-Hans"]);
    (side(["en", "en-GB"]), chinese, any::<bool>(), 0..3_u8).prop_map(
        |(sources, targets, noted, status)| {
            let (source, target) = (sources[0].0.clone(), targets[0].0.clone());
            let mut first = Unit::new(source.clone(), target.clone());
            first.status =
                [Status::Automatic, Status::Confirmed, Status::Rejected][usize::from(status)];
            if noted {
                first.created = Some("2026-03-01".parse().unwrap());
                first.provenance.editor = Some("E. D. Itor".to_owned());
                first.score = Some(Score::new(0.25));
                first.notes.push("for all".to_owned());
                for (name, value) in [
                    ("tbx:descrip/subjectField", "pipes & fittings"),
                    ("tbx:source/termNote/partOfSpeech", "noun"),
                    ("tbx:target-language/descrip/definition", "\u{95a5}"),
                    ("tbx:target/descrip/context", " a <b> "),
                    ("tbx:termNote/misplaced", "kept all the same"),
                ] {
                    first.properties.push(Property::new(name, value));
                }
            }
            let mut units = vec![first];
            for (place, sides) in [sources, targets].into_iter().enumerate() {
                for (side, note) in sides.into_iter().skip(1) {
                    let mut unit = if place == 0 {
                        Unit::new(side, target.clone())
                    } else {
                        Unit::new(source.clone(), side)
                    };
                    if let Some(note) = note {
                        unit.notes.push(note);
                        unit.score = Some(Score::new(0.5));
                        unit.status = Status::Confirmed;
                    }
                    units.push(unit);
                }
            }
            units
        },
    )
}

fn read(reader: impl UnitReader) -> Vec<Unit> {
    reader.map(|unit| unit.unwrap()).collect()
}

fn write(writer: &mut dyn UnitWriter, units: &[Unit]) -> Written {
    for unit in units {
        writer.write(unit).unwrap();
    }
    writer.finish().unwrap()
}

fn options() -> ReadOptions {
    ReadOptions::default()
}

/// What is wrong with a TMX file, as `line rule: message`.
fn violations(file: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    tmx::validate(file, &mut |it| {
        found.push(format!(
            "{} {}: {}",
            it.position.line,
            it.rule.name(),
            it.message
        ));
    })
    .unwrap();
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn tmx_comes_back(units in proptest::collection::vec(unit(Dialect::Tmx), 1..4)) {
        let mut header = tmx::Header::default();
        header.codes = tmx::Codes::Inline;
        let mut writer = tmx::Writer::new(Vec::new(), header);
        let written = write(&mut writer, &units);
        let file = writer.into_inner();
        prop_assert_eq!((written.units, written.aside), (units.len(), 0));
        prop_assert_eq!((written.replaced, written.codes), (0, 0));
        let back = read(tmx::Reader::new(&file[..], options()));
        prop_assert_eq!(&back, &units, "{}", String::from_utf8_lossy(&file));
        prop_assert_eq!(violations(&file), Vec::<String>::new(), "{}", String::from_utf8_lossy(&file));
    }

    /// Every program sees plain texts, and here the codes are in their places again.
    #[test]
    fn codes_aside_come_back(units in proptest::collection::vec(unit(Dialect::Tmx), 1..4)) {
        let mut writer = tmx::Writer::new(Vec::new(), tmx::Header::default());
        let written = write(&mut writer, &units);
        let codes: usize = units.iter().flat_map(|unit| [&unit.source, &unit.target]).map(|side| side.content.codes().len()).sum();
        prop_assert_eq!(written.aside, codes);
        let file = String::from_utf8(writer.into_inner()).unwrap();
        prop_assert_eq!((written.replaced, written.codes), (0, 0));
        for text in file.split("<seg>").skip(1) {
            prop_assert!(text.split_once('<').unwrap().1.starts_with("/seg>"), "{}", file);
        }
        prop_assert_eq!(&read(tmx::Reader::new(file.as_bytes(), options())), &units, "{}", file);
    }

    #[test]
    fn xliff_1_comes_back(units in proptest::collection::vec(unit(Dialect::Xliff1), 1..4)) {
        let mut writer = xliff::Writer::new(Vec::new(), xliff::Version::V1_2);
        let written = write(&mut writer, &units);
        let file = writer.into_inner();
        prop_assert_eq!((written.replaced, written.codes), (0, 0));
        let back = read(xliff::Reader::new(&file[..], options()));
        prop_assert_eq!(&back, &units, "{}", String::from_utf8_lossy(&file));
    }

    #[test]
    fn xliff_2_comes_back(units in proptest::collection::vec(unit(Dialect::Xliff2), 1..4)) {
        let mut writer = xliff::Writer::new(Vec::new(), xliff::Version::V2_0);
        let written = write(&mut writer, &units);
        let file = writer.into_inner();
        prop_assert_eq!((written.replaced, written.codes), (0, 0));
        let back = read(xliff::Reader::new(&file[..], options()));
        prop_assert_eq!(&back, &units, "{}", String::from_utf8_lossy(&file));
    }

    #[test]
    fn tbx_comes_back(units in proptest::collection::vec(unit(Dialect::Tmx), 1..4), version in versions()) {
        // Terms have no codes.
        let units: Vec<Unit> = units.into_iter().map(|mut unit| {
            for side in [&mut unit.source, &mut unit.target] {
                side.content = side.text().into();
            }
            unit
        }).collect();
        let mut writer = tbx::Writer::new(Vec::new(), version);
        let written = write(&mut writer, &units);
        let file = String::from_utf8(writer.into_inner()).unwrap();
        prop_assert_eq!((written.units, written.replaced, written.codes), (units.len(), 0, 0));
        prop_assert_eq!(&read(tbx::Reader::new(file.as_bytes(), options())), &units, "{}", file);
    }

    /// Terms in several scripts, synonyms, and what is said of each.
    #[test]
    fn concepts_come_back(concepts in proptest::collection::vec(concept(), 1..4), version in versions()) {
        let units: Vec<Unit> = concepts.iter().enumerate().flat_map(|(number, units)| {
            units.iter().cloned().map(move |mut unit| {
                unit.id = Some(format!("c{number}"));
                unit
            })
        }).collect();
        let mut writer = tbx::Writer::new(Vec::new(), version);
        write(&mut writer, &units);
        let file = String::from_utf8(writer.into_inner()).unwrap();
        prop_assert_eq!(&read(tbx::Reader::new(file.as_bytes(), options())), &units, "{}", file);
        let element = if version == tbx::Version::V2 { "<termEntry" } else { "<conceptEntry" };
        prop_assert_eq!(file.matches(element).count(), concepts.len(), "{}", file);
        let terms: usize = concepts.iter().map(|units| units.len() + 1).sum();
        prop_assert_eq!(file.matches("<term>").count(), terms, "{}", file);
    }

    #[test]
    fn json_lines_come_back(units in proptest::collection::vec(unit(Dialect::Tmx), 0..4)) {
        let mut writer = units_jsonl::Writer::new(Vec::new());
        write(&mut writer, &units);
        let file = writer.into_inner();
        prop_assert_eq!(read(units_jsonl::Reader::new(&file[..], &options())), units);
    }

    /// Of a table everything comes back but what it has no column for.
    #[test]
    fn tables_come_back(units in proptest::collection::vec(unit(Dialect::Tmx), 0..4)) {
        let mut writer = columns::Writer::new(Vec::new());
        write(&mut writer, &units);
        let file = writer.into_inner();
        let expected: Vec<Unit> = units.into_iter().map(|mut unit| {
            for side in [&mut unit.source, &mut unit.target] {
                side.content = side.text().into();
                side.segments.clear();
            }
            unit.provenance = Default::default();
            unit.evidence.clear();
            unit.properties.clear();
            unit.notes.retain(|note| !note.is_empty());
            unit
        }).collect();
        prop_assert_eq!(read(columns::Reader::new(&file[..], &options())), expected);
    }

    /// Of Moses the words come back, one pair a line.
    #[test]
    fn moses_comes_back(units in proptest::collection::vec(unit(Dialect::Tmx), 0..6)) {
        let mut writer = moses::Writer::new(Vec::new(), Vec::new());
        let written = write(&mut writer, &units);
        let (source, target) = writer.into_inner();
        let lines = |file: &[u8]| String::from_utf8(file.to_vec()).unwrap().split_terminator('\n').count();
        prop_assert_eq!((lines(&source), lines(&target)), (units.len(), units.len()));
        prop_assert_eq!(written.units, units.len());
        let back = read(moses::Reader::new(&source[..], &target[..], &options()));
        let words = |text: &str| text.split(|c: char| c.is_control() || c == ' ' || matches!(c, '\u{2028}' | '\u{2029}'))
            .flat_map(str::split_whitespace).map(str::to_owned).collect::<Vec<_>>();
        for (unit, back) in units.iter().zip(&back) {
            prop_assert_eq!(words(back.source.text()), words(unit.source.text()));
        }
        let mut table = paracrawl::Writer::new(Vec::new());
        write(&mut table, &units);
        let table = table.into_inner();
        let again = read(paracrawl::Reader::new(&table[..], &options()));
        let texts = |units: &[Unit]| units.iter().map(|unit| unit.target.text().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(texts(&again), texts(&back));
        let scores = |units: &[Unit]| units.iter().map(|unit| unit.score).collect::<Vec<_>>();
        prop_assert_eq!(scores(&again), scores(&units));
    }

    /// Ladders and links hold any beads that follow each other.
    #[test]
    fn indices_come_back(shapes in proptest::collection::vec((0_usize..4, 0_usize..4, 0.0_f32..1.0), 0..9)) {
        let (mut source, mut target) = (0, 0);
        let beads: Vec<IndexBead> = shapes.into_iter().filter(|(a, b, _)| a + b > 0).map(|(a, b, score)| {
            let mut bead = IndexBead::new((source..source + a).collect(), (target..target + b).collect());
            bead.score = Some(score);
            (source, target) = (source + a, target + b);
            bead
        }).collect();
        let mut file = Vec::new();
        ladder::write(&mut file, &beads).unwrap();
        prop_assert_eq!(&ladder::read(std::str::from_utf8(&file).unwrap()).unwrap(), &beads);
        let mut file = Vec::new();
        ces::write(&mut file, &beads, ("a&b.xml", "c.xml")).unwrap();
        let links: Vec<ces::Link> = ces::Reader::new(&file[..]).map(Result::unwrap).collect();
        prop_assert_eq!(links.iter().map(|link| link.bead().unwrap()).collect::<Vec<_>>(), beads);
        prop_assert!(links.iter().all(|link| link.source_document.as_deref() == Some("a&b.xml")));
    }

    /// No bytes make a reader panic, and after an error there is nothing.
    #[test]
    fn no_file_does_harm(bytes in proptest::collection::vec(any::<u8>(), 0..60), place in 0_usize..400, file in 0_usize..5) {
        let files = [include_str!("../data/lexicon/version2.tbx"), include_str!("../data/lexicon/version3.tbx"), include_str!("../data/format/old.tmx"), include_str!("../data/format/job.xlf"), include_str!("../data/format/job2.xlf")];
        let mut damaged = files[file].as_bytes().to_vec();
        let place = place.min(damaged.len());
        damaged.splice(place..(place + bytes.len() / 2).min(files[file].len()), bytes);
        for bytes in [&damaged[..], &damaged[damaged.len() / 2..]] {
            ends(tmx::Reader::new(bytes, options()));
            ends(xliff::Reader::new(bytes, options()));
            ends(tbx::Reader::new(bytes, options()));
            ends(glossary::Reader::new(bytes, options()));
            ends(columns::Reader::new(bytes, &options()));
            ends(units_jsonl::Reader::new(bytes, &options()));
            ends(paracrawl::Reader::new(bytes, &options()));
            ends(srt::Reader::new(bytes, options()));
            let _ = ces::Reader::new(bytes).count();
            let _ = tmx::validate(bytes, &mut |_| {});
            for encoding in [None, Some("gb18030"), Some("utf-16be"), Some("big5")] {
                let mut text = Vec::new();
                Decoder::new(bytes, encoding, Undecodable::Replace).unwrap().read_to_end(&mut text).unwrap();
                prop_assert!(String::from_utf8(text).is_ok());
            }
        }
    }
}

fn ends(mut reader: impl UnitReader) {
    let failed = reader.by_ref().any(|unit| unit.is_err());
    if failed {
        assert!(reader.next().is_none());
    }
}

#[test]
fn old_memories_are_read_by_language() {
    let file = include_str!("../data/format/old.tmx");
    let mut reader = tmx::Reader::new(file.as_bytes(), options());
    let units: Vec<Unit> = reader.by_ref().map(Result::unwrap).collect();
    let texts: Vec<(&str, &str, &str, &str)> = units
        .iter()
        .map(|unit| {
            (
                unit.source.language.as_str(),
                unit.source.text(),
                unit.target.language.as_str(),
                unit.target.text(),
            )
        })
        .collect();
    assert_eq!(
        texts,
        [
            ("en-US", "Open the valve.", "zh-CN", "打开阀门。"),
            (
                "en",
                "Close the valve & wait.",
                "zh-Hans",
                "关上阀门，等一等。"
            ),
            (
                "en",
                "Close the valve & wait.",
                "zh-Hant",
                "關上閥門，等一等。"
            ),
            ("en", "Press Start now", "zh", "现在按“开始”"),
        ]
    );
    // One entry is German and French.
    assert_eq!(reader.left_out(), 1);
    assert_eq!(
        units[0].changed.unwrap().to_string(),
        "2003-05-06T07:08:09Z"
    );
    assert_eq!(units[0].provenance.editor.as_deref(), Some("KIM"));
    assert_eq!(units[0].property("tmx:usagecount"), Some("3"));
    assert_eq!(units[0].notes, ["a note"]);
    let codes: Vec<(CodeKind, usize, &str)> = units[3]
        .source
        .content
        .codes()
        .iter()
        .map(|code| (code.kind, code.at(), code.content.as_str()))
        .collect();
    assert_eq!(
        codes,
        [
            (CodeKind::Open, 6, "<b>"),
            (CodeKind::Close, 11, "</b>"),
            (CodeKind::HighlightStart, 12, ""),
            (CodeKind::HighlightEnd, 15, ""),
            (CodeKind::Placeholder, 15, "<a title=''>"),
        ]
    );
    let flow = &units[3].source.content.codes()[4].subflows[0];
    assert_eq!((flow.content.text(), flow.at), ("Help", 10));
    // Asked the other way round, the sides change places.
    let asked = ReadOptions::new(Some("zh-TW".parse().unwrap()), Some("en".parse().unwrap()));
    let turned = read(tmx::Reader::new(file.as_bytes(), asked));
    assert_eq!(turned[0].source.text(), "關上閥門，等一等。");
    // The plain entry under `zh` may be in any script.
    assert_eq!(turned.len(), 2);
}

#[test]
fn jobs_of_both_versions_are_read() {
    let job = read(xliff::Reader::new(
        include_str!("../data/format/job.xlf").as_bytes(),
        options(),
    ));
    let texts: Vec<(&str, &str, Status)> = job
        .iter()
        .map(|unit| (unit.source.text(), unit.target.text(), unit.status))
        .collect();
    assert_eq!(
        texts,
        [
            ("Save the file.", "保存文件。", Status::Confirmed),
            ("Not yet translated", "", Status::Automatic),
            ("First.", "第一。", Status::Automatic),
            ("Second.", "第二。", Status::Automatic),
            ("Wrong", "错", Status::Rejected),
        ]
    );
    let kinds: Vec<CodeKind> = job[0]
        .source
        .content
        .codes()
        .iter()
        .map(|code| code.kind)
        .collect();
    assert_eq!(
        kinds,
        [CodeKind::Open, CodeKind::Close, CodeKind::Placeholder]
    );
    assert_eq!(job[0].id.as_deref(), Some("a"));
    let job = read(xliff::Reader::new(
        include_str!("../data/format/job2.xlf").as_bytes(),
        options(),
    ));
    let texts: Vec<(&str, &str, Status)> = job
        .iter()
        .map(|unit| (unit.source.text(), unit.target.text(), unit.status))
        .collect();
    assert_eq!(
        texts,
        [
            ("Press Start\u{1b} now.", "现在按开始。", Status::Confirmed),
            ("Then wait.", "然后等待。", Status::Automatic),
        ]
    );
    assert_eq!(job[0].source.content.codes()[0].content, "<b>");
    assert_eq!(job[1].id.as_deref(), Some("u1/2"));
}

/// What a unit is, in one line: name, texts, status, days, persons, notes, properties.
fn line(unit: &Unit) -> String {
    let day =
        |date: Option<Timestamp>| date.map_or("-".to_owned(), |it| it.to_string()[..10].to_owned());
    let properties = unit
        .properties
        .iter()
        .map(|it| format!("{}={}", it.name, it.value));
    [
        unit.id.clone().unwrap_or("-".to_owned()),
        format!("{} {}", unit.source.language, unit.source.text()),
        format!("{} {}", unit.target.language, unit.target.text()),
        unit.status.name().to_owned(),
        day(unit.created),
        day(unit.changed),
        unit.provenance.author.clone().unwrap_or("-".to_owned()),
        unit.notes.join("; "),
        properties.collect::<Vec<_>>().join("; "),
    ]
    .join(" | ")
}

#[test]
fn term_bases_of_other_programs_are_read() {
    let canal = include_str!("../data/format/canal.tbx");
    let weir = include_str!("../data/format/weir.tbx");
    for (file, expected) in [
        (
            canal,
            &[
                "lock-1 | en ship lock | zh-Hant 船閘 | automatic | 2024-05-06 | 2025-07-08 | Wu | Not of a door. | \
                 tbx:descrip/subjectField=canals; tbx:source/termNote/administrativeStatus=preferredTerm-admn-sts; \
                 tbx:target-language/descrip/definition=升降船隻的水工建築; tbx:target-language/admin/source=own",
                "lock-1 | en canal lock | zh-Hant 船閘 | automatic | - | - | - |  | tbx:source/termNote/partOfSpeech=noun",
                "lock-1 | en sluice | zh-Hant 船閘 | rejected | - | - | - | Rather the gate. | \
                 tbx:source/termNote/administrativeStatus=deprecatedTerm-admn-sts",
                "lock-1 | en ship lock | zh-Hans 船闸 | automatic | - | - | - |  | ",
                "concept-3 | en weir | zh 堰 | automatic | - | - | - |  | ",
                "concept-3 | en low dam | zh 堰 | automatic | - | - | - |  | ",
            ][..],
        ),
        (
            weir,
            &[
                "c1 | zh 堰 | en weir | automatic | 2024-05-06 | - | - |  | tbx:descrip/subjectField=canals; \
                 tbx:target-language/descrip/definition=A barrier that raises the water.; \
                 tbx:target/termNote/partOfSpeech=noun",
                "c1 | zh 堰 | en low dam | rejected | - | - | - |  | \
                 tbx:target/termNote/administrativeStatus=supersededTerm-admn-sts",
            ],
        ),
    ] {
        let units = read(tbx::Reader::new(file.as_bytes(), options()));
        assert_eq!(units.iter().map(line).collect::<Vec<_>>(), expected);
        // What other programs said is said in either version.
        for version in [tbx::Version::V2, tbx::Version::V3] {
            let mut writer = tbx::Writer::new(Vec::new(), version);
            write(&mut writer, &units);
            let file = String::from_utf8(writer.into_inner()).unwrap();
            assert_eq!(
                read(tbx::Reader::new(file.as_bytes(), options())),
                units,
                "{file}"
            );
            assert!(!file.contains("x-bitext"), "{file}");
        }
    }
    let mut reader = tbx::Reader::new(canal.as_bytes(), options());
    assert_eq!(reader.by_ref().count(), 6);
    assert_eq!(reader.left_out(), 1);
    let traditional = ReadOptions::new("zh-Hant".parse().ok(), "en".parse().ok());
    let units = read(tbx::Reader::new(canal.as_bytes(), traditional));
    // Where the script is not said it may be that one.
    let texts: Vec<&str> = units.iter().map(|unit| unit.source.text()).collect();
    assert_eq!(texts, ["船閘", "船閘", "船閘", "堰", "堰"]);
}

#[test]
fn a_concept_that_would_grow_too_large_is_refused_or_begun_anew() {
    let long = "long".repeat(1 << 18);
    let terms: String = (0..40)
        .map(|n| format!("<tig><term>{n}</term></tig>"))
        .collect();
    let file = format!(
        "<martif xml:lang='en'><termEntry><langSet xml:lang='en'><tig><term>{long}</term></tig></langSet>\
         <langSet xml:lang='zh'>{terms}</langSet></termEntry></martif>"
    );
    let error = tbx::Reader::new(file.as_bytes(), options())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("expected at most 16777216 bytes"),
        "{error}"
    );
    let unit = |number: usize| {
        let source = Side::new("en".parse().unwrap(), long.as_str());
        let target = Side::new("zh".parse().unwrap(), number.to_string());
        let mut unit = Unit::new(source, target);
        unit.id = Some("name".to_owned());
        unit
    };
    let units: Vec<Unit> = (0..40).map(unit).collect();
    let mut writer = tbx::Writer::new(Vec::new(), tbx::Version::V2);
    write(&mut writer, &units);
    let file = writer.into_inner();
    assert_eq!(read(tbx::Reader::new(&file[..], options())), units);
}

#[test]
fn a_rejected_term_is_marked_for_other_programs() {
    let sides = |english: &str, chinese: &str| {
        let mut unit = Unit::new(
            Side::new("en".parse().unwrap(), english),
            Side::new("zh-Hans".parse().unwrap(), chinese),
        );
        unit.status = Status::Rejected;
        unit
    };
    let mut writer = tbx::Writer::new(Vec::new(), tbx::Version::V2);
    write(&mut writer, &[sides("weir", "坝")]);
    let file = String::from_utf8(writer.into_inner()).unwrap();
    let term =
        "<term>坝</term><termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote>";
    assert!(file.contains(term), "{file}");
}

#[test]
fn an_error_says_where_and_what_was_expected() {
    let tmx = |body: &str| {
        format!("<tmx version='1.4'>\n<header srclang='en'/>\n<body>\n{body}</body></tmx>")
    };
    let cases = [
        (
            "<tu><tuv><seg>a</seg></tuv></tu>",
            "4:5: unit 1: expected xml:lang with a language",
        ),
        (
            "<tu/>\n<tu><tuv xml:lang='en'><seg>a</tuv></tu>",
            "5:30: unit 2: expected well-formed XML inside <seg>",
        ),
        (
            "<tu><tuv xml:lang='en'><seg>&lol;</seg></tuv></tu>",
            "4:29: unit 1: expected one of &amp; &lt;",
        ),
        (
            "<tu><tuv xml:lang='en'><seg>a",
            "expected well-formed XML inside <seg>",
        ),
    ];
    for (body, expected) in cases {
        let error = tmx::Reader::new(tmx(body).as_bytes(), options())
            .find_map(Result::err)
            .unwrap();
        assert!(
            error.to_string().contains(expected),
            "{error}\nnot {expected}"
        );
    }
    let error = tmx::Reader::new(&b"<html/>"[..], options())
        .next()
        .unwrap()
        .unwrap_err()
        .in_file("a.tmx");
    assert_eq!(
        error.to_string(),
        "a.tmx:1:1: expected the root element <tmx>, found \"html\""
    );
    let error = columns::Reader::new(&b"source\ttarget\tscore\na\tb\tx\n"[..], &options())
        .next()
        .unwrap()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "2:5: unit 1: expected a number from 0 to 1 in the column `score`, found \"x\""
    );
    let error = units_jsonl::Reader::new(&b"\n{\"source\":1}"[..], &options())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(error.to_string().starts_with("2:"), "{error}");
    let error = moses::Reader::new(&b"a\nb\n"[..], &b"c\n"[..], &options())
        .find_map(Result::err)
        .unwrap();
    assert!(
        error.to_string().contains("the target has no line 2"),
        "{error}"
    );
    let error = columns::Reader::new(&b"a\xff\tb"[..], &options())
        .next()
        .unwrap()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "1:2: expected UTF-8, found \"bytes ff 09 62\""
    );
    let error = srt::Reader::new(&b"1\nsoon\n"[..], options())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(
        error.to_string().starts_with("2:1: unit 1: expected times"),
        "{error}"
    );
}

#[test]
fn hostile_xml_is_refused_in_little_time_and_memory() {
    // Entities that would grow to gigabytes: nothing expands.
    let bomb = "<!DOCTYPE tmx [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\n\
         <tmx><header/><body><tu><tuv xml:lang='en'><seg>&b;</seg></tuv></tu></body></tmx>";
    for entity in ["&b;", "&c;"] {
        let file = bomb.replace("&b;</seg>", &format!("{entity}</seg>"));
        let error = tmx::Reader::new(file.as_bytes(), options())
            .find_map(Result::err)
            .unwrap();
        assert!(error.to_string().contains(entity), "{error}");
    }
    let error = |file: String| -> FormatError {
        tmx::Reader::new(file.as_bytes(), options())
            .find_map(Result::err)
            .unwrap()
    };
    let deep = format!(
        "<tmx><body><tu><tuv xml:lang='en'><seg>{}",
        "<hi>".repeat(100_000)
    );
    assert!(
        error(deep)
            .to_string()
            .contains("elements at most 100 deep")
    );
    let long = format!("<tmx><body><tu tuid='{}'/>", "a".repeat(40 << 20));
    assert!(error(long).to_string().contains("at most 16777216 bytes"));
    // Variants of one entry are not multiplied without end.
    let variants =
        "<tuv xml:lang='en'><seg>a</seg></tuv><tuv xml:lang='zh'><seg>一</seg></tuv>".repeat(1000);
    assert!(
        error(format!("<tmx><body><tu>{variants}</tu></body></tmx>"))
            .to_string()
            .contains("at most 36 pairs")
    );
    // A few bytes of a ladder claim no memory.
    assert!(ladder::read("0\t0\t0\n0\t99999999\t0").is_err());
    // A hundred thousand attributes take no quadratic time.
    let many: String = (0..100_000)
        .map(|number| format!(" a{number}=''"))
        .collect();
    let file = format!(
        "<tmx><body><tu{many}><tuv xml:lang='en'><seg>a</seg></tuv><tuv xml:lang='zh'><seg>一</seg></tuv></tu></body></tmx>"
    );
    assert_eq!(read(tmx::Reader::new(file.as_bytes(), options())).len(), 1);
}

#[test]
fn what_a_format_cannot_hold_is_counted() {
    let mut unit = Unit::new(
        Side::new("en".parse().unwrap(), "a\u{1}b"),
        Side::new("zh".parse().unwrap(), "一"),
    );
    unit.notes.push("\u{2}".to_owned());
    unit.source
        .content
        .push_code(Code::new(CodeKind::HighlightEnd));
    let alone = Unit::new(
        Side::new("en".parse().unwrap(), "alone"),
        Side::new("zh".parse().unwrap(), ""),
    );
    let mut writer = tmx::Writer::new(Vec::new(), tmx::Header::default());
    let written = write(&mut writer, &[unit.clone(), alone.clone()]);
    assert_eq!(
        (
            written.units,
            written.unpaired,
            written.replaced,
            written.codes
        ),
        (1, 1, 1, 1)
    );
    // The text comes back, the note shows a picture.
    let back = read(tmx::Reader::new(&writer.into_inner()[..], options()));
    assert_eq!(
        (back[0].source.text(), back[0].notes[0].as_str()),
        ("a\u{1}b", "␂")
    );
    let mut writer = moses::Writer::new(Vec::new(), Vec::new());
    let written = write(&mut writer, &[unit, alone]);
    assert_eq!(
        (
            written.units,
            written.unpaired,
            written.replaced,
            written.codes
        ),
        (1, 1, 1, 1)
    );
}

#[test]
fn an_empty_file_of_each_format_is_read() {
    let mut tmx_file = tmx::Writer::new(Vec::new(), tmx::Header::default());
    write(&mut tmx_file, &[]);
    assert_eq!(
        read(tmx::Reader::new(&tmx_file.into_inner()[..], options())),
        []
    );
    for version in [xliff::Version::V1_2, xliff::Version::V2_0] {
        let mut file = xliff::Writer::new(Vec::new(), version);
        write(&mut file, &[]);
        assert_eq!(
            read(xliff::Reader::new(&file.into_inner()[..], options())),
            []
        );
    }
}

#[test]
fn files_in_other_encodings_are_decoded() {
    let text = "<?xml version=\"1.0\"?>\n中文，全部。\n";
    let decode = |bytes: &[u8], encoding: Option<&str>| -> Result<String, std::io::Error> {
        let mut text = String::new();
        Decoder::new(bytes, encoding, Undecodable::Stop)
            .unwrap()
            .read_to_string(&mut text)?;
        Ok(text)
    };
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(decode(&utf16, None).unwrap(), text);
    let marked: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(decode(&marked, Some("gb18030")).unwrap(), text);
    let (gb, ..) = encoding_rs::GB18030.encode(text);
    assert_eq!(decode(&gb, Some("gb18030")).unwrap(), text);
    let declared = text.replace("\"1.0\"", "\"1.0\" encoding='Big5'");
    let (big5, ..) = encoding_rs::BIG5.encode(&declared);
    assert_eq!(decode(&big5, None).unwrap(), declared);
    // A chunk may end anywhere.
    struct Drops<'b>(&'b [u8]);
    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let length = into.len().min(1);
            self.0.read(&mut into[..length])
        }
    }
    let drops = std::io::BufReader::with_capacity(1, Drops(&gb));
    let mut whole = String::new();
    Decoder::new(drops, Some("gb18030"), Undecodable::Stop)
        .unwrap()
        .read_to_string(&mut whole)
        .unwrap();
    assert_eq!(whole, text);
    // What is no text is an error with its place, or replaced and counted.
    let error = decode(b"first\nsec\xffond", None).unwrap_err().to_string();
    assert!(
        error.starts_with("line 2, byte 9: expected UTF-8, found bytes ff"),
        "{error}"
    );
    let mut decoder = Decoder::new(&b"a\xffb\x80"[..], None, Undecodable::Replace).unwrap();
    let mut replaced = String::new();
    decoder.read_to_string(&mut replaced).unwrap();
    assert_eq!(
        (replaced.as_str(), decoder.replaced()),
        ("a\u{fffd}b\u{fffd}", 2)
    );
    assert!(Decoder::new(&b""[..], Some("klingon"), Undecodable::Stop).is_err());
}

#[test]
fn a_table_may_name_its_columns_by_their_languages() {
    let read_table = |table: &str| -> Vec<(String, String)> {
        let units = read(columns::Reader::new(table.as_bytes(), &options()));
        let sides = |unit: Unit| (unit.source.text().to_owned(), unit.target.text().to_owned());
        units.into_iter().map(sides).collect()
    };
    let rows = [("It rained.", "下雨了。"), ("It snowed.", "下雪了。")];
    for (header, is_mirrored) in [
        ("en\tzh", false),
        ("English\tChinese", false),
        ("\u{feff}en-GB\tzh-Hans", false),
        ("zh\ten", true),
        ("中文\t英文", true),
    ] {
        let lines = rows.map(|(en, zh)| match is_mirrored {
            true => format!("{zh}\t{en}"),
            false => format!("{en}\t{zh}"),
        });
        let found = read_table(&format!("{header}\n{}\n", lines.join("\n")));
        let expected = rows.map(|(en, zh)| match is_mirrored {
            true => (zh.to_owned(), en.to_owned()),
            false => (en.to_owned(), zh.to_owned()),
        });
        assert_eq!(found, expected, "{header}");
    }
    assert_eq!(
        read_table("id\ten\tzh\n7\tIt rained.\t下雨了。\n"),
        [("It rained.".to_owned(), "下雨了。".to_owned())]
    );
    // Pairs, not names of columns.
    for first in [
        "English\t英语",
        "Chinese tea was sold in England.\t中国茶卖到英国。",
    ] {
        assert_eq!(
            read_table(&format!("{first}\nIt rained.\t下雨了。\n")).len(),
            2,
            "{first}"
        );
    }
}

#[test]
fn packed_files_are_told_by_their_content() {
    let text = "中文\n".repeat(1000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    let frame = ruzstd::encoding::compress_to_vec(text.as_bytes(), level);
    for (packed, times) in [
        (text.as_bytes().to_vec(), 1),
        ([&gzip[..], &gzip].concat(), 2),
        ([&frame[..], &frame].concat(), 2),
    ] {
        let mut plain = String::new();
        unpack::unpack(&packed[..])
            .unwrap()
            .read_to_string(&mut plain)
            .unwrap();
        assert_eq!(plain, text.repeat(times));
    }
    for cut in [&gzip[..gzip.len() / 2], &frame[..frame.len() / 2]] {
        let read =
            unpack::unpack(cut).and_then(|mut reader| reader.read_to_string(&mut String::new()));
        assert!(read.is_err());
    }
}

#[test]
fn subtitles_in_two_languages_become_units() {
    let file = "\u{feff}1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>It is raining.</i>\r\n下雨了。\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nOnly English here\r\n";
    let mut reader = srt::Reader::new(file.as_bytes(), options());
    let units: Vec<Unit> = reader.by_ref().map(Result::unwrap).collect();
    assert_eq!(
        (units[0].source.text(), units[0].target.text()),
        ("It is raining.", "下雨了。")
    );
    assert_eq!(units[0].property("end"), Some("00:00:02,500"));
    assert_eq!((units.len(), reader.left_out()), (1, 1));
    assert_eq!(
        srt::text(file.as_bytes()).unwrap(),
        "It is raining. 下雨了。\nOnly English here\n"
    );
}

#[test]
fn tables_of_other_programs_are_read() {
    let table = "src_url\ttrg_url\tsrc_text\ttrg_text\taligner_score\tbicleaner_score\nhttp://a\thttp://b\tIt is raining.\t下雨了。\t7.5\t0.75\n";
    let units = read(paracrawl::Reader::new(table.as_bytes(), &options()));
    assert_eq!(units[0].score, Some(Score::new(0.75)));
    assert_eq!(units[0].property("aligner_score"), Some("7.5"));
    assert_eq!(units[0].target.language.as_str(), "zh");
    let plain = "It is raining heavily.\t雨下得很大。\nIt rains.\t下雨。\n";
    let units = read(columns::Reader::new(plain.as_bytes(), &options()));
    assert_eq!(units.len(), 2);
    // What `bitext align` prints.
    let line = r#"{"source":[{"start":0,"end":4,"text":"One."},{"start":5,"end":9,"text":"Two."}],"target":[{"start":0,"end":6,"text":"一二"}],"kind":"sentence","score":0.5,"evidence":[]}"#;
    let units = read(units_jsonl::Reader::new(line.as_bytes(), &options()));
    assert_eq!(units[0].source.text(), "One. Two.");
    assert_eq!(units[0].source.segments[1].span, Span::new(5, 9));
}

#[test]
fn what_is_not_as_tmx_has_it_is_named_with_its_line() {
    let head = "<tmx version='1.4'>\n<header creationtool='a' creationtoolversion='1' segtype='sentence' \
        o-tmf='a' adminlang='en' srclang='en' datatype='plaintext'/>\n<body>\n";
    let pair = "<tuv xml:lang='en'><seg>a</seg></tuv><tuv xml:lang='zh'><seg>一</seg></tuv>";
    let cases = [
        (format!("<tu>{pair}</tu>"), ""),
        (
            format!("<tu>{pair}<prop type='a'>b</prop></tu>"),
            "4 structure: <prop> in <tu> behind what must follow it",
        ),
        ("<tu></tu>".to_owned(), "4 structure: <tu> without <tuv>"),
        (format!("\n<TU>{pair}</TU>"), "5 name: <tu> in lower case"),
        (
            format!("<tu>{}</tu>", pair.replace("xml:lang", "lang")),
            "4 name: lang instead of xml:lang",
        ),
        (
            format!("<tu creationdate='2026-03-01'>{pair}</tu>"),
            "4 date: creationdate=\"2026-03-01\"",
        ),
        (
            format!("<tu segtype='word'>{pair}</tu>"),
            "4 attribute: segtype=\"word\", expected one of block, paragraph, sentence, phrase",
        ),
        (
            format!("<tu srclang='fr'>{pair}</tu>"),
            "4 variants: no text in the source language fr",
        ),
        (
            format!("<tu>{pair}{pair}</tu>"),
            "4 variants: two texts in en",
        ),
        (
            format!("<tu>{}</tu>", pair.replace("<seg>a", "<seg>&#x1F;")),
            "4 character: U+001F",
        ),
        (
            format!("<tu>{}</tu>", pair.replace("<seg>a", "<seg><bpt i='1'/>")),
            "4 pairs: the pair i=\"1\" does not end",
        ),
        (
            format!("<tu>{}</tu>", pair.replace("<seg>a", "<seg><ept i='1'/>")),
            "4 pairs: the pair i=\"1\" ends without a beginning, or twice",
        ),
        (
            format!("<tu>{}</tu>", pair.replace("<seg>a", "<seg><it/>")),
            "4 attribute: <it> without pos",
        ),
        (
            format!("<tu>{}</tu>", pair.replace("'en'", "'English text'")),
            "4 language: lang=\"English text\"",
        ),
        (
            format!("loose<tu>{pair}</tu>"),
            "3 structure: text in <body>",
        ),
    ];
    for (body, expected) in cases {
        let found = violations(format!("{head}{body}</body></tmx>").as_bytes());
        match found.first() {
            None => assert_eq!(expected, "", "{body}"),
            Some(first) => assert_eq!(first, expected, "{body} {found:?}"),
        }
    }
    let found = violations(b"<tmx><header/><body/></tmx>");
    assert_eq!(found.len(), 8, "{found:?}");
}

/// Several sentences to one, codes, emoji, characters beyond the BMP, control characters, both scripts.
#[test]
fn the_hard_memory_is_valid_in_every_writing_and_comes_back() {
    let file = include_bytes!("../data/format/hard.jsonl");
    let units = read(units_jsonl::Reader::new(&file[..], &options()));
    assert_eq!(units.len(), 9);
    for codes in [tmx::Codes::Inline, tmx::Codes::Aside] {
        let mut header = tmx::Header::default();
        header.codes = codes;
        let mut writer = tmx::Writer::new(Vec::new(), header);
        assert_eq!(write(&mut writer, &units).units, 9);
        let file = writer.into_inner();
        assert_eq!(violations(&file), [""; 0]);
        assert_eq!(read(tmx::Reader::new(&file[..], options())), units);
    }
    for version in [xliff::Version::V1_2, xliff::Version::V2_0] {
        let mut writer = xliff::Writer::new(Vec::new(), version);
        assert_eq!(write(&mut writer, &units).units, 9);
        let back = read(xliff::Reader::new(&writer.into_inner()[..], options()));
        for (one, other) in back.iter().zip(&units) {
            assert_eq!(one.source.text(), other.source.text());
            assert_eq!(one.target.text(), other.target.text());
        }
    }
}

/// Every kind of evidence that an alignment gives is evidence again when its memory is read.
#[cfg(feature = "table")]
#[test]
fn evidence_of_an_alignment_comes_back_from_tmx() {
    let source =
        "“Was the mill sold?” asked Ms Li. It cost 380 million yuan.\n\nNobody answered her.";
    let target = "“磨坊卖掉了吗？”李女士问。它花了3.8亿元。\n\n没有人回答她。";
    let mut kinds = std::collections::BTreeSet::new();
    for mode in [bitext::Mode::Parallel, bitext::Mode::Comparable] {
        let aligner = bitext::Aligner::builder().mode(mode).build().unwrap();
        let alignment = aligner.align(source, target);
        let units: Vec<Unit> = bitext::memory::units(&alignment, source, target)
            .filter(|unit| !unit.source.text().is_empty() && !unit.target.text().is_empty())
            .collect();
        let mut file = Vec::new();
        write(
            &mut tmx::Writer::new(&mut file, tmx::Header::default()),
            &units,
        );
        let back = read(tmx::Reader::new(file.as_slice(), options()));
        assert_eq!(units.len(), back.len());
        for (unit, back) in units.iter().zip(&back) {
            let of = |unit: &Unit| -> Vec<_> {
                let items = unit.evidence.iter();
                items.map(|it| (it.kind, it.source, it.target)).collect()
            };
            assert_eq!(of(unit), of(back));
            kinds.extend(unit.evidence.iter().map(|it| it.kind.name()));
        }
    }
    assert!(
        kinds.contains("coverage") && kinds.contains("prior"),
        "{kinds:?}"
    );
}
