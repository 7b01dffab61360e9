//! The translation table: what is written is read, and no bytes break the reader.

use std::collections::{BTreeMap, BTreeSet};

use bitext::{
    Lang,
    lexicon::{
        Lexicon, Table, TableError,
        table::{Entry, write},
    },
    train::{TrainOptions, Trainer},
};
use proptest::prelude::*;

fn found(lexicon: &dyn Lexicon, term: &str, lang: Lang) -> BTreeMap<String, f32> {
    let mut found = BTreeMap::new();
    lexicon.translations(term, lang, &mut |word, p| {
        found.insert(word.to_owned(), p);
    });
    found
}

fn side(words: impl Strategy<Value = String>, others: usize) -> impl Strategy<Value = Vec<Entry>> {
    let translations = prop::collection::btree_map(0..others as u32, 0.001_f32..1.0, 0..6);
    prop::collection::btree_map(words, (1e-8_f32..0.1, translations), others).prop_map(|side| {
        side.into_iter()
            .map(|(word, (frequency, translations))| Entry {
                word,
                frequency,
                translations: translations.into_iter().collect(),
            })
            .collect()
    })
}

fn content() -> impl Strategy<Value = (Vec<Entry>, Vec<Entry>)> {
    (1_usize..30)
        .prop_flat_map(|count| (side("[一-十大-小]{1,3}", count), side("[a-e]{1,6}", count)))
}

/// The content of a small table, for tests that break it.
fn sample() -> Vec<u8> {
    let entry = |word: &str, frequency, translations: &[(u32, f32)]| Entry {
        word: word.to_owned(),
        frequency,
        translations: translations.to_vec(),
    };
    let chinese = [
        entry("茶", 1e-4, &[(0, 0.9), (1, 0.05)]),
        entry("红", 2e-4, &[(1, 0.8)]),
    ];
    let english = [
        entry("tea", 1e-4, &[(0, 1.0)]),
        entry("red", 1e-3, &[(1, 0.5)]),
    ];
    write(&chinese, &english, &[("reddest".to_owned(), 1)]).unwrap()
}

proptest! {
    #[test]
    fn what_is_written_is_read((chinese, english) in content()) {
        let table = Table::from_bytes(write(&chinese, &english, &[]).unwrap()).unwrap();
        for (lang, own, others) in [
            (Lang::Chinese, &chinese, &english),
            (Lang::English, &english, &chinese),
        ] {
            prop_assert_eq!(table.len(lang), own.len());
            for entry in own {
                let frequency = table.frequency(&entry.word, lang).unwrap();
                prop_assert!((frequency / entry.frequency).ln().abs() < 0.05);
                let read = found(&table, &entry.word, lang);
                prop_assert_eq!(table.contains(&entry.word, lang), !read.is_empty());
                let expected: BTreeSet<&str> = entry.translations.iter()
                    .map(|&(at, _)| others[at as usize].word.as_str()).collect();
                prop_assert_eq!(read.keys().map(String::as_str).collect::<BTreeSet<_>>(), expected);
                for &(at, p) in &entry.translations {
                    // What is read is never more than what was written, and at most a step of 3% less.
            let quotient = read[&others[at as usize].word] / p;
            prop_assert!((0.969..=1.0001).contains(&quotient), "{quotient}");
                }
            }
        }
    }

    #[test]
    fn order_does_not_matter((chinese, english) in content()) {
        let last = english.len() as u32 - 1;
        let mut reversed: Vec<Entry> = english.clone();
        reversed.reverse();
        let mut renumbered = chinese.clone();
        for entry in &mut renumbered {
            for (at, _) in &mut entry.translations {
                *at = last - *at;
            }
        }
        prop_assert_eq!(write(&chinese, &english, &[]).unwrap(), write(&renumbered, &reversed, &[]).unwrap());
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Table::from_bytes(bytes).is_err());
    }
}

#[test]
fn every_change_of_a_byte_is_noticed() {
    let whole = sample();
    for at in 0..whole.len() {
        // The four bytes behind the version are of no use.
        if (12..16).contains(&at) {
            continue;
        }
        for change in [1, 0x80, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= change;
            assert!(Table::from_bytes(bytes).is_err(), "byte {at} ^ {change}");
        }
    }
    for length in 0..whole.len() {
        assert!(Table::from_bytes(whole[..length].to_vec()).is_err());
    }
    assert!(matches!(
        Table::from_bytes(&b"tmx"[..]),
        Err(TableError::Foreign)
    ));
    let mut newer = whole;
    newer[8] = 2;
    assert!(matches!(
        Table::from_bytes(newer),
        Err(TableError::Version(2))
    ));
}

/// Wrong content under a right checksum: whoever makes such a file gets nonsense, but no panic.
#[test]
fn a_malicious_table_is_harmless() {
    let whole = sample();
    let seal = |bytes: &mut Vec<u8>| {
        let step = |sum: u64, word: u64| {
            (sum ^ word)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29)
        };
        let (words, rest) = bytes[24..].as_chunks::<8>();
        let mut sum = (bytes.len() - 24) as u64;
        for word in words {
            sum = step(sum, u64::from_le_bytes(*word));
        }
        for byte in rest {
            sum = step(sum, u64::from(*byte));
        }
        bytes[16..24].copy_from_slice(&sum.to_le_bytes());
    };
    let mut read = 0;
    for at in 24..whole.len() {
        for change in [1, 2, 0x40, 0x80, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= change;
            seal(&mut bytes);
            let Ok(table) = Table::from_bytes(bytes) else {
                continue;
            };
            read += 1;
            for word in ["茶", "红", "tea", "red", "reddest", ""] {
                for lang in [Lang::Chinese, Lang::English] {
                    found(&table, word, lang);
                    let _ = table.frequency(word, lang);
                }
                let _ = table.lemma(word);
            }
        }
    }
    assert!(read > 300, "the seal of the test fits the reader's: {read}");
}

#[test]
fn listed_forms_have_their_dictionary_form() {
    let table = Table::from_bytes(sample()).unwrap();
    assert_eq!(table.lemma("reddest"), "red");
    assert_eq!(table.lemma("teas"), "tea");
    assert_eq!(table.lemma("went"), "go");
}

fn trained(threads: usize) -> Vec<u8> {
    let mut options = TrainOptions::default();
    options.threads = threads;
    let mut trainer = Trainer::new(options);
    trainer.add_forms("drink/100 -> drinks,drank,drunk\nflower/50 -> flowers\n");
    let (colours, things) = (["红", "白", "黑", "绿"], ["茶", "花", "马", "山"]);
    let (colours_en, things_en) = (
        ["red", "white", "black", "green"],
        ["tea", "flower", "horse", "hill"],
    );
    let mut pairs = Vec::new();
    for (colour, colour_en) in colours.iter().zip(colours_en) {
        for (thing, thing_en) in things.iter().zip(things_en) {
            pairs.push((
                format!("他看见{colour}{thing}。"),
                format!("He sees a {colour_en} {thing_en}."),
            ));
            pairs.push((
                format!("{thing}很{colour}。"),
                format!("The {thing_en} is {colour_en}."),
            ));
        }
    }
    // More than one part for each thread.
    let many: Vec<_> = (0..100)
        .flat_map(|copy| {
            pairs
                .iter()
                .map(move |(zh, en)| (format!("{zh}第{copy}章"), en.clone()))
        })
        .collect();
    let pairs: Vec<(&str, &str)> = many
        .iter()
        .map(|(zh, en)| (zh.as_str(), en.as_str()))
        .collect();
    trainer.add_pairs(&pairs, 1.0);
    trainer.add_ecdict(
        "word,translation,bnc,frq\ndrunk,\"a. 喝醉的, 醉酒的\",3000,2500\ntea,n. 茶,900,1000\n",
    );
    trainer.train().unwrap()
}

#[test]
fn training_gives_the_same_bytes_on_any_number_of_threads() {
    let one = trained(1);
    assert_eq!(one, trained(4));
    let table = Table::from_bytes(one).unwrap();
    let red = found(&table, "红", Lang::Chinese);
    assert!(red["red"] > 0.5, "{red:?}");
    let horse = found(&table, "horse", Lang::English);
    assert!(horse["马"] > 0.5, "{horse:?}");
    assert!(table.frequency("tea", Lang::English) > table.frequency("drink", Lang::English));
}

#[test]
fn training_on_nothing_gives_an_empty_table() {
    let table = Table::from_bytes(Trainer::new(TrainOptions::default()).train().unwrap()).unwrap();
    assert!(table.is_empty());
    assert!(!table.contains("茶", Lang::Chinese));
}

#[cfg(feature = "table")]
#[test]
fn the_bundled_table_is_whole_and_knows_common_words() {
    let table = bitext::lexicon::bundled();
    assert!(table.len(Lang::Chinese) > 30_000 && table.len(Lang::English) > 30_000);
    for (zh, en) in [
        ("银行", "bank"),
        ("城市", "city"),
        ("放弃", "abandon"),
        ("红", "red"),
    ] {
        assert!(found(table, zh, Lang::Chinese).contains_key(en), "{zh}");
        assert!(found(table, en, Lang::English).contains_key(zh), "{en}");
    }
    // Words that are cut in several.
    for (zh, en) in [("出生人口", "birth"), ("军演", "drill")] {
        assert!(found(table, zh, Lang::Chinese).contains_key(en), "{zh}");
    }
    for (form, base) in [
        ("children", "child"),
        ("building", "building"),
        ("evening", "evening"),
        ("studied", "study"),
    ] {
        assert_eq!(table.lemma(form), base);
    }
    assert!(table.frequency("the", Lang::English) > table.frequency("bank", Lang::English));
}

#[cfg(feature = "table")]
#[test]
fn the_bundled_table_is_small() {
    let bytes = std::fs::metadata(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/lexicon/data/table.bin"
    ))
    .unwrap()
    .len();
    assert!(bytes <= 9 << 19, "{bytes}");
}
