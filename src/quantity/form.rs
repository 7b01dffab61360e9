//! What the words show of a quantity beside its value: what a number counts, which words are units and measure words alike.
//!
//! A number of students is no weight, and 2:14 may be a time of day or two hours and fourteen minutes: comparing asks for it.

use super::{
    Amount, Anchor, Comparison, Decimal, Moment, Quantity, Relation, TimeUnit, Value,
    compare::UNRELATED,
    compare_time::{BEFORE_AND_AFTER, compare_moments},
    cursor::{Cursor, Found},
    division::of_divisions,
    lex::Kind,
    series::of_series,
    time_en::CHANGES,
    value::Form,
    vocabulary,
};

/// Measure words that count things and are hardly ever the beginning of another word behind a number.
const OF_THINGS: &str = "名人位个家所座辆艘架栋棵件匹间条枚户台册篇首幢场次项颗株种只";

/// What makes another word of a character of [`OF_THINGS`]: 30万人民币, 300万首付, 条款.
const OTHER_WORDS: [&str; 14] = [
    "人民币",
    "首付",
    "首期",
    "条款",
    "项目",
    "只有",
    "只是",
    "只能",
    "只要",
    "场地",
    "位数",
    "次级",
    "件套",
    "种子",
];

/// Characters of units that count things as well: 五块石头, 8节课, 三桶水.
const SHARED_UNITS: &str = "块分角毛桶节码方里尺丈两杯度点寸顷坪刀迈厘成盘箱";

/// Nouns of more than one thing that do not end in s.
const PLURALS: [&str; 12] = [
    "people",
    "persons",
    "men",
    "women",
    "children",
    "troops",
    "police",
    "cattle",
    "sheep",
    "fish",
    "countries",
    "aircraft",
];

/// Words that make more of so many times: three times more, which some take for four times as much.
const COMPARATIVES: [&str; 14] = [
    "more", "higher", "greater", "larger", "bigger", "longer", "faster", "heavier", "wider",
    "stronger", "better", "deeper", "dearer", "over",
];

/// Nouns of growth behind a factor: a twofold increase.
const GROWTH: [&str; 10] = [
    "increase",
    "rise",
    "growth",
    "jump",
    "surge",
    "gain",
    "expansion",
    "leap",
    "improvement",
    "spike",
];

impl Cursor<'_> {
    /// What the words show of `found`.
    pub(super) fn form(&self, found: &Found) -> Form {
        let to = found.to;
        if let Some((division, inserted)) = self.division(found) {
            return Form::Division(division, inserted);
        }
        if let Some(series) = self.series(found) {
            return Form::Series(series);
        }
        match &found.value {
            Value::Number { .. } if self.counts_things(to) => Form::Things,
            // 六个半
            Value::Number { .. }
                if self.is(to.wrapping_sub(1), '半') && self.counts_things(to.wrapping_sub(2)) =>
            {
                Form::Things
            }
            Value::Multiple { factor, plus_one } => {
                self.form_of_multiple(found, *factor, *plus_one)
            }
            Value::Money { .. } | Value::Measure { .. } | Value::Temperature { .. } => {
                let last = found.core.1.saturating_sub(1);
                if self.is_any(last, SHARED_UNITS) {
                    Form::Shared
                } else {
                    Form::Plain
                }
            }
            Value::Date { at } if is_clock(at) && self.has_colon(found) => Form::Colon,
            Value::Score { .. } if self.has_colon(found) => Form::Colon,
            Value::Ordinal { .. }
                if self.literal(to, "分钟").is_some() || self.is_word(to, "minute") =>
            {
                Form::Minute
            }
            Value::Anchored { .. } if self.is_open_stretch(found) => Form::Open,
            _ => Form::Plain,
        }
    }

    fn form_of_multiple(&self, found: &Found, factor: Amount, is_more: bool) -> Form {
        let (first, to) = (found.core.0, found.to);
        // 翻一倍 is once more, in whatever way.
        let is_twice = factor
            .point()
            .is_some_and(|it| it.same_value(Decimal::of(2)));
        let is_fold = self.is_one_of(to.wrapping_sub(1), &["fold"])
            || self.word(to.wrapping_sub(1)).ends_with("fold");
        if is_more {
            return match self.is_any(first, "翻高多") && !is_twice {
                true => Form::TimesMore,
                false => Form::Plain,
            };
        }
        if self.is_one_of(to, &COMPARATIVES) {
            return Form::TimesMore;
        }
        let grows = match found.rule {
            "zh.multiple.doublings" => true,
            "en.multiple.word" if !is_fold => !self.is_one_of(first, &["twice", "thrice"]),
            _ => {
                is_fold
                    && (self.is_one_of(to, &GROWTH)
                        || self.is_one_of(found.from.wrapping_sub(1), &CHANGES))
            }
        };
        if grows { Form::Growth } else { Form::Plain }
    }

    /// Whether the words of a stretch of time leave open whether it is before now: in five years, within a year, 五年内, 三年里.
    fn is_open_stretch(&self, found: &Found) -> bool {
        let last = found.to.saturating_sub(1);
        let english = self.is_one_of(found.from, &["in", "within"])
            && !self.is_one_of(last, &["ago", "later", "time"]);
        let after = found.rule == "zh.anchored" && self.is_any(last, "内里间");
        english || after
    }

    fn has_colon(&self, found: &Found) -> bool {
        (found.core.0..found.core.1).any(|at| self.is(at, ':'))
    }

    /// Whether what stands at `i`, behind a number, names things that are counted.
    fn counts_things(&self, i: usize) -> bool {
        let token = self.at(i);
        match token.kind {
            Kind::Han => {
                // 3件以上: the measure word may be taken in with the words behind it.
                let word = |at| self.is_any(at, OF_THINGS);
                word(i) && self.any_literal(i, &OTHER_WORDS).is_none()
            }
            Kind::Word => self.names_things(i),
            _ => false,
        }
    }

    /// Whether the English word at `i` is a noun of more than one thing.
    pub(super) fn names_things(&self, i: usize) -> bool {
        let token = self.at(i);
        if token.kind != Kind::Word || !token.spaced || token.capital {
            return false;
        }
        let word = self.word(i);
        let plural = word.len() > 3
            && word.ends_with('s')
            && !["ss", "us", "fuls"].iter().any(|it| word.ends_with(it))
            && !self.has(i, vocabulary::UNITS_EN | vocabulary::STARTS);
        plural || PLURALS.contains(&word)
    }
}

/// Whether it is a time of day and nothing else, which half of the day not said.
fn is_clock(at: &Moment) -> bool {
    let fields = Moment {
        hour: at.hour,
        minute: at.minute,
        second: at.second,
        either_half: at.either_half,
        ..Moment::default()
    };
    let may_be_length =
        at.either_half || at.second.is_some() || at.hour.is_some_and(|it| it > 12 || it == 0);
    *at == fields && at.minute.is_some() && may_be_length
}

/// Corrects what comparing the values alone found.
pub(super) fn with_forms(found: Comparison, a: &Quantity, b: &Quantity) -> Comparison {
    match (a.form, b.form) {
        (Form::Plain, Form::Plain) => found,
        (Form::Series(_), _) | (_, Form::Series(_)) => of_series(found, a, b),
        (Form::TimesMore, _) | (_, Form::TimesMore) if found.relation == Relation::Conflict => {
            times_more(found, a, b)
        }
        (Form::Growth, _) | (_, Form::Growth) if found.relation == Relation::Unrelated => {
            growth_and_percent(a, b)
        }
        (Form::Things, _) | (_, Form::Things) => of_things(found, a, b),
        (Form::Division(..), Form::Division(..)) => of_divisions(found, a, b),
        (Form::Colon, _) if found.relation == Relation::Unrelated => colon_and_length(a, b),
        (_, Form::Colon) if found.relation == Relation::Unrelated => colon_and_length(b, a),
        (Form::EitherOrder, Form::EitherOrder) if found.relation == Relation::Equal => found,
        (Form::EitherOrder, _) => either_order(found, a, b),
        (_, Form::EitherOrder) => either_order(found, b, a),
        (Form::Open, _) | (_, Form::Open) if found.relation == Relation::Conflict => {
            open_stretch(found, a, b)
        }
        (Form::Minute, _) if found.relation == Relation::Unrelated => minute_and_length(a, b),
        (_, Form::Minute) if found.relation == Relation::Unrelated => minute_and_length(b, a),
        _ => found,
    }
}

/// What agrees only as one side leaves out the unit disagrees where that side names what it counts: 40名学生 weigh no 40 kg.
pub(super) fn of_things(found: Comparison, a: &Quantity, b: &Quantity) -> Comparison {
    let measured = |it: &Quantity| {
        it.form == Form::Plain
            && matches!(
                it.value,
                Value::Money { .. } | Value::Measure { .. } | Value::Temperature { .. }
            )
    };
    let things = |it: &Quantity| it.form == Form::Things;
    let apart = things(a) && measured(b) || things(b) && measured(a);
    if apart && found.reason == "unit missing" {
        UNRELATED
    } else {
        found
    }
}

/// Three times more is four times as much, or three times; 翻了两倍 three times, or carelessly twice.
fn times_more(found: Comparison, a: &Quantity, b: &Quantity) -> Comparison {
    let options = |it: &Quantity| {
        let Value::Multiple { factor, plus_one } = &it.value else {
            return [None, None];
        };
        let factor = factor.point();
        let careless = factor.filter(|_| it.form == Form::TimesMore);
        let careless = careless.and_then(|it| match plus_one {
            true => it.minus(Decimal::ONE),
            false => it.plus(Decimal::ONE),
        });
        [factor, careless]
    };
    let others = options(b);
    let same = |x: Decimal| others.iter().flatten().any(|y| x.same_value(*y));
    if options(a).into_iter().flatten().any(same) {
        Comparison::new(Relation::Compatible, "times more or times as much")
    } else {
        found
    }
}

/// Whether a percentage tells a growth: what has doubled rose by 100%.
fn growth_and_percent(a: &Quantity, b: &Quantity) -> Comparison {
    let (factor, percent) = match (&a.value, &b.value) {
        (Value::Multiple { factor, .. }, Value::Percent { amount })
        | (Value::Percent { amount }, Value::Multiple { factor, .. }) => (factor, amount),
        _ => return UNRELATED,
    };
    let more = factor
        .point()
        .and_then(|it| it.minus(Decimal::ONE)?.scaled(2));
    let same = more.zip(percent.point());
    if same.is_some_and(|(x, y)| x.same_value(y)) {
        Comparison::new(Relation::Convertible, "percent and times")
    } else {
        UNRELATED
    }
}

/// Whether a time with a colon is how long something takes: 2:14 is two hours and 14 minutes or two minutes and 14 seconds.
fn colon_and_length(colon: &Quantity, other: &Quantity) -> Comparison {
    let Some(seconds) = seconds(&other.value) else {
        return UNRELATED;
    };
    let sum = |large: Decimal, small: Decimal| large.times(Decimal::of(60))?.plus(small);
    let lengths = match &colon.value {
        Value::Date { at } => {
            let field = |it: Option<u8>| it.map(|it| Decimal::of(i32::from(it)));
            let (hour, minute) = (field(at.hour), field(at.minute));
            let two = hour.zip(minute).and_then(|(a, b)| sum(a, b));
            match field(at.second) {
                Some(second) => [two.and_then(|it| sum(it, second)), None],
                None => [two, two.and_then(|it| it.times(Decimal::of(60)))],
            }
        }
        Value::Score { left, right } => {
            let two = sum(*left, *right).filter(|_| right.compare(Decimal::of(60)).is_lt());
            [two, two.and_then(|it| it.times(Decimal::of(60)))]
        }
        _ => return UNRELATED,
    };
    let same = lengths.iter().flatten().any(|it| it.same_value(seconds));
    if same {
        Comparison::new(Relation::Compatible, "length with a colon")
    } else {
        UNRELATED
    }
}

/// A date whose day may be its month agrees with what either order says, and with neither for sure.
fn either_order(found: Comparison, digits: &Quantity, other: &Quantity) -> Comparison {
    let (Value::Date { at }, Value::Date { at: stated }) = (&digits.value, &other.value) else {
        return found;
    };
    let swapped = Moment {
        month: at.day,
        day: at.month,
        ..*at
    };
    let agrees = found.relation.agrees() || compare_moments(&swapped, stated).relation.agrees();
    if agrees && stated.month.is_some() && stated.day.is_some() {
        Comparison::new(Relation::Compatible, "day and month in either order")
    } else {
        found
    }
}

/// What is before now on one side only disagrees unless the words of the other leave that open. What is so long ago is never so.
fn open_stretch(found: Comparison, a: &Quantity, b: &Quantity) -> Comparison {
    let ago = |it: &Quantity| {
        matches!(
            it.value,
            Value::Anchored {
                anchor: Anchor::Ago,
                ..
            }
        )
    };
    if found.reason == BEFORE_AND_AFTER && !ago(a) && !ago(b) {
        Comparison::new(Relation::Compatible, "before now or after")
    } else {
        found
    }
}

/// Whether something that happens so many minutes in happens in that minute.
fn minute_and_length(place: &Quantity, other: &Quantity) -> Comparison {
    let Value::Ordinal { number } = &place.value else {
        return UNRELATED;
    };
    let of_minutes = match &other.value {
        Value::Duration { low, .. } | Value::Anchored { low, .. } => low.unit == TimeUnit::Minute,
        _ => false,
    };
    let minutes = seconds(&other.value).and_then(|it| it.quotient(Decimal::of(60)));
    if of_minutes && minutes.is_some_and(|it| it.same_value(*number)) {
        Comparison::new(Relation::Compatible, "minute and length")
    } else {
        UNRELATED
    }
}

/// The seconds of a length of time that is neither a range nor counted in months.
fn seconds(value: &Value) -> Option<Decimal> {
    match value {
        Value::Duration { low, high } | Value::Anchored { low, high, .. } if low.same(*high) => low
            .single()
            .filter(|(part, _)| *part == 1)
            .map(|(_, seconds)| seconds),
        _ => None,
    }
}
