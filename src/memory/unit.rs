//! The translation unit.

use serde::{Deserialize, Serialize};

use super::{Content, LanguageTag, Timestamp};
use crate::{
    align::{LinkKind, Reason},
    score::{Evidence, Score},
    text::Span,
};

/// Two texts that translate each other, with all that is known about them. Owns everything; plain data.
///
/// A side may be empty: text without a counterpart, which some formats list and others leave out.
///
/// ```
/// use bitext::memory::{Side, Status, Unit};
///
/// let source = Side::new("en".parse()?, "It rained.");
/// let target = Side::new("zh-Hans".parse()?, "下雨了。");
/// let unit = Unit::new(source, target);
/// assert_eq!(unit.target.text(), "下雨了。");
/// assert_eq!(unit.status, Status::Automatic);
/// # Ok::<(), bitext::memory::TagError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Unit {
    /// What names the unit in its file (`tuid` of TMX, `id` of XLIFF).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The text that was translated.
    pub source: Side,
    /// Its translation.
    pub target: Side,
    /// How sure it is that the two belong together; `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// Who stands for it.
    #[serde(default)]
    pub status: Status,
    /// Whether it joins sentences or statements; `None` where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<LinkKind>,
    /// Why a side is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Provenance::is_empty")]
    pub provenance: Provenance,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Timestamp>,
    /// What speaks for and against the pair; spans count in [`Side::text`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Remarks for people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// All else that is known, in order; a name may occur several times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<Property>,
}

/// One side of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Side {
    /// Language and script.
    pub language: LanguageTag,
    /// The text, with the codes in it.
    #[serde(flatten)]
    pub content: Content,
    /// The sentences or statements that the text consists of, in order; empty where nobody said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Place>,
}

/// A segment of a side: where it is in the unit, and where it came from.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Place {
    /// Where the segment stands in [`Side::text`].
    pub span: Span,
    /// The number of the sentence in its document, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// Where it stands in its document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Span>,
}

/// Who stands for a unit.
#[derive(
    Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Made by a program, seen by nobody.
    #[default]
    Automatic,
    /// A person has confirmed it.
    Confirmed,
    /// A person, or a filter, has turned it down.
    Rejected,
}

impl Status {
    /// The name in files: `automatic`, `confirmed` or `rejected`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Automatic, Self::Confirmed, Self::Rejected]
            .into_iter()
            .find(|status| status.name() == name)
    }
}

/// Where a unit comes from. What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Provenance {
    /// The program that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// The version of that program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_version: Option<String>,
    /// The person who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The person who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// The document of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_document: Option<String>,
    /// The document of the target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_document: Option<String>,
}

impl Provenance {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A name and a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Property {
    /// The name: `domain`, `x-client`.
    pub name: String,
    /// The value, any text.
    pub value: String,
}

impl Property {
    /// A property of this name and value.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

impl Place {
    /// A segment of which only the place in the unit is known.
    #[must_use]
    pub const fn new(span: Span) -> Self {
        Self {
            span,
            index: None,
            origin: None,
        }
    }
}

impl Side {
    /// A side of one language and text.
    #[must_use]
    pub fn new(language: LanguageTag, content: impl Into<Content>) -> Self {
        Self {
            language,
            content: content.into(),
            segments: Vec::new(),
        }
    }

    /// The text without codes.
    #[must_use]
    pub fn text(&self) -> &str {
        self.content.text()
    }

    /// Whether there is nothing but white space, and no code.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.content.codes().is_empty() && Span::of(self.text()).trimmed(self.text()).is_empty()
    }
}

impl Unit {
    /// A unit of two texts of which nothing else is known.
    #[must_use]
    pub fn new(source: Side, target: Side) -> Self {
        Self {
            id: None,
            source,
            target,
            score: None,
            status: Status::default(),
            kind: None,
            reason: None,
            provenance: Provenance::default(),
            created: None,
            changed: None,
            evidence: Vec::new(),
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// Whether both sides have text or codes.
    #[must_use]
    pub fn is_pair(&self) -> bool {
        !self.source.is_blank() && !self.target.is_blank()
    }

    /// The values that the two sides give for the same thing and that cannot both be right, as the alignment found them:
    /// those of [`Link::disagreements`](crate::Link::disagreements).
    pub fn disagreements(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|item| item.is_conflict())
    }

    /// The first property of that name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&str> {
        let found = self
            .properties
            .iter()
            .find(|property| property.name == name);
        found.map(|property| property.value.as_str())
    }

    /// The same with source and target exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let Provenance {
            source_document,
            target_document,
            ..
        } = self.provenance.clone();
        Self {
            source: self.target,
            target: self.source,
            provenance: Provenance {
                source_document: target_document,
                target_document: source_document,
                ..self.provenance
            },
            evidence: self.evidence.into_iter().map(Evidence::mirrored).collect(),
            ..self
        }
    }
}
