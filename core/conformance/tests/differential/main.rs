//! Random types and functions, compiled by the wasm compiler: our layouts and calls against its
//! own, and every value through the guest and back.
//!
//! Every run tries others. The seed is printed; `SANDBRIDGE_SEED=<number>` repeats a run.

mod host;
mod program;

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use sandbridge_conformance::random::sample;

use program::Compiled;

/// Programs of a run; each has a module, and the last is without SIMD.
const PROGRAMS: u64 = 4;
const RECORDS: usize = 500;
const SIGNATURES: usize = 250;

#[test]
fn random_programs_do_as_the_compiler_says() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_secs());
    let given = std::env::var("SANDBRIDGE_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = given.unwrap_or(now);
    println!("SANDBRIDGE_SEED={seed}");
    let failures: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..PROGRAMS)
            .map(|number| {
                scope.spawn(move || {
                    let seed = seed.wrapping_mul(PROGRAMS).wrapping_add(number);
                    let simd = number + 1 < PROGRAMS;
                    Compiled::new(seed, RECORDS, SIGNATURES, simd).failures()
                })
            })
            .collect();
        runs.into_iter().flat_map(|run| run.join().expect("the run did not panic")).collect()
    });
    let shown = failures.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "SANDBRIDGE_SEED={seed}: {} failures\n{shown}", failures.len());
}

#[test]
fn the_sample_is_what_its_generator_writes() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    for file in sample() {
        let committed = fs::read_to_string(cases.join(&file.path)).unwrap_or_default();
        assert!(
            committed == file.text,
            "{} is not what is generated now: run `cargo run --release -p sandbridge-conformance \
             --bin random-cases` and `core/conformance/build --write`",
            file.path
        );
    }
}
