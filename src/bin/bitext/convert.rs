//! `bitext convert`.

use std::path::PathBuf;

use bitext::memory::LanguageTag;
use clap::Args;

use crate::{
    Outcome, Status,
    units::{self, CodesArgument, InputArguments, Target, UnitFormat},
};

/// Turns a file of translation units into another format.
///
/// Formats go by the endings of the names: tmx, xlf, xliff, xlf2 (XLIFF 2.0), tsv, jsonl, paracrawl,
/// srt, beads, ladder, ces; `.gz` and `.zst` behind them pack the file. What the new format cannot
/// hold is counted on standard error. The output is whole or not there.
///
/// Examples:
///
///   bitext convert memory.tmx memory.xlf
///
///   bitext convert memory.tsv.gz memory.tmx --language zh-Hans=zh-SG --language en=en-US
///
///   bitext convert old.tmx --encoding gb18030 --source-language zh new.tmx
///
///   bitext convert --from moses corpus.zh --with corpus.en corpus.tmx
///
///   bitext convert book.ladder --with book.zh --with book.en book.tmx
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ConvertArguments {
    /// The file to read; `-` for standard input.
    input: PathBuf,
    /// The file to write; `-` for standard output. For Moses, what the names of both files begin with.
    output: PathBuf,
    /// The format to write, if the name does not tell.
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<UnitFormat>,
    /// Write language OLD as NEW, such as zh-Hans=zh-SG; may be given several times.
    ///
    /// Without it, TMX gets zh-CN for zh-Hans and zh-TW for zh-Hant, since many programs know no scripts.
    #[arg(long, value_name = "OLD=NEW", value_parser = renaming)]
    language: Vec<(LanguageTag, LanguageTag)>,
    /// Where inline codes stand in TMX.
    #[arg(long, value_enum, value_name = "PLACE", default_value_t)]
    codes: CodesArgument,
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

pub(crate) fn run(arguments: &ConvertArguments) -> Outcome {
    let mut target = Target::new(Some(&arguments.output), arguments.to)?;
    target.names.clone_from(&arguments.language);
    target.codes = arguments.codes.into();
    target.write(|write| {
        let left_out = units::read(&arguments.input, &arguments.reading, &mut |_, unit| {
            write(unit)
        })?;
        if left_out > 0 {
            let input = arguments.input.display();
            units::note(&format!(
                "{input}: {left_out} entries have not both languages and were left out"
            ));
        }
        Ok(())
    })?;
    Ok(Status::Done)
}
