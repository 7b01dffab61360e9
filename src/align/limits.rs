//! Bounds on what is aligned, for callers that do not know what they are given.

use serde::{Deserialize, Serialize};

use super::{Aligner, Alignment};
use crate::text::Span;

/// The most that is aligned; without bounds by default. Plain data.
///
/// Time and memory grow about linearly with the texts; `SECURITY.md` has figures. See [`Aligner::align_within`].
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of one text; `None` for any number.
    pub bytes: Option<usize>,
    /// The most segments of one text, blank ones included; `None` for any number.
    pub segments: Option<usize>,
}

/// One of the two texts.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// The first text.
    Source,
    /// The second text.
    Target,
}

impl std::fmt::Display for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Source => "source",
            Self::Target => "target",
        })
    }
}

/// A text is larger than [`Limits`] allow; nothing was aligned.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitError {
    /// More bytes than [`Limits::bytes`].
    #[error("{input}: expected at most {most} bytes, found {found}")]
    Bytes {
        /// Which text.
        input: Input,
        /// The bound.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// More segments than [`Limits::segments`].
    #[error("{input}: expected at most {most} segments, found {found}")]
    Segments {
        /// Which text.
        input: Input,
        /// The bound.
        most: usize,
        /// How many there are.
        found: usize,
    },
}

impl Limits {
    /// Limits with these bounds.
    #[must_use]
    pub const fn new(bytes: Option<usize>, segments: Option<usize>) -> Self {
        Self { bytes, segments }
    }

    /// Whether two texts have no more bytes than allowed.
    ///
    /// # Errors
    ///
    /// The first text that has more.
    pub fn allow_bytes(self, source: &str, target: &str) -> Result<(), LimitError> {
        for (input, text) in [(Input::Source, source), (Input::Target, target)] {
            let found = text.len();
            if let Some(most) = self.bytes.filter(|&most| found > most) {
                return Err(LimitError::Bytes { input, most, found });
            }
        }
        Ok(())
    }

    /// Whether two texts and their segments are within the bounds.
    ///
    /// # Errors
    ///
    /// The first bound that is passed, bytes before segments.
    pub fn allow(
        self,
        (source, source_spans): (&str, &[Span]),
        (target, target_spans): (&str, &[Span]),
    ) -> Result<(), LimitError> {
        self.allow_bytes(source, target)?;
        for (input, spans) in [(Input::Source, source_spans), (Input::Target, target_spans)] {
            let found = spans.len();
            if let Some(most) = self.segments.filter(|&most| found > most) {
                return Err(LimitError::Segments { input, most, found });
            }
        }
        Ok(())
    }
}

impl LimitError {
    /// The text that is too large.
    #[must_use]
    pub const fn input(self) -> Input {
        match self {
            Self::Bytes { input, .. } | Self::Segments { input, .. } => input,
        }
    }
}

impl Aligner {
    /// [`Aligner::align`] of texts within `limits`; the result is the same.
    ///
    /// Bytes are counted before anything is done; segments when the texts are cut, which takes linear time, before they
    /// are aligned.
    ///
    /// # Errors
    ///
    /// A text is larger than allowed: the first bound that is passed, of the source before the target.
    ///
    /// ```
    /// use bitext::{Aligner, align::{Input, LimitError, Limits}};
    ///
    /// let aligner = Aligner::default();
    /// let (source, target) = ("It rained all night. The river rose.", "雨下了一夜。河水涨了。");
    /// let limits = Limits::new(Some(1 << 20), Some(2));
    /// assert_eq!(aligner.align_within(source, target, limits), Ok(aligner.align(source, target)));
    ///
    /// let error = aligner.align_within(source, target, Limits::new(Some(33), None)).unwrap_err();
    /// assert_eq!(error, LimitError::Bytes { input: Input::Source, most: 33, found: 36 });
    /// assert_eq!(error.to_string(), "source: expected at most 33 bytes, found 36");
    /// ```
    pub fn align_within(
        &self,
        source: &str,
        target: &str,
        limits: Limits,
    ) -> Result<Alignment, LimitError> {
        limits.allow_bytes(source, target)?;
        let spans = self.segments(source, target);
        self.align_segments_within((source, &spans.0), (target, &spans.1), limits)
    }

    /// [`Aligner::align_segments`] of texts within `limits`; the result is the same.
    ///
    /// # Errors
    ///
    /// As of [`Aligner::align_within`].
    pub fn align_segments_within(
        &self,
        (source, source_spans): (&str, &[Span]),
        (target, target_spans): (&str, &[Span]),
        limits: Limits,
    ) -> Result<Alignment, LimitError> {
        limits.allow((source, source_spans), (target, target_spans))?;
        Ok(self.align_segments((source, source_spans), (target, target_spans)))
    }
}
