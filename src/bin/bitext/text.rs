//! `bitext detect`, `segment`, `quantities` and `link`.

use std::path::{Path, PathBuf};

use bitext::{
    Lang, Language, Quantity, Segmenter, Span, detect as detect_language,
    format::tsv::escaped,
    lang::reading,
    lexicon, quantities as find_quantities,
    quantity::{self, QuantityLink, Relation, link as link_quantities, unit_mentions},
    score::{WordLink, word_links},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    Outcome, Status,
    args::{LanguageArgument, LinkArguments, RecordArguments, SegmentArguments, UnitArgument},
    cutting,
    decoding::EncodingArguments,
    ending,
    failure::Failure,
    glossary, input, output, record,
};

#[derive(Debug, Deserialize)]
struct DetectRecord {
    text: String,
}

#[derive(Debug, Deserialize)]
struct TextRecord {
    text: String,
    #[serde(default)]
    language: Option<Language>,
}

impl TextRecord {
    /// The language that is given; where it is none that has rules here (`mixed`, `none`), the one to read the text in.
    fn lang(&self) -> Lang {
        self.language
            .and_then(Language::lang)
            .unwrap_or_else(|| reading(&self.text))
    }
}

pub(crate) fn detect(arguments: &RecordArguments) -> Outcome {
    let path = arguments.answers.output.as_deref();
    output::apart(path, arguments.text.as_deref())?;
    output::claim(path)?;
    if arguments.jsonl {
        return record::run_on(arguments.answers.threads, path, |record: DetectRecord| {
            fields(&detect_language(&record.text))
        });
    }
    of_lines(path)?;
    let found = detect_language(&one_text(arguments)?);
    output::write(path, |writer| {
        let script = found.script.map_or("-", |script| script.code());
        writeln!(
            writer,
            "{}\t{script}\t{:.2}",
            found.language.code(),
            found.confidence
        )
    })?;
    Ok(Status::Done)
}

pub(crate) fn segment(arguments: &SegmentArguments) -> Outcome {
    let path = arguments.answers.output.as_deref();
    output::apart(path, arguments.text.as_deref())?;
    output::claim(path)?;
    let chosen = arguments.language.map(|language| match language {
        LanguageArgument::En => Lang::English,
        LanguageArgument::Zh => Lang::Chinese,
    });
    let unit = arguments.unit;
    let texts: Vec<&Path> = arguments.text.iter().map(PathBuf::as_path).collect();
    let segmenter = cutting::segmenter(&arguments.cutting, &texts)?;
    if arguments.jsonl {
        return record::run_on(arguments.answers.threads, path, |record: TextRecord| {
            let lang = chosen.unwrap_or_else(|| record.lang());
            Ok(record::record(
                json!({ "segments": cut(&segmenter, &record.text, lang, unit) }),
            ))
        });
    }
    of_lines(path)?;
    let text = read(arguments.text.as_ref(), &arguments.encoding)?;
    let lang = chosen.unwrap_or_else(|| reading(&text));
    let spans = cut(&segmenter, &text, lang, unit);
    output::write(path, |writer| {
        for span in &spans {
            writeln!(
                writer,
                "{}\t{}\t{}",
                span.start(),
                span.end(),
                escaped(span.slice(&text))
            )?;
        }
        Ok(())
    })?;
    output::told(path, spans.len(), "segment");
    Ok(Status::Done)
}

fn cut(segmenter: &Segmenter, text: &str, lang: Lang, unit: UnitArgument) -> Vec<Span> {
    match unit {
        UnitArgument::Paragraph => segmenter.paragraphs(text),
        UnitArgument::Sentence => segmenter.sentences(text, lang),
        UnitArgument::Clause => segmenter.clauses(text, lang),
        UnitArgument::Word => segmenter
            .words(text, lang)
            .iter()
            .map(|word| word.span)
            .collect(),
    }
}

#[derive(Debug, Deserialize)]
struct QuantityRecord {
    #[serde(flatten)]
    text: TextRecord,
    #[serde(default)]
    reference: Option<String>,
}

/// A quantity with the text that it was read from.
#[derive(Serialize)]
struct Quoted<'t> {
    text: &'t str,
    #[serde(flatten)]
    record: quantity::Record,
}

fn quoted(text: &str, records: Vec<quantity::Record>) -> Vec<Quoted<'_>> {
    let with_text = |record: quantity::Record| Quoted {
        text: text.get(record.start..record.end).unwrap_or_default(),
        record,
    };
    records.into_iter().map(with_text).collect()
}

pub(crate) fn quantities(arguments: &RecordArguments) -> Outcome {
    let path = arguments.answers.output.as_deref();
    output::apart(path, arguments.text.as_deref())?;
    output::claim(path)?;
    if arguments.jsonl {
        return record::run_on(arguments.answers.threads, path, |record: QuantityRecord| {
            let (text, lang) = (&record.text.text, record.text.lang());
            let found = typed(text, lang);
            let records: Vec<_> = found
                .iter()
                .flat_map(|it| it.records(record.reference.as_deref()))
                .chain(unit_mentions(text, lang, &found))
                .collect();
            Ok(record::record(
                json!({ "quantities": quoted(text, records) }),
            ))
        });
    }
    of_lines(path)?;
    let text = one_text(arguments)?;
    let found = typed(&text, reading(&text));
    output::write(path, |writer| {
        for quantity in &found {
            let record = quantity.record(None);
            let (written, unit) = (quantity.span.slice(&text), record.unit.unwrap_or_default());
            let (start, end, kind, value) = (record.start, record.end, record.kind, record.value);
            writeln!(
                writer,
                "{start}\t{end}\t{}\t{kind}\t{value}\t{unit}",
                escaped(written)
            )?;
        }
        Ok(())
    })?;
    output::told(path, found.len(), "line");
    Ok(Status::Done)
}

#[derive(Debug, Deserialize)]
struct LinkRecord {
    source: String,
    target: String,
}

pub(crate) fn link(arguments: &LinkArguments) -> Outcome {
    let path = arguments.answers.output.as_deref();
    let texts = arguments.source.iter().chain(&arguments.target);
    output::apart(path, texts.map(PathBuf::as_path))?;
    output::claim(path)?;
    if arguments.jsonl {
        let own_lexicon = glossary::stack(&arguments.glossary, None)?;
        let lexicon = own_lexicon.as_deref().unwrap_or(lexicon::default());
        let segmenter = Segmenter::default();
        return record::run_on(arguments.answers.threads, path, |record: LinkRecord| {
            let texts = (record.source.as_str(), record.target.as_str());
            let languages = (reading(texts.0), reading(texts.1));
            let (source, target) = (typed(texts.0, languages.0), typed(texts.1, languages.1));
            let link = |link: &QuantityLink| {
                let (from, to) = (source.get(link.source)?, target.get(link.target)?);
                Some(json!({
                    "kind": "quantity",
                    "source": from.span,
                    "target": to.span,
                    "relation": link.relation,
                    "reason": link.reason,
                    "score": link.score,
                }))
            };
            let mut links: Vec<_> = link_quantities(&source, &target)
                .iter()
                .filter_map(link)
                .collect();
            // A word of a quantity is no term beside it.
            let is_apart = |link: &&WordLink| {
                let is_free =
                    |side: &[Quantity], span| side.iter().all(|it| !it.span.overlaps(span));
                is_free(&source, link.source) && is_free(&target, link.target)
            };
            let words = word_links(texts, languages, &segmenter, lexicon);
            links.extend(words.iter().filter(is_apart).map(|link| {
                json!({
                    "kind": link.kind,
                    "source": link.source,
                    "target": link.target,
                    "relation": Relation::Equal,
                    "score": link.score,
                })
            }));
            let records = |text, side: &[Quantity]| -> Vec<_> {
                quoted(text, side.iter().map(|it| it.record(None)).collect())
            };
            let quantities = json!({
                "source": records(&record.source, &source),
                "target": records(&record.target, &target),
            });
            Ok(record::record(
                json!({ "links": links, "quantities": quantities }),
            ))
        });
    }
    let (Some(source), Some(target)) = (&arguments.source, &arguments.target) else {
        return Err(Failure::Usage("two texts are needed".to_owned()));
    };
    of_lines(path)?;
    let (source_text, target_text) =
        input::read_both_within(source, target, &arguments.encoding, None)?;
    let (source, target) = (own(&source_text), own(&target_text));
    let links = link_quantities(&source, &target);
    output::write(path, |writer| {
        for link in &links {
            let (Some(from), Some(to)) = (source.get(link.source), target.get(link.target)) else {
                continue;
            };
            let (from, to) = (from.span.slice(&source_text), to.span.slice(&target_text));
            let relation = format!("{:?}", link.relation).to_lowercase();
            writeln!(
                writer,
                "{relation}\t{:.2}\t{}\t{}",
                link.score,
                escaped(from),
                escaped(to)
            )?;
        }
        Ok(())
    })?;
    output::told(path, links.len(), "link");
    Ok(Status::Done)
}

/// The quantities of a text read in its own language.
fn own(text: &str) -> Vec<Quantity> {
    typed(text, reading(text))
}

/// The quantities of a text, codes left out.
fn typed(text: &str, lang: Lang) -> Vec<Quantity> {
    let mut found = find_quantities(text, lang);
    found.retain(|quantity| !quantity.is_code());
    found
}

/// The fields that a value is serialised by.
fn fields(value: &impl serde::Serialize) -> Result<Map<String, Value>, String> {
    serde_json::to_value(value)
        .map(record::record)
        .map_err(|error| error.to_string())
}

/// Refuses a name that ends as if the file held something else than lines with tabs.
fn of_lines(path: Option<&Path>) -> Result<(), Failure> {
    let other = "--jsonl reads and writes JSON lines";
    ending::only(path, &["tsv", "txt"], "lines with tabs", other)
}

fn one_text(arguments: &RecordArguments) -> Result<String, Failure> {
    read(arguments.text.as_ref(), &arguments.encoding)
}

fn read(path: Option<&PathBuf>, encoding: &EncodingArguments) -> Result<String, Failure> {
    let path = path.map_or(Path::new("-"), PathBuf::as_path);
    input::written(path, encoding.one()?, None)
}
