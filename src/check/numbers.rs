//! Quantities that differ, are missing, or are added.

use std::{
    collections::{BTreeSet, HashMap},
    mem::{Discriminant, discriminant},
};

use super::{Finding, FindingKind, Verdict};
use crate::{
    lang::{Lang, detect},
    memory::{Side, Unit},
    quantity::{Quantity, Relation, Value, link, quantities},
    score::quantity::frequency,
};

/// A quantity that makes up more than this share of running text is too common to be missed surely: it may be in the
/// grammar of the other language ("one", 两). Two significant digits of a plain number are below; see
/// [`frequency`](crate::score::quantity::frequency).
const COMMON: f32 = 5e-4;

pub(super) fn findings(unit: &Unit) -> Vec<Finding> {
    let (source, target) = (of(&unit.source), of(&unit.target));
    let links = link(&source, &target);
    let linked: (BTreeSet<usize>, BTreeSet<usize>) =
        links.iter().map(|link| (link.source, link.target)).unzip();
    let mut findings = Vec::new();
    let texts = (unit.source.text(), unit.target.text());
    for found in &links {
        let (Some(a), Some(b)) = (source.get(found.source), target.get(found.target)) else {
            continue;
        };
        // A translation may round, but need not.
        let is_rounded = found.relation == Relation::Compatible && found.reason == "rounded";
        if found.relation == Relation::Conflict {
            findings.push(differs((a, b), texts, found.reason));
        } else if is_rounded {
            let mut finding = differs((a, b), texts, found.reason);
            finding.verdict = Verdict::Unsure;
            findings.push(finding);
        }
    }
    let left = |side: &[Quantity], linked: &BTreeSet<usize>| {
        let all = side.iter().enumerate();
        let free = all.filter(|(place, _)| !linked.contains(place));
        free.map(|(_, quantity)| quantity.clone())
            .collect::<Vec<_>>()
    };
    let (source, target) = (left(&source, &linked.0), left(&target, &linked.1));
    let pairs = mistaken(&source, &target);
    for &(a, b) in &pairs {
        if let Some(pair) = source.get(a).zip(target.get(b)) {
            let mut finding = differs(pair, texts, "nothing else of their kind is left");
            // Nothing says that they are about the same: 今天 and "in 2016" are both dates.
            let is_written_out = |quantity: &Quantity, text: &str| {
                is_telling(quantity, text) || has_digit(quantity.span.slice(text))
            };
            if !is_written_out(pair.0, texts.0) || !is_written_out(pair.1, texts.1) {
                finding.verdict = Verdict::Unsure;
            }
            findings.push(finding);
        }
    }
    for (place, quantity) in source.iter().enumerate() {
        if pairs.iter().all(|(paired, _)| *paired != place) {
            let written = quantity.span.slice(texts.0);
            let message = format!("{written} is not in the translation");
            let verdict = verdict(quantity, texts.0, texts.1);
            let finding = Finding::new(FindingKind::QuantityMissing, verdict, message);
            findings.push(finding.in_source(quantity.span));
        }
    }
    for (place, quantity) in target.iter().enumerate() {
        if pairs.iter().all(|(_, paired)| *paired != place) {
            let written = quantity.span.slice(texts.1);
            let message = format!("{written} is not in the source");
            let verdict = verdict(quantity, texts.1, texts.0);
            let finding = Finding::new(FindingKind::QuantityAdded, verdict, message);
            findings.push(finding.in_target(quantity.span));
        }
    }
    findings
}

/// Quantities of one kind that are left over, as many on both sides: the one was taken for the other. At most
/// [`MOST_PAIRED`] of a kind.
fn mistaken(source: &[Quantity], target: &[Quantity]) -> Vec<(usize, usize)> {
    let places = |side: &[Quantity]| {
        let mut kinds: HashMap<Discriminant<Value>, Vec<usize>> = HashMap::new();
        for (place, quantity) in side.iter().enumerate() {
            kinds
                .entry(discriminant(&quantity.value))
                .or_default()
                .push(place);
        }
        kinds
    };
    let targets = places(target);
    let mut pairs = Vec::new();
    for (kind, here) in places(source) {
        let there = targets.get(&kind).map_or(&[][..], Vec::as_slice);
        if here.len() == there.len() && here.len() <= MOST_PAIRED {
            pairs.extend(here.into_iter().zip(there.iter().copied()));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Where more of a kind are left over than this, the sides say different things.
const MOST_PAIRED: usize = 3;

fn differs((a, b): (&Quantity, &Quantity), texts: (&str, &str), reason: &str) -> Finding {
    let (left, right) = (a.span.slice(texts.0), b.span.slice(texts.1));
    let is_written_out = has_digit(left) && has_digit(right);
    let is_sure = is_written_out || is_telling(a, texts.0) || is_telling(b, texts.1);
    let verdict = if is_sure {
        Verdict::Differs
    } else {
        Verdict::Unsure
    };
    let message = format!("{left} and {right}: {reason}");
    let finding = Finding::new(FindingKind::QuantityDiffers, verdict, message);
    finding.in_source(a.span).in_target(b.span)
}

fn has_digit(written: &str) -> bool {
    written.contains(|c: char| c.is_ascii_digit())
}

fn of(side: &Side) -> Vec<Quantity> {
    let lang = side
        .language
        .lang()
        .or_else(|| detect(side.text()).language.lang());
    let mut found = quantities(side.text(), lang.unwrap_or(Lang::English));
    // Codes are names, not quantities.
    found.retain(|quantity| !matches!(quantity.value, Value::Code { .. }));
    found
}

/// What it means that a quantity has no counterpart.
fn verdict(quantity: &Quantity, text: &str, other: &str) -> Verdict {
    // The same digits on the other side, as part of a name or in a way that was not understood.
    let written = quantity.span.slice(text);
    let digits = |c: char| c.is_ascii_digit();
    let mut runs = written
        .split(|c| !digits(c))
        .filter(|run| run.len() > 1)
        .peekable();
    let stands_there = runs.peek().is_some() && runs.all(|run| other.contains(run));
    if is_telling(quantity, text) && !stands_there {
        Verdict::Differs
    } else {
        Verdict::Unsure
    }
}

/// Whether the quantity cannot well be left out or said in other words.
fn is_telling(quantity: &Quantity, text: &str) -> bool {
    let is_exact = match &quantity.value {
        Value::Number { .. }
        | Value::Money { .. }
        | Value::Percent { .. }
        | Value::PercentPoint { .. }
        | Value::Measure { .. }
        | Value::Temperature { .. }
        | Value::Score { .. } => true,
        // A year, or a day of a month; "today", 今年 and 一点 are said in many ways. On the pairs of `corpora/parallel`
        // dates without two digits were 21 of 26 findings, none of them a mistake.
        Value::Date { .. } => {
            let written = quantity.span.slice(text).chars();
            written.filter(char::is_ascii_digit).count() >= 2
        }
        // "last week", 两倍, "the first".
        _ => false,
    };
    is_exact && quantity.readings.is_empty() && frequency(quantity) < COMMON
}
