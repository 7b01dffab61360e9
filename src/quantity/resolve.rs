//! Places dates and times on the calendar, given the moment they are counted from.
//!
//! Sources disagree about what `early March`, `the morning` or `two years ago` cover, and about whether a range includes its
//! last day. No one reading is right, so all that are in use are listed: those of Recognizers-Text, Duckling and JioNLP.
//! Comparing two quantities does not need any of this; it works on the fields.

use super::{
    Field, Moment,
    calendar::{Day, Instant, Month},
    resolve_date::dates,
    resolve_time::times,
};

/// A reading: from the first to before the second instant; open where one is missing.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) start: Option<Instant>,
    pub(super) end: Option<Instant>,
    /// Whether only the start is meant.
    pub(super) point: bool,
}

impl Interval {
    pub(super) const fn new(start: Instant, end: Instant) -> Self {
        Self {
            start: Some(start),
            end: Some(end),
            point: false,
        }
    }

    pub(super) const fn days(start: Day, end: Day) -> Self {
        Self::new(start.start(), end.start())
    }

    pub(super) const fn point(at: Instant) -> Self {
        Self {
            start: Some(at),
            end: None,
            point: true,
        }
    }
}

/// Most readings listed for one quantity.
const MOST_READINGS: usize = 48;

/// All readings of a moment seen from `now`, the likelier first.
pub(super) fn moment(at: &Moment, now: Instant) -> Vec<Interval> {
    if at.now {
        return vec![Interval::new(now, now.plus(1)), Interval::point(now)];
    }
    let mut days = if at.has_date() {
        dates(at, now.day())
    } else {
        vec![(now.day(), now.day().plus(1))]
    };
    days.truncate(MOST_READINGS);
    if !at.has_time() {
        // A weekend may begin on Friday evening.
        let eve = |(a, b): &(Day, Day)| {
            at.weekend
                .then(|| Interval::new(a.start().plus(-6 * 3_600), b.start()))
        };
        let whole = days.iter().map(|(a, b)| Interval::days(*a, *b));
        return whole.chain(days.iter().filter_map(eve)).collect();
    }
    if !at.has_date() {
        days.extend([
            (now.day().plus(1), now.day().plus(2)),
            (now.day().plus(-1), now.day()),
        ]);
    }
    let mut readings = Vec::new();
    for (day, _) in days {
        times(at, day, &mut readings);
    }
    readings.truncate(MOST_READINGS);
    readings
}

/// All readings of a period.
pub(super) fn period(from: Option<&Moment>, to: Option<&Moment>, now: Instant) -> Vec<Interval> {
    let mut starts = from.map(|it| moment(it, now)).unwrap_or_default();
    let mut ends = to.map(|it| moment(it, now)).unwrap_or_default();
    // between now and November 15: with a day at the other end, now may be today.
    if let (Some(a), Some(b)) = (from, to) {
        let today = || Interval::new(now.day().start(), now.day().plus(1).start());
        if a.now && !b.now && !b.has_time() {
            starts.push(today());
        } else if b.now && !a.now && !a.has_time() {
            ends.push(today());
        }
    }
    let mut found = Vec::new();
    match (from, to) {
        (Some(_), None) => {
            for it in &starts {
                found.push(Interval { end: None, ..*it });
                found.extend(it.start.map(|start| Interval::new(start, now.plus(1))));
                if let Some(end) = it.end {
                    found.push(Interval {
                        start: Some(end),
                        end: None,
                        point: false,
                    });
                }
            }
        }
        (None, Some(_)) => {
            for it in &ends {
                for end in [it.start, it.end].into_iter().flatten() {
                    found.push(Interval {
                        start: None,
                        end: Some(end),
                        point: false,
                    });
                    found.push(Interval::new(now, end));
                }
            }
        }
        _ => {
            for (i, a) in starts.iter().enumerate() {
                for (j, b) in ends.iter().enumerate() {
                    let (Some(start), Some(last)) = (a.start, b.start) else {
                        continue;
                    };
                    let close = starts.len() == 1
                        || ends.len() == 1
                        || i == j
                        || last.0 - start.0 < 366 * 86_400;
                    if last.0 < start.0 && last.day() != start.day() || !close {
                        continue;
                    }
                    let last = if last.0 < start.0 {
                        last.plus(86_400)
                    } else {
                        last
                    };
                    found.push(Interval::new(start, last));
                    if let Some(end) = b.end {
                        found.push(Interval::new(start, end));
                        found.push(Interval::new(start, last.plus(1)));
                        if b.end == Some(last.plus(3_600)) {
                            found.push(Interval::new(start, last.plus(60)));
                        }
                    }
                }
            }
            found.sort_by_key(|it| {
                it.start.zip(it.end).map_or(i64::MAX, |(a, b)| {
                    (a.0 - now.0).abs().saturating_add(b.0 - a.0)
                })
            });
        }
    }
    found.truncate(MOST_READINGS);
    found
}

/// Whether the fields name a day that exists, as far as they say.
pub(super) fn valid(at: &Moment) -> bool {
    let in_range = |field: Option<Field>, low: i32, high: i32| match field {
        Some(Field::At(value)) => (low..=high).contains(&value),
        _ => true,
    };
    in_range(at.month, 1, 12)
        && in_range(at.day, 1, 31)
        && in_range(at.quarter, 1, 4)
        && in_range(at.half, 1, 2)
        && at.hour.is_none_or(|it| it <= 24)
        && at.minute.is_none_or(|it| it < 60)
        && at.second.is_none_or(|it| it < 60)
}

/// The moment with the fields that are counted from now given as themselves; weeks and weekdays are left as they are.
pub(super) fn absolute(at: &Moment, now: Instant) -> Moment {
    let (year, month, _) = now.day().civil();
    let mut it = *at;
    if let Some(Field::Offset(by)) = at.year {
        it.year = Some(Field::At(year.saturating_add(by)));
    }
    if let Some(Field::Offset(by)) = at.quarter {
        let quarter = i64::from(year) * 4 + i64::from((month - 1) / 3) + i64::from(by);
        it.year = i32::try_from(quarter.div_euclid(4)).ok().map(Field::At);
        it.quarter = Some(Field::At(quarter.rem_euclid(4) as i32 + 1));
    }
    if let Some(Field::Offset(by)) = at.month {
        let month = Month::new(year, month).plus(i64::from(by));
        it.year = i32::try_from(month.0.div_euclid(12)).ok().map(Field::At);
        it.month = Some(Field::At(month.0.rem_euclid(12) as i32 + 1));
    }
    if let (Some(Field::Offset(by)), None) = (at.day, at.month) {
        let (year, month, day) = now.day().plus(i64::from(by)).civil();
        it.year = Some(Field::At(year));
        it.month = Some(Field::At(month));
        it.day = Some(Field::At(day));
    }
    it
}
