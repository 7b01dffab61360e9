//! What a quantity is.

use serde::Serialize;

use super::{
    Amount, Anchor, Currency, Decimal, Length, Modifier, Moment, Unit, division::Division,
    operand::lengths, series::Series,
};
use crate::text::Span;

/// A temperature scale.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Scale {
    /// °C.
    Celsius,
    /// °F.
    Fahrenheit,
    /// K.
    Kelvin,
    /// Degrees, the scale not said; may even be an angle.
    Degree,
}

impl Scale {
    /// The UCUM code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Celsius => "Cel",
            Self::Fahrenheit => "[degF]",
            Self::Kelvin => "K",
            Self::Degree => "deg",
        }
    }
}

/// The typed value of a quantity.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Value {
    /// A count or a bare number: `三家`, `1,674,200`.
    Number {
        /// How many.
        amount: Amount,
    },
    /// A place in an order: 第三, 21st.
    Ordinal {
        /// Which place.
        number: Decimal,
    },
    /// A place counted from the end or from the present one: 0 last, −1 last but one; +1 next.
    RelativeOrdinal {
        /// Whether it is counted from the end.
        from_end: bool,
        /// How far.
        offset: i8,
    },
    /// Hundredths: `8%`, 百分之八, 八成, 八折 (what is paid), 千分之三 (0.3).
    Percent {
        /// How many hundredths.
        amount: Amount,
    },
    /// A difference of percentages: 个百分点, percentage points, basis points (0.01).
    PercentPoint {
        /// How many points.
        amount: Amount,
    },
    /// A part: 三分之二, half, one in ten.
    Fraction {
        /// How much of the whole.
        amount: Amount,
    },
    /// A factor: 两倍, tenfold, doubled.
    Multiple {
        /// The factor.
        factor: Amount,
        /// Whether the words tell by how much it is more, one less than the factor: 增长两倍 is three times as much.
        plus_one: bool,
    },
    /// Money.
    Money {
        /// How much.
        amount: Amount,
        /// Of which currency.
        currency: Currency,
    },
    /// A measure with a unit.
    Measure {
        /// How much.
        amount: Amount,
        /// Of which unit.
        unit: Unit,
    },
    /// A temperature.
    Temperature {
        /// How many degrees.
        amount: Amount,
        /// On which scale.
        scale: Scale,
    },
    /// The age of someone or something.
    Age {
        /// The shortest it may be.
        low: Length,
        /// The longest; the same unless a range is given.
        high: Length,
    },
    /// How long something lasts.
    Duration {
        /// The shortest it may be.
        low: Length,
        /// The longest; the same unless a range or a vague amount is given.
        high: Length,
    },
    /// A date, time of day, or period that has one name: 2月24日, third quarter, 3 p.m., the 1880s.
    Date {
        /// Its fields.
        at: Moment,
    },
    /// From one moment to another, the last one included: 9月1日至13日, 2025 to 2027; open where an end is missing.
    Period {
        /// The first moment.
        from: Option<Moment>,
        /// The last moment.
        to: Option<Moment>,
    },
    /// A stretch of time placed before or after another time, mostly now.
    Anchored {
        /// How long.
        low: Length,
        /// The longest; the same unless a range or a vague amount is given.
        high: Length,
        /// In which direction, and whether the end of the stretch or all of it is meant.
        anchor: Anchor,
    },
    /// Something that recurs: 每年, weekly, every Monday.
    Recurrence {
        /// How long from one to the next.
        every: Length,
        /// When in that time.
        at: Option<Moment>,
    },
    /// What a change is measured against: 同比 a year before, 环比 the period before.
    Comparison {
        /// How long before; `None` for the period before, whatever its length.
        against: Option<Length>,
    },
    /// A result or a ratio: 5-2, 31：27, 1-to-1.
    Score {
        /// The first number.
        left: Decimal,
        /// The second number.
        right: Decimal,
    },
    /// A code that holds digits but is no quantity (09988.HK, G7), or a number of more digits than [`Decimal`] keeps.
    /// Still worth comparing as it stands.
    Code {
        /// The text as written, width folded.
        text: String,
    },
}

/// What the words show of a quantity beside its value, for comparing it.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    #[default]
    Plain,
    /// A number of things that are named: 40名学生, 40 students.
    Things,
    /// The number of one of a series, which counts nothing: 四层, 3号线, Gate 4.
    Series(Series),
    /// A factor of growth, which a percentage tells with one less: doubled, 翻番, a rise of 100%.
    Growth,
    /// A factor of more, about which writers disagree by one: three times more, 翻了两倍, 高出两倍.
    TimesMore,
    /// A measure or sum whose unit may be a measure word as well: 五块, 8节, 三桶.
    Shared,
    /// A time of day or a result with a colon, which may be how long something takes: 2:14, 62:31.
    Colon,
    /// The place of a minute in a row: 第37分钟, the 37th minute.
    Minute,
    /// A stretch of time before now or after it, as the verb has it: in five years, within a year, 五年内.
    Open,
    /// The place of a part of a text: Chapter one, Part II, 第二章, 图3; and the number behind that of one put in later: Article
    /// 49-1, 第四十九条之一.
    Division(Division, Option<u16>),
    /// A date in digits whose day may be its month: 3/5/2025.
    EitherOrder,
}

/// A quantity found in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Quantity {
    /// Where it stands, words such as `about` included.
    pub span: Span,
    /// Where it stands without the words that modify it.
    pub core: Span,
    /// What it is.
    pub value: Value,
    /// What the words around the number do to it.
    pub modifier: Modifier,
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// Other readings of the same words, the likelier first; empty for most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Value>,
    /// What stands inside: the plain number of `380 billion yuan`, the upper end of a range with its unit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<(Span, Value)>,
    /// What is known beside the value.
    #[serde(skip)]
    pub(crate) form: Form,
}

impl Quantity {
    /// Which one of what series it names, where it counts nothing.
    pub(crate) const fn series(&self) -> Option<Series> {
        match self.form {
            Form::Series(series) => Some(series),
            _ => None,
        }
    }
}

impl Value {
    /// The amount, where the value has one that is a number.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Number { amount }
            | Self::Percent { amount }
            | Self::PercentPoint { amount }
            | Self::Fraction { amount }
            | Self::Multiple { factor: amount, .. }
            | Self::Money { amount, .. }
            | Self::Measure { amount, .. }
            | Self::Temperature { amount, .. } => Some(*amount),
            Self::Ordinal { number } => Some(Amount::Point(*number)),
            _ => None,
        }
    }

    /// The same kind of value, unit included, with another amount; `None` of those that have none.
    pub(super) fn with_amount(&self, amount: Amount) -> Option<Self> {
        Some(match self {
            Self::Number { .. } => Self::Number { amount },
            Self::Percent { .. } => Self::Percent { amount },
            Self::PercentPoint { .. } => Self::PercentPoint { amount },
            Self::Multiple { plus_one, .. } => Self::Multiple {
                factor: amount,
                plus_one: *plus_one,
            },
            Self::Money { currency, .. } => Self::Money {
                amount,
                currency: *currency,
            },
            Self::Measure { unit, .. } => Self::Measure {
                amount,
                unit: *unit,
            },
            Self::Temperature { scale, .. } => Self::Temperature {
                amount,
                scale: *scale,
            },
            Self::Duration { low, .. } => {
                let (low, high) = lengths(amount, low.unit)?;
                Self::Duration { low, high }
            }
            Self::Age { low, .. } => {
                let (low, high) = lengths(amount, low.unit)?;
                Self::Age { low, high }
            }
            _ => return None,
        })
    }

    pub(super) fn number(value: Decimal) -> Self {
        Self::Number {
            amount: Amount::Point(value),
        }
    }
}
