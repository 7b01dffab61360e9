//! Whether two quantities say the same.

use serde::{Deserialize, Serialize};

use super::{
    Amount, Decimal, Field, Length, Modifier, Moment, Quantity, TimeUnit, Unit, Value,
    amount::Direction,
    compare_amount::{
        SIGN_IN_WORDS, compare_amounts, compare_lengths, compare_scales, convert, in_unit,
    },
    compare_time::{compare_anchored, compare_moments, compare_periods},
    form::{of_things, with_forms},
    series::of_series,
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

/// Why two amounts conflict that are the same but for their currencies: a slip, and no conversion.
pub(crate) const OTHER_CURRENCY: &str = "currencies differ";

/// Why two temperatures conflict of which one is below zero, the other as far above it. What is below zero is no angle.
const OTHER_SIGN: &str = "one is below zero";

/// Why two results conflict. A draw without goals may be told as no goals, but 1-1 never is.
const OTHER_RESULT: &str = "results differ";

pub(super) const UNRELATED: Comparison = Comparison::new(Relation::Unrelated, "different kinds");

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
    let first = with_forms(first, a, b);
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
            let found = of_series(of_things(found, a, b), a, b);
            if found.relation.agrees() && found.relation < best.relation {
                best = Comparison::new(
                    found.relation.max(Relation::Compatible),
                    "in another reading",
                );
            } else if found.relation == Relation::Unrelated
                && best.relation == Relation::Conflict
                && !matches!(best.reason, OTHER_SIGN | OTHER_RESULT)
            {
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
        (Multiple { factor: x, .. }, Multiple { factor: y, .. }) => {
            let found = amounts(*x, *y);
            // 1.5倍 is not twice, though 1.5 rounds to 2; 1.9倍 is.
            let is_plain = |it: Modifier| it.direction() == Direction::None;
            if found.relation == Relation::Compatible
                && is_plain(of_a)
                && is_plain(of_b)
                && !within_an_eighth(*x, *y)
            {
                return Comparison::new(Relation::Conflict, "amounts differ");
            }
            found
        }
        (Percent { amount }, Multiple { factor, plus_one })
        | (Multiple { factor, plus_one }, Percent { amount }) => {
            percent_and_times(*amount, *factor, *plus_one)
        }
        // Halved, 减少一半.
        (Multiple { factor: x, .. }, Fraction { amount: y })
        | (Fraction { amount: x }, Multiple { factor: y, .. }) => {
            agreeing_only(amounts(*x, *y), Relation::Equal, "times and part")
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
                        OTHER_CURRENCY
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
            if counted_by(*u, *v) || counted_by(*v, *u) {
                // 每升含1.5毫克 / 1.5 mg per litre: what it is counted by stands elsewhere.
                return agreeing_only(amounts(*x, *y), Relation::Compatible, "per another unit");
            }
            if u.dimension() != v.dimension() {
                return Comparison::new(Relation::Unrelated, "different dimensions");
            }
            let found = convert(*x, *u, *y, *v, of_a, of_b);
            let (one, other) = (u.imperial().unwrap_or(*u), v.imperial().unwrap_or(*v));
            if found.relation.agrees() || (one, other) == (*u, *v) {
                return found;
            }
            let found_there = match one == other {
                true => amounts(*x, *y),
                false => convert(*x, one, *y, other, of_a, of_b),
            };
            match found_there.relation.agrees() {
                true => Comparison::new(Relation::Convertible, "the same in imperial units"),
                false => found,
            }
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
            if found.reason == SIGN_IN_WORDS {
                // No verb makes twelve degrees below zero of twelve degrees.
                return Comparison::new(Relation::Conflict, OTHER_SIGN);
            }
            match (s == t, *s == Scale::Degree || *t == Scale::Degree) {
                (true, _) => found,
                (false, true) if found.relation.agrees() => weaker(found, "scale missing"),
                (false, true) => {
                    // 38度 and 100F: bare degrees may be of either scale.
                    let stated = |scale, other| {
                        if scale != Scale::Degree {
                            scale
                        } else if other == Scale::Fahrenheit {
                            Scale::Celsius
                        } else {
                            Scale::Fahrenheit
                        }
                    };
                    compare_scales(*x, stated(*s, *t), *y, stated(*t, *s))
                }
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
            Number { amount: x } | Fraction { amount: x },
            Money { amount: y, .. }
            | Measure { amount: y, .. }
            | Temperature { amount: y, .. }
            | PercentPoint { amount: y },
        )
        | (
            Money { amount: x, .. }
            | Measure { amount: x, .. }
            | Temperature { amount: x, .. }
            | PercentPoint { amount: x },
            Number { amount: y } | Fraction { amount: y },
        ) => agreeing_only(amounts(*x, *y), Relation::Compatible, "unit missing"),
        (Number { amount }, Age { low, high } | Duration { low, high }) => {
            count_and_length(*amount, of_a, (*low, *high), of_b)
        }
        (Age { low, high } | Duration { low, high }, Number { amount }) => {
            count_and_length(*amount, of_b, (*low, *high), of_a)
        }
        // its 1998 record / 1998年的纪录
        (Number { amount }, Date { at }) | (Date { at }, Number { amount }) if of_a == of_b => {
            year_and_number(*amount, at)
        }
        (Date { at }, Duration { low, high }) | (Duration { low, high }, Date { at }) => {
            day_and_length(at, *low, *high)
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
                _ => Comparison::new(Relation::Conflict, OTHER_RESULT),
            }
        }
        // 0-2 may be a range; 0比2 is none.
        (
            Score { left, right },
            Number {
                amount: Amount::Range(low, high),
            },
        )
        | (
            Number {
                amount: Amount::Range(low, high),
            },
            Score { left, right },
        ) => {
            let same = left.same_value(*low) && right.same_value(*high)
                || left.same_value(*high) && right.same_value(*low);
            if same {
                Comparison::new(Relation::Compatible, "score and range")
            } else {
                UNRELATED
            }
        }
        (Code { text: x }, Code { text: y }) => {
            if x.eq_ignore_ascii_case(y) || telephone(x).is_some_and(|it| Some(it) == telephone(y))
            {
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
            if !x.same(*y) {
                return Comparison::new(Relation::Conflict, "recur differently");
            }
            match (p, q) {
                (Some(p), Some(q)) => match compare_moments(p, q) {
                    it if it.relation == Relation::Unrelated => {
                        Comparison::new(Relation::Conflict, "recur differently")
                    }
                    it => it,
                },
                (None, None) => Comparison::new(Relation::Equal, "same"),
                _ => Comparison::new(Relation::Compatible, "less precise"),
            }
        }
        (Anchored { .. }, _) | (_, Anchored { .. }) => compare_anchored(a, of_a, b, of_b),
        (Date { .. } | Period { .. }, Date { .. } | Period { .. }) => compare_periods(a, b),
        _ => UNRELATED,
    }
}

/// Whether the first unit is so many of the second per something: mg/L of mg. A distance says nothing of a speed.
fn counted_by(ratio: Unit, unit: Unit) -> bool {
    if ratio.dimension() == "speed" {
        return false;
    }
    let mut sides = ratio.code().split('/');
    sides.next() == Some(unit.code()) && sides.next().is_some()
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
pub(super) fn weaker(found: Comparison, reason: &'static str) -> Comparison {
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

/// Whether a bare number is the year of a date that has nothing but a year.
fn year_and_number(amount: Amount, at: &Moment) -> Comparison {
    let year = amount
        .point()
        .and_then(Decimal::to_integer)
        .and_then(|it| i32::try_from(it).ok());
    let only = |year| {
        let it = Moment {
            year: Some(Field::At(year)),
            ..Moment::default()
        };
        (1000..=2999).contains(&year) && *at == it
    };
    if year.is_some_and(only) {
        Comparison::new(Relation::Compatible, "number and year")
    } else {
        UNRELATED
    }
}

/// Whether a day without a month is a number of days: 提前30日通知 gives 30 days' notice.
fn day_and_length(at: &Moment, low: Length, high: Length) -> Comparison {
    let days = low.same(high).then(|| in_unit(low)).flatten();
    let same = days.and_then(Decimal::to_integer).is_some_and(|days| {
        i32::try_from(days).is_ok_and(|days| {
            let only = Moment {
                day: Some(Field::At(days)),
                ..Moment::default()
            };
            *at == only && low.unit == TimeUnit::Day
        })
    });
    if same {
        Comparison::new(Relation::Compatible, "day and length")
    } else {
        UNRELATED
    }
}

/// Whether a percentage is told as a multiple: 增长两倍 is a rise of 200%, 两倍 is 200% of it. Others say nothing of each other.
fn percent_and_times(amount: Amount, factor: Amount, rise: bool) -> Comparison {
    let factor = factor.point().and_then(|it| {
        if rise {
            it.minus(Decimal::ONE)
        } else {
            Some(it)
        }
    });
    let same = factor
        .and_then(|it| it.scaled(2))
        .zip(amount.point())
        .is_some_and(|(a, b)| a.same_value(b));
    if same {
        Comparison::new(Relation::Convertible, "percent and times")
    } else {
        UNRELATED
    }
}

/// Whether the larger of two numbers is at most an eighth more than the smaller; ranges and vague amounts are.
fn within_an_eighth(x: Amount, y: Amount) -> bool {
    let (Some(x), Some(y)) = (x.point(), y.point()) else {
        return true;
    };
    let off = x
        .minus(y)
        .and_then(|it| it.magnitude().times(Decimal::of(9)));
    let larger = if x.compare(y).is_lt() { y } else { x };
    off.is_none_or(|off| off.compare(larger).is_le())
}

/// The fewest digits of a number that may be written in groups: those of a telephone without its area.
const TELEPHONE: usize = 7;

/// The digits of a number of a telephone, without what only one country or the whole world needs: (010) 6552-9988,
/// 010-65529988 and +86 10 6552 9988 are one. `None` of other codes.
fn telephone(code: &str) -> Option<String> {
    if !code
        .chars()
        .all(|c| c.is_ascii_digit() || "+-() ".contains(c))
    {
        return None;
    }
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let national = match code.strip_prefix('+') {
        Some(_) => digits.strip_prefix("86").unwrap_or(&digits),
        None => &digits,
    };
    let national = national.strip_prefix('0').unwrap_or(national);
    (digits.len() >= TELEPHONE).then(|| national.to_owned())
}
