//! Looking a segment up in a memory: similar texts with their translations, contexts and penalties.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Side, Status, Store, StoreError, Unit,
    penalties::{Facts, Penalties},
    query::{Query, sides},
    search::{Assessment, Concordance, Hit, SearchOptions, Searcher, UnitId, concordance},
};
use crate::lang::Lang;

/// How to look up. Plain data.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct LookupOptions {
    /// How many, how similar.
    pub search: SearchOptions,
    /// What is taken off.
    pub penalties: Penalties,
    /// How to find candidates.
    pub method: Method,
}

impl LookupOptions {
    /// Options with these search options.
    #[must_use]
    pub const fn search(self, search: SearchOptions) -> Self {
        Self { search, ..self }
    }

    /// Options with these penalties.
    #[must_use]
    pub const fn penalties(self, penalties: Penalties) -> Self {
        Self { penalties, ..self }
    }

    /// Options with this method.
    #[must_use]
    pub const fn method(self, method: Method) -> Self {
        Self { method, ..self }
    }
}

/// How similar texts are found.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Method {
    /// Through the index.
    #[default]
    Index,
    /// By comparing with every text: the same result, in time proportional to the memory.
    Exhaustive,
    /// Equal texts only.
    Exact,
}

/// A unit that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Match {
    /// Score, penalties, edits.
    pub hit: Hit,
    /// The unit.
    pub unit: Unit,
    /// The language that was searched.
    pub lang: Lang,
}

impl Match {
    /// The side that is like the query.
    #[must_use]
    pub fn found(&self) -> &Side {
        sides(&self.unit, self.lang).0
    }

    /// The side to take over.
    #[must_use]
    pub fn translation(&self) -> &Side {
        sides(&self.unit, self.lang).1
    }
}

/// Units that were judged in one search and are kept in case they are hits.
const MOST_KEPT: usize = 100;

/// Looks segments up in a memory, one after another. See [`Volatile`](super::Volatile) for an example.
///
/// Units that were rejected are not found. A match may have fewer points than the threshold of the search, which holds
/// for its similarity before penalties.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    options: LookupOptions,
    searcher: Searcher,
}

impl Lookup {
    /// A look-up with these options.
    #[must_use]
    pub fn new(options: LookupOptions) -> Self {
        Self {
            options,
            searcher: Searcher::new(options.search),
        }
    }

    /// The units whose text is like that of the query, the best first.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub fn find<S: Store>(
        &mut self,
        store: &S,
        query: &Query<'_>,
    ) -> Result<Vec<Match>, StoreError> {
        let _held = Held::of(store)?;
        let facts = Facts::of(query);
        let mut units = HashMap::new();
        let mut assess = |id: UnitId, raw: u8, text: &str| {
            let Some(unit) = store.unit(id)? else {
                return Ok(None);
            };
            if unit.status == Status::Rejected {
                return Ok(None);
            }
            let neighbours = if raw == 100 {
                facts.neighbours(store, id, &unit)?
            } else {
                0
            };
            let penalties = facts.penalties(&self.options.penalties, &unit, raw, text);
            if units.len() < MOST_KEPT {
                units.insert(id, unit);
            }
            Ok(Some(Assessment::new(neighbours, penalties)))
        };
        let searcher = &mut self.searcher;
        let hits = match self.options.method {
            Method::Index => searcher.fuzzy_assessed(store, query.text, query.lang, &mut assess),
            Method::Exhaustive => searcher.exhaustive(store, query.text, query.lang, &mut assess),
            Method::Exact => searcher.exact(store, query.text, query.lang, &mut assess),
        }?;
        let mut matches = Vec::with_capacity(hits.len());
        for hit in hits {
            let unit = match units.remove(&hit.id) {
                Some(unit) => Some(unit),
                None => store.unit(hit.id)?,
            };
            if let Some(unit) = unit {
                matches.push(Match {
                    hit,
                    unit,
                    lang: query.lang,
                });
            }
        }
        Ok(matches)
    }

    /// The matches of each segment of a document, in order; the segments before and after are the context of each.
    ///
    /// # Errors
    ///
    /// The store cannot be read.
    pub fn find_all<S: Store>(
        &mut self,
        store: &S,
        segments: &[&str],
        lang: Lang,
    ) -> Result<Vec<Vec<Match>>, StoreError> {
        let _held = Held::of(store)?;
        let neighbour = |at: Option<usize>| at.and_then(|at| segments.get(at).copied());
        let found = segments.iter().enumerate().map(|(at, text)| {
            let (previous, next) = (neighbour(at.checked_sub(1)), neighbour(at.checked_add(1)));
            self.find(store, &Query::new(text, lang).between(previous, next))
        });
        found.collect()
    }
}

/// The units of a store that have a phrase, as [`concordance`] finds them, with the store held still.
///
/// # Errors
///
/// The store cannot be read.
pub fn find_phrase<S: Store>(
    store: &S,
    phrase: &str,
    lang: Lang,
    limit: usize,
) -> Result<Concordance, StoreError> {
    let _held = Held::of(store)?;
    concordance(store, phrase, lang, limit)
}

/// A store that is held until this is dropped.
struct Held<'s, S: Store>(&'s S);

impl<'s, S: Store> Held<'s, S> {
    fn of(store: &'s S) -> Result<Self, StoreError> {
        store.hold()?;
        Ok(Self(store))
    }
}

impl<S: Store> Drop for Held<'_, S> {
    fn drop(&mut self) {
        self.0.release();
    }
}
