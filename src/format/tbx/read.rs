//! Reading TBX.

use std::{collections::BTreeMap, io::BufRead};

use super::{
    CATEGORY, DEPRECATED, FROM, MOST_REPEATED, NAME, OWN_CATEGORY, STATUS, TEXTS, is_unusable,
    trimmed,
};
use crate::{
    format::{
        FormatError, ReadOptions, UnitReader,
        details::{self, Detail, PREFIX},
        unit_file::Wanted,
        xml::{Element, Entries, Item, Source},
    },
    memory::{LanguageTag, Property, Side, Status, Timestamp, Unit},
};

/// Reads a TBX file concept by concept.
///
/// Concepts without a term in both languages are passed over and counted ([`UnitReader::left_out`]). Without languages
/// in the options, the source is the language of the file if that is English or Chinese, else whichever of these comes
/// first in the concept.
///
/// ```
/// use bitext::format::{ReadOptions, tbx};
///
/// let file = r#"<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry id="c7">
///   <langSet xml:lang="zh-Hant"><tig><term>閥</term></tig></langSet>
///   <langSet xml:lang="zh-Hans"><tig><term>阀</term></tig></langSet>
///   <langSet xml:lang="en"><tig><term>valve</term></tig></langSet>
/// </termEntry></body></text></martif>"#;
/// let mut reader = tbx::Reader::new(file.as_bytes(), ReadOptions::default());
/// let unit = reader.next().unwrap()?;
/// assert_eq!((unit.source.text(), unit.target.text()), ("valve", "閥"));
/// assert_eq!(reader.next().unwrap()?.target.text(), "阀");
/// # Ok::<(), bitext::format::FormatError>(())
/// ```
pub struct Reader<R> {
    source: Source<R>,
    /// The language that the root names.
    language: Option<LanguageTag>,
    concepts: usize,
}

impl<R> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("options", &self.source.options)
            .finish_non_exhaustive()
    }
}

/// Data categories as the elements of style `dct` name them, in lower case, with the elements of style `dca`.
const CATEGORIES: [(&str, &str, &str); 13] = [
    ("administrativestatus", "termNote", STATUS),
    ("context", "descrip", "context"),
    ("customersubset", "admin", "customerSubset"),
    ("definition", "descrip", "definition"),
    ("geographicalusage", "termNote", "geographicalUsage"),
    ("grammaticalgender", "termNote", "grammaticalGender"),
    ("grammaticalnumber", "termNote", "grammaticalNumber"),
    ("partofspeech", "termNote", "partOfSpeech"),
    ("projectsubset", "admin", "projectSubset"),
    ("source", "admin", OWN_CATEGORY),
    ("subjectfield", "descrip", "subjectField"),
    ("termlocation", "termNote", "termLocation"),
    ("termtype", "termNote", "termType"),
];

/// What is said at one level: of a concept, of a language, or of a term.
#[derive(Default)]
struct Said {
    notes: Vec<String>,
    details: Vec<Detail>,
    /// Element and category, joined by a slash, with the value.
    categories: Vec<Detail>,
    created: Option<Timestamp>,
    author: Option<String>,
    changed: Option<Timestamp>,
    editor: Option<String>,
}

impl Said {
    fn category(&mut self, element: &str, category: &str, value: String) {
        if category == OWN_CATEGORY
            && value.starts_with(PREFIX)
            && let Some((name, value)) = value.split_once('=')
        {
            self.details.push((name.to_owned(), value.to_owned()));
        } else {
            self.categories
                .push((format!("{element}/{category}"), value));
        }
    }

    fn transaction(&mut self, made: Transaction) {
        let (date, person) = match made.kind.trim() {
            "origination" => (&mut self.created, &mut self.author),
            "modification" => (&mut self.changed, &mut self.editor),
            _ => return,
        };
        *date = date.or(made.date);
        if person.is_none() {
            *person = made.person;
        }
    }
}

#[derive(Default)]
struct Transaction {
    kind: String,
    date: Option<Timestamp>,
    person: Option<String>,
}

struct Term {
    language: LanguageTag,
    text: String,
    said: Said,
    /// What is said of the language, with its first term.
    of_language: Said,
}

impl Term {
    /// How usable the term is: lower is better.
    fn rank(&self) -> u8 {
        // Values of version 2 end in `-admn-sts`, those of version 3 may not.
        let status = self.said.categories.iter().find_map(|(name, value)| {
            (name.strip_prefix("termNote/") == Some(STATUS)).then_some(value.trim())
        });
        match status {
            Some(status) if status.starts_with("preferred") => 0,
            Some(status) if is_unusable(status) => 2,
            _ => 1,
        }
    }
}

#[derive(Default)]
struct Concept {
    id: Option<String>,
    said: Said,
    terms: Vec<Term>,
}

/// What is open around the place that is read.
#[derive(Default)]
struct Open {
    language: Option<LanguageTag>,
    of_language: Said,
    in_term: bool,
    term: Option<String>,
    of_term: Said,
    transaction: Option<Transaction>,
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R, options: ReadOptions) -> Self {
        Self {
            source: Source::new(reader, &["martif", "tbx"], options),
            language: None,
            concepts: 0,
        }
    }

    /// Reads a concept whose start has been read.
    fn concept(&mut self, start: &Element) -> Result<Concept, FormatError> {
        let items = &mut self.source.items;
        let mut concept = Concept {
            id: start.owned("id"),
            ..Concept::default()
        };
        let mut open = Open::default();
        let mut depth = 1_usize;
        while depth > 0 {
            let Some(item) = items.next()? else {
                return Err(items.error("the end of the concept", "the end of the file"));
            };
            let element = match item {
                Item::Text(_) => continue,
                Item::End(name) => {
                    depth -= 1;
                    match name.as_str() {
                        "langset" | "langsec" => open.language = None,
                        "tig" | "ntig" | "termsec" => {
                            open.in_term = false;
                            let text = open.term.take().unwrap_or_default();
                            let said = std::mem::take(&mut open.of_term);
                            if let Some(language) =
                                open.language.clone().filter(|_| !text.is_empty())
                            {
                                concept.terms.push(Term {
                                    language,
                                    text,
                                    said,
                                    of_language: std::mem::take(&mut open.of_language),
                                });
                            }
                        }
                        "transacgrp" => {
                            if let Some(made) = open.transaction.take() {
                                level(&mut concept, &mut open).transaction(made);
                            }
                        }
                        _ => {}
                    }
                    continue;
                }
                Item::Start(element) => element,
            };
            let category = CATEGORIES.iter().find(|(name, ..)| *name == element.name);
            let native = match element.name.as_str() {
                "descrip" => Some("descrip"),
                "admin" => Some("admin"),
                "termnote" => Some("termNote"),
                _ => None,
            };
            match (element.name.as_str(), native, category) {
                ("langset" | "langsec", ..) => {
                    depth += 1;
                    let written = element.attribute("lang").unwrap_or_default();
                    let language = written.parse().map_err(|_| {
                        items.error("xml:lang with a language such as en or zh-Hans", written)
                    })?;
                    open.language = Some(language);
                    open.of_language = Said::default();
                }
                ("tig" | "ntig" | "termsec", ..) => {
                    depth += 1;
                    open.in_term = true;
                }
                ("term", ..) => open.term = Some(trimmed(&items.text()?)),
                ("note", ..) => {
                    let note = items.text()?;
                    level(&mut concept, &mut open).notes.push(note);
                }
                ("transacgrp", ..) => {
                    depth += 1;
                    open.transaction = Some(Transaction::default());
                }
                ("transac" | "transactiontype" | "date" | "transacnote" | "responsibility", ..) => {
                    let value = items.text()?;
                    if let Some(made) = &mut open.transaction {
                        match element.name.as_str() {
                            "transac" | "transactiontype" => made.kind = value,
                            "date" => made.date = value.parse().ok(),
                            _ => made.person = Some(value),
                        }
                    }
                }
                (_, Some(native), _) => {
                    let value = items.text()?;
                    let category = element.attribute("type").unwrap_or_default();
                    level(&mut concept, &mut open).category(native, category, value);
                }
                (_, None, Some((_, native, category))) => {
                    let value = items.text()?;
                    level(&mut concept, &mut open).category(native, category, value);
                }
                // References and figures.
                ("ref" | "xref" | "crossreference" | "externalcrossreference" | "xgraphic", ..) => {
                    drop(items.text()?);
                }
                _ => depth += 1,
            }
        }
        Ok(concept)
    }

    /// Makes units of the terms in the two languages that are wanted.
    fn units(&mut self, mut concept: Concept) -> Result<(), FormatError> {
        let from = take(&mut concept.said.details, FROM);
        let from = from.and_then(|tag| tag.parse().ok());
        let first = concept.terms.iter().find_map(|term| term.language.lang());
        let said = from.as_ref().or(self.language.as_ref());
        let wanted = Wanted::new(&self.source.options, said, first);
        let mut id = take(&mut concept.said.details, NAME).or(concept.id);
        let (mut sources, mut targets) = (Vec::new(), Vec::new());
        for term in concept.terms {
            if wanted.source(&term.language) {
                sources.push(term);
            } else if wanted.target(&term.language) {
                targets.push(term);
            }
        }
        if sources.is_empty() || targets.is_empty() {
            self.source.left_out += 1;
            return Ok(());
        }
        let (mut sources, mut targets) =
            (ordered(sources).into_iter(), ordered(targets).into_iter());
        let (Some(source), Some(target)) = (sources.next(), targets.next()) else {
            return Ok(());
        };
        let more = sources.len() + targets.len();
        if more > 0 && id.is_none() {
            // What belongs together has to bear one name.
            id = Some(format!("concept-{}", self.concepts));
        }
        let longest = source.text.len().max(target.text.len());
        let repeated = longest + id.as_ref().map_or(0, String::len);
        if repeated.saturating_mul(more) > MOST_REPEATED {
            let expected = format!(
                "at most {MOST_REPEATED} bytes in the name and the first term of a concept times its terms"
            );
            return Err(self.source.items.error(expected, "more"));
        }
        let side = |term: &Term| Side::new(term.language.clone(), term.text.as_str());
        let unit = |source: Side, target: Side| {
            let mut unit = Unit::new(source, target);
            unit.id.clone_from(&id);
            unit
        };
        let hubs = (side(&source), side(&target));
        let pending = &mut self.source.pending;
        let mut joined = unit(hubs.0.clone(), hubs.1.clone());
        say(&mut joined, "", &mut concept.said);
        let mut details = concept.said.details;
        details.extend(tell(&mut joined, "source", source));
        details.extend(tell(&mut joined, "target", target));
        finish(&mut joined, details);
        pending.push_back(joined);
        for term in sources {
            let mut unit = unit(side(&term), hubs.1.clone());
            let details = tell(&mut unit, "source", term);
            finish(&mut unit, details);
            pending.push_back(unit);
        }
        for term in targets {
            let mut unit = unit(hubs.0.clone(), side(&term));
            let details = tell(&mut unit, "target", term);
            finish(&mut unit, details);
            pending.push_back(unit);
        }
        Ok(())
    }
}

/// Where what is read belongs: to the term, or the language, or the concept.
fn level<'l>(concept: &'l mut Concept, open: &'l mut Open) -> &'l mut Said {
    if open.in_term {
        &mut open.of_term
    } else if open.language.is_some() {
        &mut open.of_language
    } else {
        &mut concept.said
    }
}

/// Preferred terms first, unusable ones last; of those as good as each other, the languages as they come.
fn ordered(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_by_key(Term::rank);
    let mut places: BTreeMap<LanguageTag, usize> = BTreeMap::new();
    for term in &terms {
        let next = places.len();
        places.entry(term.language.clone()).or_insert(next);
    }
    terms.sort_by_key(|term| places.get(&term.language).copied());
    terms
}

/// Puts what is said at a level into a unit; the details are left.
fn say(unit: &mut Unit, level: &str, said: &mut Said) {
    unit.notes.append(&mut said.notes);
    unit.created = unit.created.or(said.created);
    unit.changed = unit.changed.max(said.changed);
    let provenance = &mut unit.provenance;
    provenance.author = provenance.author.take().or(said.author.take());
    provenance.editor = provenance.editor.take().or(said.editor.take());
    for (name, value) in said.categories.drain(..) {
        let name = format!("{CATEGORY}{level}{name}");
        unit.properties.push(Property::new(name, value));
    }
}

/// Puts what is said of a term into the unit that brings it in; gives the details, which may change its text.
fn tell(unit: &mut Unit, side: &str, mut term: Term) -> Vec<Detail> {
    if term.rank() == 2 {
        unit.status = Status::Rejected;
    }
    say(unit, &format!("{side}-language/"), &mut term.of_language);
    say(unit, &format!("{side}/"), &mut term.said);
    let mut details = term.of_language.details;
    details.extend(term.said.details);
    details
}

/// Applies details.
fn finish(unit: &mut Unit, mut details: Vec<Detail>) {
    for (name, side) in TEXTS.into_iter().zip([&mut unit.source, &mut unit.target]) {
        // A term that was changed since is what counts.
        if let Some(text) = take(&mut details, name).filter(|text| trimmed(text) == side.text()) {
            side.content = text.into();
        }
    }
    let status = format!("{PREFIX}status");
    if details
        .iter()
        .any(|(name, value)| *name == status && value == Status::Rejected.name())
    {
        // Written with the status, for programs that do not know it.
        unit.properties.retain(|it| {
            it.name.strip_prefix(CATEGORY) != Some("target/termNote/administrativeStatus")
                || it.value != DEPRECATED
        });
    }
    details::apply(unit, details);
}

/// Takes the first detail of that name.
fn take(details: &mut Vec<Detail>, name: &str) -> Option<String> {
    let place = details.iter().position(|(known, _)| known == name)?;
    Some(details.remove(place).1)
}

impl<R: BufRead> Entries for Reader<R> {
    type Input = R;

    fn source(&mut self) -> &mut Source<R> {
        &mut self.source
    }

    fn take_up(&mut self, element: Element) -> Result<(), FormatError> {
        match element.name.as_str() {
            "martif" | "tbx" => {
                self.language = element.attribute("lang").and_then(|tag| tag.parse().ok());
            }
            "termentry" | "conceptentry" => {
                self.source.items.begin_unit();
                self.concepts += 1;
                let concept = self.concept(&element)?;
                self.units(concept)?;
            }
            _ => {}
        }
        Ok(())
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_unit()
    }
}

impl<R: BufRead> UnitReader for Reader<R> {
    fn left_out(&self) -> usize {
        self.source.left_out
    }
}
