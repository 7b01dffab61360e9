//! Whether two texts are translations of one another or report the same things, and what was moved.
//!
//! A translation can be followed: read side by side, nearly all of one text is surely in beads with the other. Where parts
//! were left out it cannot, but then the best partners of sentences explain each other nearly completely, they stand in
//! the same order, and few sentences of the shorter text have none. Two reports of one event share figures, names and often
//! their order, but each leaves out what the other tells.
//!
//! Two reports that go sentence by sentence and a translation with many mistakes look alike. Both are read as parallel text, which
//! shows every value that differs, and how many do is told.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Link, LinkKind, Mode, Reason, Segment, comparable::Search, link::Texts, literal};
use crate::score::Score;

/// So much of a text in sure beads is a translation. Judgement: of 37 pairs of reports, half of them dense in common figures,
/// none has more than 0.75; all texts of the public gold sets have 0.85 and more, free translations of novels among them.
const LEAST_FOLLOWED: f32 = 0.8;

/// The least that each share must be for texts of which parts were left out, and for texts of which a block was moved: these
/// stand in another order, but few sentences lack a partner. Judgements, on the same reports (one reader's are covered to
/// 0.75, in order to 0.78) and on stretches of the gold sets with half of one side cut out, of which 131 of 212 count as
/// translations by this or the former.
const LEAST_LITERAL: f32 = 0.5;
const OF_CUT: Shares = Shares {
    in_order: 0.9,
    covered: 0.75,
};
const OF_MOVED: Shares = Shares {
    in_order: 0.7,
    covered: 0.9,
};

/// Least shares of partners in order and of sentences with a partner.
struct Shares {
    in_order: f32,
    covered: f32,
}

/// Texts of which so many beads give values that contradict each other, and so large a share of the beads that give any, may be
/// reports however well they can be followed. Judgements: of 444 stretches of 15 beads of the public gold sets two have so many
/// (tables that lost their order), of 14 translations of our own none has more than one; of three pairs of reports that readers
/// wrote nearly sentence by sentence each has four or more, 0.31 to 0.57.
const LEAST_DIFFERING: usize = 3;
const SHARE_DIFFERING: f32 = 0.25;

/// How many sentences a block must have to count as moved: one may be a refrain.
const LEAST_BLOCK: usize = 2;

/// What [`Mode::Auto`] saw in two texts. As text, a sentence that says why.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Choice {
    /// How likely it is that the best partners are translations of one another, in `[0, 1]`; where neither text can be
    /// followed in the other, also by how much the texts tell beside translations.
    pub literal: f32,
    /// The share of sentence pairs that stand in the same order in both texts, in `[0, 1]`.
    pub in_order: f32,
    /// The share of the sentences of the text with fewer of them that have a partner, in `[0, 1]`.
    pub covered: f32,
    /// The share of a text's characters that stand in beads of parallel text, by how sure these are, in `[0, 1]`; of the text of
    /// which it is more. As if two beads more were in doubt: three sentences are soon followed.
    #[serde(default)]
    pub followed: f32,
    /// How many sentences of the source have a partner.
    #[serde(default)]
    pub partners: usize,
    /// How many beads of parallel text give values that can be compared. 0 where it was not asked: of texts that are no
    /// translations by the shares above, and of long ones.
    #[serde(default)]
    pub valued: usize,
    /// In how many of them values contradict each other.
    #[serde(default)]
    pub differing: usize,
}

impl Choice {
    /// [`Mode::Parallel`] if one text can be followed in the other, or the other shares are all high enough; or else
    /// [`Mode::Comparable`].
    #[must_use]
    pub fn mode(&self) -> Mode {
        if self.is_followed() || self.is_literal() {
            Mode::Parallel
        } else {
            Mode::Comparable
        }
    }

    fn is_followed(&self) -> bool {
        self.followed >= LEAST_FOLLOWED
    }

    /// Whether values contradict each other in three beads or more and in a quarter of those with values: a translation with
    /// many mistakes, or two reports that go sentence by sentence.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.differing >= LEAST_DIFFERING
            && self.differing as f32 >= SHARE_DIFFERING * self.valued as f32
    }

    fn is_literal(&self) -> bool {
        let holds =
            |least: Shares| self.in_order >= least.in_order && self.covered >= least.covered;
        self.literal >= LEAST_LITERAL && (holds(OF_CUT) || holds(OF_MOVED))
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = if self.is_followed() {
            "one text can be followed in the other"
        } else if self.is_literal() {
            "partners are translations of one another, in the same order"
        } else if self.literal < LEAST_LITERAL {
            "partners are no translations of one another"
        } else if self.covered < OF_CUT.covered {
            "few sentences have a partner"
        } else {
            "partners stand in another order"
        };
        write!(
            f,
            "{why}: followed {:.2}, literal {:.2}, in order {:.2}, covered {:.2}",
            self.followed, self.literal, self.in_order, self.covered
        )?;
        if self.differs() {
            let (differing, valued) = (self.differing, self.valued);
            write!(
                f,
                "; values differ in {differing} of {valued} pairs that have any: if these are two reports, ask for comparable text"
            )?;
        }
        Ok(())
    }
}

/// Looks at two texts of which so much is followed; `literal` tells how likely partners are translations. Empty texts count
/// as parallel. `differing` counts beads with values, and those of them in which values contradict each other; it is asked
/// where the texts seem to be translations.
pub(super) fn choose(
    search: &Search<'_>,
    followed: f32,
    literal: impl FnOnce() -> f32,
    differing: impl FnOnce() -> (usize, usize),
) -> Choice {
    let partners = search.partners();
    let (sources, targets) = search.sentences();
    let shorter = sources.min(targets);
    if shorter == 0 {
        return Choice {
            literal: 1.0,
            in_order: 1.0,
            covered: 1.0,
            followed: 1.0,
            partners: 0,
            valued: 0,
            differing: 0,
        };
    }
    let count = partners.len() as f32;
    let mut choice = Choice {
        literal: if followed >= LEAST_FOLLOWED {
            search.literal
        } else {
            literal()
        },
        in_order: literal::in_order(&partners),
        covered: count / shorter as f32,
        followed,
        partners: partners.len(),
        valued: 0,
        differing: 0,
    };
    if choice.mode() == Mode::Parallel {
        (choice.valued, choice.differing) = differing();
    }
    choice
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
    let free: Vec<(usize, usize, f32)> = search
        .partners()
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

    fn mode(followed: f32, literal: f32, in_order: f32, covered: f32) -> Mode {
        let choice = Choice {
            literal,
            in_order,
            covered,
            followed,
            partners: 12,
            valued: 0,
            differing: 0,
        };
        choice.mode()
    }

    #[test]
    fn values_that_differ_are_told() {
        let of = |valued, differing| Choice {
            literal: 1.0,
            in_order: 1.0,
            covered: 1.0,
            followed: 1.0,
            partners: 12,
            valued,
            differing,
        };
        assert!(
            of(13, 4).differs()
                && of(13, 4)
                    .to_string()
                    .contains("values differ in 4 of 13 pairs")
        );
        // A slip or two, and a long text with several.
        assert!(!of(4, 2).differs() && !of(40, 4).differs());
    }

    #[test]
    fn translations_can_be_followed_or_are_literal() {
        assert_eq!(mode(0.9, 0.1, 0.5, 0.2), Mode::Parallel);
        assert_eq!(mode(0.6, 0.9, 1.0, 0.8), Mode::Parallel);
        assert_eq!(mode(0.7, 0.1, 1.0, 0.8), Mode::Comparable);
        assert_eq!(mode(0.7, 0.9, 0.5, 0.8), Mode::Comparable);
        assert_eq!(mode(0.7, 0.9, 1.0, 0.6), Mode::Comparable);
        // A block was moved, or two newsrooms tell it in another order.
        assert_eq!(mode(0.7, 0.9, 0.7, 1.0), Mode::Parallel);
        assert_eq!(mode(0.7, 0.9, 0.8, 0.8), Mode::Comparable);
    }
}
