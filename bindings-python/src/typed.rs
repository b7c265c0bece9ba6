//! Variable arguments whose C type is stated rather than inferred.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::TypeId;

use crate::error::Result;
use crate::library::Shared;
use crate::object::{self, Class, Owned, body, deallocate, make_class, slot};

static CLASS: Class = Class::new();

/// The body of such an argument.
pub(crate) struct Typed {
    pub(crate) shared: Arc<Shared>,
    pub(crate) ty: TypeId,
    pub(crate) value: Owned,
}

/// Makes the class.
pub(crate) fn register() -> Result<()> {
    let doc = c"A variable argument with its C type; from `lib.typed(...)`.";
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate::<Typed> as *const c_void),
        slot(ffi::Py_tp_doc, doc.as_ptr().cast()),
    ];
    let flags = ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    let (name, size) = (c"sandbridge.Typed", object::size::<Typed>());
    // SAFETY: the functions fit their slots and the body.
    CLASS.set(unsafe { make_class(name, size, flags, ptr::null_mut(), slots) }?);
    Ok(())
}

/// An argument of that type; the value is looked at when it is passed.
pub(crate) fn make(shared: &Arc<Shared>, ty: TypeId, value: *mut ffi::PyObject) -> Result<Owned> {
    // SAFETY: the object is alive.
    let value = unsafe { Owned::of(value) }?;
    let typed = Typed { shared: Arc::clone(shared), ty, value };
    // SAFETY: the class has this body.
    unsafe { object::allocate(CLASS.get(), typed) }
}

/// The argument behind an object; `None` when its type was not stated.
pub(crate) fn of<'a>(object: *mut ffi::PyObject) -> Option<&'a Typed> {
    // SAFETY: objects of the class have this body; callers keep the object.
    CLASS.has(object).then(|| unsafe { body::<Typed>(object) })
}
