//! What the page lets a person correct: rows that are shown, of parallel text; and what it says of it.

use bitext::{Aligner, Mode};
use serde_json::json;

use crate::html::{page, page_of, title};

/// Keys, filters, and what a person sees.
const TOOLS: &str = r"
    const press = keys => { for (const key of keys) document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); };
    const filter = name => document.querySelector(`[data-filter=${name}]`).click();
    const count = name => Number(document.querySelector(`[data-filter=${name}] .count`).textContent);
    const said = () => document.querySelector('#status').textContent;
    const none = () => (document.querySelector('#none').hidden ? '' : document.querySelector('#none').innerText);
    const current = () => document.querySelector('[aria-current] i')?.textContent ?? null;
    const why = () => [...document.querySelectorAll('#why li')].map(it => it.textContent);
    const rows = () => [...document.querySelectorAll('.r')].map(it => it.innerText.replace(/\s+/g, ' '));
    const head = () => [...document.querySelectorAll('dd')].slice(0, 4).map(it => it.innerText);
    const shown = () => [...document.querySelectorAll('.r')].filter(it => getComputedStyle(it).display !== 'none').length;
    let files = 0;
    URL.createObjectURL = () => { files++; return 'blob:none'; };
    HTMLAnchorElement.prototype.click = () => {};
";

fn found(page: &str, script: &str) -> Option<serde_json::Value> {
    title(page, &format!("{TOOLS}{script}"))
}

const ENGLISH: &str = "The works cost 380 million yuan. They were finished on Tuesday, 18 June. The bridge is 45 km long.";
const CHINESE: &str = "工程耗资3.8亿元。6月18日（星期三）完工。大桥全长54公里。";

#[test]
fn only_rows_that_are_shown_are_decided() {
    let script = r"
        press('jj');
        const steps = [[current(), none(), why().length > 0]];
        filter('unpaired');
        steps.push([current(), none(), why().length]);
        for (const key of 'csmuj') { press(key); steps.push([said(), rows().length, document.querySelectorAll('[data-s]').length]); }
        filter('all');
        steps.push([current(), none(), why().length > 0]);
        // The row below is hidden.
        press('k');
        filter('numbers');
        steps.push([current(), shown()]);
        press('j'); press('m');
        steps.push([current(), said()]);
        document.title = JSON.stringify(steps);";
    let Some(found) = found(&page(ENGLISH, CHINESE), script) else {
        return;
    };
    let nothing = json!(["No sentence is unpaired.", 3, 0]);
    let expected = json!([
        ["2", "", true],
        [null, "No sentence is unpaired.", 0],
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        ["2", "", true],
        ["2", 2],
        ["3", "There is nothing to merge: no row is below."]
    ]);
    assert_eq!(found, expected);
}

/// A row that a filter shows is made into rows that it does not.
#[test]
fn what_a_filter_hides_is_not_the_current_row() {
    let script = r"
        filter('numbers');
        press('j');
        const steps = [[current(), shown()]];
        press('u');
        steps.push([current(), shown(), said()]);
        press('z');
        steps.push([current(), shown(), said()]);
        press('m');
        steps.push([rows().length, said()]);
        press('kc');
        steps.push([current(), said()]);
        press('c');
        steps.push([current(), said()]);
        document.title = JSON.stringify(steps);";
    let source = "The dam is 7 km long. Nobody came. The bridge is 45 km long.";
    let target = "大坝长9公里。没有人来。大桥全长54公里。";
    let Some(found) = found(&page(source, target), script) else {
        return;
    };
    let expected = json!([
        ["1", 2],
        [
            "3",
            1,
            "2 rows decided, not saved. The filter does not show what was made."
        ],
        ["1", 2, "Nothing decided yet."],
        [
            3,
            "There is nothing to merge: the filter does not show the row below."
        ],
        ["3", "1 row decided, not saved."],
        ["3", "2 rows decided, not saved."]
    ]);
    assert_eq!(found, expected);
}

#[test]
fn what_differs_is_said_once_with_the_reason() {
    let script = r"
        const steps = [];
        for (const key of 'jjj') { press(key); steps.push(why().filter(it => it.includes('≠'))); }
        press('u');
        steps.push(document.querySelectorAll('.r.ok b.e').length);
        document.title = JSON.stringify(steps);";
    let Some(found) = found(&page(ENGLISH, CHINESE), script) else {
        return;
    };
    let expected = json!([
        [],
        ["on Tuesday, 18 June ≠ 6月18日（星期三）: weekdays differ"],
        ["45 km ≠ 54公里: amounts differ"],
        0
    ]);
    assert_eq!(found, expected);
}

#[test]
fn comparable_text_is_for_reading() {
    let aligner = Aligner::builder().mode(Mode::Comparable).build().unwrap();
    let alignment = aligner.align(ENGLISH, CHINESE);
    let page = page_of(&alignment, ENGLISH, CHINESE);
    assert!(
        page.contains("corrections can be kept of parallel text only</dd>"),
        "{page}"
    );
    let script = r"
        const buttons = [...document.querySelectorAll('[data-command]')].map(it => it.dataset.command);
        const steps = [buttons];
        press('j');
        for (const key of 'csmuzw') { press(key); steps.push([said(), current(), files, document.querySelectorAll('[data-s], .cut').length]); }
        press('jk');
        filter('numbers');
        steps.push([said(), current() !== null]);
        document.title = JSON.stringify(steps);";
    let Some(found) = found(&page, script) else {
        return;
    };
    let refused = json!([
        "This page is for reading: corrections can be kept of parallel text only.",
        "1",
        0,
        0
    ]);
    let mut expected = vec![json!(["next", "previous"])];
    expected.extend(std::iter::repeat_n(refused, 6));
    expected.push(json!(["", true]));
    assert_eq!(found, json!(expected));
}

#[test]
fn what_cannot_be_done_says_why() {
    let script = r"
        const steps = [];
        for (const key of ['w', 'z', 'jjj', 's', 'm', 'u', 's', 'z', 'w', 'c', 'w', 'z', 'w']) { press(key); steps.push([said(), files]); }
        document.title = JSON.stringify(steps);";
    let Some(found) = found(&page(ENGLISH, CHINESE), script) else {
        return;
    };
    let expected = json!([
        ["Nothing is decided: there is nothing to save.", 0],
        ["There is nothing to take back.", 0],
        ["There is nothing to take back.", 0],
        ["There is nothing to split: each side has one sentence.", 0],
        ["There is nothing to merge: no row is below.", 0],
        ["2 rows decided, not saved.", 0],
        ["There is nothing to split: the row has one sentence.", 0],
        ["Nothing decided yet.", 0],
        ["Nothing is decided: there is nothing to save.", 0],
        ["1 row decided, not saved.", 0],
        ["1 row decided, saved.", 1],
        ["Nothing is decided any more, not saved.", 1],
        ["Nothing decided yet.", 2]
    ]);
    assert_eq!(found, expected);
}

/// The head counts what the rows and the filters show.
#[test]
fn the_head_counts_what_was_corrected() {
    let script = r"
        const steps = [[...head(), count('unpaired'), count('numbers')]];
        for (const keys of ['jjju', 'z', 'c', 'km']) { press(keys); steps.push([...head(), count('unpaired'), count('numbers')]); }
        document.title = JSON.stringify(steps);";
    let page = page(ENGLISH, CHINESE);
    let Some(found) = found(&page, script) else {
        return;
    };
    let side = |lang: &str, paired: usize| {
        let share = paired * 100 / 3;
        format!("{lang}, {paired} of 3 sentences paired ({share}%)")
    };
    let step = |paired: usize, pairs: &str, decided: &str, unpaired: usize, numbers: usize| {
        json!([
            side("English", paired),
            side("Chinese", paired),
            pairs,
            decided,
            unpaired,
            numbers
        ])
    };
    let pairs = "3: 3 sure, 0 likely, 0 doubtful; numbers differ in 2, however sure";
    let hidden = "0 by a person";
    let expected = json!([
        step(3, pairs, hidden, 0, 2),
        step(
            2,
            "2: 2 sure, 0 likely, 0 doubtful; numbers differ in 1, however sure",
            "2 by a person",
            2,
            1
        ),
        step(3, pairs, hidden, 0, 2),
        step(3, pairs, "1 by a person", 0, 2),
        step(
            3,
            "2: 1 sure, 0 likely, 0 doubtful, 1 by hand",
            "1 by a person",
            0,
            0
        ),
    ]);
    assert_eq!(found, expected);
}

/// Taken apart and put together again, a row is what it was: number, score, evidence, undecided.
#[test]
fn a_row_of_the_same_sentences_is_the_same_row() {
    let script = r"
        const state = () => [...document.querySelectorAll('.r')].map(it => [it.className, it.id, it.querySelector('.c').textContent, it.querySelectorAll('b').length]);
        const steps = [JSON.stringify(state())];
        for (const keys of ['jsm', 'umm', 'zzmm', 'zzzzz']) { press(keys); steps.push(JSON.stringify(state()) === steps[0]); }
        steps.push(said());
        document.title = JSON.stringify(steps.slice(1));";
    let source =
        "It rained all night, and in the morning the river was 5 metres high. Nobody crossed it.";
    let target = "雨下了一夜。早上河水高5米。没有人过河。";
    let Some(found) = found(&page(source, target), script) else {
        return;
    };
    assert_eq!(
        found,
        json!([true, true, true, true, "Nothing decided yet."])
    );
}
