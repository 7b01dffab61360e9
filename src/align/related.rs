//! Whether two texts that were taken for translations of one another are that at all.
//!
//! The beads of parallel text are likely *if* the texts are translations: in a long one a sentence between two sure ones
//! is right whatever it says. Of a text of one sentence nothing vouches for that, and two texts of different books are
//! aligned by length and punctuation as well as any. So the words of all beads are held against those of texts that have
//! nothing to do with each other, and each score is multiplied by the probability that comes of it.

use serde::{Deserialize, Serialize};

use crate::score::Score;

/// What counts for the log odds of translations against strangers, in the order of [`Related::features`].
///
/// Fitted by logistic regression on 21,904 records of 1 to 100 beads, of each length as many, each once with its translation and
/// once with what stands further down in the same text: news and reviews (six test sets of machine translation, WMT 2017 to
/// 2023, none of them seen by the bundled table), novels, a paper, a speech and records (MAC-dev, aca, pol, ctk-hkhansard, ctk-un):
///
/// ```text
/// cargo run --release --example fit_related -- WMT... GOLD...
/// ```
///
/// On the same records: of one bead, translations have .88 on average and strangers .13, with 9 and 4 in a hundred on the wrong side of one half; of four
/// beads .95 and .06, of a hundred 1.00 and .00. The expected calibration error is .04 for one bead and .01 from four on. Of 1,900
/// translations of one bead 39 share no word, name or number; they have .10 on average, as such strangers have (.10).
const WEIGHTS: [f32; 3] = [-0.422, 0.619, 0.212];

/// What two texts have in common that were taken for translations of one another; summed over the pairs of
/// sentences that were found.
///
/// Of texts that are no translations, words have counterparts by chance only: function words, and what the search brought
/// together. [`probability`](Self::probability) says how likely it is that they are, of as many texts that are as are not.
#[derive(Copy, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Related {
    /// How many pairs there are.
    pub pairs: usize,
    /// How many words, names and numbers both sides of them hold.
    pub words: usize,
    /// The log likelihood ratio of all of them, each explained by the other side of its pair against its frequency in
    /// the language, in nats ([`score::lexical`](crate::score::lexical)).
    pub gain: f32,
}

impl Related {
    /// Adds a pair with what its words explain, and the number of its tokens.
    pub(super) fn add(&mut self, gain: f32, words: usize) {
        self.pairs += 1;
        self.words += words;
        self.gain += gain;
    }

    /// What [`probability`](Self::probability) rests on: 1, and gain and words, each divided by the square root of the
    /// words and four more.
    ///
    /// Words of one text are no independent witnesses: of four times as many the evidence is twice as strong.
    #[must_use]
    pub fn features(&self) -> [f32; 3] {
        let words = self.words as f32;
        let scale = (words + 4.0).sqrt();
        [1.0, self.gain / scale, words / scale]
    }

    /// The score that a link of translations of that score has in texts that are translations with probability `related`:
    /// if they are none, no pair is right, and no sentence has a counterpart.
    pub(super) fn tempered(related: f32, is_pair: bool, of_translations: f32) -> Score {
        Score::new(if is_pair {
            related * of_translations
        } else {
            1.0 - related * (1.0 - of_translations)
        })
    }

    /// How likely it is that the two texts are translations of one another, in `[0, 1]`, where this is as likely as
    /// not before they are read. Of texts without any pair 1: nothing speaks against it.
    #[must_use]
    pub fn probability(&self) -> Score {
        if self.pairs == 0 {
            return Score::CERTAIN;
        }
        let weighed = self.features().into_iter().zip(WEIGHTS);
        Score::from_log_odds(weighed.map(|(feature, weight)| feature * weight).sum())
    }
}
