//! Rules for amounts in Chinese.

use super::{
    Amount, Currency, Decimal, Length, Modifier, TimeUnit, Value,
    bound::{between, combined},
    cursor::{Cursor, Found},
    en::PRODUCTS,
    lex::Kind,
    number_zh,
    operand::{Measured, Operand},
    value::Scale,
    words_zh::{AFTER, BEFORE, CLASSIFIERS, LOOK_ALIKES},
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
        // 上千人, 上百亿元; 网上百, 历史上万 are no modifiers.
        let bare_scale =
            self.is(i, '上') && self.is_any(i + 1, "百千万亿") && !self.is_any(i + 2, "度分方万般");
        let bare_scale = bare_scale
            || self.is(i, '上')
                && self.is_any(i + 1, "百千")
                && self.is(i + 2, '万')
                && !self.is(i + 3, '分');
        if bare_scale
            && (!self.glued(i)
                || self.before(i).kind != Kind::Han
                || self.is_any(i - 1, "有了达成近名来"))
        {
            return (Modifier::Over, i + 1);
        }
        // 高出两倍 is three times as much, no bound.
        if self.is(i, '高') && self.multiple_zh(i).is_some() {
            return (Modifier::None, i);
        }
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
        if let Some(found) = self
            .ordinal_zh(i)
            .or_else(|| self.roman_ordinal_zh(i))
            .or_else(|| self.roman(i))
            .or_else(|| self.multiple_zh(i))
            .or_else(|| self.one_in_zh(i))
            .or_else(|| self.goalless_zh(i))
            .or_else(|| self.goals_zh(i))
            .or_else(|| self.decade_of_age_zh(i))
        {
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

    /// 互交白卷: a result without goals, as `goalless draw`.
    fn goalless_zh(&self, i: usize) -> Option<Found> {
        let end = self.any_literal(i, &["互交白卷", "互缴白卷", "互吃白卷"])?;
        let (left, right) = (Decimal::ZERO, Decimal::ZERO);
        let found = Found::new(Value::Score { left, right }, i, end, "zh.score.goalless");
        Some(found.or(Value::number(Decimal::ZERO)))
    }

    /// 六旬老人, 年过五旬: ten years of age, by the decade. The 旬 of 上旬 is ten days.
    fn decade_of_age_zh(&self, i: usize) -> Option<Found> {
        let token = self.at(i);
        if token.kind != Kind::Han
            || !self.is(i + 1, '旬')
            || self.number_character(i.wrapping_sub(1))
        {
            return None;
        }
        let tens = i32::try_from(number_zh::digit(token.first)?).ok()?;
        let years = |it| Length::new(Decimal::of(it), TimeUnit::Year);
        let value = Value::Age {
            low: years(tens * 10)?,
            high: years(tens * 10 + 9)?,
        };
        (4..=9)
            .contains(&tens)
            .then(|| Found::new(value, i, i + 2, "zh.age.decade"))
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
        if ranged {
            return None;
        }
        if let Some(score) = self.score(&left) {
            return Some((score, left));
        }
        let stands =
            left.measured != Measured::Count || modified || self.number_stands_zh(i, &left);
        if !stands {
            return None;
        }
        let mut found = left.found()?;
        if left.rule == "zh.percent.discount"
            && let Value::Percent { amount } = found.value
            && let Some(off) = amount.point().and_then(|it| Decimal::of(100).minus(it))
        {
            // 七折 is seven tenths of the price; other languages name the three that are taken off.
            found.readings.push(Value::Percent {
                amount: Amount::Point(off),
            });
        }
        if let (Some(unit), Some(amount)) = (self.charge_or_current_zh(&left), left.amount) {
            found.readings.push(Value::Measure { amount, unit });
        }
        if self.times_in_degrees_zh(&left)
            && let Some(amount) = left.amount
        {
            found.readings.push(Value::Number { amount });
        }
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

    /// Whether 度 counts times: 两度当选, 三度夺冠. Before anything but a verb it counts degrees.
    fn times_in_degrees_zh(&self, operand: &Operand) -> bool {
        let to = operand.to;
        let spoken = !operand.numeral.literal && operand.numeral.length == 1;
        spoken
            && operand.measured == Measured::Degrees(Scale::Degree)
            && self.is(to.wrapping_sub(1), '度')
            && to == operand.numeral.end + 1
            && self.at(to).kind == Kind::Han
            && !self.at(to).spaced
            && !self.is_any(to, "左右以多的到至和与或及半之上下内外吧了呢啊就都也是")
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
                // 16GB+512GB is a sum.
                if self.is(start, '+') && self.is_number(end) {
                    return;
                }
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

    /// Whether a bare number is worth reporting: not the characters of words, and 一 only before a measure word.
    pub(super) fn number_stands_zh(&self, i: usize, operand: &Operand) -> bool {
        let numeral = &operand.numeral;
        // 两杯半: what is counted stands within.
        if operand.to > numeral.end {
            return true;
        }
        let (before, next) = (self.before(i), self.at(operand.to));
        let han_before = before.kind == Kind::Han && self.glued(i);
        if numeral.literal {
            // A3, X9, 5G: glued to letters; a number inside a code.
            let glued_word = before.kind == Kind::Word && self.glued(i)
                || next.kind == Kind::Word
                    && next.capitals
                    && self.glued(operand.to)
                    && self.word(operand.to).len() == 1;
            let product = before.kind == Kind::Word && PRODUCTS.contains(&self.word(i - 1));
            let model = next.capital
                && self.is_one_of(operand.to, &["pro", "max", "plus", "ultra", "mini"]);
            return !glued_word && !product && !model;
        }
        if numeral.length > 1 || self.division_before(i).is_some() {
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
            '半' if self.is(operand.to, '价') => !self.is(operand.to + 1, '值'),
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
