//! `bitext align` on two files.

use super::*;

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

/// The ending names the format; one that no alignment is written in is refused, and nothing is written.
#[test]
fn an_alignment_is_not_written_into_a_file_named_as_something_else() {
    let folder = folder();
    let text = file(&folder, "a.txt", ENGLISH);
    let other = file(&folder, "b.txt", "雨下了一夜。\n");
    for name in ["terms.tbx", "film.srt", "terms.tbx.gz"] {
        let path = folder.path().join(name);
        let path = path.to_str().unwrap();
        let output = bitext(&["align", "-o", path, &text, &other], b"");
        assert_eq!(status(&output), 2, "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains("--format"), "{}", stderr(&output));
        assert!(!std::path::Path::new(path).exists(), "{name}");
    }
}

/// A statement that is all its sentences say is not written beside them.
#[test]
fn units_of_comparable_text_are_there_once() {
    let output = compared(&["--format", "units"]);
    let mut texts: Vec<(String, String)> = records(&output)
        .iter()
        .map(|unit| (unit["source"].to_string(), unit["target"].to_string()))
        .collect();
    let all = texts.len();
    assert!(all > 10);
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), all);
}

/// Which pairs of comparable text are written: memories have one unit of each pair, lists all, unless they are told.
#[test]
fn kinds_of_pairs_are_chosen() {
    let kinds = |arguments: &[&str]| {
        let output = compared(arguments);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let of = |kind: &str| {
            let records = records(&output).into_iter();
            records
                .filter(|it| it["kind"] == kind && !it["source"].is_null())
                .count()
        };
        (of("sentence"), of("statement"), stderr(&output).to_owned())
    };
    let (sentences, statements, said) = kinds(&["--format", "units"]);
    assert!(sentences > 10 && statements == 0);
    assert!(
        said.contains("statements inside sentences left out; --kind all"),
        "{said}"
    );
    let (all_sentences, all_statements, said) = kinds(&["--format", "units", "--kind", "all"]);
    assert!(all_sentences == sentences && all_statements > 5);
    assert!(!said.contains("left out"), "{said}");
    assert_eq!(kinds(&["--format", "units", "--kind", "sentence"]).1, 0);

    let pairs = |kind: &[&str]| -> Vec<Value> {
        let output = compared(&[&["--format", "jsonl"], kind].concat());
        let is_pair = |it: &Value| it["reason"].is_null();
        records(&output).into_iter().filter(is_pair).collect()
    };
    let of = |pairs: &[Value], kind: &str| pairs.iter().filter(|it| it["kind"] == kind).count();
    let (all, least) = (pairs(&[]), pairs(&["--kind", "statement"]));
    assert_eq!(all, pairs(&["--kind", "all"]));
    assert_eq!(of(&least, "statement"), of(&all, "statement"));
    // Each pair of sentences is there once: as its statement, or whole where none is told apart.
    assert_eq!(least.len(), of(&all, "sentence"));

    let output = compared(&["--format", "html", "--kind", "statement"]);
    assert_eq!(status(&output), 2);
}

#[test]
fn a_table_has_no_pair_twice() {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        "The bridge was closed on Monday.\nThe doctor buys an umbrella.\n",
    );
    let chinese = file(&folder, "zh.txt", "医生买了一把雨伞。\n大桥星期一关闭。\n");
    for kind in [&[][..], &["--kind", "all"]] {
        let arguments = [
            &["align", "--mode", "comparable", "--format", "tsv"],
            kind,
            &[&english, &chinese],
        ];
        let output = bitext(&arguments.concat(), b"");
        let kinds: Vec<_> = stdout(&output)
            .lines()
            .filter(|line| line.starts_with("statement\t"))
            .collect();
        assert_eq!(kinds, [""; 0], "{}", stdout(&output));
        assert!(
            stdout(&output)
                .lines()
                .filter(|line| line.starts_with("sentence\t"))
                .count()
                == 2,
            "{}",
            stdout(&output)
        );
    }
}

/// What a unit is stands in the memory.
#[test]
fn a_memory_says_of_each_unit_what_kind_it_is() {
    let output = compared(&["--format", "tmx", "--kind", "all"]);
    let count = |kind: &str| {
        let property = format!("<prop type=\"x-bitext-kind\">{kind}</prop>");
        stdout(&output).matches(&property).count()
    };
    assert!(count("sentence") > 10 && count("statement") > 5);
    assert_eq!(
        count("sentence") + count("statement"),
        stdout(&output).matches("<tu ").count()
    );
}
