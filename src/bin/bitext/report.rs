//! `bitext report`.

use std::{collections::HashMap, path::Path};

use bitext::{Alignment, Score, report};

use crate::{
    Outcome, Status,
    align::{self, Aligned},
    args::ReportArguments,
    ending,
    failure::Failure,
    output, pins,
    pins::PinFile,
};

pub(crate) fn run(arguments: &ReportArguments) -> Outcome {
    let path = arguments.output.as_deref();
    if output::is_terminal(path) {
        let message = "a report is for a browser: give a file with -o FILE";
        return Err(Failure::Usage(message.to_owned()));
    }
    let (source_path, target_path) = (&arguments.source, &arguments.target);
    let beads = arguments.beads.as_deref();
    let inputs = align::inputs((source_path, target_path), &arguments.how);
    output::apart(path, inputs.chain(beads))?;
    let other = "bitext align writes memories, tables and lists";
    ending::only(path, &["html", "htm"], "a page", other)?;
    output::claim(path)?;
    let beads = arguments.beads.as_deref().map(pins::read).transpose()?;
    if let Some(file) = &beads
        && file.beads().is_none()
    {
        let path = arguments
            .beads
            .as_deref()
            .unwrap_or(Path::new("-"))
            .display();
        let message =
            format!("{path}: expected beads such as `[0]:[0,1]`; corrections go with --pins");
        return Err(Failure::BadInput(message));
    }
    let Aligned {
        source,
        target,
        mut alignment,
    } = align::align(
        (source_path, target_path),
        &arguments.how,
        align::Needs::Evidence,
        beads.as_ref(),
    )?;
    if let Some(file) = &beads {
        as_found(&mut alignment, file);
    }
    let names = (align::name(source_path), align::name(target_path));
    output::write(path, |writer| {
        let labels = report::html::Labels::new(&names.0, &names.1);
        report::html::write(writer, &alignment, &source, &target, labels)
    })?;
    output::told(path, alignment.links.len(), "row");
    Ok(Status::Done)
}

/// Gives links the scores of the beads that they were made of: an alignment to look at, which nobody stands for yet.
fn as_found(alignment: &mut Alignment, file: &PinFile<'_>) {
    let mut scores = HashMap::new();
    for bead in file.beads().into_iter().flatten() {
        // Of a bead with an empty side each segment is a link of its own.
        let alone = bead.source.is_empty() || bead.target.is_empty();
        let count = if alone { usize::MAX } else { 1 };
        let score = bead.score.map(Score::new);
        scores.extend(
            bead.source
                .iter()
                .take(count)
                .map(|&at| ((false, at), score)),
        );
        scores.extend(
            bead.target
                .iter()
                .take(count)
                .map(|&at| ((true, at), score)),
        );
    }
    for link in &mut alignment.links {
        let first = link.source.first().map(|segment| (false, segment.index));
        let first = first.or(link.target.first().map(|segment| (true, segment.index)));
        if let Some(Some(score)) = first.and_then(|first| scores.get(&first)) {
            link.score = *score;
        }
        link.confirmed = false;
    }
}
