//! `bitext convert`, `check` and `tm`, as a script sees them.

use std::{
    fs,
    process::{Command, Output},
};

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn run(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bitext"))
            .env("BITEXT_CONFIG", "")
            .args(line.split_whitespace())
            .current_dir(self.0.path())
            .env("SOURCE_DATE_EPOCH", "1772353800")
            .output()
            .unwrap()
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), content).unwrap();
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn done(output: &Output) -> String {
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a run that went well says beside its data.
fn told(output: &Output) -> String {
    done(output);
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn failed(output: &Output, status: i32) -> String {
    assert_eq!(
        output.status.code(),
        Some(status),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stderr.clone()).unwrap()
}

const TABLE: &str = "source\ttarget\tsource_language\ttarget_language\tscore\n\
    It rained all night.\t雨下了一夜。\ten\tzh-Hans\t0.5\n\
    The works cost 380 million yuan.\t工程耗资38亿元。\ten\tzh-Hans\t0.875\n\
    It rained all night.\t雨下了一夜。\ten\tzh-Hans\t0.75\n";

#[test]
fn a_table_goes_through_all_formats_and_back() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    for step in [
        "a.tsv b.jsonl.zst",
        "b.jsonl.zst c.tmx.gz",
        "c.tmx.gz d.xlf",
        "d.xlf e.xlf2",
        "e.xlf2 f.tsv",
    ] {
        done(&place.run(&format!("convert {step}")));
    }
    done(&place.run("convert a.tsv g.tsv"));
    assert_eq!(place.get("f.tsv"), place.get("g.tsv"));
    done(&place.run("convert a.tsv corpus --to moses"));
    assert_eq!(place.get("corpus.zh").lines().count(), 3);
    done(&place.run("convert corpus.en --from moses --with corpus.zh h.tmx"));
    assert!(
        place
            .get("h.tmx")
            .contains("<tuv xml:lang=\"en\"><seg>It rained all night.</seg></tuv>")
    );
    // Dates come from the environment here, so that the same input gives the same file.
    assert!(
        place
            .get("h.tmx")
            .contains("creationdate=\"20260301T083000Z\"")
    );
}

#[test]
fn a_failed_conversion_leaves_nothing() {
    let place = Place::new();
    place.put("a.tsv", format!("{TABLE}one column\n"));
    let message = failed(&place.run("convert a.tsv b.tmx"), 65);
    assert!(
        message.contains("a.tsv:5:1: unit 4: expected a source and a target"),
        "{message}"
    );
    assert_eq!(place.names(), ["a.tsv"]);
    failed(&place.run("convert none.tsv b.tmx"), 66);
    failed(&place.run("convert a.tsv b.unknown"), 2);
    failed(&place.run("convert a.tsv b.srt"), 2);
    failed(&place.run("convert a.tsv none/b.tmx"), 74);
}

#[test]
fn bad_bytes_stop_or_are_counted() {
    let place = Place::new();
    place.put("a.tsv", b"It rained.\t\xcf\xc2\xd3\xea\xc1\xcb\n");
    let message = failed(&place.run("convert a.tsv b.jsonl"), 65);
    assert!(
        message.contains("line 1, byte 11: expected UTF-8"),
        "{message}"
    );
    done(&place.run("convert a.tsv b.jsonl --encoding gb18030"));
    assert!(place.get("b.jsonl").contains("下雨了"));
    let output = place.run("convert a.tsv c.jsonl --replace-undecodable");
    done(&output);
    assert!(String::from_utf8_lossy(&output.stderr).contains("were replaced by U+FFFD"));
}

#[test]
fn indices_and_texts_make_units() {
    let place = Place::new();
    place.put("en", "One.\nTwo.\nThree.\n");
    place.put("zh", "一和二。\n三。\n");
    place.put("a.beads", "[0, 1]:[0]:0.5\n[2]:[1]\n");
    done(&place.run("convert a.beads --with en --with zh b.jsonl"));
    done(&place.run("convert b.jsonl c.ladder"));
    done(&place.run("convert c.ladder --with en --with zh d.ces"));
    assert!(
        place
            .get("d.ces")
            .contains("xtargets=\"1 2;1\" certainty=\"0.5\""),
        "{}",
        place.get("d.ces")
    );
    done(&place.run("convert d.ces --with en --with zh e.tsv"));
    assert!(place.get("e.tsv").contains("One. Two.\t一和二。"));
    let message = failed(&place.run("convert a.beads --with zh --with en f.tsv"), 65);
    assert!(message.contains("expected a line 3"), "{message}");
}

#[test]
fn alignments_are_written_as_memories() {
    let place = Place::new();
    place.put(
        "en.txt",
        "It rained all night.\nIn the morning the river was high.\nNobody crossed it.\n",
    );
    place.put("zh.txt", "雨下了一夜。\n早上河水很高，没有人过河。\n");
    for format in [
        "tmx",
        "xliff",
        "xliff2",
        "units",
        "paracrawl",
        "ladder",
        "ces",
    ] {
        let written = done(&place.run(&format!("align en.txt zh.txt --format {format}")));
        assert!(written.len() > 20, "{format}");
    }
    place.put(
        "en.srt",
        "1\n00:00:01,000 --> 00:00:02,000\nIt rained all night.\n",
    );
    place.put(
        "zh.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n<i>雨下了一夜。</i>\n",
    );
    assert!(
        done(&place.run("align en.srt zh.srt")).contains("It rained all night.\t雨下了一夜。\t")
    );
    failed(&place.run("align en.txt zh.txt --format moses"), 2);
    done(&place.run("align en.txt zh.txt --format moses -o pair"));
    assert_eq!(
        place.get("pair.en").lines().nth(1),
        Some("In the morning the river was high. Nobody crossed it.")
    );
}

#[test]
fn findings_end_with_status_1() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    let output = place.run("check a.tsv");
    assert_eq!(output.status.code(), Some(1));
    let table = String::from_utf8(output.stdout).unwrap();
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(
        table
            .lines()
            .nth(1)
            .unwrap()
            .starts_with("2\t\tquantity-differs\tdiffers\t"),
        "{table}"
    );
    let output = place.run("check a.tsv --format jsonl");
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["target"][0]["text"], "38亿元");
    let output = place.run("check a.tsv --format text");
    assert!(String::from_utf8_lossy(&output.stdout).contains("⟦38亿元⟧"));
    place.put("good.tsv", "It rained all night.\t雨下了一夜。\n");
    done(&place.run("check good.tsv"));
}

#[test]
fn nothing_vanishes_in_a_filter() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    let output = place.run("tm filter a.tsv -o kept.tsv --rejected dropped.jsonl");
    done(&output);
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(report.contains("1 of 3 units kept, 2 dropped"), "{report}");
    assert!(
        report.contains("quantity: 1") && report.contains("duplicate: 1"),
        "{report}"
    );
    assert_eq!(place.get("kept.tsv").lines().count(), 2);
    let dropped = place.get("dropped.jsonl");
    assert_eq!(dropped.lines().count(), 2);
    assert!(dropped.contains("rejected-because") && dropped.contains("\"status\":\"rejected\""));
    failed(&place.run("tm filter a.tsv -o kept.tsv --only nonsense"), 2);
    // Also what lacks a side is in the file, and comes back from it.
    place.put(
        "b.tsv",
        "source\ttarget\tsource_language\ttarget_language\nAlone.\t\ten\tzh\nTwo.\t二。\ten\tzh\n",
    );
    done(&place.run("tm filter b.tsv -o kept.tsv --rejected dropped.tmx --force"));
    done(&place.run("convert dropped.tmx back.tsv"));
    assert!(
        place
            .get("back.tsv")
            .contains("Alone.\t\ten\tzh\t\trejected"),
        "{}",
        place.get("back.tsv")
    );
    failed(
        &place.run("tm filter b.tsv -o kept.tsv --rejected dropped.paracrawl"),
        2,
    );
}

/// A store is filtered and deduplicated like the file that it was made of, and stays as it is.
#[test]
fn a_store_is_filtered_as_a_file_is() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    done(&place.run("tm import a.tsv --store s.bitext"));
    done(&place.run("tm export --store s.bitext -o b.jsonl"));
    let before = place.get("b.jsonl");
    for command in ["filter", "filter --only duplicate", "dedupe --near 100"] {
        let run = |from: &str, to: &str| {
            let files = format!("-o {to}.jsonl --rejected {to}-dropped.jsonl --force");
            let output = place.run(&format!("tm {command} {from} {files}"));
            done(&output);
            (
                told(&output),
                place.get(&format!("{to}.jsonl")),
                place.get(&format!("{to}-dropped.jsonl")),
            )
        };
        assert_eq!(
            run("b.jsonl", "x"),
            run("--store s.bitext", "y"),
            "{command}"
        );
    }
    done(&place.run("tm export --store s.bitext -o b.jsonl --force"));
    assert_eq!(place.get("b.jsonl"), before);
    for (line, message) in [
        (
            "tm filter --store s.bitext -o s.bitext --to tmx --force",
            "is to be read and to be replaced",
        ),
        (
            "tm filter --store s.bitext -o k.tmx --rejected s.bitext --force",
            "is to be read and to be replaced",
        ),
        ("tm filter b.jsonl --store s.bitext", "cannot be used with"),
        ("tm filter", "bitext tm filter memory.tmx"),
        ("tm dedupe", "bitext tm dedupe memory.tmx"),
    ] {
        let said = failed(&place.run(line), 2);
        assert!(said.contains(message), "{line}: {said}");
    }
    // A store that the settings name is not what a run is about that names a file.
    place.put("settings.toml", "[check]\nstore = \"none.bitext\"\n");
    place.put("good.tsv", "It rained.\t下雨了。\n");
    done(&place.run("--config settings.toml check good.tsv"));
}

/// A table says why a unit was turned down, and whatever is made of it still does.
#[test]
fn a_table_says_why_a_unit_was_dropped() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    done(&place.run("tm filter a.tsv -o kept.tmx --rejected dropped.tsv"));
    done(&place.run("tm filter a.tsv -o kept.tmx --rejected dropped.tmx --force"));
    done(&place.run("convert dropped.tmx again.tsv"));
    for name in ["dropped.tsv", "again.tsv"] {
        let table = place.get(name);
        let mut lines = table.lines();
        assert!(lines.next().unwrap().ends_with("\trejected_because"));
        assert!(
            lines.clone().any(|it| it.contains("\tquantity: ")),
            "{table}"
        );
        assert!(
            lines.clone().any(|it| it.contains("\tduplicate: ")),
            "{table}"
        );
        assert_eq!(lines.count(), 2);
    }
    done(&place.run("convert again.tsv back.jsonl"));
    done(&place.run("convert dropped.tmx there.jsonl"));
    let reasons = |name: &str| -> Vec<serde_json::Value> {
        let text = place.get(name);
        let units = text
            .lines()
            .map(|it| serde_json::from_str::<serde_json::Value>(it).unwrap());
        units.map(|unit| unit["properties"].clone()).collect()
    };
    assert_eq!(reasons("back.jsonl"), reasons("there.jsonl"));
    // What a table has no place for is counted.
    let other = place.get("dropped.tmx").replace(
        "<prop type=\"rejected-by\">",
        "<prop type=\"domain\">pumps</prop><prop type=\"rejected-by\">",
    );
    place.put("other.tmx", other);
    let output = place.run("convert other.tmx other.tsv");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("other.tsv: 2 properties that the format cannot hold were left out"),
        "{said}"
    );
    let output = place.run("convert dropped.tmx dropped2.tsv");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("propert"));
}

/// What is kept may replace the memory that was read: that is there until all else is done.
#[test]
fn a_memory_is_replaced_by_what_is_kept_of_it() {
    let place = Place::new();
    for name in ["a.tsv", "a.tmx", "a.tsv.gz", "a.jsonl"] {
        place.put("first.tsv", TABLE);
        done(&place.run(&format!("convert first.tsv {name} --force")));
        done(&place.run(&format!("tm filter {name} -o kept.jsonl --force")));
        let held = fs::read(place.0.path().join(name)).unwrap();
        // Without --force it stays as it is.
        failed(&place.run(&format!("tm filter {name} -o {name}")), 74);
        failed(&place.run(&format!("convert {name} {name}")), 74);
        assert_eq!(fs::read(place.0.path().join(name)).unwrap(), held);
        done(&place.run(&format!("convert {name} ./{name} --force")));
        done(&place.run(&format!("tm filter {name} -o ./{name} --force")));
        done(&place.run(&format!("convert {name} now.jsonl --force")));
        assert_eq!(place.get("now.jsonl"), place.get("kept.jsonl"), "{name}");
        done(&place.run(&format!("tm dedupe {name} -o {name} --force")));
        done(&place.run(&format!("convert {name} now.jsonl --force")));
        assert_eq!(place.get("now.jsonl"), place.get("kept.jsonl"), "{name}");
    }
    // A memory that breaks off is as it was.
    let broken =
        "<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"en\"><seg>It rained.</seg>";
    place.put("broken.tmx", broken);
    for command in ["tm filter", "tm dedupe", "convert"] {
        let output = if command == "convert" { "" } else { "-o " };
        failed(
            &place.run(&format!("{command} broken.tmx {output}broken.tmx --force")),
            65,
        );
        assert_eq!(place.get("broken.tmx"), broken, "{command}");
    }
    assert!(place.names().iter().all(|it| !it.starts_with(".bitext")));
}

/// An input that the output is not made to replace would be lost.
#[test]
fn inputs_are_not_lost() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    place.put("q.txt", "It rained.\n");
    place.put("zh.txt", "下雨了。\n");
    place.put("terms.tsv", "雨\train\n");
    place.put("b.beads", "[0]:[0]\n");
    done(&place.run("tm import a.tsv --store s.tsv"));
    let names = place.names();
    let held = || -> Vec<Vec<u8>> {
        let read = |name: &String| fs::read(place.0.path().join(name)).unwrap();
        names.iter().map(read).collect()
    };
    let before = held();
    for line in [
        "check a.tsv -o a.tsv",
        "check --store s.tsv -o s.tsv",
        "tm filter a.tsv -o k.tsv --rejected a.tsv",
        "tm filter a.tsv --rejected ./a.tsv",
        "tm filter a.tsv -o k.tsv --rejected k.tsv",
        "tm dedupe a.tsv -o a.tsv --rejected a.tsv",
        "tm export --store s.tsv -o s.tsv",
        "tm search --store s.tsv --queries q.txt -o q.txt",
        "tm search --store s.tsv rain -o s.tsv",
        "detect q.txt -o q.txt",
        "segment q.txt -o q.txt",
        "quantities q.txt -o q.txt",
        "link q.txt zh.txt -o zh.txt",
        "align q.txt zh.txt --glossary terms.tsv:2 -o terms.tsv",
        "align q.txt zh.txt --pins b.beads -o b.beads",
        "eval --gold b.beads --system b.beads --format jsonl -o b.beads",
        "train --parallel a.tsv@0.5 -o a.tsv",
    ] {
        let said = failed(&place.run(&format!("{line} --force")), 2);
        assert!(said.contains("name another file"), "{line}: {said}");
        assert_eq!(place.names(), names, "{line}");
        assert!(held() == before, "{line}");
    }
}

/// The kinds and reasons of links that `bitext align` writes are read back.
#[test]
fn tables_of_moved_and_unpaired_text_are_read() {
    let place = Place::new();
    place.put(
        "a.tsv",
        "kind\tscore\tsource\ttarget\treason\nmoved\t0.9\tIt rained.\t下雨了。\t\n\
         sentence\t0.9\tNobody came.\t\tno-candidate\nsentence\t0.9\tShe left.\t\ttaken\n",
    );
    done(&place.run("convert a.tsv b.tsv"));
    let table = place.get("b.tsv");
    for it in ["\tmoved\t", "\tno-candidate\t", "\ttaken\t"] {
        assert!(table.contains(it), "{table}");
    }
}

#[test]
fn of_doubles_the_surest_is_kept() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    done(&place.run("tm dedupe a.tsv -o kept.tsv --rejected dropped.tsv"));
    assert!(
        place.get("kept.tsv").contains("\t0.75\t"),
        "{}",
        place.get("kept.tsv")
    );
    assert!(place.get("dropped.tsv").contains("\t0.5\t"));
    let stats = done(&place.run("tm stats a.tsv"));
    for row in [
        "units\t3",
        "duplicates exact\t1",
        "languages en zh-Hans\t3",
        "score from 0.7\t1",
    ] {
        assert!(stats.lines().any(|line| line == row), "{row}\n{stats}");
    }
}

#[test]
fn near_doubles_go_with_their_likeness() {
    let place = Place::new();
    place.put(
        "a.tsv",
        "source\ttarget\tsource_language\ttarget_language\tscore\n\
         Close the red valve before the pump starts.\t水泵启动之前请关闭红色阀门。\ten\tzh-Hans\t0.5\n\
         Close the red valve before the motor starts.\t水泵启动以前请关闭红色阀门。\ten\tzh-Hans\t0.75\n\
         close the red valve, before the pump starts\t水泵启动之前，请关闭红色阀门\ten\tzh-Hans\t0.25\n\
         Nobody was on board.\t船上没有人。\ten\tzh-Hans\t0.5\n",
    );
    let output = place.run("tm dedupe a.tsv --near 80 -o kept.tsv --rejected dropped.jsonl");
    done(&output);
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(
        report.contains("2 of 4 units kept, 2 dropped") && report.contains("near-duplicate: 2"),
        "{report}"
    );
    assert!(place.get("kept.tsv").contains("motor"));
    assert!(place.get("dropped.jsonl").contains("like unit 2"));
    done(&place.run("tm dedupe a.tsv --near 100 -o kept.tsv --force"));
    assert_eq!(place.get("kept.tsv").lines().count(), 4);
    let output = place.run("tm filter a.tsv --near 80 --only near-duplicate -o kept.tsv --force");
    done(&output);
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(
        report.contains("like unit 1: English 87 %, Chinese 92 %"),
        "{report}"
    );
    failed(&place.run("tm dedupe a.tsv --near 20 -o kept.tsv"), 2);
}

#[test]
fn a_file_that_programs_refuse_is_checked() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    done(&place.run("convert a.tsv a.tmx"));
    let output = place.run("tm check a.tmx");
    assert_eq!(done(&output), "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "bitext: a.tmx: no rule of TMX is broken\n");
    let broken = place
        .get("a.tmx")
        .replace("</tuv>\n</tu>", "</tuv>\n<note/></tu>");
    place.put("b.tmx", broken);
    let output = place.run("tm check b.tmx");
    failed(&output, 1);
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(
        report.contains("unit 1: structure: <note> in <tu> behind what must follow it"),
        "{report}"
    );
    place.put("c.tmx", "<tmx>");
    failed(&place.run("tm check c.tmx"), 65);
    // The units of a store are checked like those of a file.
    done(&place.run("tm import a.tsv --store a.bitext"));
    let output = place.run("check --store a.bitext");
    failed(&output, 1);
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("2\t\tquantity-differs"), "{report}");
}

/// Terms as a user lists them: synonyms in a cell, both scripts.
const GLOSSARY: &str = "English\tSimplified\tTraditional\nvalve; gate\t阀门\t閥門\npump\t泵\t\n";

#[test]
fn a_glossary_becomes_a_term_base_and_comes_back() {
    let place = Place::new();
    place.put("glossary.tsv", GLOSSARY);
    done(&place.run("convert glossary.tsv terms.tbx"));
    let terms = place.get("terms.tbx");
    let concept = "<langSet xml:lang=\"en\">\n<tig><term>valve</term></tig>\n<tig><term>gate</term></tig>\n</langSet>\n\
         <langSet xml:lang=\"zh-Hans\">\n<tig><term>阀门</term></tig>\n</langSet>\n\
         <langSet xml:lang=\"zh-Hant\">\n<tig><term>閥門</term></tig>\n</langSet>\n</termEntry>";
    assert!(terms.contains(concept), "{terms}");
    assert!(!terms.contains("x-bitext"), "{terms}");
    // The table of units keeps which terms belong together, and is a glossary as well.
    done(&place.run("convert terms.tbx back.tsv"));
    done(&place.run("convert back.tsv again.tbx"));
    assert_eq!(place.get("again.tbx"), terms);
    place.put("en.txt", "The valve leaks.\n");
    place.put("zh.txt", "阀门漏水。\n");
    for list in ["terms.tbx", "back.tsv"] {
        let table = done(&place.run(&format!(
            "align --format jsonl --glossary {list} en.txt zh.txt"
        )));
        assert!(table.contains("\"term\""), "{list}: {table}");
    }
    done(&place.run("convert glossary.tsv terms.xml --to tbx3"));
    assert!(
        place
            .get("terms.xml")
            .contains("<conceptEntry id=\"term-1\">")
    );
    done(&place.run("convert terms.xml third.tbx"));
    assert_eq!(place.get("third.tbx"), terms);
}

#[test]
fn any_list_of_terms_becomes_a_term_base() {
    let place = Place::new();
    place.put("list.csv", "pump,泵\n\"valve, gate\",阀门\n");
    place.put("cedict.u8", "閥 阀 [fa2] /valve/\n");
    place.put(
        "memory.tsv",
        "source\ttarget\tscore\nvalve\t阀\t0.5\nThe valve is open; mind the water.\t阀门开着，小心水。\t0.25\n",
    );
    for (input, terms) in [
        ("list.csv", ["<term>valve, gate</term>", "<term>泵</term>"]),
        ("cedict.u8", ["<term>閥</term>", "<term>valve</term>"]),
        // Columns of units are units, whatever is in them.
        (
            "memory.tsv",
            [
                "x-bitext-score=0.25",
                "<term>The valve is open; mind the water.</term>",
            ],
        ),
    ] {
        done(&place.run(&format!("convert {input} {input}.tbx")));
        for term in terms {
            let file = place.get(&format!("{input}.tbx"));
            assert!(file.contains(term), "{term}: {file}");
        }
    }
    // Of a memory the short units, if it is to be a glossary.
    done(&place.run("convert memory.tsv memory.tmx"));
    done(&place.run("convert --from glossary memory.tmx short.tbx"));
    assert_eq!(place.get("short.tbx").matches("<termEntry").count(), 1);
    failed(&place.run("convert memory.tsv out.csv"), 2);
}

#[test]
fn codes_stand_aside_and_that_is_said() {
    let place = Place::new();
    place.put("hard.jsonl", include_str!("../data/format/hard.jsonl"));
    let said = |line: &str| {
        let output = place.run(line);
        done(&output);
        String::from_utf8(output.stderr).unwrap()
    };
    let message = said("convert hard.jsonl a.tmx");
    assert!(
        message.contains("inline codes stand in properties") && message.contains("--codes inline"),
        "{message}"
    );
    assert!(!place.get("a.tmx").contains("<bpt"));
    assert_eq!(said("convert hard.jsonl b.tmx --codes aside"), "");
    assert_eq!(place.get("b.tmx"), place.get("a.tmx"));
    assert_eq!(said("convert hard.jsonl c.tmx --codes inline"), "");
    assert!(place.get("c.tmx").contains("<bpt"));
    assert!(said("tm dedupe c.tmx -o d.tmx").contains("--codes inline"));
    done(&place.run("tm dedupe c.tmx -o e.tmx --codes inline"));
    assert!(place.get("e.tmx").contains("<bpt"));
    done(&place.run("convert a.tmx a.jsonl"));
    done(&place.run("convert c.tmx c.jsonl"));
    assert_eq!(place.get("a.jsonl"), place.get("c.jsonl"));
}

#[test]
fn numbers_out_of_range_are_refused_with_what_was_meant() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    for (line, message) in [
        ("tm filter a.tsv --min-score 80", "did you mean 0.8?"),
        ("tm filter a.tsv --min-score -1", "from 0 to 1"),
        ("tm filter a.tsv --near 0.9", "did you mean 90?"),
        ("tm filter a.tsv --near 20", "from 50 to 100"),
        (
            "tm filter a.tsv --length-ratio 6,1.5",
            "the smaller number first: 1.5,6",
        ),
        ("tm filter a.tsv --length-ratio -1,6", "0 or more"),
        ("tm dedupe a.tsv --near 0.5", "did you mean 50?"),
        (
            "tm search --store s --threshold 0.7 text",
            "did you mean 70?",
        ),
        ("align --threshold 40 a b", "did you mean 0.4?"),
        ("align --threshold -0.1 a b", "from 0 to 1"),
        ("align --gap inf a b", "from -10 to 10"),
        ("report --gap NaN a b", "from -10 to 10"),
        ("align --gap 1000 a b", "from -10 to 10"),
        ("align --gap -11 a b", "from -10 to 10"),
        ("align --max-bytes 0 a b", "1 or more"),
        ("align --max-segments 0 a b", "1 or more"),
        ("align --jsonl --threads 100000", "from 0 to 4096"),
        ("check --jsonl --threads many", "from 0 to 4096"),
        ("tm search --store s --limit 0 text", "1 or more"),
        ("tm import a.tsv --store s --commit-every 0", "1 or more"),
        ("convert a.tsv b.tmx --max-nesting 0", "1 or more"),
        ("convert a.tsv b.tmx --max-bytes 0", "1 or more"),
        (
            "eval --gold a --system a --rounds 100000000",
            "from 0 to 1000000",
        ),
        ("train --parallel a -o t --most-translations 0", "1 or more"),
        ("eval --gold a --system a --min-f1 95", "did you mean 0.95?"),
        (
            "train --parallel a -o t --least-probability 5",
            "did you mean 0.05?",
        ),
        ("train --parallel a -o t --least-lift -1", "0 or more"),
        ("check a.tsv --only qantity", "did you mean quantity?"),
    ] {
        let said = failed(&place.run(line), 2);
        assert!(said.contains(message), "{line}: {said}");
    }
}

#[test]
fn checks_are_chosen_by_name_or_by_their_first_word() {
    let place = Place::new();
    place.put(
        "a.tsv",
        "source\ttarget\nIt cost 380 million yuan at {0}.\t造价38亿元。\n",
    );
    let kinds = |options: &str| {
        let output = place.run(&format!("check a.tsv --unsure {options}"));
        let table = String::from_utf8(output.stdout).unwrap();
        let rows = table.lines().skip(1);
        let mut kinds: Vec<String> = rows
            .map(|row| row.split('\t').nth(2).unwrap().to_owned())
            .collect();
        kinds.sort();
        kinds
    };
    let all = kinds("");
    for kind in ["code-missing", "quantity-differs", "brackets"] {
        assert!(all.contains(&kind.to_owned()), "{all:?}");
    }
    assert_eq!(kinds("--only code"), ["code-missing"]);
    assert_eq!(kinds("--only code-added"), [""; 0]);
    let without = kinds("--without quantity,code");
    assert!(
        without
            .iter()
            .all(|kind| !kind.starts_with("quantity") && kind != "code-missing")
    );
    assert!(without.contains(&"brackets".to_owned()));
    // What is not asked for is no reason to fail.
    assert_eq!(
        place.run("check a.tsv --only address").status.code(),
        Some(0)
    );
}

#[test]
fn a_text_where_units_are_expected_is_told_apart() {
    let place = Place::new();
    for (name, content, found) in [
        (
            "a.txt",
            "It rained all night.\nNobody came.\n".as_bytes(),
            "plain text",
        ),
        (
            "notes",
            "It rained all night.\nNobody came.\n".as_bytes(),
            "plain text",
        ),
        (
            "book.docx",
            b"PK\x03\x04\0\0".as_slice(),
            "a document of Word",
        ),
        (
            "book.bin",
            b"\0\x01\x02\x03".as_slice(),
            "a file that is no text",
        ),
    ] {
        place.put(name, content);
        for command in ["check", "tm filter", "tm stats"] {
            let said = failed(&place.run(&format!("{command} {name}")), 65);
            assert!(
                said.contains("expected translation units, such as TMX") && said.contains(found),
                "{said}"
            );
            assert!(
                said.contains("bitext align SOURCE TARGET -o memory.tmx"),
                "{said}"
            );
        }
    }
    place.put("table.txt", "It rained all night.\t雨下了一夜。\n");
    done(&place.run("check table.txt"));
}

/// No rate is known; but what the memory says of two amounts holds for all of it, also before it says so.
#[test]
fn money_in_two_currencies_is_compared_by_what_the_memory_says() {
    let place = Place::new();
    let headline = "It will spend US$53 billion on computers.\t它将投资3800亿元购买计算机。\n";
    let body =
        "The sum is 380 billion yuan (about US$53 billion).\t金额为3800亿元（约530亿美元）。\n";
    place.put("headline.tsv", headline);
    place.put("all.tsv", format!("{headline}{body}"));
    for (file, unsure) in [("headline.tsv", 1), ("all.tsv", 0)] {
        let findings = done(&place.run(&format!("check {file} --unsure")));
        assert_eq!(findings.lines().count(), 1 + unsure, "{findings}");
        assert_eq!(
            findings.contains("not comparable: another currency"),
            unsure == 1
        );
        done(&place.run(&format!(
            "tm filter {file} -o kept.{file} --rejected dropped.{file}"
        )));
        assert_eq!(
            place.get(&format!("dropped.{file}")).lines().count(),
            1,
            "{file}"
        );
    }
    // Of a store too.
    done(&place.run("tm import all.tsv --store all.bitext"));
    let findings = done(&place.run("check --store all.bitext --unsure"));
    assert_eq!(findings.lines().count(), 1, "{findings}");
}

/// What alignment knows of a sentence that was left out is not lost in the memory.
#[test]
fn a_sentence_that_nothing_answers_to_is_found_in_the_memory() {
    let place = Place::new();
    place.put("en.txt", "The plant produced 12,500 tonnes of steel.\nSee https://example.com/safety for details.\nThe cafeteria was repainted in green.\n");
    place.put(
        "zh.txt",
        "工厂生产钢材12500吨。\n详情见https://example.com/safety。\n",
    );
    done(&place.run("align en.txt zh.txt -o a.tmx"));
    let output = place.run("check a.tmx --unsure --format jsonl");
    done(&output);
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = found
        .lines()
        .filter(|it| it.contains("\"sentence-missing\""))
        .collect();
    assert!(
        matches!(lines.as_slice(), [it] if it.contains("\"text\":\"The cafeteria was repainted in green.\"")),
        "{found}"
    );
    // Either side may be the longer, and nobody asks where a person has confirmed the pair.
    done(&place.run("align zh.txt en.txt -o b.tmx"));
    let said = place.run("check b.tmx --only sentence");
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(
        said.contains("unsure: sentence-added 1 (--unsure"),
        "{said}"
    );
    let confirmed = place.get("a.tmx").replace(">automatic<", ">confirmed<");
    place.put("c.tmx", confirmed);
    let said = place.run("check c.tmx --only sentence");
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.contains("unsure: nothing"), "{said}");
}

#[test]
fn a_file_that_names_no_languages_is_still_of_two() {
    let place = Place::new();
    place.put(
        "pairs.tsv",
        "source\ttarget\nThe ferry leaves in the morning.\t渡轮早上开船。\n\
         The old bridge is shut for good.\tThe old bridge is shut for good.\n",
    );
    let checked = place.run("check pairs.tsv --only untranslated,language");
    let listed = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(checked.status.code(), Some(1), "{listed}");
    assert!(listed.contains("untranslated"), "{listed}");
    let filtered = place.run("tm filter pairs.tsv -o kept.tsv");
    assert!(told(&filtered).contains("identical: 1"));
    assert!(!place.get("kept.tsv").contains("bridge"));

    // Records are pairs of both languages too.
    let record = r#"{"source":"The old bridge is shut for good.","target":"The old bridge is shut for good."}"#;
    place.put("pairs.jsonl", record);
    let checked = place.run("check pairs.jsonl");
    assert_eq!(checked.status.code(), Some(1));
}

#[test]
fn text_in_another_language_than_written_is_told() {
    let place = Place::new();
    let french = "Le vieux pont au bord de la rivière est fermé depuis le mois de mars.";
    place.put(
        "pairs.tsv",
        format!("The old bridge by the river has been shut since March.\t{french}\n"),
    );
    let said = told(&place.run("convert pairs.tsv pairs.tmx"));
    assert!(
        said.contains("1 unit holds text in another language than the file says"),
        "{said}"
    );
    assert!(said.contains("unit 1"), "{said}");
    let said =
        done(&place.run("convert pairs.tsv named.tmx --source-language en --target-language fr"));
    assert!(!said.contains("another language"), "{said}");
    assert!(place.get("named.tmx").contains("xml:lang=\"fr\""));
}

#[test]
fn a_record_that_lacks_a_side_is_told_where_and_which() {
    let place = Place::new();
    for (record, expected) in [
        (r#"{"id":5,"target":"x"}"#, "missing field `source`"),
        (r#"{"id":5,"source":"x"}"#, "missing field `target`"),
        (r#"{"id":"5","source":"x"}"#, "missing field `target`"),
        (
            r#"{"id":5,"source":7,"target":"x"}"#,
            "`source` and `target` must be texts",
        ),
    ] {
        let good = r#"{"id":4,"source":"It rained.","target":"下雨了。"}"#;
        place.put("pairs.jsonl", format!("{good}\n{record}\n"));
        let said = failed(&place.run("check pairs.jsonl"), 65);
        assert!(
            said.contains("pairs.jsonl:2:") && said.contains(expected),
            "{record}: {said}"
        );
    }
}

#[test]
fn checks_and_rules_have_one_name_for_what_numbers_say() {
    let place = Place::new();
    place.put(
        "pairs.tsv",
        "source\ttarget\nThe bridge cost 380 million yuan.\t这座桥耗资3.9亿元。\n\
         Order No. A-2041 was sent.\t订单号A-2047已发出。\n",
    );
    let listed = |line: &str| {
        let output = place.run(line);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(
        listed("check pairs.tsv --only quantity"),
        listed("check pairs.tsv --only numbers")
    );
    assert!(listed("check pairs.tsv --only code").contains("A-2041"));
    for name in ["quantity", "numbers"] {
        let said = told(&place.run(&format!("tm filter pairs.tsv --only {name}")));
        assert!(said.contains("quantity: 1"), "{name}: {said}");
    }
}

#[test]
fn what_check_calls_a_wrong_code_the_filter_drops() {
    let place = Place::new();
    place.put(
        "pairs.tsv",
        "source\ttarget\nTrain G1274 leaves at noon.\tG1247次列车中午发车。\n\
         Train G1310 leaves at noon.\tG1310次列车中午发车。\n\
         Write to us at desk@example.org.\t请写信给我们。\n",
    );
    assert_eq!(place.run("check pairs.tsv").status.code(), Some(1));
    let said = told(&place.run("tm filter pairs.tsv -o kept.tsv --rejected dropped.tsv"));
    assert!(
        said.contains("code: 1") && said.contains("address: 1"),
        "{said}"
    );
    assert!(said.contains("G1274 and G1247"), "{said}");
    let (kept, dropped) = (place.get("kept.tsv"), place.get("dropped.tsv"));
    assert!(kept.contains("G1310") && !kept.contains("G1274"), "{kept}");
    assert!(dropped.contains("code: G1274 and G1247"), "{dropped}");
    assert_eq!(place.run("check kept.tsv").status.code(), Some(0));
    let said = told(&place.run("tm filter pairs.tsv -o all.tsv --without code,address"));
    assert!(said.contains("3 of 3 units kept"), "{said}");
}

#[test]
fn a_rule_by_the_name_that_check_has_for_it_is_told() {
    let place = Place::new();
    place.put("a.tsv", TABLE);
    for (line, message) in [
        ("tm filter a.tsv --only name-missing", "did you mean code?"),
        (
            "tm filter a.tsv --without untranslated",
            "did you mean identical?",
        ),
        ("tm filter a.tsv --only quantitty", "did you mean quantity?"),
        ("tm filter a.tsv --only brackets", "expected one of"),
    ] {
        let said = failed(&place.run(line), 2);
        assert!(said.contains(message), "{line}: {said}");
    }
}

/// A memory in three languages, with two variants of Chinese and a header that says something.
const THREE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en"
 datatype="plaintext"><note>Only for the waterworks &amp; its clients.</note><prop type="x-client">weir</prop></header><body>
<tu tuid="7"><tuv xml:lang="en"><seg>The valve is open.</seg></tuv><tuv xml:lang="de"><seg>Das Ventil ist offen.</seg></tuv>
<tuv xml:lang="zh-CN"><seg>阀门开着。</seg></tuv><tuv xml:lang="zh-TW"><seg>閥門開著。</seg></tuv></tu>
</body></tmx>"#;

#[test]
fn what_a_memory_holds_beside_its_units_is_kept_or_told() {
    let place = Place::new();
    place.put("three.tmx", THREE);
    place.put("t3.tmx", THREE);
    let others = "three.tmx: texts in other languages were left out: de (1)";
    let head = "three.tmx: 1 note and 1 property of the header were left out";
    let several = "1 entry has one of the languages several times and became several units";

    // In place: what can be kept is, and the rest is told.
    let said = told(&place.run("tm filter t3.tmx -o t3.tmx --force"));
    assert!(
        said.contains("t3.tmx: texts in other languages were left out: de (1)"),
        "{said}"
    );
    assert!(
        said.contains(several) && !said.contains("of the header"),
        "{said}"
    );
    let kept = place.get("t3.tmx");
    for part in [
        "<note>Only for the waterworks &amp; its clients.</note>\n<prop type=\"x-client\">weir</prop>\n</header>",
        "tuid=\"7\"",
        "tuid=\"7-2\"",
    ] {
        assert!(kept.contains(part), "{part}: {kept}");
    }
    done(&place.run("tm check t3.tmx"));
    // A second time nothing is lost.
    let said = told(&place.run("tm filter t3.tmx -o t3.tmx --force"));
    assert!(
        !said.contains("left out") && !said.contains("several"),
        "{said}"
    );
    assert_eq!(place.get("t3.tmx"), kept);

    // Formats without a header say so, and so does a store.
    for line in [
        "convert three.tmx a.jsonl",
        "convert three.tmx a.xlf",
        "tm dedupe three.tmx -o b.jsonl",
        "tm import three.tmx --store s.bitext",
    ] {
        let said = told(&place.run(line));
        assert!(
            [others, head, several].iter().all(|it| said.contains(it)),
            "{line}: {said}"
        );
    }
    let said = told(&place.run("convert three.tmx c.tmx"));
    assert!(said.contains(others) && !said.contains(head), "{said}");

    let stats = done(&place.run("tm stats three.tmx"));
    for row in [
        "texts in other languages de\t1\n",
        "notes of the header\t1\n",
        "properties of the header\t1\n",
        "entries that gave several units\t1\n",
    ] {
        assert!(stats.contains(row), "{row}: {stats}");
    }
}

#[test]
fn what_tables_and_corpora_cannot_hold_is_counted() {
    let place = Place::new();
    place.put(
        "a.txt",
        "It rained all night.\nThe bridge cost 380 million yuan.\n",
    );
    place.put("b.txt", "雨下了一夜。\n这座桥耗资3.8亿元。\n");
    // What an alignment rests on is nothing that was there before.
    let said = told(&place.run("align --mode parallel --presegmented a.txt b.txt -o pre.moses"));
    assert!(!said.contains("left out"), "{said}");
    told(&place.run("align --mode parallel --presegmented a.txt b.txt -o o.tmx"));
    let parts = "because the format cannot hold it: evidence of 2 units, segments of 2 units, names of documents of 2 units";
    for output in ["x.tsv", "x.moses"] {
        let said = told(&place.run(&format!("convert o.tmx {output}")));
        assert!(
            said.contains(&format!("{output}: left out, {parts}")),
            "{said}"
        );
    }
    let said = told(&place.run("convert o.tmx x.paracrawl"));
    assert!(
        said.contains("evidence of 2 units, segments of 2 units"),
        "{said}"
    );
    assert!(!said.contains("documents"), "{said}");
}

#[test]
fn blank_lines_are_no_units_without_a_counterpart() {
    let place = Place::new();
    place.put(
        "a.txt",
        "It rained all night.\n\nThe bridge cost 380 million yuan.\n",
    );
    place.put("b.txt", "雨下了一夜。\n\n这座桥耗资3.8亿元。\n");
    for output in ["pre.moses", "pre.tmx"] {
        let said = told(&place.run(&format!(
            "align --mode parallel --presegmented a.txt b.txt -o {output}"
        )));
        assert!(!said.contains("counterpart"), "{output}: {said}");
    }
}

/// Only bitext escapes: what others write is taken as it is.
#[test]
fn backslashes_of_other_tables_are_backslashes() {
    let place = Place::new();
    let english = r"The file is in C:\new\tools.";
    place.put(
        "foreign.tsv",
        format!("source\ttarget\n{english}\t文件在C:\\new\\tools中。\n"),
    );
    done(&place.run("convert foreign.tsv there.jsonl"));
    let unit: serde_json::Value = serde_json::from_str(place.get("there.jsonl").trim()).unwrap();
    assert_eq!(unit["source"]["text"], english);
    // Our own come back as they were.
    done(&place.run("convert there.jsonl ours.tsv"));
    assert!(place.get("ours.tsv").contains(r"C:\\new\\tools"));
    done(&place.run("convert ours.tsv back.jsonl"));
    assert_eq!(place.get("back.jsonl"), place.get("there.jsonl"));
}
