//! Whether two dates, periods or anchored stretches of time may be the same.

use super::{
    Anchor, Comparison, DayPart, Field, Modifier, Moment, Relation, Value, compare::UNRELATED,
    compare_amount::compare_lengths,
};

/// Compares field by field: those that both give must agree.
pub(super) fn compare_moments(a: &Moment, b: &Moment) -> Comparison {
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
    if a.now && b.now {
        field(Some(Field::At(1)), Some(Field::At(1)), "");
    }
    let (common, conflict) = (common, conflict);
    if let Some(reason) = conflict {
        return Comparison::new(Relation::Conflict, reason);
    }
    if common == 0 {
        return Comparison::new(Relation::Unrelated, "no field in common");
    }
    if a.fiscal != b.fiscal && a.year.is_some() && b.year.is_some() {
        return Comparison::new(Relation::Conflict, "fiscal and calendar year");
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
            if end.relation.agrees() {
                Comparison::new(Relation::Compatible, "open on one side")
            } else {
                UNRELATED
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
                Comparison::new(Relation::Conflict, "before and after")
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
