//! `bitext check`.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use bitext::{
    Span,
    check::{Checker, Finding, FindingKind, Verdict},
    format::{Languages, ReadOptions, tsv::escaped},
    memory::{LanguageTag, Side, Unit},
};
use clap::{Args, ValueEnum};
use serde::Deserialize;
use serde_json::json;

use crate::{
    Outcome, Status,
    count::{counted, one_sided},
    ending,
    failure::{Failure, warn},
    nearest::nearest,
    numbers, output, progress, record,
    tm::Units,
    units::{self, InputArguments},
};

/// Checks a translation: numbers, codes, addresses, brackets; empty or untranslated units.
///
/// Numbers may differ, be missing or be added; a side may be in the wrong language or script. What
/// is surely wrong is listed, and ends the program with status 1; with --unsure also what may be in
/// order. Without --format the findings are for reading on a terminal and tab-separated text
/// elsewhere.
///
/// Amounts in two currencies cannot be compared, and are unsure, unless the memory says somewhere
/// that they are the same: 380 billion yuan (about US$53 billion). It is read twice for that;
/// standard input cannot be. What is wrong about quantities, codes and addresses is what the rules
/// `quantity`, `code` and `address` of `bitext tm filter` drop.
///
/// Checks, for --only and --without: quantity, or numbers (quantity-differs, quantity-missing, quantity-added),
/// code (inline codes and placeholders: code-missing, code-added; the numbers of orders, flights and
/// models, such as MU5137: name-missing), address (address-missing, address-added), brackets,
/// sentence (sentence-missing, sentence-added), empty, untranslated, language, script.
///
/// Examples:
///
///   bitext check memory.tmx
///
///   bitext check job.xlf --unsure --format jsonl
///
///   bitext check memory.tmx --only quantity,name-missing
///
///   bitext align report.en.txt report.zh.txt --format tmx | bitext check -
///
///   bitext check --jsonl < pairs.jsonl > findings.jsonl
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext check [OPTIONS] FILE\n       bitext check [OPTIONS] --store STORE\n       bitext check [OPTIONS] --jsonl < RECORDS"
)]
pub(crate) struct CheckArguments {
    /// The file of units, in any format that can be read; `-` for standard input.
    #[arg(required_unless_present_any = ["store", "jsonl"])]
    input: Option<PathBuf>,
    /// Check the units of a store instead of a file; they are numbered as the store has them, from 1.
    #[arg(short, long, value_name = "STORE", conflicts_with_all = ["input", "jsonl"])]
    store: Option<PathBuf>,
    /// Read {"id","source","target"} records, one a line, and write {"id","findings"}.
    #[arg(long, conflicts_with_all = ["input", "format", "EncodingArguments"])]
    jsonl: bool,
    /// The threads that answer records; 0 for as many as there are processors. The answers do not depend on it.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = numbers::threads, requires = "jsonl")]
    threads: usize,
    /// Make only these checks.
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = checked)]
    only: Vec<Checks>,
    /// Leave these checks out.
    #[arg(long, value_name = "CHECK", value_delimiter = ',', value_parser = checked)]
    without: Vec<Checks>,
    /// List also what may be in order; it does not change the exit status.
    #[arg(long)]
    unsure: bool,
    /// What to write. By the ending of the output file if not given, else text for reading on a terminal and
    /// tab-separated text elsewhere.
    #[arg(long, value_enum)]
    format: Option<FindingFormat>,
    /// Write to FILE instead of standard output; the file is whole or not there.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: InputArguments,
}

/// One check, or all whose names begin with the same word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Checks(String);

impl Checks {
    fn has(&self, kind: FindingKind) -> bool {
        let rest = kind.name().strip_prefix(self.0.as_str());
        // Numbers of orders, flights and models are codes to who asks for them.
        let is_code = self.0 == "code" && kind == FindingKind::NameMissing;
        is_code || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

fn checked(written: &str) -> Result<Checks, String> {
    // The name that the same judgement had as a rule of the filter.
    let name = match written.trim() {
        "numbers" => "quantity",
        name => name,
    };
    let checks = Checks(name.to_owned());
    if FindingKind::ALL.into_iter().any(|kind| checks.has(kind)) {
        return Ok(checks);
    }
    let names = FindingKind::ALL.map(FindingKind::name);
    let words = names
        .iter()
        .filter_map(|name| Some(name.split_once('-')?.0));
    Err(match nearest(written, names.into_iter().chain(words)) {
        Some(near) => format!("expected the name of a check; did you mean {near}?"),
        None => format!("expected one of {}", names.join(", ")),
    })
}

/// The endings of names of output files.
const ENDINGS: [(&str, FindingFormat); 4] = [
    ("tsv", FindingFormat::Tsv),
    ("txt", FindingFormat::Text),
    ("jsonl", FindingFormat::Jsonl),
    ("ndjson", FindingFormat::Jsonl),
];

impl CheckArguments {
    /// What is wrong with a unit, by the checks that were asked for.
    fn findings(&self, checker: &Checker, unit: &Unit) -> Vec<Finding> {
        let asked = |kind| {
            let is_among = |list: &[Checks]| list.iter().any(|checks| checks.has(kind));
            (self.only.is_empty() || is_among(&self.only)) && !is_among(&self.without)
        };
        let mut findings = checker.check(unit).findings;
        findings.retain(|finding| asked(finding.kind));
        findings
    }
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

/// A unit whose languages are found out where they are not told.
#[derive(Debug, Deserialize)]
struct Record {
    source: String,
    target: String,
    #[serde(default)]
    source_language: Option<LanguageTag>,
    #[serde(default)]
    target_language: Option<LanguageTag>,
}

impl Record {
    fn unit(self, reading: &InputArguments) -> Unit {
        let usual = (&reading.source_language, &reading.target_language);
        let told = ReadOptions::new(
            self.source_language.or_else(|| usual.0.clone()),
            self.target_language.or_else(|| usual.1.clone()),
        );
        let languages = Languages::new(&told).of(&self.source, &self.target);
        Unit::new(
            Side::new(languages.0, self.source),
            Side::new(languages.1, self.target),
        )
    }
}

fn answer_records(arguments: &CheckArguments) -> Outcome {
    let is_wrong = AtomicBool::new(false);
    let checker = Checker::default();
    let path = arguments.output.as_deref();
    let done = record::run_on(arguments.threads, path, |record: Record| {
        let unit = record.unit(&arguments.reading);
        let mut findings = arguments.findings(&checker, &unit);
        findings.retain(|it| it.verdict == Verdict::Differs || arguments.unsure);
        if findings.iter().any(|it| it.verdict == Verdict::Differs) {
            is_wrong.store(true, Ordering::Relaxed);
        }
        let findings: Vec<_> = findings.iter().map(|it| fields(&unit, it)).collect();
        Ok(record::record(json!({ "findings": findings })))
    })?;
    Ok(match done {
        Status::Done if is_wrong.into_inner() => Status::Findings,
        done => done,
    })
}

/// What a finding is in records.
fn fields(unit: &Unit, finding: &Finding) -> serde_json::Value {
    let side = |text: &str, spans: &[Span]| {
        let pieces = spans.iter().map(
            |span| json!({"start": span.start(), "end": span.end(), "text": span.slice(text)}),
        );
        pieces.collect::<Vec<_>>()
    };
    json!({
        "check": finding.kind.name(),
        "verdict": finding.verdict.name(),
        "source": side(unit.source.text(), &finding.source),
        "target": side(unit.target.text(), &finding.target),
        "message": finding.message,
    })
}

pub(crate) fn run(arguments: &CheckArguments) -> Outcome {
    if arguments.jsonl {
        return answer_records(arguments);
    }
    let path = arguments.output.as_deref();
    let usual = if output::is_terminal(path) {
        FindingFormat::Text
    } else {
        FindingFormat::Tsv
    };
    let format = match arguments.format {
        Some(format) => format,
        None => ending::format(path, &ENDINGS)?.unwrap_or(usual),
    };
    let inputs = arguments.input.iter().chain(&arguments.store);
    output::apart(path, inputs.map(PathBuf::as_path))?;
    output::claim(path)?;
    // Before the header of the table goes out.
    if let Some(input) = arguments
        .input
        .as_deref()
        .filter(|it| *it != Path::new("-"))
    {
        fs::metadata(input).map_err(|error| Failure::unreadable(input, &error))?;
    }
    let mut counts: BTreeMap<(Verdict, &str), usize> = BTreeMap::new();
    let (mut all, mut left_out) = (0, 0);
    let checker = learnt(arguments)?;
    let reading = progress::of_reading("checking", path);
    units::whole(path, |out| {
        let unwritable = |error: io::Error| {
            Failure::unwritable(path.unwrap_or(Path::new("standard output")), &error)
        };
        if format == FindingFormat::Tsv {
            writeln!(out, "{}", COLUMNS.join("\t")).map_err(unwritable)?;
        }
        left_out = units_of(arguments).read(&arguments.reading, &mut |number, unit| {
            all += 1;
            for finding in arguments.findings(&checker, &unit) {
                *counts
                    .entry((finding.verdict, finding.kind.name()))
                    .or_default() += 1;
                if finding.verdict == Verdict::Differs || arguments.unsure {
                    write(out, format, number, &unit, &finding).map_err(unwritable)?;
                }
            }
            Ok(())
        })?;
        match &arguments.input {
            Some(input) if all == 0 && left_out > 0 => Err(units::one_language(input, left_out)),
            _ => Ok(()),
        }
    })?;
    drop(reading);
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
    let listed = match counts.keys().any(|(it, _)| *it == Verdict::Unsure) {
        true if !arguments.unsure => " (--unsure lists these)",
        _ => "",
    };
    warn(&format!(
        "{} checked; wrong: {wrong}; unsure: {unsure}{listed}",
        counted(all, "unit")
    ));
    if left_out > 0 {
        warn(&one_sided(left_out, "not checked"));
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

/// What the units say of each other, where they can be read twice.
fn learnt(arguments: &CheckArguments) -> Result<Checker, Failure> {
    let mut checker = Checker::default();
    let units = units_of(arguments);
    if units.are_readable_twice() {
        let _reading = progress::of_reading("reading", arguments.output.as_deref());
        units.read(&arguments.reading, &mut |_, unit| {
            checker.learn(&unit);
            Ok(())
        })?;
    }
    Ok(checker)
}

fn units_of(arguments: &CheckArguments) -> Units<'_> {
    Units::new(arguments.input.as_deref(), arguments.store.as_deref())
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
            let mut record = record::record(fields(unit, finding));
            record.insert("unit".to_owned(), number.into());
            record.insert("id".to_owned(), json!(unit.id));
            let record = record::written(serde_json::Value::Object(record));
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
