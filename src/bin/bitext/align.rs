//! `bitext align`.

use std::{collections::HashSet, ops::ControlFlow, path::Path};

use bitext::{
    AlignOptions, Aligner, Alignment, Detection, Language, Mode, Span,
    align::{self, Input, LimitError, Limits, Link, LinkKind, Pin, PinnedError, Segment},
    detect,
    format::{beads, jsonl, tsv},
    memory,
    report::{self, Layout},
    text,
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    Outcome, Status,
    args::{
        AlignArguments, BadRecordsArgument, FormatArgument, HowArguments, KindArgument,
        ModeArgument,
    },
    cutting, ending, everywhere, explain,
    failure::{Failure, warn},
    glossary, input, output,
    pins::{self, PinFile},
    progress::{Of, Progress},
    record,
    units::{self, Target, UnitFormat},
};

/// Two texts and what was found.
pub(crate) struct Aligned {
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) alignment: Alignment,
}

pub(crate) fn run(arguments: &AlignArguments) -> Outcome {
    if arguments.jsonl {
        let aligner = aligner(&arguments.how, &[], |_| {})?;
        let limits = limits(&arguments.how);
        let (path, threads) = (arguments.output.as_deref(), arguments.threads);
        let longest = longest_line(limits);
        let status = record::run_on_within(threads, path, longest, |record: Record| {
            answer(&aligner, &record, limits)
        })?;
        return Ok(match arguments.bad_records {
            BadRecordsArgument::Ok => Status::Done,
            BadRecordsArgument::Fail => status,
        });
    }
    let (Some(source_path), Some(target_path)) = (&arguments.source, &arguments.target) else {
        return Err(Failure::Usage("two texts are needed".to_owned()));
    };
    let path = arguments.output.as_deref();
    let asked = match (arguments.format, path) {
        (None, Some(path)) if arguments.explain.is_none() => format_of_name(path)?,
        (asked, _) => asked,
    };
    output::apart(path, &[source_path, target_path])?;
    if asked != Some(FormatArgument::Moses) {
        output::claim(path)?;
    }
    // Index lists show no evidence.
    let evidence = asked != Some(FormatArgument::Beads);
    if asked == Some(FormatArgument::Html) && arguments.kind.is_some() {
        let message = "--kind chooses among rows of lists and memories; a page shows all";
        return Err(Failure::Usage(message.to_owned()));
    }
    let Aligned {
        source,
        target,
        mut alignment,
    } = align((source_path, target_path), &arguments.how, evidence, None)?;
    let is_terminal = output::is_terminal(path);
    let layout = Layout::new(output::width()).coloured(everywhere::is_coloured(path));
    if let Some(number) = arguments.explain {
        let texts = (source.as_str(), target.as_str());
        return explain::run(arguments, &alignment, texts, number.get(), layout);
    }
    let usual = if is_terminal {
        FormatArgument::Table
    } else {
        FormatArgument::Tsv
    };
    let format = asked.unwrap_or(usual);
    choose_kind(
        &mut alignment,
        arguments.kind,
        unit_format(format).is_some(),
    );
    if let Some(format) = unit_format(format) {
        let units_file = Target::new(path, Some(format))?;
        let now = units::today();
        units_file.write(|write| {
            // Statements repeat the text of their sentences: only whole sentences have places in a document.
            let is_indexed = matches!(format, UnitFormat::Ladder | UnitFormat::Ces);
            let mut whole = None;
            let units = memory::units(&alignment, &source, &target);
            for (mut unit, link) in units.zip(&alignment.links) {
                let sides = (&link.source, &link.target);
                if link.kind != LinkKind::Statement {
                    whole = Some(sides);
                } else if is_indexed || whole == Some(sides) {
                    // Nor is a statement that is all its sentences say a unit of its own.
                    continue;
                }
                unit.created = Some(now);
                unit.provenance.source_document = Some(name(source_path));
                unit.provenance.target_document = Some(name(target_path));
                write(unit)?;
            }
            Ok(())
        })?;
        return Ok(Status::Done);
    }
    output::write(path, |writer| match format {
        FormatArgument::Table => report::text::write(writer, &alignment, &source, &target, layout),
        FormatArgument::Tsv => tsv::write(writer, &alignment, &source, &target),
        FormatArgument::Jsonl => jsonl::write(writer, &alignment, &source, &target),
        FormatArgument::Html => {
            let names = (name(source_path), name(target_path));
            let labels = report::html::Labels::new(&names.0, &names.1);
            report::html::write(writer, &alignment, &source, &target, labels)
        }
        FormatArgument::Beads => beads::write(writer, &alignment),
        // All others are formats of units.
        _ => Ok(()),
    })?;
    let what = if format == FormatArgument::Beads {
        "bead"
    } else {
        "row"
    };
    output::told(path, alignment.links.len(), what);
    Ok(Status::Done)
}

/// Leaves the links of the kind that is wanted; of memories and corpora, where nobody said, those of sentences.
fn choose_kind(alignment: &mut Alignment, asked: Option<KindArgument>, is_of_units: bool) {
    let is_statement = |link: &Link| link.kind == LinkKind::Statement;
    match asked {
        Some(KindArgument::All) => {}
        None if !is_of_units => {}
        Some(KindArgument::Statement) => {
            let indices = |side: &[Segment]| side.iter().map(|it| it.index).collect::<Vec<_>>();
            let sentences = |link: &Link| (indices(&link.source), indices(&link.target));
            let told: HashSet<_> = (alignment.links.iter().filter(|link| is_statement(link)))
                .map(sentences)
                .collect();
            alignment
                .links
                .retain(|link| is_statement(link) || !told.contains(&sentences(link)));
        }
        None | Some(KindArgument::Sentence) => {
            // A statement that is all its sentences say is no other pair.
            let (mut whole, mut left_out) = (None, 0);
            for link in &alignment.links {
                let sides = Some((&link.source, &link.target));
                if !is_statement(link) {
                    whole = sides;
                } else if whole != sides {
                    left_out += 1;
                }
            }
            alignment.links.retain(|link| !is_statement(link));
            if asked.is_none() && left_out > 0 {
                warn(&format!(
                    "{left_out} statements inside sentences left out; --kind all writes them too, --kind statement alone"
                ));
            }
        }
    }
}

/// Reads and aligns two texts; what `settled` holds, or the file of pins, is kept.
pub(crate) fn align(
    (source_path, target_path): (&Path, &Path),
    how: &HowArguments,
    evidence: bool,
    settled: Option<&PinFile<'_>>,
) -> Result<Aligned, Failure> {
    let aligner = aligner(how, &[source_path, target_path], |options| {
        options.evidence = evidence;
    })?;
    let of_option = how.pins.as_deref().map(pins::read).transpose()?;
    let settled = settled.or(of_option.as_ref());
    let limits = limits(how);
    let (source, target) =
        input::read_both_within(source_path, target_path, &how.encoding, limits.bytes)?;
    two_languages((source_path, &source), (target_path, &target))?;
    let (source_spans, target_spans) = if how.presegmented {
        (text::lines(&source), text::lines(&target))
    } else {
        aligner.segments(&source, &target)
    };
    let sides = (
        (source.as_str(), source_spans.as_slice()),
        (target.as_str(), target_spans.as_slice()),
    );
    limits.allow(sides.0, sides.1).map_err(|error| {
        let path = match error.input() {
            Input::Source => source_path,
            Input::Target => target_path,
        };
        Failure::BadInput(format!("{}: {error}", path.display()))
    })?;
    let progress = Progress::new("aligning", Of::Sentences);
    let watch = |it: align::Progress| {
        progress.set(
            (it.source + it.target) as u64,
            (it.sources + it.targets) as u64,
        );
        ControlFlow::Continue(())
    };
    let aligned = match settled {
        Some(file) => {
            let pins = file.pins(sides.0, sides.1)?;
            let aligned = aligner.align_segments_pinned_watched(sides.0, sides.1, &pins, watch);
            aligned.map_err(|error| match error {
                PinnedError::Pin(error) => file.failure(&error),
                other => Failure::BadInput(other.to_string()),
            })
        }
        None => {
            let aligned = aligner.align_segments_watched(sides.0, sides.1, watch);
            aligned.map_err(|stopped| Failure::BadInput(stopped.to_string()))
        }
    };
    let alignment = aligned?;
    drop(progress);
    remark_unanswered(&alignment, how.gap);
    remark_strangers(&alignment);
    if let Some(choice) = &alignment.choice {
        let found = match alignment.mode {
            Mode::Comparable => "comparable",
            _ => "parallel",
        };
        warn(&format!("{found} text: {choice}"));
    }
    Ok(Aligned {
        source,
        target,
        alignment,
    })
}

/// Says how many sentences may have been left out by a translator where none are expected to be.
fn remark_unanswered(alignment: &Alignment, gap: f32) {
    if alignment.mode != Mode::Parallel || gap > 0.0 {
        return;
    }
    let found = alignment.links.iter().flat_map(Link::unanswered).count();
    let (sentences, they) = match found {
        0 => return,
        1 => ("sentence is", "it"),
        _ => ("sentences are", "them"),
    };
    warn(&format!(
        "{found} {sentences} joined to a pair in which nothing answers to {they}; if the translation leaves things out, \
         try --gap 1, 2 or 3"
    ));
}

/// Says so where two texts that were taken for translations of one another are likelier none: the wrong file, most
/// likely.
fn remark_strangers(alignment: &Alignment) {
    const LEAST: f32 = 0.5;
    let Some(common) = alignment.related else {
        return;
    };
    let related = common.probability().value();
    if related < LEAST {
        let (pairs, they) = match common.pairs {
            1 => ("the pair has".to_owned(), "it is one of translations"),
            pairs => (format!("{pairs} pairs have"), "they are of translations"),
        };
        warn(&format!(
            "{pairs} so few words, names and numbers in common that {they} with a probability of {related:.2}, which all \
             scores take into account: is one of the texts the wrong file? --mode auto finds out what they are to each other"
        ));
    }
}

/// The formats of an alignment by the endings of files. Those of units that have more than one name are in
/// [`UnitFormat::of_path`]; here stand the usual ones, which are listed where an ending is none of them.
const OF_ENDINGS: [(&str, FormatArgument); 14] = [
    ("tmx", FormatArgument::Tmx),
    ("xlf", FormatArgument::Xliff),
    ("xlf2", FormatArgument::Xliff2),
    ("tsv", FormatArgument::Tsv),
    ("txt", FormatArgument::Tsv),
    ("jsonl", FormatArgument::Jsonl),
    ("html", FormatArgument::Html),
    ("htm", FormatArgument::Html),
    ("beads", FormatArgument::Beads),
    ("ladder", FormatArgument::Ladder),
    ("ces", FormatArgument::Ces),
    ("moses", FormatArgument::Moses),
    ("paracrawl", FormatArgument::Paracrawl),
    ("bitextor", FormatArgument::Paracrawl),
];

/// The format that the name of a file stands for, packed or not; none for a name without an ending.
///
/// # Errors
///
/// The ending belongs to no format, or to one that an alignment is not written in.
fn format_of_name(path: &Path) -> Result<Option<FormatArgument>, Failure> {
    let Some(format) = UnitFormat::of_path(path) else {
        return ending::format(Some(path), &OF_ENDINGS);
    };
    Ok(Some(match format {
        UnitFormat::Tmx => FormatArgument::Tmx,
        UnitFormat::Xliff => FormatArgument::Xliff,
        UnitFormat::Xliff2 => FormatArgument::Xliff2,
        UnitFormat::Tsv => FormatArgument::Tsv,
        UnitFormat::Jsonl => FormatArgument::Jsonl,
        UnitFormat::Moses => FormatArgument::Moses,
        UnitFormat::Paracrawl => FormatArgument::Paracrawl,
        UnitFormat::Beads => FormatArgument::Beads,
        UnitFormat::Ladder => FormatArgument::Ladder,
        UnitFormat::Ces => FormatArgument::Ces,
        UnitFormat::Tbx | UnitFormat::Tbx3 | UnitFormat::Glossary | UnitFormat::Srt => {
            return Err(Failure::Usage(format!(
                "-o {}: an alignment is neither a list of terms nor subtitles; write a .tmx file and convert it, or name a --format",
                path.display()
            )));
        }
    }))
}

/// The format of units that is asked for, if it is one.
const fn unit_format(format: FormatArgument) -> Option<UnitFormat> {
    Some(match format {
        FormatArgument::Tmx => UnitFormat::Tmx,
        FormatArgument::Xliff => UnitFormat::Xliff,
        FormatArgument::Xliff2 => UnitFormat::Xliff2,
        FormatArgument::Units => UnitFormat::Jsonl,
        FormatArgument::Moses => UnitFormat::Moses,
        FormatArgument::Paracrawl => UnitFormat::Paracrawl,
        FormatArgument::Ladder => UnitFormat::Ladder,
        FormatArgument::Ces => UnitFormat::Ces,
        FormatArgument::Table
        | FormatArgument::Tsv
        | FormatArgument::Jsonl
        | FormatArgument::Html
        | FormatArgument::Beads => return None,
    })
}

/// The name of a file without its folder.
pub(crate) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// Two texts that are surely in one language are two texts by mistake; a text in another language may be one.
fn two_languages(source: (&Path, &str), target: (&Path, &str)) -> Result<(), Failure> {
    let (one, other) = (detect(source.1), detect(target.1));
    for (path, found) in [(source.0, one), (target.0, other)] {
        let what = match found.language {
            Language::English | Language::Chinese | Language::Mixed => continue,
            Language::None => "holds no words",
            Language::Japanese => "seems to be in Japanese",
            Language::Korean => "seems to be in Korean",
            _ => "seems to be in neither Chinese nor English",
        };
        warn(&format!(
            "{}: {what}; what is found will mean little",
            path.display()
        ));
    }
    let Some(name) = language_of_both(one, other) else {
        return Ok(());
    };
    let failure = Failure::BadInput(format!(
        "{} and {}: expected one text in Chinese and one in English, found {name} in both",
        source.0.display(),
        target.0.display()
    ));
    Err(failure.hint("is one of them the wrong file?"))
}

/// The language that two texts are surely in, both of them.
fn language_of_both(one: Detection, other: Detection) -> Option<&'static str> {
    /// As sure as [`detect`] is of a sentence.
    const SURE: f32 = 0.95;
    let is_sure = one.confidence >= SURE && other.confidence >= SURE;
    match (one.language, other.language) {
        (Language::Chinese, Language::Chinese) if is_sure => Some("Chinese"),
        (Language::English, Language::English) if is_sure => Some("English"),
        _ => None,
    }
}

/// The aligner that is asked for, for these texts (none for records), with options changed further.
pub(crate) fn aligner(
    arguments: &HowArguments,
    texts: &[&Path],
    change: impl FnOnce(&mut AlignOptions),
) -> Result<Aligner, Failure> {
    let mut options = AlignOptions::default();
    options.mode = match arguments.mode {
        ModeArgument::Parallel => Mode::Parallel,
        ModeArgument::Comparable => Mode::Comparable,
        ModeArgument::Auto => Mode::Auto,
    };
    options.gap = arguments.gap;
    options.threshold = arguments.threshold;
    if let Some(path) = &arguments.weights {
        options.weights = input::read(path)?
            .parse()
            .map_err(|error| Failure::BadInput(format!("{}: {error}", path.display())))?;
    }
    options.segment = cutting::options(&arguments.cutting, texts);
    change(&mut options);
    let mut builder = Aligner::builder().options(options);
    if let Some(lexicon) = glossary::stack(&arguments.glossary, arguments.table.as_deref())? {
        builder = builder.lexicon(lexicon);
    }
    if let Some(rules) = cutting::rules(&arguments.cutting)? {
        builder = builder.rules(rules);
    }
    builder
        .build()
        .map_err(|error| Failure::Usage(error.to_string()))
}

#[derive(Debug, Deserialize)]
struct Record {
    source: Text,
    target: Text,
    #[serde(default)]
    pins: Vec<Pin>,
}

/// A text, or its sentences. Offsets into sentences count in all of them joined by one line feed each.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    Whole(String),
    Sentences(Vec<String>),
}

impl Text {
    fn joined(&self) -> (String, Option<Vec<Span>>) {
        match self {
            Self::Whole(text) => (text.clone(), None),
            Self::Sentences(sentences) => {
                let mut start = 0;
                let span = |sentence: &String| {
                    let span = Span::new(start, start + sentence.len());
                    start = span.end() + 1;
                    span
                };
                let spans = sentences.iter().map(span).collect();
                (sentences.join("\n"), Some(spans))
            }
        }
    }
}

fn limits(how: &HowArguments) -> Limits {
    Limits::new(how.limits.max_bytes, how.limits.max_segments)
}

/// How long the line of a record may be whose texts are within the limits: each byte of a text takes six at most in
/// JSON (`\u0000`), and the identity should have room too.
fn longest_line(limits: Limits) -> Option<usize> {
    const REST: usize = 64 << 10;
    limits
        .bytes
        .map(|bytes| bytes.saturating_mul(2 * 6).saturating_add(REST))
}

fn answer(
    aligner: &Aligner,
    record: &Record,
    limits: Limits,
) -> Result<serde_json::Map<String, serde_json::Value>, String> {
    let (source, target) = (record.source.joined(), record.target.joined());
    let within = |done: Result<(), LimitError>| done.map_err(|error| error.to_string());
    let (source_spans, target_spans) = match (&source.1, &target.1) {
        (None, None) => {
            within(limits.allow_bytes(&source.0, &target.0))?;
            aligner.segments(&source.0, &target.0)
        }
        (Some(source), Some(target)) => (source.clone(), target.clone()),
        _ => {
            return Err(
                "source and target must both be texts or both be lists of sentences".to_owned(),
            );
        }
    };
    let sides = (
        (source.0.as_str(), source_spans.as_slice()),
        (target.0.as_str(), target_spans.as_slice()),
    );
    within(limits.allow(sides.0, sides.1))?;
    if let Some(name) = language_of_both(detect(sides.0.0), detect(sides.1.0)) {
        return Err(format!(
            "expected one text in Chinese and one in English, found {name} in both"
        ));
    }
    let aligned = aligner.align_segments_pinned(sides.0, sides.1, &record.pins);
    let alignment = aligned.map_err(|error| error.to_string())?;
    let pairs: Vec<_> = jsonl::records(&alignment, &source.0, &target.0).collect();
    let mut fields = record::record(json!({ "pairs": pairs }));
    if let Some(common) = alignment.related {
        fields.insert("related".to_owned(), json!(common.probability()));
    }
    Ok(fields)
}
