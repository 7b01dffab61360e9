//! A text as the search compares it: folded, and cut into the tokens that edits are counted in.

use std::{hash::Hasher, ops::Range};

use siphasher::sip::SipHasher13;

use crate::{
    lang::Lang,
    text::{Folding, Span, fold_char},
};

/// The most tokens of a text that fuzzy search compares; longer texts are found when they are equal, and by phrases.
///
/// Ten times the longest paragraph of our corpora. The bound keeps the cost of one comparison below a millisecond.
pub const LONGEST: usize = 4096;

/// A folded text and its tokens.
///
/// Folding, the same in both languages: width, case and script as [`Folding::ALL`] does it character by character;
/// quotation marks, dashes, full stops and apostrophes of all kinds take one form each; characters without width are
/// left out; a run of blanks is one blank, and none at the ends or, in Chinese, unless it parts two Latin letters or
/// digits.
///
/// Tokens: in Chinese every character but the blank; in English every word (letters and digits, with apostrophes
/// inside, and points and commas between digits), an ideograph counting as one. An English text without a word has its
/// characters as tokens, so that `---` can be found too.
///
/// ```
/// use bitext::{Lang, memory::search::Segment};
///
/// let segment = Segment::new("It’s  about 3.5 “km”!", Lang::English);
/// assert_eq!(segment.folded(), "it's about 3.5 \"km\"!");
/// assert_eq!(segment.tokens().collect::<Vec<_>>(), ["it's", "about", "3.5", "km"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Segment {
    folded: String,
    /// Where each token lies in the folded text, and in the original.
    tokens: Vec<(Range<u32>, Span)>,
}

impl Segment {
    /// Folds and cuts a text. Linear.
    #[must_use]
    pub fn new(text: &str, lang: Lang) -> Self {
        let mut segment = Self::default();
        segment.set(text, lang);
        segment
    }

    /// Replaces what the segment holds, keeping its memory: for loops over many texts.
    pub fn set(&mut self, text: &str, lang: Lang) {
        self.folded.clear();
        self.tokens.clear();
        match lang {
            Lang::Chinese => self.set_characters(text),
            Lang::English => self.set_words(text),
        }
    }

    /// The folded text.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is nothing to compare: the text is blank, or in English without a visible character.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded tokens, in order.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|(range, _)| self.slice(range))
    }

    /// Where a token lies in the original text; `None` beyond the last.
    #[must_use]
    pub fn span(&self, token: usize) -> Option<Span> {
        self.tokens.get(token).map(|(_, span)| *span)
    }

    /// The hash of the folded text: equal for texts that are equal after folding, the same on every machine.
    #[must_use]
    pub fn hash(&self) -> u64 {
        hash([self.folded.as_str()])
    }

    /// The span of the original for a range of whole tokens.
    pub(crate) fn span_of(&self, tokens: Range<usize>) -> Span {
        let first = self.span(tokens.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.span(last));
        match (first, last) {
            (Some(first), Some(last)) if !tokens.is_empty() => Span::new(first.start(), last.end()),
            // Where something is missing: after the token before.
            _ => {
                let before = tokens.start.checked_sub(1).and_then(|at| self.span(at));
                let at = before.map_or_else(|| first.map_or(0, Span::start), Span::end);
                Span::new(at, at)
            }
        }
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        self.folded
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
    }

    fn set_characters(&mut self, text: &str) {
        let mut blank = false;
        let mut last = None;
        for (at, c) in text.char_indices() {
            if is_invisible(c) {
                continue;
            }
            if c.is_whitespace() {
                blank = true;
                continue;
            }
            let to = fold(c);
            if std::mem::take(&mut blank) && is_latin(to) && last.is_some_and(is_latin) {
                self.folded.push(' ');
            }
            self.push(to, Span::new(at, at + c.len_utf8()));
            last = Some(to);
        }
    }

    fn set_words(&mut self, text: &str) {
        let mut blank = false;
        // Whether the next letter continues the last token.
        let mut inside = false;
        let mut characters = text
            .char_indices()
            .filter(|&(_, c)| !is_invisible(c))
            .peekable();
        let mut last = ' ';
        while let Some((at, c)) = characters.next() {
            if c.is_whitespace() {
                (blank, inside) = (true, false);
                continue;
            }
            if std::mem::take(&mut blank) && !self.folded.is_empty() {
                self.folded.push(' ');
            }
            let to = fold(c);
            let span = Span::new(at, at + c.len_utf8());
            if is_ideograph(to) {
                self.push(to, span);
                inside = false;
            } else if to.is_alphanumeric() || inside && is_mark(to) {
                self.extend(to, span, inside);
                inside = true;
            } else {
                let next = characters.peek().map_or(' ', |&(_, next)| fold(next));
                inside = inside && joins(last, to, next);
                if inside {
                    self.extend(to, span, true);
                } else {
                    self.folded.push(to);
                }
            }
            last = to;
        }
        if self.tokens.is_empty() && !self.folded.is_empty() {
            // No word at all, as in `---`: the characters are compared.
            self.folded.clear();
            self.set_characters(text);
        }
    }

    /// Adds a token of one character.
    fn push(&mut self, c: char, span: Span) {
        self.extend(c, span, false);
    }

    fn extend(&mut self, c: char, span: Span, join: bool) {
        let start = offset(self.folded.len());
        self.folded.push(c);
        let end = offset(self.folded.len());
        match self.tokens.last_mut().filter(|_| join) {
            Some((range, original)) => {
                range.end = end;
                *original = Span::new(original.start(), span.end());
            }
            None => self.tokens.push((start..end, span)),
        }
    }
}

/// A hash of several texts, each with its length, that is the same on every machine and in every version.
pub(crate) fn hash<'t>(texts: impl IntoIterator<Item = &'t str>) -> u64 {
    let mut hasher = SipHasher13::new();
    for text in texts {
        hasher.write(text.as_bytes());
        hasher.write_u64(text.len() as u64);
    }
    hasher.finish()
}

/// Which kinds of folding made two texts equal that are not the same.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Folds {
    /// They differ in full-width, half-width or compatibility forms.
    pub forms: bool,
    /// They differ in upper and lower case.
    pub case: bool,
    /// They differ in Simplified and Traditional characters.
    pub script: bool,
    /// They differ in blanks, in the kind of a punctuation mark, or in characters without width.
    pub marks: bool,
}

impl Folds {
    /// What has to be folded for the two texts to be equal, each kind tried by itself.
    #[must_use]
    pub fn between(one: &str, other: &str) -> Self {
        if one == other {
            return Self::default();
        }
        let differ = |folding: Folding| {
            let plain = |text: &str| -> String {
                let visible = text
                    .chars()
                    .filter(|c| !c.is_whitespace() && !is_invisible(*c));
                visible.map(|c| fold_mark(folding.fold_char(c))).collect()
            };
            plain(one) != plain(other)
        };
        let without = |change: fn(&mut Folding)| {
            let mut folding = Folding::ALL;
            change(&mut folding);
            differ(folding)
        };
        let folded = |text: &str| -> String { text.chars().map(fold_char).collect() };
        Self {
            forms: without(|folding| folding.forms = false),
            case: without(|folding| folding.case = false),
            script: without(|folding| folding.script = false),
            marks: folded(one) != folded(other),
        }
    }

    /// Whether the texts are the same character by character.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

fn fold(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        fold_mark(fold_char(c))
    }
}

/// One form for each kind of mark. Dashes and quotation marks are set by house style, not by meaning.
fn fold_mark(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞' => {
            '"'
        }
        '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
        '‐'..='―' | '−' => '-',
        '。' | '｡' => '.',
        '…' | '⋯' => '…',
        _ => c,
    }
}

/// Characters that are there but not seen: soft hyphen, joiners, marks of direction, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_ideograph(c)
}

/// Marks that belong to the letter before, as in a decomposed é.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Whether a mark between two characters is part of a word or number.
fn joins(before: char, mark: char, after: char) -> bool {
    match mark {
        '\'' => before.is_alphanumeric() && after.is_alphanumeric(),
        '.' | ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// Texts beyond four gigabytes are compared by what their first four say.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str, lang: Lang) -> Vec<String> {
        let segment = Segment::new(text, lang);
        segment.tokens().map(str::to_owned).collect()
    }

    #[test]
    fn english_is_cut_into_words() {
        assert_eq!(
            tokens(
                "Don't pay 1,200.50, state-of-the-art U.S. 港 x",
                Lang::English
            ),
            [
                "don't", "pay", "1,200.50", "state", "of", "the", "art", "u", "s", "港", "x"
            ]
        );
        assert_eq!(tokens("--- !", Lang::English), ["-", "-", "-", "!"]);
        assert_eq!(tokens(" \u{feff}", Lang::English), [""; 0]);
    }

    #[test]
    fn chinese_is_cut_into_characters() {
        assert_eq!(
            tokens("Ａ１ 版，臺灣 「好」", Lang::Chinese),
            ["a", "1", "版", ",", "台", "湾", "\"", "好", "\""]
        );
        let folded = |text| Segment::new(text, Lang::Chinese).folded;
        assert_eq!(folded("用 New  York 吧"), "用new york吧");
    }

    #[test]
    fn spans_point_into_the_original() {
        let text = "Ａ’Ｂ  ｃ";
        let segment = Segment::new(text, Lang::English);
        let spans: Vec<&str> = (0..segment.len())
            .map(|at| segment.span(at).unwrap().slice(text))
            .collect();
        assert_eq!(spans, ["Ａ’Ｂ", "ｃ"]);
    }

    #[test]
    fn what_was_folded_is_named() {
        let folds = Folds::between("ＡＢ 漢。", "ab汉.");
        assert_eq!(
            (folds.forms, folds.case, folds.script, folds.marks),
            (true, true, true, true)
        );
        assert!(Folds::between("a b", "a  b").marks);
        assert!(!Folds::between("a b", "A b").marks);
        assert!(Folds::between("a", "a").is_none());
    }
}
