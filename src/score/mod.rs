//! How alike two stretches of text are, and why.
//!
//! [`Document`] turns a text into sentences of comparable tokens. [`Association`] links the tokens of two documents:
//! `t(english | chinese)` and its reverse, from a lexicon, from equal quantities, from names and from words that
//! both languages write alike. The signals are built on these, one file each: [`lexical`], [`length`], [`cue`]. [`model`] combines
//! them for a bead, [`pair`] for two sentences in any order, [`told`] for two sentences of texts written apart, [`statement`] for what these share. Every signal yields [`Evidence`]. This module does *not*
//! search: it scores what it is asked about.

pub mod association;
pub mod calendar;
pub mod code;
pub mod contradiction;
pub mod conversion;
pub mod cue;
pub mod disagreement;
pub mod document;
pub mod length;
pub mod lexical;
pub mod model;
pub mod name;
pub mod orphan;
pub mod pair;
pub mod part;
pub mod quantity;
pub mod shared;
pub mod statement;
pub mod term;
pub mod told;
mod weights;

mod differing;
mod evidence;
mod excerpt;
mod gains;
pub(crate) mod kinds;
mod order;
mod paragraph;
mod quantity_link;
mod reach;
mod row;
mod sentence;
mod token;
pub(crate) mod word_link;

pub use association::Association;
pub use document::Document;
pub use evidence::{Evidence, EvidenceKind, Score};
pub use word_link::{WordLink, word_links};
