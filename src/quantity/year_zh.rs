//! Years, fiscal years, quarters, decades and centuries in Chinese.

use super::{
    Decimal, Edge, Field, Modifier, Moment, Value,
    clock::small,
    cursor::{Cursor, Found, Words},
    lex::Kind,
    number_zh,
    year_pair::FISCAL_ZH,
};

/// What makes another word of 后 behind a number: 后天, 后卫, 后来.
const OTHER_BEHIND: &str = "天卫来期续面方边勤备者排场台缀";

pub(super) const YEARS: Words<i32> = Words::new(&[
    ("大前年", -3),
    ("大后年", 3),
    ("今年", 0),
    ("去年", -1),
    ("明年", 1),
    ("前年", -2),
    ("后年", 2),
    ("上年度", -1),
    ("本年度", 0),
    ("上年", -1),
    ("本年", 0),
    ("上一年", -1),
    ("下一年", 1),
    ("来年", 1),
    ("上财年", -1),
    ("本财年", 0),
    ("下财年", 1),
    ("上一财年", -1),
    ("下一年度", 1),
    ("旧年", -1),
    ("下年", 1),
    ("这一年", 0),
    ("今年度", 0),
]);

pub(super) const QUARTERS: Words<i32> = Words::new(&[
    ("上上个季度", -2),
    ("上个季度", -1),
    ("上季度", -1),
    ("上一季度", -1),
    ("上季", -1),
    ("本季度", 0),
    ("这个季度", 0),
    ("本季", 0),
    ("下个季度", 1),
    ("下季度", 1),
    ("下一季度", 1),
    ("下下个季度", 2),
]);

pub(super) const SEASONS: Words<i32> = Words::new(&[
    ("春季", 1),
    ("夏季", 2),
    ("秋季", 3),
    ("冬季", 4),
    ("春天", 1),
    ("夏天", 2),
    ("秋天", 3),
    ("冬天", 4),
]);

impl Cursor<'_> {
    /// 19世纪80年代, 上世纪六七十年代 (its first decade), 本世纪初, 九十年代.
    pub(super) fn decade_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let mut at = i;
        let mut century = None;
        if let Some((by, end)) = self.words(
            i,
            const {
                Words::new(&[
                    ("上个世纪", -1),
                    ("上世纪", -1),
                    ("本世纪", 0),
                    ("这个世纪", 0),
                    ("下个世纪", 1),
                    ("下世纪", 1),
                ])
            },
        ) {
            (century, at) = (Some(Field::Offset(by)), end);
        } else if let Some(numeral) = self.numeral_zh(i)
            && let (Some(value), Some(end)) = (numeral.small(), self.literal(numeral.end, "世纪"))
        {
            (century, at) = (Some(Field::At(value.checked_sub(1)?)), end);
        }
        let of = self.literal(at, "的").unwrap_or(at);
        let edge = |at: usize, it: &mut Moment| {
            self.words(
                at,
                const {
                    Words::new(&[
                        ("初期", Edge::Early),
                        ("初", Edge::Early),
                        ("早期", Edge::Early),
                        ("末期", Edge::Late),
                        ("末", Edge::Late),
                        ("后期", Edge::Late),
                        ("后叶", Edge::Late),
                        ("晚期", Edge::Late),
                        ("中期", Edge::Mid),
                        ("中叶", Edge::Mid),
                        ("前期", Edge::Early),
                    ])
                },
            )
            .map(|(edge, end)| {
                it.edge = Some(edge);
                end
            })
        };
        if let Some(numeral) = self.numeral_zh(of)
            && let Some(end) = self.literal(numeral.end, "年代")
        {
            let tens = |value: Decimal| {
                let value = i32::try_from(value.to_integer()?).ok()?;
                match (value, century) {
                    (10..=90, Some(Field::At(century))) => {
                        Some(century.checked_mul(10)?.checked_add(value / 10)?)
                    }
                    (10..=90, Some(Field::Offset(-1))) => Some(190 + value / 10),
                    (10..=90, Some(Field::Offset(0))) => Some(200 + value / 10),
                    (10..=90, None) => Some(value / 10),
                    (1000..=2990, None) => Some(value / 10),
                    _ => None,
                }
            };
            let (low, _) = numeral.amount?.bounds()?;
            it.decade = Some(Field::At(tens(low)?));
            return edge(end, it).or(Some(end));
        }
        if at == i {
            return None;
        }
        it.century = century;
        edge(at, it).or(Some(at))
    }

    /// 80后, 九零后, 00后: those born in the 1980s, 1990s, 2000s; others are called by the number alone.
    pub(super) fn born_zh(&self, i: usize) -> Option<Found> {
        let tens = |c: char| match c {
            '零' | '〇' | '○' => Some(0),
            _ => number_zh::digit(c).and_then(|it| i32::try_from(it).ok()),
        };
        let token = self.at(i);
        let (number, end) = match token.kind {
            Kind::Number if token.plain && token.digits == 2 => (small(token.value)?, i + 1),
            Kind::Han if self.is_any(i + 1, "零〇○") => (tens(token.first)? * 10, i + 2),
            _ => return None,
        };
        let decade = match number {
            0 => 200,
            50..=90 if number % 10 == 0 => 190 + number / 10,
            _ => return None,
        };
        // 80后天, 60后卫; 达到80后, 1080后.
        let is_other = self.is_any(end + 1, OTHER_BEHIND)
            || self.glued(i)
                && (self.is_any(i.wrapping_sub(1), "到达过于第满.-/")
                    || self.number_character(i.wrapping_sub(1)));
        if !self.is(end, '后') || !self.glued(end) || is_other {
            return None;
        }
        let at = Moment {
            decade: Some(Field::At(decade)),
            ..Moment::default()
        };
        let number = Value::number(Decimal::of(number));
        let found = Found::new(Value::Date { at }, i, end + 1, "zh.date.born");
        Some(found.or(number))
    }

    pub(super) fn year_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if let Some((by, end)) = self.words(i, YEARS) {
            it.year = Some(Field::Offset(by));
            it.fiscal = self.is(end - 1, '年') && self.is(end - 2, '财');
            return Some(
                self.any_literal(end, &["度", "的"])
                    .filter(|_| self.is(end, '度'))
                    .unwrap_or(end),
            );
        }
        if let Some(end) = self.any_literal(i, &["年初", "年底", "年末", "年终", "年中"])
        {
            let bound = self.before(i).kind == Kind::Han
                && self.glued(i)
                && (self.is_number(i.wrapping_sub(1))
                    || "财今去明前后半多几一二三四五六七八九十百千上本来全整每这那"
                        .contains(self.before(i).first));
            if bound || self.is_number(i.wrapping_sub(1)) {
                return None;
            }
            it.year = Some(Field::Offset(0));
            it.edge = Some(match self.at(i + 1).first {
                '初' => Edge::Early,
                '中' => Edge::Mid,
                _ => Edge::Late,
            });
            return Some(end);
        }
        if let Some(end) = self.literal(i, "同年").or_else(|| self.literal(i, "当年")) {
            // The year that the text speaks of: no year of its own.
            let mut probe = Moment::default();
            return self.month_zh(end, &mut probe).map(|_| end);
        }
        // FY2024, 2024财年, 2024/25财年: the year that it ends in.
        if self.is_one_of(i, &["fy"]) && self.is_number(i + 1) && self.glued(i + 1) {
            let (year, end) = match self.year_pair(i + 1) {
                Some(pair) => (pair.second, pair.end),
                None => (small(self.at(i + 1).value)?, i + 2),
            };
            (it.year, it.fiscal) = (Some(Field::At(year)), true);
            return Some(self.literal(end, "财年").unwrap_or(end));
        }
        if let Some(pair) = self.year_pair(i)
            && let Some(end) = self.any_literal(pair.end, &FISCAL_ZH)
        {
            (it.year, it.fiscal) = (Some(Field::At(pair.second)), true);
            return Some(end);
        }
        if let Some(end) = self.republic_year_zh(i, it) {
            return Some(end);
        }
        let numeral = self
            .numeral_zh(i)
            .filter(|it| it.modifier == Modifier::None)?;
        let value = numeral.small()?;
        let end = numeral.end;
        if let Some(to) = self.any_literal(end, &FISCAL_ZH) {
            (it.year, it.fiscal) = (Some(Field::At(value)), (1..=2999).contains(&value));
            return Some(to);
        }
        let to = self.literal(end, "年")?;
        let next = self.at(to);
        let digits = self.four_digit_year(i) && value >= 1000 && !self.years_counted_zh(i);
        // 97年4月, 15年3月2日, 20年第52周; 三年 is a duration.
        let leading_zero = numeral.literal && self.at(i).digits == 2 && value < 10;
        let short = leading_zero
            || (0..=99).contains(&value)
                && (numeral.literal && self.at(i).digits == 2
                    || numeral.length == 2 && !numeral.has_scale)
                && self.before(i).kind != Kind::Number
                && (self.month_zh(to, &mut Moment::default()).is_some()
                    || self.literal(to, "第").is_some()
                    || self.is_any(to, "底初末")
                    || self.quarter_zh(to, &mut Moment::default()).is_some());
        if !digits && !short
            || next.kind == Kind::Han && next.first == '前' && value < 100 && !leading_zero
        {
            return None;
        }
        it.year = Some(Field::At(value));
        Some(
            self.any_literal(to, &["度"])
                .filter(|_| !self.is_any(to + 1, "假日过"))
                .unwrap_or(to),
        )
    }

    /// 民国98年, 民國元年: years counted from 1912.
    fn republic_year_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let at = self.literal(i, "民国")?;
        let (count, end) = match self.literal(at, "元年") {
            Some(end) => (1, end),
            None => {
                let numeral = self.numeral_zh(at)?;
                (numeral.small()?, self.literal(numeral.end, "年")?)
            }
        };
        // 民国三年间, 民国38年来: so many years in the Republic are none either.
        let year = (1..=199).contains(&count) && !self.is_any(end, "间来代");
        it.year = Some(Field::At(1911 + count)).filter(|_| year);
        it.year.map(|_| end)
    }

    pub(super) fn quarter_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if let Some((half, end)) = self.words(
            i,
            const {
                Words::new(&[
                    ("上半年度", 1),
                    ("上半年", 1),
                    ("下半年", 2),
                    ("前半年", 1),
                    ("后半年", 2),
                    ("上半财年", 1),
                    ("下半财年", 2),
                ])
            },
        ) {
            // 提前半年: half a year ahead, no half of one.
            let word = self.is_any(i, "前后")
                && self.glued(i)
                && self.is_any(i.wrapping_sub(1), "提之以此随今最");
            if word {
                return None;
            }
            it.half = Some(Field::At(half));
            return Some(end);
        }
        if let Some((by, end)) = self.words(i, QUARTERS) {
            it.quarter = Some(Field::Offset(by));
            return Some(end);
        }
        if self.is_one_of(i, &["q", "h"]) && self.glued(i + 1) && self.at(i).capital {
            let number = small(self.at(i + 1).value).filter(|_| {
                self.at(i + 1).plain && !(self.glued(i + 2) && self.at(i + 2).kind == Kind::Word)
            })?;
            let quarter = self.is_word(i, "q");
            if (1..=if quarter { 4 } else { 2 }).contains(&number) {
                if quarter {
                    it.quarter = Some(Field::At(number))
                } else {
                    it.half = Some(Field::At(number))
                }
                return Some(i + 2);
            }
        }
        if let Some(end) = self.any_literal(i, &["首季", "首个季度", "首季度"]) {
            it.quarter = Some(Field::At(1));
            return Some(end);
        }
        if let Some(end) = self.any_literal(i, &["末季", "末季度"]) {
            it.quarter = Some(Field::At(4));
            return Some(end);
        }
        let ordinal = self.literal(i, "第");
        let numeral = self.numeral_zh(ordinal.unwrap_or(i))?;
        let fiscal = self.any_literal(numeral.end, &["财政季度", "财季", "财年季度"]);
        let end = fiscal.or_else(|| {
            self.any_literal(
                numeral.end,
                if ordinal.is_some() {
                    &["季度", "个季度", "季"]
                } else {
                    &["季度", "季报"]
                },
            )
        })?;
        let value = numeral.small().filter(|it| (1..=4).contains(it))?;
        it.quarter = Some(Field::At(value));
        it.fiscal |= fiscal.is_some();
        Some(if self.is(end - 1, '报') {
            end - 1
        } else {
            end
        })
    }

    pub(super) fn season_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let (season, end) = self.words(i, SEASONS)?;
        it.season = Some(Field::At(season));
        Some(end)
    }
}
