//! `bitext convert`.

use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use bitext::memory::LanguageTag;
use clap::Args;
use serde::Deserialize;
use serde_json::json;

use crate::{
    Outcome, Status,
    count::one_sided,
    failure::{Failure, warn},
    progress, record,
    units::{self, CodesArgument, InputArguments, Target, UnitFormat},
};

/// Turns a file of translation units into another format.
///
/// Formats go by the endings of the names: tmx, xlf, xliff, xlf2 (XLIFF 2.0), tbx, tsv, csv (a
/// glossary), jsonl, paracrawl, srt, beads, ladder, ces; `.gz` and `.zst` behind them pack the file.
/// What the new format cannot hold is counted on standard error, and so is what a TMX file holds
/// beside its units: texts in other languages, notes and properties of its header (TMX keeps these).
/// A table with columns `source_language` and `target_language`, or `source_spans` and
/// `target_spans`, is one of bitext's, where `\t`, `\n`, `\r` and `\\` are escapes; in any other a
/// backslash is a backslash. The output is whole or not there;
/// with --force it may be the input, which is replaced when all of it has been read and written.
///
/// Examples:
///
///   bitext convert memory.tmx memory.xlf
///
///   bitext convert memory.tsv.gz memory.tmx --language zh-Hans=zh-SG --language en=en-US
///
///   bitext convert old.tmx --encoding gb18030 --source-language zh new.tmx
///
///   bitext convert glossary.tsv terms.tbx
///
///   bitext convert --from moses corpus.zh --with corpus.en corpus.tmx
///
///   bitext convert book.ladder --with book.zh --with book.en book.tmx
///
///   bitext convert --jsonl --from tmx --to tsv < memories.jsonl > tables.jsonl
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext convert [OPTIONS] INPUT OUTPUT\n       bitext convert [OPTIONS] --to FORMAT --jsonl < RECORDS"
)]
pub(crate) struct ConvertArguments {
    /// The file to read; `-` for standard input.
    #[arg(required_unless_present = "jsonl")]
    input: Option<PathBuf>,
    /// The file to write; `-` for standard output. For Moses, what the names of both files begin with.
    #[arg(required_unless_present = "jsonl")]
    output: Option<PathBuf>,
    /// Read {"id","content"} records, one a line, whose content is what a file would hold, and write the same in the format
    /// of --to.
    #[arg(long, conflicts_with_all = ["input", "output"], requires = "to")]
    jsonl: bool,
    /// The format to write, if the name does not tell.
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<UnitFormat>,
    /// Write language OLD as NEW, such as zh-Hans=zh-SG; may be given several times.
    ///
    /// Without it, TMX gets zh-CN for zh-Hans and zh-TW for zh-Hant, since many programs know no scripts.
    #[arg(long, value_name = "OLD=NEW", value_parser = renaming)]
    language: Vec<(LanguageTag, LanguageTag)>,
    /// Where inline codes stand in TMX; `aside` if not given.
    #[arg(long, value_enum, value_name = "PLACE")]
    codes: Option<CodesArgument>,
    #[command(flatten)]
    reading: InputArguments,
}

fn renaming(written: &str) -> Result<(LanguageTag, LanguageTag), String> {
    let (old, new) = written.split_once('=').ok_or("expected OLD=NEW")?;
    let tag = |tag: &str| {
        tag.parse()
            .map_err(|error: bitext::memory::TagError| error.to_string())
    };
    Ok((tag(old)?, tag(new)?))
}

#[derive(Debug, Deserialize)]
struct Record {
    content: String,
}

/// How to read the input: where terms are written, a table without the columns of units is a glossary.
fn reading(arguments: &ConvertArguments, target: &Target) -> InputArguments {
    InputArguments {
        tables_are_terms: target.format.is_terms(),
        ..arguments.reading.clone()
    }
}

fn answer_records(arguments: &ConvertArguments) -> Outcome {
    if arguments.to == Some(UnitFormat::Moses) || arguments.reading.from == Some(UnitFormat::Moses)
    {
        return Err(Failure::Usage(
            "Moses is two files: a record holds one".to_owned(),
        ));
    }
    let mut target = Target::new(None, arguments.to)?;
    target.names.clone_from(&arguments.language);
    target.codes = arguments.codes;
    let reading = reading(arguments, &target);
    target.beside = reading.beside.clone();
    record::run(None, |record: Record| {
        let mut content = Vec::new();
        let called = Path::new("content");
        let written = target.write_to(&mut content, called, |write| {
            let file = Box::new(Cursor::new(record.content.into_bytes()));
            units::read_from(file, called, &reading, &mut |_, unit| write(unit)).map(drop)
        });
        let written = written.map_err(|error| error.to_string())?;
        let content = String::from_utf8(content).map_err(|error| error.to_string())?;
        Ok(record::record(
            json!({ "content": content, "units": written.units }),
        ))
    })
}

pub(crate) fn run(arguments: &ConvertArguments) -> Outcome {
    if arguments.jsonl {
        return answer_records(arguments);
    }
    let (Some(input), Some(output)) = (&arguments.input, &arguments.output) else {
        return Err(Failure::Usage(
            "an input and an output are needed".to_owned(),
        ));
    };
    let mut target = Target::new(Some(output), arguments.to)?;
    target.names.clone_from(&arguments.language);
    target.codes = arguments.codes;
    let reading = reading(arguments, &target);
    target.beside = reading.beside.clone();
    let missing = match fs::metadata(input) {
        Err(error) if input != Path::new("-") && output.exists() => Some(error),
        _ => None,
    };
    let _reading = progress::of_reading("converting", Some(output));
    let converted = target.write(|write| {
        let mut is_empty = true;
        let left_out = units::read(input, &reading, &mut |_, unit| {
            is_empty = false;
            write(unit)
        })?;
        if is_empty && left_out > 0 {
            return Err(units::one_language(input, left_out));
        }
        if left_out > 0 {
            let name = input.display();
            warn(&format!("{name}: {}", one_sided(left_out, "left out")));
        }
        units::tell_beside(input, &reading.beside.get(), Some(target.format));
        Ok(())
    });
    match (converted, missing) {
        (Err(_), Some(error)) => {
            let failure = Failure::unreadable(input, &error);
            Err(failure.instead("the input comes first, then the output: are they swapped?"))
        }
        (converted, _) => converted.map(|_| Status::Done),
    }
}
