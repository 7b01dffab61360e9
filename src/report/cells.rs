//! Text in the cells of a terminal: how wide it is, where a line of it may break, and in which ink it stands.
//!
//! The widths of characters follow Unicode (UAX #11), wide where ambiguous is narrow. Control characters and those that
//! turn the direction of text are shown as U+FFFD: a text must not steer the terminal that shows it.

use std::fmt;

use unicode_width::UnicodeWidthChar;

use super::class::Class;
use crate::{align::Link, score::Score, text::Span};

/// A colour or weight of text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Sure,
    Likely,
    Doubtful,
    /// What is said on the side.
    Faint,
    /// What contradicts.
    Conflict,
    /// Words that belong together, by number.
    Hue(usize),
}

/// The hues of words that belong together: cyan, magenta, blue, green, yellow of whatever palette the terminal has.
/// Red is kept for contradictions.
const HUES: [&str; 5] = ["36", "35", "34", "32", "33"];

impl Ink {
    pub(super) const HUES: usize = HUES.len();

    /// The ink of the score of a link. Where values contradict each other it is never that of what is in order.
    pub(super) fn of_link(link: &Link) -> Self {
        if link.disagreements().next().is_some() {
            Self::Conflict
        } else {
            Self::of_score(link.score)
        }
    }

    pub(super) fn of_score(score: Score) -> Self {
        match Class::of_score(score) {
            Class::Sure => Self::Sure,
            Class::Likely => Self::Likely,
            Class::Doubtful => Self::Doubtful,
        }
    }

    /// The parameters of the code that begins it. Doubt is bold too, so that it shows without colours.
    fn code(self) -> &'static str {
        match self {
            Self::Sure => "32",
            Self::Likely => "33",
            Self::Doubtful => "1;31",
            Self::Faint => "2",
            Self::Conflict => "1;4;31",
            Self::Hue(number) => HUES.get(number % HUES.len()).copied().unwrap_or_default(),
        }
    }
}

const RESET: &str = "\x1b[0m";

/// Text in an ink; without one, as it is.
pub(super) struct Inked<T> {
    pub(super) ink: Option<Ink>,
    pub(super) text: T,
}

impl<T: fmt::Display> fmt::Display for Inked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ink {
            Some(ink) => write!(f, "\x1b[{}m{}{RESET}", ink.code(), self.text),
            None => self.text.fmt(f),
        }
    }
}

/// A part of a text in an ink.
pub(super) type Mark = (Span, Ink);

/// A line of a column: the text with its codes, and how many cells it takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) cells: usize,
}

/// Cuts text into lines of at most `width` cells: at spaces in English, nearly anywhere in Chinese, where marks that
/// close stay with what they close.
///
/// `text` starts at the byte `start` of the text that the marks count in; marks must be in order. Linear time.
pub(super) fn wrapped(text: &str, start: usize, marks: &[Mark], width: usize) -> Vec<Line> {
    let mut column = Column::default();
    let mut marks = marks.iter().peekable();
    let mut at = start;
    for piece in pieces(text) {
        let space = usize::from(column.pending_space);
        if column.line.cells > 0 && column.line.cells + space + cells(piece.trim_end()) > width {
            column.end_line();
        }
        for c in piece.chars() {
            while marks.next_if(|(span, _)| span.end() <= at).is_some() {}
            let ink = marks
                .peek()
                .filter(|(span, _)| span.start() <= at)
                .map(|&&(_, ink)| ink);
            at += c.len_utf8();
            if c.is_whitespace() {
                column.pending_space |= column.line.cells > 0;
                continue;
            }
            let c = shown(c);
            let space = usize::from(column.pending_space);
            if column.line.cells + space + cell_width(c) > width && column.line.cells > 0 {
                column.end_line();
            }
            column.push(c, ink);
        }
    }
    column.end_line();
    column.lines
}

/// Lines in the making.
#[derive(Debug, Default)]
struct Column {
    lines: Vec<Line>,
    line: Line,
    ink: Option<Ink>,
    /// Whether white space waits for what follows it on the line.
    pending_space: bool,
}

impl Column {
    fn push(&mut self, c: char, ink: Option<Ink>) {
        let is_inside = ink == self.ink;
        if self.pending_space && is_inside {
            self.space();
        }
        if !is_inside {
            if self.ink.is_some() {
                self.line.text.push_str(RESET);
            }
            if self.pending_space {
                self.space();
            }
            if let Some(ink) = ink {
                self.line.text.push_str(&format!("\x1b[{}m", ink.code()));
            }
            self.ink = ink;
        }
        self.line.text.push(c);
        self.line.cells += cell_width(c);
    }

    fn space(&mut self) {
        self.line.text.push(' ');
        self.line.cells += 1;
        self.pending_space = false;
    }

    fn end_line(&mut self) {
        self.pending_space = false;
        if self.ink.take().is_some() {
            self.line.text.push_str(RESET);
        }
        if !self.line.text.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }
}

/// Stretches that stay together: a word with the space after it, or one wide character with the marks that close it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = 0;
        let mut is_wide = false;
        for c in rest.chars() {
            if is_wide && !is_closing(c) {
                break;
            }
            end += c.len_utf8();
            is_wide |= cell_width(c) > 1;
            if c.is_whitespace() {
                break;
            }
        }
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Marks that do not begin a line of Chinese.
const fn is_closing(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '”'
            | '’'
            | '…'
    )
}

/// What stands for a character on a terminal.
fn shown(c: char) -> char {
    match c {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// Text on one line, without what could steer a terminal.
pub(super) fn plain(text: &str) -> String {
    let mut column = Column::default();
    for c in text.chars() {
        if c.is_whitespace() {
            column.pending_space |= column.line.cells > 0;
        } else {
            column.push(shown(c), None);
        }
    }
    column.line.text
}

pub(super) fn cells(text: &str) -> usize {
    text.chars().map(shown).map(cell_width).sum()
}

fn cell_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn lines_fit_and_lose_nothing_but_space() {
        let text = "阿里巴巴 plans to invest 3800亿元 in extraordinarilylongwords\nand more";
        for width in [4, 16, 20, 80] {
            let lines = wrapped(text, 0, &[], width);
            assert!(lines.iter().all(|line| line.cells <= width), "{lines:?}");
            assert!(lines.iter().all(|line| line.cells == cells(&line.text)));
            let joined: String = texts(&lines).concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
    }

    #[test]
    fn words_are_cut_only_where_no_line_holds_them() {
        assert_eq!(
            texts(&wrapped("in the years, it rained", 0, &[], 14)),
            ["in the years,", "it rained"]
        );
        assert_eq!(
            texts(&wrapped("to Hewan, a", 0, &[], 8)),
            ["to", "Hewan, a"]
        );
        assert_eq!(
            texts(&wrapped("unbelievable", 0, &[], 8)),
            ["unbeliev", "able"]
        );
    }

    #[test]
    fn empty_text_has_no_lines() {
        assert!(wrapped("", 0, &[], 10).is_empty());
        assert!(wrapped(" \n", 0, &[], 10).is_empty());
    }

    #[test]
    fn marks_that_close_do_not_begin_a_line() {
        assert_eq!(
            texts(&wrapped("雨下了，河水高。", 0, &[], 6)),
            ["雨下", "了，河", "水高。"]
        );
    }

    #[test]
    fn inks_follow_their_words_over_the_end_of_a_line() {
        let marks = [
            (Span::new(12, 20), Ink::Hue(0)),
            (Span::new(20, 21), Ink::Conflict),
        ];
        let lines = wrapped("ab one two.", 10, &marks, 6);
        assert_eq!(
            texts(&lines),
            [
                "ab \x1b[36mone\x1b[0m",
                "\x1b[36mtwo\x1b[0m\x1b[1;4;31m.\x1b[0m"
            ]
        );
        assert_eq!(
            lines.iter().map(|line| line.cells).collect::<Vec<_>>(),
            [6, 4]
        );
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        let lines = wrapped("a\x1b[2Jb\u{202e}c", 0, &[], 80);
        assert_eq!(texts(&lines), ["a\u{fffd}[2Jb\u{fffd}c"]);
        assert_eq!(plain(" a\x1b\n b "), "a\u{fffd} b");
    }
}
