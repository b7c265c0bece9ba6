//! Randomness.

use super::errno::{Errno, Outcome};
use super::guest::Guest;

pub(super) fn get(guest: &mut Guest<'_>, at: u32, len: u32) -> Outcome {
    if !guest.wasi.randomness {
        return Err(Errno::NOTCAPABLE);
    }
    getrandom::fill(guest.bytes_mut(at, len)?).map_err(|_| Errno::NOSYS)
}
