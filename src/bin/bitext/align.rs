//! `bitext align`.

use bitext::{
    AlignOptions, Aligner, Alignment, Mode, Span,
    format::{beads, jsonl, tsv},
    report, text,
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    Outcome, Status,
    args::{AlignArguments, FormatArgument, ModeArgument},
    cutting,
    failure::{Failure, warn},
    glossary, input, output, record,
};

pub(crate) fn run(arguments: &AlignArguments) -> Outcome {
    let aligner = aligner(arguments)?;
    if arguments.jsonl {
        return record::run(arguments.output.as_deref(), |record: Record| {
            answer(&aligner, &record)
        });
    }
    let (Some(source_path), Some(target_path)) = (&arguments.source, &arguments.target) else {
        return Err(Failure::Usage("two texts are needed".to_owned()));
    };
    let (source, target) = input::read_both(source_path, target_path)?;
    let alignment = if arguments.presegmented {
        let (source_lines, target_lines) = (text::lines(&source), text::lines(&target));
        aligner.align_segments((&source, &source_lines), (&target, &target_lines))
    } else {
        aligner.align(&source, &target)
    };
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
    output::write(path, |writer| match arguments.format.unwrap_or(usual) {
        FormatArgument::Table => {
            report::text::write(writer, &alignment, &source, &target, width.unwrap_or(100))
        }
        FormatArgument::Tsv => tsv::write(writer, &alignment, &source, &target),
        FormatArgument::Jsonl => jsonl::write(writer, &alignment, &source, &target),
        FormatArgument::Beads => beads::write(writer, &alignment),
    })?;
    Ok(Status::Done)
}

fn aligner(arguments: &AlignArguments) -> Result<Aligner, Failure> {
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

fn answer(
    aligner: &Aligner,
    record: &Record,
) -> Result<serde_json::Map<String, serde_json::Value>, String> {
    let (source, target) = (record.source.joined(), record.target.joined());
    let alignment: Alignment = match (&source.1, &target.1) {
        (None, None) => aligner.align(&source.0, &target.0),
        (Some(source_spans), Some(target_spans)) => {
            aligner.align_segments((&source.0, source_spans), (&target.0, target_spans))
        }
        _ => {
            return Err(
                "source and target must both be texts or both be lists of sentences".to_owned(),
            );
        }
    };
    let pairs: Vec<_> = jsonl::records(&alignment, &source.0, &target.0).collect();
    Ok(record::record(json!({ "pairs": pairs })))
}
