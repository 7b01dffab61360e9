//! `--pins` and `bitext report`: corrections are kept, told apart and refused where they do not belong.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use bitext::{Aligner, text};
use serde_json::{Value, json};

const ENGLISH: &str =
    "It rained all night. In the morning the river was high. Nobody crossed it. The bridge is old.";
const CHINESE: &str = "雨下了一夜。早上河水很高，没有人过河。桥很旧。";

struct Texts(tempfile::TempDir);

impl Texts {
    fn new() -> Self {
        let texts = Self(tempfile::tempdir().unwrap());
        texts.write("a.en", ENGLISH);
        texts.write("a.zh", CHINESE);
        texts
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.0.path().join(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// Runs the program in the folder.
    fn run(&self, arguments: &str) -> Output {
        bitext(self.0.path(), arguments)
    }

    fn out(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What is said of bad input.
    fn complaint(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(65), "{arguments}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    }
}

fn bitext(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bitext"))
        .args(arguments.split(' '))
        .env("BITEXT_CONFIG", "")
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Corrections as the page saves them.
fn corrections(beads: &[(&[usize], &[usize])]) -> String {
    let (of_english, of_chinese) = Aligner::default().segments(ENGLISH, CHINESE);
    let side = |name: &str, text: &str, spans: &[bitext::Span]| {
        let digest = format!("{:016x}", text::digest(text, spans.iter().copied()));
        json!({ "name": name, "segments": spans.len(), "bytes": text.len(), "digest": digest })
    };
    let head = json!({
        "format": "bitext-corrections", "version": 1, "mode": "parallel",
        "source": side("a.en", ENGLISH, &of_english), "target": side("a.zh", CHINESE, &of_chinese),
    });
    let beads: Vec<String> = beads
        .iter()
        .map(|(source, target)| {
            json!({ "source": source, "target": target, "status": "corrected" }).to_string()
        })
        .collect();
    let head = head.to_string();
    let head = head.strip_suffix('}').unwrap();
    format!("{head},\"beads\":[\n{}]}}\n", beads.join(",\n"))
}

const BEADS: &str = "align --format beads --pins pins.json";

#[test]
fn corrections_are_kept_in_either_order_of_the_texts() {
    let texts = Texts::new();
    texts.write("pins.json", &corrections(&[(&[0, 1], &[0]), (&[2], &[1])]));
    let expected = "[0, 1]:[0]:1.000000\n[2]:[1]:1.000000\n[3]:[2]:";
    let found = texts.out(&format!("{BEADS} a.en a.zh"));
    assert!(found.starts_with(expected), "{found}");
    let turned = texts.out(&format!("{BEADS} a.zh a.en"));
    assert!(
        turned.starts_with("[0]:[0, 1]:1.000000\n[1]:[2]:1.000000\n[2]:[3]:"),
        "{turned}"
    );
}

#[test]
fn every_output_says_what_is_confirmed() {
    let texts = Texts::new();
    texts.write("pins.json", &corrections(&[(&[0], &[0])]));
    let confirmed = [
        ("jsonl", "\"status\":\"confirmed\""),
        ("tsv", "\tconfirmed\n"),
        ("units", "\"status\":\"confirmed\""),
        ("tmx", "<prop type=\"x-bitext-status\">confirmed</prop>"),
        ("xliff", "state=\"final\""),
        ("xliff2", "state=\"final\""),
        ("html", "data-s=\"confirmed\""),
    ];
    for (format, mark) in confirmed {
        let found = texts.out(&format!(
            "align --format {format} --pins pins.json a.en a.zh"
        ));
        assert_eq!(found.matches(mark).count(), 1, "{format}: {found}");
        let free = texts.out(&format!("align --format {format} a.en a.zh"));
        assert!(!free.contains(mark), "{format}");
    }
    // And it is read again.
    texts.out("align --format jsonl -o a.jsonl --pins pins.json a.en a.zh");
    texts.out("convert a.jsonl a.tmx");
    assert_eq!(texts.read("a.tmx").matches(">confirmed<").count(), 1);
}

#[test]
fn beads_are_pins_too() {
    let texts = Texts::new();
    texts.write("pins.json", "\n[3]:[]:0.2\n[0,1]:[0]\n");
    let found = texts.out(&format!("{BEADS} a.en a.zh"));
    assert!(found.starts_with("[0, 1]:[0]:1.000000\n"), "{found}");
    assert!(found.contains("[3]:[]:1.000000\n"), "{found}");
}

#[test]
fn its_own_beads_change_nothing_but_the_scores() {
    let texts = Texts::new();
    let free = texts.out("align --format beads a.en a.zh");
    texts.write("pins.json", &free);
    let indices = |beads: &str| -> Vec<String> {
        beads
            .lines()
            .map(|line| line.rsplit_once(':').unwrap().0.to_owned())
            .collect()
    };
    assert_eq!(
        indices(&texts.out(&format!("{BEADS} a.en a.zh"))),
        indices(&free)
    );
}

#[test]
fn pins_that_do_not_fit_are_named_with_file_and_line() {
    let texts = Texts::new();
    for (pins, expected) in [
        (
            "[0]:[0]\n\n[1]:[7]\n".to_owned(),
            "bitext: pins.json:3: expected a target segment below 3, found 7\n",
        ),
        (
            "[1]:[0]\n[0]:[1]\n".to_owned(),
            "bitext: pins.json:2: expected pins in the same order in both texts, found that this crosses the bead of line 1\n",
        ),
        (
            corrections(&[(&[0], &[0]), (&[0, 1], &[])]),
            "bitext: pins.json:3: expected source segments that no other pin has, found 0, which is in the bead of line 2\n",
        ),
        (
            "[0]:[0]\n[1]-[1]\n".to_owned(),
            "bitext: pins.json: line 2: expected `[source indices]:[target indices]:score`, found \"[1]-[1]\"\n",
        ),
        (
            "0-0\n".to_owned(),
            "bitext: pins.json: line 1: expected corrections of a report, which begin with `{`, or beads such as `[0]:[0,1]`, found '0'\n",
        ),
        (
            corrections(&[]).replace("\"version\":1", "\"version\":9"),
            "bitext: pins.json:1:1: expected `bitext-corrections` version 1, found \"bitext-corrections version 9\"\n",
        ),
        (
            corrections(&[]).replace("parallel", "comparable"),
            "bitext: pins.json: the corrections are of comparable text: only those of parallel text can be kept\n",
        ),
    ] {
        texts.write("pins.json", &pins);
        assert_eq!(texts.complaint(&format!("{BEADS} a.en a.zh")), expected);
    }
    texts.write("pins.json", "[0]:[0]");
    let found = texts.complaint(&format!("{BEADS} --mode comparable a.en a.zh"));
    assert_eq!(
        found,
        "bitext: pins.json:1: expected parallel text, found mode comparable, where pins mean nothing\n  \
         hint: --mode parallel, which is the default, keeps them\n"
    );
}

/// Two reports, which mode auto takes for comparable if nobody says more.
#[test]
fn pins_settle_what_auto_would_find_out() {
    let texts = Texts::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/comparable/cloud-investment");
    for name in ["en.txt", "zh.txt"] {
        fs::copy(corpus.join(name), texts.0.path().join(name)).unwrap();
    }
    let run = |options: &str| {
        let output = texts.run(&format!("align --mode auto{options} en.txt zh.txt"));
        assert!(output.status.success(), "{output:?}");
        let (found, said) = (output.stdout, output.stderr);
        (
            String::from_utf8(found).unwrap(),
            String::from_utf8(said).unwrap(),
        )
    };
    assert!(run("").1.contains("comparable text: "));
    texts.write("pins.json", "[3]:[5]\n");
    let (beads, said) = run(" --format beads --pins pins.json");
    assert!(beads.contains("[3]:[5]:1.000000\n"), "{beads}");
    assert!(
        said.contains("parallel text, since what is settled has an order"),
        "{said}"
    );
    // A page of the beads of another program too.
    let report = "report --mode auto --beads pins.json -o page.html en.txt zh.txt";
    let said = String::from_utf8(texts.run(report).stderr).unwrap();
    assert!(said.contains("parallel text, since"), "{said}");
    // Nothing is settled by none.
    texts.write("pins.json", "\n");
    let said = run(" --pins pins.json").1;
    assert!(said.contains("comparable text: "), "{said}");
}

#[test]
fn corrections_of_other_texts_are_refused() {
    let texts = Texts::new();
    texts.write("pins.json", &corrections(&[(&[0], &[0])]));
    texts.write("b.zh", &format!("{CHINESE}天晴了。"));
    texts.write("c.zh", &CHINESE.replace('旧', "新"));
    assert_eq!(
        texts.complaint(&format!("{BEADS} a.en b.zh")),
        "bitext: pins.json: the corrections were made for another text than this target: \"a.zh\" had 69 bytes, this has 81\n"
    );
    assert_eq!(
        texts.complaint(&format!("{BEADS} a.en c.zh")),
        "bitext: pins.json: the target \"a.zh\" has changed since the corrections were made, or is cut at other places\n"
    );
    assert_eq!(
        texts.complaint(&format!("{BEADS} --presegmented a.en a.zh")),
        "bitext: pins.json: the corrections were made for 4 segments of the source \"a.en\", here are 1: give the options that the report was made with\n"
    );
}

#[test]
fn records_may_hold_pins() {
    let folder = tempfile::tempdir().unwrap();
    let records = [
        json!({ "id": 1, "source": ["It rained.", "Nobody came."], "target": ["下雨了。没有人来。"],
            "pins": [{ "bead": { "source": [0], "target": [0] } }] }),
        json!({ "id": 2, "source": "It rained.", "target": "下雨了。", "pins": [{ "boundary": { "source": 2, "target": 0 } }] }),
    ];
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    fs::write(folder.path().join("in"), lines.join("\n")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bitext"))
        .args(["align", "--jsonl"])
        .stdin(fs::File::open(folder.path().join("in")).unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(65));
    let output = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers[0]["pairs"].as_array().unwrap().len(), 2);
    assert_eq!(answers[0]["pairs"][0]["status"], "confirmed");
    assert_eq!(
        answers[1]["error"],
        "pin 0: expected a source segment below 2, found 2"
    );
}

#[cfg(feature = "html")]
#[test]
fn a_report_is_the_page_of_the_alignment() {
    let texts = Texts::new();
    texts.out("report -o a.html a.en a.zh");
    assert_eq!(
        texts.read("a.html"),
        texts.out("align --format html a.en a.zh")
    );
    assert_eq!(texts.read("a.html"), texts.out("report a.en a.zh"));
}

#[cfg(feature = "html")]
#[test]
fn a_report_shows_an_alignment_that_is_there() {
    let texts = Texts::new();
    texts.write(
        "a.beads",
        "[0,1]:[0]:0.25\n[2]:[1]:0.75\n[3]:[]:0.5\n[]:[2]\n",
    );
    let page = texts.out("report --beads a.beads a.en a.zh");
    for score in ["0.25", "0.75", "0.50", "1.00"] {
        assert!(page.contains(&format!(">{score}<")), "{score}: {page}");
    }
    assert!(!page.contains("data-s="), "nobody has confirmed it");
    assert!(page.contains("<b class="), "evidence is found");
    texts.write("pins.json", &corrections(&[]));
    assert_eq!(
        texts.complaint("report --beads pins.json a.en a.zh"),
        "bitext: pins.json: expected beads such as `[0]:[0,1]`; corrections go with --pins\n"
    );
}
