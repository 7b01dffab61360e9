//! Comparable text: sentences and statements that say the same, in any order.
//!
//! Pairs of sentences that share rare counterparts are candidates. Two models judge them. [`pair`] takes them for
//! translations of one another, moved or mixed with others: what one side leaves unexplained speaks against, and each
//! sentence has one partner. [`told`] takes them for reports of one event in different words: what they share speaks for,
//! and a headline goes with every sentence that repeats it. Which of the two holds shows in the texts as wholes: where
//! they hold translations, the best partners explain each other nearly completely, and little is told beside them
//! ([`literal`]). The score of a pair is the mixture
//! of both probabilities by the probability that the texts are of either sort.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use super::{
    Agreement, AlignOptions, Link, LinkKind, Reason, Segment,
    anchor::{self, Gate},
    evidence,
    link::{Rejected, Texts},
    literal,
    rivals::{best_others, one_to_one},
};
use crate::{
    score::{
        Association, Document, Evidence, Score,
        association::Explained,
        orphan::Orphans,
        pair::{OF_COVERAGE, OF_LENGTH, OF_QUESTIONS, VALUES_APART, Weights},
        part::{self, Part},
        statement::{self, Claims, Statement},
        told::{self, Told, Weighed, pair_features},
    },
    segment::Segmenter,
};

/// How many candidates are looked at for each sentence of the source.
const CANDIDATES: usize = 20;

/// Words that lead to more sentences than this, or than [`FOLLOWED_IN_POOLS`] times the square root of the number of
/// sentences, are not followed: they tell little, and cost grows with what is followed.
///
/// In a pool of 10,000 x 10,000 law sentences, where both come to 500, 89 of 100 pairs were found; with a limit of 500 in
/// 20,000 x 20,000 and 40,000 x 40,000 only 85 and 75, hence the root.
const FOLLOWED: usize = 500;
const FOLLOWED_IN_POOLS: f32 = 5.0;

/// Up to so many pairs of sentences all are looked at.
const ALL_PAIRS: usize = 2500;

/// The log odds that a pair of the translation model without any rival has to beat.
const NO_RIVAL: f32 = -6.0;

/// The least log odds of the partners by whose explanations translations are known.
const LEAST_PARTNER: f32 = -1.0;

/// Beyond this probability the other model is not asked.
const SURE: f32 = 0.99;

/// Whether all pairs of the sentences of two texts are looked at.
///
/// Such texts are searched for the words of the lexicon as well: so few sentences share little, and each word counts.
pub(super) fn is_small(texts: &Texts) -> bool {
    let (sources, targets) = (
        texts.source.sentences().len(),
        texts.target.sentences().len(),
    );
    sources.saturating_mul(targets) <= ALL_PAIRS
}

/// For each sentence the first one of the same words.
fn classes(document: &Document) -> Vec<usize> {
    let mut first = HashMap::new();
    let sentences = 0..document.sentences().len();
    let words = |index: usize| -> Vec<u32> { document.kinds_of(index).collect() };
    sentences
        .map(|index| *first.entry(words(index)).or_insert(index))
        .collect()
}

/// Finds the links of two comparable documents.
pub(super) fn align(
    mut search: Search<'_>,
    written: (&str, &str),
    segmenter: &Segmenter,
    options: &AlignOptions,
) -> Vec<Link> {
    let texts = search.texts;
    let sizes = search.sentences();
    let reports = search.reports.take();
    let reports = reports.unwrap_or_else(|| Reports::new(&search, written, segmenter));
    search.hear(&reports);
    let search = search;
    let mut writer = Writer {
        search: &search,
        written,
        segmenter,
        source_parts: reports.source_parts.iter().cloned().enumerate().collect(),
        target_parts: reports.target_parts.iter().cloned().enumerate().collect(),
        claims: Claims::new(sizes.0, sizes.1),
    };
    for (index, told) in reports.told.iter().enumerate() {
        writer.claim(told, search.probability(index, &reports));
    }
    let mut links = Vec::new();
    let mut paired = (vec![false; sizes.0], vec![false; sizes.1]);
    let mut nearest = (vec![None; sizes.0], vec![None; sizes.1]);
    for (index, &(i, j)) in search.pairs.iter().enumerate() {
        let probability = search.probability(index, &reports);
        if probability >= options.threshold && probability > 0.0 {
            for side in [paired.0.get_mut(i), paired.1.get_mut(j)]
                .into_iter()
                .flatten()
            {
                *side = true;
            }
            writer.write(index, probability, &reports, &mut links);
            continue;
        }
        // What a pair would be if its sides had no other partner.
        let own = sigmoid(
            search
                .against
                .get(index)
                .copied()
                .unwrap_or(f32::NEG_INFINITY),
        );
        let alone = search.literal * search.alone(index);
        let is_taken = search.chosen.get(index) == Some(&false) && alone >= options.threshold;
        let score = probability.max(search.of_comparable * own);
        let sides = [(nearest.0.get_mut(i), j), (nearest.1.get_mut(j), i)];
        for (slot, other) in sides {
            let Some(slot) = slot else { continue };
            if slot.is_none_or(|(best, ..): (f32, usize, bool)| score > best) {
                *slot = Some((score, other, is_taken));
            }
        }
    }
    let unpaired = |segments: &[Segment],
                    others: &[Segment],
                    paired: &[bool],
                    nearest: &[Option<(f32, usize, bool)>]| {
        let mut found = Vec::new();
        for ((segment, is_paired), nearest) in segments.iter().zip(paired).zip(nearest) {
            if *is_paired {
                continue;
            }
            let rejected = nearest.and_then(|(score, other, _)| {
                let segment = *others.get(other)?;
                let score = Score::new(score);
                Some(Rejected { segment, score })
            });
            let reason = match nearest {
                None => Reason::NoCandidate,
                Some((.., true)) => Reason::Taken,
                Some(_) => Reason::BelowThreshold,
            };
            let score = 1.0 - rejected.map_or(0.0, |it| it.score.value());
            found.push((*segment, Score::new(score), reason, rejected));
        }
        found
    };
    let (sources, targets) = (&texts.source_segments(), &texts.target_segments());
    for (segment, score, reason, rejected) in unpaired(sources, targets, &paired.0, &nearest.0) {
        let link = Link::unpaired(Some(segment), None, score, reason);
        links.push(Link { rejected, ..link });
    }
    for (segment, score, reason, rejected) in unpaired(targets, sources, &paired.1, &nearest.1) {
        let link = Link::unpaired(None, Some(segment), score, reason);
        links.push(Link { rejected, ..link });
    }
    links
}

fn sigmoid(x: f32) -> f32 {
    Score::from_log_odds(x).value()
}

/// The candidates, judged as translations.
pub(super) struct Search<'t> {
    texts: &'t Texts,
    association: &'t Association,
    /// The values that only one of the texts gives.
    orphans: Orphans,
    weights: Weights,
    /// The candidates, in order.
    pub(super) pairs: Vec<(usize, usize)>,
    /// The log odds of each by what it says.
    own: Vec<f32>,
    /// The best other partners of each.
    others: Vec<(f32, f32)>,
    /// The log odds of each against its rivals.
    against: Vec<f32>,
    /// Whether each is its sides' only partner as a translation.
    chosen: Vec<bool>,
    /// The probability that the texts hold translations, by what the best partners say.
    pub(super) literal: f32,
    /// The mean probability of the best partners.
    mean: f32,
    /// The probability that the texts hold translations, by what is told beside them too.
    of_comparable: f32,
    /// The candidates judged as reports, if that was asked for before.
    reports: OnceCell<Reports>,
}

impl<'t> Search<'t> {
    /// Reads two texts of which the source is the Chinese one.
    pub(super) fn new(texts: &'t Texts, association: &'t Association) -> Self {
        let (source, target) = (&texts.source, &texts.target);
        let size = (source.sentences().len(), target.sentences().len());
        let pairs: Vec<(usize, usize)> = if is_small(texts) {
            let rows = 0..size.0;
            rows.flat_map(|i| (0..size.1).map(move |j| (i, j)))
                .collect()
        } else {
            let of_pool = FOLLOWED_IN_POOLS * (size.1 as f32).sqrt();
            let gate = Gate::Postings(FOLLOWED.max(of_pool as usize));
            let found = anchor::candidates(source, target, association, CANDIDATES, gate);
            found.into_iter().map(|it| (it.source, it.target)).collect()
        };
        let weights = Weights::default();
        let orphans = Orphans::new(source, target, association);
        let of = |&(i, j): &(usize, usize)| {
            weights.log_odds(&pair_features(
                (source, i),
                (target, j),
                association,
                &orphans,
            ))
        };
        let own: Vec<f32> = pairs.iter().map(of).collect();
        let others = best_others(&pairs, &own, size, NO_RIVAL);
        let against: Vec<f32> = own
            .iter()
            .zip(&others)
            .map(|(&own, &others)| weights.margin.log_odds(own, others))
            .collect();
        let chosen = one_to_one(&pairs, &against, LEAST_PARTNER);
        // Two accounts of one value make two sentences no less a pair, but speak for reports.
        let strict = |&(i, j): &(usize, usize)| {
            let (orphans, pair) = (Orphans::default(), ((source, i), (target, j)));
            weights.log_odds(&pair_features(pair.0, pair.1, association, &orphans))
        };
        let partners = pairs.iter().zip(&chosen).filter(|it| *it.1);
        let mean = literal::mean_of_best(partners.map(|it| sigmoid(strict(it.0))), size);
        let literal = literal::probability(mean);
        Self {
            mean,
            literal,
            of_comparable: literal,
            texts,
            association,
            orphans,
            weights,
            pairs,
            own,
            others,
            against,
            chosen,
            reports: OnceCell::new(),
        }
    }

    /// Whether all pairs are looked at.
    fn is_small(&self) -> bool {
        is_small(self.texts)
    }

    /// The probability that the texts hold translations, by what they tell beside them too.
    pub(super) fn literal_beside(&self, written: (&str, &str), segmenter: &Segmenter) -> f32 {
        if !self.is_small() || self.literal < 0.5 {
            return self.literal;
        }
        let reports = self
            .reports
            .get_or_init(|| Reports::new(self, written, segmenter));
        self.beside(reports)
    }

    /// Takes into account what the texts tell beside translations: of small ones, where all pairs were judged.
    fn hear(&mut self, reports: &Reports) {
        if self.is_small() {
            self.of_comparable = self.beside(reports);
        }
    }

    fn beside(&self, reports: &Reports) -> f32 {
        let classes = (classes(&self.texts.source), classes(&self.texts.target));
        let class =
            |&(i, j): &(usize, usize)| (classes.0.get(i).copied(), classes.1.get(j).copied());
        let chosen = self.pairs.iter().zip(&self.chosen).filter(|it| *it.1);
        let translated: HashSet<_> = chosen.map(|it| class(it.0)).collect();
        // A sentence that stands there three times is told no more often than it is translated.
        let is_again = |index: usize| {
            let pair = self.pairs.get(index).map(class);
            self.chosen.get(index) != Some(&true) && pair.is_some_and(|it| translated.contains(&it))
        };
        let told = reports.told.iter().zip(&reports.against).enumerate();
        let told = told.filter(|(index, _)| !is_again(*index));
        let told = told.map(|(index, (told, &in_context))| {
            let of_translation = self.of_translation(index);
            (
                of_translation,
                sigmoid(told.log_odds()),
                sigmoid(in_context),
            )
        });
        literal::probability_beside(self.mean, literal::told_beside(told))
    }

    /// The likely translations, in order of the source: source, target, probability.
    pub(super) fn partners(&self) -> Vec<(usize, usize, f32)> {
        let pairs = self.pairs.iter().enumerate();
        let mut partners: Vec<(usize, usize, f32)> = pairs
            .map(|(index, &(i, j))| (i, j, self.of_translation(index)))
            .filter(|(.., probability)| *probability >= 0.5)
            .collect();
        partners.sort_by_key(|&(i, j, _)| (i, j));
        partners
    }

    /// The probability that a candidate would be a translation if its sides had no other partner.
    fn alone(&self, index: usize) -> f32 {
        let margin = self.weights.margin;
        let of = |&own: &f32| sigmoid(margin.log_odds(own, (NO_RIVAL, NO_RIVAL)));
        self.own.get(index).map_or(0.0, of)
    }

    /// How many sentences the texts have.
    pub(super) fn sentences(&self) -> (usize, usize) {
        (
            self.texts.source.sentences().len(),
            self.texts.target.sentences().len(),
        )
    }

    /// The probability that a candidate is a translation: 0 if one of its sides has a better partner.
    pub(super) fn of_translation(&self, index: usize) -> f32 {
        match (self.chosen.get(index), self.against.get(index)) {
            (Some(true), Some(&log_odds)) => sigmoid(log_odds),
            _ => 0.0,
        }
    }

    /// The probability that a candidate says the same.
    fn probability(&self, index: usize, reports: &Reports) -> f32 {
        let of_translation = self.of_translation(index);
        let of_report = reports.against.get(index).map_or(0.0, |&it| sigmoid(it));
        self.of_comparable * of_translation + (1.0 - self.of_comparable) * of_report
    }
}

/// The candidates, judged as reports; empty if large texts are surely translations.
struct Reports {
    source_parts: Vec<Vec<Part>>,
    target_parts: Vec<Vec<Part>>,
    told: Vec<Told>,
    context: Vec<told::Context>,
    against: Vec<f32>,
}

impl Reports {
    fn new(search: &Search<'_>, written: (&str, &str), segmenter: &Segmenter) -> Self {
        let (texts, association) = (search.texts, search.association);
        let parts = |document: (&Document, &str), explained: &Explained| {
            let all = 0..document.0.sentences().len();
            all.map(|index| part::parts(document, index, segmenter, explained))
                .collect()
        };
        let (source_parts, target_parts, told) = if search.is_small() || search.of_comparable < SURE
        {
            let source: Vec<Vec<Part>> = parts((&texts.source, written.0), association.source());
            let target: Vec<Vec<Part>> = parts((&texts.target, written.1), association.target());
            let told = told::read(
                &texts.source,
                &texts.target,
                (association, &search.orphans),
                &search.pairs,
                (&source, &target),
            );
            (source, target, told)
        } else {
            (Vec::new(), Vec::new(), Vec::new())
        };
        let own: Vec<f32> = told.iter().map(Told::log_odds).collect();
        let size = search.sentences();
        let pairs = search.pairs.get(..told.len()).unwrap_or_default();
        let others = best_others(pairs, &own, size, told::LEAST);
        let beside = told::neighbours(pairs, &own);
        let context: Vec<told::Context> = pairs
            .iter()
            .zip(&own)
            .zip(others.iter().zip(&beside))
            .map(|((&pair, &own), (&others, &beside))| {
                told::context(pair, size, own, others, beside)
            })
            .collect();
        let against = context.iter().map(told::in_context).collect();
        Self {
            source_parts,
            target_parts,
            told,
            context,
            against,
        }
    }
}

/// Turns candidates into links.
struct Writer<'s, 't> {
    search: &'s Search<'t>,
    written: (&'s str, &'s str),
    segmenter: &'s Segmenter,
    source_parts: HashMap<usize, Vec<Part>>,
    target_parts: HashMap<usize, Vec<Part>>,
    claims: Claims,
}

impl Writer<'_, '_> {
    /// Cuts two sentences into parts.
    fn cut(&mut self, i: usize, j: usize) {
        let (texts, association) = (self.search.texts, self.search.association);
        let (written, segmenter) = (self.written, self.segmenter);
        self.source_parts.entry(i).or_insert_with(|| {
            part::parts(
                (&texts.source, written.0),
                i,
                segmenter,
                association.source(),
            )
        });
        self.target_parts.entry(j).or_insert_with(|| {
            part::parts(
                (&texts.target, written.1),
                j,
                segmenter,
                association.target(),
            )
        });
    }

    /// The parts of two sentences that were cut.
    fn parts(&self, i: usize, j: usize) -> (&[Part], &[Part]) {
        let (source, target) = (self.source_parts.get(&i), self.target_parts.get(&j));
        (
            source.map(Vec::as_slice).unwrap_or_default(),
            target.map(Vec::as_slice).unwrap_or_default(),
        )
    }

    /// Notes which parts a pair tells of.
    fn claim(&mut self, told: &Told, probability: f32) {
        if probability < statement::LEAST_CLAIM {
            return;
        }
        self.cut(told.source, told.target);
        let parts = |parts: &HashMap<usize, Vec<Part>>, at: usize| {
            parts.get(&at).cloned().unwrap_or_default()
        };
        let source = parts(&self.source_parts, told.source);
        let target = parts(&self.target_parts, told.target);
        self.claims.add(told, probability, (&source, &target));
    }

    /// Adds the link of two sentences and that of the statement they share.
    fn write(&mut self, index: usize, probability: f32, reports: &Reports, links: &mut Vec<Link>) {
        let search = self.search;
        let texts = search.texts;
        let Some(&(i, j)) = search.pairs.get(index) else {
            return;
        };
        let read;
        let told = match reports.told.get(index) {
            Some(told) => told,
            None => {
                let pairs = [(i, j)];
                read = told::read_alone(
                    &texts.source,
                    &texts.target,
                    (search.association, &search.orphans),
                    &pairs,
                );
                let Some(told) = read.first() else { return };
                told
            }
        };
        self.cut(i, j);
        let (source, target) = self.parts(i, j);
        let claimed = self.claims.claimed(told, (source, target));
        let explained = (search.association.source(), search.association.target());
        let statement = statement::find(source, target, told, &claimed, explained);
        let p = probability.clamp(1e-6, 1.0 - 1e-6);
        let log_odds = (p / (1.0 - p)).ln();
        let weights = self.token_weights(index, told, reports);
        let whole = evidence::Whole {
            source: texts
                .source_segment(i)
                .map(|it| it.span)
                .unwrap_or_default(),
            target: texts
                .target_segment(j)
                .map(|it| it.span)
                .unwrap_or_default(),
            log_odds,
        };
        let against = self.against(index, told);
        let of_sentence = evidence::of_told(told, &against, &weights, &whole, &|_, _| true);
        let is_same = |statement: &Statement| {
            statement.is_same((&texts.source, i), (&texts.target, j), &told.links)
        };
        let of_whole = Statement::new(whole.source, whole.target);
        let agreement = |disagrees: bool, same: bool| match (disagrees, same) {
            (true, _) => Agreement::Differs,
            (_, true) => Agreement::Same,
            _ => Agreement::Overlapping,
        };
        let score = Score::new(probability);
        let link = texts.link((i, i + 1), (j, j + 1), score, of_sentence);
        links.push(Link {
            agreement: Some(agreement(
                !told.disagreements.is_empty() || !against.is_empty(),
                is_same(&of_whole),
            )),
            ..link
        });
        let (Some(statement), Some(from), Some(to)) =
            (statement, texts.source_segment(i), texts.target_segment(j))
        else {
            return;
        };
        let holds = |source, target| statement.holds(source, target);
        let of_reports = told.disagreements.iter().map(|it| (it.source, it.target));
        let disagrees = of_reports
            .chain(against.iter().map(|it| (it.source, it.target)))
            .any(|(source, target)| holds(source, target));
        links.push(Link {
            kind: LinkKind::Statement,
            source: vec![Segment {
                index: from.index,
                span: statement.source,
            }],
            target: vec![Segment {
                index: to.index,
                span: statement.target,
            }],
            score,
            evidence: evidence::of_told(told, &against, &weights, &whole, &holds),
            reason: None,
            agreement: Some(agreement(disagrees, is_same(&statement))),
            rejected: None,
            confirmed: false,
        });
    }

    /// What else contradicts in two sentences that are translations of one another: there, values are those of the original.
    fn against(&self, index: usize, told: &Told) -> Vec<Evidence> {
        let search = self.search;
        if search.of_comparable * search.of_translation(index) < 0.5 {
            return Vec::new();
        }
        let documents = (&search.texts.source, &search.texts.target);
        let pair = (told.source, told.target);
        let mut found = evidence::against_translation(pair, documents, self.written, &told.links);
        found.retain(|it| {
            let mut known = told.disagreements.iter();
            known
                .all(|known| !known.source.overlaps(it.source) && !known.target.overlaps(it.target))
        });
        found
    }

    /// What the parts of a score weigh, by the model that counts more.
    fn token_weights(&self, index: usize, told: &Told, reports: &Reports) -> evidence::Parts {
        let search = self.search;
        if search.of_comparable >= 0.5 || reports.told.is_empty() {
            let margin = search.weights.margin;
            let unit = margin.own + 2.0 * margin.lead;
            let sum = |features: &[usize]| -> f32 {
                let terms = features
                    .iter()
                    .filter_map(|&it| Some((it, told.pair.get(it)?)));
                terms
                    .map(|(it, value)| search.weights.get(it) * value)
                    .sum()
            };
            let lengths = (
                search
                    .texts
                    .source
                    .count_tokens((told.source, told.source + 1)) as f32,
                search
                    .texts
                    .target
                    .count_tokens((told.target, told.target + 1)) as f32,
            );
            let scale = ((lengths.0 + 3.0) * (lengths.1 + 3.0)).sqrt();
            let (of_english, of_chinese) = (search.weights.get(0), search.weights.get(2));
            return evidence::Parts {
                tokens: told
                    .links
                    .iter()
                    .map(|Weighed { link, .. }| {
                        unit * (of_chinese * link.source_gain + of_english * link.target_gain)
                            / scale
                    })
                    .collect(),
                disagreement: unit * search.weights.get(VALUES_APART),
                coverage: unit * sum(&OF_COVERAGE),
                length: unit * sum(&OF_LENGTH),
                punctuation: unit * sum(&OF_QUESTIONS),
                context: search
                    .others
                    .get(index)
                    .map_or(0.0, |it| -margin.lead * (it.0 + it.1)),
            };
        }
        let [unit, ..] = told::CONTEXT;
        let sum = |features: &[usize]| -> f32 {
            let pairs = features
                .iter()
                .filter_map(|&it| Some(told::WEIGHTS.get(it)? * told.features.get(it)?));
            pairs.sum()
        };
        // Beside its own log odds and the constant, which is no evidence.
        let context: f32 = reports.context.get(index).map_or(0.0, |features| {
            let own_and_constant = unit * features[0] + told::CONTEXT[6];
            told::in_context(features) - own_and_constant
        });
        evidence::Parts {
            tokens: told.links.iter().map(|it| unit * it.weight()).collect(),
            disagreement: unit * told::WEIGHTS[3],
            coverage: unit * sum(&[0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12]),
            length: unit * sum(&[4]),
            punctuation: 0.0,
            context,
        }
    }
}
