//! C function pointers: objects that call what a library's pointer points to, and the table indices
//! that go where C wants one.

use std::ffi::{CStr, c_int, c_void};
use std::ptr;
use std::sync::Arc;

use pyo3::ffi;
use sandbridge_interface::{Code, Error, Interface, SignatureId, spell};
use sandbridge_runtime::{Entered, FunctionPointer as Index};

use crate::call::Call;
use crate::callback::Registration;
use crate::error::{Result, guard, mismatch, type_error};
use crate::library::Shared;
use crate::object::{self, Class, Owned, body, deallocate, make_class, slot};
use crate::record_protocol::refuse_new;
use crate::table::{self, Form, Table};
use crate::{callback_object, sequence};

static CLASS: Class = Class::new();

/// The body of a function pointer object.
pub(crate) struct FunctionPointer {
    call: Call,
    generation: u32,
    pub(crate) index: u32,
    signature: SignatureId,
}

const DOC: &CStr = c"A C function that a library handed out as a pointer: call it like any other.";

/// Makes the class.
pub(crate) fn register() -> Result<Owned> {
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate::<FunctionPointer> as *const c_void),
        slot(ffi::Py_tp_doc, DOC.as_ptr().cast()),
        slot(ffi::Py_tp_new, refuse_new as *const c_void),
        slot(ffi::Py_tp_repr, repr as *const c_void),
        slot(ffi::Py_tp_call, invoke as *const c_void),
        slot(ffi::Py_tp_richcompare, compare as *const c_void),
        slot(ffi::Py_tp_hash, hash as *const c_void),
        slot(ffi::Py_tp_methods, methods().cast()),
        slot(ffi::Py_tp_getset, properties().cast()),
    ];
    let name = c"sandbridge.FunctionPointer";
    let flags = ffi::Py_TPFLAGS_IMMUTABLETYPE;
    let size = object::size::<FunctionPointer>();
    // SAFETY: the functions fit their slots and the body.
    let class = unsafe { make_class(name, size, flags, ptr::null_mut(), slots) }?;
    CLASS.set(class.clone());
    Ok(class)
}

/// The function pointer behind an object; `None` when it is none.
pub(crate) fn of<'a>(object: *mut ffi::PyObject) -> Option<&'a FunctionPointer> {
    // SAFETY: objects of the class have this body; callers keep the object.
    CLASS.has(object).then(|| unsafe { body::<FunctionPointer>(object) })
}

/// The object for a table index that the guest handed out; `None` for its `NULL`.
pub(crate) fn lift(
    shared: &Arc<Shared>,
    signature: SignatureId,
    index: u32,
    generation: u32,
) -> Result<Owned> {
    if index == 0 {
        return Ok(Owned::none());
    }
    let call = Call::through_pointer(shared, Index(index), signature)?;
    let pointer = FunctionPointer { call, generation, index, signature };
    // SAFETY: the class has this body.
    unsafe { object::allocate(CLASS.get(), pointer) }
}

/// The table index for an argument: a plain Python function is callable for as long as the
/// registration that comes with it.
pub(crate) fn lower(
    shared: &Arc<Shared>,
    entered: &mut Entered<'_>,
    signature: SignatureId,
    value: *mut ffi::PyObject,
) -> Result<(u32, Option<Registration>)> {
    if let Some(known) = known(shared, signature, value)? {
        return Ok((known, None));
    }
    // SAFETY: the object is alive.
    if unsafe { ffi::PyCallable_Check(value) } == 0 {
        return Err(refused(shared, signature, value, "a callable").into());
    }
    let registration = Registration::new(shared, entered, signature, value)?;
    Ok((registration.pointer.0, Some(registration)))
}

/// The table index for what C may keep: nothing that ends with the call.
pub(crate) fn store(
    shared: &Shared,
    signature: SignatureId,
    value: *mut ffi::PyObject,
) -> Result<u32> {
    if let Some(known) = known(shared, signature, value)? {
        return Ok(known);
    }
    let ty = spell::function_pointer(shared.interface(), signature);
    Err(refused(shared, signature, value, "a callback object")
        .with_help(format!("make it with `lib.callback(\"{ty}\", function)`, and keep it"))
        .into())
}

#[cold]
fn refused(
    shared: &Shared,
    signature: SignatureId,
    value: *mut ffi::PyObject,
    what: &str,
) -> Error {
    let ty = spell::function_pointer(shared.interface(), signature);
    mismatch(&format!("{what}, a `{ty}` or None"), value)
}

/// The index of null, a callback object or a function pointer of the wanted type.
fn known(shared: &Shared, wanted: SignatureId, value: *mut ffi::PyObject) -> Result<Option<u32>> {
    // SAFETY: `None` is always alive.
    if value == unsafe { ffi::Py_None() } {
        return Ok(Some(0));
    }
    let Some((index, signature)) = place(shared, value)? else { return Ok(None) };
    if !is_same(shared.interface(), wanted, signature) {
        let ty = spell::function_pointer(shared.interface(), signature);
        let wanted = spell::function_pointer(shared.interface(), wanted);
        let message = format!("expected a `{wanted}`, got a `{ty}`");
        return Err(Error::new(Code::ArgumentType, message)
            .with_help("cast it if the function really has that type")
            .into());
    }
    Ok(Some(index))
}

/// The index of a callback object or a function pointer, whatever its type.
pub(crate) fn any(shared: &Shared, value: *mut ffi::PyObject) -> Result<Option<u32>> {
    Ok(place(shared, value)?.map(|(index, _)| index))
}

fn place(shared: &Shared, value: *mut ffi::PyObject) -> Result<Option<(u32, SignatureId)>> {
    let (home, signature, generation, index) = if let Some(given) = callback_object::of(value) {
        if given.registration.is_released() {
            let message = "the callback was released";
            return Err(Error::new(Code::Released, message)
                .with_help("keep it alive for as long as the library holds it")
                .into());
        }
        let Registration { generation, pointer, .. } = &given.registration;
        (&given.shared, given.signature, *generation, pointer.0)
    } else if let Some(given) = of(value) {
        (&given.call.shared, given.signature, given.generation, given.index)
    } else {
        return Ok(None);
    };
    let ty = || spell::function_pointer(home.interface(), signature);
    let (own, other) = (home.library.name(), shared.library.name());
    if home.library.id() != shared.library.id() {
        let message = format!("the `{}` belongs to {own}, not to this load of {other}", ty());
        return Err(Error::new(Code::ForeignPointer, message)
            .with_help("a function can only be called by the library that it was made for")
            .into());
    }
    if generation != shared.generation() {
        return Err(from_before(own));
    }
    Ok(Some((index, signature)))
}

/// Whether two function types are one, `typedef` names seen through.
fn is_same(interface: &Interface, one: SignatureId, two: SignatureId) -> bool {
    let (a, b) = (interface.signature(one), interface.signature(two));
    let same = |a, b| interface.resolved(a) == interface.resolved(b);
    one == two
        || a.is_variadic == b.is_variadic
            && a.params.len() == b.params.len()
            && same(a.result, b.result)
            && a.params.iter().zip(&b.params).all(|(a, b)| same(*a, *b))
}

#[cold]
fn from_before(library: &str) -> crate::error::Failure {
    Error::new(Code::ForeignPointer, format!("a function of {library} from before its reset"))
        .with_help("reset() starts with fresh memory: get or make the function anew")
        .into()
}

/// The function pointer behind `me`.
///
/// # Safety
/// Called by the interpreter for an object of the class.
unsafe fn this<'a>(me: *mut ffi::PyObject) -> &'a FunctionPointer {
    // SAFETY: passed on to the caller.
    unsafe { body::<FunctionPointer>(me) }
}

unsafe extern "C" fn invoke(
    me: *mut ffi::PyObject,
    args: *mut ffi::PyObject,
    named: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter passes null or a dict.
        if !named.is_null() && unsafe { ffi::PyDict_Size(named) } > 0 {
            return Err(type_error("C functions take no keyword arguments"));
        }
        // SAFETY: the interpreter passes a tuple.
        let args = unsafe { Owned::of(args) }?;
        let items: Vec<_> = (0..sequence::len(&args)).map(|i| sequence::item(&args, i)).collect();
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        if it.generation != it.call.shared.generation() {
            return Err(from_before(it.call.shared.library.name()));
        }
        it.call.run_with(&items)
    })
}

/// `<function int (*)(int) at 3 of zlib>`.
unsafe extern "C" fn repr(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let library = it.call.shared.library.name();
        Owned::text(&format!("<function {} at {} of {library}>", it.type_name(), it.index))
    })
}

impl FunctionPointer {
    fn type_name(&self) -> String {
        spell::function_pointer(self.call.shared.interface(), self.signature)
    }

    fn key(&self) -> (u64, u32, u32) {
        (self.call.shared.library.id(), self.generation, self.index)
    }
}

unsafe extern "C" fn compare(
    me: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
    operation: c_int,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let one = unsafe { this(me) };
        let (Some(two), ffi::Py_EQ | ffi::Py_NE) = (of(other), operation) else {
            // SAFETY: the object is always alive.
            return unsafe { Owned::of(ffi::Py_NotImplemented()) };
        };
        let answer = (one.key() == two.key()) == (operation == ffi::Py_EQ);
        // SAFETY: a new reference comes back.
        unsafe { Owned::new(ffi::PyBool_FromLong(answer.into())) }
    })
}

unsafe extern "C" fn hash(me: *mut ffi::PyObject) -> ffi::Py_hash_t {
    // SAFETY: the interpreter calls it with an object of the class.
    let (library, generation, index) = unsafe { this(me) }.key();
    // The top bit is left out, so that it is never -1, which would mean a failure.
    (((library << 40) ^ (u64::from(generation) << 32) ^ u64::from(index)) >> 1) as ffi::Py_hash_t
}

fn methods() -> *const ffi::PyMethodDef {
    static METHODS: Table<ffi::PyMethodDef, 2> = Table([
        table::method(
            c"cast",
            Form::One(cast),
            c"cast($self, type, /)\n--\n\nThe same function as one of another type.",
        ),
        table::LAST_METHOD,
    ]);
    METHODS.0.as_ptr()
}

unsafe extern "C" fn cast(me: *mut ffi::PyObject, ty: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        let signature = callback_object::signature_of(&it.call.shared, ty)?;
        lift(&it.call.shared, signature, it.index, it.generation)
    })
}

fn properties() -> *const ffi::PyGetSetDef {
    static PROPERTIES: Table<ffi::PyGetSetDef, 2> = Table([
        table::property(c"type", get_type, None, c"The C type, such as 'int (*)(int)'."),
        table::LAST_PROPERTY,
    ]);
    PROPERTIES.0.as_ptr()
}

unsafe extern "C" fn get_type(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| Owned::text(&unsafe { this(me) }.type_name()))
}
