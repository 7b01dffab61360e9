//! The ladder of Hunalign (Varga and others 2005): `source<TAB>target<TAB>score`, one rung a line.
//!
//! A rung is a pair of places between segments; a bead is what lies between two rungs, and its score stands at its
//! beginning. The last rung is the end of both texts.

use std::io::{self, Write};

use super::{FormatError, Position, beads::IndexBead};

/// Reads the beads of a ladder.
///
/// # Errors
///
/// The first line that is not a rung, or goes back.
pub fn read(text: &str) -> Result<Vec<IndexBead>, FormatError> {
    let mut beads = Vec::new();
    let mut last: Option<(usize, usize, Option<f32>)> = None;
    // A few bytes can claim any number of segments; no text has more than its ladder has bytes, but for a short one.
    let most = text.len().max(1 << 20);
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let position = Position::new(number + 1, 1, beads.len() + 1);
        let expected = "two numbers of segments and a score, with tabs between them";
        let (source, target, score) =
            rung(line).ok_or_else(|| FormatError::new(position, expected, line))?;
        let (from_source, from_target, of_bead) = last.unwrap_or((0, 0, None));
        if source < from_source || target < from_target {
            return Err(FormatError::new(
                position,
                "numbers that do not go back",
                line,
            ));
        }
        if source > most || target > most {
            return Err(FormatError::new(
                position,
                format!("at most {most} segments"),
                line,
            ));
        }
        if source > from_source || target > from_target {
            let mut bead = IndexBead::new(
                (from_source..source).collect(),
                (from_target..target).collect(),
            );
            bead.score = of_bead;
            beads.push(bead);
        }
        last = Some((source, target, score));
    }
    Ok(beads)
}

fn rung(line: &str) -> Option<(usize, usize, Option<f32>)> {
    let mut fields = line.split('\t');
    let (source, target) = (
        fields.next()?.trim().parse().ok()?,
        fields.next()?.trim().parse().ok()?,
    );
    let score = fields
        .next()
        .map(|field| field.trim().parse::<f32>())
        .transpose()
        .ok()?;
    Some((source, target, score))
}

/// Writes beads as a ladder.
///
/// # Errors
///
/// Those of `writer`, and [`io::ErrorKind::InvalidInput`] for beads that are not in order or leave segments out: a
/// ladder cannot hold these.
pub fn write(writer: &mut dyn Write, beads: &[IndexBead]) -> io::Result<()> {
    let (mut source, mut target) = (0, 0);
    for bead in beads {
        let fits = |side: &[usize], from: usize| {
            side.iter()
                .enumerate()
                .all(|(step, index)| *index == from + step)
        };
        if !fits(&bead.source, source) || !fits(&bead.target, target) {
            return Err(super::lines::unfit(format!(
                "a ladder holds beads that follow each other: the next begins at {source} and {target}, not at {} and {}",
                place(&bead.source),
                place(&bead.target)
            )));
        }
        writeln!(writer, "{source}\t{target}\t{}", bead.score.unwrap_or(0.0))?;
        source += bead.source.len();
        target += bead.target.len();
    }
    writeln!(writer, "{source}\t{target}\t0")
}

/// The first of some indices, in words.
fn place(indices: &[usize]) -> String {
    let first = indices.first();
    first.map_or_else(|| "nothing".to_owned(), usize::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bead_lies_between_two_rungs() {
        let beads = read("0\t0\t0.5\n1\t2\t-1\n1\t3\t0\n2\t3\t0.25\n").unwrap();
        let shapes: Vec<_> = beads
            .iter()
            .map(|bead| (bead.source.len(), bead.target.len()))
            .collect();
        assert_eq!(shapes, [(1, 2), (0, 1), (1, 0)]);
        assert_eq!(beads[0].score, Some(0.5));
        let mut out = Vec::new();
        write(&mut out, &beads).unwrap();
        assert_eq!(read(std::str::from_utf8(&out).unwrap()).unwrap(), beads);
    }

    #[test]
    fn a_ladder_never_goes_back() {
        for (text, line) in [
            ("1\t1\t0\n0\t2\t0", 2),
            ("a\tb", 1),
            ("1\t1\thigh", 1),
            ("0\t99999999999\t0", 1),
        ] {
            assert_eq!(
                read(text).unwrap_err().position().unwrap().line,
                line,
                "{text}"
            );
        }
    }
}
