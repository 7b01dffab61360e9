//! The days that a date covers, seen from today: every reading that is in use.

use super::{
    Edge, Field, Moment,
    calendar::{Day, Month},
};

/// The days that a date covers.
pub(super) fn dates(at: &Moment, today: Day) -> Vec<(Day, Day)> {
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
pub(super) fn nearest(mut found: Vec<(Day, Day)>, today: Day) -> Vec<(Day, Day)> {
    found.sort_by_key(|(start, _)| (start.0 - today.0).abs());
    found.truncate(8);
    found
}

pub(super) fn months(first: Month, count: i64) -> Option<(Day, Day)> {
    Some((first.first_day()?, first.plus(count).first_day()?))
}

pub(super) fn day_in(at: &Moment, year: i32, month: i32) -> Option<(Day, Day)> {
    let Some(Field::At(day)) = at.day else {
        return None;
    };
    let day = Day::new(year, month, day)?;
    Some((day, day.plus(1)))
}

/// What the fields below the year cover in `year`.
pub(super) fn in_year(at: &Moment, year: i32, this_year: i32, this_month: i32) -> Vec<(Day, Day)> {
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

pub(super) fn nth_weekday((start, end): (Day, Day), nth: i8, weekday: u8) -> Option<(Day, Day)> {
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

pub(super) fn parts_of_month(start: Day, end: Day, edge: Edge) -> Vec<(Day, Day)> {
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

pub(super) fn parts_of_year(at: &Moment, year: i32, edge: Edge) -> Vec<(Day, Day)> {
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
pub(super) fn seasons(year: i32, season: i32) -> Vec<(Day, Day)> {
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

pub(super) fn weeks(at: &Moment, week: Field, year: Option<i32>, today: Day) -> Vec<(Day, Day)> {
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
pub(super) fn weeks_of(span: Option<(Day, Day)>, number: i32) -> Option<Day> {
    let (start, end) = span?;
    let first = start.plus((8 - start.weekday()).rem_euclid(7));
    if number > 0 {
        let whole = first.plus(7 * i64::from(number - 1));
        return Some(whole);
    }
    let last = end.plus(-1).monday();
    let last = if last.plus(3) >= end {
        last.plus(-7)
    } else {
        last
    };
    Some(last.plus(7 * i64::from(number + 1)))
}

pub(super) fn weekdays(at: &Moment, today: Day) -> Vec<(Day, Day)> {
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

pub(super) fn long_periods(at: &Moment, this_year: i32) -> Vec<(Day, Day)> {
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

pub(super) fn offset(field: Option<Field>, now: i32) -> Option<i32> {
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
