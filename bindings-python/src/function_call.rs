//! Calls of Python functions with arguments that were just made: without a tuple where there are
//! few.

use std::ffi::{CStr, c_void};
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::OnceLock;

use pyo3::ffi;

use crate::error::Result;
use crate::object::Owned;
use crate::reference;

/// Arguments that need neither an allocation nor a tuple.
pub(crate) const FEW: usize = 6;

/// Room for them, after a place that is the callee's: a bound method puts its object there.
pub(crate) type Places = [MaybeUninit<*mut ffi::PyObject>; FEW + 1];

/// Up to [`FEW`] arguments, each with its reference.
pub(crate) struct Few {
    places: Places,
    len: usize,
}

impl Drop for Few {
    fn drop(&mut self) {
        // SAFETY: `push` wrote so many.
        unsafe { end(&self.places, self.len) };
    }
}

impl Few {
    pub(crate) fn new() -> Self {
        Self { places: places(), len: 0 }
    }

    /// Adds one; callers know that there are few.
    pub(crate) fn push(&mut self, value: Owned) {
        self.places[1 + self.len].write(value.into_ptr());
        self.len += 1;
    }

    pub(crate) fn call(&mut self, function: *mut ffi::PyObject) -> Result<Owned> {
        // SAFETY: `push` wrote so many.
        unsafe { call(&mut self.places, self.len, function, Way::of_any()) }
    }
}

/// Empty places.
#[inline(always)]
pub(crate) fn places() -> Places {
    [MaybeUninit::uninit(); FEW + 1]
}

/// Calls with the first `len` arguments.
///
/// # Safety
/// So many were written behind the callee's place, each with its reference, and the way is the
/// function's.
#[inline(always)]
pub(crate) unsafe fn call(
    places: &mut Places,
    len: usize,
    function: *mut ffi::PyObject,
    way: Way,
) -> Result<Owned> {
    let Way(Some(vectorcall)) = way else {
        // SAFETY: passed on to the caller.
        return unsafe { call_slowly(places, len, function) };
    };
    let first = places.as_mut_ptr().wrapping_add(1).cast::<*mut ffi::PyObject>();
    // SAFETY: so many live arguments are there, and the place before them is free to use; a new
    // reference or null comes back.
    unsafe { Owned::new(vectorcall(function, first, len | PLACE_BEFORE, ptr::null_mut())) }
}

/// # Safety
/// As for [`call`].
#[cold]
unsafe fn call_slowly(places: &Places, len: usize, function: *mut ffi::PyObject) -> Result<Owned> {
    let items = places[1..=len].iter().map(|place| {
        // SAFETY: the caller vouches for it; the object is alive.
        unsafe { Owned::of(place.assume_init()) }
    });
    call_with_many(function, &items.collect::<Result<Vec<_>>>()?)
}

/// Gives the references of the first `len` arguments up.
///
/// # Safety
/// As for [`call`]; nobody looks at them after this.
#[inline(always)]
pub(crate) unsafe fn end(places: &Places, len: usize) {
    for place in places.iter().skip(1).take(len) {
        // SAFETY: the caller vouches for it.
        unsafe { reference::give_up(place.assume_init()) };
    }
}

/// Calls with any number of arguments.
pub(crate) fn call_with_many(function: *mut ffi::PyObject, items: &[Owned]) -> Result<Owned> {
    // SAFETY: a new tuple or null comes back.
    let tuple = unsafe { Owned::new(ffi::PyTuple_New(items.len() as isize)) }?;
    for (index, item) in (0..).zip(items) {
        // SAFETY: the tuple is new and has this place; it takes the reference over.
        unsafe { ffi::PyTuple_SetItem(tuple.as_ptr(), index, item.clone().into_ptr()) };
    }
    // SAFETY: both are alive.
    unsafe { Owned::new(ffi::PyObject_Call(function, tuple.as_ptr(), ptr::null_mut())) }
}

type Vectorcall = unsafe extern "C" fn(
    *mut ffi::PyObject,
    *mut *mut ffi::PyObject,
    usize,
    *mut ffi::PyObject,
) -> *mut ffi::PyObject;

/// `PY_VECTORCALL_ARGUMENTS_OFFSET`.
const PLACE_BEFORE: usize = 1 << (usize::BITS - 1);

/// How an object is called without a tuple; `None` where the interpreter does not say.
#[derive(Clone, Copy)]
pub(crate) struct Way(Option<Vectorcall>);

/// What every interpreter since 3.9 has, but the stable interface names only since 3.12; a tenth of a
/// callback quicker than what it names before.
struct Known {
    /// `PyObject_Vectorcall`.
    any: Option<Vectorcall>,
    /// `PyVectorcall_Function`: an object's own way, if it has one.
    own: Option<unsafe extern "C" fn(*mut ffi::PyObject) -> Option<Vectorcall>>,
    /// The class of functions that are written in Python.
    function: *mut c_void,
}

// SAFETY: the class lives as long as the interpreter; only its address is looked at.
unsafe impl Send for Known {}
// SAFETY: as above.
unsafe impl Sync for Known {}

impl Way {
    /// The way that all objects can be called.
    #[inline(always)]
    pub(crate) fn of_any() -> Self {
        Self(known().any)
    }

    /// An object's own way, for those that are called often. A function in Python has one for all its
    /// life, and returns either a value or null with an exception set: the interpreter's checks of
    /// both, which are a twentieth of a callback, are for other callables.
    pub(crate) fn of(callable: *mut ffi::PyObject) -> Self {
        // SAFETY: the object is alive.
        let class = unsafe { ffi::Py_TYPE(callable) };
        match known().own {
            Some(own) if class.cast() == known().function => {
                // SAFETY: as above.
                Self(unsafe { own(callable) }.or(known().any))
            }
            _ => Self::of_any(),
        }
    }
}

#[inline(always)]
fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(find)
}

#[cold]
fn find() -> Known {
    let any = symbol(c"PyObject_Vectorcall");
    let own = symbol(c"PyVectorcall_Function");
    Known {
        // SAFETY: the symbol of that name is a function of this type, or was not found.
        any: unsafe { std::mem::transmute::<*mut c_void, Option<Vectorcall>>(any) },
        // SAFETY: as above.
        own: unsafe { std::mem::transmute::<*mut c_void, Option<_>>(own) },
        function: symbol(c"PyFunction_Type"),
    }
}

/// Null where the process has none of that name, or cannot be asked.
fn symbol(name: &CStr) -> *mut c_void {
    #[cfg(unix)]
    {
        unsafe extern "C" {
            fn dlsym(handle: *mut c_void, name: *const std::ffi::c_char) -> *mut c_void;
        }
        // SAFETY: a null handle searches what the process has loaded; the name is terminated.
        unsafe { dlsym(ptr::null_mut(), name.as_ptr()) }
    }
    #[cfg(not(unix))]
    {
        let _ = name;
        ptr::null_mut()
    }
}
