//! What was probably meant, where arguments are too many or do nothing.

use std::{ffi::OsString, path::Path};

use clap::{
    ArgMatches,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
    parser::ValueSource,
};

use crate::{args::ModeArgument, failure::warn};

/// An error of the arguments, with what to type instead if that can be told.
pub(crate) fn with_tip(mut error: clap::Error, typed: &[OsString]) -> clap::Error {
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
