//! Exceptions of Python that wait while C is unwound, or goes on because the facts give it
//! a value instead.

use std::fmt;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use pyo3::ffi;
use sandbridge_interface::Error;

use crate::library::Shared;
use crate::reference;

/// An exception with its reference count, until it is raised again.
struct Waiting {
    /// Type, value and traceback, as the interpreter gave them.
    parts: Mutex<[*mut ffi::PyObject; 3]>,
    shared: Weak<Shared>,
}

// SAFETY: the pointers are only followed by threads that are attached to the interpreter.
unsafe impl Send for Waiting {}
// SAFETY: as above.
unsafe impl Sync for Waiting {}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an exception of Python")
    }
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it raised")
    }
}

impl std::error::Error for Waiting {}

impl Drop for Waiting {
    fn drop(&mut self) {
        let parts = self.take();
        attached(&self.shared, || {
            for part in parts.into_iter().filter(|part| !part.is_null()) {
                // SAFETY: the reference was this object's, and the thread is attached.
                unsafe { reference::give_up(part) };
            }
        });
    }
}

impl Waiting {
    fn take(&self) -> [*mut ffi::PyObject; 3] {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *parts, [ptr::null_mut(); 3])
    }
}

/// Takes the exception that is set, as an error that carries it.
pub(crate) fn stash(shared: &Arc<Shared>) -> Error {
    let mut parts = [ptr::null_mut(); 3];
    let [kind, value, trace] = &mut parts;
    // SAFETY: the thread is attached, and the places are valid.
    unsafe { ffi::PyErr_Fetch(kind, value, trace) };
    Error::raised(Arc::new(Waiting { parts: Mutex::new(parts), shared: Arc::downgrade(shared) }))
}

/// Raises the exception that an error carries; `false` when it carries none.
pub(crate) fn restore(error: &Error) -> bool {
    let Some(waiting) = error.cause().and_then(|cause| cause.downcast_ref::<Waiting>()) else {
        return false;
    };
    let [kind, value, trace] = waiting.take();
    if kind.is_null() {
        return false;
    }
    // SAFETY: the references are given away, and the thread is attached.
    unsafe { ffi::PyErr_Restore(kind, value, trace) };
    true
}

/// Runs `act` attached to the interpreter: what the core drops may be dropped while the thread inside
/// the library is detached.
pub(crate) fn attached(shared: &Weak<Shared>, act: impl FnOnce()) {
    let shared = shared.upgrade();
    // Without the library nobody is inside it, and all other drops come from Python.
    let was_detached = shared.as_ref().is_some_and(|shared| shared.attach());
    act();
    if was_detached && let Some(shared) = shared {
        shared.detach();
    }
}
