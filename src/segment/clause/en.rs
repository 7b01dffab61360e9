//! English clauses: rules over commas, dashes, quotation marks and the words that join clauses.
//!
//! No part of speech is known; word lists (`../data/words.en.txt`) say which words are finite verbs in most uses, and
//! endings say the rest. Each rule below is one function; the first that applies at a place decides.

use std::{borrow::Cow, collections::HashMap, ops::Range, sync::LazyLock};

use super::text_of;
use crate::segment::{
    Word, WordKind, en,
    scan::{closer_of, is_closer},
};

// Classes of words, as bits.
const AUXILIARY: u32 = 1;
const PAST: u32 = 1 << 1;
const THIRD: u32 = 1 << 2;
const PLAIN: u32 = 1 << 3;
const SUBORDINATOR: u32 = 1 << 4;
const QUESTION: u32 = 1 << 5;
const RELATIVE: u32 = 1 << 6;
const COORDINATOR: u32 = 1 << 7;
const PRONOUN: u32 = 1 << 8;
const DETERMINER: u32 = 1 << 9;
const ADVERB: u32 = 1 << 10;
const COMPLEMENT: u32 = 1 << 11;
const SKIP: u32 = 1 << 12;
const NO_PARTICIPLE: u32 = 1 << 13;
const NO_PAST: u32 = 1 << 14;
const REPORTING: u32 = 1 << 15;
/// By its ending: "rising".
const ING: u32 = 1 << 16;
/// By its ending: "supported".
const ED: u32 = 1 << 17;
/// Begins with a capital.
const NAME: u32 = 1 << 18;

/// An irregular past participle: "driven".
const PARTICIPLE: u32 = 1 << 19;
/// A subordinator that needs no closer look where a sentence begins with it.
const OPENS: u32 = 1 << 20;
const PREPOSITION: u32 = 1 << 21;

const CLASSES: [(&str, u32); 18] = [
    ("auxiliary", AUXILIARY),
    ("past", PAST),
    ("third", THIRD),
    ("plain", PLAIN),
    ("subordinator", SUBORDINATOR),
    ("question", QUESTION),
    ("relative", RELATIVE),
    ("coordinator", COORDINATOR),
    ("pronoun", PRONOUN),
    ("determiner", DETERMINER),
    ("adverb", ADVERB),
    ("complement", COMPLEMENT),
    ("skip", SKIP),
    ("ing", NO_PARTICIPLE),
    ("ed", NO_PAST),
    ("participle", PARTICIPLE),
    ("opening", OPENS),
    ("preposition", PREPOSITION),
];

static WORDS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, u32> = HashMap::new();
    for line in include_str!("../data/words.en.txt").lines() {
        let mut columns = line.split(' ');
        let class = columns.next().unwrap_or_default();
        if let Some((_, bit)) = CLASSES.iter().find(|(name, _)| *name == class) {
            for word in columns {
                *words.entry(word).or_default() |= bit;
            }
        }
    }
    words
});

/// Where clauses of `sentence` end, the last end left out.
pub(super) fn cuts(sentence: &str, words: &[Word]) -> Vec<usize> {
    let tokens = tokens(sentence, words);
    let mut search = Search {
        tokens: &tokens,
        start: 0,
        cuts: Vec::new(),
    };
    for at in 1..tokens.len() {
        search.visit(at);
    }
    let starts = search.cuts;
    starts
        .into_iter()
        .filter_map(|at| tokens.get(at))
        .map(|token| token.start)
        .collect()
}

/// Where the parts of `sentence` end that commas, semicolons, colons and dashes make, the last end left out.
pub(super) fn marks(sentence: &str, words: &[Word]) -> Vec<usize> {
    let tokens = tokens(sentence, words);
    let mut ends = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.inside || !(token.is(&[',', ';', ':']) || token.is_dash()) {
            continue;
        }
        // A closing quotation mark behind the mark belongs to it.
        let mut next = tokens.get(at + 1);
        let mut end = token.start + token.text.len();
        if let Some(closer) = next.filter(|it| it.is(&['”', '’', '"']) && it.start == end) {
            end += closer.text.len();
            next = tokens.get(at + 2);
        }
        if next.is_some_and(|it| it.start > end || token.is_dash()) {
            ends.push(end);
        }
    }
    ends
}

/// A word or mark with what is known about it.
#[derive(Copy, Clone, Debug)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    classes: u32,
    is_mark: bool,
    /// A hyphen right behind a word, as in a 90-metre mast: no dash.
    joins: bool,
    /// Inside a bracket.
    inside: bool,
    /// A finite verb in most uses, here.
    finite: bool,
}

impl Token<'_> {
    fn has(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }

    fn is(&self, marks: &[char]) -> bool {
        self.is_mark && self.text.starts_with(marks)
    }

    fn is_dash(&self) -> bool {
        self.is_mark
            && (self.is(&['–', '—', '―']) || self.text == "--" || self.text == "-")
            && !self.joins
    }
}

const OPENING: [char; 3] = ['“', '‘', '"'];

fn tokens<'t>(sentence: &'t str, words: &[Word]) -> Vec<Token<'t>> {
    let mut tokens: Vec<Token<'t>> = Vec::with_capacity(words.len());
    let mut depth = 0usize;
    for word in words {
        let text = text_of(sentence, word);
        let is_mark = word.kind == WordKind::Mark;
        let first = text.chars().next().unwrap_or(' ');
        if is_mark && matches!(first, '(' | '（' | '[') {
            depth += 1;
        }
        let classes = if is_mark { 0 } else { classes(text) };
        let before = tokens.last();
        let finite = is_finite(classes, before);
        tokens.push(Token {
            text,
            start: word.span.start(),
            classes,
            is_mark,
            joins: text == "-"
                && before.is_some_and(|it| it.start + it.text.len() == word.span.start()),
            inside: depth > 0,
            finite: finite && depth == 0,
        });
        if is_mark && matches!(first, ')' | '）' | ']') {
            depth = depth.saturating_sub(1);
        }
    }
    tokens
}

fn classes(text: &str) -> u32 {
    // Most words are in lower case as they stand.
    let is_lower = text
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let lower = if is_lower {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase().replace('’', "'"))
    };
    let mut classes = WORDS.get(lower.as_ref()).copied().unwrap_or(0);
    if en::is_reporting(&lower) {
        classes |= REPORTING;
    }
    if lower.len() > 4 && lower.ends_with("ing") && classes & NO_PARTICIPLE == 0 {
        classes |= ING;
    }
    if lower.len() > 3 && lower.ends_with("ed") && classes & NO_PAST == 0 && !lower.contains('-') {
        classes |= ED;
    }
    if text.starts_with(char::is_uppercase) {
        classes |= NAME;
    }
    classes
}

/// Whether a word of these classes is a finite verb behind `before`.
fn is_finite(classes: u32, before: Option<&Token<'_>>) -> bool {
    if classes & (AUXILIARY | PAST | THIRD) != 0 {
        // "the costs", "its plans": a noun.
        return classes & (AUXILIARY | PAST) != 0
            || !before.is_some_and(|before| {
                before.has(DETERMINER) && !before.has(PRONOUN) || before.text == "of"
            });
    }
    if classes & ED != 0 {
        return !before.is_some_and(|before| before.has(DETERMINER) && !before.has(PRONOUN));
    }
    if classes & PLAIN != 0 {
        // An infinitive or a second verb behind an auxiliary is not finite; a noun follows a determiner.
        return before.is_some_and(|before| {
            !before.is_mark
                && (before.has(PRONOUN)
                    || before.text.ends_with('s') && !before.has(AUXILIARY | DETERMINER | THIRD)
                    || matches!(before.text, "people" | "men" | "women" | "children"))
        });
    }
    false
}

struct Search<'s, 't> {
    tokens: &'s [Token<'t>],
    /// The token that the clause at hand starts with.
    start: usize,
    /// The tokens that clauses start with, the first left out.
    cuts: Vec<usize>,
}

impl Search<'_, '_> {
    /// Decides whether a clause starts at the token `at`.
    fn visit(&mut self, at: usize) {
        let (Some(token), Some(before)) = (self.token(at), self.token(at - 1)) else {
            return;
        };
        if token.inside || is_closing(token) || token.is(&[',', ';', ':', '.', '!', '?']) {
            return;
        }
        let starts = if before.is(&[';']) {
            true
        } else if before.is(&[':']) {
            self.finite(self.rest(at)) && self.finite(self.start..at)
        } else if before.is(&['!', '?', '.'])
            || is_closing(before)
                && self
                    .before_closing(at)
                    .is_some_and(|mark| mark.is(&['.', '!', '?', ',']))
        {
            // Behind a sentence or a comma at the end of a quotation.
            self.finite(self.start..at) || self.finite(self.rest(at))
        } else if before.is(&[',']) {
            self.after_comma(at)
        } else if token.is_dash() || before.is_dash() {
            self.at_dash(at)
        } else {
            self.without_mark(at)
        };
        if starts {
            self.cuts.push(at);
            self.start = at;
        }
    }

    fn token(&self, at: usize) -> Option<&Token<'_>> {
        self.tokens.get(at)
    }

    /// The mark before the closing quotation mark that stands before `at`.
    fn before_closing(&self, at: usize) -> Option<&Token<'_>> {
        at.checked_sub(2).and_then(|at| self.token(at))
    }

    /// The tokens from `at` to the next comma, dash, colon or semicolon outside of brackets.
    fn rest(&self, at: usize) -> Range<usize> {
        let end = self
            .tokens
            .iter()
            .enumerate()
            .skip(at + 1)
            .take(LONGEST_PART)
            .find(|(_, token)| !token.inside && (token.is(&[',', ';', ':']) || token.is_dash()))
            .map_or(self.tokens.len().min(at + LONGEST_PART), |(end, _)| end);
        at..end
    }

    /// The start of the clause at hand, or the furthest token before `at` that is looked at.
    fn near(&self, at: usize) -> usize {
        self.start.max(at.saturating_sub(LONGEST_PART))
    }

    fn finite(&self, range: Range<usize>) -> bool {
        self.any(range, |token| token.finite)
    }

    fn any(&self, range: Range<usize>, is: impl Fn(&Token<'_>) -> bool) -> bool {
        self.tokens
            .get(range.start.max(range.end.saturating_sub(LONGEST_PART))..range.end)
            .unwrap_or_default()
            .iter()
            .any(is)
    }

    fn words(&self, range: Range<usize>) -> usize {
        self.tokens
            .get(range)
            .unwrap_or_default()
            .iter()
            .filter(|token| !token.is_mark)
            .count()
    }

    /// Whether the clause at hand, up to `at`, has a verb: finite, or the participle that it starts with.
    fn states(&self, at: usize) -> bool {
        self.finite(self.start..at)
            || self.token(self.start).is_some_and(|first| {
                first.has(ING | ED | PARTICIPLE)
                    || matches!(first.text, "up" | "down")
                    || first.has(OPENS) && self.words(self.start..at.min(self.start + LONGEST_PART)) >= 3
            })
            // "The mayor, speaking at the opening,"
            || self
                .tokens
                .get(self.near(at)..at)
                .unwrap_or_default()
                .windows(2)
                .any(|pair| matches!(pair, [comma, word] if comma.is(&[',']) && word.has(ING)))
    }

    fn after_comma(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        let rest = self.rest(at);
        if !self.states(at) {
            return false;
        }
        let finite = self.finite(rest.clone());
        // "most of whom live"
        let whom = (at + 1..at + 4).any(|at| {
            self.token(at)
                .is_some_and(|token| matches!(token.text, "whom" | "which"))
        });
        if whom && self.words(rest.clone()) >= 4 {
            return true;
        }
        if OPENING.iter().any(|&open| token.is(&[open]))
            || token.has(SUBORDINATOR | RELATIVE | COORDINATOR)
        {
            return finite;
        }
        // ", beating estimates", ", helped by a weak currency", ", up 6 per cent", ", most of them in London"
        let next = self.token(at + 1);
        if token.has(ING) {
            return self.words(rest) >= 2;
        }
        if token.has(ED | PARTICIPLE) && next.is_some_and(|next| next.has(PREPOSITION)) {
            return true;
        }
        if matches!(token.text, "up" | "down") {
            return next.is_some_and(|next| {
                next.text == "from" || next.text.starts_with(|c: char| c.is_ascii_digit())
            });
        }
        if next.is_some_and(|next| next.text == "of")
            && self.token(at + 2).is_some_and(|word| word.text == "them")
        {
            return true;
        }
        finite
    }

    fn at_dash(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        let rest = self.rest(at);
        // Before the first dash; after the second, if the clause between them has a verb.
        if token.is_dash() {
            return self.states(at) && self.finite(self.rest(at + 1)) && !self.opened_dash(at);
        }
        let second = self.opened_dash(at - 1);
        second && self.states(at) && self.finite(rest)
    }

    /// Whether a dash stands between the start of the clause and `at`.
    fn opened_dash(&self, at: usize) -> bool {
        self.any(self.start..at, |token| token.is_dash())
    }

    fn without_mark(&self, at: usize) -> bool {
        let (Some(token), Some(before)) = (self.token(at), self.token(at - 1)) else {
            return false;
        };
        if !self.states(at) {
            return false;
        }
        let rest = self.rest(at);
        if token.text == "that" {
            return self.finite(at + 1..rest.end) && self.introduces(at);
        }
        if token.has(QUESTION) && (before.has(REPORTING) || before.has(COMPLEMENT)) {
            return self.finite(rest);
        }
        if token.has(SUBORDINATOR) {
            return self.subordinates(at, rest);
        }
        if token.has(COORDINATOR) {
            return self.coordinates(at, rest);
        }
        self.content(at, rest)
    }

    /// Whether "that" at `at` introduces what is said or known, not a relative clause.
    fn introduces(&self, at: usize) -> bool {
        let Some(before) = self.token(at - 1) else {
            return false;
        };
        if before.has(REPORTING | COMPLEMENT) {
            return true;
        }
        // "said in a statement on Tuesday that": a verb of saying is the verb of the clause.
        let verb = self
            .tokens
            .get(self.near(at)..at)
            .unwrap_or_default()
            .iter()
            .rposition(|token| token.finite);
        let said = verb
            .and_then(|verb| self.token(self.near(at) + verb))
            .is_some_and(|verb| verb.has(REPORTING));
        let next_is_verb = self.token(at + 1).is_some_and(|next| next.finite);
        said && !next_is_verb
    }

    fn subordinates(&self, at: usize, rest: Range<usize>) -> bool {
        let (Some(token), Some(next)) = (self.token(at), self.token(at + 1)) else {
            return false;
        };
        // "grew faster than expected", "after months of rain": no clause without a subject and a verb.
        if next.finite || next.is_mark || next.has(ING) {
            return false;
        }
        let before = self.token(at - 1).map_or("", |before| before.text);
        // "has since been sold"
        if token.text == "since" && matches!(before, "has" | "have" | "had") {
            return false;
        }
        if token.text == "as"
            && matches!(
                before,
                "such" | "same" | "as" | "well" | "known" | "so" | "soon" | "much" | "long"
            )
        {
            return false;
        }
        self.finite(at + 2..rest.end)
    }

    fn coordinates(&self, at: usize, rest: Range<usize>) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        let mut next = at + 1;
        if self.token(next).is_some_and(|word| word.has(ADVERB)) {
            next += 1;
        }
        let Some(word) = self.token(next) else {
            return false;
        };
        if word.finite {
            // "and went upstairs"; but "smoked and salted fish" has no verb before.
            return rest.end > next + 1 && (token.text != "or");
        }
        if token.text == "but" || token.text == "so" {
            return self.finite(rest);
        }
        // "and his son ruled": a subject and a verb, not one inside a relative clause.
        let end = (next..rest.end)
            .find(|&at| {
                self.token(at)
                    .is_some_and(|token| token.has(RELATIVE | SUBORDINATOR) || token.text == "that")
            })
            .unwrap_or(rest.end);
        (word.has(PRONOUN | DETERMINER | NAME) || self.words(next..rest.end) >= 3)
            && self.finite(next..end)
    }

    /// Whether what is said starts at `at` without "that": "said on Monday | it would spend".
    fn content(&self, at: usize, rest: Range<usize>) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        if token.finite || token.is_mark && !OPENING.iter().any(|&open| token.is(&[open])) {
            return false;
        }
        let mut verb = at;
        let mut skipped = 0;
        let verb = loop {
            let Some(back) = verb.checked_sub(1).filter(|&back| back >= self.start) else {
                return false;
            };
            verb = back;
            let Some(word) = self.token(verb) else {
                return false;
            };
            if word.has(REPORTING) && (word.finite || word.has(ING)) {
                break word;
            }
            skipped += 1;
            let passes = word.has(SKIP)
                || word.inside
                || word.text.starts_with(|c: char| c.is_ascii_digit());
            if skipped > 8 || !passes {
                return false;
            }
        };
        let subject = token.has(PRONOUN | DETERMINER | NAME);
        if token.has(SKIP) && (token.has(NAME) || !token.has(PRONOUN | DETERMINER)) {
            return false;
        }
        let says = matches!(verb.text, "said" | "say" | "says" | "saying");
        // A determiner right behind the verb may begin its object: "announced the plan". A verb must follow.
        let end = (at + 1..rest.end)
            .find(|&at| {
                self.token(at).is_some_and(|token| {
                    token.has(RELATIVE | SUBORDINATOR | COORDINATOR) || token.text == "that"
                })
            })
            .unwrap_or(rest.end);
        (subject || says || token.text.ends_with('s')) && self.finite(at + 1..end)
    }
}

/// The most tokens looked at in either direction: keeps the search linear in sentences without any mark.
const LONGEST_PART: usize = 60;

fn is_closing(token: &Token<'_>) -> bool {
    token.is_mark
        && token
            .text
            .chars()
            .all(|c| is_closer(c) && closer_of(c).is_none())
}
