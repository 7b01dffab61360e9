//! Tables of terms: TSV and CSV, columns in any order.
//!
//! Which column is Chinese and which is English is read off the header, if the first line is one, or else off the first
//! [`SAMPLE`] lines: a column of Chinese characters is Chinese, the first one of Latin letters that is not pinyin is
//! English. Several Chinese columns (Simplified and Traditional) are all taken. Where columns are called `source` and
//! `target` (or `term`, `translation`, 原文, 译文), only these hold terms, so that tables of units can be read, notes and all.
//! Lines that start with `#` are comments.

use std::io::BufRead;

use super::read::{Lines, Position, TermEntry, TermError, has_han, lang_of_tag};
use crate::lang::Lang;

/// How many lines decide which column holds which language.
const SAMPLE: usize = 100;

/// Gives `each` the entries of a table; `separator` is found out if it is not given.
pub(super) fn read(
    reader: &mut dyn BufRead,
    separator: Option<char>,
    each: &mut dyn FnMut(TermEntry),
) -> Result<(), TermError> {
    let mut records = Records {
        lines: Lines::new(reader),
        separator,
    };
    let mut sample = Vec::with_capacity(SAMPLE);
    while sample.len() < SAMPLE {
        match records.next()? {
            Some(record) => sample.push(record),
            None => break,
        }
    }
    let Some(first) = sample.first() else {
        return Ok(());
    };
    let header = header(&first.cells);
    let rows = sample
        .get(usize::from(header.is_some())..)
        .unwrap_or_default();
    if rows.is_empty() && header.is_some() {
        return Ok(());
    }
    let columns = match header {
        Some(header) if is_complete(&header.columns) => header.columns,
        Some(header) => by_content(rows, &header.terms),
        None => by_content(rows, &[]),
    };
    if !is_complete(&columns) {
        let place = rows.first().unwrap_or(first);
        return Err(TermError::malformed(
            Position::line(place.line),
            "a column of Chinese terms and one of English terms",
            &place.cells.join(" | "),
        ));
    }
    for row in rows {
        each(row.entry(&columns)?);
    }
    while let Some(row) = records.next()? {
        each(row.entry(&columns)?);
    }
    Ok(())
}

/// The language of each column; `None` for one that holds no terms.
type Columns = Vec<Option<Lang>>;

fn is_complete(columns: &Columns) -> bool {
    columns.contains(&Some(Lang::Chinese)) && columns.contains(&Some(Lang::English))
}

/// Columns beside the terms, as term-base programs call them (`English_Def`).
const BESIDE: [&str; 9] = [
    "def", "note", "info", "example", "comment", "pinyin", "定义", "定義", "备注",
];

/// What a header says.
struct Header {
    columns: Columns,
    /// The columns that hold terms, whatever their language; empty if the header does not name two.
    terms: Vec<usize>,
}

/// What the cells say as a header; `None` if they are none.
fn header(cells: &[String]) -> Option<Header> {
    /// What a header calls a column whose content tells its language.
    const PLAIN: [&str; 12] = [
        "source",
        "target",
        "term",
        "terms",
        "translation",
        "原文",
        "译文",
        "譯文",
        "术语",
        "術語",
        "原语",
        "目标语",
    ];
    let names: Vec<String> = cells
        .iter()
        .map(|cell| cell.trim().to_lowercase())
        .collect();
    let columns: Columns = names.iter().map(|name| column_lang(name)).collect();
    let is_plain = |name: &String| PLAIN.contains(&name.as_str());
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let is_units = has("source") && has("target");
    let names_terms = names.iter().any(is_plain) || columns.iter().any(Option::is_some);
    let is_header = is_units
        || is_complete(&columns)
        || names_terms
            && names
                .iter()
                .zip(&columns)
                .all(|(name, lang)| lang.is_some() || is_plain(name) || is_beside(name));
    let mut terms: Vec<usize> = (0..names.len()).collect();
    terms.retain(|place| {
        columns.get(*place).is_some_and(Option::is_some) || names.get(*place).is_some_and(is_plain)
    });
    if terms.len() < 2 {
        terms.clear();
    }
    is_header.then_some(Header { columns, terms })
}

/// The language that the name of a column stands for.
pub(crate) fn column_lang(name: &str) -> Option<Lang> {
    const CHINESE: [&str; 8] = [
        "chinese",
        "simplified",
        "traditional",
        "中文",
        "简体",
        "簡體",
        "繁体",
        "繁體",
    ];
    const ENGLISH: [&str; 4] = ["english", "英文", "英语", "英語"];
    if is_beside(name) {
        return None;
    }
    let starts = |names: &[&str]| names.iter().any(|known| name.starts_with(known));
    if starts(&CHINESE) {
        Some(Lang::Chinese)
    } else if starts(&ENGLISH) {
        Some(Lang::English)
    } else {
        lang_of_tag(name).filter(|_| name.len() <= 10)
    }
}

fn is_beside(name: &str) -> bool {
    BESIDE.iter().any(|beside| name.contains(beside))
}

/// The languages that the cells are written in, of the columns `among`, or of all if that is empty.
fn by_content(rows: &[Record], among: &[usize]) -> Columns {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns: Columns = vec![None; width];
    let mut has_english = false;
    for (index, column) in columns.iter_mut().enumerate() {
        if !among.is_empty() && !among.contains(&index) {
            continue;
        }
        let cells = || {
            rows.iter()
                .filter_map(|row| row.cells.get(index))
                .filter(|cell| !cell.trim().is_empty())
        };
        let most = |is: fn(&str) -> bool| {
            let count = cells().filter(|cell| is(cell)).count();
            count > 0 && 2 * count >= cells().count()
        };
        if most(has_han) {
            *column = Some(Lang::Chinese);
        } else if !has_english && most(has_letters) && !most(is_pinyin) {
            *column = Some(Lang::English);
            has_english = true;
        }
    }
    columns
}

fn has_letters(cell: &str) -> bool {
    cell.chars().any(|c| c.is_ascii_alphabetic())
}

/// Whether a cell is pinyin: each of its words has a mark or a digit for the tone.
fn is_pinyin(cell: &str) -> bool {
    let has_tone = |word: &str| {
        word.chars().any(|c| "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ".contains(c))
            || (word.ends_with(|c: char| matches!(c, '1'..='5'))
                && word.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let mut words = cell.split_whitespace().peekable();
    words.peek().is_some() && words.all(has_tone)
}

/// One line of a table, or several where a quoted cell holds line ends.
#[derive(Debug, PartialEq, Eq)]
struct Record {
    line: usize,
    cells: Vec<String>,
}

impl Record {
    fn entry(&self, columns: &Columns) -> Result<TermEntry, TermError> {
        let mut entry = TermEntry::default();
        for (cell, lang) in self.cells.iter().zip(columns) {
            let Some(lang) = *lang else { continue };
            entry.of(lang).extend(terms(cell, lang));
        }
        // A single line the other way round.
        let any_han = |terms: &[String]| terms.iter().any(|term| has_han(term));
        if !any_han(&entry.chinese) && any_han(&entry.english) {
            std::mem::swap(&mut entry.chinese, &mut entry.english);
        }
        for (lang, terms, what) in [
            (Lang::Chinese, &entry.chinese, "a Chinese term"),
            (Lang::English, &entry.english, "an English term"),
        ] {
            if terms.is_empty() {
                let column = columns.iter().position(|column| *column == Some(lang));
                return Err(TermError::malformed(
                    Position::cell(self.line, column.unwrap_or_default() + 1),
                    what,
                    &self.cells.join(" | "),
                ));
            }
        }
        Ok(entry)
    }
}

/// The terms of a cell.
fn terms(cell: &str, lang: Lang) -> impl Iterator<Item = String> {
    cell.split(move |c| {
        matches!(c, ';' | '；' | '|' | '\n') || (c == '、' && lang == Lang::Chinese)
    })
    .map(str::trim)
    .filter(|term| !term.is_empty())
    .map(str::to_owned)
}

/// Reads records; comments and lines without content are left out.
struct Records<'r> {
    lines: Lines<'r>,
    separator: Option<char>,
}

impl Records<'_> {
    fn next(&mut self) -> Result<Option<Record>, TermError> {
        loop {
            let Some((line, text)) = self.lines.next()? else {
                return Ok(None);
            };
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let separator = *self.separator.get_or_insert_with(|| separator_of(text));
            if separator == '\t' {
                let cells = text.split('\t').map(unquoted).collect();
                return Ok(Some(Record { line, cells }));
            }
            let mut parser = Cells::new(line, separator);
            parser.line(line, text)?;
            while parser.state == State::Quoted {
                let Some((line, text)) = self.lines.next()? else {
                    let (line, column) = parser.opened;
                    return Err(TermError::malformed(
                        Position::cell(line, column),
                        "a closing quotation mark before the end of the file",
                        &parser.cell,
                    ));
                };
                parser.cell.push('\n');
                parser.line(line, text)?;
            }
            return Ok(Some(parser.record()));
        }
    }
}

/// The separator of a table by its first line: a tab if there is one, else a comma, else a semicolon.
///
/// Spreadsheets write semicolons where the comma is the decimal mark; elsewhere semicolons stand inside cells.
fn separator_of(line: &str) -> char {
    let candidates = ['\t', ',', ';'];
    candidates
        .into_iter()
        .find(|&separator| line.contains(separator))
        .unwrap_or(',')
}

/// A cell of a TSV file: quotation marks count only around the whole cell, as spreadsheets write them.
fn unquoted(cell: &str) -> String {
    cell.strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'))
        .map_or_else(|| cell.to_owned(), |inner| inner.replace("\"\"", "\""))
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    Start,
    /// Inside a cell without quotation marks.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After the closing quotation mark.
    Closed,
}

/// Cuts the lines of one CSV record into cells (RFC 4180).
struct Cells {
    record: Record,
    separator: char,
    state: State,
    cell: String,
    /// Line and column of the last opening quotation mark.
    opened: (usize, usize),
}

impl Cells {
    fn new(line: usize, separator: char) -> Self {
        Self {
            record: Record {
                line,
                cells: Vec::new(),
            },
            separator,
            state: State::Start,
            cell: String::new(),
            opened: (line, 1),
        }
    }

    fn line(&mut self, number: usize, text: &str) -> Result<(), TermError> {
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            match (self.state, c) {
                (State::Quoted, '"') if characters.peek() == Some(&'"') => {
                    characters.next();
                    self.cell.push('"');
                }
                (State::Quoted, '"') => self.state = State::Closed,
                (State::Quoted, _) => self.cell.push(c),
                (_, _) if c == self.separator => {
                    self.record.cells.push(std::mem::take(&mut self.cell));
                    self.state = State::Start;
                }
                (State::Closed, _) if c.is_whitespace() => {}
                (State::Closed, _) => {
                    return Err(TermError::malformed(
                        Position::cell(number, self.record.cells.len() + 1),
                        format!("{:?} after the closing quotation mark", self.separator),
                        &characters.fold(c.to_string(), |mut rest, c| {
                            rest.push(c);
                            rest
                        }),
                    ));
                }
                (State::Start, '"') => {
                    self.state = State::Quoted;
                    self.opened = (number, self.record.cells.len() + 1);
                }
                // Blanks before a cell say nothing, and may stand before its quotation mark.
                (State::Start, _) if c.is_whitespace() => {}
                _ => {
                    self.state = State::Plain;
                    self.cell.push(c);
                }
            }
        }
        Ok(())
    }

    fn record(mut self) -> Record {
        self.record.cells.push(self.cell);
        self.record
    }
}
