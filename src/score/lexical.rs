//! How well the tokens of one stretch of text are explained by another stretch.
//!
//! The measure is a tempered likelihood ratio. A token `e` next to a block of `n` tokens `z` of the other language is
//! as likely as IBM Model 1 (Brown et al. 1993) makes it, `sum t(e|z) / (n + 1)`; by chance it has its background
//! probability `p0(e)`. Its gain is
//!
//! ```text
//! min(CAP, ln(LAMBDA + (1 - LAMBDA) * sum t(e|z) / ((n + 1) p0(e))))
//! ```
//!
//! Rare tokens gain more than common ones without any list of stop words, a long block dilutes itself, and a token
//! without counterpart costs at most `ln LAMBDA`.

use super::{
    association::Explained,
    document::{Document, Token},
    gains::ln,
};

/// The probability that a token has no counterpart; its logarithm bounds what such a token costs.
///
/// In a feasibility study values from 0.1 to 0.35 did equally well on novels (MAC-dev); not fitted again here.
pub const LAMBDA: f32 = 0.2;

/// The most that one token gains, in nats: in the same study 4 to 8 did equally well.
pub const CAP: f32 = 6.0;

/// The gain of a token whose explained share `sum t(e|z) / p0(e)` is `explained`, in a block of `tokens` tokens.
#[must_use]
pub fn gain(explained: f32, tokens: f32) -> f32 {
    (LAMBDA + (1.0 - LAMBDA) * explained / (tokens + 1.0))
        .ln()
        .min(CAP)
}

/// The same, at least 0; quick where there is none.
pub(crate) fn positive_gain(explained: f32, tokens: f32) -> f32 {
    let factor = LAMBDA + (1.0 - LAMBDA) * explained / (tokens + 1.0);
    if factor > 1.0 {
        ln(factor).min(CAP)
    } else {
        0.0
    }
}

/// The gains of a stretch of text, summed over its tokens.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Gains {
    /// The gains of all tokens.
    pub all: f32,
    /// The gains of those tokens that have a negative one.
    pub negative: f32,
}

impl Gains {
    /// Adds the gain of one token.
    pub fn add(&mut self, gain: f32) {
        self.all += gain;
        self.negative += gain.min(0.0);
    }
}

impl std::ops::AddAssign for Gains {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.negative += other.negative;
    }
}

/// Where each token type occurs: sentences in ascending order, with counts.
#[derive(Clone, Debug)]
pub struct Postings {
    starts: Vec<u32>,
    entries: Vec<(u32, f32)>,
}

impl Postings {
    /// Indexes a document. Linear in its length.
    #[must_use]
    pub fn new(document: &Document) -> Self {
        Self::of_rare(document, usize::MAX)
    }

    /// Indexes the types that occur in at most `most` sentences; the others are taken to occur nowhere.
    ///
    /// Most of a long text is made of frequent words, of which those who look for the rare ones need no list.
    #[must_use]
    pub fn of_rare(document: &Document, most: usize) -> Self {
        let mut next = sentence_counts(document);
        let mut starts = Vec::with_capacity(next.len() + 1);
        let mut sum = 0;
        // A counting sort: how many, where they begin, then each in its place.
        for next in &mut next {
            starts.push(sum);
            let count = std::mem::replace(next, sum);
            if count as usize > most {
                *next = NOWHERE;
            } else {
                sum += count;
            }
        }
        starts.push(sum);
        let mut entries = vec![(u32::MAX, 0.0); sum as usize];
        for (sentence, number) in (0..document.sentences().len()).zip(0_u32..) {
            for kind in document.kinds_of(sentence) {
                let kind = kind as usize;
                let Some(at) = next.get_mut(kind).filter(|at| **at != NOWHERE) else {
                    continue;
                };
                let is_first = starts.get(kind) == Some(at);
                let last = at.checked_sub(1).filter(|_| !is_first);
                let last = last.and_then(|at| entries.get_mut(at as usize));
                if let Some(last) = last.filter(|last| last.0 == number) {
                    last.1 += 1.0;
                    continue;
                }
                if let Some(entry) = entries.get_mut(*at as usize) {
                    *entry = (number, 1.0);
                }
                *at += 1;
            }
        }
        Self { starts, entries }
    }

    /// The sentences that hold type `kind`, with how often.
    #[must_use]
    pub fn of(&self, kind: u32) -> &[(u32, f32)] {
        let kind = kind as usize;
        let bounds = self.starts.get(kind).zip(self.starts.get(kind + 1));
        bounds
            .and_then(|(&start, &end)| self.entries.get(start as usize..end as usize))
            .unwrap_or_default()
    }

    /// The same, of the sentences from `first` up to but not including `end`.
    #[must_use]
    pub fn within(&self, kind: u32, first: u32, end: u32) -> &[(u32, f32)] {
        let list = self.of(kind);
        let from = list.partition_point(|&(sentence, _)| sentence < first);
        let to = list.partition_point(|&(sentence, _)| sentence < end);
        list.get(from..to).unwrap_or_default()
    }
}

/// The place of what has none.
const NOWHERE: u32 = u32::MAX;

/// In how many sentences each type occurs.
pub(crate) fn sentence_counts(document: &Document) -> Vec<u32> {
    let mut counts = vec![0_u32; document.count_types()];
    let mut last = vec![u32::MAX; document.count_types()];
    for sentence in 0..document.sentences().len() {
        for kind in document.kinds_of(sentence) {
            let kind = kind as usize;
            if let (Some(count), Some(last)) = (counts.get_mut(kind), last.get_mut(kind))
                && *last != sentence as u32
            {
                *last = sentence as u32;
                *count += 1;
            }
        }
    }
    counts
}

/// The gains of one sentence next to every short block of neighbouring sentences of the other text.
#[derive(Clone, Debug, Default)]
pub struct BlockGains {
    first: usize,
    longest: usize,
    gains: Vec<Gains>,
}

impl BlockGains {
    /// Computes the gains of `tokens` next to all blocks of one to `longest` sentences out of `first..end`.
    ///
    /// `lengths` holds the running number of tokens before each sentence of the other text. Cost: the number of
    /// blocks times the number of tokens that have a counterpart among them.
    #[must_use]
    pub fn new(
        tokens: &[Token],
        explained: &Explained,
        others: &Postings,
        lengths: &[f32],
        (first, end): (usize, usize),
        longest: usize,
    ) -> Self {
        let width = end.saturating_sub(first);
        // One row of running sums for each token that has a counterpart; the others all cost the same.
        let mut rows: Vec<f32> = Vec::new();
        let mut without = 0_u32;
        for token in tokens {
            let at = rows.len();
            for &(other, probability) in explained.links(token.kind) {
                let found = others.within(other, first as u32, end as u32);
                if !found.is_empty() && rows.len() == at {
                    rows.resize(at + width + 1, 0.0);
                }
                for &(sentence, count) in found {
                    if let Some(cell) = rows.get_mut(at + 1 + sentence as usize - first) {
                        *cell += probability * count;
                    }
                }
            }
            match rows.get_mut(at..) {
                Some(row) if !row.is_empty() => {
                    let scale = 1.0 / explained.background(token.kind);
                    let mut sum = 0.0;
                    for cell in row {
                        sum += *cell * scale;
                        *cell = sum;
                    }
                }
                _ => without += 1,
            }
        }
        let unexplained = without as f32 * LAMBDA.ln();
        let mut gains = Vec::with_capacity(width * longest);
        for start in 0..width {
            for block in 1..=longest {
                let stop = (start + block).min(width);
                let token_count = |at: usize| lengths.get(first + at).copied().unwrap_or_default();
                let block_tokens = token_count(stop) - token_count(start);
                let mut sum = Gains {
                    all: unexplained,
                    negative: unexplained,
                };
                for row in rows.chunks_exact(width + 1) {
                    if let (Some(to), Some(from)) = (row.get(stop), row.get(start)) {
                        sum.add(gain((to - from).max(0.0), block_tokens));
                    }
                }
                gains.push(sum);
            }
        }
        Self {
            first,
            longest,
            gains,
        }
    }

    /// The gains next to the block of `length` sentences that begins with sentence `start` of the other text.
    #[must_use]
    pub fn get(&self, start: usize, length: usize) -> Gains {
        let at = start
            .checked_sub(self.first)
            .and_then(|row| (row * self.longest + length).checked_sub(1))
            .and_then(|at| self.gains.get(at));
        at.copied().unwrap_or_default()
    }
}

/// The running number of tokens before each sentence, and in all: one more entry than sentences.
#[must_use]
pub fn running_lengths(document: &Document) -> Vec<f32> {
    let mut sum = 0.0;
    let mut lengths = vec![0.0];
    for sentence in 0..document.sentences().len() {
        sum += document.count_tokens((sentence, sentence + 1)) as f32;
        lengths.push(sum);
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_without_counterpart_costs_ln_lambda_and_a_sure_one_gains_the_cap() {
        assert!((gain(0.0, 10.0) - LAMBDA.ln()).abs() < 1e-6);
        assert_eq!(gain(1e9, 10.0), CAP);
        assert!(gain(100.0, 40.0) < gain(100.0, 4.0));
    }
}
