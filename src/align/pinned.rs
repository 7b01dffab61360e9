//! Texts of which a person has settled a part.

use std::ops::ControlFlow;

use super::{Aligner, Alignment, Mode, Pin, PinError, PinFault, Progress, Stopped, pins::Layout};
use crate::text::Span;

/// Why there is no alignment with pins.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PinnedError {
    /// A pin does not fit.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// It was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl Aligner {
    /// Aligns two texts of which a person has settled a part: [`Aligner::align_segments_pinned`] with the segments that
    /// [`Aligner::segments`] finds.
    ///
    /// # Errors
    ///
    /// A pin that does not fit the texts or the other pins.
    pub fn align_pinned(
        &self,
        source: &str,
        target: &str,
        pins: &[Pin],
    ) -> Result<Alignment, PinError> {
        let (source_spans, target_spans) = self.segments(source, target);
        self.align_segments_pinned((source, &source_spans), (target, &target_spans), pins)
    }

    /// Aligns two texts whose segments are given and of which a person has settled a part.
    ///
    /// Pinned beads are kept as they are, with a score of 1, and are [confirmed](super::Link::confirmed); of a pin with an empty
    /// side each segment is a link of its own. What lies between pins is aligned again, each stretch by itself, but with
    /// what the whole texts tell of their words. Pins may be given in any order. With pins, [`Mode::Auto`] is
    /// [`Mode::Parallel`]; without, this is [`Aligner::align_segments`].
    ///
    /// # Errors
    ///
    /// A pin that does not fit the texts or the other pins, or any in [`Mode::Comparable`].
    ///
    /// ```
    /// use bitext::{Aligner, align::Pin};
    ///
    /// let aligner = Aligner::default();
    /// let source = "It rained all night. In the morning the river was high. Nobody crossed it.";
    /// let target = "雨下了一夜。早上河水很高。没有人过河。";
    /// let pins = [Pin::bead(vec![0, 1], vec![0])];
    /// let alignment = aligner.align_pinned(source, target, &pins)?;
    /// assert!(alignment.links[0].confirmed);
    /// assert_eq!(alignment.links[0].source.len(), 2);
    /// let error = aligner.align_pinned(source, target, &[Pin::boundary(4, 1)]).unwrap_err();
    /// assert_eq!(error.to_string(), "pin 0: expected a source segment below 4, found 4");
    /// # Ok::<(), bitext::align::PinError>(())
    /// ```
    pub fn align_segments_pinned(
        &self,
        (source, source_spans): (&str, &[Span]),
        (target, target_spans): (&str, &[Span]),
        pins: &[Pin],
    ) -> Result<Alignment, PinError> {
        let langs = self.langs(source, target);
        let (source, target) = ((source, source_spans), (target, target_spans));
        let layout = self.layout(source, target, pins)?;
        Ok(self.unwatched(langs, source, target, layout))
    }

    /// [`Aligner::align_segments_pinned`] with `watch` told how far it is, as by [`Aligner::align_watched`].
    ///
    /// # Errors
    ///
    /// A pin that does not fit, or `watch` said to stop.
    pub fn align_segments_pinned_watched(
        &self,
        (source, source_spans): (&str, &[Span]),
        (target, target_spans): (&str, &[Span]),
        pins: &[Pin],
        mut watch: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Alignment, PinnedError> {
        let langs = self.langs(source, target);
        let (source, target) = ((source, source_spans), (target, target_spans));
        let layout = self.layout(source, target, pins)?;
        Ok(self.align_in(langs, source, target, layout, &mut watch)?)
    }

    pub(super) fn layout(
        &self,
        source: (&str, &[Span]),
        target: (&str, &[Span]),
        pins: &[Pin],
    ) -> Result<Layout, PinError> {
        let layout = Layout::new(pins, source, target)?;
        if self.options.mode == Mode::Comparable && !layout.is_empty() {
            return Err(PinError {
                pin: 0,
                fault: PinFault::NotParallel,
            });
        }
        Ok(layout)
    }
}
