//! Arrays as buffers of their elements, which NumPy and `memoryview` see without a copy.

use std::ffi::{CString, c_int};
use std::ptr;

use pyo3::ffi;

use super::{Array, this};
use crate::error::{Result, guard_number};
use crate::place::Place;
use crate::{format, view};

/// `bf_getbuffer`.
pub(super) unsafe extern "C" fn get_buffer(
    me: *mut ffi::PyObject,
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    // SAFETY: the interpreter passes a valid place, whose owner must be null after a failure.
    unsafe { (*buffer).obj = ptr::null_mut() };
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let array = unsafe { this(me) };
        let format = array.format()?;
        let start = match &array.place {
            Place::Guest { site, .. } => {
                let elements = (array.count, array.stride);
                // SAFETY: the interpreter asked for it.
                unsafe { view::export(site, format.clone(), elements, buffer, flags) }?;
                return Ok(0);
            }
            host => host.start().unwrap_or(ptr::null_mut()),
        };
        let len = array.place.len() as isize;
        // SAFETY: the bytes never move and live as long as the object, which the buffer keeps.
        if unsafe { ffi::PyBuffer_FillInfo(buffer, me, start.cast(), len, 0, flags) } != 0 {
            return Ok(-1);
        }
        // SAFETY: the call above filled the place, which is the caller's.
        let buffer = unsafe { &mut *buffer };
        view::describe(buffer, flags, format, (&array.extent, &array.step));
        Ok(0)
    })
}

impl Array {
    /// How buffers spell an element.
    fn format(&self) -> Result<&CString> {
        if let Some(known) = self.format.get() {
            return Ok(known);
        }
        let made = format::of(&self.shared, &self.element)?;
        Ok(self.format.get_or_init(|| made))
    }
}
