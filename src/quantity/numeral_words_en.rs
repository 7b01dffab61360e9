//! English number words: what each does in a number.

use std::sync::LazyLock;

use super::table::WordMap;

/// What a number word does.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) enum NumberWord {
    /// zero to nineteen.
    Small(i32),
    /// twenty to ninety.
    Tens(i32),
    /// hundred.
    Hundred,
    /// thousand, million, lakh: a power of ten.
    Scale(i32),
    /// dozen.
    Dozen,
}

pub(super) static WORDS: LazyLock<WordMap<&'static str, NumberWord>> = LazyLock::new(|| {
    use NumberWord::{Dozen, Hundred, Scale, Small, Tens};
    let small = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let tens = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let mut words: WordMap<_, _> = (0..).zip(small).map(|(n, word)| (word, Small(n))).collect();
    words.extend((2..).zip(tens).map(|(n, word)| (word, Tens(n * 10))));
    words.extend([
        ("nil", Small(0)),
        ("naught", Small(0)),
        ("nought", Small(0)),
        ("fourty", Tens(40)),
        ("hundred", Hundred),
        ("dozen", Dozen),
        ("dozens", Dozen),
        ("dzs", Dozen),
        ("dz", Dozen),
        ("thousand", Scale(3)),
        ("million", Scale(6)),
        ("billion", Scale(9)),
        ("trillion", Scale(12)),
        ("quadrillion", Scale(15)),
        ("lakh", Scale(5)),
        ("lakhs", Scale(5)),
        ("lkh", Scale(5)),
        ("lac", Scale(5)),
        ("crore", Scale(7)),
        ("crores", Scale(7)),
        ("koti", Scale(7)),
        ("krores", Scale(7)),
        ("krore", Scale(7)),
        ("kr", Scale(7)),
        ("mln", Scale(6)),
        ("mn", Scale(6)),
        ("mil", Scale(6)),
        ("bln", Scale(9)),
        ("bn", Scale(9)),
        ("tln", Scale(12)),
        ("tn", Scale(12)),
        ("millions", Scale(6)),
        ("billions", Scale(9)),
        ("trillions", Scale(12)),
    ]);
    words
});

/// Ordinal words, which also name denominators: third, twentieth, hundredth.
pub(super) static ORDINALS: LazyLock<WordMap<&'static str, i64>> = LazyLock::new(|| {
    let first = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    let tens = [
        "twentieth",
        "thirtieth",
        "fortieth",
        "fiftieth",
        "sixtieth",
        "seventieth",
        "eightieth",
        "ninetieth",
    ];
    let mut words: WordMap<_, _> = (1..).zip(first).map(|(n, word)| (word, n)).collect();
    words.extend((2..).zip(tens).map(|(n, word)| (word, n * 10)));
    words.extend([
        ("hundredth", 100),
        ("thousandth", 1_000),
        ("millionth", 1_000_000),
        ("billionth", 1_000_000_000),
        ("trillionth", 1_000_000_000_000),
    ]);
    words
});

pub(super) fn number_word(word: &str) -> Option<NumberWord> {
    WORDS.get(word).copied()
}

/// The place an ordinal word names, joined tens included: third 3, twentyfifth 25.
pub(super) fn ordinal_word(word: &str) -> Option<i64> {
    ORDINALS.get(word).copied().or_else(|| {
        // Of the long words that are looked up, few begin and end so.
        let may_be = word.starts_with(['t', 'f', 's', 'e', 'n'])
            && (word.ends_with("th") || word.ends_with(['d', 't']));
        if word.len() < 9 || !may_be {
            return None;
        }
        let (tens, rest) = [
            "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
        ]
        .iter()
        .find_map(|tens| Some((*tens, word.strip_prefix(tens)?)))?;
        let units = ORDINALS.get(rest).copied().filter(|it| *it < 10)?;
        match WORDS.get(tens)? {
            NumberWord::Tens(tens) => Some(i64::from(*tens) + units),
            _ => None,
        }
    })
}

/// The denominator a word names: half 2, thirds 3, quarters 4.
pub(super) fn denominator(word: &str) -> Option<(i64, bool)> {
    match word {
        "half" => return Some((2, false)),
        "halves" => return Some((2, true)),
        "quarter" => return Some((4, false)),
        "quarters" => return Some((4, true)),
        "first" | "second" | "seconds" => return None,
        _ => {}
    }
    let singular = word.strip_suffix('s').unwrap_or(word);
    ordinal_word(singular).map(|it| (it, singular.len() < word.len()))
}
