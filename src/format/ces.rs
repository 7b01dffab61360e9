//! cesAlign, the links of OPUS (Tiedemann 2012): which sentences of two documents correspond, by their names.
//!
//! `<link xtargets="s1 s2;s1" certainty="0.9"/>` joins two sentences with one; an empty side is text without a
//! counterpart. [`Link::bead`] takes the number in the name of a sentence as its place, from 1.

use std::io::{self, BufRead, Write};

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
        let index = |name: &String| {
            let number = name.rsplit(|c: char| !c.is_ascii_digit()).next()?;
            number.parse::<usize>().ok()?.checked_sub(1)
        };
        let side = |names: &[String]| names.iter().map(index).collect::<Option<Vec<_>>>();
        let mut bead = IndexBead::new(side(&self.source)?, side(&self.target)?);
        bead.score = self.certainty;
        Some(bead)
    }
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
                found if !self.is_ces => {
                    return Err(self.items.error("the root element <cesAlign>", found));
                }
                "linkgrp" => self.documents = (element.owned("fromdoc"), element.owned("todoc")),
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
