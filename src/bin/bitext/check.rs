//! `bitext check`.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::{Path, PathBuf},
};

use bitext::{
    Span,
    check::{Finding, Verdict, check},
    format::tsv::escaped,
    memory::Unit,
};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::{
    Outcome, Status,
    failure::Failure,
    output, tm,
    units::{self, InputArguments},
};

/// Checks a translation: numbers, codes, addresses, brackets; empty or untranslated units.
///
/// Numbers may differ, be missing or be added; a side may be in the wrong language or script. What is
/// surely wrong is listed, and ends the program with status 1; with --unsure also what may be in
/// order. Without --format the findings are for reading on a terminal and tab-separated text
/// elsewhere.
///
/// Examples:
///
///   bitext check memory.tmx
///
///   bitext check job.xlf --unsure --format jsonl
///
///   bitext align report.en.txt report.zh.txt --format tmx | bitext check -
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct CheckArguments {
    /// The file of units, in any format that can be read; `-` for standard input.
    #[arg(required_unless_present = "store")]
    input: Option<PathBuf>,
    /// Check the units of a store instead of a file; they are numbered as the store has them, from 1.
    #[arg(short, long, value_name = "STORE", conflicts_with = "input")]
    store: Option<PathBuf>,
    /// List also what may be in order; it does not change the exit status.
    #[arg(long)]
    unsure: bool,
    /// What to write.
    #[arg(long, value_enum)]
    format: Option<FindingFormat>,
    /// Write to FILE instead of standard output; the file is whole or not there.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: InputArguments,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingFormat {
    /// The texts with what was found in brackets.
    Text,
    /// Tab-separated text with a header.
    Tsv,
    /// One JSON object a line.
    Jsonl,
}

pub(crate) fn run(arguments: &CheckArguments) -> Outcome {
    let path = arguments.output.as_deref();
    let is_terminal = path.is_none() && output::terminal_width().is_some();
    let usual = if is_terminal {
        FindingFormat::Text
    } else {
        FindingFormat::Tsv
    };
    let format = arguments.format.unwrap_or(usual);
    let mut counts: BTreeMap<(Verdict, &str), usize> = BTreeMap::new();
    let (mut all, mut left_out) = (0, 0);
    units::whole(path, |out| {
        let unwritable = |error: io::Error| {
            Failure::unwritable(path.unwrap_or(Path::new("standard output")), &error)
        };
        if format == FindingFormat::Tsv {
            writeln!(out, "{}", COLUMNS.join("\t")).map_err(unwritable)?;
        }
        left_out = read(arguments, &mut |number, unit| {
            all += 1;
            for finding in check(&unit).findings {
                *counts
                    .entry((finding.verdict, finding.kind.name()))
                    .or_default() += 1;
                if finding.verdict == Verdict::Differs || arguments.unsure {
                    write(out, format, number, &unit, &finding).map_err(unwritable)?;
                }
            }
            Ok(())
        })?;
        Ok(())
    })?;
    let of = |verdict: Verdict| {
        let names = counts.iter().filter(|((it, _), _)| *it == verdict);
        let names: Vec<String> = names
            .map(|((_, name), count)| format!("{name} {count}"))
            .collect();
        if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(", ")
        }
    };
    let (wrong, unsure) = (of(Verdict::Differs), of(Verdict::Unsure));
    units::note(&format!(
        "{all} units checked; wrong: {wrong}; unsure: {unsure}"
    ));
    if left_out > 0 {
        units::note(&format!(
            "{left_out} entries have not both languages and were not checked"
        ));
    }
    let found = counts
        .keys()
        .any(|(verdict, _)| *verdict == Verdict::Differs);
    Ok(if found {
        Status::Findings
    } else {
        Status::Done
    })
}

/// Calls `each` for every unit with its number; says how many entries of a file had not both languages.
fn read(
    arguments: &CheckArguments,
    each: &mut dyn FnMut(usize, Unit) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    if let Some(path) = &arguments.store {
        tm::for_each(path, &mut |id, unit| {
            let number = usize::try_from(id.0).unwrap_or(usize::MAX);
            each(number.saturating_add(1), unit)
        })?;
        return Ok(0);
    }
    let input = arguments.input.as_deref().unwrap_or(Path::new("-"));
    units::read(input, &arguments.reading, each)
}

const COLUMNS: [&str; 9] = [
    "unit",
    "id",
    "check",
    "verdict",
    "source_spans",
    "target_spans",
    "message",
    "source",
    "target",
];

fn write(
    out: &mut dyn Write,
    format: FindingFormat,
    number: usize,
    unit: &Unit,
    finding: &Finding,
) -> io::Result<()> {
    let (source, target) = (unit.source.text(), unit.target.text());
    let (kind, verdict) = (finding.kind.name(), finding.verdict.name());
    match format {
        FindingFormat::Text => {
            let id = unit
                .id
                .as_ref()
                .map(|id| format!(" ({id})"))
                .unwrap_or_default();
            let (source, target) = (
                marked(source, &finding.source),
                marked(target, &finding.target),
            );
            let (one, other) = (&unit.source.language, &unit.target.language);
            writeln!(
                out,
                "unit {number}{id}: {kind}, {verdict}: {}",
                finding.message
            )?;
            writeln!(out, "  {one}: {source}\n  {other}: {target}\n")
        }
        FindingFormat::Tsv => {
            let spans = |spans: &[Span]| {
                let spans: Vec<String> = spans
                    .iter()
                    .map(|span| format!("{}-{}", span.start(), span.end()))
                    .collect();
                spans.join(",")
            };
            let fields = [
                number.to_string(),
                escaped(unit.id.as_deref().unwrap_or_default()),
                kind.to_owned(),
                verdict.to_owned(),
                spans(&finding.source),
                spans(&finding.target),
                escaped(&finding.message),
                escaped(source),
                escaped(target),
            ];
            writeln!(out, "{}", fields.join("\t"))
        }
        FindingFormat::Jsonl => {
            let side = |text: &str, spans: &[Span]| {
                let pieces = spans.iter().map(|span| {
                    json!({"start": span.start(), "end": span.end(), "text": span.slice(text)})
                });
                pieces.collect::<Vec<_>>()
            };
            let record = json!({
                "unit": number,
                "id": unit.id,
                "check": kind,
                "verdict": verdict,
                "source": side(source, &finding.source),
                "target": side(target, &finding.target),
                "message": finding.message,
            });
            writeln!(out, "{record}")
        }
    }
}

/// The text with brackets round the spans.
fn marked(text: &str, spans: &[Span]) -> String {
    let mut out = String::new();
    let mut from = 0;
    for span in spans {
        let before = text.get(from..span.start()).unwrap_or_default();
        out.push_str(before);
        out.push_str(&format!("⟦{}⟧", span.slice(text)));
        from = span.end().max(from);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out.replace(['\n', '\r'], " ")
}
