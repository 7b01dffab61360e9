//! Writing output that is whole or not there.

use std::{
    fs::{self, File},
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
};

use crate::failure::Failure;

/// Writes to `path`, or to standard output for `None` and `-`.
///
/// A file is first written under another name in the same folder and renamed when it is complete; it keeps the
/// permissions of the file it replaces, and a link goes on pointing at it. What is no file, such as a device or a pipe,
/// is written to directly.
pub(crate) fn write(
    path: Option<&Path>,
    body: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    match path.filter(|path| *path != Path::new("-")) {
        None => {
            let mut writer = BufWriter::new(io::stdout().lock());
            let done = body(&mut writer).and_then(|()| writer.flush());
            done.map_err(|error| Failure::unwritable(Path::new("standard output"), &error))
        }
        Some(path) => to_file(path, body).map_err(|error| Failure::unwritable(path, &error)),
    }
}

fn to_file(path: &Path, body: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let old = match fs::metadata(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        let mut writer = BufWriter::new(File::options().write(true).open(path)?);
        body(&mut writer)?;
        return writer.flush();
    }
    // The file itself, not the link that leads to it.
    let path: PathBuf = if old.is_some() {
        fs::canonicalize(path)?
    } else {
        path.to_owned()
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let file = new_file(folder.unwrap_or(Path::new(".")))?;
    let mut writer = BufWriter::new(file);
    body(&mut writer)?;
    let file = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// A file that is gone unless it is renamed, with the permissions that any new file has.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666))
    };
    builder.prefix(".bitext").tempfile_in(folder)
}

/// The number of columns of the terminal that standard output is; `None` if it is none.
pub(crate) fn terminal_width() -> Option<usize> {
    /// Where a terminal does not say how wide it is.
    const USUAL: usize = 100;
    io::stdout()
        .is_terminal()
        .then(|| terminal_size::terminal_size().map_or(USUAL, |(width, _)| usize::from(width.0)))
}
