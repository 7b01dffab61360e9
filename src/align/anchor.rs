//! Sentence pairs so likely that the search need only look near them.
//!
//! Two sentences that share rare counterparts are candidates; of all candidates, the chain that rises on both sides
//! with the highest total becomes the [`Anchor`]s; the band of the search runs along them. Cost: each pair of linked
//! token types is followed only where it is rare, so time grows with the length of the texts, not with its square.

use super::dp::Band;
use crate::score::{
    Document,
    association::Association,
    kinds::Kinds,
    lexical::{Postings, positive_gain, sentence_counts},
};

/// Which links between token types are followed to find candidates.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// Those of types that few sentences hold: the numbers of sentences of both sides multiply to at most so many.
    Product(usize),
    /// Those that lead to at most so many sentences of the target.
    Postings(usize),
}

impl Gate {
    /// The most sentences of the target that a link may lead to.
    const fn most(self) -> usize {
        match self {
            Self::Product(most) | Self::Postings(most) => most,
        }
    }

    const fn is_open(self, here: usize, there: usize) -> bool {
        match self {
            Self::Product(most) => here.saturating_mul(there) <= most,
            Self::Postings(most) => there <= most,
        }
    }
}

/// Anchors of parallel text need only the rare.
const RARE: Gate = Gate::Product(256);

/// How many candidates are kept for each sentence.
const CANDIDATES: usize = 6;

/// Of the votes for the sentence that has most, a candidate for an anchor needs this share.
///
/// A judgement: with it the beads of the five public sets of gold beads stay the same.
const LEAST_VOTES: f32 = 0.25;

/// A candidate with so much likeness is held to be a counterpart if it has twice as much as any other, or more than any other
/// and lies as far behind the last one as the sentence does behind its own. A judgement: with it the beads of 10,000 pairs of
/// law and of the five sets of gold beads stay the same.
const SURE: f32 = 2.0;

/// So many sentences behind one that has such a counterpart get no anchor: the line between the next two leads past them.
const PASSED_OVER: usize = 2;

/// What a candidate must have, and what each link of the chain pays: the likeness of unrelated sentences.
///
/// The value of a feasibility study on novels (MAC-dev); not fitted again here.
const LEAST_LIKENESS: f32 = 0.8;

/// How many sentences the search looks to each side of the line through the anchors.
const MARGIN: usize = 8;

/// How much wider the band gets for each sentence between two anchors: without evidence the path may stray.
const STRAY: f32 = 0.15;

/// How many sentences the search looks to each side at first.
///
/// In nine rows of ten (novels, records) to 97 of 100 (law) nothing that a millionth of the paths go through lies further
/// off. With two there is more in doubt, and nothing is gained.
const NEAR_MARGIN: f32 = 3.0;

/// How much wider the near band gets for each sentence between two anchors.
const NEAR_STRAY: f32 = 0.02;

/// The most pairs of cut positions that the band may have on account of straying, so that memory grows with the length
/// of the texts.
const MOST_STRAYING: usize = 1_000_000;

/// A pair of sentences that probably correspond, at least in part.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Anchor {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) likeness: f32,
}

impl Anchor {
    /// The same in texts that begin with the given sentences.
    pub(crate) const fn relative_to(self, source: usize, target: usize) -> Self {
        Self {
            source: self.source.saturating_sub(source),
            target: self.target.saturating_sub(target),
            likeness: self.likeness,
        }
    }
}

/// Finds the anchors of two documents in parallel order, of sentences that `may_join`.
pub(crate) fn anchors(
    source: &Document,
    target: &Document,
    association: &Association,
    may_join: &dyn Fn(usize, usize) -> bool,
) -> Vec<Anchor> {
    let mut candidates = candidates(source, target, association, CANDIDATES, RARE);
    candidates.retain(|candidate| may_join(candidate.source, candidate.target));
    chain(candidates, target.sentences().len())
}

/// The band along `anchors` for texts of the given numbers of sentences.
pub(crate) fn band(anchors: &[Anchor], sources: usize, targets: usize) -> Band {
    let most = (MARGIN + MOST_STRAYING / (sources + 1)) as f32;
    let reach = |width: f32, height: f32| (MARGIN as f32 + STRAY * width.max(height)).min(most);
    band_of(anchors, sources, targets, &reach)
}

/// A narrow band along `anchors`, inside the other one: enough where nothing goes wrong between two anchors.
pub(crate) fn near_band(anchors: &[Anchor], sources: usize, targets: usize) -> Band {
    let most = (MARGIN + MOST_STRAYING / (sources + 1)) as f32;
    let reach = |width: f32, height: f32| {
        let far = (MARGIN as f32 + STRAY * width.max(height)).min(most);
        far.min(NEAR_MARGIN + (width - height).abs() + NEAR_STRAY * width.max(height))
    };
    band_of(anchors, sources, targets, &reach)
}

/// The band that reaches so far to each side of the line through `anchors` as `reach` says of the width and height of
/// the space between two of them.
fn band_of(
    anchors: &[Anchor],
    sources: usize,
    targets: usize,
    reach: &dyn Fn(f32, f32) -> f32,
) -> Band {
    // The line that the path is expected near, as points of (source, target) cut positions, ends included.
    let middle = |at: usize| at as f32 + 0.5;
    let mut points = vec![(0.0, 0.0)];
    points.extend(anchors.iter().map(|a| (middle(a.source), middle(a.target))));
    points.push((sources as f32, targets as f32));
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
                let reach = reach(width, height);
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
    gate: Gate,
) -> Vec<Anchor> {
    let target_at = Postings::of_rare(target, gate.most());
    let ballot = Ballot::new(source, target, association, gate);
    let mut votes = Votes::new(target.sentences().len());
    let mut likeness = Likeness::new(target, association);
    let mut kinds = Vec::new();
    // Of the sentences that a sentence is compared with.
    let (mut tokens, mut ends) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    let mut passed_over = 0;
    let mut last = None;
    for sentence in 0..source.sentences().len() {
        if passed_over > 0 {
            passed_over -= 1;
            continue;
        }
        kinds.clear();
        kinds.extend(source.kinds_of(sentence));
        kinds.sort_unstable();
        for &kind in kinds
            .chunk_by(|a, b| a == b)
            .filter_map(|same| same.first())
        {
            for &(other, vote) in ballot.of(kind) {
                for &(counterpart, _) in target_at.of(other) {
                    votes.cast(counterpart, vote);
                }
            }
        }
        // Long sentences hold more of everything.
        let length = |sentence: u32| match gate {
            Gate::Product(_) => 1.0,
            Gate::Postings(_) => {
                let sentence = sentence as usize;
                (target.count_tokens((sentence, sentence + 1)) as f32 + 3.0).sqrt()
            }
        };
        let least = match gate {
            Gate::Product(_) => LEAST_VOTES,
            Gate::Postings(_) => 0.0,
        };
        // Text that is repeated word for word probably corresponds to the copy at the same place.
        let near = match gate {
            Gate::Product(_) => {
                sentence * target.sentences().len() / source.sentences().len().max(1)
            }
            Gate::Postings(_) => 0,
        };
        let elected = votes.elect(most, least, near, length);
        if elected.is_empty() {
            continue;
        }
        let mut counterparts = Kinds::default();
        tokens.clear();
        ends.clear();
        for &counterpart in &elected {
            tokens.extend(target.kinds_of(counterpart as usize));
            ends.push(tokens.len());
        }
        tokens.iter().for_each(|&kind| counterparts.add(kind));
        let (mut best, mut second, mut counterpart_of_best) = (0.0, 0.0, 0);
        likeness.begin(&kinds, &counterparts);
        let mut start = 0;
        for (counterpart, &end) in elected.into_iter().zip(&ends) {
            let counterpart = counterpart as usize;
            let likeness = likeness.with(tokens.get(start..end).unwrap_or_default());
            start = end;
            if likeness > best {
                (best, second) = (likeness, best);
                counterpart_of_best = counterpart;
            } else if likeness > second {
                second = likeness;
            }
            found.push(Anchor {
                source: sentence,
                target: counterpart,
                likeness,
            });
        }
        // Where the last ones were as far apart, it need only be the best.
        let here = Some((sentence, counterpart_of_best)).filter(|_| best >= SURE);
        let goes_on = last.zip(here).is_some_and(
            |((source, target), (sentence, counterpart)): ((usize, usize), (usize, usize))| {
                counterpart.checked_sub(target) == sentence.checked_sub(source)
            },
        );
        let is_alone = best >= 2.0 * second || goes_on && best > second;
        if matches!(gate, Gate::Product(_)) && best >= SURE && is_alone {
            passed_over = PASSED_OVER;
        }
        last = here;
    }
    found
}

/// For each type of the source the types of the target that it votes for, and how much each vote counts.
struct Ballot {
    starts: Vec<u32>,
    votes: Vec<(u32, f32)>,
}

impl Ballot {
    /// Pairs the types that are rare enough together; the rarer a pair, the more its vote counts.
    fn new(source: &Document, target: &Document, association: &Association, gate: Gate) -> Self {
        let held_by = sentence_counts(source);
        let target_by = sentence_counts(target);
        let mut ballot = Self {
            starts: vec![0],
            votes: Vec::new(),
        };
        for (kind, &here) in (0..).zip(&held_by) {
            for &(other, _) in association.source().links(kind) {
                let there = target_by.get(other as usize).copied().unwrap_or(0);
                if !gate.is_open(here as usize, there as usize) {
                    continue;
                }
                let of_target = association.target();
                let rarity = -of_target.background(other).ln();
                let probability = of_target.probability(other, kind);
                ballot.votes.push((other, rarity * probability.sqrt()));
            }
            ballot.starts.push(ballot.votes.len() as u32);
        }
        ballot
    }

    fn of(&self, kind: u32) -> &[(u32, f32)] {
        let kind = kind as usize;
        let bounds = self.starts.get(kind).zip(self.starts.get(kind + 1));
        bounds
            .and_then(|(&start, &end)| self.votes.get(start as usize..end as usize))
            .unwrap_or_default()
    }
}

/// The votes of one sentence for sentences of the target.
struct Votes {
    /// For each sentence its votes, or [`UNNAMED`].
    counts: Vec<f32>,
    named: Vec<u32>,
    /// For each that is named its votes for its length.
    shares: Vec<f32>,
}

/// Less than any votes.
const UNNAMED: f32 = -1.0;

impl Votes {
    fn new(sentences: usize) -> Self {
        Self {
            counts: vec![UNNAMED; sentences],
            named: Vec::new(),
            shares: Vec::new(),
        }
    }

    fn cast(&mut self, sentence: u32, vote: f32) {
        if let Some(count) = self.counts.get_mut(sentence as usize) {
            if *count == UNNAMED {
                *count = 0.0;
                self.named.push(sentence);
            }
            *count += vote;
        }
    }

    /// The `most` sentences with most votes for their length, in text order, between equals those closest to `near`, of
    /// those that have at least the share `least` of the most votes; forgets all votes.
    fn elect(
        &mut self,
        most: usize,
        least: f32,
        near: usize,
        length: impl Fn(u32) -> f32,
    ) -> Vec<u32> {
        let order = |a: &(f32, u32), b: &(f32, u32)| {
            let far = |it: &(f32, u32)| (it.1 as usize).abs_diff(near);
            (b.0.total_cmp(&a.0))
                .then(far(a).cmp(&far(b)))
                .then(a.1.cmp(&b.1))
        };
        let mut highest = 0.0_f32;
        self.shares.clear();
        for &sentence in &self.named {
            let count = self.counts.get_mut(sentence as usize);
            let count = count.map_or(0.0, |it| std::mem::replace(it, UNNAMED));
            let share = count / length(sentence);
            highest = if share > highest { share } else { highest };
            self.shares.push(share);
        }
        let least = least * highest;
        // The best so far, in order: of many sentences most have too few votes, or are no match for the last of them.
        let mut elected: Vec<(f32, u32)> = Vec::with_capacity(most + 1);
        for (&share, sentence) in self.shares.iter().zip(self.named.drain(..)) {
            if share < least {
                continue;
            }
            let own = (share, sentence);
            if elected.len() >= most && elected.last().is_none_or(|it| own.0 < it.0) {
                continue;
            }
            let is_last = elected.last().is_none_or(|it| order(it, &own).is_lt());
            if is_last && elected.len() >= most {
                continue;
            }
            let place = elected.partition_point(|it| order(it, &own).is_lt());
            elected.insert(place, own);
            elected.truncate(most);
        }
        let mut elected: Vec<u32> = elected.into_iter().map(|(_, sentence)| sentence).collect();
        elected.sort_unstable();
        elected
    }
}

/// How alike one sentence of the source is to sentences of the target: the positive gains of all their tokens, both
/// ways, by the geometric mean of lengths.
struct Likeness<'d> {
    association: &'d Association,
    /// How many tokens the source sentence has.
    tokens: f32,
    /// For each different type of the source sentence how often it has it.
    counts: Vec<f32>,
    /// For each of them what the target sentence explains of it.
    of_source: Vec<f32>,
    /// For each type of the target its number among those of `related`, or [`NONE`].
    numbers: Vec<u32>,
    /// The types of the target that the source sentence is linked to; only such as its candidates may have.
    related: Vec<Related>,
    /// What these may be, for a quick no.
    kinds: Kinds,
    explaining: Vec<Explaining>,
}

/// A type of the target that the source sentence is linked to.
#[derive(Copy, Clone, Debug)]
struct Related {
    kind: u32,
    /// What the source sentence explains of it, over its background.
    explained: f32,
    /// The first of `explaining` that it explains of the source sentence, or [`NONE`].
    first: u32,
}

/// What a type of the target explains of a type of the source sentence.
#[derive(Copy, Clone, Debug)]
struct Explaining {
    /// The type of the source, by its number in the sentence.
    of: usize,
    /// Its probability given the type of the target, over its background.
    share: f32,
    /// The next of the same type of the target, or [`NONE`].
    next: u32,
}

/// The end of a list.
const NONE: u32 = u32::MAX;

impl<'d> Likeness<'d> {
    fn new(target: &Document, association: &'d Association) -> Self {
        Self {
            association,
            tokens: 0.0,
            counts: Vec::new(),
            of_source: Vec::new(),
            numbers: vec![NONE; target.count_types()],
            related: Vec::new(),
            kinds: Kinds::default(),
            explaining: Vec::new(),
        }
    }

    /// Takes the sentence of the source that has the types `kinds`, equal ones next to each other; it will be compared
    /// with sentences of `counterparts`.
    fn begin(&mut self, kinds: &[u32], counterparts: &Kinds) {
        for related in self.related.drain(..) {
            if let Some(number) = self.numbers.get_mut(related.kind as usize) {
                *number = NONE;
            }
        }
        self.explaining.clear();
        self.counts.clear();
        self.kinds = Kinds::default();
        self.tokens = kinds.len() as f32;
        let association = self.association;
        for (of, same) in kinds.chunk_by(|a, b| a == b).enumerate() {
            let (Some(&kind), count) = (same.first(), same.len() as f32) else {
                continue;
            };
            self.counts.push(count);
            let links = association.target().explained_by(kind);
            counterparts.sift(links, |kind, share| {
                if let Some(related) = self.relate(kind) {
                    related.explained += count * share;
                }
            });
            let background = association.source().background(kind);
            let links = association.source().links(kind);
            counterparts.sift(links, |by, probability| {
                let number = self.explaining.len() as u32;
                if probability > 0.0
                    && let Some(related) = self.relate(by)
                {
                    let next = std::mem::replace(&mut related.first, number);
                    self.explaining.push(Explaining {
                        of,
                        share: probability / background,
                        next,
                    });
                }
            });
        }
    }

    /// What is known of a type of the target.
    fn relate(&mut self, kind: u32) -> Option<&mut Related> {
        let number = self.numbers.get_mut(kind as usize)?;
        if *number == NONE {
            *number = self.related.len() as u32;
            self.kinds.add(kind);
            self.related.push(Related {
                kind,
                explained: 0.0,
                first: NONE,
            });
        }
        self.related.get_mut(*number as usize)
    }

    /// Its likeness to a sentence of the target.
    fn with(&mut self, target: &[u32]) -> f32 {
        self.of_source.clear();
        self.of_source.resize(self.counts.len(), 0.0);
        let mut sum = 0.0;
        for &kind in target.iter().filter(|kind| self.kinds.may_have(**kind)) {
            let number = self.numbers.get(kind as usize).copied();
            let Some(related) = number.and_then(|number| self.related.get(number as usize)) else {
                continue;
            };
            sum += positive_gain(related.explained, self.tokens);
            let mut at = related.first;
            while let Some(explaining) = self.explaining.get(at as usize) {
                if let Some(sum) = self.of_source.get_mut(explaining.of) {
                    *sum += explaining.share;
                }
                at = explaining.next;
            }
        }
        let others = target.len() as f32;
        for (explained, count) in self.of_source.iter().zip(&self.counts) {
            sum += count * positive_gain(*explained, others);
        }
        sum / ((self.tokens + 3.0) * (others + 3.0)).sqrt()
    }
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
    #[cfg(feature = "table")]
    use crate::{lang::Lang, lexicon, segment::Segmenter, text::Span};

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

    /// The sentences of the source that have candidates.
    #[cfg(feature = "table")]
    fn looked_at(chinese: &[&str], english: &[&str]) -> Vec<usize> {
        let segmenter = Segmenter::default();
        let document = |sentences: &[&str], lang| {
            let text = sentences.join("\n");
            let mut start = 0;
            let spans = sentences.iter().map(|sentence| {
                let span = Span::new(start, start + sentence.len());
                start = span.end() + 1;
                span
            });
            let spans: Vec<Span> = spans.collect();
            Document::new(&text, &spans, lang, &segmenter, lexicon::default())
        };
        let (source, target) = (
            document(chinese, Lang::Chinese),
            document(english, Lang::English),
        );
        let association = Association::new(&source, &target, lexicon::default());
        let found = candidates(&source, &target, &association, CANDIDATES, RARE);
        let mut sources: Vec<usize> = found.iter().map(|anchor| anchor.source).collect();
        sources.dedup();
        sources
    }

    // What is sure is the trained table's.
    #[cfg(feature = "table")]
    #[test]
    fn sentences_behind_a_sure_counterpart_are_passed_over() {
        let pairs = [
            ("老虎吃苹果。", "The tiger eats an apple."),
            ("医生买雨伞。", "The doctor buys an umbrella."),
            ("火山喷发了。", "The volcano erupted."),
            ("蜜蜂怕钢琴。", "Bees fear the piano."),
            ("法官修自行车。", "The judge repairs a bicycle."),
            ("鲸鱼唱歌。", "The whale sings."),
            ("牙医喜欢蘑菇。", "The dentist likes mushrooms."),
        ];
        let (chinese, english): (Vec<&str>, Vec<&str>) = pairs.into_iter().unzip();
        assert_eq!(looked_at(&chinese, &english), [0, 3, 6]);
        // Each has two that are alike: the first is not sure, and none can be passed over behind it.
        let twice: Vec<&str> = english.iter().flat_map(|it| [*it, *it]).collect();
        assert_eq!(looked_at(&chinese, &twice), [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn of_equal_sentences_those_at_the_same_place_are_elected() {
        let mut votes = Votes::new(50);
        for sentence in [2, 12, 22, 32, 42] {
            votes.cast(sentence, 1.0);
        }
        votes.cast(7, 2.0);
        assert_eq!(votes.elect(4, 0.0, 30, |_| 1.0), [7, 22, 32, 42]);
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
