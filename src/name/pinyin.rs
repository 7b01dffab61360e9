//! How Chinese characters are read, and how English spells the readings.
//!
//! A [`Syllable`] is a reading without tone. Every character has all its readings, so that 重 is *chong* and *zhong*:
//! with any reading allowed, no list of surnames with readings of their own is needed (曾 *zeng*, 单 *shan*, 查 *zha*).
//! [`spellings`] cuts an English word into syllables in every way that one [`System`] allows.
//!
//! The readings come from the crate `pinyin` (`data/README.md`), the Wade-Giles spellings from rules
//! ([`super::wade_giles`]), the Cantonese ones from a list of our own.

use std::{collections::HashMap, sync::LazyLock};

use super::wade_giles;

/// A reading of a Chinese character without its tone: a number that equal readings share.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(u16);

impl Syllable {
    /// The syllable in pinyin letters without tone, `v` for `ü`; a Cantonese one as Hong Kong spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        TABLE.names.get(usize::from(self.0)).copied().unwrap_or("")
    }

    /// Whether it is a Mandarin reading.
    #[must_use]
    pub fn is_mandarin(self) -> bool {
        self.0 < TABLE.mandarin
    }

    /// Its number: below [`syllable_count`], in the order of the tables.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The number of different syllables.
#[must_use]
pub fn syllable_count() -> usize {
    TABLE.names.len()
}

/// A way of writing Chinese names in Latin letters.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum System {
    /// Hanyu Pinyin: Hangzhou.
    Pinyin,
    /// Wade-Giles, with or without its apostrophes: Hang-chou, Mao Tse-tung.
    WadeGiles,
    /// The spellings of Hong Kong: Leung Chun-ying.
    Cantonese,
}

const SYSTEMS: [System; 3] = [System::Pinyin, System::WadeGiles, System::Cantonese];

/// Returns all readings of a character, Mandarin first; none for what is not a Chinese character.
///
/// ```
/// use bitext::name::pinyin::readings;
///
/// let of = |c| readings(c).iter().filter(|s| s.is_mandarin()).map(|s| s.name()).collect::<Vec<_>>();
/// assert_eq!(of('重'), ["chong", "tong", "zhong"]);
/// assert_eq!(of('a'), [""; 0]);
/// ```
#[must_use]
pub fn readings(c: char) -> &'static [Syllable] {
    (c as usize)
        .checked_sub(FIRST)
        .and_then(|at| TABLE.bounds.get(at))
        .and_then(|&(start, end)| TABLE.readings.get(start as usize..end as usize))
        .unwrap_or_default()
}

/// One way to cut a word into syllables: for each syllable its possible readings.
pub type Spelling = Vec<&'static [Syllable]>;

/// The most ways to cut one word that are returned: no name of the tables has more than six.
const MOST_SPELLINGS: usize = 12;

/// The most letters of a word that is cut: four syllables of six letters.
const LONGEST: usize = 24;

/// Returns every way to spell `word` as Chinese syllables of one system, at most twelve, the fewest syllables of a
/// system first.
///
/// Case, hyphens and apostrophes are dropped, `ü` is `v`. A word with any other character that is no Latin letter, or
/// of more than 24 letters, has no spelling.
///
/// ```
/// use bitext::name::pinyin::{System, spellings};
///
/// let pinyin = |word| spellings(word).into_iter().filter(|(system, _)| *system == System::Pinyin).count();
/// assert_eq!(pinyin("Hangzhou"), 1);
/// assert_eq!(pinyin("Xi'an"), 2); // xi an, xian
/// assert_eq!(pinyin("Smith"), 0);
/// ```
#[must_use]
pub fn spellings(word: &str) -> Vec<(System, Spelling)> {
    let Some(letters) = letters(word).filter(|letters| (1..=LONGEST).contains(&letters.len()))
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for system in SYSTEMS {
        let start = found.len();
        cut(&letters, system, &mut Vec::new(), &mut |spelling| {
            if found.len() < MOST_SPELLINGS {
                found.push((system, spelling.to_vec()));
            }
            found.len() < MOST_SPELLINGS
        });
        if let Some(own) = found.get_mut(start..) {
            own.sort_by_key(|(_, spelling)| spelling.len());
        }
    }
    found
}

/// Calls `each` with every way to cut `letters` until it answers `false`.
fn cut(
    letters: &str,
    system: System,
    before: &mut Spelling,
    each: &mut impl FnMut(&[&'static [Syllable]]) -> bool,
) -> bool {
    if letters.is_empty() {
        return each(before);
    }
    for length in (1..=letters.len().min(6)).rev() {
        let Some((head, rest)) = letters.split_at_checked(length) else {
            continue;
        };
        if let Some(syllables) = TABLE.spelled(system, head) {
            before.push(syllables);
            let goes_on = cut(rest, system, before, each);
            before.pop();
            if !goes_on {
                return false;
            }
        }
    }
    true
}

/// The plain lower-case letters of a word; `None` if something else is in it.
fn letters(word: &str) -> Option<String> {
    let mut letters = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' => letters.push(c),
            'ü' => letters.push('v'),
            'ê' => letters.push('e'),
            'ŭ' => letters.push('u'),
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | '\u{2018}' | '`' | 'ʻ' | 'ʼ' => {}
            _ => return None,
        }
    }
    Some(letters)
}

/// Where the readings begin: 〇.
const FIRST: usize = 0x3007;

struct Table {
    names: Vec<&'static str>,
    /// The number of Mandarin syllables, which come first.
    mandarin: u16,
    /// For each character from [`FIRST`]: its readings.
    bounds: Vec<(u32, u32)>,
    readings: Vec<Syllable>,
    /// For each system: what a spelling may be read as.
    spelled: [HashMap<String, Vec<Syllable>>; 3],
}

impl Table {
    fn spelled(&self, system: System, letters: &str) -> Option<&[Syllable]> {
        self.spelled
            .get(system as usize)?
            .get(letters)
            .map(Vec::as_slice)
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows = |text: &'static str| {
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
    };
    let mut names = Vec::new();
    let mut pairs: Vec<(char, Syllable)> = Vec::new();
    let mut spelled = [HashMap::new(), HashMap::new(), HashMap::new()];
    let mut spell = |system: System, letters: String, syllable| {
        if let Some(map) = spelled.get_mut(system as usize) {
            map.entry(letters).or_insert_with(Vec::new).push(syllable);
        }
    };
    let mut mandarin = 0;
    for (from_cantonese, text) in [
        (false, include_str!("data/readings.tsv")),
        (true, include_str!("data/cantonese.tsv")),
    ] {
        for (name, characters) in rows(text) {
            let syllable = Syllable(names.len() as u16);
            names.push(name);
            pairs.extend(characters.chars().map(|c| (c, syllable)));
            if from_cantonese {
                spell(System::Cantonese, name.to_owned(), syllable);
                continue;
            }
            mandarin = names.len() as u16;
            spell(System::Pinyin, name.to_owned(), syllable);
            if name.contains('v') {
                // Passports write LYU, careless writers LU; after `j q x y` pinyin has `u` anyway.
                spell(System::Pinyin, name.replace('v', "yu"), syllable);
                spell(System::Pinyin, name.replace('v', "u"), syllable);
            }
            for letters in wade_giles::spellings(name) {
                spell(System::WadeGiles, letters, syllable);
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut bounds = vec![(0, 0); 0xa000 - FIRST];
    for (at, (c, _)) in pairs.iter().enumerate() {
        let bound = (*c as usize)
            .checked_sub(FIRST)
            .and_then(|c| bounds.get_mut(c));
        if let Some(bound) = bound {
            *bound = (
                if bound.1 == 0 { at as u32 } else { bound.0 },
                at as u32 + 1,
            );
        }
    }
    Table {
        names,
        mandarin,
        bounds,
        readings: pairs.into_iter().map(|(_, syllable)| syllable).collect(),
        spelled,
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    fn is_spelled(word: &str, system: System, characters: &str) -> bool {
        spellings(word).iter().any(|(of, spelling)| {
            *of == system
                && spelling.len() == characters.chars().count()
                && spelling
                    .iter()
                    .zip(characters.chars())
                    .all(|(syllables, c)| {
                        syllables
                            .iter()
                            .any(|syllable| readings(c).contains(syllable))
                    })
        })
    }

    #[test]
    fn any_reading_counts() {
        for (word, characters) in [
            ("Chongqing", "重庆"),
            ("Zeng", "曾"),
            ("Shan", "单"),
            ("Zha", "查"),
            ("lü", "吕"),
            ("Lyu", "吕"),
            ("Xi\u{2019}an", "西安"),
            ("Shaanxi", "陕西"),
        ] {
            let expected = word != "Shaanxi"; // an official spelling outside the system: data/spellings.tsv
            assert_eq!(
                is_spelled(word, System::Pinyin, characters),
                expected,
                "{word}"
            );
        }
    }

    #[test]
    fn other_systems_have_their_own_spellings() {
        assert!(is_spelled("Tse-tung", System::WadeGiles, "泽东"));
        assert!(is_spelled("Ts'ai", System::WadeGiles, "蔡"));
        assert!(is_spelled("Leung", System::Cantonese, "梁"));
        assert!(!is_spelled("Tse-tung", System::Pinyin, "泽东"));
    }

    #[test]
    fn a_long_word_or_a_strange_one_has_no_spelling() {
        assert!(spellings("").is_empty());
        assert!(spellings("Hang zhou").is_empty());
        assert!(spellings(&"a".repeat(1000)).is_empty());
        assert!(spellings(&"a".repeat(24)).len() <= MOST_SPELLINGS);
    }
}
