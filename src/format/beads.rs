//! Beads as lists of indices: `[0,1]:[2]:0.9`, one bead a line.
//!
//! The format of Vecalign (Thompson and Koehn 2019): zero-based indices of source and target segments, `[]` for none,
//! and a third field, the score, which may be missing.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use crate::align::{Alignment, Link, LinkKind};

/// A bead as read from a file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct IndexBead {
    /// Indices of the source segments.
    pub source: Vec<usize>,
    /// Indices of the target segments.
    pub target: Vec<usize>,
    /// The score as printed, if there is one.
    pub score: Option<f32>,
}

impl IndexBead {
    /// A bead without a score.
    #[must_use]
    pub const fn new(source: Vec<usize>, target: Vec<usize>) -> Self {
        Self {
            source,
            target,
            score: None,
        }
    }
}

/// A line that is not a bead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected `[source indices]:[target indices]:score`, found {found:?}")]
pub struct BeadsError {
    /// The number of the line, from 1.
    pub line: usize,
    /// What stands there, cut to 80 characters.
    pub found: String,
}

/// Reads beads; empty lines are skipped.
///
/// # Errors
///
/// The first line that is not a bead.
pub fn read(text: &str) -> Result<Vec<IndexBead>, BeadsError> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let bead = |(index, line): (usize, &str)| {
        parse(line.trim()).ok_or_else(|| BeadsError {
            line: index + 1,
            found: line.chars().take(80).collect(),
        })
    };
    lines.map(bead).collect()
}

fn parse(line: &str) -> Option<IndexBead> {
    let mut fields = line.splitn(3, ':');
    let source = indices(fields.next()?)?;
    let target = indices(fields.next()?)?;
    let score = match fields.next() {
        Some(field) => Some(field.trim().parse().ok()?),
        None => None,
    };
    Some(IndexBead {
        source,
        target,
        score,
    })
}

fn indices(field: &str) -> Option<Vec<usize>> {
    let inside = field.trim().strip_prefix('[')?.strip_suffix(']')?;
    if inside.trim().is_empty() {
        return Some(Vec::new());
    }
    inside
        .split(',')
        .map(|index| index.trim().parse().ok())
        .collect()
}

/// Writes the sentence links of an alignment, one a line, in order. Statements are left out.
///
/// # Errors
///
/// Those of `writer`.
pub fn write(writer: &mut dyn Write, alignment: &Alignment) -> io::Result<()> {
    write_links(writer, &alignment.links)
}

/// [`write()`] for links that come one by one.
///
/// # Errors
///
/// Those of `writer`.
pub fn write_links(
    writer: &mut dyn Write,
    links: impl IntoIterator<Item = impl Borrow<Link>>,
) -> io::Result<()> {
    for link in links {
        let link = link.borrow();
        if link.kind != LinkKind::Sentence {
            continue;
        }
        let list = |side: &[crate::align::Segment]| {
            let indices: Vec<String> = side
                .iter()
                .map(|segment| segment.index.to_string())
                .collect();
            format!("[{}]", indices.join(", "))
        };
        writeln!(
            writer,
            "{}:{}:{:.6}",
            list(&link.source),
            list(&link.target),
            link.score.value()
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vecalign_lines_are_read() {
        let beads = read("[0, 1]:[0]:0.25\n\n[]:[1]:0\n[2]:[2,3]\n").unwrap();
        assert_eq!(
            beads[0],
            IndexBead {
                source: vec![0, 1],
                target: vec![0],
                score: Some(0.25)
            }
        );
        assert_eq!(beads[1].source, Vec::<usize>::new());
        assert_eq!(beads[2], IndexBead::new(vec![2], vec![2, 3]));
    }

    #[test]
    fn a_line_that_is_no_bead_is_named() {
        for line in ["0:1", "[0]", "[0]:[x]", "[0]:[1]:high", "[0:[1]"] {
            assert_eq!(
                read(&format!("[0]:[0]\n{line}")).unwrap_err().line,
                2,
                "{line}"
            );
        }
    }
}
