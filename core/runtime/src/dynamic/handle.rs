//! Objects of the library's that the host refers to.

use std::fmt;
use std::sync::Arc;

use sandbridge_interface::{Code, Error, GuestAddr, Result, TypeId};

use crate::Library;

/// A handle. Clones are the same handle; when the last is dropped, it is closed at the library's next
/// call.
#[derive(Clone)]
pub struct Handle(Arc<Held>);

struct Held {
    library: Library,
    kind: u32,
    id: u64,
}

impl Handle {
    pub(super) fn new(library: &Library, kind: u32, id: u64) -> Self {
        Self(Arc::new(Held { library: library.clone(), kind, id }))
    }

    /// The name of its class: `Database`.
    pub fn class(&self) -> &str {
        self.0.library.handle_name(self.0.kind)
    }

    /// Closes it, its children first. Twice is fine.
    ///
    /// # Errors
    /// What the library's closing function reports.
    pub fn close(&self) -> Result<()> {
        self.0.library.enter()?.close_handle(self.0.id)
    }

    /// Whether it is open.
    ///
    /// # Errors
    /// Those of [`Library::enter`].
    pub fn is_open(&self) -> Result<bool> {
        Ok(self.0.library.enter()?.handle_is_open(self.0.id))
    }

    /// Its id, for a call of `library`.
    pub(super) fn id(&self, library: &Library) -> Result<u64> {
        if self.0.library.id() == library.id() {
            return Ok(self.0.id);
        }
        let (own, other) = (library.name(), self.0.library.name());
        Err(Error::new(
            Code::ForeignPointer,
            format!("the `{}` belongs to another library, {other} rather than {own}", self.class()),
        )
        .with_help("each loaded library has objects of its own"))
    }

    /// What to pass to C where `library` has a pointer to `wanted`, any pointer when `None`.
    pub(super) fn address(&self, library: &Library, wanted: Option<TypeId>) -> Result<GuestAddr> {
        let id = self.id(library)?;
        library.enter()?.handle_as_pointer(id, self.0.kind, wanted)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.library.release_handle_later(self.id);
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} of {}>", self.class(), self.0.library.name())
    }
}

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}
