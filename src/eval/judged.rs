//! Single items with their verdicts: what counts are sums of, and what resampling draws from.

use super::Counts;

/// An item of the gold or of a system, with where it stands and what it adds to the counts.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judged {
    /// Where the item stands in its document: a byte of the source or the number of a sentence. Only the order matters.
    pub place: usize,
    /// What it adds.
    pub counts: Counts,
}

impl Judged {
    /// An item that a system has found.
    #[must_use]
    pub fn found(place: usize, is_right: bool) -> Self {
        let counts = Counts {
            right: usize::from(is_right),
            found: 1,
            ..Counts::default()
        };
        Self { place, counts }
    }

    /// An item of the gold.
    #[must_use]
    pub fn expected(place: usize, is_met: bool) -> Self {
        let counts = Counts {
            met: usize::from(is_met),
            expected: 1,
            ..Counts::default()
        };
        Self { place, counts }
    }
}

/// The counts of all items.
#[must_use]
pub fn total(items: &[Judged]) -> Counts {
    items
        .iter()
        .fold(Counts::default(), |sum, item| sum + item.counts)
}

/// Cuts a document into blocks of `size` neighbouring items of the gold, with the found items that stand among them,
/// and counts each. The last block may be smaller; there is at least one.
///
/// Neighbours go into the same block because they are not independent: a bead that is wrong makes the next one wrong.
/// Where blocks begin depends on the gold alone, so that the blocks of two systems are of the same text.
///
/// # Examples
///
/// ```
/// use bitext::eval::{Judged, blocks};
///
/// let gold = (0..5).map(|place| Judged::expected(place, true));
/// let found = (0..9).map(|place| Judged::found(place, place < 5));
/// let items: Vec<Judged> = gold.chain(found).collect();
/// let sizes: Vec<_> = blocks(&items, 2).iter().map(|block| block.expected).collect();
/// assert_eq!(sizes, [2, 2, 1]);
/// ```
#[must_use]
pub fn blocks(items: &[Judged], size: usize) -> Vec<Counts> {
    let expected = items.iter().filter(|item| item.counts.expected > 0);
    let mut places: Vec<usize> = expected.map(|item| item.place).collect();
    places.sort_unstable();
    // Items at the same place stay together.
    let mut begins: Vec<usize> = places.into_iter().step_by(size.max(1)).skip(1).collect();
    begins.dedup();
    let mut blocks = vec![Counts::default(); begins.len() + 1];
    for item in items {
        let at = begins.partition_point(|begin| *begin <= item.place);
        if let Some(block) = blocks.get_mut(at) {
            *block += item.counts;
        }
    }
    blocks
}
