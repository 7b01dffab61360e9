//! Modules may import only themselves and the modules listed before them.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The modules of the crate, from the bottom up.
const LAYERS: [&str; 15] = [
    "text", "lang", "segment", "lexicon", "quantity", "name", "score", "train", "align", "memory",
    "check", "filter", "format", "eval", "report",
];

#[test]
fn imports_point_downward() {
    let mut wrong = Vec::new();
    for (rank, layer) in LAYERS.iter().enumerate() {
        let files = rust_files(&src().join(layer));
        assert!(!files.is_empty(), "no module `{layer}`");
        for file in files {
            let code = code_of(&fs::read_to_string(&file).unwrap());
            for name in imports(&code) {
                if !LAYERS[..=rank].contains(&name.as_str()) {
                    wrong.push(format!("{} imports `{name}`", file.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports must point down the list of layers:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_module_has_its_layer() {
    let folders = fs::read_dir(src())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let modules: BTreeSet<String> = folders
        .filter(|path| path.is_dir() && !path.ends_with("bin"))
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(modules, LAYERS.iter().map(ToString::to_string).collect());
}

#[test]
fn an_upward_import_is_seen() {
    let planted =
        "use crate::{lang::Lang, score::{Score, Evidence}};\nfn f() { crate::align::g() }";
    assert_eq!(imports(planted), ["lang", "score", "align"]);
    assert_eq!(
        imports(&code_of(
            "//! [`crate::align`]\n#[cfg(test)]\nuse crate::align::A;"
        )),
        [""; 0]
    );
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Leaves out comments, whose links may point up, and the tests at the end.
fn code_of(source: &str) -> String {
    let code = source
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"));
    code.filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The first name of every path that starts at the root of the crate.
fn imports(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => names.extend(first_names(list)),
            None => names.push(leading_name(rest)),
        }
    }
    names
}

/// The first name of each item of a brace list, given what follows the brace.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut item, mut names) = (0, String::new(), Vec::new());
    for c in list.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => names.push(leading_name(&std::mem::take(&mut item))),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                item.push(c);
            }
        }
    }
    names.push(leading_name(&item));
    names.retain(|name| !name.is_empty());
    names
}

fn leading_name(path: &str) -> String {
    path.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|ext| ext == "rs"))
        .collect()
}
