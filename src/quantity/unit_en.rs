//! What an English number counts.

use super::{
    Amount, Currency, Decimal, Moment, TimeUnit, Unit, Value,
    cursor::{Cursor, Found, Numeral},
    lex::Kind,
    numeral_words_en::NumberWord,
    operand::{Measured, Operand},
    value::Scale,
    words_en::UNITS,
};

/// How many words from `bar` a word of pressure may stand.
const PRESSURE_REACH: usize = 6;

/// What the hours of a machine or its crew are spent with.
const SPENT: [&str; 9] = [
    "operating",
    "operation",
    "running",
    "working",
    "flying",
    "flight",
    "engine",
    "machine",
    "service",
];

/// As far as a clause with its subject reaches from `A` to a word of [`ELECTRIC`].
const ELECTRIC_REACH: usize = 10;

/// Words of electricity, near which A behind a number is an ampere.
const ELECTRIC: [&str; 46] = [
    "fuse",
    "fuses",
    "fused",
    "current",
    "currents",
    "circuit",
    "circuits",
    "breaker",
    "breakers",
    "voltage",
    "volt",
    "volts",
    "v",
    "kv",
    "kw",
    "hz",
    "amp",
    "amps",
    "ampere",
    "amperes",
    "electric",
    "electrical",
    "motor",
    "motors",
    "charger",
    "chargers",
    "socket",
    "sockets",
    "plug",
    "plugs",
    "outlet",
    "outlets",
    "relay",
    "relays",
    "battery",
    "alternator",
    "rated",
    "draws",
    "cable",
    "cables",
    "transformer",
    "load",
    "wiring",
    "supply",
    "output",
    "input",
];

/// Words before a number and a letter that name a seat, a grade and the like.
const SERIES: [&str; 24] = [
    "seat", "seats", "row", "room", "gate", "platform", "grade", "class", "series", "unit", "flat",
    "building", "block", "terminal", "type", "model", "group", "level", "section", "page",
    "article", "form", "year", "route",
];

impl Cursor<'_> {
    /// half an hour, a quarter of an hour, half a gallon; two more minutes.
    pub(super) fn skip_of_en(&self, i: usize, numeral: &Numeral) -> usize {
        let part = matches!(numeral.amount, Some(Amount::Ratio(..)));
        let mut at = i;
        if part {
            at += usize::from(self.is_word(at, "of"));
            at += usize::from(self.is_one_of(at, &["a", "an"]));
        }
        if self.is_one_of(
            at,
            &[
                "more",
                "additional",
                "extra",
                "full",
                "whole",
                "consecutive",
                "straight",
            ],
        ) && let Some((Measured::Time(_), _)) = self.unit_en(at + 1)
        {
            at += 1;
        }
        // 250 operating hours; five working days are a unit of their own.
        if self.is_one_of(at, &SPENT)
            && self.unit_en(at).is_none()
            && self.is_one_of(at + 1, &["hours", "hour"])
        {
            at += 1;
        }
        at
    }

    /// What stands at `i` and says what is counted; words that mean something else there left out.
    pub(super) fn unit_en(&self, i: usize) -> Option<(Measured, usize)> {
        let token = self.at(i);
        if matches!(token.kind, Kind::Number | Kind::Han | Kind::End) {
            return None;
        }
        if token.kind == Kind::Sign
            && !matches!(
                token.first,
                '%' | '°' | '‰' | '$' | '€' | '£' | '¢' | '\'' | '"' | '℃' | '℉' | '¥' | '₽'
            )
        {
            return None;
        }
        if self.is_any(i, "'\"") {
            let number_before = self.is_number(i.wrapping_sub(1)) && self.glued(i);
            if !number_before || self.at(i + 1).kind == Kind::Word && self.glued(i + 1) {
                return None;
            }
            let double = self.is(i, '\'') && self.is(i + 1, '\'') && self.glued(i + 1);
            let code = if self.is(i, '"') || double {
                "in"
            } else {
                "ft"
            };
            return Some((
                Measured::Unit(Unit::from_code(code)?),
                i + 1 + usize::from(double),
            ));
        }
        if let Some(scale) = self.degree_letter_en(i) {
            return Some((Measured::Degrees(scale), i + 1));
        }
        if let Some(unit) = self.cased_unit_en(i) {
            return Some((Measured::Unit(unit), i + 1));
        }
        let (measured, end) = match self.lookup(i, &UNITS) {
            Some(found) => found,
            None if self.is_word(i, "in") => (Measured::Unit(Unit::from_code("in")?), i + 1),
            None => return None,
        };
        // 24703L202, 3 USD50: the word belongs to what follows.
        if token.kind == Kind::Word && self.is_number(end) && self.glued(end) {
            return None;
        }
        // A4-20m, scp2-173m: the dash joins parts of an identifier.
        let tagged = self.is_number(i.wrapping_sub(3))
            && self.glued(i.wrapping_sub(3))
            && self.at(i.wrapping_sub(4)).kind == Kind::Word;
        let dashed = self.is(i.wrapping_sub(2), '-')
            && (self.at(i.wrapping_sub(3)).kind == Kind::Word || tagged)
            && self.glued(i.wrapping_sub(2))
            && self.glued(i.wrapping_sub(1));
        if dashed && token.kind == Kind::Word && self.word(i).len() == 1 {
            return None;
        }
        let word = self.word(i);
        let next = self.at(end);
        let closes = next.kind != Kind::Word && next.kind != Kind::Number;
        let fits = match word {
            "in" => {
                // 6ft 2in: behind feet, and with no space before it.
                let feet = !token.spaced
                    && self.is_number(i.wrapping_sub(1))
                    && self.is_one_of(i.wrapping_sub(2), &["ft", "feet", "foot"]);
                // 15in of snow: right behind a short number it is hardly the preposition.
                let inches = !token.spaced
                    && self.is_number(i.wrapping_sub(1))
                    && self.at(i.wrapping_sub(1)).digits <= 3;
                feet || inches
                    || closes && end == i + 1
                    || self.is_one_of(end, &["tall", "wide", "long", "high"])
            }
            "c" => !token.spaced && token.kind == Kind::Word,
            "f" => !token.spaced,
            "p" => !token.spaced && token.kind == Kind::Word && !token.capital,
            "m" | "t" | "g" | "l" | "h" => {
                end > i + 1
                    || (!token.spaced
                        || closes
                        || self.is_number(end)
                        || self.is_one_of(end, &["of", "and"]))
                        && !(token.capital && word != "l" && word != "t")
            }
            // 220 V, 60W; no verse, no west.
            // 64MP; no members of parliament.
            "mp" => token.capitals && !token.spaced && self.is_number(i.wrapping_sub(1)),
            "v" | "w" => token.capital && (closes || !token.spaced || next.kind == Kind::Word),
            "x" => !token.spaced && !self.is_number(end),
            "le" | "real" | "won" | "marks" | "rand" | "pc" | "sen" | "mil" => {
                token.spaced && closes
                    || word == "won"
                        && token.spaced
                        && !self.is_one_of(end, &["the", "a", "an", "in", "by", "their"])
                    || word == "le" && token.capitals
            }
            "bar" | "bars" if end == i + 1 => self.measures_pressure(i),
            "pt" => false,
            "stone" | "grain" => self.is(i.wrapping_sub(1), '-') || closes,
            "second" => true,
            "times" => true,
            "lire" | "sou" => true,
            "quarter" => true,
            "fold" => self.glued(i) || self.is(i.wrapping_sub(1), '-'),
            "cc" | "ha" | "kn" => true,
            _ => true,
        };
        if !fits {
            return None;
        }
        // "kg/m" and the like are no kilograms; "gallons per minute" neither.
        if matches!(measured, Measured::Unit(_))
            && self.is(end, '/')
            && self.glued(end)
            && self.at(end + 1).kind == Kind::Word
        {
            return None;
        }
        Some((measured, end))
    }

    /// Whether `bar` at `i`, behind a number, is the unit: 2.5 bar, 250 bar; no ten bars and no 3 bar stools.
    fn measures_pressure(&self, i: usize) -> bool {
        let hyphen = usize::from(self.is(i.wrapping_sub(1), '-'));
        let number = self.at(i.wrapping_sub(1 + hyphen));
        let Some(value) = number.value.filter(|_| number.kind == Kind::Number) else {
            return false;
        };
        let near = |at: usize| self.is_one_of(at, &["pressure", "pressures", "psi", "kpa", "mpa"]);
        let is_told = (1..=PRESSURE_REACH).any(|by| near(i.wrapping_sub(by)) || near(i + by));
        if is_told || !value.is_integer() {
            return true;
        }
        let next = self.at(i + 1);
        let goes_on = next.kind == Kind::Word
            && !self.is_one_of(
                i + 1,
                &[
                    "and", "or", "to", "at", "in", "is", "was", "for", "when", "while", "gauge",
                    "absolute",
                ],
            );
        let is_plural = self.is_word(i, "bars") || value.same_value(Decimal::ONE);
        !is_plural && !goes_on && hyphen == 0
    }

    /// A unit that only the case of its letters tells from another: Nm is no nanometre, mW no megawatt.
    fn cased_unit_en(&self, i: usize) -> Option<Unit> {
        let token = self.at(i);
        let code = match self.text.get(token.start..token.end)? {
            "Nm" => "N.m",
            "Pa" => "Pa",
            "GPa" => "GPa",
            "mW" => "milliwatt",
            "mA" => "mA",
            "kA" => "kA",
            "µA" | "μA" => "uA",
            "kN" => "kN",
            "Ah" => "A.h",
            "A" if self.is_ampere_en(i) => "A",
            _ => return None,
        };
        Unit::from_code(code)
    }

    /// Whether the A at `i` is an ampere: behind a number in figures that names no grade, seat or series, and with electricity
    /// close by, or behind decimals that nothing follows. Elsewhere it is an article or part of a name.
    fn is_ampere_en(&self, i: usize) -> bool {
        let Some(number) = i.checked_sub(1).filter(|at| self.is_number(*at)) else {
            return false;
        };
        let next = self.at(i + 1);
        let is_joined = self.glued(i + 1)
            && (matches!(next.kind, Kind::Word | Kind::Number)
                || self.is_any(i + 1, "-/") && self.glued(i + 2));
        // Section 10 A, Series 4 A.
        let named = |at: usize| {
            let is_name = self.at(at).capital && !self.is_one_of(at, &ELECTRIC);
            is_name && at > 0 && !self.is_any(at - 1, ".!?:;") || self.is_one_of(at, &SERIES)
        };
        if is_joined || number.checked_sub(1).is_some_and(named) {
            return false;
        }
        let is_decimal = self
            .at(number)
            .value
            .is_some_and(|it| !it.is_integer() && !self.glued(i));
        let closes = !matches!(next.kind, Kind::Word | Kind::Number);
        let told = (number.saturating_sub(ELECTRIC_REACH)..number)
            .chain(i + 1..i + ELECTRIC_REACH)
            .any(|at| self.is_one_of(at, &ELECTRIC));
        told || is_decimal && closes
    }

    pub(super) fn measure_en(
        &self,
        operand: &mut Operand,
        measured: Measured,
        at: usize,
        end: usize,
    ) {
        let numeral = operand.numeral;
        let mut end = end;
        let hyphen = at > operand.to && self.is(operand.to, '-');
        if matches!(measured, Measured::Percent(_) | Measured::Count) && hyphen && self.is(at, '%')
        {
            return;
        }
        // 5 in 2014, one second later are settled by unit_en and the date rules.
        if measured == Measured::Times && numeral.literal && hyphen && !self.is_word(at, "fold") {
            return;
        }
        if let Measured::Money(_) = measured {
            let letter =
                self.at(at).kind == Kind::Word && self.word(at).len() <= 1 && end == at + 1;
            if letter && self.at(at).capital {
                return;
            }
            // 75 USD million.
            if let Some(NumberWord::Scale(power)) = self.number_word(end) {
                let code = self.at(at).capitals;
                if let (true, Some(amount)) = (code, operand.amount.and_then(|it| it.scaled(power)))
                {
                    operand.amount = Some(amount);
                    end += 1;
                }
            }
        }
        operand.rule = match measured {
            Measured::Percent(_) => "en.percent",
            Measured::Point(_) => "en.percent_point",
            Measured::Money(_) => "en.money",
            Measured::Unit(_) => "en.measure",
            Measured::Degrees(_) => "en.temperature",
            Measured::Age(_) => "en.age",
            Measured::Time(_) => "en.duration",
            Measured::Times => "en.multiple",
            Measured::Count => operand.rule,
        };
        operand.number_stands = at > numeral.end - 1
            && (self.at(numeral.end).spaced || hyphen || self.at(at).kind == Kind::Sign);
        (operand.measured, operand.to) = (measured, end);
        match measured {
            Measured::Degrees(_) => {
                let below = self.any_literal(end, &["below zero", "below freezing"]);
                if let (Some(end), Some(Amount::Point(value))) = (below, operand.amount) {
                    operand.amount = Some(Amount::Point(value.negated()));
                    operand.to = end;
                }
            }
            // an hour and a half, one year and a quarter
            Measured::Time(_) | Measured::Unit(_) if self.is_word(end, "and") => {
                let part = match () {
                    () if self
                        .any_literal(end + 1, &["a half", "half", "one half"])
                        .is_some() =>
                    {
                        self.any_literal(end + 1, &["a half", "half", "one half"])
                            .zip(Decimal::new(5, -1))
                    }
                    () => self
                        .any_literal(end + 1, &["a quarter", "quarter"])
                        .zip(Decimal::new(25, -2)),
                };
                if let (Some((to, part)), Some(Amount::Point(value))) = (part, operand.amount) {
                    let followed = self.at(to).kind == Kind::Word && self.unit_en(to).is_some();
                    if !followed {
                        operand.amount = value.plus(part).map(Amount::Point);
                        operand.to = to;
                        operand.number_stands = false;
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether a bare number may be an hour: it begins at nine. Not where a level is told: it stands at nine.
    fn may_be_hour_en(&self, operand: &Operand) -> bool {
        const LEVELS: [&str; 16] = [
            "stood",
            "stand",
            "stands",
            "standing",
            "put",
            "set",
            "estimated",
            "valued",
            "priced",
            "capped",
            "fixed",
            "remained",
            "remains",
            "steady",
            "unchanged",
            "rate",
        ];
        let (from, to) = (operand.from, operand.to);
        let at = from.wrapping_sub(1);
        let closed = self.is_end(to) || self.is_any(to, ".,;!?，。") && !self.glued(to + 1);
        let hour = operand
            .numeral
            .small()
            .is_some_and(|it| (1..=12).contains(&it));
        hour && closed
            && to == from + 1
            && self.is_word(at, "at")
            && !self.is_one_of(at.wrapping_sub(1), &LEVELS)
    }

    /// Other readings: pounds weigh or pay, 3m is metres, minutes or millions, 5' feet or minutes.
    pub(super) fn ambiguous_en(&self, operand: &Operand, found: &mut Found) {
        let Some(amount) = operand.amount else { return };
        let last = operand.to - 1;
        let measure = |code| Unit::from_code(code).map(|unit| Value::Measure { amount, unit });
        let time = |unit| super::operand::value(amount, Measured::Time(unit));
        let hour = |amount: Amount| {
            let at = Moment {
                hour: Some(u8::try_from(amount.point()?.to_integer()?).ok()?),
                either_half: true,
                ..Moment::default()
            };
            Some(Value::Date { at })
        };
        let readings = match (operand.measured, self.word(last)) {
            (Measured::Money(currency), "pound" | "pounds") if currency.code() == "GBP?" => {
                vec![measure("lb")]
            }
            (Measured::Unit(unit), _)
                if unit.code() == "lb" && self.is_one_of(last, &["pound", "pounds"]) =>
            {
                vec![Currency::from_code("GBP?").map(|currency| Value::Money { amount, currency })]
            }
            (Measured::Unit(unit), "m") if unit.code() == "m" && !self.at(last).spaced => vec![
                time(TimeUnit::Minute),
                amount.scaled(6).map(|amount| Value::Number { amount }),
            ],
            (Measured::Unit(unit), "") if self.is(last, '\'') && unit.code() == "ft" => {
                vec![time(TimeUnit::Minute)]
            }
            (Measured::Unit(unit), "") if self.is(last, '"') && unit.code() == "in" => {
                vec![time(TimeUnit::Second)]
            }
            (Measured::Count, "k") => vec![amount.scaled(-3).and_then(|amount| {
                Unit::from_code("km").map(|unit| Value::Measure { amount, unit })
            })],
            (Measured::Count, _) if self.may_be_hour_en(operand) => vec![hour(amount)],
            // In small letters b may stand for bits.
            (Measured::Unit(_), "kb") if !self.at(last).capital => vec![measure("kbit")],
            (Measured::Unit(_), "mb") if !self.at(last).capitals => vec![measure("megabit")],
            (Measured::Unit(_), "gb") if !self.at(last).capital => vec![measure("gigabit")],
            (Measured::Degrees(Scale::Degree), _) => match self.degrees_of_en(operand) {
                Some(Degrees::Heat) => vec![],
                Some(Degrees::Angle) => {
                    if let Some(angle) = measure("deg") {
                        (found.value, found.rule) = (angle, "en.angle");
                    }
                    vec![]
                }
                None => vec![measure("deg")],
            },
            _ => vec![],
        };
        found.readings.extend(readings.into_iter().flatten());
    }

    /// The scale of 30C, of -4F: a capital right behind a number, which may as well be a seat or a model, where a sign or a word
    /// of the same clause speaks of temperatures.
    fn degree_letter_en(&self, i: usize) -> Option<Scale> {
        let token = self.at(i);
        let number = i.checked_sub(1).filter(|at| self.is_number(*at))?;
        if !token.capitals
            || !self.glued(i)
            || self.glued(i + 1) && self.at(i + 1).kind != Kind::Sign
        {
            return None;
        }
        let scale = match self.word(i) {
            "c" => Scale::Celsius,
            "f" => Scale::Fahrenheit,
            _ => return None,
        };
        const HEAT: [&str; 25] = [
            "temperature",
            "temperatures",
            "weather",
            "thermometer",
            "heat",
            "heatwave",
            "hot",
            "hotter",
            "cold",
            "colder",
            "warm",
            "warmer",
            "warming",
            "cool",
            "freezing",
            "mercury",
            "shade",
            "celsius",
            "fahrenheit",
            "high",
            "highs",
            "low",
            "lows",
            "degrees",
            "overnight",
        ];
        // As far as a sentence with a place, a day and a range in it.
        const REACH: usize = 16;
        let minus =
            self.is_word(number.wrapping_sub(1), "minus") || self.is_minus(number.wrapping_sub(1));
        let told = (number.saturating_sub(REACH)..number)
            .chain(i + 1..i + 6)
            .any(|at| self.is_one_of(at, &HEAT));
        (minus || told).then_some(scale)
    }

    /// What bare degrees count, where a word close by tells.
    fn degrees_of_en(&self, operand: &Operand) -> Option<Degrees> {
        const ANGLE: [&str; 9] = [
            "angle",
            "angles",
            "rotate",
            "rotates",
            "rotated",
            "turn",
            "tilt",
            "latitude",
            "longitude",
        ];
        const HEAT: [&str; 11] = [
            "temperature",
            "temperatures",
            "weather",
            "thermometer",
            "fever",
            "heat",
            "hot",
            "cold",
            "warm",
            "oven",
            "thermostat",
        ];
        // As far as one noun phrase and its verb reach.
        const REACH: usize = 5;
        let mut around = (operand.from.saturating_sub(REACH)..operand.from)
            .rev()
            .chain(operand.to..operand.to + 2);
        around.find_map(|at| match at {
            _ if self.is_one_of(at, &ANGLE) => Some(Degrees::Angle),
            _ if self.is_one_of(at, &HEAT) => Some(Degrees::Heat),
            _ => None,
        })
    }
}

/// What bare degrees count.
enum Degrees {
    Heat,
    Angle,
}
