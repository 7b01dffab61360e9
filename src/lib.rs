//! Aligns Chinese and English text: which statements say the same thing, why, and how sure.
//!
//! ```
//! let english = "The works cost 380 million yuan. They were finished on May 3, two years late.";
//! let chinese = "工程耗资3.8亿元，5月3日完工，晚了两年。";
//! let alignment = bitext::align(english, chinese);
//! let pair = alignment.pairs(english, chinese).next().unwrap();
//! assert_eq!((pair.source(), pair.target()), (english, chinese)); // two sentences, one sentence
//! assert!(pair.link().evidence.iter().any(|item| item.target.slice(chinese) == "3.8亿元"));
//! ```
//!
//! No model, no network, no randomness: the same texts always give the same result, and no text causes an error.
//! [`cookbook`] has thirteen tasks as programs that run; [`guide`] is about the program `bitext`.
//!
//! # A tour
//!
//! Two texts go into an [`Aligner`]; an [`Alignment`] comes out, which is a list of [`Link`]s. A link joins sentences, or
//! the statements inside them, says how sure that is ([`Score`], a probability), and what it rests on: its
//! [`Evidence`](score::Evidence) names words, names and amounts of both texts by their places.
//!
//! ```
//! let english = "Shares fell 3.5 per cent on Monday. The chairman thanked the volunteers who had filled sandbags.";
//! let chinese = "周一股价下跌3.5%。";
//! let alignment = bitext::align(english, chinese);
//!
//! let link = alignment.links.iter().find(|link| link.is_pair()).unwrap();
//! assert!(link.score.value() > 0.5);
//! let grounds: Vec<_> =
//!     link.evidence.iter().map(|item| (item.source.slice(english), item.target.slice(chinese))).collect();
//! assert!(grounds.contains(&("3.5 per cent", "3.5%")) && grounds.contains(&("on Monday", "周一")));
//!
//! let alone = alignment.links.iter().find(|link| !link.is_pair()).unwrap();
//! assert!(alone.source[0].span.slice(english).starts_with("The chairman"));
//! ```
//!
//! All places are byte [`Span`]s into your own strings, nothing is copied: keep the texts, and keep, send or store the
//! alignment. What owns its text is a [`Unit`](memory::Unit), for translation memories; [`format`](mod@format) reads and
//! writes files of them, one at a time.
//!
//! Options are data with defaults ([`AlignOptions`]); a lexicon of your own or rules of segmentation are given to
//! [`Aligner::builder`], and only its `build` can fail. An aligner is cheap to clone and shared between threads.
//!
//! # Which mode?
//!
//! * One text is a **translation** of the other: [`Mode::Parallel`], the default. Sentences keep their order; one or
//!   several correspond to one or several; every sentence is accounted for, left out or added ones with an empty side.
//! * The texts **report the same things** independently: [`Mode::Comparable`]. Sentences, and statements inside
//!   them, correspond in any order; most may have no counterpart.
//! * You do **not know**: [`Mode::Auto`] finds out and says why.
//!
//! ```
//! use bitext::{Aligner, Mode};
//!
//! let aligner = Aligner::builder().mode(Mode::Comparable).build()?;
//! let alignment = aligner.align("Nothing here.", "这里什么也没有。");
//! assert!(alignment.links.iter().all(|link| link.is_pair() || link.reason.is_some()));
//! # Ok::<(), bitext::align::OptionsError>(())
//! ```
//!
//! The builder has a setter for every option, and takes what is no data: a lexicon, rules.
//!
//! ```
//! use std::sync::Arc;
//! use bitext::{Aligner, Lang, Mode, SegmentOptions, align::OptionsError, lexicon, segment::QuotationStyle};
//!
//! let mut cutting = SegmentOptions::default();
//! cutting.quotation = QuotationStyle::Split; // a novel
//! let novel = Aligner::builder()
//!     .languages(Some(Lang::English), Some(Lang::Chinese)) // else found out
//!     .segment(cutting)
//!     .gap(1.0) // abridged: omissions are expected
//!     .lexicon(Arc::new(lexicon::default())) // or a `lexicon::Stack` with your terms on top
//!     .without_evidence() // links and scores only
//!     .build()?;
//! let (english, chinese) = ("“Is it late?” he asked. The river was high.", "“晚了吗？”他问。河水很高。");
//! assert_eq!(novel.align(english, chinese).pairs(english, chinese).count(), 2);
//!
//! let options = novel.options().clone(); // plain data: keep it, send it, change it
//! assert_eq!(options.gap, 1.0);
//! let news = Aligner::builder().options(options).mode(Mode::Comparable).threshold(0.8).build()?;
//! assert_eq!(news.options().weights, Default::default()); // of parallel text; `weights` sets others
//!
//! assert_eq!(Aligner::builder().threshold(8.0).build().unwrap_err(), OptionsError::Threshold(8.0));
//! # Ok::<(), OptionsError>(())
//! ```
//!
//! # Stages
//!
//! Each stage works alone. From the bottom up:
//!
//! | module | what it does |
//! |---|---|
//! | [`text`] | spans of bytes, lines, folding of width, case and script |
//! | [`lang`] | language and script of a text: [`detect`] |
//! | [`segment`] | paragraphs, sentences, clauses, words: [`Segmenter`] |
//! | [`lexicon`] | translations of words: the trait [`Lexicon`](lexicon::Lexicon), the bundled table, term lists of users |
//! | [`quantity`] | amounts, dates, durations as exact values, and how two of them relate |
//! | [`name`] | names: romanisation, transliteration, words that both languages write alike |
//! | [`score`] | signals, the models that combine them, and [`Evidence`](score::Evidence) |
//! | [`train`] | translation tables from parallel text and dictionaries |
//! | [`align`](mod@align) | the search: [`Aligner`] |
//! | [`memory`] | translation units that own their texts: [`Unit`](memory::Unit); stores and fuzzy search of them: [`Lookup`](memory::Lookup) |
//! | [`check`](mod@check) | what is wrong with a translation: numbers, codes, addresses, brackets |
//! | [`filter`] | which units to keep, and why not the others |
//! | [`format`](mod@format) | TMX, XLIFF, TSV, JSON lines, Moses and more |
//! | [`eval`] | counts and measures against gold |
//! | [`report`] | a table and a page for people |
//! | [`cookbook`] | no code: tasks and their solutions |
//! | [`guide`] | no code: the program, task by task |
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | *(none)* | everything but the following |
//! | `table` | *default:* the bundled translation table; without it, a small list |
//! | `json` | JSON lines: `format::jsonl`, `format::units_jsonl` |
//! | `xml` | TMX, XLIFF, TBX, cesAlign: `format::tmx`, `format::xliff`, `format::tbx`, `format::ces`; term lists in TBX and TMX, segmentation rules in SRX |
//! | `encodings` | files in UTF-16, GB18030, Big5 and others: `format::decode` |
//! | `compression` | files packed by gzip or Zstandard: `format::unpack` |
//! | `store` | memories in one SQLite file: `memory::SqliteStore`; needs a C compiler |
//! | `html` | a page for a browser: `report::html` |
//! | `cli` | the program `bitext` |
//! | `bench-peers` | for benchmarks only: a peer to measure against |
//!
//! Features only add. `table` alone changes results: without it the lexicon is a small one.
//!
//! # What it costs
//!
//! About linear time and memory: two megabytes of both texts, 9,000 sentences, take two seconds and 130 MB on one core in
//! parallel mode, three seconds and 70 MB in comparable mode. `SECURITY.md` has the table and the bounds that can be set,
//! `benches/README.md` figures for each stage.
//!
//! # Stability
//!
//! Versions follow Cargo's reading of semantic versioning; before 1.0 the middle number counts breaking changes, all named
//! in `CHANGELOG.md`. Enums that may grow and structs that may gain fields are `#[non_exhaustive]`. The fields and names in
//! serialised records and files are part of the interface; scores, evidence and which links are found are not: they may
//! change with any version, and are the same within one, on every machine and on any number of threads.
//!
//! **Rust 1.88** is needed, as `Cargo.toml` says, and the library and the program are built with it where it is installed
//! (`.ci/run`); `--all-features`, for developers, needs more. A newer one is asked for only with a breaking version.
//!
//! # Sources
//!
//! Formulas and conventions are named where they are used, by authors and year; constants that were fitted say on what and
//! by which command. To cite bitext itself, name the crate, its version and its licence; with figures, name the commit and
//! the command, since `benches/README.md` says both for each of ours. What it rests on most:
//!
//! * Gale and Church 1993, *A Program for Aligning Sentences in Bilingual Corpora*: the lengths of beads ([`score`]).
//! * Brown et al. 1993, *The Mathematics of Statistical Machine Translation*: Model 1, by which tables are trained ([`train`]).
//! * Thompson and Koehn 2019, *Vecalign*: how beads are counted against gold ([`eval`]).
//!
//! # What it does not do
//!
//! It knows two languages. It does not translate, does not align words for their own sake, and reads plain text only, and files of translation units.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::string_slice,
        clippy::indexing_slicing
    )
)]

pub mod align;
pub mod check;
pub mod cookbook;
pub mod eval;
pub mod filter;
pub mod format;
pub mod guide;
pub mod lang;
pub mod lexicon;
pub mod memory;
pub mod name;
pub mod quantity;
pub mod report;
pub mod score;
pub mod segment;
pub mod text;
pub mod train;

pub use align::{AlignOptions, Aligner, Alignment, Link, Mode, Pair};
pub use lang::{Detection, Lang, Language, Script, detect};
pub use quantity::{Quantity, quantities};
pub use score::Score;
pub use segment::{SegmentOptions, Segmenter};
pub use text::{Piece, Span};

/// Aligns two parallel texts with default options; either language may come first.
///
/// Shorthand for [`Aligner::align`] of [`Aligner::default`].
#[must_use]
pub fn align(source: &str, target: &str) -> Alignment {
    Aligner::default().align(source, target)
}

/// The examples of the README, compiled and run as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
