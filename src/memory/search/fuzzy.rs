//! Fuzzy search: the most similar texts of a memory, found through the rarest tokens of the query.
//!
//! # Why nothing is lost
//!
//! Take a query of `n` tokens, a text of `m`, and the least similarity `t`. With `d` edits, at least `max(n, m) - d`
//! tokens of the query stand in the text too (as a multiset), and `d <= (1 - t) max(n, m)`. So the two share at least
//! `T(m) = t max(n, m) >= T(n)` terms, where the second occurrence of a token is a term of its own. A text that has
//! none of the `n - T(n) + 1` rarest terms of the query shares too few; and `t n <= m <= n / t`. All others are
//! candidates. The lists of further terms are read as long as that costs less than comparing the candidates they may
//! rule out: after `i` lists, a text found in `c` of them shares at most `c + n - i` terms. What is left is compared
//! in the order of that bound, until no text can come before the last of the best.
//!
//! This is the prefix filter with counts (Chaudhuri, Ganti and Kaushik 2006; Li, Lu and Lu 2008), so the result is
//! that of comparing with every text: the property tests hold it against [`Searcher::exhaustive`].

use super::{
    Assessment, Hit, Index, LONGEST, Segment, UnitId,
    best::Best,
    index, postings,
    score::{least_common, percent},
};
use crate::lang::Lang;

/// What to search for. Plain data.
#[derive(Copy, Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SearchOptions {
    /// The least similarity in per cent, before penalties; 1 to 100 (others are taken as the nearest of these).
    pub threshold: u8,
    /// The most hits.
    pub limit: usize,
}

impl Default for SearchOptions {
    /// Five hits of 70 per cent or more.
    fn default() -> Self {
        Self {
            threshold: 70,
            limit: 5,
        }
    }
}

impl SearchOptions {
    /// Options with this threshold.
    #[must_use]
    pub const fn threshold(self, threshold: u8) -> Self {
        Self { threshold, ..self }
    }

    /// Options with this limit.
    #[must_use]
    pub const fn limit(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    pub(super) fn least(self) -> u8 {
        self.threshold.clamp(1, 100)
    }
}

/// Entries of a list that are read in the time of one comparison, or rather: that are worth it.
///
/// `examples/tm_scale.rs` with 200,000 units in one file, 50 and 95 per cent of Chinese searches, in milliseconds: 0.80
/// and 1.6 with a value of 50, 0.53 and 1.0 with 400, 0.49 to 0.54 and 0.9 to 1.0 with 3,000. English is alike.
const ENTRIES_PER_COMPARISON: usize = 3000;

/// Equal texts that are looked at: a memory has `OK` in hundreds of contexts, a hostile one in millions.
const MOST_EQUAL: usize = 1000;

/// How much one search may do.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Effort {
    /// Entries of lists that are read.
    pub(crate) entries: usize,
    /// Texts that are compared.
    pub(crate) comparisons: usize,
}

impl Effort {
    const UNBOUNDED: Self = Self {
        entries: usize::MAX,
        comparisons: usize::MAX,
    };
}

/// Searches memories one text after another, and keeps its working memory in between.
///
/// Results depend on the index and the query alone.
#[derive(Clone, Debug)]
pub struct Searcher {
    options: SearchOptions,
    /// [`ENTRIES_PER_COMPARISON`], but in tests.
    entries_per_comparison: usize,
    effort: Effort,
    /// For each unit, in how many of the lists that were read it stands; all 0 between searches.
    counts: Vec<u16>,
    candidates: Vec<u32>,
}

/// Says of a text that may become a hit what the memory knows of it, given the unit, the raw score and the text; `None`
/// leaves it out.
///
/// It must give the same answer for the same unit and query.
pub type Assess<'a, E> = dyn FnMut(UnitId, u8, &str) -> Result<Option<Assessment>, E> + 'a;

impl Default for Searcher {
    fn default() -> Self {
        Self::new(SearchOptions::default())
    }
}

impl Searcher {
    /// A searcher with these options.
    #[must_use]
    pub fn new(options: SearchOptions) -> Self {
        Self {
            options,
            entries_per_comparison: ENTRIES_PER_COMPARISON,
            effort: Effort::UNBOUNDED,
            counts: Vec::new(),
            candidates: Vec::new(),
        }
    }

    /// The same, with a bound on the work of each search: beyond it a search may miss texts.
    #[must_use]
    pub(crate) fn with_effort(self, effort: Effort) -> Self {
        Self { effort, ..self }
    }

    /// The most similar texts, the best first.
    ///
    /// Hits of one score are ordered by similarity, then by similarity of characters, then by number. Empty if the
    /// query is blank. A query of more than [`LONGEST`] tokens finds equal texts only.
    ///
    /// # Errors
    ///
    /// Those of the index.
    pub fn fuzzy<I: Index>(
        &mut self,
        index: &I,
        query: &str,
        lang: Lang,
    ) -> Result<Vec<Hit>, I::Error> {
        self.fuzzy_assessed(index, query, lang, &mut |_, _, _| {
            Ok(Some(Assessment::default()))
        })
    }

    /// As [`Self::fuzzy`], with contexts and penalties from `assess`, which is called with the number, the raw score
    /// and the text of what may become a hit.
    ///
    /// # Errors
    ///
    /// Those of the index and of `assess`.
    pub fn fuzzy_assessed<I: Index>(
        &mut self,
        index: &I,
        query: &str,
        lang: Lang,
        assess: &mut Assess<'_, I::Error>,
    ) -> Result<Vec<Hit>, I::Error> {
        let mut best = self.equal_best(index, query, lang, assess)?;
        let terms = rarest_first(index, lang, best.query())?;
        if !terms.is_empty() && self.options.limit > 0 {
            let lengths = index.lengths(lang)?;
            self.counts.resize(lengths.len().max(self.counts.len()), 0);
            let read = self.collect(index, lang, &terms, &lengths);
            let ordered = read.map(|read| self.by_bound(&terms, read, &lengths));
            self.forget();
            for (bound, id) in ordered?.into_iter().take(self.effort.comparisons) {
                if best.is_settled(bound) {
                    break;
                }
                best.consider(index, UnitId(id), assess)?;
            }
        }
        best.finish(index)
    }

    /// The same as [`Self::fuzzy_assessed`] by comparing with every text: the oracle of the tests, and the
    /// guaranteed answer. Linear in the memory.
    ///
    /// # Errors
    ///
    /// Those of the index and of `assess`.
    pub fn exhaustive<I: Index>(
        &mut self,
        index: &I,
        query: &str,
        lang: Lang,
        assess: &mut Assess<'_, I::Error>,
    ) -> Result<Vec<Hit>, I::Error> {
        let mut best = self.equal_best(index, query, lang, assess)?;
        if self.options.limit > 0 && !best.query().is_empty() {
            for id in 0..u32::try_from(index.lengths(lang)?.len()).unwrap_or(u32::MAX) {
                best.consider(index, UnitId(id), assess)?;
            }
        }
        best.finish(index)
    }

    /// The units whose text is equal after folding, up to a thousand, the best context first. One look-up, and one
    /// comparison for each.
    ///
    /// # Errors
    ///
    /// Those of the index and of `assess`.
    pub fn exact<I: Index>(
        &mut self,
        index: &I,
        query: &str,
        lang: Lang,
        assess: &mut Assess<'_, I::Error>,
    ) -> Result<Vec<Hit>, I::Error> {
        self.equal_best(index, query, lang, assess)?.finish(index)
    }

    fn equal_best<'q, I: Index>(
        &self,
        index: &I,
        query: &'q str,
        lang: Lang,
        assess: &mut Assess<'_, I::Error>,
    ) -> Result<Best<'q>, I::Error> {
        let segment = Segment::new(query, lang);
        let hash = segment.hash();
        let mut best = Best::new(self.options, lang, query, segment);
        if best.query().folded().is_empty() || self.options.limit == 0 {
            return Ok(best);
        }
        for id in index.equal(lang, hash, MOST_EQUAL)? {
            best.consider_equal(index, id, assess)?;
        }
        Ok(best)
    }

    /// Reads lists, the rarest first, until reading the next would cost more than it can save. Returns how many were
    /// read; `candidates` then has all units that may reach the threshold.
    fn collect<I: Index>(
        &mut self,
        index: &I,
        lang: Lang,
        terms: &[(usize, String)],
        lengths: &[u8],
    ) -> Result<usize, I::Error> {
        let least = self.options.least();
        let count = terms.len();
        let (shortest, longest) = lengths_within(count, least);
        // Without one of these, a text shares too few terms.
        let needed = count - least_common(count, least) + 1;
        let mut entries = 0_usize;
        for (read, (frequency, term)) in terms.iter().enumerate() {
            let must = read < needed;
            if !must {
                self.drop_hopeless(count - read, count, lengths);
                let worth = self
                    .candidates
                    .len()
                    .saturating_mul(self.entries_per_comparison);
                if *frequency > worth {
                    return Ok(read);
                }
            }
            entries = entries.saturating_add(*frequency);
            if entries > self.effort.entries {
                return Ok(read);
            }
            let Self {
                counts, candidates, ..
            } = self;
            index.postings(lang, term, &mut |packed| {
                // A damaged list is what `integrity` reports; here it ends early.
                let _ = postings::for_each(packed, |id| {
                    let Some(slot) = counts.get_mut(id as usize) else {
                        return;
                    };
                    if *slot > 0 {
                        *slot = slot.saturating_add(1);
                    } else if must {
                        let length = lengths.get(id as usize).copied().unwrap_or(0);
                        if (shortest..=longest).contains(&length) {
                            *slot = 1;
                            candidates.push(id);
                        }
                    }
                });
            })?;
        }
        Ok(terms.len())
    }

    /// Drops the candidates that cannot share enough terms even if they have all `unread` ones.
    fn drop_hopeless(&mut self, unread: usize, count: usize, lengths: &[u8]) {
        let least = self.options.least();
        let counts = &mut self.counts;
        self.candidates.retain(|&id| {
            let Some(slot) = counts.get_mut(id as usize) else {
                return false;
            };
            let length = lengths.get(id as usize).copied().map_or(0, usize::from);
            let keep = usize::from(*slot) + unread >= least_common(count.max(length), least);
            if !keep {
                *slot = 0;
            }
            keep
        });
    }

    /// The candidates with the most per cent they may have, the highest first, then by number.
    fn by_bound(&self, terms: &[(usize, String)], read: usize, lengths: &[u8]) -> Vec<(u8, u32)> {
        let (count, least) = (terms.len(), self.options.least());
        let bound = |&id: &u32| {
            let shared = self.counts.get(id as usize).copied().map_or(0, usize::from);
            let length = lengths.get(id as usize).copied().map_or(0, usize::from);
            // Of a text of 255 tokens or more the length is not known: only that it is no less.
            let common = shared.saturating_add(count - read).min(count);
            let common = if length < usize::from(u8::MAX) {
                common.min(length)
            } else {
                common
            };
            let bound = percent(common, count.max(length)).min(100);
            (bound >= least).then_some((bound, id))
        };
        let mut ordered: Vec<(u8, u32)> = self.candidates.iter().filter_map(bound).collect();
        ordered.sort_unstable_by_key(|&(bound, id)| (u8::MAX - bound, id));
        ordered
    }

    fn forget(&mut self) {
        // Dropped candidates were set to 0 when they were dropped.
        for id in self.candidates.drain(..) {
            if let Some(slot) = self.counts.get_mut(id as usize) {
                *slot = 0;
            }
        }
    }
}

/// The terms of a segment with their frequencies, the rarest first; none for a text that is too long.
fn rarest_first<I: Index>(
    index: &I,
    lang: Lang,
    segment: &Segment,
) -> Result<Vec<(usize, String)>, I::Error> {
    if segment.len() > LONGEST {
        return Ok(Vec::new());
    }
    let mut terms = Vec::with_capacity(segment.len());
    index::terms(segment, |term| terms.push((0, term.to_owned())));
    for (frequency, term) in &mut terms {
        *frequency = index.frequency(lang, term)?;
    }
    terms.sort_unstable();
    Ok(terms)
}

/// The lengths, as the index has them, of texts that can reach the threshold.
fn lengths_within(count: usize, least: u8) -> (u8, u8) {
    let shortest = least_common(count, least).max(1);
    let longest = count.saturating_mul(100) / usize::from(least);
    let packed = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
    (packed(shortest), packed(longest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::memory::search::Texts;

    fn text() -> impl Strategy<Value = String> {
        let tokens = prop::sample::select(vec!["河", "水", "涨", "了", "三", "米", "很", "高"]);
        prop::collection::vec(tokens, 0..12).prop_map(|tokens| tokens.concat())
    }

    proptest! {
        /// A small memory never has so long a list that it is not read; here hardly any is.
        #[test]
        fn lists_that_are_not_read_change_nothing(
            texts in prop::collection::vec(text(), 0..60),
            query in text(),
            entries_per_comparison in 0..3_usize,
            threshold in 40..=100_u8,
            limit in 1..6_usize,
        ) {
            let mut index = Texts::default();
            for text in &texts {
                index.push(Some(text), None);
            }
            let mut searcher = Searcher::new(SearchOptions::default().threshold(threshold).limit(limit));
            searcher.entries_per_comparison = entries_per_comparison;
            let Ok(fast) = searcher.fuzzy(&index, &query, Lang::Chinese);
            let Ok(slow) = searcher.exhaustive(&index, &query, Lang::Chinese, &mut |_, _, _| Ok(Some(Assessment::default())));
            prop_assert_eq!(fast, slow);
            prop_assert!(searcher.counts.iter().all(|count| *count == 0));
        }
    }
}
