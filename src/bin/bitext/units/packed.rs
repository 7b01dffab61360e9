//! Packing what is written.

use std::io::{self, Write};

use bitext::format::unpack::Packing;

/// Packs what is written.
pub(super) enum Packed<'w> {
    Plain(&'w mut dyn Write),
    Gzip(flate2::write::GzEncoder<&'w mut dyn Write>),
    Zstandard(&'w mut dyn Write, Vec<u8>),
}

/// How much of a Zstandard file is one frame.
const FRAME: usize = 8 << 20;

impl<'w> Packed<'w> {
    pub(super) fn new(out: &'w mut dyn Write, packing: Option<Packing>) -> Self {
        match packing {
            Some(Packing::Gzip) => Self::Gzip(flate2::write::GzEncoder::new(
                out,
                flate2::Compression::default(),
            )),
            Some(Packing::Zstandard) => Self::Zstandard(out, Vec::new()),
            _ => Self::Plain(out),
        }
    }

    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(_) => Ok(()),
            Self::Gzip(encoder) => encoder.finish().map(drop),
            Self::Zstandard(out, rest) => out.write_all(&frame(&rest)),
        }
    }
}

fn frame(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

impl Write for Packed<'_> {
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
        Ok(())
    }
}
