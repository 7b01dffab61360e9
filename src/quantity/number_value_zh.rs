//! What the pieces of a Chinese numeral are worth together.

use super::{
    Amount, Decimal, Modifier,
    cursor::Numeral,
    number_zh::{Item, Reader},
};

impl Reader<'_, '_> {
    /// The value, taking the lower or the higher digit of pairs.
    pub(super) fn evaluate(&self, higher: bool) -> Option<Decimal> {
        let mut done = Decimal::ZERO;
        let mut section = Decimal::ZERO;
        let mut digit: Option<(Decimal, bool)> = None;
        let (mut last_big, mut last_unit) = (i32::MAX, None);
        let mut empty = true;
        for item in &self.items {
            match *item {
                Item::Digits(value, single) => digit = Some((value, single)),
                Item::Pair(low, high) => digit = Some((if higher { high } else { low }, false)),
                Item::Some => digit = Some((Decimal::ONE, false)),
                Item::Zero => last_unit = None,
                Item::Odd => {}
                Item::Unit(power @ 1..=3) => {
                    let count = digit.take().map_or(Decimal::ONE, |it| it.0);
                    section = section.plus(count.scaled(power)?)?;
                    last_unit = Some(power);
                    empty = false;
                    continue;
                }
                Item::Unit(power) => {
                    let count = match digit.take() {
                        Some((count, single)) => {
                            // 百二万 is 120 万.
                            let elided = last_unit.filter(|it| *it > 1 && *it < 4 && single);
                            section.plus(match elided {
                                Some(power) => count.scaled(power - 1)?,
                                None => count,
                            })?
                        }
                        None => section,
                    };
                    section = Decimal::ZERO;
                    if last_big < power || empty_section(count, last_unit, empty) {
                        done = if done.is_zero() && count.is_zero() {
                            return None;
                        } else {
                            done.plus(count)?.scaled(power)?
                        };
                        last_big = if last_big == i32::MAX {
                            power
                        } else {
                            last_big.checked_add(power)?
                        };
                    } else {
                        done = done.plus(count.scaled(power)?)?;
                        last_big = power;
                    }
                    last_unit = Some(power);
                    empty = true;
                    continue;
                }
            }
            empty = false;
        }
        let mut rest = section;
        if let Some((value, single)) = digit {
            // 三万五, 一百二: the last digit stands one place below the unit before it.
            let elided = last_unit.filter(|it| *it > 1 && single && !value.is_zero());
            rest = rest.plus(match elided {
                Some(power) => value.scaled(power - 1)?,
                None => value,
            })?;
        }
        done.plus(rest)
    }

    pub(super) fn numeral(self, from: usize) -> Option<Numeral> {
        let mut items: &[Item] = &self.items;
        let mut end = self.at;
        // A trailing 零 belongs to no number.
        while let [rest @ .., Item::Zero] = items {
            items = rest;
            end -= 1;
        }
        if items.is_empty() {
            return None;
        }
        let odd = items.iter().any(|it| matches!(it, Item::Odd));
        let vague = matches!(items.first(), Some(Item::Some));
        let trailing = || {
            items
                .iter()
                .rev()
                .skip_while(|it| **it == Item::Odd)
                .map_while(|it| match it {
                    Item::Unit(power) => Some(*power),
                    Item::Odd => Some(0),
                    _ => None,
                })
        };
        let units = items
            .iter()
            .filter(|it| matches!(it, Item::Unit(_)))
            .count();
        let scale: i32 = trailing().fold(0, i32::saturating_add);
        let last_scale = trailing().next().unwrap_or(0);
        let amount = if vague {
            Amount::Vague(self.evaluate(false)?.last_digit_place())
        } else {
            Amount::range(self.evaluate(false)?, self.evaluate(true)?)
        };
        let place = match items.last() {
            Some(Item::Unit(_)) => scale,
            _ => 0,
        };
        let amount = match amount {
            // 三百五十万 is stated to the last digit that stands, not to the last scale word alone.
            Amount::Point(value) if units > 0 && !self.fraction => {
                let stated = value.place();
                let fine = if self.literal || place == 0 {
                    stated
                } else {
                    stated.min(place)
                };
                Amount::Point(value.at_place(fine.max(value.place())))
            }
            other => other,
        };
        Some(Numeral {
            amount: Some(amount),
            modifier: if odd { Modifier::Odd } else { Modifier::None },
            end,
            scale,
            last_scale,
            has_scale: units > 0,
            literal: self.literal,
            length: end - from,
        })
    }
}

/// Whether nothing stands between the last scale word and this one: 万亿.
fn empty_section(count: Decimal, last_unit: Option<i32>, empty: bool) -> bool {
    count.is_zero() && empty && last_unit.is_some()
}
