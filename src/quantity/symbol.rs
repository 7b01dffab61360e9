//! Numbers of documents that look like fractions: A/75/982, resolution 75/240, 第75/240号决议; of telephones that look like
//! ranges or amounts: 400-820-1188, 电话6532 0989.
//!
//! The United Nations number a resolution by its session and its place in it; what stands around the two numbers tells them
//! from a fraction.

use super::{
    Value,
    cursor::{Cursor, Found},
    lex::Kind,
};
use crate::lang::Lang;

/// Words before the number of a document: `resolution 75/240`, `decisions 75/501 and 75/502`.
const DOCUMENTS: [&str; 6] = [
    "resolution",
    "resolutions",
    "decision",
    "decisions",
    "document",
    "documents",
];

/// How far back a word of [`DOCUMENTS`] may stand: a few numbers of a list lie between. Also the most pieces of a symbol.
const REACH: usize = 16;

/// The digits of 2024-05-03 and two more: three years in a row have twelve, but are as rare as telephones are common.
const MORE_THAN_A_DATE: usize = 10;

/// How many digits a number of a telephone has behind its area in China.
const LOCAL: std::ops::RangeInclusive<usize> = 7..=8;

/// How many digits a number of a mobile telephone has in China.
const MOBILE: usize = 11;

/// How many digits a number has that begins with the code of a country (ITU-T E.164 allows fifteen).
const WORLDWIDE: std::ops::RangeInclusive<usize> = 9..=15;

/// Words before the number of a telephone.
const CALLS_EN: [&str; 12] = [
    "tel",
    "telephone",
    "telephones",
    "phone",
    "call",
    "calling",
    "dial",
    "hotline",
    "helpline",
    "fax",
    "mobile",
    "whatsapp",
];
const CALLS_ZH: [&str; 9] = [
    "电话", "致电", "拨打", "热线", "传真", "来电", "手机", "座机", "拨通",
];

/// What may stand between these and the number, or between two numbers.
const TO_CALL_EN: [&str; 16] = [
    "on",
    "at",
    "us",
    "our",
    "the",
    "them",
    "number",
    "numbers",
    "no",
    "is",
    "or",
    "and",
    "please",
    "free",
    "line",
    "enquiries",
];
const TO_CALL_ZH: &str = "话电打线真机通号码为是至请或和及查询咨客服的可";

/// The digits of the two halves of a number without an area.
const HALF: usize = 4;

impl Cursor<'_> {
    /// A number of a telephone without its area at `i`, behind a word that says so: 电话：6532 0989, call 6532-0989.
    ///
    /// Two groups of four digits, or one of as many as such numbers have; elsewhere these are amounts.
    pub(super) fn called(&self, i: usize) -> Option<Found> {
        let group = |at: usize| {
            let token = self.at(at);
            (token.kind == Kind::Number && token.plain).then_some(token.end - token.start)
        };
        let first = group(i)?;
        let is_inside = self.glued(i) && self.is_any(i.wrapping_sub(1), "-/.+");
        let hyphen = usize::from(self.is(i + 1, '-') && self.glued(i + 1) && self.glued(i + 2));
        let second = i + 1 + hyphen;
        let end = if first == HALF && group(second) == Some(HALF) {
            second + 1
        } else if LOCAL.contains(&first) || first == MOBILE {
            i + 1
        } else {
            return None;
        };
        let after = self.at(end);
        let goes_on = match after.kind {
            Kind::Number => true,
            Kind::Word => self.glued(end) || self.names_things(end),
            Kind::Han => self.glued(end) && self.is_any(end, "次人名个元万亿部台条张"),
            _ => {
                self.glued(end)
                    && matches!(after.first, '-' | '/' | '%')
                    && group(end + 1).is_some()
            }
        };
        if is_inside || goes_on || !self.calls(i) {
            return None;
        }
        let text = self.text.get(self.at(i).start..self.at(end - 1).end)?;
        let value = Value::Code {
            text: text.to_owned(),
        };
        Some(Found::new(value, i, end, "code.telephone"))
    }

    /// Whether a word that announces the number of a telephone stands before `i`, with little between.
    fn calls(&self, i: usize) -> bool {
        for at in (1..=REACH).map_while(|back| i.checked_sub(back)) {
            let token = self.at(at);
            let passes = match token.kind {
                Kind::Word if self.is_one_of(at, &CALLS_EN) => return true,
                Kind::Word => self.is_one_of(at, &TO_CALL_EN),
                Kind::Han if self.any_literal(at, &CALLS_ZH).is_some() => return true,
                Kind::Han => self.is_any(at, TO_CALL_ZH),
                Kind::Number => token.plain && token.digits > 2,
                _ => matches!(
                    token.first,
                    ':' | '.' | '(' | ')' | '（' | '）' | ',' | '、' | '/' | '-'
                ),
            };
            if !passes {
                return false;
            }
        }
        false
    }

    /// A number of a telephone at `i` with its area in parentheses or the code of a country behind a plus, in groups with
    /// spaces or hyphens: (010) 6552-9988, +86 10 6552 9988.
    pub(super) fn telephone(&self, i: usize) -> Option<Found> {
        let group = |at: usize| {
            let token = self.at(at);
            (token.kind == Kind::Number && token.plain).then_some(token.end - token.start)
        };
        let first = group(i + 1)?;
        let (mut at, mut digits, range) = if self.is(i, '(') {
            let is_area = self.at(i + 1).first == '0' && matches!(first, 3 | 4);
            if !is_area || !self.is(i + 2, ')') {
                return None;
            }
            (i + 3, 0, LOCAL)
        } else if self.is(i, '+') && self.glued(i + 1) && first <= 3 {
            (i + 2, first, WORLDWIDE)
        } else {
            return None;
        };
        let mut groups = 1;
        while groups < REACH {
            let next = if self.is(at, '-') && self.glued(at) && self.glued(at + 1) {
                at + 1
            } else {
                at
            };
            let Some(length) = group(next).filter(|length| (2..=11).contains(length)) else {
                break;
            };
            if digits + length > *range.end() {
                break;
            }
            (at, digits, groups) = (next + 1, digits + length, groups + 1);
        }
        let goes_on = self.glued(at) && matches!(self.at(at).kind, Kind::Word | Kind::Number);
        if groups < 2 || !range.contains(&digits) || goes_on {
            return None;
        }
        let text = self.text.get(self.at(i).start..self.at(at - 1).end)?;
        let value = Value::Code {
            text: text.to_owned(),
        };
        Some(Found::new(value, i, at, "code.telephone"))
    }

    /// A number of a telephone, account or book at `i`, as a code: 400-820-1188, 010-65529988.
    ///
    /// Groups of digits joined by hyphens: three or more that have more digits than a date, or two where the first is an
    /// area code of China (a nought and two or three digits) and the second as long as the numbers behind one.
    pub(super) fn grouped_digits(&self, i: usize) -> Option<Found> {
        let group = |at: usize| {
            let token = self.at(at);
            (token.kind == Kind::Number && token.plain).then_some(token.end - token.start)
        };
        let first = group(i)?;
        // 12:30-45-90 goes on, 电话：0871-65320988 does not.
        let is_inside = match self.before(i).first {
            '-' | '/' | '.' => true,
            ':' => group(i.wrapping_sub(2)).is_some(),
            _ => false,
        };
        if self.glued(i) && is_inside {
            return None;
        }
        let (mut at, mut groups, mut digits, mut last) = (i + 1, 1, first, first);
        while groups < REACH && self.is(at, '-') && self.glued(at) && self.glued(at + 1) {
            let Some(next) = group(at + 1) else { break };
            (at, groups, digits, last) = (at + 2, groups + 1, digits + next, next);
        }
        // 0571-8788 2200: a blank in the number behind the area.
        let is_blank = |at: usize| self.at(at).spaced && group(at) == Some(4);
        if groups == 2 && matches!(last, 3 | 4) && is_blank(at) {
            (at, digits, last) = (at + 1, digits + 4, last + 4);
        }
        let short = |at: usize| group(at).is_some_and(|digits| digits <= 2);
        if first == 4 && short(i + 2) && short(i + 4) {
            return None; // 2021-09-12-11:23
        }
        let area = self.at(i).first == '0' && matches!(first, 3 | 4) && matches!(last, 7 | 8);
        let is_code = groups == 2 && area || groups > 2 && digits >= MORE_THAN_A_DATE;
        let goes_on = self.glued(at) && matches!(self.at(at).kind, Kind::Word | Kind::Number);
        if !is_code || goes_on {
            return None;
        }
        let text = self.text.get(self.at(i).start..self.at(at - 1).end)?;
        let value = Value::Code {
            text: text.to_owned(),
        };
        Some(Found::new(value, i, at, "code.groups"))
    }

    /// The number of a document at `i`, as a code.
    pub(super) fn document_number(&self, i: usize, lang: Lang) -> Option<Found> {
        let end = match self.at(i).kind {
            Kind::Word => self.symbol_end(i)?,
            Kind::Number => self.session_end(i, lang)?,
            _ => return None,
        };
        let text = self.text.get(self.at(i).start..self.at(end - 1).end)?;
        let value = Value::Code {
            text: text.to_owned(),
        };
        Some(Found::new(value, i, end, "code.document"))
    }

    /// The end of A/75/982, E/CN.4/1994/5, S/RES/1325: capitals, a slash, and pieces of which one is a number.
    fn symbol_end(&self, i: usize) -> Option<usize> {
        let body = self.at(i).capitals && self.word(i).len() <= 4;
        let begins = !self.glued(i) || matches!(self.before(i).kind, Kind::Han | Kind::Sign);
        if !body || !begins || !self.is(i + 1, '/') || !self.glued(i + 1) {
            return None;
        }
        let mut at = i + 1;
        let mut number = false;
        for _ in 0..REACH {
            let joint = self.glued(at) && self.is_any(at, "/.-");
            let next = self.at(at + 1);
            let word = next.kind == Kind::Word && next.capital;
            if !joint || !self.glued(at + 1) || !word && next.kind != Kind::Number {
                break;
            }
            number |= next.kind == Kind::Number;
            at += 2;
            // The 4 of L4, the bis of 5bis.
            while self.glued(at) && matches!(self.at(at).kind, Kind::Word | Kind::Number) {
                number |= self.at(at).kind == Kind::Number;
                at += 1;
            }
        }
        number.then_some(at)
    }

    /// The end of 75/240 where the text says that it numbers a document.
    fn session_end(&self, i: usize, lang: Lang) -> Option<usize> {
        let plain = |at: usize| self.at(at).kind == Kind::Number && self.at(at).plain;
        let pair = plain(i)
            && self.is(i + 1, '/')
            && self.glued(i + 1)
            && plain(i + 2)
            && self.glued(i + 2)
            && !(self.is(i + 3, '/') && plain(i + 4));
        if !pair {
            return None;
        }
        let end = i + 3;
        let named = match lang {
            Lang::Chinese => {
                // 11/3号 is a day.
                let document = self.is(end, '号') && self.is_any(end + 1, "决文令函公报");
                self.is(i.wrapping_sub(1), '第') || document
            }
            Lang::English => {
                let words = (1..=REACH).map_while(|back| i.checked_sub(back));
                let mut words = words.take_while(|at| {
                    let listed = self.is_one_of(*at, &["and", "to", "no", "nos"]);
                    let sign = self.is_any(*at, ",/");
                    listed || sign || plain(*at) || self.is_one_of(*at, &DOCUMENTS)
                });
                words.any(|at| self.is_one_of(at, &DOCUMENTS))
            }
        };
        named.then_some(end)
    }
}
