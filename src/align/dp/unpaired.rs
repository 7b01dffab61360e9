//! How probable it is that a sentence has no counterpart.
//!
//! A bead without one side stands at one cut point of the other, which says nothing: in an omission the path may pass
//! anywhere with hardly any difference, so that each such bead is improbable though the omission is certain. What
//! counts is that a sentence stays unpaired, wherever the path runs, and in a run of whatever length.

use super::{Bead, BeadType, Lattice, NEGLIGIBLE};

/// For each sentence, the share of the probability of all paths that leave it unpaired.
#[derive(Clone, Debug, Default)]
pub(super) struct Unpaired {
    sources: Vec<f64>,
    targets: Vec<f64>,
}

impl Unpaired {
    /// Sums over the paths of `lattice`, for those sides that some of `beads` leave unpaired.
    ///
    /// Cost: linear in the number of scores of such beads; nothing where there are none.
    pub(super) fn new(
        lattice: &Lattice,
        beads: &[Bead],
        forward: &[f64],
        backward: &[f64],
    ) -> Self {
        let mut unpaired = Self::default();
        if beads.iter().any(|bead| bead.size.targets == 0) {
            unpaired.sources = vec![0.0; lattice.band.sources() + 1];
        }
        if beads.iter().any(|bead| bead.size.sources == 0) {
            unpaired.targets = vec![0.0; lattice.band.targets() + 1];
        }
        if unpaired.sources.is_empty() && unpaired.targets.is_empty() {
            return unpaired;
        }
        let all = lattice.value(backward, 0, 0);
        for (kind, &size) in lattice.types.iter().enumerate() {
            let Some((sums, of_source)) = unpaired.side(size) else {
                continue;
            };
            let length = size.sources + size.targets;
            for source in 0..=lattice.band.sources() {
                let (first, _) = lattice.band.row(source);
                for (score, target) in lattice.row(source, kind).iter().zip(first..) {
                    let through = lattice.value(forward, source, target)
                        + f64::from(*score)
                        + lattice.value(backward, source + size.sources, target + size.targets)
                        - all;
                    // Not so where there is no path either: the difference of infinities is no number.
                    if through > -NEGLIGIBLE {
                        let start = if of_source { source } else { target };
                        add(sums, start, through.exp());
                        add(sums, start + length, -through.exp());
                    }
                }
            }
        }
        for sums in [&mut unpaired.sources, &mut unpaired.targets] {
            let mut sum = 0.0;
            for share in sums {
                sum += *share;
                *share = sum;
            }
        }
        unpaired
    }

    /// What changes at each sentence of the side that beads of a type leave unpaired, and whether it is the source.
    fn side(&mut self, size: BeadType) -> Option<(&mut [f64], bool)> {
        let (sums, of_source) = match (size.sources, size.targets) {
            (_, 0) => (&mut self.sources, true),
            (0, _) => (&mut self.targets, false),
            _ => return None,
        };
        (!sums.is_empty()).then_some((sums, of_source))
    }

    /// The mean over the sentences of a bead without one side; `None` for any other bead.
    pub(super) fn share(&self, bead: Bead) -> Option<f32> {
        let (sums, start, length) = match (bead.size.sources, bead.size.targets) {
            (length, 0) => (&self.sources, bead.source, length),
            (0, length) => (&self.targets, bead.target, length),
            _ => return None,
        };
        let shares = sums.get(start..start + length).unwrap_or_default();
        let mean = shares.iter().sum::<f64>() / length as f64;
        Some(mean.clamp(0.0, 1.0) as f32)
    }
}

fn add(sums: &mut [f64], at: usize, share: f64) {
    if let Some(slot) = sums.get_mut(at) {
        *slot += share;
    }
}
