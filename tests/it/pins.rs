//! Pins: what a person has settled is kept, whatever the texts and the other pins are.

use std::{collections::BTreeSet, ops::ControlFlow};

use bitext::{
    AlignOptions, Aligner, Alignment, Lang, Link, Mode, Span,
    align::{Pin, PinFault, PinnedError, Reason, Stopped},
    text,
};
use proptest::prelude::*;

use crate::alignment_laws::text;

fn aligner(source: Lang, mode: Mode) -> Aligner {
    let mut options = AlignOptions::default();
    options.mode = mode;
    options.source_lang = Some(source);
    options.target_lang = Some(source.other());
    Aligner::builder().options(options).build().unwrap()
}

/// The numbers of the segments of both sides.
fn indices(link: &Link) -> (Vec<usize>, Vec<usize>) {
    let side = |side: &[bitext::align::Segment]| side.iter().map(|it| it.index).collect();
    (side(&link.source), side(&link.target))
}

fn beads(alignment: &Alignment) -> Vec<(Vec<usize>, Vec<usize>)> {
    alignment.links.iter().map(indices).collect()
}

#[test]
fn a_bead_of_any_number_of_segments_is_kept() {
    let (source, target) = ("雨\n".repeat(70_000), "It rained.\nIt snowed.\n".repeat(2));
    let spans = (text::lines(&source), text::lines(&target));
    let mut options = aligner(Lang::Chinese, Mode::Parallel).options().clone();
    options.evidence = false;
    let aligner = Aligner::builder().options(options).build().unwrap();
    let large = (1..69_999).collect::<Vec<_>>();
    let pins = [
        Pin::bead(vec![0], vec![0]),
        Pin::bead(large.clone(), vec![1, 2]),
        Pin::bead(vec![69_999], vec![3]),
    ];
    let alignment = aligner
        .align_segments_pinned((&source, &spans.0), (&target, &spans.1), &pins)
        .unwrap();
    let expected = [
        (vec![0], vec![0]),
        (large, vec![1, 2]),
        (vec![69_999], vec![3]),
    ];
    assert_eq!(beads(&alignment), expected);
    assert!(alignment.links.iter().all(|link| link.confirmed));
}

/// A step through both texts.
#[derive(Clone, Debug)]
enum Step {
    Free(usize, usize),
    Bead(usize, usize),
    Boundary,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0_usize..4, 0_usize..4).prop_map(|(a, b)| Step::Free(a, b)),
        (0_usize..9, 0_usize..4).prop_map(|(a, b)| Step::Bead(a, b)),
        (0_usize..3, 0_usize..3).prop_map(|(a, b)| Step::Bead(a, b)),
        Just(Step::Boundary),
    ];
    proptest::collection::vec(step, 0..12)
}

/// The pins along a walk that stays inside texts of so many segments.
fn pins(steps: &[Step], (sources, targets): (usize, usize)) -> Vec<Pin> {
    let (mut source, mut target) = (0, 0);
    let mut pins = Vec::new();
    for step in steps {
        let (right, down) = match *step {
            Step::Free(a, b) | Step::Bead(a, b) => (a, b),
            Step::Boundary => (0, 0),
        };
        let end = ((source + right).min(sources), (target + down).min(targets));
        let bead = ((source..end.0).collect(), (target..end.1).collect());
        match step {
            Step::Bead(..) if end != (source, target) => pins.push(Pin::bead(bead.0, bead.1)),
            Step::Boundary => pins.push(Pin::boundary(source, target)),
            _ => {}
        }
        (source, target) = end;
    }
    pins
}

/// Both texts line by line, and pins for them.
fn settled() -> impl Strategy<Value = (String, String, Vec<Pin>)> {
    (text(), text(), steps(), any::<bool>()).prop_map(|(source, target, steps, is_turned)| {
        let count = |text: &str| text::lines(text).len();
        let mut pins = pins(&steps, (count(&source), count(&target)));
        // The order of the list does not matter.
        if is_turned {
            pins.reverse();
        }
        (source, target, pins)
    })
}

fn align(from: Lang, source: &str, target: &str, pins: &[Pin]) -> Alignment {
    let (of_source, of_target) = (text::lines(source), text::lines(target));
    aligner(from, Mode::Parallel)
        .align_segments_pinned((source, &of_source), (target, &of_target), pins)
        .unwrap()
}

/// A link for comparison from either direction.
fn turned(link: &Link, is_turned: bool) -> (Vec<usize>, Vec<usize>, u32, bool) {
    let (source, target) = indices(link);
    // Sums taken in another order differ in the last digits.
    let score = (link.score.value() * 1000.0).round() as u32;
    if is_turned {
        (target, source, score, link.confirmed)
    } else {
        (source, target, score, link.confirmed)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn pins_are_kept_and_the_rest_is_a_partition((source, target, pins) in settled()) {
        let alignment = align(Lang::English, &source, &target, &pins);
        let found = beads(&alignment);
        let spans = (text::lines(&source), text::lines(&target));
        for (side, text, spans) in [(0, &source, &spans.0), (1, &target, &spans.1)] {
            let of = |bead: &(Vec<usize>, Vec<usize>)| if side == 0 { bead.0.clone() } else { bead.1.clone() };
            let all: Vec<usize> = found.iter().flat_map(of).collect();
            let once: BTreeSet<usize> = all.iter().copied().collect();
            prop_assert_eq!((all.len(), once.len()), (spans.len(), spans.len()), "{:?}", found);
            let is_written = |index: &usize| !spans[*index].trimmed(text).is_empty();
            let written: Vec<usize> = all.into_iter().filter(is_written).collect();
            prop_assert!(written.is_sorted(), "{:?}", found);
        }
        let mut confirmed = 0;
        for pin in &pins {
            match pin {
                Pin::Bead { source, target } if source.is_empty() || target.is_empty() => {
                    for index in source {
                        confirmed += 1;
                        prop_assert!(is_confirmed(&alignment, &(vec![*index], vec![])), "{:?} {:?}", pin, found);
                    }
                    for index in target {
                        confirmed += 1;
                        prop_assert!(is_confirmed(&alignment, &(vec![], vec![*index])), "{:?} {:?}", pin, found);
                    }
                }
                Pin::Bead { source, target } => {
                    confirmed += 1;
                    prop_assert!(is_confirmed(&alignment, &(source.clone(), target.clone())), "{:?} {:?}", pin, found);
                }
                Pin::Boundary { source, target } => {
                    for (of_source, of_target) in found.iter().filter(|bead| !bead.0.is_empty() && !bead.1.is_empty()) {
                        let before = of_source.iter().all(|it| it < source) && of_target.iter().all(|it| it < target);
                        let behind = of_source.iter().all(|it| it >= source) && of_target.iter().all(|it| it >= target);
                        prop_assert!(before || behind, "{:?} {:?}", pin, found);
                    }
                }
                _ => unreachable!(),
            }
        }
        prop_assert_eq!(alignment.links.iter().filter(|link| link.confirmed).count(), confirmed);
        for link in &alignment.links {
            prop_assert_eq!(link.is_pair(), link.reason.is_none());
            prop_assert!(link.evidence.iter().all(|it| it.weight.is_finite()));
        }
    }

    #[test]
    fn swapping_the_texts_mirrors_pinned_results((source, target, pins) in settled()) {
        let there = align(Lang::English, &source, &target, &pins);
        let pins: Vec<Pin> = pins.into_iter().map(Pin::mirrored).collect();
        let back = align(Lang::Chinese, &target, &source, &pins);
        let mut expected: Vec<_> = there.links.iter().map(|link| turned(link, false)).collect();
        let mut found: Vec<_> = back.links.iter().map(|link| turned(link, true)).collect();
        expected.sort();
        found.sort();
        prop_assert_eq!(expected, found);
    }

    #[test]
    fn its_own_beads_give_the_same_alignment(source in text(), target in text()) {
        let free = align(Lang::English, &source, &target, &[]);
        let pins: Vec<Pin> = beads(&free).into_iter().map(|(source, target)| Pin::bead(source, target)).collect();
        let pinned = align(Lang::English, &source, &target, &pins);
        let sorted = |alignment: &Alignment| {
            let mut beads = beads(alignment);
            beads.sort();
            beads
        };
        prop_assert_eq!(sorted(&free), sorted(&pinned));
        prop_assert!(pinned.links.iter().all(|link| link.confirmed && link.score.value() == 1.0));
        let evidence = |alignment: &Alignment| -> Vec<_> {
            alignment.links.iter().filter(|link| link.is_pair()).map(|link| link.evidence.clone()).collect()
        };
        prop_assert_eq!(evidence(&free), evidence(&pinned), "pins keep their evidence");
    }

    #[test]
    fn no_pins_change_nothing(source in text(), target in text()) {
        for mode in [Mode::Parallel, Mode::Comparable, Mode::Auto] {
            let aligner = aligner(Lang::English, mode);
            prop_assert_eq!(aligner.align_pinned(&source, &target, &[]), Ok(aligner.align(&source, &target)));
        }
    }

    #[test]
    fn any_pins_give_an_alignment_or_an_error_that_names_one(
        source in text(),
        target in text(),
        pins in proptest::collection::vec(
            (proptest::collection::vec(0_usize..12, 0..4), proptest::collection::vec(0_usize..12, 0..4), any::<bool>()),
            0..6,
        ),
    ) {
        let pins: Vec<Pin> = pins
            .into_iter()
            .map(|(source, target, is_bead)| {
                if is_bead { Pin::bead(source, target) } else { Pin::boundary(source.len(), target.len()) }
            })
            .collect();
        let found = aligner(Lang::English, Mode::Parallel).align_pinned(&source, &target, &pins);
        if let Err(error) = found {
            prop_assert!(error.pin < pins.len());
        }
    }
}

fn is_confirmed(alignment: &Alignment, bead: &(Vec<usize>, Vec<usize>)) -> bool {
    let same = |link: &&Link| indices(link) == *bead;
    alignment
        .links
        .iter()
        .find(same)
        .is_some_and(|link| link.confirmed && link.score.value() == 1.0)
}

/// A text of this project that is there in both languages.
fn story() -> (String, String) {
    let read = |name: &str| {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/corpora/parallel/news-flood-gates/"
        );
        std::fs::read_to_string(format!("{folder}{name}.txt")).unwrap()
    };
    (read("en"), read("zh"))
}

#[test]
fn some_of_its_own_beads_give_the_same_alignment() {
    let (source, target) = story();
    let aligner = Aligner::default();
    let free = beads(&aligner.align(&source, &target));
    for step in [2, 3, 7] {
        let some = free.iter().step_by(step).cloned();
        let pins: Vec<Pin> = some
            .map(|(source, target)| Pin::bead(source, target))
            .collect();
        let pinned = aligner.align_pinned(&source, &target, &pins).unwrap();
        assert_eq!(beads(&pinned), free, "every {step}th");
    }
}

#[test]
fn a_wrong_pin_moves_its_neighbours_and_no_others() {
    let (source, target) = story();
    let aligner = Aligner::default();
    let free = beads(&aligner.align(&source, &target));
    let (at, one) = free
        .iter()
        .enumerate()
        .find(|(at, bead)| *at > 2 && bead.0.len() == 1 && bead.1.len() == 1)
        .unwrap();
    let alone = [Pin::bead(one.0.clone(), vec![])];
    let pinned = aligner.align_pinned(&source, &target, &alone).unwrap();
    let found = beads(&pinned);
    assert!(found.contains(&(one.0.clone(), vec![])));
    assert!(!found.contains(one));
    assert_eq!(found[..at - 2], free[..at - 2]);
    assert_eq!(found[found.len() - 2..], free[free.len() - 2..]);
}

/// Long enough for several windows in one gap and for gaps of many sizes.
#[test]
fn long_texts_are_searched_between_pins() {
    let source: Vec<String> = (0..3000)
        .map(|n| format!("In the year {} the river rose {n} metres.\n", n % 977))
        .collect();
    let target: Vec<String> = (0..3000)
        .map(|n| format!("{}年河水上涨了{n}米。\n", n % 977))
        .collect();
    let (source, target) = (source.concat(), target.concat());
    // The second is wrong by one: what lies between follows, what lies behind does not.
    let pins = [
        Pin::bead(vec![100], vec![100]),
        Pin::bead(vec![2000], vec![2001]),
        Pin::boundary(2100, 2100),
    ];
    let alignment = align(Lang::English, &source, &target, &pins);
    let found = beads(&alignment);
    let at = |n: usize| found.iter().find(|bead| bead.0 == [n]).cloned();
    for n in [0, 99, 100, 101, 1500, 2105, 2999] {
        assert_eq!(at(n), Some((vec![n], vec![n])));
    }
    assert!(is_confirmed(&alignment, &(vec![2000], vec![2001])));
    let confirmed = alignment.links.iter().filter(|link| link.confirmed);
    assert_eq!(confirmed.count(), 2);
}

#[test]
fn blank_segments_are_taken_into_pins_or_left_where_they_are() {
    let source = "It rained.\n\nThe river rose.\nNobody came.";
    let target = "下雨了。\n河水上涨了。\n\n没有人来。";
    let over = align(
        Lang::English,
        source,
        target,
        &[Pin::bead(vec![0, 2], vec![0, 1])],
    );
    assert_eq!(beads(&over)[0], (vec![0, 2], vec![0, 1]));
    assert!(
        over.links
            .iter()
            .any(|link| link.reason == Some(Reason::Blank) && !link.confirmed)
    );
    let with = align(
        Lang::English,
        source,
        target,
        &[Pin::bead(vec![0, 1, 2], vec![0, 1, 2])],
    );
    assert_eq!(
        beads(&with),
        [(vec![0, 1, 2], vec![0, 1, 2]), (vec![3], vec![3])]
    );
    let blank = align(Lang::English, source, target, &[Pin::bead(vec![1], vec![])]);
    let link = blank
        .links
        .iter()
        .find(|link| indices(link).0 == [1])
        .unwrap();
    assert_eq!((link.reason, link.confirmed), (Some(Reason::Blank), true));
}

#[test]
fn pins_make_text_parallel_and_mean_nothing_in_comparable_text() {
    let (source, target) = story();
    let pins = [Pin::bead(vec![0], vec![0])];
    let alignment = aligner(Lang::English, Mode::Auto)
        .align_pinned(&source, &target, &pins)
        .unwrap();
    assert_eq!((alignment.mode, alignment.choice), (Mode::Parallel, None));
    let error = aligner(Lang::English, Mode::Comparable)
        .align_pinned(&source, &target, &pins)
        .unwrap_err();
    assert_eq!((error.pin, error.fault), (0, PinFault::NotParallel));
}

#[test]
fn pinned_texts_are_watched_and_stopped() {
    let (source, target) = story();
    let aligner = Aligner::default();
    let (of_source, of_target) = aligner.segments(&source, &target);
    let sides = (
        (source.as_str(), of_source.as_slice()),
        (target.as_str(), of_target.as_slice()),
    );
    let pins = [
        Pin::bead(vec![0], vec![0]),
        Pin::bead(vec![20], vec![]),
        Pin::boundary(30, 29),
    ];
    let mut seen = Vec::new();
    let watched = aligner.align_segments_pinned_watched(sides.0, sides.1, &pins, |progress| {
        seen.push(progress.share());
        ControlFlow::Continue(())
    });
    let plain = aligner.align_segments_pinned(sides.0, sides.1, &pins);
    assert_eq!(watched, plain.map_err(PinnedError::Pin));
    assert!(seen.is_sorted() && seen.last() == Some(&1.0), "{seen:?}");
    let stopped =
        aligner.align_segments_pinned_watched(sides.0, sides.1, &pins, |_| ControlFlow::Break(()));
    assert_eq!(stopped, Err(PinnedError::Stopped(Stopped)));
}

#[test]
fn pins_are_plain_data() {
    let pins = vec![Pin::bead(vec![0], vec![]), Pin::boundary(3, 4)];
    let json = r#"[{"bead":{"source":[0],"target":[]}},{"boundary":{"source":3,"target":4}}]"#;
    assert_eq!(serde_json::to_string(&pins).unwrap(), json);
    assert_eq!(serde_json::from_str::<Vec<Pin>>(json).unwrap(), pins);
    let span = Span::new(0, 0);
    let error = Aligner::default()
        .align_segments_pinned(("", &[span]), ("", &[]), &pins)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "pin 1: expected a source segment below 2, found 3"
    );
}

/// A file of corrections with one bead and one boundary.
#[cfg(feature = "json")]
const CORRECTIONS: &str = r#"{"format": "bitext-corrections", "version": 1, "mode": "parallel",
"source": {"name": "雨.en", "segments": 2, "bytes": 9, "digest": "0123456789abcdef"},
"target": {"name": "雨.zh", "segments": 2, "bytes": 9, "digest": "0123456789abcdef"},
"beads": [
 {"source": [0], "target": [1, 2], "status": "corrected"}],
"boundaries": [[1, 1]]}
"#;

#[cfg(feature = "json")]
proptest! {
    #[test]
    fn damaged_corrections_give_an_error_inside_the_file(
        at in 0_usize..CORRECTIONS.len(),
        by in prop_oneof![Just(""), Just("\""), Just("["), Just("}"), Just(","), Just("-1"), Just("\n"), Just("雨"), Just("1e999")],
        length in 0_usize..4,
        is_cut in any::<bool>(),
    ) {
        let mut bytes = CORRECTIONS.as_bytes().to_vec();
        if is_cut {
            bytes.truncate(at);
        } else {
            bytes.splice(at..(at + length).min(bytes.len()), by.bytes());
        }
        let text = String::from_utf8_lossy(&bytes);
        match bitext::format::corrections::read(&text) {
            Ok(read) => prop_assert!(read.beads.len() <= 1 && read.line(0) <= text.lines().count()),
            Err(error) => {
                let position = error.position().unwrap();
                prop_assert!((1..=text.lines().count().max(1) + 1).contains(&position.line), "{}", error);
            }
        }
    }
}
