//! Whether scores are probabilities.

use std::fmt;

/// A reliability table: scores in ten bins of equal width, against the share of items that are right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    bins: [Bin; 10],
}

/// The items whose scores lie in one tenth of the range.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Bin {
    /// How many items there are.
    pub items: usize,
    /// How many of them are right.
    pub right: usize,
    /// The sum of their scores.
    pub scores: f64,
}

impl Calibration {
    /// Sorts items, given by score and whether they are right, into bins. Scores outside `[0, 1]` go to the ends.
    #[must_use]
    pub fn new(items: &[(f64, bool)]) -> Self {
        let mut table = Self::default();
        for &(score, is_right) in items {
            let at = (score.clamp(0.0, 1.0) * 10.0) as usize;
            if let Some(bin) = table.bins.get_mut(at.min(9)) {
                bin.items += 1;
                bin.right += usize::from(is_right);
                bin.scores += score;
            }
        }
        table
    }

    /// The ten bins, from the lowest scores up.
    #[must_use]
    pub const fn bins(&self) -> &[Bin; 10] {
        &self.bins
    }

    /// The expected calibration error (Naeini et al. 2015): the mean, over all items, of the distance between the mean
    /// score and the share of right items in their bin. In `[0, 1]`; 0 if there are no items.
    #[must_use]
    pub fn error(&self) -> f64 {
        let items: usize = self.bins.iter().map(|bin| bin.items).sum();
        let apart = |bin: &Bin| (bin.scores - bin.right as f64).abs();
        self.bins.iter().map(apart).sum::<f64>() / items.max(1) as f64
    }
}

impl fmt::Display for Calibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "score    items  mean   right")?;
        for (at, bin) in self.bins.iter().enumerate() {
            let share = |sum: f64| sum / bin.items.max(1) as f64;
            writeln!(
                f,
                "{:.1}-{:.1}  {:5}  {:.3}  {:.3}",
                at as f64 / 10.0,
                (at + 1) as f64 / 10.0,
                bin.items,
                share(bin.scores),
                share(bin.right as f64)
            )?;
        }
        write!(f, "expected calibration error {:.3}", self.error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_distance_in_each_bin_by_items() {
        assert_eq!(Calibration::new(&[]).error(), 0.0);
        let table = Calibration::new(&[(0.25, false), (0.25, true), (1.0, true), (1.0, true)]);
        assert_eq!(table.bins()[2].right, 1);
        assert!((table.error() - 0.125).abs() < 1e-9);
    }
}
