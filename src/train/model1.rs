//! IBM Model 1 (Brown et al. 1993) with a dictionary as prior.
//!
//! The probability of a target word given a word of the other language is estimated by expectation maximisation,
//!
//! ```text
//! t(e|z) = (c(z,e) + k D(e|z)) / (N(z) + k)
//! ```
//!
//! with expected counts `c`, their sum `N` and the prior `D` (the mode of a Dirichlet prior of mass `k`). Every step
//! goes word by word: a row of the table is spread over a dense scratch space, so that no pair is ever searched for,
//! and each sum belongs to one word and is added up in the order of the text. The result is the same on any number of
//! threads.

use super::{corpus::Tokens, parallel};

/// Pairs of sentences whose denominators one thread computes at a time.
const BLOCK: usize = 8192;

/// Given words whose counts one thread collects at a time.
const ROWS: usize = 64;

/// A probability below this is dropped between two steps; it bounds memory and is far below what a table keeps.
const LEAST: f32 = 1e-6;

/// Target words with their probabilities, sorted.
pub(super) type Row = Vec<(u32, f32)>;

/// What to train on.
pub(super) struct Task<'t> {
    pub(super) given: &'t Tokens,
    pub(super) target: &'t Tokens,
    pub(super) weights: &'t [f32],
    /// D(e|z) for each given word; empty where no dictionary has it.
    pub(super) prior: &'t [Row],
    /// The share of each target word.
    pub(super) shares: &'t [f32],
    pub(super) iterations: usize,
    /// The mass of the prior of a given word that a dictionary has, and that of the others.
    pub(super) mass: (f32, f32),
    pub(super) threads: usize,
    pub(super) progress: &'t (dyn Fn() + Sync),
}

/// What was learnt.
pub(super) struct Model {
    /// t(e|z) for each given word.
    pub(super) rows: Vec<Row>,
    /// N(z): how often a given word was the origin of a target word.
    pub(super) totals: Vec<f32>,
}

/// Where the given words occur: pairs, ascending.
struct Postings {
    starts: Vec<usize>,
    pairs: Vec<u32>,
}

impl Postings {
    #[expect(clippy::indexing_slicing, reason = "ids are below the number of words")]
    fn new(given: &Tokens, words: usize) -> Self {
        let mut starts = vec![0; words + 1];
        for &id in &given.ids {
            starts[id as usize + 1] += 1;
        }
        for word in 0..words {
            starts[word + 1] += starts[word];
        }
        let mut next = starts.clone();
        let mut pairs = vec![0; given.ids.len()];
        for pair in 0..given.len() {
            for &id in given.of(pair) {
                pairs[next[id as usize]] = pair as u32;
                next[id as usize] += 1;
            }
        }
        Self { starts, pairs }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "starts rise up to the number of pairs"
    )]
    fn of(&self, word: usize) -> &[u32] {
        &self.pairs[self.starts[word]..self.starts[word + 1]]
    }
}

/// Trains `t(target | given)`.
pub(super) fn train(task: &Task<'_>) -> Model {
    let words = task.prior.len();
    let postings = Postings::new(task.given, words);
    // The row behind the last word is that of the empty word, which every sentence has once.
    let mut rows: Vec<Row> = task
        .prior
        .iter()
        .map(|row| row.iter().map(|&(e, d)| (e, 0.5 * d)).collect())
        .collect();
    rows.push(Row::new());
    let mut totals = vec![0.0; words + 1];
    // Before the first step a word may be translated by any other, the likelier by those that a dictionary has.
    let mut base: Vec<f32> = task.shares.iter().map(|share| 0.5 * share).collect();
    for _ in 0..task.iterations {
        let denominators = denominators(task, &rows, &base);
        let chunks = parallel::map(
            task.threads,
            words / ROWS + 1,
            || Scratch::new(task.shares.len()),
            |scratch, chunk| {
                let chunk = chunk * ROWS..((chunk + 1) * ROWS).min(words + 1);
                chunk
                    .map(|word| row(task, word, &rows, &base, &postings, &denominators, scratch))
                    .collect::<Vec<_>>()
            },
        );
        let mut place = rows.iter_mut().zip(&mut totals);
        for (row, total) in chunks.into_iter().flatten() {
            if let Some((old, old_total)) = place.next() {
                *old = row;
                *old_total = total;
            }
        }
        base.fill(0.0);
        (task.progress)();
    }
    rows.pop();
    totals.pop();
    Model { rows, totals }
}

/// For each token of each pair, the sum of its probabilities given all words of the other side; by blocks of pairs.
#[expect(
    clippy::indexing_slicing,
    reason = "ids are below the number of words, pairs below that of pairs"
)]
fn denominators(task: &Task<'_>, rows: &[Row], base: &[f32]) -> Vec<Vec<f32>> {
    let empty = rows.len() - 1;
    let blocks = task.given.len().div_ceil(BLOCK);
    let scratch = || vec![0.0_f32; base.len()];
    parallel::map(task.threads, blocks, scratch, |scratch, block| {
        let pairs = block * BLOCK..((block + 1) * BLOCK).min(task.given.len());
        let first = task.target.starts[pairs.start];
        let mut sums = vec![0.0_f32; task.target.starts[pairs.end] - first];
        let mut occurrences: Vec<(u32, u32)> = Vec::new();
        for pair in pairs {
            occurrences.push((empty as u32, pair as u32));
            occurrences.extend(task.given.of(pair).iter().map(|&id| (id, pair as u32)));
        }
        occurrences.sort_unstable();
        for same in occurrences.chunk_by(|a, b| a.0 == b.0) {
            let row = &rows[same[0].0 as usize];
            for &(e, t) in row {
                scratch[e as usize] = t;
            }
            for &(_, pair) in same {
                let range = task.target.range(pair as usize);
                let sums = &mut sums[range.start - first..range.end - first];
                for (sum, &e) in sums.iter_mut().zip(task.target.of(pair as usize)) {
                    *sum += base[e as usize] + scratch[e as usize];
                }
            }
            for &(e, _) in row {
                scratch[e as usize] = 0.0;
            }
        }
        sums
    })
}

/// Dense spaces of one thread; all zero between two words.
struct Scratch {
    probabilities: Vec<f32>,
    counts: Vec<f64>,
    touched: Vec<u32>,
}

impl Scratch {
    fn new(words: usize) -> Self {
        Self {
            probabilities: vec![0.0; words],
            counts: vec![0.0; words],
            touched: Vec::new(),
        }
    }
}

/// The next row of one given word, and its total.
#[expect(
    clippy::indexing_slicing,
    reason = "ids are below the number of words, pairs below that of pairs"
)]
fn row(
    task: &Task<'_>,
    word: usize,
    rows: &[Row],
    base: &[f32],
    postings: &Postings,
    denominators: &[Vec<f32>],
    scratch: &mut Scratch,
) -> (Row, f32) {
    let row = &rows[word];
    for &(e, t) in row {
        scratch.probabilities[e as usize] = t;
    }
    let mut collect = |pair: usize| {
        let block = pair / BLOCK;
        let range = task.target.range(pair);
        let first = task.target.starts[block * BLOCK];
        let sums = &denominators[block][range.start - first..range.end - first];
        let weight = f64::from(task.weights[pair]);
        for (&sum, &e) in sums.iter().zip(task.target.of(pair)) {
            let probability = base[e as usize] + scratch.probabilities[e as usize];
            if probability > 0.0 && sum > 0.0 {
                let count = &mut scratch.counts[e as usize];
                if *count == 0.0 {
                    scratch.touched.push(e);
                }
                *count += weight * f64::from(probability / sum);
            }
        }
    };
    if word + 1 == rows.len() {
        (0..task.given.len()).for_each(&mut collect);
    } else {
        postings
            .of(word)
            .iter()
            .for_each(|&pair| collect(pair as usize));
    }
    for &(e, _) in row {
        scratch.probabilities[e as usize] = 0.0;
    }
    let total: f64 = {
        scratch.touched.sort_unstable();
        let counts = scratch.touched.iter();
        counts.map(|&e| scratch.counts[e as usize]).sum()
    };
    let prior = task.prior.get(word).map_or(&[][..], Vec::as_slice);
    let mass = f64::from(match prior {
        _ if word + 1 == rows.len() => 0.0,
        [] => task.mass.1,
        _ => task.mass.0,
    });
    for &(e, d) in prior {
        let count = &mut scratch.counts[e as usize];
        if *count == 0.0 {
            scratch.touched.push(e);
        }
        *count += mass * f64::from(d);
    }
    scratch.touched.sort_unstable();
    let mut next = Row::new();
    for &e in &scratch.touched {
        let probability = (scratch.counts[e as usize] / (total + mass).max(1e-9)) as f32;
        scratch.counts[e as usize] = 0.0;
        if probability >= LEAST {
            next.push((e, probability));
        }
    }
    scratch.touched.clear();
    (next, total as f32)
}
