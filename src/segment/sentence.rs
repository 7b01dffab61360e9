//! Sentences of one paragraph, both scripts, in one pass.
//!
//! The scanner stops at marks only: terminators, brackets, quotation marks. A row of terminators with the closing marks
//! after it is a *candidate*; [`en`] or [`zh`] decides whether a sentence ends there. Brackets and quotations that
//! are still open make an end provisional: it is dropped when the bracket closes with the sentence going on, and kept
//! where the bracket turns out never to close. Every byte is looked at a bounded number of times.

use super::{
    QuotationStyle, en, reporting,
    scan::{
        before, closer_of, from, is_blank, is_closer, is_han, is_quote_closer, is_terminator,
        is_wide_terminator,
    },
    zh,
};
use crate::{lang::Lang, text::Span};

/// The longest quotation or bracket, in bytes, that keeps its sentences together. Longer ones are speeches, or their
/// closing mark is missing.
const LONGEST_WHOLE: usize = 400;

/// The most brackets and quotations that can be open at once; more are rows of brackets, not text.
const DEEPEST: usize = 32;

/// The sentences of the paragraph `paragraph` of `text`, appended to `sentences`.
pub(super) fn sentences(
    text: &str,
    paragraph: Span,
    lang: Lang,
    style: QuotationStyle,
    sentences: &mut Vec<Span>,
) {
    let end = paragraph.end();
    let mut scanner = Scanner {
        text: before(text, end),
        lang,
        style: style.of(lang),
        ends: Vec::new(),
        open: Vec::new(),
        start: paragraph.start(),
        label: None,
    };
    scanner.run(paragraph.start());
    let mut start = paragraph.start();
    for end in scanner.ends.into_iter().chain([end]) {
        let sentence = Span::new(start, end).trimmed(text);
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
        start = end;
    }
}

struct Scanner<'t> {
    /// The text up to the end of the paragraph.
    text: &'t str,
    lang: Lang,
    style: QuotationStyle,
    /// Where sentences end, provisional ends included.
    ends: Vec<usize>,
    open: Vec<Open>,
    /// Where the sentence at hand starts.
    start: usize,
    /// The label of the list item at hand: `1.`, `b)`.
    label: Option<en::Label>,
}

/// An open bracket or quotation.
struct Open {
    closer: char,
    at: usize,
    /// How many ends there were when it opened: later ones are provisional.
    ends: usize,
    /// Whether it opened where a sentence starts.
    leads: bool,
    /// Whether what stands before it says who speaks: 他说：“
    introduced: bool,
}

/// A row of terminators, and what closes after it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Candidate {
    /// Where the row begins.
    pub(super) at: usize,
    /// The end of the closing marks after it: where the sentence would end.
    pub(super) end: usize,
    /// Where the sentence at hand starts.
    pub(super) start: usize,
    /// One full stop of the Latin script.
    pub(super) single_stop: bool,
    /// Dots only, at least two, or ellipsis signs.
    pub(super) ellipsis: bool,
    /// At least one ideographic or full-width terminator.
    pub(super) wide: bool,
    /// A quotation closes after it.
    pub(super) closes_quote: bool,
    /// What stands before the outermost of them says who speaks.
    pub(super) introduced: bool,
    /// Anything closes after it.
    pub(super) closes: bool,
    /// A bracket or quotation is still open.
    pub(super) inside: bool,
}

impl Scanner<'_> {
    fn run(&mut self, start: usize) {
        let mut at = start;
        while let Some(found) = from(self.text, at).bytes().position(is_mark) {
            at += found;
            let Some(c) = from(self.text, at).chars().next() else {
                // A byte inside a character: E2, E3 or EF never are, but the others might be in a later table.
                at += 1;
                continue;
            };
            let after = at + c.len_utf8();
            at = if is_terminator(c) {
                self.terminator(at)
            } else if let Some(closer) = closer_of(c) {
                self.open(closer, at);
                after
            } else if is_closer(c) {
                self.closing(c, at);
                after
            } else if c == '"' {
                self.straight_quote(at);
                after
            } else {
                after
            };
        }
    }

    fn open(&mut self, closer: char, at: usize) {
        if self.open.len() < DEEPEST {
            self.open.push(Open {
                closer,
                at,
                ends: self.ends.len(),
                leads: from(self.text, self.start)
                    .get(..at.saturating_sub(self.start))
                    .is_none_or(|skipped| skipped.chars().take(4).all(is_blank)),
                introduced: reporting::introduces(before(self.text, at)),
            });
        }
    }

    /// A closing mark that is not behind a terminator.
    fn closing(&mut self, c: char, at: usize) {
        if c == '’' && from(self.text, at + c.len_utf8()).starts_with(char::is_alphabetic) {
            return; // an apostrophe
        }
        self.close(c, at);
        if c == ')' {
            self.list_label(at);
        }
    }

    /// A straight quotation mark opens or closes by what stands beside it.
    fn straight_quote(&mut self, at: usize) {
        let is_open = self.open.iter().any(|open| open.closer == '"');
        let blank_before = before(self.text, at)
            .chars()
            .next_back()
            .is_none_or(|c| is_blank(c) || closer_of(c).is_some());
        let blank_after = from(self.text, at + 1).chars().next().is_none_or(is_blank);
        let opens = match (blank_before, blank_after) {
            (true, false) => true,
            (false, true) => false,
            _ => !is_open,
        };
        if opens && !is_open {
            self.open('"', at);
        } else if is_open {
            self.close('"', at);
        }
    }

    /// Closes the innermost bracket that `closer` closes; returns it, if there is one.
    fn close(&mut self, closer: char, at: usize) -> Option<Open> {
        let depth = self.open.iter().rposition(|open| open.closer == closer)?;
        let open = self.open.drain(depth..).next()?;
        let is_quote = is_quote_closer(closer);
        let keep = is_quote && self.style == QuotationStyle::Split
            || at - open.at > LONGEST_WHOLE
            || !is_quote && open.leads && self.ends.len() > open.ends;
        if !keep {
            self.ends.truncate(open.ends);
            self.start = self
                .ends
                .last()
                .copied()
                .unwrap_or(0)
                .max(self.start.min(open.at));
        }
        Some(open)
    }

    /// Reads a row of terminators and its closing marks; returns where to go on.
    fn terminator(&mut self, at: usize) -> usize {
        let mut row_end = at;
        let mut count = 0usize;
        let mut dots = 0usize;
        let mut wide = false;
        for c in from(self.text, at)
            .chars()
            .take_while(|&c| is_terminator(c))
        {
            let ellipsis = matches!(c, '…' | '⋯');
            // 。……我们 and …………于是: the ellipsis after an end leads the next sentence.
            if ellipsis && (wide || dots == 2 && count == 2) {
                break;
            }
            row_end += c.len_utf8();
            count += 1;
            dots += usize::from(ellipsis || matches!(c, '.' | '。'));
            wide |= is_wide_terminator(c);
        }
        // Rows set with spaces: ". . ." and "! ! !"
        while count == dots && from(self.text, row_end).starts_with(" .") {
            row_end += 2;
            count += 1;
            dots += 1;
        }
        while dots == 0
            && from(self.text, row_end).starts_with([' ', '!', '?'])
            && from(self.text, row_end + 1).starts_with(['!', '?'])
        {
            row_end += 2;
        }
        let row = self.text.get(at..row_end).unwrap_or_default();
        let ellipsis = count == dots && (count > 1 || row.starts_with(['…', '⋯']));
        let mut candidate = Candidate {
            at,
            end: row_end,
            start: self.start,
            single_stop: row == ".",
            ellipsis,
            wide,
            closes_quote: false,
            introduced: false,
            closes: false,
            inside: false,
        };
        if candidate.single_stop
            && let Some(end) = self.list_label(at)
        {
            return end;
        }
        self.closers(&mut candidate);
        candidate.start = self.start;
        candidate.inside = !self.open.is_empty();
        let text = self.text;
        let gap = from(text, candidate.end)
            .chars()
            .take_while(|&c| is_blank(c))
            .map(char::len_utf8)
            .sum::<usize>();
        let next = from(text, candidate.end + gap);
        let ends = next.is_empty() || self.ends_sentence(&candidate, gap > 0, next);
        if ends {
            self.end_at(candidate.end);
        }
        candidate.end
    }

    fn end_at(&mut self, end: usize) {
        self.ends.push(end);
        let gap: usize = from(self.text, end)
            .chars()
            .take_while(|&c| is_blank(c))
            .map(char::len_utf8)
            .sum();
        self.start = end + gap;
    }

    /// Moves over closing marks, reference marks and superscripts behind a row of terminators.
    fn closers(&mut self, candidate: &mut Candidate) {
        loop {
            let rest = from(self.text, candidate.end);
            let Some(c) = rest.chars().next() else { break };
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            let mut closed = None;
            if is_closer(c) {
                if c == '’' && after.starts_with(char::is_alphabetic) {
                    break;
                }
                closed = self.close(c, candidate.end);
            } else if c == '"' {
                let is_open = self.open.iter().any(|open| open.closer == '"');
                if !is_open
                    && !after
                        .chars()
                        .next()
                        .is_none_or(|c| is_blank(c) || is_closer(c))
                {
                    break;
                }
                closed = self.close(c, candidate.end);
            } else if c == '\'' {
                if !after
                    .chars()
                    .next()
                    .is_none_or(|c| is_blank(c) || is_closer(c) || c == '"')
                {
                    break;
                }
            } else if let Some(length) = reference_mark(rest) {
                candidate.end += length;
                continue;
            } else if is_blank(c) && self.late_closer(after) {
                candidate.end += c.len_utf8();
                continue;
            } else if let Some(length) = late_reference_mark(c, after) {
                candidate.end += c.len_utf8() + length;
                continue;
            } else {
                break;
            }
            candidate.end += c.len_utf8();
            candidate.closes = true;
            candidate.closes_quote |= is_quote_closer(c);
            if let Some(open) = closed {
                candidate.introduced = open.introduced; // of “……‘……’” the outer one counts
            }
        }
    }

    /// Whether a directed quotation mark that is open closes here, after a blank: 你不会。 ”
    fn late_closer(&self, rest: &str) -> bool {
        rest.chars().next().is_some_and(|c| {
            matches!(c, '”' | '」' | '』') && self.open.iter().any(|open| open.closer == c)
        })
    }

    fn ends_sentence(&self, candidate: &Candidate, gap: bool, next: &str) -> bool {
        let Some(first) = next.chars().next() else {
            return true;
        };
        // ？”。 : one end, after the last mark.
        if !gap && candidate.closes && matches!(first, '。' | '！' | '？') {
            return false;
        }
        if continues(first) || candidate.ellipsis && candidate.at <= candidate.start {
            return false;
        }
        let last = before(self.text, candidate.at).chars().next_back();
        let chinese = candidate.wide
            || last.is_some_and(is_han)
            || is_han(first)
            || self.lang == Lang::Chinese && candidate.closes_quote;
        if chinese {
            zh::ends(self.text, candidate, gap, next, self.style)
        } else {
            en::ends(self.text, candidate, gap, next, self.style)
        }
    }

    /// Where the label of a list item ends that the mark at `at` closes. A label that goes on a list (`2.` after `1.`)
    /// ends the sentence before it.
    fn list_label(&mut self, at: usize) -> Option<usize> {
        let found = en::label(self.text, self.start, at)?;
        if found.start > self.start {
            if !self.label.is_some_and(|last| found.label.follows(last)) {
                return None;
            }
            let end = before(self.text, found.start)
                .trim_end_matches(is_blank)
                .len();
            self.end_at(end);
        }
        self.label = Some(found.label);
        Some(found.end)
    }
}

/// Whether the character after a terminator shows that the sentence goes on.
fn continues(first: char) -> bool {
    matches!(
        first,
        ',' | '，' | '、' | ';' | '；' | ':' | '：' | '%' | '％'
    ) || is_closer(first)
}

/// The length of a reference mark behind a blank that nothing but a blank follows: "failed. [1] Then"
fn late_reference_mark(blank: char, rest: &str) -> Option<usize> {
    if !is_blank(blank) || !rest.starts_with('[') {
        return None;
    }
    let length = reference_mark(rest)?;
    from(rest, length)
        .chars()
        .next()
        .is_none_or(is_blank)
        .then_some(length)
}

/// The length of a reference mark: `[1]`, `[12,13]`, superscript digits.
fn reference_mark(text: &str) -> Option<usize> {
    if let Some(inside) = text.strip_prefix('[') {
        let digits = inside
            .bytes()
            .take(12)
            .take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'-' | b' '))
            .count();
        let starts_with_digit = inside.starts_with(|c: char| c.is_ascii_digit());
        return (starts_with_digit && inside.as_bytes().get(digits) == Some(&b']'))
            .then_some(digits + 2);
    }
    let superscripts: usize = text
        .chars()
        .take(6)
        .take_while(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'))
        .map(char::len_utf8)
        .sum();
    (superscripts > 0).then_some(superscripts)
}

/// Whether the byte begins a mark: ASCII marks, and the first bytes of the blocks of punctuation.
fn is_mark(byte: u8) -> bool {
    #[expect(
        clippy::indexing_slicing,
        reason = "the table has an entry for every byte"
    )]
    MARK[usize::from(byte)]
}

static MARK: [bool; 256] = {
    let marks = b".!?\"()[]{}\xe2\xe3\xef\xc2";
    let mut table = [false; 256];
    let mut at = 0;
    while at < marks.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "at < marks.len(), and a byte is below 256"
        )]
        {
            table[marks[at] as usize] = true;
        }
        at += 1;
    }
    table
};
