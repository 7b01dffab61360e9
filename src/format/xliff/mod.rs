//! XLIFF 1.2 and 2.x, the formats of translation jobs (OASIS).
//!
//! [`Reader`] takes both and tells them apart. [`Writer`] writes 1.2 or 2.0, one unit per pair. Inline codes are kept:
//! in 1.2 as `bpt`, `ept`, `ph`, `it` and `mrk`, in 2.0 as `sc`, `ec`, `ph` and `mrk` with the codes themselves in
//! `originalData`. In 2.0 the two ends of a pair share one name, so of a code with a pair the `id` is not kept, and
//! text inside codes becomes part of the code.
//!
//! | status | 1.2 | 2.0 |
//! |---|---|---|
//! | automatic | `state="needs-review-translation"` | `state="translated"` |
//! | confirmed | `state="final" approved="yes"` | `state="final"` |
//! | rejected | `state="needs-translation" state-qualifier="rejected-inaccurate"` | `state="initial" subState="bitext:rejected"` |
//!
//! What XLIFF has no place for stands in a `prop-group` (1.2) or in the metadata module (2.0). Control characters are
//! replaced and restored as in [`tmx`](crate::format::tmx); in texts of 2.0 they are written as `cp`.

mod inline;
mod read;
mod write;

pub use read::Reader;
pub use write::{Version, Writer};

/// The name of our group of properties.
const GROUP: &str = "bitext";
