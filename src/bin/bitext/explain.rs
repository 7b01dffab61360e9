//! `bitext align --explain N`: one pair, and what else might have been its partner.

use bitext::{
    Alignment, Mode, Span,
    align::{Link, LinkKind, Segment},
    report::{
        self, Layout,
        explain::{Beside, Candidate, write},
    },
};

use crate::{Outcome, Status, align, args::AlignArguments, failure::Failure, output};

pub(crate) fn run(
    arguments: &AlignArguments,
    alignment: &Alignment,
    texts: (&str, &str),
    number: usize,
    layout: Layout,
) -> Outcome {
    let numbers: Vec<_> = report::numbers(alignment, texts.0, texts.1).collect();
    let mut links = alignment.links.iter().zip(&numbers);
    let Some((link, _)) = links.find(|(_, it)| **it == Some(number)) else {
        let count = numbers.iter().flatten().count();
        let message = format!("--explain: expected a number from 1 to {count}, found {number}");
        return Err(Failure::Usage(message).hint("the numbers stand at the left of the table"));
    };
    let beside = beside(arguments, alignment, link, texts)?;
    output::write(arguments.output.as_deref(), |writer| {
        write(writer, alignment, texts, number, &beside, layout).map(drop)
    })?;
    Ok(Status::Done)
}

/// How likely every other sentence says the same as a side of the link, each judged as in comparable text, where order
/// and neighbours do not count; and what stands between an unpaired one and its nearest.
fn beside(
    arguments: &AlignArguments,
    alignment: &Alignment,
    link: &Link,
    (source, target): (&str, &str),
) -> Result<Beside, Failure> {
    let aligner = align::aligner(&arguments.how, &[], |options| {
        options.mode = Mode::Comparable;
        options.threshold = 0.0;
        options.evidence = false;
    })?;
    let mut beside = Beside::default();
    let is_comparable = alignment.mode == Mode::Comparable;
    beside.threshold = is_comparable.then_some(arguments.how.threshold);
    let nearest = link.rejected.map(|it| it.segment.index);
    if let Some(hull) = hull(&link.source) {
        let others = others(alignment, |link| &link.target, &link.target);
        let spans: Vec<Span> = others.iter().map(|segment| segment.span).collect();
        let found = aligner.align_segments((source, &[hull]), (target, &spans));
        for it in found.links {
            let Some((segment, score)) = judged(&it, &it.target, &others) else {
                continue;
            };
            if nearest == Some(segment.index) {
                beside.nearest = it.evidence;
            }
            beside.candidates.push(Candidate {
                segment,
                is_source: false,
                score,
            });
        }
    }
    if let Some(hull) = hull(&link.target) {
        let others = others(alignment, |link| &link.source, &link.source);
        let spans: Vec<Span> = others.iter().map(|segment| segment.span).collect();
        let found = aligner.align_segments((source, &spans), (target, &[hull]));
        for it in found.links {
            let Some((segment, score)) = judged(&it, &it.source, &others) else {
                continue;
            };
            if nearest == Some(segment.index) {
                beside.nearest = it.evidence;
            }
            beside.candidates.push(Candidate {
                segment,
                is_source: true,
                score,
            });
        }
    }
    Ok(beside)
}

fn hull(segments: &[Segment]) -> Option<Span> {
    segments.iter().map(|it| it.span).reduce(Span::hull)
}

/// The sentences of one side that are not the link's own.
fn others(
    alignment: &Alignment,
    side: impl Fn(&Link) -> &Vec<Segment>,
    own: &[Segment],
) -> Vec<Segment> {
    let sentences = alignment
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Sentence);
    let mut segments: Vec<Segment> = sentences
        .flat_map(|link| side(link).iter().copied())
        .collect();
    segments.retain(|it| own.iter().all(|own| own.index != it.index));
    segments.sort();
    segments.dedup_by_key(|it| it.index);
    segments
}

/// The sentence of a link on the side that has many, and how likely it says the same as the one of the other side.
fn judged(link: &Link, side: &[Segment], others: &[Segment]) -> Option<(Segment, bitext::Score)> {
    let segment = others.get(side.first()?.index)?;
    if link.kind != LinkKind::Sentence {
        return None;
    }
    let score = if link.is_pair() {
        link.score
    } else {
        link.rejected.as_ref()?.score
    };
    Some((*segment, score))
}
