//! Names: what the two languages call the same person or place.
//!
//! | name | written | found by |
//! |---|---|---|
//! | 习近平 | Xi Jinping, Hsi Chin-p'ing | [`pinyin`], [`wade_giles`]: any reading of each character |
//! | 蒋介石, 北京 | Chiang Kai-shek, Peking | a list of customary spellings |
//! | 特朗普 | Trump | [`transliterate`]: a trained model of sounds |
//! | 09988.HK | 09988.HK | [`literal`] |
//!
//! [`similarity`] compares two names, [`find`] looks for an English name in Chinese text, [`candidates`] tells which
//! words of an English text may be names. Names whose other form is a translation (脸书 *Facebook*) and initials (证监会
//! *CSRC*) are words for a lexicon, not for this module.

mod candidate;
mod literal;
pub mod pinyin;
mod romanise;
pub mod transliterate;
pub mod wade_giles;

pub use candidate::{Candidate, candidates, is_surname, sound_spans};
pub use literal::literal;
pub use romanise::{Romanisation, romanisation};

pub(crate) use romanise::customary;

use crate::text::{Folding, Span};

/// The similarity of a full romanisation of at least two characters.
const SPELLED: f32 = 1.0;

/// The similarity of a romanisation of one character: many characters share it.
const ONE_SYLLABLE: f32 = 0.7;

/// Returns how alike an English and a Chinese name are, in `[0, 1]`.
///
/// 1 means that the English name spells every character in one system of romanisation, 0.7 the same for a name of one
/// character, which many share. Otherwise it is how well the name transliterates: 0.5 is exceeded by nine in ten true
/// pairs of a foreign name and its transliteration, and by two in a thousand random ones. Text without a letter or a Chinese character gives 0. Cost:
/// a few microseconds.
///
/// ```
/// use bitext::name::similarity;
///
/// assert_eq!(similarity("Xi Jinping", "习近平"), 1.0);
/// assert_eq!(similarity("Hangzhou", "杭州"), 1.0);
/// assert!(similarity("Trump", "特朗普") > 0.5);
/// assert!(similarity("Zelensky", "泽连斯基") > 0.5);
/// assert!(similarity("Zelensky", "特朗普") < 0.1);
/// ```
#[must_use]
pub fn similarity(english: &str, chinese: &str) -> f32 {
    let words: Vec<&str> = english.split_whitespace().collect();
    let folded = Folding::ALL.fold(chinese);
    let characters: Vec<char> = folded
        .chars()
        .filter(|c| !transliterate::is_separator(*c))
        .collect();
    let spelled = match romanisation(&words, &characters) {
        Some(Romanisation::System(_)) if characters.len() == 1 => ONE_SYLLABLE,
        Some(_) => SPELLED,
        None => 0.0,
    };
    let sounds = transliterate::EnglishName::new(english)
        .zip(transliterate::ChineseName::new(&folded))
        .map_or(0.0, |(english, chinese)| {
            transliterate::likelihood(transliterate::score(&english, &chinese))
        });
    f32::max(spelled, sounds)
}

/// An English name found in Chinese text.
#[derive(Copy, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Match {
    /// Where it stands in the Chinese text.
    pub span: Span,
    /// How alike the two are, as [`similarity`] has it.
    pub similarity: f32,
}

/// The most Chinese characters that [`find`] compares with a name, separators included.
const LONGEST: usize = 10;

/// Returns the part of a Chinese text that is most like an English name, if any is at least 0.5.
///
/// Romanisations are looked for everywhere, transliterations among characters that foreign names are written with. Of
/// equally good parts the longest wins, then the first. Cost: ten comparisons for each character of the text; a whole
/// document is linked faster by [`Association`](crate::score::Association).
///
/// ```
/// use bitext::name::find;
///
/// let text = "他在杭州会见了泽连斯基。";
/// let found = |name| find(name, text).map(|found| found.span.slice(text));
/// assert_eq!(found("Hangzhou"), Some("杭州"));
/// assert_eq!(found("Zelensky"), Some("泽连斯基"));
/// assert_eq!(found("Nanjing"), None);
/// ```
#[must_use]
pub fn find(english: &str, chinese: &str) -> Option<Match> {
    let characters: Vec<(usize, char)> = chinese
        .char_indices()
        .map(|(at, c)| (at, Folding::ALL.fold_char(c)))
        .collect();
    let words: Vec<&str> = english.split_whitespace().collect();
    let prepared = transliterate::EnglishName::new(english);
    let mut best: Option<Match> = None;
    for start in 0..characters.len() {
        for length in 1..=LONGEST.min(characters.len() - start) {
            let part = characters.get(start..start + length).unwrap_or_default();
            let only: Vec<char> = part.iter().map(|&(_, c)| c).collect();
            if only.last().is_some_and(|&c| pinyin::readings(c).is_empty()) {
                if only.len() > 1 && only.last().is_some_and(|&c| transliterate::is_separator(c)) {
                    continue;
                }
                break;
            }
            let similarity = match romanisation(&words, &only) {
                Some(Romanisation::System(_)) if length == 1 => ONE_SYLLABLE,
                Some(_) => SPELLED,
                None => prepared
                    .as_ref()
                    .filter(|_| length > 1 && only.iter().all(|&c| may_sound(c)))
                    .zip(transliterate::ChineseName::new(
                        &only.iter().collect::<String>(),
                    ))
                    .map_or(0.0, |(english, chinese)| {
                        transliterate::likelihood(transliterate::score(english, &chinese))
                    }),
            };
            let better = best.is_none_or(|best| {
                let rivals = similarity.total_cmp(&best.similarity);
                rivals.is_gt()
                    || rivals.is_eq() && length > best.span.slice(chinese).chars().count()
            });
            if similarity >= 0.5 && better {
                let from = part.first().map_or(0, |&(at, _)| at);
                let to = characters
                    .get(start + length)
                    .map_or(chinese.len(), |&(at, _)| at);
                best = Some(Match {
                    span: Span::new(from, to),
                    similarity,
                });
            }
        }
    }
    best
}

fn may_sound(c: char) -> bool {
    transliterate::is_sound(c) || transliterate::is_separator(c)
}
