//! From trained probabilities to a table: what is kept.

use std::collections::{BTreeSet, HashSet};

use super::{
    TrainOptions,
    corpus::Corpus,
    forms::Forms,
    model1::{Model, Row},
};
use crate::lexicon::{
    TableError,
    lemma::lemma_listed,
    table::{Entry, Side, write},
};

/// Leaves out what neither a dictionary nor enough text supports.
pub(super) fn supported(model: Model, prior: &[Row], options: &TrainOptions) -> Model {
    let Model { mut rows, totals } = model;
    for ((row, prior), &total) in rows.iter_mut().zip(prior).zip(&totals) {
        let mass = if prior.is_empty() {
            options.unlisted_mass
        } else {
            options.dictionary_mass
        };
        row.retain(|&(word, probability)| {
            let listed = prior
                .binary_search_by_key(&word, |&(listed, _)| listed)
                .is_ok();
            listed || probability * (total + mass) >= options.least_count
        });
    }
    Model { rows, totals }
}

/// Mixes what the dictionaries say into what was learnt.
///
/// ```text
/// t'(e|z) = (1 - s) t(e|z) + s D(e|z)
/// ```
///
/// A word that is frequent in the text has learnt from it alone, function words beside it included; its rarer translations,
/// which other texts use, are those of the dictionary.
pub(super) fn recalled(model: Model, prior: &[Row], share: f32) -> Model {
    let Model { mut rows, totals } = model;
    for (row, prior) in rows.iter_mut().zip(prior) {
        if prior.is_empty() {
            continue;
        }
        let mut mixed: Row = row.iter().map(|&(e, t)| (e, (1.0 - share) * t)).collect();
        mixed.extend(prior.iter().map(|&(e, d)| (e, share * d)));
        mixed.sort_by_key(|&(e, _)| e);
        *row = mixed
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, t)| t).sum())))
            .collect();
    }
    Model { rows, totals }
}

/// Mixes, prunes and writes.
pub(super) fn table(
    corpus: &Corpus,
    forms: &Forms,
    (forward, backward): (Model, Model),
    (chinese_shares, english_shares): (&[f32], &[f32]),
    compounds: &BTreeSet<u32>,
    options: &TrainOptions,
) -> Result<Vec<u8>, TableError> {
    let mut chinese_rows = with_characters(&forward, corpus, compounds, options);
    drop(forward);
    let mut english_rows = backward.rows;
    for row in &mut chinese_rows {
        prune(row, english_shares, options);
    }
    for row in &mut english_rows {
        prune(row, chinese_shares, options);
    }
    // A word stays if it has translations or is one.
    let kept = |own: &[Row], others: &[Row]| -> Vec<u32> {
        let mut numbers = vec![false; own.len()];
        for (row, number) in own.iter().zip(&mut numbers) {
            *number = !row.is_empty();
        }
        for &(word, _) in others.iter().flatten() {
            if let Some(number) = numbers.get_mut(word as usize) {
                *number = true;
            }
        }
        let mut next = 0;
        let number = |kept| {
            if kept {
                next += 1;
                next - 1
            } else {
                u32::MAX
            }
        };
        numbers.into_iter().map(number).collect()
    };
    let chinese_numbers = kept(&chinese_rows, &english_rows);
    let english_numbers = kept(&english_rows, &chinese_rows);
    let side =
        |words: &[Box<str>], shares: &[f32], rows: Vec<Row>, own: &[u32], others: &[u32]| -> Side {
            let entries = words.iter().zip(shares).zip(rows).zip(own);
            entries
                .filter(|(_, number)| **number != u32::MAX)
                .map(|(((word, &frequency), row), _)| {
                    let numbered = |(word, p): (u32, f32)| Some((*others.get(word as usize)?, p));
                    Entry {
                        word: word.to_string(),
                        frequency,
                        translations: row.into_iter().filter_map(numbered).collect(),
                    }
                })
                .collect()
        };
    let chinese = side(
        corpus.chinese.words(),
        chinese_shares,
        chinese_rows,
        &chinese_numbers,
        &english_numbers,
    );
    let english = side(
        corpus.english.words(),
        english_shares,
        english_rows,
        &english_numbers,
        &chinese_numbers,
    );
    let forms = irregular(corpus, forms, &english, &english_numbers);
    write(&chinese, &english, &forms)
}

/// Adds to the translations of each Chinese word of several characters those of its characters.
///
/// ```text
/// t'(e|z) = ((N + k) t(e|z) + m mean_c t(e|c)) / (N + k + m)
/// ```
///
/// Compounds are left as they are: a text that has one shows its words as well.
fn with_characters(
    forward: &Model,
    corpus: &Corpus,
    compounds: &BTreeSet<u32>,
    options: &TrainOptions,
) -> Vec<Row> {
    let mut rows = forward.rows.clone();
    if options.character_mass <= 0.0 {
        return rows;
    }
    let words = corpus.chinese.words().iter().zip(&forward.totals);
    for (((word, &total), row), id) in words.zip(&mut rows).zip(0..) {
        let length = word.chars().count();
        if length < 2 || word.is_ascii() || row.is_empty() || compounds.contains(&id) {
            continue;
        }
        let own = total + options.dictionary_mass;
        let all = own + options.character_mass;
        let share = options.character_mass / (length as f32 * all);
        let mut mixed: Row = row.iter().map(|&(e, t)| (e, t * own / all)).collect();
        let mut buffer = [0; 4];
        for character in word.chars() {
            let id = corpus.chinese.get(character.encode_utf8(&mut buffer));
            let parts = id.and_then(|id| forward.rows.get(id as usize));
            mixed.extend(parts.into_iter().flatten().map(|&(e, t)| (e, t * share)));
        }
        mixed.sort_by_key(|&(e, _)| e);
        *row = mixed
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, t)| t).sum())))
            .collect();
    }
    rows
}

fn prune(row: &mut Row, shares: &[f32], options: &TrainOptions) {
    row.retain(|&(word, probability)| {
        let chance = shares.get(word as usize).copied().unwrap_or_default();
        probability >= options.least_probability && probability >= options.least_lift * chance
    });
    row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    row.truncate(options.most_translations);
}

/// The forms that the rules would reduce otherwise than training did, with the positions of their dictionary forms.
fn irregular(
    corpus: &Corpus,
    forms: &Forms,
    english: &[Entry],
    numbers: &[u32],
) -> Vec<(String, u32)> {
    let known: HashSet<&str> = english
        .iter()
        .filter(|entry| !entry.translations.is_empty())
        .map(|entry| entry.word.as_str())
        .collect();
    let known = |word: &str| known.contains(word);
    let mut found: Vec<(String, u32)> = Vec::new();
    let seen = corpus
        .forms
        .iter()
        .map(|(form, base)| (form.as_str(), base.as_str()));
    for (form, base) in forms.iter().chain(seen) {
        let number = corpus
            .english
            .get(base)
            .and_then(|id| numbers.get(id as usize))
            .filter(|number| **number != u32::MAX);
        if let Some(&number) = number
            && lemma_listed(form, &|_| None, &known) != base
        {
            found.push((form.to_owned(), number));
        }
    }
    found.sort();
    found.dedup_by(|a, b| a.0 == b.0);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_dictionaries_say_has_its_share() {
        let model = Model {
            rows: vec![vec![(1, 0.8), (3, 0.2)], vec![(1, 1.0)], Vec::new()],
            totals: vec![1000.0, 5.0, 0.0],
        };
        let prior = [vec![(2, 0.5), (3, 0.5)], Row::new(), vec![(4, 1.0)]];
        let mixed = recalled(model, &prior, 0.25);
        assert_eq!(
            mixed.rows,
            [
                vec![(1, 0.6), (2, 0.125), (3, 0.275)],
                vec![(1, 1.0)],
                vec![(4, 0.25)]
            ]
        );
        assert_eq!(mixed.totals, [1000.0, 5.0, 0.0]);
    }
}
