//! The hours that a time or a part of the day covers.

use super::{DayPart, Edge, Moment, calendar::Day, resolve::Interval};

/// The hours that a part of the day covers, by source.
pub(super) const fn hours(part: DayPart) -> &'static [(i64, i64)] {
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
pub(super) fn edge_of_hours(
    part: DayPart,
    (from, to): (i64, i64),
    edge: Edge,
) -> Option<(i64, i64)> {
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

pub(super) fn times(at: &Moment, day: Day, into: &mut Vec<Interval>) {
    let Some(hour) = at.hour else {
        if let Some(part) = at.day_part {
            let parts = hours(part).iter();
            let edges = parts
                .clone()
                .filter_map(|it| edge_of_hours(part, *it, at.edge?));
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
