//! Days, weeks and months in Chinese.

use super::{
    DayPart, Edge, Field, Modifier, Moment,
    cursor::{Cursor, Words},
    lex::Kind,
    number_zh,
    series::NUMBERED_ZH,
    vocabulary,
};

/// Days counted from today.
pub(super) const DAYS: Words<i32> = Words::new(&[
    ("大大后天", 4),
    ("大后天", 3),
    ("大后日", 3),
    ("大前天", -3),
    ("大前日", -3),
    ("今天", 0),
    ("今日", 0),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
    ("后日", 2),
    ("昨天", -1),
    ("昨日", -1),
    ("前天", -2),
    ("前日", -2),
    ("当天", 0),
    ("当日", 0),
    ("次日", 1),
    ("翌日", 1),
    ("听日", 1),
]);

/// A day and a part of it in one word.
pub(super) const DAY_PARTS: Words<(i32, DayPart)> = Words::new(&[
    ("今晚上", (0, DayPart::Evening)),
    ("昨晚上", (-1, DayPart::Evening)),
    ("明晚上", (1, DayPart::Evening)),
    ("今晚", (0, DayPart::Evening)),
    ("昨晚", (-1, DayPart::Evening)),
    ("明晚", (1, DayPart::Evening)),
    ("前晚", (-2, DayPart::Evening)),
    ("后晚", (2, DayPart::Evening)),
    ("今早", (0, DayPart::Morning)),
    ("明早", (1, DayPart::Morning)),
    ("昨早", (-1, DayPart::Morning)),
    ("昨夜", (-1, DayPart::Night)),
    ("今夜", (0, DayPart::Night)),
    ("明晨", (1, DayPart::Morning)),
    ("今晨", (0, DayPart::Morning)),
    ("当晚", (0, DayPart::Evening)),
    ("今朝", (0, DayPart::Morning)),
]);

pub(super) const MONTHS: Words<i32> = Words::new(&[
    ("上上个月", -2),
    ("上上月", -2),
    ("上个月", -1),
    ("上月", -1),
    ("上一个月", -1),
    ("本月", 0),
    ("这个月", 0),
    ("这月", 0),
    ("今个月", 0),
    ("当月", 0),
    ("下个月", 1),
    ("下月", 1),
    ("下一个月", 1),
    ("下下个月", 2),
    ("下下月", 2),
    ("今月", 0),
    ("该月", 0),
    ("前个月", -1),
    ("这一个月", 0),
    ("此月", 0),
]);

/// Holidays with a date of their own: month and day.
const HOLIDAYS: [(&str, i32, i32); 20] = [
    ("国庆节", 10, 1),
    ("国庆", 10, 1),
    ("元旦", 1, 1),
    ("元旦节", 1, 1),
    ("教师节", 9, 10),
    ("劳动节", 5, 1),
    ("五一劳动节", 5, 1),
    ("儿童节", 6, 1),
    ("情人节", 2, 14),
    ("圣诞节", 12, 25),
    ("圣诞", 12, 25),
    ("平安夜", 12, 24),
    ("妇女节", 3, 8),
    ("青年节", 5, 4),
    ("愚人节", 4, 1),
    ("植树节", 3, 12),
    ("万圣节", 10, 31),
    ("建军节", 8, 1),
    ("光棍节", 11, 11),
    ("新年", 1, 1),
];

/// The days of the week, after 周.
pub(super) const WEEKDAYS: Words<u8> = Words::new(&[
    ("一", 1),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("日", 7),
    ("天", 7),
]);

/// Holidays on the nth weekday of a month: month, weekday, which.
const WEEKDAY_HOLIDAYS: [(&str, i32, u8, i8); 3] = [
    ("母亲节", 5, 7, 2),
    ("父亲节", 6, 7, 3),
    ("感恩节", 11, 4, 4),
];

impl Cursor<'_> {
    /// The date fields from the coarsest to the finest.
    pub(super) fn date_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let mut at = i;
        let mut found = false;
        if let Some(((days, part), end)) = self.words(i, DAY_PARTS) {
            it.day = Some(Field::Offset(days));
            it.day_part = Some(part);
            return Some(end);
        }
        if let Some((days, end)) = self.words(i, DAYS) {
            it.day = Some(Field::Offset(days));
            return Some(end);
        }
        if let Some(end) = self.weekday_zh(i, it) {
            return Some(end);
        }
        if let Some(end) = self.decade_zh(i, it) {
            return Some(end);
        }
        if let Some(end) = self.year_zh(i, it) {
            (at, found) = (end, true);
            at = self
                .any_literal(at, &["的"])
                .filter(|next| {
                    let mut probe = Moment::default();
                    self.week_of_year_zh(*next, &mut probe)
                        .or_else(|| self.literal(*next, "第"))
                        .or_else(|| self.quarter_zh(*next, &mut probe))
                        .or_else(|| self.month_zh(*next, &mut probe))
                        .or_else(|| self.season_zh(*next, &mut probe))
                        .is_some()
                })
                .unwrap_or(at);
        }
        if let Some(end) = self.quarter_zh(at, it) {
            if let Some((edge, to)) =
                self.words(
                    end,
                    const {
                        Words::new(&[("初", Edge::Early), ("末", Edge::Late), ("底", Edge::Late)])
                    },
                )
            {
                it.edge = Some(edge);
                return Some(to);
            }
            return Some(end);
        }
        if let Some(end) = self.holiday_zh(at, it) {
            return Some(end);
        }
        if let Some(end) = self
            .season_zh(at, it)
            .filter(|_| found || self.before(i).kind != Kind::Han || !self.glued(i))
        {
            return found.then_some(end);
        }
        if found {
            if let Some(end) = self.week_of_year_zh(at, it) {
                return Some(end);
            }
            if let Some(end) = self.literal(at, "首月") {
                it.month = Some(Field::At(1));
                return Some(end);
            }
            if let Some(numeral) = self.literal(at, "第").and_then(|it| self.numeral_zh(it)) {
                if let (Some(end), Some(count @ 1..=31)) =
                    (self.literal(numeral.end, "天"), numeral.small())
                {
                    (it.month, it.day) = (Some(Field::At(1)), Some(Field::At(count)));
                    return Some(end);
                }
                if let (Some(end), Some(count @ 1..=12)) = (
                    self.any_literal(numeral.end, &["个月", "月"]),
                    numeral.small(),
                ) {
                    it.month = Some(Field::At(count));
                    return Some(end);
                }
            }
            if let Some((edge, end)) = self.words(
                at,
                const {
                    Words::new(&[
                        ("初", Edge::Early),
                        ("年初", Edge::Early),
                        ("伊始", Edge::Early),
                        ("底", Edge::Late),
                        ("年底", Edge::Late),
                        ("末", Edge::Late),
                        ("年末", Edge::Late),
                        ("中", Edge::Mid),
                        ("年中", Edge::Mid),
                        ("中期", Edge::Mid),
                        ("终", Edge::Late),
                        ("尾", Edge::Late),
                    ])
                },
            ) {
                let word = self.is(at, '中')
                    && !self.is_any(at + 1, "期旬，。")
                    && self.at(at + 1).kind == Kind::Han
                    || self.is(at, '初')
                        && self.is_any(at + 1, "中次级步期衷创始一二三四五六七八九十");
                if !word {
                    it.edge = Some(edge);
                    return Some(end);
                }
            }
        }
        if let Some(end) = self.month_zh(at, it) {
            (at, found) = (end, true);
            let of = self.any_literal(at, &["的"]).unwrap_or(at);
            if let Some(end) = self.month_part_zh(of, it) {
                return Some(end);
            }
            if let Some(end) = self
                .nth_weekday_zh(of, it)
                .or_else(|| self.week_of_year_zh(of, it))
            {
                return Some(end);
            }
            if let Some(numeral) = self.literal(of, "第").and_then(|it| self.numeral_zh(it))
                && let (Some(end), Some(day)) = (self.literal(numeral.end, "天"), numeral.small())
            {
                it.day = Some(Field::At(day));
                return Some(end);
            }
        }
        if let Some(end) = self.day_zh(at, it) {
            return Some(end);
        }
        if found { Some(at) } else { None }
    }

    /// Holidays with a date of their own in the common calendar.
    pub(super) fn holiday_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        // 新年 is none by itself, but behind a year.
        if !self.has(i, vocabulary::HOLIDAY_ZH) && !self.is(i, '新') {
            return None;
        }
        if let Some((month, weekday, nth, end)) =
            WEEKDAY_HOLIDAYS
                .iter()
                .find_map(|(word, month, weekday, nth)| {
                    Some((*month, *weekday, *nth, self.literal(i, word)?))
                })
        {
            (it.month, it.weekday, it.nth) = (Some(Field::At(month)), Some(weekday), Some(nth));
            return Some(end);
        }
        let (month, day, end) = HOLIDAYS
            .iter()
            .filter_map(|(word, month, day)| Some((*month, *day, self.literal(i, word)?)))
            .max_by_key(|it| it.2)?;
        (it.month, it.day) = (Some(Field::At(month)), Some(Field::At(day)));
        Some(end)
    }

    /// Whether a holiday is named at `i`; its characters are too common for the table of starters.
    pub(super) fn holiday_starts_zh(&self, i: usize) -> bool {
        self.has(i, vocabulary::HOLIDAY_ZH) && self.holiday_zh(i, &mut Moment::default()).is_some()
    }

    pub(super) fn week_of_year_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let at = self.literal(i, "第")?;
        let numeral = self.numeral_zh(at)?;
        let end = self.any_literal(numeral.end, &["个星期", "星期", "个周", "周", "个礼拜"])?;
        it.week = Some(Field::At(numeral.small()?));
        Some(end)
    }

    pub(super) fn nth_weekday_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let (nth, at) = if let Some(at) = self.literal(i, "最后一个") {
            (-1, at)
        } else {
            let at = self.literal(i, "第")?;
            let numeral = self.numeral_zh(at)?;
            (
                i8::try_from(numeral.small()?).ok()?,
                self.literal(numeral.end, "个")?,
            )
        };
        let mut day = Moment::default();
        let end = self.weekday_zh(at, &mut day)?;
        (it.weekday, it.nth) = (day.weekday, Some(nth));
        Some(end)
    }

    pub(super) fn month_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if let Some(end) = self.any_literal(i, &["上半月", "下半月", "上半个月", "下半个月"])
        {
            let late = self.is(i, '下');
            it.month = Some(Field::Offset(0));
            it.edge = Some(if late { Edge::Late } else { Edge::Early });
            return Some(end);
        }
        if let Some((by, end)) = self.words(i, MONTHS) {
            it.month = Some(Field::Offset(by));
            return Some(self.literal(end, "份").unwrap_or(end));
        }
        if let Some(end) = self.literal(i, "正月") {
            it.month = Some(Field::At(1));
            return Some(end);
        }
        let numeral = self.numeral_zh(i)?;
        let end = self.literal(numeral.end, "月")?;
        let value = numeral.small().filter(|it| (1..=12).contains(it))?;
        if self.is_any(end, "球饼嫂票刊") {
            return None;
        }
        it.month = Some(Field::At(value));
        Some(self.literal(end, "份").unwrap_or(end))
    }

    pub(super) fn month_part_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let (edge, end) = self.words(
            i,
            const {
                Words::new(&[
                    ("上旬", Edge::Early),
                    ("初", Edge::Early),
                    ("月初", Edge::Early),
                    ("上半月", Edge::Early),
                    ("上半个月", Edge::Early),
                    ("中旬", Edge::Mid),
                    ("中", Edge::Mid),
                    ("月中", Edge::Mid),
                    ("下旬", Edge::Late),
                    ("底", Edge::Late),
                    ("月底", Edge::Late),
                    ("末", Edge::Late),
                    ("月末", Edge::Late),
                    ("下半月", Edge::Late),
                    ("尾", Edge::Late),
                ])
            },
        )?;
        // 五月初三: the third of the lunar month.
        let lunar = self.is(i, '初') && self.number_character_zh(i + 1)
            || end == i + 1
                && self.is(i, '中')
                && self.at(i + 1).kind == Kind::Han
                && !self.is_any(i + 1, "的");
        if lunar {
            return None;
        }
        it.edge = Some(edge);
        Some(end)
    }

    pub(super) fn number_character_zh(&self, i: usize) -> bool {
        self.at(i).kind == Kind::Han && number_zh::digit(self.at(i).first).is_some()
    }

    /// 昨（4）日, as newspapers of Taiwan and Hong Kong write: the day of the month stands inside the word for the day.
    fn bracketed_day_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let open = self.any_literal(i, &["今", "昨", "明", "前", "后"])?;
        let start = self.any_literal(open, &["（", "("])?;
        let numeral = self.numeral_zh(start)?;
        let day = numeral.small().filter(|it| (1..=31).contains(it))?;
        let close = self.any_literal(numeral.end, &["）", ")"])?;
        let end = self.any_literal(close, &["日", "天"])?;
        it.day = Some(Field::At(day));
        Some(end)
    }

    pub(super) fn day_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if let Some(end) = self.bracketed_day_zh(i, it) {
            return Some(end);
        }
        let month_given = it.month.is_some();
        let numeral = self
            .numeral_zh(i)
            .filter(|it| it.modifier == Modifier::None)?;
        let value = numeral.small().filter(|it| (1..=31).contains(it))?;
        let end = self.any_literal(numeral.end, &["日", "号"]);
        let Some(end) = end else {
            // 1月3, 八月十五: only right behind the month, with nothing counted.
            let next = self.at(numeral.end);
            let closed = next.kind != Kind::Han
                && !self.is_any(numeral.end, "%-")
                && next.kind != Kind::Word
                || self.is_any(numeral.end, "的上下早晚到至，");
            let spelt = !numeral.literal || !self.at(i).spaced;
            if month_given && closed && spelt && self.glued(i) {
                it.day = Some(Field::At(value));
                return Some(numeral.end);
            }
            return None;
        };
        let sun = self.is(end - 1, '日');
        let word =
            sun && self.is_any(end, "元本圆币经报常前后内来间均益渐趋出光照用") && !month_given
                || sun && self.is_any(end, "元圆币本") && !self.is(end + 1, '时')
                || !sun && self.is_any(end, "楼线码房车机院厅店召角文令称门厂路")
                || !sun && self.any_literal(end, &NUMBERED_ZH).is_some()
                || sun && !month_given && self.is_any(end, "之");
        if word {
            return None;
        }
        it.day = Some(Field::At(value));
        Some(end)
    }

    /// 周一, 下周三, 上个礼拜天, 周末, 本周, 上上周.
    pub(super) fn weekday_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        const WHICH: Words<i32> = Words::new(&[
            ("上上个", -2),
            ("上上", -2),
            ("上个", -1),
            ("上一个", -1),
            ("上一", -1),
            ("上", -1),
            ("本", 0),
            ("这个", 0),
            ("这一", 0),
            ("这", 0),
            ("今个", 0),
            ("今", 0),
            ("当", 0),
            ("下下个", 2),
            ("下下", 2),
            ("下个", 1),
            ("下一个", 1),
            ("下一", 1),
            ("下", 1),
            ("该", 0),
            ("过去一", -1),
            ("过去的一", -1),
            ("未来一", 1),
            ("前一", -1),
        ]);
        let which = self.words(i, WHICH);
        let at = which.map_or(i, |it| it.1);
        let week = self.any_literal(at, &["星期", "礼拜", "周"])?;
        let offset = which.map(|it| Field::Offset(it.0));
        if let Some(end) = self
            .literal(week, "末")
            .or_else(|| self.literal(week, "末"))
        {
            it.weekend = true;
            it.week = offset;
            return Some(end);
        }
        let before = self.before(i);
        let word = which.is_none()
            && before.kind == Kind::Han
            && self.glued(i)
            && "四一两几二三五六七八九十双多名黑".contains(before.first);
        if let Some((day, end)) = self.words(week, WEEKDAYS) {
            // 周一 but not 周一帆, 两周三次; 星期天气.
            let counted = self.is_any(end, "次家种项条名位个年月级等点")
                && !self.is_any(end, "点年月")
                || self.is(end - 1, '天') && self.is_any(end, "气津");
            if !word && !counted {
                it.weekday = Some(day);
                it.week = offset;
                return Some(end);
            }
        }
        offset?;
        let part = self.words(
            week,
            const { Words::new(&[("初", Edge::Early), ("末", Edge::Late)]) },
        );
        it.week = offset;
        if let Some((edge, end)) = part {
            it.edge = Some(edge);
            return Some(end);
        }
        Some(week)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::words_zh::HOLIDAY_STARTERS;

    #[test]
    fn no_holiday_begins_with_a_character_that_is_not_listed() {
        let names = HOLIDAYS.iter().map(|it| it.0);
        for name in names.chain(WEEKDAY_HOLIDAYS.iter().map(|it| it.0)) {
            let is_listed = name.starts_with(|c| HOLIDAY_STARTERS.contains(c));
            assert_eq!(is_listed, !name.starts_with('新'), "{name}");
        }
    }
}
