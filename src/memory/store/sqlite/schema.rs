//! The tables of a memory file, and how older files become newer.
//!
//! | table | holds |
//! |---|---|
//! | `unit` | the texts, and what is known of a unit; `rest` is JSON of what has no column |
//! | `languages`, `origin` | pairs of language tags, provenance as JSON; few and often the same |
//! | `hash` | for each unit: kind 0 what makes it that unit, kinds 1 (`en`) and 2 (`zh`) its folded texts |
//! | `term` | for each language and term: how many units have it, the highest, and the end of their list |
//! | `chunk` | the rest of the lists; the key is that of the term and, in the lower half, the first unit |
//! | `length` | tokens of each unit, a byte each; the key is the language and a block of 4,096 units |
//! | `context` | the units before and after a unit, as they were imported |
//! | `import` | how far an import has come that is not finished |
//! | `meta` | `next`, `term`: the numbers of the next unit and term; `index`: by which rules texts were folded and cut |
//!
//! `unit` is what a user may ask with SQL of their own; all else can be made again from it.

use rusqlite::{Connection, TransactionBehavior, types::Type};

use crate::memory::store::StoreError;

/// "bitx", in the header of the file.
pub(super) const APPLICATION: i64 = 0x6269_7478;

/// Rises when folding, tokens or terms change: the index of an older file is then made again when it is opened.
pub(super) const INDEX: i64 = 1;

/// Each brings the format one further. A file says how many it has seen.
const MIGRATIONS: [&str; 2] = [
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
     INSERT INTO meta VALUES ('next', 0), ('term', 0), ('index', 1);
     CREATE TABLE languages (
         id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, UNIQUE (source, target));
     CREATE TABLE origin (id INTEGER PRIMARY KEY, data TEXT NOT NULL UNIQUE);
     CREATE TABLE unit (
         id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, languages INTEGER NOT NULL,
         status INTEGER NOT NULL, score REAL, created TEXT, changed TEXT, origin INTEGER, rest TEXT);
     CREATE TABLE hash (
         kind INTEGER NOT NULL, hash INTEGER NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY (kind, hash, unit)
     ) WITHOUT ROWID;
     CREATE TABLE term (
         lang INTEGER NOT NULL, term TEXT NOT NULL, id INTEGER NOT NULL, count INTEGER NOT NULL,
         last INTEGER NOT NULL, chunks INTEGER NOT NULL, tail BLOB NOT NULL, PRIMARY KEY (lang, term)
     ) WITHOUT ROWID;
     CREATE TABLE chunk (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
     CREATE TABLE length (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
     CREATE TABLE context (
         unit INTEGER NOT NULL, previous INTEGER NOT NULL, next INTEGER NOT NULL,
         PRIMARY KEY (unit, previous, next)) WITHOUT ROWID;",
    "CREATE TABLE import (
         name TEXT PRIMARY KEY, units INTEGER NOT NULL, previous INTEGER, last INTEGER) WITHOUT ROWID;",
];

/// The newest format.
pub(super) const FORMAT: i64 = MIGRATIONS.len() as i64;

/// What a file says of itself.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It has no table.
    Empty,
    /// It is a memory of this format.
    Memory(i64),
}

/// Looks at a file without changing it.
pub(super) fn state(connection: &Connection) -> Result<State, StoreError> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let not_a_memory = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => StoreError::NotAMemory,
        _ => error.into(),
    };
    let application = pragma("application_id").map_err(not_a_memory)?;
    let format = pragma("user_version")?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, format) {
        (0, 0) if tables == 0 => Ok(State::Empty),
        (APPLICATION, 1..=FORMAT) => Ok(State::Memory(format)),
        (APPLICATION, found) if found > FORMAT => Err(StoreError::TooNew {
            found,
            known: FORMAT,
        }),
        _ => Err(StoreError::NotAMemory),
    }
}

/// Brings an empty or older file to the newest format, in one transaction.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been faster.
    let done = match state(&transaction)? {
        State::Empty => 0,
        State::Memory(format) => format,
    };
    for migration in MIGRATIONS.iter().skip(usize::try_from(done).unwrap_or(0)) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.commit()?;
    Ok(())
}

/// A value of `meta`.
pub(super) fn meta(connection: &Connection, key: &str) -> Result<i64, StoreError> {
    let value = connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0));
    Ok(value?)
}

/// Sets a value of `meta`.
pub(super) fn set_meta(connection: &Connection, key: &str, value: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE meta SET value = ?2 WHERE key = ?1")?
        .execute((key, value))?;
    Ok(())
}

/// A number that the file should not have there.
pub(super) fn out_of_range(column: usize) -> rusqlite::Error {
    let message = "a number out of range".into();
    rusqlite::Error::FromSqlConversionFailure(column, Type::Integer, message)
}
