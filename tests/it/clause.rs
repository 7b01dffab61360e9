//! Clauses against gold of our own.

use std::{collections::BTreeMap, fs};

use bitext::{Lang, SegmentOptions, Segmenter};

type Gold = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// F1 of the inner boundaries, and what differs.
fn score(sentences: &[String], lang: Lang) -> (f64, String) {
    let mut differences = String::new();
    let segmenter = Segmenter::new(SegmentOptions::default());
    let (mut hits, mut found, mut wanted) = (0, 0, 0);
    for marked in sentences {
        // English keeps the blank before the bar, Chinese has none.
        let bar = if lang == Lang::English { " | " } else { "| " };
        let blank = if lang == Lang::English { " " } else { "" };
        let parts: Vec<&str> = marked.split(bar).collect();
        let text = parts.join(blank);
        let mut gold = Vec::new();
        let mut length = 0;
        for part in &parts {
            gold.push(length + part.len());
            length += part.len() + blank.len();
        }
        gold.pop();
        let clauses = segmenter.clauses(&text, lang);
        let mut ends: Vec<usize> = clauses.iter().map(|span| span.end()).collect();
        ends.pop();
        let right = ends.iter().filter(|end| gold.contains(end)).count();
        if ends != gold {
            let shown: Vec<&str> = clauses.iter().map(|span| span.slice(&text)).collect();
            differences += &format!("want {marked}\n got {}\n", shown.join(" | "));
        }
        hits += right;
        found += ends.len();
        wanted += gold.len();
    }
    let f1 = 200.0 * f64::from(hits as u32) / f64::from((found + wanted) as u32);
    (f1, differences)
}

/// The floors are what is reached, rounded down; raise them with the rules.
#[test]
fn clauses_reach_their_floors() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/clause/gold.toml");
    let gold: Gold = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    for (language, part, floor) in [
        ("english", "develop", 99.0),
        ("english", "test", 99.0),
        ("english", "unseen", 95.0),
        ("english", "held_out", 70.9),
        ("chinese", "develop", 98.0),
        ("chinese", "test", 98.0),
        ("chinese", "unseen", 98.0),
        ("chinese", "held_out", 90.3),
    ] {
        let lang = if language == "english" {
            Lang::English
        } else {
            Lang::Chinese
        };
        let (f1, differences) = score(&gold[language][part], lang);
        assert!(
            f1 >= floor,
            "{language} {part}: F1 {f1:.1} is below {floor}\n{differences}"
        );
    }
}

#[test]
fn a_space_of_a_chinese_headline_stands_for_a_comma() {
    for (text, clauses) in [
        ("桥面结冰致四车相撞 交警紧急封路", 2),
        ("渔港关闭码头　市长视察堤岸", 2),
        // Two names of one event, no second statement.
        ("山城马拉松 2024年秋季", 1),
        // Spaces for the looks around figures and Latin words.
        ("新店 9 月开张并招聘 30 人", 1),
        ("学校用 Linux 取代旧系统", 1),
        // No headline: the space is one of layout.
        ("桥面结冰致四车相撞 交警紧急封路。", 1),
    ] {
        let found = Segmenter::default().clauses(text, Lang::Chinese);
        assert_eq!(found.len(), clauses, "{text}: {found:?}");
    }
}

#[test]
fn a_dash_between_two_numbers_is_no_break() {
    for (text, clauses) in [
        ("新基金的规模为2.4亿—2.6亿元，比去年增长一倍。", 2),
        ("展览5月1日—3日举行。", 1),
        ("村里没有铁路——人们出门只能靠渡船。", 2),
    ] {
        let found = Segmenter::default().clauses(text, Lang::Chinese);
        assert_eq!(found.len(), clauses, "{text}: {found:?}");
    }
}
