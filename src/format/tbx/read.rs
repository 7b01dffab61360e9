//! Reading TBX.

use std::io::BufRead;

use super::{
    MOST_REPEATED, OWN_CATEGORY, STATUS,
    entry::{Entry, Said, Term, TooLarge, Transaction},
    trimmed,
};
use crate::{
    format::{
        FormatError, ReadOptions, UnitReader,
        unit_file::Wanted,
        xml::{Element, Entries, Item, Source},
    },
    memory::{LanguageTag, Unit},
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
    fn entry(&mut self, start: &Element) -> Result<Entry, FormatError> {
        let items = &mut self.source.items;
        let mut entry = Entry {
            id: start.owned("id"),
            ..Entry::default()
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
                                entry.terms.push(Term {
                                    language,
                                    text,
                                    said,
                                    of_language: std::mem::take(&mut open.of_language),
                                });
                            }
                        }
                        "transacgrp" => {
                            if let Some(made) = open.transaction.take() {
                                level(&mut entry, &mut open).transaction(made);
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
                    level(&mut entry, &mut open).notes.push(note);
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
                    level(&mut entry, &mut open).category(native, category, value);
                }
                (_, None, Some((_, native, category))) => {
                    let value = items.text()?;
                    level(&mut entry, &mut open).category(native, category, value);
                }
                // References and figures.
                ("ref" | "xref" | "crossreference" | "externalcrossreference" | "xgraphic", ..) => {
                    drop(items.text()?);
                }
                _ => depth += 1,
            }
        }
        Ok(entry)
    }

    /// Makes units of the terms in the two languages that are wanted.
    fn units(&mut self, mut entry: Entry) -> Result<(), FormatError> {
        let from = entry.from();
        let first = entry.terms.iter().find_map(|term| term.language.lang());
        let said = from.as_ref().or(self.language.as_ref());
        let wanted = Wanted::new(&self.source.options, said, first);
        let before = self.source.pending.len();
        let done = entry.units(&wanted, self.concepts, &mut self.source.pending);
        self.source.left_out += usize::from(done.is_ok() && self.source.pending.len() == before);
        done.map_err(|TooLarge| {
            let expected = format!(
                "at most {MOST_REPEATED} bytes in the name and the first term of a concept times its terms"
            );
            self.source.items.error(expected, "more")
        })
    }
}

/// Where what is read belongs: to the term, or the language, or the concept.
fn level<'l>(entry: &'l mut Entry, open: &'l mut Open) -> &'l mut Said {
    if open.in_term {
        &mut open.of_term
    } else if open.language.is_some() {
        &mut open.of_language
    } else {
        &mut entry.said
    }
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
                let entry = self.entry(&element)?;
                self.units(entry)?;
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
