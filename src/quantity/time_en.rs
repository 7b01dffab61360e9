//! Rules for dates, times, periods and durations in English.

use super::{
    DayPart, Decimal, Field, Length, Modifier, Moment, QuantityOptions, TimeUnit, Value,
    clock::small,
    clock_en::adjust,
    cursor::{Cursor, Found},
    lex::Kind,
    month_en::MONTHS,
    resolve::valid,
    weekday_en::WEEKDAYS,
    words_en::BEFORE,
};

pub(super) const PARTS: [(&str, DayPart); 12] = [
    ("morning", DayPart::Morning),
    ("mornings", DayPart::Morning),
    ("afternoon", DayPart::Afternoon),
    ("evening", DayPart::Evening),
    ("night", DayPart::Night),
    ("lunchtime", DayPart::Noon),
    ("lunch", DayPart::Noon),
    ("midday", DayPart::Noon),
    ("afternoons", DayPart::Afternoon),
    ("evenings", DayPart::Evening),
    ("nights", DayPart::Night),
    ("daybreak", DayPart::Dawn),
];

/// The names of months, days of the week and parts of the day.
pub(super) fn date_words() -> impl Iterator<Item = &'static str> {
    const PLURALS: [&str; 7] = [
        "mondays",
        "tuesdays",
        "wednesdays",
        "thursdays",
        "fridays",
        "saturdays",
        "sundays",
    ];
    let months = MONTHS.iter().map(|it| it.0);
    let weekdays = WEEKDAYS.iter().map(|it| it.0);
    months
        .chain(weekdays)
        .chain(PARTS.iter().map(|it| it.0))
        .chain(PLURALS)
}

pub(super) fn lookup<T: Copy>(word: &str, table: &[(&str, T)]) -> Option<T> {
    table.iter().find(|it| it.0 == word).map(|it| it.1)
}

impl Cursor<'_> {
    /// The date, time or duration that starts at `i`.
    pub(super) fn time_en(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        let token = self.at(i);
        if !matches!(token.kind, Kind::Number | Kind::Word) {
            return None;
        }
        if token.kind == Kind::Word
            && let Some((modifier @ (Modifier::About | Modifier::Nearly), at)) =
                self.lookup(i, &BEFORE)
        {
            let timed = |found: &Found| match &found.value {
                Value::Date { at } => at.hour.is_some(),
                Value::Anchored { .. } => true,
                _ => false,
            };
            let found = self
                .anchored_en(at)
                .into_iter()
                .chain(self.period_en(at, options))
                .filter(timed)
                .max_by_key(|it| it.to);
            if let Some(mut found) = found {
                found.from = i;
                return Some(found.modified(modifier));
            }
        }
        let mut best: Option<Found> = None;
        let mut keep = |found: Option<Found>| {
            if let Some(found) = found
                && best.as_ref().is_none_or(|it| found.to > it.to)
            {
                best = Some(found);
            }
        };
        keep(self.first_months_en(i));
        keep(self.weekdays_from_now_en(i));
        keep(self.comparison_en(i));
        keep(self.recurrence_en(i));
        keep(self.anchored_en(i));
        if !self.changes_en(i) {
            keep(self.hours_en(i, options));
            keep(self.period_en(i, options));
        }
        keep(self.duration_found_en(i));
        best
    }

    /// Whether `from` stands behind a verb of change and before a bare number: sales rose from 3 to 8 this year.
    fn changes_en(&self, i: usize) -> bool {
        const VERBS: [&str; 32] = [
            "rose",
            "rise",
            "rises",
            "risen",
            "rising",
            "grew",
            "grow",
            "grows",
            "grown",
            "growing",
            "fell",
            "fall",
            "falls",
            "fallen",
            "falling",
            "dropped",
            "increased",
            "increase",
            "increasing",
            "decreased",
            "decline",
            "declined",
            "jumped",
            "climbed",
            "surged",
            "slipped",
            "expanded",
            "up",
            "down",
            "cut",
            "raised",
            "lifted",
        ];
        self.is_word(i, "from")
            && self.is_one_of(i.wrapping_sub(1), &VERBS)
            && self.hour_en(i + 1).is_some_and(|(_, _, clear)| !clear)
    }

    /// three Fridays from now
    pub(super) fn weekdays_from_now_en(&self, i: usize) -> Option<Found> {
        let numeral = self.numeral_en(i)?;
        let weekday = lookup(self.word(numeral.end).trim_end_matches('s'), &WEEKDAYS)?;
        let end = self.literal(numeral.end + 1, "from now")?;
        let nth = i8::try_from(numeral.small()?).ok().filter(|it| *it > 0)?;
        let at = Moment {
            weekday: Some(weekday),
            nth: Some(nth),
            ..Moment::default()
        };
        Some(Found::new(
            Value::Date { at },
            i,
            end,
            "en.date.weekdays_ahead",
        ))
    }

    pub(super) fn comparison_en(&self, i: usize) -> Option<Found> {
        const YEAR: [&str; 22] = [
            "year-on-year",
            "year on year",
            "year-over-year",
            "year over year",
            "yoy",
            "from a year earlier",
            "from a year ago",
            "compared with a year earlier",
            "compared to a year earlier",
            "compared with a year ago",
            "compared with the same period last year",
            "compared to the same period last year",
            "from the same period last year",
            "from the same period a year earlier",
            "than a year earlier",
            "than a year ago",
            "from the year before",
            "from the previous year",
            "compared with the previous year",
            "compared with the same period a year earlier",
            "from the prior year",
            "on the year",
        ];
        const QUARTER: [&str; 9] = [
            "quarter-on-quarter",
            "quarter on quarter",
            "quarter-over-quarter",
            "quarter over quarter",
            "qoq",
            "from the previous quarter",
            "from the prior quarter",
            "compared with the previous quarter",
            "from a quarter earlier",
        ];
        const MONTH: [&str; 8] = [
            "month-on-month",
            "month on month",
            "month-over-month",
            "month over month",
            "mom",
            "from the previous month",
            "from a month earlier",
            "compared with the previous month",
        ];
        if !matches!(
            self.word(i),
            "year"
                | "yoy"
                | "from"
                | "compared"
                | "than"
                | "on"
                | "quarter"
                | "qoq"
                | "month"
                | "mom"
        ) {
            return None;
        }
        let longest = |words: &[&str]| words.iter().filter_map(|it| self.literal(i, it)).max();
        let (count, unit, end) = if let Some(end) = longest(&YEAR) {
            (1, TimeUnit::Year, end)
        } else if let Some(end) = longest(&QUARTER) {
            (3, TimeUnit::Month, end)
        } else {
            let end = longest(&MONTH).filter(|_| {
                !self.is_word(i, "mom") || self.at(i).capitals || self.before(i).kind == Kind::Sign
            })?;
            (1, TimeUnit::Month, end)
        };
        let against = Some(Length::new(Decimal::of(count), unit)?);
        Some(Found::new(
            Value::Comparison { against },
            i,
            end,
            "en.comparison",
        ))
    }

    pub(super) fn recurrence_en(&self, i: usize) -> Option<Found> {
        let make = |every, at, end| {
            Some(Found::new(
                Value::Recurrence { every, at },
                i,
                end,
                "en.recurrence",
            ))
        };
        let one = |unit| Length::new(Decimal::ONE, unit);
        let single = match self.word(i) {
            "daily" => Some(TimeUnit::Day),
            "weekly" => Some(TimeUnit::Week),
            "biweekly" | "fortnightly" => Some(TimeUnit::Fortnight),
            "monthly" => Some(TimeUnit::Month),
            "quarterly" => Some(TimeUnit::Quarter),
            "yearly" | "annually" => Some(TimeUnit::Year),
            "hourly" => Some(TimeUnit::Hour),
            "everyday" => Some(TimeUnit::Day),
            _ => None,
        };
        if let Some(unit) = single {
            let mut at = Moment::default();
            let timed = (unit == TimeUnit::Day)
                .then(|| self.time_after_en(i + 1, &mut at))
                .flatten();
            return make(one(unit)?, timed.map(|_| at), timed.unwrap_or(i + 1));
        }
        // 6am every day
        if self.is_number(i)
            && let Some((time, end)) = self.clock(i)
            && self.is_one_of(end, &["every", "each", "daily", "everyday"])
            && let Some(found) = self.recurrence_en(end)
            && let Value::Recurrence { every, at: None } = found.value
            && every.unit == TimeUnit::Day
        {
            return make(every, Some(time), found.to);
        }
        // the 19th of every month
        if let Some((number, end)) = self.ordinal_number_en(i)
            && let Some(end) = self.any_literal(end, &["of every month", "of each month"])
            && let Some(day) = small(Some(number)).filter(|it| (1..=31).contains(it))
        {
            let at = Moment {
                day: Some(Field::At(day)),
                ..Moment::default()
            };
            return make(one(TimeUnit::Month)?, Some(at), end);
        }
        // Tuesday afternoons, mornings
        let weekday = self.date_word(i, &WEEKDAYS);
        let part_at = i + usize::from(weekday.is_some());
        if let Some(part) = self
            .date_word(part_at, &PARTS)
            .filter(|_| self.word(part_at).ends_with('s'))
        {
            let unit = if weekday.is_some() {
                TimeUnit::Week
            } else {
                TimeUnit::Day
            };
            let at = Moment {
                weekday,
                day_part: Some(part),
                ..Moment::default()
            };
            return make(one(unit)?, Some(at), part_at + 1);
        }
        if let Some(end) = self.any_literal(
            i,
            &[
                "semi-annually",
                "semiannually",
                "semiannual",
                "semi-annual",
                "half-yearly",
            ],
        ) {
            return make(
                Length::new(Decimal::new(5, -1)?, TimeUnit::Year)?,
                None,
                end,
            );
        }
        // Tuesdays at 9am
        let plural = self
            .word(i)
            .strip_suffix('s')
            .and_then(|it| lookup(it, &WEEKDAYS))
            .filter(|_| self.word(i).len() > 6);
        if let Some(weekday) = plural {
            let mut at = Moment {
                weekday: Some(weekday),
                ..Moment::default()
            };
            let end = self.time_after_en(i + 1, &mut at).unwrap_or(i + 1);
            return make(one(TimeUnit::Week)?, Some(at), end);
        }
        if self.is_one_of(i, &["every", "each", "per", "any"]) {
            let per = self.is_one_of(i, &["per", "any"]);
            let mut at = Moment::default();
            if self.is_word(i + 1, "weekend") {
                at.weekend = true;
                return make(one(TimeUnit::Week)?, Some(at), i + 2);
            }
            if let Some(weekday) = self.date_word(i + 1, &WEEKDAYS).filter(|_| !per) {
                at.weekday = Some(weekday);
                let end = self.day_part_en(i + 2, &mut at).unwrap_or(i + 2);
                let end = self.time_after_en(end, &mut at).unwrap_or(end);
                return make(one(TimeUnit::Week)?, Some(at), end);
            }
            if let Some(part) = self.date_word(i + 1, &PARTS).filter(|_| !per) {
                at.day_part = Some(part);
                return make(one(TimeUnit::Day)?, Some(at), i + 2);
            }
            if self.is_word(i + 1, "other") {
                let (unit, end) = self.time_unit_en(i + 2)?;
                return make(Length::new(Decimal::of(2), unit)?, None, end);
            }
            if let Some((unit, end)) = self.time_unit_en(i + 1) {
                if per && unit <= TimeUnit::Hour {
                    return None;
                }
                let end = self.time_after_en(end, &mut at).unwrap_or(end);
                let at = (at != Moment::default()).then_some(at);
                return make(one(unit)?, at, end);
            }
            if !per {
                let (low, _, end) = self.duration_en(i + 1)?;
                return make(low, None, end);
            }
            return None;
        }
        // once a week, twice a year, one a day
        if self.is_one_of(i, &["once", "twice", "one"])
            && self.is_one_of(i + 1, &["a", "an", "per", "every"])
        {
            let (unit, end) = self.time_unit_en(i + 2)?;
            let older = self.is_one_of(end, &["ago", "later", "earlier"]);
            return if older {
                None
            } else {
                make(one(unit)?, None, end)
            };
        }
        None
    }

    /// A date, a time, or both. `sure` says that words before it announce one, so that bare hours and years count.
    ///
    /// What stands at a place that nothing announces is asked for by several rules, so the last one is kept.
    pub(super) fn moment_en(
        &self,
        i: usize,
        options: &QuantityOptions,
        sure: bool,
    ) -> Option<(Moment, usize)> {
        if sure {
            return self.read_moment_en(i, options, true);
        }
        self.moments
            .at(i, || self.read_moment_en(i, options, false))
    }

    fn read_moment_en(
        &self,
        i: usize,
        options: &QuantityOptions,
        sure: bool,
    ) -> Option<(Moment, usize)> {
        let mut it = Moment::default();
        if let Some(end) = self.any_literal(
            i,
            &[
                "right now",
                "just now",
                "at this moment",
                "at the moment",
                "at the minute",
                "at this time",
                "at this point in time",
                "now",
                "currently",
                "at present",
            ],
        ) {
            it.now = true;
            return Some((it, end));
        }
        if let Some(found) = self.part_of_day_en(i) {
            return Some(found);
        }
        // (the) morning of 15 February
        let named = i + usize::from(self.is_word(i, "the"));
        if let Some(part) = self.date_word(named, &PARTS)
            && self.is_word(named + 1, "of")
        {
            // A day follows, no part of one: the rule calls itself, and would as often as the words are repeated.
            let day = named + 2;
            let part_again = day + usize::from(self.is_word(day, "the"));
            if self.date_word(part_again, &PARTS).is_some() {
                return None;
            }
            let (day, end) = self.moment_en(day, options, false)?;
            let whole = day.has_day() && !day.has_time() && !day.now;
            return whole.then_some((
                Moment {
                    day_part: Some(part),
                    ..day
                },
                end,
            ));
        }
        let skipped = i + usize::from(self.is_word(i, "the") || self.is_word(i, "on"));
        let skipped = skipped + usize::from(self.is_word(skipped, "the") && skipped > i);
        let mut at = skipped;
        if let Some((date, end)) = self.digit_date(at, options) {
            it = date;
            at = end;
        } else if let Some(end) = self.date_en(at, &mut it, sure || skipped > i, options) {
            at = end;
        } else {
            // A time first: 3 p.m. on Wednesday, 10 am Friday.
            let mut time = Moment::default();
            let from = i + usize::from(self.is_one_of(i, &["at", "around"]) && i == skipped);
            let end = self
                .time_of_day_en(from, &mut time, sure || from > i)
                .or_else(|| self.hour_before_part_en(from, &mut time))?;
            let part = self
                .any_literal(end, &["in the", "at"])
                .and_then(|at| self.day_part_en(at, &mut time))
                .or_else(|| self.day_part_en(end, &mut time));
            let end = part.unwrap_or(end);
            adjust(&mut time);
            let on = self
                .any_literal(end, &["on the", "on", "of", ",", "in the"])
                .unwrap_or(end);
            let mut date = Moment::default();
            let announced = on > end && !self.is(end, ',');
            let read = self
                .digit_date(on, options)
                .map(|(found, to)| {
                    date = found;
                    to
                })
                .or_else(|| {
                    self.date_en(
                        on,
                        &mut date,
                        announced && self.is_one_of(on.wrapping_sub(1), &["on", "the"]),
                        options,
                    )
                });
            if let Some(mut to) = read.filter(|_| date.has_day()) {
                let mut merged = Moment {
                    hour: time.hour,
                    minute: time.minute,
                    second: time.second,
                    either_half: time.either_half,
                    day_part: time.day_part.or(date.day_part),
                    ..date
                };
                // 9 tomorrow morning
                if merged.day_part.is_none()
                    && let Some(end) = self.day_part_en(to, &mut merged)
                {
                    to = end;
                }
                adjust(&mut merged);
                return Some((merged, to));
            }
            return (valid(&time)).then_some((time, end));
        }
        let whole_day = it.has_day();
        if whole_day && it.hour.is_none() {
            if let Some(end) = self.day_part_en(at, &mut it).or_else(|| {
                self.any_literal(at, &["in the", "at"])
                    .and_then(|next| self.day_part_en(next, &mut it))
            }) {
                at = end;
            }
            // today pm
            if let (Some((after, end)), Some(Field::Offset(_)), None) =
                (self.half_of_day(at), it.day, it.day_part)
            {
                it.day_part = Some(if after {
                    DayPart::Afternoon
                } else {
                    DayPart::Morning
                });
                at = end;
            }
            if let Some(end) = self.time_after_en(at, &mut it) {
                at = end;
                // Wed Oct 26 15:50:06 2016
                if let (Some(_), None, Some(_)) = (it.month, it.year, it.second)
                    && let Some((Moment { year, .. }, end)) = self.plain_year_en(at)
                {
                    it.year = year;
                    at = end;
                }
            }
        }
        adjust(&mut it);
        (at > skipped && valid(&it)).then_some((it, at))
    }
}
