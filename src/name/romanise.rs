//! Chinese names in Latin letters: *Xi Jinping* for 习近平.

use std::{collections::HashMap, sync::LazyLock};

use super::pinyin::{Spelling, Syllable, System, readings, spellings};

/// The most characters of a Chinese name.
const LONGEST: usize = 8;

/// How a Chinese name is written in English.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Romanisation {
    /// Every word follows one system.
    System(System),
    /// The spelling is customary: Peking, Sun Yat-sen (`data/spellings.tsv`).
    Customary,
}

/// Returns how `words` write the whole of `characters`; `None` if they do not.
///
/// `characters` are Simplified. The words follow one system together, in the order of the characters or with the first
/// word last (*Ming Yao*). Cost: a few look-ups for each letter.
#[must_use]
pub fn romanisation(words: &[&str], characters: &[char]) -> Option<Romanisation> {
    if words.is_empty() || characters.is_empty() || characters.len() > LONGEST {
        return None;
    }
    if customary(words).any(|name| name.chars().eq(characters.iter().copied())) {
        return Some(Romanisation::Customary);
    }
    let rotated: Vec<&str> = match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            std::iter::once(*last).chain(rest.iter().copied()).collect()
        }
        _ => Vec::new(),
    };
    [words, &rotated]
        .into_iter()
        .filter(|words| !words.is_empty())
        .find_map(|words| in_one_system(words, characters))
        .map(Romanisation::System)
}

/// The Chinese names that `words` write by custom.
pub(crate) fn customary(words: &[&str]) -> impl Iterator<Item = &'static str> {
    static NAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
        let mut names: HashMap<&str, Vec<&str>> = HashMap::new();
        for line in include_str!("data/spellings.tsv").lines() {
            if let Some((english, chinese)) = line.split_once('\t') {
                names.entry(english).or_default().push(chinese);
            }
        }
        names
    });
    let spelling = words.join(" ").to_lowercase();
    NAMES.get(spelling.as_str()).into_iter().flatten().copied()
}

fn in_one_system(words: &[&str], characters: &[char]) -> Option<System> {
    let cut: Vec<Vec<(System, Spelling)>> = words.iter().map(|word| spellings(word)).collect();
    [System::Pinyin, System::WadeGiles, System::Cantonese]
        .into_iter()
        .find(|&system| spell(&cut, system, characters))
}

/// Whether the words, cut into syllables of `system`, are readings of the characters one by one.
fn spell(words: &[Vec<(System, Spelling)>], system: System, characters: &[char]) -> bool {
    let Some((word, rest)) = words.split_first() else {
        return characters.is_empty();
    };
    let own = word.iter().filter(|(of, _)| *of == system);
    own.into_iter().any(|(_, spelling)| {
        characters
            .split_at_checked(spelling.len())
            .is_some_and(|(here, after)| {
                spelling
                    .iter()
                    .zip(here)
                    .all(|(syllables, &c)| is_read(c, syllables))
                    && spell(rest, system, after)
            })
    })
}

fn is_read(c: char, syllables: &[Syllable]) -> bool {
    readings(c)
        .iter()
        .any(|reading| syllables.contains(reading))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(english: &str, chinese: &str) -> Option<Romanisation> {
        let words: Vec<&str> = english.split(' ').collect();
        romanisation(&words, &chinese.chars().collect::<Vec<_>>())
    }

    #[test]
    fn names_are_read_in_every_system() {
        let system = |system| Some(Romanisation::System(system));
        assert_eq!(of("Xi Jinping", "习近平"), system(System::Pinyin));
        assert_eq!(of("Ming Yao", "姚明"), system(System::Pinyin));
        assert_eq!(of("Mao Tse-tung", "毛泽东"), system(System::WadeGiles));
        assert_eq!(of("Leung Chun-ying", "梁振英"), system(System::Cantonese));
        assert_eq!(of("Chungking", "重庆"), Some(Romanisation::Customary));
        assert_eq!(of("Xi Jinping", "习近"), None);
        assert_eq!(of("Trump", "特朗普"), None);
        assert_eq!(of("", ""), None);
    }
}
