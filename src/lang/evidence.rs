//! What one pass over a text counts.

use crate::text::table::{self, Class};

/// Counts of what a text is written with. Addresses of the web and of mail count as nothing.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Chinese characters.
    pub(super) han: usize,
    /// Characters that only Simplified Chinese has, without those that Japanese has too.
    pub(super) simplified: usize,
    /// Characters that Simplified Chinese and Japanese have, Traditional Chinese has not.
    pub(super) simplified_or_japanese: usize,
    /// Characters that only Traditional Chinese has.
    pub(super) traditional: usize,
    /// Characters that Traditional Chinese and Japanese have, Simplified Chinese has not.
    pub(super) traditional_or_japanese: usize,
    /// Ideographs that only Japanese has.
    pub(super) japanese: usize,
    pub(super) kana: usize,
    pub(super) hangul: usize,
    /// Words in Latin letters.
    pub(super) words: usize,
    /// Words in Latin letters that stand in a row of at least four: language rather than names.
    pub(super) running_words: usize,
    /// Latin letters, those beyond ASCII included.
    pub(super) latin: usize,
    /// Latin letters beyond ASCII.
    pub(super) accented: usize,
    /// Letters of any other script.
    pub(super) other: usize,
}

/// Fewest Latin words in a row that count as language; names of people and firms seldom have more than three.
const RUN: usize = 4;

impl Evidence {
    pub(super) fn of(text: &str) -> Self {
        let mut evidence = Self::default();
        let mut run = 0;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if c.is_ascii() {
                let (token, after) = ascii_token(rest);
                rest = after;
                if token.looks_like_address() {
                    continue;
                }
                evidence.latin += token.letters;
                evidence.words += token.words;
                run += token.words;
                // é in "café": the word goes on, it is not a new one.
                if token.ends_in_letter && starts_with_accented(rest) {
                    let letters = rest.chars().take_while(|&c| is_accented(c)).count();
                    evidence.accented += letters;
                    evidence.latin += letters;
                    let skip: usize = rest.chars().take(letters).map(char::len_utf8).sum();
                    rest = rest.get(skip..).unwrap_or_default();
                    if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                        evidence.words = evidence.words.saturating_sub(1);
                        run = run.saturating_sub(1);
                    }
                }
                continue;
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            if evidence.count(c) {
                evidence.close(&mut run);
            }
        }
        evidence.close(&mut run);
        evidence
    }

    fn close(&mut self, run: &mut usize) {
        if *run >= RUN {
            self.running_words += *run;
        }
        *run = 0;
    }

    /// Counts a character beyond ASCII; true where it ends a row of Latin words.
    fn count(&mut self, c: char) -> bool {
        match c {
            '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
            | '〇' => {
                self.han += 1;
                match table::class(c) {
                    Some(Class::Simplified) => self.simplified += 1,
                    Some(Class::SimplifiedOrJapanese) => self.simplified_or_japanese += 1,
                    Some(Class::Traditional) => self.traditional += 1,
                    Some(Class::TraditionalOrJapanese) => self.traditional_or_japanese += 1,
                    Some(Class::Japanese) => self.japanese += 1,
                    None => {}
                }
                true
            }
            // The middle dot and the long-vowel mark of kana are also set in Chinese (特雷莎・梅).
            '\u{30fb}' | '\u{30fc}' => false,
            '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => {
                self.kana += 1;
                true
            }
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => {
                self.hangul += 1;
                true
            }
            _ if is_accented(c) => {
                self.accented += 1;
                self.latin += 1;
                false
            }
            '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                self.latin += 1;
                false
            }
            _ if c.is_alphabetic() => {
                self.other += 1;
                true
            }
            _ => false,
        }
    }
}

/// Latin letters beyond ASCII.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && !matches!(c, '×' | '÷')
}

fn starts_with_accented(text: &str) -> bool {
    text.chars().next().is_some_and(is_accented)
}

/// A row of ASCII without white space, or one piece of white space.
struct Token<'t> {
    text: &'t str,
    letters: usize,
    words: usize,
    ends_in_letter: bool,
    special: bool,
}

/// Takes the next token: ASCII up to white space or to a character beyond ASCII.
fn ascii_token(text: &str) -> (Token<'_>, &str) {
    let mut letters = 0;
    let mut words = 0;
    let mut in_word = false;
    let mut special = false;
    let mut length = 0;
    for &byte in text.as_bytes() {
        if !byte.is_ascii() || (byte <= b' ' && length > 0) {
            break;
        }
        length += 1;
        if byte <= b' ' {
            break;
        }
        if byte.is_ascii_alphabetic() {
            letters += 1;
            words += usize::from(!in_word);
            in_word = true;
        } else {
            // An apostrophe or hyphen inside a word does not begin another.
            in_word = in_word && matches!(byte, b'\'' | b'-');
            special |= matches!(byte, b'.' | b'/' | b':' | b'@');
        }
    }
    let (token, rest) = text.split_at_checked(length).unwrap_or((text, ""));
    let token = Token {
        text: token,
        letters,
        words,
        ends_in_letter: in_word,
        special,
    };
    (token, rest)
}

impl Token<'_> {
    fn looks_like_address(&self) -> bool {
        if !self.special {
            return false;
        }
        let text = self.text.trim_start_matches(['(', '<', '[', '"', '\'']);
        text.contains("://")
            || text.starts_with("www.")
            || text.starts_with("mailto:")
            || text
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            || is_host(text)
    }
}

/// A name of a host without `www.`, with or without a path: `example.com/news`. The list keeps to endings that are no
/// English words after a lost space ("sleep.in").
fn is_host(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or(text);
    let host = host.trim_end_matches(['.', ',', ')', '>', ']', ';', '"', '\'']);
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    name.bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
        && matches!(
            ending,
            "com" | "org" | "net" | "edu" | "gov" | "cn" | "hk" | "tw" | "uk" | "info" | "html"
        )
}
