//! Processor time and peak memory of alignment by the number of sentence pairs.
//!
//! `cargo run --release --example scaling -- [--svg FILE] CHINESE ENGLISH [PAIRS]...` aligns the first lines of two files of parallel
//! lines, begun again from the top where they are too short: 1,000 to 100,000 pairs unless numbers are given. Give
//! numbers that rise: peak memory is that of the process so far. Where the system is not Linux, time is that of the clock
//! and memory is left out. `--svg FILE`, before the texts, also draws the curves.
#![expect(clippy::print_stdout, reason = "an example is there to be read")]

use std::{fs, ops::ControlFlow, time::Instant};

use bitext::{AlignOptions, Aligner, Lang, text};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let svg = arguments
        .next_if(|it| it == "--svg")
        .and_then(|_| arguments.next());
    let (Some(chinese), Some(english)) = (arguments.next(), arguments.next()) else {
        return Err("usage: scaling [--svg FILE] CHINESE ENGLISH [PAIRS]...".into());
    };
    let (chinese, english) = (fs::read_to_string(chinese)?, fs::read_to_string(english)?);
    let mut sizes = Vec::new();
    for argument in arguments {
        sizes.push(argument.parse()?);
    }
    if sizes.is_empty() {
        sizes = vec![1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];
    }
    let mut options = AlignOptions::default();
    options.source_lang = Some(Lang::Chinese);
    options.target_lang = Some(Lang::English);
    options.evidence = false;
    let aligner = Aligner::builder().options(options).build()?;
    // Tables are loaded at first use.
    let _loaded = aligner.align("下雨了。", "It rained.");
    println!("| pairs | reading, s | search, s | pairs/s | links | peak memory, MB |");
    println!("|---|---|---|---|---|---|");
    let mut measured = Vec::new();
    for size in sizes {
        let lines = |text: &str| -> String {
            let lines = text.lines().cycle().take(size);
            lines.flat_map(|line| [line, "\n"]).collect()
        };
        let (source, target) = (lines(&chinese), lines(&english));
        let (source_spans, target_spans) = (text::lines(&source), text::lines(&target));
        let watch = Watch::start();
        let mut read = None;
        let alignment = aligner.align_segments_watched(
            (&source, &source_spans),
            (&target, &target_spans),
            |_| {
                read.get_or_insert_with(|| watch.seconds());
                ControlFlow::Continue(())
            },
        )?;
        let (all, read) = (watch.seconds(), read.unwrap_or_default());
        measured.push((size as f64, read, all, peak_memory().map(|it| it as f64)));
        println!(
            "| {size} | {:.2} | {:.2} | {:.0} | {} | {} |",
            read,
            all - read,
            size as f64 / all,
            alignment.links.len(),
            peak_memory().map_or("?".to_owned(), |megabytes| megabytes.to_string()),
        );
    }
    if let Some(path) = svg {
        fs::write(path, curves(&measured))?;
    }
    Ok(())
}

/// Pairs, seconds of reading, seconds in all, megabytes.
type Measured = (f64, f64, f64, Option<f64>);

/// Time and memory over the number of pairs, both axes logarithmic: what grows like the number of pairs is parallel to
/// the dashed line.
fn curves(measured: &[Measured]) -> String {
    const WIDTH: f64 = 640.0;
    const HEIGHT: f64 = 400.0;
    const MARGIN: f64 = 56.0;
    const TITLE: &str = "Alignment: processor time and peak memory by the number of pairs";
    const VERSION: &str = concat!("bitext ", env!("CARGO_PKG_VERSION"));
    let memory = measured.iter().filter_map(|it| Some((it.0, it.3?)));
    type Curve<'n> = (&'n str, &'n str, Vec<(f64, f64)>);
    let curves: [Curve<'_>; 3] = [
        (
            "all, s",
            "#1b6ca8",
            measured.iter().map(|it| (it.0, it.2)).collect(),
        ),
        (
            "reading, s",
            "#2a9d5c",
            measured.iter().map(|it| (it.0, it.1)).collect(),
        ),
        ("peak memory, MB", "#b5541c", memory.collect()),
    ];
    let points = || curves.iter().flat_map(|curve| &curve.2);
    // Across, what was measured; up, whole powers of ten. What is too quick for the clock stands at a hundredth of a second.
    let log = |value: f64| value.max(0.01).log10();
    let range = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::MAX, f64::MIN), |(low, high), value| {
            (low.min(log(value)), high.max(log(value)))
        })
    };
    let across = range(&mut points().map(|point| point.0));
    let across = (across.0, across.1.max(across.0 + 0.1));
    let up = range(&mut points().map(|point| point.1));
    let up = (up.0.floor(), up.1.ceil().max(up.0.floor() + 1.0));
    let x = |value: f64| {
        MARGIN + (log(value) - across.0) / (across.1 - across.0) * (WIDTH - 2.0 * MARGIN)
    };
    let y = |value: f64| {
        HEIGHT - MARGIN - (log(value) - up.0) / (up.1 - up.0) * (HEIGHT - 2.0 * MARGIN)
    };
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<title>{TITLE}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"24\" font-size=\"14\">{TITLE}</text>\n\
         <text x=\"{MARGIN}\" y=\"42\" fill=\"#595959\">{VERSION}; dashed: in proportion to the first point</text>\n"
    );
    let mut line = |(x1, y1): (f64, f64), (x2, y2): (f64, f64), style: &str| {
        svg.push_str(&format!(
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" {style}/>\n"
        ));
    };
    let steps = |(low, high): (f64, f64), leading: &'static [f64]| {
        let powers = (low.floor() as i32)..=(high.ceil() as i32);
        let all =
            powers.flat_map(move |power| leading.iter().map(move |it| it * 10_f64.powi(power)));
        all.filter(move |it| (low - 1e-9..=high + 1e-9).contains(&it.log10()))
    };
    let grid = "stroke=\"#ddd\"";
    for tick in steps(across, &[1.0, 2.0, 5.0]) {
        line((x(tick), MARGIN), (x(tick), HEIGHT - MARGIN), grid);
    }
    for tick in steps(up, &[1.0]) {
        line((MARGIN, y(tick)), (WIDTH - MARGIN, y(tick)), grid);
    }
    if let (Some((first, _, least, _)), Some((last, ..))) = (measured.first(), measured.last()) {
        let dashed = "stroke=\"#888\" stroke-dasharray=\"4 4\"";
        let proportional = (least * last / first).min(10_f64.powf(up.1));
        let end = (proportional / least * first, proportional);
        line((x(*first), y(*least)), (x(end.0), y(end.1)), dashed);
    }
    for tick in steps(across, &[1.0, 2.0, 5.0]) {
        svg.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{tick}</text>\n",
            x(tick),
            HEIGHT - MARGIN + 18.0
        ));
    }
    for tick in steps(up, &[1.0]) {
        svg.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>\n",
            MARGIN - 6.0,
            y(tick) + 4.0
        ));
    }
    for (name, colour, points) in &curves {
        let places: Vec<String> = points
            .iter()
            .map(|point| format!("{:.1},{:.1}", x(point.0), y(point.1)))
            .collect();
        svg.push_str(&format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n",
            places.join(" ")
        ));
        for point in points {
            svg.push_str(&format!(
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{colour}\"/>\n",
                x(point.0),
                y(point.1)
            ));
        }
        // The curve of all is right above that of reading.
        let below = if name.starts_with("reading") {
            22.0
        } else {
            -10.0
        };
        if let Some(last) = points.last() {
            svg.push_str(&format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\" text-anchor=\"end\">{name}</text>\n",
                x(last.0) - 2.0,
                y(last.1) + below
            ));
        }
    }
    svg.push_str(&format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">sentence pairs</text>\n</svg>\n",
        WIDTH / 2.0,
        HEIGHT - 14.0
    ));
    svg
}

/// Processor time, which other programs do not lengthen as they do that of the clock.
struct Watch {
    clock: Instant,
    processor: Option<f64>,
}

impl Watch {
    fn start() -> Self {
        Self {
            clock: Instant::now(),
            processor: processor_time(),
        }
    }

    fn seconds(&self) -> f64 {
        let processor = processor_time().zip(self.processor);
        processor.map_or_else(
            || self.clock.elapsed().as_secs_f64(),
            |(now, start)| now - start,
        )
    }
}

/// The time that the process has used, in seconds, where the system tells.
fn processor_time() -> Option<f64> {
    /// What Linux counts in, whatever the machine.
    const TICKS: f64 = 100.0;
    let status = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold anything.
    let (_, fields) = status.rsplit_once(')')?;
    let times = fields.split_whitespace().skip(11).take(2);
    let ticks: Result<Vec<f64>, _> = times.map(str::parse).collect();
    Some(ticks.ok()?.iter().sum::<f64>() / TICKS)
}

/// The most memory that the process has had, in megabytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
