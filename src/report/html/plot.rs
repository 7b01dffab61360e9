//! The dot plot: source across, target down, one line for each link.

use std::fmt::Write;

use maud::{Markup, html};

use super::row::Class;
use crate::align::{Alignment, LinkKind, Mode, Segment};

/// A plot of the links of sentences over the numbers of segments, a path for each band of confidence and one for what has no
/// counterpart.
pub(super) fn plot(alignment: &Alignment, (sources, targets): (usize, usize)) -> Markup {
    let mut paths: [Path; 4] = Default::default();
    let (mut source, mut target) = (0, 0);
    for link in &alignment.links {
        if link.kind != LinkKind::Sentence {
            continue;
        }
        let first = |side: &[Segment]| side.first().map(|segment| segment.index);
        let last = |side: &[Segment]| side.last().map(|segment| segment.index + 1);
        // An empty side stands where the text has come to.
        let start = (
            first(&link.source).unwrap_or(source),
            first(&link.target).unwrap_or(target),
        );
        let end = (
            last(&link.source).unwrap_or(source),
            last(&link.target).unwrap_or(target),
        );
        (source, target) = end;
        let path = match Class::of_score(link.score) {
            _ if !link.is_pair() => 3,
            class => class as usize,
        };
        // Where links cross, there is no place that the text has come to.
        if path == 3 && alignment.mode == Mode::Comparable {
            continue;
        }
        if let Some(path) = paths.get_mut(path) {
            path.line(start, end);
        }
    }
    let [sure, likely, doubtful, unpaired] = paths;
    html! {
        figure {
            svg id="plot" viewBox={ "0 0 " (sources.max(1)) " " (targets.max(1)) } preserveAspectRatio="none" role="img"
                aria-label="Dot plot: the source runs from left to right, the target from top to bottom; a click goes to the row"
            {
                path class="u" d=(unpaired.data) {}
                path class="k0" d=(sure.data) {}
                path class="k1" d=(likely.data) {}
                path class="k2" d=(doubtful.data) {}
                path id="here" d="" {}
            }
            figcaption { "source → · target ↓ · click to go there" }
        }
    }
}

/// The data of an SVG path of lines.
#[derive(Debug, Default)]
struct Path {
    data: String,
    end: Option<(usize, usize)>,
}

impl Path {
    fn line(&mut self, start: (usize, usize), end: (usize, usize)) {
        // Writing to a string cannot fail.
        if self.end != Some(start) {
            let _ = write!(self.data, "M{} {}", start.0, start.1);
        }
        let (right, down) = (end.0.saturating_sub(start.0), end.1.saturating_sub(start.1));
        let _ = write!(self.data, "l{right} {down}");
        self.end = Some(end);
    }
}
