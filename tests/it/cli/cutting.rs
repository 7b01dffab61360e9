//! How text is cut.

use super::*;

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

#[test]
fn a_cue_without_a_full_stop_ends_where_it_ends() {
    let folder = folder();
    let film = |name: &str, cues: &[&str]| {
        let cue = |(at, text): (usize, &&str)| {
            let minute = at + 1;
            format!("{minute}\n00:0{minute}:00,000 --> 00:0{minute}:02,000\n{text}\n\n")
        };
        let cues: String = cues.iter().enumerate().map(cue).collect();
        file(&folder, name, cues)
    };
    let chinese = film(
        "zh.srt",
        &[
            "我等了你兩個小時",
            "從台北來的火車\n誤點了四十分鐘",
            "你欠我三千元，記得嗎？",
        ],
    );
    let english = film(
        "en.srt",
        &[
            "I waited two hours",
            "The train was late,\nand nobody told us",
            "that it was.",
            "You owe me 3,000 dollars",
        ],
    );
    let sentences = |text: &str| stdout(&bitext(&["segment", text], b"")).lines().count();
    assert_eq!(sentences(&chinese), 3);
    // Where a sentence goes on in lower case, it goes on.
    assert_eq!(sentences(&english), 3);
    let output = bitext(&["align", &english, &chinese, "--format", "beads"], b"");
    let beads: Vec<&str> = stdout(&output)
        .lines()
        .filter_map(|it| it.rsplit_once(':'))
        .map(|it| it.0)
        .collect();
    assert_eq!(beads, ["[0]:[0]", "[1]:[1]", "[2]:[2]"]);
}
