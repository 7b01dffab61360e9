//! TBX-Basic, the exchange format of term bases (ISO 30042).
//!
//! | | concept | language | term |
//! |---|---|---|---|
//! | version 2 (`martif`) | `termEntry` | `langSet` | `term` in `tig` or `ntig` |
//! | version 3 (`tbx`) | `conceptEntry` | `langSec` | `term` in `termSec` |
//!
//! Both are read, mixed if need be. Languages go by `xml:lang`, never by order. Preferred terms come first and
//! deprecated ones last; all other data categories (definitions, subject fields, notes) are passed over.

use std::io::BufRead;

use super::{
    read::{TermEntry, TermError},
    xml::{Item, Items, lang},
};
use crate::lang::Lang;

const ROOT: &str = "the root element <martif> or <tbx>";

/// How usable a term is by its administrative status: lower is better.
const PREFERRED: u8 = 0;
const USUAL: u8 = 1;
const DEPRECATED: u8 = 2;

/// Gives `each` the concepts that have terms in both languages.
pub(super) fn read(
    reader: &mut dyn BufRead,
    each: &mut dyn FnMut(TermEntry),
) -> Result<(), TermError> {
    let mut items = Items::new(reader);
    let mut concept = Concept::default();
    let mut is_tbx = false;
    // What text belongs to: a term, the status of a term, or nothing.
    let mut term: Option<String> = None;
    let mut status: Option<String> = None;
    while let Some(item) = items.next()? {
        match item {
            Item::Start(element) => match element.name.as_str() {
                "martif" | "tbx" => is_tbx = true,
                _ if !is_tbx => {
                    return Err(items.error(ROOT, &element.name));
                }
                "termentry" | "conceptentry" => concept = Concept::default(),
                "langset" | "langsec" => concept.lang = lang(&element),
                "tig" | "ntig" | "termsec" => concept.status = USUAL,
                "term" => term = Some(String::new()),
                "termnote" => {
                    let is_status = element.attribute("type") == Some("administrativeStatus");
                    status = is_status.then(String::new);
                }
                // Version 3 in the style that names elements after categories.
                "administrativestatus" => status = Some(String::new()),
                _ => {}
            },
            Item::Text(text) => {
                if let Some(into) = term.as_mut().or(status.as_mut()) {
                    into.push_str(&text);
                }
            }
            Item::End(name) => match name.as_str() {
                "term" => concept.terms.extend(term.take()),
                "termnote" | "administrativestatus" => {
                    if let Some(status) = status.take() {
                        concept.status = rank(status.trim());
                    }
                }
                "tig" | "ntig" | "termsec" => concept.close_term(),
                "langset" | "langsec" => concept.lang = None,
                "termentry" | "conceptentry" => {
                    let entry = std::mem::take(&mut concept).entry();
                    if entry.is_complete() {
                        each(entry);
                    }
                }
                _ => {}
            },
        }
    }
    if is_tbx {
        return Ok(());
    }
    Err(items.error(ROOT, ""))
}

fn rank(status: &str) -> u8 {
    // Values of version 2 end in `-admn-sts`, those of version 3 in `Term`.
    if status.starts_with("preferred") {
        PREFERRED
    } else if status.starts_with("deprecated") || status.starts_with("superseded") {
        DEPRECATED
    } else {
        USUAL
    }
}

/// A concept under construction.
#[derive(Default)]
struct Concept {
    lang: Option<Lang>,
    status: u8,
    /// Terms whose status may still follow.
    terms: Vec<String>,
    found: Vec<(u8, Lang, String)>,
}

impl Concept {
    fn close_term(&mut self) {
        for term in std::mem::take(&mut self.terms) {
            let term = term.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(lang) = self.lang.filter(|_| !term.is_empty()) {
                self.found.push((self.status, lang, term));
            }
        }
    }

    fn entry(mut self) -> TermEntry {
        // Stable: terms of one status keep their order.
        self.found.sort_by_key(|(status, ..)| *status);
        let mut entry = TermEntry::default();
        for (_, lang, term) in self.found {
            entry.of(lang).push(term);
        }
        entry
    }
}
