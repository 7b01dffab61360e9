//! The examples of the help and of the README, run as they are typed.

use std::path::Path;

use super::{manual::examples, *};

/// Every file that an example reads is made here, out of our own texts.
fn kit() -> tempfile::TempDir {
    let kit = folder();
    let at = |name: &str| kit.path().join(name);
    let text = |name: &str| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
        fs::read_to_string(root.join(name)).unwrap()
    };
    let put = |name: &str, content: &[u8]| fs::write(at(name), content).unwrap();
    let run = |line: &str| {
        let output = typed(kit.path(), line);
        assert_eq!(status(&output), 0, "{line}: {}", stderr(&output));
    };
    for name in [
        "home/.local/share/bash-completion/completions",
        "home/.local/share/man/man1",
        "home/.zfunc",
        "home/.config/fish/completions",
        "news",
        "laws",
        "corpora/parallel/news-flood-gates",
    ] {
        fs::create_dir_all(at(name)).unwrap();
    }
    put("settings.toml", b"color = \"never\"\n");

    let (english, chinese, gold) = (
        text("parallel/news-flood-gates/en.txt"),
        text("parallel/news-flood-gates/zh.txt"),
        text("parallel/news-flood-gates/gold.tsv"),
    );
    for name in ["report.en.txt", "report.txt", "segment.en.txt"] {
        put(name, english.as_bytes());
    }
    for name in ["report.zh.txt", "segment.zh.txt", "chapter.txt"] {
        put(name, chinese.as_bytes());
    }
    put("old.zh.txt", &encoding_rs::GB18030.encode(&chinese).0);
    put(
        "wire.txt",
        text("comparable/cloud-investment/en.txt").as_bytes(),
    );
    put(
        "daily.txt",
        text("comparable/cloud-investment/zh.txt").as_bytes(),
    );
    put("gold.tsv", gold.as_bytes());
    put(
        "corpora/parallel/news-flood-gates/en.txt",
        english.as_bytes(),
    );
    put(
        "corpora/parallel/news-flood-gates/zh.txt",
        chinese.as_bytes(),
    );
    put(
        "corpora/parallel/news-flood-gates/gold.tsv",
        gold.as_bytes(),
    );

    run("bitext align --format moses -o book report.zh.txt report.en.txt");
    for (format, names) in [
        (
            "beads",
            &[
                "book.gold",
                "book.beads",
                "found.beads",
                "ours.beads",
                "a.gold",
                "a.beads",
                "b.gold",
                "b.beads",
            ][..],
        ),
        ("ladder", &["book.ladder", "hunalign.ladder"]),
    ] {
        run(&format!(
            "bitext align --presegmented --format {format} -o made book.zh book.en"
        ));
        for name in names {
            fs::copy(at("made"), at(name)).unwrap();
        }
        fs::remove_file(at("made")).unwrap();
    }
    for folder in ["news", "laws"] {
        fs::copy(at("book.zh"), at(folder).join("zh.txt")).unwrap();
        fs::copy(at("book.en"), at(folder).join("en.txt")).unwrap();
    }
    for language in ["zh", "en"] {
        fs::copy(
            at(&format!("book.{language}")),
            at(&format!("corpus.{language}")),
        )
        .unwrap();
    }
    run("bitext align --format jsonl -o links.jsonl report.zh.txt report.en.txt");
    for name in [
        "memory.tmx",
        "memory.tsv",
        "memory.tmx.gz",
        "memory.tsv.gz",
        "project.tmx",
        "chapters.tsv",
        "corpus.tmx.gz",
        "old-project.tmx",
        "job.xlf",
    ] {
        run(&format!(
            "bitext align -o {name} report.zh.txt report.en.txt"
        ));
    }
    let old = fs::read_to_string(at("memory.tmx"))
        .unwrap()
        .replace("UTF-8", "GB18030");
    put("old.tmx", &encoding_rs::GB18030.encode(&old).0);
    run("bitext tm import project.tmx --store project.bitext");

    let corrections = corrections(&english, &chinese);
    put("corrections.json", corrections.as_bytes());
    put("report.en.txt.corrections.json", corrections.as_bytes());
    let pairs = fs::read_to_string(at("book.zh")).unwrap();
    let pairs: Vec<String> = pairs
        .lines()
        .zip(fs::read_to_string(at("book.en")).unwrap().lines())
        .map(|(chinese, english)| format!("{chinese}\t{english}\n"))
        .collect();
    put("pairs.tsv", pairs.concat().as_bytes());
    run("bitext align -o aligned.tsv report.zh.txt report.en.txt");
    let terms = "闸门\tflood gate\n桥\tbridge\n";
    put("terms.tsv", terms.as_bytes());
    put("glossary.tsv", terms.as_bytes());
    put("terms.csv", terms.replace('\t', ",").as_bytes());
    put("names.tsv", "岚江\tLan River\n".as_bytes());
    put(
        "cedict_ts.u8",
        "閘門 闸门 [zha2 men2] /floodgate/sluice/\n".as_bytes(),
    );
    put(
        "ecdict.csv",
        "word,phonetic,definition,translation\nbridge,,,n. 桥\n".as_bytes(),
    );
    put("lemma.en.txt", b"gate/40 -> gates\n");
    put("terms.tbx", TERM_BASE.as_bytes());

    let records = |name: &str, records: &[Value]| {
        let lines: String = records.iter().map(|it| format!("{it}\n")).collect();
        put(name, lines.as_bytes());
    };
    let valve = serde_json::json!({ "id": 1, "text": "The project cost 2.36 billion yuan." });
    records("texts.jsonl", std::slice::from_ref(&valve));
    records("segments.jsonl", &[valve]);
    records(
        "pairs.jsonl",
        &[
            serde_json::json!({ "id": 1, "source": "It cost 2.36 billion yuan.", "target": "投资23.6亿元。" }),
        ],
    );
    run("bitext align --jsonl < pairs.jsonl > aligned.jsonl");
    records(
        "documents.jsonl",
        &[serde_json::json!({ "id": 1, "gold": [[[0], [0]]], "system": [[[0], [0], 0.9]] })],
    );
    let memory = fs::read_to_string(at("memory.tmx")).unwrap();
    records(
        "memories.jsonl",
        &[serde_json::json!({ "id": 1, "content": memory })],
    );
    kit
}

const TERM_BASE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry id="1">
<langSet xml:lang="en"><tig><term>flood gate</term></tig></langSet>
<langSet xml:lang="zh"><tig><term>闸门</term></tig></langSet>
</termEntry></body></text></martif>
"#;

/// One pair confirmed, as the page saves it.
fn corrections(english: &str, chinese: &str) -> String {
    let (of_english, of_chinese) = bitext::Aligner::default().segments(english, chinese);
    let side = |name: &str, text: &str, spans: &[bitext::Span]| {
        let digest = bitext::text::digest(text, spans.iter().copied());
        serde_json::json!({
            "name": name, "segments": spans.len(), "bytes": text.len(), "digest": format!("{digest:016x}"),
        })
    };
    let head = serde_json::json!({
        "format": "bitext-corrections", "version": 1, "mode": "parallel",
        "source": side("report.en.txt", english, &of_english),
        "target": side("report.zh.txt", chinese, &of_chinese),
    });
    let head = head.to_string();
    let head = head.strip_suffix('}').unwrap();
    let bead = r#"{"source":[0],"target":[0],"status":"confirmed"}"#;
    format!("{head},\"beads\":[\n{bead}]}}\n")
}

/// What a shell in that folder makes of a line; files that are there may be replaced.
fn typed(folder: &Path, line: &str) -> Output {
    fs::write(folder.join("force.toml"), "force = true\n").unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_bitext")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("HOME", folder.join("home"))
        .env("BITEXT_CONFIG", folder.join("force.toml"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The lines that the README and the guide have their readers type.
fn of_readme() -> Vec<String> {
    let texts = [
        include_str!("../../../README.md"),
        include_str!("../../../docs/guide.md"),
    ];
    let blocks = texts.iter().flat_map(|it| it.split("```sh\n").skip(1));
    let lines = blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines());
    let ours = lines.filter(|line| line.starts_with("bitext "));
    ours.map(str::to_owned).collect()
}

#[cfg(all(unix, feature = "table"))]
#[test]
fn every_example_of_the_help_and_the_readme_runs() {
    let kit = kit();
    let of_help = manual::COMMANDS
        .iter()
        .flat_map(|command| examples(command));
    let (help, readme): (Vec<String>, Vec<String>) = (of_help.collect(), of_readme());
    assert!(
        help.len() > 50 && readme.len() > 10,
        "{} {}",
        help.len(),
        readme.len()
    );
    let mut wrong = Vec::new();
    for line in help.iter().chain(&readme) {
        let here = folder();
        copied(kit.path(), here.path());
        // A pager needs a terminal.
        let output = typed(here.path(), &line.replace("| man -l -", "| cat"));
        let finds = ["bitext check", "bitext tm check", "bitext tm search"];
        let may_find = finds.iter().any(|it| line.contains(it));
        let is_done = status(&output) == 0 || status(&output) == 1 && may_find;
        if !is_done {
            wrong.push(format!("{line}: {} {}", status(&output), stderr(&output)));
        }
    }
    assert!(
        wrong.is_empty(),
        "a file that is missing belongs into the kit\n{}",
        wrong.join("\n")
    );
}
