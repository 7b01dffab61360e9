//! `--quotations` and `--srx`: how sentences are cut.

use std::path::Path;

use bitext::{
    SegmentOptions, Segmenter,
    segment::{QuotationStyle, SrxRules, Wrapping},
};

use crate::{
    args::{CuttingArguments, QuotationArgument},
    failure::{self, Failure},
    input,
};

/// How to cut these texts; none of them for records.
pub(crate) fn options(arguments: &CuttingArguments, texts: &[&Path]) -> SegmentOptions {
    let mut options = SegmentOptions::default();
    // Cues are short because they are read in passing, and in Chinese they have no full stops.
    if !texts.is_empty() && texts.iter().all(|path| input::is_subtitles(path)) {
        options.wrapping = Wrapping::Case;
    }
    options.quotation = match arguments.quotations {
        QuotationArgument::Customary => QuotationStyle::Customary,
        QuotationArgument::Whole => QuotationStyle::Whole,
        QuotationArgument::Split => QuotationStyle::Split,
    };
    options
}

/// The rules of the user; those that cannot be followed are named on standard error.
pub(crate) fn rules(arguments: &CuttingArguments) -> Result<Option<SrxRules>, Failure> {
    let Some(path) = &arguments.srx else {
        return Ok(None);
    };
    let bad = |what: &str| Failure::BadInput(format!("{}: {what}", path.display()));
    let file = input::read(path)?;
    let rules = SrxRules::parse(file.trim_start_matches('\u{feff}'))
        .map_err(|error| bad(&error.to_string()))?;
    for rule in rules.unsupported() {
        failure::warn(&format!(
            "{}: list {}, rule {}: left out, because {} cannot be followed in {}",
            path.display(),
            rule.list,
            rule.number,
            rule.reason,
            rule.pattern
        ));
    }
    if !["en", "zh"].iter().any(|language| rules.covers(language)) {
        return Err(bad("expected rules for en or zh, found none"));
    }
    Ok(Some(rules))
}

/// What cuts these texts; none of them for records.
pub(crate) fn segmenter(
    arguments: &CuttingArguments,
    texts: &[&Path],
) -> Result<Segmenter, Failure> {
    let segmenter = Segmenter::new(options(arguments, texts));
    Ok(match rules(arguments)? {
        Some(rules) => segmenter.with_rules(rules),
        None => segmenter,
    })
}
