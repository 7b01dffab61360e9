//! A span with its text.

use std::fmt;

use super::Span;

/// A part of a text: the text under a [`Span`] and the span itself.
///
/// A borrowed view, `Copy`, never a copy of the text.
///
/// ```
/// use bitext::{Piece, Span};
///
/// let piece = Piece::new("It rained. We stayed.", Span::new(11, 21)).unwrap();
/// assert_eq!(piece.as_str(), "We stayed.");
/// assert_eq!(piece.span().start(), 11);
/// ```
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct Piece<'t> {
    text: &'t str,
    span: Span,
}

impl<'t> Piece<'t> {
    /// Takes the part of `whole` under `span`; `None` if the span leaves the text or cuts through a character.
    #[must_use]
    pub fn new(whole: &'t str, span: Span) -> Option<Self> {
        span.get(whole).map(|text| Self { text, span })
    }

    /// The text of the piece.
    #[must_use]
    pub const fn as_str(&self) -> &'t str {
        self.text
    }

    /// Where the piece stands in the whole text.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}

impl fmt::Debug for Piece<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.span, self.text)
    }
}
