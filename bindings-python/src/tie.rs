//! What a handle object refers to beside its library: the handle that has to outlive it, and the
//! Python functions that C keeps for it. With them the collector sees the cycles that closures make,
//! and ends handles that nobody closes.

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::ffi;

use crate::object::Owned;
use crate::reference;

/// A Python function that C has, with a reference of its own until it is let go.
pub(crate) struct Held(AtomicPtr<ffi::PyObject>);

impl Held {
    /// Takes a reference to the function, which is alive.
    pub(crate) fn new(function: *mut ffi::PyObject) -> Self {
        // SAFETY: callers keep the function during this call, and are attached.
        unsafe { reference::take(function) };
        Self(AtomicPtr::new(function))
    }

    /// The function; null once it was let go.
    pub(crate) fn get(&self) -> *mut ffi::PyObject {
        self.0.load(Ordering::Relaxed)
    }

    /// Gives the reference up; twice is fine. The thread is attached.
    pub(crate) fn let_go(&self) {
        let function = self.0.swap(ptr::null_mut(), Ordering::Relaxed);
        if !function.is_null() {
            // SAFETY: the reference was taken in `new`, and is given up once.
            unsafe { reference::give_up(function) };
        }
    }
}

/// The ties of one handle object.
#[derive(Default)]
pub(crate) struct Ties(Mutex<Parts>);

#[derive(Default)]
struct Parts {
    parent: Option<Owned>,
    held: Vec<Arc<Held>>,
}

impl Ties {
    pub(crate) fn new(parent: Option<Owned>) -> Self {
        Self(Mutex::new(Parts { parent, held: Vec::new() }))
    }

    /// One more function that C keeps for the handle.
    pub(crate) fn hold(&self, function: Arc<Held>) {
        let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        parts.held.retain(|held| !held.get().is_null());
        parts.held.push(function);
    }

    /// Shows the collector what the handle refers to.
    ///
    /// # Safety
    /// The arguments are the collector's own.
    pub(crate) unsafe fn visit(&self, visit: ffi::visitproc, arg: *mut c_void) -> c_int {
        // Where it is being changed, the collector counts what it does not see as in use.
        let Ok(parts) = self.0.try_lock() else { return 0 };
        let parent = parts.parent.as_ref().map(Owned::as_ptr);
        let held = parts.held.iter().map(|held| held.get());
        for part in parent.into_iter().chain(held).filter(|part| !part.is_null()) {
            // SAFETY: the object is alive, and the function is the collector's.
            let stop = unsafe { visit(part, arg) };
            if stop != 0 {
                return stop;
            }
        }
        0
    }

    /// Cuts them: the handle is part of a cycle that nobody else refers to.
    pub(crate) fn cut(&self) {
        let parts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        parts.held.iter().for_each(|held| held.let_go());
        drop(parts);
    }
}
