//! `bitext config`.

use std::{ffi::OsString, io::Write};

use clap::{Arg, ArgMatches, Command, parser::ValueSource};

use super::{ConfigArguments, Configured, apply};
use crate::{Outcome, Status, everywhere, failure::Failure, output};

/// How far the comments are indented.
const COLUMN: usize = 40;

pub(crate) fn run(
    arguments: &ConfigArguments,
    configured: &Configured,
    matches: &ArgMatches,
) -> Outcome {
    let typed = if arguments.command.is_empty() {
        None
    } else {
        let name = OsString::from("bitext");
        let line = std::iter::once(&name).chain(&arguments.command);
        let typed = configured.command.clone().try_get_matches_from(line);
        Some(typed.map_err(|error| Failure::Usage(error.to_string().trim_end().to_owned()))?)
    };
    let mut rows = Vec::new();
    let everywhere = typed.as_ref().unwrap_or(matches);
    let mut place = Vec::new();
    let named = typed.as_ref().and_then(ArgMatches::subcommand);
    table(
        configured,
        &configured.command,
        named,
        Some(everywhere),
        &mut place,
        &mut rows,
    );
    output::write(None, |writer| {
        match &configured.path {
            Some(path) => writeln!(writer, "# settings from {}", path.display())?,
            None => writeln!(writer, "# no file of settings")?,
        }
        rows.iter().try_for_each(|row| write_row(writer, row))
    })?;
    Ok(Status::Done)
}

enum Row {
    Table(String),
    Option {
        key: String,
        value: Option<String>,
        origin: String,
    },
}

fn write_row(writer: &mut dyn Write, row: &Row) -> std::io::Result<()> {
    match row {
        Row::Table(name) => writeln!(writer, "\n[{name}]"),
        Row::Option { key, value, origin } => {
            let setting = match value {
                Some(value) => format!("{key} = {value}"),
                None => format!("# {key} ="),
            };
            writeln!(writer, "{setting:COLUMN$} # {origin}")
        }
    }
}

/// The options of a command, then those of its commands; of all of them, or of the one that is named.
fn table(
    configured: &Configured,
    command: &Command,
    named: Option<(&str, &ArgMatches)>,
    matches: Option<&ArgMatches>,
    place: &mut Vec<String>,
    rows: &mut Vec<Row>,
) {
    let mut options: Vec<&Arg> = apply::options(command).collect();
    options.sort_by_key(|option| option.get_long());
    if !place.is_empty() && !options.is_empty() {
        rows.push(Row::Table(place.join(".")));
    }
    for option in options {
        rows.push(row(configured, option, matches, place));
    }
    for subcommand in command.get_subcommands() {
        let name = subcommand.get_name();
        let inner = match named {
            Some((it, _)) if it != name => continue,
            Some((_, matches)) => Some(matches),
            None => None,
        };
        place.push(name.to_owned());
        let deeper = inner.and_then(ArgMatches::subcommand);
        table(configured, subcommand, deeper, inner, place, rows);
        place.pop();
    }
}

fn row(
    configured: &Configured,
    option: &Arg,
    matches: Option<&ArgMatches>,
    place: &[String],
) -> Row {
    let id = option.get_id().as_str();
    let key = option.get_long().unwrap_or(id);
    let default = option.get_default_values();
    let mut values: Vec<String> = if default.is_empty() && apply::is_switch(option) {
        vec!["false".to_owned()]
    } else {
        let values = default.iter();
        values.map(|it| it.to_string_lossy().into_owned()).collect()
    };
    let whole: Vec<String> = place.iter().cloned().chain([key.to_owned()]).collect();
    let mut origin = match configured.origins.get(&whole) {
        Some(line) => format!("file, line {line}"),
        None if values.is_empty() => "not set".to_owned(),
        None => "default".to_owned(),
    };
    let is_typed = |matches: &&ArgMatches| {
        matches.try_contains_id(id).is_ok()
            && matches.value_source(id) == Some(ValueSource::CommandLine)
    };
    if let Some(matches) = matches.filter(is_typed) {
        let typed = matches.get_raw(id).into_iter().flatten();
        values = typed.map(|it| it.to_string_lossy().into_owned()).collect();
        if values.is_empty() {
            values.push("true".to_owned());
        }
        origin = "command line".to_owned();
    } else if key == "color"
        && values == ["auto"]
        && let Some((name, is_wanted)) = everywhere::wish()
    {
        let value = if is_wanted { "always" } else { "never" };
        values = vec![value.to_owned()];
        origin = format!("environment, {name}");
    }
    let takes_many = matches!(option.get_action(), clap::ArgAction::Append);
    let value = match values.as_slice() {
        [] => None,
        [value] if !takes_many => Some(literal(value)),
        values => {
            let literals: Vec<String> = values.iter().map(|it| literal(it)).collect();
            Some(format!("[{}]", literals.join(", ")))
        }
    };
    Row::Option {
        key: key.to_owned(),
        value,
        origin,
    }
}

/// A value as TOML: a number or a truth value as it is, anything else in quotation marks.
fn literal(value: &str) -> String {
    let is_number = value.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && (value.parse::<i64>().is_ok() || value.contains('.') && value.parse::<f64>().is_ok());
    if is_number || ["true", "false"].contains(&value) {
        return value.to_owned();
    }
    // A JSON string is a TOML string.
    serde_json::Value::from(value).to_string()
}
