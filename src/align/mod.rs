//! What corresponds to what.
//!
//! [`Aligner::align`] is the main job: two texts in, an [`Alignment`] out. In [`Mode::Parallel`] the texts are
//! translations of one another: sentences correspond in order, several with several, and every sentence is accounted
//! for. In [`Mode::Comparable`] they report the same things independently: sentences and statements inside them
//! correspond in any order, and most may have no counterpart. [`Mode::Auto`] finds out which.

mod anchor;
pub mod auto;
mod comparable;
pub mod dp;
mod evidence;
pub mod fit;
mod limits;
mod link;
mod many;
mod options;
mod pin;
mod pinned;
mod pins;
mod progress;
mod related;
mod rivals;
mod sentence;
mod window;

use std::{ops::ControlFlow, sync::Arc};

pub use auto::Choice;
pub use limits::{Input, LimitError, Limits};
pub use link::{Agreement, Alignment, Link, LinkKind, Pair, Reason, Rejected, Segment};
pub use options::{AlignOptions, AlignerBuilder, Mode, OptionsError};
pub use pin::{Pin, PinError, PinFault, PinSide};
pub use pinned::PinnedError;
pub use related::Related;

pub use progress::{Progress, Stopped};

use pins::Layout;
use progress::Watch;

use crate::{
    lang::{Lang, detect},
    lexicon::{self, Lexicon},
    score::{Association, Document, Score, model::BeadModel, term},
    segment::Segmenter,
    text::Span,
};

/// Aligns texts by given options and with a given lexicon.
///
/// Cheap to clone and shareable between threads; the same texts always give the same result.
///
/// ```
/// use bitext::Aligner;
///
/// let aligner = Aligner::default();
/// let source = "It rained all night. In the morning the river was high.";
/// let target = "雨下了一夜。早上河水很高。";
/// let alignment = aligner.align(source, target);
/// let pairs: Vec<_> = alignment.pairs(source, target).map(|pair| pair.target()).collect();
/// assert_eq!(pairs, ["雨下了一夜。", "早上河水很高。"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Aligner {
    options: AlignOptions,
    lexicon: Option<Arc<dyn Lexicon>>,
    segmenter: Segmenter,
}

impl Aligner {
    /// Starts configuring an aligner.
    #[must_use]
    pub fn builder() -> AlignerBuilder {
        AlignerBuilder::default()
    }

    /// The options in force.
    #[must_use]
    pub const fn options(&self) -> &AlignOptions {
        &self.options
    }

    /// Aligns two texts of any length; sentences are found by bitext.
    ///
    /// The languages are those of the options, or else detected; either may come first. Texts of other languages, or
    /// both in one, are aligned by length, numbers and equal words. An empty text leaves the other unpaired.
    #[must_use]
    pub fn align(&self, source: &str, target: &str) -> Alignment {
        let (langs, spans) = self.cut(source, target);
        let (source, target) = ((source, spans.0.as_slice()), (target, spans.1.as_slice()));
        self.unwatched(langs, source, target, Layout::default())
    }

    /// [`Aligner::align`] with `watch` told how far it is, which says whether to go on.
    ///
    /// In parallel mode `watch` is called when the texts have been read, then every few hundred sentences, and at the
    /// end; in comparable mode only when the texts have been read and at the end.
    ///
    /// # Errors
    ///
    /// `watch` said to stop.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use bitext::{Aligner, align::Stopped};
    ///
    /// let aligner = Aligner::default();
    /// let (source, target) = ("It rained all night.", "雨下了一夜。");
    /// let mut share = 0.0;
    /// let alignment = aligner.align_watched(source, target, |progress| {
    ///     share = progress.share();
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert_eq!(share, 1.0);
    /// assert_eq!(alignment, aligner.align(source, target));
    /// assert_eq!(aligner.align_watched(source, target, |_| ControlFlow::Break(())), Err(Stopped));
    /// # Ok::<(), Stopped>(())
    /// ```
    pub fn align_watched(
        &self,
        source: &str,
        target: &str,
        mut watch: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Alignment, Stopped> {
        let (langs, spans) = self.cut(source, target);
        let (source, target) = ((source, spans.0.as_slice()), (target, spans.1.as_slice()));
        self.align_in(langs, source, target, Layout::default(), &mut watch)
    }

    /// Aligns two texts whose segments are given; no segment is split or left out.
    ///
    /// Spans that leave their text count as empty. Empty and blank segments stay unpaired.
    #[must_use]
    pub fn align_segments(
        &self,
        (source, source_spans): (&str, &[Span]),
        (target, target_spans): (&str, &[Span]),
    ) -> Alignment {
        let langs = self.langs(source, target);
        let (source, target) = ((source, source_spans), (target, target_spans));
        self.unwatched(langs, source, target, Layout::default())
    }

    /// [`Aligner::align_segments`] with `watch` told how far it is, as by [`Aligner::align_watched`].
    ///
    /// # Errors
    ///
    /// `watch` said to stop.
    pub fn align_segments_watched(
        &self,
        (source, source_spans): (&str, &[Span]),
        (target, target_spans): (&str, &[Span]),
        mut watch: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Alignment, Stopped> {
        let langs = self.langs(source, target);
        self.align_in(
            langs,
            (source, source_spans),
            (target, target_spans),
            Layout::default(),
            &mut watch,
        )
    }

    /// The sentences of two texts, as [`Aligner::align`] finds and numbers them.
    #[must_use]
    pub fn segments(&self, source: &str, target: &str) -> (Vec<Span>, Vec<Span>) {
        self.cut(source, target).1
    }

    /// The languages and sentences of two texts.
    fn cut(&self, source: &str, target: &str) -> ((Lang, Lang), (Vec<Span>, Vec<Span>)) {
        let langs = self.langs(source, target);
        let segmenter = &self.segmenter;
        let spans = (
            segmenter.sentences(source, langs.0),
            segmenter.sentences(target, langs.1),
        );
        (langs, spans)
    }

    fn unwatched(
        &self,
        langs: (Lang, Lang),
        source: (&str, &[Span]),
        target: (&str, &[Span]),
        pins: Layout,
    ) -> Alignment {
        let watched = self.align_in(langs, source, target, pins, &mut progress::unwatched);
        // Nobody stops it.
        watched.unwrap_or_else(|Stopped| Alignment::new(self.options.mode, langs, Vec::new()))
    }

    fn align_in(
        &self,
        langs: (Lang, Lang),
        source: (&str, &[Span]),
        target: (&str, &[Span]),
        pins: Layout,
        watch: &mut Watch<'_>,
    ) -> Result<Alignment, Stopped> {
        // Everything below works with the Chinese text first, so that the order of the texts cannot matter.
        if langs.0 != Lang::Chinese && langs.1 == Lang::Chinese {
            let mut mirrored = |progress: Progress| watch(progress.mirrored());
            let (langs, pins) = ((langs.1, langs.0), pins.mirrored());
            let found = self.align_ordered(langs, target, source, &pins, &mut mirrored);
            return found.map(Alignment::mirrored);
        }
        self.align_ordered(langs, source, target, &pins, watch)
    }

    /// Aligns with the model's first side first.
    fn align_ordered(
        &self,
        langs: (Lang, Lang),
        source: (&str, &[Span]),
        target: (&str, &[Span]),
        pins: &Layout,
        watch: &mut Watch<'_>,
    ) -> Result<Alignment, Stopped> {
        let segmenter = &self.segmenter;
        // Blank segments are no sentences: they are kept apart and put back in the end.
        let (source_blank, source_kept) = without_blank(source.0, source.1);
        let (target_blank, target_kept) = without_blank(target.0, target.1);
        let (texts, association) =
            self.read(langs, (source.0, source_kept), (target.0, target_kept));
        let mut progress = Progress {
            sources: source.1.len(),
            targets: target.1.len(),
            ..Progress::default()
        };
        let mut tell = |progress| match watch(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stopped),
        };
        tell(progress)?;
        let written = (source.0, target.0);
        let comparable =
            || comparable::align(&texts, written, &association, segmenter, &self.options);
        let mut parallel = || {
            self.parallel(&texts, written, &association, pins, &mut |settled| {
                (progress.source, progress.target) = settled;
                tell(progress)
            })
        };
        let asked = match self.options.mode {
            Mode::Auto if !pins.is_empty() => Mode::Parallel,
            mode => mode,
        };
        let mut related = None;
        // A person who pins beads vouches for the texts. Two texts in one language share words too, if they are the same text.
        let is_doubtful = pins.is_empty();
        let mut parallel = || -> Result<Vec<Link>, Stopped> {
            let (mut links, found) = parallel()?;
            if is_doubtful {
                found.temper(&mut links);
                related = Some(found);
            }
            Ok(links)
        };
        let (mode, choice, mut links, moved) = match asked {
            Mode::Parallel => (Mode::Parallel, None, parallel()?, Vec::new()),
            Mode::Comparable => (Mode::Comparable, None, comparable(), Vec::new()),
            Mode::Auto => {
                let search = comparable::Search::new(&texts, &association);
                let choice = auto::choose(&search);
                if choice.mode() == Mode::Parallel {
                    let mut links = parallel()?;
                    let moved = auto::moved(&search, &texts, &mut links);
                    (Mode::Parallel, Some(choice), links, moved)
                } else {
                    (Mode::Comparable, Some(choice), comparable(), Vec::new())
                }
            }
        };
        (progress.source, progress.target) = (progress.sources, progress.targets);
        tell(progress)?;
        let source_blank = source_blank.into_iter().map(|segment| {
            let link = Link::blank(Some(segment), None);
            (link, &pins.source, segment.index)
        });
        let target_blank = target_blank.into_iter().map(|segment| {
            let link = Link::blank(None, Some(segment));
            (link, &pins.target, segment.index)
        });
        for (mut link, pins, index) in source_blank.chain(target_blank) {
            // Those in pinned pairs are where they belong.
            if !pins.is_paired(index) {
                link.confirmed = pins.is_unpaired(index);
                links.push(link);
            }
        }
        let mut alignment = Alignment::new(mode, langs, links);
        alignment.choice = choice;
        alignment.related = related;
        alignment.links.extend(moved);
        Ok(alignment)
    }

    /// Reads two texts as documents and links their tokens.
    fn read(
        &self,
        langs: (Lang, Lang),
        (source, source_segments): (&str, Vec<Segment>),
        (target, target_segments): (&str, Vec<Segment>),
    ) -> (link::Texts, Association) {
        let (lexicon, segmenter) = (self.lexicon(), &self.segmenter);
        let document = |text: &str, segments: &[Segment], lang| {
            let spans: Vec<Span> = segments.iter().map(|segment| segment.span).collect();
            Document::new(text, &spans, lang, segmenter, lexicon)
        };
        let mut texts = link::Texts {
            source: document(source, &source_segments, langs.0),
            target: document(target, &target_segments, langs.1),
            source_segments,
            target_segments,
        };
        term::join(
            (&mut texts.source, source),
            (&mut texts.target, target),
            lexicon,
        );
        let association = Association::new(&texts.source, &texts.target, lexicon);
        (texts, association)
    }

    /// Reads two texts with their gold beads, to fit the weights of the bead model on them.
    ///
    /// The Chinese text comes first. Segments may not be blank.
    ///
    /// # Errors
    ///
    /// Beads that are out of order or do not cover the texts.
    pub fn sample(
        &self,
        (chinese, chinese_spans): (&str, &[Span]),
        (english, english_spans): (&str, &[Span]),
        gold: Vec<dp::Bead>,
    ) -> Result<fit::Sample, fit::GoldError> {
        let segments = |spans: &[Span]| {
            let spans = spans.iter().enumerate();
            spans
                .map(|(index, &span)| Segment { index, span })
                .collect()
        };
        let (texts, association) = self.read(
            (Lang::Chinese, Lang::English),
            (chinese, segments(chinese_spans)),
            (english, segments(english_spans)),
        );
        fit::Sample::new(texts, association, gold)
    }

    /// Links of parallel text and what they have in common; `settled` is told how many kept segments of each side have theirs.
    fn parallel(
        &self,
        texts: &link::Texts,
        written: (&str, &str),
        association: &Association,
        pins: &Layout,
        settled: &mut dyn FnMut((usize, usize)) -> Result<(), Stopped>,
    ) -> Result<(Vec<Link>, Related), Stopped> {
        let (source, target) = (&texts.source, &texts.target);
        let mut links = Vec::new();
        let mut related = Related::default();
        let pinned = pins.stops.iter().filter_map(|stop| {
            let (source, target) = stop.bead.as_ref()?;
            Some((stop.source, stop.target, source, target))
        });
        let mut pinned = pinned.peekable();
        let mut take = |model: &BeadModel<'_>, beads: &[sentence::ScoredBead]| {
            links.extend(beads.iter().map(|&(bead, posterior)| {
                let block = sentence::block(bead);
                if bead.size.sources > 0 && bead.size.targets > 0 {
                    let tokens =
                        source.count_tokens(block.chinese) + target.count_tokens(block.english);
                    related.add(&model.features(block), tokens);
                }
                let evidence = if self.options.evidence {
                    evidence::of_bead(model, block, association, (source, target), written)
                } else {
                    Vec::new()
                };
                let score = Score::new(posterior);
                let mut link = texts.link(block.chinese, block.english, score, evidence);
                // The search finds none of the pinned beads, so those that come are known by their places.
                if let Some((.., source, target)) =
                    pinned.next_if(|it| (it.0, it.1) == (block.chinese, block.english))
                {
                    (link.source, link.target) = (source.clone(), target.clone());
                    (link.reason, link.confirmed) = (None, true);
                }
                let is_unpaired = |side: &[Segment], pins: &pins::PinnedSide| {
                    side.iter().any(|segment| pins.is_unpaired(segment.index))
                };
                if !link.confirmed
                    && (is_unpaired(&link.source, &pins.source)
                        || is_unpaired(&link.target, &pins.target))
                {
                    (link.score, link.confirmed) = (Score::CERTAIN, true);
                }
                link
            }));
            let end = beads.last().map_or((0, 0), |(bead, _)| bead.end());
            match settled(end) {
                Ok(()) => ControlFlow::Continue(()),
                Err(Stopped) => ControlFlow::Break(()),
            }
        };
        let weights = (self.options.weights.clone(), self.options.gap);
        match sentence::align([source, target], association, weights, pins, &mut take) {
            ControlFlow::Continue(()) => Ok((links, related)),
            ControlFlow::Break(()) => Err(Stopped),
        }
    }

    fn lexicon(&self) -> &dyn Lexicon {
        match &self.lexicon {
            Some(lexicon) => lexicon.as_ref(),
            None => lexicon::default(),
        }
    }

    /// The languages to align by.
    fn langs(&self, source: &str, target: &str) -> (Lang, Lang) {
        let known =
            |option: Option<Lang>, text: &str| option.or_else(|| detect(text).language.lang());
        match (
            known(self.options.source_lang, source),
            known(self.options.target_lang, target),
        ) {
            (Some(source), Some(target)) => (source, target),
            (Some(source), None) => (source, source.other()),
            (None, Some(target)) => (target.other(), target),
            (None, None) => (Lang::English, Lang::Chinese),
        }
    }
}

/// Tells blank segments from the others; each keeps its index.
fn without_blank(text: &str, spans: &[Span]) -> (Vec<Segment>, Vec<Segment>) {
    let segments = spans
        .iter()
        .enumerate()
        .map(|(index, &span)| Segment { index, span });
    segments.partition(|segment| segment.span.trimmed(text).is_empty())
}
