//! Scores say whether the texts are translations of one another at all.

// What they say of real texts is the trained table's.
#[cfg(feature = "table")]
mod judged;

use bitext::{
    Aligner,
    align::{Mode, Pin},
};
use proptest::prelude::*;

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
