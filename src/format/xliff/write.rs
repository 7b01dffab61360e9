//! Writing XLIFF.

use std::io::{self, Write};

use super::{
    GROUP,
    inline::{Losses, text_2, write_1, write_2},
};
use crate::{
    format::{
        UnitWriter, Written,
        details::{self, Detail, PREFIX},
        escape::{attribute, text},
        lines::unfit,
    },
    memory::{LanguageTag, Status, Unit},
};

/// A version of XLIFF.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Version {
    /// XLIFF 1.2 (2008), which every tool reads.
    #[default]
    V1_2,
    /// XLIFF 2.0 (2014).
    V2_0,
}

/// Writes an XLIFF file unit by unit.
///
/// A source without a translation is written without a target; a target without a source is left out and counted. In
/// 2.0 all units must be in the languages of the first, in whatever script.
#[derive(Debug)]
pub struct Writer<W> {
    writer: W,
    version: Version,
    /// The languages and the document of the open `file`.
    open: Option<(LanguageTag, LanguageTag, Option<String>)>,
    begun: bool,
    files: usize,
    written: Written,
}

impl<W: Write> Writer<W> {
    /// Starts a file; the head is written with the first unit.
    pub fn new(writer: W, version: Version) -> Self {
        Self {
            writer,
            version,
            open: None,
            begun: false,
            files: 0,
            written: Written::default(),
        }
    }

    /// The writer underneath.
    pub fn into_inner(self) -> W {
        self.writer
    }

    /// Opens a `file` for the unit if the open one is of other languages or another document.
    fn open(&mut self, unit: &Unit) -> io::Result<()> {
        let (source, target) = (&unit.source.language, &unit.target.language);
        let document = &unit.provenance.source_document;
        let same_languages = match (self.version, &self.open) {
            (_, None) => false,
            (Version::V1_2, Some((one, other, _))) => one == source && other == target,
            (Version::V2_0, Some((one, other, _))) => {
                // The head names one pair of languages; scripts may differ, each unit says its own.
                if one.primary() != source.primary() || other.primary() != target.primary() {
                    return Err(unfit(format!(
                        "XLIFF 2.0 holds one pair of languages: {one} and {other}, not {source} and {target}"
                    )));
                }
                true
            }
        };
        if same_languages
            && self
                .open
                .as_ref()
                .is_some_and(|(.., open)| open == document)
        {
            return Ok(());
        }
        let replaced = &mut self.written.replaced;
        let mut out = String::new();
        if self.open.is_some() {
            out.push_str(if self.version == Version::V1_2 {
                "</body>\n</file>\n"
            } else {
                "</file>\n"
            });
        }
        self.files += 1;
        let named = document.as_deref().map(|name| attribute(name, replaced));
        match self.version {
            Version::V1_2 => {
                if !self.begun {
                    out.push_str(HEAD_1);
                }
                let tool = env!("CARGO_PKG_VERSION");
                out.push_str(&format!(
                    "<file original=\"{}\" source-language=\"{source}\" target-language=\"{target}\" datatype=\"plaintext\">\n\
                     <header><tool tool-id=\"bitext\" tool-name=\"bitext\" tool-version=\"{tool}\"/></header>\n<body>\n",
                    named.unwrap_or_default()
                ));
            }
            Version::V2_0 => {
                if !self.begun {
                    out.push_str(&head_2(source, target));
                }
                let original = named
                    .map(|name| format!(" original=\"{name}\""))
                    .unwrap_or_default();
                out.push_str(&format!("<file id=\"f{}\"{original}>\n", self.files));
            }
        }
        // The languages of the head stay those of the first unit.
        let languages = match (self.version, self.open.take()) {
            (Version::V2_0, Some((one, other, _))) => (one, other),
            _ => (source.clone(), target.clone()),
        };
        self.open = Some((languages.0, languages.1, document.clone()));
        self.begun = true;
        self.writer.write_all(out.as_bytes())
    }

    fn unit_1(&mut self, unit: &Unit) -> String {
        let mut losses = Losses::default();
        let number = self.written.units + 1;
        let mut out = format!("<trans-unit id=\"{number}\"");
        if let Some(id) = &unit.id {
            out.push_str(&format!(
                " resname=\"{}\"",
                attribute(id, &mut losses.replaced)
            ));
        }
        if unit.status == Status::Confirmed {
            out.push_str(" approved=\"yes\"");
        }
        out.push_str(" xml:space=\"preserve\">\n<source>");
        write_1(&unit.source.content, &mut out, &mut losses);
        out.push_str("</source>\n");
        if !unit.target.content.is_empty() {
            let state = match unit.status {
                Status::Automatic => "state=\"needs-review-translation\"",
                Status::Confirmed => "state=\"final\"",
                Status::Rejected => {
                    "state=\"needs-translation\" state-qualifier=\"rejected-inaccurate\""
                }
            };
            out.push_str(&format!("<target {state}>"));
            write_1(&unit.target.content, &mut out, &mut losses);
            out.push_str("</target>\n");
        }
        out.push_str(&format!("<prop-group name=\"{GROUP}\">\n"));
        for (name, value) in details(unit) {
            let name = attribute(&name, &mut losses.replaced);
            let value = text(&value, &mut losses.replaced);
            out.push_str(&format!("<prop prop-type=\"{name}\">{value}</prop>\n"));
        }
        out.push_str("</prop-group>\n");
        for note in &unit.notes {
            out.push_str(&format!(
                "<note>{}</note>\n",
                text(note, &mut losses.replaced)
            ));
        }
        out.push_str("</trans-unit>\n");
        self.count(&losses);
        out
    }

    fn unit_2(&mut self, unit: &Unit) -> String {
        let mut losses = Losses::default();
        let number = self.written.units + 1;
        let mut out = format!("<unit id=\"u{number}\"");
        if let Some(id) = &unit.id {
            out.push_str(&format!(
                " name=\"{}\"",
                attribute(id, &mut losses.replaced)
            ));
        }
        out.push_str(&format!(
            ">\n<mda:metadata>\n<mda:metaGroup category=\"{GROUP}\">\n"
        ));
        let head = self.open.as_ref();
        let languages = [
            (
                "source-language",
                &unit.source.language,
                head.map(|(source, ..)| source),
            ),
            (
                "target-language",
                &unit.target.language,
                head.map(|(_, target, _)| target),
            ),
        ];
        let own = languages
            .into_iter()
            .filter(|(_, tag, head)| Some(*tag) != *head);
        let own = own.map(|(name, tag, _)| (format!("{PREFIX}{name}"), tag.to_string()));
        for (name, value) in details(unit).into_iter().chain(own) {
            // Characters of texts are written as they are in this version.
            if name
                .strip_prefix(PREFIX)
                .is_some_and(|name| name.ends_with("-characters"))
            {
                continue;
            }
            let name = attribute(&name, &mut losses.replaced);
            let value = text(&value, &mut losses.replaced);
            out.push_str(&format!("<mda:meta type=\"{name}\">{value}</mda:meta>\n"));
        }
        out.push_str("</mda:metaGroup>\n</mda:metadata>\n");
        if !unit.notes.is_empty() {
            out.push_str("<notes>\n");
            for note in &unit.notes {
                out.push_str(&format!(
                    "<note>{}</note>\n",
                    text(note, &mut losses.replaced)
                ));
            }
            out.push_str("</notes>\n");
        }
        let mut data = Vec::new();
        let (mut source, mut target) = (String::new(), String::new());
        write_2(&unit.source.content, &mut source, &mut data, &mut losses);
        write_2(&unit.target.content, &mut target, &mut data, &mut losses);
        if !data.is_empty() {
            out.push_str("<originalData>\n");
            for (place, code) in data.iter().enumerate() {
                out.push_str(&format!("<data id=\"d{}\">", place + 1));
                text_2(code, &mut out);
                out.push_str("</data>\n");
            }
            out.push_str("</originalData>\n");
        }
        let state = match (unit.target.content.is_empty(), unit.status) {
            (true, _) => "state=\"initial\"",
            (false, Status::Automatic) => "state=\"translated\"",
            (false, Status::Confirmed) => "state=\"final\"",
            (false, Status::Rejected) => "state=\"initial\" subState=\"bitext:rejected\"",
        };
        out.push_str(&format!(
            "<segment id=\"s1\" {state}>\n<source xml:space=\"preserve\">{source}</source>\n"
        ));
        if !unit.target.content.is_empty() {
            out.push_str(&format!(
                "<target xml:space=\"preserve\">{target}</target>\n"
            ));
        }
        out.push_str("</segment>\n</unit>\n");
        self.count(&losses);
        out
    }

    fn count(&mut self, losses: &Losses) {
        self.written.units += 1;
        self.written.replaced += losses.replaced;
        self.written.codes += losses.codes;
    }
}

const HEAD_1: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n";

fn head_2(source: &LanguageTag, target: &LanguageTag) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff version=\"2.0\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
         xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" srcLang=\"{source}\" trgLang=\"{target}\">\n"
    )
}

fn details(unit: &Unit) -> Vec<Detail> {
    let mut details = details::administrative(unit);
    details.extend(details::common(unit));
    details
}

impl<W: Write> UnitWriter for Writer<W> {
    fn write(&mut self, unit: &Unit) -> io::Result<()> {
        if unit.source.is_blank() {
            self.written.leave_out(unit);
            return Ok(());
        }
        self.open(unit)?;
        let out = match self.version {
            Version::V1_2 => self.unit_1(unit),
            Version::V2_0 => self.unit_2(unit),
        };
        self.writer.write_all(out.as_bytes())
    }

    fn finish(&mut self) -> io::Result<Written> {
        let end = match (self.version, self.begun) {
            (Version::V1_2, true) => "</body>\n</file>\n</xliff>\n".to_owned(),
            (Version::V2_0, true) => "</file>\n</xliff>\n".to_owned(),
            // A file without units: both versions ask for a file element all the same.
            (Version::V1_2, false) => format!(
                "{HEAD_1}<file original=\"\" source-language=\"en\" target-language=\"zh\" datatype=\"plaintext\"><body/></file>\n</xliff>\n"
            ),
            (Version::V2_0, false) => {
                let tag = |lang| LanguageTag::new(lang, None);
                let head = head_2(
                    &tag(crate::lang::Lang::English),
                    &tag(crate::lang::Lang::Chinese),
                );
                format!("{head}<file id=\"f1\"/>\n</xliff>\n")
            }
        };
        self.writer.write_all(end.as_bytes())?;
        self.writer.flush()?;
        Ok(self.written)
    }
}
