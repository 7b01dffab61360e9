//! Punctuation that both languages use alike: quotation, question and exclamation marks, clause marks.

use std::ops::Add;

/// The punctuation of a stretch of text. Cues of neighbouring stretches add up.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cues {
    /// Question marks.
    pub questions: u16,
    /// Exclamation marks.
    pub exclamations: u16,
    /// Opening quotation marks.
    pub opening: u16,
    /// Closing quotation marks.
    pub closing: u16,
    /// Marks that divide clauses: commas, semicolons, colons, dashes, and stops.
    pub clauses: u16,
    /// What the stretch begins with.
    pub begins_quoted: bool,
    /// How the stretch ends.
    pub ending: Ending,
}

/// How a stretch of text ends.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ending {
    /// A closing quotation mark comes last.
    pub quoted: bool,
    /// The last mark, under a closing quotation mark or bracket, is a question mark.
    pub question: bool,
    /// The last mark is a comma, colon or semicolon: the sentence goes on.
    pub open: bool,
}

impl Cues {
    /// Reads the cues of one sentence. Linear in its length.
    ///
    /// A straight quotation mark or an apostrophe opens after white space, an opening bracket or a dash and closes
    /// before white space, the end or other punctuation; between letters it is an apostrophe and counts as neither.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let mut cues = Self::default();
        let mut before = ' ';
        let mut chars = text.chars().peekable();
        let mut seen = 0_u32;
        while let Some(c) = chars.next() {
            // Nearly all characters are letters and blanks, and tell nothing.
            if c.is_ascii_alphanumeric() || matches!(c, ' ' | '\u{4e00}'..='\u{9fff}') {
                cues.ending = Ending::default();
                seen = seen.saturating_add(1);
                before = c;
                continue;
            }
            let after = chars.peek().copied().unwrap_or(' ');
            match quotation(c, before, after) {
                Some(Quotation::Opening) => {
                    cues.opening = cues.opening.saturating_add(1);
                    cues.begins_quoted |= seen == 0;
                }
                Some(Quotation::Closing) => cues.closing = cues.closing.saturating_add(1),
                None => cues.count(c, before, after),
            }
            cues.ending = cues.ending.after(c, quotation(c, before, after));
            seen = seen.saturating_add(1);
            before = c;
        }
        cues
    }

    fn count(&mut self, c: char, before: char, after: char) {
        match c {
            '?' | '？' => self.questions = self.questions.saturating_add(1),
            '!' | '！' => self.exclamations = self.exclamations.saturating_add(1),
            ',' | '.' | ':' if before.is_ascii_digit() && after.is_ascii_digit() => return,
            ',' | '，' | ';' | '；' | ':' | '：' | '.' | '。' | '—' | '–' | '…' => {}
            _ => return,
        }
        // A run of marks divides once: "……", "——", "?!".
        if !is_clause_mark(before) {
            self.clauses = self.clauses.saturating_add(1);
        }
    }

    /// Opening minus closing quotation marks: positive where a quotation goes on after the stretch.
    #[must_use]
    pub fn quote_balance(&self) -> i32 {
        i32::from(self.opening) - i32::from(self.closing)
    }
}

impl Add for Cues {
    type Output = Self;

    fn add(self, next: Self) -> Self {
        Self {
            questions: self.questions.saturating_add(next.questions),
            exclamations: self.exclamations.saturating_add(next.exclamations),
            opening: self.opening.saturating_add(next.opening),
            closing: self.closing.saturating_add(next.closing),
            clauses: self.clauses.saturating_add(next.clauses),
            begins_quoted: self.begins_quoted,
            ending: next.ending,
        }
    }
}

impl Ending {
    fn after(self, c: char, quotation: Option<Quotation>) -> Self {
        match (quotation, c) {
            (Some(Quotation::Closing), _) => Self {
                quoted: true,
                ..self
            },
            (None, '）' | ')' | ']' | '】') => self,
            (None, '?' | '？') => Self {
                question: true,
                ..Self::default()
            },
            (None, ',' | '，' | ':' | '：' | ';' | '；') => Self {
                open: true,
                ..Self::default()
            },
            // A stop or exclamation mark after a question mark leaves it a question.
            (None, '!' | '！' | '.' | '…') if self.question => self,
            _ => Self::default(),
        }
    }
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Quotation {
    Opening,
    Closing,
}

fn quotation(c: char, before: char, after: char) -> Option<Quotation> {
    match c {
        '“' | '「' | '『' => Some(Quotation::Opening),
        '”' | '」' | '』' => Some(Quotation::Closing),
        '"' | '\'' | '‘' | '’' | '＂' => {
            let opens = before.is_whitespace() || "([{—–-“\"‘：:，,".contains(before);
            let closes =
                after.is_whitespace() || (!after.is_alphanumeric() && !"“‘「『".contains(after));
            match (c, opens, closes) {
                ('‘', _, _) => Some(Quotation::Opening),
                ('’', _, true) => Some(Quotation::Closing),
                ('’', ..) => None,
                (_, true, false) => Some(Quotation::Opening),
                (_, _, true) => Some(Quotation::Closing),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_clause_mark(c: char) -> bool {
    ",，;；:：.。—–…?？!！".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_told_from_apostrophes() {
        for (text, opening, closing) in [
            ("\"Go,\" he said, \"don't wait.\"", 2, 2),
            ("他说：“我走了。你呢？”", 1, 1),
            ("the dogs' owner didn't", 0, 1),
            ("‘Yes’, it’s so", 1, 1),
            ("", 0, 0),
        ] {
            let cues = Cues::of(text);
            assert_eq!((cues.opening, cues.closing), (opening, closing), "{text}");
        }
    }

    #[test]
    fn a_question_under_a_quotation_mark_ends_in_both() {
        let ending = Cues::of("他说：“我走了。你呢？”").ending;
        assert!(ending.quoted && ending.question && !ending.open);
        assert!(Cues::of("and then,").ending.open);
        assert_eq!(Cues::of("It is so.").ending, Ending::default());
    }

    #[test]
    fn marks_inside_numbers_divide_nothing() {
        assert_eq!(Cues::of("It rose 3.5 to 1,200 at 5:30").clauses, 0);
        assert_eq!(Cues::of("他走了……然后——").clauses, 2);
    }
}
