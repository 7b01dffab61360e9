//! A lexicon whose words are searched for in a text as terms are.

use std::borrow::Cow;

use super::Lexicon;
use crate::lang::Lang;

/// How long the Chinese words are that are searched for, in characters: single ones are words or parts of words, and
/// longer ones are sayings, which their words tell as well.
const SHORTEST: usize = 2;
const LONGEST: usize = 6;

/// The share of running English words beyond which a word tells nothing of what a text is about: 这一 is *the* and *this*.
const COMMON: f32 = 1e-3;

/// A lexicon of which the Chinese words that it knows are terms to search a text for.
///
/// The words that a text is cut into are not always those of a dictionary: 出生人口 is cut in two, and *births* translates
/// neither 出生 nor 人口. Sentences of two reports that share little lose by it; [`Mode::Comparable`] reads them with this.
/// Translations that can be followed sentence by sentence do not need it. A word is no term if its likeliest translation is a
/// common word. All else is as the lexicon says.
///
/// ```
/// use bitext::{Lang, lexicon::{Compounds, Glossary, Lexicon}};
///
/// let glossary = Glossary::parse("出生人口\tbirths\n桥\tbridge")?;
/// let compounds = Compounds::new(&glossary);
/// assert!(compounds.has_term("出生人口", Lang::Chinese));
/// assert!(!compounds.has_term("死亡人口", Lang::Chinese));
/// # Ok::<(), bitext::lexicon::TermError>(())
/// ```
///
/// [`Mode::Comparable`]: crate::align::Mode::Comparable
#[derive(Copy, Clone, Debug)]
pub struct Compounds<'l>(&'l dyn Lexicon);

impl<'l> Compounds<'l> {
    /// The words of a lexicon as terms.
    #[must_use]
    pub const fn new(lexicon: &'l dyn Lexicon) -> Self {
        Self(lexicon)
    }

    /// Whether the likeliest translation of a word is one that tells something; not if there is none.
    fn tells(&self, word: &str) -> bool {
        let mut best = (0.0, false);
        self.0
            .translations(word, Lang::Chinese, &mut |translation, probability| {
                if probability > best.0 {
                    let frequency = self.0.frequency(translation, Lang::English);
                    best = (probability, frequency.is_none_or(|it| it < COMMON));
                }
            });
        best.1
    }
}

impl Lexicon for Compounds<'_> {
    fn translations(&self, term: &str, lang: Lang, each: &mut dyn FnMut(&str, f32)) {
        self.0.translations(term, lang, each);
    }

    fn frequency(&self, term: &str, lang: Lang) -> Option<f32> {
        self.0.frequency(term, lang)
    }

    fn contains(&self, term: &str, lang: Lang) -> bool {
        self.0.contains(term, lang)
    }

    fn longest_term(&self, lang: Lang) -> usize {
        let longest = self.0.longest_term(lang);
        match lang {
            Lang::Chinese => longest.max(LONGEST),
            Lang::English => longest,
        }
    }

    fn has_term(&self, term: &str, lang: Lang) -> bool {
        let is_compound = || {
            let is_short = (SHORTEST..=LONGEST).contains(&term.chars().count());
            lang == Lang::Chinese && is_short && self.tells(term)
        };
        self.0.has_term(term, lang) || is_compound()
    }

    fn lemma<'w>(&self, form: &'w str) -> Cow<'w, str> {
        self.0.lemma(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{self, Glossary};

    #[test]
    fn words_of_two_to_six_characters_that_tell_something_are_terms() {
        let glossary = Glossary::parse("桥\tbridge\n军演\tdrill\n一二三四五六七\tscale").unwrap();
        let (general, listed) = (Compounds::new(lexicon::core()), Compounds::new(&glossary));
        for (word, is_term) in [
            ("军演", true),
            ("见顶", true),
            ("桥", false),
            ("这一", false),
            ("", false),
        ] {
            assert_eq!(general.has_term(word, Lang::Chinese), is_term, "{word}");
        }
        assert!(!general.has_term("bridge", Lang::English));
        assert_eq!(general.longest_term(Lang::Chinese), LONGEST);
        assert_eq!(general.longest_term(Lang::English), 0);
        // What a glossary lists is a term at any length.
        assert!(listed.has_term("一二三四五六七", Lang::Chinese));
        assert!(listed.has_term("bridge", Lang::English));
        assert_eq!(listed.longest_term(Lang::Chinese), 7);
    }
}
