//! Cuts a row of ideographs into words: the most probable row of words of the list.
//!
//! Every word of the list that begins at a place is an edge; the best path is found from left to right with the
//! logarithms of the frequencies as lengths (a unigram model, as in jieba). No hidden Markov model: on text folded to
//! Simplified characters it gains as often as it loses (see `benches/README.md`).

use super::{dict, names};

/// Finds words in rows of ideographs; keeps its memory from row to row.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    /// For each place: the best weight so far and the length of the word that ends there.
    best: Vec<Step>,
}

#[derive(Copy, Clone, Debug)]
struct Step {
    weight: i64,
    length: usize,
}

/// The weight of an ideograph that is no word of the list: as of a frequency of 1.
const UNKNOWN: i64 = 0;

impl Cutter {
    /// The lengths, in characters, of the words of `characters`, appended to `lengths`. Linear: no word of the list has
    /// more than sixteen characters.
    pub(super) fn cut(&mut self, characters: &[char], lengths: &mut Vec<usize>) {
        const UNREACHED: Step = Step {
            weight: i64::MIN,
            length: 1,
        };
        self.best.clear();
        self.best.resize(characters.len() + 1, UNREACHED);
        if let Some(first) = self.best.first_mut() {
            first.weight = 0;
        }
        for at in 0..characters.len() {
            let so_far = self.best.get(at).map_or(0, |step| step.weight);
            let best = &mut self.best;
            let mut reach = |length: usize, weight: i64| {
                if let Some(step) = best.get_mut(at + length)
                    && so_far + weight >= step.weight
                {
                    *step = Step {
                        weight: so_far + weight,
                        length,
                    };
                }
            };
            reach(1, UNKNOWN - i64::from(dict::TOTAL));
            let rest = characters.get(at..).unwrap_or_default();
            dict::words_from(rest, |length, entry| {
                reach(length, i64::from(entry.weight() - dict::TOTAL));
            });
        }
        let from = lengths.len();
        let mut at = characters.len();
        while at > 0 {
            let length = self.best.get(at).map_or(1, |step| step.length).max(1);
            lengths.push(length);
            at = at.saturating_sub(length);
        }
        if let Some(found) = lengths.get_mut(from..) {
            found.reverse();
        }
        names::join(characters, from, lengths);
    }
}
