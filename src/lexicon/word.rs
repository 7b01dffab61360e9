//! The words of terms, as they are looked up.

use super::lemma;
use crate::{
    lang::Lang,
    segment::{Segmenter, WordKind},
    text::Folding,
};

/// What a term is looked up by, however it is written.
///
/// Chinese is folded (width, case, script) and loses its blanks. English becomes lower-case words with single spaces
/// between them: compounds are split at hyphens, contractions are what they stand for, possessives and plurals lose
/// their endings. Other than [`lemma`] this asks no list of known words, so that terms and texts agree whatever else is
/// loaded. Empty if there is no word. Linear in the length of the term.
///
/// ```
/// use bitext::{Lang, lexicon::term_key};
///
/// assert_eq!(term_key("People's Co-operatives", Lang::English), "people co operative");
/// assert_eq!(term_key("雲 計算", Lang::Chinese), "云计算");
/// ```
#[must_use]
pub fn term_key(term: &str, lang: Lang) -> String {
    match lang {
        Lang::Chinese => {
            let folded = Folding::ALL.fold(term);
            folded.split_whitespace().collect()
        }
        Lang::English => {
            let mut key = String::with_capacity(term.len());
            for word in Segmenter::default().words(term, Lang::English) {
                if word.kind == WordKind::Mark {
                    continue;
                }
                let written = word.span.slice(term);
                if word.kind == WordKind::Word {
                    english_parts(written)
                        .iter()
                        .for_each(|part| push_word(&mut key, &part_key(part)));
                } else {
                    push_word(&mut key, &Folding::ALL.fold(written));
                }
            }
            key
        }
    }
}

/// What a part of an English word is looked up by in a term.
pub(crate) fn part_key(part: &str) -> std::borrow::Cow<'_, str> {
    lemma(part, &|_| false)
}

fn push_word(key: &mut String, word: &str) {
    if word.is_empty() {
        return;
    }
    if !key.is_empty() {
        key.push(' ');
    }
    key.push_str(word);
}

/// The words that an English word stands for, in lower case: the parts of a compound, both words of a contraction.
pub(crate) fn english_parts(written: &str) -> Vec<String> {
    let lower = written.to_lowercase().replace('\u{2019}', "'");
    let mut found = Vec::with_capacity(1);
    for part in lower
        .split(['-', '\u{2010}', '\u{2011}'])
        .filter(|part| !part.is_empty())
    {
        let (stem, rest) = contraction(part);
        let words = [stem, rest].into_iter().filter(|word| !word.is_empty());
        found.extend(words.map(str::to_owned));
    }
    found
}

/// Splits a lower-case contraction into the two words it stands for; the second is empty if it is none.
fn contraction(word: &str) -> (&str, &str) {
    match word {
        "can't" => return ("can", "not"),
        "won't" => return ("will", "not"),
        "shan't" => return ("shall", "not"),
        _ => {}
    }
    const ENDINGS: [(&str, &str); 6] = [
        ("n't", "not"),
        ("'m", "be"),
        ("'re", "be"),
        ("'ve", "have"),
        ("'ll", "will"),
        ("'d", "would"),
    ];
    ENDINGS
        .iter()
        .find_map(|(ending, word_for)| word.strip_suffix(ending).map(|stem| (stem, *word_for)))
        .unwrap_or((word, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_are_two_words() {
        assert_eq!(contraction("don't"), ("do", "not"));
        assert_eq!(contraction("can't"), ("can", "not"));
        assert_eq!(contraction("they're"), ("they", "be"));
        assert_eq!(contraction("company's"), ("company's", ""));
    }

    #[test]
    fn a_term_has_one_key_in_all_its_forms() {
        for (a, b) in [
            ("cloud services", "Cloud Service"),
            (
                "Securities and Futures Commission",
                "securities and futures commissions",
            ),
            ("state-owned enterprise", "State owned enterprises"),
        ] {
            assert_eq!(term_key(a, Lang::English), term_key(b, Lang::English));
        }
        assert_eq!(term_key(" ", Lang::English), "");
        assert_eq!(term_key("證監會", Lang::Chinese), "证监会");
    }
}
