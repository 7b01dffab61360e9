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
