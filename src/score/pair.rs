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
};
use crate::quantity::{Relation, compare};

/// The number of features of a pair.
pub const FEATURES: usize = 14;

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
    "length-log",
    "length-log-squared",
    "question-differs",
    "length",
    "constant",
];

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
    /// mixed sentences (`data/comparable/documents`): `cargo run --release --example fit_pairs -- FOLDER`.
    fn default() -> Self {
        Self::new(
            [
                1.765, 4.684, 1.219, 2.590, 1.520, 0.316, 0.426, -0.626, 0.026, -1.209, -2.360,
                -1.845, 0.258, -0.620,
            ],
            Margin {
                own: 0.328,
                lead: 0.395,
                // Fitted: -1.423. On the documents of the fit F1 of a one-to-one choice is best at log odds -0.5 (94.5
                // against 93.9 at 0), which is made the zero.
                constant: -0.923,
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
) -> Features {
    let by_chinese = explanation(english.tokens, chinese.tokens, association.target());
    let by_english = explanation(chinese.tokens, english.tokens, association.source());
    let scale = ((chinese.tokens.len() as f32 + 3.0) * (english.tokens.len() as f32 + 3.0)).sqrt();
    let numbers = numbers(
        (chinese.tokens, chinese_document),
        (english.tokens, english_document),
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
        log.abs(),
        log * log,
        differs,
        ((USUAL_RATIO * chinese.chars + english.chars) / 2.0 + 1.0).ln(),
        1.0,
    ]
}

fn explanation(tokens: &[Token], given: &[Token], explained: &Explained) -> Explanation {
    let mut sum = Explanation::default();
    let (mut covered, mut information) = (0.0, 0.0);
    let bag = TokenBag::new(given);
    for token in tokens {
        let background = explained.background(token.kind);
        let share = explained.sum(token.kind, &bag);
        let gain = gain(share / background, given.len() as f32);
        sum.positive += gain.max(0.0);
        sum.negative += gain.min(0.0);
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

/// The most quantities of a side that are compared with those of the other.
const MOST_QUANTITIES: usize = 64;

/// Quantities that both sides have (at most 3), that one lacks, and that contradict each other (at most 2 each).
fn numbers(
    (chinese, chinese_document): (&[Token], &Document),
    (english, english_document): (&[Token], &Document),
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
            chinese_document.is_exact(*index) && !there.iter().any(|(b, _)| linked(*a, *b))
        })
        .map(|&(_, index)| index)
        .collect();
    let is_free_there: Vec<usize> = there
        .iter()
        .filter(|(b, index)| {
            english_document.is_exact(*index) && !here.iter().any(|(a, _)| linked(*a, *b))
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
