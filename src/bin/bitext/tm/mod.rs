//! `bitext tm`.

pub(crate) mod args;
mod file;
mod search;

use std::{fs, ops::ControlFlow, path::Path};

use bitext::{
    format::ReadOptions,
    memory::{SqliteStore, Stats, Store, StoreError},
};

use crate::{Outcome, Status, failure::Failure, output};
use args::{
    ExportArguments, ImportArguments, IntegrityArguments, StatsArguments, TmArguments, TmCommand,
};

pub(crate) fn run(arguments: &TmArguments) -> Outcome {
    match &arguments.command {
        TmCommand::Import(arguments) => import(arguments),
        TmCommand::Export(arguments) => export(arguments),
        TmCommand::Search(arguments) => search::run(arguments),
        TmCommand::Stats(arguments) => stats(arguments),
        TmCommand::Integrity(arguments) => integrity(arguments),
    }
}

fn import(arguments: &ImportArguments) -> Outcome {
    // Inputs that are not there are named before a store is made.
    for path in &arguments.files {
        file::check(path)?;
    }
    let mut store =
        SqliteStore::create(&arguments.store).map_err(|error| unusable(&arguments.store, error))?;
    for path in &arguments.files {
        let options = ReadOptions::new(arguments.from.clone(), arguments.to.clone());
        let mut units = file::read(path, options, arguments.encoding.as_deref())?;
        let imported = match arguments.commit_every {
            Some(every) => store.import_in_steps(&file::fingerprint(path)?, every, &mut units),
            None => store.import(&mut units),
        };
        let imported = imported.map_err(|error| match error {
            StoreError::Input(error) => {
                Failure::BadInput(format!("{error}; nothing of this file was imported"))
            }
            error => unusable(&arguments.store, error),
        })?;
        say(&format!(
            "{}: {} units, {} new, {} updated, {} known",
            path.display(),
            imported.read(),
            imported.added,
            imported.updated,
            imported.known
        ));
    }
    Ok(Status::Done)
}

fn export(arguments: &ExportArguments) -> Outcome {
    let store = open(&arguments.store)?;
    let mut broken = Ok(());
    output::write(arguments.output.as_deref(), |writer| {
        let mut writer = file::Writer::new(writer, arguments.output.as_deref())?;
        let mut done = Ok(());
        broken = store.for_each(&mut |_, unit| {
            done = writer.write(&unit);
            if done.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        done?;
        // What cannot be read must not pass for the whole.
        match &broken {
            Ok(()) => writer.finish(),
            Err(error) => Err(std::io::Error::other(error.to_string())),
        }
    })?;
    Ok(Status::Done)
}

fn stats(arguments: &StatsArguments) -> Outcome {
    let store = open(&arguments.store)?;
    let stats = Stats::of(&store).map_err(|error| unusable(&arguments.store, error))?;
    let size = fs::metadata(&arguments.store).map_or(0, |metadata| metadata.len());
    output::write(None, |writer| {
        if arguments.jsonl {
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

fn integrity(arguments: &IntegrityArguments) -> Outcome {
    let store = open(&arguments.store)?;
    let faults = store
        .integrity()
        .map_err(|error| unusable(&arguments.store, error))?;
    output::write(None, |writer| {
        faults
            .iter()
            .try_for_each(|fault| writeln!(writer, "{fault}"))
    })?;
    Ok(if faults.is_empty() {
        Status::Done
    } else {
        Status::Findings
    })
}

fn open(path: &Path) -> Result<SqliteStore, Failure> {
    if let Err(error) = fs::metadata(path) {
        return Err(Failure::unreadable(path, &error));
    }
    SqliteStore::open(path).map_err(|error| unusable(path, error))
}

fn unusable(path: &Path, error: StoreError) -> Failure {
    Failure::BadInput(format!("{}: {error}", path.display()))
}

#[expect(clippy::print_stderr, reason = "what was done is no data")]
fn say(message: &str) {
    eprintln!("{message}");
}
