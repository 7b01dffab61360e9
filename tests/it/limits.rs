//! Bounds on input, and what the program leaves behind: nothing but what was asked for.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

use crate::cli::run;

const ENGLISH: &str = "It rained all night. The river rose. Nobody crossed it.\n";
const CHINESE: &str = "雨下了一夜。河水涨了。没有人过河。\n";

/// The program in a folder, which is also its home and where its temporary files go.
fn bitext(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bitext"));
    program
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs([("TMPDIR", folder), ("HOME", folder)]);
    run(&mut program, input)
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("en.txt"), ENGLISH).unwrap();
    fs::write(folder.path().join("zh.txt"), CHINESE).unwrap();
    folder
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn texts_beyond_a_limit_are_refused_with_file_bound_and_size() {
    let folder = folder();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["--max-bytes", "56", "--max-segments", "3"], 0, ""),
        (
            &["--max-bytes", "55"],
            65,
            "en.txt: expected at most 55 bytes, found more",
        ),
        (
            &["--max-segments", "2"],
            65,
            "en.txt: source: expected at most 2 segments, found 3",
        ),
        (&["--presegmented", "--max-segments", "1"], 0, ""),
        (
            &["--presegmented", "--max-segments", "0"],
            2,
            "expected a whole number of 1 or more",
        ),
        (&["--max-bytes", "many"], 2, "invalid value"),
    ];
    for (options, status, message) in cases {
        let arguments = [&["align", "en.txt", "zh.txt"][..], options].concat();
        let output = bitext(folder.path(), &arguments, b"");
        assert_eq!(
            output.status.code(),
            Some(status),
            "{options:?}: {}",
            complaint(&output)
        );
        assert!(
            complaint(&output).contains(message),
            "{options:?}: {}",
            complaint(&output)
        );
        assert_eq!(output.stdout.is_empty(), status != 0, "{options:?}");
    }
}

#[test]
fn records_beyond_a_limit_are_answered_with_an_error_and_the_run_goes_on() {
    let folder = folder();
    let record = |id: &str, source: &str| {
        format!(
            "{}\n",
            serde_json::json!({"id": id, "source": source, "target": CHINESE})
        )
    };
    // Longer than any record within the limits can be written: its line is never held in memory.
    let endless = record("endless", &"x".repeat(100_000));
    let input = [
        record("good", ENGLISH),
        record("long", &ENGLISH.repeat(2)),
        endless,
        record("last", ENGLISH),
    ]
    .concat();
    for threads in ["1", "3"] {
        let arguments = [
            "align",
            "--jsonl",
            "--threads",
            threads,
            "--max-bytes",
            "60",
            "--max-segments",
            "3",
        ];
        let output = bitext(folder.path(), &arguments, input.as_bytes());
        assert_eq!(output.status.code(), Some(65));
        let answers: Vec<Value> = output
            .stdout
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect();
        let errors: Vec<_> = answers
            .iter()
            .map(|answer| answer["error"].as_str().unwrap_or_default())
            .collect();
        let bound = "expected a line of less than 66256 bytes, found more";
        assert_eq!(
            errors,
            [
                "",
                "source: expected at most 60 bytes, found 112",
                bound,
                ""
            ]
        );
        assert_eq!(answers[2]["line"], 3);
        assert_eq!(answers[3]["id"], "last");
    }
}

#[test]
fn bad_records_fail_the_run_unless_the_caller_counts_them() {
    let folder = folder();
    let run = |arguments: &[&str]| {
        let output = bitext(
            folder.path(),
            &[&["align", "--jsonl"][..], arguments].concat(),
            b"{\"id\": 1}\n",
        );
        (output.status.code().unwrap(), output.stdout.len() > 1)
    };
    assert_eq!(run(&[]), (65, true));
    assert_eq!(run(&["--bad-records", "fail"]), (65, true));
    assert_eq!(run(&["--bad-records", "ok"]), (0, true));
    // What every record depends on is not forgiven: there would be no answers at all.
    fs::write(folder.path().join("bad.srx"), "no XML").unwrap();
    assert_eq!(
        run(&["--bad-records", "ok", "--srx", "bad.srx"]),
        (65, false)
    );
}

#[test]
fn memories_beyond_a_limit_are_refused_packed_ones_by_what_they_unfold_to() {
    let folder = folder();
    let unit = format!("{}\t{}\n", ENGLISH.trim(), CHINESE.trim());
    let plain = unit.repeat(10_000);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(plain.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < plain.len() / 100);
    fs::write(folder.path().join("units.tsv.gz"), packed).unwrap();
    let deep = format!(
        "<tmx version=\"1.4\">{}{}</tmx>",
        "<a>".repeat(60),
        "</a>".repeat(60)
    );
    fs::write(folder.path().join("deep.tmx"), deep).unwrap();
    let cases: [(&[&str], &str); 4] = [
        (&["units.tsv.gz", "out.jsonl", "--max-bytes", "2000000"], ""),
        (
            &["units.tsv.gz", "out2.jsonl", "--max-bytes", "100000"],
            "units.tsv.gz: expected at most 100000 bytes, found more",
        ),
        (&["deep.tmx", "deep.jsonl"], ""),
        (
            &["deep.tmx", "deep2.jsonl", "--max-nesting", "50"],
            "deep.tmx:1:167: expected elements at most 50 deep inside <a>, found \"one more\"",
        ),
    ];
    for (arguments, message) in cases {
        let output = bitext(folder.path(), &[&["convert"][..], arguments].concat(), b"");
        let status = if message.is_empty() { 0 } else { 65 };
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments:?}: {}",
            complaint(&output)
        );
        assert!(
            complaint(&output).contains(message),
            "{arguments:?}: {}",
            complaint(&output)
        );
        assert_eq!(
            folder.path().join(arguments[1]).exists(),
            status == 0,
            "{arguments:?}"
        );
    }
}

/// Every command in a folder that is also where temporary files go: afterwards it holds what was there, unchanged, and
/// what was named as output. So nothing is written elsewhere by a relative path, and no temporary file stays.
#[test]
fn nothing_is_left_behind_or_touched_that_was_not_named() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("terms.tsv"), "river\t河流\n").unwrap();
    fs::write(path.join("bad.tmx"), "<tmx><body>").unwrap();
    fs::write(path.join("gold.beads"), "[0]:[0]\n").unwrap();
    let run = |arguments: &[&str], input: &[u8], status: i32, written: &[&str]| {
        let before = content(path);
        let output = bitext(path, arguments, input);
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments:?}: {}",
            complaint(&output)
        );
        let mut after = content(path);
        for name in written {
            let name = (*name).to_owned();
            assert!(
                after.iter().any(|(found, _)| *found == name),
                "{arguments:?}: no {name}"
            );
            after.retain(|(found, _)| *found != name);
        }
        let unnamed = |all: Vec<(String, Vec<u8>)>| -> Vec<_> {
            all.into_iter()
                .filter(|(name, _)| !written.contains(&name.as_str()))
                .collect()
        };
        assert_eq!(after, unnamed(before), "{arguments:?}");
    };
    let record = format!(
        "{}\n",
        serde_json::json!({"id": 1, "source": ENGLISH, "target": CHINESE, "text": ENGLISH})
    );
    run(&["align", "en.txt", "zh.txt"], b"", 0, &[]);
    run(
        &[
            "align",
            "en.txt",
            "zh.txt",
            "--glossary",
            "terms.tsv",
            "--format",
            "html",
            "-o",
            "a.html",
        ],
        b"",
        0,
        &["a.html"],
    );
    run(
        &[
            "align", "en.txt", "zh.txt", "--format", "tmx", "-o", "a.tmx",
        ],
        b"",
        0,
        &["a.tmx"],
    );
    run(
        &["align", "en.txt", "missing.txt", "-o", "b.tsv"],
        b"",
        66,
        &[],
    );
    run(
        &[
            "align",
            "--max-segments",
            "1",
            "en.txt",
            "zh.txt",
            "-o",
            "b.tsv",
        ],
        b"",
        65,
        &[],
    );
    run(
        &["align", "--jsonl", "-o", "a.jsonl"],
        record.as_bytes(),
        0,
        &["a.jsonl"],
    );
    run(&["detect", "en.txt"], b"", 0, &[]);
    run(&["segment", "--jsonl"], record.as_bytes(), 0, &[]);
    run(&["quantities", "zh.txt"], b"", 0, &[]);
    run(&["link", "en.txt", "zh.txt"], b"", 0, &[]);
    run(&["convert", "a.tmx", "b.jsonl"], b"", 0, &["b.jsonl"]);
    run(&["convert", "bad.tmx", "c.jsonl"], b"", 65, &[]);
    run(&["check", "a.tmx"], b"", 0, &[]);
    run(
        &["eval", "--gold", "gold.beads", "--system", "gold.beads"],
        b"",
        0,
        &[],
    );
    run(
        &[
            "tm",
            "filter",
            "a.tmx",
            "-o",
            "f.tmx",
            "--rejected",
            "r.tmx",
        ],
        b"",
        0,
        &["f.tmx", "r.tmx"],
    );
    run(
        &["tm", "import", "a.tmx", "--store", "m.bitext"],
        b"",
        0,
        &["m.bitext"],
    );
    run(
        &["tm", "search", "--store", "m.bitext", "The river rose."],
        b"",
        0,
        &["m.bitext"],
    );
    run(
        &["tm", "export", "--store", "m.bitext", "-o", "m.tmx"],
        b"",
        0,
        &["m.tmx", "m.bitext"],
    );
    run(&["align", "--help"], b"", 0, &[]);
}

/// No source has the means: the two modules of the standard library that reach out of the process.
#[test]
fn no_source_opens_a_connection_or_starts_a_program() {
    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut found = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    assert!(found.len() > 200);
    let reaches = |source: &str| {
        let code: String = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        [
            "std::net",
            "net::{",
            "TcpStream",
            "UdpSocket",
            "process::Command",
            "UnixStream",
        ]
        .iter()
        .any(|name| code.contains(name))
    };
    assert!(reaches("use std::net::TcpListener;"));
    assert!(!found.iter().any(|source| reaches(source)));
}

/// The files of a folder with their content, in the order of their names.
fn content(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut found: Vec<_> = entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect();
    found.sort();
    found
}
