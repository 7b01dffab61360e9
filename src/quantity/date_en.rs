//! Days, weeks and months in English.

use super::{
    DayPart, Edge, Field, Moment, QuantityOptions, TimeUnit, clock::small, cursor::Cursor,
    lex::Kind, month_en::MONTHS, numeral_words_en::NumberWord, weekday_en::WEEKDAYS,
    year_en::which,
};

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
                (Kind::Word, _) => month = self.date_word(at, &MONTHS),
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
        if let Some(weekday) = self.date_word(end, &WEEKDAYS) {
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

    /// nineteen seventy two, two thousand and twenty, seventeen hundred thirty three.
    pub(super) fn year_words_en(&self, i: usize) -> Option<(i32, usize)> {
        let below_hundred = |at: usize| match self.number_word(at)? {
            NumberWord::Small(n) => Some((n, at + 1)),
            NumberWord::Tens(n) => {
                let next = at + 1 + usize::from(self.is(at + 1, '-'));
                match self.number_word(next) {
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
        let century = match self.number_word(i)? {
            NumberWord::Small(n @ 10..=19) => n,
            NumberWord::Tens(20) => 20,
            _ => return None,
        };
        let hundred = usize::from(self.is_word(i + 1, "hundred"));
        let at = i + 1 + hundred + usize::from(hundred == 1 && self.is_word(i + 2, "and"));
        let (rest, end) = below_hundred(at).filter(|it| it.0 >= 10)?;
        Some((century * 100 + rest, end))
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
}
