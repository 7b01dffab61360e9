//! The model of a statement: how likely two runs of clauses state the same, judged by what they share.
//!
//! Two newsrooms seldom word a statement alike, so what one side leaves unexplained tells little. What tells is how
//! much they share: telling words, names, and above all exact quantities.

use super::{evidence::EvidenceKind, length::USUAL_RATIO, shared::SharedToken};
use crate::quantity::Relation;

/// The number of features of a statement.
pub const FEATURES: usize = 4;

/// What each feature is called, in order.
pub const FEATURE_NAMES: [&str; FEATURES] = ["terms", "quantities", "size", "constant"];

/// The features of two runs of clauses.
pub type Features = [f32; FEATURES];

/// What a shared token must tell beyond this, in nats, to count: less is what unrelated news share as well. A judgement
/// on the dev part of `corpora/comparable`, not fitted.
const UNREMARKABLE: f32 = 1.5;

/// What each feature counts, in nats.
///
/// Fitted by logistic regression on the sentence pairs of the dev part of `corpora/comparable`:
/// `cargo run --release --example fit_statements`.
pub const WEIGHTS: Features = [0.800, 1.606, -0.265, -2.595];

/// The number of sentences of a text in the fit.
const USUAL_SENTENCES: f32 = 18.0;

/// How much a relation of two quantities tells, against equality.
const fn exactness(relation: Option<Relation>) -> f32 {
    match relation {
        Some(Relation::Equal) => 1.0,
        Some(Relation::Compatible) => 0.8,
        _ => 0.6,
    }
}

/// What one shared token adds: to the terms, and to the quantities.
fn mass(link: &SharedToken) -> (f32, f32) {
    let beyond = (link.gain() - UNREMARKABLE).max(0.0);
    match link.kind {
        EvidenceKind::Quantity => (0.0, beyond * exactness(link.relation)),
        _ => (beyond, 0.0),
    }
}

/// What one shared token adds to the log odds of a statement, in nats.
#[must_use]
pub fn weight(link: &SharedToken) -> f32 {
    let (terms, quantities) = mass(link);
    let [of_terms, of_quantities, ..] = WEIGHTS;
    of_terms * terms + of_quantities * quantities
}

/// The features of two runs of clauses that share `links` and have so many characters, Chinese first.
pub fn features<'l>(links: impl Iterator<Item = &'l SharedToken>, chars: (f32, f32)) -> Features {
    let (mut terms, mut quantities) = (0.0, 0.0);
    for link in links {
        let (of_terms, of_quantities) = mass(link);
        terms += of_terms;
        quantities += of_quantities;
    }
    [terms, quantities, size(chars), 1.0]
}

/// The logarithm of the product of two lengths: the more there is on both sides, the more is shared by chance.
#[must_use]
pub fn size((chinese, english): (f32, f32)) -> f32 {
    ((chinese + 1.0) * (english / USUAL_RATIO + 1.0)).ln()
}

/// The log odds that two runs of clauses with the given features state the same.
///
/// `sentences` is the number of sentences of the longer text. A sentence has a counterpart or two however long the
/// texts are, so the odds of any two sentences fall with that number; the weights were fitted on texts of about 18.
#[must_use]
pub fn log_odds(features: &Features, sentences: usize) -> f32 {
    let told: f32 = WEIGHTS
        .iter()
        .zip(features)
        .map(|(weight, feature)| weight * feature)
        .sum();
    told + prior(sentences)
}

/// How much likelier than in the texts of the fit two sentences state the same, in nats.
#[must_use]
pub fn prior(sentences: usize) -> f32 {
    (USUAL_SENTENCES / sentences.max(1) as f32).ln().min(0.0)
}
