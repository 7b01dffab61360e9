//! Quantities as Chinese text.

use super::{
    Amount, Anchor, DayPart, Decimal, Edge, Field, Length, Moment, TimeUnit, Value,
    render::{amount, counted},
    value::Scale,
};
use crate::lang::Lang;

pub(super) fn chinese(value: &Value) -> Option<String> {
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

pub(super) const fn unit_zh(unit: TimeUnit) -> &'static str {
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

pub(super) fn length_zh(low: &Length, high: &Length) -> Option<String> {
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

pub(super) fn date_zh(at: &Moment) -> Option<String> {
    if at.now {
        return Some("现在".to_owned());
    }
    let zone = match at.zone {
        Some(zone) => zone.name(Lang::Chinese)?,
        None => "",
    };
    let text = format!("{}{zone}{}", day_zh(at)?, time_zh(at)?);
    (!text.is_empty()).then_some(text)
}

pub(super) fn day_zh(at: &Moment) -> Option<String> {
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

pub(super) fn time_zh(at: &Moment) -> Option<String> {
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
    Some(match (at.minute, at.second) {
        (Some(minute), Some(second)) => format!("{part}{shown}点{minute:02}分{second:02}秒"),
        (Some(minute), None) => format!("{part}{shown}点{minute:02}分"),
        (None, _) => format!("{part}{shown}点"),
    })
}
