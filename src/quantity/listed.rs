//! Days and months of a list that leave out what the first of it says: 1月15日和20日, 2025年3月和6月, `January 15 and 20`.
//!
//! Neighbouring days are one period and read by the rules of periods; these are dates of their own.

use super::{
    Field, Moment, Quantity, Value,
    clock::small,
    cursor::{Cursor, Found},
    lex::Kind,
};
use crate::lang::Lang;

/// Words behind the last day of a list. A noun would be counted: on January 15 and 20 people.
const BEHIND_LIST: [&str; 26] = [
    "in",
    "at",
    "to",
    "for",
    "of",
    "on",
    "from",
    "by",
    "as",
    "when",
    "while",
    "but",
    "with",
    "after",
    "before",
    "until",
    "this",
    "next",
    "last",
    "each",
    "respectively",
    "and",
    "or",
    "is",
    "are",
    "were",
];

impl Cursor<'_> {
    /// Gives `second` the month and the year that only `first`, which was found between two tokens right before it, says.
    pub(super) fn share_month(
        &self,
        first: &mut Quantity,
        (_, to): (usize, usize),
        second: &mut Found,
        lang: Lang,
    ) {
        let whole = match &first.value {
            Value::Date { at } | Value::Period { to: Some(at), .. } => *at,
            _ => return,
        };
        match lang {
            Lang::Chinese if self.lists_zh(to, second.from) => {
                let complete = |at: &mut Moment| {
                    if continues(&whole, at) {
                        *at = at.completed_from(&whole);
                    }
                };
                match &mut second.value {
                    Value::Date { at } => complete(at),
                    Value::Period {
                        from: Some(from),
                        to,
                    } => {
                        complete(from);
                        if let Some(to) = to {
                            *to = to.completed_from(from);
                        }
                    }
                    _ => {}
                }
            }
            Lang::English => self.share_month_en(first, to, second),
            Lang::Chinese => {}
        }
    }

    /// Whether only what joins a list stands between two tokens.
    fn lists_zh(&self, from: usize, to: usize) -> bool {
        let joint = self.any_literal(
            from,
            &["以及", "还有", "、", "，", ",", "和", "与", "及", "或"],
        );
        joint == Some(to)
    }

    /// January 15 and 20; January 15, 17 and 20, 2026: numbers behind a day that are days as well.
    fn share_month_en(&self, first: &mut Quantity, to: usize, second: &mut Found) {
        let Value::Date { at: whole } = &mut first.value else {
            return;
        };
        let (Some(Field::At(_)), Some(Field::At(last))) = (whole.month, whole.day) else {
            return;
        };
        // 15 January and 20 of them.
        let is_behind_month = self.is_number(to.wrapping_sub(1))
            || self.is_one_of(to.wrapping_sub(1), &["st", "nd", "rd", "th"]);
        let (from, end) = second.core;
        if !is_behind_month || whole.year.is_some() || whole.has_time() || from != second.from {
            return;
        }
        let day = match second.value {
            Value::Number { .. } if end == from + 1 && self.at(from).plain => self.at(from).value,
            Value::Ordinal { number } if self.is_number(from) => Some(number),
            _ => None,
        };
        let Some(day) = small(day).filter(|day| (last + 1..=31).contains(day)) else {
            return;
        };
        let comma = to + usize::from(self.is(to, ','));
        let and = comma + usize::from(self.is_word(comma, "and"));
        let is_closed = and > comma && self.closes_list_en(end);
        // Another day of the list stands behind this one.
        let goes_on = || {
            let comma = end + usize::from(self.is(end, ','));
            let and = comma + usize::from(self.is_word(comma, "and"));
            and > end && self.is_number(and) && self.closes_list_en(and + 1)
        };
        let is_day = is_closed || and == comma && goes_on();
        if and == to || and != from || !is_day {
            return;
        }
        let mut at = Moment {
            day: Some(Field::At(day)),
            weekday: None,
            ..*whole
        };
        if self.is(end, ',')
            && let Some(year) = small(self.at(end + 1).value)
            && self.at(end + 1).plain
            && (1000..=2999).contains(&year)
        {
            (at.year, whole.year) = (Some(Field::At(year)), Some(Field::At(year)));
            second.to = end + 2;
            second.core.1 = end + 2;
        }
        second.value = Value::Date { at };
        second.rule = "en.date.listed";
    }

    /// Whether nothing stands at `i` that a number before it could count.
    fn closes_list_en(&self, i: usize) -> bool {
        let is_word = self.at(i).kind == Kind::Word;
        if is_word {
            return self.is_one_of(i, &BEHIND_LIST);
        }
        !self.is_number(i) && !self.is_any(i, "%-$/:")
    }
}

/// Whether `next` leaves out the month or the year of `whole` and comes after it.
fn continues(whole: &Moment, next: &Moment) -> bool {
    let (Some(Field::At(month)), None) = (whole.month, next.year) else {
        return false;
    };
    match (whole.day, next.month, next.day) {
        (Some(Field::At(day)), None, Some(Field::At(later))) => later > day,
        (Some(_), Some(Field::At(later)), Some(_)) | (None, Some(Field::At(later)), None) => {
            later > month && whole.year.is_some()
        }
        _ => false,
    }
}
