//! Text inside XML, and what becomes of the characters that XML 1.0 cannot hold.
//!
//! Control characters other than tab, line feed and carriage return cannot be written, not even as numbers, nor can
//! U+FFFE and U+FFFF. In the text of a unit they are replaced by the picture of the character (`␁` for U+0001), or by
//! U+FFFD, and a property of the unit says which characters these were, so that reading brings them back:
//! [`hidden`] and [`restored`]. Elsewhere (properties, notes, names) they are replaced and counted.

use std::fmt::Write as _;

use crate::memory::{Content, Run};

/// Escapes text for the content of an element; characters that XML cannot hold are replaced and counted.
pub(super) fn text(text: &str, replaced: &mut usize) -> String {
    escaped(text, replaced, |c| match c {
        '\r' => Some("&#13;"),
        _ => None,
    })
}

/// Escapes text for the value of an attribute in double quotation marks.
pub(super) fn attribute(text: &str, replaced: &mut usize) -> String {
    escaped(text, replaced, |c| match c {
        '"' => Some("&quot;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

fn escaped(text: &str, replaced: &mut usize, more: fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => match (more(c), picture(c)) {
                (Some(escape), _) => out.push_str(escape),
                (None, Some(picture)) => {
                    *replaced += 1;
                    out.push(picture);
                }
                (None, None) => out.push(c),
            },
        }
    }
    out
}

/// What stands for a character that XML 1.0 does not allow; `None` for all others.
fn picture(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' => None,
        '\0'..='\u{1f}' => char::from_u32(u32::from(c) + 0x2400),
        '\u{fffe}' | '\u{ffff}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// The text as it is written, before markup is escaped.
pub(super) fn pictured(text: &str) -> String {
    text.chars().map(|c| picture(c).unwrap_or(c)).collect()
}

/// Which characters of a text will be replaced: `5:1f,9:ffff` says that the sixth is U+001F. `None` if there are none.
pub(super) fn hidden(text: &str) -> Option<String> {
    let mut list = String::new();
    for (place, c) in text
        .chars()
        .enumerate()
        .filter(|(_, c)| picture(*c).is_some())
    {
        let comma = if list.is_empty() { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(list, "{comma}{place}:{:x}", u32::from(c));
    }
    (!list.is_empty()).then_some(list)
}

/// The content with its characters brought back; `None` where the list does not fit the text.
pub(super) fn restored(content: &Content, list: &str) -> Option<Content> {
    let mut changes = Vec::new();
    for item in list.split(',') {
        let (place, code) = item.split_once(':')?;
        let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
        changes.push((place.parse::<usize>().ok()?, c));
    }
    let mut changes = changes.into_iter().peekable();
    let mut place = 0;
    let mut out = Content::default();
    for run in content.runs() {
        match run {
            Run::Code(code) => out.push_code(code.clone()),
            Run::Text(text) => {
                let mut fresh = String::with_capacity(text.len());
                for c in text.chars() {
                    match changes.next_if(|(at, _)| *at == place) {
                        Some((_, old)) if picture(old) == Some(c) => fresh.push(old),
                        Some(_) => return None,
                        None => fresh.push(c),
                    }
                    place += 1;
                }
                out.push_str(&fresh);
            }
        }
    }
    changes.next().is_none().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_come_back() {
        let text = "a\u{1}中\u{ffff}\u{1f}\tb\0";
        let mut replaced = 0;
        let written = super::text(text, &mut replaced);
        assert_eq!(written, "a␁中\u{fffd}␟\tb␀");
        assert_eq!(replaced, 4);
        let list = hidden(text).unwrap();
        assert_eq!(
            restored(&Content::from(written), &list).unwrap().text(),
            text
        );
        // A list of another text is not followed.
        assert_eq!(restored(&Content::from("abcdefgh"), &list), None);
        assert_eq!(hidden("a\u{85}\t\n"), None);
    }
}
