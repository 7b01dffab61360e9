//! The model of two sentences that report the same thing, each in its own words.
//!
//! Two newsrooms seldom word a statement alike, so what one side leaves unexplained tells little. What tells is how
//! much two sentences share for their length, and how rare it is *in these texts*: a name that every other sentence
//! holds says what the texts are about, not which sentences belong together. It also tells how well the best clauses of the two
//! cover each other, since two long sentences may say one thing alike and nothing else, and whether they give two
//! values that may be [two accounts of one](super::orphan). A second step looks at the rivals of a
//! pair, as the [pair model](super::pair) does, at its neighbours, since reports tell things in the same order for a
//! while, and at its place: reports of one event open with the same, and tell the weightier things first.

use std::collections::HashMap;

use super::{
    association::Association,
    disagreement::{Counterparts, Disagreement, disagreements},
    document::{Document, Token},
    evidence::EvidenceKind,
    length::USUAL_RATIO,
    orphan::Orphans,
    pair,
    part::{Part, information, place},
    shared::{SharedToken, shared_tokens},
};
use crate::quantity::Relation;

/// The number of features.
pub const FEATURES: usize = 14;

/// What each feature is called, in order.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "terms",
    "names",
    "quantities",
    "values-differ",
    "size",
    "constant",
    "explained-english",
    "explained-chinese",
    "coverage-english",
    "coverage-chinese",
    "quantities-shared",
    "hints",
    "clauses-covered",
    "orphans-alike",
];

/// The features of one pair.
pub type Features = [f32; FEATURES];

/// What each feature counts.
///
/// Fitted by logistic regression on the sentence pairs of the dev part of `corpora/comparable` (41 document pairs, 884
/// sentence pairs), with an L2 penalty of 0.1: `cargo run --release --example fit_statements`.
pub const WEIGHTS: Features = [
    0.197, -0.334, 1.012, 0.356, 0.032, -7.090, 1.124, -0.272, 6.524, 0.477, 0.510, 0.921, 7.558,
    2.984,
];

/// What each word that corresponds counts, beside what it tells.
const OF_HINTS: f32 = WEIGHTS[11];

/// The number of features of the second step.
pub const CONTEXT_FEATURES: usize = 7;

/// What each feature of the second step is called, in order.
pub const CONTEXT_NAMES: [&str; CONTEXT_FEATURES] = [
    "own",
    "lead",
    "beside",
    "both-open",
    "one-opens",
    "apart",
    "constant",
];

/// The features of a pair beside its rivals and neighbours and by its place, as [`context`] gives them.
pub type Context = [f32; CONTEXT_FEATURES];

/// What each feature of the second step counts. Fitted after [`WEIGHTS`], by the same command.
pub const CONTEXT: Context = [0.655, 0.329, 0.266, 4.006, 2.294, -2.872, 0.241];

/// How many sentences open a report: its headline and the sentence below it, which say what the whole is about. Of 164
/// such pairs in the dev part of `corpora/comparable` 142 share a statement.
const OPENING: usize = 2;

/// The log odds that a pair without any rival has to beat, and the least that a neighbour counts.
pub const LEAST: f32 = -5.0;

/// The most that a neighbour counts.
pub const MOST: f32 = 2.0;

/// What a shared token must tell beyond this, in nats, to count: less is what unrelated news share as well. A judgement
/// on the dev part of `corpora/comparable`, not fitted.
const UNREMARKABLE: f32 = 1.5;

/// What a link must tell beyond this, in nats, to be a hint.
const LEAST_HINT: f32 = 0.5;

/// What is added to the information of parts before they are compared with what is shared: of a part of one word little is
/// to be learnt. A judgement; 0.5 and 3 do about as well.
const SHORTEST_PART: f32 = 1.5;

/// Beyond this, in nats, a lead counts no more: what is told twice may be told much more fully the first time.
const LONGEST_LEAD: f32 = 3.0;

/// The lead of a pair over the best other partner of both sides, added up.
#[must_use]
pub fn lead(own: f32, others: (f32, f32)) -> f32 {
    let over = |other: f32| (own - other).clamp(-LONGEST_LEAD, LONGEST_LEAD);
    over(others.0) + over(others.1)
}

/// The features of the second step for a pair of the sentences `(i, j)` of texts of so many sentences: its own log odds,
/// its [`lead`] over the best `others`, the best pair `beside` it, whether both or one of its sentences open their
/// reports, and how far apart the two stand, as a share of the texts.
#[must_use]
pub fn context(
    (i, j): (usize, usize),
    (sources, targets): (usize, usize),
    own: f32,
    others: (f32, f32),
    beside: f32,
) -> Context {
    let place = |index: usize, size: usize| (index as f32 + 0.5) / size.max(1) as f32;
    let opening = (i < OPENING, j < OPENING);
    let flag = |is_so: bool| if is_so { 1.0 } else { 0.0 };
    [
        own,
        lead(own, others),
        beside,
        flag(opening.0 && opening.1),
        flag(opening.0 != opening.1),
        (place(i, sources) - place(j, targets)).abs(),
        1.0,
    ]
}

/// The log odds of a pair by the features of the second step.
#[must_use]
pub fn in_context(features: &Context) -> f32 {
    let terms = CONTEXT.iter().zip(features);
    terms.map(|(weight, feature)| weight * feature).sum()
}

/// A shared token and how telling it is in these texts.
#[derive(Copy, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Weighed {
    /// The two tokens.
    pub link: SharedToken,
    /// How much of what tells one pair of sentences of these texts from all others the link tells, in `[0, 1]`: 1 if
    /// no other pair of sentences has such a link, 0 if all have.
    pub share: f32,
}

impl Weighed {
    /// What the link adds to the log odds of a pair, in nats.
    #[must_use]
    pub fn weight(&self) -> f32 {
        let [terms, names, quantities] = self.mass();
        let [of_terms, of_names, of_quantities, ..] = WEIGHTS;
        of_terms * terms + of_names * names + of_quantities * quantities + OF_HINTS * self.hint()
    }

    /// What it tells beside its gain that a word corresponds, be it a common one; nothing for quantities.
    fn hint(&self) -> f32 {
        if self.link.kind == EvidenceKind::Quantity {
            return 0.0;
        }
        (self.link.gain() - LEAST_HINT).clamp(0.0, 1.0) * self.share
    }

    /// What the link adds to terms, names and quantities.
    fn mass(&self) -> [f32; 3] {
        let beyond = (self.link.gain() - UNREMARKABLE).max(0.0) * self.share;
        match (self.link.kind, self.link.relation) {
            (EvidenceKind::Quantity, Some(Relation::Compatible)) => [0.0, 0.0, 0.8 * beyond],
            (EvidenceKind::Quantity, _) => [0.0, 0.0, beyond],
            (EvidenceKind::Name | EvidenceKind::Literal, _) => [0.0, beyond, 0.0],
            _ => [beyond, 0.0, 0.0],
        }
    }
}

/// How much of the best run of one or two parts of each sentence the two share, in `[0, 1]`: two long sentences may say one
/// clause alike and nothing else.
fn covered(
    source: &[Part],
    target: &[Part],
    (links, disagreements): (&[Weighed], &[Disagreement]),
    association: &Association,
) -> f32 {
    let (of_source, of_target) = (association.source(), association.target());
    let linked = links.iter().map(|it| {
        let (from, to) = (it.link.source, it.link.target);
        let told = (
            information(of_source.background(from.kind)),
            information(of_target.background(to.kind)),
        );
        (from.span(), to.span(), told)
    });
    let differing = disagreements
        .iter()
        .map(|it| (it.source, it.target, (1.0, 1.0)));
    let width = target.len();
    let mut grid = vec![(0.0_f32, 0.0_f32); source.len() * width];
    for (from, to, told) in linked.chain(differing) {
        let at = place(source, from).zip(place(target, to));
        let cell = at.and_then(|(row, column)| grid.get_mut(row * width + column));
        if let Some(cell) = cell {
            *cell = (cell.0 + told.0, cell.1 + told.1);
        }
    }
    let runs = |parts: &[Part]| -> Vec<(usize, usize, f32)> {
        let all = parts.iter().enumerate().map(|(at, part)| (at, at, part));
        let alone = all.clone().map(|(at, _, part)| (at, at, part.information));
        let joined = all
            .zip(parts.iter().skip(1))
            .map(|((at, _, part), next)| (at, at + 1, part.information + next.information));
        alone.chain(joined).collect()
    };
    let columns = runs(target);
    let mut best = 0.0_f32;
    for (top, bottom, in_source) in runs(source) {
        for &(left, right, in_target) in &columns {
            let rows = (top..=bottom).filter_map(|row| grid.get(row * width..(row + 1) * width));
            let inside = rows.filter_map(|row| row.get(left..=right)).flatten();
            let (from, to) = inside.fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
            let shares = (
                from / (in_source + SHORTEST_PART),
                to / (in_target + SHORTEST_PART),
            );
            best = best.max(shares.0.min(shares.1));
        }
    }
    best.min(1.0)
}

/// Two sentences with all that the model looks at.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Told {
    /// The sentence of the source.
    pub source: usize,
    /// The sentence of the target.
    pub target: usize,
    /// What they share.
    pub links: Vec<Weighed>,
    /// Where they disagree.
    pub disagreements: Vec<Disagreement>,
    /// The features of the two as a translation.
    pub pair: pair::Features,
    /// The features of the two as reports.
    pub features: Features,
}

impl Told {
    /// The log odds that the two report the same, rivals and neighbours left aside.
    #[must_use]
    pub fn log_odds(&self) -> f32 {
        let terms = WEIGHTS.iter().zip(&self.features);
        terms.map(|(weight, feature)| weight * feature).sum()
    }
}

/// The parts of two sentences as the pair model sees them, or nothing if there are no such sentences.
#[must_use]
pub fn pair_features(
    (source, i): (&Document, usize),
    (target, j): (&Document, usize),
    association: &Association,
    orphans: &Orphans,
) -> pair::Features {
    let (from, to) = (source.tokens_of(i), target.tokens_of(j));
    let here = part((source, i), &from);
    let there = part((target, j), &to);
    pair::features((here, source), (there, target), association, orphans)
}

fn part<'t>((document, index): (&Document, usize), tokens: &'t [Token]) -> pair::Part<'t> {
    let sentence = document.sentences().get(index);
    pair::Part {
        tokens,
        chars: sentence.map_or(0.0, |sentence| sentence.chars as f32),
        question: sentence.is_some_and(|sentence| sentence.cues.ending.question),
    }
}

/// The parts of all sentences of both texts, the source first.
pub type Parts<'p> = (&'p [Vec<Part>], &'p [Vec<Part>]);

/// Reads pairs of sentences, given the parts of all; `source` is the Chinese text, and `orphans` are those of both texts.
///
/// How telling a link is depends on all pairs that are read together. Cost: for each pair the number of its tokens times
/// the number of their links.
#[must_use]
pub fn read(
    source: &Document,
    target: &Document,
    known: (&Association, &Orphans),
    pairs: &[(usize, usize)],
    parts: Parts<'_>,
) -> Vec<Told> {
    read_within(source, target, known, pairs, Some((Reach::new, parts)))
}

/// Makes the reach of links.
type Reaching = fn(&Document, &Document, &[(usize, usize)], &[Vec<SharedToken>]) -> Reach;

fn read_within(
    source: &Document,
    target: &Document,
    (association, orphans): (&Association, &Orphans),
    pairs: &[(usize, usize)],
    reaching: Option<(Reaching, Parts<'_>)>,
) -> Vec<Told> {
    let links: Vec<Vec<SharedToken>> = pairs
        .iter()
        .map(|&(i, j)| {
            let (from, to) = (source.tokens_of(i), target.tokens_of(j));
            shared_tokens((source, &from), (target, &to), association)
        })
        .collect();
    let reach = reaching.map(|(new, _)| new(source, target, pairs, &links));
    let (source_parts, target_parts) = reaching.map_or((&[][..], &[][..]), |(_, parts)| parts);
    let weighed = |link| Weighed {
        share: reach.as_ref().map_or(1.0, |reach| reach.share(&link)),
        link,
    };
    let links: Vec<Vec<Weighed>> = links
        .into_iter()
        .map(|links| links.into_iter().map(weighed).collect())
        .collect();
    let counterparts = reach
        .is_some()
        .then(|| Counterparts::new(links.iter().map(Vec::as_slice)));
    let nearest = |i: usize, j: usize| match counterparts {
        Some(_) => orphans.nearest(&source.tokens_of(i), &target.tokens_of(j)),
        None => 0.0,
    };
    let told = |(&(i, j), links): (&(usize, usize), Vec<Weighed>)| {
        let pair = pair_features((source, i), (target, j), association, orphans);
        let disagreements = disagreements(
            (source, &source.tokens_of(i)),
            (target, &target.tokens_of(j)),
            &links,
            association,
            counterparts.as_ref().map(|it| (it, orphans)),
        );
        let mut mass = [0.0; 3];
        for link in &links {
            for (sum, of_link) in mass.iter_mut().zip(link.mass()) {
                *sum += of_link;
            }
        }
        let chars = |document: &Document, index: usize| {
            let sentence = document.sentences().get(index);
            sentence.map_or(0.0, |sentence| sentence.chars as f32)
        };
        let size = (chars(source, i) + 1.0) * (chars(target, j) / USUAL_RATIO + 1.0);
        let [
            explained_english,
            _,
            explained_chinese,
            _,
            coverage_english,
            coverage_chinese,
            shared,
            ..,
        ] = pair;
        Told {
            source: i,
            target: j,
            features: [
                mass[0],
                mass[1],
                mass[2],
                disagreements.len().min(2) as f32,
                size.ln(),
                1.0,
                explained_english,
                explained_chinese,
                coverage_english,
                coverage_chinese,
                shared,
                links.iter().map(Weighed::hint).sum(),
                covered(
                    source_parts.get(i).map(Vec::as_slice).unwrap_or_default(),
                    target_parts.get(j).map(Vec::as_slice).unwrap_or_default(),
                    (&links, &disagreements),
                    association,
                ),
                nearest(i, j),
            ],
            links,
            disagreements,
            pair,
        }
    };
    pairs.iter().zip(links).map(told).collect()
}

/// Reads pairs of sentences as if no other held anything of theirs: every link tells all it can.
///
/// For texts too large to count in, where the other model decides.
#[must_use]
pub fn read_alone(
    source: &Document,
    target: &Document,
    known: (&Association, &Orphans),
    pairs: &[(usize, usize)],
) -> Vec<Told> {
    read_within(source, target, known, pairs, None)
}

/// How far links reach: for each type of a side how many sentences of that side hold it, and how many sentences of the
/// other side it is linked to.
struct Reach {
    source: Vec<(u32, u32)>,
    target: Vec<(u32, u32)>,
    /// The logarithm of the number of pairs of sentences.
    all: f32,
}

impl Reach {
    fn new(
        source: &Document,
        target: &Document,
        pairs: &[(usize, usize)],
        links: &[Vec<SharedToken>],
    ) -> Self {
        let (mut of_source, mut of_target) = (Vec::new(), Vec::new());
        for (&(i, j), links) in pairs.iter().zip(links) {
            for link in links {
                of_source.push((link.source.kind, j as u32));
                of_target.push((link.target.kind, i as u32));
            }
        }
        let count = |document: &Document, linked: Vec<(u32, u32)>| {
            let types = document.types().len();
            let own = (0..document.sentences().len()).flat_map(|sentence| {
                let kinds = document.kinds_of(sentence);
                kinds.map(move |kind| (kind, sentence as u32))
            });
            let own = distinct(own.collect(), types);
            own.into_iter().zip(distinct(linked, types)).collect()
        };
        let sentences = (source.sentences().len(), target.sentences().len());
        Self {
            source: count(source, of_source),
            target: count(target, of_target),
            all: (sentences.0.max(1) as f32).ln() + (sentences.1.max(1) as f32).ln(),
        }
    }

    /// How much a link tells of what tells one pair of sentences from all others.
    fn share(&self, link: &SharedToken) -> f32 {
        let of =
            |side: &[(u32, u32)], kind: u32| side.get(kind as usize).copied().unwrap_or((1, 1));
        let (from, to) = (
            of(&self.source, link.source.kind),
            of(&self.target, link.target.kind),
        );
        let (sources, targets) = (from.0.max(to.1).max(1), to.0.max(from.1).max(1));
        if self.all <= 0.0 {
            return 1.0;
        }
        (1.0 - ((sources as f32).ln() + (targets as f32).ln()) / self.all).clamp(0.0, 1.0)
    }
}

/// How many different sentences each of `types` types occurs with.
fn distinct(mut occurrences: Vec<(u32, u32)>, types: usize) -> Vec<u32> {
    occurrences.sort_unstable();
    occurrences.dedup();
    let mut counts = vec![0; types];
    for (kind, _) in occurrences {
        if let Some(count) = counts.get_mut(kind as usize) {
            *count += 1;
        }
    }
    counts
}

/// For each pair the log odds of the best pair of neighbouring sentences, between [`LEAST`] and [`MOST`].
#[must_use]
pub fn neighbours(pairs: &[(usize, usize)], log_odds: &[f32]) -> Vec<f32> {
    let at: HashMap<(usize, usize), f32> = pairs
        .iter()
        .copied()
        .zip(log_odds.iter().copied())
        .collect();
    let best = |&(i, j): &(usize, usize)| {
        let rows = [i.checked_sub(1), Some(i), i.checked_add(1)];
        let columns = [j.checked_sub(1), Some(j), j.checked_add(1)];
        let near = rows.into_iter().flatten().flat_map(|row| {
            let beside = columns.into_iter().flatten();
            beside.map(move |column| (row, column))
        });
        let others = near.filter(|place| *place != (i, j));
        others
            .filter_map(|place| at.get(&place).copied())
            .fold(LEAST, f32::max)
            .min(MOST)
    };
    pairs.iter().map(best).collect()
}
