//! What a reviewer looks for in a translation: numbers, codes, addresses, brackets, text that was not translated.
//!
//! [`check`] says of one [`Unit`] what is wrong. Each [`Finding`] has a [`Verdict`]: that something *differs* is said only
//! where there is hardly another explanation; what may as well be in order is *unsure*. A small number that is missing
//! (`one`, 两) is unsure, an amount of money that differs is not.
//!
//! ```
//! use bitext::{check::{FindingKind, Verdict, check}, memory::{Side, Unit}};
//!
//! let source = Side::new("en".parse()?, "Sales rose 12% to 380 million yuan.");
//! let target = Side::new("zh-Hans".parse()?, "销售额增长12%，达到38亿元。");
//! let report = check(&Unit::new(source, target));
//! assert_eq!(report.numbers, Verdict::Differs);
//! let finding = &report.findings[0];
//! assert_eq!(finding.kind, FindingKind::QuantityDiffers);
//! assert_eq!(finding.target[0].slice("销售额增长12%，达到38亿元。"), "38亿元");
//! # Ok::<(), bitext::memory::TagError>(())
//! ```
//!
//! There is one judgement of numbers, codes and addresses: [`filter`](crate::filter) drops a unit for what is said here to
//! differ, and keeps what is unsure; [`Rule::of`](crate::filter::Rule::of) says by which rule. The `≠` of an alignment is a narrower thing: two values, or two codes, that contradict each
//! other ([`Link::disagreements`](crate::Link::disagreements)); what is missing on a side is only found here.
//!
//! This module does *not* judge style, grammar or terms.

mod brackets;
mod conversions;
mod language;
mod literals;
mod numbers;
mod sentences;

use serde::{Deserialize, Serialize};

use crate::{
    lang::Lang,
    memory::{Side, Unit},
    text::Span,
};
use conversions::Conversions;

/// What a check says.
#[derive(
    Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing speaks against it.
    #[default]
    Agrees,
    /// There is something that may be in order or not.
    Unsure,
    /// Something is wrong.
    Differs,
}

impl Verdict {
    /// The name in records and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Unsure => "unsure",
            Self::Differs => "differs",
        }
    }
}

/// What is wrong.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FindingKind {
    /// A quantity of the source stands in the target with another value.
    QuantityDiffers,
    /// A quantity of the source is not in the target.
    QuantityMissing,
    /// A quantity of the target is not in the source.
    QuantityAdded,
    /// A placeholder, a tag or an inline code of the source is not in the target.
    CodeMissing,
    /// A placeholder, a tag or an inline code of the target is not in the source.
    CodeAdded,
    /// An address of the web or of mail in the source is not in the target.
    AddressMissing,
    /// An address of the target is not in the source.
    AddressAdded,
    /// A model number or the like of the source is not in the target, or differs.
    NameMissing,
    /// Brackets or quotation marks do not pair in the target, or are not as many.
    Brackets,
    /// A sentence of the source, beside others, that nothing in the target answers to: by what the unit says its alignment
    /// rests on, or by what the texts have in common.
    SentenceMissing,
    /// A sentence of the target, beside others, that nothing in the source answers to.
    SentenceAdded,
    /// A side is empty.
    Empty,
    /// The target is the source.
    Untranslated,
    /// A side is in another language than it is said to be.
    Language,
    /// A side is Traditional where Simplified is said, or the other way round.
    Script,
}

impl FindingKind {
    /// All kinds, in the order of the list.
    pub const ALL: [Self; 15] = [
        Self::QuantityDiffers,
        Self::QuantityMissing,
        Self::QuantityAdded,
        Self::CodeMissing,
        Self::CodeAdded,
        Self::AddressMissing,
        Self::AddressAdded,
        Self::NameMissing,
        Self::Brackets,
        Self::SentenceMissing,
        Self::SentenceAdded,
        Self::Empty,
        Self::Untranslated,
        Self::Language,
        Self::Script,
    ];

    /// The name in records and tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::QuantityDiffers => "quantity-differs",
            Self::QuantityMissing => "quantity-missing",
            Self::QuantityAdded => "quantity-added",
            Self::CodeMissing => "code-missing",
            Self::CodeAdded => "code-added",
            Self::AddressMissing => "address-missing",
            Self::AddressAdded => "address-added",
            Self::NameMissing => "name-missing",
            Self::Brackets => "brackets",
            Self::SentenceMissing => "sentence-missing",
            Self::SentenceAdded => "sentence-added",
            Self::Empty => "empty",
            Self::Untranslated => "untranslated",
            Self::Language => "language",
            Self::Script => "script",
        }
    }
}

/// One thing that is wrong, or may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// How sure: [`Verdict::Unsure`] or [`Verdict::Differs`].
    pub verdict: Verdict,
    /// Where in the text of the source.
    pub source: Vec<Span>,
    /// Where in the text of the target.
    pub target: Vec<Span>,
    /// What and why, for people.
    pub message: String,
}

impl Finding {
    fn new(kind: FindingKind, verdict: Verdict, message: impl Into<String>) -> Self {
        Self {
            kind,
            verdict,
            source: Vec::new(),
            target: Vec::new(),
            message: message.into(),
        }
    }

    fn in_source(mut self, span: Span) -> Self {
        self.source.push(span);
        self
    }

    fn in_target(mut self, span: Span) -> Self {
        self.target.push(span);
        self
    }
}

/// What was found in a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// Whether the numbers agree.
    pub numbers: Verdict,
    /// All that is wrong or may be: the surest first, then in the order of the source.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The worst verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.findings
            .iter()
            .map(|finding| finding.verdict)
            .max()
            .unwrap_or_default()
    }
}

/// Checks units with what the memory that they stand in is known to say.
///
/// No exchange rate is known, so *US$53 billion* and 3800亿元 cannot be compared: the finding is [unsure](Verdict::Unsure).
/// Where the memory says somewhere that they are the same money, *380 billion yuan (about US$53 billion)*, they agree.
///
/// ```
/// use bitext::{check::{Checker, Verdict}, memory::{Side, Unit}};
///
/// let unit = |english: &str, chinese: &str| {
///     Unit::new(Side::new("en".parse().unwrap(), english), Side::new("zh".parse().unwrap(), chinese))
/// };
/// let headline = unit("It spends US$53 billion.", "它投资3800亿元。");
/// let body = unit("The sum is 380 billion yuan (about US$53 billion).", "金额为3800亿元。");
///
/// let mut checker = Checker::default();
/// assert_eq!(checker.check(&headline).numbers, Verdict::Unsure);
/// checker.learn(&body);
/// assert_eq!(checker.check(&headline).numbers, Verdict::Agrees);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Checker {
    conversions: Conversions,
}

impl Checker {
    /// Takes in the conversions of a unit. To judge all units alike, give it every one before the first is checked.
    ///
    /// Holds each conversion once; time is linear in the length of the texts.
    pub fn learn(&mut self, unit: &Unit) {
        for side in [&unit.source, &unit.target] {
            let lang = side.language.lang().unwrap_or_else(|| lang(side));
            self.conversions.read(side.text(), lang);
        }
    }

    /// Checks one unit. A unit with an empty side has that one finding.
    ///
    /// Time grows with the product of the numbers of quantities of both sides (see [`quantity::link`](crate::quantity::link)),
    /// otherwise with the length of the texts.
    #[must_use]
    pub fn check(&self, unit: &Unit) -> Report {
        if let Some(finding) = language::empty(unit) {
            return Report {
                numbers: Verdict::Unsure,
                findings: vec![finding],
            };
        }
        let mut findings = self.numbers(unit);
        let numbers = findings
            .iter()
            .map(|finding| finding.verdict)
            .max()
            .unwrap_or_default();
        let untranslated = language::untranslated(unit);
        if untranslated.is_none() {
            findings.extend(language::findings(unit));
        }
        findings.extend(untranslated);
        findings.extend(literals::findings(unit));
        findings.extend(brackets::findings(unit));
        findings.extend(sentences::findings(unit));
        findings.sort_by(|a, b| {
            let place = |finding: &Finding| {
                (
                    finding.source.first().copied(),
                    finding.target.first().copied(),
                )
            };
            b.verdict
                .cmp(&a.verdict)
                .then_with(|| place(a).cmp(&place(b)))
        });
        Report { numbers, findings }
    }

    /// Checks the quantities of a unit only.
    #[must_use]
    pub fn numbers(&self, unit: &Unit) -> Vec<Finding> {
        numbers::findings(unit, &self.conversions)
    }
}

/// Checks one unit by itself: [`Checker::check`] that knows nothing of other units.
#[must_use]
pub fn check(unit: &Unit) -> Report {
    Checker::default().check(unit)
}

/// Checks the quantities of a unit only, by itself.
#[must_use]
pub fn numbers(unit: &Unit) -> Vec<Finding> {
    Checker::default().numbers(unit)
}

/// The language of a side that does not say it.
fn lang(side: &Side) -> Lang {
    let found = crate::lang::detect(side.text()).language.lang();
    found.unwrap_or(Lang::English)
}

/// Checks only what a translation takes over as it is: inline codes, placeholders, addresses, the numbers of orders, flights
/// and models.
///
/// Time grows with the length of the texts.
#[must_use]
pub fn literals(unit: &Unit) -> Vec<Finding> {
    literals::findings(unit)
}

/// Checks languages and scripts of a unit only.
#[must_use]
pub fn languages(unit: &Unit) -> Vec<Finding> {
    language::findings(unit)
}

/// Whether the target is the source, but for width, case and white space.
#[must_use]
pub fn untranslated(unit: &Unit) -> Option<Finding> {
    language::untranslated(unit)
}
