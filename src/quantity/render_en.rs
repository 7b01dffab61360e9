//! Quantities as English text.

use super::{
    Amount, Anchor, DayPart, Decimal, Edge, Field, Length, Moment, TimeUnit, Value,
    render::{amount, counted},
    value::Scale,
};
use crate::lang::Lang;

pub(super) fn english(value: &Value) -> Option<String> {
    let en = |it: &Amount| amount(*it, Lang::English);
    Some(match value {
        Value::Number { amount } => en(amount)?,
        Value::Fraction { amount } => match amount {
            Amount::Ratio(above, below)
                if above.same_value(Decimal::ONE) && below.same_value(Decimal::of(2)) =>
            {
                "half".to_owned()
            }
            _ => en(amount)?,
        },
        Value::Ordinal { number } => {
            let whole = number.to_integer()?;
            let suffix = match (whole % 10, whole % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{whole}{suffix}")
        }
        Value::RelativeOrdinal { .. } | Value::Code { .. } => return None,
        Value::Percent { amount } => format!("{} percent", en(amount)?),
        Value::PercentPoint { amount } => format!("{} percentage points", en(amount)?),
        Value::Multiple { factor, .. } => format!("{} times", en(factor)?),
        Value::Money { amount, currency } => {
            let name = match currency.code() {
                "LOCAL" => "yuan",
                "¥" => return None,
                "LOCAL/100" => return None,
                // "won" and "real" are words as well.
                "KRW" => "South Korean won",
                "BRL" => "reais",
                "USD" => "US dollars",
                "HKD" => "Hong Kong dollars",
                "TWD" => "Taiwan dollars",
                _ => currency.name(3)?,
            };
            format!("{} {name}", en(amount)?)
        }
        Value::Measure { amount, unit } => {
            if unit.code() == "mag" {
                return Some(format!("magnitude {}", en(amount)?));
            }
            format!("{} {}", en(amount)?, unit.name(3)?)
        }
        Value::Temperature { amount, scale } => {
            let scale = match scale {
                Scale::Celsius => " degrees Celsius",
                Scale::Fahrenheit => " degrees Fahrenheit",
                Scale::Kelvin => " kelvin",
                Scale::Degree => " degrees",
            };
            format!("{}{scale}", en(amount)?)
        }
        Value::Age { low, high } => format!("{} old", length_en(low, high)?),
        Value::Duration { low, high } => length_en(low, high)?,
        Value::Anchored { low, high, anchor } => {
            let length = length_en(low, high)?;
            match anchor {
                Anchor::Ago => format!("{length} ago"),
                Anchor::Ahead => format!("{length} later"),
                Anchor::Past => format!("the past {length}"),
                Anchor::Next => format!("the next {length}"),
            }
        }
        Value::Date { at } => date_en(at)?,
        Value::Period { from, to } => match (from, to) {
            (Some(from), Some(to)) => format!("from {} to {}", date_en(from)?, date_en(to)?),
            (Some(from), None) => format!("since {}", date_en(from)?),
            (None, Some(to)) => format!("until {}", date_en(to)?),
            (None, None) => return None,
        },
        Value::Recurrence { every, at: None } => {
            let (count, unit) = counted(every)?;
            if count.same_value(Decimal::ONE) {
                format!("every {}", unit_en(unit, false))
            } else {
                format!("every {count} {}", unit_en(unit, true))
            }
        }
        Value::Recurrence { .. } => return None,
        Value::Comparison { against } => match against.map(|it| it.months.to_integer()) {
            Some(Some(12)) => "year on year".to_owned(),
            Some(Some(3)) => "quarter on quarter".to_owned(),
            Some(Some(1)) => "month on month".to_owned(),
            _ => return None,
        },
        Value::Score { left, right } => format!("{left}-{right}"),
    })
}

pub(super) fn unit_en(unit: TimeUnit, plural: bool) -> String {
    let name = match unit {
        TimeUnit::Second => "second",
        TimeUnit::Minute => "minute",
        TimeUnit::QuarterHour => "quarter hour",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::BusinessDay => "working day",
        TimeUnit::Week => "week",
        TimeUnit::Fortnight => "fortnight",
        TimeUnit::Month => "month",
        TimeUnit::Quarter => "quarter",
        TimeUnit::Year => "year",
        TimeUnit::Decade => "decade",
        TimeUnit::Century => {
            return if plural {
                "centuries".to_owned()
            } else {
                "century".to_owned()
            };
        }
    };
    format!("{name}{}", if plural { "s" } else { "" })
}

pub(super) fn length_en(low: &Length, high: &Length) -> Option<String> {
    let (count, unit) = counted(low)?;
    if unit == TimeUnit::QuarterHour {
        return Some(format!("{} minutes", count.times(Decimal::of(15))?));
    }
    if !low.same(*high) {
        return Some(format!(
            "{count} to {} {}",
            counted(high)?.0,
            unit_en(unit, true)
        ));
    }
    let plural = !count.same_value(Decimal::ONE);
    Some(format!("{count} {}", unit_en(unit, plural)))
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

pub(super) fn which_en(by: i32) -> Option<&'static str> {
    match by {
        0 => Some("this"),
        -1 => Some("last"),
        1 => Some("next"),
        _ => None,
    }
}

pub(super) fn date_en(at: &Moment) -> Option<String> {
    if at.now {
        return Some("now".to_owned());
    }
    let time = time_en(at)?;
    let day = day_en(at)?;
    let time = match at.zone {
        Some(zone) => format!("{time} {}", zone.name(Lang::English)?),
        None => time,
    };
    Some(match (day.is_empty(), time.is_empty()) {
        (false, true) => day,
        (true, false) => time,
        (false, false) if at.hour.is_none() => format!("{day} {time}"),
        (false, false) => format!("{day} at {time}"),
        (true, true) => return None,
    })
}

pub(super) fn day_en(at: &Moment) -> Option<String> {
    let edge = match at.edge {
        None => "",
        Some(Edge::Early) => "early ",
        Some(Edge::Mid) => "mid-",
        Some(Edge::Late) => "late ",
    };
    if at.nth.is_some() || at.weekend || at.season.is_some() {
        return None;
    }
    if let Some(Field::At(decade)) = at.decade {
        return (decade > 99 && decade % 10 != 0).then(|| {
            format!("{edge}the {decade}0s")
                .replace("early the", "the early")
                .replace("late the", "the late")
                .replace("mid-the", "the mid-")
        });
    }
    if let Some(Field::At(century)) = at.century {
        let ordinal = Value::Ordinal {
            number: Decimal::of(century + 1),
        };
        return Some(format!("the {edge}{} century", english(&ordinal)?));
    }
    if let (Some(week), None) = (at.week, at.month) {
        let Field::Offset(by) = week else { return None };
        let which = which_en(by)?;
        return match at.weekday {
            Some(weekday) => Some(format!(
                "{which} {}",
                WEEKDAYS.get(usize::from(weekday) - 1)?
            )),
            None if at.edge.is_none() => Some(format!("{which} week")),
            None => None,
        };
    }
    if let (Some(weekday), None) = (at.weekday, at.day) {
        return Some((*WEEKDAYS.get(usize::from(weekday).checked_sub(1)?)?).to_owned());
    }
    let year = match at.year {
        Some(Field::At(year)) if (1000..=2999).contains(&year) => Some(year),
        Some(Field::At(_)) => return None,
        Some(Field::Offset(by)) => {
            let year = format!("{} year", which_en(by)?);
            return match (at.month, at.quarter, at.half, at.day, at.edge, at.fiscal) {
                (None, None, None, None, None, false) => Some(year),
                (Some(Field::At(month)), None, None, None, None, false) => Some(format!(
                    "{} {year}",
                    MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?
                )),
                (None, Some(Field::At(quarter)), None, None, None, false) => {
                    Some(format!("the {} quarter of {year}", ordinal_en(quarter)?))
                }
                _ => None,
            };
        }
        None => None,
    };
    let of_year = |fiscal: bool| match year {
        Some(year) if fiscal => format!(" of fiscal {year}"),
        Some(year) => format!(" of {year}"),
        None => String::new(),
    };
    if let Some(quarter) = at.quarter {
        return match quarter {
            Field::At(quarter) if at.edge.is_none() && (!at.fiscal || year.is_some()) => Some(
                format!("the {} quarter{}", ordinal_en(quarter)?, of_year(at.fiscal)),
            ),
            Field::Offset(by) if at.edge.is_none() => Some(format!("{} quarter", which_en(by)?)),
            _ => None,
        };
    }
    if let Some(half) = at.half {
        let (Field::At(half), Some(_), None) = (half, year, at.edge) else {
            return None;
        };
        return Some(format!(
            "the {} half{}",
            ordinal_en(half)?,
            of_year(at.fiscal)
        ));
    }
    if at.fiscal {
        return (at.month.is_none() && at.edge.is_none())
            .then(|| year.map(|year| format!("fiscal {year}")))?;
    }
    match (at.month, at.day) {
        (None, Some(Field::Offset(by))) => Some(match by {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            _ => return None,
        }),
        (Some(Field::At(month)), day) => {
            let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
            let tail = |comma: &str| year.map_or(String::new(), |it| format!("{comma} {it}"));
            match day {
                Some(Field::At(day)) => Some(format!("{name} {day}{}", tail(","))),
                Some(Field::Offset(_)) => None,
                None => Some(format!("{edge}{name}{}", tail(""))),
            }
        }
        (Some(Field::Offset(by)), None) if at.edge.is_none() => {
            Some(format!("{} month", which_en(by)?))
        }
        (None, None) => Some(year.map_or(String::new(), |it| format!("{edge}{it}"))),
        _ => None,
    }
}

pub(super) fn ordinal_en(n: i32) -> Option<&'static str> {
    ["first", "second", "third", "fourth"]
        .get(usize::try_from(n).ok()?.checked_sub(1)?)
        .copied()
}

pub(super) fn time_en(at: &Moment) -> Option<String> {
    let Some(hour) = at.hour else {
        return Some(
            match at.day_part {
                None => "",
                Some(DayPart::Morning) => "in the morning",
                Some(DayPart::Afternoon) => "in the afternoon",
                Some(DayPart::Evening) => "in the evening",
                Some(_) => return None,
            }
            .to_owned(),
        );
    };
    if hour > 23 || at.either_half {
        return None;
    }
    let half = if hour < 12 { "a.m." } else { "p.m." };
    let shown = match hour % 12 {
        0 => 12,
        it => it,
    };
    Some(match (at.minute, at.second) {
        (Some(minute), Some(second)) => format!("{shown}:{minute:02}:{second:02} {half}"),
        (Some(minute), None) => format!("{shown}:{minute:02} {half}"),
        (None, _) => format!("{shown} {half}"),
    })
}
