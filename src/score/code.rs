//! Codes that differ: order and part numbers, accounts, flights, telephones.
//!
//! A translation changes nothing in them, so that two codes of one make that each side has alone are one code with a slip in
//! it. What is said here stands in alignments, wherever they are shown, and in what [`check`](crate::check) finds.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use super::contradiction::contradictions;
use crate::{
    lang::Lang,
    quantity::{Quantity, Value, is_part_number, link, quantities},
    text::{Folding, Span},
};

/// Addresses of the web and of mail, up to white space, Chinese text or a bracket.
pub(crate) const ADDRESS: &str = r"(?i)(?:https?://|ftp://|www\.)[!#-'*+\-./0-9:;=?@A-Z_a-z~%]+|[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+";

/// Names with letters and digits: `GB/T 2312` is two words, `A-320`, `iPhone15`, `RFC5646`.
const NAME: &str = r"[A-Za-z]+(?:[-./][A-Za-z]+)*[-./]?[0-9][-./0-9A-Za-z]*";

/// What may be such a name that begins with digits: `7731-A`, `12B-440`.
const PART: &str = r"[0-9]{1,24}[A-Z]?(?:-[0-9A-Za-z]{1,24}){1,8}";

/// Two groups of digits with a hyphen or a space between them or three with dots, without which no number of a telephone or
/// version need be looked for.
const GROUPS: &str = r"[0-9](?:-|\) ?| )[0-9]|[0-9]\.[0-9]{1,24}\.[0-9]";

static PATTERNS: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
    let pattern = |pattern: &str| Regex::new(pattern).ok();
    let name = format!("{PART}|{NAME}");
    Some([pattern(ADDRESS)?, pattern(&name)?, pattern(GROUPS)?])
});

/// What a name does not begin behind: 2-7731-A, 1.500-AB.
const JOINTS: [char; 6] = ['-', '.', ',', '/', '$', '+'];

/// The most names that are looked for in a text: many of them are one list, and looking for each takes its time.
const MOST: usize = 200;

/// Names of letters and digits in `source` that `target` lacks, each with what stands there in its place: a name with the
/// same letters that `source` lacks, the first with the first and so on.
///
/// Names inside addresses are left out, and what follows the first 200. Swapping the texts swaps the pairs. Cost: linear in
/// the length of the texts.
#[must_use]
pub fn names(source: &str, target: &str) -> Vec<(Span, Option<Span>)> {
    let lacking = Named::of(source).lacking(target);
    if lacking.is_empty() {
        return Vec::new();
    }
    let mut others: HashMap<String, Vec<Span>> = HashMap::new();
    let mut added = Named::of(target).lacking(source);
    added.reverse();
    for it in added {
        others.entry(it.letters()).or_default().push(it.span);
    }
    let mut paired = |it: Named| {
        let other = others.get_mut(&it.letters()).and_then(Vec::pop);
        (it.span, other)
    };
    lacking.into_iter().map(&mut paired).collect()
}

/// The pairs of codes that differ surely: those of [`names`], and numbers of telephones and the like.
///
/// Cost: linear in the length of the texts.
#[must_use]
pub fn differing(
    (source, source_lang): (&str, Lang),
    (target, target_lang): (&str, Lang),
) -> Vec<(Span, Span)> {
    let pairs = names(source, target).into_iter();
    let mut found: Vec<(Span, Span)> = pairs.filter_map(|(a, b)| Some((a, b?))).collect();
    let has_groups = |text: &str| {
        let patterns = PATTERNS.as_ref();
        patterns.is_some_and(|[.., groups]| groups.is_match(text))
    };
    if has_groups(source) && has_groups(target) {
        let telephones = |text: &str, lang: Lang| -> Vec<Quantity> {
            let mut found = quantities(text, lang);
            found.retain(is_of_digits);
            found.truncate(MOST);
            found
        };
        let (a, b) = (
            telephones(source, source_lang),
            telephones(target, target_lang),
        );
        let against = contradictions((&a, source), (&b, target), &link(&a, &b));
        let pair = |(from, to): (usize, usize)| Some((a.get(from)?.span, b.get(to)?.span));
        let sure = against.iter().filter(|it| it.is_sure);
        found.extend(sure.filter_map(|it| pair((it.source, it.target))));
        found.sort_unstable();
    }
    found
}

/// Whether a quantity is a code of digits only: the number of a telephone, an account, a book, a version.
#[must_use]
pub fn is_of_digits(quantity: &Quantity) -> bool {
    match &quantity.value {
        Value::Code { text } => text
            .chars()
            .all(|c| c.is_ascii_digit() || "+-() .".contains(c)),
        _ => false,
    }
}

/// A name of letters and digits: where it stands, and its letters and digits alone.
struct Named {
    span: Span,
    plain: String,
}

/// The names of a text.
struct Names(Vec<Named>);

impl Named {
    fn of(text: &str) -> Names {
        let Some([address, name, _]) = &*PATTERNS else {
            return Names(Vec::new());
        };
        let hits = Hits { name, text, at: 0 }.take(MOST);
        let mut names: Vec<Named> = hits
            .map(|span| Named {
                span,
                plain: plain(span.slice(text)),
            })
            .collect();
        if !names.is_empty() {
            let addresses: Vec<Span> = (address.find_iter(text))
                .map(|hit| Span::from(hit.range()))
                .collect();
            let mut ahead = addresses.iter().peekable();
            names.retain(|it| {
                while ahead
                    .next_if(|place| place.end() <= it.span.start())
                    .is_some()
                {}
                !ahead.peek().is_some_and(|place| place.overlaps(it.span))
            });
        }
        Names(names)
    }

    fn letters(&self) -> String {
        self.plain.chars().filter(|c| c.is_alphabetic()).collect()
    }
}

/// What looks like a name in a text, one after the other.
struct Hits<'t> {
    name: &'t Regex,
    text: &'t str,
    at: usize,
}

impl Iterator for Hits<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let hit = self.name.find_at(self.text, self.at)?;
            let (start, found) = (hit.start(), hit.as_str());
            if !found.starts_with(|c: char| c.is_ascii_digit()) {
                self.at = hit.end();
                let written = found.trim_end_matches(['.', '-', '/']);
                return Some(Span::new(start, start + written.len()));
            }
            let is_inside = self
                .text
                .get(..start)
                .is_some_and(|it| it.ends_with(JOINTS));
            if is_part_number(found) && !is_inside {
                self.at = hit.end();
                return Some(Span::from(hit.range()));
            }
            // 500-MW2 is looked through behind its digits.
            let digits = found.bytes().take_while(u8::is_ascii_digit).count();
            self.at = start + digits;
        }
    }
}

impl Names {
    /// Those that do not stand in the other text, however it is written there.
    fn lacking(self, other: &str) -> Vec<Named> {
        let Self(mut names) = self;
        if !names.is_empty() {
            let other = plain(other);
            names.retain(|it| !other.contains(&it.plain));
        }
        names
    }
}

/// Letters and digits, folded.
fn plain(text: &str) -> String {
    let folded = Folding::ALL.fold(text).into_owned();
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_valid() {
        assert!(PATTERNS.is_some());
    }

    #[test]
    fn codes_are_compared_with_what_stands_in_their_place() {
        for (english, chinese, expected) in [
            (
                "Order PO-24-0817.",
                "订单PO-24-0871。",
                &["PO-24-0817 PO-24-0871"][..],
            ),
            ("Order PO-24-0817.", "订单ＰＯ24－0817。", &[]),
            ("Fit the K-45 lid.", "安装炉盖。", &[]),
            ("Fit K-45 and K-46.", "安装K-45和K-64。", &["K-46 K-64"]),
            ("Fit K-1, K-2.", "安装K-3、K-4。", &["K-1 K-3", "K-2 K-4"]),
            ("See www.example.com/a1.", "见www.example.com/a2。", &[]),
            (
                "Pay to XY40ABCD123.",
                "汇入XY40ABCD132。",
                &["XY40ABCD123 XY40ABCD132"],
            ),
            (
                "Call 400-820-1188.",
                "致电400-821-1188。",
                &["400-820-1188 400-821-1188"],
            ),
            ("Call 400-820-1188.", "致电400-820-1188。", &[]),
            (
                "Call +49 30 5558 1207.",
                "请致电+49 30 5558 1270。",
                &["+49 30 5558 1207 +49 30 5558 1270"],
            ),
            ("Call +49 30 5558 1207.", "请致电+49 30-5558-1207。", &[]),
            ("In Q3 it rained.", "第三季度下雨。", &[]),
            ("Fit part 7731-A.", "安装零件7713-A。", &["7731-A 7713-A"]),
            ("Fit part 7731-A.", "安装零件7731A。", &[]),
            ("The 12B-440 valve.", "13B-440阀。", &["12B-440 13B-440"]),
            ("Fit 3M-77A.", "安装3M-77B、3M-78A。", &["3M-77A 3M-78A"]),
            ("A 500-MW plant.", "300-MW电厂。", &[]),
            ("A 747-8 at 5-a-side.", "五人制比赛上的747-9。", &[]),
        ] {
            let pair = |(a, b): &(Span, Span)| format!("{} {}", a.slice(english), b.slice(chinese));
            let found = differing((english, Lang::English), (chinese, Lang::Chinese));
            let shown: Vec<String> = found.iter().map(pair).collect();
            assert_eq!(shown, expected, "{english} {chinese}");
            let mut mirrored = differing((chinese, Lang::Chinese), (english, Lang::English));
            mirrored.iter_mut().for_each(|(a, b)| std::mem::swap(a, b));
            mirrored.sort_unstable();
            assert_eq!(mirrored, found, "{english} {chinese}");
        }
    }
}
