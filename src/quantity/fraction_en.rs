//! Fractions in English: two thirds, one and a half, 3 1/4, ½.

use super::{
    Amount, Decimal,
    cursor::{Cursor, Numeral},
    lex::Kind,
    numeral_words_en::{NumberWord, ORDINALS, denominator},
    operand::Measured,
};

/// ½ and its like.
pub(super) const fn vulgar(c: char) -> Option<(i32, i32)> {
    Some(match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}

/// The quotient as a plain number where it is a finite decimal.
pub(super) fn exact_ratio(above: Decimal, below: Decimal) -> Option<Amount> {
    let value = above.quotient(below)?;
    value
        .times(below)?
        .same_value(above)
        .then_some(Amount::Point(value))
}

pub(super) fn exact_or(above: Decimal, below: Decimal) -> Amount {
    Amount::Ratio(above, below)
}

/// What stands behind a part where no `of` does: prepositions and other small words, forms of `be` and `have`, comparatives, verbs
/// of what people say and do.
const BEHIND_PART: &str = "of in on at to from for by with without within among between under over above below than as since during before after through across per and or but nor so if when while where which who whose that because though until is are was were be been being has have had having do does did can could will would shall should may might must more less fewer full empty each higher lower bigger smaller larger cheaper dearer faster slower shorter longer taller stronger weaker better worse again off up down out away ahead back now then today already still also only just either not never the this these those their his her its our my your all say says said think thinks thought believe believes know knows knew want wants went go goes come comes came live lives lie lies work works get gets got give gives gave take takes took make makes made lose loses lost win wins won die dies fall falls fell rise rises rose grow grows grew see sees saw feel feels felt speak speaks spoke pay pays paid vote earn own use";

/// What a verb in -ed governs, where an adjective in -ed has a noun.
const OBJECTS: [&str; 32] = [
    "the", "a", "an", "their", "his", "her", "its", "our", "they", "he", "she", "it", "we", "that",
    "to", "in", "on", "for", "at", "by", "from", "with", "as", "and", "or", "no", "not", "more",
    "less", "against", "between", "last",
];

fn is_behind_part(word: &str) -> bool {
    BEHIND_PART.split_ascii_whitespace().any(|it| it == word)
}

impl Cursor<'_> {
    /// half, a half, half a million, a quarter of a million, a third.
    pub(super) fn fraction_word_en(&self, i: usize) -> Option<Numeral> {
        let article = usize::from(self.is_one_of(i, &["a", "an", "one"]));
        let word = i + article;
        let (below, end) = self.denominator_en(word)?;
        if article == 0 && !self.is_one_of(word, &["half", "quarter", "fourth"]) {
            return None;
        }
        let value = Amount::Ratio(Decimal::ONE, below);
        // half a million, quarter million, a quarter of a million.
        let mut at = end;
        if self.is_word(at, "of") {
            at += 1;
        }
        let article_after = usize::from(self.is_one_of(at, &["a", "an"]));
        if let Some(NumberWord::Scale(_) | NumberWord::Hundred | NumberWord::Dozen) =
            self.number_word(at + article_after)
        {
            let scale = self.scale_en(at + article_after)?;
            let exact = exact_ratio(Decimal::ONE, below).unwrap_or(value);
            return Some(Numeral {
                scale: scale.0,
                last_scale: scale.0,
                has_scale: true,
                ..self.numeral_of(exact.scaled(scale.0)?.times(scale.2)?, i, scale.1)
            });
        }
        // "fourth" alone is an ordinal, "quarter" mostly a part of the year.
        let means_part = match self.word(word) {
            "half" => true,
            "quarter" => {
                article == 1 && !self.is_one_of(end, &["earlier", "ago", "to", "past"])
                    || self.is_word(end, "of")
            }
            "fourth" if article == 0 => {
                self.is_word(end, "of") && self.word(end + 1).starts_with("lit")
            }
            _ if self.is_word(i, "one") => true,
            _ => article == 1 && self.is_part_en(end, below),
        };
        means_part.then(|| self.numeral_of(value, i, end))
    }

    /// Whether `a third`, with `end` behind it, is a part and no place of a row: a third of them, a third more, a third said so; not
    /// a third yard, a fifth term, a third armed man.
    fn is_part_en(&self, end: usize, below: Decimal) -> bool {
        let joined = self.is(end, '-') && self.glued(end) && self.glued(end + 1);
        if self.at(end).kind != Kind::Word {
            return !joined;
        }
        // nearly a third women, two and a third cups.
        let article = end.wrapping_sub(2);
        let before = article.wrapping_sub(1);
        let counted = article.wrapping_sub(2);
        let mixed = self.is_word(before, "and")
            && (self.is_number(counted) || self.number_word(counted).is_some());
        let measured = self.is_one_of(
            before,
            &[
                "nearly",
                "almost",
                "about",
                "around",
                "roughly",
                "approximately",
            ],
        );
        if mixed || measured {
            return true;
        }
        // an eighth inch, a tenth mile: what rulers and roads are divided into.
        if let Some((Measured::Unit(unit), _)) = self.unit_en(end) {
            let of = |parts: &[i32]| parts.iter().any(|it| below.same_value(Decimal::of(*it)));
            return of(&[8, 16, 32, 64]) || of(&[10]) && matches!(unit.code(), "mi" | "in");
        }
        let word = self.word(end);
        let verb = word.ends_with("ed")
            && (self.at(end + 1).kind != Kind::Word || self.is_one_of(end + 1, &OBJECTS));
        verb || is_behind_part(word)
    }

    /// A denominator and the token after it: thirds, twenty-firsts, hundred trillionths.
    pub(super) fn denominator_en(&self, i: usize) -> Option<(Decimal, usize)> {
        if self.at(i).kind != Kind::Word {
            return None;
        }
        if let Some((below, _)) = denominator(self.word(i)) {
            return Some((Decimal::new(i128::from(below), 0)?, i + 1));
        }
        match self.number_word(i)? {
            NumberWord::Tens(tens) => {
                let at = if self.is(i + 1, '-') { i + 2 } else { i + 1 };
                let singular = self.word(at).trim_end_matches('s');
                let units = ORDINALS.get(singular).copied().filter(|it| *it < 10)?;
                Some((
                    Decimal::new(i128::from(tens) + i128::from(units), 0)?,
                    at + 1,
                ))
            }
            NumberWord::Hundred | NumberWord::Scale(_) => {
                let (power, end, _) = self.scale_en(i)?;
                let (below, _) = denominator(self.word(end))?;
                Some((Decimal::new(i128::from(below), 0)?.scaled(power)?, end + 1))
            }
            _ => None,
        }
    }

    /// five billion and three quarters, two hundred and fifty-four hundredths: the last group counts the parts.
    pub(super) fn split_fraction_en(
        &self,
        from: usize,
        whole: &Numeral,
        at: usize,
    ) -> Option<Numeral> {
        let and = (from..whole.end)
            .rev()
            .take(6)
            .find(|i| self.is_word(*i, "and"))?;
        let group = self.whole_en(and + 1).filter(|it| it.end == whole.end)?;
        let (below, end) = self.denominator_en(at)?;
        let above = group.point()?;
        let plural = self.word(end - 1).ends_with('s');
        if !plural && !above.same_value(Decimal::ONE) {
            return None;
        }
        let base = whole.point()?.minus(above)?;
        let lift = base.last_digit_place().min(12) / 3 * 3;
        let lift = if lift >= 6
            && self.is_one_of(
                end - 1,
                &["half", "halves", "quarter", "quarters", "third", "thirds"],
            ) {
            lift
        } else {
            0
        };
        let sum = base.times(below)?.plus(above.scaled(lift)?)?;
        Some(self.numeral_of(Amount::Ratio(sum, below), from, end))
    }

    /// What a fraction after a whole number makes of it: five eighths, three and a half, one million and a half.
    pub(super) fn with_fraction_en(&self, from: usize, whole: Numeral) -> Option<Numeral> {
        let value = whole.point()?;
        let at = if self.is(whole.end, '-') {
            whole.end + 1
        } else {
            whole.end
        };
        let ratio = |above, below, end| Some(self.numeral_of(exact_or(above, below), from, end));
        if let Some(split) = self.split_fraction_en(from, &whole, at) {
            return Some(split);
        }
        if let Some((below, end)) = self.denominator_en(at) {
            let plural = self.word(end - 1).ends_with('s') || self.word(end - 1) == "halves";
            let one = value.same_value(Decimal::ONE);
            let word = self.word(end - 1);
            let fits = plural != one || one && !plural;
            let quarter_of_year = matches!(word, "quarter" | "quarters") && !plural;
            if fits && (plural || one) && !quarter_of_year && !whole.literal {
                return ratio(value, below, end);
            }
            if fits
                && plural
                && whole.literal
                && matches!(
                    word,
                    "thirds" | "quarters" | "fifths" | "tenths" | "eighths"
                )
                && word != "quarters"
            {
                return ratio(value, below, end);
            }
        }
        if !self.is_word(whole.end, "and") {
            return None;
        }
        let at = whole.end + 1;
        let part = self.fraction_word_en(at).or_else(|| {
            let above = self.whole_en(at)?;
            let (below, end) = self.denominator_en(above.end)?;
            let plural = self.word(end - 1).ends_with('s');
            (plural || above.point()?.same_value(Decimal::ONE))
                .then(|| Some(self.numeral_of(Amount::Ratio(above.point()?, below), at, end)))?
        })?;
        let (above, below) = match part.amount? {
            Amount::Ratio(above, below) => (above, below),
            Amount::Point(more) => (more, Decimal::ONE),
            _ => return None,
        };
        let numeric = whole.literal || whole.length > 0;
        // one million and a half is a million and half a million, unless thousands are spelt out.
        let lift = if below.same_value(Decimal::ONE) || !whole.has_scale || whole.scale < 6 {
            0
        } else {
            whole.scale
        };
        let lift = if above.compare(below).is_gt() {
            0
        } else {
            lift
        };
        let lifted = match part.amount? {
            _ if lift == 0 => above,
            // five billion and three quarters
            _ => above.scaled(lift)?,
        };
        let sum = value.times(below)?.plus(lifted)?;
        numeric.then(|| ratio(sum, below, part.end))?
    }
}
