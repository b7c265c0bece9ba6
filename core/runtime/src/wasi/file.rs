//! Reading and writing what is open.

use std::fs::{File, FileTimes};
use std::io;
use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::descriptor::{Descriptor, OpenFile};
use super::errno::{Errno, Outcome};
use super::guest::Guest;
use super::status::fdflag;
use super::stdio::Stream;

/// Where a transfer begins: at the descriptor's position, which moves, or at an offset.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Position,
    At(u64),
}

pub(super) fn read(
    guest: &mut Guest<'_>,
    fd: u32,
    list: (u32, u32),
    from: Place,
    at: u32,
) -> Outcome {
    let buffers = guest.vectors(list.0, list.1)?;
    guest.bytes(at, 4)?;
    let descriptor = guest.wasi.descriptors.get_mut(fd)?;
    let total = match (descriptor, from) {
        (Descriptor::Stream(Stream::Input), Place::Position) => 0,
        (Descriptor::Stream(Stream::Input), Place::At(_)) => return Err(Errno::SPIPE),
        (Descriptor::Stream(_), _) => return Err(Errno::BADF),
        (Descriptor::Folder(_), _) => return Err(Errno::ISDIR),
        (Descriptor::File(file), _) if !file.is_readable => return Err(Errno::BADF),
        (Descriptor::File(file), from) => {
            let (memory, handle) = (&mut *guest.memory, &file.file);
            let start = file.start(from);
            let total = transfer(&buffers, start, |range, offset| {
                // The ranges were checked, and memory does not shrink.
                let place = memory.get_mut(range).unwrap_or_default();
                read_at(handle, place, offset)
            })?;
            file.advance(from, start, total);
            total
        }
    };
    guest.put_u32(at, total)
}

pub(super) fn write(
    guest: &mut Guest<'_>,
    fd: u32,
    list: (u32, u32),
    to: Place,
    at: u32,
) -> Outcome {
    let buffers = guest.vectors(list.0, list.1)?;
    guest.bytes(at, 4)?;
    let wasi = &mut *guest.wasi;
    let memory = &*guest.memory;
    let total = match (wasi.descriptors.get_mut(fd)?, to) {
        (Descriptor::Stream(Stream::Input), _) => return Err(Errno::BADF),
        (Descriptor::Stream(_), Place::At(_)) => return Err(Errno::SPIPE),
        (Descriptor::Stream(stream), Place::Position) => {
            let stream = *stream;
            let mut total = 0;
            for range in buffers {
                total += range.len() as u32;
                wasi.streams.write(stream, memory.get(range).unwrap_or_default());
            }
            total
        }
        (Descriptor::Folder(_), _) => return Err(Errno::ISDIR),
        (Descriptor::File(file), _) if !file.is_writable => return Err(Errno::BADF),
        (Descriptor::File(file), to) => {
            if file.flags & fdflag::APPEND != 0 && matches!(to, Place::Position) {
                file.position = file.file.metadata()?.len();
            }
            let (handle, start) = (&file.file, file.start(to));
            let total = transfer(&buffers, start, |range, offset| {
                write_at(handle, memory.get(range).unwrap_or_default(), offset)
            })?;
            file.advance(to, start, total);
            total
        }
    };
    guest.put_u32(at, total)
}

pub(super) fn seek(guest: &mut Guest<'_>, fd: u32, offset: i64, whence: u32, at: u32) -> Outcome {
    guest.bytes(at, 8)?;
    let file = guest.wasi.descriptors.file(fd)?;
    let from = match whence {
        0 => 0,
        1 => file.position,
        2 => file.file.metadata()?.len(),
        _ => return Err(Errno::INVAL),
    };
    let position = from.checked_add_signed(offset).filter(|place| i64::try_from(*place).is_ok());
    file.position = position.ok_or(Errno::INVAL)?;
    let position = file.position;
    guest.put_u64(at, position)
}

pub(super) fn tell(guest: &mut Guest<'_>, fd: u32, at: u32) -> Outcome {
    let position = guest.wasi.descriptors.file(fd)?.position;
    guest.put_u64(at, position)
}

/// Writes to the disk what the system still keeps.
pub(super) fn sync(guest: &mut Guest<'_>, fd: u32, how: fn(&File) -> io::Result<()>) -> Outcome {
    match guest.wasi.descriptors.get(fd)? {
        Descriptor::Stream(_) => Err(Errno::INVAL),
        Descriptor::File(file) => Ok(how(&file.file)?),
        // Not every system can; what is in the folder is as safe as it gets.
        Descriptor::Folder(folder) => {
            let _ = how(&folder.dir.try_clone()?.into_std_file());
            Ok(())
        }
    }
}

pub(super) fn set_size(guest: &mut Guest<'_>, fd: u32, size: u64) -> Outcome {
    let file = guest.wasi.descriptors.file(fd)?;
    if !file.is_writable {
        return Err(Errno::BADF);
    }
    Ok(file.file.set_len(size)?)
}

pub(super) fn set_times(
    guest: &mut Guest<'_>,
    fd: u32,
    accessed: u64,
    modified: u64,
    flags: u32,
) -> Outcome {
    let times = Times::read(accessed, modified, flags)?;
    let file = guest.wasi.descriptors.file(fd)?;
    if !file.is_writable {
        return Err(Errno::BADF);
    }
    let mut set = FileTimes::new();
    if let Some(time) = times.accessed {
        set = set.set_accessed(time);
    }
    if let Some(time) = times.modified {
        set = set.set_modified(time);
    }
    Ok(file.file.set_times(set)?)
}

/// A hint about how the file will be read; there is nothing to do about it.
pub(super) fn advise(guest: &mut Guest<'_>, fd: u32, advice: u32) -> Outcome {
    guest.wasi.descriptors.file(fd)?;
    if advice > 5 { Err(Errno::INVAL) } else { Ok(()) }
}

/// Times to set, out of `fstflags`; `None` leaves one as it is.
pub(super) struct Times {
    pub(super) accessed: Option<SystemTime>,
    pub(super) modified: Option<SystemTime>,
}

impl Times {
    pub(super) fn read(accessed: u64, modified: u64, flags: u32) -> Result<Self, Errno> {
        let time = |value: u64, flags: u32| match flags & 3 {
            0 => Ok(None),
            1 => {
                let time = UNIX_EPOCH.checked_add(Duration::from_nanos(value));
                time.map(Some).ok_or(Errno::OVERFLOW)
            }
            2 => Ok(Some(SystemTime::now())),
            _ => Err(Errno::INVAL),
        };
        Ok(Self { accessed: time(accessed, flags)?, modified: time(modified, flags >> 2)? })
    }
}

impl OpenFile {
    fn start(&self, place: Place) -> u64 {
        match place {
            Place::Position => self.position,
            Place::At(offset) => offset,
        }
    }

    fn advance(&mut self, place: Place, start: u64, by: u32) {
        if matches!(place, Place::Position) {
            self.position = start + u64::from(by);
        }
    }
}

/// Fills or empties the buffers one after the other until one comes short. An error after the first
/// byte is left for the next call.
fn transfer(
    buffers: &[Range<usize>],
    start: u64,
    mut one: impl FnMut(Range<usize>, u64) -> io::Result<usize>,
) -> Result<u32, Errno> {
    let mut total = 0u32;
    for buffer in buffers.iter().filter(|buffer| !buffer.is_empty()) {
        let offset = start.checked_add(u64::from(total)).ok_or(Errno::INVAL)?;
        let moved = loop {
            match one(buffer.clone(), offset) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if total == 0 => return Err(error.into()),
                Err(_) => return Ok(total),
                Ok(moved) => break moved,
            }
        };
        // The lengths add up to no more than a u32.
        total += moved as u32;
        if moved < buffer.len() {
            break;
        }
    }
    Ok(total)
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::write_at(file, bytes, offset)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

#[cfg(windows)]
fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_write(file, bytes, offset)
}
