//! What the rules look at: tokens, and matches of tables against them.

use std::cell::Cell;

use super::{
    Amount, Decimal, Length, Modifier, Moment, Value,
    lex::{Kind, Token, Tokens},
    numeral_words_en::{NumberWord, number_word, ordinal_word},
    table::Table,
    time_en::lookup,
    vocabulary::{self, Classes},
};

/// The tokens of one text with the look-ups that rules are written in. Positions are token numbers.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Tokens,
    /// The numerals read last: rules ask for the same one again and again.
    pub(super) numerals: Memo<Numeral, 16>,
    /// The English dates and times read last that nothing before them announced, with their ends.
    pub(super) moments: Memo<(Moment, usize), 1>,
    /// The durations of one unit read last: shortest, longest, end.
    pub(super) durations: Memo<(Length, Length, usize), 4>,
}

/// What was read at the last few places, or that nothing was. A text is read by the rules of one language.
#[derive(Debug)]
pub(super) struct Memo<T: Copy, const N: usize>([Cell<(usize, Option<T>)>; N]);

impl<T: Copy, const N: usize> Memo<T, N> {
    fn new() -> Self {
        Self(std::array::from_fn(|_| Cell::new((usize::MAX, None))))
    }

    /// What stands at `i`, read by `read` unless it was read before.
    pub(super) fn at(&self, i: usize, read: impl FnOnce() -> Option<T>) -> Option<T> {
        let slot = self.0.get(i % N);
        if let Some((at, kept)) = slot.map(Cell::get)
            && at == i
        {
            return kept;
        }
        let found = read();
        if let Some(slot) = slot {
            slot.set((i, found));
        }
        found
    }
}

/// A number that a text spells out, in digits, words or both.
#[derive(Copy, Clone, Debug)]
pub(super) struct Numeral {
    /// How much; `None` where it has more digits than are kept.
    pub(super) amount: Option<Amount>,
    /// 多, 余, 几, `+`.
    pub(super) modifier: Modifier,
    /// The token after it.
    pub(super) end: usize,
    /// Power of ten of the scale words at its end: 三百万 has `lead` 3, 6 in all and 4 in the last one.
    pub(super) scale: i32,
    /// Power of ten of the last big scale word alone.
    pub(super) last_scale: i32,
    /// Whether scale words stand inside, not only at the end.
    pub(super) has_scale: bool,
    /// Whether it is written in digits only.
    pub(super) literal: bool,
    /// How many characters or words spell it; 1 for 三 and `three`.
    pub(super) length: usize,
}

impl Numeral {
    /// A number spelt in `length` words or characters, no scale word among them.
    pub(super) const fn of(amount: Amount, end: usize, length: usize) -> Self {
        Self {
            amount: Some(amount),
            modifier: Modifier::None,
            end,
            scale: 0,
            last_scale: 0,
            has_scale: false,
            literal: false,
            length,
        }
    }

    pub(super) fn point(&self) -> Option<Decimal> {
        match self.amount {
            Some(Amount::Point(value)) => Some(value),
            _ => None,
        }
    }

    /// As a small whole number.
    pub(super) fn small(&self) -> Option<i32> {
        let value = self.point()?;
        (value.is_integer() && self.modifier == Modifier::None)
            .then(|| value.to_integer())?
            .and_then(|it| i32::try_from(it).ok())
    }
}

/// What a rule found: a value between two tokens.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) value: Value,
    pub(super) modifier: Modifier,
    /// First token, modifying words included, and the token after the last.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The same without modifying words.
    pub(super) core: (usize, usize),
    pub(super) rule: &'static str,
    pub(super) readings: Vec<Value>,
    /// Token ranges and values of what stands inside.
    pub(super) parts: Vec<(usize, usize, Value)>,
}

impl Found {
    pub(super) fn new(value: Value, from: usize, to: usize, rule: &'static str) -> Self {
        Self {
            value,
            modifier: Modifier::None,
            from,
            to,
            core: (from, to),
            rule,
            readings: Vec::new(),
            parts: Vec::new(),
        }
    }

    pub(super) fn modified(mut self, modifier: Modifier) -> Self {
        if modifier != Modifier::None {
            self.modifier = modifier;
        }
        self
    }

    pub(super) fn or(mut self, reading: Value) -> Self {
        self.readings.push(reading);
        self
    }

    pub(super) fn with_number(mut self, from: usize, to: usize, amount: Amount) -> Self {
        self.parts.push((from, to, Value::Number { amount }));
        self
    }
}

/// The longest of what several rules found at one place; of equally long ones the first.
#[derive(Debug, Default)]
pub(super) struct Longest(Option<Found>);

impl Longest {
    pub(super) fn offer(&mut self, found: Option<Found>) {
        if let Some(found) = found
            && self.0.as_ref().is_none_or(|it| found.to > it.to)
        {
            self.0 = Some(found);
        }
    }

    pub(super) fn found(self) -> Option<Found> {
        self.0
    }
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            tokens: Tokens::of(text),
            numerals: Memo::new(),
            moments: Memo::new(),
            durations: Memo::new(),
        }
    }

    pub(super) fn at(&self, i: usize) -> &Token {
        self.tokens.at(i)
    }

    pub(super) fn before(&self, i: usize) -> &Token {
        self.tokens.before(i)
    }

    pub(super) fn word(&self, i: usize) -> &str {
        self.tokens.word(i)
    }

    pub(super) fn is_end(&self, i: usize) -> bool {
        i >= self.tokens.len()
    }

    pub(super) fn is_number(&self, i: usize) -> bool {
        self.at(i).kind == Kind::Number
    }

    /// Whether the token is this Chinese character or sign.
    pub(super) fn is(&self, i: usize, c: char) -> bool {
        let token = self.at(i);
        matches!(token.kind, Kind::Han | Kind::Sign) && token.first == c
    }

    /// Whether the token is one of these characters.
    pub(super) fn is_any(&self, i: usize, chars: &str) -> bool {
        let token = self.at(i);
        // Most lists are short: a loop beats a search for the bytes of the character.
        matches!(token.kind, Kind::Han | Kind::Sign) && chars.chars().any(|c| c == token.first)
    }

    /// Whether the token is of one of these classes.
    pub(super) fn has(&self, i: usize, classes: Classes) -> bool {
        self.at(i).classes & classes != 0
    }

    /// What the word does in a number.
    pub(super) fn number_word(&self, i: usize) -> Option<NumberWord> {
        self.has(i, vocabulary::NUMBER)
            .then(|| number_word(self.word(i)))?
    }

    /// The place that the ordinal word names.
    pub(super) fn ordinal_word(&self, i: usize) -> Option<i64> {
        self.has(i, vocabulary::ORDINAL)
            .then(|| ordinal_word(self.word(i)))?
    }

    /// What the name of a month, a day of the week or a part of the day stands for in `table`.
    pub(super) fn date_word<T: Copy>(&self, i: usize, table: &[(&str, T)]) -> Option<T> {
        self.has(i, vocabulary::DATE)
            .then(|| lookup(self.word(i), table))?
    }

    /// Whether the token is this word.
    pub(super) fn is_word(&self, i: usize, word: &str) -> bool {
        self.at(i).kind == Kind::Word && self.word(i) == word
    }

    /// Whether the token is one of these words.
    pub(super) fn is_one_of(&self, i: usize, words: &[&str]) -> bool {
        self.at(i).kind == Kind::Word && words.contains(&self.word(i))
    }

    /// The end of `surface` at `i`, white space ignored on both sides; words only match whole.
    #[inline(always)]
    pub(super) fn literal(&self, i: usize, surface: &str) -> Option<usize> {
        // Most calls fail on the first character; the rest goes character by character, as comparing slices costs a call.
        if self.at(i).begins.may_begin(surface) {
            self.rest_of_literal(i, surface)
        } else {
            None
        }
    }

    /// [`Cursor::literal`] of a surface that may begin with the character at `i`.
    pub(super) fn rest_of_literal(&self, i: usize, surface: &str) -> Option<usize> {
        let mut rest = surface.chars().filter(|c| *c != ' ');
        let mut next = rest.next();
        let mut at = i;
        while let Some(c) = next {
            let token = self.at(at);
            match token.kind {
                Kind::Han | Kind::Sign if token.first == c => next = rest.next(),
                Kind::Word if token.first == c => {
                    for letter in self.word(at).chars() {
                        if next != Some(letter) {
                            return None;
                        }
                        next = rest.next();
                    }
                }
                _ => return None,
            }
            at += 1;
        }
        Some(at)
    }

    /// The end of the first of `surfaces` that stands at `i`.
    pub(super) fn any_literal(&self, i: usize, surfaces: &[&str]) -> Option<usize> {
        let begins = self.at(i).begins;
        if begins.is_nothing() {
            return None;
        }
        surfaces
            .iter()
            .filter(|it| begins.may_begin(it))
            .find_map(|it| self.rest_of_literal(i, it))
    }

    /// What the longest of `words` that stands at `i` means, with the token after it; of equal ones the last.
    pub(super) fn words<T: Copy>(&self, i: usize, words: Words<T>) -> Option<(T, usize)> {
        let token = self.at(i);
        if words.heads & head(token.first as u32) == 0 {
            return None;
        }
        words
            .list
            .iter()
            .filter(|(word, _)| token.begins.may_begin(word))
            .filter_map(|(word, it)| Some((*it, self.rest_of_literal(i, word)?)))
            .max_by_key(|it| it.1)
    }

    /// The longest entry of a table at `i`, with the token after it.
    #[inline]
    pub(super) fn lookup<T: Copy>(&self, i: usize, table: &Table<T>) -> Option<(T, usize)> {
        let token = self.at(i);
        if token.classes & table.class() == 0 {
            return None;
        }
        self.longest(i, token, table)
    }

    fn longest<T: Copy>(&self, i: usize, token: &Token, table: &Table<T>) -> Option<(T, usize)> {
        let candidates = match token.kind {
            Kind::Number | Kind::End => return None,
            Kind::Word => table.with_word(self.word(i)),
            Kind::Han | Kind::Sign => table.with_character(token.first),
        };
        candidates
            .iter()
            .find_map(|(surface, meaning)| Some((*meaning, self.surface_end(i, surface)?)))
    }

    fn surface_end(&self, i: usize, surface: &[char]) -> Option<usize> {
        let mut rest = surface.iter();
        let mut at = i;
        let mut next = rest.next();
        while let Some(&c) = next {
            let token = self.at(at);
            match token.kind {
                Kind::Han | Kind::Sign if token.first == c => next = rest.next(),
                Kind::Word => {
                    for letter in self.word(at).chars() {
                        if next != Some(&letter) {
                            return None;
                        }
                        next = rest.next();
                    }
                }
                _ => return None,
            }
            at += 1;
        }
        Some(at)
    }

    /// Whether no white space stands between the tokens `i - 1` and `i`.
    pub(super) fn glued(&self, i: usize) -> bool {
        let token = self.at(i);
        i > 0 && token.kind != Kind::End && !token.spaced
    }

    /// Whether a sign at `i` makes the number after it negative: not between two things that it could join.
    pub(super) fn is_minus(&self, i: usize) -> bool {
        if !self.is(i, '-') {
            return false;
        }
        let before = self.before(i);
        let opens = before.kind == Kind::End
            || before.kind == Kind::Sign && !matches!(before.first, '-' | ')' | '%' | ']' | '—');
        // 为-4.6%, 降至-12℃: after a verb of state, where a range would have its first number.
        let stated =
            before.kind == Kind::Han && "为至到是达约".contains(before.first) && self.glued(i + 1);
        opens
            || stated
            || before.kind == Kind::Han && self.glued(i + 1) && self.degrees_follow(i + 1)
            || self.at(i).spaced && !self.at(i + 1).spaced && before.kind != Kind::Number
    }

    /// Whether the number at `i` counts the degrees of a temperature, alone or as the first of a range: 气温-5℃, 介于-5至3摄氏度.
    fn degrees_follow(&self, i: usize) -> bool {
        const SCALES: [&str; 9] = ["℃", "℉", "°", "度", "摄氏", "华氏", "degrees", "c", "f"];
        let is_scale = |at: usize| self.any_literal(at, &SCALES).is_some();
        if !self.is_number(i) || is_scale(i + 1) {
            return self.is_number(i);
        }
        let joint = self
            .any_literal(i + 1, &["至", "到", "和", "与"])
            .or_else(|| self.range_sign(i + 1));
        joint.is_some_and(|at| {
            let at = at + usize::from(self.is_any(at, "-+"));
            self.is_number(at) && is_scale(at + 1)
        })
    }

    /// The end of a connector of two ends of a range at `i`.
    pub(super) fn range_sign(&self, i: usize) -> Option<usize> {
        if self.is_any(i, "-~") {
            // -10~-5℃: the second sign is a minus.
            if self.is(i, '~') && self.is(i + 1, '-') && self.degrees_follow(i + 2) {
                return Some(i + 1);
            }
            return Some(if self.is(i + 1, '-') { i + 2 } else { i + 1 });
        }
        if self.is(i, '—') {
            return Some(if self.is(i + 1, '—') { i + 2 } else { i + 1 });
        }
        None
    }
}

/// The first bytes of the surfaces that begin with what a token begins with.
#[derive(Copy, Clone, Debug)]
pub(super) struct Start {
    bytes: u32,
    mask: u32,
}

impl Start {
    /// That of numbers, which no surface begins with.
    pub(super) const NOTHING: Self = Self {
        bytes: u32::MAX,
        mask: 0,
    };

    pub(super) fn of(c: char) -> Self {
        let mut bytes = [0; 4];
        let mask = match c.encode_utf8(&mut bytes).len() {
            1 => 0xff,
            2 => 0xffff,
            _ => 0xff_ffff,
        };
        Self {
            bytes: u32::from_le_bytes(bytes) & mask,
            mask,
        }
    }

    const fn is_nothing(self) -> bool {
        self.mask == 0
    }

    /// Whether a surface begins with the first three bytes of the character: nearly always with all of it.
    #[inline(always)]
    pub(super) fn may_begin(self, surface: &str) -> bool {
        let bytes = surface.as_bytes();
        let head = match bytes.first_chunk() {
            Some(&head) => u32::from_le_bytes(head),
            None => match *bytes {
                [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
                [a, b] => u32::from_le_bytes([a, b, 0, 0]),
                [a] => u32::from_le_bytes([a, 0, 0, 0]),
                _ => return false,
            },
        };
        head & self.mask == self.bytes
    }
}

/// Words with what they mean, and a set of what they begin with: most tables are passed by without a look at a word.
#[derive(Copy, Clone, Debug)]
pub(super) struct Words<T: 'static> {
    list: &'static [(&'static str, T)],
    /// The [`head`]s of the first characters.
    heads: u64,
}

impl<T> Words<T> {
    #[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
    pub(super) const fn new(list: &'static [(&'static str, T)]) -> Self {
        let (mut heads, mut at) = (0, 0);
        while at < list.len() {
            let bytes = list[at].0.as_bytes();
            // The lowest bits of a character are those of its last byte.
            let length = match bytes[0] {
                0..0x80 => 1,
                0x80..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            };
            heads |= head(bytes[length - 1] as u32);
            at += 1;
        }
        Self { list, heads }
    }
}

/// A bit for the six lowest bits of a character.
const fn head(c: u32) -> u64 {
    1 << (c % 64)
}

/// Joins the two ends of a range, giving the left one the scale that only the right one states: `2-3 million`, 两到三万.
pub(super) fn join_range(left: &Numeral, right: &Numeral) -> Option<Amount> {
    let (low, high) = (left.point()?, right.point()?);
    if right.scale > 0 {
        let powers = if left.has_scale {
            [right.last_scale, 0]
        } else {
            [right.scale, right.last_scale]
        };
        for power in powers {
            let lifted = low.scaled(power)?;
            // Equal scales are written on the right only when the left number is the smaller one there.
            if power > left.last_scale && lifted.compare(high).is_lt() {
                return Some(Amount::range(lifted, high));
            }
        }
    }
    // 1986-88: the right end is cut to the digits that change.
    Some(Amount::range(low, high))
}
