//! The store in one SQLite file.

mod check;
mod record;
mod schema;
mod write;

use std::{
    cell::{Cell, RefCell},
    num::NonZeroUsize,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

pub use check::Fault;
use record::{COLUMNS, Names};
use schema::State;
use write::{IDENTITY, LANGS, Writer, number};

use super::{Imported, Input, Neighbours, Store, StoreError, identity, text_in};
use crate::{
    lang::Lang,
    memory::{
        Unit,
        search::{Index, Segment, UnitId},
    },
};

/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(30);

/// A memory in one SQLite file.
///
/// An import is one transaction: a program that is stopped, or a machine that loses its power, leaves the file as it
/// was before. While it runs there are two more files beside the memory, with `-wal` and `-shm` behind its name; the
/// last program that closes the memory removes them. If they are left behind, they belong to the memory and are taken
/// in when it is opened next.
///
/// Many programs can read while one writes; each sees the memory as it was when its search began. A second
/// writer waits up to 30 seconds. In one program, every thread needs a store of its own: [`Self::another`].
///
/// ```
/// use bitext::memory::{Side, SqliteStore, Store, Unit};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("project.bitext");
/// let mut store = SqliteStore::create(&path)?;
/// let unit = Unit::new(Side::new("en".parse()?, "Close the valve."), Side::new("zh".parse()?, "关闭阀门。"));
/// assert_eq!(store.import(&mut [Ok(unit.clone())].into_iter())?.added, 1);
/// assert_eq!(store.import(&mut [Ok(unit)].into_iter())?.known, 1);
/// assert!(store.integrity()?.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    names: Names,
    /// Of English and of Chinese texts.
    lengths: RefCell<[Option<Lengths>; 2]>,
    /// Rises with each change of our own, which the version of the file does not show.
    changes: Cell<i64>,
    held: Cell<usize>,
}

/// The lengths of all texts of a language.
#[derive(Clone, Debug)]
struct Lengths {
    /// At which version of the file they were read.
    version: i64,
    all: Arc<Vec<u8>>,
}

impl SqliteStore {
    /// Opens a memory, or makes an empty one where there is no file or an empty file.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written, is no memory, or is of a later version.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path.as_ref(), OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens a memory that is there. An older format becomes the newest one.
    ///
    /// # Errors
    ///
    /// There is no file; it cannot be read or written, is no memory, or is of a later version.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path.as_ref(), OpenFlags::empty())
    }

    /// Opens the same memory once more, for another thread.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub fn another(&self) -> Result<Self, StoreError> {
        Self::open(&self.path)
    }

    fn open_with(path: &Path, more: OpenFlags) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(64);
        let state = schema::state(&connection)?;
        if state == State::Empty && !more.contains(OpenFlags::SQLITE_OPEN_CREATE) {
            return Err(StoreError::NotAMemory);
        }
        // Readers and one writer at a time; nothing that was committed is torn when power is lost.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        // In kibibytes when negative: the index of two million units stays in memory while it is written.
        connection.pragma_update(None, "cache_size", -65_536)?;
        if state != State::Memory(schema::FORMAT) {
            schema::migrate(&mut connection)?;
        }
        let mut store = Self {
            connection,
            path: path.to_owned(),
            names: Names::default(),
            lengths: RefCell::default(),
            changes: Cell::new(0),
            held: Cell::new(0),
        };
        if schema::meta(&store.connection, "index")? != schema::INDEX {
            store.reindex()?;
        }
        Ok(store)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// As [`Store::import`], but keeps what was read every so many units. If it is stopped, the next call with the same
    /// `name` passes over the units that are kept and goes on; so `name` must stand for the same units.
    ///
    /// # Errors
    ///
    /// As [`Store::import`], but the units before the last commit stay.
    pub fn import_in_steps(
        &mut self,
        name: &str,
        every: NonZeroUsize,
        units: &mut Input<'_>,
    ) -> Result<Imported, StoreError> {
        self.import_with(units, Some((name, every)))
    }

    fn import_with(
        &mut self,
        units: &mut Input<'_>,
        steps: Option<(&str, NonZeroUsize)>,
    ) -> Result<Imported, StoreError> {
        self.changes.set(self.changes.get() + 1);
        let Self {
            connection, names, ..
        } = self;
        let mut transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer = Writer::new(&transaction)?;
        let mut done = 0;
        if let Some((name, _)) = steps {
            let kept = transaction
                .query_row(
                    "SELECT units, previous, last FROM import WHERE name = ?1",
                    [name],
                    |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)),
                )
                .optional()?;
            if let Some((units, previous, last)) = kept {
                done = usize::try_from(units).unwrap_or(0);
                (writer.previous, writer.last) = (previous, last);
            }
        }
        for (count, unit) in units.enumerate() {
            let unit = unit.map_err(StoreError::Input)?;
            if count < done {
                continue;
            }
            writer.add(&transaction, names, &unit)?;
            let Some((name, every)) = steps else { continue };
            if (count + 1) % every == 0 {
                writer.flush(&transaction)?;
                let count = i64::try_from(count + 1).unwrap_or(i64::MAX);
                transaction.execute(
                    "INSERT OR REPLACE INTO import (name, units, previous, last) VALUES (?1, ?2, ?3, ?4)",
                    (name, count, writer.previous, writer.last),
                )?;
                transaction.commit()?;
                transaction =
                    connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            }
        }
        writer.end();
        writer.flush(&transaction)?;
        if let Some((name, _)) = steps {
            transaction.execute("DELETE FROM import WHERE name = ?1", [name])?;
        }
        transaction.commit()?;
        Ok(writer.imported)
    }

    /// Makes the index again from the units.
    fn reindex(&mut self) -> Result<(), StoreError> {
        self.changes.set(self.changes.get() + 1);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        if schema::meta(&transaction, "index")? == schema::INDEX {
            // Another program was faster.
            return Ok(());
        }
        let next = schema::meta(&transaction, "next")?;
        transaction.execute_batch(
            "DELETE FROM term; DELETE FROM chunk; DELETE FROM length; DELETE FROM hash;",
        )?;
        schema::set_meta(&transaction, "next", 0)?;
        let mut writer = Writer::new(&transaction)?;
        let names = Names::default();
        units(&transaction, &names, &mut |id, unit| {
            writer.index(id.0, identity(&unit), &unit);
            ControlFlow::Continue(())
        })?;
        writer.flush(&transaction)?;
        schema::set_meta(&transaction, "next", next)?;
        schema::set_meta(&transaction, "index", schema::INDEX)?;
        transaction.commit()?;
        Ok(())
    }

    /// Which version of the memory a reader sees now.
    fn version(&self) -> Result<i64, StoreError> {
        let mut statement = self.connection.prepare_cached("PRAGMA data_version")?;
        let version: i64 = statement.query_row([], |row| row.get(0))?;
        Ok((version << 32) + self.changes.get())
    }
}

impl Store for SqliteStore {
    fn count(&self) -> Result<usize, StoreError> {
        let count: i64 = self
            .connection
            .query_row("SELECT count(*) FROM unit", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    fn unit(&self, id: UnitId) -> Result<Option<Unit>, StoreError> {
        unit(&self.connection, &self.names, id.0)
    }

    fn for_each(
        &self,
        visit: &mut dyn FnMut(UnitId, Unit) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        units(&self.connection, &self.names, visit)
    }

    fn neighbours(&self, id: UnitId) -> Result<Vec<Neighbours>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT previous, next FROM context WHERE unit = ?1 ORDER BY previous, next",
        )?;
        let there = |column: usize, row: &rusqlite::Row<'_>| -> rusqlite::Result<Option<UnitId>> {
            let id: i64 = row.get(column)?;
            Ok(u32::try_from(id).ok().map(UnitId))
        };
        let rows = statement.query_map([id.0], |row| {
            Ok(Neighbours {
                previous: there(0, row)?,
                next: there(1, row)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn import(&mut self, units: &mut Input<'_>) -> Result<Imported, StoreError> {
        self.import_with(units, None)
    }

    fn remove(&mut self, id: UnitId) -> Result<bool, StoreError> {
        self.changes.set(self.changes.get() + 1);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Some(unit) = unit(&transaction, &self.names, id.0)? else {
            return Ok(false);
        };
        transaction.execute("DELETE FROM unit WHERE id = ?1", [id.0])?;
        transaction.execute("DELETE FROM context WHERE unit = ?1", [id.0])?;
        let forget = "DELETE FROM hash WHERE kind = ?1 AND hash = ?2 AND unit = ?3";
        transaction.execute(forget, (IDENTITY, identity(&unit).cast_signed(), id.0))?;
        for lang in LANGS {
            let hash = Segment::new(text_in(&unit, lang).unwrap_or_default(), lang).hash();
            transaction.execute(forget, (number(lang), hash.cast_signed(), id.0))?;
            let key = write::block_key(lang, id.0 / write::BLOCK);
            let mut lengths = block(&transaction, key)?;
            if let Some(length) = lengths.get_mut((id.0 % write::BLOCK) as usize) {
                *length = 0;
            }
            transaction.execute("UPDATE length SET data = ?2 WHERE id = ?1", (key, lengths))?;
        }
        transaction.commit()?;
        Ok(true)
    }

    fn hold(&self) -> Result<(), StoreError> {
        if self.held.get() == 0 {
            self.connection.prepare_cached("BEGIN")?.execute([])?;
        }
        self.held.set(self.held.get() + 1);
        Ok(())
    }

    fn release(&self) {
        let Some(rest) = self.held.get().checked_sub(1) else {
            return;
        };
        self.held.set(rest);
        if rest == 0 {
            // Nothing was written: nothing can be lost.
            let ended = self.connection.prepare_cached("COMMIT");
            let _ = ended.and_then(|mut statement| statement.execute([]));
        }
    }
}

impl Index for SqliteStore {
    type Error = StoreError;

    fn lengths(&self, lang: Lang) -> Result<Arc<Vec<u8>>, StoreError> {
        let version = self.version()?;
        let place = usize::from(lang == Lang::Chinese);
        if let Some(Some(known)) = self.lengths.borrow().get(place)
            && known.version == version
        {
            return Ok(Arc::clone(&known.all));
        }
        let mut lengths = Vec::new();
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, data FROM length WHERE id BETWEEN ?1 AND ?2 ORDER BY id")?;
        let mut rows =
            statement.query((write::block_key(lang, 0), write::block_key(lang, u32::MAX)))?;
        while let Some(row) = rows.next()? {
            let block = row.get::<_, i64>(0)? & i64::from(u32::MAX);
            let from = usize::try_from(block).unwrap_or(0) * write::BLOCK as usize;
            lengths.resize(from.min(u32::MAX as usize), 0);
            lengths.extend_from_slice(row.get_ref(1)?.as_blob().unwrap_or_default());
        }
        let lengths = Arc::new(lengths);
        if let Some(slot) = self.lengths.borrow_mut().get_mut(place) {
            let all = Arc::clone(&lengths);
            *slot = Some(Lengths { version, all });
        }
        Ok(lengths)
    }

    fn frequency(&self, lang: Lang, term: &str) -> Result<usize, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT count FROM term WHERE lang = ?1 AND term = ?2")?;
        let count = statement
            .query_row((number(lang), term), |row| row.get::<_, i64>(0))
            .optional()?;
        Ok(count.map_or(0, |count| usize::try_from(count).unwrap_or(0)))
    }

    fn postings(
        &self,
        lang: Lang,
        term: &str,
        visit: &mut dyn FnMut(&[u8]),
    ) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, chunks, tail FROM term WHERE lang = ?1 AND term = ?2")?;
        let mut rows = statement.query((number(lang), term))?;
        let Some(row) = rows.next()? else {
            return Ok(());
        };
        if row.get::<_, i64>(1)? > 0 {
            let mut statement = self
                .connection
                .prepare_cached("SELECT data FROM chunk WHERE id BETWEEN ?1 AND ?2 ORDER BY id")?;
            let mut chunks = statement.query(write::chunk_keys(row.get(0)?))?;
            while let Some(chunk) = chunks.next()? {
                visit(chunk.get_ref(0)?.as_blob().unwrap_or_default());
            }
        }
        visit(row.get_ref(2)?.as_blob().unwrap_or_default());
        Ok(())
    }

    fn equal(&self, lang: Lang, hash: u64, limit: usize) -> Result<Vec<UnitId>, StoreError> {
        let ids = equal(&self.connection, number(lang), hash, limit)?;
        Ok(ids.into_iter().map(UnitId).collect())
    }

    fn text(&self, id: UnitId, lang: Lang, visit: &mut dyn FnMut(&str)) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT source, target, languages FROM unit WHERE id = ?1")?;
        let mut rows = statement.query([id.0])?;
        let Some(row) = rows.next()? else {
            return Ok(());
        };
        if let Some(column) = self.names.side(&self.connection, row.get(2)?, lang)? {
            let text = row.get_ref(column)?.as_str();
            visit(text.map_err(|error| StoreError::Damaged(error.to_string()))?);
        }
        Ok(())
    }
}

fn unit(connection: &Connection, names: &Names, id: u32) -> Result<Option<Unit>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM unit WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?
        .map(|row| names.unit(connection, row))
        .transpose()
}

fn units(
    connection: &Connection,
    names: &Names,
    visit: &mut dyn FnMut(UnitId, Unit) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM unit ORDER BY id"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = u32::try_from(row.get::<_, i64>(0)?).map_err(|_| schema::out_of_range(0))?;
        if visit(UnitId(id), names.unit(connection, row)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// The units of a hash, lowest numbers first.
fn equal(
    connection: &Connection,
    kind: i64,
    hash: u64,
    limit: usize,
) -> Result<Vec<u32>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT unit FROM hash WHERE kind = ?1 AND hash = ?2 ORDER BY unit LIMIT ?3",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map((kind, hash.cast_signed(), limit), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A block of lengths; empty if there is none.
fn block(connection: &Connection, key: i64) -> Result<Vec<u8>, StoreError> {
    let block = connection
        .prepare_cached("SELECT data FROM length WHERE id = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(block.unwrap_or_default())
}
