//! Scores as text.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::score::{Group, Score};

/// One measure a line, tab-separated with a header. Types of which there is none are left out.
pub(super) fn rows(writer: &mut dyn Write, groups: &[Group]) -> io::Result<()> {
    let mut scores = groups.iter().flat_map(|group| &group.scores);
    let is_compared = scores.any(|score| score.against.is_some());
    let header = "measure\tprecision\trecall\tf1\tright\tfound\texpected\tlow\thigh";
    let more = "\tagainst\tdifference\tdifference_low\tdifference_high\tp";
    writeln!(writer, "{header}{}", if is_compared { more } else { "" })?;
    for (at, score) in groups
        .iter()
        .flat_map(|group| group.scores.iter().enumerate())
    {
        // The three measures of beads are always there, for scripts.
        if score.is_empty() && at > 2 && score.against.is_none_or(|(other, _)| other.found == 0) {
            continue;
        }
        let (counts, interval) = (&score.counts, &score.interval);
        write!(
            writer,
            "{}\t{:.4}\t{:.4}\t{:.4}\t{}\t{}\t{}\t{:.4}\t{:.4}",
            score.name,
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.right,
            counts.found,
            counts.expected,
            interval.low,
            interval.high
        )?;
        if let Some((other, comparison)) = &score.against {
            let (difference, interval) = (comparison.difference, comparison.interval);
            write!(
                writer,
                "\t{:.4}\t{difference:+.4}\t{:+.4}\t{:+.4}\t{:.4}",
                other.f1(),
                interval.low,
                interval.high,
                comparison.p
            )?;
        }
        writeln!(writer)?;
    }
    Ok(())
}

/// One corpus a line, one measure a column; under each sum the interval of each measure.
pub(super) fn matrix(writer: &mut dyn Write, groups: &[Group]) -> io::Result<()> {
    let tasks = groups.chunk_by(|a, b| a.task == b.task);
    writeln!(writer, "F1 in percent; under sums, 95 percent intervals")?;
    for groups in tasks {
        let Some(first) = groups.first() else {
            continue;
        };
        let mut lines = vec![header(first)];
        let mut was_whole = false;
        for group in groups {
            if group.documents > 0 && !was_whole {
                lines.push(Vec::new());
            }
            was_whole = group.documents > 0;
            lines.push(line(group));
            if was_whole {
                let intervals = group.scores.iter().map(interval);
                lines.push(
                    [String::new(), String::new()]
                        .into_iter()
                        .chain(intervals)
                        .collect(),
                );
            }
        }
        writeln!(writer)?;
        columns(writer, &lines)?;
        legend(writer, first)?;
    }
    Ok(())
}

/// What the columns mean, below their table.
fn legend(writer: &mut dyn Write, group: &Group) -> io::Result<()> {
    let names = group.scores.iter().map(|score| score.name);
    for name in names.chain(["calibration error"]) {
        if let Some(meaning) = meaning(name) {
            writeln!(writer, "  {name}: {meaning}")?;
        }
    }
    Ok(())
}

/// What a column of the table of a folder says.
fn meaning(name: &str) -> Option<&'static str> {
    Some(match name {
        "strict" => {
            "beads with the same sentences as a bead of the gold, the sentences being given"
        }
        "lax" => "beads that share a sentence pair with a bead of the gold",
        "nulls" => "sentences without a counterpart, which the gold leaves without one too",
        "strict-on-raw-text" => {
            "beads with the same text as a bead of the gold, bitext cutting the sentences"
        }
        "sentences-zh" | "sentences-en" => "sentences cut where the gold cuts them",
        "sentence-pairs" => {
            "pairs of sentences that overlap with a pair of the gold by 80 percent on both sides (intersection over union)"
        }
        "statements" => {
            "statements that overlap with one of the gold by half on both sides (intersection over union)"
        }
        "disagreements" => "values in conflict that the gold says are",
        "calibration error" => {
            "how far the scores of pairs are from the share that is right; 0 to 1, lower is better"
        }
        _ => return None,
    })
}

fn header(group: &Group) -> Vec<String> {
    let names = group.scores.iter().map(|score| score.name.to_owned());
    let mut header = vec![group.task.to_owned(), "split".to_owned()];
    header.extend(names);
    header.push("calibration error".to_owned());
    header
}

fn line(group: &Group) -> Vec<String> {
    let name = match group.documents {
        0 => group.name.clone(),
        1 => format!("{}, 1 corpus", group.name),
        count => format!("{}, {count} corpora", group.name),
    };
    let mut line = vec![name, group.split.clone()];
    line.extend(group.scores.iter().map(percent));
    let error = group.calibration_error;
    line.push(error.map_or_else(|| "-".to_owned(), |error| format!("{error:.3}")));
    line
}

fn percent(score: &Score) -> String {
    if score.is_empty() {
        return "-".to_owned();
    }
    format!("{:.1}", 100.0 * score.counts.f1())
}

fn interval(score: &Score) -> String {
    if score.is_empty() {
        return String::new();
    }
    let (low, high) = (100.0 * score.interval.low, 100.0 * score.interval.high);
    format!("{low:.1}-{high:.1}")
}

/// Columns that fit what they hold, numbers to the right.
fn columns(writer: &mut dyn Write, lines: &[Vec<String>]) -> io::Result<()> {
    let count = lines.iter().map(Vec::len).max().unwrap_or_default();
    let width = |at: usize| {
        let cells = lines.iter().filter_map(|line| line.get(at));
        cells.map(|cell| cell.width()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    for line in lines {
        let mut written = String::new();
        for (at, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let space = " ".repeat(width.saturating_sub(cell.width()));
            let (before, after) = if at < 2 {
                ("", space.as_str())
            } else {
                (space.as_str(), "")
            };
            let gap = if at == 0 { "" } else { "  " };
            written.push_str(&[gap, before, cell, after].concat());
        }
        writeln!(writer, "{}", written.trim_end())?;
    }
    Ok(())
}
