//! Laws of the search in memories: the fast search is the slow one, and an edit script does what it says.

use bitext::{
    Lang,
    memory::search::{
        Assessment, EditKind, Hit, Penalty, PenaltyKind, SearchOptions, Searcher, Segment, Texts,
        UnitId, concordance,
    },
};
use proptest::prelude::*;

/// Texts of few different tokens, so that many are alike, some equal, some of one token, some blank.
fn text(lang: Lang) -> BoxedStrategy<String> {
    let tokens: &'static [&'static str] = match lang {
        Lang::Chinese => &[
            "河", "水", "涨", "了", "三", "米", "，", "。", "國", "国", " ", "a",
        ],
        _ => &[
            "river ", "rose ", "the ", "the ", "by ", "three ", "Three ", "metres", ", ", ". ",
            "it's ", "-",
        ],
    };
    prop::collection::vec(prop::sample::select(tokens), 0..14)
        .prop_map(|tokens| tokens.concat())
        .boxed()
}

fn lang() -> impl Strategy<Value = Lang> {
    prop::sample::select(vec![Lang::Chinese, Lang::English])
}

/// A memory of one language and a query.
fn memory() -> impl Strategy<Value = (Lang, Vec<String>, String)> {
    lang().prop_flat_map(|lang| {
        (
            Just(lang),
            prop::collection::vec(text(lang), 0..40),
            text(lang),
        )
    })
}

fn index(lang: Lang, texts: &[String]) -> Texts {
    let mut index = Texts::default();
    for text in texts {
        match lang {
            Lang::Chinese => index.push(Some(text), None),
            _ => index.push(None, Some(text)),
        };
    }
    index
}

/// An assessment that depends on the unit in a way no order foresees.
fn assess(id: UnitId, raw: u8, _: &str) -> Result<Option<Assessment>, std::convert::Infallible> {
    if id.0 % 5 == 4 {
        return Ok(None);
    }
    let points = u8::try_from(id.0 * 7 % 11).unwrap();
    let penalty = Penalty::new(PenaltyKind::Unreviewed, points);
    let neighbours = if raw == 100 {
        u8::try_from(id.0 % 3).unwrap()
    } else {
        0
    };
    Ok(Some(Assessment::new(neighbours, vec![penalty])))
}

fn both(options: SearchOptions, index: &Texts, query: &str, lang: Lang) -> (Vec<Hit>, Vec<Hit>) {
    let mut searcher = Searcher::new(options);
    // The second search proves that the first left nothing behind.
    let Ok(_) = searcher.fuzzy(index, query, lang);
    let Ok(fast) = searcher.fuzzy_assessed(index, query, lang, &mut assess);
    let Ok(slow) = searcher.exhaustive(index, query, lang, &mut assess);
    (fast, slow)
}

/// Word by word (character by character), as in the textbook.
fn distance(one: &[&str], other: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, token) in one.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, against) in other.iter().enumerate() {
            let step = (corner + usize::from(token != against)).min(row[j].min(row[j + 1]) + 1);
            corner = std::mem::replace(&mut row[j + 1], step);
        }
    }
    row[other.len()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn fuzzy_search_is_the_exhaustive_search(
        (lang, texts, query) in memory(),
        threshold in 1..=100_u8,
        limit in 0..8_usize,
    ) {
        let options = SearchOptions::default().threshold(threshold).limit(limit);
        let index = index(lang, &texts);
        let (fast, slow) = both(options, &index, &query, lang);
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn scores_are_those_of_the_definition((lang, texts, query) in memory(), threshold in 30..=90_u8) {
        let index = index(lang, &texts);
        let options = SearchOptions::default().threshold(threshold).limit(100);
        let Ok(hits) = Searcher::new(options).fuzzy(&index, &query, lang);
        let segment = Segment::new(&query, lang);
        let tokens: Vec<&str> = segment.tokens().collect();
        for (id, text) in texts.iter().enumerate() {
            let other = Segment::new(text, lang);
            let others: Vec<&str> = other.tokens().collect();
            let longer = tokens.len().max(others.len());
            let equal = segment.folded() == other.folded() && !segment.folded().is_empty();
            let edits = distance(&tokens, &others);
            let raw = match longer {
                0 => 0,
                _ if equal => 100,
                _ => ((longer - edits) * 100 / longer).min(99),
            };
            let hit = hits.iter().find(|hit| hit.id.0 as usize == id);
            let wanted = raw >= usize::from(threshold);
            prop_assert_eq!(hit.map(|hit| (usize::from(hit.raw), hit.distance)), wanted.then_some((raw, edits)));
        }
    }

    #[test]
    fn an_edit_script_makes_the_query_of_the_found_text((lang, texts, query) in memory()) {
        let index = index(lang, &texts);
        let options = SearchOptions::default().threshold(20).limit(100);
        let Ok(hits) = Searcher::new(options).fuzzy(&index, &query, lang);
        for hit in hits {
            let text = &texts[hit.id.0 as usize];
            let mut edits = 0;
            let folded = |piece: &str| -> Vec<String> {
                let segment = Segment::new(piece, lang);
                segment.tokens().map(str::to_owned).collect()
            };
            let (mut made, mut used) = (Vec::new(), Vec::new());
            for edit in &hit.edits {
                let (new, old) = (folded(edit.query.slice(&query)), folded(edit.found.slice(text)));
                edits += match edit.kind {
                    EditKind::Keep => 0,
                    _ => new.len().max(old.len()),
                };
                if edit.kind == EditKind::Keep {
                    prop_assert_eq!(&new, &old);
                }
                prop_assert_eq!(edit.kind == EditKind::Insert, old.is_empty());
                prop_assert_eq!(edit.kind == EditKind::Delete, new.is_empty());
                made.extend(new);
                used.extend(old);
            }
            prop_assert_eq!(made, folded(&query));
            prop_assert_eq!(used, folded(text));
            prop_assert_eq!(edits, hit.distance);
        }
    }

    #[test]
    fn a_phrase_is_found_where_it_stands((lang, texts, phrase) in memory()) {
        let index = index(lang, &texts);
        let Ok(found) = concordance(&index, &phrase, lang, usize::MAX);
        let phrase = Segment::new(&phrase, lang);
        let phrase: Vec<&str> = phrase.tokens().collect();
        for (id, text) in texts.iter().enumerate() {
            let segment = Segment::new(text, lang);
            let tokens: Vec<&str> = segment.tokens().collect();
            let stands = !phrase.is_empty() && tokens.windows(phrase.len()).any(|window| window == phrase);
            let occurrence = found.occurrences.iter().find(|one| one.id.0 as usize == id);
            prop_assert_eq!(occurrence.is_some(), stands);
            for span in occurrence.map_or(&[][..], |one| &one.spans) {
                let segment = Segment::new(span.slice(text), lang);
                prop_assert_eq!(segment.tokens().collect::<Vec<_>>(), phrase.clone());
            }
        }
    }

    #[test]
    fn spans_of_tokens_lie_in_any_text(text in "\\PC*", lang in lang()) {
        let segment = Segment::new(&text, lang);
        let mut end = 0;
        for (at, token) in segment.tokens().enumerate() {
            let span = segment.span(at).unwrap();
            prop_assert!(span.start() >= end && span.get(&text).is_some() && !token.is_empty());
            end = span.end();
        }
    }
}

#[test]
fn segments_of_one_character_are_found() {
    let mut texts = Texts::default();
    for text in ["是", "否", "是否", "好"] {
        texts.push(Some(text), None);
    }
    let mut searcher = Searcher::default();
    let Ok(hits) = searcher.fuzzy(&texts, "否", Lang::Chinese);
    assert_eq!(
        hits.iter()
            .map(|hit| (hit.id.0, hit.score))
            .collect::<Vec<_>>(),
        [(1, 100)]
    );
    let mut searcher = Searcher::new(SearchOptions::default().threshold(50));
    let Ok(hits) = searcher.fuzzy(&texts, "否", Lang::Chinese);
    assert_eq!(hits.len(), 2);
}

#[test]
fn removed_texts_are_not_found() {
    let mut texts = Texts::default();
    let id = texts.push(Some("河水涨了"), Some("The river rose"));
    texts.remove(id);
    let mut searcher = Searcher::default();
    let Ok(hits) = searcher.fuzzy(&texts, "河水涨了", Lang::Chinese);
    assert_eq!(hits, []);
    let Ok(found) = concordance(&texts, "river", Lang::English, 5);
    assert_eq!(found.occurrences, []);
}

#[test]
fn hostile_texts_cost_no_more_than_their_length() {
    let long = "的".repeat(200_000);
    let mut texts = Texts::default();
    texts.push(Some(&long), Some(&"a ".repeat(200_000)));
    let mut searcher = Searcher::default();
    let Ok(hits) = searcher.fuzzy(&texts, &long, Lang::Chinese);
    assert_eq!(hits.len(), 1, "equal texts are found at any length");
    let Ok(found) = concordance(&texts, &"的".repeat(50_000), Lang::Chinese, 5);
    assert_eq!(found.occurrences[0].spans.len(), 4);
}
