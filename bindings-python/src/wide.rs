//! Values wider than a machine word, and those of more than one part: `__int128`, `_BitInt`, `long
//! double`, `_Float16`, complex numbers and vectors.

use pyo3::ffi;
use pyo3::prelude::*;
use sandbridge_interface::plan::{Number, Wide};
use sandbridge_interface::wide::{self, Integer};
use sandbridge_interface::{Code, Error};
use sandbridge_runtime::Slot;

use crate::error::{Failure, Result, describe, mismatch};
use crate::object::Owned;
use crate::{number, sequence};

/// Writes a wide number's image.
pub(crate) fn store(form: Wide, value: *mut ffi::PyObject, out: &mut [u8]) -> Result<()> {
    let image = image(form, value)?;
    let size = out.len().min(16);
    out[..size].copy_from_slice(&image[..size]);
    Ok(())
}

/// The image, extended to 16 bytes.
pub(crate) fn image(form: Wide, value: *mut ffi::PyObject) -> Result<[u8; 16]> {
    match form {
        Wide::F128 => quad(value),
        Wide::F16 => {
            let half = wide::half_from_f64(number::float(value)?);
            let mut image = [0; 16];
            image[..2].copy_from_slice(&half.to_le_bytes());
            Ok(image)
        }
        Wide::I128 | Wide::U128 | Wide::BitInt { .. } => {
            let Some((low, high)) = wide::range(form) else { return Err(too_wide(form)) };
            let fits = integer(value)?.and_then(|given| wide::integer_image(form, given));
            fits.ok_or_else(|| {
                let came = describe(value);
                let message = format!("expected an integer from {low} to {high}, got {came}");
                Error::new(Code::OutOfRange, message).into()
            })
        }
    }
}

/// The number in an image.
pub(crate) fn load(form: Wide, image: &[u8]) -> Result<Owned> {
    let mut bytes = [0; 16];
    let size = image.len().min(16);
    bytes[..size].copy_from_slice(&image[..size]);
    match form {
        Wide::F128 => long_double(bytes),
        Wide::F16 => float(wide::half_to_f64(u16::from_le_bytes([bytes[0], bytes[1]]))),
        Wide::I128 | Wide::U128 | Wide::BitInt { .. } => match wide::integer(form, &bytes) {
            Some(value) => from_integer(value),
            None => Err(too_wide(form)),
        },
    }
}

/// The slot of a number of at most 64 bits. `_Float16` travels as a `float`.
pub(crate) fn to_slot(form: Wide, value: *mut ffi::PyObject) -> Result<Slot> {
    let image = image(form, value)?;
    Ok(match form {
        Wide::F16 => {
            let half = wide::half_to_f64(u16::from_le_bytes([image[0], image[1]]));
            Slot::f32(half as f32)
        }
        _ => Slot::bits(u128::from_le_bytes(image) as u64),
    })
}

/// The number in a slot, or in two that were joined.
pub(crate) fn from_slot(form: Wide, slot: Slot) -> Result<Owned> {
    match form {
        Wide::F16 => float(slot.to_f32().into()),
        _ => load(form, &slot.to_v128().to_le_bytes()),
    }
}

#[cold]
fn too_wide(form: Wide) -> Failure {
    let bits = match form {
        Wide::BitInt { bits, .. } => bits,
        _ => 128,
    };
    Error::new(Code::UnsupportedType, format!("`_BitInt({bits})` is wider than 128 bits")).into()
}

/// A Python integer; `None` beyond 128 bits.
pub(crate) fn integer(value: *mut ffi::PyObject) -> Result<Option<Integer>> {
    // SAFETY: the object is alive.
    if unsafe { ffi::PyIndex_Check(value) } == 0 {
        return Err(mismatch("an integer", value).into());
    }
    // SAFETY: as above; a new reference or null comes back.
    let index = unsafe { Owned::new(ffi::PyNumber_Index(value)) }?;
    let mut overflow = 0;
    // SAFETY: it is an integer.
    let small = unsafe { ffi::PyLong_AsLongLongAndOverflow(index.as_ptr(), &raw mut overflow) };
    if overflow == 0 {
        return Ok(Some(Integer::Signed(small.into())));
    }
    // SAFETY: it is an integer, of which this takes the low bits.
    let low = unsafe { ffi::PyLong_AsUnsignedLongLongMask(index.as_ptr()) };
    let by = small_int(64)?;
    // SAFETY: both are integers.
    let high = unsafe { Owned::new(ffi::PyNumber_Rshift(index.as_ptr(), by.as_ptr())) }?;
    // SAFETY: it is an integer.
    let top = unsafe { ffi::PyLong_AsLongLongAndOverflow(high.as_ptr(), &raw mut overflow) };
    if overflow == 0 {
        return Ok(Some(Integer::Signed((i128::from(top) << 64) | i128::from(low))));
    }
    if overflow < 0 {
        return Ok(None);
    }
    // SAFETY: as above.
    let top = unsafe { ffi::PyLong_AsUnsignedLongLong(high.as_ptr()) };
    // SAFETY: this thread is attached.
    if top == u64::MAX && unsafe { !ffi::PyErr_Occurred().is_null() } {
        // SAFETY: as above.
        unsafe { ffi::PyErr_Clear() };
        return Ok(None);
    }
    Ok(Some(Integer::Large((u128::from(top) << 64) | u128::from(low))))
}

/// An integer of up to 128 bits as Python has it.
fn from_integer(value: Integer) -> Result<Owned> {
    let (high, low) = match value {
        Integer::Signed(value) => match i64::try_from(value) {
            Ok(value) => return small_int(value),
            // SAFETY: it takes any value and returns a new reference.
            Err(_) => (small_int((value >> 64) as i64)?, value as u64),
        },
        Integer::Large(value) => (unsigned((value >> 64) as u64)?, value as u64),
    };
    let (low, by) = (unsigned(low)?, small_int(64)?);
    // SAFETY: both are integers.
    let high = unsafe { Owned::new(ffi::PyNumber_Lshift(high.as_ptr(), by.as_ptr())) }?;
    // SAFETY: as above.
    unsafe { Owned::new(ffi::PyNumber_Or(high.as_ptr(), low.as_ptr())) }
}

fn small_int(value: i64) -> Result<Owned> {
    // SAFETY: it takes any value and returns a new reference.
    unsafe { Owned::new(ffi::PyLong_FromLongLong(value)) }
}

fn unsigned(value: u64) -> Result<Owned> {
    // SAFETY: it takes any value and returns a new reference.
    unsafe { Owned::new(ffi::PyLong_FromUnsignedLongLong(value)) }
}

fn float(value: f64) -> Result<Owned> {
    // SAFETY: it takes any value and returns a new reference.
    unsafe { Owned::new(ffi::PyFloat_FromDouble(value)) }
}

/// The image of a `long double`: of a `LongDouble` its own, of a number the nearest.
fn quad(value: *mut ffi::PyObject) -> Result<[u8; 16]> {
    // SAFETY: the object is alive.
    let (is_float, is_exact, is_index) = unsafe {
        let (float, exact) = (ffi::PyFloat_Check(value) != 0, ffi::PyFloat_CheckExact(value) != 0);
        (float, exact, ffi::PyIndex_Check(value) != 0)
    };
    if is_float
        && !is_exact
        && let Some(image) = own_image(value)?
    {
        return Ok(image);
    }
    if is_index && let Some(integer) = integer(value)? {
        return Ok(wide::quad_from_integer(integer));
    }
    Ok(wide::quad_from_f64(number::float(value)?))
}

/// The image that a `LongDouble` carries; `None` for other objects.
pub(crate) fn own_image(value: *mut ffi::PyObject) -> Result<Option<[u8; 16]>> {
    Python::attach(|py| -> PyResult<_> {
        let class = py.import("sandbridge._number")?.getattr("LongDouble")?;
        // SAFETY: the object is alive, and this thread is attached.
        let value = unsafe { Bound::from_borrowed_ptr(py, value) };
        if !value.is_instance(&class)? {
            return Ok(None);
        }
        value.call_method0("__bytes__")?.extract::<[u8; 16]>().map(Some)
    })
    .map_err(Failure::from)
}

fn long_double(image: [u8; 16]) -> Result<Owned> {
    Python::attach(|py| -> PyResult<_> {
        let class = py.import("sandbridge._number")?.getattr("LongDouble")?;
        let bytes = pyo3::types::PyBytes::new(py, &image);
        let made = class.call_method1("from_bytes", (bytes,))?;
        Ok(made.into_ptr())
    })
    .map_err(Failure::from)
    // SAFETY: the reference was just given up for this.
    .and_then(|made| unsafe { Owned::new(made) })
}

/// The 16 bytes of the `long double` nearest to a number.
#[pyfunction]
pub(crate) fn quad_image(value: &Bound<'_, PyAny>) -> PyResult<[u8; 16]> {
    Ok(quad(value.as_ptr())?)
}

/// The nearest `float` to the 16 bytes of a `long double`.
#[pyfunction]
pub(crate) fn quad_to_float(image: [u8; 16]) -> f64 {
    wide::quad_to_f64(image)
}

/// Writes both parts of a complex number over `out`; a real number has no imaginary part.
pub(crate) fn store_complex(value: *mut ffi::PyObject, out: &mut [u8]) -> Result<()> {
    // SAFETY: the object is alive.
    let parts = if unsafe { ffi::PyComplex_Check(value) } != 0 {
        // SAFETY: it is a complex number, which has both.
        unsafe { (ffi::PyComplex_RealAsDouble(value), ffi::PyComplex_ImagAsDouble(value)) }
    } else {
        (number::float(value).map_err(|_| clear(mismatch("a complex number", value)))?, 0.0)
    };
    let size = out.len() / 2;
    for (part, place) in [parts.0, parts.1].into_iter().zip(out.chunks_exact_mut(size.max(1))) {
        match size {
            4 => place.copy_from_slice(&(part as f32).to_le_bytes()),
            8 => place.copy_from_slice(&part.to_le_bytes()),
            _ => place.copy_from_slice(&wide::quad_from_f64(part)),
        }
    }
    Ok(())
}

fn clear(error: Error) -> Failure {
    // SAFETY: this thread is attached.
    unsafe { ffi::PyErr_Clear() };
    error.into()
}

/// The complex number in an image.
pub(crate) fn load_complex(image: &[u8]) -> Result<Owned> {
    let size = image.len() / 2;
    let part = |bytes: &[u8]| match size {
        4 => bytes.try_into().map(f32::from_le_bytes).map(f64::from),
        8 => bytes.try_into().map(f64::from_le_bytes),
        _ => bytes.try_into().map(wide::quad_to_f64),
    };
    match (part(&image[..size]), part(&image[size..])) {
        (Ok(real), Ok(imaginary)) => {
            // SAFETY: it takes any values and returns a new reference.
            unsafe { Owned::new(ffi::PyComplex_FromDoubles(real, imaginary)) }
        }
        _ => Err(Error::bug("a complex number of another size").into()),
    }
}

/// Writes the lanes of a vector from a sequence of as many numbers.
pub(crate) fn store_lanes(
    form: Number,
    lanes: u32,
    value: *mut ffi::PyObject,
    out: &mut [u8],
) -> Result<()> {
    let Some(items) = sequence::of(value)? else {
        return Err(mismatch(&format!("{lanes} numbers"), value).into());
    };
    sequence::check_length(sequence::len(&items), lanes as usize)?;
    let size = form.size() as usize;
    for (index, place) in (0..lanes as usize).zip(out.chunks_exact_mut(size)) {
        let bits = number::to_bits(form, sequence::item(&items, index))
            .map_err(|failure| failure.context(format_args!("lane {index}")))?;
        place.copy_from_slice(&bits.to_le_bytes()[..size]);
    }
    Ok(())
}

/// The lanes of a vector as a list.
pub(crate) fn load_lanes(form: Number, lanes: u32, image: &[u8]) -> Result<Owned> {
    // SAFETY: a new list or null comes back.
    let list = unsafe { Owned::new(ffi::PyList_New(lanes as isize)) }?;
    for (index, lane) in (0..lanes as isize).zip(image.chunks_exact(form.size() as usize)) {
        let mut bytes = [0; 8];
        bytes[..lane.len()].copy_from_slice(lane);
        let value = number::from_bits(form, u64::from_le_bytes(bytes))?.into_ptr();
        // SAFETY: the list has this place, which is empty; it takes the reference over.
        unsafe { ffi::PyList_SetItem(list.as_ptr(), index, value) };
    }
    Ok(list)
}
