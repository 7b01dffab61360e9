//! Whether two amounts, measures or lengths of time may be the same.

use super::{
    Amount, Comparison, Decimal, Length, Modifier, Relation,
    amount::Direction,
    compare::{UNRELATED, weaker},
    value::Scale,
};

/// Why two amounts may be the same that differ in nothing but their signs.
pub(super) const SIGN_IN_WORDS: &str = "sign in the words";

/// A round number with three zeros or more stands for what is off by an eighth of it at most. A judgement: neither the pairs of
/// `corpora` nor their links move with it, and 50,000 against 100,000 is a mistake.
const ROUNDED: i32 = 8;

/// How a modifier and another agree: pointing the same way, one saying nothing, or against each other.
pub(super) fn compare_modifiers(a: Modifier, b: Modifier) -> Relation {
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
        return if bound_holds(a, of_a, b, of_b)
            || bound_holds(b, of_b, a, of_a)
            || odd_holds(a, of_a, b)
            || odd_holds(b, of_b, a)
        {
            Comparison::new(Relation::Compatible, "within the bound")
        } else {
            values
        };
    }
    if is_broken(a, of_a, b, of_b) || is_broken(b, of_b, a, of_a) {
        return Comparison::new(Relation::Conflict, "outside the bound");
    }
    match compare_modifiers(of_a, of_b) {
        Relation::Conflict if leave_room(a, of_a, b) => {
            Comparison::new(Relation::Compatible, "between the bounds")
        }
        Relation::Conflict => Comparison::new(Relation::Conflict, "opposite bounds"),
        Relation::Compatible => weaker(values, "modifiers differ"),
        _ => values,
    }
}

/// Whether something lies above the one and below the other of two opposite bounds: over 386,000 and nearly 400,000.
fn leave_room(a: Amount, of_a: Modifier, b: Amount) -> bool {
    let (low, high) = if of_a.direction() == Direction::Up {
        (a, b)
    } else {
        (b, a)
    };
    low.point()
        .zip(high.point())
        .is_some_and(|(low, high)| low.compare(high).is_lt())
}

/// Whether the plain number `other` lies where the modifier of `bound` puts it: near enough to be what it stands for.
pub(super) fn bound_holds(
    bound: Amount,
    modifier: Modifier,
    other: Amount,
    of_other: Modifier,
) -> bool {
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
        // 三百多 is not 400 any more, and nobody says "over 300" of it.
        Modifier::Over | Modifier::Odd => {
            let next = value.plus(step);
            between(Some(value), next) && next.is_some_and(|it| number.compare(it).is_lt())
        }
        Modifier::AtLeast => between(Some(value), value.plus(step)),
        Modifier::Nearly => {
            let near = Decimal::new(85, -2).and_then(|it| value.times(it));
            between(value.minus(step), Some(value)) && between(near, Some(value))
        }
        // 49 is below 50 and so may be 40; what is below 40 is not what is below 50.
        Modifier::Under | Modifier::AtMost => {
            let low = value.minus(step);
            let is_other_bound = of_other.direction() == Direction::Down
                && low.is_some_and(|it| it.compare(number).is_eq());
            between(low, Some(value)) && !is_other_bound
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

/// Whether a plain number lies on the wrong side of a bound, by more than a fiftieth: 8,600 rounds to 9,000 and is not more
/// than that.
fn is_broken(bound: Amount, modifier: Modifier, other: Amount, of_other: Modifier) -> bool {
    const FIFTIETH: i32 = 50;
    let (Some(bound), Some(other), Modifier::None | Modifier::Exactly) =
        (bound.point(), other.point(), of_other)
    else {
        return false;
    };
    let short = match modifier.direction() {
        Direction::Up => bound.minus(other),
        Direction::Down => other.minus(bound),
        Direction::None => None,
    };
    let short = short.filter(|it| !it.is_negative());
    let scaled = short.and_then(|it| it.times(Decimal::of(FIFTIETH)));
    scaled.is_some_and(|it| it.compare(bound.magnitude()).is_gt())
}

/// Whether a range lies between a number with 多 and the next round one: 五十多岁 and `in his mid-fifties`.
fn odd_holds(odd: Amount, modifier: Modifier, range: Amount) -> bool {
    let (Some(low), Amount::Range(from, to), Modifier::Odd) = (odd.point(), range, modifier) else {
        return false;
    };
    let high = Decimal::power_of_ten(low.last_digit_place()).and_then(|step| low.plus(step));
    low.compare(from).is_le() && high.is_some_and(|high| to.compare(high).is_le())
}

pub(super) fn amounts_agree(a: Amount, b: Amount) -> Comparison {
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

pub(super) fn points_agree(x: Decimal, y: Decimal) -> Comparison {
    if x.same_value(y) {
        return Comparison::new(Relation::Equal, "same");
    }
    let signs = x.is_negative() != y.is_negative() && x.magnitude().same_value(y.magnitude());
    if signs {
        // 下降4.8% / −4.8%: the sign may stand in the verb.
        return Comparison::new(Relation::Compatible, SIGN_IN_WORDS);
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
    // 100,000 for 95,000, hardly for 50,000.
    let near = || {
        let off = x.minus(y).and_then(|it| it.times(Decimal::of(ROUNDED)));
        let larger = if x.compare(y).is_lt() { y } else { x };
        off.is_none_or(|it| it.magnitude().compare(larger.magnitude()).is_le())
    };
    if (large(x) && loose(x).rounds_to(y) || large(y) && loose(y).rounds_to(x)) && near() {
        return Comparison::new(Relation::Compatible, "rounded");
    }
    Comparison::new(Relation::Conflict, "amounts differ")
}

pub(super) fn convert(
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
    // 410公頃 and more than 1,000 acres: a little above what is rounded down.
    let over = |bound: Decimal, modifier: Modifier, other: Option<Decimal>| {
        let up = matches!(modifier, Modifier::Over | Modifier::Odd | Modifier::AtLeast);
        other.is_some_and(|other| {
            up && other.compare(bound).is_ge()
                && other
                    .minus(bound)
                    .and_then(|off| off.times(Decimal::of(ROUNDED)))
                    .is_some_and(|off| off.compare(bound.magnitude()).is_le())
        })
    };
    let points = low_x.same_value(high_x) && low_y.same_value(high_y);
    let above = points
        && (over(low_x, of_a, unit_y.convert(low_y, unit_x))
            || over(low_y, of_b, unit_x.convert(low_x, unit_y)));
    if above || fits(low_x, low_y) && fits(high_x, high_y) {
        Comparison::new(Relation::Convertible, "about the same in other units")
    } else {
        Comparison::new(Relation::Conflict, "amounts differ after conversion")
    }
}

pub(super) fn compare_scales(x: Amount, from: Scale, y: Amount, to: Scale) -> Comparison {
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

pub(super) fn in_unit(length: Length) -> Option<Decimal> {
    let (months, seconds, business) = length.unit.length();
    let (_, value) = length.single()?;
    value.quotient(Decimal::of(months + seconds + business))
}

/// Whether a length is where the modifier of `bound`, told in the same unit or a larger one, puts it: 二十多年 and 25 years, over
/// half an hour and 34 minutes, 逾100小时 and more than four days. In another unit never further off than half of the bound:
/// nobody says more than a day of two.
fn length_in_bound(
    bound: (Length, Length),
    modifier: Modifier,
    other: (Length, Length),
    of_other: Modifier,
) -> bool {
    let is_same_unit = bound.0.unit == other.0.unit;
    if bound.0.unit < other.0.unit || !bound.0.same(bound.1) || !other.0.same(other.1) {
        return false;
    }
    let (Some((kind, seconds)), Some(value)) = (other.0.single(), in_unit(bound.0)) else {
        return false;
    };
    let (months, per_second, business) = bound.0.unit.length();
    let of_unit = Decimal::of(months + per_second + business);
    let Some((of_bound, _)) = bound.0.single() else {
        return false;
    };
    let Some(length) = seconds.quotient(of_unit).filter(|_| of_bound == kind) else {
        return false;
    };
    let near = value
        .minus(length)
        .and_then(|off| off.times(Decimal::of(2)))
        .is_some_and(|off| off.magnitude().compare(value.magnitude()).is_le());
    (is_same_unit || near)
        && bound_holds(
            Amount::Point(value),
            modifier,
            Amount::Point(length),
            of_other,
        )
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
    let bounded = || length_in_bound(a, of_a, b, of_b) || length_in_bound(b, of_b, a, of_a);
    if kind_a == kind_b {
        let found = compare_amounts(x, of_a, y, of_b);
        return if found.relation == Relation::Conflict && bounded() {
            Comparison::new(Relation::Compatible, "within the bound")
        } else {
            found
        };
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
