//! The dateline of a report: where and when it was written, and by whom. KUNMING, May 14 (AP) — 新华社北京5月14日电（记者 林屿）
//!
//! It stands before the first statement of a report and is none itself.

use crate::{lang::Lang, text::character::is_han};

/// The longest dateline, in bytes: two places, a date and an agency.
const LONGEST: usize = 80;

/// The longest name of a newspaper or an agency, in bytes: eight Chinese characters.
const LONGEST_NAME: usize = 24;

/// Where the dateline at the beginning of a sentence ends, its mark and the blanks behind it included; `None` without one.
pub(crate) fn end(sentence: &str, lang: Lang) -> Option<usize> {
    match lang {
        Lang::Chinese => chinese(sentence),
        _ => english(sentence),
    }
    .filter(|end| *end < sentence.len())
}

/// PLACE, Country, May 14 (Agency) — of which only a place in capitals, or an agency in brackets, is a must.
fn english(sentence: &str) -> Option<usize> {
    let (at, dash) = [" — ", " – ", " -- ", " - ", "—"]
        .into_iter()
        .filter_map(|dash| Some((sentence.find(dash)?, dash)))
        .min()?;
    let line = sentence.get(..at)?;
    if line.is_empty() || line.len() > LONGEST || line.contains(['"', '“', ';', ':', '?', '!']) {
        return None;
    }
    let has_agency = line.ends_with(')') && line.contains('(');
    let (place, _) = line.split_once([',', '(']).unwrap_or((line, ""));
    let place = place.trim();
    let is_capital = |c: char| c.is_uppercase() || !c.is_alphabetic();
    let in_capitals = place.len() > 2
        && place.starts_with(char::is_alphabetic)
        && place.chars().all(is_capital)
        && !place.contains(|c: char| c.is_ascii_digit());
    // What follows the place are names, a day and a year: no word in small letters but those of names (Rio de Janeiro).
    let is_name = |word: &str| {
        let word = word.trim_matches(['(', ')', ',', '.', '\'', '’']);
        word.chars()
            .next()
            .is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
            || matches!(
                word,
                "de" | "of" | "da" | "do" | "al" | "la" | "the" | "and"
            )
    };
    let is_line = line.split_whitespace().all(is_name) && (in_capitals || has_agency);
    is_line.then_some(at + dash.len())
}

/// 本报北京5月14日电（记者 林屿） of which a paper or an agency, and 电, 讯 or 消息 are a must.
fn chinese(sentence: &str) -> Option<usize> {
    let is_bracketed = sentence.starts_with(['（', '(', '【', '[']);
    let inside = sentence.trim_start_matches(['（', '(', '【', '[']);
    let opened = sentence.len() - inside.len();
    let (at, word) = ["电", "電", "讯", "訊", "消息"]
        .into_iter()
        .filter_map(|word| Some((inside.find(word)?, word)))
        .min()?;
    let line = inside.get(..at)?;
    let is_made_of_names = |c: char| is_han(c) || c.is_ascii_digit() || c == ' ' || c == '/';
    if line.len() > LONGEST || !line.chars().all(is_made_of_names) {
        return None;
    }
    let name = ["社", "报", "報", "网", "網", "台", "刊"]
        .into_iter()
        .filter_map(|it| Some(line.find(it)? + it.len()))
        .min()
        .filter(|name| *name <= LONGEST_NAME)?;
    // 本报讯, 新华社快讯 and those that name a day: 报告讯 is none, nor is 报社电脑.
    let is_ours = line.starts_with("本") && name == line.len();
    let names_a_day = line.trim_end().ends_with(['日', '号', '號'])
        && line.contains(|c: char| c.is_ascii_digit());
    if !is_ours && !names_a_day {
        return None;
    }
    let mut end = opened + at + word.len();
    let rest = |end: usize| sentence.get(end..).unwrap_or_default();
    // 电话采访, 讯问: the word goes on.
    if rest(end).starts_with(is_han) {
        return None;
    }
    for (open, close) in [('（', '）'), ('(', ')')] {
        let behind = rest(end).trim_start();
        let reporter = behind.strip_prefix(open).and_then(|it| it.find(close));
        if let Some(size) = reporter.filter(|size| *size <= LONGEST) {
            end = sentence.len() - behind.len() + open.len_utf8() + size + close.len_utf8();
        }
    }
    if is_bracketed {
        let close = rest(end).chars().next().filter(|c| "）)】]".contains(*c))?;
        end += close.len_utf8();
    }
    let blanks = rest(end).len()
        - rest(end)
            .trim_start_matches([' ', '\u{3000}', '：', ':', '，', ','])
            .len();
    Some(end + blanks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_told_from_what_is_stated() {
        for (sentence, lang, dateline) in [
            (
                "KUNMING, May 14 — A quake struck.",
                Lang::English,
                "KUNMING, May 14 — ",
            ),
            (
                "HONG KONG, March 3 (Wire) - Shares fell.",
                Lang::English,
                "HONG KONG, March 3 (Wire) - ",
            ),
            (
                "LINHAI, June 9 -- The port opened.",
                Lang::English,
                "LINHAI, June 9 -- ",
            ),
            (
                "RIO DE JANEIRO, Brazil – It rained.",
                Lang::English,
                "RIO DE JANEIRO, Brazil – ",
            ),
            (
                "Geneva (Newsroom) — Talks ended.",
                Lang::English,
                "Geneva (Newsroom) — ",
            ),
            (
                "ST. JOHN’S, Newfoundland — Fog.",
                Lang::English,
                "ST. JOHN’S, Newfoundland — ",
            ),
            ("The plan — it failed — was his.", Lang::English, ""),
            ("NATO said – and meant – no.", Lang::English, ""),
            ("May 14 — the day it rained.", Lang::English, ""),
            ("A7 - the chip - is out.", Lang::English, ""),
            (
                "本报昆明5月14日电 14日凌晨发生地震。",
                Lang::Chinese,
                "本报昆明5月14日电 ",
            ),
            (
                "环海社马尼拉2月11日电（记者 林屿）渡轮倾覆。",
                Lang::Chinese,
                "环海社马尼拉2月11日电（记者 林屿）",
            ),
            ("本報訊　山火已撲滅。", Lang::Chinese, "本報訊　"),
            ("【本报讯】山火已扑灭。", Lang::Chinese, "【本报讯】"),
            (
                "海港网9月2日讯 码头开放。",
                Lang::Chinese,
                "海港网9月2日讯 ",
            ),
            ("电视台5月停播。", Lang::Chinese, ""),
            ("报社的电脑坏了。", Lang::Chinese, ""),
            ("本报告讯问了三人。", Lang::Chinese, ""),
            ("本报电话整日占线。", Lang::Chinese, ""),
            ("据环海社5月14日报道，渡轮倾覆。", Lang::Chinese, ""),
            ("本报昆明5月14日电", Lang::Chinese, ""),
        ] {
            let found = end(sentence, lang).map_or("", |end| &sentence[..end]);
            assert_eq!(found, dateline, "{sentence}");
        }
    }
}
