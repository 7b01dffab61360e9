//! Units that a price is told for: `a tonne of wheat costs 2,480 yuan` is 小麦每吨2480元, and no tonne of anything is meant.

use super::{
    Decimal, Modifier, Value,
    cursor::{Cursor, Found},
    lex::Kind,
    operand::Measured,
};

/// Verbs between what is sold and its price.
const VERBS_EN: [&str; 18] = [
    "cost", "costs", "costing", "sell", "sells", "selling", "sold", "fetch", "fetches", "fetched",
    "priced", "worth", "trade", "trades", "traded", "goes", "retails", "rents",
];

/// Words before such a unit that leave it the subject.
const BEFORE_EN: [&str; 14] = [
    "and", "but", "while", "as", "now", "when", "where", "if", "because", "today", "that", "so",
    "here", "then",
];

/// Forms of `be`, and what stands between them and the sum: a tonne of wheat is now about 2,480 yuan.
const COPULAS_EN: [&str; 3] = ["is", "was", "are"];
const ADVERBS_EN: [&str; 10] = [
    "now",
    "currently",
    "only",
    "still",
    "just",
    "already",
    "today",
    "at",
    "then",
    "around",
];

/// Characters of the words for a price or for asking one.
const VERBS_ZH: &str = "卖售价值";

/// Words right before the sum that tell a price: 一吨小麦要2480元.
const COPULAS_ZH: &str = "是要为需";

/// How many words or characters name what is sold, its verb with them: a tonne of old scrap copper now sells.
const REACH: usize = 8;

/// How many words stand between the verb and the sum: sells for up to about.
const TO_SUM: usize = 4;

impl Cursor<'_> {
    /// Whether `found` is one of a unit that the price behind it is told for.
    pub(super) fn is_priced(&self, found: &Found) -> bool {
        // A pound may weigh or pay.
        let mut readings = std::iter::once(&found.value).chain(&found.readings);
        let is_one = readings.any(|it| match it {
            Value::Measure { amount, .. } => {
                amount.point().is_some_and(|it| it.same_value(Decimal::ONE))
            }
            _ => false,
        });
        if !is_one || found.modifier != Modifier::None {
            return false;
        }
        if self.at(found.to.saturating_sub(1)).kind == Kind::Han {
            self.price_follows_zh(found.to)
        } else {
            // A pound is $1.30: of money.
            let is_weight =
                matches!(found.value, Value::Measure { .. }) || self.is_word(found.to, "of");
            self.opens_en(found.from)
                && (self.price_follows_en(found.to) || is_weight && self.price_is_en(found.to))
        }
    }

    /// Whether the words at `i` begin a clause.
    fn opens_en(&self, i: usize) -> bool {
        let before = self.before(i);
        before.kind != Kind::Word
            || i.checked_sub(1)
                .is_some_and(|at| self.is_one_of(at, &BEFORE_EN))
    }

    fn price_follows_en(&self, i: usize) -> bool {
        let words = (i..i + REACH).take_while(|at| {
            self.at(*at).kind == Kind::Word && !self.is_one_of(*at, &["that", "which", "who"])
        });
        let verb = { words }.find(|at| self.is_one_of(*at, &VERBS_EN));
        verb.is_some_and(|verb| {
            let sum = (verb + 1..=verb + TO_SUM)
                .find(|at| self.at(*at).kind != Kind::Word || self.number_word(*at).is_some());
            let sum = sum.and_then(|at| self.operand_en(at));
            sum.is_some_and(|it| matches!(it.measured, Measured::Money(_)))
        })
    }

    /// Whether what is sold, named from `i` on, is so much.
    fn price_is_en(&self, i: usize) -> bool {
        let mut words = (i..i + REACH).take_while(|at| {
            self.at(*at).kind == Kind::Word && !self.is_one_of(*at, &["that", "which", "who"])
        });
        let Some(copula) = words.find(|at| self.is_one_of(*at, &COPULAS_EN)) else {
            return false;
        };
        let adverbs = |at: &usize| self.is_one_of(*at, &ADVERBS_EN);
        let sum = (copula + 1..copula + TO_SUM).find(|at| !adverbs(at));
        sum.is_some_and(|at| {
            let (_, at) = self.modifier_en(at);
            let sum = self.operand_en(at);
            sum.is_some_and(|it| matches!(it.measured, Measured::Money(_)))
        })
    }

    fn price_follows_zh(&self, i: usize) -> bool {
        // 一米高的树价值500元: how large it is.
        if self.is_any(i, "高长宽深厚重多") {
            return false;
        }
        let mut names = (i..i + REACH).take_while(|at| self.at(*at).kind == Kind::Han);
        let verb = names.find(|at| {
            self.is_any(*at, VERBS_ZH)
                || self.is_any(*at, COPULAS_ZH) && *at > i && self.sum_follows_zh(at + 1)
        });
        verb.is_some_and(|verb| {
            let sum = (verb + 1..=verb + TO_SUM).find(|at| self.number_character(*at));
            let sum = sum.and_then(|at| self.operand_zh(at, true));
            sum.is_some_and(|it| matches!(it.measured, Measured::Money(_)))
        })
    }

    /// Whether a sum of money stands at `i`, with what modifies it.
    fn sum_follows_zh(&self, i: usize) -> bool {
        let (_, at) = self.modifier_zh(i);
        self.operand_zh(at, true)
            .is_some_and(|it| matches!(it.measured, Measured::Money(_)))
    }
}
