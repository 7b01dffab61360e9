//! Counts in messages: one is no plural.

pub(crate) use bitext::report::counted;

/// The form of a verb that goes with a count: `was` or `were`, `has` or `have`.
pub(crate) const fn verb(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// That so many entries of a file are no pair, and what became of them: `left out`, `not checked`.
pub(crate) fn one_sided(count: usize, fate: &str) -> String {
    format!(
        "{} {} one of the languages, or {} of an error, and {} {fate}",
        counted(count, "entry"),
        verb(count, "lacks", "lack"),
        verb(count, "tells", "tell"),
        verb(count, "was", "were"),
    )
}
