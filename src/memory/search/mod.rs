//! Finding texts of a memory: equal ones, similar ones, and those that have a phrase.
//!
//! The algorithms know texts, numbers and nothing else; what a memory knows of its units comes in through [`Index`] and
//! [`Assessment`]. [`Texts`] is an index over plain strings, for use without a memory.
//!
//! | score | meaning |
//! |---|---|
//! | 102 | equal, and both neighbours (or the id) are those of the query |
//! | 101 | equal, and one neighbour is that of the query |
//! | 100 | equal after folding; [`Hit::folds`] says what was folded |
//! | 1 to 99 | one minus edits per token of the longer text, rounded down |
//!
//! Edits are counted in characters in Chinese and in words in English; among English hits of one score, those with
//! fewer edits of characters come first. [`Segment`] defines folding and tokens.
//!
//! This module does *not* know inflection, synonyms or word order: `file saved` and `save the file` are unlike.

mod best;
mod concordance;
mod edit;
mod fuzzy;
mod index;
pub(crate) mod postings;
mod score;
mod segment;

pub use concordance::{Concordance, Occurrence, concordance};
pub use edit::{Edit, EditKind};
pub(crate) use fuzzy::Effort;
pub use fuzzy::{Assess, SearchOptions, Searcher};
pub use index::{Index, Texts, UnitId};
#[cfg(feature = "store")]
pub(crate) use index::{length, terms};
pub(crate) use score::Comparer;
pub use score::{Assessment, BOTH_NEIGHBOURS, Hit, ONE_NEIGHBOUR, Penalty, PenaltyKind};
pub(crate) use segment::hash;
pub use segment::{Folds, LONGEST, Segment};
