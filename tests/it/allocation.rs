//! What needs no memory of its own asks for none: the language of whole texts, and folding where nothing changes.

use std::{fs, path::Path};

use bitext::{detect, text::Folding};

/// All texts of the corpora.
fn texts() -> Vec<String> {
    let mut texts = Vec::new();
    for task in ["parallel", "comparable"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpora")
            .join(task);
        for entry in fs::read_dir(folder).unwrap() {
            let folder = entry.unwrap().path();
            let names = ["zh.txt", "en.txt"];
            texts.extend(names.map(|name| fs::read_to_string(folder.join(name)).unwrap()));
        }
    }
    assert!(texts.len() >= 30);
    texts
}

#[test]
fn detection_allocates_nothing() {
    let texts = texts();
    // Tables are loaded at first use.
    for text in &texts {
        let _ = detect(text);
    }
    for text in &texts {
        let counted = allocation_counter::measure(|| _ = detect(text));
        assert_eq!(counted.count_total, 0, "{text:?}");
    }
}

#[test]
fn text_that_is_folded_already_is_not_copied() {
    let odd = [
        "",
        "雨",
        "\u{0}\u{301}",
        "ｆｕｌｌ　ｗｉｄｔｈ",
        "かな",
        "été",
    ]
    .map(str::to_owned);
    for text in texts().into_iter().chain(odd) {
        let folded = Folding::ALL.fold(&text).into_owned();
        let counted = allocation_counter::measure(|| drop(Folding::ALL.fold(&folded)));
        assert_eq!(counted.count_total, 0, "{text:?}");
    }
    // The counter counts.
    assert_eq!(allocation_counter::measure(|| drop(vec![1])).count_total, 1);
}
