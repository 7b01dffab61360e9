//! `bitext align`.

use std::path::Path;

use bitext::{
    AlignOptions, Aligner, Alignment, Mode, Span,
    align::{Input, LimitError, Limits, LinkKind},
    format::{beads, jsonl, srt, tsv},
    memory::{self, Unit},
    report, text,
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    Outcome, Status,
    args::{AlignArguments, BadRecordsArgument, FormatArgument, ModeArgument},
    cutting,
    failure::{Failure, warn},
    glossary, input, output, record,
    units::{self, Target, UnitFormat},
};

pub(crate) fn run(arguments: &AlignArguments) -> Outcome {
    let limits = Limits::new(arguments.limits.max_bytes, arguments.limits.max_segments);
    if arguments.jsonl {
        let aligner = aligner(arguments, true)?;
        let (path, threads) = (arguments.output.as_deref(), arguments.threads);
        let status = record::run_on(threads, path, longest_line(limits), |record: Record| {
            answer(&aligner, &record, limits)
        })?;
        return Ok(match arguments.bad_records {
            BadRecordsArgument::Ok => Status::Done,
            BadRecordsArgument::Fail => status,
        });
    }
    // Index lists show no evidence.
    let evidence = arguments.format != Some(FormatArgument::Beads);
    let aligner = aligner(arguments, evidence)?;
    let (Some(source_path), Some(target_path)) = (&arguments.source, &arguments.target) else {
        return Err(Failure::Usage("two texts are needed".to_owned()));
    };
    let (source, target) = input::read_both_within(source_path, target_path, limits.bytes)?;
    let (source, target) = (plain(source_path, source)?, plain(target_path, target)?);
    let alignment = if arguments.presegmented {
        let (source_lines, target_lines) = (text::lines(&source), text::lines(&target));
        aligner.align_segments_within((&source, &source_lines), (&target, &target_lines), limits)
    } else {
        aligner.align_within(&source, &target, limits)
    };
    let alignment = alignment.map_err(|error| {
        let path = match error {
            LimitError::Segments {
                input: Input::Target,
                ..
            }
            | LimitError::Bytes {
                input: Input::Target,
                ..
            } => target_path,
            _ => source_path,
        };
        Failure::BadInput(format!("{}: {error}", path.display()))
    })?;
    if let Some(choice) = &alignment.choice {
        let found = match alignment.mode {
            Mode::Comparable => "comparable",
            _ => "parallel",
        };
        warn(&format!("{found} text: {choice}"));
    }
    let path = arguments.output.as_deref();
    let width = if path.is_none() {
        output::terminal_width()
    } else {
        None
    };
    let usual = if width.is_some() {
        FormatArgument::Table
    } else {
        FormatArgument::Tsv
    };
    let format = arguments.format.unwrap_or(usual);
    if let Some(format) = unit_format(format) {
        let units_file = Target::new(path, Some(format))?;
        let now = units::today();
        units_file.write(|write| {
            // Statements repeat the text of their sentences: only whole sentences have places in a document.
            let is_indexed = matches!(format, UnitFormat::Ladder | UnitFormat::Ces);
            let wanted = |unit: &Unit| !is_indexed || unit.kind != Some(LinkKind::Statement);
            for mut unit in memory::units(&alignment, &source, &target).filter(wanted) {
                unit.created = Some(now);
                unit.provenance.source_document = Some(name(source_path));
                unit.provenance.target_document = Some(name(target_path));
                write(unit)?;
            }
            Ok(())
        })?;
        return Ok(Status::Done);
    }
    output::write(path, |writer| match format {
        FormatArgument::Table => {
            report::text::write(writer, &alignment, &source, &target, width.unwrap_or(100))
        }
        FormatArgument::Tsv => tsv::write(writer, &alignment, &source, &target),
        FormatArgument::Jsonl => jsonl::write(writer, &alignment, &source, &target),
        FormatArgument::Html => {
            let names = (name(source_path), name(target_path));
            let labels = report::html::Labels::new(&names.0, &names.1);
            report::html::write(writer, &alignment, &source, &target, labels)
        }
        FormatArgument::Beads => beads::write(writer, &alignment),
        // All others are formats of units.
        _ => Ok(()),
    })?;
    Ok(Status::Done)
}

/// The format of units that is asked for, if it is one.
const fn unit_format(format: FormatArgument) -> Option<UnitFormat> {
    Some(match format {
        FormatArgument::Tmx => UnitFormat::Tmx,
        FormatArgument::Xliff => UnitFormat::Xliff,
        FormatArgument::Xliff2 => UnitFormat::Xliff2,
        FormatArgument::Units => UnitFormat::Jsonl,
        FormatArgument::Moses => UnitFormat::Moses,
        FormatArgument::Paracrawl => UnitFormat::Paracrawl,
        FormatArgument::Ladder => UnitFormat::Ladder,
        FormatArgument::Ces => UnitFormat::Ces,
        FormatArgument::Table
        | FormatArgument::Tsv
        | FormatArgument::Jsonl
        | FormatArgument::Html
        | FormatArgument::Beads => return None,
    })
}

/// The text to align: of subtitles what is said, one cue a line.
fn plain(path: &Path, text: String) -> Result<String, Failure> {
    if path
        .extension()
        .is_none_or(|ending| !ending.eq_ignore_ascii_case("srt"))
    {
        return Ok(text);
    }
    srt::text(text.as_bytes()).map_err(|error| Failure::BadInput(error.in_file(path).to_string()))
}

/// The name of a file without its folder.
fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn aligner(arguments: &AlignArguments, evidence: bool) -> Result<Aligner, Failure> {
    let mut options = AlignOptions::default();
    options.mode = match arguments.mode {
        ModeArgument::Parallel => Mode::Parallel,
        ModeArgument::Comparable => Mode::Comparable,
        ModeArgument::Auto => Mode::Auto,
    };
    options.gap = arguments.gap;
    options.threshold = arguments.threshold;
    if let Some(path) = &arguments.weights {
        options.weights = input::read(path)?
            .parse()
            .map_err(|error| Failure::BadInput(format!("{}: {error}", path.display())))?;
    }
    options.segment = cutting::options(&arguments.cutting);
    options.evidence = evidence;
    let mut builder = Aligner::builder().options(options);
    if let Some(lexicon) = glossary::stack(&arguments.glossary, arguments.table.as_deref())? {
        builder = builder.lexicon(lexicon);
    }
    if let Some(rules) = cutting::rules(&arguments.cutting)? {
        builder = builder.rules(rules);
    }
    builder
        .build()
        .map_err(|error| Failure::Usage(error.to_string()))
}

#[derive(Debug, Deserialize)]
struct Record {
    source: Text,
    target: Text,
}

/// A text, or its sentences. Offsets into sentences count in all of them joined by one line feed each.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    Whole(String),
    Sentences(Vec<String>),
}

impl Text {
    fn joined(&self) -> (String, Option<Vec<Span>>) {
        match self {
            Self::Whole(text) => (text.clone(), None),
            Self::Sentences(sentences) => {
                let mut start = 0;
                let span = |sentence: &String| {
                    let span = Span::new(start, start + sentence.len());
                    start = span.end() + 1;
                    span
                };
                let spans = sentences.iter().map(span).collect();
                (sentences.join("\n"), Some(spans))
            }
        }
    }
}

/// How long the line of a record may be whose texts are within the limits: each byte of a text takes six at most in
/// JSON (`\u0000`), and the identity should have room too.
fn longest_line(limits: Limits) -> Option<usize> {
    const REST: usize = 64 << 10;
    limits
        .bytes
        .map(|bytes| bytes.saturating_mul(2 * 6).saturating_add(REST))
}

fn answer(
    aligner: &Aligner,
    record: &Record,
    limits: Limits,
) -> Result<serde_json::Map<String, serde_json::Value>, String> {
    let (source, target) = (record.source.joined(), record.target.joined());
    let alignment = match (&source.1, &target.1) {
        (None, None) => aligner.align_within(&source.0, &target.0, limits),
        (Some(source_spans), Some(target_spans)) => {
            let (source, target) = (
                (source.0.as_str(), source_spans),
                (target.0.as_str(), target_spans),
            );
            aligner.align_segments_within((source.0, source.1), (target.0, target.1), limits)
        }
        _ => {
            return Err(
                "source and target must both be texts or both be lists of sentences".to_owned(),
            );
        }
    };
    let alignment: Alignment = alignment.map_err(|error| error.to_string())?;
    let pairs: Vec<_> = jsonl::records(&alignment, &source.0, &target.0).collect();
    Ok(record::record(json!({ "pairs": pairs })))
}
