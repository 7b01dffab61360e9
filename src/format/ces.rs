//! cesAlign, the links of OPUS (Tiedemann 2012): which sentences of two documents correspond, by their names.
//!
//! `<link xtargets="s1 s2;s1" certainty="0.9"/>` joins two sentences with one; an empty side is text without a
//! counterpart. [`Link::bead`] takes the number in the name of a sentence as its place, from 1; [`beads`] also places names
//! such as `3:2`, the second sentence of the third paragraph.
//!
//! The alignment files of InterText are read too. They are such links in a bare `<linkGrp>`, and the first side of
//! their `xtargets` is the document named by `toDoc` (InterText server, "Technical details on file formats").

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead, Write},
};

use super::{
    FormatError, ReadOptions,
    beads::IndexBead,
    escape::attribute,
    xml::{Item, Items},
};

/// One link.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Link {
    /// The name of the link.
    pub id: Option<String>,
    /// The source document of its group.
    pub source_document: Option<String>,
    /// The target document of its group.
    pub target_document: Option<String>,
    /// The names of the source sentences.
    pub source: Vec<String>,
    /// The names of the target sentences.
    pub target: Vec<String>,
    /// How sure the link is, in whatever measure the file uses.
    pub certainty: Option<f32>,
}

impl Link {
    /// The link as a bead of indices: the last number in the name of each sentence, less one (`s12`, `p3.s12`, `12`).
    /// `None` where a name ends in no number.
    #[must_use]
    pub fn bead(&self) -> Option<IndexBead> {
        let side = |names: &[String]| names.iter().map(|name| place(name)).collect::<Option<_>>();
        let mut bead = IndexBead::new(side(&self.source)?, side(&self.target)?);
        bead.score = self.certainty;
        Some(bead)
    }
}

/// The last number in the name of a sentence, less one.
fn place(name: &str) -> Option<usize> {
    let number = name.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// The links of one pair of documents as beads of indices.
///
/// Where the last numbers of all names of a side differ, they are the places, as of [`Link::bead`]. Where sentences are
/// counted anew in each paragraph (`1:1`, `1:2`, `2:1`), the names are put in the order of their numbers and counted:
/// all sentences have to be linked, those without counterpart with nothing, as InterText does.
///
/// # Errors
///
/// The first name that ends in no number from 1.
///
/// # Examples
///
/// ```
/// use bitext::format::ces::{Reader, beads};
///
/// let file = "<linkGrp toDoc='a' fromDoc='b'>\n\
///     <link type='2-1' xtargets='1:1 1:2;1:1' status='man'/>\n\
///     <link type='1-1' xtargets='2:1;2:1' status='auto'/>\n\
///     </linkGrp>";
/// let links: Vec<_> = Reader::new(file.as_bytes()).collect::<Result<_, _>>()?;
/// assert_eq!(beads(&links).unwrap()[1].source, [2]);
/// # Ok::<(), bitext::format::FormatError>(())
/// ```
pub fn beads(links: &[Link]) -> Result<Vec<IndexBead>, UnnumberedName> {
    let sides: [fn(&Link) -> &Vec<String>; 2] = [|link| &link.source, |link| &link.target];
    let [source, target] = sides.map(|side| places(links.iter().flat_map(side)));
    let (source, target) = (source?, target?);
    let indices = |names: &[String], places: &BTreeMap<&str, usize>| {
        let found = names.iter().filter_map(|name| places.get(name.as_str()));
        found.copied().collect()
    };
    let bead = |link: &Link| {
        let mut bead = IndexBead::new(
            indices(&link.source, &source),
            indices(&link.target, &target),
        );
        bead.score = link.certainty;
        bead
    };
    Ok(links.iter().map(bead).collect())
}

/// The name of a sentence that does not say where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected names of sentences that end in a number from 1, found {name:?}")]
pub struct UnnumberedName {
    /// The name.
    pub name: String,
}

fn places<'n>(
    names: impl Iterator<Item = &'n String>,
) -> Result<BTreeMap<&'n str, usize>, UnnumberedName> {
    let names: BTreeSet<&str> = names.map(String::as_str).collect();
    let mut last = BTreeMap::new();
    for name in &names {
        let unnumbered = || UnnumberedName {
            name: (*name).to_owned(),
        };
        last.insert(*name, place(name).ok_or_else(unnumbered)?);
    }
    let different: BTreeSet<usize> = last.values().copied().collect();
    if different.len() == last.len() {
        return Ok(last);
    }
    let numbers = |name: &str| -> Vec<usize> {
        let runs = name.split(|c: char| !c.is_ascii_digit());
        runs.filter_map(|run| run.parse().ok()).collect()
    };
    let mut ordered: Vec<(Vec<usize>, &str)> = names
        .into_iter()
        .map(|name| (numbers(name), name))
        .collect();
    ordered.sort_unstable();
    Ok(ordered.into_iter().map(|(_, name)| name).zip(0..).collect())
}

/// Reads links one by one.
pub struct Reader<R> {
    items: Items<R>,
    documents: (Option<String>, Option<String>),
    is_ces: bool,
    done: bool,
}

impl<R> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("documents", &self.documents)
            .finish_non_exhaustive()
    }
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R) -> Self {
        Self {
            items: Items::new(reader, ReadOptions::NESTING),
            documents: (None, None),
            is_ces: false,
            done: false,
        }
    }

    fn advance(&mut self) -> Result<Option<Link>, FormatError> {
        while let Some(item) = self.items.next()? {
            let Item::Start(element) = item else { continue };
            match element.name.as_str() {
                "cesalign" => self.is_ces = true,
                // The root of InterText; a group of cesAlign names its documents in the same way.
                "linkgrp" => {
                    self.is_ces = true;
                    self.documents = (element.owned("fromdoc"), element.owned("todoc"));
                }
                found if !self.is_ces => {
                    return Err(self.items.error("the root element <cesAlign>", found));
                }
                "link" => {
                    self.items.begin_unit();
                    let targets = element.attribute("xtargets").unwrap_or_default();
                    let Some((source, target)) = targets.split_once(';') else {
                        return Err(self
                            .items
                            .error("xtargets with `;` between the two sides", targets));
                    };
                    let certainty = match element.attribute("certainty") {
                        None => None,
                        Some(written) => Some(
                            written
                                .trim()
                                .parse()
                                .map_err(|_| self.items.error("a number as certainty", written))?,
                        ),
                    };
                    let names = |side: &str| side.split_whitespace().map(str::to_owned).collect();
                    return Ok(Some(Link {
                        id: element.owned("id"),
                        source_document: self.documents.0.clone(),
                        target_document: self.documents.1.clone(),
                        source: names(source),
                        target: names(target),
                        certainty,
                    }));
                }
                _ => {}
            }
        }
        if self.is_ces {
            Ok(None)
        } else {
            Err(self.items.error("the root element <cesAlign>", ""))
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Link, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.advance();
        self.done = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

/// Writes beads as the links of one pair of documents. Sentences are named by their numbers from 1, as in OPUS.
///
/// # Errors
///
/// Those of `writer`.
pub fn write(
    writer: &mut dyn Write,
    beads: &[IndexBead],
    documents: (&str, &str),
) -> io::Result<()> {
    let mut replaced = 0;
    let (source, target) = (
        attribute(documents.0, &mut replaced),
        attribute(documents.1, &mut replaced),
    );
    writeln!(
        writer,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">\n\
         <cesAlign version=\"1.0\">\n\
         <linkGrp targType=\"s\" fromDoc=\"{source}\" toDoc=\"{target}\">"
    )?;
    for (number, bead) in beads.iter().enumerate() {
        let names = |side: &[usize]| {
            let names: Vec<String> = side
                .iter()
                .map(|index| index.saturating_add(1).to_string())
                .collect();
            names.join(" ")
        };
        let certainty = bead
            .score
            .map(|score| format!(" certainty=\"{score}\""))
            .unwrap_or_default();
        let (number, source, target) = (number + 1, names(&bead.source), names(&bead.target));
        writeln!(
            writer,
            "<link id=\"SL{number}\" xtargets=\"{source};{target}\"{certainty}/>"
        )?;
    }
    writeln!(writer, "</linkGrp>\n</cesAlign>")
}
