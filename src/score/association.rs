//! Which tokens of two documents can translate one another, and how likely.

use foldhash::HashMap;

use super::{
    calendar::SameDay,
    document::{Document, TokenBag, TokenType},
    name::name_links,
    quantity,
    quantity_link::quantity_links,
};
use crate::{lang::Lang, lexicon::Lexicon};

/// The probability of a token given its exact counterpart: the same word in Latin letters, an equal quantity.
///
/// Not 1, because a translator may leave it out or write it otherwise.
const SAME: f32 = 0.8;

/// The share of running words that a word makes up if the lexicon knows the word but not how frequent it is: one in
/// thirty thousand. A judgement of the order of magnitude, not fitted.
const KNOWN_FREQUENCY: f32 = 3e-5;

/// The same for a word, name or number that the lexicon does not know: rarer, likewise a judgement.
const UNKNOWN_FREQUENCY: f32 = 1e-5;

/// How many tokens a text must have for its own frequencies to count as much as half of what they finally count.
const FREQUENCY_PRIOR: f32 = 2000.0;

/// The most that a text's own frequencies count against the lexicon's.
const OWN_FREQUENCY_SHARE: f32 = 0.5;

/// How much of the translations of its characters a word has that has none itself.
///
/// In one direction only. A stronger back-off in both directions, the two changed together, cost half a point on records
/// (hkhansard) and gained a tenth on novels (MAC-dev); which of the two did it was not told apart.
const CHARACTER_BACKOFF: f32 = 0.5;

/// The token types of two documents linked with translation probabilities in both directions.
#[derive(Clone, Debug)]
pub struct Association {
    source: Explained,
    target: Explained,
    /// The types linked as names, source first, in order.
    names: Vec<(u32, u32)>,
    /// The types linked because one of the texts converts the one into an amount that agrees with the other, likewise.
    conversions: Vec<(u32, u32)>,
}

/// For each token type of one document: the types of the other that can stand for it.
#[derive(Clone, Debug)]
pub struct Explained {
    starts: Vec<u32>,
    links: Vec<(u32, f32)>,
    background: Vec<f32>,
    explains: Explains,
}

impl Explained {
    /// The types of the other document that type `kind` can translate, with the probability of `kind` given each.
    #[must_use]
    pub fn links(&self, kind: u32) -> &[(u32, f32)] {
        let kind = kind as usize;
        let bounds = self.starts.get(kind).zip(self.starts.get(kind + 1));
        bounds
            .and_then(|(&start, &end)| self.links.get(start as usize..end as usize))
            .unwrap_or_default()
    }

    /// The probability of type `kind` in any text, in `(0, 1]`.
    #[must_use]
    pub fn background(&self, kind: u32) -> f32 {
        self.background
            .get(kind as usize)
            .copied()
            .unwrap_or(UNKNOWN_FREQUENCY)
    }

    /// The probability of `kind` given `other` of the other document; 0 if they are not linked.
    #[must_use]
    pub fn probability(&self, kind: u32, other: u32) -> f32 {
        let links = self.links(kind);
        links
            .binary_search_by_key(&other, |&(linked, _)| linked)
            .ok()
            .and_then(|at| links.get(at))
            .map_or(0.0, |&(_, probability)| probability)
    }

    /// The sum of the probabilities of `kind` given each of some tokens of the other document.
    ///
    /// Cost: the smaller of the number of links and the number of different tokens, times a logarithm.
    #[must_use]
    pub fn sum(&self, kind: u32, others: &TokenBag) -> f32 {
        let links = self.links(kind);
        if links.len() <= others.counts().len() {
            links
                .iter()
                .map(|&(other, probability)| probability * others.count(other))
                .sum()
        } else {
            let counts = others.counts().iter();
            counts
                .map(|&(other, count)| self.probability(kind, other) * count)
                .sum()
        }
    }

    fn new(
        document: &Document,
        others: usize,
        lexicon: &dyn Lexicon,
        rows: Vec<Vec<(u32, f32)>>,
    ) -> Self {
        let mut explained = Self {
            starts: vec![0],
            links: Vec::new(),
            background: background(document, lexicon),
            explains: Explains::default(),
        };
        for mut row in rows {
            row.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            // Several reasons for one link add up.
            for same in row.chunk_by(|a, b| a.0 == b.0) {
                let sum: f32 = same.iter().map(|(_, probability)| probability).sum();
                explained
                    .links
                    .extend(same.first().map(|&(other, _)| (other, sum.min(SAME))));
            }
            explained.starts.push(explained.links.len() as u32);
        }
        explained.explains = Explains::new(&explained, document.types().len(), others);
        explained
    }

    /// The types that type `other` of the other document explains, each with its probability given `other` over its
    /// background.
    pub(crate) fn explained_by(&self, other: u32) -> &[(u32, f32)] {
        self.explains.of(other)
    }
}

/// The links of an [`Explained`] seen from the other document: what each of its types explains.
#[derive(Clone, Debug, Default)]
struct Explains {
    starts: Vec<u32>,
    links: Vec<(u32, f32)>,
}

impl Explains {
    /// Turns the links of `types` token types round, with probabilities over the background of the explained type.
    ///
    /// `others` is the number of types of the other document. Linear in the number of links; those of probability 0,
    /// which explain nothing, are left out.
    fn new(explained: &Explained, types: usize, others: usize) -> Self {
        let linked = |kind: usize| {
            let links = explained.links(kind as u32).iter().copied();
            links.filter(|&(other, probability)| probability > 0.0 && (other as usize) < others)
        };
        // A counting sort: how many, where they begin, then each in its place.
        let mut starts = vec![0_u32; others + 1];
        for (other, _) in (0..types).flat_map(linked) {
            if let Some(count) = starts.get_mut(other as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut links = vec![(0, 0.0); sum as usize];
        for kind in 0..types {
            let background = explained.background(kind as u32);
            for (other, probability) in linked(kind) {
                let Some(at) = next.get_mut(other as usize) else {
                    continue;
                };
                if let Some(slot) = links.get_mut(*at as usize) {
                    *slot = (kind as u32, probability / background);
                }
                *at += 1;
            }
        }
        Self { starts, links }
    }

    /// The types that `other` explains.
    fn of(&self, other: u32) -> &[(u32, f32)] {
        let other = other as usize;
        let bounds = self.starts.get(other).zip(self.starts.get(other + 1));
        bounds
            .and_then(|(&start, &end)| self.links.get(start as usize..end as usize))
            .unwrap_or_default()
    }
}

impl Association {
    /// Links the token types of two documents.
    ///
    /// Words are linked by `lexicon`, a Chinese word that it does not know by its characters; words and codes that
    /// both languages write alike by being equal; quantities by how they compare; names by [`name_links`];
    /// joined terms by `lexicon` and, less, by their words. Cost: one look-up for each type, a comparison for each two quantities that can be related, and the cost of `name_links`.
    #[must_use]
    pub fn new(source: &Document, target: &Document, lexicon: &dyn Lexicon) -> Self {
        Self::with(source, target, lexicon, &[])
    }

    /// Links the token types of two documents, and besides dates and weekdays that name the same days.
    #[must_use]
    pub fn with(
        source: &Document,
        target: &Document,
        lexicon: &dyn Lexicon,
        days: &[SameDay],
    ) -> Self {
        let mut rows = Rows {
            source: vec![Vec::new(); source.types().len()],
            target: vec![Vec::new(); target.types().len()],
        };
        let (source_ids, target_ids) = (ids(source), ids(target));
        rows.link_equal(&source_ids, &target_ids);
        if source.lang() != target.lang() {
            rows.link_words(source, &target_ids, lexicon, Side::Source);
            rows.link_words(target, &source_ids, lexicon, Side::Target);
        }
        let mut conversions = rows.link_quantities(source, target);
        for &(from, to, probability) in days {
            rows.link_both(from, to, probability);
            conversions.push((from, to));
        }
        conversions.sort_unstable();
        rows.link_terms(source, Side::Source);
        rows.link_terms(target, Side::Target);
        let names = rows.link_names(source, target, lexicon);
        Self {
            source: Explained::new(source, target.types().len(), lexicon, rows.source),
            target: Explained::new(target, source.types().len(), lexicon, rows.target),
            names,
            conversions,
        }
    }

    /// Whether a type of the source and one of the target are linked as parts of one name.
    #[must_use]
    pub fn is_name(&self, source: u32, target: u32) -> bool {
        self.names.binary_search(&(source, target)).is_ok()
    }

    /// Whether a quantity of the source and one of the target are linked because one of the texts says that the one
    /// is as much as an amount that agrees with the other.
    #[must_use]
    pub fn is_conversion(&self, source: u32, target: u32) -> bool {
        self.conversions.binary_search(&(source, target)).is_ok()
    }

    /// What explains the tokens of the source document.
    #[must_use]
    pub const fn source(&self) -> &Explained {
        &self.source
    }

    /// What explains the tokens of the target document.
    #[must_use]
    pub const fn target(&self) -> &Explained {
        &self.target
    }
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

impl Side {
    const fn other(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
        }
    }
}

/// Links under construction: for each type of a side, types of the other side.
struct Rows {
    source: Vec<Vec<(u32, f32)>>,
    target: Vec<Vec<(u32, f32)>>,
}

impl Rows {
    /// Notes that type `of` of `side` occurs with the given probability where type `given` of the other side does.
    ///
    /// The link is listed on the other side as well, with what that side's own reasons give it, at least nothing: two
    /// types are linked both ways or not at all.
    fn push(&mut self, side: Side, of: u32, given: u32, probability: f32) {
        let (rows, others) = if side == Side::Source {
            (&mut self.source, &mut self.target)
        } else {
            (&mut self.target, &mut self.source)
        };
        if let Some(row) = rows.get_mut(of as usize) {
            row.push((given, probability));
        }
        if let Some(row) = others.get_mut(given as usize) {
            row.push((of, 0.0));
        }
    }

    fn link_both(&mut self, source: u32, target: u32, probability: f32) {
        self.push(Side::Source, source, target, probability);
        self.push(Side::Target, target, source, probability);
    }

    fn link_equal(&mut self, source: &HashMap<&str, u32>, target: &HashMap<&str, u32>) {
        for (word, &from) in source {
            if let Some(&to) = target.get(word) {
                self.link_both(from, to, SAME);
            }
        }
    }

    /// Links the words of `document`, which is `side`, by their translations.
    fn link_words(
        &mut self,
        document: &Document,
        others: &HashMap<&str, u32>,
        lexicon: &dyn Lexicon,
        side: Side,
    ) {
        let other_side = side.other();
        let lang = document.lang();
        for (kind, token) in document.types().iter().enumerate() {
            let (TokenType::Word(word) | TokenType::Literal(word), Ok(kind)) =
                (token, u32::try_from(kind))
            else {
                continue;
            };
            let mut known = false;
            lexicon.translations(word, lang, &mut |translation, probability| {
                known = true;
                if let Some(&other) = others.get(translation) {
                    self.push(other_side, other, kind, probability);
                    return;
                }
                // A term that the other text does not have as one is linked by its words.
                if !translation.as_bytes().contains(&b' ') {
                    return;
                }
                let words = translation.split(' ').count() as f32;
                for part in translation.split(' ') {
                    if let Some(&other) = others.get(part) {
                        self.push(other_side, other, kind, probability / words);
                        if words > 1.0 {
                            self.push(side, kind, other, probability / words);
                        }
                    }
                }
            });
            if !known && lang == Lang::Chinese {
                self.link_characters(word, kind, others, lexicon, side);
            }
        }
    }

    /// Links an unknown Chinese word by the translations of its characters.
    fn link_characters(
        &mut self,
        word: &str,
        kind: u32,
        others: &HashMap<&str, u32>,
        lexicon: &dyn Lexicon,
        side: Side,
    ) {
        let share = CHARACTER_BACKOFF / word.chars().count().max(2) as f32;
        let mut buffer = [0; 4];
        for character in word.chars() {
            let character: &str = character.encode_utf8(&mut buffer);
            lexicon.translations(character, Lang::Chinese, &mut |translation, probability| {
                if let Some(&other) = others.get(translation) {
                    self.push(side.other(), other, kind, probability * share);
                }
            });
        }
    }

    /// Links the names of the documents and returns which types were linked, in order.
    fn link_names(
        &mut self,
        source: &Document,
        target: &Document,
        lexicon: &dyn Lexicon,
    ) -> Vec<(u32, u32)> {
        let mut linked = Vec::new();
        for link in name_links(source, target, lexicon) {
            self.push(Side::Source, link.chinese, link.english, link.of_chinese);
            self.push(Side::Target, link.english, link.chinese, link.of_english);
            linked.push((link.chinese, link.english));
        }
        for link in name_links(target, source, lexicon) {
            self.push(Side::Source, link.english, link.chinese, link.of_english);
            self.push(Side::Target, link.chinese, link.english, link.of_chinese);
            linked.push((link.english, link.chinese));
        }
        linked.sort_unstable();
        linked
    }

    /// Links the joined terms of `document`, which is `side`, by what their words are linked to: a text that has used
    /// *cloud computing* may go on with *the cloud*.
    ///
    /// A term explains whatever one of its words explains; it is explained as well as its words are on average.
    fn link_terms(&mut self, document: &Document, side: Side) {
        let mut terms_of: HashMap<u32, Vec<u32>> = HashMap::default();
        for (term, words) in document.terms() {
            for &word in words {
                terms_of.entry(word).or_default().push(term);
            }
        }
        if terms_of.is_empty() {
            return;
        }
        let (own, others) = match side {
            Side::Source => (&mut self.source, &mut self.target),
            Side::Target => (&mut self.target, &mut self.source),
        };
        for (term, words) in document.terms() {
            let share = 1.0 / words.len().max(1) as f32;
            let links: Vec<(u32, f32)> = words
                .iter()
                .filter_map(|&word| own.get(word as usize))
                .flatten()
                .map(|&(other, probability)| (other, probability * share))
                .collect();
            if let Some(row) = own.get_mut(term as usize) {
                row.extend(links);
            }
        }
        for row in others {
            let links: Vec<(u32, f32)> = row
                .iter()
                .filter_map(|&(word, probability)| Some((terms_of.get(&word)?, probability)))
                .flat_map(|(terms, probability)| terms.iter().map(move |&term| (term, probability)))
                .collect();
            row.extend(links);
        }
    }

    /// Links the quantities of the documents and returns which types were linked by a conversion, in order.
    fn link_quantities(&mut self, source: &Document, target: &Document) -> Vec<(u32, u32)> {
        let mut conversions = Vec::new();
        for link in quantity_links(source, target) {
            self.link_both(link.source, link.target, link.probability);
            if link.is_conversion {
                conversions.push((link.source, link.target));
            }
        }
        conversions.sort_unstable();
        conversions
    }
}

/// The words and literals of a document by what they are compared by.
fn ids(document: &Document) -> HashMap<&str, u32> {
    let types = document.types().iter().zip(0..);
    types
        .filter_map(|(token, kind)| match token {
            TokenType::Word(word) | TokenType::Literal(word) => Some((word.as_str(), kind)),
            TokenType::Quantity(_) => None,
        })
        .collect()
}

/// The probability of each type of a document: the lexicon's frequency mixed with the document's own.
fn background(document: &Document, lexicon: &dyn Lexicon) -> Vec<f32> {
    let mut counts = vec![0.0_f32; document.types().len()];
    for kind in document.kinds() {
        if let Some(count) = counts.get_mut(kind as usize) {
            *count += 1.0;
        }
    }
    let all = document.count_tokens((0, document.sentences().len())) as f32;
    let share = OWN_FREQUENCY_SHARE * all / (all + FREQUENCY_PRIOR);
    let general = document.types().iter().map(|token| match token {
        TokenType::Word(word) => lexicon.frequency(word, document.lang()).unwrap_or_else(|| {
            if lexicon.contains(word, document.lang()) {
                KNOWN_FREQUENCY
            } else {
                UNKNOWN_FREQUENCY
            }
        }),
        TokenType::Literal(_) => UNKNOWN_FREQUENCY,
        TokenType::Quantity(index) => document
            .quantities()
            .get(*index as usize)
            .map_or(UNKNOWN_FREQUENCY, quantity::frequency),
    });
    let mut general: Vec<f32> = general.collect();
    for (term, parts) in document.terms() {
        // A form of a word is hardly rarer than the word, which the lexicon may know better.
        if let &[word] = parts
            && let Some(of_word) = general.get(word as usize).copied()
            && let Some(of_term) = general.get_mut(term as usize)
        {
            *of_term = of_term.max(of_word);
        }
    }
    general
        .into_iter()
        .zip(counts)
        .map(|(general, count)| share * count / all.max(1.0) + (1.0 - share) * general)
        .collect()
}
