//! The file of settings and `bitext config`.

use super::*;

/// What `bitext config` says of each option: its value and where that comes from, by table and key.
fn shown(output: &Output) -> std::collections::BTreeMap<String, (String, String)> {
    assert_eq!(status(output), 0, "{}", stderr(output));
    let mut place = String::new();
    let mut rows = std::collections::BTreeMap::new();
    for line in stdout(output).lines() {
        if let Some(name) = line.strip_prefix('[') {
            place = format!("{}.", name.trim_end_matches(']'));
        } else if let Some((setting, origin)) = line.rsplit_once(" # ") {
            let (key, value) = setting.split_once(" =").unwrap();
            let key = format!("{place}{}", key.trim_start_matches("# "));
            rows.insert(key, (value.trim().to_owned(), origin.to_owned()));
        }
    }
    rows
}

const SETTINGS: &str = "# ours\r\ncolor = \"never\"\r\n\r\n[align]\r\ngap = 1.5\r\npresegmented = true\r\nglossary = [\"a.tsv\", \"b.tsv:2\"]\r\n\r\n[tm.search]\r\nthreshold = 60\r\nstore = \"project.bitext\"\r\n";

#[test]
fn every_option_is_shown_with_its_value_and_where_it_comes_from() {
    let folder = folder();
    let settings = file(&folder, "settings.toml", SETTINGS);
    let rows = shown(&bitext(&["config", "--config", &settings], b""));
    for (key, value, origin) in [
        ("color", "\"never\"", "file, line 2"),
        ("quiet", "false", "default"),
        ("align.gap", "1.5", "file, line 5"),
        ("align.presegmented", "true", "file, line 6"),
        ("align.glossary", "[\"a.tsv\", \"b.tsv:2\"]", "file, line 7"),
        ("align.mode", "\"parallel\"", "default"),
        ("align.srx", "", "not set"),
        ("tm.search.threshold", "60", "file, line 10"),
        ("tm.search.store", "\"project.bitext\"", "file, line 11"),
        ("tm.search.limit", "5", "default"),
        ("train.threads", "0", "default"),
    ] {
        let row = rows.get(key).unwrap_or_else(|| panic!("no {key}"));
        assert_eq!((row.0.as_str(), row.1.as_str()), (value, origin), "{key}");
    }
    // What was printed is a file of settings that means the same.
    let printed = bitext(&["config", "--config", &settings], b"");
    let again = file(&folder, "again.toml", &printed.stdout);
    let again = shown(&bitext(&["config", "--config", &again], b""));
    for (key, (value, _)) in &rows {
        assert_eq!(&again[key].0, value, "{key}");
    }
}

#[test]
fn what_is_typed_overrules_the_file_and_the_file_the_default() {
    let folder = folder();
    let settings = file(&folder, "settings.toml", SETTINGS);
    let typed = [
        "--config",
        &settings,
        "config",
        "align",
        "--gap",
        "2",
        "--presegmented=false",
        "--quiet",
        "a",
        "b",
    ];
    let rows = shown(&bitext(&typed, b""));
    for (key, value, origin) in [
        ("quiet", "true", "command line"),
        ("color", "\"never\"", "file, line 2"),
        ("align.gap", "2", "command line"),
        ("align.presegmented", "false", "command line"),
        ("align.threshold", "0.4", "default"),
    ] {
        assert_eq!(rows[key], (value.to_owned(), origin.to_owned()), "{key}");
    }
    assert!(!rows.contains_key("tm.search.threshold"));

    // And so it is in the run itself.
    let (english, chinese) = (
        file(&folder, "en.txt", "One. Two.\nThree.\n"),
        file(&folder, "zh.txt", "一。二。\n三。\n"),
    );
    let lines = file(
        &folder,
        "lines.toml",
        "[align]\npresegmented = true\nformat = \"beads\"\n",
    );
    let beads = |more: &[&str]| {
        let arguments = [&["align", "--config", &lines, &english, &chinese], more].concat();
        let output = bitext(&arguments, b"");
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output).to_owned()
    };
    assert_eq!(beads(&[]).lines().count(), 2, "{}", beads(&[]));
    assert_eq!(beads(&["--presegmented=false"]).lines().count(), 3);
    assert!(beads(&["--format", "tsv"]).starts_with("kind\t"));
}

#[test]
fn the_file_is_the_one_named_then_that_of_the_environment_then_the_usual_one() {
    let folder = folder();
    let (typed, set) = (
        file(&folder, "typed.toml", "[align]\ngap = 1\n"),
        file(&folder, "set.toml", "[align]\ngap = 2\n"),
    );
    let home = folder.path().join("home");
    fs::create_dir_all(home.join("bitext")).unwrap();
    fs::write(home.join("bitext/config.toml"), "[align]\ngap = 3\n").unwrap();
    let gap = |arguments: &[&str], named: Option<&str>| {
        let mut program = program();
        program.args(arguments).arg("config");
        for name in ["XDG_CONFIG_HOME", "APPDATA"] {
            program.env(name, &home);
        }
        match named {
            Some(path) => program.env("BITEXT_CONFIG", path),
            None => program.env_remove("BITEXT_CONFIG"),
        };
        shown(&run(&mut program, b""))["align.gap"].0.clone()
    };
    assert_eq!(gap(&["--config", &typed], Some(&set)), "1");
    assert_eq!(gap(&[&format!("--config={typed}")], None), "1");
    assert_eq!(gap(&[], Some(&set)), "2");
    assert_eq!(gap(&[], None), "3");
    assert_eq!(gap(&[], Some("")), "0", "an empty name is no file");
    assert_eq!(gap(&["--config="], None), "0");

    // Colours have an environment of their own.
    let output = run(program().arg("config").env("NO_COLOR", "1"), b"");
    let colours = shown(&output)["color"].clone();
    assert_eq!(
        colours,
        ("\"never\"".to_owned(), "environment, NO_COLOR".to_owned())
    );
}

#[test]
fn what_is_wrong_in_the_file_is_named_with_its_line() {
    let folder = folder();
    for (content, line, said) in [
        (
            "colr = \"auto\"\n",
            1,
            "expected the name of a known option, found colr\n  hint: did you mean color?",
        ),
        (
            "\n[aling]\n",
            2,
            "known table, found aling\n  hint: did you mean align?",
        ),
        (
            "[tm.serch]\nlimit = 1\n",
            1,
            "found serch\n  hint: did you mean search?",
        ),
        (
            "[align]\ngap = 1\nmode = \"paralel\"\n",
            3,
            "mode: expected one of parallel, comparable, auto, found paralel\n  hint: did you mean parallel?",
        ),
        (
            "[align]\ngap = \"much\"\n",
            2,
            "gap: expected a number from -10 to 10, found much",
        ),
        ("[align]\ngap = [1]\n", 2, "expected one value for gap"),
        (
            "[tm.search]\nthreshold = 101\n",
            2,
            "threshold: expected a whole number from 1 to 100, found 101",
        ),
        (
            "quiet = 3\n",
            1,
            "quiet: expected one of true, false, found 3",
        ),
        ("[align]\noutput = \"x\"\n", 2, "found output"),
        ("[align\n", 1, "expected TOML"),
        (
            "quiet = true\nquiet = true\n",
            2,
            "expected TOML: duplicate key",
        ),
    ] {
        let path = file(&folder, "wrong.toml", content);
        let output = bitext(&["--config", &path, "config"], b"");
        let place = format!("wrong.toml: line {line}: ");
        let message = stderr(&output);
        assert_eq!(status(&output), 2, "{content}: {message}");
        assert!(
            message.contains(&place) && message.contains(said),
            "{content}: {message}"
        );
    }
    let output = bitext(&["--config", "missing.toml", "detect"], b"");
    assert_eq!(status(&output), 66);
}

#[test]
fn an_option_that_is_needed_may_come_from_the_file() {
    let folder = folder();
    let units = file(&folder, "units.tsv", "The ferry is full.\t船满了。\n");
    let store = folder.path().join("own.bitext");
    let settings = serde_json::Value::from(store.to_str().unwrap());
    let settings = format!("[tm.import]\nstore = {settings}\n[tm.search]\nstore = {settings}\n");
    let settings = file(&folder, "settings.toml", settings);
    let output = bitext(&["--config", &settings, "tm", "import", &units], b"");
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let output = bitext(&["--config", &settings, "tm", "search", "船满了。"], b"");
    assert!(
        stdout(&output).contains("The ferry is full."),
        "{}",
        stderr(&output)
    );
}

/// The program reads settings before anything else: whatever stands there, it goes on or says why not.
#[test]
fn any_settings_are_followed_or_refused() {
    let folder = folder();
    let seeds = [SETTINGS.as_bytes().to_vec()];
    let mut random = crate::fuzz::Random(7);
    let mut refused = 0;
    for _ in 0..60 {
        let settings = crate::fuzz::mutated(&seeds, &mut random);
        let settings = file(&folder, "settings.toml", settings);
        let output = bitext(&["config", "--config", &settings], b"");
        let is_refused = status(&output) != 0;
        assert!([0, 2, 65].contains(&status(&output)), "{}", stderr(&output));
        assert_eq!(
            is_refused,
            stderr(&output).contains("settings.toml"),
            "{}",
            stderr(&output)
        );
        refused += usize::from(is_refused);
    }
    assert!(refused > 10, "{refused}");
}
