//! What the document says about its quantities.

use serde::{Deserialize, Serialize};

/// The order of day and month in dates of digits alone, such as `4/5`.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// American: 4/5 is 5 April.
    #[default]
    MonthDay,
    /// British and European: 4/5 is 4 May.
    DayMonth,
}

/// Facts of the document that its quantities leave out. All may stay unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct QuantityOptions {
    /// The ISO 8601 date or date-time of the document. Where it can be read, `今年` and `next month` become the year and
    /// month that they are, and so compare with dates given in full.
    pub reference: Option<String>,
    /// The ISO 4217 code that `元`, `$`, `pounds` and other shared names stand for, where it is one of their candidates.
    pub currency: Option<String>,
    /// The order of day and month in `4/5`. At its default, 3/5/2025 is compatible with both days that it may be.
    pub date_order: DateOrder,
}

impl QuantityOptions {
    /// Says when the document was written: an ISO 8601 date or date-time.
    #[must_use]
    pub fn reference(mut self, date: impl Into<String>) -> Self {
        self.reference = Some(date.into());
        self
    }

    /// Says which currency shared names stand for.
    #[must_use]
    pub fn currency(mut self, code: impl Into<String>) -> Self {
        self.currency = Some(code.into());
        self
    }

    /// Says in which order dates of digits alone are written.
    #[must_use]
    pub const fn date_order(mut self, order: DateOrder) -> Self {
        self.date_order = order;
        self
    }
}
