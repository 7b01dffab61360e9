//! Data categories as properties of units: `tbx:target/termNote/partOfSpeech`.

use super::{CATEGORY, OWN_CATEGORY, STATUS, is_unusable};
use crate::format::{
    details::PREFIX,
    escape::{attribute, text},
};

/// What a data category is said of.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Concept,
    /// The language of the source (0) or of the target (1).
    Language(usize),
    /// The source (0) or the target (1).
    Term(usize),
}

/// A property that is a data category.
pub(super) struct Category<'p> {
    pub(super) level: Level,
    pub(super) element: &'static str,
    name: &'p str,
    value: &'p str,
}

impl<'p> Category<'p> {
    /// The category that a property is; `None` if it is none, or cannot stand where its path says.
    pub(super) fn of(path: &'p str, value: &'p str) -> Option<Self> {
        let path = path.strip_prefix(CATEGORY)?;
        let levels = [
            ("source-language/", Level::Language(0)),
            ("target-language/", Level::Language(1)),
            ("source/", Level::Term(0)),
            ("target/", Level::Term(1)),
        ];
        let found = levels
            .into_iter()
            .find_map(|(name, level)| Some((level, path.strip_prefix(name)?)));
        let (level, path) = found.unwrap_or((Level::Concept, path));
        let (element, name) = path.split_once('/')?;
        let element = ["descrip", "admin", "termNote"]
            .into_iter()
            .find(|it| *it == element)?;
        let is_ours = name == OWN_CATEGORY && value.starts_with(PREFIX);
        let is_placed = element != "termNote" || matches!(level, Level::Term(_));
        (!name.is_empty() && !is_ours && is_placed).then_some(Self {
            level,
            element,
            name,
            value,
        })
    }

    /// Whether it says that the term is not to be used.
    pub(super) fn is_unusable(&self) -> bool {
        self.element == "termNote" && self.name == STATUS && is_unusable(self.value.trim())
    }

    pub(super) fn write(&self, out: &mut String, replaced: &mut usize) {
        let (element, name) = (self.element, attribute(self.name, replaced));
        let value = text(self.value, replaced);
        out.push_str(&format!("<{element} type=\"{name}\">{value}</{element}>"));
    }
}
