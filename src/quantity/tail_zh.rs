//! Digits that stand behind their unit as its decimals: 一米八二, 1米82, 9秒83.

use super::{Decimal, cursor::Cursor, lex::Kind, number_zh};

impl Cursor<'_> {
    /// The decimals of the unit before `i` and the token after them: one or two digits, all of them figures or all characters,
    /// with nothing behind them that they could count.
    ///
    /// 8米35 is 8.35 m as 3块5 is 3.50; 9秒83 is how times of races are told. 三米九棵树 counts trees.
    pub(super) fn decimals_zh(&self, i: usize) -> Option<(Decimal, usize)> {
        let token = self.at(i);
        let (value, places, end) = if token.kind == Kind::Number {
            let fits = token.plain && (1..=2).contains(&token.digits) && self.glued(i);
            let value = token.value.filter(|it| fits && it.is_integer())?;
            (value, i32::from(token.digits), i + 1)
        } else {
            let digit = |at: usize| {
                let token = self.at(at);
                let digit = || number_zh::digit(token.first).filter(|_| token.first != '两');
                (token.kind == Kind::Han).then(digit)?
            };
            let first = i32::try_from(digit(i)?).ok()?;
            match digit(i + 1) {
                None => (Decimal::of(first), 1, i + 1),
                Some(second) => {
                    let second = i32::try_from(second).ok()?;
                    (Decimal::of(first * 10 + second), 2, i + 2)
                }
            }
        };
        let after = self.at(end);
        let closed = match after.kind {
            Kind::Han => self.is_any(end, "的高长宽深远夺获完打刷创游跑摘排位"),
            Kind::Sign => after.first != '%' && after.first != '/' && after.first != '°',
            Kind::Number => false,
            Kind::Word => after.spaced,
            Kind::End => true,
        };
        closed.then(|| Some((value.scaled(-places)?, end)))?
    }
}
