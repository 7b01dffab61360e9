//! Dates and times as texts give them: with fields missing, counted from now, or approximate.

use serde::Serialize;

use super::Zone;

/// A calendar field that a text gives as itself (`2024年`, `October`) or relative to now (`去年`, `next month`).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The value itself.
    At(i32),
    /// So many steps after the present one; negative for the past.
    Offset(i32),
}

/// A part of a year, month, week or decade: its beginning, middle or end.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// 初, 上旬, early, beginning of.
    Early,
    /// 中, 中旬, mid-.
    Mid,
    /// 末, 底, 下旬, late, end of.
    Late,
}

/// A part of the day.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// 凌晨, small hours.
    Dawn,
    /// 早上, 早晨, 清晨, morning.
    Morning,
    /// 上午, the hours before noon.
    Forenoon,
    /// 中午, noon, lunch time.
    Noon,
    /// 下午, afternoon.
    Afternoon,
    /// 傍晚, 晚上, evening.
    Evening,
    /// 夜里, night.
    Night,
}

/// One date, time or named period, with only the fields that the text gives.
///
/// `10日` has a day and nothing else; `October last year` a month and a year offset; `2024财年第三季度` a fiscal year and a
/// quarter. The coarsest and the finest field say what is meant, no field is ever guessed. Fields are numbered as people
/// number them: January is 1, Monday is 1.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Moment {
    /// Whether the year is a fiscal year.
    pub fiscal: bool,
    /// The hundreds of the year: 18 for 19世纪 and the 1800s.
    pub century: Option<Field>,
    /// The tens of the year: 188 for the 1880s; only the last digit (8) where the century is not said.
    pub decade: Option<Field>,
    /// The year of the common era.
    pub year: Option<Field>,
    /// 1 or 2: 上半年, first half.
    pub half: Option<Field>,
    /// 1 to 4.
    pub quarter: Option<Field>,
    /// 1 spring to 4 winter.
    pub season: Option<Field>,
    /// 1 to 12.
    pub month: Option<Field>,
    /// The week: of the year where given by number.
    pub week: Option<Field>,
    /// 1 to 31.
    pub day: Option<Field>,
    /// 1 Monday to 7 Sunday.
    pub weekday: Option<u8>,
    /// Saturday and Sunday.
    pub weekend: bool,
    /// Which one of the weekdays or weeks of a month or year: 1 first, −1 last.
    pub nth: Option<i8>,
    /// The beginning, middle or end of what the other date fields name.
    pub edge: Option<Edge>,
    /// The part of the day.
    pub day_part: Option<DayPart>,
    /// 0 to 24.
    pub hour: Option<u8>,
    /// 0 to 59.
    pub minute: Option<u8>,
    /// 0 to 59.
    pub second: Option<u8>,
    /// Whether the hour may be of either half of the day: `5点`, `at 5`.
    pub either_half: bool,
    /// The zone of the hour, where the text names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// This very moment: 现在, now.
    pub now: bool,
}

impl Moment {
    /// Whether it says which day, week, month or year.
    #[must_use]
    pub const fn has_date(&self) -> bool {
        self.century.is_some()
            || self.decade.is_some()
            || self.year.is_some()
            || self.half.is_some()
            || self.quarter.is_some()
            || self.season.is_some()
            || self.month.is_some()
            || self.week.is_some()
            || self.day.is_some()
            || self.weekday.is_some()
            || self.weekend
            || self.now
    }

    /// Whether it names a single day.
    #[must_use]
    pub const fn has_day(&self) -> bool {
        self.day.is_some() || self.weekday.is_some() || self.now
    }

    /// Whether it says when during the day.
    #[must_use]
    pub const fn has_time(&self) -> bool {
        self.hour.is_some() || self.day_part.is_some()
    }

    /// This moment with the fields it lacks taken from `coarse`, as in `9月1日至13日`: only fields coarser than its own.
    #[must_use]
    pub fn completed_from(self, coarse: &Self) -> Self {
        let mut it = self;
        let own_time_only = !self.has_date();
        if own_time_only {
            it = Self {
                hour: self.hour,
                minute: self.minute,
                second: self.second,
                day_part: self.day_part,
                either_half: self.either_half,
                zone: self.zone,
                ..*coarse
            };
            if self.day_part.is_none() {
                it.day_part = None;
            }
            return it;
        }
        let counted = matches!(self.day, Some(Field::Offset(_)));
        if self.now || counted || self.weekday.is_some() && self.day.is_none() {
            return it;
        }
        let finer_than_year = self.month.is_some()
            || self.day.is_some()
            || self.quarter.is_some()
            || self.half.is_some()
            || self.season.is_some();
        if self.year.is_none() && finer_than_year {
            it.year = coarse.year;
            it.fiscal = coarse.fiscal;
        }
        if self.month.is_none() && self.day.is_some() {
            it.month = coarse.month;
        }
        it
    }
}

/// A unit of time.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TimeUnit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Quarters of an hour: 刻钟.
    QuarterHour,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Working days, trading days.
    BusinessDay,
    /// Weeks.
    Week,
    /// Fortnights.
    Fortnight,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Decades.
    Decade,
    /// Centuries.
    Century,
}

impl TimeUnit {
    /// Length in months, seconds and business days; one of them is not zero.
    pub(super) const fn length(self) -> (i32, i32, i32) {
        match self {
            Self::Second => (0, 1, 0),
            Self::Minute => (0, 60, 0),
            Self::QuarterHour => (0, 900, 0),
            Self::Hour => (0, 3_600, 0),
            Self::Day => (0, 86_400, 0),
            Self::BusinessDay => (0, 0, 1),
            Self::Week => (0, 604_800, 0),
            Self::Fortnight => (0, 1_209_600, 0),
            Self::Month => (1, 0, 0),
            Self::Quarter => (3, 0, 0),
            Self::Year => (12, 0, 0),
            Self::Decade => (120, 0, 0),
            Self::Century => (1_200, 0, 0),
        }
    }
}

/// Which way from now, or from what the text speaks of.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// So long ago: 三年前, three years ago.
    Ago,
    /// So long from now: 三年后, in three years, three years later.
    Ahead,
    /// All of the time before: 过去十年, the past decade.
    Past,
    /// All of the time to come: 未来三年, the next three years.
    Next,
}

/// A stretch of time: calendar months, seconds and business days, which do not convert into each other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Length {
    /// The unit it was stated in; the finest of several.
    pub unit: TimeUnit,
    /// Months; years count twelve.
    pub months: super::Decimal,
    /// Seconds; a day counts 86,400.
    pub seconds: super::Decimal,
    /// Working or trading days.
    pub business_days: super::Decimal,
}

impl Length {
    /// `count` times `unit`; `None` where the number gets too long.
    #[must_use]
    pub fn new(count: super::Decimal, unit: TimeUnit) -> Option<Self> {
        let (months, seconds, business_days) = unit.length();
        let times = |factor: i32| {
            if factor == 0 {
                Some(super::Decimal::ZERO)
            } else {
                count.times(super::Decimal::of(factor))
            }
        };
        Some(Self {
            unit,
            months: times(months)?,
            seconds: times(seconds)?,
            business_days: times(business_days)?,
        })
    }

    /// Both after one another, stated in the finer unit.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            unit: self.unit.min(other.unit),
            months: self.months.plus(other.months)?,
            seconds: self.seconds.plus(other.seconds)?,
            business_days: self.business_days.plus(other.business_days)?,
        })
    }

    /// Whether both last the same.
    #[must_use]
    pub fn same(self, other: Self) -> bool {
        self.months.same_value(other.months)
            && self.seconds.same_value(other.seconds)
            && self.business_days.same_value(other.business_days)
    }

    /// The length in one number, where only one of its parts is not zero, with a mark of which part it is.
    pub(super) fn single(self) -> Option<(u8, super::Decimal)> {
        let parts = [self.months, self.seconds, self.business_days];
        let mut filled = (0u8..).zip(parts).filter(|(_, it)| !it.is_zero());
        let first = filled.next();
        if filled.next().is_some() {
            return None;
        }
        Some(first.unwrap_or((1, super::Decimal::ZERO)))
    }
}
