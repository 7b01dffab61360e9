//! How often a text says no, so that "must" is not taken for "must not".

use crate::lang::Lang;

/// English words that negate, in small letters; what ends in `n't` does too.
const ENGLISH: [&str; 12] = [
    "not", "no", "never", "none", "nor", "neither", "nothing", "nobody", "nowhere", "without",
    "cannot", "unless",
];

/// Chinese characters that negate, of both scripts. They stand in words that deny nothing too (不断, 特别), which does no
/// harm where two texts are compared that differ in a word or two.
const CHINESE: [char; 14] = [
    '不', '没', '沒', '未', '无', '無', '非', '勿', '莫', '别', '別', '毋', '否', '禁',
];

/// The number of negations in a text, counted by words in English and by characters in Chinese.
///
/// Meant for two texts that are otherwise nearly the same: where the numbers differ, one denies what the other says. In time
/// linear in the text.
pub(super) fn negations(text: &str, lang: Lang) -> usize {
    match lang {
        Lang::Chinese => text.chars().filter(|c| CHINESE.contains(c)).count(),
        Lang::English => text
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
            .filter(|word| denies(word))
            .count(),
    }
}

fn denies(word: &str) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    word.ends_with("n't") || ENGLISH.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_denies() {
        let cases = [
            ("The valve must not be opened.", Lang::English, 1),
            ("DON'T open it, and don’t touch it", Lang::English, 2),
            ("No one knows, nor cares.", Lang::English, 2),
            ("a notable knot, nothing else", Lang::English, 1),
            ("", Lang::English, 0),
            ("不得打开阀门，也勿触摸。", Lang::Chinese, 2),
            ("請打開閥門。", Lang::Chinese, 0),
            ("沒有人不知道。", Lang::Chinese, 2),
        ];
        for (text, lang, expected) in cases {
            assert_eq!(negations(text, lang), expected, "{text}");
        }
    }
}
