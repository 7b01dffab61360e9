//! English words around numbers, as tables.

use std::sync::LazyLock;

use super::{
    Currency, Modifier, TimeUnit, Unit, operand::Measured, table::Table, value::Scale, vocabulary,
};

/// Words that a quantity may start with, beside those of the tables.
pub(super) const STARTERS: &str = "a an just the half quarter fourth double doubled doubles doubling twice twofold triple tripled triples tripling thrice \
threefold quadruple quadrupled quadruples quadrupling fourfold quintupled quintuple fivefold sixfold sevenfold eightfold ninefold tenfold halve halved halving hundredfold dozens tens scores hundreds thousands \
millions billions trillions several few percent per between from by magnitude point minus negative antepenultimate penultimate next \
today todays yesterday yesterdays tomorrow tomorrows tmr tonight tonite day same following previous early late later mid middle \
beginning start end ends eom eoy bom boy week christmas xmas new halloween independence valentine valentines boxing national april earth juneteenth \
st fiscal financial fy fye q h year cy spring summer autumn fall winter this current last past coming upcoming preceding that twenties \
thirties forties fifties sixties seventies eighties nineties noon midnight at around on in within since anytime for after starting as any until till \
before prior up through no not right now currently yoy compared than quarter qoq month mom daily weekly biweekly fortnightly monthly \
quarterly yearly annually hourly everyday every each once semi semiannually semiannual final opening all some couple weekend weekends how \
malaysian us hk c a usd eur hkd thanksgiving martin mlk presidents memorial labor labour columbus mother mothers father fathers cyber \
black mardi shrove pancake ash palm maundy good easter ascension pentecost whit trinity saint veterans armistice international so teens cannot never goalless scoreless nil \
hat hattrick hattricks brace";

/// Words of [`STARTERS`] and [`BEFORE`] that nothing starts with unless a number, a sign or a word of the vocabulary follows: most
/// words that a quantity may start with, and most of these start none.
pub(super) const LEADS: &str = "the a an in on by for from at as not no any this that under after before within over up through since until till \
than some all each every same following preceding around about above below between or cannot never";

/// Words that may follow [`LEADS`] and are in no table.
pub(super) const FOLLOWERS: &str = "additional another other others businessday dusk dawn eve extra further full halves handful holiday moment only period present time \
times to o oclock rest region whole straight consecutive given thanks earlier w";

/// The words inside the surfaces of [`BEFORE`].
pub(super) fn inner_words() -> impl Iterator<Item = &'static str> {
    BEFORE_SURFACES
        .iter()
        .flat_map(|(surface, _)| surface.split(' '))
        .chain(["be"])
}

/// Modifiers before a number.
pub(super) static BEFORE: LazyLock<Table<Modifier>> =
    LazyLock::new(|| Table::new(vocabulary::BEFORE_EN, BEFORE_SURFACES));

const BEFORE_SURFACES: [(&str, Modifier); 107] = {
    use Modifier::{About, AtLeast, AtMost, Nearly, Over, Under};
    [
        ("about", About),
        ("around", About),
        ("approximately", About),
        ("approx", About),
        ("approx.", About),
        ("roughly", About),
        ("some", About),
        ("circa", About),
        ("~", About),
        ("an estimated", About),
        ("estimated", About),
        ("or so", About),
        ("in the region of", About),
        ("close to", Nearly),
        ("nearly", Nearly),
        ("almost", Nearly),
        ("just under", Nearly),
        ("approaching", Nearly),
        ("just shy of", Nearly),
        ("over", Over),
        ("more than", Over),
        ("above", Over),
        ("exceeding", Over),
        ("exceeds", Over),
        ("exceeded", Over),
        ("exceed", Over),
        ("greater than", Over),
        ("larger than", Over),
        ("higher than", Over),
        ("upward of", Over),
        ("upwards of", Over),
        ("in excess of", Over),
        ("just over", Over),
        ("well over", Over),
        ("topped", Over),
        ("more than about", Over),
        ("longer than", Over),
        ("bigger than", Over),
        (">", Over),
        ("north of", Over),
        ("at least", AtLeast),
        ("no less than", AtLeast),
        ("not less than", AtLeast),
        ("no fewer than", AtLeast),
        ("a minimum of", AtLeast),
        ("minimum", AtLeast),
        ("greater than or equal to", AtLeast),
        (">=", AtLeast),
        ("> =", AtLeast),
        ("≥", AtLeast),
        ("more than or equal to", AtLeast),
        ("equal to or more than", AtLeast),
        ("equal to or greater than", AtLeast),
        ("at least or equal to", AtLeast),
        ("larger than or equal to", AtLeast),
        ("equal to or larger than", AtLeast),
        ("not less than or equal to", AtLeast),
        ("under", Under),
        ("below", Under),
        ("less than", Under),
        ("fewer than", Under),
        ("lower than", Under),
        ("smaller than", Under),
        ("short of", Under),
        ("<", Under),
        ("shorter than", Under),
        ("at most", AtMost),
        ("no more than", AtMost),
        ("not more than", AtMost),
        ("up to", AtMost),
        ("as much as", AtMost),
        ("as many as", AtMost),
        ("a maximum of", AtMost),
        ("maximum", AtMost),
        ("less than or equal to", AtMost),
        ("<=", AtMost),
        ("< =", AtMost),
        ("≤", AtMost),
        ("equal to or less than", AtMost),
        ("smaller than or equal to", AtMost),
        ("as high as", AtMost),
        ("not exceeding", AtMost),
        ("lower than or equal to", AtMost),
        ("equal to or smaller than", AtMost),
        ("no higher than", AtMost),
        ("no greater than", AtMost),
        ("max", AtMost),
        ("later than", Over),
        ("earlier than", Under),
        ("sooner than", Under),
        ("surpass", Over),
        ("surpassing", Over),
        ("no longer than", AtMost),
        ("no larger than", AtMost),
        ("no bigger than", AtMost),
        ("no later than", AtMost),
        ("no lower than", AtLeast),
        ("no smaller than", AtLeast),
        ("no shorter than", AtLeast),
        ("no earlier than", AtLeast),
        ("no sooner than", AtLeast),
        ("not greater than", AtMost),
        ("exactly", Modifier::Exactly),
        ("precisely", Modifier::Exactly),
        ("equal to", Modifier::Exactly),
        ("equals to", Modifier::Exactly),
        ("equals", Modifier::Exactly),
    ]
};

/// Words that turn the bound behind them around: what must `not exceed` 20 is at most 20.
pub(super) const NEGATIONS: [&str; 3] = ["not", "cannot", "never"];

/// Words for nothing of a kind: `no share exceeding 3%`.
pub(super) const NOBODY: [&str; 6] = ["no", "none", "nobody", "nothing", "nowhere", "neither"];

/// Words that deny a whole clause: `no talks before May`, `unlikely until 2030`.
pub(super) const DENIALS: [&str; 12] = [
    "not", "cannot", "never", "no", "nobody", "none", "nothing", "neither", "nor", "unlikely",
    "hardly", "without",
];

/// Verbs whose negation reaches over the words behind them: `may not bring more than two bags` allows two at most.
pub(super) const MODALS: [&str; 12] = [
    "must", "may", "shall", "should", "can", "could", "do", "does", "did", "will", "would", "is",
];

/// Words that a negation does not reach beyond: nobody came `for` more than a week.
pub(super) const BEYOND_NEGATION: [&str; 23] = [
    "for", "in", "of", "by", "with", "from", "on", "that", "than", "but", "only", "just",
    "because", "since", "when", "if", "after", "and", "or", "who", "which", "until", "even",
];

/// Modifiers after a number.
pub(super) static AFTER: LazyLock<Table<Modifier>> = LazyLock::new(|| {
    use Modifier::{About, AtLeast, AtMost, Odd, Over};
    Table::new(
        vocabulary::AFTER_EN,
        [
            ("or more", AtLeast),
            ("or above", AtLeast),
            ("and above", AtLeast),
            ("or over", AtLeast),
            ("or higher", AtLeast),
            ("and over", AtLeast),
            ("and up", AtLeast),
            ("or greater", AtLeast),
            ("or older", AtLeast),
            ("or greater than", AtLeast),
            ("or larger", AtLeast),
            ("and older", AtLeast),
            ("or less", AtMost),
            ("or fewer", AtMost),
            ("or below", AtMost),
            ("or under", AtMost),
            ("and below", AtMost),
            ("and under", AtMost),
            ("or lower", AtMost),
            ("or smaller", AtMost),
            ("or so", About),
            ("more or less", About),
            ("give or take", About),
            ("plus", Over),
            ("+", Odd),
            ("-odd", Odd),
            ("odd", Odd),
        ],
    )
});

/// Currencies written before the number.
pub(super) static PREFIXES: LazyLock<Table<Currency>> =
    LazyLock::new(|| Table::new(vocabulary::PREFIXES_EN, Currency::surfaces(5)));

/// Codes that glue a scale to a currency: MEUR, MUSD.
pub(super) static MILLION_CODES: LazyLock<Table<Currency>> = LazyLock::new(|| {
    let codes: Vec<(String, Currency)> = Currency::surfaces(5)
        .filter(|(it, _)| it.len() == 3 && it.chars().all(|c| c.is_ascii_alphabetic()))
        .map(|(it, currency)| (format!("m{it}"), currency))
        .collect();
    Table::new(
        vocabulary::MILLION_CODES,
        codes
            .iter()
            .map(|(word, currency)| (word.as_str(), *currency)),
    )
});

/// What stands after a number and says what it counts.
pub(super) static UNITS: LazyLock<Table<Measured>> = LazyLock::new(|| {
    use Measured::{Age, Degrees, Percent, Point, Time, Times};
    let mut words = vec![
        ("%", Percent(0)),
        ("percent", Percent(0)),
        ("per cent", Percent(0)),
        ("pct", Percent(0)),
        ("percentage", Percent(0)),
        ("‰", Percent(-1)),
        ("per mille", Percent(-1)),
        ("pc", Percent(0)),
        ("percentage point", Point(0)),
        ("percentage points", Point(0)),
        ("percentage-point", Point(0)),
        ("pp", Point(0)),
        ("% points", Point(0)),
        ("percent points", Point(0)),
        ("per cent points", Point(0)),
        ("pps", Point(0)),
        ("ppts", Point(0)),
        ("basis point", Point(-2)),
        ("basis points", Point(-2)),
        ("basis-point", Point(-2)),
        ("bps", Point(-2)),
        ("bp", Point(-2)),
        ("°", Degrees(Scale::Degree)),
        ("degree", Degrees(Scale::Degree)),
        ("degrees", Degrees(Scale::Degree)),
        ("deg", Degrees(Scale::Degree)),
        ("deg.", Degrees(Scale::Degree)),
        ("-degree", Degrees(Scale::Degree)),
        ("times", Times),
        ("fold", Times),
        ("-fold", Times),
        ("x", Times),
    ];
    const COLD: [&str; 4] = ["celsius", "celcius", "centigrade", "c"];
    const HOT: [&str; 3] = ["fahrenheit", "farenheit", "f"];
    const MARKS: [&str; 6] = ["°", "degree ", "degrees ", "deg ", "deg.", ""];
    let mut temperatures = Vec::new();
    for mark in MARKS {
        for (names, scale) in [(&COLD[..], Scale::Celsius), (&HOT[..], Scale::Fahrenheit)] {
            for name in names {
                if !mark.is_empty() || name.len() > 1 {
                    temperatures.push((format!("{mark}{name}"), Degrees(scale)));
                }
            }
        }
    }
    temperatures.push(("℃".to_owned(), Degrees(Scale::Celsius)));
    temperatures.push(("℉".to_owned(), Degrees(Scale::Fahrenheit)));
    temperatures.push(("kelvin".to_owned(), Degrees(Scale::Kelvin)));
    let times: &[(&[&str], TimeUnit)] = &[
        (
            &["second", "seconds", "sec", "secs", "sec."],
            TimeUnit::Second,
        ),
        (
            &["minute", "minutes", "min", "mins", "min."],
            TimeUnit::Minute,
        ),
        (&["hour", "hours", "hr", "hrs", "h", "hr."], TimeUnit::Hour),
        (
            &["day", "days", "calendar days", "calendar day", "nights"],
            TimeUnit::Day,
        ),
        (
            &[
                "business day",
                "business days",
                "working day",
                "working days",
                "trading day",
                "trading days",
                "workdays",
                "work days",
                "weekdays",
            ],
            TimeUnit::BusinessDay,
        ),
        (&["week", "weeks", "wk", "wks"], TimeUnit::Week),
        (&["fortnight", "fortnights"], TimeUnit::Fortnight),
        (&["month", "months", "mos", "mth"], TimeUnit::Month),
        (&["quarter", "quarters", "qtr", "qtrs"], TimeUnit::Quarter),
        (&["year", "years", "yr", "yrs", "annum"], TimeUnit::Year),
        (&["decade", "decades"], TimeUnit::Decade),
        (&["century", "centuries"], TimeUnit::Century),
    ];
    let mut ages = Vec::new();
    for (names, unit) in times {
        for name in *names {
            words.push((name, Time(*unit)));
            if *unit >= TimeUnit::Day && name.len() > 2 {
                for tail in [" old", "-old", " of age", "-olds", " olds"] {
                    ages.push((format!("{name}{tail}"), Age(*unit)));
                }
            }
        }
    }
    let owned = temperatures
        .iter()
        .chain(&ages)
        .map(|(word, it)| (word.as_str(), *it));
    Table::new(
        vocabulary::UNITS_EN,
        words
            .into_iter()
            .chain(owned)
            .chain(Currency::surfaces(3).map(|(word, it)| (word, Measured::Money(it))))
            .chain(Unit::surfaces(3).map(|(word, it)| (word, Measured::Unit(it)))),
    )
});
