//! Places in guest memory that Python objects refer to: of one library, one life of its instance,
//! and maybe of memory that was allocated for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::ffi;
use sandbridge_interface::{Code, Error, GuestAddr};
use sandbridge_runtime::{Entered, Library};

use crate::error::Result;
use crate::library::Shared;
use crate::object::Owned;

/// A guest address with what it takes to use it safely.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) shared: Arc<Shared>,
    /// The life of the instance that the address belongs to.
    pub(crate) generation: u32,
    pub(crate) addr: u32,
    /// The allocation that it lies in, when Python owns that.
    pub(crate) owner: Option<Arc<Owner>>,
}

/// Guest memory that Python owns: freed explicitly, or queued when the last reference goes.
pub(crate) struct Owner {
    library: Library,
    generation: u32,
    base: GuestAddr,
    is_freed: AtomicBool,
    /// What ends when the library says so, rather than Python; else 0.
    lease: u64,
}

impl Drop for Owner {
    fn drop(&mut self) {
        if !*self.is_freed.get_mut() {
            self.library.release_later(self.generation, self.base);
        }
    }
}

impl Owner {
    pub(crate) fn new(library: Library, generation: u32, base: GuestAddr) -> Self {
        Self { library, generation, base, is_freed: AtomicBool::new(false), lease: 0 }
    }

    /// What the library lends: nothing is freed, and the core knows how long it is good.
    pub(crate) fn lent(library: Library, generation: u32, lease: u64) -> Self {
        let (base, is_freed) = (GuestAddr::NULL, AtomicBool::new(true));
        Self { library, generation, base, is_freed, lease }
    }

    /// Frees the memory; twice is fine, and so is after reset or close.
    pub(crate) fn free(&self, shared: &Shared) -> Result<()> {
        if self.library.is_closed() || self.is_freed.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        if self.generation != shared.generation() {
            return Ok(());
        }
        Ok(shared.enter()?.free(self.base)?)
    }
}

impl Site {
    /// The place `offset` bytes further on; an address beyond 4 GiB is refused when it is used.
    pub(crate) fn at(&self, offset: usize) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Self { addr: self.addr.saturating_add(offset), ..self.clone() }
    }

    /// Takes the library, when the place is still good.
    pub(crate) fn enter(&self) -> Result<Entered<'_>> {
        let entered = self.shared.enter()?;
        self.check_alive(entered.generation())?;
        Ok(entered)
    }

    /// Refuses places from before a reset and in memory that was freed.
    pub(crate) fn check_alive(&self, generation: u32) -> Result<()> {
        if self.generation != generation {
            return Err(Error::new(
                Code::ForeignPointer,
                format!("a pointer into {} from before its reset", self.shared.library.name()),
            )
            .with_help("reset() starts with fresh memory: get or make the pointer anew")
            .into());
        }
        let Some(owner) = &self.owner else { return Ok(()) };
        if owner.lease != 0 {
            return Ok(self.shared.enter()?.check_lease(owner.lease)?);
        }
        if owner.is_freed.load(Ordering::Relaxed) {
            return Err(Error::new(
                Code::Closed,
                format!(
                    "the memory at {:#x} of {} was freed",
                    self.addr,
                    self.shared.library.name()
                ),
            )
            .with_help("free it once it is no longer used")
            .into());
        }
        Ok(())
    }
}

/// A `bytes` object with a copy.
pub(crate) fn to_bytes(bytes: &[u8]) -> Result<Owned> {
    // SAFETY: the pointer and length are a slice's; a new reference or null comes back.
    unsafe {
        Owned::new(ffi::PyBytes_FromStringAndSize(bytes.as_ptr().cast(), bytes.len() as isize))
    }
}
