//! Segmentation rules of users: SRX 2.0.
//!
//! An SRX file maps language codes to lists of rules; a rule says whether text breaks where one pattern matches before
//! and another after. The rules are tried in order at each place, the first that matches decides. [`SrxRules::parse`]
//! reads a file; what its patterns ask for that a linear-time engine cannot do (look-around, back references) is kept
//! in [`SrxRules::unsupported`], never dropped silently.
//!
//! Breaks are looked for where a breaking rule can match; a pattern sees at most [`WINDOW`] bytes in each direction.
//! That keeps the search linear in the text for any rules.

use std::sync::Arc;

use regex::Regex;

use super::{scan::from, xml};
use crate::text::Span;

/// The most text, in bytes, that a pattern sees before or after a place.
const WINDOW: usize = 200;

/// The rules of one SRX file. Cheap to clone.
///
/// ```
/// use bitext::segment::SrxRules;
///
/// let srx = r#"<srx version="2.0"><body><languagerules><languagerule languagerulename="all">
///     <rule break="no"><beforebreak>\bapprox\.</beforebreak><afterbreak>\s</afterbreak></rule>
///     <rule break="yes"><beforebreak>\.</beforebreak><afterbreak>\s</afterbreak></rule>
///   </languagerule></languagerules>
///   <maprules><languagemap languagepattern=".*" languagerulename="all"/></maprules></body></srx>"#;
/// let rules = SrxRules::parse(srx)?;
/// let text = "It holds approx. ten. Or more.";
/// let sentences = rules.sentences(text, "en");
/// assert_eq!(sentences[0].get(text), Some("It holds approx. ten."));
/// # Ok::<(), bitext::segment::SrxError>(())
/// ```
#[derive(Clone, Debug)]
pub struct SrxRules {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    cascade: bool,
    lists: Vec<(String, Vec<Rule>)>,
    maps: Vec<(Regex, String)>,
    unsupported: Vec<UnsupportedRule>,
}

#[derive(Debug)]
struct Rule {
    breaks: bool,
    /// Matches a text that ends at the place.
    before: Regex,
    /// The same pattern without the end, to find places; breaking rules only.
    find: Option<Regex>,
    /// Matches a text that starts at the place.
    after: Regex,
}

/// A rule that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnsupportedRule {
    /// The list that the rule stands in.
    pub list: String,
    /// The number of the rule in its list, from 1.
    pub number: usize,
    /// The pattern that cannot be expressed.
    pub pattern: String,
    /// What the pattern engine says.
    pub reason: String,
}

/// Why a file is no SRX file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SrxError {
    /// The XML is broken.
    #[error("not well-formed XML at byte {at}: {reason}")]
    Xml {
        /// Where.
        at: usize,
        /// What is wrong.
        reason: &'static str,
    },
    /// There is no list of rules.
    #[error("no languagerule element: this is not an SRX file")]
    NoRules,
}

impl SrxRules {
    /// Reads the text of an SRX file (version 1.0 or 2.0).
    ///
    /// # Errors
    ///
    /// If the text is not well-formed XML, or holds no list of rules. Rules whose patterns cannot be expressed are no
    /// error; see [`unsupported`](Self::unsupported).
    pub fn parse(file: &str) -> Result<Self, SrxError> {
        let mut inner = Inner {
            cascade: false,
            lists: Vec::new(),
            maps: Vec::new(),
            unsupported: Vec::new(),
        };
        let mut reader = xml::Reader::new(file);
        let mut breaks = true;
        let mut number = 0;
        let mut patterns: [String; 2] = Default::default();
        let mut reading: Option<usize> = None;
        while let Some(event) = reader.next() {
            match event.map_err(|(at, reason)| SrxError::Xml { at, reason })? {
                xml::Event::Start { name, attributes } => match name {
                    "header" => inner.cascade = attributes.get("cascade") == Some("yes"),
                    "languagerule" => {
                        inner
                            .lists
                            .push((attributes.text("languagerulename"), Vec::new()));
                        number = 0;
                    }
                    "rule" => {
                        breaks = attributes.get("break") != Some("no");
                        patterns = Default::default();
                        number += 1;
                    }
                    "beforebreak" => reading = Some(0),
                    "afterbreak" => reading = Some(1),
                    "languagemap" => inner.map(&attributes),
                    _ => {}
                },
                xml::Event::End { name } => match name {
                    "beforebreak" | "afterbreak" => reading = None,
                    "rule" => inner.rule(breaks, number, &patterns),
                    _ => {}
                },
                xml::Event::Text(text) => {
                    if let Some(pattern) = reading.and_then(|which| patterns.get_mut(which)) {
                        pattern.push_str(&text);
                    }
                }
            }
        }
        if inner.lists.is_empty() {
            return Err(SrxError::NoRules);
        }
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The rules that were left out because their patterns cannot be expressed, in the order of the file.
    #[must_use]
    pub fn unsupported(&self) -> &[UnsupportedRule] {
        &self.inner.unsupported
    }

    /// Whether any list of rules applies to the language code (`en`, `zh-CN`).
    #[must_use]
    pub fn covers(&self, language: &str) -> bool {
        self.rules(language).next().is_some()
    }

    /// The sentences of `text` by the rules for a language code, trimmed of white space. Line breaks are text like any
    /// other: whether they end a sentence is for the rules to say.
    #[must_use]
    pub fn sentences(&self, text: &str, language: &str) -> Vec<Span> {
        let mut sentences = Vec::new();
        self.cut(text, Span::of(text), language, &mut sentences);
        sentences
    }

    /// The same for a part of a text.
    pub(super) fn cut(&self, text: &str, part: Span, language: &str, sentences: &mut Vec<Span>) {
        let rules: Vec<&Rule> = self.rules(language).collect();
        let inside = part.slice(text);
        let mut places: Vec<usize> = Vec::new();
        for rule in &rules {
            let Some(find) = &rule.find else { continue };
            places.extend(find.find_iter(inside).map(|found| found.end()));
        }
        places.sort_unstable();
        places.dedup();
        let mut start = 0;
        for place in places {
            if place > start && place < inside.len() && breaks(&rules, inside, place) {
                push(
                    text,
                    Span::new(start, place).shifted(part.start()),
                    sentences,
                );
                start = place;
            }
        }
        push(
            text,
            Span::new(start, inside.len()).shifted(part.start()),
            sentences,
        );
    }

    /// The rules for a language code in the order they are tried: of all lists that are mapped if the file cascades, of
    /// the first one otherwise.
    fn rules(&self, language: &str) -> impl Iterator<Item = &Rule> {
        let inner = &*self.inner;
        let most = if inner.cascade { usize::MAX } else { 1 };
        inner
            .maps
            .iter()
            .filter(move |(pattern, _)| pattern.is_match(language))
            .take(most)
            .filter_map(|(_, name)| inner.lists.iter().find(|(list, _)| list == name))
            .flat_map(|(_, rules)| rules)
    }
}

impl Inner {
    fn map(&mut self, attributes: &xml::Attributes<'_>) {
        let (pattern, name) = (
            attributes.text("languagepattern"),
            attributes.text("languagerulename"),
        );
        match Regex::new(&format!("^(?i:{})$", convert(&pattern))) {
            Ok(regex) => self.maps.push((regex, name)),
            Err(error) => self.unsupported.push(UnsupportedRule {
                list: name,
                number: 0,
                pattern,
                reason: error.to_string(),
            }),
        }
    }

    fn rule(&mut self, breaks: bool, number: usize, [before, after]: &[String; 2]) {
        let compile = |pattern: &str, anchored: &str| {
            let converted = convert(pattern);
            let whole = anchored.replace("{}", &converted);
            Regex::new(&whole).map_err(|error| (pattern.to_owned(), error.to_string()))
        };
        let made = (|| {
            Ok(Rule {
                breaks,
                before: compile(before, "(?:{})\\z")?,
                find: if breaks {
                    Some(compile(before, "(?:{})")?)
                } else {
                    None
                },
                after: compile(after, "\\A(?:{})")?,
            })
        })();
        let Some((list, rules)) = self.lists.last_mut() else {
            return;
        };
        match made {
            Ok(rule) => rules.push(rule),
            Err((pattern, reason)) => self.unsupported.push(UnsupportedRule {
                list: list.clone(),
                number,
                pattern,
                reason,
            }),
        }
    }
}

fn breaks(rules: &[&Rule], text: &str, place: usize) -> bool {
    let mut low = place.saturating_sub(WINDOW);
    while !text.is_char_boundary(low) {
        low -= 1;
    }
    let mut high = text.len().min(place + WINDOW);
    while !text.is_char_boundary(high) {
        high -= 1;
    }
    let before = text.get(low..place).unwrap_or_default();
    let after = from(text, place).get(..high - place).unwrap_or_default();
    rules
        .iter()
        .find(|rule| rule.after.is_match(after) && rule.before.is_match(before))
        .is_some_and(|rule| rule.breaks)
}

fn push(text: &str, span: Span, sentences: &mut Vec<Span>) {
    let span = span.trimmed(text);
    if !span.is_empty() {
        sentences.push(span);
    }
}

/// Writes a pattern of ICU or Java in the syntax of the `regex` crate: `\uXXXX`, `\Q…\E`, `\h`, possessive and atomic
/// forms (which only save time).
fn convert(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern.trim();
    while let Some(c) = rest.chars().next() {
        let after = from(rest, c.len_utf8());
        if let Some(quoted) = rest.strip_prefix("\\Q") {
            let (literal, next) = quoted.split_once("\\E").unwrap_or((quoted, ""));
            out.push_str(&regex::escape(literal));
            rest = next;
        } else if let Some(digits) = rest.strip_prefix("\\u").and_then(|hex| hex.get(..4)) {
            out.push_str("\\u{");
            out.push_str(digits);
            out.push('}');
            rest = from(rest, 6);
        } else if let Some(next) = rest.strip_prefix("\\h") {
            out.push_str("[\\t\\p{Zs}]");
            rest = next;
        } else if let Some(next) = rest.strip_prefix("(?>") {
            out.push_str("(?:");
            rest = next;
        } else if c == '\\' {
            out.push(c);
            let escaped = after.chars().next();
            out.extend(escaped);
            rest = from(after, escaped.map_or(0, char::len_utf8));
        } else if matches!(c, '*' | '+' | '?' | '}') && after.starts_with('+') {
            out.push(c);
            rest = from(after, 1);
        } else {
            out.push(c);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_converted() {
        assert_eq!(
            convert(r"\Qa.b\E\u00a0\h++(?>x)"),
            r"a\.b\u{00a0}[\t\p{Zs}]+(?:x)"
        );
    }

    #[test]
    fn what_cannot_be_expressed_is_reported() {
        let file = r#"<srx><body><languagerules><languagerule languagerulename="a">
            <rule break="no"><beforebreak>(?&lt;!x)a</beforebreak><afterbreak/></rule>
            </languagerule></languagerules></body></srx>"#;
        let rules = SrxRules::parse(file).unwrap();
        assert_eq!(rules.unsupported().len(), 1);
        assert_eq!(rules.unsupported()[0].pattern, "(?<!x)a");
    }

    #[test]
    fn other_files_are_errors() {
        assert!(matches!(SrxRules::parse("<tmx/>"), Err(SrxError::NoRules)));
        assert!(matches!(
            SrxRules::parse("<srx><"),
            Err(SrxError::Xml { .. })
        ));
        assert!(SrxRules::parse("").is_err());
    }
}
