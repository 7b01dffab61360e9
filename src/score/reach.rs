//! Which quantities can be related at all, without comparing all with all.
//!
//! Each reading of a quantity reaches a range of numbers on one or more channels: how many, what percentage, how long,
//! which day of the year. Two quantities that are related share a number on some channel, because rounding, modifying
//! words and conversion move a number no further than its range; what has no such range reaches everything on its
//! channel. So it is enough to [compare](crate::quantity::compare) the pairs whose ranges overlap.

use crate::quantity::{Amount, Decimal, Field, Length, Modifier, Moment, Quantity, Value};

/// What is counted on a channel.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Channel {
    /// Bare amounts, of whatever: a unit may be missing on one side.
    Count,
    Percent,
    /// Money, in major units.
    Money,
    /// Measures, in the base units of their dimensions.
    Measure,
    Temperature,
    /// Lengths of time, in days.
    Length,
    /// Days of the year.
    Day,
    /// Sums of results: they may be told from either side.
    Score,
    RelativeOrdinal,
    Code,
    Comparison,
    Recurrence,
}

/// A range of numbers, without their signs, on a channel.
#[derive(Copy, Clone, Debug)]
struct Reach {
    channel: Channel,
    low: f64,
    high: f64,
    quantity: usize,
}

/// The pairs of quantities, by index, that may be related: all that are, and not many more.
///
/// In order. Cost: `n log n`, and the number of pairs.
pub(super) fn pairs<'q>(
    source: impl Iterator<Item = (usize, &'q Quantity)>,
    target: impl Iterator<Item = (usize, &'q Quantity)>,
) -> Vec<(usize, usize)> {
    let (source, target) = (reaches(source), reaches(target));
    let order = |reach: &Reach| (reach.channel, reach.low);
    let mut pairs = Vec::new();
    // Two ranges overlap if one begins inside the other.
    for from in &source {
        let at = target.partition_point(|to| order(to) < order(from));
        let inside = target.iter().skip(at).take_while(|to| begins_in(to, from));
        pairs.extend(inside.map(|to| (from.quantity, to.quantity)));
    }
    for to in &target {
        let at = source.partition_point(|from| order(from) <= order(to));
        let inside = source
            .iter()
            .skip(at)
            .take_while(|from| begins_in(from, to));
        pairs.extend(inside.map(|from| (from.quantity, to.quantity)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn begins_in(inner: &Reach, outer: &Reach) -> bool {
    inner.channel == outer.channel && inner.low <= outer.high
}

/// All reaches of some quantities, ordered by channel and beginning.
fn reaches<'q>(quantities: impl Iterator<Item = (usize, &'q Quantity)>) -> Vec<Reach> {
    let mut reaches = Vec::new();
    for (quantity, it) in quantities {
        let mut add = |channel, (low, high): (f64, f64)| {
            // No number of this file is exact to the last binary digit.
            let (low, high) = (low - low.abs() * 1e-6, high + high.abs() * 1e-6);
            reaches.push(Reach {
                channel,
                low,
                high,
                quantity,
            });
        };
        for value in std::iter::once(&it.value).chain(&it.readings) {
            of_value(value, it.modifier, &mut add);
        }
    }
    reaches.sort_unstable_by(|a, b| {
        a.channel
            .cmp(&b.channel)
            .then(a.low.total_cmp(&b.low))
            .then(a.quantity.cmp(&b.quantity))
    });
    reaches
}

/// Everything.
const ALL: (f64, f64) = (0.0, f64::INFINITY);

fn of_value(value: &Value, modifier: Modifier, add: &mut dyn FnMut(Channel, (f64, f64))) {
    let range = |amount: Amount| of_amount(Some(amount), modifier);
    match value {
        Value::Number { amount } => add(Channel::Count, range(*amount)),
        Value::Ordinal { number } => add(Channel::Count, range(Amount::Point(*number))),
        Value::Percent { amount } => add(Channel::Percent, range(*amount)),
        Value::PercentPoint { amount } => {
            add(Channel::Percent, range(*amount));
            add(Channel::Count, range(*amount));
        }
        Value::Fraction { amount } => {
            add(Channel::Count, range(*amount));
            add(Channel::Percent, range(amount.scaled(2).unwrap_or(*amount)));
        }
        Value::Multiple { factor, .. } => {
            // Careless writers are one off.
            let (low, high) = range(*factor);
            add(Channel::Count, (low - 1.0, high + 1.0));
            // 增长两倍 is a rise of 200%.
            add(
                Channel::Percent,
                ((low - 1.0) * 100.0, (high + 1.0) * 100.0),
            );
        }
        Value::Money { amount, currency } => {
            add(Channel::Count, range(*amount));
            let hundredth = currency.major().and_then(|_| Decimal::new(1, -2));
            let major = amount.times(hundredth.unwrap_or(Decimal::ONE));
            add(Channel::Money, of_amount(major, modifier));
        }
        Value::Measure { amount, unit } => {
            add(Channel::Count, range(*amount));
            let base = |value| unit.to_base(value).map(|value| number(value.magnitude()));
            let ends = amount
                .bounds()
                .and_then(|(low, high)| base(low).zip(base(high)));
            // Conversion is exact to five per cent.
            let wide = |(a, b): (f64, f64)| (a.min(b) * 0.94, a.max(b) * 1.06);
            add(Channel::Measure, ends.map_or(ALL, wide));
        }
        Value::Temperature { amount, .. } => {
            add(Channel::Count, range(*amount));
            add(Channel::Temperature, ALL);
        }
        Value::Age { low, high } | Value::Duration { low, high } => {
            add(Channel::Count, of_count(*low, *high, modifier));
            add(Channel::Length, of_length(*low, *high, modifier));
        }
        Value::Anchored { low, high, .. } => {
            add(Channel::Length, of_length(*low, *high, modifier));
        }
        Value::Date { at } => {
            add(Channel::Day, day(at).map_or(ALL, |day| (day, day)));
            // 1998年的纪录 / its 1998 record
            if let Some(Field::At(year)) = at.year {
                add(Channel::Count, (f64::from(year), f64::from(year)));
            }
            // 提前30日 / 30 days
            if let (Some(Field::At(day)), None) = (at.day, at.month) {
                add(Channel::Count, (f64::from(day), f64::from(day)));
            }
        }
        Value::Period { .. } => add(Channel::Day, ALL),
        Value::Score { left, right } => {
            let sum = number(*left) + number(*right);
            add(Channel::Score, (sum, sum));
            // 0-2 may be a range.
            let (left, right) = (number(left.magnitude()), number(right.magnitude()));
            add(Channel::Count, (left.min(right), left.max(right)));
        }
        Value::RelativeOrdinal { .. } => add(Channel::RelativeOrdinal, ALL),
        Value::Code { .. } => add(Channel::Code, ALL),
        Value::Comparison { .. } => add(Channel::Comparison, ALL),
        Value::Recurrence { .. } => add(Channel::Recurrence, ALL),
    }
}

/// The numbers that an amount may stand for; all if it has no bounds.
fn of_amount(amount: Option<Amount>, modifier: Modifier) -> (f64, f64) {
    let Some((low, high)) = amount.and_then(Amount::bounds) else {
        return ALL;
    };
    let slack = slack(low, modifier).max(slack(high, modifier));
    let (a, b) = (number(low.magnitude()), number(high.magnitude()));
    let least = if low.is_negative() == high.is_negative() {
        a.min(b)
    } else {
        0.0
    };
    (least - slack, a.max(b) + slack)
}

/// How far rounding and modifying words take a number: one of its last digit, or five per cent.
fn slack(value: Decimal, modifier: Modifier) -> f64 {
    let stated = 10_f64.powi(value.place());
    let last = 10_f64.powi(value.last_digit_place());
    match modifier {
        // Thousands may be round numbers.
        Modifier::None | Modifier::Exactly if value.last_digit_place() < 3 => stated,
        Modifier::About => stated.max(last).max(0.05 * number(value.magnitude())),
        _ => stated.max(last),
    }
}

fn number(value: Decimal) -> f64 {
    value.to_f64()
}

/// A length as a number of the units it is stated in.
fn of_count(low: Length, high: Length, modifier: Modifier) -> (f64, f64) {
    let count = |length: Length| {
        let (_, value) = single(length)?;
        let (_, unit) = single(Length::new(Decimal::ONE, length.unit)?)?;
        value.quotient(unit)
    };
    let amount = count(low).zip(count(high));
    of_amount(amount.map(|(low, high)| Amount::range(low, high)), modifier)
}

/// A length in days.
fn of_length(low: Length, high: Length, modifier: Modifier) -> (f64, f64) {
    let days = |length: Length| {
        let (days, value) = single(length)?;
        let (low, high) = of_amount(Some(Amount::Point(value)), modifier);
        Some((low * days, high * days))
    };
    match days(low).zip(days(high)) {
        // Months against days are exact to four per cent.
        Some((low, high)) => (low.0.min(high.0) * 0.94, low.1.max(high.1) * 1.06),
        None => ALL,
    }
}

/// The part of a length that is not zero and how many days one of it is; `None` where there are several.
fn single(length: Length) -> Option<(f64, Decimal)> {
    let parts = [
        (30.4375, length.months),
        (1.0 / 86_400.0, length.seconds),
        (1.4, length.business_days),
    ];
    let mut filled = parts.into_iter().filter(|(_, value)| !value.is_zero());
    let first = filled.next().unwrap_or((1.0, Decimal::ZERO));
    filled.next().is_none().then_some(first)
}

/// The number of a day in the year where a date gives month and day.
fn day(at: &Moment) -> Option<f64> {
    match (at.month, at.day) {
        (Some(Field::At(month)), Some(Field::At(day))) => {
            Some(f64::from(month) * 64.0 + f64::from(day))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        Lang,
        quantity::{compare, quantities},
    };

    /// Numbers of all sizes, round and not, and what makes quantities of them.
    fn phrases() -> impl Strategy<Value = Vec<String>> {
        let number = prop_oneof![
            (0_u32..130).prop_map(|n| n.to_string()),
            (1_u32..40, 0_u32..8).prop_map(|(n, zeros)| format!("{n}{:0<1$}", "", zeros as usize)),
            (0_u32..3000, 0_u32..100).prop_map(|(n, rest)| format!("{n}.{rest}")),
            (1_u32..20_000_000).prop_map(|n| n.to_string()),
        ];
        let frames = proptest::sample::select(vec![
            "N",
            "-N",
            "about N",
            "over N",
            "nearly N",
            "N to 2N",
            "N%",
            "about N%",
            "N percentage points",
            "N yuan",
            "N million yuan",
            "US$N",
            "N cents",
            "N km",
            "N miles",
            "N metres",
            "N kg",
            "N pounds",
            "N years",
            "N months",
            "N days",
            "N hours",
            "N weeks",
            "N years ago",
            "N working days",
            "aged N",
            "N degrees Celsius",
            "N degrees Fahrenheit",
            "N times",
            "rose N times",
            "N mg",
            "N mg/L",
            "twice",
            "half",
            "one third",
            "two-thirds",
            "the Nth",
            "several",
            "dozens",
            "tens of thousands",
            "3 May",
            "May 3, 2014",
            "May 2014",
            "2014",
            "from May 3 to May 9",
            "3-2",
            "2-3",
            "0-N",
            "on the 15th",
            "fiscal 2023/24",
            "2023/24",
            "every year",
            "the last",
            "two and a half years",
        ]);
        proptest::collection::vec(
            (frames, number).prop_map(|(frame, number)| frame.replace('N', &number)),
            1..40,
        )
    }

    fn read(phrases: &[String]) -> Vec<Quantity> {
        let found = phrases
            .iter()
            .flat_map(|text| quantities(text, Lang::English));
        found.collect()
    }

    proptest! {
        #[test]
        fn related_quantities_are_within_reach(a in phrases(), b in phrases()) {
            let (a, b) = (read(&a), read(&b));
            let near = pairs(a.iter().enumerate(), b.iter().enumerate());
            for (i, x) in a.iter().enumerate() {
                for (j, y) in b.iter().enumerate() {
                    if compare(x, y).relation.agrees() {
                        prop_assert!(near.binary_search(&(i, j)).is_ok(), "{:?} {:?}", x, y);
                    }
                }
            }
        }
    }

    #[test]
    fn different_numbers_are_out_of_reach() {
        let numbers: Vec<String> = (1000..3000).map(|n| format!("{n} yuan")).collect();
        let found = read(&numbers);
        assert_eq!(found.len(), 2000);
        let near = pairs(found.iter().enumerate(), found.iter().enumerate());
        assert!(near.len() < 20 * found.len(), "{}", near.len());
    }
}
