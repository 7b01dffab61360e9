//! Paragraphs: blank lines, line breaks that are only wrapping, indents, list items and headings.
//!
//! A line break ends a paragraph unless the line was *wrapped*. Two things show wrapping: the text goes on in lower case
//! where the line before has not ended, or the block is set to a width: the first word of the next line would not have
//! fitted into the longest line of the block. A block with a line of more than [`WIDEST`] columns is not set to a width:
//! each of its lines is a paragraph. With [`Wrapping::Case`] widths say nothing.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{
    Wrapping,
    scan::{is_blank, is_closer, is_han},
};
use crate::text::Span;

/// The widest line of hard-wrapped text, in columns. Mail and plain-text books wrap at 60 to 80, some editors at 100.
const WIDEST: usize = 100;

/// The narrowest width that a block can be wrapped to; below, lines are headings, verses, or table cells.
const NARROWEST: usize = 24;

/// The paragraphs of `text`.
pub(super) fn paragraphs(text: &str, wrapping: Wrapping) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut block: Vec<Line> = Vec::new();
    let mut width = 0;
    for line in (Lines { text, at: 0 }) {
        let span = line.trimmed(text);
        if span.is_empty() {
            close(text, wrapping, &mut block, &mut width, &mut paragraphs);
            continue;
        }
        let shown = if line.len() > 4 * WIDEST {
            WIDEST + 1
        } else {
            span.slice(text).width()
        };
        width = width.max(shown);
        block.push(Line {
            span,
            width: shown,
            filled: shown.saturating_sub(hanging(span.slice(text))),
            indented: line.slice(text).starts_with('\u{3000}'),
        });
    }
    close(text, wrapping, &mut block, &mut width, &mut paragraphs);
    paragraphs
}

struct Line {
    span: Span,
    width: usize,
    /// The width without marks that may hang over the end of a Chinese line.
    filled: usize,
    indented: bool,
}

/// How the lines of a block are set.
#[derive(Copy, Clone, Debug)]
struct Setting {
    /// The widest line, in columns.
    width: usize,
    /// The widest line without marks that hang over its end.
    text_width: usize,
    /// Nearly all lines are as wide as that: the block is wrapped, even where a full line ends a sentence.
    filled: bool,
    wrapping: Wrapping,
}

impl Setting {
    fn of(block: &[Line], width: usize, wrapping: Wrapping) -> Self {
        let mut setting = Self {
            width,
            text_width: block.iter().map(|line| line.filled).max().unwrap_or(0),
            filled: false,
            wrapping,
        };
        // The last line of a paragraph is short, so it does not count. Two lines may be alike by chance.
        if let [lines @ .., _] = block
            && lines.len() >= 2
        {
            let full = lines.iter().filter(|line| setting.is_full(line)).count();
            setting.filled = full * 10 >= lines.len() * 7;
        }
        setting
    }

    /// Whether a Chinese line is filled: one more character, with a mark that may not begin a line, would not fit.
    fn is_full(self, line: &Line) -> bool {
        line.filled + 4 > self.text_width
    }
}

/// Moves the lines of a block, which no blank line parts, to paragraphs.
fn close(
    text: &str,
    wrapping: Wrapping,
    block: &mut Vec<Line>,
    width: &mut usize,
    paragraphs: &mut Vec<Span>,
) {
    let setting = Setting::of(block, *width, wrapping);
    let mut lines = block.drain(..);
    let Some(mut line) = lines.next() else {
        return;
    };
    let mut paragraph = line.span;
    for next in lines {
        if wrapped(text, &line, &next, setting) {
            paragraph = paragraph.hull(next.span);
        } else {
            paragraphs.push(paragraph);
            paragraph = next.span;
        }
        line = next;
    }
    paragraphs.push(paragraph);
    *width = 0;
}

/// Whether the text of `line` goes on in `next`.
fn wrapped(text: &str, line: &Line, next: &Line, setting: Setting) -> bool {
    let width = setting.width;
    let before = line.span.slice(text);
    let after = next.span.slice(text);
    let Some(last) = before.chars().next_back() else {
        return false;
    };
    if next.indented || is_item(after) {
        return false;
    }
    let ended = is_ending(last);
    if !ended
        && width >= NARROWEST
        && after.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | '，' | '、' | '。'))
    {
        return true;
    }
    if setting.wrapping == Wrapping::Case || !(NARROWEST..=WIDEST).contains(&width) {
        return false;
    }
    if after.starts_with(is_han) || is_han(last) {
        // A Chinese line is filled up to one or two characters that may not begin the next.
        return setting.is_full(line) && (!ended || setting.filled || line.width == width);
    }
    let first_word = after.split(is_blank).next().unwrap_or_default();
    line.width + 1 + first_word.width() > width
}

/// The width of the marks at the end of a line that may not begin the next and so hang over the edge.
fn hanging(line: &str) -> usize {
    line.chars()
        .rev()
        .take(3)
        .take_while(|&c| {
            is_closer(c) || matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？')
        })
        .map(|c| c.width().unwrap_or(0))
        .sum()
}

/// Whether the character ends a sentence or what is quoted in it.
fn is_ending(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '。' | '！' | '？' | '…' | '"' | '”' | '」' | '』' | '｡' | ':' | '：'
    )
}

/// Whether a line begins with the mark of a list item: a bullet, `1.`, `(2)`, `一、`, `第三条`.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some(
            '•' | '·' | '●' | '○' | '■' | '□' | '◆' | '▪' | '‣' | '➢' | '※' | '*' | '#' | '>' | '|',
        ) => true,
        Some('-' | '–' | '—' | '+') => line.chars().nth(1).is_some_and(is_blank),
        Some('①'..='⓿' | '㈠'..='㈩') => true,
        Some(first) => {
            let bracketed = matches!(first, '(' | '（' | '[' | '【' | '〔');
            let label = if bracketed { chars.as_str() } else { line };
            let digits = label
                .chars()
                .take_while(|c| {
                    c.is_ascii_digit()
                        || matches!(c, '０'..='９')
                        || "一二三四五六七八九十百第".contains(*c)
                })
                .count();
            let letter = label
                .chars()
                .next()
                .is_some_and(|c| c.is_ascii_alphabetic());
            let length = if digits > 0 {
                digits
            } else {
                usize::from(letter)
            };
            if length == 0 || length > 6 {
                return false;
            }
            let mut after = label.chars().skip(length);
            match after.next() {
                Some(')' | '）' | ']' | '】' | '〕') => true,
                Some('.') if !bracketed => after.next().is_none_or(|c| is_blank(c) || is_han(c)),
                Some('、' | '．') if !bracketed => digits > 0,
                Some('章' | '节' | '節' | '条' | '條' | '款' | '部') if !bracketed => {
                    label.starts_with('第')
                }
                _ => false,
            }
        }
        None => false,
    }
}

/// The lines of a text without their breaks: `\n`, `\r\n`, lone `\r`, form feed, vertical tab, U+0085, U+2028, U+2029.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let mut breaks = rest
            .bytes()
            .enumerate()
            .filter_map(|(at, byte)| match byte {
                b'\n' | 0x0b | 0x0c => Some((at, 1)),
                b'\r' => Some((
                    at,
                    if rest.get(at..)?.starts_with("\r\n") {
                        2
                    } else {
                        1
                    },
                )),
                0xc2 if rest.get(at..)?.starts_with('\u{85}') => Some((at, 2)),
                0xe2 if rest.get(at..)?.starts_with(['\u{2028}', '\u{2029}']) => Some((at, 3)),
                _ => None,
            });
        match breaks.next() {
            Some((length, skip)) => {
                self.at = start + length + skip;
                Some(Span::new(start, start + length))
            }
            None => {
                self.at = self.text.len();
                Some(Span::new(start, self.text.len()))
            }
        }
    }
}
