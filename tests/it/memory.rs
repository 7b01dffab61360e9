//! Units made from alignments: nothing of the texts is lost, and everything points to where it stood.

use bitext::{Aligner, Mode, memory};
use proptest::prelude::*;

/// The text without white space: what joining may not change.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn check(mode: Mode, source: &str, target: &str) {
    let aligner = Aligner::builder().mode(mode).build().unwrap();
    let alignment = aligner.align(source, target);
    let units: Vec<_> = memory::units(&alignment, source, target).collect();
    assert_eq!(units.len(), alignment.links.len());
    for (unit, link) in units.iter().zip(&alignment.links) {
        for (side, segments, whole) in [
            (&unit.source, &link.source, source),
            (&unit.target, &link.target, target),
        ] {
            assert_eq!(side.segments.len(), segments.len());
            for (place, segment) in side.segments.iter().zip(segments) {
                let here = place.span.get(side.text()).unwrap();
                assert_eq!(bare(here), bare(segment.span.slice(whole)));
                assert_eq!(
                    (place.index, place.origin),
                    (Some(segment.index), Some(segment.span))
                );
            }
            assert!(!side.text().contains(['\n', '\r']));
        }
        // What speaks for a statement may stand elsewhere in its sentences; a unit holds the places in its own text.
        let within = |span: bitext::Span, segments: &[bitext::align::Segment]| {
            let hull = segments
                .iter()
                .map(|segment| segment.span)
                .reduce(bitext::Span::hull);
            hull.is_some_and(|hull| hull.start() <= span.start() && span.end() <= hull.end())
        };
        let inside: Vec<_> = link
            .evidence
            .iter()
            .filter(|old| within(old.source, &link.source) && within(old.target, &link.target))
            .collect();
        for (item, old) in unit.evidence.iter().zip(&inside) {
            assert_eq!(
                bare(item.source.get(unit.source.text()).unwrap()),
                bare(old.source.slice(source))
            );
            assert_eq!(
                bare(item.target.get(unit.target.text()).unwrap()),
                bare(old.target.slice(target))
            );
        }
        assert_eq!(
            (unit.evidence.len(), unit.score),
            (inside.len(), Some(link.score))
        );
    }
}

#[test]
fn units_of_the_corpora_keep_text_places_and_evidence() {
    for folder in [
        "parallel/news-flood-gates",
        "parallel/speech-harbour",
        "comparable/typhoon-landfall",
    ] {
        let read = |name: &str| {
            let path = format!("{}/corpora/{folder}/{name}.txt", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap()
        };
        let (source, target) = (read("zh"), read("en"));
        check(Mode::Parallel, &source, &target);
        check(Mode::Comparable, &target, &source);
    }
}

#[test]
fn the_script_is_that_of_the_side_or_of_the_text() {
    let (source, target) = ("It rained. One.", "下雨了。一。");
    let alignment = bitext::align(source, target);
    let tags: Vec<String> = memory::units(&alignment, source, target)
        .map(|unit| unit.target.language.to_string())
        .collect();
    assert_eq!(tags, ["zh", "zh"]);
    let (source, target) = ("The harbour is wide. One.", "這個港口很寬。一。");
    let alignment = bitext::align(source, target);
    assert!(
        memory::units(&alignment, source, target)
            .all(|unit| unit.target.language.as_str() == "zh-Hant")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_becomes_units(source in "[a-zA-Z0-9 .,\\n\\r\u{3000}]{0,60}", target in "[一-三雨下了。，\\n \\r0-9]{0,40}") {
        check(Mode::Parallel, &source, &target);
        check(Mode::Comparable, &source, &target);
    }
}
