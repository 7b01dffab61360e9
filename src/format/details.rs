//! What a unit knows beyond its texts, as named values: for formats that have properties but no place for these.
//!
//! | name | value |
//! |---|---|
//! | `score` | a number in `[0, 1]` |
//! | `status` | `automatic`, `confirmed`, `rejected` |
//! | `kind` | `sentence`, `statement` |
//! | `reason` | why a side is empty |
//! | `source-segments`, `target-segments` | places in the text, in bytes: `0-34#7@120-155` is the segment with number 7, at 120 to 155 of its document |
//! | `source-language`, `target-language` | tags, where the file has to name them otherwise |
//! | `source-document`, `target-document` | names of files |
//! | `source-characters`, `target-characters` | control characters that XML cannot hold |
//! | `evidence` | kind, place in the source, place in the target, relation or `-`, weight in nats |
//! | `created`, `changed`, `tool`, `tool-version`, `author`, `editor` | where the format has no attribute for them |
//! | `property` | a property whose own name begins like one of these: its length, a space, the name, the value |

use super::{
    escape,
    unit_file::{kind, reason},
};
use crate::{
    memory::{Place, Property, Side, Status, Unit},
    quantity::Relation,
    score::{Evidence, EvidenceKind, Score},
    text::Span,
};

/// What names of ours begin with where the names of others stand beside them.
pub(super) const PREFIX: &str = "x-bitext-";

/// A named value.
pub(super) type Detail = (String, String);

/// The score, the segments, the evidence: what no format has a place for. Also all properties.
pub(super) fn common(unit: &Unit) -> Vec<Detail> {
    let mut details = Vec::new();
    let mut add = |name: &str, value: String| details.push((format!("{PREFIX}{name}"), value));
    if let Some(score) = unit.score {
        add("score", score.value().to_string());
    }
    if let Some(kind) = unit.kind {
        add("kind", kind.name().to_owned());
    }
    if let Some(reason) = unit.reason {
        add("reason", reason.name().to_owned());
    }
    for (name, side) in [("source", &unit.source), ("target", &unit.target)] {
        if let Some(list) = escape::hidden(side.text()) {
            add(&format!("{name}-characters"), list);
        }
        if !side.segments.is_empty() {
            let places: Vec<String> = side.segments.iter().map(place).collect();
            add(&format!("{name}-segments"), places.join(","));
        }
    }
    let provenance = &unit.provenance;
    for (name, document) in [
        ("source-document", &provenance.source_document),
        ("target-document", &provenance.target_document),
    ] {
        if let Some(document) = document {
            add(name, document.clone());
        }
    }
    for item in &unit.evidence {
        let relation = item.relation.map_or("-", relation_name);
        let value = format!(
            "{} {}-{} {}-{} {relation} {}",
            item.kind.name(),
            item.source.start(),
            item.source.end(),
            item.target.start(),
            item.target.end(),
            item.weight
        );
        add("evidence", value);
    }
    for Property { name, value } in &unit.properties {
        if name.starts_with(PREFIX) {
            let value = format!("{} {name}{value}", name.len());
            details.push((format!("{PREFIX}property"), value));
        } else {
            details.push((name.clone(), value.clone()));
        }
    }
    details
}

/// Status, dates and makers, for formats that have no attributes for them.
pub(super) fn administrative(unit: &Unit) -> Vec<Detail> {
    let provenance = &unit.provenance;
    let known = [
        ("status", Some(unit.status.name().to_owned())),
        ("created", unit.created.map(|date| date.to_string())),
        ("changed", unit.changed.map(|date| date.to_string())),
        ("tool", provenance.tool.clone()),
        ("tool-version", provenance.tool_version.clone()),
        ("author", provenance.author.clone()),
        ("editor", provenance.editor.clone()),
    ];
    let named = known
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    named
        .map(|(name, value)| (format!("{PREFIX}{name}"), value))
        .collect()
}

/// Puts details where they belong in a unit; those that are not ours, or do not fit, become properties.
pub(super) fn apply(unit: &mut Unit, details: Vec<Detail>) {
    // Places count in the text as it was, so its characters come first.
    for (name, value) in &details {
        for (ours, side) in [
            ("source-characters", &mut unit.source),
            ("target-characters", &mut unit.target),
        ] {
            if name.strip_prefix(PREFIX) == Some(ours)
                && let Some(content) = escape::restored(&side.content, value)
            {
                side.content = content;
            }
        }
    }
    for (name, value) in details {
        let ours = name.strip_prefix(PREFIX);
        if ours.and_then(|ours| set(unit, ours, &value)).is_none() {
            unit.properties.push(Property::new(name, value));
        }
    }
}

/// Sets one detail; `None` if there is none of that name or the value is not one.
fn set(unit: &mut Unit, name: &str, value: &str) -> Option<()> {
    let text = || Some(value.to_owned());
    match name {
        "score" => {
            let score: f32 = value.trim().parse().ok()?;
            unit.score = (0.0..=1.0).contains(&score).then(|| Score::new(score));
            unit.score?;
        }
        "status" => unit.status = Status::from_name(value)?,
        "kind" => unit.kind = Some(kind(value)?),
        "reason" => unit.reason = Some(reason(value)?),
        "source-segments" => unit.source.segments = places(value, &unit.source)?,
        "target-segments" => unit.target.segments = places(value, &unit.target)?,
        // Already done, or they do not fit: the text then shows the pictures.
        "source-characters" | "target-characters" => {}
        "source-language" => unit.source.language = value.parse().ok()?,
        "target-language" => unit.target.language = value.parse().ok()?,
        "source-document" => unit.provenance.source_document = text(),
        "target-document" => unit.provenance.target_document = text(),
        "tool" => unit.provenance.tool = text(),
        "tool-version" => unit.provenance.tool_version = text(),
        "author" => unit.provenance.author = text(),
        "editor" => unit.provenance.editor = text(),
        "created" => unit.created = Some(value.parse().ok()?),
        "changed" => unit.changed = Some(value.parse().ok()?),
        "evidence" => unit.evidence.push(evidence(value, unit)?),
        "property" => {
            let (length, rest) = value.split_once(' ')?;
            let (name, value) = rest.split_at_checked(length.parse().ok()?)?;
            unit.properties.push(Property::new(name, value));
        }
        _ => return None,
    }
    Some(())
}

fn place(place: &Place) -> String {
    let mut written = format!("{}-{}", place.span.start(), place.span.end());
    if let Some(index) = place.index {
        written.push_str(&format!("#{index}"));
    }
    if let Some(origin) = place.origin {
        written.push_str(&format!("@{}-{}", origin.start(), origin.end()));
    }
    written
}

fn places(list: &str, side: &Side) -> Option<Vec<Place>> {
    let read = |written: &str| {
        let (rest, origin) = match written.split_once('@') {
            Some((rest, origin)) => (rest, Some(span(origin)?)),
            None => (written, None),
        };
        let (place, index) = match rest.split_once('#') {
            Some((place, index)) => (place, Some(index.parse().ok()?)),
            None => (rest, None),
        };
        let span = span(place)?;
        span.get(side.text())?;
        Some(Place {
            span,
            index,
            origin,
        })
    };
    list.split(',').map(read).collect()
}

fn span(written: &str) -> Option<Span> {
    let (start, end) = written.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then(|| Span::new(start, end))
}

fn evidence(written: &str, unit: &Unit) -> Option<Evidence> {
    let mut fields = written.split(' ');
    let mut next = || fields.next();
    let name = next()?;
    let kind = EvidenceKind::ALL
        .into_iter()
        .find(|kind| kind.name() == name)?;
    let (source, target) = (span(next()?)?, span(next()?)?);
    source.get(unit.source.text())?;
    target.get(unit.target.text())?;
    let relation = match next()? {
        "-" => None,
        name => Some(
            RELATIONS
                .into_iter()
                .find(|known| relation_name(*known) == name)?,
        ),
    };
    let weight: f32 = next()?.parse().ok()?;
    let evidence = Evidence::new(kind, source, target, weight);
    Some(match relation {
        Some(relation) => evidence.with_relation(relation),
        None => evidence,
    })
}

const RELATIONS: [Relation; 5] = [
    Relation::Equal,
    Relation::Compatible,
    Relation::Convertible,
    Relation::Unrelated,
    Relation::Conflict,
];

const fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "equal",
        Relation::Compatible => "compatible",
        Relation::Convertible => "convertible",
        Relation::Unrelated => "unrelated",
        Relation::Conflict => "conflict",
    }
}
