//! Words: numbers, codes, addresses and Latin words are taken out first, ideographs go to the dictionary.
//!
//! | text | words |
//! |---|---|
//! | `1,234.5` `２０２４` `3800亿` `10:30` `1st` | one number each |
//! | `09988.HK` `NYSE:BABA` `GPT-4` `https://example.com` `a@b.cn` | one code each |
//! | `don't` `AI-driven` `U.S.` `AT&T` | one word each |
//! | `firm's` `we'll` | two words each, the second from the apostrophe on |
//! | `……` `——` `...` | one mark each |

use super::{
    Word, WordKind,
    cut::Cutter,
    en,
    scan::{before, from, is_blank, is_han},
};
use crate::{
    lang::Lang,
    text::{Folding, Span, table},
};

/// The words of `text`, marks included.
pub(super) fn words(text: &str, lang: Lang) -> Vec<Word> {
    let bytes_per_word = match lang {
        Lang::English => 5,
        Lang::Chinese => 4,
    };
    let mut words = Words {
        text,
        found: Vec::with_capacity(text.len() / bytes_per_word),
        traditional: table::balance(text) > 0,
        cutter: Cutter::default(),
        characters: Vec::new(),
        lengths: Vec::new(),
    };
    if lang == Lang::Chinese {
        // Three bytes a character, and most rows end before a second mark.
        words.characters.reserve(text.len() / 6);
        words.lengths.reserve(text.len() / 12);
    }
    let mut at = 0;
    loop {
        let length = plain_word(text.as_bytes(), at);
        if length > 0 {
            at = words.push(at, at + length, WordKind::Word);
        }
        let Some(c) = from(text, at).chars().next() else {
            break;
        };
        at = if is_blank(c) {
            at + c.len_utf8()
        } else if is_han(c) {
            words.ideographs(at)
        } else {
            let end = words.other(at, c);
            end.max(at + c.len_utf8())
        };
    }
    words.found
}

/// The length of a run of letters of ASCII that can only be a word, as nothing follows that would belong to it: most words.
fn plain_word(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let letters = rest.iter().take_while(|it| it.is_ascii_alphabetic());
    let length = letters.count();
    match rest.get(length) {
        None | Some(b' ' | b'\n' | b',' | b';' | b')') => length,
        _ => 0,
    }
}

struct Words<'t> {
    text: &'t str,
    found: Vec<Word>,
    /// Whether the text is Traditional, so that ambiguous characters are folded.
    traditional: bool,
    cutter: Cutter,
    characters: Vec<char>,
    lengths: Vec<usize>,
}

impl Words<'_> {
    fn push(&mut self, start: usize, end: usize, kind: WordKind) -> usize {
        self.found.push(Word {
            span: Span::new(start, end),
            kind,
        });
        end
    }

    /// A row of ideographs.
    fn ideographs(&mut self, start: usize) -> usize {
        self.characters.clear();
        self.lengths.clear();
        let mut end = start;
        for c in from(self.text, start).chars().take_while(|&c| is_han(c)) {
            end += c.len_utf8();
            if table::is_kept(c) {
                self.characters.push(c);
                continue;
            }
            let c = table::form(c);
            self.characters.push(if self.traditional {
                table::simplified_in_traditional(c)
            } else {
                table::simplified(c)
            });
        }
        self.cutter.cut(&self.characters, &mut self.lengths);
        let mut at = start;
        for &length in &self.lengths {
            let word_end = at
                + from(self.text, at)
                    .chars()
                    .take(length)
                    .map(char::len_utf8)
                    .sum::<usize>();
            self.found.push(Word {
                span: Span::new(at, word_end),
                kind: WordKind::Word,
            });
            at = word_end;
        }
        end
    }

    /// Anything but ideographs and blanks.
    fn other(&mut self, at: usize, c: char) -> usize {
        let rest = from(self.text, at);
        let plain = Folding::FORMS.fold_char(c);
        if plain.is_alphanumeric() {
            if let Some(length) = address(rest) {
                return self.push(at, at + length, WordKind::Code);
            }
            if let Some(length) = ticker(rest) {
                return self.push(at, at + length, WordKind::Code);
            }
        }
        if plain.is_ascii_digit() {
            return self.number(at, rest);
        }
        if plain.is_alphanumeric() {
            return self.latin(at, rest);
        }
        let length = mark(rest, c);
        self.push(at, at + length, WordKind::Mark)
    }

    fn number(&mut self, at: usize, rest: &str) -> usize {
        let digits = number(rest);
        let after = from(rest, digits);
        // 5G, 3D, 1st, 20th: letters right behind are a part of it.
        let letters: usize = after
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(char::len_utf8)
            .sum();
        if letters > 0 {
            let suffix = before(after, letters);
            let ordinal = matches!(suffix, "st" | "nd" | "rd" | "th" | "s");
            let kind = if ordinal {
                WordKind::Number
            } else {
                WordKind::Code
            };
            return self.push(at, at + digits + letters, kind);
        }
        // 3800亿, 5万, 8%: the unit is a part of the number.
        let units: usize = after
            .chars()
            .take_while(|c| matches!(c, '万' | '萬' | '亿' | '億' | '%' | '％'))
            .map(char::len_utf8)
            .sum();
        self.push(at, at + digits + units, WordKind::Number)
    }

    fn latin(&mut self, at: usize, rest: &str) -> usize {
        let mut length = 0;
        let mut has_digit = false;
        let mut has_letter = false;
        // Most words are nothing but ASCII.
        let plain = rest
            .bytes()
            .take_while(u8::is_ascii_alphanumeric)
            .inspect(|it| {
                has_digit |= it.is_ascii_digit();
                has_letter |= it.is_ascii_alphabetic();
                length += 1;
            })
            .count();
        let mut characters = from(rest, plain).char_indices().peekable();
        while let Some((offset, c)) = characters.next() {
            let next = characters.peek().map(|&(_, next)| next);
            let joins = next.is_some_and(|next| next.is_alphanumeric() && !is_han(next));
            let goes_on = match c {
                _ if is_han(c) => false,
                _ if c.is_alphanumeric() || is_combining(c) => true,
                '\'' | '’' | '-' | '‐' | '‑' | '&' | '_' => joins && length > 0,
                // The dots of an abbreviation: U.S., e.g.
                '.' => {
                    joins
                        && before(rest, plain + offset)
                            .rsplit('.')
                            .next()
                            .is_some_and(|part| part.chars().count() == 1)
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            has_digit |= c.is_numeric();
            has_letter |= c.is_alphabetic();
            length = plain + offset + c.len_utf8();
        }
        let word = before(rest, length);
        if has_digit && has_letter {
            return self.push(at, at + length, WordKind::Code);
        }
        if length > plain
            && let Some(clitic) = clitic(word)
        {
            let split = self.push(at, at + length - clitic, WordKind::Word);
            return self.push(split, at + length, WordKind::Word);
        }
        if from(rest, length).starts_with('.')
            && word.is_ascii()
            && en::is_listed_abbreviation(word)
        {
            length += 1;
        }
        self.push(at, at + length, WordKind::Word)
    }
}

/// The length of a number with its separators: `1,234.5`, `10:30`, `2024-12-31`, `1/2`.
fn number(text: &str) -> usize {
    let mut length = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next_digit = characters
            .peek()
            .is_some_and(|&(_, next)| Folding::FORMS.fold_char(next).is_ascii_digit());
        let goes_on = match Folding::FORMS.fold_char(c) {
            '0'..='9' => true,
            '.' | ':' | '/' => next_digit,
            // A comma between digits is a separator only before three of them: 1,234 but not 2,4.
            ',' => {
                let after = from(text, at + c.len_utf8());
                next_digit
                    && after
                        .chars()
                        .take(3)
                        .filter(|c| Folding::FORMS.fold_char(*c).is_ascii_digit())
                        .count()
                        == 3
                    && !after
                        .chars()
                        .nth(3)
                        .is_some_and(|c| Folding::FORMS.fold_char(c).is_ascii_digit())
            }
            '-' => next_digit && is_date_hyphen(text, at),
            _ => false,
        };
        if !goes_on {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

/// Whether the hyphen at `at` stands in a date as 2024-12-31.
fn is_date_hyphen(text: &str, at: usize) -> bool {
    let shape = |text: &str| {
        let digits: Vec<usize> = text
            .split('-')
            .take(3)
            .map(|part| part.bytes().take_while(u8::is_ascii_digit).count())
            .collect();
        matches!(digits.as_slice(), &[4, 1..=2, 1..=2])
    };
    at >= 4 && shape(text)
}

/// The longest address of the web that is looked for, in bytes; browsers cut at about 2,000.
const LONGEST_ADDRESS: usize = 2048;

/// The longest name of a host or address of mail, by RFC 5321.
const LONGEST_HOST: usize = 254;

/// The length of an address of the web or of mail.
fn address(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // Most words end before anything that an address goes on with.
    let word = bytes.iter().take_while(|it| it.is_ascii_alphanumeric());
    let next = bytes.get(word.count());
    if !next.is_some_and(|it| b":.-_+@".contains(it)) {
        return None;
    }
    let scheme = bytes
        .iter()
        .take(10)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let has_scheme = scheme >= 2 && from(text, scheme).starts_with("://");
    let www = bytes
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"www."));
    if has_scheme || www {
        let length = bytes
            .iter()
            .take(LONGEST_ADDRESS)
            .take_while(|b| b.is_ascii_graphic() && !b"\"<>{}|\\^`".contains(b))
            .count();
        let token = before(text, length);
        let brackets = token.contains(['(', '[']);
        // Marks at the end belong to the sentence; so does a bracket that did not open inside.
        let ends: &[char] = if brackets {
            &['.', ',', ';', ':', '!', '?', '\'', '*']
        } else {
            &['.', ',', ';', ':', '!', '?', '\'', '*', ')', ']']
        };
        let token = token.trim_end_matches(ends);
        return (token.len() > 6).then_some(token.len());
    }
    // Mail, or a host without "www.".
    let length = bytes
        .iter()
        .take(LONGEST_HOST)
        .take_while(|b| b.is_ascii_alphanumeric() || b".-_+@".contains(b))
        .count();
    let token = before(text, length).trim_end_matches(['.', '-', '_', '+', '@']);
    let mail = token.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host
                .split_once('.')
                .is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty())
    });
    let host = token.rsplit_once('.').is_some_and(|(name, ending)| {
        name.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
            && matches!(
                ending,
                "com" | "org" | "net" | "edu" | "gov" | "cn" | "hk" | "tw" | "uk" | "io"
            )
    });
    (mail || host).then_some(token.len())
}

/// The length of a code of a stock exchange: `09988.HK`, `BRK.A`, `NYSE:BABA`.
fn ticker(text: &str) -> Option<usize> {
    let first = text
        .bytes()
        .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        .count();
    if first < 2 {
        return None;
    }
    let joint = *text.as_bytes().get(first)?;
    let after = from(text, first + 1);
    let second = after
        .bytes()
        .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        .count();
    let ends = !from(after, second).starts_with(|c: char| c.is_alphanumeric() && !is_han(c));
    let code = before(text, first);
    let has_letter = |part: &str| part.bytes().any(|b| b.is_ascii_uppercase());
    let fits = match joint {
        b'.' => {
            (1..=3).contains(&second)
                && has_letter(before(after, second))
                && before(after, second)
                    .bytes()
                    .all(|b| b.is_ascii_uppercase())
        }
        b':' => (1..=8).contains(&second) && code.bytes().all(|b| b.is_ascii_uppercase()),
        _ => false,
    };
    (fits && ends).then_some(first + 1 + second)
}

/// The length of a clitic that is a word of its own: firm's, we'll. "n't" stays with its verb.
fn clitic(word: &str) -> Option<usize> {
    let at = word.rfind(['\'', '’'])?;
    let apostrophe = from(word, at).chars().next()?.len_utf8();
    let ending = from(word, at + apostrophe);
    let known = ["s", "ll", "re", "ve", "d", "m"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    (known && at > 1).then_some(word.len() - at)
}

/// The length of a mark: rows of dots and dashes are one.
fn mark(text: &str, first: char) -> usize {
    if matches!(first, '.' | '…' | '—' | '-' | '─' | '·' | '⋯' | '~' | '～') {
        return text
            .chars()
            .take_while(|&c| c == first)
            .map(char::len_utf8)
            .sum();
    }
    first.len_utf8()
        + from(text, first.len_utf8())
            .chars()
            .take_while(|&c| is_combining(c))
            .map(char::len_utf8)
            .sum::<usize>()
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_plain_word_is_what_the_rules_make_of_it(
            text in r"[a-z]{1,4}([ ,;)\n.:/'@-]([A-Z]{1,3}|[a-z]{1,4}|[0-9]{1,2}|s|t|www|com|米)){0,4}[ ,;)\n.]?",
        ) {
            let starts = (0..text.len()).filter(|&at| text.is_char_boundary(at));
            let starts = starts.filter(|&at| at == 0 || !from(&text, at - 1).starts_with(|c: char| c.is_alphanumeric()));
            for at in starts {
                let length = plain_word(text.as_bytes(), at);
                let Some(c) = from(&text, at).chars().next().filter(|_| length > 0) else {
                    continue;
                };
                let mut words = Words {
                    text: &text,
                    found: Vec::new(),
                    traditional: false,
                    cutter: Cutter::default(),
                    characters: Vec::new(),
                    lengths: Vec::new(),
                };
                prop_assert_eq!(words.other(at, c), at + length, "{:?} at {}", text, at);
                let expected = Word { span: Span::new(at, at + length), kind: WordKind::Word };
                prop_assert_eq!(words.found, [expected], "{:?} at {}", text, at);
            }
        }
    }
}
