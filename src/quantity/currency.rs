//! Currencies, as sets of candidates where the text does not say which.

use std::sync::LazyLock;

use serde::{Serialize, Serializer};

use super::{
    Decimal,
    table::{self, rows},
};

static ROWS: LazyLock<Vec<[&'static str; 6]>> =
    LazyLock::new(|| rows::<6>(include_str!("data/currency.tsv")).collect());

/// A currency, or a name that several currencies share.
///
/// `HK$` is one currency; `$` may be any of a dozen dollars and `元` a yuan, a Hong Kong, Taiwan or Singapore dollar or a
/// yen. Such names keep all candidates, and comparing two of them compares what is left. Serialised as its code.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    candidates: &'static str,
    major: &'static str,
}

impl Currency {
    /// The currency or shared name with this code: ISO 4217 (`CNY`), or one of the names of this crate (`$`, `LOCAL` for 元).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        ROWS.iter()
            .find(|row| row[0].eq_ignore_ascii_case(code))
            .map(Self::from_row)
    }

    fn from_row(row: &[&'static str; 6]) -> Self {
        let [code, candidates, major, ..] = *row;
        Self {
            code,
            candidates,
            major,
        }
    }

    /// The ISO 4217 code where there is only one candidate, else the name of the family (`$`, `LOCAL`, `pence`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// The ISO 4217 codes that may be meant.
    pub fn candidates(self) -> impl Iterator<Item = &'static str> {
        self.candidates.split(',')
    }

    /// Whether some currency may be meant by both names.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.candidates()
            .any(|code| other.candidates().any(|it| it == code))
    }

    /// Whether both names leave the same candidates.
    #[must_use]
    pub fn same_candidates(self, other: Self) -> bool {
        self.candidates == other.candidates
    }

    /// The currency that a hundred of these make: euro for cents. `None` for a currency that is not a small unit.
    #[must_use]
    pub fn major(self) -> Option<Self> {
        (self.major != "-").then(|| Self::from_code(self.major))?
    }

    /// The amount in the major unit and the factor that was applied.
    pub(super) fn in_major(self) -> (Self, Decimal) {
        match self.major() {
            Some(major) => (
                Self {
                    code: major.code,
                    ..self
                },
                Decimal::new(1, -2).unwrap_or(Decimal::ONE),
            ),
            None => (self, Decimal::ONE),
        }
    }

    /// Keeps the one candidate `code`, where it is one.
    #[must_use]
    pub fn narrowed(self, code: &str) -> Self {
        match self.candidates().find(|it| it.eq_ignore_ascii_case(code)) {
            Some(code) if self.major == "-" => Self {
                code,
                candidates: code,
                ..self
            },
            Some(code) => Self {
                candidates: code,
                ..self
            },
            None => self,
        }
    }

    /// English surfaces (lower case), Chinese surfaces and prefixes, each with its currency.
    pub(super) fn surfaces(column: usize) -> impl Iterator<Item = (&'static str, Self)> {
        table::column(&ROWS, column).map(|(surface, row)| (surface, Self::from_row(row)))
    }

    /// How the currency is called in a rendering: the first word of a column.
    pub(super) fn name(self, column: usize) -> Option<&'static str> {
        table::name(&ROWS, self.code, column)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}
