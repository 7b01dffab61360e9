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
