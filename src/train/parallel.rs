//! Work on several threads with a result that does not depend on their number.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Calls `work` with each index below `count` and returns the results by index.
///
/// Each thread has a scratch space of its own, made by `scratch`. A result may depend on its index only, so the
/// number of threads cannot matter.
pub(super) fn map<S, T: Send>(
    threads: usize,
    count: usize,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut own = scratch();
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return results;
            }
            results.push((index, work(&mut own, index)));
        }
    };
    let threads = threads.clamp(1, count.max(1));
    let mut results: Vec<(usize, T)> = if threads == 1 {
        run()
    } else {
        std::thread::scope(|scope| {
            let handles: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
            let results = handles.into_iter().flat_map(|handle| {
                handle
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            results.collect()
        })
    };
    results.sort_unstable_by_key(|&(index, _)| index);
    results.into_iter().map(|(_, result)| result).collect()
}
