//! Rules for amounts in Chinese.

use super::{
    Amount, Currency, Decimal, Modifier, TimeUnit, Unit, Value,
    bound::{between, combined},
    cursor::{Cursor, Found, Numeral},
    en::PRODUCTS,
    fraction_en::exact_ratio,
    fraction_zh::ratio,
    lex::Kind,
    number_zh,
    operand::{Measured, Operand},
    value::Scale,
    words_zh::{AFTER, BEFORE, CLASSIFIERS, LOOK_ALIKES, PREFIXES, UNITS},
};

impl Cursor<'_> {
    /// The end of a word at `i` that holds numeral characters but no number.
    pub(super) fn look_alike_zh(&self, i: usize) -> Option<usize> {
        let (_, end) = self.lookup(i, &LOOK_ALIKES)?;
        // 十分之一, 十分钟 are quantities; so is 一下子 none.
        (!self.is(end, '之') || !self.is(end + 1, '一') && !self.number_character(end + 1))
            .then_some(end)
            .filter(|_| !self.is(end, '钟'))
    }

    pub(super) fn number_character(&self, i: usize) -> bool {
        let token = self.at(i);
        token.kind == Kind::Number
            || token.kind == Kind::Han && number_zh::digit(token.first).is_some()
    }

    /// The quantity that starts at `i`, dates and times apart.
    pub(super) fn amount_zh(&self, i: usize) -> Option<Found> {
        let (modifier, core) = self.modifier_zh(i);
        let found = self
            .compound_bounds_zh(i)
            .or_else(|| self.core_zh(core, modifier != Modifier::None))?;
        let mut found = found;
        if found.from == core && modifier != Modifier::None {
            found.from = i;
            found.modifier = combined(modifier, found.modifier);
        } else if found.from == core {
            found.from = i.min(core);
            found.core.0 = found.core.0.max(found.from);
        }
        Some(found)
    }

    /// Modifying words at `i`: what they mean and where they end. Two in a row combine: 至少约.
    pub(super) fn modifier_zh(&self, i: usize) -> (Modifier, usize) {
        let (modifier, mut at) = self.words_before(i, &BEFORE);
        if at > i {
            at = self.any_literal(at, &["了", "为", "有", ":"]).unwrap_or(at);
        }
        (modifier, at)
    }

    /// 大于二十小于等于三十五, 最多100最少20: both bounds of a number.
    pub(super) fn compound_bounds_zh(&self, i: usize) -> Option<Found> {
        let (first, at) = self.modifier_zh(i);
        let left = self.signed_zh(at)?;
        let joint = self
            .any_literal(
                left.end,
                &[
                    "的同时",
                    "并且",
                    "同时",
                    "且",
                    "并",
                    "而且",
                    "和",
                    ",",
                    "，",
                ],
            )
            .unwrap_or(left.end);
        let (second, at) = self.modifier_zh(joint);
        let right = self.signed_zh(at)?;
        let (left_value, right_value) = (left.point()?, right.point()?);
        let amount = between((first, left_value), (second, right_value))?;
        Some(Found::new(
            Value::Number { amount },
            i,
            right.end,
            "zh.number.bounds",
        ))
    }

    pub(super) fn core_zh(&self, i: usize, modified: bool) -> Option<Found> {
        if let Some(found) = self.ordinal_zh(i).or_else(|| self.multiple_zh(i)) {
            return Some(found);
        }
        let between = self.any_literal(i, &["在", "从", "由", "位于", "介于"]);
        let start = between.unwrap_or(i);
        let (mut found, _) = self.bare_zh(start, modified, between.is_some())?;
        if between.is_some() {
            found.from = i;
            found.core.0 = i;
        }
        self.suffix_zh(&mut found);
        Some(found)
    }

    /// A number or a range with what it counts, without words around it; `ranged` if it has to be a range.
    pub(super) fn bare_zh(
        &self,
        i: usize,
        modified: bool,
        ranged: bool,
    ) -> Option<(Found, Operand)> {
        let left = self.compound_zh(self.operand_zh(i, modified)?);
        if let Some((joined, right, end)) = self.range_zh(&left) {
            let mut found = joined.found_range(&right)?;
            found.to = end;
            found.core.1 = end;
            return Some((found, joined));
        }
        let stands =
            left.measured != Measured::Count || modified || self.number_stands_zh(i, &left);
        if ranged || !stands {
            return None;
        }
        if let Some(score) = self.score(&left) {
            return Some((score, left));
        }
        let mut found = left.found()?;
        if self.financial(i, left.number.1) {
            // 肆佰叁拾万: these numerals are for sums of money.
            if let (Some(amount), Some(currency)) = (left.amount, Currency::from_code("CNY"))
                && left.measured == Measured::Count
            {
                found.readings.push(Value::Money { amount, currency });
            }
        }
        Some((found, left))
    }

    pub(super) fn financial(&self, from: usize, to: usize) -> bool {
        to - from > 3
            && (from..to).all(|i| {
                self.at(i).kind == Kind::Han
                    && !"一二三四五六七八九十百千".contains(self.at(i).first)
            })
    }

    /// Words after the number: 左右, 以上, 多.
    pub(super) fn suffix_zh(&self, found: &mut Found) {
        let mut at = found.to;
        // 3 件及 3 件以上.
        if self.is(at, '及')
            && let Some(again) = self.numeral_zh(at + 1)
        {
            let unit =
                usize::from(self.at(again.end).kind == Kind::Han && !self.is(again.end, '以'));
            if self.literal(again.end + unit, "以上").is_some() {
                at = again.end + unit;
            }
        }
        if found.to == at
            && self.at(at).kind == Kind::Han
            && self.is_any(at, "件人个家名种")
            && self
                .lookup(at + 1, &AFTER)
                .is_some_and(|(it, _)| it != Modifier::Odd)
        {
            at += 1;
        }
        let skip = self.any_literal(at, &["或", "之", "的"]);
        for start in [Some(at), skip].into_iter().flatten() {
            if let Some((modifier, end)) = self.lookup(start, &AFTER) {
                // 三千多 is read with the numeral; 二多 is nothing.
                if modifier == Modifier::Odd && matches!(found.value, Value::Number { .. }) {
                    return;
                }
                let age_or_word = modifier == Modifier::Odd
                    && (self.is_any(end, "年次种数元样余")
                        || self.is(start, '余') && self.is_any(end, "下"));
                if age_or_word {
                    return;
                }
                found.modifier = combined(found.modifier, modifier);
                found.to = end;
                return;
            }
        }
    }

    /// A number with what it counts.
    pub(super) fn operand_zh(&self, i: usize, modified: bool) -> Option<Operand> {
        self.prefixed_zh(i)
            .or_else(|| self.speed_zh(i))
            .or_else(|| self.plain_zh(i, modified))
    }

    /// What stands before the number: 百分之, 人民币, $, 摄氏.
    pub(super) fn prefixed_zh(&self, i: usize) -> Option<Operand> {
        let mut at = i;
        let negative = usize::from(self.is(i, '负'));
        for (surface, power, rule) in [
            ("百分之", 0, "zh.percent.prefix"),
            ("千分之", -1, "zh.percent.per_mille"),
            ("仟分之", -1, "zh.percent.per_mille"),
            ("万分之", -2, "zh.percent.per_myriad"),
            ("百万分之", -4, "zh.percent.per_million"),
            ("千万分之", -5, "zh.percent.per_million"),
        ] {
            if let Some(start) = self.literal(i + negative, surface) {
                let modified = self.lookup(start, &BEFORE);
                let number = modified.map_or(start, |it| it.1);
                let whole = self.is(number, '百').then(|| Numeral {
                    has_scale: true,
                    ..ratio(Decimal::of(100), Decimal::ONE, number + 1, 1)
                });
                let numeral = self.signed_zh(number).or(whole)?;
                let mut operand =
                    self.operand(i, start, numeral, Measured::Percent(power), rule)?;
                operand.modifier = modified.map_or(operand.modifier, |it| it.0);
                if negative == 1 {
                    let value = operand.numeral.point()?.negated();
                    operand.amount = Some(Amount::Point(value));
                }
                operand.number_stands = power == 0;
                return Some(operand);
            }
        }
        let scale = |surface: &str, scale| {
            let start = self.literal(i, surface)?;
            let start = self.any_literal(start, &["温度"]).unwrap_or(start);
            let numeral = self.signed_zh(start)?;
            let end = self.any_literal(numeral.end, &["度", "°"])?;
            let mut operand = self.operand(
                i,
                start,
                numeral,
                Measured::Degrees(scale),
                "zh.temperature.prefix",
            )?;
            operand.to = end;
            Some(operand)
        };
        if let Some(found) =
            scale("摄氏", Scale::Celsius).or_else(|| scale("华氏", Scale::Fahrenheit))
        {
            return Some(found);
        }
        if let Some(start) = self.any_literal(i, &["零下", "负"]) {
            let numeral = self.mixed_zh(start)?;
            let (measured, end) = self.lookup(numeral.end, &UNITS)?;
            if matches!(measured, Measured::Degrees(_)) {
                let amount = match numeral.amount? {
                    Amount::Point(value) => Amount::Point(value.negated()),
                    _ => return None,
                };
                let mut operand =
                    self.operand(i, start, numeral, measured, "zh.temperature.below_zero")?;
                operand.amount = Some(amount);
                operand.to = end;
                return Some(operand);
            }
        }
        let minus = usize::from(self.is_minus(at));
        at += minus;
        let (currency, start) = self.lookup(at, &PREFIXES)?;
        let inner = self.lookup(start, &BEFORE);
        let start = self.any_literal(start, &["$"]).unwrap_or(start);
        let numeral = self.signed_zh(inner.map_or(start, |it| it.1))?;
        let mut measured = Measured::Money(currency);
        let mut end = numeral.end;
        // 人民币8亿元, HK$20亿港元; 港币三个一毫四.
        if let Some((Measured::Money(unit), after)) = self.money_unit_zh(end)
            && unit.overlaps(currency)
            && unit.major().is_none()
        {
            end = after;
            if unit.candidates().count() == 1 {
                measured = Measured::Money(unit);
            }
        }
        let mut operand = self.operand(i, start, numeral, measured, "zh.money.prefix")?;
        operand.to = end;
        operand.number_stands = false;
        operand.modifier = inner.map_or(operand.modifier, |it| it.0);
        Some(self.compound_money_zh(operand))
    }

    pub(super) fn operand(
        &self,
        from: usize,
        number: usize,
        numeral: Numeral,
        measured: Measured,
        rule: &'static str,
    ) -> Option<Operand> {
        Some(Operand {
            numeral,
            amount: Some(numeral.amount?),
            measured,
            modifier: numeral.modifier,
            from,
            to: numeral.end,
            number: (number, numeral.end),
            number_stands: true,
            rule,
        })
    }

    /// 每小时85英里, 时速80公里, 每秒3米.
    pub(super) fn speed_zh(&self, i: usize) -> Option<Operand> {
        let (start, per) = [("每小时", "h"), ("时速", "h"), ("每秒", "s")]
            .into_iter()
            .find_map(|(it, per)| Some((self.literal(i, it)?, per)))?;
        let start = self
            .any_literal(start, &["约", "达", "高达", "为", "超过", "近"])
            .unwrap_or(start);
        let left = self.signed_zh(start)?;
        let right = self
            .connector_zh(left.end)
            .and_then(|at| self.signed_zh(at));
        let numeral = right.unwrap_or(left);
        let (Measured::Unit(unit), end) = self.lookup(numeral.end, &UNITS)? else {
            return None;
        };
        let unit = match (unit.code(), per) {
            ("km", "h") => "km/h",
            ("mi", "h") => "mi/h",
            ("m", "s") => "m/s",
            ("nmi", "h") => "kn",
            _ => return None,
        };
        let unit = Measured::Unit(Unit::from_code(unit)?);
        let mut operand = self.operand(i, start, numeral, unit, "zh.speed")?;
        if right.is_some() {
            operand.amount = super::cursor::join_range(&left, &numeral);
            operand.number_stands = false;
        }
        operand.to = end;
        Some(operand)
    }

    pub(super) fn plain_zh(&self, i: usize, modified: bool) -> Option<Operand> {
        // 个半小时, 米九: a one is left out.
        if let Some(found) = self.implied_one_zh(i) {
            return Some(found);
        }
        let token = self.at(i);
        if self.is(i, '对')
            && self.is(i + 1, '折')
            && (self.is(i.wrapping_sub(1), '打') || self.is_any(i.wrapping_sub(1), "按以"))
        {
            let half = ratio(Decimal::of(50), Decimal::ONE, i + 2, 2);
            let mut operand =
                self.operand(i, i, half, Measured::Percent(0), "zh.percent.discount")?;
            operand.number_stands = false;
            return Some(operand);
        }
        let mut numeral = match self.signed_zh(i) {
            Some(numeral) => numeral,
            // 近千, 数千人: a bare scale word after a modifier.
            None if modified && self.is_any(i, "百千万亿") => {
                let power = match token.first {
                    '百' => 2,
                    '千' => 3,
                    '万' => 4,
                    _ => 8,
                };
                let power = power
                    + if self.is(i + 1, '万') && power < 4 {
                        4
                    } else {
                        0
                    };
                let end = i + if power > 4 && power != 8 { 2 } else { 1 };
                Numeral {
                    scale: power,
                    last_scale: power,
                    has_scale: true,
                    ..Numeral::of(Amount::Point(Decimal::power_of_ten(power)?), end, 1)
                }
            }
            None => return self.several_zh(i),
        };
        numeral.amount?;
        // 5 打 is sixty, whatever is counted.
        if self.is(numeral.end, '打') && !self.is_any(numeral.end + 1, "开算败击造破印扮架折")
        {
            let value = numeral.point()?.times(Decimal::of(12))?;
            numeral.amount = Some(Amount::Point(value));
            numeral.end += 1;
            numeral.length += 1;
        }
        let mut operand = self.operand(i, i, numeral, Measured::Count, "zh.number")?;
        let exact = match numeral.amount {
            Some(Amount::Ratio(a, b)) => exact_ratio(a, b),
            _ => None,
        };
        if let Some(exact) = exact {
            let mut with_unit = operand;
            (with_unit.amount, with_unit.numeral.amount) = (Some(exact), Some(exact));
            self.measure_zh(&mut with_unit);
            if with_unit.measured != Measured::Count {
                operand = with_unit;
            }
        } else {
            self.measure_zh(&mut operand);
        }
        Some(operand)
    }

    /// 几年, 数天, 几公里: a vague number, only before a unit.
    pub(super) fn several_zh(&self, i: usize) -> Option<Operand> {
        if !self.is_any(i, "几数") {
            return None;
        }
        let (measured, end) = self.lookup(i + 1, &UNITS)?;
        let allowed = match measured {
            Measured::Time(unit) => !self.is(i, '数') || unit >= TimeUnit::Hour,
            Measured::Unit(_) | Measured::Money(_) => self.is(i, '几'),
            Measured::Times => true,
            _ => false,
        };
        if !allowed {
            return None;
        }
        let numeral = Numeral::of(Amount::Vague(0), i + 1, 1);
        let mut operand = self.operand(i, i, numeral, measured, "zh.several")?;
        operand.to = end;
        operand.number_stands = false;
        Some(operand)
    }

    /// Whether a bare number is worth reporting: not the characters of words, and 一 only before a measure word.
    pub(super) fn number_stands_zh(&self, i: usize, operand: &Operand) -> bool {
        let numeral = &operand.numeral;
        let (before, next) = (self.before(i), self.at(operand.to));
        let han_before = before.kind == Kind::Han && self.glued(i);
        if numeral.literal {
            // A3, X9: glued to letters; a number inside a code.
            let glued_word = before.kind == Kind::Word && self.glued(i);
            let product = before.kind == Kind::Word && PRODUCTS.contains(&self.word(i - 1));
            let model = next.capital
                && self.is_one_of(operand.to, &["pro", "max", "plus", "ultra", "mini"]);
            return !glued_word && !product && !model;
        }
        if numeral.length > 1 {
            return true;
        }
        let c = self.at(i).first;
        let financial = "壹贰叁肆伍陆柒捌玖拾参".contains(c);
        let closed = next.kind != Kind::Han || self.at(operand.to).spaced;
        let classified = next.kind == Kind::Han && CLASSIFIERS.contains(next.first);
        match c {
            '一' => {
                classified && !self.is_any(i.wrapping_sub(1), "另某每哪这那同统唯")
                    || closed && (!han_before || "是有为等".contains(before.first))
            }
            '俩' | '仨' | '半' | '两' => classified || closed && !han_before,
            _ if financial => closed && (!han_before || before.first == '是'),
            // 三国, 六福: a name more often than a count, unless something is counted.
            _ => true,
        }
    }

    /// The connector of a range in Chinese, and the `(含)` that may stand before it.
    pub(super) fn connector_zh(&self, i: usize) -> Option<usize> {
        let at = self.any_literal(i, &["(含)"]).unwrap_or(i);
        self.any_literal(at, &["到", "至", "或"])
            .or_else(|| self.range_sign(at))
    }

    /// The range that starts with `left`, and where it ends.
    pub(super) fn range_zh(&self, left: &Operand) -> Option<(Operand, Operand, usize)> {
        let between = self.is_any(left.to, "和与跟");
        let at = if between {
            left.to + 1
        } else {
            self.connector_zh(left.to)?
        };
        // 米六到三米九, 5.6到5.78元: the right end may have modifying words of its own.
        let at = self.any_literal(at, &["约", "大约"]).unwrap_or(at);
        let mut right = self.operand_zh(at, true)?;
        right = self.compound_zh(right);
        if self.is(left.to, '或')
            && left.measured == Measured::Count
            && right.measured == Measured::Count
        {
            return None;
        }
        let score = left.measured == Measured::Count
            && right.measured == Measured::Count
            && self.is_any(left.to, ":");
        // 从10到5 is no range of amounts but a change.
        let rising = match (left.numeral.point(), right.numeral.point()) {
            (Some(a), Some(b)) => a.compare(b).is_lt() || right.numeral.scale > left.numeral.scale,
            _ => false,
        };
        if score || !rising && self.range_sign(left.to).is_some() {
            return None;
        }
        let joined = left.to(&right)?;
        let end = self.any_literal(joined.to, &["之间", "间"]);
        if between && end.is_none() {
            return None;
        }
        Some((joined, right, end.unwrap_or(joined.to)))
    }
}
