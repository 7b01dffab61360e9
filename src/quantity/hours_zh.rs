//! Hours of a day in Chinese: 晚上9~11点, and those of each of several days: 周一至周五上午9时至下午5时.

use super::{
    DayPart, Moment, QuantityOptions, Value,
    clock::small,
    cursor::{Cursor, Found},
    date_zh::WEEKDAYS,
    lex::Kind,
    resolve::valid,
};

impl Cursor<'_> {
    /// 晚上9~11点, 明天下午七八点: hours whose first lacks 点.
    pub(super) fn hours_zh(
        &self,
        i: usize,
        from: &Moment,
        end: usize,
        options: &QuantityOptions,
    ) -> Option<Found> {
        if from.hour.is_some() || !(from.has_day() || from.day_part.is_some()) {
            return None;
        }
        let numeral = self.numeral_zh(end)?;
        let (first, right, to) = if let Some(super::Amount::Range(low, high)) = numeral.amount {
            let to = self.any_literal(numeral.end, &["点钟", "点"])?;
            let hour = |it| u8::try_from(small(Some(it))?).ok();
            let right = Moment {
                hour: hour(high),
                either_half: true,
                ..Moment::default()
            };
            (hour(low)?, right, to)
        } else {
            let at = self.connector_zh(numeral.end)?;
            let (right, to) = self
                .moment_zh(at, options)
                .filter(|it| it.0.hour.is_some() && !it.0.has_date())?;
            (u8::try_from(numeral.small()?).ok()?, right, to)
        };
        let late = matches!(
            from.day_part,
            Some(DayPart::Afternoon | DayPart::Evening | DayPart::Night)
        );
        let lift = |hour: u8| if late && hour < 12 { hour + 12 } else { hour };
        let start = Moment {
            hour: Some(lift(first)),
            either_half: false,
            ..*from
        };
        let last = Moment {
            hour: right.hour.map(lift),
            minute: right.minute,
            either_half: false,
            ..*from
        };
        (valid(&start) && valid(&last)).then(|| {
            Found::new(
                Value::Period {
                    from: Some(start),
                    to: Some(last),
                },
                i,
                to,
                "zh.period.hours",
            )
        })
    }

    /// The last day of 每周一至周五, from the connector at `i` on.
    pub(super) fn last_weekday_zh(&self, i: usize, from: &Moment) -> Option<(Moment, usize)> {
        let at = self.connector_zh(i).filter(|_| !self.is(i, '或'))?;
        let mut it = Moment::default();
        let named = self.weekday_zh(at, &mut it);
        named
            .filter(|_| it.weekday.is_some() && it.week.is_none())
            .map(|end| (it, end))
            .or_else(|| self.bare_weekday_zh(i, from))
    }

    /// The last day of 周一至五, from the connector at `i` on.
    pub(super) fn bare_weekday_zh(&self, i: usize, from: &Moment) -> Option<(Moment, usize)> {
        let first = from.weekday.filter(|_| !from.has_time())?;
        let at = self.connector_zh(i).filter(|_| !self.is(i, '或'))?;
        let (weekday, end) = self.words(at, WEEKDAYS).filter(|it| it.0 > first)?;
        // 周一到四川, 周一至三个地方: no day, unless nothing but the time of day goes on.
        let next = self.at(end);
        let closed = next.kind != Kind::Han || self.day_part_zh(end, &mut { *from }).is_some();
        let it = Moment {
            weekday: Some(weekday),
            ..*from
        };
        closed.then_some((it, end))
    }

    /// The two ends of the period at `i`, where both are given.
    pub(super) fn ends_zh(&self, i: usize, options: &QuantityOptions) -> Option<(Moment, Moment)> {
        match self.period_zh(i, options)?.value {
            Value::Period {
                from: Some(from),
                to: Some(to),
            } => Some((from, to)),
            _ => None,
        }
    }

    /// Whether a range of hours stands at `i`, without a day: 上午9时至下午5时.
    pub(super) fn hours_follow_zh(&self, i: usize, options: &QuantityOptions) -> bool {
        let is_hour = |it: Moment| it.hour.is_some() && !it.has_date();
        self.ends_zh(i, options)
            .is_some_and(|(from, to)| is_hour(from) && is_hour(to))
    }

    /// The last of several days, at `i`, where hours follow that are those of each of them: a range, or one hour unless a word
    /// that may begin a period of both was `opened` before.
    pub(super) fn day_before_hours_zh(
        &self,
        i: usize,
        opened: bool,
        options: &QuantityOptions,
    ) -> Option<(Moment, usize)> {
        let (day, end) = match self.digit_date(i, options) {
            Some((day, end)) => (day, self.any_literal(end, &["日", "号"]).unwrap_or(end)),
            None => {
                let mut day = Moment::default();
                let end = self.date_zh(i, &mut day)?;
                (day, end)
            }
        };
        let of = self.literal(end, "的").unwrap_or(end);
        // 周一至周五上午8时, but 从周一至周五上午8时.
        let each_day = || {
            let hour = |(it, _): (Moment, usize)| it.hour.is_some() && !it.has_date();
            day.weekday.is_some() && !opened && self.moment_zh(of, options).is_some_and(hour)
        };
        let stands =
            day.has_day() && !day.has_time() && (self.hours_follow_zh(of, options) || each_day());
        stands.then_some((day, end))
    }
}
