//! What is named by a path below a granted folder. `cap-std` resolves the paths: no `..`, absolute
//! path or symbolic link leads out of the folder, on any system and whatever happens meanwhile.

use cap_fs_ext::{
    DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsMaybeDirExt, OpenOptionsSyncExt,
    SystemTimeSpec,
};
use cap_std::fs::{Dir, OpenOptions};
use cap_std::time::SystemTime;

use super::descriptor::{Descriptor, OpenFile, OpenFolder};
use super::errno::{Errno, Outcome};
use super::file::Times;
use super::folder::Listing;
use super::guest::Guest;
use super::status::{fdflag, filestat, rights};
use crate::options::Access;

/// `lookupflags`: a symbolic link at the path's end is followed.
const FOLLOW: u32 = 1;

/// `oflags` in preview 1.
mod oflag {
    pub(super) const CREAT: u32 = 1;
    pub(super) const DIRECTORY: u32 = 2;
    pub(super) const EXCL: u32 = 4;
    pub(super) const TRUNC: u32 = 8;
    pub(super) const ALL: u32 = 15;
}

/// A path that the guest wrote, and the folder that it is relative to.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) fd: u32,
    pub(super) path: u32,
    pub(super) len: u32,
}

/// How something is to be opened.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub(super) lookup: u32,
    pub(super) oflags: u32,
    pub(super) rights: u64,
    pub(super) fdflags: u32,
}

pub(super) fn open(guest: &mut Guest<'_>, place: Place, how: How, at: u32) -> Outcome {
    guest.bytes(at, 4)?;
    let path = guest.path(place.path, place.len)?;
    let flags = u16::try_from(how.fdflags).map_err(|_| Errno::INVAL)?;
    guest.wasi.descriptors.room()?;
    let folder = guest.wasi.descriptors.folder(place.fd)?;
    let descriptor = open_below(folder, &path, how, flags)?;
    let fd = guest.wasi.descriptors.add(descriptor)?;
    guest.put_u32(at, fd)
}

fn open_below(folder: &OpenFolder, path: &str, how: How, flags: u16) -> Result<Descriptor, Errno> {
    let is_writable = how.rights & rights::FD_WRITE != 0;
    let is_readable = how.rights & rights::FD_READ != 0;
    let changes = how.oflags & (oflag::CREAT | oflag::TRUNC) != 0;
    if how.oflags & !oflag::ALL != 0 {
        return Err(Errno::INVAL);
    }
    let inner = |dir| {
        Descriptor::Folder(OpenFolder {
            dir,
            access: folder.access,
            granted_as: None,
            listing: Listing::default(),
        })
    };
    if how.oflags & oflag::DIRECTORY != 0 {
        if changes {
            return Err(Errno::INVAL);
        }
        return Ok(inner(match how.lookup & FOLLOW {
            0 => folder.dir.open_dir_nofollow(path)?,
            _ => folder.dir.open_dir(path)?,
        }));
    }
    if folder.access == Access::ReadOnly && (is_writable || changes) {
        // What is there and what is not is told as elsewhere.
        let exists = folder.dir.metadata(path).map(|_| ());
        return match (how.oflags & oflag::CREAT, exists) {
            (0, Err(error)) => Err(error.into()),
            _ => Err(Errno::ROFS),
        };
    }
    let file = folder.dir.open_with(path, &options(how, flags, is_writable))?.into_std();
    let ty = file.metadata()?.file_type();
    match () {
        () if ty.is_dir() && is_writable => Err(Errno::ISDIR),
        () if ty.is_dir() => Ok(inner(Dir::from_std_file(file))),
        () if ty.is_file() => Ok(Descriptor::File(OpenFile {
            file,
            is_readable: is_readable || !is_writable,
            is_writable,
            flags,
            position: 0,
        })),
        // Devices, FIFOs and sockets are no files of the library's.
        () => Err(Errno::NOTSUP),
    }
}

fn options(how: How, flags: u16, is_writable: bool) -> OpenOptions {
    let mut options = OpenOptions::new();
    let creates = how.oflags & oflag::CREAT != 0;
    options
        .read(how.rights & rights::FD_READ != 0 || !is_writable)
        // The host's library creates no file that it cannot write.
        .write(is_writable || creates)
        .create(creates)
        .create_new(creates && how.oflags & oflag::EXCL != 0)
        .truncate(how.oflags & oflag::TRUNC != 0)
        .follow(follow(how.lookup))
        .maybe_dir(!is_writable && !creates)
        .dsync(flags & fdflag::DSYNC != 0)
        .rsync(flags & fdflag::RSYNC != 0)
        .sync(flags & fdflag::SYNC != 0)
        // A FIFO would keep the host waiting for its other end.
        .nonblock(true);
    options
}

fn follow(lookup: u32) -> FollowSymlinks {
    if lookup & FOLLOW != 0 { FollowSymlinks::Yes } else { FollowSymlinks::No }
}

pub(super) fn filestat_get(guest: &mut Guest<'_>, place: Place, lookup: u32, at: u32) -> Outcome {
    let path = guest.path(place.path, place.len)?;
    let dir = &guest.wasi.descriptors.folder(place.fd)?.dir;
    let metadata = match lookup & FOLLOW {
        0 => dir.symlink_metadata(path)?,
        _ => dir.metadata(path)?,
    };
    guest.put(at, &filestat(&metadata))
}

pub(super) fn filestat_set_times(
    guest: &mut Guest<'_>,
    place: Place,
    lookup: u32,
    (accessed, modified): (u64, u64),
    flags: u32,
) -> Outcome {
    let times = Times::read(accessed, modified, flags)?;
    let (path, dir) = changing(guest, place)?;
    let spec =
        |time: Option<_>| time.map(|time| SystemTimeSpec::Absolute(SystemTime::from_std(time)));
    let (accessed, modified) = (spec(times.accessed), spec(times.modified));
    let set = match lookup & FOLLOW {
        0 => dir.set_symlink_times(path, accessed, modified),
        _ => dir.set_times(path, accessed, modified),
    };
    Ok(set?)
}

pub(super) fn create_directory(guest: &mut Guest<'_>, place: Place) -> Outcome {
    let (path, dir) = changing(guest, place)?;
    Ok(dir.create_dir(path)?)
}

pub(super) fn remove_directory(guest: &mut Guest<'_>, place: Place) -> Outcome {
    let (path, dir) = changing(guest, place)?;
    Ok(dir.remove_dir(path)?)
}

pub(super) fn unlink_file(guest: &mut Guest<'_>, place: Place) -> Outcome {
    let (path, dir) = changing(guest, place)?;
    Ok(dir.remove_file_or_symlink(path)?)
}

/// Both folders must be writable: what moves out of one is gone from it.
pub(super) fn rename(guest: &mut Guest<'_>, from: Place, to: Place) -> Outcome {
    let (new, target) = changing(guest, to)?;
    let target = target.try_clone()?;
    let (old, dir) = changing(guest, from)?;
    Ok(dir.rename(old, &target, new)?)
}

/// Writes where a symbolic link leads, as much of it as there is room for. Where it leads to an
/// absolute path of the host's, the guest does not learn of it.
pub(super) fn readlink(
    guest: &mut Guest<'_>,
    place: Place,
    (at, len): (u32, u32),
    used: u32,
) -> Outcome {
    guest.bytes(at, len)?;
    let path = guest.path(place.path, place.len)?;
    let target = guest.wasi.descriptors.folder(place.fd)?.dir.read_link(path)?;
    let target = target.into_os_string().into_string().map_err(|_| Errno::ILSEQ)?;
    let shown = &target.as_bytes()[..target.len().min(len as usize)];
    guest.put(at, shown)?;
    guest.put_u32(used, shown.len() as u32)
}

/// A path in a folder that the guest may change.
fn changing<'a>(guest: &'a mut Guest<'_>, place: Place) -> Result<(String, &'a Dir), Errno> {
    let path = guest.path(place.path, place.len)?;
    Ok((path, &guest.wasi.descriptors.writable_folder(place.fd)?.dir))
}
