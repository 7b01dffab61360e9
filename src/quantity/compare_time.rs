//! Whether two dates, periods or anchored stretches of time may be the same.

use super::{
    Anchor, Comparison, DayPart, Edge, Field, Modifier, Moment, Relation, Value,
    compare::UNRELATED,
    compare_amount::compare_lengths,
    zone::{Zones, on_day, zones},
};

/// Why two stretches of time conflict that are as long.
pub(super) const BEFORE_AND_AFTER: &str = "before and after";

/// Why two times agree of which only one says its zone.
const ZONE_MISSING: &str = "zone missing";

/// Compares two moments, in one zone where both name theirs.
pub(super) fn compare_moments(a: &Moment, b: &Moment) -> Comparison {
    let plain = |at: &Moment| Moment { zone: None, ..*at };
    let as_they_stand = compare_fields(&plain(a), &plain(b));
    match zones(a, b) {
        Zones::Alike => as_they_stand,
        Zones::Moved(all) => {
            let found = all.iter().map(|it| compare_fields(&plain(it), &plain(b)));
            match found.min_by_key(|it| it.relation) {
                Some(it) if it.relation == Relation::Equal && all.len() > 1 => {
                    Comparison::new(Relation::Compatible, "the same in one of its zones")
                }
                Some(it) if it.relation == Relation::Equal => {
                    Comparison::new(Relation::Equal, "the same in another zone")
                }
                Some(it) => it,
                None => as_they_stand,
            }
        }
        Zones::Unknown if as_they_stand.relation.agrees() => {
            Comparison::new(Relation::Compatible, ZONE_MISSING)
        }
        Zones::Unknown => {
            // Elsewhere it is the day before or after.
            let day = |at: &Moment| Moment {
                hour: None,
                minute: None,
                second: None,
                day_part: None,
                either_half: false,
                ..plain(at)
            };
            let may_be = (-1..=1).any(|days| {
                compare_fields(&on_day(&day(a), days), &day(b)).relation != Relation::Conflict
            });
            match may_be {
                true => Comparison::new(Relation::Unrelated, ZONE_MISSING),
                false => as_they_stand,
            }
        }
    }
}

/// Compares field by field: those that both give must agree.
fn compare_fields(a: &Moment, b: &Moment) -> Comparison {
    let (a, b) = (&plain_time(a), &plain_time(b));
    if a == b {
        return Comparison::new(Relation::Equal, "same");
    }
    let mut common = 0;
    let mut conflict = None;
    let mut field = |x: Option<Field>, y: Option<Field>, name: &'static str| {
        if let (Some(x), Some(y)) = (x, y) {
            match (x, y) {
                (Field::At(p), Field::At(q)) | (Field::Offset(p), Field::Offset(q)) => {
                    common += 1;
                    if p != q {
                        conflict = conflict.or(Some(name));
                    }
                }
                // 去年 and 2023 may be the same year.
                _ => {}
            }
        }
    };
    let year_of = |it: &Moment| it.year;
    let shorter = |x: Option<Field>, y: Option<Field>| match (x, y) {
        // 97年 and 1997.
        (Some(Field::At(p)), Some(Field::At(q))) if (p < 100) != (q < 100) => (
            Some(Field::At(p.rem_euclid(100))),
            Some(Field::At(q.rem_euclid(100))),
        ),
        other => other,
    };
    let (year_a, year_b) = shorter(year_of(a), year_of(b));
    field(year_a, year_b, "years differ");
    let derived = |it: Option<Field>, by: i32| match it {
        Some(Field::At(year)) => Some(Field::At(year.div_euclid(by))),
        _ => None,
    };
    let decade = |it: &Moment| it.decade.or_else(|| derived(it.year, 10));
    let (decade_a, decade_b) = (decade(a), decade(b));
    if a.decade.is_some() || b.decade.is_some() {
        let (x, y) = match (decade_a, decade_b) {
            (Some(Field::At(p)), Some(Field::At(q))) if (p < 10) != (q < 10) => (
                Some(Field::At(p.rem_euclid(10))),
                Some(Field::At(q.rem_euclid(10))),
            ),
            other => other,
        };
        field(x, y, "decades differ");
    }
    let century = |it: &Moment| {
        it.century
            .or_else(|| {
                derived(
                    decade(it)
                        .filter(|_| it.decade.is_some_and(|d| !matches!(d, Field::At(0..=9)))),
                    10,
                )
            })
            .or_else(|| derived(it.year, 100))
    };
    if a.century.is_some() || b.century.is_some() {
        field(century(a), century(b), "centuries differ");
    }
    field(a.half, b.half, "halves differ");
    field(a.quarter, b.quarter, "quarters differ");
    field(a.season, b.season, "seasons differ");
    field(a.month, b.month, "months differ");
    field(a.week, b.week, "weeks differ");
    field(a.day, b.day, "days differ");
    let small = |it: Option<u8>| it.map(|it| Field::At(i32::from(it)));
    field(small(a.weekday), small(b.weekday), "weekdays differ");
    if a.weekend && b.weekend {
        field(Some(Field::At(1)), Some(Field::At(1)), "");
    }
    let (hour_a, hour_b) = match (a.hour, b.hour) {
        (Some(p), Some(q)) if a.either_half || b.either_half => (Some(p % 12), Some(q % 12)),
        // Midnight ends a day or begins one.
        (Some(p), Some(q)) => (Some(p % 24), Some(q % 24)),
        other => other,
    };
    field(small(hour_a), small(hour_b), "hours differ");
    let minute = |it: &Moment| it.hour.map(|_| it.minute.unwrap_or(0));
    field(small(minute(a)), small(minute(b)), "minutes differ");
    if a.day_part.is_some() && a.day_part == b.day_part && a.hour.is_none() {
        field(Some(Field::At(1)), Some(Field::At(1)), "");
    }
    if is_named_hour(a, b) || is_named_hour(b, a) {
        field(Some(Field::At(1)), Some(Field::At(1)), "");
    }
    if is_edge_of_quarter(a, b) || is_edge_of_quarter(b, a) {
        field(Some(Field::At(1)), Some(Field::At(1)), "");
    }
    if a.now && b.now {
        field(Some(Field::At(1)), Some(Field::At(1)), "");
    }
    let (common, conflict) = (common, conflict);
    if let Some(reason) = conflict {
        return Comparison::new(Relation::Conflict, reason);
    }
    if common == 0 {
        return if is_hour_of(a, b) || is_hour_of(b, a) {
            Comparison::new(Relation::Compatible, "hour and part of the day")
        } else {
            Comparison::new(Relation::Unrelated, "no field in common")
        };
    }
    if a.fiscal != b.fiscal && a.year.is_some() && b.year.is_some() {
        return Comparison::new(Relation::Conflict, "fiscal and calendar year");
    }
    if half_of_day(a)
        .zip(half_of_day(b))
        .is_some_and(|(a, b)| a != b)
    {
        return Comparison::new(Relation::Conflict, "parts of the day differ");
    }
    match (a.edge, b.edge) {
        (Some(p), Some(q)) if p != q => Comparison::new(Relation::Conflict, "parts differ"),
        _ => Comparison::new(Relation::Compatible, "fields given agree"),
    }
}

/// Whether one is the full hour that the other names as a part of the day: 12:00 and 中午, 0:00 and 午夜.
fn is_named_hour(exact: &Moment, part: &Moment) -> bool {
    let hour = exact.hour.filter(|_| exact.minute.unwrap_or(0) == 0);
    // What names a day is told by the day: 30日中午 is rather the 30th of the other side than its noon.
    part.hour.is_none()
        && !exact.has_day()
        && !part.has_day()
        && matches!(
            (hour, part.day_part),
            (Some(12), Some(DayPart::Noon)) | (Some(0 | 24), Some(DayPart::Night))
        )
}

/// Whether a moment is surely before noon or surely after; nothing is said of noon, night and midnight.
fn half_of_day(at: &Moment) -> Option<bool> {
    match (at.hour, at.day_part) {
        (Some(5..=11), _) if !at.either_half => Some(false),
        (Some(13..=23), _) if !at.either_half => Some(true),
        (None, Some(DayPart::Morning | DayPart::Forenoon)) => Some(false),
        (None, Some(DayPart::Afternoon | DayPart::Evening)) => Some(true),
        _ => None,
    }
}

/// Whether one is the hour of no day in the part of the day that the other names: 下午3时 and `in the afternoon`.
fn is_hour_of(exact: &Moment, part: &Moment) -> bool {
    let Some((hour, name)) = exact.hour.zip(part.day_part) else {
        return false;
    };
    let inside = match name {
        DayPart::Dawn => (0..=6).contains(&hour),
        DayPart::Morning => (4..=11).contains(&hour),
        DayPart::Forenoon => (6..=11).contains(&hour),
        DayPart::Noon => (11..=13).contains(&hour),
        DayPart::Afternoon => (12..=18).contains(&hour),
        DayPart::Evening => (17..=23).contains(&hour),
        DayPart::Night => (19..=24).contains(&hour) || hour <= 5,
    };
    inside && !exact.either_half && part.hour.is_none() && !exact.has_date() && !part.has_date()
}

/// Whether one is the beginning or end of a quarter or half year, and the other that of its first or last month: 三季度末 and
/// `the end of September`, September 30.
fn is_edge_of_quarter(whole: &Moment, month: &Moment) -> bool {
    let (first, last) = match (whole.quarter, whole.half) {
        (Some(Field::At(quarter @ 1..=4)), None) => (quarter * 3 - 2, quarter * 3),
        (None, Some(Field::At(half @ 1..=2))) => (half * 6 - 5, half * 6),
        _ => return false,
    };
    if whole.fiscal || month.quarter.is_some() || month.half.is_some() {
        return false;
    }
    let day = match month.day {
        Some(Field::At(day)) => Some(day),
        _ => None,
    };
    match (whole.edge, month.month) {
        (Some(Edge::Late), Some(Field::At(it))) => {
            it == last && (month.edge == whole.edge || day.is_some_and(|day| day >= 28))
        }
        (Some(Edge::Early), Some(Field::At(it))) => {
            it == first && (month.edge == whole.edge || day == Some(1))
        }
        _ => false,
    }
}

/// Whether both begin with the year: 年初以来, 今年以来 and `since January`.
fn begin_year(a: &Moment, b: &Moment) -> bool {
    let year = |it: &Moment| {
        let plain = Moment {
            year: Some(Field::Offset(0)),
            edge: it.edge,
            ..Moment::default()
        };
        *it == plain && matches!(it.edge, None | Some(Edge::Early))
    };
    let january = |it: &Moment| {
        let plain = Moment {
            year: it.year,
            month: Some(Field::At(1)),
            day: it.day,
            edge: it.edge,
            ..Moment::default()
        };
        *it == plain
            && matches!(it.year, None | Some(Field::Offset(0)))
            && matches!(it.day, None | Some(Field::At(1)))
            && matches!(it.edge, None | Some(Edge::Early))
    };
    year(a) && january(b) || january(a) && year(b) || year(a) && year(b)
}

/// The moment without what its hour already says: 下午3点 is 15:00.
fn plain_time(at: &Moment) -> Moment {
    let sure = at.hour.is_some() && !at.either_half;
    Moment {
        day_part: if sure { None } else { at.day_part },
        minute: at.hour.map(|_| at.minute.unwrap_or(0)),
        ..*at
    }
}

/// Compares dates and periods.
pub(super) fn compare_periods(a: &Value, b: &Value) -> Comparison {
    match (a, b) {
        (Value::Date { at: x }, Value::Date { at: y }) => compare_moments(x, y),
        (Value::Period { from: p, to: q }, Value::Period { from: r, to: s }) => {
            let ends = |x: &Option<Moment>, y: &Option<Moment>| match (x, y) {
                (Some(x), Some(y)) => compare_moments(x, y),
                (None, None) => Comparison::new(Relation::Equal, "same"),
                _ => Comparison::new(Relation::Compatible, "open on one side"),
            };
            if let (Some(x), None, Some(y), None) = (p, q, r, s)
                && x != y
                && begin_year(x, y)
            {
                return Comparison::new(Relation::Compatible, "since the year began");
            }
            let (from, to) = (ends(p, r), ends(q, s));
            let crossed = p.is_some() != r.is_some() && q.is_some() != s.is_some();
            if crossed {
                return Comparison::new(Relation::Conflict, "since and until");
            }
            if from.relation >= to.relation {
                from
            } else {
                to
            }
        }
        (Value::Date { at }, Value::Period { from, to })
        | (Value::Period { from, to }, Value::Date { at }) => {
            // A quarter and its months.
            if let (Some(from), Some(to)) = (from, to)
                && let (Some(Field::At(quarter)), Some(Field::At(first)), Some(Field::At(last))) =
                    (at.quarter, from.month, to.month)
            {
                let fits = first == quarter * 3 - 2 && last == quarter * 3;
                return if fits {
                    Comparison::new(Relation::Compatible, "quarter and its months")
                } else if at.fiscal {
                    UNRELATED
                } else {
                    Comparison::new(Relation::Conflict, "quarters differ")
                };
            }
            if let (Some(from), Some(to)) = (from, to)
                && let Some(found) = compare_fiscal(at, from, to)
            {
                return found;
            }
            let end = match (from, to) {
                (Some(it), None) | (None, Some(it)) => compare_moments(at, it),
                _ => return UNRELATED,
            };
            match end.relation {
                Relation::Unrelated => UNRELATED,
                // Shortly before 4.30 may be 4:20.
                Relation::Conflict if end.reason == "minutes differ" => UNRELATED,
                // 开放至10月13日 says with its verb what "until" says.
                Relation::Conflict => end,
                _ => Comparison::new(Relation::Compatible, "open on one side"),
            }
        }
        _ => UNRELATED,
    }
}

/// A fiscal year against the two years that it is in: 2023-24年度 is fiscal 2024. `None` of all others.
fn compare_fiscal(at: &Moment, from: &Moment, to: &Moment) -> Option<Comparison> {
    let only = |year: i32| Moment {
        year: Some(Field::At(year)),
        ..Moment::default()
    };
    let (Some(Field::At(year)), Some(Field::At(first)), Some(Field::At(last))) =
        (at.year, from.year, to.year)
    else {
        return None;
    };
    let is_pair = *from == only(first) && *to == only(last) && last.checked_sub(1) == Some(first);
    let is_fiscal = Moment {
        fiscal: false,
        ..*at
    } == only(year)
        && at.fiscal;
    (is_pair && is_fiscal).then(|| match year == last {
        true => Comparison::new(Relation::Compatible, "fiscal year and its years"),
        false => Comparison::new(Relation::Conflict, "years differ"),
    })
}

/// Compares stretches of time before or after another, with each other and with plain durations.
pub(super) fn compare_anchored(a: &Value, of_a: Modifier, b: &Value, of_b: Modifier) -> Comparison {
    use Value::{Anchored, Duration};
    let past = |it: &Anchor| matches!(it, Anchor::Ago | Anchor::Past);
    match (a, b) {
        (
            Anchored {
                low: x,
                high: p,
                anchor: one,
            },
            Anchored {
                low: y,
                high: q,
                anchor: other,
            },
        ) => {
            let lengths = compare_lengths((*x, *p), of_a, (*y, *q), of_b);
            if !lengths.relation.agrees() || one == other {
                return lengths;
            }
            if past(one) == past(other) {
                Comparison::new(
                    lengths.relation.max(Relation::Compatible),
                    "all of it or its end",
                )
            } else {
                Comparison::new(Relation::Conflict, BEFORE_AND_AFTER)
            }
        }
        (
            Anchored {
                low: x, high: p, ..
            },
            Duration { low: y, high: q },
        )
        | (
            Duration { low: x, high: p },
            Anchored {
                low: y, high: q, ..
            },
        ) => {
            let lengths = compare_lengths((*x, *p), of_a, (*y, *q), of_b);
            if lengths.relation.agrees() {
                Comparison::new(
                    lengths.relation.max(Relation::Compatible),
                    "placed in time on one side only",
                )
            } else {
                lengths
            }
        }
        _ => UNRELATED,
    }
}
