//! The language to read a text in, whatever it is in.

use super::{Lang, detect};

/// Returns the language that a text is best read in: the detected one, or else Chinese if the text holds a Chinese
/// character, or else English.
///
/// Unlike [`detect`], which says when a text is neither, this always answers: mixed, foreign and empty texts are read
/// by the rules that do least harm. Linear in the length of the text.
///
/// ```
/// use bitext::{Lang, lang::reading};
///
/// assert_eq!(reading("He said 你好吗 to me and 再见 to her."), Lang::Chinese);
/// assert_eq!(reading("2024"), Lang::English);
/// ```
#[must_use]
pub fn reading(text: &str) -> Lang {
    let is_chinese = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    detect(text).language.lang().unwrap_or_else(|| {
        if text.contains(is_chinese) {
            Lang::Chinese
        } else {
            Lang::English
        }
    })
}
