//! What happens again and again, in English: every Monday at 9, twice a year, mornings.

use super::{
    Decimal, Field, Length, Moment, TimeUnit, Value,
    clock::small,
    cursor::{Cursor, Found},
    time_en::{PARTS, lookup},
    weekday_en::WEEKDAYS,
    words_en::UNITS,
};

impl Cursor<'_> {
    /// Whether an amount ends right before `i`, so that `a month` there says how often it is due: a number, its scale or unit,
    /// or one plural noun behind it. Amounts of more money, people or things *in* a time are told with `in a month`.
    pub(super) fn rate_before_en(&self, i: usize) -> bool {
        let Some(last) = i.checked_sub(1) else {
            return false;
        };
        let number = |at: usize| self.is_number(at) || self.number_word(at).is_some();
        let counted = |at: usize| {
            self.lookup(at, &UNITS).is_some()
                || self.is_any(at, "%$€£¥")
                || self.word(at).ends_with('s')
                || self.is_word(at, "people")
        };
        number(last) || counted(last) && last > 0 && number(last - 1)
    }

    /// The time after what recurs, unless it opens a range of hours, which is a quantity of its own: daily from 9 to 5.
    fn time_of_recurrence_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if self.hours_follow_en(i) {
            return None;
        }
        self.time_after_en(i, it)
    }

    /// The month or day after `every year`: every year in May, every year on 1 May.
    fn month_of_recurrence_en(&self, unit: TimeUnit, i: usize, it: &mut Moment) -> Option<usize> {
        let announced = self.is_one_of(i, &["in", "on"]) && unit == TimeUnit::Year;
        announced.then(|| self.month_alone_en(i + 1, it))?
    }

    /// A month or a day of one at `i`, without a year, that opens no range.
    fn month_alone_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let mut day = Moment::default();
        let end = self.month_date_en(i, &mut day, true)?;
        let goes_on = self.is_one_of(end, &["to", "through", "until", "till", "and"])
            || self.range_sign(end).is_some();
        if day.month.is_none() || day.year.is_some() || goes_on {
            return None;
        }
        *it = day;
        Some(end)
    }

    /// The last day of every Monday to Friday, from the connector on.
    pub(super) fn last_weekday_en(&self, i: usize) -> Option<(Moment, usize)> {
        let at = match self.is_one_of(i, &["to", "through", "thru", "until", "till"]) {
            true => i + 1,
            false => self.range_sign(i)?,
        };
        let it = Moment {
            weekday: Some(self.date_word(at, &WEEKDAYS)?),
            ..Moment::default()
        };
        Some((it, at + 1))
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
                .then(|| self.time_of_recurrence_en(i + 1, &mut at))
                .flatten();
            return make(one(unit)?, timed.map(|_| at), timed.unwrap_or(i + 1));
        }
        // 6am every day, at 6am every day
        let time_at = i + usize::from(self.is_word(i, "at"));
        if self.is_number(time_at)
            && let Some((time, end)) = self.clock(time_at)
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
        // Tuesdays at 9am, on Tuesdays
        let day = i + usize::from(self.is_word(i, "on"));
        let plural = self
            .word(day)
            .strip_suffix('s')
            .and_then(|it| lookup(it, &WEEKDAYS))
            .filter(|_| self.word(day).len() > 6);
        if let Some(weekday) = plural {
            let mut at = Moment {
                weekday: Some(weekday),
                ..Moment::default()
            };
            let end = self
                .time_of_recurrence_en(day + 1, &mut at)
                .unwrap_or(day + 1);
            // Open on Saturdays may be said of one: 周六开放.
            return make(one(TimeUnit::Week)?, Some(at), end).map(|it| it.or(Value::Date { at }));
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
                if let Some((to, end)) = self.last_weekday_en(i + 2) {
                    let value = Value::Period {
                        from: Some(at),
                        to: Some(to),
                    };
                    return Some(Found::new(value, i, end, "en.period.weekdays"));
                }
                let end = self.day_part_en(i + 2, &mut at).unwrap_or(i + 2);
                let end = self.time_of_recurrence_en(end, &mut at).unwrap_or(end);
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
                let end = self
                    .time_of_recurrence_en(end, &mut at)
                    .or_else(|| self.month_of_recurrence_en(unit, end, &mut at))
                    .unwrap_or(end);
                let at = (at != Moment::default()).then_some(at);
                return make(one(unit)?, at, end);
            }
            // every May, each 1 June
            if !per && let Some(end) = self.month_alone_en(i + 1, &mut at) {
                return make(one(TimeUnit::Year)?, Some(at), end);
            }
            if !per {
                let (low, _, end) = self.duration_en(i + 1)?;
                return make(low, None, end);
            }
            return None;
        }
        // £6,400 a month, 40 hours a week, 30,000 visitors a day
        if self.is_one_of(i, &["a", "an"])
            && let Some((unit, end)) = self.time_unit_en(i + 1)
            && end == i + 2
            && self.rate_before_en(i)
        {
            let relative = self.is_one_of(
                end,
                &[
                    "ago", "later", "earlier", "before", "after", "from", "off", "early", "late",
                    "ahead", "apart", "away", "old", "long", "on",
                ],
            );
            let more = self.is_one_of(end, &["and", "or"])
                && self.is_one_of(end + 1, &["a", "half", "two", "so", "more"]);
            return if relative || more || self.is(end, '-') {
                None
            } else {
                make(one(unit)?, None, end)
            };
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
}
