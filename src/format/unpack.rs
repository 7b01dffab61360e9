//! Packed files: gzip and Zstandard, told by their first bytes, whatever their names.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

/// How a file is packed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Packing {
    /// gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878).
    Zstandard,
}

impl Packing {
    /// The packing that a file begins with.
    #[must_use]
    pub fn detect(start: &[u8]) -> Option<Self> {
        match start {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstandard),
            _ => None,
        }
    }

    /// The packing that the ending of a name asks for: `gz` or `zst`.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        match ending {
            "gz" => Some(Self::Gzip),
            "zst" => Some(Self::Zstandard),
            _ => None,
        }
    }
}

/// Reads what is in a file, packed or not.
///
/// # Errors
///
/// Those of the reader, and of the first bytes of a packed file that are not as they should be.
pub fn unpack<'r>(mut reader: impl BufRead + 'r) -> io::Result<Box<dyn BufRead + 'r>> {
    Ok(match Packing::detect(reader.fill_buf()?) {
        None => Box::new(reader),
        Some(Packing::Gzip) => Box::new(BufReader::new(MultiGzDecoder::new(reader))),
        Some(Packing::Zstandard) => Box::new(BufReader::new(Frames {
            reader: Some(reader),
            frame: None,
        })),
    })
}

/// Zstandard files may be several frames on end.
struct Frames<R: BufRead> {
    /// What follows the open frame, if none is open.
    reader: Option<R>,
    frame: Option<Box<StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>>,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let read = frame.read(into)?;
                if read > 0 || into.is_empty() {
                    return Ok(read);
                }
                self.reader = self.frame.take().map(|frame| frame.into_inner());
            }
            let Some(mut reader) = self.reader.take() else {
                return Ok(0);
            };
            if reader.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = StreamingDecoder::new(reader);
            let frame = frame
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
            self.frame = Some(Box::new(frame));
        }
    }
}
