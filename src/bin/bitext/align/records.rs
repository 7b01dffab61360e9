//! `bitext align --jsonl`: one record, one answer.

use bitext::{
    Aligner, Span,
    align::{LimitError, Limits, Pin},
    format::jsonl,
};
use serde::Deserialize;
use serde_json::json;

use super::remark::found_in_both;
use crate::record;

#[derive(Debug, Deserialize)]
pub(super) struct Record {
    source: Text,
    target: Text,
    #[serde(default)]
    pins: Vec<Pin>,
}

/// A text, or its sentences. Offsets into sentences count in all of them joined by one line feed each.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a text or a list of sentences")]
enum Text {
    Whole(String),
    Sentences(Vec<String>),
}

impl Text {
    fn joined(&self) -> (String, Option<Vec<Span>>) {
        match self {
            Self::Whole(text) => (text.clone(), None),
            Self::Sentences(sentences) => {
                let mut start = 0;
                let span = |sentence: &String| {
                    let span = Span::new(start, start + sentence.len());
                    start = span.end() + 1;
                    span
                };
                let spans = sentences.iter().map(span).collect();
                (sentences.join("\n"), Some(spans))
            }
        }
    }
}

/// How long the line of a record may be whose texts are within the limits: each byte of a text takes six at most in
/// JSON (`\u0000`), and the identity should have room too.
pub(super) fn longest_line(limits: Limits) -> Option<usize> {
    const REST: usize = 64 << 10;
    limits
        .bytes
        .map(|bytes| bytes.saturating_mul(2 * 6).saturating_add(REST))
}

pub(super) fn answer(
    aligner: &Aligner,
    record: &Record,
    limits: Limits,
) -> Result<serde_json::Map<String, serde_json::Value>, String> {
    let (source, target) = (record.source.joined(), record.target.joined());
    let within = |done: Result<(), LimitError>| done.map_err(|error| error.to_string());
    let (source_spans, target_spans) = match (&source.1, &target.1) {
        (None, None) => {
            within(limits.allow_bytes(&source.0, &target.0))?;
            aligner.segments(&source.0, &target.0)
        }
        (Some(source), Some(target)) => (source.clone(), target.clone()),
        _ => {
            return Err(
                "source and target must both be texts or both be lists of sentences".to_owned(),
            );
        }
    };
    let sides = (
        (source.0.as_str(), source_spans.as_slice()),
        (target.0.as_str(), target_spans.as_slice()),
    );
    within(limits.allow(sides.0, sides.1))?;
    if let Some(found) = found_in_both(sides.0.0, sides.1.0) {
        return Err(format!(
            "expected one text in Chinese and one in English, found {found} in both"
        ));
    }
    let aligned = aligner.align_segments_pinned(sides.0, sides.1, &record.pins);
    let alignment = aligned.map_err(|error| error.to_string())?;
    let pairs: Vec<_> = jsonl::records(&alignment, &source.0, &target.0).collect();
    let mut fields = record::record(json!({ "pairs": pairs }));
    if let Some(common) = alignment.related {
        fields.insert("related".to_owned(), json!(common.probability()));
    }
    Ok(fields)
}
