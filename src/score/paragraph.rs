//! Where the paragraphs of a text begin, as its sentences tell.
//!
//! Translators keep paragraphs more often than not, so breaks help to find out which sentences belong together. They
//! forbid nothing: a bead may span a break at a cost.

use crate::text::Span;

/// For each sentence, whether it begins a paragraph; none does where the breaks tell nothing.
///
/// A blank line between two sentences is a break; in a text without blank lines, so is a line end. If every sentence
/// stands on a line of its own, the lines are no paragraphs. The first sentence begins one only if others do.
pub(super) fn starts(text: &str, sentences: &[Span]) -> Vec<bool> {
    let gaps = sentences.windows(2).map(|pair| match pair {
        [one, next] => text.get(one.end()..next.start()).unwrap_or_default(),
        _ => "",
    });
    let lines: Vec<usize> = gaps.map(line_ends).collect();
    let least = if lines.iter().any(|&lines| lines > 1) {
        2
    } else {
        1
    };
    let breaks = lines.iter().filter(|&&lines| lines >= least).count();
    if breaks == 0 || breaks == lines.len() {
        return vec![false; sentences.len()];
    }
    let behind = lines.iter().map(|&lines| lines >= least);
    std::iter::once(true).chain(behind).collect()
}

/// The line ends of a gap; `\r\n` is one.
fn line_ends(gap: &str) -> usize {
    let feeds = gap
        .matches(['\n', '\u{2028}', '\u{2029}', '\u{85}'])
        .count();
    let returns = gap.matches('\r').count() - gap.matches("\r\n").count();
    feeds + returns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, Segmenter};

    #[test]
    fn paragraphs_begin_behind_blank_lines_else_behind_line_ends() {
        for (text, expected) in [
            ("One. Two.\n\nThree. Four.", "10 10"),
            ("One.\nTwo.\n\nThree.\nFour.", "10 10"),
            ("One. Two.\r\nThree.\rFour.", "10 1 1"),
            ("One.\nTwo.\nThree.", "000"),
            ("One.\n\nTwo.\n\nThree.", "000"),
            ("One. Two. Three.", "000"),
            ("One.", "0"),
            ("", ""),
        ] {
            let sentences = Segmenter::default().sentences(text, Lang::English);
            let found: String = starts(text, &sentences)
                .into_iter()
                .map(|starts| if starts { '1' } else { '0' })
                .collect();
            assert_eq!(found, expected.replace(' ', ""), "{text:?}");
        }
    }
}
