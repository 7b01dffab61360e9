//! Several lexicons as one.

use std::{borrow::Cow, sync::Arc};

use super::{Lexicon, lemma};
use crate::lang::Lang;

/// Several lexicons asked together, each with a weight.
///
/// The translations of a term are those of all lexicons that know it, their probabilities mixed in proportion to the
/// weights of those lexicons; a lexicon that does not know a term has no say in it. A term's frequency is that of the
/// first lexicon that can tell; dictionary forms are those of the first that is no glossary. A look-up costs one in each lexicon.
///
/// ```
/// use std::sync::Arc;
/// use bitext::{Aligner, lexicon::{self, Glossary, Stack}};
///
/// let english = "The chairman of the HBA resigned on Monday.";
/// let chinese = "港务总署署长周一辞职。";
/// let glossary = Glossary::parse("港务总署\tHBA;Harbor Board Authority")?;
/// // The user's terms count four times as much as the general ones.
/// let stack = Stack::default()
///     .with(Arc::new(glossary), 4.0)
///     .with(Arc::new(lexicon::default()), 1.0);
/// let aligner = Aligner::builder().lexicon(Arc::new(stack)).build()?;
///
/// let alignment = aligner.align(english, chinese);
/// let evidence = &alignment.links[0].evidence;
/// let term = evidence.iter().find(|item| item.source.slice(english) == "HBA").unwrap();
/// assert_eq!(term.target.slice(chinese), "港务总署");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stack {
    layers: Vec<(Arc<dyn Lexicon>, f32)>,
}

impl Stack {
    /// Adds a lexicon. A weight that is not a finite number above zero leaves it out.
    #[must_use]
    pub fn with(mut self, lexicon: Arc<dyn Lexicon>, weight: f32) -> Self {
        if weight.is_finite() && weight > 0.0 {
            self.layers.push((lexicon, weight));
        }
        self
    }

    /// The number of lexicons.
    #[must_use]
    pub fn len(&self) -> usize {
        self.layers.len()
    }

    /// Whether there is no lexicon at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }
}

impl Lexicon for Stack {
    fn translations(&self, term: &str, lang: Lang, each: &mut dyn FnMut(&str, f32)) {
        let knowing = || {
            let layers = self.layers.iter();
            layers.filter(|(lexicon, _)| lexicon.contains(term, lang))
        };
        let mut layers = knowing();
        match (layers.next(), layers.next()) {
            (Some((only, _)), None) => return only.translations(term, lang, each),
            (None, _) => return,
            _ => {}
        }
        let total: f64 = knowing().map(|(_, weight)| f64::from(*weight)).sum();
        let mut mixed: Vec<(String, f32)> = Vec::new();
        for (lexicon, weight) in knowing() {
            let share = (f64::from(*weight) / total) as f32;
            lexicon.translations(term, lang, &mut |translation, probability| {
                let probability = probability * share;
                match mixed.iter_mut().find(|(known, _)| known == translation) {
                    Some((_, sum)) => *sum += probability,
                    None => mixed.push((translation.to_owned(), probability)),
                }
            });
        }
        for (translation, probability) in mixed.iter().filter(|(_, probability)| *probability > 0.0)
        {
            each(translation, probability.min(1.0));
        }
    }

    fn frequency(&self, term: &str, lang: Lang) -> Option<f32> {
        let mut layers = self.layers.iter();
        layers.find_map(|(lexicon, _)| lexicon.frequency(term, lang))
    }

    fn contains(&self, term: &str, lang: Lang) -> bool {
        let mut layers = self.layers.iter();
        layers.any(|(lexicon, _)| lexicon.contains(term, lang))
    }

    fn lemma<'w>(&self, form: &'w str) -> Cow<'w, str> {
        let mut layers = self.layers.iter();
        // Glossaries list terms in any form; which of two forms is the dictionary's is for a general lexicon to say.
        let general = layers.find(|(lexicon, _)| lexicon.longest_term(Lang::English) == 0);
        match general {
            Some((lexicon, _)) => lexicon.lemma(form),
            None => lemma(form, &|word| self.contains(word, Lang::English)),
        }
    }

    fn longest_term(&self, lang: Lang) -> usize {
        let lengths = self.layers.iter();
        lengths
            .map(|(lexicon, _)| lexicon.longest_term(lang))
            .max()
            .unwrap_or(0)
    }

    fn has_term(&self, term: &str, lang: Lang) -> bool {
        let mut layers = self.layers.iter();
        layers.any(|(lexicon, _)| lexicon.has_term(term, lang))
    }
}
