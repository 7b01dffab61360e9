//! A concept as it was read, and the units that it makes.

use std::collections::{BTreeMap, VecDeque};

use super::{
    CATEGORY, DEPRECATED, FROM, MOST_REPEATED, NAME, OWN_CATEGORY, STATUS, TEXTS, is_unusable,
    trimmed,
};
use crate::{
    format::{
        details::{self, Detail, PREFIX},
        unit_file::Wanted,
    },
    memory::{LanguageTag, Property, Side, Status, Timestamp, Unit},
};

/// The units of a concept would repeat more than [`MOST_REPEATED`] bytes.
#[derive(Debug)]
pub(super) struct TooLarge;

/// What is said at one level: of a concept, of a language, or of a term.
#[derive(Default)]
pub(super) struct Said {
    pub(super) notes: Vec<String>,
    pub(super) details: Vec<Detail>,
    /// Element and category, joined by a slash, with the value.
    pub(super) categories: Vec<Detail>,
    pub(super) created: Option<Timestamp>,
    pub(super) author: Option<String>,
    pub(super) changed: Option<Timestamp>,
    pub(super) editor: Option<String>,
}

impl Said {
    pub(super) fn category(&mut self, element: &str, category: &str, value: String) {
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

    pub(super) fn transaction(&mut self, made: Transaction) {
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
pub(super) struct Transaction {
    pub(super) kind: String,
    pub(super) date: Option<Timestamp>,
    pub(super) person: Option<String>,
}

pub(super) struct Term {
    pub(super) language: LanguageTag,
    pub(super) text: String,
    pub(super) said: Said,
    /// What is said of the language, with its first term.
    pub(super) of_language: Said,
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
pub(super) struct Entry {
    pub(super) id: Option<String>,
    pub(super) said: Said,
    pub(super) terms: Vec<Term>,
}

impl Entry {
    /// The language of the source, where the entry says so itself.
    pub(super) fn from(&mut self) -> Option<LanguageTag> {
        take(&mut self.said.details, FROM)?.parse().ok()
    }

    /// Puts the units of the terms in the wanted languages into `pending`; the entry has this number in its file.
    pub(super) fn units(
        mut self,
        wanted: &Wanted<'_>,
        number: usize,
        pending: &mut VecDeque<Unit>,
    ) -> Result<(), TooLarge> {
        let mut id = take(&mut self.said.details, NAME).or(self.id);
        let (mut sources, mut targets) = (Vec::new(), Vec::new());
        for term in self.terms {
            if wanted.source(&term.language) {
                sources.push(term);
            } else if wanted.target(&term.language) {
                targets.push(term);
            }
        }
        if sources.is_empty() || targets.is_empty() {
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
            id = Some(format!("concept-{number}"));
        }
        let longest = source.text.len().max(target.text.len());
        let repeated = longest + id.as_ref().map_or(0, String::len);
        if repeated.saturating_mul(more) > MOST_REPEATED {
            return Err(TooLarge);
        }
        let side = |term: &Term| Side::new(term.language.clone(), term.text.as_str());
        let unit = |source: Side, target: Side| {
            let mut unit = Unit::new(source, target);
            unit.id.clone_from(&id);
            unit
        };
        let hubs = (side(&source), side(&target));
        let mut joined = unit(hubs.0.clone(), hubs.1.clone());
        say(&mut joined, "", &mut self.said);
        let mut details = self.said.details;
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
