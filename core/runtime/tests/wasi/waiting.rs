//! Sleeping, and asking what is ready.

use std::time::{Duration, Instant};

use crate::guest::{BUFFER, Guest, RESULT, errno};

const NOTHING: u32 = 0x1000;

/// A subscription to the monotonic clock.
fn clock(userdata: u64, nanoseconds: u64) -> [u8; 48] {
    let mut subscription = [0; 48];
    subscription[..8].copy_from_slice(&userdata.to_le_bytes());
    subscription[16] = 1;
    subscription[24..32].copy_from_slice(&nanoseconds.to_le_bytes());
    subscription
}

fn granted() -> Guest {
    Guest::with(|mut options, _| {
        options.clocks = true;
        options
    })
}

fn poll(guest: &Guest, subscriptions: &[[u8; 48]]) -> i32 {
    guest.write(BUFFER, subscriptions.as_flattened());
    let count = subscriptions.len() as i64;
    guest.call("poll_oneoff", &[BUFFER.into(), NOTHING.into(), count, RESULT.into()])
}

#[test]
fn the_first_timeout_ends_the_wait() {
    let guest = granted();
    let start = Instant::now();
    let (short, long) = (clock(7, 20_000_000), clock(8, 3_600_000_000_000));
    assert_eq!(poll(&guest, &[long, short]), errno::SUCCESS);
    assert!(start.elapsed() >= Duration::from_millis(20));
    assert_eq!(guest.result(), 1);
    let event = guest.read(NOTHING, 32);
    assert_eq!((event[0], event[8], event[10]), (7, 0, 0));
}

#[test]
fn a_guest_without_clocks_does_not_sleep() {
    let guest = Guest::new();
    assert_eq!(poll(&guest, &[clock(9, u64::MAX)]), errno::SUCCESS);
    let event = guest.read(NOTHING, 32);
    assert_eq!((event[0], i32::from(event[8])), (9, errno::NOTCAPABLE));
}

#[test]
fn descriptors_are_ready_or_bad() {
    let guest = granted();
    let mut output = clock(1, 0);
    output[8] = 2;
    let mut bad = output;
    bad[16] = 99;
    assert_eq!(poll(&guest, &[output, bad, clock(3, u64::MAX)]), errno::SUCCESS);
    assert_eq!(guest.result(), 2);
    let events = guest.read(NOTHING, 64);
    assert_eq!((events[8], i32::from(events[32 + 8])), (0, errno::BADF));
    assert_eq!(poll(&guest, &[]), errno::INVAL);
}
