//! The model of a pair: how likely two stretches of text say the same, wherever they stand.
//!
//! A logistic model over signals that do not depend on order: what each side explains of the other, how much it
//! leaves unexplained, quantities, length. A second step compares a pair with its rivals: the best other partner of
//! either side, as margin-based mining does (Artetxe and Schwenk 2019).

use serde::{Deserialize, Serialize};

use super::{
    association::{Association, Explained},
    document::{Document, Token, TokenBag, TokenType},
    length::USUAL_RATIO,
    lexical::gain,
    orphan::Orphans,
};
use crate::quantity::{Relation, compare};

/// The number of features of a pair.
pub const FEATURES: usize = 16;

/// What each feature is called, in order.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "explained-english",
    "unexplained-english",
    "explained-chinese",
    "unexplained-chinese",
    "coverage-english",
    "coverage-chinese",
    "quantities-shared",
    "quantities-missing",
    "quantities-conflict",
    "values-apart",
    "codes-differ",
    "length-log",
    "length-log-squared",
    "question-differs",
    "length",
    "constant",
];

/// Which features weigh what the words of both sides explain of each other, which the lengths, and which questions.
pub(crate) const OF_COVERAGE: [usize; 11] = [0, 1, 2, 3, 4, 5, 6, 7, 8, VALUES_APART, 10];
pub(crate) const OF_LENGTH: [usize; 3] = [11, 12, 14];
pub(crate) const OF_QUESTIONS: [usize; 1] = [13];

/// The feature that counts the values of which the two sides may give two accounts.
pub(crate) const VALUES_APART: usize = 9;

/// The features of one pair.
pub type Features = [f32; FEATURES];

/// How a pair is compared with its rivals: factors of its own score, of its lead over the best other partner of each
/// side (their mean), and a constant.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Margin {
    /// Factor of the pair's own log odds.
    pub own: f32,
    /// Factor of the lead in each direction.
    pub lead: f32,
    /// The constant.
    pub constant: f32,
}

/// What each feature counts, and how rivals do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Weights {
    features: Vec<f32>,
    /// How a pair is compared with its rivals.
    pub margin: Margin,
}

impl Weights {
    /// Weights in the order of [`FEATURE_NAMES`].
    #[must_use]
    pub fn new(features: Features, margin: Margin) -> Self {
        Self {
            features: features.to_vec(),
            margin,
        }
    }

    /// What one feature counts; 0 if there is none of that number.
    #[must_use]
    pub fn get(&self, feature: usize) -> f32 {
        self.features.get(feature).copied().unwrap_or(0.0)
    }

    /// The log odds of a pair with the given features, rivals left aside.
    #[must_use]
    pub fn log_odds(&self, features: &Features) -> f32 {
        self.features
            .iter()
            .zip(features)
            .map(|(weight, feature)| weight * feature)
            .sum()
    }
}

impl Default for Weights {
    /// Fitted by logistic regression on every second document of a public set of 105 documents with moved, cut and
    /// mixed sentences, which is no part of this repository: `cargo run --release --example fit_pairs -- FOLDER`.
    ///
    /// The weight of codes that differ is a judgement: the documents hold too few (-0.27). That of values that lie apart was fitted with
    /// the others on the same documents and copies of them with wrong figures (`--slips`); the others are as fitted without copies.
    fn default() -> Self {
        Self::new(
            [
                2.031, 4.424, 1.446, 2.214, 0.940, -0.182, 0.578, -0.739, -0.284, 0.900, -1.500,
                -1.588, -2.213, -1.701, 0.279, -1.291,
            ],
            Margin {
                own: 0.320,
                lead: 0.408,
                constant: -1.469,
            },
        )
    }
}

impl Margin {
    /// The log odds of a pair whose own are `own`, and whose sides have best other partners of the given log odds.
    #[must_use]
    pub fn log_odds(&self, own: f32, best_other: (f32, f32)) -> f32 {
        self.own * own + self.lead * ((own - best_other.0) + (own - best_other.1)) + self.constant
    }
}

/// A stretch of one document, as the model sees it.
#[derive(Copy, Clone, Debug)]
pub struct Part<'d> {
    /// Its tokens.
    pub tokens: &'d [Token],
    /// Its characters, white space left out.
    pub chars: f32,
    /// Whether it ends in a question mark.
    pub question: bool,
}

/// What one side explains of the other.
#[derive(Copy, Clone, Debug, Default)]
struct Explanation {
    positive: f32,
    negative: f32,
    coverage: f32,
}

/// Computes the features of a pair; `chinese` is a part of the association's source, `english` of its target.
///
/// Cost: the number of tokens times the number of their links; of the quantities of a side, the first 64 count.
#[must_use]
pub fn features(
    (chinese, chinese_document): (Part<'_>, &Document),
    (english, english_document): (Part<'_>, &Document),
    association: &Association,
    orphans: &Orphans,
) -> Features {
    let apart = apart(chinese.tokens, english.tokens, orphans);
    let (of_chinese, of_english): (Vec<u32>, Vec<u32>) = apart.iter().copied().unzip();
    let by_chinese = explanation(
        (english.tokens, &of_english),
        chinese.tokens,
        association.target(),
    );
    let by_english = explanation(
        (chinese.tokens, &of_chinese),
        english.tokens,
        association.source(),
    );
    let scale = ((chinese.tokens.len() as f32 + 3.0) * (english.tokens.len() as f32 + 3.0)).sqrt();
    let numbers = numbers(
        (chinese.tokens, chinese_document, &of_chinese),
        (english.tokens, english_document, &of_english),
        association,
    );
    let log = ((english.chars + 5.0) / (USUAL_RATIO * chinese.chars + 5.0))
        .ln()
        .clamp(-2.0, 2.0);
    let differs = if chinese.question == english.question {
        0.0
    } else {
        1.0
    };
    [
        by_chinese.positive / scale,
        by_chinese.negative / scale,
        by_english.positive / scale,
        by_english.negative / scale,
        by_chinese.coverage,
        by_english.coverage,
        numbers[0],
        numbers[1],
        numbers[2],
        apart.len().min(2) as f32,
        codes_differ(
            (chinese.tokens, chinese_document),
            (english.tokens, english_document),
            association,
        ),
        log.abs(),
        log * log,
        differs,
        ((USUAL_RATIO * chinese.chars + english.chars) / 2.0 + 1.0).ln(),
        1.0,
    ]
}

/// The types of which the two sides may give two accounts: values that nothing in the other text answers, each other's
/// nearest. Each type is in one pair.
fn apart(chinese: &[Token], english: &[Token], orphans: &Orphans) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    if orphans.is_empty() {
        return found;
    }
    for from in chinese {
        let is_free = |to: &&Token| {
            let mut others = found.iter();
            others.all(|it| it.0 != from.kind && it.1 != to.kind)
        };
        let nearest = english
            .iter()
            .filter(|to| orphans.are_nearest(from.kind, to.kind))
            .find(is_free);
        if let Some(to) = nearest {
            found.push((from.kind, to.kind));
        }
    }
    found
}

/// What `given` explains of tokens; that it does not explain the types that are `apart` is not held against it.
fn explanation(
    (tokens, apart): (&[Token], &[u32]),
    given: &[Token],
    explained: &Explained,
) -> Explanation {
    let mut sum = Explanation::default();
    let (mut covered, mut information) = (0.0, 0.0);
    let bag = TokenBag::new(given);
    for token in tokens {
        let background = explained.background(token.kind);
        let share = explained.sum(token.kind, &bag);
        let gain = gain(share / background, given.len() as f32);
        sum.positive += gain.max(0.0);
        if !apart.contains(&token.kind) {
            sum.negative += gain.min(0.0);
        }
        let weight = -background.ln();
        covered += weight * gain.clamp(0.0, 2.0) / 2.0;
        information += weight;
    }
    sum.coverage = if information > 0.0 {
        covered / information
    } else {
        0.0
    };
    sum
}

/// 1 if both sides have a code that the other lacks: A2 against A3, Pro 7 against Pro 8.
fn codes_differ(
    (chinese, chinese_document): (&[Token], &Document),
    (english, english_document): (&[Token], &Document),
    association: &Association,
) -> f32 {
    let lacks = |tokens: &[Token], document: &Document, others: &[Token], explained: &Explained| {
        tokens.iter().any(|token| {
            is_code(document, token.kind)
                && !others
                    .iter()
                    .any(|other| explained.probability(token.kind, other.kind) > 0.0)
        })
    };
    let differ = lacks(chinese, chinese_document, english, association.source())
        && lacks(english, english_document, chinese, association.target());
    if differ { 1.0 } else { 0.0 }
}

/// Whether a type is a word of letters and digits.
fn is_code(document: &Document, kind: u32) -> bool {
    match document.types().get(kind as usize) {
        Some(TokenType::Literal(word) | TokenType::Word(word)) => {
            word.len() <= LONGEST_CODE
                && word.bytes().any(|b| b.is_ascii_digit())
                && word.bytes().any(|b| b.is_ascii_alphabetic())
        }
        _ => false,
    }
}

/// Longer words of letters and digits are links and keys, not codes.
const LONGEST_CODE: usize = 24;

/// The most quantities of a side that are compared with those of the other.
const MOST_QUANTITIES: usize = 64;

/// Quantities that both sides have (at most 3), that one lacks, and that contradict each other (at most 2 each), those of
/// types that are apart left aside.
fn numbers(
    (chinese, chinese_document, chinese_apart): (&[Token], &Document, &[u32]),
    (english, english_document, english_apart): (&[Token], &Document, &[u32]),
    association: &Association,
) -> [f32; 3] {
    let of = |tokens: &[Token], document: &Document| -> Vec<(u32, usize)> {
        let quantity = |token: &Token| match document.types().get(token.kind as usize) {
            Some(TokenType::Quantity(index)) => Some((token.kind, *index as usize)),
            _ => None,
        };
        tokens
            .iter()
            .filter_map(quantity)
            .take(MOST_QUANTITIES)
            .collect()
    };
    let (here, there) = (of(chinese, chinese_document), of(english, english_document));
    let linked = |a: u32, b: u32| association.source().probability(a, b) > 0.0;
    let shared = here
        .iter()
        .filter(|(a, _)| there.iter().any(|(b, _)| linked(*a, *b)))
        .count();
    let is_free_here: Vec<usize> = here
        .iter()
        .filter(|(a, index)| {
            let is_linked = there.iter().any(|(b, _)| linked(*a, *b));
            chinese_document.is_exact(*index) && !is_linked && !chinese_apart.contains(a)
        })
        .map(|&(_, index)| index)
        .collect();
    let is_free_there: Vec<usize> = there
        .iter()
        .filter(|(b, index)| {
            let is_linked = here.iter().any(|(a, _)| linked(*a, *b));
            english_document.is_exact(*index) && !is_linked && !english_apart.contains(b)
        })
        .map(|&(_, index)| index)
        .collect();
    let conflicts = is_free_here
        .iter()
        .filter(|&&a| {
            is_free_there.iter().any(|&b| {
                let both = chinese_document
                    .quantities()
                    .get(a)
                    .zip(english_document.quantities().get(b));
                both.is_some_and(|(a, b)| compare(a, b).relation == Relation::Conflict)
            })
        })
        .count();
    [
        shared.min(3) as f32,
        (is_free_here.len().min(2) + is_free_there.len().min(2)) as f32,
        conflicts.min(2) as f32,
    ]
}
