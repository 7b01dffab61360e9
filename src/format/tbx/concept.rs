//! A concept that is being written: units go on with it as long as each brings in one more term.

use std::collections::BTreeSet;

use super::{DEPRECATED, MOST_REPEATED, STATUS, Version, category::Category, trimmed};
use crate::{
    format::escape::pictured,
    memory::{LanguageTag, Side, Unit},
};

/// The most languages of one concept: each new term is looked for among them.
const MOST_LANGUAGES: usize = 100;

/// A concept that may go on.
#[derive(Debug)]
pub(super) struct Concept {
    pub(super) name: Option<String>,
    /// What is said of the concept.
    pub(super) said: String,
    languages: Vec<Language>,
    /// The first terms of both languages, where their white space is written as it is.
    hubs: [Option<(LanguageTag, String)>; 2],
    terms: BTreeSet<(LanguageTag, String)>,
    /// The length of the longest term.
    longest: usize,
    /// Whether the only unit was rejected and has no category that says so.
    pub(super) is_rejected: bool,
}

#[derive(Debug)]
struct Language {
    tag: LanguageTag,
    said: String,
    terms: Vec<Term>,
}

#[derive(Debug, Default)]
pub(super) struct Term {
    pub(super) text: String,
    /// Elements `termNote`, which come first.
    pub(super) notes: String,
    /// All other elements.
    pub(super) said: String,
}

impl Concept {
    /// A concept of that unit, still without its terms.
    pub(super) fn of(unit: &Unit) -> Self {
        Self {
            name: unit.id.clone(),
            said: String::new(),
            languages: Vec::new(),
            hubs: [plain(&unit.source), plain(&unit.target)],
            terms: BTreeSet::new(),
            longest: 0,
            is_rejected: false,
        }
    }

    /// Which side of the unit brings one more term into the concept; `None` if the unit is no part of it.
    pub(super) fn grows_by(&self, unit: &Unit) -> Option<usize> {
        let name = self
            .name
            .as_ref()
            .filter(|name| unit.id.as_ref() == Some(name))?;
        let sides = [&unit.source, &unit.target];
        let more = self.terms.len().saturating_sub(1);
        (0..2).find(|&new| {
            let (Some(kept), Some(side)) = (sides.get(1 - new), sides.get(new)) else {
                return false;
            };
            let hub = |place: usize| self.hubs.get(place).and_then(Option::as_ref);
            let is_kept = hub(1 - new)
                .is_some_and(|(tag, text)| *tag == kept.language && text == kept.text());
            let written = trimmed(&pictured(side.text()));
            let longest = self.longest.max(written.len());
            let repeated = (longest + name.len()).saturating_mul(more);
            // The languages have to tell the sides apart.
            is_kept
                && kept.language.lang().is_some()
                && side.language.lang().is_some_and(|lang| {
                    self.languages.get(new).and_then(|it| it.tag.lang()) == Some(lang)
                        && Some(lang) != kept.language.lang()
                })
                && repeated <= MOST_REPEATED
                && (self.has(side) || self.languages.len() < MOST_LANGUAGES)
                && !self.terms.contains(&(side.language.clone(), written))
        })
    }

    /// Whether there is a term in the language of this side.
    pub(super) fn has(&self, side: &Side) -> bool {
        self.languages.iter().any(|it| it.tag == side.language)
    }

    /// Adds a term.
    pub(super) fn add(&mut self, side: &Side, term: Term, said: &str) {
        let written = trimmed(&pictured(side.text()));
        self.longest = self.longest.max(written.len());
        self.terms.insert((side.language.clone(), written));
        let place = self.languages.iter().position(|it| it.tag == side.language);
        let place = place.unwrap_or_else(|| {
            self.languages.push(Language {
                tag: side.language.clone(),
                said: String::new(),
                terms: Vec::new(),
            });
            self.languages.len() - 1
        });
        if let Some(language) = self.languages.get_mut(place) {
            language.said.push_str(said);
            language.terms.push(term);
        }
    }

    /// The concept as it stands in the file.
    pub(super) fn written(&self, id: Option<&str>, version: Version) -> String {
        let (concept, language, element) = (version.concept(), version.language(), version.term());
        let mut out = format!("<{concept}");
        if let Some(id) = id {
            out.push_str(&format!(" id=\"{id}\""));
        }
        out.push_str(">\n");
        out.push_str(&self.said);
        for (place, Language { tag, said, terms }) in self.languages.iter().enumerate() {
            out.push_str(&format!("<{language} xml:lang=\"{tag}\">\n{said}"));
            for Term { text, notes, said } in terms {
                let status = if place == 1 && self.is_rejected {
                    format!("<termNote type=\"{STATUS}\">{DEPRECATED}</termNote>")
                } else {
                    String::new()
                };
                out.push_str(&format!(
                    "<{element}><term>{text}</term>{status}{notes}{said}</{element}>\n"
                ));
            }
            out.push_str(&format!("</{language}>\n"));
        }
        out.push_str(&format!("</{concept}>\n"));
        out
    }
}

impl Term {
    /// Where an element of the term belongs.
    pub(super) fn room(&mut self, category: &Category<'_>) -> &mut String {
        if category.element == "termNote" {
            &mut self.notes
        } else {
            &mut self.said
        }
    }
}

/// The language and the text of a side whose white space is written as it is.
pub(super) fn plain(side: &Side) -> Option<(LanguageTag, String)> {
    let written = pictured(side.text());
    (trimmed(&written) == written).then(|| (side.language.clone(), side.text().to_owned()))
}
