//! Rules for dates, times, periods and durations in English.

use super::{
    Anchor, DayPart, Decimal, Edge, Field, Length, Modifier, Moment, QuantityOptions, TimeUnit,
    Value,
    amount::Direction,
    cursor::{Cursor, Found, Longest},
    lex::Kind,
    month_en::MONTHS,
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

/// What goes on behind a name and an age: Wu, 44, whose name was not released.
const TOLD_OF_PEOPLE: [&str; 13] = [
    "who", "whose", "whom", "said", "says", "told", "was", "is", "had", "has", "won", "died",
    "from",
];

/// Verbs after which `from` and `to` name two values, no range.
pub(super) const CHANGES: [&str; 41] = [
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
    "widened",
    "narrowed",
    "plunged",
    "shrank",
    "lowered",
    "boosted",
    "soared",
    "swelled",
    "improved",
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
            && let Some((modifier, at)) = self.bound_before(i, &BEFORE)
        {
            // At least 50 years ago is a time; over the past 50 years is none longer than these.
            let is_near = matches!(modifier, Modifier::About | Modifier::Nearly);
            let timed = |found: &Found| match &found.value {
                Value::Date { at } => is_near && at.hour.is_some(),
                Value::Anchored { anchor, .. } => {
                    is_near
                        || modifier == Modifier::AtLeast
                        || matches!(anchor, Anchor::Ago | Anchor::Ahead)
                }
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
        let mut best = Longest::default();
        best.offer(self.bounded_one_en(i));
        best.offer(self.decade_of_age_en(i));
        best.offer(self.apposed_age_en(i));
        best.offer(self.race_time_en(i));
        best.offer(self.first_months_en(i));
        best.offer(self.years_of_en(i));
        best.offer(self.weekdays_from_now_en(i));
        best.offer(self.comparison_en(i));
        best.offer(self.recurrence_en(i));
        best.offer(self.anchored_en(i));
        if !self.changes_en(i) {
            let hours = self.hours_en(i, options);
            // 9 to 5, Monday to Friday: the later hour is not of the first day alone.
            let of_days = hours
                .as_ref()
                .is_some_and(|it| self.days_follow_en(it.to, options));
            best.offer(hours);
            if !of_days {
                best.offer(self.period_en(i, options));
            }
        }
        best.offer(self.duration_found_en(i));
        best.offer(self.year_to_date_en(i));
        best.found()
    }

    /// over an hour, less than a week: a bound of one unit of time.
    fn bounded_one_en(&self, i: usize) -> Option<Found> {
        let (modifier, at) = self.bound_before(i, &BEFORE)?;
        // over a week, over a month: mostly during it.
        let during = self.is_word(i, "over") && at == i + 1 && !self.is_word(at + 1, "hour");
        let one = self.is_one_of(at, &["a", "an"]);
        if modifier.direction() == Direction::None || !one || during {
            return None;
        }
        let mut found = self.duration_found_en(at)?;
        found.from = i;
        Some(found.modified(modifier))
    }

    /// Whether `from` stands behind a verb of change and before a bare number: sales rose from 3 to 8 this year.
    fn changes_en(&self, i: usize) -> bool {
        self.is_word(i, "from")
            && self.is_one_of(i.wrapping_sub(1), &CHANGES)
            && self.hour_en(i + 1).is_some_and(|(_, _, clear)| !clear)
    }

    /// year to date, so far this year: the months since January.
    fn year_to_date_en(&self, i: usize) -> Option<Found> {
        let the = i + usize::from(self.is_word(i, "the"));
        let end = self.any_literal(the, &["year to date", "year-to-date", "so far this year"])?;
        let from = Moment {
            year: Some(Field::Offset(0)),
            edge: Some(Edge::Early),
            ..Moment::default()
        };
        let value = Value::Period {
            from: Some(from),
            to: None,
        };
        Some(Found::new(value, i, end, "en.period.to_date"))
    }

    /// in his 20s, in her mid-fifties: ten years of age, or a part of them.
    fn decade_of_age_en(&self, i: usize) -> Option<Found> {
        const TENS: [(&str, i32); 9] = [
            ("teens", 10),
            ("twenties", 20),
            ("thirties", 30),
            ("forties", 40),
            ("fifties", 50),
            ("sixties", 60),
            ("seventies", 70),
            ("eighties", 80),
            ("nineties", 90),
        ];
        let fits = matches!(self.at(i).first, 'e' | 'f' | 'l' | 'm' | 'n' | 's' | 't');
        if !fits && !self.is_number(i) {
            return None;
        }
        if !self.is_one_of(
            i.wrapping_sub(1),
            &["his", "her", "their", "my", "your", "our"],
        ) {
            return None;
        }
        let part = self.is_one_of(i, &["early", "mid", "middle", "late"]);
        let at = i + usize::from(part);
        let at = at + usize::from(part && self.is(at, '-'));
        let digits = self.at(at);
        let (tens, end) = match lookup(self.word(at), &TENS) {
            Some(tens) => (tens, at + 1),
            None if digits.plain
                && digits.digits == 2
                && self.is_word(at + 1, "s")
                && self.glued(at + 1) =>
            {
                let tens = i32::try_from(digits.value?.to_integer()?).ok()?;
                (tens, at + 2)
            }
            None => return None,
        };
        let (low, high) = match self.word(i) {
            "early" => (tens, tens + 3),
            "mid" | "middle" => (tens + 4, tens + 6),
            "late" => (tens + 7, tens + 9),
            _ => (tens, tens + 9),
        };
        let years = |it| Length::new(Decimal::of(it), TimeUnit::Year);
        let value = Value::Age {
            low: years(low)?,
            high: years(high)?,
        };
        (tens % 10 == 0).then(|| Found::new(value, i, end, "en.age.decade"))
    }

    /// Lin Yue, 44, said: what stands between a name and the rest of its sentence is an age.
    fn apposed_age_en(&self, i: usize) -> Option<Found> {
        let (name, digits, next) = (self.at(i.wrapping_sub(2)), self.at(i), self.at(i + 2));
        let is_name = name.kind == Kind::Word
            && name.capital
            && lookup(self.word(i.wrapping_sub(2)), &MONTHS).is_none()
            && lookup(self.word(i.wrapping_sub(2)), &WEEKDAYS).is_none();
        // "Overall, 44, or a third" is no name: a single one must be told of.
        let is_full = self.at(i.wrapping_sub(3)).capital && !self.is_end(i.wrapping_sub(3));
        let is_apposed = self.is(i.wrapping_sub(1), ',')
            && self.is(i + 1, ',')
            && next.kind == Kind::Word
            && !next.capital
            && (is_full || self.is_one_of(i + 2, &TOLD_OF_PEOPLE));
        if !(is_name && is_apposed && digits.plain && digits.digits <= 2) {
            return None;
        }
        let years = Length::new(digits.value?, TimeUnit::Year)?;
        let value = Value::Age {
            low: years,
            high: years,
        };
        Some(Found::new(value, i, i + 1, "en.age.apposed"))
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
}
