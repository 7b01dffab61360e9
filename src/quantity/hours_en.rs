//! Hours of a day in English: Monday 9-11am, between 10 and 11:30 this morning, from 4pm for 30 minutes, Friday before 5pm.

use super::{
    Decimal, Length, Moment, QuantityOptions, Value,
    clock::small,
    clock_en::{adjust, align_halves},
    cursor::{Cursor, Found},
    lex::Kind,
    numeral_words_en::NumberWord,
    weekday_en::WEEKDAYS,
};

/// Two hours of one day.
struct Hours {
    from: Moment,
    to: Moment,
    end: usize,
    /// Whether one of them can be nothing but a time.
    clear: bool,
}

impl Cursor<'_> {
    /// A stretch of hours, with the day before or after it.
    pub(super) fn hours_en(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        let found = |from, to, end| {
            let value = Value::Period { from, to };
            Found::new(value, i, end, "en.period.hours")
        };
        if self.may_open_hours(i)
            && let Some(hours) = self
                .hours_between_en(i)
                .or_else(|| self.hours_of_days_en(i, options))
        {
            let mut end = hours.end;
            let (mut from, mut to) = (hours.from, hours.to);
            let of_days = self.days_follow_en(end, options) || self.days_stand_before_en(i);
            let tail = end + usize::from(self.is(end, ','));
            let part = self.any_literal(end, &["in the", "at"]).unwrap_or(end);
            let mut named = Moment::default();
            let day = if let Some(after) = self.day_part_en(part, &mut named) {
                end = after;
                Some(named)
            } else if of_days {
                None
            } else {
                self.day_en(tail, options).map(|(day, after)| {
                    end = after;
                    day
                })
            };
            if day.is_none() && !hours.clear && !of_days {
                return None;
            }
            if let Some(day) = day {
                (from, to) = (on_day(&from, &day), on_day(&to, &day));
            }
            align_halves(&mut from, &mut to);
            return Some(found(Some(from), Some(to), end));
        }
        // 14 February from 9:30am for 7 hours
        if let Some((from, end)) = self.moment_en(i, options, false)
            && from.has_day()
            && from.hour.is_some()
            && self.is_word(end, "for")
            && let Some((length, _, end)) = self.duration_en(end + 1)
        {
            let to = later(&from, &length)?;
            return Some(found(Some(from), Some(to), end));
        }
        // Mondays from 2 to 4: what recurs, and the hours.
        let plural = self.date_word(i, &WEEKDAYS).is_some() && self.word(i).ends_with("days");
        if plural {
            return None;
        }
        let (day, end) = self
            .day_en(i, options)
            .or_else(|| self.month_and_day(i, options))?;
        let after = end + usize::from(self.is(end, ','));
        let hours = self.hours_between_en(after).or_else(|| {
            let listed = self.is_number(after) && self.hours_stand_before_en(i, options);
            listed.then(|| self.plain_hours_en(after))?
        });
        if let Some(hours) = hours {
            // Saturday 3-2 is a score, unless it goes on with the hours of other days.
            let sure = hours.clear
                || self.is_one_of(after, &["from", "between"])
                || self.hours_stand_before_en(i, options);
            if !sure {
                return None;
            }
            let (mut from, mut to) = (on_day(&hours.from, &day), on_day(&hours.to, &day));
            align_halves(&mut from, &mut to);
            return Some(found(Some(from), Some(to), hours.end));
        }
        let until = self.any_literal(after, &["before", "by", "until", "till", "no later than"]);
        let since = self.any_literal(after, &["after", "no earlier than", "starting at"]);
        if let Some(at) = until.or(since) {
            let (time, end) = self.sure_hour_en(at)?;
            let time = Some(on_day(&time, &day));
            return Some(match until {
                Some(_) => found(None, time, end),
                None => found(time, None, end),
            });
        }
        // 4/25 at 4:00pm: the time says that the fraction is a day.
        let (day, end) = self.month_and_day(i, options)?;
        let mut at = day;
        let end = self.time_after_en(end, &mut at)?;
        Some(Found::new(Value::Date { at }, i, end, "en.date.with_time"))
    }

    /// Whether a range of days stands at `i`, perhaps after a comma: the hours before it are those of each day.
    pub(super) fn days_follow_en(&self, i: usize, options: &QuantityOptions) -> bool {
        let is_day = |it: Moment| it.has_day() && !it.has_time();
        let found = self.period_en(i + usize::from(self.is(i, ',')), options);
        found.is_some_and(|it| match it.value {
            Value::Period {
                from: Some(from),
                to: Some(to),
            } => is_day(from) && is_day(to),
            _ => false,
        })
    }

    /// Whether a range of hours stands at `i`: `, 9 a.m. to 5 p.m.`, `from 9 to 5`.
    pub(super) fn hours_follow_en(&self, i: usize) -> bool {
        let at = i + usize::from(self.is(i, ',') || self.is_word(i, "at"));
        self.hours_between_en(at).is_some()
    }

    /// The day at `i` where a range of hours follows it, without the first of these.
    pub(super) fn day_before_hours_en(
        &self,
        i: usize,
        options: &QuantityOptions,
    ) -> Option<(Moment, usize)> {
        let at = i + usize::from(self.is_word(i, "the"));
        let (day, end) = self.digit_date(at, options).or_else(|| {
            let mut day = Moment::default();
            let end = self.date_en(at, &mut day, true, options)?;
            Some((day, end))
        })?;
        let stands = day.has_day() && !day.has_time() && self.hours_follow_en(end);
        stands.then_some((day, end))
    }

    /// Whether hours may start here: words that name a day start another way.
    fn may_open_hours(&self, i: usize) -> bool {
        self.is_number(i)
            || self.is_one_of(i, &["from", "between", "for", "noon", "midnight"])
            || self.number_word(i).is_some()
    }

    /// A single day without a time.
    fn day_en(&self, i: usize, options: &QuantityOptions) -> Option<(Moment, usize)> {
        self.moment_en(i, options, false)
            .filter(|(day, _)| day.has_day() && day.hour.is_none() && !day.now)
    }

    /// Hours that nothing but the range of days beside them shows: 9 to 5, Monday to Friday; Monday through Friday, 9 to 5.
    fn hours_of_days_en(&self, i: usize, options: &QuantityOptions) -> Option<Hours> {
        let hours = self.plain_hours_en(i)?;
        let closed = self.at(hours.end).kind != Kind::Word && !self.is_any(hours.end, "%‰$€£°");
        let stands =
            self.days_follow_en(hours.end, options) || closed && self.days_stand_before_en(i);
        stands.then_some(hours)
    }

    /// Two hours, whether anything shows them to be such or not.
    fn plain_hours_en(&self, i: usize) -> Option<Hours> {
        let (from, end, _) = self.hour_en(i)?;
        let joint = match self.is_one_of(end, &["to", "till", "until"]) {
            true => end + 1,
            false => self.range_sign(end)?,
        };
        let (to, end, _) = self.hour_en(joint)?;
        Some(Hours {
            from,
            to,
            end,
            clear: false,
        })
    }

    /// Whether a range of days with its hours ends right before `i`: Monday to Friday 9-5, Saturday 9-1.
    fn hours_stand_before_en(&self, i: usize, options: &QuantityOptions) -> bool {
        // The tokens of the longest hours: from 9:30 a.m. to 5:30 p.m.
        const REACH: usize = 14;
        let Some(last) = i
            .checked_sub(1)
            .filter(|at| self.is_any(*at, ",;") || self.is_word(*at, "and"))
        else {
            return false;
        };
        (1..=REACH)
            .filter_map(|back| last.checked_sub(back))
            .any(|at| {
                self.is_number(at)
                    && self.days_stand_before_en(at)
                    && self
                        .hours_between_en(at)
                        .or_else(|| self.hours_of_days_en(at, options))
                        .is_some_and(|it| it.end == last)
            })
    }

    /// Whether a range of days ends right before `i`: Monday to Friday, 9 to 5.
    fn days_stand_before_en(&self, i: usize) -> bool {
        let comma = usize::from(self.is_any(i.wrapping_sub(1), ",:("));
        let Some(last) = i.checked_sub(1 + comma) else {
            return false;
        };
        // Open daily 10-6
        let every =
            self.is_word(last, "day") && self.is_one_of(last.wrapping_sub(1), &["every", "each"]);
        every
            || self.is_one_of(last, &["daily", "weekdays", "weekends"])
            || self.date_word(last, &WEEKDAYS).is_some()
                && last > 1
                && self.last_weekday_en(last - 1).is_some()
                && self.date_word(last - 2, &WEEKDAYS).is_some()
    }

    fn hours_between_en(&self, i: usize) -> Option<Hours> {
        // for two hours from 2pm
        if self.is_word(i, "for") {
            let (length, _, end) = self.one_duration_en(i + 1)?;
            let at =
                self.any_literal(end, &["from", "starting from", "starting at", "starting"])?;
            let (from, end, clear) = self.hour_en(at)?;
            let to = later(&from, &length)?;
            return Some(Hours {
                from,
                to,
                end,
                clear,
            });
        }
        let opened = self.is_one_of(i, &["from", "between"]);
        let start = i + usize::from(opened);
        if let Some(hours) = self.military_hours(start).filter(|_| opened) {
            return Some(hours);
        }
        let (mut from, end, clear) = self.hour_en(start)?;
        let part = self.any_literal(end, &["in the", "at"]);
        if let Some(after) = part.and_then(|at| self.day_part_en(at, &mut from)) {
            adjust(&mut from);
            return self.end_of_hours_en(i, from, after, true);
        }
        if self.is_word(end, "for") && (clear || opened) {
            let (length, _, end) = self.duration_en(end + 1)?;
            let to = later(&from, &length)?;
            return Some(Hours {
                from,
                to,
                end,
                clear: true,
            });
        }
        self.end_of_hours_en(i, from, end, clear)
    }

    /// `to 11:30` after the first hour, which was announced at `i`.
    fn end_of_hours_en(&self, i: usize, from: Moment, end: usize, clear: bool) -> Option<Hours> {
        let opened = self.is_one_of(i, &["from", "between"]);
        let joint = if self.is_one_of(
            end,
            &["to", "until", "untill", "till", "til", "through", "thru"],
        ) || self.is_word(i, "between") && self.is_word(end, "and")
        {
            end + 1
        } else {
            self.range_sign(end)?
        };
        let (to, end, also_clear) = self.hour_en(joint)?;
        let from = Moment {
            either_half: from.either_half && !self.counts_to_24_en(joint, &to),
            ..from
        };
        let clear = clear || also_clear;
        let counted = !also_clear
            && (self.unit_follows_en(end) || self.is_any(end, "%$€£") || self.is_number(end));
        ((opened || clear) && !counted).then_some(Hours {
            from,
            to,
            end,
            clear,
        })
    }

    /// An hour at `i`, its end, and whether it can be nothing else.
    pub(super) fn hour_en(&self, i: usize) -> Option<(Moment, usize, bool)> {
        let mut it = Moment::default();
        if let Some(end) = self.time_of_day_en(i, &mut it, false) {
            return Some((it, end, true));
        }
        let token = self.at(i);
        let hour = match token.kind {
            Kind::Number if token.plain && token.digits <= 2 => small(token.value)?,
            Kind::Word => match self.number_word(i)? {
                NumberWord::Small(n) => n,
                _ => return None,
            },
            _ => return None,
        };
        let end = i + 1;
        let part_of_number = self.glued(end)
            && (self.is_any(end, "./:,%°'\"") && self.at(end + 1).kind == Kind::Number
                || self.is_any(end, "%°'\"")
                || self.at(end).kind == Kind::Word);
        let hour = u8::try_from(hour).ok().filter(|it| (1..=24).contains(it))?;
        let it = Moment {
            hour: Some(hour),
            either_half: hour <= 12,
            ..it
        };
        (!part_of_number).then_some((it, end, false))
    }

    /// A time that needs no day to be one: 5pm, 2 in the afternoon.
    fn sure_hour_en(&self, i: usize) -> Option<(Moment, usize)> {
        let (mut it, end, clear) = self.hour_en(i)?;
        let part = self
            .any_literal(end, &["in the", "at"])
            .and_then(|at| self.day_part_en(at, &mut it));
        adjust(&mut it);
        (clear || part.is_some()).then_some((it, part.unwrap_or(end)))
    }

    /// 0730-0930: one of them has to start with a zero, or they are years.
    fn military_hours(&self, i: usize) -> Option<Hours> {
        let hour = |i: usize| {
            let token = self.at(i);
            let value = small(token.value).filter(|_| token.plain && token.digits == 4)?;
            let it = Moment {
                hour: u8::try_from(value / 100).ok().filter(|it| *it < 24),
                minute: u8::try_from(value % 100).ok().filter(|it| *it < 60),
                ..Moment::default()
            };
            (it.hour.is_some() && it.minute.is_some()).then_some((it, value < 1_000))
        };
        let (from, early) = hour(i)?;
        let joint = if self.is_one_of(i + 1, &["and", "to"]) {
            i + 2
        } else {
            self.range_sign(i + 1)?
        };
        let (to, also_early) = hour(joint)?;
        (early || also_early).then_some(Hours {
            from,
            to,
            end: joint + 1,
            clear: true,
        })
    }
}

/// The time on a day, in the half that the part of the day says.
fn on_day(time: &Moment, day: &Moment) -> Moment {
    let mut it = Moment {
        hour: time.hour,
        minute: time.minute,
        second: time.second,
        either_half: time.either_half,
        day_part: time.day_part.or(day.day_part),
        ..*day
    };
    adjust(&mut it);
    it
}

/// The time of day so much later, past midnight too; `None` for more than a day.
fn later(at: &Moment, length: &Length) -> Option<Moment> {
    let minutes = length.seconds.quotient(Decimal::of(60))?;
    let fits = length.months.is_zero() && length.business_days.is_zero() && minutes.is_integer();
    let minutes = minutes
        .to_integer()
        .filter(|it| fits && (1..=24 * 60).contains(it))?;
    let start = i64::from(at.hour?) * 60 + i64::from(at.minute.unwrap_or(0));
    let end = start + minutes;
    // Only an hour that stays in its half may still be of the other one.
    let either_half = at.either_half && end <= 12 * 60;
    Some(Moment {
        hour: u8::try_from(end / 60 % 24).ok(),
        minute: u8::try_from(end % 60)
            .ok()
            .filter(|it| *it > 0 || at.minute.is_some()),
        either_half,
        ..*at
    })
}
