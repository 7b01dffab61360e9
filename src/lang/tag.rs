//! Names of languages and scripts.

use serde::{Deserialize, Serialize};

/// A language that bitext aligns.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Lang {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Chinese, in either script.
    #[serde(rename = "zh")]
    Chinese,
}

impl Lang {
    /// The ISO 639-1 code: `en` or `zh`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language that a text in this language is aligned with.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }
}

/// The language of a text as far as detection can say.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Chinese.
    #[serde(rename = "zh")]
    Chinese,
    /// English and Chinese in comparable amounts.
    #[serde(rename = "mixed")]
    Mixed,
    /// Nothing that is language: numbers, punctuation, addresses of the web.
    #[serde(rename = "none")]
    None,
    /// Japanese.
    #[serde(rename = "ja")]
    Japanese,
    /// Korean.
    #[serde(rename = "ko")]
    Korean,
    /// Any other language.
    #[serde(rename = "other")]
    Other,
}

impl Language {
    /// The name in records: an ISO 639-1 code, `mixed`, `none` or `other`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
            Self::Mixed => "mixed",
            Self::None => "none",
            Self::Japanese => "ja",
            Self::Korean => "ko",
            Self::Other => "other",
        }
    }

    /// The language to align by, where it is one that bitext aligns.
    #[must_use]
    pub const fn lang(self) -> Option<Lang> {
        match self {
            Self::English => Some(Lang::English),
            Self::Chinese => Some(Lang::Chinese),
            _ => None,
        }
    }
}

/// How Chinese is written; the names are ISO 15924 codes.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Script {
    /// Simplified characters.
    Hans,
    /// Traditional characters.
    Hant,
}

impl Script {
    /// The ISO 15924 code: `Hans` or `Hant`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hans => "Hans",
            Self::Hant => "Hant",
        }
    }
}
