//! Writing TBX.

use std::{
    collections::{BTreeSet, HashSet},
    io::{self, Write},
};

use super::{
    CATEGORY, DEPRECATED, FROM, MOST_REPEATED, NAME, OWN_CATEGORY, STATUS, TEXTS, is_unusable,
    trimmed,
};
use crate::{
    format::{
        UnitWriter, Written,
        details::{self, Detail, PREFIX},
        escape::{attribute, pictured, text},
    },
    lang::Lang,
    memory::{LanguageTag, Side, Status, Unit},
};

/// A version of TBX-Basic.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// TBX-Basic of 2008, `martif`: what most programs read.
    #[default]
    V2,
    /// TBX-Basic of ISO 30042:2019, style `dca`.
    V3,
}

impl Version {
    const fn concept(self) -> &'static str {
        match self {
            Self::V2 => "termEntry",
            Self::V3 => "conceptEntry",
        }
    }

    const fn language(self) -> &'static str {
        match self {
            Self::V2 => "langSet",
            Self::V3 => "langSec",
        }
    }

    const fn term(self) -> &'static str {
        match self {
            Self::V2 => "tig",
            Self::V3 => "termSec",
        }
    }

    /// Everything before the first concept.
    fn head(self, language: &LanguageTag) -> String {
        let (root, header) = match self {
            Self::V2 => (
                format!("<martif type=\"TBX-Basic\" xml:lang=\"{language}\">"),
                "martifHeader",
            ),
            Self::V3 => (
                format!(
                    "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"{language}\" xmlns=\"urn:iso:std:iso:30042:ed-2\">"
                ),
                "tbxHeader",
            ),
        };
        let tool = env!("CARGO_PKG_VERSION");
        // No document type: programs would look for its file.
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n\
             <{header}><fileDesc><sourceDesc><p>bitext {tool}</p></sourceDesc></fileDesc></{header}>\n<text>\n<body>\n"
        )
    }

    const fn foot(self) -> &'static str {
        match self {
            Self::V2 => "</body>\n</text>\n</martif>\n",
            Self::V3 => "</body>\n</text>\n</tbx>\n",
        }
    }
}

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

/// A concept that may go on.
#[derive(Debug)]
struct Concept {
    name: Option<String>,
    /// What is said of the concept.
    said: String,
    languages: Vec<Language>,
    /// The first terms of both languages, where their white space is written as it is.
    hubs: [Option<(LanguageTag, String)>; 2],
    terms: BTreeSet<(LanguageTag, String)>,
    /// The length of the longest term.
    longest: usize,
    /// Whether the only unit was rejected and has no category that says so.
    is_rejected: bool,
}

#[derive(Debug)]
struct Language {
    tag: LanguageTag,
    said: String,
    terms: Vec<Term>,
}

#[derive(Debug, Default)]
struct Term {
    text: String,
    /// Elements `termNote`, which come first.
    notes: String,
    /// All other elements.
    said: String,
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
        let version = self.version;
        let mut out = format!("<{}", version.concept());
        let mut said = String::new();
        if let Some(name) = concept.name.take() {
            if is_identifier(&name) && self.names.insert(name.clone()) {
                out.push_str(&format!(" id=\"{name}\""));
            } else {
                detail(NAME, &name, &mut said, &mut self.written.replaced);
            }
        }
        out.push_str(">\n");
        out.push_str(&said);
        out.push_str(&concept.said);
        for (place, language) in concept.languages.iter().enumerate() {
            let tag = &language.tag;
            out.push_str(&format!("<{} xml:lang=\"{tag}\">\n", version.language()));
            out.push_str(&language.said);
            for term in &language.terms {
                let element = version.term();
                let status = if place == 1 && concept.is_rejected {
                    format!("<termNote type=\"{STATUS}\">{DEPRECATED}</termNote>")
                } else {
                    String::new()
                };
                let Term { text, notes, said } = term;
                out.push_str(&format!(
                    "<{element}><term>{text}</term>{status}{notes}{said}</{element}>\n"
                ));
            }
            out.push_str(&format!("</{}>\n", version.language()));
        }
        out.push_str(&format!("</{}>\n", version.concept()));
        self.writer.write_all(out.as_bytes())
    }
}

impl Concept {
    /// Which side of the unit brings one more term into the concept; `None` if the unit is no part of it.
    fn grows_by(&self, unit: &Unit) -> Option<usize> {
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
                && !self.terms.contains(&(side.language.clone(), written))
        })
    }

    fn of(unit: &Unit) -> Self {
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

    /// Whether there is a term in the language of this side.
    fn has(&self, side: &Side) -> bool {
        self.languages.iter().any(|it| it.tag == side.language)
    }

    /// Adds a term.
    fn add(&mut self, side: &Side, term: Term, said: &str) {
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
}

impl<W: Write> UnitWriter for Writer<W> {
    fn write(&mut self, unit: &Unit) -> io::Result<()> {
        let sides = [&unit.source, &unit.target];
        if sides.iter().any(|side| trimmed(side.text()).is_empty()) {
            self.written.unpaired += 1;
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

/// What a data category is said of.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Level {
    Concept,
    /// The language of the source (0) or of the target (1).
    Language(usize),
    /// The source (0) or the target (1).
    Term(usize),
}

/// A property that is a data category.
struct Category<'p> {
    level: Level,
    element: &'static str,
    name: &'p str,
    value: &'p str,
}

impl<'p> Category<'p> {
    fn of(path: &'p str, value: &'p str) -> Option<Self> {
        let path = path.strip_prefix(CATEGORY)?;
        let levels = [
            ("source-language/", Level::Language(0)),
            ("target-language/", Level::Language(1)),
            ("source/", Level::Term(0)),
            ("target/", Level::Term(1)),
        ];
        let found = levels
            .into_iter()
            .find_map(|(name, level)| Some((level, path.strip_prefix(name)?)));
        let (level, path) = found.unwrap_or((Level::Concept, path));
        let (element, name) = path.split_once('/')?;
        let element = ["descrip", "admin", "termNote"]
            .into_iter()
            .find(|it| *it == element)?;
        let is_ours = name == OWN_CATEGORY && value.starts_with(PREFIX);
        let is_placed = element != "termNote" || matches!(level, Level::Term(_));
        (!name.is_empty() && !is_ours && is_placed).then_some(Self {
            level,
            element,
            name,
            value,
        })
    }

    fn is_unusable(&self) -> bool {
        self.element == "termNote" && self.name == STATUS && is_unusable(self.value.trim())
    }

    fn write(&self, out: &mut String, replaced: &mut usize) {
        let (element, name) = (self.element, attribute(self.name, replaced));
        let value = text(self.value, replaced);
        out.push_str(&format!("<{element} type=\"{name}\">{value}</{element}>"));
    }
}

impl Term {
    /// Where an element of the term belongs.
    fn room(&mut self, category: &Category<'_>) -> &mut String {
        if category.element == "termNote" {
            &mut self.notes
        } else {
            &mut self.said
        }
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

/// The language and the text of a side whose white space is written as it is.
fn plain(side: &Side) -> Option<(LanguageTag, String)> {
    let written = pictured(side.text());
    (trimmed(&written) == written).then(|| (side.language.clone(), side.text().to_owned()))
}

/// Whether a name can be an identifier in XML; names beyond ASCII are not taken for one.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}
