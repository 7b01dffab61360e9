//! Rules for amounts in English.

use super::{
    Decimal, Modifier, Unit, Value,
    bound::{between, combined},
    cursor::{Cursor, Found},
    lex::Kind,
    numeral_words_en::NumberWord,
    operand::{Measured, Operand},
    words_en::{AFTER, BEFORE},
};

/// Words after which `one` is a pronoun, not a number.
pub(super) const PRONOUN_BEFORE: [&str; 22] = [
    "the", "this", "that", "which", "each", "every", "no", "any", "another", "next", "last",
    "previous", "other", "right", "old", "new", "only", "good", "first", "past", "wrong", "some",
];

/// Names of products and things that a number after them belongs to.
pub(super) const PRODUCTS: [&str; 32] = [
    "iphone",
    "ipad",
    "galaxy",
    "windows",
    "porsche",
    "boeing",
    "airbus",
    "playstation",
    "xbox",
    "pixel",
    "mate",
    "kirin",
    "snapdragon",
    "ryzen",
    "geforce",
    "rtx",
    "ios",
    "android",
    "macos",
    "nova",
    "redmi",
    "honor",
    "office",
    "gpt",
    "formula",
    "route",
    "highway",
    "area",
    "studio",
    "channel",
    "python",
    "type",
];

impl Cursor<'_> {
    /// The quantity that starts at `i`, dates and times apart.
    pub(super) fn amount_en(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.bounds_en(i) {
            return Some(found);
        }
        if let Some(found) = self
            .goalless_en(i)
            .or_else(|| self.goals_en(i))
            .or_else(|| self.roman(i))
        {
            return Some(found);
        }
        let (modifier, core) = self.modifier_en(i);
        let ordinal = self.ordinal_en(core);
        let mut found = match (ordinal, self.vague_en(core).or_else(|| self.core_en(core))) {
            (Some(ordinal), Some(amount)) if amount.to > ordinal.to => amount,
            (Some(_), _) if matches!(modifier, Modifier::About) => return None,
            (Some(ordinal), _) => ordinal,
            (None, Some(amount)) => amount,
            (None, None) => self.multiple_en(core)?,
        };
        if found.from == core && core > i {
            found.from = i;
            found.modifier = combined(modifier, found.modifier);
        }
        Some(found)
    }

    /// `above 1000 and below 1500`, `at most 100 and at least 20`.
    pub(super) fn bounds_en(&self, i: usize) -> Option<Found> {
        let (first, at) = self.modifier_en(i);
        if first == Modifier::None {
            return None;
        }
        let skip = |at: usize| if self.is_word(at, "the") { at + 1 } else { at };
        let left = self.place_or_number_en(skip(at))?;
        let joint = left.1 + usize::from(self.is_one_of(left.1, &["and", "but"]));
        if joint == left.1 {
            return None;
        }
        let (second, at) = self.modifier_en(joint);
        let right = self.place_or_number_en(skip(at))?;
        let amount = between((first, left.0), (second, right.0))?;
        Some(Found::new(
            Value::Number { amount },
            i,
            right.1,
            "en.number.bounds",
        ))
    }

    pub(super) fn place_or_number_en(&self, i: usize) -> Option<(Decimal, usize)> {
        if let Some((number, end)) = self.ordinal_number_en(i) {
            return Some((number, end));
        }
        let numeral = self.signed_en(i)?;
        let (value, _) = numeral.amount?.bounds()?;
        Some((value, numeral.end))
    }

    /// Modifying words at `i`: what they mean and where they end.
    pub(super) fn modifier_en(&self, i: usize) -> (Modifier, usize) {
        let (modifier, mut at) = self.words_before(i, &BEFORE);
        if at > i {
            // nearly a 20-degree drop, up to an additional 10.
            let article = usize::from(self.is_one_of(at, &["a", "an", "another", "the"]));
            let number_follows = self.is_number(at + 1)
                || self.at(at + 1).kind == Kind::Word
                    && self
                        .number_word(at + 1)
                        .is_some_and(|it| matches!(it, NumberWord::Small(_) | NumberWord::Tens(_)));
            if article == 1 && number_follows && self.word(at) != "the" {
                at += 1;
            }
        }
        (modifier, at)
    }

    pub(super) fn core_en(&self, i: usize) -> Option<Found> {
        if self.is_percent_of(i) {
            let at = self
                .literal(i, "percent of")
                .or_else(|| self.literal(i, "per cent of"))?;
            let numeral = self.signed_en(at)?;
            let value = Value::Percent {
                amount: numeral.amount?,
            };
            return Some(Found::new(value, i, numeral.end, "en.percent.of"));
        }
        if self.is_word(i, "magnitude") {
            let numeral = self.numeral_en(i + 1).filter(|it| it.literal)?;
            let value = Value::Measure {
                amount: numeral.amount?,
                unit: Unit::from_code("mag")?,
            };
            return Some(Found::new(value, i, numeral.end, "en.magnitude"));
        }
        let opening = self.is_one_of(i, &["between", "from", "by"]);
        let start = i + usize::from(opening);
        let left = self.operand_en(start)?;
        if let Some((mut range, right)) = self.range_en(&left, opening.then(|| self.word(i))) {
            range.from = i;
            let mut found = range.found_range(&right)?;
            self.suffix_en(&mut found);
            return Some(found);
        }
        if opening {
            return None;
        }
        let first = left.measured;
        let (operand, pieces) = self.compound_en(left);
        if operand.measured == Measured::Count && !self.number_stands_en(i, &operand) {
            return None;
        }
        if let Some(score) = self.score(&operand) {
            return Some(score);
        }
        if let Some(found) = self.one_in_en(&operand) {
            return Some(found);
        }
        if operand.measured == Measured::Count
            && let Some(found) = self.count_words_en(&operand)
        {
            return Some(found);
        }
        let mut found = operand.found()?;
        if let Some(part) = self.numerator_en(&operand) {
            found.parts.push(part);
        }
        self.ambiguous_en(&operand, &mut found);
        self.larger_en(&first, &operand, &mut found);
        if pieces.len() > 1 && matches!(operand.measured, Measured::Unit(_)) {
            let part = |it: &Operand| Some((it.from, it.to, it.value()?));
            found.parts.extend(pieces.iter().filter_map(part));
        }
        self.suffix_en(&mut found);
        Some(found)
    }

    /// The amount before `per`, in the unit that is counted: the 37.8 micrograms of 37.8 micrograms per gram.
    fn numerator_en(&self, operand: &Operand) -> Option<(usize, usize, Value)> {
        let (Measured::Unit(unit), Some(amount)) = (operand.measured, operand.amount) else {
            return None;
        };
        let counted = Unit::from_code(unit.code().split_once('/')?.0)?;
        let per = (operand.number.1..operand.to).find(|at| self.is_word(*at, "per"))?;
        let value = Value::Measure {
            amount,
            unit: counted,
        };
        Some((operand.from, per, value))
    }

    pub(super) fn is_percent_of(&self, i: usize) -> bool {
        self.is_one_of(i, &["percent", "per"])
    }

    pub(super) fn suffix_en(&self, found: &mut Found) {
        let at = found.to;
        if let Some((modifier, end)) = self.lookup(at, &AFTER) {
            let sign = self.at(at).kind == Kind::Sign;
            let joins = sign && (self.is_number(end) && self.glued(end) || !self.glued(at));
            let conditional =
                self.is_word(at, "plus") || self.is_word(at, "odd") && !self.glued(at);
            let goes_on = self.is_number(end) || self.is_word(end, "than");
            if !joins && !conditional && !goes_on {
                found.modifier = combined(found.modifier, modifier);
                found.to = end;
                if self.is_one_of(end, &["than", "to"]) && self.is_word(end + 1, "it") {
                    found.to = end;
                }
                return;
            }
        }
        // 5000 or equal to it
        if let Some(end) = self.literal(at, "or equal to") {
            let strict = match found.modifier {
                Modifier::Over => Modifier::AtLeast,
                Modifier::Under => Modifier::AtMost,
                _ => return,
            };
            found.modifier = strict;
            found.to = end;
        }
    }

    /// Whether a bare number is worth reporting: `one` as a pronoun and numbers inside codes are not.
    pub(super) fn number_stands_en(&self, i: usize, operand: &Operand) -> bool {
        let (before, token, next) = (self.before(i), self.at(i), self.at(operand.to));
        if token.kind == Kind::Number {
            let glued_before = self.glued(i) && before.kind == Kind::Word;
            let glued_after = self.glued(operand.to) && next.kind == Kind::Word;
            if glued_before || glued_after || self.in_code_en(i) {
                return false;
            }
            // iPhone 12, 13 Pro Max.
            let product = before.kind == Kind::Word && PRODUCTS.contains(&self.word(i - 1));
            let model = next.capital
                && self.is_one_of(operand.to, &["pro", "max", "plus", "ultra", "mini"]);
            let tagged = before.kind == Kind::Sign
                && matches!(before.first, '#' | '_' | '@')
                && self.glued(i);
            return !(product || model || tagged);
        }
        if self.division_before(i).is_some() {
            return true;
        }
        if self.is_word(i, "one") && operand.to == i + 1 {
            let pronoun = before.kind == Kind::Word && PRONOUN_BEFORE.contains(&self.word(i - 1));
            let thing = self.is_word(operand.to, "thing") && self.is_word(i.wrapping_sub(1), "for")
                || before.kind == Kind::Word && self.is_one_of(i - 1, &["formula", "square"]);
            let part = thing
                || self.is_one_of(
                    operand.to,
                    &[
                        "of", "another", "day", "who", "that", "is", "by", "else", "would", "can",
                        "will", "should", "could",
                    ],
                );
            return !pronoun && !part;
        }
        if self.is_word(i, "half")
            && (self.literal(i, "half the work").is_some()
                || self.literal(i, "half the battle").is_some()
                || self.literal(i, "half the time").is_some())
        {
            return false;
        }
        if self.is_one_of(i, &["half", "quarter"]) {
            let idiom = self.is_one_of(operand.to, &["term", "time", "way", "hearted"])
                || self.is(operand.to, '-')
                    && !self.is_one_of(operand.to + 1, &["price", "priced"]);
            let part = before.kind == Kind::Word
                && (self.ordinal_word(i - 1).is_some()
                    || self.is_one_of(i - 1, &["latter", "other"]));
            return !(idiom || part);
        }
        if token.capital
            && before.kind == Kind::Word
            && before.capital
            && !self.glued(i)
            && operand.to == i + 1
            && i > 1
            && self.number_word(i - 1).is_none()
        {
            // Double Eleven.
            return false;
        }
        if self.at(operand.from).capital
            && next.capital
            && next.kind == Kind::Word
            && before.kind != Kind::End
            && self.word(i) != "one"
        {
            // "Double Eleven", "Big Five": names. A number at the start of a sentence is none.
            return before.kind == Kind::Sign || !before.capital;
        }
        !(self.at(i).capital && before.kind == Kind::Word && before.capital && self.glued(i))
    }

    /// Whether the number is part of an identifier: GPT-4, COVID-19, 09988.HK, 888-000-9999.
    pub(super) fn in_code_en(&self, i: usize) -> bool {
        let joined = |at: usize| self.is_any(at, "-./:_") && self.glued(at) && self.glued(at + 1);
        if i >= 2 && joined(i - 1) && self.is_any(i - 1, "-_/:") {
            let word = self.at(i - 2);
            if word.kind == Kind::Word
                && (word.capitals && self.word(i - 2).len() > 1
                    || word.capital && self.glued(i - 2) && self.is_number(i.wrapping_sub(3)))
            {
                return true;
            }
        }
        let after = self.at(i + 2);
        joined(i + 1)
            && self.is(i + 1, '.')
            && after.kind == Kind::Word
            && after.capitals
            && self.word(i + 2).len() == 2
    }
}
