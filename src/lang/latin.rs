//! English or another language in Latin letters.

use whatlang::{Detector, Lang};

use super::evidence::Evidence;

/// The most frequent English function words; each is rare in other languages. A text whose words are often among them
/// is English without a closer look.
const FUNCTION_WORDS: &str = include_str!("data/english.txt");

/// Function words of other languages that are no English words.
const FOREIGN_WORDS: &str = include_str!("data/foreign.txt");

/// Fewest Latin letters that whatlang is asked about. Below, its answers are guesses: "income" is French to it, "It
/// Didn't Go Well" German.
const FEWEST_LETTERS: usize = 24;

/// The most bytes looked at: language shows early, and whatlang reads 3 MB/s.
const MOST_BYTES: usize = 600;

/// The share of function words above which a text is English. Running English has 35 to 50 in 100.
const ENGLISH_SHARE: f32 = 0.12;

/// What the Latin part of a text is.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) enum Latin {
    /// English, surely so far (in `[0, 1]`).
    English(f32),
    /// Another language, surely so far.
    Other(f32),
}

/// Decides on a text most of whose letters are Latin.
pub(super) fn judge(text: &str, evidence: &Evidence) -> Latin {
    let head = head(text);
    let mut words = 0u16;
    let mut function_words = 0u16;
    let mut foreign_words = 0u16;
    for word in head.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’') {
        if word.is_empty() {
            continue;
        }
        words = words.saturating_add(1);
        if is_listed(word, FUNCTION_WORDS) {
            function_words = function_words.saturating_add(1);
        } else if is_listed(word, FOREIGN_WORDS) {
            foreign_words = foreign_words.saturating_add(1);
        }
    }
    let share = f32::from(function_words) / f32::from(words.max(1));
    if function_words >= 2 && share >= ENGLISH_SHARE {
        return Latin::English(0.99);
    }
    if foreign_words >= 2 && function_words == 0 {
        return Latin::Other(0.9);
    }
    let foreign_letters = evidence.accented * 50 > evidence.latin;
    if evidence.latin < FEWEST_LETTERS && !(foreign_letters && evidence.accented >= 2) {
        // A word or two: English is the likelier language of a Latin piece in Chinese-English material.
        return Latin::English(if foreign_letters { 0.6 } else { 0.8 });
    }
    match Detector::new().detect(head) {
        Some(info) if info.lang() == Lang::Eng => Latin::English(0.98),
        Some(info)
            if info.is_reliable() && (function_words == 0 || share < ENGLISH_SHARE / 2.0) =>
        {
            Latin::Other(0.95)
        }
        Some(_) if foreign_letters && function_words == 0 => Latin::Other(0.7),
        _ => Latin::English(0.8),
    }
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

fn is_listed(word: &str, list: &str) -> bool {
    // The longest word of the lists has eight letters.
    let mut lower = [0u8; 8];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    list.lines().any(|line| line.as_bytes() == lower)
}
