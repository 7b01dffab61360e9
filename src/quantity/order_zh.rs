//! Ordinals and factors in Chinese.

use super::{
    Amount, Decimal, Modifier, Value,
    cursor::{Cursor, Found},
    words_zh::BEFORE,
};

impl Cursor<'_> {
    /// 第三, 第12, 首次, 一等奖, 一级.
    pub(super) fn ordinal_zh(&self, i: usize) -> Option<Found> {
        if self.is(i, '第') {
            let numeral = self.numeral_zh(i + 1)?;
            // 第75/240号: one number, of a document.
            if self.is(numeral.end, '/') && self.is_number(numeral.end + 1) {
                return None;
            }
            let number = numeral.point().filter(|it| it.is_integer())?;
            let amount = numeral.amount?;
            return Some(
                Found::new(Value::Ordinal { number }, i, numeral.end, "zh.ordinal").with_number(
                    i + 1,
                    numeral.end,
                    amount,
                ),
            );
        }
        if matches!(self.at(i).first, '首' | '头' | '初')
            && let Some(end) = self.any_literal(
                i,
                &[
                    "首次",
                    "首位",
                    "首个",
                    "首届",
                    "首家",
                    "首名",
                    "首批",
                    "头等",
                    "首轮",
                    "首场",
                    "首度",
                    "首例",
                    "首款",
                    "首部",
                    "首座",
                    "首条",
                    "首架",
                    "首艘",
                    "首枚",
                    "首起",
                    "首任",
                    "首支",
                    "首颗",
                    "首宗",
                    "首回",
                    "头一回",
                    "头一次",
                    "头一遭",
                    "头一个",
                    "头一名",
                    "头一位",
                    "头一家",
                    "头一件",
                    "头一批",
                    "初次",
                ],
            )
        {
            return Some(Found::new(
                Value::Ordinal {
                    number: Decimal::ONE,
                },
                i,
                end,
                "zh.ordinal.first",
            ));
        }
        let numeral = self.numeral_zh(i).filter(|it| it.length == 1)?;
        let number = numeral
            .point()
            .filter(|it| it.compare(Decimal::of(10)).is_lt())?;
        let end = self
            .any_literal(numeral.end, &["等奖", "等功", "等品"])
            .or_else(|| self.literal(numeral.end, "级").filter(|_| !numeral.literal))?;
        Some(
            Found::new(Value::Ordinal { number }, i, end, "zh.ordinal.grade")
                .or(Value::number(number)),
        )
    }

    /// 增长两倍 and 高出两倍 (three times as much), 翻番, 翻两番, 翻了近两倍, 减半, 腰斩.
    pub(super) fn multiple_zh(&self, i: usize) -> Option<Found> {
        let multiple = |factor, plus_one, to, rule| {
            Found::new(
                Value::Multiple {
                    factor: Amount::Point(factor),
                    plus_one,
                },
                i,
                to,
                rule,
            )
        };
        if self.is(i, '翻') {
            let at = self.any_literal(i + 1, &["了"]).unwrap_or(i + 1);
            let (modifier, at) = match self.lookup(at, &BEFORE) {
                Some((modifier, at)) => (modifier, at),
                None => (Modifier::None, at),
            };
            // 翻番, 翻了倍: once.
            if let Some(end) = self.any_literal(at, &["番", "倍"]) {
                let mut found = multiple(Decimal::of(2), false, end, "zh.multiple.doublings")
                    .modified(modifier);
                if let Some(end) = self.any_literal(end, &["有余", "多"]) {
                    (found.to, found.modifier) = (end, Modifier::Over);
                }
                return Some(found);
            }
            let numeral = self.numeral_zh(at)?;
            let times = numeral.small()?;
            if let Some(end) = self.literal(numeral.end, "番") {
                let factor = (1..=30)
                    .contains(&times)
                    .then(|| 2i32.checked_pow(times.unsigned_abs()))??;
                let mut found = multiple(Decimal::of(factor), false, end, "zh.multiple.doublings")
                    .modified(modifier);
                if let Some(end) = self.any_literal(end, &["之多", "有余", "多"]) {
                    (found.to, found.modifier) = (end, Modifier::Over);
                }
                return Some(found);
            }
            let end = self.literal(numeral.end, "倍")?;
            let (factor, end) = self.times_more_zh(Decimal::of(times), end)?;
            return Some(multiple(factor, true, end, "zh.multiple.increase").modified(modifier));
        }
        if let Some(end) = self.any_literal(i, &["减半", "腰斩"]) {
            let half = Decimal::new(5, -1)?;
            return Some(multiple(half, false, end, "zh.multiple.halved"));
        }
        if !matches!(
            self.at(i).first,
            '增' | '提' | '上' | '涨' | '激' | '扩' | '飙' | '大' | '高' | '多'
        ) {
            return None;
        }
        let at = self.any_literal(
            i,
            &[
                "增加", "增长", "提高", "上升", "上涨", "增", "涨", "激增", "扩大", "飙升", "大增",
                "高出", "多出", "高", "多",
            ],
        )?;
        let at = self.any_literal(at, &["了"]).unwrap_or(at);
        let (modifier, at) = self.lookup(at, &BEFORE).unwrap_or((Modifier::None, at));
        let numeral = self.numeral_zh(at)?;
        let times = numeral.point()?;
        let end = self.literal(numeral.end, "倍")?;
        let (factor, end) = self.times_more_zh(times, end)?;
        Some(multiple(factor, true, end, "zh.multiple.increase").modified(modifier))
    }

    /// What so many times more is, with the half behind 倍 at `end`: 增长两倍半 is 3.5 times as much.
    fn times_more_zh(&self, times: Decimal, end: usize) -> Option<(Decimal, usize)> {
        let factor = times.plus(Decimal::ONE)?;
        match self.half_after_zh(end) {
            Some(to) => Some((factor.plus(Decimal::new(5, -1)?)?, to)),
            None => Some((factor, end)),
        }
    }
}
