//! Ordinals, factors and vague amounts in English.

use super::{
    Amount, Decimal, Value,
    cursor::{Cursor, Found, Numeral},
    lex::Kind,
    numeral_words_en::NumberWord,
    operand::Measured,
};

impl Cursor<'_> {
    /// dozens of, tens of thousands, hundreds, several hundred, a few million.
    pub(super) fn vague_en(&self, i: usize) -> Option<Found> {
        let power = |word: &str| match word {
            "dozens" | "tens" | "scores" => Some(1),
            "hundreds" => Some(2),
            "thousands" => Some(3),
            "millions" => Some(6),
            "billions" => Some(9),
            "trillions" => Some(12),
            _ => None,
        };
        let mut at = i;
        let mut total = 0;
        if let Some(end) =
            self.any_literal(i, &["several", "a few", "a couple", "few", "a handful"])
        {
            at = end;
            if self.is_word(i, "few") {
                return None;
            }
            at += usize::from(self.is_word(at, "of"));
            let mut scaled = false;
            while let Some(NumberWord::Scale(_) | NumberWord::Hundred | NumberWord::Dozen) =
                self.number_word(at)
            {
                let more = match self.number_word(at) {
                    Some(NumberWord::Scale(power)) => power,
                    Some(NumberWord::Hundred) => 2,
                    _ => 1,
                };
                total += more;
                at += 1;
                scaled = true;
                if at > end + 5 {
                    break;
                }
            }
            if !scaled {
                let of = usize::from(self.is_word(end, "of"));
                if let Some((
                    measured @ (Measured::Unit(_) | Measured::Money(_) | Measured::Time(_)),
                    to,
                )) = self.unit_en(end + of)
                {
                    let value = super::operand::value(Amount::Vague(0), measured)?;
                    return Some(Found::new(value, i, to, "en.several"));
                }
                let three = self.literal(i, "a few").is_some() && self.is_end(end);
                let amount = if three {
                    Amount::Point(Decimal::of(3))
                } else {
                    Amount::Vague(0)
                };
                return Some(Found::new(Value::Number { amount }, i, end, "en.several"));
            }
        } else {
            while let Some(more) = power(self.word(at)) {
                total += more;
                at += 1;
                if self.is_word(at, "of") && power(self.word(at + 1)).is_some() {
                    at += 1;
                }
                if at > i + 8 {
                    break;
                }
            }
            if at == i {
                return None;
            }
            at += usize::from(self.is_word(at, "of") && at == i + 1);
        }
        let amount = Amount::Vague(total);
        if let Some((measured @ (Measured::Unit(_) | Measured::Money(_) | Measured::Time(_)), to)) =
            self.unit_en(at)
        {
            return Some(Found::new(
                super::operand::value(amount, measured)?,
                i,
                to,
                "en.vague",
            ));
        }
        Some(Found::new(Value::Number { amount }, i, at, "en.vague"))
    }

    /// An ordinal in digits or words, and where it ends.
    pub(super) fn ordinal_number_en(&self, i: usize) -> Option<(Decimal, usize)> {
        let token = self.at(i);
        if token.kind == Kind::Number {
            let suffix = self.glued(i + 1) && self.is_one_of(i + 1, &["st", "nd", "rd", "th"]);
            return token
                .value
                .filter(|it| suffix && it.is_integer())
                .map(|it| (it, i + 2));
        }
        if token.kind != Kind::Word {
            return None;
        }
        if let Some(n) = self.ordinal_word(i).filter(|it| *it < 100) {
            return Some((Decimal::new(i128::from(n), 0)?, i + 1));
        }
        let article = self.is_one_of(i, &["a", "an"]);
        let whole = self.numeral_words_before_ordinal(i)?;
        let at = if self.is_any(whole.end, "-—") {
            whole.end + 1
        } else {
            whole.end
        };
        let at = at + usize::from(self.is_word(at, "and"));
        let last = self.ordinal_word(at)?;
        let value = whole.point()?;
        let total = if last >= 100 {
            value.times(Decimal::new(i128::from(last), 0)?)?
        } else {
            // twenty first, two hundred fifth; not five eighth.
            let joins = self.tens_before(at) && last < 10
                || whole.has_scale
                || self.is_word(whole.end - 1, "hundred");
            if !joins {
                return None;
            }
            value.plus(Decimal::new(i128::from(last), 0)?)?
        };
        (!article || whole.end > i + 1).then_some((total, at + 1))
    }

    pub(super) fn tens_before(&self, i: usize) -> bool {
        let at = if self.is_any(i.wrapping_sub(1), "-—") {
            i.wrapping_sub(2)
        } else {
            i.wrapping_sub(1)
        };
        matches!(self.number_word(at), Some(NumberWord::Tens(_)))
    }

    pub(super) fn numeral_words_before_ordinal(&self, i: usize) -> Option<Numeral> {
        if self.is_one_of(i, &["a", "an"]) && self.ordinal_word(i + 1).is_some_and(|it| it >= 100) {
            return None;
        }
        self.numeral_en(i)
    }

    pub(super) fn ordinal_en(&self, i: usize) -> Option<Found> {
        let relative = |from_end, offset, to, rule| {
            Some(Found::new(
                Value::RelativeOrdinal { from_end, offset },
                i,
                to,
                rule,
            ))
        };
        let noun_follows = |at: usize| {
            !self.is_one_of(
                at,
                &[
                    "year",
                    "month",
                    "week",
                    "day",
                    "quarter",
                    "night",
                    "season",
                    "decade",
                    "century",
                    "minute",
                    "hour",
                    "summer",
                    "winter",
                    "spring",
                    "fall",
                    "autumn",
                    "weekend",
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "friday",
                    "saturday",
                    "sunday",
                    "few",
                    "two",
                    "three",
                    "years",
                    "months",
                    "half",
                    "semester",
                ],
            )
        };
        let the = self.is_word(i.wrapping_sub(1), "the")
            || self.is_word(i.wrapping_sub(1), "a")
            || self.is(i.wrapping_sub(1), '"');
        match self.word(i) {
            "antepenultimate" => return relative(true, -2, i + 1, "en.ordinal.relative"),
            "penultimate" => return relative(true, -1, i + 1, "en.ordinal.relative"),
            "next" => {
                if let Some(end) = self.literal(i, "next to last") {
                    return relative(true, -1, end, "en.ordinal.relative");
                }
                if the && noun_follows(i + 1) && !self.is_number(i + 1)
                    || self.is_one_of(i + 1, &["one", "item", "page"])
                {
                    let end = i + 1 + usize::from(self.is_word(i + 1, "one"));
                    return relative(false, 1, end, "en.ordinal.relative");
                }
            }
            _ => {}
        }
        let (number, end) = self.ordinal_number_en(i)?;
        let word = self.word(i);
        // "I second that", "a second" (time) and "first of all" count nothing.
        if word == "second" && end == i + 1 {
            let verb = self.is_one_of(
                i.wrapping_sub(1),
                &[
                    "i", "we", "a", "per", "one", "each", "every", "split", "half",
                ],
            );
            if verb || self.is_one_of(end, &["that", "ago", "later"]) {
                return None;
            }
        }
        // whichever comes first, whichever is the earlier
        let whichever = (2..=4).any(|back| self.is_word(i.wrapping_sub(back), "whichever"));
        if word == "first" && whichever && self.at(end).kind != Kind::Word {
            return None;
        }
        if word == "first"
            && (self.literal(end, "of all").is_some()
                || self.literal(end, "place").is_some()
                || self.is_one_of(end, &["and", "lady", "name", "aid", "glance", "sight"])
                    && !self.is_word(end, "and"))
        {
            return None;
        }
        let fraction = self.is_word(end.wrapping_sub(1), "quarter");
        (!fraction).then(|| {
            let mut found = Found::new(Value::Ordinal { number }, i, end, "en.ordinal");
            if word == "first" {
                found.to = self
                    .any_literal(end, &["prize", "visit"])
                    .filter(|_| self.is_word(end, "prize"))
                    .unwrap_or(end);
            }
            found
        })
    }

    /// double, doubled, tripled, twice, threefold, halved.
    pub(super) fn multiple_en(&self, i: usize) -> Option<Found> {
        let (factor, plus_one) = match self.word(i) {
            "double" | "doubled" | "doubles" | "doubling" | "twice" | "twofold" => {
                (Decimal::of(2), false)
            }
            "triple" | "tripled" | "triples" | "tripling" | "thrice" | "threefold" => {
                (Decimal::of(3), false)
            }
            "quadruple" | "quadrupled" | "quadruples" | "quadrupling" | "fourfold" => {
                (Decimal::of(4), false)
            }
            "quintupled" | "quintuple" | "fivefold" => (Decimal::of(5), false),
            "sixfold" => (Decimal::of(6), false),
            "sevenfold" => (Decimal::of(7), false),
            "eightfold" => (Decimal::of(8), false),
            "ninefold" => (Decimal::of(9), false),
            "halve" | "halved" | "halving" => (Decimal::new(5, -1)?, false),
            "tenfold" => (Decimal::of(10), false),
            "hundredfold" => (Decimal::of(100), false),
            _ => return None,
        };
        let before = self.before(i);
        let name = self.at(i).capital && self.at(i + 1).capital
            || before.kind == Kind::Sign && before.first == '-' && self.glued(i);
        let adjective = self.is_word(i, "double")
            && (self.is_any(i + 1, "-")
                || self.is_one_of(
                    i + 1,
                    &[
                        "results",
                        "room",
                        "rooms",
                        "standards",
                        "standard",
                        "digit",
                        "digits",
                        "check",
                        "bed",
                        "down",
                        "click",
                    ],
                ));
        if name || adjective {
            return None;
        }
        let value = Value::Multiple {
            factor: Amount::Point(factor),
            plus_one,
        };
        Some(Found::new(value, i, i + 1, "en.multiple.word"))
    }
}
