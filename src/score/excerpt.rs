//! A window of two texts: its tokens, and the links among them, with types numbered anew.
//!
//! A common word is linked to thousands of types of a long text, of which a window holds a few. What is computed of a
//! window goes through the links of each of its tokens again and again; here the links of each of its types are sifted
//! once, so that the cost of a window does not grow with the length of the texts.

use super::{
    association::{Association, Explained},
    document::Document,
};

/// The number of a type that the window does not hold.
const NOWHERE: u32 = u32::MAX;

/// Runs of sentences of two texts, and what their types explain of one another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Excerpt {
    pub(crate) chinese: Side,
    pub(crate) english: Side,
    /// What the Chinese types explain of the English ones.
    pub(crate) by_chinese: Links,
    /// What the English types explain of the Chinese ones.
    pub(crate) by_english: Links,
}

/// The tokens of a run of sentences, by the numbers of their types in the excerpt.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    first: usize,
    /// For each sentence where its tokens begin, and the end.
    starts: Vec<u32>,
    tokens: Vec<u32>,
    /// The types by their numbers in the document.
    types: Vec<u32>,
}

/// For each type of one side the types of the other that it explains, with their probabilities over their background.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    starts: Vec<u32>,
    links: Vec<(u32, f32)>,
}

impl Side {
    /// The first sentence.
    pub(crate) const fn first(&self) -> usize {
        self.first
    }

    /// How many types there are.
    pub(crate) const fn types(&self) -> usize {
        self.types.len()
    }

    /// The tokens of a sentence; none if it lies outside.
    pub(crate) fn tokens_of(&self, sentence: usize) -> &[u32] {
        self.tokens_between((sentence, sentence + 1))
            .unwrap_or_default()
    }

    /// The tokens of some sentences; `None` where one of them lies outside.
    pub(crate) fn tokens_between(&self, (start, end): (usize, usize)) -> Option<&[u32]> {
        let at = |sentence: usize| self.starts.get(sentence.checked_sub(self.first)?).copied();
        self.tokens.get(at(start)? as usize..at(end)? as usize)
    }

    /// Reads the sentences `first..end`; `numbers` gets the number of each type that they hold.
    fn new(document: &Document, (first, end): (usize, usize), numbers: &mut Vec<u32>) -> Self {
        let mut side = Self {
            first,
            starts: vec![0],
            ..Self::default()
        };
        numbers.resize(document.count_types(), NOWHERE);
        for sentence in first..end {
            for kind in document.kinds_of(sentence) {
                let Some(number) = numbers.get_mut(kind as usize) else {
                    continue;
                };
                if *number == NOWHERE {
                    *number = side.types.len() as u32;
                    side.types.push(kind);
                }
                side.tokens.push(*number);
            }
            side.starts.push(side.tokens.len() as u32);
        }
        side
    }
}

impl Links {
    /// What a type explains.
    pub(crate) fn of(&self, kind: u32) -> &[(u32, f32)] {
        let kind = kind as usize;
        let bounds = self.starts.get(kind).zip(self.starts.get(kind + 1));
        bounds
            .and_then(|(&start, &end)| self.links.get(start as usize..end as usize))
            .unwrap_or_default()
    }

    /// Of what the types `others` explain, that which has a number.
    fn new(explained: &Explained, others: &[u32], numbers: &[u32]) -> Self {
        let mut links = Self {
            starts: Vec::with_capacity(others.len() + 1),
            links: Vec::new(),
        };
        links.starts.push(0);
        for &other in others {
            for &(kind, share) in explained.explained_by(other) {
                if let Some(&number) = numbers.get(kind as usize)
                    && number != NOWHERE
                {
                    links.links.push((number, share));
                }
            }
            links.starts.push(links.links.len() as u32);
        }
        links
    }
}

/// Makes excerpts of two documents; keeps what can be used again.
#[derive(Clone, Debug)]
pub(crate) struct ExcerptReader<'d> {
    chinese: &'d Document,
    english: &'d Document,
    association: &'d Association,
    /// For each type of a document its number, of all [`NOWHERE`] between two excerpts.
    numbers: [Vec<u32>; 2],
}

impl<'d> ExcerptReader<'d> {
    pub(crate) const fn new(
        chinese: &'d Document,
        english: &'d Document,
        association: &'d Association,
    ) -> Self {
        Self {
            chinese,
            english,
            association,
            numbers: [Vec::new(), Vec::new()],
        }
    }

    /// Reads the given sentences. Linear in their tokens and in the links of their types.
    pub(crate) fn read(&mut self, chinese: (usize, usize), english: (usize, usize)) -> Excerpt {
        let [of_chinese, of_english] = &mut self.numbers;
        let chinese = Side::new(self.chinese, chinese, of_chinese);
        let english = Side::new(self.english, english, of_english);
        let by_chinese = Links::new(self.association.target(), &chinese.types, of_english);
        let by_english = Links::new(self.association.source(), &english.types, of_chinese);
        for (side, numbers) in [(&chinese, of_chinese), (&english, of_english)] {
            for &kind in &side.types {
                if let Some(number) = numbers.get_mut(kind as usize) {
                    *number = NOWHERE;
                }
            }
        }
        Excerpt {
            chinese,
            english,
            by_chinese,
            by_english,
        }
    }
}
