//! One link explained: both texts, the score, each piece of evidence with its weight, and what else came near.

use std::io::{self, Write};

use super::{
    Layout,
    cells::{Ink, Mark, cells, plain, wrapped},
    class::Class,
    text::{mark, named},
};
use crate::{
    align::{Agreement, Alignment, Link, LinkKind, Mode, Pair, Reason, Segment},
    lang::Lang,
    quantity::{Quantity, Value, compare, quantities},
    score::{Evidence, EvidenceKind, Score},
    text::Span,
};

/// What stands left of texts and evidence.
const MARGIN: usize = 4;

/// The narrowest line that is still readable.
const LEAST_WIDTH: usize = 20;

/// A segment that might have been the partner of one side of a link.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Where it stands, and in which text.
    pub segment: Segment,
    /// Whether it stands in the source, as a partner for the target side.
    pub is_source: bool,
    /// How likely it says the same as the other side.
    pub score: Score,
}

/// What the caller knows of a link beside the alignment; nothing if it has not looked for it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Beside {
    /// What else came near, each with how likely it would be the partner if neither had another.
    pub candidates: Vec<Candidate>,
    /// What an unpaired sentence and the one that comes nearest to it have in common, and what speaks against them.
    pub nearest: Vec<Evidence>,
    /// The least score of a pair.
    pub threshold: Option<f32>,
}

/// Writes why the link with that [number](super::numbers) is there and how sure it is.
///
/// Weights are in nats of log odds. Nothing is
/// written, and the answer is `false`, if there is no such link.
///
/// # Errors
///
/// Those of `writer`.
pub fn write(
    writer: &mut dyn Write,
    alignment: &Alignment,
    (source, target): (&str, &str),
    number: usize,
    beside: &Beside,
    layout: Layout,
) -> io::Result<bool> {
    let numbers: Vec<_> = super::numbers(alignment, source, target).collect();
    let mut pairs = alignment.views(source, target).zip(&numbers);
    let Some((pair, _)) = pairs.find(|(_, it)| **it == Some(number)) else {
        return Ok(false);
    };
    let link = pair.link();
    let mode = match alignment.mode {
        Mode::Comparable => "comparable",
        _ => "parallel",
    };
    let is_in_conflict = link.disagreements().next().is_some();
    let conflict = is_in_conflict.then(|| Class::of_score(link.score).in_conflict());
    writeln!(
        writer,
        "Pair {number} of {}, {} text: {}, score {}{}{}",
        numbers.iter().flatten().count(),
        mode,
        what(&pair),
        layout.ink(Ink::of_link(link), format!("{:.2}", link.score.value())),
        if is_in_conflict { ": " } else { "" },
        conflict.unwrap_or_default(),
    )?;
    let items = ranked(link);
    for (name, lang, segments, text, side) in [
        (
            "source",
            alignment.source_lang,
            &link.source,
            pair.source(),
            Side::Source,
        ),
        (
            "target",
            alignment.target_lang,
            &link.target,
            pair.target(),
            Side::Target,
        ),
    ] {
        let place = place(segments);
        writeln!(writer, "\n{name}, {}{place}", language(lang))?;
        let marks = if layout.is_coloured {
            marks(&items, side)
        } else {
            Vec::new()
        };
        let start = segments.iter().map(|segment| segment.span.start()).min();
        lines(writer, text, start.unwrap_or(0), &marks, layout)?;
    }
    if let Some(reason) = link.reason {
        let because = if link.confirmed {
            "a person decided so".to_owned()
        } else {
            because(reason, &pair, alignment, beside)
        };
        writeln!(
            writer,
            "\nWhy it is unpaired: {because}. The score is how likely it has no counterpart."
        )?;
    }
    if let Some(agreement) = link.agreement {
        writeln!(writer, "\n{}.", agrees(agreement))?;
    }
    let alone: Vec<String> = link
        .unanswered()
        .map(|(input, segment)| format!("{input} sentence {}", segment.index + 1))
        .collect();
    if !alone.is_empty() {
        writeln!(
            writer,
            "\nNothing on the other side answers to {}: it may be left out there.",
            alone.join(" and ")
        )?;
    }
    if !items.is_empty() {
        let langs = (alignment.source_lang, alignment.target_lang);
        evidence(writer, &items, (source, target), langs, layout)?;
    }
    rivals(writer, alignment, &pair, &beside.candidates, layout)?;
    Ok(true)
}

#[derive(Copy, Clone)]
enum Side {
    Source,
    Target,
}

/// Evidence and the ink it is marked in, if it is about words.
type Items<'a> = Vec<(&'a Evidence, Option<Ink>)>;

/// The evidence, words before the rest, the weightiest first, with the ink of those that are marked.
fn ranked(link: &Link) -> Items<'_> {
    let mut items: Vec<&Evidence> = link.evidence.iter().collect();
    items.sort_by(|a, b| {
        (!a.kind.is_about_tokens())
            .cmp(&!b.kind.is_about_tokens())
            .then(b.weight.total_cmp(&a.weight))
    });
    let inks = items.iter().zip(0..).map(|(item, hue)| {
        let ink = match item.relation {
            Some(relation) if !relation.agrees() => Ink::Conflict,
            _ => Ink::Hue(hue),
        };
        item.kind.is_about_tokens().then_some(ink)
    });
    let inks: Vec<Option<Ink>> = inks.collect();
    items.into_iter().zip(inks).collect()
}

fn marks(items: &[(&Evidence, Option<Ink>)], side: Side) -> Vec<Mark> {
    let mark = |(item, ink): &(&Evidence, Option<Ink>)| {
        let span = match side {
            Side::Source => item.source,
            Side::Target => item.target,
        };
        ink.map(|ink| (span, ink))
    };
    let mut marks: Vec<Mark> = items.iter().filter_map(mark).collect();
    marks.sort_by_key(|(span, _)| *span);
    marks
}

/// What the link joins, in words.
fn what(pair: &Pair<'_, '_>) -> String {
    let link = pair.link();
    if !link.is_pair() {
        return "unpaired".to_owned();
    }
    let kind = match link.kind {
        LinkKind::Sentence => "",
        LinkKind::Statement => "statements, ",
        LinkKind::Moved => "moved, ",
    };
    let sides = (link.source.len(), link.target.len());
    format!("{kind}{} {} {}", sides.0, mark(pair), sides.1)
}

const fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => "Chinese",
        Lang::English => "English",
    }
}

/// Where segments stand: numbers from 1, bytes from 0.
fn place(segments: &[Segment]) -> String {
    let hull = segments
        .iter()
        .map(|segment| segment.span)
        .reduce(Span::hull);
    let (Some(first), Some(last), Some(hull)) = (segments.first(), segments.last(), hull) else {
        return ": nothing".to_owned();
    };
    let numbers = if first.index == last.index {
        format!("sentence {}", first.index + 1)
    } else {
        format!("sentences {} to {}", first.index + 1, last.index + 1)
    };
    format!(", {numbers}, bytes {} to {}:", hull.start(), hull.end())
}

fn lines(
    writer: &mut dyn Write,
    text: &str,
    start: usize,
    marks: &[Mark],
    layout: Layout,
) -> io::Result<()> {
    let width = layout.width.saturating_sub(MARGIN).max(LEAST_WIDTH);
    for line in wrapped(text, start, marks, width) {
        writeln!(writer, "{:MARGIN$}{}", "", line.text)?;
    }
    Ok(())
}

fn because(reason: Reason, pair: &Pair<'_, '_>, alignment: &Alignment, beside: &Beside) -> String {
    let nearest = pair.link().rejected.map(|it| Candidate {
        segment: it.segment,
        is_source: pair.link().source.is_empty(),
        score: it.score,
    });
    match (reason, nearest) {
        (Reason::BelowThreshold, Some(it)) => not_enough(it, pair, alignment, beside),
        (Reason::Taken, Some(it)) => format!(
            "what comes nearest, {}, has a better partner",
            place_of(it, alignment, pair.texts()).in_sentence()
        ),
        (Reason::BelowThreshold, None) => "what comes nearest does not come near enough".to_owned(),
        (Reason::Taken, None) => "what comes nearest has a better partner".to_owned(),
        (Reason::Blank, _) => "the segment holds no text".to_owned(),
        (Reason::Unmatched, _) => {
            "the alignment as a whole is likelier without a counterpart for it".to_owned()
        }
        (Reason::NoCandidate, _) => "nothing in the other text shares a telling word".to_owned(),
        (Reason::Moved, _) => "its counterpart stands elsewhere: see the moved block".to_owned(),
    }
}

/// What came nearest, how near among all sentences and alone, and what speaks against it.
fn not_enough(
    nearest: Candidate,
    pair: &Pair<'_, '_>,
    alignment: &Alignment,
    beside: &Beside,
) -> String {
    let place = place_of(nearest, alignment, pair.texts()).in_sentence();
    let among = nearest.score.value();
    let mut said = format!(
        "{place} comes nearest, but among all sentences of both texts the two score {among:.2}"
    );
    if let Some(least) = beside.threshold {
        said.push_str(&format!(
            ", less than {least:.2}, the least score of a pair"
        ));
    }
    let is_it =
        |it: &&Candidate| it.segment == nearest.segment && it.is_source == nearest.is_source;
    let alone = beside.candidates.iter().find(is_it);
    if let Some(alone) = alone.filter(|it| it.score.value() > among) {
        said.push_str(&format!(
            "; if neither had another partner, {:.2}",
            alone.score.value()
        ));
    }
    let (source, target) = pair.texts();
    let mut against: Vec<String> = (beside.nearest.iter())
        .filter_map(|item| match item.kind {
            _ if item.is_conflict() => {
                let (from, to) = (item.source.slice(source), item.target.slice(target));
                Some(format!("{} ≠ {}", plain(from), plain(to)))
            }
            EvidenceKind::Length if item.weight < 0.0 => Some("how long they are".to_owned()),
            EvidenceKind::Coverage if item.weight < 0.0 => {
                Some("what one of them says and the other does not".to_owned())
            }
            _ => None,
        })
        .collect();
    if !beside.nearest.is_empty() {
        against.extend(one_sided(nearest, pair, alignment, &beside.nearest));
    }
    if !against.is_empty() {
        let verb = if against.len() == 1 {
            "speaks"
        } else {
            "speak"
        };
        said.push_str(&format!(
            ". Against the pair {verb}: {}",
            against.join("; ")
        ));
    }
    said
}

/// The quantities of an unpaired sentence and its nearest that nothing of the other one meets.
fn one_sided(
    nearest: Candidate,
    pair: &Pair<'_, '_>,
    alignment: &Alignment,
    evidence: &[Evidence],
) -> Vec<String> {
    let (link, texts) = (pair.link(), pair.texts());
    let own = link.source.first().or(link.target.first()).copied();
    let (of_source, of_target) = if nearest.is_source {
        (Some(nearest.segment), own)
    } else {
        (own, Some(nearest.segment))
    };
    let tokens = || evidence.iter().filter(|item| item.kind.is_about_tokens());
    let given = |segment: Option<Segment>, text: &str, lang: Lang| -> Vec<(Span, Quantity)> {
        let span = segment.map(|it| it.span).unwrap_or_default();
        let found = quantities(span.slice(text), lang).into_iter();
        let placed = found.map(|it| (it.span.shifted(span.start()), it));
        placed.collect()
    };
    let of_source = given(of_source, texts.0, alignment.source_lang);
    let of_target = given(of_target, texts.1, alignment.target_lang);
    // Two and *twice* are no equal quantities, but nothing that only one side gives.
    let agree = |one: &Quantity, other: &Quantity| {
        compare(one, other).relation.agrees() || one.record(None).value == other.record(None).value
    };
    let mut found = Vec::new();
    for (span, it) in &of_source {
        let is_met = tokens().any(|item| item.source.overlaps(*span))
            || of_target.iter().any(|(_, other)| agree(it, other));
        if !is_met {
            let text = plain(span.slice(texts.0));
            found.push(format!("{text}, which only the source gives"));
        }
    }
    for (span, it) in &of_target {
        let is_met = tokens().any(|item| item.target.overlaps(*span))
            || of_source.iter().any(|(_, other)| agree(other, it));
        if !is_met {
            let text = plain(span.slice(texts.1));
            found.push(format!("{text}, which only the target gives"));
        }
    }
    found
}

/// Which sentence it is, and the link that has it.
struct Place {
    sentence: String,
    link: Option<String>,
}

impl Place {
    fn in_sentence(&self) -> String {
        match &self.link {
            Some(link) => format!("{} ({link})", self.sentence),
            None => self.sentence.clone(),
        }
    }

    fn in_list(&self) -> String {
        match &self.link {
            Some(link) => format!("{}, {link}", self.sentence),
            None => self.sentence.clone(),
        }
    }
}

/// Where a candidate stands in the alignment.
fn place_of(it: Candidate, alignment: &Alignment, (source, target): (&str, &str)) -> Place {
    let name = if it.is_source { "source" } else { "target" };
    let index = it.segment.index;
    let numbers = super::numbers(alignment, source, target);
    let partner = alignment.links.iter().zip(numbers).find(|(other, _)| {
        let side = if it.is_source {
            &other.source
        } else {
            &other.target
        };
        other.kind == LinkKind::Sentence && side.iter().any(|segment| segment.index == index)
    });
    let link = match partner {
        Some((other, Some(number))) if other.is_pair() => Some(format!("now in pair {number}")),
        Some((_, Some(number))) => Some(format!("unpaired in {number}")),
        _ => None,
    };
    Place {
        sentence: format!("{name} sentence {}", index + 1),
        link,
    }
}

const fn agrees(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "Both sides say the same",
        Agreement::Overlapping => "Both sides say some of the same, and at least one says more",
        Agreement::Differs => "The sides give different values for the same thing",
    }
}

fn evidence(
    writer: &mut dyn Write,
    items: &[(&Evidence, Option<Ink>)],
    (source, target): (&str, &str),
    langs: (Lang, Lang),
    layout: Layout,
) -> io::Result<()> {
    writeln!(
        writer,
        "\nEvidence, in nats of log odds; + speaks for the pair, - against it:"
    )?;
    let kinds = items.iter().map(|(item, _)| item.kind.name().len()).max();
    let kinds = kinds.unwrap_or(0);
    let mut sum = 0.0;
    for (item, ink) in items {
        sum += item.weight;
        let weight = format!("{:+6.2}", item.weight);
        let weight = if item.weight < 0.0 {
            layout.ink(Ink::Doubtful, weight).to_string()
        } else {
            weight
        };
        let kind = item.kind.name();
        let line = if let Some(ink) = ink {
            let (from, to) = (item.source.slice(source), item.target.slice(target));
            let sign = if item.is_conflict() { '≠' } else { '=' };
            let words = format!("{} {sign} {}", plain(from), plain(to));
            let words = layout.ink(*ink, words);
            format!(
                "{weight}  {kind:kinds$}  {words}{}",
                values(item, (source, target), langs)
            )
        } else {
            let meaning = layout.ink(Ink::Faint, meaning(item.kind));
            format!("{weight}  {kind:kinds$}  {meaning}")
        };
        writeln!(writer, "{line}")?;
    }
    writeln!(writer, "{sum:+6.2}  sum")?;
    writeln!(
        writer,
        "The score is no function of this sum alone: it also weighs every other way to pair these sentences."
    )
}

/// What two quantities are and why they relate as they do.
fn values(item: &Evidence, (from, to): (&str, &str), langs: (Lang, Lang)) -> String {
    // What two codes are stands there.
    let is_of_values = item.kind != EvidenceKind::Literal;
    let Some(relation) = item.relation.filter(|_| is_of_values) else {
        return String::new();
    };
    let (from, to) = (
        quantity_at(from, item.source, langs.0),
        quantity_at(to, item.target, langs.1),
    );
    let (Some(from), Some(to)) = (from, to) else {
        return format!("  ({})", named(relation));
    };
    let value = |quantity: &Quantity| {
        let record = quantity.record(None);
        match record.unit.or_else(|| quantity.zone_shown()) {
            Some(unit) => format!("{} {unit}", record.value),
            None => record.value,
        }
    };
    let found = compare(&from, &to);
    let reason = if found.relation == relation {
        found.reason
    } else if matches!(from.value, Value::Money { .. }) {
        "a text converts it"
    } else {
        "one day, by how the days of both texts fall"
    };
    let relation = named(relation);
    let reason = if ["", "same"].contains(&reason) || reason == relation {
        String::new()
    } else {
        format!(", {reason}")
    };
    format!(
        "  ({relation}{reason}: {} and {})",
        value(&from),
        value(&to)
    )
}

/// The one quantity at `span`, with the zone that may stand beside it: read in its line, or alone where that reads otherwise.
fn quantity_at(text: &str, span: Span, lang: Lang) -> Option<Quantity> {
    let head = text.get(..span.start())?;
    let start = head.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(span.end()..)?;
    let end = rest.find('\n').map_or(text.len(), |at| span.end() + at);
    let in_line = quantities(text.get(start..end)?, lang).into_iter();
    let mut same = in_line.filter(|it| it.span.shifted(start) == span);
    same.next().or_else(|| {
        let mut alone = quantities(span.slice(text), lang).into_iter();
        alone.next().filter(|_| alone.next().is_none())
    })
}

const fn meaning(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Length => "how long the sides are",
        EvidenceKind::Punctuation => {
            "whether both sides end and quote alike: full stops, question marks, quotation marks"
        }
        EvidenceKind::Shape => "how many sentences are joined with how many",
        EvidenceKind::Coverage => {
            "what the words of both sides explain of each other, or leave unexplained"
        }
        EvidenceKind::Context => "better partners of either side, pairs of neighbours",
        EvidenceKind::Prior => "what any two sentences of such texts have",
        _ => "",
    }
}

/// What else came near, the likeliest first.
fn rivals(
    writer: &mut dyn Write,
    alignment: &Alignment,
    pair: &Pair<'_, '_>,
    candidates: &[Candidate],
    layout: Layout,
) -> io::Result<()> {
    const MOST: usize = 4;
    // What is shown as 0.00 is not near.
    const LEAST: f32 = 0.005;
    let link = pair.link();
    let is_own = |it: &Candidate| {
        let own = if it.is_source {
            &link.source
        } else {
            &link.target
        };
        own.iter().any(|segment| segment.index == it.segment.index)
    };
    let mut rivals: Vec<Candidate> = candidates.to_vec();
    if let Some(rejected) = link.rejected {
        rivals.push(Candidate {
            segment: rejected.segment,
            is_source: link.source.is_empty(),
            score: rejected.score,
        });
    }
    rivals.retain(|it| !is_own(it) && it.score.value() >= LEAST);
    // The search and the caller may both name a segment, each with a score of its own: the higher one counts.
    let place = |it: &Candidate| (it.is_source, it.segment.index);
    let by_score = |a: &Candidate, b: &Candidate| b.score.value().total_cmp(&a.score.value());
    rivals.sort_by(|a, b| place(a).cmp(&place(b)).then(by_score(a, b)));
    rivals.dedup_by_key(|it| place(it));
    rivals.sort_by(by_score);
    if rivals.is_empty() {
        return writeln!(writer, "\nNothing else came near.");
    }
    writeln!(
        writer,
        "\nWhat else came near; the number is how likely the two would be a pair if neither had another partner:"
    )?;
    let (source, target) = pair.texts();
    for it in rivals.iter().take(MOST) {
        let text = if it.is_source { source } else { target };
        let place = place_of(*it, alignment, (source, target)).in_list();
        let head = format!("  {:.2}  {place}: ", it.score.value());
        write!(writer, "{head}")?;
        let room = layout.width.saturating_sub(cells(&head)).max(LEAST_WIDTH);
        let said = wrapped(it.segment.span.slice(text), 0, &[], room - 1);
        let more = if said.len() > 1 { "…" } else { "" };
        let first = said.into_iter().next().unwrap_or_default();
        writeln!(writer, "{}{more}", first.text)?;
    }
    Ok(())
}
