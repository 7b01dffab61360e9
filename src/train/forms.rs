//! Forms of English words with their dictionary forms, from a list.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use crate::{
    lang::Lang,
    lexicon::{Lexicon, lemma::lemma_listed},
};

/// How frequent a word must be that is also a form of another, compared with the other, to stay what it is.
///
/// `building` (0.98 of `build`) and `they` (0.7 of `it`, in the list used) stay; `found` (0.01 of `find`) does not.
const OWN_SHARE: f32 = 0.2;

/// English forms with their dictionary forms.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    bases: BTreeMap<String, (String, f32)>,
    heads: HashMap<String, f32>,
}

impl Forms {
    /// Adds lines `lemma/frequency -> form,form`; others are skipped, those without frequency too: they are the
    /// guesses of the list (`even -> evening`).
    pub(super) fn add(&mut self, text: &str) {
        let mut lines = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with(';')) {
            let Some((head, forms)) = line.split_once(" -> ") else {
                continue;
            };
            let Some((lemma, frequency)) = head.split_once('/') else {
                continue;
            };
            let Ok(frequency) = frequency.trim().parse::<f32>() else {
                continue;
            };
            let lemma = lemma.trim().to_lowercase();
            let known = self.heads.entry(lemma.clone()).or_default();
            *known = known.max(frequency);
            lines.push((lemma, frequency, forms));
        }
        for (lemma, frequency, forms) in lines {
            for form in forms.split(',').map(|form| form.trim().to_lowercase()) {
                let own = self.heads.get(&form).copied().unwrap_or_default();
                let is_form = !form.is_empty() && form != lemma && own < OWN_SHARE * frequency;
                let listed = self.bases.get(&form).map_or(0.0, |&(_, listed)| listed);
                if is_form && frequency > listed {
                    self.bases.insert(form, (lemma.clone(), frequency));
                }
            }
        }
        // A word of its own is listed as its own form, so that no rule reduces it.
        for (head, &frequency) in &self.heads {
            if !self.bases.contains_key(head) {
                self.bases.insert(head.clone(), (head.clone(), frequency));
            }
        }
    }

    /// All forms with their dictionary forms, in the order of the alphabet.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let forms = self.bases.iter();
        forms.map(|(form, (base, _))| (form.as_str(), base.as_str()))
    }
}

impl Lexicon for Forms {
    fn translations(&self, _: &str, _: Lang, _: &mut dyn FnMut(&str, f32)) {}

    fn lemma<'w>(&self, form: &'w str) -> Cow<'w, str> {
        if self.bases.is_empty() {
            return crate::lexicon::default().lemma(form);
        }
        let listed = |form: &str| self.bases.get(form).map(|(base, _)| base.clone());
        lemma_listed(form, &listed, &|word| self.heads.contains_key(word))
    }
}
