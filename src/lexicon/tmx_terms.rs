//! TMX as a term list: the units of a translation memory that are short enough to be terms.
//!
//! Variants are chosen by language, whatever their order and however many other languages there are. Inline elements
//! that hold codes (`ph`, `bpt`, `ept`, `it`, `ut`) are dropped with what is in them; `hi` and `sub` count as text.
//! A unit is a term if its Chinese has at most [`LONGEST_CHINESE`] characters, its English at most [`LONGEST_ENGLISH`]
//! words, and neither ends like a sentence; longer units are passed over.

use std::io::BufRead;

use super::{
    read::{TermEntry, TermError},
    xml::{self, Item, Items},
};
use crate::lang::Lang;

/// The most characters of a Chinese unit that is a term.
pub(super) const LONGEST_CHINESE: usize = 12;

/// The most words of an English unit that is a term.
pub(super) const LONGEST_ENGLISH: usize = 6;

const ROOT: &str = "the root element <tmx>";

/// Gives `each` the short units that have both languages.
pub(super) fn read(
    reader: &mut dyn BufRead,
    each: &mut dyn FnMut(TermEntry),
) -> Result<(), TermError> {
    let mut items = Items::new(reader);
    let mut is_tmx = false;
    let mut entry = TermEntry::default();
    let mut lang: Option<Lang> = None;
    let mut segment: Option<String> = None;
    // How many elements with codes are open.
    let mut codes = 0_usize;
    while let Some(item) = items.next()? {
        match item {
            Item::Start(element) => match element.name.as_str() {
                "tmx" => is_tmx = true,
                _ if !is_tmx => {
                    return Err(items.error(ROOT, &element.name));
                }
                "tu" => entry = TermEntry::default(),
                "tuv" => {
                    if element.attribute("lang").is_none() {
                        return Err(items.error("the attribute xml:lang", "none"));
                    }
                    lang = xml::lang(&element);
                }
                "seg" => segment = Some(String::new()),
                name if is_code(name) => codes += 1,
                _ => {}
            },
            Item::Text(text) => {
                if let Some(segment) = segment.as_mut().filter(|_| codes == 0) {
                    segment.push_str(&text);
                }
            }
            Item::End(name) => match name.as_str() {
                "seg" => {
                    let text = segment.take().unwrap_or_default();
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    if let Some(lang) = lang.filter(|lang| is_term(&text, *lang)) {
                        entry.of(lang).push(text);
                    }
                }
                "tuv" => lang = None,
                "tu" => {
                    let entry = std::mem::take(&mut entry);
                    if entry.is_complete() {
                        each(entry);
                    }
                }
                name if is_code(name) => codes = codes.saturating_sub(1),
                _ => {}
            },
        }
    }
    if is_tmx {
        return Ok(());
    }
    Err(items.error(ROOT, ""))
}

fn is_code(element: &str) -> bool {
    matches!(element, "ph" | "bpt" | "ept" | "it" | "ut")
}

fn is_term(text: &str, lang: Lang) -> bool {
    let is_short = match lang {
        Lang::Chinese => text.chars().count() <= LONGEST_CHINESE,
        Lang::English => text.split(' ').count() <= LONGEST_ENGLISH,
    };
    is_short
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；'])
}
