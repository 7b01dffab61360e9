//! What all readers and writers of units have in common.

use std::{collections::BTreeMap, io};

use super::FormatError;
use crate::{
    align::{LinkKind, Reason},
    lang::{Lang, detect},
    memory::{LanguageTag, Property, Unit},
};

/// How to read a file of units. Plain data; what is `None` is found out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The language of the source: which texts of a file with several languages are taken, and what those of a file
    /// that names no language are in. `None`: what the file says, else English or Chinese, whichever it is.
    pub source: Option<LanguageTag>,
    /// The language of the target.
    pub target: Option<LanguageTag>,
    /// How deep the elements of an XML file may nest; [`ReadOptions::NESTING`] if not set. More is an error, with its
    /// place.
    pub nesting: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self::new(None, None)
    }
}

impl ReadOptions {
    /// How deep elements may nest unless said otherwise: real files stay below twenty.
    pub const NESTING: usize = 100;

    /// Options with these languages.
    #[must_use]
    pub const fn new(source: Option<LanguageTag>, target: Option<LanguageTag>) -> Self {
        Self {
            source,
            target,
            nesting: Self::NESTING,
        }
    }
}

/// A file read unit by unit, in constant memory. After an error it is at its end.
pub trait UnitReader: Iterator<Item = Result<Unit, FormatError>> {
    /// How many entries of the file so far had not both languages and were left out.
    fn left_out(&self) -> usize {
        0
    }

    /// What the file holds so far that no unit has.
    fn beside(&self) -> Beside {
        Beside::default()
    }
}

impl<R: UnitReader + ?Sized> UnitReader for Box<R> {
    fn left_out(&self) -> usize {
        (**self).left_out()
    }

    fn beside(&self) -> Beside {
        (**self).beside()
    }
}

/// What a file holds beside the units that are read of it. Plain data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Beside {
    /// How many texts are in languages that were not asked for, by language. They are in no unit.
    pub languages: BTreeMap<String, usize>,
    /// The notes of its header; known when the first unit is read.
    pub notes: Vec<String>,
    /// The properties of its header.
    pub properties: Vec<Property>,
    /// How many entries gave several units, because they have a language in several variants. The first unit has the name
    /// of the entry, the others have their number behind it: `7`, `7-2`.
    pub several: usize,
}

/// A file written unit by unit, in constant memory.
pub trait UnitWriter {
    /// Writes one unit.
    ///
    /// # Errors
    ///
    /// Those of the writer underneath, and [`io::ErrorKind::InvalidInput`] for a unit that the format cannot hold.
    fn write(&mut self, unit: &Unit) -> io::Result<()>;

    /// Writes what belongs at the end, flushes, and says what was written. A file without this call is not complete.
    ///
    /// # Errors
    ///
    /// Those of the writer underneath.
    fn finish(&mut self) -> io::Result<Written>;
}

/// What became of the units given to a writer.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// How many were written.
    pub units: usize,
    /// How many have a text without a counterpart and were left out, in a format of pairs.
    pub unpaired: usize,
    /// How many have no text at all and were left out.
    pub blank: usize,
    /// How many characters stand replaced where the format cannot hold them and cannot restore them.
    pub replaced: usize,
    /// How many inline codes were left out, in a format of plain text, or because they do not pair.
    pub codes: usize,
    /// How many properties were left out, in a format that has no place for them.
    pub properties: usize,
    /// How many inline codes stand in a property instead of the text, from where reading brings them back.
    pub aside: usize,
    /// Of how many units what they rest on was left out ([`Unit::evidence`]).
    pub evidence: usize,
    /// Of how many units the segments were left out.
    pub segments: usize,
    /// Of how many units the names of their documents were left out.
    pub documents: usize,
    /// Of how many units it was left out who or what made them.
    pub makers: usize,
    /// How many notes were left out.
    pub notes: usize,
}

impl Written {
    /// Counts a unit that is no pair as left out.
    pub(super) fn leave_out(&mut self, unit: &Unit) {
        if unit.source.is_blank() && unit.target.is_blank() {
            self.blank += 1;
        } else {
            self.unpaired += 1;
        }
    }

    /// Counts what a table has no place for: what a unit rests on, what it consists of, who made it.
    pub(super) fn leave_out_details(&mut self, unit: &Unit) {
        let made = &unit.provenance;
        let makers = [&made.tool, &made.tool_version, &made.author, &made.editor];
        let has_segments = [&unit.source, &unit.target]
            .iter()
            .any(|side| !side.segments.is_empty());
        self.evidence += usize::from(!unit.evidence.is_empty());
        self.segments += usize::from(has_segments);
        self.makers += usize::from(makers.iter().any(|it| it.is_some()));
    }

    /// Counts names of documents that a format has no place for.
    pub(super) fn leave_out_documents(&mut self, unit: &Unit) {
        let made = &unit.provenance;
        let is_named = made.source_document.is_some() || made.target_document.is_some();
        self.documents += usize::from(is_named);
    }
}

/// The kind of that name.
pub(super) fn kind(name: &str) -> Option<LinkKind> {
    [LinkKind::Sentence, LinkKind::Statement, LinkKind::Moved]
        .into_iter()
        .find(|kind| kind.name() == name)
}

/// The reason of that name.
pub(super) fn reason(name: &str) -> Option<Reason> {
    let all = [
        Reason::Blank,
        Reason::Unmatched,
        Reason::BelowThreshold,
        Reason::Taken,
        Reason::NoCandidate,
        Reason::Moved,
    ];
    all.into_iter().find(|reason| reason.name() == name)
}

/// Which texts of an entry in many languages are a source and which a target.
#[cfg(feature = "xml")]
#[derive(Copy, Clone, Debug)]
pub(super) struct Wanted<'o> {
    options: &'o ReadOptions,
    source: Option<Lang>,
    target: Option<Lang>,
}

#[cfg(feature = "xml")]
impl<'o> Wanted<'o> {
    /// What the options ask for; where they ask for nothing, the source is in the language that the file `said`, or else
    /// in that of the `first` text in one of ours.
    pub(super) fn new(
        options: &'o ReadOptions,
        said: Option<&LanguageTag>,
        first: Option<Lang>,
    ) -> Self {
        let lang = |tag: Option<&LanguageTag>| tag.and_then(LanguageTag::lang);
        let asked = lang(options.target.as_ref());
        let source = lang(options.source.as_ref())
            .or_else(|| asked.map(Lang::other))
            .or_else(|| lang(said))
            .or(first);
        Self {
            options,
            source,
            target: asked.or_else(|| source.map(Lang::other)),
        }
    }

    /// Whether a text in this language is a source.
    pub(super) fn source(&self, tag: &LanguageTag) -> bool {
        Self::fits(self.options.source.as_ref(), self.source, tag)
    }

    /// Whether a text in this language is a target.
    pub(super) fn target(&self, tag: &LanguageTag) -> bool {
        Self::fits(self.options.target.as_ref(), self.target, tag)
    }

    fn fits(asked: Option<&LanguageTag>, lang: Option<Lang>, tag: &LanguageTag) -> bool {
        match asked {
            Some(asked) => tag.fits(asked),
            None => lang.is_some() && tag.lang() == lang,
        }
    }
}

/// Tells the languages of texts that stand side by side and name none.
///
/// Of such a file every unit has both languages: where both texts of one seem to be in the same, one of them is what it
/// should not be, and gets the language of its column all the same. So a [check](crate::check) finds it.
///
/// ```
/// use bitext::format::{Languages, ReadOptions};
///
/// let mut languages = Languages::new(&ReadOptions::default());
/// let mut names = |source, target| {
///     let (source, target) = languages.of(source, target);
///     (source.to_string(), target.to_string())
/// };
/// assert_eq!(names("这场雨下了一夜。", "It rained all night."), ("zh-Hans".to_owned(), "en".to_owned()));
/// assert_eq!(names("It rained all night.", "It rained all night."), ("zh-Hans".to_owned(), "en".to_owned()));
/// ```
#[derive(Clone, Debug)]
pub struct Languages {
    given: (Option<LanguageTag>, Option<LanguageTag>),
    last: (Option<LanguageTag>, Option<LanguageTag>),
}

impl Languages {
    /// Languages as far as `options` say them; the others are told by the texts.
    #[must_use]
    pub fn new(options: &ReadOptions) -> Self {
        Self {
            given: (options.source.clone(), options.target.clone()),
            last: (None, None),
        }
    }

    /// The languages of two texts: as given, else as detected, else those of the texts before, else one the other of
    /// the other; `und` where all of this fails. Two detected languages are never the same.
    pub fn of(&mut self, source: &str, target: &str) -> (LanguageTag, LanguageTag) {
        let guess = |text: &str| {
            let found = detect(text);
            let script = found.script;
            found
                .language
                .lang()
                .map(|lang| LanguageTag::new(lang, script))
        };
        let told = (
            self.given.0.clone().or_else(|| guess(source)),
            self.given.1.clone().or_else(|| guess(target)),
        );
        if let (Some(one), Some(two)) = &told
            && let Some(lang) = one.lang()
            && two.lang() == Some(lang)
            && (self.given.0.is_none() || self.given.1.is_none())
        {
            let known = |last: &Option<LanguageTag>| {
                let tag = last.clone();
                tag.filter(|tag| tag.lang() == Some(lang.other()))
            };
            let (source_known, target_known) = (known(&self.last.0), known(&self.last.1));
            let is_source = self.given.1.is_some()
                || self.given.0.is_none() && source_known.is_some() && target_known.is_none();
            let other = LanguageTag::new(lang.other(), None);
            return if is_source {
                (source_known.unwrap_or(other), two.clone())
            } else {
                (one.clone(), target_known.unwrap_or(other))
            };
        }
        let (source_found, target_found) = (
            told.0.or_else(|| self.last.0.clone()),
            told.1.or_else(|| self.last.1.clone()),
        );
        let other = |tag: &Option<LanguageTag>| {
            let lang = tag.as_ref().and_then(LanguageTag::lang).map(Lang::other);
            lang.map_or_else(LanguageTag::undetermined, |lang| {
                LanguageTag::new(lang, None)
            })
        };
        let source_tag = source_found.clone().unwrap_or_else(|| other(&target_found));
        let target_tag = target_found.clone().unwrap_or_else(|| other(&source_found));
        self.last = (source_found, target_found);
        (source_tag, target_tag)
    }
}
