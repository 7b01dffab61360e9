//! Files of units, read and written one unit at a time.

use std::{
    fs::File,
    hash::Hasher,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
};

use bitext::{
    Lang, detect,
    format::tsv::escaped,
    memory::{Input, LanguageTag, Side, Unit},
};

use crate::failure::Failure;

/// Fails if a file cannot be opened.
pub(crate) fn check(path: &Path) -> Result<(), Failure> {
    open(path).map(drop)
}

fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    Ok(Box::new(file))
}

/// What stands for the content of a file: its name, length and a hash.
pub(crate) fn fingerprint(path: &Path) -> Result<String, Failure> {
    if path == Path::new("-") {
        let message = "standard input cannot be read again: --commit-every needs a file";
        return Err(Failure::Usage(message.to_owned()));
    }
    let mut hasher = siphasher::sip::SipHasher13::new();
    let mut reader = BufReader::new(open(path)?);
    loop {
        let chunk = reader
            .fill_buf()
            .map_err(|error| Failure::unreadable(path, &error))?;
        if chunk.is_empty() {
            break;
        }
        hasher.write(chunk);
        let length = chunk.len();
        reader.consume(length);
    }
    Ok(format!("{} {:016x}", path.display(), hasher.finish()))
}

/// The units of a file.
pub(crate) fn read(
    path: &Path,
    languages: (Option<LanguageTag>, Option<LanguageTag>),
) -> Result<Box<Input<'static>>, Failure> {
    let name = path.display().to_string();
    let mut reader = BufReader::new(open(path)?);
    let mut number = 0_usize;
    Ok(Box::new(std::iter::from_fn(move || {
        let mut line = String::new();
        number += 1;
        match reader.read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(
                unit(line.trim_end_matches(['\r', '\n']), &languages).ok_or_else(|| {
                    format!("{name}: line {number}: expected two texts with a tab between them")
                        .into()
                }),
            ),
            Err(error) => Some(Err(format!("{name}: line {number}: {error}").into())),
        }
    })))
}

fn unit(line: &str, languages: &(Option<LanguageTag>, Option<LanguageTag>)) -> Option<Unit> {
    let mut columns = line.split('\t');
    let (source, target) = (columns.next()?, columns.next()?);
    let of = |text: &str| detect(text).language.lang();
    let source_lang = of(source)
        .or_else(|| of(target).map(Lang::other))
        .unwrap_or(Lang::English);
    let tag = |given: &Option<LanguageTag>, lang: Lang, text: &str| {
        let found = || LanguageTag::new(lang, detect(text).script);
        given.clone().unwrap_or_else(found)
    };
    Some(Unit::new(
        Side::new(tag(&languages.0, source_lang, source), source),
        Side::new(tag(&languages.1, source_lang.other(), target), target),
    ))
}

/// Writes units.
pub(crate) struct Writer<'w> {
    writer: &'w mut dyn Write,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(writer: &'w mut dyn Write, _: Option<&Path>) -> io::Result<Self> {
        Ok(Self { writer })
    }

    pub(crate) fn write(&mut self, unit: &Unit) -> io::Result<()> {
        let (source, target) = (escaped(unit.source.text()), escaped(unit.target.text()));
        writeln!(self.writer, "{source}\t{target}")
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        self.writer.flush()
    }
}
