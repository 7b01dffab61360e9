//! A text as sentences of comparable tokens.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::{
    conversion::converts,
    cue::Cues,
    paragraph,
    sentence::SentenceStore,
    token::{TokenStore, count_u32},
};
use crate::{
    lang::Lang,
    lexicon::{Lexicon, english_parts},
    name::{candidates, literal},
    quantity::{Division, Modifier, Quantity, Series, Value, quantities},
    segment::{Segmenter, Word, WordKind},
    text::{Span, table},
};

pub use super::{
    sentence::{Sentence, Sentences},
    token::Token,
};

/// A text, cut into sentences, with what the signals need to know of each.
///
/// Tokens are what can correspond: words in dictionary form, quantities, words that both languages write alike.
/// Equal tokens share a [`TokenType`], so that every later stage works on small integers.
#[derive(Clone, Debug)]
pub struct Document {
    lang: Lang,
    sentences: SentenceStore,
    tokens: TokenStore,
    types: Vec<TokenType>,
    /// How many there are, even where they are forgotten.
    type_count: usize,
    quantities: Vec<Quantity>,
    /// For each quantity, whether it is written with digits or a word for a large number.
    exact: Vec<bool>,
    /// Pairs of quantities of which the text says that they are the same money.
    conversions: Vec<(u32, u32)>,
    names: Vec<Name>,
    /// For each type that is a joined term, the types of its words.
    parts: BTreeMap<u32, Vec<u32>>,
}

/// English words that may be a name: capitalised, in a row, none of them common.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Name {
    /// The words, in order.
    pub words: Vec<NameWord>,
    /// How often they occur as this row.
    pub count: u32,
}

/// One word of a [`Name`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct NameWord {
    /// The word as it is written: unlike its dictionary form it keeps the `s` of *Athens*.
    pub written: String,
    /// The types of its tokens, indices into [`Document::types`]; several for the parts of *Tse-tung*.
    pub kinds: Vec<u32>,
}

/// What equal tokens have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenType {
    /// A word in dictionary form.
    Word(String),
    /// A word in Latin letters inside Chinese text, or a code, as [`literal`] gives it.
    Literal(String),
    /// A quantity: the index of its first occurrence in [`Document::quantities`].
    Quantity(u32),
}

impl Document {
    /// Reads the sentences `spans` of `text`. Spans that leave the text count as empty.
    ///
    /// Cost: linear in the length of the text.
    #[must_use]
    pub fn new(
        text: &str,
        spans: &[Span],
        lang: Lang,
        segmenter: &Segmenter,
        lexicon: &dyn Lexicon,
    ) -> Self {
        Self::read(text, spans, lang, (segmenter, lexicon), true)
    }

    /// The same; it may forget where tokens stand.
    pub(crate) fn read(
        text: &str,
        spans: &[Span],
        lang: Lang,
        (segmenter, lexicon): (&Segmenter, &dyn Lexicon),
        with_places: bool,
    ) -> Self {
        let mut reader = Reader {
            lang,
            traditional: lang == Lang::Chinese && table::balance(text) > 0,
            segmenter,
            lexicon,
            ids: HashMap::default(),
            read: HashMap::default(),
            kinds: Vec::new(),
            values: HashMap::default(),
            names: HashMap::default(),
            tokens: Vec::new(),
        };
        let mut document = Self {
            lang,
            sentences: SentenceStore::with_capacity(spans.len()),
            tokens: TokenStore::new(spans.len(), with_places),
            types: Vec::new(),
            type_count: 0,
            quantities: Vec::new(),
            exact: Vec::new(),
            conversions: Vec::new(),
            names: Vec::new(),
            parts: BTreeMap::new(),
        };
        for &span in spans {
            reader.read(span, span.slice(text), &mut document);
        }
        document.tokens.shrink();
        document.type_count = document.types.len();
        let paragraphs = paragraph::starts(text, spans);
        document.sentences.set_paragraphs(paragraphs.into_iter());
        document.conversions.sort_unstable();
        document.conversions.dedup();
        document
    }

    /// The language of the text.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentences, in text order.
    #[must_use]
    pub const fn sentences(&self) -> Sentences<'_> {
        self.sentences.view()
    }

    /// The tokens of one sentence, in text order; none if there is no such sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence: usize) -> Vec<Token> {
        self.tokens_between((sentence, sentence + 1))
    }

    /// The tokens of the sentences `start..end`; none if there are no such sentences.
    pub(crate) fn tokens_between(&self, (start, end): (usize, usize)) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(self.tokens.count((start, end)));
        if end <= self.sentences().len() {
            tokens.extend((start..end).flat_map(|sentence| self.tokens_in(sentence)));
        }
        tokens
    }

    /// The tokens of the whole text.
    pub fn tokens(&self) -> impl Iterator<Item = Token> {
        (0..self.sentences().len()).flat_map(|sentence| self.tokens_in(sentence))
    }

    fn tokens_in(&self, sentence: usize) -> impl Iterator<Item = Token> {
        let from = self.sentences().get(sentence);
        let from = from.map_or(0, |sentence| sentence.span.start());
        self.tokens.tokens(sentence, from)
    }

    /// The types of the tokens of one sentence, in text order; none if there is no such sentence.
    pub fn kinds_of(&self, sentence: usize) -> impl Iterator<Item = u32> + Clone {
        self.tokens.kinds((sentence, sentence + 1))
    }

    /// The types of the tokens of the whole text.
    pub fn kinds(&self) -> impl Iterator<Item = u32> + Clone {
        self.tokens.kinds((0, self.sentences().len()))
    }

    /// The types of the tokens of the whole text, each with whether it begins where the token before ends.
    pub(super) fn touching_kinds(&self) -> impl Iterator<Item = (u32, bool)> {
        let known = self.tokens.touching();
        let all = if known.is_some() {
            0
        } else {
            self.sentences().len()
        };
        let mut end = usize::MAX;
        let with_places = (0..all).flat_map(|sentence| self.tokens_in(sentence));
        let with_places = with_places.map(move |token| {
            let span = token.span();
            (
                token.kind,
                std::mem::replace(&mut end, span.end()) == span.start(),
            )
        });
        let known = known.map(|touching| self.kinds().zip(touching));
        with_places.chain(known.into_iter().flatten())
    }

    /// How many tokens the sentences `start..end` have; 0 if there are no such sentences.
    #[must_use]
    pub fn count_tokens(&self, (start, end): (usize, usize)) -> usize {
        self.tokens.count((start, end))
    }

    /// The types that [`Token::kind`] points to.
    #[must_use]
    pub fn types(&self) -> &[TokenType] {
        &self.types
    }

    /// How many types there are.
    pub(crate) const fn count_types(&self) -> usize {
        self.type_count
    }

    /// The quantities of the text, one for each different value.
    #[must_use]
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// What may be names in an English text, in the order of their first occurrence; none in a Chinese one.
    ///
    /// A word at the beginning of a sentence is taken for a name too unless the lexicon knows it as common.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// Whether quantity `index` is written with digits or a word for a large number.
    ///
    /// Such a quantity is seldom left out or reworded in the other language, as a small number in words often is.
    #[must_use]
    pub fn is_exact(&self, index: usize) -> bool {
        self.exact.get(index).copied().unwrap_or(false)
    }

    /// Pairs of [`quantities`](Self::quantities), by index, of which the text says that they are the same money.
    pub fn conversions(&self) -> impl Iterator<Item = (usize, usize)> {
        let pairs = self.conversions.iter();
        pairs.map(|&(first, second)| (first as usize, second as usize))
    }

    /// The types that are terms joined from several words, each with the types of those words.
    pub fn terms(&self) -> impl Iterator<Item = (u32, &[u32])> {
        self.parts
            .iter()
            .map(|(&term, parts)| (term, parts.as_slice()))
    }

    /// An empty store for other tokens of the same sentences.
    pub(super) fn token_store(&self) -> TokenStore {
        TokenStore::new(self.sentences().len(), self.tokens.has_places())
    }

    /// Takes other tokens for the same sentences.
    pub(super) fn replace_tokens(
        &mut self,
        tokens: TokenStore,
        types: Vec<TokenType>,
        parts: BTreeMap<u32, Vec<u32>>,
    ) {
        (self.tokens, self.types, self.parts) = (tokens, types, parts);
        self.type_count = self.types.len();
        self.tokens.shrink();
    }

    /// Forgets all but the sentences, where they stand.
    pub(crate) fn forget_tokens(&mut self) {
        self.tokens.forget();
        self.forget_words();
    }

    /// Forgets where tokens stand, so that from now on they are empty, at the beginning of their sentences; and what
    /// their types are, but not how many.
    pub(crate) fn forget_words(&mut self) {
        self.tokens.forget_places();
        (self.types, self.quantities, self.names) = (Vec::new(), Vec::new(), Vec::new());
        (self.exact, self.conversions) = (Vec::new(), Vec::new());
        self.parts = BTreeMap::new();
    }
}

/// The types of some tokens with how often each occurs, for quick look-up.
#[derive(Clone, Debug, Default)]
pub struct TokenBag {
    counts: Vec<(u32, f32)>,
}

impl TokenBag {
    /// Counts tokens. `n log n`.
    #[must_use]
    pub fn new(tokens: &[Token]) -> Self {
        let mut kinds: Vec<u32> = tokens.iter().map(|token| token.kind).collect();
        kinds.sort_unstable();
        let counts = kinds.chunk_by(|a, b| a == b);
        let counts = counts.filter_map(|same| Some((*same.first()?, same.len() as f32)));
        Self {
            counts: counts.collect(),
        }
    }

    /// How often type `kind` occurs.
    #[must_use]
    pub fn count(&self, kind: u32) -> f32 {
        let found = self.counts.binary_search_by_key(&kind, |&(kind, _)| kind);
        found
            .ok()
            .and_then(|at| self.counts.get(at))
            .map_or(0.0, |&(_, count)| count)
    }

    /// The types, in order, with their counts.
    #[must_use]
    pub fn counts(&self) -> &[(u32, f32)] {
        &self.counts
    }
}

/// What reading a document needs beside the document.
struct Reader<'r, 't> {
    lang: Lang,
    /// Whether the text is Traditional, so that ambiguous characters are folded.
    traditional: bool,
    segmenter: &'r Segmenter,
    lexicon: &'r dyn Lexicon,
    ids: HashMap<TokenType, u32>,
    /// For each word as it is written, and whether it is a [`WordKind::Word`], where its types are in `kinds`.
    read: HashMap<(&'t str, bool), (u32, u32)>,
    /// The types of the words read, in the order of their tokens.
    kinds: Vec<u32>,
    /// Quantities by their value and what they are the place of: equal ones are one type.
    values: HashMap<(Value, Modifier, Option<Series>, Option<Division>), u32>,
    /// Names by their words.
    names: HashMap<Vec<NameWord>, usize>,
    /// The tokens of the sentence in hand.
    tokens: Vec<Token>,
}

impl<'t> Reader<'_, 't> {
    fn read(&mut self, span: Span, text: &'t str, document: &mut Document) {
        self.tokens.clear();
        // A code such as GPT-4 is compared by its letters, like any other word.
        let mut found = quantities(text, self.lang);
        found.retain(|quantity| !quantity.is_code());
        let mut next_quantity = 0;
        let mut indices = Vec::with_capacity(found.len());
        let words = self.segmenter.words(text, self.lang);
        for &word in &words {
            while let Some(quantity) = found
                .get(next_quantity)
                .filter(|q| q.span.start() <= word.span.start())
            {
                indices.push(self.push_quantity(quantity, text, span.start(), document));
                next_quantity += 1;
            }
            let quantity = next_quantity
                .checked_sub(1)
                .and_then(|last| found.get(last))
                .filter(|quantity| quantity.span.overlaps(word.span));
            match quantity {
                None => self.push_word(word, text, span.start(), document),
                // 第一章 is one word of the lexicon, and the chapter in it no part of the number.
                Some(quantity) if quantity.division().is_some() => {
                    let rest = Span::new(quantity.span.end(), word.span.end());
                    for part in self.words_of(text, rest) {
                        self.push_word(part, text, span.start(), document);
                    }
                }
                Some(_) => {}
            }
        }
        for quantity in found.get(next_quantity..).unwrap_or_default() {
            indices.push(self.push_quantity(quantity, text, span.start(), document));
        }
        for (quantities, indices) in found.windows(2).zip(indices.windows(2)) {
            if let ([first, second], &[from, to]) = (quantities, indices)
                && converts(text, first, second)
            {
                document.conversions.push((from, to));
            }
        }
        if self.lang == Lang::English {
            self.read_names(span, text, &words, document);
        }
        document.tokens.push(&self.tokens, span.start());
        document.sentences.push(Sentence {
            span,
            chars: count_u32(written(text)),
            cues: Cues::of(text),
            starts_paragraph: false,
        });
    }

    /// The words of a piece of `text`.
    fn words_of(&self, text: &str, piece: Span) -> Vec<Word> {
        let mut words = self.segmenter.words(piece.slice(text), self.lang);
        for word in &mut words {
            word.span = word.span.shifted(piece.start());
        }
        words
    }

    /// Notes the names of the sentence in hand.
    fn read_names(&mut self, span: Span, text: &str, words: &[Word], document: &mut Document) {
        let is_common = |word: &str| {
            let frequency = self.lexicon.frequency(word, Lang::English);
            frequency.is_some_and(|frequency| frequency > super::name::COMMON)
        };
        for candidate in candidates(text, words, &is_common) {
            let tokens = self.tokens.as_slice();
            let name: Vec<NameWord> = candidate
                .words
                .iter()
                .map(|&word| NameWord {
                    written: word.slice(text).to_owned(),
                    kinds: {
                        let place = word.shifted(span.start());
                        let from =
                            tokens.partition_point(|token| token.span().start() < place.start());
                        let own = tokens.get(from..).unwrap_or_default().iter();
                        own.take_while(|token| token.span() == place)
                            .map(|token| token.kind)
                            .collect()
                    },
                })
                .collect();
            match self
                .names
                .get(&name)
                .and_then(|&at| document.names.get_mut(at))
            {
                Some(known) => known.count += 1,
                None => {
                    self.names.insert(name.clone(), document.names.len());
                    document.names.push(Name {
                        words: name,
                        count: 1,
                    });
                }
            }
        }
    }

    /// Notes an occurrence of a quantity; returns its index in [`Document::quantities`].
    fn push_quantity(
        &mut self,
        quantity: &Quantity,
        text: &str,
        offset: usize,
        document: &mut Document,
    ) -> u32 {
        // 四 of 四层 and four people are no one value.
        let key = (
            quantity.value.clone(),
            quantity.modifier,
            quantity.series(),
            quantity.division(),
        );
        let index = *self.values.entry(key).or_insert_with(|| {
            document.quantities.push(quantity.clone());
            document.exact.push(is_exact(quantity.span.slice(text)));
            count_u32(document.quantities.len() - 1)
        });
        let kind = self.kind(TokenType::Quantity(index), document);
        let span = quantity.span.shifted(offset);
        self.tokens.push(Token::new(kind, span));
        index
    }

    /// Notes an occurrence of a word: what it stands for is found out once for each way to write it.
    fn push_word(&mut self, word: Word, text: &'t str, offset: usize, document: &mut Document) {
        if word.kind == WordKind::Mark {
            return;
        }
        let span = word.span.shifted(offset);
        let written = word.span.slice(text);
        let key = (written, word.kind == WordKind::Word);
        let (start, end) = match self.read.get(&key) {
            Some(&range) => range,
            None => {
                let start = count_u32(self.kinds.len());
                self.read_word(written, word.kind, document);
                let range = (start, count_u32(self.kinds.len()));
                self.read.insert(key, range);
                range
            }
        };
        let kinds = self.kinds.get(start as usize..end as usize);
        let tokens = kinds.unwrap_or_default().iter();
        self.tokens
            .extend(tokens.map(|&kind| Token::new(kind, span)));
    }

    /// Appends the types of a word to `kinds`.
    fn read_word(&mut self, written: &str, kind: WordKind, document: &mut Document) {
        match (kind, self.lang) {
            (WordKind::Mark, _) => {}
            (WordKind::Number | WordKind::Code, _) => {
                let token = literal(written)
                    .map_or_else(|| TokenType::Word(written.to_owned()), TokenType::Literal);
                self.read_token(token, document);
            }
            (WordKind::Word, Lang::Chinese) => {
                let token = literal(written).map_or_else(
                    || TokenType::Word(self.simplified(written)),
                    TokenType::Literal,
                );
                self.read_token(token, document);
            }
            (WordKind::Word, Lang::English) => self.read_english(written, document),
        }
    }

    /// A Chinese word in dictionary form.
    fn simplified(&self, written: &str) -> String {
        let fold = if self.traditional {
            table::simplified_in_traditional
        } else {
            table::simplified
        };
        written.chars().map(|c| fold(table::form(c))).collect()
    }

    /// An English word: the parts of a compound, a contraction as the words it stands for, each in dictionary form.
    fn read_english(&mut self, written: &str, document: &mut Document) {
        for part in english_parts(written) {
            let word = self.lexicon.lemma(&part).into_owned();
            // What is left of a possessive ending.
            if word.is_empty() {
                continue;
            }
            self.read_token(TokenType::Word(word), document);
        }
    }

    fn read_token(&mut self, token: TokenType, document: &mut Document) {
        let kind = self.kind(token, document);
        self.kinds.push(kind);
    }

    /// The type of a token.
    fn kind(&mut self, token: TokenType, document: &mut Document) -> u32 {
        *self.ids.entry(token).or_insert_with_key(|token| {
            document.types.push(token.clone());
            count_u32(document.types.len() - 1)
        })
    }
}

/// How many characters are not white space.
fn written(text: &str) -> usize {
    if text.is_ascii() {
        let is_blank = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
        return text.bytes().filter(|&byte| !is_blank(byte)).count();
    }
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Whether a quantity is written with digits or a word for a large number or a share.
fn is_exact(written: &str) -> bool {
    const WORDS: [&str; 6] = [
        "hundred", "thousand", "million", "billion", "trillion", "per",
    ];
    written
        .chars()
        .any(|c| c.is_numeric() || "百千万亿萬億".contains(c))
        || WORDS
            .iter()
            .any(|word| written.to_lowercase().contains(word))
}
