//! Writing output that is whole or not there.

use std::{
    fs::{self, File, Permissions},
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{
    count::counted,
    everywhere,
    failure::{Failure, warn},
    packed::Packed,
};

/// Writes to `path`, or to standard output for `None` and `-`.
///
/// A file is first written under another name in the same folder and renamed when it is complete; it keeps the
/// permissions of the file it replaces, and a link goes on pointing at it. A file that is there and not empty is only
/// replaced with `--force`. What is no file, such as a device or a pipe, is written to directly. The endings `.gz` and
/// `.zst` pack what is written.
pub(crate) fn write(
    path: Option<&Path>,
    body: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let Some(path) = named(path) else {
        let mut writer = BufWriter::new(io::stdout().lock());
        let done = body(&mut writer).and_then(|()| writer.flush());
        return done.map_err(|error| Failure::unwritable(Path::new("standard output"), &error));
    };
    let unwritable = |error| Failure::unwritable(path, &error);
    let mut place = Place::open(path)?;
    body(&mut place.writer).map_err(unwritable)?;
    place.finish().map_err(unwritable)?.keep()
}

/// Writes several files, all of them or none.
pub(crate) fn write_all(files: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
    let mut whole = Vec::new();
    for (path, content) in files {
        let unwritable = |error| Failure::unwritable(path, &error);
        let mut place = Place::open(path)?;
        place.writer.write_all(content).map_err(unwritable)?;
        whole.push(place.finish().map_err(unwritable)?);
    }
    whole.into_iter().try_for_each(Whole::keep)
}

/// Says on a terminal what a file holds now: `count` of what, named in the singular. Silent in scripts and logs.
pub(crate) fn told(path: Option<&Path>, count: usize, what: &str) {
    if let Some(path) = named(path)
        && io::stderr().is_terminal()
    {
        warn(&format!(
            "wrote {}: {}",
            path.display(),
            counted(count, what)
        ));
    }
}

/// Fails if `path` could not be written in the end, so that nobody waits for work whose result has no place.
pub(crate) fn claim(path: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = named(path) else {
        return Ok(());
    };
    let unwritable = |error| Failure::unwritable(path, &error);
    match existing(path).map_err(unwritable)? {
        Some(old) if old.is_file() => refuse(path, &old),
        Some(old) if old.is_dir() => {
            let error = io::Error::from(io::ErrorKind::IsADirectory);
            Err(unwritable(error).hint("name a file in it"))
        }
        Some(_) => Ok(()),
        None => match fs::metadata(folder_of(path)) {
            Ok(_) => Ok(()),
            Err(error) => Err(unwritable(error).hint("make its folder first")),
        },
    }
}

/// Fails if `path` is one of the inputs, which would be lost.
pub(crate) fn apart<'p>(
    path: Option<&Path>,
    inputs: impl IntoIterator<Item = &'p Path>,
) -> Result<(), Failure> {
    let Some(path) = named(path).filter(|path| path.is_file()) else {
        return Ok(());
    };
    match inputs.into_iter().find(|input| is_same(input, path)) {
        Some(input) => {
            let message = format!("{}: is to be read and to be replaced", input.display());
            Err(Failure::Usage(message).hint("name another file for the output"))
        }
        None => Ok(()),
    }
}

/// Whether two names are those of one file, be it there or not.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    one == other || real(one).is_some_and(|one| real(other) == Some(one))
}

/// The path of a file, none for standard output.
pub(crate) fn named(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| *path != Path::new("-"))
}

fn existing(path: &Path) -> io::Result<Option<fs::Metadata>> {
    match fs::metadata(path) {
        Ok(old) => Ok(Some(old)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// An empty file may be replaced: programs make such to have a name of their own, and nothing is lost.
fn refuse(path: &Path, old: &fs::Metadata) -> Result<(), Failure> {
    if old.len() == 0 || everywhere::may_replace() {
        return Ok(());
    }
    Err(taken(path))
}

fn taken(path: &Path) -> Failure {
    let message = format!("cannot write {}: the file is there already", path.display());
    Failure::NoOutput(message).hint("--force replaces it")
}

fn folder_of(path: &Path) -> &Path {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// A file in the making.
struct Place {
    writer: Packed<BufWriter<Kind>>,
    /// As it was named.
    named: PathBuf,
}

enum Kind {
    /// What is no file is written to directly.
    Device(File),
    File {
        file: NamedTempFile,
        path: PathBuf,
        old: Option<Permissions>,
    },
}

impl Write for Kind {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Device(file) => file.write(bytes),
            Self::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Device(file) => file.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}

impl Place {
    fn open(path: &Path) -> Result<Self, Failure> {
        claim(Some(path))?;
        let kind = Kind::open(path).map_err(|error| Failure::unwritable(path, &error))?;
        Ok(Self {
            writer: Packed::new(BufWriter::new(kind), path),
            named: path.to_owned(),
        })
    }

    /// Completes the content, under its other name.
    fn finish(self) -> io::Result<Whole> {
        let kind = self.writer.finish()?;
        let kind = kind.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Kind::File { file, old, .. } = &kind {
            if let Some(old) = old {
                file.as_file().set_permissions(old.clone())?;
            }
            file.as_file().sync_all()?;
        }
        Ok(Whole {
            kind,
            named: self.named,
        })
    }
}

impl Kind {
    fn open(path: &Path) -> io::Result<Self> {
        let old = existing(path)?;
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            return Ok(Self::Device(File::options().write(true).open(path)?));
        }
        // The file itself, not the link that leads to it.
        let path: PathBuf = if old.is_some() {
            fs::canonicalize(path)?
        } else {
            path.to_owned()
        };
        Ok(Self::File {
            file: new_file(folder_of(&path))?,
            path,
            old: old.map(|old| old.permissions()),
        })
    }
}

/// A file that is complete but not yet in its place; dropped, it is gone.
struct Whole {
    kind: Kind,
    named: PathBuf,
}

impl Whole {
    /// Puts it in its place.
    fn keep(self) -> Result<(), Failure> {
        let Kind::File { file, path, old } = self.kind else {
            return Ok(());
        };
        // A file that came there in the meantime is not replaced either.
        let kept = if old.is_some() || everywhere::may_replace() {
            file.persist(&path)
        } else {
            file.persist_noclobber(&path)
        };
        match kept {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(taken(&self.named))
            }
            Err(error) => Err(Failure::unwritable(&self.named, &error.error)),
        }
    }
}

/// A file that is gone unless it is renamed, with the permissions that any new file has.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(0o666))
    };
    let made = builder.prefix(".bitext").tempfile_in(folder);
    // The name that the file has meanwhile is none that anybody gave.
    made.map_err(|error| match error.get_ref() {
        Some(_) => io::Error::from(error.kind()),
        None => error,
    })
}

/// Where neither COLUMNS nor a terminal says how wide it is.
const USUAL_WIDTH: usize = 100;

/// The number of columns to write for: those of COLUMNS, or of the terminal that standard output is, or a usual one.
pub(crate) fn width() -> usize {
    let told = std::env::var("COLUMNS").ok();
    let told = told.and_then(|columns| columns.parse().ok());
    let found = || {
        let size = terminal_size::terminal_size_of(io::stdout());
        size.map(|(width, _)| usize::from(width.0))
    };
    told.filter(|columns| *columns > 0)
        .or_else(found)
        .unwrap_or(USUAL_WIDTH)
}

/// Whether that output goes to a terminal.
pub(crate) fn is_terminal(path: Option<&Path>) -> bool {
    named(path).is_none() && io::stdout().is_terminal()
}
