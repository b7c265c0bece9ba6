//! Small things that all classes need: method tables, `repr` of parts, text results.

use std::ffi::CStr;

use pyo3::exceptions::PyBufferError;
use pyo3::ffi;
use sandbridge_interface::{Code, Error};

use crate::error::{Failure, Result};
use crate::object::Owned;

type Two = unsafe extern "C" fn(*mut ffi::PyObject, *mut ffi::PyObject) -> *mut ffi::PyObject;

/// How a method takes its arguments.
pub(crate) enum Form {
    /// None.
    NoArgs(Two),
    /// One.
    One(Two),
    /// Any number, by position or by name.
    Named(ffi::PyCFunctionWithKeywords),
}

/// A row of a method table.
pub(crate) const fn method(
    name: &'static CStr,
    form: Form,
    doc: &'static CStr,
) -> ffi::PyMethodDef {
    let (ml_meth, ml_flags) = match form {
        Form::NoArgs(function) => {
            (ffi::PyMethodDefPointer { PyCFunction: function }, ffi::METH_NOARGS)
        }
        Form::One(function) => (ffi::PyMethodDefPointer { PyCFunction: function }, ffi::METH_O),
        Form::Named(function) => (
            ffi::PyMethodDefPointer { PyCFunctionWithKeywords: function },
            ffi::METH_VARARGS | ffi::METH_KEYWORDS,
        ),
    };
    ffi::PyMethodDef { ml_name: name.as_ptr(), ml_meth, ml_flags, ml_doc: doc.as_ptr() }
}

/// What `repr` gives.
pub(crate) fn repr(value: *mut ffi::PyObject) -> Result<String> {
    // SAFETY: the object is alive; a new `str` or null comes back.
    let text = unsafe { Owned::new(ffi::PyObject_Repr(value)) }?;
    Ok(String::from_utf8_lossy(crate::sequence::utf8(text.as_ptr())?).into_owned())
}

/// Text from the guest as `str`.
pub(crate) fn decode(bytes: &[u8]) -> Result<Owned> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Owned::text(text),
        Err(error) => {
            let at = error.valid_up_to();
            let message = format!("the text is not UTF-8 from byte {at} on");
            Err(Error::new(Code::TextEncoding, message)
                .with_help("read it as bytes through a pointer")
                .into())
        }
    }
}

/// What the buffer protocol raises.
pub(crate) fn buffer_error(message: &'static str) -> Failure {
    PyBufferError::new_err(message).into()
}
