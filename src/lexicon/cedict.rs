//! CC-CEDICT: `傳統 传统 [chuan2 tong3] /tradition/traditional (style)/CL:個|个[ge4]/`.
//!
//! The file does not come with the crate, for its licence asks that what contains it be shared alike; users load their
//! own (`cedict_ts.u8`). Its glosses are made for people: [`terms`] takes from them what can stand in a translation.

use std::io::BufRead;

use super::read::{Lines, Position, TermEntry, TermError, has_han};

/// The most words of a gloss that is a term and no explanation.
const LONGEST: usize = 5;

/// Glosses that say something about the word instead of translating it, by how they begin.
const REMARKS: [&str; 29] = [
    "CL:",
    "variant of",
    "old variant",
    "erhua variant",
    "Japanese variant",
    "archaic variant",
    "also written",
    "also pr.",
    "Taiwan pr.",
    "see ",
    "see also",
    "same as",
    "equivalent of",
    "equivalent to",
    "classifier ",
    "used in ",
    "used to ",
    "used as ",
    "used for ",
    "used at ",
    "used with ",
    "indicates ",
    "indicating ",
    "particle ",
    "interjection",
    "prefix ",
    "suffix ",
    "Kangxi radical",
    "radical in",
];

/// Marks of style before a gloss that can be taken as it stands.
const STYLES: [&str; 5] = ["lit. ", "fig. ", "abbr. for ", "abbr. to ", "surname "];

/// Placeholders for what a phrase is used with: they are no words of a translation.
const PLACEHOLDERS: [&str; 8] = [
    "sb", "sth", "sb's", "sth's", "sb/sth", "etc", "one's", "oneself",
];

/// Gives `each` the entries that translate their headword.
pub(super) fn read(
    reader: &mut dyn BufRead,
    each: &mut dyn FnMut(TermEntry),
) -> Result<(), TermError> {
    let mut lines = Lines::new(reader);
    while let Some((number, line)) = lines.next()? {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let parsed = parse(line).ok_or_else(|| {
            TermError::malformed(
                Position::line(number),
                "`traditional simplified [pin1 yin1] /gloss/gloss/`",
                line,
            )
        })?;
        let entry = TermEntry {
            chinese: vec![parsed.simplified.to_owned(), parsed.traditional.to_owned()],
            english: terms(parsed.glosses),
        };
        if entry.is_complete() {
            each(entry);
        }
    }
    Ok(())
}

/// Whether a line is an entry.
pub(super) fn is_entry(line: &str) -> bool {
    parse(line.trim()).is_some()
}

struct Parsed<'l> {
    traditional: &'l str,
    simplified: &'l str,
    glosses: &'l str,
}

fn parse(line: &str) -> Option<Parsed<'_>> {
    let (heads, rest) = line.split_once('[')?;
    let (traditional, simplified) = heads.trim().split_once(' ')?;
    let (_, rest) = rest.split_once(']')?;
    // The second version of the format has double brackets.
    let rest = rest.strip_prefix(']').unwrap_or(rest).trim();
    let glosses = rest.strip_prefix('/')?.strip_suffix('/')?;
    let simplified = simplified.trim();
    let is_head = |head: &str| !head.is_empty() && !head.contains(char::is_whitespace);
    (is_head(traditional) && is_head(simplified) && !glosses.is_empty()).then_some(Parsed {
        traditional,
        simplified,
        glosses,
    })
}

/// The terms among the glosses, in their order, without repetition.
///
/// Parentheses, remarks (measure words, variants, cross-references), `to` before a verb, articles and placeholders (sb,
/// sth) are dropped; of a name with an explanation (`Beijing, capital of ...`) the name is kept. What still has more
/// than five words explains and does not translate.
fn terms(glosses: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for gloss in glosses.split('/') {
        for part in without_parentheses(gloss).split(';') {
            let Some(term) = term(part.trim()) else {
                continue;
            };
            if !found.contains(&term) {
                found.push(term);
            }
        }
    }
    found
}

fn term(gloss: &str) -> Option<String> {
    if REMARKS.iter().any(|remark| gloss.starts_with(remark)) {
        return None;
    }
    let mut gloss = gloss;
    while let Some(rest) = STYLES.iter().find_map(|style| gloss.strip_prefix(style)) {
        gloss = rest.trim_start();
    }
    // "abbr. for 北京大學|北京大学[Bei3 jing1 Da4 xue2], Peking University": the reference goes, the name stays.
    if has_han(gloss) || gloss.contains('[') {
        gloss = gloss.split_once("],").map_or("", |(_, rest)| rest.trim());
        if has_han(gloss) {
            return None;
        }
    }
    if gloss.starts_with(char::is_uppercase) {
        gloss = gloss.split_once(", ").map_or(gloss, |(name, _)| name);
    }
    for opening in ["to be ", "to ", "a ", "an ", "the "] {
        // "to be" alone, "the" alone are words that somebody looks up.
        if let Some(rest) = gloss.strip_prefix(opening).filter(|rest| !rest.is_empty()) {
            gloss = rest;
            break;
        }
    }
    let words: Vec<&str> = gloss
        .trim_end_matches(['.', '!', '?', ','])
        .split_whitespace()
        .filter(|word| !PLACEHOLDERS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
        .collect();
    let has_letter = words.iter().any(|word| word.contains(char::is_alphabetic));
    ((1..=LONGEST).contains(&words.len()) && has_letter).then(|| words.join(" "))
}

/// The text outside of parentheses, to any depth.
fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    text.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glosses_become_terms() {
        for (glosses, expected) in [
            (
                "tradition/traditional (style)/CL:個|个[ge4]",
                &["tradition", "traditional"][..],
            ),
            ("to run; to flee/a dash", &["run", "flee", "dash"]),
            ("surname Wang/king", &["Wang", "king"]),
            ("Kunming, capital of Yunnan", &["Kunming"]),
            (
                "abbr. for 港口局|港口局[gang3 kou3 ju2], Harbor Board",
                &["Harbor Board"],
            ),
            ("abbr. for 港口局[gang3 kou3 ju2]", &[]),
            ("variant of 龍|龙[long2]/see 龍|龙[long2]", &[]),
            ("classifier for thin flat objects", &[]),
            ("to hand sth over to sb", &["hand over to"]),
            ("lit. to add feet to the snake one has drawn", &[]),
            ("fig. sly dog (a (nested) remark)", &["sly dog"]),
            ("to be able", &["able"]),
            ("(!)", &[]),
        ] {
            assert_eq!(terms(glosses), expected, "{glosses}");
        }
    }
}
