//! Places dates and times on the calendar, given the moment they are counted from.
//!
//! Sources disagree about what `early March`, `the morning` or `two years ago` cover, and about whether a range includes its
//! last day. No one reading is right, so all that are in use are listed: those of Recognizers-Text, Duckling and JioNLP.
//! Comparing two quantities does not need any of this; it works on the fields.

use super::{
    Anchor, DayPart, Decimal, Edge, Field, Length, Moment, TimeUnit,
    calendar::{Day, Instant, Month},
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
    const fn new(start: Instant, end: Instant) -> Self {
        Self {
            start: Some(start),
            end: Some(end),
            point: false,
        }
    }

    const fn days(start: Day, end: Day) -> Self {
        Self::new(start.start(), end.start())
    }

    const fn point(at: Instant) -> Self {
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

fn offset(field: Option<Field>, now: i32) -> Option<i32> {
    match field? {
        Field::At(value) => Some(value),
        Field::Offset(by) => now.checked_add(by),
    }
}

/// The year where it is given, as the calendar writes it: 97年 is 1997, 15年 is 2015.
pub(super) fn year_of(at: &Moment, now: i32) -> Option<i32> {
    let year = offset(at.year, now)?;
    let short = matches!(at.year, Some(Field::At(0..=99)));
    Some(if !short {
        year
    } else if year < 50 {
        2000 + year
    } else {
        1900 + year
    })
}

/// The days that a date covers.
fn dates(at: &Moment, today: Day) -> Vec<(Day, Day)> {
    let (this_year, this_month, _) = today.civil();
    let year = year_of(at, this_year);
    if let Some(week) = at.week {
        return weeks(at, week, year, today);
    }
    if at.weekend && at.nth.is_none() {
        return [0, 1, -1]
            .iter()
            .map(|week| today.monday().plus(7 * week + 5))
            .flat_map(|saturday| [(saturday, saturday.plus(2))])
            .collect();
    }
    if at.month.is_none() && at.day.is_none() && at.weekday.is_some() && year.is_none() {
        return weekdays(at, today);
    }
    let spans = |years: &[i32]| -> Vec<(Day, Day)> {
        years
            .iter()
            .flat_map(|year| in_year(at, *year, this_year, this_month))
            .collect()
    };
    if at.decade.is_some() || at.century.is_some() {
        return long_periods(at, this_year).into_iter().collect();
    }
    if let Some(year) = year {
        let mut found = spans(&[year]);
        if at.fiscal {
            // A fiscal year may end in its calendar year or start in it.
            found.extend(spans(&[year - 1]));
        }
        return found;
    }
    if let Some(Field::Offset(by)) = at.quarter {
        let quarter = i64::from(this_year) * 4 + i64::from((this_month - 1) / 3) + i64::from(by);
        let named = Moment {
            quarter: Some(Field::At(quarter.rem_euclid(4) as i32 + 1)),
            ..*at
        };
        return in_year(&named, quarter.div_euclid(4) as i32, this_year, this_month);
    }
    if let Some(Field::Offset(by)) = at.month {
        let first = Month::new(this_year, this_month).plus(i64::from(by));
        let (year, month) = (
            first.0.div_euclid(12) as i32,
            first.0.rem_euclid(12) as i32 + 1,
        );
        let shifted = Moment {
            month: Some(Field::At(month)),
            ..*at
        };
        return in_year(&shifted, year, this_year, this_month);
    }
    if at.month.is_none() && at.quarter.is_none() && at.half.is_none() && at.season.is_none() {
        if let Some(Field::Offset(by)) = at.day {
            let day = today.plus(i64::from(by));
            return vec![(day, day.plus(1))];
        }
        if at.day.is_some() {
            // 10日: of this month, the one before or the one after; months without such a day are passed over.
            let now = Month::new(this_year, this_month);
            let near: Vec<(Day, Day)> = (-2..=2)
                .filter_map(|by| {
                    let month = now.plus(by);
                    day_in(
                        at,
                        month.0.div_euclid(12) as i32,
                        month.0.rem_euclid(12) as i32 + 1,
                    )
                })
                .collect();
            if let Some(weekday) = at.weekday {
                // Thursday the 15th: the nearest month in which it is one.
                let fitting: Vec<(Day, Day)> = (-24..=24)
                    .filter_map(|by| {
                        let month = now.plus(by);
                        day_in(
                            at,
                            month.0.div_euclid(12) as i32,
                            month.0.rem_euclid(12) as i32 + 1,
                        )
                    })
                    .filter(|(day, _)| day.weekday() == i64::from(weekday))
                    .collect();
                return nearest(fitting, today);
            }
            return nearest(near, today);
        }
        return spans(&[this_year]);
    }
    // No year: this one, and the nearest on both sides.
    let wide = at.day == Some(Field::At(29)) && at.month == Some(Field::At(2));
    let reach = if wide { 8 } else { 1 };
    let years: Vec<i32> = (this_year - reach..=this_year + reach).collect();
    nearest(spans(&years), today)
}

/// The readings nearest to `today`: the coming one, the past one and the rest by distance.
fn nearest(mut found: Vec<(Day, Day)>, today: Day) -> Vec<(Day, Day)> {
    found.sort_by_key(|(start, _)| (start.0 - today.0).abs());
    found.truncate(8);
    found
}

fn months(first: Month, count: i64) -> Option<(Day, Day)> {
    Some((first.first_day()?, first.plus(count).first_day()?))
}

fn day_in(at: &Moment, year: i32, month: i32) -> Option<(Day, Day)> {
    let Some(Field::At(day)) = at.day else {
        return None;
    };
    let day = Day::new(year, month, day)?;
    Some((day, day.plus(1)))
}

/// What the fields below the year cover in `year`.
fn in_year(at: &Moment, year: i32, this_year: i32, this_month: i32) -> Vec<(Day, Day)> {
    let month = match at.month {
        Some(Field::At(month)) => Some(month),
        Some(Field::Offset(by)) => {
            let shifted = Month::new(this_year, this_month).plus(i64::from(by));
            Some(shifted.0.rem_euclid(12) as i32 + 1)
        }
        None => None,
    };
    let weekday = if at.weekend { Some(6) } else { at.weekday };
    if let (Some(nth), Some(weekday)) = (at.nth, weekday) {
        let span = month.map_or_else(
            || months(Month::new(year, 1), 12),
            |month| months(Month::new(year, month), 1),
        );
        return span
            .and_then(|span| nth_weekday(span, nth, weekday))
            .map(|(day, next)| (day, if at.weekend { next.plus(1) } else { next }))
            .into_iter()
            .collect();
    }
    if let Some(month) = month {
        if at.day.is_some() {
            return day_in(at, year, month).into_iter().collect();
        }
        let whole = months(Month::new(year, month), 1);
        return match (whole, at.edge) {
            (Some(whole), None) => vec![whole],
            (Some((start, end)), Some(edge)) => parts_of_month(start, end, edge),
            (None, _) => vec![],
        };
    }
    let part = if let Some(Field::At(quarter)) = at.quarter {
        months(Month::new(year, quarter * 3 - 2), 3)
    } else if let Some(Field::At(half)) = at.half {
        months(Month::new(year, half * 6 - 5), 6)
    } else if let Some(Field::At(season)) = at.season {
        return seasons(year, season);
    } else if let Some(Field::At(day)) = at.day {
        // 第n天 of a year is rare; a day without a month is settled elsewhere.
        let first = Day::new(year, 1, 1);
        first.map(|it| (it.plus(i64::from(day) - 1), it.plus(i64::from(day))))
    } else {
        months(Month::new(year, 1), 12)
    };
    match (part, at.edge) {
        (Some(part), None) => vec![part],
        (Some(_), Some(edge)) => parts_of_year(at, year, edge),
        (None, _) => vec![],
    }
}

fn nth_weekday((start, end): (Day, Day), nth: i8, weekday: u8) -> Option<(Day, Day)> {
    let day = if nth > 0 {
        let ahead = (i64::from(weekday) - start.weekday()).rem_euclid(7);
        start.plus(ahead + 7 * (i64::from(nth) - 1))
    } else {
        let last = end.plus(-1);
        let back = (last.weekday() - i64::from(weekday)).rem_euclid(7);
        last.plus(-back + 7 * (i64::from(nth) + 1))
    };
    (day >= start && day < end).then_some((day, day.plus(1)))
}

fn parts_of_month(start: Day, end: Day, edge: Edge) -> Vec<(Day, Day)> {
    match edge {
        Edge::Early => vec![
            (start, start.plus(10)),
            (start, start.plus(15)),
            (start, start.plus(5)),
        ],
        Edge::Mid => vec![
            (start.plus(10), start.plus(20)),
            (start.plus(9), start.plus(20)),
        ],
        Edge::Late => vec![
            (start.plus(20), end),
            (start.plus(15), end),
            (end.plus(-5), end),
            (end.plus(-1), end),
        ],
    }
}

fn parts_of_year(at: &Moment, year: i32, edge: Edge) -> Vec<(Day, Day)> {
    let (first, length) = match (at.quarter, at.half) {
        (Some(Field::At(quarter)), _) => (quarter * 3 - 2, 3),
        (_, Some(Field::At(half))) => (half * 6 - 5, 6),
        _ => (1, 12),
    };
    let span = |from: i64, count: i64| months(Month::new(year, first).plus(from), count);
    let parts = match edge {
        Edge::Early => vec![
            span(0, length / 4),
            span(0, length / 2),
            span(0, length / 6),
            span(0, length / 3),
        ],
        Edge::Mid => vec![
            span(length / 4, length / 2),
            span(length / 3, length / 3),
            span(length * 5 / 12, length / 6),
        ],
        Edge::Late => vec![
            span(length * 2 / 3, length - length * 2 / 3),
            span(length / 2, length - length / 2),
            span(length - length / 4, length / 4),
            span(length - length / 6, length / 6),
        ],
    };
    parts.into_iter().flatten().filter(|(a, b)| a < b).collect()
}

/// Meteorological and astronomical seasons of the northern half of the earth.
fn seasons(year: i32, season: i32) -> Vec<(Day, Day)> {
    let first = season * 3;
    let mut found: Vec<(Day, Day)> = months(Month::new(year, first), 3).into_iter().collect();
    let borders = [(3, 20), (6, 21), (9, 23), (12, 21), (15, 20)];
    let border = |i: usize| {
        let (month, day) = borders.get(i).copied()?;
        Day::new(year + (month - 1) / 12, (month - 1) % 12 + 1, day)
    };
    let index = usize::try_from(season - 1).unwrap_or(0);
    if let (Some(start), Some(end)) = (border(index), border(index + 1)) {
        found.extend([(start, end.plus(1)), (start, end), (start, end.plus(-1))]);
    }
    found.extend(months(Month::new(year, season * 3 - 2), 3));
    found
}

fn weeks(at: &Moment, week: Field, year: Option<i32>, today: Day) -> Vec<(Day, Day)> {
    let (this_year, this_month, _) = today.civil();
    let monday = match week {
        Field::Offset(by) => Some(today.monday().plus(7 * i64::from(by))),
        Field::At(number) => {
            let month = match at.month {
                Some(Field::At(month)) => Some((year.unwrap_or(this_year), month)),
                Some(Field::Offset(by)) => {
                    let month = Month::new(this_year, this_month).plus(i64::from(by));
                    Some((
                        month.0.div_euclid(12) as i32,
                        month.0.rem_euclid(12) as i32 + 1,
                    ))
                }
                None => None,
            };
            match month {
                Some((year, month)) => weeks_of(months(Month::new(year, month), 1), number),
                None if number < 0 => {
                    weeks_of(months(Month::new(year.unwrap_or(this_year), 1), 12), number)
                }
                None => Day::of_week(year.unwrap_or(this_year), number),
            }
        }
    };
    let Some(monday) = monday else { return vec![] };
    if at.weekend {
        return vec![(monday.plus(5), monday.plus(7))];
    }
    if let Some(weekday) = at.weekday {
        let day = monday.plus(i64::from(weekday) - 1);
        let mut days = vec![(day, day.plus(1))];
        // "next Monday" said on a Sunday, 下周三 for the coming one, "last Friday" for the one just gone.
        if let Field::Offset(by @ (1 | -1)) = week {
            let step = (i64::from(weekday) - today.weekday()).rem_euclid(7);
            let coming = today.plus(if step == 0 { 7 } else { step });
            let gone = today.plus(if step == 0 { -7 } else { step - 7 });
            let other = if by > 0 { coming } else { gone };
            days.push((other, other.plus(1)));
        } else if let Field::Offset(0) = week {
            let next = day.plus(7);
            days.push((next, next.plus(1)));
        }
        return days;
    }
    if let Some(edge) = at.edge {
        return match edge {
            Edge::Early => vec![(monday, monday.plus(3)), (monday, monday.plus(4))],
            Edge::Mid => vec![
                (monday.plus(2), monday.plus(4)),
                (monday.plus(1), monday.plus(4)),
            ],
            Edge::Late => vec![
                (monday.plus(4), monday.plus(7)),
                (monday.plus(3), monday.plus(7)),
                (monday.plus(5), monday.plus(7)),
            ],
        };
    }
    // Weeks start on Monday, in the United States on Sunday.
    vec![(monday, monday.plus(7)), (monday.plus(-1), monday.plus(6))]
}

/// The nth week whose Thursday (and so most of it) lies in the span; negative from the end.
fn weeks_of(span: Option<(Day, Day)>, number: i32) -> Option<Day> {
    let (start, end) = span?;
    let first = start.plus((8 - start.weekday()).rem_euclid(7));
    if number > 0 {
        let whole = first.plus(7 * i64::from(number - 1));
        return Some(whole);
    }
    let last = end.plus(-1).monday();
    let last = if last.plus(6) >= end {
        last.plus(-7)
    } else {
        last
    };
    Some(last.plus(7 * i64::from(number + 1)))
}

fn weekdays(at: &Moment, today: Day) -> Vec<(Day, Day)> {
    let weekday = i64::from(at.weekday.unwrap_or(1));
    let step = (weekday - today.weekday()).rem_euclid(7);
    let mut days = vec![
        today.plus(if step == 0 { 7 } else { step }),
        today.plus(step - 7),
    ];
    if step == 0 {
        days.push(today);
    }
    if let Some(nth @ 2..=60) = at.nth {
        let first = today.plus(if step == 0 { 7 } else { step });
        days = vec![first.plus(7 * (i64::from(nth) - 1))];
    }
    days.into_iter().map(|day| (day, day.plus(1))).collect()
}

fn long_periods(at: &Moment, this_year: i32) -> Vec<(Day, Day)> {
    let (first, length) = match (at.decade, at.century) {
        (Some(Field::At(decade @ 0..=9)), Some(Field::At(century))) => {
            (century.saturating_mul(100).saturating_add(decade * 10), 10)
        }
        (Some(Field::At(decade @ 0..=9)), None) => {
            // the 80s: the last ones that have begun.
            let century = this_year.div_euclid(100);
            let year = century.saturating_mul(100).saturating_add(decade * 10);
            (if year > this_year { year - 100 } else { year }, 10)
        }
        (Some(Field::At(decade)), _) => (decade.saturating_mul(10), 10),
        (Some(Field::Offset(by)), _) => (
            this_year
                .div_euclid(10)
                .saturating_add(by)
                .saturating_mul(10),
            10,
        ),
        (None, Some(Field::At(century))) => (century.saturating_mul(100), 100),
        (None, Some(Field::Offset(by))) => (
            this_year
                .div_euclid(100)
                .saturating_add(by)
                .saturating_mul(100),
            100,
        ),
        (None, None) => return vec![],
    };
    let span = |from: i32, to: i32| Some((Day::new(from, 1, 1)?, Day::new(to, 1, 1)?));
    let (from, to) = match at.edge {
        None => (first, first.saturating_add(length)),
        Some(Edge::Early) => (first, first.saturating_add(length * 3 / 10)),
        Some(Edge::Mid) => (
            first.saturating_add(length * 4 / 10),
            first.saturating_add(length * 7 / 10),
        ),
        Some(Edge::Late) => (
            first.saturating_add(length * 7 / 10),
            first.saturating_add(length),
        ),
    };
    let exact = span(from, to);
    // A century counted from 1: 1801 to 1900.
    let shifted = (length == 100)
        .then(|| span(from.saturating_add(1), to.saturating_add(1)))
        .flatten();
    exact.into_iter().chain(shifted).collect()
}

/// The hours that a part of the day covers, by source.
const fn hours(part: DayPart) -> &'static [(i64, i64)] {
    match part {
        DayPart::Dawn => &[(0, 6), (0, 5), (4, 8), (4, 6)],
        DayPart::Morning => &[(8, 12), (4, 12), (6, 10), (0, 12), (5, 9), (6, 9), (3, 12)],
        DayPart::Forenoon => &[(8, 12), (6, 12), (9, 12), (0, 12), (7, 12)],
        DayPart::Noon => &[(12, 14), (11, 13), (12, 13), (11, 14)],
        DayPart::Afternoon => &[(12, 16), (12, 19), (13, 18), (12, 18), (14, 18), (12, 20)],
        DayPart::Evening => &[
            (16, 20),
            (18, 24),
            (18, 22),
            (17, 19),
            (18, 23),
            (19, 24),
            (17, 20),
        ],
        DayPart::Night => &[
            (20, 24),
            (18, 24),
            (0, 6),
            (21, 29),
            (22, 28),
            (18, 22),
            (0, 4),
            (19, 24),
        ],
    }
}

/// The early or late hours of a part of the day: early morning ends at nine at the latest, late night starts at nine.
fn edge_of_hours(part: DayPart, (from, to): (i64, i64), edge: Edge) -> Option<(i64, i64)> {
    let middle = (from + to) / 2;
    match (edge, part) {
        (Edge::Early, DayPart::Dawn | DayPart::Morning) => Some((from, 9.min(to))),
        (Edge::Late, DayPart::Evening | DayPart::Night) => Some((21, 24)),
        (Edge::Early, _) => Some((from, middle)),
        (Edge::Late, _) => Some((middle, to)),
        (Edge::Mid, _) => None,
    }
    .filter(|it| it.0 < it.1)
}

fn times(at: &Moment, day: Day, into: &mut Vec<Interval>) {
    let Some(hour) = at.hour else {
        if let Some(part) = at.day_part {
            let parts = hours(part).iter();
            let edges = parts.clone().filter_map(|it| edge_of_hours(part, *it, at.edge?));
            for (from, to) in edges.collect::<Vec<_>>().iter().chain(parts) {
                let start = day.start().plus(from * 3_600);
                into.push(Interval::new(start, day.start().plus(to * 3_600)));
                if *to == 24 {
                    into.push(Interval::new(start, day.start().plus(86_399)));
                }
            }
        }
        return;
    };
    let length = match (at.minute, at.second) {
        (_, Some(_)) => 1,
        (Some(_), None) => 60,
        (None, None) => 3_600,
    };
    let mut at_hour = |hour: u8| {
        let seconds = i64::from(hour) * 3_600
            + i64::from(at.minute.unwrap_or(0)) * 60
            + i64::from(at.second.unwrap_or(0));
        let start = day.start().plus(seconds);
        into.push(Interval::new(start, start.plus(length)));
    };
    at_hour(hour);
    if at.either_half && hour <= 12 {
        at_hour(if hour == 12 { 0 } else { hour + 12 });
    }
}

/// All readings of a period.
pub(super) fn period(from: Option<&Moment>, to: Option<&Moment>, now: Instant) -> Vec<Interval> {
    let starts = from.map(|it| moment(it, now)).unwrap_or_default();
    let ends = to.map(|it| moment(it, now)).unwrap_or_default();
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

/// All readings of a stretch of time before or after now.
pub(super) fn anchored(low: &Length, anchor: Anchor, now: Instant) -> Vec<Interval> {
    let ahead = matches!(anchor, Anchor::Ahead | Anchor::Next);
    let sign = if ahead { 1 } else { -1 };
    let Some(there) = shift(now, low, sign) else {
        return vec![];
    };
    let today = now.day();
    let mut found = Vec::new();
    let (grain_now, grain_there) = (grain(now, low.unit), grain(there, low.unit));
    let instant = Interval::point(there);
    let day = Interval::days(there.day(), there.day().plus(1));
    let mut span = Vec::new();
    if let (Some((start_now, end_now)), Some((start_there, end_there))) = (grain_now, grain_there) {
        span.push(if ahead {
            Interval::new(end_now, end_there)
        } else {
            Interval::new(start_there, start_now)
        });
        if !ahead && low.unit >= TimeUnit::Day {
            span.push(Interval::new(start_there, end_now));
        }
    }
    span.push(if ahead {
        Interval::new(now, there)
    } else {
        Interval::new(there, now)
    });
    if ahead {
        span.push(Interval::new(now, there.day().start()));
        span.push(Interval::new(now, there.day().plus(1).start()));
        span.push(Interval::new(now, there.plus(1)));
        span.push(Interval::new(now, there.plus(60)));
    } else {
        span.push(Interval::new(there.day().start(), now.plus(1)));
        span.extend(grain_there.map(|(a, _)| Interval::new(a, now.plus(1))));
        span.extend(grain_there.map(|(a, _)| Interval::new(a, now.day().plus(1).start())));
    }
    let dates = if ahead {
        (today, there.day())
    } else {
        (there.day(), today)
    };
    span.push(Interval::days(dates.0, dates.1));
    span.push(Interval::days(dates.0, dates.1.plus(1)));
    span.push(Interval::days(dates.0.plus(1), dates.1.plus(1)));
    let mut end = Vec::new();
    if low.unit <= TimeUnit::Hour {
        end.push(instant);
        end.extend(grain_there.map(|(a, b)| Interval::new(a, b)));
        end.push(Interval::new(there, there.plus(1)));
        end.push(Interval::new(there, there.plus(60)));
    } else {
        end.push(day);
        end.push(instant);
        let hour = Instant(there.0 - there.0.rem_euclid(3_600));
        end.push(Interval::new(hour, hour.plus(3_600)));
        end.extend(grain_there.map(|(a, b)| Interval::new(a, b)));
        let (year, month, _) = there.day().civil();
        end.extend(months(Month::new(year, month), 1).map(|(a, b)| Interval::days(a, b)));
    }
    let open = if ahead {
        Interval {
            start: Some(there),
            end: None,
            point: false,
        }
    } else {
        Interval {
            start: None,
            end: Some(there),
            point: false,
        }
    };
    match anchor {
        Anchor::Past | Anchor::Next => {
            found.append(&mut span);
            found.append(&mut end);
        }
        Anchor::Ago | Anchor::Ahead => {
            found.append(&mut end);
            found.append(&mut span);
        }
    }
    found.push(open);
    for (start, last) in [
        Some((there.day().start(), there.day().plus(1).start())),
        grain_there,
    ]
    .into_iter()
    .flatten()
    {
        found.push(if ahead {
            Interval {
                start: Some(start),
                ..open
            }
        } else {
            Interval {
                end: Some(last),
                ..open
            }
        });
        found.push(if ahead {
            Interval {
                start: Some(last),
                ..open
            }
        } else {
            Interval {
                end: Some(start),
                ..open
            }
        });
    }
    let mut seen: Vec<Interval> = Vec::new();
    for it in found {
        if !seen.contains(&it) {
            seen.push(it);
        }
    }
    seen
}

/// `at` moved by a length.
fn shift(at: Instant, by: &Length, sign: i64) -> Option<Instant> {
    let whole_months = by.months.rounded_to(0).to_integer()?;
    let rest = by
        .months
        .minus(Decimal::new(i128::from(whole_months), 0)?)?;
    let more = rest
        .times(Decimal::of(30 * 86_400))?
        .rounded_to(0)
        .to_integer()?;
    let seconds = by.seconds.rounded_to(0).to_integer()?;
    let moved = at
        .plus_months(sign * whole_months)?
        .plus(sign * (seconds + more));
    let business = by.business_days.rounded_to(0).to_integer()?.min(100_000);
    let mut day = moved.day();
    let mut left = business;
    while left > 0 {
        day = day.plus(sign);
        if day.weekday() < 6 {
            left -= 1;
        }
    }
    let moved = day.start().plus(moved.second_of_day());
    (moved.0.abs() < 250_000_000_000).then_some(moved)
}

/// The minute, hour, day, week, month or year around an instant.
fn grain(at: Instant, unit: TimeUnit) -> Option<(Instant, Instant)> {
    let day = at.day();
    let (year, month, _) = day.civil();
    let aligned = |seconds: i64| {
        let start = Instant(at.0 - at.0.rem_euclid(seconds));
        (start, start.plus(seconds))
    };
    let span = |it: Option<(Day, Day)>| it.map(|(a, b)| (a.start(), b.start()));
    Some(match unit {
        TimeUnit::Second => aligned(1),
        TimeUnit::Minute | TimeUnit::QuarterHour => aligned(60),
        TimeUnit::Hour => aligned(3_600),
        TimeUnit::Day | TimeUnit::BusinessDay => (day.start(), day.plus(1).start()),
        TimeUnit::Week | TimeUnit::Fortnight => {
            (day.monday().start(), day.monday().plus(7).start())
        }
        TimeUnit::Month => span(months(Month::new(year, month), 1))?,
        TimeUnit::Quarter => span(months(Month::new(year, (month - 1) / 3 * 3 + 1), 3))?,
        TimeUnit::Year => span(months(Month::new(year, 1), 12))?,
        TimeUnit::Decade => span(months(Month::new(year.div_euclid(10) * 10, 1), 120))?,
        TimeUnit::Century => span(months(Month::new(year.div_euclid(100) * 100, 1), 1_200))?,
    })
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
