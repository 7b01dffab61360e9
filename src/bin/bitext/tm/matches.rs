//! What `bitext tm search` writes: matches with their edits, units with a phrase.

use std::fmt::Write as _;

use bitext::{
    Lang,
    format::tsv::escaped,
    memory::{
        Match, Unit,
        search::{EditKind, Occurrence},
    },
};
use serde_json::json;

use super::args::SearchFormat;
use crate::record;

/// The columns of the table.
pub(super) const COLUMNS: [&str; 8] = [
    "line",
    "score",
    "similarity",
    "penalties",
    "unit",
    "query",
    "found",
    "translation",
];

/// Writes a match.
pub(super) fn match_lines(
    format: SearchFormat,
    line: usize,
    query: &str,
    found: &Match,
    out: &mut String,
) {
    let penalties: Vec<String> = found
        .hit
        .penalties
        .iter()
        .map(|penalty| format!("{} -{}", penalty.kind.name(), penalty.points))
        .collect();
    // Writing to a string cannot fail.
    let _ = match format {
        SearchFormat::Jsonl => writeln!(
            out,
            "{}",
            record::written(json!({ "line": line + 1, "query": query, "match": found }))
        ),
        SearchFormat::Tsv => {
            let fields = [
                (line + 1).to_string(),
                found.hit.score.to_string(),
                found.hit.raw.to_string(),
                penalties.join(", "),
                found.hit.id.number().to_string(),
                escaped(query),
                escaped(found.found().text()),
                escaped(found.translation().text()),
            ];
            writeln!(out, "{}", fields.join("\t"))
        }
        SearchFormat::Text => {
            let penalties = if penalties.is_empty() {
                String::new()
            } else {
                format!("  ({} %: {})", found.hit.raw, penalties.join(", "))
            };
            writeln!(
                out,
                "{:3} %  {}{penalties}\n       {}",
                found.hit.score,
                marked(found, query),
                found.translation().text()
            )
        }
    };
}

/// The found text with what the query has instead: `[-found-]{+query+}`, as in a word diff.
fn marked(found: &Match, query: &str) -> String {
    let text = found.found().text();
    let (mut out, mut at) = (String::new(), 0);
    for edit in found
        .hit
        .edits
        .iter()
        .filter(|edit| edit.kind != EditKind::Keep)
    {
        out.push_str(text.get(at..edit.found.start()).unwrap_or_default());
        let old = edit.found.slice(text);
        if !old.is_empty() {
            let _ = write!(out, "[-{old}-]");
        }
        let new = edit.query.slice(query);
        if !new.is_empty() {
            let _ = write!(out, "{{+{new}+}}");
        }
        at = edit.found.end().max(at);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Writes a unit that has a phrase.
pub(super) fn phrase_lines(
    format: SearchFormat,
    line: usize,
    query: &str,
    lang: Lang,
    occurrence: &Occurrence,
    unit: &Unit,
    out: &mut String,
) {
    let (side, other) = if unit.source.language.lang() == Some(lang) {
        (&unit.source, &unit.target)
    } else {
        (&unit.target, &unit.source)
    };
    let _ = match format {
        SearchFormat::Jsonl => {
            let record =
                json!({ "line": line + 1, "query": query, "occurrence": occurrence, "unit": unit });
            writeln!(out, "{}", record::written(record))
        }
        SearchFormat::Tsv => {
            let id = occurrence.id.number().to_string();
            let (line, query) = ((line + 1).to_string(), escaped(query));
            let (found, translation) = (escaped(side.text()), escaped(other.text()));
            writeln!(
                out,
                "{}",
                [&line, "", "", "", &id, &query, &found, &translation].join("\t")
            )
        }
        SearchFormat::Text => {
            let (mut text, mut at) = (String::new(), 0);
            for span in &occurrence.spans {
                text.push_str(side.text().get(at..span.start()).unwrap_or_default());
                let _ = write!(text, "[{}]", span.slice(side.text()));
                at = span.end();
            }
            text.push_str(side.text().get(at..).unwrap_or_default());
            writeln!(out, "{text}\n       {}", other.text())
        }
    };
}
