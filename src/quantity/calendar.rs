//! The proleptic Gregorian calendar: days, months and ISO weeks as plain numbers.
//!
//! A calendar crate would bring time zones, formatting and parsing that nothing here needs; these are the standard
//! day-count formulae (Hinnant, *chrono-Compatible Low-Level Date Algorithms*), exact for the years that `Day` allows.

use std::fmt;

/// Days since 1970-01-01.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub(super) i64);

impl Day {
    /// The day, or `None` where the calendar has none (30 February) or the year is beyond ±9999.
    pub(super) fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        let valid = (-9999..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=month_days(year, month)).contains(&day);
        valid.then(|| {
            let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
            let shifted = if month <= 2 { year - 1 } else { year };
            let era = shifted.div_euclid(400);
            let of_era = shifted - era * 400;
            let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
            Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
        })
    }

    /// Year, month, day.
    pub(super) const fn civil(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days - era * 146_097;
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + if month <= 2 { 1 } else { 0 };
        (year as i32, month as i32, day as i32)
    }

    /// 1 Monday to 7 Sunday.
    pub(super) const fn weekday(self) -> i64 {
        (self.0 + 3).rem_euclid(7) + 1
    }

    /// The Monday of its week.
    pub(super) const fn monday(self) -> Self {
        Self(self.0 - self.weekday() + 1)
    }

    pub(super) const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Easter Sunday of the Gregorian calendar (the anonymous algorithm, *Nature*, 20 April 1876).
    pub(super) fn easter(year: i32) -> Option<Self> {
        let (golden, century, rest) = (year % 19, year / 100, year % 100);
        let moons = (century - (century + 8) / 25 + 1) / 3;
        let full = (19 * golden + century - century / 4 - moons + 15) % 30;
        let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - full - rest % 4) % 7;
        let late = (golden + 11 * full + 22 * sunday) / 451;
        let days = full + sunday - 7 * late + 114;
        Self::new(year, days / 31, days % 31 + 1)
    }

    /// ISO year and week.
    pub(super) fn iso_week(self) -> (i32, i64) {
        let thursday = self.monday().plus(3);
        let (year, ..) = thursday.civil();
        let first = Self::new(year, 1, 4).map_or(self, Self::monday);
        (year, (self.0 - first.0).div_euclid(7) + 1)
    }

    /// The Monday of an ISO week.
    pub(super) fn of_week(year: i32, week: i32) -> Option<Self> {
        (1..=53)
            .contains(&week)
            .then(|| Self::new(year, 1, 4))
            .flatten()
            .map(|it| it.monday().plus(i64::from(week - 1) * 7))
    }

    pub(super) const fn start(self) -> Instant {
        Instant(self.0.saturating_mul(86_400))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Months since January of year 0.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Month(pub(super) i64);

impl Month {
    pub(super) fn new(year: i32, month: i32) -> Self {
        Self(i64::from(year) * 12 + i64::from(month) - 1)
    }

    pub(super) fn first_day(self) -> Option<Day> {
        let year = i32::try_from(self.0.div_euclid(12)).ok()?;
        Day::new(year, self.0.rem_euclid(12) as i32 + 1, 1)
    }

    pub(super) const fn plus(self, months: i64) -> Self {
        Self(self.0.saturating_add(months))
    }
}

/// Seconds since 1970-01-01T00:00:00, without a time zone.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant(pub(super) i64);

impl Instant {
    pub(super) const fn day(self) -> Day {
        Day(self.0.div_euclid(86_400))
    }

    pub(super) const fn second_of_day(self) -> i64 {
        self.0.rem_euclid(86_400)
    }

    pub(super) const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// So many calendar months later, on the last day of the month where the day does not exist.
    pub(super) fn plus_months(self, months: i64) -> Option<Self> {
        let (year, month, day) = self.day().civil();
        let target = Month::new(year, month).plus(months);
        let year = i32::try_from(target.0.div_euclid(12)).ok()?;
        let month = target.0.rem_euclid(12) as i32 + 1;
        let day = day.min(month_days(year, month));
        Some(
            Day::new(year, month, day)?
                .start()
                .plus(self.second_of_day()),
        )
    }

    /// Reads `2024-05-01`, `2024-05-01T12:30:00`, and `2024` or `2024-05`, whose missing fields are taken as the first.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
        let mut fields = date.splitn(3, '-').map(str::parse::<i32>);
        let year = fields.next()?.ok()?;
        let month = fields.next().unwrap_or(Ok(1)).ok()?;
        let day = fields.next().unwrap_or(Ok(1)).ok()?;
        let mut seconds = 0;
        let time = time.trim_end_matches('Z');
        let time = time.split(['+', '-']).next().unwrap_or_default();
        for (field, size) in time.split(':').zip([3_600, 60, 1]) {
            let whole = field.split('.').next().unwrap_or_default();
            if !whole.is_empty() {
                seconds += whole.parse::<i64>().ok().filter(|it| *it < 60)? * size;
            }
        }
        Some(Day::new(year, month, day)?.start().plus(seconds))
    }
}

impl fmt::Display for Instant {
    /// As a date at midnight, else as date and time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.second_of_day();
        if second == 0 {
            return self.day().fmt(f);
        }
        let (hour, minute) = (second / 3_600, second / 60 % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{:02}", self.day(), second % 60)
    }
}

/// The number of days in a month.
pub(super) const fn month_days(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_both_ways() {
        for n in (-800_000..800_000).step_by(997) {
            let (year, month, day) = Day(n).civil();
            assert_eq!(Day::new(year, month, day), Some(Day(n)));
        }
        assert_eq!(Day::new(2023, 2, 29), None);
        assert_eq!(Day::new(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day(0).weekday(), 4);
    }

    #[test]
    fn knows_easter() {
        for (year, month, day) in [
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2024, 3, 31),
            (2038, 4, 25),
        ] {
            assert_eq!(Day::easter(year), Day::new(year, month, day));
        }
    }

    #[test]
    fn knows_iso_weeks() {
        let day = Day::new(2021, 1, 3).unwrap();
        assert_eq!(day.iso_week(), (2020, 53));
        assert_eq!(Day::of_week(2021, 1), Day::new(2021, 1, 4));
    }

    #[test]
    fn adds_months_at_the_end_of_the_month() {
        let start = Instant::parse("2024-01-31T10:00:00").unwrap();
        assert_eq!(
            start.plus_months(1).unwrap().to_string(),
            "2024-02-29T10:00:00"
        );
    }
}
