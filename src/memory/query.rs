//! What is looked up, and on which side of a unit.

use super::{Side, Unit};
use crate::lang::{Lang, Script};

/// A segment to translate, and what stands around it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Query<'q> {
    /// The text.
    pub text: &'q str,
    /// Its language.
    pub lang: Lang,
    /// The script of Chinese; `None` to find it out.
    pub script: Option<Script>,
    /// The segment before, in the same language.
    pub previous: Option<&'q str>,
    /// The segment after.
    pub next: Option<&'q str>,
    /// What names the segment in its document: a unit of the same text and id is as good as one with both neighbours.
    pub id: Option<&'q str>,
    /// The number of inline codes; `None` where it does not matter.
    pub codes: Option<usize>,
}

impl<'q> Query<'q> {
    /// A segment of which nothing else is known.
    #[must_use]
    pub const fn new(text: &'q str, lang: Lang) -> Self {
        Self {
            text,
            lang,
            script: None,
            previous: None,
            next: None,
            id: None,
            codes: None,
        }
    }

    /// The same with its neighbours.
    #[must_use]
    pub const fn between(self, previous: Option<&'q str>, next: Option<&'q str>) -> Self {
        Self {
            previous,
            next,
            ..self
        }
    }
}

/// The side of a language, and the other one.
pub(super) fn sides(unit: &Unit, lang: Lang) -> (&Side, &Side) {
    if unit.source.language.lang() == Some(lang) {
        (&unit.source, &unit.target)
    } else {
        (&unit.target, &unit.source)
    }
}
