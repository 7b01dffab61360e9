//! What modifying words do to a number, the same in both languages.

use super::{Amount, Decimal, Modifier, cursor::Cursor, table::Table};

impl Cursor<'_> {
    /// Up to two modifying words at `i`: what the first means and where they end. 至少约, more than about.
    pub(super) fn words_before(&self, i: usize, words: &Table<Modifier>) -> (Modifier, usize) {
        let (mut modifier, mut at) = (Modifier::None, i);
        for _ in 0..2 {
            let Some((next, end)) = self.lookup(at, words) else {
                break;
            };
            if modifier == Modifier::None {
                modifier = next;
            }
            at = end;
        }
        (modifier, at)
    }
}

/// The range that a lower and an upper bound leave, in either order; `None` for two bounds of one kind or an empty range.
pub(super) fn between(a: (Modifier, Decimal), b: (Modifier, Decimal)) -> Option<Amount> {
    let up = |it| matches!(it, Modifier::Over | Modifier::AtLeast);
    let down = |it| matches!(it, Modifier::Under | Modifier::AtMost);
    let (low, high) = if up(a.0) && down(b.0) {
        (a.1, b.1)
    } else if down(a.0) && up(b.0) {
        (b.1, a.1)
    } else {
        return None;
    };
    low.compare(high)
        .is_lt()
        .then_some(Amount::Range(low, high))
}

/// The modifier of a number with words on both sides; bounds win over approximation.
pub(super) const fn combined(before: Modifier, after: Modifier) -> Modifier {
    match (before, after) {
        (before, Modifier::None) => before,
        (Modifier::None | Modifier::About, after) => after,
        // 不到…以下 and 至少…以上 say the same twice.
        (before, _) => before,
    }
}
