//! Texts that are not UTF-8.

use encoding_rs::{BIG5, GB18030, WINDOWS_1252};

use super::*;

const TRADITIONAL: &str = "雨下了一夜。\n早上河水很高，沒有人過河。\n";

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff_u16);
    let units = mark.into_iter().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_command_reads_the_encoding_that_is_named() {
    let folder = folder();
    let english = file(&folder, "en.txt", ENGLISH);
    let utf8 = file(&folder, "zh.txt", CHINESE);
    let gb = file(&folder, "gb.txt", GB18030.encode(CHINESE).0);
    for arguments in [
        &["detect"][..],
        &["segment"],
        &["segment", "--unit", "word"],
        &["quantities"],
        &["link", &english],
        &["align", "--format", "jsonl", &english],
        &[
            "align",
            "--format",
            "jsonl",
            "--mode",
            "comparable",
            &english,
        ],
    ] {
        let answer = |text: &str, more: &[&str]| {
            let output = bitext(&[arguments, &[text], more].concat(), b"");
            assert_eq!(status(&output), 0, "{arguments:?} {}", stderr(&output));
            stdout(&output).to_owned()
        };
        // Offsets are those of the text in UTF-8.
        let expected = answer(&utf8, &[]);
        assert_eq!(answer(&gb, &["--encoding", "gb18030"]), expected);
        // The option is not for records, which are JSON.
        let command = arguments[0];
        let output = bitext(&[command, "--jsonl", "--encoding", "gb18030"], b"");
        assert_eq!(status(&output), 2, "{command}");
    }
    let page = |text: &str, more: &[&str]| {
        let report = ["report", &english, text, "-o", "-"];
        let output = bitext(&[&report[..], more].concat(), b"");
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output).replace("gb.txt", "zh.txt")
    };
    assert_eq!(page(&gb, &["--encoding", "gb18030"]), page(&utf8, &[]));
    let units = format!(
        "source\ttarget\nIt rained all night.\t{}",
        CHINESE.lines().next().unwrap()
    );
    let units = file(&folder, "units.tsv", GB18030.encode(&units).0);
    let output = bitext(&["check", &units, "--encoding", "gb18030"], b"");
    assert_eq!(status(&output), 0, "{}", stderr(&output));
}

#[test]
fn two_texts_may_have_an_encoding_each() {
    let folder = folder();
    let written = "It’s a café.\nIt rained all night.\n";
    let chinese = "这是一家咖啡馆。\n雨下了一夜。\n";
    let utf8 = (
        file(&folder, "en.txt", written),
        file(&folder, "zh.txt", chinese),
    );
    let old = (
        file(&folder, "en.old", WINDOWS_1252.encode(written).0),
        file(&folder, "zh.old", GB18030.encode(chinese).0),
    );
    let align = |texts: (&str, &str), encoding: &[&str]| {
        let arguments = [&["align", "--format", "jsonl", texts.0, texts.1], encoding].concat();
        bitext(&arguments, b"")
    };
    let expected = align((&utf8.0, &utf8.1), &[]);
    let found = align((&old.0, &old.1), &["--encoding", "windows-1252,gb18030"]);
    assert_eq!(stdout(&found), stdout(&expected), "{}", stderr(&found));
    let mixed = align((&utf8.0, &old.1), &["--encoding", "utf-8,gb18030"]);
    assert_eq!(stdout(&mixed), stdout(&expected), "{}", stderr(&mixed));
    for (encoding, said) in [
        ("gb18030,utf-8,big5", "expected one name or two, found 3"),
        ("gb1803", "expected an encoding such as"),
    ] {
        let output = align((&old.0, &old.1), &["--encoding", encoding]);
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}

#[test]
fn utf_16_is_found_out() {
    let folder = folder();
    let english = file(&folder, "en.txt", ENGLISH);
    let chinese = file(&folder, "zh.txt", CHINESE);
    let expected = bitext(&["align", "--format", "beads", &english, &chinese], b"");
    for mark in [true, false] {
        let text = file(&folder, "utf16.txt", utf16(CHINESE, mark));
        let output = bitext(&["align", "--format", "beads", &english, &text], b"");
        assert_eq!(stdout(&output), stdout(&expected), "{}", stderr(&output));
    }
    // The mark of UTF-8 belongs to the file that offsets count in.
    let marked = file(&folder, "marked.txt", format!("\u{feff}{CHINESE}"));
    let output = bitext(&["segment", &marked], b"");
    assert!(stdout(&output).starts_with("3\t"), "{}", stdout(&output));
}

#[test]
fn a_failure_names_the_option_and_guesses_only_what_the_bytes_show() {
    let folder = folder();
    let english = file(&folder, "en.txt", ENGLISH);
    let long = CHINESE.repeat(200);
    for (bytes, hint) in [
        (
            GB18030.encode(&long).0.into_owned(),
            "it looks like gb18030: --encoding gb18030",
        ),
        (
            BIG5.encode(TRADITIONAL).0.into_owned(),
            "it looks like big5: --encoding big5",
        ),
        (
            WINDOWS_1252.encode("It’s a café.").0.into_owned(),
            "--encoding windows-1252",
        ),
        (
            b"\xff\xff\xff\xff\xff\xff".to_vec(),
            "--encoding names another",
        ),
    ] {
        let text = file(&folder, "text.txt", &bytes);
        for arguments in [
            &["align", &english, &text][..],
            &["detect", &text],
            &["check", "--from", "tsv", &text],
        ] {
            let output = bitext(arguments, b"");
            assert_eq!(status(&output), 65, "{arguments:?} {}", stderr(&output));
            let said = stderr(&output);
            assert!(
                said.contains("line 1, byte ") && said.contains(hint),
                "{hint}: {said}"
            );
            assert!(!said.contains("iconv"));
        }
        // Where there is no such option, none is named.
        let output = bitext(&["align", &english, &english, "--pins", &text], b"");
        assert!(
            stderr(&output).contains("save it as UTF-8"),
            "{}",
            stderr(&output)
        );
        let replaced = ["detect", &text, "--replace-undecodable"];
        let output = bitext(&replaced, b"");
        assert_eq!(status(&output), 0);
        assert!(
            stderr(&output).contains("replaced by U+FFFD"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn documents_that_are_no_text_are_named() {
    let folder = folder();
    let chinese = file(&folder, "zh.txt", CHINESE);
    for (bytes, what) in [
        (&b"PK\x03\x04\x14\0\x06\0"[..], "a document of Word"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"{\\rtf1\\ansi", "in RTF"),
    ] {
        let text = file(&folder, "report.txt", bytes);
        let output = bitext(&["align", &text, &chinese], b"");
        assert_eq!(status(&output), 65);
        let said = stderr(&output);
        assert!(
            said.contains(what) && said.contains("save it as plain text"),
            "{said}"
        );
    }
}

#[test]
fn a_text_with_many_bad_bytes_is_read_in_linear_time() {
    let folder = folder();
    let text = file(&folder, "bad.txt", b"a\xff".repeat(1 << 20));
    let output = bitext(&["detect", &text, "--replace-undecodable"], b"");
    assert_eq!(status(&output), 0);
    assert!(
        stderr(&output).contains("1048576 pieces"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_is_cut_off_is_shown() {
    let folder = folder();
    let text = file(
        &folder,
        "cut.txt",
        [CHINESE.as_bytes(), "雨".as_bytes().get(..2).unwrap()].concat(),
    );
    let output = bitext(&["detect", &text], b"");
    let place = format!(
        "line 3, byte {}: expected UTF-8, found bytes e9 9b",
        CHINESE.len()
    );
    assert!(stderr(&output).contains(&place), "{}", stderr(&output));
}

#[test]
fn two_names_in_the_wrong_order_are_noticed() {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        WINDOWS_1252.encode("It’s a café. It rained all night.\n").0,
    );
    let chinese = file(&folder, "zh.txt", "这是一家咖啡馆。雨下了一夜。\n");
    let align = |encoding: &str| {
        bitext(
            &[
                "align",
                &english,
                &chinese,
                "--format",
                "beads",
                "--encoding",
                encoding,
            ],
            b"",
        )
    };
    let output = align("utf-8,windows-1252");
    assert_eq!(status(&output), 65, "{}", stderr(&output));
    let said = stderr(&output);
    assert!(
        said.contains("hint: the other way round both can be read: --encoding windows-1252,utf-8"),
        "{said}"
    );
    assert_eq!(said.matches("hint:").count(), 1, "{said}");
    assert_eq!(status(&align("windows-1252,utf-8")), 0);
    // Where the other order fails too, nothing is said of it.
    let said = align("utf-8,shift_jis");
    assert!(
        !stderr(&said).contains("the other way round"),
        "{}",
        stderr(&said)
    );
}

#[test]
fn training_scores_and_searches_read_other_encodings() {
    let folder = folder();
    let pairs = "雨下了一夜。\tIt rained all night.\n渡船九点开。\tThe ferry leaves at nine.\n";
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (utf8, gb) = (
        file(&folder, "utf8.tsv", pairs),
        file(&folder, "gb.tsv", GB18030.encode(pairs).0),
    );
    let done = |arguments: &[&str]| {
        let output = bitext(arguments, b"");
        assert_eq!(status(&output), 0, "{arguments:?} {}", stderr(&output));
        output
    };
    let (one, other) = (path("one.table"), path("other.table"));
    let trained = done(&["train", "--parallel", &utf8, "-o", &one]);
    assert!(
        stderr(&trained).contains("2 pairs teach few words"),
        "{}",
        stderr(&trained)
    );
    let of_gb = ["train", "--parallel", &gb, "-o", &other];
    assert_eq!(status(&bitext(&of_gb, b"")), 65);
    done(&[&of_gb[..], &["--encoding", "gb18030"]].concat());
    assert_eq!(fs::read(&one).unwrap(), fs::read(&other).unwrap());

    let store = path("a.bitext");
    done(&["tm", "import", &utf8, "--store", &store]);
    let queries = file(&folder, "queries.txt", GB18030.encode("渡船九点开。\n").0);
    let search = ["tm", "search", "--store", &store, "--queries", &queries];
    let output = done(&[&search[..], &["--encoding", "gb18030"]].concat());
    assert!(
        stdout(&output).contains("The ferry leaves at nine."),
        "{}",
        stdout(&output)
    );

    let links = "kind\tscore\tsource\ttarget\nsentence\t0.9\t雨下了一夜。\tIt rained all night.\n";
    let (gold, system) = (
        file(&folder, "gold.links", GB18030.encode(links).0),
        file(&folder, "system.links", GB18030.encode(links).0),
    );
    let eval = ["eval", "--gold", &gold, "--system", &system];
    assert_eq!(status(&bitext(&eval, b"")), 65);
    let read = bitext(&[&eval[..], &["--encoding", "gb18030"]].concat(), b"");
    assert!(!stderr(&read).contains("gb18030"), "{}", stderr(&read));
}

#[test]
fn one_name_for_two_texts_leaves_utf_8_alone() {
    let folder = folder();
    // In GB18030 the apostrophe and the letter behind it are two characters, and nothing is wrong with them.
    let english = file(&folder, "en.txt", "I don’t know.\nIt rained all night.\n");
    let latin = file(
        &folder,
        "latin.txt",
        "The café was shut.\nIt rained all night.\n",
    );
    let chinese = "我不知道。\n雨下了一夜。\n";
    let gb = file(&folder, "gb.txt", GB18030.encode(chinese).0);
    let utf8 = file(&folder, "zh.txt", chinese);
    let command = |first: &str, second: &str, encoding: &[&str]| {
        let arguments = ["align", "--format", "jsonl", first, second];
        let output = bitext(&[&arguments[..], encoding].concat(), b"");
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        output
    };
    let named = ["--encoding", "gb18030"];
    for text in [&english, &latin] {
        let expected = command(text, &utf8, &[]);
        for (first, second) in [(text, &gb), (&gb, text)] {
            let found = command(first, second, &named);
            assert!(
                stderr(&found).contains("is UTF-8 and is read so, not as gb18030"),
                "{}",
                stderr(&found)
            );
            if first == text {
                assert_eq!(stdout(&found), stdout(&expected));
            }
        }
    }
    // Who insists gets what is asked for, and what a failure suggests can be followed.
    let insisted = command(&english, &gb, &["--encoding", "gb18030,gb18030"]);
    assert!(stdout(&insisted).contains("don鈥"), "{}", stdout(&insisted));
    assert_eq!(stderr(&insisted), "");
    let output = bitext(&["align", &english, &gb], b"");
    assert!(
        stderr(&output).contains("--encoding gb18030 reads it so"),
        "{}",
        stderr(&output)
    );
    // Plain ASCII is the same in both, and nothing needs saying.
    let ascii = file(
        &folder,
        "ascii.txt",
        "I do not know.\nIt rained all night.\n",
    );
    assert_eq!(stderr(&command(&ascii, &gb, &named)), "");
}

#[test]
fn markup_is_no_text_and_subtitles_are_what_is_said() {
    let folder = folder();
    let chinese = file(&folder, "zh.txt", CHINESE);
    for (text, what, hint) in [
        (
            "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\">",
            "a translation memory",
            "bitext check",
        ),
        (
            "<?xml version=\"1.0\"?>\n<xliff>",
            "a translation job",
            "bitext check",
        ),
        ("<!DOCTYPE html><html>", "a page of HTML", "plain text"),
        ("\n<HTML>", "a page of HTML", "plain text"),
        ("<?xml version=\"1.0\"?><book>", "found XML", "plain text"),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n",
            "WebVTT",
            ".srt",
        ),
        ("SQLite format 3\0\u{1}", "a store", "--store"),
    ] {
        let text = file(&folder, "text.txt", text);
        for command in [&["align", &text, &chinese][..], &["segment", &text]] {
            let output = bitext(command, b"");
            let said = stderr(&output);
            assert_eq!(status(&output), 65, "{said}");
            assert!(said.contains(what) && said.contains(hint), "{said}");
        }
    }
    // A sign does not make a text markup.
    let sign = file(&folder, "sign.txt", "<stage left> It rained all night.");
    assert_eq!(status(&bitext(&["segment", &sign], b"")), 0);
    let cues = "1\n00:00:01,000 --> 00:00:02,000\n<i>It rained</i> 12 hours.\n\n2\n00:00:03,000 --> 00:00:04,000\nGood.\n";
    let cues = file(&folder, "film.en.srt", cues);
    let said = file(&folder, "film.en.txt", "It rained 12 hours.\nGood.\n");
    for command in ["segment", "quantities", "detect"] {
        let answer = |text: &str| stdout(&bitext(&[command, text], b"")).to_owned();
        assert_eq!(answer(&cues), answer(&said), "{command}");
        // Whatever they are called.
        let piped = bitext(&[command], &fs::read(&cues).unwrap());
        assert_eq!(stdout(&piped), answer(&said), "{command}");
    }
    // A number and an arrow make no cue.
    let list = "12\n--> Go on, said 3.\n";
    let output = bitext(&["segment"], list.as_bytes());
    assert_eq!(stdout(&output).lines().count(), 2, "{}", stdout(&output));
    // A store is no file of units either, and is named.
    let units = file(&folder, "units.tsv", "It rained.\t下雨了。\n");
    let store = folder.path().join("a.bitext").to_str().unwrap().to_owned();
    let output = bitext(&["tm", "import", &units, "--store", &store], b"");
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    for command in [&["check", &store][..], &["tm", "stats", &store]] {
        let said = bitext(command, b"");
        assert_eq!(status(&said), 65);
        assert!(
            stderr(&said).contains("found a store\n  hint: --store"),
            "{}",
            stderr(&said)
        );
    }
}

/// UTF-32 begins as UTF-16 does, and would be read as text full of zero bytes.
#[test]
fn utf_32_is_refused_by_its_name() {
    let folder = folder();
    for mark in [[0xff, 0xfe, 0, 0], [0, 0, 0xfe, 0xff]] {
        let text = file(&folder, "u32.txt", [&mark[..], &[0x41, 0, 0, 0]].concat());
        let output = bitext(&["segment", &text], b"");
        assert_eq!(status(&output), 65, "{}", stderr(&output));
        assert!(
            stderr(&output).contains("not UTF-32, found bytes"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn nothing_is_learnt_from_nothing() {
    let folder = folder();
    let (empty, table) = (
        file(&folder, "empty.tsv", ""),
        folder.path().join("a.table"),
    );
    let output = bitext(
        &["train", "--parallel", &empty, "-o", table.to_str().unwrap()],
        b"",
    );
    assert_eq!(status(&output), 65);
    assert!(
        stderr(&output).contains("nothing to learn from"),
        "{}",
        stderr(&output)
    );
    assert!(!table.exists());
}
