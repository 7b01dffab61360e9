//! The best hits of a search: their order, what they are penalised for, and their edit scripts.

use std::cmp::Ordering;

use super::{
    Assess, BOTH_NEIGHBOURS, Folds, Hit, Index, ONE_NEIGHBOUR, Penalty, SearchOptions, Segment,
    UnitId, edit,
    score::{Comparer, Similarity},
};
use crate::lang::Lang;

/// The best hits so far.
pub(super) struct Best<'q> {
    options: SearchOptions,
    lang: Lang,
    query: &'q str,
    comparer: Comparer,
    /// In order, at most as many as wanted.
    entries: Vec<Entry>,
    /// The units that were found by their hash, lowest numbers first.
    equal: Vec<UnitId>,
}

#[derive(Clone, Debug)]
struct Entry {
    id: UnitId,
    score: u8,
    similarity: Similarity,
    characters: u16,
    penalties: Vec<Penalty>,
    /// The text, where it was at hand.
    found: Option<(String, Segment)>,
}

impl Entry {
    fn order(&self, other: &Self) -> Ordering {
        let edits = |entry: &Self, longer: usize| entry.similarity.distance.saturating_mul(longer);
        let (one, another) = (
            edits(self, other.similarity.longer),
            edits(other, self.similarity.longer),
        );
        other
            .score
            .cmp(&self.score)
            .then(other.similarity.raw.cmp(&self.similarity.raw))
            .then(one.cmp(&another))
            .then(other.characters.cmp(&self.characters))
            .then(self.id.cmp(&other.id))
    }
}

impl<'q> Best<'q> {
    pub(super) fn new(
        options: SearchOptions,
        lang: Lang,
        query: &'q str,
        segment: Segment,
    ) -> Self {
        Self {
            options,
            lang,
            query,
            comparer: Comparer::new(segment),
            entries: Vec::new(),
            equal: Vec::new(),
        }
    }

    pub(super) const fn query(&self) -> &Segment {
        self.comparer.query()
    }

    /// Considers a unit that has the hash of the query. Units come in order, each once.
    pub(super) fn consider_equal<I: Index>(
        &mut self,
        index: &I,
        id: UnitId,
        assess: &mut Assess<'_, I::Error>,
    ) -> Result<(), I::Error> {
        let mut found = None;
        index.text(id, self.lang, &mut |text| {
            let segment = Segment::new(text, self.lang);
            if segment.folded() == self.query().folded() {
                found = Some((text.to_owned(), segment));
            }
        })?;
        let Some((text, segment)) = found else {
            return Ok(());
        };
        let similarity = Similarity {
            raw: 100,
            distance: 0,
            longer: segment.len(),
        };
        self.equal.push(id);
        let place = self.enter(id, &text, similarity, 1000, assess)?;
        if let Some(entry) = place.and_then(|place| self.entries.get_mut(place)) {
            entry.found = Some((text, segment));
        }
        Ok(())
    }

    /// Whether no text of at most `bound` per cent can come among the best.
    pub(super) fn is_settled(&self, bound: u8) -> bool {
        let highest = if bound >= 100 { BOTH_NEIGHBOURS } else { bound };
        self.last().is_some_and(|last| highest < last)
    }

    /// The score of the last of the best, once there are as many as wanted.
    fn last(&self) -> Option<u8> {
        let full = self.entries.len() >= self.options.limit;
        self.entries
            .last()
            .filter(|_| full)
            .map(|entry| entry.score)
    }

    pub(super) fn consider<I: Index>(
        &mut self,
        index: &I,
        id: UnitId,
        assess: &mut Assess<'_, I::Error>,
    ) -> Result<(), I::Error> {
        if self.equal.binary_search(&id).is_ok() {
            return Ok(());
        }
        let least = self.options.least().max(self.last().unwrap_or(0).min(100));
        let mut outcome = Ok(());
        let lang = self.lang;
        index.text(id, lang, &mut |text| {
            if let Some(similarity) = self.comparer.compare(text, lang, least) {
                let characters = self.comparer.characters();
                outcome = self
                    .enter(id, text, similarity, characters, assess)
                    .map(drop);
            }
        })?;
        outcome
    }

    /// Enters a hit and says where, if it is among the best.
    fn enter<E>(
        &mut self,
        id: UnitId,
        text: &str,
        similarity: Similarity,
        characters: u16,
        assess: &mut Assess<'_, E>,
    ) -> Result<Option<usize>, E> {
        let mut entry = Entry {
            id,
            score: similarity.raw,
            similarity,
            characters,
            penalties: Vec::new(),
            found: None,
        };
        let Some(assessment) = assess(id, similarity.raw, text)? else {
            return Ok(None);
        };
        if similarity.raw == 100 {
            entry.score = match assessment.neighbours {
                0 => 100,
                1 => ONE_NEIGHBOUR,
                _ => BOTH_NEIGHBOURS,
            };
        }
        for penalty in &assessment.penalties {
            entry.score = entry.score.saturating_sub(penalty.points);
        }
        entry.penalties = assessment.penalties;
        let at = self
            .entries
            .partition_point(|other| other.order(&entry) == Ordering::Less);
        if at >= self.options.limit {
            return Ok(None);
        }
        self.entries.insert(at, entry);
        self.entries.truncate(self.options.limit);
        Ok(Some(at))
    }

    /// The hits with their edit scripts.
    pub(super) fn finish<I: Index>(self, index: &I) -> Result<Vec<Hit>, I::Error> {
        let mut hits = Vec::with_capacity(self.entries.len());
        for entry in self.entries {
            let (mut edits, mut folds) = (Vec::new(), Folds::default());
            let mut compare = |text: &str, found: &Segment| {
                edits = edit::script(self.comparer.query(), found, entry.similarity.distance);
                if entry.similarity.raw == 100 {
                    folds = Folds::between(self.query, text);
                }
            };
            match &entry.found {
                Some((text, found)) => compare(text, found),
                None => index.text(entry.id, self.lang, &mut |text| {
                    compare(text, &Segment::new(text, self.lang));
                })?,
            }
            hits.push(Hit {
                id: entry.id,
                score: entry.score,
                raw: entry.similarity.raw,
                distance: entry.similarity.distance,
                characters: entry.characters,
                folds,
                penalties: entry.penalties,
                edits,
            });
        }
        Ok(hits)
    }
}
