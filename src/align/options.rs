//! How to align.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Aligner;
#[cfg(feature = "xml")]
use crate::segment::SrxRules;
use crate::{
    lang::Lang,
    lexicon::Lexicon,
    score::model::Weights,
    segment::{SegmentOptions, Segmenter},
};

/// What the two texts are to each other.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Mode {
    /// One is a translation of the other, or both of a third: same order, few omissions.
    #[default]
    Parallel,
    /// They say some of the same things, in any order.
    Comparable,
    /// Finds out which of the two, and looks for blocks of parallel text that were moved. The result says what was found
    /// and why.
    Auto,
}

/// How an [`Aligner`] works. Plain data; every field has a default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct AlignOptions {
    /// What the texts are to each other.
    pub mode: Mode,
    /// The language of the source; `None` finds out.
    pub source_lang: Option<Lang>,
    /// The language of the target; `None` finds out.
    pub target_lang: Option<Lang>,
    /// How sentences are cut.
    pub segment: SegmentOptions,
    /// How readily parallel text is left unpaired: what is added to the log odds of an alignment for each sentence without
    /// a counterpart, in nats.
    ///
    /// 0 suits complete translations, in which a sentence without words in common is likelier translated freely, together
    /// with its neighbour, than left out: a short omission is then joined to the next pair, as
    /// [`Link::unanswered`](super::Link::unanswered) tells. 1 to 3 suits texts with omissions, such as abridged or official
    /// records; more takes free translations apart. Any finite number is allowed.
    pub gap: f32,
    /// What each signal counts in the score of a bead of parallel text.
    pub weights: Weights,
    /// The least score of a pair of comparable text, in `[0, 1]`: higher finds less and errs less.
    ///
    /// The score is a probability. F1 is best near 0.4 on moved translations (a pool of shuffled sentences and documents in another order) and on the dev
    /// part of `corpora/comparable` alike.
    pub threshold: f32,
    /// Whether links of parallel text carry their evidence.
    ///
    /// Finding it takes about a tenth of the time; nothing else depends on it. Comparable text always has it.
    pub evidence: bool,
}

impl Default for AlignOptions {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            source_lang: None,
            target_lang: None,
            segment: SegmentOptions::default(),
            gap: 0.0,
            weights: Weights::default(),
            threshold: 0.4,
            evidence: true,
        }
    }
}

/// An option out of its range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OptionsError {
    /// [`AlignOptions::gap`] is infinite or not a number.
    #[error("gap must be a finite number, found {0}")]
    Gap(f32),
    /// [`AlignOptions::threshold`] is not between 0 and 1.
    #[error("threshold must lie between 0 and 1, found {0}")]
    Threshold(f32),
}

/// Puts an [`Aligner`] together: options, which are data, and resources, which are not.
#[derive(Clone, Debug, Default)]
pub struct AlignerBuilder {
    options: AlignOptions,
    lexicon: Option<Arc<dyn Lexicon>>,
    #[cfg(feature = "xml")]
    rules: Option<SrxRules>,
}

impl AlignerBuilder {
    /// Sets all options.
    #[must_use]
    pub fn options(mut self, options: AlignOptions) -> Self {
        self.options = options;
        self
    }

    /// Sets what the texts are to each other.
    #[must_use]
    pub fn mode(mut self, mode: Mode) -> Self {
        self.options.mode = mode;
        self
    }

    /// Says which languages the texts are in, source first; `None` finds out.
    #[must_use]
    pub fn languages(mut self, source: Option<Lang>, target: Option<Lang>) -> Self {
        (self.options.source_lang, self.options.target_lang) = (source, target);
        self
    }

    /// Sets how sentences are cut.
    #[must_use]
    pub fn segment(mut self, segment: SegmentOptions) -> Self {
        self.options.segment = segment;
        self
    }

    /// Sets how readily parallel text is left unpaired: see [`AlignOptions::gap`]. Any finite number.
    #[must_use]
    pub fn gap(mut self, gap: f32) -> Self {
        self.options.gap = gap;
        self
    }

    /// Sets the least score of a pair of comparable text: see [`AlignOptions::threshold`]. From 0 to 1.
    #[must_use]
    pub fn threshold(mut self, threshold: f32) -> Self {
        self.options.threshold = threshold;
        self
    }

    /// Sets what each signal counts in parallel text: see [`AlignOptions::weights`].
    #[must_use]
    pub fn weights(mut self, weights: Weights) -> Self {
        self.options.weights = weights;
        self
    }

    /// Leaves out the evidence of parallel text, to save time: see [`AlignOptions::evidence`].
    #[must_use]
    pub fn without_evidence(mut self) -> Self {
        self.options.evidence = false;
        self
    }

    /// Uses `lexicon` instead of the one that ships with the crate; a [`Stack`](crate::lexicon::Stack) uses both.
    #[must_use]
    pub fn lexicon(mut self, lexicon: Arc<dyn Lexicon>) -> Self {
        self.lexicon = Some(lexicon);
        self
    }

    /// Cuts sentences by `rules` in the languages that they cover. Feature `xml`.
    #[cfg(feature = "xml")]
    #[must_use]
    pub fn rules(mut self, rules: SrxRules) -> Self {
        self.rules = Some(rules);
        self
    }

    /// Checks the options and makes the aligner.
    ///
    /// # Errors
    ///
    /// An option out of its range.
    pub fn build(self) -> Result<Aligner, OptionsError> {
        let options = self.options;
        if !options.gap.is_finite() {
            return Err(OptionsError::Gap(options.gap));
        }
        if !(0.0..=1.0).contains(&options.threshold) {
            return Err(OptionsError::Threshold(options.threshold));
        }
        let segmenter = Segmenter::new(options.segment);
        #[cfg(feature = "xml")]
        let segmenter = match self.rules {
            Some(rules) => segmenter.with_rules(rules),
            None => segmenter,
        };
        Ok(Aligner {
            options,
            lexicon: self.lexicon,
            segmenter,
        })
    }
}
