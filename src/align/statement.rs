//! Comparable text: sentences and statements that say the same, in any order.
//!
//! Pairs of sentences that share rare counterparts are candidates. Each is judged in two ways. As wholes, like a
//! translation: by what each side explains of the other, against its rivals, each sentence once. And by the statement
//! they share: the run of clauses of either side that holds most of what they have in common, with as little else as
//! possible. Sentences are linked if either judgement finds them likelier the same than not.

use std::collections::{HashMap, HashSet};

use super::{
    AlignOptions, Link, LinkKind, Reason, Segment,
    anchor::{self, Anchor},
    evidence,
    link::Texts,
};
use crate::{
    score::{
        Association, Document, Score,
        pair::{self, Part, Weights},
        shared::{SharedToken, shared_tokens},
        statement,
    },
    segment::Segmenter,
    text::Span,
};

/// How many candidates are looked at for each sentence of the source.
const CANDIDATES: usize = 20;

/// The most clauses that a statement runs over.
const LONGEST: usize = 5;

/// The most clauses of a sentence that statements are looked for in: longer ones are lists.
const MOST_CLAUSES: usize = 40;

/// The log odds that a pair without any rival has to beat.
const NO_RIVAL: f32 = -6.0;

/// What a statement pays for each token of either side, in nats: clauses without evidence are not worth their length.
/// A judgement on the dev part of `corpora/comparable`, not fitted.
const LENGTH_COST: f32 = 0.05;

/// Finds the links of two comparable documents.
pub(super) fn align(
    texts: &Texts,
    (source_text, target_text): (&str, &str),
    association: &Association,
    segmenter: &Segmenter,
    options: &AlignOptions,
) -> Vec<Link> {
    let search = Search {
        texts,
        association,
        weights: Weights::default(),
        source: clauses(&texts.source, source_text, segmenter),
        target: clauses(&texts.target, target_text, segmenter),
    };
    let candidates = search.candidates();
    let threshold = log_odds(options.threshold);
    let mut links = Vec::new();
    let mut paired = (HashSet::new(), HashSet::new());
    for (candidate, verdict) in candidates.iter().zip(search.judge(&candidates, threshold)) {
        let statement = verdict
            .statement
            .filter(|statement| statement.log_odds >= threshold);
        let of_statement = statement.map(|statement| statement.log_odds);
        let Some(log_odds) = verdict
            .whole
            .into_iter()
            .chain(of_statement)
            .reduce(f32::max)
        else {
            continue;
        };
        paired.0.insert(candidate.source);
        paired.1.insert(candidate.target);
        links.push(search.sentence_link(candidate, Score::from_log_odds(log_odds)));
        links.extend(statement.and_then(|statement| search.statement_link(candidate, &statement)));
    }
    let unpaired = |segments: &[Segment], paired: &HashSet<usize>| -> Vec<Segment> {
        let places = segments.iter().enumerate();
        places
            .filter(|(place, _)| !paired.contains(place))
            .map(|(_, segment)| *segment)
            .collect()
    };
    let lonely =
        |source, target| Link::unpaired(source, target, Score::CERTAIN, Reason::BelowThreshold);
    let sources = unpaired(&texts.source_segments, &paired.0);
    let targets = unpaired(&texts.target_segments, &paired.1);
    links.extend(
        sources
            .into_iter()
            .map(|segment| lonely(Some(segment), None)),
    );
    links.extend(
        targets
            .into_iter()
            .map(|segment| lonely(None, Some(segment))),
    );
    links
}

/// The inverse of [`Score::from_log_odds`].
fn log_odds(score: f32) -> f32 {
    (score / (1.0 - score)).ln()
}

/// A run of clauses of one sentence.
#[derive(Copy, Clone, Debug)]
struct Run {
    span: Span,
    /// How many tokens it has.
    tokens: usize,
    /// How many characters, white space left out.
    chars: f32,
}

impl Run {
    /// This run and the next.
    fn joined(self, next: Self) -> Self {
        Self {
            span: self.span.hull(next.span),
            tokens: self.tokens + next.tokens,
            chars: self.chars + next.chars,
        }
    }
}

/// The clauses of each sentence of a document.
fn clauses(document: &Document, text: &str, segmenter: &Segmenter) -> Vec<Vec<Run>> {
    let of_sentence = |(index, sentence): (usize, &crate::score::document::Sentence)| {
        let tokens = document.tokens_of(index);
        let spans = segmenter.clauses(sentence.span.slice(text), document.lang());
        let run = |span: Span| {
            let span = span.shifted(sentence.span.start());
            let start = tokens.partition_point(|token| token.span.start() < span.start());
            let end = tokens.partition_point(|token| token.span.start() < span.end());
            let chars = span
                .slice(text)
                .chars()
                .filter(|c| !c.is_whitespace())
                .count();
            Run {
                span,
                tokens: end - start,
                chars: chars as f32,
            }
        };
        spans.into_iter().map(run).collect()
    };
    document
        .sentences()
        .iter()
        .enumerate()
        .map(of_sentence)
        .collect()
}

/// The runs of one to [`LONGEST`] neighbouring clauses; of a sentence of very many clauses, all of it.
fn runs(clauses: &[Run]) -> Vec<Run> {
    if clauses.len() > MOST_CLAUSES {
        return clauses
            .iter()
            .copied()
            .reduce(Run::joined)
            .into_iter()
            .collect();
    }
    let mut runs = Vec::new();
    for start in 0..clauses.len() {
        let mut joined: Option<Run> = None;
        for &clause in clauses.iter().skip(start).take(LONGEST) {
            let run = joined.map_or(clause, |run| run.joined(clause));
            runs.push(run);
            joined = Some(run);
        }
    }
    runs
}

/// Two sentences that may say the same.
#[derive(Clone, Debug)]
struct Candidate {
    source: usize,
    target: usize,
    /// The log odds of the whole sentences, rivals left aside.
    own: f32,
    /// What they share.
    links: Vec<SharedToken>,
    statement: Option<Statement>,
}

/// What was found of a candidate.
#[derive(Copy, Clone, Debug, Default)]
struct Verdict {
    /// The log odds of the whole sentences against their rivals, if they are chosen for each other.
    whole: Option<f32>,
    /// The statement they share.
    statement: Option<Statement>,
}

/// Two runs of clauses that may state the same.
#[derive(Copy, Clone, Debug)]
struct Statement {
    source: Run,
    target: Run,
    log_odds: f32,
}

struct Search<'t> {
    texts: &'t Texts,
    association: &'t Association,
    weights: Weights,
    source: Vec<Vec<Run>>,
    target: Vec<Vec<Run>>,
}

impl Search<'_> {
    fn candidates(&self) -> Vec<Candidate> {
        let (source, target) = (&self.texts.source, &self.texts.target);
        let candidate = |anchor: Anchor| {
            let links = shared_tokens(
                (source, source.tokens_of(anchor.source)),
                (target, target.tokens_of(anchor.target)),
                self.association,
            );
            Candidate {
                source: anchor.source,
                target: anchor.target,
                own: self.whole(anchor.source, anchor.target),
                statement: self.statement(anchor.source, anchor.target, &links),
                links,
            }
        };
        let found = anchor::candidates(source, target, self.association, CANDIDATES);
        found.into_iter().map(candidate).collect()
    }

    /// The log odds that two whole sentences say the same.
    fn whole(&self, source: usize, target: usize) -> f32 {
        let part = |document: &'_ Document, index: usize| {
            let sentence = document.sentences().get(index);
            (
                sentence.map_or(0.0, |sentence| sentence.chars as f32),
                sentence.is_some_and(|sentence| sentence.cues.ending.question),
            )
        };
        let (from, to) = (&self.texts.source, &self.texts.target);
        let ((source_chars, source_question), (target_chars, target_question)) =
            (part(from, source), part(to, target));
        let chinese = Part {
            tokens: from.tokens_of(source),
            chars: source_chars,
            question: source_question,
        };
        let english = Part {
            tokens: to.tokens_of(target),
            chars: target_chars,
            question: target_question,
        };
        let features = pair::features((chinese, from), (english, to), self.association);
        self.weights.log_odds(&features)
    }

    /// The statement that two sentences share: the runs that hold most of `links` for their length.
    fn statement(&self, source: usize, target: usize, links: &[SharedToken]) -> Option<Statement> {
        let clauses =
            |side: &[Vec<Run>], index: usize| side.get(index).map(|c| runs(c)).unwrap_or_default();
        let targets = clauses(&self.target, target);
        let mut best: Option<(f32, Run, Run)> = None;
        for from in clauses(&self.source, source) {
            for &to in &targets {
                let inside = links.iter().filter(|link| is_inside(link, from, to));
                let told: f32 = inside.map(statement::weight).sum();
                let value = told - LENGTH_COST * (from.tokens + to.tokens) as f32;
                if best.is_none_or(|(least, ..)| value > least) {
                    best = Some((value, from, to));
                }
            }
        }
        best.map(|(_, source, target)| {
            let inside = links.iter().filter(|link| is_inside(link, source, target));
            Statement {
                source,
                target,
                log_odds: self.statement_log_odds(inside, source, target),
            }
        })
    }

    fn statement_log_odds<'l>(
        &self,
        links: impl Iterator<Item = &'l SharedToken>,
        source: Run,
        target: Run,
    ) -> f32 {
        let features = statement::features(links, (source.chars, target.chars));
        let sentences = self
            .texts
            .source
            .sentences()
            .len()
            .max(self.texts.target.sentences().len());
        statement::log_odds(&features, sentences)
    }

    /// Judges all candidates together.
    ///
    /// Whole sentences come first, then statements, the surest first. A token that is already accounted for on both
    /// sides, by surer links, tells nothing: two sentences that each have their own counterpart share their topic.
    /// One that is new on one side counts in full: a headline repeats what a sentence says.
    fn judge(&self, candidates: &[Candidate], threshold: f32) -> Vec<Verdict> {
        let wholes = self.choose(candidates, threshold);
        let mut verdicts: Vec<Verdict> = wholes
            .into_iter()
            .zip(candidates)
            .map(|(whole, candidate)| Verdict {
                whole,
                statement: candidate.statement,
            })
            .collect();
        let mut order: Vec<(bool, f32, usize)> = verdicts
            .iter()
            .enumerate()
            .map(|(index, verdict)| {
                let of_statement = verdict
                    .statement
                    .map_or(f32::NEG_INFINITY, |it| it.log_odds);
                (
                    verdict.whole.is_some(),
                    verdict.whole.unwrap_or(of_statement),
                    index,
                )
            })
            .collect();
        order.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let mut used: (HashSet<Span>, HashSet<Span>) = Default::default();
        for (is_whole, _, index) in order {
            let Some((candidate, verdict)) = candidates.get(index).zip(verdicts.get_mut(index))
            else {
                continue;
            };
            if let Some(statement) = &mut verdict.statement
                && !is_whole
            {
                let (source, target) = (statement.source, statement.target);
                let telling = candidate.links.iter().filter(|link| {
                    is_inside(link, source, target)
                        && !(used.0.contains(&link.source.span)
                            && used.1.contains(&link.target.span))
                });
                statement.log_odds = self.statement_log_odds(telling, source, target);
            }
            let is_found = is_whole
                || verdict
                    .statement
                    .is_some_and(|statement| statement.log_odds >= threshold);
            if is_found {
                used.0
                    .extend(candidate.links.iter().map(|link| link.source.span));
                used.1
                    .extend(candidate.links.iter().map(|link| link.target.span));
            }
        }
        verdicts
    }

    /// For each candidate its log odds against its rivals, if it is chosen: the surest first, each sentence once.
    fn choose(&self, candidates: &[Candidate], threshold: f32) -> Vec<Option<f32>> {
        let mut rows: HashMap<usize, Rivals> = HashMap::new();
        let mut columns: HashMap<usize, Rivals> = HashMap::new();
        for candidate in candidates {
            rows.entry(candidate.source).or_default().add(candidate.own);
            columns
                .entry(candidate.target)
                .or_default()
                .add(candidate.own);
        }
        let against = |candidate: &Candidate| {
            let other = |rivals: &HashMap<usize, Rivals>, index: usize| {
                rivals
                    .get(&index)
                    .map_or(NO_RIVAL, |rivals| rivals.other_than(candidate.own))
            };
            let best = (
                other(&rows, candidate.source),
                other(&columns, candidate.target),
            );
            self.weights.margin.log_odds(candidate.own, best)
        };
        let mut ranked: Vec<(f32, &Candidate, usize)> = candidates
            .iter()
            .enumerate()
            .map(|(index, candidate)| (against(candidate), candidate, index))
            .filter(|(log_odds, ..)| *log_odds >= threshold)
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        let mut used = (HashSet::new(), HashSet::new());
        let mut chosen = vec![None; candidates.len()];
        for (log_odds, candidate, index) in ranked {
            if used.0.contains(&candidate.source) || used.1.contains(&candidate.target) {
                continue;
            }
            used.0.insert(candidate.source);
            used.1.insert(candidate.target);
            if let Some(slot) = chosen.get_mut(index) {
                *slot = Some(log_odds);
            }
        }
        chosen
    }

    fn sentence_link(&self, candidate: &Candidate, score: Score) -> Link {
        let (source, target) = (candidate.source, candidate.target);
        let evidence = evidence::of_tokens(&candidate.links, statement::weight);
        self.texts
            .link((source, source + 1), (target, target + 1), score, evidence)
    }

    fn statement_link(&self, candidate: &Candidate, statement: &Statement) -> Option<Link> {
        let (source, target) = (
            self.texts.source_segments.get(candidate.source)?,
            self.texts.target_segments.get(candidate.target)?,
        );
        let inside = |link: &&SharedToken| is_inside(link, statement.source, statement.target);
        let links: Vec<SharedToken> = candidate.links.iter().filter(inside).copied().collect();
        Some(Link {
            kind: LinkKind::Statement,
            source: vec![Segment {
                index: source.index,
                span: statement.source.span,
            }],
            target: vec![Segment {
                index: target.index,
                span: statement.target.span,
            }],
            score: Score::from_log_odds(statement.log_odds),
            evidence: evidence::of_tokens(&links, statement::weight),
            reason: None,
        })
    }
}

fn is_inside(link: &SharedToken, source: Run, target: Run) -> bool {
    source.span.contains(link.source.span) && target.span.contains(link.target.span)
}

/// The two best log odds of a sentence.
#[derive(Copy, Clone, Debug)]
struct Rivals {
    best: f32,
    second: f32,
}

impl Default for Rivals {
    fn default() -> Self {
        Self {
            best: NO_RIVAL,
            second: NO_RIVAL,
        }
    }
}

impl Rivals {
    fn add(&mut self, log_odds: f32) {
        if log_odds > self.best {
            self.second = self.best;
            self.best = log_odds;
        } else {
            self.second = self.second.max(log_odds);
        }
    }

    /// The best of the others, for one whose log odds are `own`.
    fn other_than(self, own: f32) -> f32 {
        if own >= self.best {
            self.second
        } else {
            self.best
        }
    }
}
