//! Rules for dates, times, periods and durations in Chinese.

use super::{
    Decimal, Length, Moment, QuantityOptions, TimeUnit, Value,
    bound::combined,
    cursor::{Cursor, Found, Longest, Words},
    lex::Kind,
    number_zh,
    resolve::valid,
    vocabulary,
    words_zh::BEFORE,
};

pub(super) const LOOK_ALIKES: [&str; 20] = [
    "今日头条",
    "明日方舟",
    "昨日重现",
    "今天下",
    "日前",
    "周而复始",
    "周到",
    "周围",
    "周边",
    "周全",
    "周密",
    "周期",
    "周折",
    "周恩来",
    "周杰伦",
    "周转",
    "一日之计",
    "周星驰",
    "上下班",
    "月球",
];

impl Cursor<'_> {
    /// The end of a word at `i` that looks like a date but is none.
    pub(super) fn date_look_alike_zh(&self, i: usize) -> Option<usize> {
        "今明昨日周一黎上月"
            .contains(self.at(i).first)
            .then(|| self.any_literal(i, &LOOK_ALIKES))?
    }

    /// The date, time or duration that starts at `i`.
    pub(super) fn time_zh(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        let token = self.at(i);
        let may_start = match token.kind {
            Kind::Number => true,
            Kind::Han => number_zh::starts(token.first) || self.has(i, vocabulary::TIME_ZH),
            Kind::Word => matches!(token.first, 'q' | 'h' | 'f'),
            Kind::Sign => self.is(i, '('),
            Kind::End => false,
        };
        if !may_start && !self.holiday_starts_zh(i) && !self.anchor_starts_zh(i) {
            return self
                .bounded_moment_zh(i, options)
                .or_else(|| self.bounded_stretch_zh(i));
        }
        let mut best = Longest::default();
        best.offer(self.bounded_moment_zh(i, options));
        best.offer(self.comparison_zh(i));
        best.offer(self.recurrence_zh(i, options));
        best.offer(self.rate_zh(i));
        best.offer(self.anchored_zh(i));
        best.offer(self.period_zh(i, options));
        best.offer(self.first_quarters_zh(i));
        best.offer(self.duration_found_zh(i));
        best.offer(self.bounded_stretch_zh(i));
        best.offer(self.born_zh(i));
        best.found()
    }

    /// 至少50年来, 约三年前: a stretch of time before or after now, with what words before it do to its length.
    fn bounded_stretch_zh(&self, i: usize) -> Option<Found> {
        let (modifier, at) = self.words_before(i, &BEFORE);
        if at == i {
            return None;
        }
        let mut found = self.anchored_zh(at)?;
        found.from = i;
        found.modifier = combined(modifier, found.modifier);
        Some(found)
    }

    pub(super) fn comparison_zh(&self, i: usize) -> Option<Found> {
        if !self.is_any(i, "与较比按同和季月环") {
            return None;
        }
        const YEAR: [&str; 14] = [
            "与去年同期相比",
            "与上年同期相比",
            "较去年同期",
            "较上年同期",
            "比去年同期",
            "比上年同期",
            "按年",
            "同比",
            "较上年",
            "较去年",
            "与去年相比",
            "与上年相比",
            "比上年",
            "和去年同期相比",
        ];
        const QUARTER: [&str; 8] = [
            "按季",
            "较上季度",
            "较上一季度",
            "与上季度相比",
            "较上季",
            "比上季度",
            "季环比",
            "与上一季度相比",
        ];
        const MONTH: [&str; 5] = ["按月", "较上月", "与上月相比", "比上月", "月环比"];
        let found = |against: Option<(i32, TimeUnit)>, end| {
            let against = match against {
                Some((count, unit)) => Some(Length::new(Decimal::of(count), unit)?),
                None => None,
            };
            Some(Found::new(
                Value::Comparison { against },
                i,
                end,
                "zh.comparison",
            ))
        };
        // 按年利率, 按月计息: a rate, nothing that is compared.
        if self.literal(i, "按").is_some() && self.is_any(i + 2, "利息计付收缴支结") {
            return None;
        }
        if let Some(end) = self.any_literal(i, &YEAR) {
            return found(Some((1, TimeUnit::Year)), end);
        }
        if let Some(end) = self.any_literal(i, &QUARTER) {
            return found(Some((3, TimeUnit::Month)), end);
        }
        if let Some(end) = self.any_literal(i, &MONTH) {
            return found(Some((1, TimeUnit::Month)), end);
        }
        let end = self.literal(i, "环比")?;
        found(None, end)
    }

    /// 日均, 年产, 月薪: how often an amount is due, in one word with what it is.
    fn rate_zh(&self, i: usize) -> Option<Found> {
        const RATES: Words<TimeUnit> = Words::new(&[
            ("日均", TimeUnit::Day),
            ("月均", TimeUnit::Month),
            ("年均", TimeUnit::Year),
            ("月薪", TimeUnit::Month),
            ("年薪", TimeUnit::Year),
            ("时薪", TimeUnit::Hour),
            ("年产", TimeUnit::Year),
            ("月租", TimeUnit::Month),
            ("年租金", TimeUnit::Year),
        ]);
        let (unit, end) = self.words(i, RATES)?;
        let before = i.wrapping_sub(1);
        let bound = self.glued(i)
            && (self.is_number(before)
                || self.number_character(before)
                || self.is_any(before, "同当今两每各历近来多几前后去往半单节假周十百"));
        let every = Length::new(Decimal::ONE, unit)?;
        let value = Value::Recurrence { every, at: None };
        (!bound).then(|| Found::new(value, i, end, "zh.recurrence.rate"))
    }

    pub(super) fn recurrence_zh(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        let every = self.any_literal(i, &["每隔", "每逢", "每"])?;
        let make = |every, at, end| {
            Some(Found::new(
                Value::Recurrence { every, at },
                i,
                end,
                "zh.recurrence",
            ))
        };
        let one = |unit| Length::new(Decimal::ONE, unit);
        const UNITS: Words<TimeUnit> = Words::new(&[
            ("年", TimeUnit::Year),
            ("个月", TimeUnit::Month),
            ("月", TimeUnit::Month),
            ("周", TimeUnit::Week),
            ("星期", TimeUnit::Week),
            ("个星期", TimeUnit::Week),
            ("礼拜", TimeUnit::Week),
            ("天", TimeUnit::Day),
            ("日", TimeUnit::Day),
            ("晚", TimeUnit::Day),
            ("季度", TimeUnit::Quarter),
            ("个季度", TimeUnit::Quarter),
            ("小时", TimeUnit::Hour),
            ("分钟", TimeUnit::Minute),
            ("个工作日", TimeUnit::Day),
        ]);
        if let Some(end) = self.any_literal(every, &["个周末", "周末"]) {
            let end = self.day_time_zh(end, &mut Moment::default()).unwrap_or(end);
            return make(
                one(TimeUnit::Week)?,
                Some(Moment {
                    weekend: true,
                    ..Moment::default()
                }),
                end,
            );
        }
        // 每周一下午八点; 每天晚上8点.
        let mut at = Moment::default();
        let gap = self.literal(every, "个").unwrap_or(every);
        if let Some(end) = self
            .weekday_zh(gap, &mut at)
            .filter(|_| at.weekday.is_some() && at.week.is_none())
        {
            if let Some((to, end)) = self.last_weekday_zh(end, &at) {
                let value = Value::Period {
                    from: Some(at),
                    to: Some(to),
                };
                return Some(Found::new(value, i, end, "zh.period.weekdays"));
            }
            if self.hours_follow_zh(end, options) {
                return make(one(TimeUnit::Week)?, Some(at), end);
            }
            let end = self.day_time_zh(end, &mut at).unwrap_or(end);
            return make(one(TimeUnit::Week)?, Some(at), end);
        }
        if let Some((unit, end)) = self.words(every, UNITS) {
            if unit == TimeUnit::Hour && self.is_number(end) {
                return None;
            }
            let mut at = Moment::default();
            let of = self.literal(end, "的").unwrap_or(end);
            let end = match unit {
                // 每天6:30至21:00, 每年6月至8月: what recurs, and a range in it.
                TimeUnit::Day if self.hours_follow_zh(of, options) => end,
                TimeUnit::Year if self.ends_zh(of, options).is_some() => end,
                TimeUnit::Day => {
                    let first = self.day_time_zh(of, &mut at);
                    match first.and_then(|it| Some((it, self.connector_zh(it)?))) {
                        Some((_, next)) => self
                            .day_time_zh(next, &mut Moment::default())
                            .or(first)
                            .unwrap_or(end),
                        None => first.unwrap_or(end),
                    }
                }
                TimeUnit::Year => self
                    .season_zh(of, &mut at)
                    .or_else(|| self.month_zh(of, &mut at))
                    .map(|it| self.day_zh(it, &mut at).unwrap_or(it))
                    .unwrap_or(end),
                _ => end,
            };
            let end = if unit == TimeUnit::Year {
                self.any_literal(of, &["母亲节", "父亲节", "春节", "国庆节"])
                    .unwrap_or(end)
            } else {
                end
            };
            let at = (at != Moment::default()).then_some(at);
            return make(one(unit)?, at, end);
        }
        // 每运行250小时, as `every 250 operating hours`.
        let spent = self.any_literal(every, &["运行", "运转", "工作", "使用", "飞行", "行驶"]);
        let (low, _, end) = self.duration_zh(spent.unwrap_or(every))?;
        // 每隔一天 leaves one out: every other day.
        let other = self.literal(i, "每隔").is_some()
            && low.unit >= TimeUnit::Day
            && low.same(one(low.unit)?);
        let low = if other {
            Length::new(Decimal::of(2), low.unit)?
        } else {
            low
        };
        make(low, None, end)
    }

    /// A date, a time, or both.
    pub(super) fn moment_zh(&self, i: usize, options: &QuantityOptions) -> Option<(Moment, usize)> {
        let mut it = Moment::default();
        let mut at = i;
        if let Some(end) = self.any_literal(
            i,
            &[
                "现在",
                "目前",
                "当前",
                "此刻",
                "此时此刻",
                "此时",
                "而家",
                "宜家",
                "依家",
                "眼下",
            ],
        ) {
            it.now = true;
            return Some((it, end));
        }
        if let Some((date, end)) = self.digit_date(i, options) {
            it = date;
            at = self.any_literal(end, &["日", "号"]).unwrap_or(end);
            at = self
                .any_literal(at, &["-", ","])
                .filter(|next| self.clock(*next).is_some())
                .unwrap_or(at);
        } else {
            at = self.date_zh(at, &mut it).unwrap_or(at);
            // 11/3号早上: the sign of a day, or a time, makes the fraction a date.
            if at == i
                && let Some((date, end)) = self.month_and_day(i, options)
            {
                let day = self.any_literal(end, &["日", "号"]);
                let mut timed = date;
                if day.is_some() || self.day_time_zh(end, &mut timed).is_some() {
                    (it, at) = (date, day.unwrap_or(end));
                }
            }
        }
        // 星期五（12月10日）, 周日, 二月十号, 2月24日（星期一）.
        if at > i {
            let open = self.is(at, '(');
            let inner = if open || self.is_any(at, ",，") {
                at + 1
            } else {
                at
            };
            let mut more = Moment::default();
            if it.weekday.is_some() && it.day.is_none() && inner > at {
                if let Some(end) = self
                    .date_zh(inner, &mut more)
                    .filter(|_| more.day.is_some() && more.weekday.is_none())
                {
                    let closed = if open {
                        self.literal(end, ")")
                    } else {
                        Some(end)
                    };
                    if let Some(end) = closed {
                        (it, at) = (
                            Moment {
                                weekday: it.weekday,
                                ..more
                            },
                            end,
                        );
                    }
                }
            } else if it.day.is_some()
                && it.weekday.is_none()
                && let Some(end) = self
                    .weekday_zh(inner, &mut more)
                    .filter(|_| more.week.is_none())
            {
                let closed = if open {
                    self.literal(end, ")")
                } else {
                    Some(end)
                };
                if let Some(end) = closed {
                    it.weekday = more.weekday;
                    at = end;
                }
            }
        }
        let of = self
            .any_literal(at, &["的"])
            .filter(|_| it.has_day())
            .unwrap_or(at);
        // 4月3日北京时间22时.
        let of = match at > i && it.has_day() {
            true => self.zone(of).map_or(of, |(_, end)| end),
            false => of,
        };
        if (it.has_day() || at == i || it.day_part.is_some())
            && let Some(end) = self.day_time_zh(of, &mut it)
        {
            at = end;
        }
        (at > i && valid(&it) && it != Moment::default()).then_some((it, at))
    }
}
