//! Reading TMX.

use std::io::BufRead;

use super::{KEPT, KEPT_PREFIX, SOURCE_CODES, TARGET_CODES, inline};
use crate::{
    format::{
        Beside, FormatError, ReadOptions, UnitReader,
        details::{self, Detail},
        unit_file::Wanted,
        xml::{Element, Entries, Item, Source},
    },
    memory::{Content, LanguageTag, Property, Side, Timestamp, Unit},
};

/// Reads a TMX file unit by unit.
///
/// An entry with the wanted languages once gives one [`Unit`]; one that has a language in several variants (`zh-Hans`
/// and `zh-Hant`) gives a unit for each, with its number behind the name of the entry from the second on. Texts in other
/// languages, notes and properties of the header are told by [`UnitReader::beside`]. Entries that do not have both are passed over and counted
/// ([`UnitReader::left_out`]). Without languages in the options, the source is the file's source language if that is
/// English or Chinese, else whichever of these comes first in the entry.
///
/// ```
/// use bitext::format::{ReadOptions, tmx};
///
/// let file = r#"<tmx version="1.4"><header srclang="en"/><body><tu>
///   <tuv xml:lang="zh-CN"><seg>下雨了。</seg></tuv>
///   <tuv xml:lang="fr"><seg>Il pleut.</seg></tuv>
///   <tuv xml:lang="en-US"><seg>It rains.</seg></tuv>
/// </tu></body></tmx>"#;
/// let mut reader = tmx::Reader::new(file.as_bytes(), ReadOptions::default());
/// let unit = reader.next().unwrap()?;
/// assert_eq!((unit.source.text(), unit.target.text()), ("It rains.", "下雨了。"));
/// # Ok::<(), bitext::format::FormatError>(())
/// ```
pub struct Reader<R> {
    source: Source<R>,
    source_language: Option<LanguageTag>,
    beside: Beside,
}

impl<R> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("options", &self.source.options)
            .finish_non_exhaustive()
    }
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R, options: ReadOptions) -> Self {
        Self {
            source: Source::new(reader, &["tmx"], options),
            source_language: None,
            beside: Beside::default(),
        }
    }

    /// Reads an entry whose start has been read.
    fn entry(&mut self, start: &Element) -> Result<Entry, FormatError> {
        let mut entry = Entry {
            source_language: language(start, "srclang").or_else(|| self.source_language.clone()),
            made: Made::of(start),
            ..Entry::default()
        };
        let mut variant: Option<Variant> = None;
        let mut depth = 1_usize;
        while depth > 0 {
            let Some(item) = self.source.items.next()? else {
                return Err(self.source.items.error("</tu>", "the end of the file"));
            };
            match item {
                Item::Text(_) => {}
                Item::End(name) => {
                    depth -= 1;
                    if name == "tuv" {
                        entry.variants.extend(variant.take());
                    }
                }
                Item::Start(element) => match element.name.as_str() {
                    "tuv" => {
                        depth += 1;
                        let written = element.attribute("lang").unwrap_or_default().to_owned();
                        let language = written.parse().map_err(|_| {
                            self.source
                                .items
                                .error("xml:lang with a language such as en or zh-Hans", &written)
                        })?;
                        variant = Some(Variant {
                            language,
                            content: Content::default(),
                            made: Made::of(&element),
                            details: Vec::new(),
                            notes: Vec::new(),
                        });
                    }
                    "seg" => {
                        let content = inline::read(&mut self.source.items)?;
                        if let Some(variant) = &mut variant {
                            variant.content = content;
                        }
                    }
                    "note" => {
                        let note = self.source.items.text()?;
                        variant
                            .as_mut()
                            .map_or(&mut entry.notes, |it| &mut it.notes)
                            .push(note);
                    }
                    "prop" => {
                        let name = element.owned("type").unwrap_or_default();
                        let value = self.source.items.text()?;
                        let details = variant
                            .as_mut()
                            .map_or(&mut entry.details, |it| &mut it.details);
                        details.push((name, value));
                    }
                    _ => depth += 1,
                },
            }
        }
        Ok(entry)
    }

    /// Makes units of the variants that are wanted.
    fn units(&mut self, entry: Entry) -> Result<(), FormatError> {
        let first = entry
            .variants
            .iter()
            .find_map(|variant| variant.language.lang());
        let said = entry.source_language.as_ref();
        let wanted = Wanted::new(&self.source.options, said, first);
        let mut found = 0;
        for (i, one) in entry.variants.iter().enumerate() {
            for (j, other) in entry.variants.iter().enumerate() {
                if i != j && wanted.source(&one.language) && wanted.target(&other.language) {
                    if self.source.pending.len() >= MOST_PAIRS {
                        let expected =
                            format!("at most {MOST_PAIRS} pairs of the two languages in an entry");
                        return Err(self.source.items.error(expected, "more"));
                    }
                    let mut unit = unit(&entry, one, other);
                    found += 1;
                    if found > 1 {
                        unit.id = unit.id.map(|id| format!("{id}-{found}"));
                    }
                    self.source.pending.push_back(unit);
                }
            }
        }
        self.source.left_out += usize::from(found == 0);
        self.beside.several += usize::from(found > 1);
        let others = entry.variants.iter().map(|variant| &variant.language);
        for language in others.filter(|it| !wanted.source(it) && !wanted.target(it)) {
            let name = language.as_str();
            let counts = &mut self.beside.languages;
            if let Some(count) = counts.get_mut(name) {
                *count += 1;
            } else if counts.len() < MOST_LANGUAGES {
                counts.insert(name.to_owned(), 1);
            }
        }
        Ok(())
    }
}

/// The most units that one entry may give: six variants of each language. Each has a copy of the texts.
const MOST_PAIRS: usize = 36;

/// The most languages that are counted: a file made to have more costs no more.
const MOST_LANGUAGES: usize = 1000;

fn language(element: &Element, attribute: &str) -> Option<LanguageTag> {
    element.attribute(attribute)?.parse().ok()
}

/// A `tu`.
#[derive(Default)]
struct Entry {
    source_language: Option<LanguageTag>,
    made: Made,
    details: Vec<Detail>,
    notes: Vec<String>,
    variants: Vec<Variant>,
}

/// A `tuv`.
struct Variant {
    language: LanguageTag,
    content: Content,
    made: Made,
    details: Vec<Detail>,
    notes: Vec<String>,
}

/// What the attributes of a `tu` or `tuv` say.
#[derive(Clone, Default)]
struct Made {
    id: Option<String>,
    created: Option<Timestamp>,
    changed: Option<Timestamp>,
    tool: Option<String>,
    tool_version: Option<String>,
    author: Option<String>,
    editor: Option<String>,
    kept: Vec<Property>,
}

impl Made {
    fn of(element: &Element) -> Self {
        let date = |name: &str| element.attribute(name)?.parse().ok();
        let kept = element.attributes().filter(|(name, _)| KEPT.contains(name));
        Self {
            id: element.owned("tuid"),
            created: date("creationdate"),
            changed: date("changedate"),
            tool: element.owned("creationtool"),
            tool_version: element.owned("creationtoolversion"),
            author: element.owned("creationid"),
            editor: element.owned("changeid"),
            kept: kept
                .map(|(name, value)| Property::new(format!("{KEPT_PREFIX}{name}"), value))
                .collect(),
        }
    }
}

fn unit(entry: &Entry, source: &Variant, target: &Variant) -> Unit {
    let side = |variant: &Variant| Side::new(variant.language.clone(), variant.content.clone());
    let mut unit = Unit::new(side(source), side(target));
    // What the entry says comes first, then what the texts say: some programs write dates and names there.
    let all = [&entry.made, &target.made, &source.made];
    let first = |of: fn(&Made) -> &Option<String>| all.iter().find_map(|made| of(made).clone());
    unit.id = entry.made.id.clone();
    unit.created = all.iter().find_map(|made| made.created);
    unit.changed = all.iter().filter_map(|made| made.changed).max();
    unit.provenance.tool = first(|made| &made.tool);
    unit.provenance.tool_version = first(|made| &made.tool_version);
    unit.provenance.author = first(|made| &made.author);
    unit.provenance.editor = first(|made| &made.editor);
    unit.properties = all.iter().flat_map(|made| made.kept.clone()).collect();
    unit.notes = [&entry.notes, &source.notes, &target.notes]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let all = [&entry.details, &source.details, &target.details];
    let mut all: Vec<Detail> = all.into_iter().flatten().cloned().collect();
    all.retain(|(name, value)| !put_codes(&mut unit, name, value));
    details::apply(&mut unit, all);
    unit
}

/// Gives a text its codes back, which a property has; false if this is another property, or the text was changed.
fn put_codes(unit: &mut Unit, name: &str, value: &str) -> bool {
    let Unit { source, target, .. } = unit;
    // The source of the file may be the target of the unit.
    let sides = match name {
        SOURCE_CODES => [source, target],
        TARGET_CODES => [target, source],
        _ => return false,
    };
    let Some(content) = inline::parse(value) else {
        return false;
    };
    let fits =
        |side: &&mut Side| side.content.codes().is_empty() && side.content.text() == content.text();
    match sides.into_iter().find(fits) {
        Some(side) => {
            side.content = content;
            true
        }
        None => false,
    }
}

impl<R: BufRead> Entries for Reader<R> {
    type Input = R;

    fn source(&mut self) -> &mut Source<R> {
        &mut self.source
    }

    fn take_up(&mut self, element: Element) -> Result<(), FormatError> {
        match element.name.as_str() {
            // `*all*` is no language: then each entry decides.
            "header" => self.source_language = language(&element, "srclang"),
            // Those of a unit are read with it.
            "note" => {
                let note = self.source.items.text()?;
                self.beside.notes.push(note);
            }
            "prop" => {
                let name = element.owned("type").unwrap_or_default();
                let value = self.source.items.text()?;
                self.beside.properties.push(Property::new(name, value));
            }
            "tu" => {
                self.source.items.begin_unit();
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

    fn beside(&self) -> Beside {
        self.beside.clone()
    }
}
