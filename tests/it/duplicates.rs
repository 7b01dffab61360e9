//! Laws of near duplicates: what the index finds is what comparing with every unit finds.

use bitext::{
    Lang,
    filter::{Dropped, Groups, Rule, Similar, near_key},
    memory::{
        Side, Unit,
        search::{Assessment, SearchOptions, Searcher, Texts},
    },
};
use proptest::prelude::*;

fn unit(english: &str, chinese: &str) -> Unit {
    Unit::new(
        Side::new("en".parse().unwrap(), english),
        Side::new("zh-Hans".parse().unwrap(), chinese),
    )
}

/// Pairs of few different words without a quantity or a script, so that many are alike.
fn any_unit() -> impl Strategy<Value = Unit> {
    let words = vec![
        ("river ", "河"),
        ("high ", "高"),
        ("The ", "水"),
        ("by, ", "，"),
    ];
    let english = prop::collection::vec(prop::sample::select(words.clone()), 0..9);
    let chinese = prop::collection::vec(prop::sample::select(words), 0..9);
    (english, chinese).prop_map(|(english, chinese)| {
        let english: String = english.iter().map(|(word, _)| *word).collect();
        let chinese: String = chinese.iter().map(|(_, word)| *word).collect();
        unit(&english, &chinese)
    })
}

/// The similarity of two texts, by comparing them alone.
fn like(one: &str, other: &str, lang: Lang) -> u8 {
    let mut texts = Texts::default();
    match lang {
        Lang::Chinese => texts.push(Some(one), None),
        _ => texts.push(None, Some(one)),
    };
    let mut searcher = Searcher::new(SearchOptions::default().threshold(1).limit(1));
    let all = &mut |_, _, _: &str| Ok(Some(Assessment::default()));
    let Ok(hits) = searcher.exhaustive(&texts, other, lang, all);
    hits.first().map_or(0, |hit| hit.raw)
}

proptest! {
    #[test]
    fn the_index_finds_what_comparing_with_all_finds(
        units in prop::collection::vec(any_unit(), 0..30),
        query in any_unit(),
        least in 50..100_u8,
    ) {
        let mut similar = Similar::new(least);
        for (number, unit) in units.iter().enumerate() {
            similar.add(unit, number);
        }
        let alike = |other: &Unit| {
            let english = like(other.source.text(), query.source.text(), Lang::English);
            let chinese = like(other.target.text(), query.target.text(), Lang::Chinese);
            (english, chinese)
        };
        let same_key = units.iter().position(|other| near_key(other) == near_key(&query));
        let best = units.iter().map(alike).filter(|(one, other)| (*one).min(*other) >= least).max_by_key(|(english, _)| *english);
        match similar.find(&query) {
            Some(found) if same_key.is_some() => prop_assert_eq!(Some(found.number), same_key),
            Some(found) => {
                prop_assert_eq!((found.english, found.chinese), alike(&units[found.number]));
                prop_assert_eq!(Some(found.english), best.map(|(english, _)| english));
            }
            None => prop_assert_eq!((same_key, best), (None, None)),
        }
    }

    /// Of every group one is kept, and every dropped unit says which.
    #[test]
    fn what_is_dropped_is_kept_elsewhere(units in prop::collection::vec(any_unit(), 0..30), near in prop::option::of(50..=100_u8)) {
        let mut groups = Groups::new(near);
        for unit in &units {
            groups.add(unit);
        }
        for number in 1..=units.len() {
            let Some(Dropped { rule, reason, .. }) = groups.judge(number) else { continue };
            let kept: usize = reason.split([' ', ':', ';']).nth(2).unwrap().parse().unwrap();
            prop_assert_eq!(groups.judge(kept), None);
            let same = units[kept - 1].source == units[number - 1].source && units[kept - 1].target == units[number - 1].target;
            prop_assert_eq!(rule == Rule::Duplicate, same);
        }
    }
}

#[test]
fn what_must_not_be_taken_for_the_other_is_not() {
    let base = (
        "The new bridge over the river will be opened to traffic in the spring of next year.",
        "横跨这条河的新桥将于明年春天正式向来往车辆开放通行。",
    );
    let cases = [
        // A word more.
        (
            "The new bridge over the river will be fully opened to traffic in the spring of next year.",
            "横跨这条河的新桥将于明年春天正式向来往车辆全部开放通行。",
            true,
        ),
        // One side alone.
        (
            base.0,
            "河水在夜里涨了，来往的车辆都停在桥的另一边等天亮。",
            false,
        ),
        // The other script.
        (
            base.0,
            "橫跨這條河的新橋將於明年春天正式向來往車輛開放通行。",
            false,
        ),
        // The contrary.
        (
            "The new bridge over the river will not be opened to traffic in the spring of next year.",
            "横跨这条河的新桥将于明年春天不正式向来往车辆开放通行。",
            false,
        ),
        // Another number.
        (
            "The 2 new bridge over the river will be opened to traffic in the spring of next year.",
            base.1,
            false,
        ),
    ];
    let mut similar = Similar::new(80);
    similar.add(&unit(base.0, base.1), 7);
    for (english, chinese, expected) in cases {
        let found = similar.find(&unit(english, chinese));
        assert_eq!(found.is_some(), expected, "{english} {found:?}");
        assert!(found.is_none_or(|found| found.number == 7));
    }
    // Numbers and codes as they are written.
    let pairs = [
        (
            ("The tank holds 1.5 litres.", "水箱容量为1.5升。"),
            ("The tank holds 15 litres.", "水箱容量为15升。"),
        ),
        (
            ("Keep it at -5 degrees.", "温度保持在-5度。"),
            ("Keep it at 5 degrees.", "温度保持在5度。"),
        ),
        (
            (
                "They won the final 3:1 last night.",
                "他们昨晚以3:1赢得决赛。",
            ),
            (
                "They won the final 31 last night.",
                "他们昨晚以31赢得决赛。",
            ),
        ),
        (
            ("Use C++ for the new part of it.", "新的部分请用C++来写。"),
            ("Use C for the new part of it.", "新的部分请用C来写。"),
        ),
        (
            ("It cost 4.5 billion yuan.", "耗资45亿元。"),
            ("It cost 45 billion yuan.", "耗资45亿元。"),
        ),
    ];
    for near in [60, 90, 100] {
        for ((english, chinese), (other_english, other_chinese)) in pairs {
            let mut similar = Similar::new(near);
            similar.add(&unit(english, chinese), 7);
            assert_eq!(
                similar.find(&unit(other_english, other_chinese)),
                None,
                "{near} {english}"
            );
        }
    }
    // Signs alone are no difference at any threshold.
    let found = Similar::new(100).find(&unit(base.0, base.1));
    assert_eq!(found, None);
}

/// All orders of seven words: every unit shares all its terms with every other.
#[test]
fn a_memory_made_to_be_slow_costs_no_more_than_its_length() {
    let words = ["ant", "bee", "cat", "dog", "eel", "fox", "gnu"];
    let chinese = ["蚁", "蜂", "猫", "狗", "鳗", "狐", "羚"];
    let mut groups = Groups::new(Some(95));
    let mut kept = 0;
    for number in 0..5040_usize {
        let (mut rest, mut order, mut code) = ((0..7).collect::<Vec<_>>(), Vec::new(), number);
        for size in (1..=7).rev() {
            order.push(rest.remove(code % size));
            code /= size;
        }
        let english: Vec<&str> = order.iter().map(|at| words[*at]).collect();
        let chinese: String = order.iter().map(|at| chinese[*at]).collect();
        groups.add(&unit(&english.join(" "), &chinese));
    }
    for number in 1..=5040 {
        kept += usize::from(groups.judge(number).is_none());
    }
    assert_eq!(kept, 5040);
}
