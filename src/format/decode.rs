//! Files that are not UTF-8.
//!
//! [`Decoder`] turns a stream of bytes in any encoding of the web into UTF-8. What is not said is found out: a byte order
//! mark decides, then the declaration of an XML file, then the zero bytes of UTF-16; everything else is UTF-8. GB18030
//! and Big5 without a declaration have to be named: they cannot be told apart surely.

use std::io::{self, BufRead, Read};

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::bounded::read_buffered;

/// What to do with bytes that are no text in the encoding.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Undecodable {
    /// Stop with an error that says where.
    #[default]
    Stop,
    /// Put U+FFFD in their place and count them.
    Replace,
}

/// A name that is no encoding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an encoding such as utf-8, utf-16, gb18030 or big5, found {found:?}")]
pub struct EncodingError {
    /// What was given.
    pub found: String,
}

/// Bytes that are no text in the encoding of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, byte {byte}: expected {encoding}, found bytes {found}")]
#[non_exhaustive]
pub struct DecodeError {
    /// The line, from 1.
    pub line: usize,
    /// The first byte, from 0, in the file.
    pub byte: u64,
    /// The encoding that was read.
    pub encoding: &'static str,
    /// The bytes in hex.
    pub found: String,
    /// The encoding that the bytes around them look like, if they look like one: see [`likely`].
    pub likely: Option<&'static str>,
}

/// The byte order marks of UTF-32, which is no encoding of the web. The first begins with that of UTF-16.
const UTF_32: [[u8; 4]; 2] = [[0xff, 0xfe, 0, 0], [0, 0, 0xfe, 0xff]];

impl DecodeError {
    /// What a file in UTF-32 fails with.
    fn utf_32(start: &[u8]) -> Self {
        let mark = start.iter().take(4).map(|byte| format!("{byte:02x}"));
        Self {
            line: 1,
            byte: 0,
            encoding: "UTF-8, UTF-16 or another encoding of the web, not UTF-32",
            found: mark.collect::<Vec<_>>().join(" "),
            likely: None,
        }
    }
}

/// The encoding that bytes look like which are no UTF-8: `gb18030`, `big5` or `windows-1252`; `None` where nothing speaks
/// for one of them.
///
/// A guess to ask a person about, not one to read by. Common Chinese characters have a second byte above 0xA0 in GB18030,
/// and about every other one below it in Big5; in Windows-1252 letters with accents and curly quotes stand alone. Looks
/// at the first 64 kB.
///
/// ```
/// use bitext::format::decode::likely;
///
/// assert_eq!(likely(b"\xd6\xd0\xce\xc4\xa1\xa3"), Some("gb18030")); // 中文。
/// assert_eq!(likely(b"\xa4\xa4\xa4\xe5\xa1C"), Some("big5"));
/// assert_eq!(likely(b"It\x92s a caf\xe9."), Some("windows-1252"));
/// assert_eq!(likely(b"plain"), None);
/// ```
#[must_use]
pub fn likely(bytes: &[u8]) -> Option<&'static str> {
    /// The share of low second bytes: in Big5 two of five places of a character are low, in GB18030 those of rare and
    /// traditional characters.
    const LOW: f32 = 0.2;
    let bytes = bytes.get(..CHUNK).unwrap_or(bytes);
    if std::str::from_utf8(bytes).is_ok() || bytes.contains(&0) {
        return None;
    }
    // Bytes that stand alone, and pairs by their second byte.
    let (mut alone, mut low, mut high) = (0_usize, 0_usize, 0_usize);
    let mut letters = 0_usize;
    let mut rest = bytes.iter().peekable();
    while let Some(byte) = rest.next() {
        if byte.is_ascii() {
            letters += usize::from(byte.is_ascii_alphabetic());
            continue;
        }
        match rest.next_if(|next| (0x40..=0xfe).contains(*next)) {
            None => alone += 1,
            Some(0x40..=0xa0) => low += 1,
            Some(_) => high += 1,
        }
    }
    if high * 4 < low + alone {
        return (letters > 2 * alone).then_some("windows-1252");
    }
    let (encoding, name) = if low as f32 > LOW * (low + high) as f32 {
        (BIG5, "big5")
    } else {
        (GB18030, "gb18030")
    };
    // The last character may be cut.
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len())?);
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, false);
    (result == DecoderResult::InputEmpty).then_some(name)
}

/// Reads UTF-8 out of any encoding, in constant memory.
///
/// An error of decoding is an [`io::Error`] of the kind `InvalidData` with a [`DecodeError`] inside.
///
/// ```
/// use std::io::Read;
/// use bitext::format::decode::{Decoder, Undecodable};
///
/// let mut text = String::new();
/// let big5: &[u8] = b"\xa4\xa4\xa4\xe5";
/// Decoder::new(big5, Some("big5"), Undecodable::Stop)?.read_to_string(&mut text)?;
/// assert_eq!(text, "中文");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Decoder<R> {
    inner: R,
    /// `None` until the first bytes are seen.
    decoder: Option<encoding_rs::Decoder>,
    given: Option<&'static Encoding>,
    undecodable: Undecodable,
    replaced: usize,
    /// Room for what is decoded, and how much of it holds something.
    output: Vec<u8>,
    filled: usize,
    /// How much of the output is taken.
    taken: usize,
    /// Bytes of the file that are decoded, and the line breaks in what came of them.
    byte: u64,
    line: usize,
    /// The last of those bytes.
    recent: Vec<u8>,
    ended: bool,
}

impl<R> std::fmt::Debug for Decoder<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decoder")
            .field("given", &self.given)
            .finish_non_exhaustive()
    }
}

/// How much is decoded at a time.
const CHUNK: usize = 64 << 10;

/// What stands for bytes that are no text.
const REPLACEMENT: &str = "\u{fffd}";

/// How much of what was read is kept to show what is wrong with it.
const RECENT: usize = 4 << 10;

impl<R: BufRead> Decoder<R> {
    /// Starts decoding by the encoding of that name (a label of the WHATWG standard: `gb18030`, `big5`, `utf-16le`), or by
    /// what the file shows.
    ///
    /// # Errors
    ///
    /// A name that is no encoding.
    pub fn new(
        inner: R,
        encoding: Option<&str>,
        undecodable: Undecodable,
    ) -> Result<Self, EncodingError> {
        let find = |name: &str| {
            let found = Encoding::for_label(name.as_bytes());
            found.ok_or_else(|| EncodingError {
                found: name.to_owned(),
            })
        };
        Ok(Self {
            inner,
            decoder: None,
            given: encoding.map(find).transpose()?,
            undecodable,
            replaced: 0,
            output: Vec::new(),
            filled: 0,
            taken: 0,
            byte: 0,
            line: 1,
            recent: Vec::new(),
            ended: false,
        })
    }

    /// How many pieces have been replaced so far.
    pub const fn replaced(&self) -> usize {
        self.replaced
    }

    /// Decodes the next chunk; the output is empty only at the end.
    fn fill(&mut self) -> io::Result<()> {
        (self.taken, self.filled) = (0, 0);
        while self.filled == 0 && !self.ended {
            let input = self.inner.fill_buf()?;
            if self.decoder.is_none() && UTF_32.iter().any(|mark| input.starts_with(mark)) {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    DecodeError::utf_32(input),
                ));
            }
            let given = self.given;
            let decoder = self.decoder.get_or_insert_with(|| {
                let shown = Encoding::for_bom(input).map(|(encoding, _)| encoding);
                let encoding = shown.or(given).unwrap_or_else(|| guess(input));
                encoding.new_decoder_with_bom_removal()
            });
            let at_end = input.is_empty();
            let input = input.get(..CHUNK).unwrap_or(input);
            // Room for the worst case, so that the output never fills up.
            let most = decoder
                .max_utf8_buffer_length(input.len())
                .unwrap_or(CHUNK * 4);
            let room = most.saturating_add(REPLACEMENT.len());
            if self.output.len() < room {
                self.output.resize(room, 0);
            }
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(input, &mut self.output, at_end);
            self.filled = written;
            self.ended = at_end && matches!(result, DecoderResult::InputEmpty);
            let encoding = decoder.encoding();
            let decoded = self.output.get(..written).unwrap_or_default();
            self.line += decoded.iter().filter(|byte| **byte == b'\n').count();
            match (result, self.undecodable) {
                (DecoderResult::InputEmpty | DecoderResult::OutputFull, _) => {}
                (DecoderResult::Malformed(..), Undecodable::Replace) => {
                    self.replaced += 1;
                    let place = self.output.get_mut(written..written + REPLACEMENT.len());
                    if let Some(place) = place {
                        place.copy_from_slice(REPLACEMENT.as_bytes());
                        self.filled += REPLACEMENT.len();
                    }
                }
                (DecoderResult::Malformed(bad, after), Undecodable::Stop) => {
                    // What is cut off by the end, or by that of the piece before, has been read already.
                    let around = [&self.recent, input].concat();
                    let end = (self.recent.len() + read).saturating_sub(usize::from(after));
                    let start = end.saturating_sub(usize::from(bad));
                    let from = self.byte.saturating_sub(self.recent.len() as u64);
                    let found = around.get(start..end).unwrap_or_default();
                    let found: Vec<String> =
                        found.iter().map(|byte| format!("{byte:02x}")).collect();
                    let error = DecodeError {
                        line: self.line,
                        byte: from + start as u64,
                        encoding: encoding.name(),
                        found: found.join(" "),
                        likely: if encoding == UTF_8 {
                            likely(after_break(&around, from))
                        } else {
                            None
                        },
                    };
                    return Err(io::Error::new(io::ErrorKind::InvalidData, error));
                }
            }
            if self.undecodable == Undecodable::Stop {
                let last = input.get(..read).unwrap_or_default();
                let last = last.get(read.saturating_sub(RECENT)..).unwrap_or(last);
                let kept = RECENT.saturating_sub(last.len()).min(self.recent.len());
                self.recent.drain(..self.recent.len() - kept);
                self.recent.extend_from_slice(last);
            }
            self.inner.consume(read);
            self.byte += read as u64;
        }
        Ok(())
    }
}

/// Bytes that begin with a character: a piece from inside a file may begin inside one, but for its first line break.
fn after_break(bytes: &[u8], from: u64) -> &[u8] {
    let at = match from {
        0 => None,
        _ => bytes.iter().position(|byte| *byte == b'\n'),
    };
    bytes.get(at.unwrap_or(0)..).unwrap_or_default()
}

/// The encoding of a file without a byte order mark, by its first bytes.
fn guess(start: &[u8]) -> &'static Encoding {
    let start = start.get(..1024).unwrap_or(start);
    if let Some(label) = declared(start) {
        // A declaration that can be read as ASCII cannot mean UTF-16, whatever it says.
        return Encoding::for_label(label)
            .filter(|it| *it != UTF_16LE && *it != UTF_16BE)
            .unwrap_or(UTF_8);
    }
    let zeros = start.iter().filter(|byte| **byte == 0).count();
    // The piece may end inside a character.
    let is_utf_8 = std::str::from_utf8(start).map_or_else(|it| it.error_len().is_none(), |_| true);
    // ASCII letters, spaces and line breaks have a zero byte in UTF-16, hardly any text in another encoding has one.
    if zeros == 0 || is_utf_8 && zeros * 4 < start.len() {
        return UTF_8;
    }
    // The upper bytes of ASCII, of Chinese characters and of the marks of either.
    let usual = |byte: &&u8| matches!(byte, 0 | 0x20 | 0x30 | 0x4e..=0x9f | 0xff);
    let uppers = |offset: usize| start.iter().skip(offset).step_by(2).filter(usual).count();
    let (big, little) = (uppers(0), uppers(1));
    // What is no text at all, such as a packed document, is not UTF-16 either.
    if big.max(little) * 10 < start.len() * 4 {
        UTF_8
    } else if little >= big {
        UTF_16LE
    } else {
        UTF_16BE
    }
}

/// The encoding that an XML declaration names.
fn declared(start: &[u8]) -> Option<&[u8]> {
    let rest = start.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).position(|pair| pair == b"?>")?;
    let head = rest.get(..end)?;
    let at = head.windows(8).position(|name| name == b"encoding")?;
    let mut parts = head
        .get(at..)?
        .splitn(3, |byte| matches!(byte, b'"' | b'\''));
    parts.next()?;
    parts.next()
}

impl<R: BufRead> Read for Decoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, into)
    }
}

impl<R: BufRead> BufRead for Decoder<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken >= self.filled {
            self.fill()?;
        }
        Ok(self.output.get(self.taken..self.filled).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.taken = (self.taken + amount).min(self.filled);
    }
}
