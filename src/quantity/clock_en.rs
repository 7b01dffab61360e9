//! Times of day and parts of the day in English.

use super::{
    DayPart, Edge, Field, Moment, QuantityOptions, clock::small, cursor::Cursor, lex::Kind,
    numeral_words_en::NumberWord, time_en::PARTS, vocabulary, weekday_en::WEEKDAYS,
};

/// Sets the half of the day of an hour.
pub(super) fn set_half(it: &mut Moment, after: bool) {
    it.hour = it.hour.map(|hour| match (hour, after) {
        (12, false) => 0,
        (hour, true) if hour < 12 => hour + 12,
        (hour, _) => hour,
    });
    it.either_half = false;
}

/// Lets the part of the day decide which half of it an hour is in: Friday morning at 9, 8 in the evening.
pub(super) fn adjust(it: &mut Moment) {
    if let (Some(part), Some(hour), true) = (it.day_part, it.hour, it.either_half) {
        if hour == 12 {
            // 12:15 in the afternoon; 12 tonight is the end of the day.
            match part {
                DayPart::Afternoon | DayPart::Noon => it.either_half = false,
                DayPart::Evening | DayPart::Night if it.minute.is_none() => {
                    (it.hour, it.either_half) = (Some(24), false);
                }
                _ => set_half(it, false),
            }
            return;
        }
        let late = match part {
            DayPart::Afternoon | DayPart::Evening => hour < 12,
            DayPart::Night => (5..12).contains(&hour),
            DayPart::Noon => hour < 10,
            _ => false,
        };
        set_half(it, late);
    }
}

/// Lets the end of a stretch of hours that says its half decide for the other one: 1 to 5 pm, 10am to 3.
pub(super) fn align_halves(from: &mut Moment, to: &mut Moment) {
    let (Some(a), Some(b)) = (from.hour, to.hour) else {
        return;
    };
    if from.either_half && !to.either_half {
        let same_half =
            a + 12 < b || a + 12 == b && from.minute.unwrap_or(0) < to.minute.unwrap_or(0);
        if b > 12 && a < 12 && same_half {
            from.hour = Some(a + 12);
        }
        from.either_half = false;
    } else if !from.either_half && to.either_half && a >= 12 && b < 12 && b + 12 > a {
        to.hour = Some(b + 12);
        to.either_half = false;
    }
    if to.hour.is_some_and(|it| it > 12) || from.hour.is_some_and(|it| it > 12) {
        (from.either_half, to.either_half) = (false, false);
    }
}

impl Cursor<'_> {
    /// Whether the hour that `time` was read from at `i` is counted to 24, so that one before it is too: 8:00 to 22:00.
    pub(super) fn counts_to_24_en(&self, i: usize, time: &Moment) -> bool {
        let written = small(self.at(i).value).and_then(|it| u8::try_from(it).ok());
        written == time.hour && written.is_some_and(|it| it > 12)
    }

    /// in the morning, at night, late afternoon; with a time after it.
    pub(super) fn part_of_day_en(&self, i: usize) -> Option<(Moment, usize)> {
        let start = self.any_literal(
            i,
            &[
                "early in the",
                "late in the",
                "later in the",
                "in the",
                "at",
                "in",
                "late",
                "early",
                "mid",
            ],
        )?;
        let mut it = Moment::default();
        let end = self.day_part_en(start, &mut it)?;
        if self.is_word(i, "at")
            && !self.is_one_of(start, &["night", "lunch", "lunchtime", "midday"])
        {
            return None;
        }
        let mut timed = it;
        let end = self.time_after_en(end, &mut timed).map_or(end, |to| {
            it = timed;
            to
        });
        Some((it, end))
    }

    /// `at 5`, `, 3 p.m.`, `around 7:30` after a date.
    pub(super) fn time_after_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let at = self
            .any_literal(
                i,
                &[
                    "at about",
                    "at around",
                    "at",
                    ", at",
                    ",",
                    "around",
                    "@",
                    "from",
                    "for",
                ],
            )
            .unwrap_or(i);
        let mut time = Moment::default();
        let announced =
            at > i && !self.is(at - 1, ',') && !self.is_one_of(at - 1, &["from", "for"]);
        let end = self.time_of_day_en(at, &mut time, announced)?;
        let part = self
            .any_literal(end, &["in the", "at"])
            .and_then(|at| self.day_part_en(at, &mut time));
        let part_given = time.day_part.or(it.day_part);
        (it.hour, it.minute, it.second, it.either_half) =
            (time.hour, time.minute, time.second, time.either_half);
        it.day_part = part_given;
        adjust(it);
        Some(part.unwrap_or(end))
    }

    pub(super) fn day_part_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let edge = match self.word(i) {
            "early" => Some(Edge::Early),
            "late" => Some(Edge::Late),
            "mid" => Some(Edge::Mid),
            _ => None,
        };
        let mut at = i + usize::from(edge.is_some());
        if edge.is_some() {
            at = self.any_literal(at, &["in the"]).unwrap_or(at);
        }
        let part = self.date_word(at, &PARTS)?;
        it.day_part = Some(part);
        if it.has_day() {
            it.edge = edge;
        }
        Some(at + 1)
    }

    /// A bare hour that the part of the day after it makes a time: eight tonight, 9 tomorrow morning, one in the morning.
    pub(super) fn hour_before_part_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let (hour, end, _) = self.hour_en(i).filter(|hour| hour.0.either_half)?;
        let mut day = Moment::default();
        if let Some(part) = self.any_literal(end, &["in the"]) {
            let after = self.day_part_en(part, &mut day)?;
            // two in the morning session
            let goes_on = self.at(after).kind == Kind::Word
                && !self.is_one_of(
                    after,
                    &[
                        "on", "of", "to", "until", "till", "and", "or", "when", "but", "tomorrow",
                        "today",
                    ],
                );
            if goes_on {
                return None;
            }
        } else {
            let relative = [
                "tonight",
                "tonite",
                "tomorrow",
                "yesterday",
                "today",
                "this",
                "last",
                "next",
            ];
            if !self.is_one_of(end, &relative) {
                return None;
            }
            let options = QuantityOptions::default();
            let after = self.date_en(end, &mut day, false, &options)?;
            if day.day_part.is_none() {
                self.day_part_en(after, &mut day)?;
            }
            matches!(day.day, Some(Field::Offset(_))).then_some(())?;
        }
        (it.hour, it.either_half) = (hour.hour, true);
        Some(end)
    }

    /// 3 p.m., 15:30, noon, half past three, five o'clock; a bare hour only where `sure`.
    pub(super) fn time_of_day_en(&self, i: usize, it: &mut Moment, sure: bool) -> Option<usize> {
        if let Some((time, end)) = self.clock(i) {
            (it.hour, it.minute, it.second, it.either_half) =
                (time.hour, time.minute, time.second, time.either_half);
            return Some(
                self.any_literal(end, &["o'clock", "hrs", "hours"])
                    .filter(|_| time.minute.is_some())
                    .unwrap_or(end),
            );
        }
        match self.word(i) {
            "noon" => {
                (it.hour, it.minute) = (Some(12), None);
                return Some(i + 1);
            }
            "midnight" => {
                (it.hour, it.minute) = (Some(0), None);
                return Some(i + 1);
            }
            _ => {}
        }
        let number = |at: usize| -> Option<(u8, usize)> {
            let token = self.at(at);
            if token.kind == Kind::Number {
                let value = u8::try_from(small(token.value)?)
                    .ok()
                    .filter(|_| token.plain && token.digits <= 2)?;
                return Some((value, at + 1));
            }
            match self.number_word(at)? {
                NumberWord::Small(n) => Some((u8::try_from(n).ok()?, at + 1)),
                NumberWord::Tens(n) => {
                    let next = if self.is(at + 1, '-') { at + 2 } else { at + 1 };
                    match self.number_word(next) {
                        Some(NumberWord::Small(units @ 1..=9)) => {
                            Some((u8::try_from(n + units).ok()?, next + 1))
                        }
                        _ => Some((u8::try_from(n).ok()?, at + 1)),
                    }
                }
                _ => None,
            }
        };
        // half past three, quarter to five, 20 past 2, ten minutes to four.
        let quarter = usize::from(self.is_word(i, "a"));
        let minutes = match self.word(i + quarter) {
            "half" => Some((30, i + quarter + 1)),
            "quarter" => Some((15, i + quarter + 1)),
            _ => number(i),
        };
        if let Some((minute, at)) = minutes.filter(|it| it.0 < 60) {
            let at = at + usize::from(self.is_one_of(at, &["minutes", "min", "mins", "minute"]));
            let whole = minute % 5 == 0 || self.word(at.wrapping_sub(1)).starts_with("min");
            let past = self.is_one_of(at, &["past", "after"]);
            let to = self.is_one_of(at, &["to", "before", "til", "till"])
                && whole
                && (!self.is_number(i)
                    || minute >= 5 && (sure || self.word(at - 1).starts_with("min")));
            if (past || to)
                && let Some((hour, end)) = number(at + 1)
                    .filter(|it| (1..=12).contains(&it.0))
                    .or_else(|| match self.word(at + 1) {
                        "noon" => Some((12, at + 2)),
                        "midnight" => Some((24, at + 2)),
                        _ => None,
                    })
            {
                let total = if past {
                    i32::from(hour) * 60 + i32::from(minute)
                } else {
                    i32::from(hour) * 60 - i32::from(minute)
                };
                it.hour = u8::try_from(total / 60).ok();
                it.minute = u8::try_from(total % 60).ok();
                it.either_half = !self.is_one_of(at + 1, &["noon", "midnight"]);
                let half = self.half_of_day(end);
                if let Some((after, end)) = half {
                    set_half(it, after);
                    return Some(end);
                }
                let range = to
                    && self.is_number(i)
                    && self.at(at + 1).kind == Kind::Number
                    && self.half_of_day(end).is_none()
                    && !self.is_word(at - 1, "minutes");
                return (!range).then_some(self.any_literal(end, &["o'clock"]).unwrap_or(end));
            }
        }
        let (hour, mut end) = number(i).filter(|it| it.0 <= 24)?;
        let spelt = !self.is_number(i);
        let clock = self
            .any_literal(end, &["o'clock", "o' clock", "oclock", "h"])
            .filter(|at| !self.is_word(end, "h") || self.glued(end) && *at > 0);
        let mut minute = None;
        if clock.is_none() && spelt && hour <= 12 {
            // nine thirty, three oh five
            if let Some((value, to)) =
                number(end).filter(|it| (10..60).contains(&it.0) && !self.is(end, '-'))
            {
                let half = self.half_of_day(to);
                if half.is_some() || sure && !self.unit_follows_en(to) {
                    (minute, end) = (Some(value), to);
                }
            }
        }
        it.hour = Some(hour);
        it.minute = minute;
        it.either_half = hour <= 12;
        if let Some((after, to)) = self.half_of_day(clock.unwrap_or(end)) {
            if hour > 12 {
                return None;
            }
            set_half(it, after);
            return Some(to);
        }
        if let Some(to) = clock.filter(|_| hour > 0) {
            return Some(to);
        }
        let counted = self.unit_follows_en(end)
            || self.is_any(end, "%$°'\"") && self.glued(end)
            // at 5.20; "at 5." closes a sentence, and is a time only behind a day: Saturday at 5.
            || self.is_any(end, "./:")
                && self.glued(end)
                && (self.glued(end + 1) || !self.has(i.wrapping_sub(2), vocabulary::DATE))
            || self.is(end, '-') && self.glued(end)
            || self.at(end).kind == Kind::Word && self.glued(end)
            || self.number_word(end).is_some() && minute.is_none()
            || self.is_number(end)
            // at 2 to 8 degrees, by 4 to 6 percent
            || minute.is_none()
                && self.is_one_of(end, &["to", "or"])
                && self.is_number(end + 1)
                && (self.unit_follows_en(end + 2) && self.half_of_day(end + 2).is_none()
                    || self.is_any(end + 2, "%°") && self.glued(end + 2))
            || self.is_one_of(
                end,
                &["people", "times", "of", "years", "and", "or", "adults"],
            );
        let bare = sure
            && !counted
            && (self.is(i.wrapping_sub(1), '@')
                || self.is_one_of(
                    i.wrapping_sub(1),
                    &[
                        "at", "around", "by", "before", "after", "until", "till", "from", "to",
                        "about", "and", "between",
                    ],
                ))
            && !(self.at(end).kind == Kind::Word
                && !self.is_one_of(
                    end,
                    &[
                        "to",
                        "till",
                        "until",
                        "through",
                        "on",
                        "in",
                        "tomorrow",
                        "today",
                        "tonight",
                        "this",
                        "next",
                        "for",
                        "at",
                        "with",
                        "is",
                        "was",
                        "and",
                        "then",
                        "if",
                        "when",
                        "next",
                        "last",
                        "p",
                        "a",
                        "yesterday",
                        "every",
                        "sharp",
                    ],
                )
                && self.date_word(end, &WEEKDAYS).is_none()
                && self.zone(end).is_none());
        (bare && hour <= 24 && (minute.is_some() || hour > 0)).then_some(end)
    }
}
