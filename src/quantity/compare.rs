//! Whether two quantities say the same.

use serde::{Deserialize, Serialize};

use super::{
    Amount, Decimal, Length, Modifier, Quantity, Value,
    amount::Direction,
    compare_time::{compare_anchored, compare_periods},
    value::Scale,
};

/// How two quantities relate, the closest first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The same value, unit and bounds.
    Equal,
    /// One may be the other: rounded, with a field or unit left out, or with another modifier that points the same way.
    Compatible,
    /// The same after converting units.
    Convertible,
    /// Of different kinds; says nothing.
    Unrelated,
    /// Of the same kind, but they cannot both be right.
    Conflict,
}

impl Relation {
    /// Whether the two may stand for each other.
    #[must_use]
    pub const fn agrees(self) -> bool {
        matches!(self, Self::Equal | Self::Compatible | Self::Convertible)
    }
}

/// A relation with its reason, for people to read.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// How the two relate.
    pub relation: Relation,
    /// Why, in a few words: `rounded`, `unit missing`, `amounts differ`.
    pub reason: &'static str,
}

impl Comparison {
    pub(super) const fn new(relation: Relation, reason: &'static str) -> Self {
        Self { relation, reason }
    }
}

const UNRELATED: Comparison = Comparison::new(Relation::Unrelated, "different kinds");

/// Compares two quantities, of either language. Symmetric.
///
/// Of several readings the best pair counts, but no better than compatible unless it is the first reading of both.
///
/// ```
/// use bitext::{Lang, quantity::{Relation, compare, quantities}};
///
/// let zh = quantities("2801.5亿元", Lang::Chinese);
/// let rounded = quantities("280 billion yuan", Lang::English);
/// let wrong = quantities("28 billion yuan", Lang::English);
/// assert_eq!(compare(&zh[0], &rounded[0]).relation, Relation::Compatible);
/// assert_eq!(compare(&zh[0], &wrong[0]).relation, Relation::Conflict);
/// ```
#[must_use]
pub fn compare(a: &Quantity, b: &Quantity) -> Comparison {
    let first = compare_values(&a.value, a.modifier, &b.value, b.modifier);
    if first.relation.agrees() || a.readings.is_empty() && b.readings.is_empty() {
        return first;
    }
    let mut best = first;
    let values = |it: &Quantity| -> Vec<Value> {
        std::iter::once(&it.value)
            .chain(&it.readings)
            .cloned()
            .collect()
    };
    for one in &values(a) {
        for other in &values(b) {
            let found = compare_values(one, a.modifier, other, b.modifier);
            if found.relation.agrees() && found.relation < best.relation {
                best = Comparison::new(
                    found.relation.max(Relation::Compatible),
                    "in another reading",
                );
            } else if found.relation == Relation::Unrelated && best.relation == Relation::Conflict {
                // Where a word may mean something else, nothing is sure to conflict.
                best = found;
            }
        }
    }
    best
}

fn compare_values(a: &Value, of_a: Modifier, b: &Value, of_b: Modifier) -> Comparison {
    use Value::{
        Age, Anchored, Code, Date, Duration, Fraction, Measure, Money, Multiple, Number, Ordinal,
        Percent, PercentPoint, Period, Recurrence, RelativeOrdinal, Score, Temperature,
    };
    let amounts = |x: Amount, y: Amount| compare_amounts(x, of_a, y, of_b);
    match (a, b) {
        (Number { amount: x }, Number { amount: y })
        | (Percent { amount: x }, Percent { amount: y })
        | (PercentPoint { amount: x }, PercentPoint { amount: y })
        | (Fraction { amount: x }, Fraction { amount: y }) => amounts(*x, *y),
        (Percent { amount: x }, PercentPoint { amount: y })
        | (PercentPoint { amount: x }, Percent { amount: y }) => {
            // Careless writers take one for the other, translators should not.
            let found = amounts(*x, *y);
            if found.relation.agrees() {
                Comparison::new(Relation::Conflict, "percent against percentage points")
            } else {
                found
            }
        }
        (Percent { amount: x }, Fraction { amount: y }) => {
            weaker(amounts(*x, percent(*y)), "percent and fraction")
        }
        (Fraction { amount: x }, Percent { amount: y }) => {
            weaker(amounts(percent(*x), *y), "percent and fraction")
        }
        (Number { amount: x }, Fraction { amount: y })
        | (Fraction { amount: x }, Number { amount: y }) => {
            agreeing_only(amounts(*x, *y), Relation::Compatible, "number and fraction")
        }
        (
            Multiple {
                factor: x,
                plus_one: p,
            },
            Multiple {
                factor: y,
                plus_one: q,
            },
        ) => {
            let found = amounts(*x, *y);
            if found.relation == Relation::Conflict && (*p || *q) && one_apart(*x, *p, *y, *q) {
                return Comparison::new(Relation::Compatible, "times more or times as much");
            }
            found
        }
        (Multiple { factor: x, .. }, Number { amount: y })
        | (Number { amount: x }, Multiple { factor: y, .. }) => {
            agreeing_only(amounts(*x, *y), Relation::Compatible, "times and count")
        }
        (
            Money {
                amount: x,
                currency: c,
            },
            Money {
                amount: y,
                currency: d,
            },
        ) => {
            let (major_c, by_c) = c.in_major();
            let (major_d, by_d) = d.in_major();
            let (Some(x), Some(y)) = (x.times(by_c), y.times(by_d)) else {
                return Comparison::new(Relation::Unrelated, "too long to compare");
            };
            let found = amounts(x, y);
            if !major_c.overlaps(major_d) {
                return Comparison::new(
                    Relation::Conflict,
                    if found.relation.agrees() {
                        "currencies differ"
                    } else {
                        "currencies and amounts differ"
                    },
                );
            }
            if found.relation == Relation::Equal && !major_c.same_candidates(major_d) {
                // 元 in a Chinese text and yuan in an English one: the usual case, not a doubt.
                let usual = major_c.candidates().next() == major_d.candidates().next();
                if !usual {
                    return Comparison::new(Relation::Compatible, "currency not named in full");
                }
            }
            found
        }
        (Measure { amount: x, unit: u }, Measure { amount: y, unit: v }) => {
            if u == v {
                return amounts(*x, *y);
            }
            if u.dimension() != v.dimension() {
                return Comparison::new(Relation::Unrelated, "different dimensions");
            }
            convert(*x, *u, *y, *v, of_a, of_b)
        }
        (
            Temperature {
                amount: x,
                scale: s,
            },
            Temperature {
                amount: y,
                scale: t,
            },
        ) => {
            let found = amounts(*x, *y);
            match (s == t, *s == Scale::Degree || *t == Scale::Degree) {
                (true, _) => found,
                (false, true) => weaker(found, "scale missing"),
                (false, false) => compare_scales(*x, *s, *y, *t),
            }
        }
        (Ordinal { number: x }, Ordinal { number: y }) => {
            amounts(Amount::Point(*x), Amount::Point(*y))
        }
        (RelativeOrdinal { .. }, RelativeOrdinal { .. }) => {
            if a == b {
                Comparison::new(Relation::Equal, "same")
            } else {
                Comparison::new(Relation::Conflict, "places differ")
            }
        }
        (Age { low: x, high: p }, Age { low: y, high: q })
        | (Duration { low: x, high: p }, Duration { low: y, high: q }) => {
            compare_lengths((*x, *p), of_a, (*y, *q), of_b)
        }
        (Age { low: x, high: p }, Duration { low: y, high: q })
        | (Duration { low: x, high: p }, Age { low: y, high: q }) => agreeing_only(
            compare_lengths((*x, *p), of_a, (*y, *q), of_b),
            Relation::Compatible,
            "age and duration",
        ),
        // A unit left out on one side: 30余万费用 / 300 thousand yuan; 五分 / five.
        (
            Number { amount: x },
            Money { amount: y, .. } | Measure { amount: y, .. } | Temperature { amount: y, .. },
        )
        | (
            Money { amount: x, .. } | Measure { amount: x, .. } | Temperature { amount: x, .. },
            Number { amount: y },
        ) => agreeing_only(amounts(*x, *y), Relation::Compatible, "unit missing"),
        (Number { amount }, Age { low, high } | Duration { low, high }) => {
            count_and_length(*amount, of_a, (*low, *high), of_b)
        }
        (Age { low, high } | Duration { low, high }, Number { amount }) => {
            count_and_length(*amount, of_b, (*low, *high), of_a)
        }
        (Number { amount }, Ordinal { number }) => agreeing_only(
            amounts(*amount, Amount::Point(*number)),
            Relation::Compatible,
            "number and place",
        ),
        (Ordinal { number }, Number { amount }) => agreeing_only(
            amounts(Amount::Point(*number), *amount),
            Relation::Compatible,
            "number and place",
        ),
        (Score { left: x, right: p }, Score { left: y, right: q }) => {
            let same = x.same_value(*y) && p.same_value(*q);
            let swapped = x.same_value(*q) && p.same_value(*y);
            match (same, swapped) {
                (true, _) => Comparison::new(Relation::Equal, "same"),
                (false, true) => Comparison::new(Relation::Compatible, "told from the other side"),
                _ => Comparison::new(Relation::Conflict, "results differ"),
            }
        }
        (Code { text: x }, Code { text: y }) => {
            if x.eq_ignore_ascii_case(y) {
                Comparison::new(Relation::Equal, "same")
            } else {
                Comparison::new(Relation::Unrelated, "other codes")
            }
        }
        (Value::Comparison { against: x }, Value::Comparison { against: y }) => match (x, y) {
            (Some(x), Some(y)) if x.same(*y) => Comparison::new(Relation::Equal, "same"),
            (None, None) => Comparison::new(Relation::Equal, "same"),
            (None, Some(length)) | (Some(length), None)
                if length.months.compare(Decimal::of(12)).is_lt() =>
            {
                Comparison::new(Relation::Compatible, "period before")
            }
            _ => Comparison::new(Relation::Conflict, "compared with other periods"),
        },
        (Recurrence { every: x, at: p }, Recurrence { every: y, at: q }) => {
            match (x.same(*y), p == q) {
                (true, true) => Comparison::new(Relation::Equal, "same"),
                (true, false) if p.is_none() || q.is_none() => {
                    Comparison::new(Relation::Compatible, "less precise")
                }
                _ => Comparison::new(Relation::Conflict, "recur differently"),
            }
        }
        (Anchored { .. }, _) | (_, Anchored { .. }) => compare_anchored(a, of_a, b, of_b),
        (Date { .. } | Period { .. }, Date { .. } | Period { .. }) => compare_periods(a, b),
        _ => UNRELATED,
    }
}

/// A bare number against a length: 33 and 33岁.
fn count_and_length(
    count: Amount,
    of_count: Modifier,
    (low, high): (Length, Length),
    of_length: Modifier,
) -> Comparison {
    let found = match in_unit(low).zip(in_unit(high)) {
        Some((low, high)) => compare_amounts(count, of_count, Amount::range(low, high), of_length),
        None => UNRELATED,
    };
    agreeing_only(found, Relation::Compatible, "unit missing")
}

/// The same comparison, but never better than compatible.
fn weaker(found: Comparison, reason: &'static str) -> Comparison {
    if found.relation == Relation::Equal {
        Comparison::new(Relation::Compatible, reason)
    } else {
        found
    }
}

/// Agreement at most as good as `best`; disagreement between different kinds says nothing.
fn agreeing_only(found: Comparison, best: Relation, reason: &'static str) -> Comparison {
    if found.relation.agrees() {
        Comparison::new(found.relation.max(best), reason)
    } else {
        UNRELATED
    }
}

fn percent(amount: Amount) -> Amount {
    amount.scaled(2).unwrap_or(amount)
}

/// 增长两倍 is three times, carelessly two: whether taking the one away makes both equal.
fn one_apart(x: Amount, careless_x: bool, y: Amount, careless_y: bool) -> bool {
    let less = |it: Amount, careless: bool| {
        let value = it.point()?;
        if careless {
            value.minus(Decimal::ONE)
        } else {
            Some(value)
        }
    };
    let options = |it: Amount, careless: bool| [it.point(), less(it, careless)];
    options(x, careless_x).into_iter().flatten().any(|a| {
        options(y, careless_y)
            .into_iter()
            .flatten()
            .any(|b| a.same_value(b))
    })
}

/// How a modifier and another agree: pointing the same way, one saying nothing, or against each other.
fn compare_modifiers(a: Modifier, b: Modifier) -> Relation {
    let merged = |it| match it {
        Modifier::AtLeast | Modifier::Odd | Modifier::Over => Modifier::Over,
        Modifier::AtMost | Modifier::Under => Modifier::Under,
        Modifier::Exactly => Modifier::None,
        other => other,
    };
    match (a.direction(), b.direction()) {
        _ if merged(a) == merged(b) => Relation::Equal,
        (Direction::Up, Direction::Down) | (Direction::Down, Direction::Up) => Relation::Conflict,
        _ => Relation::Compatible,
    }
}

/// Compares two amounts of the same thing with their modifiers.
pub(super) fn compare_amounts(a: Amount, of_a: Modifier, b: Amount, of_b: Modifier) -> Comparison {
    let values = amounts_agree(a, b);
    if !values.relation.agrees() {
        // Over 60 against 65: the bound holds.
        return if bound_holds(a, of_a, b, of_b) || bound_holds(b, of_b, a, of_a) {
            Comparison::new(Relation::Compatible, "within the bound")
        } else {
            values
        };
    }
    match compare_modifiers(of_a, of_b) {
        Relation::Conflict => Comparison::new(Relation::Conflict, "opposite bounds"),
        Relation::Compatible => weaker(values, "modifiers differ"),
        _ => values,
    }
}

/// Whether the plain number `other` lies where the modifier of `bound` puts it: near enough to be what it stands for.
fn bound_holds(bound: Amount, modifier: Modifier, other: Amount, of_other: Modifier) -> bool {
    let (Some(value), Some(number)) = (bound.point(), other.point()) else {
        return false;
    };
    if of_other.direction() != Direction::None && of_other.direction() != modifier.direction() {
        return false;
    }
    let Some(step) = Decimal::power_of_ten(value.last_digit_place()) else {
        return false;
    };
    let between = |low: Option<Decimal>, high: Option<Decimal>| {
        low.is_some_and(|it| it.compare(number).is_le())
            && high.is_some_and(|it| number.compare(it).is_le())
    };
    match modifier {
        Modifier::Over | Modifier::Odd | Modifier::AtLeast => {
            between(Some(value), value.plus(step))
        }
        Modifier::Nearly | Modifier::Under | Modifier::AtMost => {
            between(value.minus(step), Some(value))
        }
        Modifier::About => {
            // Five per cent, or half a unit of the last digit that is not zero, whichever is more.
            let fifth = value
                .magnitude()
                .times(Decimal::new(5, -2).unwrap_or(Decimal::ONE));
            let near = fifth.unwrap_or(Decimal::ZERO);
            between(value.minus(near), value.plus(near))
        }
        Modifier::None | Modifier::Exactly => false,
    }
}

fn amounts_agree(a: Amount, b: Amount) -> Comparison {
    match (a, b) {
        (Amount::Point(x), Amount::Point(y)) => points_agree(x, y),
        (Amount::Vague(x), Amount::Vague(y)) => {
            if x == y {
                Comparison::new(Relation::Equal, "same")
            } else {
                Comparison::new(Relation::Conflict, "magnitudes differ")
            }
        }
        (Amount::Range(p, q), Amount::Range(r, s)) => {
            let (low, high) = (points_agree(p, r), points_agree(q, s));
            let worst = if low.relation >= high.relation {
                low
            } else {
                high
            };
            if worst.relation == Relation::Conflict {
                Comparison::new(Relation::Conflict, "ranges differ")
            } else {
                worst
            }
        }
        (Amount::Ratio(p, q), Amount::Ratio(r, s)) => {
            // Exact: p/q = r/s where ps = rq.
            let same = p
                .times(s)
                .zip(r.times(q))
                .is_some_and(|(x, y)| x.same_value(y));
            if same {
                Comparison::new(Relation::Equal, "same")
            } else {
                Comparison::new(Relation::Conflict, "amounts differ")
            }
        }
        (Amount::Ratio(..), Amount::Point(stated)) | (Amount::Point(stated), Amount::Ratio(..)) => {
            let ratio = if matches!(a, Amount::Ratio(..)) { a } else { b };
            match ratio.point() {
                Some(value) if value.same_value(stated) => Comparison::new(Relation::Equal, "same"),
                Some(value) if !stated.is_zero() && stated.rounds_to(value) => {
                    Comparison::new(Relation::Compatible, "rounded")
                }
                _ => Comparison::new(Relation::Conflict, "amounts differ"),
            }
        }
        // A number inside a range or a magnitude.
        _ => {
            let inside = |outer: Amount, inner: Amount| {
                outer
                    .bounds()
                    .zip(inner.bounds())
                    .is_some_and(|((low, high), (from, to))| {
                        low.compare(from).is_le() && to.compare(high).is_le()
                    })
            };
            if inside(a, b) || inside(b, a) {
                Comparison::new(Relation::Compatible, "within the range")
            } else {
                Comparison::new(Relation::Conflict, "amounts differ")
            }
        }
    }
}

fn points_agree(x: Decimal, y: Decimal) -> Comparison {
    if x.same_value(y) {
        return Comparison::new(Relation::Equal, "same");
    }
    let signs = x.is_negative() != y.is_negative() && x.magnitude().same_value(y.magnitude());
    if signs {
        // 下降4.8% / −4.8%: the sign may stand in the verb.
        return Comparison::new(Relation::Compatible, "sign in the words");
    }
    let rounded = |coarse: Decimal, fine: Decimal| {
        // Whole numbers below a hundred are seldom rounded; 7 is not 7.4 people, but 7% is 7.4%.
        fine.place() < coarse.place()
            && !coarse.is_zero()
            && (coarse.rounds_to(fine) || fine.cut_to(coarse.place()).same_value(coarse))
    };
    // 30,000 is stated to the unit but may be rounded to its last digit that is not zero.
    let loose = |it: Decimal| it.at_place(it.last_digit_place());
    if rounded(x, y) || rounded(y, x) {
        return Comparison::new(Relation::Compatible, "rounded");
    }
    let large = |it: Decimal| it.last_digit_place() >= 3;
    if large(x) && loose(x).rounds_to(y) || large(y) && loose(y).rounds_to(x) {
        return Comparison::new(Relation::Compatible, "rounded");
    }
    Comparison::new(Relation::Conflict, "amounts differ")
}

fn convert(
    x: Amount,
    unit_x: super::Unit,
    y: Amount,
    unit_y: super::Unit,
    of_a: Modifier,
    of_b: Modifier,
) -> Comparison {
    let both = x.bounds().zip(y.bounds());
    let near = |a: Decimal, b: Decimal| {
        // Within half a unit of the last digit of either side, and never more than five per cent off.
        let off = a.minus(b).map(Decimal::magnitude);
        let most = a.magnitude().times(Decimal::new(5, -2)?)?;
        let step = Decimal::new(5, a.last_digit_place() - 1)?;
        let tight = Decimal::new(5, -3).and_then(|it| a.magnitude().times(it))?;
        let allowed = if step.compare(most).is_lt() {
            step
        } else {
            most
        };
        let allowed = if allowed.compare(tight).is_lt() {
            tight
        } else {
            allowed
        };
        Some(off?.compare(allowed).is_le())
    };
    let fits = |a: Decimal, b: Decimal| {
        let there = unit_y.convert(b, unit_x).and_then(|b| near(a, b));
        let back = unit_x.convert(a, unit_y).and_then(|a| near(b, a));
        there == Some(true) || back == Some(true)
    };
    let exact = |a: Decimal, b: Decimal| {
        unit_x
            .to_base(a)
            .zip(unit_y.to_base(b))
            .is_some_and(|(a, b)| a.same_value(b))
    };
    let Some(((low_x, high_x), (low_y, high_y))) = both else {
        return UNRELATED;
    };
    if compare_modifiers(of_a, of_b) == Relation::Conflict {
        return Comparison::new(Relation::Conflict, "opposite bounds");
    }
    if exact(low_x, low_y) && exact(high_x, high_y) {
        return Comparison::new(Relation::Convertible, "same in other units");
    }
    if fits(low_x, low_y) && fits(high_x, high_y) {
        Comparison::new(Relation::Convertible, "about the same in other units")
    } else {
        Comparison::new(Relation::Conflict, "amounts differ after conversion")
    }
}

fn compare_scales(x: Amount, from: Scale, y: Amount, to: Scale) -> Comparison {
    let celsius = |amount: Amount, scale| {
        let value = amount.point()?;
        match scale {
            Scale::Celsius => Some(value),
            Scale::Fahrenheit => value
                .minus(Decimal::of(32))?
                .times(Decimal::of(5))?
                .quotient(Decimal::of(9)),
            Scale::Kelvin => value.minus(Decimal::new(27_315, -2)?),
            Scale::Degree => None,
        }
    };
    let Some((a, b)) = celsius(x, from).zip(celsius(y, to)) else {
        return UNRELATED;
    };
    let near = a
        .minus(b)
        .is_some_and(|it| it.magnitude().compare(Decimal::ONE).is_le());
    if near {
        Comparison::new(Relation::Convertible, "same on the other scale")
    } else {
        Comparison::new(Relation::Conflict, "temperatures differ")
    }
}

fn in_unit(length: Length) -> Option<Decimal> {
    let (months, seconds, business) = length.unit.length();
    let (_, value) = length.single()?;
    value.quotient(Decimal::of(months + seconds + business))
}

/// Compares two ranges of lengths.
pub(super) fn compare_lengths(
    a: (Length, Length),
    of_a: Modifier,
    b: (Length, Length),
    of_b: Modifier,
) -> Comparison {
    let amount = |(low, high): (Length, Length)| {
        let (kind, low) = low.single()?;
        let (other, high) = high.single()?;
        (kind == other || low.is_zero()).then(|| (other, Amount::range(low, high)))
    };
    let same = a.0.same(b.0) && a.1.same(b.1);
    let Some(((kind_a, x), (kind_b, y))) = amount(a).zip(amount(b)) else {
        return if same {
            compare_amounts(Amount::Vague(0), of_a, Amount::Vague(0), of_b)
        } else {
            Comparison::new(Relation::Conflict, "lengths differ")
        };
    };
    if kind_a == kind_b {
        let found = compare_amounts(x, of_a, y, of_b);
        return found;
    }
    // Months against days: a month is 28 to 31 days, a year 365 or 366. Business days against days: five in a week.
    let days = |kind: u8, it: Amount| {
        let factor = match kind {
            0 => Decimal::new(304_375, -4)?,
            1 => return it.point()?.quotient(Decimal::of(86_400)),
            _ => return it.point()?.times(Decimal::new(14, -1)?),
        };
        it.point()?.times(factor)
    };
    let near = days(kind_a, x).zip(days(kind_b, y)).and_then(|(x, y)| {
        let off = x.minus(y)?.magnitude();
        Some(
            off.compare(x.magnitude().times(Decimal::new(4, -2)?)?)
                .is_le(),
        )
    });
    if near == Some(true) {
        Comparison::new(Relation::Convertible, "about as long")
    } else {
        Comparison::new(Relation::Conflict, "lengths differ")
    }
}
