//! `bitext eval`: files of answers, records, or a folder of texts with gold.

mod args;
mod files;
mod folder;
mod page;
mod record;
mod score;
mod text;

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::PathBuf,
};

use bitext::eval::Resampling;
use serde_json::json;

pub(crate) use args::EvalArguments;
use args::EvalFormat;
use score::Group;

use crate::{Outcome, Status, ending, failure::warn, output, record as records};

/// The endings of names of output files.
const ENDINGS: [(&str, EvalFormat); 6] = [
    ("txt", EvalFormat::Text),
    ("tsv", EvalFormat::Text),
    ("jsonl", EvalFormat::Jsonl),
    ("ndjson", EvalFormat::Jsonl),
    ("html", EvalFormat::Html),
    ("htm", EvalFormat::Html),
];

pub(crate) fn run(arguments: &EvalArguments) -> Outcome {
    let path = arguments.output.as_deref();
    if arguments.jsonl {
        output::claim(path)?;
        return records::run(path, record::answer);
    }
    let format = match arguments.format {
        Some(format) => format,
        None => ending::format(path, &ENDINGS)?.unwrap_or(EvalFormat::Text),
    };
    let EvalArguments {
        gold,
        system,
        against,
        ..
    } = arguments;
    let files = [gold, system, against].into_iter().flatten();
    output::apart(path, files.map(PathBuf::as_path))?;
    output::claim(path)?;
    let encoding = arguments.encoding.one()?;
    let mut how = Resampling::default();
    how.rounds = arguments.rounds;
    let groups = match &arguments.folder {
        Some(folder) => folder::groups(folder, encoding, &how)?,
        None => vec![files::group(arguments, encoding, &how)?],
    };
    output::write(path, |writer| match format {
        EvalFormat::Text if arguments.folder.is_some() => text::matrix(writer, &groups),
        EvalFormat::Text => text::rows(writer, &groups),
        EvalFormat::Jsonl => jsonl(writer, &groups),
        EvalFormat::Html => page::write(writer, &groups),
    })?;
    output::told(path, groups.len(), "row");
    let few = groups.iter().flat_map(|group| &group.scores);
    let few: BTreeSet<&str> = few
        .filter(|it| it.is_of_few() && !it.is_empty())
        .map(|it| it.name)
        .collect();
    if !few.is_empty() {
        let names: Vec<&str> = few.into_iter().collect();
        warn(&format!(
            "{}: the gold has too few documents, or blocks of ten, to compare systems by; p says nothing there",
            names.join(", ")
        ));
    }
    let mut is_short = false;
    if let Some(least) = arguments.min_f1 {
        for group in groups.iter().filter(|group| group.is_whole()) {
            let f1 = group.scores.first().map(|it| it.counts.f1());
            if let Some(f1) = f1.filter(|f1| *f1 < least) {
                is_short = true;
                warn(&format!(
                    "{}: F1 is {:.1} per cent, --min-f1 asks for {:.1}",
                    group.name,
                    100.0 * f1,
                    100.0 * least
                ));
            }
        }
    }
    Ok(if is_short {
        Status::Findings
    } else {
        Status::Done
    })
}

fn jsonl(writer: &mut dyn Write, groups: &[Group]) -> io::Result<()> {
    for group in groups {
        let measures: serde_json::Map<_, _> = group
            .scores
            .iter()
            .map(|score| (score.name.to_owned(), score.record()))
            .collect();
        let record = json!({
            "name": group.name,
            "task": group.task,
            "split": group.split,
            "documents": group.documents,
            "measures": measures,
            "calibration_error": group.calibration_error,
        });
        writeln!(writer, "{}", records::rounded(record))?;
    }
    Ok(())
}
