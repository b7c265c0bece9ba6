//! Counting references the way the stable interface of Python 3.11 does it: in place. Later
//! interpreters keep to that for extensions of that interface (PEP 683), and those that could not,
//! without the global lock, do not load them. Through the interpreter's functions, which is what
//! pyo3 does, counting is a tenth of a callback.

use pyo3::ffi;

unsafe extern "C" {
    /// Frees an object whose last reference is gone.
    fn _Py_Dealloc(object: *mut ffi::PyObject);
}

/// Counts one more reference.
///
/// # Safety
/// The object is alive, and this thread is attached to the interpreter.
#[inline(always)]
pub(crate) unsafe fn take(object: *mut ffi::PyObject) {
    // SAFETY: passed on to the caller; only the thread that is attached writes the count.
    unsafe { *count(object) += 1 };
}

/// Gives one reference up.
///
/// # Safety
/// As for [`take`], and the reference is the caller's to give.
#[inline(always)]
pub(crate) unsafe fn give_up(object: *mut ffi::PyObject) {
    let count = count(object);
    // SAFETY: as in `take`.
    unsafe { *count -= 1 };
    // SAFETY: the object is there until the line below.
    if unsafe { *count } == 0 {
        // SAFETY: that was the last reference.
        unsafe { _Py_Dealloc(object) };
    }
}

/// The first field of every object.
#[inline(always)]
fn count(object: *mut ffi::PyObject) -> *mut ffi::Py_ssize_t {
    object.cast()
}
