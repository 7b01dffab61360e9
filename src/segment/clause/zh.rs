//! Chinese clauses: parts between commas, joined where a part states nothing of its own.

use std::{collections::HashMap, sync::LazyLock};

use super::text_of;
use crate::{
    segment::{
        Word, WordKind, dict, reporting,
        scan::{closer_of, is_closer, is_han},
    },
    text::Folding,
};

/// What a word says about clauses; see `data/README.md`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Class {
    /// A verb of saying or thinking.
    Reporting,
    /// Begins an adverbial: 随着 根据
    Opens,
    /// Begins an adverbial if that also ends as one: 在……上
    Places,
    /// Ends an adverbial: 后 时 来看
    Ends,
    /// Begins a clause: 但是 因为 并
    Connects,
    /// Shows a predicate: 是 很 已经
    Predicates,
    /// Stands between a topic and its comment and is no statement: 此外 其中
    Frames,
}

static WORDS: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    words.extend(reporting::verbs().map(|verb| (verb, Class::Reporting)));
    for line in include_str!("../data/words.zh.txt").lines() {
        let mut columns = line.split(' ');
        let class = match columns.next() {
            Some("opens") => Class::Opens,
            Some("places") => Class::Places,
            Some("ends") => Class::Ends,
            Some("connects") => Class::Connects,
            Some("predicates") => Class::Predicates,
            Some("frames") => Class::Frames,
            _ => continue,
        };
        words.extend(columns.map(|word| (word, class)));
    }
    words
});

const NUMERALS: [char; 13] = [
    '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两',
];

/// A part of the sentence up to a comma, colon, semicolon or dash, or up to a space of a headline.
pub(super) struct Part {
    end: usize,
    /// The mark it ends with.
    mark: char,
    verb: bool,
    reports: bool,
    adverbial: bool,
    characters: usize,
}

/// Where the parts of a sentence end, the last end left out.
pub(super) fn marks(parts: &[Part]) -> Vec<usize> {
    let inner = parts.len().saturating_sub(1);
    parts.iter().take(inner).map(|part| part.end).collect()
}

/// Where the clauses of a sentence end, given its parts; the last end is left out.
pub(super) fn cuts(parts: &[Part]) -> Vec<usize> {
    let mut cuts = Vec::new();
    // Whether the clause at hand has a verb of its own yet.
    let mut states = false;
    for (at, part) in parts.iter().enumerate() {
        let Some(next) = parts.get(at + 1) else { break };
        states |= part.verb && !part.adverbial;
        let cut = match part.mark {
            ';' => true,
            ':' => part.reports || next.verb,
            '—' | ' ' => states && next.verb,
            _ => states && (next.verb || rest_states(parts, at + 1)),
        };
        if cut {
            cuts.push(part.end);
            states = false;
        }
    }
    cuts
}

/// Whether what follows up to the next semicolon states something.
fn rest_states(parts: &[Part], from: usize) -> bool {
    for part in parts.iter().skip(from) {
        if part.verb && !part.adverbial {
            return true;
        }
        if part.mark == ';' {
            return false;
        }
    }
    false
}

/// The parts of a sentence.
pub(super) fn parts(sentence: &str, words: &[Word]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = 0;
    let is_headline = !sentence
        .trim_end_matches(|c: char| is_closer(c) || c.is_whitespace())
        .ends_with(['。', '！', '？', '!', '?', '.', '…', '；', ';', '，', ',']);
    let mut closers: Vec<char> = Vec::new();
    let mut at = 0;
    let mut straight = 0usize;
    while let Some(word) = words.get(at) {
        if is_headline && closers.is_empty() && at > from && is_headline_space(sentence, words, at)
        {
            let end = word.span.start();
            parts.push(part(
                sentence,
                words.get(from..at).unwrap_or_default(),
                ' ',
                end,
            ));
            from = at;
        }
        at += 1;
        let text = text_of(sentence, word);
        let Some(c) = text.chars().next().filter(|_| word.kind == WordKind::Mark) else {
            continue;
        };
        straight += usize::from(c == '"');
        // Brackets stay whole; quotations are cut inside.
        if matches!(c, '（' | '(' | '《' | '[' | '【' | '〈') {
            if closers.len() < 8 {
                closers.extend(closer_of(c));
            }
        } else if let Some(depth) = closers.iter().rposition(|&closer| closer == c) {
            closers.truncate(depth);
        }
        let mark = match c {
            _ if !closers.is_empty() => continue,
            ',' | '，' => ',',
            ';' | '；' => ';',
            ':' | '：' => ':',
            // 2.4亿—2.6亿元, 5月1日—3日: from one number to another.
            '—' | '─' | '―' if text.chars().count() == 1 && is_range(words, at - 1) => {
                continue;
            }
            '—' | '─' | '―' => '—',
            // A sentence inside a quotation.
            '。' | '！' | '？' | '!' | '?' => ';',
            _ => continue,
        };
        // Closing marks behind the mark belong to it.
        while let Some(next) = words.get(at)
            && next.kind == WordKind::Mark
            && text_of(sentence, next)
                .chars()
                .all(|c| is_closer(c) || c == '"' && straight % 2 == 1)
        {
            at += 1;
        }
        let end = words
            .get(at - 1)
            .map_or(sentence.len(), |last| last.span.end());
        parts.push(part(
            sentence,
            words.get(from..at).unwrap_or_default(),
            mark,
            end,
        ));
        from = at;
    }
    if from < words.len() {
        parts.push(part(
            sentence,
            words.get(from..).unwrap_or_default(),
            '。',
            sentence.len(),
        ));
    }
    parts
}

/// Whether the white space before a word of a headline stands for a comma: 两队战平 主帅致歉.
///
/// Around figures and Latin words writers leave a space for its looks: 售价 99 元, 使用 Python 编写.
fn is_headline_space(sentence: &str, words: &[Word], at: usize) -> bool {
    let (Some(before), Some(word)) = (
        at.checked_sub(1).and_then(|it| words.get(it)),
        words.get(at),
    ) else {
        return false;
    };
    if before.span.end() == word.span.start() {
        return false;
    }
    let is_apart = words
        .get(at + 1)
        .is_none_or(|next| next.span.start() > word.span.end());
    let ends = text_of(sentence, before).chars().next_back();
    let begins = text_of(sentence, word).chars().next();
    ends.is_some_and(|c| is_han(c) || is_closer(c) || matches!(c, '%' | '％'))
        && begins
            .is_some_and(|c| is_han(c) || closer_of(c).is_some() || c.is_ascii_digit() && !is_apart)
}

fn part(sentence: &str, words: &[Word], mark: char, end: usize) -> Part {
    let mut part = Part {
        end,
        mark,
        verb: false,
        reports: false,
        adverbial: false,
        characters: 0,
    };
    let mut opens = false;
    let mut frames = false;
    let mut places = false;
    let mut measured = false;
    let mut last = None;
    let mut first = true;
    for word in words {
        let text = text_of(sentence, word);
        if word.kind == WordKind::Mark {
            continue;
        }
        let folded = Folding::SCRIPT.fold(text);
        let class = WORDS.get(folded.as_ref()).copied();
        part.characters += text.chars().filter(|&c| is_han(c)).count();
        frames |= first && part.characters > 2 && class == Some(Class::Frames);
        opens |= first && class == Some(Class::Opens);
        places |= first && class == Some(Class::Places);
        part.verb |= match class {
            Some(Class::Reporting | Class::Predicates) => true,
            Some(Class::Opens | Class::Places | Class::Ends | Class::Frames | Class::Connects) => {
                false
            }
            None => states(&folded),
        };
        last = Some((class, folded.chars().next_back()));
        measured |= matches!(word.kind, WordKind::Number) || folded.starts_with(NUMERALS);
        first = false;
    }
    // A figure with what it measures is a predicate (每盒三十美元), a date is not.
    let date = matches!(last, Some((_, Some('年' | '月' | '日' | '号' | '时'))));
    part.verb |= measured && !date && part.characters >= 5;
    if let Some((class, ending)) = last {
        part.reports = class == Some(Class::Reporting);
        let ends = class == Some(Class::Ends)
            || ending.is_some_and(|c| {
                matches!(c, '后' | '时' | '前' | '里' | '间' | '中' | '下' | '际')
            });
        part.adverbial = class == Some(Class::Frames)
            || frames
            || opens && !part.reports
            || places && ends && !part.reports
            || ends && !part.reports && part.characters <= 5;
        part.adverbial |= part.characters <= 2 && !part.reports;
    }
    part
}

/// Whether the mark at `at` joins two numbers, the first perhaps with its unit.
fn is_range(words: &[Word], at: usize) -> bool {
    let is_number = |at: Option<usize>| {
        at.and_then(|at| words.get(at))
            .is_some_and(|it| it.kind == WordKind::Number)
    };
    is_number(Some(at + 1)) && (is_number(at.checked_sub(1)) || is_number(at.checked_sub(2)))
}

/// Whether the word makes a statement: a verb or adjective of the word list.
fn states(word: &str) -> bool {
    dict::find(word).is_some_and(dict::Entry::is_predicate)
}
