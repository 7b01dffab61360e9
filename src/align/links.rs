//! The links of an alignment, made when they are asked for.
//!
//! What is found is a bead of eight bytes; a link with its segments takes twenty times as much, and its evidence many times that.
//! Who writes links down one after the other need never hold more than one.

use std::{borrow::Cow, ops::ControlFlow};

use super::{
    Aligner, Alignment, Mode, Pin, PinnedError, Progress, Segment,
    auto::Choice,
    dp::{Bead, BeadType},
    evidence,
    link::{Link, Texts},
    pins::{Layout, PinnedSide},
    related::Related,
    sentence::{ScoredBead, block},
};
use crate::{
    lang::Lang,
    score::{
        Association, Score,
        model::{Block, Ground},
    },
    text::Span,
};

impl Aligner {
    /// Aligns two texts as [`Aligner::align_segments_pinned_watched`] does, but makes each link only when it is asked for.
    ///
    /// For long texts: a list of a million links takes 200 bytes for each, with evidence thousands. What is needed only while the texts are
    /// read is given away: their segments, and, where [no evidence](super::AlignOptions::evidence) is wanted, by those who need them no longer,
    /// the texts themselves.
    ///
    /// # Errors
    ///
    /// A pin that does not fit, or `watch` said to stop.
    ///
    /// ```
    /// use std::{borrow::Cow, ops::ControlFlow};
    /// use bitext::Aligner;
    ///
    /// let aligner = Aligner::default();
    /// let (source, target) = ("It rained all night. The river rose.", "雨下了一夜。河水涨了。");
    /// let (source_spans, target_spans) = aligner.segments(source, target);
    /// let watch = |_| ControlFlow::Continue(());
    /// let links = aligner.links((source, source_spans), (target, target_spans), &[], watch)?;
    /// for link in links {
    ///     assert_eq!((link.source.len(), link.target.len()), (1, 1));
    /// }
    /// # Ok::<(), bitext::align::PinnedError>(())
    /// ```
    pub fn links<'t>(
        &self,
        (source, source_spans): (impl Into<Cow<'t, str>>, Vec<Span>),
        (target, target_spans): (impl Into<Cow<'t, str>>, Vec<Span>),
        pins: &[Pin],
        mut watch: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Links<'t>, PinnedError> {
        let (source, target) = (source.into(), target.into());
        let langs = self.langs(&source, &target);
        let layout = self.layout((&source, &source_spans), (&target, &target_spans), pins)?;
        let (source, target) = ((source, source_spans.into()), (target, target_spans.into()));
        Ok(self.links_in(langs, source, target, layout, &mut watch)?)
    }
}

/// The links of two texts, in the order in which [`Alignment::links`] holds them; each is made when the iterator comes to it.
///
/// Made by [`Aligner::links`](super::Aligner::links).
#[derive(Debug)]
pub struct Links<'t> {
    mode: Mode,
    choice: Option<Choice>,
    related: Option<Related>,
    langs: (Lang, Lang),
    stock: Stock<'t>,
}

#[derive(Debug)]
enum Stock<'t> {
    Made(std::vec::IntoIter<Link>),
    Beads(Box<Making<'t>>),
}

/// Beads, and what links are made of.
#[derive(Debug)]
struct Making<'t> {
    texts: Texts,
    association: Option<Association>,
    ground: Option<Ground>,
    written: (Cow<'t, str>, Cow<'t, str>),
    pins: Layout,
    is_mirrored: bool,
    cursor: Cursor,
}

impl<'t> Links<'t> {
    pub(super) fn of_alignment(alignment: Alignment) -> Self {
        Self {
            mode: alignment.mode,
            choice: alignment.choice,
            related: alignment.related,
            langs: (alignment.source_lang, alignment.target_lang),
            stock: Stock::Made(alignment.links.into_iter()),
        }
    }

    /// The links of the beads that were found in parallel text. With `ground` they have evidence.
    pub(super) fn of_beads(
        langs: (Lang, Lang),
        mut texts: Texts,
        written: (Cow<'t, str>, Cow<'t, str>),
        (association, ground): (Association, Option<Ground>),
        (pins, found): (Layout, Found),
    ) -> Self {
        let association = ground.is_some().then_some(association);
        if ground.is_none() {
            texts.source.forget_tokens();
            texts.target.forget_tokens();
        }
        let related = found.related;
        let cursor = Cursor::new(found, &texts, &pins);
        Self {
            mode: Mode::Parallel,
            choice: None,
            related,
            langs,
            stock: Stock::Beads(Box::new(Making {
                texts,
                association,
                ground,
                written,
                pins,
                is_mirrored: false,
                cursor,
            })),
        }
    }

    /// The same with source and target exchanged.
    pub(super) fn mirrored(mut self) -> Self {
        match &mut self.stock {
            Stock::Made(_) => Self::of_alignment(self.into_alignment().mirrored()),
            Stock::Beads(making) => {
                making.is_mirrored = !making.is_mirrored;
                self.langs = (self.langs.1, self.langs.0);
                self
            }
        }
    }

    /// How they were found; never [`Mode::Auto`].
    #[must_use]
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Why in this mode, if [`Mode::Auto`] chose.
    #[must_use]
    pub const fn choice(&self) -> Option<&Choice> {
        self.choice.as_ref()
    }

    /// What the texts have in common; see [`Alignment::related`].
    #[must_use]
    pub const fn related(&self) -> Option<Related> {
        self.related
    }

    /// The languages that source and target were read in.
    #[must_use]
    pub const fn langs(&self) -> (Lang, Lang) {
        self.langs
    }

    /// All that are left, made at once.
    #[must_use]
    pub fn into_alignment(mut self) -> Alignment {
        Alignment {
            mode: self.mode,
            choice: self.choice.take(),
            related: self.related,
            source_lang: self.langs.0,
            target_lang: self.langs.1,
            links: self.collect(),
        }
    }
}

impl Iterator for Links<'_> {
    type Item = Link;

    fn next(&mut self) -> Option<Link> {
        match &mut self.stock {
            Stock::Made(links) => links.next(),
            Stock::Beads(making) => {
                let making = &mut **making;
                let maker = Maker {
                    texts: &making.texts,
                    evidence: making.association.as_ref().zip(making.ground.as_ref()),
                    written: (&making.written.0, &making.written.1),
                    pins: &making.pins,
                };
                let link = making.cursor.next(&maker)?;
                Some(if making.is_mirrored {
                    link.mirrored()
                } else {
                    link
                })
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = match &self.stock {
            Stock::Made(links) => links.len(),
            Stock::Beads(making) => making.cursor.left(),
        };
        (left, Some(left))
    }
}

impl ExactSizeIterator for Links<'_> {}

/// The beads of parallel text, in order, without their places: each begins where the one before ends.
#[derive(Debug, Default)]
pub(super) struct Found {
    beads: Vec<Kept>,
    /// The sizes of those that are too large, as only pinned ones are.
    large: Vec<BeadType>,
    /// What the texts have in common; none where a person vouches for them.
    pub(super) related: Option<Related>,
}

/// A bead without its place.
#[derive(Copy, Clone, Debug)]
struct Kept {
    sources: u16,
    targets: u16,
    posterior: f32,
}

impl Kept {
    const fn is_pair(self) -> bool {
        self.sources > 0 && self.targets > 0
    }
}

/// Stands for a number that is too large.
const LARGE: u16 = u16::MAX;

impl Found {
    /// Adds the bead that follows.
    pub(super) fn push(&mut self, (bead, posterior): ScoredBead) {
        let number = |count: usize| u16::try_from(count).unwrap_or(LARGE);
        let (sources, targets) = (number(bead.size.sources), number(bead.size.targets));
        if sources == LARGE || targets == LARGE {
            self.large.push(bead.size);
        }
        self.beads.push(Kept {
            sources,
            targets,
            posterior,
        });
    }

    /// The share of the characters of a text that stand in beads with the other, each bead by how sure it is, in `[0, 1]`; of
    /// the text of which it is more. Two beads of even odds count before any is seen.
    pub(super) fn followed(&self, texts: &Texts) -> f32 {
        const PRIOR_BEADS: f32 = 2.0;
        let related = self.related.map(|related| related.probability().value());
        let documents = [&texts.source, &texts.target];
        let (mut at, mut followed, mut all) = ([0, 0], [0.0_f32; 2], [0.0_f32; 2]);
        for bead in &self.beads {
            let sizes = [usize::from(bead.sources), usize::from(bead.targets)];
            let is_pair = bead.is_pair();
            let score = related.map_or(bead.posterior, |related| {
                Related::tempered(related, is_pair, bead.posterior).value()
            });
            for (side, document) in documents.iter().enumerate() {
                let (Some(at), Some(&size)) = (at.get_mut(side), sizes.get(side)) else {
                    continue;
                };
                let block = document.sentences().between((*at, *at + size));
                let chars: u64 = block.map(|sentence| u64::from(sentence.chars)).sum();
                *at += size;
                if let (Some(all), Some(followed)) = (all.get_mut(side), followed.get_mut(side)) {
                    *all += chars as f32;
                    *followed += if is_pair { score * chars as f32 } else { 0.0 };
                }
            }
        }
        let shares = followed.iter().zip(all);
        let shares = shares.map(|(&followed, all)| if all > 0.0 { followed / all } else { 1.0 });
        let pairs = self.beads.iter().filter(|it| it.is_pair()).count() as f32;
        let most = shares.fold(0.0, f32::max);
        (most * pairs + 0.5 * PRIOR_BEADS) / (pairs + PRIOR_BEADS)
    }

    /// How many beads give values that can be compared, and in how many of them they contradict each other; none of texts with
    /// more than [`MOST_COMPARED`] beads.
    pub(super) fn differing(
        &self,
        texts: &Texts,
        association: &Association,
        written: (&str, &str),
    ) -> (usize, usize) {
        if self.beads.len() > MOST_COMPARED {
            return (0, 0);
        }
        let (mut valued, mut differing, mut at) = (0, 0, (0, 0));
        for bead in &self.beads {
            let end = (
                at.0 + usize::from(bead.sources),
                at.1 + usize::from(bead.targets),
            );
            let block = Block {
                chinese: (at.0, end.0),
                english: (at.1, end.1),
            };
            at = end;
            if !bead.is_pair() {
                continue;
            }
            let documents = (&texts.source, &texts.target);
            if let Some(differs) = evidence::differs(block, association, documents, written) {
                valued += 1;
                differing += usize::from(differs);
            }
        }
        (valued, differing)
    }
}

/// Reports are short: of texts with more beads than this, values say nothing about what they are.
const MOST_COMPARED: usize = 400;

/// What links are made with.
pub(super) struct Maker<'m> {
    pub(super) texts: &'m Texts,
    /// Where links have evidence.
    pub(super) evidence: Option<(&'m Association, &'m Ground)>,
    pub(super) written: (&'m str, &'m str),
    pub(super) pins: &'m Layout,
}

/// Where the making of links has come to.
#[derive(Debug)]
pub(super) struct Cursor {
    beads: std::vec::IntoIter<Kept>,
    large: std::vec::IntoIter<BeadType>,
    /// Where the next bead begins.
    at: (usize, usize),
    /// How likely it is that the texts are translations; none where a person vouches for them.
    related: Option<f32>,
    /// The number of the next stop of pins.
    stop: usize,
    /// The blank segments of both sides that have no bead, each with whether a pin says so.
    blank: [std::iter::Peekable<std::vec::IntoIter<(Segment, bool)>>; 2],
    /// The link that is next but for blank segments before it.
    waiting: Option<Link>,
}

impl Cursor {
    pub(super) fn new(found: Found, texts: &Texts, pins: &Layout) -> Self {
        let blank = |segments: &[Segment], pins: &PinnedSide| {
            // Those in pinned pairs are where they belong.
            let alone = segments.iter().filter(|it| !pins.is_paired(it.index));
            let alone = alone.map(|&segment| (segment, pins.is_unpaired(segment.index)));
            alone.collect::<Vec<_>>().into_iter().peekable()
        };
        let related = found.related.map(|related| related.probability().value());
        Self {
            blank: [
                blank(&texts.source_blank, &pins.source),
                blank(&texts.target_blank, &pins.target),
            ],
            beads: found.beads.into_iter(),
            large: found.large.into_iter(),
            at: (0, 0),
            related,
            stop: 0,
            waiting: None,
        }
    }

    /// How many links are to come.
    fn left(&self) -> usize {
        let blank: usize = self.blank.iter().map(|blank| blank.len()).sum();
        self.beads.len() + blank + usize::from(self.waiting.is_some())
    }

    /// The next link; blank segments stand before the next segment of their side.
    pub(super) fn next(&mut self, maker: &Maker<'_>) -> Option<Link> {
        let link = self.waiting.take().or_else(|| self.bead(maker));
        let first = |side: &[Segment]| side.first().map(|segment| segment.index);
        let places = match &link {
            Some(link) => [first(&link.source), first(&link.target)],
            None => [Some(usize::MAX); 2],
        };
        for (is_source, (blank, place)) in [true, false]
            .into_iter()
            .zip(self.blank.iter_mut().zip(places))
        {
            let Some(place) = place else { continue };
            if let Some((segment, confirmed)) = blank.next_if(|it| it.0.index < place) {
                self.waiting = link;
                let (source, target) = if is_source {
                    (Some(segment), None)
                } else {
                    (None, Some(segment))
                };
                let blank = Link::blank(source, target);
                return Some(Link { confirmed, ..blank });
            }
        }
        link
    }

    /// The link of the next bead.
    fn bead(&mut self, maker: &Maker<'_>) -> Option<Link> {
        let Kept {
            sources,
            targets,
            posterior,
        } = self.beads.next()?;
        let size = if sources == LARGE || targets == LARGE {
            self.large.next()?
        } else {
            BeadType {
                sources: usize::from(sources),
                targets: usize::from(targets),
            }
        };
        let bead = Bead {
            source: self.at.0,
            target: self.at.1,
            size,
        };
        self.at = bead.end();
        let block = block(bead);
        let evidence = match maker.evidence {
            Some((association, ground)) => {
                let documents = (&maker.texts.source, &maker.texts.target);
                evidence::of_bead(ground, block, association, documents, maker.written)
            }
            None => Vec::new(),
        };
        let score = Score::new(posterior);
        let mut link = maker
            .texts
            .link(block.chinese, block.english, score, evidence);
        self.pin(&mut link, block, maker.pins);
        if let Some(related) = self.related {
            link.score = Related::tempered(related, link.is_pair(), link.score.value());
        }
        Some(link)
    }

    /// What pins say of the link of a bead.
    fn pin(&mut self, link: &mut Link, block: Block, pins: &Layout) {
        let is_boundary = |at: usize| pins.stops.get(at).is_some_and(|it| it.bead.is_none());
        while is_boundary(self.stop) {
            self.stop += 1;
        }
        // The search finds none of the pinned beads, so those that come are known by their places.
        if let Some(stop) = pins.stops.get(self.stop)
            && let Some((source, target)) = &stop.bead
            && (stop.source, stop.target) == (block.chinese, block.english)
        {
            (link.source, link.target) = (source.clone(), target.clone());
            (link.reason, link.confirmed) = (None, true);
            self.stop += 1;
        }
        let is_unpaired = |side: &[Segment], pins: &PinnedSide| {
            side.iter().any(|segment| pins.is_unpaired(segment.index))
        };
        if !link.confirmed
            && (is_unpaired(&link.source, &pins.source) || is_unpaired(&link.target, &pins.target))
        {
            (link.score, link.confirmed) = (Score::CERTAIN, true);
        }
    }
}
