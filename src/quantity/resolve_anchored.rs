//! The readings of a stretch of time before or after now.

use super::{
    Anchor, Decimal, Length, TimeUnit,
    calendar::{Day, Instant, Month},
    resolve::Interval,
    resolve_date::months,
};

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
pub(super) fn shift(at: Instant, by: &Length, sign: i64) -> Option<Instant> {
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
pub(super) fn grain(at: Instant, unit: TimeUnit) -> Option<(Instant, Instant)> {
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
