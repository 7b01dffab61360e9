//! Where the units of a memory are kept: in working memory, or in one file.
//!
//! [`Store`] is what both can do; [`Lookup`](super::Lookup) searches either, with the same results.
//!
//! | store | for |
//! |---|---|
//! | [`Volatile`] | a few thousand units, tests, programs without a C compiler |
//! | `SqliteStore`, feature `store` | everything else: one file, many readers, one writer |
//!
//! A unit is *the same* as another if languages, texts and inline codes of both sides are. It is kept once. What else
//! is known of it is that of the unit that was confirmed, or else changed last ([`Imported::updated`] counts these);
//! of two that are equal in this, the first. So importing twice changes nothing.
//!
//! The units of one import are neighbours in their order, which is what 101 and 102 per cent rest on.

#[cfg(feature = "store")]
mod sqlite;
mod volatile;

use std::{error, ops::ControlFlow};

#[cfg(feature = "store")]
pub use sqlite::{Fault, SqliteStore};
pub use volatile::Volatile;

use super::{
    Side, Status, Unit,
    search::{Index, UnitId, hash},
};
use crate::lang::Lang;

/// Units that can be added to, read and searched.
pub trait Store: Index<Error = StoreError> {
    /// How many units there are.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    fn count(&self) -> Result<usize, StoreError>;

    /// The unit of this number.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    fn unit(&self, id: UnitId) -> Result<Option<Unit>, StoreError>;

    /// Shows all units, lowest numbers first, until told to stop.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    fn for_each(
        &self,
        visit: &mut dyn FnMut(UnitId, Unit) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;

    /// The units before and after this one, for each time it was imported.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    fn neighbours(&self, id: UnitId) -> Result<Vec<Neighbours>, StoreError>;

    /// Adds all units, or none if one cannot be read.
    ///
    /// # Errors
    ///
    /// [`StoreError::Input`] with the first error of `units`; or the store cannot be written.
    fn import(&mut self, units: &mut Input<'_>) -> Result<Imported, StoreError>;

    /// Takes a unit out; says whether it was there. Its number is not used again.
    ///
    /// # Errors
    ///
    /// The store cannot be written.
    fn remove(&mut self, id: UnitId) -> Result<bool, StoreError>;

    /// Holds the store as it is until [`Self::release`], whatever others write meanwhile. Calls are paired.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    fn hold(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Ends what [`Self::hold`] began.
    fn release(&self) {}
}

/// Units as a reader gives them.
pub type Input<'a> = dyn Iterator<Item = Result<Unit, Box<dyn error::Error + Send + Sync>>> + 'a;

/// The units before and after a unit.
#[derive(
    Copy,
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[non_exhaustive]
pub struct Neighbours {
    /// The one before; `None` at the beginning.
    pub previous: Option<UnitId>,
    /// The one after; `None` at the end.
    pub next: Option<UnitId>,
}

/// What an import did. The three add up to the units read.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Imported {
    /// Units that are new.
    pub added: usize,
    /// Units that were there, and of which something else is known now.
    pub updated: usize,
    /// Units that were there, and did not change.
    pub known: usize,
}

impl Imported {
    /// The units read.
    #[must_use]
    pub const fn read(self) -> usize {
        self.added + self.updated + self.known
    }
}

/// Why a store cannot do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A unit to import could not be read; nothing was imported.
    #[error(transparent)]
    Input(Box<dyn error::Error + Send + Sync>),
    /// The file is no memory of bitext.
    #[error("not a memory of bitext")]
    NotAMemory,
    /// The file was written by a later version.
    #[error(
        "the memory has format {found}, this program knows formats up to {known}: use a newer version of bitext"
    )]
    TooNew {
        /// The format of the file.
        found: i64,
        /// The newest format known.
        known: i64,
    },
    /// The file is damaged.
    #[error(
        "the memory is damaged: {0}; make a new one from an export or from the files that were imported"
    )]
    Damaged(String),
    /// There are as many units as numbers.
    #[error("the memory is full: it has 4,294,967,295 units")]
    Full,
    /// The file cannot be read or written.
    #[cfg(feature = "store")]
    #[error("the memory cannot be read or written: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// What makes a unit the same as another.
fn identity(unit: &Unit) -> u64 {
    let mut parts = Vec::with_capacity(4);
    for side in [&unit.source, &unit.target] {
        parts.extend([side.language.as_str(), side.text()]);
    }
    hash(parts)
}

/// Whether two units are the same: what [`identity`] promises, checked.
fn is_same(one: &Unit, other: &Unit) -> bool {
    let same =
        |one: &Side, other: &Side| one.language == other.language && one.content == other.content;
    same(&one.source, &other.source) && same(&one.target, &other.target)
}

/// Whether what `new` says replaces what `old` says of the same unit.
fn replaces(new: &Unit, old: &Unit) -> bool {
    let rank = |unit: &Unit| {
        let by_person = unit.status != Status::Automatic;
        (by_person, unit.changed.or(unit.created))
    };
    rank(new) > rank(old)
}

/// The text of a unit in a language: of the source, if both sides are in it.
pub(crate) fn text_in(unit: &Unit, lang: Lang) -> Option<&str> {
    [&unit.source, &unit.target]
        .into_iter()
        .find(|side| side.language.lang() == Some(lang))
        .map(Side::text)
}
