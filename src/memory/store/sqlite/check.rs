//! Whether a file is sound: what SQLite says of it, and whether the index says what the units say.

use std::{collections::HashMap, ops::ControlFlow};

use super::{
    SqliteStore, Store, StoreError, equal, identity,
    write::{IDENTITY, LANGS, number},
};
use crate::{
    lang::Lang,
    memory::{
        search::{Index, Segment, UnitId, length, postings, terms},
        store::text_in,
    },
};

/// What is wrong with a memory file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// SQLite finds the file damaged.
    #[error("the file: {0}")]
    File(String),
    /// A unit cannot be found by its text, or is not known again when it is imported.
    #[error("unit {}: its text is not in the index of equal texts", .0.number())]
    Hash(UnitId),
    /// The index has another length for the text of a unit, so that similar texts may not be found.
    #[error("unit {}: the index has another length for its text in `{}`", .0.number(), .1.code())]
    Length(UnitId, Lang),
    /// The list of a term lacks a unit.
    #[error("unit {}: not in the list of {term:?}", .id.number())]
    Term {
        /// The unit.
        id: UnitId,
        /// The term it should be found by.
        term: String,
    },
    /// The list of a term cannot be read to its end.
    #[error("the list of {0:?} is damaged")]
    List(String),
}

impl SqliteStore {
    /// Checks the file and the whole index; reports no more than a thousand faults.
    ///
    /// Takes about as long as making the index again, and as much working memory as the index.
    ///
    /// # Errors
    ///
    /// The file cannot be read at all.
    pub fn integrity(&self) -> Result<Vec<Fault>, StoreError> {
        const MOST: usize = 1000;
        let mut faults = Vec::new();
        let mut statement = self.connection.prepare("PRAGMA integrity_check(100)")?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        for line in lines {
            faults.push(line?);
        }
        faults.retain(|line| line != "ok");
        if !faults.is_empty() {
            return Ok(faults.into_iter().map(Fault::File).collect());
        }
        self.hold()?;
        let faults = self.index_faults(MOST);
        self.release();
        faults
    }

    fn index_faults(&self, most: usize) -> Result<Vec<Fault>, StoreError> {
        let mut faults = Vec::new();
        for lang in LANGS {
            // The units that each list should have.
            let mut wanted: HashMap<Box<str>, Vec<u32>> = HashMap::new();
            let lengths = self.lengths(lang)?;
            let mut failure = None;
            self.for_each(&mut |id, unit| {
                let text = text_in(&unit, lang);
                let segment = Segment::new(text.unwrap_or_default(), lang);
                let place = lengths.get(id.0 as usize).copied().unwrap_or(0);
                if place != length(&segment) {
                    faults.push(Fault::Length(id, lang));
                }
                let mut hashes = vec![(IDENTITY, identity(&unit))];
                if text.is_some() {
                    hashes.push((number(lang), segment.hash()));
                    terms(&segment, |term| match wanted.get_mut(term) {
                        Some(ids) => ids.push(id.0),
                        None => {
                            wanted.insert(term.into(), vec![id.0]);
                        }
                    });
                }
                for (kind, hash) in hashes {
                    match equal(&self.connection, kind, hash, usize::MAX) {
                        Ok(ids) if ids.contains(&id.0) => {}
                        Ok(_) => faults.push(Fault::Hash(id)),
                        Err(error) => failure = Some(error),
                    }
                }
                if failure.is_some() || faults.len() >= most {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            })?;
            if let Some(error) = failure {
                return Err(error);
            }
            let mut wanted: Vec<(Box<str>, Vec<u32>)> = wanted.into_iter().collect();
            wanted.sort_unstable();
            for (term, ids) in wanted {
                let (mut found, mut sound) = (Vec::new(), true);
                self.postings(lang, &term, &mut |packed| {
                    sound &= postings::for_each(packed, |id| found.push(id)).is_some();
                })?;
                if !sound || !found.is_sorted() {
                    faults.push(Fault::List(term.into_string()));
                    continue;
                }
                let missing = ids.iter().find(|id| found.binary_search(id).is_err());
                if let Some(&id) = missing {
                    faults.push(Fault::Term {
                        id: UnitId(id),
                        term: term.into_string(),
                    });
                }
            }
            faults.truncate(most);
        }
        Ok(faults)
    }
}
