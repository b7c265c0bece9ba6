//! Compressed tar archives whose bytes depend on nothing but their content.

use miniz_oxide::deflate::compress_to_vec;
use sandbridge_interface::{Error, Result};
use tar::{Builder, EntryType, Header};

use crate::Entry;

/// Readable by all, writable by the owner.
const MODE: u32 = 0o644;
/// 1985-10-26, which npm itself writes: some tools take the epoch for a missing date.
const TIME: u64 = 499_162_500;
/// RFC 1952: deflate, no flags, no time, best compression, unknown system.
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
/// The best compression that the crate has at a bearable price.
const LEVEL: u8 = 9;

/// An archive of these files in the order of their paths.
///
/// # Errors
/// When a path is longer than the format allows.
pub(crate) fn archive(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|one, other| one.path.cmp(&other.path));
    let mut builder = Builder::new(Vec::new());
    for entry in sorted {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(entry.bytes.len() as u64);
        header.set_mode(MODE);
        header.set_mtime(TIME);
        builder.append_data(&mut header, &entry.path, entry.bytes.as_slice()).map_err(failed)?;
    }
    let tar = builder.into_inner().map_err(failed)?;
    let mut out = GZIP_HEADER.to_vec();
    out.extend(compress_to_vec(&tar, LEVEL));
    out.extend(crc32fast::hash(&tar).to_le_bytes());
    // The size modulo 2^32, as the format has it.
    out.extend((tar.len() as u32).to_le_bytes());
    Ok(out)
}

fn failed(error: std::io::Error) -> Error {
    Error::bug(format!("an archive in memory cannot be written: {error}"))
}
