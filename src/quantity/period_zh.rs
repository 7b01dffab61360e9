//! Dates and periods in Chinese: ranges, open ends, periods named by their end.

use super::{
    Field, Modifier, Moment, QuantityOptions, Value,
    cursor::{Cursor, Found},
    lex::Kind,
    number_zh,
    resolve::valid,
    words_zh::BEFORE,
};

impl Cursor<'_> {
    /// A date or time, a range of them, or an open period.
    pub(super) fn period_zh(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        let opening = self.any_literal(i, &["从", "自", "由", "自从", "于", "在"]);
        let since = self.any_literal(i, &["自从", "自", "从"]);
        let until = self.any_literal(i, &["截至", "截止到", "截止", "直到", "直至"]);
        let start = opening.or(until).unwrap_or(i);
        if let Some(found) = self
            .ended_period_zh(i, options)
            .or_else(|| self.years_of_zh(i, opening.unwrap_or(i)))
        {
            return Some(found);
        }
        let (mut from, mut end) = self
            .moment_zh(start, options)
            .or_else(|| self.range_head_zh(start, options))?;
        if let Some((head, head_end)) = self.head_within_zh(&from, end, options) {
            (from, end) = (head, head_end);
        }
        // 9月1日至13日, 5:00到6:00, 今天下午1点到3点十分, 周一至周五.
        if let Some(found) = self
            .decades_zh(i, start, &from, end)
            .or_else(|| self.hours_zh(i, &from, end, options))
        {
            return Some(found);
        }
        let joint = if self.is_any(end, "和与、") {
            Some(end + 1)
        } else {
            self.connector_zh(end)
        };
        if let Some(at) = joint {
            let right = self
                .moment_zh(at, options)
                .or_else(|| self.bare_day_zh(at, &from))
                .or_else(|| self.bare_weekday_zh(end, &from));
            // 周一至周五上午9时至下午5时: the hours are those of each day.
            let days = from.has_day() && !from.has_time();
            let right = match right {
                Some((to, _)) if days && to.has_day() && to.has_time() => self
                    .day_before_hours_zh(at, opening.is_some(), options)
                    .or(right),
                _ => right,
            };
            if let Some((to, to_end)) = right {
                let close = self.any_literal(to_end, &["止", "之间", "期间", "间", "为止"]);
                let pair = self.is_any(end, "和与、") && close.is_none();
                let alike = from.has_time() == to.has_time()
                    || to.has_date()
                    || from.hour.is_some() && to.hour.is_some();
                // 1月15日和16日: neighbouring days are a period, others two dates.
                let neighbours = matches!(
                    (from.day, to.day),
                    (Some(Field::At(a)), Some(Field::At(b))) if b == a + 1
                );
                let listed = pair && !(self.is(end, '和') && neighbours && to.month.is_none());
                if alike && !listed && !(self.is(end, '或')) {
                    let dated = to.has_date();
                    let mut to = to.completed_from(&from);
                    // 今天下午1点到3点: the part of the day holds on.
                    if let (Some(a), Some(b), Some(part)) = (from.hour, to.hour, from.day_part) {
                        if !dated
                            && to.day_part.is_none()
                            && a >= 12
                            && b < 12
                            && b + 12 > a
                            && to.either_half
                        {
                            to.hour = Some(b + 12);
                            to.day_part = Some(part);
                        }
                        to.either_half = false;
                    }
                    if to.hour.is_some_and(|it| it > 12) || from.hour.is_some_and(|it| it > 12) {
                        (from.either_half, to.either_half) = (false, false);
                    }
                    let from_year_missing = from.year.is_none()
                        && to.year.is_some()
                        && (from.month.is_some() || from.day.is_some());
                    if from_year_missing {
                        from.year = to.year;
                    }
                    if from.month.is_none() && from.day.is_some() {
                        from.month = to.month;
                    }
                    return Some(Found::new(
                        Value::Period {
                            from: Some(from),
                            to: Some(to),
                        },
                        i,
                        close.unwrap_or(to_end),
                        "zh.period",
                    ));
                }
            }
        }
        self.series_zh(i, &from, end, options).or_else(|| {
            let open_since = since.is_some()
                && self
                    .any_literal(end, &["起", "以来", "开始", "之后", "以后"])
                    .is_some();
            let tail = self.any_literal(
                end,
                &[
                    "以来",
                    "起至今",
                    "至今",
                    "迄今",
                    "起",
                    "之后",
                    "以后",
                    "开始",
                ],
            );
            // 晚上9点开始, 报名5月6日开始: what begins then; 从9点开始 says from when on.
            let tail = tail.filter(|_| since.is_some() || self.literal(end, "开始").is_none());
            // 8时起飞, 6点起床: the word of a verb.
            let tail = tail
                .filter(|to| !self.is(to - 1, '起') || !self.is_any(*to, "飞床诉源来身伏草立步义"));
            if let Some(to) = tail.filter(|_| from.has_date() || open_since || from.hour.is_some())
            {
                return Some(Found::new(
                    Value::Period {
                        from: Some(from),
                        to: None,
                    },
                    i,
                    to,
                    "zh.period.since",
                ));
            }
            let after =
                self.is(end, '后') && (from.has_date()) && !self.is_any(end + 1, "来期面续");
            if after {
                return Some(Found::new(
                    Value::Period {
                        from: Some(from),
                        to: None,
                    },
                    i,
                    end + 1,
                    "zh.period.since",
                ));
            }
            let before = self.any_literal(end, &["之前", "以前", "前"]).filter(|it| {
                !self.is_any(*it, "三两四五六七八九十0几后往") && !self.is_number(*it)
            });
            if let Some(to) = before.filter(|_| from.has_date() || from.hour.is_some()) {
                let value = Value::Period {
                    from: None,
                    to: Some(from),
                };
                let mut found = Found::new(value, i, to, "zh.period.until");
                // 2030年之前不会开放: no earlier than that.
                let mut clause = (to..to + 4).take_while(|at| self.at(*at).kind == Kind::Han);
                if clause.any(|at| self.is_any(at, "不没未勿")) {
                    let since = Value::Period {
                        from: Some(from),
                        to: None,
                    };
                    found
                        .readings
                        .push(std::mem::replace(&mut found.value, since));
                }
                return Some(found);
            }
            // 2021年前10个月, 今年前三季度.
            if let Some(found) = self.first_months_zh(i, &from, end) {
                return Some(found);
            }
            let mut end = self
                .any_literal(end, &["止", "为止", "底止"])
                .filter(|_| until.is_some())
                .unwrap_or(end);
            let mut modifier = Modifier::None;
            if let Some(to) = self.any_literal(end, &["左右", "前后", "许"]) {
                (modifier, end) = (Modifier::About, to);
            }
            let begin = if opening.is_some() || until.is_some() {
                start
            } else {
                i
            };
            let mut found =
                Found::new(Value::Date { at: from }, begin, end, "zh.date").modified(modifier);
            for (number, amount) in self.digits_in(begin, end) {
                found = found.with_number(number, number + 1, amount);
            }
            (begin == i).then_some(found)
        })
    }

    /// 早于2019年, 不得晚于5月6日: a date or time that bounds what is told.
    pub(super) fn bounded_moment_zh(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        let (modifier, at) = self.bound_before(i, &BEFORE)?;
        if !self.is(at - 1, '于') || !self.is_any(at - 2, "早晚迟") {
            return None;
        }
        let (moment, end) = self.moment_zh(at, options)?;
        let (from, to, rule) = match modifier {
            Modifier::Over | Modifier::AtLeast => (Some(moment), None, "zh.period.since"),
            _ => (None, Some(moment), "zh.period.until"),
        };
        let value = Value::Period { from, to };
        Some(Found::new(value, i, end, rule))
    }

    /// 上世纪六七十年代: two decades in one.
    pub(super) fn decades_zh(
        &self,
        i: usize,
        start: usize,
        from: &Moment,
        end: usize,
    ) -> Option<Found> {
        let Some(Field::At(decade)) = from.decade else {
            return None;
        };
        let pair = (start..end).find(|at| {
            let digit = |at: usize| {
                (self.at(at).kind == Kind::Han).then(|| number_zh::digit(self.at(at).first))?
            };
            let (a, b) = (digit(*at), digit(*at + 1));
            a.zip(b)
                .is_some_and(|(a, b)| b == a + 1 && self.is_any(*at + 2, "十"))
        });
        pair?;
        let to = Moment {
            decade: Some(Field::At(decade + 1)),
            ..*from
        };
        Some(Found::new(
            Value::Period {
                from: Some(*from),
                to: Some(to),
            },
            i,
            end,
            "zh.period.decades",
        ))
    }

    /// Numbers in digits between two tokens.
    pub(super) fn digits_in(&self, from: usize, to: usize) -> Vec<(usize, super::Amount)> {
        (from..to.min(from + 16))
            .filter_map(|i| Some((i, self.at(i).value?)))
            .map(|(i, value)| (i, super::Amount::Point(value)))
            .collect()
    }

    /// The left end of a range whose fields stand at the right one only: 1986-88年, 5到6点, 1985到89年9月, 三到五月.
    pub(super) fn range_head_zh(
        &self,
        i: usize,
        options: &QuantityOptions,
    ) -> Option<(Moment, usize)> {
        let numeral = self.numeral_zh(i)?;
        let mut lead = Moment::default();
        let mut start = i;
        if let Some(end) = self.day_part_zh(i, &mut lead) {
            start = end;
        }
        let numeral = if start > i {
            self.numeral_zh(start)?
        } else {
            numeral
        };
        let at = self.connector_zh(numeral.end)?;
        let (right, _) = self.moment_zh(at, options)?;
        self.head_like(numeral.small()?, numeral.end, &right)
    }

    /// 2024年1-9月, 12月1日至3日 without its first 日: the left end of a range inside the year or month before it.
    fn head_within_zh(
        &self,
        whole: &Moment,
        end: usize,
        options: &QuantityOptions,
    ) -> Option<(Moment, usize)> {
        let year_only = *whole
            == Moment {
                year: whole.year,
                fiscal: whole.fiscal,
                ..Moment::default()
            };
        let month_only = *whole
            == Moment {
                year: whole.year,
                month: whole.month,
                ..Moment::default()
            };
        if !year_only && !month_only || !self.glued(end) && self.is_number(end) && year_only {
            return None;
        }
        // 第一至三季度, 第1-3季度
        let start = self.literal(end, "第").filter(|_| year_only).unwrap_or(end);
        let (head, head_end) = self.range_head_zh(start, options)?;
        let within_year = head.month.is_some() && start == end || head.quarter.is_some();
        let fits = year_only && within_year || !year_only && head.day.is_some();
        let it = Moment {
            year: whole.year,
            fiscal: whole.fiscal,
            month: head.month.or(whole.month),
            ..head
        };
        (fits && head.year.is_none() && head.hour.is_none()).then_some((it, head_end))
    }

    pub(super) fn head_like(
        &self,
        value: i32,
        end: usize,
        right: &Moment,
    ) -> Option<(Moment, usize)> {
        let it = if let Some(hour) = right.hour {
            if right.has_date() {
                return None;
            }
            let value = u8::try_from(value).ok().filter(|it| *it <= 24)?;
            let lifted = if hour > 12 && value < 12 && right.day_part.is_some() {
                value + 12
            } else {
                value
            };
            Moment {
                hour: Some(lifted),
                either_half: right.either_half,
                ..Moment::default()
            }
        } else if right.day.is_some() && right.year.is_none() && right.month.is_none() {
            Moment {
                day: Some(Field::At(value)),
                ..Moment::default()
            }
        } else if right.quarter.is_some() && right.year.is_none() {
            Moment {
                quarter: Some(Field::At(value)),
                ..Moment::default()
            }
        } else if right.month.is_some() && right.day.is_none() && right.year.is_none() {
            Moment {
                month: Some(Field::At(value)),
                ..Moment::default()
            }
        } else if right.year.is_some() && (1000..=2999).contains(&value) {
            Moment {
                year: Some(Field::At(value)),
                fiscal: right.fiscal,
                ..Moment::default()
            }
        } else {
            return None;
        };
        valid(&it).then_some((it, end))
    }

    /// The right end of a range that leaves its unit out: 1月3日至5.
    pub(super) fn bare_day_zh(&self, i: usize, from: &Moment) -> Option<(Moment, usize)> {
        let numeral = self.numeral_zh(i)?;
        let value = numeral.small()?;
        if from.year.is_some()
            && from.month.is_none()
            && from.quarter.is_none()
            && (1000..=2999).contains(&value)
        {
            return Some((
                Moment {
                    year: Some(Field::At(value)),
                    ..Moment::default()
                },
                numeral.end,
            ));
        }
        None
    }
}
