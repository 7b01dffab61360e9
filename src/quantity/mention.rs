//! Units that a text names without an amount: `in millions of US dollars`, 以人民币列示, `from Fahrenheit to Celsius`.
//!
//! They are no quantities, so they are neither compared nor linked. Checks of terms and conversions ask for them.

use super::{
    Currency, Quantity, Record, cursor::Cursor, lex::Kind, operand::Measured, value::Scale,
    words_en, words_zh,
};
use crate::{lang::Lang, text::Span};

/// Single words that name a currency or a scale and are hardly anything else. Not `pound`, `mark`, `won`, `real`, `crown`.
const SURE: [&str; 33] = [
    "dollar",
    "dollars",
    "euro",
    "euros",
    "yen",
    "yuan",
    "renminbi",
    "rmb",
    "rupee",
    "rupees",
    "ruble",
    "rubles",
    "rouble",
    "roubles",
    "franc",
    "francs",
    "peso",
    "pesos",
    "baht",
    "ringgit",
    "rupiah",
    "dirham",
    "dirhams",
    "usd",
    "cny",
    "hkd",
    "eur",
    "jpy",
    "gbp",
    "celsius",
    "centigrade",
    "celcius",
    "fahrenheit",
];

/// The currencies and temperature scales that `text` names outside `found`, its quantities, and the units that stand after
/// `per` anywhere, as records without a value and with the role `unit`: in text order, linear in its length.
///
/// Only names that are hardly ever anything else count: `dollars`, `US dollars`, 人民币, `degrees Celsius`, 摄氏度; not `pound`
/// or 元.
///
/// ```
/// use bitext::{Lang, quantity::unit_mentions};
///
/// let found = unit_mentions("Figures are in millions of US dollars.", Lang::English, &[]);
/// assert_eq!(found[0].unit.as_deref(), Some("USD"));
/// ```
#[must_use]
pub fn unit_mentions(text: &str, lang: Lang, found: &[Quantity]) -> Vec<Record> {
    let cursor = Cursor::new(text);
    let mut taken = found.iter().map(|it| it.span).peekable();
    let mut mentions = Vec::new();
    let mut i = 0;
    while !cursor.is_end(i) {
        let start = cursor.at(i).start;
        while taken.next_if(|it| it.end() <= start).is_some() {}
        let inside = taken.peek().is_some_and(|it| it.start() <= start);
        i = match cursor
            .named_unit(i, lang)
            .filter(|it| !inside || it.0 == "dimension")
        {
            Some((kind, unit, end)) => {
                let span = Span::new(start, cursor.at(end - 1).end);
                mentions.push(Record::mention(span, kind, unit));
                end
            }
            None => i + 1,
        };
    }
    mentions
}

impl Cursor<'_> {
    /// Kind and code of the unit named at `i`, and its end.
    fn named_unit(&self, i: usize, lang: Lang) -> Option<(&'static str, &'static str, usize)> {
        let units = match lang {
            Lang::English => &words_en::UNITS,
            Lang::Chinese => &words_zh::UNITS,
        };
        let (measured, end) = match self.lookup(i, units)? {
            // degrees Celsius: the table has the scale behind the degree as well as alone.
            (Measured::Degrees(Scale::Degree), _) => return None,
            it => it,
        };
        if let Measured::Unit(unit) = measured
            && self.is_word(i.wrapping_sub(1), "per")
        {
            return Some(("dimension", unit.code(), end));
        }
        let sure = match self.at(i).kind {
            Kind::Word if end > i + 1 => self.at(i + 1).kind == Kind::Word,
            Kind::Word => SURE.contains(&self.word(i)),
            Kind::Han => end > i + 1,
            _ => false,
        };
        if !sure {
            return None;
        }
        match measured {
            Measured::Money(currency) if named(currency, self.at(i).kind) => {
                Some(("currency", currency.code(), end))
            }
            Measured::Degrees(scale) => Some(("temperature", scale.code(), end)),
            _ => None,
        }
    }
}

/// Whether the name says that money is meant: 块钱 and 分钱 name no currency.
fn named(currency: Currency, kind: Kind) -> bool {
    kind == Kind::Word || currency.candidates().count() == 1
}
