//! Two values that may be two accounts of one thing: of kinds that compare, in conflict, and not too far apart.
//!
//! What a quotient means differs by kind: amounts are divided, dates and times of day are so far apart as a share of the most
//! that two accounts of one event lie apart. Whether the two are *said of* the same thing is for
//! [`disagreement`](super::disagreement) to find out.

use crate::quantity::{
    Amount, Decimal, Field, Length, Modifier, Moment, Quantity, Relation, Unit, Value, Zones,
    compare, zones,
};

/// How far apart two values may be, as a quotient: beyond this they are hardly values of one thing. A judgement.
const FARTHEST: f64 = 5.0;

/// How far apart they may be if one of them is a slip: of a digit, of 万 for a million. A judgement.
const FARTHEST_SLIP: f64 = 100.0;

/// Less than this is no disagreement where a value is rounded (*about*, *nearly*).
const ROUNDING: f64 = 1.08;

/// A bound is kept by values this much beyond it: *over half an hour* is said of 34 minutes, not of an hour.
const BEYOND: f64 = 1.3;

/// How near a value elsewhere must be to be the counterpart, as a quotient: further off a rounded value is the counterpart
/// of others as well.
const NEARLY: f64 = 1.03;

/// Bare numbers up to this count all sorts of things in any two sentences; one is an article as often as a number.
const SMALL: f64 = 10.0;

/// The most years that an age lies from another, of which only the number is given: *Ms Shen, 69,*. A judgement.
const MOST_YEARS_OF_AGE: f64 = 10.0;

/// Less than this is no money where the currency is left out: it may count anything. A judgement.
const LEAST_BARE_MONEY: f64 = 1e5;

/// The most years, and hours of a day, that two accounts of one event lie apart.
const MOST_YEARS: f64 = 3.0;
const MOST_HOURS: f64 = 3.0;

/// Whether a value is given again, as it is or rounded by little.
pub(super) fn is_nearly(a: &Quantity, b: &Quantity) -> bool {
    sizes(a, b).is_some_and(|(x, y)| (x / y).max(y / x) <= NEARLY)
}

/// Whether a value is a small number of nothing in particular, or a place in an order.
pub(super) fn is_small(quantity: &Quantity) -> bool {
    match &quantity.value {
        Value::Number { amount } => low(*amount).is_some_and(|it| it <= SMALL),
        Value::Ordinal { .. } | Value::Score { .. } => true,
        _ => false,
    }
}

/// The sizes of two values of one kind and unit.
fn sizes(a: &Quantity, b: &Quantity) -> Option<(f64, f64)> {
    match (&a.value, &b.value) {
        (Value::Number { amount: x }, Value::Number { amount: y })
        | (Value::Percent { amount: x }, Value::Percent { amount: y })
        | (Value::PercentPoint { amount: x }, Value::PercentPoint { amount: y })
        | (Value::Fraction { amount: x }, Value::Fraction { amount: y }) => {
            Some((low(*x)?, low(*y)?))
        }
        (
            Value::Money {
                amount: x,
                currency: of_x,
            },
            Value::Money {
                amount: y,
                currency: of_y,
            },
        ) if of_x.overlaps(*of_y) => Some((low(*x)?, low(*y)?)),
        (
            Value::Measure {
                amount: x,
                unit: of_x,
            },
            Value::Measure {
                amount: y,
                unit: of_y,
            },
        ) => {
            let base = |unit: &Unit, amount: Amount| unit.to_base(amount.bounds()?.0).map(number);
            Some((base(of_x, *x)?, base(of_y, *y)?))
        }
        (Value::Percent { amount: x }, Value::Fraction { amount: y }) => {
            Some((low(*x)?, 100.0 * low(*y)?))
        }
        (Value::Fraction { amount: x }, Value::Percent { amount: y }) => {
            Some((100.0 * low(*x)?, low(*y)?))
        }
        (Value::Multiple { factor: x, .. }, Value::Multiple { factor: y, .. }) => {
            Some((low(*x)?, low(*y)?))
        }
        (Value::Ordinal { number: x }, Value::Ordinal { number: y }) => {
            Some((number(*x), number(*y)))
        }
        // Three years, within three years and three years later may all be said of one thing.
        (
            Value::Duration { low: x, .. } | Value::Anchored { low: x, .. },
            Value::Duration { low: y, .. } | Value::Anchored { low: y, .. },
        )
        | (Value::Age { low: x, .. }, Value::Age { low: y, .. }) => {
            Some((seconds(*x), seconds(*y)))
        }
        _ => None,
    }
}

/// How far two dates lie apart, as a quotient, if they may be two accounts of one.
fn apart(x: &Moment, y: &Moment) -> Option<f64> {
    let is_time = |it: &Moment| it.month.is_none() && it.year.is_none() && it.hour.is_some();
    if is_time(x) && is_time(y) {
        // Another day, or another zone, is another matter; a day that only one text names is the same.
        let is_other_day = x.day.zip(y.day).is_some_and(|(one, other)| one != other);
        let hours = |it: &Moment| {
            let hour = f64::from(it.hour?) + f64::from(it.minute.unwrap_or(0)) / 60.0;
            Some([hour, if it.either_half { hour + 12.0 } else { hour }])
        };
        let moved = match zones(x, y) {
            Zones::Alike => vec![*x],
            Zones::Moved(all) => all,
            Zones::Unknown => return None,
        };
        let there = hours(y)?;
        let here = moved.iter().filter_map(hours).flatten();
        let all = here.flat_map(|one| there.map(move |other| f64::abs(one - other)));
        let apart = all.fold(f64::INFINITY, f64::min);
        return (!is_other_day && apart > 0.0 && apart <= MOST_HOURS)
            .then_some(1.0 + apart / MOST_HOURS);
    }
    match ((x.month, x.day), (y.month, y.day)) {
        ((Some(Field::At(m)), Some(Field::At(d))), (Some(Field::At(n)), Some(Field::At(e)))) => {
            let days = |month: i32, day: i32| f64::from(month) * 30.4 + f64::from(day);
            let apart = (days(m, d) - days(n, e)).abs();
            (apart < 31.0).then_some(1.0 + apart / 31.0)
        }
        ((Some(Field::At(m)), _), (Some(Field::At(n)), _)) => {
            let apart = f64::from(m.abs_diff(n));
            (apart > 0.0 && apart <= 3.0).then_some(1.0 + apart / 3.0)
        }
        ((None, None), (None, None)) => match (x.year, y.year) {
            (Some(Field::At(m)), Some(Field::At(n))) => {
                let apart = f64::from(m.abs_diff(n));
                (apart > 0.0 && apart <= MOST_YEARS).then_some(1.0 + apart / MOST_YEARS)
            }
            _ => None,
        },
        _ => None,
    }
}

/// The moment that a value names: a date or a time, or the only end of a stretch (*since 1996*, before 3 p.m.).
fn moment(quantity: &Quantity) -> Option<&Moment> {
    match &quantity.value {
        Value::Date { at } => Some(at),
        Value::Period { from, to } => match (from, to) {
            (Some(at), None) | (None, Some(at)) => Some(at),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a quotient is so large that one of the values must be a slip, if they are said of one thing.
pub(super) fn is_slip(quotient: f64) -> bool {
    quotient > FARTHEST
}

/// The quotient of two values, at least 1, if they may be two accounts of one thing that contradict each other.
pub(super) fn differing(a: &Quantity, b: &Quantity) -> Option<f64> {
    // 71岁 beside "Ms Shen, 69,", 两次 beside "three times": no relation, but what is counted is the same.
    let count = |it: &Quantity| match &it.value {
        Value::Number { amount } if is_plain(it) && it.series().is_none() => low(*amount),
        _ => None,
    };
    let unlike = match (&a.value, &b.value) {
        (Value::Age { low: age, .. }, Value::Number { .. }) => {
            let years = seconds(*age) / seconds_of_year();
            count(b)
                .filter(|it| (it - years).abs() <= MOST_YEARS_OF_AGE)
                .map(|it| (years, it))
        }
        (Value::Number { .. }, Value::Multiple { factor, .. }) => count(a).zip(low(*factor)),
        // Has earned just 230 million: the currency went before.
        (Value::Money { amount, .. }, Value::Number { .. }) if is_plain(a) => low(*amount)
            .zip(count(b))
            .filter(|(_, bare)| *bare >= LEAST_BARE_MONEY),
        _ => None,
    };
    if let Some((x, y)) = unlike {
        let quotient = (x / y).max(y / x);
        return (x > 1.0 && y > 1.0 && quotient > 1.0 && quotient <= FARTHEST).then_some(quotient);
    }
    if compare(a, b).relation != Relation::Conflict {
        return None;
    }
    if let (Some(x), Some(y)) = (moment(a), moment(b)) {
        return apart(x, y);
    }
    if let (Value::Score { .. }, Value::Score { .. }) = (&a.value, &b.value) {
        return Some(FARTHEST);
    }
    let (x, y) = sizes(a, b)?;
    let is_bare = matches!(a.value, Value::Number { .. });
    if is_bare && (x <= 1.0 || y <= 1.0) {
        return None;
    }
    if !(x > 0.0 && y > 0.0) {
        return None;
    }
    let is_share = matches!(
        (&a.value, &b.value),
        (Value::Percent { .. }, Value::Percent { .. })
    );
    if is_share && (x + y - 100.0).abs() < 0.5 {
        return None;
    }
    let quotient = (x / y).max(y / x);
    let keeps = |bound: &Quantity, of_bound: f64, other: &Quantity, of_other: f64| {
        let upward = matches!(
            bound.modifier,
            Modifier::Over | Modifier::Odd | Modifier::AtLeast
        );
        let downward = matches!(
            bound.modifier,
            Modifier::Under | Modifier::AtMost | Modifier::Nearly
        );
        (is_plain(other) || matches!(other.modifier, Modifier::About | Modifier::Nearly))
            && quotient < BEYOND
            && ((upward && of_other >= of_bound) || (downward && of_other <= of_bound))
    };
    // A third is said of 34 per cent.
    let is_simple = matches!(
        (&a.value, &b.value),
        (Value::Percent { .. }, Value::Fraction { .. })
            | (Value::Fraction { .. }, Value::Percent { .. })
    );
    let least = if is_plain(a) && is_plain(b) && !is_simple {
        1.0
    } else {
        ROUNDING
    };
    let is_kept = keeps(a, x, b, y) || keeps(b, y, a, x);
    // 元 may be dollars: $605 is no slip of 5499元.
    let is_other_money = matches!(
        (&a.value, &b.value),
        (Value::Money { currency: x, .. }, Value::Money { currency: y, .. }) if x.candidates().next() != y.candidates().next()
    );
    let farthest = if is_other_money {
        FARTHEST
    } else {
        FARTHEST_SLIP
    };
    (quotient > least && quotient <= farthest && !is_kept).then_some(quotient)
}

pub(super) const fn is_plain(quantity: &Quantity) -> bool {
    matches!(quantity.modifier, Modifier::None | Modifier::Exactly)
}

pub(super) fn low(amount: Amount) -> Option<f64> {
    match amount {
        Amount::Vague(_) => None,
        _ => amount.bounds().map(|(low, _)| number(low)),
    }
}

fn seconds_of_year() -> f64 {
    12.0 * 30.4375 * 86_400.0
}

fn seconds(length: Length) -> f64 {
    let day = 86_400.0;
    number(length.months) * 30.4375 * day
        + number(length.seconds)
        + number(length.business_days) * 1.4 * day
}

fn number(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, quantity::quantities};

    fn differ(chinese: &str, english: &str) -> bool {
        let of = |text: &str, lang| quantities(text, lang).remove(0);
        differing(&of(chinese, Lang::Chinese), &of(english, Lang::English)).is_some()
    }

    #[test]
    fn values_of_one_kind_and_size_differ() {
        for (chinese, english) in [
            ("412个", "356"),
            ("2人", "three"),
            ("12.5亿元", "1.4 billion yuan"),
            ("200天", "180 days"),
            ("6月24日", "June 26"),
            ("2004年", "in 2006"),
            ("27岁", "25"),
            ("两次", "three times"),
            ("超过14%", "12 per cent"),
            ("78岁", "71"),
            ("18%", "an eighth"),
            ("2.03亿元", "230 million"),
            ("当晚21时", "at 11 p.m."),
            ("翌日凌晨1時10分", "2:10am"),
            ("下午3时", "5 p.m. on the following day"),
            ("11时40分", "10.40 a.m."),
            ("1998年以来", "since 1996"),
        ] {
            assert!(differ(chinese, english), "{chinese} {english}");
        }
    }

    #[test]
    fn values_far_apart_differ_as_slips() {
        let quotient = |chinese: &str, english: &str| {
            let of = |text: &str, lang| quantities(text, lang).remove(0);
            differing(&of(chinese, Lang::Chinese), &of(english, Lang::English))
        };
        assert!(quotient("4120个", "412").is_some_and(is_slip));
        assert!(quotient("2000万元", "2 million yuan").is_some_and(is_slip));
        assert!(!quotient("40人", "14").is_some_and(is_slip));
    }

    #[test]
    fn equal_rounded_distant_and_unlike_values_do_not() {
        for (chinese, english) in [
            ("412个", "412"),
            ("34分钟", "over half an hour"),
            ("逾38万", "almost 400,000"),
            ("6700人", "thirty"),
            ("5499元", "$605"),
            ("8%", "8 years"),
            ("43%", "57 per cent"),
            ("一个", "two"),
            ("27岁", "41"),
            ("三次", "three times"),
            ("1994年", "in 2011"),
            ("300元", "250"),
            ("34%", "a third"),
            ("24.8%", "one in four"),
            ("近78小时", "more than three days"),
            ("11时40分", "11.40 p.m."),
            ("1998年以来", "since 1980"),
        ] {
            assert!(!differ(chinese, english), "{chinese} {english}");
        }
    }
}
