//! Record mode: one JSON object a line in, one a line out, in order, in constant memory.

use std::{
    io::{self, BufRead},
    path::Path,
};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json, value::RawValue};

use crate::{Outcome, Status, failure::Failure, output};

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
    let mut status = Status::Done;
    let mut unreadable = None;
    output::write(path, |output| {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        for number in 1_u64.. {
            line.clear();
            match input.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    unreadable = Some(error);
                    break;
                }
            }
            let record = line
                .strip_prefix(BYTE_ORDER_MARK)
                .filter(|_| number == 1)
                .unwrap_or(&line);
            let response = respond(record, number, &answer);
            if response.is_error {
                status = Status::BadRecords;
            }
            output.write_all(response.line.as_bytes())?;
        }
        Ok(())
    })?;
    match unreadable {
        Some(error) => Err(Failure::unreadable(Path::new("standard input"), &error)),
        None => Ok(status),
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
    line: &[u8],
    number: u64,
    answer: &impl Fn(T) -> Result<Map<String, Value>, String>,
) -> Response {
    let identity: Identity<'_> = match serde_json::from_slice(line) {
        Ok(identity) if line.trim_ascii_start().starts_with(b"{") => identity,
        Ok(_) => return failed(number, "a JSON object is expected"),
        Err(error) => return failed(number, &format!("no JSON object: {error}")),
    };
    let answered = serde_json::from_slice(line)
        .map_err(|error| format!("not the record expected here: {error}"))
        .and_then(answer);
    let is_error = answered.is_err();
    let fields = answered.unwrap_or_else(|error| record(json!({ "error": error })));
    let id = identity.id.map_or("null", RawValue::get);
    let fields = Value::Object(fields).to_string();
    // The answer's fields follow the identity inside one object.
    let rest = fields.strip_prefix('{').unwrap_or_default();
    let comma = if rest == "}" { "" } else { "," };
    Response {
        line: format!("{{\"id\":{id}{comma}{rest}\n"),
        is_error,
    }
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

/// The fields of a JSON object; none of any other value.
pub(crate) fn record(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
