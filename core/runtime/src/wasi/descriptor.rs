//! What the guest has open.

use std::fs::File;

use cap_std::fs::Dir;

use super::errno::{Errno, Outcome};
use super::folder::Listing;
use super::stdio::Stream;
use crate::options::Access;

/// Open at once at most, the standard streams and granted folders included.
const MAX_OPEN: usize = 1024;

/// The open descriptors by number; 0 to 2 begin as the standard streams, granted folders follow.
pub(super) struct Descriptors(Vec<Option<Descriptor>>);

/// One of them.
pub(super) enum Descriptor {
    Stream(Stream),
    File(OpenFile),
    Folder(OpenFolder),
}

/// A regular file. Reads and writes name their place, so that the position is ours alone.
pub(super) struct OpenFile {
    pub(super) file: File,
    pub(super) is_readable: bool,
    pub(super) is_writable: bool,
    /// `fdflags`, of which only APPEND changes what we do.
    pub(super) flags: u16,
    pub(super) position: u64,
}

/// A folder, granted or opened below one that was.
pub(super) struct OpenFolder {
    pub(super) dir: Dir,
    pub(super) access: Access,
    /// The path by which the guest finds a granted one.
    pub(super) granted_as: Option<String>,
    /// What it held when the guest began to read it.
    pub(super) listing: Listing,
}

impl Descriptors {
    pub(super) fn new(granted: Vec<OpenFolder>) -> Self {
        let streams = [Stream::Input, Stream::Output, Stream::Error].map(Descriptor::Stream);
        let folders = granted.into_iter().map(Descriptor::Folder);
        Self(streams.into_iter().chain(folders).map(Some).collect())
    }

    pub(super) fn get(&self, fd: u32) -> Result<&Descriptor, Errno> {
        self.0.get(fd as usize).and_then(Option::as_ref).ok_or(Errno::BADF)
    }

    pub(super) fn get_mut(&mut self, fd: u32) -> Result<&mut Descriptor, Errno> {
        self.0.get_mut(fd as usize).and_then(Option::as_mut).ok_or(Errno::BADF)
    }

    pub(super) fn file(&mut self, fd: u32) -> Result<&mut OpenFile, Errno> {
        match self.get_mut(fd)? {
            Descriptor::File(file) => Ok(file),
            Descriptor::Folder(_) => Err(Errno::ISDIR),
            Descriptor::Stream(_) => Err(Errno::SPIPE),
        }
    }

    pub(super) fn folder(&mut self, fd: u32) -> Result<&mut OpenFolder, Errno> {
        match self.get_mut(fd)? {
            Descriptor::Folder(folder) => Ok(folder),
            Descriptor::File(_) | Descriptor::Stream(_) => Err(Errno::NOTDIR),
        }
    }

    /// The folder, when the guest may change what is in it.
    pub(super) fn writable_folder(&mut self, fd: u32) -> Result<&mut OpenFolder, Errno> {
        let folder = self.folder(fd)?;
        match folder.access {
            Access::ReadWrite => Ok(folder),
            Access::ReadOnly => Err(Errno::ROFS),
        }
    }

    /// Whether another one can be opened.
    pub(super) fn room(&self) -> Outcome {
        let is_full = self.0.len() >= MAX_OPEN && self.0.iter().all(Option::is_some);
        if is_full { Err(Errno::MFILE) } else { Ok(()) }
    }

    /// Takes the lowest free number.
    pub(super) fn add(&mut self, descriptor: Descriptor) -> Result<u32, Errno> {
        self.room()?;
        let free = self.0.iter().position(Option::is_none).unwrap_or_else(|| {
            self.0.push(None);
            self.0.len() - 1
        });
        self.0[free] = Some(descriptor);
        Ok(free as u32)
    }

    pub(super) fn close(&mut self, fd: u32) -> Outcome {
        self.get(fd)?;
        self.0[fd as usize] = None;
        Ok(())
    }

    /// `from` becomes `to`, which is closed.
    pub(super) fn renumber(&mut self, from: u32, to: u32) -> Outcome {
        self.get(from)?;
        self.get(to)?;
        if from != to {
            self.0[to as usize] = self.0[from as usize].take();
        }
        Ok(())
    }
}
