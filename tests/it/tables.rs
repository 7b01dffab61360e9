//! Regenerates the checked-in tables and compares; `UPDATE_TABLES=1` writes them.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

use encoding_rs::{BIG5, EUC_JP, Encoding, GBK};
use unicode_normalization::UnicodeNormalization;

fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[track_caller]
fn check(path: &str, made: &[u8]) {
    let path = project(path);
    if std::env::var_os("UPDATE_TABLES").is_some() {
        fs::write(&path, made).unwrap();
    }
    let kept = fs::read(&path).unwrap_or_default();
    assert!(
        kept == made,
        "{} is not what its generator makes; UPDATE_TABLES=1 writes it",
        path.display()
    );
}

/// Blocks whose characters have an ordinary form that reads the same.
const FORM_BLOCKS: [(u32, u32); 9] = [
    (0x2e80, 0x2fdf),   // radicals
    (0x3000, 0x3000),   // ideographic space
    (0x3038, 0x303a),   // Hangzhou numerals for tens
    (0xf900, 0xfaff),   // compatibility ideographs
    (0xfe10, 0xfe1f),   // vertical forms
    (0xfe30, 0xfe6f),   // compatibility and small forms
    (0xff01, 0xff9f),   // full-width and half-width forms without Hangul
    (0xffe0, 0xffee),   // full-width signs
    (0x2f800, 0x2fa1f), // compatibility ideographs, supplement
];

#[test]
fn forms_are_generated() {
    let radicals = fs::read_to_string(project("src/text/data/radicals.tsv")).unwrap();
    let mut rows: BTreeSet<(char, char)> = radicals
        .lines()
        .map(|line| {
            let mut chars = line.chars();
            (chars.next().unwrap(), chars.nth(1).unwrap())
        })
        .collect();
    for (first, last) in FORM_BLOCKS {
        for c in (first..=last).filter_map(char::from_u32) {
            let mut form = c.nfkc();
            if let (Some(to), None) = (form.next(), form.next())
                && to != c
            {
                rows.insert((c, to));
            }
        }
    }
    let mut table = String::from("# Made by tests/it/tables.rs; see README.md\n");
    for (from, to) in rows {
        writeln!(table, "{from}\t{to}").unwrap();
    }
    check("src/text/data/forms.tsv", table.as_bytes());
}

/// The two bytes of a character in a legacy double-byte set.
fn code(set: &'static Encoding, c: char) -> Option<(u8, u8)> {
    let text = c.to_string();
    let (bytes, _, lossy) = set.encode(&text);
    match (&*bytes, lossy) {
        (&[lead, trail], false) => Some((lead, trail)),
        _ => None,
    }
}

fn in_gb2312(c: char) -> bool {
    code(GBK, c).is_some_and(|(lead, trail)| (0xb0..=0xf7).contains(&lead) && trail >= 0xa1)
}

fn in_big5(c: char) -> bool {
    code(BIG5, c).is_some_and(|code| {
        ((0xa4, 0x40)..=(0xc6, 0x7e)).contains(&code)
            || ((0xc9, 0x40)..=(0xf9, 0xd5)).contains(&code)
    })
}

fn in_jis(c: char) -> bool {
    code(EUC_JP, c).is_some_and(|(lead, _)| (0xb0..=0xf4).contains(&lead))
}

fn in_jis_level_1(c: char) -> bool {
    code(EUC_JP, c).is_some_and(|(lead, _)| (0xb0..=0xcf).contains(&lead))
}

#[test]
fn script_is_generated() {
    let ideographs = || {
        (0x3400..=0x9fffu32)
            .chain(0x20000..=0x2ffff)
            .filter_map(char::from_u32)
    };
    let additions = fs::read_to_string(project("src/text/data/additions.tsv")).unwrap();
    let additions: std::collections::BTreeMap<char, char> = additions
        .lines()
        .map(|line| {
            let mut chars = line.chars();
            (chars.next().unwrap(), chars.nth(1).unwrap())
        })
        .collect();
    let fold = |c: char| {
        let folded = fast2s::convert(&c.to_string());
        let added = additions.get(&c).copied();
        added.unwrap_or_else(|| folded.chars().next().unwrap_or(c))
    };
    let images: BTreeSet<char> = ideographs().filter(|&c| fold(c) != c).map(fold).collect();
    let mut table = String::from("# Made by tests/it/tables.rs; see README.md\n");
    for c in ideographs() {
        let to = fold(c);
        let class = match (to != c, in_gb2312(c), in_big5(c)) {
            (true, false, _) if in_jis(c) => "TJ",
            (true, false, _) => "T",
            (true, true, _) => "A",
            (false, true, false) if images.contains(&c) && in_jis(c) => "SJ",
            (false, true, false) if images.contains(&c) => "S",
            (false, false, false) if in_jis_level_1(c) => "J",
            _ => continue,
        };
        writeln!(table, "{c}\t{to}\t{class}").unwrap();
    }
    check("src/text/data/script.tsv", table.as_bytes());
}

/// Readings without tone by characters, one syllable a line; `v` stands for `ü`.
#[test]
fn readings_are_generated() {
    use pinyin::ToPinyinMulti;
    let mut syllables: std::collections::BTreeMap<String, String> = Default::default();
    for c in ('\u{4e00}'..='\u{9fff}').chain(['\u{3007}']) {
        let readings: BTreeSet<String> = c
            .to_pinyin_multi()
            .into_iter()
            .flatten()
            .map(|reading| reading.plain().replace('ü', "v"))
            .collect();
        // Interjections without a vowel (hm, ng) are in no name.
        for reading in readings {
            if reading.contains(['a', 'e', 'i', 'o', 'u', 'v']) && reading.is_ascii() {
                syllables.entry(reading).or_default().push(c);
            }
        }
    }
    let mut table = String::from("# Made by tests/it/tables.rs; see README.md\n");
    for (syllable, characters) in syllables {
        writeln!(table, "{syllable}\t{characters}").unwrap();
    }
    check("src/name/data/readings.tsv", table.as_bytes());
}

/// The word list of the jieba-rs package, where Cargo keeps its sources.
fn jieba_words() -> Option<String> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let registries = fs::read_dir(home.join("registry/src")).ok()?;
    registries
        .flatten()
        .map(|registry| registry.path().join("jieba-rs-0.11.0/src/data/dict.txt"))
        .find_map(|path| fs::read_to_string(path).ok())
}

/// The frequency that jieba gives to words it has only from lists. Without them the list is 1.2 instead of 3 MB and the F1
/// on UD_Chinese-GSDSimp rises from 79.3 to 81.0: they are names of works and places that look like phrases.
const RARE: u32 = 3;

/// Number words and pronouns before a measure word: 一个 is two words.
const COUNTS: &str = "一二三四五六七八九十两几半数多每这那哪各";
const MEASURES: &str =
    "个種种座条名位件次本家张只部层支所队篇岁遍年天月点回场届项批群套辆句间段颗头块首幅";

/// Words of Simplified characters above the frequency of rare words, without those that are two words for alignment:
/// number and measure word (一个), negation and verb (不是).
fn is_kept(word: &str, frequency: u32) -> bool {
    let characters: Vec<char> = word.chars().collect();
    let two_words = match characters[..] {
        [count, measure] => {
            COUNTS.contains(count) && MEASURES.contains(measure)
                || count == '不' && "是会能想在吃".contains(measure)
        }
        _ => false,
    };
    characters
        .iter()
        .all(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        && (characters.len() == 1 || frequency > RARE && !two_words)
}

#[derive(Default)]
struct Node {
    children: std::collections::BTreeMap<u16, usize>,
    entry: u8,
}

#[test]
fn words_are_generated() {
    let Some(list) = jieba_words() else {
        return; // The sources of jieba-rs are not on this machine.
    };
    let mut nodes = vec![Node::default()];
    for line in list.lines() {
        let mut columns = line.split(' ');
        let (word, frequency) = (columns.next().unwrap(), columns.next().unwrap());
        let frequency: u32 = frequency.parse().unwrap();
        let tag = columns.next().unwrap_or_default();
        if !is_kept(word, frequency) {
            continue;
        }
        let mut node = 0;
        for c in word.chars() {
            let next = nodes.len();
            let c = u16::try_from(u32::from(c)).unwrap();
            node = *nodes[node].children.entry(c).or_insert(next);
            if node == next {
                nodes.push(Node::default());
            }
        }
        let weight = (f64::from(frequency.max(1)).ln() * 10.0).round().min(126.0);
        let verb = tag.starts_with('v') || matches!(tag, "a" | "z" | "ad");
        nodes[node].entry = 1 + weight as u8 + if verb { 0x80 } else { 0 };
    }
    // Breadth first; node 0 is the root and has number 0, so 0 can stand for "none".
    let mut order = vec![0];
    let mut characters: Vec<u16> = vec![0];
    let mut first: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < order.len() {
        first.push(order.len());
        for (&c, &child) in &nodes[order[at]].children {
            order.push(child);
            characters.push(c);
        }
        at += 1;
    }
    first.push(order.len());
    let mut data = u32::try_from(order.len()).unwrap().to_le_bytes().to_vec();
    let mut roots = vec![0u16; 0x5200];
    for number in first[0]..first[1] {
        roots[usize::from(characters[number]) - 0x4e00] = u16::try_from(number).unwrap();
    }
    data.extend(roots.iter().flat_map(|root| root.to_le_bytes()));
    data.extend(characters.iter().flat_map(|c| c.to_le_bytes()));
    data.extend(order.iter().map(|&node| nodes[node].entry));
    data.extend(
        first
            .iter()
            .flat_map(|&n| u32::try_from(n).unwrap().to_le_bytes()[..3].to_vec()),
    );
    check("src/segment/data/words.bin", &data);
}
