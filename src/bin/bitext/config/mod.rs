//! Defaults from a file: where it is, and `bitext config`, which shows what holds.
//!
//! What the file says takes the place of the defaults that the command line is built with, so that it is checked, shown
//! in the help and overruled like them.

mod apply;
mod show;

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use clap::{Args, Command, CommandFactory};

use crate::{args::Arguments, failure::Failure, input};
pub(crate) use apply::Origins;
pub(crate) use show::run;

/// Shows every option with its value, and where the value comes from.
///
/// The output is itself a file of settings. Options of COMMAND, given with all that it needs, show
/// up as they would hold in that run.
///
/// Settings are a TOML file: an option without its dashes is a key, a command a table, options for
/// every command stand at the top. The file is the one of --config, else the one that BITEXT_CONFIG
/// names, else bitext/config.toml in the folder for settings (XDG_CONFIG_HOME or ~/.config;
/// %APPDATA% on Windows); an empty name means none. What is typed overrules the file, the file
/// overrules the built-in default; a switch that the file turns on is turned off by --SWITCH=false.
///
/// Examples:
///
///   bitext config > settings.toml
///
///   bitext --config settings.toml config
///
///   bitext config align --gap 1 report.en.txt report.zh.txt
///
/// A file:
///
///   color = "never"
///
///   [align]
///
///   mode = "auto"
///
///   glossary = ["terms.tsv", "names.tbx:2"]
///
///   [tm.search]
///
///   threshold = 60
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ConfigArguments {
    /// A command with its arguments, without `bitext`.
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "COMMAND"
    )]
    pub(crate) command: Vec<OsString>,
}

/// Options that a file cannot set: they belong to one run.
const ONCE: [&str; 17] = [
    "beads", "config", "explain", "file", "gold", "help", "jsonl", "output", "parallel", "phrase",
    "pins", "queries", "rejected", "system", "to", "version", "with",
];

/// The command line with the defaults of the user's file.
pub(crate) struct Configured {
    pub(crate) command: Command,
    /// The file, if there is one.
    pub(crate) path: Option<PathBuf>,
    /// What the file sets, and where.
    pub(crate) origins: Origins,
}

/// Builds the command line, with what the file says as defaults.
pub(crate) fn configured(arguments: &[OsString]) -> Result<Configured, Failure> {
    let command = Arguments::command();
    let Some(path) = path(arguments)? else {
        return Ok(Configured {
            command,
            path: None,
            origins: Origins::default(),
        });
    };
    let text = input::read(&path)?;
    let (command, origins) = apply::apply(command, &text, &path)?;
    Ok(Configured {
        command,
        path: Some(path),
        origins,
    })
}

/// The file of settings; one that is named must be there.
fn path(arguments: &[OsString]) -> Result<Option<PathBuf>, Failure> {
    let named = typed(arguments).or_else(|| env::var_os("BITEXT_CONFIG"));
    if let Some(named) = named {
        return Ok((!named.is_empty()).then(|| named.into()));
    }
    let usual = usual_folder().map(|folder| folder.join("bitext").join("config.toml"));
    Ok(usual.filter(|path| path.is_file()))
}

/// What `--config` says, read before anything else can be.
fn typed(arguments: &[OsString]) -> Option<OsString> {
    let mut arguments = arguments.iter().take_while(|it| *it != "--");
    let mut last = None;
    while let Some(argument) = arguments.next() {
        if argument == "--config" {
            last = arguments.next().cloned();
        } else if let Some(name) = argument
            .to_str()
            .and_then(|it| it.strip_prefix("--config="))
        {
            last = Some(name.into());
        }
    }
    last
}

fn usual_folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        let path = PathBuf::from(env::var_os(name)?);
        path.is_absolute().then_some(path)
    };
    if cfg!(windows) {
        return folder("APPDATA");
    }
    folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(Path::new(".config"))))
}
