//! What comparable text yields: relations, disagreements, reasons, moved blocks.

use bitext::{
    Aligner, Alignment, Mode,
    align::{Agreement, LinkKind, Reason},
    quantity::Relation,
};

fn align(mode: Mode, source: &str, target: &str) -> Alignment {
    Aligner::builder()
        .mode(mode)
        .build()
        .unwrap()
        .align(source, target)
}

/// Two reports of a fire, in their own words.
const CHINESE: &str = "\
港口仓库大火两天后扑灭
消防部门说，星期三凌晨，蓝石港一座存放橡胶的仓库起火，412名消防员赶到现场。
大火烧毁了1.2万平方米的厂房，没有人受伤。
港务局局长周敏表示，码头将于6月3日重新开放。
当地一所小学停课一天。";

const ENGLISH: &str = "\
A warehouse full of rubber caught fire in the port of Bluestone early on Wednesday, the fire department said, \
and 356 firefighters were sent there.
Zhou Min, the director of the port authority, said that the docks would reopen on June 3.
Nobody was hurt, although 12,000 square metres of the plant burned down.
The price of rubber has doubled since last spring.";

#[test]
fn values_that_cannot_both_be_right_are_reported_with_their_places() {
    let alignment = align(Mode::Comparable, CHINESE, ENGLISH);
    let differing: Vec<_> = alignment
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Sentence)
        .flat_map(|link| link.disagreements().map(move |item| (link.agreement, item)))
        .map(|(agreement, item)| {
            (
                agreement,
                item.source.slice(CHINESE),
                item.target.slice(ENGLISH),
            )
        })
        .collect();
    assert_eq!(differing.len(), 1, "{differing:?}");
    let (agreement, source, target) = differing[0];
    assert_eq!(agreement, Some(Agreement::Differs));
    assert!(
        source.contains("412") && target.contains("356"),
        "{differing:?}"
    );
}

/// Sentences that stand there three times have one partner each, as all of a pool.
#[test]
fn repeated_sentences_of_a_pool_have_one_partner_each() {
    let english = "\
The harbour office moved to the old mill on Friday.
Please wipe your boots.
Please wipe your boots.
Please wipe your boots.
The bakery sold 310 loaves in March.
Two ferries collided near the lighthouse.
He painted a blue boat.
Fog is expected in the north tonight.";
    let chinese = "\
他画了一艘蓝色的船。
请擦干净靴子。
面包店三月卖出310条面包。
今晚北方预计有雾。
请擦干净靴子。
港务处周五搬进了老磨坊。
请擦干净靴子。
两艘渡轮在灯塔附近相撞。";
    let alignment = align(Mode::Comparable, english, chinese);
    let sentences = alignment
        .links
        .iter()
        .filter(|it| it.kind == LinkKind::Sentence);
    assert_eq!(sentences.filter(|it| it.is_pair()).count(), 8);
}

/// House rules, each list in its own order; one price and one year are wrong.
#[test]
fn a_short_pair_with_a_wrong_figure_is_a_pair() {
    let english = "\
Towels may be changed every second day.
Renting a bicycle costs 20 euros.
The kitchen closes at 9 p.m.
Pets are welcome in rooms on the ground floor.
The boathouse has stood here since 1936.
Children under six stay for free.";
    let chinese = "\
六岁以下儿童免费入住。
船屋自1938年起就矗立在这里。
一楼客房欢迎携带宠物。
租自行车需支付30欧元。
厨房晚上9点关闭。
毛巾可每隔一天更换。";
    let alignment = align(Mode::Comparable, english, chinese);
    let differing: Vec<_> = alignment
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Sentence && link.is_pair())
        .flat_map(|link| link.disagreements())
        .map(|item| (item.source.slice(english), item.target.slice(chinese)))
        .collect();
    assert_eq!(
        differing,
        [("20 euros", "30欧元"), ("since 1936", "自1938年起")]
    );
}

/// A case of `tests/data/comparable/disagreements.toml`: two sentences and the values they disagree in, source first.
#[cfg(feature = "table")]
#[derive(serde::Deserialize)]
struct Role {
    zh: String,
    en: String,
    differ: Vec<[String; 2]>,
}

#[cfg(feature = "table")]
#[test]
fn values_disagree_if_they_have_one_role() {
    #[derive(serde::Deserialize)]
    struct Roles {
        case: Vec<Role>,
    }
    let text = include_str!("../data/comparable/disagreements.toml");
    let roles: Roles = toml::from_str(text).unwrap();
    let mut wrong = Vec::new();
    for Role { zh, en, differ } in roles.case {
        let found: Vec<[String; 2]> = disagreements(&zh, &en);
        if found != differ {
            wrong.push(format!("{zh}\n{en}\n  {found:?}\n  instead of {differ:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the pairs of sentences of two texts disagree in, whatever the pairs score.
#[cfg(feature = "table")]
fn disagreements(zh: &str, en: &str) -> Vec<[String; 2]> {
    let aligner = Aligner::builder()
        .mode(Mode::Comparable)
        .threshold(0.0)
        .build()
        .unwrap();
    let alignment = aligner.align(zh, en);
    let sentences = alignment
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Sentence);
    let both = |item: &bitext::score::Evidence| {
        [
            item.source.slice(zh).to_owned(),
            item.target.slice(en).to_owned(),
        ]
    };
    sentences
        .flat_map(bitext::Link::disagreements)
        .map(both)
        .collect()
}

#[test]
fn an_amount_meets_what_the_other_text_converts_it_to() {
    let chinese = "盐田港三年内投入660亿元扩建码头。\n港口去年吞吐量创下纪录。";
    let english = "Yantian port is to spend $9.2 billion on its docks.\nThe last harvest was poor.\n\
        Its board approved 66 billion yuan (about $9.2 billion) late on Friday.";
    let alignment = align(Mode::Comparable, chinese, english);
    let amounts = alignment.links.iter().flat_map(|link| &link.evidence);
    let relations: Vec<_> = amounts
        .filter(|item| item.source.slice(chinese) == "660亿元")
        .map(|item| (item.target.slice(english), item.relation))
        .collect();
    assert!(
        relations.contains(&("$9.2 billion", Some(Relation::Convertible))),
        "{relations:?}"
    );
}

// The spans are those of the trained table.
#[cfg(feature = "table")]
#[test]
fn a_statement_leaves_out_the_clause_that_is_told_elsewhere_and_its_comma() {
    let english = "A warehouse full of rubber caught fire in the port of Bluestone early on Wednesday, \
        the fire department said.\nAs many as 412 firefighters, it said, were sent to the scene.\n\
        Zhou Min, the director of the port authority, said that the docks would reopen on June 3.\n\
        Nobody was hurt, although 12,000 square metres of the plant burned down.";
    let alignment = align(Mode::Comparable, CHINESE, english);
    let statements: Vec<_> = alignment
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Statement)
        .map(|link| link.source[0].span.slice(CHINESE))
        .collect();
    assert!(
        statements.contains(&"消防部门说，星期三凌晨，蓝石港一座存放橡胶的仓库起火"),
        "{statements:?}"
    );
    // A statement over a whole sentence is that sentence.
    assert!(
        statements.contains(&"大火烧毁了1.2万平方米的厂房，没有人受伤。"),
        "{statements:?}"
    );
}

#[test]
fn what_is_told_once_stays_alone_and_says_what_came_nearest() {
    let alignment = align(Mode::Comparable, CHINESE, ENGLISH);
    let alone: Vec<_> = alignment
        .links
        .iter()
        .filter(|link| !link.is_pair())
        .collect();
    let text = |link: &bitext::Link| match (link.source.first(), link.target.first()) {
        (Some(segment), _) => segment.span.slice(CHINESE),
        (_, Some(segment)) => segment.span.slice(ENGLISH),
        _ => "",
    };
    assert!(alone.iter().any(|link| text(link).contains("小学")));
    assert!(
        alone
            .iter()
            .any(|link| text(link).contains("price of rubber"))
    );
    for link in alone {
        assert!(matches!(
            link.reason,
            Some(Reason::BelowThreshold | Reason::Taken | Reason::NoCandidate)
        ));
        assert_eq!(
            link.reason == Some(Reason::NoCandidate),
            link.rejected.is_none()
        );
        if let Some(rejected) = link.rejected {
            assert!(rejected.score.value() < 0.5 || link.reason == Some(Reason::Taken));
        }
    }
}

const STORY: [(&str, &str); 10] = [
    ("磨坊主有三个儿子。", "The miller had three sons."),
    (
        "大儿子去了城里卖面粉。",
        "The eldest went to the town to sell flour.",
    ),
    ("他在路上丢了一只鞋。", "He lost a shoe on the road."),
    (
        "二儿子喜欢钓鱼，每天都在河边。",
        "The second son liked fishing and was by the river every day.",
    ),
    (
        "有一天他钓到一条会说话的鱼。",
        "One day he caught a fish that could talk.",
    ),
    ("鱼求他放了自己。", "The fish begged him to let it go."),
    (
        "小儿子留在家里照顾母亲。",
        "The youngest stayed at home to look after his mother.",
    ),
    ("冬天下了很大的雪。", "In winter there was heavy snow."),
    ("屋顶被雪压坏了。", "The roof broke under the snow."),
    (
        "邻居们都来帮忙修理。",
        "The neighbours all came to help with the repair.",
    ),
];

// With the trained table: by the list alone the first sentence of the block scores too low, and two of three are found.
#[cfg(feature = "table")]
#[test]
fn a_block_that_was_moved_is_found() {
    let chinese: String = STORY.iter().map(|(zh, _)| format!("{zh}\n")).collect();
    // The snow comes first in English.
    let english: String = STORY[7..]
        .iter()
        .chain(&STORY[..7])
        .map(|(_, en)| format!("{en}\n"))
        .collect();
    let alignment = align(Mode::Auto, &chinese, &english);
    assert_eq!(
        alignment.mode,
        Mode::Parallel,
        "{}",
        alignment.choice.unwrap()
    );
    let moved: Vec<_> = alignment
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Moved)
        .map(|link| {
            let indices = |side: &[bitext::align::Segment]| -> Vec<usize> {
                side.iter().map(|segment| segment.index).collect()
            };
            (indices(&link.source), indices(&link.target))
        })
        .collect();
    assert_eq!(moved, [(vec![7, 8, 9], vec![0, 1, 2])]);
    let reasons = alignment
        .links
        .iter()
        .filter(|link| link.reason == Some(Reason::Moved));
    assert_eq!(reasons.count(), 6);
}

#[test]
fn reports_are_told_from_translations() {
    assert_eq!(align(Mode::Auto, CHINESE, ENGLISH).mode, Mode::Comparable);
    let (chinese, english): (Vec<&str>, Vec<&str>) = STORY.iter().copied().unzip();
    let alignment = align(Mode::Auto, &chinese.join("\n"), &english.join("\n"));
    assert_eq!(alignment.mode, Mode::Parallel);
    let why = alignment.choice.unwrap().to_string();
    assert!(why.starts_with("one text can be followed"), "{why}");
    assert_eq!(align(Mode::Auto, "", "").mode, Mode::Parallel);
}

#[test]
fn a_range_told_in_two_has_both_as_evidence() {
    let source = "渔业公司周二宣布，新基金的规模为2.4亿—2.6亿元。";
    let target = "The fishing company said on Tuesday that its new fund would grow from 240 million yuan to 260 million yuan.";
    for mode in [Mode::Parallel, Mode::Comparable] {
        for (source, target) in [(source, target), (target, source)] {
            let alignment = align(mode, source, target);
            let link = alignment.links.first().unwrap();
            let of_range = |it: &&bitext::score::Evidence| {
                [it.source.slice(source), it.target.slice(target)].contains(&"2.4亿—2.6亿元")
            };
            let ends: Vec<_> = link.evidence.iter().filter(of_range).collect();
            assert_eq!(ends.len(), 2, "{mode:?}: {:?}", link.evidence);
        }
    }
}
