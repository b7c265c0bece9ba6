//! Python sequences and buffers as C arrays.

use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::plan::{Access, Number};
use sandbridge_interface::{Code, Error};

use crate::access;
use crate::array;
use crate::buffer::Buffer;
use crate::error::{Result, mismatch};
use crate::library::Shared;
use crate::object::Owned;
use crate::text;

/// A list, tuple or other sequence; `None` for text, bytes and what is no sequence.
pub(crate) fn of(value: *mut ffi::PyObject) -> Result<Option<Owned>> {
    // SAFETY: the object is alive; these only look at its type.
    let is_text = unsafe {
        ffi::PyUnicode_Check(value) != 0
            || ffi::PyBytes_Check(value) != 0
            || ffi::PyByteArray_Check(value) != 0
    };
    // SAFETY: as above.
    if is_text || unsafe { ffi::PySequence_Check(value) } == 0 {
        return Ok(None);
    }
    // SAFETY: as above; a new reference or null comes back.
    unsafe { Owned::new(ffi::PySequence_Tuple(value)) }.map(Some)
}

/// How many items a tuple has.
pub(crate) fn len(items: &Owned) -> usize {
    // SAFETY: it is a tuple.
    unsafe { ffi::PyTuple_Size(items.as_ptr()) as usize }
}

/// An item of a tuple, alive as long as that.
pub(crate) fn item(items: &Owned, index: usize) -> *mut ffi::PyObject {
    // SAFETY: it is a tuple, and callers stay below its length.
    unsafe { ffi::PyTuple_GetItem(items.as_ptr(), index as isize) }
}

/// Writes the image of an array of `count` elements.
pub(crate) fn store(
    shared: &Arc<Shared>,
    element: &Access,
    count: usize,
    stride: usize,
    value: *mut ffi::PyObject,
    out: &mut [u8],
) -> Result<()> {
    if let Some(bytes) = array::image(value, element)? {
        check_length(bytes.len() / stride.max(1), count)?;
        out.copy_from_slice(&bytes);
        return Ok(());
    }
    let is_stored = match element {
        Access::Number { number, .. } => {
            store_text(*number, count, value, out)? || store_buffer(*number, count, value, out)?
        }
        _ => false,
    };
    if is_stored {
        return Ok(());
    }
    let Some(items) = of(value)? else {
        return Err(mismatch(&format!("{count} elements"), value).into());
    };
    check_length(len(&items), count)?;
    store_items(shared, element, stride, &items, out)
}

/// Writes the images of a tuple's items.
pub(crate) fn store_items(
    shared: &Arc<Shared>,
    element: &Access,
    stride: usize,
    items: &Owned,
    out: &mut [u8],
) -> Result<()> {
    let size = access::size(shared.interface(), element);
    for (index, place) in (0..len(items)).zip(out.chunks_exact_mut(stride.max(1))) {
        access::store(shared, element, item(items, index), &mut place[..size])
            .map_err(|failure| failure.context(format_args!("element {index}")))?;
    }
    Ok(())
}

/// As C initialises a `char` array from text: the rest is zero, and a full one has no NUL.
fn store_text(
    number: Number,
    count: usize,
    value: *mut ffi::PyObject,
    out: &mut [u8],
) -> Result<bool> {
    // SAFETY: the object is alive.
    let is_text = unsafe { ffi::PyUnicode_Check(value) != 0 };
    let access = Access::Number { number, enumeration: None };
    let (is_wide, unit) = match text::unit(&access) {
        unit @ (2 | 4) => (true, unit),
        1 => (false, 1),
        _ => return Ok(false),
    };
    if !is_text {
        return Ok(false);
    }
    let mut text = std::borrow::Cow::Borrowed(utf8(value)?);
    if is_wide {
        let mut units = text::wide_units(&String::from_utf8_lossy(&text), unit as u8);
        // The array need not have room for the final 0.
        units.truncate(units.len() - unit);
        text = units.into();
    }
    let count = count * unit;
    if text.len() > count {
        return Err(wrong_length(text.len() / unit, count / unit).into());
    }
    out.fill(0);
    out[..text.len()].copy_from_slice(&text);
    Ok(true)
}

/// Elements of the same kind are copied as they are; bytes go into any array of bytes.
fn store_buffer(
    number: Number,
    count: usize,
    value: *mut ffi::PyObject,
    out: &mut [u8],
) -> Result<bool> {
    let Some(buffer) = Buffer::of(value, false)? else { return Ok(false) };
    if number.size() != 1 && !buffer.has(number) {
        return Ok(false);
    }
    let bytes = buffer.as_bytes();
    check_length(bytes.len() / number.size() as usize, count)?;
    out.copy_from_slice(bytes);
    Ok(true)
}

/// The UTF-8 of a `str`, which keeps it.
pub(crate) fn utf8<'a>(value: *mut ffi::PyObject) -> Result<&'a [u8]> {
    let mut len = 0;
    // SAFETY: the object is a `str`; the text lives as long as it does, which callers see to.
    let text = unsafe { ffi::PyUnicode_AsUTF8AndSize(value, &raw mut len) };
    if text.is_null() {
        // SAFETY: this thread is attached; the exception was about the encoding.
        unsafe { ffi::PyErr_Clear() };
        let message = "the text has a lone surrogate, which UTF-8 cannot hold";
        let help = "it was decoded with `surrogateescape`: encode it to bytes the same way";
        return Err(Error::new(Code::TextEncoding, message).with_help(help).into());
    }
    // SAFETY: the pointer and length belong to the object's UTF-8.
    Ok(unsafe { std::slice::from_raw_parts(text.cast(), len as usize) })
}

pub(crate) fn check_length(came: usize, count: usize) -> Result<()> {
    if came == count { Ok(()) } else { Err(wrong_length(came, count).into()) }
}

fn wrong_length(came: usize, count: usize) -> Error {
    Error::new(Code::BufferLength, format!("it has {count} elements, got {came}"))
}
