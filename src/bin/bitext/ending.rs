//! What to write, by the name of the file that it goes to.

use std::path::Path;

use crate::{failure::Failure, nearest::nearest, output, units};

/// The format that the name of an output file stands for among those that a command writes; `None` for standard output
/// and for a name without an ending.
///
/// # Errors
///
/// The ending is none of them: a spreadsheet's `.xlsx` must not hold tab-separated text.
pub(crate) fn format<F: Copy>(
    path: Option<&Path>,
    known: &[(&str, F)],
) -> Result<Option<F>, Failure> {
    let Some(path) = output::named(path) else {
        return Ok(None);
    };
    let ending = units::ending(path).filter(|ending| !ending.is_empty());
    // That a folder cannot be written is said elsewhere.
    let Some(ending) = ending.filter(|_| !path.is_dir()) else {
        return Ok(None);
    };
    match known.iter().find(|(name, _)| *name == ending) {
        Some((_, format)) => Ok(Some(*format)),
        None => Err(unknown(path, &ending, known.iter().map(|(name, _)| *name))),
    }
}

/// The endings of names of files that hold records.
const RECORDS: [&str; 4] = ["jsonl", "ndjson", "json", "txt"];

/// Refuses the name of a file of records that ends as if it held something else, such as `.tmx`.
pub(crate) fn of_records(path: Option<&Path>) -> Result<(), Failure> {
    let more =
        "bitext convert makes a memory of aligned records: bitext convert aligned.jsonl memory.tmx";
    only(path, &RECORDS, "JSON lines", more)
}

/// Refuses the name of a file that does not end in one of these, where what is written is settled: `what`. A name may
/// have no ending.
///
/// # Errors
///
/// It ends otherwise; `hint` is what to do about it.
pub(crate) fn only(
    path: Option<&Path>,
    known: &[&str],
    what: &str,
    hint: &str,
) -> Result<(), Failure> {
    let Some(path) = output::named(path) else {
        return Ok(());
    };
    let ending = units::ending(path).filter(|ending| !ending.is_empty());
    let Some(ending) = ending.filter(|it| !known.contains(&it.as_str()) && !path.is_dir()) else {
        return Ok(());
    };
    let endings: Vec<String> = known.iter().map(|it| format!(".{it}")).collect();
    let failure = Failure::Usage(format!(
        "-o {}: what is written is {what}: expected a name that ends in {}, or without an ending, found .{ending}",
        path.display(),
        endings.join(" ")
    ));
    Err(failure.hint(hint))
}

/// An ending that stands for nothing that is written here.
pub(crate) fn unknown<'a>(
    path: &Path,
    ending: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Failure {
    let endings: Vec<String> = known.clone().map(|it| format!(".{it}")).collect();
    let failure = Failure::Usage(format!(
        "-o {}: expected a name that ends in one of {}, or without an ending, found .{ending}",
        path.display(),
        endings.join(" ")
    ));
    failure.hint(&match nearest(ending, known) {
        Some(near) => format!("did you mean .{near}? --format names the format whatever the name"),
        None => "--format names the format whatever the name".to_owned(),
    })
}
