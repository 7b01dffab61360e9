//! Exact decimal numbers that remember how precisely they were stated.

use std::{cmp::Ordering, fmt};

use serde::{Serialize, Serializer};

/// The largest mantissa kept, in digits: two of them still compare and add inside an `i128`.
const MOST_DIGITS: u32 = 36;
/// Digits kept by [`Decimal::quotient`], which cannot be exact.
const QUOTIENT_DIGITS: u32 = 17;
/// Exponents stay inside this, so that sums of them never overflow and printing stays short.
const MOST_EXPONENT: i32 = 400;

/// A number in base ten, exact, with the place of its last stated digit.
///
/// `280 billion` is stated to the nearest billion, `2801.5亿` to the nearest ten million. Both facts matter when two texts
/// round differently, so the place is kept beside the value. Equality (`==`) compares value *and* place; use
/// [`Decimal::same_value`] or [`Decimal::compare`] for the value alone.
///
/// ```
/// use bitext::quantity::Decimal;
///
/// let rounded = Decimal::new(280, 9).unwrap(); // 280 billion
/// let exact = Decimal::new(28_015, 7).unwrap(); // 2801.5亿
/// assert!(!rounded.same_value(exact));
/// assert!(rounded.rounds_to(exact));
/// assert_eq!(exact.to_string(), "280150000000");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// Without trailing zeros; zero has exponent zero.
    mantissa: i128,
    exponent: i32,
    /// Power of ten of the last stated digit.
    place: i32,
}

impl Decimal {
    /// Zero, stated as a whole number.
    pub const ZERO: Self = Self::of(0);
    /// One, stated as a whole number.
    pub const ONE: Self = Self::of(1);

    /// A whole number of at most 32 bits.
    #[must_use]
    pub const fn of(value: i32) -> Self {
        let mut mantissa = value as i128;
        let mut exponent = 0;
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        Self {
            mantissa,
            exponent,
            place: 0,
        }
    }

    /// `mantissa` × 10^`exponent`, stated to the last digit of the mantissa; `None` beyond 36 digits or 10^±400.
    #[must_use]
    pub fn new(mantissa: i128, exponent: i32) -> Option<Self> {
        Self::with_place(mantissa, exponent, exponent)
    }

    fn with_place(mut mantissa: i128, mut exponent: i32, place: i32) -> Option<Self> {
        // Nearly all numbers are small, and division of small ones is much quicker.
        if let Ok(mut small) = i64::try_from(mantissa) {
            while small != 0 && small % 10 == 0 {
                small /= 10;
                exponent = exponent.checked_add(1)?;
            }
            mantissa = i128::from(small);
        }
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        if mantissa == 0 {
            exponent = 0;
        }
        let in_range = digits(mantissa) <= MOST_DIGITS
            && exponent.abs() <= MOST_EXPONENT
            && place.abs() <= MOST_EXPONENT;
        in_range.then_some(Self {
            mantissa,
            exponent,
            place,
        })
    }

    /// Ten to the power of `exponent`.
    #[must_use]
    pub fn power_of_ten(exponent: i32) -> Option<Self> {
        Self::new(1, exponent)
    }

    /// The power of ten of the last stated digit: 0 for `25`, −1 for `3.0`, 9 for `280 billion`.
    #[must_use]
    pub const fn place(self) -> i32 {
        self.place
    }

    /// The power of ten of the last digit that is not zero; for zero, the place.
    #[must_use]
    pub const fn last_digit_place(self) -> i32 {
        if self.mantissa == 0 {
            self.place
        } else {
            self.exponent
        }
    }

    /// The number of digits from the first that is not zero to the last one; 1 for zero.
    pub(crate) const fn significant_digits(self) -> usize {
        digits(self.mantissa) as usize
    }

    /// The nearest floating-point number.
    pub(crate) fn to_f64(self) -> f64 {
        /// The powers of ten that are exact.
        const POWERS: [f64; 23] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
            1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
        ];
        // With both exact the quotient or product is rounded once, as reading the digits would round it.
        let power = POWERS.get(self.exponent.unsigned_abs() as usize);
        match power.filter(|_| self.mantissa.unsigned_abs() < 1 << 53) {
            Some(power) if self.exponent < 0 => self.mantissa as f64 / power,
            Some(power) => self.mantissa as f64 * power,
            None => self.to_string().parse().unwrap_or(f64::INFINITY),
        }
    }

    /// Whether the value is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether the value is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether the value is a whole number.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// The value as a whole number, where it is one that fits.
    #[must_use]
    pub fn to_integer(self) -> Option<i64> {
        let scale = 10i128.checked_pow(u32::try_from(self.exponent).ok()?)?;
        i64::try_from(self.mantissa.checked_mul(scale)?).ok()
    }

    /// The same digits, ten to the power of `power` times as large; the place moves with them.
    #[must_use]
    pub fn scaled(self, power: i32) -> Option<Self> {
        let exponent = if self.mantissa == 0 {
            0
        } else {
            self.exponent.checked_add(power)?
        };
        Self::with_place(self.mantissa, exponent, self.place.checked_add(power)?)
    }

    /// The same value, stated to another place.
    #[must_use]
    pub fn at_place(self, place: i32) -> Self {
        Self {
            place: place.clamp(-MOST_EXPONENT, MOST_EXPONENT),
            ..self
        }
    }

    /// The value without its sign.
    #[must_use]
    pub const fn magnitude(self) -> Self {
        Self {
            mantissa: self.mantissa.abs(),
            ..self
        }
    }

    /// The value with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self {
            mantissa: -self.mantissa,
            ..self
        }
    }

    /// The sum, stated to the finer place; `None` where it has too many digits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let sum = self
            .at_exponent(exponent)?
            .checked_add(other.at_exponent(exponent)?)?;
        Self::with_place(sum, exponent, self.place.min(other.place))
    }

    /// The difference, stated to the finer place.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// The exact product; its place is that of `self`, moved by the magnitude of `other`.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let product = self.mantissa.checked_mul(other.mantissa)?;
        let exponent = self.exponent.checked_add(other.exponent)?;
        Self::with_place(
            product,
            exponent,
            self.place.checked_add(other.leading_place())?,
        )
    }

    /// The quotient to 17 digits, `None` where `other` is zero. The only operation that rounds.
    #[must_use]
    pub fn quotient(self, other: Self) -> Option<Self> {
        if other.mantissa == 0 {
            return None;
        }
        let place = self.place.checked_sub(other.leading_place());
        if let Some((mantissa, exponent)) = self.exact_quotient(other) {
            return Self::with_place(mantissa, exponent, place?);
        }
        let divisor = other.rounded(QUOTIENT_DIGITS);
        let mut numerator = self.rounded(QUOTIENT_DIGITS);
        while numerator.mantissa != 0 && digits(numerator.mantissa) < MOST_DIGITS - 1 {
            numerator.mantissa = numerator.mantissa.checked_mul(10)?;
            numerator.exponent = numerator.exponent.checked_sub(1)?;
        }
        let mantissa = numerator.mantissa.checked_div(divisor.mantissa)?;
        let exponent = numerator.exponent.checked_sub(divisor.exponent)?;
        Self::with_place(mantissa, exponent, place?).map(|it| it.rounded(QUOTIENT_DIGITS))
    }

    /// Mantissa and exponent of a quotient of small numbers that has few digits: the quick way to what is most asked.
    fn exact_quotient(self, other: Self) -> Option<(i128, i32)> {
        /// How many zeros are tried behind the numerator: months by 12 need two, seconds by 86,400 five.
        const ZEROS: i32 = 5;
        /// A numerator of more digits could give a quotient of more than are kept.
        const MOST: i64 = 100_000_000_000;
        let (mut numerator, divisor) = (
            i64::try_from(self.mantissa).ok()?,
            i64::try_from(other.mantissa).ok()?,
        );
        if numerator.checked_abs()? >= MOST {
            return None;
        }
        let exponent = self.exponent.checked_sub(other.exponent)?;
        for zeros in 0..=ZEROS {
            if numerator.checked_rem(divisor)? == 0 {
                let quotient = numerator.checked_div(divisor)?;
                return Some((i128::from(quotient), exponent.checked_sub(zeros)?));
            }
            numerator = numerator.checked_mul(10)?;
        }
        None
    }

    /// The value to at most `most` significant digits, half away from zero.
    #[must_use]
    pub fn rounded(self, most: u32) -> Self {
        let surplus = digits(self.mantissa).saturating_sub(most.max(1));
        self.rounded_off(self.exponent.saturating_add_unsigned(surplus))
    }

    /// The value to the nearest multiple of 10^`place`, half away from zero, stated to no finer place than that.
    #[must_use]
    pub fn rounded_to(self, place: i32) -> Self {
        let place = place.clamp(-MOST_EXPONENT, MOST_EXPONENT);
        let mut rounded = self.rounded_off(place);
        rounded.place = self.place.max(place);
        rounded
    }

    fn rounded_off(self, place: i32) -> Self {
        let cut = place.saturating_sub(self.exponent);
        if cut <= 0 {
            return self;
        }
        let Some(step) = u32::try_from(cut).ok().and_then(|n| 10i128.checked_pow(n)) else {
            return Self {
                mantissa: 0,
                exponent: 0,
                place: self.place,
            };
        };
        let half = step / 2 * self.mantissa.signum();
        let mantissa = self.mantissa.saturating_add(half) / step;
        Self::with_place(mantissa, place, self.place).unwrap_or(self)
    }

    /// Orders by value alone.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        let by_sign = self.mantissa.signum().cmp(&other.mantissa.signum());
        if by_sign != Ordering::Equal || self.mantissa == 0 {
            return by_sign;
        }
        let by_size = self.leading_place().cmp(&other.leading_place());
        if by_size != Ordering::Equal {
            return if self.mantissa < 0 {
                by_size.reverse()
            } else {
                by_size
            };
        }
        // The same leading place: both have at most 36 digits, so bringing them to one exponent fits.
        let exponent = self.exponent.min(other.exponent);
        match (self.at_exponent(exponent), other.at_exponent(exponent)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => by_size,
        }
    }

    /// Whether both have the same value, however precisely stated.
    #[must_use]
    pub fn same_value(self, other: Self) -> bool {
        self.mantissa == other.mantissa && self.exponent == other.exponent
    }

    /// Whether `finer`, rounded to the place that `self` is stated to, gives `self`.
    ///
    /// True for equal values. Writers also cut digits off instead of rounding; see [`compare`](super::compare).
    #[must_use]
    pub fn rounds_to(self, finer: Self) -> bool {
        finer.rounded_off(self.place).same_value(self)
    }

    /// The value with the digits below `place` cut off.
    #[must_use]
    pub fn cut_to(self, place: i32) -> Self {
        let cut = place.saturating_sub(self.exponent);
        let Some(step) = u32::try_from(cut).ok().and_then(|n| 10i128.checked_pow(n)) else {
            return if cut <= 0 { self } else { Self::ZERO };
        };
        Self::with_place(self.mantissa / step, place.max(self.exponent), place).unwrap_or(self)
    }

    /// The place of the first digit.
    const fn leading_place(self) -> i32 {
        if self.mantissa == 0 {
            return 0;
        }
        self.exponent
            .saturating_add(digits(self.mantissa) as i32 - 1)
    }

    fn at_exponent(self, exponent: i32) -> Option<i128> {
        if self.mantissa == 0 {
            return Some(0);
        }
        let up = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.mantissa.checked_mul(10i128.checked_pow(up)?)
    }
}

const fn digits(mantissa: i128) -> u32 {
    let size = mantissa.unsigned_abs();
    let log = if size <= u64::MAX as u128 {
        (size as u64).checked_ilog10()
    } else {
        size.checked_ilog10()
    };
    match log {
        Some(n) => n + 1,
        None => 1,
    }
}

impl fmt::Display for Decimal {
    /// Plain digits without an exponent: `380000000000`, `0.05`, `-4.8`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mantissa < 0 {
            f.write_str("-")?;
        }
        let all = self.mantissa.unsigned_abs().to_string();
        let zeros = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(0);
        if self.exponent >= 0 {
            f.write_str(&all)?;
            return write!(f, "{:0<zeros$}", "");
        }
        match all.len().checked_sub(zeros).filter(|&whole| whole > 0) {
            Some(whole) => {
                let (before, after) = all.split_at_checked(whole).unwrap_or((&all, ""));
                write!(f, "{before}.{after}")
            }
            None => write!(f, "0.{all:0>zeros$}"),
        }
    }
}

impl Serialize for Decimal {
    /// As its plain digits, a string: JSON numbers would lose digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(mantissa: i128, exponent: i32) -> Decimal {
        Decimal::new(mantissa, exponent).unwrap()
    }

    #[test]
    fn floating_point_numbers_are_those_that_the_digits_are_read_as() {
        for mantissa in [
            0,
            1,
            7,
            28_015,
            123_456_789,
            (1 << 53) - 1,
            1 << 53,
            9_007_199_254_740_993,
            -48,
        ] {
            for exponent in -30..30 {
                let value = d(mantissa, exponent);
                assert_eq!(
                    value.to_f64(),
                    value.to_string().parse::<f64>().unwrap(),
                    "{value}"
                );
            }
        }
    }

    #[test]
    fn prints_plain_digits() {
        assert_eq!(d(38, 10).to_string(), "380000000000");
        assert_eq!(d(5, -2).to_string(), "0.05");
        assert_eq!(d(-48, -1).to_string(), "-4.8");
        assert_eq!(d(110_261_460, -2).to_string(), "1102614.6");
        assert_eq!(d(0, 5).to_string(), "0");
    }

    #[test]
    fn remembers_the_last_stated_digit() {
        assert_eq!(d(280, 9).place(), 9);
        assert!(d(280, 9).rounds_to(d(28_015, 7)));
        assert!(!d(280, 9).rounds_to(d(28_150, 7)));
        assert!(!d(280, 9).rounds_to(d(28_015, 3)));
    }

    #[test]
    fn compares_across_exponents_without_overflow() {
        assert_eq!(d(1, 400).compare(d(9, 399)), Ordering::Greater);
        assert_eq!(d(-1, 400).compare(d(1, -400)), Ordering::Less);
        assert_eq!(d(10, 0).compare(d(1, 1)), Ordering::Equal);
        assert_eq!(Decimal::new(i128::MAX, 0), None);
    }

    #[test]
    fn divides_to_seventeen_digits() {
        assert_eq!(
            d(1, 0).quotient(d(3, 0)).unwrap().to_string(),
            "0.33333333333333333"
        );
        assert_eq!(d(1, 0).quotient(d(8, 0)).unwrap().to_string(), "0.125");
        assert_eq!(d(1, 0).quotient(Decimal::ZERO), None);
    }

    #[test]
    fn the_quick_way_to_a_quotient_gives_what_the_slow_one_does() {
        let slow = |a: Decimal, b: Decimal| {
            // Numbers of more digits than the quick way takes, of the same quotient and place.
            let wide = |it: Decimal| Decimal {
                mantissa: it.mantissa * 1_000_000_000_001,
                ..it
            };
            let quotient = wide(a).quotient(wide(b)).unwrap();
            quotient.at_place(a.place - b.leading_place())
        };
        for a in [0, 1, 3, 12, 60, 72, 1_314, 86_400, 604_800, -45] {
            for b in [1, 7, 12, 60, 365, 3_600, 86_400, -8] {
                for exponent in [-2, 0, 3] {
                    let (a, b) = (d(a, exponent), d(b, 0));
                    assert_eq!(a.quotient(b).unwrap(), slow(a, b), "{a} / {b}");
                }
            }
        }
    }
}
