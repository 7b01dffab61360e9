//! Quantities as flat records: the form of the command line and of other tools.

use serde::{Serialize, Serializer, ser::SerializeSeq};

use super::{
    Amount, Anchor, Decimal, Length, Modifier, Moment, Quantity, Value, Zone,
    calendar::Instant,
    resolve::{self, Interval},
    resolve_anchored,
    timex::{iso_length, moment, timex},
    zone::as_text,
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
    /// The zone of a clock time, where the text names one: `+08:00`, `-05:00/-04:00` where it may be of summer or winter, `local`.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub zone: Option<Zone>,
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
            zone: None,
            timex: Vec::new(),
            intervals: Vec::new(),
            rule: "unit",
            role: Some("unit"),
        }
    }
}

/// The zone of the clock times of a value.
fn zone(value: &Value) -> Option<Zone> {
    match value {
        Value::Date { at } => at.zone,
        Value::Period { from, to } => [from, to].into_iter().flatten().find_map(|it| it.zone),
        _ => None,
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
            zone: zone(value),
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
        Amount::Range(low, high) => {
            Amount::Range(unit.convert(low, base)?, unit.convert(high, base)?)
        }
        // A third of a spoon of 15 mL is 5 mL: the product is taken before the quotient.
        Amount::Ratio(above, below) => Amount::Point(unit.convert(above, base)?.quotient(below)?),
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

fn resolved(value: &Value, now: Instant) -> Vec<Interval> {
    match value {
        Value::Date { at } => resolve::moment(at, now),
        Value::Period { from, to } => resolve::period(from.as_ref(), to.as_ref(), now),
        Value::Anchored { low, anchor, .. } => resolve_anchored::anchored(low, *anchor, now),
        _ => vec![],
    }
}
