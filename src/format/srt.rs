//! SubRip subtitles (`.srt`): numbered cues with times.
//!
//! [`Cues`] reads any file. [`Reader`] takes a file with both languages in each cue, as Chinese viewers make them: the
//! lines of a cue are told apart by language. Formatting (`<i>`, `{\an8}`) is left out.

use std::io::BufRead;

use super::{FormatError, Position, ReadOptions, UnitReader, lines::Lines};
use crate::{
    lang::{Lang, detect},
    memory::{LanguageTag, Property, Side, Unit},
};

/// One cue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cue {
    /// When it appears, in milliseconds.
    pub start: u64,
    /// When it disappears, in milliseconds.
    pub end: u64,
    /// Its lines without formatting, none of them empty.
    pub lines: Vec<String>,
}

/// Reads cues one by one.
#[derive(Debug)]
pub struct Cues<R> {
    lines: Lines<R>,
    cues: usize,
    done: bool,
}

impl<R: BufRead> Cues<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R) -> Self {
        Self {
            lines: Lines::new(reader),
            cues: 0,
            done: false,
        }
    }

    fn advance(&mut self) -> Result<Option<Cue>, FormatError> {
        let mut cue: Option<Cue> = None;
        loop {
            let line = self.lines.next()?.map(str::to_owned);
            let Some(line) = line else { return Ok(cue) };
            let text = line.trim();
            match &mut cue {
                // A number, then the times; the number may be missing.
                None if text.is_empty() || text.bytes().all(|byte| byte.is_ascii_digit()) => {}
                None => {
                    let Some((start, end)) = times(text) else {
                        let position = Position::new(self.lines.line, 1, self.cues + 1);
                        let expected = "times such as 00:01:02,500 --> 00:01:04,000";
                        return Err(FormatError::new(position, expected, text));
                    };
                    self.cues += 1;
                    cue = Some(Cue {
                        start,
                        end,
                        lines: Vec::new(),
                    });
                }
                Some(_) if text.is_empty() => return Ok(cue),
                Some(cue) => {
                    let plain = plain(text);
                    if !plain.is_empty() {
                        cue.lines.push(plain);
                    }
                }
            }
        }
    }
}

impl<R: BufRead> Iterator for Cues<R> {
    type Item = Result<Cue, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.advance();
        self.done = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

/// The text of all cues, one cue a line: what is aligned with the text of other subtitles.
///
/// # Errors
///
/// Those of reading.
pub fn text(reader: impl BufRead) -> Result<String, FormatError> {
    let mut text = String::new();
    for cue in Cues::new(reader) {
        text.push_str(&cue?.lines.join(" "));
        text.push('\n');
    }
    Ok(text)
}

fn times(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    // Coordinates may follow the times.
    let end = rest.split_whitespace().next()?;
    Some((time(start.trim())?, time(end)?))
}

fn time(written: &str) -> Option<u64> {
    let (clock, fraction) = written.split_once([',', '.']).unwrap_or((written, "0"));
    let mut seconds: u64 = 0;
    for part in clock.split(':') {
        seconds = seconds
            .checked_mul(60)?
            .checked_add(part.trim().parse().ok()?)?;
    }
    let milliseconds: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    seconds.checked_mul(1000)?.checked_add(milliseconds)
}

/// The line without tags and positions.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(start);
        out.push_str(before);
        let close = if tag.starts_with('<') { b'>' } else { b'}' };
        let mark = tag.chars().nth(1);
        let is_tag = if close == b'>' {
            mark.is_some_and(|c| c.is_ascii_alphabetic() || c == '/')
        } else {
            mark == Some('\\')
        };
        // No tag is longer; a sign that opens none must not be looked for to the end of the line again and again.
        let end = tag.bytes().take(200).position(|byte| byte == close);
        match end.filter(|_| is_tag) {
            Some(end) => rest = tag.get(end + 1..).unwrap_or_default(),
            None => {
                let (sign, after) = tag.split_at(1);
                out.push_str(sign);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// Reads subtitles with both languages in each cue. Cues in one language only are left out and counted.
#[derive(Debug)]
pub struct Reader<R> {
    cues: Cues<R>,
    options: ReadOptions,
    left_out: usize,
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R, options: ReadOptions) -> Self {
        Self {
            cues: Cues::new(reader),
            options,
            left_out: 0,
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let cue = match self.cues.next()? {
                Ok(cue) => cue,
                Err(error) => return Some(Err(error)),
            };
            let is_chinese = |line: &&String| detect(line).language.lang() == Some(Lang::Chinese);
            let (chinese, english): (Vec<_>, Vec<_>) = cue.lines.iter().partition(is_chinese);
            if chinese.is_empty() || english.is_empty() {
                self.left_out += 1;
                continue;
            }
            let chinese_first = cue.lines.first().as_ref().is_some_and(is_chinese);
            let join =
                |lines: Vec<&String>| lines.into_iter().cloned().collect::<Vec<_>>().join(" ");
            let (chinese, english) = (join(chinese), join(english));
            let script = detect(&chinese).script;
            let side = |lang, text: String| Side::new(LanguageTag::new(lang, script), text);
            let wanted = self.options.source.as_ref().and_then(LanguageTag::lang);
            let (chinese, english) = (side(Lang::Chinese, chinese), side(Lang::English, english));
            let source_is_chinese = wanted.map_or(chinese_first, |lang| lang == Lang::Chinese);
            let mut unit = if source_is_chinese {
                Unit::new(chinese, english)
            } else {
                Unit::new(english, chinese)
            };
            unit.properties
                .push(Property::new("start", clock(cue.start)));
            unit.properties.push(Property::new("end", clock(cue.end)));
            return Some(Ok(unit));
        }
    }
}

fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!(
        "{hour:02}:{minute:02}:{second:02},{:03}",
        milliseconds % 1000
    )
}

impl<R: BufRead> UnitReader for Reader<R> {
    fn left_out(&self) -> usize {
        self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_is_left_out_and_signs_stay() {
        assert_eq!(
            plain("<i>Hello</i> {\\an8}there, 2 < 3 {x}"),
            "Hello there, 2 < 3 {x}"
        );
    }

    #[test]
    fn times_are_milliseconds() {
        assert_eq!(
            times("00:01:02,500 --> 00:01:04.25 X1:1"),
            Some((62_500, 64_250))
        );
        assert_eq!(times("99999999999999999999:0:0,0 --> 0:0"), None);
        assert_eq!(clock(3_723_004), "01:02:03,004");
    }
}
