//! The program `bitext`: aligns Chinese and English text from the command line.

mod align;
mod args;
mod check;
mod config;
mod convert;
mod count;
mod cutting;
mod decoding;
mod ending;
mod eval;
mod everywhere;
mod explain;
mod failure;
mod glossary;
mod input;
mod manual;
mod nearest;
mod numbers;
mod output;
mod packed;
mod pins;
mod progress;
mod record;
mod report;
mod text;
mod tip;
mod tm;
mod train;
mod units;

use std::{ffi::OsString, process::ExitCode};

use clap::FromArgMatches;

use args::{Arguments, Command};
use failure::Failure;

fn main() -> ExitCode {
    match run() {
        Ok(status) => status.into(),
        Err(failure) => failure.report(),
    }
}

fn run() -> Outcome {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let configured = config::configured(&typed)?;
    let matches = configured.command.clone().try_get_matches_from(&typed);
    let tipped = |error| tip::with_tip(error, &configured.command, &typed);
    let matches = matches.unwrap_or_else(|error| tipped(error).exit());
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    everywhere::settle(&arguments.everywhere);
    tip::remark_idle(&matches);
    match &arguments.command {
        Command::Align(options) => align::run(options),
        Command::Report(options) => report::run(options),
        Command::Detect(options) => text::detect(options),
        Command::Segment(options) => text::segment(options),
        Command::Quantities(options) => text::quantities(options),
        Command::Link(options) => text::link(options),
        Command::Eval(options) => eval::run(options),
        Command::Train(options) => train::run(options),
        Command::Convert(options) => convert::run(options),
        Command::Check(options) => check::run(options),
        Command::Tm(options) => tm::run(options),
        Command::Config(options) => config::run(options, &configured, &matches),
        Command::Completions(options) => manual::completions(options, configured.command),
        Command::Man(options) => manual::man(options, configured.command),
    }
}

/// How a run that did not fail ended.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Status {
    /// All done.
    Done,
    /// Done, and something was found that the caller asked to be told of.
    Findings,
    /// Done, but some records could not be processed.
    BadRecords,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::SUCCESS,
            Status::Findings => Self::from(1),
            Status::BadRecords => Self::from(failure::BAD_INPUT),
        }
    }
}

type Outcome = Result<Status, Failure>;
