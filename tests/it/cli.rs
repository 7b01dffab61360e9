//! The program, as a script sees it: output, exit status, files.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

fn bitext(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bitext"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end before it has read everything: a closed pipe is fine then.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn records(output: &Output) -> Vec<Value> {
    stdout(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A folder of its own for each test, removed at the end.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn file(folder: &tempfile::TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

const ENGLISH: &str =
    "It rained all night.\nIn the morning the river was high.\nNobody crossed it.\n";
const CHINESE: &str = "雨下了一夜。\n早上河水很高，没有人过河。\n";

#[test]
fn beads_cover_presegmented_lines_blank_ones_included() {
    let folder = folder();
    let source = file(&folder, "a.en", ENGLISH);
    let target = file(
        &folder,
        "a.zh",
        "雨下了一夜。\n\n早上河水很高，没有人过河。\n",
    );
    let output = bitext(
        &[
            "align",
            "--presegmented",
            "--format",
            "beads",
            &source,
            &target,
        ],
        b"",
    );
    let beads: Vec<&str> = stdout(&output)
        .lines()
        .map(|line| line.rsplit_once(':').unwrap().0)
        .collect();
    assert_eq!(beads, ["[0]:[0]", "[]:[1]", "[1, 2]:[2]"]);
    assert_eq!(status(&output), 0);
}

#[test]
fn a_pipe_gets_tsv_and_either_language_may_come_first() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let there = bitext(&["align", &english, &chinese], b"");
    let back = bitext(&["align", &chinese, &english], b"");
    assert!(stdout(&there).starts_with("kind\tscore\tsource\ttarget\t"));
    let column = |output: &Output, index: usize| -> Vec<String> {
        stdout(output)
            .lines()
            .skip(1)
            .map(|line| line.split('\t').nth(index).unwrap().to_owned())
            .collect()
    };
    assert_eq!(column(&there, 2), column(&back, 3));
    assert_eq!(column(&there, 3), column(&back, 2));
}

#[test]
fn jsonl_pairs_point_into_the_files() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let output = bitext(&["align", "--format", "jsonl", &english, &chinese], b"");
    for pair in records(&output) {
        for (side, text) in [("source", ENGLISH), ("target", CHINESE)] {
            for segment in pair[side].as_array().unwrap() {
                let range = segment["start"].as_u64().unwrap() as usize
                    ..segment["end"].as_u64().unwrap() as usize;
                assert_eq!(&text[range], segment["text"].as_str().unwrap());
            }
        }
    }
}

#[test]
fn every_record_is_answered_once_and_bad_ones_with_an_error() {
    let input = b"{\"id\":1,\"text\":\"\xe4\xbd\xa0\xe5\xa5\xbd\"}\nnot json\n{\"id\":\"c\",\"txt\":\"x\"}\n\n{\"id\":3,\"text\":\"\"}\n{\"id\":4,\"text\":\"\xff\"}";
    for command in [
        &["detect", "--jsonl"][..],
        &["segment", "--jsonl"],
        &["quantities", "--jsonl"],
    ] {
        let output = bitext(command, input);
        let answers = records(&output);
        let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
        assert_eq!(
            ids,
            [
                &Value::from(1),
                &Value::Null,
                &Value::from("c"),
                &Value::Null,
                &Value::from(3),
                &Value::from(4)
            ]
        );
        let errors: Vec<bool> = answers
            .iter()
            .map(|answer| answer.get("error").is_some())
            .collect();
        assert_eq!(
            errors,
            [false, true, true, true, false, true],
            "{command:?}"
        );
        assert_eq!(answers[1]["line"], 2);
        assert_eq!(status(&output), 65);
    }
}

#[test]
fn records_of_texts_and_of_sentences_are_aligned() {
    let input = "{\"id\":\"a\",\"source\":\"It rained.\",\"target\":\"下雨了。\"}\n\
                 {\"id\":\"b\",\"source\":[\"It rained.\",\"\"],\"target\":[\"下雨了。\"]}\n\
                 {\"id\":\"c\",\"source\":[\"It rained.\"],\"target\":\"下雨了。\"}\n";
    let output = bitext(&["align", "--jsonl"], input.as_bytes());
    let answers = records(&output);
    assert_eq!(answers[0]["pairs"][0]["target"][0]["text"], "下雨了。");
    assert_eq!(answers[1]["pairs"].as_array().unwrap().len(), 2);
    assert!(answers[2]["error"].as_str().unwrap().contains("both"));
    assert_eq!(status(&output), 65);
}

#[test]
fn linked_quantities_are_reported_with_their_relation() {
    let input = "{\"id\":1,\"source\":\"It will invest 380 billion yuan.\",\"target\":\"将投入3800亿元。\"}\n";
    let answers = records(&bitext(&["link", "--jsonl"], input.as_bytes()));
    let link = &answers[0]["links"][0];
    assert_eq!(
        (&link["kind"], &link["relation"]),
        (&Value::from("quantity"), &Value::from("equal"))
    );
    assert_eq!(
        answers[0]["quantities"]["source"][0]["value"],
        "380000000000"
    );
}

#[test]
fn exit_status_tells_what_went_wrong() {
    let folder = folder();
    let english = file(&folder, "en.txt", ENGLISH);
    let latin1 = file(&folder, "latin1.txt", b"ab\ncaf\xe9");
    let gold = file(&folder, "gold", "[0]:[0]\n[1]:[1]\n");
    let system = file(&folder, "system", "[0]:[0]\n[1]:[2]\n");
    let broken = file(&folder, "broken", "0-1\n");
    let nowhere = folder.path().join("no/such/folder/out.tsv");
    let nowhere = nowhere.to_str().unwrap();
    for (arguments, code, said) in [
        (&["align"][..], 2, "required"),
        (
            &["align", &english, &english, "--threshold", "2"],
            2,
            "between 0 and 1",
        ),
        (&["align", &english, &latin1], 65, "line 2, byte 6"),
        (&["align", &english, "missing.txt"], 66, "missing.txt"),
        (
            &["align", &english, &english, "-o", nowhere],
            74,
            "cannot write",
        ),
        (
            &["eval", "--gold", &gold, "--system", &broken],
            65,
            "line 1",
        ),
        (&["eval", "--gold", &gold, "--system", &system], 0, ""),
        (
            &[
                "eval", "--gold", &gold, "--system", &system, "--min-f1", "0.9",
            ],
            1,
            "",
        ),
    ] {
        let output = bitext(arguments, b"");
        assert_eq!(status(&output), code, "{arguments:?}: {}", stderr(&output));
        assert!(
            stderr(&output).contains(said),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn glossaries_are_stacked_and_become_evidence() {
    let folder = folder();
    let english = file(&folder, "en.txt", "The HBA has resigned. The clerk stayed.");
    let chinese = file(&folder, "zh.txt", "港总署已辞职。书记员留任。");
    let terms = file(&folder, "terms.csv", "English,中文\nHBA,港總署\n");
    let more = file(
        &folder,
        "more.u8",
        "書記員 书记员 [shu1 ji5 yuan2] /clerk/\n",
    );
    let more = format!("{more}:0.5");
    let output = bitext(
        &[
            "align",
            "--glossary",
            &terms,
            "--glossary",
            &more,
            "--format",
            "jsonl",
            &english,
            &chinese,
        ],
        b"",
    );
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let first = &records(&output)[0];
    let evidence = first["evidence"].as_array().unwrap();
    assert!(
        evidence.iter().any(|item| item["kind"] == "term"
            && item["source"] == serde_json::json!([4, 7])
            && item["target"] == serde_json::json!([0, 9])),
        "{first}"
    );
}

#[test]
fn a_glossary_that_cannot_be_read_is_named_with_its_line() {
    let folder = folder();
    let text = file(&folder, "a.txt", ENGLISH);
    let broken = file(&folder, "terms.tsv", "茶壶\tteapot\n桥 bridge\n");
    let prose = file(&folder, "prose.txt", "no list at all");
    let foreign = file(
        &folder,
        "fr.tmx",
        "<tmx><body><tu><tuv xml:lang='fr'><seg>pont</seg></tuv></tu></body></tmx>",
    );
    let weightless = format!("{broken}:-1");
    for (glossary, code, said) in [
        (
            &broken,
            65,
            "terms.tsv: line 2, column 2: expected an English term",
        ),
        (&prose, 65, "prose.txt: expected a term list"),
        (&foreign, 65, "fr.tmx: expected at least one Chinese term"),
        (&"missing.tsv".to_owned(), 66, "missing.tsv"),
        (&weightless, 2, "expected a weight above 0"),
    ] {
        let output = bitext(&["align", "--glossary", glossary, &text, &text], b"");
        assert_eq!(status(&output), code, "{glossary}: {}", stderr(&output));
        assert!(
            stderr(&output).contains(said),
            "{glossary}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn an_output_file_is_whole_and_leaves_nothing_beside_it() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let out = folder.path().join("out.tsv");
    let output = bitext(
        &["align", &english, &chinese, "-o", out.to_str().unwrap()],
        b"",
    );
    assert_eq!((status(&output), stdout(&output)), (0, ""));
    assert_eq!(
        fs::read(&out).unwrap(),
        bitext(&["align", &english, &chinese], b"").stdout
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let line = "{\"id\":1,\"text\":\"It rained all night.\"}\n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_bitext"))
        .args(["segment", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    for _ in 0..50_000 {
        if stdin.write_all(line.as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((status(&output), stderr(&output)), (0, ""));
}

#[test]
fn segments_of_a_file_are_listed_with_offsets() {
    let output = bitext(
        &["segment", "--unit", "sentence", "--language", "zh"],
        "雨下了一夜。早上".as_bytes(),
    );
    assert_eq!(stdout(&output), "0\t18\t雨下了一夜。\n18\t24\t早上\n");
    let output = bitext(&["detect"], "雨下了一夜，早上河水很高。".as_bytes());
    assert!(stdout(&output).starts_with("zh\t"), "{}", stdout(&output));
}

#[test]
fn the_identity_of_a_record_comes_back_as_it_is_written() {
    let input = "\u{feff}{\"id\":12345678901234567890123,\"text\":\"a\"}\n{\"text\":\"a\",\"id\":1.10}\n[1,\"a\"]\n";
    let output = bitext(&["detect", "--jsonl"], input.as_bytes());
    let lines: Vec<&str> = stdout(&output).lines().collect();
    assert!(
        lines[0].starts_with("{\"id\":12345678901234567890123,"),
        "{}",
        lines[0]
    );
    assert!(lines[1].starts_with("{\"id\":1.10,"), "{}", lines[1]);
    assert!(
        lines[2].contains("\"error\":") && lines[2].contains("\"line\":3"),
        "{}",
        lines[2]
    );
    assert_eq!((lines.len(), status(&output)), (3, 65));
}

#[test]
fn languages_without_rules_are_read_by_the_nearest() {
    let input = "{\"id\":1,\"text\":\"下雨了。走吧。\",\"language\":\"mixed\"}\n";
    let answers = records(&bitext(&["segment", "--jsonl"], input.as_bytes()));
    assert_eq!(answers[0]["segments"].as_array().unwrap().len(), 2);
}

#[test]
fn records_can_be_answered_in_a_file_and_standard_input_is_read_once() {
    let folder = folder();
    let out = folder.path().join("out.jsonl");
    let input = "{\"id\":1,\"source\":\"It rained.\",\"target\":\"下雨了。\"}\n";
    let output = bitext(
        &["align", "--jsonl", "-o", out.to_str().unwrap()],
        input.as_bytes(),
    );
    assert_eq!((status(&output), stdout(&output)), (0, ""));
    assert!(
        fs::read_to_string(&out)
            .unwrap()
            .starts_with("{\"id\":1,\"pairs\":")
    );
    for command in ["align", "link"] {
        let output = bitext(&[command, "-", "-"], b"It rained.");
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).contains("read once"));
    }
}

#[cfg(unix)]
#[test]
fn output_goes_through_links_and_keeps_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let real = file(&folder, "real.tsv", "old");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.tsv");
    symlink(&real, &link).unwrap();
    let output = bitext(
        &["align", &english, &chinese, "-o", link.to_str().unwrap()],
        b"",
    );
    assert_eq!(status(&output), 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().starts_with("kind\t"));
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    // A device is written to, not replaced.
    let output = bitext(&["align", &english, &chinese, "-o", "/dev/null"], b"");
    assert_eq!(status(&output), 0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn quotations_are_cut_in_the_style_asked_for() {
    let text = "他说：“我走了。你呢？”她没回答。";
    let input = serde_json::json!({ "id": 1, "text": text }).to_string();
    for (style, ends) in [
        (&[][..], vec![36, 51]),
        (&["--quotations", "customary"], vec![36, 51]),
        (&["--quotations", "whole"], vec![36, 51]),
        (&["--quotations", "split"], vec![24, 36, 51]),
    ] {
        let arguments = [&["segment", "--language", "zh"], style].concat();
        let output = bitext(&arguments, text.as_bytes());
        let listed: Vec<u64> = stdout(&output)
            .lines()
            .map(|line| line.split('\t').nth(1).unwrap().parse().unwrap())
            .collect();
        assert_eq!(listed, ends, "{style:?}");
        let output = bitext(&[&arguments[..], &["--jsonl"]].concat(), input.as_bytes());
        let answered: Vec<u64> = records(&output)[0]["segments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|segment| segment[1].as_u64().unwrap())
            .collect();
        assert_eq!(answered, ends, "{style:?}");
    }
    let folder = folder();
    let chinese = file(&folder, "zh.txt", text);
    let english = file(
        &folder,
        "en.txt",
        "“I am off. You?” he said. She did not answer.",
    );
    let covered = |style: &str| {
        let output = bitext(
            &[
                "align",
                "--quotations",
                style,
                "--format",
                "beads",
                &chinese,
                &english,
            ],
            b"",
        );
        stdout(&output).to_owned()
    };
    assert!(!covered("whole").contains("2]:") && !covered("whole").contains("[2"));
    assert!(covered("split").contains("2]:") || covered("split").contains("[2"));
    let output = bitext(&["segment", "--quotations", "none"], text.as_bytes());
    assert_eq!(status(&output), 2);
}

#[test]
fn rules_in_srx_cut_the_languages_they_map() {
    let folder = folder();
    let srx = |name: &str, languages: &str, forbidden: &str| {
        file(
            &folder,
            name,
            format!(
                "\u{feff}<?xml version='1.0'?>\n<srx version='2.0'><body><languagerules><languagerule languagerulename='lines'>\n\
                 <rule break='no'><beforebreak>{forbidden}</beforebreak><afterbreak/></rule>\n\
                 <rule break='yes'><beforebreak>;</beforebreak><afterbreak/></rule>\n\
                 </languagerule></languagerules><maprules>\
                 <languagemap languagepattern='{languages}' languagerulename='lines'/></maprules></body></srx>"
            ),
        )
    };
    let rules = srx("rules.srx", "en", "no;");
    let text = "One. Two; three no; four.";
    let count = |arguments: &[&str], input: &str| {
        let output = bitext(arguments, input.as_bytes());
        assert_eq!((status(&output), stderr(&output)), (0, ""));
        stdout(&output).lines().count()
    };
    assert_eq!(count(&["segment", "--language", "en"], text), 2);
    let by_rules = ["segment", "--language", "en", "--srx", &rules];
    let output = bitext(&by_rules, text.as_bytes());
    assert_eq!(
        stdout(&output),
        "0\t9\tOne. Two;\n10\t25\tthree no; four.\n"
    );
    assert_eq!(
        count(
            &["segment", "--language", "zh", "--srx", &rules],
            "一;二。三。"
        ),
        2,
        "not mapped"
    );
    let english = file(&folder, "en.txt", text);
    let chinese = file(&folder, "zh.txt", "一。二；三不；四。");
    let beads = bitext(
        &[
            "align", "--srx", &rules, "--format", "beads", &english, &chinese,
        ],
        b"",
    );
    assert_eq!(status(&beads), 0);
    assert!(
        stdout(&beads).contains('1') && !stdout(&beads).contains("[2"),
        "{}",
        stdout(&beads)
    );

    // Rules that cannot be followed are named; the others hold.
    let output = bitext(
        &[
            "segment",
            "--language",
            "en",
            "--srx",
            &srx("ahead.srx", "en", "no;(?= )"),
        ],
        text.as_bytes(),
    );
    assert_eq!((status(&output), stdout(&output).lines().count()), (0, 3));
    assert!(
        stderr(&output).contains("list lines, rule 1: left out, because a look-ahead"),
        "{}",
        stderr(&output)
    );

    let broken = file(&folder, "broken.srx", "<srx>\n<body>");
    let foreign = srx("foreign.srx", "fr", "x");
    for (srx, code, said) in [
        (
            broken.as_str(),
            65,
            "broken.srx: line 2, column 7: not well-formed XML",
        ),
        (&english, 65, "en.txt: no languagerule element"),
        (&foreign, 65, "expected rules for en or zh"),
        ("missing.srx", 66, "missing.srx"),
    ] {
        for arguments in [
            &["segment", "--srx", srx][..],
            &["align", "--srx", srx, &english, &chinese],
        ] {
            let output = bitext(arguments, b"");
            assert_eq!(status(&output), code, "{arguments:?}: {}", stderr(&output));
            assert!(stderr(&output).contains(said), "{}", stderr(&output));
        }
    }
}

/// The sentences of our own parallel texts, one pair a line, Chinese and English apart.
fn parallel_lines() -> (String, String) {
    let (mut chinese, mut english) = (String::new(), String::new());
    for corpus in crate::corpus::corpora("parallel") {
        for row in corpus.rows("sentence") {
            for (spans, text, into) in [
                (&row.zh, &corpus.zh, &mut chinese),
                (&row.en, &corpus.en, &mut english),
            ] {
                let parts: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
                *into += &parts.join(" ");
                into.push('\n');
            }
        }
    }
    (chinese, english)
}

#[test]
fn a_table_is_trained_to_the_byte_on_any_number_of_threads_and_used() {
    let folder = folder();
    let (chinese, english) = parallel_lines();
    assert!(chinese.lines().count() > 50);
    let tsv: String = english
        .lines()
        .zip(chinese.lines())
        .map(|(english, chinese)| format!("{english}\t{chinese}\n"))
        .collect();
    let tsv = file(&folder, "memory.tsv", tsv);
    let terms = file(&folder, "terms.tsv", "渡船\tferry\n闸门\tflood gate;gate\n");
    let lines = folder.path().join("lines");
    fs::create_dir(&lines).unwrap();
    fs::write(lines.join("zh.txt"), &chinese).unwrap();
    fs::write(lines.join("en.txt"), &english).unwrap();
    let lines = lines.to_str().unwrap();
    let out = folder.path().join("own.table");
    let out = out.to_str().unwrap();
    let train = |parallel: &str, threads: &str| {
        let arguments = [
            "train",
            "--parallel",
            parallel,
            "--dictionary",
            &terms,
            "--least-count",
            "0.5",
            "--threads",
            threads,
            "-o",
            out,
        ];
        let output = bitext(&arguments, b"");
        assert_eq!(
            (status(&output), stdout(&output), stderr(&output)),
            (0, "", "")
        );
        fs::read(out).unwrap()
    };
    let one = train(&tsv, "1");
    for (parallel, threads) in [
        (&*tsv, "2"),
        (&tsv, "7"),
        (&tsv, "0"),
        (lines, "1"),
        (lines, "3"),
    ] {
        assert!(
            one == train(parallel, threads),
            "{parallel} on {threads} threads"
        );
    }
    assert!(
        one != train(&format!("{tsv}@0.3"), "1"),
        "the weight counts"
    );

    // What was learned shows up in the evidence.
    let english = file(&folder, "en.txt", "The ferry was late. Nobody waited.");
    let chinese = file(&folder, "zh.txt", "渡船晚点了。没有人等。");
    let align = |table: &str| {
        bitext(
            &[
                "align", "--table", table, "--format", "jsonl", &english, &chinese,
            ],
            b"",
        )
    };
    let output = align(out);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let evidence = records(&output)[0]["evidence"].to_string();
    assert!(
        evidence.contains("[4,9]") && evidence.contains("[0,6]"),
        "{evidence}"
    );

    let mut corrupt = one.clone();
    *corrupt.last_mut().unwrap() ^= 1;
    for (name, bytes) in [
        ("corrupt.table", &corrupt[..]),
        ("short.table", &one[..one.len() / 2]),
        ("empty.table", b""),
        (
            "foreign.table",
            b"\x89PNG\r\n\x1a\n and so on, long enough for a header of any kind",
        ),
    ] {
        let output = align(&file(&folder, name, bytes));
        assert_eq!((status(&output), stdout(&output)), (65, ""), "{name}");
        assert!(stderr(&output).contains(name), "{}", stderr(&output));
    }
    assert_eq!(status(&align("missing.table")), 66);
}

#[test]
fn training_says_what_is_wrong_and_leaves_no_file() {
    let folder = folder();
    let good = file(&folder, "good.tsv", "下雨了。\tIt rained.\n");
    let bad = file(&folder, "bad.tsv", "下雨了。\tIt rained.\n没有制表符\n");
    let weight = format!("{good}@-1");
    let out = folder.path().join("own.table");
    for (parallel, code, said) in [
        (&bad, 65, "bad.tsv: line 2: expected two columns"),
        (&weight, 2, "expected a positive weight"),
        (&"missing.tsv".to_owned(), 66, "missing.tsv"),
    ] {
        let output = bitext(
            &["train", "--parallel", parallel, "-o", out.to_str().unwrap()],
            b"",
        );
        assert_eq!(status(&output), code, "{}", stderr(&output));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        assert!(!out.exists());
    }
    let nowhere = folder.path().join("no/such/own.table");
    let output = bitext(
        &[
            "train",
            "--parallel",
            &good,
            "-o",
            nowhere.to_str().unwrap(),
        ],
        b"",
    );
    assert_eq!(status(&output), 74, "{}", stderr(&output));
}

#[test]
fn records_are_answered_alike_on_any_number_of_threads() {
    let line = |number: usize| match number % 5 {
        0 => "no record\n".to_owned(),
        1 => format!("{{\"id\":{number},\"source\":7}}\n"),
        _ => {
            let (english, chinese) = (ENGLISH.repeat(number % 7), CHINESE.repeat(number % 7));
            let record = serde_json::json!({ "id": number, "source": english, "target": chinese });
            format!("{record}\n")
        }
    };
    let input: String = (0..60).map(line).collect();
    let answers = |threads: &str| {
        let output = bitext(
            &["align", "--jsonl", "--threads", threads],
            input.as_bytes(),
        );
        assert_eq!(status(&output), 65);
        stdout(&output).to_owned()
    };
    let one = answers("1");
    assert_eq!(one.lines().count(), 60);
    assert_eq!(answers("2"), one);
    assert_eq!(answers("9"), one);
}
