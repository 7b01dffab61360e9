//! Quantities as text, in English and in Chinese.
//!
//! Written so that reading the text again gives a quantity equal to the one rendered: the law that the tests check.

use super::{
    Amount, Decimal, Length, Modifier, Quantity, TimeUnit, render_en::english, render_zh::chinese,
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
pub(super) fn number(value: Decimal, lang: Lang) -> String {
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

pub(super) fn amount(amount: Amount, lang: Lang) -> Option<String> {
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

/// How many of which unit.
pub(super) fn counted(length: &Length) -> Option<(Decimal, TimeUnit)> {
    let (months, seconds, business) = length.unit.length();
    let (_, value) = length.single()?;
    let count = value.quotient(Decimal::of(months + seconds + business))?;
    Some((count, length.unit))
}
