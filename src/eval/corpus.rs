//! A pair of documents with gold, and what bitext makes of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Calibration, GoldRow, Judged, SENTENCE_OVERLAP, STATEMENT_OVERLAP,
    gold::{gold_rows, malformed},
    judge_beads, judge_overlaps, overlaps, segments,
    segments::judged,
};
use crate::{
    align::{AlignOptions, Aligner, Alignment, Link, LinkKind, Mode, OptionsError, Segment},
    format::{FormatError, beads::IndexBead},
    lang::Lang,
    segment::Segmenter,
    text::Span,
};

/// A pair of documents with their gold, as the folders of `corpora/` hold it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Corpus {
    /// Its name.
    pub name: String,
    /// `dev`, `test` or whatever it belongs to; may be empty.
    pub split: String,
    /// The Chinese text.
    pub zh: String,
    /// The English text.
    pub en: String,
    /// The rows of its `gold.tsv`.
    pub rows: Vec<GoldRow>,
}

impl Corpus {
    /// A corpus of two texts and the content of a `gold.tsv`.
    ///
    /// # Errors
    ///
    /// A line of the gold that cannot be read, or that names bytes which are no part of the text.
    pub fn new(
        name: &str,
        split: &str,
        zh: &str,
        en: &str,
        gold: &str,
    ) -> Result<Self, FormatError> {
        let rows = gold_rows(gold)?;
        for row in &rows {
            for (spans, text, lang) in [(&row.zh, zh, "Chinese"), (&row.en, en, "English")] {
                if let Some(span) = spans.iter().find(|span| span.get(text).is_none()) {
                    let found = format!("{}-{} of {}", span.start(), span.end(), text.len());
                    let expected = format!("bytes of whole characters of the {lang} text");
                    return Err(malformed(row.line, &expected, &found));
                }
            }
        }
        Ok(Self {
            name: name.to_owned(),
            split: split.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
            rows,
        })
    }

    /// Whether the gold is that of a translation: every row is a bead of sentences.
    #[must_use]
    pub fn is_parallel(&self) -> bool {
        self.rows.iter().all(|row| row.kind == "sentence")
    }

    /// The rows of a kind.
    pub fn rows<'c>(&'c self, kind: &'c str) -> impl Iterator<Item = &'c GoldRow> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }

    /// All sentences of a side that the gold names, in order.
    fn sentences(&self, lang: Lang) -> Vec<Span> {
        let named = self
            .rows
            .iter()
            .filter(|row| matches!(row.kind.as_str(), "sentence" | "unpaired"));
        let spans = named.flat_map(|row| match lang {
            Lang::Chinese => &row.zh,
            _ => &row.en,
        });
        let spans: BTreeSet<Span> = spans.copied().collect();
        spans.into_iter().collect()
    }
}

/// What was measured of a corpus.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CorpusScores {
    /// The items of each measure, the most important measure first.
    pub measures: Vec<(&'static str, Vec<Judged>)>,
    /// The scores of pairs, and whether these are right: what [`Calibration`] takes.
    pub scores: Vec<(f64, bool)>,
}

impl CorpusScores {
    /// How far scores are from probabilities.
    #[must_use]
    pub fn calibration(&self) -> Calibration {
        Calibration::new(&self.scores)
    }
}

/// Aligns a corpus with default options and holds the result against its gold.
///
/// Of a translation: `strict`, `lax` and `nulls` of beads of the gold's sentences, `strict-on-raw-text` where bitext finds
/// the sentences (the same bytes of both texts), `sentences-zh` and `sentences-en`. Of comparable text:
/// `sentence-pairs` that overlap by 0.8, `statements` by 0.5, `disagreements` of values that overlap at all, and sentences.
///
/// # Errors
///
/// None with the options of today.
pub fn corpus_scores(corpus: &Corpus) -> Result<CorpusScores, OptionsError> {
    let mut scores = if corpus.is_parallel() {
        of_parallel(corpus)?
    } else {
        of_comparable(corpus)?
    };
    let segmenter = Segmenter::default();
    for (name, text, lang) in [
        ("sentences-zh", &corpus.zh, Lang::Chinese),
        ("sentences-en", &corpus.en, Lang::English),
    ] {
        let found = segmenter.sentences(text, lang);
        let items = segments(&corpus.sentences(lang), &found);
        scores.measures.push((name, items));
    }
    Ok(scores)
}

fn aligner(mode: Mode) -> Result<Aligner, OptionsError> {
    let options = AlignOptions {
        mode,
        ..AlignOptions::default()
    };
    Aligner::builder().options(options).build()
}

fn of_parallel(corpus: &Corpus) -> Result<CorpusScores, OptionsError> {
    let aligner = aligner(Mode::Parallel)?;
    let (zh, en) = (
        corpus.sentences(Lang::Chinese),
        corpus.sentences(Lang::English),
    );
    let index = |all: &[Span]| -> BTreeMap<Span, usize> { all.iter().copied().zip(0..).collect() };
    let (zh_index, en_index) = (index(&zh), index(&en));
    let indices = |index: &BTreeMap<Span, usize>, spans: &[Span]| {
        let found = spans.iter().filter_map(|span| index.get(span));
        found.copied().collect()
    };
    let bead =
        |row: &GoldRow| IndexBead::new(indices(&zh_index, &row.zh), indices(&en_index, &row.en));
    let gold: Vec<IndexBead> = corpus.rows("sentence").map(bead).collect();
    let given = aligner.align_segments((&corpus.zh, &zh), (&corpus.en, &en));
    let numbers = |side: &[Segment]| side.iter().map(|segment| segment.index).collect();
    let bead = |link: &Link| IndexBead::new(numbers(&link.source), numbers(&link.target));
    let found: Vec<IndexBead> = given.links.iter().map(bead).collect();
    let beads = judge_beads(&gold, &found);
    let is_right = |link: &Link| gold.contains(&bead(link));
    let pairs = given.links.iter().filter(|link| link.is_pair());
    let scores = pairs.map(|link| (f64::from(link.score.value()), is_right(link)));
    Ok(CorpusScores {
        measures: vec![
            ("strict", beads.strict),
            ("lax", beads.lax),
            ("nulls", beads.nulls),
            ("strict-on-raw-text", of_raw_text(corpus, &aligner)),
        ],
        scores: scores.collect(),
    })
}

/// Beads of raw text: right if they cover the same bytes of both texts.
fn of_raw_text(corpus: &Corpus, aligner: &Aligner) -> Vec<Judged> {
    let gold = corpus.rows("sentence").filter_map(GoldRow::hulls).collect();
    let alignment = aligner.align(&corpus.zh, &corpus.en);
    let found = alignment.links.iter().filter_map(hulls).collect();
    judged(&gold, &found, |pair| pair.0.start())
}

fn of_comparable(corpus: &Corpus) -> Result<CorpusScores, OptionsError> {
    let alignment = aligner(Mode::Comparable)?.align(&corpus.zh, &corpus.en);
    let gold =
        |kind| -> Vec<(Span, Span)> { corpus.rows(kind).filter_map(GoldRow::hulls).collect() };
    let found = |kind| -> Vec<(Span, Span)> {
        let links = alignment.links.iter().filter(|link| link.kind == kind);
        links.filter_map(hulls).collect()
    };
    let (sentences, statements) = (gold("sentence"), gold("statement"));
    Ok(CorpusScores {
        measures: vec![
            (
                "sentence-pairs",
                judge_overlaps(&sentences, &found(LinkKind::Sentence), SENTENCE_OVERLAP),
            ),
            (
                "statements",
                judge_overlaps(&statements, &found(LinkKind::Statement), STATEMENT_OVERLAP),
            ),
            ("disagreements", disagreements(corpus, &alignment)),
        ],
        scores: scores_of_links(corpus, &sentences)?,
    })
}

/// The scores of all pairs of sentences down to 0.05, the unlikely ones too, and whether they are right.
fn scores_of_links(
    corpus: &Corpus,
    gold: &[(Span, Span)],
) -> Result<Vec<(f64, bool)>, OptionsError> {
    let options = AlignOptions {
        mode: Mode::Comparable,
        threshold: 0.05,
        ..AlignOptions::default()
    };
    let aligner = Aligner::builder().options(options).build()?;
    let links = aligner.align(&corpus.zh, &corpus.en).links;
    let sentences = links.iter().filter(|link| link.kind == LinkKind::Sentence);
    let score = |link: &Link| {
        let is_right = overlaps(gold, &[hulls(link)?], SENTENCE_OVERLAP).right == 1;
        Some((f64::from(link.score.value()), is_right))
    };
    Ok(sentences.filter_map(score).collect())
}

/// Values reported to disagree against the conflicts of the gold: right if they overlap on both sides.
fn disagreements(corpus: &Corpus, alignment: &Alignment) -> Vec<Judged> {
    let conflicts = corpus
        .rows("quantity")
        .filter(|row| row.relation == "conflict");
    let gold: Vec<(Span, Span)> = conflicts.filter_map(GoldRow::hulls).collect();
    let sentences = alignment
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Sentence);
    let found: BTreeSet<(Span, Span)> = sentences
        .flat_map(Link::disagreements)
        .map(|item| (item.source, item.target))
        .collect();
    let found: Vec<_> = found.into_iter().collect();
    /// That the same figures are meant is plain, where they begin and end is not.
    const LEAST_OVERLAP: f64 = 0.01;
    judge_overlaps(&gold, &found, LEAST_OVERLAP)
}

/// Both sides of a link from the first byte to the last; none if one is empty.
fn hulls(link: &Link) -> Option<(Span, Span)> {
    let hull = |side: &[Segment]| side.iter().map(|segment| segment.span).reduce(Span::hull);
    Some((hull(&link.source)?, hull(&link.target)?))
}
