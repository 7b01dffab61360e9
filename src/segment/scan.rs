//! Kinds of characters that all cuts know.

pub(super) use crate::text::character::{is_blank, is_han};

/// The closing character for an opening bracket or quotation mark.
pub(super) fn closer_of(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '（' => '）',
        '［' => '］',
        '｛' => '｝',
        '【' => '】',
        '〔' => '〕',
        '〖' => '〗',
        '《' => '》',
        '〈' => '〉',
        '﹝' => '﹞',
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        '﹁' => '﹂',
        '﹃' => '﹄',
        '｢' => '｣',
        '〝' => '〞',
        '«' => '»',
        _ => return None,
    })
}

/// Whether the character closes a bracket or quotation.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '）'
            | '］'
            | '｝'
            | '】'
            | '〕'
            | '〗'
            | '》'
            | '〉'
            | '﹞'
            | '”'
            | '’'
            | '」'
            | '』'
            | '﹂'
            | '﹄'
            | '｣'
            | '〞'
            | '»'
    )
}

/// Whether the closing character ends a quotation rather than a bracket.
pub(super) fn is_quote_closer(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '」' | '』' | '﹂' | '﹄' | '｣' | '〞' | '»' | '"' | '\''
    )
}

/// Whether the character ends sentences, alone or in a row.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '。'
            | '！'
            | '？'
            | '｡'
            | '．'
            | '…'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '﹒'
            | '﹖'
            | '﹗'
            | '⋯'
    )
}

/// Whether the terminator is ideographic or full-width.
pub(super) fn is_wide_terminator(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．' | '﹒' | '﹖' | '﹗')
}

/// The text at `at` and after, `""` where `at` is no character boundary.
pub(super) fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// The text before `at`, `""` where `at` is no character boundary.
pub(super) fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}
