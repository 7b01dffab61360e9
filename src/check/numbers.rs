//! Quantities that differ, are missing, or are added.

use std::collections::BTreeSet;

use super::{Finding, FindingKind, Verdict, conversions::Conversions};
use crate::{
    memory::{Side, Unit},
    quantity::{Quantity, QuantityLink, Relation, Value, compare, link, quantities},
    score::{
        code::is_of_digits,
        contradiction::{contradictions, is_telling},
        conversion::may_be_converted,
    },
};

/// Of more amounts of money than this on a side, none is looked for in another currency; of more quantities, no time in another zone.
const MOST_CONVERTED: usize = 16;

/// The findings of a unit; `known` are conversions of the memory that it stands in.
pub(super) fn findings(unit: &Unit, known: &Conversions) -> Vec<Finding> {
    let (source, target) = (of(&unit.source), of(&unit.target));
    let texts = (unit.source.text(), unit.target.text());
    let mut own = Conversions::default();
    own.add(texts.0, &source);
    own.add(texts.1, &target);
    let is_same_money = |a: &Quantity, b: &Quantity| own.knows(a, b) || known.knows(a, b);
    let mut links = link(&source, &target);
    links.retain(|it| {
        let pair = source.get(it.source).zip(target.get(it.target));
        it.relation != Relation::Conflict || !pair.is_some_and(|(a, b)| is_same_money(a, b))
    });
    convert(&source, &target, &mut links, &is_same_money);
    let contradictions = contradictions((&source, texts.0), (&target, texts.1), &links);
    let mut findings = Vec::new();
    let differs = |(from, to): (usize, usize), reason: &str, verdict: Verdict| {
        let (a, b) = source.get(from).zip(target.get(to))?;
        let (left, right) = (written(a, texts.0), written(b, texts.1));
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
    // What one side may give in another currency or zone is not surely missing.
    let may_be = |quantity: &Quantity, others: &[Quantity]| {
        let mut others = others.iter().take(MOST_CONVERTED);
        match &quantity.value {
            Value::Money { .. } => others.any(|it| may_be_converted(quantity, it)),
            // 14:00 GMT (10 p.m. Beijing time): one of them will do.
            Value::Date { at } if at.zone.is_some() => {
                others.any(|it| compare(quantity, it).relation.agrees())
            }
            _ => false,
        }
    };
    for (place, quantity) in source.iter().enumerate() {
        if !told.0.contains(&place) {
            let written = quantity.span.slice(texts.0);
            let message = format!("{written} is not in the translation");
            let verdict = match may_be(quantity, &target) {
                true => Verdict::Unsure,
                false => verdict(quantity, texts.0, texts.1),
            };
            let finding = Finding::new(FindingKind::QuantityMissing, verdict, message);
            findings.push(finding.in_source(quantity.span));
        }
    }
    for (place, quantity) in target.iter().enumerate() {
        if !told.1.contains(&place) {
            let written = quantity.span.slice(texts.1);
            let message = format!("{written} is not in the source");
            let verdict = match may_be(quantity, &source) {
                true => Verdict::Unsure,
                false => verdict(quantity, texts.1, texts.0),
            };
            let finding = Finding::new(FindingKind::QuantityAdded, verdict, message);
            findings.push(finding.in_target(quantity.span));
        }
    }
    findings
}

/// Links what is linked to nothing and is the same money in another currency.
fn convert(
    source: &[Quantity],
    target: &[Quantity],
    links: &mut Vec<QuantityLink>,
    is_same_money: &dyn Fn(&Quantity, &Quantity) -> bool,
) {
    let (mut from, mut to): (BTreeSet<usize>, BTreeSet<usize>) =
        links.iter().map(|it| (it.source, it.target)).unzip();
    let is_money = |it: &(usize, &Quantity)| matches!(it.1.value, Value::Money { .. });
    for (i, a) in source
        .iter()
        .enumerate()
        .filter(is_money)
        .take(MOST_CONVERTED)
    {
        let there = target
            .iter()
            .enumerate()
            .filter(is_money)
            .take(MOST_CONVERTED);
        let mut free = there.filter(|(j, _)| !to.contains(j));
        if from.contains(&i) {
            continue;
        }
        if let Some((j, _)) = free.find(|(_, b)| is_same_money(a, b)) {
            from.insert(i);
            to.insert(j);
            links.push(QuantityLink {
                source: i,
                target: j,
                relation: Relation::Convertible,
                reason: "the text converts it",
                score: 1.0,
            });
        }
    }
}

/// The words of a quantity, and the zone of a clock time, which may stand elsewhere.
fn written(quantity: &Quantity, text: &str) -> String {
    let words = quantity.span.slice(text);
    match quantity.zone_shown() {
        Some(zone) => format!("{words} ({zone})"),
        None => words.to_owned(),
    }
}

fn of(side: &Side) -> Vec<Quantity> {
    let lang = side.language.lang().unwrap_or_else(|| super::lang(side));
    let mut found = quantities(side.text(), lang);
    // Codes are names, not quantities, but for those that are digits only: numbers of telephones.
    found.retain(|quantity| !quantity.is_code() || is_of_digits(quantity));
    found
}

/// The fewest digits of a number that may be written in groups.
const TELEPHONE: usize = 7;

/// What it means that a quantity has no counterpart.
fn verdict(quantity: &Quantity, text: &str, other: &str) -> Verdict {
    // The same digits on the other side, as part of a name or in a way that was not understood.
    let written = quantity.span.slice(text);
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let mut runs = written
        .split(|c| !digits(c))
        .map(|run| run.trim_matches('.'))
        .filter(|run| run.len() > 1)
        .peekable();
    // 4008201188 for 400-820-1188.
    let joined = || other.replace(['-', ' ', '(', ')'], "");
    let stands_there = runs.peek().is_some()
        && runs.all(|run| other.contains(run) || run.len() >= TELEPHONE && joined().contains(run));
    if is_telling(quantity, text) && !stands_there {
        Verdict::Differs
    } else {
        Verdict::Unsure
    }
}
