//! `--encoding`: text files that are not UTF-8.

use std::{
    io::{self, BufRead, Cursor, Read},
    path::{Path, PathBuf},
    str::FromStr,
};

use bitext::format::{
    Bounded,
    decode::{DecodeError, Decoder, Undecodable},
};
use clap::Args;

use crate::failure::{Failure, warn};

/// What encoding files are in.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct EncodingArguments {
    /// The encoding of the text, such as gb18030, big5, utf-16 or windows-1252; UTF-8 and UTF-16 are found out, also of
    /// the second text where one name is given. Of two texts that differ both, in their order: gb18030,windows-1252.
    ///
    /// A byte order mark in the file counts more. Offsets in the output are those of the same text in UTF-8.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) encoding: Vec<EncodingName>,
    /// Replace bytes that are no text in the encoding by U+FFFD and count them, instead of stopping.
    #[arg(long)]
    pub(crate) replace_undecodable: bool,
}

/// A name that is one of an encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EncodingName(String);

impl FromStr for EncodingName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let probe = Decoder::new(io::empty(), Some(name), Undecodable::Stop);
        probe.map_err(|error| error.to_string())?;
        Ok(Self(name.to_owned()))
    }
}

/// The encoding of one file.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub(crate) struct FileEncoding<'a> {
    name: Option<&'a str>,
    undecodable: Undecodable,
    /// Whether the command line has an option that names it.
    is_asked_for: bool,
    /// Whether the name was given once for two texts, either of which may be UTF-8 all the same.
    is_of_either: bool,
}

impl EncodingArguments {
    /// The encoding of a command that reads one text, or several in one encoding.
    pub(crate) fn one(&self) -> Result<FileEncoding<'_>, Failure> {
        match self.encoding.as_slice() {
            [] => Ok(self.named(None)),
            [name] => Ok(self.named(Some(name))),
            _ => Err(self.too_many("one name")),
        }
    }

    /// The encodings of two texts: one for both, or one each.
    pub(crate) fn both(&self) -> Result<[FileEncoding<'_>; 2], Failure> {
        match self.encoding.as_slice() {
            [first, second] => Ok([self.named(Some(first)), self.named(Some(second))]),
            [] | [_] => self.one().map(|one| {
                let of_either = FileEncoding {
                    is_of_either: one.name.is_some_and(|name| !is_name_of_utf_8(name)),
                    ..one
                };
                [of_either, of_either]
            }),
            _ => Err(self.too_many("one name or two")),
        }
    }

    /// The two names as they would be typed the other way round.
    pub(crate) fn swapped(&self) -> Option<String> {
        match self.encoding.as_slice() {
            [first, second] => Some(format!("{},{}", second.0, first.0)),
            _ => None,
        }
    }

    fn named<'a>(&'a self, name: Option<&'a EncodingName>) -> FileEncoding<'a> {
        FileEncoding {
            name: name.map(|name| name.0.as_str()),
            undecodable: if self.replace_undecodable {
                Undecodable::Replace
            } else {
                Undecodable::Stop
            },
            is_asked_for: true,
            is_of_either: false,
        }
    }

    fn too_many(&self, expected: &str) -> Failure {
        let found = self.encoding.len();
        Failure::Usage(format!("--encoding: expected {expected}, found {found}"))
    }
}

/// A file of at most `most` bytes as UTF-8; a byte order mark is left out.
pub(crate) fn decoded(
    file: Box<dyn BufRead>,
    path: &Path,
    most: u64,
    encoding: FileEncoding<'_>,
) -> Result<Box<dyn BufRead>, Failure> {
    let plain = Bounded::new(file, most);
    let decoder = Decoder::new(plain, encoding.name, encoding.undecodable);
    let decoder = decoder.map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(Box::new(Reporting {
        decoder,
        path: path.to_owned(),
    }))
}

/// A file, and the encoding to read it in: UTF-8 where it is that, though another was named once for it and a second
/// text. Such a file makes other text in GB18030, mostly without an error: ’ turns into 鈥 and half of what follows.
///
/// A Chinese text in one of the encodings that are named is no UTF-8: its comma and its full stop would not be, nor most
/// of its characters.
pub(crate) fn told_apart<'a>(
    file: Box<dyn BufRead>,
    path: &Path,
    most: u64,
    encoding: FileEncoding<'a>,
) -> io::Result<(Box<dyn BufRead>, FileEncoding<'a>)> {
    let Some(name) = encoding.name.filter(|_| encoding.is_of_either) else {
        return Ok((file, encoding));
    };
    let mut bytes = Vec::new();
    Bounded::new(file, most).read_to_end(&mut bytes)?;
    // A byte order mark says the same without us.
    let is_utf_8 = !bytes.starts_with("\u{feff}".as_bytes())
        && !bytes.is_ascii()
        && !bytes.contains(&0)
        && std::str::from_utf8(&bytes).is_ok();
    let mut encoding = encoding;
    if is_utf_8 {
        warn(&format!(
            "{}: is UTF-8 and is read so, not as {name}; --encoding {name},{name} insists",
            path.display()
        ));
        encoding.name = Some("utf-8");
    }
    Ok((Box::new(Cursor::new(bytes)), encoding))
}

fn is_name_of_utf_8(name: &str) -> bool {
    ["utf-8", "utf8"]
        .iter()
        .any(|it| name.eq_ignore_ascii_case(it))
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
            warn(&format!(
                "{}: {replaced} pieces that are no text were replaced by U+FFFD",
                self.path.display()
            ));
        }
    }
}

impl FileEncoding<'_> {
    /// Why a text in it could not be read.
    pub(crate) fn unreadable(self, path: &Path, error: io::Error) -> Failure {
        if self.is_asked_for || !holds_undecodable(&error) {
            return unreadable(path, error);
        }
        let message = format!("{}: {error}", path.display());
        Failure::BadInput(message).hint("save it as UTF-8")
    }
}

fn holds_undecodable(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|inner| inner.is::<DecodeError>())
}

/// Why a file could not be read; where its encoding is the reason, with the option that mends it.
pub(crate) fn unreadable(path: &Path, error: io::Error) -> Failure {
    let undecodable = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<DecodeError>());
    if let Some(error) = undecodable {
        let failure = Failure::BadInput(format!("{}: {error}", path.display()));
        return failure.hint(&match error.likely {
            Some(name) => format!("it looks like {name}: --encoding {name} reads it so"),
            None => "--encoding names another; --replace-undecodable reads the rest".to_owned(),
        });
    }
    match error.kind() {
        // Packed badly: the file can be read, but makes no sense.
        io::ErrorKind::InvalidData
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::FileTooLarge => Failure::BadInput(format!("{}: {error}", path.display())),
        _ => Failure::unreadable(path, &error),
    }
}
