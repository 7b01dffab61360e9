//! Packs what is written, if the name of the file asks for it.

use std::{
    io::{self, Write},
    path::Path,
};

use bitext::format::unpack::Packing;

/// A writer that packs.
pub(crate) enum Packed<W: Write> {
    Plain(W),
    Gzip(flate2::write::GzEncoder<W>),
    Zstandard(W, Vec<u8>),
}

/// How much of a Zstandard file is one frame.
const FRAME: usize = 8 << 20;

impl<W: Write> Packed<W> {
    /// Packs as the ending of the name asks for: `.gz`, `.zst`, or not at all.
    pub(crate) fn new(out: W, path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str());
        match ending.and_then(Packing::from_ending) {
            Some(Packing::Gzip) => {
                let level = flate2::Compression::default();
                Self::Gzip(flate2::write::GzEncoder::new(out, level))
            }
            Some(Packing::Zstandard) => Self::Zstandard(out, Vec::new()),
            _ => Self::Plain(out),
        }
    }

    /// Ends the file and gives the writer back.
    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(out) => Ok(out),
            Self::Gzip(encoder) => encoder.finish(),
            Self::Zstandard(mut out, rest) => {
                out.write_all(&frame(&rest))?;
                Ok(out)
            }
        }
    }
}

fn frame(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

impl<W: Write> Write for Packed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Zstandard(out, waiting) => {
                waiting.extend_from_slice(bytes);
                if waiting.len() >= FRAME {
                    out.write_all(&frame(waiting))?;
                    waiting.clear();
                }
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            // What is packed is only complete at the end.
            Self::Gzip(_) | Self::Zstandard(..) => Ok(()),
        }
    }
}
