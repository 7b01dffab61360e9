//! The functions that hostile input is thrown at: those of `tests/it/fuzz_targets.rs`, which the tests replay too.

#[path = "../../tests/it/fuzz_targets.rs"]
mod fuzz_targets;

/// Runs the target of that name on some bytes; panics if a law does not hold.
pub fn run(name: &str, data: &[u8]) {
    fuzz_targets::run(name, data);
}
