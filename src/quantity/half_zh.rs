//! 半 behind a unit or a measure word, a half of it more: 两米半, 三年半, 一成半, 两倍半, 三岁半, 三块半, 六个半, 两杯半.

use super::{
    Amount, Decimal, Modifier,
    cursor::Cursor,
    lex::Kind,
    operand::{Measured, Operand},
    words_zh::CLASSIFIERS,
};

/// What makes another word of 半: 半数, 半岛, 半天, 半导体, 半成品.
const OTHER_WORDS: &str = "数岛天个小径年月导成自公夜官途边球场壁挂封";

/// What makes another word of 半 where things are counted: 两场半决赛, 三个半圆, 两杯半糖奶茶.
const OTHER_THINGS: &str = "决程圆糖价票熟干山路空透职马点工开明裸新旧真假机命百千万亿";

impl Cursor<'_> {
    /// The token after a 半 at `i` that belongs to the unit before it.
    pub(super) fn half_after_zh(&self, i: usize) -> Option<usize> {
        (self.is(i, '半') && !self.is_any(i + 1, OTHER_WORDS)).then_some(i + 1)
    }

    /// Adds the half that stands behind the measure word of a number that counts things.
    pub(super) fn add_half_of_one_zh(&self, operand: &mut Operand) {
        let at = operand.to;
        let counts = operand.measured == Measured::Count
            && self.at(at).kind == Kind::Han
            && CLASSIFIERS.contains(self.at(at).first)
            && !self.is_any(at + 2, OTHER_THINGS);
        if let (true, Some(Amount::Point(value)), Some(to)) =
            (counts, operand.amount, self.half_after_zh(at + 1))
            && value.is_integer()
            && operand.modifier == Modifier::None
        {
            operand.amount = with_half(value);
            operand.numeral.amount = operand.amount;
            operand.to = to;
        }
    }

    /// Adds the half that stands behind the unit of `operand`, and of what currency only where 块 and 元 leave it open.
    pub(super) fn add_half_zh(&self, operand: &mut Operand) {
        let takes_half = match operand.measured {
            Measured::Unit(_)
            | Measured::Time(_)
            | Measured::Age(_)
            | Measured::Degrees(_)
            | Measured::Times
            | Measured::Percent(1)
            | Measured::Point(_) => true,
            Measured::Money(currency) => currency.code() == "LOCAL",
            _ => false,
        };
        if let (true, Some(Amount::Point(value)), Some(to)) =
            (takes_half, operand.amount, self.half_after_zh(operand.to))
        {
            operand.amount = with_half(value);
            operand.to = to;
            operand.number_stands = false;
        }
    }
}

/// The value and a half more.
pub(super) fn with_half(value: Decimal) -> Option<Amount> {
    value.plus(Decimal::new(5, -1)?).map(Amount::Point)
}
