//! Inline codes of XLIFF, both versions.

mod read;
mod write;

use std::collections::BTreeMap;

pub(super) use read::read;
pub(super) use write::{Losses, text_2, write_1, write_2};

/// Codes by the names that `dataRef` uses (2.x).
pub(super) type Data = BTreeMap<String, String>;

/// What stands for a highlight without a role, which 1.2 does not allow.
const NO_ROLE: &str = "x-bitext-none";
