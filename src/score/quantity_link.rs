//! Which quantities of two documents correspond: those that agree, and those that a text itself converts.

use std::collections::HashMap;

use super::{
    document::{Document, TokenType},
    quantity::{CONVERTED, probability},
    reach,
};

/// How many conversions of one value count: a text gives an amount in a few currencies, not in hundreds. The bound keeps
/// the links of made-up text in proportion to its agreeing amounts.
const MOST_CONVERSIONS: usize = 8;

/// Two quantities that correspond, by their token types.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct QuantityLink {
    pub(super) source: u32,
    pub(super) target: u32,
    /// How likely the one is given the other.
    pub(super) probability: f32,
    /// Whether they agree only because one of the texts converts the one into what agrees with the other.
    pub(super) is_conversion: bool,
}

/// Links the quantities of two documents. Cost: a comparison for each two that can be related.
pub(super) fn quantity_links(source: &Document, target: &Document) -> Vec<QuantityLink> {
    let mut agreeing: Vec<(usize, usize, f32)> = reach::pairs(
        source.quantities().iter().enumerate(),
        target.quantities().iter().enumerate(),
    )
    .into_iter()
    .filter_map(|(i, j)| {
        let (a, b) = source.quantities().get(i).zip(target.quantities().get(j))?;
        Some((i, j, probability(a, b)?))
    })
    .collect();
    agreeing.sort_unstable_by_key(|&(i, j, _)| (i, j));
    let mut converted = replaced(&agreeing, source);
    if target.conversions().next().is_some() {
        let mut by_target: Vec<_> = agreeing.iter().map(|&(i, j, p)| (j, i, p)).collect();
        by_target.sort_unstable_by_key(|&(j, i, _)| (j, i));
        let of_target = replaced(&by_target, target).into_iter();
        converted.extend(of_target.map(|(j, i)| (i, j)));
    }
    converted.sort_unstable();
    converted.dedup();
    let agrees = |&(i, j): &(usize, usize)| {
        let place = agreeing.binary_search_by_key(&(i, j), |&(i, j, _)| (i, j));
        place.is_ok()
    };
    converted.retain(|pair| !agrees(pair));
    let (from, to) = (quantity_types(source), quantity_types(target));
    let link = |i: usize, j: usize, probability, is_conversion| {
        Some(QuantityLink {
            source: (*from.get(i)?)?,
            target: (*to.get(j)?)?,
            probability,
            is_conversion,
        })
    };
    let as_stated = agreeing
        .iter()
        .filter_map(|&(i, j, p)| link(i, j, p, false));
    let as_converted = converted
        .iter()
        .filter_map(|&(i, j)| link(i, j, CONVERTED, true));
    as_stated.chain(as_converted).collect()
}

/// The pairs in which an amount of `document`, the first of each pair, stands for what its text says it is as much as.
///
/// `agreeing` is in order. The first [`MOST_CONVERSIONS`] conversions of a value count.
fn replaced(agreeing: &[(usize, usize, f32)], document: &Document) -> Vec<(usize, usize)> {
    if document.conversions().next().is_none() {
        return Vec::new();
    }
    // About US$53 billion and US$53 billion are two quantities of one value.
    let key = |index: usize| Some(format!("{:?}", document.quantities().get(index)?.value));
    let mut of_value: HashMap<String, Vec<usize>> = HashMap::new();
    for index in 0..document.quantities().len() {
        if let Some(key) = key(index) {
            of_value.entry(key).or_default().push(index);
        }
    }
    let same = |index: usize| {
        let indices = key(index).and_then(|key| of_value.get(&key));
        indices.map(Vec::as_slice).unwrap_or_default()
    };
    let both_ways = document.conversions().flat_map(|(a, b)| [(a, b), (b, a)]);
    let mut pairs = Vec::new();
    let mut taken: HashMap<Option<String>, usize> = HashMap::new();
    for (stated, instead) in both_ways {
        let count = taken.entry(key(stated)).or_default();
        *count += 1;
        if *count > MOST_CONVERSIONS {
            continue;
        }
        for &stated in same(stated) {
            let start = agreeing.partition_point(|&(i, ..)| i < stated);
            let own = agreeing.get(start..).unwrap_or_default().iter();
            for &(_, j, _) in own.take_while(|&&(i, ..)| i == stated) {
                pairs.extend(same(instead).iter().map(|&instead| (instead, j)));
            }
        }
    }
    pairs
}

/// The type of each quantity of a document.
fn quantity_types(document: &Document) -> Vec<Option<u32>> {
    let mut types = vec![None; document.quantities().len()];
    for (token, kind) in document.types().iter().zip(0..) {
        if let TokenType::Quantity(index) = token
            && let Some(slot) = types.get_mut(*index as usize)
        {
            *slot = Some(kind);
        }
    }
    types
}
