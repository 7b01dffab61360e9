//! How a run fails: what to say and which status to exit with.

use std::{fmt, io, path::Path, process::ExitCode};

const USAGE: u8 = 2;
pub(crate) const BAD_INPUT: u8 = 65;
const NO_INPUT: u8 = 66;
const NO_OUTPUT: u8 = 74;

/// Why the program stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments do not go together.
    Usage(String),
    /// The input is not what it should be.
    BadInput(String),
    /// The input cannot be read.
    NoInput(String),
    /// The output cannot be written.
    NoOutput(String),
    /// Nobody reads the output any more.
    ClosedPipe,
}

impl Failure {
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::NoInput(format!("cannot read {}: {error}", path.display()))
    }

    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::NoOutput(format!("cannot write {}: {error}", path.display())),
        }
    }

    /// Says what went wrong on standard error and gives the status to exit with.
    pub(crate) fn report(&self) -> ExitCode {
        let code = match self {
            Self::Usage(_) => USAGE,
            Self::BadInput(_) => BAD_INPUT,
            Self::NoInput(_) => NO_INPUT,
            Self::NoOutput(_) => NO_OUTPUT,
            Self::ClosedPipe => return ExitCode::SUCCESS,
        };
        warn(&self.to_string());
        ExitCode::from(code)
    }
}

/// Says something on standard error.
#[expect(
    clippy::print_stderr,
    reason = "the one place where the program complains"
)]
pub(crate) fn warn(message: &str) {
    eprintln!("bitext: {message}");
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message)
            | Self::BadInput(message)
            | Self::NoInput(message)
            | Self::NoOutput(message) => f.write_str(message),
            Self::ClosedPipe => f.write_str("the reader of the output has gone"),
        }
    }
}
