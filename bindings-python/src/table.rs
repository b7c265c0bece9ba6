//! Tables of methods, properties and members, which classes are made with.

use std::ffi::CStr;
use std::ptr;

use pyo3::ffi;

type Two = unsafe extern "C" fn(*mut ffi::PyObject, *mut ffi::PyObject) -> *mut ffi::PyObject;

/// Rows that the interpreter reads for the rest of the process.
pub(crate) struct Table<T, const N: usize>(pub(crate) [T; N]);

// SAFETY: tables are constants, whose rows point to constants; nobody writes them.
unsafe impl<T, const N: usize> Sync for Table<T, N> {}

/// How a method takes its arguments.
pub(crate) enum Form {
    /// None.
    NoArgs(Two),
    /// One.
    One(Two),
    /// Any number, by position.
    Any(Two),
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
        Form::Any(function) => {
            (ffi::PyMethodDefPointer { PyCFunction: function }, ffi::METH_VARARGS)
        }
        Form::Named(function) => (
            ffi::PyMethodDefPointer { PyCFunctionWithKeywords: function },
            ffi::METH_VARARGS | ffi::METH_KEYWORDS,
        ),
    };
    ffi::PyMethodDef { ml_name: name.as_ptr(), ml_meth, ml_flags, ml_doc: doc.as_ptr() }
}

/// The end of a method table.
pub(crate) const LAST_METHOD: ffi::PyMethodDef = ffi::PyMethodDef::zeroed();

/// A row of a table of properties.
pub(crate) const fn property(
    name: &'static CStr,
    get: ffi::getter,
    set: Option<ffi::setter>,
    doc: &'static CStr,
) -> ffi::PyGetSetDef {
    let (name, doc, closure) = (name.as_ptr(), doc.as_ptr(), ptr::null_mut());
    ffi::PyGetSetDef { name, get: Some(get), set, doc, closure }
}

/// The end of a table of properties.
pub(crate) const LAST_PROPERTY: ffi::PyGetSetDef = ffi::PyGetSetDef {
    name: ptr::null(),
    get: None,
    set: None,
    doc: ptr::null(),
    closure: ptr::null_mut(),
};

/// A row of a table of members that the interpreter looks for: where in the object it finds that.
pub(crate) const fn place(name: &'static CStr, offset: usize) -> ffi::PyMemberDef {
    let (name, type_code) = (name.as_ptr(), ffi::Py_T_PYSSIZET);
    let (offset, flags) = (offset as ffi::Py_ssize_t, ffi::Py_READONLY);
    ffi::PyMemberDef { name, type_code, offset, flags, doc: ptr::null() }
}

/// The end of a table of members.
pub(crate) const LAST_MEMBER: ffi::PyMemberDef =
    ffi::PyMemberDef { name: ptr::null(), type_code: 0, offset: 0, flags: 0, doc: ptr::null() };
