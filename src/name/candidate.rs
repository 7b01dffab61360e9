//! Which words may be names.

use std::{collections::HashSet, sync::LazyLock};

use super::transliterate::{is_separator, is_sound};
use crate::{
    segment::{Word, WordKind},
    text::Span,
};

/// Words in a row that begin with capital letters and may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// Where the words stand, in order; only blanks are between them.
    pub words: Vec<Span>,
    /// Whether the first of them begins the text, so that its capital letter may mean nothing.
    pub is_initial: bool,
}

/// The most words of one name; longer rows are headlines, and are cut.
const MOST_WORDS: usize = 4;

/// Returns the rows of capitalised words of one English sentence, given its words in order.
///
/// `is_common` tells which words, given in lower case, are too frequent for a name; they end a row. Words of capital
/// letters only, and words of one letter, are no candidates: they are initials. A possessive `'s` ends a row.
///
/// ```
/// use bitext::{Lang, Segmenter, name::candidates};
///
/// let text = "The plan of Liu He took Donald Trump to Hangzhou.";
/// let words = Segmenter::default().words(text, Lang::English);
/// let found = candidates(text, &words, &|word| word == "the");
/// let names: Vec<Vec<&str>> = found
///     .iter()
///     .map(|name| name.words.iter().map(|word| word.slice(text)).collect())
///     .collect();
/// assert_eq!(names, [vec!["Liu", "He"], vec!["Donald", "Trump"], vec!["Hangzhou"]]);
/// ```
#[must_use]
pub fn candidates(text: &str, words: &[Word], is_common: &dyn Fn(&str) -> bool) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut is_open = false;
    let mut end = 0;
    let mut is_first = true;
    for word in words {
        let written = word.span.slice(text);
        let is_word = word.kind == WordKind::Word;
        if is_word && is_capitalised(written) && !is_common(&written.to_lowercase()) {
            let between = Span::new(end, word.span.start()).slice(text);
            let joins = is_open && !between.is_empty() && between.chars().all(char::is_whitespace);
            match found.last_mut() {
                Some(last) if joins && last.words.len() < MOST_WORDS => last.words.push(word.span),
                _ => found.push(Candidate {
                    words: vec![word.span],
                    is_initial: is_first,
                }),
            }
            is_open = true;
        } else {
            is_open = false;
        }
        end = word.span.end();
        is_first &= !is_word;
    }
    found
}

/// A capital letter with a small one after it.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// Returns the longest rows of characters that foreign names are written with, at least two, separators between them.
///
/// ```
/// use bitext::name::sound_spans;
///
/// let text = "美国总统唐纳德·特朗普说";
/// let found: Vec<&str> = sound_spans(text).into_iter().map(|span| span.slice(text)).collect();
/// assert_eq!(found, ["唐纳德·特朗普"]);
/// ```
#[must_use]
pub fn sound_spans(chinese: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut end, mut count) = (0, 0, 0);
    for (at, c) in chinese.char_indices() {
        let folded = crate::text::Folding::ALL.fold_char(c);
        if is_sound(folded) {
            if count == 0 {
                start = at;
            }
            count += 1;
            end = at + c.len_utf8();
        } else if count == 0 || !is_separator(c) {
            if count > 1 {
                found.push(Span::new(start, end));
            }
            count = 0;
        }
    }
    if count > 1 {
        found.push(Span::new(start, end));
    }
    found
}

/// Whether the character is a Chinese family name.
#[must_use]
pub fn is_surname(c: char) -> bool {
    static SURNAMES: LazyLock<HashSet<char>> = LazyLock::new(|| {
        include_str!("data/surnames.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::chars)
            .collect()
    });
    SURNAMES.contains(&c)
}
