//! Error numbers of preview 1 (`errno` in its witx), and which of them a host's error is.

use std::io::{Error, ErrorKind};

/// Why a call failed, as the guest sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Errno(pub(super) i32);

/// What a call ends in.
pub(super) type Outcome = Result<(), Errno>;

impl Errno {
    pub(super) const ACCES: Self = Self(2);
    pub(super) const AGAIN: Self = Self(6);
    pub(super) const BADF: Self = Self(8);
    pub(super) const BUSY: Self = Self(10);
    pub(super) const DEADLK: Self = Self(16);
    pub(super) const DQUOT: Self = Self(19);
    pub(super) const EXIST: Self = Self(20);
    pub(super) const FAULT: Self = Self(21);
    pub(super) const FBIG: Self = Self(22);
    pub(super) const ILSEQ: Self = Self(25);
    pub(super) const INTR: Self = Self(27);
    pub(super) const INVAL: Self = Self(28);
    pub(super) const IO: Self = Self(29);
    pub(super) const ISDIR: Self = Self(31);
    pub(super) const LOOP: Self = Self(32);
    pub(super) const MFILE: Self = Self(33);
    pub(super) const MLINK: Self = Self(34);
    pub(super) const NAMETOOLONG: Self = Self(37);
    pub(super) const NFILE: Self = Self(41);
    pub(super) const NOENT: Self = Self(44);
    pub(super) const NOMEM: Self = Self(48);
    pub(super) const NOSPC: Self = Self(51);
    pub(super) const NOSYS: Self = Self(52);
    pub(super) const NOTDIR: Self = Self(54);
    pub(super) const NOTEMPTY: Self = Self(55);
    pub(super) const NOTSUP: Self = Self(58);
    pub(super) const OVERFLOW: Self = Self(61);
    pub(super) const ROFS: Self = Self(69);
    pub(super) const SPIPE: Self = Self(70);
    pub(super) const STALE: Self = Self(72);
    pub(super) const TXTBSY: Self = Self(74);
    pub(super) const XDEV: Self = Self(75);
    pub(super) const NOTCAPABLE: Self = Self(76);
}

impl From<Error> for Errno {
    fn from(error: Error) -> Self {
        from_kind(error.kind()).or_else(|| from_number(error.raw_os_error()?)).unwrap_or_else(
            || {
                match (error.kind(), error.raw_os_error()) {
                    // The sandbox's own refusal of a path that leads out of it has no number.
                    (ErrorKind::PermissionDenied, None) => Self::NOTCAPABLE,
                    (ErrorKind::PermissionDenied, Some(_)) => Self::ACCES,
                    _ => Self::IO,
                }
            },
        )
    }
}

fn from_kind(kind: ErrorKind) -> Option<Errno> {
    Some(match kind {
        ErrorKind::AlreadyExists => Errno::EXIST,
        ErrorKind::CrossesDevices => Errno::XDEV,
        ErrorKind::Deadlock => Errno::DEADLK,
        ErrorKind::DirectoryNotEmpty => Errno::NOTEMPTY,
        ErrorKind::ExecutableFileBusy => Errno::TXTBSY,
        ErrorKind::FileTooLarge => Errno::FBIG,
        ErrorKind::Interrupted => Errno::INTR,
        ErrorKind::InvalidFilename => Errno::NAMETOOLONG,
        ErrorKind::InvalidInput => Errno::INVAL,
        ErrorKind::IsADirectory => Errno::ISDIR,
        ErrorKind::NotADirectory => Errno::NOTDIR,
        ErrorKind::NotFound => Errno::NOENT,
        ErrorKind::NotSeekable => Errno::SPIPE,
        ErrorKind::OutOfMemory => Errno::NOMEM,
        ErrorKind::QuotaExceeded => Errno::DQUOT,
        ErrorKind::ReadOnlyFilesystem => Errno::ROFS,
        ErrorKind::ResourceBusy => Errno::BUSY,
        ErrorKind::StaleNetworkFileHandle => Errno::STALE,
        ErrorKind::StorageFull => Errno::NOSPC,
        ErrorKind::TooManyLinks => Errno::MLINK,
        ErrorKind::Unsupported => Errno::NOTSUP,
        ErrorKind::WouldBlock => Errno::AGAIN,
        _ => return None,
    })
}

/// What the standard library has no stable kind for.
#[cfg(unix)]
fn from_number(number: i32) -> Option<Errno> {
    Some(match number {
        libc::ELOOP => Errno::LOOP,
        libc::EMFILE => Errno::MFILE,
        libc::ENFILE => Errno::NFILE,
        // A FIFO without a reader, a device that is not there.
        libc::ENXIO | libc::ENODEV => Errno::NOTSUP,
        _ => return None,
    })
}

#[cfg(not(unix))]
fn from_number(_: i32) -> Option<Errno> {
    None
}
