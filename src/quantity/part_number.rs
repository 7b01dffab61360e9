//! Numbers of parts and the like that begin with digits: 7731-A, 12B-440, 3M-77A.
//!
//! Letters behind digits are mostly units and scales, and a dash joins the ends of ranges: `a 500-MW plant`, 3M-5M, 9AM-5PM,
//! 2024-Q3, `5-a-side`, 2-D. What might be one of these is no number of a part.

use super::{
    Currency, Unit, Value,
    cursor::{Cursor, Found},
    lex::Kind,
    month_en::MONTHS,
};
use crate::text::Folding;

/// The longest, in bytes.
const LONGEST: usize = 24;

/// The fewest digits before a dash and letters: 2-D, 3-D and 49-A are more often something else.
const FEWEST_DIGITS: usize = 3;

/// The most letters of a piece.
const MOST_LETTERS: usize = 3;

/// Letters that make a number of millions, of metres, of a part of a year.
const OF_AMOUNTS: &str = "KMBTGVWHLPCFQX";

/// Letters behind a dash that are no part of a number: halves of the day, fiscal years, zones.
const OTHER_WORDS: [&str; 16] = [
    "AM", "PM", "AD", "BC", "BCE", "CE", "FY", "GMT", "UTC", "EST", "EDT", "PST", "PDT", "BST",
    "CET", "HP",
];

/// Whether `run`, letters and digits joined by dashes, is the number of a part that begins with digits.
#[must_use]
pub(crate) fn is_part_number(run: &str) -> bool {
    let mut pieces = run.split('-');
    let (Some(first), Some(second)) = (pieces.next(), pieces.next()) else {
        return false;
    };
    let is_piece = |it: &str| {
        let mut characters = it.bytes();
        !it.is_empty() && characters.all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
    };
    let (digits, letters) = split(first);
    if run.len() > LONGEST
        || !is_piece(first)
        || !is_piece(second)
        || !pieces.all(is_piece)
        || digits.is_empty()
        || !letters.bytes().all(|c| c.is_ascii_uppercase())
    {
        return false;
    }
    let (digits_behind, letters_behind) = split(second);
    match (letters.len(), digits_behind.len()) {
        // 7731-A.
        (0, 0) => {
            digits.len() >= FEWEST_DIGITS
                && letters_behind.len() <= MOST_LETTERS
                && letters_behind.bytes().all(|c| c.is_ascii_uppercase())
                && !may_be_counted(digits, letters_behind)
        }
        // 12B-440, 3M-77A; 1H-2024 is half a year, 3M-5M a range, 5M-200 too.
        (1, 2..) => {
            let is_part_of_year = matches!(letters, "H" | "Q") && digits.len() == 1;
            let is_range = letters_behind == letters || OF_AMOUNTS.contains(letters_behind);
            let is_alone = letters_behind.is_empty() && digits_behind.len() >= FEWEST_DIGITS;
            !is_part_of_year
                && (is_alone || letters_behind.len() == 1 && letters_behind != "D" && !is_range)
        }
        _ => false,
    }
}

/// The digits that a piece begins with, and the rest.
fn split(piece: &str) -> (&str, &str) {
    let end = piece
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(piece.len());
    piece.split_at(end)
}

/// Whether letters may be what so many of are counted: 500-MW, 1000-W, 5000-USD, or a word of dates.
fn may_be_counted(digits: &str, letters: &str) -> bool {
    let word = letters.to_lowercase();
    let is_round = digits.ends_with(['0', '5']);
    if letters.len() == 1 {
        return is_round && OF_AMOUNTS.contains(letters);
    }
    OTHER_WORDS.contains(&letters)
        || MONTHS.iter().any(|it| it.0 == word)
        || Currency::from_code(letters).is_some()
        || Unit::surfaces(3).any(|it| it.0 == word)
}

impl Cursor<'_> {
    /// The number of a part at `i`, as a code.
    pub(super) fn part_number(&self, i: usize) -> Option<Found> {
        let joins = |at: usize| self.is(at, '-') && self.glued(at) && self.glued(at + 1);
        let of_piece = |at: usize| matches!(self.at(at).kind, Kind::Number | Kind::Word);
        let starts = self.is_number(i)
            && self.glued(i + 1)
            && (joins(i + 1) || self.at(i + 1).capitals && of_piece(i + 1));
        let is_inside = self.glued(i)
            && (of_piece(i.wrapping_sub(1)) || self.is_any(i.wrapping_sub(1), "-/.$€£¥+"));
        if !starts || is_inside {
            return None;
        }
        let mut end = i + 1;
        while end < i + LONGEST && (joins(end) || of_piece(end) && self.glued(end)) {
            end += 1;
        }
        let text = self.text.get(self.at(i).start..self.at(end - 1).end)?;
        if text.len() > 3 * LONGEST || !is_part_number(&Folding::FORMS.fold(text)) {
            return None;
        }
        let value = Value::Code {
            text: text.to_owned(),
        };
        Some(Found::new(value, i, end, "code.part"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_from_amounts() {
        for part in [
            "7731-A", "12B-440", "3M-77A", "002-AX", "7731-A-2", "7730-A", "737-MAX",
        ] {
            assert!(is_part_number(part), "{part}");
        }
        for other in [
            "747-8",
            "3-D",
            "2-D",
            "49-A",
            "5-a-side",
            "500-MW",
            "1500-W",
            "240-V",
            "3M-5M",
            "9AM-5PM",
            "1H-2024",
            "2024-Q3",
            "15-MAR-2024",
            "1990-MAY",
            "10K-20K",
            "500-USD",
            "1400-GMT",
            "30-year",
            "7731",
            "7731-",
            "-7731",
            "2024-05-03",
            "100K-5",
            "5G-6G",
            "",
        ] {
            assert!(!is_part_number(other), "{other}");
        }
    }
}
