//! Handles: Python objects for objects that C owns. One Python object stands for one C object; when
//! it is collected, C's is closed at the next call.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_void};
use std::mem::offset_of;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::ffi;
use sandbridge_interface::{Code, Error, TypeId};
use sandbridge_runtime::Entered;

use crate::error::{Failure, Result, guard};
use crate::library::Shared;
use crate::object::{self, Class, Owned, allocate, body, deallocate_tracked, make_class, slot};
use crate::record_protocol::refuse_new;
use crate::table::{self, Table};
use crate::tie::Ties;

/// What all classes of handles derive from.
pub(crate) static BASE: Class = Class::new();

/// The body of a handle object.
pub(crate) struct Handle {
    pub(crate) shared: Arc<Shared>,
    id: u64,
    kind: u32,
    /// It ends with the callback that it was given to.
    is_lent: bool,
    pub(crate) ties: Ties,
    /// Weak references to it, which the interpreter keeps here.
    weak: UnsafeCell<*mut ffi::PyObject>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        if !self.is_lent {
            self.shared.handles.forget(self.id);
            self.shared.library.release_handle_later(self.id);
        }
    }
}

/// The objects that stand for handles, so that there is one for each.
#[derive(Default)]
pub(crate) struct Known(Mutex<Vec<(u64, usize)>>);

impl Known {
    /// Borrowed from whoever has it; null when there is none.
    pub(crate) fn find(&self, id: u64) -> *mut ffi::PyObject {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(place(id)) {
            Some((other, object)) if *other == id => ptr::with_exposed_provenance_mut(*object),
            _ => ptr::null_mut(),
        }
    }

    fn add(&self, id: u64, object: *mut ffi::PyObject) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = place(id);
        if known.len() <= place {
            known.resize(place + 1, (0, 0));
        }
        if let Some(entry) = known.get_mut(place) {
            *entry = (id, object.expose_provenance());
        }
    }

    fn forget(&self, id: u64) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The place may have been taken by a later handle.
        if let Some(entry) = known.get_mut(place(id)).filter(|entry| entry.0 == id) {
            *entry = (0, 0);
        }
    }
}

/// The core gives handles places in a table, the lower half of their ids, and uses them again.
fn place(id: u64) -> usize {
    id as u32 as usize
}

/// Makes the base class.
pub(crate) fn register() -> Result<Owned> {
    let doc = c"An object that a C library owns: of one of the library's own classes.";
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate as *const c_void),
        slot(ffi::Py_tp_traverse, traverse as *const c_void),
        slot(ffi::Py_tp_clear, clear as *const c_void),
        slot(ffi::Py_tp_members, members().cast()),
        slot(ffi::Py_tp_doc, doc.as_ptr().cast()),
        slot(ffi::Py_tp_new, refuse_new as *const c_void),
        slot(ffi::Py_tp_repr, repr as *const c_void),
        slot(ffi::Py_tp_richcompare, compare as *const c_void),
        slot(ffi::Py_tp_hash, hash as *const c_void),
        slot(ffi::Py_tp_getset, properties().cast()),
    ];
    let flags = ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_IMMUTABLETYPE | ffi::Py_TPFLAGS_HAVE_GC;
    let (name, size) = (c"sandbridge.Handle", object::size::<Handle>());
    // SAFETY: the functions fit their slots and the body.
    let class = unsafe { make_class(name, size, flags, ptr::null_mut(), slots) }?;
    BASE.set(class.clone());
    Ok(class)
}

/// The handle behind an object; `None` when it is none.
#[inline(always)]
pub(crate) fn of<'a>(object: *mut ffi::PyObject) -> Option<&'a Handle> {
    // SAFETY: objects of the class have this body; callers keep the object.
    BASE.has(object).then(|| unsafe { body::<Handle>(object) })
}

/// The object for a handle that the core gave; `None` for 0.
pub(crate) fn lift(
    shared: &Arc<Shared>,
    entered: &Entered<'_>,
    kind: u32,
    id: u64,
    is_lent: bool,
) -> Result<Owned> {
    if id == 0 {
        return Ok(Owned::none());
    }
    let known = shared.handles.find(id);
    if !known.is_null() {
        // SAFETY: objects are forgotten before they are freed.
        return unsafe { Owned::of(known) };
    }
    let class = shared.handle_class(kind)?.as_type();
    let parent = if is_lent { None } else { entered.handle_parent(id) };
    let parent = parent.map_or(ptr::null_mut(), |parent| shared.handles.find(parent));
    let parent = match parent.is_null() {
        true => None,
        // SAFETY: objects are forgotten before they are freed.
        false => Some(unsafe { Owned::of(parent) }?),
    };
    let ties = Ties::new(parent);
    let weak = UnsafeCell::new(ptr::null_mut());
    let handle = Handle { shared: Arc::clone(shared), id, kind, is_lent, ties, weak };
    // SAFETY: the class has this body.
    let made = unsafe { allocate(class, handle) }?;
    if !is_lent {
        shared.handles.add(id, made.as_ptr());
    }
    Ok(made)
}

impl Handle {
    /// Its id, for a call of that library.
    #[inline(always)]
    pub(crate) fn id_in(&self, shared: &Arc<Shared>) -> Result<u64> {
        if Arc::ptr_eq(&self.shared, shared) { Ok(self.id) } else { Err(self.foreign(shared)) }
    }

    /// What to pass to C where that library has a pointer to `wanted`, any pointer when `None`.
    #[cold]
    pub(crate) fn address_in(&self, shared: &Shared, wanted: Option<TypeId>) -> Result<u32> {
        if !ptr::eq(Arc::as_ptr(&self.shared), shared) {
            return Err(self.foreign(shared));
        }
        Ok(shared.enter()?.handle_as_pointer(self.id, self.kind, wanted)?.0)
    }

    #[cold]
    fn foreign(&self, shared: &Shared) -> Failure {
        let (own, other) = (self.shared.library.name(), shared.library.name());
        let class = self.shared.library.handle_name(self.kind);
        let message = match own == other {
            true => format!("the `{class}` belongs to another load of {own}"),
            false => format!("the `{class}` belongs to {own}, not to {other}"),
        };
        Error::new(Code::ForeignPointer, message)
            .with_help("each load of a library has memory of its own")
            .into()
    }

    pub(crate) fn kind(&self) -> u32 {
        self.kind
    }

    /// Whether the C object is gone, or out of reach.
    fn is_closed(&self) -> Result<bool> {
        match self.shared.enter() {
            Ok(entered) => Ok(!entered.handle_is_open(self.id)),
            Err(Failure::Error(error)) if is_over(&error) => Ok(true),
            Err(failure) => Err(failure),
        }
    }

    pub(crate) fn close(&self) -> Result<()> {
        match self.shared.enter() {
            Ok(mut entered) => {
                let done = entered.close_handle(self.id).map_err(Failure::from);
                drop(entered);
                done.map_err(|failure| self.shared.own_failure(failure))
            }
            // Nothing is left to close.
            Err(Failure::Error(error)) if is_over(&error) => Ok(()),
            Err(failure) => Err(failure),
        }
    }
}

fn is_over(error: &Error) -> bool {
    matches!(error.code(), Code::Closed | Code::DeadInstance)
}

/// The handle behind `me`.
///
/// # Safety
/// Called by the interpreter for an object of the class.
pub(crate) unsafe fn this<'a>(me: *mut ffi::PyObject) -> &'a Handle {
    // SAFETY: passed on to the caller.
    unsafe { body::<Handle>(me) }
}

pub(crate) unsafe extern "C" fn deallocate(me: *mut ffi::PyObject) {
    // SAFETY: the object is tracked since it was made, and must not be seen half dropped.
    unsafe { ffi::PyObject_GC_UnTrack(me.cast()) };
    // SAFETY: the interpreter calls it with an object of the class; only it writes there.
    if !unsafe { *this(me).weak.get() }.is_null() {
        // SAFETY: the object is still whole.
        unsafe { ffi::PyObject_ClearWeakRefs(me) };
    }
    // SAFETY: passed on to the caller.
    unsafe { deallocate_tracked::<Handle>(me) }
}

fn members() -> *const ffi::PyMemberDef {
    static MEMBERS: Table<ffi::PyMemberDef, 2> = Table([
        // The body follows the object's head.
        table::place(c"__weaklistoffset__", size_of::<ffi::PyObject>() + offset_of!(Handle, weak)),
        table::LAST_MEMBER,
    ]);
    MEMBERS.0.as_ptr()
}

pub(crate) unsafe extern "C" fn traverse(
    me: *mut ffi::PyObject,
    visit: ffi::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: the object is alive.
    let class = unsafe { ffi::Py_TYPE(me) };
    // SAFETY: the collector's own function, with an object that this one refers to.
    match unsafe { visit(class.cast(), arg) } {
        // SAFETY: the collector calls it with an object of the class, and with its own arguments.
        0 => unsafe { this(me).ties.visit(visit, arg) },
        stop => stop,
    }
}

pub(crate) unsafe extern "C" fn clear(me: *mut ffi::PyObject) -> c_int {
    // SAFETY: the collector calls it with an object of the class.
    unsafe { this(me) }.ties.cut();
    0
}

/// `<Database of sqlite>`.
unsafe extern "C" fn repr(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let library = &it.shared.library;
        let state = if it.is_closed()? { "closed " } else { "" };
        Owned::text(&format!("<{state}{} of {}>", library.handle_name(it.kind), library.name()))
    })
}

unsafe extern "C" fn compare(
    me: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    guard(|| {
        let (Some(two), ffi::Py_EQ | ffi::Py_NE) = (of(other), operation) else {
            // SAFETY: the object is always alive.
            return unsafe { Owned::of(ffi::Py_NotImplemented()) };
        };
        // Ids are the process's own: no two libraries have the same.
        // SAFETY: the interpreter calls it with an object of the class.
        let answer = (unsafe { this(me) }.id == two.id) == (operation == ffi::Py_EQ);
        // SAFETY: a new reference comes back.
        unsafe { Owned::new(ffi::PyBool_FromLong(answer.into())) }
    })
}

unsafe extern "C" fn hash(me: *mut ffi::PyObject) -> ffi::Py_hash_t {
    // The top bit is left out, so that it is never -1, which would mean a failure.
    // SAFETY: the interpreter calls it with an object of the class.
    (unsafe { this(me) }.id >> 1) as ffi::Py_hash_t
}

fn properties() -> *const ffi::PyGetSetDef {
    static PROPERTIES: Table<ffi::PyGetSetDef, 2> = Table([
        table::property(
            c"closed",
            get_closed,
            None,
            c"Whether it was closed, by itself or with what it depends on.",
        ),
        table::LAST_PROPERTY,
    ]);
    PROPERTIES.0.as_ptr()
}

unsafe extern "C" fn get_closed(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let is_closed = unsafe { this(me) }.is_closed()?;
        // SAFETY: a new reference comes back.
        unsafe { Owned::new(ffi::PyBool_FromLong(is_closed.into())) }
    })
}
