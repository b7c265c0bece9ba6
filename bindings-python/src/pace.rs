//! Whether a function's calls are worth letting other Python threads run meanwhile: by how much was
//! copied for the call, and by how long earlier ones took.

use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::library::Shared;

/// From this many bytes on other Python threads run meanwhile; letting them costs 40 to 75 ns.
const LARGE: usize = 64 << 10;
/// So do they when a call took this long before.
const LONG: Duration = Duration::from_micros(20);
/// One call in so many is timed, the first one included.
const SAMPLE: u32 = 128;
/// How many samples in a row must be short before a function counts as short again: one long call
/// may have been the machine's fault, and one short call the argument's.
const PATIENCE: u8 = 8;

/// What is known of a function's calls. Only threads that hold the interpreter's lock write it.
#[derive(Default)]
pub(crate) struct Pace {
    calls: AtomicU32,
    /// How many more samples must be short before it no longer counts as long.
    long: AtomicU8,
}

/// One call that is watched.
pub(crate) struct Turn {
    /// Whether the thread is detached from the interpreter during it.
    is_detached: bool,
    start: Option<(Instant, u32)>,
}

impl Pace {
    /// Before a call for which `size` bytes were copied. `None` is a call like most, at the end of which
    /// nothing is to be done; else the thread may have let go of the interpreter.
    #[inline(always)]
    pub(crate) fn begin(&self, shared: &Shared, size: usize) -> Option<Turn> {
        let turn = self.calls.load(Ordering::Relaxed);
        self.calls.store(turn.wrapping_add(1), Ordering::Relaxed);
        let is_detached = size >= LARGE || self.long.load(Ordering::Relaxed) > 0;
        let is_sample = turn.is_multiple_of(SAMPLE);
        (is_detached || is_sample).then(|| Turn::new(shared, is_detached, is_sample))
    }

    /// When C returned.
    #[inline(always)]
    pub(crate) fn end(&self, shared: &Shared, turn: Option<Turn>) {
        if let Some(turn) = turn {
            self.end_watched(shared, &turn);
        }
    }

    #[inline(never)]
    fn end_watched(&self, shared: &Shared, turn: &Turn) {
        if turn.is_detached {
            shared.attach();
        }
        let Some((start, before)) = turn.start else { return };
        // Other threads have their turns in callbacks: what counts is how far apart those are.
        let parts = shared.callbacks().wrapping_sub(before).saturating_add(1);
        let long = match start.elapsed() / parts >= LONG {
            true => PATIENCE,
            false => self.long.load(Ordering::Relaxed).saturating_sub(1),
        };
        self.long.store(long, Ordering::Relaxed);
    }
}

impl Turn {
    #[inline(never)]
    fn new(shared: &Shared, is_detached: bool, is_sample: bool) -> Self {
        let start = is_sample.then(|| (Instant::now(), shared.callbacks()));
        if is_detached {
            shared.detach();
        }
        Self { is_detached, start }
    }
}
