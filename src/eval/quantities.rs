//! Quantities against gold quantities.

use super::Judged;
use crate::text::Span;

/// A quantity as records have it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct QuantityItem {
    /// Where it stands.
    pub span: Span,
    /// What kind: `number`, `currency`, `date` and so on.
    pub kind: String,
    /// The value; none where the gold leaves it open.
    pub value: Option<String>,
    /// What it counts.
    pub unit: Option<String>,
    /// Other ways to write the same value, such as further readings of a date.
    pub also: Vec<String>,
    /// Whether it is a part or another reading of a quantity that is listed too: it may meet the gold, and is not
    /// counted as found.
    pub is_extra: bool,
}

impl QuantityItem {
    /// A quantity at `span` of a kind, with a value and a unit.
    #[must_use]
    pub fn new(span: Span, kind: &str, value: Option<&str>, unit: Option<&str>) -> Self {
        Self {
            span,
            kind: kind.to_owned(),
            value: value.map(str::to_owned),
            unit: unit.map(str::to_owned),
            ..Self::default()
        }
    }

    fn has_value_of(&self, gold: &Self) -> bool {
        let Some(value) = &gold.value else {
            return true;
        };
        let expected = || std::iter::once(value).chain(&gold.also);
        let mut found = self.value.iter().chain(&self.also);
        found.any(|found| expected().any(|expected| is_equal(expected, found)))
            && (self.unit == gold.unit || gold.unit.is_none())
    }
}

/// What has to agree for a quantity to be right.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreeing {
    /// The place.
    Span,
    /// The place and the kind.
    Kind,
    /// The place, the kind, the value and, where the gold has one, the unit.
    Value,
}

/// The least overlap of the places of two quantities, intersection over union, that can be the same: `3.8亿` and
/// `3.8亿元` are.
const LEAST_OVERLAP: f64 = 0.5;

/// Judges quantities: right if one of the gold overlaps by at least half of their union and agrees.
///
/// Values are equal if they are written the same, or are numbers and equal. Time: items by those that overlap them.
#[must_use]
pub fn quantities(
    gold: &[QuantityItem],
    found: &[QuantityItem],
    agreeing: Agreeing,
) -> Vec<Judged> {
    let agree = |gold: &QuantityItem, found: &QuantityItem| match agreeing {
        Agreeing::Span => true,
        Agreeing::Kind => gold.kind == found.kind,
        Agreeing::Value => gold.kind == found.kind && found.has_value_of(gold),
    };
    let (gold_places, found_places) = (Places::new(gold), Places::new(found));
    let right = found.iter().filter(|item| !item.is_extra).map(|item| {
        let mut near = gold_places.near(item.span);
        Judged::found(item.span.start(), near.any(|gold| agree(gold, item)))
    });
    let met = gold.iter().map(|item| {
        let mut near = found_places.near(item.span);
        Judged::expected(item.span.start(), near.any(|found| agree(item, found)))
    });
    right.chain(met).collect()
}

/// Items in the order of their places.
struct Places<'i> {
    items: Vec<&'i QuantityItem>,
}

impl<'i> Places<'i> {
    fn new(items: &'i [QuantityItem]) -> Self {
        let mut items: Vec<_> = items.iter().collect();
        items.sort_by_key(|item| item.span);
        Self { items }
    }

    fn near(&self, span: Span) -> impl Iterator<Item = &'i QuantityItem> {
        // What overlaps by half is at most twice as long, and begins at most that far ahead.
        let first = span.end().saturating_sub(span.len().saturating_mul(2));
        let from = self.items.partition_point(|item| item.span.start() < first);
        let rest = self.items.get(from..).unwrap_or_default();
        rest.iter()
            .copied()
            .take_while(move |item| item.span.start() <= span.end())
            .filter(move |item| super::pairs::overlap(item.span, span) >= LEAST_OVERLAP)
    }
}

fn is_equal(a: &str, b: &str) -> bool {
    let number = |value: &str| value.parse::<f64>().ok();
    // Far closer than any two values that texts tell apart.
    let near = |(a, b): (f64, f64)| (a - b).abs() <= 1e-8 * a.abs().max(b.abs()).max(1.0);
    a == b || number(a).zip(number(b)).is_some_and(near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Counts, total};

    #[test]
    fn place_kind_and_value_are_judged_apart() {
        let at = |start, end, kind, value, unit| {
            QuantityItem::new(Span::new(start, end), kind, Some(value), unit)
        };
        let gold = [
            at(0, 10, "currency", "380000000", Some("CNY")),
            at(20, 24, "date", "XXXX-05-03", None),
            at(30, 34, "number", "7", None),
        ];
        let mut part = at(2, 10, "number", "1", None);
        part.is_extra = true;
        let found = [
            at(0, 9, "currency", "3.8e8", Some("CNY")),
            at(20, 24, "date", "XXXX-03-05", None),
            at(33, 40, "number", "7", None),
            part,
        ];
        for (agreeing, right) in [
            (Agreeing::Span, 2),
            (Agreeing::Kind, 2),
            (Agreeing::Value, 1),
        ] {
            let counts = total(&quantities(&gold, &found, agreeing));
            assert_eq!(counts, Counts::new(right, 3, 3), "{agreeing:?}");
        }
    }
}
