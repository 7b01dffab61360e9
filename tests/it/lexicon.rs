//! Term lists of users: what is found in them, where they are malformed, and what they do to an alignment.

use std::{fs, path::PathBuf, sync::Arc};

use bitext::{
    Aligner, Alignment, Lang, Mode,
    lexicon::{self, Glossary, Lexicon, Stack, TermEntry, TermError, TermFormat},
    score::EvidenceKind,
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    file: Vec<WellFormed>,
    malformed: Vec<Malformed>,
}

#[derive(Deserialize)]
struct WellFormed {
    name: String,
    format: String,
    entries: Vec<String>,
}

#[derive(Deserialize)]
struct Malformed {
    name: String,
    place: String,
    expected: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/lexicon")
}

fn cases() -> Cases {
    toml::from_str(&fs::read_to_string(folder().join("cases.toml")).unwrap()).unwrap()
}

/// Whether this build cannot read the file.
fn needs_xml(name: &str) -> bool {
    !cfg!(feature = "xml") && (name.ends_with(".tbx") || name.ends_with(".tmx"))
}

fn entries(name: &str, bytes: &[u8]) -> Result<Vec<TermEntry>, TermError> {
    let format = TermFormat::detect(name, bytes).unwrap_or(TermFormat::Tsv);
    let mut entries = Vec::new();
    format.read(bytes, &mut |entry| entries.push(entry))?;
    Ok(entries)
}

#[test]
fn every_format_gives_its_entries() {
    for case in cases().file.iter().filter(|case| !needs_xml(&case.name)) {
        let bytes = fs::read(folder().join(&case.name)).unwrap();
        let format = TermFormat::detect(&case.name, &bytes);
        assert_eq!(
            format!("{:?}", format.unwrap()),
            case.format,
            "{}",
            case.name
        );
        let found: Vec<String> = entries(&case.name, &bytes)
            .unwrap_or_else(|error| panic!("{}: {error}", case.name))
            .iter()
            .map(|entry| {
                let (chinese, english) = (entry.chinese.join(" | "), entry.english.join(" | "));
                format!("{chinese} = {english}")
            })
            .collect();
        assert_eq!(found, case.entries, "{}", case.name);
    }
}

#[test]
fn a_malformed_file_is_refused_with_its_place_and_what_was_expected() {
    for case in cases()
        .malformed
        .iter()
        .filter(|case| !needs_xml(&case.name))
    {
        let bytes = fs::read(folder().join("malformed").join(&case.name)).unwrap();
        let message = match entries(&case.name, &bytes) {
            Ok(found) => panic!("{}: read as {found:?}", case.name),
            Err(error) => error.to_string(),
        };
        assert!(
            message.starts_with(&case.place) && message.contains(&case.expected),
            "{}: {message}",
            case.name
        );
    }
}

#[test]
fn every_file_of_the_folder_is_a_case() {
    let cases = cases();
    let listed = |name: &str| {
        cases.file.iter().any(|case| case.name == name)
            || cases.malformed.iter().any(|case| case.name == name)
    };
    for folder in [folder(), folder().join("malformed")] {
        for entry in fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let other = ["README.md", "cases.toml", "malformed"].contains(&name.as_str());
            assert!(other || listed(&name), "{name}");
        }
    }
}

/// All translations of a term.
fn translations(lexicon: &dyn Lexicon, term: &str, lang: Lang) -> Vec<(String, f32)> {
    let mut found = Vec::new();
    lexicon.translations(term, lang, &mut |term, p| found.push((term.to_owned(), p)));
    found
}

#[test]
fn terms_are_found_in_either_script_and_any_form() {
    let glossary = Glossary::parse("港務總署\tHarbor Board Authorities; the HBA").unwrap();
    let found = translations(&glossary, "港务总署", Lang::Chinese);
    assert_eq!(found[0].0, "harbor board authority");
    assert!(glossary.has_term("harbor board authority", Lang::English));
    assert!(found[0].1 > found[1].1);
}

#[test]
fn a_stack_mixes_by_weight_and_leaves_unknown_terms_to_those_that_know_them() {
    let glossary = |text: &str| Arc::new(Glossary::parse(text).unwrap());
    let stack = Stack::default()
        .with(glossary("桥\tbridge\n路\troad"), 3.0)
        .with(glossary("桥\tbridge;deck\n壶\tpot"), 1.0)
        .with(glossary("桥\tnonsense"), 0.0)
        .with(glossary("桥\tnonsense"), f32::NAN);
    assert_eq!(stack.len(), 2);
    let found = translations(&stack, "桥", Lang::Chinese);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].0, "bridge");
    assert!((found[0].1 - (0.75 + 0.25 * 2.0 / 3.0)).abs() < 1e-5);
    assert_eq!(
        translations(&stack, "壶", Lang::Chinese),
        [("pot".to_owned(), 1.0)]
    );
    assert!(translations(&stack, "河", Lang::Chinese).is_empty());
    let bundled = Stack::default().with(Arc::new(lexicon::default()), 1.0);
    assert_eq!(
        bundled.frequency("the", Lang::English),
        lexicon::default().frequency("the", Lang::English)
    );
}

/// Aligns with a glossary over the lexicon of the crate.
fn aligned(glossary: &str, mode: Mode, english: &str, chinese: &str) -> Alignment {
    let stack = Stack::default()
        .with(Arc::new(Glossary::parse(glossary).unwrap()), 4.0)
        .with(Arc::new(lexicon::default()), 1.0);
    let builder = Aligner::builder().mode(mode).lexicon(Arc::new(stack));
    builder.build().unwrap().align(english, chinese)
}

/// The words that the evidence of an alignment calls terms of one another.
fn terms(alignment: &Alignment, english: &str, chinese: &str) -> Vec<(String, String)> {
    let evidence = alignment.links.iter().flat_map(|link| &link.evidence);
    evidence
        .filter(|item| item.kind == EvidenceKind::Term)
        .map(|item| {
            let (source, target) = (item.source.slice(english), item.target.slice(chinese));
            (source.to_owned(), target.to_owned())
        })
        .collect()
}

#[test]
fn a_term_of_the_glossary_becomes_evidence() {
    for (glossary, english, chinese, term) in [
        // A word that no general lexicon has, on both sides.
        (
            "港总署\tHBA",
            "The HBA has resigned.",
            "港总署已辞职。",
            ("HBA", "港总署"),
        ),
        // Several words in English, in another form and case.
        (
            "港总署\tHarbor Board Authority",
            "Two harbor board authorities met.",
            "两家港总署会面。",
            ("harbor board authorities", "港总署"),
        ),
        // Traditional text, Simplified glossary.
        (
            "云计算\tcloud computing",
            "They sell cloud computing.",
            "他們銷售雲計算。",
            ("cloud computing", "雲計算"),
        ),
        // A compound with a hyphen in one place and none in the other; a possessive.
        (
            "渔民合作社\tFisher's Co-operative",
            "The fishers' co operative paid.",
            "渔民合作社付了款。",
            ("fishers' co operative", "渔民合作社"),
        ),
        // A Chinese term that begins inside a word.
        (
            "和顺港务\tHeshun Harbor",
            "The ministry and Heshun Harbor agreed.",
            "该部和和顺港务同意。",
            ("Heshun Harbor", "和顺港务"),
        ),
        // A word of the glossary that the general lexicon would reduce further.
        (
            "算力\tcomputing",
            "Computing is scarce.",
            "算力稀缺。",
            ("Computing", "算力"),
        ),
    ] {
        for mode in [Mode::Parallel, Mode::Comparable] {
            let alignment = aligned(glossary, mode, english, chinese);
            let found = terms(&alignment, english, chinese);
            let term = (term.0.to_owned(), term.1.to_owned());
            if mode == Mode::Parallel {
                assert!(found.contains(&term), "{english} {chinese}: {found:?}");
            }
            let back = aligned(glossary, mode, chinese, english);
            assert_eq!(terms(&back, chinese, english).len(), found.len());
        }
    }
}

#[test]
fn a_term_of_two_characters_is_not_looked_for_across_words() {
    let (english, chinese) = ("A kimono. Products and services.", "一件和服。产品和服务。");
    let alignment = aligned("和服\tkimono", Mode::Parallel, english, chinese);
    let found = terms(&alignment, english, chinese);
    let kimono: Vec<_> = found
        .iter()
        .filter(|(_, target)| target == "和服")
        .collect();
    assert_eq!(kimono.len(), 1, "{found:?}");
}

#[test]
fn a_phrase_far_more_frequent_than_its_translation_stays_words() {
    let english = "The night market opened. ".repeat(9);
    let chinese = "夜市开张。";
    let joined = |english: &str| {
        let alignment = aligned("夜市\tnight market", Mode::Parallel, english, chinese);
        let found = terms(&alignment, english, chinese);
        found.iter().any(|(source, _)| source == "night market")
    };
    assert!(joined("The night market opened."));
    assert!(!joined(&english));
}

#[test]
fn a_glossary_whose_terms_do_not_occur_changes_nothing() {
    let english = "It rained all night. Cloud services are booming. Nobody computes.";
    let chinese = "雨下了一夜。云服务蓬勃发展。没有人计算。";
    let plain = bitext::align(english, chinese);
    // The terms stand in the English text, but their translations nowhere in the Chinese one. The general lexicon may not
    // know them for what stands there: a stack mixes what several know of a term, by weight.
    let glossary = "港总署\tnobody computes\n港务局\trained all";
    assert_eq!(aligned(glossary, Mode::Parallel, english, chinese), plain);
}

const PIECES: [&str; 40] = [
    "\t",
    "\n",
    "\r\n",
    "\"",
    "\"\"",
    ",",
    ";",
    "/",
    "[",
    "]",
    "#",
    " ",
    "茶壶",
    "港務",
    "teapot",
    "HBA",
    "(",
    ")",
    "CL:",
    "to ",
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&amp;",
    "&#x41;",
    "&#xD800;",
    "<tmx>",
    "<tbx>",
    "<tu>",
    "<tuv xml:lang='zh'>",
    "<tuv xml:lang=\"en\">",
    "<seg>",
    "</seg>",
    "</tuv>",
    "</tu>",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
];

fn formats() -> Vec<TermFormat> {
    vec![
        TermFormat::Cedict,
        TermFormat::Tsv,
        TermFormat::Csv,
        #[cfg(feature = "xml")]
        TermFormat::Tbx,
        #[cfg(feature = "xml")]
        TermFormat::Tmx,
    ]
}

/// Bytes of any kind: noise, markup, and files of the cases with a stretch replaced.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let files: Vec<Vec<u8>> = cases()
        .file
        .iter()
        .map(|case| fs::read(folder().join(&case.name)).unwrap())
        .collect();
    let mutated = (
        proptest::sample::select(files),
        any::<proptest::sample::Index>(),
        0..12_usize,
        proptest::collection::vec(any::<u8>(), 0..6),
    );
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40)
            .prop_map(|pieces| pieces.concat().into_bytes()),
        mutated.prop_map(|(mut file, at, length, by)| {
            let at = at.index(file.len());
            let end = (at + length).min(file.len());
            file.splice(at..end, by);
            file
        }),
    ]
}

/// The contract of [`Lexicon::translations`].
fn keeps_the_contract(lexicon: &dyn Lexicon, term: &str, lang: Lang) {
    let found = translations(lexicon, term, lang);
    let sum: f32 = found.iter().map(|(_, p)| p).sum();
    assert!(sum <= 1.0 + 1e-4, "{term}: {found:?}");
    assert!(
        found.iter().all(|(_, p)| *p > 0.0 && *p <= 1.0),
        "{term}: {found:?}"
    );
    let mut names: Vec<&String> = found.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), found.len(), "{term}: {found:?}");
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic_and_what_it_reads_keeps_the_contract(bytes in bytes()) {
        let _ = TermFormat::detect("terms.txt", &bytes);
        for format in formats() {
            let mut terms = Vec::new();
            let read = format.read(bytes.as_slice(), &mut |entry| terms.push(entry));
            // In pieces of one byte the same file is the same.
            let mut slowly = Vec::new();
            let one_by_one = std::io::BufReader::with_capacity(1, bytes.as_slice());
            let again = format.read(one_by_one, &mut |entry| slowly.push(entry));
            prop_assert_eq!(&terms, &slowly);
            prop_assert_eq!(read.map_err(|e| e.to_string()), again.map_err(|e| e.to_string()));
            let glossary: Glossary = terms.iter().cloned().collect();
            let stack = Stack::default()
                .with(Arc::new(glossary.clone()), 2.0)
                .with(Arc::new(lexicon::default()), 1.0);
            for entry in &terms {
                for (terms, lang) in [(&entry.chinese, Lang::Chinese), (&entry.english, Lang::English)] {
                    for term in terms {
                        let key = lexicon::term_key(term, lang);
                        keeps_the_contract(&glossary, &key, lang);
                        keeps_the_contract(&stack, &key, lang);
                    }
                }
            }
        }
    }
}
