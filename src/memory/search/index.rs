//! What the search needs to know of a memory: the interface between the algorithms and what keeps the texts.

use std::{collections::HashMap, convert::Infallible, sync::Arc};

use super::{LONGEST, Segment, postings};
use crate::lang::Lang;

/// The number of a unit in its memory, from 0. Never given to another unit.
#[derive(
    Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct UnitId(pub u32);

impl UnitId {
    /// The number of the unit as people count, from 1: that of lists, tables and messages.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0 as u64 + 1
    }
}

/// Texts in two languages that can be found by their tokens. A memory has one text of a language in each unit.
///
/// Implementations answer for a state of the memory that does not change during a search.
pub trait Index {
    /// Why an answer cannot be given: the file cannot be read, or is damaged.
    type Error;

    /// For each number of a unit, how many tokens its text has ([`Segment::len`]): 0 where there is no such unit or
    /// nothing to compare, 255 for that and more. Texts of more than [`LONGEST`] tokens have 0.
    ///
    /// # Errors
    ///
    /// The memory cannot be read.
    fn lengths(&self, lang: Lang) -> Result<Arc<Vec<u8>>, Self::Error>;

    /// How many units have the term, about: the order in which terms are looked up depends on it, not what is found.
    ///
    /// # Errors
    ///
    /// The memory cannot be read.
    fn frequency(&self, lang: Lang, term: &str) -> Result<usize, Self::Error>;

    /// Shows the packed lists of units that have the term, lowest numbers first. They may name units that are gone.
    ///
    /// # Errors
    ///
    /// The memory cannot be read.
    fn postings(
        &self,
        lang: Lang,
        term: &str,
        visit: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Self::Error>;

    /// The units whose folded text has this hash, lowest numbers first, at most `limit`.
    ///
    /// # Errors
    ///
    /// The memory cannot be read.
    fn equal(&self, lang: Lang, hash: u64, limit: usize) -> Result<Vec<UnitId>, Self::Error>;

    /// Shows the text of a unit, if there is such a unit and it has one.
    ///
    /// # Errors
    ///
    /// The memory cannot be read.
    fn text(&self, id: UnitId, lang: Lang, visit: &mut dyn FnMut(&str)) -> Result<(), Self::Error>;
}

/// The terms of a segment, each once, with which the unit is entered in the lists.
pub(crate) fn terms(segment: &Segment, mut visit: impl FnMut(&str)) {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(segment.len());
    let mut term = String::new();
    let long = segment.len() > LONGEST;
    for token in segment.tokens() {
        let occurrence = seen.entry(token).or_default();
        // Long texts are found by phrases only, for which the first occurrence is enough.
        if *occurrence == 0 || !long {
            postings::term(token, *occurrence, &mut term);
            visit(&term);
        }
        *occurrence += 1;
    }
}

/// The number of tokens as [`Index::lengths`] has it.
pub(crate) fn length(segment: &Segment) -> u8 {
    if segment.len() > LONGEST {
        0
    } else {
        u8::try_from(segment.len()).unwrap_or(u8::MAX)
    }
}

/// An index of texts in working memory: the search over plain strings.
///
/// ```
/// use bitext::{Lang, memory::search::{Searcher, SearchOptions, Texts}};
///
/// let mut texts = Texts::default();
/// for text in ["河水涨了三米。", "河水涨了五米。", "没有人过河。"] {
///     texts.push(Some(text), None);
/// }
/// let mut searcher = Searcher::new(SearchOptions::default());
/// let hits = searcher.fuzzy(&texts, "河水涨了四米。", Lang::Chinese)?;
/// assert_eq!(hits.iter().map(|hit| (hit.id.0, hit.score)).collect::<Vec<_>>(), [(0, 85), (1, 85)]);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Texts {
    chinese: Side,
    english: Side,
    count: u32,
}

#[derive(Clone, Debug, Default)]
struct Side {
    texts: Vec<Option<Box<str>>>,
    lengths: Arc<Vec<u8>>,
    terms: HashMap<Box<str>, List>,
    hashes: HashMap<u64, Vec<UnitId>>,
}

#[derive(Clone, Debug, Default)]
struct List {
    last: Option<u32>,
    count: usize,
    packed: Vec<u8>,
}

impl Texts {
    /// Adds the texts of one unit and returns its number; `None` where it has no text of the language.
    ///
    /// Linear in the texts. There is room for 4,294,967,295 units; further ones are not kept.
    pub fn push(&mut self, chinese: Option<&str>, english: Option<&str>) -> UnitId {
        let id = UnitId(self.count);
        if let Some(next) = self.count.checked_add(1) {
            self.chinese.push(id, chinese, Lang::Chinese);
            self.english.push(id, english, Lang::English);
            self.count = next;
        }
        id
    }

    /// Takes the texts of a unit out. The number is not used again.
    pub fn remove(&mut self, id: UnitId) {
        for (side, lang) in [
            (&mut self.chinese, Lang::Chinese),
            (&mut self.english, Lang::English),
        ] {
            side.remove(id, lang);
        }
    }

    /// The text of a unit in a language.
    #[must_use]
    pub fn get(&self, id: UnitId, lang: Lang) -> Option<&str> {
        let texts = &self.side(lang).texts;
        texts.get(usize::try_from(id.0).ok()?)?.as_deref()
    }

    /// One more than the highest number given.
    #[must_use]
    pub fn bound(&self) -> u32 {
        self.count
    }

    fn side(&self, lang: Lang) -> &Side {
        match lang {
            Lang::Chinese => &self.chinese,
            Lang::English => &self.english,
        }
    }
}

impl Side {
    fn push(&mut self, id: UnitId, text: Option<&str>, lang: Lang) {
        let segment = Segment::new(text.unwrap_or_default(), lang);
        Arc::make_mut(&mut self.lengths).push(length(&segment));
        self.texts.push(text.map(Into::into));
        if text.is_none() {
            return;
        }
        self.hashes.entry(segment.hash()).or_default().push(id);
        terms(&segment, |term| {
            if !self.terms.contains_key(term) {
                self.terms.insert(term.into(), List::default());
            }
            if let Some(list) = self.terms.get_mut(term) {
                postings::push(&mut list.packed, list.last, id.0);
                list.last = Some(id.0);
                list.count += 1;
            }
        });
    }

    fn remove(&mut self, id: UnitId, lang: Lang) {
        let Some(slot) = usize::try_from(id.0)
            .ok()
            .and_then(|at| self.texts.get_mut(at))
        else {
            return;
        };
        let Some(text) = slot.take() else { return };
        if let Some(length) = Arc::make_mut(&mut self.lengths).get_mut(id.0 as usize) {
            *length = 0;
        }
        let hash = Segment::new(&text, lang).hash();
        if let Some(ids) = self.hashes.get_mut(&hash) {
            ids.retain(|other| *other != id);
        }
    }
}

impl Index for Texts {
    type Error = Infallible;

    fn lengths(&self, lang: Lang) -> Result<Arc<Vec<u8>>, Infallible> {
        Ok(Arc::clone(&self.side(lang).lengths))
    }

    fn frequency(&self, lang: Lang, term: &str) -> Result<usize, Infallible> {
        Ok(self.side(lang).terms.get(term).map_or(0, |list| list.count))
    }

    fn postings(
        &self,
        lang: Lang,
        term: &str,
        visit: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Infallible> {
        if let Some(list) = self.side(lang).terms.get(term) {
            visit(&list.packed);
        }
        Ok(())
    }

    fn equal(&self, lang: Lang, hash: u64, limit: usize) -> Result<Vec<UnitId>, Infallible> {
        let ids = self.side(lang).hashes.get(&hash);
        Ok(ids.map_or_else(Vec::new, |ids| ids.iter().take(limit).copied().collect()))
    }

    fn text(&self, id: UnitId, lang: Lang, visit: &mut dyn FnMut(&str)) -> Result<(), Infallible> {
        if let Some(text) = self.get(id, lang) {
            visit(text);
        }
        Ok(())
    }
}
