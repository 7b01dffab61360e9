//! When something was made or changed.

use std::{fmt, str::FromStr, time::SystemTime};

use serde::{Deserialize, Serialize};

/// A moment of universal time, to the second, in the years 0 to 9999. Serialised as RFC 3339: `2026-03-01T08:30:00Z`.
///
/// ```
/// use bitext::memory::Timestamp;
///
/// let made: Timestamp = "20260301T083000Z".parse()?; // as in TMX
/// assert_eq!(made.to_string(), "2026-03-01T08:30:00Z");
/// assert_eq!(made.basic().to_string(), "20260301T083000Z");
/// # Ok::<(), bitext::memory::TimestampError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp {
    year: u16,
    month: u8,
    day: u8,
    /// Seconds since midnight.
    second: u32,
}

/// What is no moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a date such as 20260301T083000Z or 2026-03-01T08:30:00Z, found {found:?}")]
pub struct TimestampError {
    /// What was given, cut to 40 characters.
    pub found: String,
}

const DAY: u64 = 86_400;

impl Timestamp {
    /// The moment that is `seconds` after the beginning of 1970; years beyond 9999 are cut to the last second of it.
    #[must_use]
    pub fn from_unix(seconds: u64) -> Self {
        const LAST: u64 = 253_402_300_799;
        let seconds = seconds.min(LAST);
        // Days to a date, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        let days = seconds / DAY + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        let narrow = |number: u64| u8::try_from(number).unwrap_or(u8::MAX);
        Self {
            year: u16::try_from(year).unwrap_or(9999),
            month: narrow(month),
            day: narrow(day),
            second: u32::try_from(seconds % DAY).unwrap_or(0),
        }
    }

    /// The moment by the clock of the machine. Nothing in this library calls it: results do not depend on when they are
    /// made unless the caller says so.
    #[must_use]
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Self::from_unix(since.map_or(0, |since| since.as_secs()))
    }

    /// The basic form of ISO 8601, which TMX asks for: `20260301T083000Z`.
    #[must_use]
    pub fn basic(self) -> impl fmt::Display {
        let (hour, minute, second) = self.clock();
        let Self {
            year, month, day, ..
        } = self;
        format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    }

    const fn clock(self) -> (u32, u32, u32) {
        (self.second / 3600, self.second / 60 % 60, self.second % 60)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.clock();
        let Self {
            year, month, day, ..
        } = self;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads the basic and the extended form, with or without a time; fractions of a second are dropped. The time must
    /// be universal (`Z`, or nothing): an offset is not converted.
    fn from_str(written: &str) -> Result<Self, TimestampError> {
        parse(written.trim()).ok_or_else(|| TimestampError {
            found: written.chars().take(40).collect(),
        })
    }
}

fn parse(written: &str) -> Option<Timestamp> {
    if written.len() > 40 || !written.is_ascii() {
        return None;
    }
    let (date, time) = match written.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, time.trim_end_matches(['Z', 'z'])),
        None => (written, ""),
    };
    let time = time.split(['.', ',']).next().unwrap_or_default();
    let time = time.strip_suffix("+00:00").unwrap_or(time);
    let digits = |part: &str, mark: char| -> Option<String> {
        let digits: String = part.chars().filter(|c| *c != mark).collect();
        digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(digits)
    };
    let (date, time) = (digits(date, '-')?, digits(time, ':')?);
    let field = |of: &str, from: usize, to: usize| -> Option<u32> {
        if from >= of.len() {
            Some(0)
        } else {
            of.get(from..to)?.parse().ok()
        }
    };
    if date.len() != 8 || !matches!(time.len(), 0 | 4 | 6) {
        return None;
    }
    let (year, month, day) = (
        field(&date, 0, 4)?,
        field(&date, 4, 6)?,
        field(&date, 6, 8)?,
    );
    let (hour, minute, second) = (
        field(&time, 0, 2)?,
        field(&time, 2, 4)?,
        field(&time, 4, 6)?,
    );
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    // A leap second counts as the one before it.
    if !(1..=days).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some(Timestamp {
        year: u16::try_from(year).ok()?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
        second: hour * 3600 + minute * 60 + second.min(59),
    })
}

impl TryFrom<String> for Timestamp {
    type Error = TimestampError;

    fn try_from(written: String) -> Result<Self, TimestampError> {
        written.parse()
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        for written in [
            "20240229T235959Z",
            "2024-02-29T23:59:59Z",
            "2024-02-29T23:59:59.9+00:00",
        ] {
            let read: Timestamp = written.parse().unwrap();
            assert_eq!(read.to_string(), "2024-02-29T23:59:59Z");
        }
        for wrong in [
            "20230229T000000Z",
            "2024",
            "",
            "2024-13-01",
            "20240101T250000Z",
            "二〇二四",
            "2024-01-01T00:00:00+08:00",
        ] {
            assert!(wrong.parse::<Timestamp>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn days_become_dates() {
        for (seconds, date) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_772_353_800, "2026-03-01T08:30:00Z"),
            (u64::MAX, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp::from_unix(seconds).to_string(), date);
        }
    }
}
