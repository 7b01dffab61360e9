//! What modifying words do to a number, the same in both languages.

use super::{
    Amount, Decimal, Modifier, cursor::Cursor, lex::Kind, table::Table, words_en, words_zh,
};

impl Cursor<'_> {
    /// Up to two modifying words at `i`: what the first means and where they end. 至少约, more than about.
    pub(super) fn words_before(&self, i: usize, words: &Table<Modifier>) -> (Modifier, usize) {
        let (mut modifier, mut at) = (Modifier::None, i);
        for _ in 0..2 {
            let Some((next, end)) = self.bound_before(at, words) else {
                break;
            };
            if modifier == Modifier::None {
                modifier = next;
            }
            at = end;
        }
        (modifier, at)
    }

    /// The modifying word at `i`, with the negation before it: 不得超过, not exceed.
    pub(super) fn bound_before(
        &self,
        i: usize,
        words: &Table<Modifier>,
    ) -> Option<(Modifier, usize)> {
        let listed = self.lookup(i, words);
        let negation = if self.at(i).kind == Kind::Word {
            self.negation_en(i)
        } else {
            self.any_literal(i, &words_zh::NEGATIONS)
        };
        let negated = negation.and_then(|at| {
            let (modifier, end) = self.lookup(at, words)?;
            Some((turned(modifier)?, end))
        });
        match (listed, negated) {
            (Some((Modifier::Over, end)), None) if self.is_forbidden(i) => {
                Some((Modifier::AtMost, end))
            }
            (Some((modifier @ (Modifier::Over | Modifier::Under), end)), None)
                if self.has_none(i) =>
            {
                Some((turned(modifier)?, end))
            }
            (Some(listed), Some(negated)) if listed.1 >= negated.1 => Some(listed),
            (listed, negated) => negated.or(listed),
        }
    }

    /// The end of a negation at `i`: not, cannot, not to be.
    fn negation_en(&self, i: usize) -> Option<usize> {
        let not = self.is_one_of(i, &words_en::NEGATIONS).then_some(i + 1)?;
        let to = not + usize::from(self.is_word(not, "to"));
        Some(to + usize::from(self.is_word(to, "be")))
    }

    /// Whether a negation stands before `i` in the same clause: not expected to open, not for sale.
    pub(super) fn is_denied_en(&self, i: usize) -> bool {
        // As far as verb, object and place reach.
        const REACH: usize = 8;
        let before = (1..=REACH).map_while(|back| i.checked_sub(back));
        let mut clause =
            before.take_while(|at| self.at(*at).kind == Kind::Word || self.is_any(*at, "'-"));
        clause.any(|at| {
            let short = self.is(at, '\'') && self.is_word(at + 1, "t");
            short || self.is_one_of(at, &words_en::DENIALS)
        })
    }

    /// Whether nothing is what is told at `i`: no share exceeding 3%, none above it, without exceeding it, 无一超过3%.
    fn has_none(&self, i: usize) -> bool {
        // A noun and its attributes.
        const WORDS: usize = 4;
        if self.at(i).kind != Kind::Word {
            let one = i.checked_sub(2).filter(|at| *at + 2 == i);
            let longer = (3..=6).filter_map(|back| i.checked_sub(back));
            return one.into_iter().chain(longer).any(|at| {
                let end = self.any_literal(at, &words_zh::NOBODY);
                end.is_some_and(|end| end <= i && (end..i).all(|at| self.at(at).kind == Kind::Han))
            });
        }
        let before = i.wrapping_sub(1);
        if self.is_word(before, "without") {
            return true;
        }
        // No doubt more than 20, no rain over two days; but no bag weighing more than 20 kg.
        let is_loose = self.is_one_of(i, &["more", "over", "fewer", "less", "topped", "well"]);
        if is_loose && !(self.at(before).kind == Kind::Word && self.word(before).ends_with("ing")) {
            return false;
        }
        let mut back = (1..=WORDS).map_while(|back| i.checked_sub(back));
        let first = back.find(|at| {
            self.at(*at).kind != Kind::Word
                || self.is_one_of(*at, &words_en::NOBODY)
                || self.is_one_of(*at, &words_en::BEYOND_NEGATION)
        });
        first.is_some_and(|at| {
            self.is_one_of(at, &words_en::NOBODY)
                && !self.is_one_of(
                    at + 1,
                    &["doubt", "question", "wonder", "surprise", "matter"],
                )
        })
    }

    /// Whether what is told at `i` is forbidden, by a negation that a verb parts from it: may not bring more than two,
    /// 不得携带超过20公斤.
    pub(super) fn is_forbidden(&self, i: usize) -> bool {
        // A verb, and what it has: a participle, a noun of two characters.
        const WORDS: usize = 3;
        const CHARACTERS: usize = 6;
        if self.at(i).kind == Kind::Word {
            let mut before = (1..=WORDS).map_while(|back| i.checked_sub(back));
            return before
                .find(|at| {
                    self.at(*at).kind != Kind::Word
                        || self.is_one_of(*at, &words_en::NEGATIONS)
                        || self.is_one_of(*at, &words_en::BEYOND_NEGATION)
                })
                .is_some_and(|at| {
                    // mustn't exceed
                    let short = self.is(at, '\'')
                        && self.is_word(at + 1, "t")
                        && self.glued(at)
                        && self.word(at.wrapping_sub(1)).ends_with('n');
                    short
                        || self.is_word(at, "cannot")
                        || self.is_word(at, "not")
                            && self.is_one_of(at.wrapping_sub(1), &words_en::MODALS)
                });
        }
        let mut before = (1..=CHARACTERS).map_while(|back| i.checked_sub(back));
        before
            .find(|at| {
                self.at(*at).kind != Kind::Han
                    || self.is_any(*at, words_zh::BEYOND_NEGATION)
                    || self.is_any(*at, "不勿无")
            })
            .is_some_and(|at| {
                let start = at.wrapping_sub(usize::from(self.is(at, '勿')));
                self.any_literal(start, &words_zh::MODALS).is_some()
            })
    }
}

/// A bound behind a negation: what must not be more is at most. `None` of what is no strict bound.
const fn turned(modifier: Modifier) -> Option<Modifier> {
    match modifier {
        Modifier::Over => Some(Modifier::AtMost),
        Modifier::Under => Some(Modifier::AtLeast),
        _ => None,
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
