//! What people see: colours, the width of the window, progress, explanations.

use super::*;

const BEGIN: &str = "\x1b[";

fn texts() -> (tempfile::TempDir, String, String) {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        "The bridge cost 380 million yuan. Nobody crossed it.\n",
    );
    let chinese = file(&folder, "zh.txt", "这座桥耗资3.8亿元。没有人过桥。\n");
    (folder, english, chinese)
}

#[test]
fn colours_are_there_where_they_are_wanted() {
    let (_folder, english, chinese) = texts();
    let table = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut program = program();
        program.args(["align", "--format", "table", &english, &chinese]);
        program.args(arguments).envs(environment.iter().copied());
        let output = run(&mut program, b"");
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output).to_owned()
    };
    for (arguments, environment, is_coloured) in [
        (&[][..], &[][..], false),
        (&["--color", "auto"], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
    ] {
        let table = table(arguments, environment);
        assert_eq!(
            table.contains(BEGIN),
            is_coloured,
            "{arguments:?} {environment:?}\n{table}"
        );
    }
    // The same hue on both sides and in the reasons.
    let coloured = table(&["--color", "always"], &[]);
    let inked = |text: &str| {
        let (before, _) = coloured.split_once(text).unwrap();
        before.rsplit_once(BEGIN).unwrap().1.to_owned()
    };
    assert_eq!(inked("380 million yuan\x1b"), inked("3.8亿元\x1b"));
}

#[test]
fn no_other_format_is_ever_coloured() {
    let (_folder, english, chinese) = texts();
    for format in ["tsv", "jsonl", "beads", "html", "tmx"] {
        let output = bitext(
            &[
                "align", "--color", "always", "--format", format, &english, &chinese,
            ],
            b"",
        );
        assert!(!stdout(&output).contains(BEGIN), "{format}");
    }
}

#[test]
fn the_table_fits_the_window() {
    let (_folder, english, chinese) = texts();
    for columns in [30, 50, 80, 140] {
        let mut program = program();
        program.args(["align", "--format", "table", &english, &chinese]);
        let output = run(program.env("COLUMNS", columns.to_string()), b"");
        let widest = stdout(&output)
            .lines()
            .map(unicode_width::UnicodeWidthStr::width)
            .max();
        assert!(
            widest.is_some_and(|it| it <= columns),
            "{columns}: {}",
            stdout(&output)
        );
    }
}

#[test]
fn one_pair_is_explained() {
    let (folder, english, chinese) = texts();
    let explain = |number: &str, more: &[&str]| {
        let arguments = [&["align", "--explain", number, &english, &chinese], more].concat();
        bitext(&arguments, b"")
    };
    let output = explain("1", &[]);
    let text = stdout(&output);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(
        text.starts_with("Pair 1 of 2, parallel text: 1 = 1, score "),
        "{text}"
    );
    for said in [
        "source, English, sentence 1, bytes 0 to 33:\n    The bridge cost 380 million yuan.\n",
        "target, Chinese, sentence 1,",
        "  380 million yuan = 3.8亿元  (equal",
        "380000000 CNY",
        "  sum\n",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    // The weights add up to what is printed as their sum.
    let first_word = |line: &str| line.split_whitespace().next().map(str::to_owned);
    let weights: Vec<f64> = text
        .lines()
        .filter_map(first_word)
        .filter(|word| word.starts_with(['+', '-']))
        .map(|word| word.parse().unwrap())
        .collect();
    let (sum, weights) = weights.split_last().unwrap();
    assert!(
        (weights.iter().sum::<f64>() - sum).abs() < 0.01 * weights.len() as f64,
        "{text}"
    );
    assert!(weights.len() > 2);

    for number in ["3", "99"] {
        let output = explain(number, &[]);
        assert_eq!(status(&output), 2);
        assert!(
            stderr(&output).contains("expected a number from 1 to 2"),
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(status(&explain("0", &[])), 2);
    assert_eq!(status(&explain("1", &["--format", "tsv"])), 2);
    // An unpaired sentence says why, and what came nearest.
    let more = file(
        &folder,
        "more.txt",
        "这座桥耗资3.8亿元。没有人过桥。这座桥比旧桥长。\n",
    );
    let explained = |number: &str| {
        let arguments = [
            "align",
            "--mode",
            "comparable",
            "--explain",
            number,
            &english,
            &more,
        ];
        stdout(&bitext(&arguments, b"")).to_owned()
    };
    let all: String = ["1", "2", "3", "4", "5"].map(explained).concat();
    assert!(all.contains("Why it is unpaired: "), "{all}");
    assert!(all.contains("What else came near"), "{all}");
}

#[test]
fn logs_get_no_progress_and_quiet_says_only_what_failed() {
    let folder = folder();
    let units = file(
        &folder,
        "a.tsv",
        "source\ttarget\nIt rained.\t下雨了。\nIt rained.\t下雨了。\n",
    );
    let filter = ["tm", "filter", &units, "--to", "jsonl"];
    let said = bitext(&filter, b"");
    assert!(
        stderr(&said).contains("1 of 2 units kept"),
        "{}",
        stderr(&said)
    );
    assert!(!stderr(&said).contains(['\r', '\x1b']));
    let quiet = bitext(&[&filter[..], &["--quiet"]].concat(), b"");
    assert_eq!((stdout(&quiet), stderr(&quiet)), (stdout(&said), ""));
    let failed = bitext(&["tm", "filter", "missing.tsv", "-q"], b"");
    assert_eq!(status(&failed), 66);
    assert!(stderr(&failed).contains("missing.tsv"));
}

/// Long work shows how far it is on a terminal, and the line is gone at the end. Not tested where `script` of util-linux is
/// missing.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_shows_how_far_long_work_is() {
    let folder = folder();
    let row =
        "It rained all night, and the river rose by two metres.\t雨下了一夜，河水上涨了两米。\n";
    let units = file(&folder, "a.tsv", row.repeat(12_000));
    let out = folder.path().join("out");
    let on_terminal = |more: &str| {
        let line = format!(
            "{} check {units} -o {} --force {more}",
            env!("CARGO_BIN_EXE_bitext"),
            out.display()
        );
        Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .env("BITEXT_CONFIG", "")
            .env("TERM", "xterm")
            .env_remove("COLUMNS")
            .stdin(Stdio::null())
            .output()
    };
    let Ok(output) = on_terminal("") else {
        return;
    };
    let shown = stdout(&output);
    assert!(
        shown.contains("checking") && shown.contains(" left"),
        "{shown:?}"
    );
    assert!(shown.contains("12000 units checked"), "{shown:?}");
    let output = on_terminal("--quiet").unwrap();
    assert_eq!(stdout(&output), "");
}

/// A file that was written is told of on a terminal, not in scripts.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_told_what_was_written() {
    let (folder, english, chinese) = texts();
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (program, texts) = (env!("CARGO_BIN_EXE_bitext"), format!("{english} {chinese}"));
    let on_terminal = |line: &str| {
        Command::new("script")
            .args(["-qec", line, "/dev/null"])
            .env("BITEXT_CONFIG", "")
            .stdin(Stdio::null())
            .output()
    };
    for (line, what) in [
        (
            format!("align {texts} -o {}", out("a.tsv")),
            "a.tsv: 2 rows",
        ),
        (
            format!("align {texts} -o {}", out("a.tmx")),
            "a.tmx: 2 units",
        ),
        (
            format!("align {texts} -o {}", out("a.beads")),
            "a.beads: 2 beads",
        ),
        (
            format!("report {texts} -o {}", out("a.html")),
            "a.html: 2 rows",
        ),
        (
            format!("segment {english} -o {}", out("a.txt")),
            "a.txt: 2 segments",
        ),
        (
            format!("convert {} {}", out("a.tmx"), out("b.jsonl")),
            "b.jsonl: 2 units",
        ),
    ] {
        let Ok(output) = on_terminal(&format!("{program} {line}")) else {
            return;
        };
        let said = stdout(&output);
        assert!(
            said.contains("bitext: wrote ") && said.contains(what),
            "{line}: {said:?}"
        );
        let quiet = on_terminal(&format!("{program} {line} --force --quiet")).unwrap();
        assert_eq!(stdout(&quiet), "", "{line}");
        let arguments: Vec<&str> = line.split(' ').chain(["--force"]).collect();
        assert_eq!(stderr(&bitext(&arguments, b"")), "", "{line}");
    }
}

/// Who starts a program that waits for input is told so; a pipe is not.
#[cfg(target_os = "linux")]
#[test]
fn a_program_that_waits_for_a_person_says_so() {
    let program = env!("CARGO_BIN_EXE_bitext");
    for (arguments, input) in [
        ("detect", &b"It rained.\n\x04"[..]),
        (
            "segment --jsonl",
            b"{\"id\":1,\"text\":\"It rained.\"}\n\x04",
        ),
    ] {
        let line = format!("{program} {arguments}");
        let mut script = Command::new("script");
        script
            .args(["-qec", &line, "/dev/null"])
            .env("BITEXT_CONFIG", "");
        // `script` is of util-linux, and may be missing.
        if Command::new("script").arg("-V").output().is_err() {
            return;
        }
        let said = run(&mut script, input);
        assert!(
            stdout(&said).contains("reading what you type"),
            "{:?}",
            stdout(&said)
        );
        let words: Vec<&str> = arguments.split(' ').collect();
        let input: &[u8] = if words.len() > 1 {
            b""
        } else {
            b"It rained.\n"
        };
        assert_eq!(stderr(&bitext(&words, input)), "", "{arguments}");
    }
}

#[test]
fn a_number_that_differs_is_shown_in_parallel_text() {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        "The bridge cost 380 million yuan. Nobody crossed it.\n",
    );
    let chinese = file(&folder, "zh.txt", "这座桥耗资3.9亿元。没有人过桥。\n");
    let of = |arguments: &[&str]| {
        let output = bitext(
            &[&["align"][..], arguments, &[&english, &chinese]].concat(),
            b"",
        );
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output).to_owned()
    };
    let words = "380 million yuan ≠ 3.9亿元";
    assert!(of(&["--format", "table"]).contains(words));
    assert!(of(&["--explain", "1"]).contains(words));
    assert!(of(&["--format", "tsv"]).contains("quantity 380 million yuan≠3.9亿元"));
    assert!(of(&["--format", "jsonl"]).contains("\"relation\":\"conflict\""));
    assert!(of(&["--format", "tmx"]).contains("conflict"));
    // In either order of the texts.
    let turned = bitext(&["align", "--format", "table", &chinese, &english], b"");
    assert!(
        stdout(&turned).contains("3.9亿元 ≠ 380 million yuan"),
        "{}",
        stdout(&turned)
    );
    assert!(!of(&["--format", "beads"]).is_empty());
}

#[test]
fn a_sentence_that_nothing_answers_to_is_named() {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        "It rained all night. The old bridge cost 380 million yuan. Nobody crossed the river for three days.\n",
    );
    let chinese = file(
        &folder,
        "zh.txt",
        "这座旧桥耗资3.8亿元。三天之内没有人过河。\n",
    );
    let align = |arguments: &[&str]| {
        bitext(
            &[
                &["align", "--format", "table"][..],
                arguments,
                &[&english, &chinese],
            ]
            .concat(),
            b"",
        )
    };
    let output = align(&[]);
    assert!(
        stdout(&output).contains("(nothing answers to: It rained all night.)"),
        "{}",
        stdout(&output)
    );
    assert_eq!(stderr(&align(&["--quiet"])), "");
    // What is advised is more than what was given, as long as more helps.
    for (gap, said) in [
        (
            "0",
            "1 sentence is joined to a pair in which nothing answers to it; if the translation leaves things out, --gap 2 ",
        ),
        ("-2.5", "--gap 2 "),
        ("0.5", "1 sentence is still joined"),
        ("0.5", "--gap 2 "),
        ("1", "--gap 2 "),
    ] {
        let output = align(&["--gap", gap]);
        assert!(stderr(&output).contains(said), "{gap}: {}", stderr(&output));
    }
    let output = align(&["--gap", "4"]);
    assert!(
        stdout(&output).contains("- It rained all night."),
        "{}",
        stdout(&output)
    );
    assert_eq!(stderr(&output), "");
}

/// That a pair belongs together may be sure; that it is in order is not, where its numbers differ.
#[test]
fn a_pair_in_conflict_says_so() {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        "It rained all night.\nThe bridge over the river is 45 km long.\n",
    );
    let chinese = file(
        &folder,
        "zh.txt",
        "雨下了一夜。\n跨越河流的大桥长54公里。\n",
    );
    let align = |arguments: &[&str]| {
        let output = bitext(&[&["align", &english, &chinese], arguments].concat(), b"");
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output).to_owned()
    };
    let table = align(&["--format", "table"]);
    assert_eq!(table.matches("numbers differ)").count(), 1, "{table}");
    let (_, row) = table.split_once("45 km long").unwrap();
    assert!(
        row.contains("45 km long ≠ 54公里") || row.contains(" ≠ "),
        "{table}"
    );
    let explained = align(&["--explain", "2"]);
    assert!(
        explained
            .lines()
            .next()
            .unwrap()
            .ends_with("numbers differ"),
        "{explained}"
    );
    assert!(!align(&["--explain", "1"]).contains("numbers differ"));
    // Not in the ink of what is in order.
    let coloured = align(&["--format", "table", "--color", "always"]);
    let score = |number: &str| {
        let lines = coloured.lines();
        lines
            .map(str::to_owned)
            .find(|it| it.starts_with(&format!("\x1b[2m{number}\x1b[0m")))
            .unwrap()
    };
    let is_in_red = |number: &str| {
        score(number)
            .split(" = ")
            .next()
            .unwrap()
            .contains("\x1b[1;4;31m")
    };
    assert!(is_in_red("2") && !is_in_red("1"), "{coloured}");
}

/// In comparable text each sentence of a translation has one partner; the other half of one that was cut in two says where.
#[test]
fn the_other_half_of_a_sentence_says_where_the_first_is() {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        "The new bridge over the Lan River, which cost 380 million yuan, was opened by the mayor on Tuesday after a \
         delay of two years. The fishermen of the village lost their landing place.\n",
    );
    let chinese = file(
        &folder,
        "zh.txt",
        "渔民失去了上岸的地方。跨越岚江的新桥耗资3.8亿元。周二，在延误两年之后，市长为大桥剪彩。\n",
    );
    let align = |format: &str| {
        let mode = ["align", "--mode", "comparable", "--format", format];
        stdout(&bitext(&[&mode[..], &[&english, &chinese]].concat(), b"")).to_owned()
    };
    let table = align("table");
    let (before, after) = table.split_once("跨越岚江的新桥").unwrap();
    assert!(
        before
            .lines()
            .last()
            .is_some_and(|line| line.contains(" - ")),
        "{table}"
    );
    assert!(
        after.contains("(the nearest stands in 1 and has a better partner)"),
        "{table}"
    );
    assert!(align("tsv").contains("\ttaken\t"));
}

/// Two shuffled translations in which one figure is wrong: what the texts as wholes make of that pair may be little, what
/// its words say alone is much, and both are said.
#[test]
fn what_comes_nearest_is_said_with_what_speaks_against_it() {
    let folder = folder();
    let pairs = [
        (
            "The foundation pit of Gate No. 3 flooded twice during the 2020 rainy season, setting work back by four months.",
            "3031年汛期，三号闸基坑两次进水，工期因此推迟了四个月。",
        ),
        (
            "The town hall bought two new buses for the school in May.",
            "五月，镇政府为学校购买了两辆新校车。",
        ),
        (
            "The mayor thanked the fishermen for their patience.",
            "镇长感谢渔民的耐心。",
        ),
        (
            "Half of the money comes from the provincial government.",
            "其中一半资金来自省政府。",
        ),
        (
            "The old bridge will be pulled down next spring.",
            "旧桥将于明年春天拆除。",
        ),
        (
            "Doctors treated 14 passengers for minor burns.",
            "医生治疗了14名轻度烧伤的乘客。",
        ),
    ];
    let english: Vec<&str> = pairs.iter().map(|pair| pair.0).collect();
    let chinese: Vec<&str> = pairs.iter().rev().map(|pair| pair.1).collect();
    let english = file(&folder, "en.txt", english.join("\n"));
    let chinese = file(&folder, "zh.txt", chinese.join("\n"));
    let align = |options: &[&str]| {
        let mode = ["align", "--mode", "comparable", "--threshold", "0.99999"];
        let output = bitext(&[&mode[..], options, &[&english, &chinese]].concat(), b"");
        stdout(&output).to_owned()
    };
    let table = align(&["--format", "table"]);
    let number = |text: &str| {
        let row = table.split("\n\n").find(|row| row.contains(text)).unwrap();
        assert!(
            row.contains(" - ") && row.contains("(the nearest stands in "),
            "{row}"
        );
        row.split_whitespace().next().unwrap().to_owned()
    };
    let (of_english, of_chinese) = (number("foundation pit"), number("3031"));
    let why = align(&["--explain", &of_english]);
    let why = why
        .lines()
        .find(|line| line.starts_with("Why it is unpaired: "))
        .unwrap();
    for said in [
        &format!("target sentence 6 (unpaired in {of_chinese}) comes nearest"),
        "among all sentences of both texts the two score 0.",
        ", less than 1.00, the least score of a pair",
        "Against the pair speak",
    ] {
        assert!(why.contains(said), "{said}\n{why}");
    }
    assert!(why.contains("3031年"), "{why}");
}

#[test]
fn what_came_near_is_listed_once() {
    let (mut lines, mut seen) = (0, 0);
    for number in 1..=30 {
        let output = compared(&["--explain", &number.to_string()]);
        let near = stdout(&output).split("What else came near").nth(1);
        let near: Vec<&str> = near
            .unwrap_or_default()
            .lines()
            .filter_map(|line| {
                line.split_once("  ")
                    .and_then(|(_, line)| line.split_once(": "))
            })
            .filter_map(|(head, _)| head.split_once("  "))
            .map(|(_, place)| place.split(',').next().unwrap_or_default())
            .collect();
        let distinct: std::collections::BTreeSet<&str> = near.iter().copied().collect();
        (lines, seen) = (lines + near.len(), seen + distinct.len());
    }
    assert!(lines > 20, "{lines}");
    assert_eq!(lines, seen);
}

/// The sample at the beginning of the README is what its command prints.
#[cfg(feature = "table")]
#[test]
fn the_sample_of_the_readme_is_printed() {
    let readme = include_str!("../../../README.md");
    let (_, sample) = readme.split_once("    # cut\n").unwrap();
    let (sample, _) = sample.split_once("```").unwrap();
    let output = compared(&["--format", "table"]);
    let rows: Vec<&str> = sample.trim_end().split("\n\n").collect();
    assert!(rows.len() > 2);
    for row in rows {
        assert!(stdout(&output).contains(row), "{row}\n{}", stdout(&output));
    }
}

/// A free translation that no value of `--gap` that is advised takes apart.
#[test]
fn what_no_gap_parts_is_told_without_advice() {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        "Well. The old bridge over the river cost 380 million yuan and took three years.\nNobody crossed the river.\n",
    );
    let chinese = file(
        &folder,
        "zh.txt",
        "河上的旧桥耗资3.8亿元，历时三年。\n没有人过河。\n",
    );
    for gap in ["0", "2", "3"] {
        let output = bitext(&["align", "--gap", gap, &english, &chinese], b"");
        let (found, said) = (stdout(&output), stderr(&output));
        // Either the two are apart, or it is said that they are not.
        let is_apart = found.lines().any(|line| line.contains("\tWell.\t\t"));
        assert_eq!(
            said.contains("nothing answers to it"),
            !is_apart,
            "{gap}: {said}"
        );
        let advised = said.contains("unpairs more");
        assert_eq!(advised, !is_apart && gap != "3", "{gap}: {said}");
    }
}

/// Orders, accounts and telephones: one judgement wherever it is shown.
#[test]
fn codes_that_differ_are_seen_everywhere() {
    let folder = folder();
    let english = file(
        &folder,
        "en.txt",
        "The old order had the number PO-2024-0817.\nThe money went to the account XY40ABCD5001.\nCall 400-820-1188 in the morning.\nCall +49 30 5558 1207 in the evening.\n",
    );
    let chinese = file(
        &folder,
        "zh.txt",
        "旧订单的号码是PO-2024-0871。\n钱汇到了账户XY40ABCD5001。\n请在早上致电400-821-1188。\n请在晚上致电+49 30 5558 1270。\n",
    );
    let align = |format: &str| {
        let output = bitext(&["align", "--format", format, &english, &chinese], b"");
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output).to_owned()
    };
    let table = align("table");
    let expected = [
        "PO-2024-0817 ≠ PO-2024-0871",
        "400-820-1188 ≠ 400-821-1188",
        "+49 30 5558 1207 ≠ +49 30 5558 1270",
    ];
    for it in expected {
        assert!(table.contains(it), "{table}");
        assert!(align("tsv").contains(&format!("literal {}", it.replace(" ≠ ", "≠"))));
        assert!(align("html").contains(&format!("title=\"{it}: codes differ")));
    }
    assert_eq!(table.matches('≠').count(), 3, "{table}");
    assert_eq!(table.matches("numbers differ)").count(), 3, "{table}");
    assert_eq!(
        align("jsonl").matches("\"relation\":\"conflict\"").count(),
        3
    );
    assert!(
        align("html")
            .contains(r#"numbers differ in <span data-n="conflicts">3</span>, however sure"#)
    );
    let memory = file(&folder, "memory.tmx", align("tmx"));
    let output = bitext(&["check", &memory], b"");
    assert_eq!(status(&output), 1);
    assert_eq!(
        stdout(&output).matches("\tdiffers\t").count(),
        3,
        "{}",
        stdout(&output)
    );
    // With the sides exchanged it is the same.
    let turned = bitext(&["align", "--format", "table", &chinese, &english], b"");
    assert!(stdout(&turned).contains("PO-2024-0871 ≠ PO-2024-0817"));
    let output = bitext(&["align", "--explain", "1", &english, &chinese], b"");
    assert!(
        stdout(&output).contains("PO-2024-0817 ≠ PO-2024-0871\n"),
        "{}",
        stdout(&output)
    );
}
