//! Segmentation rules of users: SRX 2.0.
//!
//! An SRX file maps language codes to lists of rules; a rule says whether text breaks where one pattern matches before
//! and another after. Every place between two characters is tried; the first rule that matches there decides.
//! [`SrxRules::parse`] reads a file; what its patterns ask for that a linear-time engine cannot do (look-around, back
//! references, possessive quantifiers) is kept in [`SrxRules::unsupported`], never dropped or read otherwise silently.
//!
//! A pattern sees at most [`WINDOW`] bytes in each direction. That keeps the search linear in the text for any rules.

mod file;
mod pattern;

use std::sync::Arc;

use regex::Regex;

use super::scan::{before, from};
use crate::text::Span;

/// The most text, in bytes, that a pattern sees before or after a place: more than any abbreviation or heading asks for.
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

#[derive(Debug, Default)]
struct Inner {
    cascade: bool,
    lists: Vec<(String, Vec<Rule>)>,
    maps: Vec<(Regex, String)>,
    unsupported: Vec<UnsupportedRule>,
}

/// A rule that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnsupportedRule {
    /// The list that the rule stands in.
    pub list: String,
    /// The number of the rule in its list, from 1; 0 for the pattern that maps languages to the list.
    pub number: usize,
    /// The pattern that cannot be expressed.
    pub pattern: String,
    /// What of it cannot.
    pub reason: String,
}

/// Why a file is no SRX file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SrxError {
    /// The XML is broken.
    #[error("line {line}, column {column}: not well-formed XML: {reason}")]
    Xml {
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// There is no list of rules.
    #[error("no languagerule element: this is not an SRX file")]
    NoRules,
}

impl SrxRules {
    /// Reads the text of an SRX file (version 1.0 or 2.0).
    ///
    /// Patterns are read as ICU and Java read them; where the `regex` crate means something else by the same signs, they
    /// are rewritten.
    ///
    /// # Errors
    ///
    /// If the text is not well-formed XML, or holds no list of rules. Rules whose patterns cannot be expressed are no
    /// error; see [`unsupported`](Self::unsupported).
    pub fn parse(file: &str) -> Result<Self, SrxError> {
        let inner = file::read(file)?;
        if inner.lists.is_empty() {
            return Err(SrxError::NoRules);
        }
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The rules that were left out because their patterns cannot be expressed, in the order of the file.
    ///
    /// Left out are look-ahead and look-behind, back references, atomic groups, possessive quantifiers, comments, flags
    /// other than `i` (and `s` at the start), and whatever else the `regex` crate does not know.
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
    ///
    /// Takes time in proportion to the length of the text and the number of rules.
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
        let places = inside.char_indices().map(|(at, _)| at).skip(1);
        let mut start = 0;
        for end in places
            .filter(|&place| breaks(&rules, inside, place))
            .chain([inside.len()])
        {
            let sentence = Span::new(start, end).shifted(part.start()).trimmed(text);
            if !sentence.is_empty() {
                sentences.push(sentence);
            }
            start = end;
        }
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

/// Whether text breaks at the place, which lies between two characters.
fn breaks(rules: &[&Rule], text: &str, place: usize) -> bool {
    // Few places break, and most rules forbid: those are asked only where one allows.
    let Some(allowing) = rules
        .iter()
        .position(|rule| rule.breaks && rule.matches(text, place))
    else {
        return false;
    };
    let earlier = rules.get(..allowing).unwrap_or_default();
    !earlier
        .iter()
        .any(|rule| !rule.breaks && rule.matches(text, place))
}

/// One rule.
///
/// A pattern must end, or start, exactly at the place and yet see the character beyond it, for `\b`. So each takes that
/// one character in.
#[derive(Debug)]
struct Rule {
    breaks: bool,
    /// Matches a text that ends one character behind the place.
    before: Regex,
    /// Matches a text that starts one character before the place.
    after: Regex,
}

impl Rule {
    /// A rule of two patterns as they are written in the file; the pattern that cannot be expressed, and why.
    fn new(breaks: bool, before: &str, after: &str) -> Result<Self, (String, String)> {
        let compile = |written: &str, frame: [&str; 2]| {
            pattern::translate(written)
                .and_then(|pattern| pattern::compile(&format!("{}{pattern}{}", frame[0], frame[1])))
                .map_err(|reason| (written.to_owned(), reason))
        };
        Ok(Self {
            breaks,
            before: compile(before, ["(?:", r")(?s:.)\z"])?,
            after: compile(after, [r"\A(?s:.)(?:", ")"])?,
        })
    }

    fn matches(&self, text: &str, place: usize) -> bool {
        let (head, tail) = (before(text, place), from(text, place));
        let (Some(last), Some(first)) = (head.chars().next_back(), tail.chars().next()) else {
            return false;
        };
        let high = floor(text, place.saturating_add(WINDOW));
        let ahead = from(before(text, high), place - last.len_utf8());
        if !self.after.is_match(ahead) {
            return false;
        }
        let low = floor(text, place.saturating_sub(WINDOW));
        let behind = before(text, place + first.len_utf8());
        self.before.is_match_at(behind, low)
    }
}

/// The last character boundary at `at` or before.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
