//! A unit as a row, and back.

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::{
    align::{LinkKind, Reason},
    lang::Lang,
    memory::{
        Content, LanguageTag, Place, Property, Provenance, Side, Status, Timestamp, Unit,
        store::StoreError,
    },
    score::{Evidence, Score},
};

/// The columns that [`Names::unit`] reads.
pub(super) const COLUMNS: &str =
    "id, source, target, languages, status, score, created, changed, origin, rest";

/// What of a unit has no column: JSON of the members that are not as usual.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Rest {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<LinkKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Evidence>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Property>,
    /// The source with its codes, where it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Content>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Content>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source_segments: Vec<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    target_segments: Vec<Place>,
}

/// The language tags of a unit.
type Tags = Arc<(LanguageTag, LanguageTag)>;

/// The values of the small tables that were looked up before.
#[derive(Debug, Default)]
pub(super) struct Names {
    tags: RefCell<HashMap<i64, Tags>>,
    origins: RefCell<HashMap<i64, Arc<Provenance>>>,
}

impl Names {
    /// In which column the text of a language stands: 0 source, 1 target.
    pub(super) fn side(
        &self,
        connection: &Connection,
        languages: i64,
        lang: Lang,
    ) -> Result<Option<usize>, StoreError> {
        let tags = self.tags(connection, languages)?;
        let (source, target) = (tags.0.lang(), tags.1.lang());
        Ok(if source == Some(lang) {
            Some(0)
        } else if target == Some(lang) {
            Some(1)
        } else {
            None
        })
    }

    fn tags(&self, connection: &Connection, id: i64) -> Result<Tags, StoreError> {
        if let Some(tags) = self.tags.borrow().get(&id) {
            return Ok(Arc::clone(tags));
        }
        let mut statement =
            connection.prepare_cached("SELECT source, target FROM languages WHERE id = ?1")?;
        let names: (String, String) =
            statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let tag = |name: &str| {
            name.parse::<LanguageTag>()
                .map_err(|error| StoreError::Damaged(error.to_string()))
        };
        let tags = Arc::new((tag(&names.0)?, tag(&names.1)?));
        self.tags.borrow_mut().insert(id, Arc::clone(&tags));
        Ok(tags)
    }

    fn origin(&self, connection: &Connection, id: i64) -> Result<Arc<Provenance>, StoreError> {
        if let Some(origin) = self.origins.borrow().get(&id) {
            return Ok(Arc::clone(origin));
        }
        let mut statement = connection.prepare_cached("SELECT data FROM origin WHERE id = ?1")?;
        let data: String = statement.query_row([id], |row| row.get(0))?;
        let origin: Arc<Provenance> = Arc::new(json(&data)?);
        let mut origins = self.origins.borrow_mut();
        // Memories of a million documents are read too.
        if origins.len() >= 4096 {
            origins.clear();
        }
        origins.insert(id, Arc::clone(&origin));
        Ok(origin)
    }

    /// The unit of a row with [`COLUMNS`].
    pub(super) fn unit(&self, connection: &Connection, row: &Row<'_>) -> Result<Unit, StoreError> {
        let tags = self.tags(connection, row.get(3)?)?;
        let rest: Option<String> = row.get(9)?;
        let rest: Rest = rest.map_or_else(|| Ok(Rest::default()), |rest| json(&rest))?;
        let side =
            |tag: &LanguageTag, content: Option<Content>, text: String, segments: Vec<Place>| {
                let mut side = Side::new(tag.clone(), content.unwrap_or_else(|| text.into()));
                side.segments = segments;
                side
            };
        let mut unit = Unit::new(
            side(&tags.0, rest.source, row.get(1)?, rest.source_segments),
            side(&tags.1, rest.target, row.get(2)?, rest.target_segments),
        );
        unit.status = match row.get::<_, i64>(4)? {
            1 => Status::Confirmed,
            2 => Status::Rejected,
            _ => Status::Automatic,
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it was written from this type"
        )]
        let score = |score: f64| Score::new(score as f32);
        unit.score = row.get::<_, Option<f64>>(5)?.map(score);
        unit.created = moment(row.get(6)?)?;
        unit.changed = moment(row.get(7)?)?;
        if let Some(origin) = row.get(8)? {
            unit.provenance = Provenance::clone(&*self.origin(connection, origin)?);
        }
        unit.id = rest.id;
        unit.kind = rest.kind;
        unit.reason = rest.reason;
        unit.evidence = rest.evidence;
        unit.notes = rest.notes;
        unit.properties = rest.properties;
        Ok(unit)
    }
}

/// Writes units as rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    tags: HashMap<(LanguageTag, LanguageTag), i64>,
    origin: Option<(Provenance, i64)>,
}

impl Rows {
    /// Writes a unit under its number, in place of what may be there.
    pub(super) fn write(
        &mut self,
        connection: &Connection,
        id: u32,
        unit: &Unit,
    ) -> Result<(), StoreError> {
        let status = match unit.status {
            Status::Automatic => 0,
            Status::Confirmed => 1,
            Status::Rejected => 2,
        };
        let coded = |side: &Side| (!side.content.codes().is_empty()).then(|| side.content.clone());
        let rest = Rest {
            id: unit.id.clone(),
            kind: unit.kind,
            reason: unit.reason,
            evidence: unit.evidence.clone(),
            notes: unit.notes.clone(),
            properties: unit.properties.clone(),
            source: coded(&unit.source),
            target: coded(&unit.target),
            source_segments: unit.source.segments.clone(),
            target_segments: unit.target.segments.clone(),
        };
        let rest = if rest == Rest::default() {
            None
        } else {
            Some(text(&rest)?)
        };
        let languages = self.languages(connection, unit)?;
        let origin = self.origin(connection, &unit.provenance)?;
        let mut statement = connection.prepare_cached(
            "INSERT OR REPLACE INTO unit (id, source, target, languages, status, score, created, changed, origin, rest) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        statement.execute((
            id,
            unit.source.text(),
            unit.target.text(),
            languages,
            status,
            unit.score.map(|score| f64::from(score.value())),
            unit.created.map(|moment| moment.to_string()),
            unit.changed.map(|moment| moment.to_string()),
            origin,
            rest,
        ))?;
        Ok(())
    }

    fn languages(&mut self, connection: &Connection, unit: &Unit) -> Result<i64, StoreError> {
        let tags = (unit.source.language.clone(), unit.target.language.clone());
        if let Some(&id) = self.tags.get(&tags) {
            return Ok(id);
        }
        let names = (tags.0.as_str(), tags.1.as_str());
        connection
            .prepare_cached("INSERT OR IGNORE INTO languages (source, target) VALUES (?1, ?2)")?
            .execute(names)?;
        let id = connection
            .prepare_cached("SELECT id FROM languages WHERE source = ?1 AND target = ?2")?
            .query_row(names, |row| row.get(0))?;
        self.tags.insert(tags, id);
        Ok(id)
    }

    /// Units of one file mostly have the same provenance.
    fn origin(
        &mut self,
        connection: &Connection,
        provenance: &Provenance,
    ) -> Result<Option<i64>, StoreError> {
        if provenance.is_empty() {
            return Ok(None);
        }
        if let Some((last, id)) = &self.origin
            && last == provenance
        {
            return Ok(Some(*id));
        }
        let data = text(provenance)?;
        let found = connection
            .prepare_cached("SELECT id FROM origin WHERE data = ?1")?
            .query_row([&data], |row| row.get(0))
            .optional()?;
        let id = match found {
            Some(id) => id,
            None => {
                connection
                    .prepare_cached("INSERT INTO origin (data) VALUES (?1)")?
                    .execute([&data])?;
                connection.last_insert_rowid()
            }
        };
        self.origin = Some((provenance.clone(), id));
        Ok(Some(id))
    }
}

fn moment(text: Option<String>) -> Result<Option<Timestamp>, StoreError> {
    let parsed = text.map(|text| text.parse()).transpose();
    parsed.map_err(|error: crate::memory::TimestampError| StoreError::Damaged(error.to_string()))
}

fn json<T: for<'de> Deserialize<'de>>(data: &str) -> Result<T, StoreError> {
    serde_json::from_str(data).map_err(|error| StoreError::Damaged(error.to_string()))
}

fn text(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Damaged(error.to_string()))
}
