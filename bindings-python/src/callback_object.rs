//! Callback objects: Python functions that C may hold for longer than a call.

use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi;
use sandbridge_interface::{Code, Error, SignatureId, name, spell};

use crate::callback::Registration;
use crate::error::{Result, guard, mismatch};
use crate::library::Shared;
use crate::object::{self, Class, Owned, body, make_class, slot};
use crate::record_protocol::refuse_new;
use crate::sequence;
use crate::table::{self, Form, Table};

static CLASS: Class = Class::new();

/// The body of a callback object.
pub(crate) struct Callback {
    pub(crate) shared: Arc<Shared>,
    pub(crate) signature: SignatureId,
    pub(crate) registration: Registration,
    /// Behind the registration, so that it goes after that.
    function: AtomicPtr<ffi::PyObject>,
}

impl Drop for Callback {
    fn drop(&mut self) {
        self.registration.retire();
        self.let_go();
    }
}

impl Callback {
    /// Drops the function.
    fn let_go(&self) {
        let function = self.function.swap(ptr::null_mut(), Ordering::Relaxed);
        // SAFETY: the reference was taken when the callback was made, and is given up once.
        unsafe { ffi::Py_XDECREF(function) };
    }
}

/// Makes the class.
pub(crate) fn register() -> Result<Owned> {
    let doc = c"A Python function that C may hold for longer than a call; from `lib.callback(...)`.

It is callable from C until `release()`, the end of a `with`, or until nothing refers to it.";
    let slots = vec![
        slot(ffi::Py_tp_dealloc, object::deallocate_tracked::<Callback> as *const c_void),
        slot(ffi::Py_tp_doc, doc.as_ptr().cast()),
        slot(ffi::Py_tp_new, refuse_new as *const c_void),
        slot(ffi::Py_tp_traverse, traverse as *const c_void),
        slot(ffi::Py_tp_clear, clear as *const c_void),
        slot(ffi::Py_tp_repr, repr as *const c_void),
        slot(ffi::Py_tp_methods, methods().cast()),
    ];
    let name = c"sandbridge.Callback";
    let flags = ffi::Py_TPFLAGS_IMMUTABLETYPE | ffi::Py_TPFLAGS_HAVE_GC;
    // SAFETY: the functions fit their slots and the body.
    let class =
        unsafe { make_class(name, object::size::<Callback>(), flags, ptr::null_mut(), slots) }?;
    CLASS.set(class.clone());
    Ok(class)
}

/// The callback behind an object; `None` when it is none.
pub(crate) fn of<'a>(object: *mut ffi::PyObject) -> Option<&'a Callback> {
    // SAFETY: objects of the class have this body; callers keep the object.
    CLASS.has(object).then(|| unsafe { body::<Callback>(object) })
}

/// A callback object for a function type: `int (*)(int)`, or a `typedef` name.
pub(crate) fn make(
    shared: &Arc<Shared>,
    ty: *mut ffi::PyObject,
    function: *mut ffi::PyObject,
) -> Result<Owned> {
    let signature = signature_of(shared, ty)?;
    // SAFETY: the object is alive.
    if unsafe { ffi::PyCallable_Check(function) } == 0 {
        return Err(mismatch("a callable", function).context("callback").into());
    }
    let registration = Registration::new(shared, &mut shared.enter()?, signature, function)?;
    // SAFETY: the object is alive; the reference goes to the callback.
    let function = AtomicPtr::new(unsafe { Owned::of(function) }?.into_ptr());
    let callback = Callback { shared: Arc::clone(shared), signature, registration, function };
    // SAFETY: the class has this body.
    unsafe { object::allocate(CLASS.get(), callback) }
}

/// The function type of a name: `int (*)(int)`, or a `typedef`.
pub(crate) fn signature_of(shared: &Shared, ty: *mut ffi::PyObject) -> Result<SignatureId> {
    // SAFETY: the object is alive.
    if unsafe { ffi::PyUnicode_Check(ty) } == 0 {
        return Err(mismatch("a function type's name", ty).into());
    }
    let wanted = String::from_utf8_lossy(sequence::utf8(ty)?);
    if let Some(found) = name::find_signature(shared.interface(), &wanted) {
        return Ok(found);
    }
    let library = shared.library.name();
    shared.library.type_named(&wanted)?;
    let message = format!("{library}: `{wanted}` is no function type");
    Err(Error::new(Code::ArgumentType, message)
        .with_help("name one as C does: `int (*)(void *)`, or by its `typedef`")
        .into())
}

unsafe extern "C" fn traverse(
    me: *mut ffi::PyObject,
    visit: ffi::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: the collector calls it with an object of the class.
    let function = unsafe { body::<Callback>(me) }.function.load(Ordering::Relaxed);
    // SAFETY: the object is alive.
    let class = unsafe { ffi::Py_TYPE(me) };
    for part in [function, class.cast()] {
        if !part.is_null() {
            // SAFETY: the collector's own function, with an object that this one refers to.
            let stop = unsafe { visit(part, arg) };
            if stop != 0 {
                return stop;
            }
        }
    }
    0
}

unsafe extern "C" fn clear(me: *mut ffi::PyObject) -> c_int {
    // SAFETY: the collector calls it with an object of the class.
    let it = unsafe { body::<Callback>(me) };
    it.registration.retire();
    it.let_go();
    0
}

unsafe extern "C" fn repr(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { body::<Callback>(me) };
        let ty = spell::function_pointer(it.shared.interface(), it.signature);
        let state = if it.registration.is_released() { ", released" } else { "" };
        Owned::text(&format!("<callback {ty} of {}{state}>", it.shared.library.name()))
    })
}

fn methods() -> *const ffi::PyMethodDef {
    static METHODS: Table<ffi::PyMethodDef, 4> = Table([
        table::method(
            c"release",
            Form::NoArgs(release),
            c"release($self, /)\n--\n\nC may keep the pointer, but calling it fails from now on.",
        ),
        table::method(c"__enter__", Form::NoArgs(enter), c"The callback itself."),
        table::method(c"__exit__", Form::Named(exit), c"Releases it."),
        table::LAST_METHOD,
    ]);
    METHODS.0.as_ptr()
}

unsafe extern "C" fn release(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { body::<Callback>(me) };
        it.registration.retire();
        it.let_go();
        Ok(Owned::none())
    })
}

unsafe extern "C" fn enter(me: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with a live object.
    guard(|| unsafe { Owned::of(me) })
}

unsafe extern "C" fn exit(
    me: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: `release` takes the object alone.
    unsafe { release(me, ptr::null_mut()) }
}
