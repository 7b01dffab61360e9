//! Many pairs of texts on several threads.

use std::{
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{Aligner, Alignment};

impl Aligner {
    /// Aligns many pairs of texts, as [`Aligner::align`] does each; the results are in the order of the pairs.
    ///
    /// `threads` of 0 means as many as there are processors. No result depends on it.
    ///
    /// ```
    /// use bitext::Aligner;
    ///
    /// let pairs = [("It rained.", "下雨了。"), ("The river rose.", "河水上涨了。")];
    /// let alignments = Aligner::default().align_all(&pairs, 0);
    /// assert!(alignments.iter().all(|alignment| alignment.links.len() == 1));
    /// ```
    #[must_use]
    pub fn align_all(&self, pairs: &[(&str, &str)], threads: usize) -> Vec<Alignment> {
        let available = || thread::available_parallelism().map_or(1, NonZero::get);
        let threads = if threads == 0 { available() } else { threads };
        let threads = threads.min(pairs.len());
        if threads <= 1 {
            return pairs
                .iter()
                .map(|pair| self.align(pair.0, pair.1))
                .collect();
        }
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(pairs.len()));
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let index = next.fetch_add(1, Ordering::Relaxed)
                        && let Some((source, target)) = pairs.get(index)
                    {
                        let alignment = self.align(source, target);
                        let mut done = done.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                        done.push((index, alignment));
                    }
                });
            }
        });
        let mut done = done
            .into_inner()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        done.sort_unstable_by_key(|&(index, _)| index);
        done.into_iter().map(|(_, alignment)| alignment).collect()
    }
}
