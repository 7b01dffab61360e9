//! Opening inputs: files or standard input, packed or not.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, IsTerminal, Read},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use bitext::format::{srt, unpack::unpack};

use crate::{
    decoding::{self, EncodingArguments, FileEncoding},
    failure::{Failure, warn},
    progress, units,
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

/// Something that people take for a text.
pub(crate) struct Document {
    pub(crate) what: &'static str,
    /// What to do about it.
    pub(crate) hint: &'static str,
}

impl Document {
    const fn new(what: &'static str, hint: &'static str) -> Self {
        Self { what, hint }
    }

    fn no_text(&self, path: &Path) -> Failure {
        let message = format!(
            "{}: expected plain text, found {}",
            path.display(),
            self.what
        );
        Failure::BadInput(message).hint(self.hint)
    }
}

/// A store, which is read by an option of its own.
pub(crate) const STORE: &str = "a store";
const SAVE: &str = "save it as plain text (.txt)";
const ALIGNED: &str =
    "its pairs are aligned already: bitext check, bitext tm and bitext convert read it as it is";

/// What was decided in the page of a report, which is no text and holds no units.
pub(crate) const CORRECTIONS: Document = Document::new(
    "the corrections of an alignment",
    "they are kept when the texts are aligned again: bitext align SOURCE TARGET --pins FILE",
);

/// Whether a file begins as corrections do, whatever it is called.
pub(crate) fn begins_corrections(text: &str) -> bool {
    const START: &str = "{\"format\":\"bitext-corrections\"";
    let text = text.trim_start_matches('\u{feff}').chars();
    let written = text.filter(|c| !c.is_whitespace());
    written.take(START.len()).eq(START.chars())
}

/// How files begin that are no text.
const DOCUMENTS: [(&[u8], Document); 7] = [
    (
        b"PK\x03\x04",
        Document::new("a document of Word or another packed one", SAVE),
    ),
    (
        b"\xd0\xcf\x11\xe0",
        Document::new("a document of an old Word", SAVE),
    ),
    (b"%PDF-", Document::new("a PDF document", SAVE)),
    (b"{\\rtf", Document::new("a document in RTF", SAVE)),
    (
        b"SQLite format 3\0",
        Document::new(
            STORE,
            "--store STORE of bitext check and bitext tm reads it",
        ),
    ),
    (
        b"\x89PNG",
        Document::new("a picture", "its text must be typed"),
    ),
    (
        b"\xff\xd8\xff",
        Document::new("a picture", "its text must be typed"),
    ),
];

/// What document begins so, if it is one of those.
pub(crate) fn document(start: &[u8]) -> Option<&'static Document> {
    let mut known = DOCUMENTS.iter();
    known.find_map(|(begins, document)| start.starts_with(begins).then_some(document))
}

/// What markup a text is, if it begins so: tags and time codes are not what somebody wrote.
fn markup(text: &str) -> Option<Document> {
    /// How far the root element may be from the beginning.
    const HEAD: usize = 2048;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let begins = |with: &str| {
        let start = text.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if begins("WEBVTT") {
        return Some(Document::new("subtitles in WebVTT", "save them as .srt"));
    }
    if begins_corrections(text) {
        return Some(CORRECTIONS);
    }
    if begins("{\"") {
        let hint = "--jsonl answers them: bitext COMMAND --jsonl < FILE; bitext check and bitext tm read units of aligned text";
        return Some(Document::new("JSON records", hint));
    }
    let is_html = begins("<!doctype html") || begins("<html");
    if !(is_html || ["<?xml", "<tmx", "<xliff"].into_iter().any(begins)) {
        return None;
    }
    let head: String = text.chars().take(HEAD).collect();
    Some(if is_html || head.contains("<html") {
        Document::new("a page of HTML", SAVE)
    } else if head.contains("<tmx") {
        Document::new("a translation memory (TMX)", ALIGNED)
    } else if head.contains("<xliff") {
        Document::new("a translation job (XLIFF)", ALIGNED)
    } else {
        Document::new("XML", SAVE)
    })
}

/// Whether a file is one of subtitles by its name.
pub(crate) fn is_subtitles(path: &Path) -> bool {
    units::ending(path).is_some_and(|ending| ending == "srt")
}

/// Whether a text begins as subtitles do whatever they are called, with a number and the times of a cue.
fn begins_with_cue(text: &str) -> bool {
    let lines = text.trim_start_matches('\u{feff}').trim_start().lines();
    let mut lines = lines.take(2).map(str::trim);
    let is_number = |line: &str| line.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |time: &str| {
        let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b',' | b'.');
        time.contains(':') && time.bytes().all(is_part)
    };
    let times = |line: &str| {
        let (start, rest) = line.split_once("-->").unwrap_or_default();
        is_time(start.trim()) && rest.split_whitespace().next().is_some_and(is_time)
    };
    lines.next().is_some_and(is_number) && lines.next().is_some_and(times)
}

/// Reads what somebody wrote: of subtitles (SubRip) what is said, one cue a line; no markup.
pub(crate) fn written(
    path: &Path,
    encoding: FileEncoding<'_>,
    most: Option<usize>,
) -> Result<String, Failure> {
    let text = read_within(path, encoding, most)?;
    if is_subtitles(path) || begins_with_cue(&text) {
        return srt::text(text.as_bytes())
            .map_err(|error| Failure::BadInput(error.in_file(path).to_string()));
    }
    match markup(&text) {
        Some(found) => Err(found.no_text(path)),
        None => Ok(text),
    }
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
    if let Some(document) = document(start) {
        return Err(document.no_text(path));
    }
    // The mark of UTF-8 stays, since offsets into the text are offsets into the file.
    let is_marked = start.starts_with(MARK.as_bytes());
    let most = most.map_or(u64::MAX, |most| most as u64);
    let mut text = String::from(if is_marked { MARK } else { "" });
    let (file, encoding) = decoding::told_apart(file, path, most, encoding).map_err(unreadable)?;
    decoding::decoded(file, path, most, encoding)?
        .read_to_string(&mut text)
        .map_err(unreadable)?;
    Ok(text)
}

/// [`written`] of two texts in those encodings and of at most so many bytes; standard input can be only one of them.
pub(crate) fn read_both_within(
    source: &Path,
    target: &Path,
    encoding: &EncodingArguments,
    most: Option<usize>,
) -> Result<(String, String), Failure> {
    let [first, second] = encoding.both()?;
    let read = |first, second| {
        let text = written(source, first, most)?;
        Ok((text, written(target, second, most)?))
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
