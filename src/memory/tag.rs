//! Languages as files name them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::lang::{Lang, Script};

/// A language tag (BCP 47) in its usual spelling: `en`, `zh-Hans`, `zh-Hant-HK`, `pt-BR`.
///
/// Any language can be named, so that nothing is lost of a file that has more than two; [`LanguageTag::lang`] says which
/// of them bitext knows. Cheap to compare; ordered as text.
///
/// ```
/// use bitext::{Lang, Script, memory::LanguageTag};
///
/// let tag: LanguageTag = "ZH_tw".parse()?;
/// assert_eq!(tag.as_str(), "zh-TW");
/// assert_eq!((tag.lang(), tag.script()), (Some(Lang::Chinese), Some(Script::Hant)));
/// assert!("Chinese!".parse::<LanguageTag>().is_err());
/// # Ok::<(), bitext::memory::TagError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(Box<str>);

/// What is no language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a language tag such as en or zh-Hant, found {found:?}")]
pub struct TagError {
    /// What was given, cut to 40 characters.
    pub found: String,
}

/// The most bytes of a tag: twice what RFC 5646 (4.4.1) asks programs to have room for.
const LONGEST: usize = 70;

impl LanguageTag {
    /// The tag of a language with its script: `en`, `zh-Hans`, `zh-Hant`, or `zh` where the script is not known.
    #[must_use]
    pub fn new(lang: Lang, script: Option<Script>) -> Self {
        let tag = match (lang, script) {
            (Lang::English, _) => "en",
            (Lang::Chinese, Some(Script::Hans)) => "zh-Hans",
            (Lang::Chinese, Some(Script::Hant)) => "zh-Hant",
            (Lang::Chinese, None) => "zh",
        };
        Self(tag.into())
    }

    /// The tag `und`: a language that nobody has named or found out.
    #[must_use]
    pub fn undetermined() -> Self {
        Self("und".into())
    }

    /// The tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language subtag: `zh` of `zh-Hant-HK`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The language, if it is one that bitext aligns. Cantonese and other kinds of Chinese with a code of their own are
    /// not.
    #[must_use]
    pub fn lang(&self) -> Option<Lang> {
        match self.primary() {
            "en" | "eng" => Some(Lang::English),
            "zh" | "cmn" | "zho" | "chi" => Some(Lang::Chinese),
            _ => None,
        }
    }

    /// The script of Chinese: as named, or else the one usual in the region; `None` where neither is given.
    #[must_use]
    pub fn script(&self) -> Option<Script> {
        if self.lang() != Some(Lang::Chinese) {
            return None;
        }
        self.0.split('-').skip(1).find_map(|subtag| match subtag {
            "Hans" | "CN" | "SG" | "MY" => Some(Script::Hans),
            "Hant" | "TW" | "HK" | "MO" => Some(Script::Hant),
            _ => None,
        })
    }

    /// Whether text under this tag may stand where `wanted` is asked for: the same language (`zh` and `cmn` are one), and
    /// the same script where both have one.
    #[must_use]
    pub fn fits(&self, wanted: &Self) -> bool {
        let same = match (self.lang(), wanted.lang()) {
            (None, None) => self.primary() == wanted.primary(),
            (mine, other) => mine == other,
        };
        let scripts = self.script().zip(wanted.script());
        same && scripts.is_none_or(|(mine, other)| mine == other)
    }
}

impl FromStr for LanguageTag {
    type Err = TagError;

    fn from_str(written: &str) -> Result<Self, TagError> {
        let error = || TagError {
            found: written.chars().take(40).collect(),
        };
        let written = written.trim();
        if written.len() > LONGEST {
            return Err(error());
        }
        let mut tag = String::with_capacity(written.len());
        let mut private = false;
        for (place, subtag) in written.split(['-', '_']).enumerate() {
            let letters = subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
            let fits = (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && (place > 0
                    || letters && (subtag.len() > 1 || matches!(subtag, "x" | "X" | "i" | "I")));
            if !fits {
                return Err(error());
            }
            if place > 0 {
                tag.push('-');
            }
            let lower = subtag.to_ascii_lowercase();
            match subtag.len() {
                2 if place > 0 && letters && !private => tag.push_str(&subtag.to_ascii_uppercase()),
                4 if place > 0 && letters && !private => {
                    let (head, tail) = lower.split_at_checked(1).unwrap_or_default();
                    tag.push_str(&head.to_ascii_uppercase());
                    tag.push_str(tail);
                }
                // What follows a single letter is an extension or private use, all in lower case.
                1 => {
                    private = true;
                    tag.push_str(&lower);
                }
                _ => tag.push_str(&lower),
            }
        }
        Ok(Self(tag.into()))
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = TagError;

    fn try_from(written: String) -> Result<Self, TagError> {
        written.parse()
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0.into()
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(written: &str) -> LanguageTag {
        written.parse().unwrap()
    }

    #[test]
    fn tags_take_their_usual_spelling() {
        for (written, usual) in [
            ("EN", "en"),
            ("en_us", "en-US"),
            ("ZH-HANS-cn", "zh-Hans-CN"),
            ("zh-hant", "zh-Hant"),
            ("es-419", "es-419"),
            ("x-Klingon-AB", "x-klingon-ab"),
        ] {
            assert_eq!(tag(written).as_str(), usual);
        }
        for wrong in ["", "-", "en-", "e", "中文", "en us", "toolongsubtag", "12"] {
            assert!(wrong.parse::<LanguageTag>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_region_tells_the_script() {
        assert_eq!(tag("zh-HK").script(), Some(Script::Hant));
        assert_eq!(tag("cmn-Hans-TW").script(), Some(Script::Hans));
        assert_eq!(tag("en-TW").script(), None);
        assert_eq!(tag("yue-HK").lang(), None);
    }

    #[test]
    fn a_script_never_stands_in_for_the_other() {
        assert!(tag("zh-TW").fits(&tag("zh")));
        assert!(tag("zh-TW").fits(&tag("zh-Hant")));
        assert!(!tag("zh-TW").fits(&tag("zh-CN")));
        assert!(tag("fr-CA").fits(&tag("fr")));
        assert!(!tag("fr").fits(&tag("de")));
    }
}
