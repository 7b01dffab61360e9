//! Two texts that give different values for what seems to be the same thing.
//!
//! A pair of sentences gives both 412 and 356 cancelled flights. Such values are of one kind and unit and of one order
//! of magnitude; neither agrees with another value of the other sentence, and the words around them correspond, or no
//! other value can be meant. Small numbers, and values of unlike kinds that say the same (an age and a bare number), need the words. A telling value that the other text gives elsewhere has its counterpart there, and two
//! shares that make a whole are no disagreement. All thresholds are judgements on the dev part of `corpora/comparable`, not fitted.

use super::{
    association::{Association, Explained},
    document::{Document, Token, TokenType},
    evidence::EvidenceKind,
    quantity::frequency,
    told::Weighed,
};
use crate::{
    quantity::{
        Amount, Decimal, Field, Length, Modifier, Moment, Quantity, Relation, Value, compare,
    },
    text::Span,
};

/// How far apart two values may be, as a quotient: beyond this they are hardly values of one thing.
const FARTHEST: f64 = 2.0;

/// Less than this is no disagreement where a value is rounded (*about*, *nearly*).
const ROUNDING: f64 = 1.08;

/// A bound is kept by values this much beyond it: *over half an hour* is said of 34 minutes, not of an hour.
const BEYOND: f64 = 1.3;

/// How many bytes around a value its role is looked for, Chinese first: about fifteen characters and ten words.
const AROUND: (usize, usize) = (45, 60);

/// What the words around two values must tell for the values to have one role, in nats.
const LEAST_CONTEXT: f32 = 0.2;

/// Values that make up more of running text than this, small numbers above all, are given everywhere of everything.
const COMMON: f32 = 5e-4;

/// How near a value elsewhere must be to be the counterpart, as a quotient: further off a rounded value is the counterpart
/// of others as well.
const NEARLY: f64 = 1.03;

/// Bare numbers up to this count all sorts of things in any two sentences; one is an article as often as a number.
const SMALL: f64 = 10.0;
const LEAST_CONTEXT_OF_SMALL: f32 = 1.0;

/// The most years that two accounts of one event lie apart.
const MOST_YEARS: f64 = 3.0;

/// The most values of a sentence that are compared.
const MOST_VALUES: usize = 64;

/// Two values of one role that cannot both be right.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disagreement {
    /// The value that the source gives.
    pub source: Span,
    /// The value that the target gives.
    pub target: Span,
}

/// Finds the values that two sentences, given by their tokens, disagree in; `links` is what they share.
///
/// Each value is in one disagreement at most: the one whose surroundings tell most, then the one of nearest values.
/// Cost: the product of the numbers of values, of which the first 64 of a sentence count.
#[must_use]
pub fn disagreements(
    (source, source_tokens): (&Document, &[Token]),
    (target, target_tokens): (&Document, &[Token]),
    links: &[Weighed],
    association: &Association,
) -> Vec<Disagreement> {
    let (here, there) = (values(source, source_tokens), values(target, target_tokens));
    if here.is_empty() || there.is_empty() {
        return Vec::new();
    }
    let agrees = |a: &Quantity, b: &Quantity| compare(a, b).relation.agrees();
    let is_free = |value: &Quantity, others: &[(Span, &Quantity)]| {
        !others.iter().any(|(_, other)| agrees(value, other))
    };
    let free_here: Vec<_> = here.iter().filter(|(_, a)| is_free(a, &there)).collect();
    let free_there: Vec<_> = there.iter().filter(|(_, b)| is_free(b, &here)).collect();
    let is_elsewhere = |span: Span,
                        value: &Quantity,
                        tokens: &[Token],
                        explained: &Explained,
                        other: &Document| {
        let token = tokens.iter().find(|token| token.span() == span);
        let is_given = |kind: u32| match other.types().get(kind as usize) {
            Some(TokenType::Quantity(index)) => {
                let given = other.quantities().get(*index as usize);
                given.is_some_and(|given| is_nearly(value, given))
            }
            _ => false,
        };
        !matches!(value.value, Value::Date { .. })
            && frequency(value) < COMMON
            && token.is_some_and(|token| {
                let links = explained.links(token.kind).iter();
                links
                    .copied()
                    .any(|(kind, probability)| probability > 0.0 && is_given(kind))
            })
    };
    let mut found: Vec<(f32, f64, Disagreement)> = Vec::new();
    for (from, a) in &free_here {
        for (to, b) in &free_there {
            let Some(quotient) = differing(a, b) else {
                continue;
            };
            if is_elsewhere(*from, a, source_tokens, association.source(), target)
                || is_elsewhere(*to, b, target_tokens, association.target(), source)
            {
                continue;
            }
            let context = context(*from, *to, links);
            let alike = |free: &[&(Span, &Quantity)], one: &Quantity| {
                let kind = std::mem::discriminant(&one.value);
                let same =
                    |other: &&&(Span, &Quantity)| std::mem::discriminant(&other.1.value) == kind;
                free.iter().filter(same).count()
            };
            let is_only = alike(&free_here, a) == 1 && alike(&free_there, b) == 1;
            let is_alike = std::mem::discriminant(&a.value) == std::mem::discriminant(&b.value);
            let is_one_role = if is_small(a) && is_small(b) || !is_alike {
                context >= LEAST_CONTEXT_OF_SMALL
            } else {
                is_only || context >= LEAST_CONTEXT
            };
            if is_one_role {
                let (source, target) = (*from, *to);
                found.push((context, quotient, Disagreement { source, target }));
            }
        }
    }
    found.sort_by(|a, b| {
        let place = |it: &Disagreement| (it.source, it.target);
        let by_telling = b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1));
        by_telling.then(place(&a.2).cmp(&place(&b.2)))
    });
    let mut chosen: Vec<Disagreement> = Vec::new();
    for (.., it) in found {
        if !chosen
            .iter()
            .any(|other| other.source == it.source || other.target == it.target)
        {
            chosen.push(it);
        }
    }
    chosen.sort_by_key(|it| (it.source, it.target));
    chosen
}

fn values<'d>(document: &'d Document, tokens: &[Token]) -> Vec<(Span, &'d Quantity)> {
    let value = |token: &Token| match document.types().get(token.kind as usize) {
        Some(TokenType::Quantity(index)) => {
            Some((token.span(), document.quantities().get(*index as usize)?))
        }
        _ => None,
    };
    tokens.iter().filter_map(value).take(MOST_VALUES).collect()
}

/// What the words around two values share, in nats.
fn context(from: Span, to: Span, links: &[Weighed]) -> f32 {
    let near = |a: Span, b: Span, most: usize| a.start().abs_diff(b.start()) < most;
    let around = links.iter().filter(|it| {
        it.link.kind != EvidenceKind::Quantity
            && near(it.link.source.span(), from, AROUND.0)
            && near(it.link.target.span(), to, AROUND.1)
    });
    around
        .map(|it| (it.link.gain() - 1.0).max(0.0) * it.share)
        .sum()
}

/// Whether a value is given again, as it is or rounded by little.
fn is_nearly(a: &Quantity, b: &Quantity) -> bool {
    sizes(a, b).is_some_and(|(x, y)| (x / y).max(y / x) <= NEARLY)
}

/// Whether a value is a small number of nothing in particular.
fn is_small(quantity: &Quantity) -> bool {
    match &quantity.value {
        Value::Number { amount } => low(*amount).is_some_and(|it| it <= SMALL),
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
            let base = |unit: &crate::quantity::Unit, amount: Amount| {
                unit.to_base(amount.bounds()?.0).map(number)
            };
            Some((base(of_x, *x)?, base(of_y, *y)?))
        }
        (Value::Duration { low: x, .. }, Value::Duration { low: y, .. })
        | (Value::Age { low: x, .. }, Value::Age { low: y, .. }) => {
            Some((seconds(*x), seconds(*y)))
        }
        _ => None,
    }
}

/// How far two dates lie apart, as a quotient, if they may be two accounts of one.
fn apart(x: &Moment, y: &Moment) -> Option<f64> {
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

/// The quotient of two values, at least 1, if they may be two accounts of one thing that contradict each other.
fn differing(a: &Quantity, b: &Quantity) -> Option<f64> {
    // 71岁 beside "Ms Shen, 69,", 两次 beside "three times": no relation, but what is counted is the same.
    let count = |it: &Quantity| match &it.value {
        Value::Number { amount } if is_plain(it) => low(*amount),
        _ => None,
    };
    let unlike = match (&a.value, &b.value) {
        (Value::Age { low: age, .. }, Value::Number { .. }) => {
            let years = seconds(*age) / seconds_of_year();
            count(b)
                .filter(|it| (it - years).abs() <= MOST_YEARS)
                .map(|it| (years, it))
        }
        (Value::Number { .. }, Value::Multiple { factor, .. }) => count(a).zip(low(*factor)),
        _ => None,
    };
    if let Some((x, y)) = unlike {
        let quotient = (x / y).max(y / x);
        return (x > 1.0 && y > 1.0 && quotient > 1.0 && quotient <= FARTHEST).then_some(quotient);
    }
    if compare(a, b).relation != Relation::Conflict {
        return None;
    }
    if let (Value::Date { at: x }, Value::Date { at: y }) = (&a.value, &b.value) {
        return apart(x, y);
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
        is_plain(other)
            && quotient < BEYOND
            && ((upward && of_other >= of_bound) || (downward && of_other <= of_bound))
    };
    let least = if is_plain(a) && is_plain(b) {
        1.0
    } else {
        ROUNDING
    };
    let is_kept = keeps(a, x, b, y) || keeps(b, y, a, x);
    (quotient > least && quotient <= FARTHEST && !is_kept).then_some(quotient)
}

const fn is_plain(quantity: &Quantity) -> bool {
    matches!(quantity.modifier, Modifier::None | Modifier::Exactly)
}

fn low(amount: Amount) -> Option<f64> {
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
        ] {
            assert!(differ(chinese, english), "{chinese} {english}");
        }
    }

    #[test]
    fn equal_rounded_distant_and_unlike_values_do_not() {
        for (chinese, english) in [
            ("412个", "412"),
            ("34分钟", "over half an hour"),
            ("逾38万", "almost 400,000"),
            ("67人", "three"),
            ("5499元", "$605"),
            ("8%", "8 years"),
            ("43%", "57 per cent"),
            ("一个", "two"),
            ("27岁", "41"),
            ("三次", "three times"),
            ("1994年", "in 2011"),
        ] {
            assert!(!differ(chinese, english), "{chinese} {english}");
        }
    }
}
