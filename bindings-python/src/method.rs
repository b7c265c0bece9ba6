//! Functions with facts as Python objects: callable with names, and methods of the classes of
//! handles. The interpreter calls them by its vectorcall protocol, for methods without making bound
//! ones.

use std::ffi::{CStr, c_void};
use std::ptr;
use std::sync::{Arc, OnceLock, Weak};

use pyo3::ffi;
use pyo3::prelude::*;
use sandbridge_interface::{Code, Error};

use crate::error::{Failure, Result, guard, mismatch};
use crate::family::Family;
use crate::handle_object;
use crate::idiom::Given;
use crate::library::Shared;
use crate::object::{self, Class, Owned, allocate_plain, body, deallocate_plain, make_class, slot};
use crate::record_protocol::refuse_new;
use crate::sequence;
use crate::table::{self, Table};

static CLASS: Class = Class::new();

/// `Py_TPFLAGS_HAVE_VECTORCALL` and `Py_TPFLAGS_METHOD_DESCRIPTOR`, which every interpreter has since
/// 3.8, while the stable interface names the first since 3.12.
const HAS_VECTORCALL: std::ffi::c_ulong = 1 << 11;
const IS_METHOD: std::ffi::c_ulong = 1 << 17;
/// `PY_VECTORCALL_ARGUMENTS_OFFSET`.
const PLACE_BEFORE: usize = 1 << (usize::BITS - 1);

type Vectorcall = unsafe extern "C" fn(
    *mut ffi::PyObject,
    *const *mut ffi::PyObject,
    usize,
    *mut ffi::PyObject,
) -> *mut ffi::PyObject;

/// The body of such an object. The interpreter finds the first member by its offset.
#[repr(C)]
struct Method {
    vectorcall: Vectorcall,
    target: Target,
    name: String,
    docs: OnceLock<(String, String)>,
}

/// What it calls: a function by its position in the interface.
enum Target {
    /// Of this library.
    Function(Arc<Shared>, usize),
    /// Of the library of the handle that it is called with.
    Method { family: Weak<Family>, library: String, kind: u32, position: usize },
}

/// Makes the class. It has no documentation of its own, which would hide that of its objects.
pub(crate) fn register() -> Result<()> {
    let slots = vec![
        slot(ffi::Py_tp_dealloc, deallocate_plain::<Method> as *const c_void),
        slot(ffi::Py_tp_new, refuse_new as *const c_void),
        slot(ffi::Py_tp_repr, repr as *const c_void),
        slot(ffi::Py_tp_call, call_slowly as *const c_void),
        slot(ffi::Py_tp_descr_get, bind as *const c_void),
        slot(ffi::Py_tp_members, members().cast()),
        slot(ffi::Py_tp_getset, properties().cast()),
    ];
    let flags = ffi::Py_TPFLAGS_IMMUTABLETYPE | HAS_VECTORCALL | IS_METHOD;
    let (name, size) = (c"sandbridge.LibraryFunction", object::size::<Method>());
    // SAFETY: the functions fit their slots and the body, which starts with what the members say.
    CLASS.set(unsafe { make_class(name, size, flags, ptr::null_mut(), slots) }?);
    Ok(())
}

/// The object that calls the function at that position of the interface.
pub(crate) fn function(shared: &Arc<Shared>, position: usize) -> Result<Owned> {
    let name = shared.library.idiomatic_at(position)?.plan.name.clone();
    make(call_function, Target::Function(Arc::clone(shared), position), name)
}

/// The method of a class of handles; the library is that of the handle.
pub(crate) fn of_class(shared: &Shared, kind: u32, position: usize, name: &str) -> Result<Owned> {
    let (family, library) = (Arc::downgrade(&shared.family), shared.library.name().to_owned());
    make(call_method, Target::Method { family, library, kind, position }, name.to_owned())
}

fn make(vectorcall: Vectorcall, target: Target, name: String) -> Result<Owned> {
    let method = Method { vectorcall, target, name, docs: OnceLock::new() };
    // SAFETY: the class has this body, and no flags that add to its objects.
    unsafe { allocate_plain(CLASS.get(), method) }
}

/// The method behind `me`.
///
/// # Safety
/// Called by the interpreter for an object of the class.
#[inline(always)]
unsafe fn this<'a>(me: *mut ffi::PyObject) -> &'a Method {
    // SAFETY: passed on to the caller.
    unsafe { body::<Method>(me) }
}

/// The arguments of a vectorcall.
///
/// # Safety
/// They come from the interpreter, which keeps them during the call.
#[inline(always)]
unsafe fn given<'a>(
    args: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> Given<'a> {
    let named = match names.is_null() {
        true => 0,
        // SAFETY: names come as a tuple.
        false => unsafe { ffi::PyTuple_Size(names) }.max(0) as usize,
    };
    let positional = count & !PLACE_BEFORE;
    let args = match positional + named {
        0 => &[],
        // SAFETY: so many are there.
        count => unsafe { std::slice::from_raw_parts(args, count) },
    };
    Given { args, positional, names }
}

unsafe extern "C" fn call_function(
    me: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(
        #[inline(always)]
        || {
            // SAFETY: the interpreter calls it with an object of the class.
            let it = unsafe { this(me) };
            let Target::Function(shared, position) = &it.target else { return Err(misplaced()) };
            // SAFETY: the interpreter passes them.
            let given = unsafe { given(args, count, names) };
            shared.idiom(*position)?.call(shared, given)
        },
    )
}

unsafe extern "C" fn call_method(
    me: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    count: usize,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(
        #[inline(always)]
        || {
            // SAFETY: the interpreter calls it with an object of the class.
            let it = unsafe { this(me) };
            let Target::Method { kind, position, .. } = &it.target else { return Err(misplaced()) };
            // SAFETY: the interpreter passes them.
            let given = unsafe { given(args, count, names) };
            let first = given.args.first().filter(|_| given.positional > 0);
            let handle = first.and_then(|first| handle_object::of(*first));
            match handle {
                Some(handle) if handle.kind() == *kind => {
                    handle.shared.idiom(*position)?.call(&handle.shared, given)
                }
                _ => Err(it.no_handle(first.copied())),
            }
        },
    )
}

impl Method {
    #[cold]
    fn no_handle(&self, came: Option<*mut ffi::PyObject>) -> Failure {
        let Target::Method { family, library, kind, .. } = &self.target else {
            return misplaced();
        };
        let member = family.upgrade().and_then(|family| family.member());
        let class = member.map_or_else(
            || "handle".to_owned(),
            |member| member.library.handle_name(*kind).to_owned(),
        );
        let error = match came {
            Some(came) => mismatch(&format!("a `{class}`"), came),
            None => Error::new(Code::ArgumentCount, format!("the `{class}` is missing")),
        };
        error.context(format_args!("{library}.{}", self.name)).into()
    }

    /// Signature and documentation, while some load of the library is alive.
    fn docs(&self) -> Result<&(String, String)> {
        if let Some(known) = self.docs.get() {
            return Ok(known);
        }
        let (signature, doc) = match &self.target {
            Target::Function(shared, position) => shared.idiom_docs(*position)?,
            Target::Method { family, position, .. } => {
                match family.upgrade().and_then(|family| family.member()) {
                    Some(member) => member.idiom_docs(*position)?,
                    None => ("(*args)".to_owned(), "The library is closed.".to_owned()),
                }
            }
        };
        Ok(self.docs.get_or_init(|| (signature, doc)))
    }

    fn library(&self) -> &str {
        match &self.target {
            Target::Function(shared, _) => shared.library.name(),
            Target::Method { library, .. } => library,
        }
    }
}

#[cold]
fn misplaced() -> Failure {
    Error::bug("a method without its function").into()
}

/// Calls that come with a tuple and a dict.
unsafe extern "C" fn call_slowly(
    me: *mut ffi::PyObject,
    args: *mut ffi::PyObject,
    named: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    let collected = || -> Result<(Vec<Owned>, Option<Owned>)> {
        // SAFETY: the interpreter passes a tuple.
        let args = unsafe { Owned::of(args) }?;
        let items = (0..sequence::len(&args)).map(|index| sequence::item(&args, index));
        // SAFETY: the tuple keeps its items.
        let mut all = items.map(|item| unsafe { Owned::of(item) }).collect::<Result<Vec<_>>>()?;
        // SAFETY: the interpreter passes null or a dict.
        if named.is_null() || unsafe { ffi::PyDict_Size(named) } == 0 {
            return Ok((all, None));
        }
        // SAFETY: as above; new lists come back.
        let keys = unsafe { Owned::new(ffi::PyDict_Keys(named)) }?;
        // SAFETY: the list is alive; a new tuple comes back.
        let keys = unsafe { Owned::new(ffi::PySequence_Tuple(keys.as_ptr())) }?;
        for index in 0..sequence::len(&keys) {
            // SAFETY: the dict keeps the value of a key that it has.
            let value =
                unsafe { ffi::PyDict_GetItemWithError(named, sequence::item(&keys, index)) };
            // SAFETY: as above.
            all.push(unsafe { Owned::of(value) }?);
        }
        Ok((all, Some(keys)))
    };
    let (all, keys) = match collected() {
        Ok(collected) => collected,
        Err(failure) => {
            failure.raise();
            return ptr::null_mut();
        }
    };
    let pointers: Vec<*mut ffi::PyObject> = all.iter().map(Owned::as_ptr).collect();
    let positional = pointers.len() - keys.as_ref().map_or(0, sequence::len);
    let names = keys.as_ref().map_or(ptr::null_mut(), Owned::as_ptr);
    // SAFETY: the interpreter calls it with an object of the class.
    let vectorcall = unsafe { this(me) }.vectorcall;
    // SAFETY: the arguments are alive until the call returned.
    unsafe { vectorcall(me, pointers.as_ptr(), positional, names) }
}

/// `handle.method`: what is left once the handle is known.
unsafe extern "C" fn bind(
    me: *mut ffi::PyObject,
    object: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let is_function = matches!(unsafe { this(me) }.target, Target::Function(..));
        // SAFETY: `None` is always alive.
        if object.is_null() || object == unsafe { ffi::Py_None() } || is_function {
            // SAFETY: the interpreter passes a live object.
            return unsafe { Owned::of(me) };
        }
        Python::attach(|py| {
            let make = py.import("types")?.getattr("MethodType")?;
            // SAFETY: both are alive.
            let (method, object) =
                unsafe { (Bound::from_borrowed_ptr(py, me), Bound::from_borrowed_ptr(py, object)) };
            let bound = make.call1((method, object))?;
            // SAFETY: the object is alive.
            Ok(unsafe { Owned::of(bound.as_ptr()) })
        })
        .map_err(|error: PyErr| Failure::from(error))?
    })
}

unsafe extern "C" fn repr(me: *mut ffi::PyObject) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: the interpreter calls it with an object of the class.
        let it = unsafe { this(me) };
        Owned::text(&format!("<function {} of {}>", it.name, it.library()))
    })
}

fn members() -> *const ffi::PyMemberDef {
    static MEMBERS: Table<ffi::PyMemberDef, 2> = Table([
        // The body follows the object's head, and starts with the function.
        table::place(c"__vectorcalloffset__", size_of::<ffi::PyObject>()),
        table::LAST_MEMBER,
    ]);
    MEMBERS.0.as_ptr()
}

fn properties() -> *const ffi::PyGetSetDef {
    const fn property(name: &'static CStr, get: ffi::getter) -> ffi::PyGetSetDef {
        ffi::PyGetSetDef { doc: ptr::null(), ..table::property(name, get, None, c"") }
    }
    static PROPERTIES: Table<ffi::PyGetSetDef, 6> = Table([
        property(c"__name__", get_name),
        property(c"__qualname__", get_name),
        property(c"__module__", get_module),
        property(c"__doc__", get_doc),
        property(c"__text_signature__", get_signature),
        table::LAST_PROPERTY,
    ]);
    PROPERTIES.0.as_ptr()
}

unsafe extern "C" fn get_name(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it with an object of the class.
    guard(|| Owned::text(&unsafe { this(me) }.name))
}

unsafe extern "C" fn get_module(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: as above.
    guard(|| Owned::text(unsafe { this(me) }.library()))
}

unsafe extern "C" fn get_doc(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    // SAFETY: as above.
    guard(|| Owned::text(&unsafe { this(me) }.docs()?.1))
}

unsafe extern "C" fn get_signature(me: *mut ffi::PyObject, _: *mut c_void) -> *mut ffi::PyObject {
    guard(|| {
        // SAFETY: as above.
        let it = unsafe { this(me) };
        let (signature, _) = it.docs()?;
        match it.target {
            Target::Function(..) => Owned::text(signature),
            // The handle is what Python calls `self`.
            Target::Method { .. } => {
                let rest = signature.split_once(", ").map_or(")", |(_, rest)| rest);
                let comma = if rest == ")" { "" } else { ", " };
                Owned::text(&format!("($self{comma}{rest}"))
            }
        }
    })
}
