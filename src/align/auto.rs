//! Whether two texts are translations of one another or report the same things, and what was moved.
//!
//! Translations show in three ways: the best partners of sentences explain each other nearly completely, they stand in
//! the same order, and few sentences have none.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Link, LinkKind, Mode, Reason, Segment, comparable::Search, link::Texts};
use crate::score::Score;

/// The least that each share must be for texts to count as parallel. Judgements: the parallel corpora of this project
/// and the dev part of the comparable ones lie far to both sides.
const LEAST_LITERAL: f32 = 0.5;
const LEAST_IN_ORDER: f32 = 0.7;
const LEAST_COVERED: f32 = 0.35;

/// So many partners, so much in order, are a translation however free: the nineteen reports of `corpora/comparable` have at most
/// ten partners, in order to 0.83; free translations of novels (MAC-dev) 35 and more, in order from 0.81 on.
const MANY: usize = 20;
const LEAST_IN_ORDER_OF_MANY: f32 = 0.8;

/// How many sentences a block must have to count as moved: one may be a refrain.
const LEAST_BLOCK: usize = 2;

/// What [`Mode::Auto`] saw in two texts. As text, a sentence that says why.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Choice {
    /// How likely it is that the best partners are translations of one another, in `[0, 1]`.
    pub literal: f32,
    /// The share of sentence pairs that stand in the same order in both texts, in `[0, 1]`.
    pub in_order: f32,
    /// The share of the sentences of both texts that have a partner, in `[0, 1]`.
    pub covered: f32,
    /// How many sentences of the source have a partner.
    #[serde(default)]
    pub partners: usize,
}

impl Choice {
    /// [`Mode::Parallel`] if all three shares are high enough, or many partners stand in the same order; or else
    /// [`Mode::Comparable`].
    #[must_use]
    pub fn mode(&self) -> Mode {
        if self.is_literal() || self.is_in_order() {
            Mode::Parallel
        } else {
            Mode::Comparable
        }
    }

    fn is_literal(&self) -> bool {
        self.literal >= LEAST_LITERAL
            && self.in_order >= LEAST_IN_ORDER
            && self.covered >= LEAST_COVERED
    }

    fn is_in_order(&self) -> bool {
        self.partners >= MANY && self.in_order >= LEAST_IN_ORDER_OF_MANY
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = if self.is_literal() {
            "partners are translations of one another, in the same order"
        } else if self.is_in_order() {
            "partners are free, but many, in the same order"
        } else if self.literal < LEAST_LITERAL {
            "partners are no translations of one another"
        } else if self.covered < LEAST_COVERED {
            "few sentences have a partner"
        } else {
            "partners stand in another order"
        };
        write!(
            f,
            "{why}: literal {:.2}, in order {:.2}, covered {:.2}",
            self.literal, self.in_order, self.covered
        )
    }
}

/// Looks at two texts. Empty texts count as parallel.
pub(super) fn choose(search: &Search<'_>) -> Choice {
    let partners = partners(search);
    let (sources, targets) = search.sentences();
    if sources == 0 || targets == 0 {
        return Choice {
            literal: 1.0,
            in_order: 1.0,
            covered: 1.0,
            partners: 0,
        };
    }
    // The longest chain that rises on both sides, by patience sorting: the least last target of each length.
    let mut chain: Vec<usize> = Vec::new();
    for &(_, target, _) in &partners {
        let at = chain.partition_point(|&last| last < target);
        match chain.get_mut(at) {
            Some(last) => *last = target,
            None => chain.push(target),
        }
    }
    let count = partners.len() as f32;
    Choice {
        literal: search.literal,
        in_order: chain.len() as f32 / count.max(1.0),
        covered: 2.0 * count / (sources + targets) as f32,
        partners: partners.len(),
    }
}

/// The likely translations, in order of the source: source, target, probability.
fn partners(search: &Search<'_>) -> Vec<(usize, usize, f32)> {
    let pairs = search.pairs.iter().enumerate();
    let mut partners: Vec<(usize, usize, f32)> = pairs
        .map(|(index, &(i, j))| (i, j, search.of_translation(index)))
        .filter(|(.., probability)| *probability >= 0.5)
        .collect();
    partners.sort_by_key(|&(i, j, _)| (i, j));
    partners
}

/// Links the blocks that were moved: runs of sentences that `links` leaves unpaired on both sides and that are partners
/// in the same order. The unpaired links get the reason [`Reason::Moved`].
pub(super) fn moved(search: &Search<'_>, texts: &Texts, links: &mut [Link]) -> Vec<Link> {
    let (source_segments, target_segments) = (texts.source_segments(), texts.target_segments());
    let mut is_unpaired = (
        vec![false; source_segments.len()],
        vec![false; target_segments.len()],
    );
    let place = |segments: &[Segment], segment: &Segment| {
        segments
            .binary_search_by_key(&segment.index, |it| it.index)
            .ok()
    };
    let unpaired = |link: &Link| {
        let source = link
            .source
            .first()
            .and_then(|it| place(&source_segments, it));
        let target = link
            .target
            .first()
            .and_then(|it| place(&target_segments, it));
        (source, target)
    };
    for link in links.iter().filter(|link| !link.is_pair()) {
        let (source, target) = unpaired(link);
        if let Some(slot) = source.and_then(|it| is_unpaired.0.get_mut(it)) {
            *slot = true;
        }
        if let Some(slot) = target.and_then(|it| is_unpaired.1.get_mut(it)) {
            *slot = true;
        }
    }
    let free: Vec<(usize, usize, f32)> = partners(search)
        .into_iter()
        .filter(|&(i, j, _)| {
            is_unpaired.0.get(i) == Some(&true) && is_unpaired.1.get(j) == Some(&true)
        })
        .collect();
    let mut found = Vec::new();
    let (mut of_source, mut of_target) = (Vec::new(), Vec::new());
    for block in free.chunk_by(|a, b| a.0 + 1 == b.0 && a.1 + 1 == b.1) {
        if block.len() < LEAST_BLOCK {
            continue;
        }
        let side =
            |segments: &[Segment], places: &mut dyn Iterator<Item = usize>| -> Vec<Segment> {
                places.filter_map(|at| segments.get(at).copied()).collect()
            };
        let sum: f32 = block.iter().map(|(.., probability)| probability).sum();
        found.push(Link {
            kind: LinkKind::Moved,
            source: side(&source_segments, &mut block.iter().map(|it| it.0)),
            target: side(&target_segments, &mut block.iter().map(|it| it.1)),
            score: Score::new(sum / block.len() as f32),
            evidence: Vec::new(),
            reason: None,
            agreement: None,
            rejected: None,
            confirmed: false,
        });
        of_source.extend(block.iter().map(|it| it.0));
        of_target.extend(block.iter().map(|it| it.1));
    }
    of_target.sort_unstable();
    for link in links.iter_mut().filter(|link| !link.is_pair()) {
        let (source, target) = unpaired(link);
        let is_moved = source.is_some_and(|it| of_source.binary_search(&it).is_ok())
            || target.is_some_and(|it| of_target.binary_search(&it).is_ok());
        if is_moved {
            link.reason = Some(Reason::Moved);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(literal: f32, in_order: f32, covered: f32, partners: usize) -> Mode {
        let choice = Choice {
            literal,
            in_order,
            covered,
            partners,
        };
        choice.mode()
    }

    #[test]
    fn translations_are_literal_or_many_in_order() {
        assert_eq!(mode(0.9, 1.0, 0.6, 12), Mode::Parallel);
        assert_eq!(mode(0.1, 0.9, 0.2, 30), Mode::Parallel);
        assert_eq!(mode(0.1, 0.9, 0.4, 9), Mode::Comparable);
        assert_eq!(mode(0.1, 0.6, 0.2, 30), Mode::Comparable);
        assert_eq!(mode(0.9, 0.5, 0.6, 30), Mode::Comparable);
        assert_eq!(mode(0.9, 1.0, 0.2, 12), Mode::Comparable);
    }
}
