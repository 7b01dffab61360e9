//! English numbers with what they count, before or after them: $5bn, HK$1.2 million, 30 kg, a dollar.

use super::{
    Amount, Decimal, Modifier,
    cursor::{Cursor, Numeral},
    lex::Kind,
    operand::{Measured, Operand},
    words_en::{MILLION_CODES, PREFIXES, UNITS},
};

impl Cursor<'_> {
    /// A number with what it counts.
    pub(super) fn operand_en(&self, i: usize) -> Option<Operand> {
        self.prefixed_en(i).or_else(|| self.plain_en(i))
    }

    /// $, US$, RMB, RM42, MAUD 60 before the number.
    pub(super) fn prefixed_en(&self, i: usize) -> Option<Operand> {
        let minus = usize::from(self.is_minus(i));
        if let Some((currency, start)) = self.lookup(i, &MILLION_CODES)
            && self.at(i).capitals
            && self.is_number(start)
        {
            let numeral = self.numeral_en(start)?;
            return Operand::new(
                i,
                start,
                numeral,
                Measured::Money(currency),
                "en.money.million_code",
            )?
            .scaled(6);
        }
        let (currency, mut start) = self.lookup(i + minus, &PREFIXES)?;
        let token = self.at(i + minus);
        // "a $2 billion plan" is in no Australian dollars; A$ is written in one.
        if self.is_word(i + minus, "a") && (self.at(i + minus + 1).spaced || !token.capital) {
            return None;
        }
        if token.kind == Kind::Word
            && !token.capital
            && !self.is_one_of(
                i + minus,
                &["hk", "us", "c", "a", "malaysian", "usd", "eur"],
            )
        {
            return None;
        }
        if self.is_minus(start) {
            start += 1;
        }
        let word_prefix = token.kind == Kind::Word && self.at(start - 1).kind == Kind::Word;
        let first = self.at(start);
        if word_prefix && first.kind != Kind::Number {
            return None;
        }
        let mut numeral = self.numeral_en(start)?;
        let mut power = 0;
        // £125m, $3.6b, $10k.
        if let Some((letter, end)) = self
            .money_letter_en(numeral.end)
            .filter(|_| !numeral.has_scale)
        {
            power = letter;
            numeral.end = end;
        }
        let mut operand = Operand::new(
            i,
            start,
            numeral,
            Measured::Money(currency),
            "en.money.prefix",
        )?
        .scaled(power)?;
        if minus == 1 || self.is_minus(start - 1) {
            operand.amount = match operand.amount? {
                Amount::Point(value) => Some(Amount::Point(value.negated())),
                other => Some(other),
            };
        }
        // $10 billion US, US$5 million dollars, $20 USD.
        if let Some((Measured::Money(named), end)) = self.lookup(operand.to, &UNITS) {
            let letter = self.at(operand.to).kind == Kind::Word && self.word(operand.to).len() == 1
                || self.is_number(end);
            if named.overlaps(currency) && named.major().is_none() && !letter {
                operand.to = end;
                if named.candidates().count() == 1 {
                    operand.measured = Measured::Money(named);
                }
            }
        }
        operand.number_stands = true;
        Some(operand)
    }

    /// Scale letters that only money makes sure: m, b, bn, k, mm.
    pub(super) fn money_letter_en(&self, i: usize) -> Option<(i32, usize)> {
        let token = self.at(i);
        if token.kind != Kind::Word || self.glued(i + 1) && self.is_number(i + 1) {
            return None;
        }
        let power = match self.word(i) {
            "m" | "mm" | "mil" | "mn" | "mio" => 6,
            "b" | "bn" => 9,
            "k" => 3,
            "t" | "tn" => 12,
            _ => return None,
        };
        let glued = !token.spaced || matches!(self.word(i), "mm" | "bn" | "mn" | "tn");
        glued.then_some((power, i + 1))
    }

    pub(super) fn plain_en(&self, i: usize) -> Option<Operand> {
        let article = self.is_one_of(i, &["a", "an"]);
        let numeral = self.signed_en(i).or_else(|| {
            // a dollar, an ml, a kilogram.
            let (measured, _) = self.unit_en(i + 1)?;
            let word = self.word(i + 1);
            let long = word.len() > 1
                && !matches!(
                    word,
                    "pt" | "in"
                        | "real"
                        | "x"
                        | "won"
                        | "second"
                        | "minute"
                        | "day"
                        | "turn"
                        | "stone"
                        | "mark"
                        | "fold"
                        | "pc"
                        | "quarter"
                        | "gal"
                        | "le"
                        | "degree"
                        | "times"
                        | "mil"
                        | "knot"
                        | "bit"
                        | "p"
                        | "cup"
                        | "yard"
                        | "foot"
                        | "bp"
                        | "percent"
                        | "percentage"
                        | "sterling"
                        | "mu"
                        | "rand"
                        | "marks"
                        | "amp"
                        | "crowns"
                        | "li"
                        | "quid"
                        | "won't"
                        | "sou"
                        | "sec"
                        | "grain"
                        | "sol"
                        | "month"
                        | "year"
                        | "week"
                        | "decade"
                        | "century"
                        | "hour"
                        | "fortnight"
                );
            // $3.50 a pound, $90 a barrel: what the price is for.
            let priced = matches!(measured, Measured::Unit(_) | Measured::Money(_))
                && self.rate_before_en(i)
                && (i.saturating_sub(4)..i).any(|at| {
                    self.is_any(at, "$€£¥¢")
                        || matches!(self.lookup(at, &UNITS), Some((Measured::Money(_), _)))
                });
            if priced {
                return None;
            }
            let amount_follows =
                self.is_number(i + 2) || self.is_any(i + 2, "$") && self.is_number(i + 3);
            (article
                && long
                && !amount_follows
                && !matches!(
                    measured,
                    Measured::Time(_) | Measured::Age(_) | Measured::Times
                ))
            .then_some(Numeral::of(Amount::Point(Decimal::ONE), i + 1, 1))
        })?;
        numeral.amount?;
        if numeral.end == i + 1 && self.year_compared_en(i) {
            return None;
        }
        let mut operand = Operand::new(i, i, numeral, Measured::Count, "en.number")?;
        let mut at = operand.to;
        // 10k$, 30 MUSD.
        if let Some((currency, end)) = self
            .lookup(at, &MILLION_CODES)
            .filter(|_| self.at(at).capitals)
        {
            let amount = operand.amount?.scaled(6)?;
            operand.amount = Some(amount);
            (operand.measured, operand.to) = (Measured::Money(currency), end);
            operand.rule = "en.money.million_code";
            return Some(operand);
        }
        // 30-odd years
        if self.is(at, '-') && self.is_word(at + 1, "odd") && self.unit_en(at + 2).is_some() {
            operand.modifier = Modifier::Odd;
            at += 2;
        }
        if self.is(at, '-') && !self.at(at + 1).spaced {
            at += 1;
        }
        // 45 (kg), 20 {kg}
        let bracketed = self.is_any(at, "({[")
            && self.is_any(at + 2, ")}]")
            && self.at(at + 1).kind == Kind::Word;
        if bracketed
            && let Some((measured @ Measured::Unit(_), end)) =
                self.lookup(at + 1, &UNITS).filter(|it| it.1 == at + 2)
            && self.word(at + 1).len() > 1
        {
            (operand.measured, operand.to, operand.rule) = (measured, end + 1, "en.measure");
            return Some(operand);
        }
        let at = self.skip_of_en(at, &numeral);
        if let Some((measured, end)) = self.unit_en(at) {
            self.measure_en(&mut operand, measured, at, end);
        }
        Some(operand)
    }
}
