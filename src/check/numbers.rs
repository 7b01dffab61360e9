//! Quantities that differ, are missing, or are added.

use std::collections::BTreeSet;

use super::{Finding, FindingKind, Verdict};
use crate::{
    lang::{Lang, detect},
    memory::{Side, Unit},
    quantity::{Quantity, Relation, Value, link, quantities},
    score::contradiction::{contradictions, is_telling},
};

pub(super) fn findings(unit: &Unit) -> Vec<Finding> {
    let (source, target) = (of(&unit.source), of(&unit.target));
    let texts = (unit.source.text(), unit.target.text());
    let links = link(&source, &target);
    let contradictions = contradictions((&source, texts.0), (&target, texts.1), &links);
    let mut findings = Vec::new();
    let differs = |(from, to): (usize, usize), reason: &str, verdict: Verdict| {
        let (a, b) = source.get(from).zip(target.get(to))?;
        let (left, right) = (a.span.slice(texts.0), b.span.slice(texts.1));
        let message = format!("{left} and {right}: {reason}");
        let finding = Finding::new(FindingKind::QuantityDiffers, verdict, message);
        Some(finding.in_source(a.span).in_target(b.span))
    };
    for it in &contradictions {
        let verdict = if it.is_sure {
            Verdict::Differs
        } else {
            Verdict::Unsure
        };
        findings.extend(differs((it.source, it.target), it.reason, verdict));
    }
    // A translation may round, but need not.
    for it in &links {
        if it.relation == Relation::Compatible && it.reason == "rounded" {
            findings.extend(differs((it.source, it.target), it.reason, Verdict::Unsure));
        }
    }
    let linked = links.iter().map(|link| (link.source, link.target));
    let told = contradictions.iter().map(|it| (it.source, it.target));
    let told: (BTreeSet<usize>, BTreeSet<usize>) = linked.chain(told).unzip();
    for (place, quantity) in source.iter().enumerate() {
        if !told.0.contains(&place) {
            let written = quantity.span.slice(texts.0);
            let message = format!("{written} is not in the translation");
            let verdict = verdict(quantity, texts.0, texts.1);
            let finding = Finding::new(FindingKind::QuantityMissing, verdict, message);
            findings.push(finding.in_source(quantity.span));
        }
    }
    for (place, quantity) in target.iter().enumerate() {
        if !told.1.contains(&place) {
            let written = quantity.span.slice(texts.1);
            let message = format!("{written} is not in the source");
            let verdict = verdict(quantity, texts.1, texts.0);
            let finding = Finding::new(FindingKind::QuantityAdded, verdict, message);
            findings.push(finding.in_target(quantity.span));
        }
    }
    findings
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
