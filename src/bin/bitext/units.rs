//! Files of units: opening them in whatever format, encoding and packing, and writing them whole or not at all.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

use bitext::{
    format::{
        Bounded, FileType, FormatError, ReadOptions, UnitReader, UnitWriter, Written, beads, ces,
        decode::{DecodeError, Decoder, Undecodable},
        ladder, moses, tmx,
        unpack::{Packing, unpack},
    },
    memory::{LanguageTag, Place, Side, Timestamp, Unit},
    text,
};
use clap::{Args, ValueEnum};

use crate::{failure::Failure, input, output};

/// A format of a file of units, as it is typed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitFormat {
    /// Translation memory exchange 1.4b; any version is read.
    Tmx,
    /// XLIFF 1.2; both versions are read.
    Xliff,
    /// XLIFF 2.0.
    Xliff2,
    /// Tab-separated text with a header.
    Tsv,
    /// One JSON object a line, everything kept.
    Jsonl,
    /// Two files, one segment a line.
    Moses,
    /// The tables of Bitextor and ParaCrawl.
    Paracrawl,
    /// Subtitles with both languages in each cue; only read.
    Srt,
    /// Index lists: `[0,1]:[2]:0.97`.
    Beads,
    /// The ladder of Hunalign.
    Ladder,
    /// The links of OPUS.
    Ces,
}

impl UnitFormat {
    const fn file_type(self) -> Option<FileType> {
        Some(match self {
            Self::Tmx => FileType::Tmx,
            Self::Xliff => FileType::Xliff,
            Self::Xliff2 => FileType::Xliff2,
            Self::Tsv => FileType::Tsv,
            Self::Jsonl => FileType::Jsonl,
            Self::Paracrawl => FileType::Paracrawl,
            Self::Srt => FileType::Srt,
            Self::Moses | Self::Beads | Self::Ladder | Self::Ces => return None,
        })
    }

    /// The format that the name of a file stands for.
    fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name
            .strip_suffix(".gz")
            .or_else(|| name.strip_suffix(".zst"))
            .unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending {
            "beads" | "path" => Self::Beads,
            "ladder" => Self::Ladder,
            "ces" => Self::Ces,
            "moses" => Self::Moses,
            _ => match FileType::from_ending(ending)? {
                FileType::Tmx => Self::Tmx,
                FileType::Xliff => Self::Xliff,
                FileType::Xliff2 => Self::Xliff2,
                FileType::Jsonl => Self::Jsonl,
                FileType::Paracrawl => Self::Paracrawl,
                FileType::Srt => Self::Srt,
                _ => Self::Tsv,
            },
        })
    }
}

/// How to read a file of units.
#[derive(Clone, Debug, Args)]
pub(crate) struct InputArguments {
    /// The format of the input; found out by its name and content if not given.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) from: Option<UnitFormat>,
    /// The encoding of the input, such as gb18030, big5 or utf-16; found out if the file shows it, else UTF-8.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Replace bytes that are no text in the encoding by U+FFFD and count them, instead of stopping.
    #[arg(long)]
    pub(crate) replace_undecodable: bool,
    /// The language of the source, such as en or zh-Hant: which texts of a file with several are taken, and what those
    /// of a file without names of languages are in.
    #[arg(long, value_name = "TAG")]
    pub(crate) source_language: Option<LanguageTag>,
    /// The language of the target.
    #[arg(long, value_name = "TAG")]
    pub(crate) target_language: Option<LanguageTag>,
    /// Refuse files of more than N bytes, unpacked.
    #[arg(long, value_name = "N")]
    pub(crate) max_bytes: Option<u64>,
    /// How deep the elements of an XML file may nest.
    #[arg(long, value_name = "N", default_value_t = ReadOptions::NESTING)]
    pub(crate) max_nesting: usize,
    /// The second file of Moses, the input being the first; or the two texts, one segment a line, that beads, a ladder
    /// or cesAlign point into (given twice).
    #[arg(long = "with", value_name = "FILE")]
    pub(crate) with: Vec<PathBuf>,
}

/// Calls `each` for every unit of a file, with its number from 1; says how many entries had not both languages.
pub(crate) fn read(
    path: &Path,
    arguments: &InputArguments,
    each: &mut dyn FnMut(usize, Unit) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    let mut source = source(path, arguments)?;
    let mut number = 0;
    while let Some(unit) = source.next_unit(path) {
        number += 1;
        each(number, unit?)?;
    }
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
    let mut source = source(path, arguments)?;
    let path = path.to_owned();
    Ok(std::iter::from_fn(move || source.next_unit(&path)))
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
}

fn source(path: &Path, arguments: &InputArguments) -> Result<Source, Failure> {
    let mut options = ReadOptions::new(
        arguments.source_language.clone(),
        arguments.target_language.clone(),
    );
    options.nesting = arguments.max_nesting;
    let mut file = open(path, arguments)?;
    let format = match arguments.from.or_else(|| UnitFormat::of_path(path)) {
        Some(format) => format,
        None => {
            let start = file.fill_buf().map_err(|error| unreadable(path, error))?;
            let start = String::from_utf8_lossy(start.get(..4096).unwrap_or(start)).into_owned();
            match FileType::detect(&start) {
                Some(FileType::Tmx) => UnitFormat::Tmx,
                Some(FileType::Xliff) => UnitFormat::Xliff,
                Some(FileType::Jsonl) => UnitFormat::Jsonl,
                Some(FileType::Paracrawl) => UnitFormat::Paracrawl,
                _ if start.contains('\t') => UnitFormat::Tsv,
                _ => {
                    let message = format!(
                        "{}: cannot tell the format; name it by --from",
                        path.display()
                    );
                    return Err(Failure::Usage(message));
                }
            }
        }
    };
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
            let second = open(second, arguments)?;
            Source::Reader(Box::new(moses::Reader::new(file, second, &options)))
        }
        (None, _) => {
            let beads = indices(path, format, file)?;
            Source::Units(joined(&beads, arguments, &options)?.into_iter())
        }
    })
}

fn open(path: &Path, arguments: &InputArguments) -> Result<Box<dyn BufRead>, Failure> {
    let raw: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    };
    let plain = unpack(raw).map_err(|error| unreadable(path, error))?;
    let plain = Bounded::new(plain, arguments.max_bytes.unwrap_or(u64::MAX));
    let undecodable = if arguments.replace_undecodable {
        Undecodable::Replace
    } else {
        Undecodable::Stop
    };
    let decoder = Decoder::new(plain, arguments.encoding.as_deref(), undecodable);
    let decoder = decoder.map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(Box::new(Reporting {
        decoder,
        path: path.to_owned(),
    }))
}

/// Says on standard error, at the end of a file, how much of it was replaced.
struct Reporting<R: BufRead> {
    decoder: Decoder<R>,
    path: PathBuf,
}

impl<R: BufRead> io::Read for Reporting<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.decoder.read(into)
    }
}

impl<R: BufRead> BufRead for Reporting<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.decoder.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.decoder.consume(amount);
    }
}

impl<R: BufRead> Drop for Reporting<R> {
    fn drop(&mut self) {
        let replaced = self.decoder.replaced();
        if replaced > 0 {
            note(&format!(
                "{}: {replaced} pieces that are no text were replaced by U+FFFD",
                self.path.display()
            ));
        }
    }
}

/// Says something that is no failure on standard error.
#[expect(
    clippy::print_stderr,
    reason = "what a person should know beside the data"
)]
pub(crate) fn note(message: &str) {
    eprintln!("bitext: {message}");
}

fn unreadable(path: &Path, error: io::Error) -> Failure {
    match error.kind() {
        // Packed or encoded badly: the file can be read, but makes no sense.
        io::ErrorKind::InvalidData
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::FileTooLarge => Failure::BadInput(format!("{}: {error}", path.display())),
        _ if error
            .get_ref()
            .is_some_and(|inner| inner.is::<DecodeError>()) =>
        {
            Failure::BadInput(format!("{}: {error}", path.display()))
        }
        _ => Failure::unreadable(path, &error),
    }
}

fn malformed(path: &Path, error: FormatError) -> Failure {
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
    let (source, target) = input::read_both(source_path, target_path)?;
    let (source_lines, target_lines) = (text::lines(&source), text::lines(&target));
    let tag = |given: &Option<LanguageTag>, text: &str| {
        let found = bitext::detect(text);
        let guess = || {
            found
                .language
                .lang()
                .map(|lang| LanguageTag::new(lang, found.script))
        };
        given
            .clone()
            .or_else(guess)
            .unwrap_or_else(LanguageTag::undetermined)
    };
    let tags = (tag(&options.source, &source), tag(&options.target, &target));
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

/// The moment that files are dated by: `SOURCE_DATE_EPOCH` if it is set, so that builds can be repeated, else now.
pub(crate) fn today() -> Timestamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok();
    fixed
        .and_then(|seconds| seconds.parse().ok())
        .map_or_else(Timestamp::now, Timestamp::from_unix)
}

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
}

impl Target {
    /// The target of that path; the format by its name, or as given.
    pub(crate) fn new(path: Option<&Path>, format: Option<UnitFormat>) -> Result<Self, Failure> {
        let path = path.filter(|path| *path != Path::new("-"));
        let format = format.or_else(|| path.and_then(UnitFormat::of_path));
        let Some(format) = format else {
            let name = path.map_or("standard output".into(), |path| path.display().to_string());
            return Err(Failure::Usage(format!(
                "{name}: cannot tell the format by the name; name it by --to"
            )));
        };
        Ok(Self {
            path: path.map(Path::to_owned),
            format,
            names: Vec::new(),
            unpaired: tmx::Unpaired::default(),
        })
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
            let mut packed = Packed::new(out, self.packing());
            if let Some(file_type) = self.format.file_type() {
                let mut writer: Box<dyn UnitWriter + '_> = match file_type {
                    FileType::Tmx => {
                        let mut header = tmx::Header::default();
                        header.created = Some(today());
                        header.unpaired = self.unpaired;
                        if !self.names.is_empty() {
                            header.names = tmx::Names::AsGiven;
                        }
                        Box::new(tmx::Writer::new(&mut packed, header))
                    }
                    _ => file_type.writer(&mut packed).ok_or_else(|| {
                        Failure::Usage("this format is only read, not written".to_owned())
                    })?,
                };
                body(&mut |unit| {
                    writer
                        .write(&self.named(unit))
                        .map_err(|error| unwritable(shown, &error))
                })?;
                done = writer.finish().map_err(|error| unwritable(shown, &error))?;
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
                write_beads(&mut packed, self.format, &beads, (&names.0, &names.1))
                    .map_err(|error| unwritable(shown, &error))?;
            }
            packed.finish().map_err(|error| unwritable(shown, &error))
        })?;
        report(shown, done);
        Ok(done)
    }

    fn packing(&self) -> Option<Packing> {
        let ending = self.path.as_deref()?.extension()?.to_str()?;
        Packing::from_ending(ending)
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
        let prefix_text = prefix.display().to_string();
        let prefix_text = prefix_text.strip_suffix(".moses").unwrap_or(&prefix_text);
        for (language, text) in [(one, &source), (other, &target)] {
            let path = PathBuf::from(format!("{prefix_text}.{language}"));
            output::write(Some(&path), |out| out.write_all(text))?;
        }
        report(prefix, done);
        Ok(done)
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::InvalidInput => Failure::BadInput(format!("{}: {error}", path.display())),
        _ => Failure::unwritable(path, error),
    }
}

/// Says what a format could not hold.
fn report(path: &Path, written: Written) {
    for (count, what) in [
        (
            written.unpaired,
            "units without a counterpart were left out",
        ),
        (
            written.replaced,
            "characters that the format cannot hold were replaced",
        ),
        (
            written.codes,
            "inline codes that the format cannot hold were left out",
        ),
    ] {
        if count > 0 {
            note(&format!("{}: {count} {what}", path.display()));
        }
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

/// Packs what is written.
enum Packed<'w> {
    Plain(&'w mut dyn Write),
    Gzip(flate2::write::GzEncoder<&'w mut dyn Write>),
    Zstandard(&'w mut dyn Write, Vec<u8>),
}

/// How much of a Zstandard file is one frame.
const FRAME: usize = 8 << 20;

impl<'w> Packed<'w> {
    fn new(out: &'w mut dyn Write, packing: Option<Packing>) -> Self {
        match packing {
            Some(Packing::Gzip) => Self::Gzip(flate2::write::GzEncoder::new(
                out,
                flate2::Compression::default(),
            )),
            Some(Packing::Zstandard) => Self::Zstandard(out, Vec::new()),
            _ => Self::Plain(out),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(_) => Ok(()),
            Self::Gzip(encoder) => encoder.finish().map(drop),
            Self::Zstandard(out, rest) => out.write_all(&frame(&rest)),
        }
    }
}

fn frame(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

impl Write for Packed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Zstandard(out, waiting) => {
                waiting.extend_from_slice(bytes);
                if waiting.len() >= FRAME {
                    out.write_all(&frame(waiting))?;
                    waiting.clear();
                }
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
