//! Translation units that own their texts: what a translation memory is made of.
//!
//! An [`Alignment`](crate::Alignment) points into two texts that the caller keeps. A [`Unit`] keeps its own: two
//! [`Side`]s with language and script, and with them the score, who made the pair and when, and whether a person has
//! confirmed it. [`units`] makes them from an alignment.
//!
//! ```
//! use bitext::{align, memory};
//!
//! let (source, target) = ("It rained all night. We stayed in.", "雨下了一夜。我们没有出门。");
//! let units: Vec<_> = memory::units(&align(source, target), source, target).collect();
//! assert_eq!(units[1].source.text(), "We stayed in.");
//! assert_eq!(units[1].target.language.as_str(), "zh-Hans");
//! ```
//!
//! A [`Store`] keeps units: [`Volatile`] in working memory, `SqliteStore` (feature `store`) in one file. [`Lookup`] finds
//! in a store what was translated before: equal and similar texts with contexts, penalties and edits; [`find_phrase`]
//! every unit with a phrase. The algorithms are in [`search`], for any texts.
//!
//! This module does *not* read or write files of units: see [`format`](mod@crate::format).

mod content;
mod lookup;
mod pair;
mod penalties;
mod query;
pub mod search;
mod stats;
mod store;
mod tag;
mod timestamp;
mod unit;

pub use content::{Code, CodeKind, Content, ContentError, Run, Subflow};
pub use lookup::{Lookup, LookupOptions, Match, Method, find_phrase};
pub use pair::{units, units_of};
pub use penalties::Penalties;
pub(crate) use penalties::same_quantities;
pub use query::Query;
pub use stats::Stats;
pub(crate) use store::text_in;
#[cfg(feature = "store")]
pub use store::{Fault, SqliteStore};
pub use store::{Imported, Input, Neighbours, Store, StoreError, Volatile};
pub use tag::{LanguageTag, TagError};
pub use timestamp::{Timestamp, TimestampError};
pub use unit::{Place, Property, Provenance, Side, Status, Unit};
