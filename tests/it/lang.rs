//! Language and script: the cases of `tests/data/lang`.

use bitext::{
    Language, Script, detect,
    lang::{Detection, detect_by_sample},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    language: Language,
    script: Option<Script>,
}

#[test]
fn cases_hold() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lang/cases.toml");
    let cases: Cases = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let failures: Vec<_> = cases
        .case
        .into_iter()
        .map(|case| (detect(&case.text), case))
        .filter(|(found, case)| (found.language, found.script) != (case.language, case.script))
        .map(|(found, case)| {
            format!(
                "{:?} is {:?}, not {:?} {:?}",
                case.text, found, case.language, case.script
            )
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn context_settles_what_a_piece_leaves_open() {
    let taiwan = detect("他們說這裡沒有橋。");
    assert_eq!(detect("看海").in_context(taiwan).script, Some(Script::Hant));
    let japan = detect("夜に川の水が増えた。");
    assert_eq!(
        detect("看海").in_context(japan).language,
        Language::Japanese
    );
    // What is decided stays.
    assert_eq!(detect("这里").in_context(taiwan).script, Some(Script::Hans));
    let english = Detection::new(Language::English, None, 0.9);
    assert_eq!(english.in_context(taiwan), english);
}

#[test]
fn japanese_words_are_not_in_the_chinese_list() {
    let words: Vec<&str> = include_str!("../../src/lang/data/japanese.txt")
        .lines()
        .collect();
    assert!(
        words.windows(2).all(|pair| pair[0] < pair[1]),
        "sorted, without duplicates"
    );
    for word in words {
        assert_eq!(bitext::segment::frequency(word), None, "{word}");
    }
}

#[test]
fn a_sample_tells_of_a_long_text_what_the_whole_does() {
    let (english, chinese) = (
        "The bridge was closed on Monday. ",
        "大桥星期一关闭，渡船照常开行。",
    );
    for (text, language) in [(english, Language::English), (chinese, Language::Chinese)] {
        let text = text.repeat(9_000);
        assert_eq!(detect_by_sample(&text).language, language);
        assert_eq!(detect_by_sample(&text), detect(&text));
    }
    // A long title page in the other language does not decide.
    let text = format!("{}{}", english.repeat(500), chinese.repeat(9_000));
    assert_eq!(detect_by_sample(&text).language, Language::Chinese);
    assert_eq!(detect_by_sample(english), detect(english));
}
