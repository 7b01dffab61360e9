//! The XML of an SRX file.
//!
//! Document types are skipped: no entity is defined by the file and no other file is opened, so nothing expands.

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{super::scan::before, Inner, Rule, SrxError, UnsupportedRule, pattern};

/// Reads all lists of rules and which languages they are for.
pub(super) fn read(file: &str) -> Result<Inner, SrxError> {
    let mut inner = Inner::default();
    let mut reader = Reader::from_str(file);
    reader.config_mut().expand_empty_elements = true;
    let mut rule = Written::default();
    let mut open = 0_usize;
    // Which of the two patterns text belongs to.
    let mut reading: Option<usize> = None;
    loop {
        let at = reader.buffer_position();
        let failed = |reason: String| malformed(file, at, reason);
        let event = reader
            .read_event()
            .map_err(|error| malformed(file, reader.error_position(), error.to_string()))?;
        let text = match event {
            Event::Start(start) => {
                open += 1;
                let value = |name| attribute(&start, name).map_err(failed);
                match start.local_name().as_ref() {
                    "header" => inner.cascade = value("cascade")?.as_deref() == Some("yes"),
                    "languagerule" => {
                        let name = value("languagerulename")?.unwrap_or_default();
                        inner.lists.push((name, Vec::new()));
                        rule.number = 0;
                    }
                    "rule" => {
                        rule = Written {
                            breaks: value("break")?.as_deref() != Some("no"),
                            number: rule.number + 1,
                            patterns: Default::default(),
                        };
                    }
                    "beforebreak" => reading = Some(0),
                    "afterbreak" => reading = Some(1),
                    "languagemap" => inner.map(
                        value("languagepattern")?.unwrap_or_default(),
                        value("languagerulename")?.unwrap_or_default(),
                    ),
                    _ => {}
                }
                continue;
            }
            Event::End(end) => {
                open = open.saturating_sub(1);
                match end.local_name().as_ref() {
                    "beforebreak" | "afterbreak" => reading = None,
                    "rule" => inner.add(&rule),
                    _ => {}
                }
                continue;
            }
            Event::Text(text) => text.xml10_content().into_owned(),
            Event::CData(text) => text.xml10_content().into_owned(),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                character
                    .map(String::from)
                    .or_else(|| resolve_predefined_entity(&reference).map(str::to_owned))
                    .ok_or_else(|| failed(format!("unknown entity &{};", &*reference)))?
            }
            Event::Eof if open > 0 => return Err(failed("elements without end".to_owned())),
            Event::Eof => return Ok(inner),
            _ => continue,
        };
        if let Some(pattern) = reading.and_then(|which| rule.patterns.get_mut(which)) {
            pattern.push_str(&text);
        }
    }
}

/// A rule as it is written.
#[derive(Debug, Default)]
struct Written {
    breaks: bool,
    /// Its number in the list, from 1.
    number: usize,
    patterns: [String; 2],
}

impl Inner {
    fn map(&mut self, languages: String, list: String) {
        let compiled = pattern::translate(&languages)
            .and_then(|pattern| pattern::compile(&format!(r"\A(?i:{pattern})\z")));
        match compiled {
            Ok(regex) => self.maps.push((regex, list)),
            Err(reason) => self.unsupported.push(UnsupportedRule {
                list,
                number: 0,
                pattern: languages,
                reason,
            }),
        }
    }

    fn add(&mut self, rule: &Written) {
        let Some((list, rules)) = self.lists.last_mut() else {
            return;
        };
        let [before, after] = &rule.patterns;
        match Rule::new(rule.breaks, before, after) {
            Ok(rule) => rules.push(rule),
            Err((pattern, reason)) => self.unsupported.push(UnsupportedRule {
                list: list.clone(),
                number: rule.number,
                pattern,
                reason,
            }),
        }
    }
}

/// The value of an attribute, by its name without prefix.
fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|error| error.to_string())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

fn malformed(file: &str, at: u64, reason: String) -> SrxError {
    let mut at = usize::try_from(at).unwrap_or(file.len()).min(file.len());
    while !file.is_char_boundary(at) {
        at -= 1;
    }
    let read = before(file, at);
    let line_start = read.rfind('\n').map_or(0, |at| at + 1);
    SrxError::Xml {
        line: read.matches('\n').count() + 1,
        column: read.chars().count() - before(read, line_start).chars().count() + 1,
        reason,
    }
}
