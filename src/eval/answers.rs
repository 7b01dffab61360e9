//! Files of answers, gold or found: which kind they are is told by their content.
//!
//! | file | read as |
//! |---|---|
//! | Vecalign's beads, `[0,1]:[2]:0.9` | beads |
//! | a ladder of Hunalign: three numbers a line, or a name that ends in `.ladder` | beads |
//! | two columns of indices from 0, `0,1` tab `2`, and a score if there is one | beads |
//! | cesAlign, InterText: XML with links | beads; the first side of `xtargets` is the source |
//! | JSON lines of an alignment, or records with `pairs` | links, and their beads |
//! | tab-separated text with a header: that of an alignment, or `gold.tsv` | links |
//! | JSON lines with `segments`, or lines of first byte, byte after the last, text | segments |
//! | JSON lines with `quantities`, or lines of six columns that begin with two bytes | quantities |
//!
//! Where the texts of links are given, the Chinese side is taken as the source, whichever the file has first: gold and
//! system may name them in different order. This module does *not* open files.

use std::collections::BTreeMap;

use super::{
    QuantityItem,
    gold::{self, malformed},
};
use crate::{
    format::{
        FormatError,
        beads::{self, IndexBead},
        ladder,
    },
    text::Span,
};

/// What a file says of one document.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Answers {
    /// Beads of sentences, by index.
    Beads(Vec<IndexBead>),
    /// Links of spans.
    Links(LinkedSpans),
    /// Segments of a text.
    Segments(Vec<Span>),
    /// Quantities of a text.
    Quantities(Vec<QuantityItem>),
}

impl Answers {
    /// `beads`, `links`, `segments` or `quantities`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Beads(_) => "beads",
            Self::Links(_) => "links",
            Self::Segments(_) => "segments",
            Self::Quantities(_) => "quantities",
        }
    }
}

/// Links by the bytes that they join, Chinese and English.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct LinkedSpans {
    /// Pairs of sentences; of several sentences, from the first to the last.
    pub sentences: Vec<(Span, Span)>,
    /// Pairs of statements.
    pub statements: Vec<(Span, Span)>,
    /// The same sentences by index, where the file has indices; those without counterpart too.
    pub beads: Vec<IndexBead>,
}

/// Documents by name; a file of a single document names it `""`.
pub type Documents = BTreeMap<String, Answers>;

/// Reads a file; `name` helps where the content can be read in two ways.
///
/// # Errors
///
/// The first line that is not what the lines before it promise, with what was expected.
pub fn read(text: &str, name: &str) -> Result<Documents, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (number, first) = text
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line))
        .find(|(_, line)| !line.trim().is_empty())
        .unwrap_or((1, ""));
    let alone = |answers| Documents::from([(String::new(), answers)]);
    if first.is_empty() || first.starts_with('[') {
        let read = beads::read(text).map_err(|error| {
            malformed(
                error.line,
                "`[source indices]:[target indices]:score`",
                &error.found,
            )
        })?;
        return Ok(alone(Answers::Beads(read)));
    }
    if first.starts_with('<') {
        return xml(text).map(|beads| alone(Answers::Beads(beads)));
    }
    if first.starts_with('{') {
        return json(text);
    }
    if first.starts_with("kind\t") {
        return gold::links(text).map(|links| alone(Answers::Links(links)));
    }
    let columns: Vec<&str> = first.split('\t').collect();
    let is_number = |field: Option<&&str>| field.is_some_and(|it| it.trim().parse::<f64>().is_ok());
    match columns.len() {
        6 if is_number(columns.first()) => {
            quantity_rows(text).map(|it| alone(Answers::Quantities(it)))
        }
        2.. if name.to_lowercase().ends_with(".ladder") => {
            ladder::read(text).map(|it| alone(Answers::Beads(it)))
        }
        3 if text.lines().any(|line| {
            line.split('\t').count() == 3 && !is_number(line.split('\t').nth(2).as_ref())
        }) =>
        {
            segment_rows(text).map(|it| alone(Answers::Segments(it)))
        }
        3 if (columns[..] == ["0", "0", ""] || is_number(columns.get(2)))
            && ladder::read(text).is_ok_and(|it| !it.is_empty()) =>
        {
            ladder::read(text).map(|it| alone(Answers::Beads(it)))
        }
        2 | 3 => index_rows(text).map(|it| alone(Answers::Beads(it))),
        _ => Err(malformed(
            number,
            "beads, a ladder, links, segments or quantities (`bitext help eval` lists the formats)",
            first,
        )),
    }
}

#[cfg(feature = "xml")]
fn xml(text: &str) -> Result<Vec<IndexBead>, FormatError> {
    use crate::format::ces;

    let links = ces::Reader::new(text.as_bytes()).collect::<Result<Vec<_>, _>>()?;
    ces::beads(&links).map_err(|error| {
        let line = text.lines().position(|line| line.contains(&error.name));
        let expected = "names of sentences that end in a number from 1";
        malformed(line.unwrap_or_default() + 1, expected, &error.name)
    })
}

#[cfg(not(feature = "xml"))]
fn xml(text: &str) -> Result<Vec<IndexBead>, FormatError> {
    Err(malformed(1, "text: this build has no feature `xml`", text))
}

/// The lines that are not blank, as columns, with their numbers.
fn rows(text: &str) -> impl Iterator<Item = (usize, &str, Vec<&str>)> {
    let lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, number)| (number, line, line.split('\t').collect()))
}

/// The span of the first two columns.
fn span(columns: &[&str]) -> Option<Span> {
    let (start, end) = (
        columns.first()?.parse().ok()?,
        columns.get(1)?.parse().ok()?,
    );
    (start <= end).then(|| Span::new(start, end))
}

fn segment_rows(text: &str) -> Result<Vec<Span>, FormatError> {
    let expected = "first byte, byte after the last, text, with tabs between them";
    rows(text)
        .map(|(number, line, columns)| {
            span(&columns).ok_or_else(|| malformed(number, expected, line))
        })
        .collect()
}

fn quantity_rows(text: &str) -> Result<Vec<QuantityItem>, FormatError> {
    let expected =
        "first byte, byte after the last, text, kind, value, unit, with tabs between them";
    let item = |columns: &[&str]| {
        let given = |at: usize| columns.get(at).copied().filter(|field| !field.is_empty());
        Some(QuantityItem::new(
            span(columns)?,
            given(3)?,
            given(4),
            given(5),
        ))
    };
    rows(text)
        .map(|(number, line, columns)| {
            item(&columns).ok_or_else(|| malformed(number, expected, line))
        })
        .collect()
}

fn index_rows(text: &str) -> Result<Vec<IndexBead>, FormatError> {
    let expected = "indices from 0 with commas, a tab, indices, and perhaps a tab and a score";
    let indices = |field: &str| -> Option<Vec<usize>> {
        let fields = field.split([',', ' ']).filter(|index| !index.is_empty());
        fields.map(|index| index.parse().ok()).collect()
    };
    let bead = |columns: &[&str]| {
        let mut bead = IndexBead::new(indices(columns.first()?)?, indices(columns.get(1)?)?);
        bead.score = match columns.get(2) {
            Some(score) => Some(score.trim().parse().ok()?),
            None => None,
        };
        Some(bead)
    };
    rows(text)
        .map(|(number, line, columns)| {
            bead(&columns).ok_or_else(|| malformed(number, expected, line))
        })
        .collect()
}

#[cfg(not(feature = "json"))]
fn json(text: &str) -> Result<Documents, FormatError> {
    Err(malformed(
        1,
        "tab-separated text: this build has no feature `json`",
        text,
    ))
}

#[cfg(feature = "json")]
use records::json;

#[cfg(feature = "json")]
mod records {
    //! Lines of JSON.

    use serde::Deserialize;
    use serde_json::Value;

    use super::{
        Answers, Documents, FormatError, IndexBead, LinkedSpans, QuantityItem, Span, gold,
        malformed,
    };

    /// A line: a document, or a link of the only one.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Line {
        Pairs {
            #[serde(default)]
            id: Value,
            pairs: Vec<Pair>,
        },
        Segments {
            #[serde(default)]
            id: Value,
            segments: Vec<(usize, usize)>,
        },
        Quantities {
            #[serde(default)]
            id: Value,
            quantities: Vec<Quantity>,
        },
        Pair(Pair),
    }

    #[derive(Deserialize)]
    struct Pair {
        source: Vec<Segment>,
        target: Vec<Segment>,
        #[serde(default)]
        kind: Option<String>,
        #[serde(default)]
        score: Option<f32>,
    }

    #[derive(Deserialize)]
    struct Segment {
        index: usize,
        start: usize,
        end: usize,
        #[serde(default)]
        text: String,
    }

    #[derive(Deserialize)]
    struct Quantity {
        start: usize,
        end: usize,
        kind: String,
        #[serde(default)]
        value: Value,
        #[serde(default)]
        unit: Option<String>,
        #[serde(default)]
        timex: Vec<String>,
        #[serde(default)]
        alt: Vec<String>,
        #[serde(default)]
        role: Option<String>,
    }

    pub(super) fn json(text: &str) -> Result<Documents, FormatError> {
        let expected =
            "a JSON object with pairs, segments or quantities, or a link with source and target";
        let (mut documents, mut pairs) = (Documents::new(), Vec::new());
        for (line, number) in text
            .lines()
            .zip(1..)
            .filter(|(line, _)| !line.trim().is_empty())
        {
            let wrong = || malformed(number, expected, line);
            let (id, answers) = match serde_json::from_str(line).map_err(|_| wrong())? {
                Line::Pair(pair) => {
                    pairs.push((number, pair));
                    continue;
                }
                Line::Pairs { id, pairs } => {
                    let pairs: Vec<_> = pairs.into_iter().map(|pair| (number, pair)).collect();
                    (id, Answers::Links(links(&pairs)?))
                }
                Line::Segments { id, segments } => {
                    let spans = segments.into_iter().map(|(start, end)| span(start, end));
                    let spans: Option<Vec<Span>> = spans.collect();
                    (id, Answers::Segments(spans.ok_or_else(wrong)?))
                }
                Line::Quantities { id, quantities } => {
                    let items: Option<Vec<QuantityItem>> =
                        quantities.into_iter().map(item).collect();
                    (id, Answers::Quantities(items.ok_or_else(wrong)?))
                }
            };
            let id = match id {
                Value::String(id) => id,
                Value::Null => format!("line {number}"),
                id => id.to_string(),
            };
            if documents.insert(id.clone(), answers).is_some() {
                return Err(malformed(number, "an id that no line before has", &id));
            }
        }
        if let (Some((number, _)), false) = (pairs.first(), documents.is_empty()) {
            return Err(malformed(*number, "a record with an id, as before", ""));
        }
        if documents.is_empty() {
            documents.insert(String::new(), Answers::Links(links(&pairs)?));
        }
        Ok(documents)
    }

    fn span(start: usize, end: usize) -> Option<Span> {
        (start <= end).then(|| Span::new(start, end))
    }

    fn item(quantity: Quantity) -> Option<QuantityItem> {
        let value = match quantity.value {
            Value::Null => None,
            Value::String(value) => Some(value),
            value => Some(value.to_string()),
        };
        let span = span(quantity.start, quantity.end)?;
        let mut item = QuantityItem::new(
            span,
            &quantity.kind,
            value.as_deref(),
            quantity.unit.as_deref(),
        );
        item.also = quantity.timex;
        item.also.extend(quantity.alt);
        item.is_extra = quantity.role.is_some();
        Some(item)
    }

    fn links(pairs: &[(usize, Pair)]) -> Result<LinkedSpans, FormatError> {
        let is_swapped = {
            let texts = |side: fn(&Pair) -> &Vec<Segment>| {
                let segments = pairs.iter().flat_map(move |(_, pair)| side(pair));
                segments
                    .map(|segment| gold::han(&segment.text))
                    .sum::<usize>()
            };
            texts(|pair| &pair.target) > texts(|pair| &pair.source)
        };
        let mut links = LinkedSpans::default();
        for (number, pair) in pairs {
            let hull = |side: &[Segment]| -> Result<Option<Span>, FormatError> {
                let mut hull: Option<Span> = None;
                for segment in side {
                    let found = format!("{}-{}", segment.start, segment.end);
                    let next = span(segment.start, segment.end).ok_or_else(|| {
                        malformed(*number, "segments that end after they start", &found)
                    })?;
                    hull = Some(hull.map_or(next, |hull| hull.hull(next)));
                }
                Ok(hull)
            };
            let indices = |side: &[Segment]| side.iter().map(|segment| segment.index).collect();
            let (source, target) = if is_swapped {
                (&pair.target, &pair.source)
            } else {
                (&pair.source, &pair.target)
            };
            if pair.kind.as_deref() == Some("moved") {
                // Its sentences stand in their own places too.
                continue;
            }
            let is_statement = pair.kind.as_deref() == Some("statement");
            if !is_statement {
                let mut bead = IndexBead::new(indices(source), indices(target));
                bead.score = pair.score;
                links.beads.push(bead);
            }
            if let (Some(source), Some(target)) = (hull(source)?, hull(target)?) {
                let list = if is_statement {
                    &mut links.statements
                } else {
                    &mut links.sentences
                };
                list.push((source, target));
            }
        }
        Ok(links)
    }
}
