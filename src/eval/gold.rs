//! Tables of links: `gold.tsv` of a corpus, and the table that `format::tsv` writes.

use super::LinkedSpans;
use crate::{
    format::{FormatError, Position},
    lang::Lang,
    text::Span,
};

/// A row of a `gold.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoldRow {
    /// Its line in the file, from 1.
    pub line: usize,
    /// `sentence`, `statement`, `quantity`, `name`, `term` or `unpaired`.
    pub kind: String,
    /// Where in the Chinese text; empty if nowhere.
    pub zh: Vec<Span>,
    /// Where in the English text; empty if nowhere.
    pub en: Vec<Span>,
    /// How the sides agree: `same`, `overlapping`, `differs`; for quantities `equal`, `compatible`, `convertible`,
    /// `conflict`.
    pub relation: String,
    /// The Chinese text there, several with ` | `.
    pub zh_text: String,
    /// The English text there.
    pub en_text: String,
}

impl GoldRow {
    /// The bytes of a side from the first to the last; none if it is empty.
    #[must_use]
    pub fn hull(&self, lang: Lang) -> Option<Span> {
        let spans = match lang {
            Lang::Chinese => &self.zh,
            _ => &self.en,
        };
        spans.iter().copied().reduce(Span::hull)
    }

    /// Both sides from the first byte to the last; none if one is empty.
    #[must_use]
    pub fn hulls(&self) -> Option<(Span, Span)> {
        Some((self.hull(Lang::Chinese)?, self.hull(Lang::English)?))
    }
}

/// The header of a `gold.tsv`.
const GOLD: &str = "kind\tzh\ten\trelation\tnote\tzh_text\ten_text";

/// Reads a `gold.tsv`: a header, then seven columns (`kind`, `zh`, `en`, `relation`, `note`, `zh_text`, `en_text`), spans
/// as `start-end` in bytes, several with commas.
///
/// # Errors
///
/// The first line that is not so.
pub fn gold_rows(text: &str) -> Result<Vec<GoldRow>, FormatError> {
    let mut lines = text.lines().zip(1..);
    match lines.next() {
        Some((header, _)) if header == GOLD => {}
        found => {
            let found = found.map_or("", |(line, _)| line);
            return Err(malformed(1, &format!("the header {GOLD:?}"), found));
        }
    }
    let row = |(line, number): (&str, usize)| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, zh, en, relation, _note, zh_text, en_text] = columns.as_slice() else {
            let found = format!("{} columns", columns.len());
            return Err(malformed(number, "seven columns", &found));
        };
        Ok(GoldRow {
            line: number,
            kind: (*kind).to_owned(),
            zh: spans(zh, number)?,
            en: spans(en, number)?,
            relation: (*relation).to_owned(),
            zh_text: (*zh_text).to_owned(),
            en_text: (*en_text).to_owned(),
        })
    };
    lines
        .filter(|(line, _)| !line.is_empty())
        .map(row)
        .collect()
}

/// Reads the links of a `gold.tsv` or of a table of an alignment, as the header says.
pub(super) fn links(text: &str) -> Result<LinkedSpans, FormatError> {
    if text.lines().next() == Some(GOLD) {
        let mut links = LinkedSpans::default();
        for row in gold_rows(text)? {
            let list = match row.kind.as_str() {
                "sentence" => &mut links.sentences,
                "statement" => &mut links.statements,
                _ => continue,
            };
            list.extend(row.hulls());
        }
        return Ok(links);
    }
    let header: Vec<&str> = text
        .lines()
        .next()
        .unwrap_or_default()
        .split('\t')
        .collect();
    let column = |name: &str| {
        let found = header.iter().position(|column| *column == name);
        let expected = format!("the header of gold.tsv, or one with the column {name:?}");
        found.ok_or_else(|| malformed(1, &expected, &header.join("\t")))
    };
    let kind = column("kind")?;
    let (source, target) = (column("source_spans")?, column("target_spans")?);
    let texts = (column("source")?, column("target")?);
    let (mut links, mut chinese) = (LinkedSpans::default(), (0, 0));
    for (line, number) in text.lines().zip(1..).skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let field = |at: usize| {
            let expected = format!("{} columns", header.len());
            let field = columns.get(at).copied();
            field.ok_or_else(|| malformed(number, &expected, line))
        };
        let hull = |at: usize| -> Result<Option<Span>, FormatError> {
            Ok(spans(field(at)?, number)?.into_iter().reduce(Span::hull))
        };
        chinese.0 += han(field(texts.0)?);
        chinese.1 += han(field(texts.1)?);
        if let (Some(from), Some(to)) = (hull(source)?, hull(target)?) {
            match field(kind)? {
                "statement" => links.statements.push((from, to)),
                // Its sentences stand in their own places too.
                "moved" => {}
                _ => links.sentences.push((from, to)),
            }
        }
    }
    if chinese.1 > chinese.0 {
        for (source, target) in links.sentences.iter_mut().chain(&mut links.statements) {
            std::mem::swap(source, target);
        }
    }
    Ok(links)
}

/// How many of the characters are Chinese.
pub(super) fn han(text: &str) -> usize {
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    text.chars().filter(is_han).count()
}

fn spans(field: &str, line: usize) -> Result<Vec<Span>, FormatError> {
    let span = |range: &str| {
        let (start, end) = range.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start <= end).then(|| Span::new(start, end))
    };
    let ranges = field.split(',').filter(|range| !range.is_empty());
    ranges
        .map(|range| {
            span(range).ok_or_else(|| malformed(line, "a range of bytes, start-end", range))
        })
        .collect()
}

pub(super) fn malformed(line: usize, expected: &str, found: &str) -> FormatError {
    FormatError::Malformed {
        file: None,
        position: Position::new(line, 1, 0),
        expected: expected.to_owned(),
        found: found.chars().take(80).collect(),
    }
}
