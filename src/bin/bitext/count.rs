//! Counts in messages: one is no plural.

pub(crate) use bitext::report::counted;

/// The form of a verb that goes with a count: `was` or `were`, `has` or `have`.
pub(crate) const fn verb(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

/// That so many entries of a file lack a language, and what became of them: `left out`, `not checked`.
pub(crate) fn one_sided(count: usize, fate: &str) -> String {
    let (has, was) = (verb(count, "has", "have"), verb(count, "was", "were"));
    format!(
        "{} {has} not both languages and {was} {fate}",
        counted(count, "entry")
    )
}
