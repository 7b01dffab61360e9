//! Chinese periods that are counted or listed: 截至12月底止季度, 2024年前三季度, 6月、7月和8月.

use super::{
    Field, Moment, QuantityOptions, Value,
    cursor::{Cursor, Found},
    stretch::ending,
};

/// The months from January of a year not said.
pub(super) fn first_months(count: i32) -> Value {
    let month = |it| {
        Some(Moment {
            month: Some(Field::At(it)),
            ..Moment::default()
        })
    };
    Value::Period {
        from: month(1),
        to: month(count),
    }
}

impl Cursor<'_> {
    /// 截至12月底止季度, 截至2024年12月31日止三个月: a period named by its end.
    pub(super) fn ended_period_zh(&self, i: usize, options: &QuantityOptions) -> Option<Found> {
        let start = self.any_literal(i, &["截至", "截止", "截止到"])?;
        let (to, end) = self.moment_zh(start, options)?;
        let end = self.any_literal(end, &["止的", "止", "的"]).unwrap_or(end);
        let (months, end) =
            if let Some(end) = self.any_literal(end, &["季度", "季", "一季", "第一财季"]) {
                (3, end)
            } else if let Some(end) = self.any_literal(
                end,
                &["年度", "全年", "财年", "财政年度", "一年", "财务年度"],
            ) {
                (12, end)
            } else if let Some(end) = self.any_literal(end, &["半年", "半年度", "上半年"]) {
                (6, end)
            } else {
                let (low, _, end) = self.duration_zh(end)?;
                (i32::try_from(low.months.to_integer()?).ok()?, end)
            };
        let value = ending(&to, months)?;
        Some(Found::new(value, i, end, "zh.period.ended"))
    }

    /// 前10个月, 前三季度, 前两天, 最后4个月 of a year or month.
    pub(super) fn first_months_zh(&self, i: usize, whole: &Moment, end: usize) -> Option<Found> {
        let of_year = whole.year.is_some()
            && whole.month.is_none()
            && whole.quarter.is_none()
            && whole.half.is_none()
            && whole.edge.is_none();
        let of_month = whole.month.is_some() && whole.day.is_none() && whole.edge.is_none();
        let last = self.any_literal(end, &["的最后", "最后"]);
        let at = last.or_else(|| self.any_literal(end, &["的前", "前", "首", "头"]))?;
        let numeral = self.numeral_zh(at)?;
        let months = if let Some(end) = self.any_literal(numeral.end, &["个月", "月"]) {
            Some((numeral.small()?, end))
        } else {
            let end = self.any_literal(numeral.end, &["个季度", "季度", "季"]);
            end.and_then(|end| Some((numeral.small()?.checked_mul(3)?, end)))
        };
        let (from, to, end) = match months {
            Some((months @ 1..=12, end)) if of_year => {
                let month = |it| Moment {
                    month: Some(Field::At(it)),
                    ..*whole
                };
                if last.is_some() {
                    (month(13 - months), month(12), end)
                } else {
                    (month(1), month(months), end)
                }
            }
            None if (of_year || of_month) && last.is_none() => {
                let end = self.literal(numeral.end, "天")?;
                let days = numeral.small().filter(|it| (1..=28).contains(it))?;
                let month = whole.month.or(Some(Field::At(1)));
                let day = |it| Moment {
                    month,
                    day: Some(Field::At(it)),
                    ..*whole
                };
                (day(1), day(days), end)
            }
            _ => return None,
        };
        Some(Found::new(
            Value::Period {
                from: Some(from),
                to: Some(to),
            },
            i,
            end,
            "zh.period.first",
        ))
    }

    /// 前三季度, with no year before it: January to September. 前三个季度 may be the last three as well.
    pub(super) fn first_quarters_zh(&self, i: usize) -> Option<Found> {
        if !self.is_any(i, "前首头") {
            return None;
        }
        let numeral = self.numeral_zh(i + 1)?;
        // 头两个月, 首两个月: of the year. 前两个月 may be the last two.
        if !self.is(i, '前')
            && let Some(end) = self.any_literal(numeral.end, &["个月", "月"])
            && let Some(months @ 2..=11) = numeral.small()
        {
            return Some(Found::new(first_months(months), i, end, "zh.period.first"));
        }
        let end = self.any_literal(numeral.end, &["季度", "季"])?;
        let count = numeral.small().filter(|it| (2..=3).contains(it))?;
        Some(Found::new(
            first_months(count * 3),
            i,
            end,
            "zh.period.first",
        ))
    }

    /// 9月10号，11号，12号: neighbouring days.
    pub(super) fn series_zh(
        &self,
        i: usize,
        from: &Moment,
        end: usize,
        options: &QuantityOptions,
    ) -> Option<Found> {
        let mut last = *from;
        let mut at = end;
        let mut count = 0;
        while self.is_any(at, "，,、和") && count < 31 {
            let Some((next, to)) = self.moment_zh(at + 1, options) else {
                break;
            };
            let follows = match (last.day, next.day) {
                (Some(Field::At(a)), Some(Field::At(b))) => {
                    b == a + 1 && next.month.is_none() && next.hour.is_none()
                }
                _ => false,
            };
            if !follows {
                break;
            }
            last = next.completed_from(&last);
            at = to;
            count += 1;
        }
        (count > 0).then(|| {
            Found::new(
                Value::Period {
                    from: Some(*from),
                    to: Some(last),
                },
                i,
                at,
                "zh.period.series",
            )
        })
    }
}
