//! `bitext tm search`.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use bitext::{
    Lang, Language, detect,
    memory::{
        Lookup, LookupOptions, Match, Method, Penalties, Query, SqliteStore, Store, StoreError,
        find_phrase,
        search::{Occurrence, SearchOptions},
    },
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    args::{MethodArgument, SearchArguments, SearchFormat},
    matches::{COLUMNS, match_lines, phrase_lines},
};
use crate::{
    Outcome, Status,
    args::LanguageArgument,
    count::counted,
    ending,
    failure::{Failure, warn},
    input, output, record,
};

/// Segments that one thread takes at a time: enough that threads seldom wait, few enough that all have work.
const AT_A_TIME: usize = 64;

pub(crate) fn run(arguments: &SearchArguments) -> Outcome {
    if arguments.jsonl {
        return answer_records(arguments);
    }
    let path = arguments.output.as_deref();
    let format = match arguments.format {
        Some(format) => format,
        None => ending::format(path, &ENDINGS)?.unwrap_or(SearchFormat::Text),
    };
    let queries = arguments.queries.iter().map(PathBuf::as_path);
    output::apart(path, queries.chain([arguments.store.as_path()]))?;
    output::claim(path)?;
    let store = super::open(&arguments.store)?;
    let text = match (&arguments.queries, &arguments.text) {
        (Some(path), _) => input::read_as(path, arguments.encoding.one()?)?,
        (None, Some(text)) => text.clone(),
        (None, None) => return Err(Failure::Usage("a segment or a file is needed".to_owned())),
    };
    let segments: Vec<&str> = if arguments.queries.is_some() {
        text.lines().collect()
    } else {
        vec![&text]
    };
    let answers = answers(arguments, format, &store, &segments)
        .map_err(|error| super::unusable(&arguments.store, &error))?;
    let found = answers.iter().filter(|answer| answer.found).count();
    output::write(path, |writer| {
        if format == SearchFormat::Tsv {
            writeln!(writer, "{}", COLUMNS.join("\t"))?;
        }
        answers
            .iter()
            .try_for_each(|answer| writer.write_all(answer.text.as_bytes()))
    })?;
    let none = nothing(arguments);
    if arguments.queries.is_some() {
        // An empty line is no segment that anybody waits for.
        let asked = segments.iter().filter(|it| !it.trim().is_empty()).count();
        let without = asked.saturating_sub(found);
        let asked = counted(asked, "segment");
        warn(&match without {
            0 => format!("{asked}; none without a match"),
            _ => format!("{asked}; {without} of them: {none}"),
        });
    } else if found == 0 {
        warn(&none);
    }
    Ok(if found > 0 {
        Status::Done
    } else {
        Status::Findings
    })
}

/// The endings of names of output files.
const ENDINGS: [(&str, SearchFormat); 4] = [
    ("txt", SearchFormat::Text),
    ("tsv", SearchFormat::Tsv),
    ("jsonl", SearchFormat::Jsonl),
    ("ndjson", SearchFormat::Jsonl),
];

/// What it means that nothing was found.
fn nothing(arguments: &SearchArguments) -> String {
    if is_phrase(arguments) {
        return "no unit has the phrase".to_owned();
    }
    match arguments.method {
        MethodArgument::Exact => "no unit has the same text".to_owned(),
        _ => format!(
            "no match at {} per cent or above (--phrase finds the units that hold these words in a row)",
            arguments.threshold
        ),
    }
}

#[derive(Debug, Deserialize)]
struct Record {
    text: String,
    #[serde(default)]
    language: Option<Language>,
    #[serde(default)]
    previous: Option<String>,
    #[serde(default)]
    next: Option<String>,
}

thread_local! {
    /// The store as this thread has opened it.
    static OPENED: RefCell<Option<(SqliteStore, Lookup)>> = const { RefCell::new(None) };
}

fn answer_records(arguments: &SearchArguments) -> Outcome {
    // A store that cannot be read is told before the first record.
    let path = super::open(&arguments.store)?.path().to_owned();
    let found = AtomicBool::new(false);
    let output = arguments.output.as_deref();
    output::apart(output, [arguments.store.as_path()])?;
    let done = record::run_on(arguments.threads, output, |record: Record| {
        OPENED.with_borrow_mut(|opened| {
            let (store, lookup) = match opened {
                Some(opened) => opened,
                None => {
                    let store = SqliteStore::open(&path).map_err(|error| error.to_string())?;
                    opened.insert((store, Lookup::new(options(arguments))))
                }
            };
            let fields = answer_record(arguments, store, lookup, &record);
            let (fields, is_found) = fields.map_err(|error| error.to_string())?;
            found.fetch_or(is_found, Ordering::Relaxed);
            Ok(record::record(fields))
        })
    })?;
    Ok(match done {
        Status::Done if !found.into_inner() => Status::Findings,
        done => done,
    })
}

fn answer_record(
    arguments: &SearchArguments,
    store: &SqliteStore,
    lookup: &mut Lookup,
    record: &Record,
) -> Result<(Value, bool), StoreError> {
    let told = record.language.and_then(Language::lang);
    let lang = told.unwrap_or_else(|| lang(arguments, &record.text));
    if is_phrase(arguments) {
        let is_told = told.is_some() || arguments.language.is_some();
        let mut occurrences = Vec::new();
        for (_, occurrence) in phrases(store, &record.text, (lang, is_told), arguments.limit)? {
            let unit = store.unit(occurrence.id)?;
            occurrences.push(json!({ "occurrence": occurrence, "unit": unit }));
        }
        let is_found = !occurrences.is_empty();
        return Ok((json!({ "occurrences": occurrences }), is_found));
    }
    let query =
        Query::new(&record.text, lang).between(record.previous.as_deref(), record.next.as_deref());
    let matches: Vec<Match> = lookup.find(store, &query)?.into_iter().collect();
    Ok((json!({ "matches": matches }), !matches.is_empty()))
}

/// The units that hold a phrase, with the language that they hold it in: in the language that is told or, if none is, that of
/// the phrase; a number, a code or an acronym may stand in either.
fn phrases(
    store: &SqliteStore,
    phrase: &str,
    (lang, is_told): (Lang, bool),
    limit: usize,
) -> Result<Vec<(Lang, Occurrence)>, StoreError> {
    let is_sign = |c: char| !c.is_alphabetic() || c.is_ascii_uppercase();
    let other = match lang {
        Lang::Chinese => Lang::English,
        _ => Lang::Chinese,
    };
    let is_open = !is_told && phrase.chars().all(is_sign);
    let mut found = BTreeMap::new();
    for lang in [Some(lang), is_open.then_some(other)].into_iter().flatten() {
        for it in find_phrase(store, phrase, lang, limit)?.occurrences {
            found.entry(it.id).or_insert((lang, it));
        }
    }
    Ok(found.into_values().take(limit).collect())
}

/// The language to look a text up in.
fn lang(arguments: &SearchArguments, text: &str) -> Lang {
    match arguments.language {
        Some(LanguageArgument::En) => Lang::English,
        Some(LanguageArgument::Zh) => Lang::Chinese,
        // A number or a sign is looked for as if it were Chinese, character by character.
        None => detect(text).language.lang().unwrap_or(Lang::Chinese),
    }
}

fn is_phrase(arguments: &SearchArguments) -> bool {
    arguments.phrase || arguments.method == MethodArgument::Phrase
}

/// What is written for one segment.
struct Answer {
    text: String,
    found: bool,
}

/// The answers to all segments, in order.
fn answers(
    arguments: &SearchArguments,
    format: SearchFormat,
    store: &SqliteStore,
    segments: &[&str],
) -> Result<Vec<Answer>, StoreError> {
    let blocks: Vec<std::ops::Range<usize>> = (0..segments.len())
        .step_by(AT_A_TIME)
        .map(|start| start..segments.len().min(start + AT_A_TIME))
        .collect();
    let threads = match arguments.threads {
        0 => thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    }
    .min(blocks.len());
    let work = |store: &SqliteStore,
                worker: usize,
                step: usize|
     -> Result<Vec<(usize, Answer)>, StoreError> {
        let mut lookup = Lookup::new(options(arguments));
        let mut answers = Vec::new();
        for block in blocks.iter().skip(worker).step_by(step) {
            for line in block.clone() {
                answers.push((
                    line,
                    answer((arguments, format), store, &mut lookup, segments, line)?,
                ));
            }
        }
        Ok(answers)
    };
    let mut all = if threads <= 1 {
        work(store, 0, 1)?
    } else {
        thread::scope(|scope| {
            let work = &work;
            let path: &Path = store.path();
            let workers: Vec<_> = (0..threads)
                .map(|worker| scope.spawn(move || work(&SqliteStore::open(path)?, worker, threads)))
                .collect();
            let mut all = Vec::new();
            for worker in workers {
                let answers = worker.join();
                all.extend(answers.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
            }
            Ok::<_, StoreError>(all)
        })?
    };
    all.sort_by_key(|(line, _)| *line);
    Ok(all.into_iter().map(|(_, answer)| answer).collect())
}

fn options(arguments: &SearchArguments) -> LookupOptions {
    let search = SearchOptions::default()
        .threshold(arguments.threshold)
        .limit(arguments.limit);
    let penalties = if arguments.no_penalties {
        Penalties::NONE
    } else {
        Penalties::default()
    };
    let method = match arguments.method {
        MethodArgument::Exhaustive => Method::Exhaustive,
        MethodArgument::Exact => Method::Exact,
        MethodArgument::Fuzzy | MethodArgument::Phrase => Method::Index,
    };
    LookupOptions::default()
        .search(search)
        .penalties(penalties)
        .method(method)
}

fn answer(
    (arguments, format): (&SearchArguments, SearchFormat),
    store: &SqliteStore,
    lookup: &mut Lookup,
    segments: &[&str],
    line: usize,
) -> Result<Answer, StoreError> {
    let text = segments.get(line).copied().unwrap_or_default();
    let lang = lang(arguments, text);
    let mut answer = Answer {
        text: String::new(),
        found: false,
    };
    if is_phrase(arguments) {
        let is_told = arguments.language.is_some();
        for (lang, occurrence) in phrases(store, text, (lang, is_told), arguments.limit)? {
            if let Some(unit) = store.unit(occurrence.id)? {
                answer.found = true;
                phrase_lines(
                    format,
                    line,
                    text,
                    lang,
                    &occurrence,
                    &unit,
                    &mut answer.text,
                );
            }
        }
        return Ok(answer);
    }
    let neighbour = |at: Option<usize>| at.and_then(|at| segments.get(at).copied());
    let query = Query::new(text, lang).between(
        neighbour(line.checked_sub(1)),
        neighbour(line.checked_add(1)),
    );
    for found in lookup.find(store, &query)? {
        answer.found = true;
        match_lines(format, line, text, &found, &mut answer.text);
    }
    Ok(answer)
}
