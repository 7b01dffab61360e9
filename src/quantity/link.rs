//! Pairs the quantities of two segments.

use serde::Serialize;

use super::{Quantity, Relation, Value, compare};

/// Two quantities that belong together.
#[derive(Copy, Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct QuantityLink {
    /// Which one of the source.
    pub source: usize,
    /// Which one of the target.
    pub target: usize,
    /// How they relate; never [`Relation::Unrelated`].
    pub relation: Relation,
    /// Why.
    pub reason: &'static str,
    /// How sure the pair is, from 0 to 1; for a conflict, how sure it is that the two should have agreed.
    pub score: f32,
}

/// Pairs beyond this many quantities on a side are only looked for near the same place of the text.
const MOST_COMPARED: usize = 400;

/// Pairs the quantities of two segments one to one: the best relation first, of equal ones those at the most similar place.
///
/// Where after that exactly one quantity of a kind is left on each side and the two contradict each other, they are linked
/// as a [`Relation::Conflict`]: the number that a translator got wrong. What is linked nowhere is missing on the other side.
/// Time grows with the product of both lengths, up to 400; above that, only with the longer.
///
/// ```
/// use bitext::{Lang, quantity::{link, quantities}};
///
/// let en = quantities("€3.1billion ($3.6bn) in 2020", Lang::English);
/// let zh = quantities("2020年为31亿欧元（36亿美元）", Lang::Chinese);
/// let pairs: Vec<_> = link(&en, &zh).iter().map(|it| (it.source, it.target)).collect();
/// assert_eq!(pairs, [(0, 1), (1, 2), (2, 0)]);
/// ```
#[must_use]
pub fn link(source: &[Quantity], target: &[Quantity]) -> Vec<QuantityLink> {
    let mut candidates = Vec::new();
    for (i, a) in source.iter().enumerate() {
        let place = position(i, source.len());
        let reach = MOST_COMPARED.min(target.len());
        let middle = (place * target.len() as f32) as usize;
        let start = middle.saturating_sub(reach / 2).min(target.len() - reach);
        for (j, b) in target.iter().enumerate().skip(start).take(reach) {
            let found = compare(a, b);
            if found.relation == Relation::Unrelated {
                continue;
            }
            let off = (place - position(j, target.len())).abs();
            candidates.push((rank(found.relation, found.reason), off, i, j, found));
        }
    }
    candidates.sort_by(|x, y| {
        x.0.cmp(&y.0)
            .then(x.1.total_cmp(&y.1))
            .then((x.2, x.3).cmp(&(y.2, y.3)))
    });
    let mut taken_source = vec![false; source.len()];
    let mut taken_target = vec![false; target.len()];
    let mut links = Vec::new();
    for (_, _, i, j, found) in &candidates {
        let free = !taken_source.get(*i).copied().unwrap_or(true)
            && !taken_target.get(*j).copied().unwrap_or(true);
        if !free || !found.relation.agrees() {
            continue;
        }
        if let (Some(a), Some(b)) = (taken_source.get_mut(*i), taken_target.get_mut(*j)) {
            (*a, *b) = (true, true);
        }
        links.push(QuantityLink {
            source: *i,
            target: *j,
            relation: found.relation,
            reason: found.reason,
            score: score(found.relation, source.get(*i), target.get(*j)),
        });
    }
    conflicts(source, target, &taken_source, &taken_target, &mut links);
    links.sort_by_key(|it| (it.source, it.target));
    links
}

/// Links what is left over where only one of a kind is left on each side.
fn conflicts(
    source: &[Quantity],
    target: &[Quantity],
    taken_source: &[bool],
    taken_target: &[bool],
    links: &mut Vec<QuantityLink>,
) {
    fn left<'q>(side: &'q [Quantity], taken: &'q [bool]) -> Vec<(usize, &'q Quantity)> {
        let free = side.iter().enumerate().zip(taken);
        free.filter(|(_, taken)| !**taken)
            .map(|(it, _)| it)
            .take(MOST_COMPARED)
            .collect()
    }
    let (sources, targets) = (left(source, taken_source), left(target, taken_target));
    let alone = |side: &[(usize, &Quantity)], kind| {
        side.iter()
            .filter(|(_, it)| class(&it.value) == kind)
            .count()
            == 1
    };
    for (i, a) in &sources {
        let kind = class(&a.value);
        if kind == Class::Other || !alone(&sources, kind) || !alone(&targets, kind) {
            continue;
        }
        let other = targets.iter().find(|(_, it)| class(&it.value) == kind);
        if let Some((j, b)) = other {
            let found = compare(a, b);
            if found.relation == Relation::Conflict {
                links.push(QuantityLink {
                    source: *i,
                    target: *j,
                    relation: found.relation,
                    reason: found.reason,
                    score: 0.5,
                });
            }
        }
    }
}

/// Kinds inside which a mismatch is a conflict.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Class {
    Money,
    Percent,
    Measure(&'static str),
    Temperature,
    Age,
    Date,
    Score,
    Number,
    Other,
}

fn class(value: &Value) -> Class {
    match value {
        Value::Money { .. } => Class::Money,
        Value::Percent { .. } | Value::PercentPoint { .. } => Class::Percent,
        Value::Measure { unit, .. } => Class::Measure(unit.dimension()),
        Value::Temperature { .. } => Class::Temperature,
        Value::Age { .. } => Class::Age,
        Value::Date { .. } | Value::Period { .. } => Class::Date,
        Value::Score { .. } => Class::Score,
        Value::Number { .. } => Class::Number,
        _ => Class::Other,
    }
}

/// Equal before compatible before converted; a missing unit comes after all that share one.
fn rank(relation: Relation, reason: &str) -> u8 {
    match (relation, reason) {
        (Relation::Equal, _) => 0,
        (Relation::Compatible, "unit missing" | "number and place" | "in another reading") => 3,
        (Relation::Compatible, _) => 1,
        (Relation::Convertible, _) => 2,
        _ => 4,
    }
}

fn position(i: usize, of: usize) -> f32 {
    (i as f32 + 0.5) / of.max(1) as f32
}

/// How much a pair says: long numbers and units agree by chance less often than small counts.
fn score(relation: Relation, a: Option<&Quantity>, b: Option<&Quantity>) -> f32 {
    let base: f32 = match relation {
        Relation::Equal => 1.0,
        Relation::Compatible => 0.8,
        Relation::Convertible => 0.7,
        Relation::Unrelated | Relation::Conflict => 0.0,
    };
    let plain = |it: Option<&Quantity>| {
        it.is_some_and(|it| match &it.value {
            Value::Number { amount } | Value::Fraction { amount } => amount
                .point()
                .is_none_or(|it| it.magnitude().compare(super::Decimal::of(13)).is_lt()),
            Value::Ordinal { .. } | Value::RelativeOrdinal { .. } | Value::Multiple { .. } => true,
            _ => false,
        })
    };
    if plain(a) || plain(b) {
        base * 0.7
    } else {
        base
    }
}
