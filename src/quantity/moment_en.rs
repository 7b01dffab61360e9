//! A date, a time of day or both in English, from the rules for each.

use super::{
    DayPart, Field, Moment, QuantityOptions, clock_en::adjust, cursor::Cursor, resolve::valid,
    time_en::PARTS,
};

/// Words before an hour after which the days that follow it are those that have it.
const EACH_DAY: [&str; 7] = ["after", "before", "until", "till", "by", "at", "since"];

impl Cursor<'_> {
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
            // 2 p.m. GMT on Monday; of 7 p.m. ET tonight the other language mostly says the zone, and the day, apart.
            let zoned = self
                .zone_behind(end)
                .filter(|it| self.is_word(it.1, "on"))
                .map_or(end, |it| it.1);
            let on = self
                .any_literal(zoned, &["on the", "on", "of", ",", "in the"])
                .unwrap_or(zoned);
            let mut date = Moment::default();
            let announced = on > zoned && !self.is(zoned, ',');
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
            // 5 p.m., Saturday 10 a.m. to 2 p.m.: the day has hours of its own.
            // after 6 p.m., Monday to Friday: the hour is that of each day.
            let apart = self.is(zoned, ',') || self.is_one_of(i.wrapping_sub(1), &EACH_DAY);
            let is_of_time = |to: &usize| {
                date.has_day()
                    && !self.hours_follow_en(*to)
                    && !(apart && date.weekday.is_some() && self.last_weekday_en(*to).is_some())
            };
            if let Some(mut to) = read.filter(is_of_time) {
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
