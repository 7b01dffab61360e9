//! What people look at.

mod cells;
mod class;
pub mod explain;
#[cfg(feature = "html")]
pub mod html;
pub mod text;

use std::fmt;

use crate::align::{Alignment, LinkKind};

/// The number under which each link is shown, in the order of [`Alignment::links`], from 1 and without gaps: the same in
/// the table, on the page and for [`explain::write`].
///
/// A statement that is all its sentences say is not shown again, and has none.
pub fn numbers<'a>(
    alignment: &'a Alignment,
    source: &'a str,
    target: &'a str,
) -> impl Iterator<Item = Option<usize>> + 'a {
    let mut whole = ("", "");
    let mut count = 0;
    alignment.views(source, target).map(move |pair| {
        let sides = (pair.source(), pair.target());
        match pair.link().kind {
            LinkKind::Statement if sides == whole => return None,
            LinkKind::Statement => {}
            LinkKind::Sentence | LinkKind::Moved => whole = sides,
        }
        count += 1;
        Some(count)
    })
}

/// A count with the noun that it counts, which is given in the singular: *1 entry*, *2 entries*.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("{count} {noun}"),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        _ => format!("{count} {noun}s"),
    }
}

/// How text for a terminal is laid out.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// The width in cells; a Chinese character takes two.
    pub width: usize,
    /// Whether to colour by the codes of ANSI terminals (ECMA-48, SGR): scores by how sure they are, and the words that
    /// speak for a link in one hue on both sides.
    pub is_coloured: bool,
}

impl Layout {
    /// Text of that width without colours.
    #[must_use]
    pub const fn new(width: usize) -> Self {
        Self {
            width,
            is_coloured: false,
        }
    }

    /// The same with or without colours.
    #[must_use]
    pub const fn coloured(mut self, is_coloured: bool) -> Self {
        self.is_coloured = is_coloured;
        self
    }

    /// `text` in that ink, or as it is where colours are not wanted.
    const fn ink<T: fmt::Display>(self, ink: cells::Ink, text: T) -> cells::Inked<T> {
        cells::Inked {
            ink: if self.is_coloured { Some(ink) } else { None },
            text,
        }
    }
}
