//! Folding characters for comparison and look-up, with a way back to the original.
//!
//! Folding replaces one character by one character, so a word found in the folded text is a word of the original:
//! [`Folded::original`] turns its span back. What is folded is chosen by [`Folding`]:
//!
//! - *forms*: full-width and half-width forms, vertical and small forms, radicals and compatibility ideographs take
//!   their ordinary character (`Ａ` to `A`, `⼈` to `人`);
//! - *case*: upper case becomes lower case where that is one character;
//! - *script*: Traditional Chinese characters become Simplified ones.
//!
//! Some characters are Traditional in one use and ordinary Simplified in another (著 is 着 in Taiwan but stays 著 in
//! 著名). They are folded only in a text that has more Traditional than Simplified characters.
//!
//! The tables come from `fast2s` and the Unicode data; see `src/text/data/README.md`. This module does *not* compose or
//! decompose, and converts no words: 头发 and 發財 both keep their length.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Span, table};

/// What to fold. Plain data.
///
/// ```
/// use bitext::text::Folding;
///
/// assert_eq!(Folding::ALL.fold("ＡＢ 漢字"), "ab 汉字");
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Folding {
    /// Full-width, half-width, vertical, small, radical and compatibility forms take the ordinary character.
    pub forms: bool,
    /// Upper case becomes lower case.
    pub case: bool,
    /// Traditional characters become Simplified ones.
    pub script: bool,
}

impl Folding {
    /// Folds everything: two spellings that differ only in width, case or script become equal.
    pub const ALL: Self = Self {
        forms: true,
        case: true,
        script: true,
    };

    /// Folds forms only: what is read is kept, how it is set is not.
    pub const FORMS: Self = Self {
        forms: true,
        case: false,
        script: false,
    };

    /// Folds Traditional to Simplified characters only.
    pub const SCRIPT: Self = Self {
        forms: false,
        case: false,
        script: true,
    };

    /// The folded form of one character. Characters that are Traditional in some uses only (著) are kept; see
    /// [`Folded::new`].
    #[must_use]
    pub fn fold_char(self, c: char) -> char {
        self.fold_char_as(c, Ambiguous::Keep)
    }

    /// The folded text without a way back; borrowed where nothing changes.
    #[must_use]
    pub fn fold(self, text: &str) -> Cow<'_, str> {
        Folded::new(text, self).text
    }

    fn fold_char_as(self, c: char, ambiguous: Ambiguous) -> char {
        if c.is_ascii() {
            return if self.case { c.to_ascii_lowercase() } else { c };
        }
        if !self.case && table::is_kept(c) {
            return c;
        }
        let mut c = c;
        if self.forms {
            c = table::form(c);
        }
        if self.script {
            c = match ambiguous {
                Ambiguous::Keep => table::simplified(c),
                Ambiguous::Fold => table::simplified_in_traditional(c),
            };
        }
        if self.case {
            c = lower(c);
        }
        c
    }
}

/// The folded form of one character, folding everything ([`Folding::ALL`]). Costs two table look-ups.
///
/// ```
/// assert_eq!(bitext::text::fold_char('Ｘ'), 'x');
/// assert_eq!(bitext::text::fold_char('國'), '国');
/// ```
#[must_use]
pub fn fold_char(c: char) -> char {
    Folding::ALL.fold_char(c)
}

/// What to do with characters that are Traditional in some uses only.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Ambiguous {
    Keep,
    Fold,
}

/// A folded text that knows where each character came from.
///
/// Linear in the length of the text; borrows it where nothing changes. Keeps one pair of offsets per character whose
/// length in bytes changed, and none otherwise (Traditional and Simplified characters mostly have the same length).
///
/// ```
/// use bitext::{Span, text::{Folded, Folding}};
///
/// let text = "營收２８０億";
/// let folded = Folded::new(text, Folding::ALL);
/// assert_eq!(folded.as_str(), "营收280亿");
/// let at = folded.as_str().find("280").unwrap();
/// assert_eq!(folded.original(Span::new(at, at + 3)).get(text), Some("２８０"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded<'t> {
    text: Cow<'t, str>,
    /// After which offset of the folded text which offset of the original holds, where the difference changes.
    shifts: Vec<(usize, usize)>,
}

impl<'t> Folded<'t> {
    /// Folds `text`.
    #[must_use]
    pub fn new(text: &'t str, folding: Folding) -> Self {
        let ambiguous = if folding.script && table::balance(text) > 0 {
            Ambiguous::Fold
        } else {
            Ambiguous::Keep
        };
        let Some(first) = text
            .char_indices()
            .find(|&(_, c)| folding.fold_char_as(c, ambiguous) != c)
            .map(|(at, _)| at)
        else {
            return Self {
                text: Cow::Borrowed(text),
                shifts: Vec::new(),
            };
        };
        let (same, rest) = text.split_at_checked(first).unwrap_or((text, ""));
        let mut folded = String::with_capacity(text.len());
        folded.push_str(same);
        let mut shifts = Vec::new();
        let mut original = first;
        for c in rest.chars() {
            let to = folding.fold_char_as(c, ambiguous);
            folded.push(to);
            original += c.len_utf8();
            if to.len_utf8() != c.len_utf8() {
                shifts.push((folded.len(), original));
            }
        }
        Self {
            text: Cow::Owned(folded),
            shifts,
        }
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The offset of the original for an offset of the folded text; an offset inside a character counts as its start,
    /// one beyond the end as the end. Logarithmic in the number of characters whose length changed.
    #[must_use]
    pub fn original_offset(&self, folded: usize) -> usize {
        let mut at = folded.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let after = self.shifts.partition_point(|&(from, _)| from <= at);
        match after.checked_sub(1).and_then(|i| self.shifts.get(i)) {
            Some(&(from, original)) => original + (at - from),
            None => at,
        }
    }

    /// The span of the original for a span of the folded text.
    #[must_use]
    pub fn original(&self, folded: Span) -> Span {
        Span::new(
            self.original_offset(folded.start()),
            self.original_offset(folded.end()),
        )
    }
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_text_is_borrowed() {
        assert!(matches!(
            Folding::ALL.fold("plain text 中文"),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn forms_case_and_script_are_chosen_apart() {
        assert_eq!(Folding::FORMS.fold("Ａ漢⼈"), "A漢人");
        assert_eq!(Folding::SCRIPT.fold("Ａ漢B"), "Ａ汉B");
        assert_eq!(Folding::default().fold("Ａ漢B"), "Ａ漢B");
    }

    #[test]
    fn ambiguous_characters_follow_the_text() {
        assert_eq!(Folding::SCRIPT.fold("看著這個問題"), "看着这个问题");
        assert_eq!(Folding::SCRIPT.fold("这是一部著作"), "这是一部著作");
    }

    #[test]
    fn offsets_come_back_past_characters_of_other_lengths() {
        let text = "ＡＢ𠮷Ｃd";
        let folded = Folded::new(text, Folding::ALL);
        assert_eq!(folded.as_str(), "ab𠮷cd");
        for (at, c) in folded.as_str().char_indices() {
            let span = folded.original(Span::new(at, at + c.len_utf8()));
            assert_eq!(fold_char(span.slice(text).chars().next().unwrap()), c);
        }
        assert_eq!(folded.original_offset(99), text.len());
    }
}
