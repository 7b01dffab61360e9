//! The XML of an SRX file.

use super::{Inner, Rule, SrxError, UnsupportedRule, pattern};
use crate::text::xml::{Cause, Item, Items, WELL_FORMED, XmlError};

/// Reads all lists of rules and which languages they are for.
pub(super) fn read(file: &str) -> Result<Inner, SrxError> {
    let mut inner = Inner::default();
    let mut items = Items::new(file.as_bytes());
    let mut rule = Written::default();
    // Which of the two patterns text belongs to.
    let mut reading: Option<usize> = None;
    while let Some(item) = items.next().map_err(malformed)? {
        match item {
            Item::Start(element) => {
                let value = |name| element.owned(name).unwrap_or_default();
                match element.name.as_str() {
                    "header" => inner.cascade = value("cascade") == "yes",
                    "languagerule" => {
                        inner.lists.push((value("languagerulename"), Vec::new()));
                        rule.number = 0;
                    }
                    "rule" => {
                        rule = Written {
                            breaks: value("break") != "no",
                            number: rule.number + 1,
                            patterns: Default::default(),
                        };
                    }
                    "beforebreak" => reading = Some(0),
                    "afterbreak" => reading = Some(1),
                    "languagemap" => {
                        inner.map(value("languagepattern"), value("languagerulename"));
                    }
                    _ => {}
                }
            }
            Item::End(name) => match name.as_str() {
                "beforebreak" | "afterbreak" => reading = None,
                "rule" => inner.add(&rule),
                _ => {}
            },
            Item::Text(text) => {
                if let Some(pattern) = reading.and_then(|which| rule.patterns.get_mut(which)) {
                    pattern.push_str(&text);
                }
            }
        }
    }
    Ok(inner)
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

fn malformed(error: XmlError) -> SrxError {
    let reason = match error.cause {
        Cause::Io(error) => error.to_string(),
        Cause::Encoding => "not UTF-8".to_owned(),
        Cause::Malformed { expected, found } if expected == WELL_FORMED => found,
        Cause::Malformed { expected, found } if found.is_empty() => format!("expected {expected}"),
        Cause::Malformed { expected, found } => format!("expected {expected}, found {found}"),
    };
    SrxError::Xml {
        line: error.line,
        column: error.column,
        reason,
    }
}
