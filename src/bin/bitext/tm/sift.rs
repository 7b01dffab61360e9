//! `bitext tm filter`, `dedupe` and `stats`: what is done to a file of units.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use bitext::{
    Lang, Script,
    check::FindingKind,
    filter::{Dropped, Filters, Groups, Key, Options, Rule, Tally, exact_key, near_key},
    format::tmx::Unpaired,
    memory::{Property, Status as UnitStatus, Unit},
};
use clap::{Args, ValueEnum};
use serde_json::json;

use super::{Units, args::ListingArguments};
use crate::{
    Outcome, Status,
    count::{counted, one_sided},
    failure::{Failure, warn},
    nearest::nearest,
    numbers, output, progress,
    units::{self, CodesArgument, InputArguments, Target, UnitFormat, tell_beside},
};

/// Keeps the units of a file or a store that nothing speaks against.
///
/// Rules: empty, rejected, score, identical, language, script, length, quantity, code, address,
/// duplicate, near-duplicate; all are asked unless --only or --without says otherwise. Standard
/// error says how many each rule dropped, with samples.
///
/// `quantity` (or `numbers`, as it was called), `code` and `address` drop what `bitext check` with --only
/// and that name calls wrong: numbers that contradict each other or are surely missing on a side; inline
/// codes, placeholders, addresses and the numbers of orders, flights and models that are not the
/// same. What `bitext check` is unsure of is kept, and so are brackets that do not pair. Amounts in
/// two currencies are only compared where the memory says that they are the same money; a memory from
/// standard input, which cannot be read twice, is not asked.
///
/// A store stays as it is: what is kept of it is written to a file, of which `bitext tm import` makes
/// another.
///
/// Examples:
///
///   bitext tm filter memory.tmx -o clean.tmx --rejected dropped.tmx
///
///   bitext tm filter memory.tsv -o sure.tmx --min-score 0.8 --without quantity
///
///   bitext tm filter memory.tmx -o memory.tmx --force --rejected dropped.tsv
///
///   bitext tm filter --store project.bitext -o clean.tmx
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext tm filter [OPTIONS] FILE\n       bitext tm filter [OPTIONS] --store STORE"
)]
pub(crate) struct FilterArguments {
    /// The file of units; `-` for standard input.
    #[arg(required_unless_present = "store")]
    input: Option<PathBuf>,
    /// Filter the units of a store instead of a file; it stays as it is.
    #[arg(short, long, value_name = "STORE", conflicts_with = "input")]
    store: Option<PathBuf>,
    #[command(flatten)]
    writing: OutputArguments,
    /// Ask only these rules.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    only: Vec<Rule>,
    /// Do not ask these rules.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    without: Vec<Rule>,
    /// The least score of a unit that has one.
    #[arg(long, value_name = "SCORE", value_parser = numbers::score, allow_negative_numbers = true)]
    min_score: Option<f32>,
    /// The least and the greatest number of English characters per Chinese one, such as 1.5,6.
    #[arg(long, value_name = "LEAST,MOST", value_parser = range, allow_hyphen_values = true)]
    length_ratio: Option<(f32, f32)>,
    /// The script that Chinese must be in.
    #[arg(long, value_enum)]
    script: Option<ScriptArgument>,
    /// From how many per cent of likeness on both sides a unit is a near duplicate; 100: signs apart, nothing may
    /// differ.
    #[arg(long, value_name = "PERCENT", default_value_t = 100, value_parser = per_cent)]
    near: u8,
    #[command(flatten)]
    reading: InputArguments,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
enum ScriptArgument {
    Hans,
    Hant,
}

#[derive(Debug, Args)]
struct OutputArguments {
    /// The file of what is kept; standard output if missing. With --force it may be the input, which is replaced when
    /// everything has been read and written.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format to write, if the name does not tell; without a name, JSON lines.
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<UnitFormat>,
    /// The file of what is dropped, with the reasons: properties `rejected-by` and `rejected-because`, or in a table
    /// the column `rejected_because`.
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Where inline codes stand in TMX; `aside` if not given.
    #[arg(long, value_enum, value_name = "PLACE")]
    codes: Option<CodesArgument>,
}

impl OutputArguments {
    fn targets(&self) -> Result<(Target, Option<Target>), Failure> {
        let usual = self.output.is_none().then_some(UnitFormat::Jsonl);
        let mut kept = Target::new(self.output.as_deref(), self.to.or(usual))?;
        kept.codes = self.codes;
        let Some(path) = self.rejected.as_deref() else {
            return Ok((kept, None));
        };
        let mut rejected = Target::new(Some(path), None)?;
        rejected.unpaired = Unpaired::Keep;
        rejected.codes = self.codes;
        let holds_all = [UnitFormat::Tmx, UnitFormat::Tsv, UnitFormat::Jsonl];
        if !holds_all.contains(&rejected.format) {
            let message = "what is dropped may lack a side: --rejected needs .tmx, .tsv or .jsonl";
            return Err(Failure::Usage(message.to_owned()));
        }
        Ok((kept, Some(rejected)))
    }

    /// Refuses outputs one of which would be lost by the other, or the input by what is dropped of it. What is kept may
    /// replace the input: it is there until all of it was read and all that is kept written, and what is dropped is in its
    /// place before.
    ///
    /// A store is replaced by neither: no file of units is one.
    fn apart(&self, units: Units<'_>) -> Result<(), Failure> {
        let rejected = self.rejected.as_deref();
        output::apart(rejected, [units.path()])?;
        output::apart(self.output.as_deref(), units.store())?;
        match (
            output::named(rejected),
            output::named(self.output.as_deref()),
        ) {
            (Some(rejected), Some(kept)) if output::is_same(rejected, kept) => {
                let message = format!(
                    "{}: is to hold what is kept and what is dropped",
                    kept.display()
                );
                Err(Failure::Usage(message).hint("name another file for --rejected"))
            }
            _ => Ok(()),
        }
    }
}

fn rule(written: &str) -> Result<Rule, String> {
    Rule::from_name(written).ok_or_else(|| {
        // What `bitext check` calls it: `name-missing` and `name` are for the rule `code`.
        let is_meant = |kind: &FindingKind| {
            let word = kind.name().split_once('-').map(|it| it.0);
            kind.name() == written || word == Some(written)
        };
        let of_check = FindingKind::ALL.into_iter().find(is_meant);
        let of_check = of_check.and_then(Rule::of).map(Rule::name);
        let names = Rule::ALL.map(Rule::name);
        match of_check.or_else(|| nearest(written, names)) {
            Some(near) => format!("expected the name of a rule; did you mean {near}?"),
            None => format!("expected one of {}", names.join(", ")),
        }
    })
}

fn per_cent(written: &str) -> Result<u8, String> {
    numbers::per_cent(written, 50..=100)
}

fn range(written: &str) -> Result<(f32, f32), String> {
    let (least, most) = written
        .split_once(',')
        .ok_or("expected two numbers with a comma between them")?;
    let (least, most) = (
        numbers::at_least_zero(least)?,
        numbers::at_least_zero(most)?,
    );
    if least > most {
        return Err(format!("expected the smaller number first: {most},{least}"));
    }
    Ok((least, most))
}

pub(crate) fn filter(arguments: &FilterArguments) -> Outcome {
    let units = Units::new(arguments.input.as_deref(), arguments.store.as_deref());
    arguments.writing.apart(units)?;
    let mut options = Options::default();
    if !arguments.only.is_empty() {
        options.rules.clone_from(&arguments.only);
    }
    options
        .rules
        .retain(|rule| !arguments.without.contains(rule));
    options.least_score = arguments.min_score.unwrap_or(options.least_score);
    options.length_ratio = arguments.length_ratio.unwrap_or(options.length_ratio);
    options.script = arguments.script.map(|script| match script {
        ScriptArgument::Hans => Script::Hans,
        ScriptArgument::Hant => Script::Hant,
    });
    options.near = arguments.near;
    let asks_numbers = options.rules.contains(&Rule::Quantity);
    let mut filters = Filters::new(options);
    // Where a memory says that two amounts are the same money, it holds for all of it.
    if asks_numbers && units.are_readable_twice() {
        let _reading = progress::of_reading("reading", arguments.writing.output.as_deref());
        units.read(&arguments.reading, &mut |_, unit| {
            filters.learn(&unit);
            Ok(())
        })?;
    }
    sift(
        units,
        &arguments.reading,
        &arguments.writing,
        &mut |_, unit| filters.judge(unit),
    )
}

/// Writes what is kept to one file and what is not to another. Both are whole or not there.
fn sift(
    units: Units<'_>,
    reading: &InputArguments,
    writing: &OutputArguments,
    judge: &mut dyn FnMut(usize, &Unit) -> Option<Dropped>,
) -> Outcome {
    let (mut kept, mut rejected) = writing.targets()?;
    kept.beside = reading.beside.clone();
    if let Some(rejected) = &mut rejected {
        rejected.beside = reading.beside.clone();
    }
    let reading_file = progress::of_reading("reading", writing.output.as_deref());
    let mut tally = Tally::default();
    // Rules and samples count what is read: a store may lack a number.
    let mut number = 0;
    let mut work = |keep: &mut dyn FnMut(Unit) -> Result<(), Failure>,
                    reject: &mut dyn FnMut(Unit) -> Result<(), Failure>| {
        let left_out = units.read(reading, &mut |_, unit| {
            number += 1;
            let judgement = judge(number, &unit);
            tally.add(&unit, judgement.as_ref());
            match judgement {
                None => keep(unit),
                Some(dropped) => reject(marked(unit, &dropped)),
            }
        })?;
        if left_out > 0 {
            warn(&format!(
                "{}: {}",
                units.path().display(),
                one_sided(left_out, "left out")
            ));
        }
        tell_beside(units.path(), &reading.beside.get(), Some(kept.format));
        Ok(())
    };
    // What is dropped is in its place before what is kept: nothing is in neither.
    kept.write(|keep| match &rejected {
        None => work(keep, &mut |_| Ok(())),
        Some(rejected) => rejected.write(|reject| work(keep, reject)).map(drop),
    })?;
    drop(reading_file);
    summarise(&tally);
    Ok(Status::Done)
}

fn marked(mut unit: Unit, dropped: &Dropped) -> Unit {
    unit.status = UnitStatus::Rejected;
    unit.properties
        .push(Property::new("rejected-by", dropped.rule.name()));
    unit.properties
        .push(Property::new("rejected-because", dropped.reason.clone()));
    unit
}

fn summarise(tally: &Tally) {
    let all = tally.units();
    warn(&format!(
        "{} of {} kept, {} dropped",
        tally.kept,
        counted(all, "unit"),
        all - tally.kept
    ));
    for (rule, (count, samples)) in &tally.dropped {
        warn(&format!("  {}: {count}", rule.name()));
        for sample in samples {
            let line = format!(
                "    unit {}: {}: {} | {}",
                sample.unit, sample.reason, sample.source, sample.target
            );
            warn(&line.replace(['\n', '\r'], " "));
        }
    }
}

/// Keeps one of several units that are the same.
///
/// Exact duplicates have the same texts and codes. With --near 100 units are also the same if they
/// differ only in case, width, white space, punctuation and inline codes; with less, if both sides are
/// at least so many per cent alike, by words in English and by characters in Chinese, have the same
/// script, and neither denies what the other says. Numbers and codes must always be written the same:
/// 1.5 is not 15, -5 not 5, 3:1 not 31, C++ not C (1,500 is 1500). Kept is what a person has
/// confirmed, then what has the highest score, then the first; each of the others is like the first
/// of them.
///
/// Examples:
///
///   bitext tm dedupe memory.tmx -o lean.tmx --near 90 --rejected doubles.tmx
///
///   bitext tm dedupe --store project.bitext -o lean.tmx
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext tm dedupe [OPTIONS] FILE\n       bitext tm dedupe [OPTIONS] --store STORE"
)]
pub(crate) struct DedupeArguments {
    /// The file of units; it is read twice, so it cannot be standard input.
    #[arg(required_unless_present = "store")]
    input: Option<PathBuf>,
    /// Take the units of a store instead of a file; it stays as it is.
    #[arg(short, long, value_name = "STORE", conflicts_with = "input")]
    store: Option<PathBuf>,
    /// Also drop near duplicates, from so many per cent of likeness; 50 to 100.
    #[arg(long, value_name = "PERCENT", value_parser = per_cent)]
    near: Option<u8>,
    #[command(flatten)]
    writing: OutputArguments,
    #[command(flatten)]
    reading: InputArguments,
}

pub(crate) fn dedupe(arguments: &DedupeArguments) -> Outcome {
    let units = Units::new(arguments.input.as_deref(), arguments.store.as_deref());
    if units.path() == Path::new("-") {
        return Err(Failure::Usage(
            "the memory is read twice: give a file".to_owned(),
        ));
    }
    arguments.writing.apart(units)?;
    let mut groups = Groups::new(arguments.near);
    units.read(&arguments.reading, &mut |_, unit| {
        groups.add(&unit);
        Ok(())
    })?;
    sift(
        units,
        &arguments.reading,
        &arguments.writing,
        &mut |number, _| groups.judge(number),
    )
}

/// Counts what is in a file of units: languages, status, scores, lengths, duplicates; or what is in
/// a store.
///
/// Examples:
///
///   bitext tm stats memory.tmx.gz
///
///   bitext tm stats --store project.bitext
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "bitext tm stats [OPTIONS] FILE\n       bitext tm stats [OPTIONS] --store STORE"
)]
pub(crate) struct StatsArguments {
    /// The file of units; `-` for standard input.
    #[arg(required_unless_present = "store")]
    input: Option<PathBuf>,
    /// The store to count instead of a file.
    #[arg(short, long, value_name = "STORE", conflicts_with = "input")]
    pub(crate) store: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) listing: ListingArguments,
    #[command(flatten)]
    reading: InputArguments,
}

pub(crate) fn stats(arguments: &StatsArguments) -> Outcome {
    let input = arguments
        .input
        .as_deref()
        .ok_or_else(|| Failure::Usage("a file or a store is needed".to_owned()))?;
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen: HashMap<Key, ()> = HashMap::new();
    let mut near: HashMap<Key, ()> = HashMap::new();
    let mut add = |name: String, count: usize| *rows.entry(name).or_default() += count;
    let mut dates = None;
    let left_out = units::read(input, &arguments.reading, &mut |_, unit| {
        add("units".to_owned(), 1);
        add(
            format!(
                "languages {} {}",
                unit.source.language, unit.target.language
            ),
            1,
        );
        add(format!("status {}", unit.status.name()), 1);
        if !unit.is_pair() {
            add("units without a counterpart".to_owned(), 1);
        }
        if let Some(score) = unit.score {
            // Of 0.97, the row 0.9; 1 counts there too.
            let tenth = (score.value() * 10.0).floor().clamp(0.0, 9.0);
            add(format!("score from 0.{tenth}"), 1);
        }
        if seen.insert(exact_key(&unit), ()).is_some() {
            add("duplicates exact".to_owned(), 1);
        }
        if near.insert(near_key(&unit), ()).is_some() {
            add("duplicates near, with exact ones".to_owned(), 1);
        }
        for side in [&unit.source, &unit.target] {
            let text = side.text();
            add(
                format!("characters {}", side.language),
                text.chars().count(),
            );
            if side.language.lang() == Some(Lang::English) {
                add(
                    format!("words {}", side.language),
                    text.split_whitespace().count(),
                );
            }
            add("inline codes".to_owned(), side.content.codes().len());
        }
        if let Some(date) = unit.changed.or(unit.created) {
            let (first, last) = dates.unwrap_or((date, date));
            dates = Some((date.min(first), date.max(last)));
        }
        Ok(())
    })?;
    let beside = arguments.reading.beside.get();
    for (language, count) in beside.languages {
        add(format!("texts in other languages {language}"), count);
    }
    for (name, count) in [
        ("notes of the header", beside.notes.len()),
        ("properties of the header", beside.properties.len()),
        ("entries that gave several units", beside.several),
    ] {
        if count > 0 {
            add(name.to_owned(), count);
        }
    }
    output::write(None, |out| {
        if arguments.listing.is_jsonl() {
            let rows = rows
                .iter()
                .map(|(name, count)| (name.clone(), json!(count)));
            let mut record: serde_json::Map<_, _> = rows.collect();
            let left_out = json!(left_out);
            record.insert("entries without both languages".to_owned(), left_out);
            if let Some((first, last)) = dates {
                record.insert("first date".to_owned(), json!(first.to_string()));
                record.insert("last date".to_owned(), json!(last.to_string()));
            }
            let record = serde_json::Value::Object(record);
            return writeln!(out, "{record}");
        }
        writeln!(out, "measure\tvalue")?;
        for (name, count) in &rows {
            writeln!(out, "{name}\t{count}")?;
        }
        if let Some((first, last)) = dates {
            writeln!(out, "first date\t{first}\nlast date\t{last}")?;
        }
        writeln!(out, "entries without both languages\t{left_out}")
    })?;
    Ok(Status::Done)
}
