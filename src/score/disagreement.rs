//! Two texts that give different values for what seems to be the same thing.
//!
//! A pair of sentences gives both 412 and 356 cancelled flights. Such values contradict each other and are not too far apart
//! (`score::differing`); neither agrees with another value of the other sentence; and they have one *role*: the
//! words around them correspond, or the values before or behind them do (*from 13 years to 10* beside a term cut from 13
//! years to 11), they are near each other and given by one text alone each ([`orphan`](super::orphan)), or no other value can
//! be meant. Small numbers, dates, and values of unlike kinds that say the same (an age
//! and a bare number) need the words. A telling value that the other text gives elsewhere, among words that correspond as
//! well, has its counterpart there; two shares that make a whole are no disagreement, nor are *two other* men against
//! three, nor so much a mile against so much a kilometre. All thresholds are judgements on the dev part of
//! `corpora/comparable`, not fitted.

use std::{borrow::Cow, collections::HashMap, mem::discriminant};

use super::{
    association::{Association, Explained},
    differing::{differing, is_nearly, is_plain, is_slip, is_small},
    document::{Document, Token, TokenType},
    evidence::EvidenceKind,
    orphan::Orphans,
    quantity::frequency,
    told::Weighed,
};
use crate::{
    lang::Lang,
    quantity::{Amount, Decimal, Length, Quantity, Value, compare},
    text::Span,
};

/// How far apart two values may be, as a quotient, if they have no unit, or nothing but their kind speaks for one role; further
/// only as a slip.
const FARTHEST: f64 = 2.0;

/// How many bytes around a value its role is looked for, Chinese first: about fifteen characters and ten words.
const AROUND: (usize, usize) = (45, 60);

/// What the words around two values must tell for the values to have one role, in nats.
const LEAST_CONTEXT: f32 = 0.2;

/// The same for values that are given of everything: small numbers, dates, values far apart.
const LEAST_CONTEXT_OF_SMALL: f32 = 1.0;

/// The same for values too far apart to be two accounts, one of which may be a slip. With 1, 2, 3 and 4 the disagreements of the
/// first 13 document pairs of the dev part of `corpora/comparable` had F1 78.7, 82.4, 83.3 and 83.3; without, 84.3, and no slip was found.
const LEAST_CONTEXT_OF_FAR: f32 = 4.0;

/// What the rest of two sentences counts, against the words around two values, where counterparts compete.
const OF_REST: f32 = 0.5;

/// How near two values must be that only one text gives each, to have one role whatever the words say.
const LEAST_NEARNESS: f32 = 0.5;

/// What it tells, in nats, that the values before or behind two values agree; and how many words may lie between.
const OF_SERIES: f32 = 1.5;
const LONGEST_STEP: usize = 4;

/// Values that make up more of running text than this, small numbers above all, are given everywhere of everything.
const COMMON: f32 = 5e-4;

/// How many words before a Chinese value what it is counted by may stand: 每公里只用了3分.
const RATE: usize = 5;

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

/// How well the sentence around each value, above all the words near it, corresponds to that around an agreeing value of the
/// other text, wherever that is.
#[derive(Clone, Debug, Default)]
pub struct Counterparts {
    of_source: HashMap<Span, f32>,
    of_target: HashMap<Span, f32>,
}

impl Counterparts {
    /// Reads what pairs of sentences share.
    pub fn new<'l>(pairs: impl Iterator<Item = &'l [Weighed]>) -> Self {
        let mut found = Self::default();
        for links in pairs {
            let shared = shared(links);
            let of_quantities = links
                .iter()
                .filter(|it| it.link.kind == EvidenceKind::Quantity);
            for it in of_quantities {
                let (from, to) = (it.link.source.span(), it.link.target.span());
                let support = context(from, to, links) + OF_REST * shared;
                for (side, span) in [(&mut found.of_source, from), (&mut found.of_target, to)] {
                    let best = side.entry(span).or_default();
                    *best = best.max(support);
                }
            }
        }
        found
    }
}

/// Finds the values that two sentences, given by their tokens, disagree in; `links` is what they share, and where all
/// sentences are known, `known` what counterparts their values have and which have none.
///
/// Each value is in one disagreement at most: the one whose surroundings tell most, then the one of nearest values.
/// Cost: the product of the numbers of values, of which the first 64 of a sentence count, times that of links.
#[must_use]
pub fn disagreements(
    (source, source_tokens): (&Document, &[Token]),
    (target, target_tokens): (&Document, &[Token]),
    links: &[Weighed],
    association: &Association,
    known: Option<(&Counterparts, &Orphans)>,
) -> Vec<Disagreement> {
    let (counterparts, orphans) = known.unzip();
    let (here, there) = (values(source, source_tokens), values(target, target_tokens));
    if here.is_empty() || there.is_empty() {
        return Vec::new();
    }
    // 7 is no other way to say "more than seven hours" where 逾七小時 says it.
    let is_met = |value: &Given<'_>, others: &[Given<'_>]| {
        let mut agreeing = others.iter().filter(|it| it.agrees(value));
        agreeing.any(|it| it.is_alike(value))
    };
    let is_free = |value: &Given<'_>, beside: &[Given<'_>], others: &[Given<'_>]| {
        let mut agreeing = others.iter().filter(|other| value.agrees(other));
        !agreeing.any(|other| value.is_alike(other) || !is_met(other, beside))
    };
    let free = |values: &[Given<'_>], others: &[Given<'_>]| -> Vec<usize> {
        let all = values.iter().enumerate();
        all.filter(|(_, value)| is_free(value, values, others))
            .map(|(at, _)| at)
            .collect()
    };
    let (free_here, free_there) = (free(&here, &there), free(&there, &here));
    let alike = |free: &[usize], values: &[Given<'_>], one: &Given<'_>| {
        let others = free.iter().filter_map(|&at| values.get(at));
        others
            .filter(|it| !it.is_converted && it.is_alike(one))
            .count()
    };
    let shared = shared(links);
    let mut found: Vec<(f32, f64, Disagreement)> = Vec::new();
    for &i in &free_here {
        for &j in &free_there {
            let (Some(a), Some(b)) = (here.get(i), there.get(j)) else {
                continue;
            };
            let Some(quotient) = differing(&a.quantity, &b.quantity) else {
                continue;
            };
            let is_other_rate = a
                .rate
                .zip(b.rate)
                .is_some_and(|(a, b)| association.source().probability(a, b) <= 0.0);
            if is_other_rate {
                continue;
            }
            let mut context = context(a.span, b.span, links);
            let support = context + OF_REST * shared;
            let is_weaker = |best: &HashMap<Span, f32>, span: Span| {
                best.get(&span).is_some_and(|best| *best < support)
            };
            let elsewhere = counterparts.map_or((false, false), |it| {
                (
                    is_weaker(&it.of_source, a.span),
                    is_weaker(&it.of_target, b.span),
                )
            });
            if !elsewhere.0 && a.is_given_in(target, association.source())
                || !elsewhere.1 && b.is_given_in(source, association.target())
            {
                continue;
            }
            if in_series((&here, i), (&there, j)) {
                context += OF_SERIES;
            }
            let is_only = alike(&free_here, &here, a) == 1 && alike(&free_there, &there, b) == 1;
            // Then nothing else may be meant, and the words around both must say so.
            let is_far =
                is_slip(quotient) || quotient > FARTHEST && !(a.has_unit() && b.has_unit());
            if is_far && !(is_only && context >= LEAST_CONTEXT_OF_FAR) {
                continue;
            }
            let is_common = is_small(&a.quantity) && is_small(&b.quantity) || a.is_vague_date();
            let nearness = orphans.and_then(|it| it.nearness(a.kind, b.kind));
            let are_accounts = nearness.is_some_and(|it| it >= LEAST_NEARNESS);
            let is_one_role = if are_accounts {
                true
            } else if is_common || !a.is_alike(b) || quotient > FARTHEST {
                context >= LEAST_CONTEXT_OF_SMALL
            } else {
                context >= LEAST_CONTEXT || is_only
            };
            if is_one_role {
                let (source, target) = (a.span, b.span);
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

/// A value with what stands beside it.
struct Given<'d> {
    /// Which token of the sentence.
    at: usize,
    span: Span,
    kind: u32,
    /// With the unit of the value before it, where its own is left out.
    quantity: Cow<'d, Quantity>,
    /// The type of the word that it is counted by: *mile* in *five minutes a mile*.
    rate: Option<u32>,
    /// Whether it says in other money what the value before it says.
    is_converted: bool,
}

impl Given<'_> {
    fn agrees(&self, other: &Self) -> bool {
        compare(&self.quantity, &other.quantity).relation.agrees()
    }

    fn is_alike(&self, other: &Self) -> bool {
        discriminant(&self.quantity.value) == discriminant(&other.quantity.value)
    }

    fn is_date(&self) -> bool {
        matches!(self.quantity.value, Value::Date { .. })
    }

    /// Whether it is a date without a day, as texts give of all sorts of things.
    fn is_vague_date(&self) -> bool {
        matches!(&self.quantity.value, Value::Date { at } if at.day.is_none())
    }

    /// Whether it is an amount of something that has a unit; numbers and shares are amounts of anything.
    fn has_unit(&self) -> bool {
        matches!(
            self.quantity.value,
            Value::Money { .. }
                | Value::Measure { .. }
                | Value::Duration { .. }
                | Value::Anchored { .. }
                | Value::Age { .. }
        )
    }

    /// Whether it is telling and stands in the other text, as it is or rounded by little.
    fn is_given_in(&self, other: &Document, explained: &Explained) -> bool {
        let is_given = |kind: u32| match other.types().get(kind as usize) {
            Some(TokenType::Quantity(index)) => {
                let given = other.quantities().get(*index as usize);
                given.is_some_and(|given| is_nearly(&self.quantity, given))
            }
            _ => false,
        };
        !self.is_date()
            && frequency(&self.quantity) < COMMON
            && explained
                .links(self.kind)
                .iter()
                .any(|&(kind, probability)| probability > 0.0 && is_given(kind))
    }
}

/// The values of a sentence that may be compared.
fn values<'d>(document: &'d Document, tokens: &[Token]) -> Vec<Given<'d>> {
    let word = |at: Option<usize>| -> Option<&str> {
        let token = tokens.get(at?)?;
        match document.types().get(token.kind as usize) {
            Some(TokenType::Word(word)) => Some(word),
            _ => None,
        }
    };
    let quantity = |at: usize| match document.types().get(tokens.get(at)?.kind as usize) {
        Some(TokenType::Quantity(index)) => {
            let index = *index as usize;
            Some((index, document.quantities().get(index)?))
        }
        _ => None,
    };
    let is_english = document.lang() == Lang::English;
    let mut found: Vec<Given<'d>> = Vec::new();
    let mut last: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate() {
        let Some((index, value)) = quantity(at) else {
            continue;
        };
        let before = found.last().filter(|it| it.at.checked_add(2) == Some(at));
        let continued = before
            .filter(|_| is_english && word(at.checked_sub(1)) == Some("to"))
            .and_then(|before| with_unit_of(&before.quantity, value));
        // Two other men: so many of those that the other text counts were counted already.
        let is_rest = is_english
            && [at.checked_add(1), at.checked_sub(1)]
                .into_iter()
                .any(|beside| matches!(word(beside), Some("other" | "another")));
        let is_converted = last.is_some_and(|last| {
            document
                .conversions()
                .any(|(from, to)| (from, to) == (last, index))
        });
        last = Some(index);
        if is_rest {
            continue;
        }
        let by = |at: usize| tokens.get(at).map(|token| token.kind);
        let rate = if is_english {
            // A mile is a quantity of its own.
            let is_one = |it: &Quantity| it.value.amount().is_some_and(is_one);
            match (quantity(at + 1), word(Some(at + 1))) {
                (Some((_, next)), _) if is_one(next) => by(at + 1),
                (_, Some("a" | "an" | "per" | "each" | "every")) => by(at + 2),
                _ => None,
            }
        } else {
            let near = (at.saturating_sub(RATE)..at).rev();
            let mut words = near.take_while(|&it| quantity(it).is_none());
            words
                .find(|&it| word(Some(it)) == Some("每"))
                .and_then(|it| by(it + 1))
        };
        found.push(Given {
            at,
            span: token.span(),
            kind: token.kind,
            quantity: continued.map_or(Cow::Borrowed(value), Cow::Owned),
            rate,
            is_converted,
        });
        if found.len() >= MOST_VALUES {
            break;
        }
    }
    found
}

fn is_one(amount: Amount) -> bool {
    amount.point().is_some_and(|it| it.same_value(Decimal::ONE))
}

/// A bare number with the unit of the value before it: *from 13 years to 10*.
fn with_unit_of(before: &Quantity, bare: &Quantity) -> Option<Quantity> {
    let Value::Number { amount } = bare.value else {
        return None;
    };
    let value = match &before.value {
        Value::Duration { low, .. } if is_plain(bare) => {
            let length = Length::new(amount.point()?, low.unit)?;
            Value::Duration {
                low: length,
                high: length,
            }
        }
        Value::Percent { .. } => Value::Percent { amount },
        Value::Money { currency, .. } => Value::Money {
            amount,
            currency: *currency,
        },
        Value::Measure { unit, .. } => Value::Measure {
            amount,
            unit: *unit,
        },
        _ => return None,
    };
    Some(Quantity {
        value,
        ..bare.clone()
    })
}

/// Whether the values before or behind two values agree and are of their kind.
fn in_series((here, i): (&[Given<'_>], usize), (there, j): (&[Given<'_>], usize)) -> bool {
    let beside = |values: &[Given<'_>], at: usize, by: isize| {
        let other = at.checked_add_signed(by)?;
        let (one, other_value) = (values.get(at)?, values.get(other)?);
        let is_near = one.at.abs_diff(other_value.at) <= LONGEST_STEP;
        (is_near && one.is_alike(other_value)).then_some(other)
    };
    [-1, 1].into_iter().any(|by| {
        let both = beside(here, i, by).zip(beside(there, j, by));
        both.and_then(|(i, j)| here.get(i).zip(there.get(j)))
            .is_some_and(|(a, b)| a.agrees(b))
    })
}

/// What the words of two sentences share, in nats.
fn shared(links: &[Weighed]) -> f32 {
    let words = links
        .iter()
        .filter(|it| it.link.kind != EvidenceKind::Quantity);
    words.map(told).sum()
}

/// What a shared word tells, in nats.
fn told(it: &Weighed) -> f32 {
    (it.link.gain() - 1.0).max(0.0) * it.share
}

/// What the words around two values share, in nats.
fn context(from: Span, to: Span, links: &[Weighed]) -> f32 {
    let near = |a: Span, b: Span, most: usize| a.start().abs_diff(b.start()) < most;
    let around = links.iter().filter(|it| {
        it.link.kind != EvidenceKind::Quantity
            && near(it.link.source.span(), from, AROUND.0)
            && near(it.link.target.span(), to, AROUND.1)
    });
    around.map(told).sum()
}
