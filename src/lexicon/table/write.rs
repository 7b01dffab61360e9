//! Writing a table.

use super::{
    BLOCK, CHECKED, FREQUENCIES, HEADER, MAGIC, PROBABILITIES, TableError, VERSION, checksum,
    first_slot, hash, mark,
};

/// A word of a table to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The word in dictionary form, at most 255 bytes long.
    pub word: String,
    /// Its share of running words.
    pub frequency: f32,
    /// Its translations: positions in the other side's list, each once, with probabilities.
    pub translations: Vec<(u32, f32)>,
}

/// The words of one language, each once, in any order.
pub type Side = Vec<Entry>;

/// The most words of one language.
const MOST_WORDS: usize = (1 << 24) - 2;

/// Writes a table: the words of both languages, and English forms with the positions of their dictionary forms.
///
/// The result depends on the content only, not on its order. Words that are too long are left without a record that
/// could be found.
///
/// # Errors
///
/// More words than a table can hold.
pub fn write(
    chinese: &[Entry],
    english: &[Entry],
    forms: &[(String, u32)],
) -> Result<Vec<u8>, TableError> {
    let (chinese_order, english_order) = (order(chinese), order(english));
    let (chinese_numbers, english_numbers) = (inverse(&chinese_order), inverse(&english_order));
    let forms: Vec<Entry> = forms
        .iter()
        .map(|(form, base)| Entry {
            word: form.clone(),
            frequency: 0.0,
            translations: vec![(*base, 1.0)],
        })
        .collect();
    let sections = [
        Section::new(chinese, &chinese_order, &english_numbers)?,
        Section::new(english, &english_order, &chinese_numbers)?,
        Section::new(&forms, &order(&forms), &english_numbers)?,
    ];
    let mut bytes = Vec::new();
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend([0; 12]);
    for section in &sections {
        for length in [section.words, section.slots.len(), section.records.len()] {
            let length = u32::try_from(length).map_err(|_| TableError::TooLarge)?;
            bytes.extend(length.to_le_bytes());
        }
    }
    bytes.resize(HEADER, 0);
    for section in sections {
        bytes.extend(section.slots.iter().flat_map(|slot| slot.to_le_bytes()));
        bytes.extend(section.offsets.iter().flat_map(|at| at.to_le_bytes()));
        bytes.extend(section.records);
    }
    let sum = checksum(bytes.get(CHECKED..).unwrap_or_default());
    if let Some(field) = bytes.get_mut(16..CHECKED) {
        field.copy_from_slice(&sum.to_le_bytes());
    }
    Ok(bytes)
}

/// The positions of the entries, the most frequent word first, equally frequent ones by the alphabet.
fn order(side: &[Entry]) -> Vec<u32> {
    let mut order: Vec<(u8, &str, u32)> = side
        .iter()
        .zip(0..)
        .map(|(entry, at)| {
            (
                nearest(&FREQUENCIES, entry.frequency),
                entry.word.as_str(),
                at,
            )
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, _, at)| at).collect()
}

/// For each position its place in the order.
fn inverse(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (&at, place) in order.iter().zip(0..) {
        if let Some(entry) = places.get_mut(at as usize) {
            *entry = place;
        }
    }
    places
}

/// The index of the step that is nearest to a value; the steps fall.
fn nearest(steps: &[f32; 256], value: f32) -> u8 {
    let below = steps.partition_point(|&step| step > value);
    let index = match (
        below.checked_sub(1).and_then(|i| steps.get(i)),
        steps.get(below),
    ) {
        (Some(above), Some(under)) if above * under < value * value => below - 1,
        (Some(_), None) => below - 1,
        _ => below,
    };
    u8::try_from(index).unwrap_or(u8::MAX)
}

struct Section {
    words: usize,
    slots: Vec<u32>,
    offsets: Vec<u32>,
    records: Vec<u8>,
}

impl Section {
    /// `order` lists the positions of `side`; `numbers` gives the number of each position of the other side.
    fn new(side: &[Entry], order: &[u32], numbers: &[u32]) -> Result<Self, TableError> {
        if side.len() > MOST_WORDS {
            return Err(TableError::TooLarge);
        }
        // Six slots for five words. Searches are longer than with more, but the mark keeps them inside the slots.
        let mut slots = vec![0_u32; side.len() + side.len() / 5 + 1];
        let mut offsets = Vec::new();
        let mut records = Vec::new();
        for (number, entry) in order
            .iter()
            .filter_map(|&at| side.get(at as usize))
            .enumerate()
        {
            if number % BLOCK == 0 {
                offsets.push(u32::try_from(records.len()).map_err(|_| TableError::TooLarge)?);
            }
            let mut record = Vec::new();
            if let Ok(length) = u8::try_from(entry.word.len()) {
                record.push(nearest(&FREQUENCIES, entry.frequency));
                record.push(length);
                record.extend(entry.word.as_bytes());
                translations(&entry.translations, numbers, &mut record);
                insert(&mut slots, &entry.word, number);
            }
            leb128(record.len() as u32, &mut records);
            records.extend(record);
        }
        Ok(Self {
            words: side.len(),
            slots,
            offsets,
            records,
        })
    }
}

fn translations(translations: &[(u32, f32)], numbers: &[u32], records: &mut Vec<u8>) {
    let mut found: Vec<(u32, u8)> = translations
        .iter()
        .filter_map(|&(at, probability)| {
            let number = numbers.get(at as usize)?;
            Some((*number, nearest(&PROBABILITIES, probability)))
        })
        .collect();
    found.sort_unstable();
    let mut last = 0;
    for (number, probability) in found {
        leb128(number - last, records);
        last = number;
        records.push(probability);
    }
}

fn leb128(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn insert(slots: &mut [u32], word: &str, number: usize) {
    let hash = hash(word);
    let entry = u32::from(mark(hash)) << 24 | (number as u32 + 1);
    let start = first_slot(hash, slots.len());
    let free = (start..slots.len())
        .chain(0..start)
        .find(|&slot| slots.get(slot) == Some(&0));
    if let Some(slot) = free.and_then(|slot| slots.get_mut(slot)) {
        *slot = entry;
    }
}
