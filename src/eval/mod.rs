//! How good an alignment is: counts, the measures made of them, and how far these may be trusted.
//!
//! Counts of several documents add up before any measure is taken. What is counted is first judged item by item
//! ([`Judged`]), so that documents, or blocks of them, can be drawn anew: [`interval`], [`compare`].

mod beads;
mod calibration;
mod judged;
mod pairs;
mod quantities;
mod resample;
mod segments;

pub use beads::{BeadCounts, BeadType, JudgedBeads, beads, judge_beads};
pub use calibration::{Bin, Calibration};
pub use judged::{Judged, blocks, total};
pub use pairs::{Counts, counts, judge_overlaps, overlaps};
pub use quantities::{Agreeing, QuantityItem, quantities};
pub use resample::{Comparison, Interval, Resampling, compare, interval};
pub use segments::{boundaries, segments};
