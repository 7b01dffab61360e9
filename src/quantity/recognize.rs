//! Finds the quantities of a text: tries the rules where one can start, keeps the longest.

use super::{
    DateOrder, Quantity, QuantityOptions, Value,
    calendar::Instant,
    cursor::{Cursor, Found},
    lex::Kind,
    number_zh, resolve,
    value::Form,
    vocabulary::{self, Classes},
};
use crate::{lang::Lang, text::Span};

/// Finds the quantities in `text`, written in `lang`: in text order, none overlapping another.
///
/// Numbers in digits, codes, dates and measures of the other language are found too, as texts mix them; number words only
/// of `lang`. Linear in the length of the text. Text without quantities gives an empty list.
///
/// ```
/// use bitext::{Lang, quantity::quantities};
///
/// let found = quantities("营收2801.5亿元，同比增长8%。", Lang::Chinese);
/// let rules: Vec<_> = found.iter().map(|it| it.rule).collect();
/// assert_eq!(rules, ["zh.money", "zh.comparison", "zh.percent"]);
/// ```
#[must_use]
pub fn quantities(text: &str, lang: Lang) -> Vec<Quantity> {
    quantities_with(text, lang, &QuantityOptions::default())
}

/// [`quantities`] with what is known about the document.
#[must_use]
pub fn quantities_with(text: &str, lang: Lang, options: &QuantityOptions) -> Vec<Quantity> {
    let cursor = Cursor::new(text);
    let now = options.reference.as_deref().and_then(Instant::parse);
    let mut found: Vec<Quantity> = Vec::new();
    let mut place = (0, 0);
    let mut i = 0;
    while i < cursor.tokens.len() {
        if cursor.is_passed_by(i, lang) {
            i += 1;
            continue;
        }
        let (next, best) = cursor.step(i, lang, options);
        if let Some(mut best) = best {
            if let Some(last) = found.last_mut() {
                cursor.share_change(last, place, &mut best, lang);
                cursor.share_month(last, place, &mut best, lang);
            }
            place = (best.from, best.to);
            let end = best.to;
            found.push(cursor.quantity(best, options, now));
            i = next.max(end).max(i + 1);
            continue;
        }
        i = next.max(i + 1);
    }
    found
}

impl Cursor<'_> {
    /// What stands at `i`, and where to go on.
    fn step(&self, i: usize, lang: Lang, options: &QuantityOptions) -> (usize, Option<Found>) {
        let token = self.at(i);
        if let Some(end) = self.address(i) {
            return (end, None);
        }
        let code = self
            .document_number(i, lang)
            .or_else(|| self.grouped_digits(i))
            .or_else(|| self.telephone(i))
            .or_else(|| self.called(i))
            .or_else(|| self.part_number(i))
            .or_else(|| self.inserted_division(i));
        if let Some(found) = code {
            return (found.to, Some(found));
        }
        if !self.may_start(i, lang) {
            return match self.code(i).filter(|_| token.kind == Kind::Word) {
                Some((end, code)) => (end, code),
                None => (i + 1, None),
            };
        }
        if lang == Lang::Chinese
            && token.kind == Kind::Han
            && let Some(end) = self.date_look_alike_zh(i)
        {
            return (end, None);
        }
        let time = match lang {
            Lang::Chinese => self.time_zh(i, options),
            Lang::English => self.time_en(i, options),
        };
        if lang == Lang::Chinese
            && token.kind == Kind::Han
            && let Some(end) = self.look_alike_zh(i)
            && time.as_ref().is_none_or(|it| it.to <= end)
        {
            return (end, None);
        }
        // 第4.2.1节
        let number = i + usize::from(self.is(i, '第'));
        if let Some(found) = self.dotted(number)
            && time.as_ref().is_none_or(|it| it.to < found.to)
        {
            return (found.to, Some(found));
        }
        let amount = match lang {
            Lang::Chinese => self.amount_zh(i),
            Lang::English => self.amount_en(i),
        };
        let amount = amount.filter(|it| !self.is_priced(it));
        let best = match (time, amount) {
            (Some(time), Some(amount)) if amount.to > time.to => Some(amount),
            (Some(time), _) => Some(time),
            (None, amount) => amount,
        };
        if let Some(best) = best {
            let (next, best) = self.zoned(best, lang);
            return (next, Some(best));
        }
        if let Some((end, code)) = self.code(i) {
            return (end, code);
        }
        (self.skip(i, lang), None)
    }

    /// Whether it is plain at once that nothing starts at `i`, as at most tokens.
    fn is_passed_by(&self, i: usize, lang: Lang) -> bool {
        match self.at(i).kind {
            // A code goes on without white space, the address of a page with a colon.
            Kind::Word => {
                let next = self.at(i + 1);
                next.spaced && next.first != ':' && !self.may_start(i, lang)
            }
            Kind::Han | Kind::Sign => !self.may_start(i, lang),
            Kind::Number | Kind::End => false,
        }
    }

    /// Whether a quantity may start at `i`. Most words and characters end here.
    fn may_start(&self, i: usize, lang: Lang) -> bool {
        let token = self.at(i);
        match token.kind {
            Kind::Number => true,
            Kind::Word => {
                const START: Classes = vocabulary::STARTS
                    | vocabulary::BEFORE_EN
                    | vocabulary::PREFIXES_EN
                    | vocabulary::MILLION_CODES;
                let joined = self.is_number(i + 1) && self.glued(i + 1);
                joined
                    || token.classes & START != 0
                        && (token.classes & vocabulary::LEADS == 0 || self.leads(i))
                    || token.capitals && self.roman(i).is_some()
            }
            Kind::Sign => !matches!(
                token.first,
                '\n' | ','
                    | '.'
                    | '，'
                    | '。'
                    | '、'
                    | '"'
                    | ')'
                    | ':'
                    | ';'
                    | '；'
                    | '\''
                    | '?'
                    | '!'
                    | '？'
                    | '！'
                    | '”'
                    | '“'
                    | '（'
                    | '）'
            ),
            Kind::Han => {
                lang == Lang::Chinese
                    && (token.classes & vocabulary::STARTS != 0
                        || self.holiday_starts_zh(i)
                        || self.anchor_starts_zh(i))
            }
            Kind::End => false,
        }
    }

    /// Whether what follows the words of [`words_en::LEADS`] at `i` can belong to a quantity: of the words that follow `the`, few can.
    fn leads(&self, i: usize) -> bool {
        let leads = |at: &usize| self.has(*at, vocabulary::LEADS);
        let at = (i + 1..i + 4).find(|at| !leads(at)).unwrap_or(i + 4);
        let next = self.at(at);
        next.kind != Kind::Word || next.classes != 0 || self.is_number(at + 1) && self.glued(at + 1)
    }

    /// The end of an address of the web that starts at `i`: up to the next white space.
    fn address(&self, i: usize) -> Option<usize> {
        let scheme = self.is_one_of(i, &["http", "https", "ftp"])
            && self.is(i + 1, ':')
            && self.is(i + 2, '/');
        if !scheme {
            return None;
        }
        let mut at = i + 1;
        while !self.is_end(at) && self.glued(at) && self.at(at).kind != Kind::Han {
            at += 1;
        }
        Some(at)
    }

    /// Where to go on after a place where nothing was found: past the whole run of numeral characters, so that no run is
    /// read more than a few times.
    fn skip(&self, i: usize, lang: Lang) -> usize {
        let token = self.at(i);
        if token.kind == Kind::Word && lang == Lang::English || token.kind != Kind::Han {
            return i + 1;
        }
        if !number_zh::starts(token.first) {
            return i + 1;
        }
        let mut at = i;
        while self.at(at).kind == Kind::Han && number_zh::starts(self.at(at).first) {
            at += 1;
        }
        // Short runs may hold a number further on; long ones are noise.
        if at - i > 64 { at } else { i + 1 }
    }

    /// Letters and digits in one: G7, 5G, LP700, 09988.HK, GPT-4. Also a number of more digits than are kept.
    fn code(&self, i: usize) -> Option<(usize, Option<Found>)> {
        let token = self.at(i);
        if !matches!(token.kind, Kind::Word | Kind::Number) {
            return None;
        }
        let mut at = i + 1;
        let mut digits = token.kind == Kind::Number;
        let mut letters = token.kind == Kind::Word;
        let mut joints = 0;
        loop {
            let next = self.at(at);
            let glued = self.glued(at);
            match next.kind {
                Kind::Number if glued => digits = true,
                Kind::Word if glued => letters = true,
                Kind::Sign
                    if glued
                        && self.glued(at + 1)
                        && matches!(next.first, '-' | '.' | ':' | '_' | '/') =>
                {
                    let after = self.at(at + 1);
                    let number = after.kind == Kind::Number || digits && after.kind == Kind::Word;
                    let caps = token.capitals || token.kind == Kind::Number;
                    if !number || !caps || !matches!(next.first, '-' | '.' | ':') {
                        break;
                    }
                    joints += 1;
                    at += 1;
                    digits |= after.kind == Kind::Number;
                    letters |= after.kind == Kind::Word;
                }
                _ => break,
            }
            at += 1;
        }
        let long = token.kind == Kind::Number && token.value.is_none();
        if !long && (!digits || !letters) {
            // Words are passed one by one; a number that no rule wanted alone.
            return (joints > 0 && digits && !letters).then_some((i + 1, None));
        }
        let text = self.text.get(token.start..self.at(at - 1).end)?;
        let ordinary = self.number_word(i).is_some() && !digits;
        let value = Value::Code {
            text: text.to_owned(),
        };
        let known = text.len() <= 64 && !ordinary;
        Some((at, known.then(|| Found::new(value, i, at, "code"))))
    }

    /// Whole numbers with two or more dots between them, which are no date: section 4.2.1, version 3.14.2, 10.0.0.7. Where they
    /// are all of the text, nothing says that they are more than numbers.
    fn dotted(&self, i: usize) -> Option<Found> {
        let is_whole = |at: usize| self.is_number(at) && self.at(at).plain;
        let is_inside =
            self.glued(i) && (self.before(i).kind == Kind::Word || self.is(i.wrapping_sub(1), '.'));
        if !is_whole(i) || is_inside {
            return None;
        }
        let mut last = i;
        while self.is(last + 1, '.')
            && self.glued(last + 1)
            && self.glued(last + 2)
            && is_whole(last + 2)
        {
            last += 2;
        }
        let to = last + 1;
        let goes_on = self.glued(to) && matches!(self.at(to).kind, Kind::Word | Kind::Number);
        let text = self.text.get(self.at(i).start..self.at(last).end)?;
        let is_all = i == 0 && to >= self.tokens.len();
        if last < i + 4 || goes_on || is_all || text.len() > 64 {
            return None;
        }
        let value = Value::Code {
            text: text.to_owned(),
        };
        Some(Found::new(value, i, to, "code.dotted"))
    }

    fn quantity(&self, found: Found, options: &QuantityOptions, now: Option<Instant>) -> Quantity {
        let span = |from: usize, to: usize| {
            Span::new(self.at(from).start, self.at(to.saturating_sub(1)).end)
        };
        let narrow = |value: Value| narrowed(value, options, now);
        // The order that the document has is known where it is not the usual one.
        let form = match self.form(&found) {
            Form::Plain
                if options.date_order == DateOrder::default() && self.is_either_order(&found) =>
            {
                Form::EitherOrder
            }
            form => form,
        };
        let core_from = found.core.0.max(found.from);
        let core_to = found.core.1.min(found.to).max(core_from + 1);
        Quantity {
            span: span(found.from, found.to),
            core: span(core_from, core_to),
            value: narrow(found.value),
            modifier: found.modifier,
            rule: found.rule,
            readings: found.readings.into_iter().map(narrow).collect(),
            parts: found
                .parts
                .into_iter()
                .map(|(from, to, value)| (span(from, to), narrow(value)))
                .collect(),
            form,
        }
    }
}

/// The value with what the document says about it filled in.
fn narrowed(value: Value, options: &QuantityOptions, now: Option<Instant>) -> Value {
    match (value, options.currency.as_deref(), now) {
        (Value::Money { amount, currency }, Some(code), _) => Value::Money {
            amount,
            currency: currency.narrowed(code),
        },
        (Value::Date { at }, _, Some(now)) => Value::Date {
            at: resolve::absolute(&at, now),
        },
        (Value::Period { from, to }, _, Some(now)) => Value::Period {
            from: from.map(|at| resolve::absolute(&at, now)),
            to: to.map(|at| resolve::absolute(&at, now)),
        },
        (value, ..) => value,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::quantity::words_en;

    /// The English rules: every word that they name stands in quotes in them.
    const RULES: [&str; 27] = [
        include_str!("clock_en.rs"),
        include_str!("date_en.rs"),
        include_str!("duration_en.rs"),
        include_str!("fraction_en.rs"),
        include_str!("goals.rs"),
        include_str!("holiday_en.rs"),
        include_str!("hours_en.rs"),
        include_str!("moment_en.rs"),
        include_str!("month_en.rs"),
        include_str!("number_en.rs"),
        include_str!("number_words_en.rs"),
        include_str!("numeral_words_en.rs"),
        include_str!("operand_en.rs"),
        include_str!("order_en.rs"),
        include_str!("period_en.rs"),
        include_str!("price.rs"),
        include_str!("range_en.rs"),
        include_str!("recurrence_en.rs"),
        include_str!("stretch_en.rs"),
        include_str!("time_en.rs"),
        include_str!("unit_en.rs"),
        include_str!("up_to_now_en.rs"),
        include_str!("weekday_en.rs"),
        include_str!("words_en.rs"),
        include_str!("year_en.rs"),
        include_str!("year_pair.rs"),
        include_str!("en.rs"),
    ];

    fn words_of_rules() -> Vec<&'static str> {
        let quoted = RULES.iter().flat_map(|it| it.split('"').skip(1).step_by(2));
        let mut words: Vec<_> = quoted
            .flat_map(|it| it.split(|c: char| !c.is_ascii_lowercase()))
            .filter(|it| !it.is_empty())
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Nothing is found by the rules at a word that [`Cursor::leads`] passes over.
    fn passes_over_nothing(text: &str) {
        let cursor = Cursor::new(text);
        let options = QuantityOptions::default();
        for i in 0..cursor.tokens.len() {
            if cursor.has(i, vocabulary::LEADS) && !cursor.leads(i) {
                let time = cursor.time_en(i, &options).map(|it| it.rule);
                let amount = cursor.amount_en(i).map(|it| it.rule);
                assert_eq!((time, amount), (None, None), "token {i} of {text:?}");
            }
        }
    }

    #[test]
    fn no_word_of_the_rules_is_passed_over() {
        let words = words_of_rules();
        assert!(words.len() > 700, "{}", words.len());
        for lead in words_en::LEADS.split_whitespace() {
            for word in &words {
                for rest in [
                    "",
                    " 2024",
                    " year ago",
                    " 5 days",
                    " of March",
                    " than 9am",
                    " day",
                ] {
                    passes_over_nothing(&format!("{lead} {word}{rest}"));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_passed_by_holds_nothing(picks in prop::collection::vec((any::<prop::sample::Index>(), 0..4), 1..12), is_chinese in any::<bool>()) {
            const CHINESE: [&str; 24] = [
                "三", "百", "上午", "第", "首", "头", "初", "次", "半", "成", "年", "月", "日", "个", "约", "的", "人", "过去", "今", "周", "上", "至",
                "零下", "http://a.b",
            ];
            let (lang, words) = if is_chinese {
                (Lang::Chinese, CHINESE.to_vec())
            } else {
                (Lang::English, words_of_rules())
            };
            let text = picks.iter().map(|(at, which)| match which {
                0 => at.get(&["3", "2024", "$5", "-", ",", ":", "15:30", "AB", "A-1"]),
                1 => at.get(&[" ", ""]),
                _ => at.get(&words),
            });
            let glue = if is_chinese { "" } else { " " };
            let text = text.copied().collect::<Vec<_>>().join(glue);
            let cursor = Cursor::new(&text);
            for i in (0..cursor.tokens.len()).filter(|&i| cursor.is_passed_by(i, lang)) {
                let (next, found) = cursor.step(i, lang, &QuantityOptions::default());
                prop_assert!(found.is_none() && next <= i + 1, "{:?} at {}", text, i);
            }
        }

        #[test]
        fn no_words_of_the_rules_are_passed_over(picks in prop::collection::vec((any::<prop::sample::Index>(), 0..4), 1..12)) {
            let (words, leads) = (words_of_rules(), words_en::LEADS.split_whitespace().collect::<Vec<_>>());
            let text = picks.iter().map(|(at, which)| match which {
                0 => at.get(&leads),
                1 => at.get(&["3", "2024", "May", "$5", "ago", "of", "years", "one", "-", ",", "15:30"]),
                _ => at.get(&words),
            });
            passes_over_nothing(&text.copied().collect::<Vec<_>>().join(" "));
        }
    }
}
