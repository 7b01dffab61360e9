//! Which one of several units that are the same is kept.

use std::collections::HashMap;

use super::{Dropped, Key, Likeness, Rule, Similar, exact_key};
use crate::memory::{Status, Unit};

/// Sorts units into groups of the same, and keeps the best of each.
///
/// A group is its first unit and all that repeat it: with the same [`exact_key`], or nearly, as [`Similar`] has it. The
/// best is what a person has confirmed, then what has the highest score, then the first. Units are numbered in the
/// order in which they are added, from 1.
///
/// ```
/// use bitext::{Score, filter::Groups, memory::{Side, Unit}};
///
/// let unit = |english: &str, score| {
///     let english = Side::new("en".parse().unwrap(), english);
///     let mut unit = Unit::new(english, Side::new("zh".parse().unwrap(), "下雨了。"));
///     unit.score = Some(Score::new(score));
///     unit
/// };
/// let mut groups = Groups::new(Some(100));
/// for unit in [unit("It rained.", 0.5), unit("it rained", 0.9), unit("Rain fell.", 0.4)] {
///     groups.add(&unit);
/// }
/// assert_eq!(groups.judge(1).unwrap().reason, "like unit 2");
/// assert_eq!((groups.judge(2), groups.judge(3)), (None, None));
/// ```
#[derive(Clone, Debug)]
pub struct Groups {
    exact: HashMap<Key, usize>,
    near: Option<Similar>,
    members: Vec<Member>,
}

#[derive(Clone, Debug)]
struct Member {
    key: Key,
    /// Its first unit, counted from 0.
    group: usize,
    /// How like that is; `None` for itself and its copies.
    like: Option<Likeness>,
    status: Status,
    score: f32,
    /// Of the first unit: which of its group is the best.
    best: usize,
}

impl Groups {
    /// Groups of exact duplicates; with near ones if it is said from how many per cent of likeness.
    #[must_use]
    pub fn new(near: Option<u8>) -> Self {
        Self {
            exact: HashMap::new(),
            near: near.map(Similar::new),
            members: Vec::new(),
        }
    }

    /// Adds the next unit.
    pub fn add(&mut self, unit: &Unit) {
        let (key, place) = (exact_key(unit), self.members.len());
        let copy = self.exact.get(&key).and_then(|at| self.members.get(*at));
        let (group, like) = match (copy, &mut self.near) {
            (Some(copy), _) => (copy.group, copy.like),
            (None, None) => (place, None),
            (None, Some(near)) => match near.find(unit) {
                Some(like) => (like.number - 1, Some(like)),
                None => {
                    near.add(unit, place + 1);
                    (place, None)
                }
            },
        };
        self.exact.entry(key).or_insert(place);
        let status = match unit.status {
            Status::Confirmed => Status::Confirmed,
            _ => Status::Automatic,
        };
        self.members.push(Member {
            key,
            group,
            like,
            status,
            score: unit.score.map_or(0.0, crate::score::Score::value),
            best: place,
        });
        let rank = |at: usize| self.members.get(at).map(|it| (it.status, it.score));
        let best = self.members.get(group).map_or(place, |first| first.best);
        if rank(place) > rank(best)
            && let Some(first) = self.members.get_mut(group)
        {
            first.best = place;
        }
    }

    /// Why the unit of this number is dropped; `None` keeps it. To be asked when all are added.
    #[must_use]
    pub fn judge(&self, number: usize) -> Option<Dropped> {
        let place = number.checked_sub(1)?;
        let member = self.members.get(place)?;
        let best = self.members.get(member.group)?.best;
        if best == place {
            return None;
        }
        let kept = best + 1;
        if self.members.get(best)?.key == member.key {
            return Some(Dropped::new(Rule::Duplicate, format!("as unit {kept}")));
        }
        let reason = match member.like {
            Some(like) if like.number == kept => like.to_string(),
            Some(like) => format!("like unit {kept}; {like}"),
            None => format!("like unit {kept}"),
        };
        Some(Dropped::new(Rule::NearDuplicate, reason))
    }
}
