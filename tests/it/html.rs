//! The page for a browser: what stands in it, how large it is, and what the browser makes of it.

use std::{fmt::Write, fs, path::PathBuf, process::Command};

use bitext::{
    Aligner, Alignment, Mode,
    align::LinkKind,
    quantity::Relation,
    report::{self, html},
    score::Evidence,
    text,
};
use proptest::prelude::*;

pub(crate) fn page_of(alignment: &Alignment, source: &str, target: &str) -> String {
    let mut page = Vec::new();
    let labels = html::Labels::new("report.en.txt", "报告.zh.txt");
    html::write(&mut page, alignment, source, target, labels).unwrap();
    String::from_utf8(page).unwrap()
}

pub(crate) fn page(source: &str, target: &str) -> String {
    page_of(&bitext::align(source, target), source, target)
}

/// The page without style, script and version: what depends on the texts.
fn content(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (rest, _) = rest.split_once("<script>").unwrap();
    let version = format!("bitext {}", env!("CARGO_PKG_VERSION"));
    format!("{head}{rest}")
        .replace(&version, "bitext VERSION")
        .replace("><", ">\n<")
}

/// The page with what the script counts again as it was written.
fn as_written(page: &str) -> String {
    let mut pieces = page.split("<span data-");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (tag, rest) = piece.split_once('>').unwrap();
        text.push_str(if tag.ends_with(" hidden") {
            "⟨unsaid⟩"
        } else {
            ""
        });
        text.push_str(&rest.replacen("</span>", "", 1));
    }
    text
}

const ENGLISH: &str = "The works cost 380 million yuan. They were finished on May 3, two years late. \
    Nobody came. The bridge is 45 km long.";
const CHINESE: &str =
    "工程耗资3.8亿元，5月3日完工，晚了两年。当天下着雨。没有人来。大桥全长54公里。";

#[test]
fn a_small_page() {
    insta::assert_snapshot!(content(&page(ENGLISH, CHINESE)));
}

#[test]
fn a_page_of_comparable_text() {
    let aligner = Aligner::builder().mode(Mode::Comparable).build().unwrap();
    let source = "Profit fell 12 per cent to 4.5 billion yuan in the third quarter. Shares rose.";
    let target = "该公司周二发布公告。第三季度净利润45.2亿元，同比下降12%，低于预期。";
    let page = page_of(&aligner.align(source, target), source, target);
    assert!(page.contains(r#"data-mode="comparable""#));
    assert!(page.contains("45.2亿元"));
    // A statement that is all its sentences say is not repeated.
    let alignment = aligner.align(source, target);
    let mut whole = ("", "");
    let shown = alignment.views(source, target).filter(|pair| {
        let sides = (pair.source(), pair.target());
        let is_new = pair.link().kind == LinkKind::Sentence || sides != whole;
        whole = if pair.link().kind == LinkKind::Sentence {
            sides
        } else {
            whole
        };
        is_new
    });
    assert_eq!(rows(&page), shown.count());
}

#[test]
fn a_number_that_differs_is_marked_on_both_sides() {
    let page = page(ENGLISH, CHINESE);
    let marks: Vec<&str> = page.split(r#"<b class="e" title=""#).skip(1).collect();
    assert_eq!(marks.len(), 2, "{page}");
    assert!(marks[0].contains("45 km"));
    assert!(marks[1].contains("54公里"));
}

#[test]
fn markup_in_a_text_stays_text() {
    let source = "<script>alert(1)</script> costs \"380 million\" yuan & more. </p></div><img src=x onerror=alert(2)>";
    let target = "<script>alert(1)</script>耗资“3.8亿”元。";
    let alignment = bitext::align(source, target);
    let mut bytes = Vec::new();
    let labels = html::Labels::new("</title><script>a", "\"><script>b");
    html::write(&mut bytes, &alignment, source, target, labels).unwrap();
    let page = String::from_utf8(bytes).unwrap();
    assert_eq!(page.matches("<script").count(), 1, "only our own");
    assert!(!page.contains("<img"));
    assert!(page.contains("&lt;script&gt;"));
    assert!(page.contains("data-target=\"&quot;&gt;&lt;script&gt;b\""));
}

#[test]
fn nothing_is_fetched() {
    let page = page(ENGLISH, CHINESE);
    assert!(page.contains("default-src 'none'"));
    for address in ["http:", "https:", "url(", "@import", " src=", "<link"] {
        assert!(!page.contains(address), "{address}");
    }
}

/// A book of so many sentences a side, with names, amounts and dates.
fn book(sentences: usize) -> (String, String) {
    let (mut english, mut chinese) = (String::new(), String::new());
    for n in 0..sentences {
        let (amount, day) = (n * 7 % 900 + 11, n % 27 + 1);
        match n % 4 {
            0 => {
                let _ = writeln!(
                    english,
                    "On May {day} the city paid {amount} million yuan for a new hospital near the old bridge, and the mayor thanked the workers."
                );
                let _ = writeln!(
                    chinese,
                    "5月{day}日，该市斥资{amount}百万元在老桥附近新建一所医院，市长感谢了工人们。"
                );
            }
            1 => {
                let _ = writeln!(
                    english,
                    "“The river rose {amount} centimetres during the night,” the old fisherman told his daughter in the kitchen."
                );
                let _ = writeln!(
                    chinese,
                    "“夜里河水上涨了{amount}厘米，”老渔夫在厨房里对女儿说。"
                );
            }
            2 => {
                let _ = writeln!(
                    english,
                    "Nobody believed the story about train number {amount}, although the newspaper had printed a photograph of the station."
                );
                let _ = writeln!(
                    chinese,
                    "没有人相信关于{amount}次列车的故事，尽管报纸刊登了车站的照片。"
                );
            }
            _ => {
                let _ = writeln!(
                    english,
                    "Professor Wang read {amount} letters from students in Shanghai and answered every question before the summer holiday."
                );
                let _ = writeln!(
                    chinese,
                    "王教授读了上海学生的{amount}封来信，并在暑假前回答了每一个问题。"
                );
            }
        }
    }
    (english, chinese)
}

fn rows(page: &str) -> usize {
    page.matches("<div class=\"r ").count()
}

#[test]
fn a_book_of_five_thousand_rows_is_below_five_megabytes() {
    let (english, chinese) = book(5000);
    let page = page(&english, &chinese);
    assert!(rows(&page) >= 5000, "{}", rows(&page));
    assert!(page.len() < 5_000_000, "{} bytes", page.len());
    // Highlights and all: a page without them would be smaller still.
    assert!(page.matches("<b class=").count() > 40_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Read as a browser reads it, the page has no element but ours, and the sentences are those of the text.
    #[test]
    fn any_text_survives(
        source in "([<>&\"'/a-z=! 0-9-]{0,12}|script|<!--|]]>|\u{3e}|[.\n\u{0}]){0,12}",
        target in "([<>&\"'/雨水三0-9]{0,8}|</b>|<svg onload=a>|[。\n]){0,12}",
    ) {
        let alignment = bitext::align(&source, &target);
        let page = page_of(&alignment, &source, &target);
        let (_, body) = page.split_once("<div class=\"h\"").unwrap();
        let (table, _) = body.split_once("<footer").unwrap();
        let mut shown = String::new();
        for piece in table.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap();
            let name = tag.trim_start_matches('/').split(' ').next().unwrap();
            prop_assert!(["div", "p", "b", "i", "bdi", "main"].contains(&name), "{tag}");
            if !tag.starts_with("div class=\"c\"") {
                shown.push_str(text);
            }
        }
        prop_assert!(!shown.contains('>'));
        let read = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let read = kept(&read);
        for pair in alignment.views(&source, &target) {
            let sides = [(&pair.link().source, &source), (&pair.link().target, &target)];
            for (segments, text) in sides {
                for segment in segments {
                    let sentence = kept(segment.span.slice(text));
                    prop_assert!(read.contains(&sentence), "{sentence:?} is not in {read:?}");
                }
            }
        }
    }
}

fn browser() -> Option<PathBuf> {
    const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
    let path = std::env::var_os("PATH")?;
    let mut files =
        std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    files.find(|file| file.is_file())
}

/// What a browser makes of a page after `script` has run; `None`, and a word about it, where no Chromium is installed.
pub(crate) fn in_browser(page: &str, script: &str) -> Option<String> {
    let Some(browser) = browser() else {
        #[expect(clippy::print_stderr, reason = "a test that did not run says so")]
        {
            eprintln!("no Chromium here: the page was not opened");
        }
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    let script = format!(
        "<script>(async () => {{ {script} }})().catch(error => {{ document.title = 'failed: ' + error; }})</script></body>"
    );
    fs::write(&file, page.replace("</body>", &script)).unwrap();
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        ))
        .args(["--virtual-time-budget=4000", "--dump-dom"])
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Presses keys, saves, and puts the file of corrections into the title.
const PRESS: &str = r"
    let blob = null;
    URL.createObjectURL = made => { blob = made; return 'blob:none'; };
    HTMLAnchorElement.prototype.click = () => {};
    for (const key of KEYS) document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    document.title = await blob.text();";

pub(crate) fn corrections(page: &str, keys: &str) -> Option<serde_json::Value> {
    title(page, &PRESS.replace("KEYS", &format!("{keys:?}")))
}

/// The JSON that `script` leaves in the title.
pub(crate) fn title(page: &str, script: &str) -> Option<serde_json::Value> {
    let dom = in_browser(page, script)?;
    let (_, rest) = dom.split_once("<title>").unwrap();
    let (title, _) = rest.split_once("</title>").unwrap();
    Some(serde_json::from_str(title).unwrap_or_else(|error| panic!("{error}: {title}")))
}

#[test]
fn corrections_are_saved_by_index() {
    let source = "It rained all night. In the morning the river was high. Nobody crossed it.";
    let target = "雨下了一夜。早上河水很高，没有人过河。";
    let page = page(source, target);
    let beads = |keys: &str| Some(corrections(&page, keys)?["beads"].clone());
    let Some(confirmed) = beads("jcw") else {
        return;
    };
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(
        confirmed,
        json(r#"[{"source":[0],"target":[0],"status":"confirmed"}]"#)
    );
    // The second row has two sentences on the left.
    assert_eq!(
        beads("jjsw").unwrap(),
        json(
            r#"[{"source":[1],"target":[1],"status":"corrected"},{"source":[2],"target":[],"status":"corrected"}]"#
        )
    );
    assert_eq!(
        beads("jmw").unwrap(),
        json(r#"[{"source":[0,1,2],"target":[0,1],"status":"corrected"}]"#)
    );
    assert_eq!(
        beads("juw").unwrap(),
        json(
            r#"[{"source":[0],"target":[],"status":"corrected"},{"source":[],"target":[0],"status":"corrected"}]"#
        )
    );
    assert_eq!(
        beads("jmzjszcw").unwrap(),
        json(r#"[{"source":[1,2],"target":[1],"status":"confirmed"}]"#)
    );
    let whole = corrections(&page, "jcw").unwrap();
    assert_eq!(whole["format"], "bitext-corrections");
    let digest = text::digest(source, Aligner::default().segments(source, target).0);
    let expected = serde_json::json!({
        "name": "report.en.txt", "segments": 3, "bytes": 74, "digest": format!("{digest:016x}"),
    });
    assert_eq!(whole["source"], expected);
}

/// Corrects in the page, aligns again with what it saved, corrects in the page of that, and again.
#[cfg(feature = "cli")]
#[test]
fn corrections_come_back_through_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("a.en"), ENGLISH).unwrap();
    fs::write(path("a.zh"), CHINESE).unwrap();
    let report = |pins: Option<&serde_json::Value>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bitext"));
        command
            .args(["report", "a.en", "a.zh", "-o", "a.html"])
            .current_dir(&folder);
        if let Some(pins) = pins {
            fs::write(path("pins.json"), pins.to_string()).unwrap();
            command.args(["--pins", "pins.json", "--force"]);
        }
        let output = command.output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        fs::read_to_string(path("a.html")).unwrap()
    };
    let bead = |source: &[usize], target: &[usize], status: &str| serde_json::json!({ "source": source, "target": target, "status": status });
    // Rows: [0, 1, ..]:[0, ..], and so on; the first is split, the last confirmed.
    let first = report(None);
    let Some(saved) = corrections(&first, "jskkjjjjjcw") else {
        return;
    };
    let beads = saved["beads"].as_array().unwrap();
    assert!(beads.len() >= 3, "{saved}");
    let pairs = |beads: &[serde_json::Value]| -> Vec<serde_json::Value> {
        let pairs = beads
            .iter()
            .map(|bead| serde_json::json!([bead["source"], bead["target"]]));
        pairs.collect()
    };
    // Opened again, they are confirmed, and saving at once saves the same.
    let second = report(Some(&saved));
    assert_eq!(second.matches("data-s=\"confirmed\"").count(), beads.len());
    let again = corrections(&second, "w").unwrap();
    let of_again = again["beads"].as_array().unwrap();
    assert_eq!(pairs(of_again), pairs(beads));
    assert!(of_again.iter().all(|bead| bead["status"] == "confirmed"));
    assert_eq!(
        (&again["source"], &again["target"]),
        (&saved["source"], &saved["target"])
    );
    assert_eq!(report(Some(&again)), second);
    // What was confirmed can be given up, unlinked and merged there as well.
    let fewer = corrections(&second, "jcw").unwrap();
    assert_eq!(fewer["beads"].as_array().unwrap().len(), beads.len() - 1);
    let merged = corrections(&second, "jmw").unwrap();
    assert_eq!(merged["beads"][0]["status"], "corrected");
    let third = report(Some(&merged));
    assert_eq!(
        corrections(&third, "w").unwrap()["beads"][0]["source"],
        merged["beads"][0]["source"]
    );
    let apart = corrections(&third, "juw").unwrap();
    let alone = bead(&[0], &[], "corrected");
    assert_eq!(apart["beads"][0], alone);
    let fourth = report(Some(&apart));
    assert_eq!(
        pairs(
            corrections(&fourth, "w").unwrap()["beads"]
                .as_array()
                .unwrap()
        )
        .len(),
        apart["beads"].as_array().unwrap().len()
    );
}

#[test]
fn moved_blocks_are_shown_but_not_corrected() {
    let source = "Alpha paid 11 yuan. Beta paid 22 yuan. Gamma paid 33 yuan. Delta paid 44 yuan.";
    let mut alignment = bitext::align(source, source);
    let mut moved = alignment.links[0].clone();
    moved.kind = LinkKind::Moved;
    alignment.links.push(moved);
    let page = page_of(&alignment, source, source);
    assert_eq!(page.matches(" mv\"").count(), 1);
    let Some(found) = title(
        &page,
        r#"
        document.querySelector('.mv').click();
        const off = [...document.querySelectorAll('[data-command]:disabled')].map(it => it.dataset.command);
        document.title = JSON.stringify(off);"#,
    ) else {
        return;
    };
    assert_eq!(
        found,
        serde_json::json!(["confirm", "split", "merge", "unlink"])
    );
}

#[test]
fn evidence_is_explained_where_the_focus_is() {
    let Some(dom) = in_browser(
        &page(ENGLISH, CHINESE),
        "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j' }));",
    ) else {
        return;
    };
    assert!(
        dom.contains("quantity: 380 million yuan = 3.8亿元, equal"),
        "{dom}"
    );
    assert!(dom.contains("aria-description=\"quantity: 380 million yuan"));
}

#[test]
fn filters_and_the_plot_lead_to_rows() {
    let script = r#"
        const shown = () => [...document.querySelectorAll('.r')].filter(row => getComputedStyle(row).display !== 'none').map(row => row.id);
        const filtered = ['review', 'unpaired', 'alone', 'merged', 'numbers', 'all'].map(name => {
            const button = document.querySelector(`[data-filter=${name}]`);
            button.click();
            return [name, shown(), Number(button.querySelector('.count').textContent)];
        });
        const jumps = [0.1, 0.6, 0.9].map(share => {
            // Each jump may scroll the page.
            const box = document.querySelector('#plot').getBoundingClientRect();
            const click = { clientX: box.left + box.width * share, clientY: box.top + box.height * share, bubbles: true };
            document.querySelector('#plot').dispatchEvent(new MouseEvent('click', click));
            return document.querySelector('[aria-current]').id;
        });
        document.title = JSON.stringify({ filtered, jumps });"#;
    let Some(found) = title(&page(ENGLISH, CHINESE), script) else {
        return;
    };
    // The first row has three sentences and is doubtful, the second is likely, in the third a number differs.
    let expected = serde_json::json!({
        "filtered": [
            ["review", ["r1", "r2", "r3"], 3],
            ["unpaired", [], 0],
            ["alone", ["r1"], 1],
            ["merged", ["r1"], 1],
            ["numbers", ["r3"], 1],
            ["all", ["r1", "r2", "r3"], 3],
        ],
        "jumps": ["r1", "r2", "r3"],
    });
    assert_eq!(found, expected);
}

/// The two texts of one of our corpora of comparable text, and their alignment.
fn comparable(name: &str) -> (Alignment, String, String) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/comparable");
    let text = |file| fs::read_to_string(folder.join(name).join(file)).unwrap();
    let (english, chinese) = (text("en.txt"), text("zh.txt"));
    let aligner = Aligner::builder().mode(Mode::Comparable).build().unwrap();
    (aligner.align(&english, &chinese), english, chinese)
}

#[test]
fn rows_are_numbered_without_gaps_as_in_the_table() {
    let (alignment, english, chinese) = comparable("cloud-investment");
    let numbers: Vec<_> = report::numbers(&alignment, &english, &chinese).collect();
    assert!(numbers.contains(&None), "a statement that is not repeated");
    let page = page_of(&alignment, &english, &chinese);
    let shown: Vec<usize> = page
        .split("<i>")
        .filter_map(|it| it.split_once("</i>")?.0.parse().ok())
        .collect();
    assert_eq!(shown, (1..=shown.len()).collect::<Vec<_>>());
    assert!(numbers.into_iter().flatten().eq(shown.iter().copied()));
    for number in shown {
        assert!(page.contains(&format!(" id=\"r{number}\" ")), "{number}");
    }
}

/// 3800亿元 is US$53 billion because the article says so elsewhere; no sentence alone tells.
#[test]
fn amounts_that_the_text_converts_do_not_differ() {
    let (alignment, english, chinese) = comparable("cloud-investment");
    let first = &alignment.links[0];
    let is_converted = |item: &Evidence| item.relation == Some(Relation::Convertible);
    assert!(first.evidence.iter().any(is_converted), "{first:?}");
    let page = page_of(&alignment, &english, &chinese);
    let (_, row) = page.split_once("id=\"r1\"").unwrap();
    let (row, _) = row.split_once("id=\"r2\"").unwrap();
    assert!(
        row.contains(">US$53 billion</b>") && !row.contains("class=\"e\""),
        "{row}"
    );
}

/// A number that only one side gives is none that differs: the page marks what the table marks, in either mode.
#[test]
fn a_number_of_one_side_does_not_differ() {
    let english = "The works cost 380 million yuan. The dam is 45 km long. It was opened on May 3.";
    let chinese = "工程耗资3.8亿元，占地12公顷。大坝长54公里。5月3日启用。";
    let alignment = bitext::align(english, chinese);
    let page = page_of(&alignment, english, chinese);
    let rows: Vec<&str> = page.split("<div class=\"r ").skip(1).collect();
    assert_eq!(rows.len(), 3, "{page}");
    for (row, link) in rows.iter().zip(&alignment.links) {
        let classes = row.split('"').next().unwrap();
        let differs = link.disagreements().count();
        assert_eq!(classes.ends_with(" x"), differs > 0, "{row}");
        assert_eq!(row.matches("class=\"e\"").count(), 2 * differs, "{row}");
    }
    let differing = alignment
        .links
        .iter()
        .map(|link| link.disagreements().count());
    assert_eq!(differing.collect::<Vec<_>>(), [0, 1, 0]);
    let head = as_written(&page);
    assert!(head.contains("numbers differ in 1, however sure"), "{head}");
    // Units carry the same mark into memories.
    let units = bitext::memory::units(&alignment, english, chinese);
    let differing = units.map(|unit| unit.disagreements().count());
    assert_eq!(differing.collect::<Vec<_>>(), [0, 1, 0]);
}

/// In reports of one event, numbers differ where the alignment says that both give one value, and nowhere else.
#[test]
fn reports_differ_in_the_values_that_they_disagree_in() {
    let mut all = 0;
    for name in [
        "typhoon-landfall",
        "museum-heist",
        "cloud-investment",
        "trade-tariff",
        "city-election",
    ] {
        let (alignment, english, chinese) = comparable(name);
        let page = page_of(&alignment, &english, &chinese);
        let numbers = report::numbers(&alignment, &english, &chinese);
        for (link, number) in alignment.links.iter().zip(numbers) {
            let Some(number) = number else {
                continue;
            };
            let (before, _) = page.split_once(&format!(" id=\"r{number}\" ")).unwrap();
            let (_, classes) = before.rsplit_once("<div class=\"").unwrap();
            let differs = link.is_pair() && link.disagreements().next().is_some();
            assert_eq!(classes.contains(" x"), differs, "{name} {number}: {link:?}");
            all += usize::from(differs);
        }
    }
    assert!(all > 0, "no text disagrees in anything");
}

#[test]
fn rows_made_by_hand_say_which_they_were() {
    let script = r"
        const press = keys => { for (const key of keys) document.dispatchEvent(new KeyboardEvent('keydown', { key })); };
        const numbers = () => [...document.querySelectorAll('.r .c')].map(it => it.textContent);
        press('jm');
        const merged = numbers();
        press('s');
        document.title = JSON.stringify([merged, numbers()]);";
    let Some(found) = title(&page(ENGLISH, CHINESE), script) else {
        return;
    };
    let last = found[0][1].clone();
    let expected = serde_json::json!([["1–2by hand", last], ["1–2aby hand", "1–2bby hand", last]]);
    assert_eq!(found, expected);
}

/// The parts of a row have numbers of their own, and none of another row changes; taken back, all is as it was.
#[test]
fn parts_of_a_row_are_told_apart() {
    let script = r"
        const press = keys => { for (const key of keys) document.dispatchEvent(new KeyboardEvent('keydown', { key })); };
        const numbers = () => [...document.querySelectorAll('.r .c i')].map(it => it.textContent);
        const steps = [numbers()];
        for (const keys of ['js', 's', 'zz', 'u', 'z']) { press(keys); steps.push(numbers()); }
        document.title = JSON.stringify(steps);";
    let source = "It rained all night. In the morning the river was high. Nobody crossed it.";
    let target = "雨下了一夜，早上河水很高，没有人过河。";
    let page = page(source, target);
    let Some(found) = title(&page, script) else {
        return;
    };
    let expected = serde_json::json!([
        ["1"],
        ["1a", "1b"],
        ["1a", "1b"],
        ["1"],
        ["1a", "1b", "1c", "1d"],
        ["1"],
    ]);
    assert_eq!(found, expected);
    let script = r"
        const press = keys => { for (const key of keys) document.dispatchEvent(new KeyboardEvent('keydown', { key })); };
        press('jsjs');
        document.title = JSON.stringify([...document.querySelectorAll('.r .c i')].map(it => it.textContent));";
    assert_eq!(
        title(&page, script).unwrap(),
        serde_json::json!(["1a", "1b1", "1b2"])
    );
    // What is saved are the sentences, whatever the rows are called.
    let saved = corrections(&page, "jsjsw").unwrap();
    let bead = |source: &[usize], target: &[usize]| serde_json::json!({ "source": source, "target": target, "status": "corrected" });
    assert_eq!(
        saved["beads"],
        serde_json::json!([bead(&[0], &[0]), bead(&[1], &[]), bead(&[2], &[])])
    );
}

/// A sentence inside a pair that nothing answers to is told in words, counted, filtered, and no more where a person has
/// settled it.
#[test]
fn a_sentence_that_nothing_answers_to_says_so() {
    let source = "It rained all night. The old bridge cost 380 million yuan. Nobody crossed the river for three days.";
    let target = "这座旧桥耗资3.8亿元。三天之内没有人过河。";
    let page = page(source, target);
    assert!(
        page.contains("<p class=\"o\" data-i=\"0\">It rained all night.</p>"),
        "{page}"
    );
    assert_eq!(page.matches("class=\"o\"").count(), 1);
    let head = as_written(&page);
    assert!(
        head.contains("3 of 3 sentences paired (100%), but nothing answers to 1 of them"),
        "{head}"
    );
    assert!(
        head.contains("2 of 2 sentences paired (100%)⟨unsaid⟩"),
        "{head}"
    );
    let script = r"
        const press = keys => { for (const key of keys) document.dispatchEvent(new KeyboardEvent('keydown', { key })); };
        const said = () => [
            getComputedStyle(document.querySelector('p.o'), '::after').content,
            Number(document.querySelector('[data-filter=alone] .count').textContent),
            Number(document.querySelector('[data-filter=review] .count').textContent),
            [...document.querySelectorAll('#why li')].map(it => it.textContent).filter(it => it.startsWith('nothing')),
        ];
        document.querySelector('[data-filter=alone]').click();
        press('j');
        const first = said();
        press('ck');
        const confirmed = said();
        press('c');
        document.title = JSON.stringify([first, confirmed, said()]);";
    let Some(found) = title(&page, script) else {
        return;
    };
    let told = serde_json::json!([
        "\"(nothing answers to this)\"",
        1,
        1,
        ["nothing answers to: It rained all night."]
    ]);
    assert_eq!(found, serde_json::json!([told, ["none", 0, 0, []], told]));
}

#[cfg(feature = "cli")]
#[test]
fn the_program_writes_the_page_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("report.en.txt"), ENGLISH).unwrap();
    fs::write(path("报告.zh.txt"), CHINESE).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_bitext"))
        .args(["align", "--format", "html", "-o"])
        .args([
            path("page.html"),
            path("report.en.txt"),
            path("报告.zh.txt"),
        ])
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(
        fs::read_to_string(path("page.html")).unwrap(),
        page(ENGLISH, CHINESE)
    );
}
