//! How a run fails: what to say, what to suggest, and which status to exit with.

use std::{fmt, io, path::Path, process::ExitCode};

use bitext::{Language, detect};

use crate::{everywhere, nearest::nearest, progress};

const USAGE: u8 = 2;
pub(crate) const BAD_INPUT: u8 = 65;
const NO_INPUT: u8 = 66;
const NO_OUTPUT: u8 = 74;

/// What stands before a suggestion.
const HINT: &str = "\n  hint: ";

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
        let failure = Self::NoInput(format!("cannot read {}: {error}", path.display()));
        match error.kind() {
            _ if is_sentence(path) => failure.hint(
                "a text is a file, or comes through standard input: echo '…' | bitext COMMAND, with - for one of two texts",
            ),
            io::ErrorKind::NotFound => match neighbour(path) {
                Some(name) => failure.hint(&format!("there is {name}")),
                None => failure,
            },
            io::ErrorKind::IsADirectory => failure.hint("it is a folder: name a file in it"),
            _ => failure,
        }
    }

    /// The same with what to do about it, one suggestion on a line of its own.
    pub(crate) fn hint(mut self, suggestion: &str) -> Self {
        if let Self::Usage(message)
        | Self::BadInput(message)
        | Self::NoInput(message)
        | Self::NoOutput(message) = &mut self
        {
            message.push_str(HINT);
            message.push_str(suggestion);
        }
        self
    }

    /// The same with what to do about it where nothing better is known.
    pub(crate) fn or_hint(self, suggestion: &str) -> Self {
        if self.to_string().contains(HINT) {
            self
        } else {
            self.hint(suggestion)
        }
    }

    /// The same with this suggestion and no other.
    pub(crate) fn instead(mut self, suggestion: &str) -> Self {
        if let Self::Usage(message)
        | Self::BadInput(message)
        | Self::NoInput(message)
        | Self::NoOutput(message) = &mut self
        {
            let end = message.find(HINT).unwrap_or(message.len());
            message.truncate(end);
        }
        self.hint(suggestion)
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
        say(&self.to_string());
        ExitCode::from(code)
    }
}

/// Whether the name of a file that cannot be read is rather a text: several words, or Chinese, without an ending.
fn is_sentence(path: &Path) -> bool {
    let Some(name) = path.to_str() else {
        return false;
    };
    let has_words = name.trim().contains(char::is_whitespace);
    let is_chinese = detect(name).language == Language::Chinese;
    // The ending of a name is short and of letters: *of 3.5 per cent* has none, nor has a full stop.
    let ending = path.extension().and_then(|it| it.to_str());
    let has_ending = ending.is_some_and(|it| {
        (1..=5).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    (has_words || is_chinese) && !has_ending && !path.exists()
}

/// The file in the same folder whose name is most like the one that is missing.
fn neighbour(path: &Path) -> Option<String> {
    /// A folder of more is not searched to the end.
    const MOST: usize = 10_000;
    let name = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let entries = folder.unwrap_or(Path::new(".")).read_dir().ok()?;
    let names: Vec<String> = entries
        .take(MOST)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    let packed = |it: &&String| {
        let rest = it.strip_prefix(name);
        rest.is_some_and(|rest| [".gz", ".zst"].contains(&rest))
    };
    let found = names.iter().find(packed).map(String::as_str);
    let found = found.or_else(|| nearest(name, names.iter().map(String::as_str)))?;
    Some(path.with_file_name(found).display().to_string())
}

/// Says something on standard error that is no failure, unless the user wants quiet.
pub(crate) fn warn(message: &str) {
    if !everywhere::is_quiet() {
        say(message);
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the one place where the program complains"
)]
fn say(message: &str) {
    progress::beside(|| eprintln!("bitext: {message}"));
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
