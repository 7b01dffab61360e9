//! Scores say whether the texts are translations of one another at all.

// What they say of real texts is the trained table's.
#[cfg(feature = "table")]
mod judged;

use bitext::{
    Aligner,
    align::{Mode, Pin},
};
use proptest::prelude::*;
#[cfg(feature = "table")]
use serde::Deserialize;

use crate::alignment_laws::text;

#[test]
fn who_pins_a_bead_vouches_for_the_texts() {
    let (english, chinese) = ("The lamp fell off the table.", "议员们反对这项预算。");
    let aligner = Aligner::default();
    let (source, target) = aligner.segments(english, chinese);
    let pins = [Pin::bead(vec![0], vec![0])];
    let sides = ((english, source.as_slice()), (chinese, target.as_slice()));
    let alignment = aligner
        .align_segments_pinned(sides.0, sides.1, &pins)
        .unwrap();
    assert_eq!(alignment.related, None);
    assert_eq!(alignment.links[0].score.value(), 1.0);
}

proptest! {
    #[test]
    fn every_score_takes_it_into_account(source in text(), target in text()) {
        let alignment = Aligner::builder().mode(Mode::Parallel).build().unwrap().align(&source, &target);
        if let Some(common) = alignment.related {
            let probability = common.probability().value();
            prop_assert!((0.0..=1.0).contains(&probability));
            prop_assert_eq!(common.pairs, alignment.links.iter().filter(|link| link.is_pair()).count());
            for link in alignment.links.iter().filter(|link| link.reason != Some(bitext::align::Reason::Blank)) {
                let score = link.score.value();
                let is_tempered = if link.is_pair() { score <= probability } else { score >= 1.0 - probability };
                prop_assert!(is_tempered, "{} {}", score, probability);
            }
        }
    }
}

#[cfg(feature = "table")]
#[derive(Deserialize)]
struct Headings {
    sure: Vec<Heading>,
    conflict: Vec<Heading>,
}

/// Ways to write a heading, all of one meaning.
#[cfg(feature = "table")]
#[derive(Deserialize)]
struct Heading {
    english: Vec<String>,
    chinese: Vec<String>,
}

/// From here on a pair is called sure.
#[cfg(feature = "table")]
const SURE: f32 = 0.9;

#[cfg(feature = "table")]
#[test]
fn headings_alone_are_sure_pairs_and_tell_a_wrong_number() {
    let text = include_str!("../data/related/headings.toml");
    let headings: Headings = toml::from_str(text).unwrap();
    let mut wrong = Vec::new();
    for (of_kind, is_conflict) in [(&headings.sure, false), (&headings.conflict, true)] {
        for heading in of_kind {
            for english in &heading.english {
                for chinese in &heading.chinese {
                    let alignment = bitext::align(english, chinese);
                    let [link] = &alignment.links[..] else {
                        wrong.push(format!("{english} {chinese}: {:?}", alignment.links));
                        continue;
                    };
                    let score = link.score.value();
                    let differs = link.disagreements().next().is_some();
                    let is_likely = score >= if is_conflict { 0.5 } else { SURE };
                    if !link.is_pair() || !is_likely || differs != is_conflict {
                        wrong.push(format!("{english} {chinese}: {score:.3} {differs}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
