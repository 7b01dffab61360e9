//! The tables behind folding and script detection: one look-up per character.

use std::sync::LazyLock;

const FORMS: &str = include_str!("data/forms.tsv");
const SCRIPT: &str = include_str!("data/script.tsv");

/// What a Chinese character says about the script or language of its text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Written only in Simplified Chinese.
    Simplified,
    /// Written in Simplified Chinese and in Japanese: 国 学.
    SimplifiedOrJapanese,
    /// Written only in Traditional Chinese.
    Traditional,
    /// Written in Traditional Chinese and in Japanese: 書 電.
    TraditionalOrJapanese,
    /// Written only in Japanese: 込 働.
    Japanese,
}

/// What the character says about its text; `None` for most characters.
pub(crate) fn class(c: char) -> Option<Class> {
    match TABLE.entry(c) >> CLASS_SHIFT & CLASS_MASK {
        1 => Some(Class::Simplified),
        2 => Some(Class::SimplifiedOrJapanese),
        3 => Some(Class::Traditional),
        4 => Some(Class::TraditionalOrJapanese),
        5 => Some(Class::Japanese),
        _ => None,
    }
}

/// Whether nothing folds the character but perhaps its case, as most characters.
pub(crate) fn is_kept(c: char) -> bool {
    TABLE.entry(c) & KIND_MASK == 0
}

/// The ordinary form of a full-width, half-width, radical or compatibility character.
pub(crate) fn form(c: char) -> char {
    match TABLE.entry(c) {
        entry if entry & KIND_MASK == FORM => target(entry, c),
        _ => c,
    }
}

/// The Simplified form of a character that is Traditional in every use.
pub(crate) fn simplified(c: char) -> char {
    match TABLE.entry(c) {
        entry if entry & KIND_MASK == ALWAYS => target(entry, c),
        _ => c,
    }
}

/// The Simplified form of a character in a Traditional text.
pub(crate) fn simplified_in_traditional(c: char) -> char {
    match TABLE.entry(c) {
        entry if matches!(entry & KIND_MASK, ALWAYS | SOMETIMES) => target(entry, c),
        _ => c,
    }
}

/// Traditional-only minus Simplified-only characters of a text.
pub(crate) fn balance(text: &str) -> isize {
    if text.is_ascii() {
        return 0;
    }
    text.chars()
        .filter(|c| !c.is_ascii())
        .map(|c| match class(c) {
            Some(Class::Traditional | Class::TraditionalOrJapanese) => 1,
            Some(Class::Simplified | Class::SimplifiedOrJapanese) => -1,
            _ => 0,
        })
        .sum()
}

// An entry: the character to fold to in bits 0-20 (0: itself), the class in bits 21-23, the kind of folding in 24-25.
const TARGET_MASK: u32 = (1 << 21) - 1;
const CLASS_SHIFT: u32 = 21;
const CLASS_MASK: u32 = 7;
const KIND_MASK: u32 = 3 << 24;
const FORM: u32 = 1 << 24;
const ALWAYS: u32 = 2 << 24;
const SOMETIMES: u32 = 3 << 24;

fn target(entry: u32, c: char) -> char {
    match entry & TARGET_MASK {
        0 => c,
        to => char::from_u32(to).unwrap_or(c),
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::load);

/// Two levels: a page of 256 characters, then the character. Page 0 is empty and stands for all pages without entry.
struct Table {
    pages: Vec<u16>,
    entries: Vec<u32>,
}

const PAGE: usize = 256;

impl Table {
    fn load() -> Self {
        let mut table = Self {
            pages: vec![0; (char::MAX as usize + 1) / PAGE],
            entries: vec![0; PAGE],
        };
        for [from, to, _] in rows(FORMS) {
            table.set(from, FORM | number(to));
        }
        for [from, to, class] in rows(SCRIPT) {
            let (kind, class) = match class {
                "S" => (0, 1),
                "SJ" => (0, 2),
                "T" => (ALWAYS, 3),
                "TJ" => (ALWAYS, 4),
                "J" => (0, 5),
                // `A`: Simplified text has the character too, so only a Traditional one is folded.
                _ => (SOMETIMES, 0),
            };
            table.set(from, kind | class << CLASS_SHIFT | number(to));
        }
        table
    }

    fn set(&mut self, from: &str, entry: u32) {
        let code = number(from) as usize;
        let next = self.entries.len() / PAGE;
        let Some(page) = self.pages.get_mut(code / PAGE) else {
            return;
        };
        if *page == 0 {
            *page = u16::try_from(next).unwrap_or(0);
            self.entries.resize((next + 1) * PAGE, 0);
        }
        if let Some(slot) = self
            .entries
            .get_mut(usize::from(*page) * PAGE + code % PAGE)
        {
            *slot = entry;
        }
    }

    fn entry(&self, c: char) -> u32 {
        let code = c as usize;
        let page = self.pages.get(code / PAGE).copied().unwrap_or(0);
        let at = usize::from(page) * PAGE + code % PAGE;
        self.entries.get(at).copied().unwrap_or(0)
    }
}

/// The rows of a table: three columns, the last two may be missing; `#` starts a comment line.
fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut columns = line.split('\t');
            [(); 3].map(|()| columns.next().unwrap_or_default())
        })
}

fn number(column: &str) -> u32 {
    column.chars().next().map_or(0, u32::from)
}
