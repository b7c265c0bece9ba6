//! What Python asks of pointer objects: properties, elements and members.

use std::ffi::{c_int, c_void};
use std::ptr;

use pyo3::ffi;
use sandbridge_interface::{Code, Error};

use crate::error::{Result, describe, guard, guard_number, mismatch, type_error};
use crate::object::{Owned, body};
use crate::pointer::{self, Pointer};
use crate::record_protocol::unknown_member;
use crate::table::{self, Table};
use crate::tag::Whole;
use crate::{access, record};

/// The pointer behind `me`.
///
/// # Safety
/// Called by the interpreter for an object of the class.
unsafe fn this<'a>(me: *mut ffi::PyObject) -> &'a Pointer {
    // SAFETY: passed on to the caller.
    unsafe { body::<Pointer>(me) }
}

/// `<z_stream * at 0x10400 of zlib>`.
pub(crate) unsafe extern "C" fn repr(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let library = it.site.shared.library.name();
        Owned::text(&format!("<{} at {:#x} of {library}>", it.type_name(), it.site.addr))
    })
}

/// Equal are pointers to the same address in the same life of the same library.
pub(crate) unsafe extern "C" fn compare(
    me: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let one = unsafe { this(me) };
        let (Some(two), ffi::Py_EQ | ffi::Py_NE) = (pointer::of(other), operation) else {
            // SAFETY: the object is always alive.
            return unsafe { Owned::of(ffi::Py_NotImplemented()) };
        };
        let key = |p: &Pointer| (p.site.shared.library.id(), p.site.generation, p.site.addr);
        let answer = (key(one) == key(two)) == (operation == ffi::Py_EQ);
        // SAFETY: a new reference comes back.
        unsafe { Owned::new(ffi::PyBool_FromLong(answer.into())) }
    })
}

pub(crate) unsafe extern "C" fn hash(me: *mut ffi::PyObject) -> ffi::Py_hash_t {
    // SAFETY: the interpreter calls it with an object of the class.
    let site = unsafe { &this(me).site };
    let mixed = (site.shared.library.id() << 40) ^ (u64::from(site.generation) << 32);
    // The top bit is left out, so that it is never -1, which would mean a failure.
    ((mixed ^ u64::from(site.addr)) >> 1) as ffi::Py_hash_t
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
        let it = unsafe { this(me) };
        Err(unknown_member(name, |name| unknown(it, name)))
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
        let it = unsafe { this(me) };
        Err(unknown_member(name, |name| unknown(it, name)))
    })
}

fn unknown(it: &Pointer, name: &str) -> Result<Error> {
    match it.record() {
        Some(id) => Ok(it.site.shared.members(id)?.unknown(name)),
        None => {
            let message = format!("a `{}` has no members, so no `{name}`", it.type_name());
            Ok(Error::new(Code::UnknownMember, message)
                .with_help("its object is `.value`, its elements are `p[i]`"))
        }
    }
}

pub(crate) unsafe extern "C" fn get_item(
    me: *mut ffi::PyObject,
    index: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| load(unsafe { this(me) }, me, position(index)?))
}

pub(crate) unsafe extern "C" fn set_item(
    me: *mut ffi::PyObject,
    index: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> c_int {
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        assign(unsafe { this(me) }, position(index)?, value)?;
        Ok(0)
    })
}

/// An index; unlike a list's, negative ones do not count from the end, which is not known.
fn position(index: *mut ffi::PyObject) -> Result<usize> {
    // SAFETY: the object is alive; what is no integer gives -1 and an exception.
    let at = unsafe { ffi::PyNumber_AsSsize_t(index, ptr::null_mut()) };
    // SAFETY: this thread is attached.
    if at == -1 && unsafe { !ffi::PyErr_Occurred().is_null() } {
        // SAFETY: as above.
        unsafe { ffi::PyErr_Clear() };
        return Err(mismatch("an index", index).into());
    }
    usize::try_from(at).map_err(|_| {
        let message = format!("element {} lies before the pointer", describe(index));
        Error::new(Code::IndexOutOfRange, message).into()
    })
}

fn load(it: &Pointer, me: *mut ffi::PyObject, index: usize) -> Result<Owned> {
    let (access, place) = it.element(index)?;
    access::load(&it.site.shared, &access, &place, 0, me)
        .map_err(|failure| failure.context(it.type_name()))
}

fn assign(it: &Pointer, index: usize, value: *mut ffi::PyObject) -> Result<()> {
    if value.is_null() {
        return Err(type_error("what C has in memory cannot be deleted"));
    }
    let (access, place) = it.element(index)?;
    access::assign(&it.site.shared, &access, &place, 0, value)
        .map_err(|failure| failure.context(it.type_name()))
}

pub(crate) unsafe extern "C" fn get_member(
    me: *mut ffi::PyObject,
    closure: *mut c_void,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: descriptors check that the object is of their class.
        let it = unsafe { this(me) };
        let id = it.record().ok_or_else(|| Error::bug("members of no record"))?;
        let (shared, (_, place)) = (&it.site.shared, it.element(0)?);
        Whole { shared, id, place: &place, beside: None }.load(closure.addr(), me)
    })
}

pub(crate) unsafe extern "C" fn set_member(
    me: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    closure: *mut c_void,
) -> c_int {
    guard_number(|| {
        // SAFETY: descriptors check that the object is of their class.
        let it = unsafe { this(me) };
        let id = it.record().ok_or_else(|| Error::bug("members of no record"))?;
        let member = record::member(&it.site.shared, id, closure)?;
        let (_, place) = it.element(0)?;
        let whole = Whole { shared: &it.site.shared, id, place: &place, beside: None };
        whole.assign(closure.addr(), value).map_err(|failure| {
            failure.context(format_args!("{}: member `{}`", it.type_name(), member.declaration))
        })?;
        Ok(0)
    })
}

/// `address`, `type` and `value`.
pub(crate) fn properties() -> *const ffi::PyGetSetDef {
    static PROPERTIES: Table<ffi::PyGetSetDef, 4> = Table([
        table::property(c"address", get_address, None, c"The guest address, in bytes."),
        table::property(c"type", get_type, None, c"The C type, such as 'z_stream *'."),
        table::property(c"value", get_value, Some(set_value), c"The object that it points to."),
        table::LAST_PROPERTY,
    ]);
    PROPERTIES.0.as_ptr()
}

unsafe extern "C" fn get_address(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class; a new reference comes back.
    guard(|| unsafe { Owned::new(ffi::PyLong_FromUnsignedLongLong(this(me).site.addr.into())) })
}

unsafe extern "C" fn get_type(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| Owned::text(&unsafe { this(me) }.type_name()))
}

unsafe extern "C" fn get_value(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| load(unsafe { this(me) }, me, 0))
}

unsafe extern "C" fn set_value(
    me: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    _: *mut c_void,
) -> c_int {
    guard_number(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        assign(unsafe { this(me) }, 0, value)?;
        Ok(0)
    })
}
