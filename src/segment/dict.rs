//! The list of Chinese words: which words begin at a place, how frequent they are, which make predicates.
//!
//! `data/words.bin` is a trie laid out so that it is used as it lies in the program: nothing is loaded, parsed or
//! allocated. Nodes are numbered breadth first, so the children of node `n` are the nodes `first(n)..first(n + 1)`, in
//! order of their characters. The format, all numbers little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | number of nodes |
//! | 2 × [`ROOTS`] | for each character from U+4E00: its node, 0 for none |
//! | 2 × nodes | the character of each node |
//! | 1 × nodes | [`Entry`]: 0 where no word ends here |
//! | 3 × (nodes + 1) | the first child |
//!
//! The generator is in `tests/it/tables.rs`; `data/README.md` says what the list is made from.

static DATA: &[u8] = include_bytes!("data/words.bin");

/// Characters that words begin with: U+4E00 to U+9FFF.
const ROOTS: usize = 0x5200;

/// The frequency of words in steps of a tenth of a natural logarithm, and whether they are verbs or adjectives.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry(u8);

impl Entry {
    /// Ten times the natural logarithm of the frequency.
    pub(super) fn weight(self) -> i32 {
        i32::from(self.0 & 0x7f) - 1
    }

    /// Whether the word is a verb or an adjective in the list.
    pub(super) fn is_predicate(self) -> bool {
        self.0 & 0x80 != 0
    }
}

/// Ten times the natural logarithm of the sum of all frequencies.
pub(super) const TOTAL: i32 = 179;

/// Calls `each` with the number of characters and the entry of every word that begins `characters`, shortest first.
pub(super) fn words_from(characters: &[char], mut each: impl FnMut(usize, Entry)) {
    let Some(mut node) = characters.first().and_then(|&c| root(c)) else {
        return;
    };
    let mut length = 1;
    loop {
        if let Some(entry) = entry(node) {
            each(length, entry);
        }
        let Some(next) = characters.get(length).and_then(|&c| child(node, c)) else {
            return;
        };
        node = next;
        length += 1;
    }
}

/// The entry of one word.
pub(super) fn find(word: &str) -> Option<Entry> {
    let mut characters = word.chars();
    let mut node = root(characters.next()?)?;
    for c in characters {
        node = child(node, c)?;
    }
    entry(node)
}

/// The entry of a character as a word.
pub(super) fn entry_of(c: char) -> Option<Entry> {
    entry(root(c)?)
}

fn root(c: char) -> Option<usize> {
    let index = (c as usize)
        .checked_sub(0x4e00)
        .filter(|&index| index < ROOTS)?;
    match u16_at(4 + 2 * index) {
        0 => None,
        node => Some(usize::from(node)),
    }
}

fn child(node: usize, c: char) -> Option<usize> {
    let wanted = u16::try_from(c as u32).ok()?;
    let (mut low, mut high) = (first(node), first(node + 1));
    while low < high {
        let middle = low.midpoint(high);
        match character(middle).cmp(&wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

fn entry(node: usize) -> Option<Entry> {
    match DATA.get(ENTRIES + node) {
        None | Some(0) => None,
        Some(&value) => Some(Entry(value)),
    }
}

fn character(node: usize) -> u16 {
    u16_at(CHARACTERS + 2 * node)
}

fn first(node: usize) -> usize {
    match DATA.get(FIRST + 3 * node..FIRST + 3 * node + 3) {
        Some(&[a, b, c]) => usize::from(a) | usize::from(b) << 8 | usize::from(c) << 16,
        _ => 0,
    }
}

fn u16_at(at: usize) -> u16 {
    match DATA.get(at..at + 2) {
        Some(&[a, b]) => u16::from_le_bytes([a, b]),
        _ => 0,
    }
}

const NODES: usize = match DATA {
    [a, b, c, d, ..] => u32::from_le_bytes([*a, *b, *c, *d]) as usize,
    _ => 0,
};
const CHARACTERS: usize = 4 + 2 * ROOTS;
const ENTRIES: usize = CHARACTERS + 2 * NODES;
const FIRST: usize = ENTRIES + NODES;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_their_prefixes() {
        let characters: Vec<char> = "中国人民很好".chars().collect();
        let mut lengths = Vec::new();
        words_from(&characters, |length, _| lengths.push(length));
        assert!(lengths.contains(&1) && lengths.contains(&2));
        assert!(find("中国").is_some());
        assert!(find("表示").is_some_and(Entry::is_predicate));
        assert!(find("国中很").is_none());
        assert!(find("").is_none() && find("abc").is_none());
    }

    #[test]
    fn frequent_words_weigh_more() {
        assert!(find("的").unwrap().weight() > find("我们").unwrap().weight());
    }
}
