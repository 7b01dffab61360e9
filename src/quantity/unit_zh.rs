//! What a Chinese number counts.

use std::sync::LazyLock;

use super::{
    Amount, Decimal, Modifier, TimeUnit, Unit,
    cursor::{Cursor, Numeral},
    half_zh::with_half,
    lex::Kind,
    number_zh,
    operand::{Measured, Operand},
    value::Scale,
    words_zh::{CLASSIFIERS, UNITS},
};

pub(super) fn unit_m() -> Unit {
    static METRE: LazyLock<Unit> = LazyLock::new(|| Unit::from_code("m").unwrap_or_default());
    *METRE
}

/// The least that a text tells of the charge of a battery in 毫安.
const LEAST_CHARGE: i32 = 500;

/// Words that begin with a character of [`TENTHS_GO_ON`], behind a share of which they say what it is one of: 七成员工.
const BEHIND_TENTHS: [&str; 16] = [
    "员工", "员警", "人口", "人士", "人员", "人群", "人数", "长者", "本地", "本国", "本科", "果农",
    "果树", "立法", "都是", "都有",
];

/// What makes another word of 成: 成为, 成立, 成员.
const TENTHS_GO_ON: &str = "为立功员长本果绩人交型效千百份都";

impl Cursor<'_> {
    /// 个半小时 (an hour and a half), 米九 (1.9 m), 分半钟.
    pub(super) fn implied_one_zh(&self, i: usize) -> Option<Operand> {
        if !self.is_any(i, "个分米") {
            return None;
        }
        let counted_before = self.number_character(i.wrapping_sub(1))
            || self.before(i).kind == Kind::Han
                && self.glued(i)
                && self.is_any(
                    i.wrapping_sub(1),
                    "这那每上下整几各十百千万亿厘毫分纳微平方立公里",
                );
        if i > 0 && counted_before {
            return None;
        }
        let half = Decimal::new(15, -1)?;
        let numeral = |value, end| Numeral::of(Amount::Point(value), end, 2);
        if self.is(i, '个') && self.is(i + 1, '半') {
            let unit = self.half_unit_zh(i + 2)?;
            let mut operand = Operand::new(
                i,
                i,
                numeral(half, i + 2),
                Measured::Time(unit.0),
                "zh.duration.half",
            )?;
            operand.to = unit.1;
            operand.number_stands = false;
            return Some(operand);
        }
        if self.is(i, '分')
            && self.is(i + 1, '半')
            && !(self.before(i).kind == Kind::Han && self.glued(i))
        {
            let mut operand = Operand::new(
                i,
                i,
                numeral(half, i + 2),
                Measured::Time(TimeUnit::Minute),
                "zh.duration.half",
            )?;
            operand.to = self.literal(i + 2, "钟").unwrap_or(i + 2);
            operand.number_stands = false;
            return Some(operand);
        }
        if self.is(i, '米') && !(self.before(i).kind == Kind::Han && self.glued(i)) {
            let digit = self.at(i + 1);
            let tenths = number_zh::digit(digit.first).filter(|_| digit.kind == Kind::Han)?;
            let value = Decimal::new(i128::from(10 + tenths), -1)?;
            let mut operand = Operand::new(
                i,
                i,
                numeral(value, i + 2),
                Measured::Unit(Unit::from_code("m")?),
                "zh.length.height",
            )?;
            operand.number_stands = false;
            return Some(operand);
        }
        None
    }

    /// A unit of time that may follow 个半.
    pub(super) fn half_unit_zh(&self, i: usize) -> Option<(TimeUnit, usize)> {
        [
            ("小时", TimeUnit::Hour),
            ("钟头", TimeUnit::Hour),
            ("钟", TimeUnit::Hour),
            ("月", TimeUnit::Month),
            ("季度", TimeUnit::Quarter),
            ("星期", TimeUnit::Week),
            ("礼拜", TimeUnit::Week),
            ("世纪", TimeUnit::Century),
            ("年", TimeUnit::Year),
            ("分钟", TimeUnit::Minute),
            ("天", TimeUnit::Day),
        ]
        .into_iter()
        .find_map(|(word, unit)| Some((unit, self.literal(i, word)?)))
    }

    /// Reads what the number of `operand` counts.
    pub(super) fn measure_zh(&self, operand: &mut Operand) {
        let numeral = operand.numeral;
        let end = numeral.end;
        let spoken = !numeral.literal && numeral.length == 1;
        if self.is(end, '个')
            && self.is(end + 1, '半')
            && let Some(Amount::Point(value)) = numeral.amount
        {
            // 一个半小时, 五个半分钟; 三个半月大.
            if let Some((unit, to)) = self.half_unit_zh(end + 2) {
                operand.amount = with_half(value);
                (operand.measured, operand.to) = (Measured::Time(unit), to);
                (operand.rule, operand.number_stands) = ("zh.duration.half", false);
                self.grown_zh(operand);
                return;
            }
            // 两个半百分点.
            if let Some((measured @ Measured::Point(_), to)) = self.lookup(end + 2, &UNITS) {
                operand.amount = with_half(value);
                (operand.measured, operand.to) = (measured, to);
                (operand.rule, operand.number_stands) = ("zh.percent_point", false);
                return;
            }
        }
        // 半个多小时, 半个小时, 半个月; 3个多月, 一年多.
        let odd = usize::from(self.is(end, '个') && self.is_any(end + 1, "多几"));
        if odd == 1
            && let Some((unit, to)) = self.half_unit_zh(end + 2)
        {
            operand.modifier = Modifier::Odd;
            (operand.measured, operand.to, operand.rule) =
                (Measured::Time(unit), to, "zh.duration");
            return;
        }
        // 三分多钟, 十分多钟.
        if self.is(end, '分')
            && self.is_any(end + 1, "多余")
            && let Some(to) = self.literal(end + 2, "钟")
        {
            operand.modifier = Modifier::Odd;
            (operand.measured, operand.to, operand.rule) =
                (Measured::Time(TimeUnit::Minute), to, "zh.duration");
            return;
        }
        if self.is(end, '刀') && !numeral.literal {
            return;
        }
        let counted = self.literal(end, "枚").or_else(|| self.literal(end, "个"));
        let unit = self
            .lookup(end, &UNITS)
            .or_else(|| {
                let at = counted?;
                self.lookup(at, &UNITS).filter(
                    |(it, _)| matches!(it, Measured::Money(currency) if currency.code().len() > 5),
                )
            })
            .or_else(|| self.bracketed_unit_zh(end));
        // 7.5级: on a scale of its own; 一级 is a grade.
        let decimal = numeral.point().is_some_and(|it| it.place() < 0);
        if self.is(end, '级') && numeral.literal && decimal {
            if let Some(unit) = Unit::from_code("mag") {
                operand.measured = Measured::Unit(unit);
                (operand.to, operand.rule) = (
                    self.literal(end + 1, "地震").unwrap_or(end + 1),
                    "zh.magnitude",
                );
            }
            return;
        }
        let Some((measured, mut to)) = unit else {
            // 二十五分, 两毛, 5分: small money, minutes or points.
            self.small_money_zh(operand);
            return;
        };
        let first = self.at(end);
        let single_letter = first.kind == Kind::Word && self.word(end).len() == 1;
        let allowed = match measured {
            // 五折, 九九折 (99), 三成; 成立 is a word.
            Measured::Percent(1) => {
                // 六成员工作组 has six members.
                let is_own = self.any_literal(to, &BEHIND_TENTHS).is_some()
                    && self.literal(to, "员工作").is_none();
                let word = self.is(end, '成') && self.is_any(to, TENTHS_GO_ON) && !is_own
                    || self.is(end, '折') && self.is_any(to, "扣叠磨腾旧算返射合断");
                let few = numeral
                    .amount
                    .and_then(Amount::bounds)
                    .is_some_and(|(_, it)| it.compare(Decimal::of(100)).is_lt());
                few && !word
            }
            Measured::Time(TimeUnit::Year) => !self.is_any(to, "级代轻度报"),
            Measured::Time(TimeUnit::Day) => {
                !self.is_any(to, "津然堂王使文空气际") || self.is(end, '日')
            }
            Measured::Money(_) => {
                let word = self.is(end, '元') && self.is_any(to, "素首老旦件宵宇")
                    || self.is(end, '块') && self.is_any(to, "头状根茎砖")
                    || self.is(end, '镑') && self.is(to, '重');
                !word
            }
            Measured::Unit(unit) => {
                let han = first.kind == Kind::Han;
                let word = han
                    && match unit.code() {
                        "m" => self.is_any(to, "粉饭兰奇其线粒罗尔面黄歇诺"),
                        "L" => self.is_any(to, "级至级值旗学职温息降华任起学"),
                        "g" => self.is_any(to, "服制隆拉里罗隆强林尔己难"),
                        "li" => self.is_any(to, "程面外头边约氏斯尔奥昂弗拉"),
                        "m3" => self.is_any(to, "面法式向案便程言位形针才"),
                        "in" => self.is_any(to, "土步心草"),
                        "chi" => self.is_any(to, "度寸码"),
                        "zhang" => self.is_any(to, "夫"),
                        "liang" => {
                            self.is_any(
                                to,
                                "个种名位年天人家次国岸会边侧条大者党国军地性项千百万亿三",
                            ) || spoken && self.is(to, '个')
                        }
                        "W" => self.is_any(to, "解斯罗努特"),
                        "J" => self.is_any(to, "点虑急炭化距"),
                        "kn" => {
                            self.is_any(to, "课目日省约能点奏车")
                                || numeral
                                    .point()
                                    .is_some_and(|it| it.compare(Decimal::of(8)).is_le())
                        }
                        "yd" => self.is_any(to, "头"),
                        // 5巴士, 三巴掌: of pressure only in figures, and where no other word can begin.
                        "bar" => {
                            let is_figure = numeral.literal
                                || numeral.point().is_some_and(|it| !it.is_integer());
                            !is_figure
                                || self.at(to).kind == Kind::Han
                                    && !self.is_any(to, "的压左以至到和与或及之气时")
                        }
                        // 3安全帽, 两安: an ampere in figures, and where no other word can begin.
                        "A" if self.is(end, '安') && to == end + 1 => {
                            !numeral.literal
                                || self.at(to).kind == Kind::Han
                                    && !self.is_any(to, "的以左至到和与或及之电时")
                                    && self.literal(to, "保险").is_none()
                        }
                        "oz" => false,
                        "ly" => false,
                        "barrel" | "cup" => false,
                        "ping" => false,
                        "qing" => self.is_any(to, "刻"),
                        "mi/h" => self.is_any(to, "进向步出入开"),
                        "lb" => false,
                        _ => false,
                    };
                let electric = single_letter && matches!(self.word(end), "v" | "w");
                let letter = electric && !first.capital
                    || !electric
                        && single_letter
                        && (first.spaced
                            && self.word(end) != "m"
                            && self.word(end) != "g"
                            && self.word(end) != "l"
                            || first.capital && !matches!(self.word(end), "l" | "t"));
                !word && !letter
            }
            Measured::Degrees(Scale::Degree) => !self.is_any(to, "过假量角春电数日"),
            _ => true,
        };
        if !allowed {
            return;
        }
        // 北纬30度, 旋转90度: an angle.
        let measured = match measured {
            Measured::Degrees(Scale::Degree) if self.angle_before_zh(operand.number.0) => {
                Unit::from_code("deg").map_or(measured, Measured::Unit)
            }
            _ => measured,
        };
        // 电池容量为5000毫安: a charge, whose hours are left out.
        let measured = match measured {
            Measured::Unit(unit) if unit.code() == "mA" && self.tells_charge_zh(end) => {
                Unit::from_code("mA.h").map_or(measured, Measured::Unit)
            }
            _ => measured,
        };
        operand.rule = match measured {
            Measured::Percent(0) => "zh.percent",
            Measured::Percent(-1) => "zh.percent.per_mille",
            Measured::Percent(_) if self.is(end, '折') => "zh.percent.discount",
            Measured::Percent(_) => "zh.percent.tenths",
            Measured::Point(_) => "zh.percent_point",
            Measured::Money(_) => "zh.money",
            Measured::Unit(_) => "zh.measure",
            Measured::Degrees(_) => "zh.temperature",
            Measured::Age(_) => "zh.age",
            Measured::Time(_) => "zh.duration",
            Measured::Times => "zh.multiple",
            Measured::Count => operand.rule,
        };
        if measured == Measured::Percent(1) {
            operand.number_stands = false;
            let Some(Amount::Point(value)) = numeral.amount else {
                (operand.measured, operand.to) = (measured, to);
                return;
            };
            // 三八折 is 38, 七成六 is 76, 75折.
            let two = value.compare(Decimal::of(10)).is_gt();
            let power = if two && self.is(end, '折') { 0 } else { 1 };
            let mut amount = value;
            if self.is(end, '成') {
                let extra = self
                    .numeral_zh(to)
                    .filter(|it| it.length == 1 && !it.literal);
                let ends = extra.filter(|it| {
                    let next = self.at(it.end);
                    let number = self.number_character(it.end) || number_zh::starts(next.first);
                    next.kind != Kind::Han || !number && !CLASSIFIERS.contains(next.first)
                });
                if let Some((extra, digit)) = ends.and_then(|it| Some((it, it.point()?))) {
                    amount = digit
                        .scaled(-1)
                        .and_then(|it| value.plus(it))
                        .unwrap_or(value);
                    to = extra.end;
                }
            }
            operand.amount = Some(Amount::Point(amount));
            (operand.measured, operand.to) = (Measured::Percent(power), to);
            // 一成半, 两折半: half of a tenth.
            self.add_half_zh(operand);
            return;
        }
        if let Measured::Money(currency) = measured {
            // No number in 一美元, but one in 3 美元's range.
            operand.number_stands = false;
            if currency.code() == "LOCAL" {
                to = self
                    .any_literal(to, &["人民币", "钱", "整", "正"])
                    .unwrap_or(to);
                if self.literal(to.saturating_sub(1), "正").is_some()
                    && self.is_any(to, "式常确好在是面")
                {
                    to -= 1;
                }
            }
        }
        (operand.measured, operand.to) = (measured, to);
        self.add_half_zh(operand);
        let tailed = measured == Measured::Unit(unit_m())
            || measured == Measured::Time(TimeUnit::Second) && self.is(end, '秒') && to == end + 1;
        if self.is(to, '半') || !tailed {
        } else if let (Some(Amount::Point(value)), Some((decimals, end))) =
            (operand.amount, self.decimals_zh(to))
        {
            // 三米九, 1米82, 9秒83.
            let alike = numeral.literal == self.is_number(to);
            let whole = value.is_integer() && (numeral.literal || spoken);
            if let (Some(sum), true) = (value.plus(decimals), alike && whole) {
                operand.amount = Some(Amount::Point(sum));
                operand.to = end;
                operand.number_stands = false;
            }
        }
        if measured == Measured::Age(TimeUnit::Year)
            && self.is(operand.to, '大')
            && !self.is_any(operand.to + 1, "学专")
        {
            operand.to += 1;
        }
        if let Measured::Time(_) = measured {
            operand.to = self
                .any_literal(operand.to, &["时间", "之久"])
                .unwrap_or(operand.to);
            self.grown_zh(operand);
        }
    }

    /// 三个月大, 90天大: a length that is an age.
    fn grown_zh(&self, operand: &mut Operand) {
        if let (Measured::Time(unit), true) = (operand.measured, self.is(operand.to, '大'))
            && !self.is_any(operand.to + 1, "学会专规幅家量")
        {
            operand.measured = Measured::Age(unit);
            (operand.to, operand.rule) = (operand.to + 1, "zh.age");
        }
    }

    /// Whether the words before the number at `i` say that its degrees are those of an angle.
    fn angle_before_zh(&self, i: usize) -> bool {
        const WORDS: [&str; 15] = [
            "北纬", "南纬", "东经", "西经", "纬度", "经度", "坡度", "角度", "夹角", "倾角", "倾斜",
            "旋转", "转动", "转了", "转",
        ];
        // 为, 约 and 达 may stand between.
        let end = (i.saturating_sub(2)..=i)
            .find(|at| (*at..i).all(|at| self.is_any(at, "为约达是了:")))
            .unwrap_or(i);
        WORDS.iter().any(|word| {
            let length = word.chars().count();
            end >= length && self.literal(end - length, word) == Some(end)
        })
    }

    /// Whether a word close to `i` says that it is a battery whose charge is told.
    fn tells_charge_zh(&self, i: usize) -> bool {
        const WORDS: [&str; 5] = ["电池", "容量", "续航", "充电宝", "电量"];
        const REACH: usize = 10;
        (i.saturating_sub(REACH)..i + REACH).any(|at| self.any_literal(at, &WORDS).is_some())
    }

    /// The other unit that 毫安 may stand for, of as much as a battery holds: 毫安时.
    pub(super) fn charge_or_current_zh(&self, operand: &Operand) -> Option<Unit> {
        let Measured::Unit(unit) = operand.measured else {
            return None;
        };
        let other = match unit.code() {
            "mA" => "mA.h",
            "mA.h" => "mA",
            _ => return None,
        };
        let least = operand.amount.and_then(Amount::bounds)?.0;
        let is_large = least.compare(Decimal::of(LEAST_CHARGE)).is_ge();
        let is_short = self.is(operand.to.wrapping_sub(1), '安');
        (is_large && is_short).then(|| Unit::from_code(other))?
    }

    pub(super) fn bracketed_unit_zh(&self, i: usize) -> Option<(Measured, usize)> {
        if !self.is_any(i, "'\"") || !self.glued(i) {
            return None;
        }
        let code = if self.is(i, '\'') {
            if self.is(i + 1, '\'') && self.glued(i + 1) {
                "in"
            } else {
                "ft"
            }
        } else {
            "in"
        };
        let quoted = !self.is_number(i.wrapping_sub(1));
        let end = if code == "in" && self.is(i, '\'') {
            i + 2
        } else {
            i + 1
        };
        (!quoted).then(|| Some((Measured::Unit(Unit::from_code(code)?), end)))?
    }
}
