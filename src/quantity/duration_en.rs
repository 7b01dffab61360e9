//! Durations in English, and stretches of time before or after now.

use super::{
    Anchor, Decimal, Field, Length, Modifier, Moment, QuantityOptions, TimeUnit, Value,
    cursor::{Cursor, Found},
    lex::Kind,
    numeral_words_en::NumberWord,
    operand::{Measured, lengths},
    words_en::UNITS,
    year_en::which,
};

impl Cursor<'_> {
    pub(super) fn time_unit_en(&self, i: usize) -> Option<(TimeUnit, usize)> {
        if self.at(i).kind != Kind::Word {
            return None;
        }
        match self.lookup(i, &UNITS) {
            Some((Measured::Time(unit), end)) => Some((unit, end)),
            _ => None,
        }
    }

    /// A duration at `i`: shortest, longest, end.
    pub(super) fn duration_en(&self, i: usize) -> Option<(Length, Length, usize)> {
        let (low, high, mut end) = self.one_duration_en(i)?;
        let mut sum = low;
        if !low.same(high) {
            return Some((low, high, end));
        }
        for _ in 0..6 {
            let comma = usize::from(self.is(end, ','));
            let and = usize::from(self.is_word(end + comma, "and"));
            let at = end + comma + and;
            // "three years, a week after ..." are two times: a list goes on with a number.
            let is_list = comma == 0 || and > 0 || !self.is_one_of(at, &["a", "an"]);
            let next = self.one_duration_en(at).filter(|_| is_list);
            if let Some((more, _, to)) = next.filter(|it| it.0.unit < sum.unit && it.0.same(it.1)) {
                sum = sum.plus(more)?;
                end = to;
                continue;
            }
            // 2 hours ten, 1 hour and fifteen: minutes without their name.
            if sum.unit == TimeUnit::Hour && comma == 0 {
                let minutes = self
                    .numeral_en(at)
                    .and_then(|it| Some((it.small()?, it.end)));
                let alone = minutes.filter(|(value, to)| {
                    (1..60).contains(value)
                        && !matches!(self.at(*to).kind, Kind::Word | Kind::Sign | Kind::Number)
                });
                if let Some((value, to)) = alone {
                    sum = sum.plus(Length::new(Decimal::of(value), TimeUnit::Minute)?)?;
                    end = to;
                }
            }
            break;
        }
        Some((sum, sum, end))
    }

    /// A duration of one unit at `i`: shortest, longest, end.
    pub(super) fn one_duration_en(&self, i: usize) -> Option<(Length, Length, usize)> {
        self.durations.at(i, || self.read_duration_en(i))
    }

    fn read_duration_en(&self, i: usize) -> Option<(Length, Length, usize)> {
        // an hour and a half, a decade, half a year; one and three quarters of hours.
        if let Some(found) = self.odd_hours_en(i) {
            return Some(found);
        }
        if self.is_one_of(i, &["a", "an", "all", "some"]) {
            if self.is_word(i + 1, "couple") {
                return self.counted_duration_en(i + 1);
            }
            let number = if self.is_word(i + 1, "few") {
                Some((3, i + 2))
            } else {
                None
            };
            if let Some((_, at)) = number {
                let (unit, end) = self.time_unit_en(at)?;
                let (low, high) = lengths(super::Amount::Vague(0), unit)?;
                return Some((low, high, end));
            }
            let (unit, end) = self.time_unit_en(i + 1)?;
            // a quarter of an hour, of the revenue: a fourth
            if unit == TimeUnit::Quarter && self.is_word(end, "of") {
                let found = self.amount_en(i).filter(|it| it.from == i)?;
                return match found.value {
                    Value::Duration { low, high } => Some((low, high, found.to)),
                    _ => None,
                };
            }
            if self.is_word(i, "some") {
                let length = Length::new(Decimal::of(3), unit)?;
                return self
                    .word(i + 1)
                    .ends_with('s')
                    .then_some((length, length, end));
            }
            if self.is_word(i, "all") && unit != TimeUnit::Day
                || unit == TimeUnit::Second
                    && self.is_word(i, "a")
                    && !self.is_one_of(end, &["ago", "later", "and"])
            {
                return None;
            }
            let mut length = Length::new(Decimal::ONE, unit)?;
            let mut end = end;
            if let Some(to) = self.any_literal(end, &["and a half", "and half"]) {
                let closed = self.time_unit_en(to).is_none();
                if closed {
                    length = Length::new(Decimal::new(15, -1)?, unit)?;
                    end = to;
                }
            } else if let Some(to) = self.any_literal(end, &["and a quarter"]) {
                length = Length::new(Decimal::new(125, -2)?, unit)?;
                end = to;
            }
            return Some((length, length, end));
        }
        let found = self
            .amount_en(i)
            .filter(|it| it.from == i && it.modifier == Modifier::None)?;
        match found.value {
            Value::Duration { low, high } => Some((low, high, found.to)),
            _ => None,
        }
    }

    /// 3:58.2, 1:23.45: minutes, seconds and their decimals, as races are timed; `in 2:03:23`, which no time of day is said with.
    pub(super) fn race_time_en(&self, i: usize) -> Option<Found> {
        if self.is_word(i.wrapping_sub(1), "in")
            && let Some((at, end)) = self.clock(i)
            && let (Some(hour), Some(minute), Some(second)) = (at.hour, at.minute, at.second)
        {
            let seconds = i32::from(hour) * 3600 + i32::from(minute) * 60 + i32::from(second);
            let length = Length::new(Decimal::of(seconds), TimeUnit::Second)?;
            let value = Value::Duration {
                low: length,
                high: length,
            };
            return Some(Found::new(value, i, end, "en.duration.race"));
        }
        let (minutes, seconds) = (self.at(i), self.at(i + 2));
        let glued = self.is(i + 1, ':') && self.glued(i + 1) && self.glued(i + 2);
        if !minutes.plain
            || minutes.digits > 2
            || !glued
            || seconds.digits != 2
            || self.is(i.wrapping_sub(1), ':')
        {
            return None;
        }
        let seconds = seconds.value.filter(|it| it.place() < 0)?;
        let fits = seconds.compare(Decimal::of(60)).is_lt();
        let all = minutes.value?.times(Decimal::of(60))?.plus(seconds)?;
        let length = Length::new(all, TimeUnit::Second).filter(|_| fits)?;
        let value = Value::Duration {
            low: length,
            high: length,
        };
        Some(Found::new(value, i, i + 3, "en.duration.race"))
    }

    /// one and three quarter hours, two and a quarter of hours, five and half min.
    pub(super) fn odd_hours_en(&self, i: usize) -> Option<(Length, Length, usize)> {
        let whole = self.numeral_en(i)?;
        let (value, mut at) = (whole.point(), whole.end);
        let mut total = value;
        if let Some(value) = value {
            if self.is_word(at, "and") {
                let mut next = at + 1;
                next += usize::from(self.is_one_of(next, &["a", "an"]));
                let above = match self.number_word(next) {
                    Some(NumberWord::Small(n @ 1..=3)) => {
                        next += 1;
                        n
                    }
                    _ => 1,
                };
                let below = match self.word(next) {
                    "half" | "halves" => 2,
                    "quarter" | "quarters" => 4,
                    _ => return None,
                };
                at = next + 1;
                total = value.plus(Decimal::of(above).quotient(Decimal::of(below))?);
            } else {
                return None;
            }
        } else if let Some(super::Amount::Ratio(above, below)) = whole.amount {
            let whole_and_part = above.compare(below).is_gt();
            if !whole_and_part {
                return None;
            }
            total = above.quotient(below);
        }
        at += usize::from(self.is_word(at, "of"));
        let (unit, end) = self.time_unit_en(at)?;
        let length = Length::new(total?, unit)?;
        Some((length, length, end))
    }

    pub(super) fn duration_found_en(&self, i: usize) -> Option<Found> {
        if self.is_one_of(i, &["a", "an", "all", "some"]) {
            // "a day" and "a second" alone are seldom durations; "a decade" and "half a year" are.
            let compound = self.literal(i, "all day").is_some() || self.is_word(i, "some");
            let Some((unit, end)) = self.time_unit_en(i + 1) else {
                let (low, high, end) = self.duration_en(i)?;
                return Some(Found::new(
                    Value::Duration { low, high },
                    i,
                    end,
                    "en.duration",
                ));
            };
            let extended = self.duration_en(i).is_some_and(|it| it.2 > end);
            let whole = unit >= TimeUnit::Decade
                || matches!(unit, TimeUnit::Week | TimeUnit::Month | TimeUnit::Hour);
            let stands = compound
                || extended
                || whole
                || self.is_end(end)
                || self.is_one_of(end, &["of", "long"]);
            if !stands {
                return None;
            }
        }
        let (low, high, end) = self.duration_en(i)?;
        let mut found = Found::new(Value::Duration { low, high }, i, end, "en.duration");
        if let Some(numeral) = self.numeral_en(i).filter(|it| it.end < end)
            && let Some(amount) = numeral.amount
        {
            found = found.with_number(i, numeral.end, amount);
        }
        Some(found)
    }

    /// the past decade, the next three years; three years ago, a decade later, in two hours, within 9 months.
    pub(super) fn anchored_en(&self, i: usize) -> Option<Found> {
        let make = |low, high, anchor, end, rule| {
            Found::new(Value::Anchored { low, high, anchor }, i, end, rule)
        };
        let the = usize::from(self.is_word(i, "the"));
        let at = i + the;
        // two upcoming years
        let direction = |at: usize| which(self.word(at)).filter(|it| *it != 0);
        if the == 0 && self.lasts_en(i) {
            return None;
        }
        if let Some(by) = direction(at) {
            let anchor = if by > 0 { Anchor::Next } else { Anchor::Past };
            if let Some((low, high, end)) = self.counted_duration_en(at + 1) {
                // the last 3 months and 2 days ago: two times, as "ago" takes only the second.
                let (low, high, end) = if self.is_word(end, "ago") {
                    self.one_duration_en(at + 1)?
                } else {
                    (low, high, end)
                };
                let mut found = make(low, high, anchor, end, "en.anchored.stretch");
                found
                    .parts
                    .push((at + 1, end, Value::Duration { low, high }));
                return Some(found);
            }
            // the past decade; the last year is a calendar year more often.
            let (unit, end) = self.time_unit_en(at + 1)?;
            let stretch = matches!(unit, TimeUnit::Decade | TimeUnit::Century)
                && self.word(at) != "previous"
                || self.is_word(at, "past")
                    && the == 1
                    && unit <= TimeUnit::Year
                    && unit != TimeUnit::Week
                || unit == TimeUnit::Hour;
            let low = Length::new(Decimal::ONE, unit)?;
            return stretch.then(|| make(low, low, anchor, end, "en.anchored.stretch"));
        }
        if let Some(numeral) = self.numeral_en(at).filter(|_| the == 0)
            && let Some(by) = direction(numeral.end)
        {
            let (unit, end) = self.time_unit_en(numeral.end + 1)?;
            let plural =
                self.word(numeral.end + 1).ends_with('s') || self.is_word(numeral.end, "upcoming");
            let (low, high) = lengths(numeral.amount.filter(|_| plural)?, unit)?;
            let anchor = if by > 0 { Anchor::Next } else { Anchor::Past };
            return Some(make(low, high, anchor, end, "en.anchored.stretch"));
        }
        if let Some(found) = self.up_to_now_en(i) {
            return Some(found);
        }
        if self.is_one_of(i, &["in", "within"]) {
            let within = self.is_word(i, "within");
            let skip = usize::from(self.is_word(i + 1, "the"));
            let skip = skip + usize::from(direction(i + 1 + skip).is_some());
            let at = i + 1 + skip;
            let (low, high, end) = self.duration_en(at)?;
            if !within && skip > 0 {
                return None;
            }
            // in two days from today
            if let Some(found) = self.days_from_en(i, &low, end).filter(|_| !within) {
                return Some(found);
            }
            // in 7 days at 5pm
            if let Some(days) = whole_days(&low).filter(|_| !within && low.same(high)) {
                let mut at = Moment {
                    day: Some(Field::Offset(days)),
                    ..Moment::default()
                };
                if let Some(end) = self.time_after_en(end, &mut at) {
                    return Some(Found::new(Value::Date { at }, i, end, "en.date.counted"));
                }
            }
            let length_end = end;
            let (mut end, mut anchor) = (end, if within { Anchor::Next } else { Anchor::Ahead });
            if self.is_one_of(end, &["time"])
                || self.is(end, '\'') && self.is_word(end + 1, "time")
                || self.is_word(end + 1, "time") && self.is_word(end, "s")
            {
                end += 1 + usize::from(self.is(end, '\''));
            }
            if let Some(to) = self.any_literal(end, &["ago", "later"]) {
                (end, anchor) = (
                    to,
                    if self.is_word(end, "ago") {
                        Anchor::Ago
                    } else {
                        Anchor::Ahead
                    },
                );
            }
            let mut found = make(low, high, anchor, end, "en.anchored.in");
            found
                .parts
                .push((at, length_end, Value::Duration { low, high }));
            return Some(found);
        }
        // after 5 days: only where the words close a clause, as "after two years of losses" names no point in time.
        if self.is_word(i, "after") {
            let (low, high, end) = self.duration_en(i + 1)?;
            let closes = self.at(end).kind != Kind::Word && !self.is_number(end);
            let mut found = make(low, high, Anchor::Ahead, end, "en.anchored.after");
            found
                .parts
                .push((i + 1, end, Value::Duration { low, high }));
            return closes.then_some(found);
        }
        let (low, high, end) = self.duration_en(at)?;
        if let Some(found) = self.days_from_en(i, &low, end) {
            return Some(found);
        }
        let (anchor, to) = self.anchor_en(end)?;
        // 3 minutes from today: today is the day, no point to count minutes from.
        if low.unit < TimeUnit::Day && self.is_one_of(to - 1, &["today", "tomorrow"]) {
            return None;
        }
        // in three weeks on Friday, a week ago on Monday
        let mut found = make(low, high, anchor, to, "en.anchored");
        found.parts.push((at, end, Value::Duration { low, high }));
        Some(found)
    }

    /// Whether `last` at `i` is a verb, by the word before: will last three days, batteries last 12 hours. After a preposition,
    /// and where nothing is before, it is the time past.
    fn lasts_en(&self, i: usize) -> bool {
        const BEFORE: [&str; 43] = [
            "to",
            "will",
            "would",
            "should",
            "shall",
            "can",
            "could",
            "may",
            "might",
            "must",
            "cannot",
            "not",
            "t",
            "ll",
            "d",
            "do",
            "does",
            "did",
            "i",
            "you",
            "we",
            "they",
            "it",
            "which",
            "that",
            "who",
            "these",
            "those",
            "both",
            "all",
            "also",
            "only",
            "usually",
            "normally",
            "typically",
            "generally",
            "often",
            "always",
            "never",
            "still",
            "even",
            "probably",
            "each",
        ];
        // Nouns of more than one thing; not China's, this, years' and the like.
        const NO_PLURAL: [&str; 8] = ["s", "its", "his", "this", "as", "was", "is", "has"];
        let Some(before) = i.checked_sub(1).filter(|_| self.is_word(i, "last")) else {
            return false;
        };
        let word = self.word(before);
        let plural = self.at(before).kind == Kind::Word
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !NO_PLURAL.contains(&word)
            && self.time_unit_en(before).is_none();
        BEFORE.contains(&word) || plural
    }

    /// two days after today, 3 days after January 12th: a day counted from another.
    pub(super) fn days_from_en(&self, i: usize, length: &Length, end: usize) -> Option<Found> {
        let sign = match self.word(end) {
            "after" | "from" => 1,
            "before" => -1,
            _ => return None,
        };
        let mut it = Moment::default();
        let to = self.date_en(end + 1, &mut it, false, &QuantityOptions::default())?;
        let shift = whole_days(length)?.checked_mul(sign)?;
        match (it.month, it.day) {
            (None, Some(Field::Offset(by))) if it.day_part.is_none() => {
                it.day = Some(Field::Offset(by + shift))
            }
            (Some(Field::At(month)), Some(Field::At(day))) => {
                let year = match it.year {
                    Some(Field::At(year)) => year,
                    None => 2023,
                    Some(Field::Offset(_)) => return None,
                };
                let (shifted, month, day) = super::calendar::Day::new(year, month, day)?
                    .plus(i64::from(shift))
                    .civil();
                it.year = it.year.map(|_| Field::At(shifted));
                (it.month, it.day) = (Some(Field::At(month)), Some(Field::At(day)));
            }
            _ => return None,
        }
        Some(Found::new(Value::Date { at: it }, i, to, "en.date.counted"))
    }

    pub(super) fn counted_duration_en(&self, i: usize) -> Option<(Length, Length, usize)> {
        if self.is_word(i, "couple") {
            let of = usize::from(self.is_word(i + 1, "of"));
            let (unit, end) = self.time_unit_en(i + 1 + of)?;
            let two = Length::new(Decimal::of(2), unit)?;
            return Some((two, two, end));
        }
        if self.is_one_of(i, &["few", "several"]) {
            let of = usize::from(self.is_word(i + 1, "of"));
            let (unit, end) = self.time_unit_en(i + 1 + of)?;
            let (low, high) = lengths(super::Amount::Vague(0), unit)?;
            return Some((low, high, end));
        }
        if let (Some(NumberWord::Small(n)), Some((TimeUnit::Quarter, end))) =
            (self.number_word(i), self.time_unit_en(i + 1))
        {
            let length = Length::new(Decimal::of(n), TimeUnit::Quarter)?;
            return Some((length, length, end));
        }
        let counted = self.is_number(i) || self.number_word(i).is_some() || self.is_word(i, "half");
        counted.then(|| self.duration_en(i))?
    }

    pub(super) fn anchor_en(&self, i: usize) -> Option<(Anchor, usize)> {
        const WORDS: [(&str, Anchor); 17] = [
            ("ago", Anchor::Ago),
            ("earlier", Anchor::Ago),
            ("before now", Anchor::Ago),
            ("back", Anchor::Ago),
            ("prior", Anchor::Ago),
            ("previously", Anchor::Ago),
            ("later", Anchor::Ahead),
            ("from now", Anchor::Ahead),
            ("from today", Anchor::Ahead),
            ("hence", Anchor::Ahead),
            ("afterwards", Anchor::Ahead),
            ("after", Anchor::Ahead),
            ("afterward", Anchor::Ahead),
            ("before", Anchor::Ago),
            ("from tomorrow", Anchor::Ahead),
            ("later on", Anchor::Ahead),
            ("to come", Anchor::Next),
        ];
        let (anchor, end) = WORDS
            .iter()
            .filter_map(|(word, it)| Some((*it, self.literal(i, word)?)))
            .max_by_key(|it| it.1)?;
        let clause = self.is_one_of(i, &["after", "before"]) && self.at(end).kind == Kind::Word;
        (!clause).then_some((anchor, end))
    }
}

/// A length as days, where it is a whole number of them and no more than ten years.
fn whole_days(length: &Length) -> Option<i32> {
    let days = length.seconds.quotient(Decimal::of(86_400))?;
    let whole = days.is_integer() && length.months.is_zero() && length.business_days.is_zero();
    let days = i32::try_from(days.to_integer().filter(|_| whole)?).ok()?;
    (0..4_000).contains(&days).then_some(days)
}
