//! How good an alignment is: counts, and the measures made of them.
//!
//! Counts of several documents add up before any measure is taken.

mod beads;
mod calibration;
mod pairs;

pub use beads::{BeadCounts, beads};
pub use calibration::{Bin, Calibration};
pub use pairs::{Counts, counts, overlaps};
