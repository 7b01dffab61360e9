//! What two stretches of text share: tokens linked one to one, and how much each link tells.

use std::collections::BTreeMap;

use super::{
    association::{Association, Explained},
    document::{Document, Token, TokenType},
    evidence::EvidenceKind,
    lexical::gain,
};
use crate::quantity::{Quantity, Relation, are_ends, compare};

/// Links of less than this many nats are left out: common words that happen to correspond.
const LEAST_GAIN: f32 = 0.5;

/// How many occurrences of a type are tried for each token: those at the most similar place.
const OCCURRENCES: usize = 8;

/// Two tokens that correspond.
#[derive(Copy, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SharedToken {
    /// The token of the source.
    pub source: Token,
    /// The token of the target.
    pub target: Token,
    /// What they are.
    pub kind: EvidenceKind,
    /// How two quantities relate.
    pub relation: Option<Relation>,
    /// How much likelier the source token is beside the target than anywhere, in nats.
    pub source_gain: f32,
    /// How much likelier the target token is beside the source than anywhere, in nats.
    pub target_gain: f32,
}

impl SharedToken {
    /// The mean of both gains.
    #[must_use]
    pub fn gain(&self) -> f32 {
        f32::midpoint(self.source_gain, self.target_gain)
    }
}

/// Links the tokens of two stretches one to one, the most telling first; the result is in the order of the source.
///
/// Of a type that occurs often, the occurrences at the most similar place are tried. Cost: the number of tokens times
/// the number of their links.
#[must_use]
pub fn shared_tokens(
    (source, source_tokens): (&Document, &[Token]),
    (target, target_tokens): (&Document, &[Token]),
    association: &Association,
) -> Vec<SharedToken> {
    let one_way = |explained: &Explained, token: Token, given: Token, others: usize| {
        let probability = explained.probability(token.kind, given.kind);
        if probability > 0.0 {
            gain(
                probability / explained.background(token.kind),
                others as f32,
            )
            .max(0.0)
        } else {
            0.0
        }
    };
    let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (j, token) in target_tokens.iter().enumerate() {
        places.entry(token.kind).or_default().push(j);
    }
    let mut found: Vec<(f32, usize, usize, SharedToken)> = Vec::new();
    for (i, &from) in source_tokens.iter().enumerate() {
        let middle = i * target_tokens.len() / source_tokens.len();
        for (kind, occurrences) in linked(from.kind, association.source(), &places) {
            let to = |j: usize| target_tokens.get(j).map(|&to| (j, to));
            for (j, to) in nearest(occurrences, middle).iter().filter_map(|&j| to(j)) {
                debug_assert_eq!(to.kind, kind);
                let source_gain = one_way(association.source(), from, to, target_tokens.len());
                let target_gain = one_way(association.target(), to, from, source_tokens.len());
                let link = SharedToken {
                    source: from,
                    target: to,
                    kind: EvidenceKind::Term,
                    relation: None,
                    source_gain,
                    target_gain,
                };
                if link.gain() >= LEAST_GAIN {
                    found.push((link.gain(), i, j, link));
                }
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut is_free = (
        vec![true; source_tokens.len()],
        vec![true; target_tokens.len()],
    );
    let mut links: Vec<SharedToken> = Vec::new();
    for (_, i, j, link) in &found {
        let (Some(a), Some(b)) = (is_free.0.get_mut(*i), is_free.1.get_mut(*j)) else {
            continue;
        };
        if *a && *b {
            (*a, *b) = (false, false);
            links.push(typed(*link, source, target, association));
        }
    }
    let free = found.iter().filter_map(|(_, i, j, link)| {
        let side = (is_free.0.get(*i)?, is_free.1.get(*j)?);
        (side.0 != side.1).then_some((link, *side.0))
    });
    let others = other_ends(free, &links, (source, target));
    let others = others.into_iter();
    links.extend(others.map(|link| typed(link, source, target, association)));
    links.sort_by_key(|link| (link.source.span(), link.target.span()));
    links
}

/// The second links of ranges that the other side tells in two, 2.4亿—2.6亿元 as 240 million and 260 million: of `found`, the links
/// of which one side is in none of `links`, each with whether that is the source. The range gains nothing by them.
fn other_ends<'a>(
    found: impl Iterator<Item = (&'a SharedToken, bool)>,
    links: &[SharedToken],
    (source, target): (&Document, &Document),
) -> Vec<SharedToken> {
    let mut chosen: Vec<SharedToken> = Vec::new();
    for (&link, is_source_free) in found {
        let mut documents = (target, source);
        let (range, end) = if is_source_free {
            (link.target, link.source)
        } else {
            documents = (source, target);
            (link.source, link.target)
        };
        let of = |it: &SharedToken| match is_source_free {
            true => (it.target, it.source),
            false => (it.source, it.target),
        };
        let first = links.iter().map(of).find(|it| it.0 == range);
        let is_told = chosen.iter().map(of).any(|it| it.0 == range || it.1 == end);
        let quantities = || {
            let range = quantity(documents.0, range)?;
            Some((
                range,
                quantity(documents.1, first?.1)?,
                quantity(documents.1, end)?,
            ))
        };
        if !is_told && quantities().is_some_and(|(range, a, b)| are_ends(range, a, b)) {
            chosen.push(SharedToken {
                source_gain: if is_source_free {
                    link.source_gain
                } else {
                    0.0
                },
                target_gain: if is_source_free {
                    0.0
                } else {
                    link.target_gain
                },
                ..link
            });
        }
    }
    chosen
}

/// The quantity that a token is.
fn quantity(document: &Document, token: Token) -> Option<&Quantity> {
    match document.types().get(token.kind as usize) {
        Some(TokenType::Quantity(index)) => document.quantities().get(*index as usize),
        _ => None,
    }
}

/// The types among `places` that `kind` is linked with, in order.
fn linked<'p>(
    kind: u32,
    explained: &'p Explained,
    places: &'p BTreeMap<u32, Vec<usize>>,
) -> Vec<(u32, &'p [usize])> {
    let links = explained.links(kind);
    if links.len() <= places.len() {
        let found = links
            .iter()
            .filter_map(|(other, _)| Some((*other, places.get(other)?.as_slice())));
        found.collect()
    } else {
        let is_linked = |other: u32| {
            links
                .binary_search_by_key(&other, |&(linked, _)| linked)
                .is_ok()
        };
        let found = places.iter().filter(|(other, _)| is_linked(**other));
        found.map(|(other, at)| (*other, at.as_slice())).collect()
    }
}

/// The [`OCCURRENCES`] of a rising list that are nearest to `middle`.
fn nearest(occurrences: &[usize], middle: usize) -> &[usize] {
    let at = occurrences.partition_point(|&place| place < middle);
    let start = at
        .saturating_sub(OCCURRENCES / 2)
        .min(occurrences.len().saturating_sub(OCCURRENCES));
    occurrences
        .get(start..(start + OCCURRENCES).min(occurrences.len()))
        .unwrap_or_default()
}

/// The link with its kind and relation.
fn typed(
    link: SharedToken,
    source: &Document,
    target: &Document,
    association: &Association,
) -> SharedToken {
    let token_type =
        |document: &'_ Document, token: Token| document.types().get(token.kind as usize).cloned();
    let (kind, relation) = match (
        token_type(source, link.source),
        token_type(target, link.target),
    ) {
        (Some(TokenType::Quantity(a)), Some(TokenType::Quantity(b))) => {
            let both = source
                .quantities()
                .get(a as usize)
                .zip(target.quantities().get(b as usize));
            (
                EvidenceKind::Quantity,
                if association.is_conversion(link.source.kind, link.target.kind) {
                    Some(Relation::Convertible)
                } else {
                    both.map(|(a, b)| compare(a, b).relation)
                },
            )
        }
        (Some(TokenType::Literal(_)), _) | (_, Some(TokenType::Literal(_))) => {
            (EvidenceKind::Literal, None)
        }
        _ if association.is_name(link.source.kind, link.target.kind) => (EvidenceKind::Name, None),
        _ => (EvidenceKind::Term, None),
    };
    SharedToken {
        kind,
        relation,
        ..link
    }
}
