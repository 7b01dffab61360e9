//! `bitext align`.

mod records;
mod remark;
mod stream;

use std::{
    borrow::Cow,
    collections::HashSet,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use bitext::{
    AlignOptions, Aligner, Alignment, Mode,
    align::{self, Input, Limits, Link, LinkKind, Links, PinnedError, Segment},
    format::{beads, jsonl, tsv},
    memory,
    report::{self, Layout},
    text,
};

use crate::{
    Outcome, Status,
    args::{
        AlignArguments, BadRecordsArgument, FormatArgument, HowArguments, KindArgument,
        ModeArgument,
    },
    count::counted,
    cutting, ending, everywhere, explain,
    failure::{Failure, warn},
    glossary::{self, GlossaryArgument},
    input, output,
    pins::{self, PinFile},
    progress::{Of, Progress},
    record,
    units::{self, Target, UnitFormat},
};

/// What of two texts is needed when they are aligned.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Which segments go together: neither evidence nor the texts.
    Indices,
    Evidence,
}

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
        let longest = records::longest_line(limits);
        let status = record::run_on_within(threads, path, longest, |record: records::Record| {
            records::answer(&aligner, &record, limits)
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
    output::apart(path, inputs((source_path, target_path), &arguments.how))?;
    if asked != Some(FormatArgument::Moses) {
        output::claim(path)?;
    }
    let needs = match asked {
        Some(FormatArgument::Beads | FormatArgument::Ladder | FormatArgument::Ces) => {
            Needs::Indices
        }
        _ => Needs::Evidence,
    };
    if asked == Some(FormatArgument::Html) && arguments.kind.is_some() {
        let message = "--kind chooses among rows of lists and memories; a page shows all";
        return Err(Failure::Usage(message.to_owned()));
    }
    let is_terminal = output::is_terminal(path);
    let usual = if is_terminal {
        FormatArgument::Table
    } else {
        FormatArgument::Tsv
    };
    let format = asked.unwrap_or(usual);
    let paths = (source_path.as_path(), target_path.as_path());
    // Who looks at the text of a page or a table sees all links at once, and so do those who choose among statements.
    let is_streamed = !matches!(format, FormatArgument::Table | FormatArgument::Html);
    if is_streamed && arguments.explain.is_none() && arguments.how.mode == ModeArgument::Parallel {
        linked(paths, &arguments.how, needs, None, |links, texts| {
            stream::write(links, paths, texts, format, path, arguments.how.gap)
        })?;
        return Ok(Status::Done);
    }
    let Aligned {
        source,
        target,
        mut alignment,
    } = align(paths, &arguments.how, needs, None)?;
    let layout = Layout::new(output::width()).coloured(everywhere::is_coloured(path));
    if let Some(number) = arguments.explain {
        let texts = (source.as_str(), target.as_str());
        return explain::run(arguments, &alignment, texts, number.get(), layout);
    }
    choose_kind(
        &mut alignment,
        arguments.kind,
        unit_format(format).is_some(),
    );
    if format == FormatArgument::Tsv && arguments.kind != Some(KindArgument::Statement) {
        leave_out_repeated(&mut alignment);
    }
    if let Some(format) = unit_format(format) {
        let units_file = Target::of_alignment(path, format)?;
        let now = units::today();
        units_file.write(|write| {
            // Statements repeat the text of their sentences: only whole sentences have places in a document.
            let is_indexed = matches!(format, UnitFormat::Ladder | UnitFormat::Ces);
            let units = memory::units(&alignment, &source, &target);
            let links = alignment.links.iter().zip(repeated(&alignment.links));
            for (mut unit, (link, is_repeated)) in units.zip(links) {
                // Nor is a statement that is all its sentences say a unit of its own.
                if is_repeated || is_indexed && link.kind == LinkKind::Statement {
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

/// All files that an alignment is made of.
pub(crate) fn inputs<'p>(
    (source, target): (&'p Path, &'p Path),
    how: &'p HowArguments,
) -> impl Iterator<Item = &'p Path> {
    let files = [&how.pins, &how.table, &how.weights, &how.cutting.srx];
    let files = files.into_iter().flatten().map(PathBuf::as_path);
    let terms = how.glossary.iter().map(GlossaryArgument::path);
    [source, target].into_iter().chain(files).chain(terms)
}

/// Which links are statements that are all their sentences say: the same pair again.
fn repeated(links: &[Link]) -> Vec<bool> {
    let mut whole = None;
    let links = links.iter().map(|link| {
        let sides = Some((&link.source, &link.target));
        if link.kind == LinkKind::Statement {
            return whole == sides;
        }
        whole = sides;
        false
    });
    links.collect()
}

/// Leaves out such statements, which in a table of pairs would be there twice.
fn leave_out_repeated(alignment: &mut Alignment) {
    let mut repeated = repeated(&alignment.links).into_iter();
    alignment.links.retain(|_| repeated.next() != Some(true));
}

/// Leaves the links of the kind that is wanted; of memories and corpora, where nobody said, those of sentences.
fn choose_kind(alignment: &mut Alignment, asked: Option<KindArgument>, is_of_units: bool) {
    let is_statement = |link: &Link| link.kind == LinkKind::Statement;
    match asked {
        None if !is_of_units => {}
        Some(KindArgument::All) => {}
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
            let repeated = repeated(&alignment.links);
            let statements = alignment.links.iter().zip(repeated);
            let left_out =
                statements.filter(|(link, is_repeated)| is_statement(link) && !is_repeated);
            let left_out = left_out.count();
            alignment.links.retain(|link| !is_statement(link));
            if asked.is_none() && left_out > 0 {
                warn(&format!(
                    "{} inside sentences left out; --kind all writes statements too, --kind statement alone",
                    counted(left_out, "statement")
                ));
            }
        }
    }
}

/// Reads and aligns two texts; what `settled` holds, or the file of pins, is kept.
pub(crate) fn align(
    paths: (&Path, &Path),
    how: &HowArguments,
    needs: Needs,
    settled: Option<&PinFile<'_>>,
) -> Result<Aligned, Failure> {
    let (alignment, source, target) = linked(paths, how, needs, settled, |links, _| {
        let alignment = links.into_alignment();
        remark::unanswered(remark::count_unanswered(&alignment), how.gap);
        Ok(alignment)
    })?;
    Ok(Aligned {
        source,
        target,
        alignment,
    })
}

/// Reads and aligns two texts, and gives their links to `then`, with the texts; what that makes of them, and the texts.
///
/// Where only indices are needed both texts are empty: they are gone when they have been read.
fn linked<T>(
    (source_path, target_path): (&Path, &Path),
    how: &HowArguments,
    needs: Needs,
    settled: Option<&PinFile<'_>>,
    then: impl FnOnce(Links<'_>, (&str, &str)) -> Result<T, Failure>,
) -> Result<(T, String, String), Failure> {
    let aligner = aligner(how, &[source_path, target_path], |options| {
        options.evidence = needs == Needs::Evidence;
    })?;
    let of_option = how.pins.as_deref().map(pins::read).transpose()?;
    let settled = settled.or(of_option.as_ref());
    let limits = limits(how);
    let (source, target) =
        input::read_both_within(source_path, target_path, &how.encoding, limits.bytes)?;
    remark::two_languages((source_path, &source), (target_path, &target))?;
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
    let pins = match settled {
        Some(file) => file.pins(sides.0, sides.1)?,
        None => Vec::new(),
    };
    let progress = Progress::new("aligning", Of::Sentences);
    let watch = |it: align::Progress| {
        progress.set(
            (it.source + it.target) as u64,
            (it.sources + it.targets) as u64,
        );
        ControlFlow::Continue(())
    };
    let (given, kept) = match needs {
        Needs::Indices => (Some((source, target)), Default::default()),
        Needs::Evidence => (None, (source, target)),
    };
    let texts: (Cow<'_, str>, Cow<'_, str>) = match given {
        Some((source, target)) => (source.into(), target.into()),
        None => (kept.0.as_str().into(), kept.1.as_str().into()),
    };
    let sides = ((texts.0, source_spans), (texts.1, target_spans));
    let is_settled = how.mode == ModeArgument::Auto && !pins.is_empty();
    let links = aligner.links(sides.0, sides.1, &pins, watch);
    let links = links.map_err(|error| match (error, settled) {
        (PinnedError::Pin(error), Some(file)) => file.failure(&error),
        (other, _) => Failure::BadInput(other.to_string()),
    })?;
    drop(progress);
    remark::strangers(links.related());
    if let Some(choice) = links.choice() {
        let found = match links.mode() {
            Mode::Comparable => "comparable",
            _ => "parallel",
        };
        warn(&format!("{found} text: {choice}"));
    } else if is_settled {
        warn(
            "parallel text, since what is settled has an order: --mode auto had nothing to find out",
        );
    }
    let done = then(links, (&kept.0, &kept.1))?;
    Ok((done, kept.0, kept.1))
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

fn limits(how: &HowArguments) -> Limits {
    Limits::new(how.limits.max_bytes, how.limits.max_segments)
}
