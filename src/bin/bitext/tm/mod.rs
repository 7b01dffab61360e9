//! `bitext tm`: work on translation memories.

pub(crate) mod args;
mod matches;
mod search;
mod sift;

use std::{
    fs::{self, File},
    hash::Hasher,
    io::{self, Write},
    ops::ControlFlow,
    path::Path,
};

use bitext::{
    format::tmx,
    memory::{SqliteStore, Stats, Store, StoreError, Unit, search::UnitId},
};
use serde_json::json;

use crate::{
    Outcome, Status,
    count::counted,
    failure::{Failure, warn},
    input, output, progress,
    units::{self, InputArguments, Target, UnitFormat},
};
use args::{
    CheckArguments, ExportArguments, ImportArguments, IntegrityArguments, TmArguments, TmCommand,
};

pub(crate) fn run(arguments: &TmArguments) -> Outcome {
    match &arguments.command {
        TmCommand::Import(arguments) => import(arguments),
        TmCommand::Export(arguments) => export(arguments),
        TmCommand::Search(arguments) => search::run(arguments),
        TmCommand::Filter(arguments) => sift::filter(arguments),
        TmCommand::Dedupe(arguments) => sift::dedupe(arguments),
        TmCommand::Stats(arguments) => match &arguments.store {
            Some(path) => stats(path, arguments.listing.is_jsonl()),
            None => sift::stats(arguments),
        },
        TmCommand::Check(arguments) => check(arguments),
        TmCommand::Integrity(arguments) => integrity(arguments),
    }
}

fn import(arguments: &ImportArguments) -> Outcome {
    // Inputs that are not there are named before a store is made.
    for path in arguments
        .files
        .iter()
        .filter(|path| path.as_path() != Path::new("-"))
    {
        File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    }
    let path = &arguments.store;
    let is_new = match fs::metadata(path) {
        Ok(_) => false,
        // What cannot be made is refused before the work.
        Err(_) => output::claim(Some(path)).map(|()| true)?,
    };
    let imported = import_into(arguments);
    // A store that this run has made and nothing came into is none that somebody wants to search.
    if is_new && imported.is_err() && is_empty(path) {
        // What matters is why the import failed.
        let _ = fs::remove_file(path);
    }
    imported
}

fn import_into(arguments: &ImportArguments) -> Outcome {
    let _reading = progress::of_reading("importing", None);
    let mut store = SqliteStore::create(&arguments.store)
        .map_err(|error| unusable(&arguments.store, &error))?;
    for path in &arguments.files {
        // The store knows only that the input failed; the program has a status for each way to fail.
        let mut failure = None;
        let mut units = units::iterate(path, &arguments.reading)?.map(|unit| {
            unit.map_err(|error| {
                let message = error.to_string();
                failure = Some(error);
                message.into()
            })
        });
        let imported = match arguments.commit_every {
            Some(every) => store.import_in_steps(&fingerprint(path)?, every, &mut units),
            None => store.import(&mut units),
        };
        drop(units);
        let imported = match (imported, failure) {
            (Ok(imported), _) => imported,
            (Err(StoreError::Input(_)), Some(failure)) => return Err(failure),
            (Err(error), _) => return Err(unusable(&arguments.store, &error)),
        };
        warn(&format!(
            "{}: {}, {} new, {} updated, {} known",
            path.display(),
            counted(imported.read(), "unit"),
            imported.added,
            imported.updated,
            imported.known
        ));
        units::tell_beside(path, &arguments.reading.beside.get(), None);
    }
    Ok(Status::Done)
}

/// What stands for the content of a file: its name and a hash.
fn fingerprint(path: &Path) -> Result<String, Failure> {
    struct Hashing(siphasher::sip::SipHasher13);
    impl Write for Hashing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.write(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    if path == Path::new("-") {
        let message = "standard input cannot be read again: --commit-every needs a file";
        return Err(Failure::Usage(message.to_owned()));
    }
    let mut hashing = Hashing(siphasher::sip::SipHasher13::new());
    File::open(path)
        .and_then(|mut file| io::copy(&mut file, &mut hashing))
        .map_err(|error| Failure::unreadable(path, &error))?;
    Ok(format!("{} {:016x}", path.display(), hashing.0.finish()))
}

fn export(arguments: &ExportArguments) -> Outcome {
    output::apart(arguments.output.as_deref(), [arguments.store.as_path()])?;
    output::claim(arguments.output.as_deref())?;
    let usual = arguments.output.is_none().then_some(UnitFormat::Jsonl);
    let mut target = Target::new(arguments.output.as_deref(), arguments.to.or(usual))?;
    target.codes = arguments.codes;
    target.write(|write| for_each(&arguments.store, &mut |_, unit| write(unit)))?;
    Ok(Status::Done)
}

/// Calls `each` for every unit of a store, lowest numbers first.
fn for_each(
    path: &Path,
    each: &mut dyn FnMut(UnitId, Unit) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut done = Ok(());
    let read = open(path)?.for_each(&mut |id, unit| {
        done = each(id, unit);
        if done.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    done?;
    // What cannot be read must not pass for the whole.
    read.map_err(|error| unusable(path, &error))
}

/// Where units come from: a file, or a store.
#[derive(Copy, Clone)]
pub(crate) struct Units<'p> {
    /// A file counts before a store, which the settings may name for all runs.
    input: Option<&'p Path>,
    store: Option<&'p Path>,
}

impl<'p> Units<'p> {
    pub(crate) fn new(input: Option<&'p Path>, store: Option<&'p Path>) -> Self {
        Self { input, store }
    }

    /// The file or the store; standard input if neither is named.
    pub(crate) fn path(self) -> &'p Path {
        self.input.or(self.store).unwrap_or(Path::new("-"))
    }

    /// The store, if they come from one.
    pub(crate) fn store(self) -> Option<&'p Path> {
        self.store.filter(|_| self.input.is_none())
    }

    /// Whether they can be read twice, as those of standard input cannot.
    pub(crate) fn are_readable_twice(self) -> bool {
        self.store().is_some() || input::is_readable_twice(self.path())
    }

    /// Calls `each` for every unit with its number, that of a store or of the file, from 1; says how many entries of a file
    /// had not both languages.
    pub(crate) fn read(
        self,
        reading: &InputArguments,
        each: &mut dyn FnMut(usize, Unit) -> Result<(), Failure>,
    ) -> Result<usize, Failure> {
        let Some(store) = self.store() else {
            return units::read(self.path(), reading, each);
        };
        for_each(store, &mut |id, unit| {
            each(usize::try_from(id.number()).unwrap_or(usize::MAX), unit)
        })?;
        Ok(0)
    }
}

fn stats(path: &Path, jsonl: bool) -> Outcome {
    let store = open(path)?;
    let stats = Stats::of(&store).map_err(|error| unusable(path, &error))?;
    let size = fs::metadata(path).map_or(0, |metadata| metadata.len());
    output::write(None, |writer| {
        if jsonl {
            let mut record = serde_json::to_value(&stats)?;
            if let Some(record) = record.as_object_mut() {
                record.insert("file_bytes".to_owned(), size.into());
            }
            return writeln!(writer, "{record}");
        }
        writeln!(writer, "units\t{}", stats.units)?;
        for (languages, units) in &stats.languages {
            writeln!(writer, "units in {languages}\t{units}")?;
        }
        for (status, units) in &stats.status {
            writeln!(writer, "units {status}\t{units}")?;
        }
        writeln!(writer, "units with codes\t{}", stats.with_codes)?;
        writeln!(writer, "units without a counterpart\t{}", stats.one_sided)?;
        writeln!(writer, "characters of source\t{}", stats.source_characters)?;
        writeln!(writer, "characters of target\t{}", stats.target_characters)?;
        writeln!(
            writer,
            "bytes of text\t{}",
            stats.source_bytes + stats.target_bytes
        )?;
        writeln!(writer, "bytes of the file\t{size}")
    })?;
    Ok(Status::Done)
}

fn check(arguments: &CheckArguments) -> Outcome {
    let (path, name) = (&arguments.input, arguments.input.display());
    let file = units::open(path, &arguments.reading)?;
    let (mut found, mut failure) = (0, None);
    output::write(None, |writer| {
        let mut written = Ok(());
        let read = tmx::validate(file, &mut |violation| {
            found += 1;
            let (at, rule) = (violation.position, violation.rule.name());
            written = match &written {
                Err(_) => return,
                Ok(()) if arguments.listing.is_jsonl() => {
                    let record = json!({
                        "line": at.line,
                        "column": at.column,
                        "unit": at.unit,
                        "rule": rule,
                        "message": violation.message,
                    });
                    writeln!(writer, "{record}")
                }
                Ok(()) => writeln!(writer, "{name}:{at}: {rule}: {}", violation.message),
            };
        });
        failure = read.err();
        written
    })?;
    if let Some(error) = failure {
        return Err(units::malformed(path, error));
    }
    match found {
        0 => warn(&format!("{name}: no rule of TMX is broken")),
        1 => warn(&format!("{name}: a rule of TMX is broken in 1 place")),
        _ => warn(&format!(
            "{name}: rules of TMX are broken in {}",
            counted(found, "place")
        )),
    }
    Ok(if found == 0 {
        Status::Done
    } else {
        Status::Findings
    })
}

fn integrity(arguments: &IntegrityArguments) -> Outcome {
    let store = open(&arguments.store)?;
    let faults = store
        .integrity()
        .map_err(|error| unusable(&arguments.store, &error))?;
    output::write(None, |writer| {
        faults
            .iter()
            .try_for_each(|fault| writeln!(writer, "{fault}"))
    })?;
    let name = arguments.store.display();
    if faults.is_empty() {
        let units = store.count();
        let units = units.map_err(|error| unusable(&arguments.store, &error))?;
        warn(&format!(
            "{name}: {}, nothing wrong",
            counted(units, "unit")
        ));
    }
    Ok(if faults.is_empty() {
        Status::Done
    } else {
        Status::Findings
    })
}

fn is_empty(path: &Path) -> bool {
    SqliteStore::open(path).is_ok_and(|store| store.count().is_ok_and(|count| count == 0))
}

fn open(path: &Path) -> Result<SqliteStore, Failure> {
    if let Err(error) = fs::metadata(path) {
        return Err(Failure::unreadable(path, &error));
    }
    SqliteStore::open(path).map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, error: &StoreError) -> Failure {
    let failure = Failure::BadInput(format!("{}: {error}", path.display()));
    match error {
        StoreError::NotAMemory => failure.hint(
            "bitext tm import makes a store of files: bitext tm import memory.tmx --store STORE",
        ),
        _ => failure,
    }
}
