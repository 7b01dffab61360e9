//! Concordance search: every unit that has a phrase, in either language.

use super::{Index, Segment, UnitId, index, postings};
use crate::{lang::Lang, text::Span};

/// A unit that has the phrase.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Occurrence {
    /// The unit.
    pub id: UnitId,
    /// Where the phrase stands in the text, each place; they do not overlap.
    pub spans: Vec<Span>,
}

/// What a concordance search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Concordance {
    /// The units, lowest numbers first.
    pub occurrences: Vec<Occurrence>,
    /// Whether the search ended because there were as many as wanted.
    pub more: bool,
}

/// The units that have `phrase`: the same tokens in a row, after folding ([`Segment`]).
///
/// In Chinese any characters in a row; in English whole words, whatever marks stand between them. Units with lower
/// numbers come first; no more than `limit`. A blank phrase is nowhere. Reads the lists of all tokens of the
/// phrase and compares what is in all of them.
///
/// # Errors
///
/// Those of the index.
///
/// ```
/// use bitext::{Lang, memory::search::{Texts, concordance}};
///
/// let mut texts = Texts::default();
/// texts.push(Some("水位上涨，水位很高。"), Some("The water level rose; the water-level is high."));
/// let found = concordance(&texts, "水位", Lang::Chinese, 10)?;
/// assert_eq!(found.occurrences[0].spans.len(), 2);
/// let found = concordance(&texts, "Water Level", Lang::English, 10)?;
/// assert_eq!(found.occurrences[0].spans.len(), 2);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
pub fn concordance<I: Index>(
    index: &I,
    phrase: &str,
    lang: Lang,
    limit: usize,
) -> Result<Concordance, I::Error> {
    let phrase = Segment::new(phrase, lang);
    let mut found = Concordance::default();
    if phrase.is_empty() {
        return Ok(found);
    }
    let tokens: Vec<&str> = phrase.tokens().collect();
    let fallback: Vec<usize> = fallback(&tokens);
    for id in candidates(index, &phrase, lang)? {
        let mut spans = Vec::new();
        index.text(UnitId(id), lang, &mut |text| {
            spans = places(&tokens, &fallback, text, lang);
        })?;
        if spans.is_empty() {
            continue;
        }
        if found.occurrences.len() >= limit {
            found.more = true;
            break;
        }
        found.occurrences.push(Occurrence {
            id: UnitId(id),
            spans,
        });
    }
    Ok(found)
}

/// The units that have all terms of the phrase.
fn candidates<I: Index>(index: &I, phrase: &Segment, lang: Lang) -> Result<Vec<u32>, I::Error> {
    let mut terms = Vec::new();
    // Long texts are listed by the first occurrence of each token only.
    index::terms(phrase, |term| {
        if term.rfind('\t').is_none_or(|at| at == 0) {
            terms.push((0, term.to_owned()));
        }
    });
    for (frequency, term) in &mut terms {
        *frequency = index.frequency(lang, term)?;
    }
    terms.sort_unstable();
    let mut common: Option<Vec<u32>> = None;
    for (_, term) in &terms {
        let mut kept = Vec::new();
        let mut rest = common.as_deref().map(<[u32]>::iter).map(Iterator::peekable);
        index.postings(lang, term, &mut |packed| {
            let _ = postings::for_each(packed, |id| match &mut rest {
                None => kept.push(id),
                Some(rest) => {
                    while rest.next_if(|other| **other < id).is_some() {}
                    if rest.next_if(|other| **other == id).is_some() {
                        kept.push(id);
                    }
                }
            });
        })?;
        if kept.is_empty() {
            return Ok(kept);
        }
        common = Some(kept);
    }
    Ok(common.unwrap_or_default())
}

/// Where the phrase stands in a text.
fn places(phrase: &[&str], fallback: &[usize], text: &str, lang: Lang) -> Vec<Span> {
    let segment = Segment::new(text, lang);
    let (mut matched, mut spans) = (0, Vec::new());
    for (at, token) in segment.tokens().enumerate() {
        while matched > 0 && phrase.get(matched) != Some(&token) {
            matched = fallback.get(matched - 1).copied().unwrap_or(0);
        }
        if phrase.get(matched) == Some(&token) {
            matched += 1;
        }
        if matched == phrase.len() {
            let end = at + 1;
            spans.push(segment.span_of(end - matched..end));
            matched = 0;
        }
    }
    spans
}

/// For each beginning of the phrase, the longest shorter one that it ends with (Knuth, Morris and Pratt 1977), so that
/// `aaaa…` in `aaaa…` is found in linear time.
fn fallback(phrase: &[&str]) -> Vec<usize> {
    let mut table: Vec<usize> = vec![0; phrase.len().min(1)];
    let mut length = 0;
    for token in phrase.iter().skip(1) {
        while length > 0 && phrase.get(length) != Some(token) {
            length = table.get(length - 1).copied().unwrap_or(0);
        }
        if phrase.get(length) == Some(token) {
            length += 1;
        }
        table.push(length);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::search::Texts;

    fn find(texts: &[&str], phrase: &str, lang: Lang) -> Vec<(u32, Vec<String>)> {
        let mut index = Texts::default();
        for text in texts {
            index.push(Some(text), Some(text));
        }
        let Ok(found) = concordance(&index, phrase, lang, 100);
        let slices = |one: &Occurrence| {
            let text = texts[one.id.0 as usize];
            one.spans
                .iter()
                .map(|span| span.slice(text).to_owned())
                .collect()
        };
        found
            .occurrences
            .iter()
            .map(|one| (one.id.0, slices(one)))
            .collect()
    }

    #[test]
    fn phrases_are_found_after_folding() {
        let texts = ["老橋很老", "老桥。", "新桥", "桥"];
        let owned = |list: &[(u32, &[&str])]| -> Vec<(u32, Vec<String>)> {
            let owned = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect();
            list.iter().map(|&(id, items)| (id, owned(items))).collect()
        };
        assert_eq!(
            find(&texts, "老桥", Lang::Chinese),
            owned(&[(0, &["老橋"]), (1, &["老桥"])])
        );
        assert_eq!(find(&texts, "桥", Lang::Chinese).len(), 4);
        assert_eq!(
            find(&["Ice, ice; baby", "nice ice"], "ICE ice", Lang::English),
            owned(&[(0, &["Ice, ice"])])
        );
        assert!(find(&texts, " ", Lang::Chinese).is_empty());
    }

    #[test]
    fn a_phrase_that_overlaps_itself_is_found() {
        assert_eq!(
            find(&["a a b a a b a a c"], "a a b a a c", Lang::English).len(),
            1
        );
        assert_eq!(find(&["啊啊啊啊啊"], "啊啊", Lang::Chinese)[0].1.len(), 2);
    }
}
