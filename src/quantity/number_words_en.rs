//! Number words in English from left to right: two hundred and five thousand, 4 thousand 3 hundred and 21.

use super::{
    Amount, Decimal,
    cursor::{Cursor, Numeral},
    lex::Kind,
    numeral_words_en::NumberWord,
};

/// Reads number words from left to right.
pub(super) struct Words<'c, 't> {
    pub(super) cursor: &'c Cursor<'t>,
    pub(super) at: usize,
    pub(super) total: Decimal,
    pub(super) group: Option<Decimal>,
    pub(super) last_scale: Option<i32>,
    pub(super) group_is_literal: bool,
    pub(super) in_hundreds: bool,
}

impl Words<'_, '_> {
    pub(super) fn read(&mut self) {
        while self.step().is_some() {}
    }

    fn step(&mut self) -> Option<()> {
        let mut at = self.at;
        let cursor = self.cursor;
        let started = self.group.is_some() || self.last_scale.is_some();
        // "and" joins after hundred and the scales; a hyphen joins tens and units.
        let and = started && cursor.is_word(at, "and");
        if and {
            let joins = self.in_hundreds || self.group.is_none();
            if !joins {
                return None;
            }
            at += 1;
        } else if cursor.is(at, '-') && started {
            at += 1;
        } else if cursor.is(at, ',') && self.group.is_none() && self.last_scale.is_some() {
            at += 1;
            cursor.number_word(at)?;
        }
        let token = cursor.at(at);
        if token.kind == Kind::Number {
            let value = token.value.filter(|_| token.plain)?;
            let limit = if self.in_hundreds {
                2
            } else {
                i32::from(self.last_scale? as i16)
            };
            let fits = i32::from(token.digits) <= limit && !value.is_zero();
            // "3 hundred and 2 hundred": what follows must be smaller than what stands.
            let next_scale = cursor.number_word(at + 1);
            let larger = match next_scale {
                Some(NumberWord::Hundred) => {
                    self.in_hundreds || self.last_scale.is_some_and(|it| it <= 2)
                }
                Some(NumberWord::Scale(power)) => self.last_scale.is_none_or(|it| power >= it),
                _ => false,
            };
            let free = self.group.is_none() || self.in_hundreds;
            if !fits || larger || !free {
                return None;
            }
            self.group = Some(self.group.unwrap_or(Decimal::ZERO).plus(value)?);
            self.group_is_literal = true;
            self.in_hundreds = false;
            self.at = at + 1;
            return Some(());
        }
        match cursor.number_word(at)? {
            NumberWord::Small(n) => {
                let value = Decimal::of(n);
                let group = match self.group {
                    None => value,
                    Some(group) if self.in_hundreds && n > 0 => {
                        self.in_hundreds = false;
                        group.plus(value)?
                    }
                    // twenty-one, twenty one.
                    Some(group) if self.ends_in_tens() && (1..=9).contains(&n) => {
                        group.plus(value)?
                    }
                    _ => return None,
                };
                if self.group.is_none() && (n == 0 && self.last_scale.is_some()) {
                    return None;
                }
                if (and || self.last_scale.is_some() && self.group.is_none())
                    && self.next_is_larger(at)
                {
                    return None;
                }
                self.group = Some(group);
            }
            NumberWord::Tens(n) => {
                let value = Decimal::of(n);
                self.group = Some(match self.group {
                    None => value,
                    Some(group) if self.in_hundreds => {
                        self.in_hundreds = false;
                        group.plus(value)?
                    }
                    // one twenty two.
                    Some(group)
                        if !self.group_is_literal
                            && self.last_scale.is_none()
                            && !cursor.is(self.at, '-')
                            && group.compare(Decimal::of(10)).is_lt()
                            && !group.is_zero() =>
                    {
                        group.scaled(2)?.plus(value)?
                    }
                    _ => return None,
                });
            }
            NumberWord::Hundred => {
                let group = self.group.filter(|_| !self.in_hundreds)?;
                self.group = Some(group.scaled(2)?);
                self.in_hundreds = true;
            }
            NumberWord::Scale(power) => {
                // three lakh crore: two scales in a row multiply.
                if self.group.is_none() && self.last_scale.is_some() && !self.total.is_zero() {
                    let fits = self.last_scale.is_some_and(|it| it < power);
                    if !fits || and {
                        return None;
                    }
                    self.total = self.total.scaled(power)?;
                    self.last_scale = Some(self.last_scale?.checked_add(power)?);
                } else {
                    if self.last_scale.is_some_and(|it| it <= power) {
                        return None;
                    }
                    let group = self.group.take()?;
                    self.total = if self.total.is_zero() {
                        group.scaled(power)?
                    } else {
                        self.total.plus(group.scaled(power)?)?
                    };
                    self.last_scale = Some(power);
                }
                self.in_hundreds = false;
                self.group_is_literal = false;
            }
            NumberWord::Dozen => {
                let group = self.group.take()?;
                self.group = Some(group.times(Decimal::of(12))?);
                self.at = at + 1;
                return None;
            }
        }
        self.at = at + 1;
        Some(())
    }

    fn ends_in_tens(&self) -> bool {
        let before = self.cursor.before(self.at);
        before.kind == Kind::Word
            && matches!(
                self.cursor.number_word(self.at - 1),
                Some(NumberWord::Tens(_))
            )
    }

    /// Whether the number word at `at` starts a group that is larger than the one before: two numbers, not one.
    fn next_is_larger(&self, at: usize) -> bool {
        match self.cursor.number_word(at + 1) {
            Some(NumberWord::Scale(power)) => self.last_scale.is_some_and(|it| power >= it),
            Some(NumberWord::Hundred) => self.in_hundreds,
            _ => false,
        }
    }

    pub(super) fn finish(self, from: usize) -> Option<Numeral> {
        let value = match self.group {
            Some(group) if self.last_scale.is_some() => self.total.plus(group)?,
            Some(group) => group,
            None => self.total,
        };
        let cursor = self.cursor;
        if cursor.is_word(self.at, "point") && self.last_scale.is_none() {
            let number = cursor.is_number(self.at + 1)
                || matches!(
                    cursor.number_word(self.at + 1),
                    Some(NumberWord::Small(_) | NumberWord::Tens(_))
                );
            if number {
                return cursor.point_en(from, value, self.at);
            }
        }
        let scale = self
            .last_scale
            .filter(|_| self.group.is_none())
            .unwrap_or(0);
        Some(Numeral {
            scale,
            last_scale: scale,
            has_scale: self.last_scale.is_some(),
            ..cursor.numeral_of(Amount::Point(value), from, self.at)
        })
    }
}
