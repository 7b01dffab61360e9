//! Fits the weights of the bead model on texts with gold beads.
//!
//! The model is a semi-Markov conditional random field (Sarawagi and Cohen 2004): the probability of a path of beads is
//! proportional to the exponential of its total score. [`fit`] maximises the log likelihood of the gold paths less a
//! quadratic penalty. The function is concave, so that the result does not depend on where the search begins, but for
//! the edges that are left out because they are all but impossible under the weights at the start.

use std::ops::ControlFlow;

use super::{
    dp::{Band, Bead, BeadType},
    link::Texts,
    pins::Layout,
    sentence::{self, block},
};
use crate::{
    score::{
        Association,
        model::{BeadModel, FEATURES, Features, ORDER, Weights},
    },
    train::optimize::{Objective, maximize},
};

/// Edges whose probability under the weights at the start is below this are left out of the fit.
const PRUNED: f64 = 1e-8;

/// Features that may not speak for a bead, by index: a reward for each further sentence left unpaired would have no
/// bound, and texts of short sentences would dissolve.
const NO_REWARD: [usize; 1] = [35];

/// What a unit of each feature is divided by before the penalty sees its weight: sums over tokens and the normal length
/// signal run to tens, all others lie near 1.
const SCALES: [(std::ops::Range<usize>, f64); 3] = [(0..4, 20.0), (4..5, 3.0), (ORDER, 20.0)];

/// Two texts read for the fit, with their gold beads.
#[derive(Debug)]
pub struct Sample {
    texts: Texts,
    association: Association,
    gold: Vec<Bead>,
}

/// Gold beads that are no alignment of the texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// A bead does not begin where the beads before it end.
    #[error("gold bead {bead} begins at {found:?}, but the beads before it end at {expected:?}")]
    Gap {
        /// The number of the bead, from 0.
        bead: usize,
        /// Source and target sentence that it should begin at.
        expected: (usize, usize),
        /// Source and target sentence that it begins at.
        found: (usize, usize),
    },
    /// The beads end before the texts do, or after.
    #[error("gold beads end at {found:?}, but the texts have {expected:?} sentences")]
    End {
        /// The numbers of sentences of source and target.
        expected: (usize, usize),
        /// Where the beads end.
        found: (usize, usize),
    },
}

impl Sample {
    pub(super) fn new(
        texts: Texts,
        association: Association,
        gold: Vec<Bead>,
    ) -> Result<Self, GoldError> {
        let mut at = (0, 0);
        for (number, bead) in gold.iter().enumerate() {
            if (bead.source, bead.target) != at {
                return Err(GoldError::Gap {
                    bead: number,
                    expected: at,
                    found: (bead.source, bead.target),
                });
            }
            at = end(*bead);
        }
        let expected = (
            texts.source.sentences().len(),
            texts.target.sentences().len(),
        );
        if at != expected {
            return Err(GoldError::End {
                expected,
                found: at,
            });
        }
        Ok(Self {
            texts,
            association,
            gold,
        })
    }

    /// The gold beads, the first side of the model first.
    #[must_use]
    pub fn gold(&self) -> &[Bead] {
        &self.gold
    }

    /// What the model finds with the given weights: beads, each with its probability.
    #[must_use]
    pub fn align(&self, weights: &Weights, gap: f32) -> Vec<(Bead, f32)> {
        let (source, target) = (&self.texts.source, &self.texts.target);
        let mut found = Vec::new();
        let mut take = |_: &BeadModel<'_>, beads: &[(Bead, f32)]| {
            found.extend_from_slice(beads);
            ControlFlow::Continue(())
        };
        // Nothing stops the search.
        let _ = sentence::align(
            [source, target],
            &self.association,
            (weights.clone(), gap),
            &Layout::default(),
            &mut take,
        );
        found
    }

    /// The beads that are not all but impossible under the given weights, and the gold ones, with their features.
    ///
    /// Cost: the features of every bead inside the band.
    #[must_use]
    pub fn lattice(&self, weights: &Weights) -> Lattice {
        let (source, target) = (&self.texts.source, &self.texts.target);
        let band = self.widened(sentence::band(source, target, &self.association));
        let model = sentence::model((source, target), &self.association, &band, weights.clone());
        let mut types = sentence::bead_types();
        let gold = sentence::with_runs(&self.gold);
        let unusual = gold.iter().map(|bead| bead.size);
        types.extend(unusual);
        types.sort_unstable();
        types.dedup();
        let mut lattice = Lattice::new(&band);
        let mut gold = gold.iter().peekable();
        let inside = |bead: Bead| {
            let (row, column) = end(bead);
            row <= band.sources() && {
                let (first, last) = band.row(row);
                (first..=last).contains(&column)
            }
        };
        let beads = cells(&band).flat_map(|(source, target)| {
            types.iter().map(move |&size| Bead {
                source,
                target,
                size,
            })
        });
        for bead in beads.filter(|&bead| inside(bead)) {
            let is_gold = gold.next_if(|next| **next == bead).is_some();
            // Types outside the inventory are only there to make the gold path possible.
            if is_gold || sentence::bead_types().contains(&bead.size) {
                lattice.push(bead, end(bead), model.features(block(bead)), is_gold);
            }
        }
        lattice.prune(&without_order(weights), PRUNED);
        for edge in &mut lattice.edges {
            let order = model.order(block(edge.bead));
            for (index, value) in ORDER.zip(order) {
                if let Some(slot) = edge.features.get_mut(index) {
                    *slot = value / scale(index) as f32;
                }
            }
        }
        lattice
    }

    /// The band, wide enough for the gold path.
    fn widened(&self, band: Band) -> Band {
        let mut rows: Vec<(usize, usize)> = (0..=band.sources()).map(|row| band.row(row)).collect();
        for bead in &sentence::with_runs(&self.gold) {
            for (row, column) in [(bead.source, bead.target), end(*bead)] {
                if let Some(row) = rows.get_mut(row) {
                    *row = (row.0.min(column), row.1.max(column));
                }
            }
        }
        Band::new(rows, band.targets())
    }
}

/// Fits weights on the beads of some texts; `penalty` is half the inverse variance of each scaled weight around `start`:
/// the more gold there is, the further the weights leave what is known before. Each text counts as often as the number
/// beside it says, which may be a fraction.
///
/// Cost: proportional to the number of beads that were not pruned, some hundred times.
#[must_use]
pub fn fit(samples: &[(&Lattice, f64)], start: &Weights, penalty: f64) -> Weights {
    let mut likelihood = Likelihood {
        samples,
        penalty,
        mean: scaled(start),
        held: Vec::new(),
    };
    let mut weights = maximize(&likelihood, scaled(start));
    for &index in &NO_REWARD {
        if let Some(weight) = weights.get_mut(index).filter(|weight| **weight > 0.0) {
            *weight = 0.0;
            likelihood.held.push(index);
        }
    }
    if !likelihood.held.is_empty() {
        weights = maximize(&likelihood, weights);
    }
    unscaled(&weights)
}

fn end(bead: Bead) -> (usize, usize) {
    (
        bead.source + bead.size.sources,
        bead.target + bead.size.targets,
    )
}

fn cells(band: &Band) -> impl Iterator<Item = (usize, usize)> {
    (0..=band.sources()).flat_map(|row| {
        let (first, last) = band.row(row);
        (first..=last).map(move |column| (row, column))
    })
}

fn scale(index: usize) -> f64 {
    let found = SCALES.iter().find(|(range, _)| range.contains(&index));
    found.map_or(1.0, |&(_, scale)| scale)
}

fn scaled(weights: &Weights) -> Vec<f64> {
    (0..FEATURES)
        .map(|index| f64::from(weights.get(index)) * scale(index))
        .collect()
}

/// The same as the search has them when it leaves beads out: before it looks at the order of words.
fn without_order(weights: &Weights) -> Vec<f64> {
    let mut weights = scaled(weights);
    for slot in weights.get_mut(ORDER).unwrap_or_default() {
        *slot = 0.0;
    }
    weights
}

fn unscaled(values: &[f64]) -> Weights {
    let mut weights = [0.0; FEATURES];
    for (index, (weight, value)) in weights.iter_mut().zip(values).enumerate() {
        *weight = (value / scale(index)) as f32;
    }
    Weights::new(weights)
}

#[derive(Debug)]
struct Edge {
    bead: Bead,
    from: u32,
    to: u32,
    features: Features,
    is_gold: bool,
}

/// The beads of two texts as edges between cut points, in an order in which each comes after all that end where it begins.
#[derive(Debug)]
pub struct Lattice {
    starts: Vec<(usize, usize)>,
    nodes: usize,
    edges: Vec<Edge>,
}

impl Lattice {
    fn new(band: &Band) -> Self {
        let mut nodes = 0;
        let mut starts = Vec::new();
        for row in 0..=band.sources() {
            let (first, last) = band.row(row);
            starts.push((nodes, first));
            nodes += last + 1 - first;
        }
        Self {
            starts,
            nodes,
            edges: Vec::new(),
        }
    }

    fn node(&self, (row, column): (usize, usize)) -> u32 {
        let (start, first) = self.starts.get(row).copied().unwrap_or_default();
        (start + column.saturating_sub(first)) as u32
    }

    fn push(&mut self, bead: Bead, end: (usize, usize), mut features: Features, is_gold: bool) {
        for (index, feature) in features.iter_mut().enumerate() {
            *feature /= scale(index) as f32;
        }
        let (from, to) = (self.node((bead.source, bead.target)), self.node(end));
        self.edges.push(Edge {
            bead,
            from,
            to,
            features,
            is_gold,
        });
    }

    /// Calls `visit` with each edge and its probability; returns the logarithm of the sum over all paths.
    fn posteriors(&self, weights: &[f64], mut visit: impl FnMut(&Edge, f64)) -> f64 {
        let scores: Vec<f64> = self
            .edges
            .iter()
            .map(|edge| dot(weights, &edge.features))
            .collect();
        let mut forward = vec![f64::NEG_INFINITY; self.nodes];
        let mut backward = forward.clone();
        let at = |values: &[f64], node: u32| {
            values
                .get(node as usize)
                .copied()
                .unwrap_or(f64::NEG_INFINITY)
        };
        if let Some(first) = forward.first_mut() {
            *first = 0.0;
        }
        if let Some(last) = backward.last_mut() {
            *last = 0.0;
        }
        for (edge, score) in self.edges.iter().zip(&scores) {
            let through = at(&forward, edge.from) + score;
            if let Some(slot) = forward.get_mut(edge.to as usize) {
                *slot = super::dp::log_add(*slot, through);
            }
        }
        for (edge, score) in self.edges.iter().zip(&scores).rev() {
            let through = at(&backward, edge.to) + score;
            if let Some(slot) = backward.get_mut(edge.from as usize) {
                *slot = super::dp::log_add(*slot, through);
            }
        }
        let all = forward.last().copied().unwrap_or_default();
        for (edge, score) in self.edges.iter().zip(&scores) {
            let share = at(&forward, edge.from) + score + at(&backward, edge.to) - all;
            visit(edge, share.exp());
        }
        all
    }

    /// The logarithm of the probability of the gold beads under the given weights, in nats, at most 0.
    #[must_use]
    pub fn log_likelihood(&self, weights: &Weights) -> f64 {
        let weights = scaled(weights);
        let gold = self.edges.iter().filter(|edge| edge.is_gold);
        let of_gold: f64 = gold.map(|edge| dot(&weights, &edge.features)).sum();
        of_gold - self.posteriors(&weights, |_, _| {})
    }

    fn prune(&mut self, weights: &[f64], least: f64) {
        let mut kept = Vec::with_capacity(self.edges.len());
        self.posteriors(weights, |edge, share| {
            kept.push(edge.is_gold || share >= least);
        });
        let mut kept = kept.into_iter();
        self.edges.retain(|_| kept.next().unwrap_or(true));
        self.edges.shrink_to_fit();
    }
}

fn dot(weights: &[f64], features: &Features) -> f64 {
    weights
        .iter()
        .zip(features)
        .map(|(weight, feature)| weight * f64::from(*feature))
        .sum()
}

struct Likelihood<'s> {
    samples: &'s [(&'s Lattice, f64)],
    /// Features whose weight stays as it is.
    held: Vec<usize>,
    penalty: f64,
    /// The weights that the penalty draws to.
    mean: Vec<f64>,
}

impl Objective for Likelihood<'_> {
    fn value(&self, weights: &[f64], gradient: &mut [f64]) -> f64 {
        let mut value = 0.0;
        for ((slot, weight), mean) in gradient.iter_mut().zip(weights).zip(&self.mean) {
            let off = weight - mean;
            *slot = -2.0 * self.penalty * off;
            value -= self.penalty * off * off;
        }
        for (lattice, times) in self.samples {
            value -= times
                * lattice.posteriors(weights, |edge, share| {
                    let observed = f64::from(u8::from(edge.is_gold));
                    for (slot, feature) in gradient.iter_mut().zip(&edge.features) {
                        *slot += times * (observed - share) * f64::from(*feature);
                    }
                });
            let gold = lattice.edges.iter().filter(|edge| edge.is_gold);
            value += times * gold.map(|edge| dot(weights, &edge.features)).sum::<f64>();
        }
        for &index in &self.held {
            if let Some(slot) = gradient.get_mut(index) {
                *slot = 0.0;
            }
        }
        value
    }
}

/// A bead given by the sentences of both sides, as gold files list them.
#[must_use]
pub fn bead(source: &std::ops::Range<usize>, target: &std::ops::Range<usize>) -> Bead {
    Bead {
        source: source.start,
        target: target.start,
        size: BeadType {
            sources: source.len(),
            targets: target.len(),
        },
    }
}
