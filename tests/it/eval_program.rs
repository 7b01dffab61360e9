//! `bitext eval`: a folder of texts with gold, files, two systems.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn eval(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bitext"))
        .arg("eval")
        .args(arguments)
        .env("BITEXT_CONFIG", "")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_folder_in_one_table() {
    let output = eval(&["corpora"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    insta::assert_snapshot!(text(&output.stdout));
}

#[test]
fn a_folder_as_records_and_as_a_page() {
    let output = eval(&["corpora/parallel", "--format", "jsonl"]);
    let records: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let names: Vec<&str> = records
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    let corpora = [
        "manual-kiln",
        "news-flood-gates",
        "speech-harbour",
        "story-ferry",
    ];
    assert_eq!(names, [&corpora[..], &["dev", "test", "all"]].concat());
    let strict = &records[6]["measures"]["strict"];
    assert!(strict["interval"]["low"].as_f64() <= strict["f1"].as_f64());

    let output = eval(&["corpora/parallel", "--format", "html"]);
    let page = text(&output.stdout);
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"));
    assert!(!page.contains("<script") && !page.contains("http"));
    let f1 = format!("{:.1}", 100.0 * strict["f1"].as_f64().unwrap());
    assert!(page.contains(&f1), "no {f1}");
}

#[test]
fn a_least_f1_holds_for_every_task() {
    assert_eq!(
        eval(&["corpora/parallel", "--min-f1", "0.5"]).status.code(),
        Some(0)
    );
    assert_eq!(
        eval(&["corpora/parallel", "--min-f1", "0.99"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn two_systems_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: String| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let beads = |wrong: usize| -> String {
        let target = |at: usize| if at % 10 < wrong { at + 100 } else { at };
        (0..80)
            .map(|at| format!("[{at}]:[{}]\n", target(at)))
            .collect()
    };
    let ladder: String = (0..=80).map(|at| format!("{at}\t{at}\t0.5\n")).collect();
    let gold = file("gold.ladder", ladder);
    let (better, worse) = (file("better", beads(1)), file("worse", beads(3)));
    let output = eval(&["--gold", &gold, "--system", &better, "--against", &worse]);
    insta::assert_snapshot!(text(&output.stdout));
    assert_eq!(text(&output.stderr), "");
    // Ten beads are one block.
    let ten = |beads: String| beads.lines().take(10).collect::<Vec<_>>().join("\n");
    let [gold_of_ten, worse_of_ten] =
        [("gold-10", beads(0)), ("worse-10", beads(3))].map(|(name, all)| file(name, ten(all)));
    let output = eval(&[
        "--gold",
        &gold_of_ten,
        "--system",
        &worse_of_ten,
        "--against",
        &gold_of_ten,
    ]);
    assert!(
        text(&output.stderr).contains("p says nothing there"),
        "{}",
        text(&output.stderr)
    );

    let segments = file("segments", "0\t4\tOne.\n".to_owned());
    let output = eval(&["--gold", &gold, "--system", &segments]);
    assert_eq!(output.status.code(), Some(65));
    assert!(
        text(&output.stderr).contains("expected beads"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_broken_folder_is_named_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let complaint = |path: &str, hint: &str| {
        let output = eval(&[path]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(66), "{said}");
        assert!(said.contains(path), "{said}");
        assert_eq!(said.matches("hint: ").count(), 1, "{said}");
        assert!(said.contains(&format!("hint: {hint}")), "{said}");
    };
    complaint(path, "bitext eval corpora/ scores");
    complaint(&format!("{path}/none"), "bitext eval corpora/ scores");
    fs::write(folder.path().join("zh.txt"), "下雨。").unwrap();
    fs::write(folder.path().join("en.txt"), "Rain.").unwrap();
    complaint(
        path,
        "nothing can be scored without gold; to align the two texts: bitext align ",
    );
    let half = folder.path().join("half");
    fs::create_dir_all(&half).unwrap();
    fs::write(half.join("gold.tsv"), "").unwrap();
    complaint(
        half.to_str().unwrap(),
        "a corpus has zh.txt and en.txt beside its gold.tsv",
    );
    fs::remove_dir_all(&half).unwrap();
    let corpus = folder.path().join("deep/down");
    fs::create_dir_all(&corpus).unwrap();
    let gold =
        "kind\tzh\ten\trelation\tnote\tzh_text\ten_text\nsentence\t0-4\t0-3\tsame\t\t下\tRain\n";
    let files = [
        ("zh.txt", "下雨。"),
        ("en.txt", "Rain."),
        ("gold.tsv", gold),
    ];
    for (name, content) in files {
        fs::write(corpus.join(name), content).unwrap();
    }
    let output = eval(&[path]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(65), "{said}");
    let place = Path::new("gold.tsv").display().to_string() + ":2:1";
    assert!(
        said.contains(&place) && said.contains("whole characters"),
        "{said}"
    );
}

/// Below each table stands what its columns mean.
#[test]
fn every_column_of_the_table_is_explained() {
    let output = eval(&["corpora", "--rounds", "0"]);
    let table = text(&output.stdout);
    let mut columns = 0;
    for block in table
        .split("\n\n")
        .filter(|it| it.contains("calibration error"))
    {
        let Some(header) = block.lines().find(|line| line.contains("  split  ")) else {
            continue;
        };
        for name in header
            .split("  ")
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .skip(2)
        {
            assert!(
                table.contains(&format!("\n  {name}: ")),
                "{name} in {table}"
            );
            columns += 1;
        }
    }
    assert!(columns > 8, "{columns} {table}");
}
