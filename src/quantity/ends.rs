//! A range that the other side tells in two: `from 1.2 to 1.5 million`, 由120万增至150万.
//!
//! A change from one value to another is a range in one language and two quantities in the other, as verbs, commas and years
//! between the two have it. Either way the same is said, and a wrong end is a wrong value.

use std::mem::discriminant;

use super::{
    Amount, Comparison, Decimal, Modifier, Quantity, Relation, Value,
    amount::Direction,
    compare::{compare, weaker},
};

/// Why two quantities conflict of which one is an end of a range.
const START: &str = "the start of the range differs";
const END: &str = "the end of the range differs";

/// The two values of a change stand at most so many quantities apart: 从2019年的120万增至2023年的150万.
const APART: usize = 2;

/// The most bytes between two values that are one change although an end of it differs: 万人次大幅攀升至.
const NEAR: usize = 30;

/// The quantities that tell the start and the end of a range, and how they compare with these.
pub(super) type Told = [(usize, Comparison); 2];

/// The start and the end of a range, or the two numbers of a result, each as a quantity of its own.
#[derive(Debug)]
pub(super) struct Ends {
    start: Quantity,
    end: Quantity,
    /// Whether they are those of a result, which is told in one breath: 58比42, 58 to 42.
    is_result: bool,
}

/// The ends of a range or a result; `None` of all others and of vague amounts.
pub(super) fn ends(range: &Quantity) -> Option<Ends> {
    let values = match &range.value {
        Value::Duration { low, high } if !low.same(*high) => {
            // A few years are 1 to 10.
            let (_, least) = low.single()?;
            let (_, most) = high.single()?;
            if least.times(Decimal::of(10))?.same_value(most) {
                return None;
            }
            [*low, *high].map(|it| Value::Duration { low: it, high: it })
        }
        Value::Age { low, high } if !low.same(*high) => {
            [*low, *high].map(|it| Value::Age { low: it, high: it })
        }
        Value::Period {
            from: Some(from),
            to: Some(to),
        } => [*from, *to].map(|at| Value::Date { at }),
        Value::Score { left, right } => [*left, *right].map(Value::number),
        value => {
            let Amount::Range(low, high) = value.amount()? else {
                return None;
            };
            let of = |it| value.with_amount(Amount::Point(it));
            [of(low)?, of(high)?]
        }
    };
    let [start, end] = values.map(|value| Quantity {
        span: range.span,
        core: range.core,
        value,
        modifier: range.modifier,
        rule: range.rule,
        readings: Vec::new(),
        parts: Vec::new(),
        form: range.form,
    });
    Some(Ends {
        start,
        end,
        is_result: matches!(range.value, Value::Score { .. }),
    })
}

impl Ends {
    /// A range is not the same as an end of it, however exact.
    fn named(&self, [(i, first), (j, second)]: Told) -> Told {
        let (start, end) = match self.is_result {
            true => ("a number of the result", "a number of the result"),
            false => ("the start of the range", "the end of the range"),
        };
        [(i, weaker(first, start)), (j, weaker(second, end))]
    }

    /// Compares the ends with two quantities: 三年以上十年以下 are the ends of 3 to 10 years, no bounds of what may be more.
    fn compare(&self, a: &Quantity, b: &Quantity) -> (Comparison, Comparison) {
        let is_span = a.modifier.direction() == Direction::Up
            && b.modifier.direction() == Direction::Down
            && is_near(a, b);
        let modifier = self.start.modifier;
        if !is_span || modifier != Modifier::None {
            return (compare(&self.start, a), compare(&self.end, b));
        }
        let plain = |it: &Quantity| Quantity {
            modifier,
            ..it.clone()
        };
        (
            compare(&self.start, &plain(a)),
            compare(&self.end, &plain(b)),
        )
    }
}

/// Whether two quantities stand so near each other that they tell one change.
fn is_near(a: &Quantity, b: &Quantity) -> bool {
    b.span.start().saturating_sub(a.span.end()) <= NEAR
}

/// The two of `others` that agree best with the ends of a range, in text order; of equal ones the nearer.
///
/// `others` are quantities with their places, those that are taken left out. Cost: linear in their number.
pub(super) fn agreeing(ends: &Ends, others: &[(usize, &Quantity)]) -> Option<Told> {
    let mut best: Option<(Relation, usize, Told)> = None;
    for (at, (i, a)) in others.iter().enumerate() {
        if !compare(&ends.start, a).relation.agrees() {
            continue;
        }
        let near = others.iter().skip(at + 1);
        for (j, b) in near.take_while(|(j, _)| j - i <= APART) {
            let (first, second) = ends.compare(a, b);
            // 从60岁提高到63岁; 3 and 5 of whatever do not tell 3 to 5 days.
            let is_bare = |it: Comparison| it.reason == "unit missing";
            let is_change = matches!(ends.start.value, Value::Number { .. })
                && discriminant(&a.value) == discriminant(&b.value)
                && is_near(a, b);
            let is_apart = ends.is_result && !(*j == i + 1 && is_near(a, b));
            let agree = first.relation.agrees() && second.relation.agrees();
            if !agree || is_apart || is_bare(first) && is_bare(second) && !is_change {
                continue;
            }
            let relation = first.relation.max(second.relation);
            if best
                .as_ref()
                .is_none_or(|it| (relation, j - i) < (it.0, it.1))
            {
                best = Some((relation, j - i, [(*i, first), (*j, second)]));
            }
        }
    }
    best.map(|(_, _, told)| ends.named(told))
}

/// Two neighbours of which one is an end of the range and the other conflicts with the other end; `others` as in [`agreeing`].
pub(super) fn half_agreeing(ends: &Ends, others: &[(usize, &Quantity)]) -> Option<Told> {
    if ends.is_result {
        return None;
    }
    let wrong = |reason| Comparison::new(Relation::Conflict, reason);
    others
        .iter()
        .zip(others.iter().skip(1))
        .filter(|((i, a), (j, b))| *j == i + 1 && is_near(a, b))
        .find_map(|((i, a), (j, b))| {
            let (first, second) = ends.compare(a, b);
            match (first.relation, second.relation) {
                (Relation::Conflict, Relation::Equal) => Some([(*i, wrong(START)), (*j, second)]),
                (Relation::Equal, Relation::Conflict) => Some([(*i, first), (*j, wrong(END))]),
                _ => None,
            }
        })
        .map(|told| ends.named(told))
}

/// Whether `a` and `b` are the two ends of the range, in either order: 2.4亿—2.6亿元 told as 240 million and 260 million.
pub(crate) fn are_ends(range: &Quantity, a: &Quantity, b: &Quantity) -> bool {
    let agrees = |x: &Quantity, y: &Quantity| compare(x, y).relation.agrees();
    ends(range).is_some_and(|it| {
        agrees(&it.start, a) && agrees(&it.end, b) || agrees(&it.start, b) && agrees(&it.end, a)
    })
}
