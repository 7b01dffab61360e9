//! Help, completions and the manual, all made from one source.

use super::*;

pub(super) const COMMANDS: [&str; 22] = [
    "align",
    "report",
    "detect",
    "segment",
    "quantities",
    "link",
    "eval",
    "train",
    "convert",
    "check",
    "tm",
    "tm import",
    "tm export",
    "tm search",
    "tm filter",
    "tm dedupe",
    "tm stats",
    "tm check",
    "tm integrity",
    "config",
    "completions",
    "man",
];

/// The examples in the help of a command, as they are typed.
pub(super) fn examples(command: &str) -> Vec<String> {
    let words: Vec<&str> = command.split(' ').collect();
    let output = bitext(&[&["help"][..], &words].concat(), b"");
    let lines = stdout(&output)
        .lines()
        .skip_while(|line| *line != "Examples:")
        .take_while(|line| !line.starts_with("Usage:"));
    let examples = lines.filter_map(|line| line.strip_prefix("  "));
    let examples = examples.filter(|line| line.starts_with("bitext "));
    examples.map(str::to_owned).collect()
}

#[test]
fn every_command_has_help_with_examples_that_parse() {
    for command in COMMANDS {
        let words: Vec<&str> = command.split(' ').collect();
        let output = bitext(&[&["help"][..], &words].concat(), b"");
        let help = stdout(&output);
        assert_eq!(status(&output), 0, "{command}");
        let examples = examples(command);
        assert!(!examples.is_empty(), "{command} has no examples\n{help}");
        for example in examples {
            let line = example
                .trim_start_matches("bitext ")
                .split([' '])
                .take_while(|word| !["<", ">", "|"].contains(word));
            let line = line.collect::<Vec<_>>().join(" ");
            // Quoted arguments hold no options.
            let words: Vec<String> = line
                .split('"')
                .enumerate()
                .flat_map(|(index, part)| match index % 2 {
                    0 => part.split_whitespace().map(str::to_owned).collect(),
                    _ => vec![part.to_owned()],
                })
                .collect();
            if words.iter().any(|word| word == "config") {
                continue;
            }
            let parsed = run(program().arg("config").args(&words), b"");
            assert_eq!(status(&parsed), 0, "{example}: {}", stderr(&parsed));
        }
        assert!(
            help.lines().all(|line| line.chars().count() <= 100),
            "{command}: too wide"
        );
    }
}

#[test]
fn every_command_has_a_page_and_every_shell_its_completions() {
    let parent = folder();
    // It is not there yet, nor is the folder above it.
    let folder = parent.path().join("man").join("man1");
    let pages = folder.to_str().unwrap();
    assert_eq!(status(&bitext(&["man", "--folder", pages], b"")), 0);
    for command in COMMANDS {
        let name = format!("bitext-{}.1", command.replace(' ', "-"));
        let page = fs::read_to_string(folder.join(&name)).unwrap();
        let words: Vec<&str> = command.split(' ').collect();
        let alone = bitext(&[&["man"][..], &words].concat(), b"");
        assert_eq!(stdout(&alone), page, "{name}");
        assert!(
            page.contains(".SH NAME") && page.contains(".SH OPTIONS"),
            "{name}"
        );
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), COMMANDS.len() + 1);
    // They are there now, and not replaced unasked.
    assert_eq!(status(&bitext(&["man", "--folder", pages], b"")), 74);
    assert_eq!(
        status(&bitext(&["man", "--folder", pages, "--force"], b"")),
        0
    );
    let output = bitext(&["man", "aling"], b"");
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("did you mean align?"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = bitext(&["completions", shell], b"");
        assert_eq!(status(&output), 0);
        assert!(stdout(&output).contains("presegmented"), "{shell}");
    }
    assert_eq!(status(&bitext(&["completions", "tcsh"], b"")), 2);
}
