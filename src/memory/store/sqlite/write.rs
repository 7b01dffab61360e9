//! Writing units and their index: gathered in working memory, then written in the order of the tables.
//!
//! In that order a table grows at its end or is passed through once; in the order of the units, each would touch fifty
//! places of the file.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::{
    record::{Names, Rows},
    schema,
};
use crate::{
    lang::Lang,
    memory::{
        Unit,
        search::{Segment, length, postings, terms},
        store::{Imported, StoreError, identity, is_same, replaces, text_in},
    },
};

/// Units in one block of lengths.
pub(super) const BLOCK: u32 = 4096;

/// Bytes of a list that stay with its term; what is longer becomes a chunk. Most terms are rare: their lists are read
/// with the term, in one go.
const TAIL: usize = 256;

/// Bytes of lists that are gathered before they are written.
const GATHERED: usize = 64 << 20;

/// The kind of hash that makes a unit the same as another.
pub(super) const IDENTITY: i64 = 0;

/// The number of a language in the tables, and the kind of its hashes.
pub(super) const fn number(lang: Lang) -> i64 {
    match lang {
        Lang::English => 1,
        Lang::Chinese => 2,
    }
}

pub(super) const LANGS: [Lang; 2] = [Lang::English, Lang::Chinese];

/// The key of a chunk: its term, and the first unit in it.
fn chunk_key(term: i64, first: u32) -> i64 {
    term << 32 | i64::from(first)
}

/// The keys that chunks of a term can have.
pub(super) fn chunk_keys(term: i64) -> (i64, i64) {
    (chunk_key(term, 0), chunk_key(term, u32::MAX))
}

/// The key of a block of lengths.
pub(super) fn block_key(lang: Lang, block: u32) -> i64 {
    number(lang) << 32 | i64::from(block)
}

/// Adds units. What it was given is in the file after [`Self::flush`].
#[derive(Debug)]
pub(super) struct Writer {
    rows: Rows,
    next: u32,
    lists: [HashMap<Box<str>, Gathered>; 2],
    /// Lengths of the units from `next` at the last flush.
    lengths: [Vec<u8>; 2],
    lengths_from: u32,
    hashes: Vec<(i64, u64, u32)>,
    identities: HashMap<u64, Vec<u32>>,
    contexts: Vec<(u32, Option<u32>, Option<u32>)>,
    pub(super) previous: Option<u32>,
    pub(super) last: Option<u32>,
    bytes: usize,
    segment: Segment,
    pub(super) imported: Imported,
}

/// The part of a list that is not written yet.
#[derive(Debug)]
struct Gathered {
    first: u32,
    last: u32,
    count: u32,
    /// Without the first.
    packed: Vec<u8>,
}

impl Writer {
    pub(super) fn new(connection: &Connection) -> Result<Self, StoreError> {
        let next = u32::try_from(schema::meta(connection, "next")?).map_err(|_| {
            StoreError::Damaged("the number of the next unit is out of range".to_owned())
        })?;
        Ok(Self {
            rows: Rows::default(),
            next,
            lists: Default::default(),
            lengths: Default::default(),
            lengths_from: next,
            hashes: Vec::new(),
            identities: HashMap::new(),
            contexts: Vec::new(),
            previous: None,
            last: None,
            bytes: 0,
            segment: Segment::default(),
            imported: Imported::default(),
        })
    }

    /// Adds a unit, or merges it with the one that is the same; the unit added before is its neighbour.
    pub(super) fn add(
        &mut self,
        connection: &Connection,
        names: &Names,
        unit: &Unit,
    ) -> Result<(), StoreError> {
        let identity = identity(unit);
        let id = match self.same(connection, names, identity, unit)? {
            Some((id, old)) => {
                if replaces(unit, &old) {
                    self.rows.write(connection, id, unit)?;
                    self.imported.updated += 1;
                } else {
                    self.imported.known += 1;
                }
                id
            }
            None => {
                let id = self.next;
                self.next = id.checked_add(1).ok_or(StoreError::Full)?;
                self.rows.write(connection, id, unit)?;
                self.index(id, identity, unit);
                self.imported.added += 1;
                id
            }
        };
        if let Some(last) = self.last {
            self.contexts.push((last, self.previous, Some(id)));
        }
        (self.previous, self.last) = (self.last, Some(id));
        if self.bytes > GATHERED {
            self.flush(connection)?;
        }
        Ok(())
    }

    /// The last unit has no neighbour after it.
    pub(super) fn end(&mut self) {
        if let Some(last) = self.last {
            self.contexts.push((last, self.previous, None));
        }
        (self.previous, self.last) = (None, None);
    }

    fn same(
        &self,
        connection: &Connection,
        names: &Names,
        identity: u64,
        unit: &Unit,
    ) -> Result<Option<(u32, Unit)>, StoreError> {
        let gathered = self
            .identities
            .get(&identity)
            .map_or(&[][..], Vec::as_slice);
        let mut ids = super::equal(connection, IDENTITY, identity, usize::MAX)?;
        ids.extend(gathered);
        for id in ids {
            if let Some(old) = super::unit(connection, names, id)?
                && is_same(unit, &old)
            {
                return Ok(Some((id, old)));
            }
        }
        Ok(None)
    }

    /// Enters a new unit in the index; its number is higher than any before.
    pub(super) fn index(&mut self, id: u32, identity: u64, unit: &Unit) {
        self.identities.entry(identity).or_default().push(id);
        self.hashes.push((IDENTITY, identity, id));
        let place = usize::try_from(id.saturating_sub(self.lengths_from)).unwrap_or(usize::MAX);
        for ((lang, lists), lengths) in LANGS
            .into_iter()
            .zip(&mut self.lists)
            .zip(&mut self.lengths)
        {
            // Units that are gone leave gaps when an index is made again.
            lengths.resize(place, 0);
            let Some(text) = text_in(unit, lang) else {
                lengths.push(0);
                continue;
            };
            self.segment.set(text, lang);
            lengths.push(length(&self.segment));
            self.hashes.push((number(lang), self.segment.hash(), id));
            let mut bytes = 0;
            terms(&self.segment, |term| match lists.get_mut(term) {
                Some(list) => {
                    postings::push(&mut list.packed, Some(list.last), id);
                    list.last = id;
                    list.count += 1;
                    bytes += 2;
                }
                None => {
                    let list = Gathered {
                        first: id,
                        last: id,
                        count: 1,
                        packed: Vec::new(),
                    };
                    lists.insert(term.into(), list);
                    bytes += 64 + term.len();
                }
            });
            self.bytes += bytes;
        }
        self.bytes += 64;
        self.next = self.next.max(id.saturating_add(1));
    }

    /// Writes what was gathered.
    pub(super) fn flush(&mut self, connection: &Connection) -> Result<(), StoreError> {
        self.flush_lists(connection)?;
        self.flush_lengths(connection)?;
        self.hashes.sort_unstable();
        let mut statement = connection
            .prepare_cached("INSERT OR IGNORE INTO hash (kind, hash, unit) VALUES (?1, ?2, ?3)")?;
        for (kind, hash, unit) in self.hashes.drain(..) {
            statement.execute((kind, hash.cast_signed(), unit))?;
        }
        self.identities.clear();
        self.contexts.sort_unstable();
        let mut statement = connection.prepare_cached(
            "INSERT OR IGNORE INTO context (unit, previous, next) VALUES (?1, ?2, ?3)",
        )?;
        // A primary key cannot be null.
        let or_none = |id: Option<u32>| id.map_or(-1, i64::from);
        for (unit, previous, next) in self.contexts.drain(..) {
            statement.execute((unit, or_none(previous), or_none(next)))?;
        }
        self.bytes = 0;
        schema::set_meta(connection, "next", i64::from(self.next))
    }

    fn flush_lists(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let mut next_term = schema::meta(connection, "term")?;
        let mut select = connection.prepare_cached(
            "SELECT id, count, last, chunks, tail FROM term WHERE lang = ?1 AND term = ?2",
        )?;
        let mut replace = connection.prepare_cached(
            "INSERT OR REPLACE INTO term (lang, term, id, count, last, chunks, tail) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let mut insert =
            connection.prepare_cached("INSERT INTO chunk (id, data) VALUES (?1, ?2)")?;
        for (lang, lists) in LANGS.into_iter().zip(&mut self.lists) {
            let mut sorted: Vec<(Box<str>, Gathered)> = lists.drain().collect();
            sorted.sort_unstable_by(|one, other| one.0.cmp(&other.0));
            for (term, list) in sorted {
                let old = select
                    .query_row((number(lang), &term), |row| {
                        Ok((
                            row.get(0)?,
                            row.get(1)?,
                            row.get(2)?,
                            row.get(3)?,
                            row.get(4)?,
                        ))
                    })
                    .optional()?;
                let (id, count, last, mut chunks, mut tail): (i64, i64, u32, i64, Vec<u8>) = old
                    .unwrap_or_else(|| {
                        next_term += 1;
                        (next_term - 1, 0, 0, 0, Vec::new())
                    });
                let previous = (!tail.is_empty()).then_some(last);
                postings::push(&mut tail, previous, list.first);
                tail.extend_from_slice(&list.packed);
                if tail.len() > TAIL {
                    let mut first = None;
                    let _ = postings::for_each(&tail, |id| {
                        first.get_or_insert(id);
                    });
                    insert.execute((chunk_key(id, first.unwrap_or(list.first)), &tail))?;
                    chunks += 1;
                    tail.clear();
                }
                let count = count + i64::from(list.count);
                replace.execute((number(lang), &term, id, count, list.last, chunks, &tail))?;
            }
        }
        schema::set_meta(connection, "term", next_term)
    }

    fn flush_lengths(&mut self, connection: &Connection) -> Result<(), StoreError> {
        for (lang, lengths) in LANGS.into_iter().zip(&mut self.lengths) {
            let mut from = self.lengths_from;
            lengths.resize(usize::try_from(self.next - from).unwrap_or(0), 0);
            let mut rest = lengths.as_slice();
            while !rest.is_empty() {
                let key = block_key(lang, from / BLOCK);
                let used = (from % BLOCK) as usize;
                let mut block = super::block(connection, key)?;
                block.resize(used, 0);
                let room = rest.len().min(BLOCK as usize - used);
                let (now, later) = rest.split_at_checked(room).unwrap_or((rest, &[]));
                block.extend_from_slice(now);
                connection
                    .prepare_cached("INSERT OR REPLACE INTO length (id, data) VALUES (?1, ?2)")?
                    .execute((key, block))?;
                from += u32::try_from(room).unwrap_or(BLOCK);
                rest = later;
            }
            lengths.clear();
        }
        self.lengths_from = self.next;
        Ok(())
    }
}
