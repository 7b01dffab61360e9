//! What can be typed.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{
    check::CheckArguments,
    config::ConfigArguments,
    convert::ConvertArguments,
    decoding::EncodingArguments,
    eval::EvalArguments,
    everywhere::EverywhereArguments,
    glossary::GlossaryArgument,
    manual::{CompletionsArguments, ManArguments},
    numbers,
    tm::args::TmArguments,
};

/// Aligns Chinese and English text: which statements say the same thing, why, and how sure.
///
/// Data goes to standard output, everything else to standard error. `-` stands for standard input or output. Offsets
/// are bytes of the UTF-8 input, half-open. Scores lie between 0 and 1, higher is surer.
///
/// Exit status: 0 done; 1 done, with findings; 2 wrong usage; 65 bad input; 66 input not found or unreadable; 74 output
/// could not be written.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) everywhere: EverywhereArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Align(AlignArguments),
    Report(ReportArguments),
    /// Says which language and script a text is in.
    ///
    /// Without --jsonl the output is the language, the script or `-`, and how sure that is.
    ///
    /// Examples:
    ///
    ///   bitext detect report.txt
    ///
    ///   bitext detect --jsonl < texts.jsonl > languages.jsonl
    #[command(verbatim_doc_comment)]
    Detect(RecordArguments),
    Segment(SegmentArguments),
    /// Finds amounts, dates, durations and other quantities in a text.
    ///
    /// Without --jsonl each line of the output is a quantity: its first byte, the byte after its last,
    /// its text, its kind, its value, its unit.
    ///
    /// Examples:
    ///
    ///   bitext quantities report.zh.txt
    ///
    ///   bitext quantities --jsonl < texts.jsonl > quantities.jsonl
    #[command(verbatim_doc_comment)]
    Quantities(RecordArguments),
    Link(LinkArguments),
    Eval(EvalArguments),
    Train(TrainArguments),
    Convert(ConvertArguments),
    Check(CheckArguments),
    Tm(TmArguments),
    Config(ConfigArguments),
    Completions(CompletionsArguments),
    Man(ManArguments),
}

/// Says which sentences and statements of two texts correspond.
///
/// The languages are found out; either text may come first. Of subtitles (`.srt`) the text is
/// taken; what is packed by gzip or Zstandard is unpacked. Without `--format` the result is a table
/// on a terminal and tab-separated text elsewhere.
///
/// The score of a pair is how likely it is right. That of a sentence without a counterpart is how
/// likely it has none: 0.95 is surely alone, 0.55 may as well have a partner that was not found.
///
/// Examples:
///
///   bitext align report.en.txt report.zh.txt
///
///   bitext align --mode comparable --format jsonl wire.txt daily.txt
///
///   bitext align --mode comparable --threshold 0.8 --kind statement -o corpus.tmx wire.txt daily.txt
///
///   bitext align --format html -o report.html report.en.txt report.zh.txt
///
///   bitext align --presegmented --format beads book.zh book.en
///
///   bitext align --encoding gb18030,utf-8 old.zh.txt report.en.txt
///
///   bitext align --pins corrections.json --format tmx -o memory.tmx report.en.txt report.zh.txt
///
///   bitext align --format tmx -o memory.tmx.gz report.en.txt report.zh.txt
///
///   bitext align --explain 3 report.en.txt report.zh.txt
///
///   bitext align --glossary terms.tbx --glossary cedict_ts.u8:0.5 report.en.txt report.zh.txt
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext align [OPTIONS] SOURCE TARGET\n       bitext align [OPTIONS] --jsonl < RECORDS"
)]
pub(crate) struct AlignArguments {
    /// The first text, in English or Chinese.
    #[arg(required_unless_present = "jsonl")]
    pub(crate) source: Option<PathBuf>,
    /// The second text, in the other language.
    #[arg(required_unless_present = "jsonl")]
    pub(crate) target: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) how: HowArguments,
    /// What to write. If not given, the ending of the output file says it, and an ending that stands for no format is refused;
    /// without a file, or for a name without an ending, a table on a terminal and TSV elsewhere.
    #[arg(long, value_enum)]
    pub(crate) format: Option<FormatArgument>,
    /// Of comparable text, which pairs to write; if not given, `sentence` into memories and corpora, `all` elsewhere.
    ///
    /// A statement is the part of a pair of sentences that both sides say. Sentences are what CAT tools look up; statements are
    /// closer to translations where two reports tell one event. To build a corpus of reports: `--mode comparable --threshold 0.8
    /// --kind statement`; of translations that were shuffled or mixed: `--mode comparable --kind sentence`.
    #[arg(long, value_enum, conflicts_with_all = ["jsonl", "explain"])]
    pub(crate) kind: Option<KindArgument>,
    /// Write to FILE instead of standard output; the file is whole or not there, and packed if it ends in `.gz` or
    /// `.zst`. For Moses, what the names of both files begin with.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Explain the N-th pair of the output instead, from 1: its texts, what speaks for and against it, what else came near.
    #[arg(long, value_name = "N", value_parser = numbers::from_one, conflicts_with_all = ["format", "jsonl"])]
    pub(crate) explain: Option<NonZeroUsize>,
    /// Read {"id","source","target"} records, one a line, and write {"id","pairs"}; texts or lists of sentences.
    ///
    /// "pins" may list what is settled: {"bead":{"source":[0],"target":[0,1]}}, {"boundary":{"source":8,"target":9}}.
    /// Other fields are left aside: --mode and the other options hold for all records. `bitext convert` makes a memory of
    /// the answers.
    #[arg(long, conflicts_with_all = ["source", "target", "format", "presegmented", "pins", "EncodingArguments"])]
    pub(crate) jsonl: bool,
    /// The threads that answer records; 0 for as many as there are processors. The answers do not depend on it.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = numbers::threads, requires = "jsonl")]
    pub(crate) threads: usize,
    /// Whether bad records fail the run, which answers them all the same.
    #[arg(long, value_enum, value_name = "STATUS", default_value_t = BadRecordsArgument::Fail, requires = "jsonl")]
    pub(crate) bad_records: BadRecordsArgument,
}

/// How to align, whatever becomes of it.
#[derive(Debug, Args)]
pub(crate) struct HowArguments {
    /// What the texts are to each other.
    #[arg(long, value_enum, default_value_t = ModeArgument::Parallel)]
    pub(crate) mode: ModeArgument,
    /// Take each line as one segment, blank lines included; do not look for sentences.
    #[arg(long)]
    pub(crate) presegmented: bool,
    /// How readily parallel text is left unpaired: 0 for complete translations, 1 to 3 where omissions are expected.
    ///
    /// It is added to the log odds of an alignment for each sentence without a counterpart. At 0, a sentence that shares no
    /// word with the other text is likelier taken for a free translation, together with its neighbour, than for an omission.
    /// Higher values unpair more of these, but not all; more than 3 takes translations apart, less than 0 joins more. From
    /// -10 to 10. A line on standard error says how many such sentences are left, the table and the page say which.
    #[arg(
        long,
        value_name = "NATS",
        default_value_t = 0.0,
        value_parser = numbers::gap,
        allow_negative_numbers = true
    )]
    pub(crate) gap: f32,
    /// The least score of a pair of comparable text: higher finds less and errs less.
    #[arg(
        long,
        value_name = "SCORE",
        default_value_t = 0.4,
        value_parser = numbers::score,
        allow_negative_numbers = true
    )]
    pub(crate) threshold: f32,
    #[command(flatten)]
    pub(crate) encoding: EncodingArguments,
    #[command(flatten)]
    pub(crate) cutting: CuttingArguments,
    /// Take terms from FILE: TSV, CSV, TBX, TMX or CC-CEDICT, found out by itself; may be given several times.
    ///
    /// WEIGHT is how much the file counts where several know a term; the general lexicon has 1, a file 4 if not given.
    /// Columns and languages may come in any order, Chinese in either script. Of a TMX file the short units are terms.
    #[arg(long, value_name = "FILE[:WEIGHT]")]
    pub(crate) glossary: Vec<GlossaryArgument>,
    /// Use the translation table FILE, made by `bitext train`, instead of the bundled one.
    #[arg(long, value_name = "FILE")]
    pub(crate) table: Option<PathBuf>,
    /// Weigh the signals of parallel text as FILE says, made by the example `fit_beads`, instead of as usual.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// Keep what FILE settles, and align again only what lies between: corrections that a report saved, or beads.
    ///
    /// Corrections say which texts they were made for; others are refused. A list of beads, as `--format beads` writes it,
    /// is taken at its word: leave out the lines that are to be found anew. Headings of chapters make good pins. They have an
    /// order: with them --mode auto takes the texts as parallel and says so, and --mode comparable refuses them.
    #[arg(long, value_name = "FILE")]
    pub(crate) pins: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) limits: LimitArguments,
}

/// Writes an alignment as a page for a browser: one file, no network; to read, to see why, to correct.
///
/// What is confirmed, split, merged or unlinked there, of parallel text, is saved as a file of corrections.
/// `--pins`, here and of `bitext align`, keeps them and aligns the rest again.
///
/// Examples:
///
///   bitext report -o report.html report.en.txt report.zh.txt
///
///   bitext report --pins report.en.txt.corrections.json -o report.html report.en.txt report.zh.txt
///
///   bitext report --presegmented --beads found.beads -o report.html book.zh book.en
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ReportArguments {
    /// The first text, in English or Chinese.
    pub(crate) source: PathBuf,
    /// The second text, in the other language.
    pub(crate) target: PathBuf,
    /// Write to FILE instead of standard output; the file is whole or not there.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show the alignment of FILE, a list of beads with scores in which higher is surer; what it leaves out is aligned.
    #[arg(long, value_name = "FILE", conflicts_with = "pins")]
    pub(crate) beads: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) how: HowArguments,
}

/// Which pairs of comparable text to write. Parallel text has no statements.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArgument {
    /// Whole sentences.
    Sentence,
    /// The statements, and sentences in which none is told apart.
    Statement,
    /// Sentences, and the statements inside them where these are less.
    All,
}

/// How much is taken on; without them, any amount. A record that is larger is answered with an error.
#[derive(Copy, Clone, Debug, Args)]
pub(crate) struct LimitArguments {
    /// Refuse texts of more than N bytes.
    #[arg(long, value_name = "N", value_parser = numbers::at_least_one::<usize>)]
    pub(crate) max_bytes: Option<usize>,
    /// Refuse texts of more than N sentences, or lines if they are segments.
    #[arg(long, value_name = "N", value_parser = numbers::at_least_one::<usize>)]
    pub(crate) max_segments: Option<usize>,
}

/// What bad records mean for the exit status; a resource that cannot be read fails the run in any case.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BadRecordsArgument {
    /// Status 65 at the end.
    Fail,
    /// Status 0: whoever reads the answers counts the errors among them, as a cluster does.
    Ok,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModeArgument {
    /// One text translates the other: same order, every sentence accounted for.
    Parallel,
    /// The texts say some of the same things, in any order.
    Comparable,
    /// Finds out which of the two.
    Auto,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArgument {
    /// Two columns for reading.
    Table,
    /// Tab-separated text with a header.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// A page for a browser, one file: to read, to see why, to correct.
    Html,
    /// Index lists: `[0,1]:[2]:0.97`.
    Beads,
    /// A translation memory, TMX 1.4b.
    Tmx,
    /// A translation job, XLIFF 1.2.
    Xliff,
    /// XLIFF 2.0.
    Xliff2,
    /// Units as JSON lines, as `bitext convert` writes them.
    Units,
    /// Two files, one segment a line; needs `-o PREFIX`.
    Moses,
    /// The tables of Bitextor and ParaCrawl.
    Paracrawl,
    /// The ladder of Hunalign.
    Ladder,
    /// The links of OPUS (cesAlign).
    Ces,
}

#[derive(Debug, Args)]
pub(crate) struct RecordArguments {
    /// The text; standard input if missing.
    #[arg(conflicts_with = "jsonl")]
    pub(crate) text: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) encoding: EncodingArguments,
    /// Read one JSON record a line from standard input and answer each with one line.
    #[arg(long, conflicts_with = "EncodingArguments")]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) answers: AnswerArguments,
}

/// Where answers go, and who makes them.
#[derive(Debug, Args)]
pub(crate) struct AnswerArguments {
    /// Write to FILE instead of standard output; the file is whole or not there.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The threads that answer records; 0 for as many as there are processors. The answers do not depend on it.
    ///
    /// Short records are answered as fast as they can be read: more threads pay for long ones.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = numbers::threads, requires = "jsonl")]
    pub(crate) threads: usize,
}

/// Pairs the quantities of two segments: which are equal, compatible, in conflict.
///
/// Records give the names, terms and codes that both sides share too, as `name`, `term` and
/// `literal`.
///
/// Examples:
///
///   bitext link segment.en.txt segment.zh.txt
///
///   bitext link --jsonl < pairs.jsonl > links.jsonl
///
///   bitext link --jsonl --glossary terms.tsv < pairs.jsonl > links.jsonl
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext link [OPTIONS] SOURCE TARGET\n       bitext link [OPTIONS] --jsonl < RECORDS"
)]
pub(crate) struct LinkArguments {
    /// The first text, in either language.
    #[arg(required_unless_present = "jsonl")]
    pub(crate) source: Option<PathBuf>,
    /// The second text.
    #[arg(required_unless_present = "jsonl")]
    pub(crate) target: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) encoding: EncodingArguments,
    /// Read {"id","source","target"} records, one a line, and write {"id","links","quantities"}.
    #[arg(long, conflicts_with_all = ["source", "target", "EncodingArguments"])]
    pub(crate) jsonl: bool,
    /// Take terms of records from FILE, as `bitext align` does; may be given several times.
    #[arg(long, value_name = "FILE[:WEIGHT]", requires = "jsonl")]
    pub(crate) glossary: Vec<GlossaryArgument>,
    #[command(flatten)]
    pub(crate) answers: AnswerArguments,
}

/// Cuts text into paragraphs, sentences, clauses or words.
///
/// Without --jsonl each line of the output is a segment: its first byte, the byte after its last,
/// its text.
///
/// Examples:
///
///   bitext segment report.zh.txt
///
///   bitext segment --unit word --language zh report.zh.txt
///
///   bitext segment --jsonl < texts.jsonl > segments.jsonl
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext segment [OPTIONS] [TEXT]\n       bitext segment [OPTIONS] --jsonl < RECORDS"
)]
pub(crate) struct SegmentArguments {
    /// The text; standard input if missing.
    #[arg(conflicts_with = "jsonl")]
    pub(crate) text: Option<PathBuf>,
    /// What to cut into.
    #[arg(long, value_enum, default_value_t = UnitArgument::Sentence)]
    pub(crate) unit: UnitArgument,
    #[command(flatten)]
    pub(crate) cutting: CuttingArguments,
    /// The language of all texts; found out if not given.
    #[arg(long, value_enum)]
    pub(crate) language: Option<LanguageArgument>,
    #[command(flatten)]
    pub(crate) encoding: EncodingArguments,
    /// Read {"id","text"} records, one a line, and write {"id","segments"}.
    #[arg(long, conflicts_with = "EncodingArguments")]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    pub(crate) answers: AnswerArguments,
}

/// How sentences are cut.
#[derive(Debug, Args)]
pub(crate) struct CuttingArguments {
    /// Where sentences end inside and after quoted speech.
    #[arg(long, value_enum, value_name = "STYLE", default_value_t = QuotationArgument::Customary)]
    pub(crate) quotations: QuotationArgument,
    /// Cut sentences by the rules of FILE (SRX 2.0) in the languages that it maps, `en` and `zh`; our own rules elsewhere.
    ///
    /// Rules that cannot be followed, such as those with look-ahead, are left out and named on standard error.
    #[arg(long, value_name = "FILE")]
    pub(crate) srx: Option<PathBuf>,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuotationArgument {
    /// Whole in Chinese, split in English.
    Customary,
    /// A quotation is one sentence with the clause that reports it.
    Whole,
    /// Sentences inside a quotation are sentences; best for novels.
    Split,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitArgument {
    Paragraph,
    Sentence,
    Clause,
    Word,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArgument {
    En,
    Zh,
}

/// Trains a translation table on parallel text and dictionaries.
///
/// Parallel text is plain text, one pair of segments a line, Chinese and English with a tab between
/// them, whichever comes first in the whole file; further columns are left aside. A first line that
/// names columns `source` and `target`, as in tables of `bitext align -o aligned.tsv`, says which two
/// are meant. Or it is a folder with the files zh.txt and en.txt of as many lines, line by
/// line. Nothing is aligned: what stands side by side must translate each other. A pair that comes
/// twice counts once.
///
/// The result does not depend on the number of threads. Lists of forms must fit the text; without
/// one, the forms of the bundled table are used.
///
/// Examples:
///
///   printf '闸门关上了。\tThe gate was shut.\n' > pair.tsv; bitext train --parallel pair.tsv -o small.table
///
///   bitext train --parallel aligned.tsv -o own.table
///
///   bitext train --parallel pairs.tsv --dictionary terms.tsv -o domain.table
///
///   bitext train --forms lemma.en.txt --parallel news laws@0.3 --dictionary ecdict.csv -o own.table
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct TrainArguments {
    /// Parallel text: a file with a Chinese and an English column, either first, and a tab between them; or a folder with
    /// zh.txt and en.txt, line by line. @WEIGHT behind it makes each pair count more or less than 1.
    #[arg(long, required = true, num_args = 1.., value_name = "PATH[@WEIGHT]")]
    pub(crate) parallel: Vec<String>,
    /// Dictionaries: `.csv` in the format of ECDICT, anything else as lines of a Chinese term, a tab and English
    /// translations with `;` between them.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub(crate) dictionary: Vec<PathBuf>,
    /// Lists of English forms: lines `lemma/frequency -> form,form`.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub(crate) forms: Vec<PathBuf>,
    /// The table to write; it is whole or not there.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The least probability that is kept.
    #[arg(long, value_name = "P", value_parser = numbers::score, allow_negative_numbers = true)]
    pub(crate) least_probability: Option<f32>,
    /// The most translations of a word that are kept.
    #[arg(long, value_name = "N", value_parser = numbers::at_least_one::<usize>)]
    pub(crate) most_translations: Option<usize>,
    /// How much likelier than by chance a translation must be.
    #[arg(long, value_name = "RATIO", value_parser = numbers::at_least_zero, allow_negative_numbers = true)]
    pub(crate) least_lift: Option<f32>,
    /// How often two words must correspond if no dictionary lists them.
    #[arg(long, value_name = "COUNT", value_parser = numbers::at_least_zero, allow_negative_numbers = true)]
    pub(crate) least_count: Option<f32>,
    /// What the characters of a Chinese word count for its translations, in occurrences.
    #[arg(long, value_name = "COUNT", value_parser = numbers::at_least_zero, allow_negative_numbers = true)]
    pub(crate) character_mass: Option<f32>,
    /// The threads to work on; 0 for as many as there are processors.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = numbers::threads)]
    pub(crate) threads: usize,
    #[command(flatten)]
    pub(crate) encoding: EncodingArguments,
}
