//! Why a file cannot be read, and where.

use std::{fmt, io, path::PathBuf};

/// Where in a file something stands. Lines, columns and units count from 1; 0 is not known.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
    /// The unit: the how-manieth of the file.
    pub unit: usize,
}

impl Position {
    /// A position by line, column and unit.
    #[must_use]
    pub const fn new(line: usize, column: usize, unit: usize) -> Self {
        Self { line, column, unit }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)?;
        if self.unit > 0 {
            write!(f, ": unit {}", self.unit)?;
        }
        Ok(())
    }
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The file is not what it should be.
    #[error("{}{position}: expected {expected}{}", prefix(.file.as_ref()), suffix(.found))]
    Malformed {
        /// The file, where the caller has named it.
        file: Option<PathBuf>,
        /// Where.
        position: Position,
        /// What should stand there.
        expected: String,
        /// What stands there, cut to 80 characters; empty if nothing does.
        found: String,
    },
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn prefix(file: Option<&PathBuf>) -> String {
    file.map(|file| format!("{}:", file.display()))
        .unwrap_or_default()
}

fn suffix(found: &str) -> String {
    if found.is_empty() {
        String::new()
    } else {
        format!(", found {found:?}")
    }
}

impl FormatError {
    pub(super) fn new(position: Position, expected: impl Into<String>, found: &str) -> Self {
        Self::Malformed {
            file: None,
            position,
            expected: expected.into(),
            found: found.chars().take(80).collect(),
        }
    }

    /// The same error, of that file.
    #[must_use]
    pub fn in_file(self, path: impl Into<PathBuf>) -> Self {
        match self {
            Self::Malformed {
                position,
                expected,
                found,
                ..
            } => Self::Malformed {
                file: Some(path.into()),
                position,
                expected,
                found,
            },
            Self::Io(error) => Self::Io(error),
        }
    }

    /// Where the file is wrong; `None` where it could not be read at all.
    #[must_use]
    pub const fn position(&self) -> Option<Position> {
        match self {
            Self::Malformed { position, .. } => Some(*position),
            Self::Io(_) => None,
        }
    }
}
