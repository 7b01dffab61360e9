//! What the documentation says of features, versions and recipes is so.

use std::{collections::BTreeSet, fs, path::Path};

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn manifest() -> toml::Table {
    read("Cargo.toml").parse().unwrap()
}

#[test]
fn every_feature_is_in_the_table() {
    let manifest = manifest();
    let features = manifest["features"].as_table().unwrap();
    let expected: BTreeSet<&str> = features
        .keys()
        .map(String::as_str)
        .filter(|name| *name != "default")
        .collect();
    let library = read("src/lib.rs");
    let rows = library
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `")?.split_once('`'));
    let found: BTreeSet<&str> = rows.map(|(name, _)| name).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_oldest_rust_is_the_same_everywhere() {
    let manifest = manifest();
    let oldest = manifest["package"]["rust-version"].as_str().unwrap();
    for (file, said) in [
        ("README.md", format!("Rust, {oldest} or later")),
        ("src/lib.rs", format!("**Rust {oldest}**")),
        (".ci/run", format!("cargo +{oldest} check")),
    ] {
        assert!(read(file).contains(&said), "{file}: {said}");
    }
}

#[test]
fn the_recipes_are_those_of_the_list() {
    let cookbook = read("src/cookbook.rs");
    let headings: Vec<&str> = cookbook
        .lines()
        .filter_map(|line| line.strip_prefix("//! # "))
        // Not the hidden lines of programs.
        .filter(|line| !line.contains(['(', ':']))
        .collect();
    let listed: Vec<&str> = cookbook
        .lines()
        .filter_map(|line| line.split_once(". [")?.1.split_once("](#"))
        .map(|(title, _)| title)
        .collect();
    assert_eq!(listed, headings);
    assert!(cookbook.starts_with("//! Thirteen tasks") && headings.len() == 13);
    // Each has a program that is run.
    for section in cookbook
        .split("//! # ")
        .skip(1)
        .filter(|it| headings.contains(&it.lines().next().unwrap()))
    {
        assert!(section.contains("//! ```\n"), "{section}");
    }
    for file in ["README.md", "src/lib.rs"] {
        assert!(read(file).contains("thirteen tasks"), "{file}");
    }
}

/// What the README and the guide point at is there, headings too.
#[test]
fn links_lead_somewhere() {
    let heading = |line: &str| -> String {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|it| it.is_alphanumeric() || " -_".contains(*it));
        kept.collect::<String>().replace(' ', "-")
    };
    let mut links = 0;
    for file in ["README.md", "docs/guide.md"] {
        let text = read(file);
        let folder = Path::new(file).parent().unwrap();
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            if link.contains("://") {
                continue;
            }
            let (path, place) = link.split_once('#').unwrap_or((link, ""));
            let path = folder.join(path);
            let target = read(path.to_str().unwrap());
            let mut headings = target
                .lines()
                .filter(|line| line.starts_with('#'))
                .map(heading);
            assert!(
                place.is_empty() || headings.any(|it| it == place),
                "{file}: {link}"
            );
            links += 1;
        }
    }
    assert!(links > 5, "{links}");
}
