//! Tab-separated text: one link a line, for spreadsheets and shell pipes.

use std::{
    borrow::Borrow,
    io::{self, Write},
};

use crate::{
    align::{Alignment, Link, Pair, Reason, Segment},
    memory::Status,
    score::Evidence,
};

/// The columns, in order.
pub const COLUMNS: [&str; 9] = [
    "kind",
    "score",
    "source",
    "target",
    "source_spans",
    "target_spans",
    "evidence",
    "reason",
    "status",
];

/// Writes a header and one line for each link.
///
/// Texts are written as they are but for `\`, tab, line feed and carriage return, which become `\\`, `\t`, `\n` and
/// `\r`. Spans are `start-end` in bytes, several with commas. Evidence is `kind source=target` with the two texts,
/// several with `; `, the weightiest first; values that contradict each other have `≠` between them. The status is `confirmed` where a person stands for the link.
///
/// # Errors
///
/// Those of `writer`.
pub fn write(
    writer: &mut dyn Write,
    alignment: &Alignment,
    source: &str,
    target: &str,
) -> io::Result<()> {
    write_links(writer, &alignment.links, source, target)
}

/// [`write()`] for links that come one by one.
///
/// # Errors
///
/// Those of `writer`.
pub fn write_links(
    writer: &mut dyn Write,
    links: impl IntoIterator<Item = impl Borrow<Link>>,
    source: &str,
    target: &str,
) -> io::Result<()> {
    writeln!(writer, "{}", COLUMNS.join("\t"))?;
    for link in links {
        let link = link.borrow();
        let pair = Pair::new(link, source, target);
        let fields = [
            link.kind.name().to_owned(),
            format!("{:.4}", link.score.value()),
            escaped(pair.source()),
            escaped(pair.target()),
            spans(&link.source),
            spans(&link.target),
            evidence(link, source, target),
            link.reason.map(Reason::name).unwrap_or_default().to_owned(),
            status(link).name().to_owned(),
        ];
        writeln!(writer, "{}", fields.join("\t"))?;
    }
    Ok(())
}

/// The text of a field, without the characters that would end it.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

const fn status(link: &Link) -> Status {
    if link.confirmed {
        Status::Confirmed
    } else {
        Status::Automatic
    }
}

fn spans(segments: &[Segment]) -> String {
    let spans: Vec<String> = segments
        .iter()
        .map(|segment| format!("{}-{}", segment.span.start(), segment.span.end()))
        .collect();
    spans.join(",")
}

fn evidence(link: &Link, source: &str, target: &str) -> String {
    let mut items: Vec<&Evidence> = link
        .evidence
        .iter()
        .filter(|item| item.kind.is_about_tokens())
        .collect();
    items.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let texts: Vec<String> = items
        .iter()
        .map(|item| {
            let (source, target) = (item.source.slice(source), item.target.slice(target));
            let sign = if item.is_conflict() { '≠' } else { '=' };
            format!(
                "{} {}{sign}{}",
                item.kind.name(),
                escaped(source),
                escaped(target)
            )
        })
        .collect();
    texts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_never_ends_early() {
        assert_eq!(escaped("a\tb\\n\r\n"), "a\\tb\\\\n\\r\\n");
    }
}
