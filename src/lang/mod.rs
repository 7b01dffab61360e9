//! Which language and script a text is in.
//!
//! [`detect`] counts scripts in one pass: Chinese characters, kana, hangul, words in Latin letters. Addresses of the web
//! and of mail count as nothing. Chinese and English in one text are [`Language::Mixed`] where both are more than names.
//! Simplified or Traditional is decided by characters that only one of them has ([`Detection::script`]); where there is
//! none, the answer of the surroundings can be taken over ([`Detection::in_context`]).
//!
//! A text in Latin letters with few English function words is shown to whatlang, if it is long enough for an answer.
//!
//! This module does *not* tell Mandarin from Cantonese, and it cannot tell a Japanese word in characters that Chinese
//! has too (一般) from a Chinese one.

mod evidence;
mod japanese;
mod latin;
mod reading;
mod tag;

use serde::{Deserialize, Serialize};

use evidence::Evidence;
use latin::Latin;
pub use reading::reading;
pub use tag::{Lang, Language, Script};

/// What [`detect`] found out about a text.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Detection {
    /// The language, or why there is none.
    pub language: Language,
    /// Simplified or Traditional, where Chinese characters decide it; `None` is undecided.
    pub script: Option<Script>,
    /// How sure the answer for `language` is, in `[0, 1]`: about the share of answers with this confidence that are right
    /// on short pieces of news. A sentence has 0.98 or more; 0.7 to 0.9 are single words and short phrases.
    pub confidence: f32,
}

impl Detection {
    /// A detection from its parts; `confidence` is clamped to `[0, 1]`.
    #[must_use]
    pub fn new(language: Language, script: Option<Script>, confidence: f32) -> Self {
        Self {
            language,
            script,
            confidence: confidence.clamp(0.0, 1.0),
        }
    }

    /// This detection of a piece, with what it left undecided taken from its context (the paragraph, then the document).
    ///
    /// The script of a Chinese or mixed piece without a telling character becomes that of the context. The language is
    /// taken over only where the piece is ideographs that Chinese and Japanese share and the context is Japanese.
    ///
    /// ```
    /// use bitext::{Script, lang::detect};
    ///
    /// let context = detect("他們說：一。");
    /// assert_eq!(detect("一。").script, None);
    /// assert_eq!(detect("一。").in_context(context).script, Some(Script::Hant));
    /// ```
    #[must_use]
    pub fn in_context(self, context: Self) -> Self {
        let chinese = matches!(self.language, Language::Chinese | Language::Mixed);
        let mut settled = self;
        if chinese && self.script.is_none() {
            settled.script = context.script;
        }
        if self.language == Language::Chinese
            && self.script.is_none()
            && context.language == Language::Japanese
        {
            settled.language = Language::Japanese;
            settled.script = None;
            settled.confidence = self.confidence.min(context.confidence);
        }
        settled
    }
}

/// Chinese characters that say as much as one English word: translations of news have 1.5 to 1.8.
const CHARACTERS_PER_WORD: f32 = 1.6;

/// Characters below which a Chinese word may as well be a Japanese one.
const FEW_CHARACTERS: usize = 5;

/// Shares of English between which a text is mixed.
const MIXED: std::ops::Range<f32> = 0.3..0.85;

/// Detects as [`detect`] does, of a long text by eight stretches of it, its beginning and end among them.
///
/// These are 16 KiB each: what they tell no reader of the whole would call in question, and the cost has a bound.
/// Of a text of up to 256 KiB all is read.
///
/// ```
/// use bitext::{Language, lang::detect_by_sample};
///
/// let text = "The bridge was closed on Monday. ".repeat(10_000);
/// assert_eq!(detect_by_sample(&text).language, Language::English);
/// ```
#[must_use]
pub fn detect_by_sample(text: &str) -> Detection {
    const STRETCH: usize = 16 << 10;
    const STRETCHES: usize = 8;
    if text.len() <= 2 * STRETCH * STRETCHES {
        return detect(text);
    }
    let step = (text.len() - STRETCH) / (STRETCHES - 1);
    let boundary = |at: usize| (at..text.len()).find(|&at| text.is_char_boundary(at));
    let stretch = |start: usize| {
        let end = boundary(start + STRETCH).unwrap_or(text.len());
        boundary(start)
            .and_then(|start| text.get(start..end))
            .unwrap_or_default()
    };
    let stretches: Vec<&str> = (0..STRETCHES).map(|at| stretch(at * step)).collect();
    detect(&stretches.join("\n"))
}

/// Detects language and script of a text of any length. Linear; empty text is [`Language::None`].
///
/// ```
/// use bitext::{Language, Script, detect};
///
/// let found = detect("公司宣布投入三百亿元建设新的港口。");
/// assert_eq!(found.language, Language::Chinese);
/// assert_eq!(found.script, Some(Script::Hans));
/// assert_eq!(detect("The firm said so.").language, Language::English);
/// assert_eq!(detect("https://example.com 3.14").language, Language::None);
/// ```
#[must_use]
pub fn detect(text: &str) -> Detection {
    let evidence = Evidence::of(text);
    let script = script(&evidence);
    #[expect(
        clippy::cast_precision_loss,
        reason = "shares need no more than f32 holds"
    )]
    let weight = |count: usize| count as f32;
    let cjk = weight(evidence.han + evidence.kana);
    let hangul = weight(evidence.hangul);
    let latin = CHARACTERS_PER_WORD * weight(evidence.words.max(usize::from(evidence.latin > 0)));
    let other = weight(evidence.other) / 4.0;
    let all = cjk + hangul + latin + other;
    if all == 0.0 {
        return Detection::new(Language::None, None, 1.0);
    }
    if other > all / 2.0 {
        return Detection::new(Language::Other, None, other / all);
    }
    if hangul > (cjk + hangul) / 4.0 && hangul > latin / 2.0 {
        return Detection::new(Language::Korean, None, 0.5 + hangul / all / 2.0);
    }
    if cjk > latin / 4.0
        && let Some(confidence) = japanese(text, &evidence)
    {
        return Detection::new(Language::Japanese, None, confidence);
    }
    // Names in Latin letters inside Chinese are Chinese text; only words in a row are English text.
    let english = CHARACTERS_PER_WORD * weight(evidence.running_words);
    let share = if cjk > 0.0 {
        english / (english + cjk)
    } else {
        1.0
    };
    if evidence.han == 0 || latin / (latin + cjk) > MIXED.end {
        return match latin::judge(text, &evidence) {
            Latin::English(confidence) => Detection::new(Language::English, None, confidence),
            Latin::Other(confidence) => Detection::new(Language::Other, None, confidence),
        };
    }
    if MIXED.contains(&share) {
        return Detection::new(Language::Mixed, script, 0.9);
    }
    let confidence = match (evidence.han, script) {
        (0..FEW_CHARACTERS, None) => 0.7,
        (0..FEW_CHARACTERS, Some(_)) => 0.9,
        _ => 0.99,
    };
    Detection::new(Language::Chinese, script, confidence)
}

/// Simplified or Traditional by the greater number of telling characters.
fn script(evidence: &Evidence) -> Option<Script> {
    let simplified = evidence.simplified + evidence.simplified_or_japanese;
    let traditional = evidence.traditional + evidence.traditional_or_japanese;
    match simplified.cmp(&traditional) {
        std::cmp::Ordering::Greater => Some(Script::Hans),
        std::cmp::Ordering::Less => Some(Script::Hant),
        std::cmp::Ordering::Equal => None,
    }
}

/// Whether the text is Japanese, and how surely.
fn japanese(text: &str, evidence: &Evidence) -> Option<f32> {
    // Kana in Chinese are names of brands and shows: less than one in twenty characters.
    if evidence.kana * 20 > evidence.han + evidence.kana {
        let sure = evidence.kana * 5 > evidence.han;
        return Some(if sure { 0.99 } else { 0.9 });
    }
    let chinese = evidence.simplified + evidence.traditional;
    if chinese > 0 {
        return None;
    }
    // No kana: characters that only Japanese has, or Simplified and Traditional forms side by side (国際), all of which
    // Japanese has.
    if evidence.japanese * 20 > evidence.han {
        return Some(0.85);
    }
    if evidence.simplified_or_japanese > 0 && evidence.traditional_or_japanese > 0 {
        return Some(0.8);
    }
    japanese::has_japanese_word(text).then_some(0.8)
}
