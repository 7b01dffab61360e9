//! Parallel text as numbers.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{forms::Forms, parallel};
use crate::{
    lang::Lang,
    score::{Document, document::TokenType},
    segment::Segmenter,
    text::Span,
};

/// Pairs of lines that one thread reads at a time, as one document each side.
const CHUNK: usize = 1000;

/// A pair with more tokens on either side is left out: it is seldom a translation throughout.
const MOST_TOKENS: usize = 130;

/// Longer words are addresses and noise.
const LONGEST_WORD: usize = 40;

/// Strings numbered in the order they come.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Vocabulary {
    pub(super) fn id(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.ids.insert(word.into(), id);
        self.words.push(word.into());
        id
    }

    pub(super) fn get(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }

    pub(super) fn words(&self) -> &[Box<str>] {
        &self.words
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}

/// The tokens of all pairs, one language.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    pub(super) starts: Vec<usize>,
    pub(super) ids: Vec<u32>,
}

impl Default for Tokens {
    fn default() -> Self {
        Self {
            starts: vec![0],
            ids: Vec::new(),
        }
    }
}

impl Tokens {
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn range(&self, pair: usize) -> std::ops::Range<usize> {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or(self.ids.len());
        at(pair)..at(pair + 1)
    }

    pub(super) fn of(&self, pair: usize) -> &[u32] {
        self.ids.get(self.range(pair)).unwrap_or_default()
    }

    fn push(&mut self, ids: &[u32]) {
        self.ids.extend(ids);
        self.starts.push(self.ids.len());
    }
}

/// Parallel text, tokenised as the aligner does it.
#[derive(Clone, Debug, Default)]
pub(super) struct Corpus {
    pub(super) chinese: Vocabulary,
    pub(super) english: Vocabulary,
    pub(super) chinese_tokens: Tokens,
    pub(super) english_tokens: Tokens,
    /// What each pair counts.
    pub(super) weights: Vec<f32>,
    /// The forms of English words that occur, with the dictionary forms that they were reduced to.
    pub(super) forms: BTreeMap<String, String>,
    /// Hashes of the pairs, so that each counts once.
    seen: HashSet<u64>,
}

/// What one thread has read: words of the chunk, and pairs as positions of them.
struct Chunk {
    words: [Vec<String>; 2],
    pairs: Vec<[Vec<u32>; 2]>,
    forms: BTreeMap<String, String>,
}

impl Corpus {
    /// Adds pairs of a Chinese and an English segment each.
    pub(super) fn add(
        &mut self,
        pairs: &[(&str, &str)],
        weight: f32,
        forms: &Forms,
        threads: usize,
        progress: &(dyn Fn(usize) + Sync),
    ) {
        let mut fresh = pairs.to_vec();
        fresh.retain(|pair| {
            let mut hasher = DefaultHasher::new();
            pair.hash(&mut hasher);
            self.seen.insert(hasher.finish())
        });
        // A batch bounds what is read and not yet numbered.
        for batch in fresh.chunks(CHUNK * 64) {
            let chunks: Vec<_> = batch.chunks(CHUNK).collect();
            let read = parallel::map(
                threads,
                chunks.len(),
                Segmenter::default,
                |segmenter, at| {
                    let chunk = chunks.get(at).copied().unwrap_or_default();
                    let read = read(chunk, segmenter, forms);
                    progress(chunk.len());
                    read
                },
            );
            for mut chunk in read {
                self.append(&mut chunk, weight);
            }
        }
        progress(pairs.len() - fresh.len());
    }

    fn append(&mut self, chunk: &mut Chunk, weight: f32) {
        self.forms.append(&mut chunk.forms);
        let [chinese, english] = &chunk.words;
        let chinese: Vec<u32> = chinese.iter().map(|word| self.chinese.id(word)).collect();
        let english: Vec<u32> = english.iter().map(|word| self.english.id(word)).collect();
        let numbered = |local: &[u32], ids: &[u32]| -> Vec<u32> {
            let ids = local.iter().filter_map(|&at| ids.get(at as usize));
            ids.copied().collect()
        };
        for [zh, en] in &chunk.pairs {
            self.chinese_tokens.push(&numbered(zh, &chinese));
            self.english_tokens.push(&numbered(en, &english));
            self.weights.push(weight);
        }
    }
}

/// Tokenises pairs, as one document a side: what script they are in is decided for all together.
fn read(pairs: &[(&str, &str)], segmenter: &Segmenter, forms: &Forms) -> Chunk {
    let mut texts = [String::new(), String::new()];
    let mut spans = [Vec::new(), Vec::new()];
    for &(chinese, english) in pairs {
        let [zh_parts, en_parts] = parts(chinese, english, segmenter);
        for (side, (written, parts)) in [(chinese, zh_parts), (english, en_parts)]
            .into_iter()
            .enumerate()
        {
            if let (Some(text), Some(spans)) = (texts.get_mut(side), spans.get_mut(side)) {
                spans.extend(parts.iter().map(|part| part.shifted(text.len())));
                text.push_str(written);
                text.push('\n');
            }
        }
    }
    let [zh_text, en_text] = &texts;
    let [zh_spans, en_spans] = &spans;
    let zh = Document::new(zh_text, zh_spans, Lang::Chinese, segmenter, forms);
    let en = Document::new(en_text, en_spans, Lang::English, segmenter, forms);
    let mut chunk = Chunk {
        words: [words(&zh), words(&en)],
        pairs: Vec::with_capacity(zh_spans.len()),
        forms: written_forms(&en, en_text),
    };
    for sentence in 0..zh_spans.len() {
        let mut pair = [tokens(&zh, sentence), tokens(&en, sentence)];
        leave_out_equal(&mut pair, &chunk.words);
        let [zh, en] = &pair;
        let is_usable = |side: &[u32]| (1..=MOST_TOKENS).contains(&side.len());
        if is_usable(zh) && is_usable(en) {
            chunk.pairs.push(pair);
        }
    }
    chunk
}

/// Cuts a pair into sentences where both sides have the same number of about the same share.
fn parts(chinese: &str, english: &str, segmenter: &Segmenter) -> [Vec<Span>; 2] {
    let zh = segmenter.sentences(chinese, Lang::Chinese);
    let en = segmenter.sentences(english, Lang::English);
    let (zh_length, en_length) = (chinese.len() as f32, english.len() as f32);
    let fits = |(zh, en): (&Span, &Span)| {
        let ratio = (zh.len() as f32 / zh_length) / (en.len() as f32 / en_length);
        (0.6..1.7).contains(&ratio)
    };
    if zh.len() > 1 && zh.len() == en.len() && zh.iter().zip(&en).all(fits) {
        [zh, en]
    } else {
        [
            vec![Span::new(0, chinese.len())],
            vec![Span::new(0, english.len())],
        ]
    }
}

/// The word of each type; empty for what a table does not translate.
fn words(document: &Document) -> Vec<String> {
    let words = document.types().iter().map(|token| match token {
        TokenType::Word(word) | TokenType::Literal(word) if word.len() <= LONGEST_WORD => {
            word.clone()
        }
        _ => String::new(),
    });
    words.collect()
}

/// The words of an English text as they are written, in lower case, with their dictionary forms.
fn written_forms(document: &Document, text: &str) -> BTreeMap<String, String> {
    let mut forms = BTreeMap::new();
    for token in document.tokens() {
        let written = token.span().slice(text);
        let is_plain = written.len() <= LONGEST_WORD && written.chars().all(char::is_alphabetic);
        if let Some(TokenType::Word(base)) = document.types().get(token.kind as usize)
            && is_plain
        {
            forms.insert(written.to_lowercase(), base.clone());
        }
    }
    forms
}

/// The types of the words of a sentence.
fn tokens(document: &Document, sentence: usize) -> Vec<u32> {
    let is_word = |kind: &u32| {
        matches!(document.types().get(*kind as usize), Some(TokenType::Word(word) | TokenType::Literal(word))
            if word.len() <= LONGEST_WORD && word.chars().any(char::is_alphabetic))
    };
    document.kinds_of(sentence).filter(is_word).collect()
}

/// Takes out words that stand on both sides: they explain each other, and no table need say so.
fn leave_out_equal(pair: &mut [Vec<u32>; 2], words: &[Vec<String>; 2]) {
    let [zh, en] = pair;
    let [zh_words, en_words] = words;
    zh.retain(|&token| {
        let word = zh_words.get(token as usize);
        if !word.is_some_and(|word| word.is_ascii()) {
            return true;
        }
        match en.iter().position(|&t| en_words.get(t as usize) == word) {
            Some(at) => {
                en.remove(at);
                false
            }
            None => true,
        }
    });
}
