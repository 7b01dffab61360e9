//! Amounts that a text converts itself: *380 billion yuan (about US$53 billion)*.
//!
//! No exchange rate is known here. But where one text says that two amounts are the same money, the other text may
//! give either.

use crate::quantity::{Currency, Modifier, OTHER_CURRENCY, Quantity, Relation, Value, compare};

/// Whether `text`, which holds `first` and after it `second`, gives the second as the first in another currency.
#[must_use]
pub fn converts(text: &str, first: &Quantity, second: &Quantity) -> bool {
    let (Value::Money { currency: from, .. }, Value::Money { currency: to, .. }) =
        (&first.value, &second.value)
    else {
        return false;
    };
    let between = text.get(first.span.end()..second.span.start());
    from != to
        && match between.map(str::trim) {
            Some("(" | "（" | "or" | ", or" | "或" | "，或" | "，即") => true,
            // 3800亿元，约合530亿美元
            Some("," | "，") => second.modifier == Modifier::About,
            _ => false,
        }
}

/// Whether two amounts that differ may be the same money, given in different currencies: *US$53 billion* and 3800亿元.
///
/// Nothing but an exchange rate would tell, and none is known here: such amounts cannot be compared. The same amount in
/// two currencies, *380 million dollars* and 3.8亿元, is a slip, and no conversion. A sign that several currencies share
/// stands for the usual one: `$605` and 5499元 may be the same.
#[must_use]
pub fn may_be_converted(a: &Quantity, b: &Quantity) -> bool {
    let (Value::Money { currency: from, .. }, Value::Money { currency: to, .. }) =
        (&a.value, &b.value)
    else {
        return false;
    };
    let usual = |currency: Currency| {
        let major = currency.major().unwrap_or(currency);
        major.candidates().next()
    };
    let found = compare(a, b);
    usual(*from) != usual(*to)
        && found.relation == Relation::Conflict
        && found.reason != OTHER_CURRENCY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, quantity::quantities};

    #[test]
    fn other_money_may_be_the_same_and_the_same_number_of_it_is_not() {
        for (chinese, english, expected) in [
            ("3800亿元", "US$53 billion", true),
            ("5499元", "$605", true),
            ("3800亿元", "53 billion yuan", false),
            ("3.8亿元", "US$380 million", false),
            ("3.8亿元", "380 million yuan", false),
            ("3.8亿人", "US$53 million", false),
        ] {
            let of = |text: &str, lang| quantities(text, lang).remove(0);
            let (a, b) = (of(chinese, Lang::Chinese), of(english, Lang::English));
            assert_eq!(may_be_converted(&a, &b), expected, "{chinese} {english}");
            assert_eq!(may_be_converted(&b, &a), expected, "{chinese} {english}");
        }
    }

    #[test]
    fn a_text_may_convert_its_amounts() {
        for (text, lang, is_conversion) in [
            ("90 million yuan ($12.4 million)", Lang::English, true),
            (
                "90 million yuan, or about $12.4 million",
                Lang::English,
                true,
            ),
            ("90 million yuan and $12.4 million", Lang::English, false),
            ("90 million yuan (91 million yuan)", Lang::English, false),
            ("九千万元（约1240万美元）", Lang::Chinese, true),
            ("九千万元，约合1240万美元", Lang::Chinese, true),
            ("九千万元，1240万美元", Lang::Chinese, false),
            ("90人（1240万美元）", Lang::Chinese, false),
        ] {
            let found = quantities(text, lang);
            assert_eq!(found.len(), 2, "{text}");
            assert_eq!(
                converts(text, &found[0], &found[1]),
                is_conversion,
                "{text}"
            );
        }
    }
}
