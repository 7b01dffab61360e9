//! Record mode: one answer for every line.

use serde_json::json;

use super::*;

#[test]
fn what_is_no_object_is_told_plainly() {
    for line in ["null", "[1,2]", "\"a\"", "7"] {
        let output = bitext(&["detect", "--jsonl"], line.as_bytes());
        let error = records(&output)[0]["error"].clone();
        assert_eq!(error, "a JSON object is expected", "{line}");
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
        let said = answers[5]["error"].as_str().unwrap();
        assert!(said.contains("is no UTF-8"), "{said}");
        assert_eq!(status(&output), 65);
    }
}

#[test]
fn records_of_texts_and_of_sentences_are_aligned() {
    let input = "{\"id\":\"a\",\"source\":\"It rained.\",\"target\":\"下雨了。\"}\n\
                 {\"id\":\"b\",\"source\":[\"It rained.\",\"\"],\"target\":[\"下雨了。\"]}\n\
                 {\"id\":\"c\",\"source\":[\"It rained.\"],\"target\":\"下雨了。\"}\n\
                 {\"id\":\"d\",\"source\":7,\"target\":\"下雨了。\"}\n";
    let output = bitext(&["align", "--jsonl"], input.as_bytes());
    let answers = records(&output);
    assert_eq!(answers[0]["pairs"][0]["target"][0]["text"], "下雨了。");
    assert_eq!(answers[1]["pairs"].as_array().unwrap().len(), 2);
    for (answer, expected) in answers[2..]
        .iter()
        .zip(["both", "a text or a list of sentences"])
    {
        assert!(
            answer["error"].as_str().unwrap().contains(expected),
            "{answer}"
        );
    }
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
    assert_eq!(answers[0]["quantities"]["target"][0]["text"], "3800亿元");
}

#[cfg(feature = "table")]
#[test]
fn names_terms_and_codes_are_linked_beside_quantities() {
    let source = "Wang Ling took flight MU5137 and paid 380 yuan for the keel bolt.";
    let target = "王玲乘坐MU5137航班，龙骨栓花了380元。";
    let input = json!({"id": 1, "source": source, "target": target}).to_string();
    let folder = tempfile::tempdir().unwrap();
    let terms = folder.path().join("terms.tsv");
    fs::write(&terms, "en\tzh\nkeel bolt\t龙骨栓\n").unwrap();
    let terms = terms.to_str().unwrap();
    let output = bitext(&["link", "--jsonl", "--glossary", terms], input.as_bytes());
    let answers = records(&output);
    let links = answers[0]["links"].as_array().unwrap();
    let text = |text: &str, span: &Value| {
        let at = |end: usize| span[end].as_u64().unwrap() as usize;
        text[at(0)..at(1)].to_owned()
    };
    let told: Vec<_> = links
        .iter()
        .map(|it| {
            assert_eq!(it["relation"], "equal");
            let score = it["score"].as_f64().unwrap();
            assert!((0.5..=1.0).contains(&score), "{it}");
            let kind = it["kind"].as_str().unwrap();
            (
                kind,
                text(source, &it["source"]),
                text(target, &it["target"]),
            )
        })
        .collect();
    for (kind, source, target) in [
        ("quantity", "380 yuan", "380元"),
        ("name", "Ling", "王玲"),
        ("literal", "MU5137", "MU5137"),
        ("term", "keel bolt", "龙骨栓"),
    ] {
        assert!(
            told.contains(&(kind, source.to_owned(), target.to_owned())),
            "{kind}: {told:?}"
        );
    }
}

#[cfg(feature = "table")]
#[test]
fn a_record_of_strangers_is_told_and_scored_so() {
    let input = [
        r#"{"id":1,"source":"The lamp fell off the table.","target":"议员们反对这项预算。"}"#,
        r#"{"id":2,"source":"The river rose.","target":"河水上涨了。"}"#,
    ];
    let answers = records(&bitext(&["align", "--jsonl"], input.join("\n").as_bytes()));
    let number = |value: &Value| value.as_f64().unwrap();
    assert!(number(&answers[0]["related"]) < 0.3 && number(&answers[1]["related"]) > 0.8);
    assert!(number(&answers[0]["pairs"][0]["score"]) < 0.3);
    assert!(number(&answers[1]["pairs"][0]["score"]) > 0.8);
}

#[test]
fn quantities_are_quoted_as_they_are_written() {
    let input = "{\"id\":1,\"text\":\"We met in June. It closed on 5 Sept. 2025.\"}\n";
    let answers = records(&bitext(&["quantities", "--jsonl"], input.as_bytes()));
    let found = answers[0]["quantities"].as_array().unwrap();
    let written: Vec<&str> = found
        .iter()
        .map(|it| it["text"].as_str().unwrap())
        .collect();
    assert!(written.contains(&"June"), "{written:?}");
    assert!(
        written.iter().any(|it| it.ends_with("5 Sept. 2025")),
        "{written:?}"
    );
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let line = "{\"id\":1,\"text\":\"It rained all night.\"}\n";
    let mut child = program()
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

#[test]
fn checks_evaluation_and_conversion_answer_records() {
    let input = "{\"id\":1,\"source\":\"The works cost 380 million yuan.\",\"target\":\"工程耗资38亿元。\"}\n\
                 {\"id\":2,\"source\":\"It rained.\"}\nno record\n\
                 {\"id\":3,\"source\":\"It rained.\",\"target\":\"下雨了。\",\"target_language\":\"zh-Hans\"}\n";
    let output = bitext(&["check", "--jsonl"], input.as_bytes());
    let answers = records(&output);
    assert_eq!(answers.len(), 4);
    assert_eq!(answers[0]["findings"][0]["check"], "quantity-differs");
    assert_eq!(answers[0]["findings"][0]["target"][0]["text"], "38亿元");
    assert!(answers[1]["error"].is_string() && answers[2]["error"].is_string());
    assert_eq!(answers[3]["findings"], serde_json::json!([]));
    assert_eq!(status(&output), 65);
    let first = input.lines().next().unwrap();
    assert_eq!(status(&bitext(&["check", "--jsonl"], first.as_bytes())), 1);
    let last = input.lines().last().unwrap();
    assert_eq!(status(&bitext(&["check", "--jsonl"], last.as_bytes())), 0);
    let many = input.repeat(50);
    let on = |threads: &str| bitext(&["check", "--jsonl", "--threads", threads], many.as_bytes());
    assert_eq!(stdout(&on("1")), stdout(&on("5")));

    let input = "{\"id\":\"a\",\"gold\":[[[0],[0]],[[1],[1]]],\"system\":[[[0],[0],0.9],[[1],[2],0.5]]}\n{\"id\":\"b\",\"gold\":[]}\n";
    let output = bitext(&["eval", "--jsonl"], input.as_bytes());
    let answers = records(&output);
    assert_eq!(answers[0]["strict"]["f1"], 0.5);
    assert_eq!(answers[0]["strict"]["right"], 1);
    assert!(answers[1]["error"].is_string());
    assert_eq!(status(&output), 65);

    let tsv = "source\ttarget\nIt rained.\t下雨了。\n";
    let record = |id: u32, content: &str| {
        serde_json::json!({ "id": id, "content": content }).to_string() + "\n"
    };
    let convert = |from: &str, to: &str, input: String| {
        bitext(
            &["convert", "--jsonl", "--from", from, "--to", to],
            input.as_bytes(),
        )
    };
    let output = convert("tsv", "tmx", record(1, tsv) + &record(2, "one column\n"));
    let answers = records(&output);
    assert_eq!(answers[0]["units"], 1);
    assert!(
        answers[1]["error"].as_str().unwrap().contains("content:1:"),
        "{}",
        answers[1]
    );
    assert_eq!(status(&output), 65);
    let back = convert(
        "tmx",
        "paracrawl",
        record(1, answers[0]["content"].as_str().unwrap()),
    );
    let text = records(&back)[0]["content"].as_str().unwrap().to_owned();
    assert!(text.contains("It rained.\t下雨了。"), "{text}");
    assert_eq!(status(&bitext(&["convert", "--jsonl"], b"")), 2);
}

#[test]
fn a_store_answers_records() {
    let folder = folder();
    let units = file(
        &folder,
        "units.tsv",
        "The ferry leaves at nine.\t渡船九点开。\nIt was full.\t船满了。\n",
    );
    let store = folder.path().join("m.bitext");
    let store = store.to_str().unwrap();
    assert_eq!(
        status(&bitext(&["tm", "import", &units, "--store", store], b"")),
        0
    );
    let search = |more: &[&str], input: &str| {
        bitext(
            &[&["tm", "search", "--store", store, "--jsonl"], more].concat(),
            input.as_bytes(),
        )
    };
    let input = "{\"id\":1,\"text\":\"船满了。\",\"previous\":\"渡船九点开。\",\"language\":\"zh\"}\n\
                 {\"id\":2,\"txt\":1}\n{\"id\":3,\"text\":\"Nothing like it at all.\"}\n";
    let output = search(&[], input);
    let answers = records(&output);
    assert_eq!(
        answers[0]["matches"][0]["hit"]["score"], 101,
        "{}",
        answers[0]
    );
    assert!(answers[1]["error"].is_string());
    assert_eq!(answers[2]["matches"], serde_json::json!([]));
    assert_eq!(status(&output), 65);
    let many = input.repeat(100);
    assert_eq!(
        stdout(&search(&["--threads", "1"], &many)),
        stdout(&search(&["--threads", "6"], &many))
    );
    let phrases = records(&search(&["--phrase"], "{\"id\":1,\"text\":\"渡船\"}\n"));
    assert_eq!(
        phrases[0]["occurrences"][0]["unit"]["source"]["content"]["text"]
            .as_str()
            .or(phrases[0]["occurrences"][0]["unit"]["source"]["text"].as_str()),
        Some("The ferry leaves at nine."),
        "{}",
        phrases[0]
    );
    let nothing = search(&[], "{\"id\":3,\"text\":\"Nothing like it at all.\"}\n");
    assert_eq!(status(&nothing), 1);
    assert_eq!(
        status(&bitext(
            &["tm", "search", "--store", "missing.bitext", "--jsonl"],
            b""
        )),
        66
    );
}

#[test]
fn aligned_records_are_units_for_every_command_that_reads_units() {
    let folder = folder();
    let record = |id: &str, target: &str| {
        serde_json::json!({ "id": id, "source": ENGLISH, "target": target }).to_string()
    };
    let input = format!("{}\n{{}}\n{}\n", record("a", CHINESE), record("b", CHINESE));
    let answers = bitext(&["align", "--jsonl"], input.as_bytes());
    assert_eq!(status(&answers), 65);
    let aligned = file(&folder, "aligned.jsonl", &answers.stdout);
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (memory, clean) = (place("memory.tmx"), place("clean.tmx"));
    let output = bitext(&["convert", &aligned, &memory], b"");
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(
        stderr(&output).contains("1 entry lacks one of the languages"),
        "{}",
        stderr(&output)
    );
    let written = fs::read_to_string(&memory).unwrap();
    let texts = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let one = place("one.tmx");
    assert_eq!(
        status(&bitext(&["align", &texts.0, &texts.1, "-o", &one], b"")),
        0
    );
    // The same segments as of files, once for each document, and each knows which it is from.
    let segments = |memory: &str| -> Vec<String> {
        let lines = memory.lines().filter(|it| it.contains("<seg>"));
        lines.map(str::to_owned).collect()
    };
    let one = segments(&fs::read_to_string(&one).unwrap());
    assert!(!one.is_empty());
    assert_eq!(segments(&written), [one.clone(), one.clone()].concat());
    for id in ["a", "b"] {
        let property = format!("source-document\">{id}</prop>");
        assert_eq!(written.matches(&property).count() * 2, one.len(), "{id}");
    }
    for command in [
        &["tm", "stats", &aligned][..],
        &["check", &aligned],
        &["tm", "filter", &aligned, "-o", &clean],
    ] {
        let output = bitext(command, b"");
        assert_eq!(status(&output), 0, "{command:?}: {}", stderr(&output));
    }
}

#[test]
fn bad_lines_are_told_in_words_and_two_texts_in_one_language_are_refused() {
    let twice = serde_json::json!({ "id": 3, "source": ENGLISH, "target": ENGLISH }).to_string();
    let input = format!("{{\"id\":1,\"source\":\"It\n\n{twice}\n");
    let output = bitext(&["align", "--jsonl"], input.as_bytes());
    assert_eq!(status(&output), 65);
    let answers = records(&output);
    for (answer, expected) in answers.iter().zip([
        "EOF while parsing a string",
        "the line is empty",
        "found English in both",
    ]) {
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains(expected), "{error}");
    }
    assert_eq!(answers.len(), 3);
}
