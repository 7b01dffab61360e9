//! Files of answers against files of gold.

use std::path::{Path, PathBuf};

use bitext::eval::{Answers, Documents, KindMismatch, Measure, Resampling, measures, read};

use super::{
    args::EvalArguments,
    score::{Group, Score},
};
use crate::{decoding::FileEncoding, failure::Failure, input};

/// All documents together.
pub(super) fn group(
    arguments: &EvalArguments,
    encoding: FileEncoding<'_>,
    how: &Resampling,
) -> Result<Group, Failure> {
    let count = arguments.gold.len();
    paired("system", &arguments.system, count)?;
    if !arguments.against.is_empty() {
        paired("against", &arguments.against, count)?;
    }
    let gold = load(&arguments.gold, encoding)?;
    let system = Side::new(&arguments.system, encoding)?;
    let found = system.measures(&gold)?;
    let other = if arguments.against.is_empty() {
        None
    } else {
        Some(Side::new(&arguments.against, encoding)?.measures(&gold)?)
    };
    let scores = found.iter().enumerate().map(|(at, measure)| {
        let other = other.as_ref().and_then(|other| other.get(at));
        Score::new(measure, other, how)
    });
    let documents = gold.iter().flat_map(|(_, documents)| documents.values());
    Ok(Group {
        name: "all".to_owned(),
        task: documents.clone().next().map_or("none", Answers::kind),
        split: String::new(),
        documents: documents.count(),
        scores: scores.collect(),
        calibration_error: None,
    })
}

/// Fails unless there is a file for each of so many gold files.
fn paired(name: &str, paths: &[PathBuf], gold: usize) -> Result<(), Failure> {
    let found = paths.len();
    if found == gold {
        return Ok(());
    }
    let message = format!("expected one {name} file for each gold file, found {found} for {gold}");
    Err(Failure::Usage(message).hint(&format!("give --gold and --{name} in turns")))
}

type Files<'p> = Vec<(&'p Path, Documents)>;

fn load<'p>(paths: &'p [PathBuf], encoding: FileEncoding<'_>) -> Result<Files<'p>, Failure> {
    let load = |path: &PathBuf| {
        let text = input::read_as(path, encoding)?;
        read(&text, &path.display().to_string())
            .map_err(|error| Failure::BadInput(error.in_file(path.clone()).to_string()))
    };
    paths
        .iter()
        .map(|path| Ok((path.as_path(), load(path)?)))
        .collect()
}

/// The files of a system.
struct Side<'p> {
    files: Files<'p>,
}

impl<'p> Side<'p> {
    fn new(paths: &'p [PathBuf], encoding: FileEncoding<'_>) -> Result<Self, Failure> {
        Ok(Self {
            files: load(paths, encoding)?,
        })
    }

    fn measures(&self, gold: &Files<'_>) -> Result<Vec<Measure>, Failure> {
        let mut pairs = Vec::new();
        for ((gold_path, gold), (path, found)) in gold.iter().zip(&self.files) {
            for (id, expected) in gold {
                let Some(found) = found.get(id) else {
                    let message = format!(
                        "{}: expected a document with the id {id:?}, as {} has",
                        path.display(),
                        gold_path.display()
                    );
                    return Err(Failure::BadInput(message));
                };
                // One by one, to say where the kinds differ.
                let wrong = |error: KindMismatch| {
                    let (gold_path, path) = (gold_path.display(), path.display());
                    let (gold, system) = (error.gold, error.system);
                    let message =
                        format!("{path}: expected {gold}, as {gold_path} has, found {system}");
                    Failure::BadInput(message).hint("`bitext help eval` lists the formats")
                };
                measures(&[(expected, found)]).map_err(wrong)?;
                pairs.push((expected, found));
            }
        }
        measures(&pairs).map_err(|error| Failure::BadInput(error.to_string()))
    }
}
