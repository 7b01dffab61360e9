//! A table for a terminal: source and target side by side, with scores.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar;

use crate::align::{Alignment, LinkKind, Pair};

/// The narrowest column of text that is still readable.
const LEAST_COLUMN: usize = 16;

/// What stands left of the texts: the score and a mark, with their gaps.
const MARGIN: usize = 8;

/// Writes an alignment as two columns that together fit `width` cells.
///
/// Chinese characters count two cells. Each link has its score, `=` for sentences, `~` for statements inside them,
/// `>` for blocks that were moved and `-` where there is no counterpart; below it the words and quantities that speak for it. A statement that is all its
/// sentences say is not repeated. The widths of characters
/// follow Unicode (UAX #11), wide where ambiguous is narrow.
///
/// # Errors
///
/// Those of `writer`.
pub fn write(
    writer: &mut dyn Write,
    alignment: &Alignment,
    source: &str,
    target: &str,
    width: usize,
) -> io::Result<()> {
    let column = (width.saturating_sub(MARGIN + 3) / 2).max(LEAST_COLUMN);
    let mut whole = ("", "");
    for pair in alignment.views(source, target) {
        let link = pair.link();
        let sides = (pair.source(), pair.target());
        match link.kind {
            // A statement that is all its sentences say has just been shown.
            LinkKind::Statement if sides == whole => continue,
            LinkKind::Statement | LinkKind::Moved => {}
            LinkKind::Sentence => whole = sides,
        }
        let mark = match (link.is_pair(), link.kind) {
            (false, _) => '-',
            (true, LinkKind::Statement) => '~',
            (true, LinkKind::Moved) => '>',
            (true, _) => '=',
        };
        let mut head = format!("{:.2} {mark} ", link.score.value());
        let (left, right) = (
            wrapped(pair.source(), column),
            wrapped(pair.target(), column),
        );
        for line in 0..left.len().max(right.len()) {
            let cell = |lines: &[String]| lines.get(line).cloned().unwrap_or_default();
            let (left, right) = (cell(&left), cell(&right));
            let gap = " ".repeat(column.saturating_sub(cells(&left)));
            writeln!(
                writer,
                "{}",
                format!("{head:<MARGIN$}{left}{gap} | {right}").trim_end()
            )?;
            head.clear();
        }
        let reasons = reasons(&pair, source, target);
        if !reasons.is_empty() {
            for line in wrapped(
                &reasons.join("; "),
                width.saturating_sub(MARGIN).max(LEAST_COLUMN),
            ) {
                writeln!(writer, "{:MARGIN$}{line}", "")?;
            }
        }
        writeln!(writer)?;
    }
    Ok(())
}

/// The weightiest evidence of a pair, in words.
fn reasons(pair: &Pair<'_, '_>, source: &str, target: &str) -> Vec<String> {
    const MOST: usize = 5;
    let mut items: Vec<_> = pair
        .link()
        .evidence
        .iter()
        .filter(|item| item.kind.is_about_tokens())
        .collect();
    items.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let words = items.into_iter().take(MOST).map(|item| {
        let (source, target) = (item.source.slice(source), item.target.slice(target));
        match item.relation {
            Some(relation) => format!(
                "{source} = {target} ({})",
                format!("{relation:?}").to_lowercase()
            ),
            None => format!("{source} = {target}"),
        }
    });
    words.collect()
}

/// Cuts text into lines of at most `width` cells: at spaces in English, anywhere in Chinese.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let is_full = !line.is_empty() && cells(&line) + cells(piece.trim_end()) > width;
        if is_full {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        for c in piece.chars() {
            if cells(&line) + cell_width(c) > width {
                lines.push(std::mem::take(&mut line));
            }
            if !(line.is_empty() && c.is_whitespace()) {
                line.push(if c.is_whitespace() { ' ' } else { c });
            }
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Stretches that stay together: a word with the space after it, or one wide character.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|c: char| c.is_whitespace() || cell_width(c) > 1)
}

fn cells(text: &str) -> usize {
    text.chars().map(cell_width).sum()
}

fn cell_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing_but_space() {
        let text = "阿里巴巴 plans to invest 3800亿元 in extraordinarilylongwords\nand more";
        for width in [4, 16, 20, 80] {
            let lines = wrapped(text, width);
            assert!(lines.iter().all(|line| cells(line) <= width), "{lines:?}");
            let joined: String = lines.concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
    }

    #[test]
    fn empty_text_has_no_lines() {
        assert!(wrapped("", 10).is_empty());
        assert!(wrapped(" \n", 10).is_empty());
    }
}
