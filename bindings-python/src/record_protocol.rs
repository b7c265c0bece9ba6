//! What Python asks of record objects beside their members: `repr`, `==`, `bytes`, copies, and
//! clear refusals.

use std::ffi::{c_int, c_void};
use std::ptr;

use pyo3::ffi;
use sandbridge_interface::{Code, Error};

use crate::error::{Failure, Result, guard, guard_number, type_error};
use crate::object::{Owned, body};
use crate::record::{self, Record};
use crate::sequence;
use crate::table::{self, Form, Table};
use crate::text;

/// `tp_new` of classes whose objects only libraries make.
pub(crate) unsafe extern "C" fn refuse_new(
    _: *mut ffi::PyTypeObject,
    _: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(|| {
        Err(type_error(
            "records are made by the classes in `lib.types`, pointers by `lib.new(...)`",
        ))
    })
}

/// `vec3(x=1.0, y=2.0, z=3.0)`.
pub(crate) unsafe extern "C" fn repr(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let record = unsafe { body::<Record>(me) };
        let mut parts = Vec::new();
        let members = &record.shared.members(record.id)?.shape.members;
        for (position, member) in members.iter().enumerate() {
            if !record.whole().shows(position)? {
                continue;
            }
            let value = record.whole().load(position, me);
            let shown = match value {
                Ok(value) => text::repr(value.as_ptr())?,
                Err(Failure::Error(error)) if error.code() == Code::UnsupportedType => "...".into(),
                Err(failure) => return Err(failure),
            };
            parts.push(format!("{}={shown}", member.name));
        }
        let name = record.shared.interface().record(record.id).name.clone();
        Owned::text(&format!("{}({})", name.as_deref().unwrap_or("anonymous"), parts.join(", ")))
    })
}

/// Equal are values of the same type of the same library with the same bytes, padding included.
pub(crate) unsafe extern "C" fn compare(
    me: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let one = unsafe { body::<Record>(me) };
        let (Some(two), ffi::Py_EQ | ffi::Py_NE) = (record::of(other), operation) else {
            // SAFETY: the object is always alive.
            return unsafe { Owned::of(ffi::Py_NotImplemented()) };
        };
        let is_equal = one.shared.library.id() == two.shared.library.id()
            && one.id == two.id
            && one.place.to_vec()? == two.place.to_vec()?;
        // SAFETY: a new reference comes back.
        unsafe { Owned::new(ffi::PyBool_FromLong((is_equal == (operation == ffi::Py_EQ)).into())) }
    })
}

/// The usual search, but a member that does not exist is named with the nearest that does.
pub(crate) unsafe extern "C" fn get_attribute(
    me: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with live objects.
    let found = unsafe { ffi::PyObject_GenericGetAttr(me, name) };
    if !found.is_null() {
        return found;
    }
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let record = unsafe { body::<Record>(me) };
        Err(unknown_member(name, |name| Ok(record.shared.members(record.id)?.unknown(name))))
    })
}

/// The same for assignment.
pub(crate) unsafe extern "C" fn set_attribute(
    me: *mut ffi::PyObject,
    name: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    // SAFETY: the interpreter calls it with live objects.
    if unsafe { ffi::PyObject_GenericSetAttr(me, name, value) } == 0 {
        return 0;
    }
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let record = unsafe { body::<Record>(me) };
        Err(unknown_member(name, |name| Ok(record.shared.members(record.id)?.unknown(name))))
    })
}

/// Turns a plain `AttributeError` into one that knows the members; `__dunder__` names and all other
/// exceptions stay.
#[cold]
pub(crate) fn unknown_member(
    name: *mut ffi::PyObject,
    unknown: impl FnOnce(&str) -> Result<Error>,
) -> Failure {
    // SAFETY: the exception's type lives as long as the interpreter.
    if unsafe { ffi::PyErr_ExceptionMatches(ffi::PyExc_AttributeError) } == 0 {
        return Failure::Raised;
    }
    // SAFETY: this thread is attached.
    let raised = unsafe { ffi::PyErr_Occurred() };
    if raised != unsafe_attribute_error() {
        return Failure::Raised;
    }
    let (mut class, mut value, mut trace) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // Kept aside, so that the name can be looked at.
    // SAFETY: the three places are valid.
    unsafe { ffi::PyErr_Fetch(&raw mut class, &raw mut value, &raw mut trace) };
    let name = sequence::utf8(name).map(|name| String::from_utf8_lossy(name).into_owned());
    let known = match name {
        Ok(name) if !name.starts_with("__") => unknown(&name).map(Some),
        _ => Ok(None),
    };
    match known {
        Ok(None) => {
            // SAFETY: these are what was fetched.
            unsafe { ffi::PyErr_Restore(class, value, trace) };
            Failure::Raised
        }
        Ok(Some(error)) => {
            for part in [class, value, trace] {
                // SAFETY: fetching gave the references away.
                unsafe { ffi::Py_XDECREF(part) };
            }
            error.into()
        }
        Err(failure) => failure,
    }
}

/// The class that the interpreter itself raises for missing attributes.
fn unsafe_attribute_error() -> *mut ffi::PyObject {
    // SAFETY: the variable is set before any module is imported.
    unsafe { ffi::PyExc_AttributeError }
}

/// The methods, all of them with names that no C member has.
pub(crate) fn methods() -> *const ffi::PyMethodDef {
    static METHODS: Table<ffi::PyMethodDef, 5> = Table([
        table::method(c"__bytes__", Form::NoArgs(bytes), c"Its image."),
        table::method(c"__copy__", Form::NoArgs(copy), c"A value of its own."),
        table::method(c"__deepcopy__", Form::One(copy), c"A value of its own."),
        table::method(c"__reduce_ex__", Form::One(refuse_pickle), c"Refused."),
        table::LAST_METHOD,
    ]);
    METHODS.0.as_ptr()
}

unsafe extern "C" fn bytes(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| unsafe { body::<Record>(me) }.image())
}

unsafe extern "C" fn copy(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let record = unsafe { body::<Record>(me) };
        let copy = record::own(&record.shared, record.id, &record.place.to_vec()?)?;
        // SAFETY: it was just made with this body.
        unsafe { body::<Record>(copy.as_ptr()) }.place.renew(record.place.generation());
        Ok(copy)
    })
}

unsafe extern "C" fn refuse_pickle(
    me: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let name = unsafe { body::<Record>(me) }.name();
        let message = format!("a `{name}` cannot be pickled: its type belongs to a loaded library");
        Err(Error::new(Code::ArgumentType, message)
            .with_help("pickle `bytes(value)`, or a dict of its members")
            .into())
    })
}

/// Shows its own bytes; guest memory is read with `bytes(...)` or seen through a pointer's `view`.
pub(crate) unsafe extern "C" fn get_buffer(
    me: *mut ffi::PyObject,
    buffer: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    // SAFETY: the interpreter passes a valid place, whose owner must be null after a failure.
    unsafe { (*buffer).obj = ptr::null_mut() };
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let record = unsafe { body::<Record>(me) };
        let Some(start) = record.place.start() else {
            return Err(text::buffer_error(
                "this record is guest memory: use bytes(...) for a copy, or the pointer's view()",
            ));
        };
        let len = record.place.len() as isize;
        // SAFETY: the bytes never move and live as long as the object, which the buffer keeps.
        Ok(unsafe { ffi::PyBuffer_FillInfo(buffer, me, start.cast::<c_void>(), len, 0, flags) })
    })
}
