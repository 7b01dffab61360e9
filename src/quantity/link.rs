//! Pairs the quantities of two segments.

use serde::Serialize;

use super::{
    Comparison, Quantity, Relation, Value, compare,
    ends::{Ends, agreeing, ends, half_agreeing},
};

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

/// How sure it is that two that conflict should have agreed.
const OF_CONFLICT: f32 = 0.5;

/// Pairs the quantities of two segments one to one: the best relation first, of equal ones those that both name a
/// division of a text or both do not, then those at the most similar place.
///
/// A range that the other side tells in two, as `from 1.2 to 1.5 million` and 由120万增至150万, has a link with each: its start
/// with the former, its end with the latter, [`Relation::Compatible`] at best. Where one of the two does not fit, its link is a
/// [`Relation::Conflict`]. So have the two numbers of a result, 58比42 and `58 to 42`.
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
        let (start, reach) = window(place, target.len());
        for (j, b) in target.iter().enumerate().skip(start).take(reach) {
            let comparison = compare(a, b);
            if !comparison.relation.agrees() {
                continue;
            }
            candidates.push(Candidate {
                rank: rank(comparison),
                // Chapter one is rather 第一章 than one of something that stands nearer.
                is_elsewhere: a.division().is_some() != b.division().is_some(),
                off: (place - position(j, target.len())).abs(),
                source: i,
                target: j,
                comparison,
            });
        }
    }
    candidates.sort_by(|x, y| {
        x.rank
            .cmp(&y.rank)
            .then(x.is_elsewhere.cmp(&y.is_elsewhere))
            .then(x.off.total_cmp(&y.off))
            .then((x.source, x.target).cmp(&(y.source, y.target)))
    });
    let (equal, others) = candidates.split_at(candidates.partition_point(|it| it.rank == 0));
    let mut pairing = Pairing {
        source: Side::new(source),
        target: Side::new(target),
        links: Vec::new(),
    };
    pairing.take(equal);
    pairing.take_ranges(others);
    pairing.take(others);
    pairing.take_conflicts();
    let mut links = pairing.links;
    links.sort_by_key(|it| (it.source, it.target));
    links
}

/// Two quantities that may be linked.
#[derive(Debug)]
struct Candidate {
    rank: u8,
    /// Whether only one of them names a division of a text.
    is_elsewhere: bool,
    /// How far apart they stand, as a share of the segments.
    off: f32,
    source: usize,
    target: usize,
    comparison: Comparison,
}

/// The quantities of a segment, and which are linked.
#[derive(Debug)]
struct Side<'q> {
    quantities: &'q [Quantity],
    taken: Vec<bool>,
}

impl<'q> Side<'q> {
    fn new(quantities: &'q [Quantity]) -> Self {
        Self {
            quantities,
            taken: vec![false; quantities.len()],
        }
    }

    fn is_free(&self, place: usize) -> bool {
        self.taken.get(place) == Some(&false)
    }

    fn take(&mut self, place: usize) {
        if let Some(taken) = self.taken.get_mut(place) {
            *taken = true;
        }
    }

    /// What is linked to nothing, with its places.
    fn free(&self) -> impl Iterator<Item = (usize, &'q Quantity)> {
        let all = self.quantities.iter().enumerate();
        all.filter(|(place, _)| self.is_free(*place))
    }
}

/// The ranges of a segment, and which of its quantities have a counterpart of their own kind on the other side.
#[derive(Debug)]
struct Ranges {
    ends: Vec<Option<Ends>>,
    /// Of a range, whether a range agrees with it; of another, whether another does.
    is_given: Vec<bool>,
}

impl Ranges {
    fn new(side: &Side<'_>) -> Self {
        let places = side.quantities.iter().enumerate();
        let free = places.map(|(place, it)| side.is_free(place).then(|| ends(it))?);
        Self {
            ends: free.collect(),
            is_given: vec![false; side.quantities.len()],
        }
    }

    fn is_range(&self, place: usize) -> bool {
        self.ends.get(place).is_some_and(Option::is_some)
    }

    fn give(&mut self, place: usize) {
        if let Some(given) = self.is_given.get_mut(place) {
            *given = true;
        }
    }

    /// The ranges that nothing agrees with, with their places.
    fn open(&self) -> impl Iterator<Item = (usize, &Ends)> {
        let all = self.ends.iter().zip(&self.is_given).enumerate();
        let open = all.filter(|(_, (_, given))| !**given);
        open.filter_map(|(place, (ends, _))| Some((place, ends.as_ref()?)))
    }

    /// The free quantities of the side near `place` of another one with `of` of them, but for ranges; where `is_half`, also but
    /// for those with a counterpart.
    fn near<'q>(
        &self,
        side: &Side<'q>,
        (place, of): (usize, usize),
        is_half: bool,
    ) -> Vec<(usize, &'q Quantity)> {
        let (start, reach) = window(position(place, of), side.quantities.len());
        let near = side.quantities.iter().enumerate().skip(start).take(reach);
        near.filter(|(at, _)| {
            let is_given = is_half && self.is_given.get(*at) == Some(&true);
            side.is_free(*at) && !self.is_range(*at) && !is_given
        })
        .collect()
    }
}

/// The links found so far, and what is left.
#[derive(Debug)]
struct Pairing<'q> {
    source: Side<'q>,
    target: Side<'q>,
    links: Vec<QuantityLink>,
}

impl Pairing<'_> {
    fn add(&mut self, source: usize, target: usize, found: Comparison, score: f32) {
        self.source.take(source);
        self.target.take(target);
        self.links.push(QuantityLink {
            source,
            target,
            relation: found.relation,
            reason: found.reason,
            score,
        });
    }

    fn is_free(&self, it: &Candidate) -> bool {
        self.source.is_free(it.source) && self.target.is_free(it.target)
    }

    /// Links the candidates whose quantities are free, in their order.
    fn take(&mut self, candidates: &[Candidate]) {
        for it in candidates {
            if self.is_free(it) {
                let (a, b) = (
                    self.source.quantities.get(it.source),
                    self.target.quantities.get(it.target),
                );
                let score = score(it.comparison.relation, a, b);
                self.add(it.source, it.target, it.comparison, score);
            }
        }
    }

    /// Links the ranges that the other side tells in two: first those that agree with both, then those of which one end is
    /// wrong. `candidates` are the pairs that agree otherwise.
    fn take_ranges(&mut self, candidates: &[Candidate]) {
        let (mut source, mut target) = (Ranges::new(&self.source), Ranges::new(&self.target));
        let has_any = |it: &Ranges| it.open().next().is_some();
        if !has_any(&source) && !has_any(&target) {
            return;
        }
        // A range that the other side gives as a range is no two values, and a value that is given there is no wrong end.
        for it in candidates.iter().filter(|it| self.is_free(it)) {
            if source.is_range(it.source) == target.is_range(it.target) {
                source.give(it.source);
                target.give(it.target);
            }
        }
        let lengths = (self.source.quantities.len(), self.target.quantities.len());
        for is_half in [false, true] {
            let find = if is_half { half_agreeing } else { agreeing };
            for (i, ends) in source.open() {
                if self.source.is_free(i) {
                    let others = target.near(&self.target, (i, lengths.0), is_half);
                    for (j, found) in find(ends, &others).into_iter().flatten() {
                        self.add_end((i, j), found);
                    }
                }
            }
            for (j, ends) in target.open() {
                if self.target.is_free(j) {
                    let others = source.near(&self.source, (j, lengths.1), is_half);
                    for (i, found) in find(ends, &others).into_iter().flatten() {
                        self.add_end((i, j), found);
                    }
                }
            }
        }
    }

    /// Links an end of a range with the quantity that tells it.
    fn add_end(&mut self, (source, target): (usize, usize), found: Comparison) {
        let (a, b) = (
            self.source.quantities.get(source),
            self.target.quantities.get(target),
        );
        let score = match found.relation {
            Relation::Conflict => OF_CONFLICT,
            it => score(it, a, b),
        };
        self.add(source, target, found, score);
    }

    /// Links what is left over where only one of a kind is left on each side.
    fn take_conflicts(&mut self) {
        // 12 and 第十一 are of one kind where both name a chapter.
        let place = |it: &Quantity| match it.division() {
            Some(_) => Class::Division,
            None => Class::Other,
        };
        self.take_conflicts_of(place);
        self.take_conflicts_of(class);
    }

    /// Links what is left over and contradicts each other where only one of a kind, as `class` has it, is left on each side.
    fn take_conflicts_of(&mut self, class: impl Fn(&Quantity) -> Class) {
        let left = |side: &Side<'_>| -> Vec<(usize, Class)> {
            let free = side.free().take(MOST_COMPARED);
            free.map(|(place, it)| (place, class(it))).collect()
        };
        let (sources, targets) = (left(&self.source), left(&self.target));
        let only = |side: &[(usize, Class)], kind| {
            let mut of_kind = side.iter().filter(|it| it.1 == kind);
            of_kind
                .next()
                .filter(|_| of_kind.next().is_none())
                .map(|it| it.0)
        };
        for (i, kind) in &sources {
            if *kind == Class::Other || only(&sources, *kind).is_none() {
                continue;
            }
            let Some(j) = only(&targets, *kind) else {
                continue;
            };
            let (a, b) = (
                self.source.quantities.get(*i),
                self.target.quantities.get(j),
            );
            if let Some(found) = a.zip(b).map(|(a, b)| compare(a, b))
                && found.relation == Relation::Conflict
            {
                self.add(*i, j, found, OF_CONFLICT);
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
    Multiple,
    OneOfSeries,
    Division,
    Other,
}

fn class(quantity: &Quantity) -> Class {
    if quantity.series().is_some() {
        return Class::OneOfSeries;
    }
    match &quantity.value {
        Value::Money { .. } => Class::Money,
        Value::Percent { .. } | Value::PercentPoint { .. } => Class::Percent,
        Value::Measure { unit, .. } => Class::Measure(unit.dimension()),
        Value::Temperature { .. } => Class::Temperature,
        Value::Age { .. } => Class::Age,
        Value::Date { .. } | Value::Period { .. } => Class::Date,
        Value::Score { .. } => Class::Score,
        Value::Number { .. } => Class::Number,
        Value::Multiple { .. } => Class::Multiple,
        _ => Class::Other,
    }
}

/// Equal before compatible before converted; a missing unit comes after all that share one.
fn rank(found: Comparison) -> u8 {
    match (found.relation, found.reason) {
        (Relation::Equal, _) => 0,
        (
            Relation::Compatible,
            "unit missing"
            | "number and place"
            | "day and length"
            | "length with a colon"
            | "minute and length"
            | "hour and part of the day"
            | "in another reading",
        ) => 3,
        (Relation::Compatible, _) => 1,
        (Relation::Convertible, _) => 2,
        _ => 4,
    }
}

/// Where the quantities near a place begin, and how many they are.
fn window(place: f32, len: usize) -> (usize, usize) {
    let reach = MOST_COMPARED.min(len);
    let middle = (place * len as f32) as usize;
    (middle.saturating_sub(reach / 2).min(len - reach), reach)
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
