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
mod links;
mod literal;
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

use std::{borrow::Cow, ops::ControlFlow, sync::Arc};

pub use auto::Choice;
pub use limits::{Input, LimitError, Limits};
pub use link::{Agreement, Alignment, Link, LinkKind, Pair, Reason, Rejected, Segment};
pub use links::Links;
pub use options::{AlignOptions, AlignerBuilder, Mode, OptionsError};
pub use pin::{Pin, PinError, PinFault, PinSide};
pub use pinned::PinnedError;
pub use related::Related;

pub use progress::{Progress, Stopped};

use links::{Cursor, Found, Maker};
use pins::Layout;
use progress::Watch;

use crate::{
    lang::{Lang, detect_by_sample},
    lexicon::{self, Compounds, Lexicon},
    score::{
        Association, Document,
        calendar::same_days,
        model::{BeadModel, Ground},
        term,
    },
    segment::Segmenter,
    text::Span,
};

/// After so many links it is asked again whether to go on: evidence takes its time.
const TOLD_AGAIN: usize = 512;

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

    /// Aligns; the links are made at once.
    fn align_in(
        &self,
        langs: (Lang, Lang),
        (source, source_spans): (&str, &[Span]),
        (target, target_spans): (&str, &[Span]),
        pins: Layout,
        watch: &mut Watch<'_>,
    ) -> Result<Alignment, Stopped> {
        let source = (source.into(), source_spans.into());
        let target = (target.into(), target_spans.into());
        let sizes = (source_spans.len(), target_spans.len());
        let mut links = self.links_in(langs, source, target, pins, watch)?;
        let mut made = Vec::with_capacity(links.len());
        while let Some(link) = links.next() {
            made.push(link);
            if links.mode() == Mode::Parallel && made.len() % TOLD_AGAIN == 0 {
                let all = Progress {
                    source: sizes.0,
                    sources: sizes.0,
                    target: sizes.1,
                    targets: sizes.1,
                };
                if watch(all).is_break() {
                    return Err(Stopped);
                }
            }
        }
        Ok(Alignment {
            links: made,
            ..links.into_alignment()
        })
    }

    /// Aligns texts in any order.
    fn links_in<'t>(
        &self,
        langs: (Lang, Lang),
        source: Text<'t, '_>,
        target: Text<'t, '_>,
        pins: Layout,
        watch: &mut Watch<'_>,
    ) -> Result<Links<'t>, Stopped> {
        // Everything below works with the Chinese text first, so that the order of the texts cannot matter.
        if langs.0 != Lang::Chinese && langs.1 == Lang::Chinese {
            let mut mirrored = |progress: Progress| watch(progress.mirrored());
            let (langs, pins) = ((langs.1, langs.0), pins.mirrored());
            let found = self.align_ordered(langs, target, source, pins, &mut mirrored);
            return found.map(Links::mirrored);
        }
        self.align_ordered(langs, source, target, pins, watch)
    }

    /// Aligns with the model's first side first.
    fn align_ordered<'t>(
        &self,
        langs: (Lang, Lang),
        source: Text<'t, '_>,
        target: Text<'t, '_>,
        pins: Layout,
        watch: &mut Watch<'_>,
    ) -> Result<Links<'t>, Stopped> {
        let asked = match self.options.mode {
            Mode::Auto if !pins.is_empty() => Mode::Parallel,
            mode => mode,
        };
        let mut progress = Progress {
            sources: source.1.len(),
            targets: target.1.len(),
            ..Progress::default()
        };
        // Comparable text has evidence always.
        let has_evidence = self.options.evidence || asked != Mode::Parallel;
        let (mut texts, written) = self.read(langs, source, target, has_evidence);
        let compounds = Compounds::new(self.lexicon());
        let has_compounds = asked != Mode::Parallel && comparable::is_small(&texts);
        // Beads are those of parallel mode, reports are read as in comparable mode: where it is open, both.
        let mut reports = (asked == Mode::Auto && has_compounds).then(|| texts.clone());
        let with_compounds = reports
            .as_mut()
            .is_some_and(|texts| join_terms(texts, &written, &compounds));
        let lexicon: &dyn Lexicon = match asked {
            Mode::Comparable if has_compounds => &compounds,
            _ => self.lexicon(),
        };
        let with_terms = join_terms(&mut texts, &written, lexicon);
        // Where nothing is joined either way, both are the same.
        let reports = reports.filter(|_| with_compounds || with_terms);
        let reports = reports.map(|texts| {
            let association = Association::new(&texts.source, &texts.target, &compounds);
            (texts, association)
        });
        let association = Association::new(&texts.source, &texts.target, lexicon);
        let written = if has_evidence {
            written
        } else {
            texts.source.forget_words();
            texts.target.forget_words();
            Default::default()
        };
        let mut tell = |progress| match watch(progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stopped),
        };
        tell(progress)?;
        let all = Progress {
            source: progress.sources,
            target: progress.targets,
            ..progress
        };
        let mut parallel = |texts: &link::Texts, pins: &Layout| {
            self.parallel(texts, &association, pins, &mut |settled| {
                (progress.source, progress.target) = settled;
                tell(progress)
            })
        };
        let documents = [&texts.source, &texts.target];
        let ground = || {
            let weights = self.options.weights.clone();
            (self.options.evidence).then(|| Ground::new(documents, weights))
        };
        if asked == Mode::Parallel {
            let found = parallel(&texts, &pins)?;
            let ground = ground();
            tell(all)?;
            let made_with = (association, ground);
            return Ok(Links::of_beads(
                langs,
                texts,
                written,
                made_with,
                (pins, found),
            ));
        }
        let (of_reports, in_reports) = match &reports {
            Some((texts, association)) => (texts, association),
            None => (&texts, &association),
        };
        let search = (asked == Mode::Auto).then(|| comparable::Search::new(of_reports, in_reports));
        let beads = search
            .as_ref()
            .map(|_| parallel(&texts, &pins))
            .transpose()?;
        let choice = search.as_ref().zip(beads.as_ref());
        let choice = choice.map(|(search, beads)| {
            let written = (&*written.0, &*written.1);
            let literal = || search.literal_beside(written, &self.segmenter);
            let differing = || beads.differing(&texts, &association, written);
            auto::choose(search, beads.followed(&texts), literal, differing)
        });
        let is_parallel = choice.is_some_and(|choice| choice.mode() == Mode::Parallel);
        let mut alignment = match (search, beads) {
            (Some(search), Some(found)) if is_parallel => {
                let related = found.related;
                let ground = ground();
                let maker = Maker {
                    texts: &texts,
                    evidence: ground.as_ref().map(|ground| (&association, ground)),
                    written: (&written.0, &written.1),
                    pins: &pins,
                };
                let mut cursor = Cursor::new(found, &texts, &pins);
                let made = std::iter::from_fn(|| cursor.next(&maker));
                let mut alignment = Alignment::new(Mode::Parallel, langs, made.collect());
                let moved = auto::moved(&search, &texts, &mut alignment.links);
                alignment.links.extend(moved);
                alignment.related = related;
                alignment
            }
            (search, _) => {
                let (source, target) = (&of_reports.source, &of_reports.target);
                let days = same_days(source, target, in_reports);
                let with_days = (!days.is_empty())
                    .then(|| Association::with(source, target, self.lexicon(), &days));
                let search = match (search, &with_days) {
                    (Some(search), None) => search,
                    (_, with_days) => {
                        let association = with_days.as_ref().unwrap_or(in_reports);
                        comparable::Search::new(of_reports, association)
                    }
                };
                let written = (&*written.0, &*written.1);
                let mut links = comparable::align(search, written, &self.segmenter, &self.options);
                let of_source = texts.source_blank.iter();
                links.extend(of_source.map(|&segment| Link::blank(Some(segment), None)));
                let of_target = texts.target_blank.iter();
                links.extend(of_target.map(|&segment| Link::blank(None, Some(segment))));
                Alignment::new(Mode::Comparable, langs, links)
            }
        };
        alignment.choice = choice;
        tell(all)?;
        Ok(Links::of_alignment(alignment))
    }

    /// Reads two texts as documents; the texts.
    ///
    /// Only for evidence and where there are terms to search for is it known where tokens stand, and what is written there.
    fn read<'t>(
        &self,
        langs: (Lang, Lang),
        source: Text<'t, '_>,
        target: Text<'t, '_>,
        for_evidence: bool,
    ) -> (link::Texts, (Cow<'t, str>, Cow<'t, str>)) {
        let (lexicon, segmenter) = (self.lexicon(), &self.segmenter);
        let has_terms = [langs.0, langs.1]
            .iter()
            .any(|&lang| lexicon.longest_term(lang) > 0);
        let is_kept = for_evidence || has_terms;
        let document = |(text, spans): Text<'t, '_>, lang| {
            // Blank segments are no sentences: they are kept apart and put back in the end.
            let blank = blank_segments(&text, &spans);
            let kept = without(spans, &blank);
            let document = Document::read(&text, &kept, lang, (segmenter, lexicon), is_kept);
            (document, blank, if is_kept { text } else { "".into() })
        };
        let (source, source_blank, source_text) = document(source, langs.0);
        let (target, target_blank, target_text) = document(target, langs.1);
        let texts = link::Texts {
            source,
            target,
            source_blank,
            target_blank,
        };
        (texts, (source_text, target_text))
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
        let (mut texts, written) = self.read(
            (Lang::Chinese, Lang::English),
            (chinese.into(), chinese_spans.into()),
            (english.into(), english_spans.into()),
            true,
        );
        let association = link_words(&mut texts, &written, self.lexicon());
        fit::Sample::new(texts, association, gold)
    }

    /// The beads of parallel text and what the texts have in common; `settled` is told how many sentences of each side have
    /// theirs.
    fn parallel(
        &self,
        texts: &link::Texts,
        association: &Association,
        pins: &Layout,
        settled: &mut dyn FnMut((usize, usize)) -> Result<(), Stopped>,
    ) -> Result<Found, Stopped> {
        let (source, target) = (&texts.source, &texts.target);
        let mut found = Found::default();
        let mut related = Related::default();
        let mut take = |model: &BeadModel<'_>, beads: &[sentence::ScoredBead]| {
            for &(bead, posterior) in beads {
                if bead.size.sources > 0 && bead.size.targets > 0 {
                    let block = sentence::block(bead);
                    let tokens =
                        source.count_tokens(block.chinese) + target.count_tokens(block.english);
                    let (english, chinese) = model.gains(block);
                    related.add(english.all + chinese.all, tokens);
                }
                found.push((bead, posterior));
            }
            let end = beads.last().map_or((0, 0), |(bead, _)| bead.end());
            match settled(end) {
                Ok(()) => ControlFlow::Continue(()),
                Err(Stopped) => ControlFlow::Break(()),
            }
        };
        let weights = (self.options.weights.clone(), self.options.gap);
        match sentence::align([source, target], association, weights, pins, &mut take) {
            // A person who pins beads vouches for the texts. Two texts in one language share words too, if they are the
            // same text.
            ControlFlow::Continue(()) => {
                found.related = pins.is_empty().then_some(related);
                Ok(found)
            }
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
        let known = |option: Option<Lang>, text: &str| {
            option.or_else(|| detect_by_sample(text).language.lang())
        };
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

/// Joins the terms of two texts and links their tokens.
fn link_words(
    texts: &mut link::Texts,
    written: &(Cow<'_, str>, Cow<'_, str>),
    lexicon: &dyn Lexicon,
) -> Association {
    join_terms(texts, written, lexicon);
    Association::new(&texts.source, &texts.target, lexicon)
}

/// Joins the terms of two texts; whether there are any.
fn join_terms(
    texts: &mut link::Texts,
    written: &(Cow<'_, str>, Cow<'_, str>),
    lexicon: &dyn Lexicon,
) -> bool {
    term::join(
        (&mut texts.source, &written.0),
        (&mut texts.target, &written.1),
        lexicon,
    )
}

/// A text and its segments.
type Text<'t, 's> = (Cow<'t, str>, Cow<'s, [Span]>);

/// The segments that hold no text.
fn blank_segments(text: &str, spans: &[Span]) -> Vec<Segment> {
    let segments = spans
        .iter()
        .enumerate()
        .map(|(index, &span)| Segment { index, span });
    let blank = segments.filter(|segment| segment.span.trimmed(text).is_empty());
    blank.collect()
}

/// The segments that are not among the blank ones.
fn without<'s>(spans: Cow<'s, [Span]>, blank: &[Segment]) -> Cow<'s, [Span]> {
    if blank.is_empty() {
        return spans;
    }
    let mut blank = blank.iter().map(|segment| segment.index).peekable();
    let mut spans = spans.into_owned();
    let mut index = 0;
    spans.retain(|_| {
        index += 1;
        blank.next_if_eq(&(index - 1)).is_none()
    });
    spans.into()
}
