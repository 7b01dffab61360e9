//! Writing TMX.

use std::io::{self, Write};

use super::{KEPT, KEPT_PREFIX, SOURCE_CODES, TARGET_CODES, inline};
use crate::{
    format::{
        UnitWriter, Written,
        details::{self, PREFIX},
        escape::{attribute, text},
    },
    memory::{LanguageTag, Property, Timestamp, Unit},
};

/// How languages are named.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Names {
    /// `zh-Hans` as `zh-CN` and `zh-Hant` as `zh-TW`: many programs match languages by region and know no scripts. A
    /// property keeps the name that was given, so that reading brings it back.
    #[default]
    Regions,
    /// As the units name them.
    AsGiven,
}

/// What becomes of units without a counterpart.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unpaired {
    /// They are left out and counted: programs have no use for them.
    #[default]
    LeaveOut,
    /// They are written with an empty text.
    Keep,
}

/// What becomes of inline codes.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Codes {
    /// They stand in the text, as the standard has them: a CAT tool puts them into translations. Other programs stop at
    /// them, or cut texts there.
    Inline,
    /// The text is plain, and a property of the unit has it once more with its codes: every program reads the text, and
    /// reading by bitext brings the codes back. In a CAT tool such a unit matches but for its codes.
    #[default]
    Aside,
    /// They are left out and counted.
    LeaveOut,
}

/// What the head of the file says, and how the file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// The program that makes the file.
    pub tool: String,
    /// Its version.
    pub tool_version: String,
    /// The language of the sources; `None` takes that of the first unit.
    pub source_language: Option<LanguageTag>,
    /// How languages are named.
    pub names: Names,
    /// What becomes of units without a counterpart.
    pub unpaired: Unpaired,
    /// What becomes of inline codes.
    pub codes: Codes,
    /// Notes about the whole file, as those that [`Beside`](crate::format::Beside) has of the file that was read.
    pub notes: Vec<String>,
    /// Properties of the whole file.
    pub properties: Vec<Property>,
    /// When the file is made; `None` says nothing, so that the same units always give the same file.
    pub created: Option<Timestamp>,
}

impl Default for Header {
    fn default() -> Self {
        Self {
            tool: "bitext".to_owned(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            source_language: None,
            names: Names::default(),
            unpaired: Unpaired::default(),
            codes: Codes::default(),
            notes: Vec::new(),
            properties: Vec::new(),
            created: None,
        }
    }
}

/// Writes a TMX 1.4 file unit by unit, source first.
///
/// Units without a counterpart are left out and counted, unless [`Unpaired`] says otherwise. The file is complete after [`UnitWriter::finish`].
///
/// ```
/// use bitext::{format::{UnitWriter, tmx}, memory::{Side, Unit}};
///
/// let unit = Unit::new(Side::new("en".parse()?, "R&D"), Side::new("zh-Hans".parse()?, "研发"));
/// let mut writer = tmx::Writer::new(Vec::new(), tmx::Header::default());
/// writer.write(&unit)?;
/// assert_eq!(writer.finish()?.units, 1);
/// let file = String::from_utf8(writer.into_inner())?;
/// assert!(file.contains(r#"<tuv xml:lang="en"><seg>R&amp;D</seg></tuv>"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    writer: W,
    header: Header,
    /// The source language that the head names, once it is written.
    begun: Option<LanguageTag>,
    written: Written,
}

impl<W: Write> Writer<W> {
    /// Starts a file; the head is written with the first unit.
    pub fn new(writer: W, header: Header) -> Self {
        Self {
            writer,
            header,
            begun: None,
            written: Written::default(),
        }
    }

    /// The writer underneath.
    pub fn into_inner(self) -> W {
        self.writer
    }

    /// The name that the file gives a language.
    fn name(&self, language: &LanguageTag) -> LanguageTag {
        let region = match (self.header.names, language.as_str()) {
            (Names::Regions, "zh-Hans") => "zh-CN",
            (Names::Regions, "zh-Hant") => "zh-TW",
            _ => return language.clone(),
        };
        region.parse().unwrap_or_else(|_| language.clone())
    }

    fn begin(&mut self, first: Option<&Unit>) -> io::Result<LanguageTag> {
        if let Some(language) = &self.begun {
            return Ok(language.clone());
        }
        let named = self.header.source_language.clone();
        let language = named.or_else(|| Some(first?.source.language.clone()));
        let language = language.map(|language| self.name(&language));
        let replaced = &mut self.written.replaced;
        let mut held = String::new();
        for note in &self.header.notes {
            held.push_str(&format!("<note>{}</note>\n", text(note, replaced)));
        }
        for Property { name, value } in &self.header.properties {
            let (name, value) = (attribute(name, replaced), text(value, replaced));
            held.push_str(&format!("<prop type=\"{name}\">{value}</prop>\n"));
        }
        let date = self
            .header
            .created
            .map(|date| format!(" creationdate=\"{}\"", date.basic()));
        writeln!(
            self.writer,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n\
             <header creationtool=\"{}\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"bitext\" \
             adminlang=\"en\" srclang=\"{}\" datatype=\"plaintext\"{}{}\n<body>",
            attribute(&self.header.tool, replaced),
            attribute(&self.header.tool_version, replaced),
            language.as_ref().map_or("*all*", LanguageTag::as_str),
            date.unwrap_or_default(),
            if held.is_empty() {
                "/>".to_owned()
            } else {
                format!(">\n{held}</header>")
            }
        )?;
        let language = language.unwrap_or_else(LanguageTag::undetermined);
        self.begun = Some(language.clone());
        Ok(language)
    }
}

impl<W: Write> UnitWriter for Writer<W> {
    fn write(&mut self, unit: &Unit) -> io::Result<()> {
        if !unit.is_pair() && self.header.unpaired == Unpaired::LeaveOut {
            self.written.leave_out(unit);
            return Ok(());
        }
        let language = self.begin(Some(unit))?;
        let names = [
            self.name(&unit.source.language),
            self.name(&unit.target.language),
        ];
        let Written {
            replaced,
            codes,
            aside,
            ..
        } = &mut self.written;
        let provenance = &unit.provenance;
        let mut out = String::from("<tu");
        let mut add = |name: &str, value: &str| {
            let value = attribute(value, replaced);
            out.push_str(&format!(" {name}=\"{value}\""));
        };
        let dates = (unit.created, unit.changed);
        for (name, value) in [
            ("tuid", unit.id.clone()),
            ("creationtool", provenance.tool.clone()),
            ("creationtoolversion", provenance.tool_version.clone()),
            ("creationdate", dates.0.map(|date| date.basic().to_string())),
            ("creationid", provenance.author.clone()),
            ("changedate", dates.1.map(|date| date.basic().to_string())),
            ("changeid", provenance.editor.clone()),
        ] {
            if let Some(value) = value {
                add(name, &value);
            }
        }
        let mut given: Vec<&str> = Vec::new();
        for Property { name, value } in &unit.properties {
            if let Some(kept) = kept(name, value)
                && !given.contains(&kept)
            {
                add(kept, value);
                given.push(kept);
            }
        }
        let [source_name, _] = &names;
        if *source_name != language {
            add("srclang", source_name.as_str());
        }
        out.push_str(">\n");
        for note in &unit.notes {
            out.push_str(&format!("<note>{}</note>\n", text(note, replaced)));
        }
        let mut details = vec![(format!("{PREFIX}status"), unit.status.name().to_owned())];
        for (detail, name, side) in [
            ("source-language", names.first(), &unit.source),
            ("target-language", names.last(), &unit.target),
        ] {
            if name != Some(&side.language) {
                details.push((format!("{PREFIX}{detail}"), side.language.to_string()));
            }
        }
        details.extend(details::common(unit));
        let place = self.header.codes;
        for (detail, side) in [(SOURCE_CODES, &unit.source), (TARGET_CODES, &unit.target)] {
            let count = side.content.codes().len();
            if place == Codes::LeaveOut {
                *codes += count;
            } else if place == Codes::Aside && count > 0 {
                let mut written = String::new();
                inline::write(&side.content, &mut written, replaced, codes);
                details.push((detail.to_owned(), written));
                *aside += count;
            }
        }
        let mut given: Vec<&str> = Vec::new();
        for (name, value) in &details {
            // Of several properties that are one attribute, the first is the attribute.
            if let Some(kept) = kept(name, value)
                && !given.contains(&kept)
            {
                given.push(kept);
                continue;
            }
            let (name, value) = (attribute(name, replaced), text(value, replaced));
            out.push_str(&format!("<prop type=\"{name}\">{value}</prop>\n"));
        }
        for (side, name) in [&unit.source, &unit.target].into_iter().zip(&names) {
            out.push_str(&format!("<tuv xml:lang=\"{name}\"><seg>"));
            if place == Codes::Inline {
                inline::write(&side.content, &mut out, replaced, codes);
            } else {
                // What is replaced in a text comes back on reading, so it is not counted.
                out.push_str(&text(side.text(), &mut 0));
            }
            out.push_str("</seg></tuv>\n");
        }
        out.push_str("</tu>\n");
        self.written.units += 1;
        self.writer.write_all(out.as_bytes())
    }

    fn finish(&mut self) -> io::Result<Written> {
        self.begin(None)?;
        self.writer.write_all(b"</body>\n</tmx>\n")?;
        self.writer.flush()?;
        Ok(self.written)
    }
}

/// The attribute that a property was read from, if its value is one that the DTD allows.
fn kept(name: &str, value: &str) -> Option<&'static str> {
    let name = name.strip_prefix(KEPT_PREFIX)?;
    let kept = KEPT.into_iter().find(|kept| *kept == name)?;
    let is_valid =
        kept != "segtype" || matches!(value, "block" | "paragraph" | "sentence" | "phrase");
    is_valid.then_some(kept)
}
