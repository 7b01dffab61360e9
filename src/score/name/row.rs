//! A Chinese document as rows of characters, in which names are looked for whatever words it was cut into.

use crate::score::document::{Document, TokenType};

/// The characters of words that touch, in one row, with the tokens they belong to.
///
/// No name reaches beyond one: a document is read row by row, in the memory of the longest.
#[derive(Default)]
pub(super) struct Row {
    pub(super) characters: Vec<char>,
    /// For each character the index of its token; the next token's starts where the index changes.
    tokens: Vec<u32>,
    kinds: Vec<u32>,
}

impl Row {
    /// Calls `each` with all rows of a document, in order.
    pub(super) fn each(chinese: &Document, mut each: impl FnMut(&Self)) {
        let mut row = Self::default();
        for (kind, touches) in chinese.touching_kinds() {
            let word = match chinese.types().get(kind as usize) {
                Some(TokenType::Word(word)) => Some(word),
                _ => None,
            };
            let goes_on = touches && word.is_some();
            if !goes_on && !row.kinds.is_empty() {
                each(&row);
                row.characters.clear();
                row.tokens.clear();
                row.kinds.clear();
            }
            let Some(word) = word else { continue };
            let at = row.kinds.len() as u32;
            row.kinds.push(kind);
            for c in word.chars() {
                row.characters.push(c);
                row.tokens.push(at);
            }
        }
        if !row.kinds.is_empty() {
            each(&row);
        }
    }

    pub(super) fn token(&self, at: usize) -> Option<u32> {
        self.tokens.get(at).copied()
    }

    /// The type of the token that a character belongs to.
    pub(super) fn kind(&self, at: usize) -> Option<u32> {
        self.kinds.get(self.token(at)? as usize).copied()
    }

    /// Whether a token begins at a character, or the row ends there.
    pub(super) fn begins(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        self.token(before) != self.token(at)
    }

    /// The types of the tokens that the characters `start..end` belong to.
    pub(super) fn kinds(&self, start: usize, end: usize) -> Vec<u32> {
        let mut kinds: Vec<u32> = Vec::new();
        let mut last = None;
        for &token in self.tokens.get(start..end).unwrap_or_default() {
            if last != Some(token) {
                kinds.extend(self.kinds.get(token as usize));
                last = Some(token);
            }
        }
        kinds
    }
}
