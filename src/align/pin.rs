//! What a person settles of an alignment, as a caller says it, and what may be wrong with it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something about an alignment of parallel text that is not open to question.
///
/// Plain data; [`Aligner::align_pinned`](super::Aligner::align_pinned) checks it against the texts. Segments are numbered
/// from 0, blank ones included, as in [`Segment::index`](super::Segment::index).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Pin {
    /// These segments correspond to one another and to no others.
    ///
    /// Each side rises; only blank segments may be left out between two of its segments. If one side is empty, every
    /// segment of the other has no counterpart, wherever its neighbours find theirs.
    Bead {
        /// Segments of the source.
        source: Vec<usize>,
        /// Segments of the target.
        target: Vec<usize>,
    },
    /// What stands before `source` corresponds to nothing from `target` on, and the other way round: both texts begin a
    /// chapter or a paragraph here. One past the last segment is the end of a text.
    Boundary {
        /// The segment of the source that stands behind the cut point.
        source: usize,
        /// The segment of the target that stands behind it.
        target: usize,
    },
}

impl Pin {
    /// Segments that correspond, or that have no counterpart.
    #[must_use]
    pub const fn bead(source: Vec<usize>, target: Vec<usize>) -> Self {
        Self::Bead { source, target }
    }

    /// A cut point that the alignment passes.
    #[must_use]
    pub const fn boundary(source: usize, target: usize) -> Self {
        Self::Boundary { source, target }
    }

    /// The same with source and target exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Bead { source, target } => Self::bead(target, source),
            Self::Boundary { source, target } => Self::boundary(target, source),
        }
    }
}

/// A pin that does not fit the texts or the other pins.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("pin {pin}: {fault}")]
#[non_exhaustive]
pub struct PinError {
    /// Which pin: its place in the list, from 0.
    pub pin: usize,
    /// What is wrong with it.
    pub fault: PinFault,
}

/// What is wrong with a pin. Pins and segments are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PinFault {
    /// It names no segment.
    #[error("expected a segment on at least one side, found none")]
    Empty,
    /// It names a segment that is not there.
    #[error("expected a {side} segment below {segments}, found {index}")]
    OutOfRange {
        /// The text.
        side: PinSide,
        /// The number that is too high.
        index: usize,
        /// How many there are; for a boundary, one more.
        segments: usize,
    },
    /// Its segments do not rise.
    #[error("expected {side} segments that rise, found {index} behind {before}")]
    Unordered {
        /// The text.
        side: PinSide,
        /// The segment that stands in the wrong place.
        index: usize,
        /// The segment before it.
        before: usize,
    },
    /// It leaves out a segment in the midst of its own that is not blank.
    #[error("expected {side} segments without a gap, found that {index} is left out")]
    Gap {
        /// The text.
        side: PinSide,
        /// The segment left out.
        index: usize,
    },
    /// It names a segment that another pin has.
    #[error(
        "expected {side} segments that no other pin has, found {index}, which is in pin {other}"
    )]
    Overlap {
        /// The text.
        side: PinSide,
        /// The segment.
        index: usize,
        /// The pin that has it.
        other: usize,
    },
    /// It stands before another pin in one text and behind it in the other, or in its midst.
    #[error("expected pins in the same order in both texts, found that this crosses pin {other}")]
    Crossing {
        /// The other pin.
        other: usize,
    },
    /// The mode is [`Mode::Comparable`](super::Mode::Comparable), where nothing lies between.
    #[error("expected parallel text, found mode comparable, where pins mean nothing")]
    NotParallel,
}

impl PinFault {
    /// The other pin that this one does not go together with, if it is that.
    #[must_use]
    pub const fn other(&self) -> Option<usize> {
        match self {
            Self::Overlap { other, .. } | Self::Crossing { other } => Some(*other),
            _ => None,
        }
    }
}

/// One of two texts.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PinSide {
    /// The first.
    Source,
    /// The second.
    Target,
}

impl fmt::Display for PinSide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source => "source",
            Self::Target => "target",
        })
    }
}
