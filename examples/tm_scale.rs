//! Measures a memory of many units: import, size of the file, exact and fuzzy search, recall against comparing with
//! all.
//!
//! `cargo run --release --features store --example tm_scale -- [UNITS] [--texts FILE.tsv] [--write FOLDER]
//! [--no-recall] [--peer PYTHON]`
//!
//! 200,000 units are recombined from `corpora/` (`recombine/mod.rs` says how), or read from a file of English, a tab
//! and Chinese. Queries are 300 units with 5 to 30 per cent of their tokens changed. `--write` leaves the memory and
//! the queries as text, for the peers in `benches/peers`; `--peer` runs the one of translate-toolkit in the same run, by a
//! Python that has it, and prints how many times as long as ours its searches take.
//!
//! All times are processor time of the one thread that works, after a first run that fills caches: what other programs
//! do on the machine does not count.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "an example talks to its reader, in round numbers"
)]

mod recombine;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use bitext::{
    Lang,
    memory::{
        Lookup, LookupOptions, Match, Method, Penalties, Query, SqliteStore, Store, find_phrase,
        search::Segment,
    },
};
use cpu_time::ThreadTime;
use rapidfuzz::distance::levenshtein;

use recombine::Random;

const QUERIES: usize = 300;
/// Comparing with every text is slow: recall is measured on the first of the queries.
const RECALL_QUERIES: usize = 60;
const LIMIT: usize = 5;

fn main() {
    let mut arguments = env::args().skip(1);
    let (mut count, mut from, mut to, mut with_recall) = (200_000, None, None, true);
    let mut peer = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--no-recall" => with_recall = false,
            "--texts" => from = arguments.next(),
            "--peer" => peer = arguments.next(),
            "--write" => to = arguments.next().map(PathBuf::from),
            number => count = number.parse().expect("a number of units"),
        }
    }
    let texts = match from {
        Some(path) => read(&path, count),
        None => recombine::texts(count),
    };
    let bytes: usize = texts
        .iter()
        .map(|(english, chinese)| english.len() + chinese.len())
        .sum();
    let characters = |text: &dyn Fn(&(String, String)) -> usize| {
        texts.iter().map(text).sum::<usize>() as f64 / texts.len() as f64
    };
    println!(
        "{} units, {:.1} MB of text, on average {:.0} characters of English and {:.0} of Chinese",
        texts.len(),
        bytes as f64 / 1e6,
        characters(&|pair| pair.0.chars().count()),
        characters(&|pair| pair.1.chars().count()),
    );

    let folder = tempfile::tempdir().expect("a folder for the memory");
    if peer.is_some() && to.is_none() {
        to = Some(folder.path().join("texts"));
    }
    let mut ours = Vec::new();
    let path = folder.path().join("memory.bitext");
    let mut store = SqliteStore::create(&path).expect("a new memory");
    let mut units = texts.iter().map(|pair| Ok(recombine::unit(pair)));
    let start = ThreadTime::now();
    let imported = store.import(&mut units).expect("an import");
    let import = start.elapsed();
    drop(store);
    let closed = start.elapsed();
    println!(
        "import: {:.0} units/s ({import:.1?}; {closed:.1?} with closing), {} new",
        texts.len() as f64 / import.as_secs_f64(),
        imported.added
    );
    let size = fs::metadata(&path).expect("the memory").len();
    println!(
        "file: {:.1} MB, {:.2} times the text",
        size as f64 / 1e6,
        size as f64 / bytes as f64
    );
    let start = ThreadTime::now();
    let store = SqliteStore::open(&path).expect("the memory");
    let mut lookup = Lookup::default();
    lookup
        .find(&store, &Query::new("河", Lang::Chinese))
        .expect("a search");
    println!("opening and first search: {:.1?}", start.elapsed());

    for lang in [Lang::Chinese, Lang::English] {
        let side = |pair: &(String, String)| match lang {
            Lang::Chinese => pair.1.clone(),
            _ => pair.0.clone(),
        };
        let queries = queries(&texts, lang, &side);
        println!("\n{}", lang.code());
        exact(&store, &texts, lang, &side);
        ours.push((lang, fuzzy(&store, &queries, lang)));
        if with_recall {
            recall(&store, &queries, lang);
        }
        concordances(&store, &queries, lang);
        let scanned = scan(&texts, &queries, &side);
        if let Some((_, ours)) = ours.last() {
            println!(
                "  the scan takes {:.0} times as long (p50)",
                ratio(scanned, *ours)
            );
        }
        if let Some(folder) = &to {
            let lines = |texts: &mut dyn Iterator<Item = String>| -> String {
                texts
                    .map(|text| text.replace(['\n', '\t'], " ") + "\n")
                    .collect()
            };
            fs::create_dir_all(folder).expect("the folder to write to");
            let memory = lines(&mut texts.iter().map(side));
            fs::write(folder.join(format!("memory.{}", lang.code())), memory)
                .expect("the memory as text");
            let queries = lines(&mut queries.iter().cloned());
            fs::write(folder.join(format!("queries.{}", lang.code())), queries)
                .expect("the queries as text");
        }
    }
    if let (Some(python), Some(folder)) = (peer, to) {
        translate_toolkit(&python, &folder, &ours);
    }
}

/// The other peer, in a process of its own; what it prints tells its median.
fn translate_toolkit(python: &str, folder: &Path, ours: &[(Lang, Duration)]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/translate_toolkit.py");
    let output = Command::new(python).arg(script).arg(folder).output();
    let output = output.expect("a Python that has translate-toolkit and rapidfuzz");
    let printed = String::from_utf8_lossy(&output.stdout);
    println!(
        "\ntranslate-toolkit\n{printed}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for (lang, ours) in ours {
        let line = printed.lines().find(|line| line.starts_with(lang.code()));
        let median = line
            .and_then(|line| line.split_once("p50 ")?.1.split_once(" ms"))
            .and_then(|(number, _)| number.parse().ok());
        if let Some(median) = median.map(Duration::from_millis) {
            let times = ratio(median, *ours);
            println!("{}: {times:.0} times as long as ours (p50)", lang.code());
        }
    }
}

fn ratio(theirs: Duration, ours: Duration) -> f64 {
    theirs.as_secs_f64() / ours.as_secs_f64().max(1e-9)
}

fn read(path: &str, count: usize) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).expect("a file of pairs");
    let pairs = text.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?.to_owned(), columns.next()?.to_owned()))
    });
    pairs.take(count).collect()
}

fn queries(
    texts: &[(String, String)],
    lang: Lang,
    side: &dyn Fn(&(String, String)) -> String,
) -> Vec<String> {
    let mut random = Random(88);
    let mut one = |_| {
        let (text, other) = (
            side(&texts[random.below(texts.len())]),
            side(&texts[random.below(texts.len())]),
        );
        let percent = 5 + random.below(26);
        recombine::perturbed(&text, &other, lang, percent, &mut random)
    };
    (0..QUERIES).map(&mut one).collect()
}

fn exact(
    store: &SqliteStore,
    texts: &[(String, String)],
    lang: Lang,
    side: &dyn Fn(&(String, String)) -> String,
) {
    let mut lookup = Lookup::new(LookupOptions::default().method(Method::Exact));
    let mut random = Random(1);
    let mut times = Vec::new();
    for _ in 0..2000 {
        let text = side(&texts[random.below(texts.len())]);
        let start = ThreadTime::now();
        let found = lookup
            .find(store, &Query::new(&text, lang))
            .expect("a search");
        times.push(start.elapsed());
        assert!(
            found.iter().any(|found| found.found().text() == text),
            "{text:?} is lost"
        );
    }
    report("exact", &mut times);
}

/// Returns the median without penalties, which the peers do not know.
fn fuzzy(store: &SqliteStore, queries: &[String], lang: Lang) -> Duration {
    let mut plain = Duration::ZERO;
    for (name, penalties) in [
        ("fuzzy, top five", Penalties::NONE),
        ("the same with penalties", Penalties::default()),
    ] {
        let mut lookup = Lookup::new(LookupOptions::default().penalties(penalties));
        let mut times = Vec::new();
        let mut hits = 0;
        for query in queries {
            let start = ThreadTime::now();
            hits += lookup
                .find(store, &Query::new(query, lang))
                .expect("a search")
                .len();
            times.push(start.elapsed());
        }
        let median = report(name, &mut times);
        println!("  {:.1} hits a query", hits as f64 / queries.len() as f64);
        if penalties == Penalties::NONE {
            plain = median;
        }
    }
    plain
}

/// How often the best match of 70 per cent or more, and all five matches, are those of the exhaustive search.
fn recall(store: &SqliteStore, queries: &[String], lang: Lang) {
    let options = LookupOptions::default().penalties(Penalties::NONE);
    let (mut with, mut best, mut all) = (0, 0, 0);
    let mut times = Vec::new();
    for query in queries.iter().take(RECALL_QUERIES) {
        let query = Query::new(query, lang);
        let found = Lookup::new(options).find(store, &query).expect("a search");
        let start = ThreadTime::now();
        let wanted = Lookup::new(options.method(Method::Exhaustive))
            .find(store, &query)
            .expect("a search");
        times.push(start.elapsed());
        let key = |found: &Match| (found.hit.score, found.hit.id);
        with += usize::from(!wanted.is_empty());
        best +=
            usize::from(!wanted.is_empty() && wanted.first().map(key) == found.first().map(key));
        all += usize::from(wanted == found);
    }
    report("exhaustive", &mut times);
    println!(
        "  recall of the best match: {best} of {with}; all five the same: {all} of {RECALL_QUERIES}"
    );
}

fn concordances(store: &SqliteStore, queries: &[String], lang: Lang) {
    let mut times = Vec::new();
    for query in queries {
        // The first two tokens: a word in Chinese, two in English.
        let segment = Segment::new(query, lang);
        let phrase: Vec<&str> = segment.tokens().take(2).collect();
        let phrase = phrase.join(if lang == Lang::Chinese { "" } else { " " });
        times.push(timed(|| find_phrase(store, &phrase, lang, 20).expect("a search")).0);
    }
    report("concordance, first twenty", &mut times);
}

/// The peer: all texts in working memory, each compared with rapidfuzz, character by character, at 70 per cent.
fn scan(
    texts: &[(String, String)],
    queries: &[String],
    side: &dyn Fn(&(String, String)) -> String,
) -> Duration {
    let texts: Vec<Vec<char>> = texts
        .iter()
        .map(|pair| side(pair).chars().collect())
        .collect();
    let mut times = Vec::new();
    for query in queries.iter().take(RECALL_QUERIES) {
        let start = ThreadTime::now();
        let query: Vec<char> = query.chars().collect();
        let comparator = levenshtein::BatchComparator::new(query.iter().copied());
        let arguments = levenshtein::Args::default().score_cutoff(0.7);
        let mut best: Vec<(f64, usize)> = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            let similarity =
                comparator.normalized_similarity_with_args(text.iter().copied(), &arguments);
            if let Some(similarity) = similarity {
                best.push((similarity, at));
            }
        }
        best.sort_by(|one, other| other.0.total_cmp(&one.0));
        best.truncate(LIMIT);
        times.push(start.elapsed());
    }
    report("peer: scan with rapidfuzz", &mut times)
}

/// The time of a second run.
fn timed<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    work();
    let start = ThreadTime::now();
    let done = work();
    (start.elapsed(), done)
}

/// Prints the times and returns the median.
fn report(name: &str, times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "  {name}: p50 {:.1?}, p95 {:.1?}, longest {:.1?}",
        at(50),
        at(95),
        at(100)
    );
    at(50)
}
