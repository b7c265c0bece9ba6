//! Python objects whose body is Rust data, made through the limited API: what pyo3's own classes
//! are, without their bookkeeping, and with classes that are made at run time.
//!
//! Everything here runs attached to the interpreter (with the GIL held).

use std::ffi::{CStr, c_int, c_uint, c_void};
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi;

use crate::error::{Failure, Result};
use crate::reference;

/// A strong reference to a Python object.
#[derive(Debug)]
pub(crate) struct Owned(NonNull<ffi::PyObject>);

// SAFETY: references are only made, used and dropped by threads that are attached to the
// interpreter, one at a time.
unsafe impl Send for Owned {}
// SAFETY: as above.
unsafe impl Sync for Owned {}

impl Drop for Owned {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the reference is owned, and the thread is attached.
        unsafe { reference::give_up(self.0.as_ptr()) };
    }
}

impl Clone for Owned {
    fn clone(&self) -> Self {
        Self::borrowed(self.0)
    }
}

impl Owned {
    /// Takes over what a function of the C API returned: a new reference, or null with an
    /// exception set.
    ///
    /// # Safety
    /// The pointer is such a result.
    #[inline(always)]
    pub(crate) unsafe fn new(object: *mut ffi::PyObject) -> Result<Self> {
        NonNull::new(object).map(Self).ok_or(Failure::Raised)
    }

    #[inline(always)]
    fn borrowed(object: NonNull<ffi::PyObject>) -> Self {
        // SAFETY: callers hold a reference to it for the duration of this call.
        unsafe { reference::take(object.as_ptr()) };
        Self(object)
    }

    /// Another reference to an object that the caller keeps alive meanwhile.
    ///
    /// # Safety
    /// The pointer is null with an exception set, or points to a live object.
    #[inline(always)]
    pub(crate) unsafe fn of(object: *mut ffi::PyObject) -> Result<Self> {
        NonNull::new(object).map(Self::borrowed).ok_or(Failure::Raised)
    }

    /// `None`.
    #[inline(always)]
    pub(crate) fn none() -> Self {
        // SAFETY: `None` is always alive; the fallback is never reached.
        let none = unsafe { ffi::Py_None() };
        NonNull::new(none).map_or_else(|| unreachable!("None exists"), Self::borrowed)
    }

    /// A `str`.
    pub(crate) fn text(text: &str) -> Result<Self> {
        // SAFETY: the pointer and length are those of valid UTF-8.
        unsafe {
            Self::new(ffi::PyUnicode_FromStringAndSize(text.as_ptr().cast(), text.len() as isize))
        }
    }

    #[inline(always)]
    pub(crate) fn as_ptr(&self) -> *mut ffi::PyObject {
        self.0.as_ptr()
    }

    /// The object as a type, for those that are.
    pub(crate) fn as_type(&self) -> *mut ffi::PyTypeObject {
        self.0.as_ptr().cast()
    }

    #[inline(always)]
    pub(crate) fn into_ptr(self) -> *mut ffi::PyObject {
        let object = self.0.as_ptr();
        std::mem::forget(self);
        object
    }
}

/// A Python object with its body behind the head that all have.
#[repr(C)]
struct Object<T> {
    head: ffi::PyObject,
    body: T,
}

/// How large an object with this body is.
pub(crate) const fn size<T>() -> c_int {
    size_of::<Object<T>>() as c_int
}

/// A new object of that class.
///
/// # Safety
/// The class, or its base, was made by [`make_class`] for this body.
#[inline(always)]
pub(crate) unsafe fn allocate<T>(class: *mut ffi::PyTypeObject, body: T) -> Result<Owned> {
    // SAFETY: the class is a live type.
    let object = unsafe { Owned::new(ffi::PyType_GenericAlloc(class, 0)) }?;
    let place = object.as_ptr().cast::<Object<T>>();
    // SAFETY: the object has the size of `Object<T>`, and its body is not yet anything.
    unsafe { (&raw mut (*place).body).write(body) };
    Ok(object)
}

/// The same for a class that has no subclass's additions: neither a `__dict__` nor the collector.
///
/// # Safety
/// The class was made by [`make_class`] for this body, without flags.
#[inline(always)]
pub(crate) unsafe fn allocate_plain<T>(class: *mut ffi::PyTypeObject, body: T) -> Result<Owned> {
    // SAFETY: the class is a live type; its objects have the size of `Object<T>`.
    let object = unsafe { Owned::new(ffi::PyObject_New(class)) }?;
    let place = object.as_ptr().cast::<Object<T>>();
    // SAFETY: as in `allocate`.
    unsafe { (&raw mut (*place).body).write(body) };
    Ok(object)
}

/// The body of an object.
///
/// # Safety
/// The object's class has this body, and the object outlives the borrow.
#[inline(always)]
pub(crate) unsafe fn body<'a, T>(object: *mut ffi::PyObject) -> &'a T {
    let place = object.cast::<Object<T>>();
    // SAFETY: passed on to the caller.
    unsafe { &(*place).body }
}

/// Drops the body and frees the object: the `tp_dealloc` of classes with this body.
///
/// # Safety
/// Called by the interpreter for an object of such a class.
pub(crate) unsafe extern "C" fn deallocate<T>(object: *mut ffi::PyObject) {
    // SAFETY: the object is alive until it is freed below.
    let class = unsafe { ffi::Py_TYPE(object) };
    let place = object.cast::<Object<T>>();
    // SAFETY: the body was written when the object was made, and is dropped only here.
    unsafe { ptr::drop_in_place(&raw mut (*place).body) };
    // SAFETY: every heap type has the slot.
    let free = unsafe { ffi::PyType_GetSlot(class, ffi::Py_tp_free) };
    // SAFETY: the slot holds a function of that type.
    let free: ffi::freefunc = unsafe { std::mem::transmute(free) };
    // SAFETY: nobody else has the object.
    unsafe { free(object.cast()) };
    // SAFETY: the object held this reference to its class.
    unsafe { reference::give_up(class.cast()) };
}

/// [`deallocate`] for classes of [`allocate_plain`], which ask nobody how to free.
///
/// # Safety
/// As for [`deallocate`].
pub(crate) unsafe extern "C" fn deallocate_plain<T>(object: *mut ffi::PyObject) {
    // SAFETY: the object is alive until it is freed below.
    let class = unsafe { ffi::Py_TYPE(object) };
    let place = object.cast::<Object<T>>();
    // SAFETY: the body was written when the object was made, and is dropped only here.
    unsafe { ptr::drop_in_place(&raw mut (*place).body) };
    // SAFETY: nobody else has the object, which came from the interpreter's allocator.
    unsafe { ffi::PyObject_Free(object.cast()) };
    // SAFETY: the object held this reference to its class.
    unsafe { reference::give_up(class.cast()) };
}

/// [`deallocate`] for classes whose objects the collector tracks.
///
/// # Safety
/// As for [`deallocate`].
pub(crate) unsafe extern "C" fn deallocate_tracked<T>(object: *mut ffi::PyObject) {
    // SAFETY: the object is tracked since it was made, and must not be seen half dropped.
    unsafe { ffi::PyObject_GC_UnTrack(object.cast()) };
    // SAFETY: passed on to the caller.
    unsafe { deallocate::<T>(object) }
}

/// A slot of a class with its function or data.
pub(crate) fn slot(slot: c_int, function: *const c_void) -> ffi::PyType_Slot {
    ffi::PyType_Slot { slot, pfunc: function.cast_mut() }
}

/// A class whose objects have a Rust body.
///
/// # Safety
/// The slots' functions have the types that their slots say and suit the body; what the slots
/// point to lives as long as the process (names and docs are copied by the interpreter).
pub(crate) unsafe fn make_class(
    name: &CStr,
    size: c_int,
    flags: std::ffi::c_ulong,
    base: *mut ffi::PyTypeObject,
    mut slots: Vec<ffi::PyType_Slot>,
) -> Result<Owned> {
    slots.push(slot(0, ptr::null()));
    let mut spec = ffi::PyType_Spec {
        name: name.as_ptr(),
        basicsize: size,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT | flags) as c_uint,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the spec is terminated and alive; a null base means `object`.
    unsafe { Owned::new(ffi::PyType_FromSpecWithBases(&raw mut spec, base.cast())) }
}

/// A class of this module, made once when the module is.
pub(crate) struct Class(AtomicPtr<ffi::PyTypeObject>);

impl Class {
    pub(crate) const fn new() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    /// Keeps the class for the rest of the process.
    pub(crate) fn set(&self, class: Owned) {
        self.0.store(class.into_ptr().cast(), Ordering::Relaxed);
    }

    #[inline(always)]
    pub(crate) fn get(&self) -> *mut ffi::PyTypeObject {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether the object is of this class or of one derived from it.
    #[inline(always)]
    pub(crate) fn has(&self, object: *mut ffi::PyObject) -> bool {
        // SAFETY: the object and the class are alive.
        unsafe { ffi::PyObject_TypeCheck(object, self.get()) != 0 }
    }
}

/// Text for the interpreter that lives as long as the process. Names that were seen before are
/// reused, so that loading a library again leaks nothing.
pub(crate) fn eternal(text: &str) -> *const std::ffi::c_char {
    use std::collections::HashMap;
    use std::ffi::CString;
    use std::sync::{Mutex, PoisonError};
    static KNOWN: Mutex<Option<HashMap<String, &'static CStr>>> = Mutex::new(None);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(found) = known.get(text) {
        return found.as_ptr();
    }
    let kept: &'static CStr =
        Box::leak(CString::new(text.replace('\0', " ")).unwrap_or_default().into_boxed_c_str());
    known.insert(text.to_owned(), kept);
    kept.as_ptr()
}
