//! Trains the table of transliterated sounds (`src/name/data/emissions.tsv`).
//!
//! ```text
//! cargo run --release --example fit_names > src/name/data/emissions.tsv
//! ```
//!
//! Reads the foreign names of the development half of `tests/data/name/pairs.tsv`; the test half is not looked at. For
//! each sound of Chinese characters (`bitext::name::transliterate::sounds`) expectation maximisation finds the
//! probability of the letters it writes, none to three. It starts from what the pinyin letters suggest ([`suggestions`]),
//! which also stay as a prior, and what a sound of a syllable writes is the prior of what its characters write.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the table is printed, progress beside it"
)]

use std::{collections::BTreeMap, error::Error, fs};

use bitext::name::transliterate::{LONGEST_CHUNK, Sound, UNSEEN, letters, sounds};

/// How often expectation and maximisation are repeated; the table hardly moves after six.
const ROUNDS: usize = 10;

/// How many observations the suggestions of a sound are worth, and those of a syllable for a character.
const PRIOR: f64 = 6.0;
const SYLLABLE_PRIOR: f64 = 4.0;

/// Probabilities below this are left to smoothing: it keeps the table a quarter the size at the same accuracy.
const LEAST: f64 = 0.006;

/// For each sound: what it writes, with a count or a probability.
type Table = BTreeMap<String, BTreeMap<String, f64>>;

fn main() -> Result<(), Box<dyn Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/name/pairs.tsv");
    let text = fs::read_to_string(path)?;
    let mut pairs: Vec<(String, Vec<Sound>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, "dev", english, chinese] = columns[..] else {
            continue;
        };
        if kind.starts_with("foreign") {
            pairs.extend(letters(english).zip(sounds(chinese)));
        }
    }
    let (mut general, mut own) = (Table::new(), Table::new());
    for round in 0..ROUNDS {
        let (mut general_counts, mut own_counts) = (Table::new(), Table::new());
        for (english, chinese) in &pairs {
            expect(
                english,
                chinese,
                |sound, chunk| probability(&general, &own, sound, chunk),
                |sound, chunk, count| {
                    *general_counts
                        .entry(sound.general.clone())
                        .or_default()
                        .entry(chunk.to_owned())
                        .or_default() += count;
                    *own_counts
                        .entry(sound.own.clone())
                        .or_default()
                        .entry(chunk.to_owned())
                        .or_default() += count;
                },
            );
        }
        let by_syllable: BTreeMap<&str, &str> = pairs
            .iter()
            .flat_map(|(_, sounds)| sounds)
            .map(|sound| (sound.own.as_str(), sound.general.as_str()))
            .collect();
        general = general_counts
            .into_iter()
            .map(|(sound, counts)| (sound.clone(), mixed(counts, &suggestions(&sound), PRIOR)))
            .collect();
        own = own_counts
            .into_iter()
            .map(|(sound, counts)| {
                let prior = by_syllable
                    .get(sound.as_str())
                    .and_then(|of| general.get(*of));
                let row = mixed(counts, &prior.cloned().unwrap_or_default(), SYLLABLE_PRIOR);
                (sound, row)
            })
            .collect();
        eprintln!(
            "round {round}: {} sounds, {} of characters",
            general.len(),
            own.len()
        );
    }
    // Sounds that training has not are in the table by what their letters suggest.
    for sound in all_sounds() {
        general
            .entry(sound.clone())
            .or_insert_with(|| suggestions(&sound));
    }
    println!("# Made by examples/fit_names.rs; see README.md");
    for (sound, row) in bigrams(pairs.iter().map(|(english, _)| english.as_str()))
        .iter()
        .chain(&general)
        .chain(&own)
    {
        let entries: Vec<String> = row
            .iter()
            .filter(|(_, probability)| **probability >= LEAST)
            .map(|(chunk, probability)| {
                format!(
                    "{}={:.0}",
                    if chunk.is_empty() { "_" } else { chunk },
                    probability * 10_000.0
                )
            })
            .collect();
        if !entries.is_empty() {
            println!("{sound}\t{}", entries.join(" "));
        }
    }
    Ok(())
}

/// The probability that a sound writes a chunk as the table has it in this round.
fn probability(general: &Table, own: &Table, sound: &Sound, chunk: &str) -> f64 {
    let row = own.get(&sound.own).or_else(|| general.get(&sound.general));
    let seen = match row {
        Some(row) => row.get(chunk).copied(),
        None => suggestions(&sound.general).get(chunk).copied(),
    };
    seen.unwrap_or(0.0).max(UNSEEN[chunk.len()])
}

/// Calls `count` with the expected number of times that each sound of a pair writes each chunk.
fn expect(
    english: &str,
    chinese: &[Sound],
    probability: impl Fn(&Sound, &str) -> f64,
    mut count: impl FnMut(&Sound, &str, f64),
) {
    let n = english.len();
    let mut forward = vec![vec![0.0; n + 1]; chinese.len() + 1];
    forward[0][0] = 1.0;
    for (at, sound) in chinese.iter().enumerate() {
        for from in 0..=n {
            for to in from..=n.min(from + LONGEST_CHUNK) {
                let step = forward[at][from] * probability(sound, &english[from..to]);
                forward[at + 1][to] += step;
            }
        }
    }
    let total = forward[chinese.len()][n];
    if total <= 0.0 {
        return;
    }
    let mut backward = vec![0.0; n + 1];
    backward[n] = 1.0;
    for (at, sound) in chinese.iter().enumerate().rev() {
        let mut before = vec![0.0; n + 1];
        for from in 0..=n {
            for to in from..=n.min(from + LONGEST_CHUNK) {
                let chunk = &english[from..to];
                let step = probability(sound, chunk) * backward[to];
                before[from] += step;
                let share = forward[at][from] * step / total;
                if share > 1e-6 {
                    count(sound, chunk, share);
                }
            }
        }
        backward = before;
    }
}

/// Counts with a prior worth `weight` observations, as probabilities.
fn mixed(
    counts: BTreeMap<String, f64>,
    prior: &BTreeMap<String, f64>,
    weight: f64,
) -> BTreeMap<String, f64> {
    let all: f64 = counts.values().sum::<f64>() + weight;
    let mut row = counts;
    for (chunk, probability) in prior {
        *row.entry(chunk.clone()).or_default() += weight * probability;
    }
    row.values_mut().for_each(|count| *count /= all);
    row
}

/// Letter bigrams of names, add-one smoothed by a twentieth.
fn bigrams<'e>(names: impl Iterator<Item = &'e str>) -> Table {
    let mut counts = Table::new();
    for name in names {
        let mut before = '^';
        for letter in name.chars() {
            *counts
                .entry(format!("after:{before}"))
                .or_default()
                .entry(letter.to_string())
                .or_default() += 1.0;
            before = letter;
        }
    }
    let flat: BTreeMap<String, f64> = ('a'..='z').map(|c| (c.to_string(), 1.0 / 26.0)).collect();
    counts
        .into_iter()
        .map(|(before, row)| (before, mixed(row, &flat, 3.0)))
        .collect()
}

/// What the pinyin letters of a sound suggest, as probabilities: judgement, made before training.
fn suggestions(sound: &str) -> BTreeMap<String, f64> {
    let (part, letters) = sound.split_once(':').unwrap_or_default();
    let list = SUGGESTIONS
        .iter()
        .find(|(of, name, _)| *of == part && *name == letters)
        .map_or(letters, |(_, _, list)| list);
    let chunks: Vec<&str> = list.split(' ').collect();
    // The likeliest first: each is worth three quarters of the one before.
    let weights: Vec<f64> = (0..chunks.len())
        .map(|at| 0.75_f64.powi(at as i32))
        .collect();
    let all: f64 = weights.iter().sum();
    let mut row = BTreeMap::new();
    for (chunk, weight) in chunks.iter().zip(weights) {
        let chunk = if *chunk == "_" { "" } else { chunk };
        if chunk.len() <= LONGEST_CHUNK {
            *row.entry(chunk.to_owned()).or_insert(0.0) += weight / all;
        }
    }
    row
}

fn all_sounds() -> impl Iterator<Item = String> {
    SUGGESTIONS
        .iter()
        .map(|(part, letters, _)| format!("{part}:{letters}"))
}

/// Part, pinyin letters, and what they write; `_` for nothing.
const SUGGESTIONS: &[(&str, &str, &str)] = &[
    ("i", "b", "b v p bh w"),
    ("i", "p", "p b ph"),
    ("i", "m", "m mh"),
    ("i", "f", "f v ph h w gh"),
    ("i", "d", "d t dh th"),
    ("i", "t", "t d th"),
    ("i", "n", "n kn gn"),
    ("i", "l", "l r rh"),
    ("i", "g", "g k c gh gu"),
    ("i", "k", "k c q ch ck kh x"),
    ("i", "h", "h ch kh g j f wh"),
    ("i", "j", "j g k c gi z ch dj _"),
    ("i", "q", "ch c k j tch q cz t"),
    ("i", "x", "s sh h c x sch ch z"),
    ("i", "zh", "j z ch g zh dg"),
    ("i", "ch", "ch c tch tsc"),
    ("i", "sh", "sh s sch ch sz"),
    ("i", "r", "r j g l zh _"),
    ("i", "z", "z s ts ds dz"),
    ("i", "c", "ts tz z c cz s"),
    ("i", "s", "s c z th x sz"),
    ("i", "y", "y i j _ e"),
    ("i", "w", "w v u _ o hu wh"),
    ("v", "a", "a ah o e u ar _"),
    ("v", "o", "o a u e _ oh"),
    ("v", "e", "e _ a o er u i"),
    ("v", "i", "i e y ee ie ey _ ea"),
    ("v", "u", "u o oo _ ou w e"),
    ("v", "v", "u y eu ue"),
    ("v", "ai", "ai e i ei ay a ae y"),
    ("v", "ei", "e ei a ay ai ey i"),
    ("v", "ao", "o au ow aw ao ou or"),
    ("v", "ou", "o ou ow oe u"),
    ("v", "er", "r l er ll ar el al _"),
    ("v", "ia", "ia a ja ya ca ga"),
    ("v", "ie", "e ie ye ia je"),
    ("v", "iu", "u iu yu ew"),
    ("v", "iao", "io iau eo yo"),
    ("v", "ua", "ua wa oa va a"),
    ("v", "uo", "o a ou uo oh au"),
    ("v", "uai", "wai uai y"),
    ("v", "ui", "ui wi ue oi e wy"),
    ("v", "ue", "ue ua"),
    ("v", "ve", "ue"),
    ("v", "io", "yo io"),
    ("n", "n", "n m ne nn _ nd"),
    ("n", "ng", "n ng m nk _ nt"),
];
