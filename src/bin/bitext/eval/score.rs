//! Scores as they are shown, whatever the form.

use bitext::eval::{Comparison, Counts, Interval, Measure, Resampling};
use serde_json::{Value, json};

/// What was measured of one document, or of several together.
#[derive(Debug)]
pub(super) struct Group {
    /// The document, or which of them.
    pub(super) name: String,
    /// `parallel`, `comparable`, or the kind of files.
    pub(super) task: &'static str,
    /// `dev`, `test`; empty if all.
    pub(super) split: String,
    /// How many documents of how many are meant; 0 for a single one that is part of a larger table.
    pub(super) documents: usize,
    pub(super) scores: Vec<Score>,
    pub(super) calibration_error: Option<f64>,
}

impl Group {
    /// Whether all documents of the task are meant.
    pub(super) fn is_whole(&self) -> bool {
        self.documents > 0 && self.split.is_empty()
    }
}

/// A measure of a group.
#[derive(Debug)]
pub(super) struct Score {
    pub(super) name: &'static str,
    pub(super) counts: Counts,
    /// Of F1.
    pub(super) interval: Interval,
    /// Another system and how it differs.
    pub(super) against: Option<(Counts, Comparison)>,
    /// How many documents or blocks of the gold it was counted over.
    units: usize,
}

/// With so many units or fewer, all ways to swap them are too few for a p-value below 0.05: two of 32 are the difference itself.
const FEW: usize = 5;

impl Score {
    pub(super) fn new(measure: &Measure, against: Option<&Measure>, how: &Resampling) -> Self {
        Self {
            name: measure.name,
            counts: measure.total,
            interval: measure.interval(how),
            against: against.map(|other| (other.total, measure.against(other, how))),
            units: measure.units.len(),
        }
    }

    /// Whether it was compared over so few units that no p-value can be small.
    pub(super) const fn is_of_few(&self) -> bool {
        self.against.is_some() && self.units <= FEW
    }

    /// Whether there was anything to measure.
    pub(super) const fn is_empty(&self) -> bool {
        self.counts.found == 0 && self.counts.expected == 0
    }

    pub(super) fn record(&self) -> Value {
        let counts = &self.counts;
        let mut record = json!({
            "precision": counts.precision(),
            "recall": counts.recall(),
            "f1": counts.f1(),
            "right": counts.right,
            "found": counts.found,
            "met": counts.met,
            "expected": counts.expected,
            "interval": self.interval,
        });
        if let (Some((other, comparison)), Some(fields)) = (&self.against, record.as_object_mut()) {
            let against = json!({
                "precision": other.precision(),
                "recall": other.recall(),
                "f1": other.f1(),
                "difference": comparison.difference,
                "interval": comparison.interval,
                "p": comparison.p,
            });
            fields.insert("against".to_owned(), against);
        }
        record
    }
}
