//! Zones of clock times: 14:00 GMT, 9 a.m. Eastern time, 北京时间22时, 当地时间下午3点.
//!
//! The name stands behind an English time and before a Chinese one, or behind either in brackets. It stays outside the span of
//! the time unless something of the time follows it.

use std::{cmp::Reverse, collections::HashMap, sync::LazyLock};

use serde::{Serialize, Serializer};

use super::{
    Field, Moment, Quantity, Value,
    calendar::Day,
    cursor::{Cursor, Found},
    lex::Kind,
    table::{rows, surfaces},
};
use crate::lang::Lang;

/// One zone: its offsets, and its names in English and Chinese.
static ROWS: LazyLock<Vec<(Zone, [&'static str; 2])>> = LazyLock::new(|| {
    rows::<3>(include_str!("data/zone.tsv"))
        .filter_map(|[offsets, english, chinese]| Some((Zone::parse(offsets)?, [english, chinese])))
        .collect()
});

/// Each name in small letters with its zone, and whether it is short for one: `est` is written in capitals.
static NAMES: LazyLock<HashMap<char, Vec<Name>>> = LazyLock::new(|| {
    let named = ROWS.iter().flat_map(|(zone, columns)| {
        let names = columns.iter().flat_map(|it| surfaces(it));
        names.map(|name| Name {
            surface: name.to_lowercase(),
            is_short: name.chars().all(|c| c.is_ascii_uppercase()),
            zone: *zone,
        })
    });
    let mut all: Vec<Name> = named.collect();
    // The longest that fits counts: 美国东部时间, not 东部时间.
    all.sort_by_key(|it| Reverse(it.surface.chars().count()));
    let mut by_first: HashMap<char, Vec<Name>> = HashMap::new();
    for name in all {
        if let Some(first) = name.surface.chars().next() {
            by_first.entry(first).or_default().push(name);
        }
    }
    by_first
});

/// Offsets of Beijing time, which texts of China mean where they name none.
const BEIJING: Zone = Zone::Ahead(480);

/// The most characters and words of a name.
const LONGEST: usize = 12;

/// Minutes of a day.
const DAY: i32 = 24 * 60;

/// The farthest a zone is from UTC, in hours.
const MOST_HOURS: i32 = 14;

/// What a text says of the zone that a clock time is in.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Zone {
    /// So many minutes ahead of UTC: 480 for 北京时间, −300 for EST.
    Ahead(i16),
    /// One of two: `Eastern time` is that of summer or of winter.
    Either(i16, i16),
    /// That of the place, and the text does not say which: 当地时间, `local time`.
    Local,
}

#[derive(Debug)]
struct Name {
    surface: String,
    is_short: bool,
    zone: Zone,
}

impl Zone {
    fn parse(offsets: &str) -> Option<Self> {
        if offsets == "local" {
            return Some(Self::Local);
        }
        Some(match offsets.split_once('/') {
            Some((one, other)) => Self::Either(one.parse().ok()?, other.parse().ok()?),
            None => Self::Ahead(offsets.parse().ok()?),
        })
    }

    /// The minutes ahead of UTC that it may be; none where the text does not say.
    fn offsets(self) -> impl Iterator<Item = i32> + Clone {
        let (one, other) = match self {
            Self::Ahead(it) => (Some(it), None),
            Self::Either(one, other) => (Some(one), Some(other)),
            Self::Local => (None, None),
        };
        one.into_iter().chain(other).map(i32::from)
    }

    /// Its first name in the table.
    pub(super) fn name(self, lang: Lang) -> Option<&'static str> {
        let (_, [english, chinese]) = ROWS.iter().find(|it| it.0 == self)?;
        let column = match lang {
            Lang::English => english,
            Lang::Chinese => chinese,
        };
        surfaces(column).next()
    }
}

/// `+08:00`, `-05:00/-04:00`, `local`.
impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut mark = "";
        for it in self.offsets() {
            let sign = if it < 0 { '-' } else { '+' };
            let (hours, minutes) = (it.abs() / 60, it.abs() % 60);
            write!(f, "{mark}{sign}{hours:02}:{minutes:02}")?;
            mark = "/";
        }
        match self {
            Self::Local => f.write_str("local"),
            _ => Ok(()),
        }
    }
}

impl Quantity {
    /// The zone of its clock times for people to read: `UTC+8`, `UTC-5/-4`, `UTC+5:30`, `local time`.
    pub(crate) fn zone_shown(&self) -> Option<String> {
        let zone = match &self.value {
            Value::Date { at } => at.zone,
            Value::Period { from, to } => [from, to].into_iter().flatten().find_map(|it| it.zone),
            _ => None,
        }?;
        let offsets: Vec<String> = zone
            .offsets()
            .map(|it| {
                let (hours, minutes) = (it.abs() / 60, it.abs() % 60);
                let sign = if it < 0 { '-' } else { '+' };
                match (it, minutes) {
                    (0, _) => String::new(),
                    (_, 0) => format!("{sign}{hours}"),
                    _ => format!("{sign}{hours}:{minutes:02}"),
                }
            })
            .collect();
        Some(match zone {
            Zone::Local => "local time".to_owned(),
            _ => format!("UTC{}", offsets.join("/")),
        })
    }
}

/// Writes a zone as it is displayed.
pub(super) fn as_text<S: Serializer>(
    zone: &Option<Zone>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match zone {
        Some(zone) => serializer.collect_str(zone),
        None => serializer.serialize_none(),
    }
}

impl Cursor<'_> {
    /// The zone whose name begins at `i`, and the token after it.
    pub(super) fn zone(&self, i: usize) -> Option<(Zone, usize)> {
        let token = self.at(i);
        if !matches!(token.kind, Kind::Word | Kind::Han) {
            return None;
        }
        let (name, end) = NAMES.get(&token.first)?.iter().find_map(|name| {
            let end = self.literal(i, &name.surface)?;
            (!name.is_short || token.capitals).then_some((name, end))
        })?;
        if name.zone == Zone::Ahead(0)
            && let Some(found) = self.zone_ahead(end)
        {
            return Some(found);
        }
        let end = match name.is_short {
            true => self.any_literal(end, &["时间", "time"]).unwrap_or(end),
            false => end,
        };
        Some((name.zone, end))
    }

    /// The rest of UTC+8, GMT-5:30 from its sign on.
    fn zone_ahead(&self, i: usize) -> Option<(Zone, usize)> {
        let signed = self.is_any(i, "+-") && self.glued(i) && self.glued(i + 1);
        let number = |at: usize| {
            let token = self.at(at);
            let value = token.value.filter(|_| token.plain && token.digits <= 2)?;
            i32::try_from(value.to_integer()?).ok()
        };
        let hours = number(i + 1).filter(|it| signed && *it <= MOST_HOURS)?;
        let minutes = number(i + 3).filter(|_| self.is(i + 2, ':') && self.glued(i + 3));
        let end = if minutes.is_some() { i + 4 } else { i + 2 };
        let ahead = hours * 60 + minutes.unwrap_or(0);
        let ahead = if self.is(i, '-') { -ahead } else { ahead };
        let end = self.literal(end, "时间").unwrap_or(end);
        Some((Zone::Ahead(i16::try_from(ahead).ok()?), end))
    }

    /// The zone behind a time that ends before `i`, also in brackets, and the token after it.
    pub(super) fn zone_behind(&self, i: usize) -> Option<(Zone, usize)> {
        if self.is(i, '(') {
            let (zone, end) = self.zone(i + 1)?;
            return self.literal(end, ")").map(|end| (zone, end));
        }
        self.zone(i).or_else(|| {
            // 9 a.m. Nairobi time, of whatever place.
            let token = self.at(i);
            let is_place = token.kind == Kind::Word && token.capital && token.spaced;
            (is_place && self.is_word(i + 1, "time")).then_some((Zone::Local, i + 2))
        })
    }

    /// The zone whose name ends right before `i`.
    fn zone_before(&self, i: usize) -> Option<Zone> {
        (1..=LONGEST).rev().find_map(|back| {
            let (zone, end) = self.zone(i.checked_sub(back)?)?;
            (end == i).then_some(zone)
        })
    }

    /// What was found, with the zone of its clock times, and where to go on: behind the name of the zone.
    pub(super) fn zoned(&self, mut found: Found, lang: Lang) -> (usize, Found) {
        let has_hour = |at: &Moment| at.hour.is_some();
        let is_clock = match &found.value {
            Value::Date { at } => has_hour(at),
            Value::Period { from, to } => [from, to].into_iter().flatten().any(has_hour),
            _ => false,
        };
        if !is_clock {
            return (found.to, found);
        }
        let inside = || (found.from..found.to).find_map(|at| self.zone_inside(at, found.to));
        let before = || {
            // 约北京时间22时, and 北京时间约22时.
            let core = self.zone_before(found.core.0);
            core.or_else(|| self.zone_before(found.from))
        };
        let of_chinese = || (lang == Lang::Chinese).then(before)?;
        // 22时北京时间: what follows is of the next time.
        let is_of_next = self.at(found.to).kind == Kind::Han;
        let behind = self.zone_behind(found.to).filter(|_| !is_of_next);
        let end = behind.map_or(found.to, |it| it.1);
        // 当地时间14时（UTC+1） says which.
        let said = inside().or_else(of_chinese);
        let zone = match (said, behind) {
            (None | Some(Zone::Local), Some((zone, _))) => zone,
            (Some(zone), _) => zone,
            (None, None) => return (found.to, found),
        };
        let set = |at: &mut Moment| {
            if at.hour.is_some() {
                at.zone = Some(zone);
            }
        };
        match &mut found.value {
            Value::Date { at } => set(at),
            Value::Period { from, to } => from.iter_mut().chain(to).for_each(set),
            _ => {}
        }
        (end, found)
    }

    /// The zone at `i` that ends before `end`: 4月3日北京时间22时.
    fn zone_inside(&self, i: usize, end: usize) -> Option<Zone> {
        let begins = matches!(self.at(i).kind, Kind::Word | Kind::Han);
        let (zone, to) = begins.then(|| self.zone(i))??;
        (to <= end).then_some(zone)
    }
}

/// How two times stand to each other by their zones.
#[derive(Clone, Debug)]
pub(crate) enum Zones {
    /// They may be compared as they stand.
    Alike,
    /// The zone of one is not known, so that other hours say nothing.
    Unknown,
    /// The first, moved into the zone of the second: as often as the zones and the half of the day are in doubt.
    Moved(Vec<Moment>),
}

/// How the zones of two times stand to each other.
#[must_use]
pub(crate) fn zones(a: &Moment, b: &Moment) -> Zones {
    let (Some(_), Some(_)) = (a.hour, b.hour) else {
        return Zones::Alike;
    };
    match (a.zone, b.zone) {
        (one, other) if one == other => Zones::Alike,
        (None | Some(BEIJING | Zone::Local), None) | (None, Some(BEIJING | Zone::Local)) => {
            Zones::Alike
        }
        (Some(one), Some(other)) if one != Zone::Local && other != Zone::Local => {
            let steps = one
                .offsets()
                .flat_map(|from| other.offsets().map(move |to| to - from));
            let halves: &[i32] = if a.either_half { &[0, DAY / 2] } else { &[0] };
            let moved = steps.flat_map(|step| halves.iter().map(move |half| moved(a, step, *half)));
            Zones::Moved(
                moved
                    .flatten()
                    .map(|it| Moment { zone: b.zone, ..it })
                    .collect(),
            )
        }
        _ => Zones::Unknown,
    }
}

/// A time so many minutes later by the clock, with the day that it then is; `half` minutes are of another half of the day. What
/// cannot be known of that day is left out.
fn moved(at: &Moment, minutes: i32, half: i32) -> Option<Moment> {
    let hour = i32::from(at.hour?);
    let hour = if at.either_half { hour % 12 } else { hour };
    let sum = hour * 60 + i32::from(at.minute.unwrap_or(0)) + minutes + half;
    let rest = sum.rem_euclid(DAY);
    let it = Moment {
        hour: u8::try_from(rest / 60).ok(),
        minute: u8::try_from(rest % 60).ok(),
        day_part: None,
        either_half: false,
        ..*at
    };
    Some(on_day(&it, sum.div_euclid(DAY)))
}

/// The moment so many days later.
pub(super) fn on_day(at: &Moment, days: i32) -> Moment {
    if days == 0 || !at.has_day() {
        return *at;
    }
    let mut it = *at;
    it.weekday = at
        .weekday
        .and_then(|day| u8::try_from((i32::from(day) - 1 + days).rem_euclid(7) + 1).ok());
    let is_other_week = it
        .weekday
        .zip(at.weekday)
        .is_some_and(|(new, old)| (new > old) != (days > 0));
    if is_other_week {
        it.week = None;
    }
    match (at.year, at.month, at.day) {
        (_, _, None) => {}
        (_, None, Some(Field::Offset(day))) => it.day = Some(Field::Offset(day + days)),
        (_, None, Some(Field::At(day))) => {
            // The month may have 28 days.
            it.day = Some(day + days)
                .filter(|it| day <= 28 && (1..=28).contains(it))
                .map(Field::At);
        }
        (year, Some(Field::At(month)), Some(Field::At(day))) => {
            let years = match year {
                Some(Field::At(year)) => [year; 2],
                _ => [2023, 2024],
            };
            let [one, other] = years.map(|year| {
                let (to_year, month, day) =
                    Day::new(year, month, day)?.plus(i64::from(days)).civil();
                Some((to_year - year, month, day))
            });
            match one
                .or(other)
                .filter(|it| other.is_none_or(|other| other == *it))
            {
                Some((years, month, day)) => {
                    it.year = match year {
                        Some(Field::At(year)) => Some(Field::At(year + years)),
                        Some(Field::Offset(year)) => Some(Field::Offset(year + years)),
                        None => None,
                    };
                    (it.month, it.day) = (Some(Field::At(month)), Some(Field::At(day)));
                }
                None => (it.year, it.month, it.day) = (None, None, None),
            }
        }
        _ => (it.month, it.day) = (None, None),
    }
    it
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::quantities;

    #[test]
    fn every_row_is_read() {
        let lines = rows::<3>(include_str!("data/zone.tsv")).count();
        assert_eq!(ROWS.len(), lines);
        assert!(lines > 30);
    }

    #[test]
    fn zones_are_shown_by_their_offsets() {
        let shown = |it: Zone| it.to_string();
        assert_eq!(shown(Zone::Ahead(0)), "+00:00");
        assert_eq!(shown(Zone::Ahead(-210)), "-03:30");
        assert_eq!(shown(Zone::Either(-300, -240)), "-05:00/-04:00");
        assert_eq!(shown(Zone::Local), "local");
        for (text, expected) in [
            ("at 14:00 GMT", Some("UTC")),
            ("at 9 a.m. Eastern time", Some("UTC-5/-4")),
            ("at 9 a.m. local time", Some("local time")),
            ("at 9 a.m.", None),
        ] {
            let found = quantities(text, Lang::English);
            let zone = found.first().and_then(Quantity::zone_shown);
            assert_eq!(zone.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn days_follow_one_another() {
        let day = |year: Option<i32>, month: Option<i32>, day: i32| Moment {
            year: year.map(Field::At),
            month: month.map(Field::At),
            day: Some(Field::At(day)),
            ..Moment::default()
        };
        for (from, by, to) in [
            (
                day(Some(2024), Some(12), 31),
                1,
                day(Some(2025), Some(1), 1),
            ),
            (day(None, Some(4), 1), -1, day(None, Some(3), 31)),
            (day(None, Some(2), 28), 1, Moment::default()),
            (day(None, None, 3), -1, day(None, None, 2)),
            (day(None, None, 30), 1, Moment::default()),
        ] {
            assert_eq!(on_day(&from, by), to);
        }
        let sunday = Moment {
            weekday: Some(7),
            ..Moment::default()
        };
        assert_eq!(on_day(&sunday, 1).weekday, Some(1));
    }
}
