//! The clocks, and waiting for them.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::errno::{Errno, Outcome};
use super::guest::{Guest, u32_at, u64_at};

const REALTIME: u32 = 0;
const MONOTONIC: u32 = 1;

/// Subscriptions of one wait at most.
const MAX_SUBSCRIPTIONS: u32 = 1024;
/// Bytes of `subscription`.
const SUBSCRIPTION: u32 = 48;
/// Bytes of `event`.
const EVENT: usize = 32;

/// `eventtype` of a subscription to a clock; the others are to descriptors.
const CLOCK: u8 = 0;
/// `subclockflags`: the timeout is a time of that clock rather than a duration.
const ABSOLUTE: u32 = 1;

pub(super) fn time_get(guest: &mut Guest<'_>, clock: u32, at: u32) -> Outcome {
    let nanoseconds = now(guest, clock)?;
    guest.put_u64(at, nanoseconds)
}

pub(super) fn res_get(guest: &mut Guest<'_>, clock: u32, at: u32) -> Outcome {
    now(guest, clock)?;
    guest.put_u64(at, 1)
}

/// Waits for the first of the subscriptions. Files and streams are always ready.
pub(super) fn poll(guest: &mut Guest<'_>, list: u32, out: u32, count: u32, at: u32) -> Outcome {
    if count == 0 || count > MAX_SUBSCRIPTIONS {
        return Err(Errno::INVAL);
    }
    let list = guest.bytes(list, count * SUBSCRIPTION)?.to_vec();
    guest.bytes(out, count * EVENT as u32)?;
    guest.bytes(at, 4)?;
    let entries: Vec<(&[u8], Ready)> = list
        .chunks_exact(SUBSCRIPTION as usize)
        .map(|entry| (entry, readiness(guest, entry)))
        .collect();
    let first = entries.iter().map(|(_, ready)| ready.wait()).min().unwrap_or_default();
    std::thread::sleep(first);
    let mut events = Vec::new();
    for (entry, ready) in entries.iter().filter(|(_, ready)| ready.wait() <= first) {
        let mut event = [0u8; EVENT];
        event[..8].copy_from_slice(&entry[..8]);
        if let Ready::Failed(errno) = ready {
            event[8..10].copy_from_slice(&(errno.0 as u16).to_le_bytes());
        }
        event[10] = entry[8];
        events.extend(event);
    }
    guest.put(out, &events)?;
    guest.put_u32(at, (events.len() / EVENT) as u32)
}

/// When a subscription has something to tell.
enum Ready {
    At(Duration),
    Failed(Errno),
}

impl Ready {
    fn wait(&self) -> Duration {
        match self {
            Self::At(duration) => *duration,
            Self::Failed(_) => Duration::ZERO,
        }
    }
}

fn readiness(guest: &Guest<'_>, entry: &[u8]) -> Ready {
    let (kind, id) = (entry[8], u32_at(entry, 16));
    if kind != CLOCK {
        return match guest.wasi.descriptors.get(id) {
            Ok(_) => Ready::At(Duration::ZERO),
            Err(errno) => Ready::Failed(errno),
        };
    }
    let (timeout, flags) = (u64_at(entry, 24), u32_at(entry, 40) & 0xffff);
    match now(guest, id) {
        Err(errno) => Ready::Failed(errno),
        Ok(now) if flags & ABSOLUTE != 0 => {
            Ready::At(Duration::from_nanos(timeout.saturating_sub(now)))
        }
        Ok(_) => Ready::At(Duration::from_nanos(timeout)),
    }
}

/// Nanoseconds since 1970, or since the instance was made.
fn now(guest: &Guest<'_>, clock: u32) -> Result<u64, Errno> {
    if !guest.wasi.clocks {
        return Err(Errno::NOTCAPABLE);
    }
    match clock {
        REALTIME => Ok(since_epoch(SystemTime::now())),
        MONOTONIC => Ok(nanoseconds(Instant::now().duration_since(guest.wasi.started))),
        _ => Err(Errno::INVAL),
    }
}

/// A time as preview 1 writes it; what was before 1970 is 0.
pub(super) fn since_epoch(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, nanoseconds)
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
