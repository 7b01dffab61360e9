//! Signs, fractions and powers in Chinese.

use super::{
    Amount, Decimal, Modifier, Value,
    cursor::{Cursor, Found, Numeral},
    lex::Kind,
};

pub(super) fn ratio(
    numerator: Decimal,
    denominator: Decimal,
    end: usize,
    length: usize,
) -> Numeral {
    let amount = if denominator.same_value(Decimal::ONE) {
        Amount::Point(numerator)
    } else {
        Amount::Ratio(numerator, denominator)
    };
    Numeral::of(amount, end, length)
}

impl Cursor<'_> {
    /// A numeral with its sign.
    pub(super) fn signed_zh(&self, i: usize) -> Option<Numeral> {
        let negative = if self.is(i, '负') || self.is_minus(i) {
            1
        } else {
            0
        };
        let mut numeral = self.mixed_zh(i + negative)?;
        if negative == 1 {
            numeral.amount = match numeral.amount {
                Some(Amount::Point(value)) => Some(Amount::Point(value.negated())),
                Some(Amount::Ratio(a, b)) => Some(Amount::Ratio(a.negated(), b)),
                _ => return None,
            };
            numeral.length += 1;
        }
        Some(numeral)
    }

    /// A numeral or a fraction: 三分之二, 一又二分之一, 四分一, 1/2, 1 3/5, 一半, 2^5.
    pub(super) fn mixed_zh(&self, i: usize) -> Option<Numeral> {
        if self.is(i, '一')
            && let Some(end) = self.any_literal(i, &["一半半", "一半"])
        {
            return Some(ratio(Decimal::ONE, Decimal::of(2), end, 2));
        }
        if self.is(i, '半') {
            return Some(ratio(Decimal::ONE, Decimal::of(2), i + 1, 1));
        }
        let first = self.numeral_zh(i)?;
        let Some(value) = first.point() else {
            return Some(first);
        };
        let small = |denominator: Decimal| !denominator.is_zero();
        // 负三分之负一: a sign inside.
        let signed = |at: usize| {
            let sign = usize::from(self.is(at, '负'));
            let numeral = self.numeral_zh(at + sign)?;
            let value = numeral.point()?;
            Some((if sign == 1 { value.negated() } else { value }, numeral.end))
        };
        if let Some(at) = self.literal(first.end, "分之")
            && let Some((numerator, end)) = signed(at).filter(|_| small(value))
        {
            return Some(ratio(numerator, value, end, 4));
        }
        if self.is(first.end, '分') && !first.literal && first.modifier == Modifier::None {
            // 四分一, Cantonese.
            if let Some(numeral) = self.numeral_zh(first.end + 1).filter(|it| it.length == 1) {
                let below = numeral
                    .point()
                    .filter(|it| it.compare(value).is_lt() && !it.is_zero());
                let alone = !self.is_any(numeral.end, "秒钟十百");
                if let Some(numerator) = below.filter(|_| alone) {
                    return Some(ratio(numerator, value, numeral.end, 3));
                }
            }
        }
        if self.is(first.end, '又')
            && let Some(below) = self.numeral_zh(first.end + 1)
        {
            let denominator = below.point().filter(|it| !it.is_zero());
            let at = self
                .literal(below.end, "分之")
                .or_else(|| self.literal(below.end, "分"));
            if let (Some(denominator), Some((numerator, end))) = (denominator, at.and_then(signed))
            {
                let whole = value.times(denominator)?.plus(numerator)?;
                return Some(ratio(whole, denominator, end, 5));
            }
        }
        if self.is(first.end, '半')
            && first.literal
            && self.glued(first.end)
            && !self.is(first.end + 1, '个')
        {
            let after = self.at(first.end + 1);
            if after.kind != Kind::Han {
                return Some(ratio(Decimal::ONE, Decimal::of(2), first.end + 1, 2));
            }
        }
        self.slashed(i).or(Some(first))
    }

    /// 每三个人中就有一个: one in three. Of larger groups (每十万人中有12例) both numbers are counts.
    pub(super) fn one_in_zh(&self, i: usize) -> Option<Found> {
        let whole = self.numeral_zh(self.literal(i, "每")?)?;
        let below = whole
            .point()
            .filter(|it| it.compare(Decimal::of(20)).is_le())?;
        let joint = (whole.end..whole.end + 6).find(|at| self.is_any(*at, "中里"))?;
        if (whole.end..joint).any(|at| self.at(at).kind != Kind::Han) {
            return None;
        }
        let at = self.any_literal(joint + 1, &["就有", "便有", "有"])?;
        let part = self.numeral_zh(at)?;
        let above = part.point().filter(|it| it.is_integer() && !it.is_zero())?;
        let amount = Amount::Ratio(above, below);
        (above.compare(below).is_lt() && below.is_integer()).then(|| {
            Found::new(Value::Fraction { amount }, i, part.end, "zh.fraction.in")
                .with_number(i, part.end, amount)
        })
    }

    /// 1/2, 10 1/2, and powers: 2^5.
    pub(super) fn slashed(&self, i: usize) -> Option<Numeral> {
        let first = self.at(i);
        if first.kind != Kind::Number {
            return None;
        }
        let value = first.value?;
        if self.is(i + 1, '^') {
            let mut at = i + 2;
            let mut negative = false;
            while self.is_any(at, "-+") && at < i + 5 {
                negative |= self.is(at, '-');
                at += 1;
            }
            let power = self
                .at(at)
                .value?
                .to_integer()
                .filter(|it| (0..=64).contains(it))?;
            let mut result = Decimal::ONE;
            for _ in 0..power {
                result = result.times(value)?.rounded(17);
            }
            return Some(if negative {
                ratio(Decimal::ONE, result, at + 1, 3)
            } else {
                ratio(result, Decimal::ONE, at + 1, 3)
            });
        }
        let fraction = |at: usize| {
            let (a, b) = (self.at(at), self.at(at + 2));
            let numbers = a.kind == Kind::Number && b.kind == Kind::Number && a.plain && b.plain;
            let denominator = b.value.filter(|it| !it.is_zero())?;
            let date = self.is(at + 3, '/') || self.is(at + 3, '-') && self.is_number(at + 4);
            let spaced = self.at(at + 1).spaced != b.spaced;
            (numbers && self.is(at + 1, '/') && !date && !spaced).then_some((a.value?, denominator))
        };
        if let Some((numerator, denominator)) = fraction(i) {
            return Some(ratio(numerator, denominator, i + 3, 3));
        }
        let (numerator, denominator) = fraction(i + 1)?;
        let proper = numerator.compare(denominator).is_lt() && self.at(i + 1).spaced && first.plain;
        let whole = value.times(denominator)?.plus(numerator)?;
        proper.then(|| ratio(whole, denominator, i + 4, 4))
    }
}
