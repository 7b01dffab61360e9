//! Pairs of sentences against their rivals, and the choice of one partner for each sentence.

use std::collections::HashSet;

/// The best other partner of both sides of each pair: log odds, or `least` where there is no other.
pub(super) fn best_others(
    pairs: &[(usize, usize)],
    log_odds: &[f32],
    (sources, targets): (usize, usize),
    least: f32,
) -> Vec<(f32, f32)> {
    let mut rows = vec![Rivals::none(least); sources];
    let mut columns = vec![Rivals::none(least); targets];
    for (&(i, j), &own) in pairs.iter().zip(log_odds) {
        for rivals in [rows.get_mut(i), columns.get_mut(j)].into_iter().flatten() {
            rivals.add(own);
        }
    }
    let other = |rivals: Option<&Rivals>, own: f32| rivals.map_or(least, |it| it.other_than(own));
    let both = |(&(i, j), &own): (&(usize, usize), &f32)| {
        (other(rows.get(i), own), other(columns.get(j), own))
    };
    pairs.iter().zip(log_odds).map(both).collect()
}

/// Chooses pairs so that no sentence has two partners, the surest first; of equals the earlier in text.
///
/// `n log n`. Greedy, not optimal in sum: in a feasibility study the optimal choice did no better.
pub(super) fn one_to_one(pairs: &[(usize, usize)], log_odds: &[f32], least: f32) -> Vec<bool> {
    let mut ranked: Vec<usize> = (0..pairs.len()).collect();
    let score = |index: usize| log_odds.get(index).copied().unwrap_or(f32::NEG_INFINITY);
    ranked.sort_by(|&a, &b| {
        score(b)
            .total_cmp(&score(a))
            .then(pairs.get(a).cmp(&pairs.get(b)))
    });
    let mut used = (HashSet::new(), HashSet::new());
    let mut chosen = vec![false; pairs.len()];
    for index in ranked
        .into_iter()
        .take_while(|&index| score(index) >= least)
    {
        let (Some(&(i, j)), Some(slot)) = (pairs.get(index), chosen.get_mut(index)) else {
            continue;
        };
        if !used.0.contains(&i) && !used.1.contains(&j) {
            used.0.insert(i);
            used.1.insert(j);
            *slot = true;
        }
    }
    chosen
}

/// The two best log odds of a sentence.
#[derive(Copy, Clone, Debug)]
struct Rivals {
    best: f32,
    second: f32,
}

impl Rivals {
    const fn none(least: f32) -> Self {
        Self {
            best: least,
            second: least,
        }
    }

    fn add(&mut self, log_odds: f32) {
        if log_odds > self.best {
            self.second = self.best;
            self.best = log_odds;
        } else {
            self.second = self.second.max(log_odds);
        }
    }

    /// The best of the others, for one whose log odds are `own`.
    fn other_than(self, own: f32) -> f32 {
        if own >= self.best {
            self.second
        } else {
            self.best
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_has_one_partner_and_rivals_are_the_others() {
        let pairs = [(0, 0), (0, 1), (1, 0), (1, 1)];
        let log_odds = [3.0, 2.5, 2.9, -1.0];
        assert_eq!(
            one_to_one(&pairs, &log_odds, 0.0),
            [true, false, false, false]
        );
        assert_eq!(
            one_to_one(&pairs, &log_odds, -2.0),
            [true, false, false, true]
        );
        let others = best_others(&pairs, &log_odds, (2, 2), -6.0);
        assert_eq!(others[0], (2.5, 2.9));
        assert_eq!(others[3], (2.9, 2.5));
        assert_eq!(best_others(&[(0, 0)], &[1.0], (1, 1), -6.0), [(-6.0, -6.0)]);
    }
}
