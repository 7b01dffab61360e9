//! What a word may be called in the other language.
//!
//! A [`Lexicon`] answers one question: which words of the other language translate this word, and how likely is each.
//! [`Table`] is a trained lexicon in a block of bytes; `bundled` is the one that ships with the crate, under feature
//! `table`. [`Glossary`] is a lexicon in memory, read from a file of the user in any [`TermFormat`]; [`core()`] is a
//! small hand-written one that is always there; a [`Stack`] asks several; [`Compounds`] has its
//! words searched for in text. Words are looked up in their dictionary form:
//! Chinese in Simplified characters, English in lower case as [`lemma`] gives it; terms as [`term_key`] gives them. This
//! module does *not* cut text into words.
//!
//! # Cookbook
//!
//! A glossary over the general lexicon, a dictionary below it:
//!
//! ```no_run
//! use std::{fs::File, io::BufReader, sync::Arc};
//! use bitext::{Aligner, lexicon::{self, Glossary, Stack, TermFormat}};
//!
//! let open = |path: &str| File::open(path).map(BufReader::new);
//! let glossary = Glossary::read(TermFormat::Csv, open("terms.csv")?)?;
//! let dictionary = Glossary::read(TermFormat::Cedict, open("cedict_ts.u8")?)?;
//! let stack = Stack::default()
//!     .with(Arc::new(glossary), 4.0)
//!     .with(Arc::new(lexicon::default()), 1.0)
//!     .with(Arc::new(dictionary), 0.5);
//! let aligner = Aligner::builder().lexicon(Arc::new(stack)).build()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A glossary out of a program's own records:
//!
//! ```
//! use bitext::{Lang, lexicon::{Glossary, TermEntry}};
//!
//! let records = [("港务总署", "HBA"), ("茶壶", "teapot")];
//! let entry = |(chinese, english): (&str, &str)| TermEntry {
//!     chinese: vec![chinese.to_owned()],
//!     english: vec![english.to_owned()],
//! };
//! let glossary: Glossary = records.into_iter().map(entry).collect();
//! assert_eq!(glossary.len(Lang::English), 2);
//! ```
//!
//! Where a file is wrong, the error says where and what was expected:
//!
//! ```
//! use bitext::lexicon::Glossary;
//!
//! let error = Glossary::parse("茶壶\tteapot\n桥 bridge\n").unwrap_err();
//! let said = "line 2, column 2: expected an English term, found \"桥 bridge\"";
//! assert_eq!(error.to_string(), said);
//! ```

mod cedict;
mod compound;
mod delimited;
mod glossary;
pub(crate) mod lemma;
mod read;
mod stack;
pub mod table;
#[cfg(feature = "xml")]
mod tbx;
#[cfg(feature = "xml")]
mod tmx_terms;
mod word;
#[cfg(feature = "xml")]
mod xml;

use std::{borrow::Cow, fmt, sync::LazyLock};

use crate::{lang::Lang, segment};

pub use compound::Compounds;
pub(crate) use delimited::column_lang;
pub use glossary::Glossary;
pub use lemma::lemma;
pub use read::{Position, TermEntry, TermError, TermFormat};
pub use stack::Stack;
pub use table::{Table, TableError};
pub use word::term_key;
pub(crate) use word::{english_parts, part_key};

/// Translations of single words, with probabilities.
///
/// The trait is object-safe and calls back instead of returning an iterator, so that a look-up allocates nothing.
/// Answers must not depend on anything but the arguments: alignment is deterministic only if its lexicon is.
pub trait Lexicon: Send + Sync + fmt::Debug {
    /// Calls `each` once for every translation of `term` into `lang.other()`, with its probability given the term.
    ///
    /// `term` is in dictionary form and in `lang`. A translation is one word, or several with single spaces between
    /// them. Probabilities lie in `(0, 1]` and add up to at most one; the order is fixed but has no meaning. An
    /// unknown term makes no call.
    fn translations(&self, term: &str, lang: Lang, each: &mut dyn FnMut(&str, f32));

    /// The share of all running words of `lang` that `term` makes up, in `(0, 1]`; `None` if the lexicon cannot say.
    fn frequency(&self, term: &str, lang: Lang) -> Option<f32> {
        let _ = (term, lang);
        None
    }

    /// Whether the lexicon has at least one translation of `term`.
    fn contains(&self, term: &str, lang: Lang) -> bool {
        let mut found = false;
        self.translations(term, lang, &mut |_, _| found = true);
        found
    }

    /// The length of the longest term that a text has to be searched for, in characters of Chinese or words of English.
    ///
    /// The words that a text is cut into are not always those of a term: 云计算 may be cut in two, and *cloud
    /// computing* is two words. A lexicon whose terms are to be found all the same says how long they get; 0, the
    /// default, saves the search. Its cost is at most this many calls of [`has_term`](Self::has_term) for each
    /// character or word.
    fn longest_term(&self, lang: Lang) -> usize {
        let _ = lang;
        0
    }

    /// Whether `term`, which is as [`term_key`] gives it, is to be taken for one term wherever a text holds it.
    fn has_term(&self, term: &str, lang: Lang) -> bool {
        let _ = (term, lang);
        false
    }

    /// The dictionary form of a lower-case English word, as [`translations`](Self::translations) expects it.
    ///
    /// By default the rules of [`lemma`], where a word is known if the lexicon contains it.
    fn lemma<'w>(&self, form: &'w str) -> Cow<'w, str> {
        lemma(form, &|word| self.contains(word, Lang::English))
    }
}

/// What is behind a reference is a lexicon as well, so that [`core()`] can be put into an [`Arc`](std::sync::Arc).
impl<L: Lexicon + ?Sized> Lexicon for &L {
    fn translations(&self, term: &str, lang: Lang, each: &mut dyn FnMut(&str, f32)) {
        (**self).translations(term, lang, each);
    }

    fn frequency(&self, term: &str, lang: Lang) -> Option<f32> {
        (**self).frequency(term, lang)
    }

    fn contains(&self, term: &str, lang: Lang) -> bool {
        (**self).contains(term, lang)
    }

    fn longest_term(&self, lang: Lang) -> usize {
        (**self).longest_term(lang)
    }

    fn has_term(&self, term: &str, lang: Lang) -> bool {
        (**self).has_term(term, lang)
    }

    fn lemma<'w>(&self, form: &'w str) -> Cow<'w, str> {
        (**self).lemma(form)
    }
}

/// The table that ships with the crate, trained on a dictionary and parallel text (`src/lexicon/data/README.md`).
///
/// Checked at first use, in about a millisecond, and shared from then on.
#[cfg(feature = "table")]
#[must_use]
pub fn bundled() -> &'static Table {
    static BUNDLED: LazyLock<Table> = LazyLock::new(|| {
        let bytes: &'static [u8] = include_bytes!("data/table.bin");
        #[expect(clippy::expect_used, reason = "a test proves that the file is whole")]
        Table::from_bytes(bytes).expect("the bundled table is whole")
    });
    &BUNDLED
}

/// The lexicon that an aligner has if none is given: `bundled` where it is there, or else [`core()`].
#[must_use]
pub fn default() -> &'static dyn Lexicon {
    #[cfg(feature = "table")]
    return bundled();
    #[cfg(not(feature = "table"))]
    core()
}

/// The small lexicon that ships with the crate, written by hand (`src/lexicon/data/README.md`).
///
/// Loaded at first use and shared from then on.
#[must_use]
pub fn core() -> &'static Glossary {
    static CORE: LazyLock<Glossary> = LazyLock::new(|| {
        let mut core = Glossary::from_trusted(include_str!("data/core.tsv"));
        core.estimate_frequencies(segment::frequency);
        core.add_frequencies(include_str!("data/frequency.tsv"));
        core
    });
    &CORE
}
