//! A number with what it counts: the piece that both languages build quantities from.

use super::{
    Amount, Currency, Decimal, Length, Modifier, TimeUnit, Unit, Value,
    cursor::{Found, Numeral, join_range},
    value::Scale,
};

/// What a number counts.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) enum Measured {
    /// Nothing said, or a measure word.
    Count,
    /// Percent, moved by a power of ten: 1 for 成, −1 for per mille.
    Percent(i32),
    /// Percentage points, moved by a power of ten: −2 for basis points.
    Point(i32),
    Money(Currency),
    Unit(Unit),
    Degrees(Scale),
    Age(TimeUnit),
    Time(TimeUnit),
    /// 倍, times.
    Times,
}

/// A number, what it counts, and where both stand.
#[derive(Copy, Clone, Debug)]
pub(super) struct Operand {
    pub(super) numeral: Numeral,
    pub(super) amount: Option<Amount>,
    pub(super) measured: Measured,
    pub(super) modifier: Modifier,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Tokens of the number alone.
    pub(super) number: (usize, usize),
    /// Whether the number alone is worth reporting: not 180 in `180ml`, not 一 in 一美元.
    pub(super) number_stands: bool,
    pub(super) rule: &'static str,
}

impl Operand {
    /// A number at the token `number` and what it counts, which starts at `from`; `None` for a number too long.
    pub(super) fn new(
        from: usize,
        number: usize,
        numeral: Numeral,
        measured: Measured,
        rule: &'static str,
    ) -> Option<Self> {
        Some(Self {
            numeral,
            amount: Some(numeral.amount?),
            measured,
            modifier: numeral.modifier,
            from,
            to: numeral.end,
            number: (number, numeral.end),
            number_stands: true,
            rule,
        })
    }

    /// The same number with a scale that is written apart from it: the m of £125m.
    pub(super) fn scaled(mut self, power: i32) -> Option<Self> {
        if power > 0 {
            self.amount = Some(self.amount?.scaled(power)?);
            self.numeral.amount = self.amount;
            self.numeral.scale += power;
            self.numeral.last_scale = power;
            self.numeral.has_scale = true;
        }
        Some(self)
    }

    /// The value, or `None` for a number too long.
    pub(super) fn value(&self) -> Option<Value> {
        value(self.amount?, self.measured)
    }

    /// This range, with its upper end as a part.
    pub(super) fn found_range(&self, right: &Self) -> Option<Found> {
        let mut found = self.found()?;
        if let Some(value) = value(right.amount?, self.measured) {
            found.parts.push((right.from, right.to, value));
        }
        Some(found)
    }

    pub(super) fn found(&self) -> Option<Found> {
        let value = self.value()?;
        let mut found = Found::new(value, self.from, self.to, self.rule).modified(self.modifier);
        if self.number_stands
            && self.measured != Measured::Count
            && let Some(amount) = self.numeral.amount
        {
            found = found.with_number(self.number.0, self.number.1, amount);
        }
        Some(found)
    }

    /// The range from this operand to `right`, whose unit it shares or lacks; `None` where they do not fit.
    pub(super) fn to(&self, right: &Self) -> Option<Self> {
        let one_sided = self.measured == Measured::Count || right.measured == Measured::Count;
        let measured = match (self.measured, right.measured) {
            // 100亿元至120亿元人民币: the currency is named once.
            (Measured::Money(a), Measured::Money(b))
                if a.overlaps(b) && a.major().is_none() == b.major().is_none() =>
            {
                let named = |it: Currency| it.candidates().count();
                Measured::Money(if named(b) < named(a) { b } else { a })
            }
            (a, b) if a == b => a,
            (Measured::Count, b) => b,
            (a, Measured::Count) => a,
            _ => return None,
        };
        // 1万元--5万元 are given in full; 1万-5万元 and 两到三万 share what the right one says.
        let amount =
            if self.measured == Measured::Count && right.measured != Measured::Count || one_sided {
                join_range(&self.numeral, &right.numeral)?
            } else {
                match (self.amount?, right.amount?) {
                    (Amount::Point(low), Amount::Point(high)) => Amount::range(low, high),
                    _ => return None,
                }
            };
        Some(Self {
            amount: Some(amount),
            measured,
            to: right.to,
            modifier: Modifier::None,
            number_stands: false,
            ..*self
        })
    }

    /// The sum with a smaller operand right after: 3斤5两, 5 ft 2 in, 一小时三十分. The smaller unit counts.
    pub(super) fn and(&self, smaller: &Self) -> Option<Self> {
        let (Amount::Point(large), Amount::Point(small)) = (self.amount?, smaller.amount?) else {
            return None;
        };
        let (amount, measured) = match (self.measured, smaller.measured) {
            (Measured::Money(major), Measured::Money(minor)) => {
                let fits = minor.major().is_some() && major.overlaps(minor);
                if !fits || major.major().is_some() {
                    return None;
                }
                (large.plus(small.scaled(-2)?)?, self.measured)
            }
            (Measured::Unit(a), Measured::Unit(b)) => {
                let converted = a.convert(large, b)?;
                // 7.8 m, 30 cm above it: two amounts.
                let summable =
                    matches!(a.dimension(), "length" | "mass" | "volume") && large.is_integer();
                if !summable || a == b || a.convert(Decimal::ONE, b)?.compare(Decimal::ONE).is_lt()
                {
                    return None;
                }
                if b.code() == "liang" {
                    // 三斤五两 is 3.5 斤.
                    (large.plus(b.convert(small, a)?)?, self.measured)
                } else {
                    (converted.plus(small)?, smaller.measured)
                }
            }
            _ => return None,
        };
        Some(Self {
            amount: Some(Amount::Point(amount)),
            measured,
            to: smaller.to,
            number_stands: false,
            ..*self
        })
    }
}

/// The value of an amount of something.
pub(super) fn value(amount: Amount, measured: Measured) -> Option<Value> {
    Some(match measured {
        Measured::Count => match amount {
            Amount::Ratio(..) => Value::Fraction { amount },
            _ => Value::Number { amount },
        },
        Measured::Percent(power) => Value::Percent {
            amount: amount.scaled(power)?,
        },
        Measured::Point(power) => Value::PercentPoint {
            amount: amount.scaled(power)?,
        },
        Measured::Money(currency) => Value::Money { amount, currency },
        Measured::Unit(unit) => Value::Measure { amount, unit },
        Measured::Degrees(scale) => Value::Temperature { amount, scale },
        Measured::Times => Value::Multiple {
            factor: amount,
            plus_one: false,
        },
        Measured::Age(unit) => {
            let (low, high) = lengths(amount, unit)?;
            Value::Age { low, high }
        }
        Measured::Time(unit) => {
            let (low, high) = lengths(amount, unit)?;
            Value::Duration { low, high }
        }
    })
}

/// An amount of a unit of time.
pub(super) fn lengths(amount: Amount, unit: TimeUnit) -> Option<(Length, Length)> {
    let (low, high) = amount.bounds()?;
    Some((Length::new(low, unit)?, Length::new(high, unit)?))
}
