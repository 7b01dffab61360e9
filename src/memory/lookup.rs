//! Looking a segment up in a memory: similar texts with their translations, contexts and penalties.

use std::{cell::OnceCell, collections::HashMap};

use serde::{Deserialize, Serialize};

use super::{
    Side, Status, Store, StoreError, Timestamp, Unit,
    search::{
        Assessment, Concordance, Hit, Penalty, PenaltyKind, SearchOptions, Searcher, Segment,
        UnitId, concordance,
    },
};
use crate::{
    lang::{Lang, Script, detect},
    quantity::{self, Relation},
};

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

/// The points taken off for each kind of doubt. 0 turns a penalty off.
///
/// The sizes follow the custom of CAT tools: a match that needs a look is below 100, one that needs work is below
/// those that do not. Nobody has measured them.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Penalties {
    /// An automatic unit whose alignment has a score of 0.9 or more.
    pub unreviewed: u8,
    /// An automatic unit with a score of 0.7 to 0.9.
    pub unreviewed_likely: u8,
    /// An automatic unit with a score below 0.7. Units without a score get none of the three.
    pub unreviewed_unsure: u8,
    /// Numbers, dates or amounts differ.
    pub number: u8,
    /// One text is in Simplified, the other in Traditional characters.
    pub script: u8,
    /// The texts have a different number of inline codes.
    pub code: u8,
    /// The unit is older than `old_before`.
    pub old: u8,
    /// What counts as old; `None` for nothing.
    pub old_before: Option<Timestamp>,
}

impl Default for Penalties {
    fn default() -> Self {
        Self {
            unreviewed: 1,
            unreviewed_likely: 3,
            unreviewed_unsure: 8,
            number: 2,
            script: 5,
            code: 2,
            old: 1,
            old_before: None,
        }
    }
}

impl Penalties {
    /// No penalty at all.
    pub const NONE: Self = Self {
        unreviewed: 0,
        unreviewed_likely: 0,
        unreviewed_unsure: 0,
        number: 0,
        script: 0,
        code: 0,
        old: 0,
        old_before: None,
    };
}

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
        side(&self.unit, self.lang).0
    }

    /// The side to take over.
    #[must_use]
    pub fn translation(&self) -> &Side {
        side(&self.unit, self.lang).1
    }
}

/// The side of a language, and the other one.
fn side(unit: &Unit, lang: Lang) -> (&Side, &Side) {
    if unit.source.language.lang() == Some(lang) {
        (&unit.source, &unit.target)
    } else {
        (&unit.target, &unit.source)
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

/// What of a query is needed to judge the texts that are like it.
struct Facts<'q> {
    query: &'q Query<'q>,
    previous: Option<u64>,
    next: Option<u64>,
    /// Found out when first asked for: most searches find nothing to judge.
    script: OnceCell<Option<Script>>,
    quantities: OnceCell<Vec<quantity::Quantity>>,
}

impl<'q> Facts<'q> {
    fn of(query: &'q Query<'q>) -> Self {
        let hash = |text: &str| Segment::new(text, query.lang).hash();
        Self {
            query,
            previous: query.previous.map(hash),
            next: query.next.map(hash),
            script: OnceCell::new(),
            quantities: OnceCell::new(),
        }
    }

    /// How many neighbours of the unit, in the import that fits best, are those of the query.
    fn neighbours<S: Store>(&self, store: &S, id: UnitId, unit: &Unit) -> Result<u8, StoreError> {
        if self.query.id.is_some() && self.query.id == unit.id.as_deref() {
            return Ok(2);
        }
        if self.previous.is_none() && self.next.is_none() {
            return Ok(0);
        }
        let is = |wanted: Option<u64>, there: Option<UnitId>| -> Result<u8, StoreError> {
            let (Some(wanted), Some(there)) = (wanted, there) else {
                return Ok(0);
            };
            let mut same = false;
            store.text(there, self.query.lang, &mut |text| {
                same = Segment::new(text, self.query.lang).hash() == wanted;
            })?;
            Ok(u8::from(same))
        };
        let mut most = 0;
        for neighbours in store.neighbours(id)? {
            let count = is(self.previous, neighbours.previous)? + is(self.next, neighbours.next)?;
            most = most.max(count);
            if most == 2 {
                break;
            }
        }
        Ok(most)
    }

    fn penalties(&self, sizes: &Penalties, unit: &Unit, raw: u8, text: &str) -> Vec<Penalty> {
        let mut penalties = Vec::new();
        let mut add = |kind: PenaltyKind, points: u8, applies: bool| {
            if points > 0 && applies {
                penalties.push(Penalty::new(kind, points));
            }
        };
        let points = match unit.score.map(|score| score.value()) {
            Some(0.9..) => sizes.unreviewed,
            Some(0.7..) => sizes.unreviewed_likely,
            Some(_) => sizes.unreviewed_unsure,
            None => 0,
        };
        add(
            PenaltyKind::Unreviewed,
            points,
            unit.status == Status::Automatic,
        );
        let differ = sizes.number > 0 && raw < 100 && self.numbers_differ(text);
        add(PenaltyKind::Number, sizes.number, differ);
        let side = side(unit, self.query.lang).0;
        let differ = sizes.script > 0 && self.scripts_differ(side, text);
        add(PenaltyKind::Script, sizes.script, differ);
        let codes = side.content.codes().len();
        let differ = self.query.codes.is_some_and(|wanted| wanted != codes);
        add(PenaltyKind::Code, sizes.code, differ);
        let date = unit.changed.or(unit.created);
        let old = sizes
            .old_before
            .zip(date)
            .is_some_and(|(limit, date)| date < limit);
        add(PenaltyKind::Old, sizes.old, old);
        penalties
    }

    fn scripts_differ(&self, side: &Side, text: &str) -> bool {
        // Texts that are the same are in the same script, whatever their labels say.
        if self.query.lang != Lang::Chinese || text == self.query.text {
            return false;
        }
        let wanted = self
            .script
            .get_or_init(|| self.query.script.or_else(|| detect(self.query.text).script));
        let Some(wanted) = wanted else { return false };
        let found = side.language.script().or_else(|| detect(text).script);
        found.is_some_and(|found| found != *wanted)
    }

    fn numbers_differ(&self, text: &str) -> bool {
        let others = quantity::quantities(text, self.query.lang);
        let wanted = self
            .quantities
            .get_or_init(|| quantity::quantities(self.query.text, self.query.lang));
        !same_quantities(wanted, &others)
    }
}

/// Whether two texts say the same quantities in the same order.
pub(crate) fn same_quantities(one: &[quantity::Quantity], other: &[quantity::Quantity]) -> bool {
    let equal = |(one, other)| quantity::compare(one, other).relation == Relation::Equal;
    one.len() == other.len() && one.iter().zip(other).all(equal)
}
