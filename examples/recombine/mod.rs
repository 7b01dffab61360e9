//! A large memory made from our small corpora, the same every time: for measuring, not for reading.
//!
//! Every text of `corpora/` is cut into pieces: English into three words, Chinese into six characters, with the marks
//! that follow. A unit joins one to ten English pieces from anywhere and as many Chinese ones from the same relative
//! places of the translations; a fifth of the units have a number at the end. One unit in five is another one with one
//! piece replaced: what a new version of a manual brings. Texts come out about as long as those of news (90 characters
//! of English, 31 of Chinese on average).
//!
//! All words come from 43 kilobytes of text, so that even a rare one stands in hundreds of units. Real memories have
//! rarer words: candidates are harder to tell apart here.

use std::{fs, path::Path};

use bitext::{
    Lang,
    memory::{Side, Unit},
};

/// Random numbers that are the same every time (Steele, Lea and Flood 2014, SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }
}

/// The pieces of one document in both languages.
pub(crate) struct Pieces {
    english: Vec<String>,
    chinese: Vec<String>,
}

/// The pieces of all corpora.
pub(crate) fn pieces() -> Vec<Pieces> {
    let mut documents = Vec::new();
    for kind in ["comparable", "parallel"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpora")
            .join(kind);
        documents.extend(
            fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path()),
        );
    }
    documents.sort();
    let read = |document: &Path, name: &str| fs::read_to_string(document.join(name)).unwrap();
    let pieces = documents.iter().map(|document| {
        let words = read(document, "en.txt");
        let words: Vec<&str> = words.split_whitespace().collect();
        let characters: Vec<char> = read(document, "zh.txt")
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        Pieces {
            english: words.chunks(3).map(|words| words.join(" ")).collect(),
            chinese: characters
                .chunks(6)
                .map(|characters| characters.iter().collect())
                .collect(),
        }
    });
    pieces.collect()
}

/// One piece in both languages.
fn piece(documents: &[Pieces], random: &mut Random) -> (String, String) {
    let document = &documents[random.below(documents.len())];
    let at = random.below(document.english.len());
    let other = at * document.chinese.len() / document.english.len();
    (
        document.english[at].clone(),
        document.chinese[other].clone(),
    )
}

/// The pieces of a unit, and the number at its end.
type Made = (Vec<(String, String)>, Option<usize>);

/// The texts of so many units, English and Chinese.
pub(crate) fn texts(count: usize) -> Vec<(String, String)> {
    let documents = pieces();
    let mut random = Random(8);
    let mut made: Vec<Made> = Vec::with_capacity(count);
    while made.len() < count {
        let unit = if made.len() > 100 && random.below(5) == 0 {
            let (mut pieces, number) = made[random.below(made.len())].clone();
            let at = random.below(pieces.len());
            pieces[at] = piece(&documents, &mut random);
            (pieces, number)
        } else {
            let length = 1 + random.below(10);
            let pieces = (0..length)
                .map(|_| piece(&documents, &mut random))
                .collect();
            let number = (random.below(5) == 0).then(|| random.below(100_000));
            (pieces, number)
        };
        made.push(unit);
    }
    let join = |(pieces, number): &Made| {
        let number = number.map_or_else(String::new, |number| number.to_string());
        let english: Vec<&str> = pieces.iter().map(|piece| piece.0.as_str()).collect();
        let chinese: String = pieces.iter().map(|piece| piece.1.as_str()).collect();
        (
            format!("{} {number}", english.join(" ")).trim().to_owned(),
            chinese + &number,
        )
    };
    made.iter().map(join).collect()
}

pub(crate) fn unit((english, chinese): &(String, String)) -> Unit {
    let (en, zh) = ("en".parse().unwrap(), "zh-Hans".parse().unwrap());
    Unit::new(
        Side::new(en, english.as_str()),
        Side::new(zh, chinese.as_str()),
    )
}

/// A text with so many per cent of its tokens deleted, replaced by, or preceded by those of another text.
pub(crate) fn perturbed(
    text: &str,
    other: &str,
    lang: Lang,
    percent: usize,
    random: &mut Random,
) -> String {
    let split = |text: &str| -> Vec<String> {
        match lang {
            Lang::Chinese => text.chars().map(String::from).collect(),
            _ => text.split(' ').map(str::to_owned).collect(),
        }
    };
    let (mut tokens, others) = (split(text), split(other));
    let edits = (tokens.len() * percent).div_ceil(100);
    for _ in 0..edits {
        let new = others[random.below(others.len())].clone();
        let at = random.below(tokens.len());
        match random.below(3) {
            0 if tokens.len() > 1 => {
                tokens.remove(at);
            }
            1 => tokens.insert(at, new),
            _ => tokens[at] = new,
        }
    }
    tokens.join(if lang == Lang::Chinese { "" } else { " " })
}
