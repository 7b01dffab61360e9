//! Quantities as text, in English and in Chinese.
//!
//! Written so that reading the text again gives a quantity equal to the one rendered: the law that the tests check.

use super::{
    Amount, Anchor, DayPart, Decimal, Edge, Field, Length, Modifier, Moment, Quantity, TimeUnit,
    Value, value::Scale,
};
use crate::lang::Lang;

/// More digits than this after the point of `1.77万亿` are written out instead.
const MOST_PLACES: i32 = 4;

impl Quantity {
    /// The quantity as text in `lang`; `None` for values that have no plain form (codes, far-fetched dates).
    ///
    /// ```
    /// use bitext::{Lang, quantity::quantities};
    ///
    /// let zh = quantities("超过3800亿元人民币", Lang::Chinese);
    /// assert_eq!(zh[0].render(Lang::English).as_deref(), Some("more than 380 billion yuan"));
    /// let en = quantities("around 280.15 billion yuan", Lang::English);
    /// assert_eq!(en[0].render(Lang::Chinese).as_deref(), Some("约2801.5亿元人民币"));
    /// ```
    #[must_use]
    pub fn render(&self, lang: Lang) -> Option<String> {
        let core = match lang {
            Lang::English => english(&self.value)?,
            Lang::Chinese => chinese(&self.value)?,
        };
        Some(modified(core, self.modifier, lang))
    }
}

fn modified(core: String, modifier: Modifier, lang: Lang) -> String {
    let (en, zh) = match modifier {
        Modifier::None => return core,
        Modifier::About => ("about", "约"),
        Modifier::Over | Modifier::Odd => ("more than", "超过"),
        Modifier::AtLeast => ("at least", "至少"),
        Modifier::Under => ("less than", "不到"),
        Modifier::AtMost => ("at most", "最多"),
        Modifier::Nearly => ("nearly", "近"),
        Modifier::Exactly => ("exactly", "正好"),
    };
    match lang {
        Lang::English => format!("{en} {core}"),
        Lang::Chinese => format!("{zh}{core}"),
    }
}

/// A number with the largest scale word that keeps it short.
fn number(value: Decimal, lang: Lang) -> String {
    let scales: &[(i32, &str)] = match lang {
        Lang::English => &[(12, " trillion"), (9, " billion"), (6, " million")],
        Lang::Chinese => &[(12, "万亿"), (8, "亿"), (4, "万")],
    };
    for &(power, word) in scales {
        let large =
            Decimal::power_of_ten(power).is_some_and(|it| value.magnitude().compare(it).is_ge());
        let short = power - value.last_digit_place() <= MOST_PLACES;
        if let (true, true, Some(scaled)) = (large, short, value.scaled(-power)) {
            return format!("{scaled}{word}");
        }
    }
    value.to_string()
}

fn amount(amount: Amount, lang: Lang) -> Option<String> {
    Some(match amount {
        Amount::Point(value) => number(value, lang),
        Amount::Range(low, high) => match lang {
            Lang::English => format!("{} to {}", number(low, lang), number(high, lang)),
            Lang::Chinese => format!("{}到{}", number(low, lang), number(high, lang)),
        },
        Amount::Ratio(above, below) => match lang {
            Lang::English => format!("{above}/{below}"),
            Lang::Chinese => format!("{below}分之{above}"),
        },
        Amount::Vague(power) => match (lang, power) {
            (Lang::English, 1) => "dozens".to_owned(),
            (Lang::English, 2) => "hundreds".to_owned(),
            (Lang::English, 3) => "thousands".to_owned(),
            (Lang::English, 4) => "tens of thousands".to_owned(),
            (Lang::English, 5) => "hundreds of thousands".to_owned(),
            (Lang::English, 6) => "millions".to_owned(),
            (Lang::English, 7) => "tens of millions".to_owned(),
            (Lang::English, 8) => "hundreds of millions".to_owned(),
            (Lang::English, 9) => "billions".to_owned(),
            (Lang::Chinese, 1) => "几十".to_owned(),
            (Lang::Chinese, 2) => "几百".to_owned(),
            (Lang::Chinese, 3) => "几千".to_owned(),
            (Lang::Chinese, 4) => "几万".to_owned(),
            (Lang::Chinese, 5) => "几十万".to_owned(),
            (Lang::Chinese, 6) => "几百万".to_owned(),
            (Lang::Chinese, 7) => "几千万".to_owned(),
            (Lang::Chinese, 8) => "几亿".to_owned(),
            (Lang::Chinese, 9) => "几十亿".to_owned(),
            _ => return None,
        },
    })
}

fn english(value: &Value) -> Option<String> {
    let en = |it: &Amount| amount(*it, Lang::English);
    Some(match value {
        Value::Number { amount } => en(amount)?,
        Value::Fraction { amount } => match amount {
            Amount::Ratio(above, below)
                if above.same_value(Decimal::ONE) && below.same_value(Decimal::of(2)) =>
            {
                "half".to_owned()
            }
            _ => en(amount)?,
        },
        Value::Ordinal { number } => {
            let whole = number.to_integer()?;
            let suffix = match (whole % 10, whole % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{whole}{suffix}")
        }
        Value::RelativeOrdinal { .. } | Value::Code { .. } => return None,
        Value::Percent { amount } => format!("{} percent", en(amount)?),
        Value::PercentPoint { amount } => format!("{} percentage points", en(amount)?),
        Value::Multiple { factor, .. } => format!("{} times", en(factor)?),
        Value::Money { amount, currency } => {
            let name = match currency.code() {
                "LOCAL" => "yuan",
                "¥" => return None,
                "LOCAL/100" => return None,
                // "won" and "real" are words as well.
                "KRW" => "South Korean won",
                "BRL" => "reais",
                "USD" => "US dollars",
                "HKD" => "Hong Kong dollars",
                "TWD" => "Taiwan dollars",
                _ => currency.name(3)?,
            };
            format!("{} {name}", en(amount)?)
        }
        Value::Measure { amount, unit } => {
            if unit.code() == "mag" {
                return Some(format!("magnitude {}", en(amount)?));
            }
            format!("{} {}", en(amount)?, unit.name(3)?)
        }
        Value::Temperature { amount, scale } => {
            let scale = match scale {
                Scale::Celsius => " degrees Celsius",
                Scale::Fahrenheit => " degrees Fahrenheit",
                Scale::Kelvin => " kelvin",
                Scale::Degree => " degrees",
            };
            format!("{}{scale}", en(amount)?)
        }
        Value::Age { low, high } => format!("{} old", length_en(low, high)?),
        Value::Duration { low, high } => length_en(low, high)?,
        Value::Anchored { low, high, anchor } => {
            let length = length_en(low, high)?;
            match anchor {
                Anchor::Ago => format!("{length} ago"),
                Anchor::Ahead => format!("{length} later"),
                Anchor::Past => format!("the past {length}"),
                Anchor::Next => format!("the next {length}"),
            }
        }
        Value::Date { at } => date_en(at)?,
        Value::Period { from, to } => match (from, to) {
            (Some(from), Some(to)) => format!("from {} to {}", date_en(from)?, date_en(to)?),
            (Some(from), None) => format!("since {}", date_en(from)?),
            (None, Some(to)) => format!("until {}", date_en(to)?),
            (None, None) => return None,
        },
        Value::Recurrence { every, at: None } => {
            let (count, unit) = counted(every)?;
            if count.same_value(Decimal::ONE) {
                format!("every {}", unit_en(unit, false))
            } else {
                format!("every {count} {}", unit_en(unit, true))
            }
        }
        Value::Recurrence { .. } => return None,
        Value::Comparison { against } => match against.map(|it| it.months.to_integer()) {
            Some(Some(12)) => "year on year".to_owned(),
            Some(Some(3)) => "quarter on quarter".to_owned(),
            Some(Some(1)) => "month on month".to_owned(),
            _ => return None,
        },
        Value::Score { left, right } => format!("{left}-{right}"),
    })
}

fn chinese(value: &Value) -> Option<String> {
    let zh = |it: &Amount| amount(*it, Lang::Chinese);
    Some(match value {
        Value::Number { amount } => zh(amount)?,
        Value::Fraction { amount } => match amount {
            Amount::Ratio(above, below)
                if above.same_value(Decimal::ONE) && below.same_value(Decimal::of(2)) =>
            {
                "一半".to_owned()
            }
            _ => zh(amount)?,
        },
        Value::Ordinal { number } => format!("第{number}"),
        Value::RelativeOrdinal { .. } | Value::Code { .. } => return None,
        Value::Percent { amount } => match amount {
            Amount::Vague(_) => return None,
            Amount::Range(low, high) => format!("{low}%到{high}%"),
            _ => format!("{}%", zh(amount)?),
        },
        Value::PercentPoint { amount } => format!("{}个百分点", zh(amount)?),
        Value::Multiple { factor, .. } => format!("{}倍", zh(factor)?),
        Value::Money { amount, currency } => {
            let name = match currency.code() {
                "CNY" => "元人民币",
                "LOCAL" => "元",
                "$" | "unnamed" | "GBP?" | "LOCAL/100" | "$c" | "¥" => return None,
                _ => currency.name(4)?,
            };
            format!("{}{name}", zh(amount)?)
        }
        Value::Measure { amount, unit } => {
            if unit.code() == "mag" {
                return Some(format!("{}级地震", zh(amount)?));
            }
            match unit.code() {
                "km/h" => format!("每小时{}公里", zh(amount)?),
                "mi/h" => format!("每小时{}英里", zh(amount)?),
                _ => format!("{}{}", zh(amount)?, unit.name(4)?),
            }
        }
        Value::Temperature { amount, scale } => {
            let scale = match scale {
                Scale::Celsius => "摄氏度",
                Scale::Fahrenheit => "华氏度",
                Scale::Kelvin => "开尔文",
                Scale::Degree => "度",
            };
            format!("{}{scale}", zh(amount)?)
        }
        Value::Age { low, high } => {
            if low.unit == TimeUnit::Year && low.same(*high) {
                format!("{}岁", counted(low)?.0)
            } else {
                format!("{}大", length_zh(low, high)?)
            }
        }
        Value::Duration { low, high } => length_zh(low, high)?,
        Value::Anchored { low, high, anchor } => {
            let length = length_zh(low, high)?;
            match anchor {
                Anchor::Ago => format!("{length}前"),
                Anchor::Ahead => format!("{length}后"),
                Anchor::Past => format!("过去{length}"),
                Anchor::Next => format!("未来{length}"),
            }
        }
        Value::Date { at } => date_zh(at)?,
        Value::Period { from, to } => match (from, to) {
            (Some(from), Some(to)) => format!("{}至{}", date_zh(from)?, date_zh(to)?),
            (Some(from), None) => format!("自{}起", date_zh(from)?),
            (None, Some(to)) => format!("{}以前", date_zh(to)?),
            (None, None) => return None,
        },
        Value::Recurrence { every, at: None } => {
            let (count, unit) = counted(every)?;
            if count.same_value(Decimal::ONE) {
                format!("每{}", unit_zh(unit).trim_start_matches('个'))
            } else {
                format!("每{count}{}", unit_zh(unit))
            }
        }
        Value::Recurrence { .. } => return None,
        Value::Comparison { against } => match against.map(|it| it.months.to_integer()) {
            Some(Some(12)) => "同比".to_owned(),
            Some(Some(3)) => "较上季度".to_owned(),
            Some(Some(1)) => "较上月".to_owned(),
            None => "环比".to_owned(),
            _ => return None,
        },
        Value::Score { left, right } => format!("{left}比{right}"),
    })
}

/// How many of which unit.
fn counted(length: &Length) -> Option<(Decimal, TimeUnit)> {
    let (months, seconds, business) = length.unit.length();
    let (_, value) = length.single()?;
    let count = value.quotient(Decimal::of(months + seconds + business))?;
    Some((count, length.unit))
}

fn unit_en(unit: TimeUnit, plural: bool) -> String {
    let name = match unit {
        TimeUnit::Second => "second",
        TimeUnit::Minute => "minute",
        TimeUnit::QuarterHour => "quarter hour",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::BusinessDay => "working day",
        TimeUnit::Week => "week",
        TimeUnit::Fortnight => "fortnight",
        TimeUnit::Month => "month",
        TimeUnit::Quarter => "quarter",
        TimeUnit::Year => "year",
        TimeUnit::Decade => "decade",
        TimeUnit::Century => {
            return if plural {
                "centuries".to_owned()
            } else {
                "century".to_owned()
            };
        }
    };
    format!("{name}{}", if plural { "s" } else { "" })
}

const fn unit_zh(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "秒",
        TimeUnit::Minute => "分钟",
        TimeUnit::QuarterHour => "刻钟",
        TimeUnit::Hour => "小时",
        TimeUnit::Day => "天",
        TimeUnit::BusinessDay => "个工作日",
        TimeUnit::Week | TimeUnit::Fortnight => "周",
        TimeUnit::Month => "个月",
        TimeUnit::Quarter => "个季度",
        TimeUnit::Year | TimeUnit::Decade => "年",
        TimeUnit::Century => "个世纪",
    }
}

fn length_en(low: &Length, high: &Length) -> Option<String> {
    let (count, unit) = counted(low)?;
    if unit == TimeUnit::QuarterHour {
        return Some(format!("{} minutes", count.times(Decimal::of(15))?));
    }
    if !low.same(*high) {
        return Some(format!(
            "{count} to {} {}",
            counted(high)?.0,
            unit_en(unit, true)
        ));
    }
    let plural = !count.same_value(Decimal::ONE);
    Some(format!("{count} {}", unit_en(unit, plural)))
}

fn length_zh(low: &Length, high: &Length) -> Option<String> {
    let scale = |(count, unit)| match unit {
        TimeUnit::Decade => Decimal::of(10).times(count),
        TimeUnit::Fortnight => Decimal::of(2).times(count),
        _ => Some(count),
    };
    let first = scale(counted(low)?)?;
    if !low.same(*high) {
        return Some(format!(
            "{first}到{}{}",
            scale(counted(high)?)?,
            unit_zh(low.unit)
        ));
    }
    Some(format!("{first}{}", unit_zh(low.unit)))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn which_en(by: i32) -> Option<&'static str> {
    match by {
        0 => Some("this"),
        -1 => Some("last"),
        1 => Some("next"),
        _ => None,
    }
}

fn date_en(at: &Moment) -> Option<String> {
    if at.now {
        return Some("now".to_owned());
    }
    let time = time_en(at)?;
    let day = day_en(at)?;
    Some(match (day.is_empty(), time.is_empty()) {
        (false, true) => day,
        (true, false) => time,
        (false, false) => format!("{day} at {time}"),
        (true, true) => return None,
    })
}

fn day_en(at: &Moment) -> Option<String> {
    let edge = match at.edge {
        None => "",
        Some(Edge::Early) => "early ",
        Some(Edge::Mid) => "mid-",
        Some(Edge::Late) => "late ",
    };
    if at.nth.is_some() || at.weekend || at.season.is_some() {
        return None;
    }
    if let Some(Field::At(decade)) = at.decade {
        return (decade > 99 && decade % 10 != 0).then(|| {
            format!("{edge}the {decade}0s")
                .replace("early the", "the early")
                .replace("late the", "the late")
                .replace("mid-the", "the mid-")
        });
    }
    if let Some(Field::At(century)) = at.century {
        let ordinal = Value::Ordinal {
            number: Decimal::of(century + 1),
        };
        return Some(format!("the {edge}{} century", english(&ordinal)?));
    }
    if let (Some(week), None) = (at.week, at.month) {
        let Field::Offset(by) = week else { return None };
        let which = which_en(by)?;
        return match at.weekday {
            Some(weekday) => Some(format!(
                "{which} {}",
                WEEKDAYS.get(usize::from(weekday) - 1)?
            )),
            None if at.edge.is_none() => Some(format!("{which} week")),
            None => None,
        };
    }
    if let (Some(weekday), None) = (at.weekday, at.day) {
        return Some((*WEEKDAYS.get(usize::from(weekday).checked_sub(1)?)?).to_owned());
    }
    let year = match at.year {
        Some(Field::At(year)) if (1000..=2999).contains(&year) => Some(year),
        Some(Field::At(_)) => return None,
        Some(Field::Offset(by)) => {
            let year = format!("{} year", which_en(by)?);
            return match (at.month, at.quarter, at.half, at.day, at.edge, at.fiscal) {
                (None, None, None, None, None, false) => Some(year),
                (Some(Field::At(month)), None, None, None, None, false) => Some(format!(
                    "{} {year}",
                    MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?
                )),
                (None, Some(Field::At(quarter)), None, None, None, false) => {
                    Some(format!("the {} quarter of {year}", ordinal_en(quarter)?))
                }
                _ => None,
            };
        }
        None => None,
    };
    let of_year = |fiscal: bool| match year {
        Some(year) if fiscal => format!(" of fiscal {year}"),
        Some(year) => format!(" of {year}"),
        None => String::new(),
    };
    if let Some(quarter) = at.quarter {
        return match quarter {
            Field::At(quarter) if at.edge.is_none() && (!at.fiscal || year.is_some()) => Some(
                format!("the {} quarter{}", ordinal_en(quarter)?, of_year(at.fiscal)),
            ),
            Field::Offset(by) if at.edge.is_none() => Some(format!("{} quarter", which_en(by)?)),
            _ => None,
        };
    }
    if let Some(half) = at.half {
        let (Field::At(half), Some(_), None) = (half, year, at.edge) else {
            return None;
        };
        return Some(format!(
            "the {} half{}",
            ordinal_en(half)?,
            of_year(at.fiscal)
        ));
    }
    if at.fiscal {
        return (at.month.is_none() && at.edge.is_none())
            .then(|| year.map(|year| format!("fiscal {year}")))?;
    }
    match (at.month, at.day) {
        (None, Some(Field::Offset(by))) => Some(match by {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            _ => return None,
        }),
        (Some(Field::At(month)), day) => {
            let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
            let tail = |comma: &str| year.map_or(String::new(), |it| format!("{comma} {it}"));
            match day {
                Some(Field::At(day)) => Some(format!("{name} {day}{}", tail(","))),
                Some(Field::Offset(_)) => None,
                None => Some(format!("{edge}{name}{}", tail(""))),
            }
        }
        (Some(Field::Offset(by)), None) if at.edge.is_none() => {
            Some(format!("{} month", which_en(by)?))
        }
        (None, None) => Some(year.map_or(String::new(), |it| format!("{edge}{it}"))),
        _ => None,
    }
}

fn ordinal_en(n: i32) -> Option<&'static str> {
    ["first", "second", "third", "fourth"]
        .get(usize::try_from(n).ok()?.checked_sub(1)?)
        .copied()
}

fn time_en(at: &Moment) -> Option<String> {
    let Some(hour) = at.hour else {
        return Some(
            match at.day_part {
                None => "",
                Some(DayPart::Morning) => "in the morning",
                Some(DayPart::Afternoon) => "in the afternoon",
                Some(DayPart::Evening) => "in the evening",
                Some(_) => return None,
            }
            .to_owned(),
        );
    };
    if hour > 23 || at.either_half {
        return None;
    }
    let half = if hour < 12 { "a.m." } else { "p.m." };
    let shown = match hour % 12 {
        0 => 12,
        it => it,
    };
    Some(match at.minute {
        Some(minute) => format!("{shown}:{minute:02} {half}"),
        None => format!("{shown} {half}"),
    })
}

fn date_zh(at: &Moment) -> Option<String> {
    if at.now {
        return Some("现在".to_owned());
    }
    let text = format!("{}{}", day_zh(at)?, time_zh(at)?);
    (!text.is_empty()).then_some(text)
}

fn day_zh(at: &Moment) -> Option<String> {
    if at.nth.is_some() || at.weekend || at.season.is_some() {
        return None;
    }
    let edge = match at.edge {
        None => "",
        Some(Edge::Early) => "初",
        Some(Edge::Mid) => "中期",
        Some(Edge::Late) => "末",
    };
    if let Some(Field::At(decade)) = at.decade {
        return (decade > 99 && decade % 10 != 0).then(|| {
            format!(
                "{}世纪{}0年代{}",
                decade / 10 + 1,
                decade % 10,
                if at.edge == Some(Edge::Early) {
                    "初期"
                } else {
                    edge
                }
            )
        });
    }
    if let Some(Field::At(century)) = at.century {
        return Some(format!("{}世纪{edge}", century + 1));
    }
    let weekday = |it: u8| {
        let days = ["一", "二", "三", "四", "五", "六", "日"];
        days.get(usize::from(it).checked_sub(1)?).copied()
    };
    if let (Some(week), None) = (at.week, at.month) {
        let Field::Offset(by) = week else { return None };
        let which = match by {
            -1 => "上",
            0 => "本",
            1 => "下",
            _ => return None,
        };
        return match (at.weekday, at.edge) {
            (Some(day), _) => Some(format!("{which}周{}", weekday(day)?)),
            (None, None) => Some(format!("{which}周")),
            _ => None,
        };
    }
    if let (Some(day), None) = (at.weekday, at.day) {
        return Some(format!("星期{}", weekday(day)?));
    }
    let year = match at.year {
        Some(Field::At(year)) if (1000..=2999).contains(&year) => {
            format!("{year}{}", if at.fiscal { "财年" } else { "年" })
        }
        Some(Field::At(_)) => return None,
        Some(Field::Offset(by)) if !at.fiscal => match by {
            0 => "今年",
            -1 => "去年",
            1 => "明年",
            _ => return None,
        }
        .to_owned(),
        Some(Field::Offset(_)) => return None,
        None if at.fiscal => return None,
        None => String::new(),
    };
    if let Some(quarter) = at.quarter {
        return match quarter {
            Field::At(quarter) if at.edge.is_none() => Some(format!(
                "{year}第{}季度",
                ["一", "二", "三", "四"].get(usize::try_from(quarter).ok()?.checked_sub(1)?)?
            )),
            Field::Offset(-1) if at.edge.is_none() => Some("上季度".to_owned()),
            Field::Offset(0) if at.edge.is_none() => Some("本季度".to_owned()),
            Field::Offset(1) if at.edge.is_none() => Some("下季度".to_owned()),
            _ => None,
        };
    }
    if let Some(half) = at.half {
        let (Field::At(half), None) = (half, at.edge) else {
            return None;
        };
        return Some(format!("{year}{}半年", if half == 1 { "上" } else { "下" }));
    }
    match (at.month, at.day) {
        (None, Some(Field::Offset(by))) => Some(match by {
            0 => "今天".to_owned(),
            1 => "明天".to_owned(),
            -1 => "昨天".to_owned(),
            _ => return None,
        }),
        (Some(Field::At(month)), Some(Field::At(day))) => Some(format!("{year}{month}月{day}日")),
        (Some(Field::At(month)), None) => Some(format!(
            "{year}{month}月{}",
            match at.edge {
                None => "",
                Some(Edge::Early) => "上旬",
                Some(Edge::Mid) => "中旬",
                Some(Edge::Late) => "下旬",
            }
        )),
        (Some(Field::Offset(by)), None) if at.edge.is_none() && year.is_empty() => Some(match by {
            0 => "本月".to_owned(),
            -1 => "上个月".to_owned(),
            1 => "下个月".to_owned(),
            _ => return None,
        }),
        (None, Some(Field::At(day))) if year.is_empty() => Some(format!("{day}日")),
        (None, None) => {
            let edge = match at.edge {
                None => "",
                Some(Edge::Early) => "初",
                Some(Edge::Mid) => "年中",
                Some(Edge::Late) => "底",
            };
            Some(format!(
                "{year}{}",
                if at.edge == Some(Edge::Mid) {
                    "中期"
                } else {
                    edge
                }
            ))
        }
        _ => None,
    }
}

fn time_zh(at: &Moment) -> Option<String> {
    let Some(hour) = at.hour else {
        return Some(
            match at.day_part {
                None => "",
                Some(DayPart::Dawn) => "凌晨",
                Some(DayPart::Morning) => "早上",
                Some(DayPart::Forenoon) => "上午",
                Some(DayPart::Noon) => "中午",
                Some(DayPart::Afternoon) => "下午",
                Some(DayPart::Evening) => "晚上",
                Some(DayPart::Night) => "夜里",
            }
            .to_owned(),
        );
    };
    if hour > 23 || at.either_half {
        return None;
    }
    let (part, shown) = match hour {
        0..=5 => ("凌晨", hour),
        6..=11 => ("上午", hour),
        12 => ("中午", 12),
        13..=17 => ("下午", hour - 12),
        _ => ("晚上", hour - 12),
    };
    Some(match at.minute {
        Some(minute) => format!("{part}{shown}点{minute:02}分"),
        None => format!("{part}{shown}点"),
    })
}
