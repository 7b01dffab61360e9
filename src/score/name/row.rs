//! A Chinese document as one row of characters, in which names are looked for whatever words it was cut into.

use crate::score::document::{Document, TokenType};

/// The Chinese characters of a document in one row, with the tokens they belong to; a break between tokens that do not
/// touch.
pub(super) struct Row {
    pub(super) characters: Vec<char>,
    /// For each character the index of its token; the next token's starts where the index changes.
    tokens: Vec<u32>,
    pub(super) kinds: Vec<u32>,
    /// How often each type occurs.
    pub(super) counts: Vec<u32>,
}

/// Stands between tokens that do not touch: it has no reading.
const BREAK: char = '\0';

impl Row {
    pub(super) fn new(chinese: &Document) -> Self {
        let mut row = Self {
            characters: Vec::new(),
            tokens: Vec::new(),
            kinds: Vec::new(),
            counts: vec![0; chinese.types().len()],
        };
        let mut end = usize::MAX;
        for (at, token) in chinese.tokens().iter().enumerate() {
            row.kinds.push(token.kind);
            if let Some(count) = row.counts.get_mut(token.kind as usize) {
                *count += 1;
            }
            let Some(TokenType::Word(word)) = chinese.types().get(token.kind as usize) else {
                continue;
            };
            if token.span().start() != end {
                row.characters.push(BREAK);
                row.tokens.push(at as u32);
            }
            for c in word.chars() {
                row.characters.push(c);
                row.tokens.push(at as u32);
            }
            end = token.span().end();
        }
        row
    }

    pub(super) fn token(&self, at: usize) -> Option<u32> {
        self.tokens.get(at).copied()
    }

    /// Whether a token begins at a character, or the row ends there.
    pub(super) fn begins(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        self.token(before) != self.token(at) || self.characters.get(before) == Some(&BREAK)
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
