//! `--pins FILE`: what a person has settled, as a report saves it or as a list of beads.

use std::path::Path;

use bitext::{
    Span,
    align::{Pin, PinError, PinFault},
    format::{
        beads::{self, IndexBead},
        corrections::{self, Corrections},
    },
};

use crate::{failure::Failure, input};

/// A file of pins, read but not yet compared with any text.
pub(crate) struct PinFile<'p> {
    path: &'p Path,
    held: Held,
}

enum Held {
    Corrections(Corrections),
    /// Beads with their lines.
    Beads(Vec<(usize, IndexBead)>),
}

/// Reads a file of pins: corrections begin with `{`, beads with `[`.
pub(crate) fn read(path: &Path) -> Result<PinFile<'_>, Failure> {
    let text = input::read(path)?;
    let named =
        |error: &dyn std::fmt::Display| Failure::BadInput(format!("{}: {error}", path.display()));
    let held = match text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .next()
    {
        Some('{') => {
            let read = corrections::read(&text);
            Held::Corrections(
                read.map_err(|error| Failure::BadInput(error.in_file(path).to_string()))?,
            )
        }
        Some('[') | None => {
            let beads = beads::read(&text).map_err(|error| named(&error))?;
            let lines = text.lines().enumerate();
            let lines = lines.filter(|(_, line)| !line.trim().is_empty());
            Held::Beads(lines.map(|(index, _)| index + 1).zip(beads).collect())
        }
        Some(found) => {
            let expected = "expected corrections of a report, which begin with `{`, or beads such as `[0]:[0,1]`";
            return Err(named(&format!("line 1: {expected}, found {found:?}")));
        }
    };
    Ok(PinFile { path, held })
}

impl PinFile<'_> {
    /// The pins for texts cut into the given segments.
    pub(crate) fn pins(
        &self,
        source: (&str, &[Span]),
        target: (&str, &[Span]),
    ) -> Result<Vec<Pin>, Failure> {
        match &self.held {
            Held::Corrections(corrections) => corrections
                .pins(source, target)
                .map_err(|error| Failure::BadInput(format!("{}: {error}", self.path.display()))),
            Held::Beads(beads) => {
                let beads = beads.iter().map(|(_, bead)| bead);
                let pins = beads.map(|bead| Pin::bead(bead.source.clone(), bead.target.clone()));
                Ok(pins.collect())
            }
        }
    }

    /// What to say of a pin that does not fit.
    pub(crate) fn failure(&self, error: &PinError) -> Failure {
        let line = |pin: usize| match &self.held {
            Held::Corrections(corrections) => corrections.line(pin),
            Held::Beads(beads) => beads.get(pin).map_or(0, |(line, _)| *line),
        };
        // Files count lines, not pins.
        let fault = match error.fault.other() {
            Some(other) => {
                let of_other = format!("the bead of line {}", line(other));
                error
                    .fault
                    .to_string()
                    .replace(&format!("pin {other}"), &of_other)
            }
            None => error.fault.to_string(),
        };
        let path = self.path.display();
        let failure = Failure::BadInput(format!("{path}:{}: {fault}", line(error.pin)));
        match error.fault {
            PinFault::NotParallel => {
                failure.hint("--mode parallel, which is the default, keeps them")
            }
            _ => failure,
        }
    }

    /// The beads, where the file is a list of them.
    pub(crate) fn beads(&self) -> Option<impl Iterator<Item = &IndexBead>> {
        match &self.held {
            Held::Corrections(_) => None,
            Held::Beads(beads) => Some(beads.iter().map(|(_, bead)| bead)),
        }
    }
}
