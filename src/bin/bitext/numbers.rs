//! Numbers that are typed: each within its range, and with the one that was probably meant.

use std::{num::NonZeroUsize, ops::RangeInclusive};

/// A score or a probability: from 0 to 1. Whoever types 80 means 0.8.
pub(crate) fn score(written: &str) -> Result<f32, String> {
    share(written).map(|value| value as f32)
}

/// [`score`] of 64 bits, as measures are.
pub(crate) fn share(written: &str) -> Result<f64, String> {
    let bare = written.trim().trim_end_matches('%');
    let value = number(bare)?;
    if bare == written.trim() && (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    let expected = "expected a number from 0 to 1";
    // Fewer per cent than that nobody asks for without saying so.
    let is_per_cent = bare != written.trim() || value >= 5.0;
    Err(if is_per_cent && (0.0..=100.0).contains(&value) {
        format!("{expected}; did you mean {}?", value / 100.0)
    } else {
        expected.to_owned()
    })
}

/// A whole number of per cent within `range`. Whoever types 0.9 means 90.
pub(crate) fn per_cent(written: &str, range: RangeInclusive<u8>) -> Result<u8, String> {
    let bare = written.trim().trim_end_matches('%');
    if let Some(value) = bare.parse().ok().filter(|value| range.contains(value)) {
        return Ok(value);
    }
    let expected = format!(
        "expected a whole number from {} to {}",
        range.start(),
        range.end()
    );
    let meant = range
        .clone()
        .find(|value| number(bare).is_ok_and(|typed| typed == f64::from(*value) / 100.0));
    Err(match meant {
        Some(meant) => format!("{expected}; did you mean {meant}?"),
        None => expected,
    })
}

/// The number of a row.
pub(crate) fn from_one(written: &str) -> Result<NonZeroUsize, String> {
    let number = written.trim().parse::<usize>();
    let number = number.map_err(|_| "expected the number of a row, such as 1".to_owned())?;
    let is_none = || "rows count from 1, as at the left of the table".to_owned();
    NonZeroUsize::new(number).ok_or_else(is_none)
}

/// What `--gap` takes. Ten nats are odds of 22,000 to 1: beyond them every sentence is alone, or none.
pub(crate) fn gap(written: &str) -> Result<f32, String> {
    const RANGE: RangeInclusive<f64> = -10.0..=10.0;
    number(written)
        .ok()
        .filter(|value| RANGE.contains(value))
        .map(|value| value as f32)
        .ok_or_else(|| {
            format!(
                "expected a number from {} to {}",
                RANGE.start(),
                RANGE.end()
            )
        })
}

/// A bound or a length of which none would leave nothing to do.
pub(crate) fn at_least_one<T: TryFrom<usize>>(written: &str) -> Result<T, String> {
    let value = written.trim().parse::<usize>().ok();
    value
        .filter(|value| *value > 0)
        .and_then(|value| T::try_from(value).ok())
        .ok_or_else(|| "expected a whole number of 1 or more".to_owned())
}

/// How many threads to work on; 0 for as many as there are processors. No machine has more than that.
pub(crate) fn threads(written: &str) -> Result<usize, String> {
    whole(written, 0..=4096)
}

/// How often to draw; each round is kept, and a million already tell apart what two thousand do.
pub(crate) fn rounds(written: &str) -> Result<usize, String> {
    whole(written, 0..=1_000_000)
}

fn whole(written: &str, range: RangeInclusive<usize>) -> Result<usize, String> {
    let value = written.trim().parse::<usize>().ok();
    value.filter(|value| range.contains(value)).ok_or_else(|| {
        format!(
            "expected a whole number from {} to {}",
            range.start(),
            range.end()
        )
    })
}

/// A number that is not negative.
pub(crate) fn at_least_zero(written: &str) -> Result<f32, String> {
    number(written)
        .ok()
        .filter(|value| *value >= 0.0)
        .map(|value| value as f32)
        .ok_or_else(|| "expected a number of 0 or more".to_owned())
}

/// A number that 32 bits can hold.
fn number(written: &str) -> Result<f64, String> {
    let value = written.trim().parse::<f64>();
    value
        .ok()
        .filter(|value| (*value as f32).is_finite())
        .ok_or_else(|| "expected a number".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_said() {
        assert_eq!(score("0.8"), Ok(0.8));
        assert_eq!(per_cent("90", 50..=100), Ok(90));
        assert_eq!(per_cent("90%", 50..=100), Ok(90));
        for (written, error) in [
            ("80", "expected a number from 0 to 1; did you mean 0.8?"),
            ("80%", "expected a number from 0 to 1; did you mean 0.8?"),
            ("1%", "expected a number from 0 to 1; did you mean 0.01?"),
            ("-1", "expected a number from 0 to 1"),
            ("2", "expected a number from 0 to 1"),
            ("1000", "expected a number from 0 to 1"),
            ("NaN", "expected a number"),
            ("much", "expected a number"),
        ] {
            assert_eq!(score(written), Err(error.to_owned()), "{written}");
        }
        for (written, error) in [
            (
                "0.9",
                "expected a whole number from 50 to 100; did you mean 90?",
            ),
            (
                "0.9%",
                "expected a whole number from 50 to 100; did you mean 90?",
            ),
            ("20", "expected a whole number from 50 to 100"),
            ("", "expected a whole number from 50 to 100"),
        ] {
            assert_eq!(
                per_cent(written, 50..=100),
                Err(error.to_owned()),
                "{written}"
            );
        }
        assert_eq!(gap("-2.5"), Ok(-2.5));
        for written in ["inf", "NaN", "11", "-10.5", "many"] {
            assert_eq!(
                gap(written),
                Err("expected a number from -10 to 10".to_owned()),
                "{written}"
            );
        }
        assert_eq!((threads("0"), rounds("0")), (Ok(0), Ok(0)));
        assert!(threads("100000").is_err() && rounds("1e3").is_err());
        assert!(at_least_one::<u64>("1").is_ok() && at_least_one::<u64>("0").is_err());
        assert!(at_least_zero("-0.5").is_err());
    }
}
