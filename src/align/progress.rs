//! How far a long alignment is, and stopping it.

use std::ops::ControlFlow;

/// How many sentences of an alignment are settled.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The sentences of the source whose links are settled.
    pub source: usize,
    /// The sentences of the source.
    pub sources: usize,
    /// The sentences of the target whose links are settled.
    pub target: usize,
    /// The sentences of the target.
    pub targets: usize,
}

impl Progress {
    /// The share of all sentences that are settled, in `[0, 1]`; 1 if there are none.
    #[must_use]
    pub fn share(self) -> f32 {
        match self.sources + self.targets {
            0 => 1.0,
            all => (self.source + self.target) as f32 / all as f32,
        }
    }

    pub(super) const fn mirrored(self) -> Self {
        Self {
            source: self.target,
            sources: self.targets,
            target: self.source,
            targets: self.sources,
        }
    }
}

/// An alignment was stopped before its end.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the alignment was stopped")]
pub struct Stopped;

/// What is told of progress, and says whether to go on.
pub(super) type Watch<'w> = dyn FnMut(Progress) -> ControlFlow<()> + 'w;

/// Goes on to the end.
pub(super) fn unwatched(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
