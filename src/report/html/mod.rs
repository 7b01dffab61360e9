//! A page for a browser: one file that needs no network, to read an alignment, see what it rests on, and correct it.
//!
//! Each link is a row, source and target side by side. How sure it is shows as colour and as shape; what speaks for it
//! is highlighted in one hue on both sides and explained where the pointer or the focus is. A sentence of a pair that
//! nothing on the other side answers to ([`Link::unanswered`]) says so. A dot plot leads to the rows.
//! Filters show what needs review; keys confirm, split, merge and unlink rows that are shown, and save the corrections. The counts
//! in the head are those of the rows as they are corrected.
//! A split goes by what was clicked: those sentences begin the lower part, and a side where none was clicked stays whole in the
//! upper. Without a click, sentences that nothing answers to stand alone, or else the first of both sides go together.
//!
//! # Corrections
//!
//! What was confirmed or changed is saved as a file that `format::corrections` (feature `json`) describes and reads. [Pinned](crate::align::Pin), they are kept when the texts are aligned again; the page of that
//! alignment shows them as confirmed, and saves them again.
//!
//! # What it does not do
//!
//! It does not edit texts. Blocks that were moved are shown but not corrected. The page of comparable text is for reading: what
//! is [pinned](crate::align::Pin) are beads of parallel text.

mod mark;
mod plot;
mod row;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    align::{Alignment, Input, Link, LinkKind, Mode, Reason, Segment},
    lang::Lang,
    memory, text,
};

use row::{Class, Row};

/// What the texts are called in the report, usually the names of their files.
#[derive(Copy, Clone, Debug)]
#[non_exhaustive]
pub struct Labels<'a> {
    /// The source.
    pub source: &'a str,
    /// The target.
    pub target: &'a str,
}

impl<'a> Labels<'a> {
    /// Labels of both texts.
    #[must_use]
    pub const fn new(source: &'a str, target: &'a str) -> Self {
        Self { source, target }
    }
}

/// Writes an alignment of `source` and `target` as a page that is complete in itself.
///
/// All text is escaped. Rows are written one by one; time is that of [`check::numbers`](crate::check::numbers) for each
/// pair. At most sixteen pieces of evidence are highlighted in a row, those of the greatest weight.
///
/// # Errors
///
/// Those of `writer`.
pub fn write(
    writer: &mut dyn Write,
    alignment: &Alignment,
    source: &str,
    target: &str,
    labels: Labels<'_>,
) -> io::Result<()> {
    let numbers: Vec<Option<usize>> = super::numbers(alignment, source, target).collect();
    let summary = Summary::new(alignment, &numbers);
    let page = Page {
        alignment,
        labels,
        summary: &summary,
        digits: alignment.links.len().to_string().len().max(2),
        bytes: (source.len(), target.len()),
        digests: (
            digest(alignment, source, |link| &link.source),
            digest(alignment, target, |link| &link.target),
        ),
    };
    writer.write_all(page.head().into_string().as_bytes())?;
    let units = memory::units(alignment, source, target);
    for ((link, unit), number) in alignment.links.iter().zip(units).zip(numbers) {
        if let Some(number) = number {
            let row = Row::new(alignment, link, &unit);
            writeln!(writer, "{}", row.markup(number).into_string())?;
        }
    }
    writer.write_all(page.foot().into_string().as_bytes())
}

/// The digest of a text and its segments, all of which stand in links.
fn digest(alignment: &Alignment, whole: &str, side: impl Fn(&Link) -> &Vec<Segment>) -> u64 {
    let links = alignment.links.iter();
    let sentences = links.filter(|link| link.kind == LinkKind::Sentence);
    let mut segments: Vec<Segment> = sentences
        .flat_map(|link| side(link).iter().copied())
        .collect();
    segments.sort_unstable();
    segments.dedup();
    text::digest(whole, segments.into_iter().map(|segment| segment.span))
}

/// Counts for the head of the page.
#[derive(Debug, Default)]
struct Summary {
    /// The segments of both sides.
    segments: (usize, usize),
    /// Of these, how many hold no text.
    blank: (usize, usize),
    /// Of these, how many have a counterpart.
    paired: (usize, usize),
    /// Of these in turn, how many nothing on the other side answers to.
    alone: (usize, usize),
    /// Pairs of sentences.
    pairs: usize,
    /// Pairs of statements that have rows of their own.
    statements: usize,
    /// Pairs of statements that are all their sentences say.
    whole: usize,
    /// Of the pairs of sentences, how many are sure, likely and doubtful.
    bands: [usize; 3],
    /// Of the pairs of sentences, in how many values contradict each other.
    conflicts: usize,
    /// In how many statements that have rows of their own.
    conflicts_of_statements: usize,
    /// Links that a person stands for.
    confirmed: usize,
}

impl Summary {
    /// Counts the links, which are shown under these numbers.
    fn new(alignment: &Alignment, numbers: &[Option<usize>]) -> Self {
        let mut summary = Self::default();
        let mut paired = (Vec::new(), Vec::new());
        for (link, number) in alignment.links.iter().zip(numbers) {
            if link.reason == Some(Reason::Blank) {
                summary.blank.0 += link.source.len();
                summary.blank.1 += link.target.len();
            }
            let differs = || usize::from(link.disagreements().next().is_some());
            summary.confirmed += usize::from(link.confirmed);
            for (input, _) in link.unanswered() {
                match input {
                    Input::Source => summary.alone.0 += 1,
                    Input::Target => summary.alone.1 += 1,
                }
            }
            for segment in &link.source {
                summary.segments.0 = summary.segments.0.max(segment.index + 1);
            }
            for segment in &link.target {
                summary.segments.1 = summary.segments.1.max(segment.index + 1);
            }
            match link.kind {
                _ if !link.is_pair() => {}
                LinkKind::Statement if number.is_none() => summary.whole += 1,
                LinkKind::Statement => {
                    summary.statements += 1;
                    summary.conflicts_of_statements += differs();
                }
                LinkKind::Sentence | LinkKind::Moved => {
                    summary.pairs += 1;
                    summary.conflicts += differs();
                    let band = Class::of_score(link.score) as usize;
                    if let Some(count) = summary.bands.get_mut(band) {
                        *count += 1;
                    }
                    paired
                        .0
                        .extend(link.source.iter().map(|segment| segment.index));
                    paired
                        .1
                        .extend(link.target.iter().map(|segment| segment.index));
                }
            }
        }
        let count = |mut indices: Vec<usize>| {
            indices.sort_unstable();
            indices.dedup();
            indices.len()
        };
        summary.paired = (count(paired.0), count(paired.1));
        summary
    }

    /// How many statements there are, and what rows they have; nothing if there are none.
    fn statements(&self) -> Option<String> {
        let differing = match self.conflicts_of_statements {
            0 => String::new(),
            count => format!("; numbers differ in {count}"),
        };
        match (self.statements, self.whole) {
            (0, 0) => None,
            (0, whole) => Some(format!(
                "{whole}, which are whole pairs, and have no rows of their own"
            )),
            (own, 0) => Some(format!("{own} inside sentences{differing}")),
            (own, whole) => Some(format!(
                "{own} inside sentences{differing}; {whole} more are whole pairs, and have no rows of their own"
            )),
        }
    }
}

/// Everything around the rows.
struct Page<'a> {
    alignment: &'a Alignment,
    labels: Labels<'a>,
    summary: &'a Summary,
    /// How many digits the numbers of rows have.
    digits: usize,
    bytes: (usize, usize),
    digests: (u64, u64),
}

/// Nothing is fetched, sent or embedded: the browser itself sees to it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The filters: key in the script and the style, label.
const FILTERS: [(&str, &str); 6] = [
    ("all", "All"),
    ("review", "Needs review"),
    ("unpaired", "Unpaired"),
    ("alone", "Unanswered"),
    ("merged", "Merged"),
    ("numbers", "Numbers differ"),
];

/// How many of the commands only lead to rows: these are there in every mode.
const READING: usize = 2;

/// The commands: name in the script, key, label, explanation.
const COMMANDS: [(&str, &str, &str, &str); 8] = [
    ("next", "j", "Next", "Go to the next row that is shown"),
    (
        "previous",
        "k",
        "Previous",
        "Go to the row before that is shown",
    ),
    (
        "confirm",
        "c",
        "Confirm",
        "Stand for this row and go to the next; a row that is confirmed already is so no longer",
    ),
    (
        "split",
        "s",
        "Split",
        "Split the row above the sentences that were clicked: they begin the lower row, and a side where none was clicked stays \
         whole in the upper. Without a click, sentences that nothing answers to stand alone; where there are none, the first \
         of both sides make the upper row",
    ),
    ("merge", "m", "Merge", "Merge the row with the one below"),
    (
        "unlink",
        "u",
        "Unlink",
        "Leave the sentences of this row without counterpart",
    ),
    ("undo", "z", "Undo", "Take back the last change"),
    (
        "save",
        "w",
        "Save",
        "Save what was confirmed and corrected as a JSON file",
    ),
];

impl Page<'_> {
    /// From the first byte to the beginning of the rows.
    fn head(&self) -> Markup {
        let Labels { source, target } = self.labels;
        let open = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    meta name="generator" content={ "bitext " (env!("CARGO_PKG_VERSION")) };
                    meta name="color-scheme" content="light dark";
                    title { (source) " – " (target) }
                    style { (PreEscaped(include_str!("style.css"))) }
                }
                body data-f="all" class=[(!self.is_corrected()).then_some("read")] {
                    header {
                        (plot::plot(self.alignment, self.summary.segments))
                        (self.facts())
                    }
                    nav aria-label="Filters and commands" { (filters()) (self.commands()) }
                    main { (self.columns()) }
                }
            }
        };
        // The rows follow inside of what was closed here.
        let whole = open.into_string();
        let inside = whole.strip_suffix("</div></main></body></html>");
        PreEscaped(inside.unwrap_or(&whole).to_owned())
    }

    /// From the end of the rows to the last byte.
    fn foot(&self) -> Markup {
        let inside = html! {
            footer aria-label="Evidence of the current row" {
                p id="status" role="status" {}
                ul id="why" aria-live="polite" {}
            }
            script { (PreEscaped(include_str!("script.js"))) }
        };
        PreEscaped(format!(
            "</div><p id=\"none\" hidden></p></main>{}</body></html>\n",
            inside.into_string()
        ))
    }

    /// Whether what is corrected can be kept.
    fn is_corrected(&self) -> bool {
        self.alignment.mode == Mode::Parallel
    }

    /// What was aligned and what came out. The script counts again when rows are corrected: each number has a name, and so has
    /// what is not said where the number is none.
    fn facts(&self) -> Markup {
        let summary = self.summary;
        let [sure, likely, doubtful] = summary.bands;
        let number = |name: &str, value: usize| html! { span data-n=(name) { (value) } };
        let side = |side: usize, label: &str, lang: Lang, [all, paired, alone]: [usize; 3]| {
            let (named, of_alone) = (|name: &str| format!("{name}{side}"), format!("alone{side}"));
            html! {
                dt { bdi { (label) } }
                dd {
                    (name(lang)) ", " (number(&named("paired"), paired)) " of " (number(&named("all"), all)) " "
                    (if all == 1 { "sentence" } else { "sentences" }) " paired"
                    @if let Some(share) = percent(paired, all) { " (" (number(&named("share"), share)) "%)" }
                    span data-if=(of_alone) hidden[alone == 0] { ", but nothing answers to " (number(&of_alone, alone)) " of them" }
                }
            }
        };
        let langs = (self.alignment.source_lang, self.alignment.target_lang);
        let (all, blank, paired, alone) = (
            summary.segments,
            summary.blank,
            summary.paired,
            summary.alone,
        );
        let source = [all.0.saturating_sub(blank.0), paired.0, alone.0];
        let target = [all.1.saturating_sub(blank.1), paired.1, alone.1];
        html! {
            div class="facts" {
                h1 { bdi { (self.labels.source) } " – " bdi { (self.labels.target) } }
                dl {
                    (side(0, self.labels.source, langs.0, source))
                    (side(1, self.labels.target, langs.1, target))
                    dt { "Pairs" }
                    dd {
                        (number("pairs", summary.pairs)) ": "
                        span class="k0" { (number("k0", sure)) " sure" } ", "
                        span class="k1" { (number("k1", likely)) " likely" } ", "
                        span class="k2" { (number("k2", doubtful)) " doubtful" }
                        span data-if="hand" hidden { ", " (number("hand", 0)) " by hand" }
                        span data-if="conflicts" hidden[summary.conflicts == 0] {
                            "; numbers differ in " (number("conflicts", summary.conflicts)) ", however sure"
                        }
                    }
                    dt data-if="decided" hidden[summary.confirmed == 0] { "Decided" }
                    dd data-if="decided" hidden[summary.confirmed == 0] { (number("decided", summary.confirmed)) " by a person" }
                    @if let Some(said) = summary.statements() { dt { "Statements" } dd { (said) } }
                    @if !self.is_corrected() {
                        dt { "Corrections" }
                        dd { "This page is for reading: corrections can be kept of parallel text only" }
                    }
                    dt { "Made by" }
                    dd { "bitext " (env!("CARGO_PKG_VERSION")) ", " (mode(self.alignment.mode)) " mode" }
                    dt { "Evidence" }
                    dd class="key" {
                        "A colour joins what corresponds, the line below tells its kind: "
                        b class="q" { "quantity" } ", " b class="t" { "term" } ", " b class="n" { "name" } ", "
                        b class="l" { "written alike" } "; " b class="e" { "numbers differ" }
                    }
                }
            }
        }
    }

    fn commands(&self) -> Markup {
        let all = if self.is_corrected() {
            COMMANDS.len()
        } else {
            READING
        };
        html! {
            div role="group" aria-label="Commands" {
                @for (name, key, label, explanation) in COMMANDS.iter().take(all) {
                    button type="button" data-command=(name) aria-keyshortcuts=(key) title=(explanation) {
                        (label) " " kbd { (key) }
                    }
                }
            }
        }
    }

    /// The table with its head, without rows.
    fn columns(&self) -> Markup {
        let Labels { source, target } = self.labels;
        html! {
            div id="rows" role="table" aria-label="Links" style={ "--n:" (self.digits) "ch" }
                data-mode=(mode(self.alignment.mode))
                data-source=(source) data-target=(target)
                data-source-segments=(self.summary.segments.0) data-target-segments=(self.summary.segments.1)
                data-source-bytes=(self.bytes.0) data-target-bytes=(self.bytes.1)
                data-source-digest=(format!("{:016x}", self.digests.0)) data-target-digest=(format!("{:016x}", self.digests.1))
            {
                div class="h" role="row" {
                    div class="c" role="columnheader" { i { "№" } "Score" }
                    div role="columnheader" { bdi { (source) } }
                    div role="columnheader" { bdi { (target) } }
                }
            }
        }
    }
}

fn filters() -> Markup {
    html! {
        div role="group" aria-label="Filters" {
            @for (key, label) in FILTERS {
                button type="button" data-filter=(key) aria-pressed=(if key == "all" { "true" } else { "false" }) {
                    (label) " " span class="count" {}
                }
            }
        }
    }
}

const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Parallel => "parallel",
        Mode::Comparable => "comparable",
        // The result of a choice has the mode that was chosen.
        Mode::Auto => "auto",
    }
}

const fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => "Chinese",
        Lang::English => "English",
    }
}

/// The share in whole percent, rounded down, so that only all is 100.
fn percent(part: usize, all: usize) -> Option<usize> {
    part.saturating_mul(100).checked_div(all)
}
