//! Granted folders, and what is in a folder.

use std::path::Path;

use cap_fs_ext::MetadataExt;
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use sandbridge_interface::{Code, Error, Result};

use super::descriptor::{Descriptor, OpenFolder};
use super::errno::{Errno, Outcome};
use super::guest::Guest;
use super::status::{filetype, kind_of};
use crate::options::Folder;

/// Folders granted to one library at most.
const MAX_GRANTED: usize = 256;
/// Names of a folder that are listed at most.
const MAX_LISTED: usize = 1 << 20;

/// The names of a folder, in the order that the guest counts them in.
#[derive(Default)]
pub(super) struct Listing(Vec<Entry>);

struct Entry {
    name: String,
    inode: u64,
    kind: u8,
}

/// Opens the folders that the caller grants.
///
/// # Errors
/// [`Code::NotGranted`] for a path that the guest could never name, or for a folder that cannot be
/// opened.
pub(super) fn grant(folders: &[Folder]) -> Result<Vec<OpenFolder>> {
    if folders.len() > MAX_GRANTED {
        let message = format!("{} folders were granted, {MAX_GRANTED} can be", folders.len());
        return Err(Error::new(Code::NotGranted, message));
    }
    let mut granted = Vec::new();
    for (index, folder) in folders.iter().enumerate() {
        let guest = &folder.guest;
        check_guest_path(guest)?;
        if folders[..index].iter().any(|other| other.guest == *guest) {
            let message = format!("the folder `{guest}` was granted twice");
            return Err(Error::new(Code::NotGranted, message)
                .with_help("give each folder a path of its own in the library"));
        }
        granted.push(OpenFolder {
            dir: open(guest, &folder.host)?,
            access: folder.access,
            granted_as: Some(guest.clone()),
            listing: Listing::default(),
        });
    }
    Ok(granted)
}

fn check_guest_path(guest: &str) -> Result<()> {
    let wrong = match guest {
        path if !path.starts_with('/') => "does not begin with `/`",
        path if path.contains('\0') => "contains a NUL",
        path if path.split('/').any(|part| part == "..") => "contains `..`",
        path if path.len() > 1024 => "is longer than 1024 bytes",
        _ => return Ok(()),
    };
    Err(Error::new(Code::NotGranted, format!("the folder `{}` {wrong}", guest.escape_debug()))
        .with_help("name the folder as the library is to see it: `/data`"))
}

fn open(guest: &str, host: &Path) -> Result<Dir> {
    Dir::open_ambient_dir(host, ambient_authority()).map_err(|error| {
        let message = format!("cannot grant {} as `{guest}`: {error}", host.display());
        Error::new(Code::NotGranted, message).with_help("give the path of a folder that exists")
    })
}

pub(super) fn prestat_get(guest: &mut Guest<'_>, fd: u32, at: u32) -> Outcome {
    let len = granted_as(guest, fd)?.len() as u32;
    let mut prestat = [0u8; 8];
    prestat[4..].copy_from_slice(&len.to_le_bytes());
    guest.put(at, &prestat)
}

pub(super) fn prestat_dir_name(guest: &mut Guest<'_>, fd: u32, at: u32, len: u32) -> Outcome {
    let name = granted_as(guest, fd)?.to_owned();
    if name.len() > len as usize {
        return Err(Errno::NAMETOOLONG);
    }
    guest.put(at, name.as_bytes())
}

fn granted_as<'a>(guest: &'a Guest<'_>, fd: u32) -> std::result::Result<&'a str, Errno> {
    match guest.wasi.descriptors.get(fd)? {
        Descriptor::Folder(folder) => folder.granted_as.as_deref().ok_or(Errno::BADF),
        Descriptor::File(_) | Descriptor::Stream(_) => Err(Errno::BADF),
    }
}

/// Writes entries from the `cookie`th on; the last one may be cut off where the buffer ends.
pub(super) fn readdir(
    guest: &mut Guest<'_>,
    fd: u32,
    (at, len): (u32, u32),
    cookie: u64,
    used: u32,
) -> Outcome {
    guest.bytes(at, len)?;
    let folder = guest.wasi.descriptors.folder(fd)?;
    if cookie == 0 {
        folder.listing = Listing::of(&folder.dir)?;
    }
    let skipped = usize::try_from(cookie).map_err(|_| Errno::INVAL)?;
    let mut bytes = Vec::new();
    for (entry, next) in folder.listing.0.iter().skip(skipped).zip(cookie.saturating_add(1)..) {
        if bytes.len() >= len as usize {
            break;
        }
        let mut head = [0u8; 24];
        head[..8].copy_from_slice(&next.to_le_bytes());
        head[8..16].copy_from_slice(&entry.inode.to_le_bytes());
        head[16..20].copy_from_slice(&(entry.name.len() as u32).to_le_bytes());
        head[20] = entry.kind;
        bytes.extend(head);
        bytes.extend(entry.name.as_bytes());
    }
    bytes.truncate(len as usize);
    guest.put(at, &bytes)?;
    guest.put_u32(used, bytes.len() as u32)
}

impl Listing {
    /// Names that are no UTF-8 are left out: the guest could not name them.
    fn of(dir: &Dir) -> std::result::Result<Self, Errno> {
        let inode = dir.dir_metadata()?.ino();
        let here = |name: &str| Entry { name: name.into(), inode, kind: filetype::DIRECTORY };
        let mut entries = vec![here("."), here("..")];
        for entry in dir.entries()? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if entries.len() >= MAX_LISTED {
                return Err(Errno::OVERFLOW);
            }
            let kind = entry.file_type().map_or(filetype::UNKNOWN, kind_of);
            // Another process may have removed it.
            let inode = entry.metadata().map_or(0, |metadata| metadata.ino());
            entries.push(Entry { name, inode, kind });
        }
        Ok(Self(entries))
    }
}
