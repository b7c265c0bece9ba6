//! A window into guest memory that a `memoryview` looks through.

use std::ffi::c_int;
use std::ptr;

use pyo3::ffi;
use sandbridge_runtime::View;

use crate::error::{Result, guard_number};
use crate::object::{Class, Owned, allocate, body, deallocate, make_class, size, slot};

static WINDOW: Class = Class::new();

/// Makes the class.
pub(crate) fn register() -> Result<()> {
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate::<View> as *const _),
        slot(ffi::Py_bf_getbuffer, get_buffer as *const _),
        slot(
            ffi::Py_tp_doc,
            c"Guest memory, kept mapped while anything looks at it.".as_ptr().cast(),
        ),
    ];
    let flags = ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    let name = c"sandbridge._native.Window";
    // SAFETY: the functions fit their slots and a body of that type.
    WINDOW.set(unsafe { make_class(name, size::<View>(), flags, ptr::null_mut(), slots) }?);
    Ok(())
}

/// A writable `memoryview` of the window.
pub(crate) fn memoryview(view: View) -> Result<Owned> {
    // SAFETY: the class has this body.
    let window = unsafe { allocate(WINDOW.get(), view) }?;
    // SAFETY: it is a live object with the buffer protocol.
    unsafe { Owned::new(ffi::PyMemoryView_FromObject(window.as_ptr())) }
}

unsafe extern "C" fn get_buffer(
    me: *mut ffi::PyObject,
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let view = unsafe { body::<View>(me) };
        // SAFETY: the view keeps its bytes mapped, and the buffer keeps the object.
        Ok(unsafe {
            ffi::PyBuffer_FillInfo(buffer, me, view.as_ptr().cast(), view.len() as isize, 0, flags)
        })
    })
}
