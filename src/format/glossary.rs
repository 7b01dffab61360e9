//! Term lists as units: TSV and CSV with columns in any order, CC-CEDICT, the short units of a TMX file.
//!
//! What a list is, and how its cells are cut into terms, is found out as a [`Glossary`](crate::lexicon::Glossary) does it:
//! [`TermFormat`]. An entry with several terms gives the units of a concept, named `term-` and its number: the first terms
//! of both languages, and then each other term with the first one of the other language. The source is English unless the
//! options say otherwise; the script of a Chinese term is detected.
//!
//! Unlike the other readers this one reads the file as a whole: lists of terms are short.

use std::{
    collections::{HashSet, VecDeque},
    io::{BufRead, Read},
};

use super::{FormatError, Position, ReadOptions, UnitReader};
use crate::{
    lang::{Lang, detect},
    lexicon::{TermEntry, TermError, TermFormat},
    memory::{LanguageTag, Side, Unit},
};

/// Reads a term list, unit by unit.
///
/// ```
/// use bitext::format::{ReadOptions, glossary};
///
/// let list = "閥 阀 [fa2] /valve/gate/\n";
/// let reader = glossary::Reader::new(list.as_bytes(), ReadOptions::default());
/// let units: Vec<_> = reader.collect::<Result<_, _>>()?;
/// let texts: Vec<_> = units.iter().map(|unit| (unit.source.text(), unit.target.text())).collect();
/// assert_eq!(texts, [("valve", "阀"), ("gate", "阀"), ("valve", "閥")]);
/// # Ok::<(), bitext::format::FormatError>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    /// `None` once it is read.
    reader: Option<R>,
    options: ReadOptions,
    pending: VecDeque<Unit>,
    /// What is wrong after the units that are pending.
    failure: Option<FormatError>,
    left_out: usize,
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub const fn new(reader: R, options: ReadOptions) -> Self {
        Self {
            reader: Some(reader),
            options,
            pending: VecDeque::new(),
            failure: None,
            left_out: 0,
        }
    }

    fn read(&mut self, mut reader: R) -> Result<(), FormatError> {
        let mut start = Vec::new();
        (&mut reader).take(START).read_to_end(&mut start)?;
        // The name of the file is not known here: what looks like nothing is a table with tabs.
        let format = TermFormat::detect("", &start).unwrap_or(TermFormat::Tsv);
        let file = start.as_slice().chain(reader);
        let mut entries = 0;
        let done = format.read(file, &mut |entry| {
            entries += 1;
            if self.failure.is_some() {
                return;
            }
            let before = self.pending.len();
            self.add(&entry, entries);
            self.left_out += usize::from(self.pending.len() == before);
        });
        match self.failure.take() {
            Some(error) => Err(error),
            None => done.map_err(failure),
        }
    }

    /// Adds the units of an entry.
    fn add(&mut self, entry: &TermEntry, number: usize) {
        let ReadOptions { source, target, .. } = &self.options;
        let lang = |tag: &Option<LanguageTag>| tag.as_ref().and_then(LanguageTag::lang);
        let from = lang(source).or_else(|| lang(target).map(Lang::other));
        let from = from.unwrap_or(Lang::English);
        let sides = |lang: Lang, wanted: &Option<LanguageTag>| -> VecDeque<Side> {
            let terms = match lang {
                Lang::Chinese => &entry.chinese,
                Lang::English => &entry.english,
            };
            let sides = terms
                .iter()
                .map(|term| Side::new(tag(lang, term), term.as_str()));
            let fits = |side: &Side| wanted.as_ref().is_none_or(|tag| side.language.fits(tag));
            // Many words are the same in both scripts.
            let mut seen = HashSet::new();
            let is_new = |side: &Side| seen.insert(side.text().to_owned());
            sides.filter(fits).filter(is_new).collect()
        };
        let (mut sources, mut targets) = (sides(from, source), sides(from.other(), target));
        let (Some(first), Some(other)) = (sources.pop_front(), targets.pop_front()) else {
            return;
        };
        let more = sources.len() + targets.len();
        let longest = first.text().len().max(other.text().len());
        if longest.saturating_mul(more) > MOST_REPEATED {
            let expected = format!(
                "at most {MOST_REPEATED} bytes in the first term of an entry times its terms"
            );
            self.failure = Some(FormatError::new(
                Position::new(0, 0, number),
                expected,
                "more",
            ));
            return;
        }
        let name = (more > 0).then(|| format!("term-{number}"));
        let first_pair = std::iter::once((first.clone(), other.clone()));
        let more_sources = sources.into_iter().map(|source| (source, other.clone()));
        let more_targets = targets.into_iter().map(|target| (first.clone(), target));
        for (source, target) in first_pair.chain(more_sources).chain(more_targets) {
            let mut unit = Unit::new(source, target);
            unit.id.clone_from(&name);
            self.pending.push_back(unit);
        }
    }
}

/// The most bytes that the units of one entry may repeat of it.
const MOST_REPEATED: usize = 16 << 20;

/// How much of a file tells its format, in bytes.
const START: u64 = 4096;

/// The language of a term, with the script that its characters show.
fn tag(lang: Lang, term: &str) -> LanguageTag {
    LanguageTag::new(lang, detect(term).script)
}

fn failure(error: TermError) -> FormatError {
    match error {
        TermError::Malformed {
            position,
            expected,
            found,
        } => {
            let expected = match position.element {
                Some(element) => format!("{expected} inside <{element}>"),
                None => expected,
            };
            let at = Position::new(position.line, position.column.unwrap_or(1), 0);
            FormatError::new(at, expected, &found)
        }
        TermError::Encoding { position } => {
            FormatError::new(Position::new(position.line, 1, 0), "UTF-8", "")
        }
        TermError::Io(error) => FormatError::Io(error),
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(reader) = self.reader.take() {
            self.failure = self.read(reader).err();
        }
        match self.pending.pop_front() {
            Some(unit) => Some(Ok(unit)),
            None => self.failure.take().map(Err),
        }
    }
}

impl<R: BufRead> UnitReader for Reader<R> {
    fn left_out(&self) -> usize {
        self.left_out
    }
}
