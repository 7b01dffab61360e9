//! Names that the word list has not: single characters left over by the dictionary are joined.
//!
//! Two shapes only, both by data (`data/names.zh.txt`): a row of at least three characters that stand for sounds of
//! foreign names (史瑞克), and a Chinese family name before one or two rare single characters (靳松). Everything else
//! stays cut.

use std::sync::LazyLock;

use super::dict;

/// For each character from U+4E00: bit 0 for sounds, bit 1 for family names.
static KINDS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut kinds = vec![0; 0x5200];
    for line in include_str!("data/names.zh.txt").lines() {
        let (bit, characters) = match line.split_once(' ') {
            Some(("sound", characters)) => (SOUND, characters),
            Some(("family", characters)) => (FAMILY, characters),
            _ => continue,
        };
        for c in characters.chars() {
            if let Some(kind) = (c as usize)
                .checked_sub(0x4e00)
                .and_then(|at| kinds.get_mut(at))
            {
                *kind |= bit;
            }
        }
    }
    kinds
});

const SOUND: u8 = 1;
const FAMILY: u8 = 2;

fn is(c: char, kind: u8) -> bool {
    (c as usize)
        .checked_sub(0x4e00)
        .and_then(|at| KINDS.get(at))
        .is_some_and(|kinds| kinds & kind != 0)
}

/// Fewest characters of a foreign name that are joined.
const SHORTEST: usize = 3;

/// Ten times the logarithm of the frequency above which a single character is a word of its own, not part of a name:
/// 说 在 是.
const COMMON: i32 = 75;

/// Joins the words of `lengths[from..]`, which cut `characters`, where they are names.
pub(super) fn join(characters: &[char], from: usize, lengths: &mut Vec<usize>) {
    let Some(cut) = lengths.get(from..) else {
        return;
    };
    if !cut
        .iter()
        .zip(cut.iter().skip(1))
        .any(|(&a, &b)| a == 1 || b == 1)
    {
        return;
    }
    let cut = cut.to_vec();
    lengths.truncate(from);
    let mut word = 0;
    let mut at = 0;
    // A row that is no name has none inside either: what begins later in it has still fewer characters.
    let mut barren = 0;
    while let Some(&length) = cut.get(word) {
        let rest = cut.get(word..).unwrap_or_default();
        let here = characters.get(at..).unwrap_or_default();
        let row = (word >= barren).then(|| sound_row(here, rest));
        if let Some(row) = row.filter(|row| !row.is_name()) {
            barren = word + row.words;
        }
        let (words, joined) = row
            .filter(SoundRow::is_name)
            .map(|row| (row.words, row.length))
            .or_else(|| chinese(here, rest))
            .unwrap_or((1, length));
        lengths.push(joined);
        word += words;
        at += joined;
    }
}

/// A row of words whose characters all stand for sounds.
#[derive(Copy, Clone)]
struct SoundRow {
    words: usize,
    /// Its characters.
    length: usize,
    /// How many of the words are single characters.
    single: usize,
}

impl SoundRow {
    /// Foreign names are unknown words: at least two of their characters are cut off by themselves.
    fn is_name(&self) -> bool {
        self.length >= SHORTEST && self.single >= 2
    }
}

fn sound_row(characters: &[char], lengths: &[usize]) -> SoundRow {
    let mut row = SoundRow {
        words: 0,
        length: 0,
        single: 0,
    };
    for &next in lengths {
        let Some(word) = characters.get(row.length..row.length + next) else {
            break;
        };
        if !word.iter().all(|&c| is(c, SOUND)) {
            break;
        }
        row.words += 1;
        row.length += next;
        row.single += usize::from(next == 1);
    }
    row
}

/// A family name before one or two single characters that are rare as words.
fn chinese(characters: &[char], lengths: &[usize]) -> Option<(usize, usize)> {
    let (&[first, given, ..], [1, 1, after @ ..]) = (characters, lengths) else {
        return None;
    };
    if !is(first, FAMILY) || !is_rare(given) {
        return None;
    }
    match (characters.get(2), after.first()) {
        (Some(&second), Some(1)) if is_rare(second) => Some((3, 3)),
        _ => Some((2, 2)),
    }
}

fn is_rare(c: char) -> bool {
    dict::entry_of(c).is_none_or(|entry| entry.weight() < COMMON)
}
