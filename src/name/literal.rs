//! Words that are the same in both languages.

/// Returns what a word that both languages write alike is compared by, or `None` if the word is not of that kind.
///
/// Such a word holds at least one Latin letter and no Chinese character. It is compared in lower case, full-width
/// letters as their plain forms, without marks at its edges.
///
/// ```
/// use bitext::name::literal;
///
/// assert_eq!(literal("ＡＩ").as_deref(), Some("ai"));
/// assert_eq!(literal("09988.HK").as_deref(), Some("09988.hk"));
/// assert_eq!(literal("380"), None); // a quantity is compared by its value
/// assert_eq!(literal("A股"), None);
/// ```
#[must_use]
pub fn literal(word: &str) -> Option<String> {
    let plain: String = word
        .chars()
        .map(narrow)
        .flat_map(char::to_lowercase)
        .collect();
    let inner = plain.trim_matches(|c: char| !c.is_alphanumeric());
    let has_latin = inner
        .chars()
        .any(|c| c.is_alphabetic() && (c as u32) < 0x250);
    let has_other = inner
        .chars()
        .any(|c| c.is_alphabetic() && (c as u32) >= 0x250);
    (has_latin && !has_other).then(|| inner.to_owned())
}

/// The plain form of a full-width letter, digit or mark.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
