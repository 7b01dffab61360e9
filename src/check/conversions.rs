//! Amounts that a memory says are the same money: *380 billion yuan (about US$53 billion)*.

use std::collections::{BTreeMap, HashSet};

use crate::{
    lang::Lang,
    quantity::{Amount, Quantity, Value, compare, quantities},
    score::conversion::converts,
};

/// How far apart two amounts may be that round to one another, as a quotient.
const NEAR: f64 = 1.25;

/// How many conversions of amounts of about one size are compared, beside those of the very values, which are looked up:
/// the bound keeps memories that are made up from costing more than their length.
const MOST: usize = 16;

/// What was read of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Conversions {
    /// By the bits of the amount that is stated, which order as positive numbers do: it, and what it is given as.
    stated: BTreeMap<u64, Vec<(Quantity, Quantity)>>,
    /// What is known already.
    seen: HashSet<(Value, Value)>,
}

impl Conversions {
    /// Takes in the conversions that a text makes. Linear in its length.
    pub(super) fn read(&mut self, text: &str, lang: Lang) {
        // Two amounts of money are rare enough to look for signs of them first.
        const MONEY: [&str; 9] = ["$", "€", "£", "¥", "￥", "元", "yuan", "dollar", "RMB"];
        const JOINED: [&str; 6] = ["(", "（", " or ", "或", ",", "，"];
        let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
        if has(&MONEY) && has(&JOINED) {
            self.add(text, &quantities(text, lang));
        }
    }

    /// [`read`](Self::read) of a text whose quantities are known.
    pub(super) fn add(&mut self, text: &str, found: &[Quantity]) {
        for pair in found.windows(2) {
            if let [first, second] = pair
                && converts(text, first, second)
            {
                self.push(first, second);
                self.push(second, first);
            }
        }
    }

    fn push(&mut self, stated: &Quantity, instead: &Quantity) {
        let Some(size) = size(stated) else { return };
        if self
            .seen
            .insert((stated.value.clone(), instead.value.clone()))
        {
            let of_size = self.stated.entry(size.to_bits()).or_default();
            of_size.push((stated.clone(), instead.clone()));
        }
    }

    /// Whether the one amount stands for the other.
    pub(super) fn knows(&self, a: &Quantity, b: &Quantity) -> bool {
        // A number without a unit agrees with money, but is none.
        let (Some(size), Some(_)) = (size(a), size(b)) else {
            return false;
        };
        if self.seen.contains(&(a.value.clone(), b.value.clone())) {
            return true;
        }
        let agree = |x: &Quantity, y: &Quantity| compare(x, y).relation.agrees();
        let near = (size / NEAR).to_bits()..=(size * NEAR).to_bits();
        let near = self.stated.range(near).flat_map(|(_, pairs)| pairs);
        near.take(MOST)
            .any(|(stated, instead)| agree(a, stated) && agree(b, instead))
    }
}

/// How much money it is, if it is some; the lower end of a range.
fn size(quantity: &Quantity) -> Option<f64> {
    let Value::Money { amount, .. } = quantity.value else {
        return None;
    };
    if matches!(amount, Amount::Vague(_)) {
        return None;
    }
    let size: f64 = amount.bounds()?.0.to_string().parse().ok()?;
    (size > 0.0 && size.is_finite()).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_stands_for_what_a_text_says_it_is() {
        let mut known = Conversions::default();
        known.read(
            "It will spend 380 billion yuan (about US$53 billion) by 2028.",
            Lang::English,
        );
        for (chinese, english, expected) in [
            ("3800亿元", "US$53 billion", true),
            ("约3800亿元", "$53bn", true),
            ("3800亿元", "US$63 billion", false),
            ("380亿元", "US$53 billion", false),
            ("3800亿人", "US$53 billion", false),
        ] {
            let of = |text: &str, lang| quantities(text, lang).remove(0);
            let (a, b) = (of(chinese, Lang::Chinese), of(english, Lang::English));
            assert_eq!(known.knows(&a, &b), expected, "{chinese} {english}");
            assert_eq!(known.knows(&b, &a), expected, "{chinese} {english}");
        }
    }
}
