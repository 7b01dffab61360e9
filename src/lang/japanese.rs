//! Japanese without kana: told by its words.

use std::{collections::HashSet, sync::LazyLock};

/// The most characters of a piece that is looked through: longer Japanese without any kana does not occur.
const LONGEST_PIECE: usize = 40;

/// The lengths of the words in the list, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=5;

/// Words that only Japanese has (`data/README.md`).
fn words() -> &'static HashSet<&'static str> {
    static WORDS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| include_str!("data/japanese.txt").lines().collect());
    &WORDS
}

/// Whether a piece of at most [`LONGEST_PIECE`] characters holds a word that only Japanese has.
pub(super) fn has_japanese_word(text: &str) -> bool {
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .take(LONGEST_PIECE + 2)
        .chain([text.len()])
        .collect();
    if starts.len() > LONGEST_PIECE + 1 {
        return false;
    }
    let word = |from: usize, length: usize| {
        let (start, end) = starts.get(from).zip(starts.get(from + length))?;
        text.get(*start..*end)
    };
    (0..starts.len()).any(|from| {
        LENGTHS
            .clone()
            .any(|length| word(from, length).is_some_and(|word| words().contains(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_anywhere_in_a_short_piece() {
        assert!(has_japanese_word("映画"));
        assert!(has_japanese_word("地方競馬通算九勝"));
        assert!(!has_japanese_word("公司今天宣布"));
        assert!(!has_japanese_word(""));
        assert!(!has_japanese_word(&"映画".repeat(40)));
    }
}
