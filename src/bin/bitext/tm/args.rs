//! What can be typed after `bitext tm`.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::sift::{DedupeArguments, FilterArguments, StatsArguments};
use crate::{
    args::LanguageArgument,
    decoding::EncodingArguments,
    numbers,
    units::{CodesArgument, DecodingArguments, InputArguments, UnitFormat},
};

/// Works on translation memories: stores, searches, filters, counts and checks them.
///
/// A store is one SQLite file. While a program writes it there are two more files beside it, which
/// are gone when the last program closes it.
///
/// Examples:
///
///   bitext tm import project.tmx --store project.bitext
///
///   bitext tm search --store project.bitext "The valve must be closed."
///
///   bitext tm search --store project.bitext --queries chapter.txt --format tsv
///
///   bitext tm search --store project.bitext --phrase 阀门
///
///   bitext tm filter memory.tmx -o clean.tmx --rejected dropped.tmx
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct TmArguments {
    #[command(subcommand)]
    pub(crate) command: TmCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TmCommand {
    Import(ImportArguments),
    Export(ExportArguments),
    Search(SearchArguments),
    Filter(FilterArguments),
    Dedupe(DedupeArguments),
    Stats(StatsArguments),
    Check(CheckArguments),
    Integrity(IntegrityArguments),
}

/// Adds the units of files to a store, which is made if it is not there.
///
/// Each file is one transaction: all of its units are added, or none. A unit that is there already
/// is not added twice, so an import that was stopped can be run again. The order of a file is kept
/// as context, for matches of 101 and 102 per cent.
///
/// Examples:
///
///   bitext tm import project.tmx chapters.tsv --store project.bitext
///
///   bitext tm import corpus.tmx.gz --store large.bitext --commit-every 100000
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ImportArguments {
    /// The files; `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The store.
    #[arg(short, long, value_name = "STORE")]
    pub(crate) store: PathBuf,
    /// Keep what was read every N units. An import that was stopped goes on from there if it is run again with the same
    /// file.
    #[arg(long, value_name = "N", value_parser = numbers::at_least_one::<NonZeroUsize>)]
    pub(crate) commit_every: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) reading: InputArguments,
}

/// Writes all units of a store to a file.
///
/// Examples:
///
///   bitext tm export --store project.bitext -o project.tmx.gz
///
///   bitext tm export --store project.bitext --to tsv | head
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ExportArguments {
    /// The store.
    #[arg(short, long, value_name = "STORE")]
    pub(crate) store: PathBuf,
    /// Write to FILE instead of standard output; the file is whole or not there.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The format to write, if the name does not tell; without a name, JSON lines, which keep everything.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) to: Option<UnitFormat>,
    /// Where inline codes stand in TMX; `aside` if not given.
    #[arg(long, value_enum, value_name = "PLACE")]
    pub(crate) codes: Option<CodesArgument>,
}

/// Finds segments in a store: similar ones, equal ones, or all with a phrase.
///
/// Similarity is one minus the edits per character in Chinese and per word in English, in per cent,
/// rounded down. 100 is an equal text, 101 one with an equal neighbour, 102 one with two; the lines
/// of a file are each other's neighbours. What should be looked at is taken off: an unreviewed
/// alignment, other numbers, the other script, other codes.
///
/// Standard error says how many segments have no match. Exit status 1 if nothing at all was found.
///
/// Examples:
///
///   bitext tm search --store project.bitext "The valve must be closed."
///
///   bitext tm search --store project.bitext --queries chapter.txt --format tsv
///
///   bitext tm search --store project.bitext --jsonl < segments.jsonl > matches.jsonl
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext tm search [OPTIONS] --store STORE TEXT\n       bitext tm search [OPTIONS] --store STORE --queries FILE\n       bitext tm search [OPTIONS] --store STORE --jsonl < RECORDS"
)]
pub(crate) struct SearchArguments {
    /// The segment.
    #[arg(required_unless_present_any = ["queries", "jsonl"], conflicts_with = "queries")]
    pub(crate) text: Option<String>,
    /// Look up every line of FILE, a text to be translated with one segment a line; `-` for standard input.
    #[arg(long, value_name = "FILE", visible_alias = "file")]
    pub(crate) queries: Option<PathBuf>,
    /// Read {"id","text"} records, one a line, with "language", "previous" and "next" if known, and write
    /// {"id","matches"}, or with --phrase {"id","occurrences"}.
    #[arg(long, conflicts_with_all = ["text", "queries", "format", "EncodingArguments"])]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) encoding: EncodingArguments,
    /// The store.
    #[arg(short, long, value_name = "STORE")]
    pub(crate) store: PathBuf,
    /// The language of the segments; found out for each if not given.
    #[arg(long, value_enum)]
    pub(crate) language: Option<LanguageArgument>,
    /// The least similarity in per cent, before anything is taken off.
    #[arg(long, value_name = "PERCENT", default_value_t = 70, value_parser = |it: &str| numbers::per_cent(it, 1..=100))]
    pub(crate) threshold: u8,
    /// The most matches of a segment.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = numbers::at_least_one::<usize>)]
    pub(crate) limit: usize,
    /// How to search.
    #[arg(long, value_enum, default_value_t = MethodArgument::Fuzzy)]
    pub(crate) method: MethodArgument,
    /// Find the units that have the text as a phrase, in either language: short for `--method phrase`.
    #[arg(long, conflicts_with = "method")]
    pub(crate) phrase: bool,
    /// Take nothing off.
    #[arg(long)]
    pub(crate) no_penalties: bool,
    /// What to write: `text` for people, tab-separated text, or JSON lines with edits, penalties and the whole unit. By the
    /// ending of the output file if not given, else `text`.
    #[arg(long, value_enum)]
    pub(crate) format: Option<SearchFormat>,
    /// The threads to work on; 0 for as many as there are processors. The output is the same for any number.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = numbers::threads)]
    pub(crate) threads: usize,
    /// Write to FILE instead of standard output; the file is whole or not there.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodArgument {
    /// Similar texts, through the index.
    Fuzzy,
    /// Similar texts, by comparing with every unit: the same result, slowly.
    Exhaustive,
    /// Equal texts only.
    Exact,
    /// Texts that have the segment as a phrase.
    Phrase,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SearchFormat {
    /// For people: each match with its score, its edits and where it is from.
    Text,
    /// Tab-separated text with a header, one match a line; units and lines count from 1, as in `bitext check`.
    Tsv,
    /// One JSON object a line.
    Jsonl,
}

/// Checks that a store is not damaged, and that everything in it can be found.
///
/// Exit status 1 if something is wrong. What can still be read can be exported, and imported into a
/// new store.
///
/// Examples:
///
///   bitext tm integrity --store project.bitext
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct IntegrityArguments {
    /// The store.
    #[arg(short, long, value_name = "STORE")]
    pub(crate) store: PathBuf,
}

/// Checks that a TMX file is as the standard has it, and says which line breaks which rule.
///
/// For files that a program refuses or reads wrongly. Rules: structure, attribute, name, language,
/// date, pairs, variants, character. What the texts say is checked by `bitext check`, a store by
/// `bitext tm integrity`.
///
/// Exit status 1 if something is wrong.
///
/// Examples:
///
///   bitext tm check memory.tmx
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct CheckArguments {
    /// The TMX file; `-` for standard input.
    pub(crate) input: PathBuf,
    #[command(flatten)]
    pub(crate) listing: ListingArguments,
    #[command(flatten)]
    pub(crate) reading: DecodingArguments,
}

/// How a list is written.
#[derive(Copy, Clone, Debug, Args)]
pub(crate) struct ListingArguments {
    /// What to write: lines for people, or one JSON object a line.
    #[arg(long, value_enum, default_value_t = ListingFormat::Text)]
    format: ListingFormat,
    /// An older name of `--format jsonl`: elsewhere `--jsonl` reads records.
    #[arg(long, hide = true, conflicts_with = "format")]
    jsonl: bool,
}

impl ListingArguments {
    pub(crate) fn is_jsonl(self) -> bool {
        self.jsonl || self.format == ListingFormat::Jsonl
    }
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListingFormat {
    Text,
    Jsonl,
}
