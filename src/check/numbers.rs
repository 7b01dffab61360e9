//! Quantities that differ, are missing, or are added.

use std::collections::BTreeSet;

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
    let (source_text, target_text) = (unit.source.text(), unit.target.text());
    for found in links.iter().filter(|link| link.relation == Relation::Conflict) {
        let (Some(a), Some(b)) = (source.get(found.source), target.get(found.target)) else { continue };
        let (left, right) = (a.span.slice(source_text), b.span.slice(target_text));
        let verdict = if is_telling(a) || is_telling(b) { Verdict::Differs } else { Verdict::Unsure };
        let message = format!("{left} and {right}: {}", found.reason);
        let finding = Finding::new(FindingKind::QuantityDiffers, verdict, message);
        findings.push(finding.in_source(a.span).in_target(b.span));
    }
    for (place, quantity) in source.iter().enumerate() {
        if linked.0.contains(&place) {
            continue;
        }
        let written = quantity.span.slice(source_text);
        let verdict = verdict(quantity, source_text, target_text);
        let message = format!("{written} is not in the translation");
        findings.push(Finding::new(FindingKind::QuantityMissing, verdict, message).in_source(quantity.span));
    }
    for (place, quantity) in target.iter().enumerate() {
        if linked.1.contains(&place) {
            continue;
        }
        let written = quantity.span.slice(target_text);
        let verdict = verdict(quantity, target_text, source_text);
        let message = format!("{written} is not in the source");
        findings.push(Finding::new(FindingKind::QuantityAdded, verdict, message).in_target(quantity.span));
    }
    findings
}

fn of(side: &Side) -> Vec<Quantity> {
    let lang = side.language.lang().or_else(|| detect(side.text()).language.lang());
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
    let mut runs = written.split(|c| !digits(c)).filter(|run| run.len() > 1).peekable();
    let stands_there = runs.peek().is_some() && runs.all(|run| other.contains(run));
    if is_telling(quantity) && !stands_there { Verdict::Differs } else { Verdict::Unsure }
}

/// Whether the quantity cannot well be left out or said in other words.
fn is_telling(quantity: &Quantity) -> bool {
    let is_exact = match &quantity.value {
        Value::Number { .. } | Value::Money { .. } | Value::Percent { .. } | Value::PercentPoint { .. }
        | Value::Measure { .. } | Value::Temperature { .. } | Value::Score { .. } | Value::Date { .. } => true,
        // "last week", 两倍, "the first": said in many ways.
        _ => false,
    };
    is_exact && quantity.readings.is_empty() && frequency(quantity) < COMMON
}
