//! How the page splits a row: by what was clicked, else by what is marked, else after the first sentences.

use std::{collections::BTreeSet, fmt::Write};

use bitext::{
    Aligner, Mode,
    align::{Input, Pin},
};
use serde_json::json;

use crate::html::{corrections, page, title};

const CASES: &str = include_str!("../data/report/split.txt");

/// The cases: a row, and the rows it falls into.
fn cases() -> Vec<(&'static str, &'static str)> {
    let lines = CASES.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cases = lines.map(|line| line.split_once("=>").expect(line));
    cases.map(|(row, rows)| (row.trim(), rows.trim())).collect()
}

/// Makes the row of each case, clicks, presses `s`, and writes down the rows; and again what was there, after `z`.
const SPLIT: &str = r"
    const press = key => document.dispatchEvent(new KeyboardEvent('keydown', { key }));
    const table = document.querySelector('#rows'), model = document.querySelector('.r').cloneNode(true);
    const sides = row => [...row.querySelectorAll('.t')].map(cell => cell.textContent).join('|');
    const rows = () => [...document.querySelectorAll('.r')];
    const shown = () => rows().map(sides).join(' ');
    const found = CASES.map(text => {
        const row = model.cloneNode(true), [, sentences, isSettled] = /^(.*?)( by hand)?$/.exec(text);
        for (const other of rows()) other.remove();
        row.className = 'r';
        row.dataset.w = '';
        row.querySelectorAll('.t').forEach((cell, side) => cell.replaceChildren(...sentences.split('|')[side].split(' ').filter(Boolean).map((word, index) => {
            const p = document.createElement('p');
            p.textContent = word.replace(/[*^]/g, '');
            p.dataset.i = 10 + index;
            p.classList.toggle('o', word.endsWith('*'));
            return p;
        })));
        row.classList.toggle('o', row.querySelector('p.o') !== null);
        row.classList.toggle('ok', Boolean(isSettled));
        table.append(row);
        row.click();
        const before = shown();
        const all = [...row.querySelectorAll('p')], words = sentences.split(/[ |]+/).filter(Boolean);
        words.forEach((word, place) => { if (word.startsWith('^')) all[place].click(); });
        press('s');
        const after = shown();
        if (after === before) return [rows()[0] === row ? 'same' : 'a copy', before];
        press('z');
        return [after, shown() === before && rows()[0] === row ? before : `not as before: ${shown()}`];
    });
    document.title = JSON.stringify(found);";

#[test]
fn rows_are_split_by_clicks_then_marks_then_after_the_first() {
    let cases = cases();
    assert!(cases.len() > 40, "{}", cases.len());
    let rows: Vec<&str> = cases.iter().map(|(row, _)| *row).collect();
    let script = SPLIT.replace("CASES", &json!(rows).to_string());
    let Some(found) = title(&page("It rained.", "下雨了。"), &script) else {
        return;
    };
    let mut failures = String::new();
    for (at, (row, expected)) in cases.iter().enumerate() {
        let plain: String = (row.trim_end_matches("by hand").chars())
            .filter(|it| !" *^".contains(*it))
            .collect();
        if found[at] != json!([expected, plain]) {
            let _ = writeln!(failures, "{row}: {expected}, found {}", found[at]);
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// Whatever rows a split makes, they are pins that alignment takes, and that keep every sentence.
#[test]
fn rows_of_a_split_can_be_pinned() {
    let numbered = |first: char, row: &str| -> Vec<usize> {
        row.chars().map(|it| it as usize - first as usize).collect()
    };
    let (source, target) = (
        "It rained. We left. They sang. He slept. All was well.",
        "下雨了。我们走了。他们唱了歌。",
    );
    let aligner = Aligner::builder().mode(Mode::Parallel).build().unwrap();
    for (row, expected) in cases().into_iter().filter(|(_, rows)| *rows != "same") {
        let sides: Vec<_> = (expected.split(' '))
            .map(|part| part.split_once('|').unwrap())
            .map(|(source, target)| (numbered('a', source), numbered('x', target)))
            .collect();
        let kept: BTreeSet<char> = expected.chars().filter(char::is_ascii_alphabetic).collect();
        let row = row.trim_end_matches("by hand");
        assert!(
            kept.into_iter()
                .eq(row.chars().filter(char::is_ascii_alphabetic)),
            "{row}"
        );
        let pins: Vec<Pin> = (sides.into_iter())
            .map(|(source, target)| Pin::bead(source, target))
            .collect();
        let aligned = aligner.align_pinned(source, target, &pins);
        assert!(aligned.is_ok(), "{row}: {aligned:?}");
    }
}

/// A row as alignment makes it, and what is saved of its parts.
#[test]
fn a_sentence_that_nothing_answers_to_is_split_off() {
    let rain = "It rained all night.";
    let rest = [
        "The old bridge cost 380 million yuan.",
        "Nobody crossed the river for three days.",
    ];
    let target = "这座旧桥耗资3.8亿元。三天之内没有人过河。";
    let [bridge, river] = rest;
    // It stands before the sentence that it was joined to, and behind it.
    let texts = [
        (format!("{rain} {bridge} {river}"), [[0], [1]], 0),
        (format!("{bridge} {river} {rain}"), [[1], [2]], 1),
    ];
    for (source, pair, alone) in texts {
        let alignment = bitext::align(&source, target);
        let marked: Vec<_> = (alignment.links.iter())
            .flat_map(bitext::Link::unanswered)
            .collect();
        let [(Input::Source, marked)] = marked[..] else {
            panic!("{alignment:?}");
        };
        let place = (alignment.links.iter()).position(|link| link.source.contains(marked));
        let keys = format!("{}sw", "j".repeat(place.unwrap() + 1));
        let Some(saved) = corrections(&page(&source, target), &keys) else {
            return;
        };
        let mut expected = pair.map(|sentence| {
            let has = sentence == [marked.index];
            let target = if has { vec![] } else { vec![place.unwrap()] };
            json!({ "source": sentence, "target": target, "status": "corrected" })
        });
        assert_eq!(expected[alone]["target"], json!([]));
        assert_eq!(saved["beads"], json!(expected.as_mut()), "{source}");
    }
}

/// A click shows where the row will be cut: a line above the sentence, one below the whole of a side without a click.
#[test]
fn lines_show_where_a_row_is_cut() {
    let script = r"
        const row = document.querySelector('.g');
        row.click();
        const lines = () => [...row.querySelectorAll('p')].map(p => {
            const style = getComputedStyle(p);
            return Number(style.borderTopStyle === 'dashed') + 2 * Number(style.borderBottomStyle === 'dashed');
        });
        const all = [...row.querySelectorAll('p')], steps = [lines()];
        for (const at of [1, 2, 2, 0, 0]) { all[at].click(); steps.push(lines()); }
        document.title = JSON.stringify(steps);";
    let source = "It rained all night. In the morning the river was high.";
    let target = "雨下了一夜，早上河水很高。";
    let Some(found) = title(&page(source, target), script) else {
        return;
    };
    let expected = json!([
        [0, 0, 0],
        [0, 1, 2],
        [0, 1, 1],
        [0, 1, 2],
        [1, 0, 2],
        [0, 0, 0]
    ]);
    assert_eq!(found, expected);
}

#[test]
fn titles_say_what_split_and_confirm_do() {
    let page = page("It rained.", "下雨了。");
    let title = |command: &str| {
        let (_, rest) = page
            .split_once(&format!("data-command=\"{command}\""))
            .unwrap();
        let (_, rest) = rest.split_once("title=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    assert!(title("confirm").contains("go to the next"));
    for words in [
        "above the sentences that were clicked",
        "stays whole in the upper",
        "that nothing answers to stand alone",
    ] {
        assert!(title("split").contains(words), "{words}");
    }
}
