//! What is left of a text when its punctuation is taken off: letters, and numbers and codes as they are written.
//!
//! A mark is part of a number where it makes another number of the same digits: the point of 1.5, the colon of 3:1, the
//! sign of -5, the gap in *1, 5*. It is part of a code where letters alone would be another: C++
//! and C# are not C. All other marks only set texts apart that say the same.

use crate::text::Folding;

/// The text without case, width, white space and punctuation; if nothing is left, the text itself: then the signs are it.
pub(super) fn plain(text: &str) -> String {
    let folding = Folding {
        script: false,
        ..Folding::ALL
    };
    let folded: Vec<char> = folding.fold(text).chars().collect();
    let mut kept = String::with_capacity(text.len());
    // Whether something was left out since the last character that was kept.
    let mut is_apart = false;
    for (at, &c) in folded.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| folded.get(at)).copied();
        let behind = folded.get(at + 1..).unwrap_or_default();
        let part = if c.is_alphanumeric() {
            Some(c)
        } else {
            mark(before, c, behind)
        };
        let Some(part) = part else {
            // 1,500 is 1500.
            is_apart = is_apart || !groups(before, c, behind);
            continue;
        };
        let follows_number = kept.ends_with(char::is_numeric);
        if is_apart && follows_number && (c.is_numeric() || is_minus(c)) {
            kept.push(' ');
        }
        kept.push(part);
        is_apart = false;
    }
    if kept.is_empty() {
        text.to_owned()
    } else {
        kept
    }
}

/// The numbers and marks of a text as they are written, a space between each two.
pub(super) fn figures(text: &str) -> String {
    let plain = plain(text);
    let runs = plain.split(|c: char| c.is_alphabetic() || c == ' ');
    let runs: Vec<&str> = runs.filter(|run| !run.is_empty()).collect();
    runs.join(" ")
}

/// What a mark counts as, if it does where it stands.
fn mark(before: Option<char>, mark: char, behind: &[char]) -> Option<char> {
    let is_number = |c: Option<char>| c.is_some_and(char::is_numeric);
    let (follows, leads) = (is_number(before), is_number(behind.first().copied()));
    let counts = match mark {
        _ if is_measure(mark) => true,
        _ if mark.is_whitespace() => false,
        // C#, but not a heading in Markdown.
        '#' => before.is_some_and(char::is_alphanumeric),
        ',' | ';' | '、' => false,
        _ if follows && leads => true,
        '<' | '>' | '=' => leads,
        // A sign; COVID-19 is COVID 19.
        _ if is_minus(mark) => leads && !before.is_some_and(is_latin),
        // .5
        '.' => leads && before.is_none_or(char::is_whitespace),
        _ => false,
    };
    counts.then_some(if is_minus(mark) { '-' } else { mark })
}

/// Whether a comma groups digits.
fn groups(before: Option<char>, mark: char, behind: &[char]) -> bool {
    let digits = behind.iter().take_while(|c| c.is_ascii_digit()).count();
    mark == ',' && digits == 3 && before.is_some_and(|c| c.is_ascii_digit())
}

/// Marks that count wherever they stand: they say what is measured, or make another grade or code of a letter.
const fn is_measure(c: char) -> bool {
    matches!(
        c,
        '+' | '±'
            | '×'
            | '÷'
            | '≤'
            | '≥'
            | '≠'
            | '≈'
            | '%'
            | '‰'
            | '°'
            | '$'
            | '£'
            | '€'
            | '¥'
            | '¢'
            | '₩'
            | '₽'
            | '₹'
    )
}

const fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}')
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_in_numbers_and_codes() {
        let different = [
            ("The tank holds 1.5 litres.", "The tank holds 15 litres."),
            ("水箱容量为1.5升。", "水箱容量为15升。"),
            ("Keep it at -5 degrees.", "Keep it at 5 degrees."),
            ("保持在-5度。", "保持在5度。"),
            ("保持在−5度。", "保持在5度。"),
            ("They won 3:1.", "They won 31."),
            ("他们以3：1获胜。", "他们以31获胜。"),
            ("Use C++.", "Use C."),
            ("Use C#.", "Use C."),
            ("Use C#.", "Use C++."),
            ("Grade A+ is given.", "Grade A is given."),
            ("Rooms 1, 5", "Rooms 15"),
            ("Pages 5-10", "Pages 510"),
            ("Add 3/4 cup.", "Add 34 cup."),
            ("It costs $5.", "It costs €5."),
            ("Up 5%.", "Up 5."),
            ("a value of .5", "a value of 5"),
            ("Set it to >5.", "Set it to <5."),
            ("Open 8:30–10:00", "Open 8:30 10:00"),
            ("Rooms 5, -2", "Rooms 5-2"),
            ("1.5, -2", "1.5, 2"),
        ];
        for (one, other) in different {
            assert_ne!(plain(one), plain(other), "{one} {other}");
        }
        let same = [
            ("Well – yes!", "well, YES"),
            ("It has 1,500 seats.", "It has 1500 seats"),
            ("12,345,678 people", "12345678 people"),
            ("他们以3：1获胜。", "他们以3:1获胜"),
            ("Rooms 1, 5", "rooms 1,5"),
            ("COVID-19", "Covid 19"),
            ("−5 °C", "-5 °C"),
            ("In 2010, 5 came.", "In 2010; 5 came"),
            ("It is 5.", "it is (5)"),
            ("# Title", "Title"),
            ("«Ｃ＋＋»", "c++"),
        ];
        for (one, other) in same {
            assert_eq!(plain(one), plain(other), "{one} {other}");
        }
        assert_eq!(plain("!?"), "!?");
        assert_eq!(figures("Use C++ at -5 or 1.5."), "++ -5 1.5");
    }
}
