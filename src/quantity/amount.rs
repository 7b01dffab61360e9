//! How much: a number, a range or an order of magnitude, and the words that loosen it.

use serde::{Deserialize, Serialize};

use super::Decimal;

/// How much.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Amount {
    /// One number.
    Point(Decimal),
    /// From the first to the second number, both included: `两到三万`, `five to ten`.
    Range(Decimal, Decimal),
    /// An exact quotient of two whole or decimal numbers: `三分之一`, `three and a third`.
    Ratio(Decimal, Decimal),
    /// Some number of this power of ten, less than the next: 4 for `数万`, `tens of thousands`; 0 for `几个`, `several`.
    Vague(i32),
}

impl Amount {
    /// A range, or the point where both ends are the same; ends given in falling order are swapped.
    #[must_use]
    pub fn range(low: Decimal, high: Decimal) -> Self {
        match low.compare(high) {
            std::cmp::Ordering::Less => Self::Range(low, high),
            std::cmp::Ordering::Equal => Self::Point(low),
            std::cmp::Ordering::Greater => Self::Range(high, low),
        }
    }

    /// The smallest and the largest number meant; a ratio is rounded to 17 digits.
    #[must_use]
    pub fn bounds(self) -> Option<(Decimal, Decimal)> {
        match self {
            Self::Point(value) => Some((value, value)),
            Self::Range(low, high) => Some((low, high)),
            Self::Ratio(numerator, denominator) => {
                let value = numerator.quotient(denominator)?;
                Some((value, value))
            }
            Self::Vague(power) => Some((
                Decimal::power_of_ten(power)?,
                Decimal::power_of_ten(power.checked_add(1)?)?,
            )),
        }
    }

    /// The one number meant, if it is one; a ratio is rounded to 17 digits.
    #[must_use]
    pub fn point(self) -> Option<Decimal> {
        match self {
            Self::Point(_) | Self::Ratio(..) => self.bounds().map(|it| it.0),
            Self::Range(..) | Self::Vague(_) => None,
        }
    }

    /// Multiplies by a power of ten.
    #[must_use]
    pub fn scaled(self, power: i32) -> Option<Self> {
        Some(match self {
            Self::Point(value) => Self::Point(value.scaled(power)?),
            Self::Range(low, high) => Self::Range(low.scaled(power)?, high.scaled(power)?),
            Self::Ratio(numerator, denominator) => {
                Self::Ratio(numerator.scaled(power)?, denominator)
            }
            Self::Vague(old) => Self::Vague(old.checked_add(power)?),
        })
    }

    /// Multiplies by a number. A vague amount only follows powers of ten and is otherwise kept.
    #[must_use]
    pub fn times(self, factor: Decimal) -> Option<Self> {
        Some(match self {
            Self::Point(value) => Self::Point(value.times(factor)?),
            Self::Range(low, high) => Self::Range(low.times(factor)?, high.times(factor)?),
            Self::Ratio(numerator, denominator) => {
                Self::Ratio(numerator.times(factor)?, denominator)
            }
            Self::Vague(power) => {
                let place = factor.last_digit_place();
                Self::Vague(power.checked_add(place)?)
            }
        })
    }
}

impl From<Decimal> for Amount {
    fn from(value: Decimal) -> Self {
        Self::Point(value)
    }
}

/// What the words around a number do to it.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Modifier {
    /// The number as it stands.
    #[default]
    None,
    /// No more and no less: 等于, exactly.
    Exactly,
    /// Around it: 约, 左右, about, some.
    About,
    /// More than it: 超过, 逾, over, more than.
    Over,
    /// More than it but below the next round number: 三千多, 30余万, twenty-odd, 50+.
    Odd,
    /// It or more: 至少, 以上, at least.
    AtLeast,
    /// Less than it: 不到, 低于, under, less than.
    Under,
    /// It or less: 不超过, 高达, at most, up to.
    AtMost,
    /// A little less than it: 近, 将近, nearly, almost.
    Nearly,
}

/// Which way a modifier points; texts swap *over* and *at least* freely, but never *over* and *under*.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    None,
    Up,
    Down,
}

impl Modifier {
    pub(super) const fn direction(self) -> Direction {
        match self {
            Self::None | Self::About | Self::Exactly => Direction::None,
            Self::Over | Self::Odd | Self::AtLeast => Direction::Up,
            Self::Under | Self::AtMost | Self::Nearly => Direction::Down,
        }
    }
}
