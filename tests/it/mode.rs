//! Mode `auto` on the texts of `tests/data/mode`, all invented for this.
//!
//! `r-` are reports of one event that two newsrooms wrote, `h-` those that take nearly all figures from one press release
//! (hard), `t-` translations, `t-free-` ones that cut, merge, move and adapt, `m-` half of each. What the last two should be
//! is a matter of taste: the snapshot keeps what they are.

use std::{fmt::Write, fs, path::Path};

use bitext::{Aligner, Mode};

#[test]
fn reports_are_told_from_translations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/mode");
    let aligner = Aligner::builder().mode(Mode::Auto).build().unwrap();
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 41);
    let mut choices = String::new();
    for name in names {
        let read = |file: &str| fs::read_to_string(folder.join(&name).join(file)).unwrap();
        let alignment = aligner.align(&read("en.txt"), &read("zh.txt"));
        let (mode, why) = (alignment.mode, alignment.choice.unwrap().to_string());
        let expected = match name.split('-').next() {
            Some("r" | "h") => Some(Mode::Comparable),
            Some("t") if !name.starts_with("t-free") => Some(Mode::Parallel),
            _ => None,
        };
        assert!(
            expected.is_none_or(|it| it == mode),
            "{name}: {mode:?}, {why}"
        );
        writeln!(choices, "{name:22} {mode:?}: {why}").unwrap();
    }
    insta::assert_snapshot!(choices);
}
