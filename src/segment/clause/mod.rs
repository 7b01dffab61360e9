//! Clauses: the parts of a sentence that state something of their own, for comparing statements.
//!
//! [`en`] and [`zh`] find where inside a sentence one clause ends and the next begins; the clauses are what lies
//! between. So every clause lies in a sentence, the clauses of a sentence do not overlap, and together they cover all
//! of it but white space. What counts as a clause is written down in `tests/data/clause/README.md`.

mod en;
mod zh;

use super::{Word, scan::is_han, word};
use crate::{lang::Lang, text::Span};

/// The longest sentence, in bytes, that is cut into clauses; beyond, it is a table or a list, and stays whole.
const LONGEST: usize = 20_000;

/// The clauses of the sentence, appended to `clauses`.
pub(super) fn clauses(text: &str, sentence: Span, lang: Lang, clauses: &mut Vec<Span>) {
    cut(text, sentence, lang, false, clauses);
}

/// The clauses of the sentence cut again at every comma, colon and dash, appended to `parts`.
pub(super) fn parts(text: &str, sentence: Span, lang: Lang, parts: &mut Vec<Span>) {
    cut(text, sentence, lang, true, parts);
}

fn cut(text: &str, sentence: Span, lang: Lang, finely: bool, clauses: &mut Vec<Span>) {
    if sentence.len() > LONGEST {
        clauses.push(sentence);
        return;
    }
    let inside = sentence.slice(text);
    let words = word::words(inside, lang);
    let (mut cuts, marks) = if is_chinese(inside, lang) {
        let parts = zh::parts(inside, &words);
        let marks = if finely {
            zh::marks(&parts)
        } else {
            Vec::new()
        };
        (zh::cuts(&parts), marks)
    } else {
        let marks = if finely {
            en::marks(inside, &words)
        } else {
            Vec::new()
        };
        (en::cuts(inside, &words), marks)
    };
    cuts.extend(marks);
    cuts.sort_unstable();
    cuts.dedup();
    let mut start = 0;
    for end in cuts.into_iter().chain([inside.len()]) {
        let clause = Span::new(start, end).trimmed(inside);
        if !clause.is_empty() {
            clauses.push(clause.shifted(sentence.start()));
            start = end;
        }
    }
}

/// Whether Chinese rules apply: by the sentence itself, for texts in both languages.
fn is_chinese(sentence: &str, lang: Lang) -> bool {
    let han = sentence.chars().take(400).filter(|&c| is_han(c)).count();
    let latin = sentence
        .chars()
        .take(400)
        .filter(char::is_ascii_alphabetic)
        .count();
    match lang {
        Lang::Chinese => han > 0 || latin == 0,
        Lang::English => han * 3 > latin,
    }
}

/// The text of a word.
fn text_of<'t>(text: &'t str, word: &Word) -> &'t str {
    word.span.slice(text)
}
