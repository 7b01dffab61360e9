//! The program, as a script sees it: output, exit status, files.

mod align;
mod cutting;
mod encoding;
mod endings;
mod examples;
mod failures;
mod files;
mod manual;
mod records;
mod settings;
mod terminal;
mod training;

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// The program, without the settings of whoever runs the tests.
fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bitext"));
    program.env("BITEXT_CONFIG", "");
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        program.env_remove(name);
    }
    program
}

fn bitext(arguments: &[&str], input: &[u8]) -> Output {
    run(program().args(arguments), input)
}

/// A run on texts of our own about one event, with these arguments.
fn compared(arguments: &[&str]) -> Output {
    let text = |name: &str| {
        let root = env!("CARGO_MANIFEST_DIR");
        format!("{root}/corpora/comparable/cloud-investment/{name}.txt")
    };
    let (english, chinese) = (text("en"), text("zh"));
    let texts = [english.as_str(), chinese.as_str()];
    let mode = ["align", "--mode", "comparable"];
    bitext(&[&mode[..], arguments, &texts].concat(), b"")
}

pub(crate) fn run(program: &mut Command, input: &[u8]) -> Output {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end before it has read everything: a closed pipe is fine then.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn records(output: &Output) -> Vec<Value> {
    stdout(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A folder of its own for each test, removed at the end.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn file(folder: &tempfile::TempDir, name: &str, content: impl AsRef<[u8]>) -> String {
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

const ENGLISH: &str =
    "It rained all night.\nIn the morning the river was high.\nNobody crossed it.\n";
const CHINESE: &str = "雨下了一夜。\n早上河水很高，没有人过河。\n";
