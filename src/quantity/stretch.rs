//! Periods counted back from their end, in both languages.

use super::{Field, Moment, Value};

/// The period of so many months that ends with `to`.
pub(super) fn ending(to: &Moment, months: i32) -> Option<Value> {
    let Some(Field::At(last)) = to.month else {
        return None;
    };
    if !(1..=12).contains(&months) {
        return None;
    }
    let first = last - months + 1;
    let (month, earlier) = if first < 1 {
        (first + 12, 1)
    } else {
        (first, 0)
    };
    let year = match to.year {
        Some(Field::At(year)) => Some(Field::At(year - earlier)),
        Some(Field::Offset(by)) => Some(Field::Offset(by - earlier)),
        None => None,
    };
    let from = Moment {
        year,
        month: Some(Field::At(month)),
        ..Moment::default()
    };
    let to = Moment {
        year: to.year,
        month: to.month,
        ..Moment::default()
    };
    Some(Value::Period {
        from: Some(from),
        to: Some(to),
    })
}
