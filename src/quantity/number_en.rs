//! Numbers in English: digits, words and both together.

use super::{
    Amount, Decimal, Modifier,
    cursor::{Cursor, Numeral},
    fraction_en::vulgar,
    lex::Kind,
    number_words_en::Words,
    numeral_words_en::NumberWord,
    vocabulary,
};

impl Cursor<'_> {
    /// The English numeral at `i`.
    pub(super) fn numeral_en(&self, i: usize) -> Option<Numeral> {
        let token = self.at(i);
        let possible = match token.kind {
            Kind::Number => true,
            Kind::Word => {
                self.has(i, vocabulary::NUMBER)
                    || self.is_one_of(i, &["a", "an", "half", "quarter", "fourth", "point"])
            }
            Kind::Sign => vulgar(token.first).is_some(),
            _ => false,
        };
        if !possible {
            return None;
        }
        self.numerals.at(i, || self.read_numeral_en(i))
    }

    fn read_numeral_en(&self, i: usize) -> Option<Numeral> {
        let plain = self.fraction_word_en(i).or_else(|| {
            let whole = self.whole_en(i)?;
            self.with_fraction_en(i, whole).or(Some(whole))
        })?;
        Some(
            self.slashed(i)
                .filter(|it| it.end > plain.end)
                .unwrap_or(plain),
        )
    }

    /// The numeral at `i`, with a minus sign or word before it.
    pub(super) fn signed_en(&self, i: usize) -> Option<Numeral> {
        let sign = self.is_minus(i) || self.is_one_of(i, &["minus", "negative"]);
        let mut numeral = self.numeral_en(i + usize::from(sign))?;
        if sign {
            numeral.amount = match numeral.amount? {
                Amount::Point(value) => Some(Amount::Point(value.negated())),
                Amount::Ratio(a, b) => Some(Amount::Ratio(a.negated(), b)),
                _ => return None,
            };
            numeral.length += 1;
        }
        Some(numeral)
    }

    pub(super) fn numeral_of(&self, amount: Amount, from: usize, end: usize) -> Numeral {
        Numeral::of(amount, end, end.saturating_sub(from).max(1))
    }

    /// Scale words at `i`: their power of ten together, their end, and a factor (twelve for dozens).
    pub(super) fn scale_en(&self, i: usize) -> Option<(i32, usize, Decimal)> {
        let (mut power, mut at, mut factor) = (0i32, i, Decimal::ONE);
        while at < i + 6 && self.at(at).kind == Kind::Word {
            match self.number_word(at) {
                Some(NumberWord::Hundred) => power = power.checked_add(2)?,
                Some(NumberWord::Scale(more)) => power = power.checked_add(more)?,
                Some(NumberWord::Dozen) => factor = Decimal::of(12),
                _ => break,
            }
            at += 1;
        }
        (at > i).then_some((power, at, factor))
    }

    /// A number in digits with the scale letters or words after it, or a number in words.
    pub(super) fn whole_en(&self, i: usize) -> Option<Numeral> {
        let token = self.at(i);
        match token.kind {
            Kind::Number => self.digits_en(i),
            Kind::Word => self.words_en(i),
            Kind::Sign => {
                let (above, below) = vulgar(token.first)?;
                Some(self.numeral_of(
                    Amount::Ratio(Decimal::of(above), Decimal::of(below)),
                    i,
                    i + 1,
                ))
            }
            _ => None,
        }
    }

    fn digits_en(&self, i: usize) -> Option<Numeral> {
        let token = self.at(i);
        let mut end = i + 1;
        let Some(mut value) = token.value else {
            return Some(Numeral {
                amount: None,
                literal: true,
                ..self.numeral_of(Amount::Vague(0), i, end)
            });
        };
        // 40 000: groups of three after white space.
        if token.plain && token.digits <= 3 && token.digits > 0 {
            let mut groups = 0;
            while groups < 6 && self.spaced_group(end) {
                let group = self.at(end).value?;
                value = value.scaled(3)?.plus(group)?.at_place(0);
                end += 1;
                groups += 1;
            }
        }
        let mut numeral = Numeral {
            literal: true,
            ..self.numeral_of(Amount::Point(value), i, end)
        };
        if let Some((above, below)) =
            vulgar(self.at(end).first).filter(|_| self.at(end).kind == Kind::Sign && token.plain)
        {
            let below = Decimal::of(below);
            let whole = value.times(below)?.plus(Decimal::of(above))?;
            return Some(self.numeral_of(Amount::Ratio(whole, below), i, end + 1));
        }
        if let Some((power, to)) = self.scale_letter_en(end) {
            numeral.amount = Some(Amount::Point(value.scaled(power)?));
            (
                numeral.scale,
                numeral.last_scale,
                numeral.end,
                numeral.has_scale,
            ) = (power, power, to, true);
            return Some(numeral);
        }
        if self.is(end, '+') && self.glued(end) && self.at(end + 1).spaced {
            // 3,000+ euros
            (numeral.modifier, numeral.end) = (Modifier::Odd, end + 1);
            return Some(numeral);
        }
        let hyphen = usize::from(self.is(end, '-') && !self.at(end).spaced);
        let follows = self
            .number_word(end + hyphen)
            .is_some_and(|it| !matches!(it, NumberWord::Small(_) | NumberWord::Tens(_)));
        // "3 kr" and "5 mil" stay apart from crowns and thousandths of an inch by their neighbours only.
        if follows {
            let words = self.scaled_words_en(i, value, end + hyphen);
            return words.or(Some(numeral));
        }
        Some(numeral)
    }

    fn spaced_group(&self, i: usize) -> bool {
        let token = self.at(i);
        let sized = token.end.checked_sub(token.start) == Some(3);
        token.kind == Kind::Number && token.spaced && token.plain && sized && !self.glued(i + 1)
    }

    /// k, M, G, m, bn glued to the digits (or `k`, `M`, `G` after a space).
    fn scale_letter_en(&self, i: usize) -> Option<(i32, usize)> {
        let token = self.at(i);
        if token.kind != Kind::Word {
            return None;
        }
        let word = self.word(i);
        let power = match word {
            "k" => 3,
            "m" if token.capital => 6,
            "g" if token.capital => 9,
            "b" if token.capital || !token.spaced => 9,
            "bn" | "bln" => 9,
            "mn" | "mln" | "mio" => 6,
            "mil" if !token.spaced => 6,
            "tn" | "trn" | "tln" => 12,
            _ => return None,
        };
        // 5 k.g. names a unit.
        let dotted = self.is(i + 1, '.')
            && self.glued(i + 1)
            && self.glued(i + 2)
            && self.at(i + 2).kind == Kind::Word;
        let letter_free = !dotted && (self.at(i + 1).kind != Kind::Number || !self.glued(i + 1));
        let joined = !token.spaced
            || matches!(
                word,
                "k" | "m" | "g" | "bn" | "mn" | "bln" | "mln" | "tln" | "tn"
            );
        // 5 G networks, 4 K screens; 1,674.5 G is a number.
        let single = word.len() == 1;
        // 5G is a network.
        let before = self.at(i - 1);
        let network = word == "g" && !token.spaced && before.digits == 1 && before.plain;
        if network {
            return None;
        }
        let sure = !token.spaced || !single || !self.at(i - 1).plain || word == "k";
        (letter_free && joined && sure).then_some((power, i + 1))
    }

    /// A value followed by scale words, and smaller groups after them: 4 thousand 3 hundred and 21.
    fn scaled_words_en(&self, from: usize, first: Decimal, i: usize) -> Option<Numeral> {
        let mut reader = Words {
            cursor: self,
            at: i,
            total: Decimal::ZERO,
            group: Some(first),
            last_scale: None,
            group_is_literal: true,
            in_hundreds: false,
        };
        reader.read();
        reader.finish(from)
    }

    fn words_en(&self, i: usize) -> Option<Numeral> {
        let first = self.number_word(i);
        let article = self.is_one_of(i, &["a", "an"]);
        if self.is_word(i, "point") && self.is_number(i + 1) && self.at(i + 1).plain {
            return self.point_en(i, Decimal::ZERO, i);
        }
        if first.is_none() && !article {
            return None;
        }
        let mut reader = Words {
            cursor: self,
            at: i,
            total: Decimal::ZERO,
            group: None,
            last_scale: None,
            group_is_literal: false,
            in_hundreds: false,
        };
        if article {
            let scale = self.number_word(i + 1);
            if !matches!(
                scale,
                Some(NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen)
            ) {
                return None;
            }
            reader.group = Some(Decimal::ONE);
            reader.at = i + 1;
        } else if matches!(
            first,
            Some(NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen)
        ) {
            // "thousand liters", "hundred": one is left out; "kr" or "mil" alone is no number.
            if self.word(i).len() < 5 || self.word(i).ends_with('s') {
                return None;
            }
            reader.group = Some(Decimal::ONE);
        }
        reader.read();
        reader.finish(i)
    }

    /// `point` and the digits after it.
    pub(super) fn point_en(&self, from: usize, whole: Decimal, i: usize) -> Option<Numeral> {
        let mut digits = String::new();
        let mut at = i + 1;
        if self.is_number(at) && self.at(at).plain {
            digits = self
                .text
                .get(self.at(at).start..self.at(at).end)?
                .to_owned();
            at += 1;
        } else {
            while digits.len() < 24 {
                match self.number_word(at) {
                    Some(NumberWord::Small(n)) => digits.push_str(&n.to_string()),
                    Some(NumberWord::Tens(n)) => {
                        let next = if self.is(at + 1, '-') { at + 2 } else { at + 1 };
                        match self.number_word(next) {
                            Some(NumberWord::Small(units @ 1..=9)) => {
                                digits.push_str(&(n + units).to_string());
                                at = next;
                            }
                            _ => digits.push_str(&n.to_string()),
                        }
                    }
                    _ => break,
                }
                at += 1;
            }
        }
        let places = i32::try_from(digits.len())
            .ok()
            .filter(|it| (1..30).contains(it))?;
        let fraction = Decimal::new(digits.parse().ok()?, -places)?;
        let value = whole.plus(fraction)?;
        let mut numeral = self.numeral_of(Amount::Point(value), from, at);
        if let Some((power, end, factor)) = self.scale_en(at) {
            numeral.amount = Some(Amount::Point(value.scaled(power)?.times(factor)?));
            (
                numeral.scale,
                numeral.last_scale,
                numeral.end,
                numeral.has_scale,
            ) = (power, power, end, true);
        }
        Some(numeral)
    }
}
