//! Numbers in Chinese: digits, characters, financial numerals and mixtures, with 万 and 亿.

use super::{
    Decimal, Modifier,
    cursor::{Cursor, Numeral},
    lex::Kind,
};

/// One piece of a numeral.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A digit or a number in digits; whether it is one character only.
    Digits(Decimal, bool),
    /// Two neighbouring digits as a range: 七八 in 七八十.
    Pair(Decimal, Decimal),
    /// 十 百 千, or a big 万 亿 兆, as a power of ten.
    Unit(i32),
    /// 零 between pieces.
    Zero,
    /// 几 or 数 in place of a digit.
    Some,
    /// 多, 余, 来, 几 after a piece.
    Odd,
}

/// The value of a numeral character that is a digit.
pub(super) const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '两' | '贰' | '俩' => 2,
        '三' | '叁' | '参' | '仨' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

const fn unit(c: char) -> Option<i32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        '兆' => 12,
        _ => return None,
    })
}

/// 廿 卅 卌.
const fn tens(c: char) -> Option<i32> {
    Some(match c {
        '廿' => 2,
        '卅' => 3,
        '卌' => 4,
        _ => return None,
    })
}

/// Whether a numeral may start with this character.
pub(super) const fn starts(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some() || tens(c).is_some() || matches!(c, '几' | '数' | '半')
}

/// A scale character that begins the name of a unit instead: 千米, 兆瓦, 百帕; or a percentage, 百分之.
fn begins_unit(cursor: &Cursor<'_>, i: usize) -> bool {
    let next = cursor.at(i + 1).first;
    match cursor.at(i).first {
        '千' => {
            matches!(
                next,
                '克' | '米' | '瓦' | '卡' | '焦' | '帕' | '巴' | '伏' | '赫'
            ) || next == '字' && cursor.is(i + 2, '节')
        }
        '兆' => matches!(next, '瓦' | '赫' | '帕' | '字' | '比' | '焦'),
        '百' => matches!(next, '帕' | '升') || next == '分' && cursor.is(i + 2, '点'),
        _ => false,
    }
}

impl Cursor<'_> {
    /// The Chinese numeral at `i`, or a number in digits with the Chinese scale words after it.
    ///
    /// Linear in its length. A bare 万, 千 or 百 is none.
    pub(super) fn numeral_zh(&self, i: usize) -> Option<Numeral> {
        let token = self.at(i);
        let possible = token.kind == Kind::Number || token.kind == Kind::Han && starts(token.first);
        if !possible {
            return None;
        }
        self.numerals.at(i, || self.read_numeral_zh(i))
    }

    fn read_numeral_zh(&self, i: usize) -> Option<Numeral> {
        let mut reader = Reader {
            cursor: self,
            items: Vec::with_capacity(8),
            at: i,
            fraction: false,
            literal: true,
            too_long: false,
        };
        reader.read();
        if reader.too_long {
            return Some(Numeral {
                amount: None,
                modifier: Modifier::None,
                end: reader.at,
                scale: 0,
                last_scale: 0,
                has_scale: false,
                literal: true,
                length: reader.at - i,
            });
        }
        reader.numeral(i)
    }
}

pub(super) struct Reader<'c, 't> {
    pub(super) cursor: &'c Cursor<'t>,
    pub(super) items: Vec<Item>,
    pub(super) at: usize,
    /// After a decimal point: only scale words may follow.
    pub(super) fraction: bool,
    pub(super) literal: bool,
    pub(super) too_long: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        while !self.too_long && self.step() {}
    }

    /// Reads one piece; false where the numeral ends.
    fn step(&mut self) -> bool {
        let token = self.cursor.at(self.at);
        match token.kind {
            Kind::Number => self.number(),
            Kind::Han => {
                let c = token.first;
                if digit(c).is_some() {
                    return self.digits();
                }
                if let Some(tens) = tens(c) {
                    if !self.items.is_empty() {
                        return false;
                    }
                    self.literal = false;
                    self.items.push(Item::Digits(Decimal::of(tens), true));
                    self.items.push(Item::Unit(1));
                    self.at += 1;
                    return true;
                }
                if unit(c).is_some() {
                    return self.unit();
                }
                match c {
                    '几' | '数' => self.some(),
                    '多' | '余' | '来' => self.odd(),
                    '点' => self.point(),
                    // 几个亿, 三个亿.
                    '个' => {
                        let scale = self.cursor.is_any(self.at + 1, "亿")
                            || self.cursor.is(self.at + 1, '万')
                                && self.cursor.is(self.at + 2, '亿');
                        if scale && !self.items.is_empty() {
                            self.at += 1;
                        }
                        scale
                            && self
                                .items
                                .last()
                                .is_some_and(|it| !matches!(it, Item::Unit(_)))
                    }
                    _ => false,
                }
            }
            Kind::Sign => {
                let after_number = self.at > 0 && self.cursor.is_number(self.at - 1);
                if token.first == '+' && !token.spaced && after_number && !self.items.is_empty() {
                    let joins = self.cursor.is_number(self.at + 1);
                    if !joins {
                        self.items.push(Item::Odd);
                        self.at += 1;
                    }
                }
                false
            }
            Kind::Word => {
                // 10k, 30w, 3M: glued scale letters, unless they start a longer word.
                let alone = !self.cursor.glued(self.at + 1)
                    || matches!(self.cursor.at(self.at + 1).kind, Kind::Han | Kind::Sign);
                let power = match self.cursor.word(self.at) {
                    "k" => 3,
                    "w" if !token.capital => 4,
                    "m" if token.capital => 6,
                    "b" | "bn" if token.capital || self.cursor.word(self.at) == "bn" => 9,
                    _ => return false,
                };
                let glued = !token.spaced || power == 3;
                let follows = matches!(self.items.last(), Some(Item::Digits(..)));
                if alone && follows && glued {
                    self.items.push(Item::Unit(power));
                    self.at += 1;
                }
                false
            }
            Kind::End => false,
        }
    }

    pub(super) fn number(&mut self) -> bool {
        let token = self.cursor.at(self.at);
        let fresh = matches!(self.items.last(), None | Some(Item::Unit(_) | Item::Zero));
        if !fresh || self.fraction || token.spaced && matches!(self.items.last(), Some(Item::Zero))
        {
            return false;
        }
        let Some(value) = token.value else {
            self.too_long = self.items.is_empty();
            self.at += usize::from(self.too_long);
            return false;
        };
        // 3亿 2024年: a number after white space starts anew, unless it is smaller than the last scale word.
        if let Some(Item::Unit(power)) = self.items.last() {
            let fits = i32::from(token.digits) <= *power;
            if !fits || token.spaced && !self.scale_follows(self.at + 1) {
                return false;
            }
        }
        self.items
            .push(Item::Digits(value, token.digits == 1 && token.plain));
        self.at += 1;
        true
    }

    fn scale_follows(&self, i: usize) -> bool {
        self.cursor.at(i).kind == Kind::Han && unit(self.cursor.at(i).first).is_some()
    }

    /// A run of digit characters: one digit, a string of digits (二〇二四), or a pair that is a range (七八十, 两三个).
    fn digits(&mut self) -> bool {
        if self.fraction {
            return false;
        }
        let start = self.at;
        let mut values = 0usize;
        let mut mantissa: Option<i128> = Some(0);
        let mut pair = (0, 0);
        while let Some(value) = self.digit_at(self.at) {
            let token = self.cursor.at(self.at);
            // 五两 is a weight; 一两个 one or two.
            if token.first == '两' && self.at > start && pair.1 != 1 {
                break;
            }
            // 三千 五百: white space inside is fine before a scale word only.
            if token.spaced
                && self.at > start
                && !self.scale_follows(self.at + 1)
                && !self.cursor.is(self.at + 1, '折')
            {
                break;
            }
            mantissa = mantissa
                .and_then(|it| it.checked_mul(10))
                .and_then(|it| it.checked_add(i128::from(value)));
            pair = (pair.1, value);
            values += 1;
            self.at += 1;
        }
        let last_is = |c| self.cursor.is(self.at - 1, c);
        let after_unit = matches!(self.items.last(), Some(Item::Unit(_)));
        let after_digits = matches!(self.items.last(), Some(Item::Digits(..) | Item::Pair(..)));
        if after_digits || values == 0 {
            self.at = start;
            return false;
        }
        self.literal = false;
        // 零 between pieces; what stands after it follows on its own.
        if self.cursor.is_any(start, "零〇") && !self.items.is_empty() {
            self.items.push(Item::Zero);
            self.at = start + 1;
            return true;
        }
        if values == 1 {
            // 三千两: 两 is the unit of mass here.
            if after_unit && last_is('两') && !self.scale_follows(self.at) {
                self.at = start;
                return false;
            }
            let value = Decimal::of(i32::try_from(pair.1).unwrap_or(0));
            self.items.push(Item::Digits(value, true));
            return true;
        }
        let rising = pair.0 > 0 && (pair.1 == pair.0 + 1 || pair == (3, 5));
        let counted = self.scale_follows(self.at) && !begins_unit(self.cursor, self.at)
            || self.cursor.at(self.at).kind == Kind::Han
                && !self.cursor.is_any(self.at, "年点折分")
            || self.cursor.is(start, '两');
        if values == 2 && rising && counted {
            let value = |n: u32| Decimal::of(i32::try_from(n).unwrap_or(0));
            self.items.push(Item::Pair(value(pair.0), value(pair.1)));
            return true;
        }
        if after_unit || matches!(self.items.last(), Some(Item::Zero)) {
            // 一百二十一二 is nothing; keep the first digit.
            self.at = start + 1;
            let value = self.digit_at(start).unwrap_or(0);
            self.items.push(Item::Digits(
                Decimal::of(i32::try_from(value).unwrap_or(0)),
                true,
            ));
            return true;
        }
        match mantissa.and_then(|it| Decimal::new(it, 0)) {
            Some(value) => {
                self.items.push(Item::Digits(value, false));
                true
            }
            None => {
                self.too_long = self.items.is_empty();
                if !self.too_long {
                    self.at = start;
                }
                false
            }
        }
    }

    fn digit_at(&self, i: usize) -> Option<u32> {
        let token = self.cursor.at(i);
        (token.kind == Kind::Han).then(|| digit(token.first))?
    }

    fn unit(&mut self) -> bool {
        if begins_unit(self.cursor, self.at) {
            return false;
        }
        let Some(power) = unit(self.cursor.at(self.at).first) else {
            return false;
        };
        if self.items.is_empty() {
            // A number starts with 十; with 百, 千 or 万 only if a digit follows (千三, 百二万).
            let digit_follows = self.digit_at(self.at + 1).is_some_and(|it| it > 0);
            let alone = !self.cursor.glued(self.at);
            let next = self.cursor.at(self.at + 2);
            let closed = next.kind != Kind::Han || unit(next.first).is_some_and(|it| it > power);
            if power > 1 && !(power < 4 && digit_follows && alone && closed) {
                return false;
            }
        }
        // 二十十, 百百: not a number any more. Big words may pile up (万亿), small ones may not.
        if let Some(Item::Unit(before)) = self.items.last()
            && (power < 4 && *before <= power || power < 4 && *before >= 4 && power > 1)
        {
            return false;
        }
        if self.items.len() > 64 {
            self.too_long = true;
            return false;
        }
        self.literal = false;
        self.items.push(Item::Unit(power));
        self.at += 1;
        true
    }

    fn some(&mut self) -> bool {
        let first = self.items.is_empty();
        let several = self.cursor.is(self.at, '几');
        if first {
            let scale = self.scale_follows(self.at + 1)
                || self.cursor.is(self.at + 1, '个') && self.cursor.is_any(self.at + 2, "亿万");
            if scale {
                self.items.push(Item::Some);
                self.literal = false;
                self.at += 1;
            }
            return scale;
        }
        // 十几, 二十几万.
        let after_small = matches!(self.items.last(), Some(Item::Unit(_)));
        if several && after_small {
            self.items.push(Item::Odd);
            self.at += 1;
        }
        several && after_small
    }

    fn odd(&mut self) -> bool {
        let after_unit = matches!(self.items.last(), Some(Item::Unit(_)));
        let after_digits =
            matches!(self.items.last(), Some(Item::Digits(_, single)) if self.literal && !single);
        let fits = match self.cursor.at(self.at).first {
            '来' => after_unit && !self.cursor.is_any(self.at + 1, "自到看说源"),
            '多' => (after_unit || after_digits) && !self.cursor.is_any(self.at + 1, "于云达"),
            _ => after_unit || after_digits,
        };
        if fits {
            self.items.push(Item::Odd);
            self.at += 1;
        }
        fits
    }

    /// 点 and the digits after it, unless a time of day is meant: 三点二十, 三点五分.
    pub(super) fn point(&mut self) -> bool {
        if self.fraction {
            return false;
        }
        let mut digits = String::new();
        let mut at = self.at + 1;
        let after_literal = self.at > 0 && self.cursor.is_number(self.at - 1);
        let token = self.cursor.at(at);
        if token.kind == Kind::Number && token.plain && !after_literal {
            digits = self
                .cursor
                .text
                .get(token.start..token.end)
                .unwrap_or_default()
                .to_owned();
            at += 1;
        } else {
            while let Some(value) = self.digit_at(at).filter(|_| digits.len() < 30) {
                if self.cursor.is(at, '两') {
                    break;
                }
                digits.extend(char::from_digit(value, 10));
                at += 1;
            }
        }
        let clock = self.cursor.is_any(at, "十拾刻")
            || self.cursor.is(at, '分') && !self.cursor.is_any(at + 1, "之钟")
            || self.cursor.is(at, '半');
        let Some(whole) = self
            .evaluate(false)
            .filter(|_| !digits.is_empty() && !clock)
        else {
            return false;
        };
        let places = i32::try_from(digits.chars().count()).unwrap_or(i32::MAX);
        let fraction = digits
            .chars()
            .map(|c| {
                c.to_digit(10)
                    .map_or('0', |d| char::from_digit(d, 10).unwrap_or('0'))
            })
            .collect::<String>()
            .parse::<i128>()
            .ok()
            .and_then(|it| Decimal::new(it, -places));
        let Some(value) = fraction.and_then(|it| whole.plus(it)) else {
            return false;
        };
        self.items.clear();
        self.items.push(Item::Digits(value, false));
        self.fraction = true;
        self.at = at;
        true
    }
}
