//! Files of units, read and written one unit at a time.

use std::{
    fs::File,
    hash::Hasher,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
};

use bitext::{
    format::{
        FileType, ReadOptions, UnitWriter,
        decode::{Decoder, Undecodable},
        unpack::unpack,
    },
    memory::{Input, Unit},
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

/// What stands for the content of a file: its name and a hash.
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

/// The units of a file, which may be packed and in another encoding than UTF-8. Its format is told by its first bytes, or
/// else by its name; tab-separated text where neither says.
///
/// `encoding` is needed for GB18030 and Big5 that do not declare themselves.
pub(crate) fn read(
    path: &Path,
    options: ReadOptions,
    encoding: Option<&str>,
) -> Result<Box<Input<'static>>, Failure> {
    let unreadable = |error: io::Error| Failure::unreadable(path, &error);
    let unpacked = unpack(BufReader::new(open(path)?)).map_err(unreadable)?;
    let decoder = Decoder::new(unpacked, encoding, Undecodable::Stop)
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let mut reader = BufReader::new(decoder);
    let start = reader
        .fill_buf()
        .map_err(|error| Failure::BadInput(format!("{}: {error}", path.display())))?;
    let start = String::from_utf8_lossy(start);
    let file_type = FileType::detect(&start)
        .or_else(|| ending(path))
        .unwrap_or(FileType::Tsv);
    let name = path.to_owned();
    let Some(units) = file_type.reader(reader, options) else {
        return Err(Failure::Usage(format!(
            "{}: this format is not read",
            path.display()
        )));
    };
    Ok(Box::new(units.map(move |unit| {
        unit.map_err(|error| error.in_file(&name).into())
    })))
}

/// The format that the ending of a name stands for, without that of a packed file.
fn ending(path: &Path) -> Option<FileType> {
    let name = path.file_name()?.to_str()?;
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(name);
    FileType::from_ending(name.rsplit_once('.')?.1)
}

/// Writes units in the format that the name of the file asks for; tab-separated text without a name.
pub(crate) struct Writer<'w>(Box<dyn UnitWriter + 'w>);

impl<'w> Writer<'w> {
    pub(crate) fn new(writer: &'w mut dyn Write, path: Option<&Path>) -> io::Result<Self> {
        let file_type = path.and_then(ending).unwrap_or(FileType::Tsv);
        let writer = file_type.writer(writer).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "this format is not written")
        })?;
        Ok(Self(writer))
    }

    pub(crate) fn write(&mut self, unit: &Unit) -> io::Result<()> {
        self.0.write(unit)
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.0.finish().map(drop)
    }
}
