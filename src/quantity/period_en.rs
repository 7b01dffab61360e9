//! Dates and periods in English: ranges, open ends, periods named by their end.

use super::{
    Field, Modifier, Moment, QuantityOptions, Value,
    clock::small,
    clock_en::align_halves,
    cursor::{Cursor, Found},
    lex::Kind,
    words_en::UNITS,
};

impl Cursor<'_> {
    /// A date or time, a range of them, or an open period.
    pub(super) fn period_en(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        if let Some(found) = self
            .ended_period_en(i, options)
            .or_else(|| self.days_before_month_en(i, options))
        {
            return Some(found);
        }
        let opening = usize::from(self.is_one_of(i, &["from", "between"]));
        let since = self.any_literal(
            i,
            &[
                "since",
                "anytime after",
                "after",
                "starting from",
                "starting",
                "as of",
                "any time after",
                "later than",
                "no earlier than",
                "not earlier than",
                "not be earlier than",
                "no sooner than",
            ],
        );
        // must not be handed in later than 6 May
        let turned = since.filter(|_| self.is_word(i, "later") && self.is_forbidden(i));
        let since = since.filter(|_| turned.is_none());
        let until = turned.or_else(|| {
            self.any_literal(
                i,
                &[
                    "until",
                    "till",
                    "before",
                    "by",
                    "prior to",
                    "up to",
                    "anytime before",
                    "through",
                    "no later than",
                    "not later than",
                    "not be later than",
                    "earlier than",
                    "as late as",
                ],
            )
        });
        let start = if opening == 1 {
            i + 1
        } else {
            since.or(until).unwrap_or(i)
        };
        let bare = start + usize::from(self.is_word(start, "the"));
        let bare = self.is_number(bare)
            && self.at(bare).digits <= 2
            && self.half_of_day(bare + 1).is_none()
            && !self.is(bare + 1, ':')
            && since.is_none()
            && until.is_none();
        let headed = if bare {
            self.range_head_en(start, options, opening == 1)
                .filter(|it| it.0.day.is_some())
        } else {
            None
        };
        let head = headed
            .or_else(|| self.year_range_en(start))
            .or_else(|| self.moment_en(start, options, opening == 1 || start > i));
        let (mut from, end) = match head {
            Some(it) => it,
            None => self.range_head_en(start, options, opening == 1)?,
        };
        let and = opening == 1 && self.is_word(i, "between");
        let joint = if self.is_one_of(end, &["to", "through", "until", "till", "thru"])
            || and && self.is_word(end, "and")
        {
            Some(end + 1)
        } else {
            self.range_sign(end)
        };
        // since the 2008-09 crisis: both years are one period.
        let years = from.month.is_none()
            && from.year.is_some()
            && self.range_sign(end).is_some()
            && self.glued(end)
            && self.glued(end + 1)
            && self.at(end + 1).digits == 2
            && !self.is(end + 2, '-');
        if let Some(at) = joint.filter(|_| years || since.is_none() && until.is_none()) {
            let day_only = from.day.is_some() && from.hour.is_none();
            let right = self
                .moment_en(at, options, true)
                .filter(|it| !day_only || it.0.has_date())
                .or_else(|| self.bare_end_en(at, &from));
            // Monday to Friday, 9 a.m. to 5 p.m.: the hours are those of each day.
            let days = from.has_day() && !from.has_time();
            let right = match right {
                Some((to, _)) if days && to.has_day() && to.hour.is_some() => {
                    self.day_before_hours_en(at, options).or(right)
                }
                _ => right,
            };
            if let Some((to, to_end)) = right {
                // 9:30 till 11:00 on Thursday
                if from.hour.is_some() && !from.has_date() && to.hour.is_some() && to.has_date() {
                    from = Moment {
                        hour: from.hour,
                        minute: from.minute,
                        second: from.second,
                        either_half: from.either_half,
                        ..to
                    };
                }
                let alike = to.has_date() || from.hour.is_some() == to.hour.is_some();
                if alike {
                    let mut to = to.completed_from(&from);
                    if from.year.is_none() && (from.month.is_some() || from.day.is_some()) {
                        from.year = to.year;
                    }
                    if from.month.is_none() && from.day.is_some() {
                        from.month = to.month;
                    }
                    from.either_half &= !self.counts_to_24_en(at, &to);
                    align_halves(&mut from, &mut to);
                    return Some(Found::new(
                        Value::Period {
                            from: Some(from),
                            to: Some(to),
                        },
                        i,
                        to_end,
                        "en.period",
                    ));
                }
            }
        }
        if let Some(found) = self
            .listed_days_en(i, &from, end, options)
            .or_else(|| self.first_months_en(i))
        {
            return Some(found);
        }
        if let (Some(Field::At(a)), true) = (from.decade, self.is_word(end, "and")) {
            let mut next = Moment::default();
            let at = end + 1 + usize::from(self.is_word(end + 1, "the"));
            if let Some(to) = self
                .year_en(at, &mut next, true)
                .filter(|_| next.decade == Some(Field::At(a + 1)))
            {
                return Some(Found::new(
                    Value::Period {
                        from: Some(from),
                        to: Some(next),
                    },
                    i,
                    to,
                    "en.period.decades",
                ));
            }
        }
        if since.is_some() {
            let after = self.is_word(i, "after")
                && from.day_part.is_some()
                && from.hour.is_none()
                && !from.has_date();
            return (!after).then(|| {
                Found::new(
                    Value::Period {
                        from: Some(from),
                        to: None,
                    },
                    i,
                    end,
                    "en.period.since",
                )
            });
        }
        if until.is_some() {
            let by_time = self.is_one_of(i, &["by", "up", "through"])
                && !from.has_date()
                && from.hour.is_none();
            // to grow by 4 to 6 percent
            let by_range = self.is_word(i, "by")
                && from.either_half
                && self.is_word(end, "to")
                && self.is_number(end + 1);
            let value = Value::Period {
                from: None,
                to: Some(from),
            };
            let mut found = Found::new(value, i, end, "en.period.until");
            // not until 2030, will not open before 2030: no earlier than that.
            if self.is_one_of(i, &["until", "till", "before", "prior"]) && self.is_denied_en(i) {
                let since = Value::Period {
                    from: Some(from),
                    to: None,
                };
                found
                    .readings
                    .push(std::mem::replace(&mut found.value, since));
            }
            return (!by_time && !by_range).then_some(found);
        }
        if opening == 1 {
            return self.is_word(i, "from").then(|| {
                Found::new(
                    Value::Period {
                        from: Some(from),
                        to: None,
                    },
                    i,
                    end,
                    "en.period.since",
                )
            });
        }
        let mut end = end;
        if let Some(to) = self.any_literal(
            end,
            &["or later", "onwards", "onward", "or after", "and later"],
        ) {
            return Some(Found::new(
                Value::Period {
                    from: Some(from),
                    to: None,
                },
                i,
                to,
                "en.period.since",
            ));
        }
        if let Some(to) = self.any_literal(end, &["or earlier", "or before"]) {
            return Some(Found::new(
                Value::Period {
                    from: None,
                    to: Some(from),
                },
                i,
                to,
                "en.period.until",
            ));
        }
        let mut found = Found::new(Value::Date { at: from }, i, end, "en.date");
        if self.is_one_of(end, &["ish"]) && self.glued(end)
            || self.is_word(end + 1, "ish") && self.is(end, '-')
        {
            end = if self.is(end, '-') { end + 2 } else { end + 1 };
            (found.to, found.modifier) = (end, Modifier::About);
        }
        Some(found)
    }

    /// 2016, with nothing that makes it a count.
    pub(super) fn plain_year_en(&self, i: usize) -> Option<(Moment, usize)> {
        let token = self.at(i);
        let year = small(token.value)
            .filter(|it| token.plain && token.digits == 4 && (1800..=2100).contains(it))?;
        let it = Moment {
            year: Some(Field::At(year)),
            ..Moment::default()
        };
        Some((it, i + 1))
    }

    /// The first of two years joined by a sign: 2014-2018, 2014~2018.
    pub(super) fn year_range_en(&self, i: usize) -> Option<(Moment, usize)> {
        let year = |i: usize| match self.plain_year_en(i)?.0.year {
            Some(Field::At(year)) => Some(year),
            _ => None,
        };
        let from = year(i)?;
        let at = self.range_sign(i + 1)?;
        year(at).filter(|it| *it > from && *it - from < 150)?;
        let counted = self.unit_follows_en(at + 1)
            || self.is_any(at + 1, "-/%.:") && self.glued(at + 1) && self.is_number(at + 2);
        let telephone = self.glued(i) && self.is_any(i.wrapping_sub(1), "-/.:");
        (!counted && !telephone).then_some((
            Moment {
                year: Some(Field::At(from)),
                ..Moment::default()
            },
            i + 1,
        ))
    }

    /// The left end of a range whose fields stand at the right: 12 to 16 September, 9 to 5 pm, 1989 to 1994.
    pub(super) fn range_head_en(
        &self,
        i: usize,
        options: &QuantityOptions,
        opened: bool,
    ) -> Option<(Moment, usize)> {
        let start = i + usize::from(self.is_word(i, "the"));
        let (value, end, ordinal) = match self.ordinal_number_en(start) {
            Some((number, end)) => (small(Some(number))?, end, true),
            None => {
                let numeral = self.numeral_en(start)?;
                (numeral.small()?, numeral.end, false)
            }
        };
        let joint = if self.is_one_of(end, &["to", "through", "until", "till", "and"]) {
            Some(end + 1)
        } else {
            self.range_sign(end)
        }?;
        if self.is_word(end, "and") && !opened {
            return None;
        }
        let at = joint + usize::from(self.is_word(joint, "the"));
        let right = self.moment_en(at, options, opened)?.0;
        let it = if let (Some(_), false) = (right.hour, right.has_date()) {
            let hour = u8::try_from(value)
                .ok()
                .filter(|it| *it <= 24 && !ordinal)?;
            Moment {
                hour: Some(hour),
                either_half: hour <= 12,
                ..Moment::default()
            }
        } else if right.day.is_some() && (1..=31).contains(&value) && right.hour.is_none() {
            Moment {
                day: Some(Field::At(value)),
                ..Moment::default()
            }
        } else if right.year.is_some()
            && right.month.is_none()
            && (1000..=2999).contains(&value)
            // the 1200-1300 are rather calories
            && (opened || value >= 1700)
        {
            Moment {
                year: Some(Field::At(value)),
                ..Moment::default()
            }
        } else {
            return None;
        };
        Some((it, end))
    }

    /// The right end of a range that leaves fields out: July 13 through 15, 1986-88, 5 to 7.
    pub(super) fn bare_end_en(&self, i: usize, from: &Moment) -> Option<(Moment, usize)> {
        let i = i + usize::from(self.is_word(i, "the"));
        let (value, end) = match self.ordinal_number_en(i) {
            Some((number, end)) => (small(Some(number))?, end),
            None => {
                let numeral = self.numeral_en(i)?;
                (numeral.small()?, numeral.end)
            }
        };
        let percent = self.is_any(end, "%‰") && self.glued(end);
        if percent || matches!(self.at(end).kind, Kind::Word) && self.unit_follows_en(end) {
            return None;
        }
        let it = if from.hour.is_some() {
            let hour = u8::try_from(value).ok().filter(|it| *it <= 24)?;
            Moment {
                hour: Some(hour),
                either_half: hour <= 12,
                ..Moment::default()
            }
        } else if from.day.is_some() && (1..=31).contains(&value) {
            // December 1-15, 2024
            let mut it = Moment {
                day: Some(Field::At(value)),
                ..Moment::default()
            };
            let end = match from.month {
                Some(_) => self.year_after_en(end, &mut it),
                None => end,
            };
            return Some((it, end));
        } else if let (Some(Field::At(year)), None) = (from.year, from.month) {
            let value = if value < 100 && year > 999 && value > year % 100 {
                year / 100 * 100 + value
            } else {
                value
            };
            (1000..=2999).contains(&value).then_some(Moment {
                year: Some(Field::At(value)),
                ..Moment::default()
            })?
        } else {
            return None;
        };
        Some((it, end))
    }

    pub(super) fn unit_follows_en(&self, i: usize) -> bool {
        self.lookup(i, &UNITS).is_some()
    }
}
