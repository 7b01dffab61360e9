//! A lexicon in memory, read from the term lists of users.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    io::BufRead,
};

use super::{Lexicon, TermEntry, TermError, TermFormat, lemma, term_key};
use crate::lang::Lang;

/// How much likelier each translation is than the one listed after it.
///
/// A list orders translations but gives no numbers. Zipf's law over ranks (1, 1/2, 1/3 ...) is the usual guess for the
/// shares of the senses of a word.
const fn rank_weight(rank: usize) -> f32 {
    1.0 / (rank as f32 + 1.0)
}

/// The longest terms that are looked for across the words of a text, in Chinese characters and English words.
///
/// Longer ones (proverbs, titles) are rare and are still found by their words; the limit bounds the cost of the search.
const LONGEST: (usize, usize) = (16, 8);

/// Terms of both languages with their translations, usable from both sides.
///
/// Terms may be written in any form, in either script; they are kept as [`term_key`] gives them. Of several
/// translations those listed first count most. A glossary says nothing of how frequent its terms are; over a general
/// lexicon it is put by a [`Stack`](super::Stack).
///
/// ```
/// use bitext::{Lang, lexicon::{Glossary, Lexicon, TermFormat}};
///
/// let table = "English,Chinese\n\"bank, central\",央行\nbank,銀行\n";
/// let glossary = Glossary::read(TermFormat::Csv, table.as_bytes())?;
/// let mut found = Vec::new();
/// glossary.translations("bank", Lang::English, &mut |term, p| found.push((term.to_owned(), p)));
/// assert_eq!(found, [("银行".to_owned(), 1.0)]);
/// # Ok::<(), bitext::lexicon::TermError>(())
/// ```
#[derive(Clone, Default)]
pub struct Glossary {
    chinese: HashMap<Box<str>, Entry>,
    english: HashMap<Box<str>, Entry>,
    /// The length of the longest term to look for in a text, Chinese and English; 0 for lists of plain words.
    longest: (usize, usize),
}

/// The translations of one term; the probabilities add up to one.
#[derive(Clone, Default)]
struct Entry {
    translations: Vec<(Box<str>, f32)>,
    frequency: Option<f32>,
}

impl Glossary {
    /// Reads a glossary from text: a term of one language, a tab, its translations separated by `;`.
    ///
    /// Shorthand for [`read`](Self::read) of [`TermFormat::Tsv`].
    ///
    /// # Errors
    ///
    /// The first line that is not of this form.
    pub fn parse(text: &str) -> Result<Self, TermError> {
        Self::read(TermFormat::Tsv, text.as_bytes())
    }

    /// Reads a term list of the given format.
    ///
    /// A list without any pair of a Chinese and an English term gives an empty glossary. Cost: linear in the file.
    ///
    /// # Errors
    ///
    /// See [`TermFormat::read`].
    pub fn read(format: TermFormat, reader: impl BufRead) -> Result<Self, TermError> {
        let mut glossary = Self::default();
        format.read(reader, &mut |entry| glossary.insert(&entry))?;
        glossary.normalise();
        Ok(glossary)
    }

    /// Reads a file that ships with the crate; a test proves that no line of it is left out.
    pub(super) fn from_trusted(text: &str) -> Self {
        let lines: Vec<Line<'_>> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(Line::parse)
            .collect();
        Self::from_lines(&lines)
    }

    /// Reads `term<TAB>occurrences in a million words` lines; the script of the term tells its language.
    pub(super) fn add_frequencies(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((term, per_million)) = line.split_once('\t') else {
                continue;
            };
            let Ok(per_million) = per_million.trim().parse::<f32>() else {
                continue;
            };
            let side = if term.is_ascii() {
                &mut self.english
            } else {
                &mut self.chinese
            };
            side.entry(term.into()).or_default().frequency = Some(per_million / 1e6);
        }
    }

    /// Gives every Chinese term the frequency that `known` has for it, and every English word what follows from the
    /// terms it translates: the sum of their frequencies times its probability given each.
    pub(super) fn estimate_frequencies(&mut self, known: impl Fn(&str) -> Option<f32>) {
        let mut english: HashMap<Box<str>, f32> = HashMap::new();
        // In order: sums of floating point numbers depend on it.
        let mut entries: Vec<_> = self.chinese.iter_mut().collect();
        entries.sort_unstable_by(|a, b| a.0.cmp(b.0));
        for (term, entry) in entries {
            entry.frequency = known(term);
            for (translation, probability) in &entry.translations {
                let words = translation.split(' ').count() as f32;
                for word in translation.split(' ') {
                    let share = entry.frequency.unwrap_or_default() * probability / words;
                    *english.entry(word.into()).or_default() += share;
                }
            }
        }
        for (word, frequency) in english {
            if frequency > 0.0 {
                self.english.entry(word).or_default().frequency = Some(frequency);
            }
        }
    }

    /// The number of terms that have a translation, in `lang`.
    #[must_use]
    pub fn len(&self, lang: Lang) -> usize {
        self.side(lang)
            .values()
            .filter(|entry| !entry.translations.is_empty())
            .count()
    }

    /// Whether there is no entry at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chinese.is_empty()
    }

    /// Calls `each` with every Chinese term, a translation and its probability, in the order of the terms.
    pub(crate) fn for_each(&self, mut each: impl FnMut(&str, &str, f32)) {
        let mut entries: Vec<_> = self.chinese.iter().collect();
        entries.sort_unstable_by(|a, b| a.0.cmp(b.0));
        for (term, entry) in entries {
            for (translation, probability) in &entry.translations {
                each(term, translation, *probability);
            }
        }
    }

    fn side(&self, lang: Lang) -> &HashMap<Box<str>, Entry> {
        match lang {
            Lang::Chinese => &self.chinese,
            Lang::English => &self.english,
        }
    }

    fn from_lines(lines: &[Line<'_>]) -> Self {
        let words: HashSet<&str> = lines
            .iter()
            .flat_map(|line| line.english.iter().flat_map(|term| term.split(' ')))
            .collect();
        let known = |word: &str| words.contains(word);
        let mut glossary = Self::default();
        for line in lines {
            for (rank, term) in line.english.iter().enumerate() {
                let words: Vec<_> = term.split(' ').map(|word| lemma(word, &known)).collect();
                let term = words.join(" ");
                glossary.add(line.chinese, &term, rank_weight(rank));
            }
        }
        glossary.normalise();
        glossary
    }

    /// Adds the terms of an entry; the weights are not normalised yet.
    fn insert(&mut self, entry: &TermEntry) {
        let keys = |terms: &[String], lang| {
            let mut keys: Vec<String> = Vec::with_capacity(terms.len());
            for key in terms.iter().map(|term| term_key(term, lang)) {
                if !key.is_empty() && !keys.contains(&key) {
                    keys.push(key);
                }
            }
            keys
        };
        let chinese = keys(&entry.chinese, Lang::Chinese);
        let english = keys(&entry.english, Lang::English);
        if chinese.is_empty() || english.is_empty() {
            return;
        }
        let longest = |old: usize, limit: usize, lengths: &mut dyn Iterator<Item = usize>| {
            let within = lengths.filter(|length| *length <= limit);
            within.fold(old, usize::max)
        };
        self.longest = (
            longest(
                self.longest.0,
                LONGEST.0,
                &mut chinese.iter().map(|term| term.chars().count()),
            ),
            longest(
                self.longest.1,
                LONGEST.1,
                &mut english.iter().map(|term| term.split(' ').count()),
            ),
        );
        for (i, term) in chinese.iter().enumerate() {
            for (j, translation) in english.iter().enumerate() {
                self.add(term, translation, rank_weight(i) * rank_weight(j));
            }
        }
    }

    /// Adds a translation from both sides, with a weight that is not normalised yet.
    fn add(&mut self, chinese: &str, english: &str, weight: f32) {
        for (side, from, to) in [
            (&mut self.chinese, chinese, english),
            (&mut self.english, english, chinese),
        ] {
            let translations = &mut side.entry(from.into()).or_default().translations;
            match translations
                .iter_mut()
                .find(|(listed, _)| listed.as_ref() == to)
            {
                Some((_, listed)) => *listed += weight,
                None => translations.push((to.into(), weight)),
            }
        }
    }

    fn normalise(&mut self) {
        for entry in self.chinese.values_mut().chain(self.english.values_mut()) {
            let sum: f32 = entry.translations.iter().map(|(_, weight)| weight).sum();
            for (_, weight) in &mut entry.translations {
                *weight /= sum;
            }
        }
    }
}

/// One line of a glossary.
struct Line<'t> {
    chinese: &'t str,
    english: Vec<&'t str>,
}

impl<'t> Line<'t> {
    fn parse(line: &'t str) -> Option<Self> {
        let (chinese, english) = line.split_once('\t')?;
        let chinese = chinese.trim();
        let english: Vec<&str> = english
            .split(';')
            .map(str::trim)
            .filter(|term| !term.is_empty())
            .collect();
        (!chinese.is_empty() && !english.is_empty()).then_some(Self { chinese, english })
    }
}

impl Lexicon for Glossary {
    fn translations(&self, term: &str, lang: Lang, each: &mut dyn FnMut(&str, f32)) {
        if let Some(entry) = self.side(lang).get(term) {
            for (translation, probability) in &entry.translations {
                each(translation, *probability);
            }
        }
    }

    fn frequency(&self, term: &str, lang: Lang) -> Option<f32> {
        self.side(lang).get(term)?.frequency
    }

    fn longest_term(&self, lang: Lang) -> usize {
        match lang {
            Lang::Chinese => self.longest.0,
            Lang::English => self.longest.1,
        }
    }

    fn has_term(&self, term: &str, lang: Lang) -> bool {
        self.longest_term(lang) > 0 && self.contains(term, lang)
    }
}

impl FromIterator<TermEntry> for Glossary {
    fn from_iter<I: IntoIterator<Item = TermEntry>>(entries: I) -> Self {
        let mut glossary = Self::default();
        for entry in entries {
            glossary.insert(&entry);
        }
        glossary.normalise();
        glossary
    }
}

impl fmt::Debug for Glossary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Glossary")
            .field("chinese", &self.chinese.len())
            .field("english", &self.english.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_fall_with_rank_and_add_up_to_one() {
        let glossary = Glossary::parse("# a comment\n\n银行\tbank;banking\n岸\tbank").unwrap();
        let mut found = Vec::new();
        glossary.translations("银行", Lang::Chinese, &mut |term, p| {
            found.push((term.to_owned(), p));
        });
        assert_eq!(found.len(), 2);
        assert!(found[0].1 > found[1].1);
        assert!((found[0].1 + found[1].1 - 1.0).abs() < 1e-6);
        assert!(glossary.contains("bank", Lang::English));
        assert!(!glossary.contains("bank", Lang::Chinese));
        assert_eq!(glossary.len(Lang::English), 2);
    }

    #[test]
    fn a_malformed_line_is_named() {
        let error = Glossary::parse("银行\tbank\n银行 bank").unwrap_err();
        assert_eq!(error.position().unwrap().line, 2);
        assert!(error.to_string().contains("银行 bank"));
        assert!(Glossary::parse("银行\t;").is_err());
        assert!(Glossary::parse("\tbank").is_err());
    }
}
