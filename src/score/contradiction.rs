//! Amounts, dates and numbers of a translation that cannot both be right.
//!
//! A translation gives the values of its original. Where one of a kind is left on each side and the two contradict each
//! other, one of them is wrong. What may be said in other words is doubtful: see [`is_telling`]. For texts that are no
//! translations of one another see [`disagreement`](super::disagreement), which asks for more.

use std::{
    collections::{BTreeSet, HashMap},
    mem::{Discriminant, discriminant},
};

use super::{
    conversion::{converts, may_be_converted},
    quantity::frequency,
};
use crate::quantity::{Amount, Decimal, Quantity, QuantityLink, Relation, Value, Zones, zones};

/// A quantity that makes up more than this share of running text is too common to be missed surely: it may be in the
/// grammar of the other language ("one", 两). Two significant digits of a plain number are below; see [`frequency`].
const COMMON: f32 = 5e-4;

/// Where more of a kind are left over than this, the sides say different things.
const MOST_PAIRED: usize = 3;

/// The quantities of a segment, and the text that their spans count in.
pub type Side<'q, 't> = (&'q [Quantity], &'t str);

/// Two quantities that cannot both be right.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contradiction {
    /// Which one of the source.
    pub source: usize,
    /// Which one of the target.
    pub target: usize,
    /// Why.
    pub reason: &'static str,
    /// Whether it is surely a mistake; else the words may say it otherwise.
    pub is_sure: bool,
}

/// Finds the contradictions of two segments that translate each other; `links` are those that
/// [`link`](crate::quantity::link) finds.
///
/// First come linked quantities in conflict, in the order of the links; then, of the kinds of which as many are linked to
/// nothing on both sides, up to three, these in order. Cost: linear in the numbers of quantities and links.
#[must_use]
pub fn contradictions(
    (source, source_text): Side<'_, '_>,
    (target, target_text): Side<'_, '_>,
    links: &[QuantityLink],
) -> Vec<Contradiction> {
    let telling =
        |a: &Quantity, b: &Quantity| (is_telling(a, source_text), is_telling(b, target_text));
    let digits = |a: &Quantity, b: &Quantity| {
        let has_digit = |written: &str| written.contains(|c: char| c.is_ascii_digit());
        (
            has_digit(a.span.slice(source_text)),
            has_digit(b.span.slice(target_text)),
        )
    };
    // Nothing says that two values are about the same but that they are left: 今天 and "in 2016" are both dates, and 二
    // beside 1989 is another number.
    let contradiction = |i: usize, j: usize, reason: &'static str| {
        let (a, b) = source.get(i).zip(target.get(j))?;
        let (telling, digits) = (telling(a, b), digits(a, b));
        let is_other_money = may_be_converted(a, b);
        // Chapter one and 第二章 say the same in words.
        let divisions = a.division().zip(b.division());
        let are_of_one_division = divisions.is_some_and(|(a, b)| a.meets(b));
        Some(Contradiction {
            source: i,
            target: j,
            reason: if is_other_money {
                "not comparable: another currency"
            } else {
                reason
            },
            is_sure: are_of_one_division
                || !is_other_money
                    && !are_of_other_zones(a, b)
                    && (telling.0 || digits.0)
                    && (telling.1 || digits.1),
        })
    };
    let conflicts = links
        .iter()
        .filter(|link| link.relation == Relation::Conflict)
        .filter_map(|link| contradiction(link.source, link.target, link.reason));
    let mistaken = mistaken((source, source_text), (target, target_text), links)
        .into_iter()
        .filter_map(|(i, j)| {
            contradiction(
                i,
                j,
                "the values differ, and neither side has another of the kind left",
            )
        });
    conflicts.chain(mistaken).collect()
}

/// Quantities of one kind that are linked to nothing, as many on both sides: the one was taken for the other. At most
/// [`MOST_PAIRED`] of a kind. An amount in brackets that says the one before it in another currency is no second one.
fn mistaken(
    source: Side<'_, '_>,
    target: Side<'_, '_>,
    links: &[QuantityLink],
) -> Vec<(usize, usize)> {
    let linked: (BTreeSet<usize>, BTreeSet<usize>) =
        links.iter().map(|link| (link.source, link.target)).unzip();
    let places = |(side, text): Side<'_, '_>, linked: &BTreeSet<usize>| {
        let is_restated = |place: usize, quantity: &Quantity| {
            let before = place.checked_sub(1).and_then(|at| side.get(at));
            before.is_some_and(|before| converts(text, before, quantity))
        };
        let mut kinds: HashMap<(Discriminant<Value>, &str), Vec<usize>> = HashMap::new();
        for (place, quantity) in side.iter().enumerate() {
            if !linked.contains(&place) && !is_restated(place, quantity) {
                // A speed and a distance are no two accounts of one thing.
                let dimension = match &quantity.value {
                    Value::Measure { unit, .. } => unit.dimension(),
                    // Nor are a floor and so many people.
                    _ if quantity.series().is_some() => "one of a series",
                    _ => "",
                };
                let kind = (discriminant(&quantity.value), dimension);
                kinds.entry(kind).or_default().push(place);
            }
        }
        kinds
    };
    let targets = places(target, &linked.1);
    let mut pairs = Vec::new();
    for (kind, here) in places(source, &linked.0) {
        let there = targets.get(&kind).map_or(&[][..], Vec::as_slice);
        if here.len() == there.len() && here.len() <= MOST_PAIRED {
            pairs.extend(here.into_iter().zip(there.iter().copied()));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Whether two are clock times of which one does not say in which zone.
fn are_of_other_zones(a: &Quantity, b: &Quantity) -> bool {
    let clock = |it: &Value| match it {
        Value::Date { at } => Some(*at),
        Value::Period { from, to } => from.or(*to),
        _ => None,
    };
    let clocks = clock(&a.value).zip(clock(&b.value));
    clocks.is_some_and(|(a, b)| matches!(zones(&a, &b), Zones::Unknown))
}

/// Whether a quantity, which stands in `text`, cannot well be left out or said in other words.
#[must_use]
pub fn is_telling(quantity: &Quantity, text: &str) -> bool {
    let is_exact = match &quantity.value {
        Value::Number { .. }
        | Value::Money { .. }
        | Value::Percent { .. }
        | Value::PercentPoint { .. }
        | Value::Measure { .. }
        | Value::Temperature { .. }
        | Value::Score { .. } => true,
        // A year, or a day of a month; "today", 今年 and 一点 are said in many ways. On the pairs of `corpora/parallel`
        // dates without two digits were 21 of 26 findings, none of them a mistake.
        Value::Date { .. } => {
            let written = quantity.span.slice(text).chars();
            written.filter(char::is_ascii_digit).count() >= 2
        }
        // "last week", 两倍, "the first".
        _ => false,
    };
    // Article 49-1 is 第四十九条之一, and Article 11.2 may be 第十一条第二款.
    let is_place = quantity.division().is_some();
    let point = quantity.value.amount().and_then(Amount::point);
    let has_parts = is_place && !point.is_some_and(Decimal::is_integer);
    is_exact && !has_parts && quantity.readings.is_empty() && frequency(quantity) < COMMON
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        quantity::{link, quantities},
    };

    #[test]
    fn what_is_surely_wrong_is_told_from_what_may_be_said_otherwise() {
        for (english, chinese, expected) in [
            ("It cost 380 million yuan.", "耗资3.9亿元。", &[true][..]),
            ("Forty-two people were hurt.", "四十三人受伤。", &[true]),
            ("It cost 380 million yuan.", "耗资3.8亿元。", &[]),
            ("It cost US$53 million.", "耗资3.8亿元。", &[]),
            ("It cost US$380 million.", "耗资3.8亿元。", &[true]),
            (
                "It cost 120 million yuan ($16.6 million).",
                "耗资2亿元。",
                &[true],
            ),
            (
                "It cost 120 million yuan ($16.6 million).",
                "耗资1660万美元。",
                &[],
            ),
            ("It rained for two days.", "雨下了三天。", &[]),
            ("the Act of 1989, section 2", "法案第二条", &[]),
            ("See Chapter one.", "见第二章。", &[true]),
            ("Article 93.1 applies.", "适用第九十三条之一。", &[]),
        ] {
            let (a, b) = (
                quantities(english, Lang::English),
                quantities(chinese, Lang::Chinese),
            );
            let found = contradictions((&a, english), (&b, chinese), &link(&a, &b));
            let sure: Vec<bool> = found.iter().map(|it| it.is_sure).filter(|it| *it).collect();
            assert_eq!(sure, expected, "{english} {chinese} {found:?}");
        }
    }
}
