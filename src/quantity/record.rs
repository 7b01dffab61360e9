//! Quantities as flat records: the form of the command line and of other tools.

use serde::{Serialize, Serializer, ser::SerializeSeq};

use super::{
    Amount, Anchor, DayPart, Decimal, Edge, Field, Length, Modifier, Moment, Quantity, Value,
    calendar::Instant,
    resolve::{self, Interval},
};
use crate::text::Span;

/// A quantity as one line of data.
///
/// `value` is a decimal string, an interval (`[a,b]`, `(a,)`), or for temporal kinds an ISO 8601 or TIMEX3 string; missing
/// fields are `X`. `unit` is an ISO 4217 code, a unit code or `%`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// First byte.
    pub start: usize,
    /// After the last byte.
    pub end: usize,
    /// What kind: `number`, `currency`, `date_range` and so on.
    pub kind: &'static str,
    /// The value.
    pub value: String,
    /// What it counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What the words around it do.
    #[serde(skip_serializing_if = "is_none")]
    pub modifier: Modifier,
    /// Every reading of a temporal value as TIMEX3.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub timex: Vec<String>,
    /// Every reading on the calendar, where a reference is given.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "intervals")]
    intervals: Vec<Interval>,
    /// The rule that found it.
    pub rule: &'static str,
    /// What it is to the record before it that stands for the whole quantity: a `part` of it, another `reading`, or the same
    /// measure in the `base` unit of its dimension. `unit` marks a unit named without an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
}

impl Record {
    /// A unit without an amount.
    pub(super) fn mention(span: Span, kind: &'static str, unit: &str) -> Self {
        Self {
            start: span.start(),
            end: span.end(),
            kind,
            value: String::new(),
            unit: Some(unit.to_owned()),
            modifier: Modifier::None,
            timex: Vec::new(),
            intervals: Vec::new(),
            rule: "unit",
            role: Some("unit"),
        }
    }
}

fn is_none(modifier: &Modifier) -> bool {
    *modifier == Modifier::None
}

fn intervals<S: Serializer>(all: &[Interval], serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(all.len()))?;
    for it in all {
        let text = |at: Option<Instant>| at.map(|at| at.to_string());
        if it.point {
            list.serialize_element(&[text(it.start)])?;
        } else {
            list.serialize_element(&[text(it.start), text(it.end)])?;
        }
    }
    list.end()
}

impl Quantity {
    /// The quantity as one record. `reference` is the ISO 8601 date or date-time that relative dates are counted from; one
    /// that cannot be read is taken as none.
    #[must_use]
    pub fn record(&self, reference: Option<&str>) -> Record {
        self.with(self.span, &self.value, self.modifier, reference)
    }

    /// The quantity, its other readings, and its parts: the amount without its modifier, the plain number without its unit,
    /// the upper end of a range, the pieces of `12 m 2 dm`. A measure comes once more in the base unit of its dimension
    /// (g, mL, m, m²…), so that all masses and volumes are numbers of one kind. A code is no quantity and gives none.
    ///
    /// Whoever looks for one kind only (all numbers, all money) reads these; whoever wants each word once takes
    /// [`record`](Self::record).
    #[must_use]
    pub fn records(&self, reference: Option<&str>) -> Vec<Record> {
        if self.is_code() {
            return vec![];
        }
        let mut all = vec![self.record(reference)];
        let mut add = |span, value: &Value, modifier, role| {
            all.push(Record {
                role: Some(role),
                ..self.with(span, value, modifier, reference)
            });
            if let Some(base) = in_base_unit(value) {
                all.push(Record {
                    role: Some("base"),
                    ..self.with(span, &base, modifier, reference)
                });
            }
        };
        for reading in &self.readings {
            add(self.span, reading, self.modifier, "reading");
        }
        if self.modifier != Modifier::None {
            add(self.core, &self.value, Modifier::None, "part");
            for reading in &self.readings {
                add(self.core, reading, Modifier::None, "part");
            }
        }
        if let (Value::Fraction { amount }, true) = (&self.value, self.parts.is_empty()) {
            let number = Value::Number { amount: *amount };
            add(self.core, &number, Modifier::None, "part");
            if self.bounded() {
                add(self.span, &number, self.modifier, "part");
            }
        }
        for (span, value) in &self.parts {
            add(*span, value, Modifier::None, "part");
            if self.bounded() && matches!(value, Value::Number { .. }) {
                // The modifier stands before the number.
                let start = self.span.start().min(span.start());
                add(Span::new(start, span.end()), value, self.modifier, "part");
            }
        }
        if let Some(base) = in_base_unit(&self.value) {
            all.push(Record {
                role: Some("base"),
                ..self.with(self.span, &base, self.modifier, reference)
            });
        }
        all
    }

    /// Whether this is a code that only looks like a quantity: `G7`, `GPT-4`, or a number too long to keep.
    #[must_use]
    pub const fn is_code(&self) -> bool {
        matches!(self.value, Value::Code { .. })
    }

    const fn bounded(&self) -> bool {
        !matches!(
            self.modifier,
            Modifier::None | Modifier::About | Modifier::Nearly
        )
    }

    fn with(
        &self,
        span: Span,
        value: &Value,
        modifier: Modifier,
        reference: Option<&str>,
    ) -> Record {
        let now = reference.and_then(Instant::parse);
        let (kind, text, unit) = describe(value, modifier);
        let timex = timex(value, now);
        Record {
            start: span.start(),
            end: span.end(),
            kind,
            value: text,
            unit,
            modifier,
            timex,
            intervals: now.map(|now| resolved(value, now)).unwrap_or_default(),
            rule: self.rule,
            role: None,
        }
    }
}

/// Kind, value and unit.
fn describe(value: &Value, modifier: Modifier) -> (&'static str, String, Option<String>) {
    let amount = |it: &Amount| bounded(*it, modifier);
    match value {
        Value::Number { amount: it } => {
            let range = matches!(it, Amount::Range(..))
                || !matches!(
                    modifier,
                    Modifier::None | Modifier::About | Modifier::Nearly
                );
            let kind = match it {
                Amount::Vague(_) => "vague",
                _ if range => "number_range",
                _ => "number",
            };
            (kind, amount(it), None)
        }
        Value::Ordinal { number } => ("ordinal", number.to_string(), None),
        Value::RelativeOrdinal { from_end, offset } => {
            let base = if *from_end { "end" } else { "current" };
            ("ordinal", format!("{base}{offset:+}"), None)
        }
        Value::Percent { amount: it } => ("percent", plain(*it, modifier), Some("%".to_owned())),
        Value::PercentPoint { amount: it } => {
            ("percent_point", plain(*it, modifier), Some("%".to_owned()))
        }
        Value::Fraction { amount: it } => ("fraction", amount(it), None),
        Value::Multiple { factor, .. } => ("multiple", amount(factor), None),
        Value::Money {
            amount: it,
            currency,
        } => (
            "currency",
            bounded_step(*it, modifier),
            Some(currency.code().to_owned()),
        ),
        Value::Measure { amount: it, unit } => {
            ("dimension", amount(it), Some(unit.code().to_owned()))
        }
        Value::Temperature { amount: it, scale } => {
            ("temperature", amount(it), Some(scale.code().to_owned()))
        }
        Value::Age { low, high } => {
            let unit = |it: &Length| match iso_length(it).1 {
                "Y" => "a",
                "M" => "mo",
                "W" => "wk",
                _ => "d",
            };
            let text = if low.same(*high) {
                bounded(Amount::Point(in_own_unit(low)), modifier)
            } else {
                format!("[{},{}]", in_own_unit(low), in_own_unit(high))
            };
            ("age", text, Some(unit(low).to_owned()))
        }
        Value::Duration { low, high } => {
            let (low_text, high_text) = (iso_length(low).0, iso_length(high).0);
            let text = if !low.same(*high) {
                format!("[{low_text},{high_text}]")
            } else {
                match modifier {
                    Modifier::AtLeast | Modifier::Over => format!("[{low_text},]"),
                    Modifier::AtMost | Modifier::Under => format!("[PT0S,{low_text}]"),
                    _ => low_text,
                }
            };
            ("duration", text, None)
        }
        Value::Date { at } => (date_kind(at, None), moment(at, None), None),
        Value::Period { from, to } => {
            let first = from.or(*to).unwrap_or_default();
            let kind = match date_kind(&first, Some(())) {
                "datetime" => "datetime_range",
                "time" => "time_range",
                other => other,
            };
            let end =
                |it: &Option<Moment>| it.map_or_else(|| "..".to_owned(), |it| moment(&it, None));
            (kind, format!("{}/{}", end(from), end(to)), None)
        }
        Value::Anchored { low, anchor, .. } => {
            let sign = if matches!(anchor, Anchor::Ago | Anchor::Past) {
                "-"
            } else {
                ""
            };
            let kind = if low.unit <= super::TimeUnit::Hour {
                "datetime_range"
            } else {
                "date_range"
            };
            (kind, format!("{sign}{}", iso_length(low).0), None)
        }
        Value::Recurrence { every, at } => {
            let text = at.map_or_else(|| iso_length(every).0, |at| moment(&at, None));
            ("set", text, None)
        }
        Value::Comparison { against } => {
            let text = against
                .as_ref()
                .map_or_else(|| "PX".to_owned(), |it| iso_length(it).0);
            ("comparison", text, None)
        }
        Value::Score { left, right } => ("score", format!("{left}:{right}"), None),
        Value::Code { text } => ("code", text.clone(), None),
    }
}

/// A measure in the base unit of its dimension; `None` where it is in it already, or is none.
fn in_base_unit(value: &Value) -> Option<Value> {
    let Value::Measure { amount, unit } = value else {
        return None;
    };
    let base = unit.base().filter(|base| base != unit)?;
    let amount = match *amount {
        Amount::Range(low, high) => Amount::Range(unit.convert(low, base)?, unit.convert(high, base)?),
        // A third of a spoon of 15 mL is 5 mL: the product is taken before the quotient.
        Amount::Ratio(above, below) => {
            Amount::Point(unit.convert(above, base)?.quotient(below)?)
        }
        Amount::Point(value) => Amount::Point(unit.convert(value, base)?),
        Amount::Vague(_) => return None,
    };
    Some(Value::Measure { amount, unit: base })
}

/// The same, with 三千多 as far as the next round number.
fn bounded_step(amount: Amount, modifier: Modifier) -> String {
    if let (Modifier::Odd, Amount::Point(value)) = (modifier, amount) {
        let step = Decimal::power_of_ten(value.last_digit_place());
        if let Some(next) = step.and_then(|it| value.plus(it)) {
            return format!("[{value},{next}]");
        }
    }
    bounded(amount, modifier)
}

/// The number, or the interval that a modifier makes of it.
fn bounded(amount: Amount, modifier: Modifier) -> String {
    match (amount, amount.point()) {
        (Amount::Range(low, high), _) => format!("[{low},{high}]"),
        (Amount::Vague(_), _) => match amount.bounds() {
            Some((low, high)) => format!("[{low},{high}]"),
            None => String::new(),
        },
        (_, Some(value)) => {
            let it = value.rounded(15);
            match modifier {
                Modifier::None | Modifier::About | Modifier::Nearly => it.to_string(),
                Modifier::Over => format!("({it},)"),
                Modifier::AtLeast => format!("[{it},)"),
                Modifier::Under => format!("(,{it})"),
                Modifier::AtMost => format!("(,{it}]"),
                Modifier::Odd => format!("({it},)"),
                Modifier::Exactly => format!("[{it},{it}]"),
            }
        }
        (_, None) => String::new(),
    }
}

/// Percentages are given without their bounds; the modifier says the rest.
fn plain(amount: Amount, _: Modifier) -> String {
    bounded(amount, Modifier::None)
}

fn in_own_unit(length: &Length) -> Decimal {
    let (months, seconds, business) = length.unit.length();
    let value = length.single().map_or(Decimal::ZERO, |it| it.1);
    value
        .quotient(Decimal::of((months + seconds + business).max(1)))
        .unwrap_or(value)
}

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

fn date_kind(at: &Moment, range: Option<()>) -> &'static str {
    let time = at.hour.is_some();
    let part = at.day_part.is_some();
    match (at.has_date(), time || part) {
        (true, true) if time => "datetime",
        (true, true) => "datetime_range",
        (false, _) if time => "time",
        (false, _) => "time_range",
        (true, false) if at.has_day() && range.is_none() => "date",
        (true, false) => "date_range",
    }
}

/// TIMEX3 of a moment, relative fields resolved where `now` is known.
fn moment(at: &Moment, now: Option<Instant>) -> String {
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
                Some(Field::At(_)) => resolve::year_of(at, 0),
                _ => None,
            },
            |it| resolve::year_of(at, it.0),
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

fn time_of(at: &Moment) -> String {
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
fn timex(value: &Value, now: Option<Instant>) -> Vec<String> {
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

fn resolved(value: &Value, now: Instant) -> Vec<Interval> {
    match value {
        Value::Date { at } => resolve::moment(at, now),
        Value::Period { from, to } => resolve::period(from.as_ref(), to.as_ref(), now),
        Value::Anchored { low, anchor, .. } => resolve::anchored(low, *anchor, now),
        _ => vec![],
    }
}
