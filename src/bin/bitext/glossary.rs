//! `--glossary`: term lists of the user, stacked over the lexicon that comes with the program.

use std::{io::BufRead, path::Path, str::FromStr, sync::Arc};

use bitext::lexicon::{self, Glossary, Lexicon, Stack, Table, TableError, TermError, TermFormat};

use crate::{decoding, failure::Failure, input};

/// How much a glossary counts against the general lexicon if nothing else is said: a term that its user has written down
/// is meant in that sense, but the general one still occurs.
const WEIGHT: f32 = 4.0;

/// A file and how much it counts: `terms.tsv` or `terms.tsv:2.5`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GlossaryArgument {
    path: String,
    weight: f32,
}

impl GlossaryArgument {
    pub(crate) fn path(&self) -> &Path {
        Path::new(&self.path)
    }
}

impl FromStr for GlossaryArgument {
    type Err = String;

    /// A number behind the last colon is the weight; anything else there belongs to the name.
    fn from_str(written: &str) -> Result<Self, String> {
        let weighted = written
            .rsplit_once(':')
            .and_then(|(path, weight)| Some((path, weight.parse::<f32>().ok()?)));
        let (path, weight) = weighted.unwrap_or((written, WEIGHT));
        if path.is_empty() {
            return Err("expected the name of a file".to_owned());
        }
        if !weight.is_finite() || weight <= 0.0 {
            return Err(format!("expected a weight above 0, found {weight}"));
        }
        Ok(Self {
            path: path.to_owned(),
            weight,
        })
    }
}

/// The glossaries over the general lexicon, which is the table at `table` or else the bundled one; `None` if neither is
/// given.
pub(crate) fn stack(
    glossaries: &[GlossaryArgument],
    table: Option<&Path>,
) -> Result<Option<Arc<dyn Lexicon>>, Failure> {
    let table = table.map(open_table).transpose()?;
    if glossaries.is_empty() {
        return Ok(table);
    }
    let mut stack = Stack::default();
    for argument in glossaries {
        let glossary = read(argument.path())?;
        stack = stack.with(Arc::new(glossary), argument.weight);
    }
    let general = table.unwrap_or_else(|| Arc::new(lexicon::default()));
    Ok(Some(Arc::new(stack.with(general, 1.0))))
}

fn open_table(path: &Path) -> Result<Arc<dyn Lexicon>, Failure> {
    let table = Table::open(path).map_err(|error| match error {
        TableError::Unreadable(error) => Failure::unreadable(path, &error),
        error => Failure::BadInput(format!("{}: {error}", path.display())),
    })?;
    Ok(Arc::new(table))
}

fn read(path: &Path) -> Result<Glossary, Failure> {
    let unreadable = |error| decoding::unreadable(path, error);
    let bad = |what: &str| Failure::BadInput(format!("{}: {what}", path.display()));
    let mut reader = input::open(path)?;
    let start = reader.fill_buf().map_err(unreadable)?;
    // Of `terms.csv.gz` the ending that counts is the inner one.
    let is_packed = path.extension().is_some_and(|it| it == "gz" || it == "zst");
    let named = if is_packed {
        path.with_extension("")
    } else {
        path.to_owned()
    };
    let format = TermFormat::detect(named, start).ok_or_else(|| {
        bad("expected a term list (TSV, CSV, CC-CEDICT, TBX or TMX), found none of these")
    })?;
    let glossary = Glossary::read(format, reader).map_err(|error| match error {
        TermError::Io(error) => unreadable(error),
        error => bad(&error.to_string()),
    })?;
    if glossary.is_empty() {
        return Err(bad(
            "expected at least one Chinese term with an English one, found none",
        ));
    }
    Ok(glossary)
}
