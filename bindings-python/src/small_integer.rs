//! Small integers without calls into the interpreter, which are a fifth of a short call.
//!
//! The interpreter has one object for each small integer. They are kept here, and an object that is
//! kept is known by its address: nothing is read from it. All that is taken from the interpreter is
//! that they lie side by side, which is looked at once; where they do not, or it makes new objects
//! each time, nothing is known and every integer goes the usual way.

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi;
use sandbridge_interface::plan::Number;

use crate::error::Result;
use crate::number;
use crate::object::Owned;

/// The smallest of them in all interpreters so far, and how many there are.
const LOWEST: i64 = -5;
const COUNT: usize = 262;

/// How far they are apart: an object's head, its length and one digit.
const STRIDE: usize = 32;

/// The object of the smallest; null when nothing is known.
static FIRST: AtomicPtr<ffi::PyObject> = AtomicPtr::new(ptr::null_mut());

/// Looks where they lie, and keeps them for the rest of the process.
pub(crate) fn register() -> Result<()> {
    let make = |value| {
        // SAFETY: a new reference comes back.
        unsafe { Owned::new(ffi::PyLong_FromLongLong(value)) }
    };
    let all = (LOWEST..).take(COUNT).map(make).collect::<Result<Vec<_>>>()?;
    let first = all[0].as_ptr();
    let lies_at = |(index, object): (usize, &Owned)| {
        object.as_ptr() == first.wrapping_byte_add(index * STRIDE)
    };
    if all.iter().enumerate().all(lies_at) {
        all.into_iter().for_each(|object| _ = object.into_ptr());
        FIRST.store(first, Ordering::Relaxed);
    }
    Ok(())
}

/// The integer behind an object, if it is a small one.
#[inline(always)]
pub(crate) fn of(object: *mut ffi::PyObject) -> Option<i64> {
    // No object begins inside another one, so what begins inside the row is one of them. Where
    // `FIRST` is null the offset is the object's own address, which is never as low as the row is long.
    let offset = object.addr().wrapping_sub(FIRST.load(Ordering::Relaxed).addr());
    (offset < COUNT * STRIDE).then(|| (offset / STRIDE) as i64 + LOWEST)
}

/// The object of an integer, if that is small.
#[inline(always)]
pub(crate) fn object(value: i64) -> Option<Owned> {
    let first = FIRST.load(Ordering::Relaxed);
    let index = value.wrapping_sub(LOWEST) as u64;
    if index >= COUNT as u64 || first.is_null() {
        return None;
    }
    // SAFETY: it is kept, since its neighbours were found where they are expected.
    unsafe { Owned::of(first.wrapping_byte_add(index as usize * STRIDE)) }.ok()
}

/// A number's form, with what converting small integers takes: then nothing is decided at the call.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    number: Number,
    /// Which integers it holds; none where they are converted otherwise.
    low: i64,
    high: i64,
    /// Shifted so far up and down again, a slot has only the number's own bits.
    unused: u32,
}

impl Form {
    pub(crate) const fn new(number: Number) -> Self {
        let (low, high) = match number {
            Number::I8 => (i8::MIN as i64, i8::MAX as i64),
            Number::U8 => (0, u8::MAX as i64),
            Number::I16 => (i16::MIN as i64, i16::MAX as i64),
            Number::U16 => (0, u16::MAX as i64),
            Number::I32 => (i32::MIN as i64, i32::MAX as i64),
            Number::U32 => (0, u32::MAX as i64),
            Number::I64 => (i64::MIN, i64::MAX),
            Number::U64 => (0, i64::MAX),
            Number::Bool | Number::F32 | Number::F64 => (1, 0),
        };
        Self { number, low, high, unused: 64 - number.size() * 8 }
    }

    /// A Python number as [`number::to_bits`] gives it.
    #[inline(always)]
    pub(crate) fn lower(self, value: *mut ffi::PyObject) -> Result<u64> {
        match of(value) {
            Some(known) if self.low <= known && known <= self.high => Ok(known as u64),
            _ => number::to_bits_of_any(self.number, value),
        }
    }

    /// What [`number::from_bits`] makes of a slot.
    #[inline(always)]
    pub(crate) fn lift(self, bits: u64) -> Result<Owned> {
        // Those of unsigned types have the upper bits clear, so that no large one looks negative.
        let up = bits << self.unused;
        let value = match self.low {
            0.. => (up >> self.unused) as i64,
            _ => up as i64 >> self.unused,
        };
        if self.low <= value
            && value <= self.high
            && let Some(known) = object(value)
        {
            return Ok(known);
        }
        number::from_bits_of_any(self.number, bits)
    }
}
