//! Scores as a page for a browser: one file, no script, no network.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::score::{Group, Score};

const STYLE: &str = "\
:root{color-scheme:light dark;--back:#fff;--text:#1c1c1a;--soft:#5c5c57;--line:#d9d9d2;--bar:#2f78b7}\
@media (prefers-color-scheme:dark){:root{--back:#121214;--text:#e9e9e4;--soft:#a6a6a0;--line:#38383d;--bar:#5b9bd5}}\
body{font:1rem/1.5 system-ui,\"Noto Sans\",sans-serif;max-width:72rem;margin:0 auto;padding:1rem;background:var(--back);color:var(--text)}\
h1{font-size:1.5rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem}h2::first-letter{text-transform:uppercase}\
p{margin:.25rem 0;max-width:45rem;color:var(--soft)}\
table{border-collapse:collapse;margin:0 0 1.5rem}caption{text-align:left;padding:.25rem 0;color:var(--soft)}\
th,td{padding:.3rem .75rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}\
thead th{font-size:.9em;color:var(--soft);font-weight:normal;vertical-align:bottom}\
th:first-child{text-align:left;font-weight:normal;position:sticky;left:0;padding-left:0;background:var(--back)}\
td.bar,th.bar{text-align:left}\
tr.sum td,tr.sum th{font-weight:600}tr.sum:first-of-type td,tr:not(.sum)+tr.sum td,tr:not(.sum)+tr.sum th{border-top:2px solid var(--soft)}\
small{display:block;color:var(--soft);font-weight:normal;font-size:.8em}\
svg{display:block;width:10rem;height:.9rem;overflow:visible;print-color-adjust:exact;-webkit-print-color-adjust:exact}\
line{stroke:var(--line)}rect.b{fill:var(--bar)}rect.m{fill:var(--text)}\
.wide{overflow-x:auto}\
@media (max-width:46rem){body{padding:.75rem}th,td{padding:.3rem .5rem}svg{width:6rem}\
th:first-child{white-space:normal;min-width:7rem;max-width:8rem;overflow-wrap:break-word;border-right:1px solid var(--line)}}\
@media print{:root{--back:#fff;--text:#000;--soft:#444;--line:#aaa;--bar:#2f78b7}body{max-width:none;padding:0;font-size:8.5pt}\
th,td{padding:.2rem .35rem}svg{width:7rem}.wide{overflow:visible}th:first-child{position:static}tr{break-inside:avoid}h2{break-after:avoid}}";

/// Writes the page: of each task the sums with their intervals drawn, then each corpus.
pub(super) fn write(writer: &mut dyn Write, groups: &[Group]) -> io::Result<()> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Evaluation" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Evaluation" }
                p {
                    "F1 in percent, with 95 percent intervals by the bootstrap. Where it is drawn, the line runs from 0 to "
                    "100, the bar is the interval, the mark F1. Items: right of found; met of expected."
                }
                @for groups in groups.chunk_by(|a, b| a.task == b.task) { (task(groups)) }
            }
        }
    };
    writer.write_all(page.into_string().as_bytes())
}

fn task(groups: &[Group]) -> Markup {
    let (sums, corpora): (Vec<&Group>, Vec<&Group>) =
        groups.iter().partition(|group| group.documents > 0);
    html! {
        @if let Some(first) = groups.first() { h2 { (first.task) } }
        @for sum in &sums { @if sum.is_whole() { (measures(sum)) } }
        @if !corpora.is_empty() {
            div class="wide" { table {
                caption { "F1 of each corpus" }
                thead { tr {
                    th scope="col" { "corpus" }
                    th scope="col" { "split" }
                    @for score in sums.iter().take(1).flat_map(|group| &group.scores) {
                        th scope="col" { (score.name) }
                    }
                    th scope="col" { "calibration error" }
                } }
                tbody {
                    @for group in corpora { (row(group)) }
                    @for group in sums { (row(group)) }
                }
            } }
        }
    }
}

fn row(group: &Group) -> Markup {
    html! {
        tr class=[(group.documents > 0).then_some("sum")] {
            th scope="row" { (group.name) @if group.documents > 0 { " (" (group.documents) ")" } }
            td { (group.split) }
            @for score in &group.scores {
                td {
                    @if score.is_empty() { "–" } @else {
                        (percent(score.counts.f1()))
                        small { (percent(score.interval.low)) "–" (percent(score.interval.high)) }
                    }
                }
            }
            td { @if let Some(error) = group.calibration_error { (format!("{error:.3}")) } @else { "–" } }
        }
    }
}

/// Each measure of a group on a line of its own.
fn measures(group: &Group) -> Markup {
    let is_compared = group.scores.iter().any(|score| score.against.is_some());
    html! {
        div class="wide" { table {
            caption {
                "All together: " (group.documents) " "
                @if group.documents == 1 { "document" } @else { "documents" }
            }
            thead { tr {
                th scope="col" { "measure" }
                th scope="col" { "F1" }
                th scope="col" class="bar" { "interval" }
                @for name in ["precision", "recall", "items"] { th scope="col" { (name) } }
                @if is_compared { @for name in ["against", "difference", "p"] { th scope="col" { (name) } } }
            } }
            tbody { @for score in &group.scores { @if !score.is_empty() { (measure(score)) } } }
        } }
    }
}

fn measure(score: &Score) -> Markup {
    let (counts, interval) = (&score.counts, &score.interval);
    let (low, high) = (percent(interval.low), percent(interval.high));
    let (f1, width) = (percent(counts.f1()), 100.0 * (interval.high - interval.low));
    html! {
        tr {
            th scope="row" { (score.name) }
            td { (f1) }
            td class="bar" {
                svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={ (low) " to " (high) } {
                    line x1="0" y1="4" x2="100" y2="4" {}
                    rect class="b" x=(low) y="2" width=(format!("{width:.1}")) height="4" {}
                    rect class="m" x=(format!("{:.1}", 100.0 * counts.f1() - 0.5)) y="0" width="1" height="8" {}
                }
                small { (low) "–" (high) }
            }
            td { (percent(counts.precision())) }
            td { (percent(counts.recall())) }
            td { (counts.right) "/" (counts.found) "; " (counts.met) "/" (counts.expected) }
            @if let Some((other, comparison)) = &score.against {
                td { (percent(other.f1())) }
                td {
                    (signed(comparison.difference))
                    small { (signed(comparison.interval.low)) " to " (signed(comparison.interval.high)) }
                }
                td { (format!("{:.4}", comparison.p)) }
            }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}

fn signed(share: f64) -> String {
    format!("{:+.1}", 100.0 * share)
}
