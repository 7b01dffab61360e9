//! Kinds of characters that every layer tells apart in the same way.

/// Whether the character is white space: Unicode `White_Space`, zero-width space, byte order mark.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Whether the character is an ideograph, a radical, 〇 or 々.
pub(crate) fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
            | '\u{2e80}'..='\u{2fdf}'
            | '〇' | '々'
    )
}
