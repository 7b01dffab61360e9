//! Hostile input: what fuzzing found is replayed, and a little more is tried.

use std::{
    env, fs, panic,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::fuzz_targets::{TARGETS, run};

/// The folder of inputs that are kept, one folder for each target.
fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz")
}

/// The inputs of a target that are kept, in order: good ones to begin with (`seed-`), and what fuzzing found (`found-`).
fn inputs(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = kept().join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

#[test]
fn kept_inputs_do_no_harm() {
    for (name, _) in TARGETS {
        let inputs = inputs(name);
        assert!(!inputs.is_empty(), "{name} has nothing to begin with");
        for (path, data) in inputs {
            let done = panic::catch_unwind(|| run(name, &data));
            assert!(done.is_ok(), "{}", path.display());
        }
    }
}

#[test]
fn every_target_has_its_folder_and_its_file() {
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut names: Vec<String> = entries.map(|entry| stem(entry.unwrap().path())).collect();
        names.sort();
        names
    };
    let mut expected: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    expected.sort_unstable();
    assert_eq!(names(&kept()), expected);
    // A package has no fuzz targets.
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    if files.exists() {
        assert_eq!(names(&files), expected);
    }
}

/// Mutates the kept inputs: a hundred times for each target, or for `BITEXT_FUZZ_SECONDS` each; `BITEXT_FUZZ_TARGET` names one.
///
/// An input that fails is written to the folder `BITEXT_FUZZ_FOUND`, or else to the folder of temporary files.
#[test]
#[expect(
    clippy::print_stderr,
    reason = "whoever gives a time wants to know what was done in it"
)]
fn mutated_inputs_do_no_harm() {
    let seconds = env::var("BITEXT_FUZZ_SECONDS")
        .ok()
        .map(|it| Duration::from_secs(it.parse().unwrap()));
    let only = env::var("BITEXT_FUZZ_TARGET").ok();
    for (name, target) in TARGETS
        .iter()
        .filter(|(name, _)| only.as_ref().is_none_or(|only| only == name))
    {
        let seeds: Vec<Vec<u8>> = inputs(name).into_iter().map(|(_, data)| data).collect();
        let mut random = Random(name.len() as u64 + 1);
        let (start, mut runs) = (Instant::now(), 0);
        while seconds.map_or(runs < FEW, |seconds| start.elapsed() < seconds) {
            let data = mutated(&seeds, &mut random);
            runs += 1;
            let begun = Instant::now();
            let done = panic::catch_unwind(|| target(&data));
            let slow = begun.elapsed() > SLOW;
            if done.is_err() || slow {
                let folder =
                    env::var_os("BITEXT_FUZZ_FOUND").map_or_else(env::temp_dir, PathBuf::from);
                let file = folder.join(format!("{name}-{runs}"));
                fs::write(&file, &data).unwrap();
                let what = if slow { "takes too long" } else { "fails" };
                panic!("{name}: {} {what}", file.display());
            }
        }
        if seconds.is_some() {
            eprintln!("{name}: {runs} inputs in {:?}", start.elapsed());
        }
    }
}

/// How many inputs are tried unless a time is given.
const FEW: usize = 100;

/// Longer than this an input of some kilobytes should not take, on a machine with much else to do.
const SLOW: Duration = Duration::from_secs(20);

/// The longest input that is made.
const LONGEST: usize = 16 << 10;

/// Pieces that formats and texts are made of.
const PIECES: [&[u8]; 40] = [
    b"\0",
    b"\n",
    b"\r\n",
    b"\t",
    b" ",
    b"\"",
    b"'",
    b"<",
    b">",
    b"</",
    b"/>",
    b"&",
    b"&amp;",
    b"&#x1F;",
    b"&#0;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    b"<seg>",
    b"</seg>",
    b"<tuv xml:lang=\"zh\">",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"-1",
    b"18446744073709551616",
    b"1e999",
    b"\\u0000",
    b"\\ud800",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe3\x80\x82",
    b"\xe4\xb8\x87\xe4\xba\xbf",
    b"\xf0\x9f\x99\x82",
    b"\xcc\x81",
    b"00:00:01,000 --> 00:00:00,000",
];

/// One of the seeds with some of it changed, repeated, left out, or put together with another.
pub(crate) fn mutated(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut data = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(6) {
        let at = random.below(data.len() + 1);
        let end = (at + random.below(24)).min(data.len());
        match random.below(7) {
            0 => {
                if let Some(byte) = data.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => drop(data.splice(at..end, PIECES[random.below(PIECES.len())].iter().copied())),
            2 => drop(data.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            3 => drop(data.drain(at..end)),
            4 => data.truncate(at),
            5 => {
                let piece = data[at..end].repeat(1 + random.below(64));
                drop(data.splice(at..at, piece));
            }
            _ => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let to = (from + random.below(400)).min(other.len());
                drop(data.splice(at..end, other[from..to].iter().copied()));
            }
        }
    }
    data.truncate(LONGEST);
    data
}

/// A generator of numbers (xorshift64*), the same on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        high as usize % bound
    }
}
