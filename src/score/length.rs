//! How well two lengths go together.

/// Variance of the English length per character of Chinese, after Gale and Church (1993), whose constant for
/// European pairs is 6.8 as well.
pub(super) const VARIANCE: f32 = 6.8;

/// English characters per Chinese character where a text is too short to tell by itself.
pub const USUAL_RATIO: f32 = 3.2;

/// How many characters of Chinese the usual ratio counts for against a document's own.
const RATIO_PRIOR: f32 = 200.0;

/// Estimates how many English characters stand for one Chinese character, from the lengths of two whole texts.
///
/// Short texts, and texts that are no translations of one another, are held near [`USUAL_RATIO`]: the result lies in
/// `[1.6, 6.4]`.
#[must_use]
pub fn ratio(chinese: f32, english: f32) -> f32 {
    let own = (english + RATIO_PRIOR * USUAL_RATIO) / (chinese + RATIO_PRIOR);
    own.clamp(USUAL_RATIO / 2.0, USUAL_RATIO * 2.0)
}

/// The length signals of a bead of `chinese` and `english` characters at `ratio`, all at most 0; 0 is a perfect fit.
///
/// The first is the exponent of Gale and Church's normal model, cut at -20; the second the absolute, the third the
/// squared logarithm of the quotient of the lengths, cut at -4.
#[must_use]
pub fn signals(chinese: f32, english: f32, ratio: f32) -> [f32; 3] {
    let expected = ratio * chinese;
    let deviation = (english - expected) / (VARIANCE * (expected + english + 10.0) / 2.0).sqrt();
    let log = ((english + 3.0) / (expected + 3.0)).ln();
    [
        -(deviation * deviation / 2.0).min(20.0),
        -log.abs(),
        -(log * log).min(4.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expected_length_fits_best() {
        let fit = |english| signals(10.0, english, 3.2).iter().sum::<f32>();
        assert_eq!(fit(32.0), 0.0);
        assert!(fit(40.0) < fit(34.0));
        assert!(fit(8.0) < fit(20.0));
        assert!(fit(0.0).is_finite() && signals(0.0, 0.0, 3.2).iter().all(|s| s.is_finite()));
    }

    #[test]
    fn a_short_text_keeps_the_usual_ratio() {
        assert!((ratio(2.0, 40.0) - USUAL_RATIO).abs() < 0.2);
        assert!((ratio(100_000.0, 450_000.0) - 4.5).abs() < 0.01);
    }
}
