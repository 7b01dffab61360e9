//! `bitext eval`.

use std::path::Path;

use bitext::{
    eval::{BeadCounts, Counts, beads},
    format::beads::{IndexBead, read},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{Outcome, Status, args::EvalArguments, failure::Failure, input, output, record};

/// The beads of a document as lists of indices, with or without a score.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
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

#[derive(Debug, Deserialize)]
struct Record {
    gold: Vec<Bead>,
    system: Vec<Bead>,
}

fn answer(record: Record) -> Result<Map<String, Value>, String> {
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
    Ok(record::record(json!({
        "strict": fields(&counts.strict),
        "lax": fields(&counts.lax),
        "nulls": fields(&counts.nulls),
    })))
}

pub(crate) fn run(arguments: &EvalArguments) -> Outcome {
    if arguments.jsonl {
        return record::run(None, answer);
    }
    let (gold, system) = (&arguments.gold, &arguments.system);
    if gold.len() != system.len() {
        let (gold, system) = (gold.len(), system.len());
        let message =
            format!("expected one system file for each gold file, found {system} for {gold}");
        return Err(Failure::Usage(message).hint("give --gold and --system in turns"));
    }
    let mut all = BeadCounts::default();
    for (gold, system) in gold.iter().zip(system) {
        all += beads(&load(gold)?, &load(system)?);
    }
    output::write(None, |writer| {
        writeln!(
            writer,
            "measure\tprecision\trecall\tf1\tright\tfound\texpected"
        )?;
        for (name, counts) in [
            ("strict", all.strict),
            ("lax", all.lax),
            ("nulls", all.nulls),
        ] {
            writeln!(writer, "{name}\t{}", row(&counts))?;
        }
        Ok(())
    })?;
    let is_short = arguments
        .min_f1
        .is_some_and(|least| all.strict.f1() < least);
    Ok(if is_short {
        Status::Findings
    } else {
        Status::Done
    })
}

fn load(path: &Path) -> Result<Vec<IndexBead>, Failure> {
    let text = input::read(path)?;
    read(&text).map_err(|error| Failure::BadInput(format!("{}: {error}", path.display())))
}

fn row(counts: &Counts) -> String {
    format!(
        "{:.4}\t{:.4}\t{:.4}\t{}\t{}\t{}",
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.right,
        counts.found,
        counts.expected
    )
}
