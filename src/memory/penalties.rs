//! What is taken off a match, and what of a query and of a unit that depends on: numbers, script, codes, age, neighbours.

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};

use super::{
    Side, Status, Store, StoreError, Timestamp, Unit,
    query::{Query, sides},
    search::{Penalty, PenaltyKind, Segment, UnitId},
};
use crate::{
    lang::{Lang, Script, detect},
    quantity::{self, Relation},
};

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

/// What of a query is needed to judge the texts that are like it.
pub(super) struct Facts<'q> {
    query: &'q Query<'q>,
    previous: Option<u64>,
    next: Option<u64>,
    /// Found out when first asked for: most searches find nothing to judge.
    script: OnceCell<Option<Script>>,
    quantities: OnceCell<Vec<quantity::Quantity>>,
}

impl<'q> Facts<'q> {
    pub(super) fn of(query: &'q Query<'q>) -> Self {
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
    pub(super) fn neighbours<S: Store>(
        &self,
        store: &S,
        id: UnitId,
        unit: &Unit,
    ) -> Result<u8, StoreError> {
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

    /// What is to be taken off a unit whose text, of this raw score, is like the query.
    pub(super) fn penalties(
        &self,
        sizes: &Penalties,
        unit: &Unit,
        raw: u8,
        text: &str,
    ) -> Vec<Penalty> {
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
        let side = sides(unit, self.query.lang).0;
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
