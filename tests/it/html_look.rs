//! What the pages look like, as far as it can be counted: the contrast of their colours, and that nothing is wider than a
//! telephone.

use std::{collections::HashMap, ops::RangeInclusive};

use bitext::report::html;

use crate::html::in_browser;

/// The least contrast of text and of what is not text (WCAG 2.2, success criteria 1.4.3 and 1.4.11, level AA).
const TEXT: f64 = 4.5;
const NO_TEXT: f64 = 3.0;

fn page() -> String {
    let (source, target) = (
        "The works cost 380 million yuan.",
        "工程耗资3.8亿元。当天下着雨。",
    );
    let mut page = Vec::new();
    let labels = html::Labels::new("a.en", "a.zh");
    html::write(
        &mut page,
        &bitext::align(source, target),
        source,
        target,
        labels,
    )
    .unwrap();
    String::from_utf8(page).unwrap()
}

fn style(page: &str) -> &str {
    let (_, rest) = page.split_once("<style>").unwrap();
    rest.split_once("</style>").unwrap().0
}

/// The variables of each look: light, dark, paper, what is not said again being that of light.
fn palettes(style: &str) -> Vec<HashMap<&str, &str>> {
    let mut palettes: Vec<HashMap<&str, &str>> = Vec::new();
    for block in style.split(":root{").skip(1) {
        let (block, _) = block.split_once('}').unwrap();
        let mut palette = palettes.first().cloned().unwrap_or_default();
        let pairs = block.split(';').filter_map(|it| it.trim().split_once(':'));
        palette.extend(pairs);
        palettes.push(palette);
    }
    palettes
}

/// Red, green and blue from 0 to 1.
type Colour = [f64; 3];

fn hex(value: &str) -> Colour {
    let digits: Vec<u32> = value[1..]
        .chars()
        .map(|it| it.to_digit(16).unwrap())
        .collect();
    let byte = |at: usize| match digits.len() {
        3 => f64::from(digits[at] * 17),
        _ => f64::from(digits[2 * at] * 16 + digits[2 * at + 1]),
    };
    [0, 1, 2].map(|at| byte(at) / 255.0)
}

/// Hue in degrees; saturation and lightness from 0 to 1 (CSS Color 4, section 7.1).
fn hsl(hue: f64, saturation: f64, lightness: f64) -> Colour {
    [0.0, 8.0, 4.0].map(|n| {
        let k = (n + hue / 30.0) % 12.0;
        let chroma = saturation * lightness.min(1.0 - lightness);
        lightness - chroma * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, *contrast ratio*).
fn contrast(a: Colour, b: Colour) -> f64 {
    let luminance = |colour: Colour| -> f64 {
        let linear = colour.map(|it| {
            if it <= 0.04045 {
                it / 12.92
            } else {
                ((it + 0.055) / 1.055).powf(2.4)
            }
        });
        linear[0] * 0.2126 + linear[1] * 0.7152 + linear[2] * 0.0722
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_that_of_the_standard() {
    let close = |a: Colour, b: Colour, expected: f64| (contrast(a, b) - expected).abs() < 0.01;
    assert!(close(hex("#000"), hex("#ffffff"), 21.0));
    assert!(close(hex("#777"), hex("#fff"), 4.48));
    assert!(close(hex("#f00"), hsl(0.0, 1.0, 0.5), 1.0));
    assert!(close(hex("#2a9d8f"), hsl(172.7, 0.5779, 0.3902), 1.0));
}

/// Every colour that text has, on every ground it stands on; every mark and line against its ground.
#[test]
fn colours_can_be_told_apart() {
    let page = page();
    let palettes = palettes(style(&page));
    assert_eq!(palettes.len(), 4, "light, dark, telephone, paper");
    let hues: Vec<f64> = style(&page)
        .split("--hue:")
        .skip(1)
        .map(|it| it.split(['}', ';']).next().unwrap().parse().unwrap())
        .collect();
    assert!(hues.len() > 8, "eight hues and that of numbers that differ");
    for palette in palettes {
        let colour = |name: &str| hex(palette[name]);
        let share =
            |name: &str| palette[name].trim_end_matches('%').parse::<f64>().unwrap() / 100.0;
        let mut seen = Vec::new();
        for ground in ["--back", "--page"] {
            for ink in ["--text", "--soft", "--k0", "--k1", "--k2", "--u", "--bad"] {
                seen.push((
                    format!("{ink} on {ground}"),
                    contrast(colour(ink), colour(ground)),
                    TEXT,
                ));
            }
            let focus = contrast(colour("--focus"), colour(ground));
            seen.push((format!("--focus on {ground}"), focus, NO_TEXT));
        }
        for &hue in &hues {
            let fill = hsl(hue, share("--sat"), share("--mark"));
            let edge = hsl(hue, 0.6, share("--edge"));
            seen.push((
                format!("text on {hue}"),
                contrast(colour("--text"), fill),
                TEXT,
            ));
            seen.push((
                format!("edge of {hue}"),
                contrast(edge, colour("--back")),
                NO_TEXT,
            ));
        }
        for (what, found, least) in seen {
            assert!(
                found >= least,
                "{what}: {found:.2}, at least {least} is needed, in {palette:?}"
            );
        }
    }
}

/// What a script finds out about a page in a frame of that width; `None` where no Chromium is installed.
fn in_frame(page: &str, width: u32, expression: &str) -> Option<Vec<f64>> {
    let script =
        format!("<script>parent.postMessage(JSON.stringify({expression}), '*')</script></body>");
    let page = page.replace("</body>", &script);
    let quoted = page
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    let wrapper = format!(
        "<!DOCTYPE html><title>nothing</title><body>\
         <iframe style=\"border:0;width:{width}px;height:844px\" srcdoc=\"{quoted}\"></iframe></body>"
    );
    let script = "document.title = await new Promise(done => addEventListener('message', it => done(it.data)));";
    let dom = in_browser(&wrapper, script)?;
    let (_, rest) = dom.split_once("<title>").unwrap();
    let (title, _) = rest.split_once("</title>").unwrap();
    Some(serde_json::from_str(title).unwrap_or_else(|error| panic!("{error}: {title}")))
}

#[test]
fn nothing_is_wider_than_the_window() {
    const WIDTHS: [(u32, RangeInclusive<f64>); 4] = [
        (320, 200.0..=600.0),
        (390, 200.0..=560.0),
        (800, 200.0..=500.0),
        (1400, 200.0..=460.0),
    ];
    for (width, first_row) in WIDTHS {
        // How wide it wants to be, where the first row begins, how high the smallest button is.
        let expression = "[document.documentElement.scrollWidth, document.querySelector('.r').getBoundingClientRect().top, \
            Math.min(...[...document.querySelectorAll('button')].map(it => it.getBoundingClientRect().height))]";
        let Some(found) = in_frame(&page(), width, expression) else {
            return;
        };
        let (wide, top, button) = (found[0], found[1], found[2]);
        assert!(wide <= f64::from(width), "{width}: {wide}");
        assert!(
            first_row.contains(&top),
            "{width}: the first row begins at {top}"
        );
        // A finger needs more than a pointer (WCAG 2.2, success criterion 2.5.8: 24).
        let least = if width < 736 { 36.0 } else { 24.0 };
        assert!(button >= least, "{width}: a button of {button}");
    }
}

/// On a telephone too, every filter is in sight.
#[test]
fn no_filter_is_out_of_sight() {
    for width in [320, 390, 800] {
        let expression = "[...document.querySelectorAll('[data-filter]')].map(it => it.getBoundingClientRect().right)";
        let Some(found) = in_frame(&page(), width, expression) else {
            return;
        };
        assert_eq!(found.len(), 6);
        assert!(
            found.iter().all(|right| *right <= f64::from(width)),
            "{width}: {found:?}"
        );
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_page_of_scores_can_be_read() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_bitext"))
        .args([
            "eval",
            "--format",
            "html",
            "--rounds",
            "10",
            "corpora/parallel",
        ])
        .env("BITEXT_CONFIG", "")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    let palettes = palettes(style(&page));
    assert_eq!(palettes.len(), 3, "light, dark, paper");
    for palette in palettes {
        let on_ground = |name: &str| contrast(hex(palette[name]), hex(palette["--back"]));
        for (name, least) in [("--text", TEXT), ("--soft", TEXT), ("--bar", NO_TEXT)] {
            assert!(
                on_ground(name) >= least,
                "{name}: {:.2} in {palette:?}",
                on_ground(name)
            );
        }
    }
    // Wide tables are pushed aside by themselves; the names in their first column stay, and stay readable.
    for width in [390, 1400] {
        let expression = "[document.documentElement.scrollWidth, \
            Math.min(...[...document.querySelectorAll('tbody th')].map(it => it.getBoundingClientRect().width))]";
        let Some(found) = in_frame(&page, width, expression) else {
            return;
        };
        assert!(found[0] <= f64::from(width), "{width}: {}", found[0]);
        assert!(found[1] > 90.0, "{width}: a name has {}", found[1]);
    }
}
