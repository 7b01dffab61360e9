//! Tokens: numbers, words, Chinese characters and signs, folded for matching, each with its place in the text.
//!
//! One pass, linear. A number is read here as far as its digits go (grouping, decimals, powers of ten); what follows it is
//! left to the rules. Width and the Traditional characters that the tables use are folded on the way.

use super::{
    Decimal,
    cursor::Start,
    quote::{Around, Quotes},
    vocabulary::{self, Classes},
};
use crate::text::{
    Folding,
    character::{is_blank, is_han},
};

/// Groups of digits read as one number: more than a mantissa holds, and a bound on looking ahead.
const MOST_GROUPS: usize = 14;

/// What a token is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number in digits.
    Number,
    /// A run of Latin letters.
    Word,
    /// One Chinese character.
    Han,
    /// Any other character.
    Sign,
    /// After the last token.
    End,
}

/// A token with byte offsets into the text.
#[derive(Copy, Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The folded character of `Han` and `Sign`; the first one, lower case, of the others.
    pub(super) first: char,
    /// The first bytes of surfaces that may begin with it.
    pub(super) begins: Start,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where the lower-case text of a word stands in [`Tokens::lower`].
    lower: (usize, usize),
    /// What a word, character or sign can be to the rules.
    pub(super) classes: Classes,
    /// Whether white space precedes.
    pub(super) spaced: bool,
    /// Whether a word starts with a capital.
    pub(super) capital: bool,
    /// Whether all letters of a word are capitals.
    pub(super) capitals: bool,
    /// The value of a number; `None` where it has too many digits to keep.
    pub(super) value: Option<Decimal>,
    /// How many digits a number has before its point; 0 for `.5`.
    pub(super) digits: u8,
    /// Whether a number is written without point, grouping or exponent.
    pub(super) plain: bool,
}

static END: Token = Token {
    kind: Kind::End,
    first: '\0',
    begins: Start::NOTHING,
    start: usize::MAX,
    end: usize::MAX,
    lower: (0, 0),
    classes: 0,
    spaced: true,
    capital: false,
    capitals: false,
    value: None,
    digits: 0,
    plain: false,
};

/// All tokens of a text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    lower: String,
}

impl Tokens {
    /// The token at `i`, or an end token.
    pub(super) fn at(&self, i: usize) -> &Token {
        self.list.get(i).unwrap_or(&END)
    }

    /// The token before `i`, or an end token.
    pub(super) fn before(&self, i: usize) -> &Token {
        i.checked_sub(1).map_or(&END, |i| self.at(i))
    }

    pub(super) const fn len(&self) -> usize {
        self.list.len()
    }

    /// The lower-case text of the word at `i`, `""` for anything else.
    pub(super) fn word(&self, i: usize) -> &str {
        let (start, end) = self.at(i).lower;
        self.lower.get(start..end).unwrap_or_default()
    }

    pub(super) fn of(text: &str) -> Self {
        Lexer {
            text,
            tokens: Self::default(),
            at: 0,
            spaced: true,
            quotes: Quotes::default(),
        }
        .run()
    }
}

struct Lexer<'t> {
    text: &'t str,
    tokens: Tokens,
    at: usize,
    spaced: bool,
    quotes: Quotes,
}

impl Lexer<'_> {
    fn run(mut self) -> Tokens {
        self.tokens.list.reserve(self.text.len() / 3);
        if self.text.is_ascii() {
            self.tokens.lower.reserve(self.text.len());
        }
        while let Some(c) = self.peek(self.at) {
            // Most words are followed by a single blank.
            let bytes = self.text.as_bytes().get(self.at..);
            if let Some([b' ', b'!'..=b'~', ..]) = bytes {
                (self.at, self.spaced) = (self.at + 1, true);
                continue;
            }
            let folded = fold(c);
            if is_blank(folded) {
                self.blank();
                continue;
            }
            if folded.is_ascii_digit() || folded == '.' && self.starts_with_point() {
                self.number();
            } else if is_letter(folded) {
                self.word();
            } else {
                // ○ stands for 〇 in years.
                let kind = if is_han(folded) || folded == '○' {
                    Kind::Han
                } else {
                    Kind::Sign
                };
                let first = match folded {
                    '"' | '\'' if self.closes_quotation(c) => '”',
                    _ => folded,
                };
                self.push(Token {
                    kind,
                    first,
                    begins: Start::of(first),
                    classes: vocabulary::of_character(first),
                    start: self.at,
                    end: self.at + c.len_utf8(),
                    ..END
                });
            }
        }
        self.tokens
    }

    /// Whether the mark `c`, the next character, closes a quotation right behind a number.
    fn closes_quotation(&mut self, c: char) -> bool {
        let mut last = self.tokens.list.iter().rev();
        let before = last.next().filter(|_| !self.spaced);
        let feet = last.next().is_some_and(|it| it.first == '\'');
        let next = self.peek(self.at + c.len_utf8());
        let is = |kind| before.is_some_and(|it| it.kind == kind);
        let around = Around {
            behind_number: is(Kind::Number) || is(Kind::Han),
            behind_feet: is(Kind::Number) && feet && before.is_some_and(|it| !it.spaced),
            behind_letter: is(Kind::Word),
            before_word: next.is_some_and(|c| is_letter(c) || c.is_ascii_digit()),
            before_letter: next.is_some_and(is_letter),
        };
        self.quotes.closes(c, around)
    }

    /// Passes white space. A blank line becomes a sign, as nothing that a rule reads goes on in the next paragraph.
    fn blank(&mut self) {
        let start = self.at;
        let mut lines = 0;
        while let Some(c) = self.peek(self.at).filter(|c| is_blank(fold(*c))) {
            lines += usize::from(c == '\n');
            self.at += c.len_utf8();
        }
        let end = self.at;
        self.spaced = true;
        if lines > 1 {
            self.quotes = Quotes::default();
            self.push(Token {
                kind: Kind::Sign,
                first: '\n',
                begins: Start::of('\n'),
                start,
                end,
                ..END
            });
            self.spaced = true;
        }
    }

    fn push(&mut self, mut token: Token) {
        self.at = token.end;
        token.spaced = std::mem::take(&mut self.spaced);
        self.tokens.list.push(token);
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn folded(&self, at: usize) -> Option<(char, usize)> {
        self.peek(at).map(|c| (fold(c), at + c.len_utf8()))
    }

    /// A decimal point before the first digit: not after a digit or another point (`1.2.3`, `...9`).
    fn starts_with_point(&self) -> bool {
        let digit_follows = self
            .folded(self.at + 1)
            .is_some_and(|(c, _)| c.is_ascii_digit());
        let last = self.tokens.list.last();
        let glued = last.filter(|_| !self.spaced);
        digit_follows && glued.is_none_or(|it| it.kind == Kind::Sign && it.first != '.')
    }

    fn word(&mut self) {
        let start = self.at;
        let (lower_start, mut at) = (self.tokens.lower.len(), self.at);
        let (mut first, mut capital, mut capitals) = (None, false, true);
        // Most words are nothing but ASCII.
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|it| it.is_ascii_alphabetic())
            .count();
        if let Some(plain) = self.text.get(at..at + length).filter(|it| !it.is_empty()) {
            self.tokens.lower.push_str(plain);
            if let Some(lower) = self.tokens.lower.get_mut(lower_start..) {
                lower.make_ascii_lowercase();
                first = lower.chars().next();
            }
            capital = plain.starts_with(|c: char| c.is_ascii_uppercase());
            capitals = plain.bytes().all(|it| it.is_ascii_uppercase());
            at += length;
        }
        while let Some((c, next)) = self.folded(at).filter(|(c, _)| is_letter(*c)) {
            capital |= first.is_none() && c.is_uppercase();
            capitals &= c.is_uppercase();
            for lower in c.to_lowercase() {
                first.get_or_insert(lower);
                self.tokens.lower.push(lower);
            }
            at = next;
        }
        let lower = self.tokens.lower.get(lower_start..).unwrap_or_default();
        let classes = vocabulary::of_word(lower);
        self.push(Token {
            kind: Kind::Word,
            classes,
            first: first.unwrap_or('\0'),
            begins: first.map_or(Start::NOTHING, Start::of),
            start,
            end: at,
            lower: (lower_start, self.tokens.lower.len()),
            capital,
            capitals,
            ..END
        });
    }

    fn run_of_digits(&self, mut at: usize, into: &mut Digits) -> (usize, usize) {
        let mut count = 0;
        while let Some((c, next)) = self.folded(at) {
            let Some(digit) = c.to_digit(10) else { break };
            into.push(digit);
            count += 1;
            at = next;
        }
        (at, count)
    }

    /// Digits after a sign at `at`: their count and end. Looks at no more than `most` of them.
    fn digits_after(&self, at: usize, sign: char, most: usize) -> Option<usize> {
        let (c, mut at) = self.folded(at)?;
        if c != sign && !(sign == ',' && c == '，') {
            return None;
        }
        let mut count = 0;
        while let Some((_, next)) = self.folded(at).filter(|(c, _)| c.is_ascii_digit()) {
            count += 1;
            at = next;
            if count > most {
                break;
            }
        }
        Some(count)
    }

    pub(super) fn number(&mut self) {
        let start = self.at;
        let mut digits = Digits::default();
        let (mut at, whole) = self.run_of_digits(start, &mut digits);
        let mut plain = true;
        // Grouping: 1,234,567, the Indian 12,34,567, and the European 1.234.567,8 which only its last comma betrays.
        if (1..=3).contains(&whole) {
            let grouped = self.grouped(at, ',', &mut digits);
            if grouped > at {
                (at, plain) = (grouped, false);
            } else if self.grouped_by_space(start, at) {
                (at, plain) = (self.grouped(at, ' ', &mut digits), false);
            } else if self.european(at) {
                at = self.grouped(at, '.', &mut digits);
                if let Some((_, next)) = self.folded(at) {
                    let before = digits.count;
                    (at, _) = self.run_of_digits(next, &mut digits);
                    digits.after_point = digits.count - before;
                }
                self.finish(start, at, digits, 0, false, whole);
                return;
            }
        }
        if self.digits_after(at, '.', 1).is_some_and(|n| n > 0) {
            let mut fraction = digits;
            let (end, count) = self.run_of_digits(at + self.width(at), &mut fraction);
            // 192.168.1.2 and 2019.9.6 are no decimals; 3.5.
            let chain = self.digits_after(end, '.', 1).is_some_and(|n| n > 0);
            let in_chain =
                self.tokens.list.last().is_some_and(|it| {
                    it.first == '.' && !self.spaced && whole > 0 && it.end == start
                });
            // A number that starts with its point has no other digits: it always takes them.
            if whole == 0 || !chain && !in_chain {
                fraction.after_point = count;
                (digits, at, plain) = (fraction, end, false);
            }
        }
        let mut power = 0;
        if let Some((end, exponent)) = self.exponent(at) {
            (at, power, plain) = (end, exponent, false);
        }
        self.finish(start, at, digits, power, plain, whole);
    }

    fn width(&self, at: usize) -> usize {
        self.peek(at).map_or(0, char::len_utf8)
    }

    fn grouped(&self, mut at: usize, sign: char, digits: &mut Digits) -> usize {
        let mut pairs = Digits::default();
        let mut end_of_pairs = at;
        let mut groups = 0;
        while groups < MOST_GROUPS && self.digits_after(end_of_pairs, sign, 3) == Some(2) {
            groups += 1;
            (end_of_pairs, _) =
                self.run_of_digits(end_of_pairs + self.width(end_of_pairs), &mut pairs);
        }
        if end_of_pairs > at && self.digits_after(end_of_pairs, sign, 3) == Some(3) && sign == ',' {
            let start = at;
            at = end_of_pairs;
            let mut from = start;
            while from < at {
                (from, _) = self.run_of_digits(from + self.width(from), digits);
            }
        }
        while groups < MOST_GROUPS && self.digits_after(at, sign, 3) == Some(3) {
            groups += 1;
            (at, _) = self.run_of_digits(at + self.width(at), digits);
        }
        at
    }

    /// Whether groups of three digits after spaces belong to the number: 1 204名, 12 500万. The United Nations write Chinese so.
    /// Only before a character that can count, as lists of numbers look alike.
    fn grouped_by_space(&self, start: usize, at: usize) -> bool {
        let mut ignored = Digits::default();
        let end = self.grouped(at, ' ', &mut ignored);
        let leads = self.peek(start) != Some('0');
        let after_number = self.spaced
            && self
                .tokens
                .list
                .last()
                .is_some_and(|it| it.kind == Kind::Number);
        let counted = self
            .peek(end)
            .is_some_and(|c| is_han(c) && !"年月日号时分点秒至到和".contains(c));
        end > at && leads && counted && !after_number
    }

    fn european(&self, at: usize) -> bool {
        let mut ignored = Digits::default();
        let end = self.grouped(at, '.', &mut ignored);
        end > at && matches!(self.digits_after(end, ',', 3), Some(1 | 2))
    }

    /// `e10`, `e+14`, `E-1` after a number, unless more letters or digits follow.
    fn exponent(&self, at: usize) -> Option<(usize, i32)> {
        let (c, mut next) = self.folded(at)?;
        if !matches!(c, 'e' | 'E') {
            return None;
        }
        let mut sign = 1;
        if let Some((c, after)) = self.folded(next).filter(|(c, _)| matches!(c, '+' | '-')) {
            sign = if c == '-' { -1 } else { 1 };
            next = after;
        }
        let mut power = 0i32;
        let mut count = 0;
        while let Some((c, after)) = self.folded(next) {
            let Some(digit) = c.to_digit(10) else { break };
            power = power.checked_mul(10)?.checked_add_unsigned(digit)?;
            count += 1;
            next = after;
        }
        let ends = self.folded(next).is_none_or(|(c, _)| !is_letter(c));
        (count > 0 && count < 4 && ends).then_some((next, sign * power))
    }

    fn finish(
        &mut self,
        start: usize,
        end: usize,
        digits: Digits,
        power: i32,
        plain: bool,
        whole: usize,
    ) {
        let value = digits.value(power);
        self.push(Token {
            kind: Kind::Number,
            first: '0',
            start,
            end,
            value,
            digits: u8::try_from(whole).unwrap_or(u8::MAX),
            plain,
            ..END
        });
    }
}

/// Digits collected into a mantissa, as far as it holds them.
#[derive(Copy, Clone, Default)]
struct Digits {
    mantissa: i128,
    count: usize,
    after_point: usize,
    overflow: bool,
}

impl Digits {
    fn push(&mut self, digit: u32) {
        self.count += 1;
        let more = self
            .mantissa
            .checked_mul(10)
            .and_then(|it| it.checked_add(i128::from(digit)));
        match more {
            Some(mantissa) => self.mantissa = mantissa,
            None => self.overflow = true,
        }
    }

    fn value(self, power: i32) -> Option<Decimal> {
        if self.overflow {
            return None;
        }
        let exponent = power.checked_sub(i32::try_from(self.after_point).ok()?)?;
        Decimal::new(self.mantissa, exponent)
    }
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{4ff}')
            && c.is_alphabetic()
        || c == '\u{b5}'
}

const FOLDING: Folding = Folding {
    case: false,
    ..Folding::ALL
};

/// Width and script folded, and the signs that are written in several ways made one; case is kept.
fn fold(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c,
        // The full-width comma separates clauses; only between digits is it a grouping sign.
        '，' => c,
        '\u{3000}' => ' ',
        '￥' => '¥',
        '￡' => '£',
        '￠' => '¢',
        '﹪' => '%',
        '−' | '‐' | '‑' | '‒' | '–' | '﹣' => '-',
        '—' | '―' | '─' => '—',
        '～' | '〜' | '∼' | '˜' => '~',
        '’' | '‘' | '′' | '＇' => '\'',
        '”' | '“' | '″' => '"',
        '：' | '︰' | '∶' => ':',
        '○' => '〇',
        // Ordinary characters of Simplified names too, so the folding of texts leaves them; no rule reads them otherwise.
        '後' => '后',
        '於' => '于',
        _ => FOLDING.fold_char(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<String> {
        let tokens = Tokens::of(text);
        (0..tokens.len())
            .filter_map(|i| tokens.at(i).value)
            .map(|it| it.to_string())
            .collect()
    }

    #[test]
    fn reads_numbers_as_they_are_grouped() {
        assert_eq!(
            numbers("1,674,200.5 and 12,34,567.89"),
            ["1674200.5", "1234567.89"]
        );
        assert_eq!(numbers("１１.92 or 82，225.00"), ["11.92", "82225"]);
        assert_eq!(numbers("1, 234, 567"), ["1", "234", "567"]);
        assert_eq!(numbers("1.111,11"), ["1111.11"]);
        assert_eq!(numbers("192.168.1.2"), ["192", "168", "1", "2"]);
        assert_eq!(numbers(".53.5"), ["0.53", "5"]);
        assert_eq!(
            numbers(".5 1e10 2e-1 3.0e5x"),
            ["0.5", "10000000000", "0.2", "3", "5"]
        );
    }

    #[test]
    fn a_number_too_long_has_no_value_but_a_place() {
        let tokens = Tokens::of(&"9".repeat(100));
        assert_eq!(tokens.len(), 1);
        assert_eq!(tokens.at(0).value, None);
        assert_eq!(tokens.at(0).end, 100);
    }
}
