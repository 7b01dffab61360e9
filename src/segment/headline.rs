//! Headlines: the first paragraph of an article, a sentence whatever marks are in it. 逆转！新人首进决赛
//!
//! A chat and a dialogue begin with a short line without full stop too (在吗？有事找你). So the paragraphs after it have to
//! be an article's: most end as sentences do, one is long, and no line names who speaks.

use unicode_width::UnicodeWidthStr;

use super::scan::{closer_of, is_closer, is_quote_closer, is_terminator};
use crate::text::Span;

/// The longest headline, in columns: 50 Chinese characters. Those of wire services have up to 80 Latin letters.
const LONGEST: usize = 100;

/// What the longest of the paragraphs after a headline has at least, in columns. Turns of a chat are shorter.
const LONG: usize = 60;

/// How many paragraphs after a headline are looked at.
const LOOKED_AT: usize = 8;

/// The most bytes before the colon of a line that names who speaks: 客服： and Customer:
const LONGEST_SPEAKER: usize = 18;

/// Words that speak to someone, in lower case, from `data/addressing.txt`. A headline speaks of someone.
fn addressing() -> impl Iterator<Item = &'static str> {
    include_str!("data/addressing.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
}

/// Whether the first of the paragraphs of `text` is the headline of the others.
pub(super) fn leads(text: &str, paragraphs: &[Span]) -> bool {
    let [first, body @ ..] = paragraphs else {
        return false;
    };
    let headline = first.slice(text);
    if headline.len() > 4 * LONGEST
        || !headline.contains(['！', '？', '!', '?'])
        || headline.contains(['。', '\n', '\r'])
        || headline.ends_with(|c| is_terminator(c) || matches!(c, ':' | '：'))
        || headline.starts_with(['-', '—', '–'])
        || is_speech(headline)
        || headline.width() > LONGEST
        || speaks_to_someone(headline)
    {
        return false;
    }
    let body = body.iter().take(LOOKED_AT).map(|span| span.slice(text));
    let (mut all, mut ended, mut long) = (0, 0, false);
    for paragraph in body {
        if names_speaker(paragraph) {
            return false;
        }
        all += 1;
        ended += usize::from(
            paragraph
                .trim_end_matches(|c| is_closer(c) || c == '"')
                .ends_with(is_terminator),
        );
        // Four bytes a character at most, and no more than two columns.
        long |= paragraph.len() >= 4 * LONG || paragraph.width() >= LONG;
    }
    long && ended * 2 > all
}

/// Whether the line is what someone says: all in quotation marks.
fn is_speech(line: &str) -> bool {
    line.starts_with(|c| c == '"' || closer_of(c).is_some_and(is_quote_closer))
        && line.ends_with(is_quote_closer)
}

fn speaks_to_someone(headline: &str) -> bool {
    let lower = headline.to_lowercase();
    addressing().any(|word| {
        if word.is_ascii() {
            lower
                .split(|c: char| !c.is_alphanumeric())
                .any(|it| it == word)
        } else {
            lower.contains(word)
        }
    })
}

/// Whether the line begins with a name and a colon: 客服：您好
fn names_speaker(line: &str) -> bool {
    line.find([':', '：']).is_some_and(|at| {
        at <= LONGEST_SPEAKER
            && line
                .get(..at)
                .is_some_and(|name| name.chars().all(|c| c.is_alphanumeric() || c == ' '))
            && !line
                .get(at + 1..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}
