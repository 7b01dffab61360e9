//! The two values of a change, where one of them leaves out what the other says: `from 15 to 12 percent`, 由120增至150万,
//! 由每小时60公里降至50公里.
//!
//! A rising pair with one unit is read as a range by the rules of ranges; what falls is none, so the first value is given the
//! unit here.

use super::{
    Amount, Decimal, Quantity, Value,
    cursor::{Cursor, Found, Numeral},
    lex::Kind,
};
use crate::lang::Lang;

/// The characters of verbs of change and of what stands around them: 大幅上涨到, 增加至, 下调为.
const OF_CHANGE: &str = "增加长升上涨提高扩大降下低跌减少缩小短回落滑调整改变延攀飙猛骤急幅逐步了强弱快慢放缓收窄宽深压优";

/// The most of these characters.
const LONGEST: usize = 8;

impl Cursor<'_> {
    /// Gives `second` what only `first`, which was found between two tokens right before it, says, and the other way round.
    pub(super) fn share_change(
        &self,
        first: &mut Quantity,
        (from, to): (usize, usize),
        second: &mut Found,
        lang: Lang,
    ) {
        let joined = match lang {
            Lang::English => self.joins_change_en(from, to, second.from),
            Lang::Chinese => self.joins_change_zh(from, to, second.from),
        };
        if !joined {
            return;
        }
        if let (Value::Measure { unit: rate, .. }, Value::Measure { amount, unit }) =
            (&first.value, &second.value)
        {
            let numerator = rate.code().split_once('/').map(|it| it.0);
            if lang == Lang::Chinese && numerator == Some(unit.code()) {
                second.value = Value::Measure {
                    amount: *amount,
                    unit: *rate,
                };
            }
            return;
        }
        if let Value::Number {
            amount: Amount::Point(value),
        } = first.value
            && let Some(shared) = self.shared(value, (from, to), second, lang)
        {
            first.value = shared;
        }
    }

    /// What a bare number is in the unit of the value after it, and in its scale where that is nearer to it.
    fn shared(
        &self,
        value: Decimal,
        (from, to): (usize, usize),
        second: &Found,
        lang: Lang,
    ) -> Option<Value> {
        let numeral = |at: usize| match lang {
            Lang::English => self.numeral_en(at),
            Lang::Chinese => self.numeral_zh(at),
        };
        let scale = numeral(second.core.0).map_or(0, |it| it.scale);
        let bare = |it: &Numeral| it.end == to && it.scale == 0 && !it.has_scale;
        let scaled = value.scaled(scale).filter(|scaled| {
            let last = || numeral(second.core.0)?.point();
            scale > 0
                && (from..to).filter_map(numeral).any(|it| bare(&it))
                && last().is_some_and(|it| is_nearer(*scaled, value, it))
        });
        let amount = Amount::Point(scaled.unwrap_or(value));
        let shared = second.value.with_amount(amount)?;
        (scaled.is_some() || !matches!(shared, Value::Number { .. })).then_some(shared)
    }

    /// Whether `to` joins what ends at `to` to what starts at `next`, with `from` before.
    fn joins_change_en(&self, from: usize, to: usize, next: usize) -> bool {
        next == to + 1 && self.is_word(to, "to") && self.is_word(from.wrapping_sub(1), "from")
    }

    /// Whether a verb of change joins the two, or 到 after 从.
    fn joins_change_zh(&self, from: usize, to: usize, next: usize) -> bool {
        let Some(last) = next.checked_sub(1).filter(|it| *it >= to) else {
            return false;
        };
        let opened = self.is_any(from.wrapping_sub(1), "从由自");
        self.is_any(last, "至到为成")
            && last - to <= LONGEST
            && (opened || last > to)
            && (to..last).all(|at| self.is_any(at, OF_CHANGE))
            && self.at(to).kind == Kind::Han
    }
}

/// Whether the scaled value is nearer to the other one than the plain one, as a quotient, and no ten times as much: 120 before
/// 150万 is 120万, 1200 before 1.5万 is not.
pub(super) fn is_nearer(scaled: Decimal, plain: Decimal, other: Decimal) -> bool {
    let less = |a: Option<Decimal>, b: Option<Decimal>| {
        a.zip(b).is_some_and(|(a, b)| a.compare(b).is_lt())
    };
    scaled.compare(other).is_le()
        || less(Some(scaled), other.scaled(1)) && less(scaled.times(plain), other.times(other))
}
