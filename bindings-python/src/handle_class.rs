//! The classes of handles, one a kind: what the facts call it, with its methods and, where the host
//! closes it, with `close` and as a context manager.

use std::ffi::{CString, c_void};

use pyo3::ffi;
use sandbridge_interface::Error;

use crate::error::{Failure, Result, guard};
use crate::handle_object::{self, Handle, this};
use crate::library::Shared;
use crate::object::{self, Owned, eternal, make_class, slot};
use crate::record_protocol::refuse_new;
use crate::table::{self, Form, Table};
use crate::{call, method};

/// Makes the class of one kind, with its methods.
pub(crate) fn make(shared: &Shared, kind: u32) -> Result<Owned> {
    let facts = &shared.interface().facts;
    let handle = facts.handles.get(kind as usize);
    let handle = handle.ok_or_else(|| Error::bug("no such kind of handle"))?;
    let mut slots = vec![
        slot(ffi::Py_tp_dealloc, handle_object::deallocate as *const c_void),
        slot(ffi::Py_tp_traverse, handle_object::traverse as *const c_void),
        slot(ffi::Py_tp_clear, handle_object::clear as *const c_void),
        slot(ffi::Py_tp_new, refuse_new as *const c_void),
        slot(ffi::Py_tp_doc, eternal(&doc(shared, handle)).cast()),
    ];
    if handle.close.is_some() {
        slots.push(slot(ffi::Py_tp_methods, methods().cast()));
    }
    let name = format!("{}.{}", shared.library.name(), handle.name);
    let name = CString::new(name.replace('\0', " ")).unwrap_or_default();
    let size = object::size::<Handle>();
    // SAFETY: the functions fit their slots and the body that the base has too.
    let class = unsafe {
        make_class(&name, size, ffi::Py_TPFLAGS_HAVE_GC, handle_object::BASE.get(), slots)
    }?;
    for (&position, known) in &facts.functions {
        let Some(function) = shared.interface().functions.get(position as usize) else { continue };
        if known.method_of != Some(kind) || facts.skipped.contains(&function.name) {
            continue;
        }
        let name = method_name(facts.name(&function.name), handle.close.is_some());
        let method = method::of_class(shared, kind, position as usize, &name)?;
        let name = Owned::text(&name)?;
        // SAFETY: all three are alive; the class is mutable.
        if unsafe { ffi::PyObject_SetAttr(class.as_ptr(), name.as_ptr(), method.as_ptr()) } != 0 {
            return Err(Failure::Raised);
        }
    }
    Ok(class)
}

/// Names that the classes have themselves get an underscore, as those that Python reserves do.
fn method_name(name: &str, is_closable: bool) -> String {
    match name {
        "closed" => "closed_".to_owned(),
        "close" if is_closable => "close_".to_owned(),
        name => call::parameter(name),
    }
}

fn doc(shared: &Shared, handle: &sandbridge_interface::facts::Handle) -> String {
    let spelling = sandbridge_interface::spell::type_name(shared.interface(), handle.ty);
    let docs = &shared.library.docs().0;
    let comment = docs.get(&spelling).or_else(|| docs.get(&format!("typedef {spelling}")));
    let comment = comment.map_or_else(String::new, |comment| format!("\n\n{comment}"));
    format!("An open `{spelling}` of {}.{comment}", shared.library.name())
}

fn methods() -> *const ffi::PyMethodDef {
    static METHODS: Table<ffi::PyMethodDef, 4> = Table([
        table::method(
            c"close",
            Form::NoArgs(close),
            c"close($self, /)\n--\n\nCloses it, and first what depends on it; twice is fine.",
        ),
        table::method(c"__enter__", Form::NoArgs(enter), c"__enter__($self, /)\n--\n\nItself."),
        table::method(
            c"__exit__",
            Form::Any(exit),
            c"__exit__($self, /, *exception)\n--\n\nCloses it.",
        ),
        table::LAST_METHOD,
    ]);
    METHODS.0.as_ptr()
}

unsafe extern "C" fn close(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| unsafe { this(me) }.close().map(|()| Owned::none()))
}

unsafe extern "C" fn enter(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter passes a live object.
    guard(|| unsafe { Owned::of(me) })
}

unsafe extern "C" fn exit(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| unsafe { this(me) }.close().map(|()| Owned::none()))
}
