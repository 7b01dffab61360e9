//! What the measurements of lexicons share: which are compared, the content words of a text, and what translates what.

use std::{
    collections::HashMap, error::Error, fs::File, io::BufRead as _, io::BufReader, sync::Arc,
    time::Instant,
};

use bitext::{
    Lang, Segmenter,
    lexicon::{self, Glossary, Lexicon, Stack, TermFormat},
    score::{Document, document::TokenType},
    text::lines,
};

/// The share of running words from which on a word is no content word: the, of, is; 的, 了, 在.
const COMMON: f32 = 0.002;

/// How much a glossary counts below the general lexicon, as the cookbook of `bitext::lexicon` has it.
const GLOSSARY_WEIGHT: f32 = 0.5;

/// A lexicon and the name of its row.
pub(crate) type Named = (String, Arc<dyn Lexicon>);

/// The lexicons to compare, glossaries announced with their size: the hand-written core, the usual one, each glossary, all together.
pub(crate) fn lexicons(glossaries: &[String]) -> Result<Vec<Named>, Box<dyn Error>> {
    let usual: Arc<dyn Lexicon> = Arc::new(lexicon::default());
    let mut found: Vec<Named> = vec![
        ("core".to_owned(), Arc::new(lexicon::core())),
        ("table".to_owned(), Arc::clone(&usual)),
    ];
    let mut all = Stack::default().with(usual, 1.0);
    for path in glossaries {
        let mut reader = BufReader::new(File::open(path)?);
        let format = TermFormat::detect(path, reader.fill_buf()?);
        let format = format.ok_or_else(|| format!("{path}: no term list"))?;
        let start = Instant::now();
        let glossary = Glossary::read(format, reader)?;
        println!(
            "{path}: {} Chinese and {} English terms, read in {} ms\n",
            glossary.len(Lang::Chinese),
            glossary.len(Lang::English),
            start.elapsed().as_millis()
        );
        let glossary: Arc<dyn Lexicon> = Arc::new(glossary);
        all = all.with(Arc::clone(&glossary), GLOSSARY_WEIGHT);
        found.push((path.rsplit('/').next().unwrap_or(path).to_owned(), glossary));
    }
    if !glossaries.is_empty() {
        found.push(("together".to_owned(), Arc::new(all)));
    }
    Ok(found)
}

/// Two texts, line by line, as content words in dictionary form.
pub(crate) struct Texts {
    /// The words of each line, as indices of the list of all words.
    pub(crate) chinese: Vec<Vec<usize>>,
    pub(crate) english: Vec<Vec<usize>>,
    /// For each Chinese word the English words that can stand for it, with the probability of each given it.
    pub(crate) of_chinese: Vec<Known>,
    pub(crate) of_english: Vec<Known>,
}

/// What a lexicon says of a word, as far as the words of the other text go.
#[derive(Default)]
pub(crate) struct Known {
    /// Whether it has any translation at all.
    pub(crate) is_known: bool,
    /// Its translations that consist of words of the other text, with their probabilities.
    pub(crate) translations: Vec<(Vec<usize>, f32)>,
}

impl Texts {
    /// Reads two texts by a lexicon. The usual one says which words are too common, so that all are measured alike.
    pub(crate) fn read(chinese: &str, english: &str, lexicon: &dyn Lexicon) -> Self {
        let (chinese, chinese_ids) = content(chinese, Lang::Chinese, lexicon);
        let (english, english_ids) = content(english, Lang::English, lexicon);
        Self {
            of_chinese: known(&chinese_ids, Lang::Chinese, &english_ids, lexicon),
            of_english: known(&english_ids, Lang::English, &chinese_ids, lexicon),
            chinese,
            english,
        }
    }
}

/// The content words of each line, and the index of each word.
fn content(
    text: &str,
    lang: Lang,
    lexicon: &dyn Lexicon,
) -> (Vec<Vec<usize>>, HashMap<String, usize>) {
    let document = Document::new(text, &lines(text), lang, &Segmenter::default(), lexicon);
    let mut ids = HashMap::new();
    let line = |line: usize| {
        let words = document.kinds_of(line).filter_map(|kind| {
            let TokenType::Word(word) = document.types().get(kind as usize)? else {
                return None;
            };
            let frequency = lexicon::default().frequency(word, lang).unwrap_or_default();
            let is_word = word.chars().all(char::is_alphabetic);
            (is_word && frequency < COMMON).then(|| word.clone())
        });
        let next = |ids: &mut HashMap<String, usize>, word| {
            let next = ids.len();
            *ids.entry(word).or_insert(next)
        };
        words.map(|word| next(&mut ids, word)).collect()
    };
    let lines: Vec<Vec<usize>> = (0..document.sentences().len()).map(line).collect();
    (lines, ids)
}

fn known(
    ids: &HashMap<String, usize>,
    lang: Lang,
    others: &HashMap<String, usize>,
    lexicon: &dyn Lexicon,
) -> Vec<Known> {
    let mut found: Vec<Known> = Vec::new();
    found.resize_with(ids.len(), Known::default);
    for (word, &id) in ids {
        let known = &mut found[id];
        lexicon.translations(word, lang, &mut |translation, probability| {
            known.is_known = true;
            // In a translation of several words the common ones do not matter: pay attention to.
            let parts = translation
                .split(' ')
                .filter_map(|part| others.get(part).copied());
            let parts: Vec<usize> = parts.collect();
            let content = translation.split(' ').filter(|part| {
                let frequency = lexicon::default().frequency(part, lang.other());
                frequency.unwrap_or_default() < COMMON
            });
            if !parts.is_empty() && parts.len() == content.count() {
                known.translations.push((parts, probability));
            }
        });
    }
    found
}
