//! Chinese numbers with what they count, before or after them: 百分之五, 人民币8亿元, 时速80公里, 几公里.

use super::{
    Amount, Decimal, Modifier, TimeUnit, Unit,
    cursor::{Cursor, Numeral},
    fraction_en::exact_ratio,
    fraction_zh::ratio,
    operand::{Measured, Operand},
    value::Scale,
    words_zh::{BEFORE, PREFIXES, UNITS},
};

/// Words between 时速 and the number, or those that modify it.
const BEFORE_SPEED: [&str; 15] = [
    "达到", "达", "最高", "最大", "平均", "一般", "可", "将", "会", "已", "仅", "为", "从", "由",
    "在",
];

impl Cursor<'_> {
    /// A number with what it counts.
    pub(super) fn operand_zh(&self, i: usize, modified: bool) -> Option<Operand> {
        self.prefixed_zh(i)
            .or_else(|| self.speed_zh(i))
            .or_else(|| self.plain_zh(i, modified))
    }

    /// What stands before the number: 百分之, 人民币, $, 摄氏.
    pub(super) fn prefixed_zh(&self, i: usize) -> Option<Operand> {
        let mut at = i;
        let negative = usize::from(self.is(i, '负'));
        let shares = [
            ("百分之", 0, "zh.percent.prefix"),
            ("千分之", -1, "zh.percent.per_mille"),
            ("仟分之", -1, "zh.percent.per_mille"),
            ("万分之", -2, "zh.percent.per_myriad"),
            ("百万分之", -4, "zh.percent.per_million"),
            ("千万分之", -5, "zh.percent.per_million"),
        ];
        let may_be = matches!(self.at(i + negative).first, '百' | '千' | '仟' | '万');
        for (surface, power, rule) in shares.into_iter().filter(|_| may_be) {
            if let Some(start) = self.literal(i + negative, surface) {
                let modified = self.lookup(start, &BEFORE);
                let number = modified.map_or(start, |it| it.1);
                let whole = self.is(number, '百').then(|| Numeral {
                    has_scale: true,
                    ..ratio(Decimal::of(100), Decimal::ONE, number + 1, 1)
                });
                let numeral = self.signed_zh(number).or(whole)?;
                let mut operand = Operand::new(i, start, numeral, Measured::Percent(power), rule)?;
                operand.modifier = modified.map_or(operand.modifier, |it| it.0);
                if negative == 1 {
                    let value = operand.numeral.point()?.negated();
                    operand.amount = Some(Amount::Point(value));
                }
                operand.number_stands = power == 0;
                return Some(operand);
            }
        }
        let scale = |surface: &str, scale| {
            // 零下摄氏12度, 摄氏零下12度
            let lead = self.literal(i, "零下");
            let start = self.literal(lead.unwrap_or(i), surface)?;
            let start = self.any_literal(start, &["温度"]).unwrap_or(start);
            let below = self.literal(start, "零下").or(lead.map(|_| start));
            let mut numeral = self.signed_zh(below.unwrap_or(start))?;
            if below.is_some() {
                numeral.amount = Some(Amount::Point(numeral.point()?.negated()));
            }
            let end = self.any_literal(numeral.end, &["度", "°"])?;
            let mut operand = Operand::new(
                i,
                start,
                numeral,
                Measured::Degrees(scale),
                "zh.temperature.prefix",
            )?;
            operand.to = end;
            Some(operand)
        };
        if let Some(found) =
            scale("摄氏", Scale::Celsius).or_else(|| scale("华氏", Scale::Fahrenheit))
        {
            return Some(found);
        }
        if let Some(start) = self.any_literal(i, &["零下", "负"]) {
            let numeral = self.mixed_zh(start)?;
            if let Some(range) = self.below_zero_zh(i, start, &numeral) {
                return Some(range);
            }
            let (measured, end) = self.lookup(numeral.end, &UNITS)?;
            if matches!(measured, Measured::Degrees(_)) {
                let amount = match numeral.amount? {
                    Amount::Point(value) => Amount::Point(value.negated()),
                    _ => return None,
                };
                let mut operand =
                    Operand::new(i, start, numeral, measured, "zh.temperature.below_zero")?;
                operand.amount = Some(amount);
                operand.to = end;
                return Some(operand);
            }
        }
        let minus = usize::from(self.is_minus(at));
        at += minus;
        let (currency, start) = self.lookup(at, &PREFIXES)?;
        let inner = self.lookup(start, &BEFORE);
        let start = self.any_literal(start, &["$"]).unwrap_or(start);
        let numeral = self.signed_zh(inner.map_or(start, |it| it.1))?;
        let mut measured = Measured::Money(currency);
        let mut end = numeral.end;
        // 人民币8亿元, HK$20亿港元; 港币三个一毫四.
        if let Some((Measured::Money(unit), after)) = self.money_unit_zh(end)
            && unit.overlaps(currency)
            && unit.major().is_none()
        {
            end = after;
            if unit.candidates().count() == 1 {
                measured = Measured::Money(unit);
            }
        }
        let mut operand = Operand::new(i, start, numeral, measured, "zh.money.prefix")?;
        operand.to = end;
        operand.number_stands = false;
        operand.modifier = inner.map_or(operand.modifier, |it| it.0);
        Some(self.compound_money_zh(operand))
    }

    /// 零下5至12度, 零下5至零下12摄氏度: a range below zero, its colder end the lower one.
    fn below_zero_zh(&self, i: usize, start: usize, first: &Numeral) -> Option<Operand> {
        let at = self.connector_zh(first.end)?;
        let above = self.literal(at, "零上");
        let at = self
            .any_literal(at, &["零下", "负"])
            .or(above)
            .unwrap_or(at);
        let second = self.mixed_zh(at)?;
        let (measured @ Measured::Degrees(_), end) = self.lookup(second.end, &UNITS)? else {
            return None;
        };
        let second = match above {
            Some(_) => second.point()?,
            None => second.point()?.negated(),
        };
        let (a, b) = (first.point()?.negated(), second);
        let (low, high) = if a.compare(b).is_lt() { (a, b) } else { (b, a) };
        let mut operand = Operand::new(i, start, *first, measured, "zh.temperature.below_zero")?;
        operand.amount = Some(Amount::range(low, high));
        operand.to = end;
        operand.number_stands = false;
        Some(operand)
    }

    /// 每小时85英里, 时速80公里, 每秒3米.
    pub(super) fn speed_zh(&self, i: usize) -> Option<Operand> {
        let (start, per) = [("每小时", "h"), ("时速", "h"), ("每秒", "s")]
            .into_iter()
            .find_map(|(it, per)| Some((self.literal(i, it)?, per)))?;
        // 时速最高可达80公里, 时速不得超过80公里, 时速从60公里降至50公里.
        let start = (0..3).fold(start, |at, _| {
            self.any_literal(at, &BEFORE_SPEED).unwrap_or(at)
        });
        let (modifier, start) = self.words_before(start, &BEFORE);
        let start = self.any_literal(start, &["为", "在"]).unwrap_or(start);
        let left = self.signed_zh(start)?;
        let right = self
            .connector_zh(left.end)
            .and_then(|at| self.signed_zh(at));
        let numeral = right.unwrap_or(left);
        let (Measured::Unit(unit), end) = self.lookup(numeral.end, &UNITS)? else {
            return None;
        };
        let unit = match (unit.code(), per) {
            ("km", "h") => "km/h",
            ("mi", "h") => "mi/h",
            ("m", "s") => "m/s",
            ("nmi", "h") => "kn",
            _ => return None,
        };
        let unit = Measured::Unit(Unit::from_code(unit)?);
        let mut operand = Operand::new(i, start, numeral, unit, "zh.speed")?;
        if modifier != Modifier::None {
            operand.modifier = modifier;
        }
        if right.is_some() {
            operand.amount = super::cursor::join_range(&left, &numeral);
            operand.number_stands = false;
        }
        operand.to = end;
        Some(operand)
    }

    pub(super) fn plain_zh(&self, i: usize, modified: bool) -> Option<Operand> {
        // 个半小时, 米九: a one is left out.
        if let Some(found) = self.implied_one_zh(i) {
            return Some(found);
        }
        let token = self.at(i);
        if self.is(i, '对')
            && self.is(i + 1, '折')
            && (self.is(i.wrapping_sub(1), '打') || self.is_any(i.wrapping_sub(1), "按以"))
        {
            let half = ratio(Decimal::of(50), Decimal::ONE, i + 2, 2);
            let mut operand =
                Operand::new(i, i, half, Measured::Percent(0), "zh.percent.discount")?;
            operand.number_stands = false;
            return Some(operand);
        }
        let mut numeral = match self.signed_zh(i) {
            Some(numeral) => numeral,
            // 近千, 数千人: a bare scale word after a modifier.
            None if self.is_any(i, "百千万亿")
                && (modified || self.is_hundred_kilometres_zh(i)) =>
            {
                let power = match token.first {
                    '百' => 2,
                    '千' => 3,
                    '万' => 4,
                    _ => 8,
                };
                // 逾百万, 近千亿, 上百万亿: bigger words may follow.
                let (mut power, mut end) = (power, i + 1);
                if self.is(end, '万') && power < 4 {
                    (power, end) = (power + 4, end + 1);
                }
                if self.is(end, '亿') && power < 8 {
                    (power, end) = (power + 8, end + 1);
                }
                Numeral {
                    scale: power,
                    last_scale: power,
                    has_scale: true,
                    ..Numeral::of(Amount::Point(Decimal::power_of_ten(power)?), end, 1)
                }
            }
            None => return self.several_zh(i),
        };
        numeral.amount?;
        // 两位数: how many digits, no amount.
        if self.literal(numeral.end, "位数").is_some() {
            return None;
        }
        if self.is(numeral.end, '年') && self.calendar_year_zh(i) {
            return None;
        }
        // 5 打 is sixty, whatever is counted.
        if self.is(numeral.end, '打') && !self.is_any(numeral.end + 1, "开算败击造破印扮架折")
        {
            let value = numeral.point()?.times(Decimal::of(12))?;
            numeral.amount = Some(Amount::Point(value));
            numeral.end += 1;
            numeral.length += 1;
        }
        let mut operand = Operand::new(i, i, numeral, Measured::Count, "zh.number")?;
        let exact = match numeral.amount {
            Some(Amount::Ratio(a, b)) => exact_ratio(a, b),
            _ => None,
        };
        if let Some(exact) = exact {
            let mut with_unit = operand;
            (with_unit.amount, with_unit.numeral.amount) = (Some(exact), Some(exact));
            self.measure_zh(&mut with_unit);
            if with_unit.measured != Measured::Count {
                operand = with_unit;
            }
        } else {
            self.measure_zh(&mut operand);
        }
        self.add_half_of_one_zh(&mut operand);
        Some(operand)
    }

    /// Whether 百公里 stands for 100 km, what the fuel of a car is counted by: 百公里油耗六升, 每百公里.
    fn is_hundred_kilometres_zh(&self, i: usize) -> bool {
        let end = self.any_literal(i, &["百公里", "百千米"]);
        let is_counted = self.is_any(i.wrapping_sub(1), "上数几好成");
        end.is_some() && !is_counted && !self.number_character(i.wrapping_sub(1))
    }

    /// 几年, 数天, 几公里: a vague number, only before a unit.
    pub(super) fn several_zh(&self, i: usize) -> Option<Operand> {
        if !self.is_any(i, "几数") {
            return None;
        }
        let (measured, end) = self.lookup(i + 1, &UNITS)?;
        let allowed = match measured {
            Measured::Time(unit) => !self.is(i, '数') || unit >= TimeUnit::Hour,
            Measured::Unit(_) | Measured::Money(_) => self.is(i, '几'),
            Measured::Times => true,
            _ => false,
        };
        if !allowed {
            return None;
        }
        let numeral = Numeral::of(Amount::Vague(0), i + 1, 1);
        let mut operand = Operand::new(i, i, numeral, measured, "zh.several")?;
        operand.to = end;
        operand.number_stands = false;
        Some(operand)
    }
}
