//! Whether a text, and how it was cut, is still the same.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::Span;

/// A number that tells a text with its segments from others: the same on every machine and in every version.
///
/// SipHash-1-3 without a key over the length of the text, the text, and the bounds of each segment: good against mistakes,
/// not against forgers.
#[must_use]
pub fn digest(text: &str, segments: impl IntoIterator<Item = Span>) -> u64 {
    let mut hasher = SipHasher13::new();
    let number = |hasher: &mut SipHasher13, it: usize| hasher.write(&(it as u64).to_le_bytes());
    number(&mut hasher, text.len());
    hasher.write(text.as_bytes());
    for segment in segments {
        number(&mut hasher, segment.start());
        number(&mut hasher, segment.end());
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_cuts_both_count() {
        let halves = [Span::new(0, 2), Span::new(2, 4)];
        let whole = digest("abcd", halves);
        assert_eq!(whole, digest("abcd", halves));
        assert_ne!(whole, digest("abcd", [Span::new(0, 4)]));
        assert_ne!(whole, digest("abce", halves));
    }

    /// Files hold it: it may not change.
    #[test]
    fn the_number_stays() {
        assert_eq!(
            format!("{:016x}", digest("雨。", [Span::new(0, 6)])),
            "51ce6a671b766c3b"
        );
    }
}
