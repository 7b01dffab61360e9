//! Years, fiscal years, quarters and halves in English.

use super::{
    Decimal, Edge, Field, Moment,
    clock::small,
    cursor::Cursor,
    lex::Kind,
    numeral_words_en::NumberWord,
    time_en::{PARTS, lookup},
};

/// this, next, last: the offset and whether the word is only used for time.
pub(super) fn which(word: &str) -> Option<i32> {
    Some(match word {
        "this" | "current" => 0,
        "last" | "past" | "previous" | "preceding" => -1,
        "next" | "coming" | "following" | "upcoming" => 1,
        _ => return None,
    })
}

impl Cursor<'_> {
    /// Whether the number at `i` is the year that something is compared with: below 2019 levels, above its 2021 peak.
    pub(super) fn year_compared_en(&self, i: usize) -> bool {
        let year = self.is_calendar_year(i);
        let after = i + 1 + usize::from(self.is(i + 1, '\''));
        let owned = after > i + 1 && self.is_word(after, "s");
        year && (owned
            || self.is_one_of(
                i + 1,
                &[
                    "level", "levels", "baseline", "peak", "peaks", "high", "highs", "low", "lows",
                    "figure", "figures", "total",
                ],
            ))
    }

    /// Whether the number at `i` may be a year of the calendar.
    pub(super) fn is_calendar_year(&self, i: usize) -> bool {
        let token = self.at(i);
        let year = small(token.value).is_some_and(|it| (1900..=2099).contains(&it));
        token.plain && token.digits == 4 && year
    }

    /// third quarter of fiscal 2024, Q3 2024, 2024 Q3, 18q4, first half of October, first 10 months of 2021.
    pub(super) fn quarter_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if self.is_one_of(i, &["q", "h"])
            && self.is_number(i + 1)
            && self.glued(i + 1)
            && !(self.glued(i + 2) && self.at(i + 2).kind == Kind::Word)
        {
            let number = small(self.at(i + 1).value)?;
            let quarter = self.is_word(i, "q");
            let fits = (1..=if quarter { 4 } else { 2 }).contains(&number)
                && (self.at(i).capital || quarter);
            if !fits {
                return None;
            }
            if quarter {
                it.quarter = Some(Field::At(number))
            } else {
                it.half = Some(Field::At(number))
            }
            // Q1-2019
            let year = self.at(i + 3);
            let joined = self.is(i + 2, '-') && self.glued(i + 2) && self.glued(i + 3);
            if joined && year.plain && year.digits == 4 {
                it.year = small(year.value).map(Field::At);
                return Some(i + 4);
            }
            return Some(self.fiscal_after_en(i + 2, it));
        }
        let token = self.at(i);
        let half = i + 1 + usize::from(self.is(i + 1, '-'));
        if token.kind == Kind::Number
            && token.digits == 4
            && token.plain
            && self.is_one_of(half, &["h", "q"])
            && self.at(half).capital
            && self.is_number(half + 1)
            && self.glued(half + 1)
        {
            let (year, number) = (small(token.value)?, small(self.at(half + 1).value)?);
            let most = if self.is_word(half, "h") { 2 } else { 4 };
            if (1..=most).contains(&number) {
                it.year = Some(Field::At(year));
                if most == 2 {
                    it.half = Some(Field::At(number))
                } else {
                    it.quarter = Some(Field::At(number))
                }
                return Some(half + 2);
            }
        }
        if token.kind == Kind::Number && token.plain {
            // 1H25, 2H2024
            if self.is_word(i + 1, "h")
                && self.at(i + 1).capital
                && self.glued(i + 1)
                && self.glued(i + 2)
                && matches!(self.at(i + 2).digits, 2 | 4)
                && let (Some(half @ 1..=2), Some(year)) =
                    (small(token.value), small(self.at(i + 2).value))
            {
                (it.half, it.year) = (Some(Field::At(half)), Some(Field::At(year)));
                return Some(i + 3);
            }
            // 18q4, 2024 Q3, 1Q24.
            if self.is_word(i + 1, "q") && self.is_number(i + 2) && self.glued(i + 2) {
                let (year, quarter) = (small(token.value)?, small(self.at(i + 2).value)?);
                if token.digits == 1 && self.glued(i + 1) && (1..=4).contains(&year) {
                    (it.quarter, it.year) = (Some(Field::At(year)), Some(Field::At(quarter)));
                    return Some(i + 3);
                }
                if (1..=4).contains(&quarter) && (token.digits == 4 || token.digits == 2) {
                    (it.quarter, it.year) = (Some(Field::At(quarter)), Some(Field::At(year)));
                    return Some(i + 3);
                }
            }
        }
        if let Some(by) = which(self.word(i)) {
            if self.is_one_of(i + 1, &["quarter", "qtr"]) {
                it.quarter = Some(Field::Offset(by));
                return Some(i + 2);
            }
            if let Some((first, to)) = self
                .ordinal_number_en(i + 1)
                .filter(|it| self.is_one_of(it.1, &["quarter", "qtr", "half"]))
            {
                let number = small(Some(first))?;
                it.year = Some(Field::Offset(by));
                if self.is_word(to, "half") {
                    it.half = Some(Field::At(number))
                } else {
                    it.quarter = Some(Field::At(number))
                }
                return Some(to + 1);
            }
            return None;
        }
        let fiscal_first = usize::from(self.is_one_of(i, &["fiscal", "financial"]));
        let (number, end) = self
            .ordinal_number_en(i + fiscal_first)
            .or_else(|| self.is_word(i, "final").then_some((Decimal::of(4), i + 1)))?;
        let number = small(Some(number))?;
        let hyphen = usize::from(self.is(end, '-'));
        let fiscal = usize::from(self.is_one_of(end + hyphen, &["fiscal", "financial"]));
        let at = end + hyphen + fiscal;
        if self.is_one_of(at, &["quarter", "qtr", "quarters"]) && (1..=4).contains(&number) {
            it.quarter = Some(Field::At(number));
            it.fiscal = fiscal + fiscal_first > 0;
            return Some(self.fiscal_after_en(at + 1, it));
        }
        if self.is_word(at, "half") && (1..=2).contains(&number) {
            let of = at + 1 + usize::from(self.is_one_of(at + 1, &["of", "in"]));
            let mut inner = Moment::default();
            if let Some(to) = self
                .month_date_en(of, &mut inner, true)
                .filter(|_| inner.day.is_none() && of > at + 1)
            {
                let edge = if number == 1 { Edge::Early } else { Edge::Late };
                *it = Moment {
                    edge: Some(edge),
                    ..inner
                };
                return Some(to);
            }
            let to = self.fiscal_after_en(at + 1, it);
            let year = self
                .any_literal(of, &["the year", "the fiscal year", "the financial year"])
                .filter(|_| of > at + 1);
            it.half = Some(Field::At(number));
            let end = year.unwrap_or(to);
            let alone = self.is_one_of(end, &["of", "an", "a"]) && end == at + 1;
            return (!alone).then_some(end);
        }
        None
    }

    /// `of fiscal 2024`, `of 2024`, ` 2024`, `of last year`, `of the fiscal year`.
    pub(super) fn fiscal_after_en(&self, i: usize, it: &mut Moment) -> usize {
        let at = i + usize::from(self.is_one_of(i, &["of", "in"]) || self.is(i, ','));
        let the = at + usize::from(self.is_word(at, "the") || self.is_word(at, "its"));
        if let Some(end) = self.fiscal_year_en(the, it) {
            return end;
        }
        if self.is_one_of(the, &["fiscal", "financial"]) && self.is_word(the + 1, "year") && the > i
        {
            it.fiscal = true;
            return the + 2;
        }
        if let Some(by) = which(self.word(at)) {
            let fiscal = usize::from(self.is_one_of(at + 1, &["fiscal", "financial"]));
            if self.is_one_of(at + 1 + fiscal, &["year", "yr"]) {
                it.year = Some(Field::Offset(by));
                it.fiscal |= fiscal == 1;
                return at + 2 + fiscal;
            }
        }
        if let Some(to) = self.literal(the, "year").filter(|_| the > at && at > i) {
            return to;
        }
        let token = self.at(at);
        match small(token.value).filter(|value| {
            token.kind == Kind::Number
                && token.plain
                && token.digits == 4
                && (1900..=2999).contains(value)
        }) {
            Some(year) => {
                it.year = Some(Field::At(year));
                at + 1
            }
            None => i,
        }
    }

    /// fiscal 2024, fiscal year 2024, FY2024, 2024 fiscal year; FY 2024-25 and the 2024/25 fiscal year end in the second year.
    pub(super) fn fiscal_year_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let at = if self.is_one_of(i, &["fy", "fye"]) {
            i + 1
        } else if self.is_one_of(i, &["fiscal", "financial"]) {
            i + 1 + usize::from(self.is_word(i + 1, "year"))
        } else {
            let token = self.at(i);
            let year =
                small(token.value).filter(|value| token.plain && (1900..=2999).contains(value))?;
            let (year, end) = self.fiscal_pair(i).unwrap_or((year, i + 1));
            let to = self.any_literal(end, &["fiscal year", "financial year"])?;
            (it.year, it.fiscal) = (Some(Field::At(year)), true);
            return Some(to);
        };
        if let Some((year, end)) = self.fiscal_pair(at) {
            (it.year, it.fiscal) = (Some(Field::At(year)), true);
            return Some(end);
        }
        let token = self.at(at);
        let year = small(token.value)
            .filter(|value| token.plain && ((1900..=2999).contains(value) || token.digits == 2))?;
        (it.year, it.fiscal) = (Some(Field::At(year)), true);
        // FY24/25.
        let second = self.at(at + 2);
        if self.is_any(at + 1, "/-")
            && second.plain
            && second.digits == 2
            && small(second.value) == Some((year + 1) % 100)
        {
            it.year = Some(Field::At(year + 1));
            return Some(at + 3);
        }
        Some(at + 1)
    }

    /// The second of two years, which a fiscal year ends in.
    fn fiscal_pair(&self, i: usize) -> Option<(i32, usize)> {
        self.year_pair(i).map(|it| (it.second, it.end))
    }

    /// this year, last month, next week, this morning, this summer, last fiscal year.
    pub(super) fn which_en(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if let Some(end) = self.fiscal_year_en(i, it) {
            return Some(end);
        }
        const SEASONS: [(&str, i32); 5] = [
            ("spring", 1),
            ("summer", 2),
            ("autumn", 3),
            ("fall", 3),
            ("winter", 4),
        ];
        if let Some(season) = lookup(self.word(i), &SEASONS).filter(|_| {
            !self.is_one_of(i, &["spring", "fall"]) || self.is_word(i.wrapping_sub(1), "in")
        }) {
            let end = self.fiscal_after_en(i + 1, it);
            if it.year.is_some() {
                it.season = Some(Field::At(season));
                return Some(end);
            }
            return None;
        }
        let by =
            which(self.word(i)).or_else(|| self.is_one_of(i, &["same", "that"]).then_some(0))?;
        let at = i + 1;
        let fiscal = usize::from(self.is_one_of(at, &["fiscal", "financial", "calendar"]));
        match self.word(at + fiscal) {
            "year" | "yr" => {
                it.year = Some(Field::Offset(by));
                it.fiscal = fiscal == 1 && !self.is_word(at, "calendar");
                let end = at + fiscal + 1;
                // this year's third quarter is read from its own words.
                return Some(end);
            }
            "month" => it.month = Some(Field::Offset(by)),
            "week" => it.week = Some(Field::Offset(by)),
            "quarter" | "qtr" => it.quarter = Some(Field::Offset(by)),
            "decade" => it.decade = Some(Field::Offset(by)),
            "century" => it.century = Some(Field::Offset(by)),
            "day" if self.is_one_of(i, &["next", "following", "same", "previous"]) => {
                it.day = Some(Field::Offset(by))
            }
            _ => {
                if let Some(part) = self
                    .date_word(at, &PARTS)
                    .filter(|_| by <= 0 || self.is_one_of(i, &["next", "following"]))
                {
                    it.day = Some(Field::Offset(by));
                    it.day_part = Some(part);
                    return Some(at + 1);
                }
                if let Some(season) = lookup(self.word(at), &SEASONS) {
                    it.season = Some(Field::At(season));
                    it.year = Some(Field::Offset(by));
                    return Some(at + 1);
                }
                let mut inner = Moment::default();
                let end = self.month_name_en(at, &mut inner).filter(|_| {
                    !self.is_one_of(i, &["same", "that"])
                        && (!self.is_word(at, "may") || self.at(at).capital)
                })?;
                it.month = inner.month;
                // Last October may be of this year.
                let day = self.at(end);
                if let Some(day) = small(day.value)
                    .filter(|it| (1..=31).contains(it) && day.plain && day.digits <= 2)
                {
                    it.day = Some(Field::At(day));
                    return Some(end + 1);
                }
                return Some(end);
            }
        }
        if self.is_one_of(i, &["same", "that"]) && !self.is_word(at, "month") {
            return None;
        }
        Some(at + fiscal + 1)
    }

    /// 2014 after a word that announces a year, in 2014 AD, the 1880s, the '80s, the eighties.
    pub(super) fn year_en(&self, i: usize, it: &mut Moment, sure: bool) -> Option<usize> {
        let token = self.at(i);
        if token.kind == Kind::Word {
            let decade = match self.word(i) {
                "twenties" => 2,
                "thirties" => 3,
                "forties" => 4,
                "fifties" => 5,
                "sixties" => 6,
                "seventies" => 7,
                "eighties" => 8,
                "nineties" => 9,
                "year" | "cy" => {
                    // A run of these words would be read to its end from each of them.
                    if self.is_one_of(i + 1, &["year", "cy"]) {
                        return None;
                    }
                    return self.year_en(i + 1, it, true).filter(|_| it.year.is_some());
                }
                _ => {
                    let (year, end) = self
                        .year_words_en(i)
                        .filter(|_| self.is_one_of(i.wrapping_sub(1), &["in", "since", "year"]))?;
                    it.year = Some(Field::At(year));
                    return Some(end);
                }
            };
            it.decade = Some(Field::At(decade));
            return Some(i + 1);
        }
        let value = small(token.value).filter(|_| token.kind == Kind::Number && token.plain)?;
        // the 1880s, 1980's, the 80s; the 1800s are a century.
        let apostrophe = usize::from(self.is(i + 1, '\'') && self.glued(i + 1));
        if self.is_word(i + 1 + apostrophe, "s")
            && self.glued(i + 1 + apostrophe)
            && value % 10 == 0
        {
            if token.digits == 4 && (1000..=2990).contains(&value) {
                if value % 100 == 0 && value < 2000 {
                    it.century = Some(Field::At(value / 100));
                } else {
                    it.decade = Some(Field::At(value / 10));
                }
                return Some(i + 2 + apostrophe);
            }
            if token.digits == 2 && (10..=90).contains(&value) {
                it.decade = Some(Field::At(value / 10));
                return Some(i + 2 + apostrophe);
            }
        }
        if let Some(end) = self.any_literal(i + 1, &["a.d.", "ad", "a.d", "ce", "c.e."]) {
            it.year = Some(Field::At(value));
            return Some(end);
        }
        if token.digits != 4 || !(1000..=2999).contains(&value) {
            return None;
        }
        let next = self.at(i + 1);
        let counted = next.kind == Kind::Word
            && (self.glued(i + 1)
                || self.unit_follows_en(i + 1) && !self.is_one_of(i + 1, &["in", "a", "c"]))
            || self.is_any(i + 1, "%")
            || self.is_any(i + 1, "°$€£") && self.glued(i + 1)
            || self
                .number_word(i + 1)
                .is_some_and(|it| matches!(it, NumberWord::Scale(_) | NumberWord::Hundred))
            || self.is_any(i + 1, "./,:") && self.glued(i + 2) && self.is_number(i + 2);
        let before = self.word(i.wrapping_sub(1));
        let announced = matches!(
            before,
            "in" | "since"
                | "during"
                | "of"
                | "for"
                | "by"
                | "until"
                | "till"
                | "before"
                | "after"
                | "from"
                | "to"
                | "between"
                | "and"
                | "year"
                | "through"
                | "summer"
                | "winter"
                | "spring"
                | "autumn"
                | "early"
                | "late"
                | "mid"
                | "around"
                | "circa"
                | "fiscal"
                | "the"
                | "than"
                | "with"
        ) && (1500..=2100).contains(&value)
            || sure && (1000..=2100).contains(&value) && !self.is_word(i.wrapping_sub(1), "the");
        // "in 2014" and "2014" by itself are years; "of 2000 people" is none.
        let alone = (1900..=2099).contains(&value)
            && (next.kind != Kind::Word)
            && !self.is_any(i + 1, "-/+*=<>)")
            && self.before(i).kind != Kind::Sign;
        let followed = next.kind == Kind::Word
            && !self.is_one_of(
                i + 1,
                &[
                    "and", "in", "to", "was", "were", "is", "as", "for", "after", "when", "at",
                    "by", "the", "with", "or", "but", "from", "through", "until", "till", "has",
                    "had", "that", "which", "it", "he", "she", "they", "we", "will", "on", "would",
                    "compared", "because", "due", "since", "while", "before", "alone", "onwards",
                    "onward", "than",
                ],
            );
        let weak = matches!(
            before,
            "of" | "for"
                | "to"
                | "from"
                | "and"
                | "by"
                | "around"
                | "with"
                | "after"
                | "than"
                | "between"
                | "the"
                | "before"
        );
        let doubtful = weak && (followed || !(1900..=2099).contains(&value)) && !sure;
        let ok = announced
            && !doubtful
            && !(followed
                && before != "in"
                && before != "since"
                && before != "year"
                && !matches!(before, "early" | "late" | "mid" | "summer"))
            || alone
                && self.is_any(i + 1, ".,;")
                && self.is_one_of(i.wrapping_sub(1), &["in", "of"])
            || sure && alone;
        if counted || !ok && !self.year_compared_en(i) {
            return None;
        }
        it.year = Some(Field::At(value));
        Some(i + 1)
    }
}
