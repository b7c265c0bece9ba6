//! Windows into guest memory that Python's buffers look through: bytes, or the elements of an array.

use std::ffi::{CString, c_int};
use std::ptr;
use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::GuestAddr;
use sandbridge_runtime::View;

use crate::error::{Failure, Result, guard_number};
use crate::guest::{Owner, Site};
use crate::object::{Class, Owned, allocate, body, deallocate, make_class, size, slot};

static WINDOW: Class = Class::new();

/// The body of a window.
struct Window {
    view: View,
    /// What lies there, when it is not just bytes.
    elements: Option<Elements>,
    /// Memory that Python owns is not freed while it is looked at.
    _owner: Option<Arc<Owner>>,
}

/// Elements side by side, in what exported buffers point to.
struct Elements {
    format: CString,
    extent: [isize; 1],
    step: [isize; 1],
}

/// Makes the class.
pub(crate) fn register() -> Result<()> {
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate::<Window> as *const _),
        slot(ffi::Py_bf_getbuffer, get_buffer as *const _),
        slot(
            ffi::Py_tp_doc,
            c"Guest memory, kept mapped while anything looks at it.".as_ptr().cast(),
        ),
    ];
    let flags = ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    let name = c"sandbridge._native.Window";
    // SAFETY: the functions fit their slots and a body of that type.
    WINDOW.set(unsafe { make_class(name, size::<Window>(), flags, ptr::null_mut(), slots) }?);
    Ok(())
}

/// A writable `memoryview` of so many bytes.
pub(crate) fn memoryview(site: &Site, len: usize) -> Result<Owned> {
    let window = window(site, len, None)?;
    // SAFETY: it is a live object with the buffer protocol.
    unsafe { Owned::new(ffi::PyMemoryView_FromObject(window.as_ptr())) }
}

/// Fills a buffer that was asked for with `count` elements; it then belongs to a window.
///
/// # Safety
/// The interpreter asked for the buffer, with these flags.
pub(crate) unsafe fn export(
    site: &Site,
    format: CString,
    (count, stride): (usize, usize),
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
) -> Result<()> {
    let elements = Elements { format, extent: [count as isize], step: [stride as isize] };
    let window = window(site, count.saturating_mul(stride), Some(elements))?;
    // SAFETY: passed on to the caller; the buffer keeps the window.
    match unsafe { ffi::PyObject_GetBuffer(window.as_ptr(), buffer, flags) } {
        0 => Ok(()),
        _ => Err(Failure::Raised),
    }
}

fn window(site: &Site, len: usize, elements: Option<Elements>) -> Result<Owned> {
    let view = site.enter()?.view(GuestAddr(site.addr), len)?;
    let window = Window { view, elements, _owner: site.owner.clone() };
    // SAFETY: the class has this body.
    unsafe { allocate(WINDOW.get(), window) }
}

unsafe extern "C" fn get_buffer(
    me: *mut ffi::PyObject,
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let window = unsafe { body::<Window>(me) };
        let (start, len) = (window.view.as_ptr().cast(), window.view.len() as isize);
        // SAFETY: the view keeps its bytes mapped, and the buffer keeps the object.
        if unsafe { ffi::PyBuffer_FillInfo(buffer, me, start, len, 0, flags) } != 0 {
            return Ok(-1);
        }
        if let Some(Elements { format, extent, step }) = &window.elements {
            // SAFETY: the call above filled the place, which is the caller's.
            let buffer = unsafe { &mut *buffer };
            describe(buffer, flags, format, (extent, step));
        }
        Ok(0)
    })
}

/// Says what lies in a buffer, as far as the flags ask for it. All of it outlives the buffer.
pub(crate) fn describe(
    buffer: &mut ffi::Py_buffer,
    flags: c_int,
    format: &std::ffi::CStr,
    (extent, step): (&[isize; 1], &[isize; 1]),
) {
    buffer.itemsize = step[0];
    if flags & ffi::PyBUF_FORMAT == ffi::PyBUF_FORMAT {
        buffer.format = format.as_ptr().cast_mut();
    }
    if flags & ffi::PyBUF_ND == ffi::PyBUF_ND {
        buffer.shape = extent.as_ptr().cast_mut();
    }
    if flags & ffi::PyBUF_STRIDES == ffi::PyBUF_STRIDES {
        buffer.strides = step.as_ptr().cast_mut();
    }
}
