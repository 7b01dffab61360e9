//! Everything public can be shared between threads and kept.

use bitext::{
    Aligner, Alignment, Detection, Link, Pair, Piece, Segmenter, Span,
    align::{Pin, PinError},
    check::{Finding, Report},
    filter::{Filters, Tally},
    format::{FileType, ReadOptions, Written},
    lexicon::{Glossary, Position, TermEntry, TermFormat},
    memory::{
        Content, Imported, LanguageTag, Lookup, LookupOptions, Match, Stats, Timestamp, Unit,
        Volatile,
        search::{Concordance, Hit, SearchOptions, Searcher, Segment, Texts},
    },
    quantity::Quantity,
    score::{Association, Document, Evidence, Score},
};

fn is_shareable<T: Send + Sync + std::panic::UnwindSafe + std::fmt::Debug + Clone>() {}

fn is_owned<T: 'static>() {}

#[test]
fn public_types_are_send_sync_and_clone() {
    is_shareable::<Alignment>();
    is_shareable::<Association>();
    is_shareable::<Detection>();
    is_shareable::<Document>();
    is_shareable::<Evidence>();
    is_shareable::<Glossary>();
    is_shareable::<Link>();
    is_shareable::<Pair<'_, '_>>();
    is_shareable::<Piece<'_>>();
    is_shareable::<Pin>();
    is_shareable::<PinError>();
    is_shareable::<Position>();
    is_shareable::<Quantity>();
    is_shareable::<Score>();
    is_shareable::<Segmenter>();
    is_shareable::<Span>();
    is_shareable::<TermEntry>();
    is_shareable::<TermFormat>();
    is_shareable::<Content>();
    is_shareable::<FileType>();
    is_shareable::<Filters>();
    is_shareable::<Finding>();
    is_shareable::<LanguageTag>();
    is_shareable::<ReadOptions>();
    is_shareable::<Report>();
    is_shareable::<Tally>();
    is_shareable::<Timestamp>();
    is_shareable::<Concordance>();
    is_shareable::<Hit>();
    is_shareable::<Imported>();
    is_shareable::<Lookup>();
    is_shareable::<LookupOptions>();
    is_shareable::<Match>();
    is_shareable::<SearchOptions>();
    is_shareable::<Searcher>();
    is_shareable::<Segment>();
    is_shareable::<Stats>();
    is_shareable::<Texts>();
    is_shareable::<Volatile>();
    is_shareable::<Unit>();
    is_shareable::<Written>();
}

#[test]
fn an_aligner_is_shared_between_threads() {
    fn is_send_sync<T: Send + Sync + Clone>() {}
    is_send_sync::<Aligner>();
    is_owned::<Alignment>();
}

#[cfg(feature = "store")]
#[test]
fn a_store_can_be_moved_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<bitext::memory::SqliteStore>();
}
