//! Reading XLIFF, both versions.

use std::{collections::BTreeMap, io::BufRead};

use super::{
    GROUP,
    inline::{self, Data},
};
use crate::{
    format::{
        FormatError, ReadOptions, UnitReader,
        details::{self, Detail},
        xml::{Element, Entries, Item, Source},
    },
    lang::Lang,
    memory::{Code, CodeKind, Content, LanguageTag, Run, Side, Status, Unit},
};

/// Reads an XLIFF file unit by unit, 1.2 or 2.x.
///
/// A unit without a translation has an empty target. Of a unit of 1.2 that is cut into segments (`seg-source`), and of
/// one of 2.x with several segments, each segment is a unit. Candidates (`alt-trans`) are passed over. Files in other
/// languages than the options ask for are turned round or left out.
pub struct Reader<R> {
    source: Source<R>,
    /// The languages of the file.
    languages: [Option<LanguageTag>; 2],
    document: Option<String>,
}

impl<R> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("options", &self.source.options)
            .finish_non_exhaustive()
    }
}

/// A `trans-unit` or `unit`.
#[derive(Default)]
struct Entry {
    id: Option<String>,
    /// Ids of ours are only numbers.
    is_ours: bool,
    approved: bool,
    source: Content,
    /// The source cut into segments (1.2).
    cut: Option<Content>,
    target: Content,
    status: Option<Status>,
    details: Vec<Detail>,
    notes: Vec<String>,
    data: Data,
    /// Finished segments (2.x).
    segments: Vec<(Content, Content, Option<Status>)>,
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R, options: ReadOptions) -> Self {
        Self {
            source: Source::new(reader, &["xliff"], options),
            languages: [None, None],
            document: None,
        }
    }

    fn name_languages(&mut self, element: &Element, names: [&str; 2]) -> Result<(), FormatError> {
        let [source, target] = names.map(|name| self.language(element, name));
        self.languages = [source?, target?];
        Ok(())
    }

    fn language(&self, element: &Element, name: &str) -> Result<Option<LanguageTag>, FormatError> {
        let Some(written) = element
            .attribute(name)
            .filter(|written| !written.is_empty())
        else {
            return Ok(None);
        };
        let wrong = || {
            self.source.items.error(
                format!("{name} with a language such as en or zh-Hans"),
                written,
            )
        };
        written.parse().map(Some).map_err(|_| wrong())
    }

    fn entry(&mut self, start: &Element) -> Result<Entry, FormatError> {
        let named = start.owned("resname").or_else(|| start.owned("name"));
        let mut entry = Entry {
            id: named.clone().or_else(|| start.owned("id")),
            is_ours: named.is_none(),
            approved: start.attribute("approved") == Some("yes"),
            ..Entry::default()
        };
        let mut ours = false;
        let mut in_segment = false;
        let mut depth = 1_usize;
        while depth > 0 {
            let Some(item) = self.source.items.next()? else {
                return Err(self
                    .source
                    .items
                    .error("the end of the unit", "the end of the file"));
            };
            let element = match item {
                Item::Text(_) => continue,
                Item::End(name) => {
                    depth -= 1;
                    if matches!(name.as_str(), "segment" | "ignorable") {
                        in_segment = false;
                        let segment = (
                            std::mem::take(&mut entry.source),
                            std::mem::take(&mut entry.target),
                            entry.status.take(),
                        );
                        // What is between segments is white space, no unit.
                        if name == "segment" {
                            entry.segments.push(segment);
                        }
                    }
                    continue;
                }
                Item::Start(element) => element,
            };
            match element.name.as_str() {
                "source" => entry.source = inline::read(&mut self.source.items, &entry.data)?,
                "seg-source" => {
                    entry.cut = Some(inline::read(&mut self.source.items, &entry.data)?)
                }
                "target" => {
                    if !in_segment {
                        entry.status = status(&element);
                    }
                    entry.target = inline::read(&mut self.source.items, &entry.data)?;
                }
                "note" => {
                    let text = inline::read(&mut self.source.items, &entry.data)?.into_text();
                    entry.notes.push(text);
                }
                "prop" | "meta" => {
                    let kind = element.owned("prop-type").or_else(|| element.owned("type"));
                    let value = inline::read(&mut self.source.items, &entry.data)?.into_text();
                    entry.details.push((kind.unwrap_or_default(), value));
                }
                "data" => {
                    let id = element.owned("id").unwrap_or_default();
                    let text = inline::read(&mut self.source.items, &Data::new())?.into_text();
                    entry.data.insert(id, text);
                }
                "segment" => {
                    in_segment = true;
                    depth += 1;
                    entry.status = status(&element);
                }
                "prop-group" | "metagroup" => {
                    depth += 1;
                    let name = element
                        .attribute("name")
                        .or_else(|| element.attribute("category"));
                    ours |= name == Some(GROUP);
                }
                // Candidates from elsewhere are no translations of this unit.
                "alt-trans" | "matches" => drop(self.source.items.text()?),
                _ => depth += 1,
            }
        }
        entry.is_ours &= ours;
        Ok(entry)
    }

    fn units(&mut self, mut entry: Entry) -> Result<(), FormatError> {
        let [source, target] = self.languages.clone();
        let options = &self.source.options;
        let source = source.or_else(|| options.source.clone());
        let Some(source) = source else {
            return Err(self.source.items.error("source-language or srcLang", ""));
        };
        let other = || {
            source
                .lang()
                .map(|lang| LanguageTag::new(Lang::other(lang), None))
        };
        let target = target.or_else(|| options.target.clone()).or_else(other);
        let target = target.unwrap_or_else(LanguageTag::undetermined);
        if entry.segments.is_empty() {
            entry.segments = match entry.cut.take() {
                Some(cut) => paired(&cut, &entry.target, entry.status),
                None => {
                    let (source, target) = (&mut entry.source, &mut entry.target);
                    vec![(std::mem::take(source), std::mem::take(target), entry.status)]
                }
            };
        }
        let several = entry.segments.len() > 1;
        for (number, (source_content, target_content, status)) in
            std::mem::take(&mut entry.segments).into_iter().enumerate()
        {
            let sides = (
                Side::new(source.clone(), source_content),
                Side::new(target.clone(), target_content),
            );
            let mut unit = Unit::new(sides.0, sides.1);
            unit.id = entry.id.clone().filter(|_| !entry.is_ours);
            if several {
                unit.id = entry.id.as_ref().map(|id| format!("{id}/{}", number + 1));
            }
            unit.status = if entry.approved {
                Status::Confirmed
            } else {
                status.unwrap_or_default()
            };
            unit.provenance.source_document.clone_from(&self.document);
            // Of several segments the first has what is said of all: copies would grow with the square of the file.
            unit.notes = std::mem::take(&mut entry.notes);
            details::apply(&mut unit, std::mem::take(&mut entry.details));
            self.offer(unit);
        }
        Ok(())
    }

    /// Keeps a unit if it is in the wanted languages, in either direction.
    fn offer(&mut self, unit: Unit) {
        let fits = |tag: &LanguageTag, wanted: &Option<LanguageTag>| {
            wanted.as_ref().is_none_or(|wanted| tag.fits(wanted))
        };
        let ReadOptions { source, target, .. } = &self.source.options;
        if fits(&unit.source.language, source) && fits(&unit.target.language, target) {
            self.source.pending.push_back(unit);
        } else if fits(&unit.target.language, source) && fits(&unit.source.language, target) {
            self.source.pending.push_back(unit.mirrored());
        } else {
            self.source.left_out += 1;
        }
    }
}

/// What `state` says of who stands for the translation.
fn status(element: &Element) -> Option<Status> {
    let qualifier = element
        .attribute("state-qualifier")
        .or_else(|| element.attribute("substate"));
    if qualifier.is_some_and(|it| it.starts_with("rejected") || it == "bitext:rejected") {
        return Some(Status::Rejected);
    }
    match element.attribute("state")? {
        "final" | "signed-off" | "reviewed" => Some(Status::Confirmed),
        _ => Some(Status::Automatic),
    }
}

/// The segments of a cut source with those of the target that have the same name.
fn paired(
    source: &Content,
    target: &Content,
    status: Option<Status>,
) -> Vec<(Content, Content, Option<Status>)> {
    let mut targets: BTreeMap<Option<String>, Content> = cut(target).into_iter().collect();
    let pairs = cut(source).into_iter().map(|(id, source)| {
        let target = targets.remove(&id).unwrap_or_default();
        (source, target, status)
    });
    pairs.collect()
}

/// The stretches marked as segments.
fn cut(content: &Content) -> Vec<(Option<String>, Content)> {
    let mut segments: Vec<(Option<String>, Content)> = Vec::new();
    // How many highlights are open inside the segment; `None` outside of segments.
    let mut inside: Option<usize> = None;
    for run in content.runs() {
        let segment = segments.last_mut().filter(|_| inside.is_some());
        match run {
            Run::Code(Code {
                kind: CodeKind::HighlightStart,
                role,
                id,
                ..
            }) if inside.is_none() && role.as_deref() == Some("seg") => {
                segments.push((id.clone(), Content::default()));
                inside = Some(0);
            }
            Run::Code(Code {
                kind: CodeKind::HighlightEnd,
                ..
            }) if inside == Some(0) => inside = None,
            Run::Text(text) => {
                if let Some((_, segment)) = segment {
                    segment.push_str(text);
                }
            }
            Run::Code(code) => {
                let step = match code.kind {
                    CodeKind::HighlightStart => 1,
                    CodeKind::HighlightEnd => -1,
                    _ => 0,
                };
                inside = inside.map(|depth| depth.saturating_add_signed(step));
                if let Some((_, segment)) = segment {
                    segment.push_code(code.clone());
                }
            }
        }
    }
    segments
}

impl<R: BufRead> Entries for Reader<R> {
    type Input = R;

    fn source(&mut self) -> &mut Source<R> {
        &mut self.source
    }

    fn take_up(&mut self, element: Element) -> Result<(), FormatError> {
        match element.name.as_str() {
            "xliff" => self.name_languages(&element, ["srclang", "trglang"])?,
            "file" => {
                if element.attribute("source-language").is_some() {
                    self.name_languages(&element, ["source-language", "target-language"])?;
                }
                self.document = element.owned("original").filter(|name| !name.is_empty());
            }
            "trans-unit" | "unit" => {
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
}
