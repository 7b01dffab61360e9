//! The dictionary form of an English word.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

/// Irregular forms, and words that only look inflected.
fn irregular(form: &str) -> Option<&'static str> {
    static FORMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        include_str!("data/lemmas.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .collect()
    });
    FORMS.get(form).copied()
}

/// Returns the dictionary form of a lower-case English word.
///
/// Irregular forms come from a list (`went`: `go`); regular endings are taken off where what remains is a word by
/// `known`, or else where the ending leaves no doubt (`-ies`, `-s` after most consonants). A word that `known` accepts
/// as it stands, and that ends in nothing but `-s`, is still reduced if its base is known too. A possessive `'s` goes;
/// contractions become what they stand for (`'ll`: `will`), the negation `n't` is left to the caller.
///
/// ```
/// use bitext::lexicon::lemma;
///
/// let known = |word: &str| ["company", "plan", "hope", "business"].contains(&word);
/// for (form, base) in [
///     ("companies", "company"),
///     ("planned", "plan"),
///     ("hoping", "hope"),
///     ("went", "go"),
///     ("business", "business"),
///     ("company's", "company"),
/// ] {
///     assert_eq!(lemma(form, &known), base);
/// }
/// ```
pub fn lemma<'w>(word: &'w str, known: &dyn Fn(&str) -> bool) -> Cow<'w, str> {
    lemma_listed(word, &|_| None, known)
}

/// The same, with a list of forms that is asked before the rules; see [`lemma`].
pub(crate) fn lemma_listed<'w>(
    word: &'w str,
    listed: &dyn Fn(&str) -> Option<String>,
    known: &dyn Fn(&str) -> bool,
) -> Cow<'w, str> {
    let stem = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix('\''))
        .unwrap_or(word);
    if let Some(base) = irregular(stem) {
        return Cow::Borrowed(base);
    }
    if let Some(base) = listed(stem) {
        return Cow::Owned(base);
    }
    // Shorter words have no ending that can be told from their stem (`bus`, `red`, `king`).
    if stem.len() < 4 || !stem.is_ascii() {
        return Cow::Borrowed(stem);
    }
    if let Some(base) = bases(stem).into_iter().flatten().find(|base| known(base)) {
        return Cow::Owned(base);
    }
    if known(stem) {
        return Cow::Borrowed(stem);
    }
    regular(stem)
}

/// What the word may be an inflected form of, the likeliest first.
fn bases(word: &str) -> [Option<String>; 3] {
    let with = |stem: &str, ending: &str| Some(format!("{stem}{ending}"));
    if let Some(stem) = word.strip_suffix("ies") {
        [with(stem, "y"), with(stem, "ie"), None]
    } else if let Some(stem) = word.strip_suffix("es") {
        [with(stem, "e"), with(stem, ""), None]
    } else if let Some(stem) = word
        .strip_suffix('s')
        .filter(|stem| !stem.ends_with(['s', 'u', 'i']))
    {
        [with(stem, ""), None, None]
    } else if let Some(stem) = word
        .strip_suffix("ied")
        .or_else(|| word.strip_suffix("ier"))
    {
        [with(stem, "y"), None, None]
    } else if let Some(stem) = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")) {
        [undoubled(stem), with(stem, ""), with(stem, "e")]
    } else {
        [None, None, None]
    }
}

/// The stem without the second of two equal consonants at its end: `plann` gives `plan`.
fn undoubled(stem: &str) -> Option<String> {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    (last == before && !"aeiouls".contains(last)).then(|| {
        let mut base = stem.to_owned();
        base.pop();
        base
    })
}

/// The base of a word that no list knows, where its ending leaves no doubt.
fn regular(word: &str) -> Cow<'_, str> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return Cow::Owned(format!("{stem}y"));
    }
    let plural = word
        .strip_suffix('s')
        .filter(|stem| !stem.ends_with(['s', 'u', 'i', 'a', 'o']));
    Cow::Borrowed(plural.unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_look_inflected_stay() {
        let known = |_: &str| false;
        for word in ["glass", "status", "basis", "bus", "king", "", "été"] {
            assert_eq!(lemma(word, &known), word);
        }
    }

    #[test]
    fn an_unknown_plural_loses_its_ending_only() {
        let known = |_: &str| false;
        assert_eq!(lemma("chatbots", &known), "chatbot");
        assert_eq!(lemma("rallying", &known), "rallying");
        assert_eq!(lemma("startups'", &known), "startup");
    }
}
