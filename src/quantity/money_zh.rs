//! 元角分 and other sums in Chinese.

use super::{
    Amount, Decimal,
    cursor::Cursor,
    lex::Kind,
    operand::{Measured, Operand},
    words_zh::UNITS,
};

impl Cursor<'_> {
    pub(super) fn money_unit_zh(&self, i: usize) -> Option<(Measured, usize)> {
        self.lookup(i, &UNITS)
            .filter(|(it, _)| matches!(it, Measured::Money(_)))
    }

    /// 两毛五, 2角, 五分: sums below a yuan.
    pub(super) fn small_money_zh(&self, operand: &mut Operand) {
        let end = operand.numeral.end;
        let Some(Amount::Point(value)) = operand.amount else {
            return;
        };
        let Some(currency) = super::Currency::from_code("LOCAL/100") else {
            return;
        };
        let digit = |at: usize| {
            let numeral = self.numeral_zh(at).filter(|it| it.length == 1)?;
            Some((numeral.point()?, numeral.end))
        };
        if self.is_any(end, "角毛毫") && !self.is_any(end + 1, "度落色逐球米升克病巾衣泽伤")
        {
            let mut sum = value.scaled(1);
            let mut to = end + 1;
            if let Some((cents, after)) = digit(to) {
                let after = self.literal(after, "分").unwrap_or(after);
                if self.at(after).kind != Kind::Han
                    || self.is(after, '钱')
                    || self.is(after.wrapping_sub(1), '分')
                {
                    sum = sum.and_then(|it| it.plus(cents));
                    to = after;
                }
            }
            let to = self.literal(to, "钱").unwrap_or(to);
            if let Some(sum) = sum {
                operand.amount = Some(Amount::Point(sum));
                (operand.measured, operand.to) = (Measured::Money(currency), to);
                (operand.rule, operand.number_stands) = ("zh.money.small", false);
            }
        } else if self.is(end, '分')
            && !self.points_zh(operand)
            && !self.is_any(
                end + 1,
                "之别布析为子手享配开类公店部支行队成散明外裂数贝割工化歧组会局院校居红",
            )
        {
            operand.measured = Measured::Money(currency);
            (operand.to, operand.rule) = (end + 1, "zh.money.small");
        }
    }

    /// Whether 分 after the number are points of a game or a mark: 得27分, 评分8.7分, 三七分账. There is no tenth of a cent.
    fn points_zh(&self, operand: &Operand) -> bool {
        let end = operand.numeral.end;
        if self.is(end + 1, '钱') {
            return false;
        }
        let from = operand.number.0;
        let decimal = operand.numeral.point().is_some_and(|it| it.place() < 0);
        let split = !operand.numeral.literal
            && end == from + 2
            && self.number_character(from)
            && self.number_character(from + 1);
        let before = from.wrapping_sub(1);
        let scored = self.is_any(before, "得考满积扣砍评胜赢输")
            || [
                ("拿", "下"),
                ("砍", "下"),
                ("轰", "下"),
                ("得", "到"),
                ("贡", "献"),
                ("领", "先"),
                ("落", "后"),
                ("总", "分"),
                ("满", "分"),
                ("评", "分"),
                ("均", "分"),
                ("得", "分"),
                ("积", "分"),
                ("考", "了"),
                ("得", "了"),
                ("拿", "到"),
            ]
            .iter()
            .any(|(a, b)| {
                from > 1
                    && self.at(from - 2).kind == Kind::Han
                    && self.is_any(before, b)
                    && self.is_any(from - 2, a)
            });
        decimal || split || scored
    }

    /// Adds what follows in a smaller unit: 元角分, 3斤5两, 一小时三十分.
    pub(super) fn compound_zh(&self, operand: Operand) -> Operand {
        match operand.measured {
            Measured::Money(_) => self.compound_money_zh(operand),
            Measured::Unit(_) => {
                let mut sum = operand;
                for _ in 0..3 {
                    let next = self
                        .plain_zh(sum.to, false)
                        .filter(|it| matches!(it.measured, Measured::Unit(_)))
                        .and_then(|it| sum.and(&it));
                    match next {
                        Some(next) => sum = next,
                        None => break,
                    }
                }
                sum
            }
            Measured::Time(_) => self.compound_time_zh(operand),
            _ => operand,
        }
    }

    pub(super) fn compound_time_zh(&self, operand: Operand) -> Operand {
        operand
    }

    /// 元 with 角 and 分, 块 with 毛 or a bare digit (7块5), and a currency named after it (元人民币).
    pub(super) fn compound_money_zh(&self, operand: Operand) -> Operand {
        let Measured::Money(currency) = operand.measured else {
            return operand;
        };
        let Some(Amount::Point(value)) = operand.amount else {
            return operand;
        };
        let local = currency
            .candidates()
            .any(|it| matches!(it, "CNY" | "HKD" | "JPY"));
        let mut sum = value;
        let mut at = operand.to;
        let mut finished = false;
        let joint = self.any_literal(at, &["零", "又"]).unwrap_or(at);
        if let Some(first) = self
            .numeral_zh(joint)
            .filter(|it| it.length <= 2 || it.literal)
        {
            let point = first.point();
            let unit = first.end;
            let places = if self.is_any(unit, "角毛毫") {
                Some(-1)
            } else if self.is(unit, '分') || self.is(unit, '仙') {
                Some(-2)
            } else {
                None
            };
            let fits = point.filter(|it| it.compare(Decimal::of(100)).is_lt());
            if let (Some(places), Some(point), true) = (places, fits, local) {
                if let Some(more) = point.scaled(places).and_then(|it| sum.plus(it)) {
                    sum = more;
                    at = unit + 1;
                    if places == -1
                        && let Some(cents) = self.numeral_zh(at).filter(|it| it.length == 1)
                    {
                        let to = self.literal(cents.end, "分");
                        let bare = self.at(cents.end).kind != Kind::Han;
                        if let (Some(more), true) = (
                            cents
                                .point()
                                .and_then(|it| it.scaled(-2))
                                .and_then(|it| sum.plus(it)),
                            to.is_some() || bare,
                        ) {
                            sum = more;
                            at = to.unwrap_or(cents.end);
                        }
                    }
                }
            } else if let (Some(point), Some((Measured::Money(minor), end))) =
                (fits, self.lookup(unit, &UNITS))
            {
                if minor.major().is_some_and(|it| it.overlaps(currency))
                    && let Some(more) = point.scaled(-2).and_then(|it| sum.plus(it))
                {
                    (sum, at) = (more, end);
                }
            } else if local
                && first.length == 1
                && joint == at
                && self.is_any(at.wrapping_sub(1), "块蚊个")
            {
                // 七块五; 三块零四.
                let closed = self.at(unit).kind != Kind::Han || self.is(unit, '钱');
                if let (Some(more), true) = (
                    point
                        .and_then(|it| it.scaled(-1))
                        .and_then(|it| sum.plus(it)),
                    closed,
                ) {
                    (sum, at) = (more, unit);
                }
            } else if local
                && joint > at
                && first.length == 1
                && self.is_any(at.wrapping_sub(1), "块蚊元")
                && let Some(more) = point
                    .and_then(|it| it.scaled(-2))
                    .and_then(|it| sum.plus(it))
            {
                (sum, at) = (more, unit);
            }
            finished = at != operand.to;
        }
        at = self.any_literal(at, &["钱", "整"]).unwrap_or(at);
        let mut measured = operand.measured;
        // 8亿元人民币, 9000元日币.
        if let Some((Measured::Money(named), end)) = self.money_unit_zh(at) {
            let names = named.candidates().count() == 1 && currency.candidates().count() > 1;
            if names {
                (measured, at) = (Measured::Money(named), end);
            }
        }
        Operand {
            amount: Some(Amount::Point(sum)),
            measured,
            to: at,
            number_stands: operand.number_stands && !finished,
            ..operand
        }
    }
}
