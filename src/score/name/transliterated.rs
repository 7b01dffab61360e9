//! Foreign names by their sound: English names beside rows of the characters that such names are written with.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Links, Names, is_plausible, row::Row};
use crate::{
    lang::Lang,
    lexicon::Lexicon,
    name::transliterate::{ChineseName, EnglishName, is_sound, likelihood, score},
    score::document::{Document, NameWord, TokenType},
};

/// What a transliteration gives at a likelihood of one half, and at one.
///
/// Low, because a name that sounds alike is no proof that sentences say the same: with 0.3 and 0.8 precision on the public
/// comparable sets falls (F1 84.7 and 81.2), with these it does not (85.1 and 81.6; without names 85.0 and 81.5). A
/// rare word so explained still gains five nats.
const LEAST_SOUND: f32 = 0.015;
const MOST_SOUND: f32 = 0.04;

/// A Chinese character more frequent than this as a word is no piece of a transliteration.
const FREQUENT: f32 = 5e-4;

/// The most pairs of a name and a row of Chinese characters that are compared, about 50 ms; names of lower frequency
/// then stay without transliteration.
const MOST_COMPARISONS: usize = 50_000;

/// The most characters of a transliteration.
const LONGEST: usize = 8;

/// A row of Chinese characters that may be a foreign name.
struct Span {
    kinds: Vec<u32>,
    count: u32,
}

/// Links foreign names with their transliterations.
pub(super) fn transliterated(
    chinese: &Document,
    english: &Document,
    names: &Names<'_>,
    lexicon: &dyn Lexicon,
    links: &mut Links,
) {
    // The English side: single words not linked yet, the most frequent first.
    let is_translated = translated(chinese, lexicon);
    let mut words: Vec<(u32, &NameWord)> = Vec::new();
    for row in names.rows() {
        let [word] = row.as_slice() else { continue };
        let known = word.kinds.iter().any(|&kind| {
            links.english.contains(&kind)
                || matches!(english.types().get(kind as usize),
                    Some(TokenType::Word(word)) if is_translated(word))
        });
        if !known && word.written.chars().count() >= 3 {
            words.push((names.least(&row), word));
        }
    }
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.written.cmp(&b.1.written)));
    if words.is_empty() {
        return;
    }
    let spans = spans(chinese, lexicon);
    let mut buckets: HashMap<(&str, usize), Vec<(ChineseName, &Span)>> = HashMap::new();
    for (text, span) in &spans {
        if let Some(name) = ChineseName::new(text) {
            let key = (name.initial(), name.len());
            buckets.entry(key).or_default().push((name, span));
        }
    }
    let mut comparisons = 0;
    for (count, word) in words {
        let Some(name) = EnglishName::new(&word.written) else {
            continue;
        };
        let mut best: Option<(f32, &Span)> = None;
        for length in 2..=LONGEST {
            // Two letters of *Eyre* or five of *Schmidt* for a character, but not more.
            if !(length..=5 * length).contains(&name.len()) {
                continue;
            }
            for initial in initials(&word.written) {
                for (candidate, span) in buckets.get(&(*initial, length)).into_iter().flatten() {
                    if !is_plausible(span.count, count) || !is_plausible(count, span.count) {
                        continue;
                    }
                    comparisons += 1;
                    let likelihood = likelihood(score(&name, candidate));
                    if likelihood >= 0.5 && best.is_none_or(|best| likelihood > best.0) {
                        best = Some((likelihood, span));
                    }
                }
            }
        }
        if let Some((likelihood, span)) = best {
            let probability = LEAST_SOUND + (MOST_SOUND - LEAST_SOUND) * (2.0 * likelihood - 1.0);
            links.push(&word.kinds, &span.kinds, probability);
        }
        if comparisons >= MOST_COMPARISONS {
            break;
        }
    }
}

/// Whether the lexicon translates an English word by one that the Chinese document has.
fn translated<'a>(chinese: &'a Document, lexicon: &'a dyn Lexicon) -> impl Fn(&str) -> bool + 'a {
    let present: HashSet<&str> = chinese
        .types()
        .iter()
        .filter_map(|token| match token {
            TokenType::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect();
    move |word| {
        let mut found = false;
        lexicon.translations(word, Lang::English, &mut |translation, _| {
            found |= translation.split(' ').any(|part| present.contains(part));
        });
        found
    }
}

/// The rows of whole words, two to eight characters together, all of which foreign names are written with.
///
/// Single characters that are frequent words (里, 那) are in no row.
fn spans(chinese: &Document, lexicon: &dyn Lexicon) -> BTreeMap<String, Span> {
    let is_frequent: Vec<bool> = chinese
        .types()
        .iter()
        .map(|token| match token {
            TokenType::Word(word) if word.chars().nth(1).is_none() => lexicon
                .frequency(word, Lang::Chinese)
                .is_some_and(|frequency| frequency > FREQUENT),
            _ => false,
        })
        .collect();
    let mut spans: BTreeMap<String, Span> = BTreeMap::new();
    let mut text = String::new();
    Row::each(chinese, |row| {
        for start in 0..row.characters.len() {
            if !row.begins(start) {
                continue;
            }
            text.clear();
            for length in 1..=LONGEST {
                let Some(&c) = row.characters.get(start + length - 1) else {
                    break;
                };
                let kind = row.kind(start + length - 1);
                let kind = kind.and_then(|kind| is_frequent.get(kind as usize));
                if kind != Some(&false) || !is_sound(c) {
                    break;
                }
                text.push(c);
                if length > 1 && row.begins(start + length) {
                    match spans.get_mut(&text) {
                        Some(span) => span.count += 1,
                        None => {
                            let kinds = row.kinds(start, start + length);
                            spans.insert(text.clone(), Span { kinds, count: 1 });
                        }
                    }
                }
            }
        }
    });
    spans
}

/// The initials of Chinese syllables that can begin a name which begins with the letter of `word`.
fn initials(word: &str) -> &'static [&'static str] {
    let first = word.chars().flat_map(char::to_lowercase).next();
    match first.unwrap_or(' ') {
        'a' | 'á' | 'å' | 'ä' => &["", "y"],
        'b' => &["b", "p"],
        'c' | 'č' | 'ç' => &["k", "g", "q", "x", "s", "ch", "c", "j"],
        'd' => &["d", "t", "zh"],
        'e' | 'é' => &["", "y"],
        'f' => &["f"],
        'g' => &["g", "j", "h", "q", "w"],
        'h' => &["h", "x", ""],
        'i' => &["y", ""],
        'j' => &["j", "q", "y", "x", "zh", "h", "r"],
        'k' => &["k", "q", "j", "g", "h"],
        'l' => &["l"],
        'm' => &["m"],
        'n' => &["n"],
        'o' | 'ö' | 'ø' => &["", "w", "y"],
        'p' => &["p", "b"],
        'q' => &["k", "j", "q"],
        'r' => &["l", "r"],
        's' | 'š' | 'ś' => &["s", "sh", "x", "z", "c"],
        't' => &["t", "d", "q", "ch", "c"],
        'u' | 'ü' => &["w", "y", ""],
        'v' => &["w", "f"],
        'w' => &["w", "h"],
        'x' => &["x", "sh", "k", "s"],
        'y' => &["y", ""],
        'z' => &["z", "s", "zh", "j", "q"],
        _ => &[],
    }
}
