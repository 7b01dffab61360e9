//! How telling a quantity is.

use std::mem::discriminant;

use crate::quantity::{Amount, Decimal, Quantity, Relation, Value, compare};

/// The share of running tokens that a quantity of this value makes up, in `(0, 1]`.
///
/// A judgement by kind and by the number of significant digits, to the order of magnitude: "two" is in every text,
/// 2801.5 in hardly any. With each digit more there are ten times as many values to share the same number of
/// mentions; round numbers are preferred, so the step is set at a factor of five.
#[must_use]
pub fn frequency(quantity: &Quantity) -> f32 {
    const STEP: f32 = 5.0;
    const LEAST: f32 = 5e-6;
    let first = match &quantity.value {
        // Of the small numbers few name a chapter.
        _ if quantity.division().is_some() => 6e-4,
        Value::Number { .. } | Value::Ordinal { .. } | Value::RelativeOrdinal { .. } => 2e-3,
        Value::Percent { .. } | Value::Duration { .. } | Value::Anchored { .. } => 3e-4,
        Value::Date { .. } | Value::Period { .. } => 2e-4,
        _ => 2e-4,
    };
    let digits = quantity.value.amount().map_or(1, significant_digits);
    let further = i32::try_from(digits.saturating_sub(1)).unwrap_or(i32::MAX);
    (first / STEP.powi(further)).max(LEAST)
}

/// How likely a quantity is given one of the other language that is related to it so; `None` if the relation tells
/// nothing.
///
/// Ordered by how exact the relation is; the steps are a judgement, their effect is small against that of the
/// background frequency. A common number whose unit is missing on one side tells nothing: "three" goes with three
/// years, three companies and everything else that there are three of.
#[must_use]
pub fn probability(a: &Quantity, b: &Quantity) -> Option<f32> {
    let relation = compare(a, b).relation;
    let is_other_kind = discriminant(&a.value) != discriminant(&b.value);
    match relation {
        Relation::Equal => Some(0.8),
        Relation::Compatible if is_other_kind && frequency(a).max(frequency(b)) >= COMMON => None,
        Relation::Compatible => Some(0.4),
        Relation::Convertible => Some(CONVERTED),
        _ => None,
    }
}

/// The probability of a quantity given one that is the same in other units.
pub const CONVERTED: f32 = 0.2;

/// The frequency of one-digit numbers without a unit.
const COMMON: f32 = 1e-3;

/// The number of significant digits; of a range, of its more exact end.
fn significant_digits(amount: Amount) -> usize {
    let run = Decimal::significant_digits;
    match amount {
        Amount::Point(number) => run(number),
        Amount::Range(low, high) | Amount::Ratio(low, high) => run(low).max(run(high)),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, quantity::quantities};

    #[test]
    fn the_more_digits_the_more_telling() {
        let of = |text: &str| frequency(quantities(text, Lang::Chinese).first().unwrap());
        assert!(of("三家公司") > of("38家公司"));
        assert!(of("38亿元") > of("2801.5亿元"));
        assert_eq!(of("28015亿元"), of("280.15亿元"));
    }
}
