//! English rules: when a terminator ends a sentence, and labels of list items.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{
    QuotationStyle,
    scan::{before, from, is_blank, is_han},
    sentence::Candidate,
};

/// What an abbreviation says about the end of a sentence; see `data/README.md`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Class {
    /// Before a name.
    Title,
    /// Before a number or letter.
    Number,
    /// A month or day, before a number.
    Date,
    /// Something always follows.
    Never,
    /// Ends a sentence before a word that begins sentences.
    Either,
    /// Ends a sentence before any capital but those of [`EXCEPTIONS`].
    Late,
    /// A name that ends in an exclamation mark.
    Exclaiming,
}

static WORDS: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let list = include_str!("data/abbreviations.en.txt");
    list.lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(class, word)| {
            let class = match class {
                "title" => Class::Title,
                "number" => Class::Number,
                "date" => Class::Date,
                "never" => Class::Never,
                "either" => Class::Either,
                "late" => Class::Late,
                "exclaiming" => Class::Exclaiming,
                _ => return None,
            };
            Some((word, class))
        })
        .collect()
});

/// Capitalised words that go on a sentence after `p.m.`: days, months, time zones.
static EXCEPTIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let list = include_str!("data/abbreviations.en.txt");
    list.lines()
        .filter_map(|line| line.strip_prefix("exception "))
        .collect()
});

/// Words that with figures, days and months say when, in lower case.
static WHEN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let list = include_str!("data/abbreviations.en.txt");
    list.lines()
        .filter_map(|line| line.strip_prefix("when "))
        .collect()
});

/// Words that begin sentences, capitalised.
static STARTERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("data/starters.en.txt").lines().collect());

/// The longest word looked at before a stop, in bytes: longer than any abbreviation.
const LONGEST_WORD: usize = 24;

/// Whether a sentence ends at the candidate; `next` is the text after it and after any blank, never empty.
pub(super) fn ends(
    text: &str,
    candidate: &Candidate,
    gap: bool,
    next: &str,
    style: QuotationStyle,
) -> bool {
    let word = word_before(text, candidate.at);
    let start = Start::of(next);
    if !gap {
        return candidate.single_stop
            && !candidate.closes
            && lost_space(text, candidate.at, word, next)
            || !candidate.single_stop
                && !candidate.ellipsis
                && !candidate.closes
                && start == Start::Capital
                && word.len() > 1;
    }
    if candidate.closes_quote
        && start == Start::Capital
        && style == QuotationStyle::Whole
        && reports(next)
    {
        return false;
    }
    if candidate.ellipsis {
        return start != Start::Small;
    }
    if !candidate.single_stop {
        if start != Start::Small {
            return WORDS.get(word) != Some(&Class::Exclaiming) || starts_sentence(next);
        }
        return !candidate.closes && WORDS.get(word) != Some(&Class::Exclaiming) && !reports(next);
    }
    if candidate.closes {
        return start != Start::Small;
    }
    if let Some(is_year) = number_before(text, candidate.at, word)
        && start == Start::Capital
        && (starts_sentence(next) || !is_year && UNITS_OF_A_LETTER.contains(&word))
    {
        return true;
    }
    stop_ends(word, start, next) && !(is_daytime(word) && only_says_when(text, candidate))
}

/// Whether the single capital `word` right before the stop at `at` stands behind a number, so that it may be a unit and not
/// an initial: at 400 V. And whether that number may be a year: In 2010 V. Ortiz left.
fn number_before(text: &str, at: usize, word: &str) -> Option<bool> {
    let is_letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    let head = before(text, at).strip_suffix(word).filter(|_| is_letter)?;
    let head = head.strip_suffix(is_blank)?;
    let digits = head
        .bytes()
        .rev()
        .take(LONGEST_WORD)
        .take_while(u8::is_ascii_digit)
        .count();
    (digits > 0).then_some(digits == 4)
}

/// Units of one letter that few names of people begin with.
const UNITS_OF_A_LETTER: [&str; 2] = ["V", "W"];

/// Whether the name of a zone begins `next`, behind `p.m.`: New York time on Monday. Story time is something else.
fn names_zone(next: &str) -> bool {
    let mut words = next.split(is_blank).filter(|word| !word.is_empty());
    let is_name =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    if starts_sentence(next) {
        return false;
    }
    for place in 0..=LONGEST_ZONE {
        let Some(word) = words.next() else {
            return false;
        };
        let plain = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
        if place > 0 && plain.eq_ignore_ascii_case("time") {
            let mut goes_on = || {
                words.next().is_some_and(|word| {
                    BEHIND_ZONE.contains(&word)
                        || word.starts_with(['(', '–', '—'])
                        || EXCEPTIONS.contains(first_word(word))
                })
            };
            return plain.len() < word.len() || goes_on();
        }
        if !is_name(word) {
            return false;
        }
    }
    false
}

/// The most words of a zone before `time`: Argentina Standard, Eastern Daylight, New South Wales.
const LONGEST_ZONE: usize = 3;

/// What goes on a sentence behind a time and its zone.
const BEHIND_ZONE: [&str; 10] = [
    "on", "and", "to", "until", "till", "through", "today", "tomorrow", "or", "every",
];

/// Whether the text before a stop ends in a known abbreviation or an initial.
pub(super) fn is_abbreviation(head: &str) -> bool {
    let word = word_before(head, head.len());
    class(word).is_some() || is_acronym(word) || word.chars().count() == 1
}

/// How the text after a candidate starts.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Start {
    Capital,
    Small,
    Digit,
    Other,
}

impl Start {
    fn of(next: &str) -> Self {
        let first = next.chars().find(|c| {
            !matches!(
                c,
                '"' | '\'' | '“' | '‘' | '(' | '[' | '¿' | '¡' | '*' | '_'
            )
        });
        match first {
            Some(c) if c.is_lowercase() => Self::Small,
            Some(c) if c.is_uppercase() => Self::Capital,
            Some(c) if c.is_numeric() => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// The word before a stop with the dots inside it: `U.S`, `Inc`, `3.5`.
fn word_before(text: &str, at: usize) -> &str {
    let head = before(text, at);
    let length: usize = head
        .chars()
        .rev()
        .take(LONGEST_WORD)
        .take_while(|&c| c.is_alphanumeric() && !is_han(c) || matches!(c, '.' | '\'' | '’' | '&'))
        .map(char::len_utf8)
        .sum();
    head.get(head.len() - length..)
        .unwrap_or_default()
        .trim_start_matches(['\'', '’', '.'])
}

fn first_word(next: &str) -> &str {
    let next = next.trim_start_matches(['"', '\'', '“', '‘', '(', '[']);
    let length: usize = next
        .chars()
        .take(LONGEST_WORD)
        .take_while(|&c| c.is_alphanumeric() || matches!(c, '\'' | '’'))
        .map(char::len_utf8)
        .sum();
    next.get(..length).unwrap_or_default()
}

fn starts_sentence(next: &str) -> bool {
    let word = first_word(next);
    STARTERS.contains(word)
        || word.contains('’') && STARTERS.contains(word.replace('’', "'").as_str())
}

fn class(word: &str) -> Option<Class> {
    WORDS.get(word).copied().or_else(|| {
        // Capitals of a heading or of the start of a sentence: "INC", "Approx".
        let mut chars = word.chars();
        let first = chars.next().filter(char::is_ascii_uppercase)?;
        let lowered = format!("{}{}", first.to_ascii_lowercase(), chars.as_str());
        if word.len() > 2 && chars.as_str().bytes().all(|b| b.is_ascii_uppercase()) {
            let title = format!("{first}{}", chars.as_str().to_ascii_lowercase());
            if WORDS.get(title.as_str()) == Some(&Class::Title) {
                return Some(Class::Title);
            }
        }
        WORDS
            .get(lowered.as_str())
            .copied()
            .filter(|class| matches!(class, Class::Never | Class::Number | Class::Late))
    })
}

/// Whether a single stop with a blank after it ends the sentence.
fn stop_ends(word: &str, start: Start, next: &str) -> bool {
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    if first_word(next).len() == 1 && from(next, 1).starts_with('.') && initial {
        return false; // U. S. A.
    }
    match class(word) {
        Some(Class::Title) => return false,
        Some(Class::Never) => return false,
        Some(Class::Number) if start == Start::Digit || is_roman(first_word(next)) => return false,
        Some(Class::Number) => return start == Start::Capital,
        Some(Class::Date) if start == Start::Digit => return false,
        Some(Class::Date) => return start == Start::Capital && starts_sentence(next),
        Some(Class::Late) => {
            return start == Start::Capital
                && !EXCEPTIONS.contains(first_word(next))
                && !names_zone(next);
        }
        Some(Class::Either) => return start == Start::Capital && starts_sentence(next),
        _ => {}
    }
    if initial || is_acronym(word) {
        return start == Start::Capital && starts_sentence(next);
    }
    match start {
        Start::Capital | Start::Other | Start::Digit => true,
        // "… Smith. a. here it is": the label of a list.
        Start::Small
            if next.chars().nth(1) == Some('.') && next.chars().nth(2).is_some_and(is_blank) =>
        {
            true
        }
        // After an ordinary word a full stop ends the sentence even if the writer does not use capitals; a short
        // word or one without vowel may be an abbreviation that is not listed.
        Start::Small => {
            word.chars().count() >= 3
                && word.chars().all(|c| c.is_ascii_lowercase())
                && word.contains(['a', 'e', 'i', 'o', 'u'])
        }
    }
}

/// `a.m`, `PM`
fn is_daytime(word: &str) -> bool {
    ["a.m", "p.m", "am", "pm"]
        .iter()
        .any(|it| word.eq_ignore_ascii_case(it))
}

/// Whether nothing but a preposition and a time stands in the sentence: At 7:15 p.m. Chen claimed victory.
fn only_says_when(text: &str, candidate: &Candidate) -> bool {
    let Some(head) = text.get(candidate.start..candidate.at) else {
        return false;
    };
    if head.len() > LONGEST_TIME {
        return false;
    }
    let head = head.trim_start_matches(['"', '\'', '“', '‘', '(']);
    let mut words = head
        .split(is_blank)
        .map(|word| word.trim_end_matches([',', '.']))
        .filter(|word| !word.is_empty());
    let leads = words
        .next()
        .is_some_and(|word| WHEN.contains(word.to_ascii_lowercase().as_str()));
    leads
        && words.all(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || is_daytime(word)
                || EXCEPTIONS.contains(word)
                || WHEN.contains(word.to_ascii_lowercase().as_str())
        })
}

/// The longest such beginning of a sentence, in bytes: Shortly before 11:45 a.m. on Wednesday, September 30, at
const LONGEST_TIME: usize = 64;

/// Letters with stops between them: `U.S`, `p.m`, `J.K`.
fn is_acronym(word: &str) -> bool {
    let mut parts = word.split('.');
    word.contains('.')
        && parts.all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word
            .bytes()
            .all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// Whether a mail address begins here. Looks no further than an address is long.
fn starts_with_mail_address(text: &str) -> bool {
    const LONGEST: usize = 80;
    let token = text
        .char_indices()
        .take_while(|&(at, c)| at <= LONGEST && !is_blank(c));
    let (mut has_at, mut end) = (false, 0);
    for (at, c) in token {
        has_at |= c == '@';
        end = at;
    }
    has_at && end < LONGEST
}

/// Whether the blank after a stop was lost: "fell.Shares", but not "ASP.NET" or "Node.js".
fn lost_space(text: &str, at: usize, word: &str, next: &str) -> bool {
    let mut chars = next.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let small = chars
        .next()
        .is_some_and(|c| c.is_lowercase() || is_blank(c));
    if !capital || !small {
        return false;
    }
    if starts_with_mail_address(next) {
        return false;
    }
    let last = before(text, at).chars().next_back();
    if matches!(last, Some('%' | ')')) {
        return true;
    }
    // A name with a stop inside goes on: System.Web.Forms
    if first_word(next).len() < next.len()
        && next.get(first_word(next).len()..).is_some_and(|rest| {
            rest.starts_with('.') && rest.chars().nth(1).is_some_and(char::is_alphanumeric)
        })
    {
        return false;
    }
    word.chars().count() >= 2
        && word.chars().next_back().is_some_and(char::is_lowercase)
        && class(word).is_none()
        && word
            .chars()
            .skip(1)
            .all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '.'))
}

/// Verbs of saying and thinking.
static REPORTING: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("data/reporting.en.txt").lines().collect());

/// Whether the word, in lower case, is a form of a verb of saying or thinking.
pub(super) fn is_reporting(word: &str) -> bool {
    REPORTING.contains(word)
}

/// Whether a clause of saying begins `next`: "John said", "he yelled", "Ms. Lee told reporters".
fn reports(next: &str) -> bool {
    // The verb ends the clause, or goes before the quotation: "Anna said." but not "She said nothing."
    next.split(is_blank).take(4).any(|word| {
        word.strip_suffix(['.', ',', ':', ';'])
            .is_some_and(is_reporting)
    })
}

/// The label of a list item.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    number: u32,
    letter: bool,
    bracket: bool,
}

impl Label {
    /// Whether this label is the next after `last`.
    pub(super) fn follows(self, last: Self) -> bool {
        self.letter == last.letter && self.bracket == last.bracket && self.number == last.number + 1
    }
}

/// A label of a list item in a text.
#[derive(Copy, Clone, Debug)]
pub(super) struct Labelled {
    /// Where the label starts, its bullet and opening bracket included.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    pub(super) label: Label,
}

/// The label that the stop or bracket at `at` closes: `1.`, `a)`, `(b)`, `2.)`, `• 3.`, with a blank after it.
pub(super) fn label(text: &str, sentence: usize, at: usize) -> Option<Labelled> {
    let mark = from(text, at);
    let bracket = mark.starts_with([')', '）']) || mark.starts_with(".)");
    let end = at
        + if mark.starts_with(".)") {
            2
        } else {
            mark.chars().next()?.len_utf8()
        };
    if !from(text, end).starts_with(is_blank) {
        return None;
    }
    let head = before(text, at);
    let length = head
        .bytes()
        .rev()
        .take(4)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let word = head.get(head.len() - length..)?;
    let number = if word.bytes().all(|b| b.is_ascii_digit()) && (1..=2).contains(&length) {
        word.parse().ok()?
    } else if length == 1 {
        u32::from(word.bytes().next()?)
    } else {
        return None;
    };
    let letter = word.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut start = at - length;
    for lead in [&['(', '['][..], &['•', '⁃', '·', '▪', '‣', '*', '-']] {
        if let Some(shorter) = before(text, start).strip_suffix(lead) {
            start = shorter.len();
        }
    }
    let leads = start <= sentence;
    if !leads && !before(text, start).ends_with(is_blank) {
        return None;
    }
    // "A. Smith" may be a name; so lists of capitals go "A)", or "A." before a word that begins sentences.
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    if capital
        && !bracket
        && !(leads && starts_sentence(from(text, end).trim_start_matches(is_blank)))
    {
        return None;
    }
    Some(Labelled {
        start,
        end,
        label: Label {
            number,
            letter,
            bracket,
        },
    })
}

/// Whether the word is written with a stop: listed, or letters with stops between them.
pub(super) fn is_listed_abbreviation(word: &str) -> bool {
    is_acronym(word)
        || WORDS
            .get(word)
            .is_some_and(|class| *class != Class::Exclaiming)
            && word.chars().count() > 1
            && !matches!(
                word,
                "in" | "no" | "art" | "fig" | "temp" | "item" | "min" | "max"
            )
}
