//! What the signals need to know of each sentence, and how a document holds millions of them.

use super::cue::{Cues, Ending};
use crate::text::Span;

/// One sentence of a [`Document`](super::Document).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sentence {
    /// Where it stands in the text.
    pub span: Span,
    /// Its characters, white space left out.
    pub chars: u32,
    /// Its punctuation.
    pub cues: Cues,
    /// Whether it begins a paragraph; never where breaks tell nothing, as where each sentence has a line of its own.
    pub starts_paragraph: bool,
}

/// The sentences of a document, in text order: a view.
#[derive(Copy, Clone, Debug)]
pub struct Sentences<'d>(&'d SentenceStore);

impl<'d> Sentences<'d> {
    /// How many there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.packed.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The sentence of that number; `None` if there is no such sentence.
    #[must_use]
    pub fn get(self, sentence: usize) -> Option<Sentence> {
        let packed = self.0.packed.get(sentence)?;
        Some(self.0.unpack(sentence, packed))
    }

    /// The sentences `start..end`, those that there are.
    pub fn between(self, (start, end): (usize, usize)) -> impl Iterator<Item = Sentence> + use<'d> {
        let end = end.min(self.len());
        let packed = self.0.packed.get(start..end).unwrap_or_default();
        let numbered = (start..).zip(packed);
        numbered.map(move |(sentence, packed)| self.0.unpack(sentence, packed))
    }

    /// All sentences.
    pub fn iter(self) -> impl Iterator<Item = Sentence> + use<'d> {
        self.between((0, self.len()))
    }
}

/// Holds sentences, in a third of the memory that a [`Sentence`] takes.
#[derive(Clone, Debug, Default)]
pub(super) struct SentenceStore {
    packed: Vec<Packed>,
    /// Those that are too large for it, with their numbers, in order.
    large: Vec<(usize, Sentence)>,
}

/// A sentence of usual size.
#[derive(Copy, Clone, Debug, Default)]
struct Packed {
    /// The lower bits of where it starts.
    start: u32,
    length: u16,
    chars: u16,
    /// The upper bits of where it starts.
    upper: u8,
    /// Question and exclamation marks, opening and closing quotation marks, marks that divide clauses.
    marks: [u8; 5],
    /// Truths, one bit each.
    truths: u8,
}

/// The truths of a sentence.
const BEGINS_QUOTED: u8 = 1;
const ENDS_QUOTED: u8 = 1 << 1;
const ENDS_IN_QUESTION: u8 = 1 << 2;
const ENDS_OPEN: u8 = 1 << 3;
const STARTS_PARAGRAPH: u8 = 1 << 4;
/// It is found among the large ones.
const LARGE: u8 = 1 << 5;

impl SentenceStore {
    /// A store with room for so many sentences.
    pub(super) fn with_capacity(sentences: usize) -> Self {
        Self {
            packed: Vec::with_capacity(sentences),
            large: Vec::new(),
        }
    }

    pub(super) const fn view(&self) -> Sentences<'_> {
        Sentences(self)
    }

    pub(super) fn push(&mut self, sentence: Sentence) {
        let packed = Packed::new(&sentence).unwrap_or_else(|| {
            self.large.push((self.packed.len(), sentence));
            Packed {
                truths: LARGE,
                ..Packed::default()
            }
        });
        self.packed.push(packed);
    }

    /// Says which sentences begin a paragraph.
    pub(super) fn set_paragraphs(&mut self, starts: impl Iterator<Item = bool>) {
        let mut large = self.large.iter_mut();
        for (packed, starts) in self.packed.iter_mut().zip(starts) {
            if packed.truths & LARGE != 0 {
                if let Some((_, sentence)) = large.next() {
                    sentence.starts_paragraph = starts;
                }
            } else if starts {
                packed.truths |= STARTS_PARAGRAPH;
            }
        }
    }

    #[inline]
    fn unpack(&self, number: usize, packed: &Packed) -> Sentence {
        if packed.truths & LARGE != 0 {
            return self.large_one(number);
        }
        let start = (u64::from(packed.upper) << 32 | u64::from(packed.start)) as usize;
        let has = |truth: u8| packed.truths & truth != 0;
        let [questions, exclamations, opening, closing, clauses] = packed.marks.map(u16::from);
        Sentence {
            span: Span::new(start, start.saturating_add(usize::from(packed.length))),
            chars: u32::from(packed.chars),
            cues: Cues {
                questions,
                exclamations,
                opening,
                closing,
                clauses,
                begins_quoted: has(BEGINS_QUOTED),
                ending: Ending {
                    quoted: has(ENDS_QUOTED),
                    question: has(ENDS_IN_QUESTION),
                    open: has(ENDS_OPEN),
                },
            },
            starts_paragraph: has(STARTS_PARAGRAPH),
        }
    }

    #[cold]
    fn large_one(&self, number: usize) -> Sentence {
        let found = self.large.binary_search_by_key(&number, |large| large.0);
        let found = found.ok().and_then(|at| self.large.get(at));
        found.map_or(
            Sentence {
                span: Span::default(),
                chars: 0,
                cues: Cues::default(),
                starts_paragraph: false,
            },
            |large| large.1,
        )
    }
}

impl Packed {
    /// `None` for a sentence that is too large.
    fn new(sentence: &Sentence) -> Option<Self> {
        let (span, cues) = (sentence.span, sentence.cues);
        let start = span.start() as u64;
        let mut marks = [0; 5];
        let counts = [
            cues.questions,
            cues.exclamations,
            cues.opening,
            cues.closing,
            cues.clauses,
        ];
        for (mark, count) in marks.iter_mut().zip(counts) {
            *mark = u8::try_from(count).ok()?;
        }
        let mut truths = 0;
        for (holds, truth) in [
            (cues.begins_quoted, BEGINS_QUOTED),
            (cues.ending.quoted, ENDS_QUOTED),
            (cues.ending.question, ENDS_IN_QUESTION),
            (cues.ending.open, ENDS_OPEN),
            (sentence.starts_paragraph, STARTS_PARAGRAPH),
        ] {
            truths |= if holds { truth } else { 0 };
        }
        Some(Self {
            start: start as u32,
            upper: u8::try_from(start >> 32).ok()?,
            length: u16::try_from(span.len()).ok()?,
            chars: u16::try_from(sentence.chars).ok()?,
            marks,
            truths,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sentences of all sizes, most of them usual.
    fn sentences() -> impl Strategy<Value = Vec<Sentence>> {
        let small = |most: usize| prop_oneof![9 => 0..300_usize, 1 => 0..=most];
        let marks = proptest::collection::vec(prop_oneof![9 => 0_u16..9, 1 => any::<u16>()], 5);
        let truths = proptest::collection::vec(any::<bool>(), 5);
        let place = (small(usize::MAX), small(1 << 20));
        let sentence = (place, 0_u32..70_000, marks, truths).prop_map(
            |((start, length), chars, marks, truths)| Sentence {
                span: Span::new(start, start.saturating_add(length)),
                chars,
                cues: Cues {
                    questions: marks[0],
                    exclamations: marks[1],
                    opening: marks[2],
                    closing: marks[3],
                    clauses: marks[4],
                    begins_quoted: truths[0],
                    ending: Ending {
                        quoted: truths[1],
                        question: truths[2],
                        open: truths[3],
                    },
                },
                starts_paragraph: truths[4],
            },
        );
        proptest::collection::vec(sentence, 0..40)
    }

    proptest! {
        #[test]
        fn a_store_gives_back_what_it_was_given(sentences in sentences()) {
            let mut store = SentenceStore::with_capacity(3);
            for sentence in &sentences {
                store.push(Sentence { starts_paragraph: false, ..*sentence });
            }
            store.set_paragraphs(sentences.iter().map(|sentence| sentence.starts_paragraph));
            prop_assert_eq!(&store.view().iter().collect::<Vec<_>>(), &sentences);
            prop_assert_eq!(store.view().get(sentences.len()), None);
            let inside: Vec<Sentence> = store.view().between((2, 5)).collect();
            let expected: Vec<Sentence> = sentences.iter().copied().skip(2).take(3).collect();
            prop_assert_eq!(inside, expected);
        }
    }

    #[test]
    fn a_sentence_takes_sixteen_bytes() {
        assert_eq!(size_of::<Packed>(), 16);
    }
}
