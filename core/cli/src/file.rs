//! Reading and writing whole files, with errors that name them.

use std::io::{Read, Write};
use std::path::Path;

use sandbridge_interface::{Code, Error, Result};

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

/// The text of a file; bytes that are not UTF-8 are replaced, as old headers hold Latin-1 names
/// in comments.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    Ok(String::from_utf8_lossy(&read(path)?).into_owned())
}

/// Everything on standard input.
pub(crate) fn read_stdin() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        Error::new(Code::FileUnreadable, format!("cannot read standard input: {error}"))
    })?;
    Ok(bytes)
}

/// Fails early, and by name, when `path` is not a file that can be opened.
pub(crate) fn require(path: &Path) -> Result<()> {
    std::fs::File::open(path)
        .and_then(|file| file.metadata())
        .and_then(|metadata| match metadata.is_dir() {
            true => Err(std::io::Error::other("it is a folder")),
            false => Ok(()),
        })
        .map_err(|error| unreadable(path, &error))
}

/// Writes a file so that a reader sees the old or the new contents, never a part.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sandbridge-");
    // A temporary file is its owner's alone; what is written here is as readable as any file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let write = || -> std::io::Result<()> {
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|error| unwritable(path, &error))
}

/// An error for a file that cannot be written.
pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::new(Code::FileUnwritable, format!("cannot write {}: {error}", path.display()))
        .with_help("choose another place with `-o`, or make the folder writable")
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::new(Code::FileUnreadable, format!("cannot read {}: {error}", path.display()))
        .with_help("check the path; relative paths start at the current folder")
}
