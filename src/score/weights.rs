//! What each signal counts in the score of a bead.
//!
//! Weights are data: a text file with a line for each feature. The file that ships with the crate,
//! `src/score/data/beads.tsv`, says what it was fitted on; `examples/fit_beads.rs` makes others.

use std::{fmt, ops::Range, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::EvidenceKind;

/// The number of features of a bead.
pub const FEATURES: usize = 40;

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
    "shape-null-more",
    "paragraph-starts-differ",
    "paragraph-breaks-inside",
    "order-english",
    "order-chinese",
];

/// Which features belong to a kind of evidence that is not about tokens.
pub const FEATURE_GROUPS: [(EvidenceKind, Range<usize>); 5] = [
    (EvidenceKind::Length, 4..7),
    (EvidenceKind::Shape, 7..21),
    (EvidenceKind::Punctuation, 21..35),
    (EvidenceKind::Context, 36..38),
    (EvidenceKind::Coverage, 38..40),
];

/// The features of one bead.
pub type Features = [f32; FEATURES];

/// What each feature counts.
///
/// Read from and written as text: lines `name<TAB>weight`, one for each of [`FEATURE_NAMES`] in any order; blank lines
/// and lines that begin with `#` are left out.
///
/// ```
/// use bitext::score::model::{FEATURE_NAMES, Weights};
///
/// let weights = Weights::default();
/// assert_eq!(weights.to_string().parse::<Weights>()?, weights);
/// assert!("lexical-english\t0.2".parse::<Weights>().is_err());
/// # Ok::<(), bitext::score::model::WeightsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Weights([f32; FEATURES]);

/// Text that is no weights.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// A line is not a name, a tab and a finite number.
    #[error("line {line}: expected the name of a feature, a tab and a number")]
    Line {
        /// The number of the line, from 1.
        line: usize,
    },
    /// A line names a feature that the model does not have.
    #[error("line {line}: the model has no feature `{name}`")]
    Unknown {
        /// The number of the line, from 1.
        line: usize,
        /// The name.
        name: String,
    },
    /// A feature has two weights.
    #[error("line {line}: feature `{name}` has a weight already")]
    Twice {
        /// The number of the line, from 1.
        line: usize,
        /// The name.
        name: String,
    },
    /// A feature has no weight.
    #[error("there is no weight for feature `{name}`")]
    Missing {
        /// The name.
        name: &'static str,
    },
}

impl Weights {
    /// Weights in the order of [`FEATURE_NAMES`].
    #[must_use]
    pub const fn new(values: Features) -> Self {
        Self(values)
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

/// The weights that ship with the crate.
static DEFAULT: LazyLock<Weights> = LazyLock::new(|| {
    // A test reads the same file; were it wrong nothing would count.
    include_str!("data/beads.tsv")
        .parse()
        .unwrap_or(Weights([0.0; FEATURES]))
});

impl Default for Weights {
    /// The weights that ship with the crate; their file says what they were fitted on.
    fn default() -> Self {
        DEFAULT.clone()
    }
}

impl FromStr for Weights {
    type Err = WeightsError;

    fn from_str(text: &str) -> Result<Self, WeightsError> {
        let mut found = [None; FEATURES];
        for (line, number) in text.lines().zip(1..) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let parsed = line
                .split_once('\t')
                .and_then(|(name, value)| Some((name, value.trim().parse::<f32>().ok()?)))
                .filter(|(_, value)| value.is_finite());
            let (name, value) = parsed.ok_or(WeightsError::Line { line: number })?;
            let index = FEATURE_NAMES.iter().position(|known| *known == name);
            let slot = index.and_then(|index| found.get_mut(index));
            let slot = slot.ok_or_else(|| WeightsError::Unknown {
                line: number,
                name: name.to_owned(),
            })?;
            if slot.replace(value).is_some() {
                return Err(WeightsError::Twice {
                    line: number,
                    name: name.to_owned(),
                });
            }
        }
        let mut weights = [0.0; FEATURES];
        for ((weight, found), name) in weights.iter_mut().zip(found).zip(FEATURE_NAMES) {
            *weight = found.ok_or(WeightsError::Missing { name })?;
        }
        Ok(Self(weights))
    }
}

impl fmt::Display for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, weight) in FEATURE_NAMES.iter().zip(self.0) {
            writeln!(f, "{name}\t{weight}")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Weights {
    type Error = WeightsError;

    fn try_from(text: String) -> Result<Self, WeightsError> {
        text.parse()
    }
}

impl From<Weights> for String {
    fn from(weights: Weights) -> Self {
        weights.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_the_crate_is_read() {
        let read: Result<Weights, _> = include_str!("data/beads.tsv").parse();
        assert_eq!(read.as_ref(), Ok(&Weights::default()));
        assert!(Weights::default().get(0) > 0.0);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let whole = Weights::default().to_string();
        let parse = |text: String| text.parse::<Weights>().map_err(|error| error.to_string());
        let missing = whole.replace("length-log\t", "# ");
        for (text, expected) in [
            (missing, "there is no weight for feature `length-log`"),
            (
                format!("{whole}shape-9\t1\n"),
                "line 41: the model has no feature `shape-9`",
            ),
            (
                format!("{whole}length-log\t1"),
                "line 41: feature `length-log` has a weight already",
            ),
            (
                format!("length-log\tNaN\n{whole}"),
                "line 1: expected the name of a feature, a tab and a number",
            ),
        ] {
            assert_eq!(parse(text), Err(expected.to_owned()));
        }
    }
}
