//! Files that are written.

use super::*;

#[test]
fn an_output_file_is_whole_and_leaves_nothing_beside_it() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let out = folder.path().join("out.tsv");
    let output = bitext(
        &["align", &english, &chinese, "-o", out.to_str().unwrap()],
        b"",
    );
    assert_eq!((status(&output), stdout(&output)), (0, ""));
    assert_eq!(
        fs::read(&out).unwrap(),
        bitext(&["align", &english, &chinese], b"").stdout
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[cfg(unix)]
#[test]
fn output_goes_through_links_and_keeps_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let real = file(&folder, "real.tsv", "old");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.tsv");
    symlink(&real, &link).unwrap();
    let link = link.to_str().unwrap();
    let output = bitext(&["align", &english, &chinese, "--force", "-o", link], b"");
    assert_eq!(status(&output), 0);
    assert!(fs::symlink_metadata(link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().starts_with("kind\t"));
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    // A device is written to, not replaced.
    let output = bitext(&["align", &english, &chinese, "-o", "/dev/null"], b"");
    assert_eq!(status(&output), 0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_file_with_something_in_it_is_replaced_only_by_force() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let units = file(&folder, "units.tsv", "It rained.\t下雨了。\n");
    let store = folder.path().join("m.bitext");
    let store = store.to_str().unwrap();
    assert_eq!(
        status(&bitext(&["tm", "import", &units, "--store", store], b"")),
        0
    );
    let record =
        "{\"id\":1,\"source\":\"It rained.\",\"target\":\"下雨了。\",\"text\":\"下雨了。\"}\n";
    let out = folder.path().join("out.tsv");
    let kept = folder.path().join("kept.tsv");
    let lines = folder.path().join("out.jsonl");
    let (out, kept) = (out.to_str().unwrap(), kept.to_str().unwrap());
    let lines = lines.to_str().unwrap();
    for arguments in [
        &["align", &english, &chinese, "-o", out][..],
        &["align", &english, &chinese, "--explain", "1", "-o", out],
        &["align", &english, &chinese, "--format", "tmx", "-o", out],
        &["align", "--jsonl", "-o", lines],
        &["detect", &chinese, "-o", out],
        &["detect", "--jsonl", "-o", lines],
        &["segment", &chinese, "-o", out],
        &["segment", "--jsonl", "--threads", "2", "-o", lines],
        &["quantities", &chinese, "-o", out],
        &["link", &english, &chinese, "-o", out],
        &["link", "--jsonl", "-o", lines],
        &["convert", &units, out],
        &["check", &units, "-o", out],
        &["check", "--jsonl", "-o", lines],
        &["train", "--parallel", &units, "-o", out],
        &["tm", "export", "--store", store, "-o", out],
        &["tm", "search", "--store", store, "It rained.", "-o", out],
        &["tm", "search", "--store", store, "--jsonl", "-o", lines],
        &["tm", "filter", &units, "-o", out],
        &["tm", "filter", &units, "-o", kept, "--rejected", out],
        &["tm", "dedupe", &units, "-o", out],
    ] {
        let _ = fs::remove_file(kept);
        let is_of_records = arguments.contains(&lines);
        let (out, name) = if is_of_records {
            (lines, "out.jsonl")
        } else {
            (out, "out.tsv")
        };
        fs::write(out, "precious").unwrap();
        let output = bitext(arguments, record.as_bytes());
        let message = stderr(&output);
        assert_eq!(status(&output), 74, "{arguments:?}: {message}");
        assert!(
            message.contains(&format!(
                "{name}: the file is there already\n  hint: --force"
            )),
            "{message}"
        );
        assert_eq!(
            fs::read_to_string(out).unwrap(),
            "precious",
            "{arguments:?}"
        );
        assert!(!std::path::Path::new(kept).exists(), "{arguments:?}");
        let output = bitext(&[arguments, &["--force"]].concat(), record.as_bytes());
        assert!(status(&output) < 2, "{arguments:?}: {}", stderr(&output));
        assert_ne!(fs::read(out).unwrap(), b"precious", "{arguments:?}");
    }
    // An empty file is one that somebody made for this.
    fs::write(out, "").unwrap();
    assert_eq!(
        status(&bitext(&["align", &english, &chinese, "-o", out], b"")),
        0
    );
    // `-` is no file.
    let output = bitext(&["align", &english, &chinese, "-o", "-"], b"");
    assert!(stdout(&output).starts_with("kind\t"));
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    assert!(
        names
            .iter()
            .all(|name| !name.to_string_lossy().starts_with(".bitext")),
        "{names:?}"
    );
}

#[test]
fn of_two_files_both_are_written_or_none() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let prefix = folder.path().join("pair");
    let prefix = prefix.to_str().unwrap();
    let there = file(&folder, "pair.zh", "precious");
    let moses = [
        "align", &english, &chinese, "--format", "moses", "-o", prefix,
    ];
    let output = bitext(&moses, b"");
    assert_eq!(status(&output), 74, "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&there).unwrap(), "precious");
    assert!(!folder.path().join("pair.en").exists());
    assert_eq!(
        status(&bitext(&[&moses[..], &["--force"]].concat(), b"")),
        0
    );
    assert!(folder.path().join("pair.en").exists());
    assert!(fs::read_to_string(&there).unwrap().contains('雨'));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut reader = bitext::format::unpack::unpack(bytes).unwrap();
    std::io::Read::read_to_string(&mut reader, &mut text).unwrap();
    text
}

#[test]
fn what_ends_in_gz_or_zst_is_packed_and_packed_texts_are_read() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    let plain = bitext(&["align", &english, &chinese], b"").stdout;
    for ending in ["gz", "zst"] {
        let out = folder.path().join(format!("out.tsv.{ending}"));
        let output = bitext(
            &["align", &english, &chinese, "-o", out.to_str().unwrap()],
            b"",
        );
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let packed = fs::read(&out).unwrap();
        assert_ne!(packed, plain);
        assert_eq!(unpacked(&packed).as_bytes(), plain);
        // A packed text is read like any other.
        let text = folder.path().join(format!("text.{ending}"));
        let record = serde_json::json!({ "id": 1, "text": ENGLISH }).to_string();
        let output = bitext(
            &["segment", "--jsonl", "-o", text.to_str().unwrap()],
            record.as_bytes(),
        );
        assert_eq!(status(&output), 0);
        assert!(unpacked(&fs::read(&text).unwrap()).starts_with("{\"id\":1,"));
        let prefix = folder.path().join(format!("pair.{ending}"));
        let moses = [
            "align",
            &english,
            &chinese,
            "--format",
            "moses",
            "-o",
            prefix.to_str().unwrap(),
        ];
        assert_eq!(status(&bitext(&moses, b"")), 0);
        let (one, other) = (format!("pair.en.{ending}"), format!("pair.zh.{ending}"));
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let from_packed = bitext(
            &["align", "--format", "beads", &path(&one), &path(&other)],
            b"",
        );
        assert_eq!(
            stdout(&from_packed).lines().count(),
            2,
            "{}",
            stderr(&from_packed)
        );
        // Also through standard input.
        let piped = bitext(
            &["align", "--format", "beads", "-", &path(&other)],
            &fs::read(path(&one)).unwrap(),
        );
        assert_eq!(stdout(&piped), stdout(&from_packed));
    }
    let broken = file(&folder, "broken.gz", b"\x1f\x8b\x08 and so on");
    let output = bitext(&["align", &broken, &chinese], b"");
    assert_eq!(status(&output), 65, "{}", stderr(&output));
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let folder = folder();
    let windows = |text: &str| text.replace('\n', "\r\n");
    let put = |name: &str, text: &str| {
        (
            file(&folder, name, text),
            file(&folder, &format!("w-{name}"), windows(text)),
        )
    };
    let english = put("en.txt", ENGLISH);
    let chinese = put("zh.txt", CHINESE);
    let terms = put("terms.tsv", "河\triver\n");
    let beads = put("beads", "[0]:[0]\n[1, 2]:[1]\n");
    for arguments in [
        &["--format", "beads"][..],
        &["--format", "beads", "--presegmented"],
        &["--format", "beads", "--mode", "comparable"],
        &["--format", "paracrawl", "--glossary", "TERMS"],
    ] {
        let answer = |english: &str, chinese: &str, terms: &str| {
            let arguments: Vec<&str> = arguments
                .iter()
                .map(|it| if *it == "TERMS" { terms } else { it })
                .collect();
            let output = bitext(
                &[&["align", english, chinese], &arguments[..]].concat(),
                b"",
            );
            assert_eq!(status(&output), 0, "{}", stderr(&output));
            stdout(&output).replace("w-", "")
        };
        let unix = answer(&english.0, &chinese.0, &terms.0);
        assert_eq!(
            answer(&english.1, &chinese.1, &terms.1),
            unix,
            "{arguments:?}"
        );
        assert!(!unix.contains('\r'));
    }
    let eval = |gold: &str, system: &str| {
        stdout(&bitext(&["eval", "--gold", gold, "--system", system], b"")).to_owned()
    };
    assert_eq!(eval(&beads.1, &beads.0), eval(&beads.0, &beads.0));
    let record = "{\"id\":1,\"text\":\"It rained.\"}\n{\"id\":2,\"text\":\"Nobody came.\"}\n";
    let answer =
        |input: &str| stdout(&bitext(&["segment", "--jsonl"], input.as_bytes())).to_owned();
    assert_eq!(answer(&windows(record)), answer(record));
}

#[test]
fn the_name_of_the_output_says_the_format() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    for (name, begins) in [
        ("out.tmx", "<?xml"),
        ("out.html", "<!DOCTYPE html>"),
        ("out.beads", "["),
        ("out.jsonl", "{"),
        ("out", "kind\t"),
    ] {
        let out = folder.path().join(name);
        let output = bitext(
            &["align", &english, &chinese, "-o", out.to_str().unwrap()],
            b"",
        );
        assert_eq!(status(&output), 0, "{name}");
        let written = fs::read_to_string(&out).unwrap();
        assert!(written.starts_with(begins), "{name}: {written:.60}");
    }
}

#[test]
fn a_text_to_be_read_is_never_replaced() {
    let folder = folder();
    let (english, chinese) = (
        file(&folder, "en.txt", ENGLISH),
        file(&folder, "zh.txt", CHINESE),
    );
    for command in ["align", "report"] {
        let output = bitext(
            &[command, &english, &chinese, "--force", "-o", &chinese],
            b"",
        );
        assert_eq!(status(&output), 2, "{command}");
        assert_eq!(fs::read_to_string(&chinese).unwrap(), CHINESE);
    }
}
