//! Libraries that carry their interface, read from their files.

use std::path::Path;

use sandbridge_interface::{Code, Docs, Error, Interface, Result, section};

use crate::file;

/// A library as it was read.
pub(crate) struct Described {
    /// All of the file.
    pub(crate) module: Vec<u8>,
    pub(crate) interface: Interface,
    pub(crate) docs: Docs,
}

impl Described {
    /// Reads a library.
    ///
    /// # Errors
    /// Those of reading the file, and [`Code::NoInterface`].
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let module = file::read(path)?;
        let named = |error: Error| error.context(path.display());
        let interface = section::read(&module).map_err(named)?.ok_or_else(|| undescribed(path))?;
        let docs = section::read_docs(&module).map_err(named)?;
        Ok(Self { module, interface, docs })
    }
}

/// The error for a module without an interface.
pub(crate) fn undescribed(path: &Path) -> Error {
    let message = format!("{} carries no C interface", path.display());
    Error::new(Code::NoInterface, message)
        .with_help("add one: sandbridge bind <MODULE> --header <FILE>")
}
