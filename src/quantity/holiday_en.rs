//! Holidays in English: those with a date of their own, those on a weekday of a month, those that move with Easter.

use super::{Field, Moment, calendar::Day, cursor::Cursor, lex::Kind};

impl Cursor<'_> {
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
        if self.at(i).kind != Kind::Word {
            return None;
        }
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
    pub(super) fn weekday_feast_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
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
    pub(super) fn easter_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
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
    pub(super) fn dated_feast_en(
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
}
