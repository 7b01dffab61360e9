//! Processor time and peak memory of alignment by the number of sentence pairs.
//!
//! `cargo run --release --example scaling -- CHINESE ENGLISH [PAIRS]...` aligns the first lines of two files of parallel
//! lines, begun again from the top where they are too short: 1,000 to 100,000 pairs unless numbers are given. Give
//! numbers that rise: peak memory is that of the process so far. Where the system is not Linux, time is that of the clock
//! and memory is left out.
#![expect(clippy::print_stdout, reason = "an example is there to be read")]

use std::{fs, ops::ControlFlow, time::Instant};

use bitext::{AlignOptions, Aligner, Lang, text};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(chinese), Some(english)) = (arguments.next(), arguments.next()) else {
        return Err("usage: scaling CHINESE ENGLISH [PAIRS]...".into());
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
        println!(
            "| {size} | {:.2} | {:.2} | {:.0} | {} | {} |",
            read,
            all - read,
            size as f64 / all,
            alignment.links.len(),
            peak_memory().map_or("?".to_owned(), |megabytes| megabytes.to_string()),
        );
    }
    Ok(())
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
