//! The time up to now that English says with `in`: the first loss in 12 years, the worst flood in more than a decade.
//!
//! `in five years` alone is rather five years from now. What stands out in those years (the first, the lowest), and what has
//! been in them, was before now.

use super::{
    Amount, Anchor, Length, TimeUnit, Value,
    cursor::{Cursor, Found},
    lex::Kind,
    operand::lengths,
    words_en::BEFORE,
};

/// How far back the word may stand that tells: a noun phrase with what belongs to it, `its worst result at a home game in ten years`.
const REACH: usize = 10;

/// Superlatives; of those in -iest no list is needed.
const SUPERLATIVES: &str = "best worst most highest lowest biggest largest greatest smallest fewest fastest slowest quickest strongest weakest \
hottest coldest warmest coolest wettest deepest steepest sharpest shortest longest widest closest poorest richest broadest toughest hardest \
softest cheapest dearest brightest darkest cleanest fullest loudest youngest oldest grimmest thinnest calmest quietest";

/// Words that end as superlatives do.
const NO_SUPERLATIVES: [&str; 2] = ["priest", "dries"];

/// What has not happened yet.
const FUTURE: [&str; 14] = [
    "will",
    "ll",
    "would",
    "shall",
    "wont",
    "expected",
    "expects",
    "plans",
    "planned",
    "aims",
    "hopes",
    "going",
    "due",
    "scheduled",
];

/// Participles that end in neither -ed nor -en.
const PARTICIPLES: &str = "lost won made shrunk sunk gone grown cut had met left sold built paid hit put become done known \
shown spent held kept led sunk stood told begun come run";

/// What may follow `to` where it is no infinitive: fallen to its lowest, to the lowest, to 3%.
const AFTER_TO: [&str; 12] = [
    "the", "a", "an", "its", "his", "her", "their", "our", "my", "your", "this", "that",
];

impl Cursor<'_> {
    /// `in` at `i`, a length of a day or more, and a word before it that tells that the time has passed.
    pub(super) fn up_to_now_en(&self, i: usize) -> Option<Found> {
        if !self.is_word(i, "in") {
            return None;
        }
        let (modifier, at) = self.words_before(i + 1, &BEFORE);
        let (low, high, end) = self
            .duration_en(at)
            .or_else(|| self.counted_duration_en(at))
            .or_else(|| self.some_decades_en(at))?;
        let is_point = self.is_one_of(
            end,
            &["ago", "later", "time", "from", "after", "before", "to"],
        );
        if low.unit < TimeUnit::Day || is_point || self.is(end, '\'') || !self.has_passed_en(i) {
            return None;
        }
        let anchor = Anchor::Past;
        let mut found = Found::new(
            Value::Anchored { low, high, anchor },
            i,
            end,
            "en.anchored.up_to_now",
        );
        found.parts.push((at, end, Value::Duration { low, high }));
        Some(found.modified(modifier))
    }

    /// decades, centuries: more than one.
    fn some_decades_en(&self, i: usize) -> Option<(Length, Length, usize)> {
        let (unit, end) = self.time_unit_en(i)?;
        let long = self.is_one_of(i, &["decades", "centuries"]);
        let (low, high) = lengths(Amount::Vague(0), unit).filter(|_| long)?;
        Some((low, high, end))
    }

    /// Whether a word before `i`, in the same clause, tells what was the first or the most of a time, or what has been.
    fn has_passed_en(&self, i: usize) -> bool {
        for at in (i.saturating_sub(REACH)..i).rev() {
            let token = self.at(at);
            match token.kind {
                Kind::Sign if matches!(token.first, '-' | '\'' | '"' | '“' | '”' | '%' | '$') =>
                {
                    continue;
                }
                Kind::Number => continue,
                Kind::Word => {}
                _ => return false,
            }
            let word = self.word(at);
            let infinitive = word == "to"
                && self.at(at + 1).kind == Kind::Word
                && !self.is_one_of(at + 1, &AFTER_TO);
            if infinitive || FUTURE.contains(&word) {
                return false;
            }
            if self.stands_out_en(at) || self.has_been_en(at) {
                return true;
            }
        }
        false
    }

    /// Whether the word at `at` is a superlative or names a place in an order: lowest, first, only, third; not a third of.
    fn stands_out_en(&self, at: usize) -> bool {
        let word = self.word(at);
        let superlative = word.ends_with("iest") && !NO_SUPERLATIVES.contains(&word)
            || word.ends_with("est") && SUPERLATIVES.split(' ').any(|it| it == word)
            || matches!(word, "worst" | "best" | "most");
        let most = word == "most" && self.is_one_of(at.wrapping_sub(1), &["at", "for", "in"]);
        let place = word == "only"
            && self.is_one_of(
                at.wrapping_sub(1),
                &["the", "its", "their", "his", "her", "s"],
            )
            || self.ordinal_word(at).is_some_and(|it| it < 20)
                && !self.is_one_of(at + 1, &["of", "half", "quarter", "phase", "stage"]);
        superlative && !most || place
    }

    /// Whether `have` at `at` is followed by a participle: has doubled, have not lost, had never been.
    fn has_been_en(&self, at: usize) -> bool {
        const HAVE: [&str; 7] = ["has", "have", "had", "ve", "hasn", "haven", "hadn"];
        let participle = |at: usize| {
            let word = self.word(at);
            word.len() > 3 && ["ed", "en", "wn"].iter().any(|it| word.ends_with(it))
                || PARTICIPLES.split(' ').any(|it| it == word)
        };
        // hasn't, has not, has more than, have almost
        self.is_one_of(at, &HAVE) && (at + 1..at + 4).any(participle)
    }
}
