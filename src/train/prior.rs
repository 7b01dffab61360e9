//! Dictionaries as prior knowledge: how strongly each Chinese word is associated with each English one.

use std::collections::{BTreeMap, BTreeSet};

use super::{corpus::Vocabulary, forms::Forms};
use crate::{
    lang::Lang,
    lexicon::{Glossary, term_key},
    score::{Document, document::TokenType},
    segment::Segmenter,
    text::Span,
};

/// Longer glosses explain and do not translate.
const LONGEST_GLOSS: usize = 6;

/// Longer heads are phrases whose words do not correspond one by one.
const LONGEST_HEAD: usize = 3;

/// Rarer words are taken only if the training text has them: the tail of the dictionary is a third of its size.
const LAST_RANK: f32 = 30_000.0;

/// The share of an English word of rank `r` is this through `r + 2` (Zipf's law over 50,000 ranks).
const ZIPF: f32 = 0.09;

/// How much the translations of a glossary, all together, count against one gloss of ECDICT.
///
/// Chosen with `TrainOptions::dictionary_mass` by the likelihood of gold beads left out of the fit
/// (`examples/fit_beads.rs` on MAC-dev and four other sets): 2, 6, 12 and 20 were tried.
const GLOSSARY: f32 = 12.0;

/// Associations of words, and shares of running words.
#[derive(Clone, Debug, Default)]
pub(super) struct Prior {
    /// Chinese and English word to strength.
    pub(super) pairs: BTreeMap<(u32, u32), f32>,
    /// English word to its share of running words.
    pub(super) shares: BTreeMap<u32, f32>,
    /// The Chinese heads of glossaries that are read as several words, or as quantities.
    pub(super) compounds: BTreeSet<u32>,
}

/// What glosses and heads are read with.
pub(super) struct Words<'w> {
    pub(super) chinese: &'w mut Vocabulary,
    pub(super) english: &'w mut Vocabulary,
    pub(super) forms: &'w Forms,
    pub(super) segmenter: Segmenter,
}

impl Words<'_> {
    fn read(&self, text: &str, lang: Lang) -> Vec<String> {
        let whole = [Span::new(0, text.len())];
        let document = Document::new(text, &whole, lang, &self.segmenter, self.forms);
        let words = document
            .kinds()
            .filter_map(|kind| match document.types().get(kind as usize) {
                Some(TokenType::Word(word) | TokenType::Literal(word)) => Some(word.clone()),
                _ => None,
            });
        words.collect()
    }
}

impl Prior {
    /// Adds ECDICT: comma-separated, with a header that names `word`, `translation`, `bnc` and `frq`.
    ///
    /// Heads of up to three words are taken if they are frequent enough by their rank (in `bnc` or `frq`) or
    /// the training text has all their words.
    pub(super) fn add_ecdict(&mut self, text: &str, words: &mut Words<'_>) {
        let mut rows = Csv { rest: text };
        let Some(header) = rows.next() else { return };
        let column = |name: &str| header.iter().position(|column| column == name);
        let columns = (
            column("word"),
            column("translation"),
            column("bnc"),
            column("frq"),
        );
        let (Some(word), Some(translation), bnc, frq) = columns else {
            return;
        };
        for row in rows {
            let field = |at: usize| row.get(at).map_or("", String::as_str);
            let rank = |at: Option<usize>| {
                at.and_then(|at| field(at).parse::<f32>().ok())
                    .filter(|rank| *rank > 0.0)
            };
            let best = match (rank(bnc), rank(frq)) {
                (Some(a), Some(b)) => Some((a * b).sqrt()),
                (a, b) => a.or(b),
            };
            self.add_head(field(word), field(translation), best, words);
        }
    }

    fn add_head(
        &mut self,
        head: &str,
        translation: &str,
        rank: Option<f32>,
        words: &mut Words<'_>,
    ) {
        let is_short = head.split([' ', '-']).count() <= LONGEST_HEAD;
        let is_word = head.chars().next().is_some_and(char::is_alphabetic);
        if !is_short || !is_word || head.len() > 40 {
            return;
        }
        let english = words.read(&head.to_lowercase(), Lang::English);
        let is_known = english.iter().all(|word| words.english.get(word).is_some());
        if !is_known && rank.is_none_or(|rank| rank > LAST_RANK) {
            return;
        }
        let english: Vec<u32> = english.iter().map(|word| words.english.id(word)).collect();
        if let (Some(rank), [id]) = (rank, english.as_slice()) {
            let share = self.shares.entry(*id).or_default();
            *share += ZIPF / (rank + 2.0);
        }
        for gloss in glosses(translation) {
            let chinese = words.read(&gloss, Lang::Chinese);
            let chinese: Vec<u32> = chinese.iter().map(|word| words.chinese.id(word)).collect();
            self.associate(&chinese, &english, 1.0);
        }
    }

    /// Adds a glossary.
    ///
    /// A Chinese head of several words is besides an entry of its own, with those of its translations that are one word.
    pub(super) fn add_glossary(&mut self, glossary: &Glossary, words: &mut Words<'_>) {
        glossary.for_each(|term, translation, probability| {
            let chinese = words.read(term, Lang::Chinese);
            let english = words.read(translation, Lang::English);
            let compound = compound(term, &chinese);
            let chinese: Vec<u32> = chinese.iter().map(|word| words.chinese.id(word)).collect();
            let english: Vec<u32> = english.iter().map(|word| words.english.id(word)).collect();
            self.associate(&chinese, &english, GLOSSARY * probability);
            if let (Some(compound), &[_]) = (compound, english.as_slice()) {
                let id = words.chinese.id(&compound);
                self.compounds.insert(id);
                self.associate(&[id], &english, GLOSSARY * probability);
            }
        });
    }

    fn associate(&mut self, chinese: &[u32], english: &[u32], weight: f32) {
        let share = weight / (chinese.len() * english.len()).max(1) as f32;
        for &zh in chinese {
            for &en in english {
                *self.pairs.entry((zh, en)).or_default() += share;
            }
        }
    }
}

/// What a text is searched for to find a head that is not read as one word; nothing if it is, or holds marks.
fn compound(head: &str, read: &[String]) -> Option<String> {
    let key = term_key(head, Lang::Chinese);
    let is_term = !key.is_ascii() && key.chars().all(char::is_alphanumeric);
    (is_term && read != [key.as_str()]).then_some(key)
}

/// The glosses of an entry of ECDICT: without parts of speech, subjects, brackets and what was found on the web.
fn glosses(translation: &str) -> Vec<String> {
    let mut glosses = Vec::new();
    for line in translation.split("\\n").flat_map(str::lines) {
        let line = line.trim();
        // Contributed lines of the web, and notes on forms ("...的过去式").
        if line.starts_with("[网络]") || line.ends_with("过去式") || line.ends_with("过去分词")
        {
            continue;
        }
        let mut depth = 0_u32;
        let mut plain = String::new();
        for c in line.chars() {
            match c {
                '(' | '[' | '（' | '【' | '<' | '〈' | '{' => depth += 1,
                ')' | ']' | '）' | '】' | '>' | '〉' | '}' => depth = depth.saturating_sub(1),
                _ if depth == 0 => plain.push(c),
                _ => {}
            }
        }
        // "vt. 放弃": a part of speech stands before the glosses.
        let body = match plain.split_once('.') {
            Some((mark, rest)) if mark.chars().all(|c| c.is_ascii_alphabetic()) => rest,
            _ => plain.as_str(),
        };
        let parts = body.split([',', '，', ';', '；', '、', '。', '/', '.', ':', '：', '=']);
        glosses.extend(
            parts
                .map(|part| part.trim().trim_matches(['…', '的', '~']))
                .filter(|part| {
                    let length = part.chars().count();
                    (1..=LONGEST_GLOSS).contains(&length) && !part.is_ascii()
                })
                .map(str::to_owned),
        );
    }
    glosses
}

/// The records of comma-separated text, fields in double quotes where needed.
struct Csv<'t> {
    rest: &'t str,
}

impl Iterator for Csv<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut fields = vec![String::new()];
        let mut in_quotes = false;
        let mut characters = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((at, c)) = characters.next() {
            match c {
                '"' if in_quotes && characters.peek().is_some_and(|&(_, next)| next == '"') => {
                    characters.next();
                    fields.last_mut()?.push('"');
                }
                '"' => in_quotes = !in_quotes,
                ',' if !in_quotes => fields.push(String::new()),
                '\n' if !in_quotes => {
                    end = at + 1;
                    break;
                }
                '\r' if !in_quotes => {}
                c => fields.last_mut()?.push(c),
            }
        }
        self.rest = self.rest.get(end..).unwrap_or_default();
        Some(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lexicon::{Lexicon, Table},
        train::{TrainOptions, Trainer},
    };

    #[test]
    fn a_head_of_several_words_is_an_entry_beside_its_words() {
        let mut trainer = Trainer::new(TrainOptions::default());
        let text = [
            ("出生很难", "birth is hard"),
            ("人口很多", "the population is large"),
        ];
        trainer.add_pairs(&text, 1.0);
        let heads = "出生人口\tbirths;newborn population\n夜间\tnight\n银行\tbank\n";
        trainer.add_glossary(Glossary::parse(heads).unwrap());
        let table = Table::from_bytes(trainer.train().unwrap()).unwrap();
        let found = |word: &str, lang| {
            let mut found = Vec::new();
            table.translations(word, lang, &mut |word, _| found.push(word.to_owned()));
            found.sort();
            found
        };
        assert_eq!(found("出生人口", Lang::Chinese), ["birth"]);
        assert_eq!(found("夜间", Lang::Chinese), ["night"]);
        assert!(found("出生", Lang::Chinese).contains(&"birth".to_owned()));
        assert!(found("bank", Lang::English).contains(&"银行".to_owned()));
        assert!(found("birth", Lang::English).contains(&"出生人口".to_owned()));
    }

    #[test]
    fn a_compound_is_what_is_no_word() {
        let of = |head: &str, read: &[&str]| {
            let read: Vec<String> = read.iter().map(|&word| word.to_owned()).collect();
            compound(head, &read)
        };
        assert_eq!(of("軍演", &["军", "演"]).as_deref(), Some("军演"));
        assert_eq!(of("夜间", &[]).as_deref(), Some("夜间"));
        assert_eq!(of("银行", &["银行"]), None);
        assert_eq!(of("约翰·亚当斯", &["约翰", "亚当斯"]), None);
    }

    #[test]
    fn glosses_lose_marks_and_notes() {
        assert_eq!(
            glosses("vt. 放弃, 抛弃(某人)\\n[网络] 离开\\n[计] 红色的"),
            ["放弃", "抛弃", "红色"]
        );
        assert!(glosses("一个太长的不能作为翻译的解释").is_empty());
    }

    #[test]
    fn fields_may_hold_commas_quotes_and_lines() {
        let mut rows = Csv {
            rest: "a,\"b, \"\"c\"\"\nd\",e\nf\n",
        };
        assert_eq!(rows.next().unwrap(), ["a", "b, \"c\"\nd", "e"]);
        assert_eq!(rows.next().unwrap(), ["f"]);
        assert!(rows.next().is_none());
    }
}
