//! How often each stage asks for memory, how much in all, and how much at once, on the texts in `corpora/parallel`.
//!
//! Runs without arguments; `cargo run --release --example allocations` prints the table of `benches/README.md`. Tables are
//! loaded first. The counts are the same in every run of one build: they are those of this thread, and no stage starts
//! another.
#![expect(clippy::print_stdout, reason = "an example is there to be read")]

use std::{fs, path::Path};

use bitext::{AlignOptions, Aligner, Lang, Mode, Segmenter, detect, quantities};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (chinese, english) = texts()?;
    let segmenter = Segmenter::default();
    println!("| stage | times | each kilobyte | bytes in all | bytes at once |");
    println!("|---|---|---|---|---|");
    for (lang, text) in [(Lang::English, &english), (Lang::Chinese, &chinese)] {
        let name = |stage: &str| format!("{stage}, {lang:?}");
        count(&name("detect"), text.len(), || detect(text));
        count(&name("paragraphs"), text.len(), || {
            segmenter.paragraphs(text)
        });
        count(&name("sentences"), text.len(), || {
            segmenter.sentences(text, lang)
        });
        count(&name("clauses"), text.len(), || {
            segmenter.clauses(text, lang)
        });
        count(&name("words"), text.len(), || segmenter.words(text, lang));
        count(&name("quantities"), text.len(), || quantities(text, lang));
    }
    // Comparable text always has its evidence.
    for (name, mode, evidence) in [
        ("align, parallel", Mode::Parallel, false),
        ("align, parallel, with evidence", Mode::Parallel, true),
        ("align, comparable", Mode::Comparable, true),
    ] {
        let mut options = AlignOptions::default();
        options.mode = mode;
        options.evidence = evidence;
        let aligner = Aligner::builder().options(options).build()?;
        count(name, chinese.len() + english.len(), || {
            aligner.align(&chinese, &english)
        });
    }
    Ok(())
}

/// All Chinese and all English texts.
fn texts() -> std::io::Result<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/parallel");
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        folders.push(entry?.path());
    }
    folders.sort();
    let (mut chinese, mut english) = (String::new(), String::new());
    for folder in folders {
        chinese += &fs::read_to_string(folder.join("zh.txt"))?;
        english += &fs::read_to_string(folder.join("en.txt"))?;
    }
    Ok((chinese, english))
}

fn count<T>(stage: &str, bytes: usize, run: impl Fn() -> T) {
    let _loaded = run();
    let counted = allocation_counter::measure(|| drop(run()));
    println!(
        "| {stage} | {} | {:.1} | {} | {} |",
        counted.count_total,
        counted.count_total as f64 * 1024.0 / bytes as f64,
        counted.bytes_total,
        counted.bytes_max
    );
}
