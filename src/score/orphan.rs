//! Values that only one of two texts gives, each beside the nearest such value of the other.
//!
//! Most values that two reports of one event share are given by both. Of those that are not, two of one kind and about one
//! size are likely two accounts of one thing: 1,600 jobs in one report, 1,400 in the other.

use std::collections::{BTreeSet, HashMap};

use super::{
    association::{Association, Explained},
    differing::differing,
    document::{Document, Token, TokenType},
    quantity::frequency,
};

/// How far apart two values may be, as a quotient (`score::differing`), to be two accounts of one. Did best of 1.5, 2, 2.5 and 3.
const FARTHEST: f64 = 2.5;

/// Values that make up more of running text are given of everything: small numbers.
const COMMON: f32 = 1e-3;

/// Texts with more such values are no reports of one event.
const MOST: usize = 200;

/// The values of two texts that only one of them gives, with their nearest.
#[derive(Clone, Debug, Default)]
pub struct Orphans {
    /// How near the types are that are each other's nearest, source first; less than 0 of those farther apart than [`FARTHEST`].
    nearness: HashMap<(u32, u32), f32>,
}

impl Orphans {
    /// Compares each such value of the source with each of the target; none of texts with more than 200 on a side.
    #[must_use]
    pub fn new(source: &Document, target: &Document, association: &Association) -> Self {
        let (here, there) = (
            orphans(source, association.source()),
            orphans(target, association.target()),
        );
        if here.len() > MOST || there.len() > MOST {
            return Self::default();
        }
        let quantity = |document: &'_ Document, kind: u32| match document.types().get(kind as usize)
        {
            Some(TokenType::Quantity(index)) => document.quantities().get(*index as usize).cloned(),
            _ => None,
        };
        let mut found = Vec::new();
        let mut best: (HashMap<u32, f64>, HashMap<u32, f64>) = Default::default();
        for &from in &here {
            let Some(value) = quantity(source, from) else {
                continue;
            };
            for &to in &there {
                let quotient = quantity(target, to).and_then(|it| differing(&value, &it));
                let Some(quotient) = quotient else {
                    continue;
                };
                found.push((from, to, quotient));
                for (side, kind) in [(&mut best.0, from), (&mut best.1, to)] {
                    let least = side.entry(kind).or_insert(quotient);
                    *least = least.min(quotient);
                }
            }
        }
        let is_nearest = |side: &HashMap<u32, f64>, kind: u32, quotient: f64| {
            side.get(&kind).is_some_and(|best| quotient <= *best)
        };
        let nearest = found.into_iter().filter(|&(from, to, quotient)| {
            is_nearest(&best.0, from, quotient) && is_nearest(&best.1, to, quotient)
        });
        let nearness = |quotient: f64| (1.0 - quotient.ln() / FARTHEST.ln()) as f32;
        Self {
            nearness: nearest
                .map(|(from, to, quotient)| ((from, to), nearness(quotient)))
                .collect(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nearness.is_empty()
    }

    /// How near two types are, from 0 to 1, if they are values that only one text gives and each other's nearest.
    #[must_use]
    pub fn nearness(&self, source: u32, target: u32) -> Option<f32> {
        let nearness = self.nearness.get(&(source, target));
        nearness.copied().filter(|it| *it >= 0.0)
    }

    /// Whether two types are values that only one text gives and each other's nearest, be they as far apart as a slip makes
    /// them.
    #[must_use]
    pub fn are_nearest(&self, source: u32, target: u32) -> bool {
        self.nearness.contains_key(&(source, target))
    }

    /// The nearest of two sentences, 0 if there are none.
    #[must_use]
    pub fn nearest(&self, source: &[Token], target: &[Token]) -> f32 {
        if self.is_empty() {
            return 0.0;
        }
        let both = source
            .iter()
            .flat_map(|from| target.iter().map(move |to| (from.kind, to.kind)));
        both.filter_map(|(from, to)| self.nearness(from, to))
            .fold(0.0, f32::max)
    }
}

/// The types of a document that are telling values without any counterpart.
fn orphans(document: &Document, explained: &Explained) -> BTreeSet<u32> {
    let is_orphan = |kind: u32| match document.types().get(kind as usize) {
        Some(TokenType::Quantity(index)) => {
            let quantity = document.quantities().get(*index as usize);
            quantity.is_some_and(|it| frequency(it) < COMMON) && explained.links(kind).is_empty()
        }
        _ => false,
    };
    let kinds = document.kinds();
    kinds.filter(|kind| is_orphan(*kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, Segmenter, lexicon};

    fn nearest(chinese: &str, english: &str) -> f32 {
        let segmenter = Segmenter::default();
        let document = |text: &str, lang| {
            let spans = segmenter.sentences(text, lang);
            Document::new(text, &spans, lang, &segmenter, lexicon::default())
        };
        let (source, target) = (
            document(chinese, Lang::Chinese),
            document(english, Lang::English),
        );
        let association = Association::new(&source, &target, lexicon::default());
        let orphans = Orphans::new(&source, &target, &association);
        orphans.nearest(&source.tokens_of(0), &target.tokens_of(0))
    }

    #[test]
    fn two_values_that_only_one_text_gives_each_are_near() {
        let near = nearest("工厂将招1600人。", "The plant is to hire 1,400 workers.");
        assert!(near > 0.5 && near < 1.0, "{near}");
    }

    #[test]
    fn a_value_that_the_other_text_gives_is_no_orphan() {
        let chinese = "工厂将招1600人。";
        let given = "The plant is to hire 1,400 workers. The older one has 1,600.";
        assert!(nearest(chinese, given) == 0.0);
        assert!(nearest(chinese, "The plant cost 1,400 dollars.") == 0.0);
        assert!(nearest("工厂将招7人。", "The plant is to hire eight.") == 0.0);
        assert!(nearest(chinese, "The plant is to hire 14,000 workers.") == 0.0);
    }
}
