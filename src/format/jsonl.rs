//! JSON lines: one link a line, with texts and evidence.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use serde::Serialize;

use crate::{
    align::{Agreement, Alignment, Link, LinkKind, Pair, Reason, Rejected, Segment},
    memory::Status,
    score::{Evidence, Score},
};

/// One link as a record: what the format and the program's record mode print.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PairRecord<'a> {
    /// The segments of the source.
    pub source: Vec<SegmentRecord<'a>>,
    /// The segments of the target.
    pub target: Vec<SegmentRecord<'a>>,
    /// Sentences or statements.
    pub kind: LinkKind,
    /// How sure the link is.
    pub score: Score,
    /// What speaks for and against it.
    pub evidence: &'a [Evidence],
    /// Why a side is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How the sides agree; only in comparable text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// What came nearest where a side is empty; only in comparable text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<Rejected>,
    /// `confirmed` where a person stands for the link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// One segment with its text.
#[derive(Copy, Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct SegmentRecord<'a> {
    /// The number of the sentence, from 0.
    pub index: usize,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Its text.
    pub text: &'a str,
}

/// The records of all links of an alignment of `source` and `target`, in order.
pub fn records<'a>(
    alignment: &'a Alignment,
    source: &'a str,
    target: &'a str,
) -> impl Iterator<Item = PairRecord<'a>> {
    alignment
        .views(source, target)
        .map(move |pair| record(&pair, source, target))
}

fn record<'a>(pair: &Pair<'a, 'a>, source: &'a str, target: &'a str) -> PairRecord<'a> {
    let side = |segments: &'a [Segment], text: &'a str| {
        let segment = |segment: &Segment| SegmentRecord {
            index: segment.index,
            start: segment.span.start(),
            end: segment.span.end(),
            text: segment.span.slice(text),
        };
        segments.iter().map(segment).collect()
    };
    let link = pair.link();
    PairRecord {
        source: side(&link.source, source),
        target: side(&link.target, target),
        kind: link.kind,
        score: link.score,
        evidence: &link.evidence,
        reason: link.reason,
        agreement: link.agreement,
        rejected: link.rejected,
        status: link.confirmed.then_some(Status::Confirmed),
    }
}

/// Writes one record a line.
///
/// # Errors
///
/// Those of `writer`.
pub fn write(
    writer: &mut dyn Write,
    alignment: &Alignment,
    source: &str,
    target: &str,
) -> io::Result<()> {
    write_links(writer, &alignment.links, source, target)
}

/// [`write()`] for links that come one by one.
///
/// # Errors
///
/// Those of `writer`.
pub fn write_links(
    writer: &mut dyn Write,
    links: impl IntoIterator<Item = impl Borrow<Link>>,
    source: &str,
    target: &str,
) -> io::Result<()> {
    for link in links {
        let pair = Pair::new(link.borrow(), source, target);
        let record = record(&pair, source, target);
        serde_json::to_writer(&mut *writer, &record)?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}
