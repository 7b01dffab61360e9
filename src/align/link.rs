//! The result of an alignment: plain data, and a view of it with the texts.

use serde::{Deserialize, Serialize};

use super::{Input, Mode, auto::Choice, related::Related};
use crate::{
    lang::Lang,
    score::{Document, Evidence, Score},
    text::Span,
};

/// What two texts have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Alignment {
    /// How it was found; never [`Mode::Auto`].
    pub mode: Mode,
    /// Why in this mode, if [`Mode::Auto`] chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<Choice>,
    /// What the texts have in common, and so how likely it is that they are translations of one another, which every score
    /// takes into account. Only of parallel text without pins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub related: Option<Related>,
    /// The language that the source was read in.
    pub source_lang: Lang,
    /// The language that the target was read in.
    pub target_lang: Lang,
    /// The links.
    ///
    /// In parallel mode they cover every segment exactly once, in order. In comparable mode they are ordered by place
    /// in the source, then in the target, a sentence before the statements inside it; a segment may be in several, and
    /// one that is in none has a link with an empty side. Links of [`LinkKind::Moved`] come last, beside all others.
    pub links: Vec<Link>,
}

impl Alignment {
    /// `links` are in order, or of comparable text.
    pub(super) fn new(mode: Mode, langs: (Lang, Lang), mut links: Vec<Link>) -> Self {
        if mode == Mode::Comparable {
            links.sort_by_key(Link::place);
        }
        Self {
            mode,
            choice: None,
            related: None,
            source_lang: langs.0,
            target_lang: langs.1,
            links,
        }
    }

    /// The same with source and target exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let mut links: Vec<Link> = self.links.into_iter().map(Link::mirrored).collect();
        if self.mode == Mode::Comparable {
            links.sort_by_key(Link::place);
        }
        Self {
            mode: self.mode,
            choice: self.choice,
            related: self.related,
            source_lang: self.target_lang,
            target_lang: self.source_lang,
            links,
        }
    }

    /// The links that have both sides, with their texts.
    ///
    /// `source` and `target` must be the texts that were aligned; spans that do not fit them read as empty.
    pub fn pairs<'a, 't>(
        &'a self,
        source: &'t str,
        target: &'t str,
    ) -> impl Iterator<Item = Pair<'a, 't>> + use<'a, 't> {
        self.views(source, target)
            .filter(|pair| pair.link().is_pair())
    }

    /// All links with their texts, also those with an empty side.
    pub fn views<'a, 't>(
        &'a self,
        source: &'t str,
        target: &'t str,
    ) -> impl Iterator<Item = Pair<'a, 't>> + use<'a, 't> {
        self.links
            .iter()
            .map(move |link| Pair::new(link, source, target))
    }
}

/// What a link joins.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LinkKind {
    /// Whole sentences.
    Sentence,
    /// Statements: clauses inside sentences that are linked too.
    Statement,
    /// A block of sentences that stands elsewhere in the other text; its sentences are unpaired in their own places.
    /// Only where [`Mode::Auto`] found parallel text.
    Moved,
}

impl LinkKind {
    /// The name in records and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Statement => "statement",
            Self::Moved => "moved",
        }
    }
}

/// A sentence, or a part of one.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Segment {
    /// The number of the sentence in its text, from 0.
    pub index: usize,
    /// Where it stands.
    pub span: Span,
}

impl Segment {
    /// The segment of that number at that place.
    #[must_use]
    pub const fn new(index: usize, span: Span) -> Self {
        Self { index, span }
    }
}

/// Why a segment has no counterpart.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The segment holds no text.
    Blank,
    /// The alignment is likelier without a counterpart for it.
    Unmatched,
    /// Nothing in the other text comes near enough.
    BelowThreshold,
    /// What comes nearest has a better partner.
    Taken,
    /// Nothing in the other text shares a telling word.
    NoCandidate,
    /// The counterpart stands elsewhere: see the link of [`LinkKind::Moved`].
    Moved,
}

impl Reason {
    /// The name in records and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Unmatched => "unmatched",
            Self::BelowThreshold => "below-threshold",
            Self::Taken => "taken",
            Self::NoCandidate => "no-candidate",
            Self::Moved => "moved",
        }
    }
}

/// How two sides of comparable text agree.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Agreement {
    /// Both say the same.
    Same,
    /// Both say some of the same, and at least one says more.
    Overlapping,
    /// They give different values for the same thing.
    Differs,
}

impl Agreement {
    /// The name in records and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Overlapping => "overlapping",
            Self::Differs => "differs",
        }
    }
}

/// The partner that came nearest to being linked.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rejected {
    /// A segment of the other text.
    pub segment: Segment,
    /// How likely the two say the same, any better partner left aside.
    pub score: Score,
}

/// Segments of the source and segments of the target that say the same, or a segment that has no counterpart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Link {
    /// What is joined.
    pub kind: LinkKind,
    /// The segments of the source, in order; none where the target has no counterpart.
    pub source: Vec<Segment>,
    /// The segments of the target, in order; none where the source has no counterpart.
    pub target: Vec<Segment>,
    /// How sure the link is; of a link with an empty side, how sure it is that there is no counterpart. In parallel text it is
    /// a part of that how likely the texts are translations of one another at all ([`Alignment::related`]).
    pub score: Score,
    /// What speaks for and against it.
    pub evidence: Vec<Evidence>,
    /// Why a side is empty; `None` if both sides are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How the sides agree; only in comparable text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// What came nearest where a side is empty; only in comparable text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<Rejected>,
    /// Whether a person stands for it: it was [pinned](super::Pin), and its score is 1.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
}

impl Link {
    /// The values that the two sides give for the same thing and that cannot both be right, in either mode; in parallel
    /// text also codes, such as numbers of orders ([`code::differing`](crate::score::code::differing)).
    ///
    /// ```
    /// let (english, chinese) = ("The bridge cost 380 million yuan.", "这座桥耗资3.9亿元。");
    /// let alignment = bitext::align(english, chinese);
    /// let wrong: Vec<_> = alignment.links[0].disagreements().map(|it| it.target.slice(chinese)).collect();
    /// assert_eq!(wrong, ["3.9亿元"]);
    /// ```
    pub fn disagreements(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|item| item.is_conflict())
    }

    /// The segments of a pair of several that nothing on the other side answers to: no word, name, number or code.
    ///
    /// In parallel text such a segment may have no counterpart: the search joins it to its neighbour where that is
    /// likelier than an omission, which [`gap`](super::AlignOptions::gap) says how much to expect. Short segments of common
    /// words are among them too. None where the link has no evidence of words at all. On the public sets of gold beads, robbed of
    /// one sentence in twenty beads, 163 of 321 such omissions are unpaired and 44 are found so, beside 151 of the 2,818
    /// sentences of true beads of several; links that weigh less than 0.4 left aside, it were 56 beside 233.
    ///
    /// ```
    /// use bitext::{Span, align::Input};
    ///
    /// let english = "It rained all night. The old bridge cost 380 million yuan.";
    /// let chinese = "这座旧桥耗资3.8亿元。";
    /// let alignment = bitext::align(english, chinese);
    /// let alone = alignment.links.iter().flat_map(|link| link.unanswered()).next();
    /// assert_eq!(alone.map(|(side, segment)| (side, segment.span)), Some((Input::Source, Span::new(0, 20))));
    /// ```
    pub fn unanswered(&self) -> impl Iterator<Item = (Input, &Segment)> {
        let about = |item: &&Evidence| item.kind.is_about_tokens();
        let words: Vec<&Evidence> = self.evidence.iter().filter(about).collect();
        let is_told = !words.is_empty() && self.kind == LinkKind::Sentence && !self.confirmed;
        let sides = [(Input::Source, &self.source), (Input::Target, &self.target)];
        sides
            .into_iter()
            .filter(move |(_, side)| is_told && side.len() > 1)
            .flat_map(|(input, side)| side.iter().map(move |segment| (input, segment)))
            .filter(move |(input, segment)| {
                let place = |item: &Evidence| match input {
                    Input::Source => item.source,
                    Input::Target => item.target,
                };
                !words.iter().any(|item| place(item).overlaps(segment.span))
            })
    }

    /// Whether both sides are there.
    #[must_use]
    pub fn is_pair(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }

    /// The same with source and target exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let mut evidence: Vec<Evidence> =
            self.evidence.into_iter().map(Evidence::mirrored).collect();
        evidence.sort_by_key(|item| (!item.kind.is_about_tokens(), item.source, item.target));
        Self {
            source: self.target,
            target: self.source,
            evidence,
            ..self
        }
    }

    pub(super) fn unpaired(
        source: Option<Segment>,
        target: Option<Segment>,
        score: Score,
        reason: Reason,
    ) -> Self {
        Self {
            kind: LinkKind::Sentence,
            source: source.into_iter().collect(),
            target: target.into_iter().collect(),
            score,
            evidence: Vec::new(),
            reason: Some(reason),
            agreement: None,
            rejected: None,
            confirmed: false,
        }
    }

    pub(super) fn blank(source: Option<Segment>, target: Option<Segment>) -> Self {
        Self::unpaired(source, target, Score::CERTAIN, Reason::Blank)
    }

    /// Where the link belongs in a list ordered by the source; links without a source come last.
    fn place(&self) -> (usize, usize, LinkKind, Option<Span>, Option<Span>) {
        let index = |side: &[Segment]| side.first().map_or(usize::MAX, |segment| segment.index);
        let span = |side: &[Segment]| side.first().map(|segment| segment.span);
        (
            index(&self.source),
            index(&self.target),
            self.kind,
            span(&self.source),
            span(&self.target),
        )
    }
}

/// A link and the texts it points into: a view, `Copy`.
#[derive(Copy, Clone, Debug)]
pub struct Pair<'a, 't> {
    link: &'a Link,
    source: &'t str,
    target: &'t str,
}

impl<'a, 't> Pair<'a, 't> {
    /// A link of the two texts.
    #[must_use]
    pub const fn new(link: &'a Link, source: &'t str, target: &'t str) -> Self {
        Self {
            link,
            source,
            target,
        }
    }

    /// The link.
    #[must_use]
    pub const fn link(&self) -> &'a Link {
        self.link
    }

    /// The source text from the first of its segments to the last; empty if there is none.
    #[must_use]
    pub fn source(&self) -> &'t str {
        covered(&self.link.source, self.source)
    }

    /// The target text from the first of its segments to the last; empty if there is none.
    #[must_use]
    pub fn target(&self) -> &'t str {
        covered(&self.link.target, self.target)
    }

    /// How sure the link is.
    #[must_use]
    pub const fn score(&self) -> Score {
        self.link.score
    }

    /// The two texts that the link points into, whole.
    #[must_use]
    pub const fn texts(&self) -> (&'t str, &'t str) {
        (self.source, self.target)
    }
}

fn covered<'t>(segments: &[Segment], text: &'t str) -> &'t str {
    let hull = segments
        .iter()
        .map(|segment| segment.span)
        .reduce(Span::hull);
    hull.map_or("", |span| span.slice(text))
}

/// The two documents that were read from segments, and the blank segments, which they are without.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    pub(super) source: Document,
    pub(super) target: Document,
    /// In order.
    pub(super) source_blank: Vec<Segment>,
    pub(super) target_blank: Vec<Segment>,
}

impl Texts {
    /// The segment that a sentence of the source was read from.
    pub(super) fn source_segment(&self, place: usize) -> Option<Segment> {
        segment(&self.source, &self.source_blank, place)
    }

    /// The segment that a sentence of the target was read from.
    pub(super) fn target_segment(&self, place: usize) -> Option<Segment> {
        segment(&self.target, &self.target_blank, place)
    }

    /// The segments of all sentences of the source.
    pub(super) fn source_segments(&self) -> Vec<Segment> {
        let places = 0..self.source.sentences().len();
        places.filter_map(|at| self.source_segment(at)).collect()
    }

    /// The segments of all sentences of the target.
    pub(super) fn target_segments(&self) -> Vec<Segment> {
        let places = 0..self.target.sentences().len();
        places.filter_map(|at| self.target_segment(at)).collect()
    }

    /// A link of sentences, given by ranges of places in the documents.
    pub(super) fn link(
        &self,
        source: (usize, usize),
        target: (usize, usize),
        score: Score,
        evidence: Vec<Evidence>,
    ) -> Link {
        let sources = (source.0..source.1).filter_map(|at| self.source_segment(at));
        let targets = (target.0..target.1).filter_map(|at| self.target_segment(at));
        let mut link = Link {
            kind: LinkKind::Sentence,
            source: Vec::with_capacity(source.1 - source.0),
            target: Vec::with_capacity(target.1 - target.0),
            score,
            evidence,
            reason: None,
            agreement: None,
            rejected: None,
            confirmed: false,
        };
        link.source.extend(sources);
        link.target.extend(targets);
        link.reason = (!link.is_pair()).then_some(Reason::Unmatched);
        link
    }
}

/// The segment of a sentence; its number counts those that are blank.
fn segment(document: &Document, blank: &[Segment], place: usize) -> Option<Segment> {
    let span = document.sentences().get(place)?.span;
    let (mut low, mut high) = (0, blank.len());
    // A blank segment stands behind as many others as its number less that of the blank ones before it.
    while low < high {
        let middle = low.midpoint(high);
        let before = blank.get(middle).map_or(0, |it| it.index - middle);
        if before <= place {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let index = place + low;
    Some(Segment { index, span })
}
