//! The scores of all beads that begin with one sentence, computed together.
//!
//! The search asks for the scores of some five hundred beads for each sentence. What [`BeadModel::features`] computes
//! for one bead and [`Weights::score`] sums up is computed here, for all beads of one type that begin with one Chinese
//! sentence, by passes over columns of English numbers, [`LANES`] at a time. The slow way
//! stays as the oracle: both must give the same sum.
//!
//! [`BeadModel::features`]: super::model::BeadModel::features
//! [`Weights::score`]: super::model::Weights::score

use super::{cue::Cues, gains::ln, length::VARIANCE, model::Weights};

/// How many blocks are computed at a time. What stands in lanes of blocks that nobody asks about means nothing.
pub(crate) const LANES: usize = 4;

/// What the model needs to know of the English blocks that a search may ask about, in columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    first: usize,
    /// One for each length of a block.
    blocks: Vec<BlockColumns>,
}

/// The numbers of all blocks of one length, in the order of their first sentences.
#[derive(Clone, Debug, Default)]
struct BlockColumns {
    chars: Vec<f32>,
    log_chars: Vec<f32>,
    questions: Vec<f32>,
    exclamations: Vec<f32>,
    clauses: Vec<f32>,
    /// The sign of the opening minus the closing quotation marks.
    balance: Vec<f32>,
    // Truths, as 0 and 1.
    quoted: Vec<f32>,
    question: Vec<f32>,
    opening: Vec<f32>,
    open: Vec<f32>,
    begins_quoted: Vec<f32>,
    starts_paragraph: Vec<f32>,
    breaks: Vec<f32>,
}

/// The numbers of one block, of either language.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Measures {
    pub(crate) chars: f32,
    pub(crate) sentences: usize,
    pub(crate) cues: Cues,
    pub(crate) starts_paragraph: bool,
    /// How many of the other sentences begin a paragraph.
    pub(crate) breaks: f32,
}

/// Added to lengths before their logarithm is taken, as [`signals`](super::length::signals) does.
const LOG_PRIOR: f32 = 3.0;

impl Measures {
    fn clauses(&self) -> f32 {
        f32::from(self.cues.clauses) + 2.0 * self.sentences as f32
    }
}

fn truth(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}

fn sign(cues: Cues) -> f32 {
    cues.quote_balance().signum() as f32
}

impl Columns {
    /// The columns of the blocks of up to `longest` sentences that begin with sentences `first..end`.
    pub(crate) fn new(
        (first, end): (usize, usize),
        longest: usize,
        measure: impl Fn((usize, usize)) -> Measures,
    ) -> Self {
        let blocks = (1..=longest).map(|length| {
            let mut columns = BlockColumns::default();
            // Lanes reach past the last block.
            for start in first..end + LANES {
                columns.push(measure((start, start + length)));
            }
            columns
        });
        Self {
            first,
            blocks: blocks.collect(),
        }
    }

    /// Adds to `scores` what length and punctuation give the beads of a Chinese block of `measures` and the English
    /// blocks of `length` sentences that begin with sentence `start` and the following ones.
    pub(crate) fn add(
        &self,
        (start, length): (usize, usize),
        measures: &Measures,
        ratio: f32,
        weights: &Weights,
        scores: &mut [[f32; LANES]],
    ) {
        let columns = length.checked_sub(1).and_then(|at| self.blocks.get(at));
        let (Some(columns), Some(skipped)) = (columns, start.checked_sub(self.first)) else {
            return;
        };
        columns.add_lengths(skipped, ratio * measures.chars, weights, scores);
        columns.add_truths(skipped, &measures.cues, weights, scores);
        columns.add_counts(skipped, measures, weights, scores);
    }

    /// The same for what paragraphs give.
    pub(crate) fn add_paragraphs(
        &self,
        (start, length): (usize, usize),
        measures: &Measures,
        weights: &Weights,
        scores: &mut [[f32; LANES]],
    ) {
        let columns = length.checked_sub(1).and_then(|at| self.blocks.get(at));
        let (Some(columns), Some(skipped)) = (columns, start.checked_sub(self.first)) else {
            return;
        };
        let (differ, inside) = (weights.get(36), weights.get(37));
        let starts = truth(measures.starts_paragraph);
        let blocks = lanes(&columns.starts_paragraph, skipped).iter();
        let blocks = blocks.zip(lanes(&columns.breaks, skipped));
        for (scores, (others, breaks)) in scores.iter_mut().zip(blocks) {
            *scores = added(scores, [others, breaks], |[other, breaks]| {
                differ * (other - starts).abs() + inside * (breaks + measures.breaks)
            });
        }
    }
}

impl BlockColumns {
    fn push(&mut self, measures: Measures) {
        let cues = measures.cues;
        self.chars.push(measures.chars);
        self.log_chars.push(ln(measures.chars + LOG_PRIOR));
        self.questions.push(f32::from(cues.questions));
        self.exclamations.push(f32::from(cues.exclamations));
        self.clauses.push(measures.clauses());
        self.balance.push(sign(cues));
        self.quoted.push(truth(cues.ending.quoted));
        self.question.push(truth(cues.ending.question));
        self.opening.push(truth(cues.opening > 0));
        self.open.push(truth(cues.ending.open));
        self.begins_quoted.push(truth(cues.begins_quoted));
        self.starts_paragraph.push(truth(measures.starts_paragraph));
        self.breaks.push(measures.breaks);
    }

    /// The features `length-…`.
    fn add_lengths(
        &self,
        skipped: usize,
        expected: f32,
        weights: &Weights,
        scores: &mut [[f32; LANES]],
    ) {
        let [normal, log, square] = [4, 5, 6].map(|index| weights.get(index));
        let log_expected = ln(expected + LOG_PRIOR);
        let lengths = lanes(&self.chars, skipped).iter();
        let lengths = lengths.zip(lanes(&self.log_chars, skipped));
        for (scores, (chars, log_chars)) in scores.iter_mut().zip(lengths) {
            *scores = added(scores, [chars, log_chars], |[chars, log_chars]| {
                let deviation = chars - expected;
                let exponent = deviation * deviation / (VARIANCE * (expected + chars + 10.0));
                let exponent = if exponent < 20.0 { exponent } else { 20.0 };
                let difference = log_chars - log_expected;
                let squared = difference * difference;
                let squared = if squared < 4.0 { squared } else { 4.0 };
                -(normal * exponent + log * difference.abs() + square * squared)
            });
        }
    }

    /// The features of punctuation that hold or do not: with the Chinese side fixed, linear in the English truths.
    fn add_truths(
        &self,
        skipped: usize,
        chinese: &Cues,
        weights: &Weights,
        scores: &mut [[f32; LANES]],
    ) {
        // What an English truth adds where it agrees with the Chinese one for `weight`, and what its absence adds.
        let agreement = |holds: bool, weight: f32| {
            if holds {
                (weight, 0.0)
            } else {
                (-weight, weight)
            }
        };
        let (mut quoted, no_quoted) = agreement(chinese.ending.quoted, weights.get(25));
        quoted += weights.get(33) * truth(chinese.ending.quoted);
        let (question, no_question) = agreement(chinese.ending.question, weights.get(26));
        let (opening, no_opening) = agreement(chinese.opening == 0, -weights.get(27));
        let opening = (opening, no_opening);
        let open = -weights.get(30);
        let begins = weights.get(34) * truth(chinese.begins_quoted);
        let always = no_quoted + no_question + opening.1
            - weights.get(28) * truth(chinese.quote_balance() != 0)
            - weights.get(29) * truth(chinese.ending.open);
        let truths = lanes(&self.quoted, skipped)
            .iter()
            .zip(lanes(&self.question, skipped))
            .zip(lanes(&self.opening, skipped))
            .zip(lanes(&self.open, skipped))
            .zip(lanes(&self.begins_quoted, skipped));
        for (scores, ((((a, b), c), d), e)) in scores.iter_mut().zip(truths) {
            *scores = added(scores, [a, b, c, d, e], |[a, b, c, d, e]| {
                always + quoted * a + question * b + opening.0 * c + open * d + begins * e
            });
        }
        let (sign, weight) = (sign(*chinese), weights.get(32));
        for (scores, balances) in scores.iter_mut().zip(lanes(&self.balance, skipped)) {
            *scores = added(scores, [balances], |[balance]| {
                if balance == sign { weight } else { 0.0 }
            });
        }
    }

    /// The features of punctuation that count marks.
    fn add_counts(
        &self,
        skipped: usize,
        chinese: &Measures,
        weights: &Weights,
        scores: &mut [[f32; LANES]],
    ) {
        let cues = &chinese.cues;
        for (column, count, first) in [
            (&self.questions, cues.questions, 21),
            (&self.exclamations, cues.exclamations, 23),
        ] {
            let count = f32::from(count);
            let (differ, shared) = (weights.get(first), weights.get(first + 1));
            for (scores, others) in scores.iter_mut().zip(lanes(column, skipped)) {
                *scores = added(scores, [others], |[other]| {
                    let least = if other < count { other } else { count };
                    differ * (other - count).abs() + shared * least
                });
            }
        }
        let (clauses, weight) = (chinese.clauses(), weights.get(31));
        for (scores, others) in scores.iter_mut().zip(lanes(&self.clauses, skipped)) {
            *scores = added(scores, [others], |[other]| {
                -(weight * (other - clauses).abs() / (other + clauses + 1.0).sqrt())
            });
        }
    }
}

/// The scores with what `of` makes of the columns added to each: in a place of its own, so that the compiler takes all
/// lanes at once.
#[inline(always)]
pub(crate) fn added<const N: usize>(
    scores: &[f32; LANES],
    columns: [&[f32; LANES]; N],
    of: impl Fn([f32; N]) -> f32,
) -> [f32; LANES] {
    let (mut sums, columns) = (*scores, columns.map(|it| *it));
    let mut lanes = [[0.0; N]; LANES];
    for (at, column) in columns.iter().enumerate() {
        for (lane, value) in lanes.iter_mut().zip(column) {
            if let Some(slot) = lane.get_mut(at) {
                *slot = *value;
            }
        }
    }
    for (sum, lane) in sums.iter_mut().zip(lanes) {
        *sum += of(lane);
    }
    sums
}

/// The numbers of the blocks from the `skipped`-th on.
fn lanes(column: &[f32], skipped: usize) -> &[[f32; LANES]] {
    column.get(skipped..).unwrap_or_default().as_chunks().0
}
