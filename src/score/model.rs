//! The model of a bead: all signals, weighted, summed to a score.
//!
//! The score is log-linear: a weighted sum of [`FEATURES`] numbers, so that a path of beads has a probability
//! proportional to the exponential of its total.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{
    EvidenceKind,
    association::Association,
    cue::Cues,
    document::Document,
    length,
    lexical::{BlockGains, Gains, Postings, running_lengths},
};
use crate::text::Span;

/// The number of features of a bead.
pub const FEATURES: usize = 35;

/// What each feature is called, in order.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "lexical-english",
    "lexical-chinese",
    "unexplained-english",
    "unexplained-chinese",
    "length-normal",
    "length-log",
    "length-log-squared",
    "null-token-chinese",
    "null-token-english",
    "shape-1-2",
    "shape-1-3",
    "shape-1-many",
    "shape-1-many-more",
    "shape-2-1",
    "shape-many-1",
    "shape-2-2",
    "shape-2-3",
    "shape-other",
    "shape-other-more",
    "shape-1-0",
    "shape-0-1",
    "questions-differ",
    "questions-shared",
    "exclamations-differ",
    "exclamations-shared",
    "quotation-end-agrees",
    "question-end-agrees",
    "quotation-missing",
    "quotation-open-chinese",
    "open-end-chinese",
    "open-end-english",
    "clauses-differ",
    "quotation-state",
    "quotation-end-shared",
    "quotation-start-shared",
];

/// Which features belong to a kind of evidence that is not about tokens.
pub const FEATURE_GROUPS: [(EvidenceKind, Range<usize>); 3] = [
    (EvidenceKind::Length, 4..7),
    (EvidenceKind::Shape, 7..21),
    (EvidenceKind::Punctuation, 21..FEATURES),
];

/// The features of one bead.
pub type Features = [f32; FEATURES];

/// What each feature counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weights(Vec<f32>);

impl Weights {
    /// Weights in the order of [`FEATURE_NAMES`].
    #[must_use]
    pub fn new(values: Features) -> Self {
        Self(values.to_vec())
    }

    /// The weight of feature `index`; 0 if there is none.
    #[must_use]
    pub fn get(&self, index: usize) -> f32 {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// The score of a bead with the given features.
    #[must_use]
    pub fn score(&self, features: &Features) -> f32 {
        self.0
            .iter()
            .zip(features)
            .map(|(weight, feature)| weight * feature)
            .sum()
    }
}

impl Default for Weights {
    /// The weights of a feasibility study: a conditional random field fitted on six chapters of novels (MAC-dev,
    /// 1,343 beads) with a large translation table. The crate has no trainer of its own yet.
    fn default() -> Self {
        Self::new([
            0.232, 0.073, 0.025, 0.032, // lexical
            0.299, 1.069, 0.056, // length
            -0.067, -0.223, // null tokens
            -0.03, 0.04, 0.62, -0.04, -0.28, -0.13, -0.63, -0.70, -0.91, -0.31, -2.27,
            -3.07, // shape
            0.13, 0.27, -0.08, 0.50, // questions, exclamations
            1.638, 0.885, 0.50, -0.28, -0.44, -0.35, 0.829, 1.490, 1.133,
            0.804, // ends, quotation, clauses
        ])
    }
}

/// A run of sentences of each side, as the model sees it: Chinese first.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) chinese: (usize, usize),
    pub(crate) english: (usize, usize),
}

/// Scores beads of two documents.
///
/// The Chinese document is the first side of every bead type, the English one the second; where both are in one
/// language the first stands for Chinese.
#[derive(Clone, Debug)]
pub struct BeadModel<'d> {
    chinese: SideSums<'d>,
    english: SideSums<'d>,
    ratio: f32,
    weights: Weights,
    /// Added to the score of beads that leave a side empty.
    gap: f32,
    english_gains: Vec<BlockGains>,
    chinese_gains: Vec<BlockGains>,
}

/// Running sums over the sentences of one side.
#[derive(Clone, Debug)]
struct SideSums<'d> {
    document: &'d Document,
    chars: Vec<f32>,
    tokens: Vec<f32>,
}

impl<'d> SideSums<'d> {
    fn new(document: &'d Document) -> Self {
        let mut sum = 0.0;
        let mut chars = vec![0.0];
        for sentence in document.sentences() {
            sum += sentence.chars as f32;
            chars.push(sum);
        }
        Self {
            document,
            chars,
            tokens: running_lengths(document),
        }
    }

    fn between(sums: &[f32], (start, end): (usize, usize)) -> f32 {
        let at = |index: usize| sums.get(index).copied().unwrap_or_default();
        at(end) - at(start)
    }

    fn cues(&self, (start, end): (usize, usize)) -> Cues {
        let sentences = self
            .document
            .sentences()
            .get(start..end)
            .unwrap_or_default();
        sentences
            .iter()
            .map(|sentence| sentence.cues)
            .reduce(|a, b| a + b)
            .unwrap_or_default()
    }
}

/// For each sentence, the sentences of the other side that it may share a bead with: first, and one past the last.
pub(crate) type Windows = Vec<(usize, usize)>;

impl<'d> BeadModel<'d> {
    /// Prepares scoring of beads of up to `longest` sentences a side.
    ///
    /// `windows` gives for each Chinese and for each English sentence the range of sentences of the other side that
    /// will be asked about. Cost: proportional to the area of the windows.
    pub(crate) fn new(
        [chinese, english]: [&'d Document; 2],
        association: &Association,
        [chinese_windows, english_windows]: [&Windows; 2],
        longest: usize,
        weights: Weights,
        gap: f32,
    ) -> Self {
        let (chinese, english) = (SideSums::new(chinese), SideSums::new(english));
        let total = |side: &SideSums<'_>| side.chars.last().copied().unwrap_or_default();
        let ratio = length::ratio(total(&chinese), total(&english));
        let (chinese_at, english_at) = (
            Postings::new(chinese.document),
            Postings::new(english.document),
        );
        let english_gains = english_windows
            .iter()
            .enumerate()
            .map(|(sentence, &window)| {
                let tokens = english.document.tokens_of(sentence);
                let explained = association.target();
                BlockGains::new(
                    tokens,
                    explained,
                    &chinese_at,
                    &chinese.tokens,
                    window,
                    longest,
                )
            })
            .collect();
        let chinese_gains = chinese_windows
            .iter()
            .enumerate()
            .map(|(sentence, &window)| {
                let tokens = chinese.document.tokens_of(sentence);
                let explained = association.source();
                BlockGains::new(
                    tokens,
                    explained,
                    &english_at,
                    &english.tokens,
                    window,
                    longest,
                )
            })
            .collect();
        Self {
            chinese,
            english,
            ratio,
            weights,
            gap,
            english_gains,
            chinese_gains,
        }
    }

    /// The weights in force.
    pub(crate) const fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The score of a bead.
    pub(crate) fn score(&self, block: Block) -> f32 {
        let empty = block.chinese.0 == block.chinese.1 || block.english.0 == block.english.1;
        self.weights.score(&self.features(block)) + if empty { self.gap } else { 0.0 }
    }

    /// The features of a bead, in the order of [`FEATURE_NAMES`].
    pub(crate) fn features(&self, block: Block) -> Features {
        let count = (
            block.chinese.1 - block.chinese.0,
            block.english.1 - block.english.0,
        );
        let mut features = [0.0; FEATURES];
        let mut put = Writer {
            features: &mut features,
            at: 0,
        };
        if count.0 == 0 || count.1 == 0 {
            put.at = 7;
            put.all([
                SideSums::between(&self.chinese.tokens, block.chinese),
                SideSums::between(&self.english.tokens, block.english),
            ]);
            put.all(shape(count));
            return features;
        }
        let (english, chinese) = self.gains(block);
        put.all([english.all, chinese.all, english.negative, chinese.negative]);
        let chars = |side: &SideSums<'_>, range| SideSums::between(&side.chars, range);
        put.all(length::signals(
            chars(&self.chinese, block.chinese),
            chars(&self.english, block.english),
            self.ratio,
        ));
        put.all([0.0, 0.0]);
        put.all(shape(count));
        put.all(cue_features(
            self.chinese.cues(block.chinese),
            self.english.cues(block.english),
            count,
        ));
        features
    }

    fn gains(&self, block: Block) -> (Gains, Gains) {
        let sum = |gains: &[BlockGains], (start, end): (usize, usize), other: (usize, usize)| {
            let mut sum = Gains::default();
            for gains in gains.get(start..end).unwrap_or_default() {
                sum += gains.get(other.0, other.1 - other.0);
            }
            sum
        };
        (
            sum(&self.english_gains, block.english, block.chinese),
            sum(&self.chinese_gains, block.chinese, block.english),
        )
    }
}

/// Fills features in order.
struct Writer<'f> {
    features: &'f mut Features,
    at: usize,
}

impl Writer<'_> {
    fn all<const N: usize>(&mut self, values: [f32; N]) {
        for value in values {
            if let Some(slot) = self.features.get_mut(self.at) {
                *slot = value;
            }
            self.at += 1;
        }
    }
}

/// The features of the type of a bead: Chinese sentences, English sentences.
fn shape(count: (usize, usize)) -> [f32; 12] {
    let mut shape = [0.0; 12];
    let more = |n: usize| n as f32;
    let parts: &[(usize, f32)] = match count {
        (1, 1) => &[],
        (1, 2) => &[(0, 1.0)],
        (1, 3) => &[(1, 1.0)],
        (1, b) if b > 3 => &[(2, 1.0), (3, more(b - 4))],
        (2, 1) => &[(4, 1.0)],
        (a, 1) if a > 2 => &[(5, 1.0)],
        (2, 2) => &[(6, 1.0)],
        (2, 3) => &[(7, 1.0)],
        (_, 0) => &[(10, 1.0)],
        (0, _) => &[(11, 1.0)],
        (a, b) => &[(8, 1.0), (9, more((a + b).saturating_sub(5)))],
    };
    for &(index, value) in parts {
        if let Some(slot) = shape.get_mut(index) {
            *slot = value;
        }
    }
    shape
}

/// The punctuation features of a bead.
fn cue_features(chinese: Cues, english: Cues, count: (usize, usize)) -> [f32; 14] {
    let differ = |a: u16, b: u16| f32::from(a.abs_diff(b));
    let shared = |a: u16, b: u16| f32::from(a.min(b));
    let truth = |holds: bool| if holds { 1.0 } else { 0.0 };
    // Sentences count twice: a stop divides more than a comma.
    let clauses = |cues: Cues, sentences: usize| f32::from(cues.clauses) + 2.0 * sentences as f32;
    let (of_chinese, of_english) = (clauses(chinese, count.0), clauses(english, count.1));
    [
        differ(chinese.questions, english.questions),
        shared(chinese.questions, english.questions),
        differ(chinese.exclamations, english.exclamations),
        shared(chinese.exclamations, english.exclamations),
        truth(chinese.ending.quoted == english.ending.quoted),
        truth(chinese.ending.question == english.ending.question),
        -truth((chinese.opening > 0) != (english.opening > 0)),
        -truth(chinese.quote_balance() != 0),
        -truth(chinese.ending.open),
        -truth(english.ending.open),
        -(of_chinese - of_english).abs() / (of_chinese + of_english + 1.0).sqrt(),
        truth(chinese.quote_balance().signum() == english.quote_balance().signum()),
        truth(chinese.ending.quoted && english.ending.quoted),
        truth(chinese.begins_quoted && english.begins_quoted),
    ]
}

/// The hull of the sentences `start..end`; an empty span where there are none.
pub(crate) fn hull(document: &Document, (start, end): (usize, usize)) -> Span {
    let sentences = document.sentences().get(start..end).unwrap_or_default();
    sentences
        .iter()
        .map(|sentence| sentence.span)
        .reduce(Span::hull)
        .unwrap_or_default()
}
