//! Places in a text.
//!
//! Everything that bitext reports points into the caller's own text: a [`Span`] is a pair of byte offsets, a [`Piece`]
//! is a span together with the text it points into. [`Folded`] is a text made comparable (width, case, script) that
//! knows the way back. This module does *not* know about languages or sentences.

pub(crate) mod character;
mod digest;
pub mod fold;
mod lines;
mod piece;
mod span;
pub(crate) mod table;
#[cfg(feature = "xml")]
pub(crate) mod xml;

pub use digest::digest;
pub use fold::{Folded, Folding, fold_char};
pub use lines::lines;
pub use piece::Piece;
pub use span::Span;
