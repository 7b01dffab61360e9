//! A range of bytes.

use std::{fmt, ops::Range};

use serde::{Deserialize, Serialize};

use super::character::is_blank;

/// A half-open range of byte offsets into a UTF-8 text.
///
/// `start <= end` always holds. Every span that bitext returns lies inside the text it was computed from, on character
/// boundaries. Serialised as `[start, end]`.
///
/// ```
/// use bitext::Span;
///
/// let span = Span::new(0, 6);
/// assert_eq!(span.get("中文 text"), Some("中文"));
/// assert_eq!(Span::new(0, 1).get("中文"), None); // inside a character
/// ```
#[derive(Copy, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// Makes the span from `start` to `end`; if `end` comes before `start`, the empty span at `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// The whole of `text`.
    #[must_use]
    pub const fn of(text: &str) -> Self {
        Self {
            start: 0,
            end: text.len(),
        }
    }

    /// The offset of the first byte.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// The offset after the last byte.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a standard range.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text under the span, or `None` if the span leaves `text` or cuts through a character.
    #[must_use]
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The text under the span, or `""` where [`Span::get`] has none.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        self.get(text).unwrap_or_default()
    }

    /// Whether `other` lies inside this span (an empty span at either edge does).
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes that both spans cover; empty (at the later start) where they share none.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The same length, `offset` bytes further on: from a place in a part to the place in the whole.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self {
            start: self.start.saturating_add(offset),
            end: self.end.saturating_add(offset),
        }
    }

    /// The span without the white space at its edges in `text` (Unicode `White_Space`, zero-width space and byte order
    /// mark); empty at its start if it holds nothing else.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let Some(inside) = self.get(text) else {
            return self;
        };
        let from_start = inside.trim_start_matches(is_blank);
        let start = self.end - from_start.len();
        if from_start.is_empty() {
            return Self::new(self.start, self.start);
        }
        Self::new(start, start + from_start.trim_end_matches(is_blank).len())
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.range()
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self::new(start, end)
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reversed_span_is_empty() {
        assert!(Span::new(4, 2).is_empty());
        assert_eq!(Span::new(4, 2), Span::new(4, 4));
    }

    #[test]
    fn trimming_keeps_offsets_of_the_whole_text() {
        let text = "x \u{3000}中 文\u{feff}\n";
        assert_eq!(
            Span::new(1, text.len()).trimmed(text).get(text),
            Some("中 文")
        );
        assert_eq!(Span::new(1, 5).trimmed(text), Span::new(1, 1));
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 4)));
        assert!(Span::new(0, 2).intersection(Span::new(2, 4)).is_empty());
        assert_eq!(Span::new(0, 2).hull(Span::new(3, 4)), Span::new(0, 4));
    }
}
