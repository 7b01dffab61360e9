//! Reads `corpora/` and checks that it is what its README says.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bitext::{
    Span,
    eval::{Corpus, GoldRow},
};

/// All document pairs of a task, by name.
pub(crate) fn corpora(task: &str) -> Vec<Corpus> {
    let root = root().join(task);
    let mut folders: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "no corpora in {}", root.display());
    folders.iter().map(|folder| load(task, folder)).collect()
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora")
}

fn load(task: &str, folder: &Path) -> Corpus {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let name = format!("{task}/{}", folder.file_name().unwrap().to_str().unwrap());
    let meta: toml::Table = toml::from_str(&read("meta.toml")).unwrap();
    let split = meta["split"].as_str().unwrap();
    let corpus = Corpus::new(
        &name,
        split,
        &read("zh.txt"),
        &read("en.txt"),
        &read("gold.tsv"),
    )
    .unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(corpus.is_parallel(), task == "parallel", "{name}");
    corpus
}

#[test]
fn gold_points_at_the_text_it_quotes() {
    for corpus in corpora("parallel").into_iter().chain(corpora("comparable")) {
        assert!(["dev", "test"].contains(&&*corpus.split), "{}", corpus.name);
        for row in &corpus.rows {
            for (spans, text, quoted) in [
                (&row.zh, &corpus.zh, &row.zh_text),
                (&row.en, &corpus.en, &row.en_text),
            ] {
                let found: Vec<&str> = spans.iter().map(|span| span.get(text).unwrap()).collect();
                assert_eq!(&found.join(" | "), quoted, "{}", corpus.name);
                assert!(
                    spans.iter().all(|span| span.trimmed(text) == *span),
                    "{}: {quoted}",
                    corpus.name
                );
            }
        }
    }
}

#[test]
fn parallel_gold_covers_both_texts_in_order() {
    for corpus in corpora("parallel") {
        for (text, side) in [(&corpus.zh, 0), (&corpus.en, 1)] {
            let mut end = 0;
            for row in corpus.rows("sentence") {
                for span in if side == 0 { &row.zh } else { &row.en } {
                    let gap = Span::new(end, span.start()).slice(text);
                    assert!(
                        span.start() >= end && gap.trim().is_empty(),
                        "{}: {gap:?}",
                        corpus.name
                    );
                    end = span.end();
                }
            }
            assert!(text[end..].trim().is_empty(), "{}", corpus.name);
        }
    }
}

#[test]
fn statements_lie_in_linked_sentences_and_relations_are_known() {
    for corpus in corpora("comparable") {
        for row in corpus.rows("statement") {
            let holds = |sentence: &GoldRow| {
                sentence.zh[0].contains(row.zh[0]) && sentence.en[0].contains(row.en[0])
            };
            assert!(
                corpus.rows("sentence").any(holds),
                "{}: {:?}",
                corpus.name,
                row.zh_text
            );
        }
        let known: &[&str] = &[
            "same",
            "overlapping",
            "differs",
            "equal",
            "compatible",
            "convertible",
            "conflict",
            "",
        ];
        for row in &corpus.rows {
            assert!(
                known.contains(&row.relation.as_str()),
                "{}: {}",
                corpus.name,
                row.relation
            );
        }
    }
}
