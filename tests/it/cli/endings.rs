//! What is written, by the name of the output file.

use super::*;

#[test]
fn an_ending_that_stands_for_nothing_is_refused_with_those_that_do() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let units = file(&folder, "units.tsv", "It rained all night.\t雨下了一夜。\n");
    let beads = file(&folder, "a.beads", "[0]:[0]:0.9\n");
    let store = folder.path().join("a.bitext").to_str().unwrap().to_owned();
    let output = bitext(&["tm", "import", &units, "--store", &store], b"");
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    for (command, known) in [
        (&["align", &english, &chinese][..], ".tmx .xlf"),
        (&["check", &units], ".tsv .txt .jsonl"),
        (
            &["tm", "search", "--store", &store, "It rained."],
            ".txt .tsv .jsonl",
        ),
        (
            &["eval", "--gold", &beads, "--system", &beads],
            ".txt .tsv .jsonl",
        ),
    ] {
        for name in ["out.xlsx", "out.foo", "out.docx.gz"] {
            let path = folder.path().join(name);
            let written = [command, &["-o", path.to_str().unwrap()]].concat();
            let output = bitext(&written, b"");
            assert_eq!(status(&output), 2, "{command:?} {name}");
            let said = stderr(&output);
            assert!(said.contains(known) && said.contains("--format"), "{said}");
            assert!(!path.exists(), "{name}");
        }
        // A format that is named holds whatever the name, and a name may have no ending.
        for (name, format) in [("named.foo", &["--format", "jsonl"][..]), ("out", &[])] {
            let path = folder.path().join(name);
            let path = path.to_str().unwrap();
            let output = bitext(&[command, format, &["--force", "-o", path]].concat(), b"");
            assert!(status(&output) < 2, "{command:?}: {}", stderr(&output));
            assert!(fs::metadata(path).is_ok_and(|it| it.is_file()), "{name}");
        }
    }
    let output = bitext(&["align", &english, &chinese, "-o", "a.tmxx"], b"");
    assert!(
        stderr(&output).contains("did you mean .tmx?"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_ending_says_the_format_of_findings_matches_and_scores() {
    let folder = folder();
    let units = file(&folder, "units.tsv", "It cost 12 yuan.\t耗资13元。\n");
    let beads = file(&folder, "a.beads", "[0]:[0]:0.9\n");
    let store = folder.path().join("a.bitext").to_str().unwrap().to_owned();
    let output = bitext(&["tm", "import", &units, "--store", &store], b"");
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let search = ["tm", "search", "--store", &store, "It cost 12 yuan."];
    let eval = ["eval", "--gold", &beads, "--system", &beads];
    for (command, name, begins) in [
        (&["check", &units][..], "a.tsv", "unit\tid\t"),
        (&["check", &units], "a.txt", "unit 1: "),
        (&["check", &units], "a.jsonl", "{\"check\""),
        (&search, "b.txt", "100 %"),
        (&search, "b.jsonl", "{\"line\""),
        (&eval, "c.html", "<!DOCTYPE html>"),
        (&eval, "c.tsv", "measure\t"),
    ] {
        let path = folder.path().join(name);
        let output = bitext(&[command, &["-o", path.to_str().unwrap()]].concat(), b"");
        assert!(status(&output) < 2, "{name}: {}", stderr(&output));
        let written = fs::read_to_string(&path).unwrap();
        assert!(
            written.trim_start().starts_with(begins),
            "{name}: {written}"
        );
    }
}

#[test]
fn where_what_is_written_is_settled_a_name_must_not_say_otherwise() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let record = "{\"source\":\"It rained.\",\"target\":\"下雨了。\",\"text\":\"下雨了。\"}\n";
    for (command, refused, kept) in [
        (&["align", "--jsonl"][..], "a.tmx", "a.jsonl.gz"),
        (&["align", "--jsonl", "--threads", "1"], "a.tsv", "a.ndjson"),
        (&["detect", "--jsonl"], "b.xlsx", "b"),
        (&["check", "--jsonl"], "c.html", "c.json"),
        (&["report", &english, &chinese], "d.tmx", "d.html"),
        (&["report", &english, &chinese], "d.txt", "d.HTM"),
        (&["detect", &chinese], "e.tmx", "e.tsv"),
        (&["segment", &chinese], "f.jsonl", "f.txt"),
        (&["quantities", &chinese], "g.html", "g"),
        (&["link", &english, &chinese], "h.tmx.gz", "h.tsv.gz"),
    ] {
        for (name, expected) in [(refused, 2), (kept, 0)] {
            let path = folder.path().join(name);
            let output = bitext(
                &[command, &["-o", path.to_str().unwrap()]].concat(),
                record.as_bytes(),
            );
            let said = stderr(&output);
            assert_eq!(status(&output), expected, "{command:?} {name}: {said}");
            assert_eq!(path.exists(), expected == 0, "{command:?} {name}");
            let says_why = said.contains("what is written is") && said.contains("hint: ");
            assert_eq!(says_why, expected == 2, "{said}");
        }
    }
}
