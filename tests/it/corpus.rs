//! Reads `corpora/` and checks that it is what its README says.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bitext::Span;

/// A document pair with its gold.
pub(crate) struct Corpus {
    pub(crate) name: String,
    /// `dev` or `test`.
    pub(crate) split: String,
    pub(crate) zh: String,
    pub(crate) en: String,
    pub(crate) rows: Vec<Row>,
}

/// A row of `gold.tsv`.
pub(crate) struct Row {
    pub(crate) kind: String,
    pub(crate) zh: Vec<Span>,
    pub(crate) en: Vec<Span>,
    pub(crate) relation: String,
    texts: (String, String),
}

impl Corpus {
    pub(crate) fn rows(&self, kind: &str) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }
}

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
    let gold = read("gold.tsv");
    let rows = gold.lines().skip(1).map(|line| row(&name, line)).collect();
    let meta: toml::Table = toml::from_str(&read("meta.toml")).unwrap();
    Corpus {
        name,
        split: meta["split"].as_str().unwrap().to_owned(),
        zh: read("zh.txt"),
        en: read("en.txt"),
        rows,
    }
}

fn row(name: &str, line: &str) -> Row {
    let fields: Vec<&str> = line.split('\t').collect();
    let [kind, zh, en, relation, _note, zh_text, en_text] = fields[..] else {
        panic!("{name}: expected seven columns: {line}");
    };
    Row {
        kind: kind.to_owned(),
        zh: spans(zh),
        en: spans(en),
        relation: relation.to_owned(),
        texts: (zh_text.to_owned(), en_text.to_owned()),
    }
}

fn spans(field: &str) -> Vec<Span> {
    let ranges = field.split(',').filter(|range| !range.is_empty());
    let span = |range: &str| {
        let (start, end) = range.split_once('-').expect(range);
        Span::new(start.parse().unwrap(), end.parse().unwrap())
    };
    ranges.map(span).collect()
}

#[test]
fn gold_points_at_the_text_it_quotes() {
    for corpus in corpora("parallel").into_iter().chain(corpora("comparable")) {
        assert!(["dev", "test"].contains(&&*corpus.split), "{}", corpus.name);
        for row in &corpus.rows {
            for (spans, text, quoted) in [
                (&row.zh, &corpus.zh, &row.texts.0),
                (&row.en, &corpus.en, &row.texts.1),
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
            let holds = |sentence: &Row| {
                sentence.zh[0].contains(row.zh[0]) && sentence.en[0].contains(row.en[0])
            };
            assert!(
                corpus.rows("sentence").any(holds),
                "{}: {:?}",
                corpus.name,
                row.texts
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
