//! Names: how well pairs are told from pairs that are none, and names in running text.

#![allow(
    clippy::print_stdout,
    reason = "figures for people, shown with --nocapture"
)]

use std::{collections::BTreeMap, fs};

use bitext::name::similarity;

struct Row {
    kind: String,
    split: String,
    english: String,
    chinese: String,
}

fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/name/pairs.tsv");
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [kind, split, english, chinese] = columns[..] else {
                panic!("four columns: {line}");
            };
            Row {
                kind: kind.to_owned(),
                split: split.to_owned(),
                english: english.to_owned(),
                chinese: chinese.to_owned(),
            }
        })
        .collect()
}

/// FNV-1a, so that the split does not depend on the compiler.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[test]
fn the_split_follows_the_hash_of_the_english_name() {
    for row in rows() {
        let split = if hash(&row.english.to_lowercase()) >> 8 & 1 == 1 {
            "dev"
        } else {
            "test"
        };
        assert_eq!(row.split, split, "{}", row.english);
    }
}

/// For each row ten pairs that are none: five with any name of the same family of kinds, five with one that begins
/// with the same letter and has as many characters.
fn negatives<'r>(rows: &[&'r Row], row: &'r Row) -> Vec<(&'r str, bool)> {
    let family = |row: &Row| row.kind.starts_with("foreign");
    let initial = |row: &Row| row.english.chars().next();
    let others: Vec<&Row> = rows
        .iter()
        .copied()
        .filter(|other| {
            family(other) == family(row)
                && other.english != row.english
                && other.chinese != row.chinese
                && !rows
                    .iter()
                    .any(|pair| pair.english == row.english && pair.chinese == other.chinese)
        })
        .collect();
    let hard: Vec<&Row> = others
        .iter()
        .copied()
        .filter(|other| {
            initial(other) == initial(row)
                && other.chinese.chars().count() == row.chinese.chars().count()
        })
        .collect();
    let mut found = Vec::new();
    for (pool, is_hard) in [(others, false), (hard, true)] {
        let mut pick = hash(&row.english) ^ u32::from(is_hard);
        for _ in 0..5.min(pool.len()) {
            pick = pick.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            found.push((
                pool[(pick >> 8) as usize % pool.len()].chinese.as_str(),
                is_hard,
            ));
        }
    }
    found
}

/// The area under the curve: how often a positive is above a negative, ties half.
fn auc(positives: &[f32], negatives: &[f32]) -> f64 {
    let mut sorted = negatives.to_vec();
    sorted.sort_by(f32::total_cmp);
    let below = |x: f32| {
        let less = sorted.partition_point(|&n| n < x);
        let equal = sorted.partition_point(|&n| n <= x) - less;
        less as f64 + equal as f64 / 2.0
    };
    let sum: f64 = positives.iter().map(|&x| below(x)).sum();
    sum / (positives.len() * negatives.len()) as f64
}

/// Positives, random negatives, hard negatives.
type Scores = [Vec<f32>; 3];

fn scores(split: &str) -> BTreeMap<String, Scores> {
    let rows = rows();
    let rows: Vec<&Row> = rows.iter().filter(|row| row.split == split).collect();
    let mut scores: BTreeMap<String, Scores> = BTreeMap::new();
    for row in &rows {
        let positive = similarity(&row.english, &row.chinese);
        if std::env::var_os("BITEXT_SHOW").is_some() && positive < 0.5 {
            println!("{split} {} {} {positive:.3}", row.english, row.chinese);
        }
        let negatives: Vec<(f32, bool)> = negatives(&rows, row)
            .into_iter()
            .map(|(chinese, is_hard)| (similarity(&row.english, chinese), is_hard))
            .collect();
        for name in [row.kind.as_str(), "all"] {
            let entry = scores.entry(name.to_owned()).or_default();
            entry[0].push(positive);
            for &(score, is_hard) in &negatives {
                entry[1 + usize::from(is_hard)].push(score);
            }
        }
    }
    scores
}

#[test]
fn names_are_told_from_other_names() {
    let mut overall = 0.0;
    for split in ["dev", "test"] {
        for (kind, [positives, random, hard]) in scores(split) {
            let both: Vec<f32> = random.iter().chain(&hard).copied().collect();
            let share = |scores: &[f32]| {
                let above = scores.iter().filter(|&&score| score > 0.5).count();
                100.0 * above as f64 / scores.len().max(1) as f64
            };
            println!(
                "{split} {kind}: {} pairs, AUC {:.4} (random {:.4}, hard {:.4}), above 0.5: {:.1} % of pairs, \
                 {:.2} % random, {:.2} % hard",
                positives.len(),
                auc(&positives, &both),
                auc(&positives, &random),
                auc(&positives, &hard),
                share(&positives),
                share(&random),
                share(&hard),
            );
            if (split, kind.as_str()) == ("test", "all") {
                overall = auc(&positives, &both);
            }
        }
    }
    assert!(overall >= 0.98, "AUC {overall:.4}");
}

#[test]
fn names_are_found_in_running_text() {
    use bitext::name::find;
    for (english, chinese, expected) in [
        ("Xi Jinping", "会后习近平离开了会场。", Some("习近平")),
        ("Hangzhou", "论坛将于五月在杭州举行。", Some("杭州")),
        ("Trump", "记者问特朗普是否会来。", Some("特朗普")),
        ("Trump", "記者問川普會不會來。", Some("川普")),
        ("Zelensky", "泽连斯基昨晚抵达。", Some("泽连斯基")),
        ("Zelensky", "昨晚澤連斯基抵達。", Some("澤連斯基")),
        (
            "Donald Trump",
            "唐纳德·特朗普没有回答。",
            Some("唐纳德·特朗普"),
        ),
        ("Mao Tse-tung", "书里写到毛泽东的少年。", Some("毛泽东")),
        (
            "Chiang Kai-shek",
            "蒋介石的秘书留下了日记。",
            Some("蒋介石"),
        ),
        ("Leung Chun-ying", "梁振英在门口等候。", Some("梁振英")),
        ("Peking", "她在北京读完大学。", Some("北京")),
        ("Lyu Xiuhua", "呂秀華是這裡的老師。", Some("呂秀華")),
        ("Nanjing", "论坛将于五月在杭州举行。", None),
        ("Zelensky", "记者问特朗普是否会来。", None),
        ("Trump", "", None),
        ("", "特朗普", None),
    ] {
        let found = find(english, chinese).map(|found| found.span.slice(chinese));
        assert_eq!(found, expected, "{english} in {chinese}");
    }
}

/// The words that link two texts, as first written, by the lexicon or as names.
fn linked<'t>(chinese: &'t str, english: &'t str) -> Vec<(&'t str, &'t str)> {
    use bitext::{Lang, Segmenter, lexicon, score};
    let segmenter = Segmenter::default();
    let read = |text: &str, lang| {
        let spans = segmenter.sentences(text, lang);
        score::Document::new(text, &spans, lang, &segmenter, lexicon::core())
    };
    let (zh, en) = (read(chinese, Lang::Chinese), read(english, Lang::English));
    let first = |document: &score::Document, kind: u32| {
        let token = document.tokens().find(|token| token.kind == kind);
        token.unwrap().span()
    };
    let association = score::Association::new(&zh, &en, lexicon::core());
    let mut links = Vec::new();
    for (kind, _) in (0..).zip(en.types()) {
        for &(other, _) in association.target().links(kind) {
            links.push((
                first(&zh, other).slice(chinese),
                first(&en, kind).slice(english),
            ));
        }
    }
    links
}

#[test]
fn names_link_documents() {
    let chinese = "习近平周一在杭州会见了特朗普。泽连斯基没有来。记者问川普为什么。陈先生说他不知道。毛泽东的书还在桌上。";
    let english = "Xi Jinping met Trump in Hangzhou on Monday. Zelensky did not come. Reporters asked Trump why. \
                   Mr. Chen said he did not know. The books of Mao Tse-tung were still on the table.";
    let links = linked(chinese, english);
    for expected in [
        ("习近平", "Xi"),
        ("习近平", "Jinping"),
        ("特朗普", "Trump"),
        ("泽", "Zelensky"), // cut in two by the word list
        ("连斯基", "Zelensky"),
        ("毛泽东", "Tse-tung"),
        ("陈先生", "Chen"),
    ] {
        assert!(links.contains(&expected), "{expected:?} in {links:?}");
    }
    for (zh, en) in &links {
        assert!(
            !(*zh == "特朗普" && *en == "Zelensky"),
            "{zh} {en} in {links:?}"
        );
    }
}

#[test]
fn evidence_tells_names() {
    let alignment = bitext::align("泽连斯基周二讲了话。", "Zelensky spoke on Tuesday.");
    let kinds: Vec<&str> = alignment
        .links
        .iter()
        .flat_map(|link| &link.evidence)
        .map(|evidence| evidence.kind.name())
        .collect();
    assert!(kinds.contains(&"name"), "{kinds:?}");
}

proptest::proptest! {
    #[test]
    fn similarity_is_a_share_whatever_the_text(english in "\\PC{0,30}", chinese in "[一-龥·a-z]{0,30}") {
        let value = similarity(&english, &chinese);
        proptest::prop_assert!((0.0..=1.0).contains(&value));
        if let Some(found) = bitext::name::find(&english, &chinese) {
            proptest::prop_assert!(!found.span.slice(&chinese).is_empty());
        }
    }
}
