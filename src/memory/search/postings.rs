//! Lists of unit numbers, packed: each as the difference to the one before, seven bits a byte.
//!
//! A list is one or several chunks; the first number of a chunk is whole, so that a chunk can be read alone.

/// Adds a number to a chunk, given the number before it; `None` starts a chunk. Numbers must rise.
pub(crate) fn push(chunk: &mut Vec<u8>, previous: Option<u32>, number: u32) {
    let mut rest = previous.map_or(number, |previous| number.saturating_sub(previous));
    while rest >= 0x80 {
        chunk.push(rest.to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    chunk.push(rest.to_le_bytes()[0]);
}

/// Shows each number of a chunk; `None` if the chunk is damaged.
#[inline]
pub(crate) fn for_each(chunk: &[u8], mut visit: impl FnMut(u32)) -> Option<()> {
    let mut number = 0_u32;
    let mut bytes = chunk.iter();
    while let Some(&byte) = bytes.next() {
        let mut difference = u32::from(byte & 0x7f);
        let (mut more, mut shift) = (byte >= 0x80, 7);
        while more {
            let &byte = bytes.next()?;
            if shift > 28 {
                return None;
            }
            difference |= u32::from(byte & 0x7f) << shift;
            (more, shift) = (byte >= 0x80, shift + 7);
        }
        number = number.checked_add(difference)?;
        visit(number);
    }
    Some(())
}

/// The term of the n-th occurrence (from 0) of a token in its text.
///
/// The second `the` of a text is a term of its own, so that the number of common terms is the size of the common
/// multiset of tokens. Tokens of more than 64 bytes are replaced by their hash: two that collide share a list, which
/// costs a comparison and loses nothing.
pub(crate) fn term(token: &str, occurrence: usize, term: &mut String) {
    term.clear();
    if token.len() > 64 {
        term.push_str(&format!("\t{:x}", super::segment::hash([token])));
    } else {
        term.push_str(token);
    }
    if occurrence > 0 {
        term.push_str(&format!("\t{occurrence}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_back(mut numbers in prop::collection::vec(any::<u32>(), 0..60)) {
            numbers.sort_unstable();
            numbers.dedup();
            let (mut chunk, mut previous) = (Vec::new(), None);
            for &number in &numbers {
                push(&mut chunk, previous, number);
                previous = Some(number);
            }
            let mut read = Vec::new();
            prop_assert!(for_each(&chunk, |number| read.push(number)).is_some());
            prop_assert_eq!(read, numbers);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = for_each(&bytes, |_| {});
        }
    }
}
