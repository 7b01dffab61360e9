//! Units of measure with their dimensions and exact factors.

use std::sync::LazyLock;

use serde::{Serialize, Serializer};

use super::{
    Decimal,
    table::{self, rows},
};

static ROWS: LazyLock<Vec<[&'static str; 5]>> =
    LazyLock::new(|| rows::<5>(include_str!("data/unit.tsv")).collect());

/// Units of the United States whose names are those of larger or smaller ones in Britain.
const IMPERIAL: [(&str, &str); 4] = [
    ("pt", "[pt_br]"),
    ("qt", "[qt_br]"),
    ("gal", "[gal_br]"),
    ("[foz_us]", "[foz_br]"),
];

/// A unit of length, area, volume, mass, speed, data, energy and so on. Serialised as its code.
///
/// Codes follow UCUM where it has a plain one (`km`, `m2`, `[HP]`).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unit {
    code: &'static str,
    dimension: &'static str,
    factor: &'static str,
}

impl Unit {
    /// The unit with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        ROWS.iter().find(|row| row[0] == code).map(Self::from_row)
    }

    fn from_row(row: &[&'static str; 5]) -> Self {
        let [code, dimension, factor, ..] = *row;
        Self {
            code,
            dimension,
            factor,
        }
    }

    /// The code: `km`, `m2`, `mi/h`, `jin`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// What is measured: `length`, `area`, `speed`. Only units of one dimension convert.
    #[must_use]
    pub const fn dimension(self) -> &'static str {
        self.dimension
    }

    /// The unit that measures of this dimension are reckoned in: gram, millilitre, metre, square metre, bit…
    #[must_use]
    pub fn base(self) -> Option<Self> {
        // The volume that goes with the gram; a cubic metre is a thousand thousands of what texts measure.
        if self.dimension == "volume" {
            return Self::from_code("mL");
        }
        ROWS.iter()
            .find(|row| row[1] == self.dimension && row[2] == "1")
            .map(Self::from_row)
    }

    /// `value` in the base unit of the dimension (metre, square metre, gram, bit…), exact where the factor is a finite
    /// decimal, else to 17 digits (亩 is 2000/3 m²).
    #[must_use]
    pub fn to_base(self, value: Decimal) -> Option<Decimal> {
        let (numerator, denominator) = self.factor.split_once('/').unwrap_or((self.factor, "1"));
        let product = value.times(parse(numerator)?)?;
        if denominator == "1" {
            Some(product)
        } else {
            product.quotient(parse(denominator)?)
        }
    }

    /// `value` of this unit in `other`, where both measure the same.
    #[must_use]
    pub fn convert(self, value: Decimal, other: Self) -> Option<Decimal> {
        if self == other {
            return Some(value);
        }
        if self.dimension != other.dimension {
            return None;
        }
        let (numerator, denominator) = other.factor.split_once('/').unwrap_or((other.factor, "1"));
        let base = self.to_base(value)?.times(parse(denominator)?)?;
        base.quotient(parse(numerator)?)
    }

    /// The imperial unit that the same word names where British texts have it: a pint is 0.473 L or 0.568 L.
    pub(super) fn imperial(self) -> Option<Self> {
        let (_, imperial) = IMPERIAL.iter().find(|it| it.0 == self.code)?;
        Self::from_code(imperial)
    }

    pub(super) fn surfaces(column: usize) -> impl Iterator<Item = (&'static str, Self)> {
        table::column(&ROWS, column).map(|(surface, row)| (surface, Self::from_row(row)))
    }

    /// How the unit is called in a rendering: the first word of a column.
    pub(super) fn name(self, column: usize) -> Option<&'static str> {
        table::name(&ROWS, self.code, column)
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

/// A plain decimal of the table.
fn parse(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    Decimal::new(digits, -i32::try_from(fraction.len()).ok()?)
}
