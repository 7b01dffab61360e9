//! Reading whole texts.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use bitext::format::Bounded;

use crate::failure::Failure;

/// Reads a UTF-8 text from a file, or from standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    read_within(path, None)
}

/// [`read`] of a text of at most so many bytes; no more of it is held in memory.
fn read_within(path: &Path, most: Option<usize>) -> Result<String, Failure> {
    let most = most.map_or(u64::MAX, |most| most as u64);
    let bytes = if path == Path::new("-") {
        bytes_of(io::stdin().lock(), most)
    } else {
        File::open(path).and_then(|file| bytes_of(BufReader::new(file), most))
    };
    let bytes = bytes.map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => Failure::BadInput(format!("{}: {error}", path.display())),
        _ => Failure::unreadable(path, &error),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        Failure::BadInput(format!(
            "{}: line {line}, byte {at}: expected UTF-8; convert the file first, for example with iconv",
            path.display()
        ))
    })
}

fn bytes_of(reader: impl BufRead, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    Bounded::new(reader, most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads two texts; standard input can be only one of them.
pub(crate) fn read_both(source: &Path, target: &Path) -> Result<(String, String), Failure> {
    read_both_within(source, target, None)
}

/// [`read_both`] of texts of at most so many bytes.
pub(crate) fn read_both_within(
    source: &Path,
    target: &Path,
    most: Option<usize>,
) -> Result<(String, String), Failure> {
    if source == Path::new("-") && target == Path::new("-") {
        let message = "standard input can be read once: give a file for one of the two texts";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok((read_within(source, most)?, read_within(target, most)?))
}
