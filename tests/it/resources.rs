//! The files that ship inside the crate are well formed.

use bitext::lexicon::Glossary;

#[test]
fn the_core_lexicon_is_a_valid_glossary_sorted_without_duplicates() {
    let text = include_str!("../../src/lexicon/data/core.tsv");
    Glossary::parse(text).unwrap();
    let heads: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap().0)
        .collect();
    assert!(heads.len() > 3000);
    assert!(
        heads.windows(2).all(|pair| pair[0] < pair[1]),
        "{:?}",
        unordered(&heads)
    );
}

#[test]
fn lemmas_are_pairs_of_lower_case_words() {
    let text = include_str!("../../src/lexicon/data/lemmas.tsv");
    let forms: Vec<(&str, &str)> = text
        .lines()
        .map(|line| line.split_once('\t').unwrap())
        .collect();
    assert!(forms.len() > 300);
    for (form, lemma) in forms {
        for word in [form, lemma] {
            assert!(
                !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{form}"
            );
        }
    }
}

#[test]
fn frequencies_are_positive_and_listed_once() {
    let text = include_str!("../../src/lexicon/data/frequency.tsv");
    let mut seen = std::collections::HashSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (term, per_million) = line.split_once('\t').unwrap();
        assert!(per_million.parse::<f32>().unwrap() > 0.0, "{line}");
        assert!(seen.insert(term), "{term} twice");
    }
}

fn unordered<'t>(heads: &[&'t str]) -> Option<(&'t str, &'t str)> {
    heads
        .windows(2)
        .find(|pair| pair[0] >= pair[1])
        .map(|pair| (pair[0], pair[1]))
}
