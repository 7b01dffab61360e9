//! Opening inputs: files or standard input, packed or not.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, IsTerminal, Read},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use bitext::format::unpack::unpack;

use crate::{
    decoding::{self, EncodingArguments, FileEncoding},
    failure::{Failure, warn},
    progress,
};

/// Whether standard input has been taken: it can be read once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Opens a file, or standard input for `-`, and unpacks it if it is packed.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    let raw: Box<dyn BufRead> = if path == Path::new("-") {
        if TAKEN.swap(true, Ordering::Relaxed) {
            let message = "standard input can be read once, and - stands for it twice";
            return Err(Failure::Usage(message.to_owned()).hint("name a file for one of them"));
        }
        remark_terminal();
        Box::new(BufReader::new(io::stdin()))
    } else {
        let unreadable = |error| Failure::unreadable(path, &error);
        let file = File::open(path).map_err(unreadable)?;
        let size = file
            .metadata()
            .map_or(0, |it| if it.is_file() { it.len() } else { 0 });
        Box::new(BufReader::with_capacity(
            1 << 16,
            progress::counted(file, size),
        ))
    };
    unpack(raw).map_err(|error| decoding::unreadable(path, error))
}

/// Whether it is a file that can be read again from its beginning, as a pipe cannot.
pub(crate) fn is_readable_twice(path: &Path) -> bool {
    path != Path::new("-") && fs::metadata(path).is_ok_and(|it| it.is_file())
}

/// Says what the program waits for, where nothing but a person can give it.
pub(crate) fn remark_terminal() {
    if io::stdin().is_terminal() {
        let end = if cfg!(windows) { "Ctrl-Z" } else { "Ctrl-D" };
        warn(&format!(
            "reading what you type, up to {end} on a line of its own"
        ));
    }
}

/// Reads a text that is UTF-8, or UTF-16 as its first bytes show, from a file, or from standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    read_as(path, FileEncoding::default())
}

/// [`read`] of a text in that encoding.
pub(crate) fn read_as(path: &Path, encoding: FileEncoding<'_>) -> Result<String, Failure> {
    read_within(path, encoding, None)
}

/// How documents begin that people take for texts.
const DOCUMENTS: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "a document of Word or another packed one"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Word"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a document in RTF"),
];

/// What document begins so, if it is one of those.
pub(crate) fn document(start: &[u8]) -> Option<&'static str> {
    let mut known = DOCUMENTS.into_iter();
    known.find_map(|(begins, what)| start.starts_with(begins).then_some(what))
}

/// [`read_as`] of a text of at most so many bytes, unpacked; no more of it is held in memory.
fn read_within(
    path: &Path,
    encoding: FileEncoding<'_>,
    most: Option<usize>,
) -> Result<String, Failure> {
    const MARK: &str = "\u{feff}";
    let mut file = open(path)?;
    let unreadable = |error| encoding.unreadable(path, error);
    let start = file.fill_buf().map_err(unreadable)?;
    if let Some(what) = document(start) {
        let message = format!("{}: expected plain text, found {what}", path.display());
        return Err(Failure::BadInput(message).hint("save it as plain text (.txt)"));
    }
    // The mark of UTF-8 stays, since offsets into the text are offsets into the file.
    let is_marked = start.starts_with(MARK.as_bytes());
    let most = most.map_or(u64::MAX, |most| most as u64);
    let mut text = String::from(if is_marked { MARK } else { "" });
    decoding::decoded(file, path, most, encoding)?
        .read_to_string(&mut text)
        .map_err(unreadable)?;
    Ok(text)
}

/// Reads two texts in those encodings and of at most so many bytes; standard input can be only one of them.
pub(crate) fn read_both_within(
    source: &Path,
    target: &Path,
    encoding: &EncodingArguments,
    most: Option<usize>,
) -> Result<(String, String), Failure> {
    let [first, second] = encoding.both()?;
    let read = |first, second| {
        let text = read_within(source, first, most)?;
        Ok((text, read_within(target, second, most)?))
    };
    read(first, second).map_err(|failure: Failure| {
        let is_order = matches!(failure, Failure::BadInput(_))
            && first != second
            && is_readable_twice(source)
            && is_readable_twice(target)
            && read(second, first).is_ok();
        match encoding.swapped() {
            Some(swapped) if is_order => failure.instead(&format!(
                "the other way round both can be read: --encoding {swapped}, in the order of the texts"
            )),
            _ => failure,
        }
    })
}
