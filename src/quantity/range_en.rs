//! Ranges, sums in two units, scores and parts in English.

use super::{
    Amount, Decimal, Value,
    change::is_nearer,
    clock::small,
    cursor::{Cursor, Found, Numeral},
    lex::Kind,
    number_zh,
    operand::{Measured, Operand},
    time_en::CHANGES,
    value::Scale,
    words_en::AFTER,
};

/// Whether the first number, in the scale that only the second one says, is the larger, and not out of all proportion: from 50
/// to 35 million, but not from 500 to 2 million.
fn is_fall(left: &Operand, right: &Operand) -> bool {
    let scale = right.numeral.scale;
    let ends = left.numeral.point().zip(right.numeral.point());
    scale > left.numeral.scale
        && left.numeral.scale == 0
        && ends.is_some_and(|(a, b)| {
            let scaled = a.scaled(scale);
            scaled.is_some_and(|it| it.compare(b).is_gt() && is_nearer(it, a, b))
        })
}

impl Cursor<'_> {
    /// goalless draw, nil-nil: a result without goals. Languages that say so without figures leave it out: no goals are a second
    /// reading.
    pub(super) fn goalless_en(&self, i: usize) -> Option<Found> {
        let end = if self.is_one_of(i, &["goalless", "scoreless"]) {
            const ENDED: [&str; 10] = [
                "drew", "ended", "finished", "remained", "stayed", "draw", "level", "was", "is",
                "still",
            ];
            let drawn = self.is_one_of(i + 1, &["draw", "tie", "stalemate", "deadlock", "game"]);
            let ended = self.is_one_of(i.wrapping_sub(1), &ENDED);
            (drawn || ended).then_some(i + 1 + usize::from(drawn))?
        } else {
            let all = ["nil-nil", "nil - nil", "nil nil", "nil-all", "nil all"];
            self.any_literal(i, &all)?
        };
        let (left, right) = (Decimal::ZERO, Decimal::ZERO);
        let found = Found::new(Value::Score { left, right }, i, end, "en.score.goalless");
        Some(found.or(Value::number(Decimal::ZERO)))
    }

    /// The range that starts with `left`, and its end. `opening` is the word before it.
    pub(super) fn range_en(
        &self,
        left: &Operand,
        opening: Option<&str>,
    ) -> Option<(Operand, Operand)> {
        let to = left.to;
        if self.changed_en(left, opening) {
            return None;
        }
        let connector = match opening {
            Some("between") => self
                .is_one_of(to, &["and", "to"])
                .then_some(to + 1)
                .or_else(|| self.range_sign(to)),
            Some("from") => self
                .is_one_of(to, &["to", "through", "and", "till", "until"])
                .then_some(to + 1)
                .or_else(|| self.range_sign(to)),
            Some(_) => return None,
            None => self
                .is_one_of(to, &["to", "through"])
                .then_some(to + 1)
                .or_else(|| {
                    (self.is_word(to, "or")
                        && (matches!(left.measured, Measured::Percent(_))
                            || self.neighbours_en(left, to + 1)))
                    .then_some(to + 1)
                })
                .or_else(|| self.range_sign(to)),
        }?;
        // 18- to 29-year-olds.
        let connector = if self.is_word(connector, "to") {
            connector + 1
        } else {
            connector
        };
        let (_, at) = self.modifier_en(connector);
        let (right, _) = self.compound_en(self.operand_en(at)?);
        if self.in_year_en(left, &right)
            || self.opened_by_from(left, opening) && is_fall(left, &right)
        {
            return None;
        }
        // 1-222-2222 is a telephone number.
        if self.is_any(to, "-")
            && self.is_any(right.to, "-")
            && self.glued(right.to)
            && self.is_number(right.to + 1)
        {
            return None;
        }
        let rising = match (left.amount?.bounds(), right.amount?.bounds()) {
            (Some((a, _)), Some((b, _))) => {
                a.compare(b).is_lt() || right.numeral.scale > left.numeral.scale
            }
            _ => false,
        };
        if !rising || self.among_scores_en(left) {
            return None;
        }
        if left.measured != Measured::Count
            && right.measured == Measured::Count
            && opening.is_none()
            && !matches!(left.measured, Measured::Money(_))
        {
            return None;
        }
        // "-" without spaces between plain numbers: years and codes are left to the dates.
        Some((left.to(&right)?, right))
    }

    /// Whether `left` is the year of an amount before it: from 1.2 million in 2010 to 1.5 million in 2020.
    fn in_year_en(&self, left: &Operand, right: &Operand) -> bool {
        // As far as an amount and its unit reach.
        const REACH: usize = 6;
        let before = left.from.wrapping_sub(1);
        let of_change = || {
            (1..=REACH)
                .filter_map(|back| before.checked_sub(back))
                .any(|at| self.is_word(at, "from"))
        };
        self.is_word(before, "in")
            && self.is_calendar_year(left.from)
            && !self.is_calendar_year(right.from)
            && (right.measured != Measured::Count || right.numeral.has_scale || of_change())
    }

    fn opened_by_from(&self, left: &Operand, opening: Option<&str>) -> bool {
        let from = left.from.wrapping_sub(1);
        opening == Some("from") || opening.is_none() && self.is_word(from, "from")
    }

    /// Whether `from` before `left` stands behind a verb of change: raised its forecast from $2 billion to $2.5 billion tells two
    /// values. Bare numbers are left as ranges: whether they are hours, places or counts is not told.
    fn changed_en(&self, left: &Operand, opening: Option<&str>) -> bool {
        // As far as verb, object and its attributes reach.
        const REACH: usize = 7;
        let from = left.from.wrapping_sub(1);
        if !self.opened_by_from(left, opening) || left.measured == Measured::Count {
            return false;
        }
        (1..=REACH)
            .map_while(|back| from.checked_sub(back))
            .take_while(|at| !self.is_any(*at, ".;?!:"))
            .any(|at| self.is_one_of(at, &CHANGES))
    }

    /// Whether `left` begins one of several scores: 6-4, 3-6, 7-6. A falling pair beside it shows that they are no ranges.
    fn among_scores_en(&self, left: &Operand) -> bool {
        let pair = |at: usize| {
            let side = |at: usize| {
                small(self.at(at).value).filter(|_| self.at(at).plain && self.at(at).digits <= 2)
            };
            let joined = self.is(at + 1, '-') && self.glued(at + 1) && self.glued(at + 2);
            joined.then(|| side(at).zip(side(at + 2)))?
        };
        let falls = |at: usize| pair(at).is_some_and(|(a, b)| a > b);
        let at = left.from;
        let listed = |sign: usize| self.is(sign, ',') || self.is_word(sign, "and");
        left.measured == Measured::Count
            && pair(at).is_some()
            && (at >= 4 && listed(at - 1) && falls(at - 4)
                || listed(at + 3) && falls(at + 4)
                || at >= 8 && listed(at - 1) && listed(at - 5) && falls(at - 8))
    }

    /// Whether `or` joins a small number and the next: seven or eight. Both are meant as a guess at one number.
    fn neighbours_en(&self, left: &Operand, at: usize) -> bool {
        let small = |numeral: &Numeral| {
            numeral
                .small()
                .filter(|it| (1..=20).contains(it) && !numeral.has_scale)
        };
        let next = self.numeral_en(at).and_then(|it| small(&it));
        let listed = self.is(left.from.wrapping_sub(1), ',');
        left.measured == Measured::Count
            && !listed
            && small(&left.numeral).is_some_and(|it| next == Some(it + 1))
    }

    /// 5 feet 2 inches, 20 dollars and 43 cents, an hour and 45 minutes, 2 hours ten.
    pub(super) fn compound_en(&self, operand: Operand) -> (Operand, Vec<Operand>) {
        let (mut sum, mut pieces) = (operand, vec![operand]);
        for _ in 0..4 {
            let Some((next, piece)) = self.smaller_en(&sum) else {
                break;
            };
            sum = next;
            pieces.push(piece);
        }
        (sum, pieces)
    }

    /// 5 feet 2 inches may as well be told in feet: a reading of its own.
    pub(super) fn larger_en(&self, first: &Measured, sum: &Operand, found: &mut Found) {
        if let (Measured::Unit(large), Measured::Unit(small), Some(Amount::Point(value))) =
            (*first, sum.measured, sum.amount)
            && large != small
            && let Some(value) = small.convert(value, large)
        {
            let amount = Amount::Point(value);
            found.readings.push(Value::Measure {
                amount,
                unit: large,
            });
        }
    }

    pub(super) fn smaller_en(&self, sum: &Operand) -> Option<(Operand, Operand)> {
        let mut at = sum.to;
        at += usize::from(self.is(at, ',') && matches!(sum.measured, Measured::Unit(_)));
        let and = self.is_word(at, "and");
        at += usize::from(and);
        match sum.measured {
            Measured::Unit(_) => {
                let next = self.plain_en(at)?;
                Some((sum.and(&next)?, next))
            }
            Measured::Money(currency) => {
                let next = self.plain_en(at)?;
                if let Some(sum) = sum.and(&next) {
                    return Some((sum, next));
                }
                // 20 dollars 43, $20 43, 17 USD 25: cents without their name.
                let cents = next.numeral.small().filter(|it| (1..100).contains(it))?;
                let spoken = !self.is_number(at) || self.at(at).digits == 2 && self.at(at).plain;
                let bare = next.measured == Measured::Count && currency.major().is_none();
                let words_or_close = !sum.numeral.has_scale && !self.is(sum.to, ',');
                let closed = !matches!(self.at(next.to).kind, Kind::Word)
                    || self.is_one_of(next.to, &["and", "more", "they"]);
                let fresh = match sum.amount? {
                    Amount::Point(value) => value.is_integer(),
                    _ => false,
                };
                (bare && spoken && words_or_close && closed && fresh).then(|| {
                    let Amount::Point(value) = sum.amount? else {
                        return None;
                    };
                    let total = value.plus(Decimal::new(i128::from(cents), -2)?)?;
                    let total = Operand {
                        amount: Some(Amount::Point(total)),
                        to: next.to,
                        number_stands: false,
                        ..*sum
                    };
                    Some((total, next))
                })?
            }
            _ => None,
        }
    }

    /// 5-2, 31-27, 5:2, 5比2.
    pub(super) fn score(&self, left: &Operand) -> Option<Found> {
        let token = self.at(left.from);
        let digit_of = |i: usize| {
            let token = self.at(i);
            (token.kind == Kind::Han).then(|| number_zh::digit(token.first))?
        };
        let small = |i: usize| {
            let token = self.at(i);
            if let Some(digit) = number_zh::digit(token.first).filter(|_| token.kind == Kind::Han) {
                // 三比二, with nothing but the figure on both sides.
                let spoken = digit_of(i + 1).is_none() && token.first != '两';
                return i32::try_from(digit)
                    .ok()
                    .filter(|_| spoken)
                    .map(Decimal::of);
            }
            let short = token.kind == Kind::Number && token.plain && token.digits <= 3;
            short.then_some(token.value).flatten()
        };
        let spoken = token.kind == Kind::Han;
        if spoken && !self.is(left.to, '比') {
            return None;
        }
        let a = small(left.from)
            .filter(|_| left.to == left.from + 1 && left.measured == Measured::Count)?;
        let connects =
            self.is_any(left.to, "-:") && !self.at(left.to).spaced || self.is(left.to, '比');
        let b = small(left.to + 1)
            .filter(|_| connects && (!self.at(left.to + 1).spaced || self.is(left.to, '比')))?;
        let end = left.to + 2;
        let chained = self.is_any(end, "-:/.") && self.glued(end) && self.is_number(end + 1);
        let hour = a.compare(Decimal::of(24)).is_le();
        let colon_time = self.is(left.to, ':')
            && self.at(left.to + 1).digits == 2
            && hour
            && b.compare(Decimal::of(60)).is_lt();
        let before = self.before(left.from);
        let chained_before = self.glued(left.from)
            && before.kind == Kind::Sign
            && matches!(before.first, '-' | ':' | '/' | '.' | '$');
        let unit = self.at(end).kind == Kind::Word && self.glued(end)
            || self.is_any(end, "%年月日号点时个万亿元")
            || spoken && self.is_any(end, "定般样些直切十百千点次");
        if chained || chained_before || unit || colon_time {
            return None;
        }
        let leading_zero = self
            .text
            .get(token.start..token.end)
            .is_some_and(|it| it.starts_with('0') && it.len() > 1);
        (!leading_zero)
            .then(|| Found::new(Value::Score { left: a, right: b }, left.from, end, "score"))
    }

    /// one in ten, two out of five hundred.
    pub(super) fn one_in_en(&self, left: &Operand) -> Option<Found> {
        if left.measured != Measured::Count || left.numeral.has_scale {
            return None;
        }
        let out_of = self.literal(left.to, "out of");
        let at = out_of.or_else(|| self.literal(left.to, "in"))?;
        let at = self.any_literal(at, &["every", "each"]).unwrap_or(at);
        let right = self
            .plain_en(at)
            .filter(|it| it.measured == Measured::Count || out_of.is_some())?;
        let (a, b) = (left.numeral.point()?, right.numeral.point()?);
        let part = a.compare(b).is_lt() && !a.is_zero();
        let sure = out_of.is_some() && !self.is_number(left.from)
            || a.same_value(Decimal::ONE) && !self.is_number(at)
            // one in 10 adults
            || a.same_value(Decimal::ONE)
                && !self.is_number(left.from)
                && b.compare(Decimal::of(1000)).is_le()
                && (self.word(right.to).ends_with('s')
                    || self.is_one_of(right.to, &["people", "children", "women", "men"]))
            // three in four voters
            || out_of.is_none()
                && !self.is_number(left.from)
                && !self.is_number(at)
                && b.compare(Decimal::of(20)).is_le()
                && self.at(right.to).kind == Kind::Word
                && self.word(right.to).ends_with('s')
            || a.compare(Decimal::of(10)).is_lt()
                && b.compare(Decimal::of(10)).is_le()
                && self.is_number(at)
                && self.suffix_follows_en(right.numeral.end);
        let amount = Amount::Ratio(a, b);
        (part && sure).then(|| {
            let mut found = Found::new(
                Value::Fraction { amount },
                left.from,
                right.numeral.end,
                "en.fraction.in",
            )
            .with_number(left.from, right.numeral.end, amount);
            self.suffix_en(&mut found);
            found
        })
    }

    /// 2 below zero; 2000 over 3.
    pub(super) fn count_words_en(&self, left: &Operand) -> Option<Found> {
        let value = left.numeral.point()?;
        if let Some(end) = self.any_literal(left.to, &["below zero", "below freezing"]) {
            let value = Value::Temperature {
                amount: Amount::Point(value.negated()),
                scale: Scale::Degree,
            };
            return Some(Found::new(
                value,
                left.from,
                end,
                "en.temperature.below_zero",
            ));
        }
        let right = self.plain_en(self.literal(left.to, "over")?)?;
        let below = right.numeral.point().filter(|it| !it.is_zero())?;
        let alone = right.measured == Measured::Count && self.at(right.to).kind != Kind::Word;
        alone.then(|| {
            let amount = Amount::Ratio(value, below);
            Found::new(
                Value::Fraction { amount },
                left.from,
                right.to,
                "en.fraction.over",
            )
        })
    }

    pub(super) fn suffix_follows_en(&self, i: usize) -> bool {
        self.lookup(i, &AFTER).is_some()
    }
}
