//! [`Pin`]s as the search needs them.
//!
//! A pin is about segments as the caller numbers them, blank ones included. [`Layout`] is what the search makes of pins:
//! stops, in order, between which it works as if each stretch were a pair of texts of its own, and sentences that it
//! must leave unpaired. The statistics of words stay those of the whole texts.

use super::{Pin, PinError, PinFault, PinSide, Segment};
use crate::text::Span;

/// Where paths must pass, and with which bead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    /// From one cut point to another; the same for a boundary. Cut points are between segments that are not blank.
    pub(super) source: (usize, usize),
    pub(super) target: (usize, usize),
    /// The segments of the bead that leads from one to the other, blank ones included; `None` for a boundary.
    pub(super) bead: Option<(Vec<Segment>, Vec<Segment>)>,
}

/// Pins as the search needs them.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// In the order of both texts.
    pub(super) stops: Vec<Stop>,
    pub(super) source: PinnedSide,
    pub(super) target: PinnedSide,
}

/// The pinned segments of one text. Without pins, nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct PinnedSide {
    /// For each segment the pin that has it.
    pins: Vec<Option<usize>>,
    /// For each segment whether its pin leaves it unpaired.
    is_unpaired: Vec<bool>,
    /// How many segments that are not blank stand before each, and before the end.
    kept: Vec<usize>,
    /// How many of those that are not blank and stand before each of them are unpaired; nothing if none are.
    unpaired: Vec<usize>,
}

impl Layout {
    /// Checks pins against texts that are cut into the given segments, and puts them in order.
    ///
    /// Time grows with the number of segments and, up to a logarithm, of pins.
    pub(super) fn new(
        pins: &[Pin],
        source: (&str, &[Span]),
        target: (&str, &[Span]),
    ) -> Result<Self, PinError> {
        if pins.is_empty() {
            return Ok(Self::default());
        }
        let mut layout = Self {
            stops: Vec::new(),
            source: PinnedSide::new(source),
            target: PinnedSide::new(target),
        };
        let mut stops = Vec::new();
        for (pin, it) in pins.iter().enumerate() {
            let fails = |fault| PinError { pin, fault };
            let hulls = match it {
                Pin::Boundary { source, target } => {
                    layout
                        .source
                        .check_cut(*source, PinSide::Source)
                        .map_err(fails)?;
                    layout
                        .target
                        .check_cut(*target, PinSide::Target)
                        .map_err(fails)?;
                    Some(((*source, *source), (*target, *target)))
                }
                Pin::Bead { source, target } => {
                    let side = (PinSide::Source, target.is_empty());
                    let of_source = layout.source.take(source, pin, side).map_err(fails)?;
                    let side = (PinSide::Target, source.is_empty());
                    let of_target = layout.target.take(target, pin, side).map_err(fails)?;
                    if of_source.is_none() && of_target.is_none() {
                        return Err(fails(PinFault::Empty));
                    }
                    of_source.zip(of_target)
                }
            };
            stops.extend(hulls.map(|(source, target)| (source, target, pin)));
        }
        stops.sort_unstable();
        for (before, after) in stops.iter().zip(stops.iter().skip(1)) {
            if before.0.1 > after.0.0 || before.1.1 > after.1.0 {
                let fault = PinFault::Crossing {
                    other: before.2.min(after.2),
                };
                let pin = before.2.max(after.2);
                return Err(PinError { pin, fault });
            }
        }
        layout.source.finish();
        layout.target.finish();
        let stops = stops.into_iter().map(|(of_source, of_target, pin)| Stop {
            source: layout.source.cuts(of_source),
            target: layout.target.cuts(of_target),
            bead: match pins.get(pin) {
                Some(Pin::Bead {
                    source: sources,
                    target: targets,
                }) => Some((segments(sources, source.1), segments(targets, target.1))),
                _ => None,
            },
        });
        layout.stops = stops.collect();
        Ok(layout)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.source.kept.is_empty()
    }

    /// The same with source and target exchanged.
    pub(super) fn mirrored(mut self) -> Self {
        std::mem::swap(&mut self.source, &mut self.target);
        for stop in &mut self.stops {
            std::mem::swap(&mut stop.source, &mut stop.target);
            if let Some((source, target)) = &mut stop.bead {
                std::mem::swap(source, target);
            }
        }
        self
    }

    /// The stretches before, between and behind the stops, each with the stop behind it.
    pub(super) fn gaps(&self, sources: usize, targets: usize) -> impl Iterator<Item = Gap<'_>> {
        let behind = self.stops.iter().map(Some).chain([None]);
        let mut at = (0, 0);
        behind.map(move |stop| {
            let (source, target, next) = match stop {
                Some(stop) => (stop.source.0, stop.target.0, (stop.source.1, stop.target.1)),
                None => (sources, targets, (sources, targets)),
            };
            let gap = Gap {
                source: (at.0, source),
                target: (at.1, target),
                stop,
            };
            at = next;
            gap
        })
    }

    /// Whether two sentences may share a bead as far as pins know: they lie between the same stops, and neither is
    /// unpaired.
    pub(super) fn may_join(&self, source: usize, target: usize) -> bool {
        let behind = self.stops.partition_point(|stop| stop.source.1 <= source);
        let before = behind.checked_sub(1).and_then(|last| self.stops.get(last));
        before.is_none_or(|stop| stop.target.1 <= target)
            && self
                .stops
                .get(behind)
                .is_none_or(|stop| source < stop.source.0 && target < stop.target.0)
            && !self.source.leaves_unpaired(source, source + 1)
            && !self.target.leaves_unpaired(target, target + 1)
    }

    /// Forbids the beads that pair a sentence which pins leave unpaired: of the given types, that begin with sentence
    /// `source` and with sentence `target` and the following ones, a row of scores for each type.
    pub(super) fn forbid(
        &self,
        (source, target): (usize, usize),
        types: &[(usize, usize)],
        scores: &mut [f32],
    ) {
        let width = scores.len() / types.len().max(1);
        if width == 0 || self.source.unpaired.is_empty() && self.target.unpaired.is_empty() {
            return;
        }
        let pairs = |size: &(usize, usize)| size.0 > 0 && size.1 > 0;
        for (row, &(sources, targets)) in scores.chunks_exact_mut(width).zip(types) {
            if !pairs(&(sources, targets)) {
                continue;
            }
            let of_source = self.source.leaves_unpaired(source, source + sources);
            for (score, target) in row.iter_mut().zip(target..) {
                if of_source || self.target.leaves_unpaired(target, target + targets) {
                    *score = f32::NEG_INFINITY;
                }
            }
        }
    }
}

/// A stretch between two stops, in cut points.
#[derive(Debug)]
pub(super) struct Gap<'l> {
    pub(super) source: (usize, usize),
    pub(super) target: (usize, usize),
    /// What follows; `None` at the end of the texts.
    pub(super) stop: Option<&'l Stop>,
}

impl PinnedSide {
    fn new((text, spans): (&str, &[Span])) -> Self {
        let mut kept = Vec::with_capacity(spans.len() + 1);
        let mut count = 0;
        kept.push(count);
        for span in spans {
            count += usize::from(!span.trimmed(text).is_empty());
            kept.push(count);
        }
        Self {
            pins: vec![None; spans.len()],
            is_unpaired: vec![false; spans.len()],
            kept,
            unpaired: Vec::new(),
        }
    }

    /// Checks the segments of a bead and takes them for it; the cut points before the first and behind the last.
    fn take(
        &mut self,
        indices: &[usize],
        pin: usize,
        (side, is_unpaired): (PinSide, bool),
    ) -> Result<Option<(usize, usize)>, PinFault> {
        let mut last: Option<usize> = None;
        for &index in indices {
            let segments = self.pins.len();
            if let Some(before) = last.filter(|&before| before >= index) {
                return Err(PinFault::Unordered {
                    side,
                    index,
                    before,
                });
            }
            let (Some(taken), Some(unpaired)) =
                (self.pins.get_mut(index), self.is_unpaired.get_mut(index))
            else {
                return Err(PinFault::OutOfRange {
                    side,
                    index,
                    segments,
                });
            };
            if let Some(other) = *taken {
                return Err(PinFault::Overlap { side, index, other });
            }
            (*taken, *unpaired) = (Some(pin), is_unpaired);
            if let Some(left_out) = last.and_then(|last| self.kept_between(last + 1, index))
                && !is_unpaired
            {
                return Err(PinFault::Gap {
                    side,
                    index: left_out,
                });
            }
            last = Some(index);
        }
        Ok(indices
            .first()
            .zip(last)
            .map(|(&first, last)| (first, last + 1)))
    }

    /// The first segment of a range that is not blank.
    fn kept_between(&self, start: usize, end: usize) -> Option<usize> {
        let before = self.kept.get(start)?;
        (self.kept.get(end)? > before)
            .then(|| self.kept.partition_point(|count| count <= before) - 1)
    }

    fn check_cut(&self, index: usize, side: PinSide) -> Result<(), PinFault> {
        if index < self.kept.len() {
            return Ok(());
        }
        Err(PinFault::OutOfRange {
            side,
            index,
            segments: self.kept.len(),
        })
    }

    /// Counts what is unpaired.
    fn finish(&mut self) {
        if !self.is_unpaired.contains(&true) {
            return;
        }
        let mut count = 0;
        self.unpaired.push(count);
        for (kept, &is_unpaired) in self.kept.windows(2).zip(&self.is_unpaired) {
            if kept.first() != kept.last() {
                count += usize::from(is_unpaired);
                self.unpaired.push(count);
            }
        }
    }

    fn cuts(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let cut = |index: usize| self.kept.get(index).copied().unwrap_or_default();
        (cut(start), cut(end))
    }

    /// Whether one of a run of sentences must stay unpaired.
    fn leaves_unpaired(&self, start: usize, end: usize) -> bool {
        let at = |index: usize| self.unpaired.get(index).or(self.unpaired.last());
        at(start) != at(end)
    }

    /// Whether a pin says that the segment has no counterpart.
    pub(super) fn is_unpaired(&self, index: usize) -> bool {
        self.is_unpaired.get(index).copied().unwrap_or_default()
    }

    /// Whether the segment is part of a pinned pair.
    pub(super) fn is_paired(&self, index: usize) -> bool {
        self.pins.get(index).is_some_and(Option::is_some) && !self.is_unpaired(index)
    }
}

fn segments(indices: &[usize], spans: &[Span]) -> Vec<Segment> {
    let segment = |&index: &usize| spans.get(index).map(|&span| Segment { index, span });
    indices.iter().filter_map(segment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Segments 2 and 5 are blank.
    const TEXT: &str = "ab cd ef";

    fn spans() -> Vec<Span> {
        (0..8).map(|at| Span::new(at, at + 1)).collect()
    }

    fn layout(pins: &[Pin]) -> Result<Layout, PinError> {
        Layout::new(pins, (TEXT, &spans()), (TEXT, &spans()))
    }

    fn fault(pins: &[Pin]) -> (usize, PinFault) {
        let error = layout(pins).unwrap_err();
        (error.pin, error.fault)
    }

    #[test]
    fn faults_name_their_place() {
        let (side, other) = (PinSide::Source, 0);
        let bead = |source: &[usize], target: &[usize]| Pin::bead(source.into(), target.into());
        for (pins, expected) in [
            (vec![bead(&[], &[])], (0, PinFault::Empty)),
            (
                vec![bead(&[0], &[0]), bead(&[8], &[1])],
                (
                    1,
                    PinFault::OutOfRange {
                        side,
                        index: 8,
                        segments: 8,
                    },
                ),
            ),
            (
                vec![Pin::boundary(9, 0)],
                (
                    0,
                    PinFault::OutOfRange {
                        side,
                        index: 9,
                        segments: 9,
                    },
                ),
            ),
            (
                vec![bead(&[1, 0], &[0])],
                (
                    0,
                    PinFault::Unordered {
                        side,
                        index: 0,
                        before: 1,
                    },
                ),
            ),
            (
                vec![bead(&[0, 4], &[0])],
                (0, PinFault::Gap { side, index: 1 }),
            ),
            (
                vec![bead(&[0], &[0]), bead(&[0], &[])],
                (
                    1,
                    PinFault::Overlap {
                        side,
                        index: 0,
                        other,
                    },
                ),
            ),
            (
                vec![bead(&[1], &[0]), bead(&[0], &[1])],
                (1, PinFault::Crossing { other }),
            ),
            (
                vec![bead(&[0, 1], &[0, 1]), Pin::boundary(1, 1)],
                (1, PinFault::Crossing { other }),
            ),
            (
                vec![Pin::boundary(3, 1), bead(&[3], &[0])],
                (1, PinFault::Crossing { other }),
            ),
        ] {
            assert_eq!(fault(&pins), expected, "{pins:?}");
        }
        assert_eq!(
            layout(&[bead(&[8], &[0])]).unwrap_err().to_string(),
            "pin 0: expected a source segment below 8, found 8"
        );
    }

    #[test]
    fn stops_are_in_order_and_count_without_blank_segments() {
        let pins = [
            Pin::bead(vec![6], vec![7]),
            Pin::boundary(3, 4),
            Pin::bead(vec![1, 3], vec![6]),
            Pin::bead(vec![], vec![0, 2]),
        ];
        let swapped: Vec<Pin> = pins.iter().cloned().map(Pin::mirrored).collect();
        assert!(layout(&pins).is_err(), "a boundary inside a bead");
        let pins = [
            pins[0].clone(),
            Pin::boundary(5, 7),
            pins[2].clone(),
            pins[3].clone(),
        ];
        let found = layout(&pins).unwrap();
        let cuts: Vec<_> = found
            .stops
            .iter()
            .map(|stop| (stop.source, stop.target, stop.bead.is_some()))
            .collect();
        assert_eq!(
            cuts,
            [
                ((1, 3), (4, 5), true),
                ((4, 4), (5, 5), false),
                ((4, 5), (5, 6), true)
            ]
        );
        assert!(found.target.is_unpaired(0) && !found.target.is_paired(0));
        assert!(found.may_join(0, 1) && !found.may_join(0, 0) && !found.may_join(0, 4));
        assert_eq!(swapped[0], Pin::bead(vec![7], vec![6]));
        let gaps: Vec<_> = found
            .gaps(6, 6)
            .map(|gap| (gap.source, gap.target))
            .collect();
        assert_eq!(
            gaps,
            [
                ((0, 1), (0, 4)),
                ((3, 4), (5, 5)),
                ((4, 4), (5, 5)),
                ((5, 6), (6, 6))
            ]
        );
    }
}
