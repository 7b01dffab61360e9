//! One year that is told by two, as it ends in the next: fiscal 2023/24, 2023-24财年, the 2023/24 season, 2023—2024学年.
//!
//! A fiscal year is the second of them in both languages; a season and a year of schools are the period of both.

use super::{
    Field, Moment, Value,
    clock::small,
    cursor::{Cursor, Found},
    lex::Kind,
};

/// What two years are the years of, after them.
const NOUNS_EN: [&str; 17] = [
    "season",
    "seasons",
    "campaign",
    "academic year",
    "academic session",
    "academic years",
    "school year",
    "school years",
    "school session",
    "session",
    "crop year",
    "marketing year",
    "marketing season",
    "sugar season",
    "winter",
    "tax year",
    "tax years",
];

/// The same before them.
const HEADS_EN: [&str; 15] = [
    "season", "year", "years", "session", "winter", "in", "during", "between", "and", "from", "to",
    "since", "for", "of", "by",
];

const NOUNS_ZH: [&str; 18] = [
    "年报",
    "年度",
    "两年期",
    "双年度",
    "赛季",
    "球季",
    "学年度",
    "学年",
    "榨季",
    "雪季",
    "冬季",
    "市场年度",
    "作物年度",
    "销售年度",
    "课税年度",
    "税务年度",
    "纳税年度",
    "周期",
];

pub(super) const FISCAL_ZH: [&str; 4] = ["财政年度", "财年", "会计年度", "财务年度"];

/// Two years one after the other.
#[derive(Copy, Clone, Debug)]
pub(super) struct YearPair {
    pub(super) first: i32,
    pub(super) second: i32,
    pub(super) end: usize,
    /// Whether it may as well be a year and a month: 2011/12.
    may_be_month: bool,
}

impl Cursor<'_> {
    /// Two years, the second right after the first, joined by a sign or in Chinese by 至: 2023/24, 2023-2024, 二〇二三至二〇二四.
    pub(super) fn year_pair(&self, i: usize) -> Option<YearPair> {
        let (first, at, _) = self.year_of_pair(i).filter(|it| it.2 == 4)?;
        if !(1500..=2999).contains(&first) {
            return None;
        }
        let slash = self.is(at, '/').then_some(at + 1);
        let joint = slash
            .or_else(|| self.range_sign(at))
            .or_else(|| self.any_literal(at, &["年至", "年到", "至", "到"]))?;
        let (second, end, digits) = self.year_of_pair(joint)?;
        let next = first + 1;
        let fits = second == next || digits == 2 && second == next % 100;
        // 2023/24/25, 2023-24-1, 2023/24.5.
        let goes_on = self.is_any(end, "-/.") && self.glued(end) && self.is_number(end + 1);
        (fits && !goes_on).then_some(YearPair {
            first,
            second: next,
            end,
            may_be_month: digits == 2 && second <= 12,
        })
    }

    /// A year in digits or characters, its end, and how many digits it has.
    fn year_of_pair(&self, i: usize) -> Option<(i32, usize, u32)> {
        let token = self.at(i);
        if token.kind == Kind::Number {
            let digits = if token.digits == 2 { 2 } else { 4 };
            let fits = token.plain && matches!(token.digits, 2 | 4);
            return fits.then_some((small(token.value)?, i + 1, digits));
        }
        if token.kind != Kind::Han {
            return None;
        }
        let numeral = self
            .numeral_zh(i)
            .filter(|it| !it.has_scale && matches!(it.length, 2 | 4))?;
        let digits = if numeral.length == 2 { 2 } else { 4 };
        Some((numeral.small()?, numeral.end, digits))
    }

    /// the 2023/24 season, the academic year 2023/24, in 2023/24.
    pub(super) fn years_of_en(&self, i: usize) -> Option<Found> {
        let start = i + usize::from(self.is_word(i, "the"));
        let pair = self.year_pair(start)?;
        let noun = self.any_literal(pair.end, &NOUNS_EN).is_some()
            || self.is_one_of(start.wrapping_sub(1), &HEADS_EN);
        let sign = self.is(start + 1, '/');
        (noun || sign && !pair.may_be_month)
            .then(|| Found::new(pair.period(), i, pair.end, "en.period.years"))
    }

    /// 2022-2023两年期, 2023/24赛季: two years at `i` and what they are; their preposition is at `from`.
    pub(super) fn years_of_zh(&self, from: usize, i: usize) -> Option<Found> {
        let found = |value: Value, end: usize| Found::new(value, from, end, "zh.period.years");
        if let Some(pair) = self.year_pair(i) {
            let noun = self.literal(pair.end, "年").unwrap_or(pair.end);
            let named = self
                .any_literal(noun, &NOUNS_ZH)
                .or_else(|| self.any_literal(pair.end, &NOUNS_ZH));
            if let Some(end) = named {
                return Some(found(pair.period(), end));
            }
            let fiscal = self.any_literal(pair.end, &FISCAL_ZH).is_some();
            let sign = self.is_any(i + 1, "/") && !fiscal && !self.is(pair.end, '年');
            return (sign && !pair.may_be_month).then(|| found(pair.period(), pair.end));
        }
        let (from, end) = self.year_range_en(i)?;
        let (to, end) = self.plain_year_en(self.range_sign(end)?)?;
        let end = self.any_literal(end, &NOUNS_ZH)?;
        let value = Value::Period {
            from: Some(from),
            to: Some(to),
        };
        Some(found(value, end))
    }
}

impl YearPair {
    /// Both years.
    fn period(self) -> Value {
        let year = |it| {
            Some(Moment {
                year: Some(Field::At(it)),
                ..Moment::default()
            })
        };
        Value::Period {
            from: year(self.first),
            to: year(self.second),
        }
    }
}
