//! What a caller may decide when a library is loaded.

use std::path::PathBuf;

use sandbridge_interface::Interface;

use crate::Cache;

/// How a library is loaded and what it may do. The default grants nothing.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The name used in messages; otherwise the interface's.
    pub name: Option<String>,
    /// Where compiled code is kept.
    pub cache: Cache,
    /// An interface for a module that carries none; it takes the place of an embedded one.
    pub interface: Option<Interface>,
    /// The most memory that the guest may have, in bytes; otherwise what the module declares, up
    /// to 4 GiB.
    pub memory_limit: Option<u64>,
    /// Whether out-of-bounds accesses are caught by signal handlers rather than by checks in the
    /// code, which cost a tenth of zlib's speed. `None` means yes where faults of the host's own
    /// cannot reach the engine's handler, and as long as nobody has installed another one.
    pub signals: Option<bool>,
    /// Let unknown imports be functions that trap when they are called, rather than an error.
    pub trap_unknown_imports: bool,
    /// What happens when a second thread calls.
    pub on_busy: OnBusy,
    /// Where the guest's standard output and error go.
    pub stdio: Stdio,
    /// Whether the guest may read the clocks.
    pub clocks: bool,
    /// Whether the guest may have randomness.
    pub randomness: bool,
    /// Folders that the guest may use; it has no others. See [`Options::folder`].
    pub folders: Vec<Folder>,
    /// Program arguments that the guest sees.
    pub args: Vec<String>,
    /// Environment variables that the guest sees.
    pub env: Vec<(String, String)>,
    /// Accept a file made by [`precompile`](crate::precompile). Its machine code runs unchecked:
    /// set this only for files that you made yourself.
    pub trust_precompiled: bool,
}

impl Options {
    /// Lets the library use the host's folder `host` and what is below it, under the name `guest`.
    /// Nothing else can be reached through it: `..`, absolute paths and symbolic links that lead
    /// out of the folder fail.
    ///
    /// ```
    /// use sandbridge_runtime::{Access, Options};
    ///
    /// let options = Options::default()
    ///     .folder("/data", std::env::temp_dir(), Access::ReadWrite)
    ///     .folder("/share", "/usr/share", Access::ReadOnly);
    /// assert_eq!(options.folders.len(), 2);
    /// ```
    #[must_use]
    pub fn folder(
        mut self,
        guest: impl Into<String>,
        host: impl Into<PathBuf>,
        access: Access,
    ) -> Self {
        self.folders.push(Folder { guest: guest.into(), host: host.into(), access });
        self
    }
}

/// A folder of the host's that a library may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// How the library calls it: an absolute path, with `/`. It need not look like the host's.
    pub guest: String,
    /// Where it is.
    pub host: PathBuf,
    /// What the library may do there.
    pub access: Access,
}

/// What a library may do in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Read files and list folders.
    #[default]
    ReadOnly,
    /// Create, change and remove them too.
    ReadWrite,
}

/// What happens when a thread calls a library that another thread is using.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnBusy {
    /// It waits for its turn.
    #[default]
    Wait,
    /// It gets an error at once.
    Error,
}

/// Where the guest's standard output and error go. The last lines of the standard error are kept
/// for error messages in either case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stdio {
    /// Nowhere.
    #[default]
    Discard,
    /// To the host process's.
    Inherit,
}
