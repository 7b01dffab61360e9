//! What the trained table says of texts that nobody vouches for.

use std::{fs, path::Path};

use bitext::{Aligner, Alignment};

fn related(alignment: &Alignment) -> f32 {
    alignment.related.unwrap().probability().value()
}

/// One or two sentences, whether they translate each other, by what nobody vouches for but themselves.
const SHORT: [(&str, &str, bool); 10] = [
    (
        "The lamp fell off the table.",
        "议员们反对这项预算。",
        false,
    ),
    ("The committee rejected the budget.", "天气很好。", false),
    (
        "Our cat is asleep. The bridge was shut on Monday.",
        "我不知道。会议在三点开始。",
        false,
    ),
    (
        "Grandmother planted two pear trees.",
        "请在周五之前把护照送到领事馆。",
        false,
    ),
    ("The river rose.", "河水上涨了。", true),
    ("Thank you!", "谢谢！", true),
    ("Profit grew 12% this year.", "公司今年利润增长12%。", true),
    (
        "Grandmother planted two pear trees.",
        "奶奶种了两棵梨树。",
        true,
    ),
    (
        "The committee rejected the budget.",
        "委员会否决了预算。",
        true,
    ),
    (
        "Our cat is asleep. The bridge was shut on Monday.",
        "我们的猫睡着了。大桥周一关闭。",
        true,
    ),
];

#[test]
fn a_pair_that_nothing_vouches_for_is_doubted() {
    for (english, chinese, is_translation) in SHORT {
        let alignment = Aligner::default().align(english, chinese);
        let links = || alignment.links.iter().filter(|link| link.is_pair());
        let probability = related(&alignment);
        assert_eq!(
            probability > 0.8,
            is_translation,
            "{english} {chinese}: {probability}"
        );
        assert_eq!(
            probability < 0.3,
            !is_translation,
            "{english} {chinese}: {probability}"
        );
        assert!(links().count() > 0, "{english} {chinese}");
        for link in links() {
            let score = link.score.value();
            assert!(
                score <= probability,
                "{english} {chinese}: {score}, {probability}"
            );
            assert!(
                score > 0.5 || !is_translation,
                "{english} {chinese}: {score}"
            );
        }
    }
}

#[test]
fn long_texts_are_surely_translations_or_surely_none() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/parallel");
    let names = [
        "manual-kiln",
        "news-flood-gates",
        "speech-harbour",
        "story-ferry",
    ];
    let read = |name: &str, lang: &str| {
        fs::read_to_string(folder.join(name).join(lang).with_extension("txt")).unwrap()
    };
    for (name, other) in names.iter().zip(names.iter().cycle().skip(1)) {
        let (english, chinese) = (read(name, "en"), read(name, "zh"));
        let own = related(&Aligner::default().align(&english, &chinese));
        assert!(own > 0.999, "{name}: {own}");
        let strange = related(&Aligner::default().align(&english, &read(other, "zh")));
        assert!(strange < 0.01, "{name}, {other}: {strange}");
    }
}
