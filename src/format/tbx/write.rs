//! Writing TBX.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use super::{
    FROM, NAME, OWN_CATEGORY, TEXTS, Version,
    category::{Category, Level},
    concept::{Concept, Term, plain},
    trimmed,
};
use crate::{
    format::{
        UnitWriter, Written,
        details::{self, Detail, PREFIX},
        escape::{pictured, text},
    },
    lang::Lang,
    memory::{LanguageTag, Status, Unit},
};

/// Writes a TBX file, concept by concept.
///
/// Units that follow each other under one name are one concept where each brings in one more term
/// ([`tbx`](super)); all others are concepts of their own. Units without text on both sides are left out and counted. The
/// file is complete after [`UnitWriter::finish`]; memory grows with the names of the concepts.
///
/// ```
/// use bitext::{format::{UnitWriter, tbx}, memory::{Side, Unit}};
///
/// let unit = Unit::new(Side::new("en".parse()?, "R&D"), Side::new("zh-Hans".parse()?, "研发"));
/// let mut writer = tbx::Writer::new(Vec::new(), tbx::Version::V2);
/// writer.write(&unit)?;
/// assert_eq!(writer.finish()?.units, 1);
/// let file = String::from_utf8(writer.into_inner())?;
/// assert!(file.contains(r#"<langSet xml:lang="zh-Hans">"#));
/// assert!(file.contains("<tig><term>R&amp;D</term></tig>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    writer: W,
    version: Version,
    /// The language that the root names, once it is written.
    begun: Option<LanguageTag>,
    concept: Option<Concept>,
    /// The identifiers of the file: none may occur twice.
    names: HashSet<String>,
    written: Written,
}

impl<W: Write> Writer<W> {
    /// Starts a file; the head is written with the first unit.
    pub fn new(writer: W, version: Version) -> Self {
        Self {
            writer,
            version,
            begun: None,
            concept: None,
            names: HashSet::new(),
            written: Written::default(),
        }
    }

    /// The writer underneath.
    pub fn into_inner(self) -> W {
        self.writer
    }

    /// Writes the concept that is open.
    fn close(&mut self) -> io::Result<()> {
        let Some(mut concept) = self.concept.take() else {
            return Ok(());
        };
        let mut id = None;
        if let Some(name) = concept.name.take() {
            if is_identifier(&name) && self.names.insert(name.clone()) {
                id = Some(name);
            } else {
                detail(NAME, &name, &mut concept.said, &mut self.written.replaced);
            }
        }
        let written = concept.written(id.as_deref(), self.version);
        self.writer.write_all(written.as_bytes())
    }
}

impl<W: Write> UnitWriter for Writer<W> {
    fn write(&mut self, unit: &Unit) -> io::Result<()> {
        let sides = [&unit.source, &unit.target];
        if sides.iter().any(|side| trimmed(side.text()).is_empty()) {
            self.written.leave_out(unit);
            return Ok(());
        }
        if self.begun.is_none() {
            let language = unit.source.language.clone();
            self.writer
                .write_all(self.version.head(&language).as_bytes())?;
            self.begun = Some(language);
        }
        let grows_by = self.concept.as_ref().and_then(|it| it.grows_by(unit));
        if grows_by.is_none() {
            self.close()?;
        }
        let mut concept = self.concept.take().unwrap_or_else(|| Concept::of(unit));
        let replaced = &mut self.written.replaced;
        let brings = |place: usize| grows_by.is_none_or(|new| new == place);
        let mut said = String::new();
        let mut of_language = [String::new(), String::new()];
        let mut terms = sides.map(|side| Term {
            text: text(&trimmed(&pictured(side.text())), replaced),
            ..Term::default()
        });
        let mut details = Vec::new();
        // How usable the terms are says already who stands for the unit.
        let mut implied = Status::Automatic;
        for (name, value) in details::common(unit) {
            if name.starts_with(PREFIX) {
                details.push((name, value));
                continue;
            }
            let into = Category::of(&name, &value).and_then(|category| {
                let into = match category.level {
                    Level::Concept => grows_by.is_none().then_some(&mut said),
                    Level::Language(place) => {
                        let side = sides
                            .get(place)
                            .filter(|side| brings(place) && !concept.has(side));
                        side.and(of_language.get_mut(place))
                    }
                    Level::Term(place) if brings(place) => {
                        terms.get_mut(place).map(|term| term.room(&category))
                    }
                    Level::Term(_) => None,
                };
                into.map(|into| (category, into))
            });
            match into {
                Some((category, into)) => {
                    if category.is_unusable() {
                        implied = Status::Rejected;
                    }
                    category.write(into, replaced);
                }
                None => {
                    let value = format!("{} {name}{value}", name.len());
                    details.push((format!("{PREFIX}property"), value));
                }
            }
        }
        concept.is_rejected =
            grows_by.is_none() && unit.status == Status::Rejected && implied != unit.status;
        details.extend(unspoken(unit, implied));
        if grows_by.is_none()
            && let Some(root) = &self.begun
            && root.primary() != unit.source.language.primary()
        {
            details.push((FROM.to_owned(), unit.source.language.to_string()));
        }
        let [source, target] = &mut terms;
        let into = match grows_by {
            None => &mut said,
            Some(0) => &mut source.said,
            Some(_) => &mut target.said,
        };
        for note in &unit.notes {
            into.push_str(&format!("<note>{}</note>", text(note, replaced)));
        }
        transactions(unit, into, replaced);
        for (name, value) in &details {
            detail(name, value, into, replaced);
        }
        concept.said.push_str(&said);
        for (place, ((side, term), said)) in
            sides.into_iter().zip(terms).zip(of_language).enumerate()
        {
            if brings(place) {
                concept.add(side, term, &said);
            }
            self.written.codes += side.content.codes().len();
        }
        self.written.units += 1;
        self.concept = Some(concept);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<Written> {
        self.close()?;
        if self.begun.is_none() {
            let language = LanguageTag::new(Lang::English, None);
            self.writer
                .write_all(self.version.head(&language).as_bytes())?;
        }
        self.writer.write_all(self.version.foot().as_bytes())?;
        self.writer.flush()?;
        Ok(self.written)
    }
}

/// What a unit knows beyond its properties and has no element for.
fn unspoken(unit: &Unit, implied: Status) -> Vec<Detail> {
    let mut details = details::administrative(unit);
    details.retain(|(name, value)| match name.strip_prefix(PREFIX) {
        Some("status") => unit.status != implied,
        // The elements hold the day.
        Some("created" | "changed") => !value.ends_with(MIDNIGHT),
        Some("author" | "editor") => false,
        _ => true,
    });
    for (name, side) in TEXTS.into_iter().zip([&unit.source, &unit.target]) {
        if plain(side).is_none() {
            details.push((name.to_owned(), pictured(side.text())));
        }
    }
    details
}

/// How a moment ends that is no more than a day.
const MIDNIGHT: &str = "T00:00:00Z";

/// When and by whom the unit was made and changed.
fn transactions(unit: &Unit, out: &mut String, replaced: &mut usize) {
    let provenance = &unit.provenance;
    for (kind, date, person) in [
        ("origination", unit.created, &provenance.author),
        ("modification", unit.changed, &provenance.editor),
    ] {
        if date.is_none() && person.is_none() {
            continue;
        }
        out.push_str(&format!(
            "<transacGrp><transac type=\"transactionType\">{kind}</transac>"
        ));
        if let Some(person) = person {
            let person = text(person, replaced);
            out.push_str(&format!(
                "<transacNote type=\"responsibility\">{person}</transacNote>"
            ));
        }
        if let Some(date) = date {
            let moment = date.to_string();
            let day = moment.split('T').next().unwrap_or_default();
            out.push_str(&format!("<date>{day}</date>"));
        }
        out.push_str("</transacGrp>");
    }
}

fn detail(name: &str, value: &str, out: &mut String, replaced: &mut usize) {
    let value = text(value, replaced);
    out.push_str(&format!(
        "<admin type=\"{OWN_CATEGORY}\">{name}={value}</admin>"
    ));
}

/// Whether a name can be an identifier in XML; names beyond ASCII are not taken for one.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}
