//! The reasons for a link, read off the signals that made its score.

use crate::score::{
    Association, Document, Evidence,
    document::Token,
    model::{self, BeadModel, Block},
    shared::{SharedToken, shared_tokens},
};

/// Evidence that weighs less than this is left out: it would not be missed.
const LEAST: f32 = 0.05;

/// The evidence of a bead, with the Chinese document as the source.
///
/// Terms, quantities and literals weigh what they add to the score; length, punctuation and shape are one item each.
pub(super) fn of_bead(
    model: &BeadModel<'_>,
    block: Block,
    association: &Association,
    (chinese, english): (&Document, &Document),
) -> Vec<Evidence> {
    if block.chinese.0 == block.chinese.1 || block.english.0 == block.english.1 {
        return Vec::new();
    }
    let (of_english, of_chinese) = (model.weights().get(0), model.weights().get(1));
    let links = shared_tokens(
        (chinese, &tokens(chinese, block.chinese)),
        (english, &tokens(english, block.english)),
        association,
    );
    let weight = |link: &SharedToken| of_chinese * link.source_gain + of_english * link.target_gain;
    let mut evidence = of_tokens(&links, weight);
    let features = model.features(block);
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
            .map(|(index, feature)| model.weights().get(index) * feature)
            .sum();
        if weight.abs() >= LEAST {
            evidence.push(Evidence::new(kind, source, target, weight));
        }
    }
    evidence
}

fn tokens(document: &Document, (start, end): (usize, usize)) -> Vec<Token> {
    (start..end)
        .flat_map(|sentence| document.tokens_of(sentence))
        .copied()
        .collect()
}

/// The evidence that shared tokens are, each with what `weight` gives it.
pub(super) fn of_tokens(
    links: &[SharedToken],
    weight: impl Fn(&SharedToken) -> f32,
) -> Vec<Evidence> {
    let item = |link: &SharedToken| {
        let item = Evidence::new(link.kind, link.source.span, link.target.span, weight(link));
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
