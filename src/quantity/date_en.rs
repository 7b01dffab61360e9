//! Days, weeks and months in English.

use super::{
    Anchor, DayPart, Decimal, Edge, Field, Moment, QuantityOptions, TimeUnit,
    calendar::Day,
    clock::small,
    cursor::Cursor,
    lex::Kind,
    number_en::{NumberWord, number_word},
};
use super::{
    time_en::{PARTS, lookup},
    year_en::which,
};

pub(super) const MONTHS: [(&str, i32); 24] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

pub(super) const WEEKDAYS: [(&str, u8); 20] = [
    ("monday", 1),
    ("tuesday", 2),
    ("wednesday", 3),
    ("thursday", 4),
    ("friday", 5),
    ("saturday", 6),
    ("sunday", 7),
    ("mon", 1),
    ("tue", 2),
    ("tues", 2),
    ("wed", 3),
    ("weds", 3),
    ("thu", 4),
    ("thur", 4),
    ("thurs", 4),
    ("fri", 5),
    ("sat", 6),
    ("sun", 7),
    ("mondays", 1),
    ("fridays", 5),
];

impl Cursor<'_> {
    /// The date fields.
    pub(super) fn date_en(
        &self,
        i: usize,
        it: &mut Moment,
        sure: bool,
        options: &QuantityOptions,
    ) -> Option<usize> {
        if let Some(end) = self.relative_day_en(i, it) {
            return Some(end);
        }
        if let Some((by, end)) = [
            ("day after tomorrow", 2),
            ("day before yesterday", -2),
            ("same day", 0),
            ("next day", 1),
            ("following day", 1),
            ("previous day", -1),
        ]
        .iter()
        .find_map(|(words, by)| Some((*by, self.literal(i, words)?)))
        {
            it.day = Some(Field::Offset(by));
            return Some(end);
        }
        if let Some((by, end)) = self.that_day_en(i) {
            it.day = Some(Field::Offset(by));
            return Some(end);
        }
        if let Some(end) = self.joined_date_en(i, it) {
            return Some(end);
        }
        if let Some(end) = self
            .edge_en(i, it, options)
            .or_else(|| self.week_en(i, it))
            .or_else(|| self.holiday_en(i, it))
        {
            return Some(end);
        }
        if let Some(end) = self.ordinal_date_en(i, it, sure, options) {
            return Some(end);
        }
        if let Some(end) = self.weekday_en(i, it, options) {
            return Some(end);
        }
        if let Some(end) = self.month_date_en(i, it, sure) {
            return Some(end);
        }
        if let Some(end) = self.quarter_en(i, it) {
            return Some(end);
        }
        if let Some(end) = self.which_en(i, it) {
            return Some(end);
        }
        self.year_en(i, it, sure)
    }

    /// today, yesterday, tomorrow, tonight
    fn relative_day_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let by = match self.word(i) {
            "today" | "todays" => 0,
            "yesterday" | "yesterdays" => -1,
            "tomorrow" | "tomorrows" | "tmr" => 1,
            "tonight" | "tonite" => {
                it.day_part = Some(DayPart::Night);
                0
            }
            _ => return None,
        };
        it.day = Some(Field::Offset(by));
        Some(i + 1)
    }

    /// (for) the day, the day after, the day before: the day that is spoken of, where the words close a clause.
    fn that_day_en(&self, i: usize) -> Option<(i32, usize)> {
        let the = self.is_word(i, "day") && self.is_word(i.wrapping_sub(1), "the");
        let closes = |at: usize| self.is_end(at) || self.is_any(at, ".,;:!?)");
        let (by, end) = match self.word(i + 1) {
            "after" => (1, i + 2),
            "before" => (-1, i + 2),
            // "the day" alone opens many clauses: only "for the day" and "of the day" mean a date.
            _ if self.is_one_of(i.wrapping_sub(2), &["for", "of"]) => (0, i + 1),
            _ => return None,
        };
        (the && closes(end)).then_some((by, end))
    }

    /// 2020-Sep-23, Sep/23/2020, 23-2020-September: a named month, a day and a full year, joined by one sign in any order.
    fn joined_date_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let sign = self.at(i + 1);
        let same = |at: usize| {
            let token = self.at(at);
            token.kind == Kind::Sign
                && token.first == sign.first
                && self.glued(at)
                && self.glued(at + 1)
        };
        if !matches!(sign.first, '-' | '/') || !same(i + 1) || !same(i + 3) {
            return None;
        }
        let (mut year, mut month, mut day) = (None, None, None);
        for at in [i, i + 2, i + 4] {
            let token = self.at(at);
            match (token.kind, token.digits) {
                (Kind::Word, _) => month = lookup(self.word(at), &MONTHS),
                (Kind::Number, 4) if token.plain => year = small(token.value),
                (Kind::Number, 1 | 2) if token.plain => day = small(token.value),
                _ => return None,
            }
        }
        *it = Moment {
            year: Some(Field::At(year.filter(|it| (1000..=2999).contains(it))?)),
            month: Some(Field::At(month?)),
            day: Some(Field::At(day.filter(|it| (1..=31).contains(it))?)),
            ..Moment::default()
        };
        Some(i + 5)
    }

    /// early March, mid-2024, late 19th century, the end of last week, end of the year.
    pub(super) fn edge_en(
        &self,
        i: usize,
        it: &mut Moment,
        options: &QuantityOptions,
    ) -> Option<usize> {
        let (edge, at) = match self.word(i) {
            "early" => (Edge::Early, i + 1),
            "late" => (Edge::Late, i + 1),
            "mid" | "middle" => (Edge::Mid, i + 1),
            "beginning" | "start" => (Edge::Early, i + 1),
            "end" | "ends" => (Edge::Late, i + 1),
            "eom" | "eoy" | "bom" | "boy" if self.at(i).capitals => {
                let month = self.word(i).ends_with('m');
                if month {
                    it.month = Some(Field::Offset(0))
                } else {
                    it.year = Some(Field::Offset(0))
                }
                it.edge = Some(if self.word(i).starts_with('e') {
                    Edge::Late
                } else {
                    Edge::Early
                });
                return Some(i + 1);
            }
            _ => return None,
        };
        let named = self.is_one_of(i, &["beginning", "start", "end", "middle"]);
        let mut at = at + usize::from(self.is(at, '-'));
        at += usize::from(named && self.is_word(at, "of"));
        at += usize::from(self.is_one_of(at, &["around"]));
        at += usize::from(self.is_one_of(at, &["the", "in"]));
        if let Some((unit, end)) = self.time_unit_en(at).filter(|_| named) {
            match unit {
                TimeUnit::Month => it.month = Some(Field::Offset(0)),
                TimeUnit::Year => it.year = Some(Field::Offset(0)),
                TimeUnit::Week => it.week = Some(Field::Offset(0)),
                TimeUnit::Quarter => it.quarter = Some(Field::Offset(0)),
                _ => return None,
            }
            it.edge = Some(edge);
            return Some(end);
        }
        let of = !named || self.is_one_of(at.wrapping_sub(1), &["of", "the"]);
        if !of {
            return None;
        }
        let mut inner = Moment::default();
        let end = self
            .relative_day_en(at, &mut inner)
            .or_else(|| self.weekday_en(at, &mut inner, options))
            .or_else(|| self.month_date_en(at, &mut inner, true))
            .or_else(|| self.quarter_en(at, &mut inner))
            .or_else(|| self.which_en(at, &mut inner))
            .or_else(|| self.year_en(at, &mut inner, true))
            .or_else(|| self.century_en(at, &mut inner))?;
        if inner.has_day() && named && edge == Edge::Late && inner.day_part.is_none() {
            // the end of tomorrow: its last moment
            *it = Moment {
                hour: Some(23),
                minute: Some(59),
                second: Some(59),
                ..inner
            };
            return Some(end);
        }
        // late tonight has parts, a day as such has none.
        if inner.has_day() && inner.day_part.is_none() {
            return None;
        }
        *it = Moment {
            edge: Some(edge),
            ..inner
        };
        Some(end)
    }

    pub(super) fn century_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let (number, end) = self.ordinal_number_en(i)?;
        let number = small(Some(number))?;
        let end = end + usize::from(self.is(end, '-'));
        if !self.is_one_of(end, &["century", "centuries"]) || !(1..=30).contains(&number) {
            return None;
        }
        it.century = Some(Field::At(number - 1));
        Some(end + 1)
    }

    /// 19th century, the 23rd, 23rd of next month, first Monday of October, the week of October 6th, last day of May, third quarter.
    pub(super) fn ordinal_date_en(
        &self,
        i: usize,
        it: &mut Moment,
        sure: bool,
        _options: &QuantityOptions,
    ) -> Option<usize> {
        if let Some(end) = self.century_en(i, it) {
            return Some(end);
        }
        let last = self.is_word(i, "last").then_some((-1, i + 1));
        let (number, end) = match self.ordinal_number_en(i) {
            Some((number, end)) => (small(Some(number))?, end),
            None => last?,
        };
        // third last week, 2nd last week
        let (number, end) = if number > 0 && self.is_word(end, "last") {
            (-number, end + 1)
        } else {
            (number, end)
        };
        // last weekend of October
        let weekend = self.any_literal(end, &["weekend", "week-end"]);
        if let Some(of) = weekend.and_then(|at| self.any_literal(at, &["of", "in"])) {
            let mut inner = Moment::default();
            let to = self
                .month_date_en(of, &mut inner, true)
                .filter(|_| inner.day.is_none())?;
            *it = Moment {
                weekend: true,
                nth: i8::try_from(number).ok(),
                ..inner
            };
            return Some(to);
        }
        if let Some(weekday) = lookup(self.word(end), &WEEKDAYS) {
            let of = self.any_literal(end + 1, &["of the month", "of", "in", "after"])?;
            if self.is_word(end + 1, "after") {
                return None;
            }
            let mut inner = Moment::default();
            let to = if self.is_word(of - 1, "month") {
                inner.month = Some(Field::Offset(0));
                of
            } else {
                self.month_date_en(of, &mut inner, true)
                    .or_else(|| self.which_en(of, &mut inner))
                    .or_else(|| self.year_en(of, &mut inner, true))?
            };
            *it = Moment {
                weekday: Some(weekday),
                nth: i8::try_from(number).ok(),
                ..inner
            };
            return Some(to);
        }
        if let Some(of) = self
            .any_literal(end, &["month of", "month in"])
            .filter(|_| (1..=12).contains(&number))
        {
            let mut inner = Moment::default();
            let to = self
                .which_en(of, &mut inner)
                .or_else(|| self.year_en(of, &mut inner, true))
                .filter(|_| inner.year.is_some())?;
            *it = Moment {
                month: Some(Field::At(number)),
                ..inner
            };
            return Some(to);
        }
        if let Some(of) = self.any_literal(end, &["week of", "week in"]) {
            let mut inner = Moment::default();
            let to = self
                .month_date_en(of, &mut inner, true)
                .or_else(|| self.year_en(of, &mut inner, true))?;
            if inner.day.is_some() {
                return None;
            }
            *it = Moment {
                week: Some(Field::At(number)),
                ..inner
            };
            return Some(to);
        }
        if let Some(of) = self.any_literal(end, &["day of", "day in"]) {
            let mut inner = Moment::default();
            let to = self
                .month_date_en(of, &mut inner, true)
                .or_else(|| self.which_en(of, &mut inner))?;
            if number < 0 {
                // the 5th last day of May: counted from the end of the month.
                let days = match inner.month {
                    Some(Field::At(month @ 1..=12)) => super::calendar::month_days(2023, month),
                    _ => return None,
                };
                *it = Moment {
                    day: Some(Field::At(days + 1 + number)),
                    ..inner
                };
            } else {
                *it = Moment {
                    day: Some(Field::At(number)),
                    ..inner
                };
            }
            return Some(to);
        }
        if number < 1 {
            return None;
        }
        // the second of March, 15th February, 14th April 15, 3rd of next month.
        let of = end + usize::from(self.is_word(end, "of"));
        let of = of + usize::from(self.is_word(of, "the") && of > end);
        if (1..=31).contains(&number) {
            let mut inner = Moment {
                day: Some(Field::At(number)),
                ..Moment::default()
            };
            if let Some(to) = self.month_name_en(of, &mut inner) {
                let to = self.year_after_en(to, &mut inner);
                *it = inner;
                return Some(to);
            }
            if of > end
                && let Some(by) = which(self.word(of))
                && self.is_word(of + 1, "month")
            {
                *it = Moment {
                    day: Some(Field::At(number)),
                    month: Some(Field::Offset(by)),
                    ..Moment::default()
                };
                return Some(of + 2);
            }
            if self.is_word(i.wrapping_sub(1), "the") || sure {
                let alone = self.at(end).kind != Kind::Word
                    || self.is_one_of(end, &["at", "in", "and", "to", "of", "for", "on", "with"]);
                let counted = self.is_word(end, "of") || self.is(end, '-') && self.glued(end);
                let announced = sure || self.is_end(end);
                if alone && !counted && announced && self.is_number(i) | self.is_end(end) {
                    it.day = Some(Field::At(number));
                    return Some(end);
                }
            }
        }
        None
    }

    /// week 31, week 3 of 2027, the week after next, the week of October 6th.
    pub(super) fn week_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if !self.is_word(i, "week") {
            return None;
        }
        if let Some(end) = self.literal(i, "week after next") {
            it.week = Some(Field::Offset(2));
            return Some(end);
        }
        let number = small(self.at(i + 1).value)
            .filter(|it| self.at(i + 1).plain && (1..=53).contains(it))?;
        it.week = Some(Field::At(number));
        let of = i + 2 + usize::from(self.is_one_of(i + 2, &["of", "in"]));
        let mut year = Moment::default();
        let end = self
            .which_en(of, &mut year)
            .or_else(|| self.year_en(of, &mut year, true))
            .filter(|_| year.year.is_some() && of > i + 2);
        it.year = year.year;
        Some(end.unwrap_or(i + 2))
    }

    /// Holidays with a date of their own.
    pub(super) fn holiday_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        const DATES: [(&str, i32, i32); 28] = [
            ("christmas day", 12, 25),
            ("christmas eve", 12, 24),
            ("christmas", 12, 25),
            ("xmas", 12, 25),
            ("new year's day", 1, 1),
            ("new years day", 1, 1),
            ("new year's eve", 12, 31),
            ("new years eve", 12, 31),
            ("new year's", 1, 1),
            ("halloween", 10, 31),
            ("independence day", 7, 4),
            ("valentine's day", 2, 14),
            ("valentines day", 2, 14),
            ("boxing day", 12, 26),
            ("national day", 10, 1),
            ("april fools", 4, 1),
            ("earth day", 4, 22),
            ("juneteenth", 6, 19),
            ("new year day", 1, 1),
            ("st patrick's day", 3, 17),
            ("st patricks day", 3, 17),
            ("st. patrick's day", 3, 17),
            ("saint patrick's day", 3, 17),
            ("saint patricks day", 3, 17),
            ("valentine day", 2, 14),
            ("veterans day", 11, 11),
            ("armistice day", 11, 11),
            ("international women's day", 3, 8),
        ];
        let fixed = DATES
            .iter()
            .filter_map(|(word, month, day)| Some((*month, *day, self.literal(i, word)?)))
            .max_by_key(|it| it.2);
        let Some((month, day, end)) = fixed else {
            return self
                .weekday_feast_en(i, it)
                .or_else(|| self.easter_en(i, it));
        };
        (it.month, it.day) = (Some(Field::At(month)), Some(Field::At(day)));
        Some(self.year_after_en(end, it))
    }

    /// Feasts on a weekday of a month: Thanksgiving is the fourth Thursday of November (United States).
    fn weekday_feast_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        const FEASTS: [(&str, i32, i8, u8); 21] = [
            ("thanksgiving day", 11, 4, 4),
            ("thanksgiving", 11, 4, 4),
            ("martin luther king day", 1, 3, 1),
            ("martin luther king's day", 1, 3, 1),
            ("martin luther kings day", 1, 3, 1),
            ("martin luther king jr. day", 1, 3, 1),
            ("mlk day", 1, 3, 1),
            ("mlk jr. day", 1, 3, 1),
            ("presidents day", 2, 3, 1),
            ("presidents' day", 2, 3, 1),
            ("memorial day", 5, -1, 1),
            ("labor day", 9, 1, 1),
            ("columbus day", 10, 2, 1),
            ("mother's day", 5, 2, 7),
            ("mothers day", 5, 2, 7),
            ("mothers' day", 5, 2, 7),
            ("father's day", 6, 3, 7),
            ("fathers day", 6, 3, 7),
            ("fathers' day", 6, 3, 7),
            ("cyber monday", 0, 0, 0),
            ("black friday", 0, 0, 0),
        ];
        let (word, month, nth, weekday, end) = FEASTS
            .iter()
            .filter_map(|(word, month, nth, weekday)| {
                Some((*word, *month, *nth, *weekday, self.literal(i, word)?))
            })
            .max_by_key(|it| it.4)?;
        if nth == 0 {
            // The days after Thanksgiving, which fall into December in some years.
            let after = if word == "black friday" { 1 } else { 4 };
            return self.dated_feast_en(end, it, |year| {
                let first = Day::new(year, 11, 1)?;
                let to_thursday = (4 - first.weekday()).rem_euclid(7);
                Some(first.plus(to_thursday + 21 + after))
            });
        }
        *it = Moment {
            month: Some(Field::At(month)),
            weekday: Some(weekday),
            nth: Some(nth),
            ..Moment::default()
        };
        Some(self.year_after_en(end, it))
    }

    /// Feasts counted from Easter; without a year they have no date.
    fn easter_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        const FEASTS: [(&str, i64); 15] = [
            ("mardi gras", -47),
            ("shrove tuesday", -47),
            ("pancake day", -47),
            ("ash wednesday", -46),
            ("palm sunday", -7),
            ("maundy thursday", -3),
            ("good friday", -2),
            ("easter", 0),
            ("easter sunday", 0),
            ("easter monday", 1),
            ("ascension day", 39),
            ("pentecost", 49),
            ("whit sunday", 49),
            ("whit monday", 50),
            ("trinity sunday", 56),
        ];
        let (after, end) = FEASTS
            .iter()
            .filter_map(|(word, after)| Some((*after, self.literal(i, word)?)))
            .max_by_key(|it| it.1)?;
        self.dated_feast_en(end, it, |year| Some(Day::easter(year)?.plus(after)))
    }

    /// The year at `i` and the date that a feast has in it.
    fn dated_feast_en(
        &self,
        i: usize,
        it: &mut Moment,
        date: impl FnOnce(i32) -> Option<Day>,
    ) -> Option<usize> {
        let mut year = Moment::default();
        let end = self.year_after_en(i, &mut year);
        let Some(Field::At(year @ 1583..=2999)) = year.year else {
            return None;
        };
        let (year, month, day) = date(year)?.civil();
        *it = Moment {
            year: Some(Field::At(year)),
            month: Some(Field::At(month)),
            day: Some(Field::At(day)),
            ..Moment::default()
        };
        Some(end)
    }

    /// nineteen seventy two, two thousand and twenty, seventeen hundred thirty three.
    pub(super) fn year_words_en(&self, i: usize) -> Option<(i32, usize)> {
        let below_hundred = |at: usize| match number_word(self.word(at))? {
            NumberWord::Small(n) => Some((n, at + 1)),
            NumberWord::Tens(n) => {
                let next = at + 1 + usize::from(self.is(at + 1, '-'));
                match number_word(self.word(next)) {
                    Some(NumberWord::Small(units @ 1..=9)) => Some((n + units, next + 1)),
                    _ => Some((n, at + 1)),
                }
            }
            _ => None,
        };
        if self.literal(i, "two thousand").is_some() {
            let at = i + 2 + usize::from(self.is_word(i + 2, "and"));
            return Some(below_hundred(at).map_or((2000, i + 2), |(n, end)| (2000 + n, end)));
        }
        let century = match number_word(self.word(i))? {
            NumberWord::Small(n @ 10..=19) => n,
            NumberWord::Tens(20) => 20,
            _ => return None,
        };
        let hundred = usize::from(self.is_word(i + 1, "hundred"));
        let at = i + 1 + hundred + usize::from(hundred == 1 && self.is_word(i + 2, "and"));
        let (rest, end) = below_hundred(at).filter(|it| it.0 >= 10)?;
        Some((century * 100 + rest, end))
    }

    pub(super) fn month_name_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let month = lookup(self.word(i), &MONTHS)?;
        let end = if self.is(i + 1, '.') && self.glued(i + 1) && self.word(i).len() <= 4 {
            i + 2
        } else {
            i + 1
        };
        it.month = Some(Field::At(month));
        Some(end)
    }

    /// A year after a month or date: `, 2024`, ` 2024`, ` '15`, ` 15` after a full date.
    pub(super) fn year_after_en(&self, i: usize, it: &mut Moment) -> usize {
        let at = i + usize::from(
            self.is(i, ',')
                || self.is_word(i, "of")
                || self.is_word(i, "in")
                || self.is(i, '\'')
                || self.is(i, '/')
                || self.is(i, '-'),
        );
        let token = self.at(at);
        let Some(value) = small(token.value).filter(|_| token.kind == Kind::Number && token.plain)
        else {
            if let Some((year, end)) = self.year_words_en(i) {
                it.year = Some(Field::At(year));
                return end;
            }
            return self.relative_year_en(i, it);
        };
        let counted = self.is_any(at + 1, "%:")
            || self.half_of_day(at + 1).is_some()
            || self.at(at + 1).kind == Kind::Word && self.glued(at + 1);
        let full = token.digits == 4 && (1000..=2999).contains(&value);
        let short = token.digits == 2
            && (self.is(i, '\'') && at > i
                || at == i
                    && it.day.is_some()
                    && !self.unit_follows_en(at + 1)
                    && self.at(at + 1).kind != Kind::Word
                    && !self.is_any(at + 1, "-")
                    && it.weekday.is_none()
                    && self.is_one_of(
                        i.wrapping_sub(1),
                        &[
                            "april",
                            "march",
                            "january",
                            "february",
                            "may",
                            "june",
                            "july",
                            "august",
                            "september",
                            "october",
                            "november",
                            "december",
                        ],
                    ));
        if counted || !full && !short || self.is_word(i, "in") && !full {
            return i;
        }
        it.year = Some(Field::At(value));
        at + 1
    }

    /// October last year, March in a year, July of this year.
    pub(super) fn relative_year_en(&self, i: usize, it: &mut Moment) -> usize {
        let at = i + usize::from(self.is_one_of(i, &["of", "in"]));
        if let Some(by) = which(self.word(at))
            && self.is_one_of(at + 1, &["year", "yr"])
        {
            it.year = Some(Field::Offset(by));
            return at + 2;
        }
        if let Some(end) = self.literal(i, "after next") {
            it.year = Some(Field::Offset(1));
            return end;
        }
        if let Some(end) = self.any_literal(i, &["in 1 year", "in a year", "in one year"]) {
            it.year = Some(Field::Offset(1));
            return end;
        }
        i
    }

    /// March, October 2014, Feb 24, march third 2015, 31-Oct-74, 20 March.
    pub(super) fn month_date_en(&self, i: usize, it: &mut Moment, sure: bool) -> Option<usize> {
        // 31 October 1974, 31-Oct-74, 15 February.
        let token = self.at(i);
        if token.kind == Kind::Number && token.plain && token.digits <= 2 {
            let day = small(token.value).filter(|it| (1..=31).contains(it))?;
            let sign = usize::from(self.is_any(i + 1, "-/") && self.glued(i + 1));
            let of = usize::from(self.is_word(i + 1, "of"));
            let mut inner = Moment::default();
            if of == 1
                && let Some(by) = which(self.word(i + 2)).filter(|_| self.is_word(i + 3, "month"))
            {
                *it = Moment {
                    day: Some(Field::At(day)),
                    month: Some(Field::Offset(by)),
                    ..Moment::default()
                };
                return Some(i + 4);
            }
            let end = self.month_name_en(i + 1 + sign + of, &mut inner)?;
            if self.is_word(i + 1 + sign + of, "may") && !self.at(i + 1 + sign + of).capital
                || self.is_one_of(i + 1, &["mar", "sat", "sun", "dec", "sec"])
                    && !self.at(i + 1).capital
                    && sign == 0
            {
                return None;
            }
            inner.day = Some(Field::At(day));
            let end = if sign == 1 && self.is_any(end, "-/") {
                inner.year = Some(Field::At(small(self.at(end + 1).value)?));
                end + 2
            } else {
                self.year_after_en(end, &mut inner)
            };
            *it = inner;
            return Some(end);
        }
        let mut inner = Moment::default();
        // twenty five January, fifteen August: a day in words.
        if token.kind == Kind::Word && number_word(self.word(i)).is_some() {
            let numeral = self.numeral_en(i).filter(|it| !it.has_scale)?;
            let day = numeral.small().filter(|it| (1..=31).contains(it))?;
            let capital = self.at(numeral.end).capital;
            inner.day = Some(Field::At(day));
            let end = self
                .month_name_en(numeral.end, &mut inner)
                .filter(|_| capital)?;
            *it = inner;
            return Some(self.year_after_en(end, it));
        }
        let mut end = self.month_name_en(i, &mut inner)?;
        let modal = self.is_one_of(i, &["may", "march", "mar", "sep", "dec", "jan"]);
        // Feb 24, march 3rd, October fifth, February the 15th.
        let the = end
            + usize::from(
                self.is_word(end, "the")
                    || self.is_any(end, "/-")
                        && self.glued(end)
                        && self.glued(end + 1)
                        && self.is_number(end + 1)
                        && self.at(end + 1).digits <= 2
                    || self.is(end, ',')
                        && self.ordinal_number_en(end + 1).is_some()
                        && self.is_number(end + 1),
            );
        let day = match self.ordinal_number_en(the) {
            Some((number, to)) => small(Some(number)).map(|it| (it, to)).filter(|_| {
                lookup(self.word(to), &WEEKDAYS).is_none()
                    && !self.is_one_of(to, &["quarter", "half"])
            }),
            None if self.at(the).kind == Kind::Word => self
                .numeral_en(the)
                .filter(|it| {
                    // January nineteen eighty-six is a year.
                    let year = self.year_words_en(the).is_some_and(|year| year.1 > it.end);
                    !it.has_scale && it.length <= 3 && !year
                })
                .and_then(|it| Some((it.small()?, it.end))),
            None => {
                let token = self.at(the);
                let plain = token.kind == Kind::Number && token.plain && token.digits <= 2;
                let counted = self.is_any(the + 1, "%:")
                    || self.half_of_day(the + 1).is_some()
                    || self.at(the + 1).kind == Kind::Word
                        && (self.glued(the + 1)
                            || self.unit_follows_en(the + 1)
                                && !self.is_one_of(the + 1, &["in", "c", "f", "p", "le", "real"]));
                small(token.value)
                    .filter(|_| plain && !counted)
                    .map(|it| (it, the + 1))
            }
        };
        // "may second" is rather a verb than a date.
        let verb = self.is_word(i, "may") && !self.at(i).capital && !self.is_number(the);
        if let Some((day, to)) = day.filter(|it| (1..=31).contains(&it.0) && !verb) {
            inner.day = Some(Field::At(day));
            end = to;
        }
        let to = self.year_after_en(end, &mut inner);
        let dated = inner.day.is_some() || to > end;
        end = to;
        if inner.day.is_some() && inner.weekday.is_none() {
            // Jul 18, Fri; January 15 (Saturday)
            let open = self.is(end, '(');
            if let Some(weekday) =
                lookup(self.word(end + 1), &WEEKDAYS).filter(|_| self.is(end, ',') || open)
            {
                let closed = if open {
                    self.is(end + 2, ')')
                } else {
                    self.at(end + 1).capital
                };
                if closed {
                    inner.weekday = Some(weekday);
                    end += 2 + usize::from(open);
                }
            }
        }
        if !dated && modal {
            let before = self.word(i.wrapping_sub(1));
            let month_at = |at: usize| lookup(self.word(at), &MONTHS).is_some();
            let ranged = self.is_word(end, "to") && month_at(end + 1)
                || self.range_sign(end).is_some_and(month_at);
            let announced = ranged
                || matches!(
                    before,
                    "in" | "since"
                        | "until"
                        | "by"
                        | "of"
                        | "last"
                        | "next"
                        | "this"
                        | "to"
                        | "early"
                        | "late"
                        | "mid"
                        | "through"
                        | "from"
                        | "and"
                        | "ended"
                        | "ending"
                        | "during"
                        | "each"
                        | "every"
                        | "between"
                        | "before"
                        | "after"
                ) && self.at(i).capital
                || self.is_end(i + 1) && (self.before(i).kind == Kind::End || before == "in")
                || sure && self.at(i).capital && !self.is_word(i, "may");
            if !announced {
                return None;
            }
        } else if !dated
            && self.word(i).len() <= 3
            && !self.at(i).capital
            && self.before(i).kind != Kind::End
            && !matches!(
                self.word(i.wrapping_sub(1)),
                "in" | "since" | "last" | "next" | "by"
            )
        {
            return None;
        }
        if dated && self.is_word(i, "may") && !self.at(i).capital && !sure && inner.day.is_none() {
            return None;
        }
        *it = inner;
        Some(end)
    }

    /// two weeks from now, a week ago: so many weeks from this one.
    pub(super) fn weeks_away_en(&self, i: usize) -> Option<(i32, usize)> {
        let start = self.at(i).kind == Kind::Number
            || self.is_one_of(i, &["a", "one"])
            || number_word(self.word(i)).is_some();
        let (length, _, end) = self
            .one_duration_en(i)
            .filter(|it| start && it.0.unit == TimeUnit::Week && it.0.same(it.1))?;
        let weeks = length
            .seconds
            .quotient(Decimal::of(604_800))?
            .to_integer()?;
        let sign = match self.anchor_en(end)? {
            (Anchor::Ago, _) if self.is_word(end, "ago") => -1,
            (Anchor::Ahead, _) if self.is_one_of(end, &["from", "hence"]) => 1,
            _ => return None,
        };
        let weeks = i32::try_from(weeks)
            .ok()
            .filter(|it| (0..600).contains(it))?;
        Some((weeks * sign, self.anchor_en(end)?.1))
    }

    /// Friday, Friday (December 10), last Saturday (January 15), next saturday, Sunday from last week, Wednesday after next.
    pub(super) fn weekday_en(
        &self,
        i: usize,
        it: &mut Moment,
        options: &QuantityOptions,
    ) -> Option<usize> {
        let direction = which(self.word(i)).map(|by| (by, i + 1));
        let at = direction.map_or(i, |it| it.1);
        if self.is_one_of(at, &["weekend", "weekends"]) {
            it.weekend = true;
            it.week = direction.map(|it| Field::Offset(it.0));
            return Some(at + 1);
        }
        // last week's sunday, last week Friday
        if let Some((by, _)) = direction.filter(|_| self.is_word(at, "week")) {
            let next = if self.is(at + 1, '\'') && self.is_word(at + 2, "s") {
                at + 3
            } else {
                // next week on Tuesday, previous week - Monday
                let joint = self.is_word(at + 1, "on") || self.is_any(at + 1, "-,");
                at + 1 + usize::from(joint)
            };
            if let Some(weekday) = lookup(self.word(next), &WEEKDAYS) {
                it.week = Some(Field::Offset(by));
                it.weekday = Some(weekday);
                return Some(next + 1);
            }
        }
        let weekday = lookup(self.word(at), &WEEKDAYS)?;
        let short = self.word(at).len() <= 3;
        let alone = self.before(at).kind == Kind::End && self.is_end(at + 1);
        let dotted = self.is(at + 1, '.') && self.glued(at + 1);
        let word = self.is_one_of(at, &["sat", "sun", "wed", "mon", "thu", "fri", "tue"])
            && !self.at(at).capital
            && !alone
            && !dotted
            && direction.is_none()
            && self.before(at).kind != Kind::End;
        if word
            || self.is_one_of(at, &["sun", "sat"])
                && direction.is_none()
                && !alone
                && self.at(at + 1).kind == Kind::Word
                && lookup(self.word(at + 1), &MONTHS).is_none()
                && lookup(self.word(at + 1), &PARTS).is_none()
                && !(self.is_word(at + 1, "at") && self.is_number(at + 2))
        {
            return None;
        }
        let mut end = at + 1 + usize::from(short && dotted);
        it.weekday = Some(weekday);
        it.week = direction.map(|it| Field::Offset(it.0));
        // of this week, from last week, after next
        if let Some(of) =
            self.any_literal(end, &["of the", "from the", "in the", "of", "from", "in"])
            && let Some(by) = which(self.word(of)).filter(|_| self.is_word(of + 1, "week"))
        {
            it.week = Some(Field::Offset(by));
            return Some(of + 2);
        }
        if let Some(to) = self.literal(end, "after next") {
            it.week = Some(Field::Offset(1));
            return Some(to);
        }
        // Monday two weeks from now, Friday, 3 weeks ago: the week is counted, the day named.
        let counted = end + usize::from(self.is(end, ','));
        if let Some((by, to)) = self.weeks_away_en(counted).filter(|_| direction.is_none()) {
            it.week = Some(Field::Offset(by));
            return Some(to);
        }
        // Friday, 30 September; Friday (December 10); Thu 15th; Sunday the 5th.
        let open = self.is(end, '(');
        // Friday-Jun-15
        let dash = self.is(end, '-')
            && self.glued(end)
            && self.glued(end + 1)
            && lookup(self.word(end + 1), &MONTHS).is_some()
            && self.is(end + 2, '-');
        let inner_at = end + usize::from(open || dash || self.is(end, ','));
        let inner_at = inner_at + usize::from(self.is_word(inner_at, "the"));
        let mut inner = Moment::default();
        let date = self
            .digit_date(inner_at, options)
            .or_else(|| self.month_and_day(inner_at, options))
            .filter(|it| it.0.day.is_some())
            .map(|(found, to)| {
                inner = found;
                to
            })
            .or_else(|| {
                self.month_date_en(inner_at, &mut inner, true)
                    .filter(|_| inner.day.is_some())
            })
            .or_else(|| {
                inner = Moment::default();
                let (number, to) = self.ordinal_number_en(inner_at)?;
                let number = small(Some(number)).filter(|it| (1..=31).contains(it))?;
                let of = to + usize::from(self.is_word(to, "of"));
                inner.day = Some(Field::At(number));
                match self.month_name_en(of, &mut inner) {
                    Some(to) => Some(self.year_after_en(to, &mut inner)),
                    None => (of == to && !self.is(end, ',')).then_some(to),
                }
            });
        if let Some(to) = date {
            let closed = !open || self.is(to, ')');
            if closed && inner.day.is_some() {
                let week = it.week.filter(|_| false);
                *it = Moment {
                    weekday: Some(weekday),
                    week,
                    ..inner
                };
                end = to + usize::from(open);
            }
        }
        Some(end)
    }
}
