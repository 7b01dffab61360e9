//! As much XML as an SRX file needs: elements, attributes, text, comments, CDATA, the predefined and numeric entities.
//!
//! No document types, no namespaces (a prefix is dropped), no validation.

use std::borrow::Cow;

use super::scan::from;

/// What the reader finds next.
#[derive(Debug)]
pub(super) enum Event<'x> {
    Start {
        name: &'x str,
        attributes: Attributes<'x>,
    },
    /// Also reported for an element without content, right after its start.
    End {
        name: &'x str,
    },
    Text(Cow<'x, str>),
}

/// The attributes of an element, as written.
#[derive(Copy, Clone, Debug)]
pub(super) struct Attributes<'x> {
    written: &'x str,
}

impl<'x> Attributes<'x> {
    /// The value of an attribute as written, without resolving entities.
    pub(super) fn get(&self, wanted: &str) -> Option<&'x str> {
        let mut rest = self.written;
        loop {
            let (name, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, next) = from(after, 1).split_once(quote)?;
            let name = name.trim();
            if name.rsplit(':').next() == Some(wanted) {
                return Some(value);
            }
            rest = next;
        }
    }

    /// The value of an attribute, `""` where it is missing.
    pub(super) fn text(&self, wanted: &str) -> String {
        self.get(wanted)
            .map_or_else(String::new, |value| unescape(value).into_owned())
    }
}

/// Reads a file from start to end.
#[derive(Debug)]
pub(super) struct Reader<'x> {
    text: &'x str,
    at: usize,
    /// The element without content whose end is still to be reported.
    ends: Option<&'x str>,
}

impl<'x> Reader<'x> {
    pub(super) fn new(text: &'x str) -> Self {
        Self {
            text,
            at: 0,
            ends: None,
        }
    }

    /// The next event; `None` at the end; an error with its place.
    pub(super) fn next(&mut self) -> Option<Result<Event<'x>, (usize, &'static str)>> {
        if let Some(name) = self.ends.take() {
            return Some(Ok(Event::End { name }));
        }
        loop {
            let rest = from(self.text, self.at);
            if rest.is_empty() {
                return None;
            }
            let Some(markup) = rest.strip_prefix('<') else {
                let length = rest.find('<').unwrap_or(rest.len());
                self.at += length;
                return Some(Ok(Event::Text(unescape(
                    rest.get(..length).unwrap_or_default(),
                ))));
            };
            if let Some(cdata) = markup.strip_prefix("![CDATA[") {
                let Some((text, _)) = cdata.split_once("]]>") else {
                    return Some(Err((self.at, "CDATA section without end")));
                };
                self.at += "<![CDATA[]]>".len() + text.len();
                return Some(Ok(Event::Text(Cow::Borrowed(text))));
            }
            let skipped = [("!--", "-->"), ("?", "?>"), ("!", ">")]
                .into_iter()
                .find(|(open, _)| markup.starts_with(open));
            if let Some((_, close)) = skipped {
                let Some(end) = rest.find(close) else {
                    return Some(Err((self.at, "comment or declaration without end")));
                };
                self.at += end + close.len();
                continue;
            }
            let Some(end) = tag_end(markup) else {
                return Some(Err((self.at, "tag without end")));
            };
            let tag = markup.get(..end).unwrap_or_default();
            self.at += end + 2;
            if let Some(name) = tag.strip_prefix('/') {
                return Some(Ok(Event::End {
                    name: local(name.trim()),
                }));
            }
            let (tag, empty) = tag
                .strip_suffix('/')
                .map_or((tag, false), |tag| (tag, true));
            let (name, written) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
            let name = local(name);
            if empty {
                self.ends = Some(name);
            }
            return Some(Ok(Event::Start {
                name,
                attributes: Attributes { written },
            }));
        }
    }
}

/// The end of a tag: the first `>` outside of quotation marks.
fn tag_end(markup: &str) -> Option<usize> {
    let mut quote = None;
    markup.bytes().position(|byte| {
        match quote {
            Some(open) if byte == open => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        quote.is_none() && byte == b'>'
    })
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Resolves entities; unknown ones stay as written.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, entity)) = rest.split_once('&') {
        out.push_str(plain);
        // No entity of XML itself, and no number of a character, is longer.
        const LONGEST: usize = 10;
        let end = entity
            .bytes()
            .take(LONGEST + 1)
            .position(|byte| byte == b';');
        let resolved = end
            .and_then(|end| Some((entity.get(..end)?, entity.get(end + 1..)?)))
            .and_then(|(name, next)| Some((resolve(name)?, next)));
        if let Some((c, next)) = resolved {
            out.push(c);
            rest = next;
        } else {
            out.push('&');
            rest = entity;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn resolve(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
