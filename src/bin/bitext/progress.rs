//! How far long work is: a line on standard error that stays in its place, on a terminal only.
//!
//! Nothing is shown of what is done at once, where standard error is no terminal, with `--quiet`, or where the results
//! themselves run over the terminal.

use std::{
    cell::RefCell,
    fmt,
    fs::File,
    io::{self, IsTerminal, Read},
    path::Path,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::{everywhere, output};

/// Work that is done sooner is not worth a line.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is counted.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Sentences,
    Bytes,
    Records,
    Pairs,
}

/// A line about work that may take long; gone when it is dropped.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    since: Instant,
    is_wanted: bool,
}

impl Progress {
    /// Progress of work whose results go to `path`, shown while they are made.
    pub(crate) fn streaming(what: &'static str, of: Of, path: Option<&Path>) -> Self {
        let mut progress = Self::new(what, of);
        progress.is_wanted &= !output::is_terminal(path);
        progress
    }

    /// Progress of work that writes nothing until it is done.
    pub(crate) fn new(what: &'static str, of: Of) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_message(what);
        let template = match of {
            Of::Bytes => "{msg}  {wide_bar} {percent:>3} %  {binary_bytes_per_sec}  {eta} left",
            Of::Sentences => {
                "{msg}  {wide_bar} {percent:>3} %  {rate} sentences a second  {eta} left"
            }
            Of::Pairs => "{msg}  {wide_bar} {percent:>3} %  {rate} pairs a second  {eta} left",
            Of::Records => "{msg}  {human_pos} records  {rate} a second  {elapsed}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key("rate", whole_rate));
        }
        Self {
            bar,
            since: Instant::now(),
            is_wanted: io::stderr().is_terminal() && !everywhere::is_quiet(),
        }
    }

    /// Something else is done from now on.
    pub(crate) fn next_stage(&self, what: &'static str) {
        self.bar.set_message(what);
    }

    /// So much is done of so much.
    pub(crate) fn set(&self, done: u64, of: u64) {
        self.bar.set_length(of);
        self.bar.set_position(done);
        self.show();
    }

    /// So much more is done.
    pub(crate) fn advance(&self, by: u64) {
        self.bar.inc(by);
        self.show();
    }

    fn show(&self) {
        if self.is_wanted && self.bar.is_hidden() && self.since.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

/// The rate without the digits that nobody reads.
fn whole_rate(state: &ProgressState, out: &mut dyn fmt::Write) {
    let _ = write!(out, "{:.0}", state.per_sec());
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

thread_local! {
    /// The work that the files opened by this thread are read for.
    static READING: RefCell<Option<Progress>> = const { RefCell::new(None) };
}

/// Shows how far the files are that this thread reads until the answer is dropped; results go to `path`.
pub(crate) fn of_reading(what: &'static str, path: Option<&Path>) -> Reading {
    let progress = Progress::streaming(what, Of::Bytes, path);
    progress.bar.set_length(0);
    READING.set(Some(progress));
    Reading
}

/// See [`of_reading`].
#[must_use]
pub(crate) struct Reading;

impl Drop for Reading {
    fn drop(&mut self) {
        READING.set(None);
    }
}

/// Says something beside the line of [`of_reading`], if there is one.
pub(crate) fn beside(say: impl FnOnce()) {
    let bar = READING.with_borrow(|reading| Some(reading.as_ref()?.bar.clone()));
    match bar {
        Some(bar) => bar.suspend(say),
        None => say(),
    }
}

/// A file of that size whose reading counts for [`of_reading`].
pub(crate) fn counted(file: File, size: u64) -> impl Read {
    READING.with_borrow(|reading| {
        if let Some(progress) = reading {
            progress.bar.inc_length(size);
        }
    });
    Counted(file)
}

struct Counted(File);

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        READING.with_borrow(|reading| {
            if let Some(progress) = reading {
                progress.advance(read as u64);
            }
        });
        Ok(read)
    }
}
