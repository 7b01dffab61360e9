//! How like two segments are, as an integer per cent, and what is taken off.

use rapidfuzz::distance::levenshtein;
use serde::{Deserialize, Serialize};

use super::{Edit, Folds, Segment, UnitId};

/// The score of a unit whose text is equal and one of whose neighbours is that of the query.
pub const ONE_NEIGHBOUR: u8 = 101;
/// The score of a unit whose text is equal and both of whose neighbours, or whose id, are those of the query.
pub const BOTH_NEIGHBOURS: u8 = 102;

/// A text that was found, and why it stands where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Hit {
    /// The unit.
    pub id: UnitId,
    /// What the hits are ordered by: `raw`, raised to 101 or 102 by the context of an equal text, less the penalties;
    /// never below 0.
    pub score: u8,
    /// Similarity in per cent, rounded down: one minus the edits per token of the longer text. 100 only if the texts
    /// are equal after folding; two that differ in the marks between their words alone have 99.
    pub raw: u8,
    /// The edits between the two texts, in tokens (characters in Chinese, words in English).
    pub distance: usize,
    /// How like the texts are character by character, in per mille: the order of hits of one score.
    pub characters: u16,
    /// What folding made equal, where `raw` is 100.
    pub folds: Folds,
    /// What was taken off.
    pub penalties: Vec<Penalty>,
    /// How to make the query of the found text.
    pub edits: Vec<Edit>,
}

/// Points taken off a score, and why.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Penalty {
    /// Why.
    pub kind: PenaltyKind,
    /// How many points.
    pub points: u8,
}

impl Penalty {
    /// A penalty of so many points.
    #[must_use]
    pub const fn new(kind: PenaltyKind, points: u8) -> Self {
        Self { kind, points }
    }
}

/// What a translator should look at before taking a match over.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PenaltyKind {
    /// Nobody has confirmed the unit, and its alignment is not sure.
    Unreviewed,
    /// The numbers in the two texts differ.
    Number,
    /// One text is in Simplified, the other in Traditional characters.
    Script,
    /// The inline codes differ in number.
    Code,
    /// The unit is older than wanted.
    Old,
}

impl PenaltyKind {
    /// The name in output: `unreviewed`, `number`, `script`, `code`, `old`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Number => "number",
            Self::Script => "script",
            Self::Code => "code",
            Self::Old => "old",
        }
    }
}

/// What the memory knows of a text that was found: its context and its faults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assessment {
    /// How many neighbours, 0 to 2, are those of the query; an equal id counts as both.
    pub neighbours: u8,
    /// What is to be taken off.
    pub penalties: Vec<Penalty>,
}

impl Assessment {
    /// An assessment from its parts.
    #[must_use]
    pub const fn new(neighbours: u8, penalties: Vec<Penalty>) -> Self {
        Self {
            neighbours,
            penalties,
        }
    }
}

/// The segment that is looked for, prepared to be compared with many.
pub(crate) struct Comparer {
    query: Segment,
    /// Made for the first comparison: equal texts are found without.
    prepared: Option<Prepared>,
    /// Reused for each text it is compared with.
    found: Segment,
    found_tokens: Vec<u32>,
}

struct Prepared {
    /// The distinct tokens of the query, sorted, with their first bytes; a token is the place it has here, from 1.
    vocabulary: Vec<(u64, Box<str>)>,
    tokens: levenshtein::BatchComparator<u32>,
}

impl Prepared {
    fn new(query: &Segment) -> Self {
        let mut vocabulary: Vec<(u64, Box<str>)> = query
            .tokens()
            .map(|token| (first_bytes(token), token.into()))
            .collect();
        vocabulary.sort_unstable();
        vocabulary.dedup();
        let tokens: Vec<u32> = query
            .tokens()
            .map(|token| number(&vocabulary, token))
            .collect();
        Self {
            vocabulary,
            tokens: levenshtein::BatchComparator::new(tokens),
        }
    }
}

/// The outcome of a comparison.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Similarity {
    pub(crate) raw: u8,
    pub(crate) distance: usize,
    /// Tokens of the longer text.
    pub(crate) longer: usize,
}

impl Comparer {
    pub(crate) fn new(query: Segment) -> Self {
        Self {
            query,
            prepared: None,
            found: Segment::default(),
            found_tokens: Vec::new(),
        }
    }

    pub(crate) const fn query(&self) -> &Segment {
        &self.query
    }

    /// Compares with a text; `None` if they are less similar than `least` per cent, or one of them has no token.
    pub(crate) fn compare(
        &mut self,
        text: &str,
        lang: crate::lang::Lang,
        least: u8,
    ) -> Option<Similarity> {
        self.found.set(text, lang);
        let longer = self.query.len().max(self.found.len());
        if self.query.is_empty() || self.found.is_empty() || longer > super::LONGEST {
            return None;
        }
        let Self {
            query,
            prepared,
            found,
            found_tokens,
        } = self;
        let prepared = prepared.get_or_insert_with(|| Prepared::new(query));
        found_tokens.clear();
        found_tokens.extend(
            found
                .tokens()
                .map(|token| number(&prepared.vocabulary, token)),
        );
        let most = most_edits(longer, least);
        let arguments = levenshtein::Args::default().score_cutoff(most);
        let distance = prepared
            .tokens
            .distance_with_args(found_tokens.iter().copied(), &arguments)?;
        let equal = distance == 0 && query.folded() == found.folded();
        let raw = if equal {
            100
        } else {
            percent(longer - distance.min(longer), longer).min(99)
        };
        (raw >= least).then_some(Similarity {
            raw,
            distance,
            longer,
        })
    }

    /// How like the text compared last is character by character, in per mille.
    pub(crate) fn characters(&self) -> u16 {
        let (one, other) = (self.query.folded(), self.found.folded());
        let longer = one.chars().count().max(other.chars().count());
        let distance = levenshtein::distance(one.chars(), other.chars());
        let common = longer.saturating_sub(distance) * 1000;
        u16::try_from(common.checked_div(longer).unwrap_or(1000)).unwrap_or(1000)
    }
}

/// The number of a token of the query; 0 for all others, which are never equal to one of them.
fn number(vocabulary: &[(u64, Box<str>)], token: &str) -> u32 {
    let wanted = (first_bytes(token), token);
    let place = vocabulary.binary_search_by(|(bytes, other)| (*bytes, other.as_ref()).cmp(&wanted));
    place.map_or(0, |place| u32::try_from(place + 1).unwrap_or(0))
}

/// The first eight bytes as a number, in the order of texts: most tokens differ in it, and it is compared in one step.
fn first_bytes(token: &str) -> u64 {
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(token.bytes()) {
        *to = from;
    }
    u64::from_be_bytes(bytes)
}

/// `part` of `whole` in per cent, rounded down.
pub(crate) fn percent(part: usize, whole: usize) -> u8 {
    let percent = part.saturating_mul(100).checked_div(whole).unwrap_or(0);
    u8::try_from(percent).unwrap_or(100)
}

/// The most edits with which a text of `longer` tokens still has `least` per cent.
pub(crate) fn most_edits(longer: usize, least: u8) -> usize {
    longer.saturating_mul(100_usize.saturating_sub(usize::from(least))) / 100
}

/// The fewest common tokens with which two texts, the longer of `longer` tokens, can have `least` per cent.
pub(crate) fn least_common(longer: usize, least: u8) -> usize {
    longer - most_edits(longer, least).min(longer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn raw(query: &str, found: &str, lang: Lang) -> u8 {
        let mut comparer = Comparer::new(Segment::new(query, lang));
        comparer
            .compare(found, lang, 0)
            .map_or(0, |similarity| similarity.raw)
    }

    #[test]
    fn per_cent_is_rounded_down_and_100_means_equal() {
        assert_eq!(raw("一二三", "一二四", Lang::Chinese), 66);
        assert_eq!(raw("A b c", "a  B c", Lang::English), 100);
        assert_eq!(raw("a, b c", "a b c", Lang::English), 99);
        assert_eq!(raw("a b", "b a", Lang::English), 0);
        let long = "word ".repeat(1000);
        assert_eq!(raw(&long, &format!("{long} more"), Lang::English), 99);
        assert_eq!(raw("", "", Lang::English), 0);
    }

    #[test]
    fn bounds_agree_with_the_score() {
        for longer in 1..200 {
            for least in 1..=100_u8 {
                let most = most_edits(longer, least);
                assert!(percent(longer - most, longer) >= least);
                assert!(most == longer || percent(longer - most - 1, longer) < least);
                assert_eq!(least_common(longer, least), longer - most);
            }
        }
    }
}
