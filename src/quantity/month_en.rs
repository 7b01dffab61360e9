//! Months in English, with the day and the year beside them.

use super::{
    Field, Moment, clock::small, cursor::Cursor, lex::Kind, weekday_en::WEEKDAYS, year_en::which,
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

impl Cursor<'_> {
    pub(super) fn month_name_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let month = self.date_word(i, &MONTHS)?;
        // A full stop belongs to Sept., not to June.
        let is_short = !MONTHS
            .iter()
            .take(12)
            .any(|(name, _)| self.is_word(i, name));
        let end = if is_short && self.is(i + 1, '.') && self.glued(i + 1) {
            i + 2
        } else {
            i + 1
        };
        it.month = Some(Field::At(month));
        Some(end)
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
        if token.kind == Kind::Word && self.number_word(i).is_some() {
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
                self.date_word(to, &WEEKDAYS).is_none() && !self.is_one_of(to, &["quarter", "half"])
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
            if let Some(weekday) = self
                .date_word(end + 1, &WEEKDAYS)
                .filter(|_| self.is(end, ',') || open)
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
            let month_at = |at: usize| self.date_word(at, &MONTHS).is_some();
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
}
