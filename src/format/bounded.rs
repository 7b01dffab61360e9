//! Files of which only so much is read.

use std::io::{self, BufRead, Read};

/// Reads a file of at most so many bytes; what is longer is an error, not cut off.
///
/// The error is an [`io::Error`] of the kind [`FileTooLarge`](io::ErrorKind::FileTooLarge) with a [`TooLarge`] inside; it
/// comes when the byte after the last one is asked for. Put it around what
#[cfg_attr(feature = "compression", doc = "[`unpack`](super::unpack::unpack)")]
#[cfg_attr(not(feature = "compression"), doc = "`unpack`")]
/// gives to bound what a packed file unfolds to.
///
/// ```
/// use std::io::{ErrorKind, Read};
/// use bitext::format::Bounded;
///
/// let mut text = String::new();
/// Bounded::new("four".as_bytes(), 4).read_to_string(&mut text)?;
/// let error = Bounded::new("five!".as_bytes(), 4).read_to_string(&mut text).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::FileTooLarge);
/// assert_eq!(error.to_string(), "expected at most 4 bytes, found more");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Bounded<R> {
    inner: R,
    most: u64,
    left: u64,
}

/// A file is longer than allowed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected at most {most} bytes, found more")]
#[non_exhaustive]
pub struct TooLarge {
    /// The most bytes allowed.
    pub most: u64,
}

impl<R: BufRead> Bounded<R> {
    /// Reads at most `most` bytes of `inner`.
    pub const fn new(inner: R, most: u64) -> Self {
        Self {
            inner,
            most,
            left: most,
        }
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        read_buffered(self, into)
    }
}

/// Reads from what is buffered: [`Read::read`] of readers that make their content piece by piece.
pub(super) fn read_buffered(reader: &mut impl BufRead, into: &mut [u8]) -> io::Result<usize> {
    let available = reader.fill_buf()?;
    let length = available.len().min(into.len());
    if let (Some(to), Some(from)) = (into.get_mut(..length), available.get(..length)) {
        to.copy_from_slice(from);
    }
    reader.consume(length);
    Ok(length)
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let available = self.inner.fill_buf()?;
        if self.left == 0 && !available.is_empty() {
            let too_large = TooLarge { most: self.most };
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, too_large));
        }
        let length =
            usize::try_from(self.left).map_or(available.len(), |left| left.min(available.len()));
        Ok(available.get(..length).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.inner.consume(amount);
    }
}
