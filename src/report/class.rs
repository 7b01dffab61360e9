//! How sure a link is, for the eye: the same three classes wherever people look.

use crate::score::Score;

/// How sure a link is.
///
/// The bounds are chosen, not fitted: a pair is accepted unread from 0.9, the bound that alignment reviewers of
/// translation tools also draw, and doubtful below 0.6, where little more speaks for it than against it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// At least 0.9.
    Sure,
    /// At least 0.6.
    Likely,
    /// Less.
    Doubtful,
}

impl Class {
    pub(super) fn of_score(score: Score) -> Self {
        match score.value() {
            0.9.. => Self::Sure,
            0.6.. => Self::Likely,
            _ => Self::Doubtful,
        }
    }

    /// What a link of this class is called where its sides give different values for the same thing: that they belong
    /// together may be sure, and that both are right is not.
    pub(super) const fn in_conflict(self) -> &'static str {
        match self {
            Self::Sure => "sure, but numbers differ",
            Self::Likely => "likely, but numbers differ",
            Self::Doubtful => "doubtful, and numbers differ",
        }
    }
}
