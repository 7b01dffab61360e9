//! Units that are nearly the same: equal but for signs, or a few edits apart.

use std::{cell::OnceCell, collections::HashMap, fmt};

use super::{Key, near_key, negation::negations, plain::figures};
use crate::{
    lang::{Lang, detect},
    memory::{
        Unit, same_quantities,
        search::{Assessment, Comparer, Effort, SearchOptions, Searcher, Segment, Texts},
        text_in,
    },
    quantity::{self, Quantity},
};

/// What looking for one unit may cost: a millisecond or two. In 200,000 units of real text no search comes near it; a
/// memory made to be slow costs no more than this for each unit.
const EFFORT: Effort = Effort {
    entries: 1 << 20,
    comparisons: 1000,
};

/// Knows the units it was shown, and finds among them one that a new unit nearly repeats.
///
/// Two units are nearly the same if they have the same [`near_key`]; or if the English sides and the Chinese sides are
/// both at least so many per cent alike, as fuzzy search counts ([`search`](crate::memory::search): words in English,
/// characters in Chinese), the same quantities stand on each side in the same order, and the same figures, signs, points and
/// colons (1.5 is not 15, C++ not C), each side denies as often as the other (*must* and *must not* are a word apart), and no side is Simplified in one unit and Traditional in the other.
///
/// Looking for a unit goes through the lists of its rarest words, so that time does not grow with the square of the
/// number of units. Keeps the texts with their index: three times their size or so; at 100 per cent nothing but 24
/// bytes for each unit.
///
/// ```
/// use bitext::{filter::Similar, memory::{Side, Unit}};
///
/// let unit = |english: &str, chinese: &str| {
///     Unit::new(Side::new("en".parse().unwrap(), english), Side::new("zh".parse().unwrap(), chinese))
/// };
/// let mut known = Similar::new(80);
/// known.add(&unit("Please close the red valve slowly.", "请慢慢关闭红色阀门。"), 1);
/// let like = known.find(&unit("Please close the red valve gently.", "请轻轻关闭红色阀门。")).unwrap();
/// assert_eq!((like.number, like.english, like.chinese), (1, 83, 80));
/// assert_eq!(known.find(&unit("Please open the green valve slowly.", "请慢慢打开绿色阀门。")), None);
/// ```
#[derive(Clone, Debug)]
pub struct Similar {
    least: u8,
    keys: HashMap<Key, usize>,
    texts: Texts,
    /// The number of each unit in `texts`.
    numbers: Vec<usize>,
    searcher: Searcher,
}

/// A unit that another nearly repeats.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Likeness {
    /// The number that the unit was given.
    pub number: usize,
    /// How like the English sides are, in per cent; 100 if only signs differ.
    pub english: u8,
    /// How like the Chinese sides are.
    pub chinese: u8,
}

impl fmt::Display for Likeness {
    /// `like unit 12`, and how like if more than signs differ: `like unit 12: English 93 %, Chinese 90 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "like unit {}", self.number)?;
        if (self.english, self.chinese) == (100, 100) {
            return Ok(());
        }
        write!(
            f,
            ": English {} %, Chinese {} %",
            self.english, self.chinese
        )
    }
}

impl Similar {
    /// Finds units of at least so many per cent; 100 finds those that are equal but for signs only. Less than 50 is
    /// taken as 50.
    #[must_use]
    pub fn new(least: u8) -> Self {
        let least = least.clamp(50, 100);
        let options = SearchOptions::default().threshold(least).limit(1);
        Self {
            least,
            keys: HashMap::new(),
            texts: Texts::default(),
            numbers: Vec::new(),
            searcher: Searcher::new(options).with_effort(EFFORT),
        }
    }

    /// A unit shown before that this one nearly repeats: one that is equal but for signs, else the one whose English is
    /// most alike, else the first.
    pub fn find(&mut self, unit: &Unit) -> Option<Likeness> {
        if let Some(&number) = self.keys.get(&near_key(unit)) {
            return Some(Likeness {
                number,
                english: 100,
                chinese: 100,
            });
        }
        if self.least == 100 {
            return None;
        }
        let (english, chinese) = sides(unit)?;
        let (texts, least) = (&self.texts, self.least);
        let mut wanted = Wanted::new(english, chinese);
        let mut found = HashMap::new();
        let Ok(hits) =
            self.searcher
                .fuzzy_assessed(texts, english, Lang::English, &mut |id, _, text| {
                    let like = texts
                        .get(id, Lang::Chinese)
                        .and_then(|other| wanted.like(text, other, least));
                    Ok(like.map(|chinese| {
                        found.insert(id, chinese);
                        Assessment::default()
                    }))
                });
        let hit = hits.first()?;
        Some(Likeness {
            number: *self.numbers.get(usize::try_from(hit.id.0).ok()?)?,
            english: hit.raw,
            chinese: *found.get(&hit.id)?,
        })
    }

    /// Shows a unit, to be named by `number` from now on. Of units with the same [`near_key`] the first is named.
    pub fn add(&mut self, unit: &Unit, number: usize) {
        self.keys.entry(near_key(unit)).or_insert(number);
        if self.least < 100
            && let Some((english, chinese)) = sides(unit)
        {
            self.texts.push(Some(chinese), Some(english));
            self.numbers.push(number);
        }
    }
}

fn sides(unit: &Unit) -> Option<(&str, &str)> {
    Some((text_in(unit, Lang::English)?, text_in(unit, Lang::Chinese)?))
}

/// The unit that is looked for. What is dear to find out is found out for the first candidate.
struct Wanted<'t> {
    english: &'t str,
    chinese: &'t str,
    comparer: OnceCell<Comparer>,
    negations: [usize; 2],
    figures: [String; 2],
    quantities: OnceCell<[Vec<Quantity>; 2]>,
}

impl<'t> Wanted<'t> {
    fn new(english: &'t str, chinese: &'t str) -> Self {
        Self {
            english,
            chinese,
            comparer: OnceCell::new(),
            negations: negations_of(english, chinese),
            figures: [english, chinese].map(figures),
            quantities: OnceCell::new(),
        }
    }

    /// How like the Chinese is, if nothing speaks against taking one unit for the other.
    fn like(&mut self, english: &str, chinese: &str, least: u8) -> Option<u8> {
        self.comparer
            .get_or_init(|| Comparer::new(Segment::new(self.chinese, Lang::Chinese)));
        let like = self
            .comparer
            .get_mut()?
            .compare(chinese, Lang::Chinese, least)?;
        let scripts = [self.chinese, chinese].map(|text| detect(text).script);
        let same_script = match scripts {
            [Some(one), Some(other)] => one == other,
            _ => true,
        };
        let wanted = self
            .quantities
            .get_or_init(|| quantities(self.english, self.chinese));
        let same = || {
            let found = quantities(english, chinese);
            let mut sides = wanted.iter().zip(&found);
            sides.all(|(one, other)| same_quantities(one, other))
        };
        let denies_as_often = self.negations == negations_of(english, chinese);
        let same_figures = self.figures == [english, chinese].map(figures);
        (same_script && denies_as_often && same_figures && same()).then_some(like.raw)
    }
}

fn negations_of(english: &str, chinese: &str) -> [usize; 2] {
    [
        negations(english, Lang::English),
        negations(chinese, Lang::Chinese),
    ]
}

fn quantities(english: &str, chinese: &str) -> [Vec<Quantity>; 2] {
    [(english, Lang::English), (chinese, Lang::Chinese)]
        .map(|(text, lang)| quantity::quantities(text, lang))
}
