//! Quantities: what each surface means in both languages, what is no quantity, how pairs relate.

use bitext::{
    Lang,
    quantity::{Modifier, Quantity, Relation, compare, link, quantities, unit_mentions},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Values {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    value: String,
    en: Vec<String>,
    zh: Vec<String>,
    #[serde(default = "equal")]
    relation: Relation,
}

fn equal() -> Relation {
    Relation::Equal
}

fn values() -> Vec<Case> {
    let text = include_str!("../data/quantity/values.toml");
    toml::from_str::<Values>(text)
        .expect("the case file is TOML")
        .case
}

/// `kind value [unit] [modifier]`.
fn shown(quantity: &Quantity) -> String {
    let record = quantity.record(None);
    let mut text = format!("{} {}", record.kind, record.value);
    if let Some(unit) = &record.unit {
        text.push(' ');
        text.push_str(unit);
    }
    if record.modifier != Modifier::None {
        let modifier = serde_json::to_string(&record.modifier).expect("a modifier is a word");
        text.push(' ');
        text.push_str(modifier.trim_matches('"'));
    }
    text
}

/// The one quantity of a surface, if there is one.
fn only(surface: &str, lang: Lang) -> Result<Quantity, String> {
    let found = quantities(surface, lang);
    match found.as_slice() {
        [one] => Ok(one.clone()),
        all => Err(all.iter().map(shown).collect::<Vec<_>>().join(", ")),
    }
}

#[test]
fn each_surface_has_its_value() {
    let mut wrong = Vec::new();
    for case in values() {
        let sides = [(Lang::English, &case.en), (Lang::Chinese, &case.zh)];
        for (lang, surfaces) in sides {
            for surface in surfaces {
                match only(surface, lang) {
                    Ok(found) if shown(&found) == case.value => {}
                    Ok(found) => wrong.push(format!(
                        "{surface}: {} is not {}",
                        shown(&found),
                        case.value
                    )),
                    Err(found) => wrong.push(format!("{surface}: [{found}] is not {}", case.value)),
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_two_languages_agree() {
    let mut wrong = Vec::new();
    for case in values() {
        for en in &case.en {
            for zh in &case.zh {
                let (Ok(a), Ok(b)) = (only(en, Lang::English), only(zh, Lang::Chinese)) else {
                    continue;
                };
                let found = compare(&a, &b);
                if found.relation != case.relation {
                    wrong.push(format!("{en} | {zh}: {found:?}"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[derive(Deserialize)]
struct Relations {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    en: String,
    zh: String,
    relation: Relation,
}

#[test]
fn pairs_relate_as_they_should() {
    let text = include_str!("../data/quantity/relations.toml");
    let pairs: Relations = toml::from_str(text).expect("the case file is TOML");
    let mut wrong = Vec::new();
    for pair in pairs.pair {
        match (only(&pair.en, Lang::English), only(&pair.zh, Lang::Chinese)) {
            (Ok(a), Ok(b)) => {
                let found = compare(&a, &b);
                if found.relation != pair.relation {
                    wrong.push(format!(
                        "{} | {}: {found:?} is not {:?}",
                        pair.en, pair.zh, pair.relation
                    ));
                }
            }
            other => wrong.push(format!("{} | {}: {other:?}", pair.en, pair.zh)),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[derive(Deserialize)]
struct AllRecords {
    case: Vec<RecordCase>,
}

#[derive(Deserialize)]
struct RecordCase {
    lang: String,
    text: String,
    records: Vec<String>,
}

/// The language that a case names: `zh` or `en`.
fn lang(name: &str) -> Lang {
    match name {
        "zh" => Lang::Chinese,
        "en" => Lang::English,
        _ => panic!("no language: {name}"),
    }
}

#[test]
fn records_tell_what_they_stand_for() {
    let text = include_str!("../data/quantity/records.toml");
    let cases: AllRecords = toml::from_str(text).expect("the case file is TOML");
    let mut wrong = Vec::new();
    for case in cases.case {
        let lang = lang(&case.lang);
        let found = quantities(&case.text, lang);
        let of_quantities = found.iter().flat_map(|it| it.records(None));
        let records: Vec<String> = of_quantities
            .chain(unit_mentions(&case.text, lang, &found))
            .map(|it| {
                let unit = it.unit.unwrap_or_default();
                let fields = [it.role.unwrap_or_default(), it.kind, &it.value, &unit];
                let filled = fields.into_iter().filter(|it| !it.is_empty());
                filled.collect::<Vec<_>>().join(" ")
            })
            .collect();
        if records != case.records {
            wrong.push(format!("{}: {records:?}", case.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(Deserialize)]
struct Sentences {
    case: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    lang: String,
    text: String,
    quantities: Vec<String>,
}

#[test]
fn sentences_hold_these_quantities_and_no_others() {
    let text = include_str!("../data/quantity/sentences.toml");
    let all: Sentences = toml::from_str(text).expect("the case file is TOML");
    let mut wrong = Vec::new();
    for case in all.case {
        let lang = lang(&case.lang);
        let found: Vec<_> = quantities(&case.text, lang)
            .iter()
            .filter(|it| !it.is_code())
            .map(|it| format!("{}: {}", it.span.slice(&case.text), shown(it)))
            .collect();
        if found != case.quantities {
            wrong.push(format!("{}: {found:#?}", case.text));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[derive(Deserialize)]
struct Segments {
    pair: Vec<SegmentPair>,
}

#[derive(Deserialize)]
struct SegmentPair {
    en: String,
    zh: String,
    links: Vec<String>,
}

#[test]
fn segments_link_these_quantities_and_no_others() {
    let text = include_str!("../data/quantity/segments.toml");
    let all: Segments = toml::from_str(text).expect("the case file is TOML");
    let mut wrong = Vec::new();
    for pair in all.pair {
        let en = quantities(&pair.en, Lang::English);
        let zh = quantities(&pair.zh, Lang::Chinese);
        let mut links = link(&en, &zh);
        links.sort_by_key(|it| it.source);
        let found: Vec<_> = links
            .iter()
            .map(|it| {
                let relation = serde_json::to_string(&it.relation).expect("a relation is a word");
                let source = en[it.source].span.slice(&pair.en);
                let target = zh[it.target].span.slice(&pair.zh);
                format!("{}: {source} = {target}", relation.trim_matches('"'))
            })
            .collect();
        if found != pair.links {
            wrong.push(format!("{} | {}: {found:#?}", pair.en, pair.zh));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[derive(Deserialize)]
struct Nothing {
    en: Vec<String>,
    zh: Vec<String>,
}

#[test]
fn words_that_only_look_like_quantities_are_none() {
    let text = include_str!("../data/quantity/nothing.toml");
    let texts: Nothing = toml::from_str(text).expect("the case file is TOML");
    let mut wrong = Vec::new();
    for (lang, surfaces) in [(Lang::English, texts.en), (Lang::Chinese, texts.zh)] {
        for surface in surfaces {
            let found = quantities(&surface, lang);
            if found.iter().any(|it| !it.is_code()) {
                let found: Vec<_> = found.iter().map(shown).collect();
                wrong.push(format!("{surface}: {}", found.join(", ")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn links_pair_each_quantity_once_and_report_the_wrong_one() {
    let en = quantities(
        "Revenue rose 8 percent to 280 billion yuan in the three months through December, and it will spend 53 billion US dollars.",
        Lang::English,
    );
    let zh = quantities(
        "截至12月底止季度，收入同比增长8%至2801.5亿元，公司将投入35亿美元。",
        Lang::Chinese,
    );
    let links = link(&en, &zh);
    let relation = |rule: &str| {
        links
            .iter()
            .find(|it| en[it.source].rule.starts_with(rule) && en[it.source].rule != "en.period")
            .map(|it| it.relation)
    };
    assert_eq!(relation("en.percent"), Some(Relation::Equal));
    assert_eq!(relation("en.period.ended"), Some(Relation::Equal));
    let money: Vec<_> = links
        .iter()
        .filter(|it| en[it.source].rule.starts_with("en.money"))
        .map(|it| it.relation)
        .collect();
    assert_eq!(money, [Relation::Compatible, Relation::Conflict]);
    for side in [
        links.iter().map(|it| it.source).collect::<Vec<_>>(),
        links.iter().map(|it| it.target).collect(),
    ] {
        let mut once = side.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), side.len(), "{links:?}");
    }
}

#[test]
fn an_amount_in_two_currencies_pairs_with_its_own() {
    let en = quantities("€3.1billion ($3.6bn)", Lang::English);
    let zh = quantities("31亿欧元（36亿美元）", Lang::Chinese);
    let pairs: Vec<_> = link(&en, &zh)
        .iter()
        .map(|it| (it.source, it.target))
        .collect();
    assert_eq!(pairs, [(0, 0), (1, 1)]);
}

#[test]
fn ranges_and_values_without_end_are_linked_in_time() {
    let english = "from 3 to 5 kg, ".repeat(20_000);
    let chinese = "由4公斤增至5公斤，".repeat(10_000);
    let (en, zh) = (
        quantities(&english, Lang::English),
        quantities(&chinese, Lang::Chinese),
    );
    let start = std::time::Instant::now();
    let links = link(&en, &zh);
    let took = start.elapsed();
    assert!(!links.is_empty());
    assert!(took.as_secs() < 60, "{took:?}");
}

#[test]
fn hostile_text_takes_linear_time() {
    let texts = [
        "一".repeat(200_000),
        "9".repeat(200_000),
        "万亿".repeat(100_000),
        "9,99".repeat(50_000),
        "1.111.".repeat(40_000),
        "one hundred and ".repeat(20_000),
        "一到".repeat(100_000),
        "$".repeat(200_000),
        "3年".repeat(100_000),
        "the last ".repeat(30_000),
        "1-".repeat(100_000),
        "十几百".repeat(60_000),
        "从".repeat(200_000),
        "3 ".repeat(40_000),
        "year ".repeat(60_000),
        "morning of ".repeat(40_000),
        "quarter of ".repeat(40_000),
        "三比".repeat(100_000),
        "A/".repeat(100_000),
        "A/1".repeat(60_000),
        "75/".repeat(60_000),
        "每三人中有".repeat(30_000),
        "差5分".repeat(60_000),
        "9秒83".repeat(40_000),
        "上千".repeat(100_000),
        "raised from $3 to ".repeat(20_000),
        "from 3 to 2 ".repeat(30_000),
        "由3增至".repeat(60_000),
        "2023/24-".repeat(30_000),
        "Monday to Friday 9-5, ".repeat(10_000),
        "每小时最高可达".repeat(40_000),
        "6-4, ".repeat(40_000),
        "3C ".repeat(60_000),
        "2 a day ".repeat(30_000),
        "a\n\n".repeat(60_000),
    ];
    for text in texts {
        for lang in [Lang::English, Lang::Chinese] {
            let start = std::time::Instant::now();
            let found = quantities(&text, lang);
            let took = start.elapsed();
            assert!(
                took.as_secs() < 10,
                "{} of {:?}… took {took:?}",
                found.len(),
                text.chars().take(8).collect::<String>()
            );
        }
    }
}
