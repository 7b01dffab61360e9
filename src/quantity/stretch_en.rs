//! English periods that are counted or listed: the three months through December, the first half of 2024, 26 and 27 November.

use super::{
    Field, Moment, QuantityOptions, Value,
    clock::small,
    cursor::{Cursor, Found},
    lex::Kind,
    month_en::MONTHS,
    numeral_words_en::NumberWord,
    stretch::ending,
    stretch_zh::first_months,
};

/// The most days of a list that are read together.
const MOST_LISTED: usize = 8;

impl Cursor<'_> {
    /// the three months through December, the quarter ended March 31, 2024.
    pub(super) fn ended_period_en(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        let at = i + usize::from(self.is_word(i, "the"));
        let (months, at) = if self.is_word(at, "quarter") {
            (3, at + 1)
        } else if self.is_word(at, "year") {
            (12, at + 1)
        } else if self.literal(at, "fiscal year").is_some()
            || self.literal(at, "half year").is_some()
            || self.literal(at, "financial year").is_some()
        {
            (if self.is_word(at, "half") { 6 } else { 12 }, at + 2)
        } else {
            let (low, _, end) = self.counted_duration_en(at)?;
            (i32::try_from(low.months.to_integer()?).ok()?, end)
        };
        let at = at + usize::from(self.is(at, ','));
        let through = self.any_literal(
            at,
            &[
                "through",
                "ended",
                "ending",
                "to",
                "to the end of",
                "ended on",
                "that ended",
                "that ended on",
                "that ended in",
                "through the end of",
            ],
        )?;
        let through = self
            .any_literal(
                at,
                &[
                    "that ended on",
                    "that ended in",
                    "that ended",
                    "ended on",
                    "to the end of",
                    "through the end of",
                ],
            )
            .unwrap_or(through);
        let (to, end) = self
            .moment_en(through, options, true)
            .filter(|it| it.0.month.is_some())?;
        Some(Found::new(ending(&to, months)?, i, end, "en.period.ended"))
    }

    /// the first 10 months of 2021, the first nine months of fiscal 2024, the last two months of 2021.
    pub(super) fn first_months_en(&self, i: usize) -> Option<Found> {
        let at = i + usize::from(self.is_word(i, "the"));
        let last = self.is_one_of(at, &["last", "final"]);
        if !self.is_one_of(at, &["first", "last", "final", "opening"]) {
            return None;
        }
        let spelt = self.number_word(at + 1).and_then(|it| match it {
            NumberWord::Small(n) => Some((n, at + 2)),
            _ => None,
        });
        let (count, unit) = match spelt {
            Some(it) => it,
            None => {
                let numeral = self.numeral_en(at + 1)?;
                (numeral.small()?, numeral.end)
            }
        };
        let months = match self.word(unit) {
            "months" => count,
            "quarters" => count.checked_mul(3)?,
            _ => return None,
        };
        let mut year = Moment::default();
        let end = self.fiscal_after_en(unit + 1, &mut year);
        let end = self
            .any_literal(unit + 1, &["of the year"])
            .filter(|it| *it > end)
            .unwrap_or(end);
        if !(1..=12).contains(&months) {
            return None;
        }
        if end == unit + 1 {
            // the first three quarters, of a year not said; of an hour or of the revenue they are none.
            let quarters =
                self.is_word(unit, "quarters") && !self.is_one_of(end, &["of", "to", "in"]);
            let months_of_year = self.is_word(i, "the") && self.at(end).kind != Kind::Word;
            let opening = !last && (2..=11).contains(&months) && (quarters || months_of_year);
            return opening.then(|| Found::new(first_months(months), i, end, "en.period.first"));
        }
        let month = |it| Moment {
            month: Some(Field::At(it)),
            ..year
        };
        let (from, to) = if last {
            (month(13 - months), month(12))
        } else {
            (month(1), month(months))
        };
        Some(Found::new(
            Value::Period {
                from: Some(from),
                to: Some(to),
            },
            i,
            end,
            "en.period.first",
        ))
    }

    /// November 26 and 27; April 4, 5 and 6: neighbouring days.
    pub(super) fn listed_days_en(
        &self,
        i: usize,
        from: &Moment,
        end: usize,
        _: &QuantityOptions,
    ) -> Option<Found> {
        let day = match (from.month, from.day) {
            (Some(_), Some(Field::At(day))) => day,
            _ => return None,
        };
        if from.year.is_some() {
            return None;
        }
        let (mut last, mut to, mut is_closed) = (day, end, false);
        for _ in 0..MOST_LISTED {
            let Some(at) = self.next_listed_en(to).filter(|_| !is_closed) else {
                break;
            };
            let token = self.at(at);
            let ends = self.at(at + 1).kind != Kind::Word || self.is_word(at + 1, "and");
            let next = small(token.value).filter(|it| *it == last + 1 && token.plain && ends);
            let Some(next) = next else { break };
            is_closed = self.is_word(at - 1, "and");
            (last, to) = (next, at + 1);
        }
        let to_day = Moment {
            day: Some(Field::At(last)),
            weekday: None,
            ..*from
        };
        let value = Value::Period {
            from: Some(*from),
            to: Some(to_day),
        };
        is_closed.then(|| Found::new(value, i, to, "en.period.series"))
    }

    /// Where the next of a list goes on behind a comma, an `and` or both at `i`.
    fn next_listed_en(&self, i: usize) -> Option<usize> {
        let comma = i + usize::from(self.is(i, ','));
        let at = comma + usize::from(self.is_word(comma, "and"));
        let at = at + usize::from(self.is_word(at, "the") && at > i);
        (at > i).then_some(at)
    }

    /// 15 and 16 January, the 4th, 5th and 6th of April: days before the month that they share. Neighbouring days are a period, as
    /// behind the month; of others the first is read with the month, the rest where they stand.
    pub(super) fn days_before_month_en(
        &self,
        i: usize,
        options: &QuantityOptions,
    ) -> Option<Found> {
        let day = |at: usize| {
            let (value, end) = match self.ordinal_number_en(at) {
                Some((number, end)) => (small(Some(number))?, end),
                None => {
                    let token = self.at(at);
                    let short = token.kind == Kind::Number && token.plain && token.digits <= 2;
                    (small(token.value.filter(|_| short))?, at + 1)
                }
            };
            (1..=31).contains(&value).then_some((value, end))
        };
        let on = i + usize::from(self.is_word(i, "on"));
        let start = on + usize::from(self.is_word(on, "the"));
        let (first, first_end) = day(start)?;
        let (mut at, mut end, mut last) = (start, first_end, first);
        let (mut is_row, mut is_closed) = (true, false);
        for _ in 0..MOST_LISTED {
            let Some(next) = self.next_listed_en(end).filter(|_| !is_closed) else {
                break;
            };
            let Some((value, to)) = day(next) else { break };
            is_row &= value == last + 1;
            is_closed = (end..next).any(|at| self.is_word(at, "and"));
            (at, end, last) = (next, to, value);
        }
        let month = end + usize::from(self.is_word(end, "of"));
        if !is_closed || first >= last || self.date_word(month, &MONTHS).is_none() {
            return None;
        }
        let (to, to_end) = self.moment_en(at, options, true)?;
        if to.day != Some(Field::At(last)) || to.month.is_none() || to.has_time() {
            return None;
        }
        let from = Moment {
            day: Some(Field::At(first)),
            weekday: None,
            ..to
        };
        Some(if is_row {
            let value = Value::Period {
                from: Some(from),
                to: Some(to),
            };
            Found::new(value, i, to_end, "en.period.series")
        } else {
            Found::new(Value::Date { at: from }, i, first_end, "en.date.listed")
        })
    }
}
