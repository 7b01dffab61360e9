//! Reading whole texts.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use crate::failure::Failure;

/// Reads a UTF-8 text from a file, or from standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    let bytes = bytes.map_err(|error| Failure::unreadable(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        Failure::BadInput(format!(
            "{}: line {line}, byte {at}: expected UTF-8; convert the file first, for example with iconv",
            path.display()
        ))
    })
}

/// Reads two texts; standard input can be only one of them.
pub(crate) fn read_both(source: &Path, target: &Path) -> Result<(String, String), Failure> {
    if source == Path::new("-") && target == Path::new("-") {
        let message = "standard input can be read once: give a file for one of the two texts";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok((read(source)?, read(target)?))
}
