//! Which units to keep, and why not the others.
//!
//! [`Filters`] judges units one by one by rules that have names; the first rule that speaks against a unit drops it and
//! says why ([`Dropped`]). [`Tally`] counts what each rule dropped and keeps samples. Nothing is changed, and what becomes
//! of a dropped unit is up to the caller.
//!
//! ```
//! use bitext::{filter::{Filters, Options, Rule}, memory::{Side, Unit}};
//!
//! let unit = |english: &str, chinese: &str| {
//!     Unit::new(Side::new("en".parse().unwrap(), english), Side::new("zh".parse().unwrap(), chinese))
//! };
//! let mut filters = Filters::new(Options::default());
//! assert_eq!(filters.judge(&unit("It rained all night.", "雨下了一夜。")), None);
//! let dropped = filters.judge(&unit("It  rained all night.", "雨下了一夜。")).unwrap();
//! assert_eq!((dropped.rule, dropped.reason.as_str()), (Rule::NearDuplicate, "like unit 1"));
//! ```

mod duplicate;
mod groups;
mod negation;
mod plain;
mod similar;
mod tally;

pub use duplicate::{Key, exact_key, near_key};
pub use groups::Groups;
pub use similar::{Likeness, Similar};
pub use tally::{Sample, Tally};

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    check::{self, Checker, Finding, FindingKind, Verdict},
    lang::{Lang, Script},
    memory::{Side, Status, Unit},
};

/// A reason to drop units.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// A side is empty.
    Empty,
    /// A person has turned it down.
    Rejected,
    /// Its score is below the least.
    Score,
    /// Both sides are one text.
    Identical,
    /// A side is in another language than said.
    Language,
    /// A side is Simplified where Traditional is said or asked for, or the other way round.
    Script,
    /// One side is too long for the other.
    Length,
    /// A quantity of one side contradicts the other or is surely missing there: whatever [`Checker::numbers`] calls wrong,
    /// and nothing that it calls unsure; named as the findings of the check. `numbers` is an older name. Of 8,704 lines of open parallel corpora (PUD and XQuAD among them) it drops 80.
    #[serde(alias = "numbers")]
    Quantity,
    /// A code of one side is not that of the other: an inline code, a placeholder, the number of an order, a flight or a model;
    /// whatever a check calls wrong about these. Of 190,189 lines of thirteen open parallel
    /// corpora (laws, manuals, captions, news) it drops 37.
    Code,
    /// An address of the web or of mail stands on one side only. Of the 190,189 lines it drops 4.
    Address,
    /// The same unit was there before.
    Duplicate,
    /// The same but for case, width, white space and punctuation was there before, numbers and codes written the same, or
    /// what is nearly the same
    /// ([`Options::near`]).
    NearDuplicate,
}

impl Rule {
    /// All rules, in the order in which they are asked.
    pub const ALL: [Self; 12] = [
        Self::Empty,
        Self::Rejected,
        Self::Score,
        Self::Identical,
        Self::Language,
        Self::Script,
        Self::Length,
        Self::Quantity,
        Self::Code,
        Self::Address,
        Self::Duplicate,
        Self::NearDuplicate,
    ];

    /// The name in records and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Rejected => "rejected",
            Self::Score => "score",
            Self::Identical => "identical",
            Self::Language => "language",
            Self::Script => "script",
            Self::Length => "length",
            Self::Quantity => "quantity",
            Self::Code => "code",
            Self::Address => "address",
            Self::Duplicate => "duplicate",
            Self::NearDuplicate => "near-duplicate",
        }
    }

    /// The rule that drops a unit for what a [check] calls wrong in it.
    ///
    /// `None` of brackets, whose slips hardly hurt a translation otherwise right, and of sentences, of which a check is never sure.
    #[must_use]
    pub const fn of(kind: FindingKind) -> Option<Self> {
        match kind {
            FindingKind::QuantityDiffers
            | FindingKind::QuantityMissing
            | FindingKind::QuantityAdded => Some(Self::Quantity),
            FindingKind::CodeMissing | FindingKind::CodeAdded | FindingKind::NameMissing => {
                Some(Self::Code)
            }
            FindingKind::AddressMissing | FindingKind::AddressAdded => Some(Self::Address),
            FindingKind::Empty => Some(Self::Empty),
            FindingKind::Untranslated => Some(Self::Identical),
            FindingKind::Language => Some(Self::Language),
            FindingKind::Script => Some(Self::Script),
            FindingKind::Brackets | FindingKind::SentenceMissing | FindingKind::SentenceAdded => {
                None
            }
        }
    }

    /// The rule of that name, an older name of it included.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "numbers" {
            return Some(Self::Quantity);
        }
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// What to drop. Plain data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// The rules in force; the default is all.
    pub rules: Vec<Rule>,
    /// The least score of a unit that has one, from 0 to 1; the default is 0.
    pub least_score: f32,
    /// The least and the greatest number of characters of the English per character of the Chinese, white space not
    /// counted; units with fewer than ten characters on both sides are not judged. The default is 1 to 9: of the aligned pairs of
    /// `corpora/parallel` nine in ten lie between 1.8 and 4.4, 98 in a hundred between 1.4 and 5.6.
    pub length_ratio: (f32, f32),
    /// The script that Chinese must be in; `None`: the one that the unit says.
    pub script: Option<Script>,
    /// From how many per cent of likeness on both sides a unit is a near duplicate, 50 to 100 ([`Similar`]). The
    /// default is 100: signs apart, nothing may differ.
    pub near: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rules: Rule::ALL.to_vec(),
            least_score: 0.0,
            length_ratio: (1.0, 9.0),
            script: None,
            near: 100,
        }
    }
}

/// Why a unit is dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Dropped {
    /// The rule that speaks against it.
    pub rule: Rule,
    /// What exactly it says.
    pub reason: String,
}

impl Dropped {
    /// Dropped by that rule for that reason.
    #[must_use]
    pub const fn new(rule: Rule, reason: String) -> Self {
        Self { rule, reason }
    }
}

/// Judges units one after the other; remembers 48 bytes or so of each to know duplicates, and their texts if
/// [`Options::near`] is below 100.
#[derive(Clone, Debug)]
pub struct Filters {
    options: Options,
    checker: Checker,
    exact: HashMap<Key, usize>,
    near: Similar,
    units: usize,
}

impl Filters {
    /// Filters by these options.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            exact: HashMap::new(),
            near: Similar::new(options.near),
            checker: Checker::default(),
            units: 0,
            options,
        }
    }

    /// Takes in what a unit says of other units, for [`Rule::Quantity`]: that two amounts are the same money
    /// ([`Checker::learn`]). To judge all units alike, give it every one before the first is judged.
    pub fn learn(&mut self, unit: &Unit) {
        self.checker.learn(unit);
    }

    /// Says why the unit should be dropped; `None` keeps it. Of duplicates the first that nothing else speaks against is
    /// kept.
    pub fn judge(&mut self, unit: &Unit) -> Option<Dropped> {
        self.units += 1;
        for rule in Rule::ALL {
            if self.options.rules.contains(&rule)
                && let Some(reason) = self.reason(rule, unit)
            {
                return Some(Dropped { rule, reason });
            }
        }
        if self.options.rules.contains(&Rule::Duplicate) {
            self.exact.entry(exact_key(unit)).or_insert(self.units);
        }
        if self.options.rules.contains(&Rule::NearDuplicate) {
            self.near.add(unit, self.units);
        }
        None
    }

    fn reason(&mut self, rule: Rule, unit: &Unit) -> Option<String> {
        // What the check is sure of, and this rule is there for.
        let wrong = |findings: Vec<Finding>| {
            let mut wrong = findings
                .into_iter()
                .filter(|it| it.verdict == Verdict::Differs && Rule::of(it.kind) == Some(rule));
            Some(wrong.next()?.message)
        };
        match rule {
            Rule::Empty => {
                let blank = [("source", &unit.source), ("target", &unit.target)];
                let (name, _) = blank.into_iter().find(|(_, side)| side.is_blank())?;
                Some(format!("the {name} is empty"))
            }
            Rule::Rejected => {
                (unit.status == Status::Rejected).then(|| "turned down before".to_owned())
            }
            Rule::Score => {
                let score = unit.score?.value();
                let least = self.options.least_score;
                (score < least).then(|| format!("score {score:.3} below {least}"))
            }
            Rule::Identical => check::untranslated(unit).map(|finding| finding.message),
            Rule::Language | Rule::Script => {
                if rule == Rule::Script
                    && let Some(reason) = self.wrong_script(unit)
                {
                    return Some(reason);
                }
                wrong(check::languages(unit))
            }
            Rule::Length => self.length(unit),
            Rule::Quantity => wrong(self.checker.numbers(unit)),
            Rule::Code | Rule::Address => wrong(check::literals(unit)),
            Rule::Duplicate => self
                .exact
                .get(&exact_key(unit))
                .map(|first| format!("as unit {first}")),
            Rule::NearDuplicate => self.near.find(unit).map(|like| like.to_string()),
        }
    }

    fn wrong_script(&self, unit: &Unit) -> Option<String> {
        let wanted = self.options.script?;
        let mut sides = [&unit.source, &unit.target].into_iter();
        let wrong = |side: &&Side| {
            let script = crate::lang::detect(side.text())
                .script
                .or(side.language.script());
            side.language.lang() == Some(Lang::Chinese)
                && script.is_some_and(|script| script != wanted)
        };
        sides
            .find(wrong)
            .map(|_| format!("Chinese is not in {}", wanted.code()))
    }

    fn length(&self, unit: &Unit) -> Option<String> {
        const FEWEST: usize = 10;
        let sides = [&unit.source, &unit.target];
        let of = |lang| {
            sides
                .into_iter()
                .find(|side| side.language.lang() == Some(lang))
        };
        let count = |side: &Side| side.text().chars().filter(|c| !c.is_whitespace()).count();
        let (english, chinese) = (count(of(Lang::English)?), count(of(Lang::Chinese)?));
        if english < FEWEST && chinese < FEWEST {
            return None;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "a ratio needs no more than f32 holds"
        )]
        let ratio = english as f32 / chinese.max(1) as f32;
        let (least, most) = self.options.length_ratio;
        let fits = (least..=most).contains(&ratio);
        (!fits).then(|| {
            format!("{english} English and {chinese} Chinese characters: ratio {ratio:.2}")
        })
    }
}
