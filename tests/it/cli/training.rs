//! `bitext train`.

use super::*;

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
            "--force",
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
        (
            &bad,
            65,
            "bad.tsv: line 2: expected a pair of segments, Chinese and English, with a tab",
        ),
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
fn columns_without_chinese_are_refused() {
    let folder = folder();
    let tsv = file(&folder, "a.tsv", "kind\tscore\tsource\nsentence\t0.9\t雨\n");
    let out = folder.path().join("own.table");
    let out = out.to_str().unwrap();
    let output = bitext(&["train", "--parallel", &tsv, "-o", out], b"");
    assert_eq!(status(&output), 65);
    assert!(stderr(&output).contains("expected Chinese in one of the first two columns"));
}

/// What `bitext align` writes can be trained on as it is: its header says where the texts are.
#[test]
fn a_header_says_which_columns_are_meant() {
    let folder = folder();
    let plain = file(
        &folder,
        "plain.tsv",
        "雨下了。\tIt rained.\n船满了。\tThe ship was full.\n",
    );
    let table = file(
        &folder,
        "table.tsv",
        "kind\tscore\tsource\ttarget\nsentence\t0.9\t雨下了。\tIt rained.\nsentence\t0.4\t没有人来。\t\n\
         sentence\t0.8\t船满了。\tThe ship was full.\n",
    );
    let trained = |parallel: &str, name: &str| {
        let out = folder.path().join(name);
        let output = bitext(
            &["train", "--parallel", parallel, "-o", out.to_str().unwrap()],
            b"",
        );
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        fs::read(out).unwrap()
    };
    assert_eq!(trained(&plain, "a.table"), trained(&table, "b.table"));
}
