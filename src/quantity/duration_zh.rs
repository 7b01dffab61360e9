//! Durations in Chinese, and stretches of time before or after now.

use super::{
    Anchor, Decimal, Length, Modifier, TimeUnit, Value,
    cursor::{Cursor, Found, Words},
    lex::Kind,
    number_zh,
    operand::lengths,
    stretch_zh::first_months,
    words_zh,
};

impl Cursor<'_> {
    /// A duration at `i`: shortest, longest, end.
    pub(super) fn duration_zh(&self, i: usize) -> Option<(Length, Length, usize)> {
        let (low, high, mut end) = self.one_duration_zh(i)?;
        let mut sum = (low, high);
        if low.same(high) {
            for _ in 0..6 {
                let joint = self
                    .any_literal(end, &["零", "又", "多", "余", "和"])
                    .or_else(|| self.literal(end, "加"))
                    .unwrap_or(end);
                // 三天三夜, 6天5晚: the days count.
                if sum.0.unit == TimeUnit::Day
                    && let Some(numeral) = self.numeral_zh(joint)
                    && let Some(to) = self.any_literal(numeral.end, &["夜", "晚"])
                {
                    end = to;
                    break;
                }
                let next = self
                    .one_duration_zh(joint)
                    .or_else(|| self.clock_unit_zh(joint, sum.0.unit));
                let Some((more, _, to)) =
                    next.filter(|it| it.0.unit < sum.0.unit && it.0.same(it.1))
                else {
                    break;
                };
                sum.0 = sum.0.plus(more)?;
                sum.1 = sum.0;
                end = to;
            }
        }
        Some((sum.0, sum.1, end))
    }

    /// 20时, 30分 after days and hours.
    pub(super) fn clock_unit_zh(
        &self,
        i: usize,
        above: TimeUnit,
    ) -> Option<(Length, Length, usize)> {
        let numeral = self.numeral_zh(i)?;
        let (unit, end) = self.words(
            numeral.end,
            const {
                Words::new(&[
                    ("时", TimeUnit::Hour),
                    ("分", TimeUnit::Minute),
                    ("分半钟", TimeUnit::Minute),
                    ("分半", TimeUnit::Minute),
                ])
            },
        )?;
        if above > TimeUnit::Day && unit == TimeUnit::Minute || above == TimeUnit::Minute {
            return None;
        }
        let length = Length::new(numeral.point()?, unit)?;
        Some((length, length, end))
    }

    /// A duration of one unit at `i`: shortest, longest, end.
    pub(super) fn one_duration_zh(&self, i: usize) -> Option<(Length, Length, usize)> {
        self.durations.at(i, || self.read_duration_zh(i))
    }

    fn read_duration_zh(&self, i: usize) -> Option<(Length, Length, usize)> {
        if let Some(found) = self.minutes_zh(i) {
            return Some(found);
        }
        if let Some(end) = self.literal(i, "大半天") {
            let half = Length::new(Decimal::new(5, -1)?, TimeUnit::Day)?;
            return Some((half, Length::new(Decimal::new(9, -1)?, TimeUnit::Day)?, end));
        }
        let (found, _) = self.bare_zh(i, false, false)?;
        match found.value {
            Value::Duration { low, high } => Some((low, high, found.to)),
            _ => None,
        }
    }

    /// 五分三十秒, 五分半: minutes without 钟 need what follows.
    pub(super) fn minutes_zh(&self, i: usize) -> Option<(Length, Length, usize)> {
        let numeral = self.numeral_zh(i)?;
        if !self.is(numeral.end, '分') {
            return None;
        }
        let value = numeral.point()?;
        let after = numeral.end + 1;
        let half = Decimal::new(5, -1)?;
        let (value, end) = if self.is(after, '半') {
            (
                value.plus(half)?,
                self.literal(after + 1, "钟").unwrap_or(after + 1),
            )
        } else {
            let seconds = self.numeral_zh(after)?;
            self.literal(seconds.end, "秒")?;
            (value, after)
        };
        let length = Length::new(value, TimeUnit::Minute)?;
        Some((length, length, end))
    }

    pub(super) fn duration_found_zh(&self, i: usize) -> Option<Found> {
        let (low, high, mut end) = self.duration_zh(i)?;
        let date =
            low.unit == TimeUnit::Year && self.four_digit_year(i) && !self.years_counted_zh(i);
        if date {
            return None;
        }
        let mut found = Found::new(Value::Duration { low, high }, i, end, "zh.duration");
        // 十五年以上,30年以下: a range given by its bounds.
        let bounded = |at: usize, words: &[&str]| self.any_literal(at, words);
        if let Some(over) = bounded(end, &["以上", "及以上"]) {
            let joint = self.any_literal(over, &[",", "，", "、"]).unwrap_or(over);
            if let Some((top, _, to)) = self.duration_zh(joint)
                && let Some(to) = bounded(to, &["以下", "以内"])
            {
                return Some(Found::new(
                    Value::Duration { low, high: top },
                    i,
                    to,
                    "zh.duration.bounds",
                ));
            }
            (found.modifier, found.to) = (Modifier::AtLeast, over);
            return Some(found);
        }
        if low.same(high)
            && let Some((top, _, to)) = self.connector_zh(end).and_then(|it| self.duration_zh(it))
            && top.unit == low.unit
            && !self.four_digit_year(i)
        {
            (found.value, found.to) = (Value::Duration { low, high: top }, to);
            return Some(found);
        }
        if let Some(numeral) = self.numeral_zh(i).filter(|it| it.end < end)
            && let Some(amount) = numeral.amount
        {
            found = found
                .with_number(i, numeral.end, amount)
                .modified(numeral.modifier);
        }
        let about = self.any_literal(end, &["左右", "上下"]);
        if let Some(to) = about {
            (found.modifier, end) = (Modifier::About, to);
        } else if let Some(to) = self.any_literal(end, &["以下", "以内", "之内"]) {
            (found.modifier, end) = (Modifier::AtMost, to);
        } else if let Some(to) = self
            .any_literal(end, &["多", "有余"])
            .filter(|_| !self.is_any(end + 1, "次来以前年"))
        {
            (found.modifier, end) = (Modifier::Odd, to);
        }
        found.to = end;
        Some(found)
    }

    pub(super) fn four_digit_year(&self, i: usize) -> bool {
        let token = self.at(i);
        if token.kind == Kind::Number {
            return token.plain && token.digits == 4 && self.is(i + 1, '年');
        }
        (0..4).all(|n| {
            self.at(i + n).kind == Kind::Han && number_zh::digit(self.at(i + n).first).is_some()
        }) && self.is(i + 4, '年')
    }

    /// Whether the four digits before 年 at `i` name a year, whatever word of bounds stands before them: 低于2019年 is lower than
    /// in 2019, 超过1000年 is longer than a thousand years. Nobody counts 2019 years, but people do count full hundreds.
    pub(super) fn calendar_year_zh(&self, i: usize) -> bool {
        self.four_digit_year(i)
            && self
                .numeral_zh(i)
                .and_then(|it| it.small())
                .is_some_and(|it| (1900..=2099).contains(&it) && it % 100 != 0)
    }

    /// Whether the four digits before 年 at `i` count years: 5000年历史, 已有3000年.
    pub(super) fn years_counted_zh(&self, i: usize) -> bool {
        let Some(numeral) = self.numeral_zh(i) else {
            return false;
        };
        let Some(value) = numeral.small().filter(|it| it % 100 == 0) else {
            return false;
        };
        let after = numeral.end + 1;
        let of = self.literal(after, "的").unwrap_or(after);
        self.any_literal(of, &["历史", "文明", "岁月", "沧桑"])
            .is_some()
            || value > 2100 && self.is_any(i.wrapping_sub(1), "有近约逾达过了")
    }

    /// 过去十年, 未来三年, 前两个月; 三年前, 十年后, 两小时内.
    pub(super) fn anchored_zh(&self, i: usize) -> Option<Found> {
        const BEFORE: Words<Anchor> = Words::new(&[
            ("过去", Anchor::Past),
            ("过去的", Anchor::Past),
            ("在过去", Anchor::Past),
            ("最近", Anchor::Past),
            ("最近的", Anchor::Past),
            ("近", Anchor::Past),
            ("此前", Anchor::Past),
            ("前", Anchor::Past),
            ("上", Anchor::Past),
            ("在过去的", Anchor::Past),
            ("过往", Anchor::Past),
            ("前面", Anchor::Past),
            ("未来", Anchor::Next),
            ("未来的", Anchor::Next),
            ("在未来", Anchor::Next),
            ("今后", Anchor::Next),
            ("接下来", Anchor::Next),
            ("接下来的", Anchor::Next),
            ("后", Anchor::Next),
            ("下", Anchor::Next),
            ("往后", Anchor::Next),
            ("此后", Anchor::Next),
            ("随后", Anchor::Next),
            ("之后的", Anchor::Next),
            ("随后的", Anchor::Next),
            ("在接下来的", Anchor::Next),
            ("之前", Anchor::Past),
            ("之前的", Anchor::Past),
        ]);
        // 上个小时, 下一个小时
        if let Some((anchor, end)) = self.words(
            i,
            const {
                Words::new(&[
                    ("上个小时", Anchor::Past),
                    ("上一个小时", Anchor::Past),
                    ("上一小时", Anchor::Past),
                    ("下个小时", Anchor::Next),
                    ("下一个小时", Anchor::Next),
                    ("下一小时", Anchor::Next),
                ])
            },
        ) {
            let low = Length::new(Decimal::ONE, TimeUnit::Hour)?;
            let value = Value::Anchored {
                low,
                high: low,
                anchor,
            };
            return Some(Found::new(value, i, end, "zh.anchored.stretch"));
        }
        // 再过半个小时
        if let Some(at) = self.literal(i, "再过") {
            let (low, high, end) = self.duration_zh(at)?;
            let to = self
                .any_literal(end, &["之后", "以后", "后"])
                .unwrap_or(end);
            let anchor = Anchor::Ahead;
            let value = Value::Anchored { low, high, anchor };
            let mut found = Found::new(value, i, to, "zh.anchored");
            found.parts.push((at, end, Value::Duration { low, high }));
            return Some(found);
        }
        // 上半年, 下半年: halves of a year, no half years before or after now.
        if self.any_literal(i, &["上半年", "下半年"]).is_some() {
            return None;
        }
        if let Some((anchor, at)) = self.words(i, BEFORE) {
            let glued = self.before(i).kind == Kind::Han && self.glued(i) && at == i + 1;
            let bound = glued
                && self.is_any(
                    i.wrapping_sub(1),
                    "以之月年日天午目从往面晚周此空史生胎提先跟前最然",
                );
            // 过去至少50年
            let (modifier, at) = match at > i + 1 {
                true => self.words_before(at, &words_zh::BEFORE),
                false => (Modifier::None, at),
            };
            if !bound
                && let Some((low, high, end)) =
                    self.duration_zh(at).or_else(|| self.bare_unit_zh(at))
            {
                let year = low.unit == TimeUnit::Year && self.four_digit_year(at);
                if !year {
                    let end = self
                        .any_literal(end, &["里", "中", "间", "内", "来", "以来"])
                        .filter(|it| !self.is_any(*it, "国央间说到自部面"))
                        .unwrap_or(end);
                    let mut found = Found::new(
                        Value::Anchored { low, high, anchor },
                        i,
                        end,
                        "zh.anchored.stretch",
                    )
                    .modified(self.numeral_zh(at).map_or(Modifier::None, |it| it.modifier))
                    .modified(modifier);
                    // 前9个月: as often those from January on.
                    let months = low
                        .months
                        .to_integer()
                        .and_then(|it| i32::try_from(it).ok());
                    let calendar = matches!(low.unit, TimeUnit::Month | TimeUnit::Quarter);
                    if self.is(i, '前')
                        && at == i + 1
                        && calendar
                        && low.same(high)
                        && let Some(months @ 2..=11) = months
                    {
                        found = found.or(first_months(months));
                    }
                    return Some(found);
                }
            }
            return None;
        }
        let (low, high, end) = self.duration_zh(i)?;
        if low.unit == TimeUnit::Year && self.four_digit_year(i) {
            return None;
        }
        let odd = self.any_literal(end, &["多", "左右"]).unwrap_or(end);
        const AFTER: Words<Anchor> = Words::new(&[
            ("之前", Anchor::Ago),
            ("以前", Anchor::Ago),
            ("前", Anchor::Ago),
            ("之后", Anchor::Ahead),
            ("以后", Anchor::Ahead),
            ("后", Anchor::Ahead),
            ("过后", Anchor::Ahead),
            ("以来", Anchor::Past),
            ("来", Anchor::Past),
            ("内", Anchor::Next),
            ("之内", Anchor::Next),
            ("以内", Anchor::Next),
            ("间", Anchor::Past),
            ("里", Anchor::Past),
        ]);
        let (anchor, to) = self.words(odd, AFTER)?;
        let word = to == odd + 1
            && match self.at(odd).first {
                '前' => self.is_any(to, "往来后进面锋夕途"),
                '后' => self.is_any(to, "来期面续台卫备轮勤果代的"),
                '来' => self.is_any(to, "自到看说源"),
                '间' => !self.is_any(to, "，。,.") || low.unit == TimeUnit::Year,
                '里' => self.is_any(to, "程"),
                _ => false,
            }
            && !(self.at(odd).first == '后' && self.is(to, '的'));
        if word {
            return None;
        }
        // 一年多来; 十多年来, 三十余年前.
        let modifier = if odd > end {
            Modifier::Odd
        } else {
            self.numeral_zh(i).map_or(Modifier::None, |it| it.modifier)
        };
        let mut found = Found::new(Value::Anchored { low, high, anchor }, i, to, "zh.anchored")
            .modified(modifier);
        found.parts.push((i, end, Value::Duration { low, high }));
        Some(found)
    }

    /// Whether 之前三小时, 差五分九点 or 再过三年 may start at `i`; their characters are too common for the table of starters.
    pub(super) fn anchor_starts_zh(&self, i: usize) -> bool {
        let number = |at: usize| self.is_number(at) || number_zh::starts(self.at(at).first);
        self.is(i, '再') && self.is(i + 1, '过') && number(i + 2)
            || self.is(i, '差') && number(i + 1)
            || self.is(i, '之') && self.is(i + 1, '前') && number(i + 2) && !self.glued_han(i)
    }

    /// Whether a Chinese character stands right before `i`.
    fn glued_han(&self, i: usize) -> bool {
        self.before(i).kind == Kind::Han && self.glued(i)
    }

    /// 前两月, 上二周: months without 个, only behind a direction.
    pub(super) fn bare_unit_zh(&self, i: usize) -> Option<(Length, Length, usize)> {
        let numeral = self.numeral_zh(i)?;
        let end = self.literal(numeral.end, "月")?;
        let (low, high) = lengths(numeral.amount?, TimeUnit::Month)?;
        (!self.is_any(end, "份")).then_some((low, high, end))
    }
}
