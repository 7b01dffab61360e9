//! Chinese rules: when a terminator ends a sentence.

use std::sync::LazyLock;

use super::{
    QuotationStyle, reporting,
    scan::{before, closer_of, is_blank, is_han},
    sentence::Candidate,
};
use crate::text::Folding;

/// Interjections, from `data/interjections.zh.txt`: with a mark they are no sentence of their own. 唉！跟去年差不多。
static INTERJECTIONS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("data/interjections.zh.txt").lines().collect());

/// Whether a sentence ends at the candidate; `next` is the text after it and after any blank, never empty.
pub(super) fn ends(
    text: &str,
    candidate: &Candidate,
    gap: bool,
    next: &str,
    style: QuotationStyle,
) -> bool {
    let first = next.chars().next();
    if candidate.single_stop && !candidate.closes && !stop_ends(text, candidate, gap, next) {
        return false;
    }
    let last = before(text, candidate.at).chars().next_back();
    if text.get(candidate.at..candidate.end) == Some("．")
        && !gap
        && first.is_some_and(|c| c.is_alphanumeric() && !is_han(c))
        && last.is_some_and(|c| c.is_alphanumeric() && !is_han(c))
    {
        return false; // ３．１４
    }
    if candidate.closes_quote {
        // “……？”的问题 : the quotation is a part of the sentence.
        if !gap
            && matches!(
                first,
                Some('的' | '地' | '之' | '等' | '和' | '与' | '與' | '或')
            )
        {
            return false;
        }
        // “……。”他说。 : one sentence. 她说：“……。”他表示，…… : two, for a quotation has one speaker.
        return style == QuotationStyle::Split || candidate.introduced || !reporting::reports(next);
    }
    // In speech an ellipsis is a pause (你……要……小心), elsewhere it is more often an end than not.
    if candidate.ellipsis && !candidate.wide {
        return gap || !candidate.inside && !candidate.closes && !hesitates(text, candidate);
    }
    !(candidate.wide && !gap && interjects(text, candidate))
}

/// Whether the sentence up to the candidate is an interjection.
fn interjects(text: &str, candidate: &Candidate) -> bool {
    let (Some(sentence), Some(mark)) = (
        text.get(candidate.start..candidate.at),
        text.get(candidate.at..candidate.end),
    ) else {
        return false;
    };
    mark.starts_with(['！', '!'])
        && sentence.len() <= 6
        && INTERJECTIONS.contains(&Folding::SCRIPT.fold(sentence).as_ref())
}

/// Whether so little stands before an ellipsis that it is a hesitation: 以前……就不是这样, 苹果、梨……都卖完了
fn hesitates(text: &str, candidate: &Candidate) -> bool {
    let Some(sentence) = text.get(candidate.start..candidate.at) else {
        return true;
    };
    let tail = sentence
        .chars()
        .rev()
        .take(HESITATION)
        .position(|c| matches!(c, '，' | '、' | ','));
    sentence.chars().take(HESITATION + 1).count() <= HESITATION || tail.is_some()
}

/// The most characters of a hesitation.
const HESITATION: usize = 3;

/// Whether a full stop of the Latin script ends a sentence beside Chinese: 增长3.14%.净利润
fn stop_ends(text: &str, candidate: &Candidate, gap: bool, next: &str) -> bool {
    let head = before(text, candidate.at);
    let Some(last) = head.chars().next_back() else {
        return false;
    };
    let first = next.chars().next().unwrap_or(' ');
    if is_han(last) {
        // 中国.北京 is rare, 计算.所得 common in text typed with a Latin keyboard.
        return gap || is_han(first) || closer_of(first).is_some() || first.is_alphanumeric();
    }
    if last.is_ascii_digit() && !gap {
        // 1.总则: a label; 3.14.净利润: an end.
        let number: usize = head
            .chars()
            .rev()
            .take(12)
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .map(char::len_utf8)
            .sum();
        let starts_sentence = head
            .get(candidate.start..)
            .is_some_and(|sentence| sentence.trim_start_matches(is_blank).len() <= number);
        return !starts_sentence;
    }
    if last.is_ascii_uppercase() && !gap {
        // A.张三: a label or an initial; 09988.HK.详见: an end.
        return head.chars().nth_back(1).is_some_and(char::is_alphanumeric);
    }
    if last.is_ascii_alphabetic() {
        return !super::en::is_abbreviation(head);
    }
    true
}
