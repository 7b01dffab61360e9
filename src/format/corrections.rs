//! Corrections: what a person confirmed or changed in a report, to align again with.
//!
//! The page of `report::html` saves them as one JSON object, version 1 of the format `bitext-corrections`:
//!
//! ```json
//! {"format": "bitext-corrections", "version": 1, "mode": "parallel",
//!  "source": {"name": "report.en.txt", "segments": 120, "bytes": 9731, "digest": "6d1c2f0a55e3b794"},
//!  "target": {"name": "report.zh.txt", "segments": 116, "bytes": 8020, "digest": "09be7731c44fa2d8"},
//!  "beads": [
//!   {"source": [4, 5], "target": [4], "status": "confirmed"},
//!   {"source": [6], "target": [], "status": "corrected"}],
//!  "boundaries": [[40, 38]]}
//! ```
//!
//! `beads` lists, by the numbers of segments from 0, what was `confirmed` as it was and what was `corrected`, that is made
//! by splitting, merging or unlinking. In comparable mode, where segments may stand in several links, `unlinked` names a
//! link that is wrong, with both sides; the page no longer writes it, since only what is of parallel text can be pinned. `boundaries`, which the page does not write and which may be missing, are pairs of
//! segments that begin something in both texts: chapters, paragraphs.
//!
//! `segments`, `bytes` and `digest` say which texts these were and how they were cut: corrections of others are refused.
//! The digest is [`text::digest`](crate::text::digest) in sixteen hexadecimal digits. Of a field that is not known, a
//! status or a version, the reader makes an error, so that nothing that a person decided is lost in silence.

use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

use super::{FormatError, Position};
use crate::{
    align::{Mode, Pin},
    text::{Span, digest},
};

const FORMAT: &str = "bitext-corrections";
const VERSION: u32 = 1;

/// The corrections of a pair of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Corrections {
    /// The mode that the texts were aligned in.
    pub mode: Mode,
    /// The source.
    pub source: CorrectedText,
    /// The target.
    pub target: CorrectedText,
    /// What a person stands for, in the order of the file.
    pub beads: Vec<Correction>,
    /// Cut points that the alignment passes.
    pub boundaries: Vec<CorrectedBoundary>,
}

/// What is known of a text that was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CorrectedText {
    /// The name of its file.
    pub name: String,
    /// How many segments it was cut into.
    pub segments: usize,
    /// How many bytes it had.
    pub bytes: usize,
    /// The digest of the text and its segments, in hexadecimal digits.
    pub digest: String,
}

/// A link that a person stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Correction {
    /// Segments of the source.
    pub source: Vec<usize>,
    /// Segments of the target.
    pub target: Vec<usize>,
    /// What the person did.
    pub status: CorrectionStatus,
    /// The line of the file, from 1.
    pub line: usize,
}

/// A pair of segments that begin something in both texts.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CorrectedBoundary {
    /// The segment of the source.
    pub source: usize,
    /// The segment of the target.
    pub target: usize,
    /// The line of the file, from 1.
    pub line: usize,
}

/// What a person did to a link.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CorrectionStatus {
    /// Stood for it as it was.
    Confirmed,
    /// Made it.
    Corrected,
    /// Turned it down; only in comparable text.
    Unlinked,
}

/// Corrections that do not belong to the texts at hand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MismatchError {
    /// A text is not the one that was corrected.
    #[error(
        "the corrections were made for another text than this {side}: {name:?} had {expected} bytes, this has {found}"
    )]
    Text {
        /// `source` or `target`.
        side: &'static str,
        /// The name of the file that was corrected.
        name: String,
        /// Its size.
        expected: usize,
        /// The size of the text at hand.
        found: usize,
    },
    /// A text has the same size but is cut otherwise.
    #[error(
        "the corrections were made for {expected} segments of the {side} {name:?}, here are {found}: give the options that the report was made with"
    )]
    Segments {
        /// `source` or `target`.
        side: &'static str,
        /// The name of the file that was corrected.
        name: String,
        /// Its segments.
        expected: usize,
        /// The segments at hand.
        found: usize,
    },
    /// Size and number of segments are the same, but not what they hold.
    #[error(
        "the {side} {name:?} has changed since the corrections were made, or is cut at other places"
    )]
    Content {
        /// `source` or `target`.
        side: &'static str,
        /// The name of the file that was corrected.
        name: String,
    },
    /// The texts were aligned as comparable text, where nothing lies between links.
    #[error("the corrections are of comparable text: only those of parallel text can be kept")]
    NotParallel,
}

/// The file as it is written; what stands in lists is read by itself, so that errors know its line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<'t> {
    #[serde(rename = "format")]
    _format: IgnoredAny,
    #[serde(rename = "version")]
    _version: IgnoredAny,
    mode: Mode,
    source: CorrectedText,
    target: CorrectedText,
    #[serde(borrow)]
    beads: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    boundaries: Vec<&'t RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenBead {
    source: Vec<usize>,
    target: Vec<usize>,
    status: CorrectionStatus,
}

/// Which format and version an object says it is of.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// Reads corrections.
///
/// # Errors
///
/// A text that is not JSON, not of this format or of another version, or lacks a field or has one more, with line and
/// column.
pub fn read(text: &str) -> Result<Corrections, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = Position::new(1, 1, 0);
    let head: Head = json(text, start, "an object of the format `bitext-corrections`")?;
    if (head.format.as_str(), head.version) != (FORMAT, VERSION) {
        let found = format!("{} version {}", head.format, head.version);
        return Err(FormatError::new(
            start,
            format!("`{FORMAT}` version {VERSION}"),
            &found,
        ));
    }
    let Written {
        _format,
        _version,
        mode,
        source,
        target,
        beads: written_beads,
        boundaries: written_boundaries,
    } = json(text, start, "corrections")?;
    let mut places = Places::new(text);
    let mut beads = Vec::with_capacity(written_beads.len());
    for raw in written_beads {
        let position = places.of(raw);
        let expected = "a bead as `{\"source\":[0],\"target\":[0],\"status\":\"confirmed\"}`";
        let bead: WrittenBead = json(raw.get(), position, expected)?;
        beads.push(Correction {
            source: bead.source,
            target: bead.target,
            status: bead.status,
            line: position.line,
        });
    }
    let mut places = Places::new(text);
    let mut boundaries = Vec::with_capacity(written_boundaries.len());
    for raw in written_boundaries {
        let position = places.of(raw);
        let expected = "a boundary as `[40,38]`";
        let (source, target) = json(raw.get(), position, expected)?;
        boundaries.push(CorrectedBoundary {
            source,
            target,
            line: position.line,
        });
    }
    Ok(Corrections {
        mode,
        source,
        target,
        beads,
        boundaries,
    })
}

/// Reads JSON that begins at a place of the file.
fn json<'t, T: Deserialize<'t>>(
    text: &'t str,
    start: Position,
    expected: &str,
) -> Result<T, FormatError> {
    serde_json::from_str(text).map_err(|error| {
        let line = error.line().max(1);
        let written = text.lines().nth(line - 1).unwrap_or_default();
        // Columns are characters here, bytes there.
        let before = written.char_indices();
        let before = before.take_while(|(at, _)| at + 1 < error.column()).count();
        let column = if line == 1 {
            start.column + before
        } else {
            before + 1
        };
        let mut reason = error.to_string();
        // The place is said where places are said.
        if let Some(end) = reason.find(" at line ") {
            reason.truncate(end);
        }
        FormatError::new(
            Position::new(start.line + line - 1, column, 0),
            format!("{expected} ({reason})"),
            written.trim_start(),
        )
    })
}

/// Finds lines and columns of parts of a text that come in its order, in one pass.
struct Places<'t> {
    text: &'t str,
    seen: usize,
    position: Position,
}

impl<'t> Places<'t> {
    const fn new(text: &'t str) -> Self {
        Self {
            text,
            seen: 0,
            position: Position::new(1, 1, 0),
        }
    }

    /// Where a part of the text begins.
    fn of(&mut self, part: &'t RawValue) -> Position {
        let start = (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        for c in self.text.get(self.seen..start).unwrap_or_default().chars() {
            if c == '\n' {
                self.position.line += 1;
                self.position.column = 1;
            } else {
                self.position.column += 1;
            }
        }
        self.seen = start.max(self.seen);
        self.position
    }
}

impl Corrections {
    /// The pins that these corrections are for texts cut into the given segments: beads, then boundaries.
    ///
    /// Where the texts are those that were corrected, but exchanged, the pins are too.
    ///
    /// # Errors
    ///
    /// Texts or segments other than those that were corrected; corrections of comparable text.
    ///
    /// ```
    /// use bitext::{Aligner, format::corrections, text::digest};
    ///
    /// let aligner = Aligner::default();
    /// let (source, target) = ("It rained. Nobody came.", "下雨了。没有人来。");
    /// let spans = aligner.segments(source, target);
    /// // What a page saves; here made by hand.
    /// let of_source = format!("{:016x}", digest(source, spans.0.iter().copied()));
    /// let of_target = format!("{:016x}", digest(target, spans.1.iter().copied()));
    /// let saved = format!(r#"{{"format": "bitext-corrections", "version": 1, "mode": "parallel",
    ///     "source": {{"name": "a.en", "segments": 2, "bytes": 23, "digest": "{of_source}"}},
    ///     "target": {{"name": "a.zh", "segments": 2, "bytes": 27, "digest": "{of_target}"}},
    ///     "beads": [{{"source": [0], "target": [], "status": "corrected"}}]}}"#);
    ///
    /// let pins = corrections::read(&saved)?.pins((source, &spans.0), (target, &spans.1))?;
    /// let alignment = aligner.align_segments_pinned((source, &spans.0), (target, &spans.1), &pins)?;
    /// let first = &alignment.links[0];
    /// assert!(first.confirmed && !first.is_pair());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pins(
        &self,
        source: (&str, &[Span]),
        target: (&str, &[Span]),
    ) -> Result<Vec<Pin>, MismatchError> {
        if self.mode != Mode::Parallel {
            return Err(MismatchError::NotParallel);
        }
        let of = |(text, spans): (&str, &[Span])| {
            format!("{:016x}", digest(text, spans.iter().copied()))
        };
        let (of_source, of_target) = (of(source), of(target));
        let beads = self.beads.iter();
        let beads = beads.map(|it| Pin::bead(it.source.clone(), it.target.clone()));
        let boundaries = self.boundaries.iter();
        let boundaries = boundaries.map(|it| Pin::boundary(it.source, it.target));
        let pins = beads.chain(boundaries);
        if (&self.source.digest, &self.target.digest) == (&of_target, &of_source) {
            return Ok(pins.map(Pin::mirrored).collect());
        }
        self.source.check("source", source, &of_source)?;
        self.target.check("target", target, &of_target)?;
        Ok(pins.collect())
    }

    /// The line of the file that a pin of [`Corrections::pins`] stands on, from 1; 0 if there is no such pin.
    #[must_use]
    pub fn line(&self, pin: usize) -> usize {
        let beads = self.beads.iter().map(|it| it.line);
        let boundaries = self.boundaries.iter().map(|it| it.line);
        beads.chain(boundaries).nth(pin).unwrap_or_default()
    }
}

impl CorrectedText {
    fn check(
        &self,
        side: &'static str,
        (text, spans): (&str, &[Span]),
        digest: &str,
    ) -> Result<(), MismatchError> {
        let name = self.name.clone();
        if self.bytes != text.len() {
            return Err(MismatchError::Text {
                side,
                name,
                expected: self.bytes,
                found: text.len(),
            });
        }
        if self.segments != spans.len() {
            return Err(MismatchError::Segments {
                side,
                name,
                expected: self.segments,
                found: spans.len(),
            });
        }
        if self.digest != digest {
            return Err(MismatchError::Content { side, name });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rest: &str) -> String {
        let source = "雨。";
        let digest = digest(source, [Span::new(0, 6)]);
        let side =
            format!("{{\"name\":\"a\",\"segments\":1,\"bytes\":6,\"digest\":\"{digest:016x}\"}}");
        format!(
            "{{\"format\":\"bitext-corrections\",\"version\":1,\"mode\":\"parallel\",\"source\":{side},\"target\":{side},{rest}}}\n"
        )
    }

    #[test]
    fn beads_and_boundaries_keep_their_lines() {
        let text = file(
            "\"beads\":[\n{\"source\":[0],\"target\":[],\"status\":\"corrected\"}],\n\"boundaries\":[\n[0,0],[1,1]]",
        );
        let found = read(&text).unwrap();
        assert_eq!(found.beads[0].line, 2);
        assert_eq!(found.beads[0].status, CorrectionStatus::Corrected);
        assert_eq!((found.line(1), found.line(2), found.line(3)), (4, 4, 0));
        let whole = [Span::new(0, 6)];
        let side = ("雨。", whole.as_slice());
        let pins = found.pins(side, side).unwrap();
        assert_eq!(pins.len(), 3);
        assert_eq!(pins[1], Pin::boundary(0, 0));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (text, expected) in [
            (
                "",
                "1:1: expected an object of the format `bitext-corrections` (EOF while parsing a value)",
            ),
            ("[1]", "1:2: expected an object of the format"),
            (
                "{\"format\":\"bitext-corrections\",\"version\":2}",
                "1:1: expected `bitext-corrections` version 1, found \"bitext-corrections version 2\"",
            ),
            (
                &file("\"beads\":[\n{\"source\":[0],\"target\":[],\"status\":\"guessed\"}]"),
                "2:44: expected a bead as `{\"source\":[0],\"target\":[0],\"status\":\"confirmed\"}` (unknown variant `guessed`",
            ),
            (&file("\"beads\":[\n {\"source\":[-1]}]"), "2:1"),
            (&file("\"bead\":[]"), "1:"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}\n{expected}");
        }
    }

    #[test]
    fn corrections_of_other_texts_are_refused() {
        let found = read(&file("\"beads\":[]")).unwrap();
        let whole = [Span::new(0, 6)];
        let right = ("雨。", whole.as_slice());
        let kind = |source, target| match found.pins(source, target) {
            Ok(_) => "right",
            Err(MismatchError::Text { .. }) => "text",
            Err(MismatchError::Segments { .. }) => "segments",
            Err(MismatchError::Content { .. }) => "content",
            Err(MismatchError::NotParallel) => "mode",
        };
        let halves = [Span::new(0, 3), Span::new(3, 6)];
        assert_eq!(kind(right, right), "right");
        assert_eq!(kind(("雨！", whole.as_slice()), right), "content");
        assert_eq!(kind(right, ("雨", whole.as_slice())), "text");
        assert_eq!(kind(("雨。", halves.as_slice()), right), "segments");
    }
}
