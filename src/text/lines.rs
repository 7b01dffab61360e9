//! The lines of a text.

use super::Span;

/// Returns one span for each line of `text`, blank lines included, without the line ends (`\n`, `\r\n`).
///
/// A line end at the very end of the text begins no further line; an empty text has no line.
///
/// ```
/// use bitext::{Span, text::lines};
///
/// let text = "one\r\n\ntwo\n";
/// assert_eq!(lines(text), [Span::new(0, 3), Span::new(5, 5), Span::new(6, 9)]);
/// ```
#[must_use]
pub fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let line = |line: &str| {
        let content = line
            .strip_suffix('\n')
            .map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        let span = Span::new(start, start + content.len());
        start += line.len();
        span
    };
    text.split_inclusive('\n').map(line).collect()
}
