//! What a file of settings says, as defaults of the command line.

use std::{collections::BTreeMap, path::Path};

use clap::{
    Arg, ArgAction, Command,
    error::{ContextKind, ContextValue},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::ONCE;
use crate::{failure::Failure, nearest::nearest};

/// The lines of the settings, by the names of their commands and option.
pub(crate) type Origins = BTreeMap<Vec<String>, usize>;

/// Puts the settings in `text` in place of the defaults of `command`.
pub(super) fn apply(
    command: Command,
    text: &str,
    path: &Path,
) -> Result<(Command, Origins), Failure> {
    let file = File { text, path };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        file.wrong(at, &format!("expected TOML: {}", error.message()))
    })?;
    let mut origins = Origins::new();
    let command = file.table(command, table.get_ref(), &mut Vec::new(), &mut origins)?;
    Ok((command, origins))
}

struct File<'f> {
    text: &'f str,
    path: &'f Path,
}

impl File<'_> {
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    fn wrong(&self, at: usize, message: &str) -> Failure {
        let (path, line) = (self.path.display(), self.line(at));
        Failure::Usage(format!("{path}: line {line}: {message}"))
    }

    fn table(
        &self,
        mut command: Command,
        table: &DeTable<'_>,
        place: &mut Vec<String>,
        origins: &mut Origins,
    ) -> Result<Command, Failure> {
        for (key, value) in table {
            let (name, at) = (key.get_ref().as_ref(), key.span().start);
            place.push(name.to_owned());
            if let DeValue::Table(inner) = value.get_ref() {
                let Some(subcommand) = command.find_subcommand(name).cloned() else {
                    let names = command.get_subcommands().map(Command::get_name);
                    return Err(self.unknown(at, "table", name, names.collect()));
                };
                let changed = self.table(subcommand, inner, place, origins)?;
                command = command.mut_subcommand(name, |_| changed);
            } else {
                let option = options(&command).find(|it| it.get_long() == Some(name));
                let Some(option) = option.cloned() else {
                    let names = options(&command).filter_map(Arg::get_long).collect();
                    return Err(self.unknown(at, "option", name, names));
                };
                let values = self.values(&option, name, value)?;
                command = command.mut_arg(option.get_id(), |option| with_default(option, values));
                origins.insert(place.clone(), self.line(at));
            }
            place.pop();
        }
        Ok(command)
    }

    fn unknown(&self, at: usize, what: &str, name: &str, known: Vec<&str>) -> Failure {
        let failure = self.wrong(
            at,
            &format!("expected the name of a known {what}, found {name}"),
        );
        match nearest(name, known.iter().copied()) {
            Some(near) => failure.hint(&format!("did you mean {near}?")),
            None if known.is_empty() => failure,
            None => failure.hint(&format!("known here: {}", known.join(", "))),
        }
    }

    /// The values of an option as they would be typed, checked.
    fn values(
        &self,
        option: &Arg,
        name: &str,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Vec<String>, Failure> {
        let takes_many = matches!(option.get_action(), ArgAction::Append);
        let values = match value.get_ref() {
            DeValue::Array(items) if takes_many => items.iter().collect(),
            _ => vec![value],
        };
        let value = |value: &Spanned<DeValue<'_>>| {
            let at = value.span().start;
            let written = match value.get_ref() {
                DeValue::String(text) => text.to_string(),
                DeValue::Integer(number) => number.to_string(),
                DeValue::Float(number) => number.to_string(),
                DeValue::Boolean(is_true) => is_true.to_string(),
                _ => return Err(self.wrong(at, &format!("expected one value for {name}"))),
            };
            match expected(option, &written) {
                None => Ok(written),
                Some((expected, near)) => {
                    let message = format!("{name}: expected {expected}, found {written}");
                    let failure = self.wrong(at, &message);
                    Err(match near {
                        Some(near) => failure.hint(&format!("did you mean {near}?")),
                        None => failure,
                    })
                }
            }
        };
        values.into_iter().map(value).collect()
    }
}

/// The options that a file may set.
pub(super) fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    let may_be_set = |option: &&Arg| option.get_long().is_some_and(|long| !ONCE.contains(&long));
    command.get_arguments().filter(may_be_set)
}

pub(super) fn is_switch(option: &Arg) -> bool {
    matches!(option.get_action(), ArgAction::SetTrue)
}

/// What the option takes, and what was probably meant, if it does not take `written`.
fn expected(option: &Arg, written: &str) -> Option<(String, Option<String>)> {
    let mut probe = Arg::new("value").long("value").allow_hyphen_values(true);
    probe = if is_switch(option) {
        probe.value_parser(clap::value_parser!(bool))
    } else {
        probe.value_parser(option.get_value_parser().clone())
    };
    let probe = Command::new("probe").no_binary_name(true).arg(probe);
    let error = probe
        .try_get_matches_from([format!("--value={written}")])
        .err()?;
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    let near = text(ContextKind::SuggestedValue).into_iter().next();
    let valid = text(ContextKind::ValidValue);
    let expected = if valid.is_empty() {
        let reason = std::error::Error::source(&error).map(ToString::to_string);
        match reason {
            Some(reason) => match reason.strip_prefix("expected ") {
                Some(expected) => expected.to_owned(),
                None => format!("a value that it takes ({reason})"),
            },
            None => "a value that it takes".to_owned(),
        }
    } else {
        format!("one of {}", valid.join(", "))
    };
    Some((expected, near))
}

fn with_default(option: Arg, values: Vec<String>) -> Arg {
    let option = if is_switch(&option) {
        // What the file turns on can be turned off: --switch=false.
        option
            .action(ArgAction::Set)
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .value_name("BOOL")
    } else {
        option
    };
    option.required(false).default_values(values)
}
