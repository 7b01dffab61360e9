//! Amounts that a text converts itself: *380 billion yuan (about US$53 billion)*.
//!
//! No exchange rate is known here. But where one text says that two amounts are the same money, the other text may
//! give either.

use crate::quantity::{Modifier, Quantity, Value};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, quantity::quantities};

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
