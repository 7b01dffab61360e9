//! What is said of two texts beside their alignment: that something about them, or about what was found, looks wrong.

use std::path::Path;

use bitext::{
    Alignment, Detection, Language, Mode,
    align::{Link, Related},
    detect,
    lang::detect_by_sample,
};

use crate::{
    count::{counted, verb},
    failure::{Failure, warn},
};

/// Two texts that are surely in one language are two texts by mistake; a text in another language may be one.
pub(super) fn two_languages(source: (&Path, &str), target: (&Path, &str)) -> Result<(), Failure> {
    let (one, other) = (detect_by_sample(source.1), detect_by_sample(target.1));
    for (path, found) in [(source.0, one), (target.0, other)] {
        let what = match found.language {
            Language::English | Language::Chinese | Language::Mixed => continue,
            Language::None => "holds no words",
            Language::Japanese => "seems to be in Japanese",
            Language::Korean => "seems to be in Korean",
            _ => "seems to be in neither Chinese nor English",
        };
        warn(&format!(
            "{}: {what}; what is found will mean little",
            path.display()
        ));
    }
    let Some(found) = found_in_both(source.1, target.1) else {
        for (path, text) in [source, target] {
            if holds_both(text) {
                warn(&format!(
                    "{}: holds lines in Chinese and lines in English; expected a text in one language, what is found will \
                     mean little",
                    path.display()
                ));
            }
        }
        return Ok(());
    };
    let failure = Failure::BadInput(format!(
        "{} and {}: expected one text in Chinese and one in English, found {found} in both",
        source.0.display(),
        target.0.display()
    ));
    Err(failure.hint("is one of them the wrong file?"))
}

/// What two texts have in common that must not be: the language that both are surely in, or all of their words.
pub(super) fn found_in_both(one: &str, other: &str) -> Option<&'static str> {
    let language = detect_by_sample(one);
    let same = || language.language != Language::None && one.trim() == other.trim();
    language_of_both(language, detect_by_sample(other))
        .or_else(|| same().then_some("the same text"))
}

/// Whether a text is in both languages by turns: of its first lines at least a quarter are in each.
fn holds_both(text: &str) -> bool {
    const FIRST: usize = 200;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let languages: Vec<_> = lines
        .take(FIRST)
        .map(|line| detect(line).language)
        .collect();
    let is_common = |language| {
        let of_it = languages.iter().filter(|it| **it == language).count();
        of_it > 1 && of_it * 4 >= languages.len()
    };
    is_common(Language::Chinese) && is_common(Language::English)
}

/// The language that two texts are surely in, both of them.
fn language_of_both(one: Detection, other: Detection) -> Option<&'static str> {
    /// As sure as [`detect`] is of a sentence.
    const SURE: f32 = 0.95;
    let is_sure = one.confidence >= SURE && other.confidence >= SURE;
    match (one.language, other.language) {
        (Language::Chinese, Language::Chinese) if is_sure => Some("Chinese"),
        (Language::English, Language::English) if is_sure => Some("English"),
        _ => None,
    }
}

/// Says how many sentences may have been left out by a translator and are joined to their neighbours all the same, and
/// which value of `--gap` would part more of them.
///
/// What a sentence costs that is left alone depends on its words, so that no value parts all. Every second one-to-one
/// pair of the two dev documents of `corpora/parallel` was robbed of each side in turn: of 46 omissions 23 are unpaired at 0, 31 at
/// 1, 33 at 2, 40 at 3, 44 at 4. Where nothing was left out, 5 sentences of these documents are unpaired at 0, 8 at 2, 12 at
/// 3, but 35 at 4 and 88 at 5: beyond 3 it takes translations apart.
pub(super) fn unanswered(found: usize, gap: f32) {
    const MOST: f32 = 3.0;
    if found == 0 {
        return;
    }
    let joined = format!(
        "{} {}{} joined to a pair in which nothing answers to {}",
        counted(found, "sentence"),
        verb(found, "is", "are"),
        if gap > 0.0 { " still" } else { "" },
        verb(found, "it", "them"),
    );
    // At 1 it parts hardly fewer than at 2, and what it leaves costs another run.
    let next = (gap.floor() + 1.0).max(2.0);
    if next <= MOST {
        warn(&format!(
            "{joined}; if the translation leaves things out, --gap {next} unpairs more of them"
        ));
    } else {
        warn(&format!(
            "{joined}; a --gap of more than {MOST} takes translations apart: look at them in the page or the table, or by \
             bitext check --unsure"
        ));
    }
}

/// The number of such sentences.
pub(super) fn count_unanswered(alignment: &Alignment) -> usize {
    if alignment.mode != Mode::Parallel {
        return 0;
    }
    alignment.links.iter().flat_map(Link::unanswered).count()
}

/// Says so where two texts that were taken for translations of one another are likelier none: the wrong file, most
/// likely.
pub(super) fn strangers(common: Option<Related>) {
    const LEAST: f32 = 0.5;
    const HARDLY: f32 = 0.1;
    let Some(common) = common else {
        return;
    };
    let related = common.probability().value();
    if related < LEAST {
        let likely = if related < HARDLY {
            "hardly"
        } else {
            "likely not"
        };
        warn(&format!(
            "the two texts are {likely} translations of one another: is one of them the wrong file? The sentences of {} have \
             too few words, names and numbers in common, and all scores are lower for it; --mode auto finds out what the \
             texts are to each other",
            counted(common.pairs, "pair"),
        ));
    }
}
