//! `fdstat` and `filestat`: what a descriptor is and may do, what a file is.

use cap_fs_ext::MetadataExt;
use cap_std::fs::{FileType, Metadata};

use super::clock::since_epoch;
use super::descriptor::{Descriptor, OpenFile};
use super::errno::{Errno, Outcome};
use super::guest::Guest;
use super::stdio::Stream;

/// `filetype` in preview 1.
pub(super) mod filetype {
    pub(crate) const UNKNOWN: u8 = 0;
    pub(crate) const CHARACTER_DEVICE: u8 = 2;
    pub(crate) const DIRECTORY: u8 = 3;
    pub(crate) const REGULAR_FILE: u8 = 4;
    pub(crate) const SYMBOLIC_LINK: u8 = 7;
}

/// `rights` in preview 1. They are told, as C libraries ask; what is granted decides.
pub(super) mod rights {
    pub(crate) const FD_READ: u64 = 1 << 1;
    pub(crate) const FD_SEEK: u64 = 1 << 2;
    pub(crate) const FD_TELL: u64 = 1 << 5;
    pub(crate) const FD_WRITE: u64 = 1 << 6;
    pub(crate) const FD_ALLOCATE: u64 = 1 << 8;
    pub(crate) const FD_FILESTAT_SET_SIZE: u64 = 1 << 22;
    /// All that preview 1 knows.
    pub(crate) const ALL: u64 = (1 << 30) - 1;
}

/// `fdflags` in preview 1.
pub(super) mod fdflag {
    pub(crate) const APPEND: u16 = 1;
    pub(crate) const DSYNC: u16 = 2;
    pub(crate) const NONBLOCK: u16 = 4;
    pub(crate) const RSYNC: u16 = 8;
    pub(crate) const SYNC: u16 = 16;
}

pub(super) fn fdstat_get(guest: &mut Guest<'_>, fd: u32, at: u32) -> Outcome {
    let (kind, flags, base) = match guest.wasi.descriptors.get(fd)? {
        Descriptor::Stream(Stream::Input) => (filetype::CHARACTER_DEVICE, 0, rights::FD_READ),
        Descriptor::Stream(_) => (filetype::CHARACTER_DEVICE, 0, rights::FD_WRITE),
        Descriptor::File(file) => (filetype::REGULAR_FILE, file.flags, rights_of(file)),
        Descriptor::Folder(_) => (filetype::DIRECTORY, 0, rights::ALL & !SEEKS),
    };
    let inheriting = if kind == filetype::DIRECTORY { rights::ALL } else { 0 };
    let mut stat = [0u8; 24];
    stat[0] = kind;
    stat[2..4].copy_from_slice(&flags.to_le_bytes());
    stat[8..16].copy_from_slice(&base.to_le_bytes());
    stat[16..24].copy_from_slice(&inheriting.to_le_bytes());
    guest.put(at, &stat)
}

const SEEKS: u64 = rights::FD_SEEK | rights::FD_TELL;
const WRITES: u64 = rights::FD_WRITE | rights::FD_ALLOCATE | rights::FD_FILESTAT_SET_SIZE;

fn rights_of(file: &OpenFile) -> u64 {
    let unreadable = if file.is_readable { 0 } else { rights::FD_READ };
    let unwritable = if file.is_writable { 0 } else { WRITES };
    rights::ALL & !unreadable & !unwritable
}

/// Only whether writes append can be changed after the opening.
pub(super) fn fdstat_set_flags(guest: &mut Guest<'_>, fd: u32, flags: u32) -> Outcome {
    const CHANGEABLE: u16 = fdflag::APPEND | fdflag::NONBLOCK;
    let flags = u16::try_from(flags).map_err(|_| Errno::INVAL)?;
    let file = guest.wasi.descriptors.file(fd)?;
    if (flags ^ file.flags) & !CHANGEABLE != 0 {
        return Err(Errno::NOTSUP);
    }
    file.flags = flags;
    Ok(())
}

pub(super) fn filestat_get(guest: &mut Guest<'_>, fd: u32, at: u32) -> Outcome {
    let stat = match guest.wasi.descriptors.get(fd)? {
        Descriptor::Stream(_) => {
            let mut stat = [0u8; 64];
            stat[16] = filetype::CHARACTER_DEVICE;
            stat
        }
        Descriptor::File(file) => filestat(&Metadata::from_file(&file.file)?),
        Descriptor::Folder(folder) => filestat(&folder.dir.dir_metadata()?),
    };
    guest.put(at, &stat)
}

/// The image of `filestat`.
pub(super) fn filestat(metadata: &Metadata) -> [u8; 64] {
    let time = |time: std::io::Result<cap_std::time::SystemTime>| {
        time.map_or(0, |time| since_epoch(time.into_std()))
    };
    let mut stat = [0u8; 64];
    let mut put = |at: usize, number: u64| stat[at..at + 8].copy_from_slice(&number.to_le_bytes());
    put(0, metadata.dev());
    put(8, metadata.ino());
    put(16, u64::from(kind_of(metadata.file_type())));
    put(24, metadata.nlink());
    put(32, metadata.len());
    put(40, time(metadata.accessed()));
    put(48, time(metadata.modified()));
    // The time of the last change of status, which not every system tells.
    put(56, time(metadata.modified()));
    stat
}

pub(super) fn kind_of(ty: FileType) -> u8 {
    if ty.is_file() {
        filetype::REGULAR_FILE
    } else if ty.is_dir() {
        filetype::DIRECTORY
    } else if ty.is_symlink() {
        filetype::SYMBOLIC_LINK
    } else {
        filetype::UNKNOWN
    }
}
