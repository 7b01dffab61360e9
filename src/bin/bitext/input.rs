//! Opening inputs: files or standard input, packed or not.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use bitext::format::{Bounded, unpack::unpack};

use crate::{failure::Failure, progress, units};

/// Whether standard input has been taken: it can be read once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Opens a file, or standard input for `-`, and unpacks it if it is packed.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    let raw: Box<dyn BufRead> = if path == Path::new("-") {
        if TAKEN.swap(true, Ordering::Relaxed) {
            let message = "standard input can be read once, and - stands for it twice";
            return Err(Failure::Usage(message.to_owned()).hint("name a file for one of them"));
        }
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
    unpack(raw).map_err(|error| units::unreadable(path, error))
}

/// Reads a UTF-8 text from a file, or from standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    read_within(path, None)
}

/// [`read`] of a text of at most so many bytes, unpacked; no more of it is held in memory.
fn read_within(path: &Path, most: Option<usize>) -> Result<String, Failure> {
    let most = most.map_or(u64::MAX, |most| most as u64);
    let mut bytes = Vec::new();
    let read = Bounded::new(open(path)?, most).read_to_end(&mut bytes);
    read.map_err(|error| units::unreadable(path, error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error
            .as_bytes()
            .iter()
            .take(at)
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        let message = format!("{}: line {line}, byte {at}: expected UTF-8", path.display());
        let hint = format!(
            "convert it first, such as: iconv -f GB18030 -t UTF-8 {}",
            path.display()
        );
        Failure::BadInput(message).hint(&hint)
    })
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
    Ok((read_within(source, most)?, read_within(target, most)?))
}
