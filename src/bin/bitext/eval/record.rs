//! `bitext eval --jsonl`: beads, one pair of documents a record.

use bitext::{
    eval::{Counts, beads},
    format::beads::IndexBead,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::record;

/// The beads of a document as lists of indices, with or without a score.
#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a bead: a list of source and one of target indices, and perhaps a score"
)]
enum Bead {
    Plain(Vec<usize>, Vec<usize>),
    Scored(Vec<usize>, Vec<usize>, f32),
}

impl From<Bead> for IndexBead {
    fn from(bead: Bead) -> Self {
        match bead {
            Bead::Plain(source, target) => Self::new(source, target),
            Bead::Scored(source, target, score) => {
                let mut bead = Self::new(source, target);
                bead.score = Some(score);
                bead
            }
        }
    }
}

/// Gold and found beads of a pair of documents.
#[derive(Debug, Deserialize)]
pub(super) struct Record {
    gold: Vec<Bead>,
    system: Vec<Bead>,
}

pub(super) fn answer(record: Record) -> Result<Map<String, Value>, String> {
    let read = |beads: Vec<Bead>| beads.into_iter().map(IndexBead::from).collect::<Vec<_>>();
    let counts = beads(&read(record.gold), &read(record.system));
    let fields = |counts: &Counts| {
        json!({
            "precision": counts.precision(),
            "recall": counts.recall(),
            "f1": counts.f1(),
            "right": counts.right,
            "found": counts.found,
            "expected": counts.expected,
        })
    };
    Ok(record::record(record::rounded(json!({
        "strict": fields(&counts.strict),
        "lax": fields(&counts.lax),
        "nulls": fields(&counts.nulls),
    }))))
}
