//! Names, terms and codes that two segments share, by themselves: what stands beside the quantities in the links of a pair.
//!
//! The same reading that aligns texts, of one sentence each. Quantities are left to [`quantity::link`](crate::quantity::link),
//! which says how they relate.

use serde::{Deserialize, Serialize};

use super::{
    Association, Document, EvidenceKind, Score,
    document::TokenType,
    shared::{SharedToken, shared_tokens},
    term,
};
use crate::{lang::Lang, lexicon::Lexicon, segment::Segmenter, text::Span};

/// Two words, names, terms or codes that correspond.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WordLink {
    /// What they are; never [`EvidenceKind::Quantity`].
    pub kind: EvidenceKind,
    /// Where it stands in the source.
    pub source: Span,
    /// Where it stands in the target.
    pub target: Span,
    /// How likely it is that the two mean the same: each beside the other against each anywhere, where both are as
    /// likely before.
    pub score: Score,
}

/// Links the words of two segments one to one, the languages given, in the order of the source; of a name that has several words
/// on one side, the most telling of them.
///
/// A Chinese side may come first or second. Cost: as of aligning one sentence with one.
///
/// ```
/// use bitext::{Lang, Segmenter, lexicon, score::{EvidenceKind, word_links}};
///
/// let (english, chinese) = ("Wang Ling waited at the station.", "王玲在车站等候。");
/// let languages = (Lang::English, Lang::Chinese);
/// let links = word_links((english, chinese), languages, &Segmenter::default(), lexicon::default());
/// let name = links.iter().find(|link| link.kind == EvidenceKind::Name).unwrap();
/// assert_eq!(name.target.slice(chinese), "王玲");
/// ```
#[must_use]
pub fn word_links(
    sides: (&str, &str),
    languages: (Lang, Lang),
    segmenter: &Segmenter,
    lexicon: &dyn Lexicon,
) -> Vec<WordLink> {
    let mut links = links(sides, languages, segmenter, lexicon);
    links.retain(|link| link.kind != EvidenceKind::Quantity);
    links
}

/// All that two segments share, quantities too, in the order of the source.
pub(crate) fn links(
    (source, target): (&str, &str),
    (source_lang, target_lang): (Lang, Lang),
    segmenter: &Segmenter,
    lexicon: &dyn Lexicon,
) -> Vec<WordLink> {
    // As in an alignment the Chinese side comes first, so that the order of the sides cannot matter.
    if source_lang != Lang::Chinese && target_lang == Lang::Chinese {
        let languages = (target_lang, source_lang);
        let mut links = links((target, source), languages, segmenter, lexicon);
        for link in &mut links {
            (link.source, link.target) = (link.target, link.source);
        }
        links.sort_by_key(|link| (link.source, link.target));
        return links;
    }
    let read = |text: &str, lang| Document::new(text, &[Span::of(text)], lang, segmenter, lexicon);
    let mut documents = (read(source, source_lang), read(target, target_lang));
    term::join(
        (&mut documents.0, source),
        (&mut documents.1, target),
        lexicon,
    );
    let association = Association::new(&documents.0, &documents.1, lexicon);
    let (from, to) = (documents.0.tokens_of(0), documents.1.tokens_of(0));
    let sides = (
        (&documents.0, from.as_slice()),
        (&documents.1, to.as_slice()),
    );
    let is_code = |document: &Document, kind: u32| match document.types().get(kind as usize) {
        Some(TokenType::Quantity(index)) => {
            let quantity = document.quantities().get(*index as usize);
            quantity.is_some_and(crate::quantity::Quantity::is_code)
        }
        _ => false,
    };
    let link = |it: SharedToken| WordLink {
        kind: match it.kind {
            EvidenceKind::Quantity if is_code(&documents.0, it.source.kind) => {
                EvidenceKind::Literal
            }
            kind => kind,
        },
        source: it.source.span(),
        target: it.target.span(),
        score: Score::from_log_odds(it.gain()),
    };
    let shared = shared_tokens(sides.0, sides.1, &association);
    shared.into_iter().map(link).collect()
}
