//! How likely it is that two texts hold translations of one another, by the partners that their sentences have.

use crate::score::Score;

/// Where texts are as likely to hold translations as to be written apart: the mean probability, rivals left aside, of
/// the best partners; and how fast that changes. In 105 documents of moved, cut and mixed translations the mean is 0.67 or more,
/// in 35 pairs of reports (the 19 of `corpora/comparable` and the 16 of `tests/data/mode`, half of these dense in common figures)
/// 0.50 or less; about the middle of the two. Shares of a third and of two thirds separate them less.
const MIDDLE: f32 = 0.6;
const SLOPE: f32 = 20.0;

/// Of texts with so many times as many sentences on the shorter side, one partner counts, the best: however much a
/// document of translations has been cut and mixed, nearly half of it has partners, and of reports seldom more.
const SHARE_OF_BEST: usize = 2;

/// How many partners in the middle count before any is seen.
const PRIOR_PARTNERS: f32 = 2.0;

/// The log odds of texts of which all pairs were judged: what the mean adds, what it takes away that sentences surely tell the
/// same without being translations (for each that is one), and the constant.
///
/// Fitted by logistic regression, each side weighing the same, on the 105 documents against 32 pairs of reports: the dev part of
/// `corpora/comparable`, those of `tests/data/mode`, and three short ones of readers, nearly sentence by sentence, which
/// the mean alone takes for translations (.85 to .99). Left out of the fit one by one, those three have .19, .33 and .67, and two
/// short documents less than one half. Twice as steep as fitted: where two models are mixed, the one that does
/// not hold makes sure pairs unsure. Neither the script of the fit nor the readers' texts are kept here.
const OF_MEAN: f32 = 24.4;
const OF_TOLD: f32 = -20.4;
const CONSTANT: f32 = -7.62;

/// The mean probability, rivals left aside, of the best partners of texts of so many sentences.
pub(super) fn mean_of_best(
    partners: impl Iterator<Item = f32>,
    (sources, targets): (usize, usize),
) -> f32 {
    let mut partners: Vec<f32> = partners.collect();
    partners.sort_unstable_by(|a, b| b.total_cmp(a));
    let best = (sources.min(targets) / SHARE_OF_BEST).max(1);
    let sum: f32 = partners.iter().take(best).sum();
    (sum + MIDDLE * PRIOR_PARTNERS) / (best as f32 + PRIOR_PARTNERS)
}

/// How likely texts hold translations, by that mean alone.
pub(super) fn probability(mean: f32) -> f32 {
    Score::from_log_odds(SLOPE * (mean - MIDDLE)).value()
}

/// The same where it is known how much is told that is not translated: see [`told_beside`]. Never more than without.
pub(super) fn probability_beside(mean: f32, told: f32) -> f32 {
    let log_odds = OF_MEAN * mean + OF_TOLD * told + CONSTANT;
    Score::from_log_odds(log_odds)
        .value()
        .min(probability(mean))
}

/// How many pairs surely tell the same and are no translations, for each that is one, of pairs with three probabilities: that
/// it is a translation, that it tells the same, and that it does in its context.
pub(super) fn told_beside(pairs: impl Iterator<Item = (f32, f32, f32)>) -> f32 {
    let (mut told, mut translated) = (0.0, 1.0);
    for (of_translation, alone, in_context) in pairs {
        translated += of_translation;
        // Only what is sure counts: of nine tenths a fifth is left.
        told += (alone * in_context).powi(4) * (1.0 - of_translation);
    }
    told / translated
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
        let of = |partners: &[f32]| probability(mean_of_best(partners.iter().copied(), (10, 14)));
        assert!(of(&[0.99, 0.98, 0.97, 0.95, 0.9]) > 0.9);
        // Three that are as good as translations, and nothing beside them.
        assert!(of(&[0.99, 0.98, 0.97]) < 0.6);
        assert!(of(&[0.4, 0.3, 0.2, 0.2, 0.1, 0.1]) < 0.05);
        assert!(of(&[]) < 0.01);
    }

    #[test]
    fn what_is_told_beside_translations_speaks_for_reports() {
        let translated = [(0.99, 0.99, 0.99); 5];
        let vague = [(0.0, 0.6, 0.6); 9];
        let told = [(0.1, 0.99, 0.99); 8];
        let of = |pairs: &[(f32, f32, f32)]| told_beside(translated.iter().chain(pairs).copied());
        assert!(of(&vague) < 0.05, "{}", of(&vague));
        assert!(of(&told) > 0.8, "{}", of(&told));
        assert!(probability_beside(0.85, of(&vague)) > 0.95);
        assert!(probability_beside(0.85, of(&told)) < 0.2);
        assert_eq!(told_beside(std::iter::empty()), 0.0);
        // Texts with nothing in common are no translations.
        assert!(probability_beside(0.3, 0.0) < 0.01);
    }

    #[test]
    fn partners_in_order_are_a_rising_chain() {
        let partners = |targets: &[usize]| -> Vec<(usize, usize, f32)> {
            let targets = targets.iter().enumerate();
            targets.map(|(i, &j)| (i, j, 0.9)).collect()
        };
        assert_eq!(in_order(&partners(&[0, 2, 1, 3])), 0.75);
        assert_eq!(in_order(&[]), 0.0);
    }
}
