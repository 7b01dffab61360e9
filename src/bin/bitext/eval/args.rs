//! What can be typed after `bitext eval`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::{decoding::EncodingArguments, numbers};

/// Scores answers against gold: precision, recall and F1 with intervals; compares two systems.
///
/// Beads, links, segments or quantities, as the files are; their formats are told by their content:
/// beads as Vecalign, Hunalign (ladder), cesAlign, InterText or columns of indices have them; links
/// as JSON lines or tables of `bitext align`, or gold.tsv; segments and quantities as `bitext
/// segment` and `bitext quantities` print them. Beads are scored by Vecalign's convention:
/// precision over all beads, recall over gold beads that have both sides; nulls and types of beads
/// apart. Sides come in the same order in all files; of links with texts this is found out.
///
/// A FOLDER holds folders with zh.txt, en.txt, gold.tsv and, for the split, meta.toml: each is aligned
/// and scored. Exit status 1: F1 is below --min-f1.
///
/// Columns of files: precision, recall and f1 of each measure; right, found and expected are what
/// they are made of; low and high are the ends of the interval of f1. Of a comparison: f1 of the
/// other system, the difference with its interval, and p, how likely one as large is by chance.
///
/// Columns of a FOLDER are f1 in percent. Of translations: strict, lax and nulls, of beads of the
/// gold's sentences, the same bead, one that shares a pair of sentences with it, a sentence alone
/// in both; strict-on-raw-text, the same where bitext cuts the sentences. Of comparable text:
/// sentence-pairs that overlap by 80 percent, statements by half, disagreements of values. Of both:
/// sentences-zh and sentences-en, cut where the gold cuts them; calibration error, how far scores
/// are from the share that is right, 0 to 1, lower is better. The same stands below each table.
///
/// Intervals (95 per cent) are by the bootstrap, over documents if there are ten or more, else over
/// blocks of ten items of the gold; p is by approximate randomization. Both are the same in every run.
///
/// Examples:
///
///   bitext eval --gold book.gold --system book.beads
///
///   bitext eval --gold a.gold --system a.beads --gold b.gold --system b.beads --min-f1 0.9
///
///   bitext eval --gold book.gold --system ours.beads --against hunalign.ladder
///
///   bitext eval --gold gold.tsv --system links.jsonl
///
///   bitext eval --format html -o picture.html corpora/
///
///   bitext eval --jsonl < documents.jsonl
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext eval [OPTIONS] --gold GOLD --system ANSWERS\n       bitext eval [OPTIONS] FOLDER\n       bitext eval [OPTIONS] --jsonl < RECORDS"
)]
pub(crate) struct EvalArguments {
    /// A folder of texts with gold, to run and score bitext on.
    #[arg(conflicts_with_all = ["gold", "system", "against", "jsonl"])]
    pub(crate) folder: Option<PathBuf>,
    /// The gold; several times for several documents.
    #[arg(long, required_unless_present_any = ["jsonl", "folder"], value_name = "FILE")]
    pub(crate) gold: Vec<PathBuf>,
    /// The answers to score, as many as gold files, in the same order.
    #[arg(long, required_unless_present_any = ["jsonl", "folder"], value_name = "FILE")]
    pub(crate) system: Vec<PathBuf>,
    /// The answers of another system, as many as gold files: how much better the first is, and whether by chance.
    #[arg(long, value_name = "FILE")]
    pub(crate) against: Vec<PathBuf>,
    /// Exit with status 1 if F1 of the first measure is below this: strict, sentence pairs, boundaries or values.
    #[arg(long, value_name = "F1", value_parser = numbers::share, allow_negative_numbers = true)]
    pub(crate) min_f1: Option<f64>,
    /// What to write. By the ending of the output file if not given, else text.
    #[arg(long, value_enum, conflicts_with = "jsonl")]
    pub(crate) format: Option<EvalFormat>,
    /// Write to FILE instead of standard output; the file is whole or not there.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How often to draw for intervals and p-values; 0 for none.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 2000,
        value_parser = numbers::rounds,
        conflicts_with = "jsonl"
    )]
    pub(crate) rounds: usize,
    /// Read {"id","gold","system"} records, one a line, and write {"id","strict","lax","nulls"}; both are lists of beads,
    /// [[source],[target]] or [[source],[target],score].
    #[arg(long, conflicts_with_all = ["gold", "system", "against", "EncodingArguments"])]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) encoding: EncodingArguments,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    /// A table; of files, tab-separated.
    Text,
    /// One JSON object a line: a corpus, or all files together.
    Jsonl,
    /// A page for a browser, one file.
    Html,
}
