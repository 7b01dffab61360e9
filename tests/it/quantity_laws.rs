//! Laws of quantities over random values and random text.

use bitext::{
    Lang, Span,
    quantity::{
        Quantity, QuantityOptions, Relation, Value, compare, link, quantities, quantities_with,
    },
};
use proptest::prelude::*;

const LANGS: [Lang; 2] = [Lang::English, Lang::Chinese];

fn other(lang: Lang) -> Lang {
    lang.other()
}

/// Text with many numerals, units and connectors in it.
fn noisy() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "一",
        "二",
        "两",
        "三五",
        "十",
        "百",
        "千",
        "万",
        "亿",
        "兆",
        "零",
        "〇",
        "半",
        "几",
        "数",
        "多",
        "余",
        "点",
        "分",
        "年",
        "月",
        "日",
        "号",
        "元",
        "块",
        "角",
        "个",
        "第",
        "周",
        "上",
        "下",
        "前",
        "后",
        "到",
        "至",
        "从",
        "过去",
        "未来",
        "今年",
        "%",
        "百分之",
        "成",
        "折",
        "倍",
        "度",
        "岁",
        "时",
        "小时",
        "季度",
        "截至",
        "止",
        "3",
        "12",
        "2024",
        "1,000",
        "3.5",
        ".5",
        "1e9",
        "99999999999999999999999999999999999999999",
        "-",
        "~",
        ":",
        "/",
        "$",
        "US$",
        "€",
        "'",
        "\"",
        "(",
        ")",
        ",",
        "，",
        " ",
        "one",
        "twenty",
        "hundred",
        "million",
        "and",
        "a",
        "half",
        "quarter",
        "the",
        "last",
        "next",
        "years",
        "ago",
        "March",
        "May",
        "Friday",
        "percent",
        "points",
        "to",
        "from",
        "between",
        "at",
        "p.m.",
        "km",
        "m",
        "in",
        "first",
        "third",
        "of",
        "fiscal",
        "G7",
        "k",
        "bn",
        "°",
        "\u{200b}",
        "é",
        "🙂",
        "\u{301}",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|it| it.concat())
}

fn check(text: &str, lang: Lang) -> Vec<Quantity> {
    let found = quantities(text, lang);
    let mut end = 0;
    for it in &found {
        assert!(it.span.start() >= end, "{text:?} overlaps at {:?}", it.span);
        assert!(
            !it.span.is_empty() && it.span.get(text).is_some(),
            "{text:?} {:?}",
            it.span
        );
        assert!(
            it.span.contains(it.core) && it.core.get(text).is_some(),
            "{text:?} {:?} {:?}",
            it.span,
            it.core
        );
        for (part, _) in &it.parts {
            assert!(
                it.span.contains(*part) && part.get(text).is_some(),
                "{text:?} {:?} {part:?}",
                it.span
            );
        }
        end = it.span.end();
        let records = it.records(Some("2025-02-20T08:30:00"));
        assert_eq!(records.is_empty(), it.is_code());
        for record in records {
            assert!(Span::new(record.start, record.end).get(text).is_some());
        }
        let _ = it.render(lang);
    }
    found
}

proptest! {
    #[test]
    fn spans_are_ordered_and_on_character_boundaries(text in noisy()) {
        for lang in LANGS {
            check(&text, lang);
        }
    }

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,60}") {
        for lang in LANGS {
            check(&text, lang);
        }
    }

    #[test]
    fn comparing_is_symmetric_and_knows_itself(a in noisy(), b in noisy()) {
        let a = quantities(&a, Lang::Chinese);
        let b = quantities(&b, Lang::English);
        for x in &a {
            prop_assert_eq!(compare(x, x).relation == Relation::Conflict, false, "{:?}", x);
            for y in &b {
                prop_assert_eq!(compare(x, y), compare(y, x), "{:?} {:?}", x, y);
            }
        }
        let there: Vec<_> = link(&a, &b).iter().map(|it| it.relation).collect();
        // Only what has two ends is linked with two, and then one to one again.
        for (side, of) in [(&a, 0), (&b, 1)] {
            let links = link(&a, &b);
            for (place, quantity) in side.iter().enumerate() {
                let own = links.iter().filter(|it| [it.source, it.target][of] == place).count();
                let most = if quantity.value.amount().is_some_and(|it| it.point().is_none()) {
                    2
                } else {
                    match quantity.value {
                        Value::Duration { .. }
                        | Value::Age { .. }
                        | Value::Period { .. }
                        | Value::Score { .. } => 2,
                        _ => 1,
                    }
                };
                prop_assert!(own <= most, "{:?} {:?}", quantity, links);
            }
        }
        let mut back: Vec<_> = link(&b, &a).iter().map(|it| it.relation).collect();
        let mut sorted = there;
        sorted.sort();
        back.sort();
        prop_assert_eq!(sorted.len(), back.len());
    }

    #[test]
    fn a_quantity_equals_its_rendering(
        mantissa in 1i64..1_000_000,
        power in -2i32..9,
        kind in prop::sample::select(vec!["number", "yuan", "US dollars", "percent", "km", "tonnes", "hectares", "percentage points"]),
        modifier in prop::sample::select(vec!["", "about ", "more than ", "at least ", "less than ", "at most ", "nearly "]),
    ) {
        let number = match power {
            0.. => format!("{mantissa}{}", "0".repeat(power as usize)),
            _ => format!("{}.{:02}", mantissa / 100, mantissa % 100),
        };
        let unit = if kind == "number" { String::new() } else { format!(" {kind}") };
        let text = format!("{modifier}{number}{unit}");
        let found = quantities(&text, Lang::English);
        prop_assert_eq!(found.len(), 1, "{} {:?}", text, found);
        let mut current = found[0].clone();
        let mut lang = Lang::English;
        for _ in 0..3 {
            lang = other(lang);
            let rendered = current.render(lang).expect("a plain amount renders");
            let again = quantities(&rendered, lang);
            prop_assert_eq!(again.len(), 1, "{} from {}: {:?}", rendered, text, again);
            prop_assert_eq!(compare(&found[0], &again[0]).relation, Relation::Equal, "{} {}", text, rendered);
            current = again[0].clone();
        }
    }

    #[test]
    fn rounding_stays_compatible_and_another_digit_conflicts(mantissa in 10_000i64..1_000_000, cut in 1u32..3) {
        let exact = quantities(&format!("{mantissa}00万元"), Lang::Chinese);
        let step = 10i64.pow(cut);
        let places = 3usize.saturating_sub(cut as usize);
        let billions = format!("{:.places$} billion yuan", (mantissa / step * step) as f64 / 1_000.0);
        let cut_off = quantities(&billions, Lang::English);
        prop_assert_eq!(cut_off.len(), 1);
        prop_assert!(compare(&exact[0], &cut_off[0]).relation.agrees(), "{} {}", mantissa, billions);
        // The first digit changed: never the same.
        let first = mantissa.to_string();
        let digit = first.as_bytes()[0];
        let changed = if digit == b'9' { b'1' } else { digit + 1 };
        let wrong = format!("{}{}00万元", changed as char, &first[1..]);
        let wrong = quantities(&wrong, Lang::Chinese);
        prop_assert_eq!(compare(&exact[0], &wrong[0]).relation, Relation::Conflict);
    }

    #[test]
    fn a_reference_turns_relative_dates_into_dates(year in 1990i32..2040, month in 1u32..13) {
        let options = QuantityOptions::default().reference(format!("{year}-{month:02}-15"));
        let relative = quantities_with("去年10月，明年", Lang::Chinese, &options);
        let absolute = quantities(&format!("October {} and in {}", year - 1, year + 1), Lang::English);
        prop_assert_eq!(relative.len(), 2);
        for (a, b) in relative.iter().zip(&absolute) {
            prop_assert_eq!(compare(a, b).relation, Relation::Equal, "{:?} {:?}", a, b);
        }
    }

    #[test]
    fn dates_equal_their_rendering(year in 1950i32..2050, month in 1u32..13, day in 1u32..29, form in 0usize..5) {
        let text = match form {
            0 => format!("{year}年{month}月{day}日"),
            1 => format!("{month}月{day}日"),
            2 => format!("{year}年{month}月"),
            3 => format!("{year}年第{}季度", ["一", "二", "三", "四"][(month as usize - 1) / 3]),
            _ => format!("{year}财年"),
        };
        let found = quantities(&text, Lang::Chinese);
        prop_assert_eq!(found.len(), 1, "{} {:?}", text, found);
        let rendered = found[0].render(Lang::English).expect("a plain date renders");
        let again = quantities(&rendered, Lang::English);
        prop_assert_eq!(again.len(), 1, "{} {:?}", rendered, again);
        prop_assert_eq!(compare(&found[0], &again[0]).relation, Relation::Equal, "{} {}", text, rendered);
    }
}

/// Every value of the case file renders in the other language, where it renders at all, as something equal.
#[test]
fn the_case_file_survives_rendering() {
    #[derive(serde::Deserialize)]
    struct Values {
        case: Vec<Case>,
    }
    #[derive(serde::Deserialize)]
    struct Case {
        value: String,
        en: Vec<String>,
        zh: Vec<String>,
    }
    let values: Values = toml::from_str(include_str!("../data/quantity/values.toml"))
        .expect("the case file is TOML");
    let mut wrong = Vec::new();
    let mut rendered = 0;
    for case in &values.case {
        let sides = [(Lang::English, &case.en), (Lang::Chinese, &case.zh)];
        for (lang, surfaces) in sides {
            for surface in surfaces {
                let found = quantities(surface, lang);
                for target in LANGS {
                    let Some(text) = found.first().and_then(|it| it.render(target)) else {
                        continue;
                    };
                    rendered += 1;
                    let again = quantities(&text, target);
                    let relation = again.first().map(|it| compare(&found[0], it));
                    if again.len() != 1 || relation.is_none_or(|it| it.relation != Relation::Equal)
                    {
                        wrong.push(format!("{} {surface}: {text} {relation:?}", case.value));
                    }
                }
            }
        }
    }
    assert!(rendered > 600, "{rendered}");
    assert!(
        wrong.is_empty(),
        "{} of {rendered} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
