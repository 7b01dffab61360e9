//! How good an alignment is: counts, the measures made of them, and how far these may be trusted.
//!
//! Counts of several documents add up before any measure is taken. What is counted is first judged item by item
//! ([`Judged`]), so that documents, or blocks of them, can be drawn anew: [`interval`], [`compare`]. [`read()`] takes the
//! files of other programs, [`measures()`] what is usually measured of them; [`corpus_scores`] runs bitext itself on a
//! text with gold.

mod answers;
mod beads;
mod calibration;
mod corpus;
mod gold;
mod judged;
mod measures;
mod pairs;
mod quantities;
mod resample;
mod segments;

pub use answers::{Answers, Documents, LinkedSpans, read};
pub use beads::{BeadCounts, BeadType, JudgedBeads, beads, judge_beads};
pub use calibration::{Bin, Calibration};
pub use corpus::{Corpus, CorpusScores, corpus_scores};
pub use gold::{GoldRow, gold_rows};
pub use judged::{Judged, blocks, total};
pub use measures::{
    BLOCK, KindMismatch, LEAST_DOCUMENTS, Measure, SENTENCE_OVERLAP, STATEMENT_OVERLAP, Unit,
    measures,
};
pub use pairs::{Counts, counts, judge_overlaps, overlaps};
pub use quantities::{Agreeing, QuantityItem, quantities};
pub use resample::{Comparison, Interval, Resampling, compare, interval};
pub use segments::{boundaries, segments};
