//! Chinese words around numbers, as tables.

use std::sync::LazyLock;

use super::{
    Currency, Modifier, TimeUnit, Unit, operand::Measured, table::Table, value::Scale, vocabulary,
};

/// Words that hold numeral characters but no number. Skipped whole.
pub(super) static LOOK_ALIKES: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::new(
        vocabulary::LOOK_ALIKES_ZH,
        include_str!("data/lookalike_zh.txt")
            .lines()
            .flat_map(|line| {
                let words = if line.starts_with('#') { "" } else { line };
                words.split_whitespace().map(|word| (word, ()))
            }),
    )
});

/// Characters that a date, a time or an amount may start with, beside those of the tables and numerals.
const STARTERS: &str = "民今明昨前后上下本这当同去来春夏秋冬周星礼凌清早中正午晏傍晚夜深年月日第每过最近未接此截从自由在于至大现目首全环按与较比翌次听个分到\
初末翻旧朝晨直其而依宜头负打对折位介零摄华时增涨提扩飙激减腰高多互十百千万亿几数半米国元教劳五儿情圣平妇青愚植建光新的该梅独帽";

/// Characters that a date, a time or a duration may start with, numerals apart.
pub(super) const TIME_STARTERS: &str = "民时而依宜此首头今明昨前后上下本这当同去来春夏秋冬周星礼凌清早中正午晏傍晚夜深年月日第每过最近未接截从自由在于至大现目全环按与较比翌次听个分到初末翻旧朝晨直其";

/// Characters that the name of a holiday may start with.
pub(super) const HOLIDAY_STARTERS: &str = "国圣元平劳五儿情妇青愚植万建光教母父感";

/// The characters that a quantity, or a word that only looks like one, may start with.
pub(super) fn starters() -> impl Iterator<Item = char> {
    STARTERS
        .chars()
        .chain(BEFORE.first_characters())
        .chain(PREFIXES.first_characters())
        .chain(LOOK_ALIKES.first_characters())
        .chain(NEGATIONS.iter().filter_map(|it| it.chars().next()))
        .chain("〇零一壹二两贰俩三叁仨参四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿兆廿卅卌".chars())
}

/// Modifiers before a number.
pub(super) static BEFORE: LazyLock<Table<Modifier>> = LazyLock::new(|| {
    use Modifier::{About, AtLeast, AtMost, Nearly, Over, Under};
    Table::new(
        vocabulary::BEFORE_ZH,
        [
            ("约", About),
            ("大约", About),
            ("大概", About),
            ("大致", About),
            ("约为", About),
            ("左右", About),
            ("约合", About),
            ("约有", About),
            ("差不多", About),
            ("大约有", About),
            ("大约为", About),
            ("估计", About),
            ("近", Nearly),
            ("将近", Nearly),
            ("接近", Nearly),
            ("逼近", Nearly),
            ("近乎", Nearly),
            ("超", Over),
            ("超过", Over),
            ("超过了", Over),
            ("逾", Over),
            ("多于", Over),
            ("大于", Over),
            ("高于", Over),
            ("突破", Over),
            ("超逾", Over),
            ("高出", Over),
            ("不止", Over),
            ("超出", Over),
            ("多过", Over),
            ("晚于", Over),
            ("迟于", Over),
            ("早于", Under),
            ("短于", Under),
            ("长于", Over),
            ("至少", AtLeast),
            ("最少", AtLeast),
            ("起码", AtLeast),
            ("大于等于", AtLeast),
            ("大于或等于", AtLeast),
            ("大于或者等于", AtLeast),
            ("至少有", AtLeast),
            ("最低", AtLeast),
            ("最少为", AtLeast),
            ("至少为", AtLeast),
            ("最小为", AtLeast),
            ("不下", AtLeast),
            ("不下于", AtLeast),
            ("高达", AtMost),
            ("≥", AtLeast),
            (">=", AtLeast),
            (">", Over),
            ("不到", Under),
            ("不足", Under),
            ("少于", Under),
            ("低于", Under),
            ("小于", Under),
            ("未满", Under),
            ("未到", Under),
            ("不满", Under),
            ("<", Under),
            ("少过", Under),
            ("最多", AtMost),
            ("至多", AtMost),
            ("最高", AtMost),
            ("最高可达", AtMost),
            ("最高可达到", AtMost),
            ("最高达", AtMost),
            ("最大为", AtMost),
            ("最多为", AtMost),
            ("小于等于", AtMost),
            ("小于或等于", AtMost),
            ("小于或者等于", AtMost),
            ("上限为", AtMost),
            ("<=", AtMost),
            ("≤", AtMost),
            ("多达", AtMost),
            ("长达", Modifier::None),
            ("等于", Modifier::Exactly),
            ("正好", Modifier::Exactly),
            ("恰好", Modifier::Exactly),
        ],
    )
});

/// Words that turn the bound behind them around: 不得超过 is at most, 不得少于 at least. Of two that begin alike the longer first.
pub(super) const NEGATIONS: [&str; 27] = [
    "不应该",
    "不应当",
    "不可以",
    "不可能",
    "不允许",
    "不会",
    "不得",
    "不能",
    "不可",
    "不应",
    "不该",
    "不准",
    "不要",
    "不许",
    "不宜",
    "不曾",
    "不",
    "禁止",
    "严禁",
    "切勿",
    "请勿",
    "勿",
    "从未",
    "并未",
    "未",
    "没有",
    "没",
];

/// Words for nothing of a kind: 无一超过3%.
pub(super) const NOBODY: [&str; 6] = ["无一", "无人", "没有一", "没有任何", "没有人", "没一"];

/// Those of [`NEGATIONS`] that reach over a verb behind them: 不得携带超过20公斤 allows 20 at most.
pub(super) const MODALS: [&str; 10] = [
    "不得", "不能", "不可", "不应", "不准", "不许", "请勿", "切勿", "不会", "无法",
];

/// Characters that a negation does not reach beyond: 不得因超过20人而停办.
pub(super) const BEYOND_NEGATION: &str = "的在对向给于为因由与和将把被让比从是有但而，、";

/// Modifiers after a number.
pub(super) static AFTER: LazyLock<Table<Modifier>> = LazyLock::new(|| {
    use Modifier::{About, AtLeast, AtMost, Odd, Over, Under};
    Table::new(
        vocabulary::AFTER_ZH,
        [
            ("左右", About),
            ("上下", About),
            ("许", About),
            ("前后", About),
            ("以上", Over),
            ("及以上", AtLeast),
            ("或以上", AtLeast),
            ("及其以上", AtLeast),
            ("或更多", AtLeast),
            ("或者更多", AtLeast),
            ("之多", Modifier::None),
            ("开外", Over),
            ("有余", Over),
            ("有多", Over),
            ("以下", Under),
            ("及以下", AtMost),
            ("或以下", AtMost),
            ("以内", AtMost),
            ("之内", AtMost),
            ("或更少", AtMost),
            ("不到", Under),
            ("多", Odd),
            ("余", Odd),
            ("出头", Odd),
            ("+", Odd),
        ],
    )
});

/// Currencies written before the number.
pub(super) static PREFIXES: LazyLock<Table<Currency>> =
    LazyLock::new(|| Table::new(vocabulary::PREFIXES_ZH, Currency::surfaces(5)));

/// What stands after a number and says what it counts.
pub(super) static UNITS: LazyLock<Table<Measured>> = LazyLock::new(|| {
    use Measured::{Age, Degrees, Percent, Point, Time, Times};
    let fixed = [
        ("%", Percent(0)),
        // As in Singapore and Malaysia.
        ("巴仙", Percent(0)),
        ("个百分点", Point(0)),
        ("百分点", Point(0)),
        ("个基点", Point(-2)),
        ("基点", Point(-2)),
        ("成", Percent(1)),
        ("折", Percent(1)),
        ("‰", Percent(-1)),
        ("倍", Times),
        ("岁", Age(TimeUnit::Year)),
        ("周岁", Age(TimeUnit::Year)),
        ("岁大", Age(TimeUnit::Year)),
        ("个月大", Age(TimeUnit::Month)),
        ("周大", Age(TimeUnit::Week)),
        ("天大", Age(TimeUnit::Day)),
        ("°", Degrees(Scale::Degree)),
        ("度", Degrees(Scale::Degree)),
        ("°c", Degrees(Scale::Celsius)),
        ("℃", Degrees(Scale::Celsius)),
        ("摄氏度", Degrees(Scale::Celsius)),
        ("摄氏°", Degrees(Scale::Celsius)),
        ("度c", Degrees(Scale::Celsius)),
        ("摄氏", Degrees(Scale::Celsius)),
        ("°f", Degrees(Scale::Fahrenheit)),
        ("℉", Degrees(Scale::Fahrenheit)),
        ("华氏度", Degrees(Scale::Fahrenheit)),
        ("华氏°", Degrees(Scale::Fahrenheit)),
        ("华氏", Degrees(Scale::Fahrenheit)),
        ("开尔文", Degrees(Scale::Kelvin)),
        ("年", Time(TimeUnit::Year)),
        ("载", Time(TimeUnit::Year)),
        ("年间", Time(TimeUnit::Year)),
        ("周年", Time(TimeUnit::Year)),
        ("载春秋", Time(TimeUnit::Year)),
        ("个年头", Time(TimeUnit::Year)),
        ("个月", Time(TimeUnit::Month)),
        ("个季度", Time(TimeUnit::Quarter)),
        ("个世纪", Time(TimeUnit::Century)),
        ("周", Time(TimeUnit::Week)),
        ("个周", Time(TimeUnit::Week)),
        ("星期", Time(TimeUnit::Week)),
        ("个星期", Time(TimeUnit::Week)),
        ("礼拜", Time(TimeUnit::Week)),
        ("个礼拜", Time(TimeUnit::Week)),
        ("周时间", Time(TimeUnit::Week)),
        ("天", Time(TimeUnit::Day)),
        ("日", Time(TimeUnit::Day)),
        ("昼夜", Time(TimeUnit::Day)),
        ("个昼夜", Time(TimeUnit::Day)),
        ("整天", Time(TimeUnit::Day)),
        ("个白天", Time(TimeUnit::Day)),
        ("晚", Time(TimeUnit::Day)),
        ("工作日", Time(TimeUnit::BusinessDay)),
        ("个工作日", Time(TimeUnit::BusinessDay)),
        ("交易日", Time(TimeUnit::BusinessDay)),
        ("个交易日", Time(TimeUnit::BusinessDay)),
        ("小时", Time(TimeUnit::Hour)),
        ("个小时", Time(TimeUnit::Hour)),
        ("钟头", Time(TimeUnit::Hour)),
        ("个钟头", Time(TimeUnit::Hour)),
        ("个钟", Time(TimeUnit::Hour)),
        ("刻钟", Time(TimeUnit::QuarterHour)),
        ("分钟", Time(TimeUnit::Minute)),
        ("秒", Time(TimeUnit::Second)),
        ("秒钟", Time(TimeUnit::Second)),
    ];
    Table::new(
        vocabulary::UNITS_ZH,
        fixed
            .into_iter()
            .chain(Currency::surfaces(4).map(|(word, it)| (word, Measured::Money(it))))
            .chain(Unit::surfaces(4).map(|(word, it)| (word, Measured::Unit(it))))
            .chain(
                Unit::surfaces(3)
                    .filter(|(word, _)| word.len() > 1 || matches!(*word, "g" | "l" | "m"))
                    .filter(|(word, _)| !matches!(*word, "in." | "m.g" | "k.g" | "k.g." | "real"))
                    .map(|(word, it)| (word, Measured::Unit(it))),
            ),
    )
});

/// Measure words, for 一 and for counting in doubt.
pub(super) const CLASSIFIERS: &str = "个名位家次件种项条只台辆艘架枚座栋所间套张份块片支场届轮批群对双头匹本部篇页封句字瓶杯盘碗袋盒箱包桶根颗粒滴层人款例起宗笔股注打组队门代道类只把顶副幅号等";
