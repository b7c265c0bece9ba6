//! Numbers of up to 64 bits between Python and C: range checks on the way in, masking on the way
//! out.

use pyo3::ffi;
use sandbridge_interface::plan::Number;
use sandbridge_interface::{Code, Error};

use crate::error::{Failure, Result, describe, mismatch};
use crate::object::Owned;
use crate::small_integer;

/// The number's bits, sign- or zero-extended to 64; a `float` is in the low half.
#[inline(always)]
pub(crate) fn to_bits(number: Number, value: *mut ffi::PyObject) -> Result<u64> {
    match number {
        Number::I32 => narrow::<{ i32::MIN as i64 }, { i32::MAX as i64 }>(value),
        Number::U32 => narrow::<0, { u32::MAX as i64 }>(value),
        Number::F64 => float(value).map(f64::to_bits),
        Number::F32 => float(value).map(|value| (value as f32).to_bits().into()),
        Number::Bool => narrow::<0, 1>(value),
        Number::I8 => narrow::<{ i8::MIN as i64 }, { i8::MAX as i64 }>(value),
        Number::U8 => narrow::<0, { u8::MAX as i64 }>(value),
        Number::I16 => narrow::<{ i16::MIN as i64 }, { i16::MAX as i64 }>(value),
        Number::U16 => narrow::<0, { u16::MAX as i64 }>(value),
        Number::I64 => narrow::<{ i64::MIN }, { i64::MAX }>(value),
        Number::U64 => unsigned(value),
    }
}

/// [`to_bits`] out of line, for what comes after the quick way.
#[inline(never)]
pub(crate) fn to_bits_of_any(number: Number, value: *mut ffi::PyObject) -> Result<u64> {
    to_bits(number, value)
}

/// The value in a slot's or an object's low bits; the others are garbage.
#[inline(always)]
pub(crate) fn from_bits(number: Number, bits: u64) -> Result<Owned> {
    match number {
        Number::I32 => from_integer((bits as i32).into()),
        Number::U32 => from_integer((bits as u32).into()),
        Number::F64 => from_float(f64::from_bits(bits)),
        Number::F32 => from_float(f32::from_bits(bits as u32).into()),
        Number::Bool => {
            // SAFETY: it takes any value and returns a new reference.
            unsafe { Owned::new(ffi::PyBool_FromLong((bits as u8 != 0).into())) }
        }
        Number::I8 => from_integer((bits as i8).into()),
        Number::U8 => from_integer((bits as u8).into()),
        Number::I16 => from_integer((bits as i16).into()),
        Number::U16 => from_integer((bits as u16).into()),
        Number::I64 => from_integer(bits as i64),
        Number::U64 => match i64::try_from(bits) {
            Ok(value) => from_integer(value),
            // SAFETY: as above.
            Err(_) => unsafe { Owned::new(ffi::PyLong_FromUnsignedLongLong(bits)) },
        },
    }
}

/// [`from_bits`] out of line, for what comes after the quick way.
#[inline(never)]
pub(crate) fn from_bits_of_any(number: Number, bits: u64) -> Result<Owned> {
    from_bits(number, bits)
}

#[inline(always)]
fn from_integer(value: i64) -> Result<Owned> {
    match small_integer::object(value) {
        Some(known) => Ok(known),
        // SAFETY: it takes any value and returns a new reference.
        None => unsafe { Owned::new(ffi::PyLong_FromLongLong(value)) },
    }
}

#[inline(always)]
fn from_float(value: f64) -> Result<Owned> {
    // SAFETY: it takes any value and returns a new reference.
    unsafe { Owned::new(ffi::PyFloat_FromDouble(value)) }
}

/// A number's bits as they lie in memory, extended to a slot's width.
pub(crate) fn extend(number: Number, bits: u64) -> u64 {
    match number {
        Number::I8 => bits as i8 as u64,
        Number::I16 => bits as i16 as u64,
        Number::I32 => bits as i32 as u64,
        _ => bits,
    }
}

/// An integer of `width` bits, for bit-fields.
pub(crate) fn to_width(width: u8, signed: bool, value: *mut ffi::PyObject) -> Result<u64> {
    let range = match signed {
        true => (-(1i128 << (width - 1)), (1i128 << (width - 1)) - 1),
        false => (0, (1i128 << width) - 1),
    };
    let wide = match (integer(value), width) {
        (Err(Failure::Error(error)), 64) if error.code() == Code::OutOfRange => {
            i128::from(unsigned(value)?)
        }
        (got, _) => i128::from(got?),
    };
    if (range.0..=range.1).contains(&wide) {
        return Ok(wide as u64);
    }
    Err(out_of_range(range, value))
}

/// The integer of a bit-field.
pub(crate) fn from_width(width: u8, signed: bool, bits: u64) -> Result<Owned> {
    let unused = 64 - u32::from(width.clamp(1, 64));
    match signed {
        true => from_integer(((bits << unused) as i64) >> unused),
        false => from_bits(Number::U64, (bits << unused) >> unused),
    }
}

#[inline(always)]
fn narrow<const LOW: i64, const HIGH: i64>(value: *mut ffi::PyObject) -> Result<u64> {
    match small_integer::of(value) {
        Some(known) if (LOW..=HIGH).contains(&known) => Ok(known as u64),
        _ => narrow_any::<LOW, HIGH>(value),
    }
}

fn narrow_any<const LOW: i64, const HIGH: i64>(value: *mut ffi::PyObject) -> Result<u64> {
    let mut overflow = 0;
    // SAFETY: the object is alive; anything but an integer gives -1 and an exception.
    let got = unsafe { ffi::PyLong_AsLongLongAndOverflow(value, &raw mut overflow) };
    if (got == -1 && is_refused(overflow)) || got < LOW || got > HIGH {
        return Err(refused((LOW.into(), HIGH.into()), overflow, value));
    }
    Ok(got as u64)
}

fn integer(value: *mut ffi::PyObject) -> Result<i64> {
    narrow::<{ i64::MIN }, { i64::MAX }>(value).map(|bits| bits as i64)
}

fn unsigned(value: *mut ffi::PyObject) -> Result<u64> {
    let range = (0, u64::MAX.into());
    let mut overflow = 0;
    // SAFETY: as in `narrow`.
    let got = unsafe { ffi::PyLong_AsLongLongAndOverflow(value, &raw mut overflow) };
    if overflow <= 0 {
        return match got {
            0.. => Ok(got as u64),
            _ => Err(refused(range, overflow, value)),
        };
    }
    // SAFETY: the object is alive; what overflowed has an index.
    let index = unsafe { Owned::new(ffi::PyNumber_Index(value)) }?;
    // SAFETY: it is an integer now.
    let got = unsafe { ffi::PyLong_AsUnsignedLongLong(index.as_ptr()) };
    if got == u64::MAX && is_refused(0) {
        // SAFETY: this thread is attached.
        unsafe { ffi::PyErr_Clear() };
        return Err(out_of_range(range, value));
    }
    Ok(got)
}

#[inline(always)]
pub(crate) fn float(value: *mut ffi::PyObject) -> Result<f64> {
    // SAFETY: the object is alive; anything but a number gives -1 and an exception.
    let got = unsafe { ffi::PyFloat_AsDouble(value) };
    if got == -1.0 && is_refused(0) {
        return Err(refused_float(value));
    }
    Ok(got)
}

/// Whether -1 was an answer or a refusal.
fn is_refused(overflow: i32) -> bool {
    // SAFETY: this thread is attached.
    overflow != 0 || unsafe { !ffi::PyErr_Occurred().is_null() }
}

#[cold]
fn refused(range: (i128, i128), overflow: i32, value: *mut ffi::PyObject) -> Failure {
    // SAFETY: this thread is attached.
    if overflow != 0 || unsafe { ffi::PyErr_Occurred().is_null() } {
        return out_of_range(range, value);
    }
    let expected = match range {
        (0, 1) => "a boolean".to_owned(),
        (low, high) => format!("an integer from {low} to {high}"),
    };
    wrong_type(&expected, value)
}

#[cold]
fn refused_float(value: *mut ffi::PyObject) -> Failure {
    // SAFETY: the exception's type lives as long as the interpreter.
    let overflow = unsafe { ffi::PyErr_ExceptionMatches(ffi::PyExc_OverflowError) != 0 };
    if overflow {
        // SAFETY: this thread is attached.
        unsafe { ffi::PyErr_Clear() };
        let message = format!("expected a number that a `double` holds, got {}", describe(value));
        return Error::new(Code::OutOfRange, message).into();
    }
    wrong_type("a number", value)
}

/// Replaces the interpreter's `TypeError`; whatever a conversion method raised itself stays.
#[cold]
fn wrong_type(expected: &str, value: *mut ffi::PyObject) -> Failure {
    // SAFETY: the exception's type lives as long as the interpreter.
    if unsafe { ffi::PyErr_ExceptionMatches(ffi::PyExc_TypeError) == 0 } {
        return Failure::Raised;
    }
    // SAFETY: this thread is attached.
    unsafe { ffi::PyErr_Clear() };
    mismatch(expected, value).into()
}

#[cold]
fn out_of_range((low, high): (i128, i128), value: *mut ffi::PyObject) -> Failure {
    let message = format!("expected an integer from {low} to {high}, got {}", describe(value));
    Error::new(Code::OutOfRange, message).into()
}
