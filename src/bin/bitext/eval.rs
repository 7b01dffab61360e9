//! `bitext eval`.

use std::path::Path;

use bitext::{
    eval::{BeadCounts, Counts, beads},
    format::beads::{IndexBead, read},
};

use crate::{Outcome, Status, args::EvalArguments, failure::Failure, input, output};

pub(crate) fn run(arguments: &EvalArguments) -> Outcome {
    let (gold, system) = (&arguments.gold, &arguments.system);
    if gold.len() != system.len() {
        let (gold, system) = (gold.len(), system.len());
        return Err(Failure::Usage(format!(
            "each gold file needs one system file: {gold} gold, {system} system"
        )));
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
