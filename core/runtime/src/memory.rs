//! Guest memory with every access checked.

use std::ops::Range;
use std::sync::Arc;

use sandbridge_interface::{Code, Error, GuestAddr, Result};

use crate::live::Live;

/// A window into guest memory for a host's own buffer type. It keeps the memory mapped, whatever
/// happens to the library, so that touching it is never a fault.
pub struct View {
    keep: Arc<Live>,
    start: *mut u8,
    len: usize,
}

// SAFETY: the pointer is into memory that `keep` keeps mapped; who may touch it when is the
// contract of `as_ptr`.
unsafe impl Send for View {}
// SAFETY: as above; the view itself has no interior state.
unsafe impl Sync for View {}

impl View {
    pub(crate) fn new(keep: Arc<Live>, start: *mut u8, len: usize) -> Self {
        Self { keep, start, len }
    }

    /// Its first byte. Valid while the view lives; the guest may change the bytes whenever it runs.
    pub fn as_ptr(&self) -> *mut u8 {
        self.start
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Which life of the instance it looks into.
    pub fn generation(&self) -> u32 {
        self.keep.generation
    }
}

/// The range of `len` bytes at `addr` in a memory of `size` bytes.
#[inline]
pub(crate) fn range(size: usize, addr: GuestAddr, len: usize) -> Result<Range<usize>> {
    let start = addr.0 as usize;
    match start.checked_add(len) {
        Some(end) if end <= size => Ok(start..end),
        _ => Err(outside(size, addr, len)),
    }
}

#[cold]
fn outside(size: usize, addr: GuestAddr, len: usize) -> Error {
    Error::new(
        Code::BadGuestPointer,
        format!(
            "{len} bytes at address {:#x} lie outside the library's memory of {size} bytes",
            addr.0
        ),
    )
    .with_help("the pointer comes from the library, or from arithmetic that left its object")
}
