//! What a score is and what it rests on.

use serde::{Deserialize, Serialize};

use crate::{quantity::Relation, text::Span};

/// How sure a pairing is: a number in `[0, 1]`, higher is surer. Never NaN.
#[derive(Copy, Clone, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(from = "f32", into = "f32")]
pub struct Score(f32);

impl Score {
    /// No doubt at all.
    pub const CERTAIN: Self = Self(1.0);

    /// A score of `value`, clamped to `[0, 1]`; NaN becomes 0.
    #[must_use]
    pub fn new(value: f32) -> Self {
        Self(if value.is_nan() {
            0.0
        } else {
            value.clamp(0.0, 1.0)
        })
    }

    /// The score whose log odds are `x`: `1 / (1 + exp(-x))`.
    #[must_use]
    pub fn from_log_odds(x: f32) -> Self {
        Self::new(1.0 / (1.0 + (-x).exp()))
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> f32 {
        self.0
    }
}

impl From<f32> for Score {
    fn from(value: f32) -> Self {
        Self::new(value)
    }
}

impl From<Score> for f32 {
    fn from(score: Score) -> Self {
        score.0
    }
}

/// What a piece of evidence is about.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EvidenceKind {
    /// Two quantities: amounts, dates, durations, counts.
    Quantity,
    /// A word and its translation.
    Term,
    /// A word or code that both languages write alike.
    Literal,
    /// A name in Latin letters and in Chinese characters.
    Name,
    /// The lengths of the two sides.
    Length,
    /// Quotation marks, question marks and the like.
    Punctuation,
    /// How many sentences are joined with how many.
    Shape,
    /// What the words of both sides explain of each other, or leave unexplained, beyond the words listed; of beads, whether
    /// words stand in the order of their counterparts.
    Coverage,
    /// What else is there: better partners of either side speak against, pairs of neighbouring sentences for; of beads,
    /// whether both sides begin a paragraph.
    Context,
    /// What any two sentences of such texts have, before they are read.
    Prior,
}

impl EvidenceKind {
    /// All kinds, in order.
    pub const ALL: [Self; 10] = [
        Self::Quantity,
        Self::Term,
        Self::Literal,
        Self::Name,
        Self::Length,
        Self::Punctuation,
        Self::Shape,
        Self::Coverage,
        Self::Context,
        Self::Prior,
    ];

    /// The name in records and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Term => "term",
            Self::Literal => "literal",
            Self::Name => "name",
            Self::Length => "length",
            Self::Punctuation => "punctuation",
            Self::Shape => "shape",
            Self::Coverage => "coverage",
            Self::Context => "context",
            Self::Prior => "prior",
        }
    }

    /// Whether evidence of this kind joins two words, names or quantities, and not the two sides as wholes.
    #[must_use]
    pub const fn is_about_tokens(self) -> bool {
        matches!(
            self,
            Self::Quantity | Self::Term | Self::Literal | Self::Name
        )
    }
}

/// One reason for or against a pairing.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// What it is about.
    pub kind: EvidenceKind,
    /// Where it stands in the source text.
    pub source: Span,
    /// Where it stands in the target text.
    pub target: Span,
    /// How two quantities relate, or that two codes are in conflict; `None` for all else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// What it adds to the log odds of the pairing, in nats; negative speaks against it. 0 is of values and codes
    /// that contradict each other in parallel text: the score does not know them.
    pub weight: f32,
}

impl Evidence {
    /// Evidence without a relation.
    #[must_use]
    pub const fn new(kind: EvidenceKind, source: Span, target: Span, weight: f32) -> Self {
        Self {
            kind,
            source,
            target,
            relation: None,
            weight,
        }
    }

    /// The same with a relation between quantities.
    #[must_use]
    pub const fn with_relation(mut self, relation: Relation) -> Self {
        self.relation = Some(relation);
        self
    }

    /// Whether it is two values, or two codes, that cannot both be right: what `≠` stands for in tables, `conflict` in records and
    /// *numbers differ* on the page. A value that only one side gives is none.
    #[must_use]
    pub const fn is_conflict(&self) -> bool {
        matches!(self.relation, Some(Relation::Conflict))
    }

    /// The same with source and target exchanged.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        Self {
            source: self.target,
            target: self.source,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_never_out_of_range() {
        assert_eq!(Score::new(f32::NAN).value(), 0.0);
        assert_eq!(Score::new(7.0), Score::CERTAIN);
        assert_eq!(Score::from_log_odds(f32::NEG_INFINITY).value(), 0.0);
        assert_eq!(Score::from_log_odds(0.0).value(), 0.5);
    }
}
