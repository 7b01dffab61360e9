//! The reasons for a link, read off the signals that made its score.

use crate::{
    lang::Lang,
    quantity::{Quantity, Relation, link},
    score::{
        Association, Document, Evidence, EvidenceKind, code,
        contradiction::contradictions,
        document::{Token, TokenType},
        model::{self, Block, Ground},
        shared::{SharedToken, shared_tokens},
        told::{Told, Weighed},
    },
    text::Span,
};

/// Evidence that weighs less than this is left out: it would not be missed.
const LEAST: f32 = 0.05;

/// A side with more values than this is a table, or made up: what contradicts what cannot be told there, and each is
/// compared with each.
const MOST_VALUES: usize = 64;

/// The evidence of a bead, with the Chinese document as the source.
///
/// Terms, quantities and literals weigh what they add to the score; length, punctuation, shape and the order of words are
/// one item each. Values and codes that surely contradict each other weigh nothing, since the score does not know them, but are there to be seen.
pub(super) fn of_bead(
    ground: &Ground,
    block: Block,
    association: &Association,
    (chinese, english): (&Document, &Document),
    written: (&str, &str),
) -> Vec<Evidence> {
    if block.chinese.0 == block.chinese.1 || block.english.0 == block.english.1 {
        return Vec::new();
    }
    let (of_english, of_chinese) = (ground.weights().get(0), ground.weights().get(1));
    let (of_source, of_target) = (
        chinese.tokens_between(block.chinese),
        english.tokens_between(block.english),
    );
    let links = shared_tokens((chinese, &of_source), (english, &of_target), association);
    let weight = |link: &SharedToken| of_chinese * link.source_gain + of_english * link.target_gain;
    let mut evidence = of_tokens(&links, weight);
    evidence.extend(differing_values(
        (chinese, &of_source),
        (english, &of_target),
        written,
        &links,
    ));
    let codes: Vec<Evidence> = differing_codes(
        (
            written.0,
            chinese.lang(),
            model::hull(chinese, block.chinese),
        ),
        (
            written.1,
            english.lang(),
            model::hull(english, block.english),
        ),
    )
    .collect();
    // The groups of digits that two telephones share are no agreement.
    let is_inside = |item: &Evidence| {
        let holds = |code: &Evidence| {
            code.source.contains(item.source) && code.target.contains(item.target)
        };
        codes.iter().any(holds)
    };
    evidence.retain(|item| !is_inside(item));
    evidence.extend(codes);
    evidence.sort_by_key(|item| (item.source, item.target));
    let documents = [chinese, english];
    let mut features = ground.features(documents, block);
    for (slot, value) in features
        .iter_mut()
        .skip(model::ORDER.start)
        .zip(model::order(documents, association, block))
    {
        *slot = value;
    }
    let (source, target) = (
        model::hull(chinese, block.chinese),
        model::hull(english, block.english),
    );
    for (kind, group) in model::FEATURE_GROUPS {
        let weighed = features
            .iter()
            .enumerate()
            .skip(group.start)
            .take(group.len());
        let weight: f32 = weighed
            .map(|(index, feature)| ground.weights().get(index) * feature)
            .sum();
        if weight.abs() >= LEAST {
            evidence.push(Evidence::new(kind, source, target, weight));
        }
    }
    evidence
}

/// Whether the sides of a bead give values that surely contradict each other; nothing if they give none that could be compared.
pub(super) fn differs(
    block: Block,
    association: &Association,
    (chinese, english): (&Document, &Document),
    written: (&str, &str),
) -> Option<bool> {
    let (of_source, of_target) = (
        chinese.tokens_between(block.chinese),
        english.tokens_between(block.english),
    );
    let (source, target) = ((chinese, &*of_source), (english, &*of_target));
    let links = shared_tokens(source, target, association);
    if !differing_values(source, target, written, &links).is_empty() {
        return Some(true);
    }
    let has_values = links.iter().any(|it| it.kind == EvidenceKind::Quantity);
    has_values.then_some(false)
}

/// The values of a bead that surely contradict each other. What agrees with something else, by a conversion that the text
/// makes, contradicts nothing.
fn differing_values(
    source: (&Document, &[Token]),
    target: (&Document, &[Token]),
    written: (&str, &str),
    links: &[SharedToken],
) -> Vec<Evidence> {
    let is_free = |it: &Evidence| {
        let meets = |other: &SharedToken| {
            other.source.span() == it.source || other.target.span() == it.target
        };
        !links.iter().any(meets)
    };
    let mut found = contradicting(source, target, written);
    found.retain(is_free);
    found
}

/// The values of a bead that may contradict each other.
fn contradicting(
    (chinese, of_chinese): (&Document, &[Token]),
    (english, of_english): (&Document, &[Token]),
    written: (&str, &str),
) -> Vec<Evidence> {
    let values = |document: &Document, tokens: &[Token]| -> Vec<Quantity> {
        let value = |token: &Token| match document.types().get(token.kind as usize) {
            Some(TokenType::Quantity(index)) => {
                let mut value = document.quantities().get(*index as usize)?.clone();
                value.span = token.span();
                Some(value)
            }
            _ => None,
        };
        tokens.iter().filter_map(value).collect()
    };
    let (source, target) = (values(chinese, of_chinese), values(english, of_english));
    let is_bead = |side: &[Quantity]| !side.is_empty() && side.len() <= MOST_VALUES;
    if !is_bead(&source) || !is_bead(&target) {
        return Vec::new();
    }
    let links = link(&source, &target);
    contradictions((&source, written.0), (&target, written.1), &links)
        .into_iter()
        .filter(|it| it.is_sure)
        .filter_map(|it| {
            let (from, to) = source.get(it.source).zip(target.get(it.target))?;
            let item = Evidence::new(EvidenceKind::Quantity, from.span, to.span, 0.0);
            Some(item.with_relation(Relation::Conflict))
        })
        .collect()
}

/// The codes of two stretches of text that surely differ.
fn differing_codes(
    (source, source_lang, from): (&str, Lang, Span),
    (target, target_lang, to): (&str, Lang, Span),
) -> impl Iterator<Item = Evidence> {
    let sides = (
        (from.slice(source), source_lang),
        (to.slice(target), target_lang),
    );
    let found = code::differing(sides.0, sides.1);
    found.into_iter().map(move |(a, b)| {
        let (a, b) = (a.shifted(from.start()), b.shifted(to.start()));
        let item = Evidence::new(EvidenceKind::Literal, a, b, 0.0);
        item.with_relation(Relation::Conflict)
    })
}

/// What the parts of the score of two sentences weigh, in nats.
pub(super) struct Parts {
    /// For each link what it adds.
    pub(super) tokens: Vec<f32>,
    /// What a disagreement adds.
    pub(super) disagreement: f32,
    /// What the words add in all, links and disagreements included.
    pub(super) coverage: f32,
    pub(super) length: f32,
    pub(super) punctuation: f32,
    /// What rivals and neighbours add.
    pub(super) context: f32,
}

/// Two sentences and the log odds of their link.
pub(super) struct Whole {
    pub(super) source: Span,
    pub(super) target: Span,
    pub(super) log_odds: f32,
}

/// The evidence of two sentences, or of the part of them that `holds` both sides of a link.
///
/// The weights add up to the log odds: what is not told of single words is told of all, and the rest is what any two
/// sentences of such texts have.
pub(super) fn of_told(
    told: &Told,
    parts: &Parts,
    whole: &Whole,
    holds: &dyn Fn(Span, Span) -> bool,
) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let (mut of_words, mut sum) = (0.0, 0.0);
    for (Weighed { link, .. }, &weight) in told.links.iter().zip(&parts.tokens) {
        if weight < LEAST || !holds(link.source.span(), link.target.span()) {
            continue;
        }
        let item = Evidence::new(link.kind, link.source.span(), link.target.span(), weight);
        evidence.push(match link.relation {
            Some(relation) => item.with_relation(relation),
            None => item,
        });
        of_words += weight;
    }
    for it in &told.disagreements {
        if holds(it.source, it.target) {
            let item = Evidence::new(
                EvidenceKind::Quantity,
                it.source,
                it.target,
                parts.disagreement,
            );
            evidence.push(item.with_relation(Relation::Conflict));
            of_words += parts.disagreement;
        }
    }
    evidence.sort_by_key(|item| (item.source, item.target));
    sum += of_words;
    for (kind, weight) in [
        (EvidenceKind::Coverage, parts.coverage - of_words),
        (EvidenceKind::Length, parts.length),
        (EvidenceKind::Punctuation, parts.punctuation),
        (EvidenceKind::Context, parts.context),
    ] {
        if weight.abs() >= LEAST {
            evidence.push(Evidence::new(kind, whole.source, whole.target, weight));
            sum += weight;
        }
    }
    let rest = whole.log_odds - sum;
    evidence.push(Evidence::new(
        EvidenceKind::Prior,
        whole.source,
        whole.target,
        rest,
    ));
    evidence
}

/// The evidence that shared tokens are, each with what `weight` gives it.
fn of_tokens(links: &[SharedToken], weight: impl Fn(&SharedToken) -> f32) -> Vec<Evidence> {
    let item = |link: &SharedToken| {
        let item = Evidence::new(
            link.kind,
            link.source.span(),
            link.target.span(),
            weight(link),
        );
        match link.relation {
            Some(relation) => item.with_relation(relation),
            None => item,
        }
    };
    links
        .iter()
        .map(item)
        .filter(|item| item.weight >= LEAST)
        .collect()
}
