//! How likely it is that two texts hold translations of one another, by the partners that their sentences have.

/// Where texts are as likely to hold translations as to be written apart: the mean probability, rivals left aside, of
/// the best partners; and how fast that changes. In 105 documents of moved, cut and mixed translations the mean is 0.67 or more,
/// in 35 pairs of reports (the 19 of `corpora/comparable` and 16 that are not kept here, half of them dense in common figures)
/// 0.50 or less; about the middle of the two. Shares of a third and of two thirds separate them less.
const MIDDLE: f32 = 0.6;
const SLOPE: f32 = 20.0;

/// Of texts with so many times as many sentences on the shorter side, one partner counts, the best: however much a
/// document of translations has been cut and mixed, nearly half of it has partners, and of reports seldom more.
const SHARE_OF_BEST: usize = 2;

/// How many partners in the middle count before any is seen.
const PRIOR_PARTNERS: f32 = 2.0;

/// Texts that stand in the same order are no pool of moved and mixed translations, and if they were a translation, one
/// could be followed in the other: so many partners, so many of them in order, are at most so likely to be one (five shuffled ones are in order once in 120 times). Judgements;
/// less than one half, so that what is sure among reports is paired.
const FEW: usize = 5;
const IN_ORDER: f32 = 0.85;
const MOST_IN_ORDER: f32 = 0.45;

/// How likely texts of so many sentences hold translations, by the probabilities of their partners.
pub(super) fn probability(
    partners: impl Iterator<Item = f32>,
    (sources, targets): (usize, usize),
) -> f32 {
    let mut partners: Vec<f32> = partners.collect();
    partners.sort_unstable_by(|a, b| b.total_cmp(a));
    let best = (sources.min(targets) / SHARE_OF_BEST).max(1);
    let sum: f32 = partners.iter().take(best).sum();
    let count = best as f32 + PRIOR_PARTNERS;
    let mean = (sum + MIDDLE * PRIOR_PARTNERS) / count;
    1.0 / (1.0 + (SLOPE * (MIDDLE - mean)).exp())
}

/// The same for texts that are taken for comparable, with their partners in order of the source.
pub(super) fn of_comparable(literal: f32, partners: &[(usize, usize, f32)]) -> f32 {
    if partners.len() >= FEW && in_order(partners) >= IN_ORDER {
        literal.min(MOST_IN_ORDER)
    } else {
        literal
    }
}

/// The share of the partners that stand in the same order in both texts; 0 of none.
pub(super) fn in_order(partners: &[(usize, usize, f32)]) -> f32 {
    // The longest chain that rises on both sides, by patience sorting: the least last target of each length.
    let mut chain: Vec<usize> = Vec::new();
    for &(_, target, _) in partners {
        let at = chain.partition_point(|&last| last < target);
        match chain.get_mut(at) {
            Some(last) => *last = target,
            None => chain.push(target),
        }
    }
    chain.len() as f32 / partners.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_shorter_text_tells() {
        let of = |partners: &[f32]| probability(partners.iter().copied(), (10, 14));
        assert!(of(&[0.99, 0.98, 0.97, 0.95, 0.9]) > 0.9);
        // Three that are as good as translations, and nothing beside them.
        assert!(of(&[0.99, 0.98, 0.97]) < 0.6);
        assert!(of(&[0.4, 0.3, 0.2, 0.2, 0.1, 0.1]) < 0.05);
        assert!(of(&[]) < 0.01);
    }

    #[test]
    fn texts_in_order_are_taken_for_reports() {
        let partners = |targets: &[usize]| -> Vec<(usize, usize, f32)> {
            let targets = targets.iter().enumerate();
            targets.map(|(i, &j)| (i, j, 0.9)).collect()
        };
        assert_eq!(in_order(&partners(&[0, 2, 1, 3])), 0.75);
        assert_eq!(in_order(&[]), 0.0);
        assert_eq!(of_comparable(0.9, &partners(&[3, 2, 1, 0])), 0.9);
        assert_eq!(
            of_comparable(0.9, &partners(&[0, 1, 3, 5, 6])),
            MOST_IN_ORDER
        );
        assert_eq!(of_comparable(0.2, &partners(&[0, 1, 3, 5, 6])), 0.2);
        assert_eq!(of_comparable(0.9, &partners(&[0, 1])), 0.9);
    }
}
