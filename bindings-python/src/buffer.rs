//! Python's buffers: any object that shows its memory.

use std::ffi::CStr;

use pyo3::ffi;
use sandbridge_interface::plan::Number;
use sandbridge_interface::{Code, Error};

use crate::error::{Failure, Result, describe};

/// A contiguous buffer, held until dropped. Boxed, because exporters may point into it.
pub(crate) struct Buffer(Box<ffi::Py_buffer>);

impl Drop for Buffer {
    fn drop(&mut self) {
        // SAFETY: it was filled by `PyObject_GetBuffer` and is released once.
        unsafe { ffi::PyBuffer_Release(&raw mut *self.0) };
    }
}

impl Buffer {
    /// The object's buffer; `None` when it has none. With `writes`, a read-only one is an error.
    pub(crate) fn of(value: *mut ffi::PyObject, writes: bool) -> Result<Option<Self>> {
        // SAFETY: the object is alive.
        if unsafe { ffi::PyObject_CheckBuffer(value) } == 0 {
            return Ok(None);
        }
        let mut view = Box::new(ffi::Py_buffer::new());
        // SAFETY: the place for the answer is valid.
        if unsafe { ffi::PyObject_GetBuffer(value, &raw mut *view, ffi::PyBUF_FULL_RO) } != 0 {
            return Err(Failure::Raised);
        }
        let buffer = Self(view);
        if writes && buffer.0.readonly != 0 {
            let message = format!("the callee writes here, got {}", describe(value));
            let help = "pass a writable buffer, such as a `bytearray`";
            return Err(Error::new(Code::ReadOnlyBuffer, message).with_help(help).into());
        }
        // SAFETY: the view was filled and has not moved since.
        if unsafe { ffi::PyBuffer_IsContiguous(&raw const *buffer.0, b'C' as _) } == 0 {
            let message = format!("expected a contiguous buffer, got {}", describe(value));
            let help = "pass a copy of it, whose elements lie one after the other";
            return Err(Error::new(Code::ArgumentType, message).with_help(help).into());
        }
        Ok(Some(buffer))
    }

    pub(crate) fn is_writable(&self) -> bool {
        self.0.readonly == 0
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        if self.0.len == 0 {
            return &[];
        }
        // SAFETY: the exporter keeps so many bytes there while the buffer is held. Other threads
        // run only where this one lets go of the interpreter, which it never does in between.
        unsafe { std::slice::from_raw_parts(self.0.buf.cast(), self.0.len as usize) }
    }

    /// Overwrites it with as many bytes as it has.
    pub(crate) fn fill_from(&self, bytes: &[u8]) {
        let len = bytes.len().min(self.0.len as usize);
        // SAFETY: it was checked to be writable, and the guest's memory is elsewhere.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), self.0.buf.cast(), len) };
    }

    /// Whether its elements are such numbers.
    pub(crate) fn has(&self, number: Number) -> bool {
        self.0.itemsize == number.size() as isize && self.kind() == kind_of(number)
    }

    /// Whether its items are structs of that size.
    pub(crate) fn has_records(&self, size: u32) -> bool {
        self.0.itemsize == size as isize && self.kind() == Kind::Other
    }

    fn kind(&self) -> Kind {
        if self.0.format.is_null() {
            return Kind::Unsigned;
        }
        // SAFETY: the exporter's format is a C string that lives as long as the buffer is held.
        let format = unsafe { CStr::from_ptr(self.0.format) }.to_bytes();
        let native = cfg!(target_endian = "little");
        let code = match format {
            [code] | [b'@' | b'=' | b'<', code] if native => *code,
            [code] => *code,
            _ => return Kind::Other,
        };
        match code {
            b'b' | b'h' | b'i' | b'l' | b'q' | b'n' => Kind::Signed,
            b'B' | b'H' | b'I' | b'L' | b'Q' | b'N' => Kind::Unsigned,
            b'f' | b'd' | b'e' => Kind::Float,
            b'?' => Kind::Bool,
            _ => Kind::Other,
        }
    }
}

#[derive(PartialEq, Eq)]
enum Kind {
    Signed,
    Unsigned,
    Float,
    Bool,
    Other,
}

fn kind_of(number: Number) -> Kind {
    match number {
        Number::Bool => Kind::Bool,
        Number::I8 | Number::I16 | Number::I32 | Number::I64 => Kind::Signed,
        Number::U8 | Number::U16 | Number::U32 | Number::U64 => Kind::Unsigned,
        Number::F32 | Number::F64 => Kind::Float,
    }
}

/// How Python's `struct` spells such a number.
pub(crate) fn format_of(number: Number) -> &'static CStr {
    match number {
        Number::Bool => c"?",
        Number::I8 => c"b",
        Number::U8 => c"B",
        Number::I16 => c"h",
        Number::U16 => c"H",
        Number::I32 => c"i",
        Number::U32 => c"I",
        Number::I64 => c"q",
        Number::U64 => c"Q",
        Number::F32 => c"f",
        Number::F64 => c"d",
    }
}
