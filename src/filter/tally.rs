//! What filters did, in figures and samples.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Dropped, Rule};
use crate::memory::Unit;

/// Counts what was kept and what each rule dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Tally {
    /// How many units were kept.
    pub kept: usize,
    /// How many each rule dropped, and the first of them.
    pub dropped: BTreeMap<Rule, (usize, Vec<Sample>)>,
}

/// A dropped unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sample {
    /// Which one of those judged, from 1.
    pub unit: usize,
    /// Why.
    pub reason: String,
    /// Its source, cut to 60 characters.
    pub source: String,
    /// Its target, cut to 60 characters.
    pub target: String,
}

/// The most samples of each rule.
const SAMPLES: usize = 3;

impl Tally {
    /// Counts one judgement.
    pub fn add(&mut self, unit: &Unit, judgement: Option<&Dropped>) {
        let number = self.units() + 1;
        let Some(Dropped { rule, reason }) = judgement else {
            self.kept += 1;
            return;
        };
        let (count, samples) = self.dropped.entry(*rule).or_default();
        *count += 1;
        if samples.len() < SAMPLES {
            let cut = |text: &str| text.chars().take(60).collect();
            samples.push(Sample {
                unit: number,
                reason: reason.clone(),
                source: cut(unit.source.text()),
                target: cut(unit.target.text()),
            });
        }
    }

    /// How many units were judged.
    #[must_use]
    pub fn units(&self) -> usize {
        self.kept + self.dropped.values().map(|(count, _)| count).sum::<usize>()
    }
}
