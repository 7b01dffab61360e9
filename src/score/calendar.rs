//! Which dates of one text are which weekdays of the other.
//!
//! A Chinese report says 12日 where an English one says *on Friday*, and neither says both. But there are only seven ways
//! in which the days of a year fall on weekdays, and two reports of one event name the same few days: the way in which the dates
//! and the weekdays of their sentences meet best, above all those of sentences that say the same, is the right one.

use std::collections::BTreeSet;

use super::{
    association::Association,
    document::{Document, TokenType},
    evidence::Score,
    orphan::Orphans,
    quantity::CONVERTED,
    told,
};
use crate::quantity::{Field, Moment, Value, Zones, zones};

/// The ways in which the days of a year fall on weekdays.
const WAYS: usize = 7;

/// What a date that meets some weekday tells of the way in which it does, and a weekday that meets some date, in nats.
const OF_MEETING: f32 = 1.0;

/// What it tells, in nats, that they meet in two sentences that surely say the same.
const OF_PAIR: f32 = 2.0;

/// What it tells, in nats, that a text gives both of one day: 周一（2月24日）.
const OF_BOTH: f32 = 4.0;

/// How many bytes may lie between a date and a weekday that name one day.
const BESIDE: usize = 12;

/// The most dates and weekdays of a text that are looked at.
const MOST_DAYS: usize = 64;

/// Longer texts are collections, in which no two dates need to be of one week.
const MOST_SENTENCES: usize = 400;

/// A way is passed over that is less likely than this.
const LEAST: f32 = 0.2;

/// Days of the year before each month; a leap day makes no difference between days after it.
const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// A type of one text and one of the other that may name one day, and how likely the one is given the other.
pub type SameDay = (u32, u32, f32);

/// Finds which dates and weekdays of two texts may be the same days; nothing if neither way is likelier than others.
///
/// Cost: that of judging each sentence with a date beside each with a weekday, of 64 each at most.
#[must_use]
pub fn same_days(source: &Document, target: &Document, association: &Association) -> Vec<SameDay> {
    if source.sentences().len().max(target.sentences().len()) > MOST_SENTENCES {
        return Vec::new();
    }
    let month = usual_month([source, target]);
    let (here, there) = (Days::of(source, month), Days::of(target, month));
    let mut ways = [0.0_f32; WAYS];
    here.tell(&mut ways);
    there.tell(&mut ways);
    here.meet(&there, &mut ways);
    there.meet(&here, &mut ways);
    let sides = [
        (&here.dates, &there.weekdays),
        (&here.weekdays, &there.dates),
    ];
    for (at, (from, to)) in sides.into_iter().enumerate() {
        let both: Vec<(&Day, &Day)> = from
            .iter()
            .flat_map(|a| to.iter().map(move |b| (a, b)))
            .collect();
        let pairs: Vec<(usize, usize)> =
            both.iter().map(|(a, b)| (a.sentence, b.sentence)).collect();
        let told = told::read_alone(source, target, (association, &Orphans::default()), &pairs);
        for (told, (a, b)) in told.iter().zip(both) {
            let (date, weekday) = if at == 0 { (a, b) } else { (b, a) };
            let probability = Score::from_log_odds(told.log_odds()).value();
            add(
                &mut ways,
                way(date.number, weekday.number),
                OF_PAIR * probability,
            );
        }
    }
    let most = ways.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights = ways.map(|it| (it - most).exp());
    let sum: f32 = weights.iter().sum();
    let mut found = BTreeSet::new();
    let mut links = Vec::new();
    for (at, (from, to)) in sides.into_iter().enumerate() {
        for a in from {
            for b in to {
                let (date, weekday) = if at == 0 { (a, b) } else { (b, a) };
                let weight = weights.get(way(date.number, weekday.number)).copied();
                let probability = weight.unwrap_or(0.0) / sum;
                // On one day, but not at one time: two accounts of when it was.
                let is_other_time = is_other(&a.moment, &b.moment);
                if probability >= LEAST && !is_other_time && found.insert((a.kind, b.kind)) {
                    links.push((a.kind, b.kind, CONVERTED * probability));
                }
            }
        }
    }
    links
}

fn way(date: i32, weekday: i32) -> usize {
    (weekday - date).rem_euclid(WAYS as i32) as usize
}

fn add(ways: &mut [f32; WAYS], way: usize, told: f32) {
    if let Some(sum) = ways.get_mut(way) {
        *sum += told;
    }
}

/// A date, as the number of its day in the year, or a weekday.
#[derive(Copy, Clone, Debug)]
struct Day {
    sentence: usize,
    kind: u32,
    start: usize,
    end: usize,
    number: i32,
    moment: Moment,
}

/// Whether two times of day are surely not the same.
fn is_other(a: &Moment, b: &Moment) -> bool {
    let time = |it: &Moment, is_either: bool| {
        let hour = it.hour.map(|hour| if is_either { hour % 12 } else { hour });
        (hour, it.minute.unwrap_or(0))
    };
    let differ = |a: &Moment| {
        let is_either = a.either_half || b.either_half;
        a.hour.is_some() && b.hour.is_some() && time(a, is_either) != time(b, is_either)
    };
    match zones(a, b) {
        Zones::Alike => differ(a),
        Zones::Moved(all) => all.iter().all(differ),
        Zones::Unknown => false,
    }
}

/// The days that a text names.
#[derive(Debug, Default)]
struct Days {
    dates: Vec<Day>,
    weekdays: Vec<Day>,
}

impl Days {
    fn of(document: &Document, month: Option<i32>) -> Self {
        let mut days = Self::default();
        for (sentence, token, moment) in moments(document) {
            let day = |number| Day {
                sentence,
                kind: token.kind,
                start: token.span().start(),
                end: token.span().end(),
                number,
                moment: *moment,
            };
            match (moment.day, moment.weekday) {
                (Some(Field::At(number)), None) if days.dates.len() < MOST_DAYS => {
                    let month = at(moment.month).or(month);
                    days.dates.push(day(number + before(month)));
                }
                (None, Some(weekday)) if days.weekdays.len() < MOST_DAYS => {
                    days.weekdays.push(day(i32::from(weekday)));
                }
                _ => {}
            }
        }
        days
    }

    /// What a text alone tells of the way.
    fn tell(&self, ways: &mut [f32; WAYS]) {
        for date in &self.dates {
            let beside = self.weekdays.iter().filter(|it| {
                it.sentence == date.sentence
                    && (it.start.abs_diff(date.end) <= BESIDE
                        || date.start.abs_diff(it.end) <= BESIDE)
            });
            for weekday in beside {
                add(ways, way(date.number, weekday.number), OF_BOTH);
            }
        }
    }

    /// What it tells that dates of this text meet weekdays of the other.
    fn meet(&self, other: &Self, ways: &mut [f32; WAYS]) {
        let distinct =
            |days: &[Day]| -> BTreeSet<i32> { days.iter().map(|it| it.number).collect() };
        let (dates, weekdays) = (distinct(&self.dates), distinct(&other.weekdays));
        for date in &dates {
            let met: BTreeSet<usize> = weekdays.iter().map(|it| way(*date, *it)).collect();
            met.into_iter().for_each(|it| add(ways, it, OF_MEETING));
        }
        for weekday in &weekdays {
            let met: BTreeSet<usize> = dates.iter().map(|it| way(*it, *weekday)).collect();
            met.into_iter().for_each(|it| add(ways, it, OF_MEETING));
        }
    }
}

/// The month that most dates with a day name, the earlier of two.
fn usual_month(documents: [&Document; 2]) -> Option<i32> {
    let mut counts = [0_usize; 12];
    for document in documents {
        for (_, _, moment) in moments(document) {
            if let (Some(month), true) = (at(moment.month), moment.day.is_some())
                && let Some(count) = usize::try_from(month - 1)
                    .ok()
                    .and_then(|it| counts.get_mut(it))
            {
                *count += 1;
            }
        }
    }
    let most = counts.iter().copied().max().filter(|it| *it > 0)?;
    let month = counts.iter().position(|it| *it == most)?;
    i32::try_from(month + 1).ok()
}

fn before(month: Option<i32>) -> i32 {
    let index = month.and_then(|it| usize::try_from(it - 1).ok());
    index.and_then(|it| BEFORE.get(it)).copied().unwrap_or(0)
}

const fn at(field: Option<Field>) -> Option<i32> {
    match field {
        Some(Field::At(value)) => Some(value),
        _ => None,
    }
}

/// The dates of a text with their sentences and tokens.
fn moments(document: &Document) -> impl Iterator<Item = (usize, super::document::Token, &Moment)> {
    (0..document.sentences().len()).flat_map(move |sentence| {
        let tokens = document.tokens_of(sentence).into_iter();
        tokens.filter_map(move |token| {
            let TokenType::Quantity(index) = document.types().get(token.kind as usize)? else {
                return None;
            };
            match &document.quantities().get(*index as usize)?.value {
                Value::Date { at } => Some((sentence, token, at)),
                Value::Period {
                    from: Some(from), ..
                } => Some((sentence, token, from)),
                _ => None,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, Segmenter, lexicon};

    /// The dates and weekdays of two texts that are taken for one day.
    fn met(chinese: &str, english: &str) -> Vec<(String, String)> {
        let segmenter = Segmenter::default();
        let document = |text: &str, lang| {
            let spans = segmenter.sentences(text, lang);
            Document::new(text, &spans, lang, &segmenter, lexicon::default())
        };
        let (source, target) = (
            document(chinese, Lang::Chinese),
            document(english, Lang::English),
        );
        let association = Association::new(&source, &target, lexicon::default());
        let written = |document: &Document, text: &str, kind: u32| {
            let token = document.tokens().find(|it| it.kind == kind);
            token.map_or_else(String::new, |it| it.span().slice(text).to_owned())
        };
        let days = same_days(&source, &target, &association);
        let days = days.into_iter().map(|(from, to, probability)| {
            assert!(probability > 0.0 && probability <= CONVERTED);
            (
                written(&source, chinese, from),
                written(&target, english, to),
            )
        });
        days.collect()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect()
    }

    #[test]
    fn days_that_follow_one_another_meet_their_weekdays() {
        let chinese =
            "5月6日，一列货车在河谷脱轨。司机7日在医院说，他没有看见信号。9日上午线路恢复通车。";
        let english = "The line through the valley reopened on Saturday. A freight train left the rails on \
                       Wednesday. The driver said in hospital on Thursday that he had not seen the signal.";
        let expected = [
            ("5月6日", "on Wednesday"),
            ("7日", "on Thursday"),
            ("9日上午", "on Saturday"),
        ];
        assert_eq!(met(chinese, english), owned(&expected));
    }

    #[test]
    fn a_text_that_gives_both_tells_the_way() {
        let chinese = "周二（8月4日），港口关闭。6日重新开放。";
        let english = "Ships were let in again on Thursday.";
        assert_eq!(met(chinese, english), owned(&[("6日", "on Thursday")]));
    }

    #[test]
    fn another_time_of_the_day_is_not_the_same() {
        let chinese = "周二（8月4日），港口关闭。6日下午5时20分重新开放。";
        let at = |time: &str| format!("Ships were let in again at {time} on Thursday.");
        assert_eq!(met(chinese, &at("2:15 p.m.")), []);
        assert_eq!(met(chinese, &at("5:20 p.m.")).len(), 1);
    }

    #[test]
    fn a_weekday_beside_dates_of_nothing_in_common_is_left_alone() {
        let chinese =
            "3月1日下雨。3月2日下雪。3月3日刮风。3月4日放晴。3月5日起雾。3月6日下雨。3月7日刮风。";
        assert_eq!(met(chinese, "They met on Friday."), []);
        assert_eq!(met("下雨了。", "They met on Friday."), []);
        assert_eq!(met("", ""), []);
    }
}
