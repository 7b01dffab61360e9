//! Reading files of units, and texts that indices point into.

use std::{
    io::BufRead,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use bitext::{
    format::{
        Beside, FileType, FormatError, Languages, ReadOptions, UnitReader, beads, ces, columns,
        ladder, moses,
    },
    memory::{LanguageTag, Place, Side, Unit},
    text,
};
use clap::Args;

use super::{UnitFormat, format_hint};
use crate::{
    count::{counted, verb},
    decoding::{EncodingArguments, decoded, unreadable},
    failure::{Failure, warn},
    input, numbers,
};

/// How to read a file of units.
#[derive(Clone, Debug, Args)]
pub(crate) struct InputArguments {
    /// The format of the input; found out by its name and content if not given.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) from: Option<UnitFormat>,
    #[command(flatten)]
    pub(crate) decoding: DecodingArguments,
    /// The language of the source, such as en or zh-Hant: which texts of a file with several are taken, and what those
    /// of a file without names of languages are in.
    #[arg(long, value_name = "TAG")]
    pub(crate) source_language: Option<LanguageTag>,
    /// The language of the target.
    #[arg(long, value_name = "TAG")]
    pub(crate) target_language: Option<LanguageTag>,
    /// How deep the elements of an XML file may nest.
    #[arg(long, value_name = "N", default_value_t = ReadOptions::NESTING, value_parser = numbers::at_least_one::<usize>)]
    pub(crate) max_nesting: usize,
    /// The second file of Moses, the input being the first; or the two texts, one segment a line, that beads, a ladder
    /// or cesAlign point into (given twice).
    #[arg(long = "with", value_name = "FILE")]
    pub(crate) with: Vec<PathBuf>,
    /// Whether a table without the columns of units is one of terms: where a term base is written.
    #[arg(skip)]
    pub(crate) tables_are_terms: bool,
    /// What the file that was read last holds beside its units; its header is known with the first of them.
    #[arg(skip)]
    pub(crate) beside: SharedBeside,
}

/// What a file holds beside its units: told by who reads it to who writes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct SharedBeside(Arc<Mutex<Beside>>);

impl SharedBeside {
    pub(crate) fn get(&self) -> Beside {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, beside: Beside) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = beside;
    }
}

/// Says what of a file is in none of its units, and so neither in what is made of them; `to` is the format that is written,
/// `None` a store.
pub(crate) fn tell_beside(path: &Path, beside: &Beside, to: Option<UnitFormat>) {
    let path = path.display();
    if !beside.languages.is_empty() {
        let languages: Vec<String> = (beside.languages.iter())
            .map(|(language, count)| format!("{language} ({count})"))
            .collect();
        warn(&format!(
            "{path}: texts in other languages were left out: {}",
            languages.join(", ")
        ));
    }
    let (notes, properties) = (beside.notes.len(), beside.properties.len());
    if to != Some(UnitFormat::Tmx) && notes + properties > 0 {
        let parts = [(notes, "note"), (properties, "property")];
        let parts: Vec<String> = (parts.into_iter())
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| counted(count, noun))
            .collect();
        warn(&format!(
            "{path}: {} of the header {} left out",
            parts.join(" and "),
            verb(notes + properties, "was", "were")
        ));
    }
    if beside.several > 0 {
        warn(&format!(
            "{path}: {} {} one of the languages several times and became several units; from the second on they are named \
             by the name of the entry and a number, such as 7-2",
            counted(beside.several, "entry"),
            verb(beside.several, "has", "have")
        ));
    }
}

/// How to make text of the bytes of a file of units.
#[derive(Clone, Debug, Args)]
pub(crate) struct DecodingArguments {
    #[command(flatten)]
    pub(crate) encoding: EncodingArguments,
    /// Refuse files of more than N bytes, unpacked.
    #[arg(long, value_name = "N", value_parser = numbers::at_least_one::<u64>)]
    pub(crate) max_bytes: Option<u64>,
}

/// Calls `each` for every unit of a file, with its number from 1; says how many entries had not both languages.
pub(crate) fn read(
    path: &Path,
    arguments: &InputArguments,
    each: &mut dyn FnMut(usize, Unit) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    read_from(open(path, &arguments.decoding)?, path, arguments, each)
}

/// [`read`] of what is open already; `path` is what it is called.
pub(crate) fn read_from(
    file: Box<dyn BufRead>,
    path: &Path,
    arguments: &InputArguments,
    each: &mut dyn FnMut(usize, Unit) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    let mut source = source(file, path, arguments)?;
    let mut number = 0;
    arguments.beside.set(Beside::default());
    while let Some(unit) = source.next_unit(path) {
        number += 1;
        if number == 1 {
            arguments.beside.set(source.beside());
        }
        each(number, unit?)?;
    }
    arguments.beside.set(source.beside());
    Ok(match source {
        Source::Reader(reader) => reader.left_out(),
        Source::Units(_) => 0,
    })
}

/// The units of a file, one after another.
pub(crate) fn iterate(
    path: &Path,
    arguments: &InputArguments,
) -> Result<impl Iterator<Item = Result<Unit, Failure>>, Failure> {
    let mut source = source(open(path, &arguments.decoding)?, path, arguments)?;
    let (path, beside) = (path.to_owned(), arguments.beside.clone());
    beside.set(Beside::default());
    Ok(std::iter::from_fn(move || {
        let next = source.next_unit(&path);
        if next.is_none() {
            beside.set(source.beside());
        }
        next
    }))
}

enum Source {
    Reader(Box<dyn UnitReader>),
    Units(std::vec::IntoIter<Unit>),
}

impl Source {
    fn next_unit(&mut self, path: &Path) -> Option<Result<Unit, Failure>> {
        match self {
            Self::Reader(reader) => Some(reader.next()?.map_err(|error| malformed(path, error))),
            Self::Units(units) => units.next().map(Ok),
        }
    }

    fn beside(&self) -> Beside {
        match self {
            Self::Reader(reader) => reader.beside(),
            Self::Units(_) => Beside::default(),
        }
    }
}

fn source(
    mut file: Box<dyn BufRead>,
    path: &Path,
    arguments: &InputArguments,
) -> Result<Source, Failure> {
    let mut options = ReadOptions::new(
        arguments.source_language.clone(),
        arguments.target_language.clone(),
    );
    options.nesting = arguments.max_nesting;
    if input::begins_corrections(&beginning(&mut file, path)?) {
        let found = input::CORRECTIONS;
        return Err(no_units_in(path, found.what).hint(found.hint));
    }
    let named = arguments.from.or_else(|| UnitFormat::of_path(path));
    if arguments.from.is_none() && (named.is_none() || units_are_doubtful(path)) {
        let start = beginning(&mut file, path)?;
        if let Some(found) = no_units(&start) {
            return Err(no_units_in(path, found).hint(NO_UNITS));
        }
    }
    let mut format = match named {
        Some(format) => format,
        None => {
            let start = beginning(&mut file, path)?;
            match FileType::detect(&start) {
                Some(file_type) => UnitFormat::of_type(file_type),
                None if start.contains('\t') => UnitFormat::Tsv,
                None => {
                    let message = format!("{}: cannot tell the format", path.display());
                    return Err(Failure::Usage(message).hint(&format_hint(path, "--from")));
                }
            }
        }
    };
    if arguments.tables_are_terms
        && arguments.from.is_none()
        && format == UnitFormat::Tsv
        && !columns::is_header(
            beginning(&mut file, path)?
                .lines()
                .next()
                .unwrap_or_default(),
        )
    {
        format = UnitFormat::Glossary;
    }
    Ok(match (format.file_type(), format) {
        (Some(file_type), _) => {
            let reader = file_type.reader(file, options);
            Source::Reader(
                reader.ok_or_else(|| Failure::Usage("this format cannot be read".to_owned()))?,
            )
        }
        (None, UnitFormat::Moses) => {
            let [second] = arguments.with.as_slice() else {
                return Err(Failure::Usage(
                    "Moses is two files: name the second by --with FILE".to_owned(),
                ));
            };
            let second = open(second, &arguments.decoding)?;
            Source::Reader(Box::new(moses::Reader::new(file, second, &options)))
        }
        (None, _) => {
            let beads = indices(path, format, file)?;
            Source::Units(joined(&beads, arguments, &options)?.into_iter())
        }
    })
}

/// What to do about a text where units are expected.
const NO_UNITS: &str =
    "two texts become units by bitext align SOURCE TARGET -o memory.tmx; --from names a format";

fn no_units_in(path: &Path, found: &str) -> Failure {
    Failure::BadInput(format!(
        "{}: expected translation units, such as TMX, XLIFF, JSON lines, or lines of two texts with a tab between \
         them; found {found}",
        path.display()
    ))
}

/// A file none of whose entries has both languages: it makes an empty memory, and nothing in it can be wrong.
pub(crate) fn one_language(path: &Path, left_out: usize) -> Failure {
    let failure = Failure::BadInput(format!(
        "{}: expected units with both languages, found none among {}",
        path.display(),
        counted(left_out, "entry")
    ));
    failure.hint(match UnitFormat::of_path(path) {
        Some(UnitFormat::Srt) => {
            "two files of subtitles are aligned: bitext align A.srt B.srt -o memory.tmx"
        }
        _ => "--source-language and --target-language say which texts are taken",
    })
}

/// Whether the name of a file tells little: any text may end so.
fn units_are_doubtful(path: &Path) -> bool {
    super::ending(path).is_some_and(|ending| ending == "txt")
}

/// What a file is that begins so and holds no units.
fn no_units(start: &str) -> Option<&'static str> {
    if start.contains('\0') {
        return Some("a file that is no text");
    }
    // A line that is cut off may have its tab behind the cut.
    let is_line = start.lines().nth(1).is_some() || start.len() < BEGINNING;
    let is_plain = FileType::detect(start).is_none() && !start.contains('\t');
    (is_plain && is_line && !start.trim().is_empty()).then_some("plain text")
}

/// How many bytes of a file are looked at to tell what it is.
const BEGINNING: usize = 4096;

/// How a file begins: some kilobytes, without taking them off.
fn beginning(file: &mut dyn BufRead, path: &Path) -> Result<String, Failure> {
    let start = file.fill_buf().map_err(|error| unreadable(path, error))?;
    Ok(String::from_utf8_lossy(start.get(..BEGINNING).unwrap_or(start)).into_owned())
}

pub(crate) fn open(
    path: &Path,
    arguments: &DecodingArguments,
) -> Result<Box<dyn BufRead>, Failure> {
    let most = arguments.max_bytes.unwrap_or(u64::MAX);
    let encoding = arguments.encoding.one()?;
    let mut file = input::open(path)?;
    let start = file.fill_buf().map_err(|error| unreadable(path, error))?;
    if let Some(document) = input::document(start) {
        let hint = match document.what {
            input::STORE => document.hint,
            _ => NO_UNITS,
        };
        return Err(no_units_in(path, document.what).hint(hint));
    }
    decoded(file, path, most, encoding)
}

pub(crate) fn malformed(path: &Path, error: FormatError) -> Failure {
    match error.in_file(path) {
        FormatError::Io(error) => unreadable(path, error),
        error => Failure::BadInput(error.to_string()),
    }
}

/// Beads of a file of indices.
fn indices(
    path: &Path,
    format: UnitFormat,
    mut file: Box<dyn BufRead>,
) -> Result<Vec<beads::IndexBead>, Failure> {
    if format == UnitFormat::Ces {
        let mut beads = Vec::new();
        for link in ces::Reader::new(file) {
            let link = link.map_err(|error| malformed(path, error))?;
            let bead = link.bead().ok_or_else(|| {
                let names = format!("{:?} {:?}", link.source, link.target);
                Failure::BadInput(format!(
                    "{}: expected names of sentences that end in numbers from 1, found {names}",
                    path.display()
                ))
            })?;
            beads.push(bead);
        }
        return Ok(beads);
    }
    let mut text = String::new();
    file.read_to_string(&mut text)
        .map_err(|error| unreadable(path, error))?;
    if format == UnitFormat::Ladder {
        return ladder::read(&text).map_err(|error| malformed(path, error));
    }
    beads::read(&text).map_err(|error| Failure::BadInput(format!("{}: {error}", path.display())))
}

/// Units of beads and the texts they point into.
fn joined(
    beads: &[beads::IndexBead],
    arguments: &InputArguments,
    options: &ReadOptions,
) -> Result<Vec<Unit>, Failure> {
    let [source_path, target_path] = arguments.with.as_slice() else {
        let message = "indices point into two texts: name both, one segment a line, by --with SOURCE --with TARGET";
        return Err(Failure::Usage(message.to_owned()));
    };
    let encoding = arguments.decoding.encoding.one()?;
    let source = input::read_as(source_path, encoding)?;
    let target = input::read_as(target_path, encoding)?;
    let (source_lines, target_lines) = (text::lines(&source), text::lines(&target));
    let tags = Languages::new(options).of(&source, &target);
    let side = |tag: &LanguageTag, indices: &[usize], text: &str, lines: &[bitext::Span]| {
        let mut side = Side::new(tag.clone(), "");
        let mut places = Vec::new();
        for &index in indices {
            let line = lines
                .get(index)
                .map(|span| span.slice(text).trim())
                .ok_or(index)?;
            let last = side.content.text().chars().next_back();
            if last
                .zip(line.chars().next())
                .is_some_and(|(last, next)| last.is_ascii() || next.is_ascii())
            {
                side.content.push_str(" ");
            }
            let start = side.text().len();
            side.content.push_str(line);
            let mut place = Place::new(bitext::Span::new(start, side.text().len()));
            place.index = Some(index);
            places.push(place);
        }
        side.segments = places;
        Ok(side)
    };
    let unit = |bead: &beads::IndexBead| {
        let missing = |path: &Path, index: usize| {
            let line = index.saturating_add(1);
            Failure::BadInput(format!(
                "{}: expected a line {line}, which the input points to",
                path.display()
            ))
        };
        let source_side = side(&tags.0, &bead.source, &source, &source_lines)
            .map_err(|index| missing(source_path, index))?;
        let target_side = side(&tags.1, &bead.target, &target, &target_lines)
            .map_err(|index| missing(target_path, index))?;
        let mut unit = Unit::new(source_side, target_side);
        // Costs are not scores: only what can be one is taken for one.
        unit.score = bead
            .score
            .filter(|score| (0.0..=1.0).contains(score))
            .map(bitext::Score::new);
        Ok(unit)
    };
    beads.iter().map(unit).collect()
}
