//! Training translation tables.
//!
//! [`Trainer`] takes parallel text and dictionaries and gives the bytes of a [`Table`](crate::lexicon::Table): IBM
//! Model 1 in both directions, with the dictionaries as prior. Text is tokenised by [`Document`](crate::score::Document),
//! so that a table holds the very tokens that the aligner looks up; quantities and words that both languages write
//! alike are left to the aligner. The same input gives the same bytes on any number of threads. No sentence can be
//! recovered: a table keeps probabilities of single words, and of what no dictionary lists only what was seen about
//! as often as [`TrainOptions::least_count`] says.
//!
//! ```
//! use bitext::{Lang, lexicon::{Lexicon, Table}, train::{TrainOptions, Trainer}};
//!
//! let mut trainer = Trainer::new(TrainOptions::default());
//! trainer.add_pairs(&[("茶很热", "the tea is hot"), ("水很热", "the water is hot"), ("茶", "tea")], 1.0);
//! let table = Table::from_bytes(trainer.train()?)?;
//! let mut best = (String::new(), 0.0);
//! table.translations("茶", Lang::Chinese, &mut |word, p| if p > best.1 { best = (word.to_owned(), p) });
//! assert_eq!(best.0, "tea");
//! # Ok::<(), bitext::lexicon::TableError>(())
//! ```

mod corpus;
mod finish;
mod forms;
mod model1;
pub(crate) mod optimize;
mod parallel;
mod prior;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    lexicon::{Glossary, TableError},
    segment::{self, Segmenter},
};
use corpus::{Corpus, Vocabulary};
use forms::Forms;
use model1::{Model, Row, Task};
use prior::{Prior, Words};

/// How to train. Plain data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct TrainOptions {
    /// Steps of expectation maximisation. Six are the custom for Model 1; later ones over-fit rare words.
    pub iterations: usize,
    /// What the dictionary entry of a word counts, in occurrences.
    ///
    /// Of 5, 10, 20, 30 and 40 the likelihood of gold beads left out of the fit was best from 20 on for novels and up to
    /// 20 for papers and records (`examples/fit_beads.rs`).
    pub dictionary_mass: f32,
    /// The share of the translations of a word that are those of the dictionaries whatever was learnt, in `[0, 1]`.
    ///
    /// Of 0, 0.3 and 0.5 the middle was best: strict F1 of beads rose from .985 to .987 for records (hkhansard) and stayed
    /// for four other sets, F1 of pairs from 94.7 to 94.8 in comparable documents and from 93.0 to 93.1 in a pool.
    pub dictionary_share: f32,
    /// What the unknown translations of a word count that no dictionary has, in occurrences.
    pub unlisted_mass: f32,
    /// What the characters of a word count for its translations, in occurrences; 0 leaves them out.
    pub character_mass: f32,
    /// The least probability that is kept.
    pub least_probability: f32,
    /// The most translations of a word that are kept.
    pub most_translations: usize,
    /// How much likelier than by chance a translation must be to be kept; those that are not explain nothing.
    pub least_lift: f32,
    /// How often two words must correspond, by expectation, if no dictionary lists them.
    pub least_count: f32,
    /// How many running words the general frequencies of words count as, against the training text.
    pub frequency_mass: f32,
    /// The threads to work on; 0 for as many as there are processors. No result depends on it.
    pub threads: usize,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            iterations: 6,
            dictionary_mass: 30.0,
            dictionary_share: 0.3,
            unlisted_mass: 0.5,
            character_mass: 4.0,
            least_probability: 0.01,
            most_translations: 20,
            least_lift: 1.3,
            least_count: 0.8,
            frequency_mass: 2e6,
            threads: 0,
        }
    }
}

/// What a trainer is doing.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Pairs are tokenised; progress counts pairs.
    Reading,
    /// Words are aligned; progress counts steps, of both directions.
    Training,
}

/// Called with what is being done and how much more of it is done now; from any thread.
pub type Progress = Box<dyn Fn(Stage, usize) + Send + Sync>;

/// Collects text and dictionaries, and trains a table on them.
pub struct Trainer {
    options: TrainOptions,
    corpus: Corpus,
    forms: Forms,
    dictionaries: Vec<Dictionary>,
    progress: Option<Progress>,
}

enum Dictionary {
    Ecdict(String),
    Glossary(Glossary),
}

impl Trainer {
    /// Starts with nothing.
    #[must_use]
    pub fn new(options: TrainOptions) -> Self {
        Self {
            options,
            corpus: Corpus::default(),
            forms: Forms::default(),
            dictionaries: Vec::new(),
            progress: None,
        }
    }

    /// Tells `progress` what is being done.
    pub fn on_progress(&mut self, progress: Progress) {
        self.progress = Some(progress);
    }

    /// Adds a list of English forms: lines `lemma/frequency -> form,form`, as in `lemma.en.txt` of ECDICT.
    ///
    /// Affects only text that is added later. Without any list, the forms of the default lexicon are used.
    pub fn add_forms(&mut self, text: &str) {
        self.forms.add(text);
    }

    /// Adds pairs of a Chinese and an English segment. Each occurrence counts `weight`, repeated pairs count once.
    ///
    /// Paragraphs are cut into sentences where both sides have the same number of them. Cost: linear in the text;
    /// about eight bytes a word are kept.
    pub fn add_pairs(&mut self, pairs: &[(&str, &str)], weight: f32) {
        let mut corpus = std::mem::take(&mut self.corpus);
        let progress = |count| self.tell(Stage::Reading, count);
        let threads = self.threads();
        corpus.add(pairs, weight, &self.forms, threads, &progress);
        self.corpus = corpus;
    }

    /// Adds a dictionary in the format of ECDICT: comma-separated, with columns `word` and `translation`.
    pub fn add_ecdict(&mut self, text: impl Into<String>) {
        self.dictionaries.push(Dictionary::Ecdict(text.into()));
    }

    /// Adds a glossary as a dictionary.
    pub fn add_glossary(&mut self, glossary: Glossary) {
        self.dictionaries.push(Dictionary::Glossary(glossary));
    }

    /// The number of pairs of sentences that will be trained on.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.corpus.weights.len()
    }

    /// The number of calls of progress at [`Stage::Training`].
    #[must_use]
    pub const fn steps(&self) -> usize {
        2 * self.options.iterations
    }

    /// Trains, and returns the bytes of the table.
    ///
    /// Memory: about 16 bytes for each two words that occur in one pair.
    ///
    /// # Errors
    ///
    /// More words than a table can hold.
    pub fn train(mut self) -> Result<Vec<u8>, TableError> {
        let prior = self.prior();
        let chinese = chinese_shares(&self.corpus, &prior, &self.options);
        let english = english_shares(&self.corpus, &prior, &self.options);
        let mut forward_prior = vec![Row::new(); self.corpus.chinese.len()];
        let mut backward_prior = vec![Row::new(); self.corpus.english.len()];
        for (&(zh, en), &strength) in &prior.pairs {
            let share = |shares: &[f32], id: u32| shares.get(id as usize).copied().unwrap_or(0.0);
            if let Some(row) = forward_prior.get_mut(zh as usize) {
                row.push((en, strength * share(&english, en).sqrt()));
            }
            if let Some(row) = backward_prior.get_mut(en as usize) {
                row.push((zh, strength * share(&chinese, zh).sqrt()));
            }
        }
        let compounds = prior.compounds;
        forward_prior.iter_mut().for_each(normalise);
        backward_prior.iter_mut().for_each(normalise);
        let forward = self.direction(true, &forward_prior, &english);
        let forward = finish::supported(forward, &forward_prior, &self.options);
        let forward = finish::recalled(forward, &forward_prior, self.options.dictionary_share);
        let backward = self.direction(false, &backward_prior, &chinese);
        let backward = finish::supported(backward, &backward_prior, &self.options);
        let backward = finish::recalled(backward, &backward_prior, self.options.dictionary_share);
        finish::table(
            &self.corpus,
            &self.forms,
            (forward, backward),
            (&chinese, &english),
            &compounds,
            &self.options,
        )
    }

    fn prior(&mut self) -> Prior {
        let mut prior = Prior::default();
        let mut words = Words {
            chinese: &mut self.corpus.chinese,
            english: &mut self.corpus.english,
            forms: &self.forms,
            segmenter: Segmenter::default(),
        };
        for dictionary in std::mem::take(&mut self.dictionaries) {
            match dictionary {
                Dictionary::Ecdict(text) => prior.add_ecdict(&text, &mut words),
                Dictionary::Glossary(glossary) => prior.add_glossary(&glossary, &mut words),
            }
        }
        prior
    }

    /// Trains `t(english | chinese)` if `forward`, or else `t(chinese | english)`.
    fn direction(&self, forward: bool, prior: &[Row], shares: &[f32]) -> Model {
        let (chinese, english) = (&self.corpus.chinese_tokens, &self.corpus.english_tokens);
        let (given, target) = if forward {
            (chinese, english)
        } else {
            (english, chinese)
        };
        let progress = || self.tell(Stage::Training, 1);
        model1::train(&Task {
            given,
            target,
            weights: &self.corpus.weights,
            prior,
            shares,
            iterations: self.options.iterations,
            mass: (self.options.dictionary_mass, self.options.unlisted_mass),
            threads: self.threads(),
            progress: &progress,
        })
    }

    fn threads(&self) -> usize {
        match self.options.threads {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            threads => threads,
        }
    }

    fn tell(&self, stage: Stage, count: usize) {
        if let Some(progress) = &self.progress {
            progress(stage, count);
        }
    }
}

impl fmt::Debug for Trainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trainer")
            .field("options", &self.options)
            .field("pairs", &self.pairs())
            .field("dictionaries", &self.dictionaries.len())
            .finish_non_exhaustive()
    }
}

fn normalise(row: &mut Row) {
    let sum: f32 = row.iter().map(|(_, strength)| strength).sum();
    for (_, strength) in row {
        *strength /= sum.max(f32::MIN_POSITIVE);
    }
}

/// A word that nothing is known of is as rare as this.
const LEAST_SHARE: f32 = 1e-8;

/// A compound is taken for no rarer than this, a tenth of a usual word, so that what it tells is not overrated.
///
/// With 1e-8, as rare as a word that nothing is known of, pairs of comparable texts are the same; with 3e-5 one more is wrong.
const COMPOUND_SHARE: f32 = 3e-6;

/// The share of each Chinese word: in the text, mixed with that of the segmenter's list; of a compound, which the text shows
/// as its words, at least [`COMPOUND_SHARE`].
fn chinese_shares(corpus: &Corpus, prior: &Prior, options: &TrainOptions) -> Vec<f32> {
    let general = |_, word: &str| segment::frequency(word).unwrap_or_default();
    let mut shares = shares(
        &corpus.chinese,
        &corpus.chinese_tokens,
        &corpus.weights,
        general,
        options,
    );
    for &id in &prior.compounds {
        if let Some(share) = shares.get_mut(id as usize) {
            *share = share.max(COMPOUND_SHARE);
        }
    }
    shares
}

/// The share of each English word: in the text, mixed with that by the ranks of the dictionary.
fn english_shares(corpus: &Corpus, prior: &Prior, options: &TrainOptions) -> Vec<f32> {
    let general = |id, _: &str| prior.shares.get(&id).copied().unwrap_or_default();
    let mut options = options.clone();
    if prior.shares.is_empty() {
        options.frequency_mass = 0.0;
    }
    shares(
        &corpus.english,
        &corpus.english_tokens,
        &corpus.weights,
        general,
        &options,
    )
}

fn shares(
    words: &Vocabulary,
    tokens: &corpus::Tokens,
    weights: &[f32],
    general: impl Fn(u32, &str) -> f32,
    options: &TrainOptions,
) -> Vec<f32> {
    let mut counts = vec![0.0_f64; words.len()];
    let mut all = 0.0;
    for (pair, &weight) in weights.iter().enumerate() {
        for &id in tokens.of(pair) {
            if let Some(count) = counts.get_mut(id as usize) {
                *count += f64::from(weight);
                all += f64::from(weight);
            }
        }
    }
    let mass = f64::from(options.frequency_mass);
    let shares = counts
        .iter()
        .zip(words.words().iter().map(AsRef::as_ref))
        .zip(0..);
    let share = |((count, word), id): ((&f64, &str), u32)| {
        let share = (count + mass * f64::from(general(id, word))) / (all + mass).max(1.0);
        (share as f32).max(LEAST_SHARE)
    };
    shares.map(share).collect()
}
