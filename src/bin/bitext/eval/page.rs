//! Scores as a page for a browser: one file, no script, no network.

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::score::{Group, Score};

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8886;--bar:#3a7ca5}\
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;margin:.5rem 0 2rem;width:100%}\
th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}\
th:first-child,td:first-child{text-align:left;font-weight:normal}thead th{font-weight:600!important}\
tr.sum td,tr.sum th{font-weight:600!important;border-bottom-color:currentColor}\
small{display:block;opacity:.75;font-weight:normal}svg{width:12rem;height:1rem;vertical-align:middle}\
.wide{overflow-x:auto}@media print{body{max-width:none;margin:0}}";

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
                    "F1 in percent, with 95 percent intervals by the bootstrap. Items: right of found; met of expected."
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
                @for name in ["measure", "F1", "interval", "precision", "recall", "items"] {
                    th scope="col" { (name) }
                }
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
            td {
                svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={ (low) " to " (high) } {
                    rect x="0" y="3.6" width="100" height=".8" fill="currentColor" opacity=".25" {}
                    rect x=(low) y="2" width=(format!("{width:.1}")) height="4" fill="var(--bar)" opacity=".6" {}
                    rect x=(f1) y="0" width=".6" height="8" fill="currentColor" {}
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
