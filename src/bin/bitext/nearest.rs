//! The name that was probably meant.

use rapidfuzz::distance::levenshtein;

/// How like two names must be, in `[0, 1]`. A judgement: one wrong letter in three is still a slip.
const LEAST: f64 = 0.6;

/// The one of `names` that is most like `written`; none if none is like it.
pub(crate) fn nearest<'n>(
    written: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let alike = |name: &str| levenshtein::normalized_similarity(written.chars(), name.chars());
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let score = alike(name);
        if score >= best.map_or(LEAST, |(score, _)| score.next_up()) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_seen_and_other_names_are_not() {
        let names = ["tmx", "xliff", "threshold"];
        assert_eq!(nearest("tmxx", names), Some("tmx"));
        assert_eq!(nearest("treshold", names), Some("threshold"));
        assert_eq!(nearest("docx", names), None);
    }
}
