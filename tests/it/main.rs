//! The integration tests: one binary, so that they link once.

mod alignment_laws;
mod allocation;
mod autotrait;
mod check;
mod clause;
#[cfg(feature = "cli")]
mod cli;
#[cfg(all(feature = "cli", feature = "table"))]
mod cli_pins;
#[cfg(feature = "cli")]
mod cli_tm;
#[cfg(feature = "cli")]
mod cli_units;
mod comparable;
mod corpus;
mod documentation;
mod duplicates;
#[cfg(all(feature = "json", feature = "xml"))]
mod eval;
#[cfg(all(feature = "cli", feature = "table"))]
mod eval_program;
#[cfg(all(
    feature = "xml",
    feature = "json",
    feature = "encodings",
    feature = "compression"
))]
mod format;
#[cfg(all(
    feature = "xml",
    feature = "json",
    feature = "encodings",
    feature = "compression"
))]
mod fuzz;
#[cfg(all(
    feature = "xml",
    feature = "json",
    feature = "encodings",
    feature = "compression"
))]
mod fuzz_targets;
// The baseline and the snapshots are those of the trained table.
#[cfg(feature = "table")]
mod gold;
#[cfg(all(feature = "html", feature = "table"))]
mod html;
#[cfg(all(feature = "html", feature = "table"))]
mod html_correct;
#[cfg(all(feature = "html", feature = "table"))]
mod html_look;
#[cfg(all(feature = "html", feature = "table"))]
mod html_split;
mod lang;
mod layering;
mod lexicon;
#[cfg(feature = "cli")]
mod limits;
mod memory;
mod memory_search;
// What the trained table tells.
#[cfg(feature = "store")]
mod memory_store;
#[cfg(feature = "table")]
mod mode;
mod name;
#[cfg(feature = "table")]
mod paragraph;
mod pins;
mod properties_text;
mod quantity;
mod quantity_laws;
mod related;
mod resources;
mod segment;
#[cfg(feature = "table")]
mod snapshot;
#[cfg(feature = "xml")]
mod srx;
mod table;
mod tables;
