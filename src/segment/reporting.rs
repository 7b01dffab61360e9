//! Chinese clauses that report a quotation: 他说。
//!
//! Before a quotation such a clause ends with a verb of saying and a comma, or with a colon. After a closed one it goes up
//! to its first stop or comma, names the speaker with offices, titles of works and brackets (馆长、《灯》的作者林某（右）说。),
//! and ends with a verb of saying that is not denied, or says how it was said (他这样形容那一夜。).

use std::sync::LazyLock;

use super::scan::{before, closer_of, from, is_blank, is_quote_closer, is_terminator};
use crate::text::Folding;

/// Words about saying, from `data/reporting.zh.txt`, Simplified.
struct Words {
    /// Verbs of saying and thinking: 说 表示 认为
    says: Vec<&'static str>,
    /// Verbs of what comes to be known, of which mostly no person is the subject: 显示 发现
    finds: Vec<&'static str>,
    /// Verbs that tell how something was, and may be nouns: 回忆 评价 形容
    recounts: Vec<&'static str>,
    /// Stand for the quotation before a verb: 这样
    thus: Vec<&'static str>,
    /// Words that end like a verb of saying and are none: 频道 小说
    noun: Vec<&'static str>,
    /// Words after which a verb that recounts is a noun: 进行 的
    modifies: Vec<&'static str>,
    /// Verbs whose object such a noun is, with whose it is: 引来网友质疑
    invites: Vec<&'static str>,
    /// Deny the verb after them: 没 不 未
    denies: Vec<&'static str>,
    /// End like such a word and deny nothing: 不得不
    affirms: Vec<&'static str>,
    /// May stand between such a word and the verb: 有 曾 愿
    adverb: Vec<&'static str>,
    /// Come before whom one speaks to: 对 向
    addresses: Vec<&'static str>,
    /// Show that several speak: 都 几名
    several: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let list = include_str!("data/reporting.zh.txt");
    let of = |class: &str| {
        list.lines()
            .filter_map(|line| line.strip_prefix(class)?.strip_prefix(' '))
            .flat_map(|words| words.split(' '))
            .collect()
    };
    Words {
        says: of("says"),
        finds: of("finds"),
        recounts: of("recounts"),
        thus: of("thus"),
        noun: of("noun"),
        modifies: of("modifies"),
        invites: of("invites"),
        denies: of("denies"),
        affirms: of("affirms"),
        adverb: of("adverb"),
        addresses: of("addresses"),
        several: of("several"),
    }
});

/// The longest clause that reports what a closed quotation said, in characters. It may name the speaker with his offices:
/// 调查组组长、市政府副秘书长周某在昨天的发布会上说。
/// In 1,451 paragraphs of novels and news, all five clauses that this bound and these words join report the quotation.
const LONGEST: usize = 60;

/// The longest such clause that goes on behind a comma where nothing shows that one person speaks: 几名专家都认为，
const LONGEST_UNSURE: usize = 12;

/// The most characters of what a clause says was told in this way: 他这样形容当时的情形。
const LONGEST_OBJECT: usize = 16;

/// The longest bracket or title in a clause that reports, in characters.
const LONGEST_BRACKET: usize = 24;

/// The most characters that name whom one speaks to: 没有对闻讯赶来的记者说
const LONGEST_ADDRESS: usize = 8;

/// At least as many characters as the longest verb of saying has, with the word before it.
const LONGEST_VERB: usize = 8;

/// Verbs of saying and thinking, Simplified.
pub(super) fn verbs() -> impl Iterator<Item = &'static str> {
    WORDS.says.iter().chain(&WORDS.finds).copied()
}

/// Whether the text up to a quotation says who speaks: a colon, or a verb of saying and a comma.
pub(super) fn introduces(head: &str) -> bool {
    let head = head.trim_end_matches(is_blank);
    head.ends_with(['：', ':'])
        || head.strip_suffix(['，', ',']).is_some_and(|clause| {
            let tail = clause
                .char_indices()
                .nth_back(LONGEST_VERB - 1)
                .map_or(clause, |(at, _)| from(clause, at));
            Report::of(&Folding::SCRIPT.fold(tail)).is_some()
        })
}

/// Whether a clause of saying begins `next`, the text after a closed quotation: 他说。
pub(super) fn reports(next: &str) -> bool {
    let (clause, rest) = next
        .split_at_checked(first_clause(next))
        .unwrap_or((next, ""));
    // 他说：“…… introduces the next quotation.
    let goes_on = rest.starts_with(['，', ',']);
    if !goes_on && !rest.starts_with(['。', '！', '？', '.']) {
        return false;
    }
    let clause = Folding::SCRIPT.fold(clause);
    let Some(report) = Report::of(&clause).or_else(|| Report::thus(&clause)) else {
        return false;
    };
    // A quotation has one speaker: several who are named at length say something of their own behind the comma.
    let unsure = goes_on
        && (report.kind == Kind::Finds || WORDS.several.iter().any(|it| report.head.contains(it)));
    let longest = if unsure { LONGEST_UNSURE } else { LONGEST };
    clause.chars().nth(longest).is_none() && !denies(report.head)
}

/// What the verb of a clause that reports is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Kind {
    Says,
    Finds,
    Recounts,
}

/// A clause that reports, in Simplified characters.
struct Report<'c> {
    kind: Kind,
    /// What stands before the verb, and before a 这样 that stands for the quotation.
    head: &'c str,
}

impl<'c> Report<'c> {
    /// The report whose verb ends the clause: 他低声说
    fn of(clause: &'c str) -> Option<Self> {
        let kinds = [
            (Kind::Says, &WORDS.says),
            (Kind::Finds, &WORDS.finds),
            (Kind::Recounts, &WORDS.recounts),
        ];
        let report = kinds
            .into_iter()
            .filter_map(|(kind, verbs)| Some((kind, without(clause, verbs)?)))
            .min_by_key(|(_, head)| head.len())
            .map(|(kind, head)| Self { kind, head })?;
        let is_noun = ends_with(clause, &WORDS.noun)
            || report.kind == Kind::Recounts
                && (ends_with(report.head, &WORDS.modifies) || invites(report.head));
        // 这么说，明天还要下雨 : then it will rain
        let concludes = without(report.head, &WORDS.thus) == Some("");
        (!is_noun && !concludes).then_some(report)
    }

    /// The report whose verb stands behind a 这样: 他这样形容当时的情形
    fn thus(clause: &'c str) -> Option<Self> {
        let (at, thus) = WORDS
            .thus
            .iter()
            .filter_map(|thus| Some((clause.rfind(thus)?, thus)))
            .max()?;
        let head = before(clause, at);
        let told = from(clause, at + thus.len()).trim_start_matches(['来', '地']);
        let verb = verbs()
            .chain(WORDS.recounts.iter().copied())
            .filter(|verb| told.starts_with(verb))
            .max_by_key(|verb| verb.len())?;
        let is_other = WORDS.noun.iter().any(|noun| told.starts_with(noun));
        let object = from(told, verb.len());
        let fits = !head.is_empty() && !is_other && object.chars().nth(LONGEST_OBJECT).is_none();
        fits.then_some(Self {
            kind: Kind::Recounts,
            head,
        })
    }
}

/// Whether what stands before a verb of saying denies just that: 他没有, 他不愿对记者, but not 他无奈地 or 不愿具名的官员.
fn denies(head: &str) -> bool {
    let mut rest = head;
    loop {
        if ends_with(rest, &WORDS.affirms) {
            return false;
        }
        if ends_with(rest, &WORDS.denies) {
            return true;
        }
        let Some(shorter) = without(rest, &WORDS.adverb).or_else(|| without_address(rest)) else {
            return false;
        };
        rest = shorter;
    }
}

/// Whether a verb takes what comes after it as its object: 这引来网友, but not 受到启发的网友.
fn invites(head: &str) -> bool {
    WORDS.invites.iter().any(|verb| {
        head.rsplit_once(verb)
            .is_some_and(|(_, whose)| !whose.contains('的'))
    })
}

/// What stands before the words that name whom one speaks to: 对记者
fn without_address(head: &str) -> Option<&str> {
    let at = WORDS
        .addresses
        .iter()
        .filter_map(|it| head.rfind(it))
        .max()?;
    let address = from(head, at);
    let names =
        !address.contains(['的', '地']) && address.chars().nth(LONGEST_ADDRESS + 1).is_none();
    names.then(|| before(head, at))
}

fn ends_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// The text without the longest of the words that it ends with.
fn without<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let rests = words.iter().filter_map(|word| text.strip_suffix(word));
    rests.min_by_key(|rest| rest.len())
}

/// The length of what stands before the first mark that no clause of saying holds.
fn first_clause(next: &str) -> usize {
    let mut end = 0;
    let mut last: Option<char> = None;
    // Looks no further than a clause and a bracket are long.
    for _ in 0..=LONGEST {
        let rest = from(next, end);
        let Some(c) = rest.chars().next() else { break };
        let length = match closer_of(c) {
            // A quotation right behind the first is the next speaker's.
            Some(closer) if last.is_none() && is_quote_closer(closer) => None,
            Some(closer) => bracket(rest, closer),
            None => stays(c, last).then(|| c.len_utf8()),
        };
        let Some(length) = length else { break };
        end += length;
        last = Some(c);
    }
    end
}

/// Whether the character behind `last` stands in a clause of saying.
fn stays(c: char, last: Option<char>) -> bool {
    match c {
        '·' | '•' | '・' | '‧' | '、' | '-' | '%' | '％' => true,
        // Lena Ortiz说, J.K.林某说
        ' ' => last.is_some_and(|last| last.is_ascii_alphanumeric() || last == '.'),
        '.' => last.is_some_and(|last| last.is_ascii_uppercase()),
        _ => c.is_alphanumeric(),
    }
}

/// The length of the bracket or title that begins the text, if it closes soon and holds no sentence.
fn bracket(text: &str, closer: char) -> Option<usize> {
    text.char_indices()
        .take(LONGEST_BRACKET + 2)
        .take_while(|&(_, c)| !is_terminator(c) && !matches!(c, '\n' | '\r'))
        .find(|&(_, c)| c == closer)
        .map(|(at, c)| at + c.len_utf8())
}
