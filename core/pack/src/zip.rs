//! Zip archives whose bytes depend on nothing but their content (PKWARE's APPNOTE 6.3, without its
//! 64-bit forms: no package has files of 4 GiB).
//!
//! The crate of that name is not used: through its own dependencies it would change the features of
//! crates that the engine is made of, and so compile that twice.

use miniz_oxide::deflate::compress_to_vec;
use sandbridge_interface::{Code, Error, Result};

use crate::Entry;

/// 2.0: deflate, nothing else.
const VERSION: u16 = 20;
/// Made by version 2.0 under Unix, so that the mode is understood.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// Bit 11: names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// The method "deflate".
const DEFLATED: u16 = 8;
/// Midnight of 1980-01-01, the earliest date that the format has.
const TIME: u16 = 0;
const DATE: u16 = 1 << 5 | 1;
/// A regular file, readable by all, writable by its owner.
const MODE: u32 = 0o100_644;
/// The best compression that the crate has at a bearable price.
const LEVEL: u8 = 9;

/// An archive of these files in the order of their paths, except that `first` come first, in the
/// order given. Every file has the same date.
///
/// # Errors
/// When it would be larger than the format allows.
pub(crate) fn archive(first: &[Entry], entries: &[Entry]) -> Result<Vec<u8>> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|one, other| one.path.cmp(&other.path));
    let mut out = Vec::new();
    let mut directory = Vec::new();
    let mut count = 0u16;
    for entry in first.iter().chain(sorted) {
        let offset = size(out.len())?;
        let packed = compress_to_vec(&entry.bytes, LEVEL);
        let mut common = Vec::new();
        for field in [VERSION, FLAGS, DEFLATED, TIME, DATE] {
            common.extend(field.to_le_bytes());
        }
        for field in [crc32fast::hash(&entry.bytes), size(packed.len())?, size(entry.bytes.len())?]
        {
            common.extend(field.to_le_bytes());
        }
        common.extend(short(entry.path.len())?.to_le_bytes());
        // No extra field.
        common.extend(0u16.to_le_bytes());

        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(entry.path.as_bytes());
        out.extend(packed);

        directory.extend(b"PK\x01\x02");
        directory.extend(MADE_BY.to_le_bytes());
        directory.extend(&common);
        // No comment, the first disk, no internal attributes.
        directory.extend([0; 6]);
        directory.extend((MODE << 16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(entry.path.as_bytes());
        count = count.checked_add(1).ok_or_else(too_large)?;
    }
    let start = size(out.len())?;
    let length = size(directory.len())?;
    out.extend(directory);
    out.extend(b"PK\x05\x06");
    // One disk.
    out.extend([0; 4]);
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    out.extend(0u16.to_le_bytes());
    Ok(out)
}

fn size(size: usize) -> Result<u32> {
    u32::try_from(size).ok().filter(|&size| size != u32::MAX).ok_or_else(too_large)
}

fn short(size: usize) -> Result<u16> {
    u16::try_from(size).map_err(|_| too_large())
}

fn too_large() -> Error {
    Error::new(Code::Usage, "the package would be larger than zip archives can be")
}
