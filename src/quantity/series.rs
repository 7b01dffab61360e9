//! Numbers that name one of a series: 主楼四层, 3号线, 302室, `Gate 4`, `Room 302`.
//!
//! Such a number says which one, not how many: it may be the same as another name or place in an order, but never disagrees
//! with a count.

use super::{
    Amount, Comparison, Modifier, Quantity, Relation, Value,
    compare::UNRELATED,
    cursor::{Cursor, Found},
    lex::Kind,
    value::Form,
};

/// What one of a series is named by a number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Series {
    /// 四层, `Level 4`. Where the count begins differs: the first floor is 二楼 in Britain.
    Floor,
    /// 3号线, 12路公交车, `Line 3`.
    Line,
    /// 5号门, `Gate 5`.
    Gate,
    /// 302室, `Room 302`.
    Room,
    /// 12号楼, `Building 12`.
    Building,
    /// 4号站台, `Platform 4`.
    Platform,
    /// 6号桌, `Seat 6`.
    Seat,
    /// 2号机组, `Train 12`: whatever else has numbers, but for the divisions of texts.
    Other,
}

/// English nouns before the number, without their plural.
const NOUNS: [(&str, Series); 57] = {
    use Series::{Building, Floor, Gate, Line, Other, Platform, Room, Seat};
    [
        ("floor", Floor),
        ("level", Floor),
        ("storey", Floor),
        ("line", Line),
        ("route", Line),
        ("bus", Line),
        ("tram", Line),
        ("highway", Line),
        ("motorway", Line),
        ("gate", Gate),
        ("door", Gate),
        ("exit", Gate),
        ("entrance", Gate),
        ("room", Room),
        ("ward", Room),
        ("hall", Room),
        ("suite", Room),
        ("flat", Room),
        ("apartment", Room),
        ("courtroom", Room),
        ("court", Room),
        ("cell", Room),
        ("building", Building),
        ("block", Building),
        ("tower", Building),
        ("terminal", Building),
        ("hangar", Building),
        ("warehouse", Building),
        ("pavilion", Building),
        ("dormitory", Building),
        ("platform", Platform),
        ("berth", Platform),
        ("pier", Platform),
        ("runway", Platform),
        ("track", Platform),
        ("lane", Platform),
        ("bay", Platform),
        ("wharf", Platform),
        ("seat", Seat),
        ("row", Seat),
        ("desk", Seat),
        ("window", Seat),
        ("counter", Seat),
        ("booth", Seat),
        ("stand", Seat),
        ("flight", Other),
        ("train", Other),
        ("car", Other),
        ("carriage", Other),
        ("coach", Other),
        ("reactor", Other),
        ("furnace", Other),
        ("kiln", Other),
        ("shaft", Other),
        ("pit", Other),
        ("number", Other),
        ("no", Other),
    ]
};

/// What stands behind a number and 号, or behind the number itself.
const BEHIND_NUMBER_ZH: [(&str, Series); 34] = {
    use Series::{Building, Gate, Line, Other, Platform, Room, Seat};
    [
        ("号楼", Building),
        ("号栋", Building),
        ("号幢", Building),
        ("号座", Building),
        ("号航站楼", Building),
        ("号馆", Building),
        ("号仓", Building),
        ("号库", Building),
        ("号线", Line),
        ("路公交", Line),
        ("路车", Line),
        ("路汽车", Line),
        ("路电车", Line),
        ("路巴士", Line),
        ("国道", Line),
        ("省道", Line),
        ("县道", Line),
        ("号公路", Line),
        ("号高速", Line),
        ("号门", Gate),
        ("号登机口", Gate),
        ("号闸", Gate),
        ("号出口", Gate),
        ("号房", Room),
        ("号室", Room),
        ("号厅", Room),
        ("号病房", Room),
        ("号会议室", Room),
        ("号展厅", Room),
        ("号站台", Platform),
        ("号泊位", Platform),
        ("号跑道", Platform),
        ("号桌", Seat),
        ("号", Other),
    ]
};

/// Nouns behind 号 of which the characters that keep 5号 from being a day say nothing: 5号登机口, 3号馆.
pub(super) const NUMBERED_ZH: [&str; 23] = [
    "公路",
    "公馆",
    "公寓",
    "登机口",
    "馆",
    "站台",
    "航站楼",
    "泊位",
    "跑道",
    "反应堆",
    "展位",
    "展台",
    "窗口",
    "仓",
    "库房",
    "高炉",
    "锅炉",
    "桌",
    "柜",
    "病房",
    "病床",
    "会议室",
    "闸",
];

/// Characters before the number of a storey that say where it is: 主楼四层, 位于四层, 大厦四层, 地下二层.
const BEFORE_STOREY: &str = "楼厦在于下负场馆院栋座店城至到自从第";

/// Characters behind 层 and 楼 that make a building of so many storeys of it, or another word: 四层楼, 四层高, 三层意思.
const BEHIND_STOREY: &str = "楼高次级面意含以";

/// Words before storeys that are counted: 共四层, 楼高四层, 有四层.
const COUNTING: &str = "共有高达建盖为约近超长加几每各多";

/// How far back a noun in the plural may stand, with other numbers between: Lines 3, 5 and 8.
const REACH: usize = 8;

/// The fewest digits of the number of a room without 号: 三室一厅 counts rooms.
const ROOM: u8 = 3;

impl Cursor<'_> {
    /// What the number `found` names one of, if it counts nothing.
    pub(super) fn series(&self, found: &Found) -> Option<Series> {
        let is_one = matches!(
            found.value,
            Value::Number {
                amount: Amount::Point(_)
            }
        );
        if !is_one || found.modifier != Modifier::None {
            return None;
        }
        let (from, to) = found.core;
        self.series_before_en(from, to)
            .or_else(|| self.series_behind_zh(from, to))
    }

    /// `Gate 4`, `Terminal Three`, `No 12`, `Lines 3 and 5`: the noun before a number in figures, or before one in words where
    /// both are capitalised.
    fn series_before_en(&self, from: usize, to: usize) -> Option<Series> {
        let number = self.at(from);
        let is_named = number.kind == Kind::Number || number.capital;
        let noun = self.noun_before(from)?;
        let capital = self.at(noun).capital;
        // By bus 40 people came: they are counted.
        if !is_named || !capital && (number.kind == Kind::Word || self.names_things(to)) {
            return None;
        }
        let word = self.word(noun);
        let is_right_before = noun + 1 == from;
        if word == "no" && is_right_before {
            let is_short = capital && !self.names_things(to);
            return is_short.then_some(Series::Other);
        }
        let series = NOUNS
            .iter()
            // Gate 4, 40 people: what is listed is named in the plural.
            .find(|it| word == it.0 && is_right_before || is_plural(word, it.0));
        series.map(|it| it.1)
    }

    /// The noun before the number at `from`, or before the numbers that it is listed with.
    fn noun_before(&self, from: usize) -> Option<usize> {
        if !self.at(from).spaced {
            return None;
        }
        let listed = |at: &usize| {
            self.is_number(*at) || self.is(*at, ',') || self.is_one_of(*at, &["and", "or"])
        };
        (1..=REACH)
            .map_while(|back| from.checked_sub(back))
            .find(|at| !listed(at))
            .filter(|at| self.at(*at).kind == Kind::Word)
    }

    /// 主楼四层, 三楼, 12号楼, 3号线, 302室, 3栋502室, 1461次列车: what stands behind the number.
    fn series_behind_zh(&self, from: usize, to: usize) -> Option<Series> {
        let digits = self.at(from).digits;
        let before = from.wrapping_sub(1);
        // 两层 are two; 二层 is the second.
        if self.is_any(from, "两俩仨几数") || to > from && self.is_any(to - 1, "多余几来")
        {
            return None;
        }
        let counted = self.is_any(before, COUNTING);
        if self.is(to, '楼') {
            return (!counted && !self.is_any(to + 1, BEHIND_STOREY)).then_some(Series::Floor);
        }
        if self.is(to, '层') {
            let is_there = self.is_any(before, BEFORE_STOREY) || self.is(before, '负');
            let is_below = self.is(from, '负') || self.is(from, '-');
            let names = (is_there || is_below) && !self.is_any(to + 1, BEHIND_STOREY);
            return names.then_some(Series::Floor);
        }
        if let Some(it) = BEHIND_NUMBER_ZH
            .iter()
            .find(|it| self.literal(to, it.0).is_some())
        {
            return Some(it.1);
        }
        let is_written = self.at(from).kind == Kind::Number && self.at(from).plain;
        let in_figures = |at: usize| self.is_number(at) && self.glued(at);
        if is_written
            && digits >= ROOM
            && self
                .any_literal(to, &["室", "房间", "房", "病房"])
                .is_some()
        {
            return Some(Series::Room);
        }
        // 3栋502室, 5幢2单元.
        if self.is_any(to, "栋幢座") && in_figures(to + 1) {
            return Some(Series::Building);
        }
        if is_written
            && digits > 1
            && self
                .any_literal(to, &["次列车", "次航班", "次高铁"])
                .is_some()
        {
            return Some(Series::Other);
        }
        // 8排5座.
        if self.is(to, '排') && in_figures(to + 1) || self.is(to, '座') && self.is(before, '排')
        {
            return Some(Series::Seat);
        }
        let is_unit = self.literal(to, "单元").is_some() && !counted;
        (is_unit && (in_figures(to + 2) || self.is_any(before, "栋幢楼座")))
            .then_some(Series::Other)
    }
}

/// Whether `word` is the plural of `noun`.
fn is_plural(word: &str, noun: &str) -> bool {
    word.strip_suffix('s') == Some(noun) || word.strip_suffix("es") == Some(noun)
}

/// What one of a series named by a number has in common with another quantity, corrected from what their values alone say.
pub(super) fn of_series(found: Comparison, a: &Quantity, b: &Quantity) -> Comparison {
    let (one, other) = match (a.series(), b.series()) {
        (None, None) => return found,
        (Some(x), Some(y)) => return named_alike(found, x, y),
        (Some(_), None) => (a, b),
        (None, Some(_)) => (b, a),
    };
    let plain = other.form == Form::Plain && other.modifier == one.modifier;
    match &other.value {
        Value::Ordinal { .. } | Value::RelativeOrdinal { .. } => found,
        Value::Number { .. } if plain && found.relation == Relation::Equal => {
            Comparison::new(Relation::Compatible, "number and place")
        }
        _ => UNRELATED,
    }
}

/// Compares two that each name one of a series.
fn named_alike(found: Comparison, x: Series, y: Series) -> Comparison {
    match (found.relation, x == y) {
        (Relation::Equal, true) => found,
        (Relation::Equal, false) => Comparison::new(Relation::Compatible, "number and place"),
        // One floor has two numbers.
        (_, true) if x != Series::Floor && x != Series::Other => {
            Comparison::new(Relation::Conflict, "another of its series")
        }
        _ => UNRELATED,
    }
}
