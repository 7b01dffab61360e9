//! What a memory consists of, in numbers.

use std::{collections::BTreeMap, ops::ControlFlow};

use serde::{Deserialize, Serialize};

use super::{Status, Store, StoreError, search::UnitId};

/// Counts over all units of a memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Stats {
    /// The units.
    pub units: usize,
    /// Units by language tags, source and target.
    pub languages: BTreeMap<String, usize>,
    /// Units by status: `automatic`, `confirmed`, `rejected`.
    pub status: BTreeMap<String, usize>,
    /// Units with inline codes.
    pub with_codes: usize,
    /// Units without text on one side.
    pub one_sided: usize,
    /// Bytes of all source texts.
    pub source_bytes: usize,
    /// Bytes of all target texts.
    pub target_bytes: usize,
    /// Characters of all source texts.
    pub source_characters: usize,
    /// Characters of all target texts.
    pub target_characters: usize,
    /// The highest number of a unit.
    pub highest: Option<UnitId>,
}

impl Stats {
    /// Counts the units of a store. Reads all of them.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub fn of<S: Store>(store: &S) -> Result<Self, StoreError> {
        let mut stats = Self::default();
        for status in [Status::Automatic, Status::Confirmed, Status::Rejected] {
            stats.status.insert(status.name().to_owned(), 0);
        }
        store.for_each(&mut |id, unit| {
            let languages = format!("{} {}", unit.source.language, unit.target.language);
            *stats.languages.entry(languages).or_default() += 1;
            *stats
                .status
                .entry(unit.status.name().to_owned())
                .or_default() += 1;
            let coded = [&unit.source, &unit.target]
                .iter()
                .any(|side| !side.content.codes().is_empty());
            stats.units += 1;
            stats.with_codes += usize::from(coded);
            stats.one_sided += usize::from(!unit.is_pair());
            stats.source_bytes += unit.source.text().len();
            stats.target_bytes += unit.target.text().len();
            stats.source_characters += unit.source.text().chars().count();
            stats.target_characters += unit.target.text().chars().count();
            stats.highest = Some(id);
            ControlFlow::Continue(())
        })?;
        Ok(stats)
    }
}
