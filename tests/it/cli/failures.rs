//! What is said when something is wrong, and with which status.

use super::*;

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
            "expected a number from 0 to 1",
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
            "broken:1:1: expected",
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
fn a_failure_says_what_was_expected_and_what_to_do() {
    let folder = folder();
    let english = file(&folder, "report.en.txt", ENGLISH);
    let chinese = file(&folder, "report.zh.txt", CHINESE);
    let also_english = file(
        &folder,
        "other.en.txt",
        "Nobody knew who had closed the gate.\n",
    );
    let units = file(&folder, "units.tsv", "It rained.\t下雨了。\n");
    let by_turns = file(
        &folder,
        "by-turns.txt",
        format!("{ENGLISH}\n{CHINESE}\n").repeat(2),
    );
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (slip, packed) = (path("report.em.txt"), path("notes.txt"));
    file(&folder, "notes.txt.gz", "");
    let latin1 = file(&folder, "latin1.txt", b"caf\xe9");
    let prose = file(&folder, "prose.dat", ENGLISH);
    let corrections = file(
        &folder,
        "report.en.txt.corrections.json",
        "{ \"format\": \"bitext-corrections\", \"version\": 1, \"beads\": [\n]}\n",
    );
    for (arguments, code, said, hint) in [
        (
            &["align", &slip, &chinese][..],
            66,
            "report.em.txt",
            "there is ",
        ),
        (
            &["align", &packed, &chinese],
            66,
            "notes.txt",
            "notes.txt.gz",
        ),
        (
            &["align", &path(""), &chinese],
            66,
            "cannot read",
            "name a file in it",
        ),
        (
            &["align", &english, &also_english],
            65,
            "found English in both",
            "wrong file?",
        ),
        (
            &["align", &chinese, &chinese],
            65,
            "found Chinese in both",
            "wrong file?",
        ),
        (
            &["align", &by_turns, &by_turns],
            65,
            "found the same text in both",
            "wrong file?",
        ),
        (
            &["check", &corrections],
            65,
            "found the corrections of an alignment",
            "bitext align SOURCE TARGET --pins FILE",
        ),
        (
            &["align", &corrections, &chinese],
            65,
            "found the corrections of an alignment",
            "bitext align SOURCE TARGET --pins FILE",
        ),
        (
            &["align", &latin1, &chinese],
            65,
            "line 1, byte 3: expected UTF-8",
            "--encoding windows-1252",
        ),
        (
            &["align", "-", "-"],
            2,
            "standard input can be read once",
            "name a file",
        ),
        (
            &["align", &english, &chinese, "-o", &path("")],
            74,
            "cannot write",
            "name a file in it",
        ),
        (
            &["align", &english, &chinese, "-o", &path("no/out")],
            74,
            "cannot write",
            "make its folder",
        ),
        (
            &["convert", &units, &path("a.tmxx")],
            2,
            "cannot tell the format",
            "did you mean .tmx?",
        ),
        (
            &["convert", &units, &path("a.docx")],
            2,
            "cannot tell the format",
            "--to tmx",
        ),
        (
            &["convert", &prose, &path("a.tmx")],
            65,
            "expected translation units, such as TMX",
            "--from",
        ),
        (
            &["convert", &path("new.tmx"), &units],
            66,
            "new.tmx",
            "are they swapped?",
        ),
        (
            &["align", &english, &chinese, "--format", "tmz"],
            2,
            "tmz",
            "tmx",
        ),
        (&["aling", &english, &chinese], 2, "aling", "'align'"),
        (&["eval", "--gold", &units], 2, "--system", "--help"),
        (
            &[
                "eval", "--gold", &units, "--gold", &units, "--system", &units,
            ],
            2,
            "found 1 for 2",
            "in turns",
        ),
    ] {
        let output = bitext(arguments, b"");
        let message = stderr(&output);
        assert_eq!(status(&output), code, "{arguments:?}: {message}");
        assert!(
            message.contains(said) && message.contains(hint),
            "{arguments:?}: {message}"
        );
        assert_eq!(stdout(&output), "", "{arguments:?}");
    }
}

#[test]
fn texts_that_are_not_surely_in_one_language_are_aligned() {
    let folder = folder();
    let number = file(&folder, "number.txt", "1 2 3\n");
    let empty = file(&folder, "empty.txt", "");
    let english = file(&folder, "en.txt", ENGLISH);
    let mixed = file(&folder, "mixed.txt", format!("{ENGLISH}{CHINESE}"));
    for (source, target) in [
        (&number, &number),
        (&empty, &empty),
        (&english, &mixed),
        (&english, &number),
    ] {
        let output = bitext(&["align", source, target], b"");
        assert_eq!(status(&output), 0, "{source} {target}: {}", stderr(&output));
    }
}

#[test]
fn a_text_in_another_language_is_remarked() {
    let folder = folder();
    let english = file(&folder, "en.txt", ENGLISH);
    for (text, said) in [
        (
            "Le conseil municipal a voté hier un nouveau budget pour les écoles de la ville.",
            "neither Chinese nor English",
        ),
        ("昨日の市議会で新しい予算が承認されました。", "in Japanese"),
        ("", "no words"),
    ] {
        let other = file(&folder, "other.txt", text);
        let output = bitext(&["align", &english, &other], b"");
        assert_eq!(status(&output), 0);
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}

#[test]
fn arguments_that_are_too_many_are_understood() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    for (arguments, tip) in [
        (
            &["report", &english, &chinese, "page.html"][..],
            "-o page.html",
        ),
        (
            &["align", &english, &chinese, "memory.tmx"],
            "-o memory.tmx",
        ),
        (&["check", &english, &chinese], "bitext align SOURCE TARGET"),
        (
            &["convert", &english, &chinese, "m.tmx"],
            "bitext align SOURCE TARGET -o m.tmx",
        ),
        (
            &["tm", "filter", "a.tmx", "b.tmx", "-o", "c.tmx"],
            "bitext tm import",
        ),
        (&["tm", "export", "a.bitext"], "--store a.bitext"),
        (&[&english, &chinese], "bitext align "),
        (&["algn", &english, &chinese], "align"),
        (&["align", "--mod", "auto", &english, &chinese], "--mode"),
    ] {
        let output = bitext(arguments, b"");
        assert_eq!(status(&output), 2, "{arguments:?}");
        let said = stderr(&output);
        let tips: Vec<&str> = said.lines().filter(|it| it.contains("tip: ")).collect();
        assert!(
            matches!(tips.as_slice(), [it] if it.contains(tip)),
            "{said}"
        );
    }
    // An option of another command is no file.
    let output = bitext(&["report", &english, &chinese, "--kind", "all"], b"");
    let said = stderr(&output);
    assert!(
        said.contains("'--kind'") && !said.contains("tip:"),
        "{said}"
    );
}

#[test]
fn an_option_that_does_nothing_in_the_mode_is_named() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let settings = file(&folder, "settings.toml", "[align]\nthreshold = 0.8\n");
    for (arguments, idle) in [
        (&["--threshold", "0.8"][..], "--threshold is for comparable"),
        (&["--kind", "statement"], "--kind is for comparable"),
        (
            &["--mode", "comparable", "--gap", "1"],
            "--gap is for parallel",
        ),
        (&["--mode", "auto", "--gap", "1", "--threshold", "0.8"], ""),
        (&["--gap", "1"], ""),
        (&["--mode", "comparable", "--threshold", "0.8"], ""),
        // For the runs that it is for.
        (&["--config", &settings], ""),
    ] {
        let output = bitext(&[&["align", &english, &chinese], arguments].concat(), b"");
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let said = stderr(&output);
        assert_eq!(
            said.contains("does nothing here"),
            !idle.is_empty(),
            "{said}"
        );
        assert!(said.contains(idle), "{said}");
    }
}

#[test]
fn texts_that_have_nothing_in_common_are_remarked() {
    let corpora = concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/parallel");
    let text = |name: &str, language: &str| format!("{corpora}/{name}/{language}.txt");
    let all = [
        "manual-kiln",
        "news-flood-gates",
        "speech-harbour",
        "story-ferry",
    ];
    for (name, other) in all.iter().zip(all.iter().cycle().skip(1)) {
        for (chinese, is_remarked) in [(name, false), (other, true)] {
            let texts = (text(name, "en"), text(chinese, "zh"));
            let output = bitext(&["align", &texts.0, &texts.1], b"");
            assert_eq!(status(&output), 0);
            let said = stderr(&output);
            assert_eq!(
                said.contains("the wrong file?"),
                is_remarked,
                "{name} {chinese}: {said}"
            );
        }
    }
}

#[test]
fn a_file_with_one_language_makes_no_memory_and_is_not_in_order() {
    let folder = folder();
    let cues = file(
        &folder,
        "film.srt",
        "1\n00:00:01,000 --> 00:00:02,000\nIt rained.\n",
    );
    let memory = folder.path().join("memory.tmx");
    for arguments in [
        &["convert", &cues, memory.to_str().unwrap()][..],
        &["check", &cues],
    ] {
        let output = bitext(arguments, b"");
        let said = stderr(&output);
        assert_eq!(status(&output), 65, "{said}");
        assert!(
            said.contains("none among 1 entry\n") && said.contains("bitext align A.srt B.srt"),
            "{said}"
        );
    }
    assert!(!memory.exists());
    // The header of a table is not written before it is known that there is one.
    let output = bitext(&["check", "nothing.tmx"], b"");
    assert_eq!((status(&output), stdout(&output)), (66, ""));
}

#[test]
fn an_import_that_fails_leaves_no_empty_store() {
    let folder = folder();
    let text = file(&folder, "en.txt", ENGLISH);
    let units = file(&folder, "units.tsv", "It rained.\t下雨了。\n");
    let store = folder.path().join("a.bitext");
    let path = store.to_str().unwrap();
    let import = |files: &[&str]| {
        let command = ["tm", "import", "--store", path];
        bitext(&[&command[..], files].concat(), b"")
    };
    assert_eq!(status(&import(&[&text])), 65);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "{left}");
    // What came in before the failure stays.
    assert_eq!(status(&import(&[&units, &text])), 65);
    assert!(store.exists());
    assert_eq!(status(&import(&[&text])), 65);
    assert!(store.exists());
    let nowhere = folder.path().join("none/a.bitext");
    let output = bitext(
        &["tm", "import", &units, "--store", nowhere.to_str().unwrap()],
        b"",
    );
    assert_eq!(status(&output), 74, "{}", stderr(&output));
    assert!(
        stderr(&output).contains("make its folder first"),
        "{}",
        stderr(&output)
    );
    let output = bitext(&["tm", "search", "--store", &units, "It rained."], b"");
    assert!(
        stderr(&output).contains("bitext tm import"),
        "{}",
        stderr(&output)
    );
}

/// What is missing or too much is said with what a run looks like that has it.
#[test]
fn a_run_that_lacks_something_is_shown_one_that_does_not() {
    let folder = folder();
    let path = |name: &str| {
        file(
            &folder,
            name,
            "{\"id\":1,\"source\":\"a\",\"target\":\"b\"}\n",
        )
    };
    let (records, memory) = (path("pairs.jsonl"), path("memory.tmx"));
    let text = file(&folder, "en.txt", ENGLISH);
    let answered = |command: &str| format!("bitext {command} --jsonl < {records}");
    for (arguments, tip) in [
        (
            &["eval"][..],
            "bitext eval --gold book.gold --system book.beads".to_owned(),
        ),
        (&["tm", "stats"], "bitext tm stats memory.tmx".to_owned()),
        (
            &["tm", "search"],
            "bitext tm search --store project.bitext \"".to_owned(),
        ),
        (
            &["tm", "import", &memory],
            "--store project.bitext".to_owned(),
        ),
        (&["check"], "bitext check memory.tmx".to_owned()),
        (
            &["convert", &memory],
            "bitext convert memory.tmx memory.xlf".to_owned(),
        ),
        (
            &["align"],
            "bitext align report.en.txt report.zh.txt".to_owned(),
        ),
        (
            &["align", &text],
            "bitext align report.en.txt report.zh.txt".to_owned(),
        ),
        (&["align", &records], answered("align")),
        (&["link", &records], answered("link")),
        (&["align", &memory], format!("bitext check {memory}")),
        (&["align", "--jsonl", &records], answered("align")),
        (&["check", "--jsonl", &records], answered("check")),
        (
            &["check", "--jsonl", &memory],
            format!("bitext check --format jsonl {memory}"),
        ),
        (&["detect", &records, "--jsonl"], answered("detect")),
        (
            &["convert", "--to", "tsv", "--jsonl", &records],
            format!("bitext convert --to tsv --jsonl < {records}"),
        ),
        (
            &["tm", "search", "--store", "s", "--jsonl", "rain"],
            "bitext tm search --jsonl < FILE".to_owned(),
        ),
    ] {
        let output = bitext(arguments, b"");
        let said = stderr(&output);
        assert_eq!(status(&output), 2, "{arguments:?}: {said}");
        let tips: Vec<&str> = said.lines().filter(|it| it.contains("tip: ")).collect();
        assert!(
            matches!(tips.as_slice(), [it] if it.contains(&tip)),
            "{arguments:?}: {said}"
        );
    }
    // Two options that do not go together are no records.
    let output = bitext(&["align", "--jsonl", "--format", "tmx"], b"");
    assert!(!stderr(&output).contains("tip:"), "{}", stderr(&output));
    for (arguments, code, said, hint) in [
        (
            &["eval", &records][..],
            2,
            "expected a folder of texts with gold, found a file",
            answered("eval"),
        ),
        (
            &["eval", &text],
            2,
            "found a file",
            format!("--gold GOLD --system {text}"),
        ),
        (
            &["align", &records, &text],
            65,
            "found JSON records",
            "--jsonl".to_owned(),
        ),
        (
            &["segment", &records],
            65,
            "found JSON records",
            "--jsonl".to_owned(),
        ),
        (
            &["quantities", "It cost 3 yuan."],
            66,
            "cannot read It cost 3 yuan.",
            "echo".to_owned(),
        ),
        (
            &["detect", "今天下雨"],
            66,
            "cannot read",
            "echo".to_owned(),
        ),
        (
            &["align", &text, "It rained"],
            66,
            "cannot read",
            "standard input".to_owned(),
        ),
        (
            &["align", &text, "my report.txt"],
            66,
            "cannot read",
            String::new(),
        ),
        (
            &["align", "--explain", "0", &text, &text],
            2,
            "rows count from 1",
            String::new(),
        ),
        (
            &["align", "--explain", "one", &text, &text],
            2,
            "expected the number of a row",
            String::new(),
        ),
    ] {
        let output = bitext(arguments, b"");
        let message = stderr(&output);
        assert_eq!(status(&output), code, "{arguments:?}: {message}");
        assert!(
            message.contains(said) && message.contains(&hint),
            "{arguments:?}: {message}"
        );
        assert_eq!(message.contains("hint: "), !hint.is_empty(), "{message}");
    }
}

/// One is no plural.
#[test]
fn what_is_one_is_said_in_the_singular() {
    let folder = folder();
    let pair = file(&folder, "pair.tsv", "It rained.\t下雨了。\n");
    let store = folder.path().join("s.bitext");
    let store = store.to_str().unwrap();
    let out = folder.path().join("out.tsv");
    let alone = file(
        &folder,
        "alone.tmx",
        "<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"en\"><seg>It rained.</seg></tuv></tu>\
         <tu><tuv xml:lang=\"en\"><seg>It <ph>x</ph>rained.</seg></tuv><tuv xml:lang=\"zh\"><seg>下雨了。</seg></tuv></tu></body></tmx>",
    );
    let query = file(&folder, "query.txt", "No such thing.\n");
    for (arguments, input, said) in [
        (&["check", &pair][..], "", "1 unit checked;"),
        (
            &["check", &alone],
            "",
            "1 entry lacks one of the languages, or tells of an error, and was not checked",
        ),
        (
            &["convert", &alone, out.to_str().unwrap()],
            "",
            "1 entry lacks one of the languages, or tells of an error, and was left out",
        ),
        (
            &["convert", &alone, out.to_str().unwrap(), "--force"],
            "",
            "1 inline code that the format cannot hold was left out",
        ),
        (&["tm", "filter", &pair], "", "1 of 1 unit kept, 0 dropped"),
        (
            &["tm", "import", &pair, "--store", store],
            "",
            "1 unit, 1 new, 0 updated, 0 known",
        ),
        (
            &["tm", "integrity", "--store", store],
            "",
            "1 unit, nothing wrong",
        ),
        (
            &["tm", "search", "--store", store, "--queries", &query],
            "",
            "1 segment; 1 of them: no match",
        ),
        (
            &["detect", "--jsonl"],
            "x\n",
            "1 of 1 record could not be processed: its answer has an \"error\"",
        ),
    ] {
        let output = bitext(arguments, input.as_bytes());
        assert!(
            stderr(&output).contains(said),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn a_text_in_two_languages_is_named() {
    let folder = folder();
    let english = file(&folder, "report.en.txt", ENGLISH);
    let chinese = file(&folder, "report.zh.txt", CHINESE);
    let by_turns = format!("It rained.\n\n{CHINESE}\nThe river rose.\n");
    let by_turns = file(&folder, "by-turns.txt", by_turns);
    let output = bitext(&["align", &english, &by_turns], b"");
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let said = "by-turns.txt: holds lines in Chinese and lines in English";
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
    // A quotation in the other language is none.
    let quoting = file(
        &folder,
        "quoting.txt",
        format!("{ENGLISH}Nobody slept.\n上善若水。\n"),
    );
    let output = bitext(&["align", &quoting, &chinese], b"");
    assert!(
        !stderr(&output).contains("holds lines"),
        "{}",
        stderr(&output)
    );
}
