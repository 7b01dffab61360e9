//! A folder of texts with gold, laid out like `corpora/` of bitext.
//!
//! Any folder in it, however deep, that holds a `gold.tsv` is a corpus: `zh.txt` and `en.txt` beside it are the texts,
//! and `meta.toml`, if there is one, may say `split = "dev"`. Links are skipped, so that no folder is met twice.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use bitext::eval::{Calibration, Corpus, Judged, Measure, Resampling, corpus_scores};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::score::{Group, Score};
use crate::{
    decoding::FileEncoding,
    failure::{self, Failure},
    input,
};

/// What to do without a corpus of one's own.
const OWN: &str = "bitext eval corpora/ scores the texts with gold that come with bitext, in the folder of its source";

/// A folder in which no corpus is.
fn without_gold(folder: &Path) -> Failure {
    let name = folder.display();
    let message = format!(
        "{name}: expected a corpus in it, a folder with {GOLD}, zh.txt and en.txt, found none"
    );
    let texts = TEXTS.map(|name| folder.join(name));
    Failure::NoInput(message).hint(&match &texts {
        [zh, en] if zh.is_file() && en.is_file() => format!(
            "nothing can be scored without gold; to align the two texts: bitext align {} {}",
            zh.display(),
            en.display()
        ),
        _ => OWN.to_owned(),
    })
}

/// Each corpus, and of each task the corpora of each split and all together.
pub(super) fn groups(
    folder: &Path,
    encoding: FileEncoding<'_>,
    how: &Resampling,
) -> Result<Vec<Group>, Failure> {
    if folder.is_file() {
        let name = folder.display();
        let message = format!("{name}: expected a folder of texts with gold, found a file");
        let is_of_records = crate::units::ending(folder).is_some_and(|it| it == "jsonl");
        return Err(Failure::Usage(message).hint(&if is_of_records {
            format!("records with gold and system: bitext eval --jsonl < {name}")
        } else {
            format!("answers are scored against gold: bitext eval --gold GOLD --system {name}")
        }));
    }
    let mut folders = Vec::new();
    find(folder, 0, &mut folders).map_err(|failure| failure.or_hint(OWN))?;
    if folders.is_empty() {
        return Err(without_gold(folder));
    }
    let mut tasks: BTreeMap<&'static str, Vec<Scored>> = BTreeMap::new();
    for found in &folders {
        let corpus = load(folder, found, encoding)?;
        let task = if corpus.is_parallel() {
            "parallel"
        } else {
            "comparable"
        };
        let scores = corpus_scores(&corpus).map_err(|error| Failure::Usage(error.to_string()))?;
        tasks.entry(task).or_default().push(Scored {
            name: corpus.name,
            split: corpus.split,
            measures: scores.measures,
            scores: scores.scores,
        });
    }
    let mut groups = Vec::new();
    // Translations first.
    for (task, corpora) in tasks.iter().rev() {
        groups.extend(corpora.iter().map(|corpus| corpus.group(task, how)));
        let splits: BTreeSet<&str> = corpora.iter().map(|it| it.split.as_str()).collect();
        let splits = if splits.len() > 1 {
            splits
        } else {
            BTreeSet::new()
        };
        for split in splits.into_iter().chain([""]) {
            let of_split: Vec<&Scored> = corpora
                .iter()
                .filter(|corpus| split.is_empty() || corpus.split == split)
                .collect();
            groups.push(together(task, split, &of_split, how));
        }
    }
    Ok(groups)
}

/// A corpus with its scores.
struct Scored {
    name: String,
    split: String,
    measures: Vec<(&'static str, Vec<Judged>)>,
    scores: Vec<(f64, bool)>,
}

impl Scored {
    fn group(&self, task: &'static str, how: &Resampling) -> Group {
        Group {
            name: self.name.clone(),
            split: self.split.clone(),
            documents: 0,
            ..together(task, "", &[self], how)
        }
    }
}

fn together(task: &'static str, split: &str, corpora: &[&Scored], how: &Resampling) -> Group {
    let names = corpora
        .first()
        .map(|corpus| corpus.measures.iter().map(|(name, _)| *name));
    let score = |(at, name): (usize, &'static str)| {
        let items = |corpus: &&Scored| corpus.measures.get(at).map(|(_, items)| items.clone());
        let documents: Vec<Vec<Judged>> = corpora.iter().filter_map(items).collect();
        Score::new(&Measure::new(name, &documents), None, how)
    };
    let scores: Vec<(f64, bool)> = corpora
        .iter()
        .flat_map(|it| it.scores.iter().copied())
        .collect();
    Group {
        name: if split.is_empty() { "all" } else { split }.to_owned(),
        task,
        split: split.to_owned(),
        documents: corpora.len(),
        scores: names.into_iter().flatten().enumerate().map(score).collect(),
        calibration_error: (!scores.is_empty()).then(|| Calibration::new(&scores).error()),
    }
}

/// What makes a folder a corpus.
const GOLD: &str = "gold.tsv";

/// The texts of a corpus.
const TEXTS: [&str; 2] = ["zh.txt", "en.txt"];

/// The deepest that a corpus may lie.
const DEEPEST: usize = 8;

fn find(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let unreadable = |error| Failure::unreadable(folder, &error);
    if folder.join(GOLD).is_file() {
        found.push(folder.to_owned());
        return Ok(());
    }
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.file_type().map_err(unreadable)?.is_dir() && depth < DEEPEST {
            folders.push(entry.path());
        }
    }
    folders.sort();
    folders
        .iter()
        .try_for_each(|folder| find(folder, depth + 1, found))
}

fn load(root: &Path, folder: &Path, encoding: FileEncoding<'_>) -> Result<Corpus, Failure> {
    let name = folder
        .strip_prefix(root)
        .ok()
        .filter(|name| !name.as_os_str().is_empty());
    let name = name
        .unwrap_or(folder)
        .display()
        .to_string()
        .replace('\\', "/");
    let gold = folder.join(GOLD);
    let read = |path: &Path| input::read_as(path, encoding);
    let text = |name: &str| {
        let failed = |failure| match failure {
            Failure::NoInput(_) => {
                let expected = TEXTS.join(" and ");
                failure.instead(&format!("a corpus has {expected} beside its {GOLD}"))
            }
            other => other,
        };
        read(&folder.join(name)).map_err(failed)
    };
    let [zh, en] = TEXTS;
    let (zh, en) = (text(zh)?, text(en)?);
    let table = read(&gold)?;
    Corpus::new(&name, &split(&folder.join("meta.toml"))?, &zh, &en, &table)
        .map_err(|error| Failure::BadInput(error.in_file(gold).to_string()))
        .map_err(|failure| {
            failure.hint("corpora/README.md of bitext says what stands in its columns")
        })
}

fn split(meta: &Path) -> Result<String, Failure> {
    if !meta.exists() {
        return Ok(String::new());
    }
    let text = input::read(meta)?;
    let table = DeTable::parse(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.as_bytes().iter().take(start);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        let (meta, message) = (meta.display(), error.message());
        Failure::BadInput(format!("{meta}:{line}: expected TOML: {message}"))
    })?;
    match table.get_ref().get("split").map(Spanned::get_ref) {
        Some(DeValue::String(split)) => Ok(split.to_string()),
        None => Ok(String::new()),
        Some(_) => {
            failure::warn(&format!("{}: split is no text, left out", meta.display()));
            Ok(String::new())
        }
    }
}
