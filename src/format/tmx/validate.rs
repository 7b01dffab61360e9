//! Whether a TMX file is as the standard has it: for files that a program refuses without saying why.

use std::{collections::BTreeSet, io::BufRead};

use crate::{
    format::{
        FormatError, Position, ReadOptions,
        xml::{Element, Item, Items},
    },
    memory::{LanguageTag, Timestamp},
};

/// Something in a TMX file that is not as TMX 1.4b has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where the tag or the text begins.
    pub position: Position,
    /// Which rule is broken.
    pub rule: TmxRule,
    /// What exactly is wrong.
    pub message: String,
}

/// The rules that [`validate`] knows.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TmxRule {
    /// An element stands where the DTD has none of its kind, or one that must be there lacks.
    Structure,
    /// An attribute that must be there lacks, or has a value that the DTD does not list.
    Attribute,
    /// The name of an element is not in lower case, or `lang` is not `xml:lang`: many programs take neither.
    Name,
    /// A language is no tag of BCP 47.
    Language,
    /// A date is not `YYYYMMDDThhmmssZ`.
    Date,
    /// `bpt` and `ept` of a text do not pair by `i`.
    Pairs,
    /// A unit has no text in the source language, or two in one language.
    Variants,
    /// A character that XML does not allow, written as a number: most parsers stop there.
    Character,
}

impl TmxRule {
    /// The name in records: `structure`, `attribute` and so on.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Attribute => "attribute",
            Self::Name => "name",
            Self::Language => "language",
            Self::Date => "date",
            Self::Pairs => "pairs",
            Self::Variants => "variants",
            Self::Character => "character",
        }
    }
}

/// Gives `each` what is wrong with a TMX file, in order; a valid file has nothing.
///
/// Looked for is what the DTD says of elements and attributes, and what it cannot say: languages, dates, pairs of
/// codes, a text in the source language in every unit, characters. One pass, in constant memory.
///
/// ```
/// use bitext::format::tmx;
///
/// let file = "<tmx version='1.4'><header/>\n<body><tu/></body></tmx>";
/// let mut rules = Vec::new();
/// tmx::validate(file.as_bytes(), &mut |violation| rules.push((violation.position.line, violation.rule)))?;
/// assert_eq!(rules.last(), Some(&(2, tmx::TmxRule::Structure)));
/// # Ok::<(), bitext::format::FormatError>(())
/// ```
///
/// # Errors
///
/// The file cannot be read, or is no XML: what stands behind that place is not looked at.
pub fn validate(reader: impl BufRead, each: &mut dyn FnMut(Violation)) -> Result<(), FormatError> {
    let mut items = Items::new(reader, ReadOptions::NESTING);
    let mut check = Check {
        each,
        position: Position::default(),
        open: Vec::new(),
        source: None,
        unit: Unit::default(),
        pairs: Pairs::default(),
    };
    while let Some(item) = items.next()? {
        if matches!(&item, Item::Start(element) if element.name == "tu") {
            items.begin_unit();
        }
        check.position = items.position();
        match item {
            Item::Start(element) => {
                if items.inside().is_some_and(|name| name != element.name) {
                    check.report(TmxRule::Name, format!("<{}> in lower case", element.name));
                }
                check.start(&element);
            }
            Item::End(_) => check.end(),
            Item::Text(text) => check.text(&text),
        }
    }
    Ok(())
}

/// What the DTD allows in an element: groups in order, the names of a group in any order.
fn allowed(parent: Option<&str>) -> &'static [&'static str] {
    match parent {
        None => &["tmx"],
        Some("tmx") => &["header", "body"],
        Some("header") => &["note prop ude"],
        Some("body") => &["tu"],
        Some("tu") => &["note prop", "tuv"],
        Some("tuv") => &["note prop", "seg"],
        Some("seg" | "hi" | "sub") => &["bpt ept ph it hi ut"],
        Some("bpt" | "ept" | "ph" | "it" | "ut") => &["sub"],
        Some("ude") => &["map"],
        _ => &[],
    }
}

/// What must be in an element.
fn needed(name: &str) -> &'static [&'static str] {
    match name {
        "tmx" => &["header", "body"],
        "tu" => &["tuv"],
        "tuv" => &["seg"],
        _ => &[],
    }
}

/// The attributes that an element must have.
fn required(name: &str) -> &'static [&'static str] {
    match name {
        "tmx" => &["version"],
        "header" => &[
            "creationtool",
            "creationtoolversion",
            "segtype",
            "o-tmf",
            "adminlang",
            "srclang",
            "datatype",
        ],
        "prop" => &["type"],
        "tuv" => &["lang"],
        "bpt" | "ept" => &["i"],
        "it" => &["pos"],
        "ude" => &["name"],
        "map" => &["unicode"],
        _ => &[],
    }
}

struct Open {
    name: String,
    /// What was in it so far.
    seen: BTreeSet<String>,
    /// How far in the order of what is allowed.
    place: usize,
}

#[derive(Default)]
struct Unit {
    source: Option<String>,
    languages: BTreeSet<String>,
}

#[derive(Default)]
struct Pairs {
    begun: BTreeSet<String>,
    ended: BTreeSet<String>,
}

struct Check<'e> {
    each: &'e mut dyn FnMut(Violation),
    position: Position,
    open: Vec<Open>,
    /// The source language of the file.
    source: Option<String>,
    unit: Unit,
    pairs: Pairs,
}

impl Check<'_> {
    fn report(&mut self, rule: TmxRule, message: impl Into<String>) {
        (self.each)(Violation {
            position: self.position,
            rule,
            message: message.into(),
        });
    }

    fn start(&mut self, element: &Element) {
        self.place(&element.name);
        self.attributes(element);
        match element.name.as_str() {
            "header" => self.source = element.owned("srclang"),
            "tu" => {
                self.unit = Unit {
                    source: element.owned("srclang"),
                    languages: BTreeSet::new(),
                };
            }
            "tuv" => {
                let language = element.attribute("lang").unwrap_or_default();
                let language = language.to_ascii_lowercase();
                if !self.unit.languages.insert(language.clone()) {
                    self.report(TmxRule::Variants, format!("two texts in {language}"));
                }
            }
            "seg" => self.pairs = Pairs::default(),
            name @ ("bpt" | "ept") => {
                let pair = element.owned("i").unwrap_or_default();
                let is_new = if name == "bpt" {
                    self.pairs.begun.insert(pair.clone())
                } else {
                    let is_new = self.pairs.ended.insert(pair.clone());
                    is_new && self.pairs.begun.contains(&pair)
                };
                if !is_new {
                    let reason = if name == "bpt" {
                        "begins twice"
                    } else {
                        "ends without a beginning, or twice"
                    };
                    self.report(TmxRule::Pairs, format!("the pair i={pair:?} {reason}"));
                }
            }
            _ => {}
        }
        self.open.push(Open {
            name: element.name.clone(),
            seen: BTreeSet::new(),
            place: 0,
        });
    }

    /// Checks that an element may stand where it stands.
    fn place(&mut self, name: &str) {
        let parent = self.open.last().map(|open| open.name.clone());
        let order = allowed(parent.as_deref());
        let place = order
            .iter()
            .position(|names| names.split(' ').any(|known| known == name));
        let before = self.open.last().map_or(0, |open| open.place);
        let shown = parent.map_or_else(
            || "at the root".to_owned(),
            |parent| format!("in <{parent}>"),
        );
        match place {
            None => self.report(TmxRule::Structure, format!("<{name}> {shown}")),
            Some(place) if place < before => {
                let message = format!("<{name}> {shown} behind what must follow it");
                self.report(TmxRule::Structure, message);
            }
            Some(_) => {}
        }
        let Some(open) = self.open.last_mut() else {
            return;
        };
        open.place = place.unwrap_or(before).max(before);
        let is_second = !open.seen.insert(name.to_owned());
        if is_second && matches!(name, "header" | "body" | "seg") {
            self.report(TmxRule::Structure, format!("a second <{name}> {shown}"));
        }
    }

    fn attributes(&mut self, element: &Element) {
        let name = &element.name;
        for attribute in required(name) {
            if element.attribute(attribute).is_none() {
                let shown = if *attribute == "lang" {
                    "xml:lang"
                } else {
                    attribute
                };
                self.report(TmxRule::Attribute, format!("<{name}> without {shown}"));
            }
        }
        for (attribute, value) in element.attributes() {
            let listed: &[&str] = match (name.as_str(), attribute) {
                (_, "segtype") => &["block", "paragraph", "sentence", "phrase"],
                ("it", "pos") => &["begin", "end"],
                ("ph", "assoc") => &["p", "f", "b"],
                _ => &[],
            };
            if !listed.is_empty() && !listed.contains(&value) {
                let listed = listed.join(", ");
                let message = format!("{attribute}={value:?}, expected one of {listed}");
                self.report(TmxRule::Attribute, message);
            }
            let is_language = matches!(attribute, "lang" | "adminlang")
                || attribute == "srclang" && value != "*all*";
            if is_language && value.parse::<LanguageTag>().is_err() {
                self.report(TmxRule::Language, format!("{attribute}={value:?}"));
            }
            if attribute == "lang" && !element.has_prefix("lang") {
                self.report(TmxRule::Name, "lang instead of xml:lang");
            }
            let is_date = matches!(attribute, "creationdate" | "changedate" | "lastusagedate");
            let is_basic = value
                .parse::<Timestamp>()
                .is_ok_and(|date| date.basic().to_string() == value);
            if is_date && !is_basic {
                self.report(TmxRule::Date, format!("{attribute}={value:?}"));
            }
        }
    }

    fn text(&mut self, text: &str) {
        let is_allowed =
            |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
        if let Some(c) = text.chars().find(|c| !is_allowed(*c)) {
            self.report(TmxRule::Character, format!("U+{:04X}", u32::from(c)));
        }
        let inside = self.open.last().map_or("", |open| open.name.as_str());
        let holds_text = matches!(
            inside,
            "seg" | "note" | "prop" | "bpt" | "ept" | "ph" | "it" | "ut" | "hi" | "sub"
        );
        if !holds_text && !text.trim().is_empty() {
            let message = format!("text in <{inside}>");
            self.report(TmxRule::Structure, message);
        }
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        for child in needed(&open.name) {
            if !open.seen.contains(*child) {
                let message = format!("<{}> without <{child}>", open.name);
                self.report(TmxRule::Structure, message);
            }
        }
        if open.name == "seg" {
            let Pairs { begun, ended } = std::mem::take(&mut self.pairs);
            for pair in begun.difference(&ended) {
                self.report(TmxRule::Pairs, format!("the pair i={pair:?} does not end"));
            }
        }
        if open.name == "tu" {
            let unit = std::mem::take(&mut self.unit);
            let source = unit.source.or_else(|| self.source.clone());
            let source = source.map(|source| source.to_ascii_lowercase());
            let is_there = |source: &String| unit.languages.contains(source);
            if let Some(source) = source.filter(|source| source != "*all*" && !is_there(source)) {
                let message = format!("no text in the source language {source}");
                self.report(TmxRule::Variants, message);
            }
        }
    }
}
