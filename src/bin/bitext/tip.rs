//! What was probably meant, where arguments are too many or do nothing.

use std::{ffi::OsString, path::Path};

use clap::{
    ArgMatches, Command,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
    parser::ValueSource,
};

use crate::{args::ModeArgument, failure::warn, units};

/// An error of the arguments, with what to type instead if that can be told.
pub(crate) fn with_tip(
    mut error: clap::Error,
    command: &Command,
    typed: &[OsString],
) -> clap::Error {
    let told = match error.kind() {
        ErrorKind::MissingRequiredArgument => missing(command, typed),
        ErrorKind::ArgumentConflict => of_records(&error, typed),
        _ => None,
    };
    if let Some(tip) = told {
        let tips = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
        error.insert(ContextKind::Suggested, tips);
        return error;
    }
    let invalid = match error.kind() {
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        _ => return error,
    };
    let Some(ContextValue::String(found)) = error.get(invalid) else {
        return error;
    };
    let is_option = found.starts_with("--");
    if let Some(tip) = tip(found, typed) {
        let tips = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
        error.insert(ContextKind::Suggested, tips);
    } else if is_option && is_of_values(&error) {
        error.remove(ContextKind::Suggested);
    }
    error
}

/// What a run looks like that has all it needs: what was meant, if what was typed tells it, else the first example of the
/// help.
fn missing(command: &Command, typed: &[OsString]) -> Option<String> {
    let mut words = typed.iter().skip(1).filter_map(|it| it.to_str());
    let name = words.find(|it| !it.starts_with('-'))?;
    let file = words.clone().find(|it| !it.starts_with('-'));
    if let ("align" | "report" | "link", Some(file)) = (name, file) {
        let ending = units::ending(Path::new(file)).unwrap_or_default();
        match ending.as_str() {
            "jsonl" | "ndjson" if name != "report" => {
                return Some(format!(
                    "records, one a line: bitext {name} --jsonl < {file}"
                ));
            }
            "tmx" | "xlf" | "xliff" | "tsv" => {
                return Some(format!(
                    "units that are aligned already: bitext check {file}"
                ));
            }
            _ => {}
        }
    }
    let mut command = command.find_subcommand(name)?;
    while let Some(inner) = words.next().and_then(|it| command.find_subcommand(it)) {
        command = inner;
    }
    let help = command.get_long_about()?.to_string();
    let example = help.lines().find(|it| it.starts_with("  bitext "))?;
    Some(format!("for example: {}", example.trim()))
}

/// What to do where a file is named beside `--jsonl`.
fn of_records(error: &clap::Error, typed: &[OsString]) -> Option<String> {
    let named = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (one, other) = (named(ContextKind::InvalidArg), named(ContextKind::PriorArg));
    let is_file = |it: &str| it.contains('[') || it.contains('<') && !it.contains("--");
    let is_about =
        one.contains("--jsonl") && is_file(&other) || is_file(&one) && other.contains("--jsonl");
    if !is_about {
        return None;
    }
    let words: Vec<&str> = typed.iter().skip(1).filter_map(|it| it.to_str()).collect();
    let expected = "--jsonl expects records on standard input";
    let Some(file) = words.iter().rfind(|it| Path::new(it).is_file()) else {
        let is_inner = words.first() == Some(&"tm");
        let command = words.get(..1 + usize::from(is_inner))?.join(" ");
        return Some(format!("{expected}: bitext {command} --jsonl < FILE"));
    };
    let ending = units::ending(Path::new(file)).unwrap_or_default();
    if words.first() == Some(&"check") && !["jsonl", "ndjson", "json"].contains(&ending.as_str()) {
        return Some(format!(
            "{expected}; to write JSON lines of a file: bitext check --format jsonl {file}"
        ));
    }
    // As it was typed, but for the file.
    let others: Vec<&str> = words.iter().copied().filter(|it| it != file).collect();
    Some(format!("{expected}: bitext {} < {file}", others.join(" ")))
}

/// Whether what is suggested is to take an option for the name of a file, which nobody means.
fn is_of_values(error: &clap::Error) -> bool {
    match error.get(ContextKind::Suggested) {
        Some(ContextValue::StyledStrs(tips)) => tips
            .iter()
            .all(|tip| tip.to_string().contains("as a value")),
        _ => false,
    }
}

fn tip(found: &str, typed: &[OsString]) -> Option<String> {
    if found.starts_with('-') {
        return None;
    }
    let mut words = typed.iter().skip(1).filter_map(|it| it.to_str());
    let command = words.find(|it| !it.starts_with('-'))?;
    Some(match command {
        "align" | "report" => format!("to write to a file: -o {found}"),
        "convert" => format!("to align two texts: bitext align SOURCE TARGET -o {found}"),
        "check" => "to check two texts, align them first: bitext align SOURCE TARGET -o memory.tmx"
            .to_owned(),
        "detect" | "segment" | "quantities" => "one text at a time; --jsonl reads many".to_owned(),
        "tm" => match words.find(|it| !it.starts_with('-'))? {
            "filter" | "dedupe" => {
                "one file at a time; to join several: bitext tm import FILE... --store STORE"
                    .to_owned()
            }
            "export" | "integrity" => format!("to name a store: --store {found}"),
            _ => return None,
        },
        _ if command == found && Path::new(found).is_file() => {
            format!("to align two texts: bitext align {found} TARGET")
        }
        _ => return None,
    })
}

/// Says which options that were typed do nothing in the mode of the run.
pub(crate) fn remark_idle(matches: &ArgMatches) {
    let Some((command @ ("align" | "report"), matches)) = matches.subcommand() else {
        return;
    };
    let (idle, of): (&[&str], _) = match matches.get_one::<ModeArgument>("mode") {
        Some(ModeArgument::Parallel) => (&["threshold", "kind"], "comparable"),
        Some(ModeArgument::Comparable) => (&["gap"], "parallel"),
        _ => return,
    };
    for option in idle
        .iter()
        .filter(|it| command == "align" || **it != "kind")
    {
        // What stands among the settings is there for the runs that it is for.
        if matches.value_source(option) == Some(ValueSource::CommandLine) {
            warn(&format!(
                "--{option} is for {of} text and does nothing here: --mode {of}, or auto"
            ));
        }
    }
}
