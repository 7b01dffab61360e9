//! `bitext tm`, as a script sees it.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn tm(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bitext"))
        .env("BITEXT_CONFIG", "")
        .arg("tm")
        .args(arguments)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A folder with a store of three units.
fn store() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let units = folder.path().join("units.tsv");
    fs::write(
        &units,
        "The ferry leaves at nine.\t渡船九点开。\nThe ferry leaves at ten.\t渡船十点开。\nIt was full.\t船满了。\n",
    )
    .unwrap();
    let path = folder
        .path()
        .join("memory.bitext")
        .to_str()
        .unwrap()
        .to_owned();
    let output = tm(&["import", units.to_str().unwrap(), "--store", &path]);
    assert_eq!(status(&output), 0, "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.ends_with("3 units, 3 new, 0 updated, 0 known\n"),
        "{said}"
    );
    (folder, path)
}

#[test]
fn what_was_imported_is_found_counted_and_exported() {
    let (folder, path) = store();
    let found = tm(&[
        "search",
        "--store",
        &path,
        "--format",
        "tsv",
        "The ferry leaves at eight.",
    ]);
    assert_eq!(status(&found), 0);
    let text = stdout(&found);
    let lines: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!(lines[1][2], "80");
    // As `bitext check --store` numbers it; the `id` of records is an index.
    assert_eq!((lines[0][4], lines[1][4]), ("unit", "1"));
    assert_eq!(lines[1][7], "渡船九点开。");
    let phrase = ["search", "--store", &path, "--phrase", "渡船"];
    let listed = stdout(&tm(&[&phrase[..], &["--format", "tsv"]].concat()));
    let units = listed.lines().skip(1).map(|line| line.split('\t').nth(4));
    assert_eq!(units.collect::<Vec<_>>(), [Some("1"), Some("2")]);
    let records = stdout(&tm(&[&phrase[..], &["--format", "jsonl"]].concat()));
    let record: serde_json::Value = serde_json::from_str(records.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&record["line"], &record["occurrence"]["id"]),
        (&1.into(), &0.into())
    );
    let stats = stdout(&tm(&["stats", "--store", &path]));
    assert!(
        stats.contains("units\t3\n") && stats.contains("units in en zh"),
        "{stats}"
    );
    let exported = folder.path().join("out.tsv");
    let output = tm(&[
        "export",
        "--store",
        &path,
        "--output",
        exported.to_str().unwrap(),
    ]);
    assert_eq!(status(&output), 0);
    assert!(fs::read_to_string(&exported).unwrap().contains("船满了。"));
    let again = folder.path().join("again.bitext");
    tm(&[
        "import",
        "--store",
        again.to_str().unwrap(),
        exported.to_str().unwrap(),
    ]);
    let record = tm(&[
        "stats",
        "--format",
        "jsonl",
        "--store",
        again.to_str().unwrap(),
    ]);
    let record: serde_json::Value = serde_json::from_str(&stdout(&record)).unwrap();
    assert_eq!(record["units"], 3);
    let whole = tm(&["integrity", "--store", &path]);
    assert_eq!(status(&whole), 0);
    assert!(
        stderr(&whole).ends_with("3 units, nothing wrong\n"),
        "{whole:?}"
    );
    assert_eq!(stderr(&tm(&["integrity", "--store", &path, "--quiet"])), "");
}

#[test]
fn the_lines_of_a_file_are_context_on_any_number_of_threads() {
    let (folder, path) = store();
    let file = folder.path().join("chapter.txt");
    let chapter = "渡船九点开。\n渡船十点开。\n没有的东西在这里\n船满了。\n".repeat(100);
    fs::write(&file, chapter).unwrap();
    let run = |threads: &str| {
        let file = file.to_str().unwrap();
        stdout(&tm(&[
            "search",
            "--store",
            &path,
            "--queries",
            file,
            "--format",
            "jsonl",
            "--threads",
            threads,
        ]))
    };
    let one = run("1");
    assert_eq!(one, run("3"));
    let record: serde_json::Value = serde_json::from_str(one.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&record["line"], &record["match"]["hit"]["score"]),
        (&1.into(), &101.into())
    );
}

#[test]
fn phrases_and_readable_output() {
    let (folder, path) = store();
    let found = tm(&["search", "--store", &path, "--phrase", "渡船"]);
    assert_eq!(
        stdout(&found),
        "[渡船]九点开。\n       The ferry leaves at nine.\n[渡船]十点开。\n       The ferry leaves at ten.\n"
    );
    let found = tm(&[
        "search",
        "--store",
        &path,
        "The ferry leaves early at nine.",
        "--limit",
        "1",
    ]);
    assert_eq!(
        stdout(&found),
        " 83 %  The ferry leaves{+early+} at nine.\n       渡船九点开。\n"
    );
    // A number may stand in either language.
    let unit = "source\ttarget\nTorque the bolts to 85 units.\t螺栓拧紧到规定值。\n";
    let file = folder.path().join("torque.tsv");
    fs::write(&file, unit).unwrap();
    tm(&["import", "--store", &path, file.to_str().unwrap()]);
    let found = tm(&["search", "--store", &path, "--phrase", "85"]);
    assert_eq!(
        stdout(&found),
        "Torque the bolts to [85] units.\n       螺栓拧紧到规定值。\n"
    );
    let nothing = tm(&["search", "--store", &path, "Nothing like it."]);
    assert_eq!((status(&nothing), stdout(&nothing).as_str()), (1, ""));
}

#[test]
fn a_search_that_finds_nothing_says_so() {
    let (folder, path) = store();
    let queries = folder.path().join("chapter.txt");
    fs::write(&queries, "渡船九点开。\n\n没有的东西在这里\n").unwrap();
    let queries = queries.to_str().unwrap();
    let all_found = folder.path().join("found.txt");
    fs::write(&all_found, "渡船九点开。\n\n").unwrap();
    let all_found = all_found.to_str().unwrap();
    for (arguments, code, expected) in [
        (
            &["Nothing like it."][..],
            1,
            "bitext: no match at 70 per cent or above (--phrase finds the units that hold these words in a row)\n",
        ),
        (
            &["Nothing like it.", "--threshold", "85"],
            1,
            "bitext: no match at 85 per cent or above (--phrase finds the units that hold these words in a row)\n",
        ),
        (
            &["Nothing like it.", "--method", "exact"],
            1,
            "bitext: no unit has the same text\n",
        ),
        (
            &["Nothing like it.", "--phrase"],
            1,
            "bitext: no unit has the phrase\n",
        ),
        (&["Nothing like it.", "--quiet"], 1, ""),
        (&["The ferry leaves at ten."], 0, ""),
        (
            &["--queries", queries],
            0,
            "bitext: 2 segments; 1 of them: no match at 70 per cent or above (--phrase finds the units that hold these words in a row)\n",
        ),
        (
            &["--queries", all_found],
            0,
            "bitext: 1 segment; none without a match\n",
        ),
        // As it was called before.
        (
            &["--file", queries],
            0,
            "bitext: 2 segments; 1 of them: no match at 70 per cent or above (--phrase finds the units that hold these words in a row)\n",
        ),
    ] {
        let output = tm(&[&["search", "--store", &path], arguments].concat());
        assert_eq!(
            (status(&output), stderr(&output).as_str()),
            (code, expected),
            "{arguments:?}"
        );
    }
}

#[test]
fn failures_have_their_status_and_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert_eq!(status(&tm(&["search", "--store", &path("none"), "x"])), 66);
    assert_eq!(
        status(&tm(&["import", &path("none.tsv"), "--store", &path("m")])),
        66
    );
    assert!(!Path::new(&path("m")).exists());
    fs::write(path("text"), "this is no memory at all\n".repeat(100)).unwrap();
    assert_eq!(status(&tm(&["stats", "--store", &path("text")])), 65);
    fs::write(path("bad.tsv"), "one\t一\nno tab\n").unwrap();
    let output = tm(&["import", &path("bad.tsv"), "--store", &path("m")]);
    assert_eq!(status(&output), 65);
    assert!(String::from_utf8_lossy(&output.stderr).contains("bad.tsv:2:"));
    assert!(!Path::new(&path("m")).exists());
    assert_eq!(status(&tm(&["search", "--store", &path("m")])), 2);
}
