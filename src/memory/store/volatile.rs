//! The store in working memory.

use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
    sync::Arc,
};

use super::{Imported, Input, Neighbours, Store, StoreError, identity, is_same, replaces, text_in};
use crate::{
    lang::Lang,
    memory::{
        Unit,
        search::{Index, Texts, UnitId},
    },
};

/// Units in working memory, gone when it is dropped.
///
/// ```
/// use bitext::memory::{Lookup, Query, Side, Store, Unit, Volatile};
///
/// let mut store = Volatile::default();
/// let unit = Unit::new(Side::new("en".parse()?, "Close the valve."), Side::new("zh".parse()?, "关闭阀门。"));
/// store.import(&mut [Ok(unit)].into_iter())?;
/// let found = Lookup::default().find(&store, &Query::new("关闭阀门", bitext::Lang::Chinese))?;
/// assert_eq!((found[0].hit.score, found[0].unit.source.text()), (80, "Close the valve."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Volatile {
    units: Vec<Option<Unit>>,
    texts: Texts,
    identities: HashMap<u64, Vec<UnitId>>,
    neighbours: BTreeSet<(UnitId, Neighbours)>,
}

impl Volatile {
    fn get(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id.0 as usize)?.as_ref()
    }

    fn add(&mut self, unit: Unit, imported: &mut Imported) -> Result<UnitId, StoreError> {
        let identity = identity(&unit);
        let ids = self
            .identities
            .get(&identity)
            .map_or(&[][..], Vec::as_slice);
        let same = |id: &&UnitId| self.get(**id).is_some_and(|other| is_same(&unit, other));
        if let Some(&id) = ids.iter().find(same) {
            match self.units.get_mut(id.0 as usize) {
                Some(Some(old)) if replaces(&unit, old) => {
                    *old = unit;
                    imported.updated += 1;
                }
                _ => imported.known += 1,
            }
            return Ok(id);
        }
        if self.texts.bound() == u32::MAX {
            return Err(StoreError::Full);
        }
        let id = self
            .texts
            .push(text_in(&unit, Lang::Chinese), text_in(&unit, Lang::English));
        self.identities.entry(identity).or_default().push(id);
        self.units.push(Some(unit));
        imported.added += 1;
        Ok(id)
    }
}

impl Store for Volatile {
    fn count(&self) -> Result<usize, StoreError> {
        Ok(self.units.iter().flatten().count())
    }

    fn unit(&self, id: UnitId) -> Result<Option<Unit>, StoreError> {
        Ok(self.get(id).cloned())
    }

    fn for_each(
        &self,
        visit: &mut dyn FnMut(UnitId, Unit) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        for (id, unit) in (0..).zip(&self.units) {
            let Some(unit) = unit else { continue };
            if visit(UnitId(id), unit.clone()).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn neighbours(&self, id: UnitId) -> Result<Vec<Neighbours>, StoreError> {
        let first = (id, Neighbours::default());
        let of_unit = self
            .neighbours
            .range(first..)
            .take_while(|(unit, _)| *unit == id);
        Ok(of_unit.map(|(_, neighbours)| *neighbours).collect())
    }

    fn import(&mut self, units: &mut Input<'_>) -> Result<Imported, StoreError> {
        // All are read before the first is added: all or none.
        let units = units
            .collect::<Result<Vec<Unit>, _>>()
            .map_err(StoreError::Input)?;
        let mut imported = Imported::default();
        let mut ids = Vec::with_capacity(units.len());
        for unit in units {
            ids.push(self.add(unit, &mut imported)?);
        }
        for (at, &id) in ids.iter().enumerate() {
            let neighbours = Neighbours {
                previous: at.checked_sub(1).and_then(|at| ids.get(at).copied()),
                next: ids.get(at + 1).copied(),
            };
            self.neighbours.insert((id, neighbours));
        }
        Ok(imported)
    }

    fn remove(&mut self, id: UnitId) -> Result<bool, StoreError> {
        let slot = self.units.get_mut(id.0 as usize);
        let Some(unit) = slot.and_then(Option::take) else {
            return Ok(false);
        };
        if let Some(ids) = self.identities.get_mut(&identity(&unit)) {
            ids.retain(|other| *other != id);
        }
        self.texts.remove(id);
        Ok(true)
    }
}

impl Index for Volatile {
    type Error = StoreError;

    fn lengths(&self, lang: Lang) -> Result<Arc<Vec<u8>>, StoreError> {
        let Ok(lengths) = self.texts.lengths(lang);
        Ok(lengths)
    }

    fn frequency(&self, lang: Lang, term: &str) -> Result<usize, StoreError> {
        let Ok(frequency) = self.texts.frequency(lang, term);
        Ok(frequency)
    }

    fn postings(
        &self,
        lang: Lang,
        term: &str,
        visit: &mut dyn FnMut(&[u8]),
    ) -> Result<(), StoreError> {
        let Ok(()) = self.texts.postings(lang, term, visit);
        Ok(())
    }

    fn equal(&self, lang: Lang, hash: u64, limit: usize) -> Result<Vec<UnitId>, StoreError> {
        let Ok(ids) = self.texts.equal(lang, hash, limit);
        Ok(ids)
    }

    fn text(&self, id: UnitId, lang: Lang, visit: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
        let Ok(()) = self.texts.text(id, lang, visit);
        Ok(())
    }
}
