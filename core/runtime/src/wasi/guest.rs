//! What a call has before it: the guest's memory, and what the instance was granted. Every address
//! and length is the guest's word, and is checked.

use std::ops::Range;

use super::Wasi;
use super::errno::{Errno, Outcome};

/// POSIX's `IOV_MAX`.
const MAX_VECTORS: u32 = 1024;
/// Bytes of a path at most: Linux's `PATH_MAX`.
const MAX_PATH: u32 = 4096;

/// The guest that calls.
pub(super) struct Guest<'a> {
    pub(super) memory: &'a mut [u8],
    pub(super) wasi: &'a mut Wasi,
}

impl Guest<'_> {
    pub(super) fn bytes(&self, at: u32, len: u32) -> Result<&[u8], Errno> {
        self.memory.get(range(at, len)).ok_or(Errno::FAULT)
    }

    pub(super) fn bytes_mut(&mut self, at: u32, len: u32) -> Result<&mut [u8], Errno> {
        self.memory.get_mut(range(at, len)).ok_or(Errno::FAULT)
    }

    pub(super) fn put(&mut self, at: u32, bytes: &[u8]) -> Outcome {
        let len = u32::try_from(bytes.len()).map_err(|_| Errno::OVERFLOW)?;
        self.bytes_mut(at, len)?.copy_from_slice(bytes);
        Ok(())
    }

    pub(super) fn put_u32(&mut self, at: u32, number: u32) -> Outcome {
        self.put(at, &number.to_le_bytes())
    }

    pub(super) fn put_u64(&mut self, at: u32, number: u64) -> Outcome {
        self.put(at, &number.to_le_bytes())
    }

    /// A path, which is UTF-8 without a NUL; where it may lead is the folder's to decide.
    pub(super) fn path(&self, at: u32, len: u32) -> Result<String, Errno> {
        if len > MAX_PATH {
            return Err(Errno::NAMETOOLONG);
        }
        let text = std::str::from_utf8(self.bytes(at, len)?).map_err(|_| Errno::ILSEQ)?;
        match text {
            "" => Err(Errno::NOENT),
            text if text.contains('\0') => Err(Errno::INVAL),
            text => Ok(text.to_owned()),
        }
    }

    /// Where the buffers of an `iovec` list are; all lie in memory, and their lengths add up to no
    /// more than a `u32` can say.
    pub(super) fn vectors(&self, list: u32, count: u32) -> Result<Vec<Range<usize>>, Errno> {
        if count > MAX_VECTORS {
            return Err(Errno::INVAL);
        }
        let mut total = 0u32;
        let mut ranges = Vec::with_capacity(count as usize);
        for entry in self.bytes(list, count * 8)?.chunks_exact(8) {
            let (at, len) = (u32_at(entry, 0), u32_at(entry, 4));
            self.bytes(at, len)?;
            total = total.checked_add(len).ok_or(Errno::INVAL)?;
            ranges.push(range(at, len));
        }
        Ok(ranges)
    }
}

/// The `u32` at `offset` of a structure that was read.
pub(super) fn u32_at(structure: &[u8], offset: usize) -> u32 {
    u32::from_le_bytes(array_at(structure, offset))
}

/// The `u64` at `offset` of a structure that was read.
pub(super) fn u64_at(structure: &[u8], offset: usize) -> u64 {
    u64::from_le_bytes(array_at(structure, offset))
}

fn array_at<const N: usize>(structure: &[u8], offset: usize) -> [u8; N] {
    structure.get(offset..).and_then(|rest| rest.first_chunk().copied()).unwrap_or([0; N])
}

/// Saturates where `usize` has 32 bits, and is then outside of any memory.
fn range(at: u32, len: u32) -> Range<usize> {
    let start = at as usize;
    start..start.saturating_add(len as usize)
}
