//! `bitext train`.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use bitext::{
    lexicon::Glossary,
    train::{Stage, TrainOptions, Trainer},
};

use crate::{
    Outcome, Status,
    args::TrainArguments,
    count::counted,
    decoding::FileEncoding,
    failure::{Failure, warn},
    input, output,
    progress::{Of, Progress},
};

pub(crate) fn run(arguments: &TrainArguments) -> Outcome {
    let texts = arguments.parallel.iter().map(|it| weighted(it));
    let texts = texts.collect::<Result<Vec<_>, _>>()?;
    let texts = texts.iter().map(|(path, _)| path);
    let inputs = texts.chain(&arguments.dictionary).chain(&arguments.forms);
    output::apart(Some(&arguments.output), inputs.map(PathBuf::as_path))?;
    output::claim(Some(&arguments.output))?;
    let mut options = TrainOptions::default();
    options.threads = arguments.threads;
    options.character_mass = arguments.character_mass.unwrap_or(options.character_mass);
    options.least_probability = arguments
        .least_probability
        .unwrap_or(options.least_probability);
    options.most_translations = arguments
        .most_translations
        .unwrap_or(options.most_translations);
    options.least_lift = arguments.least_lift.unwrap_or(options.least_lift);
    options.least_count = arguments.least_count.unwrap_or(options.least_count);
    let mut trainer = Trainer::new(options);
    let all = Arc::new(AtomicU64::new(0));
    let of = Arc::clone(&all);
    let progress = Progress::new("reading", Of::Pairs);
    let (read, trained) = (AtomicU64::new(0), AtomicU64::new(0));
    trainer.on_progress(Box::new(move |stage, count| {
        let (name, done) = match stage {
            Stage::Reading => ("reading", &read),
            _ => ("training", &trained),
        };
        let done = done.fetch_add(count as u64, Ordering::Relaxed) + count as u64;
        progress.next_stage(name);
        progress.set(done, of.load(Ordering::Relaxed));
    }));
    let encoding = arguments.encoding.one()?;
    for path in &arguments.forms {
        trainer.add_forms(&input::read_as(path, encoding)?);
    }
    for argument in &arguments.parallel {
        let (path, weight) = weighted(argument)?;
        let text = Text::read(&path, encoding)?;
        let pairs = text.pairs(&path)?;
        all.fetch_add(pairs.len() as u64, Ordering::Relaxed);
        trainer.add_pairs(&pairs, weight);
    }
    for path in &arguments.dictionary {
        let text = input::read_as(path, encoding)?;
        if path.extension().is_some_and(|extension| extension == "csv") {
            trainer.add_ecdict(text);
        } else {
            let glossary = Glossary::parse(&text)
                .map_err(|error| Failure::BadInput(format!("{}: {error}", path.display())))?;
            trainer.add_glossary(glossary);
        }
    }
    if trainer.pairs() == 0 && arguments.dictionary.is_empty() {
        let message = "nothing to learn from: no file holds a pair of segments";
        return Err(Failure::BadInput(message.to_owned()));
    }
    if trainer.pairs() < FEW && arguments.dictionary.is_empty() {
        warn(&format!(
            "{} teach few words, and the table takes the place of the bundled one; for terms of your own there is --glossary",
            counted(trainer.pairs(), "pair"),
        ));
    }
    all.store(trainer.steps() as u64, Ordering::Relaxed);
    let table = trainer
        .train()
        .map_err(|error| Failure::BadInput(error.to_string()))?;
    output::write(Some(&arguments.output), |writer| writer.write_all(&table))?;
    output::told(Some(&arguments.output), table.len(), "byte");
    Ok(Status::Done)
}

/// Fewer pairs than this make a table that knows hardly any word: whoever wants terms wants a glossary. A judgement.
const FEW: usize = 10_000;

/// `PATH` or `PATH@WEIGHT`.
fn weighted(argument: &str) -> Result<(PathBuf, f32), Failure> {
    match argument.rsplit_once('@') {
        None => Ok((argument.into(), 1.0)),
        Some((path, weight)) => match weight.parse::<f32>() {
            Ok(weight) if weight > 0.0 && weight.is_finite() => Ok((path.into(), weight)),
            _ => Err(Failure::Usage(format!(
                "{argument}: expected a positive weight behind the @"
            ))),
        },
    }
}

/// Where the columns `source` and `target` stand, if the line names them.
fn columns_of(head: &str) -> Option<(usize, usize)> {
    let at = |name: &str| head.split('\t').position(|it| it.trim() == name);
    Some((at("source")?, at("target")?))
}

/// Parallel text as it is stored.
enum Text {
    /// A folder with `en.txt` and `zh.txt`, line by line.
    Lines { chinese: String, english: String },
    /// Two columns.
    Columns(String),
}

impl Text {
    fn read(path: &Path, encoding: FileEncoding<'_>) -> Result<Self, Failure> {
        let read = |path: &Path| input::read_as(path, encoding);
        if path.is_dir() {
            Ok(Self::Lines {
                chinese: read(&path.join("zh.txt"))?,
                english: read(&path.join("en.txt"))?,
            })
        } else {
            Ok(Self::Columns(read(path)?))
        }
    }

    /// Pairs of a Chinese and an English segment.
    fn pairs(&self, path: &Path) -> Result<Vec<(&str, &str)>, Failure> {
        match self {
            Self::Lines { chinese, english } => {
                let (zh, en) = (chinese.lines().count(), english.lines().count());
                if zh != en {
                    return Err(Failure::BadInput(format!(
                        "{}: zh.txt has {zh} lines, en.txt {en}",
                        path.display()
                    )));
                }
                Ok(chinese.lines().zip(english.lines()).collect())
            }
            Self::Columns(text) => {
                let mut pairs = Vec::new();
                let head = text.lines().next().unwrap_or_default();
                let named = columns_of(head);
                let (one, other) = named.unwrap_or((0, 1));
                let skipped = usize::from(named.is_some());
                for (line, number) in text.lines().zip(1..).skip(skipped) {
                    let column = |at: usize| line.split('\t').nth(at);
                    match (column(one), column(other)) {
                        // What has no counterpart teaches nothing.
                        (Some(first), Some(second)) if first.is_empty() || second.is_empty() => {}
                        (Some(first), Some(second)) => pairs.push((first, second)),
                        _ if line.trim().is_empty() => {}
                        _ => {
                            let message = format!(
                                "{}: line {number}: expected a pair of segments, Chinese and English, with a tab \
                                 between them, found one column",
                                path.display()
                            );
                            return Err(Failure::BadInput(message).hint(
                                "two texts become pairs by bitext align SOURCE TARGET -o pairs.tsv",
                            ));
                        }
                    }
                }
                let ideographs = |text: &str| {
                    let is_one = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
                    text.chars().filter(is_one).count()
                };
                let first: usize = pairs.iter().map(|pair| ideographs(pair.0)).sum();
                let second: usize = pairs.iter().map(|pair| ideographs(pair.1)).sum();
                if first.max(second) == 0 && !pairs.is_empty() {
                    let message = format!(
                        "{}: expected Chinese in one of the first two columns and English in the other, found no Chinese",
                        path.display()
                    );
                    let hint = "cut -f takes the columns that are meant; or name them source and target in a first line";
                    return Err(Failure::BadInput(message).hint(hint));
                }
                if first < second {
                    pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
                }
                Ok(pairs)
            }
        }
    }
}
