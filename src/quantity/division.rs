//! Numbers that name a division of a text by its place: Chapter one, Part II, Article 12, 第二章, 图3, 附件一.
//!
//! Such a number is a place in both languages, though English writes it as a number and Chinese mostly as an ordinal. Roman
//! numerals are numbers here and nowhere else.

use std::sync::LazyLock;

use super::{
    Amount, Comparison, Decimal, Quantity, Relation, Value,
    cursor::{Cursor, Found},
    lex::Kind,
    table::{Table, rows},
    value::Form,
    vocabulary,
};

static ROWS: LazyLock<Vec<[&'static str; 3]>> =
    LazyLock::new(|| rows::<3>(include_str!("data/division.tsv")).collect());

/// English words before the number; with a full stop where they are only short for one.
pub(super) static BEFORE_EN: LazyLock<Table<Division>> =
    LazyLock::new(|| Division::table(vocabulary::DIVISIONS_EN, 0));

/// What stands behind 第 and the number.
pub(super) static BEHIND_ZH: LazyLock<Table<Division>> =
    LazyLock::new(|| Division::table(vocabulary::DIVISIONS_BEHIND_ZH, 1));

/// Chinese words before the number.
pub(super) static BEFORE_ZH: LazyLock<Table<Division>> =
    LazyLock::new(|| Division::table(vocabulary::DIVISIONS_BEFORE_ZH, 2));

/// The most numbers that one word names: Articles 12, 13 and 15.
const MOST_LISTED: usize = 16;

/// The longest Chinese word before a number, in characters.
const LONGEST_BEFORE: usize = 3;

/// Words that begin as a division does: 第一集团, 第二期间.
const OTHER_WORDS: [&str; 20] = [
    "集团", "集中", "集体", "期间", "项目", "部门", "部队", "部长", "条件", "条约", "点钟", "步兵",
    "课题", "题材", "行业", "行星", "行政", "节目", "场所", "场地",
];

/// The highest Roman numeral.
const MOST_ROMAN: i32 = 399;

/// The rule that finds Article 49-1 and 第四十九条之一.
const INSERTED: &str = "division.inserted";

/// What stands behind the number of an article that was put in, from the second one on: Article 49 bis is 第四十九条之二.
const LATIN: [&str; 8] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
];

/// Words before a number with a dash in which the second one is that of what was put in; of others, Figure 4-1, it is a count.
const OF_LAWS_EN: [&str; 6] = ["article", "art", "clause", "section", "paragraph", "rule"];

/// What laws number and put in later.
const OF_LAWS_ZH: &str = "条款项节章";

/// The most digits of the number of an article.
const MOST_DIGITS: u8 = 4;

/// The place of a division that was put in behind another one, and the token after it.
#[derive(Debug)]
struct Inserted {
    number: Decimal,
    division: Division,
    place: u16,
    end: usize,
}

/// What is numbered: the rows of the table that a word stands in. Words that share one may translate each other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Division(u64);

impl Division {
    fn table(class: vocabulary::Classes, column: usize) -> Table<Self> {
        let mut words: Vec<(&str, Self)> = Vec::new();
        for (row, bit) in ROWS.iter().zip(0..64) {
            let surfaces = row.get(column).copied().unwrap_or_default();
            for surface in surfaces.split(',').filter(|it| !it.is_empty()) {
                match words.iter_mut().find(|(known, _)| *known == surface) {
                    Some((_, known)) => known.0 |= 1 << bit,
                    None => words.push((surface, Self(1 << bit))),
                }
            }
        }
        Table::new(class, words)
    }

    /// Whether a word for the one may translate a word for the other.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Cursor<'_> {
    /// What the number `found` is the place of, if it names a division, and the number behind it of one put in later.
    pub(super) fn division(&self, found: &Found) -> Option<(Division, Option<u16>)> {
        if found.rule == INSERTED {
            let it = self.inserted(found.core.0)?;
            return Some((it.division, Some(it.place)));
        }
        let division = match found.value {
            // Figure 4-1 looks like a result.
            Value::Number { .. } | Value::Score { .. } => {
                self.division_before(found.core.0).map(|it| it.0)
            }
            Value::Ordinal { .. } if self.is(found.core.0, '第') => self.division_behind(found.to),
            _ => None,
        };
        division.map(|it| (it, None))
    }

    /// Article 49-1, Article 49 bis, 第四十九条之一: the place of a division that was put in behind another one.
    pub(super) fn inserted_division(&self, i: usize) -> Option<Found> {
        let it = self.inserted(i)?;
        let value = match self.is(i, '第') {
            true => Value::Ordinal { number: it.number },
            false => Value::number(it.number),
        };
        Some(Found::new(value, i, it.end, INSERTED))
    }

    fn inserted(&self, i: usize) -> Option<Inserted> {
        if self.is(i, '第') {
            return self.inserted_zh(i);
        }
        let number = self.at(i);
        let plain = |at: usize| {
            let token = self.at(at);
            token
                .value
                .filter(|_| token.kind == Kind::Number && token.plain)
        };
        let first = plain(i)?;
        let dash = usize::from(self.is(i + 1, '-') && self.glued(i + 1) && self.glued(i + 2));
        let next = self.at(i + 1 + dash);
        if number.digits > MOST_DIGITS || !matches!(next.kind, Kind::Number | Kind::Word) {
            return None;
        }
        let place = match next.kind {
            Kind::Word => {
                let word = self.word(i + 1 + dash);
                2 + u16::try_from(LATIN.iter().position(|it| *it == word)?).ok()?
            }
            _ if dash == 1 => {
                let second = plain(i + 2)?;
                // Article 3-5 may be three articles.
                second.compare(first).is_lt().then(|| small(second))??
            }
            _ => return None,
        };
        let end = i + 2 + dash;
        // Article 49-1-2, Article 49-1.5.
        let goes_on = self.glued(end) && matches!(self.at(end).kind, Kind::Number | Kind::Word)
            || self.is(end, '-') && self.glued(end) && self.glued(end + 1);
        let (division, word) = self.division_before(i).filter(|_| !goes_on)?;
        let word = self.word(word);
        let is_of_law =
            next.kind == Kind::Word || OF_LAWS_EN.contains(&word.strip_suffix('s').unwrap_or(word));
        is_of_law.then_some(Inserted {
            number: first,
            division,
            place,
            end,
        })
    }

    /// 第四十九条之一, 第49-1條.
    fn inserted_zh(&self, i: usize) -> Option<Inserted> {
        let numeral = self.numeral_zh(i + 1)?;
        let number = numeral.point().filter(|it| it.is_integer())?;
        if self.is(numeral.end, '-') {
            let second = self.at(numeral.end + 1);
            let place = small(second.value.filter(|_| second.plain)?)?;
            let end = numeral.end + 2;
            let division = self.division_behind(end)?;
            return self.is_any(end, OF_LAWS_ZH).then_some(Inserted {
                number,
                division,
                place,
                end: end + 1,
            });
        }
        let division = self.division_behind(numeral.end)?;
        let at = self.literal(numeral.end + 1, "之")?;
        if !self.is_any(numeral.end, OF_LAWS_ZH) {
            return None;
        }
        let behind = self.numeral_zh(at)?;
        let place = small(behind.point()?)?;
        // 第五条之一半, 第三项之三分之一.
        let is_share = self.is_any(behind.end, "分成半");
        (!is_share).then_some(Inserted {
            number,
            division,
            place,
            end: behind.end,
        })
    }

    /// What the Chinese number before `i` is the place of, by the word there.
    fn division_behind(&self, i: usize) -> Option<Division> {
        let (division, _) = self.lookup(i, &BEHIND_ZH)?;
        let is_other = self.any_literal(i, &OTHER_WORDS).is_some();
        (!is_other).then_some(division)
    }

    /// What the number at `i` is the place of, by the word before it or before the numbers that it is listed with; and where
    /// that word stands.
    pub(super) fn division_before(&self, i: usize) -> Option<(Division, usize)> {
        if let Some(found) = self.division_right_before(i) {
            return Some(found);
        }
        let mut at = i;
        for _ in 0..MOST_LISTED {
            let joined = self.is_one_of(at.checked_sub(1)?, &["and", "or"]) || self.is(at - 1, ',');
            let before = self.number_ending(at.checked_sub(2)?);
            if !joined || !self.is_number(before) && roman(self.word(before)).is_none() {
                return None;
            }
            at = before;
            if let Some(found) = self.division_right_before(at) {
                // Section 3, 40 people: what is listed is named in the plural.
                return self.word(found.1).ends_with('s').then_some(found);
            }
        }
        None
    }

    /// Where the number that ends with the token `i` begins: 49-1, 49 bis.
    fn number_ending(&self, i: usize) -> usize {
        let dash = i.wrapping_sub(1);
        if self.is_number(i)
            && self.glued(i)
            && self.is(dash, '-')
            && self.is_number(i.wrapping_sub(2))
        {
            return i - 2;
        }
        let is_latin = LATIN.contains(&self.word(i)) && self.is_number(dash);
        if is_latin { dash } else { i }
    }

    /// What the word right before `i` names, and where it begins.
    fn division_right_before(&self, i: usize) -> Option<(Division, usize)> {
        let ends = |found: Option<(Division, usize)>| found.filter(|it| it.1 == i).map(|it| it.0);
        let english = (1..=2).find_map(|back| {
            let at = i.checked_sub(back)?;
            Some((ends(self.lookup(at, &BEFORE_EN))?, at))
        });
        english.or_else(|| {
            (1..=LONGEST_BEFORE).rev().find_map(|back| {
                let at = i.checked_sub(back)?;
                let found = ends(self.lookup(at, &BEFORE_ZH))?;
                // 试图3次, 代表2人: one character is often the end of a word.
                let stands = back > 1
                    || self.before(at).kind != Kind::Han
                    || self.is_any(at - 1, "见如由在从和与及或看");
                stands.then_some((found, at))
            })
        })
    }

    /// A Roman numeral that names a division: Part II, Act I, 附件IV.
    pub(super) fn roman(&self, i: usize) -> Option<Found> {
        let number = self.roman_number(i)?;
        let (_, word) = self.division_before(i)?;
        let is_han = self.at(word).kind == Kind::Han;
        if !is_han && !self.at(word).capital {
            return None;
        }
        // The Part I played.
        let next = self.at(i + 1);
        let goes_on = next.kind == Kind::Word && !next.capital;
        if !is_han
            && self.is_word(i, "i")
            && goes_on
            && !self.is_one_of(
                i + 1,
                &["of", "to", "and", "or", "in", "on", "for", "is", "shall"],
            )
        {
            return None;
        }
        let found = Found::new(Value::number(number), i, i + 1, "roman");
        Some(found)
    }

    /// 第II: a place in Roman numerals, before a word that is numbered.
    pub(super) fn roman_ordinal_zh(&self, i: usize) -> Option<Found> {
        let number = self.roman_number(i + 1).filter(|_| self.is(i, '第'))?;
        self.division_behind(i + 2)?;
        let found = Found::new(Value::Ordinal { number }, i, i + 2, "zh.ordinal.roman");
        Some(found.with_number(i + 1, i + 2, Amount::Point(number)))
    }

    fn roman_number(&self, i: usize) -> Option<Decimal> {
        let token = self.at(i);
        let is_alone = !self.glued(i + 1) || self.at(i + 1).kind != Kind::Number;
        let may_be = token.kind == Kind::Word && token.capitals && is_alone;
        may_be.then(|| roman(self.word(i)))?.map(Decimal::of)
    }
}

/// The value of a Roman numeral in small letters; of single ones only i, v and x, as the others count by letters (Annex C).
fn roman(word: &str) -> Option<i32> {
    const VALUES: [(&str, i32); 9] = [
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    if word.len() == 1 && !matches!(word, "i" | "v" | "x") {
        return None;
    }
    let (mut rest, mut value) = (word, 0);
    for (letters, worth) in VALUES {
        while let Some(shorter) = rest.strip_prefix(letters) {
            (rest, value) = (shorter, value + worth);
            if value > MOST_ROMAN {
                return None;
            }
        }
    }
    // There is one way to write a number.
    let (mut written, mut left) = (String::new(), value);
    for (letters, worth) in VALUES {
        while left >= worth {
            written.push_str(letters);
            left -= worth;
        }
    }
    (value > 0 && written == word).then_some(value)
}

/// A whole number of few digits.
fn small(value: Decimal) -> Option<u16> {
    u16::try_from(value.to_integer()?).ok()
}

/// Corrects what comparing the values alone found, of two numbers that name divisions.
pub(super) fn of_divisions(found: Comparison, a: &Quantity, b: &Quantity) -> Comparison {
    let (Form::Division(of_a, place_a), Form::Division(of_b, place_b)) = (a.form, b.form) else {
        return found;
    };
    let point = |it: &Quantity| it.value.amount().and_then(Amount::point);
    let Some((x, y)) = point(a).zip(point(b)).filter(|_| of_a.meets(of_b)) else {
        return found;
    };
    // Places are not rounded; Article 93.1 may be 第九十三条之一.
    match (x.same_value(y), place_a, place_b) {
        (true, Some(one), Some(other)) if one != other => {
            Comparison::new(Relation::Conflict, "divisions differ")
        }
        // Article 49-1 may be the first paragraph of Article 49.
        (true, Some(_), None) | (true, None, Some(_)) => {
            Comparison::new(Relation::Compatible, "number behind missing")
        }
        (true, ..) => Comparison::new(Relation::Equal, "the same division"),
        (false, ..) if x.is_integer() && y.is_integer() => {
            Comparison::new(Relation::Conflict, "divisions differ")
        }
        _ => found,
    }
}

impl Quantity {
    /// What it is the place of, if it names a division of a text.
    pub(crate) const fn division(&self) -> Option<Division> {
        match self.form {
            Form::Division(division, _) => Some(division),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, quantity::quantities};

    #[test]
    fn every_row_has_its_bit() {
        assert!(ROWS.len() <= 64, "{}", ROWS.len());
    }

    #[test]
    fn roman_numerals_are_read_in_one_way() {
        for (word, expected) in [
            ("i", Some(1)),
            ("iv", Some(4)),
            ("xiv", Some(14)),
            ("xxxix", Some(39)),
            ("xl", Some(40)),
            ("cxc", Some(190)),
            ("iiii", None),
            ("vx", None),
            ("ivi", None),
            ("c", None),
            ("l", None),
            ("mix", None),
            ("", None),
        ] {
            assert_eq!(roman(word), expected, "{word}");
        }
    }

    #[test]
    fn what_is_listed_is_named_once() {
        let found = quantities("Articles 12, 13 and 15 apply.", Lang::English);
        let named = found.iter().filter(|it| it.division().is_some());
        assert_eq!(named.count(), 3, "{found:?}");
    }
}
