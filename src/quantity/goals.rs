//! Goals that are counted by an idiom: 梅开二度, 帽子戏法, `a hat-trick`, `scored a brace`.
//!
//! Such words say how many times somebody scored, as `scored twice` does. What else they may mean is left alone: `a brace` is
//! one of goals only behind a verb of scoring.

use super::{
    Amount, Decimal, Value,
    cursor::{Cursor, Found, Words},
};

const IDIOMS_ZH: Words<i32> = Words::new(&[
    ("梅开二度", 2),
    ("独中两元", 2),
    ("独中二元", 2),
    ("独进两球", 2),
    ("帽子戏法", 3),
    ("大四喜", 4),
]);

const HAT_TRICKS: [&str; 6] = [
    "hat-tricks",
    "hat-trick",
    "hat tricks",
    "hat trick",
    "hattricks",
    "hattrick",
];

/// Verbs of scoring before `a brace`.
const SCORED: [&str; 16] = [
    "score",
    "scored",
    "scores",
    "scoring",
    "bagged",
    "bagging",
    "netted",
    "netting",
    "grabbed",
    "grabbing",
    "notched",
    "hit",
    "struck",
    "completed",
    "claimed",
    "headed",
];

impl Cursor<'_> {
    /// 梅开二度, 帽子戏法.
    pub(super) fn goals_zh(&self, i: usize) -> Option<Found> {
        let (goals, end) = self.words(i, IDIOMS_ZH)?;
        Some(times(goals, i, end, "zh.multiple.goals"))
    }

    /// a hat-trick, scored a brace.
    pub(super) fn goals_en(&self, i: usize) -> Option<Found> {
        if self.is_one_of(i, &["hat", "hattrick", "hattricks"]) {
            let end = self.any_literal(i, &HAT_TRICKS)?;
            return Some(times(3, i, end, "en.multiple.goals"));
        }
        let is_goals = self.is_word(i, "brace")
            && self.is_one_of(i.checked_sub(1)?, &["a", "his", "her"])
            && self.is_one_of(i.checked_sub(2)?, &SCORED);
        is_goals.then(|| times(2, i, i + 1, "en.multiple.goals"))
    }
}

fn times(goals: i32, from: usize, to: usize, rule: &'static str) -> Found {
    let value = Value::Multiple {
        factor: Amount::Point(Decimal::of(goals)),
        plus_one: false,
    };
    Found::new(value, from, to, rule)
}
