//! The integration tests: one binary, so that they link once.

mod alignment_laws;
mod autotrait;
mod clause;
#[cfg(feature = "cli")]
mod cli;
mod comparable;
mod corpus;
// The baseline and the snapshots are those of the trained table.
#[cfg(feature = "table")]
mod gold;
mod lang;
mod layering;
mod lexicon;
mod name;
mod properties_text;
mod quantity;
mod quantity_laws;
mod resources;
mod segment;
#[cfg(feature = "table")]
mod snapshot;
#[cfg(feature = "xml")]
mod srx;
mod table;
mod tables;
