//! Writing links as they are made, so that a long alignment never stands in memory as a whole.

use std::{cell::Cell, path::Path};

use bitext::{
    align::{Link, Links},
    format::{beads, jsonl, tsv},
    memory,
};

use super::{name, remark, unit_format};
use crate::{
    args::FormatArgument,
    failure::Failure,
    output,
    progress::{Of, Progress},
    units::{self, Target},
};

/// Writes the links of parallel text in any format but those that need all of them at once.
pub(super) fn write(
    links: Links<'_>,
    paths: (&Path, &Path),
    (source, target): (&str, &str),
    format: FormatArgument,
    path: Option<&Path>,
    gap: f32,
) -> Result<(), Failure> {
    let langs = links.langs();
    let all = links.len();
    let progress = Progress::streaming("writing", Of::Pairs, path);
    let (made, unanswered) = (Cell::new(0), Cell::new(0));
    let links = links.inspect(|link: &Link| {
        made.set(made.get() + 1);
        unanswered.set(unanswered.get() + link.unanswered().count());
        progress.set(made.get(), all as u64);
    });
    let mut told = None;
    if let Some(format) = unit_format(format) {
        let now = units::today();
        let names = (name(paths.0), name(paths.1));
        Target::of_alignment(path, format)?.write(|write| {
            for mut unit in memory::units_of(links, langs, source, target) {
                unit.created = Some(now);
                unit.provenance.source_document = Some(names.0.clone());
                unit.provenance.target_document = Some(names.1.clone());
                write(unit)?;
            }
            Ok(())
        })?;
    } else {
        output::write(path, |writer| match format {
            FormatArgument::Jsonl => jsonl::write_links(writer, links, source, target),
            FormatArgument::Beads => beads::write_links(writer, links),
            _ => tsv::write_links(writer, links, source, target),
        })?;
        let what = if format == FormatArgument::Beads {
            "bead"
        } else {
            "row"
        };
        told = Some(what);
    }
    drop(progress);
    remark::unanswered(unanswered.get(), gap);
    if let Some(what) = told {
        output::told(path, all, what);
    }
    Ok(())
}
