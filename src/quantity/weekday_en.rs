//! Days of the week and weeks in English.

use super::{
    Anchor, Decimal, Field, Moment, QuantityOptions, TimeUnit, clock::small, cursor::Cursor,
    lex::Kind, month_en::MONTHS, time_en::PARTS, year_en::which,
};

pub(super) const WEEKDAYS: [(&str, u8); 25] = [
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
    ("tuesdays", 2),
    ("wednesdays", 3),
    ("thursdays", 4),
    ("fridays", 5),
    ("saturdays", 6),
    ("sundays", 7),
];

impl Cursor<'_> {
    /// two weeks from now, a week ago: so many weeks from this one.
    pub(super) fn weeks_away_en(&self, i: usize) -> Option<(i32, usize)> {
        let start = self.at(i).kind == Kind::Number
            || self.is_one_of(i, &["a", "one"])
            || self.number_word(i).is_some();
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
            if let Some(weekday) = self.date_word(next, &WEEKDAYS) {
                it.week = Some(Field::Offset(by));
                it.weekday = Some(weekday);
                return Some(next + 1);
            }
        }
        let weekday = self.date_word(at, &WEEKDAYS)?;
        let short = self.word(at).len() <= 3;
        let alone = self.before(at).kind == Kind::End && self.is_end(at + 1);
        let dotted = self.is(at + 1, '.') && self.glued(at + 1);
        // sat. 5 p.m., but: The cat sat.
        let is_abbreviated = dotted && self.is_number(at + 2);
        let word = self.is_one_of(at, &["sat", "sun", "wed", "mon", "thu", "fri", "tue"])
            && !self.at(at).capital
            && !alone
            && !is_abbreviated
            && direction.is_none()
            && self.before(at).kind != Kind::End;
        if word
            || self.is_one_of(at, &["sun", "sat"])
                && direction.is_none()
                && !alone
                && self.at(at + 1).kind == Kind::Word
                && self.date_word(at + 1, &MONTHS).is_none()
                && self.date_word(at + 1, &PARTS).is_none()
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
            && self.date_word(end + 1, &MONTHS).is_some()
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
}
