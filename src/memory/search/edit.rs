//! Which tokens two segments share, and what has to be done to make one of the other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Segment;
use crate::text::Span;

/// What happens to a stretch of the found text to make it the text that was looked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    /// The tokens are the same.
    Keep,
    /// They are replaced by as many others.
    Replace,
    /// They stand only in the text that was looked for.
    Insert,
    /// They stand only in the found text.
    Delete,
}

/// One step of an edit script, with its place in both original texts; an empty span is the place where something lacks.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Edit {
    /// What happens.
    pub kind: EditKind,
    /// The tokens of the text that was looked for.
    pub query: Span,
    /// The tokens of the found text.
    pub found: Span,
}

/// Cells of the table of distances beyond which the middle of two texts is one replacement.
const MOST_CELLS: usize = 1 << 22;

/// The shortest edit script from `found` to `query`, given an upper bound of their distance in tokens.
///
/// Of several shortest scripts it is the one that keeps tokens as far to the left as possible. Time and space are the
/// product of length and `distance`; where that is more than four million, everything between the common beginning and
/// the common end is reported as deleted and inserted.
pub(crate) fn script(query: &Segment, found: &Segment, distance: usize) -> Vec<Edit> {
    let query_tokens: Vec<&str> = query.tokens().collect();
    let found_tokens: Vec<&str> = found.tokens().collect();
    let common = |one: &mut dyn Iterator<Item = &&str>, other: &mut dyn Iterator<Item = &&str>| {
        one.zip(other)
            .take_while(|(one, other)| one == other)
            .count()
    };
    let start = common(&mut query_tokens.iter(), &mut found_tokens.iter());
    let query_rest = query_tokens.get(start..).unwrap_or_default();
    let found_rest = found_tokens.get(start..).unwrap_or_default();
    let end = common(&mut query_rest.iter().rev(), &mut found_rest.iter().rev());
    let query_middle = query_rest.get(..query_rest.len() - end).unwrap_or_default();
    let found_middle = found_rest.get(..found_rest.len() - end).unwrap_or_default();

    let mut steps = vec![EditKind::Keep; start];
    middle(query_middle, found_middle, distance, &mut steps);
    steps.extend(vec![EditKind::Keep; end]);
    joined(&steps, query, found)
}

/// The steps between the common beginning and the common end.
fn middle(query: &[&str], found: &[&str], distance: usize, steps: &mut Vec<EditKind>) {
    let band = distance.max(query.len().abs_diff(found.len()));
    let width = 2 * band + 1;
    let cells = (query.len() + 1).saturating_mul(width);
    if query.is_empty() || found.is_empty() || cells > MOST_CELLS {
        steps.extend(vec![EditKind::Delete; found.len()]);
        steps.extend(vec![EditKind::Insert; query.len()]);
        return;
    }
    // Row i, column j + band - i: the distance of the last query tokens from i and the last found tokens from j.
    const FAR: u32 = u32::MAX / 2;
    let mut table = vec![FAR; cells];
    let cell = |i: usize, j: usize| {
        let column = (j + band).checked_sub(i).filter(|column| *column < width)?;
        Some(i * width + column)
    };
    let read = |table: &[u32], i: usize, j: usize| -> u32 {
        let at = cell(i, j).filter(|_| i <= query.len() && j <= found.len());
        at.and_then(|at| table.get(at).copied()).unwrap_or(FAR)
    };
    for i in (0..=query.len()).rev() {
        let from = i.saturating_sub(band);
        let to = (i + band).min(found.len());
        for j in (from..=to).rev() {
            let value = if i == query.len() && j == found.len() {
                0
            } else {
                let same = match (query.get(i), found.get(j)) {
                    (Some(one), Some(other)) => {
                        read(&table, i + 1, j + 1) + u32::from(one != other)
                    }
                    _ => FAR,
                };
                let insert = read(&table, i + 1, j) + 1;
                let delete = read(&table, i, j + 1) + 1;
                same.min(insert).min(delete).min(FAR)
            };
            if let Some(slot) = cell(i, j).and_then(|at| table.get_mut(at)) {
                *slot = value;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < query.len() || j < found.len() {
        let here = read(&table, i, j);
        let equal = query.get(i).is_some() && query.get(i) == found.get(j);
        let both = i < query.len() && j < found.len();
        let step = if equal && read(&table, i + 1, j + 1) == here {
            EditKind::Keep
        } else if both && read(&table, i + 1, j + 1) + 1 == here {
            EditKind::Replace
        } else if i < query.len() && (j == found.len() || read(&table, i + 1, j) + 1 == here) {
            EditKind::Insert
        } else {
            EditKind::Delete
        };
        i += usize::from(step != EditKind::Delete);
        j += usize::from(step != EditKind::Insert);
        steps.push(step);
    }
}

/// Neighbouring steps of one kind as one edit.
fn joined(steps: &[EditKind], query: &Segment, found: &Segment) -> Vec<Edit> {
    let mut edits = Vec::new();
    let (mut i, mut j) = (0, 0);
    for run in steps.chunk_by(|one, other| one == other) {
        let Some(&kind) = run.first() else { continue };
        let (query_range, found_range): (Range<usize>, Range<usize>) = (
            i..i + if kind == EditKind::Delete {
                0
            } else {
                run.len()
            },
            j..j + if kind == EditKind::Insert {
                0
            } else {
                run.len()
            },
        );
        (i, j) = (query_range.end, found_range.end);
        edits.push(Edit {
            kind,
            query: query.span_of(query_range),
            found: found.span_of(found_range),
        });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn edits(query: &str, found: &str) -> Vec<(EditKind, String, String)> {
        let (one, other) = (
            Segment::new(query, Lang::English),
            Segment::new(found, Lang::English),
        );
        let script = script(&one, &other, one.len().max(other.len()));
        script
            .iter()
            .map(|edit| {
                let (query, found) = (edit.query.slice(query), edit.found.slice(found));
                (edit.kind, query.to_owned(), found.to_owned())
            })
            .collect()
    }

    #[test]
    fn a_script_says_what_changed() {
        let list = |items: &[(EditKind, &str, &str)]| -> Vec<(EditKind, String, String)> {
            let owned = items.iter();
            owned
                .map(|&(kind, one, other)| (kind, one.to_owned(), other.to_owned()))
                .collect()
        };
        assert_eq!(
            edits(
                "The old harbour opens at nine",
                "The harbour opened at nine today"
            ),
            list(&[
                (EditKind::Keep, "The", "The"),
                (EditKind::Insert, "old", ""),
                (EditKind::Keep, "harbour", "harbour"),
                (EditKind::Replace, "opens", "opened"),
                (EditKind::Keep, "at nine", "at nine"),
                (EditKind::Delete, "", "today"),
            ])
        );
        assert_eq!(edits("", "one"), list(&[(EditKind::Delete, "", "one")]));
        assert_eq!(edits("", ""), []);
    }
}
