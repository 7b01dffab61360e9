//! Dates and times written in digits, the same in both languages.

use super::{
    DateOrder, Decimal, Field, Moment, QuantityOptions, Value,
    cursor::{Cursor, Found},
    lex::Kind,
    resolve::valid,
    weekday_en::WEEKDAYS,
};

impl Cursor<'_> {
    /// A whole number in plain digits, and how many digits.
    fn digits(&self, i: usize) -> Option<(i32, u8)> {
        let token = self.at(i);
        (token.kind == Kind::Number && token.plain).then_some(())?;
        Some((small(token.value)?, token.digits))
    }

    /// 2015-03-03, 2020/12/1, 2019.9.6, 2022 11 23, 31/Oct/1974, 4/25/2015, and a time after a `T`.
    pub(super) fn digit_date(
        &self,
        i: usize,
        options: &QuantityOptions,
    ) -> Option<(Moment, usize)> {
        let (first, length) = self.digits(i)?;
        let before = self.before(i);
        let joined_before = self.glued(i)
            && before.kind == Kind::Sign
            && matches!(before.first, '-' | '/' | '.' | '$' | '+');
        let full_after_dash = before.first == '-' && matches!(length, 4 | 8);
        if joined_before && !full_after_dash {
            return None;
        }
        let sign = self.at(i + 1);
        if length == 8 && (19_000_101..=20_991_231).contains(&first) {
            let it = Moment {
                year: Some(Field::At(first / 10_000)),
                month: Some(Field::At(first / 100 % 100)),
                day: Some(Field::At(first % 100)),
                ..Moment::default()
            };
            let date = super::calendar::Day::new(first / 10_000, first / 100 % 100, first % 100);
            return date.map(|_| (it, i + 1));
        }
        let make = |year: Option<i32>, month: i32, day: i32| {
            let it = Moment {
                year: year.map(Field::At),
                month: Some(Field::At(month)),
                day: Some(Field::At(day)),
                ..Moment::default()
            };
            valid(&it).then_some(it)
        };
        if sign.kind == Kind::Sign && matches!(sign.first, '-' | '/' | '.') && self.glued(i + 1) {
            let (second, second_length) = self.digits(i + 2)?;
            let ends = !(self.is_any(i + 3, "-/.") && self.glued(i + 3) && self.is_number(i + 4));
            if length <= 2
                && second_length == 4
                && (1..=12).contains(&first)
                && (1900..2100).contains(&second)
                && sign.first != '.'
                && ends
            {
                let it = Moment {
                    year: Some(Field::At(second)),
                    month: Some(Field::At(first)),
                    ..Moment::default()
                };
                return Some((it, i + 3));
            }
            if second_length > 2 {
                return None;
            }
            let same = self.is_any(i + 3, "-/.") && self.glued(i + 3) && self.glued(i + 4);
            if same && let Some((third, third_length)) = self.digits(i + 4) {
                let end = i + 5;
                if self.is_any(end, "-/.")
                    && self.glued(end)
                    && self.is_number(end + 1)
                    && self.glued(end + 1)
                    && !self.is(end, '-')
                {
                    return None;
                }
                if length == 4 && third_length <= 2 {
                    return Some((
                        make(Some(first), second, third)?,
                        self.iso_time(end).unwrap_or(end),
                    ));
                }
                if length <= 2 && (third_length == 4 || third_length == 2 && self.is(i + 1, '/')) {
                    let (month, day) = match options.date_order {
                        DateOrder::MonthDay if first <= 12 => (first, second),
                        DateOrder::DayMonth if second > 12 => (first, second),
                        _ => (second, first),
                    };
                    return Some((make(Some(third), month, day)?, end));
                }
                return None;
            }
            // 2013-02, 2/2013.
            if length == 4
                && second_length == 2
                && (1..=12).contains(&second)
                && (1900..2100).contains(&first)
                && sign.first != '.'
            {
                let range = sign.first == '-' && first % 100 < second;
                if !range {
                    let it = Moment {
                        year: Some(Field::At(first)),
                        month: Some(Field::At(second)),
                        ..Moment::default()
                    };
                    return Some((it, i + 3));
                }
            }
            return None;
        }
        // 2022 11 23.
        if length == 4 && (1900..2100).contains(&first) {
            let (second, second_length) = self.digits(i + 1)?;
            let (third, third_length) = self.digits(i + 2)?;
            if second_length == 2 && third_length == 2 && !(self.at(i + 3).kind == Kind::Number) {
                return Some((make(Some(first), second, third)?, i + 3));
            }
        }
        None
    }

    /// Whether what was found is a day in digits whose day and month may be swapped: 3/5/2025, not 13/5/2025 or 5/5/2025.
    pub(super) fn is_either_order(&self, found: &Found) -> bool {
        let Value::Date { at } = &found.value else {
            return false;
        };
        let (Some(Field::At(month)), Some(Field::At(day))) = (at.month, at.day) else {
            return false;
        };
        let is_part = |at: usize| {
            self.digits(at)
                .is_some_and(|(value, length)| length <= 2 && (value == month || value == day))
        };
        let written = |at: usize| {
            is_part(at)
                && self.is_any(at + 1, "-/.")
                && is_part(at + 2)
                && self.is_any(at + 3, "-/.")
                && self.digits(at + 4).is_some()
        };
        month != day && (1..=12).contains(&day) && (found.from..found.to).any(written)
    }

    /// 4/25, 29/03: a month and a day only where a weekday or a time beside it says so, else a fraction.
    pub(super) fn month_and_day(
        &self,
        i: usize,
        options: &QuantityOptions,
    ) -> Option<(Moment, usize)> {
        let ((first, a), (second, b)) = (self.digits(i)?, self.digits(i + 2)?);
        let joined =
            self.is(i + 1, '/') && self.glued(i + 1) && self.glued(i + 2) && a <= 2 && b <= 2;
        let goes_on = |at: usize| self.is_any(at, "/-.") && self.glued(at);
        if !joined
            || goes_on(i + 3) && self.is_number(i + 4)
            || self.glued(i) && goes_on(i.wrapping_sub(1))
        {
            return None;
        }
        let (month, day) = match options.date_order {
            DateOrder::DayMonth if second <= 12 => (second, first),
            _ if first > 12 => (second, first),
            _ => (first, second),
        };
        let it = Moment {
            month: Some(Field::At(month)),
            day: Some(Field::At(day)),
            ..Moment::default()
        };
        valid(&it).then_some((it, i + 3))
    }

    fn iso_time(&self, i: usize) -> Option<usize> {
        let time = self.is_word(i, "t") && self.at(i).capital && self.glued(i);
        time.then(|| self.clock(i + 1).map(|it| it.1))?
    }

    /// 15:15, 15:15:30, 5:30pm, 3 p.m., 5.30pm.
    pub(super) fn clock(&self, i: usize) -> Option<(Moment, usize)> {
        let (hour, length) = match self.digits(i) {
            Some(it) => it,
            // 5.30pm is read as a decimal.
            None => return self.pointed_clock(i),
        };
        if length == 4
            && let Some(end) = self.four_digit_hours(i, hour)
        {
            let it = Moment {
                hour: u8::try_from(hour / 100).ok(),
                minute: u8::try_from(hour % 100).ok(),
                ..Moment::default()
            };
            return Some((it, end));
        }
        if matches!(length, 3 | 4) && hour % 100 < 60 && (100..=1259).contains(&hour) {
            // 1140 a.m.
            let (after, to) = self.half_of_day(i + 1)?;
            let it = Moment {
                hour: u8::try_from(hour / 100 % 12 + if after { 12 } else { 0 }).ok(),
                minute: u8::try_from(hour % 100).ok(),
                ..Moment::default()
            };
            return Some((it, to));
        }
        if length > 2 || hour > 24 {
            return None;
        }
        let field = |at: usize| {
            let (value, _) = self.digits(at).filter(|it| it.1 == 2 && it.0 < 60)?;
            (self.is(at - 1, ':')).then(|| u8::try_from(value).ok())?
        };
        let mut it = Moment {
            hour: u8::try_from(hour).ok(),
            either_half: hour <= 12,
            ..Moment::default()
        };
        let mut end = i + 1;
        if let Some(minute) = field(i + 2)
            .filter(|_| self.is(i + 1, ':') && self.at(i + 2).spaced == self.at(i + 1).spaced)
        {
            it.minute = Some(minute);
            end = i + 3;
            if let Some(second) = field(i + 4).filter(|_| self.is(i + 3, ':') && self.glued(i + 3))
            {
                it.second = Some(second);
                end = i + 5;
            }
        }
        // 15h30, 15h.
        // 1H25 is half a year.
        let half = self.at(end).capital && hour <= 2;
        if self.is_word(end, "h") && self.glued(end) && it.minute.is_none() && !half {
            let minute = self
                .digits(end + 1)
                .filter(|it| it.1 == 2 && it.0 < 60 && self.glued(end + 1));
            it.minute = minute.and_then(|it| u8::try_from(it.0).ok());
            return minute.map(|_| (it, end + 2));
        }
        // 3:18a, 9:30p.
        let letter = self.is_one_of(end, &["a", "p"])
            && self.glued(end)
            && (it.minute.is_some() || self.is_word(i.wrapping_sub(1), "at"))
            && !(self.is(end + 1, '.')
                && self.glued(end + 1)
                && self.glued(end + 2)
                && !self.is_end(end + 2));
        if let Some((after, to)) = self
            .half_of_day(end)
            .or_else(|| letter.then(|| (self.is_word(end, "p"), end + 1)))
        {
            if hour > 12 && !after {
                return None;
            }
            it.hour = u8::try_from(match (hour, after) {
                (12, false) => 0,
                (12, true) => 12,
                (hour, true) if hour < 12 => hour + 12,
                (hour, _) => hour,
            })
            .ok();
            it.either_half = false;
            return Some((it, to));
        }
        if it.minute.is_none() || hour == 0 && it.minute.is_none() {
            return None;
        }
        it.either_half = hour <= 12 && hour > 0;
        Some((it, end))
    }

    /// The end of 1847 in `1847 GMT`, of `at 1500 hours`: four digits are a time where a zone or `hours` follows. Hours need a
    /// preposition, as 1500 hours may be a duration.
    fn four_digit_hours(&self, i: usize, value: i32) -> Option<usize> {
        if value / 100 > 24 || value % 100 > 59 {
            return None;
        }
        // 1500 CT scans, 2000 MT.
        let is_short = |at: usize| self.word(at).len() < 3 && !self.is_word(at + 1, "time");
        let zone = self.zone(i + 1).is_some() && !is_short(i + 1);
        let hours = self.is_one_of(i + 1, &["hours", "hrs"])
            && (self.is_one_of(
                i.wrapping_sub(1),
                &["at", "by", "until", "till", "before", "around"],
            ) || self
                .text
                .get(self.at(i).start..)
                .is_some_and(|it| it.starts_with('0')));
        if zone {
            return Some(i + 1);
        }
        hours.then_some(i + 2)
    }

    fn pointed_clock(&self, i: usize) -> Option<(Moment, usize)> {
        let token = self.at(i);
        if token.kind != Kind::Number || token.digits == 0 || token.digits > 2 {
            return None;
        }
        let Some((after, to)) = self.half_of_day(i + 1) else {
            return self.british_clock(i);
        };
        let (hour, minute) = self.text.get(token.start..token.end)?.split_once('.')?;
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let fits =
            (1..=12).contains(&hour) && minute < 60 && token.end.checked_sub(token.start)? >= 4;
        fits.then(|| {
            let hour = hour % 12 + if after { 12 } else { 0 };
            (
                Moment {
                    hour: Some(hour),
                    minute: Some(minute),
                    ..Moment::default()
                },
                to,
            )
        })
    }

    /// The time of `Monday at 2.30` and `at 6.45 in the evening`, written with a point: where a day or its part stands beside it.
    fn british_clock(&self, i: usize) -> Option<(Moment, usize)> {
        let token = self.at(i);
        let part = self.literal(i + 1, "in the");
        let part = part.is_some_and(|it| self.is_one_of(it, &["morning", "afternoon", "evening"]));
        let day = self.date_word(i.wrapping_sub(2), &WEEKDAYS).is_some()
            || self.is_one_of(
                i.wrapping_sub(2),
                &["today", "tomorrow", "yesterday", "tonight"],
            );
        if !self.is_word(i.wrapping_sub(1), "at") || !part && !day {
            return None;
        }
        let (hour, minute) = self.text.get(token.start..token.end)?.split_once('.')?;
        if minute.len() != 2 {
            return None;
        }
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let it = Moment {
            hour: Some(hour),
            minute: Some(minute),
            either_half: (1..=12).contains(&hour),
            ..Moment::default()
        };
        (hour < 24 && minute < 60).then_some((it, i + 1))
    }

    /// am, a.m., pm, p.m.: whether after noon, and the end.
    pub(super) fn half_of_day(&self, i: usize) -> Option<(bool, usize)> {
        let whole = |word: &str, after| self.is_word(i, word).then_some((after, i + 1));
        let dotted = |letter: &str, after| {
            let first = self.is_word(i, letter);
            if first && self.is(i + 1, '.') && self.is_word(i + 2, "m") {
                let end = if self.is(i + 3, '.') && self.glued(i + 3) {
                    i + 4
                } else {
                    i + 3
                };
                return Some((after, end));
            }
            (first && self.is_word(i + 1, "m") && self.at(i + 1).spaced).then_some((after, i + 2))
        };
        whole("am", false)
            .filter(|_| !self.at(i).capital || self.at(i).capitals)
            .or_else(|| whole("pm", true))
            .or_else(|| dotted("a", false))
            .or_else(|| dotted("p", true))
    }
}

/// A whole number that fits.
pub(super) fn small(value: Option<Decimal>) -> Option<i32> {
    i32::try_from(value?.to_integer()?).ok()
}
