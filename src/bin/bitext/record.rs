//! Record mode: one JSON object a line in, one a line out, in order, in constant memory.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Read},
    num::NonZero,
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::{Arc, Mutex, mpsc},
    thread,
};

use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::{Map, Number, Value, json, value::RawValue};

use crate::{
    Outcome, Status,
    count::{counted, verb},
    ending,
    failure::{Failure, warn},
    input, output,
    progress::{Of, Progress},
};

/// What begins a text of some editors and belongs to no record.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Answers every line of standard input, on standard output or in a file.
///
/// A line that is no JSON object, or not the record that `answer` expects, is answered with an error; the run goes on
/// and ends with the status of bad input.
pub(crate) fn run<T: DeserializeOwned>(
    path: Option<&Path>,
    answer: impl Fn(T) -> Result<Map<String, Value>, String>,
) -> Outcome {
    run_within(path, None, answer)
}

/// [`run`] with lines of at most `longest` bytes; what is longer is answered with an error and never held in memory.
fn run_within<T: DeserializeOwned>(
    path: Option<&Path>,
    longest: Option<usize>,
    answer: impl Fn(T) -> Result<Map<String, Value>, String>,
) -> Outcome {
    ending::of_records(path)?;
    input::remark_terminal();
    let mut records = Records::new(longest);
    let mut failed = 0;
    let progress = Progress::streaming("answered", Of::Records, path);
    output::write(path, |output| {
        while let Some(record) = records.next() {
            let response = respond(&record, &answer);
            failed += usize::from(response.is_error);
            output.write_all(response.line.as_bytes())?;
            progress.advance(1);
        }
        Ok(())
    })?;
    drop(progress);
    output::told(path, records.count(), "record");
    records.end(failed)
}

/// How many records are read ahead for each thread.
const AHEAD: usize = 4;

/// [`run`] with answers made on several threads, 0 for as many as there are processors; the output is the same.
pub(crate) fn run_on<T: DeserializeOwned>(
    threads: usize,
    path: Option<&Path>,
    answer: impl Fn(T) -> Result<Map<String, Value>, String> + Sync,
) -> Outcome {
    run_on_within(threads, path, None, answer)
}

/// [`run_within`] with answers made on several threads, 0 for as many as there are processors; the output is the same.
///
/// A few records for each thread are in memory at a time.
pub(crate) fn run_on_within<T: DeserializeOwned>(
    threads: usize,
    path: Option<&Path>,
    longest: Option<usize>,
    answer: impl Fn(T) -> Result<Map<String, Value>, String> + Sync,
) -> Outcome {
    let available = || thread::available_parallelism().map_or(1, NonZero::get);
    let threads = if threads == 0 { available() } else { threads };
    if threads == 1 {
        return run_within(path, longest, answer);
    }
    ending::of_records(path)?;
    input::remark_terminal();
    let mut records = Records::new(longest);
    let mut failed = 0;
    let progress = Progress::streaming("answered", Of::Records, path);
    output::write(path, |output| {
        thread::scope(|scope| {
            let (ask, asked) = mpsc::channel::<Record>();
            let (reply, replies) = mpsc::channel();
            let asked = Arc::new(Mutex::new(asked));
            for _ in 0..threads {
                let (asked, reply, answer) = (Arc::clone(&asked), reply.clone(), &answer);
                scope.spawn(move || {
                    let next = || asked.lock().ok().and_then(|asked| asked.recv().ok());
                    while let Some(record) = next() {
                        // A panic must not leave the others waiting for an answer that never comes.
                        let respond = AssertUnwindSafe(|| respond(&record, answer));
                        let response = panic::catch_unwind(respond).ok();
                        if reply.send((record.number, response)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(reply);
            // Answers that came before those of earlier records; they count as read ahead until they are written.
            let mut waiting = BTreeMap::new();
            let (mut read, mut written) = (0, 0);
            let mut ask = Some(ask);
            loop {
                while let Some(sender) = ask.as_ref()
                    && read - written < (threads * AHEAD) as u64
                {
                    let sent = records.next().is_some_and(|it| sender.send(it).is_ok());
                    if sent {
                        read += 1;
                    } else {
                        ask = None;
                    }
                }
                if read == written {
                    return Ok(());
                }
                let Ok((number, Some(response))) = replies.recv() else {
                    return Err(io::Error::other("a thread has stopped"));
                };
                waiting.insert(number, response);
                while let Some(response) = waiting.remove(&(written + 1)) {
                    written += 1;
                    failed += usize::from(response.is_error);
                    output.write_all(response.line.as_bytes())?;
                    progress.advance(1);
                }
            }
        })
    })?;
    drop(progress);
    output::told(path, records.count(), "record");
    records.end(failed)
}

/// A line of the input with its number, from 1.
struct Record {
    number: u64,
    line: Vec<u8>,
    /// The bound that the line passes, which is cut there.
    passes: Option<usize>,
}

/// The lines of standard input.
struct Records {
    longest: Option<usize>,
    count: u64,
    unreadable: Option<io::Error>,
}

impl Records {
    const fn new(longest: Option<usize>) -> Self {
        Self {
            longest,
            count: 0,
            unreadable: None,
        }
    }

    fn next(&mut self) -> Option<Record> {
        let mut line = Vec::new();
        let mut input = io::stdin().lock();
        let most = self.longest.map_or(u64::MAX, |longest| longest as u64);
        let mut read = (&mut input).take(most).read_until(b'\n', &mut line);
        let mut passes = None;
        if read.is_ok() && line.len() as u64 == most && line.last() != Some(&b'\n') {
            passes = self.longest;
            read = input.skip_until(b'\n').map(|more| line.len() + more);
        }
        match read {
            Ok(0) => return None,
            Ok(_) => self.count += 1,
            Err(error) => {
                self.unreadable = Some(error);
                return None;
            }
        }
        if self.count == 1 && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        Some(Record {
            number: self.count,
            line,
            passes,
        })
    }

    fn count(&self) -> usize {
        usize::try_from(self.count).unwrap_or(usize::MAX)
    }

    /// The status of a run in which so many records could not be processed.
    fn end(self, failed: usize) -> Outcome {
        if let Some(error) = self.unreadable {
            return Err(Failure::unreadable(Path::new("standard input"), &error));
        }
        if failed == 0 {
            return Ok(Status::Done);
        }
        let count = self.count;
        warn(&format!(
            "{failed} of {} could not be processed: {} an \"error\"",
            counted(usize::try_from(count).unwrap_or(usize::MAX), "record"),
            verb(failed, "its answer has", "their answers have")
        ));
        Ok(Status::BadRecords)
    }
}

struct Response {
    line: String,
    is_error: bool,
}

/// The identity of a record, kept as it is written: a number of any length comes back the same.
#[derive(Deserialize)]
struct Identity<'l> {
    #[serde(borrow, default)]
    id: Option<&'l RawValue>,
}

fn respond<T: DeserializeOwned>(
    &Record {
        number,
        ref line,
        passes,
    }: &Record,
    answer: &impl Fn(T) -> Result<Map<String, Value>, String>,
) -> Response {
    if let Some(most) = passes {
        return failed(
            number,
            &format!("expected a line of less than {most} bytes, found more"),
        );
    }
    // The end of the line is no part of a string that it cuts off.
    let line = line.trim_ascii_end();
    if line.is_empty() {
        return failed(number, "no JSON object: the line is empty");
    }
    let no_object = |error: serde_json::Error| {
        let error = in_record(&error);
        failed(number, &format!("no JSON object: {error}"))
    };
    if !line.trim_ascii_start().starts_with(b"{") {
        return match serde_json::from_slice::<IgnoredAny>(line) {
            Ok(_) => failed(number, "a JSON object is expected"),
            Err(error) => no_object(error),
        };
    }
    let identity: Identity<'_> = match serde_json::from_slice(line) {
        Ok(identity) => identity,
        Err(error) => return no_object(error),
    };
    let unexpected = |error: serde_json::Error| {
        let error = match std::str::from_utf8(line) {
            Ok(_) => in_record(&error),
            Err(error) => format!(
                "byte {} of the line, from 0, is no UTF-8",
                error.valid_up_to()
            ),
        };
        format!("not the record expected here: {error}")
    };
    let answered = serde_json::from_slice(line)
        .map_err(unexpected)
        .and_then(answer);
    let is_error = answered.is_err();
    let fields = answered.unwrap_or_else(|error| record(json!({ "error": error })));
    let id = identity.id.map_or("null", RawValue::get);
    let fields = written(Value::Object(fields));
    // The answer's fields follow the identity inside one object.
    let rest = fields.strip_prefix('{').unwrap_or_default();
    let comma = if rest == "}" { "" } else { "," };
    Response {
        line: format!("{{\"id\":{id}{comma}{rest}\n"),
        is_error,
    }
}

/// What is wrong with a record, which is one line.
fn in_record(error: &serde_json::Error) -> String {
    error
        .to_string()
        .replace(" at line 1 column ", " at column ")
}

/// The answer to a line that has no identity.
fn failed(number: u64, error: &str) -> Response {
    let line = format!(
        "{}\n",
        json!({ "id": null, "line": number, "error": error })
    );
    Response {
        line,
        is_error: true,
    }
}

/// A value as text, numbers as short as they were before JSON made them longer.
///
/// Scores are numbers of 32 bits, and JSON has 64: 0.8 became 0.800000011920929.
pub(crate) fn written(mut value: Value) -> String {
    shorten(&mut value);
    value.to_string()
}

/// A value whose numbers have six decimals at most: measures are no more exact than that.
pub(crate) fn rounded(mut value: Value) -> Value {
    match &mut value {
        Value::Number(number) => {
            let long = number.as_f64().filter(|_| number.is_f64());
            let short = long.map(|long| (long * 1e6).round() / 1e6);
            if let Some(short) = short.and_then(Number::from_f64) {
                *number = short;
            }
        }
        Value::Array(values) => {
            for value in values {
                *value = rounded(value.take());
            }
        }
        Value::Object(fields) => {
            for value in fields.values_mut() {
                *value = rounded(value.take());
            }
        }
        _ => {}
    }
    value
}

fn shorten(value: &mut Value) {
    match value {
        Value::Number(number) => {
            // Exactly what 32 bits can hold: it was such a number, or is as short already.
            let long = number.as_f64().filter(|_| number.is_f64());
            let short = long
                .map(|long| long as f32)
                .filter(|short| Some(f64::from(*short)) == long);
            let short = short.and_then(|short| short.to_string().parse().ok());
            if let Some(short) = short.and_then(Number::from_f64) {
                *number = short;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(shorten),
        Value::Object(fields) => fields.values_mut().for_each(shorten),
        _ => {}
    }
}

/// The fields of a JSON object; none of any other value.
pub(crate) fn record(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
