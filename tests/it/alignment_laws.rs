//! Laws of alignment over random text.

use std::ops::ControlFlow;

use bitext::{
    AlignOptions, Aligner, Alignment, Lang, Link, Mode, Span,
    align::{
        LinkKind, Pin, Stopped,
        dp::{Band, Bead, BeadType, Lattice},
    },
};
use proptest::prelude::*;

/// Words and marks of both languages, and things that are neither.
const PIECES: [&str; 28] = [
    "The ",
    "company ",
    "said ",
    "it ",
    "rained ",
    "380 billion ",
    "yuan",
    ". ",
    "? ",
    "\"",
    ", ",
    "AI ",
    "公司",
    "表示",
    "3800亿元",
    "下雨",
    "了",
    "。",
    "？",
    "“",
    "”",
    "，",
    "\n",
    "\u{3000}",
    "é",
    "\u{200b}",
    "2月24日",
    "🙂",
];

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60)
            .prop_map(|pieces| pieces.concat()),
        ".{0,80}",
    ]
}

fn aligner(mode: Mode) -> Aligner {
    let mut options = AlignOptions::default();
    options.mode = mode;
    options.source_lang = Some(Lang::English);
    options.target_lang = Some(Lang::Chinese);
    Aligner::builder().options(options).build().unwrap()
}

fn spans_fit(alignment: &Alignment, source: &str, target: &str) {
    for link in &alignment.links {
        for (segments, text) in [(&link.source, source), (&link.target, target)] {
            for segment in segments {
                assert!(segment.span.get(text).is_some(), "{link:?}");
            }
        }
        for item in &link.evidence {
            assert!(
                item.source.get(source).is_some() && item.target.get(target).is_some(),
                "{link:?}"
            );
            assert!(item.weight.is_finite());
        }
        assert_eq!(link.is_pair(), link.reason.is_none());
    }
}

/// A link without its evidence, source and target exchanged if asked.
fn sides(link: &Link, mirrored: bool) -> (Vec<Span>, Vec<Span>, u32) {
    let spans = |side: &[bitext::align::Segment]| side.iter().map(|segment| segment.span).collect();
    let (source, target) = (spans(&link.source), spans(&link.target));
    // Sums taken in another order differ in the last digits.
    let score = (link.score.value() * 1000.0).round() as u32;
    if mirrored {
        (target, source, score)
    } else {
        (source, target, score)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn beads_are_a_partition_in_order(source in text(), target in text()) {
        let alignment = aligner(Mode::Parallel).align(&source, &target);
        spans_fit(&alignment, &source, &target);
        for side in [0, 1] {
            let indices: Vec<usize> = alignment
                .links
                .iter()
                .flat_map(|link| if side == 0 { &link.source } else { &link.target })
                .map(|segment| segment.index)
                .collect();
            prop_assert_eq!(&indices, &(0..indices.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn every_segment_is_accounted_for_in_comparable_text(source in text(), target in text()) {
        let alignment = aligner(Mode::Comparable).align(&source, &target);
        spans_fit(&alignment, &source, &target);
        let sentences = bitext::Segmenter::default().sentences(&source, Lang::English);
        for (index, span) in sentences.iter().enumerate() {
            let found = alignment.links.iter().flat_map(|link| &link.source);
            prop_assert!(found.clone().any(|segment| segment.index == index && segment.span == *span));
        }
    }

    #[test]
    fn evidence_adds_up_to_the_score_and_statements_lie_in_their_sentences(source in text(), target in text()) {
        let mut options = aligner(Mode::Comparable).options().clone();
        options.threshold = 0.01;
        let alignment = Aligner::builder().options(options).build().unwrap().align(&source, &target);
        let mut whole = None;
        for link in alignment.links.iter().filter(|link| link.is_pair()) {
            let sum: f32 = link.evidence.iter().map(|item| item.weight).sum();
            let score = 1.0 / (1.0 + (-sum).exp());
            prop_assert!((score - link.score.value()).abs() < 1e-3, "{:?}", link);
            prop_assert!(link.agreement.is_some());
            let spans = (link.source[0].span, link.target[0].span);
            match link.kind {
                LinkKind::Sentence => whole = Some(spans),
                _ => prop_assert!(whole.is_some_and(|whole| whole.0.contains(spans.0) && whole.1.contains(spans.1))),
            }
        }
    }

    #[test]
    fn swapping_the_texts_mirrors_the_result(source in text(), target in text()) {
        for mode in [Mode::Parallel, Mode::Comparable, Mode::Auto] {
            let there = aligner(mode);
            let mut options = there.options().clone();
            std::mem::swap(&mut options.source_lang, &mut options.target_lang);
            let back = Aligner::builder().options(options).build().unwrap();
            let mut expected: Vec<_> =
                there.align(&source, &target).links.iter().map(|link| sides(link, false)).collect();
            let mut found: Vec<_> =
                back.align(&target, &source).links.iter().map(|link| sides(link, true)).collect();
            expected.sort();
            found.sort();
            prop_assert_eq!(expected, found);
        }
    }

    #[test]
    fn the_same_texts_give_the_same_result(source in text(), target in text()) {
        let alignment = Aligner::default().align(&source, &target);
        prop_assert_eq!(&alignment, &Aligner::default().align(&source, &target));
        let json = serde_json::to_string(&alignment).unwrap();
        prop_assert_eq!(alignment, serde_json::from_str(&json).unwrap());
    }

    #[test]
    fn watching_and_evidence_change_no_link(source in text(), target in text()) {
        let plain = aligner(Mode::Parallel).align(&source, &target);
        let mut seen = Vec::new();
        let watched = aligner(Mode::Parallel).align_watched(&source, &target, |progress| {
            seen.push(progress);
            ControlFlow::Continue(())
        });
        prop_assert_eq!(watched.as_ref(), Ok(&plain));
        prop_assert!(seen.windows(2).all(|two| two[0].share() <= two[1].share()));
        prop_assert_eq!(seen.last().map(|progress| progress.share()), Some(1.0));
        prop_assert!(seen.iter().all(|it| it.source <= it.sources && it.target <= it.targets));
        let stopped = aligner(Mode::Parallel).align_watched(&source, &target, |_| ControlFlow::Break(()));
        prop_assert_eq!(stopped, Err(Stopped));
        let mut options = aligner(Mode::Parallel).options().clone();
        options.evidence = false;
        let bare = Aligner::builder().options(options).build().unwrap().align(&source, &target);
        prop_assert!(bare.links.iter().all(|link| link.evidence.is_empty()));
        let sides = |alignment: &Alignment| -> Vec<_> {
            alignment.links.iter().map(|link| sides(link, false)).collect()
        };
        prop_assert_eq!(sides(&bare), sides(&plain));
    }

    #[test]
    fn links_one_by_one_are_those_of_the_alignment(
        source in text(),
        target in text(),
        is_english_first: bool,
        pin in proptest::option::of((0_usize..4, 0_usize..4)),
    ) {
        for (mode, evidence) in [
            (Mode::Parallel, true),
            (Mode::Parallel, false),
            (Mode::Comparable, true),
            (Mode::Auto, true),
        ] {
            let mut options = aligner(mode).options().clone();
            options.evidence = evidence;
            if !is_english_first {
                std::mem::swap(&mut options.source_lang, &mut options.target_lang);
            }
            let aligner = Aligner::builder().options(options).build().unwrap();
            // Pieces of even length, as given segments are: some are blank, some touch.
            let pieces = |text: &str| -> Vec<Span> {
                let starts: Vec<usize> = text.char_indices().map(|at| at.0).step_by(5).chain([text.len()]).collect();
                starts.windows(2).map(|ends| Span::new(ends[0], ends[1])).collect()
            };
            let spans = (pieces(&source), pieces(&target));
            let pins: Vec<Pin> = pin.iter().map(|&(from, to)| Pin::bead(vec![from], vec![to])).collect();
            let whole = aligner.align_segments_pinned((&source, &spans.0), (&target, &spans.1), &pins);
            let texts = (source.clone(), target.clone());
            let links = aligner.links((texts.0, spans.0), (texts.1, spans.1), &pins, |_| ControlFlow::Continue(()));
            let Ok(whole) = whole else {
                prop_assert!(links.is_err());
                continue;
            };
            let links = links.unwrap();
            prop_assert_eq!((links.mode(), links.related()), (whole.mode, whole.related));
            prop_assert_eq!(links.langs(), (whole.source_lang, whole.target_lang));
            prop_assert_eq!((links.len(), links.choice()), (whole.links.len(), whole.choice.as_ref()));
            prop_assert_eq!(&links.collect::<Vec<Link>>(), &whole.links);
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same(texts in proptest::collection::vec((text(), text()), 0..12)) {
        let pairs: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let one = Aligner::default().align_all(&pairs, 1);
        prop_assert_eq!(one.len(), pairs.len());
        for threads in [0, 2, 7] {
            prop_assert_eq!(&Aligner::default().align_all(&pairs, threads), &one);
        }
    }

    #[test]
    fn the_search_finds_the_best_of_all_paths(
        sources in 0_usize..5,
        targets in 0_usize..5,
        scores in proptest::collection::vec(-4.0_f32..4.0, 400),
    ) {
        let types = [(1, 0), (2, 0), (0, 1), (0, 3), (1, 1), (1, 2), (2, 1), (2, 2)]
            .map(|(sources, targets)| BeadType { sources, targets });
        let score = |bead: Bead| {
            let place = bead.source * 41 + bead.target * 7 + bead.size.sources * 3 + bead.size.targets;
            scores[place % scores.len()]
        };
        let lattice = Lattice::new(Band::full(sources, targets), &types, score);
        let best = lattice.best();
        let total: f32 = best.iter().map(|bead| score(*bead)).sum();
        let all = every_path(sources, targets, &types);
        let totals: Vec<f32> =
            all.iter().map(|path| path.iter().map(|bead| score(*bead)).sum()).collect();
        prop_assert!(totals.iter().all(|other| *other <= total + 1e-3));
        // Posteriors by enumeration.
        let sum: f64 = totals.iter().map(|total| f64::from(*total).exp()).sum();
        for (bead, posterior) in best.iter().zip(lattice.posteriors(&best)) {
            // Of a bead without one side, how many of its sentences a path leaves unpaired.
            let unpaired = |path: &[Bead], is_source: bool, sentence: usize| {
                path.iter().any(|bead| {
                    let (start, own, other) = if is_source {
                        (bead.source, bead.size.sources, bead.size.targets)
                    } else {
                        (bead.target, bead.size.targets, bead.size.sources)
                    };
                    other == 0 && (start..start + own).contains(&sentence)
                })
            };
            let part = |path: &[Bead]| match (bead.size.sources, bead.size.targets) {
                (count, 0) => (0..count).filter(|i| unpaired(path, true, bead.source + i)).count() as f64 / count as f64,
                (0, count) => (0..count).filter(|i| unpaired(path, false, bead.target + i)).count() as f64 / count as f64,
                _ => f64::from(u8::from(path.contains(bead))),
            };
            let with = all.iter().zip(&totals);
            let share: f64 = with.map(|(path, total)| part(path) * f64::from(*total).exp()).sum::<f64>() / sum;
            prop_assert!((share - f64::from(posterior)).abs() < 1e-3, "{share} {posterior}");
        }
    }

    #[test]
    fn a_band_of_any_rows_holds_a_path(
        rows in proptest::collection::vec((0_usize..30, 0_usize..30), 0..20),
        targets in 0_usize..20,
    ) {
        let band = Band::new(rows, targets);
        let types = [(1, 0), (0, 1)].map(|(sources, targets)| BeadType { sources, targets });
        let beads = Lattice::new(band.clone(), &types, |_| 0.0).best();
        prop_assert_eq!(beads.len(), band.sources() + band.targets());
    }
}

fn every_path(sources: usize, targets: usize, types: &[BeadType]) -> Vec<Vec<Bead>> {
    let mut paths = Vec::new();
    let mut open = vec![(Vec::new(), 0, 0)];
    while let Some((path, source, target)) = open.pop() {
        if (source, target) == (sources, targets) {
            paths.push(path);
            continue;
        }
        for &size in types {
            let (next_source, next_target) = (source + size.sources, target + size.targets);
            if next_source <= sources && next_target <= targets {
                let mut longer = path.clone();
                longer.push(Bead {
                    source,
                    target,
                    size,
                });
                open.push((longer, next_source, next_target));
            }
        }
    }
    paths
}
