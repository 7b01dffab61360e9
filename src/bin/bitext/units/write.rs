//! Writing files of units, whole or not at all.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use bitext::{
    check::{self, Finding, FindingKind, Verdict},
    format::{FileType, UnitWriter, Written, beads, ces, ladder, moses, tmx},
    memory::{LanguageTag, Side, Unit},
};

use super::{CodesArgument, SharedBeside, UnitFormat, format_hint, today};
use crate::{
    count::{counted, verb},
    failure::{Failure, warn},
    output,
};

/// Where units are written to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// The file, or the beginning of the names of two files; `None` is standard output.
    pub(crate) path: Option<PathBuf>,
    pub(crate) format: UnitFormat,
    /// Other names for languages: `zh-Hans` as `zh-CN`.
    pub(crate) names: Vec<(LanguageTag, LanguageTag)>,
    /// What becomes of units without a counterpart in TMX.
    pub(crate) unpaired: tmx::Unpaired,
    /// What becomes of inline codes in TMX; `None` if nobody said.
    pub(crate) codes: Option<CodesArgument>,
    /// What the file that the units come from holds beside them: TMX gets the notes and properties of its header.
    pub(crate) beside: SharedBeside,
    /// Where the units come from.
    pub(crate) origin: Origin,
}

/// Where units come from that are written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Units that were there before: what a format cannot hold of them is lost.
    Units,
    /// An alignment that was made just now: what it rests on was not there before, and nobody misses it in plain pairs.
    Alignment,
}

impl Target {
    /// The target of that path; the format by its name, or as given.
    pub(crate) fn new(path: Option<&Path>, format: Option<UnitFormat>) -> Result<Self, Failure> {
        let path = path.filter(|path| *path != Path::new("-"));
        let format = format.or_else(|| path.and_then(UnitFormat::of_path));
        let Some(format) = format else {
            let name = path.map_or("standard output".into(), |path| path.display().to_string());
            let hint = format_hint(path.unwrap_or(Path::new("-")), "--to");
            let message = format!("{name}: cannot tell the format by the name");
            return Err(Failure::Usage(message).hint(&hint));
        };
        Ok(Self {
            path: path.map(Path::to_owned),
            format,
            names: Vec::new(),
            unpaired: tmx::Unpaired::default(),
            codes: None,
            beside: SharedBeside::default(),
            origin: Origin::Units,
        })
    }

    /// [`Target::new`] for an alignment that was made just now.
    pub(crate) fn of_alignment(path: Option<&Path>, format: UnitFormat) -> Result<Self, Failure> {
        let mut target = Self::new(path, Some(format))?;
        target.origin = Origin::Alignment;
        Ok(target)
    }

    /// What writes units to `out`; `None` if the format is only read. What was read before the first unit is in the head.
    fn writer<'w>(
        &self,
        file_type: FileType,
        out: &'w mut dyn Write,
    ) -> Option<Box<dyn UnitWriter + 'w>> {
        if file_type != FileType::Tmx {
            return file_type.writer(out);
        }
        let beside = self.beside.get();
        let mut header = tmx::Header::default();
        header.created = Some(today());
        header.unpaired = self.unpaired;
        header.codes = self.codes.map(Into::into).unwrap_or_default();
        header.notes = beside.notes;
        header.properties = beside.properties;
        if !self.names.is_empty() {
            header.names = tmx::Names::AsGiven;
        }
        Some(Box::new(tmx::Writer::new(out, header)))
    }

    /// Writes what `body` gives; nothing is left of it if that fails.
    pub(crate) fn write(
        &self,
        body: impl FnOnce(&mut dyn FnMut(Unit) -> Result<(), Failure>) -> Result<(), Failure>,
    ) -> Result<Written, Failure> {
        if self.format == UnitFormat::Moses {
            return self.write_moses(body);
        }
        let path = self.path.as_deref();
        let mut done = Written::default();
        let shown = path.unwrap_or(Path::new("standard output"));
        whole(path, |out| {
            done = self.write_to(out, shown, body)?;
            Ok(())
        })?;
        report(shown, done, self.origin);
        if self.codes.is_none() && done.aside > 0 {
            warn(&format!(
                "{}: {} {} in properties, so that every program can read the texts; --codes inline puts codes into the \
                 texts",
                shown.display(),
                counted(done.aside, "inline code"),
                verb(done.aside, "stands", "stand")
            ));
        }
        output::told(path, done.units, "unit");
        Ok(done)
    }

    /// Writes what `body` gives to `out`, which is called `shown`.
    pub(crate) fn write_to(
        &self,
        out: &mut dyn Write,
        shown: &Path,
        body: impl FnOnce(&mut dyn FnMut(Unit) -> Result<(), Failure>) -> Result<(), Failure>,
    ) -> Result<Written, Failure> {
        let mut done = Written::default();
        if let Some(file_type) = self.format.file_type() {
            let only_read = || {
                Failure::Usage(format!(
                    "{}: this format is only read, not written; --to names another",
                    shown.display()
                ))
            };
            if file_type.writer(io::sink()).is_none() {
                return Err(only_read());
            }
            // The writer begins with the first unit: by then the head of what is read is known.
            let mut out = Some(out);
            let mut writer = None;
            let mut begun = || out.take().and_then(|out| self.writer(file_type, out));
            let names_languages = matches!(
                file_type,
                FileType::Tmx | FileType::Xliff | FileType::Xliff2 | FileType::Tbx
            );
            let mut foreign = Foreign::default();
            body(&mut |unit| {
                let unit = self.named(unit);
                if names_languages {
                    foreign.look(&unit);
                }
                if writer.is_none() {
                    writer = begun();
                }
                let writer = writer.as_mut().ok_or_else(only_read)?;
                writer
                    .write(&unit)
                    .map_err(|error| unwritable(shown, &error))
            })?;
            let mut writer = writer.or_else(begun).ok_or_else(only_read)?;
            done = writer.finish().map_err(|error| unwritable(shown, &error))?;
            foreign.report(shown);
        } else {
            let mut beads = Vec::new();
            let mut documents = None;
            body(&mut |unit| {
                documents.get_or_insert_with(|| unit.provenance.clone());
                beads.push(bead(&unit)?);
                Ok(())
            })?;
            let documents = documents.unwrap_or_default();
            let names = (
                documents.source_document.unwrap_or_default(),
                documents.target_document.unwrap_or_default(),
            );
            done.units = beads.len();
            write_beads(out, self.format, &beads, (&names.0, &names.1))
                .map_err(|error| unwritable(shown, &error))?;
        }
        Ok(done)
    }

    /// The unit with the names of languages that were asked for.
    fn named(&self, mut unit: Unit) -> Unit {
        for side in [&mut unit.source, &mut unit.target] {
            if let Some((_, name)) = self.names.iter().find(|(old, _)| *old == side.language) {
                side.language = name.clone();
            }
        }
        unit
    }

    fn write_moses(
        &self,
        body: impl FnOnce(&mut dyn FnMut(Unit) -> Result<(), Failure>) -> Result<(), Failure>,
    ) -> Result<Written, Failure> {
        let Some(prefix) = &self.path else {
            return Err(Failure::Usage(
                "Moses is two files: name the beginning of their names by -o PREFIX".to_owned(),
            ));
        };
        // The two files are called after the languages, which only the units tell: so the source waits in memory.
        let mut languages: Option<(String, String)> = None;
        let (mut source, mut target) = (Vec::new(), Vec::new());
        let mut writer = moses::Writer::new(&mut source, &mut target);
        body(&mut |unit| {
            let unit = self.named(unit);
            languages.get_or_insert_with(|| {
                (
                    unit.source.language.primary().to_owned(),
                    unit.target.language.primary().to_owned(),
                )
            });
            writer
                .write(&unit)
                .map_err(|error| unwritable(prefix, &error))
        })?;
        let done = writer
            .finish()
            .map_err(|error| unwritable(prefix, &error))?;
        let (one, other) = languages.unwrap_or(("src".to_owned(), "trg".to_owned()));
        let other = if one == other {
            "trg".to_owned()
        } else {
            other
        };
        let prefix_text = &*prefix.display().to_string();
        // `corpus.gz` stands for `corpus.en.gz` and `corpus.zh.gz`.
        let packing = [".gz", ".zst"]
            .into_iter()
            .find(|it| prefix_text.ends_with(it));
        let packing = packing.unwrap_or_default();
        let prefix_text = prefix_text.strip_suffix(packing).unwrap_or(prefix_text);
        let prefix_text = prefix_text.strip_suffix(".moses").unwrap_or(prefix_text);
        let path = |language: &str| PathBuf::from(format!("{prefix_text}.{language}{packing}"));
        let (one, other) = (path(&one), path(&other));
        output::write_all(&[(one.clone(), &source), (other.clone(), &target)])?;
        report(prefix, done, self.origin);
        output::told(Some(&one), done.units, "line");
        output::told(Some(&other), done.units, "line");
        Ok(done)
    }
}

/// What is written under the name of a language that it is surely not in.
#[derive(Debug, Default)]
struct Foreign {
    units: usize,
    count: usize,
    first: Option<(usize, String)>,
}

impl Foreign {
    fn look(&mut self, unit: &Unit) {
        self.units += 1;
        let wrong =
            |it: &Finding| it.kind == FindingKind::Language && it.verdict == Verdict::Differs;
        let Some(finding) = check::languages(unit).into_iter().find(wrong) else {
            return;
        };
        self.count += 1;
        self.first.get_or_insert((self.units, finding.message));
    }

    fn report(&self, path: &Path) {
        let Some((number, message)) = &self.first else {
            return;
        };
        let units = match self.count {
            1 => "1 unit holds".to_owned(),
            count => format!("{count} units hold"),
        };
        warn(&format!(
            "{}: {units} text in another language than the file says, the first is unit {number}: {message}; `bitext check` \
             lists them, --source-language and --target-language of `bitext convert` say what a file holds",
            path.display()
        ));
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::InvalidInput => Failure::BadInput(format!("{}: {error}", path.display())),
        _ => Failure::unwritable(path, error),
    }
}

/// What is said of things that are lost.
const UNFIT: &str = "that the format cannot hold";

/// Says what a format could not hold.
fn report(path: &Path, written: Written, origin: Origin) {
    for (count, noun, of, fate) in [
        (
            written.unpaired,
            "unit",
            "without a counterpart",
            "left out",
        ),
        (written.blank, "unit", "without any text", "left out"),
        (written.replaced, "character", UNFIT, "replaced"),
        (written.codes, "inline code", UNFIT, "left out"),
        (written.properties, "property", UNFIT, "left out"),
        (written.notes, "note", UNFIT, "left out"),
    ] {
        if count > 0 {
            let (counted, was) = (counted(count, noun), verb(count, "was", "were"));
            warn(&format!("{}: {counted} {of} {was} {fate}", path.display()));
        }
    }
    if origin == Origin::Alignment {
        return;
    }
    let lost: Vec<String> = [
        (written.evidence, "evidence"),
        (written.segments, "segments"),
        (written.documents, "names of documents"),
        (written.makers, "names of makers"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{what} of {}", counted(count, "unit")))
    .collect();
    if !lost.is_empty() {
        warn(&format!(
            "{}: left out, because the format cannot hold it: {}",
            path.display(),
            lost.join(", ")
        ));
    }
}

/// Writes as [`output::write`] does, with failures of any kind.
pub(crate) fn whole(
    path: Option<&Path>,
    body: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut failure = None;
    let done = output::write(path, |out| {
        body(out).map_err(|reason| {
            failure = Some(reason);
            io::Error::other("stopped")
        })
    });
    failure.map_or(done, Err)
}

fn bead(unit: &Unit) -> Result<beads::IndexBead, Failure> {
    let side = |side: &Side| -> Option<Vec<usize>> {
        if side.text().is_empty() && side.segments.is_empty() {
            return Some(Vec::new());
        }
        let indices: Vec<usize> = side
            .segments
            .iter()
            .map(|place| place.index)
            .collect::<Option<_>>()?;
        (!indices.is_empty()).then_some(indices)
    };
    let (Some(source), Some(target)) = (side(&unit.source), side(&unit.target)) else {
        let message =
            "the units do not say which segments of a document they are: indices cannot be written";
        return Err(Failure::BadInput(message.to_owned()));
    };
    let mut bead = beads::IndexBead::new(source, target);
    bead.score = unit.score.map(bitext::Score::value);
    Ok(bead)
}

fn write_beads(
    out: &mut dyn Write,
    format: UnitFormat,
    beads: &[beads::IndexBead],
    documents: (&str, &str),
) -> io::Result<()> {
    match format {
        UnitFormat::Ladder => ladder::write(out, beads),
        UnitFormat::Ces => ces::write(out, beads, documents),
        _ => beads.iter().try_for_each(|bead| {
            let score = bead
                .score
                .map(|score| format!(":{score:.6}"))
                .unwrap_or_default();
            writeln!(out, "{:?}:{:?}{score}", bead.source, bead.target)
        }),
    }
}
