//! Units as tab-separated text with a header: for spreadsheets and shell pipes.
//!
//! Columns are found by their names, so the tables that `bitext align` prints can be read too, and so can any table
//! whose header names `source` and `target`, or one column in English and one in Chinese (`en`, `English`, `zh-CN`, `中文`), of
//! which the first is the source. A table without such a header has the source in the first column and the
//! target in the second. Why a filter turned a unit down has a column, `rejected_because`: the rule, a colon, the reason.
//! Inline codes, segments, evidence, names of documents and of makers and other properties are not kept, and are counted.
//!
//! The tables that bitext writes escape tabs, line breaks and backslashes as [`tsv`](super::tsv) says, those of others need
//! not: there `C:\new\tools` is a path. A table is one of bitext's if its header names `source_language` and
//! `target_language`, or `source_spans` and `target_spans`; in any other, backslashes are taken as they are.

use std::io::{self, BufRead, Write};

use super::{
    FormatError, ReadOptions, UnitReader, UnitWriter, Written,
    lines::{Lines, Table},
    tsv::escaped,
    unit_file::{Languages, kind, reason},
};
use crate::{
    lexicon::column_lang,
    memory::{LanguageTag, Property, Side, Status, Timestamp, Unit},
    score::Score,
};

/// The columns that are written, in order.
pub const COLUMNS: [&str; 13] = [
    "source",
    "target",
    "source_language",
    "target_language",
    "score",
    "status",
    "kind",
    "reason",
    "id",
    "created",
    "changed",
    "note",
    "rejected_because",
];

/// The properties that the column `rejected_because` holds: the rule of `bitext tm filter`, and what it found.
const REJECTED: [&str; 2] = ["rejected-by", "rejected-because"];

/// Reads a table unit by unit; empty lines are skipped.
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    languages: Languages,
    /// The name of each column; `None` before the first line.
    header: Option<Vec<String>>,
    fields: Fields,
    units: usize,
}

/// What backslashes mean in the fields of a table.
#[derive(Copy, Clone, Debug)]
enum Fields {
    /// bitext wrote them: they escape.
    Escaped,
    /// They mean themselves.
    Plain,
}

impl Fields {
    /// Those of a table with such columns.
    fn under(names: &[String]) -> Self {
        /// Columns that the tables of bitext have and others hardly.
        const OURS: [[&str; 2]; 2] = [
            ["source_language", "target_language"],
            ["source_spans", "target_spans"],
        ];
        let has = |wanted: &&str| names.iter().any(|name| name == wanted);
        if OURS.iter().any(|pair| pair.iter().all(has)) {
            Self::Escaped
        } else {
            Self::Plain
        }
    }

    fn text(self, field: &str) -> String {
        match self {
            Self::Escaped => unescaped(field),
            Self::Plain => field.to_owned(),
        }
    }
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R, options: &ReadOptions) -> Self {
        Self {
            lines: Lines::new(reader),
            languages: Languages::new(options),
            header: None,
            fields: Fields::Plain,
            units: 0,
        }
    }

    fn advance(&mut self) -> Result<Option<Unit>, FormatError> {
        loop {
            let Some(line) = self.lines.next()? else {
                return Ok(None);
            };
            if line.is_empty() {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let header = match &self.header {
                Some(header) => header,
                None => {
                    if let Some(names) = header(line) {
                        self.fields = Fields::under(&names);
                        self.header = Some(names);
                        continue;
                    }
                    self.header
                        .insert(vec!["source".to_owned(), "target".to_owned()])
                }
            };
            self.units += 1;
            let read = unit(header, &fields, self.fields, &mut self.languages);
            let units = self.units;
            return read.map(Some).map_err(|(column, expected, found)| {
                self.lines.error(column, units, expected, &found)
            });
        }
    }
}

/// Whether the first line of a table names the columns of source and target, in either case.
#[must_use]
pub fn is_header(line: &str) -> bool {
    header(line).is_some()
}

/// The names of the columns, if the line is a header. Names of languages become `source` and `target`.
fn header(line: &str) -> Option<Vec<String>> {
    /// Longer ones are text.
    const LONGEST_NAME: usize = 24;
    let line = line.trim_start_matches('\u{feff}');
    let names = line.split('\t').map(|name| name.trim().to_lowercase());
    let mut names: Vec<String> = names.collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("source") && has("target") {
        return Some(names);
    }
    let is_short = |name: &&mut String| name.len() <= LONGEST_NAME;
    let langs = names.iter_mut().filter(is_short);
    let langs = langs.filter_map(|name| Some((column_lang(name)?, name)));
    let [(first, source), (second, target)]: [_; 2] = langs.collect::<Vec<_>>().try_into().ok()?;
    (first != second).then(|| {
        *source = "source".to_owned();
        *target = "target".to_owned();
    })?;
    Some(names)
}

/// The unit of a row, or the column of a field, what was expected in it and what was found.
fn unit(
    header: &[String],
    fields: &[&str],
    written: Fields,
    languages: &mut Languages,
) -> Result<Unit, (usize, String, String)> {
    let place = |name: &str| header.iter().position(|known| known == name);
    let field = |name: &str| {
        place(name)
            .and_then(|place| fields.get(place))
            .map(|field| written.text(field))
    };
    let wrong = |name: &str, expected: &str| {
        let before = fields.iter().take(place(name).unwrap_or(0));
        let column = before.map(|field| field.chars().count() + 1).sum::<usize>() + 1;
        (
            column,
            format!("{expected} in the column `{name}`"),
            field(name).unwrap_or_default(),
        )
    };
    let (Some(source), Some(target)) = (field("source"), field("target")) else {
        let columns = fields.len();
        return Err((
            1,
            "a source and a target with a tab between them".to_owned(),
            format!("{columns} columns"),
        ));
    };
    let named = |name: &str| field(name).filter(|it| !it.is_empty());
    // Tables of `bitext align` name no languages, others may name only one.
    let is_complete = named("source_language").is_some() && named("target_language").is_some();
    let guessed = (!is_complete)
        .then(|| languages.of(&source, &target))
        .unzip();
    let language = |name: &str, guess: Option<LanguageTag>| match named(name) {
        Some(written) => {
            let tag = written.parse();
            tag.map_err(|_| wrong(name, "a language such as en or zh-Hans"))
        }
        None => Ok(guess.unwrap_or_else(LanguageTag::undetermined)),
    };
    let source_language = language("source_language", guessed.0)?;
    let target_language = language("target_language", guessed.1)?;
    let mut unit = Unit::new(
        Side::new(source_language, source),
        Side::new(target_language, target),
    );
    let given = |name: &str| field(name).filter(|it| !it.is_empty());
    if let Some(written) = given("score") {
        let score = written
            .parse::<f32>()
            .ok()
            .filter(|score| (0.0..=1.0).contains(score));
        unit.score = Some(Score::new(
            score.ok_or_else(|| wrong("score", "a number from 0 to 1"))?,
        ));
    }
    if let Some(written) = given("status") {
        let status = Status::from_name(&written);
        unit.status = status.ok_or_else(|| wrong("status", "automatic, confirmed or rejected"))?;
    }
    if let Some(written) = given("kind") {
        unit.kind =
            Some(kind(&written).ok_or_else(|| wrong("kind", "sentence, statement or moved"))?);
    }
    unit.reason = given("reason").and_then(|written| reason(&written));
    unit.id = given("id");
    let date = |name: &str| -> Result<Option<Timestamp>, _> {
        let read = given(name).map(|written| written.parse());
        read.transpose()
            .map_err(|_| wrong(name, "a date such as 2026-03-01T08:30:00Z"))
    };
    (unit.created, unit.changed) = (date("created")?, date("changed")?);
    unit.notes.extend(given("note"));
    if let Some(written) = given("rejected_because") {
        unit.properties.extend(rejection(&written));
    }
    Ok(unit)
}

/// The field that holds why a unit was turned down; empty if nobody said.
fn why_rejected(unit: &Unit) -> String {
    let [rule, reason] = REJECTED.map(|name| unit.property(name));
    match (rule, reason) {
        (rule, Some(reason)) => format!("{}: {reason}", rule.unwrap_or_default()),
        (rule, None) => rule.unwrap_or_default().to_owned(),
    }
}

/// Undoes [`why_rejected`].
fn rejection(written: &str) -> impl Iterator<Item = Property> {
    let (rule, reason) = match written.split_once(": ") {
        Some((rule, reason)) => (rule, Some(reason)),
        None => (written, None),
    };
    let rule = Some(rule).filter(|it| !it.is_empty());
    let values = [rule, reason].into_iter().zip(REJECTED);
    let properties: Vec<Property> = values
        .filter_map(|(value, name)| Some(Property::new(name, value?)))
        .collect();
    properties.into_iter()
}

/// Undoes [`escaped`]; a backslash before anything else stays.
pub(super) fn unescaped(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut rest = field;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut next = after.chars();
        let c = match next.next() {
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('\\') => '\\',
            _ => {
                out.push('\\');
                rest = after;
                continue;
            }
        };
        out.push(c);
        rest = next.as_str();
    }
    out.push_str(rest);
    out
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

impl<R: BufRead> UnitReader for Reader<R> {}

/// Writes a table with a header, one unit a line.
///
/// Tabs, line breaks and backslashes are escaped as in [`tsv`](super::tsv).
#[derive(Debug)]
pub struct Writer<W>(Table<W>);

impl<W: Write> Writer<W> {
    /// Starts a table; the header is written with the first unit.
    pub fn new(writer: W) -> Self {
        Self(Table::new(writer, &COLUMNS))
    }

    /// The writer underneath.
    pub fn into_inner(self) -> W {
        self.0.into_inner()
    }
}

impl<W: Write> UnitWriter for Writer<W> {
    fn write(&mut self, unit: &Unit) -> io::Result<()> {
        let date = |date: Option<Timestamp>| date.map(|date| date.to_string()).unwrap_or_default();
        let fields = [
            escaped(unit.source.text()),
            escaped(unit.target.text()),
            unit.source.language.to_string(),
            unit.target.language.to_string(),
            unit.score
                .map(|score| score.value().to_string())
                .unwrap_or_default(),
            unit.status.name().to_owned(),
            unit.kind
                .map(|kind| kind.name().to_owned())
                .unwrap_or_default(),
            unit.reason
                .map(|reason| reason.name().to_owned())
                .unwrap_or_default(),
            escaped(unit.id.as_deref().unwrap_or_default()),
            date(unit.created),
            date(unit.changed),
            escaped(&unit.notes.join("\n")),
            escaped(&why_rejected(unit)),
        ];
        let others = |it: &&Property| !REJECTED.contains(&it.name.as_str());
        self.0.written.properties += unit.properties.iter().filter(others).count();
        self.0.written.leave_out_details(unit);
        self.0.written.leave_out_documents(unit);
        self.0.row(unit, &fields)
    }

    fn finish(&mut self) -> io::Result<Written> {
        self.0.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        for text in ["", "a\tb\\n\r\n", "\\", "\\\\t", "中\\文"] {
            assert_eq!(unescaped(&escaped(text)), text);
        }
        assert_eq!(unescaped("C:\\dir"), "C:\\dir");
    }
}
