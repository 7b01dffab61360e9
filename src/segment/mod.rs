//! Cuts text into paragraphs, sentences, clauses and words.
//!
//! Every cut is a list of [`Span`]s into the caller's text, in order, without overlap, on character boundaries, with no
//! white space at their edges; what lies between them is white space (zero-width space and byte order mark included).
//! No byte of the text is ever changed: wrapped lines are joined only in that a span reaches over the line break.
//!
//! All cuts are one pass of hand-written rules over both scripts, linear in the text whatever it holds. What the rules
//! know of a language is data (`src/segment/data`). Empty text, and text of white space only, has no pieces.
//!
//! This module does *not* parse: clauses are found by marks and words, and Chinese words by their frequencies.

mod clause;
mod cut;
pub(crate) mod dateline;
mod dict;
mod en;
mod headline;
mod names;
mod paragraph;
mod reporting;
mod scan;
mod sentence;
#[cfg(feature = "xml")]
mod srx;
mod word;
mod zh;

use serde::{Deserialize, Serialize};

#[cfg(feature = "xml")]
pub use srx::{SrxError, SrxRules, UnsupportedRule};

use crate::{lang::Lang, text::Span};

/// How a [`Segmenter`] cuts. Plain data.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SegmentOptions {
    /// Where a sentence ends inside and after quoted speech.
    pub quotation: QuotationStyle,
    /// Which line breaks are only wrapping.
    pub wrapping: Wrapping,
}

/// Which line breaks are only wrapping, so that a sentence goes on behind them.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Wrapping {
    /// Where the text goes on in lower case or with a comma, and where a block is set to a width: the next word would not
    /// have fitted into its widest line.
    #[default]
    Width,
    /// Only where the text goes on in lower case or with a comma. For lines that are pieces of text by themselves and may
    /// have no full stop, as the cues of subtitles.
    Case,
}

/// Where a sentence ends inside and after quoted speech.
///
/// What counts is that both sides of a translation are cut alike, and that no unit is a page long. The customs differ:
/// Chinese sentence splitters and their test sets take 他说：“我走了。你呢？” as one sentence; English treebanks cut
/// `“I left. You?” he said.` after `left.` The default follows each. People who align novels by hand cut inside
/// quotations in both languages: on six such chapters [`Split`](Self::Split) agrees with their boundaries in 97.4 (Chinese)
/// and 99.2 (English) per cent (F1), [`Whole`](Self::Whole) in 93.0 and 98.1. So take `Split` for dialogue.
///
/// Quotations of more than 400 bytes are cut inside in any style: longer ones are speeches.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuotationStyle {
    /// As is customary in the language of the text: [`Whole`](Self::Whole) in Chinese, [`Split`](Self::Split) in English.
    #[default]
    Customary,
    /// A quotation is one sentence with the clause that reports it: 他说：“我走了。你呢？” and “我走了。”他说。
    Whole,
    /// Sentences inside a quotation are sentences of their own, and so is a clause after it that begins with a capital
    /// or in Chinese. A clause in lower case stays: `"Is it?" he asked.`
    Split,
}

impl QuotationStyle {
    /// The style in force for a text in `lang`.
    #[must_use]
    pub const fn of(self, lang: Lang) -> Self {
        match (self, lang) {
            (Self::Customary, Lang::Chinese) => Self::Whole,
            (Self::Customary, Lang::English) => Self::Split,
            _ => self,
        }
    }
}

/// What a word is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WordKind {
    /// Letters: an English word or a word of Chinese characters.
    Word,
    /// Digits, with their separators and decimal point.
    Number,
    /// A code, ticker, address of the web or e-mail address: `09988.HK`, `GPT-4`.
    Code,
    /// Punctuation and symbols.
    Mark,
}

/// A word and what it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: WordKind,
}

/// Cuts text by given options. Cheap to make and to clone; tables are shared and made at first use.
///
/// ```
/// use bitext::{Lang, SegmentOptions, Segmenter};
///
/// let segmenter = Segmenter::new(SegmentOptions::default());
/// let text = "Mr. Li left at 5 p.m. on Monday. It rained.";
/// let sentences = segmenter.sentences(text, Lang::English);
/// assert_eq!(sentences[1].get(text), Some("It rained."));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Segmenter {
    options: SegmentOptions,
    #[cfg(feature = "xml")]
    rules: Option<SrxRules>,
}

impl Segmenter {
    /// A segmenter with the given options.
    #[must_use]
    pub const fn new(options: SegmentOptions) -> Self {
        Self {
            options,
            #[cfg(feature = "xml")]
            rules: None,
        }
    }

    /// Cuts sentences by rules of the user where they cover the language; paragraphs stay as they are. Feature `xml`.
    #[cfg(feature = "xml")]
    #[must_use]
    pub fn with_rules(mut self, rules: SrxRules) -> Self {
        self.rules = Some(rules);
        self
    }

    /// The options in force.
    #[must_use]
    pub const fn options(&self) -> SegmentOptions {
        self.options
    }

    /// The paragraphs of `text`, in order.
    ///
    /// Blank lines end paragraphs, and so do indents of U+3000, list items, and line breaks that are not wrapping: a line
    /// break counts as wrapping where the text goes on in lower case, or where the next word would not have fitted into
    /// the widest line of a block of at most 100 columns ([`Wrapping`]). All of `\n`, `\r\n`, `\r`, form feed and the Unicode line breaks
    /// are line breaks. Runs at about 500 MB/s.
    #[must_use]
    pub fn paragraphs(&self, text: &str) -> Vec<Span> {
        paragraph::paragraphs(text, self.options.wrapping)
    }

    /// The sentences of `text`, in order; none reaches over the end of a paragraph.
    ///
    /// `lang` is the main language: it settles what is customary in quotations and what a stop beside a Latin letter
    /// means; marks of the other language end sentences too. The headline of an article is one sentence. Runs at about 300 MB/s.
    #[must_use]
    pub fn sentences(&self, text: &str, lang: Lang) -> Vec<Span> {
        let mut sentences = Vec::new();
        #[cfg(feature = "xml")]
        let rules = self
            .rules
            .as_ref()
            .filter(|rules| rules.covers(lang.code()));
        let paragraphs = self.paragraphs(text);
        // The cues of subtitles have no headline.
        let mut is_headline =
            self.options.wrapping != Wrapping::Case && headline::leads(text, &paragraphs);
        for paragraph in paragraphs {
            let is_headline = std::mem::take(&mut is_headline);
            #[cfg(feature = "xml")]
            if let Some(rules) = rules {
                rules.cut(text, paragraph, lang.code(), &mut sentences);
                continue;
            }
            if is_headline {
                sentences.push(paragraph);
                continue;
            }
            sentence::sentences(
                text,
                paragraph,
                lang,
                self.options.quotation,
                &mut sentences,
            );
        }
        sentences
    }

    /// The clauses of `text`, in order: the parts of sentences that state something of their own, for comparing statements.
    ///
    /// Every clause lies in a sentence, and the clauses of a sentence cover it but for white space. Adverbials, lists and
    /// brackets stay with the clause they belong to; a sentence of more than 20,000 bytes stays whole. In a Chinese headline,
    /// which has no full stop, a space between two statements stands for a comma. Runs at about 20 MB/s.
    ///
    /// ```
    /// use bitext::{Lang, Segmenter};
    ///
    /// let text = "The firm said revenue rose 8 per cent to 280 billion yuan, beating estimates.";
    /// let clauses = Segmenter::default().clauses(text, Lang::English);
    /// let clauses: Vec<&str> = clauses.iter().map(|span| span.slice(text)).collect();
    /// assert_eq!(clauses, ["The firm said", "revenue rose 8 per cent to 280 billion yuan,", "beating estimates."]);
    /// ```
    #[must_use]
    pub fn clauses(&self, text: &str, lang: Lang) -> Vec<Span> {
        let mut clauses = Vec::new();
        for sentence in self.sentences(text, lang) {
            clause::clauses(text, sentence, lang, &mut clauses);
        }
        clauses
    }

    /// The clauses of `text`, cut again at every comma, colon and dash outside brackets, in order: the smallest stretches
    /// that a statement is made of.
    ///
    /// ```
    /// use bitext::{Lang, Segmenter};
    ///
    /// let text = "The mast, a 90-metre tower, fell on Monday.";
    /// let parts = Segmenter::default().parts(text, Lang::English);
    /// let parts: Vec<_> = parts.iter().map(|part| part.slice(text)).collect();
    /// assert_eq!(parts, ["The mast,", "a 90-metre tower,", "fell on Monday."]);
    /// ```
    #[must_use]
    pub fn parts(&self, text: &str, lang: Lang) -> Vec<Span> {
        let mut parts = Vec::new();
        for sentence in self.sentences(text, lang) {
            clause::parts(text, sentence, lang, &mut parts);
        }
        parts
    }

    /// The words of `text`, in order, marks included.
    ///
    /// Rows of ideographs are cut by a list of words after folding Traditional to Simplified; numbers, codes, addresses and
    /// Latin words are found by rules, so `lang` changes nothing but how much memory is set aside. The list lies in the
    /// program: nothing is loaded. Runs at about 40 MB/s on Chinese, 75 MB/s on English.
    #[must_use]
    pub fn words(&self, text: &str, lang: Lang) -> Vec<Word> {
        word::words(text, lang)
    }
}

/// The share of running Chinese words that `word` makes up, in `(0, 1]`; `None` for a word that is not in the list.
///
/// `word` is in Simplified characters. Steps of a tenth: the list keeps no more.
///
/// ```
/// use bitext::segment::frequency;
///
/// assert!(frequency("的") > frequency("公司"));
/// assert!(frequency("公司") > frequency("艾草"));
/// assert_eq!(frequency("qwerty"), None);
/// ```
#[must_use]
pub fn frequency(word: &str) -> Option<f32> {
    let entry = dict::find(word)?;
    Some(
        (((entry.weight() - dict::TOTAL) as f32) / 10.0)
            .exp()
            .min(1.0),
    )
}
