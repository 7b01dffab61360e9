//! Dates, times and lengths as ISO 8601 and TIMEX3 text.

use super::{
    DayPart, Decimal, Edge, Field, Length, Moment, Value, calendar::Instant, resolve_date,
};

/// ISO 8601, in the unit stated, and that unit's letter.
pub(super) fn iso_length(length: &Length) -> (String, &'static str) {
    use super::TimeUnit::{
        BusinessDay, Century, Day, Decade, Fortnight, Hour, Minute, Month, Quarter, QuarterHour,
        Second, Week, Year,
    };
    let (letter, time, divisor) = match length.unit {
        Second => ("S", true, 1),
        Minute | QuarterHour => ("M", true, 60),
        Hour => ("H", true, 3_600),
        Day => ("D", false, 86_400),
        BusinessDay => ("BD", false, 1),
        Week | Fortnight => ("W", false, 604_800),
        Month | Quarter => ("M", false, 1),
        Year | Decade | Century => ("Y", false, 12),
    };
    match length.single() {
        Some((_, value)) => {
            let count = value.quotient(Decimal::of(divisor)).unwrap_or(value);
            // Half an hour is thirty minutes; half a year stays, as months are no part of a year to all readers.
            let finer = Length {
                unit: if letter == "H" { Minute } else { Second },
                ..*length
            };
            if time && !count.is_integer() && letter != "S" {
                let (_, seconds, _) = finer.unit.length();
                if value
                    .quotient(Decimal::of(seconds))
                    .is_some_and(Decimal::is_integer)
                {
                    return iso_length(&finer);
                }
            }
            let mark = if time { "T" } else { "" };
            (format!("P{mark}{}{letter}", count.rounded(15)), letter)
        }
        None => {
            let months = if length.months.is_zero() {
                String::new()
            } else {
                format!("{}M", length.months)
            };
            (format!("P{months}T{}S", length.seconds), letter)
        }
    }
}

/// TIMEX3 of a moment, relative fields resolved where `now` is known.
pub(super) fn moment(at: &Moment, now: Option<Instant>) -> String {
    if at.now {
        return "PRESENT_REF".to_owned();
    }
    let time = time_of(at);
    if !at.has_date() {
        return time;
    }
    let today = now.map(|it| it.day().civil());
    let offset = |field: Option<Field>, now: Option<i32>| match field {
        Some(Field::At(value)) => Some(value),
        Some(Field::Offset(by)) => now.map(|it| it.saturating_add(by)),
        None => None,
    };
    let year = match at.year {
        Some(_) => today.map_or_else(
            || match at.year {
                Some(Field::At(_)) => resolve_date::year_of(at, 0),
                _ => None,
            },
            |it| resolve_date::year_of(at, it.0),
        ),
        None => None,
    };
    let year_text = year.map_or_else(|| "XXXX".to_owned(), |it| format!("{it:04}"));
    let fiscal = if at.fiscal { "FY" } else { "" };
    let edge = match at.edge {
        // late last night: TIMEX3 has no parts of parts.
        _ if at.day_part.is_some() => "",
        None => "",
        Some(Edge::Early) => "-START",
        Some(Edge::Mid) => "-MID",
        Some(Edge::Late) => "-END",
    };
    let relative = |field: Field, name: &str| match field {
        Field::Offset(0) => format!("THIS-{name}"),
        Field::Offset(by) => format!("{name}{by:+}"),
        Field::At(value) => format!("{value}"),
    };
    let date = if let Some(decade) = at.decade {
        match (decade, at.century) {
            (Field::At(it @ 0..=9), Some(Field::At(century))) => format!("{century}{it}X"),
            (Field::At(it @ 0..=9), _) => format!("XX{it}X"),
            (Field::At(it), _) => format!("{it}X"),
            (it, _) => relative(it, "DECADE"),
        }
    } else if let Some(century) = at.century {
        match century {
            Field::At(it) => format!("{it}XX"),
            it => relative(it, "CENTURY"),
        }
    } else if let Some(week) = at.week {
        let tail = at.weekday.map_or(String::new(), |it| format!("-{it}"));
        let tail = if at.weekend { "-WE".to_owned() } else { tail };
        match (week, now) {
            (Field::Offset(by), Some(now)) => {
                let monday = now.day().monday().plus(7 * i64::from(by));
                match at.weekday {
                    Some(weekday) => monday.plus(i64::from(weekday) - 1).to_string(),
                    None => {
                        let (year, week) = monday.iso_week();
                        format!("{year:04}-W{week:02}{tail}")
                    }
                }
            }
            (Field::Offset(_), None) => format!("{}{tail}", relative(week, "WEEK")),
            (Field::At(number), _) => {
                let month = offset(at.month, today.map(|it| it.1));
                match month {
                    Some(month) => format!("{year_text}-{month:02}-W{number:02}{tail}"),
                    None => format!("{year_text}-W{number:02}{tail}"),
                }
            }
        }
    } else if at.weekend {
        match (at.nth, offset(at.month, today.map(|it| it.1))) {
            (Some(nth), Some(month)) => format!("{year_text}-{month:02}-WXX-WE-#{nth}"),
            _ => "XXXX-WXX-WE".to_owned(),
        }
    } else if let (Some(weekday), None) = (at.weekday, at.day) {
        match (at.nth, offset(at.month, today.map(|it| it.1))) {
            (Some(nth), Some(month)) => format!("{year_text}-{month:02}-WXX-{weekday}-#{nth}"),
            _ => format!("XXXX-WXX-{weekday}"),
        }
    } else if let Some(quarter) = at.quarter {
        match quarter {
            Field::At(it) => format!("{fiscal}{year_text}-Q{it}"),
            it => relative(it, "QUARTER"),
        }
    } else if let Some(half) = at.half {
        match half {
            Field::At(it) => format!("{fiscal}{year_text}-H{it}"),
            it => relative(it, "HALF"),
        }
    } else if let Some(season) = at.season {
        let name = match season {
            Field::At(1) => "SP",
            Field::At(2) => "SU",
            Field::At(3) => "FA",
            _ => "WI",
        };
        format!("{year_text}-{name}")
    } else {
        match (at.month, at.day, now) {
            (None, Some(Field::Offset(by)), Some(now)) => now.day().plus(i64::from(by)).to_string(),
            (None, Some(day @ Field::Offset(_)), None) => relative(day, "DAY"),
            (Some(Field::Offset(by)), day, Some(now)) => {
                let (year, month, _) = now.day().civil();
                let month = super::calendar::Month::new(year, month).plus(i64::from(by));
                let head = format!(
                    "{:04}-{:02}",
                    month.0.div_euclid(12),
                    month.0.rem_euclid(12) + 1
                );
                match day {
                    Some(Field::At(day)) => format!("{head}-{day:02}"),
                    _ => head,
                }
            }
            (Some(Field::Offset(by)), Some(Field::At(day)), None) => {
                format!("{}-{day:02}", relative(Field::Offset(by), "MONTH"))
            }
            (Some(Field::Offset(by)), ..) => relative(Field::Offset(by), "MONTH"),
            (Some(Field::At(month)), Some(Field::At(day)), _) => {
                format!("{year_text}-{month:02}-{day:02}")
            }
            (Some(Field::At(month)), ..) => format!("{fiscal}{year_text}-{month:02}"),
            (None, Some(Field::At(day)), _) => format!("{year_text}-XX-{day:02}"),
            (None, ..) => match (at.year, year) {
                (Some(field @ Field::Offset(_)), None) => relative(field, "YEAR"),
                _ => format!("{fiscal}{year_text}"),
            },
        }
    };
    format!("{date}{edge}{time}")
}

pub(super) fn time_of(at: &Moment) -> String {
    match (at.hour, at.minute, at.second, at.day_part) {
        (Some(hour), Some(minute), Some(second), _) => {
            format!("T{hour:02}:{minute:02}:{second:02}")
        }
        (Some(hour), Some(minute), None, _) => format!("T{hour:02}:{minute:02}"),
        (Some(hour), None, ..) => format!("T{hour:02}"),
        (None, _, _, Some(part)) => match part {
            DayPart::Dawn => "TDA",
            DayPart::Morning | DayPart::Forenoon => "TMO",
            DayPart::Noon => "TMI",
            DayPart::Afternoon => "TAF",
            DayPart::Evening => "TEV",
            DayPart::Night => "TNI",
        }
        .to_owned(),
        _ => String::new(),
    }
}

/// Every reading as TIMEX3.
pub(super) fn timex(value: &Value, now: Option<Instant>) -> Vec<String> {
    let readings = |at: &Moment| {
        let mut all = vec![moment(at, now)];
        if now.is_some() {
            all.push(moment(at, None));
        }
        if at.either_half && at.hour.is_some_and(|it| it < 12) {
            let later = Moment {
                hour: at.hour.map(|it| it + 12),
                either_half: false,
                ..*at
            };
            all.push(moment(&later, now));
        }
        all.dedup();
        all
    };
    match value {
        Value::Date { at } => readings(at),
        Value::Duration { low, high } => {
            let mut all = vec![iso_length(low).0];
            if !low.same(*high) {
                all.push(iso_length(high).0);
            }
            // A month and a half as days.
            if !low.months.is_integer()
                && let Some(days) = low.months.times(Decimal::of(30))
            {
                all.push(format!("P{days}D"));
            }
            if !low.business_days.is_zero() {
                all.push(format!("P{}D", low.business_days));
            }
            all
        }
        Value::Recurrence { every, at } => {
            let every = iso_length(every).0;
            let mut all = vec![every.clone(), format!("R/{every}")];
            if let Some(at) = at {
                all.extend(readings(at));
            }
            all
        }
        Value::Anchored { low, .. } => vec![iso_length(low).0],
        Value::Period { from, to } => {
            let end = |it: &Option<Moment>| it.map_or_else(String::new, |it| moment(&it, now));
            match (from, to) {
                (Some(from), None) => readings(from),
                (None, Some(to)) => readings(to),
                _ => vec![format!("{}/{}", end(from), end(to))],
            }
        }
        _ => vec![],
    }
}
