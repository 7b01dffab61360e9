//! Times of day and parts of the day in Chinese.

use super::{
    DayPart, Decimal, Moment,
    clock::small,
    cursor::{Cursor, Words},
    lex::Kind,
    number_zh,
};

pub(super) const PARTS: Words<DayPart> = Words::new(&[
    ("凌晨", DayPart::Dawn),
    ("清晨", DayPart::Morning),
    ("早上", DayPart::Morning),
    ("早晨", DayPart::Morning),
    ("早间", DayPart::Morning),
    ("朝早", DayPart::Morning),
    ("上午", DayPart::Forenoon),
    ("中午", DayPart::Noon),
    ("正午", DayPart::Noon),
    ("下午", DayPart::Afternoon),
    ("午后", DayPart::Afternoon),
    ("晏昼", DayPart::Afternoon),
    ("傍晚", DayPart::Evening),
    ("晚上", DayPart::Evening),
    ("晚间", DayPart::Evening),
    ("夜晚", DayPart::Evening),
    ("夜间", DayPart::Night),
    ("夜里", DayPart::Night),
    ("深夜", DayPart::Night),
    ("午夜", DayPart::Night),
    ("半夜", DayPart::Night),
    ("早", DayPart::Morning),
    ("晚", DayPart::Evening),
    ("晨", DayPart::Morning),
]);

impl Cursor<'_> {
    pub(super) fn day_part_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let (part, end) = self.words(i, PARTS)?;
        let short = end == i + 1;
        let time_follows =
            self.number_character_zh(end) || self.is_number(end) || self.is_any(end, "十廿");
        let fits = !short
            || it.has_day()
                && (time_follows || self.at(end).kind != Kind::Han || self.is_any(end, "的间"));
        if !fits {
            return None;
        }
        it.day_part = Some(part);
        Some(end)
    }

    /// The part of the day and the time.
    pub(super) fn day_time_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let mut at = i;
        if let Some(end) = self.day_part_zh(i, it) {
            at = self
                .any_literal(end, &["的"])
                .filter(|next| self.time_of_day_zh(*next, &mut Moment::default()).is_some())
                .unwrap_or(end);
        }
        if let Some(end) = self.time_of_day_zh(at, it) {
            if let (Some(part), Some(hour)) = (it.day_part, it.hour) {
                let afternoon =
                    matches!(part, DayPart::Afternoon | DayPart::Evening | DayPart::Night)
                        || part == DayPart::Noon && hour < 10;
                if hour == 12 && matches!(part, DayPart::Evening | DayPart::Night) {
                    // 夜里12点 is the end of the day.
                    it.hour = Some(24);
                } else if afternoon && (hour < 12 && !(part == DayPart::Night && hour < 5)) {
                    it.hour = Some(hour + 12);
                }
                it.either_half = false;
            }
            return Some(end);
        }
        (at > i).then_some(at)
    }

    /// The minutes of 差五分, at most half an hour, and the token after them.
    fn short_of_zh(&self, i: usize) -> Option<(u8, usize)> {
        let at = self.literal(i, "差")?;
        if let Some(end) = self.literal(at, "一刻") {
            return Some((15, end));
        }
        let numeral = self.numeral_zh(at)?;
        let minutes = u8::try_from(numeral.small()?).ok()?;
        let end = self.any_literal(numeral.end, &["分钟", "分"])?;
        (1..=30).contains(&minutes).then_some((minutes, end))
    }

    /// 差五分九点: the hour that is nearly full, and the token after it.
    fn short_hour_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        let (minutes, at) = self.short_of_zh(i)?;
        let at = self.literal(at, "到").unwrap_or(at);
        let (hour, at) = self
            .hour_zh(at)
            .filter(|(hour, _)| (1..=24).contains(hour))?;
        let end = self.any_literal(at, &["点钟", "点整", "点"])?;
        it.hour = Some(hour - 1);
        it.minute = Some(60 - minutes);
        it.either_half = hour <= 12;
        Some(end)
    }

    pub(super) fn time_of_day_zh(&self, i: usize, it: &mut Moment) -> Option<usize> {
        if let Some(end) = self.short_hour_zh(i, it) {
            return Some(end);
        }
        if let Some((time, end)) = self.clock(i) {
            (it.hour, it.minute, it.second, it.either_half) =
                (time.hour, time.minute, time.second, time.either_half);
            let end = self.any_literal(end, &["时", "许"]).unwrap_or(end);
            return Some(end);
        }
        // A numeral that swallows 点 is a decimal; so read its hour alone.
        let (hour, at) = self.hour_zh(i)?;
        let point = self.is(at, '点');
        let mut end = self.any_literal(at, &["点钟", "点整", "点", "时整", "时"])?;
        let word = point && self.is_any(end, "建意评球赞心名滴燃缀菜")
            || !point && self.is_any(end, "期间候代常差装尚而光空刻");
        if word || hour > 24 {
            return None;
        }
        (it.hour, it.either_half) = (Some(hour), hour <= 12 && hour > 0);
        // 九点差五分.
        if let Some((minutes, to)) = self.short_of_zh(end).filter(|_| point && hour > 0) {
            (it.hour, it.minute) = (Some(hour - 1), Some(60 - minutes));
            return Some(to);
        }
        if let Some((minute, to)) = self.words(
            end,
            const {
                Words::new(&[
                    ("半", 30),
                    ("一刻", 15),
                    ("三刻", 45),
                    ("踏半", 30),
                    ("搭半", 30),
                ])
            },
        ) {
            it.minute = Some(minute);
            end = to;
        } else {
            let bare_zero = hour == 0 && !self.is_number(i) && it.day_part.is_none();
            let joint = self
                .any_literal(end, &["零", "过"])
                .filter(|_| !bare_zero)
                .unwrap_or(end);
            if bare_zero && self.is_any(end, "零〇") {
                return Some(end);
            }
            // 搭三: three fives past.
            let fives = self.any_literal(end, &["搭", "踏"]);
            let read = self
                .numeral_zh(fives.unwrap_or(joint))
                .filter(|it| it.point().is_some_and(Decimal::is_integer));
            if let Some((numeral, minute)) =
                read.and_then(|it| Some((it, u8::try_from(it.small()?).ok()?)))
            {
                let named = self
                    .literal(numeral.end, "分")
                    .filter(|it| !self.is_any(*it, "之钟"));
                let spoken = numeral.length >= 2
                    || joint > end
                    || numeral.literal && self.at(joint).digits == 2;
                let words = self.literal(numeral.end, "个字");
                if let (Some(to), 1..=3) = (self.literal(numeral.end, "刻"), minute) {
                    it.minute = Some(minute * 15);
                    return Some(to);
                }
                if let Some(to) = words
                    .or_else(|| fives.map(|_| numeral.end))
                    .filter(|_| minute < 12)
                {
                    it.minute = Some(minute * 5);
                    end = to;
                } else if minute < 60
                    && (named.is_some()
                        || spoken
                            && point
                            && self.at(numeral.end).kind != Kind::Word
                            && !self.is_any(numeral.end, "个年月日名家次元人%"))
                {
                    it.minute = Some(minute);
                    end = named.unwrap_or(numeral.end);
                    if let Some(seconds) = self.numeral_zh(end)
                        && let (Some(to), Some(second)) = (
                            self.literal(seconds.end, "秒"),
                            seconds.small().and_then(|it| u8::try_from(it).ok()),
                        )
                    {
                        it.second = Some(second);
                        end = to;
                    }
                } else if minute < 12
                    && named.is_none()
                    && it.day_part.is_some()
                    && numeral.length == 1
                    && !numeral.literal
                    && self.at(numeral.end).kind != Kind::Han
                {
                    it.minute = Some(minute * 5);
                    end = numeral.end;
                }
            }
        }
        // 三点五: without a part of the day rather a decimal.
        let end = self.any_literal(end, &["整", "多", "许"]).unwrap_or(end);
        Some(end)
    }

    /// The hour before 点 or 时, read character by character.
    pub(super) fn hour_zh(&self, i: usize) -> Option<(u8, usize)> {
        let token = self.at(i);
        if token.kind == Kind::Number {
            let hour = u8::try_from(small(token.value)?)
                .ok()
                .filter(|_| token.plain && token.digits <= 2)?;
            return Some((hour, i + 1));
        }
        let digit = |at: usize| {
            (self.at(at).kind == Kind::Han).then(|| number_zh::digit(self.at(at).first))?
        };
        let mut at = i;
        let mut value = 0u32;
        if let Some(first) = digit(at) {
            value = first;
            at += 1;
        }
        if self.is_any(at, "十拾") {
            value = if at > i { value * 10 } else { 10 };
            at += 1;
            if let Some(units) = digit(at) {
                value += units;
                at += 1;
            }
        }
        (at > i).then_some((u8::try_from(value).ok()?, at))
    }
}
