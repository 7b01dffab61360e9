//! Occurrences of tokens, and how a document holds millions of them.
//!
//! A long text is mostly tokens, so that these decide how much memory it takes: as [`Token`]s, of twelve bytes, they take more
//! than the text itself. A document holds their types and their places apart, as streams of small numbers that are read from
//! the beginning of a sentence on: two bytes for the type and, as words follow one another, mostly one for the place.

use crate::text::Span;

/// One occurrence of a token.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// The index of its type in [`Document::types`](super::Document::types).
    pub kind: u32,
    /// The lower bits of where it starts.
    start: u32,
    /// The upper bits of where it starts, and in the lower [`LENGTH_BITS`] its length.
    rest: u32,
}

/// How many bits hold the length of a token.
const LENGTH_BITS: u32 = 24;

/// The longest token whose length is kept.
const LONGEST_TOKEN: usize = (1 << LENGTH_BITS) - 1;

impl Token {
    /// A token of type `kind` at `span`.
    ///
    /// A place takes eight bytes: what lies beyond the first 2^40 bytes of a text
    /// (a terabyte) is held to lie there, and a token of more than 2^24 bytes to be so long.
    #[must_use]
    pub fn new(kind: u32, span: Span) -> Self {
        let start = (span.start() as u64).min((1 << 40) - 1);
        let length = span.end().saturating_sub(span.start()).min(LONGEST_TOKEN);
        Self {
            kind,
            start: start as u32,
            rest: ((start >> 32) as u32) << LENGTH_BITS | length as u32,
        }
    }

    /// Where it stands in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        let start = (u64::from(self.rest >> LENGTH_BITS) << 32 | u64::from(self.start)) as usize;
        let length = self.rest as usize & LONGEST_TOKEN;
        Span::new(start, start.saturating_add(length))
    }
}

/// The tokens of a document, sentence by sentence.
#[derive(Clone, Debug)]
pub(super) struct TokenStore {
    /// Their types: each as it is, or from [`LONG`] on as [`LONG`], its upper and its lower half.
    kinds: Vec<u16>,
    /// For each sentence where its tokens begin, and the end.
    starts: Vec<Start>,
    places: Places,
    /// Where the last token ends.
    end: usize,
}

/// What is known of where tokens stand.
#[derive(Clone, Debug)]
enum Places {
    All {
        /// See [`push_place`].
        bytes: Vec<u8>,
        /// For each sentence where the places of its tokens begin.
        starts: Vec<u32>,
    },
    /// For each token, one bit, whether it begins where the token before ends.
    Touching(Vec<u64>),
}

/// Where the tokens of a sentence begin.
#[derive(Copy, Clone, Debug, Default)]
struct Start {
    /// Among all tokens.
    token: u32,
    /// Among the numbers that hold their types.
    kind: u32,
}

/// Stands before the two halves of a type that is too large for one number.
const LONG: u16 = u16::MAX;

impl TokenStore {
    /// A store of the tokens of so many sentences, with their places, or only with which of them touch.
    pub(super) fn new(sentences: usize, with_places: bool) -> Self {
        let mut starts = Vec::with_capacity(sentences + 1);
        starts.push(Start::default());
        Self {
            kinds: Vec::new(),
            starts,
            places: if with_places {
                Places::All {
                    bytes: Vec::new(),
                    starts: Vec::with_capacity(sentences),
                }
            } else {
                Places::Touching(Vec::new())
            },
            end: usize::MAX,
        }
    }

    /// Appends the tokens of a sentence that begins at `from`.
    pub(super) fn push(&mut self, tokens: &[Token], from: usize) {
        for token in tokens {
            match u16::try_from(token.kind) {
                Ok(kind) if kind != LONG => self.kinds.push(kind),
                _ => {
                    let halves = [(token.kind >> 16) as u16, token.kind as u16];
                    self.kinds.extend([LONG, halves[0], halves[1]]);
                }
            }
        }
        match &mut self.places {
            Places::All { bytes, starts } => {
                starts.push(count_u32(bytes.len()));
                let mut before = Span::new(from, from);
                for token in tokens {
                    let span = token.span();
                    push_place(bytes, before, span);
                    before = span;
                }
            }
            Places::Touching(bits) => {
                let first = self.starts.last().map_or(0, |start| start.token as usize);
                for (token, at) in tokens.iter().zip(first..) {
                    if at / 64 == bits.len() {
                        bits.push(0);
                    }
                    if token.span().start() == self.end
                        && let Some(bits) = bits.last_mut()
                    {
                        *bits |= 1 << (at % 64);
                    }
                    self.end = token.span().end();
                }
            }
        }
        let last = self.starts.last().copied().unwrap_or_default();
        self.starts.push(Start {
            token: last.token.saturating_add(count_u32(tokens.len())),
            kind: count_u32(self.kinds.len()),
        });
    }

    /// Gives back the memory that was kept for more tokens.
    pub(super) fn shrink(&mut self) {
        self.kinds.shrink_to_fit();
        match &mut self.places {
            Places::All { bytes, .. } => bytes.shrink_to_fit(),
            Places::Touching(bits) => bits.shrink_to_fit(),
        }
    }

    /// Forgets where tokens stand.
    pub(super) fn forget_places(&mut self) {
        self.places = Places::Touching(Vec::new());
    }

    /// Forgets all tokens.
    pub(super) fn forget(&mut self) {
        *self = Self::new(0, false);
    }

    /// Whether it is known where tokens stand.
    pub(super) const fn has_places(&self) -> bool {
        matches!(self.places, Places::All { .. })
    }

    /// How many tokens the sentences `start..end` have; 0 if there are no such sentences.
    pub(super) fn count(&self, (start, end): (usize, usize)) -> usize {
        let bounds = self.starts.get(start).zip(self.starts.get(end));
        bounds.map_or(0, |(from, to)| to.token.saturating_sub(from.token) as usize)
    }

    /// The types of the tokens of the sentences `start..end`; none if there are no such sentences.
    pub(super) fn kinds(&self, (start, end): (usize, usize)) -> impl Iterator<Item = u32> + Clone {
        let bounds = self.starts.get(start).zip(self.starts.get(end));
        let numbers =
            bounds.and_then(|(from, to)| self.kinds.get(from.kind as usize..to.kind as usize));
        KindIter {
            numbers: numbers.unwrap_or_default().iter(),
        }
    }

    /// The tokens of a sentence that begins at `from`, with empty places there if these are not known.
    pub(super) fn tokens(&self, sentence: usize, from: usize) -> impl Iterator<Item = Token> {
        let places = match &self.places {
            Places::All { bytes, starts } => {
                let start = starts.get(sentence);
                start.and_then(|&start| bytes.get(start as usize..))
            }
            Places::Touching(_) => None,
        };
        let mut places = places.unwrap_or_default().iter();
        let mut before = Span::new(from, from);
        self.kinds((sentence, sentence + 1)).map(move |kind| {
            before = next_place(&mut places, before);
            Token::new(kind, before)
        })
    }

    /// For each token of all sentences, whether it begins where the token before ends; nothing where all places are known.
    pub(super) fn touching(&self) -> Option<impl Iterator<Item = bool>> {
        let Places::Touching(bits) = &self.places else {
            return None;
        };
        let bits = bits.iter();
        Some(bits.flat_map(|bits| (0..64).map(move |at| bits >> at & 1 == 1)))
    }
}

/// Reads types.
#[derive(Clone)]
struct KindIter<'s> {
    numbers: std::slice::Iter<'s, u16>,
}

impl Iterator for KindIter<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        match *self.numbers.next()? {
            LONG => {
                let upper = u32::from(*self.numbers.next()?);
                Some(upper << 16 | u32::from(*self.numbers.next()?))
            }
            kind => Some(u32::from(kind)),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.numbers.len() / 3, Some(self.numbers.len()))
    }
}

/// Both halves of a place: more than fits there, and stands behind it as a number of its own.
const MORE: u8 = 15;

/// The upper half of a place: where the token before stands, as the parts of a compound do.
const SAME: u8 = 14;

/// Appends a place: in the upper half of a byte how far behind the end of the token before it begins, in the lower half its
/// length. Half a byte holds the gap of most words and the length of nearly all.
fn push_place(places: &mut Vec<u8>, before: Span, span: Span) {
    if span == before && !span.is_empty() {
        places.push(SAME << 4);
        return;
    }
    let half = |number: usize, least_other: u8| {
        let half = u8::try_from(number).ok();
        half.filter(|&half| half < least_other)
    };
    let gap = span.start().checked_sub(before.end());
    let gap = gap.and_then(|gap| half(gap, SAME));
    let length = half(span.len(), MORE);
    places.push(gap.unwrap_or(MORE) << 4 | length.unwrap_or(MORE));
    if gap.is_none() {
        // Tokens may also overlap: forth is even, back odd.
        let (start, end) = (span.start() as u64, before.end() as u64);
        push_number(places, start.abs_diff(end) << 1 | u64::from(start < end));
    }
    if length.is_none() {
        push_number(places, span.len() as u64);
    }
}

/// The place behind `before`; an empty one there if there is none.
fn next_place(places: &mut std::slice::Iter<'_, u8>, before: Span) -> Span {
    let end = before.end();
    let Some(&place) = places.next() else {
        return Span::new(end, end);
    };
    let start = match place >> 4 {
        SAME => return before,
        MORE => {
            let distance = next_number(places);
            let by = (distance >> 1) as usize;
            if distance & 1 == 0 {
                end.saturating_add(by)
            } else {
                end.saturating_sub(by)
            }
        }
        gap => end.saturating_add(usize::from(gap)),
    };
    let length = match place & MORE {
        MORE => next_number(places) as usize,
        length => usize::from(length),
    };
    Span::new(start, start.saturating_add(length))
}

/// Appends a number by seven bits at a time, the lowest first.
fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn next_number(bytes: &mut std::slice::Iter<'_, u8>) -> u64 {
    let mut number = 0;
    for (&byte, shift) in bytes.by_ref().zip((0..64).step_by(7)) {
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

/// Counts beyond 32 bits would need a text of more than four thousand million tokens.
pub(super) fn count_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_token_keeps_its_place_in_a_long_text() {
        for (start, length) in [(0, 0), (7, 3), ((1 << 32) - 1, 2), ((1 << 40) - 9, 1 << 20)] {
            let span = Span::new(start, start + length);
            assert_eq!(Token::new(5, span).span(), span);
        }
        assert_eq!(size_of::<Token>(), 12);
    }

    /// Tokens in a row and tokens anywhere, of common types and of any.
    fn sentences() -> impl Strategy<Value = Vec<Vec<Token>>> {
        let kind = prop_oneof![0_u32..70, 65_530_u32..65_540, any::<u32>()];
        let place = prop_oneof![
            (0_usize..20, 0_usize..20),
            (0_usize..1 << 20, 0_usize..1 << 18),
        ];
        let token = (kind, place)
            .prop_map(|(kind, (start, length))| Token::new(kind, Span::new(start, start + length)));
        proptest::collection::vec(proptest::collection::vec(token, 0..12), 0..12)
    }

    proptest! {
        #[test]
        fn a_store_gives_back_what_it_was_given(sentences in sentences(), from in 0_usize..1 << 20) {
            let mut store = TokenStore::new(sentences.len(), true);
            for tokens in &sentences {
                store.push(tokens, from);
            }
            store.shrink();
            let all: usize = sentences.iter().map(Vec::len).sum();
            prop_assert_eq!(store.count((0, sentences.len())), all);
            for (number, tokens) in sentences.iter().enumerate() {
                prop_assert_eq!(&store.tokens(number, from).collect::<Vec<_>>(), tokens);
                prop_assert_eq!(store.count((number, number + 1)), tokens.len());
            }
            let kinds: Vec<u32> = sentences.iter().flatten().map(|token| token.kind).collect();
            prop_assert_eq!(&store.kinds((0, sentences.len())).collect::<Vec<_>>(), &kinds);
            store.forget_places();
            prop_assert_eq!(&store.kinds((0, sentences.len())).collect::<Vec<_>>(), &kinds);
            prop_assert_eq!(store.tokens(sentences.len(), from).count(), 0);
        }
    }

    #[test]
    fn words_in_a_row_take_three_bytes_each() {
        let mut store = TokenStore::new(1, true);
        let tokens: Vec<Token> = (0..100)
            .map(|at| Token::new(at, Span::new(7 * at as usize, 7 * at as usize + 6)))
            .collect();
        store.push(&tokens, 0);
        let Places::All { bytes, .. } = &store.places else {
            panic!("places are kept");
        };
        assert_eq!(store.kinds.len() * 2 + bytes.len(), 300);
    }
}
