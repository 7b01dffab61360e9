//! Sentence pairs so likely that the search need only look near them.
//!
//! Two sentences that share rare counterparts are candidates; of all candidates, the chain that rises on both sides
//! with the highest total becomes the [`Anchor`]s; the band of the search runs along them. Cost: each pair of linked
//! token types is followed only where it is rare, so time grows with the length of the texts, not with its square.

use std::collections::HashMap;

use super::dp::Band;
use crate::score::{
    Document,
    association::{Association, Explained},
    document::{Token, TokenBag},
    lexical::{Postings, gain},
};

/// Two linked token types are followed if the numbers of sentences that hold them multiply to at most this.
const RARE: usize = 256;

/// How many candidates are kept for each sentence.
const CANDIDATES: usize = 6;

/// What a candidate must have, and what each link of the chain pays: the likeness of unrelated sentences.
///
/// The value of a feasibility study on novels (MAC-dev); not fitted again here.
const LEAST_LIKENESS: f32 = 0.8;

/// How many sentences the search looks to each side of the line through the anchors.
const MARGIN: usize = 8;

/// How much wider the band gets for each sentence between two anchors: without evidence the path may stray.
const STRAY: f32 = 0.15;

/// The most pairs of cut positions that the band may have on account of straying, so that memory grows with the length
/// of the texts. 40,000 lines without a single anchor take 690 MB in all, measured once.
const MOST_STRAYING: usize = 1_000_000;

/// A pair of sentences that probably correspond, at least in part.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Anchor {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) likeness: f32,
}

/// Finds the anchors of two documents in parallel order.
pub(crate) fn anchors(
    source: &Document,
    target: &Document,
    association: &Association,
) -> Vec<Anchor> {
    chain(
        candidates(source, target, association, CANDIDATES),
        target.sentences().len(),
    )
}

/// The band along `anchors` for texts of the given numbers of sentences.
pub(crate) fn band(anchors: &[Anchor], sources: usize, targets: usize) -> Band {
    // The line that the path is expected near, as points of (source, target) cut positions, ends included.
    let middle = |at: usize| at as f32 + 0.5;
    let mut points = vec![(0.0, 0.0)];
    points.extend(anchors.iter().map(|a| (middle(a.source), middle(a.target))));
    points.push((sources as f32, targets as f32));
    let most = (MARGIN + MOST_STRAYING / (sources + 1)) as f32;
    let mut rows = Vec::with_capacity(sources + 1);
    let mut segment = 0;
    for row in 0..=sources {
        let cut = row as f32;
        while points.get(segment + 1).is_some_and(|end| end.0 < cut) && segment + 2 < points.len() {
            segment += 1;
        }
        // The neighbouring rows as well: where the line jumps, the rows around the jump span it.
        let mut low = f32::MAX;
        let mut high = 0.0_f32;
        for step in [-1.0, 0.0, 1.0] {
            for near in segment.saturating_sub(1)..=segment + 1 {
                let (Some(from), Some(to)) = (points.get(near), points.get(near + 1)) else {
                    continue;
                };
                let at = cut + step;
                if at < from.0 - 1.0 || at > to.0 + 1.0 {
                    continue;
                }
                let (width, height) = (to.0 - from.0, to.1 - from.1);
                let share = if width > 0.0 {
                    ((at - from.0) / width).clamp(0.0, 1.0)
                } else {
                    0.5
                };
                let centre = from.1 + share * height;
                let reach = (MARGIN as f32 + STRAY * width.max(height)).min(most);
                low = low.min(centre - reach);
                high = high.max(centre + reach);
            }
        }
        rows.push((low.max(0.0) as usize, high.ceil() as usize));
    }
    Band::new(rows, targets)
}

/// The pairs of sentences that share rare counterparts, with how alike they are, in order.
pub(crate) fn candidates(
    source: &Document,
    target: &Document,
    association: &Association,
    most: usize,
) -> Vec<Anchor> {
    let (source_at, target_at) = (Postings::new(source), Postings::new(target));
    let mut votes: Vec<HashMap<u32, f32>> = vec![HashMap::new(); source.sentences().len()];
    for kind in 0..target.types().len() as u32 {
        let there = target_at.of(kind);
        let rarity = -association.target().background(kind).ln();
        for &(other, probability) in association.target().links(kind) {
            let here = source_at.of(other);
            if here.len().saturating_mul(there.len()) > RARE {
                continue;
            }
            let vote = rarity * probability.sqrt();
            for &(sentence, _) in here {
                let Some(votes) = votes.get_mut(sentence as usize) else {
                    continue;
                };
                for &(counterpart, _) in there {
                    *votes.entry(counterpart).or_default() += vote;
                }
            }
        }
    }
    let mut found = Vec::new();
    for (sentence, votes) in votes.into_iter().enumerate() {
        let mut votes: Vec<(u32, f32)> = votes.into_iter().collect();
        votes.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        votes.truncate(most);
        votes.sort_unstable_by_key(|&(counterpart, _)| counterpart);
        for (counterpart, _) in votes {
            let counterpart = counterpart as usize;
            let likeness = likeness(
                source.tokens_of(sentence),
                target.tokens_of(counterpart),
                association,
            );
            found.push(Anchor {
                source: sentence,
                target: counterpart,
                likeness,
            });
        }
    }
    found
}

/// How alike two sentences are: the positive gains of all their tokens, both ways, by the geometric mean of lengths.
fn likeness(source: &[Token], target: &[Token], association: &Association) -> f32 {
    let positive = |tokens: &[Token], others: &[Token], explained: &Explained| -> f32 {
        let bag = TokenBag::new(others);
        let gains = tokens.iter().map(|token| {
            let sum = explained.sum(token.kind, &bag);
            gain(sum / explained.background(token.kind), others.len() as f32).max(0.0)
        });
        gains.sum()
    };
    let both = positive(target, source, association.target())
        + positive(source, target, association.source());
    both / ((source.len() as f32 + 3.0) * (target.len() as f32 + 3.0)).sqrt()
}

/// The chain of candidates, rising on both sides, of highest total likeness above the least.
///
/// Fenwick tree of best totals over target positions: `n log n`. Of equal chains the one found first is kept.
fn chain(mut candidates: Vec<Anchor>, targets: usize) -> Vec<Anchor> {
    candidates.retain(|candidate| candidate.likeness > LEAST_LIKENESS);
    candidates.sort_unstable_by_key(|candidate| (candidate.source, candidate.target));
    let mut best = PrefixBest::new(targets);
    let mut back: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    let mut totals: Vec<f32> = Vec::with_capacity(candidates.len());
    let mut from = 0;
    while let Some(first) = candidates.get(from) {
        let row = candidates
            .iter()
            .skip(from)
            .take_while(|other| other.source == first.source)
            .count();
        // A sentence is used once: the candidates of one row do not see each other.
        for candidate in candidates.iter().skip(from).take(row) {
            let before = best.below(candidate.target);
            back.push(before.map(|(_, index)| index));
            let total =
                before.map_or(0.0, |(total, _)| total) + candidate.likeness - LEAST_LIKENESS;
            totals.push(total);
        }
        for (index, candidate) in candidates.iter().enumerate().skip(from).take(row) {
            best.raise(
                candidate.target,
                totals.get(index).copied().unwrap_or_default(),
                index,
            );
        }
        from += row;
    }
    let mut anchors = Vec::new();
    let mut next = best.below(targets).map(|(_, index)| index);
    while let Some(index) = next {
        anchors.extend(candidates.get(index).copied());
        next = back.get(index).copied().flatten();
    }
    anchors.reverse();
    anchors
}

/// The best of all totals noted at positions below a given one (a Fenwick tree of maxima).
struct PrefixBest {
    tree: Vec<Option<(f32, usize)>>,
}

impl PrefixBest {
    fn new(positions: usize) -> Self {
        Self {
            tree: vec![None; positions + 1],
        }
    }

    fn raise(&mut self, position: usize, total: f32, index: usize) {
        let mut at = position + 1;
        while let Some(slot) = self.tree.get_mut(at) {
            if slot.is_none_or(|(best, _)| total > best) {
                *slot = Some((total, index));
            }
            at += at & at.wrapping_neg();
        }
    }

    fn below(&self, position: usize) -> Option<(f32, usize)> {
        let mut at = position;
        let mut best: Option<(f32, usize)> = None;
        while at > 0 {
            if let Some(Some(found)) = self.tree.get(at)
                && best.is_none_or(|best| found.0 > best.0)
            {
                best = Some(*found);
            }
            at -= at & at.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(source: usize, target: usize, likeness: f32) -> Anchor {
        Anchor {
            source,
            target,
            likeness,
        }
    }

    #[test]
    fn the_heaviest_rising_chain_wins() {
        let candidates = vec![
            anchor(0, 4, 2.0),
            anchor(1, 1, 1.9),
            anchor(2, 2, 1.9),
            anchor(2, 3, 1.5),
            anchor(3, 3, 0.5),
        ];
        let chain = chain(candidates, 5);
        assert_eq!(chain, [anchor(1, 1, 1.9), anchor(2, 2, 1.9)]);
    }

    #[test]
    fn a_band_spans_a_long_one_sided_gap() {
        // Source 0..10 corresponds to target 100..110.
        let anchors: Vec<Anchor> = (0..10).map(|i| anchor(i, 100 + i, 2.0)).collect();
        let band = band(&anchors, 10, 110);
        let mut reach = 0;
        for row in 0..=10 {
            let (first, last) = band.row(row);
            assert!(
                first <= reach,
                "row {row} begins at {first}, reached {reach}"
            );
            assert!(last + 1 >= 100 + row.min(10), "row {row}");
            reach = last;
        }
        assert_eq!(reach, 110);
    }
}
